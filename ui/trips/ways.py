"""Ways to go, side by side: hours, euro and kilograms for the train, the plane and a call; and the allowance worked out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domains.trips.vocabulary import MODES
from app.kernel.fields import Tone
from app.kernel.money import Money
from app.kernel.translated import lazy
from ui.kit.controls import Hairline, Label
from ui.kit.language import _, spoken, worded
from ui.kit.theme import figures_font, theme

if TYPE_CHECKING:
    from app.domains.trips.allowance import AllowanceDay, AllowanceSheet
    from app.domains.trips.alternatives import Way

_HEADS = (lazy("Way"), lazy("Hours"), lazy("Euro"), lazy("kg CO₂e"))
_NAMES = {choice.code: choice.title for choice in MODES}
_MINUTES = 60


class WaysTable(QWidget):
    """The ways below each other, their figures in columns. What nobody has looked up is marked as estimated."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: tuple[Way, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.scaled(4), 0, theme.scaled(4))
        self._grid.setHorizontalSpacing(theme.scaled(24))
        self._grid.setVerticalSpacing(theme.scaled(5))
        self._grid.setColumnStretch(4, 1)
        spoken.changed.connect(self._say)
        self._say()

    @property
    def ways(self) -> tuple[Way, ...]:
        """What is shown."""
        return self._ways

    def show_ways(self, ways: Sequence[Way]) -> None:
        """Show *ways*."""
        fresh = tuple(ways)
        if fresh != self._ways:
            self._ways = fresh
            self._say()

    @Slot()
    def _say(self) -> None:
        _emptied(self._grid)
        if not self._ways:
            self._grid.addWidget(Label(lazy("They appear once a destination and a leg are known."), "quiet", wrap=True), 0, 0, 1, 5)
            return
        for column, title in enumerate(_HEADS):
            self._put(0, column, _(title), role="small", right=column > 0)
        self._grid.addWidget(Hairline(), 1, 0, 1, 5)
        row = 2
        for way in self._ways:
            row = self._put_way(row, way)
        if any(way.estimated for way in self._ways):
            note = Label(lazy("≈ estimated from the distance; nobody has looked it up."), "small", wrap=True)
            self._grid.addWidget(note, row, 0, 1, 5)

    def _put_way(self, row: int, way: Way) -> int:
        """Put a way in its row, what is to be remarked below it; give the next row."""
        role = "strong" if way.chosen else "body"
        self._put(row, 0, _(_NAMES[way.mode]), role=role)
        figures = (
            ("hours", "" if way.hours is None else hours_text(way.hours)),
            ("price", "" if way.price is None else price_text(way.price)),
            ("kg", "" if way.kg is None else kg_text(way.kg)),
        )
        for column, (key, text) in enumerate(figures, start=1):
            shown = f"≈ {text}" if text and key in way.estimated else text or "—"
            label = self._put(row, column, shown, role=role, right=True)
            estimated = _("{figure}, estimated", figure=text) if text and key in way.estimated else text or _("not known")
            label.setAccessibleName(f"{_(_NAMES[way.mode])}, {_(_HEADS[column])}: {estimated}")
        if way.chosen:
            badge = Label(lazy("chosen"), "badge")
            badge.setProperty("tone", str(Tone.BUSY))
            self._grid.addWidget(badge, row, 4, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if way.remark is None or way.chosen:
            return row + 1
        self._grid.addWidget(Label(way.remark, "small", wrap=True), row + 1, 0, 1, 5)
        return row + 2

    def _put(self, row: int, column: int, text: str, *, role: str, right: bool = False) -> Label:
        label = Label("", role)
        label.setText(text)
        if right:
            label.setFont(figures_font(label.font()))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(label, row, column, side | Qt.AlignmentFlag.AlignTop)
        return label


class AllowanceNote(QWidget):
    """The daily allowance as it was worked out, day by day when that is asked, or what is missing for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet: AllowanceSheet | None = None
        self._names: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.scaled(2), 0, theme.scaled(2))
        column.setSpacing(theme.scaled(3))
        self.text = Label()
        self.toggle = QPushButton()
        self.toggle.setProperty("quiet", True)
        self.toggle.setCheckable(True)
        worded(self.toggle, text=lazy("Day by day"))
        self.days = Label("", "small", wrap=True)
        self.days.hide()
        self.missing = Label("", "finding", wrap=True)
        self.missing.setProperty("tone", str(Tone.WARNING))
        first = QHBoxLayout()
        first.addWidget(self.text)
        first.addWidget(self.toggle)
        first.addStretch(1)
        column.addLayout(first)
        column.addWidget(self.days)
        column.addWidget(self.missing)
        self.toggle.toggled.connect(self._say)
        spoken.changed.connect(self._say)
        self._say()

    def show_sheet(self, sheet: AllowanceSheet | None, names: Sequence[str] = ()) -> None:
        """Show what was worked out for travellers with these *names*."""
        if (sheet, tuple(names)) != (self._sheet, self._names):
            self._sheet, self._names = sheet, tuple(names)
            self._say()

    @Slot()
    def _say(self) -> None:
        sheet = self._sheet
        known = sheet is not None and sheet.total is not None and bool(sheet.days)
        if sheet is None or not (sheet.days or sheet.missing):
            self.text.setText(_("The daily allowance is worked out once the dates are known."))
        elif sheet.total is None:
            self.text.setText(_("The daily allowance cannot be worked out yet."))
        else:
            self.text.setText(_("Daily allowance: {amount}", amount=spoken.wording.formats.money(Money(sheet.total))))
        self.toggle.setVisible(known)
        self.days.setVisible(known and self.toggle.isChecked())
        self.days.setText("\n".join(self._day(day) for day in sheet.days) if sheet is not None and known else "")
        self._say_missing(sheet)

    def _day(self, day: AllowanceDay) -> str:
        formats = spoken.wording.formats
        name = self._names[day.traveller] if len(self._names) > 1 and day.traveller < len(self._names) else ""
        amount = formats.money(day.amount) if day.amount is not None else "—"
        parts = (name, formats.day(day.day), day.city or formats.country(day.country), _(day.why), amount)
        return "  ·  ".join(part for part in parts if part)

    def _say_missing(self, sheet: AllowanceSheet | None) -> None:
        missing = sheet.missing if sheet is not None else ()
        self.missing.setVisible(bool(missing))
        if missing:
            country, city, day = missing[0]
            place = ", ".join(part for part in (city, spoken.wording.formats.country(country)) if part)
            sentence = lazy(
                "The office’s table has no amount for {place} on {day}: the cell can import it.",
                place=place,
                day=spoken.wording.formats.day(day),
            )
            self.missing.setText(_(sentence))


def hours_text(hours: Decimal) -> str:
    """Write hours: 7 h 40."""
    return spoken.wording.formats.duration(timedelta(minutes=round(hours * _MINUTES)))


def price_text(price: Money) -> str:
    """Write a price in euro, else in its own currency."""
    euro = price.in_euro
    return spoken.wording.formats.money(Money(euro) if euro is not None else price)


def kg_text(kg: Decimal) -> str:
    """Write kilograms, to the kilogram."""
    return spoken.wording.formats.number(round(kg))


def _emptied(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
