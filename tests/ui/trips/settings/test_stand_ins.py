"""Stand-ins on the screen: entered, changed, ended, removed, by those who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domains.trips.commands.settings import AddStandIn
from app.domains.trips.queries import settings as queries
from app.domains.trips.settings_rules import StandInDraft, Standing
from app.domains.trips.vocabulary import STAND_IN
from app.kernel.translated import LANGUAGES
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken

TODAY = date(2026, 1, 26)


@pytest.fixture
def enter(office):
    """Enters a stand-in of Dirk by Lena."""

    def entered(since: int = 0, days: int = 5, absent: str = "dirk", stand_in: str = "lena") -> str:
        first = TODAY + timedelta(since)
        draft = StandInDraft(office.accounts[absent], office.accounts[stand_in], first, first + timedelta(days - 1), "leave")
        return office.application.execute(AddStandIn(draft)).result

    return entered


def listed(office):
    application = office.application
    return [
        (line.absent, line.stand_in, line.since, line.until, line.standing)
        for line in application.ask(queries.stand_in_lines(application.ask(queries.stand_in_ids())))
    ]


def dialog_of(page):
    return page.findChildren(FormDialog)[-1]


def test_a_stand_in_is_entered(office, opened, settled):
    page = opened(STAND_IN)
    assert page.list_pane.empty.isVisible()
    page.add_action.trigger()
    form = dialog_of(page).form
    form.editors["absent"].take_plain(office.accounts["dirk"])
    form.editors["stand_in"].take_plain(office.accounts["lena"])
    assert form.editors["since"].value() == TODAY
    form.editors["until"].take_plain("30/1/2026")
    dialog_of(page).accept()
    settled()
    assert listed(office) == [("Dirk Generaal", "Lena Lijn", TODAY, date(2026, 1, 30), Standing.NOW)]
    assert page.selected_row().standing is Standing.NOW


def test_a_chain_is_refused_beside_its_field_and_what_was_typed_stays(office, opened, enter, settled):
    enter()
    page = opened(STAND_IN)
    page.add()
    dialog = dialog_of(page)
    form = dialog.form
    form.editors["absent"].take_plain(office.accounts["max"])
    form.editors["stand_in"].take_plain(office.accounts["dirk"])
    form.editors["until"].take_plain("27/1/2026")
    dialog.accept()
    settled()
    assert [finding.rule for finding in form._findings["stand_in"].shown] == ["stand-in-chain"]
    assert form.editors["until"].value() == date(2026, 1, 27)
    dialog.reject()
    settled()
    assert len(listed(office)) == 1


def test_one_that_has_begun_is_ended_one_to_come_is_changed_or_removed(office, opened, enter, settled):
    now, to_come = enter(), enter(20, absent="max", stand_in="bea")
    page = opened(STAND_IN)

    def allowed():
        return page.edit_action.isEnabled(), page.end_action.isEnabled(), page.remove_action.isEnabled()

    page.reveal(now)
    assert allowed() == (True, True, False)
    page.end()
    dialog_of(page).accept()
    settled()
    assert listed(office)[0][3] == TODAY

    page.reveal(to_come)
    assert allowed() == (True, False, True)
    page.edit()
    dialog_of(page).form.editors["since"].take_plain("16/2/2026")
    dialog_of(page).accept()
    settled()
    assert listed(office)[1][2] == date(2026, 2, 16)
    page.remove_action.trigger()
    settled()
    assert len(listed(office)) == 1


def test_an_approver_enters_only_his_own_absence(office, opened, enter, settled):
    others = enter(0, absent="max", stand_in="bea")
    with office.as_("dirk"):
        page = opened(STAND_IN)
        page.reveal(others)
        assert (page.edit_action.isEnabled(), page.end_action.isEnabled()) == (False, False)
        page.add()
        form = dialog_of(page).form
        assert form.editors["absent"].value() == office.accounts["dirk"]
        form.editors["stand_in"].take_plain(office.accounts["lena"])
        form.editors["until"].take_plain("28/1/2026")
        dialog_of(page).accept()
        settled()
    assert ("Dirk Generaal", "Lena Lijn", TODAY, date(2026, 1, 28), Standing.NOW) in listed(office)


def test_who_only_reads_has_no_button(office, opened, enter, settled):
    enter()
    with office.as_("mila"):
        page = opened(STAND_IN)
        assert (page.add_action, page.edit_action, page.remove_action, page.end_button.isVisible()) == (None, None, None, False)
        settled()


def test_every_language_and_every_control_has_a_name(opened, enter, settled):
    enter()
    page = opened(STAND_IN)
    for language in LANGUAGES:
        spoken.speak(language)
        settled()
    assert nameless(page) == []
