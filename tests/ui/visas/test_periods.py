"""The periods in use: each with its source and whether it is a default; changed, confirmed, put back as they came."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.visas.house import visa_rules
from app.domains.visas.rules_of_visas import RuleCode, shipped
from ui.kit.dialogs import FormDialog
from ui.visas.page import VisasPage
from ui.visas.periods import CONFIRMED, DEFAULT, OWN, PeriodsPage, places_of

Settled = Callable[[], None]


@pytest.fixture
def periods(page: VisasPage, turn: Callable[[int], None]) -> PeriodsPage:
    """The table."""
    turn(3)
    return page.periods


def standing(periods: PeriodsPage, code: RuleCode) -> tuple[int, str]:
    return next((line.number, line.standing) for line in periods.table.rows() if line.id == code)


def change(periods: PeriodsPage, code: RuleCode, settled: Settled, **values: object) -> FormDialog:
    periods.view.select(code)
    periods.edit()
    settled()
    dialog = periods.findChildren(FormDialog)[-1]
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)
    dialog.accept()
    settled()
    return dialog


def test_all_are_defaults_with_their_source_at_first(periods: PeriodsPage):
    assert {line.standing for line in periods.table.rows()} == {DEFAULT}
    assert [line.id for line in periods.table.rows() if not line.source] == []
    assert periods.back_action.isVisible() is False


def test_one_is_changed_and_all_are_put_back(application: Application, periods: PeriodsPage, settled: Settled):
    change(periods, RuleCode.FILE_DAYS, settled, number=50)
    assert (standing(periods, RuleCode.FILE_DAYS), application.ask(visa_rules()).number(RuleCode.FILE_DAYS)) == ((50, OWN), 50)

    periods.put_back()
    settled()
    assert (standing(periods, RuleCode.FILE_DAYS), periods.back_action.isVisible()) == ((45, DEFAULT), False)


def test_one_that_was_compared_is_confirmed(periods: PeriodsPage, settled: Settled):
    change(periods, RuleCode.BLANK_PAGES, settled, confirmed=True)
    assert standing(periods, RuleCode.BLANK_PAGES) == (2, CONFIRMED)


def test_days_that_do_not_follow_each_other_are_refused_in_the_form(application: Application, periods: PeriodsPage, settled: Settled):
    dialog = change(periods, RuleCode.FILE_DAYS, settled, number=90)

    assert (dialog.isVisible(), application.ask(visa_rules())) == (True, shipped())
    dialog.reject()


def test_enter_opens_the_period_that_is_chosen(periods: PeriodsPage, qtbot: QtBot, settled: Settled):
    qtbot.keyClick(periods.view, Qt.Key.Key_Return)
    settled()
    (dialog,) = periods.findChildren(FormDialog)
    assert dialog.windowTitle() == "Months that a passport must be valid after the journey"
    dialog.reject()


def test_the_places_of_a_source_are_shown(periods: PeriodsPage):
    assert [code for code, _place in places_of("V9-V12: general practice")] == ["V9", "V10", "V11", "V12"]
    assert [code for code, _place in places_of("Proposal; handling takes 3 to 45 working days (V7)")] == ["V7"]
    assert places_of("a telephone call") == []
    assert periods.places.text().splitlines()[0].startswith("V9: https://")
