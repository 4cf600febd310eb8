"""What the bank has for somebody, best first, and what speaks against one object for them: facts gathered for the rules of `suggesting`.

Every statement goes through an index of the recipient or of the bank; none grows with the register as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from app.domains.gifts import recipient_queries as recipients
from app.domains.gifts import suggesting
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import GiftRules, PeriodCode, Taboo
from app.domains.gifts.keeping_queries import Keeping, Shelved, exactly, keeping
from app.domains.gifts.records import GiftItem, GiftMovement, GiftPhoto, GiftReservation
from app.domains.gifts.rules_queries import taboos
from app.domains.gifts.suggesting import GiftWarning, Occasion, Piece, Recipient, Suggestion
from app.domains.gifts.taboos import concerning
from app.domains.gifts.thresholds import budget_of, period
from app.domains.gifts.vocabulary import SEE_GIFTS, CabinBag, Category, Level, ReservationState
from app.domains.missions.records import Mission, ProgrammeItem
from app.kernel.errors import Severity
from app.kernel.money import Money
from app.kernel.names import words
from app.kernel.queries import query
from app.kernel.translated import LANGUAGES, Lazy, Multilingual
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """An object of the bank as it is suggested; `free` are the pieces that can still be promised, `photo` is the digest of the first one."""

    item_id: str
    code: str
    name: Multilingual
    maker: str
    story: Multilingual
    level: Level
    category: Category
    unit_cost: Money | None
    weight: int | None
    cabin: CabinBag
    stock: int
    free: int
    photo: str
    score: int
    why: tuple[Lazy, ...]
    warnings: tuple[GiftWarning, ...]

    @property
    def id(self) -> str:
        """The object."""
        return self.item_id

    @property
    def barred(self) -> bool:
        """Whether it cannot be given at all."""
        return any(one.severity is Severity.BLOCKS for one in self.warnings)


@dataclass(frozen=True, slots=True)
class RecipientCard:
    """What is known of a recipient before a gift is chosen: the rank, the rule that binds them, customs, and what they last gave us."""

    recipient: Recipient
    day: date
    taboos: tuple[Taboo, ...]
    least: Decimal | None
    most: Decimal | None


@query(SEE_GIFTS)
def suggestions(
    reader: Reader,
    person_id: str = "",
    organisation_id: str = "",
    mission_id: str = "",
    level: str = "",
    budget: Decimal | None = None,
    weight: int | None = None,
    day: date | None = None,
    text: str = "",
    number: int = 1,
) -> Sequence[SuggestionRow]:
    """Give what the bank offers somebody, best first; *budget* is the most in euro for all pieces, *weight* the grams that can be carried.

    Without a *level* that of the office held counts, without a budget that of the level, without a day the first of the mission.
    """
    whose = recipients.whose(reader, person_id, organisation_id, mission_id)
    on, rules = day or _day_of(reader, mission_id), gift_rules.of(reader)
    recipient = recipients.recipient(reader, whose, on, rules, Level(level) if level else None)
    pieces, kept = _pieces(reader, on, number, text=text)
    found = suggesting.suggest(
        pieces,
        recipient,
        _occasion(rules, recipient, on, number, budget, weight),
        taboos=concerning(taboos.of(reader), recipient.countries),
        before=recipients.before(reader, whose),
    )
    photos = _photos(reader, [one.item_id for one in found])
    by_id = {one.id: one for one in pieces}
    return [_row(one, by_id[one.item_id], kept[one.item_id], photos.get(one.item_id, "")) for one in found]


@query(SEE_GIFTS)
def recipient_card(
    reader: Reader, person_id: str = "", organisation_id: str = "", mission_id: str = "", day: date | None = None
) -> RecipientCard:
    """Give what is known of somebody before a gift is chosen for them."""
    whose = recipients.whose(reader, person_id, organisation_id, mission_id)
    on, rules = day or _day_of(reader, mission_id), gift_rules.of(reader)
    recipient = recipients.recipient(reader, whose, on, rules)
    budget = budget_of(rules, recipient.meant.level.value if recipient.meant else "")
    return RecipientCard(recipient, on, concerning(taboos.of(reader), recipient.countries), budget.least, budget.most)


@query(SEE_GIFTS)
def warnings_against(reader: Reader, draft: ReservationDraft, without: str = "") -> tuple[GiftWarning, ...]:
    """Give all that speaks against a gift as it is being chosen, notes too; *without* is the reservation that is being changed."""
    if draft.item_id is None:
        return ()
    moment = reader.find(ProgrammeItem, draft.moment_id)
    day = (moment.day if moment else None) or draft.day
    return _warnings(
        reader, draft.item_id, draft.person_id or "", draft.organisation_id or "", draft.mission_id or "", day, draft.number or 1, without
    )


def warnings_for(
    reader: Reader,
    item_id: str,
    person_id: str | None = "",
    organisation_id: str | None = "",
    mission_id: str | None = "",
    day: date | None = None,
    number: int = 1,
    without: str = "",
) -> tuple[GiftWarning, ...]:
    """Give what must be answered, or bars the gift, for a reservation of *number* pieces; *without* is one that is being looked at itself.

    Raises `Gone` when the object is no more.
    """
    found = _warnings(reader, item_id, person_id or "", organisation_id or "", mission_id or "", day, number, without)
    return tuple(one for one in found if one.severity is not Severity.NOTES)


def _warnings(
    reader: Reader, item_id: str, person_id: str, organisation_id: str, mission_id: str, day: date | None, number: int, without: str
) -> tuple[GiftWarning, ...]:
    reader.get(GiftItem, item_id)
    whose = recipients.whose(reader, person_id, organisation_id, mission_id)
    on, rules = day or _day_of(reader, mission_id), gift_rules.of(reader)
    recipient = recipients.recipient(reader, whose, on, rules)
    (piece,), _ = _pieces(reader, on, number, item_id=item_id, without=without)
    found = suggesting.assess(
        piece,
        recipient,
        _occasion(rules, recipient, on, number, None, None),
        taboos=concerning(taboos.of(reader), recipient.countries),
        before=recipients.before(reader, whose, item_id, without).get(item_id, ()),
    )
    return found.warnings


def _occasion(rules: GiftRules, recipient: Recipient, day: date, number: int, most: Decimal | None, weight: int | None) -> Occasion:
    budget = budget_of(rules, recipient.meant.level.value if recipient.meant else "")
    years = period(rules, PeriodCode.REPEAT_YEARS)
    since = date(day.year - years, day.month, min(day.day, 28)) if years and day.year > years else None
    least = budget.least if most is None or (budget.least is not None and budget.least <= most) else None
    return Occasion(day, number, least, most if most is not None else budget.most, weight, since)


def _day_of(reader: Reader, mission_id: str) -> date:
    """Give the day for which a gift is looked for: the first of the mission while it is to come, else today."""
    mission = reader.find(Mission, mission_id or None)
    starts = mission.starts.first if mission is not None and mission.starts is not None else reader.today
    return max(starts, reader.today)


# ------------------------------------------------------------------------------------------------ the bank


def _pieces(
    reader: Reader, day: date, number: int, *, item_id: str = "", text: str = "", without: str = ""
) -> tuple[list[Piece], Mapping[str, GiftItem]]:
    statement = select(GiftItem).order_by(GiftItem.code)
    statement = (
        statement.where(GiftItem.id == item_id) if item_id else statement.where(GiftItem.retired_on.is_(None) | (GiftItem.retired_on > day))
    )
    items = {item.id: item for item in reader.scalars(statement) if _speaks_of(item, text)}
    stock, reserved = _sums(reader, item_id)
    own = _own(reader, without)
    numbers: dict[str, tuple[int, int]] = {}
    for id in items:
        back, promised = own.get(id, (0, 0))
        numbers[id] = stock.get(id, 0) + back, reserved.get(id, 0) - promised
    shelved = {id: Shelved(there - kept, kept) for id, (there, kept) in numbers.items()}
    keeps = exactly(reader, shelved, day) if item_id else keeping(reader, shelved, day, number)
    return [_piece(item, *numbers[id], keeps.get(id)) for id, item in items.items()], items


def _sums(reader: Reader, item_id: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    moved = select(GiftMovement.item_id, func.sum(GiftMovement.number)).group_by(GiftMovement.item_id)
    taken = (
        select(GiftReservation.item_id, func.sum(GiftReservation.number))
        .where(GiftReservation.state == ReservationState.RESERVED)
        .group_by(GiftReservation.item_id)
    )
    if item_id:
        moved, taken = moved.where(GiftMovement.item_id == item_id), taken.where(GiftReservation.item_id == item_id)
    return {row[0]: row[1] for row in reader.rows(moved)}, {row[0]: row[1] for row in reader.rows(taken)}


def _own(reader: Reader, without: str) -> Mapping[str, tuple[int, int]]:
    """Give by object what a reservation itself has taken out of the stock, and what it holds reserved: neither speaks against it."""
    row = reader.find(GiftReservation, without or None)
    if row is None or row.state not in (ReservationState.ISSUED, ReservationState.RESERVED):
        return {}
    return {row.item_id: (row.number, 0) if row.state is ReservationState.ISSUED else (0, row.number)}


def _piece(item: GiftItem, stock: int, kept: int, keeps: Keeping | None) -> Piece:
    return Piece(
        id=item.id,
        code=item.code,
        name=item.name,
        level=item.level,
        unit_cost=item.unit_cost,
        weight=item.weight,
        cabin=item.cabin,
        traits=item.traits,
        tags=item.tags,
        stories=tuple(language for language in LANGUAGES if item.story.in_language(language)),
        minimum=item.minimum,
        stock=stock,
        free=stock - kept,
        good=keeps.good if keeps is not None else None,
        next_expiry=keeps.expiry if keeps is not None else None,
        retired_on=item.retired_on,
    )


def _speaks_of(item: GiftItem, text: str) -> bool:
    """Tell whether each word of *text* begins a word of what is known of an object."""
    wanted = words(text)
    if not wanted:
        return True
    texts = (item.code, item.maker, *item.name.all(), *item.story.all(), *item.tags, item.category.value)
    known = [word for one in texts for word in words(one)]
    return all(any(word.startswith(one) for word in known) for one in wanted)


def _photos(reader: Reader, items: Sequence[str]) -> Mapping[str, str]:
    statement = (
        select(GiftPhoto.item_id, GiftPhoto.digest).where(GiftPhoto.item_id.in_(items)).order_by(GiftPhoto.position.desc(), GiftPhoto.id)
    )
    return {row.item_id: row.digest for row in reader.rows(statement)}


def _row(one: Suggestion, piece: Piece, item: GiftItem, photo: str) -> SuggestionRow:
    return SuggestionRow(
        item_id=item.id,
        code=item.code,
        name=item.name,
        maker=item.maker,
        story=item.story,
        level=item.level,
        category=item.category,
        unit_cost=item.unit_cost,
        weight=item.weight,
        cabin=item.cabin,
        stock=piece.stock,
        free=piece.free,
        photo=photo,
        score=one.score,
        why=one.why,
        warnings=one.warnings,
    )
