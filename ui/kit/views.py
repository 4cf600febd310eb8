"""Tables as people use them: type to filter, arrows to move, Enter to open; columns chosen, ordered, sized and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QSize,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStackedLayout,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.application import Application
from app.kernel.fields import Choice, Column, ColumnKind, Criteria, Filter
from app.kernel.names import fold
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, Label, plain_tooltip, push_button, tool_button
from ui.kit.delegates import PADDING, CellDelegate, badge_width, row_height
from ui.kit.flow import FlowLayout
from ui.kit.icons import iconed
from ui.kit.language import _, spoken, worded
from ui.kit.photo_views import PhotoCells, Thumbnails, cell_side
from ui.kit.state import MachineState
from ui.kit.tables import SORT_ROLE, ColumnTable, Index, cell_text
from ui.kit.theme import theme

KEEP_AFTER = 400  # milliseconds after the last drag of a column
_NARROWEST = 0.72  # share of what a column asks for that it can do with
_SHORT = 12  # characters
_NARROW_CHOICE, _WIDE_CHOICE = 70, 130  # pixels at the usual size of text
_FEWEST = 2  # columns that are shown however narrow the window is


class SortedRows(QSortFilterProxyModel):
    """The rows of a `RecordTable` in the order asked for, and only those that hold the words typed."""

    def __init__(self, table: ColumnTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._filters: tuple[tuple[str, str], ...] = ()
        self.setSortRole(SORT_ROLE)
        self.setSourceModel(table)

    @property
    def table(self) -> ColumnTable:
        """The table behind it."""
        source = self.sourceModel()
        assert isinstance(source, ColumnTable)
        return source

    def look_for(self, criteria: Criteria) -> None:
        """Show the rows that hold every word, and whose attributes have the codes that were chosen."""
        self.beginFilterChange()
        self._words = tuple(fold(criteria.text).split())
        self._filters = criteria.filters
        self.endFilterChange()

    def filterAcceptsRow(self, number: int, _parent: Index) -> bool:
        """Tell whether a row is shown."""
        row = self.table.row_at(number)
        if row is None:
            return False
        if any(str(getattr(row, key, "")) != code for key, code in self._filters):
            return False
        if not self._words:
            return True
        text = fold(" ".join(cell_text(column, row, spoken.wording) for column in self.table.columns))
        return all(word in text for word in self._words)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two cells by their sort values."""
        one, other = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if type(one) is not type(other):
            return str(one) < str(other)
        return one < other


