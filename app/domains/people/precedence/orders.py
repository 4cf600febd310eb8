"""The orders of a day, all made of one order of precedence: who enters, arrives, speaks, signs, stands and sits where.

Every place says why it is what it is, and every order says which conventions it follows: most of them are practice, not rule
(`domain/protocol.md` 5.1). Left and right are those of the people who stand or sit, unless a text says that somebody looks at them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.ranking import Place, Ranking
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy

NOWHERE = Lazy("")  # the number says it all
_SEATS = 4  # in a car, the driver apart
_COUPLE = 2


class OrderKind(StrEnum):
    """An order of the day."""

    ENTRY = "entry"
    ARRIVAL = "arrival"
    SPEAKING = "speaking"
    SIGNING = "signing"
    PHOTOGRAPH = "photo"
    CARS = "cars"
    LIST = "list"


ORDERS = (
    Choice(OrderKind.ENTRY, lazy("Order of entry")),
    Choice(OrderKind.ARRIVAL, lazy("Arrival and receiving line")),
    Choice(OrderKind.SPEAKING, lazy("Order of speaking")),
    Choice(OrderKind.SIGNING, lazy("Order of signing")),
    Choice(OrderKind.PHOTOGRAPH, lazy("Official photograph")),
    Choice(OrderKind.CARS, lazy("Cars and seats")),
    Choice(OrderKind.LIST, lazy("Delegation list")),
)


@dataclass(frozen=True, slots=True)
class OrderOptions:
    """What may be chosen about an order.

    `host_welcomes`: the host speaks first. `per_row`: how many stand in a row of the photograph. `seats`: guests in a car, two to four.
    `signatories` are the guests who sign, in any order; without them the first of the host's side and the first of the others.
    `guest_right`: the guest stands or sits at the right of the host, which is left for who looks at them. `hosts` are those of the host's side, the host
    need not be told again.
    """

    host_welcomes: bool = True
    per_row: int = 8
    seats: int = 3
    signatories: tuple[str, ...] = ()
    guest_right: bool = True
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an order: who, its number in the group, where that is and why; `host` marks the host."""

    guest: str
    number: int
    where: Lazy
    reason: Lazy
    host: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Places that belong together: a row, a car, a copy of a text. A row is told from the left of who looks at it."""

    title: Lazy
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """An order of the day, the conventions it follows, and what is wrong with it. Of a signing the first group is the table, the others are the copies."""

    kind: OrderKind
    groups: tuple[Group, ...]
    notes: tuple[Lazy, ...] = ()
    findings: tuple[Finding, ...] = ()


def arrange(kind: OrderKind, ranking: Ranking, options: OrderOptions | None = None) -> Arrangement:
    """Make an order of the day of an order of precedence; without anybody it has no groups."""
    party = _Party(ranking, options or OrderOptions())
    match kind:
        case OrderKind.ENTRY:
            return _entry(party)
        case OrderKind.ARRIVAL:
            return _arrival(party)
        case OrderKind.SPEAKING:
            return _speaking(party)
        case OrderKind.SIGNING:
            return _signing(party)
        case OrderKind.PHOTOGRAPH:
            return _photograph(party)
        case OrderKind.CARS:
            return _cars(party)
        case OrderKind.LIST:
            return _list(party)


class _Party:
    """The guests of an order, with who is who among them."""

    def __init__(self, ranking: Ranking, options: OrderOptions) -> None:
        self.ranking = ranking
        self.options = options
        self.places = ranking.places
        self.hosts = [place for place in self.places if place.guest.host]
        self.host = self.hosts[0] if self.hosts else None
        self.honoured = [place for place in self.places if place.guest.guest_of_honour and not place.guest.host]

    def of_the_host(self, place: Place) -> bool:
        return place.guest.host or place.guest.id in self.options.hosts or self._accompanies_host(place)

    def partner(self, place: Place) -> bool:
        """Whether somebody is here as partner alone."""
        return self.ranking.basis_of(place.guest.id) is Capacity.PARTNER

    def with_partners(self, places: Iterable[Place]) -> list[list[Place]]:
        """Give guests with the partners right behind them, in their order."""
        units: list[list[Place]] = []
        for place in places:
            if units and self.partner(place) and place.guest.other is not None and place.guest.other.id == units[-1][0].guest.id:
                units[-1].append(place)
            else:
                units.append([place])
        return units

    def partners_of(self, place: Place) -> list[Place]:
        return [one for one in self.places if self.partner(one) and one.guest.other is not None and one.guest.other.id == place.guest.id]

    def _accompanies_host(self, place: Place) -> bool:
        return self.partner(place) and place.guest.other is not None and any(place.guest.other.id == host.guest.id for host in self.hosts)


def _groups(*groups: Group) -> tuple[Group, ...]:
    return tuple(group for group in groups if group.spots)


def _by_precedence(place: Place) -> Lazy:
    return lazy("Place {number} in the order of precedence.", number=place.number)


def _numbered(places: Sequence[Place], reason: Lazy | None = None) -> tuple[Spot, ...]:
    return tuple(Spot(place.guest.id, n, NOWHERE, reason or _by_precedence(place), place.guest.host) for n, place in enumerate(places, 1))


# -- entry, list, arrival, speaking


def _explained(party: _Party) -> tuple[Spot, ...]:
    return tuple(
        Spot(place.guest.id, place.number, NOWHERE, party.ranking.sentence(place.guest.id), place.guest.host) for place in party.places
    )


def _entry(party: _Party) -> Arrangement:
    notes = (lazy("Who goes first in the order of precedence enters first; partners enter side by side."),)
    return Arrangement(OrderKind.ENTRY, _groups(Group(lazy("Order of entry"), _explained(party))), notes)


def _list(party: _Party) -> Arrangement:
    return Arrangement(OrderKind.LIST, _groups(Group(lazy("Delegation list"), _explained(party))))


def _arrival(party: _Party) -> Arrangement:
    line = _receiving_line(party)
    standing = {place.guest.id for place, _ in line}
    spots = tuple(Spot(place.guest.id, n, NOWHERE, reason, place.guest.host) for n, (place, reason) in enumerate(line, 1))
    arriving = [place for place in party.places if place.guest.id not in standing]
    notes = (
        lazy("Convention: guests meet the host first, then the guest of honour, then the partner of the host."),
        lazy("Guests are greeted in the order of precedence; who receives is at the door before the first of them."),
    )
    groups = _groups(
        Group(lazy("Receiving line, from the door"), spots),
        Group(lazy("Guests in the order in which they are greeted"), _numbered(arriving)),
    )
    return Arrangement(
        OrderKind.ARRIVAL, groups, notes, _without_host(party, lazy("No host is known: nobody stands in the receiving line."))
    )


def _receiving_line(party: _Party) -> list[tuple[Place, Lazy]]:
    if party.host is None:
        return []
    host = lazy("The host receives.")
    honoured = lazy("The guest of honour stands next to the host.")
    partner = lazy("The partner of the host receives as well.")
    accompanied = lazy("The partner of the guest of honour closes the line.")
    line = [
        *((place, host) for place in party.hosts),
        *((place, honoured) for place in party.honoured),
        *((place, partner) for one in party.hosts for place in party.partners_of(one)),
        *((place, accompanied) for one in party.honoured for place in party.partners_of(one)),
    ]
    return list({place.guest.id: (place, reason) for place, reason in reversed(line)}.values())[::-1]


def _speaking(party: _Party) -> Arrangement:
    speakers = [place for place in party.places if not party.partner(place)]
    welcoming = party.hosts[:1] if party.options.host_welcomes else []
    rising = [place for place in reversed(speakers) if place not in welcoming]
    welcome = lazy("The host welcomes, whatever the order of precedence.")
    spots = [Spot(place.guest.id, 1, NOWHERE, welcome, host=True) for place in welcoming]
    for place in rising:
        last = place is rising[-1] and len(rising) > 1
        reason = (
            _speaks_last(place)
            if last
            else lazy("Place {number} in the order of precedence: who ranks higher speaks later.", number=place.number)
        )
        spots.append(Spot(place.guest.id, len(spots) + 1, NOWHERE, reason, place.guest.host))
    notes = [lazy("Practice: speeches go up, the highest in rank speaks last; the salutation goes down, from the highest.")]
    if welcoming:
        notes.insert(0, lazy("Convention: the host welcomes first."))
    if len(speakers) < len(party.places):
        notes.append(lazy("Partners without an office of their own are not among the speakers."))
    group = Group(lazy("Order of speaking"), tuple(spots))
    return Arrangement(OrderKind.SPEAKING, _groups(group), tuple(notes))


def _speaks_last(place: Place) -> Lazy:
    if place.guest.host:
        return lazy("The host has the first place in the order of precedence, and so the last word.")
    return lazy("Place {number} in the order of precedence: the highest speaks last.", number=place.number)


def _without_host(party: _Party, message: Lazy) -> tuple[Finding, ...]:
    return () if party.host is not None or not party.places else (Finding("host", message, Severity.NOTES, "no-host"),)


# -- signing


def _signing(party: _Party) -> Arrangement:
    signing, findings = _signatories(party)
    notes = (
        lazy("Alternat: there is a copy for each party, which is named first and signs first in the copy that it keeps."),
        lazy("Convention: the place of honour at the table is at the right of the host, which is left for the room.")
        if party.options.guest_right
        else lazy("The guest sits at the left of the host, as was chosen: right for the room."),
    )
    if len(signing) <= 1:
        message = lazy("A signing needs two parties: say who signs, or who the host is.")
        return Arrangement(OrderKind.SIGNING, (), notes, (*findings, Finding("signatories", message, Severity.WARNS, "one-party")))
    copies = [_copy(own, signing) for own in signing]
    return Arrangement(OrderKind.SIGNING, (_table(party, signing), *copies), notes, findings)


def _signatories(party: _Party) -> tuple[list[Place], tuple[Finding, ...]]:
    named = party.options.signatories
    if not named:
        own = next((place for place in party.places if party.of_the_host(place) and not party.partner(place)), None)
        guest = next((place for place in party.places if not party.of_the_host(place) and not party.partner(place)), None)
        return [place for place in (own, guest) if place is not None], ()
    known = {place.guest.id for place in party.places}
    message = lazy("Somebody who should sign is not among the guests.")
    gone = tuple(Finding("signatories", message, Severity.WARNS, "signatory-gone", Ref("person", one)) for one in named if one not in known)
    return [place for place in party.places if place.guest.id in named], gone


def _table(party: _Party, signing: Sequence[Place]) -> Group:
    in_order = sorted(signing, key=lambda place: not party.of_the_host(place))  # the host's side is the middle that the others are beside
    row = _from_the_centre(in_order, right_first=party.options.guest_right)
    spots: list[Spot] = []
    for n, place in enumerate(row, 1):
        where = lazy("place {place} from the left, seen from the room", place=n)
        reason = lazy("The side of the host.") if party.of_the_host(place) else _by_precedence(place)
        spots.append(Spot(place.guest.id, n, where, reason, place.guest.host))
    return Group(lazy("At the table, seen from the room"), tuple(spots))


def _copy(own: Place, signing: Sequence[Place]) -> Group:
    first = lazy("Each party signs first the copy that it keeps.")
    spots = [Spot(own.guest.id, 1, lazy("named and signs first"), first, own.guest.host)]
    for place in signing:
        if place is not own:
            spots.append(Spot(place.guest.id, len(spots) + 1, NOWHERE, _by_precedence(place), place.guest.host))
    return Group(lazy("Copy that {name} keeps", name=own.guest.name), tuple(spots))


def _from_the_centre(places: Sequence[Place], *, right_first: bool) -> list[Place]:
    """Put people in a row, the first in the middle and the others right and left by turns; told from the left of who looks at them."""
    right, left = places[1::2], places[2::2]
    if not right_first:
        right, left = left, right
    return [*reversed(right), *places[:1], *left]


# -- photograph


def _photograph(party: _Party) -> Arrangement:
    per_row = max(party.options.per_row, 1)
    centre = party.host or next(iter(party.places), None)
    others = [place for place in party.places if place is not centre]
    rows: list[Group] = []
    if centre is not None:
        rows.append(_first_row(party, centre, others[: per_row - 1]))
    behind = others[per_row - 1 :]
    for at in range(0, len(behind), per_row):
        rows.append(_row_behind(party, len(rows) + 1, behind[at : at + per_row]))
    notes = [
        lazy(
            "Practice: the host stands in the centre, the first guest at the right of the host, the second at the left; left in the picture is the right of the host."
        )
        if party.options.guest_right
        else lazy("The first guest stands at the left of the host, as was chosen."),
        lazy(
            "Practice: guests and people of the host stand by turns, people of the host at both ends; the first row is that of the highest."
        ),
    ]
    found = _without_host(party, lazy("No host is known: the first in the order of precedence stands in the centre."))
    return Arrangement(OrderKind.PHOTOGRAPH, tuple(rows), tuple(notes), found)


def _first_row(party: _Party, centre: Place, others: Sequence[Place]) -> Group:
    row = _from_the_centre([centre, *_by_turns(party, others)], right_first=party.options.guest_right)
    middle = row.index(centre)
    return _row(party, 1, row, [middle - n for n in range(len(row))], around=centre)


def _by_turns(party: _Party, others: Sequence[Place]) -> list[Place]:
    """Put guests and people of the host by turns, two by two from the centre; two people of the host are kept for the ends."""
    guests = [place for place in others if not party.of_the_host(place)]
    own = [place for place in others if party.of_the_host(place)]
    ends = own[-_COUPLE:] if guests else []
    between = own[: len(own) - len(ends)]
    outward: list[Place] = []
    while guests or between:
        outward += guests[:_COUPLE]
        outward += between[:_COUPLE]
        guests, between = guests[_COUPLE:], between[_COUPLE:]
    return outward + ends


def _row_behind(party: _Party, number: int, places: Sequence[Place]) -> Group:
    if len(places) % _COUPLE:
        row = _from_the_centre(places, right_first=party.options.guest_right)
        middle = len(row) // _COUPLE
        return _row(party, number, row, [middle - n for n in range(len(row))], around=None)
    right, left = (places[::2], places[1::2]) if party.options.guest_right else (places[1::2], places[::2])
    half = len(right)
    return _row(party, number, [*reversed(right), *left], [*range(half, 0, -1), *range(-1, -half - 1, -1)], around=None)


def _row(party: _Party, number: int, row: Sequence[Place], steps: Sequence[int], *, around: Place | None) -> Group:
    """Tell who stands where in a row: *steps* to the right of the centre, to its left when negative."""
    title = lazy("Row {number}, seen by the photographer from the left", number=number)
    wheres = [lazy("left in the picture"), lazy("right in the picture")] if len(row) == _COUPLE else [_side(one) for one in steps]
    spots = [
        Spot(place.guest.id, n, where, _why_standing(party, place, around), place.guest.host)
        for n, (place, where) in enumerate(zip(row, wheres, strict=True), 1)
    ]
    return Group(title, tuple(spots))


def _side(steps: int) -> Lazy:
    if not steps:
        return lazy("in the centre")
    if steps > 0:
        return lazy("right of the centre, place {place} (left in the picture)", place=steps)
    return lazy("left of the centre, place {place} (right in the picture)", place=-steps)


def _why_standing(party: _Party, place: Place, around: Place | None) -> Lazy:
    if place is around and place.guest.host:
        return lazy("The host stands in the centre.")
    if around is not None and party.of_the_host(place):
        return lazy("Place {number} in the order of precedence; of the side of the host.", number=place.number)
    return _by_precedence(place)


# -- cars


def _cars(party: _Party) -> Arrangement:
    seats = min(max(party.options.seats, 1), _SEATS)
    cars: list[list[Place]] = []
    for unit in party.with_partners(_riding(party)):
        if not cars or len(cars[-1]) + len(unit) > seats:
            cars.append([])
        for place in unit:
            if len(cars[-1]) == seats:
                cars.append([])
            cars[-1].append(place)
    groups = tuple(Group(lazy("Car {number}", number=n), _seated(party, car)) for n, car in enumerate(cars, 1))
    return Arrangement(OrderKind.CARS, groups, tuple(_about_cars(party, seats)))


def _riding(party: _Party) -> list[Place]:
    """Give the order in which seats are filled: a guest of honour goes before the host, who accompanies."""
    first = [place for one in party.honoured for place in (one, *party.partners_of(one))] if party.host is not None else []
    return [*first, *(place for place in party.places if place not in first)]


def _seated(party: _Party, car: Sequence[Place]) -> tuple[Spot, ...]:
    seats = (lazy("rear right"), lazy("rear left"), lazy("front right"), lazy("rear middle"))
    return tuple(Spot(place.guest.id, n + 1, seats[n], _why_seated(party, place, car), place.guest.host) for n, place in enumerate(car))


def _why_seated(party: _Party, place: Place, car: Sequence[Place]) -> Lazy:
    other = place.guest.other
    if other is not None and party.partner(place) and any(one.guest.id == other.id for one in car):
        return lazy("In one car with {partner}, as partner.", partner=other.name)
    if place.guest.host and party.honoured and place is not car[0]:
        return lazy("The host accompanies the guest of honour, who has the first seat.")
    return _by_precedence(place)


def _about_cars(party: _Party, seats: int) -> list[Lazy]:
    notes = [lazy("Practice: with a driver, the first seat is rear right, the second rear left, the third front right.")]
    if seats > _COUPLE:
        notes.append(lazy("The front seat is often that of the interpreter or of protection: choose two guests in a car to keep it free."))
    if seats == _SEATS:
        notes.append(lazy("The middle of the back seat is nobody's place by protocol; it is given last."))
    if any(party.partner(place) for place in party.places):
        notes.append(lazy("Partners ride in one car."))
    return notes
