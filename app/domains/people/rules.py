"""Rules about persons, organisations and posts: what a draft must hold, how names are written, who may be the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time

from app.domains.people.vocabulary import ContactKind, Gender, OrganisationKind
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding
from app.kernel.names import clean, fold, words
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual, lazy

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_PHONE = re.compile(r"\+?[\d\s().\-/]{5,30}(?:\s?(?:ext|x)\.?\s?\d{1,6})?", re.IGNORECASE)
NAME_LIMIT = 200
MOST_MEMBERS = 999


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """The fields of a person that the office fills in.

    `card_name` is how the name stands on a card; empty, it is given names and family name. `prefix` is a courtesy such as
    H.E. `languages` are ISO 639 codes, the preferred one apart. `secretariat` is the person who receives the mail. `born` is kept
    only where age decides on precedence.
    """

    given_names: str = ""
    family_name: str = ""
    prefix: str = ""
    card_name: str = ""
    gender: Gender = Gender.UNKNOWN
    nationality: str = ""
    preferred_language: str = ""
    languages: tuple[str, ...] = ()
    pronunciation: str = ""
    portrait: str = ""
    diet: str = ""
    access_needs: str = ""
    secretariat_id: str | None = None
    notes: str = ""
    born: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """The fields of an organisation that the office fills in."""

    name: Multilingual = Multilingual()
    short_name: str = ""
    organisation_kind: OrganisationKind = OrganisationKind.OTHER
    country: str = ""
    city: str = ""
    address: str = ""
    website: str = ""
    notes: str = ""
    founded: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class PostDraft:
    """A post held: its title, where, and since and until when.

    `seniority_since` is the day from which seniority counts when it is not the first day in office. `office` is a code of the catalogue
    of offices. `credentials_on` and `credentials_at` are when credentials were presented, by the clock of the place; `order_within` is
    the place that the body itself has decided among its members, 1 first.
    """

    title: Multilingual = Multilingual()
    organisation_id: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    seniority_since: PartialDate | None = None
    notes: str = ""
    office: str = ""
    credentials_on: date | None = None
    credentials_at: time | None = None
    order_within: int | None = None


@dataclass(frozen=True, slots=True)
class ContactPointDraft:
    """One way to reach a person."""

    contact_kind: ContactKind = ContactKind.MOBILE
    value: str = ""
    label: str = ""
    preferred: bool = False


def written_name(given_names: str, family_name: str, card_name: str = "") -> str:
    """Give the name as it is written: the card's when there is one, else given names before family name."""
    return card_name or " ".join(part for part in (given_names, family_name) if part)


def sort_name(given_names: str, family_name: str) -> str:
    """Give the key by which persons are listed: family name first, accents and capitals ignored."""
    return fold(" ".join(part for part in (family_name, given_names) if part))


def split_name(name: str) -> tuple[str, str]:
    """Take a name as one text apart into given names and family name.

    The first word is the given name, the rest the family name (François | de Kerchove d'Exaerde). A name in another order
    (Zhang Yechu) is kept as written by the caller through `card_name`.
    """
    given, _, family = clean(name).partition(" ")
    return (given, family.strip()) if family else ("", given)


def check_person(draft: PersonDraft) -> list[Finding]:
    """A person needs a name; texts have their bounds."""
    findings: list[Finding] = []
    if not (draft.family_name.strip() or draft.given_names.strip()):
        findings.append(Finding("family_name", lazy("Enter a family name or a given name."), rule="person-without-name"))
    findings += too_long(draft, {"given_names": NAME_LIMIT, "family_name": NAME_LIMIT, "card_name": NAME_LIMIT, "prefix": 60})
    return findings


def check_organisation(draft: OrganisationDraft) -> list[Finding]:
    """An organisation needs a name in one language at least; missing languages are told."""
    if not draft.name:
        return [Finding("name", lazy("Enter the name in one language at least."), rule="organisation-without-name")]
    return missing_languages("name", draft.name)


