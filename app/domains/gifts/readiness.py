"""What gifts say to checklists: the gifts of a mission as parts of it, the days of receipt and hand-over, and what is missing.

A gift that is chosen is a part of its mission until it is released or brought back; handing it over does not make another part of it.
Nothing is said to somebody who may not see gifts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from app.domains.gifts import stock_rules
from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.gift_rows_queries import facts_of, periods_of
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import GiftRules
from app.domains.gifts.recipient_queries import alike_in
from app.domains.gifts.records import Gift, GiftItem, GiftReservation
from app.domains.gifts.register_rules import open_steps, urgency
from app.domains.gifts.reserving_queries import ReservationRow, organisation_names, person_names, recipient_name, reservations_where
from app.domains.gifts.stock_rules import Shelf
from app.domains.gifts.vocabulary import (
    GIFT,
    GIFT_RESERVATION,
    SEE_GIFTS,
    Acceptance,
    CabinBag,
    Direction,
    ReservationState,
    Step,
    Urgency,
)
from app.domains.missions.readiness import is_over, item_anchor
from app.domains.missions.records import Mission, Participant, ProgrammeItem
from app.domains.missions.vocabulary import MISSION, MissionState
from app.domains.missions.vocabulary import Direction as Way
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.readiness import Anchor, AnchorSource, Check, CheckSource, Duty, Part, PartSource
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from app.kernel.work import Reader

AREA = lazy("Gifts")
SCOPE, GIVEN, RECEIVED = "gift", "given", "received"
RECEIPT = "receipt"
KINDS = (Choice(GIVEN, lazy("each gift that is given")), Choice(RECEIVED, lazy("each gift that is received")))

# The days of the checklist of gifts: what is not settled by then presses (domain facts of protocol, 9.3).
CHOSEN_BEFORE, PACKED_BEFORE = timedelta(30), timedelta(3)
THANKS_AFTER = timedelta(7)  # rule 14: a thank-you letter that is open so many days is told
_RECEIPT = lazy("Gift received")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A gift that is given on a mission, as checklists see it: chosen from the bank, or in the register alone.

    `day` is that of its hand-over, `moment` the line of the programme at which it happens while that is to come.
    """

    ref: Ref
    title: Multilingual
    day: date | None
    moment: str = ""


@dataclass(frozen=True, slots=True)
class MissionGifts:
    """The gifts of one mission: what was chosen, and its entries of the register, noted or entered."""

    reservations: tuple[ReservationRow, ...] = ()
    given: tuple[Gift, ...] = ()
    received: tuple[Gift, ...] = ()
    chosen: tuple[Chosen, ...] = ()


def gifts_of(reader: Reader, ids: Sequence[str]) -> Mapping[str, MissionGifts]:
    """Give the gifts of each of several missions that has any; a fixed number of statements."""
    live = (ReservationState.RESERVED, ReservationState.ISSUED)
    reserved = reservations_where(reader, [GiftReservation.mission_id.in_(ids), GiftReservation.state.in_(live)])
    entries = reader.scalars(select(Gift).where(Gift.mission_id.in_(ids), Gift.struck_on.is_(None)).order_by(Gift.day, Gift.id))
    if not reserved and not entries:
        return {}
    names = person_names(reader, (gift.recipient_person_id for gift in entries))
    bodies = organisation_names(reader, (gift.recipient_organisation_id for gift in entries))
    of_reserved, of_entries = _by_mission(reserved), _by_mission(entries)
    return {
        id: _gifts(of_reserved.get(id, []), of_entries.get(id, []), names, bodies) for id in ids if id in of_reserved or id in of_entries
    }


def _by_mission(rows: Iterable[ReservationRow | Gift]) -> dict[str, list[ReservationRow | Gift]]:
    found: defaultdict[str, list[ReservationRow | Gift]] = defaultdict(list)
    for row in rows:
        found[row.mission_id or ""].append(row)
    return found


def _gifts(
    reserved: Sequence[ReservationRow | Gift],
    entries: Sequence[ReservationRow | Gift],
    names: Mapping[str, str],
    bodies: Mapping[str, Multilingual],
) -> MissionGifts:
    rows = tuple(row for row in reserved if isinstance(row, ReservationRow))
    gifts = tuple(gift for gift in entries if isinstance(gift, Gift))
    from_bank = {row.gift_id: row for row in rows if row.gift_id}
    given = tuple(gift for gift in gifts if gift.direction is Direction.GIVEN)
    handed = {gift.id: gift for gift in given if gift.id in from_bank}
    chosen = [*(_of_reservation(row, handed.get(row.gift_id or "")) for row in rows)]
    chosen += [_of_entry(gift, names, bodies) for gift in given if gift.id not in from_bank]
    received = tuple(gift for gift in gifts if gift.direction is Direction.RECEIVED and gift.acceptance is Acceptance.ACCEPTED)
    return MissionGifts(rows, given, received, tuple(chosen))


