"""What does not fit together in a mission: overlaps, transfers nobody can make, people who are not there.

Works on plain facts, in proportion to the number of lines for each group of people who go the same way: members of the delegation
with the same days, lines and journeys are looked at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from app.domains.missions import rules
from app.domains.missions.vocabulary import ITEM, MISSION, PARTICIPANT, TRANSPORT, Ceremony, MissionState
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count

MINIMUM_TRANSFER_MINUTES = 15
WITHOUT_SEAT, WITHOUT_BED = "without-seat", "without-bed"
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ProgrammeSettings:
    """What the office holds possible; `by_default` while it has not confirmed these values itself."""

    minimum_transfer_minutes: int = MINIMUM_TRANSFER_MINUTES
    by_default: bool = True


@dataclass(frozen=True, slots=True)
class MissionFacts:
    """A mission as these rules see it."""

    id: str
    state: MissionState
    starts: PartialDate | None
    ends: PartialDate | None


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A member of the delegation as these rules see it."""

    id: str
    person_id: str
    name: str
    head: bool = False
    joins: date | None = None
    leaves: date | None = None

    def there_on(self, day: date) -> bool:
        """Tell whether this person is there on *day*."""
        return (self.joins is None or self.joins <= day) and (self.leaves is None or day <= self.leaves)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A line of the programme as the rules see it; `zone` is the clock in force, `attended_by` is empty for everybody.

    `in_charge`: somebody is; `interpreter`: one is named.
    """

    id: str
    title: Multilingual | str
    day: date | None
    begins: time | None
    minutes: int | None
    zone: str
    place: str = ""
    ceremony: Ceremony = Ceremony.NONE
    cancelled: bool = False
    attended_by: tuple[str, ...] = ()
    in_charge: bool = False
    interpreter: bool = False


@dataclass(frozen=True, slots=True)
class JourneyFacts:
    """A transport whose departure is known; `arrives` is the departure where the arrival is not known."""

    id: str
    name: str
    departs: datetime
    arrives: datetime
    passengers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Which participants have a seat in some transport, and a bed in some room; None while there are no seats, or no beds, at all."""

    seated: frozenset[str] | None = None
    bedded: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class _Slot:
    """A line or a journey on the scale of real time, in seconds."""

    number: int
    starts: float
    ends: float
    place: str
    id: str
    name: Multilingual | str
    item: ItemFacts | None


@dataclass(frozen=True, slots=True)
class _Group:
    """People who go the same way."""

    members: tuple[ParticipantFacts, ...]
    slots: tuple[_Slot, ...]
    journeys: tuple[JourneyFacts, ...]


def programme_findings(
    mission: MissionFacts,
    participants: Sequence[ParticipantFacts],
    items: Sequence[ItemFacts],
    journeys: Sequence[JourneyFacts] = (),
    settings: ProgrammeSettings = ProgrammeSettings(),
    places: Places = Places(),
) -> list[Finding]:
    """Give everything that does not fit together; nothing for a mission that is cancelled. Cancelled lines are left out."""
    if mission.state is MissionState.CANCELLED:
        return []
    standing = [item for item in items if not item.cancelled]
    groups = _groups(participants, standing, journeys)
    return [
        *_delegation(mission, participants),
        *_single_items(mission, participants, standing),
        *_conflicts(groups, len(participants), settings),
        *_arrivals_and_departures(mission, groups, len(participants)),
        *_without_place(mission, participants, places),
    ]


def _delegation(mission: MissionFacts, participants: Sequence[ParticipantFacts]) -> Iterator[Finding]:
    ref = Ref(MISSION, mission.id)
    heads = [participant for participant in participants if participant.head]
    if not participants:
        yield Finding("participants", lazy("Nobody is in the delegation yet."), Severity.NOTES, rule="delegation-empty", ref=ref)
    elif not heads:
        yield Finding("head", lazy("The delegation has no head."), Severity.WARNS, rule="delegation-without-head", ref=ref)
    elif len(heads) > 1:
        message = lazy("The delegation has more than one head: {names}.", names=_names(heads))
        yield Finding("head", message, Severity.WARNS, rule="delegation-two-heads", ref=ref)
    seen: set[str] = set()
    for participant in participants:
        if participant.person_id in seen:
            message = lazy("{name} stands twice in the delegation.", name=participant.name)
            yield Finding("person_id", message, Severity.WARNS, rule="participant-twice", ref=Ref(PARTICIPANT, participant.id))
        seen.add(participant.person_id)
        for key, day in (("joins", participant.joins), ("leaves", participant.leaves)):
            if day and not rules.within(day, mission.starts, mission.ends):
                message = lazy("{name} joins or leaves outside the dates of the mission.", name=participant.name)
                yield Finding(key, message, Severity.WARNS, rule="participant-outside-mission", ref=Ref(PARTICIPANT, participant.id))


