"""What is due: in the order in which it is due, and each next step done in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.deciding_commands import SetValue
from app.domains.gifts.register_queries import GiftCard, gift_card
from app.domains.gifts.vocabulary import Decision, Ownership, Step, ValueMethod
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import gifts as make_of
from tests.makers.access import account, act_as
from ui.gifts.decisions import DecisionsPage
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import Question
from ui.kit.language import spoken

Settled = Callable[[], None]
Open = Callable[[], DecisionsPage]


@pytest.fixture
def open_due(desk: Desk, show: Callable[[QWidget], QWidget]) -> Open:
    def make_it() -> DecisionsPage:
        page = DecisionsPage(desk)
        page.resize(1080, 760)
        return cast("DecisionsPage", show(page))

    return make_it


@pytest.fixture
def vase(application: Application) -> str:
    """A vase in the register, worth 80 euro, on which nobody has decided."""
    return make_of.gift(application, "Vase", entered=True, value=make_of.euro("80.00"), recipient_said="Minister")


@pytest.fixture
def due(vase: str, open_due: Open) -> DecisionsPage:
    return open_due()


def card_of(page: DecisionsPage, id: str) -> GiftCard:
    return page.desk.application.ask(gift_card(id))


def fill(page: DecisionsPage, **values: object) -> None:
    assert page.pane.form is not None
    for key, value in values.items():
        page.pane.form.editors[key].show_value(value)
        page.pane.form.editors[key].edited.emit()


def said(page: DecisionsPage, key: str) -> list[str]:
    assert page.pane.form is not None
    return [spoken.wording.say(finding.message) for finding in page.pane.form._findings[key].shown]


def order(page: DecisionsPage) -> list[str]:
    return [str(row.description) for row in page.table.rows_of(tuple(page.table.ids()))]


def test_what_is_due_first_stands_first(due: DecisionsPage, application: Application, settled: Settled):
    make_of.gift(application, "Old book", day=date(2021, 2, 1))
    make_of.given(application, "Lace", day=date(2021, 8, 31))
    settled()

    assert order(due) == ["Old book", "Vase", "Lace"]


def test_what_comes_to_an_empty_list_is_shown_at_once(application: Application, open_due: Open, settled: Settled):
    page = open_due()
    gift = make_of.gift(application, "Cup")
    settled()

    assert (page.chosen_id(), page.pane.heading.text()) == (gift, "Cup")


def test_the_decision_is_taken_in_place(due: DecisionsPage, vase: str, settled: Settled):
    heading = due.pane.next.heading.text()
    due.pane.do()
    missing = said(due, "reason")
    fill(due, decision=Decision.HAND_OVER, reason="For the hall.")
    due.pane.do_button.click()
    settled()

    card = card_of(due, vase)
    assert (heading, missing) == ("Decide what becomes of it", ["A decision has a reason."])
    assert (card.row.decision, card.row.ownership, card.decision_reason) == (Decision.HAND_OVER, Ownership.REGION, "For the hall.")
    assert due.pane.next.heading.text() == "Thank for it"


def test_one_step_follows_the_other_until_nothing_is_left(
    application: Application, open_due: Open, settled: Settled, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Question, "ask", lambda *_asked: True)
    gift = make_of.gift(application, "Cup", day=date(2021, 8, 20), recipient_said="Minister")
    page = open_due()
    done: list[str] = []
    filled: dict[Step, dict[str, object]] = {
        Step.ENTER: {},
        Step.VALUE: {"value": make_of.euro("20.00"), "method": ValueMethod.MARKET},
        Step.DECIDE: {"decision": Decision.HAND_OVER, "reason": "It stands in the hall."},
        Step.THANK: {},
        Step.PLACE: {"place": "Hall"},
    }
    while page.table.rowCount():
        step = card_of(page, gift).row.step
        done.append(step)
        if filled[step]:
            fill(page, **filled[step])
        page.pane.do()
        settled()

    assert done == ["enter", "value", "decide", "thank", "place"]
    assert (card_of(page, gift).row.step, page.list_pane.empty.isVisible()) == (Step.DONE, True)


def test_what_is_half_typed_outlives_a_change_elsewhere(due: DecisionsPage, application: Application, vase: str, settled: Settled):
    fill(due, decision=Decision.KEEP, reason="half a sen")
    application.execute(SetValue(vase, make_of.euro("90.00")))
    settled()

    assert due.pane.form is not None
    assert due.pane.form.draft().reason == "half a sen"


def test_what_is_half_typed_is_there_again_after_a_look_at_another_entry(
    due: DecisionsPage, application: Application, vase: str, settled: Settled
):
    book = make_of.gift(application, "Book")
    settled()
    due.reveal(vase)
    fill(due, reason="half a sen")
    due.reveal(book)
    between = due.pane.form
    due.reveal(vase)

    assert due.pane.form is not None
    assert (between, due.pane.form.draft().reason) == (None, "half a sen")


def test_a_value_is_needed_before_it_is_set(application: Application, open_due: Open):
    gift = make_of.gift(application, "Cup", entered=True)
    page = open_due()
    page.pane.do()

    assert (said(page, "value"), card_of(page, gift).row.value) == (["Fill this in."], None)


def test_who_received_it_is_told_that_somebody_else_decides(application: Application, make: Make, open_due: Open):
    minister = make.person("Mina", "Minister")
    make_of.gift(application, "Cup", entered=True, value=make_of.euro("20.00"), recipient_person_id=minister)
    act_as(application, "boss", RoleCode.HEAD_OF_CELL)
    account(application, "mina", RoleCode.DIRECTOR_GENERAL, person_id=minister)
    application.sign_in("mina")
    page = open_due()

    assert page.pane.sentence.text() == "You received this gift: somebody else decides on it."
    assert (page.pane.form, page.pane.do_button.isVisibleTo(page)) == (None, False)


def test_who_may_not_do_the_next_step_is_told_so(application: Application, vase: str, open_due: Open):
    act_as(application, "fin", RoleCode.FINANCE)
    page = open_due()

    assert page.pane.sentence.text() == ("You do not have the right to do this: decide what becomes of gifts that were received.")
    assert page.pane.form is None


def test_no_letter_is_noted_from_here(application: Application, open_due: Open, settled: Settled):
    gift = make_of.gift(application, "Cup", entered=True, value=make_of.euro("20.00"), recipient_said="Minister")
    make_of.decided(application, gift, Decision.KEEP)
    page = open_due()
    page.pane.no_letter_button.click()
    assert page.line.editor is not None
    page.line.editor.show_value("Thanked in person.")
    page.line.give()
    settled()

    assert (card_of(page, gift).row.thanks_needed, page.table.rowCount()) == (False, 0)


def test_the_whole_entry_is_a_button_away(due: DecisionsPage, desk: Desk, vase: str):
    opened: list[Ref] = []
    desk.open_requested.connect(opened.append)
    due.show_in_register()

    assert opened == [Ref("gift", vase)]


def test_the_list_is_narrowed_to_one_step(due: DecisionsPage, application: Application, settled: Settled):
    make_of.gift(application, "Book")
    settled()
    due.list_pane.filter_bar.put(chosen=(("step", "enter"),))
    settled()

    assert order(due) == ["Book"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name_for_a_screen_reader(due: DecisionsPage, language: str):
    spoken.speak(language)

    assert nameless(due) == []
