"""For which parts of a subject the lines of a template are: each, those of a kind, or the whole once."""

from __future__ import annotations

from dataclasses import replace

from app.domains.checklists.keeping import places
from app.domains.checklists.subjects import Standing
from app.domains.checklists.template_fields import line_form
from app.domains.checklists.templates import Template, TemplateLine, check_line, shipped
from app.domains.checklists.vocabulary import ANCHORS, Scope
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.readiness import Part, Subject
from app.kernel.translated import Multilingual, lazy

NAME = Multilingual("Lijst", "Liste", "List")
SUBJECT = Subject(Ref("mission", "m"), NAME, "", "", "", "", "UTC", (None, None))
GIVEN = Part(Ref("gift reservation", "r"), NAME, kind="given")
RECEIVED = Part(Ref("gift", "g"), NAME, kind="received")
TEMPLATE = Template(
    "CL9",
    NAME,
    scope=Scope.GIFT,
    lines=(
        TemplateLine("who", NAME, part="whole"),
        TemplateLine("wrap", NAME, part="given"),
        TemplateLine("thank", NAME, part="received"),
        TemplateLine("picture", NAME),
    ),
)


def placed(standing: Standing, template: Template = TEMPLATE, whole: tuple[str, ...] = ()) -> dict[str, list[str]]:
    return {
        part.ref.id if part else "": [f"{place}: {line.key}" for place, line in lines] for part, lines in places(standing, template, whole)
    }


def test_a_line_is_kept_for_the_parts_it_is_for():
    standing = Standing(SUBJECT, {}, {"gift": (GIVEN, RECEIVED)})
    assert placed(standing) == {
        "": ["0: who"],
        "r": ["1: wrap", "3: picture"],
        "g": ["2: thank", "3: picture"],
    }


def test_what_is_for_the_whole_is_there_without_a_part():
    assert placed(Standing(SUBJECT, {}, {"gift": ()})) == {"": ["0: who"]}


def test_everything_is_kept_once_where_nobody_brings_parts():
    whole = {"": ["0: who", "1: wrap", "2: thank", "3: picture"]}
    assert placed(Standing(SUBJECT, {})) == whole
    assert placed(Standing(SUBJECT, {}, {"gift": (GIVEN,)}), replace(TEMPLATE, scope=Scope.WHOLE)) == whole


def test_what_is_kept_for_the_whole_already_is_not_made_for_parts_as_well():
    standing = Standing(SUBJECT, {}, {"gift": (GIVEN, RECEIVED)})
    assert placed(standing, whole=("who", "wrap", "picture")) == {"": ["0: who", "1: wrap", "3: picture"], "r": [], "g": ["2: thank"]}


def test_parts_that_are_all_alike_have_every_line_that_is_for_each():
    standing = Standing(SUBJECT, {}, {"traveller": (Part(Ref("person", "p"), NAME),)})
    template = Template("CL9", NAME, scope=Scope.TRAVELLER, lines=(TemplateLine("a", NAME), TemplateLine("b", NAME)))
    assert placed(standing, template) == {"": [], "p": ["0: a", "1: b"]}


def test_a_line_for_a_kind_that_nobody_knows_is_a_finding():
    line = TemplateLine("a", NAME, ("PROT",), part="lent")
    assert [(one.path, one.rule) for one in check_line(line, "lines[0]", parts={"given", "received"})] == [
        ("lines[0].part", "part-unknown")
    ]
    assert check_line(line) == []
    assert check_line(replace(line, part="whole"), parts={"given"}) == []
    assert check_line(replace(line, part="given"), parts={"given"}) == []


def test_gifts_given_and_received_have_lines_of_their_own_and_two_stand_once():
    lines = shipped()["CL6"].lines
    assert [line.key for line in lines if line.part == "whole"] == ["given-who-gets-a-gift", "received-inventory-and-report"]
    assert {(line.key.partition("-")[0], line.part) for line in lines if line.part != "whole"} == {
        ("given", "given"),
        ("received", "received"),
    }


def test_the_form_of_a_line_asks_for_its_parts_where_its_template_is_kept_for_some():
    kinds = (Choice("given", lazy("each gift that is given")),)
    asked = {field.key: [choice.code for choice in field.choices] for field in line_form(ANCHORS, kinds).fields}
    assert asked["part"] == ["", "whole", "given"]
    assert "part" not in {field.key for field in line_form(ANCHORS).fields}


def test_a_line_for_parts_of_a_kind_says_so_in_the_history():
    assert str(TemplateLine("a", NAME, ("GIFT",), part="given").told()) == "List (0 days, start; GIFT; given)"
