"""What the office decides about the order of a mission, and what becomes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.application import Application
from app.domains.missions import commands
from app.domains.missions.drafts import PartyDraft
from app.domains.missions.protocol import queries
from app.domains.missions.protocol.commands import ChooseOrder, MovePlace, SetStanding, TakeBackMove
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import MoveRow, ranking_of
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.queries import delegation as entered
from app.domains.missions.queries import parties
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.commands import MergePersons, RemovePost
from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.ranking import Certainty
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, Gone, OfficeError, Refused
from app.kernel.ids import Ref
from tests.makers import Make, missions
from tests.makers.orders import delegation, holder, order, place


@pytest.fixture
def three(application: Application) -> tuple[str, str, str]:
    """A minister-president, a minister and a state secretary of the Region."""
    return (
        holder(application, "President", "brussels-minister-president"),
        holder(application, "Minister", "brussels-minister"),
        holder(application, "Secretary", "brussels-state-secretary"),
    )


@pytest.fixture
def mission(application: Application, three: tuple[str, str, str]) -> str:
    """A mission of these three."""
    return delegation(application, *three)


def refused(application: Application, command: object) -> list[tuple[str, str]]:
    """Give place and rule of what a command is refused for."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)  # type: ignore[arg-type]
    return [(finding.path, finding.rule) for finding in refusal.value.findings]


