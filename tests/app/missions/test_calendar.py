"""The programme as calendar entries: what stays, what grows, what is cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from app.application import Application
from app.domains.missions import commands
from app.domains.missions.calendar import calendar_of
from app.domains.missions.queries import item_draft
from app.kernel.calendar import CalendarEntry, EntryClass, EntryStatus
from app.kernel.document import Audience
from app.kernel.periods import PartialDate
from tests.makers import missions


def entries(
    application: Application, mission: str, audience: Audience = Audience.SECURITY, participant: str | None = None
) -> dict[str, CalendarEntry]:
    """Give the entries of a mission by their titles."""
    calendar = application.ask(calendar_of(mission, application.outside.wording("en"), audience, participant))
    return {entry.summary: entry for entry in calendar.entries}


def test_the_mission_itself_stands_over_its_days(application: Application) -> None:
    entry = entries(application, missions.mission(application))["Visit to Paris"]

    assert (entry.starts, entry.ends, entry.place, entry.status) == (
        date(2021, 9, 22),
        date(2021, 9, 24),
        "Paris, France",
        EntryStatus.TENTATIVE,
    )


def test_a_mission_whose_days_are_not_known_has_no_entry_of_its_own(application: Application) -> None:
    assert entries(application, missions.mission(application, starts="2021-10", ends="2021-10")) == {}


def test_a_line_has_the_clock_of_its_place(application: Application) -> None:
    mission = missions.mission(application, zone="Asia/Seoul", country="KR")
    missions.item(application, mission, begins=time(9, 30), minutes=45)

    entry = entries(application, mission)["Meeting"]

    assert entry.starts == datetime(2021, 9, 22, 9, 30, tzinfo=ZoneInfo("Asia/Seoul"))
    assert entry.ends == datetime(2021, 9, 22, 10, 15, tzinfo=ZoneInfo("Asia/Seoul"))
    assert "Brussels time: 02:30" in entry.description


def test_a_line_without_a_time_is_a_whole_day(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission, begins=None, minutes=None)

    entry = entries(application, mission)["Meeting"]

    assert (entry.starts, entry.ends) == (date(2021, 9, 22), date(2021, 9, 22))


def test_a_moved_line_keeps_its_uid_and_raises_its_sequence(application: Application) -> None:
    mission = missions.mission(application)
    item = missions.item(application, mission)
    before = entries(application, mission)["Meeting"]

    draft = application.ask(item_draft(item))
    application.execute(commands.EditItem(item, draft, replace(draft, begins=time(11))))

    after = entries(application, mission)["Meeting"]
    assert (after.uid, after.sequence > before.sequence) == (before.uid, True)


def test_another_dress_code_does_not_raise_the_sequence(application: Application) -> None:
    mission = missions.mission(application)
    item = missions.item(application, mission)
    before = entries(application, mission)["Meeting"]

    draft = application.ask(item_draft(item))
    application.execute(commands.EditItem(item, draft, replace(draft, dress="dark suit")))

    assert entries(application, mission)["Meeting"].sequence == before.sequence


def test_a_cancelled_mission_leaves_every_entry_cancelled_under_its_uid(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)
    before = entries(application, mission)

    application.execute(commands.CancelMission(mission, "the host fell ill", None))

    after = entries(application, mission)
    assert {name: entry.uid for name, entry in after.items()} == {name: entry.uid for name, entry in before.items()}
    assert {entry.status for entry in after.values()} == {EntryStatus.CANCELLED}
    assert all(after[name].sequence > before[name].sequence for name in before)


def test_the_lines_of_a_postponed_mission_are_tentative_on_their_new_days(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)
    before = entries(application, mission)

    application.execute(commands.PostponeMission(mission, PartialDate(2021, 12, 1), PartialDate(2021, 12, 3), "sanitary rules", None))

    after = entries(application, mission)
    assert {entry.status for entry in after.values()} == {EntryStatus.TENTATIVE}
    assert after["Visit to Paris"].starts == date(2021, 12, 1)
    assert after["Meeting"].starts == datetime(2021, 12, 1, 9, tzinfo=ZoneInfo("Europe/Paris"))
    assert {name: entry.sequence - before[name].sequence for name, entry in after.items()} == {"Visit to Paris": 1, "Meeting": 1}


def test_calendars_that_have_taken_over_a_move_take_over_that_it_was_taken_back(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)
    application.execute(commands.MoveMission(mission, PartialDate(2021, 9, 29), PartialDate(2021, 10, 1), "strike"))
    moved = entries(application, mission)
    for step in (application.undo, application.redo, application.undo):
        before = entries(application, mission)
        step()
        after = entries(application, mission)
        assert {name: after[name].sequence > before[name].sequence for name in after} == {"Visit to Paris": True, "Meeting": True}
    assert after["Visit to Paris"].starts != moved["Visit to Paris"].starts


def test_a_mission_that_is_put_off_to_another_month_cancels_the_lines_on_days_it_no_longer_has(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)

    application.execute(commands.PostponeMission(mission, PartialDate(2021, 12), None, "sanitary rules", None))

    assert entries(application, mission)["Meeting"].status is EntryStatus.CANCELLED


def test_an_agreed_move_of_a_confirmed_mission_stays_confirmed_and_raises_each_line_that_moved_once(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)
    application.execute(commands.CancelItem(missions.item(application, mission, "Rained off")))
    application.execute(commands.ConfirmMission(mission))
    before = entries(application, mission)

    application.execute(commands.MoveMission(mission, PartialDate(2021, 9, 29), PartialDate(2021, 10, 1), "the host asked for it"))

    after = entries(application, mission)
    assert {name: entry.status for name, entry in after.items()} == {name: entry.status for name, entry in before.items()}
    assert {name: entry.sequence - before[name].sequence for name, entry in after.items()} == dict.fromkeys(before, 1)
    assert {entry.uid for entry in after.values()} == {entry.uid for entry in before.values()}


def test_lengthening_a_confirmed_mission_raises_no_line_that_stays(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)
    application.execute(commands.ConfirmMission(mission))
    before = entries(application, mission)

    application.execute(commands.MoveMission(mission, PartialDate(2021, 9, 22), PartialDate(2021, 9, 25), "one more visit"))

    after = entries(application, mission)
    assert {name: entry.sequence - before[name].sequence for name, entry in after.items()} == {"Visit to Paris": 1, "Meeting": 0}


def test_a_confirmed_mission_has_confirmed_entries(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission)

    application.execute(commands.ConfirmMission(mission))

    assert {entry.status for entry in entries(application, mission).values()} == {EntryStatus.CONFIRMED}


def test_levels_become_classes_and_hide_lines(application: Application) -> None:
    mission = missions.mission(application)
    missions.item(application, mission, "Open", level=Audience.PUBLIC)
    missions.item(application, mission, "Closed", level=Audience.SECURITY)

    everything, for_all = entries(application, mission), entries(application, mission, Audience.PUBLIC)

    assert (everything["Open"].classification, everything["Closed"].classification) == (EntryClass.PUBLIC, EntryClass.CONFIDENTIAL)
    assert sorted(for_all) == ["Open", "Visit to Paris"]


def test_one_participant_has_their_own_lines(application: Application) -> None:
    mission = missions.mission(application)
    one, other = missions.participant(application, mission, name="One"), missions.participant(application, mission, name="Other")
    missions.item(application, mission, "Mine", attended_by=(one,))
    missions.item(application, mission, "Theirs", attended_by=(other,))

    assert sorted(entries(application, mission, participant=one)) == ["Mine", "Visit to Paris"]


def test_undoing_a_cancellation_is_heard_by_calendars_that_hold_it(application: Application) -> None:
    mission = missions.mission(application)
    item = missions.item(application, mission)
    application.execute(commands.CancelItem(item, "rain"))
    cancelled = entries(application, mission)["Meeting"]

    application.undo()
    revived = entries(application, mission)["Meeting"]
    application.redo()
    again = entries(application, mission)["Meeting"]

    assert [cancelled.status, revived.status, again.status] == [EntryStatus.CANCELLED, EntryStatus.TENTATIVE, EntryStatus.CANCELLED]
    assert cancelled.sequence < revived.sequence < again.sequence


def test_a_chain_of_undos_goes_back_to_the_first_time(application: Application) -> None:
    mission = missions.mission(application)
    item = missions.item(application, mission, begins=time(9))
    for hour in (10, 11):
        draft = application.ask(item_draft(item))
        application.execute(commands.EditItem(item, draft, replace(draft, begins=time(hour))))

    application.undo()
    application.undo()

    entry = entries(application, mission)["Meeting"]
    assert isinstance(entry.starts, datetime)
    assert (entry.starts.hour, entry.sequence) == (9, 4)
