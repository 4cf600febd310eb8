"""The way of a file, drawn as one calm line: what is done, where it stands now, what is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domains.trips.moves import APPROVED_STATES, Step
from app.domains.trips.queries.files import StepRow, TripCard
from app.domains.trips.vocabulary import Outcome, State
from app.kernel.clock import BRUSSELS
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import ElidedLabel, plain_tooltip
from ui.kit.language import _, shown, spoken
from ui.kit.theme import colour, theme

_MARK = 11  # pixels across at 100 %
_ENOUGH = 92  # pixels at 100 % for a date
_BETWEEN = 4  # pixels between the words of two stops, at the least: ten stops with their dates fit side by side


class Standing(StrEnum):
    """How far a stop on the way is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    STOPPED = "stopped"


_SPOKEN = {
    Standing.DONE: lazy("done"),
    Standing.NOW: lazy("now"),
    Standing.LATER: lazy("still to come"),
    Standing.STOPPED: lazy("stopped here"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop on the way: its name, what stands below it in a line or two, and how far it is."""

    title: Lazy
    note: str = ""
    standing: Standing = Standing.LATER


_ORDER = (
    (State.DRAFT, State.RETURNED, State.AMENDING),
    (State.SUBMITTED,),
    (State.IN_APPROVAL, State.REGULARISATION),
    (State.APPROVED,),
    (State.BOOKED,),
    (State.ON_TRIP,),
    (State.TO_SETTLE, State.IN_CHECK),
    (State.CLOSED,),
)


def stops_of(card: TripCard) -> tuple[Stop, ...]:
    """Give the stops of a file in the language of the screen."""
    return tuple(_stops(card))


def _stops(card: TripCard) -> Iterator[Stop]:
    state = card.row.state
    if state in (State.REFUSED, State.CANCELLED):
        yield from _ended(card)
        return
    place = next(number for number, states in enumerate(_ORDER) if state in states)
    begun, sent = _moment_of(card, Step.BEGIN), _moment_of(card, Step.SUBMIT_AMENDMENT, Step.SUBMIT_AGAIN, Step.SUBMIT, Step.REGULARISE)
    writing = {State.RETURNED: lazy("Returned"), State.AMENDING: lazy("Being amended")}.get(state, lazy("Draft"))
    yield Stop(writing, begun if place or state is State.DRAFT else shown(card.row.since), _at(0, place))
    yield Stop(lazy("Submitted"), sent if place else "", _at(1, place))
    if card.steps and place:
        # Of a regularised file only the highest step decides; the others are no stops on its way.
        yield from (_approval(step, place) for step in card.steps if not card.row.regularised or step.decision or step.is_open)
    else:
        yield Stop(lazy("Approval"), "", _at(2, place))
    if card.booked_on or place <= len(_ORDER[:3]):  # who has left without a booking was never there
        yield Stop(lazy("Booked"), shown(card.booked_on) if card.booked_on and place else "", _booked(card, place))
    yield Stop(lazy("Trip"), spoken.wording.formats.period(*card.row.period), _at(5, place))
    yield Stop(lazy("Settled"), shown(card.report_handed_in) if card.report_handed_in else "", _at(6, place))
    yield Stop(
        lazy("Closed"),
        _moment_of(card, Step.CLOSE) if state is State.CLOSED else "",
        Standing.DONE if state is State.CLOSED else Standing.LATER,
    )


def _ended(card: TripCard) -> Iterator[Stop]:
    yield Stop(lazy("Draft"), _moment_of(card, Step.BEGIN), Standing.DONE)
    if sent := _moment_of(card, Step.SUBMIT_AMENDMENT, Step.SUBMIT_AGAIN, Step.SUBMIT, Step.REGULARISE):
        yield Stop(lazy("Submitted"), sent, Standing.DONE)
    yield from (_approval(step, 2) for step in card.steps if step.decision is not None)
    if card.row.state is State.REFUSED:
        yield Stop(lazy("Refused"), _moment_of(card, Step.REFUSE), Standing.STOPPED)
    else:
        yield Stop(lazy("Cancelled"), _moment_of(card, Step.CANCEL), Standing.STOPPED)


def _at(number: int, place: int) -> Standing:
    if number < place:
        return Standing.DONE
    return Standing.NOW if number == place else Standing.LATER


def _booked(card: TripCard, place: int) -> Standing:
    if place == len(_ORDER[:3]):  # approved: what comes next is the booking
        return Standing.NOW
    return Standing.DONE if card.row.state in APPROVED_STATES else Standing.LATER


def _approval(step: StepRow, place: int) -> Stop:
    decision = step.decision
    if decision is not None:
        signed = _("{name} for {absent}", name=decision.name, absent=decision.behalf_of)
        name = signed if decision.behalf_of else decision.name
        bad = decision.outcome in (Outcome.REFUSE, Outcome.RETURN)
        return Stop(step.title, f"{name}\n{shown(decision.given_on)}", Standing.STOPPED if bad else Standing.DONE)
    if step.is_open:
        who = spoken.wording.formats.join(step.candidates) if step.candidates else _("nobody can decide")
        return Stop(step.title, who, Standing.NOW if step.candidates else Standing.STOPPED)
    return Stop(step.title, "", Standing.DONE if place > len(_ORDER[:2]) else Standing.LATER)


def _moment_of(card: TripCard, *steps: Step) -> str:
    found = next((move for move in reversed(card.moves) if move.step in steps), None)
    return shown(found.at.astimezone(BRUSSELS).date()) if found else ""


class StopMark(QWidget):
    """One stop: its mark on the line, its name, and what is to be said of it below."""

    def __init__(self, stop: Stop, *, last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stop = stop
        self._last = last
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(_MARK + 8), theme.scaled(_BETWEEN), 0)
        layout.setSpacing(0)
        now = stop.standing in (Standing.NOW, Standing.STOPPED)
        self.title = ElidedLabel("", "strong" if now else "body" if stop.standing is Standing.DONE else "quiet")
        self.notes = [ElidedLabel("", "small") for _line in stop.note.split("\n")]
        for label in (self.title, *self.notes):
            layout.addWidget(label)
        layout.addStretch(1)
        name = _(stop.title)
        self.title.setText(name[:1].upper() + name[1:])
        for label, text in zip(self.notes, stop.note.split("\n"), strict=True):
            label.setText(text)
        self.title.setAccessibleName(f"{name}: {_(_SPOKEN[stop.standing])}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where a date would be cut, in large text, leave it to the tooltip."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.scaled(_ENOUGH)
        for note in self.notes:
            note.setVisible(roomy and bool(note.accessibleName()))
        if not roomy:
            self.title.setToolTip(plain_tooltip(", ".join((self.title.accessibleName(), *self.stop.note.split("\n")))))

    def minimumSizeHint(self) -> QSize:
        """Be content with little: what does not fit is in the tooltip."""
        return QSize(theme.scaled(40), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, last = theme.scaled(_MARK), self._last
        middle = size / 2 + 1.5
        done, standing = self.stop.standing is Standing.DONE, self.stop.standing
        if not last:
            painter.setPen(QPen(colour("accent" if done else "hairline"), 2))
            painter.drawLine(QPointF(size + theme.scaled(5), middle), QPointF(self.width() - theme.scaled(5), middle))
        ink = colour("tone:bad") if standing is Standing.STOPPED else colour("accent" if standing is not Standing.LATER else "edge")
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if done else Qt.BrushStyle.NoBrush)
        circle = QPointF(size / 2 + 1.5, middle)
        painter.drawEllipse(circle, size / 2 - 0.5, size / 2 - 0.5)
        if standing is Standing.NOW:
            painter.setBrush(ink)
            painter.drawEllipse(circle, size / 5, size / 5)
        if standing is Standing.STOPPED:
            arm = size / 5
            painter.drawLine(circle - QPointF(arm, arm), circle + QPointF(arm, arm))
            painter.drawLine(circle - QPointF(arm, -arm), circle + QPointF(arm, -arm))


class WayLine(QWidget):
    """All stops of a file beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stops: tuple[Stop, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, theme.scaled(4), 0, theme.scaled(2))
        self._row.setSpacing(0)

    @property
    def stops(self) -> tuple[Stop, ...]:
        """What is shown."""
        return self._stops

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Show *stops* in place of those before."""
        fresh = tuple(stops)
        if fresh == self._stops:
            return
        self._stops = fresh
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, stop in enumerate(fresh):
            self._row.addWidget(StopMark(stop, last=number == len(fresh) - 1), 1)
