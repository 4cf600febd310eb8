"""How persons and organisations are taken in from a file in the form of the office's year report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import select

from app.domains.people import rules
from app.domains.people.precedence import shipped
from app.domains.people.records import Organisation, Person, Post
from app.domains.people.vocabulary import Gender, OrganisationKind
from app.kernel.errors import Finding
from app.kernel.feature import ImportSection, Intake
from app.kernel.intake import checked_items, country_faults, date_faults, multilingual, partial_date
from app.kernel.names import clean, fold
from app.kernel.translated import lazy
from app.kernel.work import Work

ORGANISATIONS_KEY, PERSONS_KEY = "organisations", "persons"
_OF_POST = ("office_code", "since", "credentials")


def check_organisations(items: Sequence[Any], path: str, _intake: Intake) -> Sequence[Finding]:
    """Every organisation has an id, a name and a kind that we know."""
    return list(_organisation_faults(items, path))


def _organisation_faults(items: Sequence[Any], path: str) -> Iterator[Finding]:
    nothing = type(None)
    shape = {"id": str, "name": dict, "kind": str, "country": (str, nothing), "city": (str, nothing), "founded": (str, nothing)}
    for place, item in checked_items(items, path, shape, required=("id", "name")):
        if isinstance(item, Finding):
            yield item
            continue
        yield from multilingual_faults(item["name"], f"{place}.name")
        yield from country_faults(item.get("country"), f"{place}.country")
        yield from date_faults(item.get("founded"), f"{place}.founded")
        if item.get("kind", "other") not in tuple(OrganisationKind):
            yield Finding(f"{place}.kind", lazy("This kind of organisation is not known: {kind}.", kind=item["kind"]), rule="unknown-value")


def take_in_organisation(work: Work, item: Mapping[str, Any], _intake: Intake) -> str:
    """Make the organisation of one item."""
    name = multilingual(item["name"])
    organisation = Organisation(
        import_id=item["id"],
        name=name,
        organisation_kind=OrganisationKind(item.get("kind") or "other"),
        country=item.get("country") or "",
        city=item.get("city") or "",
        founded=partial_date(item.get("founded")),
        sort_name=fold(str(name)),
    )
    work.add(organisation)
    return organisation.id


def check_persons(items: Sequence[Any], path: str, intake: Intake) -> Sequence[Finding]:
    """Every person has an id and a name; the organisation they stand for is known.

    Optional, for precedence and forms of address: `gender`, `born`, and of the post `office_code` (of the catalogue), `since`, and
    `credentials` (a day, or day and hour by the clock of the place).
    """
    return list(_person_faults(items, path, intake))


def _person_faults(items: Sequence[Any], path: str, intake: Intake) -> Iterator[Finding]:
    nothing = type(None)
    text = (str, nothing)
    shape = {
        "id": str,
        "name": str,
        "prefix": str,
        "gender": str,
        "born": text,
        "office": dict,
        "office_code": text,
        "since": text,
        "credentials": text,
        "organisation": text,
        "country": text,
    }
    for place, item in checked_items(items, path, shape, required=("id", "name")):
        if isinstance(item, Finding):
            yield item
            continue
        if not clean(item["name"]):
            yield Finding(f"{place}.name", lazy("The name is empty."), rule="empty-value")
        elif len(clean(item["name"])) > rules.NAME_LIMIT:
            yield Finding(
                f"{place}.name", lazy("This text is too long: at most {limit} characters.", limit=rules.NAME_LIMIT), rule="text-too-long"
            )
        yield from country_faults(item.get("country"), f"{place}.country")
        yield from _protocol_faults(item, place)
        if "office" in item:
            yield from multilingual_faults(item["office"], f"{place}.office")
        if (organisation := item.get("organisation")) and not intake.knows(ORGANISATIONS_KEY, organisation):
            yield Finding(f"{place}.organisation", lazy("There is no organisation “{id}”.", id=organisation), rule="dangling-reference")


def _protocol_faults(item: Mapping[str, Any], place: str) -> Iterator[Finding]:
    yield from date_faults(item.get("born"), f"{place}.born")
    yield from date_faults(item.get("since"), f"{place}.since")
    if item.get("gender", "") not in tuple(Gender):
        yield Finding(f"{place}.gender", lazy("This gender is not known: {code}.", code=item["gender"][:60]), rule="unknown-value")
    if (code := item.get("office_code")) and code not in shipped.offices():
        yield Finding(f"{place}.office_code", lazy("The catalogue has no office “{code}”.", code=code[:60]), rule="unknown-value")
    if "office" not in item and (said := next((key for key in _OF_POST if item.get(key)), "")):
        yield Finding(f"{place}.{said}", lazy("This says something of a post, but the title of the post is missing."), rule="missing-value")
    try:
        credentials(item.get("credentials"))
    except ValueError:
        message = lazy("“{value}” is not a day: write 2021-10-05 or 2021-10-05T11:30.", value=item["credentials"][:60])
        yield Finding(f"{place}.credentials", message, rule="wrong-date")


def credentials(value: str | None) -> tuple[date | None, time | None]:
    """Read when credentials were presented: a day, or a day and an hour; raise ValueError for anything else."""
    if not value:
        return None, None
    day, _, hour = value.partition("T")
    return date.fromisoformat(day), time.fromisoformat(hour).replace(tzinfo=None) if hour else None


def take_in_person(work: Work, item: Mapping[str, Any], intake: Intake) -> str:
    """Make the person of one item, with the post in which the file names them.

    The file gives a name as one text and does not say which part is the family name. The text is kept as the name on a card,
    so that no paper shows it in another order.
    """
    given, family = rules.split_name(item["name"])
    person = Person(
        import_id=item["id"],
        given_names=given,
        family_name=family,
        card_name=clean(item["name"]),
        prefix=clean(item.get("prefix", "")),
        nationality=item.get("country") or "",
        gender=Gender(item.get("gender", "")),
        born=partial_date(item.get("born")),
        sort_name=rules.sort_name(given, family),
    )
    work.add(person)
    if title := multilingual(item.get("office", {})):
        organisation = item.get("organisation")
        day, hour = credentials(item.get("credentials"))
        post = Post(
            person_id=person.id,
            title=title,
            organisation_id=intake.id_of(ORGANISATIONS_KEY, organisation) if organisation else None,
            office=item.get("office_code") or "",
            since=partial_date(item.get("since")),
            credentials_on=day,
            credentials_at=hour,
        )
        work.add(post)
    return person.id


def multilingual_faults(value: Mapping[str, Any], path: str) -> Iterator[Finding]:
    """Faults of a text in several languages."""
    for language, text in value.items():
        if language not in ("nl", "fr", "en"):
            yield Finding(f"{path}.{language}", lazy("This key is not known: {key}.", key=language), rule="unknown-key")
        elif not isinstance(text, str):
            yield Finding(f"{path}.{language}", lazy("A text is needed here."), rule="wrong-type")
    if not multilingual({k: v for k, v in value.items() if isinstance(v, str)}):
        yield Finding(path, lazy("A text in one language at least is needed here."), rule="empty-value")


def known_organisations(work: Work) -> Mapping[str, str]:
    """Give the organisations that came from a file before, by the id they had there."""
    return {
        row.import_id: row.id
        for row in work.rows(select(Organisation.import_id, Organisation.id).where(Organisation.import_id.is_not(None)))
    }


def known_persons(work: Work) -> Mapping[str, str]:
    """Give the persons who came from a file before, by the id they had there."""
    return {row.import_id: row.id for row in work.rows(select(Person.import_id, Person.id).where(Person.import_id.is_not(None)))}


SECTIONS = (
    ImportSection(ORGANISATIONS_KEY, 10, check_organisations, known_organisations, take_in_organisation),
    ImportSection(PERSONS_KEY, 20, check_persons, known_persons, take_in_person),
)
