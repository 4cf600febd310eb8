"""What is read of the register: its entries in order, those that wait for something, what the same giver offered before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from app.domains.gifts import register_rules as rules
from app.domains.gifts.drafts import GiftDraft, Photo
from app.domains.gifts.gift_rows_queries import GiftRow, facts_of, periods_of, rows_where
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import PeriodCode, ThresholdSet
from app.domains.gifts.lending_queries import LoanRow, loans_of_gift
from app.domains.gifts.records import Gift, GiftDecision, GiftFate, GiftItem
from app.domains.gifts.register_commands import gift_draft_of
from app.domains.gifts.reserving_queries import person_names
from app.domains.gifts.thresholds import regime_called, thresholds_on
from app.domains.gifts.vocabulary import GIFT, SEE_GIFTS, Acceptance, Decision, Direction, Fate, Ownership, Standing, Step
from app.domains.missions.records import ProgrammeItem
from app.kernel.fields import Criteria
from app.kernel.money import Money
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

MOST_EARLIER = 50
WAITING = "waiting"
"""The code of the filter "step" for every entry about which something is to be done."""

_THEIRS = case((Gift.direction == Direction.RECEIVED, Gift.giver_country), else_=Gift.recipient_country)
_SORTS: Mapping[str, Any] = {
    "number": Gift.number,
    "day": Gift.day,
    "direction": Gift.direction,
    "description": func.lower(Gift.description),
    "value": Gift.cents,
    "country": _THEIRS,
    "decision": Gift.decision,
    "fate": Gift.fate,
    "place": Gift.place,
}


# ------------------------------------------------------------------------------------------------ the register


@query(SEE_GIFTS)
def gift_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of entries in order, the latest first unless another order is chosen; at most 500 when words are looked for.

    Filters: "year", "direction", "acceptance", "category", "standing", "step" (a step, or `WAITING` for any but the last), "decision",
    "fate", "country" (of the other side), "published" ("yes", or "no" for those that stand in the register and are not).
    """
    where = [*_narrowed(criteria), *_stepped(reader, criteria.chosen("step"))]
    if criteria.text.strip():
        where.append(Gift.id.in_(reader.matching(GIFT, criteria.text)))
    if criteria.sort == "due":
        found = _by_due(reader, where)
        return list(reversed(found)) if criteria.descending else found
    return reader.scalars(select(Gift.id).where(*where).order_by(*_order(criteria)))


def _order(criteria: Criteria) -> Sequence[Any]:
    column = _SORTS.get(criteria.sort)
    if column is None:
        return Gift.day.desc(), Gift.number.desc(), Gift.id.desc()
    if criteria.sort == "number":
        # Of one year they are in order of their length first; those without a number stand apart.
        keys = (func.substr(Gift.number, 1, 5), func.length(Gift.number), Gift.number)
        ordered = tuple(key.desc() if criteria.descending else key for key in keys)
        return Gift.number.is_(None), *ordered, Gift.id
    if criteria.descending:
        return column.desc().nulls_last(), Gift.day.desc(), Gift.id.desc()
    return column.asc().nulls_last(), Gift.day, Gift.id


_EQUALS: Mapping[str, Any] = {
    "direction": Gift.direction,
    "acceptance": Gift.acceptance,
    "category": Gift.category,
    "decision": Gift.decision,
    "fate": Gift.fate,
}
_STANDS: Mapping[str, Sequence[ColumnElement[bool]]] = {
    Standing.NOTED: (Gift.number.is_(None),),
    Standing.ENTERED: (Gift.number.is_not(None), Gift.struck_on.is_(None)),
    Standing.STRUCK: (Gift.struck_on.is_not(None),),
}
_PUBLISHED: Mapping[str, Sequence[ColumnElement[bool]]] = {
    "yes": (Gift.published_on.is_not(None),),
    "no": (Gift.published_on.is_(None), Gift.number.is_not(None)),
}


def _narrowed(criteria: Criteria) -> list[ColumnElement[bool]]:
    where = [column == code for key, column in _EQUALS.items() if (code := criteria.chosen(key))]
    where += _STANDS.get(criteria.chosen("standing"), ())
    where += _PUBLISHED.get(criteria.chosen("published"), ())
    if (year := criteria.chosen("year")).isdecimal() and 1 <= int(year) <= date.max.year:
        where += [Gift.day >= date(int(year), 1, 1), Gift.day <= date(int(year), 12, 31)]
    if country := criteria.chosen("country"):
        where.append(_from_or_to(country))
    return where


def _from_or_to(country: str) -> ColumnElement[bool]:
    received = and_(Gift.direction == Direction.RECEIVED, Gift.giver_country == country)
    return or_(received, and_(Gift.direction == Direction.GIVEN, Gift.recipient_country == country))


# ------------------------------------------------------------------------------------------------ what is to be done


