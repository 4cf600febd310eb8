"""The programme on the screen: day by day, two clocks, moved by keyboard and mouse, followed when somebody else changes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.missions import queries
from app.domains.missions.commands import CancelItem, ConfirmMission, EditItem, MoveItem, RemoveItem
from app.domains.missions.drafts import ItemDraft
from app.domains.missions.vocabulary import Ceremony
from app.kernel.document import Audience
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.missions.line_form import LineDialog
from ui.missions.lines import Day, Gap, Line, Place, ProgrammeLines, entries_of, home_span, sentence
from ui.missions.programme import ProgrammeTab

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
MONDAY, TUESDAY = date(2021, 10, 4), date(2021, 10, 5)
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def mission(application: Application) -> str:
    """A mission in Tokyo on 4 and 5 October."""
    return make_of.mission(application, title="Tokyo", zone="Asia/Tokyo", starts="2021-10-04", ends="2021-10-05", country="JP")


@pytest.fixture
def line(application: Application, mission: str) -> Callable[..., str]:
    """Enters a line: `line("Lunch", MONDAY, time(12), 60)`."""

    def enter(title: str, day: date | None = MONDAY, begins: time | None = None, minutes: int | None = None, **fields: object) -> str:
        return make_of.item(application, mission, title=title, day=day, begins=begins, minutes=minutes, **fields)

    return enter


@pytest.fixture
def tab(desk: Desk, mission: str, show: Show) -> Callable[[], ProgrammeTab]:
    """Opens the tab."""

    def opened() -> ProgrammeTab:
        made = ProgrammeTab(desk, mission)
        made.resize(1000, 700)
        QAbstractItemModelTester(made.lines, FATAL, made)
        show(made)
        made.view.setFocus()
        return made

    return opened


def said(tab: ProgrammeTab) -> list[str]:
    return [sentence(entry, spoken.wording) for entry in tab.lines.rows()]


def order(tab: ProgrammeTab) -> list[str]:
    return [str(line.row.title) for line in tab.lines.lines()]


def day_and_time(application: Application, mission: str, id: str) -> tuple[date | None, time | None]:
    row = next(row for row in application.ask(queries.programme(mission)) if row.id == id)
    return row.day, row.begins


def test_lines_stand_under_their_days_and_undated_ones_last(line, tab):
    line("Visit", TUESDAY, time(9), 60)
    line("Gift", None)
    line("Lunch", MONDAY, time(12), 60)
    opened = tab()
    assert order(opened) == ["Lunch", "Visit", "Gift"]
    assert [entry.day for entry in opened.lines.rows() if isinstance(entry, Day)] == [MONDAY, TUESDAY, None]
    assert said(opened)[-2] == "Date not yet known"


def test_free_time_between_two_lines_is_shown(line, tab):
    line("Visit", MONDAY, time(9), 60)
    line("Lunch", MONDAY, time(12), 60)
    line("Talk", MONDAY, time(13, 15), 30)
    assert [entry.minutes for entry in tab().lines.rows() if isinstance(entry, Gap)] == [120]


def test_a_line_that_runs_beside_another_says_so(line, tab):
    line("Visit", MONDAY, time(9), 120)
    beside = line("Lunch", MONDAY, time(10), 30)
    opened = tab()
    shown = opened.lines.line(beside)
    assert shown is not None
    assert str(shown.beside) == "Visit"
    assert [str(finding.message) for finding in opened.remarks.findings] == ["“Visit” and “Lunch” overlap."]


def test_brussels_stands_below_when_its_clock_differs(application, mission, line):
    line("Dinner", MONDAY, time(19), 60)
    line("Early", MONDAY, time(5), 60)
    line("Zone of its own", MONDAY, time(20), 60, zone="Europe/Paris")
    by_title = {str(row.title): home_span(row, spoken.wording) for row in application.ask(queries.programme(mission))}
    assert by_title == {"Dinner": "12:00 – 13:00 Brussels", "Early": "22:00 – 23:00 Brussels, day before", "Zone of its own": ""}


def test_a_cancelled_line_says_the_word(application, line, tab):
    id = line("Lunch", MONDAY, time(12), 60, ceremony=Ceremony.MEAL)
    application.execute(CancelItem(id))
    assert said(tab())[1] == "12:00 – 13:00, Lunch, 1 h, cancelled, official meal, delegation"


def test_the_chosen_line_stays_chosen_when_somebody_else_moves_it(application, line, tab, settled):
    first = line("Visit", MONDAY, time(9), 60)
    line("Lunch", MONDAY, time(12), 60)
    opened = tab()
    opened.view.select(first)
    application.execute(MoveItem(first, TUESDAY, time(8)))
    settled()
    assert order(opened) == ["Lunch", "Visit"]
    assert opened.view.current_id() == first


def test_a_line_removed_elsewhere_is_gone_and_another_is_chosen(application, line, tab, settled):
    first, second = line("Visit", MONDAY, time(9), 60), line("Lunch", TUESDAY, time(12), 60)
    opened = tab()
    opened.view.select(first)
    application.execute(RemoveItem(first))
    settled()
    assert order(opened) == ["Lunch"]
    assert opened.view.current_id() == second


def test_many_changes_leave_the_model_whole(application, mission, line, tab, settled):
    ids = [line(f"Line {n}", MONDAY if n % 2 else TUESDAY, time(8 + n), 45) for n in range(12)]
    opened = tab()
    for n, id in enumerate(ids):
        application.execute(MoveItem(id, (MONDAY, TUESDAY, None)[n % 3], time(20 - n) if n % 3 < 2 else None))
        settled()
    application.execute(RemoveItem(ids[3]))
    settled()
    assert sorted(order(opened)) == sorted(f"Line {n}" for n in range(12) if n != 3)
    assert [entry.id for entry in opened.lines.rows()] == [
        entry.id for entry in entries_of(application.ask(queries.programme(mission)), ())
    ]


def test_ctrl_down_moves_a_quarter_of_an_hour_later(application, mission, line, tab, qtbot: QtBot):
    id = line("Visit", MONDAY, time(23, 50), 30)
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert day_and_time(application, mission, id) == (TUESDAY, time(0, 5))
    qtbot.keyClick(opened.view, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert day_and_time(application, mission, id) == (MONDAY, time(23, 50))
    assert opened.view.current_id() == id


def test_the_arrows_go_from_line_to_line(line, tab, qtbot: QtBot):
    first, second = line("Visit", MONDAY, time(9), 60), line("Lunch", TUESDAY, time(12), 60)
    opened = tab()
    assert opened.view.current_id() == first
    qtbot.keyClick(opened.view, Qt.Key.Key_Down)
    assert opened.view.current_id() == second
    qtbot.keyClick(opened.view, Qt.Key.Key_Down)
    assert opened.view.current_id() == second


def test_ctrl_d_adds_a_line_like_it_right_after(application, mission, line, tab, qtbot: QtBot):
    id = line("Visit", MONDAY, time(9), 60, place="Town hall")
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    copy = opened.view.current_id()
    assert copy is not None
    assert copy != id
    assert day_and_time(application, mission, copy) == (MONDAY, time(10))
    assert application.ask(queries.item_draft(copy)).place == "Town hall"


def test_delete_removes_from_a_planned_mission_and_undo_brings_it_back(application, mission, line, tab, qtbot: QtBot, settled):
    line("Visit", MONDAY, time(9), 60)
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_Delete)
    assert order(opened) == []
    application.undo()
    settled()
    assert order(opened) == ["Visit"]


def test_delete_cancels_once_calendars_hold_the_line(application, mission, line, tab, qtbot: QtBot):
    line("Visit", MONDAY, time(9), 60)
    application.execute(ConfirmMission(mission))
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_Delete)
    assert [shown.row.cancelled for shown in opened.lines.lines()] == [True]
    opened.cancel()
    assert [shown.row.cancelled for shown in opened.lines.lines()] == [False]


def test_a_new_line_is_proposed_when_the_chosen_one_ends(line, tab, qtbot: QtBot, application, mission):
    line("Visit", MONDAY, time(9), 75, level=Audience.INTERNAL)
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    dialog = opened.findChild(LineDialog)
    draft = dialog.form.draft()
    assert (draft.day, draft.begins, draft.level) == (MONDAY, time(10, 15), Audience.INTERNAL)
    dialog.form.editors["title"].show_value(make_of.everywhere("Coffee"))
    dialog.accept()
    assert order(opened) == ["Visit", "Coffee"]
    chosen = opened.chosen()
    assert chosen is not None
    assert str(chosen.row.title) == "Coffee"


def test_the_first_line_is_proposed_on_the_first_day(tab):
    opened = tab()
    opened.add()
    dialog = opened.findChild(LineDialog)
    assert dialog.form.draft() == ItemDraft(day=MONDAY)
    dialog.reject()


def test_enter_changes_the_line_with_its_people(application, mission, line, tab, qtbot: QtBot, make: Make):
    member = make_of.participant(application, mission, name="Ada")
    make_of.participant(application, mission, name="Grace")
    host, institute = make.person("Mei", "Tanaka"), make.organisation("Institute")
    id = line("Visit", MONDAY, time(9), 60)
    opened = tab()
    qtbot.keyClick(opened.view, Qt.Key.Key_Return)
    form = opened.findChild(LineDialog).form
    form.editors["attended_by"].show_value((member,))
    form.editors["with_persons"].show_value((host,))
    form.editors["with_organisations"].show_value((institute,))
    opened.findChild(LineDialog).accept()
    draft = application.ask(queries.item_draft(id))
    assert (draft.attended_by, draft.with_persons, draft.with_organisations) == ((member,), (host,), (institute,))


def test_a_refused_line_keeps_what_was_typed(line, tab):
    line("Visit", MONDAY, time(9), 60)
    opened = tab()
    opened.edit()
    dialog = opened.findChild(LineDialog)
    dialog.form.editors["minutes"].show_value(2000)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.form.draft().minutes == 2000
    dialog.reject()


def test_half_typed_people_survive(tab, application, mission, line):
    member = make_of.participant(application, mission, name="Ada")
    line("Visit", MONDAY, time(9), 60)
    opened = tab()
    opened.edit()
    editor = opened.findChild(LineDialog).form.editors["attended_by"]
    editor.take_plain([member])
    assert (editor.value(), editor.plain()) == ((member,), [member])
    opened.findChild(LineDialog).reject()


@pytest.mark.parametrize(
    ("below", "place"),
    [
        (0, Place(MONDAY, None, keeps_time=True)),
        (1, Place(MONDAY, time(10))),
        (2, Place(MONDAY, time(10))),
        (3, Place(MONDAY, time(13))),
        (4, Place(TUESDAY, None, keeps_time=True)),
        (5, Place(TUESDAY, None, keeps_time=True)),
    ],
)
def test_a_dragged_line_begins_when_the_one_above_ends(application, mission, line, below, place):
    line("Visit", MONDAY, time(9), 60)
    line("Lunch", MONDAY, time(12), 60)
    moving = line("Talk", TUESDAY, time(15), 60)
    lines = ProgrammeLines()
    lines.show(entries_of(application.ask(queries.programme(mission)), ()))
    assert [type(entry) for entry in lines.rows()] == [Day, Line, Gap, Line, Day, Line]
    assert lines.place_below(below, moving) == place


def test_dropping_on_a_day_keeps_the_time(application, mission, line, tab):
    line("Visit", MONDAY, time(9), 60)
    moving = line("Talk", TUESDAY, time(15), 60)
    opened = tab()
    opened.view.select(moving)
    opened.view.drop_below(0)
    assert day_and_time(application, mission, moving) == (MONDAY, time(15))
    opened.view.drop_below(1)
    assert day_and_time(application, mission, moving) == (MONDAY, time(10))


def test_the_programme_of_one_participant_and_of_a_circle(application, mission, line, tab):
    ada = make_of.participant(application, mission, name="Ada")
    grace = make_of.participant(application, mission, name="Grace")
    line("For all", MONDAY, time(9), 60, level=Audience.PUBLIC)
    line("For Ada", MONDAY, time(11), 60, attended_by=(ada,))
    line("For Grace", MONDAY, time(13), 60, attended_by=(grace,), level=Audience.INTERNAL)
    opened = tab()
    opened.who.setCurrentIndex(opened.who.findData(grace))
    assert order(opened) == ["For all", "For Grace"]
    opened.circle.setCurrentIndex(opened.circle.findData(Audience.DELEGATION.value))
    assert order(opened) == ["For all"]
    opened.who.setCurrentIndex(0)
    assert order(opened) == ["For all", "For Ada"]


def test_a_finding_says_where_it_stands(line, tab):
    line("Visit", MONDAY, time(9), 120)
    line("Lunch", MONDAY, time(10, 5), 30)
    remarks = tab().remarks
    assert [remarks.item(n).text() for n in range(remarks.count())] == ["4/10, 10:05  ·  “Visit” and “Lunch” overlap."]


def test_the_clock_is_named_only_where_it_differs(application, line, tab, settled):
    id = line("Visit", MONDAY, time(9), 60, zone="Europe/Paris")
    opened = tab()
    assert opened.clock.accessibleName() == ""
    draft = application.ask(queries.item_draft(id))
    application.execute(EditItem(id, draft, replace(draft, zone="")))
    settled()
    assert opened.clock.accessibleName() == "Times of Tokyo; below them those of Brussels"


def test_a_finding_leads_to_its_line_even_behind_a_filter(application, mission, line, tab, qtbot: QtBot):
    line("Visit", MONDAY, time(9), 120, level=Audience.PUBLIC)
    hidden = line("Lunch", MONDAY, time(10), 30, level=Audience.SECURITY)
    opened = tab()
    opened.circle.setCurrentIndex(opened.circle.findData(Audience.PUBLIC.value))
    assert order(opened) == ["Visit"]
    opened.remarks.setCurrentRow(0)
    qtbot.keyClick(opened.remarks, Qt.Key.Key_Return)
    assert opened.view.current_id() == hidden
    assert opened.circle.currentIndex() == 0


def test_a_hidden_tab_reads_when_it_is_shown(application, line, tab, settled):
    id = line("Visit", MONDAY, time(9), 60)
    opened = tab()
    opened.hide()
    draft = application.ask(queries.item_draft(id))
    application.execute(EditItem(id, draft, ItemDraft(title=make_of.everywhere("Tour"), day=MONDAY, begins=time(9), minutes=60)))
    settled()
    assert opened.stale
    assert order(opened) == ["Visit"]
    opened.show()
    assert order(opened) == ["Tour"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [LIGHT_ALWAYS, DARK_ALWAYS])
def test_it_opens_in_every_language_and_look(line, tab, settled, language, look):
    line("Visit", MONDAY, time(9), 60, ceremony=Ceremony.SIGNING)
    line("Gift", None)
    spoken.speak(language)
    theme.dress(look)
    opened = tab()
    assert nameless(opened) == []
    assert opened.grab().width() == 1000
    assert opened.lines.index(0, 0).data(ROW_ROLE) == Day(MONDAY, 1)
    assert opened.lines.index(0, 0).data() == spoken.wording.formats.day(MONDAY, weekday=True)
    theme.dress(LIGHT_ALWAYS)


def test_the_language_is_switched_without_reading_again(line, tab, settled, statements):
    line("Visit", MONDAY, time(9), 60)
    opened = tab()
    with statements() as sent:
        spoken.speak("nl")
        settled()
    assert sent == []
    assert opened.lines.index(0, 0).data() == "maandag 4 oktober 2021"


def test_the_number_of_statements_does_not_grow_with_the_lines(line, tab, statements, settled):
    line("Visit", MONDAY, time(9), 60)
    opened = tab()
    with statements() as one:
        opened.read()
    for n in range(6):
        line(f"Line {n}", TUESDAY, time(9 + n), 30)
    settled()
    with statements() as seven:
        opened.read()
    assert len(seven) == len(one)
