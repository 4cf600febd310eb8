"""Reserving one object of the bank for somebody, and changing what was reserved.

What speaks against the gift follows the form while it is filled in: each warning is answered in its line, or the gift is another one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.gifts.bank_fields import RESERVATION_FORM
from app.domains.gifts.bank_queries import ItemRow
from app.domains.gifts.drafts import ReservationDraft
from app.domains.gifts.reserving_commands import EditGiftReservation, ReserveGift
from app.domains.gifts.reserving_queries import reservation_draft, reservations
from app.domains.gifts.suggest_queries import warnings_against
from app.domains.gifts.vocabulary import ReservationState
from app.kernel.commands import Command
from app.kernel.errors import Finding, OfficeError
from app.kernel.fields import Field, Form
from app.kernel.translated import Lazy, lazy
from ui.gifts.answers import ANSWERS, AnswersEditor
from ui.gifts.moments import MomentEditor
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.editors import Editor
from ui.kit.forms import FormWidget
from ui.kit.pages import Page

if TYPE_CHECKING:
    from app.application import Application

_NOBODY_YET = lazy("Once it is said for whom it is, what speaks against it stands here.")
_NOTHING_AGAINST = lazy("Nothing speaks against it.")
_STAYS = frozenset({"item_id", "number", "mission_id"})  # once the pieces have left the bank
_ANSWERS = replace(ANSWERS, group=lazy("What speaks against it"))
_AFTER = "giver_id"  # the last field that bears on the warnings, or stands with them


class ReservationFormWidget(FormWidget):
    """The form of a reservation: the lines of the programme are those of its mission, and each warning wants its answer."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Make the editor of *field*."""
        if field.key == "moment_id" and application is not None:
            return MomentEditor(field, application)
        if field.key == ANSWERS.key:
            return AnswersEditor(field)
        return super().make_editor(field, application)

    @property
    def answers(self) -> AnswersEditor:
        """The warnings with their answers."""
        editor = self.editors[ANSWERS.key]
        assert isinstance(editor, AnswersEditor)
        return editor

    def findings(self) -> tuple[Finding, ...]:
        """Give what speaks against the form, warnings without an answer too."""
        return (*super().findings(), *self.answers.findings())

    def show_draft(self, draft: Any) -> None:
        """Show *draft*, with the programme of its mission."""
        self.follow(draft.mission_id)
        super().show_draft(draft)

    def follow(self, mission: str | None) -> None:
        """Offer the programme of this mission."""
        moment = self.editors.get("moment_id")
        if isinstance(moment, MomentEditor):
            moment.follow(mission)

    def check_again(self) -> None:
        """Look at the form again: what speaks against it has changed."""
        self._check()


class ReserveDialog(FormDialog):
    """The form of a reservation; what speaks against it follows what is chosen."""

    form_class = ReservationFormWidget

    def __init__(
        self, form: Form[Any], draft: Any, application: Application, title: Lazy, verb: Lazy = SAVE, parent: QWidget | None = None
    ) -> None:
        super().__init__(form, draft, application, title, verb, parent)
        self._application = application
        self._without = ""
        self.form.edited.connect(self.follow)
        self.follow()

    @property
    def answers(self) -> AnswersEditor:
        """The warnings with their answers."""
        assert isinstance(self.form, ReservationFormWidget)
        return self.form.answers

    def change(self, reservation: str) -> None:
        """Know that it is this reservation that is being changed: what it keeps already speaks against nothing."""
        self._without = reservation
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Offer the programme of the mission, and ask again what speaks against the gift."""
        assert isinstance(self.form, ReservationFormWidget)
        draft: ReservationDraft = self.form.draft()
        self.form.follow(draft.mission_id)
        known = bool(draft.item_id and (draft.person_id or draft.organisation_id or draft.mission_id))
        warnings = self._warnings(draft) if known else ()
        if self.answers.show_warnings(warnings, _NOTHING_AGAINST if known else _NOBODY_YET):
            self.form.check_again()
            self.fit()

    def _warnings(self, draft: ReservationDraft) -> Any:
        try:
            return self._application.ask(warnings_against(draft, without=self._without))
        except OfficeError:
            return ()  # what is chosen went meanwhile: saving says so


def reserve(page: Page, row: ItemRow, **known: Any) -> ReserveDialog:
    """Ask for whom pieces of an object are kept; *known* are fields of the draft that stand there already."""
    title = lazy("Reserve {item}", item=row.name)
    draft = ReservationDraft(item_id=row.id, **known)
    form = _without("item_id")
    return ReserveDialog.show_for(page, page.desk, form, draft, title, _reserve, key=f"gift item/{row.id}/reserve", verb=lazy("Reserve"))


def change_reservation(page: Page, id: str) -> ReserveDialog | None:
    """Ask what is to be different about a reservation; of pieces that have left, only for whom and when."""
    draft = page.ask_now(reservation_draft(id))
    found = page.ask_now(reservations([id]), ())
    if draft is None or not found:
        return None
    left = found[0].state is not ReservationState.RESERVED

    def command(before: ReservationDraft, after: ReservationDraft) -> Command[str]:
        return EditGiftReservation(id, before, after)

    form, title = _without(*_STAYS) if left else _without(), lazy("Change the reservation of {item}", item=found[0].item_name)
    dialog = ReserveDialog.show_for(page, page.desk, form, draft, title, command, key=f"gift reservation/{id}")
    dialog.change(id)
    return dialog


def _reserve(_before: ReservationDraft, after: ReservationDraft) -> Command[str]:
    return ReserveGift(after)


def _without(*keys: str) -> Form[ReservationDraft]:
    """Give the form without these fields, and with the warnings before what concerns the card."""
    fields = [field for field in RESERVATION_FORM.fields if field.key not in keys]
    place = next(number for number, field in enumerate(fields, 1) if field.key == _AFTER)
    return replace(RESERVATION_FORM, fields=(*fields[:place], _ANSWERS, *fields[place:]))
