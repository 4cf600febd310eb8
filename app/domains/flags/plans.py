"""Flag plans: which flag stands where, seen by somebody who faces the flags, and why.

Left and right are the spectator's everywhere; the place of honour is the flag's own right. A plan never fails: what is wrong with its
request is a finding, and what can be placed is placed. Rules: `domain/protocol.md` 2.3 and 2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from app.domains.flags.entities import Entity, FlagOrder, FlagRules, OrderGroup, has_drawing, shipped_rules
from app.domains.flags.vocabulary import MOST_PLACES, EntityKind, Order, Support
from app.domains.people.precedence.profiles import Alphabet
from app.domains.people.precedence.states import state_key
from app.kernel.errors import Finding, Severity
from app.kernel.names import fold
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count

PAIR = 2


@dataclass(frozen=True, slots=True)
class FlagRequest:
    """What is asked of a plan.

    `flags` are codes in any order (`FlagRules.code_of` reads "bru"); `places` the masts, stands or table flags there are, as many as
    flags when None. `order` is the code of an order of flags; `alphabet` replaces that of the order. `guest_left` gives the guest the
    place of honour when two flags stand together indoors; on masts the order stays. `straight` is one line from the left instead
    of the highest in the middle. `host` is the State where the flags stand. `sizes` are those of the flags at hand ("150x225"), by code.
    """

    flags: tuple[str, ...] = ()
    support: Support = Support.MASTS
    places: int | None = None
    order: str = Order.BRUSSELS_A
    alphabet: Alphabet | None = None
    guest_left: bool = True
    half_mast: bool = False
    straight: bool = False
    host: str = "BE"
    sizes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the plan: its number from the spectator's left, the flag there, its rank among the flags, and why it stands there.

    An empty place has no `code` and rank 0. `honour` marks the place of honour.
    """

    number: int
    code: str
    rank: int
    reason: Lazy
    honour: bool = False
    half_mast: bool = False


@dataclass(frozen=True, slots=True)
class FlagPlan:
    """A plan: its places from the spectator's left, the flags in their order, those without a place, and what there is to say."""

    request: FlagRequest
    positions: tuple[Position, ...]
    ranked: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def blocked(self) -> bool:
        """Whether it cannot be set up as it was asked."""
        return any(finding.blocks for finding in self.findings)

    def from_behind(self) -> tuple[Position, ...]:
        """Give the places as somebody behind the flags sees them from the left; each keeps its number."""
        return self.positions[::-1]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A flag at its place in the order, and why there."""

    entity: Entity
    group: OrderGroup
    why: Lazy


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request with all that its rules need."""

    request: FlagRequest
    rules: FlagRules
    order: FlagOrder
    alphabet: Alphabet
    entities: tuple[Entity, ...]
    host: str


def plan(request: FlagRequest, rules: FlagRules | None = None, drawn: Callable[[str], bool] = has_drawing) -> FlagPlan:
    """Put the flags of *request* in their order and at their places. *drawn* tells whether there is a drawing of a flag."""
    asked = _asked(request, rules or shipped_rules())
    ranked = _ranked(asked)
    places = _places(request, len(ranked))
    kept = ranked[:places]
    findings = (
        *_flag_findings(asked, ranked, drawn),
        *_place_findings(asked, ranked, places),
        *_support_findings(asked, ranked),
    )
    return FlagPlan(
        request,
        tuple(_positions(asked, kept, places)),
        tuple(one.entity.code for one in ranked),
        tuple(one.entity.code for one in ranked[places:]),
        findings,
    )


def from_the_left(count: int, *, straight: bool = False) -> tuple[int, ...]:
    """Give the ranks of *count* places as a spectator sees them from the left: 4-2-1-3-5, 5-3-1-2-4-6, or 1-2-3 in one line."""
    ranks = range(1, count + 1)
    if straight:
        return tuple(ranks)
    odd, even = ranks[::2], ranks[1::2]
    if count % 2:
        return (*reversed(even), *odd)
    return (*reversed(odd), *even)


# ------------------------------------------------------------------------------------------------ the order

# Whoever an order does not speak of; the orders that are brought along end with such a group themselves.
_REST = OrderGroup(title=Multilingual(nl="een andere vlag", fr="un autre drapeau", en="another flag"))


