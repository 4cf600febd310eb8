"""The first start, the settings, and how quickly the window is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from app.bootstrap import Config, start
from app.kernel.translated import LANGUAGES
from ui import main
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import best_language, spoken
from ui.kit.theme import LIGHT_ALWAYS, theme
from ui.shell.about import AboutDialog, licences
from ui.shell.first_run import FirstRun, is_untouched
from ui.shell.settings import SettingsPage
from ui.shell.shortcut_list import ShortcutDialog
from ui.shell.window import SETTINGS_PAGE, MainWindow

LATE = ("reportlab", "icalendar", "babel", "PIL", "svglib", "openpyxl")
STARTING = """
import sys
from app.bootstrap import Config, start
application = start(Config())
from ui.main import qt_application, settle
from ui.kit.desk import Desk
from ui.shell.window import MainWindow
app = qt_application()
from ui.kit.theme import theme
theme.dress()
window = MainWindow(Desk(application))
window.go("today"); window.show(); settle(app)
print(" ".join(sorted(name for name in sys.modules if "." not in name)))
"""


def test_slow_libraries_are_not_loaded_at_start(tmp_path: Path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", STARTING], capture_output=True, text=True, env=environment, check=True)
    loaded = set(done.stdout.split())
    assert {name for name in LATE if name in loaded} - {"babel"} == set()


def test_an_untouched_office_is_greeted(window: MainWindow, settled):
    assert is_untouched(window.desk.application)
    window.welcome()
    settled()
    dialog = window.findChild(FirstRun)
    assert dialog.isVisible()
    assert nameless(dialog) == []
    dialog.reject()


def test_an_office_with_records_is_not_greeted(window: MainWindow, make, settled):
    make.person()
    window.welcome()
    settled()
    assert window.findChild(FirstRun) is None


def test_the_sample_office_is_brought_in(window: MainWindow, settled, qtbot):
    window.welcome()
    window.findChild(FirstRun).accept()
    qtbot.waitUntil(lambda: window.desk.operations.busy == 0, timeout=60_000)
    settled()
    window.go("person")
    settled()
    assert window.page().table.rowCount() > 10


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dialog", [AboutDialog, ShortcutDialog])
def test_every_dialog_opens_in_every_language(window: MainWindow, dialog: type[QDialog], language: str, settled):
    spoken.speak(language)
    opened = dialog(window)
    opened.open()
    settled()
    assert nameless(opened) == []
    opened.close()


def test_the_licences_of_flags_are_named():
    assert "flags\n" in licences()


def test_settings_take_effect_at_once_and_are_remembered(window: MainWindow, settled):
    window.go(SETTINGS_PAGE)
    settled()
    page = window.page()
    assert isinstance(page, SettingsPage)
    page._size.setCurrentIndex(page._size.findData(150))
    page._theme.setCurrentIndex(page._theme.findData(LIGHT_ALWAYS))
    page._theme.activated.emit(0)
    page._language.setCurrentIndex(page._language.findData("fr"))
    page._language.activated.emit(0)
    assert (theme.percent, spoken.wording.language) == (150, "fr")
    assert (window.desk.state.number("text size", 0), window.desk.state.text("language")) == (150, "fr")


def test_a_copy_is_made_and_put_back(tmp_path: Path, settled, qtbot):
    from app.domains.people import commands
    from app.domains.people.rules import PersonDraft

    application = start(Config(tmp_path / "office.attache", user="officer"))
    desk = Desk(application, tmp_path / "machine")
    page = SettingsPage(desk)
    page.copy_to(tmp_path / "copy.attache")
    qtbot.waitUntil(lambda: desk.operations.busy == 0)
    application.execute(commands.AddPerson(PersonDraft(family_name="Later")))
    page.put_back(tmp_path / "copy.attache")
    qtbot.waitUntil(lambda: desk.operations.busy == 0)
    settled()
    assert application.find("Later") == []
    page.deleteLater()
    desk.close()
    desk.deleteLater()
    application.close()


def test_the_language_is_the_one_asked_for_or_one_of_ours():
    assert best_language("fr") == "fr"
    assert best_language("xx") in LANGUAGES


def test_the_window_is_drawn_where_there_is_no_screen(application, make, tmp_path: Path):
    make.person()
    drawn = main.picture(application, "nl", tmp_path, ["today", "person"])
    assert [path.name for path in drawn] == [
        "window-1-today-light.png", "window-2-person-light.png", "window-1-today-dark.png", "window-2-person-dark.png",
    ]  # fmt: skip
    assert all(path.stat().st_size > 10_000 for path in drawn)
