"""The balance: what went both ways between the Region and each country, institution or person, who is still to be answered, and the gifts behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSizePolicy, QSplitter, QVBoxLayout, QWidget

from app.domains.gifts.balance_queries import BYS, BalanceRow, By, balance, gifts_behind, total
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.vocabulary import GIFT
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.gifts.balance_lines import (
    COLUMNS,
    FILTERS,
    GIFT_COLUMNS,
    NOT_ANSWERED,
    balance_line,
    gift_line,
    name_told,
    pairs,
    sums_told,
    to_answer,
)
from ui.gifts.papers import GiftPapers
from ui.kit.controls import Action, Label
from ui.kit.days import DayEditor
from ui.kit.desk import Desk
from ui.kit.flow import FlowLayout
from ui.kit.forms import Findings
from ui.kit.language import _, worded
from ui.kit.pages import MARGIN, DetailPane, Page, TitleLine
from ui.kit.parts import ActionButton, Badge, ShortTable
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import ChoiceBox, EmptyState, ListPane

MANY = 1_000  # gifts; more of them are read in the background
BY_KEY = "gifts/balance by"
_SIZES = 676, 360  # pixels of the table and of the pane, until the reader moves what stands between them
_KINDS = {By.ORGANISATION: ORGANISATION, By.PERSON: PERSON}
WHOLE, THIS_YEAR, LAST_YEAR, FIVE_YEARS, BETWEEN = "whole", "this year", "last year", "five years", "between"
SPANS = (
    Choice(WHOLE, lazy("all years")),
    Choice(THIS_YEAR, lazy("this year")),
    Choice(LAST_YEAR, lazy("last year")),
    Choice(FIVE_YEARS, lazy("the last five years")),
    Choice(BETWEEN, lazy("between two days")),
)
_FOUR = 4  # years before this one
NOTHING = {
    By.COUNTRY: lazy(
        "Nothing has been given or received in this period. Gifts of the register count here as soon as they are noted; "
        "what was declined or struck out does not."
    ),
    By.ORGANISATION: lazy("No gift of this period came from, or went to, an institution of the records. Draw the balance up by country."),
    By.PERSON: lazy("No gift of this period came from, or went to, a person of the records. Draw the balance up by country."),
}


class BalancePage(Page):
    """The balance of a period at the left; the gifts of the chosen line at the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rows: dict[str, BalanceRow] = {}
        self._gifts: tuple[GiftRow, ...] = ()
        self._behind: str | None = None  # the line whose gifts are shown or being read
        self._build()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def by(self) -> By:
        """What the balance is drawn up by."""
        return By(self.by_box.currentData())

    @property
    def since(self) -> date | None:
        """The first day of the period; none from the beginning on."""
        return self.since_editor.value()

    @property
    def until(self) -> date | None:
        """The last day of the period; none to this day."""
        return self.until_editor.value()

    def title(self) -> str:
        """Name the part."""
        return _("Balance")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a gift was touched, or a name that stands here."""
        return changes.touch_any((GIFT, PERSON, ORGANISATION))

    def read(self) -> None:
        """Draw up the balance of the period."""
        if self._fault():
            return
        found = self.ask_now(balance(self.by, self.since, self.until), ()) or ()
        self._rows = {balance_line(row, self.by).id: row for row in found}
        self._behind = None
        self.list.teach(NOTHING[self.by])
        self._show_rows()
        if self.list.view.current_id() is None:
            self.list.view.select_first()
        self._show_chosen()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        for box, choices in ((self.by_box, BYS), (self.span_box, SPANS)):
            for number, choice in enumerate(choices):
                box.setItemText(number, _(choice.title))
        self._show_rows()
        self._show_pane()

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def row(self) -> BalanceRow | None:
        """Give the line that is chosen."""
        return self._rows.get(self.list.view.current_id() or "")

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def write(self) -> None:
        """Write the balance as it is drawn up here: a paper, a workbook or a list."""
        if not self._fault():
            self.papers.balance(self.by, self.since, self.until)

    @Slot()
    def show_gift(self) -> None:
        """Show the chosen gift in the register."""
        if (id := self.gifts.current_id()) is not None:
            self.open(Ref(GIFT, id))

    @Slot()
    def show_party(self) -> None:
        """Show the page of the chosen institution or person."""
        row, kind = self.row(), _KINDS.get(self.by)
        if row is not None and row.key and kind is not None:
            self.open(Ref(kind, row.key))

    def draw_up(self, by: By, since: date | None = None, until: date | None = None) -> None:
        """Draw the balance up by something else, or of another period."""
        self.by_box.setCurrentIndex([choice.code for choice in BYS].index(by))
        self.since_editor.show_value(since)
        self.until_editor.show_value(until)
        self._name_span()
        self.read()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.papers = GiftPapers(self)
        self.title_line = TitleLine()
        self.by_box = _choices(BYS, lazy("Drawn up"))
        self.by_box.setCurrentIndex(max(0, self.by_box.findData(self.desk.state.text(BY_KEY, By.COUNTRY.value))))
        self.span_box = _choices(SPANS, lazy("Period"))
        self.since_editor = DayEditor(Field("since", lazy("From"), FieldKind.DATE))
        self.until_editor = DayEditor(Field("until", lazy("Until"), FieldKind.DATE))
        self.findings = Findings()
        self.table = RecordTable(COLUMNS)
        self.list = ListPane(lazy("Balance of gifts"), self.table, EmptyState(NOTHING[self.by], None, "gift"), FILTERS)
        self.list.view.remember_in(self.desk.state, "gift balance")
        self.heading = Label("", "heading", wrap=True)
        self.badge = Badge()
        self.facts = DetailPane()
        self.facts.heading.hide()
        self.gifts = ShortTable(lazy("Gifts behind this line"), GIFT_COLUMNS)
        self.write_action = self._action(lazy("Print or save…"), "print", self.write, "Ctrl+P")
        self.party_action = self._action(lazy("Show their page"), "external", self.show_party)
        self.gift_action = self._action(lazy("Show in the register"), "external", self.show_gift)
        self.title_line.add(ActionButton(self.write_action))
        self.list.view.offer((self.party_action,))
        self.gifts.offer((self.gift_action,))

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, theme.scaled(8))
        flow.addWidget(self.by_box)
        flow.addWidget(self.span_box)
        for editor in (self.since_editor, self.until_editor):
            editor.name(editor.field.title)
            editor.setFixedWidth(theme.scaled(140))
            editor.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            caption = Label(editor.field.title, "quiet")
            caption.setBuddy(editor.inputs()[0])
            flow.addWidget(caption)
            flow.addWidget(editor)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.scaled(16), 0)
        column.setSpacing(theme.scaled(10))
        for part in (bar, self.findings):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        self.pane = QWidget()
        inner = QVBoxLayout(self.pane)
        inner.setContentsMargins(theme.scaled(16), 0, 0, 0)
        inner.setSpacing(theme.scaled(10))
        inner.addWidget(self.heading)
        inner.addWidget(self.badge)
        inner.addWidget(self.facts)
        inner.addWidget(self.gifts, 1)
        tools = QWidget()
        buttons = FlowLayout(tools, spacing=4)
        for action in (self.gift_action, self.party_action):
            buttons.addWidget(ActionButton(action))
        inner.addWidget(tools)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setSizes([theme.scaled(size) for size in _SIZES])
        self.desk.state.restore_parts("splitters/gift balance", self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(theme.scaled(12))
        layout.addWidget(self.title_line)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.by_box.currentIndexChanged.connect(self._on_by)
        self.span_box.activated.connect(self._on_span)
        for editor in (self.since_editor, self.until_editor):
            editor.edited.connect(self._on_days)
        self.list.view.selected.connect(self._show_chosen)
        self.list.view.opened.connect(self._on_opened)
        self.gifts.opened.connect(self.show_gift)
        self.gifts.selected.connect(self._settle)
        self.splitter.splitterMoved.connect(self._on_splitter_moved)

    def _action(self, text: Lazy, icon: str, act: object, shortcut: str = "") -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_rows(self) -> None:
        self.table.show([balance_line(row, self.by) for row in self._rows.values()])
        self.title_line.show_texts(self.title(), sums_told(total(tuple(self._rows.values()))) if self._rows else "")

    @Slot()
    def _show_chosen(self) -> None:
        chosen, row = self.list.view.current_id(), self.row()
        if row is None:
            self._behind, self._gifts = None, ()
        elif chosen != self._behind:
            self._behind, self._gifts = chosen, ()
            query = gifts_behind(self.by, row.key, self.since, self.until)
            if row.given_number + row.received_number > MANY:
                self.ask(query).then(self._take_gifts)
            else:
                self._gifts = tuple(self.ask_now(query, ()) or ())
        self._show_pane()

    @Slot(object)
    def _take_gifts(self, rows: object) -> None:
        assert isinstance(rows, Sequence)
        found: Sequence[GiftRow] = rows
        row = self.row()
        if row is not None and len(found) == row.given_number + row.received_number:  # another line may have been chosen since
            self._gifts = tuple(found)
            self._show_pane()

    def _show_pane(self) -> None:
        row = self.row()
        self.pane.setVisible(row is not None)
        if row is not None:
            self.heading.setText(name_told(row, self.by))
            self.badge.setVisible(to_answer(row))
            self.badge.show_badge(NOT_ANSWERED.title, NOT_ANSWERED.tone)
            self.facts.show_pairs("", pairs(row))
        self.gifts.put([gift_line(one) for one in self._gifts])
        if self.gifts.current_id() is None:
            self.gifts.select_first()
        self._settle()

    @Slot()
    def _settle(self) -> None:
        row = self.row()
        self.gift_action.setEnabled(self.gifts.current_id() is not None)
        self.party_action.setVisible(self.by in _KINDS)
        self.party_action.setEnabled(row is not None and bool(row.key))

    # --- what happens ----------------------------------------------------------------------------------------------

    def _fault(self) -> bool:
        findings = [Finding(one.field.key, fault) for one in (self.since_editor, self.until_editor) if (fault := one.fault()) is not None]
        if not findings and self.since is not None and self.until is not None and self.until < self.since:
            findings.append(Finding("until", lazy("The last day of the period is before its first.")))
        self.findings.show_findings(tuple(findings))
        return bool(findings)

    @Slot()
    def _on_by(self) -> None:
        self.desk.state.remember(BY_KEY, self.by.value)
        self.read()

    @Slot()
    def _on_span(self) -> None:
        since, until = _days(str(self.span_box.currentData()), self.desk.application.clock.today(), (self.since, self.until))
        self.since_editor.show_value(since)
        self.until_editor.show_value(until)
        if self.span_box.currentData() == BETWEEN:
            self.since_editor.focus()
        self.read()

    @Slot()
    def _on_days(self) -> None:
        self._name_span()
        self.read()

    def _name_span(self) -> None:
        today, days = self.desk.application.clock.today(), (self.since, self.until)
        known = (choice.code for choice in SPANS if choice.code != BETWEEN)
        code = next((code for code in known if _days(code, today, days) == days), BETWEEN)
        self.span_box.setCurrentIndex(self.span_box.findData(code))

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        self.gifts.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_splitter_moved(self) -> None:
        self.desk.state.remember_parts("splitters/gift balance", self.splitter)


def _choices(choices: Sequence[Choice], name: Lazy) -> ChoiceBox:
    box = ChoiceBox()
    worded(box, accessibleName=name)
    for choice in choices:
        box.addItem("", choice.code)
    return box


def _days(span: str, today: date, now: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """Give the first and the last day of a period that has a name; *now* for the one that has none."""
    year = today.year
    match span:
        case "whole":
            return None, None
        case "this year":
            return date(year, 1, 1), date(year, 12, 31)
        case "last year":
            return date(year - 1, 1, 1), date(year - 1, 12, 31)
        case "five years":
            return date(year - _FOUR, 1, 1), date(year, 12, 31)
        case _:
            return now