_LIVE = Gift.struck_on.is_(None)
_OURS = and_(_LIVE, Gift.direction == Direction.RECEIVED, Gift.acceptance == Acceptance.ACCEPTED)
_OPEN: Mapping[Step, ColumnElement[bool]] = {
    Step.ENTER: and_(_LIVE, Gift.number.is_(None)),
    Step.VALUE: and_(_OURS, Gift.cents.is_(None)),
    Step.DECIDE: and_(_OURS, Gift.decision == Decision.OPEN),
    Step.THANK: and_(_OURS, Gift.thanks_needed, Gift.thanked_on.is_(None)),
    Step.PLACE: and_(
        _OURS,
        Gift.fate == Fate.OPEN,
        or_(Gift.decision == Decision.RETURN, and_(Gift.ownership == Ownership.REGION, Gift.place == "")),
    ),
}
"""When a step is still to be done: the same as `register_rules.is_open`, for many entries at once."""


def _next(step: Step, order: Sequence[Step]) -> ColumnElement[bool]:
    """An entry of which *step* is the next one: it is open, and none before it is."""
    earlier = order[: order.index(step)]
    return and_(_OPEN[step], *(not_(_OPEN[other]) for other in earlier))


def _stepped(reader: Reader, code: str) -> list[ColumnElement[bool]]:
    if not code:
        return []
    if code == WAITING:
        return [or_(*_OPEN.values())]
    if code == Step.DONE:
        return [not_(condition) for condition in _OPEN.values()]
    order = rules.steps_in_order(periods_of(gift_rules.of(reader)))
    return [_next(Step(code), order)] if code in order else []


def _by_due(reader: Reader, where: Sequence[ColumnElement[bool]]) -> list[str]:
    """Give entries by the day on which their next step is due, those without one last."""
    within = _within(periods_of(gift_rules.of(reader)))
    rows = reader.rows(select(Gift.id, Gift.day, within).where(*where).order_by(Gift.day, Gift.id))
    dated = [(day + timedelta(min(days, (date.max - day).days)), id) for id, day, days in rows if days is not None]
    return [*(id for _, id in sorted(dated)), *(id for id, _, days in reversed(rows) if days is None)]


def _within(periods: Mapping[PeriodCode, int]) -> ColumnElement[int | None]:
    """The days within which the next step of an entry is due; nothing when there is none."""
    days: list[tuple[ColumnElement[bool], int]] = [
        (and_(_OPEN[Step.ENTER], Gift.direction == Direction.GIVEN), periods[rules.period_code(Step.ENTER, Direction.GIVEN)])
    ]
    days += [(_OPEN[step], periods[rules.period_code(step, Direction.RECEIVED)]) for step in rules.steps_in_order(periods)]
    return case(*days, else_=None)


@query(SEE_GIFTS)
def waiting_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of the entries about which something is to be done, by the day on which it is due unless another order is chosen."""
    filters = criteria.filters if criteria.chosen("step") else (*criteria.filters, ("step", WAITING))
    return gift_ids.of(reader, Criteria(criteria.text, filters, criteria.sort or "due", criteria.descending))


@query(SEE_GIFTS)
def decisions_due(reader: Reader, limit: int = 500) -> Sequence[GiftRow]:
    """Give the rows of what waits, what is due first before the rest."""
    return gift_rows.of(reader, waiting_ids.of(reader)[:limit])


# ------------------------------------------------------------------------------------------------ rows


@query(SEE_GIFTS)
def gift_rows(reader: Reader, ids: Sequence[str]) -> Sequence[GiftRow]:
    """Give the rows of entries, in the order of *ids*; those that are gone are left out."""
    found = {row.id: row for row in rows_where(reader, Gift.id.in_(ids))} if ids else {}
    return [found[id] for id in ids if id in found]


@query(SEE_GIFTS)
def gifts_of_mission(reader: Reader, mission: str) -> Sequence[GiftRow]:
    """Give what was received, declined and given in a mission, by day; struck-out entries too."""
    return rows_where(reader, Gift.mission_id == mission)


@query(SEE_GIFTS)
def earlier_offers(
    reader: Reader,
    person_id: str | None = None,
    organisation_id: str | None = None,
    before: date | None = None,
    without: str = "",
    said: str = "",
) -> Sequence[GiftRow]:
    """Give what a person or an organisation offered us before, accepted or not, the latest first: several offers from one source.

    A giver who is only named (`said`, without a person and an organisation) is known again by the same words.
    """
    sources: list[ColumnElement[bool]] = []
    if person_id:
        sources.append(Gift.giver_person_id == person_id)
    if organisation_id:
        sources.append(Gift.giver_organisation_id == organisation_id)
    if said and not sources:
        sources.append(and_(Gift.giver_said == said, Gift.giver_person_id.is_(None), Gift.giver_organisation_id.is_(None)))
    if not sources:
        return []
    where = [or_(*sources), Gift.direction == Direction.RECEIVED, Gift.struck_on.is_(None), Gift.id != without]
    if before is not None:
        where.append(Gift.day <= before)
    return rows_where(reader, *where, order=(Gift.day.desc(), Gift.id), limit=MOST_EARLIER)


@query(SEE_GIFTS)
def gift_draft(reader: Reader, id: str) -> GiftDraft:
    """Read an entry for editing."""
    return gift_draft_of(reader.get(Gift, id))


@query(SEE_GIFTS)
def years(reader: Reader) -> Sequence[int]:
    """Give the years from the latest entry back to the first."""
    first, last = reader.rows(select(func.min(Gift.day), func.max(Gift.day)))[0]
    if first is None:
        return []
    return list(range(last.year, first.year - 1, -1))


@query(SEE_GIFTS)
def countries(reader: Reader) -> Sequence[str]:
    """Give the codes of the countries with which gifts were exchanged."""
    return sorted(code for code in reader.scalars(select(_THEIRS).distinct()) if code)


# ------------------------------------------------------------------------------------------------ one entry


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision that was taken, by whom and why; one without a decision says that an earlier one was withdrawn."""

    id: str
    decision: Decision
    ownership: Ownership
    day: date
    decided_by: str
    reason: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class FateRow:
    """What became of a gift on a day."""

    id: str
    fate: Fate
    day: date
    to_whom: str
    place: str
    custodian: str
    proceeds: Money | None
    remark: str
    noted_by: str


