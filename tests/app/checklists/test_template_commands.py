"""The office makes the templates of checklists its own, and puts them back as they came."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.application import Application
from app.domains.checklists import template_queries as queries
from app.domains.checklists.template_commands import (
    AddChecklistTemplate,
    AddTemplateLine,
    CopyChecklistTemplate,
    EditChecklistTemplate,
    EditTemplateLine,
    MoveTemplateLine,
    PutBackChecklistTemplate,
    RemoveChecklistTemplate,
    RemoveTemplateLines,
)
from app.domains.checklists.templates import Template, TemplateDraft, TemplateLine, header_of, shipped
from app.domains.checklists.vocabulary import Scope, TemplateOrigin
from app.kernel.commands import Command
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.fields import Criteria
from app.kernel.translated import Multilingual
from tests.makers import checklists as lists
from tests.makers import missions
from tests.makers.access import account, head

NAME = Multilingual("Beurs", "Salon", "Fair")
LINE = TemplateLine("", Multilingual("Stand", "Stand", "Book the stand"), ("PROT",), offset="-60 days")


def read(application: Application, code: str) -> Template:
    return application.ask(queries.template(code))


def keys(application: Application, code: str) -> list[str]:
    return [line.key for line in read(application, code).lines]


def rule(application: Application, command: Command[object]) -> str:
    with pytest.raises(Refused) as refused:
        application.execute(command)
    return refused.value.findings[0].rule


@pytest.fixture
def own(application: Application) -> str:
    """A template of the office's own with three lines, a, b and c."""
    application.execute(AddChecklistTemplate(TemplateDraft("CL9", NAME)))
    for key in ("a", "b", "c"):
        application.execute(AddTemplateLine("CL9", replace(LINE, key=key)))
    return "CL9"


# ------------------------------------------------------------------------------------------------ reading


def test_an_empty_office_has_the_templates_of_the_program(application: Application):
    assert [one.code for one in application.ask(queries.templates())] == list(shipped())
    rows = application.ask(queries.template_rows(application.ask(queries.template_ids())))
    assert {(row.origin, row.certainty) for row in rows} == {(TemplateOrigin.SHIPPED, "default")}
    assert [row.version for row in rows] == [one.version for one in shipped().values()]


def test_a_visit_to_brussels_is_proposed_its_checklists(application: Application):
    assert [one.code for one in application.ask(queries.proposed_for("official visit", "incoming"))] == ["CL1", "CL6", "CL8"]


def test_a_template_without_lines_is_never_proposed(application: Application):
    application.execute(AddChecklistTemplate(TemplateDraft("CL9", NAME, directions=("virtual",))))
    assert [one.code for one in application.ask(queries.proposed_for("conference", "virtual"))] == ["CL5"]


def test_templates_are_found_by_their_words_and_put_in_order(application: Application):
    assert application.ask(queries.template_ids(Criteria("gift"))) == ["CL6"]
    assert application.ask(queries.template_ids(Criteria(sort="code", descending=True)))[0] == "CL8"
    assert application.ask(queries.template_ids(Criteria(filters=(("certainty", "confirmed"),)))) == []


def test_the_editor_offers_the_kinds_of_missions_and_the_days_that_missions_know(application: Application):
    known = application.ask(queries.template_words())
    codes = [[choice.code for choice in choices] for choices in (known.directions, known.scopes)]
    assert codes == [["outgoing", "incoming", "virtual"], ["", "traveller", "ceremony", "signing", "gift"]]
    assert {"state visit", "signing"} <= {choice.code for choice in known.types}
    assert [choice.code for choice in known.anchors][:4] == ["start", "end", "arrival", "departure"]


def test_a_template_that_nobody_knows_is_gone(application: Application):
    with pytest.raises(Gone):
        application.ask(queries.template("CL99"))


# ------------------------------------------------------------------------------------------------ changing what ships


def test_a_change_is_kept_as_the_office_s_own_version_and_leaves_what_ships(application: Application):
    before = read(application, "CL1").lines[0]
    application.execute(EditTemplateLine("CL1", before, replace(before, offset="-100 days")))
    sheet = application.ask(queries.template_sheet("CL1"))
    assert (sheet.template.version, sheet.template.lines[0].offset, sheet.origin) == (2, "-100 days", TemplateOrigin.CHANGED)
    assert sheet.shipped == shipped()["CL1"]
    assert shipped()["CL1"].lines[0].offset == "-90 days"


