"""The readiness board: what is missing, by whom and by when; what must be done by hand; what Today and the papers tell."""

from __future__ import annotations

from datetime import date, timedelta

import pypdfium2
import pytest

from app.adapters.i18n.wording import wording_for
from app.domains.checklists import commands as c
from app.domains.checklists.board import board_ids, board_rows, due_of_check, in_hands, missing
from app.domains.checklists.fields import READINESS
from app.domains.checklists.papers import board_paper, produce_board, produce_readiness, readiness_paper
from app.domains.checklists.queries import tasks
from app.domains.checklists.subjects import FoundMissing
from app.domains.checklists.today import MOST, tasks_of_mine
from app.domains.checklists.vocabulary import TaskState, Urgency
from app.domains.dossiers.queries import dossier
from app.domains.missions.commands import CancelMission, MoveMission
from app.domains.missions.queries import delegation
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.document import Audience, PaperRequest, Section, Table
from app.kernel.errors import Finding, Gone, NotAllowed, Severity
from app.kernel.fields import Criteria, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.readiness import Check, Duty, Subject
from app.kernel.translated import Multilingual, lazy
from tests.makers import access, missions
from tests.makers import checklists as lists
from tests.makers.missions import days

TODAY = date(2021, 9, 1)
ENGLISH = wording_for("en")


def at(number: int) -> date:
    """A day so many days from today."""
    return TODAY + timedelta(number)


def mission_on(application, title="Visit", first=90, **fields) -> str:
    return missions.mission(application, title, str(at(first)), str(at(first + 2)), **fields)


def due(application, mission, title, number, **fields) -> str:
    return lists.task(application, mission, title, anchor="", offset="", due_on=at(number), **fields)


def board(application, **filters) -> list[str]:
    ids = application.ask(board_ids(Criteria(filters=tuple(filters.items()))))
    return [str(row.title) for row in application.ask(board_rows(ids))]


def open_of(application, mission, owner="") -> list[tuple[str, Urgency]]:
    return [(str(row.text), row.urgency) for row in application.ask(missing(lists.of(mission), owner)) if not row.is_check]


# ------------------------------------------------------------------------------------------------ one mission


def test_what_is_missing_stands_late_before_soon_before_later(application):
    mission = mission_on(application)
    for title, number in (("Later", 20), ("Soon", 3), ("Late", -1), ("Very late", -9)):
        due(application, mission, title, number)
    lists.task(application, mission, "Some day", anchor="", offset="")
    done = due(application, mission, "Done", 1)
    application.execute(c.SetTaskState((done,), TaskState.DONE))
    assert open_of(application, mission) == [
        ("Very late", Urgency.LATE),
        ("Late", Urgency.LATE),
        ("Soon", Urgency.SOON),
        ("Later", Urgency.LATER),
        ("Some day", Urgency.UNDATED),
    ]


def test_checks_of_the_domains_stand_in_the_same_list_and_clear_themselves(application):
    mission = mission_on(application)
    item = missions.item(application, mission, "Dinner", day=at(89))  # the day before the first one
    found = [row for row in application.ask(missing(lists.of(mission))) if row.is_check and row.ref.id == item]
    assert {(row.task, row.is_check) for row in found} == {("", True)}
    application.execute(missions.commands.MoveItem(item, at(90), None))
    left = {row.id for row in application.ask(missing(lists.of(mission))) if row.is_check}
    assert {row.id for row in found if row.rule == "outside-mission"} & left == set()


@pytest.mark.parametrize(
    ("severity", "said", "due"),
    [
        (Severity.WARNS, None, at(2)),
        (Severity.WARNS, at(1), at(1)),
        (Severity.NOTES, None, None),
        (Severity.NOTES, at(1), at(1)),
    ],
)
def test_a_shortcoming_without_a_day_must_be_mended_by_the_first_day(severity, said, due):
    none = Multilingual()
    subject = Subject(Ref("mission", "1"), none, "2021/001", "", "", "FR", "Europe/Paris", (PartialDate.of(at(2)), None))
    check = Check(Finding("", lazy("No interpreter."), severity), due=said)
    assert due_of_check(subject, FoundMissing(subject.ref, lazy("Programme"), 1, check)) == due


def test_every_line_of_what_is_missing_has_an_identity_of_its_own(application):
    mission = mission_on(application)
    for number in range(3):
        missions.item(application, mission, f"Dinner {number}", day=at(89))
    ids = [row.id for row in application.ask(missing(lists.of(mission)))]
    assert len(ids) == len(set(ids)) > 3


