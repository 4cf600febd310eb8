"""Two lists side by side: which rank an office has in each, and where they do not agree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from app.domains.people import profile_queries as queries
from app.domains.people.precedence.profiles import Rank
from app.domains.people.profile_queries import Compared, ProfileRow
from app.kernel.fields import Badge, Column, ColumnKind, Criteria, Tone
from app.kernel.translated import lazy, lazy_count
from ui.kit.controls import Label, push_button
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.language import _, spoken, worded
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import FilterBar, SortedRows, TableView

_SIZE = 1100, 680  # pixels at the usual text size
SAME, ONLY_FIRST, ONLY_SECOND, ELSEWHERE = "same", "first", "second", "elsewhere"
_STATES = {
    ONLY_FIRST: Badge(lazy("only in the first"), Tone.WARNING),
    ONLY_SECOND: Badge(lazy("only in the second"), Tone.WARNING),
    ELSEWHERE: Badge(lazy("another place"), Tone.BUSY),
}
_COLUMNS = (
    Column("office", lazy("Office"), stretch=True, width=32),
    Column("first_number", lazy("First"), ColumnKind.NUMBER, width=5),
    Column("first", lazy("Rank in the first list"), stretch=True, width=28),
    Column("second_number", lazy("Second"), ColumnKind.NUMBER, width=6),
    Column("second", lazy("Rank in the second list"), stretch=True, width=28),
    Column("state", lazy("Difference"), ColumnKind.BADGE, badges=_STATES, width=17),
)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """An office in two lists as it stands in the table."""

    id: str
    office: str
    first_number: int | None
    first: str
    second_number: int | None
    second: str
    state: str


class CompareDialog(Dialog):
    """Two lists, chosen above, and their offices in a table."""

    def __init__(self, desk: Desk, first: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Two lists side by side"), lazy("Close"), parent)
        self._desk = desk
        self._lists: Sequence[ProfileRow] = self._read_lists()
        self._rows: Sequence[Compared] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self.first.setCurrentIndex(max(self.first.findData(first), 0))
        self.second.setCurrentIndex(next((n for n in range(self.second.count()) if self.second.itemData(n) != first), 0))
        self._connect()
        self.read()
        self.view.select_first()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, first: str) -> Self:
        """Show the list *first* beside another one, in front of the window of *parent*."""
        dialog = cls(desk, first, parent)
        dialog.open()
        return dialog

    def lines(self) -> list[ComparedLine]:
        """Give what is shown, in its order."""
        return self.table.rows()

    @Slot()
    def read(self) -> None:
        """Put the two lists that are chosen side by side."""
        codes = str(self.first.currentData()), str(self.second.currentData())
        self._rows = self._desk.operations.ask_now(queries.compare(*codes), ()) or ()
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Write the offices in the language of the screen."""
        shown = [_line(row) for row in self._rows if row.differs or not self.only_differences.isChecked()]
        self.table.show(shown)
        number = sum(row.differs for row in self._rows)
        self.told.setText(_(lazy_count("{number} office differs", "{number} offices differ", number)))
        self._on_narrowed()

    def _read_lists(self) -> Sequence[ProfileRow]:
        ask = self._desk.operations.ask_now
        return ask(queries.profiles(ask(queries.profile_ids(), ()) or ()), ()) or ()

    def _build(self) -> None:
        self.first, self.second = QComboBox(), QComboBox()
        for box, name in ((self.first, lazy("First list")), (self.second, lazy("Second list"))):
            worded(box, accessibleName=name)
            for row in self._lists:
                box.addItem(_("{code}: {name}", code=row.code, name=row.name), row.code)
        self.only_differences = QCheckBox()
        worded(self.only_differences, text=lazy("Only what differs"))
        self.swap_button = push_button(lazy("Change sides"))
        self.swap_button.setAutoDefault(False)
        self.told = Label("", "quiet")
        line = QHBoxLayout()
        line.setSpacing(theme.scaled(8))
        line.addWidget(self.first, 1)
        line.addWidget(self.swap_button)
        line.addWidget(self.second, 1)
        self.body.addLayout(line)
        self.filter_bar = FilterBar()
        second_line = QHBoxLayout()
        second_line.setSpacing(theme.scaled(12))
        second_line.addWidget(self.filter_bar, 1)
        second_line.addWidget(self.only_differences)
        second_line.addWidget(self.told)
        self.body.addLayout(second_line)
        self.table = RecordTable(_COLUMNS, self)
        self.rows = SortedRows(self.table, self)
        self.view = TableView(lazy("Offices in both lists"))
        self.view.show_table(self.table, self.rows)
        self.body.addWidget(self.view, 1)
        self.cancel_button.hide()

    def _connect(self) -> None:
        self.first.currentIndexChanged.connect(self.read)
        self.second.currentIndexChanged.connect(self.read)
        self.only_differences.clicked.connect(self.retranslate)
        self.swap_button.clicked.connect(self._on_swap)
        self.filter_bar.criteria_changed.connect(self._on_narrowed)
        self.view.typed.connect(self.filter_bar.type_on)
        spoken.changed.connect(self.retranslate)

    @Slot()
    def _on_narrowed(self) -> None:
        self.rows.look_for(Criteria(self.filter_bar.criteria().text))
        self.filter_bar.show_count(self.rows.rowCount())

    @Slot()
    def _on_swap(self) -> None:
        first, second = self.first.currentIndex(), self.second.currentIndex()
        for box, index in ((self.first, second), (self.second, first)):
            blocked = box.blockSignals(True)
            box.setCurrentIndex(index)
            box.blockSignals(blocked)
        self.read()


def _line(row: Compared) -> ComparedLine:
    return ComparedLine(
        id=row.id,
        office=spoken.wording.text(row.title),
        first_number=row.first.number if row.first is not None else None,
        first=_title(row.first),
        second_number=row.second.number if row.second is not None else None,
        second=_title(row.second),
        state=_state(row),
    )


def _title(rank: Rank | None) -> str:
    return spoken.wording.text(rank.title) if rank is not None else ""


def _state(row: Compared) -> str:
    if row.first is None:
        return ONLY_SECOND
    if row.second is None:
        return ONLY_FIRST
    return ELSEWHERE if row.differs else SAME
