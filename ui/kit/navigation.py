"""Where the reader is, was, and goes: places with a way back and a way forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.kernel.ids import Ref

KEPT = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the window by its name ("today", "person"), and the record it shows, if it shows one."""

    page: str
    ref: Ref | None = None


class Navigation(QObject):
    """The places that were visited.

    Signals:
        moved: the reader is elsewhere now (`Place`).
    """

    moved = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._now = -1

    @property
    def place(self) -> Place | None:
        """Where the reader is."""
        return self._places[self._now] if self._places else None

    @property
    def may_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._now > 0

    @property
    def may_go_forward(self) -> bool:
        """Whether the reader came back from a place."""
        return self._now < len(self._places) - 1

    def go(self, place: Place) -> None:
        """Go to *place*."""
        if place != self.place:
            self._places = [*self._places[: self._now + 1], place][-KEPT:]
            self._now = len(self._places) - 1
        self.moved.emit(place)

    def forget(self) -> None:
        """Forget every place: somebody else sits here now."""
        self._places, self._now = [], -1

    def note(self, place: Place) -> None:
        """Remember that the present place shows another record now, without a step of its own."""
        if self._places:
            self._places[self._now] = place

    def back(self) -> None:
        """Go where the reader was before."""
        if self.may_go_back:
            self._now -= 1
            self.moved.emit(self._places[self._now])

    def forward(self) -> None:
        """Go again where the reader came back from."""
        if self.may_go_forward:
            self._now += 1
            self.moved.emit(self._places[self._now])
