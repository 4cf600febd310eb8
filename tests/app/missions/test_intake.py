from copy import deepcopy
from datetime import date, time

import pytest

from app.domains.intake.commands import ImportRecords
from app.domains.missions import queries
from app.domains.missions.vocabulary import MissionState, PartyRole
from app.kernel.errors import Refused

FILE = {
    "organisations": [{"id": "hub", "name": {"nl": "Agentschap"}, "kind": "agency", "country": "BE"}],
    "persons": [{"id": "head", "name": "Ada Head"}, {"id": "member", "name": "Bo Member"}, {"id": "met", "name": "Cy Met"}],
    "missions": [
        {
            "id": "paris",
            "direction": "outgoing",
            "kind": "Brussels Days",
            "title": {"nl": "Brussels Days", "fr": "Brussels Days"},
            "country": "FR",
            "city": "Paris",
            "starts": "2021-09-22",
            "ends": "2021-09-24",
            "state": "held",
            "organisers": ["hub"],
            "head": "head",
            "participants": ["member", "head"],
            "counterparts": ["met"],
            "programme": [
                {"title": "Ondertekening", "with": ["met", "hub"], "date": "2021-09-24", "time": "10:30", "ceremony": "signing"},
                {"title": {"fr": "Visite"}, "date": None, "time": None},
            ],
        },
        {
            "id": "italy",
            "direction": "outgoing",
            "kind": "state visit",
            "title": {"nl": "Staatsbezoek"},
            "country": "IT",
            "city": None,
            "starts": "2020-03-23",
            "ends": "2020-03-25",
            "state": "cancelled",
            "history": [
                {"change": "planned", "starts": "2020-03-23", "ends": "2020-03-25"},
                {"change": "postponed", "starts": "2021-12-01", "ends": "2021-12-03", "when": "2020-03-09"},
                {"change": "cancelled", "when": "a few days before departure"},
            ],
        },
        {
            "id": "guests",
            "direction": "incoming",
            "kind": "delegation",
            "title": {"en": "Delegation"},
            "country": "US",
            "city": "New York",
            "starts": "2021",
            "ends": "2021",
            "state": "postponed",
            "head": "met",
            "hosts": ["member"],
            "guests": ["hub"],
        },
    ],
}


@pytest.fixture
def file():
    return deepcopy(FILE)


def card(application, name):
    return application.ask(queries.mission_card(application.ask(queries.mission_by(name))))


def test_a_mission_is_taken_in_whole(application, file):
    assert application.execute(ImportRecords(file)).result == 7
    paris = card(application, "paris")
    assert (paris.number, paris.state, paris.head, paris.draft.zone) == ("2021/001", MissionState.HELD, "Ada Head", "Europe/Paris")
    assert [(row.name, row.head) for row in application.ask(queries.delegation(paris.id))] == [("Ada Head", True), ("Bo Member", False)]
    assert [(row.role, row.name.nl) for row in paris.parties] == [(PartyRole.ORGANISER, "Agentschap"), (PartyRole.COUNTERPART, "Cy Met")]
    signing, visit = application.ask(queries.programme(paris.id))
    assert (signing.title.nl, signing.day, signing.begins, signing.ceremony) == (
        "Ondertekening",
        date(2021, 9, 24),
        time(10, 30),
        "signing",
    )
    assert [counterpart.name.nl for counterpart in signing.counterparts] == ["Cy Met", "Agentschap"]
    assert (visit.title.fr, visit.title.nl, visit.day) == ("Visite", "", None)


def test_numbers_follow_the_order_of_the_file(application, file):
    application.execute(ImportRecords(file))
    assert [card(application, name).number for name in ("paris", "italy", "guests")] == ["2021/001", "2020/001", "2021/002"]


def test_the_history_of_dates_is_taken_in(application, file):
    application.execute(ImportRecords(file))
    schedules = card(application, "italy").schedules
    assert [(row.state.value, str(row.period[0]), row.decided_on, row.remark) for row in schedules] == [
        ("planned", "2020-03-23", None, ""),
        ("postponed", "2021-12-01", date(2020, 3, 9), ""),
        ("cancelled", "None", None, "a few days before departure"),
    ]


def test_a_mission_without_history_has_that_of_its_state(application, file):
    application.execute(ImportRecords(file))
    assert [row.state.value for row in card(application, "paris").schedules] == ["planned"]
    assert [row.state.value for row in card(application, "guests").schedules] == ["postponed"]


def test_a_head_who_is_not_named_as_participant_becomes_one(application, file):
    application.execute(ImportRecords(file))
    guests = card(application, "guests")
    assert (guests.head, guests.participants) == ("Cy Met", 1)
    assert [(row.role, row.name.nl) for row in guests.parties] == [(PartyRole.HOST, "Bo Member"), (PartyRole.GUEST, "Agentschap")]


def test_who_comes_follows_the_clock_of_brussels(application, file):
    application.execute(ImportRecords(file))
    assert card(application, "guests").draft.zone == "Europe/Brussels"


