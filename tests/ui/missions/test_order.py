"""The order of precedence in the workspace of a mission: places that explain themselves, and what is decided about them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.missions.protocol.commands import ChooseOrder, MovePlace
from app.domains.missions.protocol.drafts import OrderDraft, StandingDraft
from app.domains.missions.protocol.queries import order_draft, standing_draft
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.precedence.guests import Capacity
from app.domains.people.profile_commands import MakeUsual
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import missions as make_of
from tests.makers.access import act_as
from tests.makers.orders import delegation, holder
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.missions.delegation import DelegationTab
from ui.missions.members import PROVISIONAL, UNDECIDED
from ui.missions.page import MissionWorkspace

NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
Show = Callable[[QWidget], QWidget]
Opens = Callable[[str], DelegationTab]


@pytest.fixture
def opens(desk: Desk, show: Show) -> Opens:
    """Opens the delegation of a mission."""

    def opened(mission: str) -> DelegationTab:
        made = DelegationTab(desk, mission)
        made.resize(1000, 700)
        show(made)
        return made

    return opened


@pytest.fixture
def three(application: Application) -> tuple[str, str, str]:
    """A minister-president, a minister and a state secretary of Brussels, entered from below."""
    secretary = holder(application, "Secretary", "brussels-state-secretary")
    minister = holder(application, "Minister", "brussels-minister")
    president = holder(application, "President", "brussels-minister-president")
    return president, minister, secretary


@pytest.fixture
def mission(application: Application, three: tuple[str, str, str]) -> str:
    """A mission of the three, entered from below."""
    return delegation(application, *three[::-1], head=three[0])


def names(tab: DelegationTab) -> list[str]:
    return [line.plain_name.removeprefix("Ada ") for line in tab.table.rows()]


def choose(tab: DelegationTab, name: str) -> None:
    tab.view.select(next(line.id for line in tab.table.rows() if line.plain_name == f"Ada {name}"))


def form_dialog() -> FormDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible())


def test_the_list_gives_the_order_whatever_the_order_of_entry(opens, mission):
    tab = opens(mission)
    assert [(line.rank, line.plain_name) for line in tab.table.rows()] == [
        ("1", "Ada President"),
        ("2", "Ada Minister"),
        ("3", "Ada Secretary"),
    ]


def test_every_place_explains_itself_in_the_language_of_the_reader(opens, mission):
    tab = opens(mission)
    choose(tab, "Secretary")
    said = tab.place_card.sentence.text()
    assert said == tab.table.rows()[2].reason
    assert "BRU-START 240" in said
    spoken.speak("nl")
    assert tab.place_card.sentence.text() == tab.table.rows()[2].reason


def test_who_comes_to_office_on_the_same_day_is_undecided_until_a_reason_is_given(application, opens, settled, qtbot: QtBot):
    twins = [holder(application, "Same", "brussels-minister") for _ in range(2)]
    tab = opens(delegation(application, *twins))
    tab.view.select_first()
    assert [(line.rank, line.mark) for line in tab.table.rows()] == [("1", UNDECIDED), ("1", UNDECIDED)]
    assert tab.place_card.decide_button.isVisible()
    tab.place_card.decide_button.click()
    assert tab.reason.told.text() == "Keep Ada Same before Ada Same"
    tab.reason.line.setText("So agreed between the cabinets.")
    tab.reason.move_button.click()
    settled()
    assert [line.rank for line in tab.table.rows()] == ["1", "2"]
    assert UNDECIDED not in [line.mark for line in tab.table.rows()]


def test_a_finding_about_a_post_opens_the_post_where_the_date_is_entered(application, opens, settled):
    first, second = holder(application, "First", "brussels-minister"), holder(application, "Second", "brussels-minister", since=None)
    tab = opens(delegation(application, first, second))
    assert PROVISIONAL in [line.mark for line in tab.table.rows()]
    finding = next(finding for finding in tab.remarks.findings if finding.ref is not None and finding.ref.kind == "post")
    tab.remarks.chosen.emit(finding)
    dialog = form_dialog()
    dialog.form.editors["since"].take_plain("1/9/2020")
    dialog.accept()
    settled()
    assert (names(tab), [line.mark for line in tab.table.rows()]) == (["First", "Second"], ["", ""])


def test_the_office_of_a_post_is_chosen_by_its_name(application, opens, settled):
    person = holder(application, "Guest", title="ambassador of somewhere")
    tab = opens(delegation(application, person))
    finding = next(finding for finding in tab.remarks.findings if finding.rule == "post-without-office")
    tab.remarks.chosen.emit(finding)
    dialog = form_dialog()
    dialog.form.editors["office"].take_plain("foreign-ambassador")
    dialog.accept()
    settled()
    assert "post-without-office" not in [finding.rule for finding in tab.remarks.findings]


def test_somebody_without_a_post_gets_one_on_the_spot(application, opens, settled):
    tab = opens(delegation(application, holder(application, "Nobody"), holder(application, "Minister", "brussels-minister")))
    finding = next(finding for finding in tab.remarks.findings if finding.rule == "no-post")
    tab.remarks.chosen.emit(finding)
    dialog = form_dialog()
    dialog.form.editors["title"].take_plain({"nl": "Minister-president", "fr": "", "en": ""})
    dialog.form.editors["office"].take_plain("brussels-minister-president")
    dialog.accept()
    settled()
    assert names(tab) == ["Nobody", "Minister"]


def test_the_post_that_counts_and_who_is_represented_are_said_in_a_form(application, opens, mission, three, settled):
    tab = opens(mission)
    choose(tab, "Secretary")
    tab.set_standing()
    dialog = form_dialog()
    assert dialog.form.form.fields[0].choices[0].code == ""
    dialog.form.editors["capacity"].take_plain("representative")
    dialog.accept()
    assert [str(finding.message) for finding in dialog.form.findings()] == ["Choose whom this person represents."]
    dialog.form.editors["other_person_id"].take_plain(three[0])
    dialog.accept()
    settled()
    kept = application.ask(standing_draft(mission, three[2]))
    assert kept == StandingDraft(None, Capacity.REPRESENTATIVE, three[0])
    assert names(tab) == ["President", "Secretary", "Minister"]


def test_another_list_is_chosen_from_the_menu_and_named_on_the_button(application, opens, mission, settled):
    tab = opens(mission)
    assert tab.bar.list_button.text() == "BRU-START  ·  22 September 2021"
    assert tab.bar.list_button.accessibleName() == "By the usual list “Brussels, start list”, posts held on 22 September 2021"
    tab.bar._menu.aboutToShow.emit()
    action = next(action for action in tab.bar._menu.actions() if action.data() == "VL-2010")
    action.trigger()
    settled()
    assert application.ask(order_draft(mission)) == OrderDraft(profile="VL-2010")
    assert tab.bar.list_button.text() == "VL-2010  ·  22 September 2021"
    tab.choose_list("")
    settled()
    assert application.ask(order_draft(mission)) == OrderDraft()


def test_the_day_on_which_posts_are_looked_at_is_set_in_a_form(application, opens, mission, settled):
    tab = opens(mission)
    tab.set_order()
    form_dialog().form.editors["day"].take_plain("1/1/2021")
    form_dialog().accept()
    settled()
    assert application.ask(order_draft(mission)) == replace(OrderDraft(), day=date(2021, 1, 1))
    assert tab.bar.list_button.text() == "BRU-START  ·  1 January 2021"


def test_those_whom_one_meets_stand_in_the_order_and_are_not_members(application, opens, mission, settled):
    host = holder(application, "Host", "mayor")
    make_of.party(application, mission, role=PartyRole.HOST, person_id=host)
    tab = opens(mission)
    assert names(tab) == ["President", "Minister", "Secretary"]
    button = next(button for button in tab.bar._who.buttons() if button.property("who") == Who.EVERYBODY)
    button.click()
    settled()
    assert names(tab)[0] == "Host"
    choose(tab, "Host")
    assert tab.table.rows()[0].role == "host"
    assert (tab.edit_action.isEnabled(), tab.remove_action.isEnabled(), tab.open_action.isEnabled()) == (False, False, True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_while_a_reason_is_asked(opens, mission, language, settled):
    tab = opens(mission)
    choose(tab, "Secretary")
    tab.move_up()
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def test_a_list_that_nobody_has_checked_for_years_leads_to_its_page(opens, desk, mission):
    desk.application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(profile="FED-1-22")))
    asked: list[Ref] = []
    desk.open_requested.connect(asked.append)
    tab = opens(mission)
    finding = next(finding for finding in tab.remarks.findings if finding.rule == "list-old")
    tab.remarks.chosen.emit(finding)
    assert asked == [Ref("precedence profile", "FED-1-22")]


def test_of_two_who_are_selected_the_pane_tells_who_goes_first_and_why(opens, mission, settled):
    tab = opens(mission)
    assert not tab.pair.isVisible()
    tab.view.selectAll()
    assert not tab.pair.isVisible()
    tab.view.clearSelection()
    for row in (2, 0):
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        tab.view.selectionModel().select(tab.view.model().index(row, 0), flags)
    assert tab.pair.isVisible()
    assert tab.pair.text().startswith("Ada President goes before Ada Secretary")


def test_who_wants_to_know_why_is_told_to_select_two(desk, opens, mission):
    told = []
    desk.operations.notice.connect(told.append)
    tab = opens(mission)
    tab.pair_action.trigger()
    assert [str(notice.text) for notice in told] == ["Select two people in the list: Ctrl and click, or Shift and an arrow."]


def test_an_open_point_about_a_post_leads_from_the_overview_to_its_form(application, desk, show, settled):
    first, second = holder(application, "First", "brussels-minister"), holder(application, "Second", "brussels-minister", since=None)
    page = MissionWorkspace(desk, Ref("mission", delegation(application, first, second)))
    show(page)
    finding = next(finding for finding in page._findings if finding.ref is not None and finding.ref.kind == "post")
    page.show_place(finding)
    assert page.tabs.currentWidget() is page._delegation
    assert set(form_dialog().form.editors) >= {"since", "office"}


def test_another_usual_list_gives_other_places_at_once(application, opens, mission, settled):
    tab = opens(mission)
    application.execute(MakeUsual("VL-2010"))
    settled()
    assert tab.bar.list_button.text() == "VL-2010  ·  22 September 2021"


def test_who_may_not_change_a_mission_reads_the_order_and_its_reasons(application, opens, mission, three, settled, qtbot: QtBot):
    application.execute(MovePlace(mission, three[2], three[0], "Speaks for the theme."))
    act_as(application, "guest", "reader")
    tab = opens(mission)
    choose(tab, "Secretary")
    assert tab.place_card.moved.text().endswith("Speaks for the theme.")
    tab.view.setFocus()
    for key, modifier in ((Qt.Key.Key_Down, ALT), (Qt.Key.Key_F4, NONE), (Qt.Key.Key_Delete, NONE)):
        qtbot.keyClick(tab.view, key, modifier)
    settled()
    assert (tab.reason.isVisible(), tab.place_card.take_back_button.isVisible(), tab.bar.list_button.isEnabled()) == (False, False, False)
    assert names(tab) == ["Secretary", "President", "Minister"]
    assert [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible()] == []
