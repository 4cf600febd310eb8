"""Pieces that come and go: buying, noting a loss, and the ledger of an object with its running stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot

from app.domains.gifts.bank_commands import NoteGiftMovement, WithdrawMovement
from app.domains.gifts.bank_queries import ItemRow, LedgerRow
from app.domains.gifts.drafts import MovementDraft
from app.domains.gifts.stock_rules import BY_HAND, check_movement
from app.domains.gifts.vocabulary import EDIT_GIFTS, MOVEMENT_KINDS, MovementKind
from app.kernel.commands import Command
from app.kernel.fields import Column, ColumnKind, Field, FieldKind, Form
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, Label, push_button
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken, worded
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section, ShortTable

MOST_SHOWN = 8  # lines of the ledger, until all are wanted
MINUS = "−"

_DAY = Field("day", lazy("Day"), FieldKind.DATE, required=True)
_PIECES = Field("number", lazy("Pieces"), FieldKind.NUMBER, required=True)

PURCHASE_FORM = Form(
    MovementDraft,
    (
        _PIECES,
        _DAY,
        Field("unit_cost", lazy("Cost of a piece, VAT included"), FieldKind.MONEY),
        Field("supplier", lazy("Supplier"), limit=200),
        Field(
            "best_before",
            lazy("Best before"),
            FieldKind.DATE,
            help=lazy("Empty: counted from the day of purchase, when the object has a shelf life."),
        ),
        Field("remark", lazy("Remark"), limit=500),
    ),
    check_movement,
)
LOSS_FORM = Form(
    MovementDraft,
    (_PIECES, _DAY, Field("remark", lazy("What happened"), FieldKind.LONG_TEXT, required=True, limit=500)),
    check_movement,
)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger as it is shown: what happened, how many pieces, how many there were after it."""

    id: str
    what: str
    number: str
    stock: str


LEDGER_COLUMNS = (
    Column("what", lazy("What happened"), stretch=True, width=30),
    Column("number", lazy("Pieces"), ColumnKind.NUMBER, width=6),
    Column("stock", lazy("Stock"), ColumnKind.NUMBER, width=6),
)


class LedgerSection(Section):
    """What came and went of an object, the latest first; above it what is reserved and still here."""

    def __init__(self, page: Page) -> None:
        super().__init__(lazy("Ledger"))
        self._page = page
        self._rows: tuple[LedgerRow, ...] = ()
        self._all = False
        self.table = ShortTable(lazy("Ledger of the object"), LEDGER_COLUMNS, fitted=True)
        self.nothing = Label(lazy("Nothing has come in yet: note the first purchase."), "quiet", wrap=True)
        self.all_button = push_button(lazy("Show all"))
        self.all_button.setProperty("quiet", True)
        self.all_button.clicked.connect(self._on_all)
        for part in (self.nothing, self.table, self.all_button):
            self.add(part)
        self.withdraw_action = Action(lazy("Withdraw"), "undo", "", self)
        self.withdraw_action.triggered.connect(self.withdraw)
        self.withdraw_action.setVisible(page.desk.application.user.may(EDIT_GIFTS))
        self.add_button(ActionButton(self.withdraw_action))
        self.table.act(self.withdraw_action)
        self.table.selected.connect(self._settle)
        self._settle()

    def show_ledger(self, rows: Sequence[LedgerRow]) -> None:
        """Show a ledger, its latest lines."""
        self._rows, self._all = tuple(rows), False
        self._show()

    @Slot()
    def withdraw(self) -> None:
        """Take back a purchase or a loss that was noted by mistake."""
        row = self._chosen()
        if row is not None and row.movement in BY_HAND:
            self._page.perform(WithdrawMovement(row.id))

    def _chosen(self) -> LedgerRow | None:
        id = self.table.current_id()
        return next((row for row in self._rows if row.id == id), None)

    def _show(self) -> None:
        lines = [ledger_line(row) for row in reversed(self._rows)]
        shown = lines if self._all else lines[:MOST_SHOWN]
        self.table.put(shown)
        self.table.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.all_button.setVisible(len(shown) < len(lines))
        worded(self.all_button, text=lazy("Show all {number} lines", number=len(lines)))
        self._settle()

    @Slot()
    def _settle(self) -> None:
        row = self._chosen()
        self.withdraw_action.setEnabled(row is not None and row.movement in BY_HAND)

    @Slot()
    def _on_all(self) -> None:
        self._all = True
        self._show()


def ledger_line(row: LedgerRow) -> LedgerLine:
    """Write a line of the ledger in the language of the screen."""
    text, formats = spoken.wording.text, spoken.wording.formats
    kind = _("reserved") if row.movement is None else _title(row.movement)
    what = "  ·  ".join(part for part in (kind, text(row.whom)) if part)
    below = (
        formats.day(row.day) if row.day else _("no day yet"),
        text(row.mission),
        formats.money(row.unit_cost) if row.unit_cost else "",
        row.supplier,
        _("best before {day}", day=formats.day(row.best_before)) if row.best_before else "",
        row.remark.replace("\n", " "),
    )
    stock = "" if row.movement is None else formats.number(row.stock)
    return LedgerLine(row.id, f"{what}\n{'  ·  '.join(part for part in below if part)}", signed(row.number), stock)


def signed(number: int) -> str:
    """Write a number with its sign: +12, −3."""
    said = spoken.wording.formats.number(abs(number))
    return f"+{said}" if number > 0 else f"{MINUS}{said}" if number < 0 else said


def buy(page: Page, row: ItemRow, supplier: str = "") -> FormDialog:
    """Ask for pieces that were bought; what a piece cost the last time stands there already."""
    draft = MovementDraft(MovementKind.PURCHASE, page.desk.application.clock.today(), 1, unit_cost=row.unit_cost, supplier=supplier)
    return _ask(page, PURCHASE_FORM, draft, row, lazy("Buy {item}", item=row.name), lazy("Take into stock"))


def note_loss(page: Page, row: ItemRow) -> FormDialog:
    """Ask for pieces that were lost, broken or past their day, and what happened."""
    draft = MovementDraft(MovementKind.LOSS, page.desk.application.clock.today(), 1)
    return _ask(page, LOSS_FORM, draft, row, lazy("Note a loss of {item}", item=row.name), lazy("Note the loss"))


def _ask(page: Page, form: Form[MovementDraft], draft: MovementDraft, row: ItemRow, title: Lazy, verb: Lazy) -> FormDialog:
    item = row.id

    def command(_before: MovementDraft, after: MovementDraft) -> Command[str]:
        return NoteGiftMovement(item, after)

    return FormDialog.show_for(page, page.desk, form, draft, title, command, key=f"gift item/{item}/{draft.movement}", verb=verb)


def _title(kind: MovementKind) -> str:
    return next((_(choice.title) for choice in MOVEMENT_KINDS if choice.code == kind), str(kind))
