from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.domains.missions import commands, queries
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.vocabulary import MissionState
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.translated import Multilingual
from tests.conftest import NOON
from tests.makers import missions as made
from tests.makers.missions import FIRST_DAY, days, everywhere

SECOND_DAY = FIRST_DAY + timedelta(1)


def everything(application):
    """All that can be read of all missions, without what only goes onward: the revisions that calendars count."""
    ids = application.ask(queries.mission_ids())
    rows = application.ask(queries.missions(ids))
    parts = (
        queries.mission_card,
        queries.delegation,
        queries.parties,
        queries.programme,
        queries.transports,
        queries.stays,
        queries.findings,
    )
    return rows, [_without_revisions(application.ask(part(id))) for id in ids for part in parts]


def _without_revisions(read):
    if isinstance(read, list) and read and isinstance(read[0], queries.ItemRow):
        return [replace(row, sequence=0, changed_at=NOON) for row in read]
    return read


@pytest.fixture
def office(application):
    """A mission that has something of everything, and the ids of its parts."""
    mission = made.whole(application)
    people = application.ask(queries.delegation(mission))
    item = application.ask(queries.programme(mission))[0]
    stay = application.ask(queries.stays(mission))[0]
    return {
        "mission": mission,
        "people": [row.id for row in people],
        "person": application.execute(AddPerson(PersonDraft("Cy", "Newcomer"))).result,
        "item": item.id,
        "party": application.ask(queries.parties(mission))[0].id,
        "transport": application.ask(queries.transports(mission))[0].id,
        "stay": stay.id,
        "room": stay.rooms[0].id,
        "drafts": {
            "mission": application.ask(queries.mission_draft(mission)),
            "item": application.ask(queries.item_draft(item.id)),
            "participant": application.ask(queries.participant_draft(people[0].id)),
            "party": application.ask(queries.party_draft(application.ask(queries.parties(mission))[0].id)),
            "transport": application.ask(queries.transport_draft(application.ask(queries.transports(mission))[0].id)),
            "stay": application.ask(queries.stay_draft(stay.id)),
            "room": application.ask(queries.room_draft(stay.rooms[0].id)),
        },
    }


STEPS = {
    "AddMission": lambda _: commands.AddMission(MissionDraft(title=everywhere("New"), starts=days("2021-10"))),
    "EditMission": lambda o: commands.EditMission(
        o["mission"], o["drafts"]["mission"], replace(o["drafts"]["mission"], starts=days("2021-09-21"), zone="Europe/London")
    ),
    "ConfirmMission": lambda o: commands.ConfirmMission(o["mission"]),
    "PostponeMission": lambda o: commands.PostponeMission(o["mission"], days("2022-03-01"), None, "elections"),
    "MoveMission": lambda o: commands.MoveMission(o["mission"], days("2021-09-29"), days("2021-09-30"), "the host asked for it"),
    "CancelMission": lambda o: commands.CancelMission(o["mission"], "strike", date(2021, 9, 1)),
    "RemoveMission": lambda o: commands.RemoveMission(o["mission"]),
    "CloneMission": lambda o: commands.CloneMission(o["mission"], date(2022, 5, 2), with_logistics=True, title=everywhere("Again")),
    "AddParticipant": lambda o: commands.AddParticipant(o["mission"], ParticipantDraft(o["person"], head=True)),
    "EditParticipant": lambda o: commands.EditParticipant(
        o["people"][0], o["drafts"]["participant"], replace(o["drafts"]["participant"], joins=SECOND_DAY)
    ),
    "RemoveParticipant": lambda o: commands.RemoveParticipant(o["people"][1]),
    "MoveParticipant": lambda o: commands.MoveParticipant(o["people"][1], 0),
    "MakeHead": lambda o: commands.MakeHead(o["people"][1]),
    "AddParty": lambda o: commands.AddParty(o["mission"], PartyDraft(person_id=o["person"])),
    "EditParty": lambda o: commands.EditParty(o["party"], o["drafts"]["party"], replace(o["drafts"]["party"], remark="by phone")),
    "RemoveParty": lambda o: commands.RemoveParty(o["party"]),
    "AddItem": lambda o: commands.AddItem(o["mission"], ItemDraft(title=everywhere("New"), attended_by=tuple(o["people"]))),
    "EditItem": lambda o: commands.EditItem(
        o["item"],
        o["drafts"]["item"],
        replace(
            o["drafts"]["item"],
            begins=time(10),
            attended_by=tuple(o["people"]),
            with_persons=(o["person"], *o["drafts"]["item"].with_persons),
        ),
    ),
    "MoveItem": lambda o: commands.MoveItem(o["item"], SECOND_DAY, time(15)),
    "CancelItem": lambda o: commands.CancelItem(o["item"], "rain"),
    "RemoveItem": lambda o: commands.RemoveItem(o["item"]),
    "AddTransport": lambda o: commands.AddTransport(
        o["mission"], TransportDraft(from_place="a", to_place="b", passengers=(o["people"][0],))
    ),
    "EditTransport": lambda o: commands.EditTransport(
        o["transport"], o["drafts"]["transport"], replace(o["drafts"]["transport"], carrier="Rail", passengers=(o["people"][1],))
    ),
    "RemoveTransport": lambda o: commands.RemoveTransport(o["transport"]),
    "AddStay": lambda o: commands.AddStay(o["mission"], StayDraft("Other hotel")),
    "EditStay": lambda o: commands.EditStay(o["stay"], o["drafts"]["stay"], replace(o["drafts"]["stay"], hotel="Renamed")),
    "RemoveStay": lambda o: commands.RemoveStay(o["stay"]),
    "AddRoom": lambda o: commands.AddRoom(o["stay"], RoomDraft("12", occupants=(o["people"][1],))),
    "EditRoom": lambda o: commands.EditRoom(o["room"], o["drafts"]["room"], replace(o["drafts"]["room"], occupants=(o["people"][1],))),
    "RemoveRoom": lambda o: commands.RemoveRoom(o["room"]),
}
NEED_ANOTHER_STATE = {"HoldMission", "RestoreItem"}