@dataclass(frozen=True, slots=True)
class GiftCard:
    """An entry with everything the office knows of it.

    `thresholds` are those in force on its day, `regime` the name of whose they are. `steps` are what is still to be done, with the days by
    which. `decisions` and `fates` stand in the order in which they were taken; `earlier` is what the same source offered before.
    """

    row: GiftRow
    draft: GiftDraft
    decisions: tuple[DecisionRow, ...]
    fates: tuple[FateRow, ...]
    loans: tuple[LoanRow, ...]
    earlier: tuple[GiftRow, ...]
    thresholds: ThresholdSet | None
    regime: Multilingual
    steps: tuple[tuple[Step, date], ...]
    custodian: str
    moment: Multilingual
    item_code: str
    decided_on: date | None
    decided_by: str
    decided_person_id: str | None
    decision_reason: str
    fate_on: date | None
    published_on: date | None
    entered_at: datetime | None
    entered_by: str
    struck_on: date | None
    struck_why: str

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Its photographs in their order."""
        return self.draft.photos


@query(SEE_GIFTS)
def gift_card(reader: Reader, id: str) -> GiftCard:
    """Give everything about an entry."""
    gift = reader.get(Gift, id)
    house = gift_rules.of(reader)
    regime = regime_called(house, gift.regime)
    custodians = person_names(reader, [gift.custodian_id, *(row.custodian_id for row in gift.fates)])
    moment, item = reader.find(ProgrammeItem, gift.moment_id), reader.find(GiftItem, gift.item_id)
    return GiftCard(
        row=rows_where(reader, Gift.id == id)[0],
        draft=gift_draft_of(gift),
        decisions=tuple(_decision(row) for row in gift.decisions),
        fates=tuple(_fate(row, custodians) for row in gift.fates),
        loans=tuple(loans_of_gift.of(reader, id)),
        earlier=tuple(_earlier(reader, gift)),
        thresholds=thresholds_on(house, gift.regime, gift.day),
        regime=regime.name if regime else Multilingual(),
        steps=rules.open_steps(facts_of(gift), periods_of(house)),
        custodian=custodians.get(gift.custodian_id or "", gift.custodian_said),
        moment=moment.title if moment else Multilingual(),
        item_code=item.code if item else "",
        decided_on=gift.decided_on,
        decided_by=gift.decided_by,
        decided_person_id=gift.decided_person_id,
        decision_reason=gift.decision_reason,
        fate_on=gift.fate_on,
        published_on=gift.published_on,
        entered_at=gift.entered_at,
        entered_by=gift.entered_by,
        struck_on=gift.struck_on,
        struck_why=gift.struck_why,
    )


def _decision(row: GiftDecision) -> DecisionRow:
    return DecisionRow(row.id, row.decision, row.ownership, row.day, row.decided_by, row.reason, row.noted_by)


def _fate(row: GiftFate, custodians: Mapping[str, str]) -> FateRow:
    custodian = custodians.get(row.custodian_id or "", row.custodian_said)
    return FateRow(row.id, row.fate, row.day, row.to_whom, row.place, custodian, row.proceeds, row.remark, row.noted_by)


def _earlier(reader: Reader, gift: Gift) -> Sequence[GiftRow]:
    if gift.direction is Direction.GIVEN:
        return []
    return earlier_offers.of(reader, gift.giver_person_id, gift.giver_organisation_id, gift.day, gift.id, gift.giver_said)