def _asked(request: FlagRequest, rules: FlagRules) -> _Asked:
    order = rules.order(request.order) or rules.order(Order.BRUSSELS_A) or FlagOrder()
    host = rules.code_of(request.host) or "BE"
    codes = dict.fromkeys(code for flag in request.flags if (code := rules.code_of(flag)))
    entities = tuple(rules.entity(code, host) for code in codes)
    return _Asked(request, rules, order, request.alphabet or order.alphabet, entities, host)


def _ranked(asked: _Asked) -> list[_Ranked]:
    groups = (*asked.order.groups, _REST)
    placed = [(next(n for n, group in enumerate(groups) if _belongs(one, group, asked)), one) for one in asked.entities]
    placed.sort(key=lambda pair: (pair[0], _key(pair[1], groups[pair[0]], asked), pair[1].code))
    sharing = {n: sum(1 for m, _ in placed if m == n) for n, _ in placed}
    ranked = [_Ranked(one, groups[n], _why(groups[n], asked, alphabetical=sharing[n] > 1)) for n, one in placed]
    return _beside(ranked, asked) if asked.order.beside else ranked


def _belongs(entity: Entity, group: OrderGroup, asked: _Asked) -> bool:
    kind, ours = entity.kind, entity.home == asked.host
    match group.who:
        case "codes":
            return entity.code in group.codes
        case "host-state":
            return kind is EntityKind.STATE and ours
        case "guest-states":
            return kind is EntityKind.STATE and not ours
        case "states":
            return kind is EntityKind.STATE
        case "organisations":
            return kind is EntityKind.ORGANISATION
        case "host-regions":
            return ours and kind in (EntityKind.REGION, EntityKind.COMMUNITY)
        case "host-provinces":
            return ours and kind is EntityKind.PROVINCE
        case "host-communes":
            return ours and kind is EntityKind.COMMUNE
        case "guest-regions":
            return not ours and entity.subnational
        case _:
            return True


def _key(entity: Entity, group: OrderGroup, asked: _Asked) -> tuple[object, ...]:
    """Give the place inside a group; entities of one group give keys that can be compared."""
    if group.who == "codes":
        return (group.codes.index(entity.code),)
    if group.who == "organisations":
        return (entity.founded is None, entity.founded and entity.founded.isoformat(), fold(entity.name.best("en")))
    if group.who in _OF_STATES:
        return (state_key(entity.code, asked.alphabet),)
    name = asked.rules.title_of(entity.code).best("en" if asked.alphabet is Alphabet.OWN else asked.alphabet.value)
    return (entity.home, fold(name))


_OF_STATES = frozenset({"host-state", "guest-states", "states"})
_ALPHABETS = {
    Alphabet.OWN: lazy("by alphabet of each State’s name in its own language"),
    Alphabet.NL: lazy("by alphabet of the Dutch names"),
    Alphabet.FR: lazy("by alphabet of the French names"),
    Alphabet.EN: lazy("by alphabet of the English names"),
}


def _why(group: OrderGroup, asked: _Asked, *, alphabetical: bool) -> Lazy:
    if alphabetical and group.who in _OF_STATES:
        return lazy(
            "{group} in the order “{order}”, {alphabet}", group=group.title, order=asked.order.name, alphabet=_ALPHABETS[asked.alphabet]
        )
    if alphabetical and group.who == "organisations":
        return lazy("{group} in the order “{order}”, by date of founding", group=group.title, order=asked.order.name)
    return lazy("{group} in the order “{order}”", group=group.title, order=asked.order.name)


def _beside(ranked: list[_Ranked], asked: _Asked) -> list[_Ranked]:
    """Put the flag of a guest region or city beside that of our Region, and its State's beside the host's: as equals."""
    guests = [one for one in ranked if one.entity.subnational and one.entity.home != asked.host]
    homes = {one.entity.home for one in guests}
    states = [one for one in ranked if one.entity.kind is EntityKind.STATE and one.entity.code in homes]
    moved = _after(ranked, _host_state(ranked, asked), states, _state_beside, asked)
    return _after(moved, _own_region(moved, asked), guests, _region_beside, asked)


def _state_beside(flag: Multilingual) -> Lazy:
    return lazy("the State of a guest region or city, beside the flag of {flag}", flag=flag)


def _region_beside(flag: Multilingual) -> Lazy:
    return lazy("a guest region or city, as an equal beside the flag of {flag}", flag=flag)


