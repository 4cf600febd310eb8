"""Stock-taking: what should be there, what was found, what is missing or stands in another place; by scanning or typing numbers.

Each scan is a step of its own, so the last one is taken back as anything else is. Nothing is booked before the stock-taking is closed,
and what would be booked is shown before.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from app.application import Outcome
from app.domains.gifts.bank_fields import COUNT_FORM
from app.domains.gifts.counting_commands import CloseCount, CountFound, DropCount, RemoveCountLine, StartCount
from app.domains.gifts.counting_queries import CountRow, CountSheetRow, closing_of, count_sheet, counts, places
from app.domains.gifts.drafts import CountDraft
from app.domains.gifts.vocabulary import COUNT_BADGES, EDIT_GIFTS, GIFT, GIFT_COUNT, GIFT_COUNT_LINE, GIFT_ITEM, GIFT_MOVEMENT, CountState
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import ColumnKind, Field, FieldKind, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.closing import CloseDialog
from ui.gifts.numbers import Numbers
from ui.gifts.papers import GiftPapers
from ui.gifts.scanning import ScanLine
from ui.gifts.sheet import COLUMNS, COUNT_COLUMNS, FILTERS, count_facts, count_line, said, sheet_line, sums, tone_of
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label, action_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken
from ui.kit.pages import MARGIN, Page, TitleLine
from ui.kit.parts import ActionButton, Badge, ShortTable
from ui.kit.printing import show_file, table_as_document, temporary_file
from ui.kit.progress import Reporter
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import EmptyState, ListPane

MANY = 2_000  # objects; a longer sheet is read in the background
_LEAST = 190  # pixels at 100 % that the sheet has at least: in large text the page scrolls instead
_SIZES = 235, 800  # pixels of the list and of what stands beside it, until the reader moves what is between them
_COUNTED = Field("number", lazy("Pieces found"), FieldKind.NUMBER, required=True)


class CountingPage(Page):
    """The stock-takings at the left; the chosen one with its scan line and its sheet."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._may = desk.application.user.may(EDIT_GIFTS)
        self._counts: dict[str, CountRow] = {}
        self._rows: dict[str, CountSheetRow] = {}
        self._chosen: str | None = None
        self._shown: str | None = None  # the stock-taking of which the sheet is shown
        self._scanned: str | None = None  # the line of the last scan, until the sheet knows it
        self._step: int | None = None  # the step of the last scan
        self._turn = self._read_turn = 0  # how often the sheet was wanted, and which of them is shown
        self._build()
        self._build_actions()
        self._lay_out()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        """Name the part."""
        return _("Stock-taking")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a stock-taking was touched, or what one expects."""
        return changes.touch_any((GIFT_COUNT, GIFT_COUNT_LINE, GIFT_ITEM, GIFT_MOVEMENT, GIFT))

    def read(self) -> None:
        """Read the stock-takings and the sheet of the chosen one."""
        found = self.ask_now(counts(), ()) or ()
        self._counts = {row.id: row for row in sorted(found, key=lambda row: row.state is not CountState.OPEN)}
        if self._chosen not in self._counts:
            self._chosen = next(iter(self._counts), None)
        self.list.put([count_line(row) for row in self._counts.values()])
        self.list.select(self._chosen)
        self._stack.setCurrentIndex(0 if self._counts else 1)
        self._read_sheet()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        self.title_line.show_texts(self.title())
        if not self.stale:
            self.list.put([count_line(row) for row in self._counts.values()])
            self._show_sheet()

    def take_focus(self) -> None:
        """Give the keyboard to the scan line while something is being counted."""
        if self.scan.isVisibleTo(self):
            self.scan.take_focus()
        else:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_record(self, ref: Ref) -> None:
        """Show a stock-taking."""
        self._chosen = ref.id
        self.refresh()

    def count(self) -> CountRow | None:
        """Give the stock-taking that is shown."""
        return self._counts.get(self._chosen or "")

    def chosen_object(self) -> CountSheetRow | None:
        """Give the object that is chosen in the sheet."""
        return self._rows.get(self.sheet.view.current_id() or "")

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def begin(self) -> None:
        """Begin a stock-taking of everything or of one place."""
        draft = CountDraft(self.desk.application.clock.today())
        title = lazy("Begin a stock-taking")
        dialog = FormDialog.show_for(self, self.desk, COUNT_FORM, draft, title, _begin, key="gift count/new", verb=lazy("Begin"))
        _complete(dialog.form.editors["place"].inputs()[0], self._places())
        dialog.saved.connect(self._on_begun)

    @Slot(str, int)
    def scan_number(self, number: str, several: int) -> None:
        """Count what was scanned."""
        count = self.count()
        if count is None or count.state is not CountState.OPEN:
            return
        command = CountFound(count.id, number, self.scan.where(), several)
        self.perform(command, refused=self._on_refused, announce=False).then(self._on_counted)

    @Slot()
    def correct(self) -> None:
        """Ask how many pieces of the chosen object were found where it is."""
        row = self.chosen_object()
        if row is None or not self.correct_action.isEnabled():
            return
        place = row.place_found or row.place
        told = (
            lazy("{item}: how many are there in “{place}”?", item=row.name, place=place)
            if place
            else lazy("{item}: how many are there?", item=row.name)
        )
        self.line.ask(told, _COUNTED, lazy("Write down"), self._on_corrected, row.found if row.found is not None else row.expected)

    @Slot()
    def take_off(self) -> None:
        """Take back what was counted of the chosen object."""
        row = self.chosen_object()
        if row is None or not row.lines or not self.take_off_action.isEnabled():
            return
        if len(row.lines) == 1:
            self.perform(RemoveCountLine(row.lines[0].id))
            return
        application, label = self.desk.application, lazy("Take {item} off the sheet", item=row.name)

        def remove_all() -> Outcome[Any]:
            return application.together(label, lambda do: [do(RemoveCountLine(line.id)) for line in row.lines])

        self.desk.operations.step(remove_all)

    @Slot()
    def close_count(self) -> None:
        """Show what closing would book, and close when that is wanted."""
        if (count := self.count()) is None or count.state is not CountState.OPEN:
            return
        kept, gone = (self.ask_now(closing_of(count.id, missing=missing)) for missing in (False, True))
        if kept is None or gone is None:
            return
        if (missing := CloseDialog.ask(self, count.number, kept, gone)) is not None:
            self.perform(CloseCount(count.id, missing=missing))

    @Slot()
    def give_up(self) -> None:
        """Give the stock-taking up with all that was counted; Undo brings it back."""
        if (count := self.count()) is not None and count.state is CountState.OPEN:
            self.perform(DropCount(count.id))

    @Slot()
    def print_out(self) -> None:
        """Make a paper of the sheet as it is shown, and open it."""
        count = self.count()
        if count is None:
            return
        wording, application = spoken.wording, self.desk.application
        columns = [column for column in self.sheet.view.shown_columns() if column.kind is not ColumnKind.PICTURE]
        rows, title = self._lines.rows(), _("Stock-taking {number}", number=count.number)
        stamp = wording.formats.moment(application.clock.now())

        def lay_out(report: Reporter) -> Path:
            document = table_as_document(title, columns, rows, wording, stamp)
            return temporary_file("stock-taking.pdf", application.outside.renderer().render(document, wording, report))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    @Slot()
    def write_inventory(self) -> None:
        """Write the inventory of today, of the place that is being counted."""
        count = self.count()
        self.papers.inventory(count.place if count is not None else "")

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.papers = GiftPapers(self)
        self.title_line = TitleLine()
        self.line = AskLine(self.desk.application)
        self.list = ShortTable(lazy("Stock-takings"), COUNT_COLUMNS)
        self.heading = Label("", "heading", wrap=True)
        self.state = Badge()
        self.facts = Label("", "quiet", wrap=True)
        self.scan = ScanLine()
        self.numbers = Numbers()
        self._lines = RecordTable(COLUMNS)
        nothing = lazy("Nothing is expected here, and nothing has been counted yet.")
        self.sheet = ListPane(lazy("Sheet of the stock-taking"), self._lines, EmptyState(nothing, None, "list"), FILTERS)
        self.sheet.teach(nothing)
        self.sheet.view.remember_in(self.desk.state, GIFT_COUNT_LINE)
        self.sheet.view.show_photographs(self.desk.application)
        self.empty = EmptyState(
            lazy(
                "Nothing has been counted yet. A stock-taking knows what should be there: scan the labels or type their numbers, "
                "and see what is missing or stands in another place."
            ),
            lazy("Begin a stock-taking") if self._may else None,
            "check",
        )

    def _build_actions(self) -> None:
        self.begin_action = self._action(lazy("Begin a stock-taking"), "plus", self.begin, "Ctrl+N")
        self.close_action = self._action(lazy("Close and book…"), "check", self.close_count)
        self.correct_action = self._action(lazy("Correct the number…"), "edit", self.correct, "F2")
        self.take_off_action = self._action(lazy("Take it off the sheet"), "remove", self.take_off, "Del")
        self.give_up_action = self._action(lazy("Give the stock-taking up"), "undo", self.give_up)
        self.print_action = self._action(lazy("Print the sheet"), "print", self.print_out, "Ctrl+P", reads=True)
        self.inventory_action = self._action(lazy("Inventory…"), "paper", self.write_inventory, reads=True)
        self.title_line.add(ActionButton(self.inventory_action))
        self.title_line.add(ActionButton(self.print_action))
        self.title_line.add(ActionButton(self.begin_action))
        self.sheet.view.offer((self.correct_action, self.take_off_action))

    def _lay_out(self) -> None:
        head = QWidget()
        heads = FlowLayout(head, spacing=10)
        heads.addWidget(self.heading)
        heads.addWidget(self.state)
        tools = QWidget()
        bar = FlowLayout(tools, spacing=4)
        bar.addWidget(action_button(self.close_action, primary=True))
        for action in (self.correct_action, self.take_off_action, self.give_up_action):
            bar.addWidget(ActionButton(action))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(MARGIN, 0, 0, 0)
        column.setSpacing(theme.scaled(10))
        for part in (head, self.facts, self.scan, self.numbers, self.line):
            column.addWidget(part)
        self.sheet.setMinimumHeight(theme.scaled(_LEAST))
        column.addWidget(self.sheet, 1)
        column.addWidget(tools)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(scrolled(right))
        self.splitter.setStretchFactor(1, 1)
        self.list.setMinimumWidth(theme.scaled(120))
        self.splitter.setSizes([theme.scaled(size) for size in _SIZES])
        self.desk.state.restore_parts(f"splitters/{GIFT_COUNT}", self.splitter)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.splitter)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(theme.scaled(14))
        layout.addWidget(self.title_line)
        layout.addWidget(holder, 1)

    def _connect(self) -> None:
        self.empty.wanted.connect(self.begin)
        self.list.selected.connect(self._on_chosen)
        self.scan.scanned.connect(self.scan_number)
        self.scan.undo_wanted.connect(self._on_undo_wanted)
        self.line.closed.connect(self.take_focus)
        self.sheet.view.selected.connect(self._settle)
        self.sheet.view.opened.connect(self.correct)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def _action(self, text: Lazy, icon: str, act: Any, shortcut: str = "", *, reads: bool = False) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may or reads)
        self.addAction(action)
        return action

    # --- showing ---------------------------------------------------------------------------------------------------

    def _read_sheet(self) -> None:
        count = self.count()
        self._turn += 1
        if count is None:
            self._take_sheet(self._turn, ())
        elif len(self._rows) > MANY and self._shown == count.id:
            self.ask(count_sheet(count.id)).then(partial(self._take_sheet, self._turn))
        else:
            self._take_sheet(self._turn, self.ask_now(count_sheet(count.id), ()) or ())

    def _take_sheet(self, turn: int, rows: Sequence[CountSheetRow]) -> None:
        """Show a sheet that was read, unless it was wanted anew meanwhile."""
        if turn != self._turn:
            return
        self._read_turn = turn
        self._rows = {row.id: row for row in rows}
        if self._shown != self._chosen:
            self._begin_sheet()
        self._show_sheet()
        self._tell_scan()

    def _begin_sheet(self) -> None:
        """Leave nothing of the stock-taking that was shown before."""
        count = self.count()
        self._shown, self._scanned = self._chosen, None
        self.line.leave()
        self.scan.forget()
        self.scan.stand_at(count.place if count is not None else "")
        _complete(self.scan.place, self._places())

    def _show_sheet(self) -> None:
        count, rows = self.count(), tuple(self._rows.values())
        self._lines.show([sheet_line(row) for row in rows])
        self.numbers.put(sums(rows))
        if count is not None:
            self.heading.setText(_("Stock-taking {number}", number=count.number))
            badge = COUNT_BADGES[count.state]
            self.state.show_badge(badge.title, badge.tone)
            self.facts.setText("  ·  ".join(count_facts(count)))
        self._settle()

    def _tell_scan(self) -> None:
        """Say what came of the last scan, once the sheet knows it."""
        line = self._scanned if self._read_turn == self._turn else None
        row = next((row for row in self._rows.values() if any(one.id == line for one in row.lines)), None) if line else None
        if row is None:
            return
        step = self.desk.application.next_undo()
        self._scanned, self._step = None, step.seq if step is not None else None
        self.scan.accept(said(row), tone_of(row))
        self.sheet.view.select(row.id)

    @Slot()
    def _settle(self) -> None:
        count, row = self.count(), self.chosen_object()
        going_on = count is not None and count.state is CountState.OPEN
        self.scan.setVisible(self._may and going_on)
        for action in (self.close_action, self.give_up_action, self.correct_action, self.take_off_action):
            action.setVisible(self._may and going_on)
        self.correct_action.setEnabled(going_on and row is not None)
        self.take_off_action.setEnabled(going_on and row is not None and bool(row.lines))
        self.print_action.setEnabled(count is not None)

    def _places(self) -> Sequence[str]:
        return self.ask_now(places(), ()) or ()

    # --- what happens ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, id: object) -> None:
        if id is not None and id != self._chosen:
            self._chosen = str(id)
            self._read_sheet()

    @Slot(object)
    def _on_begun(self, id: object) -> None:
        self._chosen = str(id)
        self.read()
        QTimer.singleShot(0, self, self.take_focus)  # the form gives the keyboard back to where it was, first

    @Slot(object)
    def _on_counted(self, line: object) -> None:
        self._scanned = str(line)
        self._tell_scan()

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self.scan.refuse(findings[0].message)

    @Slot()
    def _on_undo_wanted(self) -> None:
        step = self.desk.application.next_undo()
        if step is not None and step.seq == self._step:
            self.desk.operations.undo()
        self.scan.forget()
        self.scan.take_focus()

    def _on_corrected(self, number: object) -> bool:
        row, count = self.chosen_object(), self.count()
        if row is None or count is None:
            return True
        assert isinstance(number, int)
        command = CountFound(count.id, row.number, row.place_found or row.place, number, add=False)
        return not self.perform(command, refused=self.line.show_refusal).failed

    @Slot(object)
    def _on_printed(self, path: object) -> None:
        if not show_file(Path(str(path))):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)), Tone.WARNING)

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.desk.state.remember_parts(f"splitters/{GIFT_COUNT}", self.splitter)


def _begin(_before: CountDraft, after: CountDraft) -> Command[str]:
    return StartCount(after)


def _complete(line: QWidget, names: Sequence[str]) -> None:
    """Offer *names* while one is typed in *line*."""
    if not isinstance(line, QLineEdit):
        return
    completer = QCompleter(list(names), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    assert popup is not None
    popup.setObjectName("completions")
    line.setCompleter(completer)
