"""Above the checklist of a mission: how far it is, the lists that are in use, and how the lines are put together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QProgressBar, QPushButton, QSizePolicy, QToolButton, QWidget

from app.domains.checklists.queries import UseRow
from app.domains.checklists.templates import Template
from app.kernel.fields import Tone
from app.kernel.translated import LANGUAGES, Lazy, lazy, lazy_count
from ui.kit.controls import ElidedLabel, beside_text, tool_button
from ui.kit.flow import FlowLayout
from ui.kit.icons import iconed
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.parts import Badge
from ui.kit.theme import theme

BY_LIST, BY_DATE = "list", "date"
_WAYS = ((BY_LIST, lazy("By list")), (BY_DATE, lazy("By date")))
_THIN = 6  # pixels at 100 %


class ProgressLine(QWidget):
    """How many tasks are done, as words and as a bar, and what presses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[str, int] = {}
        self._checks: tuple[int, Tone] = (0, Tone.NEUTRAL)
        self.told = ElidedLabel("", "quiet")
        self.late, self.soon, self.checks = Badge(), Badge(), Badge()
        worded(self.soon, toolTip=lazy("Due within three days"))
        self.bar = QProgressBar()
        self.bar.setObjectName("done")
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme.scaled(_THIN))
        self.bar.setMinimumWidth(theme.scaled(60))
        self.bar.setMaximumWidth(theme.scaled(150))
        worded(self.bar, accessibleName=lazy("Tasks that are done"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(8))
        row.addWidget(self.bar)
        for badge in (self.late, self.soon, self.checks):
            row.addWidget(badge)
        row.addWidget(self.told, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for the badges whole, whatever becomes of the words beside them."""
        shown = [badge for badge in (self.late, self.soon, self.checks) if not badge.isHidden()]
        width = self.bar.minimumWidth() + sum(badge.sizeHint().width() for badge in shown) + theme.scaled(8) * (len(shown) + 1)
        return QSize(width, super().minimumSizeHint().height())

    def show_counts(self, counts: dict[str, int], checks: int, pressing: Tone) -> None:
        """Show how many tasks are done and open, how many of those press, and how many checks are open and how these press."""
        self._counts, self._checks = counts, (checks, pressing)
        self.retranslate()

    def retranslate(self) -> None:
        """Say the numbers in the language of the screen."""
        counts = self._counts
        done, late, soon = (counts.get(key, 0) for key in ("done", "late", "soon"))
        total = done + counts.get("open", 0)
        self.bar.setVisible(bool(total))
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.told.setText(_("{done} of {number} tasks done", done=done, number=total) if total else "")
        for badge, number, text, tone in (
            (self.late, late, lazy("{number} late", number=late), Tone.BAD),
            (self.soon, soon, lazy("{number} soon", number=soon), Tone.WARNING),
            (self.checks, self._checks[0], lazy_count("{number} check", "{number} checks", self._checks[0]), self._checks[1]),
        ):
            badge.show_badge(text, tone)
            badge.setVisible(bool(number))


class ChecklistBar(QWidget):
    """Progress at the left; at the right how the lines stand, the lists, and paper.

    Signals:
        way_chosen: the lines should stand by list, or by date.
        lists_wanted: the menu of lists opens; answer with `offer_lists`.
        usual_wanted: the usual lists should be added.
        list_wanted: a list should be added; the code of its template.
        update_wanted: a list in use should take over what its template says now; its id.
        remove_wanted: a list in use should go; its id.
        paper_wanted: the list should be printed; the language.
    """

    way_chosen = Signal(str)
    lists_wanted = Signal()
    usual_wanted = Signal()
    list_wanted = Signal(str)
    update_wanted = Signal(str)
    remove_wanted = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, add_task: QAction, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may = may_edit
        self.progress = ProgressLine()
        self._ways = QButtonGroup(self)
        self._ways.setExclusive(True)
        self.progress.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(4))
        lines = FlowLayout(self, spacing=theme.scaled(4))
        for part in (self.progress, tools):
            lines.addWidget(part)
        for code, title in _WAYS:
            row.addWidget(self._way(code, title))
        row.addSpacing(theme.scaled(8))
        self.print_button = self._menu_button(lazy("Print"), "print", words=False)
        menu = QMenu(self.print_button)
        for language in LANGUAGES:
            menu.addAction(NATIVE_NAMES[language], partial(self.paper_wanted.emit, language))
        self.print_button.setMenu(menu)
        self.lists_button = self._menu_button(lazy("Lists"), "checklist", words=True)
        self.lists_menu = QMenu(self.lists_button)
        self.lists_menu.aboutToShow.connect(self.lists_wanted)
        self.lists_button.setMenu(self.lists_menu)
        self.lists_button.setVisible(may_edit)
        self.add_button = QToolButton()
        self.add_button.setAutoRaise(True)
        self.add_button.setIconSize(beside_text())
        self.add_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add_button.setDefaultAction(add_task)
        self.add_button.setVisible(may_edit)
        for button in (self.lists_button, self.add_button, self.print_button):
            row.addWidget(button)

    def show_way(self, way: str) -> None:
        """Mark how the lines stand."""
        for button in self._ways.buttons():
            button.setChecked(button.objectName() == way)

    def offer_lists(self, usual: Sequence[Template], others: Sequence[Template], used: Sequence[UseRow]) -> None:
        """Fill the menu of lists: those that are usual here and not in use yet, the others, then those in use."""
        menu, text = self.lists_menu, spoken.wording.text
        menu.clear()
        if usual:
            menu.addAction(_("Add the usual lists"), self.usual_wanted.emit)
        for template in usual:
            menu.addAction(_("Add “{list}”", list=template.name), partial(self.list_wanted.emit, template.code))
        if others:
            more = menu.addMenu(_("Add another list")) if usual or used else menu
            for template in others:
                more.addAction(f"{template.code}  {text(template.name)}", partial(self.list_wanted.emit, template.code))
        if not used:
            return
        menu.addSeparator()
        for use in used:
            if use.outdated:
                menu.addAction(_("Bring “{list}” up to date", list=use.title), partial(self.update_wanted.emit, use.id))
        gone = menu.addMenu(_("Remove a list"))
        for use in used:
            gone.addAction(text(use.title), partial(self.remove_wanted.emit, use.id))

    def retranslate(self) -> None:
        """Say the numbers in the language of the screen."""
        self.progress.retranslate()

    def _way(self, code: str, title: Lazy) -> QPushButton:
        button = QPushButton()
        button.setProperty("quiet", True)
        button.setCheckable(True)
        button.setObjectName(code)
        worded(button, text=title)
        button.clicked.connect(self._on_way)
        self._ways.addButton(button)
        return button

    @staticmethod
    def _menu_button(text: Lazy, icon: str, *, words: bool) -> QToolButton:
        button = tool_button(text, icon, beside=words)
        iconed(button, icon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    @Slot()
    def _on_way(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.way_chosen.emit(sender.objectName())
