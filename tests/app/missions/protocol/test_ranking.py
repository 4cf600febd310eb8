"""In which order the people of a mission stand, and what is said of each place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from app.application import Application
from app.domains.missions import commands
from app.domains.missions.protocol import queries
from app.domains.missions.protocol.commands import ChooseOrder, SetStanding
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import ranking_of
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.vocabulary import SEE_MISSIONS, Direction, ParticipantRole, PartyRole
from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.orders import OrderKind
from app.domains.people.precedence.ranking import Certainty
from app.kernel.errors import Refused, Severity
from app.kernel.ids import Ref
from app.kernel.queries import Query
from tests.makers import Make, missions
from tests.makers.missions import days
from tests.makers.orders import delegation, holder, names, order, place


@pytest.fixture
def government(application: Application) -> dict[str, str]:
    """A state secretary, a minister and a minister-president, and the mission in which they were entered in this order."""
    people = {
        "secretary": holder(application, "Secretary", "brussels-state-secretary"),
        "minister": holder(application, "Minister", "brussels-minister"),
        "president": holder(application, "President", "brussels-minister-president"),
    }
    return {**people, "mission": delegation(application, *people.values(), head=people["president"])}


def test_the_offices_give_the_order_not_the_entry(application: Application, government: dict[str, str]) -> None:
    ranked = application.ask(ranking_of(government["mission"]))

    assert [(row.number, row.name, row.rank_number, row.certainty) for row in ranked.rows] == [
        (1, "Ada President", 210, Certainty.SURE),
        (2, "Ada Minister", 220, Certainty.SURE),
        (3, "Ada Secretary", 240, Certainty.SURE),
    ]
    assert (ranked.profile.code, ranked.usual, ranked.day) == ("BRU-START", True, date(2021, 9, 22))


def test_a_place_says_why_in_one_sentence(application: Application, government: dict[str, str]) -> None:
    colleague = holder(application, "Colleague", "brussels-state-secretary", since="2020-05-04")
    missions.participant(application, government["mission"], colleague)

    sentence = place(application, government["mission"], government["secretary"]).sentence

    assert application.outside.wording("en").text(sentence) == (
        "Place 3: State secretary of the Brussels-Capital Region (BRU-START 240);"
        " before Ada Colleague by seniority, in office since 18 July 2019"
    )


def test_the_post_held_on_the_day_of_the_mission_counts(application: Application, make: Make) -> None:
    person = holder(application, "Mover", "brussels-minister", since="2022-01-01")
    make.post(person, "director", office="director", since=days("2015"), until=days("2021-12-31"))
    mission = delegation(application, holder(application, "Secretary", "brussels-state-secretary"), person)

    assert order(application, mission) == ["Secretary", "Mover"]
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(day=date(2022, 2, 1))))
    assert order(application, mission) == ["Mover", "Secretary"]
    assert str(place(application, mission, person).function) == "brussels minister"


def test_somebody_who_held_an_office_is_shown_with_the_post_of_today(application: Application, make: Make) -> None:
    former = holder(application, "Former", "brussels-minister", until=days("2019-07-17"), since="2014-07-22")
    make.post(former, "professor", since=days("2020"))
    mission = delegation(application, former, holder(application, "Minister", "brussels-minister"))

    row = place(application, mission, former)

    assert (order(application, mission), str(row.function), row.rank_number) == (["Minister", "Former"], "professor", 220)


def test_another_list_gives_another_order(application: Application) -> None:
    mission = delegation(
        application, holder(application, "Prime", "prime-minister"), holder(application, "Flemish", "flemish-minister-president")
    )

    assert order(application, mission) == ["Prime", "Flemish"]
    assert order(application, mission, profile="VL-2010") == ["Flemish", "Prime"]
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(profile="VL-2010")))
    assert order(application, mission) == ["Flemish", "Prime"]
    assert application.ask(ranking_of(mission)).usual is False


def test_a_list_that_there_is_not_is_refused(application: Application, government: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        application.ask(ranking_of(government["mission"], profile="XX"))

    assert [(f.path, f.rule, str(f.message)) for f in refusal.value.findings] == [
        ("profile", "unknown-profile", "There is no list of precedence “XX”.")
    ]


def test_those_whom_the_list_does_not_name_stand_as_they_were_entered_the_head_first(application: Application) -> None:
    people = [holder(application, name) for name in ("Zeno", "Bea", "Alma")]
    mission = delegation(application, *people, head=people[1])
    missions.participant(application, mission, holder(application, "Minister", "brussels-minister"))

    ranked = application.ask(ranking_of(mission))

    assert [(row.number, row.certainty) for row in ranked.rows] == [(1, Certainty.SURE), *((n, Certainty.UNRANKED) for n in (2, 3, 4))]
    assert names(ranked) == ["Minister", "Bea", "Zeno", "Alma"]


def test_two_whom_nothing_separates_share_their_number(application: Application) -> None:
    twins = [holder(application, "Same", "brussels-minister") for _ in range(2)]
    mission = delegation(application, *twins, holder(application, "Secretary", "brussels-state-secretary"))

    rows = application.ask(ranking_of(mission)).rows

    assert [(row.number, row.certainty) for row in rows] == [(1, Certainty.UNDECIDED), (1, Certainty.UNDECIDED), (3, Certainty.SURE)]
    assert {row.person_id: row.undecided_with for row in rows[:2]} == {twins[0]: (twins[1],), twins[1]: (twins[0],)}


def test_with_those_we_meet_the_host_goes_first(application: Application, government: dict[str, str]) -> None:
    mission = government["mission"]
    mayor, met = holder(application, "Mayor", "foreign-mayor"), holder(application, "Ambassador", "belgian-ambassador")
    missions.party(application, mission, role=PartyRole.HOST, person_id=mayor)
    missions.party(application, mission, role=PartyRole.COUNTERPART, person_id=met)
    missions.party(application, mission, role=PartyRole.ORGANISER, organisation_id=Make(application).organisation())

    ranked = application.ask(ranking_of(mission, Who.EVERYBODY))

    assert names(ranked) == ["Mayor", "Ambassador", "President", "Minister", "Secretary"]
    assert [(row.host, row.head, row.participant_id is None) for row in ranked.rows[:3]] == [
        (True, False, True),
        (False, False, True),
        (False, True, False),
    ]
    assert order(application, mission) == ["President", "Minister", "Secretary"]


def test_a_host_may_cede_the_first_place_to_the_head_of_the_delegation(application: Application, government: dict[str, str]) -> None:
    mission = government["mission"]
    missions.party(application, mission, role=PartyRole.HOST, person_id=holder(application, "Mayor", "foreign-mayor"))

    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(host_cedes=True)))

    assert order(application, mission, Who.EVERYBODY) == ["President", "Mayor", "Minister", "Secretary"]


def test_somebody_who_is_host_and_member_has_one_place(application: Application, government: dict[str, str]) -> None:
    mission = government["mission"]
    missions.party(application, mission, role=PartyRole.HOST, person_id=government["secretary"])
    missions.party(application, mission, role=PartyRole.GUEST, person_id=government["secretary"])

    assert order(application, mission, Who.EVERYBODY) == ["Secretary", "President", "Minister"]


def test_the_post_that_counts_here_may_be_chosen(application: Application, make: Make, government: dict[str, str]) -> None:
    mission, president = government["mission"], government["president"]
    other = make.post(president, "director", office="director", since=days("2020-01-01"))

    application.execute(SetStanding(mission, president, StandingDraft(), StandingDraft(post_id=other)))

    assert order(application, mission) == ["Minister", "Secretary", "President"]
    assert [(str(choice.title), str(choice.office), choice.held) for choice in application.ask(queries.posts_of(mission, president))] == [
        ("director", "Director", True),
        ("brussels minister president", "Minister-President of the Brussels-Capital Region", True),
    ]


@pytest.mark.parametrize(
    ("capacity", "expected"),
    [
        (Capacity.OWN, ["President", "Minister", "Secretary", "Guest"]),
        (Capacity.REPRESENTATIVE, ["President", "Minister", "Guest", "Secretary"]),
        (Capacity.MANDATE, ["President", "Guest", "Minister", "Secretary"]),
    ],
)
def test_a_representative_stands_where_the_mandate_puts_them(
    application: Application, government: dict[str, str], capacity: Capacity, expected: list[str]
) -> None:
    mission, guest = government["mission"], holder(application, "Guest", title="adviser")
    absent = holder(application, "Absent", "brussels-minister", since="2014-07-22")
    missions.participant(application, mission, guest)
    standing = StandingDraft(capacity=capacity, other_person_id=absent if capacity is not Capacity.OWN else None)

    application.execute(SetStanding(mission, guest, StandingDraft(), standing))

    assert order(application, mission) == expected
    assert str(place(application, mission, guest).function) == "adviser"


def test_a_partner_stands_beside_the_partner(application: Application, government: dict[str, str]) -> None:
    mission, partner = government["mission"], holder(application, "Partner")
    missions.participant(application, mission, partner, role=ParticipantRole.SPOUSE)

    assert [f.rule for f in application.ask(ranking_of(mission)).findings if f.ref == Ref("person", partner)][-1] == "partner-of-whom"
    application.execute(
        SetStanding(mission, partner, StandingDraft(), StandingDraft(capacity=Capacity.PARTNER, other_person_id=government["minister"]))
    )

    assert order(application, mission) == ["President", "Minister", "Partner", "Secretary"]
    assert [f for f in application.ask(ranking_of(mission)).findings if f.ref == Ref("person", partner)] == []


def test_a_head_who_does_not_go_first_is_noted(application: Application, government: dict[str, str]) -> None:
    participant = place(application, government["mission"], government["minister"]).participant_id
    assert participant is not None
    application.execute(commands.MakeHead(participant))

    found = [f for f in application.ask(ranking_of(government["mission"])).findings if f.rule == "head-not-first"]

    assert [(f.severity, f.ref, str(f.message)) for f in found] == [
        (
            Severity.NOTES,
            Ref("person", government["minister"]),
            (
                "Ada Minister is the head of the delegation and stands behind Ada President."
                " With a full mandate, or by a place given by hand, the head goes first."
            ),
        )
    ]


@pytest.mark.parametrize("direction", Direction)
def test_the_orders_of_the_day_know_who_stands_with_the_host(application: Application, direction: Direction) -> None:
    mission = delegation(application, holder(application, "Guest", "foreign-mayor"), direction=direction)
    for role in PartyRole:
        missions.party(application, mission, role=role, person_id=holder(application, role.title(), "brussels-minister"))

    people = application.ask(Query(queries.in_order, SEE_MISSIONS, (mission, Who.EVERYBODY))).present.values()

    ours = {"Ada Organiser"} if direction is Direction.INCOMING else set[str]()
    assert {one.known.name for one in people if one.host or one.hosting} == {"Ada Host", "Ada Counterpart"} | ours


@pytest.mark.parametrize("kind", OrderKind)
def test_every_order_of_the_day_names_people_by_their_names(application: Application, government: dict[str, str], kind: OrderKind) -> None:
    arrangement, found = application.ask(queries.arrangement_of(government["mission"], kind, Who.DELEGATION))

    assert arrangement.kind is kind
    assert {spot.guest for group in arrangement.groups for spot in group.spots} <= set(found)
    assert sorted(found.values()) == ["Ada Minister", "Ada President", "Ada Secretary"]


def test_the_number_of_statements_does_not_grow_with_the_delegation(application: Application, statements: Callable[..., Any]) -> None:
    small, large = (delegation(application, *(holder(application, f"M{n}", "brussels-minister") for n in range(size))) for size in (2, 12))

    with statements() as few:
        application.ask(ranking_of(small, Who.EVERYBODY))
    with statements() as many:
        application.ask(ranking_of(large, Who.EVERYBODY))

    assert len(few) == len(many)
