"""Moving, putting off and cancelling a mission: a form at the left, and at the right what would follow, as one types.

What is shown at the right is the step itself, carried out and taken back (`Application.preview`), not a guess at it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.application import Preview
from app.domains.missions import moving
from app.domains.missions.commands import CancelMission, MoveMission
from app.domains.missions.events import Dates
from app.domains.missions.moving import Move
from app.domains.missions.moving_queries import Misfit, MoveFacts, move_facts
from app.domains.missions.rules import distance
from app.domains.missions.vocabulary import MissionState
from app.domains.trips.vocabulary import CANCEL_REASONS, HANDLE_TRIPS, CancelReason
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.editors import DateEditor, ReadEditor
from ui.kit.language import _, spoken, worded
from ui.kit.operations import Operation
from ui.kit.pages import Page
from ui.kit.parts import Lines, SideBySide
from ui.kit.theme import theme
from ui.missions.following import FollowingPane, tasks_to_come, things_that_move

LOOK_AFTER = 250  # milliseconds after the last keystroke
UNSAID = "…"  # stands for a reason that is not typed yet: what follows does not depend on it
TRIP_KEY = "trip:"
_SHARES, _ENOUGH = (6, 5), 760  # of form and preview, and the room in which they stand beside each other


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """The new dates, or none yet, how they were decided, and why."""

    starts: PartialDate | None = None
    ends: PartialDate | None = None
    postponed: bool = False
    lines_follow: bool = True
    reason: str = ""
    decided_on: date | None = None

    @property
    def dates(self) -> Dates:
        """The new dates."""
        return self.starts, self.ends

    @property
    def is_postponement(self) -> bool:
        """Whether the mission must be confirmed anew; without dates it must."""
        return self.postponed or self.starts is None


@dataclass(frozen=True, slots=True)
class CancellationDraft:
    """Why a mission will not take place."""

    reason: str = ""
    decided_on: date | None = None


_REASON = Field(
    "reason", lazy("Reason"), FieldKind.LONG_TEXT, required=True, limit=500, help=lazy("It stands in the history of the dates.")
)
_DECIDED = Field("decided_on", lazy("Decided on"), FieldKind.DATE)
_MOVE_FIELDS = (
    Field("starts", lazy("New first day"), FieldKind.PARTIAL_DATE, help=lazy("Leave it empty while the new dates are not known.")),
    Field("ends", lazy("New last day"), FieldKind.PARTIAL_DATE),
    Field(
        "postponed",
        lazy("Postponed"),
        FieldKind.YES_NO,
        help=lazy("It must be confirmed anew. Otherwise the move is agreed, and the mission keeps its status."),
    ),
    Field("lines_follow", lazy("The programme moves along"), FieldKind.YES_NO),
    _REASON,
    _DECIDED,
)


class Decision(Protocol):
    """What a dialog with a preview is about: its command, and how that is told."""

    def command(self, before: Any, after: Any, /) -> Command[None]:
        """Give the command of the form."""
        ...

    def told(self, draft: Any, seen: Preview[Any], /) -> str:
        """Say how far it goes."""
        ...

    def verb(self, draft: Any, seen: Preview[Any] | None, /) -> Lazy:
        """Say what the button does."""
        ...


class Moving:
    """Other dates for one mission. `days_of` gives the days chosen for lines that no longer fit."""

    def __init__(self, mission: str, facts: MoveFacts, today: date) -> None:
        self.mission = mission
        self.facts = facts
        self.today = today
        self.days_of: Callable[[], tuple[tuple[str, date | None], ...]] = tuple

    def draft(self) -> MoveDraft:
        """Begin with the dates it has."""
        return MoveDraft(*self.facts.period, postponed=self.facts.state is MissionState.POSTPONED, decided_on=self.today)

    def form(self) -> Form[Any]:
        """Give the form, checked by the rules of the move itself."""
        return Form(MoveDraft, _MOVE_FIELDS, self._check)

    def command(self, _before: MoveDraft, after: MoveDraft) -> Command[None]:
        """Give the command of the form."""
        return MoveMission(
            self.mission, *after.dates, after.reason, after.decided_on, after.is_postponement, self.days_of(), after.lines_follow
        )

    def told(self, draft: MoveDraft, seen: Preview[Any]) -> str:
        """Say from when to when, how far everything moves, and how much is left to do."""
        days = distance(self.facts.had[0], draft.starts)
        said = [self._dates(draft), moving.said_distance(days) if days is not None else None, tasks_to_come(seen.consequences)]
        return "\n".join(_(sentence) for sentence in said if sentence is not None)

    def verb(self, draft: MoveDraft, seen: Preview[Any] | None) -> Lazy:
        """Say how many things go along."""
        number = things_that_move(seen.consequences) if seen is not None else 0
        if draft.is_postponement:
            return lazy_count("Postpone, with {number} thing", "Postpone, with {number} things", number) if number else lazy("Postpone")
        return lazy_count("Move, with {number} thing", "Move, with {number} things", number) if number else lazy("Move the mission")

    def _dates(self, draft: MoveDraft) -> Lazy:
        formats = spoken.wording.formats
        old, new = (formats.period(*moving.in_a_sentence(dates)) for dates in (self.facts.period, draft.dates))
        if new and old:
            return lazy("The mission moves from {old} to {new}.", old=old, new=new)
        if new:
            return lazy("The mission is put off to {new}.", new=new)
        if old:
            return lazy("The mission loses its dates ({old}) until new ones are known. They stay in the history of its dates.", old=old)
        return lazy("The mission is put off; its dates are not known yet.")

    def _check(self, draft: MoveDraft) -> list[Finding]:
        facts = self.facts
        move = Move(facts.state, facts.period, facts.had, draft.dates, draft.is_postponement, draft.reason.strip())
        return moving.check_move(move, self.today)


class Cancelling:
    """The end of one mission."""

    def __init__(self, mission: str, today: date) -> None:
        self.mission = mission
        self.today = today

    def draft(self) -> CancellationDraft:
        """Begin with today as the day of the decision."""
        return CancellationDraft(decided_on=self.today)

    def form(self) -> Form[Any]:
        """Give the form."""
        return Form(CancellationDraft, (_REASON, _DECIDED), self._check)

    def command(self, _before: CancellationDraft, after: CancellationDraft) -> Command[None]:
        """Give the command of the form."""
        return CancelMission(self.mission, after.reason, after.decided_on)

    def told(self, _draft: CancellationDraft, seen: Preview[Any]) -> str:
        """Say what becomes of everything, and how much is left to do."""
        text = lazy("The mission will not take place. Everything that is kept of it stays to be read.")
        said = [text, tasks_to_come(seen.consequences)]
        return "\n".join(_(sentence) for sentence in said if sentence is not None)

    def verb(self, _draft: CancellationDraft, _seen: Preview[Any] | None) -> Lazy:
        """Say what ends."""
        return lazy("Cancel the mission")

    def _check(self, draft: CancellationDraft) -> list[Finding]:
        return moving.check_reason(draft.reason.strip())


class PreviewedDialog(FormDialog):
    """A form beside which stands what would follow from it, read anew in the background while one types."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.following = FollowingPane()
        self.extra = QVBoxLayout()  # below the form, for what is more than a form
        self._holder.layout().addLayout(self.extra)  # type: ignore[union-attr]
        self.body.addWidget(SideBySide(_area_of(self._holder), self.following, _SHARES, enough=_ENOUGH, gap=0), 1)
        self.form.focus_first()
        self._decision: Decision | None = None
        self._looking: Operation | None = None
        self._again = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LOOK_AFTER)
        self._later.timeout.connect(self.look)
        self.form.edited.connect(self.look_soon)
        spoken.changed.connect(self.look_soon)

    def begin(self, desk: Desk, decision: Decision) -> None:
        """Look ahead for the first time, and again after every step that is done meanwhile."""
        self._decision = decision
        desk.hub.changed.connect(self.look_soon)
        self.look()

    def fit(self) -> None:
        """Take the size that form and preview ask for, within the screen; once, for each size asks for another look at it."""
        screen = self.screen().availableGeometry()
        for widget in (self.form, self._holder):
            if (layout := widget.layout()) is not None:
                layout.activate()
        width = min(theme.scaled(1040), round(screen.width() * 0.9))
        for_form = round(width * _SHARES[0] / sum(_SHARES)) if width >= theme.scaled(_ENOUGH) else width
        body = max(self._holder.sizeHint().height(), self._holder.heightForWidth(for_form - theme.scaled(16)))
        # One below the other, the form must not lose its room to the preview, which scrolls.
        area = _area_of(self._holder)
        area.setMinimumHeight(min(body, round(screen.height() * 0.55)))
        area.setMinimumWidth(min(self._holder.minimumSizeHint().width() + theme.scaled(16), width))
        self.resize(width, min(max(body + theme.scaled(84), theme.scaled(600)), round(screen.height() * 0.85)))

    @Slot()
    def look_soon(self) -> None:
        """Look ahead when nothing is typed for a moment."""
        self._later.start()

    @Slot()
    def look(self) -> None:
        """Ask what would follow from the form as it stands; one question at a time, the last one counts."""
        if self._looking is not None:
            self._again = True
            return
        draft, decision, desk = self.form.draft(), self._decision, self._desk
        if decision is None or desk is None or not self.isVisible():
            return
        blocking = [finding for finding in self.form.findings() if finding.blocks and finding.path != "reason"]
        if blocking:
            self.following.wait(blocking[0].message)
            worded(self.accept_button, text=decision.verb(draft, None))
            return
        wish = decision.command(draft, replace(draft, reason=draft.reason.strip() or UNSAID))
        self._looking = desk.operations.preview(wish, refused=self._on_refused)
        self._looking.settled.connect(self._on_looked)
        self._looking.then(self._on_seen)

    @Slot(object)
    def _on_refused(self, findings: Sequence[Finding]) -> None:
        if isValid(self):  # it may have been closed before the answer came
            self.following.show_refusal(findings)

    @Slot(object)
    def _on_seen(self, seen: Preview[Any]) -> None:
        if not isValid(self):
            return
        self.take_note(seen)
        draft, decision = self.form.draft(), self._decision
        assert decision is not None
        self.following.show_preview(seen, decision.told(draft, seen))
        worded(self.accept_button, text=decision.verb(draft, seen))

    def take_note(self, seen: Preview[Any]) -> None:
        """Take note of what would follow, before it is shown."""

    @Slot()
    def _on_looked(self) -> None:
        self._looking = None
        if self._again:
            self._again = False
            self.look_soon()


