"""What is read about persons, organisations and posts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from app.domains.people import rules
from app.domains.people.records import ContactPoint, Organisation, Person, Post
from app.domains.people.rules import ContactPointDraft, Double, NamedPerson, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ORGANISATION, PERSON, SEE_PEOPLE, ContactKind
from app.kernel.drafts import draft_of
from app.kernel.fields import Criteria
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.search import SearchText
from app.kernel.translated import Multilingual
from app.kernel.work import Reader
from app.mapping.base import NAMES, Base


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list. `function` is the post held now, else the last one."""

    id: str
    name: str
    prefix: str
    function: Multilingual
    organisation: Multilingual
    nationality: str
    preferred_language: str
    portrait: str
    import_id: str | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post of a person."""

    id: str
    title: Multilingual
    organisation_id: str | None
    organisation: Multilingual
    period: tuple[PartialDate | None, PartialDate | None]
    seniority_since: PartialDate | None
    notes: str
    office: str = ""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A way to reach a person."""

    id: str
    contact_kind: ContactKind
    value: str
    label: str
    preferred: bool


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person with everything the office knows of them."""

    id: str
    name: str
    draft: PersonDraft
    secretariat: str
    posts: tuple[PostRow, ...]
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in a list; `members` is the number of persons who hold a post in it."""

    id: str
    name: Multilingual
    short_name: str
    organisation_kind: str
    country: str
    city: str
    members: int
    import_id: str | None = None


@query(SEE_PEOPLE)
def person_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of persons in order; at most 500 when words are looked for."""
    column = {"name": Person.sort_name, "nationality": Person.nationality, "preferred_language": Person.preferred_language}.get(
        criteria.sort, Person.sort_name
    )
    statement = select(Person.id).order_by(column.desc() if criteria.descending else column, Person.id)
    if criteria.text.strip():
        statement = statement.where(Person.id.in_(reader.matching(PERSON, criteria.text)))
    if language := criteria.chosen("preferred_language"):
        statement = statement.where(Person.preferred_language == language)
    return reader.scalars(statement)


@query(SEE_PEOPLE)
def persons(reader: Reader, ids: Sequence[str], on: date | None = None) -> Sequence[PersonRow]:
    """Give the rows of the persons with *ids*, in that order, with the post held on a day (today when none is given)."""
    columns = (
        Person.id,
        Person.given_names,
        Person.family_name,
        Person.card_name,
        Person.prefix,
        Person.nationality,
        Person.preferred_language,
        Person.portrait,
        Person.import_id,
    )
    found = {row.id: row for row in reader.rows(select(*columns).where(Person.id.in_(ids)))}
    posts = posts_held(reader, ids, on or reader.today)
    nothing = (Multilingual(), Multilingual())
    return [
        PersonRow(
            id=id,
            name=rules.written_name(found[id].given_names, found[id].family_name, found[id].card_name),
            prefix=found[id].prefix,
            function=posts.get(id, nothing)[0],
            organisation=posts.get(id, nothing)[1],
            nationality=found[id].nationality,
            preferred_language=found[id].preferred_language,
            portrait=found[id].portrait,
            import_id=found[id].import_id,
        )
        for id in ids
        if id in found
    ]


def posts_held(reader: Reader, ids: Sequence[str], on: date) -> Mapping[str, tuple[Multilingual, Multilingual]]:
    """Give the title and the organisation of the post that counts on a day: one held then, else the last one known."""
    statement = (
        select(Post.person_id, Post.title, Post.since, Post.until, Organisation.name)
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.person_id.in_(ids))
    )
    by_person: defaultdict[str, list[tuple[bool, str, Multilingual, Multilingual]]] = defaultdict(list)
    for row in reader.rows(statement):
        held = rules.held_on(row.since, row.until, on)
        by_person[row.person_id].append((held, str(row.since or ""), row.title, row.name or Multilingual()))
    return {person: max(posts, key=lambda post: post[:2])[2:] for person, posts in by_person.items()}


@query(SEE_PEOPLE)
def person_card(reader: Reader, id: str) -> PersonCard:
    """Give everything about a person."""
    person = reader.get(Person, id)
    secretariat = reader.find(Person, person.secretariat_id)
    posts = (
        select(
            Post.id,
            Post.title,
            Post.organisation_id,
            Post.since,
            Post.until,
            Post.seniority_since,
            Post.notes,
            Post.office,
            Organisation.name.label("organisation"),
        )
        .join(Organisation, Organisation.id == Post.organisation_id, isouter=True)
        .where(Post.person_id == id)
        .order_by(Post.since.desc())
    )
    contacts = (
        select(ContactPoint)
        .where(ContactPoint.person_id == id)
        .order_by(ContactPoint.preferred.desc(), ContactPoint.contact_kind, ContactPoint.value)
    )
    return PersonCard(
        id=person.id,
        name=person.name,
        draft=draft_of(person, PersonDraft),
        secretariat=secretariat.name if secretariat else "",
        posts=tuple(
            PostRow(
                r.id, r.title, r.organisation_id, r.organisation or Multilingual(), (r.since, r.until), r.seniority_since, r.notes, r.office
            )
            for r in reader.rows(posts)
        ),
        contacts=tuple(ContactRow(c.id, c.contact_kind, c.value, c.label, c.preferred) for c in reader.scalars(contacts)),
    )


@query(SEE_PEOPLE)
def person_draft(reader: Reader, id: str) -> PersonDraft:
    """Read a person for editing."""
    return draft_of(reader.get(Person, id), PersonDraft)


@query(SEE_PEOPLE)
def post_draft(reader: Reader, id: str) -> PostDraft:
    """Read a post for editing."""
    return draft_of(reader.get(Post, id), PostDraft)


@query(SEE_PEOPLE)
def contact_draft(reader: Reader, id: str) -> ContactPointDraft:
    """Read a contact point for editing."""
    return draft_of(reader.get(ContactPoint, id), ContactPointDraft)


@query(SEE_PEOPLE)
def contacts_of(reader: Reader, ids: Sequence[str]) -> Mapping[str, tuple[ContactRow, ...]]:
    """Give the contact points of several persons, the preferred ones first."""
    found: defaultdict[str, list[ContactRow]] = defaultdict(list)
    statement = (
        select(ContactPoint)
        .where(ContactPoint.person_id.in_(ids))
        .order_by(ContactPoint.preferred.desc(), ContactPoint.contact_kind, ContactPoint.value)
    )
    for c in reader.scalars(statement):
        found[c.person_id].append(ContactRow(c.id, c.contact_kind, c.value, c.label, c.preferred))
    return {id: tuple(rows) for id, rows in found.items()}


@query(SEE_PEOPLE)
def secretariats_of(reader: Reader, ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Give, for the persons who have one, the id and the name of the person who receives their mail."""
    receiver = aliased(Person)
    statement = (
        select(Person.id, receiver.id.label("receiver"), receiver.given_names, receiver.family_name, receiver.card_name)
        .join(receiver, receiver.id == Person.secretariat_id)
        .where(Person.id.in_(ids))
    )
    return {r.id: (r.receiver, rules.written_name(r.given_names, r.family_name, r.card_name)) for r in reader.rows(statement)}