def test_a_place_given_by_hand_shows_why_who_and_when(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    _president, minister, secretary = three

    move = application.execute(MovePlace(mission, secretary, minister, "Speaks for the theme of the visit.")).result

    assert order(application, mission) == ["President", "Secretary", "Minister"]
    row = place(application, mission, secretary)
    moment = datetime(2021, 9, 1, 10, 0, tzinfo=UTC)
    assert row.move == MoveRow(move, minister, "Ada Minister", "Speaks for the theme of the visit.", "officer", moment)
    assert "Speaks for the theme of the visit" in application.outside.wording("en").text(row.sentence)
    assert [str(step.label) for step in application.history(kind="mission", id=mission, limit=1)] == [
        "Put Ada Secretary before Ada Minister: Speaks for the theme of the visit."
    ]


def test_a_move_is_undone_and_done_again(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    application.execute(MovePlace(mission, three[0], None, "Leaves early."))
    assert order(application, mission) == ["Minister", "Secretary", "President"]

    application.undo()
    assert order(application, mission) == ["President", "Minister", "Secretary"]
    application.redo()
    assert order(application, mission) == ["Minister", "Secretary", "President"]


def test_a_place_given_by_hand_is_taken_back(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    move = application.execute(MovePlace(mission, three[2], three[0], "Guest of honour of the day.")).result

    application.execute(TakeBackMove(move))

    assert order(application, mission) == ["President", "Minister", "Secretary"]
    assert [str(step.label) for step in application.history(kind="mission", id=mission, limit=1)] == [
        "Take back the place that Ada Secretary was given by hand"
    ]
    with pytest.raises(Gone):
        application.execute(TakeBackMove(move))


def test_a_move_needs_a_reason_and_an_effect(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    _president, minister, secretary = three
    stranger = holder(application, "Stranger", "brussels-minister")

    assert refused(application, MovePlace(mission, secretary, minister, " \n")) == [("reason", "move-without-reason")]
    assert refused(application, MovePlace(mission, minister, secretary, "Because.")) == [("", "nothing-moves")]
    assert refused(application, MovePlace(mission, secretary, None, "Because.")) == [("", "nothing-moves")]
    assert refused(application, MovePlace(mission, minister, minister, "Because.")) == [("", "nothing-moves")]
    assert refused(application, MovePlace(mission, stranger, minister, "Because.")) == [("", "not-in-order")]
    assert refused(application, MovePlace(mission, minister, stranger, "Because.")) == [("", "not-in-order")]
    assert order(application, mission) == ["President", "Minister", "Secretary"]


def test_to_fix_what_is_undecided_is_a_move(application: Application) -> None:
    twins = [holder(application, "Same", "brussels-minister") for _ in range(2)]
    mission = delegation(application, *twins)
    first, second = (row.person_id for row in application.ask(ranking_of(mission)).rows)

    application.execute(MovePlace(mission, first, second, "So agreed between the cabinets."))

    rows = application.ask(ranking_of(mission)).rows
    assert [(row.person_id, row.number) for row in rows] == [(first, 1), (second, 2)]
    assert Certainty.UNDECIDED not in {row.certainty for row in rows}


def test_the_second_of_two_moves_at_once_takes_the_place_of_the_first(
    application: Application, mission: str, three: tuple[str, str, str], clock: FixedClock
) -> None:
    president, minister, secretary = three
    application.execute(MovePlace(mission, secretary, minister, "One place up."))
    clock.moment += timedelta(minutes=1)
    last = application.execute(MovePlace(mission, secretary, president, "To the very top.")).result

    application.execute(TakeBackMove(last))

    assert order(application, mission) == ["President", "Minister", "Secretary"]


def test_a_move_stays_when_another_one_came_between(
    application: Application, mission: str, three: tuple[str, str, str], clock: FixedClock
) -> None:
    president, minister, secretary = three
    application.execute(MovePlace(mission, secretary, minister, "One."))
    clock.moment += timedelta(minutes=1)
    application.execute(MovePlace(mission, president, None, "Two."))
    clock.moment += timedelta(minutes=1)
    last = application.execute(MovePlace(mission, secretary, None, "Three.")).result
    assert order(application, mission) == ["Minister", "President", "Secretary"]

    application.execute(TakeBackMove(last))

    assert order(application, mission) == ["Secretary", "Minister", "President"]


def test_last_of_the_delegation_is_not_last_of_everybody(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    met = holder(application, "Director", "foreign-director-general")
    missions.party(application, mission, role=PartyRole.COUNTERPART, person_id=met)

    application.execute(MovePlace(mission, three[0], None, "Joins at the end."))
    assert order(application, mission) == ["Minister", "Secretary", "President"]
    assert order(application, mission, Who.EVERYBODY) == ["President", "Minister", "Secretary", "Director"]

    application.execute(MovePlace(mission, met, three[1], "By courtesy.", Who.EVERYBODY))
    assert order(application, mission, Who.EVERYBODY) == ["President", "Director", "Minister", "Secretary"]
    assert order(application, mission) == ["Minister", "Secretary", "President"]


def test_what_was_said_of_somebody_goes_when_they_leave(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    _president, minister, secretary = three
    application.execute(MovePlace(mission, secretary, minister, "Because."))
    application.execute(SetStanding(mission, minister, StandingDraft(), StandingDraft(remark="first time abroad")))
    participant = next(row.id for row in application.ask(entered(mission)) if row.person_id == minister)

    application.execute(commands.RemoveParticipant(participant))
    missions.participant(application, mission, minister)

    assert order(application, mission) == ["President", "Minister", "Secretary"]
    assert application.ask(queries.standing_draft(mission, minister)) == StandingDraft()
    application.undo()
    application.undo()
    assert order(application, mission) == ["President", "Secretary", "Minister"]
    assert application.ask(queries.standing_draft(mission, minister)) == StandingDraft(remark="first time abroad")


def test_what_was_said_of_a_counterpart_goes_with_the_party(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    met = holder(application, "Director", "foreign-director-general")
    party = missions.party(application, mission, role=PartyRole.COUNTERPART, person_id=met)
    application.execute(MovePlace(mission, met, three[0], "By courtesy.", Who.EVERYBODY))
    application.execute(SetStanding(mission, met, StandingDraft(), StandingDraft(remark="speaks Dutch")))
    assert order(application, mission, Who.EVERYBODY) == ["Director", "President", "Minister", "Secretary"]

    application.execute(commands.EditParty(party, PartyDraft(PartyRole.COUNTERPART, met), PartyDraft(PartyRole.GUEST, met)))
    assert application.ask(queries.standing_draft(mission, met)) == StandingDraft(remark="speaks Dutch")
    application.execute(commands.RemoveParty(party))

    assert application.ask(parties(mission)) == []
    assert application.ask(queries.standing_draft(mission, met)) == StandingDraft()
    application.undo()
    assert order(application, mission, Who.EVERYBODY) == ["Director", "President", "Minister", "Secretary"]


def test_two_entries_of_one_person_keep_one_standing(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    _president, minister, _secretary = three
    double = holder(application, "Minister", "brussels-minister")
    missions.party(application, mission, role=PartyRole.GUEST, person_id=double)
    for person in (minister, double):
        application.execute(SetStanding(mission, person, StandingDraft(), StandingDraft(remark="known twice")))
    application.execute(MovePlace(mission, double, minister, "The same person.", Who.EVERYBODY))

    application.execute(MergePersons(minister, double))

    assert order(application, mission, Who.EVERYBODY) == ["President", "Minister", "Secretary"]
    assert application.ask(queries.standing_draft(mission, minister)) == StandingDraft(remark="known twice")
    application.execute(SetStanding(mission, minister, StandingDraft(remark="known twice"), StandingDraft()))
    assert application.ask(queries.standing_draft(mission, minister)) == StandingDraft()


def test_nobody_stands_for_themselves_after_a_merge(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    double = holder(application, "Minister")
    application.execute(
        SetStanding(mission, three[1], StandingDraft(), StandingDraft(capacity=Capacity.REPRESENTATIVE, other_person_id=double))
    )

    application.execute(MergePersons(three[1], double))

    assert application.ask(queries.standing_draft(mission, three[1])) == StandingDraft()


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (StandingDraft(capacity=Capacity.PARTNER), ("other_person_id", "standing-without-other")),
        (StandingDraft(capacity=Capacity.REPRESENTATIVE), ("other_person_id", "standing-without-other")),
        (StandingDraft(other_person_id="president"), ("capacity", "standing-capacity")),
        (StandingDraft(capacity=Capacity.MANDATE, other_person_id="minister"), ("other_person_id", "standing-for-oneself")),
        (StandingDraft(post_id="president"), ("post_id", "post-of-another")),
    ],
)
def test_a_standing_that_does_not_hold_is_refused(
    application: Application, mission: str, three: tuple[str, str, str], after: StandingDraft, found: tuple[str, str]
) -> None:
    people = {"president": three[0], "minister": three[1], None: None}
    post = application.ask(queries.posts_of(mission, three[0]))[0].id if after.post_id else None

    draft = StandingDraft(post, after.capacity, people[after.other_person_id], after.remark)

    assert refused(application, SetStanding(mission, three[1], StandingDraft(), draft)) == [found]


def test_a_standing_is_of_somebody_who_is_there(application: Application, mission: str) -> None:
    stranger = holder(application, "Stranger")

    assert refused(application, SetStanding(mission, stranger, StandingDraft(), StandingDraft(remark="x"))) == [("", "not-in-mission")]


def test_a_choice_of_nothing_is_nothing(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    application.execute(SetStanding(mission, three[1], StandingDraft(), StandingDraft(post_id="", remark="x")))

    assert application.ask(queries.standing_draft(mission, three[1])) == StandingDraft(remark="x")


def test_a_post_that_counts_somewhere_is_not_removed(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    post = application.ask(queries.posts_of(mission, three[1]))[0].id
    application.execute(SetStanding(mission, three[1], StandingDraft(), StandingDraft(post_id=post)))

    with pytest.raises(OfficeError):
        application.execute(RemovePost(post))

    assert order(application, mission) == ["President", "Minister", "Secretary"]


def test_two_people_change_one_standing_without_harm(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    application.execute(SetStanding(mission, three[1], StandingDraft(), StandingDraft(remark="one")))

    with pytest.raises(Changed) as changed:
        application.execute(SetStanding(mission, three[1], StandingDraft(), StandingDraft(remark="two")))

    assert changed.value.fields == ("remark",)


def test_the_order_of_a_mission_is_chosen_and_left(application: Application, mission: str) -> None:
    chosen = OrderDraft("FED-1-22", date(2021, 9, 23), "en", host_cedes=True)
    application.execute(ChooseOrder(mission, OrderDraft(), chosen))
    assert application.ask(queries.order_draft(mission)) == chosen

    application.execute(ChooseOrder(mission, chosen, OrderDraft()))

    assert application.ask(queries.order_draft(mission)) == OrderDraft()
    assert [str(step.label) for step in application.history(kind="mission", id=mission, limit=2)] == [
        "Change the order of precedence",
        "Put Visit to Paris in order by FED-1-22",
    ]


def test_an_order_by_nothing_that_there_is_is_refused(application: Application, mission: str) -> None:
    assert refused(application, ChooseOrder(mission, OrderDraft(), OrderDraft(alphabet="de"))) == [("alphabet", "unknown-alphabet")]
    with pytest.raises(OfficeError):
        application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(profile="XX")))
    assert application.ask(queries.order_draft(mission)) == OrderDraft()


def test_a_clone_keeps_list_and_standings_and_leaves_moves(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    president, _minister, secretary = three
    standing = StandingDraft(capacity=Capacity.MANDATE, other_person_id=president)
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft("FED-1-22", date(2021, 9, 23))))
    application.execute(SetStanding(mission, secretary, StandingDraft(), standing))
    application.execute(MovePlace(mission, president, None, "Joins at the end."))

    clone = application.execute(commands.CloneMission(mission, date(2022, 9, 21))).result
    bare = application.execute(commands.CloneMission(mission, date(2022, 9, 21), with_people=False)).result

    assert application.ask(queries.order_draft(clone)) == OrderDraft("FED-1-22", date(2022, 9, 22))
    assert application.ask(queries.standing_draft(clone, secretary)) == standing
    assert [row.move for row in application.ask(ranking_of(clone)).rows] == [None, None, None]
    assert application.ask(queries.order_draft(bare)) == OrderDraft("FED-1-22", date(2022, 9, 22))
    assert application.ask(queries.standing_draft(bare, secretary)) == StandingDraft()


def test_a_mission_goes_with_all_that_was_said_of_its_order(application: Application, mission: str, three: tuple[str, str, str]) -> None:
    president, _minister, secretary = three
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft("FED-1-22")))
    application.execute(SetStanding(mission, secretary, StandingDraft(), StandingDraft(remark="x")))
    application.execute(MovePlace(mission, president, None, "Joins at the end."))

    application.execute(commands.RemoveMission(mission))
    application.undo()

    assert order(application, mission) == ["Minister", "Secretary", "President"]
    assert application.ask(queries.order_draft(mission)) == OrderDraft("FED-1-22")


def test_windows_of_the_mission_follow_what_is_said_of_its_order(
    application: Application, mission: str, three: tuple[str, str, str]
) -> None:
    changes = application.execute(MovePlace(mission, three[0], None, "Joins at the end.")).changes

    assert changes.touch("mission", mission)
    assert Ref("mission", mission).kind == "mission"


def test_who_may_not_change_missions_moves_nobody(application: Application, make: Make) -> None:
    assert {command.permission.code for command in (ChooseOrder, SetStanding, MovePlace, TakeBackMove)} == {"missions.edit"}
