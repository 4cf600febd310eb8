from datetime import UTC, date, time

import pytest

from app.domains.missions import rules
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.rules import CalendarFacts
from app.domains.missions.vocabulary import Direction, MissionState, RoomKind
from app.domains.missions.zones import zone_of
from app.kernel.errors import Severity
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

TITLE = Multilingual("Titel", "Titre", "Title")
DAY = date(2021, 9, 22)


def told(findings):
    return [(finding.path, finding.rule, finding.severity) for finding in findings]


def mission(**fields):
    return MissionDraft(**({"title": TITLE, "city": "Paris"} | fields))


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (mission(), []),
        (mission(title=Multilingual()), [("title", "mission-without-title", "blocks")]),
        (mission(title=Multilingual(nl="Bezoek")), [("title", "language-missing", "notes")]),
        (mission(starts=PartialDate(2021, 9, 22), ends=PartialDate(2021, 9, 21)), [("ends", "mission-ends-before-start", "blocks")]),
        (mission(starts=PartialDate(2021, 9, 22), ends=PartialDate(2021, 9)), []),
        (mission(ends=PartialDate(2021)), [("starts", "mission-ends-without-start", "blocks")]),
        (mission(zone="Europe/Atlantis"), [("zone", "unknown-zone", "blocks")]),
        (mission(zone="../etc/passwd"), [("zone", "unknown-zone", "blocks")]),
        (mission(zone="Europe"), [("zone", "unknown-zone", "blocks")]),
        (mission(zone=""), [("zone", "unknown-zone", "blocks")]),
        (mission(country="France"), [("country", "country-code", "blocks")]),
        (mission(city=""), [("city", "mission-without-place", "notes")]),
        (mission(city="", direction=Direction.VIRTUAL), []),
    ],
)
def test_a_mission_is_checked(draft, expected):
    assert told(rules.check_mission(draft)) == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (ParticipantDraft("p"), []),
        (ParticipantDraft(), [("person_id", "participant-without-person", "blocks")]),
        (
            ParticipantDraft("p", joins=date(2021, 9, 24), leaves=date(2021, 9, 23)),
            [("leaves", "participant-leaves-before-joining", "blocks")],
        ),
        (ParticipantDraft("p", joins=date(2021, 9, 21)), [("joins", "participant-outside-mission", "warns")]),
        (ParticipantDraft("p", leaves=date(2021, 9, 25)), [("leaves", "participant-outside-mission", "warns")]),
    ],
)
def test_a_participant_is_checked(draft, expected):
    assert told(rules.check_participant(draft, PartialDate(2021, 9, 22), PartialDate(2021, 9, 24))) == expected


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (PartyDraft(person_id="p"), []),
        (PartyDraft(organisation_id="o"), []),
        (PartyDraft(), [("person_id", "party-nobody", "blocks")]),
        (PartyDraft(person_id="p", organisation_id="o"), [("organisation_id", "party-both", "blocks")]),
    ],
)
def test_a_party_is_one_person_or_one_organisation(draft, expected):
    assert told(rules.check_party(draft)) == expected


def item(**fields):
    return ItemDraft(**({"title": TITLE, "day": DAY, "begins": time(9)} | fields))


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (item(), []),
        (item(begins=time(23), minutes=180), []),
        (item(minutes=24 * 60), []),
        (item(title=Multilingual()), [("title", "item-without-title", "blocks")]),
        (item(minutes=0), [("minutes", "item-length", "blocks")]),
        (item(minutes=24 * 60 + 1), [("minutes", "item-length", "blocks")]),
        (item(day=None), [("day", "item-time-without-day", "blocks")]),
        (item(zone="Nowhere"), [("zone", "unknown-zone", "blocks")]),
        (item(day=date(2021, 3, 28), begins=time(2, 30)), [("begins", "clock-gap", "warns")]),
        (item(day=date(2021, 10, 31), begins=time(2, 30)), [("begins", "clock-overlap", "warns")]),
        (item(day=date(2021, 3, 28), begins=time(2, 30), zone="Asia/Dubai"), []),
    ],
)
def test_a_line_of_the_programme_is_checked(draft, expected):
    assert told(rules.check_item(draft)) == expected


def flight(**fields):
    usual = {"from_place": "Brussels", "to_place": "Dubai", "departs_on": DAY, "arrives_on": DAY}
    return TransportDraft(**(usual | fields))


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (flight(), []),
        (flight(departs_at=time(10), arrives_at=time(9, 30), arrives_zone="America/New_York"), []),
        (
            flight(departs_at=time(10), arrives_at=time(11), arrives_zone="Asia/Dubai"),
            [("arrives_at", "transport-arrives-before-leaving", "blocks")],
        ),
        (flight(departs_at=time(10), arrives_at=time(10)), [("arrives_at", "transport-arrives-before-leaving", "blocks")]),
        (flight(arrives_on=date(2021, 9, 20)), [("arrives_at", "transport-arrives-before-leaving", "blocks")]),
        (flight(from_place=""), [("from_place", "transport-without-place", "blocks")]),
        (flight(to_place="brussels"), [("to_place", "transport-same-place", "warns")]),
        (flight(departs_on=None, departs_at=time(9)), [("departs_on", "transport-time-without-day", "blocks")]),
        (flight(arrives_zone=""), [("arrives_zone", "unknown-zone", "blocks")]),
    ],
)
def test_a_journey_is_measured_in_real_time(draft, expected):
    assert told(rules.check_transport(draft)) == expected


