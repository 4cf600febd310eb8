"""Objects that are lent out: to whom, until when, in which condition; and how they come back. For the bank and for the register alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QMenu, QToolButton

from app.domains.gifts.bank_fields import LOAN_FORM
from app.domains.gifts.drafts import LoanDraft, Photo
from app.domains.gifts.lending_commands import EditLoan, LendGift, TakeBackLoan
from app.domains.gifts.lending_queries import LoanRow, loan_draft
from app.domains.gifts.stock_rules import check_loan
from app.domains.gifts.vocabulary import EDIT_GIFTS
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Form, Tone
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.gifts.papers import loan_papers
from ui.kit.controls import Action, tool_button
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section, ShortTable

OUT, LATE, BACK = "out", "late", "back"
LOAN_BADGES = {OUT: Badge(lazy("lent out"), Tone.BUSY), LATE: Badge(lazy("late"), Tone.BAD), BACK: Badge(lazy("back"), Tone.FAINT)}

_WHO, _HOW = lazy("Who borrows it"), lazy("Condition and value")
_OF_HOW = frozenset({"insured", "condition_before", "photos", "remark"})
_LOAN_FIELDS = tuple(
    replace(field, group=_HOW if field.key in _OF_HOW else _WHO)
    for field in LOAN_FORM.fields
    if field.key not in ("gift_id", "item_id", "number")
)
_PIECES = next(field for field in LOAN_FORM.fields if field.key == "number")
OF_REGISTER: Form[LoanDraft] = Form(LoanDraft, _LOAN_FIELDS, check_loan)
OF_BANK: Form[LoanDraft] = Form(LoanDraft, (_PIECES, *_LOAN_FIELDS), check_loan)
AGREED: Form[LoanDraft] = Form(LoanDraft, tuple(field for field in _LOAN_FIELDS if field.key != "since"), check_loan)
"""What can still be changed while it is out."""


@dataclass(frozen=True, slots=True)
class BackDraft:
    """What is noted when an object comes back."""

    day: date | None = None
    condition_after: str = ""
    photos: tuple[Photo, ...] = ()


def check_back(draft: BackDraft) -> list[Finding]:
    """It came back on a day."""
    return [] if draft.day else [Finding("day", lazy("Enter the day."), rule="day-missing")]


BACK_FORM: Form[BackDraft] = Form(
    BackDraft,
    (
        Field("day", lazy("Back on"), FieldKind.DATE, required=True),
        Field("condition_after", lazy("Condition when it comes back"), FieldKind.LONG_TEXT, limit=2000),
        Field(
            "photos", lazy("Photographs"), FieldKind.PICTURES, help=lazy("They show its condition now, and stand beside those from before.")
        ),
    ),
    check_back,
)


@dataclass(frozen=True, slots=True)
class LoanLine:
    """A loan as a line."""

    id: str
    what: str
    state: str


LOAN_COLUMNS = (
    Column("what", lazy("Lent to"), stretch=True, width=30),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=LOAN_BADGES, width=10),
)


class LoansSection(Section):
    """The loans of an object, those that are out first; `page` is where it stands, and carries out what is asked."""

    def __init__(self, page: Page) -> None:
        super().__init__(lazy("Loans"))
        self._page = page
        self._loans: dict[str, LoanRow] = {}
        self.table = ShortTable(lazy("Loans of the object"), LOAN_COLUMNS, fitted=True)
        self.add(self.table)
        self.back_action = self._action(lazy("Take back…"), "back", self.take_back)
        self.change_action = self._action(lazy("Change…"), "edit", self.change)
        self.table.act(self.back_action, self.change_action)
        self.papers_menu = menu_of(self, lazy("Papers"), "paper")
        self.papers_menu.aboutToShow.connect(self._on_papers)
        self.table.selected.connect(self._settle)
        self.table.opened.connect(self.take_back)
        self.show_loans(())

    def show_loans(self, rows: Sequence[LoanRow]) -> None:
        """Show these loans; without one the section is not there."""
        self._loans = {row.id: row for row in rows}
        self.table.put([loan_line(row) for row in rows])
        self.setVisible(bool(rows))
        if self.table.current_id() is None:
            self.table.select_first()
        self._settle()

    def chosen(self) -> LoanRow | None:
        """Give the loan that is chosen."""
        return self._loans.get(self.table.current_id() or "")

    @Slot()
    def take_back(self) -> None:
        """Note that the chosen loan came back."""
        row = self.chosen()
        if row is None or not row.open or not self.back_action.isVisible():
            return
        id, page = row.id, self._page

        def command(_before: BackDraft, after: BackDraft) -> Command[None]:
            return TakeBackLoan(id, after.day or _today(page), after.condition_after, after.photos)

        draft, title = BackDraft(_today(page)), lazy("Take {item} back", item=row.name)
        FormDialog.show_for(page, page.desk, BACK_FORM, draft, title, command, key=f"gift loan/{id}/back", verb=lazy("Take back"))

    @Slot()
    def change(self) -> None:
        """Change what was agreed about the chosen loan."""
        row, page = self.chosen(), self._page
        if row is None or not row.open or (draft := page.ask_now(loan_draft(row.id))) is None:
            return
        id = row.id

        def command(before: LoanDraft, after: LoanDraft) -> Command[str]:
            return EditLoan(id, before, after)

        title = lazy("Change the loan of {item}", item=row.name)
        FormDialog.show_for(page, page.desk, AGREED, draft, title, command, key=f"gift loan/{id}")

    @Slot()
    def _on_papers(self) -> None:
        """Offer the papers of the chosen loan."""
        self.papers_menu.clear()
        row = self.chosen()
        self.papers = loan_papers(self._page, self.papers_menu, row.id if row is not None else "")

    def _action(self, text: Lazy, icon: str, act: Any) -> Action:
        action = Action(text, icon, "", self)
        action.triggered.connect(act)
        action.setVisible(self._page.desk.application.user.may(EDIT_GIFTS))
        self.add_button(ActionButton(action))
        return action

    @Slot()
    def _settle(self) -> None:
        row = self.chosen()
        for action in (self.back_action, self.change_action):
            action.setEnabled(row is not None and row.open)


def menu_of(section: Section, title: Lazy, icon: str, *, beside: bool = True) -> QMenu:
    """Put a button with a menu at the right of the heading of *section*, its title *beside* the icon or spoken alone."""
    button = tool_button(title, icon, beside=beside)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    menu = QMenu(button)
    button.setMenu(menu)
    section.add_button(button)
    return menu


def lend_item(page: Page, item: str, name: Multilingual) -> FormDialog:
    """Ask to whom pieces of the bank are lent."""
    return _lend(page, OF_BANK, LoanDraft(item_id=item, since=_today(page)), name, f"gift item/{item}/loan")


def lend_gift(page: Page, gift: str, name: Multilingual) -> FormDialog:
    """Ask to whom an object of the register is lent."""
    return _lend(page, OF_REGISTER, LoanDraft(gift_id=gift, since=_today(page)), name, f"gift/{gift}/loan")


def _lend(page: Page, form: Form[LoanDraft], draft: LoanDraft, name: Multilingual, key: str) -> FormDialog:
    def command(_before: LoanDraft, after: LoanDraft) -> Command[str]:
        return LendGift(after)

    return FormDialog.show_for(page, page.desk, form, draft, lazy("Lend {item}", item=name), command, key=key, verb=lazy("Lend"))


def _today(page: Page) -> date:
    return page.desk.application.clock.today()


def loan_line(row: LoanRow) -> LoanLine:
    """Write a loan in the language of the screen."""
    text, formats = spoken.wording.text, spoken.wording.formats
    whom = text(row.borrower)
    organisation = text(row.organisation)
    below = [
        organisation if organisation != whom else "",
        _("since {day}", day=formats.day(row.since)),
        _("back on {day}", day=formats.day(row.back_on))
        if row.back_on
        else _("due back on {day}", day=formats.day(row.due_back_on))
        if row.due_back_on
        else "",
        row.purpose,
        row.place,
    ]
    state = BACK if row.back_on else LATE if row.late else OUT
    first = whom if row.number == 1 else f"{formats.number(row.number)} × {whom}"
    return LoanLine(row.id, f"{first}\n{'  ·  '.join(part for part in below if part)}", state)
