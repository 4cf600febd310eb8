"""The two models behind every table: a short one that holds its rows, and a long one that fetches them as they are shown.

Neither ever raises while Qt paints: a row that cannot be read is shown as such and reported once.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from app.kernel.fields import AT_ONCE, Badge, Column, ColumnKind, Criteria
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.queries import Query
from app.kernel.showing import write
from app.kernel.translated import Wording
from ui.kit.controls import plain_tooltip
from ui.kit.language import spoken

logger = logging.getLogger(__name__)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SORT_ROLE = Qt.ItemDataRole.UserRole
ID_ROLE = Qt.ItemDataRole.UserRole + 1
BADGE_ROLE = Qt.ItemDataRole.UserRole + 2  # the Badge of a cell, for the delegate
ROW_ROLE = Qt.ItemDataRole.UserRole + 3

PAGE = AT_ONCE
KEPT_ROWS = 40 * PAGE
LONG = 2_000  # records; reading the order of more takes longer than showing a row that was changed
ORDER_AFTER = 30  # milliseconds: a step and what it sets off are painted by then
RUNS_WORTH_TELLING = 200  # beyond so many separate changes a reset is quicker, and the view keeps the selection itself
MISSING = "…"

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Row(Protocol):
    """A frozen row; equality decides what is redrawn."""

    @property
    def id(self) -> str:
        """The identity of the record that is shown."""
        ...


def cell_text(column: Column, row: Any, wording: Wording) -> str:
    """Write the cell of *row* under *column*."""
    value = getattr(row, column.key)
    formats = wording.formats
    match column.kind:
        case ColumnKind.BADGE:
            badge = badge_of(column, row)
            return wording.say(badge.title) if badge else ""
        case ColumnKind.PERIOD:
            return formats.period(*value) if value else ""
        case ColumnKind.COUNTRY:
            return formats.country(value) if value else ""
        case ColumnKind.DATE:
            return _day_text(value, wording)
        case ColumnKind.MOMENT:
            return formats.moment(value) if value else ""
        case ColumnKind.NUMBER:
            return write(value, wording)
        case ColumnKind.PICTURE:
            return ""
        case _:
            return "" if value is None else wording.text(value)


def badge_of(column: Column, row: Any) -> Badge | None:
    """Give the badge of a cell; none for a code without one."""
    code = getattr(row, column.key)
    return column.badges.get(str(code)) if code is not None else None


def sort_value(column: Column, row: Any, wording: Wording) -> str | int | float:
    """Give what a cell is ordered by: text without accents, numbers as they are, days in order of time."""
    value = getattr(row, column.key)
    match value:
        case bool():
            return int(value)
        case int() | float():
            return value
        case Decimal():
            return float(value)
        case PartialDate() | date() | datetime():
            return str(value)
        case tuple() if column.kind is ColumnKind.PERIOD:
            return " ".join(str(part) if part else "" for part in value)
        case None:
            return ""
        case _:
            return fold(cell_text(column, row, wording))


def _day_text(value: PartialDate | date | None, wording: Wording) -> str:
    if value is None:
        return ""
    return wording.formats.partial(value) if isinstance(value, PartialDate) else wording.formats.day(value)


class ColumnTable(QAbstractTableModel):
    """What both models share: columns, and how a cell is written, aligned and spoken."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.sort_column = -1
        self.sort_order = Qt.SortOrder.AscendingOrder
        self._reported: set[str] = set()
        spoken.changed.connect(self._on_language_changed)

    def row_at(self, number: int) -> Any | None:
        """Give the row that stands at *number*; nothing when it cannot be read."""
        raise NotImplementedError

    def id_at(self, number: int) -> str | None:
        """Give the id of the record at *number*."""
        raise NotImplementedError

    def number_of(self, id: str) -> int | None:
        """Give the place of the record *id*, when it is in the table."""
        raise NotImplementedError

    def ids(self) -> Sequence[str]:
        """Give the ids in the order in which they stand."""
        raise NotImplementedError

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a cell shows; never raises."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind is ColumnKind.NUMBER else _LEFT
        if role == ID_ROLE:
            return self.id_at(index.row())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, SORT_ROLE, BADGE_ROLE, ROW_ROLE):
            return None
        try:
            return self._cell(index.row(), column, role)
        except Exception:  # noqa: BLE001 - an error here would come back at every paint
            self._report(column.key)
            return MISSING if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole and column.kind is ColumnKind.PICTURE:
            return ""  # the photographs say it themselves
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken.wording.say(column.title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind is ColumnKind.NUMBER else _LEFT
        return None

    def _cell(self, number: int, column: Column, role: int) -> Any:
        row = self.row_at(number)
        if role == ROW_ROLE:
            return row
        if row is None:
            return MISSING if role == Qt.ItemDataRole.DisplayRole else None
        if role == SORT_ROLE:
            return sort_value(column, row, spoken.wording)
        if role == BADGE_ROLE:
            return badge_of(column, row) if column.kind is ColumnKind.BADGE else None
        text = cell_text(column, row, spoken.wording)
        return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text

    def _report(self, what: str) -> None:
        if what not in self._reported:
            self._reported.add(what)
            logger.error("A cell could not be shown: %s", what, exc_info=True)  # noqa: LOG014 - called where it was caught

    def _on_language_changed(self) -> None:
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))


