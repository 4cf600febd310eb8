"""Amounts as they are typed: what is understood, what is asked about, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.kernel.fields import Field, FieldKind
from app.kernel.money import Money
from app.kernel.translated import lazy
from ui.kit.amounts import NOT_A_CURRENCY, NOT_AN_AMOUNT, DoubtfulError, MoneyEditor, read_amount, read_decimal, read_hours
from ui.kit.fields import make_editor
from ui.kit.language import spoken
from ui.kit.telling import told


@pytest.mark.parametrize(
    ("text", "language", "amount"),
    [
        ("", "nl", None),
        ("119", "nl", "119.00"),
        ("119,5", "nl", "119.50"),
        ("119.50", "nl", "119.50"),
        ("1 234,50", "fr", "1234.50"),
        ("1.234,50", "nl", "1234.50"),
        ("1,234.50", "nl", "1234.50"),
        ("43.939", "nl", "43939.00"),
        ("43,939", "en", "43939.00"),
        ("1.234.567", "en", "1234567.00"),
        ("€ 12", "nl", "12.00"),
        ("−5", "nl", "-5.00"),
    ],
)
def test_an_amount_is_read_with_a_comma_or_a_point(text: str, language: str, amount: str | None):
    assert read_amount(text, language) == (Decimal(amount) if amount else None)


@pytest.mark.parametrize("text", ["abc", "1,2,3", "12,3456", "1.23.456", "1e5", "1,2.3,4", ",5", "9" * 13])
def test_what_is_no_amount_is_refused(text: str):
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - what was typed is all there is to say
        read_amount(text, "nl")

    assert not isinstance(refused.value, DoubtfulError)


@pytest.mark.parametrize(("text", "language"), [("43,939", "nl"), ("43.939", "en"), ("4,939", "fr")])
def test_what_may_be_thousands_or_cents_is_asked_about(text: str, language: str):
    with pytest.raises(DoubtfulError) as doubt:
        read_amount(text, language)

    assert str(doubt.value.question).startswith(f"Is this {text.replace(',', '').replace('.', '')} or ")


def test_a_rate_may_have_any_number_of_decimals():
    assert read_decimal("1,0843") == Decimal("1.0843")


@pytest.mark.parametrize(("text", "hours"), [("7.5", "7.5"), ("7,5", "7.5"), ("7h30", "7.5"), ("7h40", "7.67")])
def test_hours_are_read_as_a_fraction_or_with_minutes(text: str, hours: str):
    assert read_hours(text) == Decimal(hours)


@pytest.fixture
def editor(show: Callable[[QWidget], QWidget]) -> MoneyEditor:
    made = MoneyEditor(Field("price", lazy("Price")))
    made.name(made.field.title)
    show(made)
    return made


def test_the_rate_and_its_day_are_asked_for_another_currency_only(editor: MoneyEditor):
    QTest.keyClicks(editor.amount, "230")
    before = editor.rate.isVisible()
    editor.currency.clear()
    QTest.keyClicks(editor.currency, "gbp")
    after = editor.rate.isVisible()
    QTest.keyClicks(editor.rate, "0,8631")
    QTest.keyClicks(editor.rate_on.line, "30/1/2026")

    assert (before, after) == (False, True)
    assert editor.value() == Money(Decimal("230.00"), "GBP", Decimal("0.8631"), date(2026, 1, 30))


def test_a_wrong_amount_stays_as_it_was_typed(editor: MoneyEditor):
    QTest.keyClicks(editor.amount, "12 euro")

    assert (editor.amount.text(), editor.value(), editor.fault()) == ("12 euro", None, NOT_AN_AMOUNT)


def test_a_wrong_currency_stays_as_it_was_typed(editor: MoneyEditor):
    QTest.keyClicks(editor.amount, "12")
    editor.currency.clear()
    QTest.keyClicks(editor.currency, "£")

    assert (editor.currency.text(), editor.fault()) == ("£", NOT_A_CURRENCY)


def test_a_field_of_money_gets_the_editor_of_amounts():
    made = make_editor(Field("price", lazy("Price"), FieldKind.MONEY), object, None)

    assert type(made) is MoneyEditor


def test_what_was_typed_of_an_amount_survives(editor: MoneyEditor):
    editor.show_value(Money(Decimal("230.00"), "GBP", Decimal("0.8631"), date(2026, 1, 30)))
    plain = editor.plain()
    editor.show_value(None)
    editor.take_plain(plain)

    assert editor.value() == Money(Decimal("230.00"), "GBP", Decimal("0.8631"), date(2026, 1, 30))


@pytest.mark.parametrize(
    ("money", "told_as"),
    [
        (Money(Decimal(12)), "€12.00"),
        (Money(Decimal(230), "GBP", Decimal("0.8631"), date(2026, 1, 30)), "230.00\u00a0GBP (€1 = 0.8631 GBP on 30 January 2026)"),
        (Money(Decimal(230), "GBP"), "230.00\u00a0GBP"),
        (None, ""),
    ],
)
def test_an_amount_is_told_with_its_rate(money: Money | None, told_as: str, application: Application):
    assert told(Field("price", lazy("Price"), FieldKind.MONEY), money, application) == told_as


def test_an_amount_is_written_with_the_mark_of_the_language(editor: MoneyEditor):
    spoken.speak("nl")
    editor.show_value(Money(Decimal("1234.50")))

    assert editor.amount.text() == "1234,50"
