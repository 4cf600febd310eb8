"""The form of an entry of the register: what it is, from whom and for whom, what it is worth, where it is.

What the same giver offered before stands beside the giver while the form is filled in, so that nothing is entered twice.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.house import gift_rules
from app.domains.gifts.register_commands import EditGift, NoteGift
from app.domains.gifts.register_fields import GIFT_FORM, WHO, gift_form
from app.domains.gifts.register_queries import earlier_offers, gift_draft
from app.domains.gifts.vocabulary import GIFT, Direction
from app.domains.missions.vocabulary import ITEM
from app.kernel.commands import Command
from app.kernel.errors import Finding, OfficeError, Severity
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.moments import MomentEditor
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.editors import Editor, TextArea
from ui.kit.forms import FormWidget
from ui.kit.pages import Page
from ui.kit.photographs import PhotosEditor, holds_pictures

_MOMENT = Field(
    "moment_id", lazy("At"), FieldKind.RECORD, record=ITEM, group=WHO, help=lazy("The line of the programme at which it was handed over.")
)
_OF_RECEIVED = frozenset(
    {"acceptance", "relation", "declared_on", "place", "custodian_id", "custodian_said", "thanks_needed", "thanked_on"}
)
_OF_GIVEN = frozenset({"recipient_country"})
_RARE = frozenset(
    {
        *("size", "weight", "materials", "cites_note", "ceremonial", "giver_country", "recipient_country", "relation"),
        *("appraiser", "valued_on", "regime", "declared_on", "custodian_id", "custodian_said", "thanks_needed", "thanked_on", "remark"),
    }
)
_LINES = 2
_BLANK = GiftDraft()
_FEW = 2  # earlier offers that are named


class GiftFormWidget(FormWidget):
    """The form: fields that a direction has no use for are left out, and the lines of the programme are those of the mission.

    A *brief* one asks for what is known when a gift comes in; what stands in another field is shown all the same.
    """

    brief = False

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Make the editor of *field*."""
        if field.key == "moment_id" and application is not None:
            return MomentEditor(field, application)
        editor = super().make_editor(field, application)
        if field.key == "description":
            for area in editor.inputs():
                if isinstance(area, TextArea):
                    area.ask_for(_LINES)
        return editor

    def show_draft(self, draft: Any) -> None:
        """Show *draft*, with the programme of its mission."""
        self.follow(draft)
        super().show_draft(draft)

    def follow(self, draft: GiftDraft) -> None:
        """Show what belongs to the direction, and the programme of the mission."""
        moment = self.editors["moment_id"]
        assert isinstance(moment, MomentEditor)
        moment.follow(draft.mission_id)
        unused = (_OF_GIVEN if draft.direction is Direction.RECEIVED else _OF_RECEIVED) | (_RARE if self.brief else frozenset())
        needed = {finding.path.partition(".")[0] for finding in self.form.check(draft)}
        self.leave_out({key for key in unused if getattr(draft, key) == getattr(_BLANK, key) and key not in needed})

    def check_again(self) -> None:
        """Look at the form again: what it is checked against has changed."""
        self._check()


