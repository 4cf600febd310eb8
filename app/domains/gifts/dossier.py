"""Gifts in the dossier of a mission: who gets what, when, carried by whom, and what was received.

Values stand on internal papers only. Where Brussels receives, nothing of it stands on a paper for the delegation: the guests would read
what they are going to get.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.papers.extracts import went
from app.domains.gifts.papers.parts import below, day_cell, euro_cell
from app.domains.gifts.records import GiftItem
from app.domains.gifts.register_queries import gifts_of_mission
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.vocabulary import DECISION_BADGES, RESERVATION_BADGES, SEE_GIFTS, Acceptance, ReservationState, Standing
from app.domains.missions.records import Mission
from app.domains.missions.vocabulary import MISSION, Direction
from app.kernel.document import Align, Audience, Block, Heading, PaperRequest, SectionSource, Table, TableColumn
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader


def gifts(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The gifts of a mission, for those who give them."""
    if request.audience is Audience.PUBLIC or not reader.user.may(SEE_GIFTS):
        return ()
    inside = request.audience.sees(Audience.INTERNAL)
    if not inside and reader.get(Mission, request.ref.id).direction is not Direction.OUTGOING:
        return ()
    wording = request.wording
    states = (ReservationState.RESERVED, ReservationState.ISSUED)
    chosen = reservations_of.of(reader, mission=request.ref.id, states=states)
    told = {row.gift_id for row in chosen}
    entered = [row for row in gifts_of_mission.of(reader, request.ref.id) if row.standing is not Standing.STRUCK and row.id not in told]
    blocks: list[Block] = []
    if chosen:
        blocks += [Heading(wording.say("Who gets what")), _plan(reader, chosen, wording, values=inside)]
    if entered:
        blocks += [Heading(wording.say("Received, and given without a reservation")), _register(entered, wording, values=inside)]
    return tuple(blocks)


def _plan(reader: Reader, rows: Sequence[ReservationRow], wording: Wording, *, values: bool) -> Table:
    columns = (
        TableColumn(wording.say("When"), 1.9),
        TableColumn(wording.say("For"), 2.0),
        TableColumn(wording.say("Gift"), 2.6),
        TableColumn(wording.say("Carried by"), 1.5),
        TableColumn(wording.say("Status"), 1.2),
        *((TableColumn(wording.say("Value (EUR)"), 1.1, Align.RIGHT),) if values else ()),
    )
    return Table(columns, tuple(_planned(reader, row, wording, values=values) for row in rows))


def _planned(reader: Reader, row: ReservationRow, wording: Wording, *, values: bool) -> tuple[str, ...]:
    hour = wording.formats.time(row.begins) if row.begins else ""
    when = ", ".join(part for part in (wording.formats.day(row.day) if row.day else "", hour) if part)
    name = wording.text(row.item_name)
    state = wording.say("handed over") if row.handed_over else wording.text(RESERVATION_BADGES[row.state].title)
    return (
        below(when, wording.text(row.moment)),
        below(wording.text(row.recipient), wording.text(row.organisation) if row.organisation != row.recipient else ""),
        below(wording.say("{number} × {gift}", number=row.number, gift=name) if row.number > 1 else name, row.item_code),
        row.carrier or wording.say("nobody yet"),
        state,
        *((euro_cell(_value(reader, row), wording),) if values else ()),
    )


def _value(reader: Reader, row: ReservationRow) -> Decimal | None:
    cost = reader.get(GiftItem, row.item_id).unit_cost
    return cost.times(row.number).in_euro if cost else None


def _register(rows: Sequence[GiftRow], wording: Wording, *, values: bool) -> Table:
    columns = (
        TableColumn(wording.say("Day"), 1.1),
        TableColumn(wording.say("Which way"), 1.0),
        TableColumn(wording.say("Gift"), 2.6),
        TableColumn(wording.say("Giver"), 1.8),
        TableColumn(wording.say("Recipient"), 1.8),
        *((TableColumn(wording.say("Decision"), 1.3), TableColumn(wording.say("Value (EUR)"), 1.1, Align.RIGHT)) if values else ()),
    )
    return Table(columns, tuple(_entered(row, wording, values=values) for row in rows))


def _entered(row: GiftRow, wording: Wording, *, values: bool) -> tuple[str, ...]:
    decided = wording.text(DECISION_BADGES[row.decision].title) if row.received and row.acceptance is Acceptance.ACCEPTED else ""
    return (
        day_cell(row.day),
        went(row.direction, row.acceptance, wording),
        below(wording.text(row.description), row.number),
        below(wording.text(row.giver), wording.text(row.giver_body)),
        below(wording.text(row.recipient), wording.text(row.recipient_body)),
        *((decided, euro_cell(row.euro, wording)) if values else ()),
    )


SECTION = SectionSource(MISSION, "gifts", lazy("Gifts"), 63, gifts)
