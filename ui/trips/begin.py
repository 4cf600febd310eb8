"""How a request is begun: like an earlier trip, from a template, or blank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.domains.trips.commands.drafting import BeginTrip, CopyTrip
from app.domains.trips.queries.files import TripRow, templates, trip_ids, trips
from app.domains.trips.queries.proposing import blank_request
from app.domains.trips.request import Request
from app.kernel.commands import Command
from app.kernel.fields import Criteria
from app.kernel.names import fold
from app.kernel.translated import lazy
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import _, spoken, worded
from ui.kit.pages import Page
from ui.kit.theme import colour, theme

_RECENT = 8
_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Beginnings:
    """What a request can begin from: the user's latest trips, and the templates of the office."""

    recent: tuple[TripRow, ...] = ()
    templates: tuple[tuple[str, str, Request], ...] = ()


def beginnings(page: Page) -> Beginnings:
    """Read what a request can begin from."""
    own = page.ask_now(trip_ids(Criteria(filters=(("view", "mine"),))), ()) or page.ask_now(trip_ids(Criteria()), ()) or ()
    recent = page.ask_now(trips(tuple(own)[:_RECENT]), ()) or ()
    return Beginnings(tuple(recent), tuple(page.ask_now(templates(), ()) or ()))


def command_for(code: str, found: Beginnings, blank: Request) -> Command[str]:
    """Make the command that begins a request from what was chosen ("trip/…", "template/…", or nothing for a blank one)."""
    kind, _slash, id = code.partition("/")
    if kind == "trip":
        return CopyTrip(id)
    template = next((request for known, _name, request in found.templates if kind == "template" and known == id), None)
    if template is None:
        return BeginTrip(blank)
    return BeginTrip(replace(template, requester=blank.requester, travellers=blank.travellers))


def begin_request(page: Page) -> Command[str] | None:
    """Ask from what to begin, unless there is nothing to choose from; nothing when it was given up."""
    blank = page.ask_now(blank_request())
    if blank is None:
        return None
    found = beginnings(page)
    if not found.recent and not found.templates:
        return BeginTrip(blank)
    code = BeginDialog.ask(page, found)
    return None if code is None else command_for(code, found, blank)


class BeginDialog(Dialog):
    """The user's latest trips and the templates in a list; a blank request beside it."""

    def __init__(self, found: Beginnings, parent: Page | None = None) -> None:
        super().__init__(lazy("New request"), lazy("Begin from this"), parent)
        self.code = ""
        self.body.addWidget(Label(lazy("A copy takes everything but the dates, the bookings and the reasons."), "quiet", wrap=True))
        self.line = QLineEdit()
        worded(self.line, placeholderText=lazy("Find a trip or a template"), accessibleName=lazy("Find a trip or a template"))
        self.list = QListWidget()
        worded(self.list, accessibleName=lazy("Trips and templates to begin from"))
        self.list.setMinimumSize(theme.scaled(520), theme.scaled(280))
        self._fill(found)
        self.body.addWidget(self.line)
        self.body.addWidget(self.list, 1)
        self.blank_button = self.add_button(lazy("Blank request"))
        self.blank_button.clicked.connect(self._on_blank)
        self.line.textChanged.connect(self._narrow)
        self.list.itemDoubleClicked.connect(self.accept)
        self.line.setFocus()

    @classmethod
    def ask(cls, parent: Page, found: Beginnings) -> str | None:
        """Let the user choose; give what to begin from, nothing when it was given up."""
        dialog = cls(found, parent)
        return dialog.code if dialog.run() else None

    @Slot()
    def accept(self) -> None:
        """Take what is chosen in the list."""
        item = self.list.currentItem()
        if item is None or not item.data(_CODE):
            return
        self.code = str(item.data(_CODE))
        super().accept()

    def _fill(self, found: Beginnings) -> None:
        formats = spoken.wording.formats
        self._heading(_("Like an earlier trip"), bool(found.recent))
        for row in found.recent:
            facts = "  ·  ".join(part for part in (row.number, row.travellers, row.city, formats.period(*row.period)) if part)
            self._item(f"{row.title or _('Request without a title')}\n{facts}", f"trip/{row.id}")
        self._heading(_("From a template"), bool(found.templates))
        for id, name, request in found.templates:
            self._item(f"{name}\n{request.destination.city}".rstrip(), f"template/{id}")
        self._choose_first()

    def _heading(self, text: str, there: bool) -> None:  # noqa: FBT001 - shown or not
        if there:
            item = QListWidgetItem(text)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            font = item.font()
            font.setWeight(font.Weight.DemiBold)
            item.setFont(font)
            item.setForeground(colour("quiet"))
            item.setSizeHint(QSize(0, theme.scaled(34)))
            item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            self.list.addItem(item)

    def _item(self, text: str, code: str) -> None:
        item = QListWidgetItem(text)
        item.setData(_CODE, code)
        item.setSizeHint(QSize(0, theme.scaled(42)))
        self.list.addItem(item)

    def _items(self) -> Sequence[QListWidgetItem]:
        return [self.list.item(number) for number in range(self.list.count())]

    def _choose_first(self) -> None:
        first = next((item for item in self._items() if item.data(_CODE) and not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        words = fold(text).split()
        for item in self._items():
            item.setHidden(bool(item.data(_CODE)) and not all(word in fold(item.text()) for word in words))
        self._choose_first()

    @Slot()
    def _on_blank(self) -> None:
        self.code = "blank"
        super().accept()
