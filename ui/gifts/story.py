"""The story of an object, as its card tells it: one language at a time, and which ones have not been written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from app.kernel.translated import LANGUAGES, Multilingual, lazy
from ui.kit.controls import Label
from ui.kit.flow import FlowLayout
from ui.kit.language import NATIVE_NAMES, _, spoken, worded


class StoryView(QWidget):
    """A text in three languages, with a button for each; it begins with the language of the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._story = Multilingual()
        self._language = ""
        holder = QWidget()
        row = FlowLayout(holder, spacing=2)
        self.buttons = QButtonGroup(self)
        self.buttons.setExclusive(True)
        for number, code in enumerate(LANGUAGES):
            button = QPushButton(code.upper())
            button.setProperty("quiet", True)
            button.setCheckable(True)
            worded(button, accessibleName=lazy("Story in {language}", language=NATIVE_NAMES[code]))
            self.buttons.addButton(button, number)
            row.addWidget(button)
        self.text = Label("", wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(holder)
        layout.addWidget(self.text)
        self.buttons.idClicked.connect(self._on_language)
        spoken.changed.connect(self._show)

    def show_story(self, story: Multilingual) -> None:
        """Show a story in the language of the screen, or in the first one in which it was written."""
        self._story, self._language = story, ""
        self._show()

    @Slot(int)
    def _on_language(self, number: int) -> None:
        self._language = LANGUAGES[number]
        self._show()

    @Slot()
    def _show(self) -> None:
        written = [code for code in LANGUAGES if self._story.in_language(code)]
        own = spoken.wording.language
        language = self._language or (own if own in written or not written else written[0])
        text = self._story.in_language(language)
        self.text.setText(text or _("Not yet written in {language}.", language=NATIVE_NAMES[language]))
        role = "body" if text else "quiet"
        if self.text.property("role") != role:
            self.text.setProperty("role", role)
            self.text.style().unpolish(self.text)
            self.text.style().polish(self.text)
        for number, code in enumerate(LANGUAGES):
            self.buttons.button(number).setChecked(code == language)
