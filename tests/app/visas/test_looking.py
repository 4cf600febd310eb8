"""Looking at the number of a passport leaves a trace that nobody takes away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.application import Application
from app.domains.missions.commands import RemoveMission
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.visas import passport_queries as queries
from app.domains.visas.looking import LookAtNumber, LookAtNumbers
from app.domains.visas.passport_commands import RemovePassport
from app.domains.visas.passport_queries import numbers_looked_at
from app.domains.visas.passport_records import PassportLook
from app.domains.visas.terms import SEE_VISAS
from app.kernel.clock import FixedClock
from app.kernel.errors import Gone, NotAllowed, Refused
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader
from tests.makers import missions as made
from tests.makers import passports
from tests.makers.access import act_as

WHY = "visa application for Singapore"


@pytest.fixture
def passport(application: Application) -> str:
    return passports.passport(application, number="EX0001234")


@query(SEE_VISAS)
def on_a_paper(reader: Reader, *ids: str) -> list[str]:
    """The numbers that the builder of a paper is given."""
    return sorted(numbers_looked_at(reader, ids).values())


def test_a_look_gives_the_number_and_is_written_down(application: Application, passport: str) -> None:
    mission = made.mission(application)
    assert application.execute(LookAtNumber(passport, f" {WHY} ", mission)).result == "EX0001234"

    (look,) = application.ask(queries.looks(passport))
    assert (look.name, look.purpose, look.mission_id, look.at, look.scan) == ("officer", WHY, mission, application.clock.now(), False)
    assert str(application.history()[0].label) == "Look at the number of the service passport of Ada Example"


@pytest.mark.parametrize("purpose", ["", "visa", "1234 5678 9012 3456"])
def test_without_a_purpose_nobody_looks(application: Application, passport: str, purpose: str) -> None:
    with pytest.raises(Refused) as refused:
        application.execute(LookAtNumber(passport, purpose))
    assert [(finding.path, finding.rule) for finding in refused.value.findings] == [("purpose", "purpose-missing")]
    assert application.ask(queries.looks(passport)) == []


def test_without_the_right_nobody_looks(application: Application, passport: str) -> None:
    act_as(application, "reader", "reader")
    for command in (LookAtNumber(passport, WHY), LookAtNumbers((passport,), WHY)):
        with pytest.raises(NotAllowed):
            application.execute(command)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            application.preview(command)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        application.ask(queries.looks(passport))
    with pytest.raises(NotAllowed):
        application.ask(on_a_paper(passport))


def test_a_look_says_who_is_signed_in(application: Application, passport: str) -> None:
    account = act_as(application, "officer", "cell_officer")
    application.execute(LookAtNumber(passport, WHY))
    (look,) = application.ask(queries.looks(passport))
    assert look.name == "Officer"
    assert application.ask(accounts_of_looks()) == [account]


@query(SEE_VISAS)
def accounts_of_looks(reader: Reader) -> list[str]:
    return [look.account for look in reader.scalars(select(PassportLook))]


def test_a_preview_shows_no_number(application: Application, passport: str) -> None:
    """It writes nothing down, so it tells nothing."""
    assert application.preview(LookAtNumber(passport, WHY)).result is None
    assert application.ask(queries.looks(passport)) == []


def test_the_journal_keeps_no_number_and_the_same_look_gives_none_again(application: Application, passport: str) -> None:
    look = LookAtNumber(passport, WHY)
    application.execute(look)
    again = application.execute(look)
    assert (again.result, again.repeated) == (None, True)
    together = application.together(lazy("Print"), lambda do: do(LookAtNumbers((passport,), WHY)))
    assert together.result == ("EX0001234",)
    with application._store.engine.connect() as connection:
        results = connection.exec_driver_sql("SELECT result FROM step WHERE command LIKE 'LookAt%'").scalars().all()
    assert results == [None, None]


def test_a_look_is_never_undone(application: Application, passport: str) -> None:
    application.execute(AddPerson(PersonDraft("Bo")))
    application.execute(LookAtNumber(passport, WHY))
    assert str(application.next_undo().label) == "Add person Bo"  # type: ignore[union-attr]
    application.undo()
    assert len(application.ask(queries.looks(passport))) == 1
    with pytest.raises(Refused):
        application.undo()  # the passport itself: it was looked at, and stays
    assert len(application.ask(queries.looks(passport))) == 1


def test_what_was_looked_at_is_not_removed(application: Application, passport: str) -> None:
    application.execute(LookAtNumber(passport, WHY))
    with pytest.raises(Refused) as refused:
        application.execute(RemovePassport(passport))
    assert [finding.rule for finding in refused.value.findings] == ["passport-in-use"]


@pytest.mark.parametrize(
    "statement", [delete(PassportLook), update(PassportLook).values(purpose="nothing"), text("DELETE FROM passport_look")]
)
def test_nobody_takes_a_look_away_behind_the_program(application: Application, passport: str, statement: object) -> None:
    application.execute(LookAtNumber(passport, WHY))
    with application._store.engine.connect() as connection, pytest.raises(DBAPIError, match="stays written"):
        connection.execute(statement)  # type: ignore[call-overload]
    assert [look.purpose for look in application.ask(queries.looks(passport))] == [WHY]


def test_a_look_stays_when_its_mission_goes(application: Application, passport: str) -> None:
    mission = made.mission(application)
    application.execute(LookAtNumber(passport, WHY, mission))
    application.execute(RemoveMission(mission))
    assert [(look.mission_id, str(look.mission)) for look in application.ask(queries.looks(passport))] == [(mission, "")]


def test_looking_for_a_mission_that_is_not_there_is_no_look(application: Application, passport: str) -> None:
    with pytest.raises(Gone):
        application.execute(LookAtNumber(passport, WHY, "nowhere"))
    assert application.ask(queries.looks(passport)) == []


def test_several_numbers_come_in_the_order_asked_for_and_each_look_is_written_once(application: Application, passport: str) -> None:
    other = passports.passport(application, name="Other", number="EX0009999")
    numbers = application.execute(LookAtNumbers((other, passport, other), WHY)).result
    assert numbers == ("EX0009999", "EX0001234", "EX0009999")
    assert [len(application.ask(queries.looks(one))) for one in (other, passport)] == [1, 1]
    assert str(application.history()[0].label) == "Look at the numbers of 3 passports"


def test_a_paper_is_given_the_numbers_that_its_maker_looked_at_within_the_hour(
    application: Application, passport: str, clock: FixedClock
) -> None:
    other = passports.passport(application, name="Other")
    assert application.ask(on_a_paper(passport, other)) == []
    application.execute(LookAtNumber(passport, WHY))
    assert application.ask(on_a_paper(passport, other)) == ["EX0001234"]
    clock.moment += timedelta(hours=1)
    assert application.ask(on_a_paper(passport, other)) == ["EX0001234"]
    clock.moment += timedelta(seconds=1)
    assert application.ask(on_a_paper(passport, other)) == []


def test_what_a_colleague_looked_at_is_not_given(application: Application, passport: str) -> None:
    application.execute(LookAtNumber(passport, WHY))
    act_as(application, "officer", "cell_officer")
    assert application.ask(on_a_paper(passport)) == []


def test_looks_are_listed_latest_first(application: Application, passport: str, clock: FixedClock) -> None:
    for day, why in ((2, "first of the two"), (3, "second of the two")):
        clock.moment = datetime(2021, 9, day, 8, tzinfo=UTC)
        application.execute(LookAtNumber(passport, why))
    assert [(look.at.date(), look.purpose) for look in application.ask(queries.looks(passport))] == [
        (date(2021, 9, 3), "second of the two"),
        (date(2021, 9, 2), "first of the two"),
    ]
