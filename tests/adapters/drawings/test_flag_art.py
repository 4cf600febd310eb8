"""Reading the drawings of flags: what is kept of them, what is left out, what is refused."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.drawings.flag_art import MOST_SHAPES, flag_art, keep_flag, read_flag
from app.adapters.resources import resource
from app.kernel.errors import Refused

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 6 4">'


def drawing(inside: str, head: str = HEAD) -> bytes:
    return f"{head}{inside}</svg>".encode()


def kept(inside: str) -> str:
    return read_flag(drawing(inside), "x").inside


def refusal(content: bytes) -> str | None:
    with pytest.raises(Refused) as refused:
        read_flag(content)
    return refused.value.findings[0].rule


def test_lines_areas_and_colours_are_kept():
    plain = '<path d="M0 0h6v4H0z" fill="#f00"/><g transform="scale(2)"><circle cx="1" cy="1" r=".5" stroke-width=".1"/></g>'

    assert kept(plain) == plain


def test_the_frame_is_what_the_file_says():
    art = read_flag(drawing("", '<svg xmlns="http://www.w3.org/2000/svg" width="30mm" height="20mm">'))

    assert (art.left, art.top, art.width, art.height) == (0, 0, 30, 20)


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<animate attributeName="x" to="9"/>',
        "<metadata><x>1</x></metadata>",
        '<use xlink:href="http://example.org/flag.svg#a"/>',
        '<use xlink:href="file.svg#a"/>',
        '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/x"/>',
    ],
)
def test_what_is_no_drawing_is_left_out(harm: str):
    assert kept(f'{harm}<path d="M0 0h1"/>') == '<path d="M0 0h1"/>'


@pytest.mark.parametrize(
    "attributes",
    [
        'onload="alert(1)"',
        'fill="url(http://example.org/#a)"',
        'style="fill:url(//example.org/x)"',
        'filter="url(#a)"',
        r'style="fill:u\72l(x)"',
        'xlink:href="http://example.org"',
    ],
)
def test_what_leads_elsewhere_is_left_out(attributes: str):
    assert kept(f'<path d="M0 0h1" {attributes}/>') == '<path d="M0 0h1"/>'


def test_names_are_of_the_flag_so_that_two_flags_can_stand_in_one_file():
    inside = '<clipPath id="a"><path d="M0 0h1v1z"/></clipPath><path d="M0 0h6" clip-path="url(#a)"/><use xlink:href="#a"/>'

    assert read_flag(drawing(inside), "BE-bru").inside == inside.replace('"a"', '"f-be-bru-a"').replace("#a", "#f-be-bru-a")


def test_the_colours_of_a_style_sheet_are_kept():
    assert kept('<style>.st0, .st1 { fill: #FCD116 } .st1{stroke:red}</style><path class="st1" d="M0 0h1"/>') == (
        '<path d="M0 0h1" fill="#FCD116" stroke="red"/>'
    )


def test_the_stars_at_the_corners_of_a_line_are_drawn():
    inside = '<marker id="s"><path d="M0 0h1v1z"/></marker><path fill="none" d="m0 0 1 1h2v1z" marker-mid="url(#s)"/>'

    stars = "".join(f'<g><use xlink:href="#f-x-s" transform="translate({at})"/></g>' for at in ("1 1", "3 1", "3 2"))
    assert kept(inside) == f'<defs><g id="f-x-s"><path d="M0 0h1v1z"/></g></defs><path d="m0 0 1 1h2v1z" fill="none"/>{stars}'


def test_a_passing_colour_has_one_in_its_middle():
    shade = '<linearGradient id="a"><stop stop-color="#000"/><stop offset="1" stop-color="#204060"/></linearGradient>'
    art = read_flag(drawing(f'{shade}<linearGradient id="b" xlink:href="#a"/><path d="M0 0h1" fill="url(#b)"/>'), "x")

    assert art.shades == (("f-x-a", "#102030"), ("f-x-b", "#102030"))
    assert b'fill="#102030"' in art.plain


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "flag-unreadable"),
        (b"\xff\xfe<\x00s\x00", "flag-unreadable"),
        (b"no drawing", "flag-unreadable"),
        (b"<svg", "flag-unreadable"),
        (b"<html/>", "flag-unreadable"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 3 2"/>', "flag-entities"),
        (b" " * 2_000_001, "flag-too-large"),
        (b"<svgg/>", "flag-unreadable"),
        (drawing("", '<svg xmlns="http://www.w3.org/2000/svg">'), "flag-frame"),
        (drawing("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 1">'), "flag-frame"),
        (drawing("", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 nan nan">'), "flag-frame"),
        (drawing('<image xlink:href="data:image/png;base64,AAAA"/>'), "flag-not-lines"),
        (drawing("<text>REPUBLICA</text>"), "flag-not-lines"),
        (drawing('<g id="a"><use xlink:href="#a"/></g>'), "flag-endless"),
        (drawing("<g>" * 200 + "</g>" * 200), "flag-endless"),
        (drawing("<path/>" * (MOST_SHAPES + 1)), "flag-too-intricate"),
        (drawing('<path d="M0 0h1e999"/>'), "flag-numbers"),
        (drawing('<path d="M0 0h1" transform="rotate(99999999)"/>'), "flag-numbers"),
        (drawing('<path d="M0 0h1" style="stroke-width:1e40"/>'), "flag-numbers"),
        (drawing(f'<path d="M0 0h{"1" * 400}"/>'), "flag-numbers"),
    ],
)
def test_what_cannot_be_kept_true_or_safe_is_refused(content: bytes, rule: str):
    assert refusal(content) == rule


def test_a_shape_that_doubles_itself_again_and_again_is_refused():
    doubled = "".join(f'<g id="a{n}"><use xlink:href="#a{n - 1}"/><use xlink:href="#a{n - 1}"/></g>' for n in range(1, 40))

    assert refusal(drawing(f'<path id="a0" d="M0 0h1"/>{doubled}')) == "flag-too-intricate"


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_leads_out_of_an_attribute(value: str, name: str):
    try:
        art = read_flag(drawing(f'<path id={quoteattr(name)} d={quoteattr(value)} fill={quoteattr(value)}/><path d="M0 0"/>'), name)
    except Refused:
        return
    root = ET.fromstring(art.content)
    assert [child.tag for child in root] == ["{http://www.w3.org/2000/svg}path"] * 2


def test_every_flag_that_comes_along_can_be_read():
    codes = [path.stem for path in sorted(resource("flags").glob("*.svg"))]

    assert [code for code in codes if flag_art(code) is None] == []


def test_a_drawing_of_the_office_is_read_again_when_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "attache" / "flags" / "be-vlg.svg"
    own.parent.mkdir(parents=True)
    own.write_bytes(drawing('<path d="M0 0h1"/>'))
    first = flag_art("BE-VLG")
    own.write_bytes(drawing('<path d="M0 0h1" fill="red"/>'))
    second = flag_art("BE-VLG")

    assert first is not None
    assert second is not None
    assert (first.inside, second.inside) == ('<path d="M0 0h1"/>', '<path d="M0 0h1" fill="red"/>')


def test_a_drawing_that_does_harm_is_no_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "attache" / "flags" / "be-wal.svg"
    own.parent.mkdir(parents=True)
    own.write_bytes(drawing('<g id="a"><use xlink:href="#a"/></g>'))

    assert flag_art("BE-WAL") is None
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["The flag be-wal.svg cannot be drawn"]
    caplog.clear()


def test_a_drawing_taken_from_a_file_is_kept_without_what_does_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    keep_flag("commune:Ixelles", drawing('<script>alert(1)</script><path d="M0 0h1"/>'))

    assert [path.name for path in (tmp_path / "attache" / "flags").iterdir()] == ["commune.ixelles.svg"]
    art = flag_art("commune:Ixelles")
    assert art is not None
    assert art.inside == '<path d="M0 0h1"/>'


@pytest.mark.parametrize(("code", "content"), [("北京", drawing("")), ("BE-VLG", b"no drawing")])
def test_what_is_no_flag_is_not_kept(code: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    with pytest.raises(Refused):
        keep_flag(code, content)

    assert list(tmp_path.iterdir()) == []
