"""The request of a file: written, sent, or read with what may be done about it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.trips.commands.drafting import EditTrip, not_editable
from app.domains.trips.moves import Step
from app.domains.trips.queries.files import JudgedFile, TripCard, judged_request
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import State
from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.language import _
from ui.kit.operations import Operation
from ui.kit.pages import Page
from ui.kit.theme import theme
from ui.trips.findings import Judgement
from ui.trips.parts_of_request import place_of
from ui.trips.request_form import RequestForm


def judgement_of(judged: JudgedFile) -> Judgement:
    """Take what the rules and the sums say as the form shows it."""
    return Judgement(
        findings=judged.findings,
        emissions=judged.emissions,
        ways=judged.ways,
        allowance=judged.allowance,
        total=judged.estimate.total,
        confirmed=judged.rules.confirmed if judged.rules else False,
    )


class RequestTab(QWidget):
    """The form, and above it what is to be said about it.

    Signals:
        submit_wanted: the request stands as it should and is to be sent.
        change_wanted: somebody wants to change what was sent (the name of the move).
    """

    submit_wanted = Signal()
    change_wanted = Signal(str)

    def __init__(self, page: Page, trip: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._trip = trip
        self._card: TripCard | None = None
        self._before = Request()  # what stood in the form when it was shown
        self._banner = QWidget()
        bar = QHBoxLayout(self._banner)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(10)
        self.sentence = Label("", "finding", wrap=True)
        self.sentence.setProperty("tone", str(Tone.NEUTRAL))
        self.change_button = push_button(lazy("Withdraw to change"))
        bar.addWidget(self.sentence, 1)
        bar.addWidget(self.change_button)
        self.form = RequestForm(page.desk.application, self._judge, today=today)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(10), 0, 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self._banner)
        layout.addWidget(self.form, 1)
        self.form.save_requested.connect(self.save)
        self.form.submit_requested.connect(self._on_submit)
        self.change_button.clicked.connect(self._on_change)

    def show_card(self, card: TripCard) -> None:
        """Show what is asked; what somebody is typing stays."""
        before, self._card = self._card, card
        fresh = before is None or before.request != card.request or before.edition != card.edition
        if fresh and before is not None and self.form.dirty and card.may_edit:
            self._merge(card.request, yielding=False)
        elif fresh:
            self._show(card.request)
            if card.may_edit and before is None:
                self.form.keep_in(self._page.desk.drafts, f"trip/{self._trip}")
        self.form.set_read_only(not card.may_edit)
        self._mark(card)
        self._say()

    def give_way(self) -> None:
        """Where somebody else has changed what is being typed here too, show what was stored: it was asked for."""
        if self._card is not None and self._card.may_edit and self.form.dirty:
            self._merge(self._card.request, yielding=True)

    def retranslate(self) -> None:
        """Say the sentence in the language of the screen."""
        if self._card is not None:
            self._say()

    @Slot()
    def save(self) -> None:
        """Keep what was written."""
        self._keep().then(self._on_kept)

    def _show(self, request: Request) -> None:
        self._before = request
        self.form.show_request(request)
        if self._card is not None and self._card.may_edit:
            self._mark(self._card)

    def _merge(self, theirs: Request, *, yielding: bool) -> None:
        """Take over what somebody else has stored; of what both have changed, what is typed here stays until it is *yielding*."""
        base, mine = self._before, self.form.request()
        changed = {field.name for field in fields(Request) if getattr(theirs, field.name) != getattr(base, field.name)}
        if not changed:
            return
        both = {name for name in changed if getattr(mine, name) not in (getattr(base, name), getattr(theirs, name))}
        taken = changed if yielding else changed - both
        self._before = replace(base, **{name: getattr(theirs, name) for name in taken})
        self.form.rebase(self._before, replace(mine, **{name: getattr(theirs, name) for name in taken}))

    def _mark(self, card: TripCard) -> None:
        marked = card.marked if card.may_edit else ()
        self.form.mark_fields([place_of(part) for part in marked], card.returned_because if card.may_edit else "")

    def _keep(self) -> Operation:
        return self._page.perform(EditTrip(self._trip, self._before, self.form.request()), refused=self.form.show_refusal)

    def _judge(self, request: Request) -> Judgement:
        judged = self._page.ask_now(judged_request(request, self._trip))
        return judgement_of(judged) if judged is not None else Judgement()

    def _say(self) -> None:
        card = self._card
        assert card is not None
        self._banner.setVisible(not card.may_edit)
        self.sentence.setText(_(self._told(card)))
        move = self._change(card)
        self.change_button.setVisible(bool(move))
        if move:
            self.change_button.setText(_(lazy("Amend") if move == "amend" else lazy("Withdraw to change")))

    def _told(self, card: TripCard) -> Lazy:
        if card.row.state in (State.DRAFT, State.RETURNED, State.AMENDING):
            return lazy("This request is with the requester: you can read it.")
        return not_editable(card.row.state)

    def _change(self, card: TripCard) -> str:
        if Step.AMEND in card.may:
            return "amend"
        return "withdraw" if Step.WITHDRAW in card.may else ""

    @Slot()
    def _on_change(self) -> None:
        if self._card is not None and (move := self._change(self._card)):
            self.change_wanted.emit(move)

    @Slot()
    def _on_submit(self) -> None:
        if self.form.dirty:
            self._keep().then(self._on_kept_to_send)
        else:
            self.submit_wanted.emit()

    @Slot(object)
    def _on_kept(self, _result: Any) -> None:
        self.form.let_go()
        assert self._card is not None
        self._show(self._card.request)

    @Slot(object)
    def _on_kept_to_send(self, result: Any) -> None:
        self._on_kept(result)
        self.submit_wanted.emit()
