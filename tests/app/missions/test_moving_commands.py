"""A mission is moved, put off, shortened, cancelled: what it holds follows in one step, and what cannot is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.application import Application
from app.domains.intake.commands import ImportRecords
from app.domains.missions import commands, queries
from app.domains.missions.moving_queries import move_facts
from app.domains.missions.protocol.commands import ChooseOrder
from app.domains.missions.protocol.drafts import OrderDraft
from app.domains.missions.protocol.queries import order_draft
from app.domains.missions.vocabulary import ITEM, STAY, TRANSPORT, MissionState
from app.kernel.clock import FixedClock
from app.kernel.consequences import Consequence, Effect
from app.kernel.errors import Refused
from app.kernel.ids import Ref
from app.kernel.reading import read_json
from tests.app.missions.test_commands import everything
from tests.commandline.office import SAMPLE
from tests.makers import missions as made
from tests.makers.missions import FIRST_DAY, LAST_DAY, days

OWN = ("Programme", "Transports", "Hotels", "Delegation", "Order of precedence", "Calendar")


def own(consequences: tuple[Consequence, ...]) -> list[tuple[str, Effect, str]]:
    """What the mission itself says of its move; other domains say more."""
    return [(str(one.area), one.effect, str(one.text)) for one in consequences if str(one.area) in OWN]


def said(consequences: tuple[Consequence, ...], effect: Effect) -> list[str]:
    return [text for _area, found, text in own(consequences) if found is effect]


def line_days(application: Application, mission: str) -> dict[str, str]:
    return {str(row.title): str(row.day) for row in application.ask(queries.programme(mission))}


@pytest.fixture
def visit(application: Application) -> str:
    """Three days in Paris with a line on each, a train there and back, a hotel, and a guest who is there for a day."""
    mission = made.mission(application)
    for number, title in enumerate(("Welcome", "Signing", "Farewell")):
        made.item(application, mission, title, day=date(2021, 9, 22 + number))
    made.item(application, mission, "Open", day=None, begins=None)
    made.transport(application, mission, carrier="Rail", number="9321", reference="ABC123")
    made.transport(application, mission, from_place="Paris", to_place="Brussels", departs_on=LAST_DAY, arrives_on=LAST_DAY)
    made.stay(application, mission)
    made.participant(application, mission, head=True)
    made.participant(application, mission, name="Guest", joins=date(2021, 9, 23), leaves=date(2021, 9, 23))
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(day=date(2021, 9, 23))))
    return mission


def test_everything_moves_by_as_many_days_as_the_first_day(application: Application, visit: str) -> None:
    outcome = application.execute(commands.MoveMission(visit, days("2021-11-22"), days("2021-11-24"), "the host asked for it"))

    assert line_days(application, visit) == {
        "Welcome": "2021-11-22",
        "Signing": "2021-11-23",
        "Farewell": "2021-11-24",
        "Open": "None",
    }
    there, back = application.ask(queries.transports(visit))
    assert [(row.departs_on, row.arrives_on) for row in (there, back)] == [
        (date(2021, 11, 22), date(2021, 11, 22)),
        (date(2021, 11, 24), date(2021, 11, 24)),
    ]
    [stay] = application.ask(queries.stays(visit))
    assert (stay.checks_in, stay.checks_out) == (date(2021, 11, 22), date(2021, 11, 24))
    assert [(row.joins, row.leaves) for row in application.ask(queries.delegation(visit))] == [
        (None, None),
        (date(2021, 11, 23), date(2021, 11, 23)),
    ]
    assert application.ask(order_draft(visit)).day == date(2021, 11, 23)
    assert own(outcome.consequences) == [
        ("Programme", Effect.FOLLOWS, "3 lines of the programme move along."),
        ("Transports", Effect.BY_HAND, "Change the booking ABC123: Rail 9321, Brussels – Paris, now on 2021-11-22."),
        ("Transports", Effect.FOLLOWS, "1 journey moves along."),
        ("Hotels", Effect.FOLLOWS, "1 stay in a hotel moves along."),
        ("Delegation", Effect.FOLLOWS, "The days of 1 member of the delegation move along."),
        ("Order of precedence", Effect.FOLLOWS, "The order looks at the posts held on 2021-11-23."),
        ("Calendar", Effect.FOLLOWS, "4 entries of the calendar change: hand the calendar out again."),
    ]
    card = application.ask(queries.mission_card(visit))
    assert (card.state, card.draft.starts, card.draft.ends) == (MissionState.PLANNED, days("2021-11-22"), days("2021-11-24"))
    assert [(row.state, row.period, row.reason) for row in card.schedules] == [
        (MissionState.PLANNED, (days("2021-09-22"), days("2021-09-24")), ""),
        (MissionState.PLANNED, (days("2021-11-22"), days("2021-11-24")), "the host asked for it"),
    ]


def test_one_undo_brings_everything_back(application: Application, visit: str) -> None:
    before = everything(application)
    application.execute(commands.MoveMission(visit, days("2021-11-22"), days("2021-11-23"), "the host asked for it", postponed=True))
    assert [str(step.label) for step in application.history(limit=1)] == ["Postpone mission Visit to Paris"]
    after = everything(application)

    application.undo()
    assert everything(application) == before
    application.redo()
    assert everything(application) == after


def test_what_a_shorter_mission_has_no_day_for_is_told_one_by_one(application: Application, visit: str) -> None:
    outcome = application.execute(commands.MoveMission(visit, days("2021-09-22"), days("2021-09-23"), "one day less"))

    assert line_days(application, visit)["Farewell"] == "2021-09-24"
    assert said(outcome.consequences, Effect.BY_HAND) == [
        "“Farewell” falls on 2021-09-24, outside the new dates. Give it another day.",
        "Paris – Brussels is on 2021-09-24, outside the new dates. Choose another one.",
        "The stay at Hotel Example lasts until 2021-09-24, beyond the new dates.",
    ]
    assert said(outcome.consequences, Effect.FOLLOWS) == ["1 entry of the calendar changes: hand the calendar out again."]
    by_hand = [one for one in outcome.consequences if one.effect is Effect.BY_HAND and str(one.area) in OWN]
    assert [(one.ref.kind if one.ref else "", one.key.partition(":")[0], one.duty) for one in by_hand] == [
        (ITEM, "item", "PROT"),
        (TRANSPORT, "transport", "TRAV"),
        (STAY, "stay", "TRAV"),
    ]


def test_a_line_that_no_longer_fits_gets_the_day_it_is_given(application: Application, visit: str) -> None:
    lines = {str(row.title): row.id for row in application.ask(queries.programme(visit))}
    facts = application.ask(move_facts(visit, (days("2021-11-22"), days("2021-11-23"))))
    assert (facts.days, [(str(one.title), one.was, one.day) for one in facts.misfits]) == (
        61,
        [("Farewell", date(2021, 9, 24), date(2021, 11, 24))],
    )

    outcome = application.execute(
        commands.MoveMission(
            visit,
            days("2021-11-22"),
            days("2021-11-23"),
            "one day less",
            days_of=((lines["Farewell"], date(2021, 11, 23)), (lines["Signing"], None)),
        )
    )

    assert line_days(application, visit) == {"Welcome": "2021-11-22", "Farewell": "2021-11-23", "Signing": "None", "Open": "None"}
    assert [row.begins for row in application.ask(queries.programme(visit)) if str(row.title) == "Signing"] == [None]
    assert [text for text in said(outcome.consequences, Effect.BY_HAND) if "Farewell" in text or "Signing" in text] == []


def test_a_line_of_another_mission_is_given_no_day(application: Application, visit: str) -> None:
    other = made.item(application, made.mission(application, "Other"))
    before = everything(application)

    with pytest.raises(Refused) as refusal:
        application.execute(commands.MoveMission(visit, days("2021-11-22"), None, "strike", days_of=((other, FIRST_DAY),)))

    assert [finding.rule for finding in refusal.value.findings] == ["not-in-programme"]
    assert everything(application) == before


def test_a_longer_mission_says_what_ends_too_early(application: Application, visit: str) -> None:
    outcome = application.execute(commands.MoveMission(visit, days("2021-09-22"), days("2021-09-26"), "two days more"))

    assert said(outcome.consequences, Effect.BY_HAND) == [
        "Paris – Brussels is on 2021-09-24, and the mission now lasts longer.",
        "The stay at Hotel Example lasts until 2021-09-24, and the mission now lasts longer.",
    ]


def test_lines_may_keep_their_days_while_the_rest_follows(application: Application, visit: str) -> None:
    outcome = application.execute(
        commands.MoveMission(visit, days("2021-11-22"), days("2021-11-24"), "the host asked for it", lines_follow=False)
    )

    assert line_days(application, visit)["Welcome"] == "2021-09-22"
    assert application.ask(queries.stays(visit))[0].checks_in == date(2021, 11, 22)
    assert [text for area, effect, text in own(outcome.consequences) if area == "Programme"] == [
        "3 lines of the programme stay on days outside the new dates. Give them other days."
    ]


def test_lines_of_a_mission_that_never_had_a_day_stay_where_they_are(application: Application) -> None:
    mission = made.mission(application, starts="2021-10", ends=None)
    made.item(application, mission, "Welcome", day=date(2021, 10, 5))
    made.item(application, mission, "Farewell", day=date(2021, 10, 20))

    outcome = application.execute(commands.MoveMission(mission, days("2021-10-04"), days("2021-10-06"), "the days are known"))

    assert line_days(application, mission) == {"Welcome": "2021-10-05", "Farewell": "2021-10-20"}
    assert said(outcome.consequences, Effect.BY_HAND) == [
        "1 line of the programme stays on a day outside the new dates. Give it another day."
    ]


def test_a_mission_put_off_without_dates_is_found_again_by_the_dates_it_had(application: Application, visit: str) -> None:
    before = everything(application)
    put_off = application.execute(commands.PostponeMission(visit, None, None, "sanitary rules"))
    assert line_days(application, visit)["Welcome"] == "2021-09-22"
    assert own(put_off.consequences) == [
        ("Programme", Effect.WARNS, "3 lines of the programme keep their days until the new dates are known."),
        ("Transports", Effect.BY_HAND, "Ask what becomes of the booking ABC123: Rail 9321, Brussels – Paris."),
        ("Calendar", Effect.ENDS, "4 entries of the calendar become cancelled: hand the calendar out again."),
    ]
    month = application.execute(commands.PostponeMission(visit, days("2022-03"), None, "elections"))
    assert said(month.consequences, Effect.WARNS) == [
        "3 lines of the programme keep their days until the new dates are known.",
        "The order still looks at the posts held on 2021-09-23.",
    ]

    application.execute(commands.MoveMission(visit, days("2022-03-22"), days("2022-03-24"), "a date was found"))

    assert line_days(application, visit) == {
        "Welcome": "2022-03-22",
        "Signing": "2022-03-23",
        "Farewell": "2022-03-24",
        "Open": "None",
    }
    assert application.ask(queries.mission_card(visit)).state is MissionState.POSTPONED
    for _ in range(3):
        application.undo()
    assert everything(application) == before


def test_the_form_of_a_mission_put_off_gives_it_no_dates_behind_its_programme(application: Application, visit: str) -> None:
    application.execute(commands.PostponeMission(visit, None, None, "sanitary rules"))
    draft = application.ask(queries.mission_draft(visit))

    with pytest.raises(Refused) as refusal:
        application.execute(commands.EditMission(visit, draft, replace(draft, starts=days("2022-03-22"))))

    assert [(finding.path, finding.rule) for finding in refusal.value.findings] == [("starts", "dates-of-postponed")]
    application.execute(commands.EditMission(visit, draft, replace(draft, starts=days("2022-03"), city="Lyon")))
    assert application.ask(queries.mission_card(visit)).draft.city == "Lyon"


def test_a_time_that_the_clocks_skip_and_a_holiday_of_the_partner_are_told(application: Application) -> None:
    mission = made.mission(application, starts="2021-09-11", ends="2021-09-12")
    made.item(application, mission, "Night watch", day=date(2021, 9, 12), begins=time(2, 30))
    made.transport(application, mission, departs_on=date(2021, 9, 12), departs_at=time(2, 10), arrives_on=date(2021, 9, 12))

    spring = application.execute(commands.MoveMission(mission, days("2022-03-26"), days("2022-03-27"), "spring"))
    assert said(spring.consequences, Effect.WARNS) == [
        "Night watch: 02:30:00 does not exist on 2022-03-27, when the clocks go forward (Europe/Paris).",
        "Brussels – Paris: 02:10:00 does not exist on 2022-03-27, when the clocks go forward (Europe/Brussels).",
    ]

    summer = application.execute(commands.MoveMission(mission, days("2022-07-13"), days("2022-07-14"), "summer"))
    assert [(effect, text.partition(" (")[0], text.rpartition(")")[2]) for area, effect, text in own(summer.consequences)][1] == (
        Effect.WARNS,
        "2022-07-14 is a public holiday",
        ", with 1 line of the programme.",
    )
    row = application.ask(queries.programme(mission))[0]
    assert (row.day, row.begins) == (date(2022, 7, 14), time(2, 30))


def test_a_cancelled_line_moves_too_and_is_not_counted(application: Application, visit: str) -> None:
    line = made.item(application, visit, "Struck")
    application.execute(commands.CancelItem(line))
    sequence = next(row.sequence for row in application.ask(queries.programme(visit)) if row.id == line)

    outcome = application.execute(commands.MoveMission(visit, days("2021-09-23"), days("2021-09-25"), "a day later"))

    row = next(row for row in application.ask(queries.programme(visit)) if row.id == line)
    # Its entry in calendars, cancelled as it is, has another day: RFC 5545 asks for another SEQUENCE.
    assert (row.day, row.sequence, row.cancelled) == (date(2021, 9, 23), sequence + 1, True)
    assert "3 lines of the programme move along." in said(outcome.consequences, Effect.FOLLOWS)


def test_somebody_who_joins_after_the_new_end_is_told(application: Application, visit: str) -> None:
    made.participant(application, visit, name="Late", joins=LAST_DAY)
    made.participant(application, visit, name="Long", leaves=LAST_DAY)

    outcome = application.execute(commands.MoveMission(visit, days("2021-09-29"), days("2021-09-30"), "one day less"))

    assert [(effect, text) for area, effect, text in own(outcome.consequences) if area == "Delegation"] == [
        (Effect.BY_HAND, "Ada Late joins on 2021-10-01, outside the new dates."),
        (Effect.WARNS, "Ada Long leaves on 2021-10-01, outside the new dates."),
        (Effect.FOLLOWS, "The days of 3 members of the delegation move along."),
    ]


def test_a_booked_hotel_is_changed_by_hand(application: Application) -> None:
    mission = made.mission(application)
    stay = made.stay(application, mission, reference="H-77")

    outcome = application.execute(commands.MoveMission(mission, days("2021-10-05"), days("2021-10-07"), "strike"))

    [one] = [one for one in outcome.consequences if str(one.area) == "Hotels"]
    assert (str(one.text), one.effect, one.ref, one.key, one.due) == (
        "Change the booking H-77 at Hotel Example: now 2021-10-05 to 2021-10-07.",
        Effect.BY_HAND,
        Ref(STAY, stay),
        f"stay:{stay}",
        None,
    )


def test_a_cancelled_mission_keeps_everything_and_says_which_bookings_to_cancel(application: Application, visit: str) -> None:
    made.stay(application, visit, "Hotel Booked", reference="H-77")
    outcome = application.execute(commands.CancelMission(visit, "the host fell ill", date(2021, 9, 1)))

    assert own(outcome.consequences) == [
        ("Programme", Effect.ENDS, "4 lines of the programme do not take place."),
        ("Transports", Effect.BY_HAND, "Cancel the booking ABC123: Rail 9321, Brussels – Paris."),
        ("Hotels", Effect.BY_HAND, "Cancel the booking H-77 at Hotel Booked."),
        ("Calendar", Effect.ENDS, "4 entries of the calendar become cancelled: hand the calendar out again."),
    ]
    assert line_days(application, visit)["Welcome"] == "2021-09-22"
    before = everything(application)
    with pytest.raises(Refused) as refusal:
        application.execute(commands.CancelMission(visit, "once more"))
    assert [finding.rule for finding in refusal.value.findings] == ["mission-state"]
    assert everything(application) == before


@pytest.mark.parametrize("wish", [commands.PostponeMission, commands.MoveMission])
def test_nothing_is_half_moved_when_a_move_is_refused(application: Application, visit: str, wish) -> None:
    before = everything(application)
    for starts, ends, reason in (
        ("2021-08-01", None, "x"),
        ("2021-12-03", "2021-12-01", "x"),
        ("2021-12-01", None, "  "),
        ("9999-12-31", None, "x"),
    ):
        with pytest.raises(Refused):
            application.execute(wish(visit, days(starts), days(ends), reason))
    assert everything(application) == before


def test_bookings_of_days_that_have_passed_are_left_alone(application: Application, clock: FixedClock, visit: str) -> None:
    clock.moment = datetime(2021, 12, 1, 9, tzinfo=UTC)

    outcome = application.execute(commands.MoveMission(visit, days("2021-09-23"), days("2021-09-25"), "it was a day later"))

    assert said(outcome.consequences, Effect.BY_HAND) == []
    assert line_days(application, visit)["Farewell"] == "2021-09-25"


# ------------------------------------------------------------------------------------------------ the State visit to Italy

ITALY = [
    (MissionState.PLANNED, (days("2020-03-23"), days("2020-03-25"))),
    (MissionState.POSTPONED, (days("2021-12-01"), days("2021-12-03"))),
    (MissionState.CANCELLED, (None, None)),
]


def test_the_year_report_tells_every_date_of_the_state_visit_to_italy(application: Application) -> None:
    application.execute(ImportRecords(read_json(SAMPLE), "sample"))

    card = application.ask(queries.mission_card(application.ask(queries.mission_by("state-visit-italy"))))

    assert [(row.state, row.period) for row in card.schedules] == ITALY
    assert card.schedules[-1].remark == "a few days before departure"
    assert card.state is MissionState.CANCELLED


def test_the_state_visit_to_italy_as_the_office_lived_it(application: Application, clock: FixedClock) -> None:
    clock.moment = datetime(2020, 1, 15, 9, tzinfo=UTC)
    visit = made.mission(application, "State visit to Italy", "2020-03-23", "2020-03-25", country="IT", city="", zone="Europe/Rome")
    made.item(application, visit, "Welcome", day=date(2020, 3, 23))
    made.item(application, visit, "Dinner", day=date(2020, 3, 24), begins=time(20))
    application.execute(commands.ConfirmMission(visit))

    clock.moment = datetime(2020, 3, 10, 9, tzinfo=UTC)
    application.execute(commands.PostponeMission(visit, None, None, "The borders close.", date(2020, 3, 9)))
    clock.moment = datetime(2021, 6, 1, 9, tzinfo=UTC)
    found = application.execute(commands.PostponeMission(visit, days("2021-12-01"), days("2021-12-03"), "New dates.", date(2021, 5, 28)))
    assert line_days(application, visit) == {"Welcome": "2021-12-01", "Dinner": "2021-12-02"}
    assert said(found.consequences, Effect.FOLLOWS) == [
        "2 lines of the programme move along.",
        "3 entries of the calendar change: hand the calendar out again.",
    ]
    clock.moment = datetime(2021, 11, 27, 9, tzinfo=UTC)
    application.execute(commands.CancelMission(visit, "Too many infections.", date(2021, 11, 26)))

    card = application.ask(queries.mission_card(visit))
    assert card.state is MissionState.CANCELLED
    assert [(row.state, row.period, row.reason, row.decided_on) for row in card.schedules] == [
        (*ITALY[0], "", None),
        (MissionState.POSTPONED, (None, None), "The borders close.", date(2020, 3, 9)),
        (*ITALY[1], "New dates.", date(2021, 5, 28)),
        (*ITALY[2], "Too many infections.", date(2021, 11, 26)),
    ]
    assert [str(step.label) for step in application.history(kind="mission", id=visit, limit=3)] == [
        "Cancel mission State visit to Italy",
        "Postpone mission State visit to Italy",
        "Postpone mission State visit to Italy",
    ]
