"""The gifts of a mission in its workspace: chosen for somebody, taken out, handed over, brought back; what was received is noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QToolButton

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.register_queries import gift_draft, gifts_of_mission
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, GIFT_RESERVATION, Acceptance, Direction, ReservationState
from app.domains.missions.vocabulary import MISSION, Ceremony, PartyRole
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, lazy
from tests.makers import Make
from tests.makers import gifts as make_of
from tests.makers import missions as make_missions
from tests.makers.access import act_as
from ui.gifts.suggest import SuggestDialog
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog, Question
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.missions.gifts import GiftsTab
from ui.missions.page import MissionWorkspace

Settled = Callable[[], None]
Show = Callable[[Any], Any]
TODAY = date(2021, 9, 1)


@pytest.fixture
def head(make: Make) -> str:
    """The head of the delegation."""
    return make.person("Helena", "Head")


@pytest.fixture
def mission(application: Application, head: str) -> str:
    """A mission to Paris that has begun, with its head."""
    made = make_missions.mission(application, starts="2021-08-30", ends="2021-09-03")
    make_missions.participant(application, made, head, head=True)
    return made


@pytest.fixture
def host(application: Application, make: Make, mission: str) -> str:
    """Whoever receives us."""
    person = make.person("Hugo", "Host")
    make_missions.party(application, mission, person_id=person, role=PartyRole.HOST)
    return person


@pytest.fixture
def workspace(desk: Desk, show: Show, mission: str) -> MissionWorkspace:
    """The workspace of the mission."""
    made = MissionWorkspace(desk, Ref(MISSION, mission))
    made.resize(1080, 740)
    return show(made)


@pytest.fixture
def tab(workspace: MissionWorkspace, settled: Settled) -> GiftsTab:
    """The tab, shown."""
    workspace.tabs.setCurrentWidget(workspace._gifts)
    settled()
    return workspace.gifts


def lines(tab: GiftsTab) -> list[tuple[str, str]]:
    return [(line.gift.splitlines()[0], line.state) for line in tab.planned.rows.rows()]


def select(table: Any, *ids: str) -> None:
    table.select(ids[0])
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for id in ids[1:]:
        table.selectionModel().select(table._index_of(id), flags)


def choose_day(tab: GiftsTab, day: date) -> None:
    assert tab.line.editor is not None
    tab.line.editor.show_value(day)
    tab.line.give()


def test_without_anybody_to_give_to_it_teaches(tab: GiftsTab):
    assert tab._stack.currentIndex() == 1


def test_those_who_have_nothing_yet_are_offered(application: Application, host: str, tab: GiftsTab, settled: Settled):
    settled()
    assert [spoken.wording.text(side.name) for side in tab.chips.shown] == ["Hugo Host"]

    make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host, day=TODAY)
    settled()

    assert tab.chips.shown == ()
    assert lines(tab) == [("Tin soldier", "reserved")]


def test_what_was_released_leaves_somebody_without_a_gift(application: Application, host: str, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    tab.planned.select(row)
    tab.steps.release_action.trigger()
    assert tab.line.editor is not None
    tab.line.editor.show_value("no time for it")
    tab.line.give()
    settled()

    assert lines(tab) == [("Tin soldier", "released")]
    assert [spoken.wording.text(side.name) for side in tab.chips.shown] == ["Hugo Host"]
    (kept,) = application.ask(reservations_of(mission=tab.mission_id))
    assert kept.released_why == "no time for it"


def test_several_leave_the_bank_on_a_day_as_one_step(application: Application, host: str, tab: GiftsTab, settled: Settled):
    items = [make_of.item(application, name) for name in ("Lace", "Tin soldier")]
    rows = [make_of.reservation(application, item, mission_id=tab.mission_id, person_id=host) for item in items]
    settled()
    select(tab.planned, *rows)
    settled()
    tab.steps.issue_action.trigger()
    choose_day(tab, TODAY)
    settled()
    assert lines(tab) == [("Lace", "issued"), ("Tin soldier", "issued")]

    application.undo()
    settled()
    assert lines(tab) == [("Lace", "reserved"), ("Tin soldier", "reserved")]


def test_a_day_to_come_is_refused_in_the_line(application: Application, host: str, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    tab.planned.select(row)
    tab.steps.issue_action.trigger()
    choose_day(tab, date(2021, 9, 2))

    assert (tab.line.asking, [str(one.message) for one in tab.line.findings.shown]) == (True, ["This day is still to come."])
    tab.line.leave()


def test_what_is_handed_over_waits_for_the_register_and_is_entered(
    application: Application, host: str, tab: GiftsTab, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    tab.planned.select(row)
    tab.steps.both_action.trigger()
    choose_day(tab, TODAY)
    settled()
    assert lines(tab) == [("Tin soldier", "to enter")]
    assert (tab.edit_action.isEnabled(), tab.entries.enter_action.isEnabled()) == (False, True)

    asked: list[str] = []
    monkeypatch.setattr(Question, "ask", lambda _parent, title, _sentence, _verb: asked.append(str(title)) or True)
    tab.entries.enter_action.trigger()
    settled()

    assert asked == ["Enter 1 gift in the register"]
    assert lines(tab) == [("Tin soldier", "handed over")]
    assert [gift.number for gift in application.ask(gifts_of_mission(tab.mission_id))] == ["G2021/001"]
    assert tab.given.rows.rows() == []


def test_entering_asks_first(application: Application, tab: GiftsTab, settled: Settled, monkeypatch: pytest.MonkeyPatch):
    gift = make_of.gift(application, mission_id=tab.mission_id)
    settled()
    monkeypatch.setattr(Question, "ask", lambda *_: False)
    tab.received.select(gift)
    tab.entries.enter_action.trigger()
    settled()

    assert [one.number for one in application.ask(gifts_of_mission(tab.mission_id))] == [""]


def test_several_come_back_as_one_step(application: Application, host: str, tab: GiftsTab, settled: Settled):
    items = [make_of.item(application, name) for name in ("Lace", "Tin soldier")]
    rows = [make_of.reservation(application, item, mission_id=tab.mission_id, person_id=host) for item in items]
    application.execute(IssueReservation(tuple(rows), TODAY))
    settled()
    select(tab.planned, *rows)
    settled()
    tab.steps.back_action.trigger()
    choose_day(tab, TODAY)
    settled()
    assert lines(tab) == [("Lace", "returned"), ("Tin soldier", "returned")]

    application.undo()
    settled()
    assert [row.state for row in application.ask(reservations_of(mission=tab.mission_id))] == [ReservationState.ISSUED] * 2


def test_what_we_received_is_noted_between_the_heads(application: Application, host: str, head: str, tab: GiftsTab, settled: Settled):
    tab.note_received()
    settled()
    (dialog,) = tab.findChildren(FormDialog)
    dialog.form.editors["description"].show_value(make_missions.everywhere("Porcelain plate"))
    dialog.accept()
    settled()

    (gift,) = application.ask(gifts_of_mission(tab.mission_id))
    draft = application.ask(gift_draft(gift.id))
    assert (draft.giver_person_id, draft.recipient_person_id, draft.day) == (host, head, TODAY)
    assert [line.gift.splitlines() for line in tab.received.rows.rows()] == [
        ["Porcelain plate", "not yet in the register · 1 September 2021"]
    ]
    assert tab.received.current_id() == gift.id


def test_what_was_declined_says_so(application: Application, tab: GiftsTab, settled: Settled):
    make_of.gift(application, mission_id=tab.mission_id, acceptance=Acceptance.DECLINED, circumstances="house rule")
    settled()

    assert [line.decision for line in tab.received.rows.rows()] == ["declined"]


def test_what_was_given_by_hand_stands_apart(application: Application, host: str, tab: GiftsTab, settled: Settled):
    make_of.given(application, mission_id=tab.mission_id, recipient_person_id=host)
    settled()

    assert (tab._given_section.isVisible(), tab.received.rows.rows(), len(tab.given.rows.rows())) == (True, [], 1)
    assert tab.chips.shown == ()
    assert [gift.direction for gift in application.ask(gifts_of_mission(tab.mission_id))] == [Direction.GIVEN]


def test_only_one_table_has_a_selection(application: Application, host: str, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    gift = make_of.gift(application, mission_id=tab.mission_id)
    settled()
    tab.planned.select(row)
    tab.received.select(gift)

    assert (tab.planned.selected_ids(), tab.received.selected_ids()) == ((), (gift,))
    assert not tab.steps.issue_action.isEnabled()


def test_a_line_leads_to_the_page_of_gifts(application: Application, host: str, tab: GiftsTab, settled: Settled):
    item = make_of.item(application)
    row = make_of.reservation(application, item, mission_id=tab.mission_id, person_id=host)
    gift = make_of.gift(application, mission_id=tab.mission_id)
    settled()
    opened: list[Ref] = []
    tab.desk.open_requested.connect(opened.append)
    tab.planned.select(row)
    tab.open_action.trigger()
    tab.received.select(gift)
    tab.received.opened.emit(gift)

    assert opened == [Ref(GIFT_ITEM, item), Ref(GIFT, gift)]


def test_a_finding_leads_to_its_line(application: Application, host: str, workspace: MissionWorkspace, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    workspace.tabs.setCurrentWidget(workspace.overview)
    workspace.show_place(Finding("", lazy("No carrier"), ref=Ref(GIFT_RESERVATION, row)))
    settled()

    assert workspace.tabs.currentWidget() is workspace._gifts
    assert tab.planned.selected_ids() == (row,)


def test_who_may_only_look_changes_nothing(application: Application, host: str, desk: Desk, show: Show, mission: str, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=mission, person_id=host)
    act_as(application, "luc", RoleCode.FINANCE)
    tab = show(GiftsTab(desk, mission))
    settled()
    tab.planned.select(row)

    assert [line.id for line in tab.planned.rows.rows()] == [row]
    assert (tab.choose_button.isVisible(), tab.note_button.isVisible(), tab.chips.shown) == (False, False, ())
    assert not any(action.isVisible() for action in (*tab.steps.actions, tab.entries.enter_action, tab.edit_action))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(application: Application, host: str, tab: GiftsTab, language: str, settled: Settled):
    make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    make_of.gift(application, mission_id=tab.mission_id)
    spoken.speak(language)
    settled()

    assert nameless(tab) == []


def test_large_text_stays_within_the_window(application: Application, host: str, tab: GiftsTab, settled: Settled):
    make_of.gift(application, mission_id=tab.mission_id)
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    settled()

    assert tab.minimumSizeHint().width() < 900


def test_what_is_still_to_be_settled_is_told_and_counted(application: Application, host: str, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()

    assert [tab.remarks.text_of(point) for point in tab.remarks.findings] == [
        "Tin soldier for Hugo Host: nobody has said when it is handed over.",
        "Tin soldier for Hugo Host: nobody carries it.",
    ]
    assert [line.warnings for line in tab.planned.rows.rows()] == ["2"]
    tab.planned.clearSelection()
    tab.remarks.chosen.emit(tab.remarks.findings[0])
    assert tab.planned.selected_ids() == (row,)


def test_a_gift_is_chosen_for_somebody_of_the_other_side(application: Application, host: str, head: str, tab: GiftsTab, settled: Settled):
    item = make_of.item(application)
    settled()
    (chip,) = [button for button in tab.chips.findChildren(QToolButton) if button.text() == "Hugo Host"]
    chip.click()
    settled()
    (dialog,) = tab.findChildren(SuggestDialog)
    dialog.accept()
    settled()

    (row,) = application.ask(reservations_of(mission=tab.mission_id))
    assert (row.item_id, row.person_id, row.giver_id) == (item, host, head)
    assert tab.planned.selected_ids() == (row.id,)


def test_a_chosen_gift_is_changed(application: Application, host: str, head: str, tab: GiftsTab, settled: Settled):
    row = make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    tab.planned.select(row)
    tab.edit_action.trigger()
    settled()
    (dialog,) = tab.findChildren(FormDialog)
    dialog.form.editors["carrier_id"].show_value(head)
    dialog.accept()
    settled()

    assert [line.carrier for line in tab.planned.rows.rows()] == ["Helena Head"]


def test_the_papers_of_the_mission_are_offered(application: Application, host: str, tab: GiftsTab, settled: Settled):
    make_of.reservation(application, make_of.item(application), mission_id=tab.mission_id, person_id=host)
    settled()
    tab.papers_menu.aboutToShow.emit()

    assert [action.text() for action in tab.papers_menu.actions() if action.isEnabled() and not action.isSeparator()] == [
        "Gift cards…",
        "Hand-over receipt…",
        "Return receipt…",
        "Packing list…",
        "Customs value list…",
    ]


def test_the_letters_of_thanks_for_several_are_noted(application: Application, tab: GiftsTab, settled: Settled):
    gifts = [make_of.gift(application, name, mission_id=tab.mission_id) for name in ("Vase", "Plate")]
    settled()
    select(tab.received, *gifts)
    settled()
    tab.entries.thank_action.trigger()
    choose_day(tab, TODAY)
    settled()

    assert [row.thanked_on for row in application.ask(gifts_of_mission(tab.mission_id))] == [TODAY, TODAY]
    assert not tab.entries.thank_action.isEnabled()


def test_the_line_of_the_programme_at_which_they_are_met_is_proposed(application: Application, host: str, tab: GiftsTab, settled: Settled):
    make_of.item(application)
    make_missions.item(application, tab.mission_id, "Talk", day=date(2021, 8, 31), with_persons=(host,))
    dinner = make_missions.item(application, tab.mission_id, "Dinner", day=date(2021, 9, 1), with_persons=(host,), ceremony=Ceremony.MEAL)
    settled()
    tab.choose()
    settled()
    (dialog,) = tab.findChildren(SuggestDialog)

    assert dialog.draft().moment_id == dinner
    dialog.reject()