class GiftDialog(FormDialog):
    """The form in a window, with what is known of the giver."""

    form_class = GiftFormWidget

    def __init__(
        self, form: Form[Any], draft: Any, application: Application, title: Lazy, verb: Lazy = SAVE, parent: QWidget | None = None
    ) -> None:
        self._application = application
        self._check = form.check
        self._gift = ""
        self._known: tuple[Finding, ...] = ()
        self._asked: tuple[object, ...] = ()
        super().__init__(replace(form, check=self._findings), draft, application, title, verb, parent)
        self.setAcceptDrops(True)
        self.form.edited.connect(self.follow)
        self.follow()

    def change(self, gift: str) -> None:
        """Know that it is this entry that is changed: it is no earlier offer of its own."""
        self._gift, self._asked = gift, ()
        self.follow()

    def ask_briefly(self) -> None:
        """Ask for what is known when a gift comes in; the rest is a button away."""
        assert isinstance(self.form, GiftFormWidget)
        self.form.brief = True
        self.all_button = self.add_button(lazy("All fields"))
        self.all_button.clicked.connect(self._on_all)
        self.form.follow(self.form.draft())
        self.fit()

    @Slot()
    def follow(self) -> None:
        """Follow what was typed: the direction, the mission, and who gives."""
        assert isinstance(self.form, GiftFormWidget)
        draft: GiftDraft = self.form.draft()
        self.form.follow(draft)
        asked = (draft.direction, draft.giver_person_id, draft.giver_organisation_id, draft.day)
        if asked != self._asked:
            self._asked, self._known = asked, self._earlier(draft)
            self.form.check_again()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let photographs in, wherever on the form they fall."""
        if holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put them among the photographs."""
        photos = self.form.editors["photos"]
        assert isinstance(photos, PhotosEditor)
        event.acceptProposedAction()
        photos.take_mime(event.mimeData())

    @Slot()
    def _on_all(self) -> None:
        assert isinstance(self.form, GiftFormWidget)
        self.form.brief = False
        self.form.follow(self.form.draft())
        self.all_button.hide()
        self.fit()

    def _findings(self, draft: GiftDraft) -> list[Finding]:
        return [*self._check(draft), *self._known]

    def _earlier(self, draft: GiftDraft) -> tuple[Finding, ...]:
        if draft.direction is Direction.GIVEN or not (draft.giver_person_id or draft.giver_organisation_id):
            return ()
        try:
            query = earlier_offers(draft.giver_person_id, draft.giver_organisation_id, without=self._gift)
            rows = self._application.ask(query)
        except OfficeError:
            return ()  # the giver went meanwhile: saving says so
        return tuple(_known(row, draft) for row in rows[:_FEW])


def _known(row: GiftRow, draft: GiftDraft) -> Finding:
    """Say what the same giver offered; of the same day it may be the same gift."""
    path = "giver_person_id" if draft.giver_person_id else "giver_organisation_id"
    called = lazy("{number}: {gift}", number=row.number, gift=row.description) if row.number else row.description
    if row.day == draft.day:
        message = lazy("Of the same giver and the same day there is already: {gift}. Is it the same gift?", gift=called)
        return Finding(path, message, Severity.WARNS, rule="gift-twice", ref=Ref(GIFT, row.id))
    message = lazy("The same giver offered on {day}: {gift}.", day=row.day, gift=called)
    return Finding(path, message, Severity.NOTES, rule="gift-before", ref=Ref(GIFT, row.id))


def note_gift(page: Page, draft: GiftDraft | None = None, *, key: str = f"{GIFT}/new") -> GiftDialog:
    """Ask for a gift that was received, given or offered; what is known of it stands in *draft*. Connect `saved` to go on."""

    def command(_before: GiftDraft, after: GiftDraft) -> Command[str]:
        return NoteGift(after)

    title = lazy("Note gift")
    dialog = GiftDialog.show_for(page, page.desk, _form(page), draft or GiftDraft(), title, command, key=key, verb=title)
    dialog.ask_briefly()
    return dialog


def change_gift(page: Page, gift: str) -> FormDialog | None:
    """Change an entry; nothing when it is gone."""
    draft = page.ask_now(gift_draft(gift))
    if draft is None:
        return None

    def command(before: GiftDraft, after: GiftDraft) -> Command[str]:
        return EditGift(gift, before, after)

    dialog = GiftDialog.show_for(page, page.desk, _form(page), draft, lazy("Change gift"), command, key=f"{GIFT}/{gift}")
    dialog.change(gift)
    return dialog


def _form(page: Page) -> Form[GiftDraft]:
    """Give the form with the regimes of the office, and the line of the programme behind the mission."""
    house = page.ask_now(gift_rules())
    form = gift_form(house, page.desk.application.clock.today()) if house is not None else GIFT_FORM
    fields: list[Field] = []
    for field in form.fields:
        fields.append(field)
        if field.key == "mission_id":
            fields.append(_MOMENT)
    return replace(form, fields=tuple(fields))