def test_a_second_time_changes_nothing(application, file):
    application.execute(ImportRecords(file))
    steps = len(application.history())
    assert application.execute(ImportRecords(deepcopy(file))).result == 0
    assert len(application.history()) == steps


def test_the_whole_file_is_one_step(application, file):
    application.execute(ImportRecords(file))
    application.undo()
    assert application.ask(queries.mission_ids()) == []
    application.redo()
    assert len(application.ask(queries.mission_ids())) == 3


FAULTS = {
    "an unknown key": (lambda m: m[0].update(colour="red"), [("missions[0].colour", "unknown-key")]),
    "no title": (lambda m: m[0].pop("title"), [("missions[0].title", "missing-value")]),
    "an empty title": (lambda m: m[0].update(title={}), [("missions[0].title", "empty-value")]),
    "a title in no language of ours": (lambda m: m[0].update(title={"nl": "x", "de": "y"}), [("missions[0].title.de", "unknown-key")]),
    "no object": (lambda m: m.append(3), [("missions[3]", "wrong-type")]),
    "a number for a text": (lambda m: m[0].update(city=3), [("missions[0].city", "wrong-type")]),
    "an id twice": (lambda m: m[1].update(id="paris"), [("missions[1].id", "duplicate-id")]),
    "an unknown kind": (lambda m: m[0].update(kind="picnic"), [("missions[0].kind", "unknown-value")]),
    "an unknown state": (lambda m: m[0].update(state="lost"), [("missions[0].state", "unknown-value")]),
    "an unknown direction": (lambda m: m[0].update(direction="up"), [("missions[0].direction", "unknown-value")]),
    "no country": (lambda m: m[0].update(country="France"), [("missions[0].country", "country-code")]),
    "no date": (lambda m: m[0].update(starts="soon"), [("missions[0].starts", "wrong-date")]),
    "a day that is none": (lambda m: m[0].update(ends="2021-02-30"), [("missions[0].ends", "wrong-date")]),
    "an end before the start": (lambda m: m[0].update(ends="2021-08"), [("missions[0].ends", "mission-ends-before-start")]),
    "an unknown head": (lambda m: m[0].update(head="who"), [("missions[0].head", "dangling-reference")]),
    "an organisation as participant": (
        lambda m: m[0].update(participants=["hub"]),
        [("missions[0].participants[0]", "dangling-reference")],
    ),
    "a participant twice": (lambda m: m[0].update(participants=["met", "met"]), [("missions[0].participants[1]", "duplicate-reference")]),
    "an unknown host": (lambda m: m[0].update(hosts=["met", "who"]), [("missions[0].hosts[1]", "dangling-reference")]),
    "a list as an id": (lambda m: m[0].update(guests=[[]]), [("missions[0].guests[0]", "wrong-type")]),
    "an unknown counterpart of a line": (
        lambda m: m[0]["programme"][0].update({"with": ["who"]}),
        [("missions[0].programme[0].with[0]", "dangling-reference")],
    ),
    "an unknown key of a line": (lambda m: m[0]["programme"][1].update(colour="red"), [("missions[0].programme[1].colour", "unknown-key")]),
    "a line without title": (lambda m: m[0]["programme"].append({"date": None}), [("missions[0].programme[2].title", "missing-value")]),
    "a line in a month": (lambda m: m[0]["programme"][0].update(date="2021-09"), [("missions[0].programme[0].date", "wrong-date")]),
    "a line at no time": (lambda m: m[0]["programme"][0].update(time="25:00"), [("missions[0].programme[0].time", "wrong-time")]),
    "a time without day": (
        lambda m: m[0]["programme"][1].update(time="09:00"),
        [("missions[0].programme[1].time", "item-time-without-day")],
    ),
    "an unknown ceremony": (
        lambda m: m[0]["programme"][0].update(ceremony="tea"),
        [("missions[0].programme[0].ceremony", "unknown-value")],
    ),
    "an unknown change": (lambda m: m[1]["history"][0].update(change="lost"), [("missions[1].history[0].change", "unknown-value")]),
    "a change that ends before it starts": (
        lambda m: m[1]["history"][1].update(ends="2021-11"),
        [("missions[1].history[1].ends", "mission-ends-before-start")],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_with_its_place_and_nothing_is_written(application, file, fault):
    spoil, expected = FAULTS[fault]
    spoil(file["missions"])
    with pytest.raises(Refused) as refusal:
        application.execute(ImportRecords(file))
    assert [(finding.path, finding.rule) for finding in refusal.value.findings] == expected
    assert application.history() == []


def test_every_fault_is_told_at_once(application, file):
    file["missions"][0].update(kind="picnic", starts="soon")
    file["missions"][2].update(head="who")
    with pytest.raises(Refused) as refusal:
        application.execute(ImportRecords(file))
    assert [finding.path for finding in refusal.value.findings] == ["missions[0].kind", "missions[0].starts", "missions[2].head"]
