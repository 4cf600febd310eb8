"""The requests for service and diplomatic passports: how far each is on its way, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.visas.passport_commands import EditPassportRequest, EndPassportRequest, IssuePassport
from app.domains.visas.passport_fields import END_FORM, PASSPORT_FORM
from app.domains.visas.passport_queries import STEPS, RequestRow, request_draft
from app.domains.visas.passport_rules import EndDraft, PassportDraft, check_passport
from app.domains.visas.terms import KIND_BADGES, PASSPORT, REQUEST_BADGES, RequestState
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Form
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.icons import icon_size, iconed
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton, Badge, Lines, Section
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

ISSUED = "issued_on"
_ENDED = (RequestState.ISSUED, RequestState.REFUSED, RequestState.WITHDRAWN)
_IN_STEPS = frozenset(title.message for _key, title, _to_do in STEPS)
_SHOWN_ABOVE = frozenset({"For", "Kind", "Next"}) | _IN_STEPS


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the route: what it is called, when it was done, and whether it is the next one."""

    key: str
    title: Lazy
    day: date | None
    due: bool


class RequestsPage(RegisterPage):
    """The requests, those under way first; the chosen one beside the list, with its steps to be ticked off one after the other."""

    def build_actions(self) -> None:
        """Offer to note the next step, to enter the passport, and to end the request."""
        self.step_action = self.offer(lazy("Done today"), self.do_next, "check", "Ctrl+Return")
        self.issue_action = self.offer(lazy("Enter the passport…"), self.issue, "passport")
        self.end_action = self.offer(lazy("Refused or withdrawn…"), self.end, "close")
        self.open_action = self.offer(lazy("Open the passport"), self.open_passport, "external")
        for action in (self.issue_action, self.end_action, self.open_action):
            self._side_bar.addWidget(ActionButton(action))
        self._settle()

    def make_detail(self) -> QWidget:
        """Make the pane: for whom, the steps, and what the memo says."""
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(12))
        self._row: RequestRow | None = None
        self._heading = Label("", "heading", wrap=True)
        self._badges = QWidget()
        line = FlowLayout(self._badges, spacing=6)
        self._kind, self._state = Badge(), Badge()
        for badge in (self._kind, self._state):
            line.addWidget(badge)
        self._steps_section = Section(lazy("Steps"))
        self.step_lines = Lines(spacing=4)
        self._steps_section.add(self.step_lines)
        self._detail = DetailPane()
        self._detail.heading.hide()
        for part in (self._heading, self._badges, self._steps_section, self._detail):
            layout.addWidget(part)
        layout.addStretch(1)
        return pane

    def show_detail(self, id: str | None) -> None:
        """Show a request."""
        row: RequestRow | None = self.selected_row() if id is not None else None
        pairs = (self.ask_now(self.register.detail(id), ()) or ()) if row is not None and id is not None and self.register.detail else ()
        self._row = row
        for part in (self._badges, self._steps_section, self._detail):
            part.setVisible(row is not None)
        self._heading.setText(row.name if row is not None else "")
        self._detail.show_pairs("", [pair for pair in pairs if pair[0].message not in _SHOWN_ABOVE])
        if row is not None:
            kind, state = KIND_BADGES[row.passport_kind], REQUEST_BADGES[row.state]
            self._kind.show_badge(kind.title, kind.tone)
            self._state.show_badge(state.title, state.tone)
        self.step_lines.put([self._line_of(line) for line in steps_of(row)] if row is not None else [])
        self._settle()

    @Slot()
    def do_next(self) -> None:
        """Note that the next step was done today; for the last one the passport itself is entered."""
        row = self._row
        due = next((line for line in steps_of(row) if line.due), None) if row is not None else None
        if row is None or due is None:
            return
        if due.key == ISSUED:
            self.issue()
            return
        before = self.ask_now(request_draft(row.id))
        if before is not None:
            after = replace(before, **{due.key: self.desk.application.clock.today()})
            self.perform(EditPassportRequest(row.id, before, after), refused=self._on_refused)

    @Slot()
    def issue(self) -> None:
        """Enter the passport that was asked for: the request ends with it."""
        if (row := self._row) is None:
            return
        id = row.id

        def command(_before: PassportDraft, after: PassportDraft) -> Command[str]:
            return IssuePassport(id, after.issued_on, after)

        draft = PassportDraft(row.person_id, row.passport_kind, issued_on=self.desk.application.clock.today())
        title = lazy("Enter the passport of {name}", name=row.name)
        dialog = FormDialog.show_for(
            self, self.desk, _ISSUE_FORM, draft, title, command, key=f"passport request/{id}/issue", verb=lazy("Enter the passport")
        )
        dialog.saved.connect(self._on_issued)

    @Slot()
    def end(self) -> None:
        """Note that the request was refused, or is withdrawn."""
        if (row := self._row) is None:
            return
        id = row.id

        def command(_before: EndDraft, after: EndDraft) -> Command[None]:
            return EndPassportRequest(id, after)

        draft, title = EndDraft(self.desk.application.clock.today()), lazy("End the request of {name}", name=row.name)
        FormDialog.show_for(
            self, self.desk, END_FORM, draft, title, command, key=f"passport request/{id}/end", verb=lazy("End the request")
        )

    @Slot()
    def open_passport(self) -> None:
        """Show the passport that the request has brought."""
        if self._row is not None and self._row.passport_id:
            self.open(Ref(PASSPORT, self._row.passport_id))

    # --- what happens ----------------------------------------------------------------------------------------------

    def _line_of(self, line: StepLine) -> QWidget:
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.scaled(8))
        mark = Label()
        mark.setFixedWidth(icon_size().width())
        if line.day is not None or line.due:
            iconed(mark, "done" if line.day is not None else "clock", "accent")
        layout.addWidget(mark)
        day = spoken.wording.formats.day(line.day) if line.day is not None else ""
        role = "strong" if line.due else "body" if line.day else "quiet"
        text = _(line.title)
        layout.addWidget(Label(f"{text}  ·  {day}" if day else text, role, wrap=True), 1)
        if line.due and self._may_edit:
            button = push_button(lazy("Enter the passport…") if line.key == ISSUED else lazy("Done today"))
            button.clicked.connect(self.do_next)
            layout.addWidget(button)
        return holder

    def _settle(self) -> None:
        row = self._row
        running = row is not None and row.state not in _ENDED
        for action, offered in (
            (self.step_action, running),
            (self.issue_action, running),
            (self.end_action, running),
        ):
            action.setVisible(self._may_edit and offered)
            action.setEnabled(self._may_edit and offered)
        self.open_action.setVisible(row is not None and bool(row.passport_id))

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.desk.operations.tell(findings[0].message)
        self.edit()

    @Slot(object)
    def _on_issued(self, passport: object) -> None:
        self.open(Ref(PASSPORT, str(passport)))


def steps_of(row: RequestRow) -> Sequence[StepLine]:
    """Give the steps of a request; the first that is not done is due while the request is under way."""
    due = next((key for (key, _title, _to_do), (_name, day) in zip(STEPS, row.steps, strict=True) if day is None), "")
    due = "" if row.state in _ENDED else due
    return [StepLine(key, title, day, key == due) for (key, title, _to_do), (_name, day) in zip(STEPS, row.steps, strict=True)]


_ISSUE_FORM = Form(
    PassportDraft, tuple(field for field in PASSPORT_FORM.fields if field.key not in ("person_id", "passport_kind")), check_passport
)
