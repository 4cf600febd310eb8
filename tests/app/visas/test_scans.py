"""A scan of a passport has a purpose and an end; when its purpose ends, nothing of it is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.adapters.storage.tables import StoredFile
from app.application import Application
from app.domains.missions import commands as missions
from app.domains.people.commands import EditPerson
from app.domains.people.queries import person_draft
from app.domains.visas import passport_queries as queries
from app.domains.visas.looking import LookAtScan
from app.domains.visas.passport_commands import RemovePassport
from app.domains.visas.passport_rules import ScanDraft
from app.domains.visas.scans import AddScan, DestroyEndedScans, EditScan, RemoveScan
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, NotAllowed, Refused
from tests.makers import missions as made
from tests.makers import passports
from tests.makers.access import act_as

PICTURE = b"%PDF-1.7 a passport that nobody has"
WHY = "visa application for Singapore"
UNTIL = date(2021, 9, 20)


@pytest.fixture
def passport(application: Application) -> str:
    return passports.passport(application)


def scan(application: Application, passport: str, until: date | None = UNTIL, mission: str | None = None, content: bytes = PICTURE) -> str:
    return application.execute(AddScan(passport, content, ScanDraft(WHY, until, mission))).result


def kept(application: Application) -> list[bytes]:
    """The contents of the files that are kept."""
    with application._store.engine.connect() as connection:
        return list(connection.scalars(select(StoredFile.content)))


def listed(application: Application, passport: str) -> list[tuple[str, date, bool]]:
    return [(row.purpose, row.until, row.ended) for row in application.ask(queries.scans_of_passport(passport))]


def test_a_scan_is_kept_for_a_purpose_until_a_day(application: Application, passport: str) -> None:
    scan(application, passport)
    assert listed(application, passport) == [(WHY, UNTIL, False)]
    assert application.ask(queries.passports([passport]))[0].scans == 1
    assert kept(application) == [PICTURE]
    assert not application.ask(queries.scans_have_ended())


@pytest.mark.parametrize(
    ("draft", "paths"),
    [
        (ScanDraft("", UNTIL), ["purpose"]),
        (ScanDraft(WHY, None), ["until"]),
        (ScanDraft(), ["purpose", "until"]),
        (ScanDraft(WHY, date(2021, 8, 31)), ["until"]),
        (ScanDraft(WHY, date(2022, 9, 2)), ["until"]),
    ],
)
def test_without_purpose_and_end_nothing_of_a_scan_is_kept(
    application: Application, passport: str, draft: ScanDraft, paths: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        application.execute(AddScan(passport, PICTURE, draft))
    assert [finding.path for finding in refused.value.findings] == paths
    assert (kept(application), listed(application, passport)) == ([], [])


@pytest.mark.parametrize("content", [b"", b"a note about a passport", b"\x00\x01\x02"])
def test_a_scan_is_a_picture_or_a_pdf(application: Application, passport: str, content: bytes) -> None:
    with pytest.raises(Refused):
        scan(application, passport, content=content)
    assert kept(application) == []


def test_the_content_stands_in_no_message_about_the_command() -> None:
    assert "passport that nobody" not in repr(AddScan("p", PICTURE, ScanDraft()))


def test_nobody_sees_a_scan_without_the_right_and_a_purpose(application: Application, passport: str) -> None:
    one = scan(application, passport)
    digest = application.execute(LookAtScan(one, WHY)).result
    assert application.file(digest) == PICTURE
    assert [(look.purpose, look.scan) for look in application.ask(queries.looks(passport))] == [(WHY, True)]
    with pytest.raises(Refused):
        application.execute(LookAtScan(one, ""))
    told = str([application.step_fields(step.seq) for step in application.history()])
    assert digest not in told
    act_as(application, "reader", "reader")
    with pytest.raises(NotAllowed):
        application.execute(LookAtScan(one, WHY))


def test_a_scan_goes_when_its_day_has_come(application: Application, passport: str, clock: FixedClock) -> None:
    scan(application, passport)
    clock.moment = datetime(2021, 9, 20, 10, tzinfo=UTC)
    assert (application.catch_up(), len(kept(application))) == (0, 1)
    clock.moment = datetime(2021, 9, 21, 10, tzinfo=UTC)
    assert listed(application, passport) == [(WHY, UNTIL, True)]
    assert application.catch_up() == 1
    assert (kept(application), listed(application, passport)) == ([], [])
    assert str(application.history()[0].label) == "Destroy 1 scan of a passport whose purpose has ended"
    assert application.catch_up() == 0


def test_a_scan_goes_when_its_mission_is_over(application: Application, passport: str, clock: FixedClock) -> None:
    scan(application, passport, date(2022, 3, 1), made.mission(application))
    clock.moment = datetime(2021, 9, 24, 10, tzinfo=UTC)
    assert application.catch_up() == 0
    clock.moment = datetime(2021, 9, 25, 10, tzinfo=UTC)
    assert application.catch_up() == 1
    assert kept(application) == []


def test_a_scan_goes_when_its_mission_is_cancelled_and_stays_when_it_is_moved(application: Application, passport: str) -> None:
    mission = made.mission(application)
    scan(application, passport, date(2022, 3, 1), mission)
    application.execute(missions.MoveMission(mission, made.days("2021-12-01"), made.days("2021-12-03"), "strike"))
    assert application.catch_up() == 0
    application.execute(missions.CancelMission(mission, "no quorum"))
    assert application.catch_up() == 1
    assert kept(application) == []


def test_a_scan_goes_when_its_mission_is_removed(application: Application, passport: str) -> None:
    mission = made.mission(application)
    scan(application, passport, date(2022, 3, 1), mission)
    application.execute(missions.RemoveMission(mission))
    assert application.catch_up() == 1
    assert kept(application) == []


def test_no_scan_is_kept_for_a_mission_that_is_over(application: Application, passport: str) -> None:
    mission = made.mission(application, starts="2021-08-01", ends="2021-08-03")
    with pytest.raises(Refused) as refused:
        scan(application, passport, mission=mission)
    assert [finding.rule for finding in refused.value.findings] == ["scan-mission-over"]
    assert kept(application) == []


def test_whoever_sees_passports_lets_what_has_ended_go(application: Application, passport: str, clock: FixedClock) -> None:
    scan(application, passport)
    act_as(application, "reader", "reader")
    clock.moment = datetime(2021, 9, 21, 10, tzinfo=UTC)
    assert application.catch_up() == 1
    assert kept(application) == []


def test_no_undo_brings_back_a_scan(application: Application, passport: str, clock: FixedClock) -> None:
    one = scan(application, passport)
    before = application.ask(queries.scan_draft(one))
    application.execute(EditScan(one, before, replace(before, until=date(2021, 9, 10))))
    clock.moment = datetime(2021, 9, 11, 10, tzinfo=UTC)
    application.catch_up()

    assert str(application.next_undo().label) == "Add the service passport of Ada Example"  # type: ignore[union-attr]
    assert [str(step.label) for step in application.history() if not step.undoable] == [
        "Destroy 1 scan of a passport whose purpose has ended",
        "Change why a scan of the service passport of Ada Example is kept",
        "Keep a scan of the service passport of Ada Example",
    ]
    assert kept(application) == []


def test_a_change_of_its_end_is_undone_while_it_is_kept(application: Application, passport: str) -> None:
    one = scan(application, passport)
    before = application.ask(queries.scan_draft(one))
    application.execute(EditScan(one, before, replace(before, until=date(2021, 12, 1))))
    application.undo()
    assert listed(application, passport) == [(WHY, UNTIL, False)]
    with pytest.raises(Changed):
        application.execute(EditScan(one, replace(before, until=date(2021, 10, 1)), replace(before, until=date(2021, 11, 1))))


def test_a_scan_that_another_record_names_is_taken_off_the_list_and_kept_for_that(application: Application, passport: str) -> None:
    """The same file is the portrait of somebody: the content is one, and it is still needed."""
    other = passports.passport(application, name="Other")
    first, second = scan(application, passport), scan(application, other)
    assert len(kept(application)) == 1
    application.execute(RemoveScan(first))
    assert (kept(application), listed(application, passport)) == ([PICTURE], [])

    digest = application.execute(LookAtScan(second, WHY)).result
    person = application.ask(queries.passports([other]))[0].person_id
    before = application.ask(person_draft(person))
    application.execute(EditPerson(person, before, replace(before, portrait=digest)))
    application.execute(RemoveScan(second))
    assert kept(application) == [PICTURE]


def test_a_passport_with_a_scan_is_not_removed(application: Application, passport: str) -> None:
    scan(application, passport)
    with pytest.raises(Refused) as refused:
        application.execute(RemovePassport(passport))
    assert [finding.rule for finding in refused.value.findings] == ["passport-in-use"]


def test_with_nothing_to_destroy_nothing_is_written(application: Application, passport: str) -> None:
    steps = len(application.history())
    assert application.execute(DestroyEndedScans()).result == 0
    assert len(application.history()) == steps