def _of_reservation(row: ReservationRow, handed: Gift | None) -> Chosen:
    day, moment = (handed.day, "") if handed else (row.day, row.moment_id or "")
    return Chosen(Ref(GIFT_RESERVATION, row.id), _with(row.item_name, row.recipient), day, moment)


def _of_entry(gift: Gift, names: Mapping[str, str], bodies: Mapping[str, Multilingual]) -> Chosen:
    organisation = bodies.get(gift.recipient_organisation_id or "", Multilingual())
    whom = recipient_name(names.get(gift.recipient_person_id or "", ""), organisation, gift.recipient_said)
    return Chosen(Ref(GIFT, gift.id), _with(gift.description, whom), gift.day)


def _with(what: Multilingual, whom: Multilingual) -> Multilingual:
    """Name an object with who gets it, in every language that one of them is written in."""
    if not whom:
        return what
    return Multilingual(*(f"{what.best(code)} ({whom.best(code)})" for code in LANGUAGES))


# ------------------------------------------------------------------------------------------------ parts, and days to count from


def parts(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Part]]:
    """Give the gifts of each of several missions: those that are given by the day of their hand-over, then those that were received."""
    return {id: _parts(found) for id, found in gifts_of(reader, ids).items()}


def _parts(found: MissionGifts) -> tuple[Part, ...]:
    given = (Part(one.ref, one.title, _anchor_of(one), GIVEN) for one in found.chosen)
    return (*given, *(Part(Ref(GIFT, gift.id), gift.description, "", RECEIVED) for gift in found.received))


def _anchor_of(one: Chosen) -> str:
    if one.moment:
        return item_anchor(one.moment)
    return gift_anchor(one.ref.id) if one.day else ""


def gift_anchor(id: str) -> str:
    """Give the key of the anchor that the hand-over of a gift is, where no line of the programme is."""
    return f"gift:{id}"


PARTS = PartSource(MISSION, SCOPE, lazy("Gifts"), parts, KINDS)


def anchors(reader: Reader, ids: Sequence[str]) -> Mapping[str, Mapping[str, Anchor]]:
    """Give the days of each of several missions on which gifts were received (the first of all, and that of each), or are handed over."""
    return {id: _anchors(found) for id, found in gifts_of(reader, ids).items()}


def _anchors(found: MissionGifts) -> Mapping[str, Anchor]:
    days = {f"{RECEIPT}/{gift.id}": Anchor(_RECEIPT, gift.day) for gift in found.received}
    if found.received:
        days[RECEIPT] = Anchor(_RECEIPT, min(gift.day for gift in found.received))
    handed = {
        gift_anchor(one.ref.id): Anchor(lazy("Hand-over of {gift}", gift=one.title), one.day)
        for one in found.chosen
        if one.day and not one.moment
    }
    return days | handed


ANCHORS = AnchorSource(MISSION, (Choice(RECEIPT, _RECEIPT),), anchors)


# ------------------------------------------------------------------------------------------------ what is missing


