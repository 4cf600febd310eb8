"""The orders of the day in their window: one click each, drawn, explained, and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.missions.protocol.commands import MovePlace
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.precedence.orders import OrderKind
from app.domains.people.rules import Gender
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import missions as make_of
from tests.makers.orders import START, delegation, holder
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.missions.order_bar import SALUTATION
from ui.missions.orders import OrdersDialog

Opens = Callable[[str], OrdersDialog]


@pytest.fixture
def people(application: Application) -> tuple[str, str, str]:
    """A minister-president, a minister and a state secretary of Brussels."""
    offices = ("brussels-minister-president", "brussels-minister", "brussels-state-secretary")
    first, second, third = (holder(application, name, office) for name, office in zip(("One", "Two", "Three"), offices, strict=True))
    return first, second, third


@pytest.fixture
def mission(application: Application, people: tuple[str, str, str]) -> str:
    """A mission of the three, which a mayor receives."""
    made = delegation(application, *people, head=people[0])
    make_of.party(application, made, role=PartyRole.HOST, person_id=holder(application, "Host", "mayor"))
    return made


@pytest.fixture
def opens(desk: Desk, mission: str, show) -> Opens:
    """Opens the window at an order."""

    def opened(kind: str) -> OrdersDialog:
        made = OrdersDialog(desk, mission, kind)
        show(made)
        return made

    return opened


def listed(dialog: OrdersDialog, group: int = 0) -> list[tuple[int, str]]:
    return [(line.number, line.name.removeprefix("Ada ").partition("\n")[0]) for line in dialog.sheet.tables[group].rows.rows()]


def choose(dialog: OrdersDialog, kind: str) -> None:
    dialog.kinds.setCurrentRow(dialog._kinds.index(kind))


def test_the_host_stands_first_in_the_order_of_entry_and_speaks_first(opens):
    dialog = opens(OrderKind.ENTRY)
    assert listed(dialog) == [(1, "Host"), (2, "One"), (3, "Two"), (4, "Three")]
    choose(dialog, OrderKind.SPEAKING)
    assert listed(dialog) == [(1, "Host"), (2, "Three"), (3, "Two"), (4, "One")]
    dialog.host_welcomes.click()
    assert listed(dialog) == [(1, "Three"), (2, "Two"), (3, "One"), (4, "Host")]


def test_the_delegation_list_is_of_the_delegation_until_somebody_chooses(opens):
    dialog = opens(OrderKind.LIST)
    assert listed(dialog) == [(1, "One"), (2, "Two"), (3, "Three")]
    next(button for button in dialog._who.buttons() if not button.isChecked()).click()
    assert listed(dialog)[0] == (1, "Host")


def test_photograph_signing_and_cars_are_drawn_and_the_rest_is_not(opens):
    dialog = opens(OrderKind.ENTRY)
    drawn: dict[str, bool] = {}
    for kind in OrderKind:
        choose(dialog, kind)
        drawn[kind] = dialog.sheet.figure.isVisible()
    assert [kind for kind, shown in drawn.items() if shown] == [OrderKind.SIGNING, OrderKind.PHOTOGRAPH, OrderKind.CARS]


def test_options_are_those_of_the_order_that_is_shown(opens):
    dialog = opens(OrderKind.CARS)
    assert (dialog.seats.isVisible(), dialog.per_row.isVisible(), dialog.host_welcomes.isVisible()) == (True, False, False)
    assert [len(table.rows.rows()) for table in dialog.sheet.tables] == [3, 1]
    dialog.seats.setCurrentIndex(dialog.seats.findData(4))
    dialog.seats.activated.emit(dialog.seats.currentIndex())
    assert [len(table.rows.rows()) for table in dialog.sheet.tables] == [4]


def test_who_signs_is_ticked_in_a_menu(opens, settled):
    dialog = opens(OrderKind.SIGNING)
    assert [name for _number, name in listed(dialog)] == ["One", "Host"]
    for name in ("Ada Two", "Ada Host"):
        next(action for action in dialog._signers.actions() if action.text() == name).setChecked(True)
        settled()
    assert sorted(name for _number, name in listed(dialog)) == ["Host", "Two"]


def test_a_place_given_by_hand_elsewhere_is_followed(application: Application, opens, mission, people, settled):
    dialog = opens(OrderKind.LIST)
    application.execute(MovePlace(mission, people[2], people[0], "Speaks for the theme."))
    settled()
    assert [name for _number, name in listed(dialog)] == ["Three", "One", "Two"]


def test_the_salutation_stands_in_four_languages_to_be_copied_without_who_speaks(application: Application, desk, make: Make, show):
    person = make.person("Ada", "Example", gender=Gender.FEMALE)
    make.post(person, "minister-president", office="brussels-minister-president", since=make_of.days(START))
    dialog = OrdersDialog(desk, delegation(application, person), SALUTATION)
    show(dialog)
    assert {code: text.toPlainText() for code, text in dialog.salutations.texts.items()} == {
        "nl": "Mevrouw de minister-president, dames en heren",
        "fr": "Madame la Ministre-Présidente, Mesdames, Messieurs",
        "en": "Minister-President, ladies and gentlemen",
        "de": "Frau Ministerpräsidentin, meine Damen und Herren",
    }
    buttons = dialog.salutations.findChildren(QToolButton)
    next(button for button in buttons if button.property("language") == "fr").click()
    assert QGuiApplication.clipboard().text() == "Madame la Ministre-Présidente, Mesdames, Messieurs"
    dialog.speakers.setCurrentIndex(dialog.speakers.findData(person))
    dialog.speakers.activated.emit(dialog.speakers.currentIndex())
    assert dialog.salutations.texts["nl"].toPlainText() == "Dames en heren"
    assert dialog.speaker() == person


@pytest.mark.parametrize("kind", [OrderKind.PHOTOGRAPH, SALUTATION])
def test_an_order_is_kept_as_a_paper(desk, opens, tmp_path: Path, qtbot: QtBot, kind):
    dialog = opens(kind)
    told: list[object] = []
    desk.operations.notice.connect(told.append)
    target = tmp_path / "order.pdf"
    dialog.save_to(target)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert [str(notice.text) for notice in told] == ["Saved as order.pdf"]
    assert target.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("language", "look"), [(language, look) for language in LANGUAGES for look in (LIGHT_ALWAYS, DARK_ALWAYS)])
def test_every_order_opens_in_every_language_light_and_dark(opens, settled, language, look):
    theme.dress(look)
    spoken.speak(language)
    dialog = opens(OrderKind.ENTRY)
    for kind in (*OrderKind, SALUTATION):
        choose(dialog, kind)
        settled()
        assert nameless(dialog) == []
    theme.dress(LIGHT_ALWAYS)


def test_the_name_of_the_paper_is_the_mission_and_the_order(opens):
    dialog = opens(OrderKind.SPEAKING)
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    assert dialog.stem() == "2021-001-order-of-speaking-en"
