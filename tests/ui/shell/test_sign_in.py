"""Signing in: at the start, in between, and what is on the screen for whom."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.domains.access.commands import EditGrant, SetPassword, WithdrawRole
from app.domains.access.queries import account_by, grant_draft, grants_of
from app.domains.access.vocabulary import ACCOUNT
from app.kernel.fields import Tone
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from tests.makers.access import HEAD, account, head
from tests.makers.missions import mission
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.shell.first_run import FirstRun
from ui.shell.sign_in import SignIn
from ui.shell.window import HISTORY_PAGE, SETTINGS_PAGE, TODAY_PAGE, MainWindow

PASSWORD = "nobody guesses this"


@pytest.fixture
def office(application, make) -> dict[str, str]:
    """Users of several kinds and a person; nobody has signed in."""
    make.person("Ada", "Example")
    head(application)
    ids = {
        "ada": account(application, "ada", "reader"),
        "bo": account(application, "bo", "requester", language="fr"),
        "cy": account(application, "cy", "cell_officer"),
    }
    application.execute(SetPassword(ids["ada"], PASSWORD))
    application.sign_out()
    return ids


def asked(window: MainWindow) -> SignIn:
    [dialog] = window.findChildren(SignIn)
    return dialog


def names(dialog: SignIn) -> list[str]:
    model = dialog.view.model()
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def entries(window: MainWindow) -> tuple[str, ...]:
    return window.sidebar.names()


def test_a_desk_without_users_asks_nobody(window: MainWindow, settled):
    window.welcome()
    settled()
    assert (window.findChildren(SignIn), window.user_button.isVisible()) == ([], False)
    [welcome] = window.findChildren(FirstRun)
    welcome.reject()


def test_the_start_asks_who_sits_here(office, window: MainWindow, settled):
    window.go(TODAY_PAGE)
    window.welcome()
    settled()
    dialog = asked(window)
    assert (names(dialog), entries(window)) == (["Ada", "Bo", "Cy", "Head"], (TODAY_PAGE, SETTINGS_PAGE))
    assert nameless(dialog) == []
    dialog.view.select(office["cy"])
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    settled()
    assert window.findChildren(SignIn) == []
    assert (window.desk.application.user.name, window.user_button.text()) == ("Cy", "Cy")
    assert {"person", "mission", HISTORY_PAGE} <= set(entries(window))


def test_typing_finds_the_user_and_enter_signs_in(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    QTest.keyClicks(dialog.filter, "head")
    assert names(dialog) == ["Head"]
    QTest.keyClick(dialog.filter, Qt.Key.Key_Return)
    settled()
    assert window.desk.application.user.name == "Head"


def test_the_arrows_move_in_the_list_while_one_types(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    QTest.keyClick(dialog.filter, Qt.Key.Key_Down)
    assert dialog.view.current_row().name == "Bo"
    dialog.reject()


def test_a_name_that_nobody_has_signs_nobody_in(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    QTest.keyClicks(dialog.filter, "zzz")
    dialog.accept()
    assert (names(dialog), dialog.accept_button.isEnabled(), window.desk.application.signed_in) == ([], False, False)
    dialog.reject()


def test_a_password_is_asked_of_who_has_one_only(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    dialog.view.select(office["bo"])
    assert dialog.password.isVisible() is False
    dialog.view.select(office["ada"])
    assert dialog.password.isVisible() is True
    dialog.accept()
    assert (dialog.findings.shown, dialog.focusWidget()) == ((), dialog.password)
    dialog.password.setText("wrong one")
    dialog.accept()
    assert ([finding.rule for finding in dialog.findings.shown], dialog.password.selectedText() != "") == (["password"], True)
    dialog.password.setText(PASSWORD)
    dialog.accept()
    settled()
    assert window.desk.application.user.name == "Ada"


def test_the_last_user_of_this_machine_stands_ready(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    dialog.view.select(office["cy"])
    dialog.accept()
    settled()
    window.user_button.change_user()
    settled()
    assert asked(window).view.current_id() == office["cy"]
    asked(window).reject()


def test_the_language_of_the_user_is_spoken(office, window: MainWindow, settled):
    window.welcome()
    settled()
    dialog = asked(window)
    dialog.view.select(office["bo"])
    dialog.accept()
    settled()
    assert spoken.wording.language == "fr"


def test_every_user_sees_what_they_may(office, window: MainWindow, settled):
    application = window.desk.application
    application.sign_in("bo")
    settled()
    assert not {"mission", "agreement", ACCOUNT, HISTORY_PAGE} & set(entries(window))
    assert "person" in entries(window)
    window.go("person")
    settled()
    assert window.page().add_action is None
    window.go(HISTORY_PAGE)
    window.go(ACCOUNT)
    settled()
    assert window.navigation.place.page == ACCOUNT
    assert window.page() is window.page_named("person")
    window.go(SETTINGS_PAGE)
    settled()
    texts = {button.text() for button in window.page().findChildren(QPushButton)}
    assert ("Make a copy…" in texts, "Users" in texts, "Show in its folder" in texts) == (False, False, True)

    application.sign_in(HEAD)
    settled()
    window.go(SETTINGS_PAGE)
    settled()
    texts = {button.text() for button in window.page().findChildren(QPushButton)}
    assert {"Make a copy…", "Users", "Show in its folder"} <= texts


def test_signing_out_leaves_nothing_on_the_screen_and_asks_again(office, window: MainWindow, settled):
    application = window.desk.application
    application.sign_in(HEAD)
    settled()
    window.go("person")
    settled()
    page = window.page()
    window.user_button._on_leave()
    settled()
    assert (window.page() is window.page_named(TODAY_PAGE), entries(window), window._records) == (True, (TODAY_PAGE, SETTINGS_PAGE), {})
    assert page not in window._pages.values()
    assert (window.user_button.text(), window.navigation.may_go_back) == ("Sign in…", False)
    asked(window).reject()
    settled()
    assert application.find("ada") == []


def test_another_user_stands_where_the_first_one_was(office, window: MainWindow, settled):
    application = window.desk.application
    application.sign_in(HEAD)
    settled()
    window.go("person")
    settled()
    application.sign_in("ada", PASSWORD)
    settled()
    assert (window.navigation.place.page, window.page().add_action) == ("person", None)


def test_rights_that_are_withdrawn_elsewhere_leave_the_screen(office, window: MainWindow, settled):
    application = window.desk.application
    application.sign_in("cy")
    settled()
    window.go("agreement")
    settled()
    before, application._caller = application._caller, type(application._caller)(application.ask(account_by(HEAD)), "officer")
    (grant,) = application.ask(grants_of(office["cy"]))
    application.execute(EditGrant(grant.id, seen := application.ask(grant_draft(grant.id)), type(seen)("requester")))
    application._caller = before
    window.desk.hub.reload()
    settled()
    assert ("agreement" in entries(window), window.navigation.place.page) == (False, TODAY_PAGE)

    application._caller = type(before)(application.ask(account_by(HEAD)), "officer")
    (grant,) = application.ask(grants_of(office["cy"]))
    application.execute(WithdrawRole(grant.id))
    application._caller = before
    window.desk.hub.reload()
    settled()
    assert (window.user_button.text(), window.findChildren(SignIn)) == ("Cy", [])


def test_a_record_page_of_the_one_before_is_gone(office, window: MainWindow, settled):
    application = window.desk.application
    application.sign_in(HEAD)
    settled()
    window.open(Ref("mission", mission(application)))
    settled()
    assert len(window._records) == 1
    application.sign_in("ada", PASSWORD)
    settled()
    assert len(window._records) == 1
    application.sign_in("bo")
    settled()
    assert (len(window._records), window.navigation.place.page) == (0, TODAY_PAGE)


def test_half_typed_forms_stay_with_who_typed_them(office, window: MainWindow, settled):
    application, desk = window.desk.application, window.desk
    application.sign_in("cy")
    settled()
    desk.drafts.keep("person/new", {"family_name": "Half"})
    application.sign_in(HEAD)
    settled()
    assert desk.drafts.kept("person/new") is None
    application.sign_in("cy")
    settled()
    assert desk.drafts.kept("person/new") == {"family_name": "Half"}


def test_a_default_user_works_without_being_asked(application, window: MainWindow, settled):
    head(application)
    account(application, "ada", "reader", is_default=True)
    application.sign_out()
    settled()
    window.welcome()
    settled()
    assert (window.findChildren(SignIn), window.user_button.text()) == ([], "Ada")
    assert [action.text() for action in window.user_button.offered() if action.isVisible()] == ["Change user…", "Set your password…"]


def test_what_one_user_was_told_is_not_told_to_the_next(office, window: MainWindow, settled):
    window.desk.application.sign_in("bo")
    settled()
    window.desk.operations.tell(lazy("Handed in."), Tone.GOOD)
    assert window.notices.isVisible()
    window.desk.application.sign_in("cy")
    settled()
    assert window.notices.notice is None
