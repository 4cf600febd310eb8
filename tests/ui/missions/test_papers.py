"""The papers of a mission on the screen: what is missing, producing, saving, the versions, the calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.dossiers.queries import versions
from app.domains.missions.commands import CancelMission, EditItem, MoveMission
from app.domains.missions.drafts import ItemDraft
from app.domains.missions.queries import item_draft
from app.domains.missions.vocabulary import ITEM, MISSION
from app.kernel.document import Audience
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.missions.papers import PapersTab, file_stem

DAY = date(2021, 9, 22)


@pytest.fixture
def mission(application: Application) -> str:
    """A mission with two lines, of which one is for a small circle."""
    made = make_of.mission(application, title="Visit to Paris")
    make_of.item(application, made, "Opening", level=Audience.PUBLIC)
    make_of.item(application, made, "Route of the cars", begins=time(14), level=Audience.SECURITY)
    return made


@pytest.fixture
def tab(desk: Desk, mission: str, show: Callable[[QWidget], QWidget]) -> Callable[[], PapersTab]:
    """Opens the tab."""

    def opened() -> PapersTab:
        made = PapersTab(desk, mission)
        made.resize(1000, 700)
        show(made)
        return made

    return opened


def missing(tab: PapersTab) -> list[str]:
    return [spoken.wording.text(finding.message) for finding in tab.missing.findings]


def produce(tab: PapersTab, qtbot: QtBot) -> Path:
    before = tab.produced
    tab.produce()
    qtbot.waitUntil(lambda: tab.produced is not before, timeout=20_000)
    assert tab.produced is not None
    return tab.produced.path


def test_what_is_missing_comes_first(application, mission, tab):
    make_of.participant(application, mission, name="Lovelace")
    assert missing(tab()) == ["The delegation has no head.", "Without a portrait: Ada Lovelace."]


def test_what_is_not_written_in_the_language_of_the_paper_is_told(application, mission, tab):
    make_of.item(application, mission, "Dinner", begins=time(19))
    id = make_of.item(application, mission, "Concert", begins=time(21))
    draft = application.ask(item_draft(id))
    application.execute(EditItem(id, draft, ItemDraft(Multilingual(nl="Concert"), day=DAY, begins=time(21), minutes=60)))
    opened = tab()
    opened.language.setCurrentIndex(opened.language.findData("fr"))
    assert missing(opened) == ["“Concert” is not written in this language: French.", "Nobody is in the delegation yet."]
    opened.language.setCurrentIndex(opened.language.findData("nl"))
    assert missing(opened) == ["Nobody is in the delegation yet."]


def test_what_is_said_of_lines_the_circle_does_not_see_is_left_out(application, mission, tab):
    make_of.item(application, mission, "Secret", day=None, begins=None, level=Audience.SECURITY)
    opened = tab()
    assert missing(opened) == ["Nobody is in the delegation yet."]
    opened.audience.setCurrentIndex(opened.audience.findData(Audience.SECURITY.value))
    assert missing(opened) == ["Nobody is in the delegation yet.", "“Secret” has no day yet."]


def test_a_dossier_is_produced_noted_and_saved(application, mission, tab, qtbot: QtBot, tmp_path: Path):
    opened = tab()
    path = produce(opened, qtbot)
    assert path.name == "2021-001-visit-to-paris-en-v1.pdf"
    assert path.read_bytes().startswith(b"%PDF-")
    assert [(row.number, row.language, row.audience) for row in application.ask(versions(Ref(MISSION, mission)))] == [
        (1, "en", Audience.DELEGATION)
    ]
    opened.save_to(tmp_path / "kept.pdf")
    qtbot.waitUntil((tmp_path / "kept.pdf").exists, timeout=5_000)
    assert (tmp_path / "kept.pdf").read_bytes() == path.read_bytes()


def test_papers_of_a_mission_that_has_moved_are_superseded(application, mission, tab, qtbot: QtBot, settled):
    opened = tab()
    produce(opened, qtbot)
    assert not opened.overtaken.isVisible()
    application.execute(MoveMission(mission, PartialDate(2021, 10, 5), PartialDate(2021, 10, 6), "strike"))
    settled()
    assert [(line.version, line.state) for line in opened.produced_lines()] == [("v1", "moved")]
    assert opened.overtaken.text() == ("Superseded: the dates have moved (strike). Produce the dossier again for those who hold a copy.")
    produce(opened, qtbot)
    settled()
    assert [(line.version, line.state) for line in opened.produced_lines()] == [("v2", "in force"), ("v1", "replaced")]
    assert not opened.overtaken.isVisible()


def test_papers_of_a_mission_that_is_cancelled_are_superseded(application, mission, tab, qtbot: QtBot, settled):
    opened = tab()
    produce(opened, qtbot)
    application.execute(CancelMission(mission, "war"))
    settled()
    assert opened.overtaken.text() == "Superseded: the mission is cancelled (war). Tell those who hold a copy."


def test_a_later_version_replaces_the_earlier_one(application, mission, tab, qtbot: QtBot, settled):
    opened = tab()
    produce(opened, qtbot)
    make_of.item(application, mission, "Lunch", begins=time(12))
    produce(opened, qtbot)
    settled()
    assert [(line.version, line.state) for line in opened.produced_lines()] == [("v2", "in force"), ("v1", "replaced")]


def test_the_calendar_of_a_circle_is_written(mission, tab, qtbot: QtBot, tmp_path: Path):
    opened = tab()
    opened.calendar_audience.setCurrentIndex(opened.calendar_audience.findData(Audience.PUBLIC.value))
    opened.export_calendar_to(tmp_path / "visit.ics")
    qtbot.waitUntil((tmp_path / "visit.ics").exists, timeout=10_000)
    text = (tmp_path / "visit.ics").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("SUMMARY")] == ["SUMMARY:Visit to Paris", "SUMMARY:Opening"]


def test_a_paper_that_cannot_be_saved_is_told(mission, tab, qtbot: QtBot, desk: Desk, tmp_path: Path):
    opened = tab()
    produce(opened, qtbot)
    with qtbot.waitSignal(desk.operations.notice, timeout=5_000) as told:
        opened.save_to(tmp_path / "nowhere" / "kept.pdf")
    assert str(told.args[0].text).endswith("Check the folder, your rights and the space on the disk.")


def test_a_change_made_elsewhere_is_followed(application, mission, tab, settled):
    opened = tab()
    assert missing(opened) == ["Nobody is in the delegation yet."]
    make_of.participant(application, mission, name="Lovelace", head=True)
    settled()
    assert missing(opened) == ["Without a portrait: Ada Lovelace."]
    assert [opened.person.itemText(n) for n in range(opened.person.count())] == ["Whole delegation", "Ada Lovelace"]


def test_what_is_missing_leads_to_its_place(application, mission, tab, qtbot: QtBot):
    id = make_of.item(application, mission, "Later", day=None, begins=None)
    opened = tab()
    number = next(n for n, finding in enumerate(opened.missing.findings) if finding.rule == "item-without-day")
    with qtbot.waitSignal(opened.place_wanted) as asked:
        opened.missing.itemClicked.emit(opened.missing.item(number))
    assert asked.args[0].ref == Ref(ITEM, id)


@pytest.mark.parametrize(
    ("number", "title", "stem"),
    [
        ("2021/003", "Brussels Days in Paris: l'été", "2021-003-brussels-days-in-paris-l-ete-fr"),
        ("", "../../x", "x-fr"),
        ("2021/001", "東京", "2021-001-fr"),
    ],
)
def test_file_names_are_plain(number, title, stem):
    assert file_stem(number, title, "fr") == stem


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("look", [LIGHT_ALWAYS, DARK_ALWAYS])
def test_it_opens_in_every_language_and_look(tab, language, look):
    spoken.speak(language)
    theme.dress(look)
    opened = tab()
    assert nameless(opened) == []
    assert opened.wanted_language() == language
    assert opened.grab().width() == 1000
    theme.dress(LIGHT_ALWAYS)