class RecordTable(ColumnTable):
    """Frozen rows under declared columns, all held; their order is the proxy's business."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self._rows: list[Any] = []

    def show(self, rows: Iterable[Any]) -> None:
        """Take *rows* as the new content, telling views only what really changed.

        New rows come where they stand among the given ones; rows that stay keep their order unless it is another now.
        """
        wanted = list(rows)
        fresh = {row.id: row for row in wanted}
        for first, last in runs_from_the_end(n for n, row in enumerate(self._rows) if row.id not in fresh):
            self.beginRemoveRows(NOWHERE, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        self._reorder([row.id for row in wanted])
        for n, row in enumerate(self._rows):
            if (new := fresh[row.id]) != row:
                self._rows[n] = new
                self.dataChanged.emit(self.index(n, 0), self.index(n, len(self.columns) - 1))
        present = {row.id for row in self._rows}
        for first, last in runs(n for n, row in enumerate(wanted) if row.id not in present):
            self.beginInsertRows(NOWHERE, first, last)
            self._rows[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def row_at(self, number: int) -> Any | None:
        """Give the row at *number*."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rows(self) -> list[Any]:
        """Give all rows."""
        return list(self._rows)

    def id_at(self, number: int) -> str | None:
        """Give the id at *number*."""
        row = self.row_at(number)
        return row.id if row is not None else None

    def number_of(self, id: str) -> int | None:
        """Give the place of *id*."""
        return next((n for n, row in enumerate(self._rows) if row.id == id), None)

    def ids(self) -> Sequence[str]:
        """Give the ids in order."""
        return [row.id for row in self._rows]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def _reorder(self, order: Sequence[str]) -> None:
        place = {id: n for n, id in enumerate(order)}
        if all(place[a.id] < place[b.id] for a, b in zip(self._rows, self._rows[1:], strict=False)):
            return
        self.layoutAboutToBeChanged.emit()
        before = [row.id for row in self._rows]
        self._rows.sort(key=lambda row: place[row.id])
        after = {row.id: n for n, row in enumerate(self._rows)}
        old = self.persistentIndexList()
        new = [self.index(after[before[index.row()]], index.column()) for index in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()


class RegisterTable(ColumnTable):
    """A register of any length: holds the ids in order and fetches rows, a page at a time, when they are shown.

    Signals:
        listed: the ids were read again; carries how many there are.
    """

    listed = Signal(int)

    def __init__(
        self,
        columns: Sequence[Column],
        ids: Callable[[Criteria], Query[Sequence[str]]],
        rows: Callable[[Sequence[str]], Query[Sequence[Any]]],
        ask: Callable[[Query[Any]], Any],
        parent: QObject | None = None,
        *,
        at_once: int = PAGE,
    ) -> None:
        super().__init__(columns, parent)
        self.criteria = Criteria()
        self._at_once = at_once
        self._ask_ids = ids
        self._ask_rows = rows
        self._ask = ask
        self._ids: list[str] = []
        self._places: dict[str, int] | None = None
        self._rows: OrderedDict[str, Any | None] = OrderedDict()
        self._order_soon = QTimer(self)
        self._order_soon.setSingleShot(True)
        self._order_soon.setInterval(ORDER_AFTER)
        self._order_soon.timeout.connect(self._on_order_due)

    def look_for(self, criteria: Criteria) -> None:
        """Show what meets *criteria*."""
        self.criteria = criteria
        self._take(self._read_ids(), whole=True)

    def refresh(self, ids: Iterable[str] | None = None) -> None:
        """Read again after a change: the order always, and the rows of *ids* (all that are shown when not given).

        In a long register the rows are shown at once, and the order is read when they have been painted.
        """
        if ids is not None and self._show_ahead_of_order(set(ids)):
            self._order_soon.start()
            return
        # Rows keep their old content while the order changes, so that a view sees one change at a time.
        self._take(self._read_ids(), whole=False)
        touched = set(self._rows) if ids is None else set(ids) & self._rows.keys()
        for id in touched:
            del self._rows[id]
        if not self._ids or not touched:
            return
        if ids is None or len(touched) > RUNS_WORTH_TELLING:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, len(self.columns) - 1))
            return
        for id in touched:
            if (number := self.number_of(id)) is not None:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))

    def row_at(self, number: int) -> Any | None:
        """Give the row at *number*, fetching its page when it is not here."""
        if not 0 <= number < len(self._ids):
            return None
        id = self._ids[number]
        if id not in self._rows:
            self._fetch(number - number % self._at_once)
        return self._rows.get(id)

    def id_at(self, number: int) -> str | None:
        """Give the id at *number*."""
        return self._ids[number] if 0 <= number < len(self._ids) else None

    def number_of(self, id: str) -> int | None:
        """Give the place of *id*."""
        if self._places is None:
            self._places = {known: n for n, known in enumerate(self._ids)}
        return self._places.get(id)

    def ids(self) -> Sequence[str]:
        """Give the ids in order."""
        return self._ids

    def rows_of(self, ids: Sequence[str]) -> list[Any]:
        """Give the rows of these records, from the file."""
        found = self._ask(self._ask_rows(tuple(ids))) or ()
        known = {row.id: row for row in found}
        return [known[id] for id in ids if id in known]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the records."""
        return 0 if parent.isValid() else len(self._ids)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; a column without a sort key keeps the order of the register."""
        self.sort_column, self.sort_order = column, order
        key = self.columns[column].sort_key if 0 <= column < len(self.columns) else ""
        wanted = Criteria(self.criteria.text, self.criteria.filters, key, order == Qt.SortOrder.DescendingOrder and bool(key))
        if wanted != self.criteria:
            self.criteria = wanted
            self._take(self._read_ids(), whole=False)

    def _show_ahead_of_order(self, touched: set[str]) -> bool:
        if len(self._ids) < LONG or len(touched) > RUNS_WORTH_TELLING or any(self.number_of(id) is None for id in touched):
            return False
        rows = self.rows_of(tuple(touched))
        if len(rows) < len(touched):
            return False  # one of them is gone
        for row in rows:
            self._rows[row.id] = row
            if (number := self.number_of(row.id)) is not None:
                self.dataChanged.emit(self.index(number, 0), self.index(number, len(self.columns) - 1))
        return True

    @Slot()
    def _on_order_due(self) -> None:
        self._take(self._read_ids(), whole=False)

    def _read_ids(self) -> list[str]:
        self._order_soon.stop()
        found = self._ask(self._ask_ids(self.criteria))
        return list(self._ids if found is None else found)

    def _fetch(self, first: int) -> None:
        wanted = [id for id in self._ids[first : first + self._at_once] if id not in self._rows]
        try:
            known = {row.id: row for row in self._ask(self._ask_rows(tuple(wanted))) or ()}
        except Exception:  # noqa: BLE001 - called while Qt paints
            self._report("rows")
            known = {}
        for id in wanted:
            self._rows[id] = known.get(id)
        while len(self._rows) > KEPT_ROWS:
            self._rows.popitem(last=False)

    def _take(self, fresh: list[str], *, whole: bool) -> None:
        if fresh != self._ids:
            self._show_ids(fresh, whole=whole)
        self.listed.emit(len(self._ids))

    def _show_ids(self, fresh: list[str], *, whole: bool) -> None:
        if whole or not self._ids or not fresh:
            self._reset(fresh)
            return
        present = set(fresh)
        gone = runs_from_the_end(n for n, id in enumerate(self._ids) if id not in present)
        known = set(self._ids)
        new = runs(n for n, id in enumerate(fresh) if id not in known)
        if len(gone) + len(new) > RUNS_WORTH_TELLING:
            self._reset(fresh)
            return
        for first, last in gone:
            self.beginRemoveRows(NOWHERE, first, last)
            del self._ids[first : last + 1]
            self._forget()
            self.endRemoveRows()
        self._reorder([id for id in fresh if id in known])
        for first, last in new:
            self.beginInsertRows(NOWHERE, first, last)
            self._ids[first:first] = fresh[first : last + 1]
            self._forget()
            self.endInsertRows()

    def _reorder(self, order: list[str]) -> None:
        if order == self._ids:
            return
        self.layoutAboutToBeChanged.emit()
        before = self._ids
        self._ids = order
        self._forget()
        old = self.persistentIndexList()
        new = [self._moved(before[index.row()], index.column()) for index in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _moved(self, id: str, column: int) -> QModelIndex:
        number = self.number_of(id)
        return NOWHERE if number is None else self.index(number, column)

    def _reset(self, fresh: list[str]) -> None:
        self.beginResetModel()
        self._ids = fresh
        self._forget()
        self.endResetModel()

    def _forget(self) -> None:
        self._places = None


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Group ascending *numbers* into runs."""
    found: list[tuple[int, int]] = []
    for n in numbers:
        if found and n == found[-1][1] + 1:
            found[-1] = found[-1][0], n
        else:
            found.append((n, n))
    return found


def runs_from_the_end(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Group ascending *numbers* into runs, last first, so that removing one leaves the others true."""
    return runs(numbers)[::-1]
