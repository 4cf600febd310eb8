"""The line below the title of a file: its badges, and the one sentence with whom it lies, since when, what is next, what is missing."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domains.trips.queries.files import TripRow
from app.domains.trips.vocabulary import STATES
from app.kernel.fields import Tone
from app.kernel.translated import lazy
from ui.kit.controls import ElidedLabel
from ui.kit.language import _, shown, spoken
from ui.kit.parts import Badge


class StatusLine(QWidget):
    """State, marks, and the sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self.badge, self.urgent, self.regularised = Badge(), Badge(), Badge()
        self.urgent.show_badge(lazy("urgent"), Tone.BAD)
        self.regularised.show_badge(lazy("regularised"), Tone.BAD)
        self.line = ElidedLabel()
        for badge in (self.badge, self.urgent, self.regularised):
            layout.addWidget(badge)
        layout.addWidget(self.line, 1)

    def show_trip(self, row: TripRow) -> None:
        """Show where a file stands."""
        badge = STATES[row.state]
        self.badge.show_badge(badge.title, badge.tone)
        self.urgent.setVisible(row.urgent)
        self.regularised.setVisible(row.regularised)
        text = _(row.line)
        self.line.setText(text[:1].upper() + text[1:])


def facts_of(row: TripRow) -> str:
    """Write what a file is about in a line: number, travellers, where, when, for how much."""
    formats = spoken.wording.formats
    place = ", ".join(part for part in (row.city, formats.country(row.country) if row.country else "") if part)
    parts = (
        row.number,
        row.travellers,
        place,
        formats.period(*row.period),
        shown(row.total),
        row.kilograms and _("{kg} kg CO₂e", kg=row.kilograms),
    )
    return "  ·  ".join(str(part) for part in parts if part)
