"""An order of the day on the screen: its drawing, its places with their reasons; and the salutation of a speech, to be copied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Slot
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from app.domains.missions.protocol.queries import OrderSheet as Ordered
from app.domains.people.precedence.layouts import figure_of
from app.domains.people.precedence.orders import Group, Spot
from app.kernel.errors import Finding
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Lazy, lazy
from ui.kit.canvas import FigureView
from ui.kit.controls import Label, tool_button
from ui.kit.delegates import PADDING
from ui.kit.forms import Findings
from ui.kit.language import _, spoken, worded
from ui.kit.parts import Lines, Section, ShortTable, TwoLines, paint_ground
from ui.kit.tables import ROW_ROLE
from ui.kit.theme import theme
from ui.missions.members import paint_sentence
from ui.missions.words import function_of, two_lines

_FIRST_SENTENCE = 2  # the columns from here on are sentences
_COLUMNS = (
    Column("number", lazy("No."), ColumnKind.NUMBER, width=4),
    Column("name", lazy("Name and function"), stretch=True, width=36),
    Column("where", lazy("Place"), width=30),
    Column("reason", lazy("Why"), stretch=True, width=40),
)


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A place in an order of the day as it stands in the table."""

    id: str
    number: int
    name: str
    where: str
    reason: str


class OrderSheet(QWidget):
    """An order of the day: its drawing, its groups in tables, and the conventions that were followed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigureView()
        self.findings = Findings()
        self.groups = Lines(theme.scaled(14))
        self.notes = Lines(theme.scaled(4))
        self.tables: list[ShortTable] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(12))
        for part in (self.findings, self.figure, self.groups, self.notes):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_order(self, order: Ordered, title: Lazy) -> None:
        """Show an order in the language of the screen; *title* stands above it already."""
        arrangement, names = order.arrangement, order.names
        functions = {row.person_id: function_of(row.function, row.organisation) for row in order.ranked.rows}
        figure = figure_of(arrangement, names, spoken.wording)
        self.figure.setVisible(figure is not None)
        if figure is not None:
            self.figure.show_figure(figure)
        self.findings.show_findings(arrangement.findings)
        self.tables = []
        self.groups.put([self._group(group, names, functions, title) for group in arrangement.groups])
        self.notes.put([Label(note, "small", wrap=True) for note in arrangement.notes])

    def _group(self, group: Group, names: Mapping[str, str], functions: Mapping[str, str], title: Lazy) -> QWidget:
        lines = [_line(number, spot, names, functions) for number, spot in enumerate(group.spots)]
        placed = any(line.where for line in lines)
        table = ShortTable(group.title, [column for column in _COLUMNS if placed or column.key != "where"], fitted=True)
        table.setItemDelegate(_Sentences(table))
        table.put(lines)
        self.tables.append(table)
        if group.title == title:
            return table
        section = Section(group.title)
        section.add(table)
        return section


class _Sentences(TwoLines):
    """Paints places and reasons on two lines: they are sentences."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Paint the cell."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, SpotLine) or index.column() < _FIRST_SENTENCE:
            super().paint(painter, option, index)
            return
        painter.save()
        paint_ground(painter, option)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        paint_sentence(painter, rect.adjusted(theme.scaled(PADDING), 0, -theme.scaled(PADDING), 0), text, option.font)  # type: ignore[attr-defined]
        painter.restore()


def _line(row: int, spot: Spot, names: Mapping[str, str], functions: Mapping[str, str]) -> SpotLine:
    # The same person may stand twice in a group: as host and at the end of a receiving line.
    name = two_lines(names.get(spot.guest, ""), functions.get(spot.guest, ""))
    return SpotLine(f"{spot.guest}/{row}", spot.number, name, _(spot.where), _(spot.reason))


@dataclass(frozen=True, slots=True)
class Salutation:
    """The salutation of a speech in one language, and what is missing for it."""

    language: str
    text: str
    missing: tuple[Finding, ...] = ()


class SalutationPart(QWidget):
    """The salutation in each language, to be copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts: dict[str, QPlainTextEdit] = {}
        self._parts = Lines(theme.scaled(14))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.addWidget(self._parts)
        layout.addStretch(1)

    def show_salutations(self, salutations: Sequence[Salutation]) -> None:
        """Show these texts."""
        self.texts = {}
        self._parts.put([self._part(one) for one in salutations])

    def _part(self, one: Salutation) -> QWidget:
        formats = spoken.wording.formats
        name = formats.language_name(one.language)
        section = Section(lazy("{language}", language=name[:1].upper() + name[1:]))
        copy = tool_button(lazy("Copy the salutation in {language}", language=name), "copy")
        copy.setProperty("language", one.language)
        copy.clicked.connect(self._on_copy)
        section.add_button(copy)
        text = QPlainTextEdit(one.text)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setFixedHeight(text.fontMetrics().lineSpacing() * 3 + theme.scaled(18))
        worded(text, accessibleName=lazy("Salutation in {language}", language=name))
        self.texts[one.language] = text
        section.add(text)
        missing = Findings()
        missing.show_findings(one.missing)
        section.add(missing)
        return section

    @Slot()
    def _on_copy(self) -> None:
        sender = self.sender()
        if sender is not None and (text := self.texts.get(str(sender.property("language")))) is not None:
            QGuiApplication.clipboard().setText(text.toPlainText())