def _host_state(ranked: Iterable[_Ranked], asked: _Asked) -> _Ranked | None:
    return next((one for one in ranked if one.entity.code == asked.host), None)


def _own_region(ranked: Iterable[_Ranked], asked: _Asked) -> _Ranked | None:
    ours = [one for one in ranked if one.entity.subnational and one.entity.home == asked.host]
    return next((one for one in ours if one.entity.code == "BE-BRU"), ours[0] if ours else None)


def _after(
    ranked: list[_Ranked], anchor: _Ranked | None, moved: list[_Ranked], tell: Callable[[Multilingual], Lazy], asked: _Asked
) -> list[_Ranked]:
    if anchor is None or not moved:
        return ranked
    rest = [one for one in ranked if one not in moved]
    place, why = rest.index(anchor) + 1, tell(asked.rules.title_of(anchor.entity.code))
    return [*rest[:place], *(replace(one, why=why) for one in moved), *rest[place:]]


# ------------------------------------------------------------------------------------------------ the places


def _places(request: FlagRequest, count: int) -> int:
    """Give how many places are drawn, whatever was asked."""
    if request.support is Support.CROSSED:
        return PAIR
    if request.support is Support.CAR:
        return min(max(count, 1), PAIR)
    return min(max(count if request.places is None else request.places, 0), MOST_PLACES)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which rank has which place, from the left; `honour` is the rank with the place of honour, 2 when the host gives it to the guest."""

    ranks: tuple[int, ...]
    honour: int
    count: int


def _layout(asked: _Asked, kept: Sequence[_Ranked], places: int) -> _Layout:
    pairwise = places == PAIR
    courtesy = pairwise and _gives_way(asked, kept)
    if courtesy:
        return _Layout((2, 1), 2, len(kept))
    straight = asked.request.straight or asked.request.support is Support.CAR
    return _Layout(from_the_left(places, straight=straight), 1, len(kept))


def _gives_way(asked: _Asked, kept: Sequence[_Ranked]) -> bool:
    """Tell whether the first of two flags is ours and leaves the place of honour to a guest's."""
    request = asked.request
    if len(kept) != PAIR or request.support is Support.MASTS:
        return False
    if not request.guest_left and request.support is not Support.CAR:
        return False
    return not _is_guest(kept[0].entity, asked) and _is_guest(kept[1].entity, asked)


def _is_guest(entity: Entity, asked: _Asked) -> bool:
    """Tell whether a flag is that of somebody received: not ours, and not that of Europe, which is ours too."""
    if entity.kind is EntityKind.ORGANISATION:
        return entity.code != "EU"
    return entity.home not in ("", asked.host)


def _positions(asked: _Asked, kept: Sequence[_Ranked], places: int) -> Iterator[Position]:
    layout = _layout(asked, kept, places)
    honour = layout.ranks.index(layout.honour) + 1 if layout.honour in layout.ranks else 0
    for number, rank in enumerate(layout.ranks, 1):
        if rank > len(kept):
            yield Position(number, "", 0, lazy("This place stays empty: there are more places than flags, and the flags stand together."))
            continue
        yield Position(
            number,
            kept[rank - 1].entity.code,
            rank,
            _reason(asked, kept[rank - 1], rank, number - honour, layout),
            honour=number == honour,
            half_mast=asked.request.half_mast,
        )


def _reason(asked: _Asked, one: _Ranked, rank: int, off: int, layout: _Layout) -> Lazy:
    """Say why a flag stands *off* places to the right of the place of honour."""
    values = {"rank": rank, "count": layout.count, "why": one.why, "where": _where(asked, off, layout)}
    if layout.count == 1:
        return lazy("The only flag, {why}: it stands {where}.", **values)
    if off == 0 and rank != 1:
        return lazy("Number {rank} of {count}, {why}: as the guest’s flag it has the place of honour, {where}.", **values)
    if off == 0:
        return lazy("Number {rank} of {count}, {why}: it has the place of honour, {where}.", **values)
    if rank == 1:
        return lazy("Number {rank} of {count}, {why}: it leaves the place of honour to the guest and stands {where}.", **values)
    return lazy("Number {rank} of {count}, {why}: it stands {where}.", **values)