def _area_of(holder: QWidget) -> QScrollArea:
    """Give what scrolls *holder*."""
    viewport = holder.parentWidget()
    area = viewport.parentWidget() if viewport is not None else None
    assert isinstance(area, QScrollArea)
    return area


class MoveDialog(PreviewedDialog):
    """Other dates for a mission, or none yet. The last day follows the first one until it is typed itself."""

    @classmethod
    def show_move(cls, page: Page, mission: str, title: Lazy, key: str) -> MoveDialog | None:
        """Ask for the new dates of *mission*; nothing is shown when it is gone."""
        facts = page.ask_now(move_facts(mission))
        if facts is None:
            return None
        decision = Moving(mission, facts, page.desk.application.clock.today())
        dialog = cls.show_for(
            page, page.desk, decision.form(), decision.draft(), title, decision.command, key=key, verb=lazy("Move the mission")
        )
        dialog.concern(decision)
        dialog.begin(page.desk, decision)
        return dialog

    def accept(self) -> None:
        """Save when every day that was typed is one."""
        if self.misfits.ready():
            super().accept()

    @Slot()
    def look(self) -> None:
        """See which lines no longer fit first."""
        self._show_misfits()
        super().look()

    def concern(self, moved: Moving) -> None:
        """Follow the form of this very move."""
        self._moved = moved
        self._ends_typed = self._filling = False
        self.misfits = MisfitLines()
        self.misfits.edited.connect(self.look_soon)
        self.extra.addWidget(self.misfits)
        moved.days_of = self.misfits.days
        starts = self.form.editors["starts"]
        if isinstance(starts, ReadEditor):
            starts.line.selectAll()  # what is typed takes the place of the old day
        starts.edited.connect(self._on_starts_edited)
        self.form.editors["ends"].edited.connect(self._on_ends_edited)

    def _show_misfits(self) -> None:
        draft, desk = self.form.draft(), self._desk
        if draft.starts is None or not draft.lines_follow or desk is None:
            self.misfits.show_lines(())
            return
        facts = desk.operations.ask_now(move_facts(self._moved.mission, draft.dates))
        self.misfits.show_lines(facts.misfits if facts is not None else ())

    @Slot()
    def _on_starts_edited(self) -> None:
        if self._ends_typed:
            return
        starts, ends = self.form.draft().starts, self.form.editors["ends"]
        ends.show_value(moving.same_length(self._moved.facts.had, starts) if starts is not None else None)
        self._filling = True
        ends.edited.emit()  # the form checks it anew
        self._filling = False

    @Slot()
    def _on_ends_edited(self) -> None:
        self._ends_typed = self._ends_typed or not self._filling


