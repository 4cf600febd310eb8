"""The periods that the office uses: how long a passport must be valid, by when a visa is filed. Each with its source; defaults say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.visas.house import rules_are_own, visa_rules
from app.domains.visas.rules_of_visas import MOST, TITLES, USUAL_MOST, RuleCode, RuleNumber, VisaRules, shipped, sources
from app.domains.visas.terms import EDIT_VISAS
from app.domains.visas.visa_commands import EditVisaRules, PutBackVisaRules
from app.domains.visas.visa_terms import VISA_RULES
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Form, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Action, Label
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import MARGIN, Page, TitleLine
from ui.kit.parts import ActionButton
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView

DEFAULT, OWN, CONFIRMED = "default", "own", "confirmed"
STANDINGS = {
    DEFAULT: Badge(lazy("default"), Tone.WARNING),
    OWN: Badge(lazy("changed here"), Tone.BUSY),
    CONFIRMED: Badge(lazy("confirmed"), Tone.GOOD),
}
_NAMED = re.compile(r"\b([A-Z]{1,3})(?:(\d+)(?:-[A-Z]{1,3}(\d+))?)?\b")
_COLUMNS = (
    Column("title", lazy("What"), ColumnKind.LAZY, stretch=True, width=44),
    Column("number", lazy("Value"), ColumnKind.NUMBER, width=9),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=13),
    Column("source", lazy("Source"), stretch=True, width=34),
)


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One of the periods as a line."""

    id: str
    title: Lazy
    number: int
    standing: str
    source: str


@dataclass(frozen=True, slots=True)
class PeriodDraft:
    """What may be changed of a period."""

    number: int | None = None
    source: str = ""
    confirmed: bool = False


class PeriodsPage(Page):
    """A table of the periods in use; each is changed in a short form, all of them can be put back as they came."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rules: VisaRules = shipped()
        self._may = desk.application.user.may(EDIT_VISAS)
        self.title_line = TitleLine()
        self.explained = Label(
            lazy(
                "Deadlines and limits count with these numbers. None of them is the rule of a country: that stands on its card, and comes first."
            ),
            "quiet",
            wrap=True,
        )
        self.table = RecordTable(_COLUMNS, self)
        self.view = TableView(lazy("Periods in use"))
        self.view.show_table(self.table)
        self.places = Label("", "small", wrap=True)
        self.places.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.movement = Label("", "small", wrap=True)
        self.edit_action = self._action(lazy("Change…"), "edit", "F2", self.edit)
        self.back_action = self._action(lazy("Put all back as they came"), "undo", "", self.put_back)
        self.view.offer([self.edit_action])
        for action in (self.edit_action, self.back_action):
            self.title_line.add(ActionButton(action))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 12)
        layout.setSpacing(theme.scaled(10))
        for part in (self.title_line, self.explained):
            layout.addWidget(part)
        layout.addWidget(self.view, 1)
        for part in (self.places, self.movement):
            layout.addWidget(part)
        self.view.opened.connect(self._on_opened)
        self.view.selected.connect(self._settle)
        self.retranslate()

    def title(self) -> str:
        """Name the page."""
        return _("Periods in use")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the rules were touched."""
        return changes.touch_any((VISA_RULES,))

    def read(self) -> None:
        """Read the rules in force."""
        self._rules = self.ask_now(visa_rules()) or shipped()
        self.back_action.setVisible(self._may and bool(self.ask_now(rules_are_own())))
        self.table.show(_lines(self._rules))
        if self.view.current_id() is None:
            self.view.select_first()
        self.retranslate()
        self._settle()

    def retranslate(self) -> None:
        """Name the page, and tell where people travel freely."""
        self.title_line.show_texts(self.title(), _("dated {day}", day=spoken.wording.formats.day(self._rules.dated)))
        formats = spoken.wording.formats
        free = formats.join(sorted(formats.country(code) for code in self._rules.free_movement))
        told = [_("Free movement, where no visa is asked of citizens: {countries}.", countries=free)] if free else []
        if self._rules.free_movement_source:
            source = _("Source: {source}", source=self._rules.free_movement_source)
            told.append(source if self._rules.free_movement_confirmed else _("{source} (not confirmed yet)", source=source))
        if self._rules.national_only:
            countries = formats.join(formats.country(code) for code in self._rules.national_only)
            told.append(_("Visas for officials only for those who travel for a national government: {countries}.", countries=countries))
            told.append(_("Source: {source}", source=self._rules.national_only_source))
        self.movement.setText("\n".join(told))
        self.movement.setVisible(bool(told))
        self._settle()

    def take_focus(self) -> None:
        """Give the keyboard to the table."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def edit(self) -> None:
        """Change the period that is chosen."""
        id = self.view.current_id()
        if id is None or not self._may:
            return
        rule = self._rules.rule(RuleCode(id))
        before = self._rules

        def command(_before: PeriodDraft, after: PeriodDraft) -> Command[None]:
            fresh = RuleNumber(rule.code, after.number or 0, after.source.strip(), after.confirmed)
            numbers = tuple(fresh if one.code is rule.code else one for one in before.numbers)
            return EditVisaRules(before, replace(before, numbers=numbers))

        draft = PeriodDraft(rule.number, rule.source, rule.confirmed)
        FormDialog.show_for(self, self.desk, _form(rule.code), draft, TITLES[rule.code], command, key=f"visa rules/{id}")

    @Slot()
    def put_back(self) -> None:
        """Use the periods that come with the program again; Undo brings the office's own back."""
        self.perform(PutBackVisaRules())

    def _action(self, text: Lazy, icon: str, shortcut: str, act: object) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.addAction(action)
        return action

    @Slot()
    def _settle(self) -> None:
        id = self.view.current_id()
        self.edit_action.setEnabled(id is not None)
        places = places_of(self._rules.rule(RuleCode(id)).source) if id is not None else []
        self.places.setText("\n".join(f"{code}: {place}" for code, place in places))
        self.places.setVisible(bool(places))

    @Slot(str)
    def _on_opened(self, _id: str) -> None:
        self.edit()


def _form(code: RuleCode) -> Form[PeriodDraft]:
    most = MOST.get(code, USUAL_MOST)

    def check(draft: PeriodDraft) -> Sequence[Finding]:
        if draft.number is None or not 0 <= draft.number <= most:
            return (Finding("number", lazy("Enter a number from 0 to {most}.", most=most), rule="visa-number"),)
        return ()

    fields = (
        Field("number", lazy("Value"), FieldKind.NUMBER, required=True),
        Field("source", lazy("Source"), help=lazy("Who says so: a circular, a page, an embassy, and when.")),
        Field("confirmed", lazy("The office has compared this number with its source"), FieldKind.YES_NO),
    )
    return Form(PeriodDraft, fields, check)


def _lines(rules: VisaRules) -> list[PeriodLine]:
    return [PeriodLine(str(one.code), TITLES[one.code], one.number, _standing(one), one.source) for one in rules.numbers]


def _standing(one: RuleNumber) -> str:
    if one.confirmed:
        return CONFIRMED
    return DEFAULT if one == shipped().rule(one.code) else OWN


def places_of(source: str) -> list[tuple[str, str]]:
    """Give where the sources that a text names by a letter and a number are found: “V9-V12” names four."""
    known = sources()
    named: list[str] = []
    for letter, first, last in _NAMED.findall(source):
        if first:
            named += [f"{letter}{number}" for number in range(int(first), int(last or first) + 1)]
        else:
            named.append(letter)
    return [(code, known[code]) for code in dict.fromkeys(named) if code in known]
