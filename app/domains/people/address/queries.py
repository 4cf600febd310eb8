"""What is read about forms of address: those of persons, worked out from the post that counts on a day, and the salutation of a speech."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.domains.people import rules
from app.domains.people.address.forms import AddressDraft, AddressForms, Subject, address_forms
from app.domains.people.address.records import AddressForm
from app.domains.people.address.speech import NAMED, Speech, speech
from app.domains.people.precedence.guests import Guest, HeldPost
from app.domains.people.precedence.profiles import Office
from app.domains.people.precedence.ranking import rank
from app.domains.people.profile_queries import held_posts, offices, profile, usual_profile
from app.domains.people.records import Person
from app.domains.people.vocabulary import PERSON, SEE_PEOPLE
from app.kernel.drafts import draft_of
from app.kernel.errors import Finding, Gone, Refused
from app.kernel.ids import Ref
from app.kernel.names import words
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

_LISTED = 10  # of several matches, so many are named


@dataclass(frozen=True, slots=True)
class AddressCard:
    """The forms of a person in one language: as they are used, as they would be without the office's own, and those of its own."""

    person: str
    name: str
    forms: AddressForms
    derived: AddressForms
    draft: AddressDraft


@query(SEE_PEOPLE)
def address_of(reader: Reader, person: str, language: str, on: date | None = None, post: str = "") -> AddressForms:
    """Give the forms of a person on a day (today without one), from *post* or else the highest post held then."""
    found = addresses_of.of(reader, (person,), language, on, {person: post} if post else None)
    if person not in found:
        raise Gone(Ref(PERSON, person))
    return found[person]


@query(SEE_PEOPLE)
def addresses_of(
    reader: Reader, persons: Sequence[str], language: str, on: date | None = None, posts: Mapping[str, str] | None = None
) -> Mapping[str, AddressForms]:
    """Give the forms of several persons, as a paper needs them; *posts* names the post that counts for some of them."""
    own = _own(reader, persons, language)
    subjects = address_subjects.of(reader, persons, on, posts)
    return {id: address_forms(subject, language, own.get(id)) for id, subject in subjects.items()}


@query(SEE_PEOPLE)
def address_card(reader: Reader, person: str, language: str, on: date | None = None) -> AddressCard:
    """Give what the card of a person shows of one language; raise `Gone` when there is no such person."""
    subject = address_subjects.of(reader, (person,), on).get(person)
    if subject is None:
        raise Gone(Ref(PERSON, person))
    draft = address_draft.of(reader, person, language)
    return AddressCard(person, subject.name, address_forms(subject, language, draft), address_forms(subject, language), draft)


@query(SEE_PEOPLE)
def address_draft(reader: Reader, person: str, language: str) -> AddressDraft:
    """Read what the office has written itself for a person in one language, for editing."""
    return _own(reader, (person,), language).get(person, AddressDraft())


@query(SEE_PEOPLE)
def speech_of(
    reader: Reader,
    persons: Sequence[str],
    language: str,
    on: date | None = None,
    posts: Mapping[str, str] | None = None,
    named: int = NAMED,
) -> Speech:
    """Give the salutation of a speech before *persons*, who stand in order of precedence."""
    subjects = address_subjects.of(reader, persons, on, posts)
    return speech([subjects[id] for id in persons if id in subjects], language, named, _own(reader, persons, language))


@query(SEE_PEOPLE)
def address_subjects(
    reader: Reader, persons: Sequence[str], on: date | None = None, posts: Mapping[str, str] | None = None
) -> Mapping[str, Subject]:
    """Give several persons as forms of address see them. Who holds no post on the day is addressed without one."""
    day, catalogue, chosen = on or reader.today, offices.of(reader), posts or {}
    counting = _counting(reader, persons, day, chosen, catalogue)
    statement = select(
        Person.id, Person.given_names, Person.family_name, Person.card_name, Person.prefix, Person.gender, Person.nationality
    ).where(Person.id.in_(persons))
    found: dict[str, Subject] = {}
    for row in reader.rows(statement):
        post = counting.get(row.id)
        found[row.id] = Subject(
            name=rules.written_name(row.given_names, row.family_name, row.card_name),
            family_name=row.family_name,
            given_names=row.given_names,
            gender=row.gender,
            prefix=row.prefix,
            title=post.title if post else Multilingual(),
            office=catalogue.get(post.office) if post else None,
            organisation=post.organisation if post else Multilingual(),
            country=(post.country if post else "") or row.nationality,
            id=row.id,
            post=post.id if post else "",
        )
    return found


def _counting(
    reader: Reader, persons: Sequence[str], day: date, chosen: Mapping[str, str], catalogue: Mapping[str, Office]
) -> Mapping[str, HeldPost]:
    """Give the post of each that counts: the one that was chosen, else the highest of those held on the day by the usual list."""
    found: dict[str, HeldPost] = {}
    open_questions: list[Guest] = []
    for person, posts in held_posts(reader, persons).items():
        held = tuple(post for post in posts if rules.held_on(post.since, post.until, day))
        named = next((post for post in posts if post.id == chosen.get(person)), None)
        if named is not None or len(held) == 1:
            found[person] = named or held[0]
        elif held:
            open_questions.append(Guest(person, person, person, held))
            found[person] = held[0]  # the latest, should the list know none of them
    if open_questions:
        usual = profile.of(reader, usual_profile.of(reader))
        ranked = rank(open_questions, usual, catalogue, day)
        found |= {place.guest.id: place.post for place in ranked.places if place.post is not None and place.rank is not None}
    return found


def _own(reader: Reader, persons: Sequence[str], language: str) -> Mapping[str, AddressDraft]:
    statement = select(AddressForm).where(AddressForm.person_id.in_(persons), AddressForm.language == language)
    return {form.person_id: draft_of(form, AddressDraft) for form in reader.scalars(statement)}


@query(SEE_PEOPLE)
def person_by(reader: Reader, word: str) -> str:
    """Give the id of the person with this id, import id or name, accents and the order of the words ignored.

    Refused when there is none, and when there are several: the findings name them, so that one can be chosen by its id.
    """
    named = word.strip()
    for column in (Person.id, Person.import_id):
        if id := reader.scalar(select(Person.id).where(column == named)):
            return id
    found = _by_name(reader, named)
    if not found:
        raise Refused(Finding("person", lazy("There is nobody called “{word}”.", word=named[:60]), rule="unknown-person"))
    if len(found) > 1:
        raise Refused([_one_of(id, name) for id, name in list(found.items())[:_LISTED]])
    return next(iter(found))


def _by_name(reader: Reader, named: str) -> Mapping[str, str]:
    """Give those whose whole name it is, else those whom search finds by it."""
    statement = select(Person.id, Person.given_names, Person.family_name, Person.card_name).order_by(Person.sort_name, Person.id)
    near = reader.rows(statement.where(Person.id.in_(reader.matching(PERSON, named)))) if words(named) else ()
    names = {row.id: rules.written_name(row.given_names, row.family_name, row.card_name) for row in near}
    whole = sorted(words(named))
    exact = {row.id: names[row.id] for row in near if whole in _written(row.given_names, row.family_name, row.card_name)}
    return exact or names


def _written(given_names: str, family_name: str, card_name: str) -> tuple[list[str], list[str]]:
    return sorted(words(f"{given_names} {family_name}")), sorted(words(card_name))


def _one_of(id: str, name: str) -> Finding:
    return Finding(
        "person", lazy("Several persons match; one is {name}: {id}.", name=name, id=id), rule="several-persons", ref=Ref(PERSON, id)
    )
