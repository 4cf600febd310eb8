"""A mission is postponed twice and then cancelled: its calendar says so to everyone who took it over."""

from __future__ import annotations

from datetime import date, timedelta

from icalendar import Calendar

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.missions import commands, queries
from app.domains.missions.papers import mission_calendar
from app.domains.missions.vocabulary import MissionState
from app.kernel.clock import FixedClock
from app.kernel.periods import PartialDate
from tests.journeys.conftest import Open
from tests.makers import missions as make


def days(text: str) -> PartialDate:
    return PartialDate.parse(text)


def events(application: Application, mission: str) -> dict[str, tuple[int, str]]:
    """The entries of the calendar that are lines of the programme: their sequence and status, by UID."""
    calendar = Calendar.from_ical(application.outside.calendar_codec().encode(mission_calendar(application, mission, wording_for("fr"))))
    return {str(e["UID"]): (int(e["SEQUENCE"]), str(e["STATUS"])) for e in calendar.walk("VEVENT")}


def test_the_calendar_follows_a_mission_from_plan_to_cancellation(open_office: Open, clock: FixedClock) -> None:
    application = open_office()
    mission = make.mission(application, starts="2021-09-22", ends="2021-09-24")
    for number in range(3):
        make.item(application, mission, f"Meeting {number}", day=date(2021, 9, 22 + number))
    told = [events(application, mission)]
    for command in (
        commands.ConfirmMission(mission),
        commands.PostponeMission(mission, days("2022-03-21"), days("2022-03-23"), "sanitary situation", date(2021, 9, 10)),
        commands.PostponeMission(mission, days("2022-10"), days("2022-10"), "elections", date(2022, 2, 1)),
        commands.CancelMission(mission, "no common date", date(2022, 6, 1)),
    ):
        clock.moment += timedelta(days=30)
        application.execute(command)
        told.append(events(application, mission))

    assert all(list(names) == list(told[0]) for names in told)
    assert len(told[0]) == 4
    assert all([names[name][0] for names in told] == sorted(names[name][0] for names in told) for name in told[0])
    lines = [name for name in told[0] if not name.startswith("mission-")]
    [whole] = [name for name in told[0] if name.startswith("mission-")]
    # The lines move along; while only a month is known, nothing takes place on the days they had.
    assert [[names[line] for names in told] for line in lines] == [
        [(0, "TENTATIVE"), (1, "CONFIRMED"), (2, "TENTATIVE"), (3, "CANCELLED"), (4, "CANCELLED")]
    ] * 3
    assert [names[whole][1] for names in told] == ["TENTATIVE", "CONFIRMED", "TENTATIVE", "CANCELLED", "CANCELLED"]


def test_its_history_keeps_every_set_of_dates_with_its_reason(open_office: Open, clock: FixedClock) -> None:
    application = open_office()
    mission = make.mission(application, starts="2021-09-22", ends="2021-09-24")
    application.execute(commands.PostponeMission(mission, days("2022-03-21"), days("2022-03-23"), "sanitary situation", date(2021, 9, 10)))
    application.execute(commands.PostponeMission(mission, days("2022-10"), days("2022-10"), "elections", date(2022, 2, 1)))
    application.execute(commands.CancelMission(mission, "no common date", date(2022, 6, 1)))
    application.close()

    card = open_office().ask(queries.mission_card(mission))

    assert card.state is MissionState.CANCELLED
    assert [(row.state, row.period, row.reason) for row in card.schedules] == [
        (MissionState.PLANNED, (days("2021-09-22"), days("2021-09-24")), ""),
        (MissionState.POSTPONED, (days("2022-03-21"), days("2022-03-23")), "sanitary situation"),
        (MissionState.POSTPONED, (days("2022-10"), days("2022-10")), "elections"),
        (MissionState.CANCELLED, (None, None), "no common date"),
    ]


def test_undoing_the_cancellation_brings_the_appointments_back(open_office: Open) -> None:
    application = open_office()
    mission = make.mission(application)
    make.item(application, mission)
    before = events(application, mission)
    application.execute(commands.CancelMission(mission, "by mistake"))
    assert {status for _, status in events(application, mission).values()} == {"CANCELLED"}

    application.undo()

    assert {name: status for name, (_, status) in events(application, mission).items()} == {
        name: status for name, (_, status) in before.items()
    }
