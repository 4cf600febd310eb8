"""The two models: they tell views what really changed, and never raise."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView

from app.kernel.fields import Badge, Column, ColumnKind, Criteria, Tone
from app.kernel.periods import PartialDate
from app.kernel.permissions import Permission
from app.kernel.queries import Query
from app.kernel.translated import Multilingual, lazy
from ui.kit.delegates import PADDING, badge_width
from ui.kit.language import spoken
from ui.kit.tables import BADGE_ROLE, MISSING, PAGE, SORT_ROLE, RecordTable, RegisterTable, runs_from_the_end
from ui.kit.views import SortedRows, TableView

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
ANYBODY = Permission("anybody", lazy("Anybody"))
BADGES = {"open": Badge(lazy("Open"), Tone.WARNING)}
COLUMNS = (
    Column("name", lazy("Name"), stretch=True, sort_key="name"),
    Column("number", lazy("Number"), ColumnKind.NUMBER, sort_key="number"),
    Column("state", lazy("State"), ColumnKind.BADGE, badges=BADGES),
)


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    number: int = 0
    state: str = "open"


class Office:
    """Rows behind two queries, as a register has them."""

    def __init__(self, count: int) -> None:
        self.rows = {str(n): Row(str(n), f"Name {n:06}", n) for n in range(count)}
        self.asked: list[int] = []

    def ids(self, criteria: Criteria) -> Query[Sequence[str]]:
        return Query(self._ids, ANYBODY, (criteria,))

    def some(self, ids: Sequence[str]) -> Query[Sequence[Any]]:
        return Query(self._some, ANYBODY, (ids,))

    def ask(self, query: Query[Any]) -> Any:
        return query.function(None, *query.args)

    def _ids(self, _reader: object, criteria: Criteria) -> list[str]:
        found = [row for row in self.rows.values() if criteria.text in row.name]
        key = criteria.sort or "name"
        return [row.id for row in sorted(found, key=lambda row: getattr(row, key), reverse=criteria.descending)]

    def _some(self, _reader: object, ids: Sequence[str]) -> list[Row]:
        self.asked.append(len(ids))
        return [self.rows[id] for id in ids if id in self.rows]


@pytest.fixture
def office() -> Office:
    return Office(300)


@pytest.fixture
def table(office: Office, qapp) -> RegisterTable:
    made = RegisterTable(COLUMNS, office.ids, office.some, office.ask)
    made.look_for(Criteria())
    return made


def texts(model: Any, column: int = 0) -> list[str]:
    return [model.index(n, column).data() for n in range(model.rowCount())]


def test_runs_are_told_last_first():
    assert runs_from_the_end([0, 1, 2, 5, 7, 8]) == [(7, 8), (5, 5), (0, 2)]


def test_a_short_table_follows_its_rows_under_the_model_tester(qapp):
    table = RecordTable(COLUMNS)
    QAbstractItemModelTester(table, FATAL, table)
    proxy = SortedRows(table)
    QAbstractItemModelTester(proxy, FATAL, proxy)
    dice = random.Random(7)
    rows = [Row(str(n), f"Name {n}") for n in range(40)]
    for turn in range(40):
        rows = [row for row in rows if dice.random() > 0.1]
        rows = [Row(row.id, f"Other {turn}") if dice.random() < 0.1 else row for row in rows]
        rows += [Row(f"{turn}/{n}", f"New {n}") for n in range(dice.randrange(5))]
        dice.shuffle(rows)
        table.show(rows)
        assert table.rows() == rows


def test_a_chosen_row_stays_chosen_while_others_come_and_go(qapp):
    table = RecordTable(COLUMNS)
    table.show(Row(str(n), f"Name {n}") for n in range(20))
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.select("7")
    table.show([Row("new", "First"), *(Row(str(n), f"Name {n}") for n in range(19, 4, -1))])
    assert view.current_id() == "7"
    assert view.selected_ids() == ("7",)


def test_unchanged_rows_are_not_painted_again(qapp):
    table = RecordTable(COLUMNS)
    table.show([Row("a", "A"), Row("b", "B")])
    changed: list[int] = []
    table.dataChanged.connect(lambda first, _last: changed.append(first.row()))
    table.show([Row("a", "A"), Row("b", "Bee")])
    assert changed == [1]


def test_a_long_table_passes_the_model_tester(table: RegisterTable):
    QAbstractItemModelTester(table, FATAL, table)
    table.sort(1, Qt.SortOrder.DescendingOrder)
    table.look_for(Criteria("00"))
    table.look_for(Criteria("nothing has this"))
    table.look_for(Criteria())
    assert table.rowCount() == 300


def test_a_long_table_follows_changes_under_the_model_tester(office: Office, table: RegisterTable):
    QAbstractItemModelTester(table, FATAL, table)
    view = QTableView()
    view.setModel(table)
    dice = random.Random(3)
    for turn in range(12):
        for id in dice.sample(sorted(office.rows), 6):
            del office.rows[id]
        for id in dice.sample(sorted(office.rows), 5):
            office.rows[id] = Row(id, f"Name {dice.randrange(999999):06}", dice.randrange(300))
        office.rows[f"n{turn}"] = Row(f"n{turn}", f"Name {dice.randrange(999999):06}")
        table.refresh()
        assert list(table.ids()) == office._ids(None, table.criteria)
        assert texts(table)[:5] == [office.rows[id].name for id in table.ids()[:5]]


def test_only_pages_that_are_shown_are_fetched(office: Office, table: RegisterTable):
    table.index(200, 0).data()
    table.index(201, 0).data()
    assert office.asked == [PAGE]


def test_a_chosen_record_stays_chosen_in_another_order(office: Office, table: RegisterTable):
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.select("10")
    table.sort(1, Qt.SortOrder.DescendingOrder)
    assert (view.current_id(), view.currentIndex().row()) == ("10", 289)


def test_a_chosen_record_stays_chosen_when_the_filter_lets_it_through(office: Office, table: RegisterTable):
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.select("10")
    table.look_for(Criteria("0010"))
    assert view.current_id() == "10"
    table.look_for(Criteria("0020"))
    assert view.current_id() is None


def test_several_chosen_records_stay_chosen_after_a_change_elsewhere(office: Office, table: RegisterTable):
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.select("10")
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    view.selectionModel().select(table.index(12, 0), flags)
    office.rows["0a"] = Row("0a", "Aaron")
    table.refresh()
    assert view.selected_ids() == ("10", "12")


def test_the_view_tells_that_the_chosen_record_is_gone(office: Office, table: RegisterTable):
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.select("299")
    told: list[object] = []
    view.selected.connect(told.append)
    del office.rows["299"]
    table.refresh()
    assert told[-1] == view.current_id() != "299"


def test_a_row_that_is_gone_while_it_is_painted_is_shown_as_missing(office: Office, table: RegisterTable):
    office.rows.pop("3")
    assert table.index(3, 0).data() == MISSING
    assert table.index(3, 2).data(BADGE_ROLE) is None


def test_a_query_that_fails_while_qt_paints_raises_nothing(office: Office, table: RegisterTable, caplog):
    def broken(_query: Query[Any]) -> Any:
        raise OSError("disk")

    table._ask = broken
    assert [table.index(n, 0).data() for n in range(3)] == [MISSING] * 3
    assert [record.message for record in caplog.records] == ["A cell could not be shown: rows"]


@dataclass(frozen=True)
class Odd:
    id: str = "odd"
    name: Multilingual = Multilingual(nl="Parijs", fr="Paris")
    day: PartialDate = PartialDate(2021, 9)
    period: tuple[PartialDate | None, PartialDate | None] = (PartialDate(2021, 9, 22), PartialDate(2021, 9, 24))
    country: str = "FR"
    number: int = 12345
    state: str = "open"


ODD_COLUMNS = (
    Column("name", lazy("Name"), ColumnKind.MULTILINGUAL),
    Column("day", lazy("Day"), ColumnKind.DATE),
    Column("period", lazy("Days"), ColumnKind.PERIOD),
    Column("country", lazy("Country"), ColumnKind.COUNTRY),
    Column("number", lazy("Number"), ColumnKind.NUMBER),
    Column("state", lazy("State"), ColumnKind.BADGE, badges=BADGES),
)


def test_cells_are_written_in_the_language_of_the_screen(qapp):
    table = RecordTable(ODD_COLUMNS)
    table.show([Odd()])
    assert [table.index(0, n).data() for n in range(6)] == ["Parijs", "September 2021", "22–24 September 2021", "France", "12,345", "Open"]
    spoken.speak("fr")
    assert [table.index(0, n).data() for n in range(4)] == ["Paris", "septembre 2021", "22–24 septembre 2021", "France"]


def test_numbers_stand_at_the_right(qapp):
    table = RecordTable(ODD_COLUMNS)
    table.show([Odd()])
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    assert table.index(0, 4).data(Qt.ItemDataRole.TextAlignmentRole) == right
    assert table.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole) == right


def test_days_are_sorted_by_time_and_numbers_by_size(qapp):
    table = RecordTable(ODD_COLUMNS)
    table.show([Odd()])
    assert [table.index(0, n).data(SORT_ROLE) for n in (0, 1, 2, 4)] == ["parijs", "2021-09", "2021-09-22 2021-09-24", 12345]


def test_a_tooltip_never_takes_data_for_markup(qapp):
    table = RecordTable(COLUMNS)
    table.show([Row("a", "<b>bold</b> & co")])
    assert table.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "<span>&lt;b&gt;bold&lt;/b&gt; &amp; co</span>"


def test_the_filter_of_a_short_table_ignores_accents_and_word_order(qapp):
    table = RecordTable(COLUMNS)
    table.show([Row("a", "Élodie Peeters"), Row("b", "Jan Peeters"), Row("c", "Élodie Janssens")])
    proxy = SortedRows(table)
    proxy.look_for(Criteria("peet elo"))
    assert texts(proxy) == ["Élodie Peeters"]


def test_copied_rows_are_text_with_tabs(qapp):
    table = RecordTable(COLUMNS)
    table.show([Row("a", "One\ttab", 1), Row("b", "Two", 2)])
    view = TableView(lazy("Rows"))
    view.show_table(table)
    view.selectAll()
    assert view.copy_text() == "One tab\t1\tOpen\nTwo\t2\tOpen"


def test_titles_and_badges_are_whole_before_a_long_column_gets_all_it_asks_for(office: Office, show, settled):
    columns = (
        Column("name", lazy("Name"), stretch=True, width=90),
        Column("number", lazy("A title of many words"), width=13),
        Column("state", lazy("State"), ColumnKind.BADGE, badges={"open": Badge(lazy("Open, and for a long time"), Tone.WARNING)}, width=6),
    )
    made = RegisterTable(columns, office.ids, office.some, office.ask)
    made.look_for(Criteria())
    view = TableView(lazy("Rows"))
    view.show_table(made)
    view.resize(900, 200)
    show(view)
    settled()
    title, badge = view.fontMetrics().horizontalAdvance("A title of many words"), badge_width(columns[2].badges["open"], view.font())

    assert (view.columnWidth(1) > title + 2 * PADDING, view.columnWidth(2) > badge + 2 * PADDING) == (True, True)
    assert sum(view.columnWidth(n) for n in range(3)) == view.viewport().width()
