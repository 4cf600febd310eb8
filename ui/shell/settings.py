"""Settings of this desk: language, light or dark, text size, where the office's file is, copies of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QVBoxLayout, QWidget

from app.kernel.fields import Screen, Tone
from app.kernel.permissions import KEEP_OFFICE
from app.kernel.translated import LANGUAGES, Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.desk import Desk
from ui.kit.dialogs import Question
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.pages import MARGIN, Page, TitleLine
from ui.kit.printing import show_file
from ui.kit.progress import Reporter
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, SYSTEM, theme

SIZES = (90, 100, 110, 125, 150, 175, 200)
THEMES: tuple[tuple[str, Lazy], ...] = ((SYSTEM, lazy("As the system")), (LIGHT_ALWAYS, lazy("Light")), (DARK_ALWAYS, lazy("Dark")))


class SettingsPage(Page):
    """What can be set, each with its effect at once, and the registers that are opened from here.

    Signals:
        page_requested: a register should be shown; its name.
    """

    page_requested = Signal(str)

    def __init__(self, desk: Desk, screens: Sequence[Screen] = (), parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._title_line = TitleLine()
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 12, 12)
        self._column.setSpacing(theme.scaled(28))
        self._build_screen()
        if screens:
            self._build_registers(screens)
        self._build_file()
        self._column.addStretch(1)
        content.setMaximumWidth(theme.scaled(760))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 0)
        layout.setSpacing(18)
        layout.addWidget(self._title_line)
        layout.addWidget(scrolled(content), 1)
        spoken.changed.connect(self._show_choices)
        theme.changed.connect(self._show_choices)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Settings")

    def retranslate(self) -> None:
        """Name the page and the choices."""
        self._title_line.show_texts(self.title(), _("They hold for this machine; the office's file is the same for everybody."))
        for number, (_code, title) in enumerate(THEMES):
            self._theme.setItemText(number, _(title))
        for number, percent in enumerate(SIZES):
            self._size.setItemText(number, f"{percent} %")

    def _group(self, title: Lazy) -> QGridLayout:
        box = QVBoxLayout()
        box.setSpacing(10)
        box.addWidget(Label(title, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(10))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, theme.scaled(150))
        box.addLayout(grid)
        self._column.addLayout(box)
        return grid

    def _build_screen(self) -> None:
        grid = self._group(lazy("The screen"))
        self._language, self._theme, self._size = QComboBox(), QComboBox(), QComboBox()
        for code in LANGUAGES:
            self._language.addItem(NATIVE_NAMES[code], code)
        for code, _title in THEMES:
            self._theme.addItem("", code)
        for percent in SIZES:
            self._size.addItem("", percent)
        rows = ((lazy("Language"), self._language), (lazy("Colours"), self._theme), (lazy("Text size"), self._size))
        for number, (title, box) in enumerate(rows):
            label = Label(title, "quiet")
            label.setBuddy(box)
            box.setMinimumWidth(theme.scaled(220))
            worded(box, accessibleName=title)
            grid.addWidget(label, number, 0)
            grid.addWidget(box, number, 1, Qt.AlignmentFlag.AlignLeft)
        self._show_choices()
        self._language.activated.connect(self._on_language)
        self._theme.activated.connect(self._on_theme)
        self._size.activated.connect(self._on_theme)

    def _build_registers(self, screens: Sequence[Screen]) -> None:
        grid = self._group(lazy("The office"))
        buttons = FlowLayout(spacing=8)
        for screen in screens:
            button = push_button(screen.title, screen.icon)
            button.setObjectName(screen.kind)
            button.clicked.connect(self._on_register)
            buttons.addWidget(button)
        grid.addWidget(Label(lazy("Entered once, for everybody"), "quiet", wrap=True), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(buttons, 0, 1)

    def _build_file(self) -> None:
        grid = self._group(lazy("The office's file"))
        place = Label(self.desk.application.place, wrap=True)
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        place.setMinimumWidth(theme.scaled(320))
        grid.addWidget(Label(lazy("Where it is"), "quiet"), 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(place, 0, 1)
        buttons = FlowLayout(spacing=8)
        keeps = self.desk.application.user.may(KEEP_OFFICE)
        copies = ((lazy("Make a copy…"), self._on_copy, "save"), (lazy("Put a copy back…"), self._on_restore, "history"))
        for text, act, icon in (*(copies if keeps else ()), (lazy("Show in its folder"), self._on_folder, "external")):
            button = push_button(text, icon)
            button.clicked.connect(act)
            buttons.addWidget(button)
        grid.addLayout(buttons, 1, 1)
        if not keeps:
            return
        grid.addWidget(
            Label(lazy("A copy can be made while everybody works. Putting one back keeps the present file beside it."), "small", wrap=True),
            2,
            1,
        )

    def copy_to(self, target: Path) -> None:
        """Make a checked copy of the office's file."""
        application = self.desk.application

        def copy(report: Reporter) -> str:
            report(0, 0)
            application.backup(str(target))
            return str(target)

        self.desk.operations.run(copy, lazy("Making a copy")).then(self._on_copied)

    def put_back(self, source: Path) -> None:
        """Replace the office's file by a copy."""
        application = self.desk.application

        def restore(report: Reporter) -> None:
            report(0, 0)
            application.restore(str(source))

        self.desk.operations.run(restore, lazy("Putting a copy back"), writes=True).then(self._on_restored)

    @Slot()
    def _show_choices(self) -> None:
        for box, value in ((self._language, spoken.wording.language), (self._theme, theme.choice), (self._size, theme.percent)):
            blocked = box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(value), 0))
            box.blockSignals(blocked)

    @Slot()
    def _on_language(self) -> None:
        spoken.speak(str(self._language.currentData()))
        self.desk.state.remember("language", spoken.wording.language)

    @Slot()
    def _on_theme(self) -> None:
        theme.dress(str(self._theme.currentData()), int(self._size.currentData()))
        self.desk.state.remember("theme", theme.choice)
        self.desk.state.remember("text size", theme.percent)

    @Slot()
    def _on_copy(self) -> None:
        proposal = f"attache {datetime.now().astimezone():%Y-%m-%d %H%M}.attache"
        name, _kind = QFileDialog.getSaveFileName(self, _("Make a copy"), proposal)
        if name:
            self.copy_to(Path(name))

    @Slot()
    def _on_restore(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Put a copy back"))
        if not name:
            return
        sentence = lazy(
            "Everything becomes as it was in {file}. The present file is kept beside it. This cannot be taken back with Undo.",
            file=Path(name).name,
        )
        if Question.ask(self, lazy("Put a copy back"), sentence, lazy("Put it back")):
            self.put_back(Path(name))

    @Slot()
    def _on_register(self) -> None:
        if (sender := self.sender()) is not None:
            self.page_requested.emit(sender.objectName())

    @Slot()
    def _on_folder(self) -> None:
        show_file(Path(self.desk.application.place).parent)

    @Slot(object)
    def _on_copied(self, target: object) -> None:
        self.desk.operations.tell(lazy("The copy is in {file} and was checked.", file=str(target)), Tone.GOOD)

    @Slot(object)
    def _on_restored(self, _result: object) -> None:
        self.desk.operations.tell(lazy("The copy was put back."), Tone.GOOD)
