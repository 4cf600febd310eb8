"""The editions of a file, and what differs between two of them, side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from app.domains.trips.differences import differences
from app.domains.trips.queries.files import EditionRow, TripCard
from app.domains.trips.showing import tell
from app.kernel.clock import BRUSSELS
from app.kernel.translated import lazy
from ui.kit.controls import Hairline, Label
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, shown, spoken, worded
from ui.kit.theme import theme


class EditionsTab(QWidget):
    """Two editions are chosen; below stand the parts that are not the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: TripCard | None = None
        self.before, self.after = QComboBox(), QComboBox()
        worded(self.before, accessibleName=lazy("Earlier edition"))
        worded(self.after, accessibleName=lazy("Later edition"))
        self.only = Label("", "quiet", wrap=True)
        self._chooser = QWidget()
        bar = FlowLayout(self._chooser, spacing=8)
        for widget in (Label(lazy("Compare"), "quiet"), self.before, Label(lazy("with"), "quiet"), self.after):
            bar.addWidget(widget)
        self._body = QWidget()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, theme.scaled(8), 0)
        self._grid.setHorizontalSpacing(theme.scaled(24))
        self._grid.setVerticalSpacing(theme.scaled(7))
        for column, share in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(column, share)
        inner = QVBoxLayout(self._body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._grid)
        inner.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(theme.scaled(10))
        layout.addWidget(self.only)
        layout.addWidget(self._chooser)
        layout.addWidget(scrolled(self._body), 1)
        self.before.currentIndexChanged.connect(self._compare)
        self.after.currentIndexChanged.connect(self._compare)

    def show_card(self, card: TripCard) -> None:
        """Show the editions of a file; at first the approved one, or the one before, beside the one in hand."""
        fresh = self._card is None or len(self._card.editions) != len(card.editions)
        self._card = card
        chosen = self.before.currentData(), self.after.currentData()
        if fresh:
            others = [one.number for one in card.editions if one.number != card.edition]
            earlier = card.approved_edition if card.approved_edition not in (None, card.edition) else max(others, default=card.edition)
            chosen = earlier, card.edition
        for box, number in zip((self.before, self.after), chosen, strict=True):
            blocked = box.blockSignals(True)
            box.clear()
            for edition in card.editions:
                box.addItem(self._title(edition), edition.number)
            box.setCurrentIndex(max(box.findData(number), 0))
            box.blockSignals(blocked)
        several = len(card.editions) > 1
        self.only.setText("" if several else _("There is one edition: {edition}.", edition=self._title(card.editions[0])))
        self.only.setVisible(not several)
        self._chooser.setVisible(several)
        self._compare()

    def _title(self, edition: EditionRow) -> str:
        card = self._card
        assert card is not None
        sent = shown(edition.frozen_at.astimezone(BRUSSELS).date()) if edition.frozen_at else ""
        told = _("submitted on {day}", day=sent) if sent else _("not submitted")
        if edition.number == card.approved_edition:
            return _("edition {number}, approved, {told}", number=edition.number, told=told)
        return _("edition {number}, {told}", number=edition.number, told=told)

    @Slot()
    def _compare(self) -> None:
        card = self._card
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if card is None or len(card.editions) < 2:  # noqa: PLR2004 - two are compared
            return
        by_number = {one.number: one for one in card.editions}
        before, after = by_number[self.before.currentData()], by_number[self.after.currentData()]
        found = differences(before.request, after.request)
        row = 0
        if after.reason:
            self._put(row, 0, _("Reason"), "quiet")
            self._put(row, 1, after.reason, "body", span=2)
            row += 1
        for column, text in enumerate((_("Part"), self._title(before), self._title(after))):
            self._put(row, column, text, "small")
        self._grid.addWidget(Hairline(), row + 1, 0, 1, 3)
        for number, one in enumerate(found, start=row + 2):
            self._put(number, 0, _(one.label), "quiet")
            self._put(number, 1, tell(one.before, spoken.wording) or "–", "quiet")
            self._put(number, 2, tell(one.after, spoken.wording) or "–", "body")
        if not found:
            self._put(row + 2, 0, _("Nothing differs."), "quiet", span=3)

    def _put(self, row: int, column: int, text: str, role: str, span: int = 1) -> None:
        label = Label("", role, wrap=True)
        label.setText(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._grid.addWidget(label, row, column, 1, span, Qt.AlignmentFlag.AlignTop)
