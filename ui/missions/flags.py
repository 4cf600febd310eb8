"""The flags of a mission: its rows drawn from both sides, why each flag stands where it does, and what the stock keeps for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from app.adapters.i18n import wording_for
from app.domains.flags.commands.missions import (
    AddFlag,
    AddMissionFlags,
    EditMissionFlags,
    LeaveOutFlag,
    ReleaseMissionFlags,
    RemoveMissionFlags,
    ReserveMissionFlags,
)
from app.domains.flags.commands.stock import ReleaseFlags, ReturnFlags, TakeOutFlags
from app.domains.flags.days import OrderOfDay
from app.domains.flags.drawing import draw
from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.fields import MISSION_FLAGS_FORM, MissionFlagsForm, return_form
from app.domains.flags.house import flag_rules
from app.domains.flags.mission_flags import MissionFlagsDraft
from app.domains.flags.papers import produce_slip
from app.domains.flags.queries.missions import MissionFlagsCard, MissionFlagsSheet, blank_mission_flags, mission_flags, mission_flags_draft
from app.domains.flags.queries.stock import ReservationRow
from app.domains.flags.stock import ReturnDraft
from app.domains.flags.terms import (
    EDIT_FLAGS,
    FLAG_ITEM,
    FLAG_MOVEMENT,
    HOUSE,
    INSTRUCTION,
    MAKES,
    MISSION_FLAGS,
    RESERVATION,
    RESERVATION_BADGES,
    ReservationState,
    Why,
)
from app.domains.flags.vocabulary import ORDERS, SUPPORTS
from app.domains.missions.vocabulary import MISSION, PARTICIPANT
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Column, ColumnKind
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy
from ui.kit.choosers import country_names
from ui.kit.controls import Action, Label, beside_text, push_button
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.drawings import DrawingPane, DrawingTaker, Reason, Reasons
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.icons import iconed
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.nameline import NameLine
from ui.kit.pages import Page
from ui.kit.parts import ActionButton, Section, ShortTable, SideBySide
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.kit.views import EmptyState
from ui.missions.words import title_of

LEAVE_OUT, PUT_BACK, REMOVE = lazy("Leave out"), lazy("Put back"), lazy("Take away")
ENOUGH = 820  # pixels at 100 % from which the reasons stand beside the drawing
FROM_FRONT, FROM_BEHIND = lazy("Seen by the spectator"), lazy("Seen from behind")


@dataclass(frozen=True, slots=True)
class KeptLine:
    """What is reserved for the mission, as a line."""

    id: str
    flag: Multilingual
    made: str
    number: int
    period: str
    state: str


KEPT_COLUMNS = (
    Column("flag", lazy("Flag"), ColumnKind.MULTILINGUAL, stretch=True, width=26),
    Column("made", lazy("Made as"), width=30),
    Column("number", lazy("How many"), ColumnKind.NUMBER, width=9),
    Column("period", lazy("Kept"), width=30),
    Column(
        "state", lazy("Status"), ColumnKind.BADGE, badges={str(k): Badge(v.title, v.tone) for k, v in RESERVATION_BADGES.items()}, width=14
    ),
)


class FlagsTab(Page):
    """One row of flags at a time, drawn; the rows stand beside each other above it, what the stock keeps below."""

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.mission_id = mission_id
        self._sheet: MissionFlagsSheet | None = None
        self._rules: FlagRules = shipped_rules()
        self._chosen = ""
        self._may = desk.application.user.may(EDIT_FLAGS)
        self._build()
        self._build_actions()
        self._connect()

    def title(self) -> str:
        """Name the part."""
        return _("Flags")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, its people, its flags or the stock were touched."""
        return changes.touch(MISSION, self.mission_id) or changes.touch_any(
            (PARTICIPANT, PERSON, ORGANISATION, MISSION_FLAGS, RESERVATION, FLAG_ITEM, FLAG_MOVEMENT, HOUSE, INSTRUCTION)
        )

    def read(self) -> None:
        """Read the rows with their plans, and what is reserved."""
        self._sheet = self.ask_now(mission_flags(self.mission_id))
        self._rules = self.ask_now(flag_rules()) or shipped_rules()
        self.retranslate()

    def retranslate(self) -> None:
        """Write and draw everything in the language of the screen."""
        sheet = self._sheet
        cards = sheet.cards if sheet is not None else ()
        if not any(card.id == self._chosen for card in cards):
            self._chosen = cards[0].id if cards else ""
        self._stack.setCurrentIndex(0 if cards else 1)
        self._show_brought()
        self._offer_rows()
        self.remarks.show_findings(_once(sheet.findings) if sheet is not None else ())
        self.remarks.setVisible(bool(self.remarks.findings))
        self._show_row()
        kept = sheet.reservations if sheet is not None else ()
        self.kept.put([_kept_line(row) for row in kept])
        self._kept_section.setVisible(bool(kept))
        self._settle()

    def reveal(self, finding: Finding) -> None:
        """Show what a finding is about: a row of flags, or a reservation."""
        self._on_finding(finding)

    def card(self) -> MissionFlagsCard | None:
        """Give the row that is shown."""
        return next((card for card in self._sheet.cards if card.id == self._chosen), None) if self._sheet is not None else None

    def names(self) -> list[tuple[str, str]]:
        """Give the codes and names of all flags, in the language of the screen."""
        wording = spoken.wording
        return [*((one.code, wording.text(one.name)) for one in self._rules.entities if one.name), *country_names()]

    # --- what can be done ------------------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Plan a row of flags: where, on what, in which order."""
        draft = self.ask_now(blank_mission_flags(self.mission_id))
        if draft is None:
            return
        dialog = FormDialog.show_for(
            self,
            self.desk,
            MISSION_FLAGS_FORM,
            MissionFlagsForm.of(draft),
            lazy("Plan flags"),
            self._add_command,
            key=f"mission/{self.mission_id}/flags/new",
            verb=lazy("Plan flags"),
        )
        dialog.saved.connect(self._on_added)

    @Slot()
    def edit(self) -> None:
        """Change the row that is shown."""
        id = self._chosen
        if not id or (draft := self.ask_now(mission_flags_draft(id))) is None:
            return

        def command(before: MissionFlagsForm, after: MissionFlagsForm) -> Command[str]:
            return EditMissionFlags(id, before.read(), after.read())

        FormDialog.show_for(
            self,
            self.desk,
            MISSION_FLAGS_FORM,
            MissionFlagsForm.of(draft),
            lazy("Change the row of flags"),
            command,
            key=f"mission flags/{id}",
        )

    @Slot()
    def remove(self) -> None:
        """Remove the row that is shown; Undo brings it back."""
        if self._chosen:
            self.perform(RemoveMissionFlags(self._chosen))

    @Slot(str)
    def add_flag(self, code: str) -> None:
        """Put a flag into the row by hand."""
        if self._chosen:
            self.perform(AddFlag(self._chosen, code))

    @Slot()
    def reserve(self) -> None:
        """Reserve from the stock what is free of what is needed; what is missing is told."""
        self.perform(ReserveMissionFlags(self.mission_id))

    @Slot()
    def release(self) -> None:
        """Give back what is no longer needed."""
        self.perform(ReleaseMissionFlags(self.mission_id))

    @Slot()
    def take_out(self) -> None:
        """Note that the flags of the chosen reservation are taken out of the stock."""
        if (row := self._kept_row()) is not None:
            self.perform(TakeOutFlags(row.id))

    @Slot()
    def bring_back(self) -> None:
        """Note that flags come back, and what happened to them."""
        if (row := self._kept_row()) is None:
            return
        id = row.id

        def command(_before: ReturnDraft, after: ReturnDraft) -> Command[None]:
            return ReturnFlags(id, after)

        draft = ReturnDraft(self.desk.application.clock.today())
        FormDialog.show_for(
            self,
            self.desk,
            return_form(row.number),
            draft,
            lazy("Bring flags back"),
            command,
            key=f"reservation/{id}/return",
            verb=lazy("Bring back"),
        )

    @Slot()
    def give_up(self) -> None:
        """Release the chosen reservation."""
        if (row := self._kept_row()) is not None:
            self.perform(ReleaseFlags(row.id))

    def print_slip(self, language: str) -> None:
        """Lay out the set-up slip of the row that is shown, in a language, and open it."""
        id, application, wording = self._chosen, self.desk.application, wording_for(language)
        if not id:
            return

        def lay_out(_report: Reporter) -> Any:
            return temporary_file(f"flags-{language}.pdf", produce_slip(application, id, wording))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.add_button = push_button(lazy("Plan flags"), "plus", primary=True)
        self.add_button.setVisible(self._may)
        self._rows = QButtonGroup(self)
        self._rows.setExclusive(True)
        bar = QWidget()
        self._bar = FlowLayout(bar, spacing=4)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips, spacing=4)
        self._bar.addWidget(self.add_button)
        self._bar.addWidget(self._chips)
        self.brought = Label("", "quiet", wrap=True)
        self.remarks = Remarks(lazy("What does not fit together in the flags"), most=3)
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(10))
        self._facts = Label("", "quiet", wrap=True)
        tools = QWidget()
        self._tools = FlowLayout(tools, spacing=4)
        self.drawing = DrawingPane(self.desk)
        self.reasons = Reasons()
        self.line = NameLine(lazy("Add a flag: name or code"), self.names)
        self.line.setVisible(self._may)
        self.others = Reasons()
        self._others_title = Label(lazy("Not in this row"), "strong")
        reasons = QWidget()
        side = QVBoxLayout(reasons)
        side.setContentsMargins(0, theme.scaled(6), 0, 0)
        side.setSpacing(theme.scaled(10))
        for part in (self.reasons, self.line, self._others_title, self.others):
            side.addWidget(part)
        side.addStretch(1)
        for part in (self._facts, tools, SideBySide(_at_top(self.drawing), reasons, (3, 2), ENOUGH, theme.scaled(20))):
            column.addWidget(part)
        self._kept_section = Section(lazy("Reserved from the stock"))
        self.kept = ShortTable(lazy("Flags reserved for the mission"), KEPT_COLUMNS, fitted=True)
        self._kept_section.add(self.kept)
        column.addWidget(self._kept_section)
        column.addStretch(1)
        empty = EmptyState(
            lazy("No flags are planned yet. The flags follow the delegation and those it meets; say only where they stand and on what."),
            lazy("Plan flags") if self._may else None,
            "flag",
        )
        empty.wanted.connect(self.add)
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(scrolled(sheet))
        self._stack.addWidget(empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(8))
        for part in (bar, self.brought, self.remarks):
            layout.addWidget(part)
        layout.addWidget(holder, 1)

    def _build_actions(self) -> None:
        self.edit_action = self._action(lazy("Change the row of flags"), "edit", "F2", self.edit)
        self.remove_action = self._action(lazy("Remove the row of flags"), "remove", "", self.remove)
        self.reserve_action = self._action(lazy("Reserve from the stock"), "check", "", self.reserve)
        self.release_action = self._action(lazy("Release what is not needed"), "undo", "", self.release)
        for action in (self.edit_action, self.remove_action, self.reserve_action, self.release_action):
            self._tools.addWidget(ActionButton(action))
        self.slip_button = QToolButton()
        self.slip_button.setAutoRaise(True)
        self.slip_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.slip_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        iconed(self.slip_button, "print")
        self.slip_button.setIconSize(beside_text())
        worded(self.slip_button, text=lazy("Set-up slip"), accessibleName=lazy("Set-up slip"))
        menu = QMenu(self.slip_button)
        for language in LANGUAGES:
            menu.addAction(NATIVE_NAMES[language], partial(self.print_slip, language))
        self.slip_button.setMenu(menu)
        self._tools.insertWidget(0, self.slip_button)
        self.taker = DrawingTaker(self.desk)
        self._tools.addWidget(self.taker)
        self.out_action = self._action(lazy("Taken out"), "forward", "", self.take_out)
        self.back_action = self._action(lazy("Bring back…"), "back", "", self.bring_back)
        self.give_up_action = self._action(lazy("Release"), "undo", "", self.give_up)
        for action in (self.out_action, self.back_action, self.give_up_action):
            self._kept_section.add_button(ActionButton(action))
        self.kept.act(self.out_action, self.back_action, self.give_up_action)

    def _action(self, text: Lazy, icon: str, shortcut: str, act: Any) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.add)
        self.line.named.connect(self.add_flag)
        self.reasons.wanted.connect(self._on_left_out)
        self.others.wanted.connect(self.add_flag)
        self.remarks.chosen.connect(self._on_finding)
        self.kept.selected.connect(self._settle)
        self.taker.taken.connect(self.read)
        self._rows.buttonClicked.connect(self._on_row)

    # --- showing ---------------------------------------------------------------------------------------------------

    def _show_brought(self) -> None:
        sources = self._sheet.sources if self._sheet is not None else ()
        names = spoken.wording.formats.join([self._rules.name_of(one.code, spoken.wording) for one in sources])
        told = [_("Flags of this mission: {flags}", flags=names) if sources else _("Nobody of this mission brings a flag yet.")]
        told += _flag_days(self._sheet.orders if self._sheet is not None else ())
        self.brought.setText("\n".join(told))

    def _offer_rows(self) -> None:
        while (item := self._chip_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                self._rows.removeButton(cast("QPushButton", widget))
                widget.hide()
                widget.deleteLater()
        for card in self._sheet.cards if self._sheet is not None else ():
            button = QPushButton(_row_title(card))
            button.setProperty("quiet", True)
            button.setCheckable(True)
            button.setChecked(card.id == self._chosen)
            button.setObjectName(card.id)
            self._rows.addButton(button)
            self._chip_row.addWidget(button)

    def _show_row(self) -> None:
        card, wording, rules = self.card(), spoken.wording, self._rules
        if card is None:
            return
        self._facts.setText("  ·  ".join(_facts(card)))
        stem = _("flags {place}", place=card.draft.place or title_of(SUPPORTS, card.draft.support)).replace("/", "-")
        front, behind = draw(card.plan, wording, rules=rules), draw(card.plan, wording, behind=True, rules=rules)
        self.drawing.show_drawings(((FROM_FRONT, front), (FROM_BEHIND, behind)), stem)
        by_code = {flag.code: flag for flag in card.flags}
        self.reasons.put(
            [
                Reason(
                    one.code,
                    str(one.number),
                    rules.name_of(one.code, wording) if one.code else _("empty"),
                    _told(wording.text(one.reason), wording.text(by_code[one.code].source.why) if one.code in by_code else ""),
                    (REMOVE if by_code[one.code].added else LEAVE_OUT) if self._may and one.code in by_code else None,
                    strong=one.honour,
                )
                for one in card.plan.positions
            ]
        )
        bare = [str(finding.value) for finding in card.plan.findings if finding.rule == "no-drawing"]
        self.taker.offer([(code, rules.name_of(code, wording)) for code in bare] if self._may else ())
        left_out = [flag for flag in card.flags if flag.left_out]
        over = [(code, _("There is no place for it.")) for code in card.plan.left_over]
        self.others.put(
            [
                *(Reason(code, "–", rules.name_of(code, wording), why) for code, why in over),
                *(
                    Reason(
                        flag.code,
                        "–",
                        rules.name_of(flag.code, wording),
                        _told(wording.text(flag.source.why), _("left out by hand")),
                        PUT_BACK if self._may else None,
                    )
                    for flag in left_out
                ),
            ]
        )
        self._others_title.setVisible(bool(left_out or over))

    def _kept_row(self) -> ReservationRow | None:
        id = self.kept.current_id()
        return next((row for row in self._sheet.reservations if row.id == id), None) if self._sheet is not None else None

    @Slot()
    def _settle(self) -> None:
        row, sheet = self._kept_row(), self._sheet
        self.out_action.setEnabled(row is not None and row.state is ReservationState.RESERVED)
        self.back_action.setEnabled(row is not None and row.state is ReservationState.OUT)
        self.give_up_action.setEnabled(row is not None and row.state is ReservationState.RESERVED)
        self.edit_action.setEnabled(bool(self._chosen))
        self.remove_action.setEnabled(bool(self._chosen))
        self.reserve_action.setEnabled(sheet is not None and any(card.needed for card in sheet.cards))
        rules = {finding.rule for finding in sheet.findings} if sheet is not None else set()
        self.release_action.setVisible(self._may and "flag-no-longer-needed" in rules)

    # --- what happens ----------------------------------------------------------------------------------------------

    @Slot(object)
    def _on_row(self, button: QPushButton) -> None:
        self._chosen = button.objectName()
        self._show_row()
        self._settle()

    @Slot(object)
    def _on_added(self, id: object) -> None:
        self._chosen = str(id)
        self.retranslate()

    @Slot(str)
    def _on_left_out(self, code: str) -> None:
        if self._chosen and code:
            self.perform(LeaveOutFlag(self._chosen, code))

    @Slot(object)
    def _on_finding(self, finding: Finding) -> None:
        if finding.ref is None:
            return
        if finding.ref.kind == RESERVATION:
            self.kept.select(finding.ref.id)
            self.kept.setFocus(Qt.FocusReason.OtherFocusReason)
        elif finding.ref.kind == MISSION_FLAGS:
            self._chosen = finding.ref.id
            self.retranslate()
        else:
            self.open(finding.ref)

    @Slot(object)
    def _on_printed(self, path: Any) -> None:
        if not show_file(path):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)))

    def _add_command(self, _before: MissionFlagsForm, after: MissionFlagsForm) -> Command[str]:
        return AddMissionFlags(self.mission_id, after.read())