def _single_items(mission: MissionFacts, participants: Sequence[ParticipantFacts], items: Sequence[ItemFacts]) -> Iterator[Finding]:
    by_id = {participant.id: participant for participant in participants}
    heads = [participant for participant in participants if participant.head]
    for item in items:
        yield from _time_of(mission, item)
        if item.day and (absent := [by_id[id] for id in item.attended_by if id in by_id and not by_id[id].there_on(item.day)]):
            message = lazy("“{item}”: {names} take part but are not there that day.", item=item.title, names=_names(absent))
            yield _about(item, "attended_by", message, "item-attended-by-absent")
        if item.ceremony is Ceremony.SIGNING and heads and not any(_attends(head, item) for head in heads):
            message = lazy("“{item}” is a signing without the head of the delegation.", item=item.title)
            yield _about(item, "attended_by", message, "signing-without-head")


def _time_of(mission: MissionFacts, item: ItemFacts) -> Iterator[Finding]:
    if item.day is None:
        yield _about(item, "day", lazy("“{item}” has no day yet.", item=item.title), "item-without-day", Severity.NOTES)
    elif not rules.within(item.day, mission.starts, mission.ends):
        yield _about(item, "day", lazy("“{item}” is outside the dates of the mission.", item=item.title), "item-outside-mission")
    elif item.begins is None:
        yield _about(item, "begins", lazy("“{item}” has no time yet.", item=item.title), "item-without-time", Severity.NOTES)


def _attends(participant: ParticipantFacts, item: ItemFacts) -> bool:
    if item.attended_by:
        return participant.id in item.attended_by
    return item.day is None or participant.there_on(item.day)


def _groups(participants: Sequence[ParticipantFacts], items: Sequence[ItemFacts], journeys: Sequence[JourneyFacts]) -> list[_Group]:
    slots = sorted((slot for slot in _slots(items, journeys)), key=lambda slot: (slot.starts, slot.ends, slot.number))
    common = frozenset(item.id for item in items if not item.attended_by)
    if not participants:  # the programme is often drawn up before the delegation is
        return [_Group((), tuple(slot for slot in slots if slot.id in common), ())]
    own: defaultdict[str, set[str]] = defaultdict(set)
    for item in items:
        for id in item.attended_by:
            own[id].add(item.id)
    travels: defaultdict[str, list[JourneyFacts]] = defaultdict(list)
    for journey in sorted(journeys, key=lambda journey: journey.departs.astimezone(UTC)):
        for id in journey.passengers:
            travels[id].append(journey)
    alike: defaultdict[object, list[ParticipantFacts]] = defaultdict(list)
    for participant in participants:
        way = (
            participant.joins,
            participant.leaves,
            frozenset(own[participant.id]),
            tuple(journey.id for journey in travels[participant.id]),
        )
        alike[way].append(participant)
    return [
        _Group(
            tuple(members), _slots_of(members[0], slots, common, own[members[0].id], travels[members[0].id]), tuple(travels[members[0].id])
        )
        for members in alike.values()
    ]


def _slots(items: Iterable[ItemFacts], journeys: Iterable[JourneyFacts]) -> Iterator[_Slot]:
    number = 0
    for item in items:
        if (starts := rules.moment(item.day, item.begins, item.zone)) is not None:
            second = starts.timestamp()
            yield _Slot(number, second, second + (item.minutes or 0) * 60, fold(item.place).strip(), item.id, item.title, item)
            number += 1
    for journey in journeys:
        yield _Slot(number, journey.departs.timestamp(), journey.arrives.timestamp(), "", journey.id, journey.name, None)
        number += 1