def test_what_is_missing_of_a_mission_that_is_not_there_is_gone(application):
    with pytest.raises(Gone):
        application.ask(missing(Ref("mission", "nobody")))


def test_what_is_missing_is_filtered_by_who_has_it_in_hands(application):
    mission = mission_on(application)
    ada = application.execute(AddPerson(PersonDraft("Ada", "Example"))).result
    due(application, mission, "Protocol", 5)
    due(application, mission, "Budget", 5, duty=Duty.FIN, with_duty=Duty.PROT)
    due(application, mission, "Hers", 5, duty=Duty.GIFT, owner_id=ada)
    application.execute(c.SetDutyHolder(Duty.FIN, ada))
    assert [title for title, _ in open_of(application, mission, Duty.PROT)] == ["Protocol", "Budget"]
    assert sorted(title for title, _ in open_of(application, mission, ada)) == ["Budget", "Hers"]
    assert sorted(title for title, _ in open_of(application, mission, "mine")) == ["Budget", "Protocol"]  # nobody's: this user is nobody


# ------------------------------------------------------------------------------------------------ all of them


@pytest.mark.parametrize("owner", ["mine", Duty.PROT, Duty.FIN])
def test_what_is_in_hands_is_what_is_missing_there(application, owner):
    mission = mission_on(application)
    due(application, mission, "Protocol", -2)
    due(application, mission, "Budget", 2, duty=Duty.FIN)
    held = application.ask(in_hands(Ref("mission", mission), owner))
    rows = application.ask(missing(Ref("mission", mission)))
    there = application.ask(missing(Ref("mission", mission), owner))
    assert [row.id for row in rows if (row.hands in held.duties if row.is_check else row.id in held.tasks)] == [row.id for row in there]


def test_the_board_shows_what_is_late_first_then_by_what_comes_next(application):
    quiet, later, soon, late = (mission_on(application, title) for title in ("Quiet", "Later", "Soon", "Late"))
    due(application, later, "x", 20)
    due(application, soon, "x", 2)
    due(application, soon, "y", 9)
    due(application, late, "x", -1)
    due(application, late, "y", 1)
    done = due(application, mission_on(application, "Ready", 91), "x", 1)
    application.execute(c.SetTaskState((done,), TaskState.DONE))
    assert board(application) == ["Late", "Soon", "Later", "Quiet", "Ready"]
    standings = {str(row.title): row.readiness for row in application.ask(board_rows(application.ask(board_ids())))}
    assert standings["Quiet"] == "no checklist"
    assert standings["Ready"] in ("ready", "to mend")  # what the domains find is theirs to say
    assert [standings[title] for title in ("Late", "Soon", "Later")] == ["late", "soon", "later"]
    rows = application.ask(board_rows([late, soon, quiet]))
    assert [(row.late, row.soon, row.open, row.done, row.urgency, str(row.next), row.next_due) for row in rows] == [
        (1, 1, 2, 0, Urgency.LATE, "x", at(-1)),
        (0, 1, 2, 0, Urgency.SOON, "x", at(2)),
        (0, 0, 0, 0, Urgency.CLOSED, "", None),
    ]


def test_the_board_is_narrowed_to_what_presses_and_to_whose_it_is(application):
    late, soon, later, theirs = (mission_on(application, title) for title in ("Late", "Soon", "Later", "Theirs"))
    ada = application.execute(AddPerson(PersonDraft("Ada", "Example"))).result
    due(application, late, "x", -1)
    due(application, soon, "x", 2)
    due(application, later, "x", 20, duty=Duty.FIN)
    due(application, theirs, "x", -3, owner_id=ada)
    assert board(application, show="late") == ["Theirs", "Late"]
    assert board(application, show="soon") == ["Theirs", "Late", "Soon"]
    assert board(application, owner="mine") == ["Late", "Soon", "Later"]
    assert board(application, owner=Duty.FIN) == ["Later"]
    assert board(application, owner=ada) == ["Theirs"]
    assert board(application, owner=ada, show="late") == ["Theirs"]


def test_a_mission_that_is_over_stands_there_as_long_as_something_is_open(application):
    over = mission_on(application, "Over", first=-30)
    old = mission_on(application, "Long ago", first=-900)
    assert board(application) == []
    due(application, over, "Thank them", -10)
    due(application, old, "Report", -800)
    assert board(application) == ["Long ago", "Over"]


