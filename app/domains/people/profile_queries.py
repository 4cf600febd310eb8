"""What is read about precedence: the lists, the catalogue of offices, and the posts that people hold as precedence sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from app.domains.people import rules
from app.domains.people.precedence import editing, shipped, titles
from app.domains.people.precedence.comparing import out_of_order
from app.domains.people.precedence.editing import ProfileDraft
from app.domains.people.precedence.guests import HeldPost
from app.domains.people.precedence.profiles import Level, Office, Profile, Rank, check_profile
from app.domains.people.records import OfficeEntry, Organisation, Person, Post, PrecedenceList, UsualList
from app.domains.people.vocabulary import OFFICE, PRECEDENCE_LIST, SEE_PEOPLE
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding, Gone
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader
from app.mapping.base import NAMES, Base

# ------------------------------------------------------------------------------------------------ lists


class Origin(StrEnum):
    """Where a list or an office comes from."""

    SHIPPED = "shipped"
    CHANGED = "changed"  # it comes with the program and the office has changed it
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """A list of precedence as it is listed; its id is its code. `ranks` is their number, `proposals` how many nobody has confirmed."""

    id: str
    name: Multilingual
    level: Level
    dated: date | None
    checked: date | None
    ranks: int
    proposals: int
    origin: Origin
    usual: bool

    @property
    def code(self) -> str:
        """The code of the list, as explanations name it."""
        return self.id

    @property
    def use(self) -> str:
        """Whether it is the usual list, as a code for a badge."""
        return "usual" if self.usual else ""


def lists_in_office(reader: Reader) -> Mapping[str, Profile]:
    """Give every list by its code, as it is in this office: those that the program brings first, then the office's own."""
    own = {row.id: row.content for row in reader.scalars(select(PrecedenceList).order_by(PrecedenceList.id))}
    return {**shipped.profiles(), **own}


@query(SEE_PEOPLE)
def profile(reader: Reader, code: str) -> Profile:
    """Give a list; raise `Gone` when there is none with this code."""
    row = reader.find(PrecedenceList, code)
    if row is not None:
        return row.content
    if code not in shipped.profiles():
        raise Gone(Ref(PRECEDENCE_LIST, code))
    return shipped.profiles()[code]


@query(SEE_PEOPLE)
def usual_profile(reader: Reader) -> str:
    """Give the code of the list that counts where a mission says nothing."""
    return _usual(reader, lists_in_office(reader))


def _usual(reader: Reader, lists: Collection[str]) -> str:
    # The row may name a list whose making has been undone since.
    chosen = reader.scalar(select(UsualList.profile))
    return chosen if chosen is not None and chosen in lists else shipped.START


@query(SEE_PEOPLE)
def profile_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the codes of the lists: the usual one first, then in the order of their codes."""
    lists = lists_in_office(reader)
    usual, wanted = _usual(reader, lists), words(criteria.text)
    found = [code for code, one in lists.items() if _holds(wanted, (code, one.source, *one.name.all()))]
    if level := criteria.chosen("level"):
        found = [code for code in found if lists[code].level == level]
    if criteria.sort:
        found.sort(key=lambda code: (_sort_value(lists[code], criteria.sort), code))
    else:
        found.sort(key=lambda code: (code != usual, code))
    return found[::-1] if criteria.descending else found


def _sort_value(one: Profile, sort: str) -> str:
    values = {"name": fold(str(one.name)), "dated": str(one.dated or ""), "level": one.level.value}
    return values.get(sort, "")


@query(SEE_PEOPLE)
def profiles(reader: Reader, ids: Sequence[str]) -> Sequence[ProfileRow]:
    """Give the rows of the lists with the codes *ids*, in that order."""
    lists = lists_in_office(reader)
    usual, kept = _usual(reader, lists), frozenset(reader.scalars(select(PrecedenceList.id)))
    return [
        ProfileRow(
            id=code,
            name=one.name,
            level=one.level,
            dated=one.dated,
            checked=one.checked,
            ranks=len(one.ranks),
            proposals=sum(rank.mark != "confirmed" for rank in one.ranks),
            origin=_origin(code, shipped.profiles(), kept),
            usual=code == usual,
        )
        for code in ids
        if (one := lists.get(code)) is not None
    ]


@query(SEE_PEOPLE)
def profile_draft(reader: Reader, code: str) -> ProfileDraft:
    """Read what a list is beside its ranks, for editing."""
    return editing.header_of(profile.of(reader, code))


@query(SEE_PEOPLE)
def profile_detail(reader: Reader, code: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the command line says of a list."""
    one = profile.of(reader, code)
    return [
        (lazy("Code"), one.code),
        (lazy("Dated"), one.dated),
        (lazy("Last compared with its source"), one.checked),
        (lazy("Source"), one.source),
        (lazy("Note"), one.note),
        *((lazy("Rank {number}", number=rank.number), rank.title) for rank in one.ranks),
    ]


