"""What one guest counts for by a list: the post that gives the place, and the key by which places are put in order.

Everybody has one key, made of what is known of them alone and never of who stands beside them: so the order is total, the same
whatever the order in which guests are told, and two keep their order when a third comes or goes. A datum that is missing stands after all
that are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from app.domains.people.precedence.guests import Capacity, Guest, HeldPost
from app.domains.people.precedence.profiles import Alphabet, Beside, Office, Profile, Rank, Tie
from app.domains.people.precedence.states import state_key
from app.domains.people.rules import held_on
from app.kernel.periods import PartialDate
from app.kernel.yearly import YearlyDay

DIPLOMATS = frozenset({"ambassador", "nuncio", "charge"})  # styles of those who represent another State here
Datum = tuple[int, *tuple[int | float | str, ...]]
MISSING: Datum = (1,)
NO_HEAD = 2  # of a key: 0 and 1 are the host, and the guest of honour to whom the first place is ceded
_NOT_LISTED = (1, 0, 0)


class Ground(StrEnum):
    """What separates two of one rank, each a step of the chain."""

    ORDER = "order"
    SENIORITY = "seniority"
    CREDENTIALS = "credentials"
    AGE = "age"
    STATE = "state"
    FOUNDING = "founding"
    NAME = "name"


_GENERAL = (Ground.SENIORITY, Ground.CREDENTIALS, Ground.AGE, Ground.NAME)
_FIRST = {Tie.CREDENTIALS: Ground.CREDENTIALS, Tie.AGE: Ground.AGE, Tie.STATES: Ground.STATE, Tie.FOUNDING: Ground.FOUNDING}


def grounds_of(tie: Tie, *, names_decide: bool) -> tuple[Ground, ...]:
    """Give what is looked at one after the other among those of a rank, the place that their body has decided apart."""
    if tie is Tie.AGREEMENT:
        return ()
    chain = tuple(dict.fromkeys((_FIRST.get(tie, Ground.SENIORITY), *_GENERAL)))
    return chain if names_decide else chain[:-1]


class Key(NamedTuple):
    """By what somebody is put in order, from the first thing looked at to the last; the smaller goes first.

    `place` is whether the list knows the office at all, the number of its rank, and the line it stands on; `stand_in` tells those apart
    who stand for the same person: nothing for the person, their own key for who comes instead.
    """

    head: int
    place: tuple[int, int, int]
    represents: int
    office: int
    beside: int
    former: int
    order: Datum
    chain: tuple[Datum, ...]
    stand_in: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the list puts an office: `listed` is the code the list has, another one than the office's when its equal is named."""

    rank: Rank
    line: int
    listed: str
    position: int
    beside: int
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a guest's own posts come to: the post that counts, where it is placed, whether it is held no more; and the posts it was found among."""

    key: Key
    among: tuple[HeldPost, ...]
    post: HeldPost | None = None
    placing: Placing | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of a guest before anything is moved by hand. `subject` is whose post gives it: the guest, or who is represented or accompanied.

    `capacity` is what the place rests on, which is the own post when that is the higher one. A partner stands right after the `subject`.
    """

    guest: Guest
    subject: Guest
    counted: Counted
    key: Key
    capacity: Capacity = Capacity.OWN

    @property
    def beside(self) -> bool:
        """Whether the guest stands beside somebody, as partner."""
        return self.capacity is Capacity.PARTNER

    @property
    def anchor(self) -> str:
        """The id of the person whose place this is, or right after whom it is."""
        return self.subject.id if self.beside else self.guest.id

    @property
    def ranked(self) -> bool:
        """Whether the list names the office that counts."""
        return self.counted.placing is not None


class Assessment:
    """A list applied on a day to guests who come together."""

    def __init__(
        self, guests: Sequence[Guest], profile: Profile, offices: Mapping[str, Office], day: date, alphabet: Alphabet, *, host_cedes: bool
    ) -> None:
        self.profile = profile
        self.offices = offices
        self.day = day
        self.alphabet = alphabet
        self._guests = {guest.id: guest for guest in guests}
        self._host_cedes = host_cedes and any(guest.guest_of_honour for guest in guests)
        self._listed = self._lines(diplomats=self._diplomats_present())
        self._placings: dict[str, Placing | None] = {}
        self._grounds = {tie: grounds_of(tie, names_decide=profile.names_decide) for tie in Tie}
        self._counted: dict[str, Counted] = {}
        self._of_post: dict[Ground, Callable[[HeldPost], Datum]] = {**_OF_POST, Ground.STATE: partial(_of_state, alphabet)}

    def guest(self, guest_id: str) -> Guest | None:
        """Give somebody as they are among the guests, if they are."""
        return self._guests.get(guest_id)

    def standing(self, guest: Guest) -> Standing:
        """Give the place of a guest by the list."""
        if guest.capacity is not Capacity.PARTNER or guest.other is None or self._head(guest) != NO_HEAD:
            return self._on_their_feet(guest)
        return self._beside(guest, guest.other)

    def placing(self, code: str) -> Placing | None:
        """Find the rank of an office: its own, else that of the first equal that the list names; nothing when there is none."""
        if code not in self._placings:
            self._placings[code] = self._place(code)
        return self._placings[code]

    def leans(self, guest: Guest) -> bool:
        """Tell whether a guest has no place but that of a partner, so that nobody can stand beside them in turn."""
        return guest.capacity is Capacity.PARTNER and self._own(guest).placing is None and self._head(guest) == NO_HEAD

    def counting(self, guest: Guest) -> tuple[HeldPost, ...]:
        """Give the posts among which the highest counts: those held on the day, or the one that was chosen among them."""
        day = self.day
        held = tuple([post for post in guest.posts if held_on(post.since, post.until, day)])
        if not guest.chosen_post:
            return held
        return tuple([post for post in held if post.id == guest.chosen_post]) or held

    def counting_of(self, guest: Guest) -> tuple[HeldPost, ...]:
        """Give the posts that count of somebody among the guests, as they were found."""
        return self._own(guest).among

    def _diplomats_present(self) -> bool:
        offices = self.offices
        diplomats = {code for code, office in offices.items() if office.abroad and office.style in DIPLOMATS}
        return any(
            post.office in diplomats and held_on(post.since, post.until, self.day)
            for guest in self._guests.values()
            for post in guest.posts
        )

    def _lines(self, *, diplomats: bool) -> dict[str, tuple[Rank, int, int]]:
        listed: dict[str, tuple[Rank, int, int]] = {}
        in_order = sorted(enumerate(self.profile.ranks), key=lambda line: (line[1].number, line[0]))
        for line, rank in in_order:
            if rank.with_diplomats and not diplomats:
                continue
            places = _positions(rank, self.day)
            for code, position in places.items():
                listed.setdefault(code, (rank, line, position))
        return listed

    def _place(self, code: str) -> Placing | None:
        seen: set[str] = set()
        at = code
        while at and at not in seen:
            if found := self._listed.get(at):
                rank, line, position = found
                return Placing(rank, line, at, position, self._side(code, at), self._grounds[rank.tie])
            seen.add(at)
            office = self.offices.get(at)
            at = office.equal_to if office else ""
        return None

    def _side(self, code: str, listed: str) -> int:
        office = self.offices.get(code)
        abroad = code != listed and office is not None and office.abroad
        match self.profile.beside:
            case Beside.AMONG:
                return 0
            case Beside.BEFORE:
                return 0 if abroad else 1
            case Beside.AFTER:
                return 1 if abroad else 0

    def _own(self, guest: Guest) -> Counted:
        known = self._guests.get(guest.id)  # who is present is placed with what was chosen for them here
        if known is None:
            return self._count(guest)
        counted = self._counted.get(known.id)
        if counted is None:
            counted = self._counted[known.id] = self._count(known)
        return counted

    def _count(self, guest: Guest) -> Counted:
        held = self.counting(guest)
        if best := self._highest(guest, held, held, former=False):
            return best
        chosen = bool(guest.chosen_post) and any(post.id == guest.chosen_post for post in held)
        if not chosen:
            past = [post for post in guest.posts if post.until is not None and post.until.last < self.day]
            if best := self._highest(guest, past, held, former=True):
                return best
        chain = (_of_entry(guest), _of_name(guest)) if self.profile.names_decide else (_of_entry(guest),)
        return Counted(Key(NO_HEAD, _NOT_LISTED, 0, 0, 0, 0, MISSING, chain, ()), held, held[0] if chosen else None)

    def _highest(self, guest: Guest, posts: Sequence[HeldPost], held: tuple[HeldPost, ...], *, former: bool) -> Counted | None:
        best: Counted | None = None
        for post in posts:
            placing = self.placing(post.office)
            if placing is None:
                continue
            key = self._key(guest, post, placing, former=former)
            if best is None or best.post is None or (key, post.id) < (best.key, best.post.id):
                best = Counted(key, held, post, placing, former)
        return best

    def _key(self, guest: Guest, post: HeldPost, placing: Placing, *, former: bool) -> Key:
        rank = placing.rank
        of_post = self._of_post
        chain = tuple([of_post[ground](post) if ground in of_post else _OF_PERSON[ground](guest) for ground in placing.grounds])
        order = MISSING if post.order is None else (0, post.order)
        return Key(NO_HEAD, (0, rank.number, placing.line), 0, placing.position, placing.beside, int(former), order, chain, ())

    def _on_their_feet(self, guest: Guest) -> Standing:
        own = self._own(guest)
        subject, counted, key, capacity = guest, own, own.key, Capacity.OWN
        if guest.other is not None and guest.capacity in (Capacity.REPRESENTATIVE, Capacity.MANDATE):
            theirs = self._own(guest.other)
            mandate = guest.capacity is Capacity.MANDATE
            if theirs.placing is not None and theirs.key.place < own.key.place:
                subject, counted, capacity = self._guests.get(guest.other.id, guest.other), theirs, guest.capacity
                key = theirs.key._replace(represents=0 if mandate else 1, stand_in=(own.key,))
        head = self._head(guest)
        return Standing(guest, subject, counted, key if head == NO_HEAD else key._replace(head=head), capacity)

    def _beside(self, guest: Guest, other: Guest) -> Standing:
        if self._own(guest).placing is not None:
            return self._on_their_feet(guest)
        if other.id not in self._guests:
            theirs = self._own(other)
            return Standing(guest, other, theirs, theirs.key, Capacity.PARTNER)
        partner = self._guests[other.id]
        if self.leans(partner):
            return self._on_their_feet(guest)
        theirs = self._on_their_feet(partner)
        return Standing(guest, partner, theirs.counted, theirs.key, Capacity.PARTNER)

    def _head(self, guest: Guest) -> int:
        if guest.host and self.profile.host_first:
            return 1 if self._host_cedes and not guest.guest_of_honour else 0
        return 0 if guest.guest_of_honour and self._host_cedes and self.profile.host_first else NO_HEAD


def _positions(rank: Rank, day: date) -> dict[str, int]:
    codes = tuple(dict.fromkeys(rank.offices))
    if rank.tie is Tie.TURNS:
        codes = codes if (turn := turn_of(rank, day)) is None or turn else codes[::-1]
        return {code: position if turn is not None else 0 for position, code in enumerate(codes)}
    return {code: position if rank.tie is Tie.LISTED else 0 for position, code in enumerate(codes)}


def turn_of(rank: Rank, day: date) -> bool | None:
    """Tell whether the offices of a rank go as listed on *day* (the turn that began in an even year); nothing when its day cannot be read."""
    try:
        passes = YearlyDay.parse(rank.turn).on(day.year)
    except (ValueError, OverflowError):
        return None
    return (day.year if day >= passes else day.year - 1) % 2 == 0


def seniority_of(post: HeldPost) -> PartialDate | None:
    """Give the day from which seniority in a post counts."""
    return post.seniority or post.since


def known_day(ground: Ground, guest: Guest, post: HeldPost | None) -> PartialDate | None:
    """Give the day that *ground* looks at, as far as it is known; nothing for a ground that looks at no day."""
    if ground is Ground.AGE:
        return guest.born
    if post is None:
        return None
    if ground is Ground.SENIORITY:
        return seniority_of(post)
    return post.founded if ground is Ground.FOUNDING else None


def _of_day(day: PartialDate | None) -> Datum:
    """Give the first and the last day that a day can be, the same one when it is known exactly."""
    if day is None:
        return MISSING
    first = day.first.toordinal()
    return 0, first, (first if day.day is not None else day.last.toordinal())


def _of_name(guest: Guest) -> Datum:
    return (0, guest.sort_name) if guest.sort_name else MISSING


def _of_entry(guest: Guest) -> Datum:
    return MISSING if guest.entered is None else (0, guest.entered)


def _of_credentials(post: HeldPost) -> Datum:
    return MISSING if post.credentials is None else (0, _instant(post.credentials))


def _of_state(alphabet: Alphabet, post: HeldPost) -> Datum:
    return (0, state_key(post.country, alphabet)) if post.country else MISSING


# What each step of a chain looks at: something of the post, or of the person. States come with the alphabet.
_OF_POST: dict[Ground, Callable[[HeldPost], Datum]] = {
    Ground.SENIORITY: lambda post: _of_day(post.seniority or post.since),
    Ground.CREDENTIALS: _of_credentials,
    Ground.FOUNDING: lambda post: _of_day(post.founded),
}
_OF_PERSON: dict[Ground, Callable[[Guest], Datum]] = {Ground.AGE: lambda guest: _of_day(guest.born), Ground.NAME: _of_name}


def _instant(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