def test_every_command_has_its_step_here():
    assert {handler.command.__name__ for handler in commands.HANDLERS} == STEPS.keys() | NEED_ANOTHER_STATE


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_taken_back_and_done_again_whole(application, office, name):
    before = everything(application)
    application.execute(STEPS[name](office))
    after = everything(application)
    assert before != after

    application.undo()
    assert everything(application) == before

    application.redo()
    assert everything(application) == after


def test_missions_are_numbered_within_the_year_of_their_first_day(application):
    ids = [made.mission(application, starts=starts, ends=None) for starts in ("2021-09-22", "2022", "2021-01", None)]
    assert [application.ask(queries.mission_card(id)).number for id in ids] == ["2021/001", "2022/001", "2021/002", "2021/003"]


def test_a_mission_without_title_is_refused(application):
    with pytest.raises(Refused) as refusal:
        application.execute(commands.AddMission(MissionDraft(city="Paris")))
    assert [(finding.path, finding.rule) for finding in refusal.value.findings] == [("title", "mission-without-title")]
    assert application.ask(queries.mission_ids()) == []


def states(application, mission):
    return [(row.state.value, str(row.period[0]), row.reason) for row in application.ask(queries.mission_card(mission)).schedules]


def test_every_set_of_dates_is_kept_with_its_reason(application):
    mission = made.mission(application)
    application.execute(commands.ConfirmMission(mission))
    draft = application.ask(queries.mission_draft(mission))
    application.execute(commands.EditMission(mission, draft, replace(draft, starts=days("2021-09-21"))))
    application.execute(commands.PostponeMission(mission, days("2022-03"), None, "illness"))
    application.execute(commands.PostponeMission(mission, None, None, "elections"))
    application.execute(commands.CancelMission(mission, "budget"))

    assert states(application, mission) == [
        ("planned", "2021-09-22", ""),
        ("confirmed", "2021-09-21", ""),
        ("postponed", "2022-03", "illness"),
        ("postponed", "None", "elections"),
        ("cancelled", "None", "budget"),
    ]


def test_a_mission_is_confirmed_then_held(application, clock):
    mission = made.mission(application)
    application.execute(commands.ConfirmMission(mission))
    with pytest.raises(Refused):
        application.execute(commands.HoldMission(mission))
    clock.moment += timedelta(30)

    application.execute(commands.HoldMission(mission))

    assert application.ask(queries.mission_card(mission)).state is MissionState.HELD
    wishes = (
        commands.CancelMission(mission, "late"),
        commands.PostponeMission(mission, None, None, "late"),
        commands.MoveMission(mission, days("2022-01-01"), None, "late"),
        commands.ConfirmMission(mission),
    )
    for wish in wishes:
        with pytest.raises(Refused) as refusal:
            application.execute(wish)
        assert [finding.rule for finding in refusal.value.findings] == ["mission-state"]


def test_a_mission_without_dates_is_not_confirmed(application):
    mission = made.mission(application, starts=None, ends=None)
    with pytest.raises(Refused) as refusal:
        application.execute(commands.ConfirmMission(mission))
    assert refusal.value.findings[0].rule == "confirmed-without-dates"