@pytest.mark.parametrize(
    ("sort", "titles"),
    [
        ("title", ["Ada", "Bo", "Noor"]),
        ("number", ["Noor", "Ada", "Bo"]),
        ("period", ["Bo", "Ada", "Noor"]),
        ("open", ["Noor", "Ada", "Bo"]),
        ("next_due", ["Bo", "Ada", "Noor"]),
    ],
)
def test_the_board_is_ordered_as_asked(application, sort, titles):
    noor, ada, bo = (mission_on(application, title, first) for title, first in (("Noor", 90), ("Ada", 80), ("Bo", 70)))
    due(application, ada, "x", 9)
    for number in (5, 7):
        due(application, bo, "x", number)
    ids = application.ask(board_ids(Criteria(sort=sort)))
    assert [str(row.title) for row in application.ask(board_rows(ids))] == titles
    assert noor in ids


def test_words_find_missions_on_the_board(application):
    mission_on(application, "Visit to Rome")
    mission_on(application, "Visit to Oslo")
    ids = application.ask(board_ids(Criteria(text="oslo")))
    assert [str(row.title) for row in application.ask(board_rows(ids))] == ["Visit to Oslo"]


def test_many_missions_on_the_board_cost_as_many_statements_as_one(application, statements):
    def sent(number: int) -> int:
        for count in range(number):
            mission = mission_on(application, f"Visit {count}")
            lists.checklist(application, mission)
        ids = application.ask(board_ids())
        with statements() as found:
            application.ask(board_rows(ids))
        return len(found)

    assert sent(1) == sent(3)


def test_who_may_not_see_missions_does_not_see_them_on_the_board(application):
    mission = mission_on(application)
    due(application, mission, "x", 1)
    access.act_as(application, "traveller", "requester")
    with pytest.raises(NotAllowed):
        application.ask(board_ids())


# ------------------------------------------------------------------------------------------------ by hand


def test_what_cannot_follow_becomes_a_task_that_a_second_move_renews(application):
    mission = mission_on(application)
    train = missions.transport(application, mission, departs_on=at(90), arrives_on=at(90), reference="ABC123")
    application.execute(MoveMission(mission, days(str(at(120))), days(str(at(122))), "The host is ill."))
    (first,) = [row for row in application.ask(tasks(lists.of(mission))) if row.about and row.about.id == train]
    assert (first.state, first.use, str(first.heading)) == (TaskState.OPEN, "", "Transports")
    application.execute(c.SetTaskState((first.id,), TaskState.DONE))

    application.execute(MoveMission(mission, days(str(at(130))), days(str(at(132))), "Again."))

    (second,) = [row for row in application.ask(tasks(lists.of(mission))) if row.about and row.about.id == train]
    assert (second.id, second.state, second.done_at) == (first.id, TaskState.OPEN, None)


def test_what_a_cancellation_leaves_to_do_stays_open(application):
    mission = mission_on(application)
    missions.transport(application, mission, departs_on=at(90), arrives_on=at(90), reference="ABC123")
    own = due(application, mission, "Own", 20)
    outcome = application.execute(CancelMission(mission, "The minister resigned."))
    by_hand = [str(one.text) for one in outcome.consequences if one.effect == "by hand"]
    rows = application.ask(tasks(lists.of(mission)))
    assert [str(row.title) for row in rows if row.state is TaskState.OPEN] == by_hand
    assert [row.state for row in rows if row.id == own] == [TaskState.NOT_NEEDED]


def test_a_task_that_a_change_brought_is_said_in_every_language(application):
    mission = mission_on(application)
    missions.transport(application, mission, departs_on=at(90), arrives_on=at(90), reference="ABC123")
    outcome = application.execute(MoveMission(mission, days(str(at(120))), days(str(at(122))), "The host is ill."))
    said = [one.text for one in outcome.consequences if one.effect == "by hand"]
    assert [row.title for row in application.ask(tasks(lists.of(mission)))] == said


# ------------------------------------------------------------------------------------------------ mine


def test_today_shows_my_tasks_late_in_red_and_soon_in_amber(application):
    mission = mission_on(application, "Visit to Rome")
    for title, number in (("Later", 20), ("Soon", 1), ("Late", -1)):
        due(application, mission, title, number)
    lines = application.ask(tasks_of_mine())
    assert [(ENGLISH.text(line.text), line.tone, ENGLISH.text(line.hint)) for line in lines] == [
        ("Late · Visit to Rome", Tone.BAD, "late"),
        ("Soon · Visit to Rome", Tone.WARNING, "due within three days"),
        ("Later · Visit to Rome", Tone.NEUTRAL, "later"),
    ]
    assert {line.ref for line in lines} == {lists.of(mission)}


