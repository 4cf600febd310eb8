"""What would follow from a decision, as one reads it before it is taken: under headings, each with its badge."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.application import Preview
from app.domains.missions.moving import CALENDAR, by_area
from app.domains.missions.moving_fields import EFFECTS
from app.kernel.consequences import Consequence, Effect
from app.kernel.errors import Finding
from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label, Text
from ui.kit.forms import scrolled
from ui.kit.language import _, worded
from ui.kit.parts import Badge, Lines
from ui.kit.theme import theme

SHOWN = 12  # lines under one heading; the rest is counted


class FollowingPane(QWidget):
    """The preview of a step: a line that says how far it goes, what follows, and whether it can be taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 16, 16)
        layout.setSpacing(6)
        self.heading = Label(lazy("What this brings about"), "heading")
        self.line = Label("", "quiet", wrap=True)
        self.final = Label(lazy("It cannot be undone."), "finding", wrap=True)
        self.final.setProperty("tone", str(Tone.WARNING))
        self.lines = Lines(spacing=4)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.lines)
        inner.addStretch(1)
        area = scrolled(holder)
        worded(area, accessibleName=lazy("What this brings about"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # a long list is read with the keyboard too
        for widget in (self.heading, self.line, self.final):
            layout.addWidget(widget)
        layout.addWidget(area, 1)
        self.setMinimumHeight(theme.scaled(140))
        self.wait(lazy("Nothing is written before you say so."))

    def wait(self, line: Text) -> None:
        """Show *line* alone: there is nothing to look ahead to."""
        self.line.show_text(line)
        self.final.hide()
        self.lines.put(())

    def show_preview(self, seen: Preview[object], line: Text) -> None:
        """Show what would follow."""
        self.line.show_text(line)
        self.final.setVisible(not seen.undoable)
        widgets: list[QWidget] = []
        for area, some in by_area(seen.consequences):
            heading = Label(area, "strong")
            heading.setContentsMargins(0, theme.scaled(8) if widgets else 0, 0, 0)
            widgets.append(heading)
            widgets += [_Line(one) for one in islice(some, SHOWN)]
            if (rest := len(some) - SHOWN) > 0:
                widgets.append(Label(lazy_count("and {number} more", "and {number} more", rest), "quiet"))
        self.lines.put(widgets or [Label(lazy("Nothing else changes."), wrap=True)])

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """Say why it cannot be done."""
        self.final.hide()
        self.line.show_text("")
        labels = [Label(finding.message, "finding", wrap=True) for finding in findings]
        for label in labels:
            label.setProperty("tone", str(Tone.BAD))
        self.lines.put(labels)


class _Line(QWidget):
    def __init__(self, consequence: Consequence) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        kind = EFFECTS[consequence.effect]
        badge = Badge()
        badge.show_badge(kind.title, kind.tone)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        badge.setFixedWidth(_widest(badge))
        row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(consequence.text, wrap=True), 1)


def _widest(badge: Badge) -> int:
    """Give the width of the longest word that a badge can show here, so that the sentences begin below each other."""
    return max(badge.fontMetrics().horizontalAdvance(_(kind.title)) for kind in EFFECTS.values()) + theme.scaled(20)


def things_that_move(consequences: Sequence[Consequence]) -> int:
    """Count what follows by itself; a sentence that counts stands for as many. Calendars show what moves, and count for nothing."""
    return sum(one.text.number or 1 for one in consequences if one.effect is Effect.FOLLOWS and one.area != CALENDAR)


def tasks_to_come(consequences: Sequence[Consequence]) -> Lazy | None:
    """Say how many things a person will have to do."""
    number = sum(one.effect is Effect.BY_HAND for one in consequences)
    return lazy_count("{number} task is added to the checklist.", "{number} tasks are added to the checklist.", number) if number else None
