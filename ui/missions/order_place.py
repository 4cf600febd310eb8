"""The place of whoever is chosen: the number, why it is this one, and a place given by hand with what takes it back."""

from __future__ import annotations

from collections.abc import Mapping

from app.domains.people.precedence.ranking import Certainty
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domains.missions.protocol.queries import MoveRow, PlaceRow
from app.kernel.fields import Badge
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label, push_button
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.parts import Badge as BadgeLabel
from ui.kit.theme import theme
from ui.missions.members import BY_HAND, MARKS, PROVISIONAL, UNDECIDED, UNRANKED

_UNSURE = {Certainty.UNDECIDED: UNDECIDED, Certainty.PROVISIONAL: PROVISIONAL, Certainty.UNRANKED: UNRANKED}


class PlaceCard(QFrame):
    """A place in the order.

    Signals:
        take_back_requested: the place given by hand should be taken back.
        decision_requested: the place, which is undecided, should be kept as it is, with a reason.
    """

    take_back_requested = Signal()
    decision_requested = Signal()

    def __init__(self, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._may = may_edit
        self.number = Label("", "title")
        self._badges = QWidget()
        self._badge_line = FlowLayout(self._badges, 6)
        self.badges = {code: BadgeLabel() for code in MARKS}
        for label in self.badges.values():
            self._badge_line.addWidget(label)
        self.sentence = Label("", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.undecided = Label("", "small", wrap=True)
        self.moved = Label("", "small", wrap=True)
        self.take_back_button = push_button(lazy("Take back"), "undo", hint=lazy("The place from before counts again"))
        self.take_back_button.clicked.connect(self.take_back_requested)
        self.decide_button = push_button(lazy("Keep this place…"), hint=lazy("Say why it is this one and not the other"))
        self.decide_button.clicked.connect(self.decision_requested)
        top = QHBoxLayout()
        top.setSpacing(theme.scaled(10))
        top.addWidget(self.number)
        top.addWidget(self._badges, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(theme.scaled(side) for side in (12, 9, 12, 9)))
        layout.setSpacing(theme.scaled(6))
        layout.addLayout(top)
        for widget in (self.sentence, self.undecided, self.moved):
            layout.addWidget(widget)
        for button in (self.decide_button, self.take_back_button):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_place(self, row: PlaceRow | None, names: Mapping[str, str]) -> None:
        """Show a place in the language of the screen; *names* are those of everybody in the order."""
        self.setVisible(row is not None)
        if row is None:
            return
        self.number.setText(spoken.wording.formats.number(row.number))
        self.number.setAccessibleName(_("Place {number}", number=row.number))
        shown = marks_of(row)
        for code, label in self.badges.items():
            mark: Badge = MARKS[code]
            label.show_badge(mark.title, str(mark.tone))
            label.setVisible(code in shown)
        self._badge_line.invalidate()
        self.sentence.setText(_(row.sentence))
        others = [names[id] for id in row.undecided_with if id in names]
        self.undecided.setText(_(told_undecided(others)) if others and UNDECIDED in shown else "")
        self.undecided.setVisible(bool(self.undecided.text()))
        self.moved.setText(_(told_move(row.move)) if row.move is not None else "")
        self.moved.setVisible(row.move is not None)
        self.take_back_button.setVisible(row.move is not None and self._may)
        self.decide_button.setVisible(UNDECIDED in shown and self._may)


def marks_of(row: PlaceRow) -> tuple[str, ...]:
    """Give the marks of a place, the weightiest first: given by hand, and how sure it is."""
    unsure = _UNSURE.get(row.certainty)
    return tuple(code for code in (BY_HAND if row.move is not None else None, unsure) if code is not None)


def told_undecided(names: list[str]) -> Lazy:
    """Say with whom somebody shares a place, and how that ends."""
    return lazy(
        "Nothing separates this person from {names}: enter what is missing, or give a place by hand with Alt and an arrow.",
        names=spoken.wording.formats.join(names),
    )


def told_move(move: MoveRow) -> Lazy:
    """Tell of a place given by hand: before whom, who, when and why."""
    when = spoken.wording.formats.moment(move.at)
    if move.before:
        return lazy("Put before {before} by {by} on {when}: {reason}", before=move.before, by=move.by, when=when, reason=move.reason)
    return lazy("Put last by {by} on {when}: {reason}", by=move.by, when=when, reason=move.reason)