def _slots_of(
    member: ParticipantFacts, slots: Sequence[_Slot], common: frozenset[str], own: set[str], travels: Sequence[JourneyFacts]
) -> tuple[_Slot, ...]:
    wanted = own | {journey.id for journey in travels}
    whole = member.joins is None and member.leaves is None
    return tuple(
        slot
        for slot in slots
        if slot.id in wanted or (slot.id in common and (whole or (slot.item is not None and _attends(member, slot.item))))
    )


def _conflicts(groups: Sequence[_Group], delegation: int, settings: ProgrammeSettings) -> Iterator[Finding]:
    clashes: defaultdict[tuple[int, int, bool], list[ParticipantFacts]] = defaultdict(list)
    slots: dict[int, _Slot] = {}
    for group in groups:
        for first, second, overlap in _clashes(group.slots, settings.minimum_transfer_minutes * 60):
            slots[first.number], slots[second.number] = first, second
            clashes[first.number, second.number, overlap] += group.members
    for (one, other, overlap), people in clashes.items():
        yield _clash(slots[one], slots[other], people if len(people) < delegation else (), overlap=overlap)


def _clashes(slots: Sequence[_Slot], minimum: float) -> Iterator[tuple[_Slot, _Slot, bool]]:
    # Each line is compared with the one that ends last among those before it: enough to tell the first clash of every line.
    latest: _Slot | None = None
    for slot in slots:
        if latest is not None:
            if slot.starts < latest.ends or slot.starts == latest.starts:
                yield latest, slot, True
            elif slot.place and latest.place and slot.place != latest.place and slot.starts - latest.ends < minimum:
                yield latest, slot, False
        if latest is None or slot.ends > latest.ends:
            latest = slot


def _clash(first: _Slot, second: _Slot, people: Sequence[ParticipantFacts], *, overlap: bool) -> Finding:
    about = second.item or first.item
    if about is None:
        return Finding(
            "departs_at", _two_journeys(first, second, people), Severity.WARNS, rule="journeys-overlap", ref=Ref(TRANSPORT, second.id)
        )
    if first.item is None or second.item is None:
        return _about(about, "begins", _during(first, second, people), "item-during-journey")
    if overlap:
        return _about(about, "begins", _overlap(first, second, people), "items-overlap")
    return _about(about, "begins", _transfer(first, second, people), "transfer-too-short")


def _during(first: _Slot, second: _Slot, people: Sequence[ParticipantFacts]) -> Lazy:
    item, journey = (first, second) if first.item else (second, first)
    if not people:
        return lazy("“{item}” is at the time of the journey {journey}.", item=item.name, journey=journey.name)
    return lazy("“{item}” is at the time of the journey {journey} of {names}.", item=item.name, journey=journey.name, names=_names(people))


def _two_journeys(first: _Slot, second: _Slot, people: Sequence[ParticipantFacts]) -> Lazy:
    if not people:
        return lazy("The journeys {first} and {second} are at the same time.", first=first.name, second=second.name)
    return lazy(
        "The journeys {first} and {second} are at the same time for {names}.", first=first.name, second=second.name, names=_names(people)
    )


def _overlap(first: _Slot, second: _Slot, people: Sequence[ParticipantFacts]) -> Lazy:
    if not people:
        return lazy("“{first}” and “{second}” overlap.", first=first.name, second=second.name)
    return lazy("“{first}” and “{second}” overlap for {names}.", first=first.name, second=second.name, names=_names(people))


def _transfer(first: _Slot, second: _Slot, people: Sequence[ParticipantFacts]) -> Lazy:
    minutes = int(second.starts - first.ends) // 60
    if not people:
        return lazy(
            "Only {minutes} minutes from “{first}” to “{second}”, at another place.", minutes=minutes, first=first.name, second=second.name
        )
    return lazy(
        "Only {minutes} minutes from “{first}” to “{second}”, at another place, for {names}.",
        minutes=minutes,
        first=first.name,
        second=second.name,
        names=_names(people),
    )


