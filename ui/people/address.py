"""The forms of address on the card of a person: in four languages, each ready to be copied, with what is missing in them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domains.people.address.fields import FORM_TITLES
from app.domains.people.address.forms import FORMS
from app.domains.people.address.queries import AddressCard
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES, LANGUAGE_CHOICES
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.translated import lazy
from ui.kit.controls import Label, tool_button
from ui.kit.language import spoken, worded
from ui.kit.parts import Badge, FindingButton, Lines, Section
from ui.kit.theme import theme

_NAMES = {choice.code: choice.title for choice in LANGUAGE_CHOICES}


class FormLine(QWidget):
    """One form: its name, its text, whether the office wrote it itself, and a button that copies it.

    Signals:
        copied: the text is on the clipboard; the name of the form ("salutation").
    """

    copied = Signal(str)

    def __init__(self, key: str, text: str, *, own: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.text = key, text
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.scaled(6))
        layout.setSpacing(theme.scaled(1))
        top = QHBoxLayout()
        top.setSpacing(theme.scaled(8))
        top.addWidget(Label(FORM_TITLES[key], "small"))
        top.addStretch(1)
        self.copy_button = tool_button(lazy("Copy: {form}", form=FORM_TITLES[key]), "copy")
        self.copy_button.setEnabled(bool(text))
        self.copy_button.clicked.connect(self.copy)
        top.addWidget(self.copy_button)
        layout.addLayout(top)
        shown = Label(text, wrap=True) if text else Label(lazy("left out"), "quiet")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(shown)
        if own:
            mark = Badge()
            mark.show_badge(lazy("own wording"), str(Tone.BUSY))
            layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)
        self.copied.emit(self.key)


class AddressPane(Section):
    """How a person is addressed in one language, which is chosen above.

    Signals:
        language_chosen: the forms of another language should be shown; its code.
        edit_requested: the office's own forms in this language should be entered.
        finding_chosen: what is missing should be entered (`Finding`).
        copied: a form is on the clipboard; its name.
    """

    language_chosen = Signal(str)
    edit_requested = Signal()
    finding_chosen = Signal(object)
    copied = Signal(str)

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Forms of address"), parent)
        self.person = ""
        self.language = ADDRESS_LANGUAGES[0]
        self.card: AddressCard | None = None
        self._may_edit = may_edit
        self.languages = QButtonGroup(self)
        self.languages.setExclusive(True)
        choice = QWidget()
        row = QHBoxLayout(choice)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for code in ADDRESS_LANGUAGES:
            row.addWidget(self._language_button(code))
        row.addStretch(1)
        self.edit_button = tool_button(lazy("Change the forms of address"), "edit")
        self.edit_button.clicked.connect(self.edit_requested)
        self.edit_button.setVisible(may_edit)
        self.add_button(self.edit_button)
        self.lines = Lines(spacing=0)
        self.missing = Lines(spacing=0)
        self.add(choice)
        self.add(self.lines)
        self.add(self.missing)

    def turn_to(self, person: str, preferred: str) -> None:
        """Go over to a person: in the language they prefer, else that of the screen. Another language that was chosen stays theirs alone."""
        if person == self.person:
            return
        self.person = person
        self.language = preferred if preferred in ADDRESS_LANGUAGES else spoken.wording.language
        self._mark_language()

    def show_card(self, card: AddressCard | None) -> None:
        """Show the forms; those that are empty for want of something too."""
        self.card = card
        if card is None:
            self.lines.put(())
            self.missing.put(())
            return
        forms = card.forms
        asking = [finding for finding in forms.missing if finding.severity is Severity.WARNS]
        weak = {key for finding in asking if isinstance(finding.value, tuple) for key in finding.value}
        keys = [key for key in FORMS if forms.form(key) or key in weak]
        self.lines.put([self._line(key, forms.form(key), own=key in forms.overridden) for key in keys])
        self.missing.put([self._finding(finding) for finding in forms.missing])

    def _language_button(self, code: str) -> QPushButton:
        button = QPushButton(code.upper())
        button.setProperty("quiet", True)
        button.setCheckable(True)
        button.setObjectName(code)
        worded(button, accessibleName=_NAMES[code], toolTip=_NAMES[code])
        button.clicked.connect(self._on_language)
        self.languages.addButton(button)
        return button

    def _mark_language(self) -> None:
        for button in self.languages.buttons():
            button.setChecked(button.objectName() == self.language)

    def _line(self, key: str, text: str, *, own: bool) -> FormLine:
        line = FormLine(key, text, own=own)
        line.copied.connect(self.copied)
        return line

    def _finding(self, finding: Finding) -> QWidget:
        button = FindingButton(finding)
        worded(button, accessibleName=finding.message)
        button.chosen.connect(self.finding_chosen)
        button.setEnabled(self._may_edit)
        return button

    @Slot()
    def _on_language(self) -> None:
        checked = self.languages.checkedButton()
        if checked is not None and checked.objectName() != self.language:
            self.language = checked.objectName()
            self.language_chosen.emit(self.language)
