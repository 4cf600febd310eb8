from datetime import date, time, timedelta

import pytest

from app.domains.missions import rules
from app.domains.missions.conflicts import (
    ItemFacts,
    JourneyFacts,
    MissionFacts,
    ParticipantFacts,
    Places,
    ProgrammeSettings,
    programme_findings,
)
from app.domains.missions.vocabulary import Ceremony, MissionState
from app.kernel.periods import PartialDate

FIRST, SECOND, LAST = date(2021, 9, 22), date(2021, 9, 23), date(2021, 9, 24)
MISSION = MissionFacts("m", MissionState.CONFIRMED, PartialDate.of(FIRST), PartialDate.of(LAST))
HEAD = ParticipantFacts("head", "p1", "Ada Head", head=True)
DEFAULTS = ProgrammeSettings()
MEMBER = ParticipantFacts("member", "p2", "Bo Member")


def item(id, begins, minutes=60, day=FIRST, **fields):
    return ItemFacts(id, id, day, begins, minutes, fields.pop("zone", "Europe/Paris"), **fields)


def journey(departs, arrives, passengers=("head", "member"), day=FIRST, zones=("Europe/Brussels", "Europe/Paris")):
    return JourneyFacts("j", "THA 1", rules.moment(day, departs, zones[0]), rules.moment(day, arrives, zones[1]), passengers)


def told(*items, people=(HEAD, MEMBER), journeys=(), mission=MISSION, settings=DEFAULTS):
    found = programme_findings(mission, people, items, journeys, settings)
    return [(finding.ref.id, finding.rule) for finding in found]


def sentences(*items, people=(HEAD, MEMBER), journeys=()):
    return [str(finding.message) for finding in programme_findings(MISSION, people, items, journeys)]


def test_lines_one_after_the_other_are_fine():
    assert told(item("a", time(9)), item("b", time(10))) == []


def test_lines_at_the_same_time_overlap():
    assert sentences(item("a", time(9)), item("b", time(9, 59))) == ["“a” and “b” overlap."]


def test_a_line_without_length_overlaps_only_what_begins_with_it():
    assert told(item("a", time(9), None), item("b", time(9))) == [("b", "items-overlap")]
    assert told(item("a", time(9), None), item("b", time(9, 1))) == []


def test_a_long_line_is_compared_beyond_its_neighbour():
    assert told(item("a", time(9), 240), item("b", time(10), 10), item("c", time(12))) == [("b", "items-overlap"), ("c", "items-overlap")]


def test_different_people_can_be_at_different_lines():
    assert told(item("a", time(9), attended_by=("head",)), item("b", time(9), attended_by=("member",))) == []


def test_an_overlap_names_whom_it_concerns():
    assert sentences(item("a", time(9), attended_by=("head",)), item("b", time(9))) == ["“a” and “b” overlap for Ada Head."]


def test_overlaps_are_found_across_clocks_and_midnight():
    late = item("a", time(23), 120)
    assert told(late, item("b", time(0, 30), day=SECOND)) == [("b", "items-overlap")]
    assert told(item("a", time(9)), item("b", time(8), zone="Europe/London")) == [("b", "items-overlap")]


def test_cancelled_lines_and_cancelled_missions_have_no_conflicts():
    assert told(item("a", time(9)), item("b", time(9), cancelled=True)) == []
    cancelled = MissionFacts("m", MissionState.CANCELLED, None, None)
    assert told(item("a", time(9)), item("b", time(9)), mission=cancelled) == []


@pytest.mark.parametrize(("gap", "expected"), [(14, [("b", "transfer-too-short")]), (15, [])])
def test_a_transfer_needs_a_quarter_of_an_hour(gap, expected):
    assert told(item("a", time(9), place="Town hall"), item("b", time(10, gap), place="Museum")) == expected


def test_the_time_of_a_transfer_is_a_setting():
    lines = item("a", time(9), place="Town hall"), item("b", time(10, 20), place="Museum")
    assert told(*lines, settings=ProgrammeSettings(30, by_default=False)) == [("b", "transfer-too-short")]
    assert ProgrammeSettings().by_default


def test_the_same_place_needs_no_transfer():
    assert told(item("a", time(9), place="Musée"), item("b", time(10), place="musee")) == []


