"""The templates that the program brings, what is wrong with one, and how one version differs from another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.checklists import templates
from app.domains.checklists.templates import LineChange, Template, TemplateDraft, TemplateLine, changes, check_template, kept, shipped
from app.domains.checklists.vocabulary import Scope
from app.kernel.errors import Finding
from app.kernel.shapes import to_plain, value_from_plain
from app.kernel.translated import Multilingual

CODES = ("CL1", "CL2", "CL3", "CL4", "CL5", "CL6", "CL7", "CL8")


def text(word: str) -> Multilingual:
    return Multilingual(f"{word} nl", f"{word} fr", f"{word} en")


def line(key: str, **values: object) -> TemplateLine:
    return replace(TemplateLine(key, text(key), ("PROT",)), **values)


def template(*lines: TemplateLine, **values: object) -> Template:
    return replace(Template("CL9", text("list"), lines=lines), **values)


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in findings]


# ------------------------------------------------------------------------------------------------ what ships


def test_the_eight_checklists_of_the_office_ship_without_a_fault():
    assert tuple(shipped()) == CODES
    assert {code: len(one.lines) for code, one in shipped().items()} == dict(zip(CODES, (22, 23, 19, 11, 12, 15, 12, 10), strict=True))
    assert [finding for one in shipped().values() for finding in check_template(one)] == []


@pytest.mark.parametrize("code", CODES)
def test_what_ships_is_a_dated_default_with_a_source(code: str):
    one = shipped()[code]
    version = {"CL6": 2}.get(code, 1)  # the second version of it says which lines are for gifts given, and which for those received
    assert (one.confirmed, one.dated, one.version, one.base) == (False, date(2026, 11, 23), version, version)
    assert one.source.startswith("Proposal")


@pytest.mark.parametrize(
    ("code", "key", "duty", "anchor", "offset"),
    [
        ("CL1", "request-logged-type-and", ("HEAD",), "start", "-90 days"),
        ("CL1", "programme-v1-rooms-budget", ("PROT", "FIN"), "start", "-45 days"),
        ("CL1", "report-follow-up-cost", ("DESK", "FIN"), "end", "+10 days"),
        ("CL2", "visas-filed", ("TRAV",), "start", "-45 days"),
        ("CL2", "service-passports-returned", ("TRAV",), "end", "+7 days"),
        ("CL4", "originals-to-archive-scan", ("DESK",), "start", "+1 day"),
        ("CL5", "staff-in-room-waiting", ("IT",), "start", "-30 min"),
        ("CL6", "received-declared-to-the-cell", ("PERS",), "receipt", "+3 days"),
        ("CL6", "received-inventory-and-report", ("GIFT",), "year end", "0 days"),
        ("CL7", "passport-back-visa-checked", ("TRAV",), "start", "-10 days"),
        ("CL8", "hoist-lower-times", ("HOST",), "start", "0 days"),
    ],
)
def test_lines_say_who_does_it_and_when(code: str, key: str, duty: tuple[str, ...], anchor: str, offset: str):
    one = shipped()[code].line(key)
    assert one is not None
    assert (one.duty, one.anchor, one.offset) == (duty, anchor, offset)


def test_checklists_are_kept_for_the_parts_that_need_one_each():
    scopes = {code: one.scope for code, one in shipped().items() if one.scope is not Scope.WHOLE}
    assert scopes == {"CL4": Scope.SIGNING, "CL6": Scope.GIFT, "CL7": Scope.TRAVELLER}


@pytest.mark.parametrize(
    ("type", "direction", "codes"),
    [
        ("working visit", "incoming", ["CL1", "CL8"]),
        ("working visit", "outgoing", ["CL2"]),
        ("state visit", "outgoing", ["CL2", "CL3", "CL6"]),
        ("princely mission", "outgoing", ["CL2", "CL3", "CL6"]),
        ("signing", "incoming", ["CL1", "CL4", "CL8"]),
        ("videoconference", "virtual", ["CL5"]),
    ],
)
def test_templates_are_usual_for_kinds_of_missions(type: str, direction: str, codes: list[str]):
    assert [code for code, one in shipped().items() if one.usual_for(type, direction)] == codes


def test_a_template_that_is_usual_for_nothing_is_never_proposed():
    assert template(line("a")).usual_for("working visit", "incoming") is False
    assert template(line("a"), types=("fair",)).usual_for("fair", "incoming") is True
    assert template(line("a"), types=("fair",), directions=("outgoing",)).usual_for("fair", "incoming") is False


def test_what_is_kept_of_a_template_is_read_back_whole():
    for one in shipped().values():
        assert value_from_plain(Template, to_plain(one)) == one


# ------------------------------------------------------------------------------------------------ what is wrong


def test_a_sound_template_is_found_sound():
    assert check_template(template(line("a"), line("b", anchor="end", offset="+10 working days"))) == []


@pytest.mark.parametrize(
    ("wrong", "path", "rule"),
    [
        (line("b", title=Multilingual()), "lines[1].title", "line-without-title"),
        (line("b", title=text("x" * 400)), "lines[1].title", "text-too-long"),
        (line("b", offset="soon"), "lines[1].offset", "offset"),
        (line("b", offset=""), "lines[1].offset", "offset"),
        (line("b", anchor="item:12"), "lines[1].anchor", "anchor-unknown"),
        (line("b", duty=("PROT", "KING")), "lines[1].duty", "duty-unknown"),
        (line("b", duty=()), "lines[1].duty", "line-without-duty"),
        (line("b", title=Multilingual("a", "b", "")), "lines[1].title", "language-missing"),
    ],
)
def test_what_is_wrong_with_a_line_is_said_at_its_place(wrong: TemplateLine, path: str, rule: str):
    assert told(check_template(template(line("a"), wrong))) == [(path, rule)]


def test_a_key_that_stands_twice_is_said_of_both_lines():
    assert told(check_template(template(line("a"), line("a")))) == [("lines[0].key", "key-twice"), ("lines[1].key", "key-twice")]


def test_an_empty_template_asks_for_lines():
    assert told(check_template(template())) == [("lines", "template-empty")]


def test_a_template_of_more_lines_than_anybody_reads_is_refused():
    found = check_template(template(*(line(f"l{n}") for n in range(201))))
    assert told(found) == [("lines", "too-many-lines")]


@pytest.mark.parametrize(
    ("draft", "path", "rule"),
    [
        (TemplateDraft("cl 9", text("list")), "code", "template-code"),
        (TemplateDraft("", text("list")), "code", "template-code"),
        (TemplateDraft("CL9"), "name", "template-without-name"),
        (TemplateDraft("CL9", text("list"), confirmed=True), "source", "confirmed-by-nothing"),
    ],
)
def test_what_is_wrong_with_a_header_is_said(draft: TemplateDraft, path: str, rule: str):
    assert told(templates.check_header(draft)) == [(path, rule)]


# ------------------------------------------------------------------------------------------------ versions


def test_what_has_to_be_taken_over_is_what_differs():
    a, b, c = line("a"), line("b"), line("c")
    later = replace(b, offset="-3 days")
    new = line("n")
    assert changes(template(a, b, c), template(new, a, later)) == (
        LineChange("n", None, new),
        LineChange("b", b, later),
        LineChange("c", c, None),
    )


def test_nothing_has_to_be_taken_over_when_lines_only_changed_places():
    assert changes(template(line("a"), line("b")), template(line("b"), line("a"))) == ()


keys = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
drawn = keys.flatmap(
    lambda chosen: st.tuples(
        *(st.builds(lambda key, offset: line(key, offset=offset), st.just(key), st.sampled_from(("0 days", "-1 day"))) for key in chosen)
    )
)


@given(drawn, drawn)
def test_taking_over_every_change_gives_the_newer_version(old: tuple[TemplateLine, ...], new: tuple[TemplateLine, ...]):
    lines = {one.key: one for one in old}
    for change in changes(template(*old), template(*new)):
        if change.after is None:
            del lines[change.key]
        else:
            lines[change.key] = change.after
    assert lines == {one.key: one for one in new}


def test_a_template_that_was_put_back_is_the_shipped_one_in_a_version_of_its_own():
    brought = shipped()["CL1"]
    kept_content = replace(brought, name=text("as it once shipped"), version=5, put_back=True)
    assert kept(kept_content) == replace(brought, version=5)


def test_a_template_that_was_put_back_rises_with_the_program():
    brought = shipped()["CL1"]
    assert kept(replace(brought, version=5, base=0, put_back=True)).version == 6


def test_the_office_s_own_version_stays_when_the_program_brings_another():
    own = replace(shipped()["CL1"], version=3, base=0)
    assert kept(own) == own
