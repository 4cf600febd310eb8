"""Gifts in lists: what it is above from whom or to whom, its number above its day, what is to be done above the day by which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.vocabulary import STEPS, URGENCY_BADGES, Acceptance, Standing, Urgency
from app.kernel.fields import Badge, Column, Tone
from app.kernel.translated import lazy
from ui.kit.delegates import PADDING, Index
from ui.kit.groups import BadgeOver
from ui.kit.language import _, spoken
from ui.kit.parts import paint_ground
from ui.kit.registers import RegisterPage
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import theme

_TONES = {Urgency.LATE: Tone.BAD, Urgency.SOON: Tone.WARNING, Urgency.NONE: Tone.NEUTRAL}
_TITLES = {choice.code: choice.title for choice in STEPS}
NO_NUMBER = lazy("no number yet")


def gift_told(row: GiftRow) -> str:
    """Write what a gift is, and below it from whom or to whom."""
    text = spoken.wording.text
    name, body = text(row.other), text(row.giver_body if row.received else row.recipient_body)
    who = f"{name}  ·  {body}" if name and body else name or body
    if row.standing is Standing.STRUCK:
        below = _("struck out: {reason}", reason=row.struck_why)
    elif row.acceptance is Acceptance.DECLINED:
        below = _("offered by {name}, declined", name=who)
    else:
        below = _("from {name}", name=who) if row.received else _("to {name}", name=who)
    return f"{text(row.description)}\n{below}"


def number_told(row: GiftRow) -> str:
    """Write the number of a gift, and its day below it."""
    return f"{row.number or _(NO_NUMBER)}\n{spoken.wording.formats.brief_day(row.day)}"


def due_badge(row: GiftRow) -> Badge | None:
    """Give what is to be done next as a badge in the tone of its urgency; none when nothing is."""
    return Badge(_TITLES[row.step], _TONES[row.urgency]) if row.next_step is not None else None


def due_told(row: GiftRow) -> str:
    """Write the day by which the next step is to be done, and whether that is near or past."""
    if row.due is None:
        return ""
    day = spoken.wording.formats.brief_day(row.due)
    urgency = URGENCY_BADGES.get(row.urgency)
    return _("{day}, {urgency}", day=day, urgency=urgency.title) if urgency is not None else _("by {day}", day=day)


class DueCells(BadgeOver):
    """Paints what is to be done next as a badge, and the day by which below it."""

    def __init__(self) -> None:
        super().__init__("")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell."""
        row = index.data(ROW_ROLE)
        painter.save()
        paint_ground(painter, option)
        badge = due_badge(row) if isinstance(row, GiftRow) else None
        if badge is not None:
            inner = option.rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0)  # type: ignore[attr-defined]
            self.paint_both(painter, inner, badge, due_told(row), option.font)  # type: ignore[attr-defined]
        painter.restore()


def dress(page: RegisterPage, delegates: Mapping[str, QStyledItemDelegate]) -> None:
    """Let columns of a page be painted by delegates of their own."""
    view = page.list_pane.view
    for number, column in enumerate(page.register.columns):
        if (delegate := delegates.get(column.key)) is not None:
            delegate.setParent(view)
            view.setItemDelegateForColumn(number, delegate)


def with_said(shown: Sequence[Column], columns: Sequence[Column], said: Mapping[str, Sequence[str]]) -> list[Column]:
    """Give the columns that are shown, each followed by those that its cells say besides."""
    by_key, keys = {column.key: column for column in columns}, {column.key for column in shown}
    found: list[Column] = []
    for column in shown:
        found.append(column)
        for key in said.get(column.key, ()):
            if key in by_key and key not in keys:
                found.append(by_key[key])
                keys.add(key)
    return found
