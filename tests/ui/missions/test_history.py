"""The history of a mission on the screen: its own steps only, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.missions.commands import ConfirmMission, EditItem, EditMission, MoveItem
from app.domains.missions.queries import item_draft, mission_card
from app.kernel.translated import LANGUAGES
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import _, spoken
from ui.missions.history import HistoryTab


@pytest.fixture
def mission(application: Application) -> str:
    """A mission, made after another one."""
    make_of.mission(application, title="Another")
    return make_of.mission(application, title="Visit")


@pytest.fixture
def tab(desk: Desk, mission: str, show: Callable[[QWidget], QWidget]) -> HistoryTab:
    """The tab, shown."""
    made = HistoryTab(desk, mission)
    made.resize(1000, 700)
    show(made)
    return made


def steps(tab: HistoryTab) -> list[str]:
    return [_(row.label) for row in tab.steps.rows()]


def fields(tab: HistoryTab) -> list[tuple[str, str, str, str]]:
    return [(_(row.record), _(row.field), row.before, row.after) for row in tab.fields.rows()]


def test_only_steps_of_this_mission_are_listed(tab):
    assert steps(tab) == ["Add mission Visit"]


def test_a_step_made_elsewhere_appears_on_top_and_the_chosen_one_stays(application, mission, tab, settled):
    chosen = tab.list_pane.view.current_id()
    make_of.item(application, mission, "Lunch")
    make_of.mission(application, title="A third")
    settled()
    assert steps(tab) == ["Add “Lunch” to the programme", "Add mission Visit"]
    assert tab.list_pane.view.current_id() == chosen


def test_a_step_is_told_field_by_field(application, mission, tab, settled):
    id = make_of.item(application, mission, "Lunch", begins=time(12))
    application.execute(MoveItem(id, make_of.FIRST_DAY, time(12, 30)))
    settled()
    tab.list_pane.view.select_first()
    assert steps(tab)[0] == "Move “Lunch”"
    assert ("Programme line", "Time", "12:00", "12:30") in fields(tab)


def test_what_only_ties_records_together_is_said_without_identifiers(application, mission, tab, settled):
    member = make_of.participant(application, mission, name="Lovelace")
    id = make_of.item(application, mission, "Lunch")
    draft = application.ask(item_draft(id))
    application.execute(EditItem(id, draft, replace(draft, attended_by=(member,))))
    settled()
    tab.list_pane.view.select_first()
    assert [line for line in fields(tab) if line[0] == "Takes part"] == [("Takes part", "Mission", "", "NL Visit · FR Visit · EN Visit")]
    assert [line for line in fields(tab) if re.fullmatch("[0-9a-f]{32}", line[3])] == []


def test_a_step_taken_back_says_so(application, mission, tab, settled):
    make_of.item(application, mission, "Lunch")
    application.undo()
    settled()
    assert [row.state for row in tab.steps.rows()] == ["undo", "reverted", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_every_language(tab, language):
    spoken.speak(language)
    assert nameless(tab) == []
    assert tab.title() == _("History")


def test_codes_are_told_in_words_of_the_language_of_the_screen(application, mission, tab, settled):
    spoken.speak("nl")
    application.execute(ConfirmMission(mission))
    settled()
    tab.list_pane.view.select_first()
    assert [line[1:] for line in fields(tab) if line[0] == _("Mission")] == [(_("Status"), "gepland", "bevestigd")]


def test_a_country_is_told_by_its_name(application, mission, tab, settled):
    draft = application.ask(mission_card(mission)).draft
    application.execute(EditMission(mission, draft, replace(draft, country="KR")))
    settled()
    tab.list_pane.view.select_first()
    assert [line[1:] for line in fields(tab)] == [("Country", "France", "South Korea")]
