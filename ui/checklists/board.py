"""The readiness board: every mission with what is late, due soon and open, and beside it what is missing for the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domains.checklists.board import BoardRow, MissingRow, board_rows, missing
from app.domains.checklists.papers import produce_board, produce_readiness
from app.domains.checklists.queries import duty_holders
from app.domains.checklists.vocabulary import EDIT_CHECKLISTS, TASK, URGENCIES, Urgency
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Badge, Column, ColumnKind, Screen, Tone
from app.kernel.ids import Ref
from app.kernel.queries import Query
from app.kernel.translated import lazy, lazy_count
from ui.checklists.holders import HoldersDialog
from ui.checklists.missing import MissingPane
from ui.kit.desk import Desk
from ui.kit.groups import BadgeRow, Composed
from ui.kit.language import _, shown, spoken
from ui.kit.parts import TwoLines, two_lines_height
from ui.kit.printing import temporary_file
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme

CHECKLIST = "checklist"  # the place within a mission where its checklist stands
OWNER = "owner"
# Each line says more than its columns: below the mission its dates and number, below what comes next by when and in whose hands.
COLUMNS = (
    Column("title", lazy("Mission"), ColumnKind.MULTILINGUAL, sort_key="title", stretch=True, width=40),
    Column("urgency", lazy("Late or soon"), ColumnKind.BADGE, badges={**URGENCIES}, sort_key="late", width=16),
    Column("next", lazy("What comes next"), ColumnKind.LAZY, sort_key="next_due", width=34),
    Column("open", lazy("Still open"), ColumnKind.NUMBER, sort_key="open", width=6),
    Column("done", lazy("Done"), ColumnKind.NUMBER, width=6),
    Column("checks", lazy("Checks"), ColumnKind.NUMBER, width=8),
    Column("period", lazy("Dates"), ColumnKind.PERIOD, sort_key="period", width=25),
    Column("number", lazy("No."), sort_key="number", width=9),
)


class BoardPage(RegisterPage):
    """The missions at the left, filtered by who and by how it presses; what is missing at the right, where it can be dealt with."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        # What is counted in a row depends on whose tasks are asked for.
        super().__init__(desk, replace(screen, register=replace(screen.register, rows=self._rows_of, columns=COLUMNS)), parent)
        self._owner = ""
        self.list_pane.filter_bar.criteria_changed.connect(self._on_filtered)

    def _build(self) -> None:
        super()._build()
        view = self.list_pane.view
        keys = [column.key for column in self.register.columns]
        view.setItemDelegate(TwoLines(view))
        for key, delegate in (
            ("title", Composed(_mission, view)),
            ("urgency", BadgeRow(pressing, view)),
            ("next", Composed(_next, view)),
        ):
            view.setItemDelegateForColumn(keys.index(key), delegate)
        theme.changed.connect(self._size_rows)
        self._size_rows()
        self.splitter.setStretchFactor(0, 3)
        self.splitter.setStretchFactor(1, 2)
        self.splitter.setSizes([630, 400])

    def build_actions(self) -> None:
        """Offer the mission, its list on paper, and who does what."""
        self._open_action.setVisible(True)
        self.paper_action = self.offer(lazy("Print what is missing"), self.print_missing, "print")
        self.holders_action = self.offer(lazy("Who does what…"), self.edit_holders, "people", needs_record=False)
        self.holders_action.setVisible(self.desk.application.user.may(EDIT_CHECKLISTS))
        self.more_menu.addSeparator()
        self.more_menu.addAction(self.paper_action)
        self.more_menu.addAction(self.holders_action)

    def make_detail(self) -> QWidget:
        """Make the list of what is missing."""
        self.pane = MissingPane(self)
        self.pane.place_wanted.connect(self._on_place)
        return self.pane

    def show_detail(self, id: str | None) -> None:
        """Show what is missing for the mission *id*, for those the board is filtered by."""
        row = self.selected_row() if id is not None else None
        if row is None:
            self.pane.show_missing(None, ())
            return
        self.pane.show_missing(row, self.ask_now(missing(row.ref, self.table.criteria.chosen(OWNER)), ()) or ())

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with the missions, and with what is missing for the chosen one."""
        return [*super().actions_offered(), *self.pane.actions_offered()]

    @Slot()
    def print_out(self) -> None:
        """Lay out the board as it stands, and open it."""
        application, criteria, wording = self.desk.application, self.table.criteria, spoken.wording

        def lay_out(_report: Reporter) -> Path:
            return temporary_file("readiness.pdf", produce_board(application, criteria, wording))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    @Slot()
    def print_missing(self) -> None:
        """Lay out what is missing for the chosen mission on one page, and open it."""
        if (row := self.selected_row()) is None:
            return
        application, subject, wording, owner = self.desk.application, row.ref, spoken.wording, self.table.criteria.chosen(OWNER)

        def lay_out(_report: Reporter) -> Path:
            return temporary_file("readiness.pdf", produce_readiness(application, subject, wording, owner))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    @Slot()
    def edit_holders(self) -> None:
        """Say who has which duty of the office."""
        if rows := self.ask_now(duty_holders()):
            HoldersDialog(self.desk, rows, self).open()

    @Slot()
    def _size_rows(self) -> None:
        self.list_pane.view.verticalHeader().setDefaultSectionSize(two_lines_height())

    def _rows_of(self, ids: Sequence[str]) -> Query[Sequence[BoardRow]]:
        return board_rows(ids, self.table.criteria.chosen(OWNER))

    @Slot()
    def _on_filtered(self) -> None:
        if (owner := self.table.criteria.chosen(OWNER)) != self._owner:
            self._owner = owner
            self.table.refresh()
            self._settle_selection()

    @Slot(str)
    def _on_opened(self, id: str) -> None:
        if (row := self.selected_row()) is not None and row.id == id:
            self.open(row.ref, Finding(CHECKLIST, lazy("Checklist"), Severity.NOTES))

    @Slot(object)
    def _on_place(self, row: MissingRow) -> None:
        mission = self.selected_row()
        if mission is not None:
            self.open(mission.ref, place_of(row), row.area)


def pressing(row: BoardRow) -> Sequence[Badge]:
    """Say how a mission presses: what is late and what is due within three days, with their numbers; else how it stands.

    It is ready when every task is closed and no domain finds anything missing.
    """
    found = [Badge(lazy("{number} late", number=row.late), Tone.BAD)] if row.late else []
    found += [Badge(lazy("{number} soon", number=row.soon), Tone.WARNING)] if row.soon else []
    if found:
        return found
    to_mend = [Badge(lazy_count("{number} check", "{number} checks", row.checks), Tone.NEUTRAL)] if row.checks else []
    if row.open + row.done == 0:
        return (*to_mend, Badge(lazy("no checklist"), Tone.FAINT))
    if row.open:
        return (URGENCIES[Urgency.LATER], *to_mend)
    return tuple(to_mend) or (Badge(lazy("ready"), Tone.GOOD),)


def _mission(row: BoardRow) -> str:
    formats = spoken.wording.formats
    return f"{shown(row.title)}\n{formats.period(*row.period) or _('dates not known yet')} · {row.number}"


def _next(row: BoardRow) -> str:
    below = " · ".join(part for part in (shown(row.next_due), shown(row.next_who)) if part)
    return f"{shown(row.next)}\n{below}" if below else shown(row.next)


def place_of(row: MissingRow) -> Finding:
    """Give the place within its mission where something is put right: what a check is about, or the task in the checklist."""
    if row.is_check or row.ref != row.subject:
        return Finding(row.path, lazy("Check"), row.severity, row.rule, row.ref)
    return Finding(CHECKLIST, lazy("Task"), Severity.NOTES, ref=Ref(TASK, row.task))
