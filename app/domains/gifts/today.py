"""What gifts put on the Today page: what is late or due soon about them, and what is to be seen to in the bank.

A few lines of each: the pages of gifts show the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from app.domains.gifts.bank_queries import ItemRow, item_ids, item_rows
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import PeriodCode
from app.domains.gifts.lending_queries import LoanRow, loans
from app.domains.gifts.register_queries import decisions_due
from app.domains.gifts.thresholds import period
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, SEE_GIFTS, Step, Urgency
from app.kernel.fields import Criteria, TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Reader

MOST = 8  # lines of one sort
_TONES = {Urgency.LATE: Tone.BAD, Urgency.SOON: Tone.WARNING, Urgency.NONE: Tone.NEUTRAL}


@query(SEE_GIFTS)
def steps_due(reader: Reader) -> Sequence[TodayLine]:
    """Give the gifts about which something is late or due within three days, what is due first before the rest."""
    rows = [row for row in decisions_due.of(reader, MOST) if row.urgency is not Urgency.NONE]
    return [_step(row) for row in rows]


def _step(row: GiftRow) -> TodayLine:
    day = PartialDate.of(row.due) if row.due else None
    return TodayLine(Ref(GIFT, row.id), _asked(row), day, _TONES[row.urgency], _from_whom(row))


def _from_whom(row: GiftRow) -> Lazy | None:
    if not row.other:
        return None
    return lazy("Received from {name}", name=row.other) if row.received else lazy("Given to {name}", name=row.other)


def _asked(row: GiftRow) -> Lazy:
    match row.step:
        case Step.ENTER:
            return lazy("Enter “{gift}” in the gift register.", gift=row.description)
        case Step.VALUE:
            return lazy("Set the value of “{gift}”.", gift=row.description)
        case Step.DECIDE:
            return lazy("Decide what becomes of “{gift}”.", gift=row.description)
        case Step.THANK:
            return lazy("Thank for “{gift}”.", gift=row.description)
        case Step.PLACE | Step.DONE:
            return lazy("Give “{gift}” its place.", gift=row.description)


@query(SEE_GIFTS)
def bank_to_see_to(reader: Reader) -> Sequence[TodayLine]:
    """Give what is to be seen to in the bank: loans that should be back or soon are, what is past its best or soon is, what runs short."""
    return [*_lent(reader), *_perishing(reader), *_short(reader)]


def _lent(reader: Reader) -> Iterator[TodayLine]:
    ahead = timedelta(period(gift_rules.of(reader), PeriodCode.LOAN_REMINDER))
    dated = [row for row in loans.of(reader) if row.due_back_on and row.due_back_on <= reader.today + ahead]
    for row in dated[:MOST]:
        late = row.due_back_on is not None and row.due_back_on < reader.today
        text = _overdue(row) if late else lazy("{gift} comes back from {name}.", gift=row.name, name=row.borrower)
        ref = Ref(GIFT, row.gift_id) if row.gift_id else Ref(GIFT_ITEM, row.item_id or "")
        yield TodayLine(ref, text, PartialDate.of(row.due_back_on) if row.due_back_on else None, Tone.BAD if late else Tone.NEUTRAL)


def _overdue(row: LoanRow) -> Lazy:
    return lazy("{gift} should be back from {name}.", gift=row.name, name=row.borrower)


def _perishing(reader: Reader) -> Iterator[TodayLine]:
    ahead = timedelta(period(gift_rules.of(reader), PeriodCode.EXPIRY))
    rows = item_rows.of(reader, item_ids.of(reader, Criteria(filters=(("state", "offered"),))))
    for row in [row for row in rows if row.expired][:MOST]:
        text = lazy_count(
            "{number} piece of {gift} is past its best-before day.",
            "{number} pieces of {gift} are past their best-before day.",
            row.expired,
            gift=row.name,
        )
        yield TodayLine(Ref(GIFT_ITEM, row.id), text, None, Tone.BAD)
    soon = [row for row in rows if row.next_expiry and row.next_expiry <= reader.today + ahead]
    for row in sorted(soon, key=lambda row: (row.next_expiry, row.code))[:MOST]:
        assert row.next_expiry is not None
        text = lazy("{gift}: pieces of it are at their best until this day.", gift=row.name)
        yield TodayLine(Ref(GIFT_ITEM, row.id), text, PartialDate.of(row.next_expiry), Tone.WARNING)


def _short(reader: Reader) -> Iterator[TodayLine]:
    rows = item_rows.of(reader, item_ids.of(reader, Criteria(filters=(("state", "short"),)))[:MOST])
    for row in rows:
        yield TodayLine(Ref(GIFT_ITEM, row.id), _below(row), None, Tone.BAD if row.stock == 0 else Tone.WARNING)


def _below(row: ItemRow) -> Lazy:
    return lazy_count(
        "{number} piece of {gift} is there, fewer than the {minimum} there should be.",
        "{number} pieces of {gift} are there, fewer than the {minimum} there should be.",
        row.stock,
        gift=row.name,
        minimum=row.minimum,
    )


GROUPS = (
    TodayGroup(lazy("Gifts about which something is due"), 45, steps_due),
    TodayGroup(lazy("Gift bank"), 64, bank_to_see_to),
)
