"""What missions say of themselves to checklists: which there are, from which days one counts, their parts, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.domains.checklists.commands import AddTask
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import tasks
from app.domains.checklists.workdays import holiday_names
from app.domains.missions import commands, queries, readiness, readiness_queries
from app.domains.missions.vocabulary import SEE_MISSIONS, Ceremony, Direction, ParticipantRole, PartyRole
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.ids import Ref
from app.kernel.queries import Query
from app.kernel.readiness import ARRIVAL, DEPARTURE, END, START, YEAR_END, Duty
from tests.makers import missions as made
from tests.makers.missions import FIRST_DAY, LAST_DAY, days, everywhere

PARIS = ZoneInfo("Europe/Paris")
MADE = date(2021, 9, 23)


def ask(application, function, *args):
    return application.ask(Query(function, SEE_MISSIONS, args))


# ------------------------------------------------------------------------------------------------ which there are


def test_a_mission_describes_itself(application):
    visit = made.mission(application, direction=Direction.INCOMING)
    (subject,) = ask(application, readiness.subjects, [visit, "gone"]).values()
    assert subject.ref == Ref("mission", visit)
    assert (subject.number, subject.type, subject.direction, subject.country, subject.zone) == (
        "2021/001",
        "working visit",
        "incoming",
        "FR",
        "Europe/Paris",
    )
    assert (subject.period, subject.over, subject.off) == ((days("2021-09-22"), days("2021-09-24")), False, False)


def test_missions_to_come_stand_by_their_first_day_and_those_without_one_last(application, clock):
    later, undated = made.mission(application, starts="2021-12", ends=None), made.mission(application, starts=None, ends=None)
    sooner, off = made.mission(application), made.mission(application, starts="2021-10-01", ends=None)
    past = made.mission(application, starts="2021-08-30", ends="2021-08-31")
    application.execute(commands.CancelMission(off, "strike"))
    assert ask(application, readiness.current) == [sooner, later, undated]
    assert ask(application, readiness.recent, date(2021, 8, 31)) == [past]
    assert ask(application, readiness.recent, date(2021, 9, 1)) == []
    clock.moment = datetime(2021, 9, 25, tzinfo=UTC)
    application.execute(commands.ConfirmMission(sooner))
    application.execute(commands.HoldMission(sooner))
    assert ask(application, readiness.current) == [later, undated]
    assert ask(application, readiness.recent, date(2021, 8, 1)) == [sooner, past]


# ------------------------------------------------------------------------------------------------ from which days one counts


def anchors(application, mission):
    return {key: anchor.when for key, anchor in ask(application, readiness.anchors, [mission])[mission].items()}


def test_without_journeys_arrival_and_departure_are_the_first_and_last_day(application):
    visit = made.mission(application)
    assert anchors(application, visit) == {
        START: FIRST_DAY,
        END: LAST_DAY,
        ARRIVAL: FIRST_DAY,
        DEPARTURE: LAST_DAY,
        YEAR_END: date(2021, 12, 31),
    }


def test_a_month_is_counted_from_its_first_day_and_after_its_last(application):
    visit = made.mission(application, starts="2021-12", ends=None)
    found = ask(application, readiness.anchors, [visit])[visit]
    assert [(found[key].when, found[key].roughly) for key in (START, END)] == [(date(2021, 12, 1), True), (date(2021, 12, 31), True)]


def test_a_mission_without_dates_has_its_anchors_without_days(application):
    visit = made.mission(application, starts=None, ends=None)
    assert set(anchors(application, visit).values()) == {None}


def test_the_first_journey_brings_and_the_last_one_takes_away(application):
    visit = made.mission(application)
    made.transport(
        application, visit, departs_on=LAST_DAY, departs_at=time(18), departs_zone="Europe/Paris", arrives_on=None, arrives_at=None
    )
    made.transport(application, visit)
    found = anchors(application, visit)
    assert found[ARRIVAL] == datetime(2021, 9, 22, 7, 30, tzinfo=PARIS)
    assert found[DEPARTURE] == datetime(2021, 9, 24, 18, 0, tzinfo=PARIS)


@pytest.mark.parametrize(("day", "key"), [(FIRST_DAY, ARRIVAL), (LAST_DAY, DEPARTURE)])
def test_a_single_journey_is_there_or_back(application, day, key):
    visit = made.mission(application)
    made.transport(application, visit, departs_on=day, departs_at=None, arrives_on=day, arrives_at=None)
    usual = {ARRIVAL: FIRST_DAY, DEPARTURE: LAST_DAY}
    found = anchors(application, visit)
    assert {name: found[name] for name in usual} == usual | {key: day}


def test_a_line_is_an_anchor_until_it_is_cancelled(application):
    visit = made.mission(application)
    line, open_line = made.item(application, visit), made.item(application, visit, day=None, begins=None)
    found = anchors(application, visit)
    assert found[readiness.item_anchor(line)] == datetime(2021, 9, 22, 9, 0, tzinfo=PARIS)
    assert found[readiness.item_anchor(open_line)] is None
    application.execute(commands.CancelItem(line))
    assert readiness.item_anchor(line) not in anchors(application, visit)


def test_a_call_starts_at_its_hour(application):
    call = made.mission(application, direction=Direction.VIRTUAL, starts="2021-09-22", ends=None)
    made.item(application, call, begins=time(15))
    made.item(application, call, begins=time(14, 30))
    assert anchors(application, call)[START] == datetime(2021, 9, 22, 14, 30, tzinfo=PARIS)


# ------------------------------------------------------------------------------------------------ parts


def test_travellers_are_persons_in_the_order_of_the_delegation(application):
    visit = made.mission(application)
    person = application.execute(AddPerson(PersonDraft("Bea", "Second"))).result
    made.participant(application, visit, person)
    made.participant(application, visit, name="First", head=True)
    (parts,) = ask(application, readiness.travellers, [visit]).values()
    assert [part.title.nl for part in parts] == ["Ada First", "Bea Second"]
    assert parts[1].ref == Ref("person", person)


def test_ceremonies_are_counted_from_their_own_line(application):
    visit = made.mission(application)
    signing = made.item(application, visit, "Signing", ceremony=Ceremony.SIGNING)
    dinner = made.item(application, visit, "Dinner", begins=time(19), ceremony=Ceremony.MEAL)
    off = made.item(application, visit, "Wreath", ceremony=Ceremony.WREATH)
    made.item(application, visit)
    application.execute(commands.CancelItem(off))
    assert [(part.ref.id, part.anchor) for part in ask(application, readiness.ceremonies, [visit])[visit]] == [
        (signing, f"item:{signing}"),
        (dinner, f"item:{dinner}"),
    ]
    assert [part.ref.id for part in ask(application, readiness.signings, [visit])[visit]] == [signing]


def test_due_dates_follow_the_journey_from_which_they_are_counted(application):
    visit = made.mission(application)
    journey = made.transport(application, visit)
    draft = TaskDraft(everywhere("Order taxis"), anchor=ARRIVAL, offset="-1 days")
    application.execute(AddTask(Ref("mission", visit), draft))

    def due():
        (task,) = application.ask(tasks(Ref("mission", visit)))
        return task.due_on

    assert due() == date(2021, 9, 21)
    before = application.ask(queries.transport_draft(journey))
    application.execute(
        commands.EditTransport(journey, before, replace(before, departs_on=date(2021, 9, 20), arrives_on=date(2021, 9, 20)))
    )
    assert due() == date(2021, 9, 19)
    application.execute(commands.RemoveTransport(journey))
    assert due() == date(2021, 9, 21)


# ------------------------------------------------------------------------------------------------ what is missing


def missing(application, mission):
    """Give rule, duty, day and heading of what is missing, without what every new mission lacks."""
    usual = {"mission-not-confirmed", "delegation-without-head", "delegation-empty", "line-without-charge", "dossier-section-empty"}
    found = ask(application, readiness_queries.checks, [mission]).get(mission, ())
    return [(one.finding.rule, one.duty, one.due, str(one.area)) for one in found if one.finding.rule not in usual]


def said(application, mission, rule):
    return [str(one.finding.message) for one in ask(application, readiness_queries.checks, [mission])[mission] if one.finding.rule == rule]


def test_a_new_mission_lacks_what_every_new_mission_lacks(application):
    visit = made.mission(application)
    found = ask(application, readiness_queries.checks, [visit])[visit]
    assert [(one.finding.rule, one.duty, one.due) for one in found] == [
        ("delegation-empty", Duty.PROT, date(2021, 8, 13)),
        ("mission-not-confirmed", Duty.HEAD, date(2021, 9, 8)),
        ("dossier-section-empty", Duty.PROT, date(2021, 9, 17)),
    ]


def test_a_cancelled_mission_lacks_nothing(application):
    visit = made.mission(application)
    application.execute(commands.CancelMission(visit, "strike"))
    assert ask(application, readiness_queries.checks, [visit]) == {}


def test_lines_without_day_or_time_are_counted(application):
    visit = made.mission(application)
    for _ in range(3):
        made.item(application, visit, day=None, begins=None)
    made.item(application, visit, begins=None)
    assert missing(application, visit) == [
        ("item-without-day", Duty.PROT, date(2021, 8, 25), "Programme"),
        ("item-without-time", Duty.PROT, date(2021, 9, 8), "Programme"),
    ]
    assert said(application, visit, "item-without-day") == ["3 lines of the programme have no day yet."]


def test_what_does_not_fit_together_stands_there_with_its_tab(application):
    visit = made.mission(application)
    made.participant(application, visit)
    made.item(application, visit, "One")
    made.item(application, visit, "Two", begins=time(9, 30))
    made.transport(application, visit)
    assert missing(application, visit) == [
        ("items-overlap", Duty.PROT, date(2021, 9, 15), "Programme"),
        ("without-seat", Duty.PROT, date(2021, 8, 23), "Logistics"),
    ]


def person(application, name, *languages):
    return application.execute(AddPerson(PersonDraft("Ada", name, languages=languages))).result


def test_an_interpreter_is_missing_for_a_language_that_nobody_shares(application):
    visit = made.mission(application)
    made.party(application, visit, role=PartyRole.HOST, person_id=person(application, "Yilmaz", "tr"))
    made.party(application, visit, role=PartyRole.COUNTERPART, person_id=person(application, "Dupont", "fr", "tr"))
    made.party(application, visit, role=PartyRole.GUEST, person_id=person(application, "Silent"))
    assert missing(application, visit) == [("interpreter-missing", Duty.PROT, date(2021, 8, 23), "Delegation")]
    assert said(application, visit, "interpreter-missing") == ["No interpreter is named for Ada Yilmaz (TR)."]
    made.participant(application, visit, person(application, "Tolk", "tr", "nl"), role=ParticipantRole.INTERPRETER)
    assert missing(application, visit) == []


def test_a_head_who_speaks_the_language_needs_no_interpreter(application):
    visit = made.mission(application)
    made.party(application, visit, role=PartyRole.HOST, person_id=person(application, "Yilmaz", "tr"))
    made.participant(application, visit, person(application, "Head", "nl", "tr"), head=True)
    assert missing(application, visit) == []


def test_guests_are_interpreted_for(application):
    visit = made.mission(application, direction=Direction.INCOMING)
    for number in range(4):
        made.participant(application, visit, person(application, f"Guest {number}", "ko"))
    assert said(application, visit, "interpreter-missing") == ["No interpreter is named for Ada Guest 0, Ada Guest 1 and 2 others (KO)."]
    made.item(application, visit, interpreter="consecutive, by the embassy")
    assert said(application, visit, "interpreter-missing") == []


@pytest.mark.parametrize(
    ("direction", "country", "day", "expected"),
    [
        (Direction.OUTGOING, "FR", date(2021, 11, 11), ["there"]),
        (Direction.OUTGOING, "FR", date(2022, 7, 21), []),
        (Direction.INCOMING, "FR", date(2022, 7, 14), ["at home for the guests"]),
        (Direction.INCOMING, "FR", date(2022, 7, 21), ["in Belgium"]),
        (Direction.INCOMING, "FR", date(2021, 11, 11), ["at home for the guests", "in Belgium"]),
        (Direction.INCOMING, "BE", date(2021, 11, 11), ["in Belgium"]),
        (Direction.VIRTUAL, "", date(2021, 11, 11), ["in Belgium"]),
    ],
)
def test_a_line_on_a_public_holiday_is_told(application, direction, country, day, expected):
    visit = made.mission(application, starts=str(day), ends=str(day), direction=direction, country=country)
    made.item(application, visit, day=day)
    made.item(application, visit, day=day, begins=time(14))
    assert said(application, visit, "line-on-holiday") == [
        f"{day} is a public holiday {where} ({holiday_names(day, country if 'Belgium' not in where else 'BE')}), "
        "with 2 lines of the programme."
        for where in expected
    ]


def full_day(application, mission, *hours, **fields):
    for hour in hours:
        made.item(application, mission, f"Line {hour}", day=MADE, begins=time(hour), **({"minutes": 60, "place": "Paris"} | fields))


def test_a_full_day_needs_a_meal_or_a_pause(application):
    visit = made.mission(application)
    full_day(application, visit, *range(9, 17))
    assert missing(application, visit) == [("day-without-pause", Duty.PROT, date(2021, 9, 15), "Programme")]
    assert said(application, visit, "day-without-pause") == ["On 2021-09-23 there is neither a meal nor a pause of 45 minutes."]


@pytest.mark.parametrize("hours", [range(9, 16), [*range(9, 12), *range(13, 18)]])
def test_a_short_day_and_one_with_a_pause_are_well(application, hours):
    visit = made.mission(application)
    full_day(application, visit, *hours)
    assert missing(application, visit) == []


@pytest.mark.parametrize("fields", [{"ceremony": Ceremony.MEAL}, {"title": everywhere("Déjeuner de travail")}])
def test_a_meal_is_a_pause(application, fields):
    visit = made.mission(application)
    full_day(application, visit, *range(9, 12), *range(13, 17))
    title = fields.pop("title", everywhere("At table"))
    made.item(application, visit, title.fr, day=MADE, begins=time(12), place="Paris", **fields)
    assert missing(application, visit) == []


def test_lines_with_somebody_in_charge_are_not_counted(application):
    visit, ada = made.mission(application), person(application, "Charge")
    made.item(application, visit, responsible_id=ada)
    assert said(application, visit, "line-without-charge") == []
    made.item(application, visit, begins=time(11))
    assert said(application, visit, "line-without-charge") == ["1 line of the programme has nobody in charge."]


def test_empty_sections_of_the_dossier_are_named(application):
    visit = made.mission(application, purpose=everywhere("Clean air"))
    made.party(application, visit, role=PartyRole.HOST, person_id=person(application, "Host"))
    made.item(application, visit)
    made.transport(application, visit)
    (found,) = [one for one in ask(application, readiness_queries.checks, [visit])[visit] if one.finding.rule == "dossier-section-empty"]
    assert [str(section) for section in found.finding.message.values["sections"]] == ["Delegation"]
    made.participant(application, visit)
    assert said(application, visit, "dossier-section-empty") == []


# ------------------------------------------------------------------------------------------------ afterwards


def test_after_a_mission_it_is_closed_and_somebody_is_thanked(application, clock):
    visit = made.mission(application)
    made.party(application, visit, role=PartyRole.HOST, person_id=person(application, "Host"))
    clock.moment = datetime(2021, 9, 30, 10, tzinfo=UTC)
    assert missing(application, visit) == [("mission-not-closed", Duty.HEAD, date(2021, 9, 25), "Overview")]
    clock.moment = datetime(2021, 10, 1, 10, tzinfo=UTC)
    application.execute(commands.ConfirmMission(visit))
    application.execute(commands.HoldMission(visit))
    assert missing(application, visit) == [("thanks-open", Duty.PROT, date(2021, 10, 1), "Overview")]


def test_for_many_missions_there_are_as_many_statements_as_for_one(application, statements):
    def sent_for(ids):
        with statements() as sent:
            for function in (readiness.subjects, readiness.anchors, readiness.travellers, readiness.ceremonies, readiness_queries.checks):
                ask(application, function, ids)
        return len(sent)

    several = [made.mission(application, f"Visit {number}") for number in range(6)]
    for visit in several:
        made.participant(application, visit, name=visit, head=True)
        made.item(application, visit)
    assert sent_for(several) == sent_for(several[:1])