def test_steps_are_named_in_the_history(application):
    mission = made.mission(application, "Visit")
    application.execute(commands.CancelMission(mission, "strike"))
    assert str(application.history()[0].label) == "Cancel mission Visit"


# What a step of these kinds has no name for: it is told by its fields.
PLAIN = {"MoveParticipant", "EditParty", "RemoveTransport", "RemoveStay", "AddRoom", "EditRoom", "RemoveRoom"}


@pytest.mark.parametrize("name", sorted(STEPS.keys() - PLAIN))
def test_a_step_is_named_after_what_it_is_about(application, office, name):
    application.execute(STEPS[name](office))
    label = application.history()[0].label
    assert label.values
    assert "" not in {str(value) for value in label.values.values()}


def test_a_party_and_a_participant_are_named_in_the_history(application, office):
    application.execute(STEPS["AddParticipant"](office))
    application.execute(STEPS["AddParty"](office))
    assert [str(step.label) for step in application.history()[:2]] == [
        "Add Cy Newcomer to the mission",
        "Add Cy Newcomer to the delegation",
    ]


def sequences(application, mission):
    return [row.sequence for row in application.ask(queries.programme(mission))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ConfirmMission", [1, 1]), ("PostponeMission", [1, 1]), ("MoveMission", [1, 1]), ("CancelMission", [1, 1]), ("EditMission", [1, 0])],
)
def test_calendars_are_told_of_the_state_and_the_clock_of_the_mission(application, office, name, expected):
    application.execute(STEPS[name](office))
    assert sequences(application, office["mission"]) == expected


def test_the_sequence_grows_with_time_and_place_only(application, clock, office):
    clock.moment += timedelta(hours=1)
    draft = office["drafts"]["item"]
    application.execute(commands.EditItem(office["item"], draft, later := replace(draft, notes="bring the flags")))
    assert sequences(application, office["mission"]) == [0, 0]
    assert application.ask(queries.programme(office["mission"]))[0].changed_at == clock.now()

    application.execute(commands.EditItem(office["item"], later, replace(later, place="Town hall")))
    assert sequences(application, office["mission"]) == [1, 0]


def test_moving_to_the_same_time_is_no_step(application, office):
    steps = len(application.history())
    application.execute(commands.MoveItem(office["item"], FIRST_DAY, time(9)))
    assert len(application.history()) == steps


def test_a_cancelled_line_stays_and_can_be_taken_up_again(application, office):
    with pytest.raises(Refused):
        application.execute(commands.RestoreItem(office["item"]))
    application.execute(commands.CancelItem(office["item"], "rain"))
    with pytest.raises(Refused):
        application.execute(commands.CancelItem(office["item"]))
    row = application.ask(queries.programme(office["mission"]))[0]
    assert (row.cancelled, row.sequence, row.notes) == (True, 1, "rain")

    application.execute(commands.RestoreItem(office["item"]))
    row = application.ask(queries.programme(office["mission"]))[0]
    assert (row.cancelled, row.sequence) == (False, 2)


def test_a_line_keeps_its_name_for_calendars(application, office):
    before = application.ask(queries.programme(office["mission"]))[0].uid
    application.execute(STEPS["EditItem"](office))
    assert {row.uid for row in application.ask(queries.programme(office["mission"])) if row.id == office["item"]} == {before}


def test_two_people_change_different_fields_of_a_line(application, office):
    draft = office["drafts"]["item"]
    application.execute(commands.EditItem(office["item"], draft, replace(draft, place="Town hall")))
    application.execute(commands.EditItem(office["item"], draft, replace(draft, attended_by=tuple(office["people"]))))
    now = application.ask(queries.item_draft(office["item"]))
    assert (now.place, set(now.attended_by)) == ("Town hall", set(office["people"]))


@pytest.mark.parametrize("field", ["place", "attended_by", "with_persons"])
def test_the_second_of_two_changes_of_one_field_is_told(application, office, field):
    draft = office["drafts"]["item"]
    first, second = {
        "place": ("Town hall", "Museum"),
        "attended_by": (tuple(office["people"]), ()),
        "with_persons": ((), (office["person"],)),
    }[field]
    application.execute(commands.EditItem(office["item"], draft, replace(draft, **{field: first})))
    with pytest.raises(Changed) as told:
        application.execute(commands.EditItem(office["item"], draft, replace(draft, **{field: second})))
    assert told.value.fields == (field,)


