"""However passports are handed about, cancelled and undone by two people, each is with one person at a time and every look stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from app.application import Application
from app.bootstrap import Config, start
from app.domains.visas import passport_queries as queries
from app.domains.visas.looking import LookAtNumber
from app.domains.visas.passport_commands import CancelPassport, HandOut, RemovePassport, RevivePassport, TakeBack
from app.domains.visas.passport_rules import CancelDraft, CustodyDraft, ReturnDraft
from app.domains.visas.terms import PassportState
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import OfficeError
from tests.makers import passports

DAYS = st.integers(1, 28).map(lambda day: date(2021, 8, day))
ACTS = st.one_of(
    st.tuples(st.just("hand out"), DAYS),
    st.tuples(st.just("take back"), DAYS),
    st.tuples(st.sampled_from(("cancel", "revive", "look", "remove", "undo", "redo")), DAYS),
)


def command(act: str, day: date, passport: str) -> Command[object]:
    match act:
        case "hand out":
            return HandOut(passport, CustodyDraft(day, "Ada"))
        case "take back":
            return TakeBack(passport, ReturnDraft(day))
        case "cancel":
            return CancelPassport(passport, CancelDraft(day, "lost"))
        case "revive":
            return RevivePassport(passport)
        case "look":
            return LookAtNumber(passport, "visa application for Singapore")
        case _:
            return RemovePassport(passport)


def act_on(desk: Application, act: str, day: date, passport: str) -> bool:
    """Do it, as far as it can be done; tell whether it was."""
    try:
        if act == "undo":
            desk.undo()
        elif act == "redo":
            desk.redo()
        else:
            desk.execute(command(act, day, passport))
    except OfficeError:
        return False
    return True


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), ACTS), max_size=20))
def test_a_passport_is_with_one_person_at_a_time_whatever_happens(acts: list[tuple[bool, tuple[str, date]]]) -> None:
    office = start(Config(user="officer", clock=FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC))))
    colleague = office.on_another_day(office.clock)
    colleague._caller = replace(colleague._caller, login_name="colleague")
    passport = passports.passport(office)
    looked = 0
    for theirs, (act, day) in acts:
        done = act_on(colleague if theirs else office, act, day, passport)
        looked += done and act == "look"
        told = office.ask(queries.custodies(passport))
        out = [one for one in told if one.returned_on is None]
        assert len(out) <= 1
        assert all(one.returned_on is None or one.returned_on >= one.handed_on for one in told)
        for row in office.ask(queries.passports([passport])):
            assert (row.with_whom == "Ada") is bool(out)
            assert row.state is not PassportState.OUT or bool(out)
        assert len(office.ask(queries.looks(passport))) == looked
    assert office._store.faults() == []
    office.close()