class TableView(QTableView):
    """A table of records.

    Signals:
        selected: another record is current; its id or None.
        opened: the record should be opened (Enter or double click); its id.
        typed: text typed anywhere in the table, for the filter line.
    """

    selected = Signal(object)
    opened = Signal(str)
    typed = Signal(str)

    def __init__(self, name: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: ColumnTable | None = None
        self._state: MachineState | None = None
        self._state_key = ""
        self._kept_ids: tuple[str, ...] = ()
        self._kept_current: str | None = None
        self._told: str | None = None
        self._sized_by_reader = False
        self._chosen_by_reader = False
        self._left_out: set[str] = set()
        self._sharing = False
        self._actions_offered: Sequence[QAction] = ()
        self._pictures: Thumbnails | None = None
        worded(self, accessibleName=name)
        self._build()

    def height_of_rows(self) -> int:
        """Give the height of a row; a table with taller rows says so here."""
        return max(row_height(), cell_side()) if self._pictures is not None else row_height()

    def show_table(self, table: ColumnTable, model: QAbstractItemModel | None = None) -> None:
        """Show *table*, directly or through *model*, a proxy in front of it."""
        self._table = table
        shown = model or table
        self.setModel(shown)
        shown.modelAboutToBeReset.connect(self._on_about_to_reset)
        shown.modelReset.connect(self._on_reset)
        shown.rowsRemoved.connect(self._on_rows_removed)
        self.selectionModel().currentRowChanged.connect(self._on_current_changed)
        self._share_width()

    def show_photographs(self, application: Application) -> None:
        """Show the photographs of the columns that have them, small, in rows that are high enough."""
        assert self._table is not None
        self._pictures = Thumbnails(application, self)
        self._pictures.loaded.connect(self.viewport().update)
        for number, column in enumerate(self._table.columns):
            if column.kind is ColumnKind.PICTURE:
                self.setItemDelegateForColumn(number, PhotoCells(self._pictures, self))
        self._size_rows()

    def remember_in(self, state: MachineState, key: str) -> None:
        """Keep order, width and choice of columns under *key*, and take up what was kept."""
        assert self._table is not None
        self._state, self._state_key = state, f"tables/{key}/{'.'.join(column.key for column in self._table.columns)}"
        self._chosen_by_reader = state.text(f"{self._state_key}/chosen") == "yes"
        self._left_out = set(state.names(f"{self._state_key}/left out"))
        self._sized_by_reader = state.text(f"{self._state_key}/sized") == "yes" and state.restore_parts(
            self._state_key, self.horizontalHeader()
        )
        self._share_width()
        self.horizontalHeader().setSectionsMovable(True)

    def offer(self, actions: Sequence[QAction]) -> None:
        """Show *actions* in the context menu."""
        self._actions_offered = actions

    def id_of(self, index: Index) -> str | None:
        """Give the id of the record at *index*."""
        number = self._number(index)
        return self._table.id_at(number) if self._table is not None and number is not None else None

    def current_id(self) -> str | None:
        """Give the id of the current record."""
        return self.id_of(self.currentIndex())

    def current_row(self) -> Any | None:
        """Give the row of the current record."""
        number = self._number(self.currentIndex())
        return self._table.row_at(number) if self._table is not None and number is not None else None

    def selected_ids(self) -> tuple[str, ...]:
        """Give the ids of the selected records from top to bottom."""
        chosen = self.selectionModel().selectedRows() if self.model() is not None else []
        rows = sorted(chosen, key=QModelIndex.row)
        return tuple(id for index in rows if (id := self.id_of(index)) is not None)

    def selected_rows(self) -> list[Any]:
        """Give the rows of the selected records from top to bottom."""
        numbers = [self._number(index) for index in sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)]
        found = [self._table.row_at(n) for n in numbers if n is not None] if self._table is not None else []
        return [row for row in found if row is not None]

    def select(self, id: str | None) -> bool:
        """Make the record *id* current; tell whether it is in the table."""
        index = self._index_of(id) if id else None
        if index is None or not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return True

    def select_first(self) -> None:
        """Make the first record current."""
        if self.model() is not None and self.model().rowCount():
            self.selectRow(0)

    def shown_columns(self) -> list[Column]:
        """Give the columns that are shown, in the order in which they stand."""
        assert self._table is not None
        header = self.horizontalHeader()
        order = sorted(range(len(self._table.columns)), key=header.visualIndex)
        return [self._table.columns[n] for n in order if not header.isSectionHidden(n)]

    def copy_text(self) -> str:
        """Write the selected rows, as they are shown, with tabs between the cells."""
        columns = self.shown_columns()
        lines = ("\t".join(_flat(cell_text(column, row, spoken.wording)) for column in columns) for row in self.selected_rows())
        return "\n".join(lines)

    @Slot()
    def copy(self) -> None:
        """Put the selected rows on the clipboard."""
        if text := self.copy_text():
            QGuiApplication.clipboard().setText(text)

    def columns_menu(self, parent: QWidget) -> QMenu:
        """Make the menu in which columns are chosen."""
        menu = QMenu(parent)
        self.fill_columns_menu(menu)
        return menu

    def fill_columns_menu(self, menu: QMenu) -> None:
        """Fill *menu* with a line for each column."""
        assert self._table is not None
        menu.clear()
        header = self.horizontalHeader()
        for number, column in enumerate(self._table.columns):
            action = menu.addAction(_(column.title))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(number))
            action.setData(number)
            action.toggled.connect(self._on_column_toggled)
        menu.addSeparator()
        usual = menu.addAction(_("Usual columns"))
        usual.triggered.connect(self.forget_columns)

    @Slot()
    def forget_columns(self) -> None:
        """Show the columns as they were at first."""
        assert self._table is not None
        header = self.horizontalHeader()
        for number in range(len(self._table.columns)):
            header.moveSection(header.visualIndex(number), number)
        self._sized_by_reader = self._chosen_by_reader = False
        self._left_out.clear()
        self._share_width()
        self._keep_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, typing filters, the copy key copies."""
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            if (id := self.current_id()) is not None:
                self.opened.emit(id)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif plain and event.text() and event.text().isprintable() and not event.text().isspace():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the record."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(list(self._actions_offered))
        if self._actions_offered:
            menu.addSeparator()
        menu.addAction(self._copy_action)
        menu.popup(event.globalPos())

    def _build(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(CellDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu)
        header.sectionMoved.connect(self._on_section_resized)
        header.sectionResized.connect(self._on_section_resized)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        self._copy_action = Action(lazy("Copy rows"), "copy", parent=self)
        self._copy_action.triggered.connect(self.copy)
        self.doubleClicked.connect(self._on_double_clicked)
        theme.changed.connect(self._size_rows)
        self._size_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns, unless the reader has sized them."""
        super().resizeEvent(event)
        self._share_width()

    @Slot()
    def _share_width(self) -> None:
        """Give every column what it asks for; what is over goes to those that stretch, what is short is borne by all.

        When that would leave too little, the last columns are left out until there is room, unless the reader chose them.
        """
        if self._table is None or self._sized_by_reader:
            return
        wanted = self._wanted_widths()
        room = self.viewport().width()
        shown = self._fitting(wanted, room)
        widths = self._shared_widths({n: wanted[n] for n in shown}, room)
        stretching = [n for n in shown if self._table.columns[n].stretch] or shown[-1:]
        over = max(room - sum(widths.values()), 0) / len(stretching) if stretching else 0
        header, left = self.horizontalHeader(), room
        self._sharing = True
        for n in wanted:
            header.setSectionHidden(n, n not in shown)
        for n in shown:
            width = int(widths[n] + (over if n in stretching else 0))
            header.resizeSection(n, left if n == shown[-1] and left > width else max(width, header.minimumSectionSize()))
            left -= header.sectionSize(n)
        self._sharing = False

    def _shared_widths(self, wanted: dict[int, float], room: int) -> dict[int, float]:
        """Give each column the least it can do with, then what its title and its badges need to be read whole, then what it asks for."""
        widths = {n: self._least_width(n, wanted[n]) for n in wanted}
        needed = {n: max(widths[n], self._needed_width(n)) for n in wanted}
        for goal in (needed, {n: max(wanted[n], needed[n]) for n in wanted}):
            spare, missing = room - sum(widths.values()), sum(goal[n] - widths[n] for n in wanted)
            if spare <= 0 or missing <= 0:
                continue
            share = min(spare / missing, 1)
            widths = {n: widths[n] + (goal[n] - widths[n]) * share for n in wanted}
        return widths

    def _least_width(self, number: int, wanted: float) -> float:
        return wanted * (1 if self._is_stiff(number) else _NARROWEST)

    def _needed_width(self, number: int) -> float:
        assert self._table is not None
        column = self._table.columns[number]
        if column.kind is ColumnKind.PICTURE:
            return 0
        words = self.fontMetrics().horizontalAdvance(_(column.title))
        badges = max((badge_width(badge, self.font()) for badge in column.badges.values()), default=0)
        return max(words, badges) + theme.scaled(2 * PADDING + 6)

    def _wanted_widths(self) -> dict[int, float]:
        assert self._table is not None
        character, metrics = self.fontMetrics().averageCharWidth(), self.fontMetrics()
        return {
            n: theme.scaled(8) + cell_side()
            if column.kind is ColumnKind.PICTURE
            else max(character * column.width, metrics.horizontalAdvance(_(column.title))) + theme.scaled(2 * PADDING + 6)
            for n, column in enumerate(self._table.columns)
            if column.key not in self._left_out
        }

    def _is_stiff(self, number: int) -> bool:
        """Tell whether a column is so short that it says nothing when it is cut."""
        assert self._table is not None
        column = self._table.columns[number]
        return column.width <= _SHORT or column.kind in (ColumnKind.NUMBER, ColumnKind.BADGE, ColumnKind.PICTURE)

    def _fitting(self, wanted: dict[int, float], room: int) -> list[int]:
        assert self._table is not None
        shown = list(wanted)

        def least() -> float:
            return sum(self._least_width(n, wanted[n]) for n in shown)

        while not self._chosen_by_reader and len(shown) > _FEWEST and least() > room > 0:
            shown.remove(next((n for n in reversed(shown) if not self._table.columns[n].stretch), shown[-1]))
        return shown

    def _number(self, index: Index) -> int | None:
        if not index.isValid():
            return None
        model = self.model()
        if isinstance(model, QSortFilterProxyModel):
            return model.mapToSource(index).row()
        return index.row()

    def _index_of(self, id: str) -> QModelIndex | None:
        if self._table is None or (number := self._table.number_of(id)) is None:
            return None
        index = self._table.index(number, 0)
        model = self.model()
        index = model.mapFromSource(index) if isinstance(model, QSortFilterProxyModel) else index
        return index.siblingAtColumn(self._first_column()) if index.isValid() else None

    def _first_column(self) -> int:
        header = self.horizontalHeader()
        shown = (header.logicalIndex(n) for n in range(header.count()))
        return next((n for n in shown if not header.isSectionHidden(n)), 0)

    def _tell(self, id: str | None) -> None:
        if id != self._told:
            self._told = id
            self.selected.emit(id)

    @Slot()
    def _size_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.height_of_rows())
        self._share_width()
        self.viewport().update()

    @Slot()
    def _on_about_to_reset(self) -> None:
        self._kept_ids = self.selected_ids()
        self._kept_current = self.current_id()

    @Slot()
    def _on_reset(self) -> None:
        if self._kept_current is not None and self.select(self._kept_current):
            self._select_again()
        else:
            self._tell(None)

    def _select_again(self) -> None:
        chosen = QItemSelection()
        for id in self._kept_ids:
            if (index := self._index_of(id)) is not None:
                chosen.select(index, index)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().select(chosen, flags)

    @Slot()
    def _on_rows_removed(self) -> None:
        self._tell(self.current_id())

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        self._tell(self.id_of(current))

    @Slot(QModelIndex)
    def _on_double_clicked(self, index: QModelIndex) -> None:
        if (id := self.id_of(index)) is not None:
            self.opened.emit(id)

    @Slot(bool)
    def _on_column_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt calls it so
        sender = self.sender()
        assert isinstance(sender, QAction)
        assert self._table is not None
        header, number = self.horizontalHeader(), int(sender.data())
        if not on and header.count() - header.hiddenSectionCount() <= 1:
            return
        if not self._chosen_by_reader:  # from now on the columns are those that stood there when the reader chose
            self._chosen_by_reader = True
            self._left_out = {column.key for n, column in enumerate(self._table.columns) if header.isSectionHidden(n)}
        header.setSectionHidden(number, not on)
        key = self._table.columns[number].key
        self._left_out = self._left_out - {key} if on else self._left_out | {key}
        self._share_width()
        self._keep_soon()

    @Slot(object)
    def _on_header_menu(self, place: object) -> None:
        menu = self.columns_menu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.horizontalHeader().mapToGlobal(place))  # type: ignore[arg-type]

    @Slot()
    def _on_section_resized(self) -> None:
        if not self._sharing and self.isVisible():
            self._sized_by_reader = True
            self._keep_soon()

    @Slot()
    def _keep_soon(self) -> None:
        if self._state is not None:
            self._keeping.start()

    @Slot()
    def _keep(self) -> None:
        if self._state is not None:
            self._state.remember_parts(self._state_key, self.horizontalHeader())
            self._state.remember(f"{self._state_key}/sized", "yes" if self._sized_by_reader else "")
            self._state.remember(f"{self._state_key}/chosen", "yes" if self._chosen_by_reader else "")
            self._state.remember(f"{self._state_key}/left out", tuple(sorted(self._left_out)))


