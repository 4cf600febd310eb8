"""Places as they are typed and chosen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domains.trips.request import Place
from app.kernel.fields import Field
from app.kernel.translated import lazy
from ui.kit.language import spoken
from ui.trips.places import PlaceEditor, completed, read_place, written_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Leipzig (LEJ)", Place("Leipzig", "DE", "LEJ")),
        ("LEJ", Place("Leipzig", "DE", "LEJ")),
        ("Ghent, Belgium", Place("Ghent", "BE")),
        ("Leipzig, DE", Place("Leipzig", "DE", "LEJ")),
        ("Leipzig", Place("Leipzig")),
        ("", Place()),
    ],
)
def test_a_place_is_read(text: str, place: Place):
    assert read_place(text) == place


@pytest.mark.parametrize("place", [Place("Leipzig", "DE", "LEJ"), Place("Ghent", "BE"), Place("Nowhere", ""), Place()])
def test_a_place_is_written_so_that_it_can_be_read(place: Place):
    assert read_place(written_place(place)) == place


def test_a_city_with_a_main_airport_gets_its_country():
    assert completed(Place("Paris")) == Place("Paris", "FR", "CDG")


@pytest.fixture
def editor(show: Callable[[QWidget], QWidget]) -> PlaceEditor:
    made = PlaceEditor(Field("to", lazy("To")))
    made.name(made.field.title)
    show(made)
    return made


def test_a_city_is_completed_when_the_line_is_left(editor: PlaceEditor):
    editor.line.setFocus()
    QTest.keyClicks(editor.line, "leipzig")
    QTest.keyClick(editor.line, Qt.Key.Key_Return)

    assert (editor.value(), editor.line.text()) == (Place("Leipzig", "DE", "LEJ"), "Leipzig (LEJ)")


def test_a_city_nobody_knows_keeps_its_name_and_asks_for_the_country(editor: PlaceEditor):
    QTest.keyClicks(editor.line, "Xyzzy")

    assert (editor.line.text(), str(editor.fault())) == ("Xyzzy", "Which country? Write it after a comma: Xyzzy, Belgium.")


def test_an_airport_nobody_knows_is_refused(editor: PlaceEditor):
    editor.show_value(Place("Somewhere", "", "QQQ"))

    assert str(editor.fault()) == "No airport has the code QQQ. Write the city instead."


def test_the_country_follows_the_language(editor: PlaceEditor):
    editor.show_value(Place("Ghent", "BE"))
    spoken.speak("fr")

    assert editor.line.text() == "Ghent, Belgique"