class MisfitLines(QWidget):
    """The lines of the programme that land outside the new dates, each with a field for another day.

    Signals:
        edited: a day was typed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(8), 0, 0)
        layout.setSpacing(6)
        layout.addWidget(Label(lazy("Lines that no longer fit"), "heading"))
        layout.addWidget(Label(lazy("Give them another day now, or leave it: each becomes a task."), "small", wrap=True))
        self._lines = Lines(spacing=6)
        layout.addWidget(self._lines)
        self._editors: dict[str, DateEditor] = {}
        self._typed: dict[str, date] = {}
        self._shown: Sequence[Misfit] = ()
        self.hide()

    def show_lines(self, misfits: Sequence[Misfit]) -> None:
        """Show these lines; the days that were typed for them stay."""
        if tuple(misfits) == tuple(self._shown):
            return
        self._typed |= dict(self.days())  # type: ignore[arg-type]
        self._shown = misfits
        self._editors = {misfit.id: self._editor(misfit) for misfit in misfits}
        widgets: list[QWidget] = []
        for misfit in misfits:
            text = lazy("{title}: {was}, would be {day}", title=misfit.title, was=misfit.was, day=misfit.day)
            widgets += [Label(text, wrap=True), self._editors[misfit.id]]
        self._lines.put(widgets)
        self.setVisible(bool(misfits))

    def days(self) -> tuple[tuple[str, date | None], ...]:
        """Give the lines for which a day was typed, with it."""
        return tuple((line, day) for line, editor in self._editors.items() if (day := editor.value()) is not None)

    def ready(self) -> bool:
        """Tell whether every day that was typed is one; go to the first that is not."""
        faulty = next((editor for editor in self._editors.values() if editor.fault() is not None), None)
        for editor in self._editors.values():
            editor.mark(editor.fault() is not None)
        if faulty is not None:
            faulty.focus()
        return faulty is None

    def _editor(self, misfit: Misfit) -> DateEditor:
        title = lazy("Another day for “{title}”", title=misfit.title)
        editor = DateEditor(Field(misfit.id, title, FieldKind.DATE))
        editor.name(title)
        editor.show_value(self._typed.get(misfit.id))
        editor.edited.connect(self.edited)
        return editor


class CancelDialog(PreviewedDialog):
    """The end of a mission. Its trips may be cancelled in the same breath, as a step of its own that cannot be taken back.

    Signals:
        trips_wanted: once the mission is cancelled, its trips are to be too: its id, the cause and the words.
    """

    trips_wanted = Signal(str, str, str)

    @classmethod
    def show_cancellation(cls, page: Page, mission: str, title: Lazy, key: str) -> CancelDialog:
        """Ask why *mission* will not take place."""
        decision = Cancelling(mission, page.desk.application.clock.today())
        verb = lazy("Cancel the mission")
        dialog = cls.show_for(page, page.desk, decision.form(), decision.draft(), title, decision.command, key=key, verb=verb)
        worded(dialog.cancel_button, text=lazy("Leave it"))  # “Cancel” would stand twice, with two meanings
        dialog.offer_trips(mission, may=page.desk.application.user.may(HANDLE_TRIPS))
        dialog.begin(page.desk, decision)
        return dialog

    def take_note(self, seen: Preview[Any]) -> None:
        """Offer to cancel the trips where there are any."""
        there = any(one.key.startswith(TRIP_KEY) for one in seen.consequences)
        for widget in (self.trips_too, self.cause):
            widget.setVisible(there and self._may)

    def offer_trips(self, mission: str, *, may: bool) -> None:
        """Make the box that cancels the trips too; it is shown once there are any, to who may."""
        self._mission, self._may = mission, may
        self.trips_too = QCheckBox()
        worded(self.trips_too, text=lazy("Cancel its trips too: that cannot be undone"))
        self.cause = QComboBox()
        worded(self.cause, accessibleName=lazy("Why the trips are cancelled"))
        for choice in CANCEL_REASONS:
            self.cause.addItem(_(choice.title), str(choice.code))
        self.cause.setCurrentIndex(self.cause.findData(str(CancelReason.OTHER)))
        self.cause.setEnabled(False)
        self.trips_too.toggled.connect(self.cause.setEnabled)
        for widget in (self.trips_too, self.cause):
            widget.hide()
            self.extra.addWidget(widget)

    @Slot(object)
    def _on_saved(self, result: object) -> None:
        wanted = self.trips_too.isChecked() and not self.trips_too.isHidden()
        cause, reason = str(self.cause.currentData()), self.form.draft().reason
        super()._on_saved(result)
        if wanted:
            self.trips_wanted.emit(self._mission, cause, reason)
