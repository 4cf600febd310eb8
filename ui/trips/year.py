"""The figures of a year in front of the register: tables to read, to print, and to save for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domains.trips.queries.yearly import year_figures, years_of_trips
from app.domains.trips.yearly import YearFigures
from app.domains.trips.yearly_tables import TITLES, Measure, Part, cell_text, heading, parts_of, source, year_document, year_sheet
from app.kernel.fields import Tone
from app.kernel.translated import lazy
from ui.kit.controls import Hairline, Label
from ui.kit.dialogs import Dialog
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken, worded
from ui.kit.pages import Page
from ui.kit.parts import Lines, SideBySide
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.theme import figures_font, theme
from ui.trips.lists import ask_where, write_sheet

_NAME, _FIGURE = 250, 92  # pixels at 100 %: names and figures of all tables stand below each other
_NARROW = {Measure.TRIPS: 60, Measure.PERCENT: 66, Measure.TRAVELLERS: 80, Measure.ESTIMATED: 102, Measure.KG: 76}
_ENOUGH = 760  # pixels at 100 % for two tables beside each other


class YearDialog(Dialog):
    """The figures of the year that is chosen."""

    def __init__(self, page: Page, years: Sequence[int], year: int) -> None:
        super().__init__(lazy("Figures of the year"), lazy("Close"), page)
        self._page = page
        self._closed = False
        self.figures: YearFigures | None = None
        self.year = QComboBox()
        for one in years:
            self.year.addItem(str(one), one)
        self.year.setCurrentIndex(self.year.findData(year))
        worded(self.year, accessibleName=lazy("Year of departure"))
        self.lines = Lines(theme.scaled(14))
        self._lay_out()
        self.year.currentIndexChanged.connect(self.read)
        self.print_button.clicked.connect(self.print_out)
        self.save_button.clicked.connect(self.save)
        spoken.changed.connect(self._say)
        self.finished.connect(self._on_finished)
        self.read()

    @classmethod
    def show_for(cls, page: Page, today: date) -> YearDialog:
        """Show the figures in front of the window: of last year, or of the latest one with trips when it had none."""
        last, found = today.year - 1, page.desk.operations.ask_now(years_of_trips(), ()) or ()
        year = next((one for one in (last, today.year, *found) if one in found), last)
        dialog = cls(page, sorted({*found, last, today.year}, reverse=True), year)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot()
    def read(self) -> None:
        """Read the figures of the year that is chosen."""
        self._allow(None)
        self._page.desk.operations.ask(year_figures(self.year.currentData())).then(self._on_read)

    @Slot()
    def save(self) -> None:
        """Ask where the figures are kept."""
        if self.figures is not None and (path := ask_where(self._page, f"{_('figures')}-{self.figures.year}")) is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write what is shown to *path*, XLSX or CSV by its ending."""
        figures, wording = self.figures, spoken.wording
        if figures is not None:
            write_sheet(self._page, lambda: year_sheet(figures, wording), path)

    @Slot()
    def print_out(self) -> None:
        """Make a paper of what is shown and open it; it prints from there."""
        if (figures := self.figures) is None:
            return
        wording, outside = spoken.wording, self._page.desk.application.outside

        def lay_out(report: Reporter) -> Path:
            content = outside.renderer().render(year_document(figures, wording), wording, report)
            return temporary_file(f"{wording.say('figures')}-{figures.year}.pdf", content)

        self._page.desk.operations.run(lay_out, lazy("Laying out the pages")).then(_Paper(self._page).open)

    def _lay_out(self) -> None:
        self.cancel_button.hide()
        self.save_button = self.add_button(lazy("Save as CSV or XLSX…"))
        self.print_button = self.add_button(lazy("Print"))
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(8))
        caption = Label(lazy("Year of departure"), "quiet")
        caption.setBuddy(self.year)
        row.addWidget(caption)
        row.addWidget(self.year)
        row.addStretch(1)
        self.body.addLayout(row)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.addWidget(self.lines)
        column.addStretch(1)
        area = scrolled(holder)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)  # with large letters
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the keys scroll it
        worded(area, accessibleName=lazy("Figures of the year"))
        self.body.addWidget(area, 1)
        screen = self.screen().availableGeometry()
        self.resize(min(theme.scaled(980), round(screen.width() * 0.95)), min(theme.scaled(760), round(screen.height() * 0.9)))

    def _allow(self, figures: YearFigures | None) -> None:
        self.figures = figures
        for button in (self.print_button, self.save_button):
            button.setEnabled(figures is not None and figures.files > 0)

    @Slot()
    def _say(self) -> None:
        if self.figures is not None:
            self.lines.put(list(_written(self.figures)))

    @Slot(object)
    def _on_read(self, figures: YearFigures) -> None:
        if not self._closed and figures.year == self.year.currentData():
            self._allow(figures)
            self._say()

    @Slot()
    def _on_finished(self) -> None:
        self._closed = True