@query(SEE_PEOPLE)
def organisation_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of organisations in order."""
    columns = {
        "name": Organisation.sort_name,
        "country": Organisation.country,
        "city": Organisation.city,
        "organisation_kind": Organisation.organisation_kind,
    }
    column = columns.get(criteria.sort, Organisation.sort_name)
    statement = select(Organisation.id).order_by(column.desc() if criteria.descending else column, Organisation.sort_name, Organisation.id)
    if criteria.text.strip():
        statement = statement.where(Organisation.id.in_(reader.matching(ORGANISATION, criteria.text)))
    if kind := criteria.chosen("organisation_kind"):
        statement = statement.where(Organisation.organisation_kind == kind)
    return reader.scalars(statement)


@query(SEE_PEOPLE)
def organisations(reader: Reader, ids: Sequence[str]) -> Sequence[OrganisationRow]:
    """Give the rows of the organisations with *ids*, in that order."""
    members = (
        select(Post.organisation_id, func.count(func.distinct(Post.person_id)).label("members")).group_by(Post.organisation_id).subquery()
    )
    statement = (
        select(Organisation, func.coalesce(members.c.members, 0))
        .join(members, members.c.organisation_id == Organisation.id, isouter=True)
        .where(Organisation.id.in_(ids))
    )
    found = {
        o.id: OrganisationRow(o.id, o.name, o.short_name, o.organisation_kind, o.country, o.city, count, o.import_id)
        for o, count in reader.rows(statement)
    }
    return [found[id] for id in ids if id in found]


@query(SEE_PEOPLE)
def organisation_draft(reader: Reader, id: str) -> OrganisationDraft:
    """Read an organisation for editing."""
    return draft_of(reader.get(Organisation, id), OrganisationDraft)


@query(SEE_PEOPLE)
def members(reader: Reader, organisation_id: str) -> Sequence[PersonRow]:
    """Give the persons who hold or held a post in an organisation, by name."""
    statement = select(Person.id).join(Post).where(Post.organisation_id == organisation_id).order_by(Person.sort_name, Person.id).distinct()
    return persons.of(reader, list(dict.fromkeys(reader.scalars(statement))))


@query(SEE_PEOPLE)
def possible_doubles(reader: Reader) -> Sequence[Double]:
    """Find persons who may have been entered twice."""
    mails: defaultdict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(ContactPoint.person_id, ContactPoint.value).where(ContactPoint.contact_kind == ContactKind.EMAIL)):
        mails[row.person_id].append(row.value)
    everybody = reader.rows(select(Person.id, Person.given_names, Person.family_name).order_by(Person.sort_name, Person.id))
    return rules.doubles([NamedPerson(r.id, r.given_names, r.family_name, tuple(mails.get(r.id, ()))) for r in everybody])


@dataclass(frozen=True, slots=True)
class MergedField:
    """A field in which two persons differ: what each holds, and what the merged person will hold."""

    field: str
    kept: object
    dissolved: object
    result: object


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do: the fields that differ, and how many references of which table move over."""

    kept: str
    dissolved: str
    fields: tuple[MergedField, ...]
    moved: Mapping[str, int]


