"""What is decided about a mission as a whole: confirmed, held, moved, cancelled, cloned. Only what may follow is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from app.domains.missions import queries, rules
from app.domains.missions.commands import CloneMission, ConfirmMission, HoldMission
from app.domains.missions.moving import said_distance
from app.domains.missions.vocabulary import EDIT_MISSIONS, MissionState
from app.domains.trips.commands.following import CancelTripsOfMission
from app.domains.trips.vocabulary import CancelReason
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from ui.kit.controls import Action, Label
from ui.kit.dialogs import FormDialog
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.missions.moving import CancelDialog, MoveDialog

_DAYS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """The mission that is decided about."""

    id: str
    title: Multilingual
    state: MissionState
    starts: PartialDate | None
    ends: PartialDate | None


@dataclass(frozen=True, slots=True)
class CloneDraft:
    """The first day of the new mission, and what it takes along."""

    starts: date | None = None
    title: Multilingual = Multilingual()
    with_people: bool = True
    with_programme: bool = True
    with_logistics: bool = False


def _nothing_to_check(_draft: object) -> list[Finding]:
    return []


_TAKE_ALONG = lazy("What to take along")

CLONE_FORM = Form(
    CloneDraft,
    (
        Field("starts", lazy("New first day"), FieldKind.DATE, required=True),
        Field("title", lazy("New title"), FieldKind.MULTILINGUAL, help=lazy("Leave it empty to keep the title."), limit=300),
        Field("with_people", lazy("Delegation, organisers, hosts and counterparts"), FieldKind.YES_NO, group=_TAKE_ALONG),
        Field("with_programme", lazy("Programme, without the lines that are cancelled"), FieldKind.YES_NO, group=_TAKE_ALONG),
        Field("with_logistics", lazy("Transports and hotels, without their booking references"), FieldKind.YES_NO, group=_TAKE_ALONG),
    ),
    _nothing_to_check,
)


class DecisionDialog(FormDialog):
    """A form with a sentence above it that says what will happen, as the form stands."""

    def explain(self, sentence: Callable[[Any], str]) -> None:
        """Say *sentence* of the draft now and whenever the form is edited."""
        self._sentence = sentence
        self.consequence = Label("", "quiet", wrap=True)
        holder = self.form.parentWidget()
        assert holder is not None
        holder.layout().insertWidget(0, self.consequence)  # type: ignore[union-attr]
        self.form.edited.connect(self._say)
        spoken.changed.connect(self._say)
        self._say()

    @Slot()
    def _say(self) -> None:
        self.consequence.show_text(self._sentence(self.form.draft()))
        self.fit()


class Decisions(QObject):
    """The decisions as actions of a page. `follow` tells it which mission is meant.

    Signals:
        cloned: a mission was made after the pattern of this one; its id.
    """

    cloned = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._subject: Subject | None = None
        self._may = page.desk.application.user.may(EDIT_MISSIONS)
        self.confirm = self._action(lazy("Confirm"), "check", self._on_confirm)
        self.hold = self._action(lazy("Mark as held"), "done", self._on_hold)
        self.postpone = self._action(lazy("Move or postpone…"), "move", self._on_postpone)
        self.cancel = self._action(lazy("Cancel the mission…"), "close", self._on_cancel)
        self.clone = self._action(lazy("Clone…"), "copy", self._on_clone, "Ctrl+D")
        self._states: dict[QAction, MissionState] = {
            self.confirm: MissionState.CONFIRMED,
            self.hold: MissionState.HELD,
            self.postpone: MissionState.POSTPONED,
            self.cancel: MissionState.CANCELLED,
        }
        self.follow(None)

    def actions(self) -> tuple[Action, ...]:
        """Give the actions in the order in which they stand in a menu."""
        return self.confirm, self.hold, self.postpone, self.cancel, self.clone

    def follow(self, subject: Subject | None) -> None:
        """Offer what may be decided about *subject*."""
        self._subject = subject
        allowed = rules.TRANSITIONS[subject.state] if subject is not None and self._may else frozenset[MissionState]()
        for action, state in self._states.items():
            action.setVisible(state in allowed)
            action.setEnabled(state in allowed)
        self.clone.setEnabled(subject is not None and self._may)

    def _action(self, text: Lazy, icon: str, act: Callable[[], None], shortcut: str = "") -> Action:
        action = Action(text, icon, shortcut, self._page)
        action.triggered.connect(act)
        self._page.addAction(action)
        return action

    @Slot()
    def _on_confirm(self) -> None:
        if self._subject is not None:
            self._page.perform(ConfirmMission(self._subject.id))

    @Slot()
    def _on_hold(self) -> None:
        if self._subject is not None:
            self._page.perform(HoldMission(self._subject.id))

    @Slot()
    def _on_postpone(self) -> None:
        if (subject := self._subject) is not None:
            title = lazy("Move or postpone “{mission}”", mission=subject.title)
            MoveDialog.show_move(self._page, subject.id, title, f"mission/{subject.id}/move")

    @Slot()
    def _on_cancel(self) -> None:
        if (subject := self._subject) is not None:
            title = lazy("Cancel “{mission}”", mission=subject.title)
            dialog = CancelDialog.show_cancellation(self._page, subject.id, title, f"mission/{subject.id}/cancel")
            dialog.trips_wanted.connect(self._on_trips_wanted)

    @Slot(str, str, str)
    def _on_trips_wanted(self, mission: str, cause: str, reason: str) -> None:
        command = CancelTripsOfMission(mission, CancelReason(cause), reason)
        self._page.perform(command).then(self._on_trips_cancelled)

    @Slot(object)
    def _on_trips_cancelled(self, number: object) -> None:
        assert isinstance(number, int)
        text = lazy_count("The mission and {number} trip are cancelled.", "The mission and {number} trips are cancelled.", number)
        self._page.desk.operations.tell(text)

    @Slot()
    def _on_clone(self) -> None:
        if (subject := self._subject) is None:
            return
        lines = self._page.ask_now(queries.programme(subject.id)) or ()
        days = [line.day for line in lines if line.day is not None and not line.cancelled]
        cloning = _Cloning(subject, tuple(days))
        title, key = lazy("Clone “{mission}”", mission=subject.title), f"mission/{subject.id}/clone"
        dialog = DecisionDialog.show_for(
            self._page, self._page.desk, CLONE_FORM, CloneDraft(), title, cloning.command, key=key, verb=lazy("Clone")
        )
        dialog.explain(cloning.sentence)
        dialog.saved.connect(self._on_cloned)

    @Slot(object)
    def _on_cloned(self, id: object) -> None:
        self.cloned.emit(str(id))


@dataclass(frozen=True, slots=True)
class _Cloning:
    subject: Subject
    days: tuple[date, ...]

    def command(self, _before: CloneDraft, after: CloneDraft) -> Command[str]:
        assert after.starts is not None  # the form requires it
        return CloneMission(self.subject.id, after.starts, after.with_people, after.with_programme, after.with_logistics, after.title)

    def sentence(self, draft: CloneDraft) -> str:
        if draft.starts is None:
            return _("Enter the new first day to see what moves.")
        shift = rules.clone_shift(self.subject.starts, self.days, draft.starts)
        if shift is None:
            return _("The days of the original are not known, so nothing can be moved: the lines of the new programme have no day yet.")
        moves = self._moves(shift) if draft.with_programme else []
        return "\n".join([_(said_distance(shift)), *moves])

    def _moves(self, shift: int) -> list[str]:
        formats = spoken.wording.formats
        lines = Counter(self.days)
        shown = sorted(lines)[:_DAYS_SHOWN]
        moved = [
            _(
                lazy_count("{old} → {new}: {number} line", "{old} → {new}: {number} lines", lines[day]),
                old=formats.day(day, weekday=True),
                new=formats.day(rules.shifted(day, shift) or day, weekday=True),
            )
            for day in shown
        ]
        if rest := len(lines) - len(shown):
            moved.append(_(lazy_count("and {number} more day", "and {number} more days", rest)))
        return moved