@dataclass(frozen=True, slots=True)
class _Around:
    """What the gifts of a mission are looked at with."""

    mission: Mission
    over: bool
    delegation: frozenset[str]
    cancelled: frozenset[str]  # lines of the programme
    shelves: Mapping[str, Shelf]
    items: Mapping[str, GiftItem]
    before: Mapping[tuple[str, str], date]  # the last day on which somebody got an object, by object and receiver
    rules: GiftRules
    today: date

    def early(self, row: ReservationRow, ahead: timedelta) -> date | None:
        """Give the day that lies *ahead* of the hand-over, or of the first day of the mission."""
        day = row.day or (self.mission.starts.first if self.mission.starts else None)
        return day - ahead if day else None


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing of the gifts of each of several missions; a fixed number of statements."""
    if not reader.user.may(SEE_GIFTS):
        return {}
    found = gifts_of(reader, ids)
    if not found:
        return {}
    missions = {one.id: one for one in reader.scalars(select(Mission).where(Mission.id.in_(found)))}
    around = _surroundings(reader, found, missions)
    return {id: tuple(_checks(gifts, around[id])) for id, gifts in found.items() if id in around}


@query(SEE_GIFTS)
def open_points(reader: Reader, mission: str) -> Sequence[Finding]:
    """Give what is missing of the gifts of one mission."""
    return [check.finding for check in checks(reader, [mission]).get(mission, ())]


def _surroundings(reader: Reader, found: Mapping[str, MissionGifts], missions: Mapping[str, Mission]) -> Mapping[str, _Around]:
    rows = [row for gifts in found.values() for row in gifts.reservations]
    items = {row.item_id for row in rows}
    delegations: defaultdict[str, set[str]] = defaultdict(set)
    members = select(Participant.mission_id, Participant.person_id).where(Participant.mission_id.in_(found))
    for mission, person in reader.rows(members):
        delegations[mission].add(person)
    lines = select(ProgrammeItem.id).where(ProgrammeItem.id.in_([row.moment_id for row in rows if row.moment_id]))
    cancelled = frozenset(row.id for row in reader.rows(lines.where(ProgrammeItem.cancelled)))
    known, rules = {item.id: item for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_(items)))}, gift_rules.of(reader)
    counted, before = shelves(reader, items), _given_before(reader, rows)
    return {
        id: _Around(
            mission=mission,
            over=mission.state is MissionState.CANCELLED or is_over(mission.state, mission.starts, mission.ends, reader.today),
            delegation=frozenset(delegations[id]),
            cancelled=cancelled,
            shelves=counted,
            items=known,
            before=before,
            rules=rules,
            today=reader.today,
        )
        for id, mission in missions.items()
    }


def _given_before(reader: Reader, rows: Sequence[ReservationRow]) -> Mapping[tuple[str, str], date]:
    """Give when those who are to get an object got the same one before: the last day, by object and receiver.

    The same is what has its code, or is called as it is (`recipient_queries.Alike`).
    """
    receivers = {id for row in rows for id in (row.person_id, row.organisation_id) if id}
    if not receivers:
        return {}
    alike = alike_in(reader)
    same = frozenset[str]().union(*(alike.of(row.item_id) for row in rows))
    columns = (Gift.item_id, Gift.description, Gift.recipient_person_id, Gift.recipient_organisation_id, Gift.day, Gift.id)
    given = select(*columns).where(
        Gift.direction == Direction.GIVEN,
        Gift.struck_on.is_(None),
        Gift.item_id.in_(same) | Gift.item_id.is_(None),
        Gift.recipient_person_id.in_(receivers) | Gift.recipient_organisation_id.in_(receivers),
    )
    own = {row.gift_id for row in rows}
    found: dict[tuple[str, str], date] = {}
    for item, description, person, organisation, day, gift in reader.rows(given.order_by(Gift.day, Gift.id)):
        if gift in own:
            continue
        objects = alike.of(item) if item else alike.called(description)
        found |= {(id, receiver): day for id in objects for receiver in (person, organisation) if receiver}
    return found


def _checks(gifts: MissionGifts, around: _Around) -> Iterator[Check]:
    for row in gifts.reservations:
        if around.over:
            yield from _left_over(row, around)
        elif row.open:
            yield from _planned(row, around)
    yield from _short(gifts, around)
    for gift in (*gifts.given, *gifts.received):
        yield from _of_the_register(gift, around)


def _planned(row: ReservationRow, around: _Around) -> Iterator[Check]:
    item = around.items[row.item_id]
    if row.moment_id in around.cancelled:
        message = lazy("{gift} for {name}: the line of the programme at which it is handed over is cancelled.", **_said(row))
        yield _check(row, message, "gift-moment-cancelled", around.early(row, PACKED_BEFORE))
    elif row.day is None:
        message = lazy("{gift} for {name}: nobody has said when it is handed over.", **_said(row))
        yield _check(row, message, "gift-without-moment", around.early(row, CHOSEN_BEFORE))
    elif _outside(row.day, around.mission):
        message = lazy("{gift} for {name}: {day} is not a day of the mission.", **_said(row), day=row.day)
        yield _check(row, message, "gift-on-another-day", around.early(row, PACKED_BEFORE))
    yield from _carried(row, item, around)
    yield from _again(row, around)
    kept = row.state is ReservationState.RESERVED and _answered(row, "past-its-best") is None
    if kept and row.day and stock_rules.past_its_day(around.shelves[row.item_id], row.number, row.day):
        message = lazy("{gift} for {name} will be past its best-before day on {day}.", **_said(row), day=row.day)
        yield _check(row, message, "gift-past-its-day", around.early(row, PACKED_BEFORE))


def _carried(row: ReservationRow, item: GiftItem, around: _Around) -> Iterator[Check]:
    if around.mission.direction is not Way.OUTGOING:
        return  # at home it is brought from the shelf
    due = around.early(row, PACKED_BEFORE)
    if row.carrier_id and row.carrier_id not in around.delegation:
        message = lazy("{gift} for {name}: {person}, who was to carry it, does not travel.", **_said(row), person=row.carrier)
        yield _check(row, message, "gift-carrier-left", due)
    elif not row.carrier_id and item.cabin is CabinBag.NO:
        message = lazy("{gift} for {name} may not be carried in the cabin: find somebody with hold luggage.", **_said(row))
        yield _check(row, message, "gift-in-the-hold", due)
    elif not row.carrier_id:
        message = lazy("{gift} for {name}: nobody carries it.", **_said(row))
        yield _check(row, message, "gift-without-carrier", due)


def _again(row: ReservationRow, around: _Around) -> Iterator[Check]:
    receiver = row.person_id or row.organisation_id or ""
    day = around.before.get((row.item_id, receiver))
    if day is not None and _answered(row, "repeat") is None:
        message = lazy("{gift}: {name} got the same on {day}. Choose another one, or say why.", **_said(row), day=day)
        yield _check(row, message, "gift-again", around.early(row, CHOSEN_BEFORE))


def _answered(row: ReservationRow, code: str) -> str | None:
    """Give the reason with which a warning was answered; warnings of one sort begin with the same word."""
    return next((reason for answered, reason in row.answers if answered.startswith(code)), None)


def _outside(day: date, mission: Mission) -> bool:
    last = mission.ends or mission.starts
    return bool(mission.starts and last) and not mission.starts.first <= day <= last.last  # type: ignore[union-attr]


def _left_over(row: ReservationRow, around: _Around) -> Iterator[Check]:
    if row.state is ReservationState.RESERVED:
        message = lazy("{gift} for {name} is still reserved: hand it over, or release it.", **_said(row))
        yield _check(row, message, "gift-still-reserved", around.today)
    elif row.gift_id is None:
        message = lazy("{gift} for {name} has left the gift bank: note that it was handed over, or bring it back.", **_said(row))
        yield _check(row, message, "gift-not-back", around.today)


def _short(gifts: MissionGifts, around: _Around) -> Iterator[Check]:
    """A loss or a stock-taking may leave fewer than were promised."""
    told: set[str] = set()
    for row in gifts.reservations:
        shelf = around.shelves[row.item_id]
        if row.state is not ReservationState.RESERVED or shelf.free >= 0 or row.item_id in told or around.over:
            continue
        told.add(row.item_id)
        message = lazy(
            "{gift}: {reserved} are reserved and {stock} are there. Buy more, or release some.",
            gift=row.item_name,
            reserved=shelf.reserved,
            stock=shelf.stock(),
        )
        yield _check(row, message, "gift-short", around.early(row, CHOSEN_BEFORE))


def _of_the_register(gift: Gift, around: _Around) -> Iterator[Check]:
    for step, due in open_steps(facts_of(gift), periods_of(around.rules)):
        if (message := _late(step, gift, due, around.today)) is not None:
            finding = Finding("gift", message, Severity.WARNS, rule=f"gift-{step}", ref=Ref(GIFT, gift.id), value=due)
            yield Check(finding, _IN_HAND.get(step, Duty.GIFT), due)


_IN_HAND = {Step.DECIDE: Duty.HEAD, Step.THANK: Duty.PROT}


def _late(step: Step, gift: Gift, due: date, today: date) -> Lazy | None:
    """Say what presses; a letter of thanks presses from a week after the gift on."""
    pressing = urgency(due, today) is not Urgency.NONE or (step is Step.THANK and today >= gift.day + THANKS_AFTER)
    if not pressing:
        return None
    match step:
        case Step.ENTER:
            return lazy("{gift} is not in the register yet.", gift=gift.description)
        case Step.VALUE:
            return lazy("{gift}: its value is not set.", gift=gift.description)
        case Step.DECIDE:
            return lazy("{gift}: nobody has decided what becomes of it.", gift=gift.description)
        case Step.THANK:
            return lazy("{gift}: no letter of thanks has gone.", gift=gift.description)
        case Step.PLACE:
            return lazy("{gift} has no place yet.", gift=gift.description)
        case Step.DONE:
            return None


def _said(row: ReservationRow) -> dict[str, Multilingual]:
    return {"gift": row.item_name, "name": row.recipient}


def _check(row: ReservationRow, message: Lazy, rule: str, due: date | None) -> Check:
    return Check(Finding("gifts", message, Severity.WARNS, rule=rule, ref=Ref(GIFT_RESERVATION, row.id)), Duty.GIFT, due)


CHECKS = CheckSource(MISSION, AREA, 55, checks)