@query(SEE_PEOPLE)
def merge_preview(reader: Reader, kept_id: str, dissolved_id: str) -> MergePreview:
    """Show what merging the second person into the first would give."""
    kept, dissolved = reader.get(Person, kept_id), reader.get(Person, dissolved_id)
    ours, theirs = draft_of(kept, PersonDraft), draft_of(dissolved, PersonDraft)
    names = PersonDraft.__dataclass_fields__
    differing = tuple(
        MergedField(name, mine, other, mine or other)
        for name in names
        if (mine := getattr(ours, name)) != (other := getattr(theirs, name)) and other
    )
    counts = {table: count for table, column in references_to_persons() if (count := _count(reader, column, dissolved_id))}
    return MergePreview(kept.name, dissolved.name, differing, counts)


def references_to_persons() -> Iterable[tuple[str, object]]:
    """Go through every column of every domain that points at a person, or names one, with the name of its table."""
    for mapper in Base.registry.mappers:
        for attribute in mapper.column_attrs:
            column = attribute.columns[0]
            points = any(key.column.table.name == Person.__tablename__ for key in column.foreign_keys)
            if points or column.info.get(NAMES) == PERSON:
                yield mapper.class_.__tablename__, getattr(mapper.class_, attribute.key)


def _count(reader: Reader, column: object, id: str) -> int:
    return reader.scalar(select(func.count()).where(column == id)) or 0  # type: ignore[arg-type]


def person_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds persons: names, posts in every language, organisations, contact points."""
    functions: dict[str, Multilingual] = {}
    posts: defaultdict[str, list[str]] = defaultdict(list)
    statement = select(Post.person_id, Post.title, Organisation.name).join(
        Organisation, Organisation.id == Post.organisation_id, isouter=True
    )
    for row in reader.rows(statement.where(Post.person_id.in_(ids)).order_by(Post.since.desc())):
        functions.setdefault(row.person_id, row.title)
        posts[row.person_id] += [*row.title.all(), *(row.name.all() if row.name else ())]
    contacts: defaultdict[str, list[str]] = defaultdict(list)
    for row in reader.rows(select(ContactPoint.person_id, ContactPoint.value).where(ContactPoint.person_id.in_(ids))):
        contacts[row.person_id].append(row.value)
    for person in reader.scalars(select(Person).where(Person.id.in_(ids))):
        own = (person.given_names, person.family_name)
        function = functions.get(person.id, Multilingual())
        yield SearchText(person.id, Multilingual.same(person.name), function, (*own, *posts[person.id], *contacts[person.id]))


def persons_in(reader: Reader, organisation_ids: Sequence[str]) -> Iterable[str]:
    """Give the persons in whose texts these organisations stand."""
    return reader.scalars(select(Post.person_id).where(Post.organisation_id.in_(organisation_ids)).distinct())


def organisation_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds organisations."""
    for organisation in reader.scalars(select(Organisation).where(Organisation.id.in_(ids))):
        yield SearchText(
            organisation.id, organisation.name, Multilingual.same(organisation.city), (*organisation.name.all(), organisation.short_name)
        )