def _written(figures: YearFigures) -> Iterator[QWidget]:
    wording = spoken.wording
    title = Label("", "title", wrap=True)
    title.setText(heading(figures, wording))
    yield title
    if not figures.files:
        yield Label(lazy("No request was submitted for a trip that departs in this year."), "quiet", wrap=True)
        return
    note = Label("", "quiet", wrap=True)
    note.setText(source(figures, wording))
    yield note
    short, states, *rest = (PartTable(part.shown()) for part in parts_of(figures, wording))
    yield SideBySide(short, states, (1, 1), _ENOUGH, theme.scaled(40))
    yield from rest


class PartTable(QWidget):
    """A table of the year under its heading: names at the left, figures flush right below what they count."""

    def __init__(self, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.part = part
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.scaled(4), 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(10))
        self._grid.setVerticalSpacing(theme.scaled(4))
        self._span = len(part.measures) + 2
        self._grid.setColumnMinimumWidth(0, theme.scaled(_NAME))
        self._grid.setColumnStretch(self._span - 1, 1)
        for column, measure in enumerate(part.measures, start=1):
            self._grid.setColumnMinimumWidth(column, _width(measure))
        self._grid.setRowStretch(len(part.lines) + 4, 1)
        title = Label("", "heading")
        title.setText(part.title)
        self._grid.addWidget(title, 0, 0, 1, self._span)
        self._grid.addWidget(Hairline(), 1, 0, 1, self._span)
        row = 2
        if not part.is_list:
            self._head()
            row += 1
        for number in range(len(part.lines)):
            self._line(row + number, number)
        if part.remark:
            remark = Label("", "small", wrap=True)
            remark.setText(part.remark)
            self._grid.addWidget(remark, row + len(part.lines), 0, 1, self._span)

    def _head(self) -> None:
        self._grid.addWidget(_head(self.part.of, Qt.AlignmentFlag.AlignLeft), 2, 0, Qt.AlignmentFlag.AlignBottom)
        for column, measure in enumerate(self.part.measures, start=1):
            label = _head(_(TITLES[measure]), Qt.AlignmentFlag.AlignRight)
            words = label.text().split()
            label.setFixedWidth(max(_width(measure), *(label.fontMetrics().horizontalAdvance(word) + theme.scaled(4) for word in words)))
            self._grid.addWidget(label, 2, column, Qt.AlignmentFlag.AlignBottom)

    def _line(self, row: int, number: int) -> None:
        line = self.part.lines[number]
        name = Label("", wrap=True)
        name.setText(line.name)
        name.setFixedWidth(theme.scaled(_NAME))
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        for column, measure in enumerate(self.part.measures):
            text = cell_text(self.part, line, column, spoken.wording)
            label = Label("")
            label.setText(text)
            label.setFont(figures_font(label.font()))
            counted = line.name if self.part.is_list else f"{line.name}, {_(TITLES[measure])}"
            label.setAccessibleName(f"{counted}: {text}")
            self._grid.addWidget(label, row, column + 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)


def _width(measure: Measure) -> int:
    return theme.scaled(_NARROW.get(measure, _FIGURE))


def _head(text: str, side: Qt.AlignmentFlag) -> Label:
    label = Label("", "small", wrap=True)
    label.setText(text)
    label.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
    return label


class _Paper:
    """Opens a paper that was laid out, also when the dialog has been closed meanwhile."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, path: Path) -> None:
        """Open it, or say where it is."""
        if not show_file(path):
            message = lazy("The paper is in {file}; no program on this machine opens it.", file=str(path))
            self._page.desk.operations.tell(message, Tone.WARNING)
