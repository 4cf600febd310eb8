"""The mission order: the paper with which somebody travels in the service of the Region.

One for each traveller, in the traveller's language, of the edition that was approved last. One of an edition that nobody approved says
so in its first line: it gives no right to travel.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domains.trips.allowance import AllowanceDay, AllowanceSheet
from app.domains.trips.decision import AskedDerogation, Decided
from app.domains.trips.figures import Estimate
from app.domains.trips.papers.parts import SIGNATURE, destination, facts, listed, meta, said, signed
from app.domains.trips.request import Leg, Request, Stay, Traveller
from app.domains.trips.showing import NOT_KNOWN, amount, city, joined, means, moment, tell, title
from app.domains.trips.vocabulary import Means, State
from app.kernel.document import (
    Audience,
    Block,
    Bullets,
    Document,
    DocumentMeta,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    Table,
    TableColumn,
)
from app.kernel.translated import Lazy, Wording, lazy, lazy_count


@dataclass(frozen=True, slots=True)
class Approval:
    """A step of the chain and what was decided there, of this content."""

    title: Lazy
    decided: Decided


@dataclass(frozen=True, slots=True)
class MissionOrder:
    """What a mission order says: the content of one edition, and by whom it was approved.

    `since` is the moment of the approval, or of the submission while there is none. `amended` tells that a later edition is on its
    way; this one stays valid until it is decided. Sums are for all travellers.
    """

    trip: str
    number: str
    edition: int
    state: State
    approved: bool
    request: Request
    since: datetime | None = None
    amended: bool = False
    regularised: bool = False
    estimate: Estimate = Estimate()
    allowance: AllowanceSheet | None = None
    approvals: tuple[Approval, ...] = ()
    derogations: tuple[AskedDerogation, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether somebody may travel with it."""
        return self.approved and self.state is not State.CANCELLED


def mission_order(order: MissionOrder, traveller: int, wording: Wording) -> Document:
    """Write the order of one traveller, by the place in the request."""
    return Document(_around(order, wording), tuple(_blocks(order, traveller, wording)))


def mission_orders(order: MissionOrder, wording: Wording) -> Document:
    """Write the orders of all travellers in one language, each on a page of its own."""
    blocks: list[Block] = []
    for number in range(max(len(order.request.travellers), 1)):
        blocks += [*([PageBreak()] if number else []), *_blocks(order, number, wording)]
    return Document(_around(order, wording), tuple(blocks))


def _around(order: MissionOrder, wording: Wording) -> DocumentMeta:
    name = wording.say("Mission order {number}", number=order.number)
    return replace(
        meta(wording, name, order.request.title, order.edition, order.since, Audience.INTERNAL),
        classification=wording.say("{number}, edition {edition}", number=order.number, edition=order.edition),
    )


def _blocks(order: MissionOrder, number: int, wording: Wording) -> Iterator[Block]:
    request = order.request
    traveller = request.travellers[number] if number < len(request.travellers) else Traveller()
    yield Heading(wording.say("Mission order"), 1)
    yield from _notices(order, wording)
    yield Paragraph(
        wording.say(
            "The person named below is charged with a mission abroad in the service of the Brussels-Capital Region, in the way and at the conditions set out here."
        )
    )
    yield _mission(order.request, traveller, wording)
    yield Heading(wording.say("Itinerary"), 3)
    yield itinerary(request.legs, wording)
    if request.stays:
        yield stays(request.stays, wording)
    if granted := [one for one in order.derogations if one.granted]:
        yield Heading(wording.say("Derogations granted"), 3)
        yield Bullets(tuple(_derogation(one, wording) for one in granted))
    yield _costs(order, number, traveller, wording)
    yield _approvals(order, wording)
    yield _signatures(traveller, wording)


def _notices(order: MissionOrder, wording: Wording) -> Iterator[Block]:
    if order.state is State.CANCELLED:
        yield Notice(wording.say("Cancelled: this order is no longer valid."))
    elif order.state is State.REFUSED and not order.approved:
        yield Notice(wording.say("Refused: this is no mission order."))
    elif not order.approved:
        yield Notice(wording.say("Not approved: a draft, with which nobody may travel."))
    if order.valid and order.regularised:
        yield Notice(wording.say("Regularised: approved after the journey had begun."))
    if order.valid and order.amended:
        yield Paragraph(wording.say("An amendment of this order is being decided; until then it stays valid as it is."), quiet=True)


def _mission(request: Request, traveller: Traveller, wording: Wording) -> Facts:
    purpose = request.purpose
    times = joined((moment(request.departs_at, wording), moment(request.returns_at, wording)), " – ")
    return facts(
        wording,
        (lazy("Name"), traveller.name),
        (lazy("Function"), joined((traveller.function, traveller.entity), ", ")),
        (lazy("Capacity"), wording.text(title(traveller.category))),
        (lazy("Travels with"), wording.text(title(traveller.passport.kind)) if traveller.passport else ""),
        (lazy("Subject"), joined((request.title, wording.text(title(purpose.kind))))),
        (lazy("Host or organiser"), purpose.host),
        (lazy("Destination"), destination(request, wording)),
        (lazy("Departure and return"), times),
        (lazy("Private days"), wording.formats.number(purpose.private_days) if purpose.private_days else ""),
        (lazy("Expected results"), listed(purpose.expected_results)),
    )


