"""The two lists that are asked of the office every year: for the public under the ordinance, and for members of parliament.

The ordinance (joint ordinance of 14 December 2017, article 7) wants the trips of the leading official and of the directors-general, by
the function on the day of the trip. Members of parliament ask the same things of every trip; without names and without free texts the
list can be published.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from operator import attrgetter

from app.domains.trips.aftercare import Result
from app.domains.trips.figures import Estimate
from app.domains.trips.request import Leg, Place, Purpose, Stay, ThirdParty, Traveller
from app.domains.trips.showing import NOT_KNOWN, joined, title
from app.domains.trips.vocabulary import Category, CostKind, Mode, Reached, State
from app.kernel.money import Money, total
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.showing import NO, YES
from app.kernel.translated import Lazy, Wording, lazy, lazy_count

ORDINANCE = lazy("Joint ordinance of 14 December 2017, article 7")
LISTED_BY_LAW = frozenset({Category.LEADING_OFFICIAL, Category.DIRECTOR_GENERAL})
OF_CABINET = frozenset({Category.MINISTER, Category.CABINET_MEMBER})
_KINDS = (
    (CostKind.TRANSPORT, CostKind.LOCAL_TRANSPORT),
    (CostKind.LODGING,),
    (CostKind.DAILY_ALLOWANCE,),
    (CostKind.REGISTRATION, CostKind.VISA, CostKind.REPRESENTATION, CostKind.INSURANCE, CostKind.OTHER),
)


@dataclass(frozen=True, slots=True)
class ListedTrip:
    """A trip as the lists tell it: of the edition that was approved last, with sums in euro for all travellers.

    `actual` is None while nothing was settled. `derogations` are pairs of a rule and whether it was granted. `total` is the estimate as
    it stands on the file. `by_role` names travellers who hold a post of the ordinance on that day although the file calls them otherwise.
    """

    number: str
    state: State
    title: str
    travellers: tuple[Traveller, ...]
    destination: Place
    departs_on: date
    returns_on: date | None
    purpose: Purpose
    legs: tuple[Leg, ...]
    stays: tuple[Stay, ...]
    third_party: ThirdParty | None = None
    estimate: Estimate = Estimate()
    actual: Estimate | None = None
    kg: Decimal | None = None
    alternative_kg: Decimal | None = None
    regularised: bool = False
    results: tuple[Result, ...] = ()
    derogations: tuple[tuple[str, bool | None], ...] = ()
    by_role: frozenset[str] = frozenset()


def whole(estimate: Estimate, known_total: Decimal | None) -> Estimate:
    """Give the allowance that was worked out its place: what the total of the file holds beyond the other parts."""
    if estimate.allowance is not None or known_total is None or None in (estimate.transport, estimate.lodging, estimate.other):
        return estimate
    return replace(estimate, allowance=known_total - estimate.known)


def spent(expenses: Iterable[tuple[CostKind, Money]], allowance: Decimal | None) -> Estimate:
    """Add up what a trip has cost, with the daily allowance that is due for it; a part with an unknown amount is None."""
    lines = list(expenses)
    parts = [total(money for kind, money in lines if kind in kinds) for kinds in _KINDS]
    meals = None if parts[2] is None or allowance is None else parts[2] + allowance
    return Estimate(parts[0], parts[1], meals, parts[3])


# --- columns -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Column:
    title: Lazy
    kind: CellKind
    width: float
    cell: Callable[[ListedTrip, Wording], Cell]


def _columns(columns: Sequence[_Column], wording: Wording) -> tuple[SheetColumn, ...]:
    return tuple(SheetColumn(wording.text(one.title), one.kind, one.width) for one in columns)


def _costs(titles: Sequence[Lazy], sums: Callable[[ListedTrip], Estimate | None]) -> tuple[_Column, ...]:
    def cell(part: Callable[[Estimate], Decimal | None]) -> Callable[[ListedTrip, Wording], Cell]:
        def told(trip: ListedTrip, wording: Wording) -> Cell:
            found = sums(trip)
            if found is None:
                return None
            amount = part(found)
            return wording.text(NOT_KNOWN) if amount is None else amount

        return told

    return tuple(_Column(title, CellKind.MONEY, 12, cell(part)) for title, part in zip(titles, _PARTS, strict=True))


_PARTS = tuple(attrgetter(name) for name in ("transport", "lodging", "allowance", "other", "total"))
_ESTIMATED = (
    lazy("Transport, estimated (EUR)"),
    lazy("Lodging, estimated (EUR)"),
    lazy("Meals and daily allowance, estimated (EUR)"),
    lazy("Other costs, estimated (EUR)"),
    lazy("Total, estimated (EUR)"),
)
_ACTUAL = (
    lazy("Transport, actual (EUR)"),
    lazy("Lodging, actual (EUR)"),
    lazy("Meals and daily allowance, actual (EUR)"),
    lazy("Other costs, actual (EUR)"),
    lazy("Total, actual (EUR)"),
)


_COSTS = (*_costs(_ESTIMATED, lambda trip: trip.estimate), *_costs(_ACTUAL, lambda trip: trip.actual))


@cache
def _said(kind: type[StrEnum], code: str, wording: Wording) -> str:
    # A year's list says the same few words ten thousands of times.
    return wording.text(title(kind(code)))


def _word(code: StrEnum, wording: Wording) -> str:
    return _said(type(code), code.value, wording)


def _yes_no(value: bool, wording: Wording) -> str:  # noqa: FBT001 - a word for it
    return wording.text(YES if value else NO)


def _state(trip: ListedTrip, wording: Wording) -> str:
    return _word(trip.state, wording)


def modes(trip: ListedTrip, wording: Wording) -> str:
    """Write the means of transport of a trip, each once."""
    return ", ".join(dict.fromkeys(_word(leg.mode, wording) for leg in trip.legs if leg.mode))


def classes(trip: ListedTrip, wording: Wording) -> str:
    """Write the classes of a trip, each once."""
    return ", ".join(dict.fromkeys(_word(leg.travel_class, wording) for leg in trip.legs if leg.travel_class))


def reached(trip: ListedTrip) -> Reached:
    """Tell what became of the expected results as a whole: reached when all are, not when none is, else partly."""
    found = {one.reached for one in trip.results}
    if not found or Reached.UNKNOWN in found:
        return Reached.UNKNOWN
    return found.pop() if len(found) == 1 else Reached.PARTLY


def _results(trip: ListedTrip, wording: Wording) -> str:
    told = {one.expected: one for one in trip.results}
    lines: list[str] = []
    for expected in trip.purpose.expected_results:
        one = told.get(expected, Result(expected))
        lines.append(joined((f"{expected}: {_word(one.reached, wording)}", one.remark)))
    return "\n".join(lines)


def _plane(trip: ListedTrip) -> bool:
    return any(leg.mode is Mode.PLANE for leg in trip.legs)


def _rooms(trip: ListedTrip, wording: Wording, *, hotels: bool) -> str:
    return "\n".join(
        joined((one.hotel if hotels else "", one.room, wording.text(lazy_count("{number} night", "{number} nights", one.nights))), ", ")
        for one in trip.stays
    )


# --- transparency --------------------------------------------------------------------------------------------------------------


def transparency_sheet(year: int, trips: Iterable[ListedTrip], made: datetime, wording: Wording) -> Sheet:
    """Write the yearly list of the ordinance: a row for each trip of each traveller in an office that it names.

    Somebody who holds such an office by a role of the program, while the file says otherwise, is in the list with a remark.
    """
    columns = _columns(_TRANSPARENCY, wording)
    rows = [
        _law_row(trip, traveller, wording)
        for trip in sorted(trips, key=lambda one: (one.departs_on, one.number))
        for traveller in trip.travellers
        if is_listed(trip, traveller)
    ]
    source = wording.say(
        "Source: files of service trips of Brussels International. {law}. {count}. Made on {moment}.",
        law=ORDINANCE,
        count=lazy_count("{number} line", "{number} lines", len(rows)),
        moment=made,
    )
    name = wording.say("Trips of the leading official and the directors-general, {year}", year=year)
    return Sheet(name, columns, (*rows, *_remark(source, len(columns))), made)


def is_listed(trip: ListedTrip, traveller: Traveller) -> bool:
    """Tell whether the ordinance names the office that a traveller held on the day of the trip."""
    return traveller.category in LISTED_BY_LAW or traveller.name in trip.by_role


def _law_row(trip: ListedTrip, traveller: Traveller, wording: Wording) -> tuple[Cell, ...]:
    one = replace(trip, travellers=(traveller, *(other for other in trip.travellers if other is not traveller)))
    return _row(_TRANSPARENCY, one, wording)


def _row(columns: Sequence[_Column], trip: ListedTrip, wording: Wording) -> tuple[Cell, ...]:
    # A cell with an empty text is written to the file, one with nothing is not.
    return tuple([None if (cell := column.cell(trip, wording)) == "" else cell for column in columns])


def _remark(text: str, width: int) -> tuple[tuple[Cell, ...], ...]:
    empty: tuple[Cell, ...] = (None,) * (width - 1)
    return (None, *empty), (text, *empty)


def _check(trip: ListedTrip, wording: Wording) -> str:
    first = trip.travellers[0]
    if first.category in LISTED_BY_LAW or first.name not in trip.by_role:
        return ""
    return wording.say(
        "To check: the file says {category}, but the person held an office of the ordinance on that day.", category=title(first.category)
    )


_TRANSPARENCY = (
    _Column(lazy("No."), CellKind.TEXT, 11, lambda t, _: t.number),
    _Column(lazy("Name"), CellKind.TEXT, 24, lambda t, _: t.travellers[0].name),
    _Column(lazy("Function on the day of the trip"), CellKind.TEXT, 26, lambda t, _: t.travellers[0].function),
    _Column(lazy("Category"), CellKind.TEXT, 18, lambda t, w: _word(t.travellers[0].category, w)),
    _Column(lazy("Administration or minister’s office"), CellKind.TEXT, 26, lambda t, _: t.travellers[0].entity),
    _Column(lazy("City"), CellKind.TEXT, 16, lambda t, _: t.destination.city),
    _Column(lazy("Country"), CellKind.TEXT, 16, lambda t, w: w.formats.country(t.destination.country)),
    _Column(lazy("Departure"), CellKind.DATE, 12, lambda t, _: t.departs_on),
    _Column(lazy("Return"), CellKind.DATE, 12, lambda t, _: t.returns_on),
    _Column(lazy("Subject"), CellKind.TEXT, 34, lambda t, _: t.title),
    _Column(lazy("Kind of trip"), CellKind.TEXT, 20, lambda t, w: _word(t.purpose.kind, w)),
    _Column(lazy("Host or organiser"), CellKind.TEXT, 22, lambda t, _: t.purpose.host),
    _Column(lazy("Means of transport"), CellKind.TEXT, 16, modes),
    _Column(lazy("Class"), CellKind.TEXT, 16, classes),
    _Column(lazy("Travellers"), CellKind.NUMBER, 10, lambda t, _: len(t.travellers)),
    *_COSTS,
    _Column(lazy("kg CO₂e"), CellKind.NUMBER, 10, lambda t, _: t.kg),
    _Column(lazy("Regularised"), CellKind.TEXT, 12, lambda t, w: _yes_no(t.regularised, w)),
    _Column(lazy("Result"), CellKind.TEXT, 16, lambda t, w: _word(reached(t), w)),
    _Column(lazy("Status"), CellKind.TEXT, 14, _state),
    _Column(lazy("Remark"), CellKind.TEXT, 30, _check),
)


# --- parliament ----------------------------------------------------------------------------------------------------------------


def parliament_sheet(
    first: date,
    last: date,
    trips: Iterable[ListedTrip],
    made: datetime,
    wording: Wording,
    *,
    anonymous: bool = False,
    filters: Sequence[str] = (),
) -> Sheet:
    """Write the list that members of parliament ask for, a row for each trip; *filters* are told in its remark.

    Anonymous, it names nobody: travellers are counted by category, and no free text, in which a name could stand, is in it.
    """
    described = _ANONYMOUS if anonymous else _PARLIAMENT
    columns = _columns(described, wording)
    in_order = sorted(trips, key=lambda one: (one.departs_on, one.number))
    rows = [_row(described, trip, wording) for trip in in_order]
    if anonymous:
        rows = [(number, *row) for number, row in enumerate(rows, 1)]
        columns = (SheetColumn(wording.say("No."), CellKind.NUMBER, 6), *columns)
    source = wording.say(
        "Source: files of service trips of Brussels International. {filters} {count}. Made on {moment}.",
        filters=" ".join(f"{one}." for one in filters),
        count=lazy_count("{number} trip", "{number} trips", len(rows)),
        moment=made,
    )
    name = wording.say("Service trips from {first} to {last}", first=first, last=last)
    return Sheet(name, columns, (*rows, *_remark(source, len(columns))), made)


def _entities(trip: ListedTrip, *, of_cabinet: bool) -> str:
    return ", ".join(
        dict.fromkeys(
            one.entity
            for one in trip.travellers
            if one.entity and one.category is not Category.EXTERNAL and (one.category in OF_CABINET) is of_cabinet
        )
    )


def _who(trip: ListedTrip, wording: Wording) -> str:
    return "\n".join(
        joined((one.name, joined((one.function, _word(one.category, wording)), " – ")), ", ")
        for one in trip.travellers
        if not _comes_along(one)
    )


def _comes_along(one: Traveller) -> bool:
    return one.category is Category.EXTERNAL or one.press or one.partner


def _companions(trip: ListedTrip, wording: Wording) -> str:
    return "\n".join(
        joined((one.name, one.function, one.entity, wording.say("private") if one.partner else ""), ", ")
        for one in trip.travellers
        if _comes_along(one) and not one.press
    )


def _counted(people: Iterable[Traveller], wording: Wording) -> str:
    found = Counter(one.category for one in people)
    return ", ".join(wording.say("{number} × {category}", number=found[one], category=title(one)) for one in Category if found[one])


def _press(trip: ListedTrip) -> list[Traveller]:
    return [one for one in trip.travellers if one.press]


def _others(trip: ListedTrip) -> list[Traveller]:
    return [one for one in trip.travellers if _comes_along(one) and not one.press]


def _payers(people: Iterable[Traveller], wording: Wording, *, stay: bool) -> str:
    found = (one.payer_stay or one.payer if stay else one.payer for one in people)
    return ", ".join(dict.fromkeys(_word(one, wording) for one in found if one))


def _third_party(trip: ListedTrip, wording: Wording, *, named: bool) -> str:
    payer = trip.third_party
    if payer is None:
        return ""
    kind = wording.say("public body") if payer.public else wording.say("private")
    money = wording.formats.money(payer.amount) if payer.amount else ""
    return joined((payer.name if named else "", kind, payer.pays if named else "", money), ", ")


_DECIDED: dict[bool | None, Lazy] = {True: lazy("granted"), False: lazy("refused"), None: lazy("not decided")}


def _derogations(trip: ListedTrip, wording: Wording) -> str:
    return ", ".join(wording.say("{rule} ({decision})", rule=rule, decision=_DECIDED[granted]) for rule, granted in trip.derogations)


def _videoconference(trip: ListedTrip, wording: Wording) -> str:
    considered = trip.purpose.videoconference.considered
    return wording.say("not answered") if considered is None else _yes_no(considered, wording)


_NUMBER = _Column(lazy("No."), CellKind.TEXT, 11, lambda t, _: t.number)
_ENTITIES = (
    _Column(lazy("Minister or minister’s office"), CellKind.TEXT, 26, lambda t, _: _entities(t, of_cabinet=True)),
    _Column(lazy("Administration"), CellKind.TEXT, 26, lambda t, _: _entities(t, of_cabinet=False)),
)
_PLACE = (
    _Column(lazy("Country"), CellKind.TEXT, 16, lambda t, w: w.formats.country(t.destination.country)),
    _Column(lazy("City"), CellKind.TEXT, 16, lambda t, _: t.destination.city),
    _Column(lazy("Departure"), CellKind.DATE, 12, lambda t, _: t.departs_on),
    _Column(lazy("Return"), CellKind.DATE, 12, lambda t, _: t.returns_on),
)
_KIND = _Column(lazy("Kind of trip"), CellKind.TEXT, 20, lambda t, w: _word(t.purpose.kind, w))
_TRANSPORT = (
    _Column(lazy("Means of transport"), CellKind.TEXT, 16, modes),
    _Column(lazy("Class"), CellKind.TEXT, 16, classes),
    _Column(lazy("By plane"), CellKind.TEXT, 10, lambda t, w: _yes_no(_plane(t), w)),
)
_PAID = (
    _Column(
        lazy("Paid by (travellers)"),
        CellKind.TEXT,
        18,
        lambda t, w: _payers((o for o in t.travellers if not _comes_along(o)), w, stay=False),
    ),
    _Column(lazy("Journalists"), CellKind.NUMBER, 10, lambda t, _: len(_press(t))),
    _Column(lazy("Transport of journalists paid by"), CellKind.TEXT, 18, lambda t, w: _payers(_press(t), w, stay=False)),
    _Column(lazy("Stay of journalists paid by"), CellKind.TEXT, 18, lambda t, w: _payers(_press(t), w, stay=True)),
    _Column(lazy("Experts and third parties"), CellKind.NUMBER, 10, lambda t, _: len(_others(t))),
    _Column(lazy("Transport of experts and third parties paid by"), CellKind.TEXT, 18, lambda t, w: _payers(_others(t), w, stay=False)),
    _Column(lazy("Stay of experts and third parties paid by"), CellKind.TEXT, 18, lambda t, w: _payers(_others(t), w, stay=True)),
)
_REACHED = _Column(lazy("Aim reached"), CellKind.TEXT, 16, lambda t, w: _word(reached(t), w))
_END = (
    _Column(lazy("Derogations"), CellKind.TEXT, 20, _derogations),
    _Column(lazy("Videoconference considered"), CellKind.TEXT, 14, _videoconference),
    _Column(lazy("kg CO₂e"), CellKind.NUMBER, 10, lambda t, _: t.kg),
    _Column(lazy("kg CO₂e of the best other way"), CellKind.NUMBER, 10, lambda t, _: t.alternative_kg),
    _Column(lazy("Regularised"), CellKind.TEXT, 12, lambda t, w: _yes_no(t.regularised, w)),
    _Column(lazy("Status"), CellKind.TEXT, 14, _state),
)
_PARLIAMENT = (
    _NUMBER,
    *_ENTITIES,
    _Column(lazy("Travellers and their capacity"), CellKind.TEXT, 34, _who),
    _Column(lazy("Accompanied by"), CellKind.TEXT, 30, _companions),
    *_PLACE,
    _Column(lazy("Subject"), CellKind.TEXT, 34, lambda t, _: t.title),
    _KIND,
    _Column(lazy("Host or organiser"), CellKind.TEXT, 22, lambda t, _: t.purpose.host),
    _Column(lazy("Link with policy"), CellKind.TEXT, 30, lambda t, _: joined((t.purpose.policy_link, t.purpose.description))),
    *_TRANSPORT,
    _Column(lazy("Accommodation"), CellKind.TEXT, 28, lambda t, w: _rooms(t, w, hotels=True)),
    *_COSTS,
    *_PAID,
    _Column(lazy("Newsrooms"), CellKind.TEXT, 20, lambda t, _: ", ".join(dict.fromkeys(one.newsroom for one in _press(t) if one.newsroom))),
    _Column(lazy("Third party that pays"), CellKind.TEXT, 22, lambda t, w: _third_party(t, w, named=True)),
    _REACHED,
    _Column(lazy("Aims and results"), CellKind.TEXT, 40, _results),
    *_END,
)
_ANONYMOUS = (
    *_ENTITIES,
    _Column(lazy("Travellers by category"), CellKind.TEXT, 34, lambda t, w: _counted((o for o in t.travellers if not _comes_along(o)), w)),
    *_PLACE,
    _KIND,
    *_TRANSPORT,
    _Column(lazy("Accommodation"), CellKind.TEXT, 20, lambda t, w: _rooms(t, w, hotels=False)),
    *_COSTS,
    *_PAID,
    _Column(lazy("Third party that pays"), CellKind.TEXT, 22, lambda t, w: _third_party(t, w, named=False)),
    _REACHED,
    *_END,
)
