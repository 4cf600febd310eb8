"""A register whose chosen record is a sheet at the right: edited there, and saved when asked.

What was changed and not saved stays with its record while another one is looked at, and comes back after a crash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Tone
from app.kernel.translated import lazy
from ui.kit.controls import ElidedLabel, Label, Text, action_button
from ui.kit.flow import FlowLayout
from ui.kit.forms import KEEP_AFTER
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

NOT_SAVED = Badge(lazy("not saved"), Tone.WARNING)


def flowing(*widgets: QWidget, spacing: int = 12) -> QWidget:
    """Put *widgets* side by side; they go on in the next line when there is no room."""
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    flow = FlowLayout(holder, theme.scaled(spacing))
    for widget in widgets:
        flow.addWidget(widget)
    return holder


class Badges(QWidget):
    """Badges side by side."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = FlowLayout(self, 6)
        self.shown: tuple[Badge, ...] = ()

    def show_badges(self, badges: Sequence[Badge]) -> None:
        """Show these in place of those before."""
        if tuple(badges) == self.shown:
            return
        self.shown = tuple(badges)
        while (item := self._line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for badge in badges:
            label = Label(badge.title, "badge")
            label.setProperty("tone", str(badge.tone))
            self._line.addWidget(label)
        self._line.invalidate()
        self.updateGeometry()


class CutLabel(ElidedLabel):
    """A caption that asks for all its width, and is cut when there is less."""

    def __init__(self, text: Text, role: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Be content with a few letters."""
        return QSize(theme.scaled(60), super().minimumSizeHint().height())


class Sheet(QWidget):
    """What is edited at the right.

    Signals:
        edited: the user changed something.
    """

    edited = Signal()
    _goal: QWidget | None = None

    def go_to(self, widget: QWidget) -> None:
        """Let the user type in *widget*, once the sheet has found its shape."""
        self._goal = widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._bring_into_view)

    @Slot()
    def _bring_into_view(self) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea) and self._goal is not None:
            parent.ensureWidgetVisible(self._goal, 50, 90)

    def show_record(self, record: Any, value: Any, *, may_edit: bool) -> None:
        """Show *record* with *value* in its fields, which is what it holds, or what was typed and not saved."""
        raise NotImplementedError

    def value(self) -> Any:
        """Give what stands in the fields."""
        raise NotImplementedError

    def faults(self) -> tuple[Finding, ...]:
        """Give what keeps it from being saved: what is not understood, what breaks a rule."""
        raise NotImplementedError

    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Show what the application had against it."""
        raise NotImplementedError

    def show_dirty(self, dirty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Say whether something is not saved."""


@dataclass(slots=True)
class _Shown:
    """The record that the sheet shows, and what it held when it was read."""

    id: str
    record: Any
    before: Any


class SheetPage(RegisterPage):
    """A list at the left, the sheet of the chosen record at the right, and the buttons that save it."""

    sheet: Sheet
    wide = (460, 640)  # how list and sheet share the width at first

    # --- what a page says ------------------------------------------------------------------------------------------

    def make_sheet(self) -> Sheet:
        """Make the sheet."""
        raise NotImplementedError

    def read_record(self, id: str) -> Any | None:
        """Read the record; nothing when it is gone."""
        raise NotImplementedError

    def value_of(self, record: Any) -> Any:
        """Give what the fields hold of a record."""
        raise NotImplementedError

    def save_command(self, record: Any, before: Any, after: Any) -> Command[Any]:
        """Make the command that saves."""
        raise NotImplementedError

    def plain(self, value: Any) -> Any:
        """Write what the fields hold as what a file holds."""
        raise NotImplementedError

    def from_plain(self, plain: Any) -> Any | None:
        """Read it back; nothing when it was written by another version of the program."""
        raise NotImplementedError

    # --- what it does ----------------------------------------------------------------------------------------------

    def build_actions(self) -> None:
        """Offer to save and to throw away, below the sheet."""
        self.save_action = self.offer(lazy("Save"), self.save, "save", "Ctrl+S", needs_record=False)
        self.discard_action = self.offer(lazy("Throw away changes"), self.discard, "undo", needs_record=False)
        self._buttons = [action_button(self.save_action, primary=True), action_button(self.discard_action)]
        for button in self._buttons:
            self._side_bar.addWidget(button)

    def make_detail(self) -> QWidget:
        """Make the sheet."""
        self._shown: _Shown | None = None
        self._buttons: list[QWidget] = []
        self._unsaved: dict[str, tuple[Any, Any]] = {}  # by record: what was read, what was typed
        self._asked: set[str] = set()  # the records of which is known whether something was left behind
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        self.sheet = self.make_sheet()
        self.sheet.edited.connect(self._on_sheet_edited)
        return self.sheet

    def show_detail(self, id: str | None) -> None:
        """Show the sheet of *id*; what is being typed is left alone while its record stays as it was."""
        record = self.read_record(id) if id is not None else None
        if id is None or record is None:
            self._shown = None
            self.sheet.setVisible(False)
            self._show_buttons()
            return
        if self._may_edit and id not in self._asked:
            self._asked.add(id)
            self._take_up(id, self.value_of(record))
        before, typed = self._unsaved.get(id, (self.value_of(record), None))
        if not (self._shown and self._shown.id == id and self._shown.record == record and typed is not None):
            self._shown = _Shown(id, record, before)
            self.sheet.show_record(record, before if typed is None else typed, may_edit=self._may_edit)
        self.sheet.setVisible(True)
        self._show_buttons()

    def take(self, changes: Changes) -> None:
        """Read again: the records are known here by another name than in the table they are kept in."""
        self.table.refresh(None)
        self._settle_selection()

    @property
    def unsaved(self) -> tuple[str, ...]:
        """The records with changes that are not saved."""
        return tuple(self._unsaved)

    @Slot()
    def save(self) -> None:
        """Save what was changed; what is refused stays on the sheet with the reason."""
        shown = self._shown
        if shown is None or shown.id not in self._unsaved:
            return
        if blocking := tuple(finding for finding in self.sheet.faults() if finding.blocks):
            self.sheet.show_refusal(blocking)
            return
        before, after = self._unsaved[shown.id]
        operation = self.perform(self.save_command(shown.record, before, after), refused=self.sheet.show_refusal)
        operation.then(_Saved(self, shown.id).forget)

    @Slot()
    def discard(self) -> None:
        """Show the record as it is kept."""
        if self._shown is not None:
            self.forget(self._shown.id)

    def forget(self, id: str) -> None:
        """Know that what was typed for a record is kept by now, or thrown away."""
        self._unsaved.pop(id, None)
        self.desk.drafts.drop(self._key(id))
        if self._shown is not None and self._shown.id == id:
            self._shown = None
            self.show_detail(id)

    def _build(self) -> None:
        super()._build()
        if not self.desk.state.restore_parts(f"splitters/{self.screen_entry.kind}", self.splitter):
            self.splitter.setSizes(list(self.wide))

    def _show_buttons(self) -> None:
        dirty = self._shown is not None and self._shown.id in self._unsaved
        self.sheet.show_dirty(dirty)
        for action in (self.save_action, self.discard_action):
            action.setEnabled(dirty)
            action.setVisible(dirty)
        for button in self._buttons:
            button.setVisible(dirty)

    @Slot()
    def _on_sheet_edited(self) -> None:
        shown = self._shown
        if shown is None:
            return
        before, after = self._unsaved.get(shown.id, (shown.before, None))[0], self.sheet.value()
        if after == before and not any(finding.blocks for finding in self.sheet.faults()):
            self._unsaved.pop(shown.id, None)
        else:
            self._unsaved[shown.id] = before, after
        self._keeping.start()
        self._show_buttons()

    def _key(self, id: str) -> str:
        return f"{self.screen_entry.kind}/{id}"

    @Slot()
    def _keep(self) -> None:
        for id, (before, after) in self._unsaved.items():
            self.desk.drafts.keep(self._key(id), {"before": self.plain(before), "after": self.plain(after)})
        if self._shown is not None and self._shown.id not in self._unsaved:
            self.desk.drafts.drop(self._key(self._shown.id))

    def _take_up(self, id: str, value: Any) -> None:
        """Take up what was left behind of a record, when it is still as it was."""
        kept = self.desk.drafts.kept(self._key(id))
        if kept is None or kept.get("before") != self.plain(value):
            return
        after = self.from_plain(kept.get("after"))
        if after is not None and after != value:
            self._unsaved[id] = value, after


class _Saved:
    """A record that is being saved."""

    def __init__(self, page: SheetPage, id: str) -> None:
        self._page = page
        self._id = id

    def forget(self, _result: object) -> None:
        """It was saved."""
        self._page.forget(self._id)
