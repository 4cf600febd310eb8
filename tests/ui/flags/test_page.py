"""The page of flags: the order of the day and the year, plans, the table of flag days, the stock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.flags.commands.days import EditFlagDay, GiveInstruction, InstructionDraft
from app.domains.flags.commands.stock import AddFlagItem, ReserveFlags
from app.domains.flags.house import house, recognition
from app.domains.flags.queries.days import flag_day
from app.domains.flags.queries.stock import reservations, stock, stock_ids
from app.domains.flags.stock import ItemDraft, ReservationDraft
from app.domains.flags.terms import FLAG_DAY, FLAG_ITEM, DayOrigin, Make, ReservationState
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers.missions import everywhere
from ui.flags.page import FlagsPage
from ui.flags.recognition import RecognitionDialog
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.shell.window import MainWindow

Settled = Callable[[], None]
NATIONAL_DAY, TODAY = date(2021, 7, 21), date(2021, 9, 1)


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> FlagsPage:
    """The page, open in the window."""
    window.go(FLAG_DAY)
    settled()
    shown = window.page()
    assert isinstance(shown, FlagsPage)
    return shown


def part(page: FlagsPage, number: int, settled: Settled) -> None:
    page.tabs.setCurrentIndex(number)
    settled()


# --- where it stands ---------------------------------------------------------------------------------------------------


def test_flags_have_one_entry_in_the_navigation(window: MainWindow):
    assert [name for name in window.names() if name in (FLAG_DAY, FLAG_ITEM)] == [FLAG_DAY]


def test_a_flag_day_and_a_flag_of_the_stock_open_on_their_parts(application: Application, window: MainWindow, settled: Settled):
    item = application.execute(AddFlagItem(ItemDraft("BE", Make.MAST, "150x225", 2))).result
    window.open(Ref(FLAG_ITEM, item))
    settled()
    page = window.page()
    assert isinstance(page, FlagsPage)
    assert (page.tabs.currentIndex(), page.stock.chosen_id(), window.sidebar._buttons[FLAG_DAY].isChecked()) == (3, item, True)

    window.open(Ref(FLAG_DAY, "national-day"))
    settled()
    assert (window.page(), page.tabs.currentIndex(), page.days.chosen_id()) == (page, 2, "national-day")


def test_the_order_that_an_instruction_has_given_is_opened_on_today(window: MainWindow, page: FlagsPage, settled: Settled):
    part(page, 3, settled)
    page.order.show_day(NATIONAL_DAY)

    window.open(Ref(FLAG_DAY, ""))
    settled()

    assert (page.tabs.currentIndex(), page.order.day) == (0, TODAY)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_of_every_part_has_a_name(page: FlagsPage, language: str, settled: Settled):
    spoken.speak(language)
    for number in range(4):
        part(page, number, settled)
        assert nameless(page) == []


def test_large_text_leaves_room_for_every_part(page: FlagsPage, settled: Settled):
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    for number in range(4):
        part(page, number, settled)
        assert page.tabs.currentWidget().minimumSizeHint().width() <= 900


# --- the order of the day ----------------------------------------------------------------------------------------------


def test_today_tells_whether_flags_fly_and_which_day_is_next(page: FlagsPage):
    order = page.order

    assert (order.day, order.sentence.text(), order.flags.isVisible()) == (TODAY, "No flag has to fly.", False)
    assert order.next_button.text().startswith("Next: 11 September 2021, ")


def test_a_day_is_typed_and_its_flags_are_drawn(page: FlagsPage, qtbot: QtBot, settled: Settled):
    order = page.order
    qtbot.keyClicks(order.day_line, "21/7/2021")
    qtbot.keyClick(order.day_line, Qt.Key.Key_Return)
    settled()

    assert order.day == NATIONAL_DAY
    assert order.flags.figure is not None
    assert order.flags.figure.description == "Belgium, Brussels-Capital Region and European Union"
    assert [reason.title for reason in order.reasons.shown] == ["National Day"]


def test_what_is_no_day_is_told(page: FlagsPage, window: MainWindow, qtbot: QtBot, settled: Settled):
    with qtbot.waitSignal(window.desk.operations.notice):
        page.order.day_line.named.emit("tomorrow week")

    assert page.order.day == TODAY


def test_a_line_of_the_year_shows_its_day(page: FlagsPage, settled: Settled):
    order = page.order
    line = next(row for row in order.table.rows.rows() if str(NATIONAL_DAY) in row.id)
    order.table.select(line.id)
    settled()

    assert (order.day, line.state, sorted(line.flags.split())) == (NATIONAL_DAY, "flies", ["BE", "BE-BRU", "EU"])


def test_years_are_turned_until_there_is_none(page: FlagsPage, settled: Settled):
    order = page.order
    order.year_after.click()
    settled()
    assert (order.year_title.text(), {row.id[-10:-6] for row in order.table.rows.rows()}) == ("2022", {"2022"})

    order.show_year(date.max.year)
    order.year_after.click()
    settled()
    assert order.year == date.max.year


def test_an_instruction_is_given_changed_and_withdrawn(page: FlagsPage, settled: Settled):
    order = page.order
    order.give_action.trigger()
    settled()
    dialog = order.findChild(FormDialog)
    dialog.form.editors["occasion"].show_value(everywhere("Mourning"))
    dialog.form.editors["half_mast"].show_value(True)
    dialog.form.editors["reason"].show_value("Death of a minister of state")
    dialog.accept()
    settled()
    assert order.sentence.text() == "At half-mast: Belgium, Brussels-Capital Region and European Union"
    line = next(row for row in order.table.rows.rows() if row.id.startswith("instruction/"))
    assert (line.occasion.best("en"), line.state) == ("Mourning", "half-mast")

    order.table.select(line.id)
    settled()
    assert (order.change_action.isVisible(), order.withdraw_action.isVisible()) == (True, True)
    order.withdraw_action.trigger()
    settled()
    assert order.sentence.text() == "No flag has to fly."


def test_a_clash_of_mourning_and_feast_is_told(application: Application, page: FlagsPage, settled: Settled):
    application.execute(
        GiveInstruction(InstructionDraft(NATIONAL_DAY, NATIONAL_DAY, everywhere("Floods"), half_mast=True, reason="Day of mourning"))
    )
    page.order.show_day(NATIONAL_DAY)
    settled()

    assert [finding.rule for finding in page.order.remarks.findings] == ["half-mast-on-feast"]

    page.order.remarks.chosen.emit(page.order.remarks.findings[0])
    settled()
    assert page.order.withdraw_action.isVisible()


def test_the_year_is_kept_as_a_calendar(page: FlagsPage, tmp_path: Path, qtbot: QtBot):
    path = tmp_path / "flags.ics"
    page.order.save_calendar_to(path)
    qtbot.waitUntil(path.is_file)

    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_the_habits_of_the_house_are_set(application: Application, page: FlagsPage, settled: Settled):
    page.order.edit_habits()
    settled()
    dialog = page.order.findChild(FormDialog)
    dialog.form.editors["home"].show_value("BE, BE-BRU")
    dialog.form.editors["hoisted_at"].show_value(time(8, 30))
    dialog.accept()
    settled()

    assert (application.ask(house()).home, application.ask(house()).hoisted_at) == (("BE", "BE-BRU"), time(8, 30))


def test_the_list_of_what_is_not_recognised_is_the_offices_own(application: Application, page: FlagsPage, qtbot: QtBot, settled: Settled):
    dialog = RecognitionDialog(page.desk, page)
    dialog.open()
    settled()
    shipped = [line.id for line in dialog.table.rows.rows()]
    assert not dialog.put_back_action.isVisible()
    dialog.add()
    settled()
    form = dialog.findChild(FormDialog)
    form.form.editors["code"].show_value("so")
    form.accept()
    settled()
    assert ([line.id for line in dialog.table.rows.rows()], dialog.put_back_action.isVisible()) == ([*shipped, "SO"], True)
    assert application.ask(recognition()).entries.dated == TODAY

    dialog.table.select("SO")
    dialog.remove_action.trigger()
    settled()
    dialog.put_back_action.trigger()
    settled()
    assert ([line.id for line in dialog.table.rows.rows()], application.ask(recognition()).own) == (shipped, False)
    dialog.accept()


# --- a plan ------------------------------------------------------------------------------------------------------------


def test_a_plan_is_drawn_while_it_is_written(page: FlagsPage, qtbot: QtBot, settled: Settled):
    part(page, 1, settled)
    planner = page.planner
    qtbot.keyClicks(planner.line, "France")
    qtbot.keyClick(planner.line, Qt.Key.Key_Return)
    planner.form.editors["places"].show_value(3)
    planner.replan()

    assert planner.plan.ranked == ("BE", "BE-BRU", "EU", "FR")
    assert [reason.title for reason in planner.reasons.shown] == ["Brussels-Capital Region", "Belgium", "European Union", "France"]
    assert [finding.rule for finding in planner.remarks.findings if finding.blocks] == ["too-few-places"]
    assert planner.drawing.figure is not None


@pytest.mark.parametrize("flags", ["", ", ,", "XX, YY, 北京", "BE, be, Be"])
def test_any_text_is_a_plan(page: FlagsPage, flags: str, settled: Settled):
    part(page, 1, settled)
    page.planner.form.editors["flags"].show_value(flags)
    page.planner.replan()

    assert page.planner.drawing.figure is not None


def test_a_half_written_plan_is_there_again(page: FlagsPage, qtbot: QtBot, settled: Settled):
    part(page, 1, settled)
    form = page.planner.form
    form.editors["place"].take_plain("Market")
    form._keep()
    again = type(page.planner)(page.desk)
    qtbot.addWidget(again)

    assert again.form.draft().place == "Market"


# --- flag days ---------------------------------------------------------------------------------------------------------


def test_a_flag_day_is_compared_with_its_source_once_a_year(application: Application, page: FlagsPage, settled: Settled):
    part(page, 2, settled)
    days = page.days
    to_compare = next(code for code in days.table.ids() if application.ask(flag_day(code)).day.verify)
    days.reveal(to_compare)
    settled()
    assert days.compare_action.isVisible()
    days.compare_action.trigger()
    settled()

    assert len(application.ask(flag_day(to_compare)).checks) == 1


def test_a_changed_flag_day_is_put_back_as_it_ships(application: Application, page: FlagsPage, settled: Settled):
    part(page, 2, settled)
    before = application.ask(flag_day("national-day")).day
    application.execute(EditFlagDay("national-day", before, type(before)(**{**_plain(before), "flags": ("BE",)})))
    page.days.reveal("national-day")
    settled()
    assert page.days._flags.figure.description == "Belgium"
    page.days.put_back_action.trigger()
    settled()

    assert application.ask(flag_day("national-day")).origin is DayOrigin.SHIPPED
    assert not page.days.put_back_action.isVisible()


def _plain(day: object) -> dict[str, object]:
    return {name: getattr(day, name) for name in type(day).__dataclass_fields__}


# --- the stock ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def flags_of_spain(application: Application) -> str:
    """Three mast flags of Spain, one of them kept for an exhibition."""
    item = application.execute(AddFlagItem(ItemDraft("ES", Make.MAST, "150x225", 3))).result
    application.execute(ReserveFlags(ReservationDraft(item, None, 1, date(2021, 9, 1), date(2021, 9, 3), "Exhibition")))
    return item


def test_the_stock_shows_the_flag_and_for_whom_it_is_kept(page: FlagsPage, flags_of_spain: str, settled: Settled):
    part(page, 3, settled)
    page.stock.reveal(flags_of_spain)
    settled()

    assert page.stock._flag.figure.description == "Spain"
    assert [line.whom for line in page.stock.kept.rows.rows()] == ["1 × Exhibition\n1–3 September 2021"]


def test_a_reservation_is_taken_out_and_brought_back_damaged(
    application: Application, page: FlagsPage, flags_of_spain: str, settled: Settled
):
    part(page, 3, settled)
    page.stock.reveal(flags_of_spain)
    settled()
    page.stock.kept.select(page.stock.kept.rows.rows()[0].id)
    page.stock.out_action.trigger()
    settled()
    page.stock.kept.select(page.stock.kept.rows.rows()[0].id)
    page.stock.back_action.trigger()
    settled()
    dialog = page.stock.findChild(FormDialog)
    dialog.form.editors["damaged"].show_value(1)
    dialog.form.editors["damage"].show_value("Torn by the wind")
    dialog.accept()
    settled()

    (row,) = application.ask(stock(application.ask(stock_ids())))
    assert (row.good, row.damaged) == (2, 1)
    assert sorted(label.text() for label in page.stock.past.widgets()) == [
        "1 September 2021  ·  1 ×  good → damaged  ·  Torn by the wind  ·  officer",
        "1 September 2021  ·  3 ×  not here → good  ·  officer",
    ]
    assert [one.state for one in application.ask(reservations(open_only=False))] == [ReservationState.RETURNED]


def test_flags_are_reserved_from_the_stock(application: Application, page: FlagsPage, flags_of_spain: str, settled: Settled):
    part(page, 3, settled)
    page.stock.reveal(flags_of_spain)
    settled()
    page.stock.reserve()
    settled()
    dialog = page.stock.findChild(FormDialog)
    for key, value in (("number", 5), ("starts", date(2021, 9, 2)), ("ends", date(2021, 9, 2)), ("purpose", "Reception")):
        dialog.form.editors[key].show_value(value)
    dialog.accept()
    settled()
    assert dialog.isVisible()  # there are not so many

    dialog.form.editors["number"].show_value(2)
    dialog.accept()
    settled()
    assert [one.number for one in application.ask(reservations())] == [1, 2]


def test_nothing_is_reserved_of_what_is_not_chosen(page: FlagsPage, settled: Settled):
    part(page, 3, settled)
    page.stock.reserve()
    page.stock.note()
    page.stock.bring_back()

    assert page.stock.findChild(FormDialog) is None
