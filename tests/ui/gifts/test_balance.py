"""The balance: what went both ways, of which period, the gifts behind a line, and its papers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.gifts.balance_queries import By
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.vocabulary import GIFT, Acceptance
from app.domains.people.vocabulary import ORGANISATION
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import gifts as make_of
from ui.gifts.balance import BETWEEN, LAST_YEAR, THIS_YEAR, WHOLE, BalancePage
from ui.gifts.papers import FileKind, ListDraft
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken

Settled = Callable[[], None]


@pytest.fixture
def page(application: Application, desk: Desk, show: Callable[[QWidget], QWidget]) -> BalancePage:
    """France gave a vase and got a book, Spain gave a cup of which nobody knows the value, and a fan was given without a country."""
    make_of.gift(application, "Vase", giver_country="FR", value=make_of.euro("80.00"))
    make_of.given(application, "Book", recipient_country="FR", value=make_of.euro("30.50"), day=date(2021, 8, 25))
    make_of.gift(application, "Cup", giver_country="ES", day=date(2020, 3, 1))
    make_of.given(application, "Fan", value=make_of.euro("12.00"), day=date(2021, 8, 26))
    made = BalancePage(desk)
    made.resize(1180, 760)
    return cast("BalancePage", show(made))


def rows(page: BalancePage) -> list[tuple[str, int, Decimal | None, int, Decimal | None, str]]:
    return [(row.name, row.given, row.given_euro, row.received, row.received_euro, row.state) for row in page.table.rows()]


def behind(page: BalancePage) -> list[str]:
    return [row.told.split("\n")[0] for row in page.gifts.rows.rows()]


def opened(page: BalancePage, monkeypatch: pytest.MonkeyPatch) -> list[Ref]:
    found: list[Ref] = []
    monkeypatch.setattr(page, "open", found.append)
    return found


def test_what_went_both_ways_stands_by_country(page: BalancePage):
    assert rows(page) == [
        ("France", 1, Decimal("30.50"), 1, Decimal("80.00"), "answered"),
        ("Spain", 0, None, 1, None, "open"),
        ("country not known", 1, Decimal("12.00"), 0, None, "answered"),
    ]
    assert page.title_line.line.text() == "Given: 2 gifts worth €42.50.  Received: 2 gifts worth at least €80.00 (1 without a value)."


def test_the_gifts_behind_a_line_open_in_the_register(page: BalancePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    found = opened(page, monkeypatch)
    page.list.view.select("FR")
    names = behind(page)
    qtbot.keyClick(page.gifts, Qt.Key.Key_Return)

    assert (names, [ref.kind for ref in found]) == (["Book", "Vase"], [GIFT])
    assert found[0].id == page.gifts.current_id()


def test_the_gifts_of_no_known_country_are_shown_too(page: BalancePage):
    page.list.view.select("-")

    assert (page.heading.text(), behind(page), page.badge.isVisible()) == ("country not known", ["Fan"], False)


def test_a_gift_that_was_not_answered_says_so(page: BalancePage):
    page.list.view.select("ES")

    assert (page.badge.isVisible(), page.badge.text()) == (True, "to answer")


def test_a_period_is_chosen_by_its_name(page: BalancePage):
    page.span_box.setCurrentIndex(page.span_box.findData(LAST_YEAR))
    page.span_box.activated.emit(page.span_box.currentIndex())

    assert ((page.since, page.until), [row[0] for row in rows(page)]) == ((date(2020, 1, 1), date(2020, 12, 31)), ["Spain"])


def test_a_period_is_chosen_by_its_days(page: BalancePage):
    page.since_editor.line.setText("26/8/2021")
    page.since_editor.line.textEdited.emit("26/8/2021")
    one_day = (page.span_box.currentData(), [row[0] for row in rows(page)])
    page.draw_up(By.COUNTRY, date(2021, 1, 1), date(2021, 12, 31))

    assert one_day == (BETWEEN, ["country not known"])
    assert (page.span_box.currentData(), [row[0] for row in rows(page)]) == (THIS_YEAR, ["France", "country not known"])


def test_a_period_that_ends_before_it_begins_is_said_and_shows_what_was_there(page: BalancePage):
    page.draw_up(By.COUNTRY, date(2021, 9, 1), date(2021, 8, 1))
    said = [spoken.wording.say(finding.message) for finding in page.findings.shown]

    assert (said, len(rows(page))) == (["The last day of the period is before its first."], 3)


def test_a_day_that_is_not_understood_is_said(page: BalancePage):
    page.until_editor.line.setText("soon")
    page.until_editor.line.textEdited.emit("soon")

    assert (len(page.findings.shown), len(rows(page))) == (1, 3)


def test_institutions_have_their_page(page: BalancePage, application: Application, settled: Settled, monkeypatch: pytest.MonkeyPatch):
    found = opened(page, monkeypatch)
    embassy = Make(application).organisation("Embassy of Examplia")
    make_of.gift(application, "Tray", giver_organisation_id=embassy)
    settled()
    page.by_box.setCurrentIndex(1)
    page.party_action.trigger()

    assert [row[0] for row in rows(page)] == ["Embassy of Examplia"]
    assert (found, page.party_action.isVisible()) == ([Ref(ORGANISATION, embassy)], True)


def test_what_it_is_drawn_up_by_is_remembered(page: BalancePage, desk: Desk, show: Callable[[QWidget], QWidget]):
    page.by_box.setCurrentIndex(2)
    other = cast("BalancePage", show(BalancePage(desk)))

    assert (other.by, other.span_box.currentData(), other.list.empty.isVisible()) == (By.PERSON, WHOLE, True)


def test_struck_out_and_declined_gifts_count_nothing(page: BalancePage, application: Application, settled: Settled):
    struck = make_of.gift(application, "Rug", giver_country="FR", value=make_of.euro("9.00"), entered=True)
    make_of.gift(application, "Wine", giver_country="FR", acceptance=Acceptance.DECLINED, circumstances="Not suited.")
    settled()
    counted = rows(page)[0][3]
    application.execute(StrikeGift(struck, "Entered by mistake."))
    settled()

    assert (counted, rows(page)[0][3]) == (2, 1)


def test_a_filter_shows_whom_to_answer(page: BalancePage):
    page.list.filter_bar.put(chosen=(("state", "open"),))
    page.list.filter_bar.criteria_changed.emit()

    assert page.list.view.model().rowCount() == 1


def test_the_balance_is_saved_as_it_is_drawn_up(page: BalancePage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "balance.csv"
    page.draw_up(By.COUNTRY, date(2021, 1, 1), None)
    monkeypatch.setattr(FormDialog, "ask", lambda *_asked: (None, ListDraft(FileKind.CSV, "en")))
    monkeypatch.setattr("ui.gifts.papers.QFileDialog.getSaveFileName", lambda *_asked: (str(path), ""))
    page.write()
    qtbot.waitUntil(lambda: page.papers.made is not None)

    text = path.read_text(encoding="utf-8-sig")
    assert ("France" in text, "Spain" in text) == (True, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_every_language_and_everything_has_a_name(page: BalancePage, language: str):
    spoken.speak(language)

    assert (nameless(page), len(rows(page))) == ([], 3)