def test_today_shows_what_i_own_and_what_nobody_owns_of_my_duties(application):
    mission = mission_on(application)
    ada = application.execute(AddPerson(PersonDraft("Ada", "Example"))).result
    bo = missions.participant(application, mission, name="Bo")
    due(application, mission, "Mine", 1, owner_id=ada)
    due(application, mission, "My duty", 2, duty=Duty.GIFT)
    due(application, mission, "My duty, theirs", 2, duty=Duty.GIFT, owner_id=_person_of(application, mission, bo))
    due(application, mission, "Nobody's", 2)
    application.execute(c.SetDutyHolder(Duty.GIFT, ada))
    access.head(application)
    access.account(application, "ada", "cell_officer", person_id=ada)
    application.sign_in("ada")
    assert [ENGLISH.text(line.text) for line in application.ask(tasks_of_mine())] == ["Mine · Visit", "My duty · Visit"]


def _person_of(application, mission, participant) -> str:
    return next(row.person_id for row in application.ask(delegation(mission)) if row.id == participant)


def test_today_shows_no_more_than_anybody_reads_and_the_way_to_the_rest(application):
    mission = mission_on(application)
    for number in range(MOST + 2):
        due(application, mission, f"Task {number}", number)
    lines = application.ask(tasks_of_mine())
    assert len(lines) == MOST + 1
    assert (lines[-1].ref, str(lines[-1].text)) == (Ref(READINESS, ""), "2 more tasks stand on the readiness board.")


# ------------------------------------------------------------------------------------------------ papers


def cells(document) -> list[tuple[str, ...]]:
    return [row for block in document.blocks if isinstance(block, Table) for row in block.rows]


def test_the_list_of_a_mission_says_late_in_words(application):
    mission = mission_on(application, "Visit to Rome")
    due(application, mission, "Book the hall", -1)
    document = application.ask(readiness_paper(lists.of(mission), ENGLISH, Duty.PROT))
    assert document.meta.title == "Readiness of Visit to Rome"
    assert ("31 August 2021", "Book the hall") in [row[:2] for row in cells(document)]
    assert "Late (1)" in list(document.texts())
    assert "What is in the hands of: Protocol officer" in list(document.texts())


def test_the_board_is_printed_as_it_is_filtered(application):
    late, later = mission_on(application, "Late"), mission_on(application, "Later")
    due(application, late, "x", -1)
    due(application, later, "x", 20)
    document = application.ask(board_paper(Criteria(filters=(("show", "late"),)), ENGLISH))
    assert [row[1] for row in cells(document)] == ["Late"]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_readiness_stands_on_one_page_however_much_is_missing(application, language):
    mission = mission_on(application)
    for code in ("CL1", "CL2", "CL3"):
        lists.checklist(application, mission, code)
    wording = wording_for(language)
    content = produce_readiness(application, lists.of(mission), wording)
    assert len(pypdfium2.PdfDocument(content)) == 1


def test_a_board_of_many_missions_stands_on_one_page(application):
    for number in range(40):
        due(application, mission_on(application, f"Visit {number}"), "Book the hall", number - 5)
    assert len(pypdfium2.PdfDocument(produce_board(application, Criteria(), ENGLISH))) == 1


def test_the_dossier_tells_its_own_people_what_is_open_and_nobody_else(application):
    mission = mission_on(application)
    due(application, mission, "Book the hall", 5)

    def told(audience: Audience) -> bool:
        found = application.ask(dossier(PaperRequest(lists.of(mission), audience, ENGLISH), "Visit"))
        titles = [block.title for block in found.document.blocks if isinstance(block, Section)]
        return "Open points" in titles

    assert [told(audience) for audience in Audience] == [False, False, True, True]


def test_the_dossier_of_tomorrow_is_that_of_today_unless_something_was_done(application, clock):
    mission = mission_on(application)
    id = due(application, mission, "Book the hall", 1)
    request = PaperRequest(lists.of(mission), Audience.INTERNAL, ENGLISH)
    first = application.ask(dossier(request, "Visit")).digest
    clock.moment += timedelta(3)
    assert application.ask(dossier(request, "Visit")).digest == first
    application.execute(c.SetTaskState((id,), TaskState.DONE))
    assert application.ask(dossier(request, "Visit")).digest != first


def test_many_tasks_of_a_mission_cost_as_many_statements_as_few(application, statements):
    mission = mission_on(application)

    def sent() -> int:
        with statements() as found:
            application.ask(tasks(lists.of(mission)))
        return len(found)

    missions.participant(application, mission, name="Ada")
    lists.checklist(application, mission, "CL7")
    few = sent()
    for name in ("Bo", "Noor"):
        missions.participant(application, mission, name=name)
    for code in ("CL1", "CL2", "CL3"):
        lists.checklist(application, mission, code)
    assert sent() == few
