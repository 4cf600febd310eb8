"""Who stands on which side when gifts change hands on a mission."""

from __future__ import annotations

import pytest

from app.application import Application
from app.domains.missions.commands import CancelItem
from app.domains.missions.queries import delegation, mission_card, programme
from app.domains.missions.vocabulary import Direction, PartyRole
from tests.makers import Make
from tests.makers import missions as make_of
from ui.kit.language import spoken
from ui.missions.gift_sides import other_side, our_side


@pytest.fixture
def abroad(application: Application) -> str:
    """A mission to Paris with its head and one member, who was entered first."""
    made = make_of.mission(application)
    make_of.participant(application, made, name="Member")
    make_of.participant(application, made, name="Head", head=True)
    return made


@pytest.fixture
def visit(application: Application) -> str:
    """Guests in Brussels: their head, a member, and somebody who hosts them."""
    made = make_of.mission(application, direction=Direction.INCOMING, country="BE", city="Brussels", zone="Europe/Brussels")
    make_of.participant(application, made, name="Member")
    make_of.participant(application, made, name="Head", head=True)
    return made


def theirs(application: Application, mission: str) -> list[tuple[str, bool]]:
    found = other_side(application.ask(mission_card(mission)), application.ask(delegation(mission)), application.ask(programme(mission)))
    return [(spoken.wording.text(side.name), side.head) for side in found]


def ours(application: Application, mission: str) -> list[str]:
    return [
        spoken.wording.text(side.name) for side in our_side(application.ask(mission_card(mission)), application.ask(delegation(mission)))
    ]


def test_of_a_visit_the_delegation_is_the_other_side_with_its_head_first(application: Application, make: Make, visit: str):
    host = make.person("Bea", "Host")
    guest = make.person("Gus", "Guest")
    make_of.party(application, visit, person_id=guest, role=PartyRole.GUEST)
    make_of.party(application, visit, person_id=host, role=PartyRole.HOST)

    assert theirs(application, visit) == [("Ada Head", True), ("Ada Member", False), ("Gus Guest", False)]
    assert ours(application, visit) == ["Bea Host"]


def test_abroad_hosts_stand_before_counterparts_and_before_whoever_is_met(application: Application, make: Make, abroad: str):
    counterpart, host, met = make.person("Cor", "Counterpart"), make.person("Bea", "Host"), make.organisation("Example Institute")
    make_of.party(application, abroad, person_id=counterpart, role=PartyRole.COUNTERPART)
    make_of.party(application, abroad, person_id=host, role=PartyRole.HOST)
    make_of.item(application, abroad, with_organisations=(met,), with_persons=(host,))

    assert theirs(application, abroad) == [("Bea Host", False), ("Cor Counterpart", False), ("Example Institute", False)]
    assert ours(application, abroad) == ["Ada Head", "Ada Member"]


def test_who_is_met_at_a_cancelled_line_is_not_offered(application: Application, make: Make, abroad: str):
    met = make.person("Met", "Once")
    item = make_of.item(application, abroad, with_persons=(met,))
    assert theirs(application, abroad) == [("Met Once", False)]

    application.execute(CancelItem(item))

    assert theirs(application, abroad) == []


def test_organisers_abroad_are_not_the_other_side(application: Application, make: Make, abroad: str):
    make_of.party(application, abroad, organisation_id=make.organisation("Ourselves"), role=PartyRole.ORGANISER)

    assert theirs(application, abroad) == []