def _at_top(widget: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    return holder


def _row_title(card: MissionFlagsCard) -> str:
    support = title_of(SUPPORTS, card.draft.support)
    return f"{card.draft.place}  ·  {support}" if card.draft.place else support


def _facts(card: MissionFlagsCard) -> Sequence[str]:
    draft: MissionFlagsDraft = card.draft
    formats = spoken.wording.formats
    hours = [_("up at {time}", time=formats.time(draft.hoisted_at))] if draft.hoisted_at else []
    hours += [_("down at {time}", time=formats.time(draft.lowered_at))] if draft.lowered_at else []
    parts = [
        _("order {order}", order=title_of(ORDERS, draft.flag_order)),
        _("half-mast") if draft.half_mast else "",
        _("in one line") if draft.straight else "",
        _("{size} cm", size=draft.size) if draft.size else "",
        *hours,
        draft.responsible,
        draft.remark,
    ]
    return [part for part in parts if part]


def _once(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Leave out what is said of one row as of another."""
    return tuple({finding.message.message + str(finding.message.values): finding for finding in reversed(findings)}.values())[::-1]


def _flag_days(orders: Sequence[OrderOfDay]) -> list[str]:
    """Say which days of the mission are flag days, beside the visit itself."""
    told: list[str] = []
    for order in orders:
        titles = [spoken.wording.text(one.title) for one in order.occasions if one.why is not Why.VISIT]
        if titles:
            day, occasion = spoken.wording.formats.day(order.day), spoken.wording.formats.join(titles)
            half_mast = _("{day}: {occasion}, flags at half-mast", day=day, occasion=occasion)
            told.append(half_mast if order.half_mast else _("{day}: {occasion}", day=day, occasion=occasion))
    return told


def _told(*sentences: str) -> str:
    return "\n".join(sentence for sentence in sentences if sentence)


def _kept_line(row: ReservationRow) -> KeptLine:
    made = title_of(MAKES, row.make)
    return KeptLine(
        row.id,
        row.name,
        f"{made}, {row.size}" if row.size else made,
        row.number,
        spoken.wording.formats.period(PartialDate.of(row.starts), PartialDate.of(row.ends)),
        str(row.state),
    )
