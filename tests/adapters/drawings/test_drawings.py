"""Drawings as files: what an SVG, a page and a picture say and show."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.adapters.drawings.inks import PAPER
from app.bootstrap import OUTSIDE
from app.kernel.document import Document, DocumentMeta, Drawing
from app.kernel.errors import Refused
from app.kernel.figures import Anchor, Area, Box, Disc, Figure, FlagPicture, Ink, Label, Shape, Stroke

SVG = "{http://www.w3.org/2000/svg}"
BLACK, YELLOW, RED = (0, 0, 1), (255, 217, 12), (243, 24, 48)


def figure(*shapes: Shape, title: str = "Flags at the gate", width: float = 100, height: float = 60) -> Figure:
    return Figure(width, height, shapes, title, "Belgium alone")


def picture(*shapes: Shape) -> Image.Image:
    return Image.open(BytesIO(OUTSIDE.drawing(figure(*shapes), "png"))).convert("RGB")


def colours(image: Image.Image, *places: tuple[float, float]) -> list[tuple[int, int, int]]:
    return [image.getpixel((round(x * 2.5), round(y * 2.5))) for x, y in places]  # type: ignore[misc]


def near(found: list[tuple[int, int, int]], wanted: list[tuple[int, int, int]]) -> bool:
    return all(abs(a - b) < 6 for one, other in zip(found, wanted, strict=True) for a, b in zip(one, other, strict=True))


def test_a_flag_flies_from_its_staff():
    seen = picture(FlagPicture(10, 10, 60, 40, "BE", "Belgium"))

    assert near(colours(seen, (15, 30), (40, 30), (65, 30), (80, 30)), [BLACK, YELLOW, RED, (255, 255, 255)])


def test_a_flag_seen_from_behind_is_mirrored_in_its_place():
    seen = picture(FlagPicture(10, 10, 60, 40, "BE", "Belgium", mirrored=True))

    assert near(colours(seen, (15, 30), (40, 30), (65, 30)), [RED, YELLOW, BLACK])


def test_a_flag_on_a_slanting_staff_turns_around_its_corner():
    seen = picture(FlagPicture(60, 5, 48, 32, "BE", "Belgium", angle=90))

    assert near(colours(seen, (45, 10), (45, 29), (45, 48), (70, 20)), [BLACK, YELLOW, RED, (255, 255, 255)])


def test_flags_are_of_one_size_whatever_their_drawings_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "attache" / "flags" / "be-bru.svg"
    own.parent.mkdir(parents=True)
    own.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="-5 -5 10 10"><path fill="#00f" d="M-5-5h10v10h-10z"/></svg>')

    seen = picture(FlagPicture(10, 10, 30, 20, "BE-BRU", "Brussels"), FlagPicture(50, 10, 30, 20, "BE", "Belgium"))

    assert near(colours(seen, (11, 11), (39, 29), (42, 20)), [(0, 0, 255), (0, 0, 255), (255, 255, 255)])


def test_a_drawing_on_which_a_paper_would_fail_is_a_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "attache" / "flags" / "be-bru.svg"
    own.parent.mkdir(parents=True)
    scaled = "".join(f'<g transform="scale(9999999)" id="g{n}">' for n in range(55))
    own.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2">{scaled}<path d="M0 0h3v2z"/>{"</g>" * 55}</svg>')

    drawn = figure(FlagPicture(10, 10, 60, 40, "BE-BRU", "Brussels"), FlagPicture(10, 10, 60, 40, "BE", "Belgium"))
    assert OUTSIDE.drawing(drawn, "pdf")[:5] == b"%PDF-"
    caplog.clear()


def test_a_flag_without_a_drawing_is_a_blank_with_its_name():
    svg = ET.fromstring(OUTSIDE.drawing(figure(FlagPicture(10, 10, 60, 40, "XX-YYY", "Sea & <Land>")), "svg"))

    assert [text.text for text in svg.iter(f"{SVG}text")] == ["Sea &", "<Land>"]
    assert list(svg.iter(f"{SVG}use")) == []


def test_the_colours_on_paper_are_those_of_their_parts():
    seen = picture(
        Box(0, 0, 20, 20, fill=Ink.TINT),
        Area(((20, 0), (40, 0), (40, 20), (20, 20)), fill=Ink.WOOD),
        Disc(50, 10, 8, fill=Ink.ACCENT),
        Stroke(((60, 10), (80, 10)), Ink.BAD, 8),
    )

    wanted = [tuple(round(part * 255) for part in PAPER[ink]) for ink in (Ink.TINT, Ink.WOOD, Ink.ACCENT, Ink.BAD)]
    assert near(colours(seen, (10, 10), (30, 10), (50, 10), (70, 10)), wanted)  # type: ignore[arg-type]


def test_an_svg_stands_alone_and_is_told_in_words():
    svg = OUTSIDE.drawing(
        figure(FlagPicture(10, 10, 60, 40, "BE", "Belgium"), FlagPicture(10, 50, 60, 40, "be", "Belgium")), "svg"
    ).decode()
    root = ET.fromstring(svg)

    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("100pt", "60pt", "0 0 100 60")
    assert [(root.findtext(f"{SVG}title")), root.findtext(f"{SVG}desc")] == ["Flags at the gate", "Belgium alone"]
    assert [use.get("{http://www.w3.org/1999/xlink}href") for use in root.iter(f"{SVG}use")] == ["#flag-1", "#flag-1"]
    assert [group.get("id") for group in root.iter(f"{SVG}g") if (group.get("id") or "").startswith("flag-")] == ["flag-1"]
    assert re.findall(r'(?:href|src)="(?!#)[^"]*"', svg) == []


def test_a_page_holds_the_drawing_under_its_title():
    paper = pypdfium2.PdfDocument(OUTSIDE.drawing(figure(Label(50, 30, "Spectators", 9, Anchor.MIDDLE)), "pdf"))
    try:
        size = [round(side) for side in paper[0].get_size()]
        text = paper[0].get_textpage().get_text_bounded().split()
    finally:
        paper.close()

    assert (size, text) == ([842, 595], ["Flags", "at", "the", "gate", "Spectators"])


def test_a_drawing_in_a_paper_is_as_wide_as_the_text_at_most(render: Callable[..., bytes]):
    paper = pypdfium2.PdfDocument(render(Drawing(figure(Label(0, 10, "wide"), width=4000, height=100), "Seen by the spectator")))
    try:
        texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in paper]
    finally:
        paper.close()

    assert [("wide" in text, "Seen by the spectator" in text) for text in texts] == [(True, True)]


def test_the_texts_of_a_drawing_are_what_it_says():
    shapes = (Box(0, 0, 1, 1, fill=Ink.TINT), Label(0, 0, "1"), FlagPicture(0, 0, 3, 2, "BE", "Belgium"))
    document = Document(DocumentMeta("", "en"), (Drawing(figure(*shapes), "Caption"),))

    assert list(document.texts()) == ["Flags at the gate", "Belgium alone", "1", "Belgium", "Caption"]


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@pytest.mark.parametrize(("width", "height"), [(0, 10), (10, -1), (float("nan"), 10), (10, float("inf")), (30_000, 10)])
def test_a_drawing_without_a_size_is_refused(kind, width: float, height: float):
    with pytest.raises(Refused) as refused:
        OUTSIDE.drawing(Figure(width, height, (), "Nothing"), kind)

    assert refused.value.findings[0].rule == "figure-size"


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_the_same_drawing_gives_the_same_file(kind):
    drawn = figure(FlagPicture(10, 10, 60, 40, "ES", "Spain"), Label(3, 3, "Łódź 北京 \x00\x1f"))

    assert OUTSIDE.drawing(drawn, kind) == OUTSIDE.drawing(drawn, kind)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.floats(0, 50), st.integers(1, 3))
def test_any_text_can_be_drawn(text: str, width: float, lines: int):
    drawn = figure(Label(5, 20, text, width=width, lines=lines), FlagPicture(1, 30, 30, 20, "??", text), title=text)

    ET.fromstring(OUTSIDE.drawing(drawn, "svg"))
    assert OUTSIDE.drawing(drawn, "pdf")[:5] == b"%PDF-"