def _arrivals_and_departures(mission: MissionFacts, groups: Sequence[_Group], delegation: int) -> Iterator[Finding]:
    early: defaultdict[tuple[str, str], list[ParticipantFacts]] = defaultdict(list)
    late: defaultdict[tuple[str, str], list[ParticipantFacts]] = defaultdict(list)
    items: dict[str, ItemFacts] = {}
    journeys: dict[str, JourneyFacts] = {}
    for group in groups:
        arrival, departure = _way_in_and_out(mission, group)
        for slot in group.slots:
            if slot.item is None:
                continue
            if arrival and slot.ends <= arrival.departs.timestamp() and not _at(slot.item, arrival.departs, arrival.arrives):
                early[slot.id, arrival.id] += group.members
                items[slot.id], journeys[arrival.id] = slot.item, arrival
            elif departure and slot.starts >= departure.arrives.timestamp() and not _at(slot.item, departure.arrives, departure.departs):
                late[slot.id, departure.id] += group.members
                items[slot.id], journeys[departure.id] = slot.item, departure
    for (item, journey), people in early.items():
        yield _about(items[item], "begins", _too_early(items[item], journeys[journey], people, delegation), "item-before-arrival")
    for (item, journey), people in late.items():
        yield _about(items[item], "begins", _too_late(items[item], journeys[journey], people, delegation), "item-after-departure")


def _way_in_and_out(mission: MissionFacts, group: _Group) -> tuple[JourneyFacts | None, JourneyFacts | None]:
    # The first journey is the way in when it leaves no later than the first day; the last one the way out when it arrives no
    # earlier than the last day. Transfers in between are neither, and a single journey of a single day may be either.
    if not group.journeys:
        return None, None
    member = group.members[0]
    first = member.joins or (mission.starts.exact if mission.starts else None)
    last = member.leaves or (mission.ends.exact if mission.ends else first)
    if len(group.journeys) == 1 and first == last:
        return None, None
    arrival, departure = group.journeys[0], group.journeys[-1]
    way_in = arrival if first and arrival.departs.date() <= first else None
    way_out = departure if last and departure.arrives.date() >= last and departure is not way_in else None
    return way_in, way_out


def _without_place(mission: MissionFacts, participants: Sequence[ParticipantFacts], places: Places) -> Iterator[Finding]:
    ref = Ref(MISSION, mission.id)
    if places.seated is not None and (left := [one for one in participants if one.id not in places.seated]):
        message = lazy_count("{names} has no seat yet.", "{names} have no seat yet.", len(left), names=_names(left))
        yield Finding("passengers", message, Severity.WARNS, rule=WITHOUT_SEAT, ref=ref)
    if places.bedded is not None and (left := [one for one in participants if one.id not in places.bedded]):
        message = lazy_count("{names} has no bed yet.", "{names} have no bed yet.", len(left), names=_names(left))
        yield Finding("occupants", message, Severity.WARNS, rule=WITHOUT_BED, ref=ref)


def _at(item: ItemFacts, here: datetime, there: datetime) -> bool:
    # A briefing on the clock of home before the departure is no fault: the traveller is still there.
    return item.zone == str(here.tzinfo) != str(there.tzinfo)


def _too_early(item: ItemFacts, journey: JourneyFacts, people: Sequence[ParticipantFacts], delegation: int) -> Lazy:
    if len(people) == delegation:
        return lazy("“{item}” begins before the delegation arrives ({journey}).", item=item.title, journey=journey.name)
    return lazy("“{item}” begins before {names} arrive ({journey}).", item=item.title, names=_names(people), journey=journey.name)


def _too_late(item: ItemFacts, journey: JourneyFacts, people: Sequence[ParticipantFacts], delegation: int) -> Lazy:
    if len(people) == delegation:
        return lazy("“{item}” begins after the delegation has left ({journey}).", item=item.title, journey=journey.name)
    return lazy("“{item}” begins after {names} have left ({journey}).", item=item.title, names=_names(people), journey=journey.name)


def _about(item: ItemFacts, path: str, message: Lazy, rule: str, severity: Severity = Severity.WARNS) -> Finding:
    return Finding(path, message, severity, rule=rule, ref=Ref(ITEM, item.id))


def _names(people: Sequence[ParticipantFacts]) -> str | Lazy:
    names = list(dict.fromkeys(person.name for person in people))
    if len(names) <= _NAMES_SHOWN:
        return ", ".join(names)
    shown = ", ".join(names[: _NAMES_SHOWN - 1])
    return lazy_count("{names} and {number} other", "{names} and {number} others", len(names) - _NAMES_SHOWN + 1, names=shown)
