"""The delegation on the screen: in its order, moved by keyboard and mouse, added to by typing a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.missions import queries
from app.domains.missions.commands import RemoveParticipant
from app.domains.missions.vocabulary import ParticipantRole
from app.domains.people.commands import EditPerson
from app.domains.people.queries import person_draft
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.missions.delegation import DelegationTab, NeedsDialog
from ui.missions.members import BY_HAND, initials

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
Settled = Callable[[], None]


@pytest.fixture
def mission(application: Application) -> str:
    """A mission of four: the head, then One, Two and Three."""
    id = make_of.mission(application)
    for name in ("Head", "One", "Two", "Three"):
        make_of.participant(application, id, name=name, head=name == "Head")
    return id


@pytest.fixture
def tab(desk: Desk, mission: str, show: Callable[[QWidget], QWidget]) -> DelegationTab:
    """The tab, shown."""
    made = DelegationTab(desk, mission)
    made.resize(1000, 700)
    QAbstractItemModelTester(made.table, FATAL, made)
    show(made)
    return made


def names(tab: DelegationTab) -> list[str]:
    return [line.name for line in tab.table.rows()]


def choose(tab: DelegationTab, name: str) -> str:
    id = next(line.id for line in tab.table.rows() if line.name == name)
    tab.view.select(id)
    return id


def form_dialog() -> FormDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible())


def test_without_posts_they_stand_as_they_were_entered_and_everybody_has_a_number(tab):
    assert [(line.rank, line.name, line.role) for line in tab.table.rows()] == [
        ("1", "Ada Head", "head of the delegation"),
        ("2", "Ada One", "member"),
        ("3", "Ada Two", "member"),
        ("4", "Ada Three", "member"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(tab, language, settled):
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def because(tab: DelegationTab, qtbot: QtBot, reason: str = "As agreed.") -> None:
    qtbot.keyClicks(tab.reason.line, reason)
    qtbot.keyClick(tab.reason.line, Qt.Key.Key_Return)


def test_alt_and_an_arrow_ask_why_and_then_move(tab, settled, qtbot: QtBot):
    chosen = choose(tab, "Ada Three")
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled()
    assert (tab.reason.isVisible(), tab.reason.told.text()) == (True, "Put Ada Three before Ada Two")
    assert names(tab) == ["Ada Head", "Ada One", "Ada Two", "Ada Three"]
    because(tab, qtbot)
    settled()
    assert names(tab) == ["Ada Head", "Ada One", "Ada Three", "Ada Two"]
    assert (tab.reason.isVisible(), tab.view.current_id()) == (False, chosen)


def test_alt_and_arrows_in_the_line_go_further_and_back_to_nothing(tab, settled, qtbot: QtBot):
    choose(tab, "Ada Three")
    tab.move_up()
    told = [tab.reason.told.text()]
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(tab.reason.line, key, Qt.KeyboardModifier.AltModifier)
        told.append(tab.reason.told.text() if tab.reason.isVisible() else "")
    assert told == [
        "Put Ada Three before Ada Two",
        "Put Ada Three before Ada One",
        "Put Ada Three before Ada Head",
        "Put Ada Three before Ada Head",
        "Put Ada Three before Ada One",
        "Put Ada Three before Ada Two",
        "",
    ]


def test_escape_leaves_the_order_as_it_was(application, tab, settled, qtbot: QtBot):
    before = len(application.history())
    choose(tab, "Ada One")
    tab.move_down()
    qtbot.keyClicks(tab.reason.line, "Half a thought")
    qtbot.keyClick(tab.reason.line, Qt.Key.Key_Escape)
    settled()
    assert (names(tab), tab.reason.isVisible()) == (["Ada Head", "Ada One", "Ada Two", "Ada Three"], False)
    assert len(application.history()) == before


def test_without_a_reason_nobody_moves_and_the_line_says_so(tab, settled, qtbot: QtBot):
    choose(tab, "Ada Three")
    tab.move_up()
    because(tab, qtbot, " ")
    settled()
    assert [str(finding.message) for finding in tab.reason.findings.shown] == ["Say why: the reason is shown beside the place."]
    assert names(tab) == ["Ada Head", "Ada One", "Ada Two", "Ada Three"]
    because(tab, qtbot, "So agreed.")
    settled()
    assert names(tab) == ["Ada Head", "Ada One", "Ada Three", "Ada Two"]


def test_a_place_given_by_hand_says_who_and_why_and_is_taken_back(tab, settled, qtbot: QtBot):
    choose(tab, "Ada Three")
    tab.move_up()
    because(tab, qtbot, "Speaks on the theme.")
    settled()
    assert tab.place_card.moved.text() == "Put before Ada Two by officer on 1 September 2021, 12:00: Speaks on the theme."
    assert tab.table.rows()[2].mark == BY_HAND
    assert tab.place_card.take_back_button.isVisible()
    tab.place_card.take_back_button.click()
    settled()
    assert names(tab) == ["Ada Head", "Ada One", "Ada Two", "Ada Three"]
    assert not tab.take_back_action.isEnabled()


def test_keys_of_the_list_mean_nothing_elsewhere(tab):
    in_the_list = {action.text(): action.shortcutContext() for action in tab.view.actions() if not action.shortcut().isEmpty()}
    assert in_the_list == dict.fromkeys(("Remove", "Move up", "Move down"), Qt.ShortcutContext.WidgetWithChildrenShortcut)
    assert not {"Remove", "Move up", "Move down"} & {action.text() for action in tab.actions()}


def test_nobody_goes_before_the_first_nor_after_the_last(tab, settled, qtbot: QtBot):
    choose(tab, "Ada Head")
    qtbot.keyClick(tab.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    choose(tab, "Ada Three")
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settled()
    assert not tab.reason.isVisible()


def test_who_is_dragged_goes_to_another_place_with_a_reason(tab, settled, qtbot: QtBot):
    id = choose(tab, "Ada Three")
    target = tab.view.visualRect(tab.view.model().index(1, 1))
    drop(tab, id, QPoint(target.center().x(), target.top() + 3))
    because(tab, qtbot)
    settled()
    assert names(tab) == ["Ada Head", "Ada Three", "Ada One", "Ada Two"]
    drop(tab, id, QPoint(target.center().x(), tab.view.viewport().height() - 5))
    assert tab.reason.told.text() == "Put Ada Three last"
    because(tab, qtbot)
    settled()
    assert names(tab) == ["Ada Head", "Ada One", "Ada Two", "Ada Three"]


def drop(tab: DelegationTab, id: str, place: QPoint) -> None:
    """Let go of a member at *place*, as the view is told by Qt."""
    number = tab.table.number_of(id)
    data: QMimeData = tab.table.mimeData([tab.table.index(number, 1)])
    event = _OwnDrop(QPointF(place), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.view = tab.view
    tab.view.dropEvent(event)


class _OwnDrop(QDropEvent):
    view: QWidget

    def source(self) -> QWidget:
        return self.view


def test_the_order_is_undone_by_its_name(tab, desk, application, settled, qtbot: QtBot):
    choose(tab, "Ada Three")
    tab.move_up()
    because(tab, qtbot, "Speaks first.")
    settled()
    assert str(application.next_undo().label) == "Put Ada Three before Ada Two: Speaks first."
    desk.operations.undo()
    settled()
    assert names(tab) == ["Ada Head", "Ada One", "Ada Two", "Ada Three"]


def test_a_person_is_added_by_name_and_chosen(make: Make, tab, settled):
    person = make.person("Zoé", "Nouvelle")
    tab.adder.take_plain(person)
    settled()
    assert names(tab)[-1] == "Zoé Nouvelle"
    assert tab.member().name == "Zoé Nouvelle"
    assert tab.adder.line.text() == ""


def test_a_person_who_takes_part_already_is_refused_in_a_sentence(application, mission, tab, desk, settled):
    told = []
    desk.operations.notice.connect(told.append)
    tab.add_person(application.ask(queries.delegation(mission))[0].person_id)
    settled()
    assert [str(notice.text) for notice in told] == ["This person already takes part in the mission."]
    assert len(names(tab)) == 4


def test_somebody_unknown_is_entered_on_the_spot(tab, settled):
    tab.adder.line.setText("Jean Inconnu")
    tab.add_new_person()
    form = form_dialog().form
    assert (form.editors["given_names"].value(), form.editors["family_name"].value()) == ("Jean", "Inconnu")
    form_dialog().accept()
    settled()
    assert names(tab)[-1] == "Jean Inconnu"
    assert tab.adder.line.text() == ""


def test_enter_on_a_name_that_nobody_has_begins_a_new_person(tab, settled, qtbot: QtBot):
    qtbot.keyClicks(tab.adder.line, "Jean Inconnu")
    qtbot.keyClick(tab.adder.line, Qt.Key.Key_Return)
    settled()
    assert form_dialog().form.editors["family_name"].value() == "Inconnu"


def test_participation_is_changed_in_its_form(application, mission, tab, settled):
    choose(tab, "Ada Two")
    tab.edit()
    form_dialog().form.editors["role"].take_plain("interpreter")
    form_dialog().form.editors["joins"].take_plain("23/9/2021")
    form_dialog().accept()
    settled()
    line = next(line for line in tab.table.rows() if line.name == "Ada Two")
    assert (line.role, line.stay) == ("interpreter", "joins\n23 September 2021")
    row = application.ask(queries.delegation(mission))[2]
    assert (row.role, row.joins) == (ParticipantRole.INTERPRETER, date(2021, 9, 23))


def test_a_day_of_leaving_before_the_day_of_joining_stays_in_the_form(tab):
    choose(tab, "Ada Two")
    tab.edit()
    shown = form_dialog()
    shown.form.editors["joins"].take_plain("24/9/2021")
    shown.form.editors["leaves"].take_plain("23/9/2021")
    shown.accept()
    assert shown.isVisible()
    assert [str(f.message) for f in shown.form.findings()] == ["The day of leaving is before the day of joining."]
    shown.reject()


def test_another_is_made_head(tab, settled):
    chosen = choose(tab, "Ada Two")
    tab.make_head()
    settled()
    assert [line.name for line in tab.table.rows() if line.head] == ["Ada Two"]
    assert tab.view.current_id() == chosen
    assert not tab.head_action.isEnabled()


def test_removing_leaves_the_others_numbered(tab, settled):
    choose(tab, "Ada One")
    tab.remove()
    settled()
    assert [(line.rank, line.name) for line in tab.table.rows()] == [("1", "Ada Head"), ("2", "Ada Two"), ("3", "Ada Three")]


def test_a_change_made_elsewhere_is_followed_and_the_chosen_one_stays(application, mission, tab, settled):
    chosen = choose(tab, "Ada Two")
    other = application.ask(queries.delegation(mission))[1]
    application.execute(RemoveParticipant(other.id))
    draft = application.ask(person_draft(application.ask(queries.delegation(mission))[2].person_id))
    application.execute(EditPerson(application.ask(queries.delegation(mission))[2].person_id, draft, replace(draft, family_name="Drie")))
    settled()
    assert names(tab) == ["Ada Head", "Ada Two", "Ada Drie"]
    assert tab.view.current_id() == chosen


def test_typing_narrows_the_list_but_keeps_the_numbers(tab, settled, qtbot: QtBot):
    qtbot.keyClicks(tab.view, "three")
    settled()
    assert [tab.rows.index(n, 0).data() for n in range(tab.rows.rowCount())] == ["4"]


def test_a_narrowed_list_is_not_reordered(tab, settled):
    tab.filter_bar.put("ada t")
    settled()
    choose(tab, "Ada Three")
    tab.move_up()
    settled()
    assert not tab.reason.isVisible()


def test_needs_are_listed_to_be_copied(application, mission, make: Make, tab, settled):
    make_of.participant(
        application, mission, person=make.person("Ann", "Guest", diet="vegetarian\nno nuts", access_needs="step-free access")
    )
    settled()
    tab.show_needs()
    shown = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, NeedsDialog))
    shown.accept()
    assert QGuiApplication.clipboard().text() == "Diet\nAnn Guest: vegetarian no nuts\n\nAccess needs\nAnn Guest: step-free access"


def test_without_needs_there_is_nothing_to_copy(tab):
    tab.show_needs()
    shown = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, NeedsDialog))
    assert not shown.accept_button.isEnabled()
    shown.reject()


def test_the_person_is_one_key_away(tab, desk, application, mission, settled, qtbot: QtBot):
    asked: list[Ref] = []
    desk.open_requested.connect(asked.append)
    choose(tab, "Ada One")
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert asked == [Ref("person", application.ask(queries.delegation(mission))[1].person_id)]


def test_an_empty_delegation_teaches(desk, application, show):
    made = DelegationTab(desk, make_of.mission(application))
    show(made)
    assert made.empty.isVisible()
    assert nameless(made) == []


def test_reading_takes_as_many_statements_for_many_as_for_few(application, desk, mission, statements):
    def sent() -> int:
        made = DelegationTab(desk, mission)
        with statements() as asked:
            made.read()
        made.deleteLater()
        return len(asked)

    few = sent()
    for number in range(10):
        make_of.participant(application, mission, name=f"Member {number}")
    assert sent() == few


@pytest.mark.parametrize(
    ("name", "letters"), [("Ada Example", "AE"), ("Jean-Baptiste de la Croix", "JC"), ("Cher", "C"), ("3 X", "X"), ("", "")]
)
def test_initials_are_those_of_the_first_and_the_last_word(name, letters):
    assert initials(name) == letters
