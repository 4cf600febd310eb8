"""The bar at the foot of the request: what it costs, what it weighs, what is open, and the two things to do with it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.errors import Finding
from app.kernel.fields import Tone
from app.kernel.money import Money
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import ElidedButton, Hairline, Label, plain_tooltip, push_button
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken, worded
from ui.kit.theme import figures_font, theme
from ui.trips.findings import OPEN, TONES, counted
from ui.trips.ways import kg_text

if TYPE_CHECKING:
    from app.domains.trips.emissions import Emissions


class Figure(QWidget):
    """A figure with what it is below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), 0)
        column.setSpacing(0)
        self.figure = Label("", "heading")
        self.figure.setFont(figures_font(self.figure.font()))
        self.caption = Label("", "small")
        column.addWidget(self.figure)
        column.addWidget(self.caption)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, figure: str, caption: str) -> None:
        """Show a figure and its caption."""
        self.figure.setText(figure)
        self.caption.setText(caption)
        self.figure.setAccessibleName(f"{caption}: {figure}")
        self.updateGeometry()


class Summary(QWidget):
    """The bar.

    Signals:
        save_requested: the request should be kept as a draft.
        submit_requested: the request should be sent.
        point_requested: the first point that is open should be shown.
    """

    save_requested = Signal()
    submit_requested = Signal()
    point_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total: Decimal | None = None
        self._emissions: Emissions | None = None
        self._reason: Lazy | None = None
        self._read_only = False
        self.total = Figure()
        self.weight = Figure()
        self.badges = {severity: Label("", "badge") for severity in OPEN}
        self.reason = ElidedButton(lazy("Show what is open"))
        self.clear = Label(lazy("Nothing stands in the way of sending it."), "small")
        self.save = push_button(lazy("Save draft"), "save", hint=lazy("Save draft (Ctrl+S)"))
        self.send = push_button(lazy("Send for approval"), "forward", primary=True, hint=lazy("Send for approval (Ctrl+Enter)"))
        self._lay_out()
        self.save.clicked.connect(self.save_requested)
        self.send.clicked.connect(self.submit_requested)
        self.reason.clicked.connect(self.point_requested)
        spoken.changed.connect(self._say)
        self._say()

    def show_sums(self, total: Decimal | None, emissions: Emissions | None) -> None:
        """Show the estimate in euro and the emissions."""
        self._total, self._emissions = total, emissions
        self._say()

    def show_findings(self, findings: Sequence[Finding], reason: Lazy | None, *, quiet: bool = False) -> None:
        """Show how many points are open, and the *reason* why the request cannot be sent yet; None when it can.

        They have no colour yet while all is *quiet*: nobody has done anything wrong in an empty form.
        """
        for severity, badge in self.badges.items():
            number = sum(finding.severity is severity for finding in findings)
            _tone(badge, Tone.FAINT if quiet else TONES[severity])
            badge.setVisible(number > 0)
            badge.show_text(counted(severity, number))
        self._reason = reason
        self.send.setEnabled(reason is None)
        self._say()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a state that is set or not
        """Take the buttons away."""
        self.save.setVisible(not read_only)
        self.send.setVisible(not read_only)
        self._read_only = read_only
        self._say()

    def _lay_out(self) -> None:
        for severity, badge in self.badges.items():
            _tone(badge, TONES[severity])
            badge.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            badge.hide()
        points = QWidget()
        points.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(points)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(2))
        row = QHBoxLayout()
        row.setSpacing(theme.scaled(6))
        row.setContentsMargins(theme.scaled(6), 0, 0, 0)
        for badge in self.badges.values():
            row.addWidget(badge)
        row.addStretch(1)
        column.addLayout(row)
        line = QHBoxLayout()
        line.addWidget(self.reason)
        self.clear.setContentsMargins(theme.scaled(6), 0, 0, 0)
        line.addWidget(self.clear)
        line.addStretch(1)
        column.addLayout(line)
        points.setMinimumWidth(theme.scaled(240))
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pair = QHBoxLayout(buttons)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(theme.scaled(8))
        pair.addWidget(self.save)
        pair.addWidget(self.send)
        bar = QWidget()
        flow = FlowLayout(bar, theme.scaled(12))
        for part in (self.total, self.weight, points, buttons):
            flow.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.scaled(8))
        outer.addWidget(Hairline())
        outer.addWidget(bar)

    @Slot()
    def _say(self) -> None:
        formats = spoken.wording.formats
        if self._total is None:
            self.total.say("—", _("estimate not complete"))
        else:
            self.total.say(formats.money(Money(self._total)), _("estimated in all"))
        emissions = self._emissions
        if emissions is None or not emissions.by_leg:
            self.weight.say("—", _("kg CO₂e"))
        else:
            other = emissions.alternative_kg
            best = _("best other way: {kg} kg", kg=kg_text(other)) if other is not None else _("no other way known")
            self.weight.say(_("{kg} kg CO₂e", kg=kg_text(emissions.chosen_kg)), best)
        reason = self._reason
        self.reason.setVisible(reason is not None and not self._read_only)
        self.clear.setVisible(reason is None and not self._read_only)
        if reason is not None:
            worded(self.reason, text=reason)
            self.reason.setToolTip(plain_tooltip(_(reason)))


def _tone(badge: Label, tone: Tone) -> None:
    if badge.property("tone") != str(tone):
        badge.setProperty("tone", str(tone))
        badge.style().unpolish(badge)
        badge.style().polish(badge)
