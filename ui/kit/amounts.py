"""Amounts of money and other numbers with a fraction, as people write them in Dutch, French and English.

A comma and a point both mark the cents. What could be thousands as well as cents is asked about, never guessed: an office once
told its parliament 43,939 for 4,939.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QWidget

from app.kernel.fields import Field, FieldKind
from app.kernel.money import CENT, EURO, MOST, Money, is_currency
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.days import DayEditor
from ui.kit.editors import Editor, ReadEditor
from ui.kit.entry import read_minutes
from ui.kit.language import spoken, worded
from ui.kit.theme import theme

NOT_AN_AMOUNT = lazy("This is not an amount. Write 1234.50 or 1234,50.")
NOT_A_CURRENCY = lazy("This is not a currency. Write its three letters: EUR, GBP, USD.")
NOT_HOURS = lazy("This is not a number of hours. Write 7.5, 7,5 or 7h30.")
NOT_A_DECIMAL = lazy("This is not a number. Write 12.5 or 12,5.")
CURRENCIES = ("EUR", "GBP", "USD", "CHF", "DKK", "SEK", "NOK", "PLN", "CZK", "HUF", "RON", "TRY", "CAD", "JPY", "CNY", "MAD")
_BLANKS = re.compile("[\\s\u00a0\u202f'’]")
_FIGURES = re.compile(r"[+-]?\d[\d.,]*")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{3})+")
_THOUSANDS = {"nl": ".", "fr": ".", "en": ","}
_HOUR = Decimal(60)


class DoubtfulError(ValueError):
    """A number that can be read in two ways."""

    def __init__(self, thousands: str, cents: str) -> None:
        super().__init__(thousands)
        self.question = lazy(
            "Is this {thousands} or {cents}? Write it without a separator, or with two figures for the cents.",
            thousands=thousands,
            cents=cents,
        )


def read_amount(text: str, language: str) -> Decimal | None:
    """Read an amount to the cent; an empty text is none. Raise ValueError for what it is not, `DoubtfulError` when it may be two."""
    plain = _BLANKS.sub("", text).replace("−", "-").removeprefix("€").removesuffix("€")
    if not plain:
        return None
    if not _FIGURES.fullmatch(plain):
        raise ValueError(text)
    whole, mark, cents = _parts(plain, language)
    if mark and not 1 <= len(cents) <= len("00"):
        raise ValueError(text)
    amount = Decimal(f"{whole}.{cents}" if cents else whole)
    if abs(amount) >= MOST:
        raise ValueError(text)
    return amount.quantize(CENT)


def _parts(plain: str, language: str) -> tuple[str, str, str]:
    """Part the figures before the mark of the cents from those after it."""
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        return plain, "", ""
    last = max(plain.rfind("."), plain.rfind(","))
    before, after = plain[:last], plain[last + 1 :]
    if len(set(marks)) > 1:
        if marks.count(plain[last]) > 1 or (any(sign in before for sign in ".,") and not _GROUPED.fullmatch(before)):
            raise ValueError(plain)
        return _joined(before), plain[last], after
    if _GROUPED.fullmatch(plain):
        if len(marks) > 1 or plain[last] == _THOUSANDS[language]:
            return _joined(plain), "", ""
        raise DoubtfulError(_joined(plain), f"{before}{plain[last]}{after[:2]}")
    if len(marks) > 1:
        raise ValueError(plain)
    return before, plain[last], after


def _joined(figures: str) -> str:
    return figures.replace(".", "").replace(",", "")


def read_decimal(text: str) -> Decimal | None:
    """Read a number with any fraction, with a comma or a point: a rate, a distance."""
    plain = _BLANKS.sub("", text).replace(",", ".")
    if not plain:
        return None
    if plain.count(".") > 1 or not _FIGURES.fullmatch(plain):
        raise ValueError(text)
    try:
        return Decimal(plain)
    except InvalidOperation as fault:
        raise ValueError(text) from fault


def read_hours(text: str) -> Decimal | None:
    """Read a length of time in hours: 7.5, 7,5 or 7h30."""
    try:
        return read_decimal(text)
    except ValueError:
        minutes = read_minutes(text)
        return None if minutes is None else (Decimal(minutes) / _HOUR).quantize(Decimal("0.01")).normalize()


def written_amount(amount: Decimal) -> str:
    """Write an amount as it can be typed in the language of the screen: 1234,50."""
    plain = format(amount, "f")
    return plain if spoken.wording.language == "en" else plain.replace(".", ",")


class DecimalEditor(ReadEditor):
    """A number with a fraction; only the number, for what it means stands beside it."""

    not_understood = NOT_A_DECIMAL

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> Any:
        """Read the number."""
        return read_decimal(text)

    def written(self, value: Any) -> str:
        """Write it as it can be typed."""
        return written_amount(value)

    def said(self, value: Any) -> str:
        """Say nothing more than what is written."""
        return self.written(value)

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        self.line.setText(str(plain))
        self._on_edited()

    @Slot()
    def _show_understood(self) -> None:
        """Leave the line alone: it says it all."""


class HoursEditor(DecimalEditor):
    """A length of time in hours."""

    not_understood = NOT_HOURS

    def read(self, text: str) -> Any:
        """Read the hours."""
        return read_hours(text)


class MoneyEditor(Editor):
    """An amount and its currency; for another currency than the euro also the rate and its day."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._value: Money | None = None
        self._fault: Lazy | None = None
        self.amount = QLineEdit()
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.currency = QLineEdit(EURO)
        self.currency.setMaxLength(len(EURO))
        completer = QCompleter(CURRENCIES, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        if (popup := completer.popup()) is not None:
            popup.setObjectName("completions")
        completer.activated.connect(self._on_edited)
        self.currency.setCompleter(completer)
        self.rate = QLineEdit()
        self.rate.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.rate_on = DayEditor(Field(f"{field.key}.rate_on", lazy("day of the rate"), FieldKind.DATE))
        self._rate_row = QWidget()
        self._build()
        for line in (self.amount, self.currency, self.rate):
            line.textEdited.connect(self._on_edited)
        self.rate_on.edited.connect(self._on_edited)
        self.currency.editingFinished.connect(self._on_currency_finished)
        self._watch()
        theme.changed.connect(self._size)
        self._size()

    def value(self) -> Any:
        """Give the amount, or none."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show the amount."""
        self._value, self._fault = value, None
        self.amount.setText("" if value is None else written_amount(value.amount))
        self.currency.setText(EURO if value is None else value.currency)
        self.rate.setText("" if value is None or value.rate is None else written_amount(value.rate))
        self.rate_on.show_value(None if value is None else value.rate_on)
        self._show_rate()

    def fault(self) -> Lazy | None:
        """Say what is not understood of it."""
        return self._fault

    def plain(self) -> Any:
        """Give what was typed."""
        return [self.amount.text(), self.currency.text(), self.rate.text(), self.rate_on.line.text()]

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        amount, currency, rate, rate_on = (str(one) for one in plain)
        for line, text in ((self.amount, amount), (self.currency, currency), (self.rate, rate)):
            line.setText(text)
        self.rate_on.take_plain(rate_on)
        self._on_edited()

    def inputs(self) -> Sequence[QWidget]:
        """Give the lines of the amount, the currency, the rate and its day."""
        return (self.amount, self.currency, self.rate, *self.rate_on.inputs())

    def name(self, title: Lazy) -> None:
        """Name each line after the field and what it holds."""
        worded(self.amount, accessibleName=title)
        worded(self.currency, accessibleName=lazy("{field}, currency", field=title))
        worded(self.rate, accessibleName=lazy("{field}, rate of one euro", field=title))
        worded(self.rate_on.line, accessibleName=lazy("{field}, day of the rate", field=title))

    def _build(self) -> None:
        first = QHBoxLayout()
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(theme.scaled(4))
        first.addWidget(self.amount)
        first.addWidget(self.currency)
        first.addStretch(1)
        self._rows.addLayout(first)
        second = QHBoxLayout(self._rate_row)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(theme.scaled(4))
        second.addWidget(Label(lazy("€1 ="), "small"))
        second.addWidget(self.rate)
        second.addWidget(Label(lazy("on"), "small"))
        second.addWidget(self.rate_on)
        second.addStretch(1)
        self._rows.addWidget(self._rate_row)

    @Slot()
    def _size(self) -> None:
        self.amount.setFixedWidth(theme.scaled(92))
        self.currency.setFixedWidth(theme.scaled(58))
        self.rate.setFixedWidth(theme.scaled(80))
        self.rate_on.line.setFixedWidth(theme.scaled(118))

    def _code(self) -> str:
        return self.currency.text().strip().upper() or EURO

    def _show_rate(self) -> None:
        self._rate_row.setVisible(self._code() != EURO and bool(self.amount.text().strip() or self._value))

    def _read(self) -> Money | None:
        try:
            amount = read_amount(self.amount.text(), spoken.wording.language)
        except DoubtfulError as doubt:
            self._fault = doubt.question
            return None
        except ValueError:
            self._fault = NOT_AN_AMOUNT
            return None
        code = self._code()
        if amount is None:
            return None
        if not is_currency(code):
            self._fault = NOT_A_CURRENCY
            return None
        if code == EURO:
            return Money(amount)
        return self._foreign(amount, code)

    def _foreign(self, amount: Decimal, code: str) -> Money:
        try:
            rate = read_decimal(self.rate.text())
        except ValueError:
            rate, self._fault = None, lazy("This is not a rate. Write how many {currency} one euro was worth: 1,0843.", currency=code)
        if self.rate_on.fault() is not None:
            self._fault = self.rate_on.fault()
        return Money(amount, code, rate, self.rate_on.value())

    @Slot()
    def _on_edited(self) -> None:
        self._fault = None
        self._value = self._read()
        self._show_rate()
        self.edited.emit()

    @Slot()
    def _on_currency_finished(self) -> None:
        self.currency.setText(self._code())