def test_a_template_is_put_back_as_it_came_and_its_version_goes_on(application: Application):
    before = read(application, "CL1").lines[0]
    application.execute(EditTemplateLine("CL1", before, replace(before, offset="-100 days")))
    application.execute(PutBackChecklistTemplate("CL1"))
    sheet = application.ask(queries.template_sheet("CL1"))
    assert (sheet.template, sheet.origin) == (replace(shipped()["CL1"], version=3), TemplateOrigin.SHIPPED)
    assert rule(application, PutBackChecklistTemplate("CL1")) == "template-shipped"


def test_a_change_taken_back_by_hand_is_no_version_of_the_office_s_own(application: Application):
    before = read(application, "CL1").lines[0]
    application.execute(EditTemplateLine("CL1", before, replace(before, offset="-100 days")))
    application.execute(EditTemplateLine("CL1", replace(before, offset="-100 days"), before))
    assert application.ask(queries.template_sheet("CL1")).origin is TemplateOrigin.SHIPPED


def test_a_change_of_nothing_is_no_new_version(application: Application):
    before = read(application, "CL1").lines[0]
    application.execute(EditTemplateLine("CL1", before, before))
    assert read(application, "CL1").version == 1


def test_putting_back_can_be_undone(application: Application):
    before = read(application, "CL1").lines[0]
    application.execute(EditTemplateLine("CL1", before, replace(before, offset="-100 days")))
    changed = read(application, "CL1")
    application.execute(PutBackChecklistTemplate("CL1"))
    application.undo()
    assert read(application, "CL1") == changed


def test_a_version_in_use_is_never_given_to_another_one(application: Application):
    head(application)
    account(application, "other", "cell_officer")
    first, second = read(application, "CL1").lines[:2]
    application.execute(EditTemplateLine("CL1", first, replace(first, offset="-100 days")))
    application.sign_in("other")
    lists.checklist(application, missions.mission(application), "CL1")  # of version 2
    application.sign_in("head")
    application.undo()
    assert (read(application, "CL1").version, application.ask(queries.template_sheet("CL1")).behind) == (1, 1)
    application.execute(EditTemplateLine("CL1", second, replace(second, offset="-70 days")))
    assert (read(application, "CL1").version, application.ask(queries.template_sheet("CL1")).behind) == (3, 1)


def test_what_ships_cannot_be_removed_and_what_is_our_own_cannot_be_put_back(application: Application, own: str):
    assert rule(application, RemoveChecklistTemplate("CL1")) == "template-shipped"
    assert rule(application, PutBackChecklistTemplate(own)) == "template-own"


# ------------------------------------------------------------------------------------------------ templates of our own


def test_a_template_is_begun_filled_and_removed(application: Application, own: str):
    assert keys(application, own) == ["a", "b", "c"]
    assert application.ask(queries.template_ids())[-1] == own
    application.execute(RemoveChecklistTemplate(own))
    with pytest.raises(Gone):
        read(application, own)


def test_a_code_names_one_template(application: Application, own: str):
    assert rule(application, AddChecklistTemplate(TemplateDraft("CL1", NAME))) == "code-twice"
    assert rule(application, CopyChecklistTemplate("CL1", own, NAME)) == "code-twice"


def test_a_copy_has_the_lines_but_is_usual_for_nothing_and_confirmed_by_nobody(application: Application):
    source = read(application, "CL1")
    draft = replace(header_of(source), confirmed=True, source="Meeting of the cell", dated=date(2026, 1, 5))
    application.execute(EditChecklistTemplate("CL1", header_of(source), draft))
    application.execute(CopyChecklistTemplate("CL1", "CL1-FAIR", NAME))
    copy = read(application, "CL1-FAIR")
    assert (copy.lines, copy.name, copy.version) == (source.lines, NAME, 1)
    assert (copy.types, copy.directions, copy.confirmed) == ((), (), False)


def test_a_header_is_changed_where_it_differs_and_only_if_nobody_was_faster(application: Application, own: str):
    before = header_of(read(application, own))
    application.execute(EditChecklistTemplate(own, before, replace(before, scope=Scope.TRAVELLER)))
    application.execute(EditChecklistTemplate(own, before, replace(before, types=("conference",))))
    assert header_of(read(application, own)) == replace(before, scope=Scope.TRAVELLER, types=("conference",))
    with pytest.raises(Changed) as changed:
        application.execute(EditChecklistTemplate(own, before, replace(before, scope=Scope.GIFT)))
    assert changed.value.fields == ("scope",)


