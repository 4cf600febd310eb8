"""The approval chains: for each category of traveller who decides, in which order, when, and on which parts of the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domains.access.vocabulary import ROLE_TITLES
from app.domains.trips.chains import WHOLE, Chain, ChainStep, Condition, check_chain
from app.domains.trips.circular.ruleset import DEFAULT
from app.domains.trips.commands.settings import ResetChain, SaveChain
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.settings import ChainLine, Origin
from app.domains.trips.settings_fields import ORIGINS
from app.domains.trips.settings_rules import CHAIN_ROLES, PARTS, USUAL_CONCERNS, Concern, chain_in_words, concern_in_words, concern_of
from app.domains.trips.vocabulary import Category
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Tone
from app.kernel.money import Money
from app.kernel.shapes import from_plain, to_plain
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label, push_button, tool_button
from ui.kit.forms import Findings
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme
from ui.trips.settings.sheets import NOT_SAVED, Badges, Sheet, SheetPage, flowing

_MOST_RANKS = 9
_CONDITIONS = {
    Condition.OUTSIDE_EU: lazy("outside the EU"),
    Condition.OVER_AMOUNT: lazy("over the amount of R58"),
    Condition.DEROGATION: lazy("a derogation is asked"),
}
_CONCERNS: tuple[tuple[Concern, Lazy], ...] = (
    *((name, concern_in_words(fields)) for name, fields in USUAL_CONCERNS.items()),
    (Concern.CHOSEN, lazy("chosen parts")),
)


class StepRow(QWidget):
    """A step of a chain: who, when, and what the step looks at.

    Signals:
        edited: the user changed something of it.
        move_requested: it should stand one place earlier (-1) or later (1).
        removal_requested: it should go.
    """

    edited = Signal()
    move_requested = Signal(int)
    removal_requested = Signal()

    def __init__(self, step: ChainStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = step
        self.rank = QComboBox()
        self.rank.addItems([str(number) for number in range(1, _MOST_RANKS + 1)])
        self.role = QComboBox()
        self._roles = [str(role) for role in CHAIN_ROLES]
        self.opinion = QCheckBox()
        self.conditions = {condition: QCheckBox() for condition in _CONDITIONS}
        self.concern = QComboBox()
        self.parts = [QCheckBox() for _part in PARTS]
        self.parts_box = QWidget()
        self.parts_told = Label("", "small", wrap=True)
        self.parts_button = tool_button(lazy("Choose the parts"), "edit")
        self.parts_button.setCheckable(True)
        self.up, self.down = tool_button(lazy("Earlier"), "up"), tool_button(lazy("Later"), "down")
        self.remove = tool_button(lazy("Take out"), "close")
        self.findings = Findings()
        self._lay_out()
        self.show_step(step)
        self._connect()

    def show_step(self, step: ChainStep) -> None:
        """Show *step*."""
        self._step = step
        if step.role not in self._roles:
            self._roles.append(step.role)
        self.rank.setCurrentIndex(min(max(step.rank, 1), _MOST_RANKS) - 1)
        self._say()
        self.role.setCurrentIndex(self._roles.index(step.role))
        self.opinion.setChecked(step.opinion)
        for condition, box in self.conditions.items():
            box.setChecked(condition in step.when)
        name = concern_of(step.concern)
        self.concern.setCurrentIndex([one for one, _title in _CONCERNS].index(name))
        for part, box in zip(PARTS, self.parts, strict=True):
            box.setChecked(bool(set(part.fields) & set(step.concern)))
        self._show_parts()

    def step(self) -> ChainStep:
        """Give the step as it stands here."""
        fresh = ChainStep(
            self._roles[max(self.role.currentIndex(), 0)],
            self.rank.currentIndex() + 1,
            tuple(condition for condition, box in self.conditions.items() if box.isChecked()),
            self.opinion.isChecked(),
            self._concern(),
        )
        same = set(fresh.concern) == set(self._step.concern)
        return replace(fresh, concern=self._step.concern) if same else fresh

    def _concern(self) -> tuple[str, ...]:
        name = _CONCERNS[max(self.concern.currentIndex(), 0)][0]
        if name is not Concern.CHOSEN:
            return USUAL_CONCERNS[name]
        return tuple(field for part, box in zip(PARTS, self.parts, strict=True) if box.isChecked() for field in part.fields)

    def place(self, number: int, of: int, *, enabled: bool) -> None:
        """Know that this is step *number* (from 0) of *of*, to be changed or only to be read."""
        for button, text in (
            (self.up, lazy("Step {number}: one place up", number=number + 1)),
            (self.down, lazy("Step {number}: one place down", number=number + 1)),
            (self.remove, lazy("Step {number}: take out", number=number + 1)),
        ):
            worded(button, accessibleName=text, toolTip=text)
            button.setVisible(enabled)
        self.up.setEnabled(number > 0)
        self.down.setEnabled(number + 1 < of)
        worded(self.rank, accessibleName=lazy("Order of step {number}", number=number + 1))
        worded(self.role, accessibleName=lazy("Who decides at step {number}", number=number + 1))
        worded(self.concern, accessibleName=lazy("What step {number} looks at", number=number + 1))
        for widget in (self.rank, self.role, self.opinion, self.concern, *self.conditions.values(), *self.parts):
            widget.setEnabled(enabled)

    def _lay_out(self) -> None:
        worded(self.opinion, text=lazy("opinion only"))
        worded(self.rank, toolTip=lazy("Steps with the same number decide together"))
        for condition, title in _CONDITIONS.items():
            worded(self.conditions[condition], text=title)
        for part, box in zip(PARTS, self.parts, strict=True):
            worded(box, text=part.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(10), 0, theme.scaled(10))
        layout.setSpacing(theme.scaled(6))
        first = QHBoxLayout()
        first.setSpacing(0)
        first.addWidget(flowing(self.rank, self.role, self.opinion, spacing=8), 1)
        for button in (self.up, self.down, self.remove):
            first.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(first)
        layout.addWidget(flowing(Label(lazy("only if"), "quiet"), *self.conditions.values()))
        layout.addWidget(flowing(Label(lazy("looks at"), "quiet"), self.concern, self.parts_button, spacing=8))
        layout.addWidget(self.parts_told)
        parts = QVBoxLayout(self.parts_box)
        parts.setContentsMargins(theme.scaled(18), 0, 0, 0)
        parts.addWidget(flowing(*self.parts))
        layout.addWidget(self.parts_box)
        layout.addWidget(self.findings)

    def _connect(self) -> None:
        self.rank.activated.connect(self.edited)
        self.role.activated.connect(self.edited)
        self.concern.activated.connect(self._on_concern)
        for box in (self.opinion, *self.conditions.values(), *self.parts):
            box.clicked.connect(self._on_edited)
        self.parts_button.toggled.connect(self._show_parts)
        self.up.clicked.connect(self._on_up)
        self.down.clicked.connect(self._on_down)
        self.remove.clicked.connect(self.removal_requested)
        spoken.changed.connect(self._say)

    @Slot()
    def _say(self) -> None:
        for box, titles in (
            (self.role, [ROLE_TITLES.get(role, lazy("{code}", code=role)) for role in self._roles]),
            (self.concern, [title for _name, title in _CONCERNS]),
        ):
            while box.count() < len(titles):
                box.addItem("")
            for number, title in enumerate(titles):
                box.setItemText(number, _(title))
        self._show_parts()

    @Slot()
    def _on_concern(self) -> None:
        name = _CONCERNS[max(self.concern.currentIndex(), 0)][0]
        if name is not Concern.CHOSEN:
            for part, box in zip(PARTS, self.parts, strict=True):
                box.setChecked(bool(set(part.fields) & set(USUAL_CONCERNS[name])))
            self.parts_button.setChecked(False)
        else:
            self.parts_button.setChecked(True)
        self._on_edited()

    @Slot()
    def _on_edited(self) -> None:
        self._show_parts()
        self.edited.emit()

    @Slot()
    def _show_parts(self) -> None:
        chosen = _CONCERNS[max(self.concern.currentIndex(), 0)][0] is Concern.CHOSEN
        self.parts_button.setVisible(chosen)
        self.parts_box.setVisible(chosen and self.parts_button.isChecked())
        self.parts_told.setVisible(chosen and not self.parts_button.isChecked())
        told = tuple(part.title for part, box in zip(PARTS, self.parts, strict=True) if box.isChecked())
        self.parts_told.setText(_("{parts}", parts=told))

    @Slot()
    def _on_up(self) -> None:
        self.move_requested.emit(-1)

    @Slot()
    def _on_down(self) -> None:
        self.move_requested.emit(1)


class ChainView(Sheet):
    """The chain of a category: told in a sentence, and its steps below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: ChainLine | None = None
        self._over: Money | None = None
        self._may_edit = False
        self._dirty = False
        self.rows: list[StepRow] = []
        self.heading = Label("", "heading", wrap=True)
        self.badges = Badges()
        self.told = Label("", wrap=True)
        self.findings = Findings()
        self.add_button = push_button(lazy("Add step"), "plus")
        self.add_button.clicked.connect(self.add_step)
        self._steps = QVBoxLayout()
        self._lay_out()
        spoken.changed.connect(self.retranslate)

    def show_record(self, record: Any, value: Any, *, may_edit: bool) -> None:
        """Show the chain of a category."""
        self._record, self._may_edit = record, may_edit
        self._show_steps(value)
        self.add_button.setVisible(may_edit)
        self.retranslate()

    def show_amount(self, over: Money | None) -> None:
        """Know the amount of rule R58, which the sentence names."""
        self._over = over

    def value(self) -> Any:
        """Give the steps as they stand here."""
        return tuple(row.step() for row in self.rows)

    def faults(self) -> tuple[Finding, ...]:
        """Give what keeps the chain from deciding."""
        return tuple(check_chain(Chain(self._record.category, self.value()), CHAIN_ROLES)) if self._record is not None else ()

    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Say what is wrong beside the steps concerned."""
        self._show_findings(findings)
        for row in self.rows:
            if row.findings.shown:
                self.go_to(row.role)
                return

    def show_dirty(self, dirty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Say whether something is not saved."""
        self._dirty = dirty
        self._show_badges()

    @Slot()
    def add_step(self) -> None:
        """Add a step after the others, for a role that does not stand in the chain yet."""
        steps = self.value()
        there = {step.role for step in steps}
        role = next((str(role) for role in CHAIN_ROLES if role not in there), str(CHAIN_ROLES[0]))
        rank = min(max((step.rank for step in steps), default=0) + 1, _MOST_RANKS)
        self._show_steps((*steps, ChainStep(role, rank, concern=WHOLE)))
        self.go_to(self.rows[-1].role)
        self._on_edited()

    @Slot()
    def retranslate(self) -> None:
        """Say the chain in the language of the screen."""
        if self._record is not None:
            title = _(self._record.title)
            self.heading.setText(title[:1].upper() + title[1:])
            self._show_badges()
            self._tell()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self.heading)
        layout.addWidget(self.badges)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(theme.scaled(side) for side in (12, 9, 12, 9)))
        inside.addWidget(self.told)
        layout.addWidget(card)
        layout.addWidget(
            Label(
                lazy(
                    "Steps with the same number decide together; an urgent file opens all of them at once. "
                    "A step decides again when a part that it looks at is amended. Files that were sent keep their steps. "
                    "External members travel with the inviting service and have no chain of their own."
                ),
                "small",
                wrap=True,
            )
        )
        layout.addWidget(self.findings)
        self._steps.setSpacing(0)
        layout.addLayout(self._steps)
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addStretch(1)

    def _show_steps(self, steps: Sequence[ChainStep]) -> None:
        while len(self.rows) > len(steps):
            row = self.rows.pop()
            for _part in range(2):  # the step and the hairline above it
                item = self._steps.takeAt(self._steps.count() - 1)
                if item is not None and (widget := item.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            row.edited.disconnect(self._on_edited)
        for row, step in zip(self.rows, steps, strict=False):
            row.blockSignals(True)
            row.show_step(step)
            row.blockSignals(False)
        for step in steps[len(self.rows) :]:
            self._add_row(step)
        for number, row in enumerate(self.rows):
            row.place(number, len(self.rows), enabled=self._may_edit)
        self._show_findings(self.faults())
        self._tell()

    def _add_row(self, step: ChainStep) -> None:
        row = StepRow(step)
        row.edited.connect(self._on_edited)
        row.move_requested.connect(self._on_moved)
        row.removal_requested.connect(self._on_removed)
        self._steps.addWidget(Hairline())
        self._steps.addWidget(row)
        self.rows.append(row)

    def _show_badges(self) -> None:
        if self._record is None:
            return
        badges = [Badge(DEFAULT, Tone.WARNING) if self._record.origin is Origin.SHIPPED else ORIGINS[Origin.OWN]]
        self.badges.show_badges([*badges, NOT_SAVED] if self._dirty else badges)

    def _tell(self) -> None:
        told = _(chain_in_words(sorted(self.value(), key=_order), self._over))
        self.told.setText(told[:1].upper() + told[1:] + ".")

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        for number, row in enumerate(self.rows):
            row.findings.show_findings([one for one in findings if one.path.startswith(f"steps[{number}]")])
        self.findings.show_findings([one for one in findings if "[" not in one.path])

    @Slot()
    def _on_edited(self) -> None:
        self._show_findings(self.faults())
        self._tell()
        self.edited.emit()

    @Slot(int)
    def _on_moved(self, by: int) -> None:
        steps, number = list(self.value()), self._number(self.sender())
        one, other = steps[number], steps[number + by]
        steps[number + by], steps[number] = replace(one, rank=other.rank), replace(other, rank=one.rank)
        self._show_steps(steps)
        self._on_edited()

    @Slot()
    def _on_removed(self) -> None:
        steps, number = list(self.value()), self._number(self.sender())
        del steps[number]
        self._show_steps(steps)
        self._on_edited()

    def _number(self, row: QObject) -> int:
        return next(number for number, one in enumerate(self.rows) if one is row)


def _order(step: ChainStep) -> int:
    return step.rank


class ChainsPage(SheetPage):
    """The categories of travellers, and who decides on each."""

    def make_sheet(self) -> Sheet:
        """Make the sheet of a chain."""
        self.chain = ChainView()
        return self.chain

    def build_actions(self) -> None:
        """Offer to save, to throw away, and to take the chain that ships."""
        super().build_actions()
        if self._may_edit:
            self.reset_action = self.offer(lazy("Put back the default"), self.reset, "history", in_bar=True)

    def read_record(self, id: str) -> Any | None:
        """Read the chain of a category."""
        self.chain.show_amount(self.ask_now(queries.amount_for_extra_step()))
        return next(iter(self.ask_now(queries.chains_of_office([id]), ()) or ()), None)

    def value_of(self, record: Any) -> Any:
        """Give its steps."""
        return record.steps

    def save_command(self, record: Any, before: Any, after: Any) -> Command[Any]:
        """Save the chain."""
        return SaveChain(record.category, before, after)

    def plain(self, value: Any) -> Any:
        """Write the steps."""
        return to_plain(value)

    def from_plain(self, plain: Any) -> Any | None:
        """Read the steps."""
        chain, faults = from_plain(Chain, {"category": Category.AGENT.value, "steps": plain})
        return None if faults else chain.steps

    def show_detail(self, id: str | None) -> None:
        """Show a chain; one that ships cannot be put back."""
        super().show_detail(id)
        if self._may_edit:
            own = self._shown is not None and self._shown.record.origin is Origin.OWN
            self.reset_action.setEnabled(own)

    @Slot()
    def edit(self) -> None:
        """Go to the first step."""
        if self.chain.rows:
            self.chain.go_to(self.chain.rows[0].role)

    @Slot()
    def reset(self) -> None:
        """Take the chain that the program brings; Undo brings the office's own back."""
        if self._shown is not None:
            self.perform(ResetChain(self._shown.record.category)).then(self._on_reset)

    @Slot(object)
    def _on_reset(self, _result: object) -> None:
        self.discard()
