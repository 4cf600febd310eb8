"""The office of a post: found by its name among all of the catalogue, the office's own ones too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.people import queries
from app.domains.people.fields import PERSONS
from app.domains.people.precedence.profiles import Office
from app.domains.people.profile_commands import AddOffice
from app.kernel.translated import Multilingual
from tests.makers import Make
from ui.kit.choosers import NamedCodeEditor
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.people.page import PeoplePage


@pytest.fixture
def page(desk: Desk, show: Callable[[QWidget], QWidget]) -> PeoplePage:
    made = PeoplePage(desk, PERSONS)
    made.resize(1080, 740)
    show(made)
    return made


def test_an_office_is_found_by_its_name_and_kept_with_the_post(application: Application, make: Make, page: PeoplePage, settled, qtbot):
    ada = make.person()
    application.execute(AddOffice(Office("benelux-head", Multilingual("Hoofd van de Benelux", "Chef du Benelux", "Head of the Benelux"))))
    settled()
    page.reveal(ada)
    page.add_post()
    dialog = page.findChild(FormDialog)
    editor = dialog.form.editors["office"]
    assert isinstance(editor, NamedCodeEditor)
    dialog.form.editors["title"].show_value(Multilingual("hoofd", "chef", "head"))
    qtbot.keyClicks(editor.line, "Head of the Benelux")
    editor.line.editingFinished.emit()
    dialog.accept()
    settled()
    [row] = application.ask(queries.person_card(ada)).posts
    assert row.office == "benelux-head"

    page.edit_post(row.id)
    shown = page.findChild(FormDialog).form.editors["office"]
    assert isinstance(shown, NamedCodeEditor)
    assert (shown.line.text(), shown.value()) == ("Head of the Benelux", "benelux-head")
