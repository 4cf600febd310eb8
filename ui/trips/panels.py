"""Forms in place: what a move of a file asks for is asked on the page itself, and a refusal stands at its field."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.application import Application
from app.kernel.commands import Command
from app.kernel.fields import Field, Form
from app.kernel.money import Money
from app.kernel.translated import Lazy
from ui.kit.amounts import NOT_AN_AMOUNT, DecimalEditor, DoubtfulError, MoneyEditor, read_amount
from ui.kit.attaching import FileEditor
from ui.kit.controls import Label, push_button
from ui.kit.dialogs import CANCEL
from ui.kit.editors import Editor
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormWidget, scrolled
from ui.kit.language import spoken
from ui.kit.operations import Operation
from ui.kit.pages import Page
from ui.kit.theme import theme
from ui.trips.parts_of_request import PartsEditor

AMOUNTS = ("total", "lost", "amount")
MONEY = ("money",)
_SHARE = 0.45  # of the window that a form may take, unless its page scrolls
_LEAST = 90  # pixels at 100 % below which a form cannot be filled in
_ARRIVES = 250  # milliseconds in which a page grows by a form that is opened
FILES = ("scan", "document", "receipt")


class AmountEditor(DecimalEditor):
    """An amount in euro, to the cent; what may be read in two ways is asked about."""

    not_understood = NOT_AN_AMOUNT

    def read(self, text: str) -> Any:
        """Read the amount."""
        return read_amount(text, spoken.wording.language)

    @Slot()
    def _on_edited(self) -> None:
        super()._on_edited()
        try:
            self.read(self.line.text())
        except DoubtfulError as doubt:
            self._fault = doubt.question
            self.edited.emit()
        except ValueError:
            pass  # the line says so already


class NeededMoney(MoneyEditor):
    """An amount that is never nothing: an empty line is nought."""

    def value(self) -> Any:
        """Give the amount."""
        return super().value() or Money(Decimal(0))

    def show_value(self, value: Any) -> None:
        """Show the amount; nought stays empty."""
        super().show_value(value if value and value.amount else None)


class TripForm(FormWidget):
    """A form with amounts of money and attached files among its fields."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Make the editor of a field; amounts are exact, money has its currency, files are attached."""
        if field.key in AMOUNTS:
            return AmountEditor(field)
        if field.key in MONEY:
            return NeededMoney(field)
        if field.key in FILES and application is not None:
            return FileEditor(field, application)
        if field.key == "marked":
            return PartsEditor(field)
        return super().make_editor(field, application)


