"""Dialogs: built once, asked through a classmethod, with verbs on their buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.kernel.commands import Command
from app.kernel.fields import Form, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label, push_button
from ui.kit.forms import FormWidget, scrolled
from ui.kit.language import worded
from ui.kit.parting import part_with
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application
    from ui.kit.desk import Desk
    from ui.kit.editors import Editor

SAVE = lazy("Save")
CANCEL = lazy("Cancel")
_WIDEST = 820  # pixels at 100 %, unless a form cannot do with less


class Dialog(QDialog):
    """A window in front of the others: a title, a body, and buttons with verbs."""

    def __init__(self, title: Lazy, verb: Lazy = SAVE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worded(self, windowTitle=title)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(24, 20, 24, 16)
        self.body.setSpacing(12)
        self.buttons = QHBoxLayout()
        self.buttons.setContentsMargins(24, 12, 24, 16)
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        self.cancel_button = push_button(CANCEL)
        self.cancel_button.clicked.connect(self.reject)
        self.accept_button = push_button(verb, primary=True)
        self.accept_button.setDefault(True)
        self.accept_button.clicked.connect(self.accept)
        self.buttons.addWidget(self.cancel_button)
        self.buttons.addWidget(self.accept_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self.body, 1)
        outer.addWidget(Hairline())
        outer.addLayout(self.buttons)

    def add_button(self, verb: Lazy) -> QPushButton:
        """Put a further button at the left."""
        button = push_button(verb)
        self.buttons.insertWidget(0, button)
        return button

    def run(self) -> bool:
        """Show it and wait; tell whether it was accepted. The dialog ends with it."""
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            part_with(self)


class Question(Dialog):
    """A question before something that cannot be taken back."""

    @classmethod
    def ask(cls, parent: QWidget | None, title: Lazy, sentence: Lazy, verb: Lazy) -> bool:
        """Ask whether to go on."""
        dialog = cls(title, verb, parent)
        text = Label(sentence, wrap=True)
        text.setMinimumWidth(theme.scaled(380))
        dialog.body.addWidget(text)
        return dialog.run()


class FormDialog(Dialog):
    """A form in a window.

    `ask` waits and gives what was read and what is wanted. `show_for` does not wait: it carries out the command itself and
    stays open, with everything that was typed, while the application refuses it.

    Signals:
        saved: the command was carried out; its result.
    """

    saved = Signal(object)
    form_class: ClassVar[type[FormWidget]] = FormWidget

    def __init__(
        self, form: Form[Any], draft: Any, application: Application, title: Lazy, verb: Lazy = SAVE, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, verb, parent)
        self.form = self.form_class(form, draft, application)
        self._desk: Desk | None = None
        self._command: Callable[[Any, Any], Command[Any]] | None = None
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(24, 20, 24, 16)
        inner.setSpacing(12)
        self._notice = Label("", "finding", wrap=True)
        self._notice.setProperty("tone", str(Tone.NEUTRAL))
        self._notice.hide()
        inner.addWidget(self._notice)
        inner.addWidget(self.form)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(scrolled(holder))
        self._save_shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._save_shortcut.activated.connect(self.accept)
        self.form.focus_first()
        self._holder = holder
        holder.installEventFilter(self)
        self.fit()

    @classmethod
    def ask(
        cls, parent: QWidget | None, application: Application, form: Form[Any], draft: Any, title: Lazy, verb: Lazy = SAVE
    ) -> tuple[Any, Any] | None:
        """Let the user fill in *form*; give the draft before and after, or nothing when it was cancelled."""
        dialog = cls(form, draft, application, title, verb, parent)
        if dialog.run():
            return dialog.form.before, dialog.form.draft()
        return None

    @classmethod
    def show_for(
        cls,
        parent: QWidget,
        desk: Desk,
        form: Form[Any],
        draft: Any,
        title: Lazy,
        command: Callable[[Any, Any], Command[Any]],
        *,
        key: str,
        verb: Lazy = SAVE,
        editors: Sequence[Editor] = (),
    ) -> Self:
        """Show *form* in front of its window; Save carries out `command(before, after)`. Connect `saved` to go on.

        What is half-typed is kept on this machine under *key*, and offered again. *editors* are those of a page's own, below
        the fields of the form.
        """
        dialog = cls(form, draft, desk.application, title, verb, parent)
        for editor in editors:
            dialog.form.add_editor(editor)
        dialog.fit()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog._desk = desk
        dialog._command = command
        if dialog.form.keep_in(desk.drafts, key):
            dialog._offer_fresh_start()
        dialog.open()
        return dialog

    def accept(self) -> None:
        """Save when nothing blocks."""
        if not self.form.ready():
            return
        if self._desk is None or self._command is None:
            super().accept()
            return
        before, after = self.form.before, self.form.draft()
        self.accept_button.setEnabled(False)
        operation = self._desk.operations.perform(self._command(before, after), refused=self.form.show_refusal)
        if operation.done:
            self.accept_button.setEnabled(True)
        else:
            operation.settled.connect(self._on_settled)
        operation.then(self._on_saved)

    def reject(self) -> None:
        """Close without saving; only a crash brings the half-typed form back."""
        self.form.let_go()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Cancel does."""
        self.form.let_go()
        super().closeEvent(event)

    def _offer_fresh_start(self) -> None:
        self._notice.show_text(lazy("This form was not saved last time. Here is what you had typed."))
        self._notice.show()
        button = self.add_button(lazy("Start afresh"))
        button.clicked.connect(self._on_fresh_start)

    def fit(self) -> None:
        """Take the size that the form asks for, within the screen."""
        screen = self.screen().availableGeometry()
        for widget in (self.form, self._holder):  # what was added since the last time counts only then
            if (layout := widget.layout()) is not None:
                layout.activate()
        wanted = self._holder.sizeHint()
        # Boxes that would stand in one long line take several: a form is read from top to bottom.
        asked = max(min(wanted.width() + 32, theme.scaled(_WIDEST)), self._holder.minimumSizeHint().width() + 32)
        width = min(max(theme.scaled(620), asked), round(screen.width() * 0.9))
        body = max(wanted.height(), self._holder.heightForWidth(width - theme.scaled(16)))
        height = min(max(body + theme.scaled(84), theme.scaled(220)), round(screen.height() * 0.85))
        self.resize(width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with a form that asks for more: once its type is known, and when a finding appears in it."""
        viewport = self._holder.parentWidget()
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and viewport and viewport.height() < self._holder.height():
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    @Slot()
    def _on_fresh_start(self) -> None:
        self.form.let_go()
        self.form.show_draft(self.form.before)
        self._notice.hide()
        sender = self.sender()
        if isinstance(sender, QPushButton):
            sender.hide()

    @Slot()
    def _on_settled(self) -> None:
        self.accept_button.setEnabled(True)

    @Slot(object)
    def _on_saved(self, result: object) -> None:
        self.form.let_go()
        super().accept()
        self.saved.emit(result)