def test_a_line_outside_the_dates():
    assert told(item("a", time(9), day=LAST + timedelta(1))) == [("a", "item-outside-mission")]


def test_lines_without_day_or_time_are_noted():
    assert told(item("a", None, day=None), item("b", None)) == [("a", "item-without-day"), ("b", "item-without-time")]


def test_somebody_who_is_not_there_that_day():
    late = ParticipantFacts("member", "p2", "Bo Member", joins=SECOND)
    assert told(item("a", time(9), attended_by=("member",)), people=(HEAD, late)) == [("a", "item-attended-by-absent")]
    assert told(item("a", time(9)), item("b", time(9), attended_by=("member",), day=SECOND), people=(HEAD, late)) == []


def test_a_delegation_has_one_head():
    second = ParticipantFacts("second", "p3", "Cy Second", head=True)
    assert told(people=(MEMBER,)) == [("m", "delegation-without-head")]
    assert told(people=(HEAD, second)) == [("m", "delegation-two-heads")]
    assert told(people=()) == [("m", "delegation-empty")]


def test_a_person_twice_in_the_delegation():
    assert told(people=(HEAD, ParticipantFacts("again", "p1", "Ada Head"))) == [("again", "participant-twice")]


def test_a_signing_needs_the_head():
    assert told(item("a", time(9), ceremony=Ceremony.SIGNING, attended_by=("member",))) == [("a", "signing-without-head")]
    assert told(item("a", time(9), ceremony=Ceremony.SIGNING)) == []


def test_an_overlap_is_told_before_there_is_a_delegation():
    assert told(item("a", time(9)), item("b", time(9)), people=()) == [("m", "delegation-empty"), ("b", "items-overlap")]


def test_nobody_attends_while_travelling():
    assert told(item("a", time(9)), journeys=[journey(time(8), time(9, 30))]) == [("a", "item-during-journey")]
    assert told(item("a", time(9)), journeys=[journey(time(8), time(9))]) == []


def test_nobody_attends_before_arriving():
    there = item("a", time(7), 30)
    assert told(there, journeys=[journey(time(8), time(9))]) == [("a", "item-before-arrival")]
    assert sentences(there, journeys=[journey(time(8), time(9), ("member",))]) == ["“a” begins before Bo Member arrive (THA 1)."]


def test_a_briefing_at_home_before_leaving_is_fine():
    assert told(item("a", time(6), 30, zone="Europe/Brussels"), journeys=[journey(time(8), time(9))]) == []


def test_nobody_attends_after_leaving():
    home = journey(time(8), time(9), day=LAST, zones=("Europe/Paris", "Europe/Brussels"))
    assert told(item("a", time(9, 30), day=LAST), journeys=[home]) == [("a", "item-after-departure")]


def test_many_people_are_counted_instead_of_named():
    crowd = [ParticipantFacts(f"x{n}", f"q{n}", f"Name {n}") for n in range(5)]
    lines = item("a", time(9), attended_by=tuple(p.id for p in crowd)), item("b", time(9))
    assert sentences(*lines, people=(HEAD, *crowd)) == ["“a” and “b” overlap for Name 0, Name 1 and 3 others."]


def test_lines_that_all_overlap_give_one_finding_each():
    everything = [item(f"i{n}", time(9)) for n in range(400)]
    assert told(*everything) == [(f"i{n}", "items-overlap") for n in range(1, 400)]


def without_place(places, state=MissionState.CONFIRMED):
    mission = MissionFacts("m", state, MISSION.starts, MISSION.ends)
    found = programme_findings(mission, (HEAD, MEMBER), (), places=places)
    return [(finding.rule, str(finding.message)) for finding in found]


def test_who_has_no_seat_and_no_bed_is_told_once_there_are_some():
    assert without_place(Places()) == []
    assert without_place(Places(frozenset(), frozenset({"head"}))) == [
        ("without-seat", "Ada Head, Bo Member have no seat yet."),
        ("without-bed", "Bo Member has no bed yet."),
    ]
    assert without_place(Places(frozenset({"head", "member"}), frozenset({"head", "member"}))) == []


def test_a_cancelled_mission_needs_no_seats():
    assert without_place(Places(frozenset(), frozenset()), MissionState.CANCELLED) == []