def itinerary(legs: Sequence[Leg], wording: Wording) -> Table:
    """Set the legs below each other; times are those of the place, as on the ticket."""
    columns = (
        TableColumn(wording.say("From"), 1.2),
        TableColumn(wording.say("To"), 1.2),
        TableColumn(wording.say("Departure, local time"), 1.7),
        TableColumn(wording.say("Arrival, local time"), 1.7),
        TableColumn(wording.say("Means of transport"), 2.1),
    )
    return Table(columns, tuple(_leg(leg, wording) for leg in legs))


def _leg(leg: Leg, wording: Wording) -> tuple[str, ...]:
    ticket = joined((leg.operator, leg.number), " ")
    return (
        leg.origin.city or leg.origin.iata,
        leg.to.city or leg.to.iata,
        moment(leg.departs_at, wording),
        moment(leg.arrives_at, wording),
        listed((means(leg, wording), ticket)),
    )


def stays(those: Sequence[Stay], wording: Wording) -> Table:
    """Set the stays below each other, without the columns in which nothing stands."""
    columns = (
        TableColumn(wording.say("Stay"), 2),
        TableColumn(wording.say("Hotel"), 2),
        TableColumn(wording.say("Nights"), 0.8),
        TableColumn(wording.say("Kind of room"), 1),
        TableColumn(wording.say("Room, one night"), 1.4),
    )
    rows = tuple(
        (
            city(one.city, one.country, wording),
            one.hotel,
            wording.formats.number(one.nights),
            one.room,
            tell(one.price_per_night, wording),
        )
        for one in those
    )
    return Table.filled(columns, rows)


def _derogation(one: AskedDerogation, wording: Wording) -> str:
    name = joined((one.rule, wording.text(one.title)), " – ")
    what = wording.say("asked {asked}, limit {limit}", asked=one.asked, limit=one.limit) if one.asked and one.limit else one.asked
    allowed = wording.say("allowed: {allowed}", allowed=one.allowed) if one.allowed else ""
    by = wording.say("granted by {name} on {day}", name=one.decided_by, day=one.decided_at.date() if one.decided_at else "")
    return joined((name, what, allowed, by))


def _costs(order: MissionOrder, number: int, traveller: Traveller, wording: Wording) -> Facts:
    request, parts = order.request, order.estimate
    many = len(request.travellers)
    people = wording.text(lazy_count("{number} traveller", "for {number} travellers", many)) if many > 1 else ""
    split = (
        (lazy("Transport"), parts.transport),
        (lazy("Lodging"), parts.lodging),
        (lazy("Daily allowance"), parts.allowance),
        (lazy("Other"), parts.other),
        (lazy("Total"), parts.total),
    )
    shares = "; ".join(wording.say("{part} {amount}", part=name, amount=amount(one, wording)) for name, one in split)
    payer = request.third_party_payer
    return facts(
        wording,
        (lazy("Estimate"), joined((shares, people))),
        (lazy("Budget line"), request.budget_line),
        (lazy("Paid by"), _payer(traveller, wording)),
        (lazy("Third party that pays"), joined((payer.name, payer.pays, tell(payer.amount, wording)), ", ") if payer else ""),
        (lazy("Allowance, whole day"), _daily(order.allowance, number, wording)),
        (lazy("Advance"), tell(request.advance, wording)),
    )


def _payer(traveller: Traveller, wording: Wording) -> str:
    journey, stay = (wording.text(title(one)) if one else "" for one in (traveller.payer, traveller.payer_stay))
    return wording.say("{payer}; the stay: {other}", payer=journey, other=stay) if stay and stay != journey else journey


def _daily(sheet: AllowanceSheet | None, number: int, wording: Wording) -> str:
    """Write the amount of a whole day at each place, once."""
    days = sheet.of(number) if sheet else ()
    return listed(dict.fromkeys(_of_place(one, wording) for one in days))


def _of_place(one: AllowanceDay, wording: Wording) -> str:
    where = city(one.city, one.country, wording)
    base = wording.formats.money(one.base) if one.base else wording.text(NOT_KNOWN)
    return wording.say("{place}: {amount}", place=where, amount=base)


def _approvals(order: MissionOrder, wording: Wording) -> Block:
    if not order.approvals:
        return Paragraph(wording.say("Nobody has decided on this edition yet."))
    columns = (
        TableColumn(wording.say("Approval"), 1.4),
        TableColumn(wording.say("Name"), 1.8),
        TableColumn(wording.say("Decision"), 2.6),
    )
    rows = tuple((wording.text(one.title), signed(one.decided, wording), _decision(one.decided, wording)) for one in order.approvals)
    return Table(columns, rows)


def _decision(decided: Decided, wording: Wording) -> str:
    """Write a decision, and how it was given when that was not in the program."""
    means = "" if decided.means is Means.PROGRAM else wording.text(title(decided.means))
    return joined((said(decided, wording), means), ", ")


def _signatures(traveller: Traveller, wording: Wording) -> Table:
    """Leave room for two signatures."""
    columns = (TableColumn(wording.say("The traveller"), 1), TableColumn(wording.say("For the administration"), 1))
    line = wording.text(SIGNATURE)
    return Table(columns, ((joined((traveller.name, line), "\n") + "\n\n", f"{line}\n\n"),))