def _where(asked: _Asked, off: int, layout: _Layout) -> Lazy:
    places = len(layout.ranks)
    match asked.request.support:
        case Support.CROSSED:
            if off == 0:
                return lazy("at the spectator’s left, its staff in front")
            return lazy("at the spectator’s right, its staff behind the other one")
        case Support.CAR:
            if off == 0:
                return lazy("on the front right of the car, on the left of whoever sees it come")
            return lazy("on the front left of the car, on the right of whoever sees it come")
        case Support.SIGNING if places == PAIR and layout.count == PAIR:
            if off == 0:
                return lazy("at the spectator’s left, behind its own signatory")
            return lazy("at the spectator’s right, behind its own signatory")
        case Support.MASTS | Support.STANDS | Support.TABLE | Support.DESK | Support.SIGNING:
            return _in_row(off, places, straight=asked.request.straight)
        case _:
            assert_never(asked.request.support)


def _in_row(off: int, places: int, *, straight: bool) -> Lazy:
    if off < 0:
        return lazy_count(
            "next to the place of honour, on the spectator’s left",
            "{number} places from the place of honour, on the spectator’s left",
            -off,
        )
    if off > 0:
        return lazy_count(
            "next to the place of honour, on the spectator’s right",
            "{number} places from the place of honour, on the spectator’s right",
            off,
        )
    if straight or places == PAIR:
        return lazy("at the spectator’s left")
    if places % 2:
        return lazy("in the middle")
    return lazy("left of the middle as the spectator sees it")


# ------------------------------------------------------------------------------------------------ what there is to say


def _flag_findings(asked: _Asked, ranked: Sequence[_Ranked], drawn: Callable[[str], bool]) -> Iterator[Finding]:
    rules, seen = asked.rules, set[str]()
    if not ranked:
        yield Finding("flags", lazy("Name at least one flag."), rule="no-flags")
    for number, flag in enumerate(asked.request.flags):
        code = rules.code_of(flag)
        if not code:
            continue
        path = f"flags[{number}]"
        if code in seen:
            message = lazy("{flag} is named twice; its flag is placed once.", flag=rules.title_of(code))
            yield Finding(path, message, Severity.WARNS, "flag-twice", value=code)
            continue
        seen.add(code)
        yield from _one_flag(asked, code, path, drawn)
    yield from _sizes(asked)


def _one_flag(asked: _Asked, code: str, path: str, drawn: Callable[[str], bool]) -> Iterator[Finding]:
    rules, entity = asked.rules, asked.rules.entity(code, asked.host)
    name = rules.title_of(code)
    if not entity.known:
        message = lazy(
            "“{code}” is no code of a flag. Write an ISO 3166 code, EU, UN, NATO, BE-BRU …, or a kind and a name: commune:Ixelles.",
            code=code,
        )
        yield Finding(path, message, rule="unknown-code", value=code)
        return
    if (entry := rules.unrecognised.entry(code)) is not None:
        message = lazy(
            "{flag} stands on the list of {dated} of what Belgium does not recognise as a State. {note} Ask the FPS Foreign Affairs before its flag is shown.",
            flag=name,
            dated=rules.unrecognised.dated or lazy("no known day"),
            note=entry.note,
        )
        yield Finding(path, message, Severity.WARNS, "not-recognised", value=code, source=rules.unrecognised.source)
    if not drawn(code):
        message = lazy(
            "There is no drawing of the flag of {flag}: a blank with its name stands for it. The office can add a drawing of its own.",
            flag=name,
        )
        yield Finding(path, message, Severity.NOTES, "no-drawing", value=code)
    if _left_open(entity, asked):
        message = lazy("The order “{order}” does not say where {flag} stands: it comes last.", order=asked.order.name, flag=name)
        yield Finding(path, message, Severity.NOTES, "not-in-order", value=code)
    if _alone(entity, asked):
        message = lazy(
            "{flag} is a guest without the flag of its State ({state}), which stands beside that of the host’s State.",
            flag=name,
            state=rules.title_of(entity.home),
        )
        yield Finding(path, message, Severity.NOTES, "guest-state-missing", value=code)


def _left_open(entity: Entity, asked: _Asked) -> bool:
    found = next((group for group in asked.order.groups if _belongs(entity, group, asked)), None)
    return found is None or found.who == "others"