@query(SEE_PEOPLE)
def profile_findings(reader: Reader, code: str) -> Sequence[Finding]:
    """Say what there is to say against a list."""
    return check_profile(profile.of(reader, code), offices.of(reader))


def _origin(code: str, brought: Collection[str], kept: Collection[str]) -> Origin:
    if code not in brought:
        return Origin.OWN
    return Origin.CHANGED if code in kept else Origin.SHIPPED


def _holds(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    there = [word for text in texts for word in words(text)]
    return all(any(word.startswith(one) for word in there) for one in wanted)


# ------------------------------------------------------------------------------------------------ two lists side by side


@dataclass(frozen=True, slots=True)
class Compared:
    """An office in two lists: its rank in each, none where the list does not name it, and its place among the offices that both name.

    `displaced` is one of the fewest that would have to be moved for both to stand in the same order.
    """

    office: str
    title: Multilingual
    first: Rank | None
    second: Rank | None
    first_place: int | None
    second_place: int | None
    displaced: bool = False

    @property
    def id(self) -> str:
        """The code of the office."""
        return self.office

    @property
    def differs(self) -> bool:
        """Whether the two lists do not agree about it."""
        return self.first is None or self.second is None or self.displaced


@query(SEE_PEOPLE)
def compare(reader: Reader, first: str, second: str) -> Sequence[Compared]:
    """Put two lists side by side: the offices of the first in its order, and behind its neighbour each that only the second names."""
    catalogue = offices.of(reader)
    one, other = _ranks_by_office(profile.of(reader, first)), _ranks_by_office(profile.of(reader, second))
    places, other_places = _places(one, other), _places(other, one)
    displaced = out_of_order({code: (rank.number, other[code].number) for code, rank in one.items() if code in other})
    return [
        Compared(
            office=code,
            title=catalogue[code].title if code in catalogue else Multilingual.same(code),
            first=one.get(code),
            second=other.get(code),
            first_place=places.get(code),
            second_place=other_places.get(code),
            displaced=code in displaced,
        )
        for code in _merged(list(one), list(other))
    ]


def _ranks_by_office(one: Profile) -> Mapping[str, Rank]:
    found: dict[str, Rank] = {}
    for rank in one.ranks:
        for code in rank.offices:
            found.setdefault(code, rank)
    return found


def _places(one: Mapping[str, Rank], other: Mapping[str, Rank]) -> Mapping[str, int]:
    # Offices of one rank share its place; a rank of which the other list names nothing takes none.
    numbers = sorted({rank.number for code, rank in one.items() if code in other})
    return {code: numbers.index(rank.number) + 1 for code, rank in one.items() if code in other}


def _merged(first: Sequence[str], second: Sequence[str]) -> Sequence[str]:
    behind: defaultdict[str, list[str]] = defaultdict(list)
    there, last = frozenset(first), ""
    for code in second:
        if code in there:
            last = code
        else:
            behind[last].append(code)
    return [*behind[""], *(code for known in first for code in (known, *behind[known]))]


# ------------------------------------------------------------------------------------------------ offices


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office as it is listed; its id is its code. `holders` counts the posts that are said to be this office."""

    id: str
    title: Multilingual
    style: str
    equal_to: Multilingual
    abroad: bool
    origin: Origin
    holders: int


@query(SEE_PEOPLE)
def offices(reader: Reader) -> Mapping[str, Office]:
    """Give the catalogue: every office by its code, in the order of the catalogue, the office's own ones behind."""
    own = {row.id: row.content for row in reader.scalars(select(OfficeEntry).order_by(OfficeEntry.id))}
    return {**shipped.offices(), **own}


@query(SEE_PEOPLE)
def office(reader: Reader, code: str) -> Office:
    """Give an office of the catalogue; raise `Gone` when there is none with this code."""
    found = offices.of(reader).get(code)
    if found is None:
        raise Gone(Ref(OFFICE, code))
    return found


@query(SEE_PEOPLE)
def office_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the codes of the offices, in the order of the catalogue unless another one is asked for."""
    wanted, catalogue = words(criteria.text), offices.of(reader)
    found = [code for code, one in catalogue.items() if _holds(wanted, (code, *one.words, *one.title.all()))]
    if criteria.sort == "title":
        found.sort(key=lambda code: (fold(str(catalogue[code].title)), code))
    return found[::-1] if criteria.descending else found


@query(SEE_PEOPLE)
def office_rows(reader: Reader, ids: Sequence[str]) -> Sequence[OfficeRow]:
    """Give the rows of the offices with the codes *ids*, in that order."""
    catalogue, kept = offices.of(reader), frozenset(reader.scalars(select(OfficeEntry.id)))
    posts = select(Post.office, func.count().label("number")).where(Post.office != "").group_by(Post.office)
    counted = {row.office: row.number for row in reader.rows(posts)}
    return [
        OfficeRow(
            id=code,
            title=one.title,
            style=one.style,
            equal_to=catalogue[one.equal_to].title if one.equal_to in catalogue else Multilingual.same(one.equal_to),
            abroad=one.abroad,
            origin=_origin(code, shipped.offices(), kept),
            holders=counted.get(code, 0),
        )
        for code in ids
        if (one := catalogue.get(code)) is not None
    ]


def named_by(reader: Reader, kind: str, code: str) -> Sequence[str]:
    """Name the tables, of every domain, in which a row names the record of *kind* with *code* (`mapping.base.NAMES`)."""
    return [
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        for attribute in mapper.column_attrs
        if attribute.columns[0].info.get(NAMES) == kind
        and reader.scalar(select(getattr(mapper.class_, attribute.key)).where(getattr(mapper.class_, attribute.key) == code)) is not None
    ]


# ------------------------------------------------------------------------------------------------ posts


@dataclass(frozen=True, slots=True)
class OfficeProposal:
    """A post of which nobody has said which office it is, the office that its title points at, and why. Nothing is written of it."""

    post: str
    person: str
    name: str
    title: Multilingual
    organisation: Multilingual
    office: str
    why: Lazy

    @property
    def id(self) -> str:
        """The post."""
        return self.post


@query(SEE_PEOPLE)
def proposed_offices(reader: Reader) -> Sequence[OfficeProposal]:
    """Go through the posts without an office, by the names of their holders; `office` is empty where no title is like theirs."""
    index = titles.index_of(offices.of(reader).values())
    statement = (
        select(
            Post.id,
            Post.person_id,
            Post.title,
            Organisation.name.label("organisation"),
            Organisation.country,
            Person.nationality,
            Person.given_names,
            Person.family_name,
            Person.card_name,
        )
        .join(Person, Person.id == Post.person_id)
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.office == "")
        .order_by(Person.sort_name, Person.id, Post.since.desc(), Post.id)
    )
    return [_proposal(row, index) for row in reader.rows(statement)]


def _proposal(row: Any, index: titles.Index) -> OfficeProposal:
    organisation: Multilingual = row.organisation or Multilingual()
    likely = titles.likely(row.title, organisation, row.country or row.nationality, index)
    return OfficeProposal(
        post=row.id,
        person=row.person_id,
        name=rules.written_name(row.given_names, row.family_name, row.card_name),
        title=row.title,
        organisation=organisation,
        office=likely.office if likely else "",
        why=lazy("The title holds “{words}”.", words=likely.words) if likely else lazy("No office of the catalogue has a title like this."),
    )


def held_posts(reader: Reader, person_ids: Collection[str]) -> Mapping[str, tuple[HeldPost, ...]]:
    """Give the posts of several persons as precedence sees them, those held and those that were; one statement."""
    statement = (
        select(
            Post.id,
            Post.person_id,
            Post.title,
            Post.office,
            Post.since,
            Post.until,
            Post.seniority_since,
            Post.credentials_on,
            Post.credentials_at,
            Post.order_within,
            Organisation.name.label("organisation"),
            Organisation.country,
            Organisation.founded,
            Person.nationality,
        )
        .join(Person, Person.id == Post.person_id)
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.person_id.in_(person_ids))
        .order_by(Post.since.desc(), Post.id)
    )
    found: defaultdict[str, list[HeldPost]] = defaultdict(list)
    for row in reader.rows(statement):
        found[row.person_id].append(
            HeldPost(
                id=row.id,
                title=row.title,
                office=row.office,
                organisation=row.organisation or Multilingual(),
                country=row.country or row.nationality,
                since=row.since,
                until=row.until,
                seniority=row.seniority_since,
                credentials=presented(row.credentials_on, row.credentials_at),
                order=row.order_within,
                founded=row.founded,
            )
        )
    return {person: tuple(posts) for person, posts in found.items()}


def presented(day: date | None, hour: time | None) -> datetime | None:
    """Give the moment of presenting credentials: the beginning of the day where the hour is not known, by the clock of Brussels."""
    return datetime.combine(day, hour or time(0), BRUSSELS) if day is not None else None
