"""The flag order of a day, and every day of a year on which flags fly: on the screen, on paper and in a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QHBoxLayout, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from app.adapters.i18n import wording_for
from app.domains.flags.commands.days import CheckFlagDay, EditInstruction, GiveInstruction, SetFlagHouse, WithdrawInstruction
from app.domains.flags.days import Occasion, OrderOfDay, sentence
from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.fields import HOUSE_FORM, INSTRUCTION_FORM, HouseForm, InstructionForm
from app.domains.flags.house import flag_rules, house
from app.domains.flags.papers import produce_calendar, produce_year
from app.domains.flags.queries.days import flag_year, instructions, order_of_day
from app.domains.flags.terms import EDIT_FLAGS, FLAG_DAY, FLAG_DAY_CHECK, HOUSE, INSTRUCTION, LEVELS, Why
from app.domains.missions.vocabulary import MISSION, PARTICIPANT
from app.domains.people.vocabulary import ORGANISATION
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from ui.flags.recognition import RecognitionDialog
from ui.flags.words import flags_side_by_side, title_of
from ui.kit.canvas import FigureView
from ui.kit.controls import Action, ElidedButton, Label, beside_text, tool_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.drawings import Reason, Reasons
from ui.kit.entry import read_day
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.icons import iconed
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.nameline import NameLine
from ui.kit.pages import MARGIN, Page
from ui.kit.parts import ActionButton, ShortTable
from ui.kit.parts import Badge as MarkBadge
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.remarks import Remarks
from ui.kit.theme import theme

LAID_OUT = 40  # milliseconds: by then the list has its height
HALF_MAST, COMPARE, TOLD, VISIT, PLANNED, FLIES = "half-mast", "compare", "told", "visit", "planned", "flies"
_STATES = {
    HALF_MAST: Badge(lazy("half-mast"), Tone.NEUTRAL),
    COMPARE: Badge(lazy("to be compared"), Tone.WARNING),
    TOLD: Badge(lazy("no flag here"), Tone.FAINT),
    VISIT: Badge(lazy("visit"), Tone.BUSY),
    PLANNED: Badge(lazy("planned visit"), Tone.FAINT),
    FLIES: Badge(lazy("flag day"), Tone.GOOD),
}
YEAR_COLUMNS = (
    Column("day", lazy("Day"), width=19),
    Column("occasion", lazy("Occasion"), ColumnKind.MULTILINGUAL, stretch=True, width=24),
    Column("flags", lazy("Flags"), width=13),
    Column("state", lazy("What it is"), ColumnKind.BADGE, badges=_STATES, width=14),
)


@dataclass(frozen=True, slots=True)
class YearLine:
    """An occasion of the year as a line."""

    id: str
    day: str
    occasion: Multilingual
    flags: str
    state: str


class OrderPage(Page):
    """The year at the left, the day at the right: choosing a line shows its day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.day: date = desk.application.clock.today()
        self.year: int = self.day.year
        self._occasions: dict[str, Occasion] = {}
        self._order: OrderOfDay | None = None
        self._filling = False
        self._rules: FlagRules = shipped_rules()
        self._may = desk.application.user.may(EDIT_FLAGS)
        self._build()
        self._build_actions()
        self._connect()

    def title(self) -> str:
        """Name the part."""
        return _("Flag order")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the table, an instruction or a visit was touched."""
        return changes.touch_any((FLAG_DAY, FLAG_DAY_CHECK, INSTRUCTION, HOUSE, MISSION, PARTICIPANT, ORGANISATION))

    def read(self) -> None:
        """Read the year and the day."""
        self._rules = self.ask_now(flag_rules()) or shipped_rules()
        self._read_year()
        self._read_day()

    def retranslate(self) -> None:
        """Write year and day in the language of the screen."""
        if not self.stale:
            self._show_year()
            self._show_day()

    def take_focus(self) -> None:
        """Let the user type a day."""
        self.day_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_day(self, day: date) -> None:
        """Show another day, and its year."""
        self.day = day
        if day.year != self.year:
            self.year = day.year
            self._read_year()
        self._read_day()

    def show_year(self, year: int) -> None:
        """Show another year."""
        if MINYEAR <= year <= date.max.year:
            self.year = year
            self._read_year()

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def give_instruction(self) -> None:
        """Enter an order for given dates, beginning with the day that is shown."""
        draft = InstructionForm(starts=self.day)
        FormDialog.show_for(
            self,
            self.desk,
            INSTRUCTION_FORM,
            draft,
            lazy("Give a flag instruction"),
            _give,
            key="flags/instruction/new",
            verb=lazy("Give the instruction"),
        )

    @Slot()
    def change_instruction(self) -> None:
        """Change the instruction that is chosen."""
        one = self._chosen()
        if one is None or one.why is not Why.INSTRUCTION or not (lines := self.ask_now(instructions([one.id]), ())):
            return
        id = one.id

        def command(before: InstructionForm, after: InstructionForm) -> Command[str]:
            return EditInstruction(id, before.read(), after.read())

        title = lazy("Change the flag instruction")
        FormDialog.show_for(self, self.desk, INSTRUCTION_FORM, InstructionForm.of(lines[0]), title, command, key=f"flags/instruction/{id}")

    @Slot()
    def withdraw(self) -> None:
        """Withdraw the instruction that is chosen; calendars that hold it are told."""
        one = self._chosen()
        if one is not None and one.why is Why.INSTRUCTION:
            self.perform(WithdrawInstruction(one.id))

    @Slot()
    def compare(self) -> None:
        """Note that the chosen day was compared with its source for this year."""
        one = self._chosen()
        if one is not None and one.why is Why.DAY:
            self.perform(CheckFlagDay(one.id, one.starts.year))

    @Slot()
    def open_chosen(self) -> None:
        """Open what the chosen line comes from: the flag day, the instruction, the visit."""
        one = self._chosen()
        if one is None:
            return
        if one.why is Why.INSTRUCTION:
            self.change_instruction()
        else:
            self.open(one.ref)

    def print_year(self, language: str) -> None:
        """Lay out the year in a language, and open it."""
        application, year, wording = self.desk.application, self.year, wording_for(language)

        def lay_out(_report: Reporter) -> Path:
            return temporary_file(f"flags-{year}-{language}.pdf", produce_year(application, year, wording))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    @Slot()
    def save_calendar(self) -> None:
        """Ask where the year is to be kept as a calendar."""
        proposal = f"{_('Flag days {year}', year=str(self.year))}.ics"
        name, _kind = QFileDialog.getSaveFileName(self, _("Keep the year as a calendar"), proposal, _("Calendar (*.ics)"))
        if name:
            self.save_calendar_to(Path(name))

    def save_calendar_to(self, path: Path) -> None:
        """Keep the year as a calendar at *path*."""
        application, year, wording = self.desk.application, self.year, spoken.wording

        def write(_report: Reporter) -> Path:
            application.outside.write_whole(path, produce_calendar(application, year, wording))
            return path

        self.desk.operations.run(write, lazy("Writing the calendar")).then(self._on_saved)

    @Slot()
    def edit_habits(self) -> None:
        """Say how the house flies its flags: their order, its own ones, the hours."""
        draft = self.ask_now(house())
        if draft is None:
            return

        def command(before: HouseForm, after: HouseForm) -> Command[None]:
            return SetFlagHouse(before.read(), after.read())

        title = lazy("Habits of the house for flags")
        FormDialog.show_for(self, self.desk, HOUSE_FORM, HouseForm.of(draft), title, command, key="flags/house")

    @Slot()
    def show_recognition(self) -> None:
        """Show the list of what Belgium does not recognise."""
        dialog = RecognitionDialog(self.desk, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._year_part())
        splitter.addWidget(self._day_part())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setSizes([660, 380])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.addWidget(splitter)

    def _year_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, MARGIN, 0)
        column.setSpacing(theme.scaled(10))
        self._year_bar = FlowLayout(spacing=4)
        self.year_before, self.year_after = tool_button(lazy("The year before"), "back"), tool_button(lazy("The year after"), "forward")
        self.year_title = Label("", "heading")
        self.year_title.setMinimumWidth(theme.scaled(44))
        self.year_title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.print_button = QToolButton()
        self.print_button.setAutoRaise(True)
        self.print_button.setIconSize(beside_text())
        iconed(self.print_button, "print")
        self.print_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.print_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        worded(self.print_button, text=lazy("Print the year"), accessibleName=lazy("Print the year"))
        menu = QMenu(self.print_button)
        for language in LANGUAGES:
            menu.addAction(NATIVE_NAMES[language], partial(self.print_year, language))
        self.print_button.setMenu(menu)
        for widget in (self.year_before, self.year_title, self.year_after):
            self._year_bar.addWidget(widget)
        self._year_bar.addWidget(self.print_button)
        self.table = ShortTable(lazy("Flag days of the year"), YEAR_COLUMNS)
        column.addLayout(self._year_bar)
        column.addWidget(self.table, 1)
        return part

    def _day_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(MARGIN, 0, theme.scaled(8), 0)
        column.setSpacing(theme.scaled(10))
        bar = QHBoxLayout()
        bar.setSpacing(4)
        self.day_before, self.day_after = tool_button(lazy("The day before"), "back"), tool_button(lazy("The day after"), "forward")
        self.today_button = tool_button(lazy("Today"), "today")
        self.day_title = Label("", "heading", wrap=True)
        self.day_line = NameLine(lazy("Go to a day: 21/7/2026"), list)
        bar.addWidget(self.day_title, 1)
        for widget in (self.day_before, self.today_button, self.day_after):
            bar.addWidget(widget)
        self.mourning = MarkBadge()
        self.mourning.show_badge(_STATES[HALF_MAST].title, str(Tone.NEUTRAL))
        self.sentence = Label("", wrap=True)
        self.flags = FigureView(largest=1.4)
        self.remarks = Remarks(lazy("What does not fit together on this day"), most=3)
        self.reasons = Reasons()
        self.next_button = ElidedButton(lazy("The next flag day"))
        for item in (bar, self.day_line, self.mourning, self.sentence, self.next_button, self.flags, self.remarks, self.reasons):
            if isinstance(item, QHBoxLayout):
                column.addLayout(item)
            else:
                column.addWidget(item)
        column.addStretch(1)
        return scrolled(part)

    def _build_actions(self) -> None:
        self.give_action = self._action(lazy("Give an instruction…"), "plus", "Ctrl+N", self.give_instruction, editing=True)
        self.open_action = self._action(lazy("Open"), "external", "", self.open_chosen)
        self.change_action = self._action(lazy("Change the instruction…"), "edit", "", self.change_instruction, editing=True)
        self.withdraw_action = self._action(lazy("Withdraw the instruction"), "close", "", self.withdraw, editing=True)
        self.compare_action = self._action(lazy("Compared with its source"), "check", "", self.compare, editing=True)
        self.calendar_action = self._action(lazy("Keep the year as a calendar…"), "calendar", "", self.save_calendar)
        self.habits_action = self._action(lazy("Habits of the house…"), "settings", "", self.edit_habits, editing=True)
        self.recognition_action = self._action(lazy("What Belgium does not recognise…"), "globe", "", self.show_recognition)
        more = tool_button(lazy("More"), "more")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self.calendar_action, self.habits_action, self.recognition_action])
        more.setMenu(menu)
        self._year_bar.addWidget(ActionButton(self.give_action))
        self._year_bar.addWidget(more)
        self.table.act(self.open_action, self.compare_action, self.change_action, self.withdraw_action)

    def _action(self, text: Lazy, icon: str, shortcut: str, act: Any, *, editing: bool = False) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may or not editing)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.year_before.clicked.connect(self._on_year_before)
        self.year_after.clicked.connect(self._on_year_after)
        self.day_before.clicked.connect(self._on_day_before)
        self.day_after.clicked.connect(self._on_day_after)
        self.today_button.clicked.connect(self._on_today)
        self.next_button.clicked.connect(self._on_next)
        self.day_line.named.connect(self._on_day_named)
        self.table.selected.connect(self._on_line)
        self.remarks.chosen.connect(self._on_finding)
        self.table.opened.connect(self.open_chosen)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _read_year(self) -> None:
        found: Sequence[Occasion] = self.ask_now(flag_year(self.year), ()) or ()
        self._occasions = {f"{one.why}/{one.id}/{one.starts}": one for one in found}
        self._show_year()

    def _show_year(self) -> None:
        self.year_title.setText(str(self.year))
        # A line that goes leaves the choice to its neighbour: the day that is shown stays.
        self._filling = True
        self.table.put([self._line(id, one) for id, one in self._occasions.items()])
        self._filling = False
        QTimer.singleShot(LAID_OUT, self, self._scroll)
        self._settle()

    @Slot()
    def _scroll(self) -> None:
        """Begin the list at the day that is shown, until a line is chosen."""
        coming = next((n for n, one in enumerate(self._occasions.values()) if one.ends >= self.day), None)
        if coming is not None and self._chosen() is None:
            self.table.scrollTo(self.table.model().index(max(coming - 1, 0), 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def _line(self, id: str, one: Occasion) -> YearLine:
        formats = spoken.wording.formats
        day, weekday = formats.day(one.starts), formats.day(one.starts, weekday=True).split()[0].rstrip(",")
        until = f"\n{_('until {day}', day=formats.day(one.ends))}" if one.ends != one.starts else f"\n{weekday}"
        flags = " ".join((*one.flags, *(f"({code})" for code in one.also))) if one.here else ""
        return YearLine(id, day + until, one.title, flags, _state(one))

    def _read_day(self) -> None:
        self._order = self.ask_now(order_of_day(self.day))
        self._show_day()

    def _show_day(self) -> None:
        order, rules, wording = self._order, self._rules, spoken.wording
        day = wording.formats.day(self.day, weekday=True)
        self.day_title.setText(day[:1].upper() + day[1:])
        if order is None:
            return
        names = {code: rules.title_of(rules.code_of(code)) for code in (*order.flags, *order.also)}
        self.sentence.setText(wording.text(sentence(order, names)))
        self.mourning.setVisible(order.half_mast)
        self._draw(order)
        following = None if order.flags else self._following()
        self.next_button.setVisible(following is not None)
        if following is not None:
            self.next_button.setText(_("Next: {day}, {occasion}", day=wording.formats.day(following.starts), occasion=following.title))
        self.remarks.show_findings(order.findings)
        self.remarks.setVisible(bool(order.findings))
        self.reasons.put([_reason(one) for one in (*order.occasions, *order.told)])

    def _draw(self, order: OrderOfDay) -> None:
        self.flags.show_figure(flags_side_by_side(order.flags, self._rules, _("Flags of the day")) if order.flags else None)
        self.flags.setVisible(bool(order.flags))

    def _following(self) -> Occasion | None:
        """Give the next occasion for which flags fly after the day that is shown, within its year."""
        return next((one for one in self._occasions.values() if one.starts > self.day and one.flies), None)

    def _chosen(self) -> Occasion | None:
        return self._occasions.get(self.table.current_id() or "")

    def _settle(self) -> None:
        one = self._chosen()
        of_office = one is not None and one.why is Why.INSTRUCTION
        self.open_action.setEnabled(one is not None)
        self.change_action.setVisible(self._may and of_office)
        self.withdraw_action.setVisible(self._may and of_office)
        self.compare_action.setVisible(self._may and one is not None and one.unchecked)

    # --- what happens ----------------------------------------------------------------------------------------------

    @Slot()
    def _on_line(self) -> None:
        if not self._filling and (one := self._chosen()) is not None and not one.covers(self.day):
            self.day = one.starts
            self._read_day()
        self._settle()

    @Slot(object)
    def _on_finding(self, finding: Finding) -> None:
        """Choose the line that a finding is about; what begins in another year has none here, and is opened."""
        id = next((id for id, one in self._occasions.items() if one.ref == finding.ref), None)
        if id is not None:
            self.table.select(id)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif finding.ref is not None and finding.ref.kind != INSTRUCTION:
            self.open(finding.ref)

    @Slot()
    def _on_year_before(self) -> None:
        self.show_year(self.year - 1)

    @Slot()
    def _on_year_after(self) -> None:
        self.show_year(self.year + 1)

    @Slot()
    def _on_day_before(self) -> None:
        if self.day > date.min:
            self.show_day(self.day - timedelta(1))

    @Slot()
    def _on_day_after(self) -> None:
        if self.day < date.max:
            self.show_day(self.day + timedelta(1))

    @Slot()
    def _on_today(self) -> None:
        self.show_day(self.desk.application.clock.today())

    @Slot()
    def _on_next(self) -> None:
        if (following := self._following()) is not None:
            self.show_day(following.starts)

    @Slot(str)
    def _on_day_named(self, text: str) -> None:
        try:
            day = read_day(text)
        except ValueError:
            self.desk.operations.tell(lazy("This is not a day. Write 22/9/2021."), Tone.WARNING)
            return
        if day is not None:
            self.show_day(day)

    @Slot(object)
    def _on_printed(self, path: object) -> None:
        if not show_file(cast("Path", path)):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)))

    @Slot(object)
    def _on_saved(self, path: object) -> None:
        self.desk.operations.tell(lazy("Saved as {file}", file=cast("Path", path).name), Tone.GOOD)


def _give(_before: InstructionForm, after: InstructionForm) -> Command[str]:
    return GiveInstruction(after.read())


def _state(one: Occasion) -> str:
    if one.unchecked:
        return COMPARE
    if one.why is Why.VISIT:
        return PLANNED if one.planned else VISIT
    if not one.flies:
        return TOLD
    return HALF_MAST if one.half_mast else FLIES


def _reason(one: Occasion) -> Reason:
    wording = spoken.wording
    parts = (
        title_of(LEVELS, one.level) if one.why is Why.DAY else "",
        one.source,
        wording.text(one.note) if one.note else "",
        _("No flag flies for it on our own buildings.") if not one.flies else "",
    )
    return Reason(one.id, "•" if one.flies else "–", wording.text(one.title), "\n".join(part for part in parts if part), strong=one.flies)
