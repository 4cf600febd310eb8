"""Who stands at the two sides of a gift, which objects the Region has, and the photographs of both: what every paper of gifts asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from app.domains.gifts.papers.parts import Party, Picture
from app.domains.gifts.records import Gift, GiftPhoto
from app.domains.gifts.vocabulary import (
    GONE,
    Acceptance,
    Decision,
    Direction,
    Ownership,
)
from app.domains.people.records import Organisation, Person, Post
from app.domains.people.rules import held_on, written_name
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Multilingual
from app.kernel.work import Reader

_NOTHING = Multilingual()
AT_ONCE = 10_000  # ids of one statement: a database takes no more than so many
MOST_PICTURES = 6  # of an object, on a receipt or an agreement
OURS = Party(organisation=Multilingual.same("Brussels International"), ours=True)


@dataclass(frozen=True, slots=True)
class _Post:
    organisation_id: str | None
    title: Multilingual
    organisation: Multilingual
    since: PartialDate | None
    until: PartialDate | None


@dataclass(frozen=True, slots=True)
class People:
    """Persons and organisations by their id, with the posts that the persons held."""

    persons: Mapping[str, str]
    prefixes: Mapping[str, str]
    posts: Mapping[str, Sequence[_Post]]
    organisations: Mapping[str, Multilingual]

    def party(self, person: str | None, organisation: str | None, country: str, said: str, day: date) -> Party:
        """Give who stands at one side on *day*: the function is that of the post held in the organisation that is named, else of any held."""
        posts = [post for post in self.posts.get(person or "", ()) if held_on(post.since, post.until, day)]
        fitting = [post for post in posts if organisation and post.organisation_id == organisation] or ([] if organisation else posts)
        post = max(fitting, key=lambda one: str(one.since or ""), default=None)
        return Party(
            name=self.persons.get(person or "", ""),
            function=post.title if post else _NOTHING,
            organisation=self.organisations.get(organisation or "", _NOTHING) or (post.organisation if post else _NOTHING),
            country=country,
            said=said,
        )

    def addressed(self, person: str | None) -> str:
        """Write a name with what stands before it: H.E., Dr."""
        name, prefix = self.persons.get(person or "", ""), self.prefixes.get(person or "", "")
        return f"{prefix} {name}" if prefix and name else name


def people_named(reader: Reader, persons: Iterable[str | None], organisations: Iterable[str | None]) -> People:
    """Read persons with their posts, and organisations."""
    wanted, bodies = ({id for id in ids if id} for ids in (persons, organisations))
    names: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    posts: defaultdict[str, list[_Post]] = defaultdict(list)
    for ids in portions(wanted):
        columns = select(Person.id, Person.given_names, Person.family_name, Person.card_name, Person.prefix)
        for id, given, family, card, prefix in reader.rows(columns.where(Person.id.in_(ids))):
            names[id], prefixes[id] = written_name(given, family, card), prefix
        held = (
            select(Post.person_id, Post.organisation_id, Post.title, Organisation.name, Post.since, Post.until)
            .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
            .where(Post.person_id.in_(ids))
            .order_by(Post.id)
        )
        for id, organisation_id, title, organisation, since, until in reader.rows(held):
            posts[id].append(_Post(organisation_id, title, organisation or _NOTHING, since, until))
    found = {
        row.id: row.name
        for ids in portions(bodies)
        for row in reader.rows(select(Organisation.id, Organisation.name).where(Organisation.id.in_(ids)))
    }
    return People(names, prefixes, posts, found)


def portions(ids: Iterable[str]) -> Iterable[list[str]]:
    """Part many ids into as many as one statement takes."""
    ordered = sorted(ids)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def occasion_of(title: Multilingual | None, number: str | None, occasion: str) -> Multilingual:
    """Name the mission with its number, else the occasion that was typed."""
    if not title:
        return Multilingual.same(occasion)
    return Multilingual(**{code: f"{text} ({number})" if (text := title.in_language(code)) else "" for code in LANGUAGES})


def pictures_of(reader: Reader, digests: Sequence[tuple[str, str]]) -> tuple[Picture, ...]:
    """Read photographs; one whose file is not there any more is left out."""
    chosen = digests[:MOST_PICTURES]
    contents = reader.files.read_many([digest for digest, _ in chosen])
    return tuple(Picture(contents[digest], caption) for digest, caption in chosen if digest in contents)


def photographs_of(reader: Reader, column: Any, ids: Sequence[str]) -> Mapping[str, tuple[Picture, ...]]:
    """Read the photographs of several records by their id; *column* is the one of `GiftPhoto` that names them."""
    statement = select(column, GiftPhoto.digest, GiftPhoto.caption).where(column.in_(ids)).order_by(GiftPhoto.position, GiftPhoto.id)
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for id, digest, caption in reader.rows(statement):
        found[id].append((digest, caption))
    return {id: pictures_of(reader, digests) for id, digests in found.items()}


def kept() -> tuple[Any, ...]:
    """Say which entries of the register are objects that the Region has, lent out ones too."""
    return (
        Gift.number.is_not(None),
        Gift.struck_on.is_(None),
        Gift.direction == Direction.RECEIVED,
        Gift.acceptance == Acceptance.ACCEPTED,
        Gift.fate.not_in(tuple(GONE)),
        Gift.ownership.in_((Ownership.OPEN, Ownership.REGION)),
        Gift.decision.not_in((Decision.REFUSE, Decision.RETURN)),
    )


def parties_of(gift: Any, people: People) -> tuple[Party, Party]:
    """Give the giver and the recipient of an entry of the register, as they were on its day; the side of the Region is marked as ours."""
    giver = people.party(gift.giver_person_id, gift.giver_organisation_id, gift.giver_country, gift.giver_said, gift.day)
    recipient = people.party(
        gift.recipient_person_id, gift.recipient_organisation_id, gift.recipient_country, gift.recipient_said, gift.day
    )
    if gift.direction is Direction.GIVEN:
        return replace(giver, ours=True), recipient
    return giver, replace(recipient, ours=True)
