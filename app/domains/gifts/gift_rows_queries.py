"""Rows of the register: an entry with its names, what its value means, and what is to be done next about it.

The number of statements does not grow with the number of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.domains.gifts import register_rules as rules
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import GiftRules, PeriodCode
from app.domains.gifts.records import Gift, GiftPhoto
from app.domains.gifts.register_rules import GiftFacts, Party
from app.domains.gifts.reserving_queries import organisation_names, person_names, recipient_name
from app.domains.gifts.thresholds import period, thresholds_on
from app.domains.gifts.vocabulary import (
    Acceptance,
    Category,
    Decision,
    Direction,
    Fate,
    Ownership,
    Standing,
    Step,
    Threshold,
    Urgency,
)
from app.domains.missions.records import Mission
from app.kernel.money import Money
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class GiftRow:
    """An entry of the register in a list; `number` is empty while it has none.

    `giver` and `recipient` are the person, else the organisation, else what was typed; `giver_body` and `recipient_body` the organisation
    that a person stood for. `other` and `country` are those of the side that is not ours. `euro` is the value on the day of receipt.
    `threshold` is None where nothing is compared: for a gift that was given, unless a regime is named. `step` is what is to be done next,
    `due` the day by which. `photo` is the digest of the first photograph.
    """

    id: str
    number: str
    standing: Standing
    day: date
    direction: Direction
    acceptance: Acceptance
    pieces: int
    description: Multilingual
    category: Category
    occasion: str
    mission_id: str | None
    mission_number: str
    mission: Multilingual
    moment_id: str | None
    item_id: str | None
    giver: Multilingual
    giver_body: Multilingual
    giver_person_id: str | None
    giver_organisation_id: str | None
    giver_country: str
    recipient: Multilingual
    recipient_body: Multilingual
    recipient_person_id: str | None
    recipient_organisation_id: str | None
    recipient_country: str
    value: Money | None
    euro: Decimal | None
    threshold: Threshold | None
    decision: Decision
    ownership: Ownership
    fate: Fate
    place: str
    step: Step
    due: date | None
    urgency: Urgency
    thanked_on: date | None
    thanks_needed: bool
    published_on: date | None
    ceremonial: bool
    circumstances: str
    struck_why: str
    photo: str

    @property
    def received(self) -> bool:
        """Whether it came to us; it may have been declined."""
        return self.direction is Direction.RECEIVED

    @property
    def other(self) -> Multilingual:
        """The name of the side that is not ours."""
        return self.giver if self.received else self.recipient

    @property
    def country(self) -> str:
        """The country that the other side stands for."""
        return self.giver_country if self.received else self.recipient_country

    @property
    def thanked(self) -> bool:
        """Whether the thank-you letter has gone, or none is needed."""
        return self.thanked_on is not None or not self.thanks_needed

    @property
    def outcome(self) -> Decision | None:
        """What was decided; None where nothing is to be decided: given, declined, struck out."""
        if not self.received or self.acceptance is Acceptance.DECLINED or self.standing is Standing.STRUCK:
            return None
        return self.decision

    @property
    def whereabouts(self) -> Fate | None:
        """What became of it; None while nothing is known."""
        return self.fate if self.fate is not Fate.OPEN else None

    @property
    def next_step(self) -> Step | None:
        """What is to be done next; None when nothing is."""
        return self.step if self.step is not Step.DONE else None

    @property
    def nearness(self) -> Urgency | None:
        """Whether its day is near or past; None when it is neither."""
        return self.urgency if self.urgency is not Urgency.NONE else None


_COLUMNS = (
    Gift.id,
    Gift.number,
    Gift.day,
    Gift.direction,
    Gift.acceptance,
    Gift.pieces,
    Gift.description,
    Gift.category,
    Gift.occasion,
    Gift.mission_id,
    Gift.moment_id,
    Gift.item_id,
    Gift.giver_person_id,
    Gift.giver_organisation_id,
    Gift.giver_country,
    Gift.giver_said,
    Gift.recipient_person_id,
    Gift.recipient_organisation_id,
    Gift.recipient_country,
    Gift.recipient_said,
    Gift.value,
    Gift.cents,
    Gift.regime,
    Gift.decision,
    Gift.ownership,
    Gift.fate,
    Gift.place,
    Gift.thanked_on,
    Gift.thanks_needed,
    Gift.published_on,
    Gift.ceremonial,
    Gift.circumstances,
    Gift.struck_on,
    Gift.struck_why,
    Mission.number.label("mission_number"),
    Mission.title.label("mission_title"),
)


def rows_where(reader: Reader, *where: Any, order: Sequence[Any] = (), limit: int | None = None) -> list[GiftRow]:
    """Give the rows of the entries that meet conditions, by their day unless another order is wanted."""
    statement = select(*_COLUMNS).join(Mission, Mission.id == Gift.mission_id, isouter=True).where(*where)
    found = reader.rows(statement.order_by(*(order or (Gift.day, Gift.number, Gift.id))).limit(limit))
    if not found:
        return []
    persons = person_names(reader, (id for row in found for id in (row.giver_person_id, row.recipient_person_id)))
    bodies = organisation_names(reader, (id for row in found for id in (row.giver_organisation_id, row.recipient_organisation_id)))
    photos = first_photos(reader, [row.id for row in found])
    house = gift_rules.of(reader)
    periods = periods_of(house)
    return [_row(row, persons, bodies, photos.get(row.id, ""), house, periods, reader.today) for row in found]


def _row(
    row: Any,
    persons: Mapping[str, str],
    bodies: Mapping[str, Multilingual],
    photo: str,
    house: GiftRules,
    periods: Mapping[PeriodCode, int],
    today: date,
) -> GiftRow:
    facts = facts_of(row)
    due = rules.due(facts, periods)
    giver, giver_body = _party(row.giver_person_id, row.giver_organisation_id, row.giver_said, persons, bodies)
    recipient, recipient_body = _party(row.recipient_person_id, row.recipient_organisation_id, row.recipient_said, persons, bodies)
    return GiftRow(
        id=row.id,
        number=row.number or "",
        standing=facts.standing,
        day=row.day,
        direction=row.direction,
        acceptance=row.acceptance,
        pieces=row.pieces,
        description=row.description,
        category=row.category,
        occasion=row.occasion,
        mission_id=row.mission_id,
        mission_number=row.mission_number or "",
        mission=row.mission_title or _NOTHING,
        moment_id=row.moment_id,
        item_id=row.item_id,
        giver=giver,
        giver_body=giver_body,
        giver_person_id=row.giver_person_id,
        giver_organisation_id=row.giver_organisation_id,
        giver_country=row.giver_country,
        recipient=recipient,
        recipient_body=recipient_body,
        recipient_person_id=row.recipient_person_id,
        recipient_organisation_id=row.recipient_organisation_id,
        recipient_country=row.recipient_country,
        value=row.value,
        euro=rules.euro_of(row.cents),
        threshold=_threshold(row, house),
        decision=row.decision,
        ownership=row.ownership,
        fate=row.fate,
        place=row.place,
        step=rules.step_due(facts, periods),
        due=due,
        urgency=rules.urgency(due, today),
        thanked_on=row.thanked_on,
        thanks_needed=row.thanks_needed,
        published_on=row.published_on,
        ceremonial=row.ceremonial,
        circumstances=row.circumstances,
        struck_why=row.struck_why,
        photo=photo,
    )


def _party(
    person: str | None, organisation: str | None, said: str, persons: Mapping[str, str], bodies: Mapping[str, Multilingual]
) -> tuple[Multilingual, Multilingual]:
    name, body = persons.get(person or "", ""), bodies.get(organisation or "", _NOTHING)
    return recipient_name(name, body, said), body if name else _NOTHING


def _threshold(row: Any, house: GiftRules) -> Threshold | None:
    if row.direction is Direction.GIVEN and not row.regime:
        return None
    return rules.threshold(row.cents, thresholds_on(house, row.regime, row.day))


def facts_of(row: Any) -> GiftFacts:
    """Give what the next step of a gift depends on, of its row or its record."""
    return GiftFacts(
        day=row.day,
        direction=row.direction,
        acceptance=row.acceptance,
        standing=rules.standing(row.number, row.struck_on),
        valued=row.cents is not None,
        decision=row.decision,
        ownership=row.ownership,
        thanked=row.thanked_on is not None,
        thanks_needed=row.thanks_needed,
        place=row.place,
        fate=row.fate,
    )


def periods_of(house: GiftRules) -> Mapping[PeriodCode, int]:
    """Give the periods in force by their code."""
    return {code: period(house, code) for code in PeriodCode}


def first_photos(reader: Reader, gifts: Iterable[str]) -> Mapping[str, str]:
    """Give the digest of the first photograph of gifts, by the id of the gift."""
    statement = select(GiftPhoto.gift_id, GiftPhoto.digest).where(GiftPhoto.gift_id.in_(list(gifts)))
    found: dict[str, str] = {}
    for gift, digest in reader.rows(statement.order_by(GiftPhoto.position, GiftPhoto.id)):
        found.setdefault(gift or "", digest)
    return found


def recipient_called(reader: Reader, person: str | None, said: str) -> str:
    """Give the name of who received a gift: of the person, else as it was typed."""
    return person_names(reader, [person]).get(person or "", said)


def goes_to_oneself(reader: Reader, giver: Party, recipient: Party) -> bool:
    """Tell whether a gift would be one to oneself, also where one side is in the files and the other is named in words."""
    if bool(giver.person) is bool(recipient.person) and bool(giver.organisation) is bool(recipient.organisation):
        return rules.is_same(giver, recipient)  # the names would add nothing
    return rules.is_same(_named(reader, giver), _named(reader, recipient))


def _named(reader: Reader, party: Party) -> Party:
    if party.person:
        return replace(party, names=tuple(person_names(reader, [party.person]).values()))
    names = organisation_names(reader, [party.organisation]).values()
    return replace(party, names=tuple(text for name in names for text in name.all()))
