"""Logistics on the screen: journeys, hotels and rooms, and who has no place in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget

from app.application import Application
from app.domains.missions import queries
from app.domains.missions.commands import RemoveTransport
from app.kernel.translated import LANGUAGES
from tests.makers import missions as make_of
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.missions.chooser import PeopleEditor
from ui.missions.logistics import LogisticsTab

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def mission(application: Application) -> str:
    """A mission to Paris without anybody yet."""
    return make_of.mission(application)


@pytest.fixture
def members(application: Application, mission: str) -> list[str]:
    """The head and two members."""
    return [make_of.participant(application, mission, name=name, head=name == "Head") for name in ("Head", "One", "Two")]


@pytest.fixture
def tab(desk: Desk, mission: str, members: list[str], show: Callable[[QWidget], QWidget]) -> LogisticsTab:
    """The tab, shown."""
    made = LogisticsTab(desk, mission)
    made.resize(1000, 700)
    for table in (made.journeys, made.beds):
        QAbstractItemModelTester(table.rows, FATAL, made)
    show(made)
    return made


def form_dialog() -> FormDialog:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, FormDialog) and widget.isVisible())


def people(shown: FormDialog, key: str) -> PeopleEditor:
    editor = shown.form.editors[key]
    assert isinstance(editor, PeopleEditor)
    return editor


def pairs(tab: LogisticsTab) -> dict[str, str]:
    labels = [label.text() for label in tab.detail._labels]
    return dict(zip(labels[::2], labels[1::2], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_in_every_language(tab, language, settled):
    spoken.speak(language)
    settled()
    assert nameless(tab) == []


def test_a_journey_is_entered_with_its_passengers(application, mission, members, tab, settled):
    tab.add_transport()
    shown = form_dialog()
    form = shown.form
    assert (form.editors["departs_on"].value(), form.editors["arrives_zone"].value()) == (date(2021, 9, 22), "Europe/Paris")
    for key, text in {"from_place": "Brussels", "to_place": "Paris", "departs_at": "6:43", "carrier": "Train", "number": "9310"}.items():
        form.editors[key].take_plain(text)
    people(shown, "passengers").show_value(members[:2])
    shown.accept()
    settled()
    row = application.ask(queries.transports(mission))[0]
    assert (row.from_place, row.to_place, row.departs_at, row.passengers) == ("Brussels", "Paris", time(6, 43), tuple(members[:2]))
    line = tab.journeys.rows.rows()[0]
    assert (line.journey, line.departs, line.people) == (
        "Brussels → Paris\ntrain · Train 9310",
        "06:43\n22 September 2021",
        "2 people\nAda Head, Ada One",
    )
    assert tab.journeys.current_id() == row.id
    assert pairs(tab)["Passengers"] == "Ada Head\nAda One"


def test_who_has_no_seat_is_said_until_everybody_has_one(application, mission, members, tab, settled):
    assert tab._findings == ()
    id = make_of.transport(application, mission, passengers=tuple(members[:1]))
    settled()
    assert [str(finding.message) for finding in tab._findings] == ["Ada One, Ada Two have no seat yet."]
    tab.journeys.select(id)
    tab.edit_transport()
    shown = form_dialog()
    people(shown, "passengers").everybody.click()
    shown.accept()
    settled()
    assert tab._findings == ()
    assert tab._finding_lines.isHidden()


def test_who_has_no_bed_is_said_with_some_of_the_names(application, mission, tab, settled):
    for number in range(6):
        make_of.participant(application, mission, name=f"Member {number}")
    make_of.stay(application, mission)
    settled()
    assert [str(finding.message) for finding in tab._findings] == [
        "Ada Head, Ada One and 7 others have no bed yet.",
    ]


def test_a_hotel_is_entered_with_the_nights_of_the_mission(application, mission, tab, settled):
    tab.add_stay()
    form_dialog().form.editors["hotel"].take_plain("Hotel Example")
    form_dialog().accept()
    settled()
    row = application.ask(queries.stays(mission))[0]
    assert (row.hotel, row.checks_in, row.checks_out) == ("Hotel Example", date(2021, 9, 22), date(2021, 9, 24))
    assert [(line.place, line.kind) for line in tab.beds.rows.rows()] == [("Hotel Example\n22–24 September 2021", "0 rooms")]
    assert tab.beds.current_id() == row.id


def test_rooms_stand_below_their_hotel_with_who_sleeps_in_them(application, mission, members, tab, settled):
    stay = make_of.stay(application, mission)
    settled()
    tab.beds.select(stay)
    tab.add_room()
    shown = form_dialog()
    shown.form.editors["number"].take_plain("204")
    shown.form.editors["room_kind"].take_plain("double")
    people(shown, "occupants").show_value(members[1:])
    shown.accept()
    settled()
    room = application.ask(queries.stays(mission))[0].rooms[0]
    assert room.occupants == tuple(members[1:])
    assert [(line.place.strip(), line.people) for line in tab.beds.rows.rows()][1] == ("Room 204", "Ada One, Ada Two")
    assert pairs(tab) == {
        "Hotel": "Hotel Example",
        "Nights": "22–24 September 2021",
        "Kind": "double room",
        "Who sleeps here": "Ada One\nAda Two",
    }


def test_an_unchanged_form_writes_nothing_of_its_people(application, mission, members, tab, settled):
    id = make_of.transport(application, mission, passengers=tuple(reversed(members)))
    settled()
    tab.journeys.select(id)
    tab.edit_transport()
    assert not form_dialog().form.dirty
    form_dialog().reject()


def test_a_room_is_changed_and_removed(application, mission, tab, settled):
    room = make_of.room(application, make_of.stay(application, mission))
    settled()
    tab.beds.select(room)
    tab.edit_place()
    form_dialog().form.editors["number"].take_plain("7")
    form_dialog().accept()
    settled()
    assert application.ask(queries.stays(mission))[0].rooms[0].number == "7"
    assert tab.beds.current_id() == room
    tab.remove_place()
    settled()
    assert application.ask(queries.stays(mission))[0].rooms == ()


def test_the_form_says_who_has_a_place_elsewhere(application, mission, members, tab, settled):
    make_of.transport(application, mission, passengers=tuple(members[:1]))
    settled()
    tab.add_transport()
    chooser = people(form_dialog(), "passengers")
    assert [chooser.list.item(n).text() for n in range(3)] == ["Ada Head  ·  Brussels → Paris", "Ada One", "Ada Two"]
    chooser.line.setText("one")
    chooser.everybody.click()
    assert chooser.value() == (members[1],)
    form_dialog().reject()


def test_only_one_thing_is_chosen_at_a_time(application, mission, tab, settled):
    journey, stay = make_of.transport(application, mission), make_of.stay(application, mission)
    settled()
    tab.reveal(journey)
    assert (tab.journeys.current_id(), tab.beds.current_id()) == (journey, None)
    tab.reveal(stay)
    assert (tab.journeys.current_id(), tab.beds.current_id()) == (None, stay)
    assert tab.detail.heading.text() == "Hotel Example"


def test_a_change_made_elsewhere_is_followed_and_the_chosen_one_stays(application, mission, tab, settled):
    first = make_of.transport(application, mission)
    second = make_of.transport(
        application, mission, from_place="Paris", to_place="Lyon", departs_on=date(2021, 9, 23), arrives_on=date(2021, 9, 23)
    )
    settled()
    tab.journeys.select(second)
    application.execute(RemoveTransport(first))
    settled()
    assert tab.journeys.current_id() == second
    assert [line.id for line in tab.journeys.rows.rows()] == [second]


def test_a_journey_to_nowhere_is_refused_in_its_form(tab):
    tab.add_transport()
    shown = form_dialog()
    shown.accept()
    assert [str(finding.message) for finding in shown.form.findings() if finding.blocks] == [
        "Enter where it leaves from.",
        "Enter where it goes to.",
    ]
    shown.reject()


def test_removing_a_journey_can_be_undone(application, mission, desk, tab, settled):
    id = make_of.transport(application, mission)
    settled()
    tab.journeys.select(id)
    tab.remove_transport()
    settled()
    assert tab.journeys.rows.rowCount() == 0
    desk.operations.undo()
    settled()
    assert [line.id for line in tab.journeys.rows.rows()] == [id]


def test_empty_logistics_teach(tab):
    assert [tab._journey_stack.currentIndex(), tab._bed_stack.currentIndex()] == [1, 1]


def test_reading_takes_as_many_statements_for_much_as_for_little(application, desk, mission, members, statements):
    def sent() -> int:
        made = LogisticsTab(desk, mission)
        with statements() as asked:
            made.read()
        made.deleteLater()
        return len(asked)

    few = sent()
    stay = make_of.stay(application, mission)
    for number in range(5):
        make_of.transport(application, mission, passengers=tuple(members))
        make_of.room(application, stay, number=str(number))
    assert sent() == few