def check_post(draft: PostDraft) -> list[Finding]:
    """A post needs a title, and ends after it began."""
    findings: list[Finding] = []
    if not draft.title:
        findings.append(Finding("title", lazy("Enter the title of the post in one language at least."), rule="post-without-title"))
    if draft.since and draft.until and draft.until.last < draft.since.first:
        findings.append(Finding("until", lazy("The last day in office is before the first one."), rule="post-ends-before-start"))
    if draft.credentials_at is not None and draft.credentials_on is None:
        findings.append(
            Finding("credentials_on", lazy("Enter the day on which credentials were presented."), rule="credentials-without-day")
        )
    if draft.order_within is not None and not 1 <= draft.order_within <= MOST_MEMBERS:
        message = lazy("The place within the body is a number from 1 to {most}.", most=MOST_MEMBERS)
        findings.append(Finding("order_within", message, rule="order-within"))
    return findings + missing_languages("title", draft.title)


def check_contact_point(draft: ContactPointDraft) -> list[Finding]:
    """What is entered must look like what it says it is."""
    value = draft.value.strip()
    if not value:
        return [Finding("value", lazy("Enter the number or the address."), rule="contact-without-value")]
    if draft.contact_kind is ContactKind.EMAIL and not _MAIL.fullmatch(value):
        return [Finding("value", lazy("This is not an e-mail address: {value}.", value=value), rule="contact-mail")]
    if draft.contact_kind in (ContactKind.PHONE, ContactKind.MOBILE) and not _PHONE.fullmatch(value):
        return [Finding("value", lazy("This is not a telephone number: {value}.", value=value), rule="contact-phone")]
    return []


def too_long(draft: object, limits: dict[str, int]) -> list[Finding]:
    """Refuse texts beyond their bounds: *limits* gives characters by field."""
    return [
        Finding(name, lazy("This text is too long: at most {limit} characters.", limit=limit), rule="text-too-long")
        for name, limit in limits.items()
        if len(getattr(draft, name)) > limit
    ]


def held_on(since: PartialDate | None, until: PartialDate | None, day: date) -> bool:
    """Tell whether a post was held on *day*; an unknown end is open, an unknown beginning too."""
    return (since is None or since.first <= day) and (until is None or day <= until.last)


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person as the search for doubles sees it."""

    id: str
    given_names: str
    family_name: str
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Double:
    """Two persons who may be one, and why."""

    first: str
    second: str
    reason: str  # "same name", "name in another order", "same e-mail address"


def doubles(persons: Sequence[NamedPerson]) -> list[Double]:
    """Find persons who may be the same: same words in the name, or one e-mail address. In proportion to their number."""
    found: dict[tuple[str, str], Double] = {}
    for keys, reason in ((_name, "same name"), (_name_in_any_order, "name in another order"), (_mails, "same e-mail address")):
        for first, second in _pairs(persons, keys):
            found.setdefault((first, second), Double(first, second, reason))
    return list(found.values())


def _name(person: NamedPerson) -> tuple[str, ...]:
    return (" ".join(words(f"{person.given_names} {person.family_name}")),)


def _name_in_any_order(person: NamedPerson) -> tuple[str, ...]:
    return (" ".join(sorted(words(f"{person.given_names} {person.family_name}"))),)


def _mails(person: NamedPerson) -> tuple[str, ...]:
    return tuple(mail.casefold() for mail in person.emails)


def _pairs(persons: Sequence[NamedPerson], keys: Callable[[NamedPerson], tuple[str, ...]]) -> list[tuple[str, str]]:
    # Each double is paired with the first of its group: n doubles give n-1 pairs, not n squared.
    first: dict[str, str] = {}
    pairs: list[tuple[str, str]] = []
    for person in persons:
        named = [key for key in keys(person) if key]
        pairs += [(first[key], person.id) for key in named if first.setdefault(key, person.id) != person.id]
    return pairs
