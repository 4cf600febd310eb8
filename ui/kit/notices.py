"""Messages that do not stop anybody: one line at the bottom, often with Undo in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import ElidedLabel, Label, push_button, tool_button
from ui.kit.icons import iconed
from ui.kit.language import spoken

STAYS = 8_000  # milliseconds; a notice about a fault stays until it is closed
_ICONS = {Tone.BAD: "fault", Tone.WARNING: "warning", Tone.GOOD: "done"}
_LASTING = (Tone.BAD, Tone.WARNING)


@dataclass(frozen=True, slots=True)
class Offer:
    """A button in a notice: its verb and what it does."""

    text: Lazy
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """One message, its tone, and what it offers."""

    text: Lazy
    tone: Tone = Tone.NEUTRAL
    offers: tuple[Offer, ...] = ()


class NoticeBar(QFrame):
    """Shows the latest notice for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._notice: Notice | None = None
        self._buttons: list[QPushButton] = []
        self._build()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.dismiss)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What is shown now."""
        return self._notice

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Show *notice* in place of the one before."""
        self._notice = notice
        self.setProperty("tone", str(notice.tone))
        self.style().unpolish(self)
        self.style().polish(self)
        iconed(self._icon, _ICONS.get(notice.tone, "done"), f"tone:{notice.tone}")
        self._text.show_text(notice.text)
        self._offer(notice.offers)
        self.show()
        self._speak()
        if notice.tone in _LASTING:
            self._clock.stop()
        else:
            self._clock.start(STAYS)

    @Slot()
    def dismiss(self) -> None:
        """Take the notice away."""
        self._clock.stop()
        self._notice = None
        self.hide()

    @Slot()
    def withdraw(self) -> None:
        """Take an offer of Undo away that would take back something else by now."""
        if self._notice is not None and self._notice.tone is Tone.NEUTRAL:
            self.dismiss()

    def _build(self) -> None:
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 6, 8, 6)
        self._layout.setSpacing(10)
        self._icon = Label()
        self._text = ElidedLabel()
        self._close = tool_button(lazy("Close"), "close")
        self._close.clicked.connect(self.dismiss)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._text, 1)
        self._layout.addWidget(self._close)

    def _offer(self, offers: tuple[Offer, ...]) -> None:
        for button in self._buttons:
            self._layout.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, offer in enumerate(offers):
            button = push_button(offer.text)
            button.setProperty("number", number)
            button.clicked.connect(self._on_offer_taken)
            self._layout.insertWidget(self._layout.count() - 1, button)
            self._buttons.append(button)

    def _speak(self) -> None:
        if self._notice is not None and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken.wording.text(self._notice.text)))

    @Slot()
    def _on_offer_taken(self) -> None:
        sender = self.sender()
        notice = self._notice
        if notice is None or sender is None:
            return
        act = notice.offers[int(sender.property("number"))].act
        self.dismiss()
        act()