class Panel(QFrame):
    """A form on a card, with its verb and a way out.

    Signals:
        closed: it was carried out or given up.
    """

    closed = Signal()

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._page = page
        self._command: Callable[[Any, Any], Command[Any]] | None = None
        self._then: Callable[[Any], None] | None = None
        self.form: TripForm | None = None
        self._inner = QWidget()
        self._layout = QVBoxLayout(self._inner)
        self._layout.setContentsMargins(theme.scaled(16), theme.scaled(12), theme.scaled(16), theme.scaled(4))
        self._layout.setSpacing(theme.scaled(8))
        self._buttons = QVBoxLayout()
        self._buttons.setContentsMargins(theme.scaled(16), theme.scaled(4), theme.scaled(16), theme.scaled(12))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._area = scrolled(self._inner)
        outer.addWidget(self._area)
        outer.addLayout(self._buttons)
        self._arriving = QTimer(self)
        self._arriving.setSingleShot(True)
        self._arriving.setInterval(_ARRIVES)
        self._inner.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._parts: list[QWidget] = []
        self._bar: QWidget | None = None
        for keys, act in (("Esc", self.give_up), ("Ctrl+Return", self.carry_out)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with a form that asks for more: when a finding appears in it, or when there is less width."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self.fit)
        return super().eventFilter(watched, event)

    @Slot()
    def fit(self) -> None:
        """Take the height that the form asks for, as far as the window leaves something of the page."""
        width = self._area.viewport().width()
        above = self._inner.heightForWidth(width) if self._inner.hasHeightForWidth() else 0
        wanted = max(above, self._inner.sizeHint().height())
        # Else the area would squeeze the form into what it shows, instead of scrolling.
        self._inner.setMinimumHeight(wanted)
        self._area.setFixedHeight(min(wanted, self._most(wanted)))

    def _most(self, wanted: int) -> int:
        """Say how high the form may become: as high as it likes where the page scrolls, else what the page has to spare."""
        holder = self.parentWidget()
        layout = holder.layout() if holder is not None else None
        if self._page_that_scrolls() is not None or holder is None or layout is None:
            return wanted
        items = (layout.itemAt(number) for number in range(layout.count()))
        others = [item for item in items if item is not None and item.widget() is not self]
        taken = sum(item.minimumSize().height() for item in others if not item.isEmpty()) + layout.spacing() * len(others)
        around = layout.contentsMargins()
        spare = holder.height() - around.top() - around.bottom() - taken - self._buttons.sizeHint().height() - 2 * theme.scaled(12)
        return max(min(round(self.window().height() * _SHARE), spare), theme.scaled(_LEAST))

    def show_form(
        self,
        verb: Lazy,
        form: Form[Any],
        draft: Any,
        command: Callable[[Any, Any], Command[Any]],
        *,
        sentence: Lazy | None = None,
        then: Callable[[Any], None] | None = None,
    ) -> TripForm:
        """Ask what *form* asks; the verb carries out `command(before, after)` and hands its result to *then*."""
        self._clear()
        self._command, self._then = command, then
        self._put(Label(verb, "heading"))
        if sentence is not None:
            self._put(Label(sentence, "quiet", wrap=True))
        self.form = TripForm(form, draft, self._page.desk.application)
        self.form.setMaximumWidth(theme.scaled(760))
        self._put(self.form)
        bar = QWidget()
        buttons = FlowLayout(bar, spacing=8)
        self.verb_button = push_button(verb, primary=True)
        self.verb_button.clicked.connect(self.carry_out)
        self.cancel_button = push_button(CANCEL)
        self.cancel_button.clicked.connect(self.give_up)
        buttons.addWidget(self.verb_button)
        buttons.addWidget(self.cancel_button)
        self._bar = bar
        self._buttons.addWidget(bar)
        self.show()
        self.fit()
        self.form.focus_first()
        if (page := self._page_that_scrolls()) is not None:
            page.verticalScrollBar().rangeChanged.connect(self._come_into_sight, Qt.ConnectionType.UniqueConnection)
            self._arriving.start()
            self._come_into_sight()
        return self.form

    @Slot()
    def carry_out(self) -> None:
        """Carry out the command; what the rules have against it stands at its field."""
        form, command = self.form, self._command
        if form is None or command is None or not form.ready():
            return
        self.verb_button.setEnabled(False)
        operation: Operation = self._page.perform(command(form.before, form.draft()), refused=form.show_refusal)
        operation.settled.connect(self._on_settled)
        if operation.done:
            self._on_settled()
        operation.then(self._on_done)

    @Slot()
    def give_up(self) -> None:
        """Close it without doing anything."""
        self.form = None
        self.hide()
        self.closed.emit()

    @Slot()
    def _come_into_sight(self) -> None:
        """Scroll a page that is longer than the window to the form, while the page is growing by it."""
        page = self._page_that_scrolls()
        if page is None or self._bar is None or self.form is None or not self._arriving.isActive():
            return
        page.ensureWidgetVisible(self._bar)
        if (typing := self.form.focusWidget()) is not None:
            page.ensureWidgetVisible(typing)

    def _page_that_scrolls(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    @Slot()
    def _on_settled(self) -> None:
        if self.form is not None:
            self.verb_button.setEnabled(True)

    @Slot(object)
    def _on_done(self, result: object) -> None:
        then = self._then
        self.give_up()
        if then is not None:
            then(result)

    def _put(self, widget: QWidget) -> None:
        self._parts.append(widget)
        self._layout.addWidget(widget)

    def _clear(self) -> None:
        for part in self._parts:
            self._layout.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        if self._bar is not None:
            self._buttons.removeWidget(self._bar)
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None
