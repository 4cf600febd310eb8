"""The flags of a mission in its workspace: planned, drawn, changed by hand, reserved from the stock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.domains.flags.commands.missions import AddMissionFlags
from app.domains.flags.commands.stock import AddFlagItem
from app.domains.flags.mission_flags import MissionFlagsDraft
from app.domains.flags.queries.missions import mission_flags
from app.domains.flags.stock import ItemDraft
from app.domains.flags.terms import Make, ReservationState
from app.domains.flags.vocabulary import Support
from app.domains.missions.vocabulary import Direction
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.missions.flags import FlagsTab

HOUSE_AND_SPAIN = ["Spain", "Belgium", "Brussels-Capital Region", "European Union"]


@pytest.fixture
def mission(application) -> str:
    """A visit to Brussels."""
    return make_of.mission(application, title="Visit of the guests", direction=Direction.INCOMING, country="BE", city="Brussels")


@pytest.fixture
def row(application, mission) -> str:
    """Masts before the town hall, with the flag of Spain."""
    draft = MissionFlagsDraft(place="Town hall", support=Support.MASTS, added=("ES",), hoisted_at=time(8, 30))
    return application.execute(AddMissionFlags(mission, draft)).result


@pytest.fixture
def tab(window, mission, settled: Callable[[], None]) -> FlagsTab:
    """The tab, open in the window."""
    window.open(Ref("mission", mission))
    settled()
    workspace = window.page()
    workspace.tabs.setCurrentWidget(workspace._flags)
    settled()
    return workspace.flags


def stock(application, *codes: str, make: Make = Make.MAST, size: str = "150x225") -> None:
    for code in codes:
        application.execute(AddFlagItem(ItemDraft(code, make, size, 2)))


def shown(tab: FlagsTab) -> list[str]:
    return [reason.title for reason in tab.reasons.shown]


def test_without_flags_it_teaches(tab):
    assert tab._stack.currentIndex() == 1
    assert tab.brought.text() == "Flags of this mission: Belgium, Brussels-Capital Region and European Union"


def test_flag_days_of_the_visit_are_told(application, window, settled):
    visit = make_of.mission(
        application, "Visit in summer", "2021-07-20", "2021-07-22", direction=Direction.INCOMING, country="BE", city="Brussels"
    )
    window.open(Ref("mission", visit))
    settled()
    window.page().tabs.setCurrentWidget(window.page()._flags)
    settled()

    assert window.page().flags.brought.text().splitlines()[1:] == ["21 July 2021: National Day"]


def test_a_row_is_planned_with_a_form(application, tab, mission, settled):
    tab.add()
    settled()
    dialog = tab.findChild(FormDialog)
    dialog.form.editors["place"].show_value("Gothic room")
    dialog.accept()
    settled()

    assert [card.draft.place for card in application.ask(mission_flags(mission)).cards] == ["Gothic room"]
    assert (tab._stack.currentIndex(), [button.text() for button in tab._rows.buttons()]) == (0, ["Gothic room  ·  Stands indoors"])


def test_a_row_is_drawn_from_both_sides_with_a_reason_for_each_place(tab, row, settled):
    settled()
    front = tab.drawing.figure
    tab.drawing.show_view(1)

    assert sorted(shown(tab)) == sorted(HOUSE_AND_SPAIN)
    assert [reason.mark for reason in tab.reasons.shown] == ["1", "2", "3", "4"]
    assert sum(reason.strong for reason in tab.reasons.shown) == 1
    assert (front.title, tab.drawing.figure.title) == ("Masts, seen by the spectator", "Masts, seen from behind")


def test_a_flag_is_added_by_its_name_left_out_and_put_back(application, tab, row, mission, qtbot, settled):
    settled()
    qtbot.keyClicks(tab.line, "france")
    qtbot.keyClick(tab.line, Qt.Key.Key_Return)
    settled()
    assert sorted(shown(tab)) == sorted([*HOUSE_AND_SPAIN, "France"])

    leave_out = next(button for button in tab.reasons.findChildren(QPushButton, "EU") if button.isVisible())
    assert (leave_out.text(), leave_out.accessibleName()) == ("Leave out", "Leave out: European Union")
    qtbot.mouseClick(leave_out, Qt.MouseButton.LeftButton)
    settled()
    assert ("European Union" in shown(tab), [reason.title for reason in tab.others.shown]) == (False, ["European Union"])

    tab.others.wanted.emit("EU")
    settled()
    assert (sorted(shown(tab)), tab.others.shown) == (sorted([*HOUSE_AND_SPAIN, "France"]), ())
    assert application.ask(mission_flags(mission)).cards[0].draft.added == ("ES", "FR")


def test_a_town_without_a_code_is_written_with_its_kind(application, tab, row, mission, qtbot, settled):
    settled()
    qtbot.keyClicks(tab.line, "commune:Ixelles")
    qtbot.keyClick(tab.line, Qt.Key.Key_Return)
    settled()

    assert sorted(shown(tab)) == sorted([*HOUSE_AND_SPAIN, "Ixelles"])


def test_what_is_free_is_reserved_taken_out_and_brought_back(application, tab, row, mission, settled):
    stock(application, "BE", "BE-BRU", "EU", "ES")
    settled()
    tab.reserve_action.trigger()
    settled()
    assert [line.made for line in tab.kept.rows.rows()] == ["mast flag, 150x225"] * 4
    assert not tab.reserve_action.isEnabled()

    tab.kept.select(tab.kept.rows.rows()[0].id)
    settled()
    assert (tab.out_action.isEnabled(), tab.back_action.isEnabled()) == (True, False)
    tab.out_action.trigger()
    settled()
    assert (tab.out_action.isEnabled(), tab.back_action.isEnabled()) == (False, True)
    tab.back_action.trigger()
    settled()
    tab.findChild(FormDialog).accept()
    settled()
    states = [one.state for one in application.ask(mission_flags(mission)).reservations]
    assert sorted(states) == sorted([ReservationState.RETURNED, *[ReservationState.RESERVED] * 3])


def test_undo_takes_the_reservation_back(application, tab, row, settled):
    stock(application, "BE", "BE-BRU", "EU", "ES")
    settled()
    tab.reserve_action.trigger()
    settled()
    application.undo()
    settled()

    assert tab.kept.rows.rows() == []
    assert tab.reserve_action.isEnabled()


def test_a_finding_leads_to_its_row(application, tab, row, mission, settled):
    other = application.execute(AddMissionFlags(mission, MissionFlagsDraft(support=Support.CROSSED))).result
    settled()
    too_many = next(finding for finding in tab.remarks.findings if finding.ref == Ref("mission flags", other))

    tab.remarks.chosen.emit(too_many)
    settled()

    assert tab.card().id == other


def test_what_is_said_of_two_rows_is_said_once(application, tab, row, mission, settled):
    application.execute(AddMissionFlags(mission, MissionFlagsDraft(support=Support.TABLE)))
    settled()

    texts = [tab.remarks.text_of(finding) for finding in tab.remarks.findings]
    assert len(texts) == len(set(texts))


def test_removing_the_last_row_teaches_again(application, tab, row, settled):
    settled()
    tab.remove_action.trigger()
    settled()
    assert tab._stack.currentIndex() == 1


@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_the_drawing_is_kept_as_a_file(tab, row, ending, tmp_path: Path, qtbot, settled):
    settled()
    path = tmp_path / f"plan.{ending}"
    tab.drawing.save_to(path)
    qtbot.waitUntil(path.is_file)

    assert path.read_bytes()[:5] in (b"<?xml", b"\x89PNG\r", b"%PDF-")


def test_a_drawing_of_a_flag_is_taken_from_a_file(tab, row, tmp_path: Path, monkeypatch, qtbot, settled):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settled()
    assert [action.text() for action in tab.taker.menu().actions()] == ["Brussels-Capital Region"]
    source = tmp_path / "iris.svg"
    source.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#00f" d="M0 0h3v2H0z"/></svg>')
    with qtbot.waitSignal(tab.taker.taken):
        tab.taker.take("BE-BRU", source)
    settled()

    assert [path.name for path in (tmp_path / "attache" / "flags").iterdir()] == ["be-bru.svg"]
    assert tab.taker.menu().actions() == []
    assert tab.taker.isHidden()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(application, tab, row, mission, language, settled):
    stock(application, "BE")
    settled()
    tab.reserve_action.trigger()
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def test_large_text_stacks_the_parts(tab, row, settled):
    spoken.speak("nl")
    theme.dress(LIGHT_ALWAYS, 200)
    settled()
    assert tab.minimumSizeHint().width() < 900
