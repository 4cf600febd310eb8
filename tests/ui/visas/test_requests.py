"""Requests for service passports: ticked off step by step, until the passport is in the register or the request has ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.visas.passport_queries import passports_of_person, requests
from app.domains.visas.terms import RequestState
from tests.makers import passports as make_of
from ui.kit.dialogs import FormDialog
from ui.visas.page import VisasPage
from ui.visas.requests import RequestsPage, steps_of

Settled = Callable[[], None]
TODAY = date(2021, 9, 1)


@pytest.fixture
def request_id(application: Application) -> str:
    """A request of which nothing has been done."""
    return make_of.request(application, needed_by=date(2021, 11, 1))


@pytest.fixture
def register(request_id: str, page: VisasPage, turn: Callable[[int], None], settled: Settled) -> RequestsPage:
    """The requests, with this one chosen."""
    turn(1)
    page.requests.reveal(request_id)
    settled()
    return page.requests


def row(application: Application, id: str):
    return application.ask(requests([id]))[0]


def dialog_of(register: RequestsPage) -> FormDialog:
    return register.findChildren(FormDialog)[-1]


def due(register: RequestsPage) -> list[str]:
    assert register._row is not None
    return [line.key for line in steps_of(register._row) if line.due]


def test_the_next_step_is_done_with_one_press(
    application: Application, register: RequestsPage, request_id: str, qtbot: QtBot, settled: Settled
):
    done: list[str] = []
    for _step in range(4):
        done += due(register)
        (button,) = register.step_lines.findChildren(QPushButton)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settled()

    assert done == ["memo_signed_on", "asked_on", "photos_on", "biometrics_on"]
    assert [day for _title, day in row(application, request_id).steps] == [TODAY] * 4 + [None]


def test_a_step_that_is_refused_opens_the_form(application: Application, page: VisasPage, turn: Callable[[int], None], settled: Settled):
    made = make_of.request(application, office="", reason="", memo_signed_on=TODAY)
    turn(1)
    page.requests.reveal(made)
    settled()
    page.requests.do_next()
    settled()

    dialog = dialog_of(page.requests)
    assert (dialog.isVisible(), row(application, made).asked_on) == (True, None)
    dialog.reject()


def test_the_passport_ends_the_request(
    application: Application, register: RequestsPage, request_id: str, page: VisasPage, settled: Settled
):
    register.issue()
    settled()
    dialog = dialog_of(register)
    assert [key for key in ("person_id", "passport_kind") if key in dialog.form.editors] == []
    dialog.form.editors["number"].show_value("EX9000777")
    dialog.form.editors["expires_on"].show_value(date(2026, 8, 31))
    dialog.accept()
    settled()

    found = row(application, request_id)
    (made,) = application.ask(passports_of_person(found.person_id))
    assert (found.state, found.passport_id, made.number) == (RequestState.ISSUED, made.id, "•••••777")
    assert (page.tabs.currentIndex(), page.passports.chosen_id()) == (0, made.id)


def test_an_ended_request_offers_no_further_step(application: Application, register: RequestsPage, request_id: str, settled: Settled):
    register.end()
    settled()
    dialog_of(register).form.editors["why"].show_value("the journey was given up")
    dialog_of(register).accept()
    settled()

    assert row(application, request_id).state is RequestState.WITHDRAWN
    assert (due(register), register.step_lines.findChildren(QPushButton)) == ([], [])
    assert [action.isVisible() for action in (register.step_action, register.issue_action, register.end_action)] == [False] * 3
