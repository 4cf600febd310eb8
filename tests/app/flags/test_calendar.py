"""Flag days as a calendar: other programs read what was meant, and an entry keeps its name whatever happens to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import vobject

from app.adapters.i18n.wording import wording_for
from app.adapters.ics.codec import IcsCodec
from app.application import Application
from app.domains.flags.calendar_source import SOURCE, flag_calendar
from app.domains.flags.commands.days import CheckFlagDay, EditFlagDay, PutBackFlagDay, WithdrawInstruction
from app.domains.flags.papers import year_paper
from app.domains.flags.queries.days import flag_day, flag_year
from app.domains.flags.terms import SEE_FLAGS
from app.domains.missions.commands import PostponeMission
from app.kernel.calendar import Calendar, CalendarEntry, EntryStatus
from app.kernel.clock import FixedClock
from app.kernel.document import Table
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import Query
from app.kernel.translated import LANGUAGES
from tests.makers import flags as make


def calendar(application: Application, year: int = 2021, language: str = "en") -> Calendar:
    return application.ask(flag_calendar(year, wording_for(language)))


def entry(application: Application, uid: str, year: int = 2021) -> CalendarEntry:
    (found,) = [one for one in calendar(application, year).entries if one.uid == uid]
    return found


@pytest.fixture
def busy_year(application: Application) -> Application:
    """A year with a mourning of two days, a withdrawn instruction, a visit, and a day out of use."""
    make.mourning(application, date(2021, 10, 1), date(2021, 10, 2), reason="two; lines,\nand a \\ stroke")
    application.execute(WithdrawInstruction(make.mourning(application, date(2021, 10, 9))))
    make.guest(application, make.visit(application), "FR")
    before = application.ask(flag_day("labour-day")).day
    application.execute(EditFlagDay("labour-day", before, replace(before, in_use=False)))
    return application


@pytest.mark.parametrize("language", LANGUAGES)
def test_icalendar_and_vobject_read_what_was_meant(busy_year: Application, language: str):
    meant = calendar(busy_year, language=language)
    content = IcsCodec().encode(meant)

    events = icalendar.Calendar.from_ical(content).events
    assert [
        (str(e["UID"]), e["SEQUENCE"], str(e["SUMMARY"]), e.DTSTART, e.DTEND, str(e["STATUS"]), str(e.get("DESCRIPTION", "")), e.DTSTAMP)
        for e in events
    ] == [(m.uid, m.sequence, m.summary, m.starts, m.ends + timedelta(1), m.status.value, m.description, m.modified) for m in meant.entries]

    read = vobject.readOne(content.decode()).vevent_list
    assert [(e.uid.value, e.summary.value, e.dtstart.value, e.dtend.value, e.status.value) for e in read] == [
        (m.uid, m.summary, m.starts, m.ends + timedelta(1), m.status.value) for m in meant.entries
    ]
    assert [getattr(e, "description", None) and e.description.value for e in read] == [m.description or None for m in meant.entries]
    assert {str(e["TRANSP"]) for e in events} == {"TRANSPARENT"}


def test_every_occasion_of_the_year_is_an_entry_of_its_own(busy_year: Application):
    entries = calendar(busy_year).entries
    standing = [one for one in entries if one.status is not EntryStatus.CANCELLED]
    assert len(standing) == len(busy_year.ask(flag_year(2021)))
    assert len({one.uid for one in entries}) == len(entries)
    assert [type(one.starts) for one in entries] == [date] * len(entries)


def test_the_same_year_gives_the_same_file(busy_year: Application, clock: FixedClock):
    before = IcsCodec().encode(calendar(busy_year))
    clock.moment = datetime(2021, 11, 11, tzinfo=UTC)
    assert IcsCodec().encode(calendar(busy_year)) == before


def test_a_day_that_moves_keeps_its_uid_and_counts_on(application: Application, clock: FixedClock):
    uid = "flag-day-iris-day-2021@attache"
    first = entry(application, uid)
    assert (first.starts, first.sequence, first.modified) == (date(2021, 5, 8), 0, datetime(2021, 1, 1, tzinfo=UTC))

    day = application.ask(flag_day("iris-day")).day
    application.execute(EditFlagDay("iris-day", day, replace(day, day="05-09")))
    moved = entry(application, uid)
    assert (moved.starts, moved.sequence, moved.modified) == (date(2021, 5, 9), 1, clock.now())
    application.execute(PutBackFlagDay("iris-day"))
    assert (entry(application, uid).starts, entry(application, uid).sequence) == (date(2021, 5, 8), 2)


def test_the_same_day_of_another_year_is_another_appointment(application: Application):
    assert {one.uid for one in calendar(application, 2021).entries} & {one.uid for one in calendar(application, 2022).entries} == set()


def test_undo_is_told_to_calendars_too(application: Application):
    uid = "flag-day-iris-day-2021@attache"
    day = application.ask(flag_day("iris-day")).day
    application.execute(EditFlagDay("iris-day", day, replace(day, day="05-09")))
    application.execute(EditFlagDay("iris-day", replace(day, day="05-09"), replace(day, day="05-10")))
    application.undo()
    assert (entry(application, uid).starts, entry(application, uid).sequence) == (date(2021, 5, 9), 3)


def test_what_no_longer_comes_is_told_as_cancelled(application: Application):
    day = application.ask(flag_day("labour-day")).day
    application.execute(EditFlagDay("labour-day", day, replace(day, until=2020)))
    cancelled = entry(application, "flag-day-labour-day-2021@attache")
    assert (cancelled.status, cancelled.starts, cancelled.sequence) == (EntryStatus.CANCELLED, date(2021, 5, 1), 1)
    assert entry(application, "flag-day-labour-day-2020@attache", 2020).status is EntryStatus.CONFIRMED


def test_an_instruction_that_is_withdrawn_is_told_as_cancelled(application: Application):
    mourning = make.mourning(application, date(2021, 10, 1))
    uid = f"flag-instruction-{mourning}@attache"
    assert (entry(application, uid).summary, entry(application, uid).status) == ("Mourning (half-mast)", EntryStatus.CONFIRMED)
    application.execute(WithdrawInstruction(mourning))
    assert (entry(application, uid).status, entry(application, uid).sequence) == (EntryStatus.CANCELLED, 1)


def test_a_visit_is_tentative_until_it_is_confirmed_and_counts_its_dates(application: Application):
    visit = make.visit(application)
    make.guest(application, visit, "FR")
    uid = f"flag-visit-{visit}@attache"
    assert (entry(application, uid).status, entry(application, uid).sequence, entry(application, uid).ends) == (
        EntryStatus.TENTATIVE,
        0,
        date(2021, 9, 24),
    )
    assert "Flags: Belgium and France" in entry(application, uid).description
    application.execute(PostponeMission(visit, PartialDate(2021, 10, 5), PartialDate(2021, 10, 6), "strike"))
    assert [one.uid for one in calendar(application).entries if one.uid == uid] == []


def test_an_entry_says_what_is_not_sure(application: Application):
    uid = "flag-day-queen-paola-2021@attache"
    assert "Not yet compared with its source this year." in entry(application, uid).description
    application.execute(CheckFlagDay("queen-paola", 2021))
    assert "Not yet compared with its source this year." not in entry(application, uid).description


def test_one_flag_day_is_offered_as_a_calendar_of_its_own(application: Application):
    def own(reader: object) -> tuple[CalendarEntry, ...]:
        return SOURCE.entries(reader, Ref("flag day", "walloon-region"), wording_for("fr"))  # type: ignore[arg-type]

    found = application.ask(Query(own, SEE_FLAGS))
    assert [(one.starts, one.summary) for one in found] == [
        (date(2021, 9, 19), "Fête de Wallonie"),
        (date(2022, 9, 18), "Fête de Wallonie"),
    ]


# ------------------------------------------------------------------------------------------------ the year on paper


def test_the_year_on_paper_has_a_line_for_each_occasion(busy_year: Application):
    document = busy_year.ask(year_paper(2021, wording_for("en")))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert len(table.rows) == len(busy_year.ask(flag_year(2021)))
    lines = {row[1]: row for row in table.rows}
    assert lines["Iris Day"] == (
        "Saturday 8 May 2021",
        "Iris Day",
        "Belgium and Brussels-Capital Region (European Union)",
        "Brussels-Capital Region",
    )
    assert lines["Day of the Walloon Region"][2] == "none on our own buildings"
    assert lines["Birthday of Queen Paola *"][2] == "Belgium and European Union"
    assert lines["Mourning"][:3] == ("1–2 October 2021", "Mourning", "Half-mast: Belgium")


def test_the_year_is_laid_out_as_pdf(busy_year: Application):
    from app.domains.flags.papers import produce_calendar, produce_year

    assert produce_year(busy_year, 2021, wording_for("nl")).startswith(b"%PDF")
    assert produce_calendar(busy_year, 2021, wording_for("nl")) == IcsCodec().encode(calendar(busy_year, language="nl"))
