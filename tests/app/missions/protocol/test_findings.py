"""What is still open about the order of a mission, as one of its open points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.application import Application
from app.domains.missions import commands, queries
from app.domains.missions.protocol.commands import MovePlace
from app.domains.missions.protocol.queries import ranking_of
from app.domains.missions.vocabulary import SEE_MISSIONS, ParticipantRole, PartyRole
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.queries import Query
from tests.makers import missions
from tests.makers.orders import delegation, holder, place

_ORDER = ("undecided", "place-unranked", "head-not-first", "missing-since")


def about_order(application: Application, mission: str) -> list[Finding]:
    """Give the open points of a mission that are about its order."""
    return [finding for finding in application.ask(queries.findings(mission)) if finding.rule in _ORDER]


def test_two_whom_nothing_separates_are_an_open_point_until_somebody_decides(application: Application) -> None:
    mission = delegation(application, *(holder(application, "Same", "brussels-minister") for _ in range(2)))
    first, second = application.ask(ranking_of(mission)).rows

    (found,) = about_order(application, mission)

    assert (found.rule, found.severity, found.ref) == ("undecided", Severity.WARNS, Ref("participant", first.participant_id or ""))
    assert str(found.message).startswith("Nothing separates these guests:")
    application.execute(MovePlace(mission, second.person_id, first.person_id, "So agreed."))
    assert about_order(application, mission) == []


def test_somebody_whom_the_list_does_not_name_is_noted(application: Application) -> None:
    minister, adviser = holder(application, "Minister", "brussels-minister"), holder(application, "Adviser", title="counsel")
    mission = delegation(application, minister, adviser)

    assert [(f.severity, f.ref, str(f.message)) for f in about_order(application, mission)] == [
        (
            Severity.NOTES,
            Ref("participant", place(application, mission, adviser).participant_id or ""),
            "The list BRU-START knows no office of Ada Adviser: the place follows the order of entry.",
        )
    ]


def test_nobody_expects_a_list_to_name_an_interpreter(application: Application) -> None:
    mission = delegation(application, holder(application, "Minister", "brussels-minister"))
    for role in (ParticipantRole.INTERPRETER, ParticipantRole.SECURITY, ParticipantRole.PRESS):
        missions.participant(application, mission, role=role)

    assert about_order(application, mission) == []


def test_whoever_travels_alone_needs_no_order(application: Application) -> None:
    mission = delegation(application, holder(application, "Alone"))

    assert about_order(application, mission) == []


def test_a_date_that_decides_is_asked_for_at_the_post(application: Application) -> None:
    known, unknown = holder(application, "Known", "brussels-minister"), holder(application, "Unknown", "brussels-minister", since=None)
    mission = delegation(application, known, unknown)

    assert [(f.rule, f.ref.kind if f.ref else "", f.severity) for f in about_order(application, mission)] == [
        ("missing-since", "post", Severity.WARNS)
    ]


def test_the_order_of_a_mission_that_will_not_be_is_no_open_point(application: Application) -> None:
    mission = delegation(application, *(holder(application, "Same", "brussels-minister") for _ in range(2)))
    application.execute(commands.CancelMission(mission, "budget"))

    assert about_order(application, mission) == []


def test_those_we_meet_are_no_open_point_of_the_delegation(application: Application) -> None:
    mission = delegation(application, holder(application, "Minister", "brussels-minister"), holder(application, "Two", "director"))
    missions.party(application, mission, role=PartyRole.COUNTERPART, person_id=holder(application, "Met"))

    assert about_order(application, mission) == []


def test_open_points_of_three_missions_take_as_many_statements_as_those_of_one(
    application: Application, statements: Callable[..., Any]
) -> None:
    ids = [delegation(application, *(holder(application, f"M{n}", "brussels-minister") for n in range(3))) for _ in range(3)]

    with statements() as one:
        application.ask(Query(queries.open_points, SEE_MISSIONS, (ids[:1],)))
    with statements() as three:
        found = application.ask(Query(queries.open_points, SEE_MISSIONS, (ids,)))

    assert (len(one), len(found)) == (len(three), 3)
