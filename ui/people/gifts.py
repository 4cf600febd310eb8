"""The gifts between us and somebody, as they stand on the card: what is chosen for them, what went either way, with its sums."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.history_queries import Between, Side
from app.domains.gifts.reserving_queries import ReservationRow
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, RESERVATION_BADGES, STANDING_BADGES, Acceptance, Standing
from app.kernel.fields import Badge, Tone
from app.kernel.ids import Ref
from app.kernel.money import euro
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from ui.kit.language import _, spoken
from ui.people.card import Entry

WE_GAVE = Badge(lazy("we gave"), Tone.NEUTRAL)
THEY_GAVE = Badge(lazy("they gave"), Tone.BUSY)
WE_DECLINED = Badge(lazy("we declined"), Tone.FAINT)
THEY_DECLINED = Badge(lazy("they declined"), Tone.FAINT)
FOR_THE_REGION = Badge(lazy("for the Region"), Tone.NEUTRAL)


def sums_told(between: Between) -> str:
    """Say how many went either way, what they were worth, and which was the last."""
    told = [_(sentence) for sentence in (_given(between.given), _received(between.received)) if sentence is not None]
    lasts = [row for row in (between.last_given, between.last_received) if row is not None]
    if lasts:
        last = max(lasts, key=lambda row: row.day)
        facts = {"gift": last.description, "day": last.day}
        told.append(_("The last was theirs: {gift}, {day}.", **facts) if last.received else _("The last was ours: {gift}, {day}.", **facts))
    return " ".join(told)


def gift_entries(between: Between, *, named: bool = False) -> list[Entry]:
    """Give a line for each gift: first what is chosen, then what went, the latest first. *named* says who it was, too."""
    return [
        *(_promised(row, named=named) for row in between.promised),
        *(_went(row, named=named) for row in between.gifts),
        *(_through(row) for row in between.through),
    ]


def _given(side: Side) -> Lazy | None:
    if not side.number:
        return None
    if side.unknown == side.number:
        return lazy_count("We gave {number} gift.", "We gave {number} gifts.", side.number)
    worth = euro(side.euro)
    if side.unknown:
        return lazy_count(
            "We gave {number} gift, worth at least {worth}.", "We gave {number} gifts, worth at least {worth}.", side.number, worth=worth
        )
    return lazy_count("We gave {number} gift, worth {worth}.", "We gave {number} gifts, worth {worth}.", side.number, worth=worth)


def _received(side: Side) -> Lazy | None:
    if not side.number:
        return None
    if side.unknown == side.number:
        return lazy_count("They gave us {number} gift.", "They gave us {number} gifts.", side.number)
    worth = euro(side.euro)
    if side.unknown:
        return lazy_count(
            "They gave us {number} gift, worth at least {worth}.",
            "They gave us {number} gifts, worth at least {worth}.",
            side.number,
            worth=worth,
        )
    return lazy_count("They gave us {number} gift, worth {worth}.", "They gave us {number} gifts, worth {worth}.", side.number, worth=worth)


def _promised(row: ReservationRow, *, named: bool) -> Entry:
    told = (
        spoken.wording.formats.day(row.day) if row.day is not None else "",
        spoken.wording.text(row.recipient) if named else "",
        spoken.wording.text(row.mission) or row.occasion,
    )
    return Entry(row.id, _counted(row.number, row.item_name), _joined(told), RESERVATION_BADGES[row.state], Ref(GIFT_ITEM, row.item_id))


def _went(row: GiftRow, *, named: bool) -> Entry:
    if row.standing is Standing.STRUCK:
        mark = STANDING_BADGES[Standing.STRUCK]
    elif row.acceptance is Acceptance.DECLINED:
        mark = WE_DECLINED if row.received else THEY_DECLINED
    else:
        mark = THEY_GAVE if row.received else WE_GAVE
    return _entry(row, mark, named=named)


def _through(row: GiftRow) -> Entry:
    return _entry(row, FOR_THE_REGION, named=True)


def _entry(row: GiftRow, mark: Badge, *, named: bool) -> Entry:
    formats = spoken.wording.formats
    told = (
        formats.day(row.day),
        row.number,
        spoken.wording.text(row.other) if named else "",
        formats.money(row.value) if row.value is not None else "",
        spoken.wording.text(row.mission) or row.occasion,
    )
    return Entry(row.id, _counted(row.pieces, row.description), _joined(told), mark, Ref(GIFT, row.id))


def _counted(number: int, name: Multilingual) -> str:
    text = spoken.wording.text(name)
    return _("{number} × {name}", number=number, name=text) if number > 1 else text


def _joined(parts: Sequence[str]) -> str:
    return "  ·  ".join(part for part in parts if part)
