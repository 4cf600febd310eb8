"""The gifts in the dossier of a mission: who may read what."""

from __future__ import annotations

import pytest

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.gifts.dossier import SECTION
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.vocabulary import SEE_GIFTS
from app.domains.missions.vocabulary import MISSION, SEE_MISSIONS, Direction
from app.kernel.document import Audience, Block, Heading, PaperRequest, Table
from app.kernel.ids import Ref
from app.kernel.queries import Query
from tests.makers import Make, access, missions
from tests.makers import gifts as makers

EN = wording_for("en")


def section(application: Application, mission: str, audience: Audience) -> tuple[Block, ...]:
    request = PaperRequest(Ref(MISSION, mission), audience, EN)
    return application.ask(Query(SECTION.build, SEE_GIFTS, (request,)))


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def filled(application: Application, make: Make, direction: Direction) -> str:
    """A mission with a gift that is carried, one that nobody carries, and one that was received."""
    mission = missions.mission(application, direction=direction)
    moment = missions.item(application, mission, "Dinner")
    item = makers.item(application, "Shawl", 4)
    makers.reservation(application, item, mission_id=mission, moment_id=moment, carrier_id=make.person("Eve", "Carrier"))
    makers.reservation(application, item, 2, mission_id=mission, recipient_said="Drivers")
    makers.gift(application, "Vase", mission_id=mission, entered=True, value=makers.euro("20"))
    return mission


def test_the_office_reads_who_gets_what_with_its_value(application: Application, make: Make):
    blocks = section(application, filled(application, make, Direction.OUTGOING), Audience.INTERNAL)

    plan, register = tables(blocks)
    assert plan.rows == (
        ("22 September 2021, 09:00\nDinner", "Envoy of Examplia", "Shawl\nB-001", "Eve Carrier", "reserved", "40.00"),
        ("", "Drivers", "2 × Shawl\nB-001", "nobody yet", "reserved", "80.00"),
    )
    assert register.rows == (("20/08/2021", "received", "Vase\nG2021/001", "Embassy of Examplia", "", "to be decided", "20.00"),)
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["Who gets what", "Received, and given without a reservation"]


def test_those_who_travel_read_no_value(application: Application, make: Make):
    plan, register = tables(section(application, filled(application, make, Direction.OUTGOING), Audience.DELEGATION))

    assert [column.title for column in plan.columns] == ["When", "For", "Gift", "Carried by", "Status"]
    assert [column.title for column in register.columns] == ["Day", "Which way", "Gift", "Giver", "Recipient"]


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.DELEGATION])
def test_guests_do_not_read_what_they_are_going_to_get(application: Application, make: Make, audience: Audience):
    mission = filled(application, make, Direction.INCOMING)

    assert section(application, mission, audience) == ()
    assert len(tables(section(application, mission, Audience.INTERNAL))) == 2


def test_a_gift_that_was_handed_over_stands_in_the_dossier_once(application: Application):
    mission = missions.mission(application)
    chosen = makers.reservation(application, makers.item(application), mission_id=mission)
    application.execute(IssueReservation((chosen,), application.clock.today(), hand_over=True))

    (plan,) = tables(section(application, mission, Audience.INTERNAL))
    assert [row[4] for row in plan.rows] == ["handed over"]


def test_without_gifts_there_is_no_section(application: Application):
    assert section(application, missions.mission(application), Audience.INTERNAL) == ()


def test_who_may_not_see_gifts_finds_none_in_a_dossier(application: Application, make: Make):
    mission = filled(application, make, Direction.OUTGOING)
    access.act_as(application, "lin", "line_manager")
    request = PaperRequest(Ref(MISSION, mission), Audience.INTERNAL, EN)

    assert application.ask(Query(SECTION.build, SEE_MISSIONS, (request,))) == ()
