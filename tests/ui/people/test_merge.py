"""Merging on the screen: who may be the same, what stays, and that it can be taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.people import queries
from app.domains.people.commands import RemovePerson
from app.domains.people.fields import PERSONS
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.people.merge import DoublesDialog, MergeDialog
from ui.people.page import PeoplePage


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> PeoplePage:
    """The register of persons."""
    made = PeoplePage(desk, PERSONS)
    made.resize(1080, 740)
    show(made)
    return made


@pytest.fixture
def twins(make: Make) -> tuple[str, str]:
    """Two persons of one name: the second knows the diet and holds a post."""
    first, second = make.person("Ada", "Example", nationality="BE"), make.person("Ada", "Example", nationality="FR", diet="No nuts")
    make.post(second, "adviser")
    return first, second


def test_what_stays_is_shown_field_by_field(page, twins):
    dialog = page.compare(*twins)
    assert [(line.id, line.kept, line.dissolved, line.result) for line in dialog.fields.rows()] == [
        ("nationality", "Belgium", "France", "Belgium"),
        ("diet", "", "No nuts", "No nuts"),
    ]
    assert dialog.moved_text() == "1 reference moves over (Post: 1)."
    dialog.swap()
    assert [(line.id, line.kept, line.dissolved, line.result) for line in dialog.fields.rows()] == [
        ("nationality", "France", "Belgium", "France")
    ]
    assert dialog.moved_text() == "No other record refers to the person who goes."
    dialog.reject()


def test_merging_leaves_one_and_undo_brings_both_back(page, twins, application: Application, settled):
    dialog = page.compare(*twins)
    dialog.accept()
    settled()
    assert application.ask(queries.person_ids()) == [twins[0]]
    assert page.chosen_id() == twins[0]
    assert [entry.text for entry in page.card.posts.shown] == ["adviser"]
    application.undo()
    settled()
    assert sorted(application.ask(queries.person_ids())) == sorted(twins)


def test_two_selected_persons_are_compared(page, twins, settled):
    settled()
    page.list_pane.view.selectAll()
    page.merge_selected()
    dialog = page.findChild(MergeDialog)
    assert dialog.kept in twins
    dialog.reject()


def test_one_selected_person_is_told_what_to_do(page, make: Make, desk: Desk, qtbot: QtBot, settled):
    make.person()
    settled()
    page.list_pane.view.select_first()
    with qtbot.waitSignal(desk.operations.notice) as told:
        page.merge_selected()
    assert str(told.args[0].text).startswith("Select two persons in the list first")


def test_a_person_removed_meanwhile_cannot_be_merged(page, twins, application: Application, settled):
    dialog = page.compare(*twins)
    application.execute(RemovePerson(twins[1]))
    dialog.accept()
    settled()
    assert application.ask(queries.person_ids()) == [twins[0]]
    dialog.reject()


def test_doubles_are_found_listed_and_merged_one_after_the_other(page, twins, make: Make, qtbot: QtBot, settled):
    make.person("Grace", "Other")
    page.find_doubles()
    qtbot.waitUntil(lambda: page.findChild(DoublesDialog) is not None, timeout=5_000)
    dialog = page.findChild(DoublesDialog)
    assert [(row.first, row.second, row.reason) for row in dialog.pairs.rows()] in (
        [("Ada Example", "Ada Example  ·  adviser", "same name")],
        [("Ada Example  ·  adviser", "Ada Example", "same name")],
    )
    dialog.accept()
    merge = dialog.findChild(MergeDialog)
    merge.accept()
    settled()
    assert dialog.pairs.rows() == []
    assert not dialog.accept_button.isEnabled()
    dialog.reject()


def test_no_doubles_are_told(page, make: Make, desk: Desk, qtbot: QtBot):
    make.person()
    with qtbot.waitSignal(desk.operations.notice, timeout=5_000) as told:
        page.find_doubles()
    assert str(told.args[0].text).startswith("No doubles were found")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dialogs_are_named_in_every_language(desk: Desk, twins, application: Application, language, show):
    spoken.speak(language)
    merge = show(MergeDialog(desk, *twins))
    doubles = show(DoublesDialog(desk, application.ask(queries.possible_doubles())))
    assert nameless(merge) == []
    assert nameless(doubles) == []