class ChoiceBox(QComboBox):
    """A choice that is only as wide as what is chosen now, within limits; its list is as wide as its longest line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.currentTextChanged.connect(self._on_text_changed)

    def sizeHint(self) -> QSize:
        """Ask for the room of what is chosen; what the box is called, its first line, is never cut."""
        most = max(theme.scaled(_WIDE_CHOICE), self._room_of(self.itemText(0)))
        return QSize(min(max(self._room_of(self.currentText()), theme.scaled(_NARROW_CHOICE)), most), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Ask for no less."""
        return self.sizeHint()

    def _room_of(self, text: str) -> int:
        arrow_and_edges = theme.scaled(24 + 2 * 8) + 4
        return self.fontMetrics().horizontalAdvance(text) + arrow_and_edges

    def showPopup(self) -> None:
        """Show the list, wide enough to be read."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + theme.scaled(24))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cut what is too long with an ellipsis."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self).width()
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self.setToolTip(plain_tooltip(text))
        self.updateGeometry()


class FilterBar(QWidget):
    """The line above a table: words to find, choices that narrow it, and how many were found.

    Signals:
        criteria_changed: words or choices are others now.
        down_pressed: the reader wants to go on into the table.
    """

    criteria_changed = Signal()
    down_pressed = Signal()

    def __init__(self, filters: Sequence[Filter] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = tuple(filters)
        self._choices: list[QComboBox] = []
        self._count = -1
        self._build()
        # Several keys in one round of events ask once.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self.criteria_changed)
        self._line.textChanged.connect(self._on_edited)
        spoken.changed.connect(self.retranslate)
        self.retranslate()

    def criteria(self, base: Criteria = Criteria()) -> Criteria:
        """Give what is asked for, in the order of *base*."""
        pairs = zip(self._filters, self._choices, strict=True)
        chosen = tuple((f.key, str(box.currentData())) for f, box in pairs if box.currentData())
        return Criteria(self._line.text().strip(), chosen, base.sort, base.descending)

    def put(self, text: str = "", chosen: Sequence[tuple[str, str]] = ()) -> None:
        """Ask for *text* and the codes *chosen*."""
        codes = dict(chosen)
        for f, box in zip(self._filters, self._choices, strict=True):
            box.setCurrentIndex(max(box.findData(codes.get(f.key, "")), 0))
        self._line.setText(text)

    def offer_choices(self, key: str, choices: Sequence[Choice]) -> None:
        """Offer other choices under the filter *key*; what is chosen stays, as long as it is among them."""
        number = next(n for n, f in enumerate(self._filters) if f.key == key)
        if tuple(choices) == self._filters[number].choices:
            return
        filter_ = replace(self._filters[number], choices=tuple(choices))
        self._filters = (*self._filters[:number], filter_, *self._filters[number + 1 :])
        box = self._choices[number]
        chosen, blocked = box.currentData(), box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for choice in choices:
            box.addItem("", choice.code)
        box.setCurrentIndex(max(box.findData(chosen), 0))
        box.blockSignals(blocked)
        self.retranslate()
        if box.currentData() != chosen:
            self._on_edited()

    @Slot(str)
    def type_on(self, text: str) -> None:
        """Take over what was typed in the table."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.setText(self._line.text() + text)

    def focus(self) -> None:
        """Let the reader type."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    @property
    def line(self) -> QLineEdit:
        """The line in which words are typed."""
        return self._line

    def add(self, widget: QWidget) -> None:
        """Put *widget* at the right end."""
        self._layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def show_count(self, count: int) -> None:
        """Say how many records are shown."""
        self._count = count
        self._found.setText(spoken.wording.formats.number(count))
        self._found.setAccessibleName(_("Records shown: {number}", number=count))

    def retranslate(self) -> None:
        """Say the choices in the language of the screen."""
        for f, box in zip(self._filters, self._choices, strict=True):
            box.setAccessibleName(_(f.title))
            box.setItemText(0, _("{filter}: all", filter=f.title))
            for number, choice in enumerate(f.choices, 1):
                box.setItemText(number, _(choice.title))
        if self._count >= 0:
            self.show_count(self._count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears; the down arrow goes into the table."""
        if event.key() == Qt.Key.Key_Escape and self._line.text():
            self._line.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        # Count and buttons keep their place at the right; only the choices go on in a second line.
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        flow = FlowLayout()
        self._layout.addLayout(flow, 1)
        self._line = QLineEdit()
        self._line.setClearButtonEnabled(True)
        self._line.setMinimumWidth(theme.scaled(110))
        worded(self._line, placeholderText=lazy("Type to filter"), accessibleName=lazy("Filter"))
        magnifier = QAction(self._line)
        iconed(magnifier, "search", "quiet")
        self._line.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        flow.addWidget(self._line)
        for f in self._filters:
            box = ChoiceBox()
            box.addItem("", "")
            for choice in f.choices:
                box.addItem("", choice.code)
            box.currentIndexChanged.connect(self._on_edited)
            self._choices.append(box)
            flow.addWidget(box)
        self._more = tool_button(lazy("More filters"), "filter")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show_rare)
        self._more.setVisible(any(f.rare for f in self._filters))
        flow.addWidget(self._more)
        self._show_rare()
        self._found = Label("", "quiet")
        self._found.setFixedHeight(self._line.sizeHint().height())
        self._layout.addWidget(self._found, 0, Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _on_edited(self) -> None:
        self._show_rare()
        self._soon.start()

    @Slot()
    def _show_rare(self) -> None:
        """Show the rarer choices when they are asked for; what narrows the list is never hidden."""
        for f, box in zip(self._filters, self._choices, strict=True):
            box.setVisible(not f.rare or self._more.isChecked() or bool(box.currentData()))


class EmptyState(QWidget):
    """What an empty page teaches: one sentence, and the button that makes the first record.

    Signals:
        wanted: the button was pressed.
    """

    wanted = Signal()

    def __init__(self, sentence: Lazy, verb: Lazy | None = None, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(14)
        layout.addStretch(2)
        self._text = Label(sentence, "quiet", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if icon:
            picture = Label()
            picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
            iconed(picture, icon, "quiet")
            layout.addWidget(picture)
        layout.addWidget(self._text)
        self._button = push_button(verb, "plus", primary=True) if verb is not None else None
        if self._button is not None:
            self._button.clicked.connect(self.wanted)
            layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)

    def say(self, sentence: Lazy, *, with_button: bool = True) -> None:
        """Teach another sentence."""
        self._text.show_text(sentence)
        if self._button is not None:
            self._button.setVisible(with_button)


class ListPane(QWidget):
    """A filter bar, a table, and what is said when the table is empty.

    `table` is a `RegisterTable` (asked again for other criteria) or a `RecordTable` (its rows are filtered here).
    """

    def __init__(
        self,
        name: Lazy,
        table: ColumnTable,
        empty: EmptyState,
        filters: Sequence[Filter] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.narrowing = False  # the filter is being typed: what is chosen now is not what is looked for yet
        self.table = table
        self.empty = empty
        self.filter_bar = FilterBar(filters)
        self.view = TableView(name)
        self._empty_sentence: Lazy | None = None
        self._proxy = None if hasattr(table, "look_for") else SortedRows(table, self)
        table.setParent(self)
        self._build()
        self._connect()

    def focus_filter(self) -> None:
        """Let the reader type words to find."""
        self.filter_bar.focus()

    def teach(self, sentence: Lazy) -> None:
        """Set the sentence of the empty table."""
        self._empty_sentence = sentence
        self.empty.say(sentence)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.filter_bar)
        body = QWidget()
        self._stack = QStackedLayout(body)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        layout.addWidget(body, 1)
        self._columns = tool_button(lazy("Columns"), "columns")
        self._columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._columns)
        self._menu.aboutToShow.connect(self._on_columns_menu)
        self._columns.setMenu(self._menu)
        self.filter_bar.add(self._columns)

    def _connect(self) -> None:
        self.view.show_table(self.table, self._proxy)
        header = self.view.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.view.setSortingEnabled(True)
        self.view.typed.connect(self.filter_bar.type_on)
        self.filter_bar.criteria_changed.connect(self._on_criteria_changed)
        self.filter_bar.down_pressed.connect(self._on_down)
        shown = self._proxy or self.table
        for signal in (shown.modelReset, shown.rowsInserted, shown.rowsRemoved):
            signal.connect(self._on_count_changed)
        self._on_count_changed()

    @Slot()
    def _on_columns_menu(self) -> None:
        self.view.fill_columns_menu(self._menu)

    @Slot()
    def _on_criteria_changed(self) -> None:
        target: Any = self._proxy or self.table
        base = getattr(self.table, "criteria", Criteria())
        self.narrowing = True
        target.look_for(self.filter_bar.criteria(base))
        if self.view.current_id() is None:
            self.view.select_first()
        self.narrowing = False
        self._on_count_changed()

    @Slot()
    def _on_down(self) -> None:
        if self.view.current_id() is None:
            self.view.select_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_count_changed(self) -> None:
        shown = self._proxy or self.table
        count = shown.rowCount()
        self.filter_bar.show_count(count)
        criteria = self.filter_bar.criteria()
        narrowed = bool(criteria.text or criteria.filters)
        if self._empty_sentence is not None:
            sentence = lazy("Nothing matches. Clear the filter to see everything.") if narrowed else self._empty_sentence
            self.empty.say(sentence, with_button=not narrowed)
        self._stack.setCurrentWidget(self.view if count else self.empty)


def _flat(text: str) -> str:
    return text.replace("\t", " ").replace("\n", " ")