def test_only_people_of_the_delegation_take_part(application, office):
    elsewhere = made.participant(application, made.mission(application))
    for wish in (
        commands.AddItem(office["mission"], ItemDraft(title=everywhere("x"), attended_by=(elsewhere,))),
        commands.AddTransport(office["mission"], TransportDraft(from_place="a", to_place="b", passengers=(elsewhere,))),
        commands.AddRoom(office["stay"], RoomDraft(occupants=(elsewhere,))),
    ):
        with pytest.raises(Refused) as refusal:
            application.execute(wish)
        assert refusal.value.findings[0].rule == "not-in-delegation"


def test_a_person_takes_part_once(application, office):
    person = application.ask(queries.delegation(office["mission"]))[0].person_id
    with pytest.raises(Refused) as refusal:
        application.execute(commands.AddParticipant(office["mission"], ParticipantDraft(person)))
    assert refusal.value.findings[0].rule == "participant-twice"


def test_who_is_not_there_cannot_be_named(application, office):
    with pytest.raises(Gone):
        application.execute(commands.AddParticipant(office["mission"], ParticipantDraft("nobody")))
    with pytest.raises(Gone):
        application.execute(commands.AddItem(office["mission"], ItemDraft(title=everywhere("x"), with_organisations=("nothing",))))


def test_there_is_one_head(application, office):
    application.execute(commands.MakeHead(office["people"][1]))
    assert [(row.id, row.head) for row in application.ask(queries.delegation(office["mission"]))] == [
        (office["people"][1], True),
        (office["people"][0], False),
    ]


def test_the_order_of_the_delegation_is_chosen(application):
    mission = made.mission(application)
    people = [made.participant(application, mission, name=name) for name in ("A", "B", "C", "D")]
    application.execute(commands.MoveParticipant(people[3], 1))
    application.execute(commands.MoveParticipant(people[0], 99))
    assert [row.name for row in application.ask(queries.delegation(mission))] == ["Ada D", "Ada B", "Ada C", "Ada A"]


def test_places_are_counted_as_the_delegation_is_shown(application):
    mission = made.mission(application)
    people = [made.participant(application, mission, name=name, head=name == "Head") for name in ("A", "B", "Head", "C")]
    application.execute(commands.MoveParticipant(people[3], 1))
    assert [row.name for row in application.ask(queries.delegation(mission))] == ["Ada Head", "Ada C", "Ada A", "Ada B"]


def test_a_line_for_one_person_does_not_become_one_for_everybody(application, office):
    with pytest.raises(Refused) as refusal:
        application.execute(commands.RemoveParticipant(office["people"][0]))
    assert refusal.value.findings[0].rule == "item-of-one"


def test_a_clone_is_moved_whole(application, office):
    pattern = office["mission"]
    application.execute(commands.CancelItem(application.ask(queries.programme(pattern))[1].id))
    clone = application.execute(commands.CloneMission(pattern, date(2022, 5, 2), with_logistics=True, title=everywhere("Again"))).result

    card = application.ask(queries.mission_card(clone))
    assert (card.number, card.state, str(card.draft.title)) == ("2022/001", MissionState.PLANNED, "Again")
    assert (card.draft.starts, card.draft.ends) == (days("2022-05-02"), days("2022-05-04"))
    assert states(application, clone) == [("planned", "2022-05-02", "")]
    line = application.ask(queries.programme(clone))
    assert [(row.day, row.begins, row.sequence, row.attendees, str(row.counterparts[0].name)) for row in line] == [
        (date(2022, 5, 2), time(9), 0, ("Ada Example 0",), "Bea Host")
    ]
    assert line[0].uid != application.ask(queries.programme(pattern))[0].uid
    assert [row.name for row in application.ask(queries.delegation(clone))] == ["Ada Example 0", "Ada Example 1"]
    assert [(row.departs_on, row.passenger_names) for row in application.ask(queries.transports(clone))] == [
        (date(2022, 5, 2), ("Ada Example 0", "Ada Example 1"))
    ]
    assert [(row.checks_in, row.rooms[0].occupant_names) for row in application.ask(queries.stays(clone))] == [
        (date(2022, 5, 2), ("Ada Example 0",))
    ]


def test_a_clone_without_people_keeps_the_lines_for_everybody(application, office):
    clone = application.execute(commands.CloneMission(office["mission"], date(2022, 5, 2), with_people=False)).result
    assert application.ask(queries.delegation(clone)) == []
    assert [row.attended_by for row in application.ask(queries.programme(clone))] == [(), ()]


def test_a_text_is_tidied(application):
    mission = application.execute(commands.AddMission(MissionDraft(title=Multilingual(nl=" Bezoek\x00 "), city=" Paris "))).result
    draft = application.ask(queries.mission_draft(mission))
    assert (draft.title.nl, draft.city) == ("Bezoek", "Paris")
