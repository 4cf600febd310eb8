"""The register of users: the first one, roles in their place, passwords."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtTest import QTest

from app.application import Application
from app.domains.access import queries
from app.domains.access.commands import GrantRole, SetPassword
from app.domains.access.rules import GrantDraft
from app.domains.access.vocabulary import ACCOUNT, RoleCode
from tests.makers.access import HEAD, account, head
from ui.access.page import UsersPage
from ui.access.passwords import PasswordDialog
from ui.access.roles import RoleList
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.shell.sign_in import SignIn
from ui.shell.window import MainWindow

PASSWORD = "nobody guesses this"


def users(window: MainWindow, settled) -> UsersPage:
    window.go(ACCOUNT)
    settled()
    page = window.page()
    assert isinstance(page, UsersPage)
    return page


def form(window: MainWindow, settled) -> FormDialog:
    settled()
    [dialog] = window.findChildren(FormDialog)
    return dialog


def fill(dialog: FormDialog, **values: object) -> None:
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)


def held(application: Application, id: str) -> list[tuple[RoleCode, str]]:
    return [(grant.role, grant.scope) for grant in application.ask(queries.grants_of(id))]


def test_the_first_user_keeps_the_keys_and_is_signed_in(window: MainWindow, settled):
    page = users(window, settled)
    assert (page.title(), window.path.text(), window.user_button.isVisible()) == ("Users", "Settings  ›  Users", False)
    page.add()
    dialog = form(window, settled)
    fill(dialog, name="Ada Example", login="ada")
    dialog.accept()
    settled()

    application = window.desk.application
    assert (application.user.name, application.signed_in, held(application, application.user.id)) == (
        "Ada Example",
        True,
        [(RoleCode.HEAD_OF_CELL, "")],
    )
    assert window.findChildren(SignIn) == []
    shown = window.page()
    assert isinstance(shown, UsersPage)
    assert shown is not page
    assert (shown.selected_row().login, window.user_button.text(), window.user_button.isVisible()) == ("ada", "Ada Example", True)


def test_a_first_user_without_the_keys_is_refused_in_the_form(window: MainWindow, settled):
    users(window, settled).add()
    dialog = form(window, settled)
    fill(dialog, name="Ada", login="ada", role=RoleCode.READER)
    dialog.accept()
    assert [finding.rule for finding in dialog.form._findings["role"].shown] == ["last-head-of-cell"]
    assert window.desk.application.user.rights is None
    dialog.reject()


def test_the_next_user_asks_for_trips(window: MainWindow, settled):
    head(window.desk.application)
    page = users(window, settled)
    page.add()
    dialog = form(window, settled)
    fill(dialog, name="Bo", login="bo", scope="Talent")
    dialog.accept()
    settled()
    application = window.desk.application
    assert (application.user.name, page.selected_row().login, held(application, page.chosen_id())) == (
        "Head",
        "bo",
        [(RoleCode.REQUESTER, "Talent")],
    )


@pytest.fixture
def ada(window: MainWindow, settled) -> str:
    """A user whose roles stand beside the list, before the eyes of the head of the cell."""
    application = window.desk.application
    head(application)
    id = account(application, "ada", "minister")
    application.execute(GrantRole(id, GrantDraft(RoleCode.READER, "", None, date(2021, 8, 31))))
    settled()
    users(window, settled).reveal(id)
    settled()
    return id


def test_roles_are_granted_changed_and_withdrawn_in_their_place(window: MainWindow, settled, ada):
    page, application = users(window, settled), window.desk.application
    assert [(grant.role, grant.counts) for grant in page.roles.shown] == [(RoleCode.MINISTER, True), (RoleCode.READER, False)]

    page.roles.add_button.click()
    dialog = form(window, settled)
    fill(dialog, role=RoleCode.FINANCE)
    dialog.accept()
    settled()
    grants = {grant.role: grant.id for grant in page.roles.shown}
    page.roles.edit_requested.emit(grants[RoleCode.FINANCE])
    dialog = form(window, settled)
    fill(dialog, scope="Talent", since=date(2021, 1, 1))
    dialog.accept()
    settled()
    page.roles.remove_requested.emit(grants[RoleCode.READER])
    settled()

    assert held(application, ada) == [(RoleCode.MINISTER, ""), (RoleCode.FINANCE, "Talent")]
    assert page.selected_row().roles.values["roles"] == tuple(grant.title for grant in page.roles.shown)
    window.undo.undo.trigger()
    settled()
    assert RoleCode.READER in {grant.role for grant in page.roles.shown}


def test_the_last_head_is_refused_with_a_sentence(window: MainWindow, settled, ada):
    page = users(window, settled)
    page.reveal(window.desk.application.ask(queries.account_by(HEAD)))
    settled()
    [grant] = page.roles.shown
    page.roles.remove_requested.emit(grant.id)
    settled()
    assert len(page.roles.shown) == 1
    assert window.notices.isVisible()


def test_roles_are_told_in_every_language(window: MainWindow, settled, ada):
    page = users(window, settled)
    for language in ("nl", "fr", "en"):
        spoken.speak(language)
        settled()
        assert nameless(window) == []
        assert page.findChildren(RoleList) == [page.roles]


def test_a_password_is_set_typed_twice(window: MainWindow, settled, ada):
    page, application = users(window, settled), window.desk.application
    assert page.clear_action.isEnabled() is False
    page.password_action.trigger()
    settled()
    [dialog] = window.findChildren(PasswordDialog)
    assert dialog.current.parent() is None
    dialog.new.setText("short")
    dialog.accept()
    assert [finding.rule for finding in dialog.findings.shown] == ["password-too-short"]
    dialog.new.setText(PASSWORD)
    dialog.again.setText("nobody guesses that")
    dialog.accept()
    assert [finding.path for finding in dialog.findings.shown] == ["again"]
    dialog.again.setText(PASSWORD)
    dialog.accept()
    settled()

    assert (page.clear_action.isEnabled(), page.selected_row().has_password) == (True, True)
    assert application.sign_in("ada", PASSWORD).id == ada
    application.sign_in(HEAD)
    settled()
    users(window, settled).reveal(ada)
    users(window, settled).clear_action.trigger()
    settled()
    assert application.sign_in("ada").id == ada


def test_ones_own_password_is_changed_from_the_status_line(window: MainWindow, settled):
    application = window.desk.application
    id = head(application)
    application.execute(SetPassword(id, PASSWORD))
    settled()
    [own] = window.user_button._own
    own.trigger()
    settled()
    [dialog] = window.findChildren(PasswordDialog)
    assert dialog.focusWidget() is dialog.current
    QTest.keyClicks(dialog.current, "wrong")
    dialog.new.setText("another long one")
    dialog.again.setText("another long one")
    dialog.accept()
    assert [finding.path for finding in dialog.findings.shown] == ["current"]
    dialog.current.setText(PASSWORD)
    dialog.accept()
    settled()
    assert window.findChildren(PasswordDialog) == []
    assert application.sign_in(HEAD, "another long one").id == id


def test_who_may_only_look_is_offered_nothing(window: MainWindow, settled):
    application = window.desk.application
    head(application)
    account(application, "ada", "reader")
    application.sign_in("ada")
    settled()
    page = users(window, settled)
    assert (page.add_action, page.edit_action, page.remove_action, page.roles.add_button.isVisible()) == (None, None, None, False)
