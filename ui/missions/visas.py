"""The documents of a mission's travellers: who needs what, how far it is and why; the countries on the way, and what goes to embassies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.domains.missions.vocabulary import MISSION, PARTICIPANT
from app.domains.people.vocabulary import PERSON
from app.domains.visas.matrix import Cell, CountryOfMission, Matrix, MatrixColumn, MatrixRow, matrix
from app.domains.visas.passport_commands import AddPassport, AddPassportRequest, HandOutMany
from app.domains.visas.passport_fields import CUSTODY_FORM, PASSPORT_FORM, REQUEST_FORM
from app.domains.visas.passport_rules import CustodyDraft, PassportDraft, RequestDraft, check_custody
from app.domains.visas.terms import CARD, CUSTODY, EDIT_VISAS, INVITATION, MISSION_COUNTRY, PASSPORT, REQUEST, VISA, PassportKind
from app.domains.visas.visa_commands import (
    AddMissionCountry,
    EditMissionCountry,
    LetterTerms,
    PrepareVisas,
    RemoveMissionCountry,
    SetLetterTerms,
    SetNeeds,
    StepInvitations,
    StepVisas,
    TickDocuments,
)
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft, check_country, check_invitation
from app.domains.visas.visa_fields import BY_HAND, COUNTRY_FORM, INVITATION_FORM
from app.domains.visas.visa_queries import guest_of, visa_of, where_is_visa
from app.domains.visas.visa_terms import (
    CELL_BADGES,
    DOCUMENTS,
    LETTER_STEPS,
    VISA_RULES,
    VISA_STEPS,
    CellState,
    LetterStep,
    Need,
    VisaDocument,
    VisaStep,
)
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.asking import AskLine
from ui.kit.controls import Action, Label, beside_text, push_button, tool_button
from ui.kit.desk import Desk
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.grids import Grid, GridCell, GridColumn, GridRow
from ui.kit.icons import iconed
from ui.kit.language import _, spoken, worded
from ui.kit.pages import Page
from ui.kit.parts import ActionButton
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.kit.views import EmptyState
from ui.missions.visa_forms import show_guest, show_visa
from ui.missions.visa_papers import PapersMenu

_OF_PASSPORTS = ("passport", "service")
_DUE = frozenset({CellState.TO_DO, CellState.IN_PROGRESS, CellState.LATE, CellState.UNKNOWN})
_COUNTED = (CellState.LATE, CellState.TO_DO, CellState.UNKNOWN, CellState.IN_PROGRESS, CellState.READY)
_DAY = Field("on", lazy("Day"), FieldKind.DATE, required=True)
_GRID, _NOBODY = range(2)


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """What a country asks of the travellers who are selected, as somebody was told; empty goes back to what its card says."""

    need: Need | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DocumentsDraft:
    """The documents that are there for all travellers who are selected."""

    documents: tuple[str, ...] = ()


class VisasTab(Page):
    """Countries above, the matrix in the middle, and below it what the current cell says."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._matrix: Matrix | None = None
        self._may = desk.application.user.may(EDIT_VISAS)
        self._step: VisaStep | LetterStep | None = None
        self._of_guests = False
        self._build()
        self._build_actions()
        self._connect()

    def title(self) -> str:
        """Name the part."""
        return _("Visas")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, its people, their passports or visas, or what decides on them was touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any(
            (PARTICIPANT, PERSON, PASSPORT, CUSTODY, REQUEST, VISA, MISSION_COUNTRY, CARD, INVITATION, VISA_RULES)
        )

    def read(self) -> None:
        """Read the matrix."""
        self._matrix = self.ask_now(matrix(self.mission_id))
        self.retranslate()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        known = self._matrix
        there = known is not None and bool(known.rows)
        self._stack.setCurrentIndex(_GRID if there else _NOBODY)
        if known is None:
            return
        self.empty.say(_why_empty(known))
        self.remarks.show_findings(known.findings)
        self.remarks.setVisible(bool(known.findings) and there)
        self._show_countries(known)
        self.grid.put([GridColumn(one.key, _column_title(one)) for one in known.columns], [_row(row) for row in known.rows])
        self._summary.setText(_summary(known))
        self._settle()

    def take_focus(self) -> None:
        """Give the keyboard to the matrix."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, finding: Finding) -> None:
        """Show what a finding is about: a visa, an invitation, the papers of a traveller."""
        ref = finding.ref
        known = self._matrix or self.ask_now(matrix(self.mission_id))
        if ref is None or known is None:
            return
        for row in known.rows:
            cells = zip(known.columns, row.cells, strict=True)
            about = next((column.key for column, cell in cells if cell.ref == ref), None)
            if about is not None or (ref.kind == PERSON and ref.id == row.person_id):
                self.grid.go_to(row.id, about or "")
                self.take_focus()
                return
        if ref.kind in (CARD, PASSPORT, REQUEST):
            self.open(ref)

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def prepare(self) -> None:
        """Begin the visas that are needed and not begun; Undo takes them all back."""
        self.perform(PrepareVisas(self.mission_id))

    @Slot()
    def open_cell(self) -> None:
        """Show what the current cell is about: a passport, a request, the form of a visa or of an invitation."""
        if (place := self.grid.current()) is not None:
            self._on_opened(*place)

    @Slot()
    def hand_out(self) -> None:
        """Hand the passports of the selected travellers out for this mission."""
        known, passports = self._matrix, self._selected_passports()
        if known is None or not passports:
            self.desk.operations.tell(lazy("Select the cells of passports that are entered."))
            return

        def command(_before: CustodyDraft, after: CustodyDraft) -> Command[tuple[str, ...]]:
            return HandOutMany(passports, after)

        draft = CustodyDraft(handed_on=self._today(), mission_id=self.mission_id)
        title = lazy_count("Hand out {number} passport", "Hand out {number} passports", len(passports))
        self._ask(HAND_OUT_FORM, draft, title, command, "hand-out", lazy("Hand out"))

    @Slot()
    def set_need(self) -> None:
        """Set by hand what a country asks of the selected travellers."""
        country, persons = self._country(), self._selected_persons()
        if not country or not persons:
            self._tell_to_choose()
            return

        def command(_before: NeedDraft, after: NeedDraft) -> Command[int]:
            return SetNeeds(self.mission_id, persons, country, after.need, after.reason)

        title = lazy("What {country} asks of the selected travellers", country=spoken.wording.formats.country(country))
        self._ask(NEED_FORM, NeedDraft(), title, command, f"need/{country}", lazy("Set the need"))

    @Slot()
    def tick(self) -> None:
        """Tick documents that are there for all selected travellers."""
        country, persons = self._country(), self._selected_persons()
        if not country or not persons:
            self._tell_to_choose()
            return

        def command(_before: DocumentsDraft, after: DocumentsDraft) -> Command[int]:
            return TickDocuments(self.mission_id, persons, country, tuple(VisaDocument(code) for code in after.documents))

        title = lazy("Documents that are there for {country}", country=spoken.wording.formats.country(country))
        self._ask(DOCUMENTS_FORM, DocumentsDraft(), title, command, f"documents/{country}", lazy("Tick them"))

    @Slot()
    def set_terms(self) -> None:
        """Write into the letters of the selected guests who pays, whom a consulate may call, and who signs."""
        persons = self._selected_persons()

        def command(_before: InvitationDraft, after: InvitationDraft) -> Command[int]:
            given = {field.key: value for field in TERMS_FORM.fields if (value := getattr(after, field.key))}
            return SetLetterTerms(self.mission_id, persons, LetterTerms(**given))

        number = lazy_count("{number} guest", "{number} guests", len(persons))
        title = lazy("What the letters of {who} say", who=number)
        self._ask(TERMS_FORM, InvitationDraft(), title, command, "letters", lazy("Write it into the letters"))

    def step(self, step: VisaStep | LetterStep) -> None:
        """Ask on which day a step was done for the selected travellers, and write it down for all of them."""
        persons = self._selected_persons()
        if not persons or (isinstance(step, VisaStep) and not self._country()):
            self._tell_to_choose()
            return
        self._step = step
        choices = VISA_STEPS if isinstance(step, VisaStep) else LETTER_STEPS
        title = next(choice.title for choice in choices if choice.code == step)
        number = lazy_count("{number} traveller", "{number} travellers", len(persons))
        told = lazy("{step}: {who}. On which day?", step=title, who=number)
        if isinstance(step, VisaStep):
            country = spoken.wording.formats.country(self._country())
            told = lazy("{step}, {country}: {who}. On which day?", step=title, country=country, who=number)
        self.line.ask(told, _DAY, lazy("Write it down"), self._on_day, self._today())

    @Slot()
    def add_country(self) -> None:
        """Add a country that the mission goes to or through."""

        def command(_before: CountryDraft, after: CountryDraft) -> Command[str]:
            return AddMissionCountry(self.mission_id, after)

        self._ask(COUNTRY_FORM, CountryDraft(transit=True), lazy("Add a country"), command, "country/new", lazy("Add the country"))

    def edit_country(self, country: str) -> None:
        """Change the days of a country, or how often it is entered."""
        shown = self._country_shown(country)
        if shown is None:
            return

        def command(before: CountryDraft, after: CountryDraft) -> Command[str]:
            return EditMissionCountry(self.mission_id, before, after)

        title = lazy("Days in {country}", country=spoken.wording.formats.country(country))
        self._ask(COUNTRY_DAYS_FORM, shown.draft, title, command, f"country/{country}")

    def remove_country(self, country: str) -> None:
        """Take a country out of the mission, or the days of its own away; Undo brings them back."""
        self.perform(RemoveMissionCountry(self.mission_id, country))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        bar = QWidget()
        self._tools = FlowLayout(bar, spacing=4)
        self._summary = Label("", "quiet")
        self._country_bar = QWidget()
        self._countries = FlowLayout(self._country_bar, spacing=4)
        self.remarks = Remarks(lazy("What concerns all travellers"), most=3)
        self.line = AskLine(self.desk.application)
        self.grid = Grid(lazy("Travellers and their documents"))
        self.about = Label("", wrap=True)
        self.about.setMinimumHeight(theme.scaled(40))
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty = EmptyState(lazy("Nobody travels yet."), None, "visa")
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(10), 0, 0)
        layout.setSpacing(theme.scaled(8))
        for part in (bar, self._country_bar, self.remarks, self.line):
            layout.addWidget(part)
        layout.addWidget(holder, 1)
        layout.addWidget(self.about)

    def _build_actions(self) -> None:
        self.prepare_action = self._action(lazy("Prepare the visas"), "plus", "", self.prepare)
        self.open_action = self._action(lazy("Open"), "edit", "F2", self.open_cell)
        self.hand_out_action = self._action(lazy("Hand out passports…"), "forward", "", self.hand_out)
        self.need_action = self._action(lazy("Set the need by hand…"), "edit", "", self.set_need)
        self.tick_action = self._action(lazy("Tick documents…"), "check", "", self.tick)
        self.terms_action = self._action(lazy("What the letters say…"), "mail", "", self.set_terms)
        for action in (self.prepare_action, self.open_action):
            self._tools.addWidget(ActionButton(action))
        self.step_menu = QMenu(self)
        self.step_button = self._menu_button(lazy("For the selected"), "check", self.step_menu)
        self.visa_steps = self._steps(VISA_STEPS, VisaStep)
        self.letter_steps = self._steps(LETTER_STEPS, LetterStep)
        self._fill_step_menu(incoming=False)
        self.papers_menu = PapersMenu(self, self.mission_id, self.line)
        self.papers_menu.aboutToShow.connect(self._follow_papers)
        self.papers_button = self._menu_button(lazy("Papers"), "print", self.papers_menu)
        self._tools.addWidget(self._summary)

    def _steps(self, choices: Sequence[Any], kind: type[VisaStep | LetterStep]) -> list[Action]:
        made: list[Action] = []
        for choice in choices:
            action = Action(lazy("{step} on…", step=choice.title), "", "", self)
            action.triggered.connect(partial(self.step, kind(choice.code)))
            action.setVisible(self._may)
            made.append(action)
        return made

    def _fill_step_menu(self, *, incoming: bool) -> None:
        self.step_menu.clear()
        others = [self.terms_action] if incoming else [self.tick_action, self.need_action, self.hand_out_action]
        self.step_menu.addActions(self.letter_steps if incoming else self.visa_steps)
        self.step_menu.addSeparator()
        self.step_menu.addActions(others)
        self.grid.offer((self.open_action, *(self.letter_steps if incoming else self.visa_steps), *others))

    @Slot()
    def _follow_papers(self) -> None:
        if self._matrix is not None:
            self.papers_menu.follow(self._matrix, self._selected_persons(), self._country())

    def _menu_button(self, text: Lazy, icon: str, menu: QMenu) -> QToolButton:
        button = tool_button(text, icon, beside=True)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        self._tools.addWidget(button)
        return button

    def _action(self, text: Lazy, icon: str, shortcut: str, act: Any) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.grid.opened.connect(self._on_opened)
        self.grid.chosen.connect(self._settle)
        self.remarks.chosen.connect(self._on_finding)
        self.line.closed.connect(self.take_focus)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_countries(self, known: Matrix) -> None:
        while (item := self._countries.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._country_bar.setVisible(bool(known.countries))
        for one in known.countries:
            self._countries.addWidget(self._country_button(one, asks=_asks(known, one.country)))
        if known.countries and self._may:
            add = push_button(lazy("Add a country…"), "plus")
            add.setProperty("quiet", True)
            add.clicked.connect(self.add_country)
            self._countries.addWidget(add)

    def _country_button(self, one: CountryOfMission, *, asks: bool) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setIconSize(beside_text())
        wanting = asks and (one.old or not one.card)
        iconed(button, "warning" if wanting else "globe", "tone:warning" if wanting else "quiet")
        text = _country_told(one, asks=asks)
        button.setText(text)
        worded(button, accessibleName=text, toolTip=_card_told(one))
        menu = QMenu(button)
        if self._may:
            menu.addAction(_("Days and times…"), partial(self.edit_country, one.country))
        card = _("Open its country card") if one.card else _("Fill its country card…")
        menu.addAction(card, partial(self.open, Ref(CARD, one.card or one.country)))
        if self._may and one.row:
            menu.addSeparator()
            remove = _("Take its own days away") if one.own else _("Take it out of the mission")
            menu.addAction(remove, partial(self.remove_country, one.country))
        button.setMenu(menu)
        return button

    @Slot()
    def _settle(self) -> None:
        known, place = self._matrix, self.grid.current()
        there = known is not None and bool(known.rows)
        incoming = known is not None and known.incoming
        self.about.setVisible(there)
        self.about.setText(self._told(place) if place is not None else "")
        self.open_action.setVisible(there)
        self.prepare_action.setVisible(self._may and there and not incoming and _something_to_prepare(known))
        self.step_button.setVisible(self._may and there)
        self.papers_button.setVisible(there)
        if incoming != self._of_guests:
            self._of_guests = incoming
            self._fill_step_menu(incoming=incoming)

    def _told(self, place: tuple[str, str]) -> str:
        row, column, cell = self._at(place)
        if row is None or column is None or cell is None:
            return ""
        state, reason = _(CELL_BADGES[cell.state].title), _(cell.reason)
        values = {"name": row.name, "document": _column_title(column), "state": state, "reason": reason}
        if cell.due is not None and cell.state in _DUE:
            return _("{name}, {document}: {state}. {reason} Next step by {day}.", **values, day=cell.due)
        return _("{name}, {document}: {state}. {reason}", **values)

    # --- what is selected ------------------------------------------------------------------------------------------

    def _at(self, place: tuple[str, str]) -> tuple[MatrixRow | None, MatrixColumn | None, Cell | None]:
        known = self._matrix
        row = next((one for one in known.rows if one.id == place[0]), None) if known is not None else None
        number = next((n for n, one in enumerate(known.columns) if one.key == place[1]), None) if known is not None else None
        if known is None or row is None or number is None:
            return None, None, None
        return row, known.columns[number], row.cells[number]

    def _selected_rows(self) -> list[MatrixRow]:
        chosen = set(self.grid.selected_rows())
        return [row for row in self._matrix.rows if row.id in chosen] if self._matrix is not None else []

    def _selected_persons(self) -> tuple[str, ...]:
        return tuple(row.person_id for row in self._selected_rows())

    def _selected_passports(self) -> tuple[str, ...]:
        known = self._matrix
        if known is None:
            return ()
        keys = [column.key for column in known.columns]
        found: list[str] = []
        for row in self._selected_rows():
            refs = (row.cells[keys.index(key)].ref for key in ("service", "passport") if key in keys)
            ref = next((ref for ref in refs if ref is not None and ref.kind == PASSPORT), None)
            if ref is not None:
                found.append(ref.id)
        return tuple(found)

    def _country(self) -> str:
        """Give the country of the current column; of a mission with only one visa column, that one."""
        known, place = self._matrix, self.grid.current()
        if known is None:
            return ""
        column = next((one for one in known.columns if place is not None and one.key == place[1]), None)
        if column is not None and column.country:
            return column.country
        countries = [one.country for one in known.columns if one.country]
        return countries[0] if len(countries) == 1 else ""

    def _country_shown(self, country: str) -> CountryOfMission | None:
        return next((one for one in self._matrix.countries if one.country == country), None) if self._matrix is not None else None

    def _today(self) -> date:
        return self.desk.application.clock.today()

    # --- what happens ----------------------------------------------------------------------------------------------

    def _ask(self, form: Form[Any], draft: Any, title: Lazy, command: Any, key: str, verb: Lazy = SAVE) -> FormDialog:
        return FormDialog.show_for(self, self.desk, form, draft, title, command, key=f"mission/{self.mission_id}/{key}", verb=verb)

    def _tell_to_choose(self) -> None:
        self.desk.operations.tell(lazy("Select the travellers first, in the column of the country."))

    @Slot(object)
    def _on_day(self, day: object) -> bool:
        assert isinstance(day, date)
        persons, step = self._selected_persons(), self._step
        command: Command[int]
        if isinstance(step, VisaStep):
            command = StepVisas(self.mission_id, persons, self._country(), step, day)
        elif isinstance(step, LetterStep):
            command = StepInvitations(self.mission_id, persons, step, day)
        else:
            return True
        operation = self.perform(command, refused=self.line.show_refusal)
        return not (operation.done and operation.failed)

    @Slot(str, str)
    def _on_opened(self, id: str, key: str) -> None:
        row, column, cell = self._at((id, key))
        if row is None or column is None or cell is None or self._matrix is None:
            return
        if cell.ref is not None and cell.ref.kind in (PASSPORT, REQUEST):
            self.open(cell.ref)
        elif not self._may:
            return  # what there is to read stands below the matrix
        elif key in _OF_PASSPORTS:
            self._begin_passport(row, key)
        elif self._matrix.incoming:
            self._show_guest(row)
        else:
            self._show_visa(row, column, cell)

    def _begin_passport(self, row: MatrixRow, key: str) -> None:
        if key == "service" and not self._incoming:
            draft = RequestDraft(person_id=row.person_id, mission_id=self.mission_id)
            title = lazy("Ask for a service passport for {name}", name=row.name)
            self._ask(REQUEST_FORM, draft, title, _request, f"request/{row.person_id}", lazy("Add the request"))
            return
        kind = PassportKind.ORDINARY
        draft_of_passport = PassportDraft(person_id=row.person_id, passport_kind=kind, country=row.nationality or "BE")
        title = lazy("Enter a passport of {name}", name=row.name)
        self._ask(PASSPORT_FORM, draft_of_passport, title, _passport, f"passport/{row.person_id}", lazy("Enter the passport"))

    @property
    def _incoming(self) -> bool:
        return self._matrix is not None and self._matrix.incoming

    def _show_visa(self, row: MatrixRow, column: MatrixColumn, cell: Cell) -> None:
        country = column.country or self._country_of(cell)
        if not country:
            self._tell_to_choose()
            return
        if (card := self.ask_now(visa_of(self.mission_id, row.person_id, country))) is not None:
            show_visa(self, self.desk, card)

    def _country_of(self, cell: Cell) -> str:
        if cell.ref is not None and cell.ref.kind == VISA and (where := self.ask_now(where_is_visa(cell.ref.id))) is not None:
            return where[2]
        return self._country()

    def _show_guest(self, row: MatrixRow) -> None:
        if (card := self.ask_now(guest_of(self.mission_id, row.person_id))) is not None:
            show_guest(self, self.desk, card)

    @Slot(object)
    def _on_finding(self, finding: Finding) -> None:
        if finding.ref is not None and finding.ref.kind == CARD:
            self.open(finding.ref)


def _request(_before: RequestDraft, after: RequestDraft) -> Command[str]:
    return AddPassportRequest(after)


def _passport(_before: PassportDraft, after: PassportDraft) -> Command[str]:
    return AddPassport(after)


def _check_need(draft: NeedDraft) -> Sequence[Finding]:
    if draft.need is not None and not draft.reason.strip():
        return (Finding("reason", lazy("Say why the need is set by hand: who told it, and when."), rule="need-without-reason"),)
    return ()


NEED_FORM = Form(
    NeedDraft,
    (
        Field("need", lazy("Need"), FieldKind.CHOICE, choices=BY_HAND),
        Field("reason", lazy("Why it is set by hand"), limit=500),
    ),
    _check_need,
)
DOCUMENTS_FORM = Form(DocumentsDraft, (Field("documents", lazy("Documents"), FieldKind.CHOICES, choices=DOCUMENTS),), lambda _draft: ())
COUNTRY_DAYS_FORM = Form(CountryDraft, tuple(field for field in COUNTRY_FORM.fields if field.key != "country"), check_country)


_TERMS = (
    "language",
    "pays_travel",
    "pays_stay",
    "pays_insurance",
    "other_payer",
    "contact",
    "signatory",
    "signatory_function",
)
TERMS_FORM = Form(InvitationDraft, tuple(field for field in INVITATION_FORM.fields if field.key in _TERMS), check_invitation)


def _check_hand_out(draft: CustodyDraft) -> Sequence[Finding]:
    return [finding for finding in check_custody(draft) if finding.path != "handed_to"]


HAND_OUT_FORM = Form(
    CustodyDraft,
    tuple(
        replace(field, required=False, help=lazy("Empty: each passport goes to its holder.")) if field.key == "handed_to" else field
        for field in CUSTODY_FORM.fields
        if field.key != "mission_id"
    ),
    _check_hand_out,
)


def _why_empty(known: Matrix) -> Lazy:
    if not known.columns:
        return lazy("A meeting on a screen needs neither passports nor visas.")
    return lazy("Nobody travels yet. Who is in the delegation stands here, with the documents that each of them needs.")


def _column_title(column: MatrixColumn) -> str:
    if not column.country:
        return _(column.title)
    return _("{document}: {country}", document=column.title, country=spoken.wording.formats.country(column.country))


def _row(row: MatrixRow) -> GridRow:
    below = spoken.wording.formats.country(row.nationality) if row.nationality else ""
    return GridRow(row.id, row.name, below, tuple(_cell(cell) for cell in row.cells))


def _cell(cell: Cell) -> GridCell:
    note = spoken.wording.formats.day(cell.due) if cell.due is not None and cell.state in _DUE else ""
    return GridCell(CELL_BADGES[cell.state], note, _(cell.reason))


def _summary(known: Matrix) -> str:
    cells = [cell.state for row in known.rows for cell in row.cells]
    counted = ((state, cells.count(state)) for state in _COUNTED)
    parts = [f"{number} {_(CELL_BADGES[state].title)}" for state, number in counted if number]
    return "  ·  ".join(parts)


def _something_to_prepare(known: Matrix | None) -> bool:
    if known is None:
        return False
    places = [number for number, column in enumerate(known.columns) if column.country]
    return any(
        row.cells[place].ref is None and row.cells[place].state is not CellState.NOT_NEEDED for row in known.rows for place in places
    )


def _asks(known: Matrix, country: str) -> bool:
    """Tell whether anybody needs something of *country*, as far as is known."""
    places = [number for number, column in enumerate(known.columns) if column.country == country]
    return any(row.cells[place].state is not CellState.NOT_NEEDED for row in known.rows for place in places)


def _country_told(one: CountryOfMission, *, asks: bool) -> str:
    formats = spoken.wording.formats
    name = formats.country(one.country)
    if one.draft.transit:
        name = _("through {country}", country=name)
    days = (
        [_("{first} to {last}", first=one.draft.enters_on, last=one.draft.leaves_on)] if one.draft.enters_on and one.draft.leaves_on else []
    )
    times = [_("entered {number} times", number=one.draft.times)] if one.draft.times > 1 else []
    file = [_("file by {day}", day=one.file)] if asks and one.file is not None else []
    return "  ·  ".join((name, *days, *times, *file))


def _card_told(one: CountryOfMission) -> str:
    if not one.card:
        return _("Its country card is not filled yet.")
    if one.old:
        return _("Its country card was last checked on {day}: compare it with its source.", day=one.checked_on)
    return _("Its country card was checked on {day}.", day=one.checked_on)
