"""The table of flag days: what asks for flags, compared with its source once a year."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.flags.commands.days import CheckFlagDay, PutBackFlagDay
from app.domains.flags.entities import shipped_rules
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.days import FlagDayLine
from app.domains.flags.terms import DayOrigin
from app.kernel.translated import lazy
from ui.flags.words import flags_side_by_side
from ui.kit.canvas import FigureView
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane
from ui.kit.parts import ActionButton
from ui.kit.registers import RegisterPage
from ui.kit.theme import theme


class DaysPage(RegisterPage):
    """The flag days, with the flags that each asks for."""

    def build_actions(self) -> None:
        """Offer to note a day as compared, and to put it back as it ships."""
        self.compare_action = self.offer(lazy("Compared with its source"), self.compare, "check")
        self.put_back_action = self.offer(lazy("Put back as shipped"), self.put_back, "undo")
        for action in (self.compare_action, self.put_back_action):
            action.setVisible(False)
            self._side_bar.addWidget(ActionButton(action))

    def make_detail(self) -> QWidget:
        """Make the pane: the flags, and what is known of the day."""
        pane = QWidget()
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(theme.scaled(12))
        self._flags = FigureView(largest=1.2)
        self._detail = DetailPane()
        layout.addWidget(self._flags)
        layout.addWidget(self._detail)
        layout.addStretch(1)
        return pane

    def show_detail(self, id: str | None) -> None:
        """Show a day with its flags."""
        super().show_detail(id)
        row = self._row()
        rules = self.ask_now(flag_rules()) or shipped_rules()
        flags = row.flags if row is not None else ()
        self._detail.heading.setText(spoken.wording.text(row.occasion) if row is not None else "")
        self._flags.show_figure(flags_side_by_side(flags, rules, _("Flags of the day")) if flags else None)
        self._flags.setVisible(bool(flags))
        self.compare_action.setVisible(self._may_edit and row is not None and row.verify)
        self.put_back_action.setVisible(self._may_edit and row is not None and row.origin is DayOrigin.CHANGED)

    @Slot()
    def compare(self) -> None:
        """Note that the day was compared with its source for this year."""
        if (row := self._row()) is not None:
            year = row.next.year if row.next is not None else self.desk.application.clock.today().year
            self.perform(CheckFlagDay(row.id, year))

    @Slot()
    def put_back(self) -> None:
        """Put a day back as the program brings it."""
        if (row := self._row()) is not None:
            self.perform(PutBackFlagDay(row.id))

    def _row(self) -> FlagDayLine | None:
        return self.selected_row() if self.chosen_id() is not None else None
