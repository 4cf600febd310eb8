"""The register of passports: where each is, who has it, its number for those who may see it and say what for, its scans, who looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domains.visas.looking import LookAtNumber
from app.domains.visas.passport_commands import CancelPassport, EditCustody, HandOut, RevivePassport, TakeBack
from app.domains.visas.passport_fields import CANCEL_FORM, CUSTODY_FORM, RETURN_FORM
from app.domains.visas.passport_queries import CustodyRow, LookRow, PassportRow, custodies, custody_draft, looks
from app.domains.visas.passport_rules import CancelDraft, CustodyDraft, ReturnDraft
from app.domains.visas.terms import CUSTODY, KIND_BADGES, LOOK, SCAN, SEE_NUMBERS, STATE_BADGES, PassportState
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label, tool_button
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.language import _, shown, spoken, worded
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton, Badge, Lines, Section
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme
from ui.visas.numbers import NumberLine
from ui.visas.places import place_below_title
from ui.visas.scans import ScansSection

_SHOWN_ABOVE = frozenset({"Holder", "Kind", "Number", "Status", "Handed out", "For the mission", "To be back on", "Scans"})
MOST_TOLD = 8  # lines of what happened, the latest


class PassportsPage(RegisterPage):
    """The passports that the office knows, masked; the chosen one beside the list."""

    def build_actions(self) -> None:
        """Offer to hand a passport out, to take it back, and to cancel it."""
        self.hand_out_action = self.offer(lazy("Hand out…"), self.hand_out, "forward", "Ctrl+H")
        self.take_back_action = self.offer(lazy("Take back…"), self.take_back, "back", "Ctrl+B")
        self.cancel_action = self.offer(lazy("Cancel the passport…"), self.cancel, "close")
        self.revive_action = self.offer(lazy("Take back the cancelling"), self.revive, "undo")
        self.number_action = self.offer(lazy("Show number…"), self.number.ask, "visa")
        for action in (self.hand_out_action, self.take_back_action, self.cancel_action, self.revive_action):
            self._side_bar.addWidget(ActionButton(action))
        place_below_title(self, self.scans.line)
        self._settle()

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a passport, whoever has it, a scan or a look was touched."""
        return super().concerns(changes) or changes.touch_any((CUSTODY, SCAN, LOOK))

    def make_detail(self) -> QWidget:
        """Make the pane: whose it is, its number, what is known of it, who had it, its scans, who looked."""
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(12))
        self._row: PassportRow | None = None
        self._heading = Label("", "heading", wrap=True)
        badges = QWidget()
        line = FlowLayout(badges, spacing=6)
        self._kind, self._state = Badge(), Badge()
        for badge in (self._kind, self._state):
            line.addWidget(badge)
        self._badges = badges
        self.number = NumberLine()
        self.number.asked.connect(self._on_number_asked)
        self._detail = DetailPane()
        self._detail.heading.hide()
        self._custody_section = Section(lazy("Handed out"))
        self.custody_lines = Lines(spacing=6)
        self._custody_section.add(self.custody_lines)
        self.correct_button = tool_button(lazy("Correct the handing-out"), "edit")
        self.correct_button.clicked.connect(self.correct)
        self.correct_button.setVisible(self._may_edit)
        self._custody_section.add_button(self.correct_button)
        self.scans = ScansSection(self)
        self._looks_section = Section(lazy("Looked at"))
        self.look_lines = Lines(spacing=6)
        self._looks_section.add(self.look_lines)
        for part in (self._heading, badges, self.number, self._detail, self._custody_section, self.scans, self._looks_section):
            layout.addWidget(part)
        layout.addStretch(1)
        return pane

    def show_detail(self, id: str | None) -> None:
        """Show a passport."""
        row: PassportRow | None = self.selected_row() if id is not None else None
        pairs = (self.ask_now(self.register.detail(row.id), ()) or ()) if row is not None and self.register.detail is not None else ()
        self._row = row
        for part in (self._badges, self.number, self._detail):
            part.setVisible(row is not None)
        self._heading.setText(row.name if row is not None else "")
        self._detail.show_pairs("", [pair for pair in map(_named, pairs) if pair[0].message not in _SHOWN_ABOVE])
        if row is not None:
            kind, state = KIND_BADGES[row.passport_kind], STATE_BADGES[row.state]
            self._kind.show_badge(kind.title, kind.tone)
            self._state.show_badge(state.title, state.tone)
            self.number.show_masked(row.id, row.number or _("no number is entered"), may=self._may_see and bool(row.number))
        self._show_past(row)
        self.scans.show_passport(row.id if row is not None else None, row.mission_id if row is not None else None)
        self._settle()

    @Slot()
    def hand_out(self) -> None:
        """Hand the chosen passport to somebody, for a mission or not."""
        if (row := self._row) is None:
            return
        id = row.id

        def command(_before: CustodyDraft, after: CustodyDraft) -> Command[str]:
            return HandOut(id, after)

        draft = CustodyDraft(handed_on=self.desk.application.clock.today(), handed_to=row.name)
        self._ask(
            CUSTODY_FORM, draft, lazy("Hand out the passport of {name}", name=row.name), command, f"passport/{id}/out", lazy("Hand out")
        )

    @Slot()
    def take_back(self) -> None:
        """Note that the chosen passport is back."""
        if (row := self._row) is None:
            return
        id = row.id

        def command(_before: ReturnDraft, after: ReturnDraft) -> Command[None]:
            return TakeBack(id, after)

        draft = ReturnDraft(self.desk.application.clock.today(), row.kept_at, row.blank_pages)
        self._ask(
            RETURN_FORM, draft, lazy("Take back the passport of {name}", name=row.name), command, f"passport/{id}/back", lazy("Take back")
        )

    @Slot()
    def cancel(self) -> None:
        """Note that the chosen passport no longer serves."""
        if (row := self._row) is None:
            return
        id = row.id

        def command(_before: CancelDraft, after: CancelDraft) -> Command[None]:
            return CancelPassport(id, after)

        draft = CancelDraft(self.desk.application.clock.today())
        dialog = self._ask(
            CANCEL_FORM,
            draft,
            lazy("Cancel the passport of {name}", name=row.name),
            command,
            f"passport/{id}/cancel",
            lazy("Cancel the passport"),
        )
        worded(dialog.cancel_button, text=lazy("Leave it"))  # “Cancel” would stand twice, with two meanings

    @Slot()
    def revive(self) -> None:
        """Let a cancelled passport count again."""
        if (row := self._row) is not None:
            self.perform(RevivePassport(row.id))

    @Slot()
    def correct(self) -> None:
        """Correct to whom the chosen passport was handed last."""
        if (row := self._row) is None or not (had := self.ask_now(custodies(row.id), ())):
            return
        id = had[0].id
        if (draft := self.ask_now(custody_draft(id))) is None:
            return

        def command(before: CustodyDraft, after: CustodyDraft) -> Command[str]:
            return EditCustody(id, before, after)

        self._ask(CUSTODY_FORM, draft, lazy("Correct the handing-out"), command, f"passport custody/{id}", SAVE)

    @Slot()
    def edit(self) -> None:
        """Change the chosen passport; an empty number leaves the number as it is."""
        super().edit()
        row, dialog = self._row, self.findChild(FormDialog)
        if row is None or dialog is None or not row.number or "number" not in dialog.form.editors:
            return
        for line in dialog.form.editors["number"].inputs():
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(_("{masked}: leave empty to keep it", masked=row.number))

    # --- what happens ----------------------------------------------------------------------------------------------

    @property
    def _may_see(self) -> bool:
        return self.desk.application.user.may(SEE_NUMBERS)

    def _ask(self, form: Any, draft: Any, title: Lazy, command: Any, key: str, verb: Lazy) -> FormDialog:
        return FormDialog.show_for(self, self.desk, form, draft, title, command, key=key, verb=verb)

    def _settle(self) -> None:
        row = self._row
        out = row is not None and row.state in (PassportState.OUT, PassportState.OVERDUE)
        there = row is not None and row.cancelled_on is None
        for action, offered in (
            (self.hand_out_action, there and not out),
            (self.take_back_action, out),
            (self.cancel_action, there),
            (self.revive_action, row is not None and not there),
        ):
            action.setVisible(self._may_edit and offered)
            action.setEnabled(self._may_edit and offered)
        self.number_action.setVisible(self._may_see and row is not None and bool(row.number))

    def _show_past(self, row: PassportRow | None) -> None:
        had: Sequence[CustodyRow] = (self.ask_now(custodies(row.id), ()) or ()) if row is not None else ()
        self.custody_lines.put([Label(_custody_told(one), "small", wrap=True) for one in had[:MOST_TOLD]])
        self._custody_section.setVisible(bool(had))
        seen: Sequence[LookRow] = (self.ask_now(looks(row.id), ()) or ()) if row is not None and self._may_see else ()
        told = [Label(_look_told(one), "small", wrap=True) for one in seen[:MOST_TOLD]]
        if len(seen) > MOST_TOLD:
            told.append(Label(lazy_count("and {number} more", "and {number} more", len(seen) - MOST_TOLD), "small"))
        self.look_lines.put(told)
        self._looks_section.setVisible(bool(seen))

    @Slot(str)
    def _on_number_asked(self, purpose: str) -> None:
        if (row := self._row) is not None:
            operation = self.perform(LookAtNumber(row.id, purpose, row.mission_id), refused=self.number.show_refusal, announce=False)
            operation.then(self._on_number)

    @Slot(object)
    def _on_number(self, number: object) -> None:
        self.number.show_number(str(number))


def _named(pair: tuple[Lazy, object]) -> tuple[Lazy, object]:
    """Write a country by its name."""
    title, value = pair
    return (title, spoken.wording.formats.country(str(value))) if title.message == "Country" and value else pair


def _custody_told(one: CustodyRow) -> str:
    formats = spoken.wording.formats
    told = [_("{day}, to {whom}", day=formats.day(one.handed_on), whom=one.handed_to)]
    if one.mission:
        told.append(spoken.wording.text(one.mission))
    if one.returned_on is not None:
        told.append(_("back on {day}", day=formats.day(one.returned_on)))
    elif one.overdue:
        told.append(_("not back; it was due on {day}", day=shown(one.due_back)))
    elif one.due_back is not None:
        told.append(_("due back on {day}", day=formats.day(one.due_back)))
    told.append(_("signed for") if one.signed else _("not signed for"))
    if one.remark:
        told.append(one.remark)
    return "  ·  ".join(told)


def _look_told(one: LookRow) -> str:
    what = _("scan") if one.scan else _("passport number")
    parts = (spoken.wording.formats.moment(one.at), one.name, what, one.purpose, spoken.wording.text(one.mission))
    return "  ·  ".join(part for part in parts if part)