def test_a_template_is_usual_only_for_kinds_that_there_are(application: Application, own: str):
    before = header_of(read(application, own))
    assert rule(application, EditChecklistTemplate(own, before, replace(before, types=("wedding",)))) == "unknown-code"
    assert rule(application, EditChecklistTemplate(own, before, replace(before, code="CL10"))) == "code-stays"


# ------------------------------------------------------------------------------------------------ lines


def test_a_line_is_put_before_another_one(application: Application, own: str):
    application.execute(AddTemplateLine(own, replace(LINE, key="n"), "b"))
    assert keys(application, own) == ["a", "n", "b", "c"]


def test_a_line_gets_a_key_that_was_never_used(application: Application, own: str):
    first = application.execute(AddTemplateLine(own, LINE)).result
    application.execute(RemoveTemplateLines(own, (first,)))
    second = application.execute(AddTemplateLine(own, LINE)).result
    assert first != second
    assert first.startswith("own-")


def test_an_offset_is_written_in_one_way(application: Application, own: str):
    application.execute(AddTemplateLine(own, replace(LINE, key="n", offset="+1 Days", duty=("PROT", "FIN", "PROT"))))
    line = read(application, own).line("n")
    assert line is not None
    assert (line.offset, line.duty) == ("+1 day", ("PROT", "FIN"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (replace(LINE, offset="tomorrow"), "offset"),
        (replace(LINE, anchor="item:1"), "anchor-unknown"),
        (replace(LINE, duty=("KING",)), "duty-unknown"),
        (replace(LINE, title=Multilingual()), "line-without-title"),
        (replace(LINE, key="a"), "key-twice"),
    ],
)
def test_a_line_that_cannot_be_kept_is_refused_and_nothing_is_written(
    application: Application, own: str, line: TemplateLine, expected: str
):
    before = read(application, own)
    assert rule(application, AddTemplateLine(own, line)) == expected
    assert read(application, own) == before


@pytest.mark.parametrize(("key", "before", "order"), [("c", "a", ["c", "a", "b"]), ("a", "", ["b", "c", "a"]), ("a", "c", ["b", "a", "c"])])
def test_lines_are_moved(application: Application, own: str, key: str, before: str, order: list[str]):
    application.execute(MoveTemplateLine(own, key, before))
    assert keys(application, own) == order


@pytest.mark.parametrize(("key", "before"), [("a", "a"), ("a", "b"), ("c", "")])
def test_a_move_to_where_the_line_stands_is_refused(application: Application, own: str, key: str, before: str):
    assert rule(application, MoveTemplateLine(own, key, before)) == "nothing-moves"


def test_lines_are_removed_together(application: Application, own: str):
    application.execute(RemoveTemplateLines(own, ("a", "c")))
    assert keys(application, own) == ["b"]
    assert rule(application, RemoveTemplateLines(own, ())) == "nothing-chosen"


def test_a_line_that_has_gone_is_said_to_have_changed(application: Application, own: str):
    line = read(application, own).lines[0]
    application.execute(RemoveTemplateLines(own, ("a",)))
    for command in (
        EditTemplateLine(own, line, replace(line, offset="0 days")),
        MoveTemplateLine(own, "a", "b"),
        RemoveTemplateLines(own, ("a",)),
    ):
        with pytest.raises(Changed):
            application.execute(command)


def test_two_people_change_different_fields_of_a_line(application: Application, own: str):
    line = read(application, own).lines[0]
    application.execute(EditTemplateLine(own, line, replace(line, offset="-30 days")))
    application.execute(EditTemplateLine(own, line, replace(line, duty=("DESK",))))
    assert read(application, own).lines[0] == replace(line, offset="-30 days", duty=("DESK",))
    with pytest.raises(Changed) as changed:
        application.execute(EditTemplateLine(own, line, replace(line, offset="-10 days")))
    assert changed.value.fields == ("offset",)


def test_every_change_is_undone_and_done_again(application: Application, own: str):
    before = read(application, own)
    application.execute(MoveTemplateLine(own, "c", "a"))
    after = read(application, own)
    application.undo()
    assert read(application, own) == before
    application.redo()
    assert read(application, own) == after


def test_the_history_names_what_was_done(application: Application, own: str):
    application.execute(RemoveTemplateLines(own, ("a", "b")))
    application.execute(RemoveTemplateLines(own, ("c",)))
    assert [str(step.label) for step in application.history(limit=2)] == [
        "Remove “Book the stand” from checklist template CL9",
        "Remove 2 lines from checklist template CL9",
    ]
