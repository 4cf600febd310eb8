"""What flags put on the Today page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.adapters.i18n.wording import wording_for
from app.application import Application
from app.domains.flags.commands.days import CheckFlagDay, EditFlagDay
from app.domains.flags.commands.stock import TakeOutFlags
from app.domains.flags.queries.days import flag_day
from app.domains.flags.today import GROUPS, flag_days_to_check, flags_of_the_day, stock_in_doubt
from app.kernel.clock import FixedClock
from app.kernel.fields import TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from tests.makers import flags as make


def on(clock: FixedClock, day: date) -> None:
    clock.moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def told(lines: list[TodayLine]) -> list[tuple[str, str]]:
    """Each line and its hint, in English."""
    english = wording_for("en")
    return [(english.text(line.text), english.text(line.hint or "")) for line in lines]


def test_an_ordinary_day_has_nothing_to_say_and_says_so(application: Application):
    assert application.ask(flags_of_the_day()) == []
    assert [group.empty is not None for group in GROUPS] == [True, False, False]


def test_a_flag_day_says_which_flags_fly_and_why(application: Application, clock: FixedClock):
    on(clock, date(2022, 7, 21))
    lines = application.ask(flags_of_the_day())
    assert told(lines) == [("Fly: Belgium, Brussels-Capital Region and European Union", "National Day")]
    assert [(line.ref, line.day, line.tone) for line in lines] == [
        (Ref("flag day", "national-day"), PartialDate(2022, 7, 21), Tone.GOOD),
    ]


def test_two_occasions_of_one_day_are_both_named(application: Application, clock: FixedClock):
    on(clock, date(2022, 5, 8))
    assert told(application.ask(flags_of_the_day()))[0] == ("Fly: Belgium and Brussels-Capital Region", "Victory Day; Iris Day")


def test_half_mast_is_a_warning(application: Application, clock: FixedClock):
    on(clock, date(2022, 2, 17))
    (line,) = application.ask(flags_of_the_day())
    assert (told([line])[0][0], line.tone) == ("At half-mast: Belgium and European Union", Tone.WARNING)


def test_a_clash_stands_below_the_order(application: Application, clock: FixedClock):
    on(clock, date(2022, 7, 21))
    make.mourning(application, date(2022, 7, 21))
    lines = application.ask(flags_of_the_day())
    assert [(line.tone, line.ref.kind) for line in lines] == [(Tone.WARNING, "flag day")] * 2
    assert "one height" in told(lines)[1][0]


def test_the_next_flag_day_of_the_week_is_told_ahead(application: Application, clock: FixedClock):
    on(clock, date(2022, 7, 15))
    assert [(line.day, line.tone) for line in application.ask(flags_of_the_day())] == [(PartialDate(2022, 7, 21), Tone.NEUTRAL)]
    on(clock, date(2022, 7, 13))
    assert application.ask(flags_of_the_day()) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "België"), ("fr", "Belgique")],
)
def test_the_names_of_the_flags_are_those_of_the_reader(application: Application, clock: FixedClock, language: str, sentence: str):
    on(clock, date(2022, 11, 11))
    (line,) = [line for line in application.ask(flags_of_the_day()) if line.day == PartialDate(2022, 11, 11)]
    assert sentence in wording_for(language).text(line.text)


def test_a_line_to_be_verified_asks_once_a_year(application: Application, clock: FixedClock):
    assert [(line.ref.id, line.day, line.tone) for line in application.ask(flag_days_to_check())] == [
        ("queen-paola", PartialDate(2021, 9, 11), Tone.WARNING)
    ]
    application.execute(CheckFlagDay("queen-paola", 2021))
    assert application.ask(flag_days_to_check()) == []

    on(clock, date(2022, 5, 10))
    assert [(line.ref.id, line.tone) for line in application.ask(flag_days_to_check())] == [
        ("king-albert", Tone.NEUTRAL),
        ("albert-paola", Tone.NEUTRAL),
    ]
    on(clock, date(2022, 9, 12))
    assert application.ask(flag_days_to_check()) == []
    on(clock, date(2022, 8, 1))
    assert [line.ref.id for line in application.ask(flag_days_to_check())] == ["queen-paola"]


def test_a_line_that_is_out_of_use_is_not_asked_for(application: Application):
    before = application.ask(flag_day("queen-paola")).day
    application.execute(EditFlagDay("queen-paola", before, replace(before, in_use=False)))
    assert application.ask(flag_days_to_check()) == []


def test_a_day_at_the_beginning_of_the_year_is_asked_for_at_the_end_of_the_one_before(application: Application, clock: FixedClock):
    before = application.ask(flag_day("queen-mathilde")).day
    application.execute(EditFlagDay("queen-mathilde", before, replace(before, verify=True)))
    on(clock, date(2021, 12, 1))
    assert [(line.ref.id, line.day) for line in application.ask(flag_days_to_check())] == [("queen-mathilde", PartialDate(2022, 1, 20))]
    application.execute(CheckFlagDay("queen-mathilde", 2022))
    assert application.ask(flag_days_to_check()) == []


def test_flags_that_were_not_brought_back_are_told(application: Application, clock: FixedClock):
    item = make.item(application)
    application.execute(TakeOutFlags(make.reservation(application, item, date(2021, 9, 1), date(2021, 9, 2))))
    assert application.ask(stock_in_doubt()) == []
    on(clock, date(2021, 9, 3))
    (line,) = application.ask(stock_in_doubt())
    assert (line.ref, line.tone, told([line])[0][0]) == (
        Ref("flag item", item),
        Tone.BAD,
        "1 of France were to be back on 2 September 2021.",
    )