def _alone(entity: Entity, asked: _Asked) -> bool:
    codes = {one.code for one in asked.entities}
    return entity.subnational and entity.home != asked.host and entity.home not in codes and asked.host in codes


def _sizes(asked: _Asked) -> Iterator[Finding]:
    known = {asked.rules.code_of(code): size.strip() for code, size in asked.request.sizes.items()}
    given = {one.code: known[one.code] for one in asked.entities if known.get(one.code)}
    if len({fold(size).replace(" ", "").replace("×", "x") for size in given.values()}) <= 1:
        return
    told = [lazy("{flag} {size}", flag=asked.rules.title_of(code), size=size) for code, size in given.items()]
    message = lazy("The flags are not of one size: {sizes}. Flags that stand together are of the same size.", sizes=_listed(told))
    yield Finding("sizes", message, Severity.WARNS, "unequal-sizes", value=sorted(set(given.values())))


def _listed(parts: Sequence[Lazy | Multilingual]) -> Lazy | Multilingual | str:
    """Put texts one after the other, divided by commas, in whatever language they are read."""
    if len(parts) <= 1:
        return parts[0] if parts else ""
    return lazy("{first}, {rest}", first=parts[0], rest=_listed(parts[1:]))


def _place_findings(asked: _Asked, ranked: Sequence[_Ranked], places: int) -> Iterator[Finding]:
    request, count = asked.request, len(ranked)
    if asked.rules.order(request.order) is None:
        message = lazy("There is no order of flags “{order}”; “{used}” was used.", order=request.order, used=asked.order.name)
        yield Finding("order", message, rule="unknown-order", value=request.order)
    if request.support is Support.CROSSED:
        if count != PAIR or request.places not in (None, PAIR):
            message = lazy("Two flags are crossed, not {count}.", count=count)
            yield Finding("flags", message, rule="two-are-crossed", value=count, limit=PAIR)
        return
    asked_for = count if request.places is None else request.places
    if request.support is Support.CAR:
        asked_for = max(count, asked_for)
        if asked_for > PAIR:
            yield Finding("flags", lazy("A car carries two pennants at most."), rule="too-many-pennants", value=asked_for, limit=PAIR)
        return
    if asked_for > MOST_PLACES:
        message = lazy(
            "{count} places are too many for one plan: at most {limit} can be checked at a glance. Make several plans.",
            count=asked_for,
            limit=MOST_PLACES,
        )
        yield Finding("places", message, rule="too-many-for-a-plan", value=asked_for, limit=MOST_PLACES)
    elif asked_for < 1 and count:
        yield Finding("places", lazy("A plan needs at least one place for a flag."), rule="no-places", value=asked_for, limit=1)
    elif places < count:
        left = _listed([asked.rules.title_of(one.entity.code) for one in ranked[places:]])
        message = lazy(
            "There are {places} places for {count} flags: nowhere to stand for {left}. Leave flags out, or find more places.",
            places=places,
            count=count,
            left=left,
        )
        yield Finding("places", message, rule="too-few-places", value=places, limit=count)
    elif places > count > 0:
        message = lazy_count(
            "There are {places} places for {count} flags: one outer place stays empty.",
            "There are {places} places for {count} flags: {number} outer places stay empty.",
            places - count,
            places=places,
            count=count,
        )
        yield Finding("places", message, Severity.WARNS, "too-many-places", value=places, limit=count)


def _support_findings(asked: _Asked, ranked: Sequence[_Ranked]) -> Iterator[Finding]:
    request = asked.request
    if request.half_mast and request.support is not Support.MASTS:
        message = lazy("Only a flag on a mast flies at half-mast; indoors a black ribbon is tied to the staff.")
        yield Finding("half_mast", message, Severity.NOTES, "half-mast-indoors")
    if request.support is not Support.CAR:
        return
    for one in ranked:
        name = asked.rules.title_of(one.entity.code)
        if one.entity.subnational:
            message = lazy("A pennant of {flag} on a car must be agreed with the FPS Foreign Affairs.", flag=name)
            yield Finding("flags", message, Severity.WARNS, "pennant-to-be-agreed", value=one.entity.code)
    if any(one.entity.kind is EntityKind.STATE for one in ranked):
        message = lazy("The pennant of a State is for its head of State, its head of government and its ambassador.")
        yield Finding("flags", message, Severity.NOTES, "pennant-of-a-state")
