"""Reserving a gift in the bank: warnings are answered in their lines; then it is issued, handed over, brought back or released."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from app.application import Application
from app.domains.gifts.bank_queries import item_rows
from app.domains.gifts.handing_commands import HandOver, IssueReservation
from app.domains.gifts.register_commands import EnterInRegister
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.vocabulary import GIFT, ReservationState
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.ids import Ref
from app.kernel.translated import Multilingual
from tests.makers import gifts as make_of
from tests.makers import missions
from ui.gifts.bank import BankPage
from ui.gifts.moments import MomentEditor
from ui.gifts.reserved import ReservationsSection
from ui.gifts.reserving import ReserveDialog
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken

Settled = Callable[[], None]
TODAY = date(2021, 9, 1)


@pytest.fixture
def lace(application: Application) -> str:
    """Five pieces of lace."""
    return make_of.item(application, "Lace", 5)


@pytest.fixture
def person(application: Application) -> str:
    """Somebody who gets gifts."""
    return application.execute(AddPerson(PersonDraft("Ada", "Example"))).result


@pytest.fixture
def reserved(lace: str, bank: BankPage, settled: Settled) -> ReservationsSection:
    """The reservations of the lace, chosen in the bank."""
    settled()
    bank.reveal(lace)
    settled()
    return bank.pane.reservations


def dialog_of(bank: BankPage) -> ReserveDialog:
    dialog = bank.findChildren(FormDialog)[-1]
    assert isinstance(dialog, ReserveDialog)
    return dialog


def fill(dialog: FormDialog, **values: object) -> None:
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)
        dialog.form.editors[key].edited.emit()


def rows(application: Application, item: str) -> list[ReservationRow]:
    return list(application.ask(reservations_of(item=item)))


def states(application: Application, item: str) -> list[ReservationState]:
    return [row.state for row in rows(application, item)]


def stock(application: Application, item: str) -> tuple[int, int]:
    (row,) = application.ask(item_rows([item]))
    return row.stock, row.free


# --- the form ----------------------------------------------------------------------------------------------------------


def test_a_gift_is_reserved_from_the_bank(
    application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    bank.reserve_action.trigger()
    settled()
    fill(dialog_of(bank), number=2, recipient_said="Mayor of Examplia", occasion="Reception", day=date(2021, 9, 10))
    dialog_of(bank).accept()
    settled()

    assert stock(application, lace) == (5, 3)
    (line,) = reserved.table.rows.rows()
    assert (line.whom, line.state) == ("2 × Mayor of Examplia\n10 September 2021  ·  Reception", "reserved")


def test_no_more_is_reserved_than_is_free(
    application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    bank.reserve()
    settled()
    fill(dialog_of(bank), number=6, recipient_said="Mayor of Examplia", occasion="Reception")
    dialog_of(bank).accept()
    settled()
    assert (dialog_of(bank).isVisible(), rows(application, lace)) == (True, [])

    fill(dialog_of(bank), number=5)
    dialog_of(bank).accept()
    settled()
    assert stock(application, lace) == (5, 0)


def test_a_warning_is_answered_in_its_line_or_nothing_is_reserved(
    application: Application, lace: str, person: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    make_of.reservation(application, lace, person_id=person)
    settled()
    bank.reserve()
    settled()
    dialog = dialog_of(bank)
    assert dialog.answers.lines == ()
    fill(dialog, person_id=person, occasion="Reception")
    (line,) = [line for line in dialog.answers.lines if line.can_be_answered]
    assert str(line.warning.message).startswith("The same is already reserved for Ada Example")
    dialog.accept()
    settled()
    assert (dialog.isVisible(), len(rows(application, lace))) == (True, 1)

    line.line.setText("one for the family")
    line.line.textEdited.emit(line.line.text())
    dialog.accept()
    settled()
    assert [row.answers for row in rows(application, lace) if row.answers] == [((line.warning.code, "one for the family"),)]


def test_answers_stay_known_while_somebody_else_is_chosen(
    application: Application, lace: str, person: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    make_of.reservation(application, lace, person_id=person)
    settled()
    bank.reserve()
    settled()
    dialog = dialog_of(bank)
    fill(dialog, person_id=person)
    (line,) = [line for line in dialog.answers.lines if line.can_be_answered]
    line.line.setText("one for the family")
    line.edited.emit()
    fill(dialog, person_id=None)
    assert dialog.answers.value() == ()

    fill(dialog, person_id=person)
    assert [reason for _code, reason in dialog.answers.value()] == ["one for the family"]
    dialog.reject()


def test_a_reservation_that_is_changed_does_not_speak_against_itself(
    application: Application, lace: str, person: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    make_of.reservation(application, lace, person_id=person)
    settled()
    reserved.change_action.trigger()
    settled()
    dialog = dialog_of(bank)
    assert [line for line in dialog.answers.lines if line.can_be_answered] == []
    fill(dialog, number=2, remark="two after all")
    dialog.accept()
    settled()

    assert [(row.number, row.remark) for row in rows(application, lace)] == [(2, "two after all")]


def test_what_has_left_the_bank_stays_the_same_pieces(
    application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    application.execute(IssueReservation((make_of.reservation(application, lace),), TODAY))
    settled()
    reserved.change_action.trigger()
    settled()
    dialog = dialog_of(bank)
    assert {"item_id", "number", "mission_id"} & set(dialog.form.editors) == set()
    fill(dialog, recipient_said="Deputy of the envoy")
    dialog.accept()
    settled()

    assert [row.recipient for row in rows(application, lace)] == [Multilingual.same("Deputy of the envoy")]


def test_the_lines_of_the_programme_are_those_of_the_mission(
    application: Application, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    mission, other = missions.mission(application), missions.mission(application, "Another mission")
    moment = missions.item(application, mission, "Signing")
    settled()
    bank.reserve()
    settled()
    dialog = dialog_of(bank)
    editor = dialog.form.editors["moment_id"]
    assert isinstance(editor, MomentEditor)
    assert (editor.box.count(), editor.box.isEnabled()) == (1, False)
    fill(dialog, mission_id=mission)
    assert [editor.box.itemText(number) for number in range(2)] == ["no line of the programme", "22 September 2021 09:00  ·  Signing"]
    fill(dialog, moment_id=moment)
    assert dialog.form.draft().moment_id == moment

    fill(dialog, mission_id=other)
    assert dialog.form.draft().moment_id is None
    dialog.reject()


def test_the_form_is_read_in_every_language(bank: BankPage, reserved: ReservationsSection, settled: Settled):
    for language in ("nl", "fr"):
        spoken.speak(language)
        bank.reserve()
        settled()
        assert dialog_of(bank).isVisible()
        dialog_of(bank).reject()


# --- what follows ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two(application: Application, lace: str, reserved: ReservationsSection, settled: Settled) -> tuple[str, str]:
    """Two reservations, both selected."""
    ids = make_of.reservation(application, lace, 1), make_of.reservation(application, lace, 2, recipient_said="Mayor")
    settled()
    reserved.table.selectAll()
    return ids


def test_gifts_are_issued_together(application: Application, lace: str, bank: BankPage, two: tuple[str, str], settled: Settled):
    bank.pane.reservations.issue_action.trigger()
    assert bank.line.told.text() == "2 gifts leave the bank. On which day?"
    bank.line.give()
    settled()

    assert (states(application, lace), stock(application, lace)) == ([ReservationState.ISSUED] * 2, (2, 2))
    application.undo()
    assert (states(application, lace), stock(application, lace)) == ([ReservationState.RESERVED] * 2, (5, 2))


def test_a_refusal_stays_in_the_line(application: Application, lace: str, bank: BankPage, two: tuple[str, str], settled: Settled):
    bank.pane.reservations.issue_action.trigger()
    assert bank.line.editor is not None
    bank.line.editor.show_value(date(2021, 12, 24))
    bank.line.give()
    settled()

    assert ([str(finding.message) for finding in bank.line.findings.shown], bank.line.asking) == (["This day is still to come."], True)
    assert states(application, lace) == [ReservationState.RESERVED] * 2


def test_gifts_are_handed_over_wherever_they_are(
    application: Application, lace: str, bank: BankPage, two: tuple[str, str], settled: Settled
):
    application.execute(IssueReservation(two[:1], TODAY))
    settled()
    reserved = bank.pane.reservations
    reserved.table.selectAll()
    reserved.hand_over_action.trigger()
    bank.line.give()
    settled()

    assert [(row.state, row.handed_over) for row in rows(application, lace)] == [(ReservationState.ISSUED, True)] * 2
    assert [line.state for line in reserved.table.rows.rows()] == ["handed over"] * 2
    application.undo()
    assert sorted(states(application, lace)) == [ReservationState.ISSUED, ReservationState.RESERVED]


def test_reservations_are_released_with_a_reason(
    application: Application, lace: str, bank: BankPage, two: tuple[str, str], settled: Settled
):
    bank.pane.reservations.release_action.trigger()
    bank.line.give()
    assert bank.line.asking  # a reason is wanted
    assert bank.line.editor is not None
    bank.line.editor.show_value("the visit is off")
    bank.line.give()
    settled()

    assert [(row.state, row.released_why) for row in rows(application, lace)] == [(ReservationState.RELEASED, "the visit is off")] * 2
    assert stock(application, lace) == (5, 5)


def test_a_gift_that_was_not_handed_over_is_brought_back(
    application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    application.execute(IssueReservation((make_of.reservation(application, lace),), TODAY))
    settled()
    reserved.back_action.trigger()
    settled()
    dialog = bank.findChildren(FormDialog)[-1]
    fill(dialog, remark="the envoy was ill")
    dialog.accept()
    settled()

    assert (states(application, lace), stock(application, lace)) == ([ReservationState.RETURNED], (5, 5))


def test_a_gift_that_was_handed_over_leads_to_its_entry(
    application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled
):
    id = make_of.reservation(application, lace)
    application.execute(IssueReservation((id,), TODAY))
    (gift,) = application.execute(HandOver((id,), TODAY)).result
    settled()
    assert (reserved.back_action.isEnabled(), reserved.change_action.isEnabled(), reserved.entry_action.isVisible()) == (False, False, True)
    opened: list[Ref] = []
    bank.desk.open_requested.connect(opened.append)
    reserved.entry_action.trigger()
    assert opened == [Ref(GIFT, gift)]

    application.execute(EnterInRegister((gift,)))
    settled()
    assert reserved.table.rows.rows()[0].whom.endswith("G2021/001")


def test_what_is_open_stands_first(application: Application, lace: str, bank: BankPage, reserved: ReservationsSection, settled: Settled):
    first = make_of.reservation(application, lace, day=date(2021, 9, 2))
    make_of.reservation(application, lace, recipient_said="Mayor", day=date(2021, 9, 20))
    application.execute(IssueReservation((first,), TODAY, hand_over=True))
    settled()

    assert [line.state for line in reserved.table.rows.rows()] == ["reserved", "handed over"]