def test_a_stay_lasts_a_night():
    assert told(rules.check_stay(StayDraft("Hotel", checks_in=DAY, checks_out=DAY))) == [("checks_out", "stay-ends-before-start", "blocks")]
    assert told(rules.check_stay(StayDraft())) == [("hotel", "stay-without-hotel", "blocks")]
    assert told(rules.check_stay(StayDraft("Hotel"))) == []


def test_a_single_room_has_one_bed():
    assert told(rules.check_room(RoomDraft(occupants=("a", "b")))) == [("occupants", "room-too-full", "warns")]
    assert told(rules.check_room(RoomDraft(room_kind=RoomKind.DOUBLE, occupants=("a", "b")))) == []


@pytest.mark.parametrize("before", MissionState)
@pytest.mark.parametrize("after", MissionState)
def test_states_follow_each_other_as_the_table_says(before, after):
    assert bool(rules.check_transition(before, after)) == (after not in rules.TRANSITIONS[before])


def test_held_and_cancelled_are_ends():
    assert {state for state in MissionState if not rules.TRANSITIONS[state]} == rules.ENDED


def test_a_mission_is_postponed_again_and_again():
    assert rules.check_transition(MissionState.POSTPONED, MissionState.POSTPONED) == []


@pytest.mark.parametrize(
    ("last", "expected"), [(None, "2021/001"), ("2021/002", "2021/003"), ("2021/999", "2021/1000"), ("2021/1000", "2021/1001")]
)
def test_numbers_count_within_the_year(last, expected):
    assert rules.number_after(2021, last) == expected


def test_a_mission_without_dates_is_numbered_in_the_year_of_its_entry():
    assert rules.numbering_year(None, date(2022, 1, 3)) == 2022
    assert rules.numbering_year(PartialDate(2021, 12), date(2022, 1, 3)) == 2021


def test_an_item_over_the_change_of_clocks_lasts_as_long_as_it_lasts():
    starts = rules.moment(date(2021, 10, 31), time(1, 30), "Europe/Brussels")
    ends = rules.end_of(starts, 120)
    assert (ends.time(), ends.utcoffset().seconds) == (time(2, 30), 3600)
    assert (ends.astimezone(UTC) - starts.astimezone(UTC)).seconds == 7200


FACTS = CalendarFacts(DAY, time(9), 60, "Europe/Paris", "Hôtel de Ville", cancelled=False)


@pytest.mark.parametrize(
    "change",
    [{"day": date(2021, 9, 23)}, {"begins": time(10)}, {"minutes": 61}, {"zone": "UTC"}, {"place": "Elsewhere"}, {"cancelled": True}],
)
def test_calendars_are_told_of_time_place_and_status(change):
    values = {name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__}
    assert rules.calendar_change(FACTS, CalendarFacts(**(values | change)))
    assert not rules.calendar_change(FACTS, CalendarFacts(**values))


def test_a_clone_moves_from_the_first_day_else_from_the_earliest_line():
    assert rules.clone_shift(PartialDate(2021, 9, 22), [date(2021, 9, 20)], date(2021, 9, 29)) == 7
    assert rules.clone_shift(PartialDate(2021, 9), [date(2021, 9, 21), date(2021, 9, 20)], date(2021, 9, 29)) == 9
    assert rules.clone_shift(None, [], date(2021, 9, 29)) is None


def test_the_distance_of_a_postponement_is_known_between_days_only():
    assert rules.distance(PartialDate(2020, 3, 23), PartialDate(2021, 12, 1)) == 618
    assert rules.distance(PartialDate(2020, 3, 23), PartialDate(2021, 12)) is None
    assert rules.distance(PartialDate(2020, 3, 23), None) is None


def test_a_line_is_better_cancelled_than_removed_once_calendars_hold_it():
    assert rules.check_removal(MissionState.PLANNED) == []
    assert [finding.severity for finding in rules.check_removal(MissionState.CONFIRMED)] == [Severity.WARNS]


@pytest.mark.parametrize(
    ("country", "city", "zone"),
    [
        ("FR", "Paris", "Europe/Paris"),
        ("DE", "Leipzig", "Europe/Berlin"),
        ("PT", "Porto", "Europe/Lisbon"),
        ("US", "New York", "America/New_York"),
        ("US", "", "Europe/Brussels"),
        ("", "", "Europe/Brussels"),
    ],
)
def test_the_clock_of_a_place_is_taken_from_the_tables_or_left(country, city, zone):
    assert zone_of(country, city) == zone
