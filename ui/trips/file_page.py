"""One file: with whom it lies, its way, its request, the decision on it, what follows the trip, its editions, papers and history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domains.missions.vocabulary import MISSION
from app.domains.trips.queries.files import TripCard, trip_card
from app.domains.trips.standing import MISSION_CANCELLED, MISSION_MOVED
from app.domains.trips.vocabulary import DECISION, TRIP, State
from app.kernel.changes import Changes
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding, OfficeError
from app.kernel.fields import Tone
from app.kernel.ids import Ref
from app.kernel.permissions import SEE_HISTORY
from app.kernel.translated import lazy
from ui.kit.controls import Action, Label, push_button, tool_button
from ui.kit.history import HistoryPane
from ui.kit.language import _
from ui.kit.pages import Page, RecordPage
from ui.kit.parts import LaterTab
from ui.kit.theme import theme
from ui.trips.aftercare import AfterTab
from ui.trips.decision import DecisionTab
from ui.trips.header import StatusLine, facts_of
from ui.trips.offers import Offer, offers_of, submission
from ui.trips.panels import Panel
from ui.trips.papers import PapersTab
from ui.trips.request_tab import RequestTab
from ui.trips.steps import WayLine, stops_of
from ui.trips.versions import EditionsTab

_ACCESS = ("account", "role grant", "stand-in")
_TAB = 150  # pixels at 100 %
_WIDE_ENOUGH = 900  # pixels at 100 % for a title beside several buttons
_AFTER = (State.TO_SETTLE, State.IN_CHECK)


class TripFile(RecordPage):
    """A file: a header with its way, what can be done with it, and tabs."""

    kind = TRIP

    def build(self) -> None:
        """Add header, panel, tabs and buttons."""
        self.card: TripCard | None = None
        self._offers: dict[str, Offer] = {}
        self._narrow = False
        self._buttons: list[QWidget] = []
        self.status = StatusLine()
        self.way = WayLine()
        self.overtaken = Label("", "finding", wrap=True)
        self.overtaken.setProperty("tone", Tone.BAD.value)
        self.overtaken.hide()
        self.panel = Panel(self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        for number, part in enumerate((self.status, self.way, self.overtaken, self.panel), start=1):
            layout.insertWidget(number, part)
        layout.setSpacing(6)
        self._tabs: dict[str, LaterTab[Any]] = {}
        self._add("request", lazy("Request"), self._make_request)
        self._add("decision", lazy("Decision"), self._make_decision)
        self._add("after", lazy("After the trip"), partial(AfterTab, self))
        self._add("editions", lazy("Editions"), EditionsTab)
        self._add("papers", lazy("Papers"), partial(PapersTab, self))
        if self.desk.application.user.may(SEE_HISTORY):
            self._add("history", lazy("History"), partial(HistoryPane, self.desk, self.ref))
        self._build_menu()
        self._early = self._read_early()
        self.tabs.currentChanged.connect(self._on_tab_shown)
        theme.changed.connect(self._make_room)
        self.tabs.setMinimumHeight(theme.scaled(_TAB))  # a form above a tab may push it together: it scrolls

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the title."""
        super().resizeEvent(event)
        self._make_room()

    @property
    def request(self) -> RequestTab:
        """The tab of the request."""
        return self._tabs["request"].page

    @property
    def decision(self) -> DecisionTab:
        """The tab of the decision."""
        return self._tabs["decision"].page

    @property
    def after(self) -> AfterTab:
        """The tab of what follows the trip."""
        return self._tabs["after"].page

    @property
    def editions(self) -> EditionsTab:
        """The tab of the editions."""
        return self._tabs["editions"].page

    @property
    def papers(self) -> PapersTab:
        """The tab of the papers."""
        return self._tabs["papers"].page

    def title(self) -> str:
        """Name the file."""
        if self.card is None:
            return super().title()
        return self.card.row.title or self.card.row.number

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the file was touched, its mission, or who may decide on it."""
        mission = self.card.row.mission_id if self.card is not None else None
        own = super().concerns(changes) or changes.touch_any((DECISION, *_ACCESS))
        return own or (mission is not None and changes.touch(MISSION, mission))

    def take(self, changes: Changes) -> None:
        """Read the file again; asked for by hand, what somebody else has stored goes before what is typed here."""
        super().take(changes)
        if changes.everything and self.card is not None and self._tabs["request"].made:
            self.request.give_way()

    def read(self) -> None:
        """Read the file, and show it in every tab that has been opened."""
        card, self._early = self._early or self.still_there(trip_card(self.ref.id)), None
        if card is None:
            self.card = None
            for part in (self.status, self.way, self.overtaken, self.panel):
                part.hide()
            self._offer(())
            return
        self.card = card
        self.status.show()
        self.tabs.setEnabled(True)
        self._show()
        self._show_tab()
        self.title_changed.emit()

    def take_focus(self) -> None:
        """Let the keyboard begin where the work is: at the decision that is to be taken, or in the request that is being written."""
        super().take_focus()
        if self.card is None:
            return
        if self._shows("decision"):
            self.decision.take_focus()
        elif self._shows("request") and self.card.may_edit:
            self.request.form.focus_first()

    def retranslate(self) -> None:
        """Write everything in the language of the screen."""
        super().retranslate()
        if self.card is not None:
            self._show()

    def actions_offered(self) -> Sequence[QAction]:
        """Give what can be done with the file and in the tab that is shown."""
        tab = self._shown_tab()
        return [*super().actions_offered(), *(tab.actions_offered() if isinstance(tab, Page) else ())]

    def go_to(self, key: str) -> None:
        """Show a tab by its name."""
        self.tabs.setCurrentWidget(self._tabs[key])

    def begin(self, key: str) -> None:
        """Begin what is offered under *key*: its form is shown, or it is done at once."""
        if (offer := self._offers.get(key)) is not None:
            self._begin(offer)

    @Slot()
    def submit(self) -> None:
        """Send the request; what is asked before is asked on the page."""
        if self.card is not None:
            self._begin(submission(self.card, self.today))

    @property
    def today(self) -> Any:
        """The day in Brussels."""
        return self.desk.application.clock.now().astimezone(BRUSSELS).date()

    def _begin(self, offer: Offer) -> None:
        if offer.key == "hand_in" and self._tabs["after"].made and self.after.report.dirty:
            self.after.report.save().then(partial(self._on_report_saved, offer))
            return
        self._carry_out(offer)

    def _carry_out(self, offer: Offer) -> None:
        receive = partial(self._on_done, offer)
        if offer.form is not None:
            self.panel.show_form(offer.verb, offer.form, offer.draft, offer.command, sentence=offer.sentence, then=receive)
            return
        refused: Callable[[tuple[Finding, ...]], None] = self._on_refused
        self.perform(offer.command(offer.draft, offer.draft), refused=refused).then(receive)

    def _on_report_saved(self, offer: Offer, _result: Any) -> None:
        """Hand in what was still being written."""
        self._carry_out(offer)

    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        """Show what the application had against a move where it can be mended."""
        after = tuple(finding for finding in findings if finding.rule == "R77")
        if after and self.card is not None:
            self.go_to("after")
            self.after.show_refusal(after)
        elif findings and self.card is not None and self.card.may_edit:
            self.go_to("request")
            self.request.form.show_refusal(findings)
        else:
            self.desk.operations.tell(findings[0].message, Tone.BAD)

    def _on_done(self, offer: Offer, result: Any) -> None:
        if offer.to_new:
            self.open(Ref(TRIP, str(result)))
        elif offer.key == "remove":
            return
        elif self.card is not None:
            self.desk.operations.tell(lazy("{number}: {line}", number=self.card.row.number, line=self.card.row.line), Tone.GOOD)

    def _read_early(self) -> TripCard | None:
        """Read the file before the page is shown, and go to the tab that is wanted: the others need not be made."""
        try:
            self.card = self.desk.application.ask(trip_card(self.ref.id))
        except OfficeError:
            return None  # reading it again, when it is shown, says what is the matter
        self.go_to(first_tab(self.card))
        return self.card

    def _add(self, key: str, title: Any, make: Callable[..., QWidget]) -> None:
        tab = LaterTab(partial(self._make, make, key))
        self._tabs[key] = tab
        self.add_tab(title, tab)

    def _make(self, make: Callable[..., QWidget], key: str) -> QWidget:
        """Make a tab and fill it in its place before it is shown, which is quicker than filling it on the screen."""
        tab = make()
        tab.setParent(self._tabs[key])
        if self.card is not None and (show := getattr(tab, "show_card", None)) is not None:
            show(self.card)
        return tab

    def _make_request(self) -> RequestTab:
        tab = RequestTab(self, self.ref.id, self.today)
        tab.submit_wanted.connect(self.submit)
        tab.change_wanted.connect(self.begin)
        return tab

    def _make_decision(self) -> DecisionTab:
        return DecisionTab(self)

    def _build_menu(self) -> None:
        self._more = tool_button(lazy("More"), "more")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self.title_line.add(self._more)
        self._actions: list[Action] = []

    @Slot()
    def _make_room(self) -> None:
        """In a narrow window, or in large text, put all but the likeliest offer in the menu."""
        narrow = self.width() < theme.scaled(_WIDE_ENOUGH)
        if narrow != self._narrow:
            self._narrow = narrow
            self._offer(tuple(self._offers.values()))

    def _offer(self, offers: Sequence[Offer]) -> None:
        for button in self._buttons:
            self.title_line.buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for action in self._actions:
            self.removeAction(action)
            action.deleteLater()
        self._actions = []
        self._menu.clear()
        self._offers = {offer.key: offer for offer in offers}
        for offer in offers:
            action = Action(offer.verb, offer.icon, parent=self)
            action.setProperty("offer", offer.key)
            action.triggered.connect(self._on_button)
            self.addAction(action)
            self._actions.append(action)
            if offer.place == "more" or (self._narrow and offer.place != "primary"):
                self._menu.addAction(action)
            else:
                self._put_button(offer)
        self._more.setVisible(not self._menu.isEmpty())

    def _put_button(self, offer: Offer) -> None:
        button: QPushButton = push_button(offer.verb, offer.icon, primary=offer.place == "primary")
        button.setAutoDefault(False)
        button.setProperty("offer", offer.key)
        button.clicked.connect(self._on_button)
        self.title_line.buttons.insertWidget(self.title_line.buttons.count() - 1, button)
        self._buttons.append(button)

    def _show(self) -> None:
        card = self.card
        assert card is not None
        self.title_line.show_texts(card.row.title or _("Request without a title"), facts_of(card.row))
        self.status.show_trip(card.row)
        self.way.show_stops(stops_of(card))
        self.way.setVisible(not self._shows("decision"))
        self._show_overtaken(card.findings)
        self._offer(offers_of(card, self.desk.application.user, self.today))

    def _show_overtaken(self, findings: Sequence[Finding]) -> None:
        """Say above every tab that the mission is elsewhere by now: whoever decides reads no other."""
        found = next((one for one in findings if one.rule in (MISSION_MOVED, MISSION_CANCELLED)), None)
        if found is not None:
            self.overtaken.show_text(found.message)
        self.overtaken.setVisible(found is not None)

    def _shows(self, key: str) -> bool:
        return self.tabs.currentWidget() is self._tabs[key]

    def _shown_tab(self) -> QWidget | None:
        shown = self.tabs.currentWidget()
        return shown.page if isinstance(shown, LaterTab) else shown

    def _show_tab(self) -> None:
        """Show the file in the tab that is open."""
        tab, card = self._shown_tab(), self.card
        if card is not None and tab is not None and (show := getattr(tab, "show_card", None)) is not None:
            show(card)

    @Slot()
    def _on_button(self) -> None:
        if (sender := self.sender()) is not None:
            self.begin(str(sender.property("offer")))

    @Slot()
    def _on_tab_shown(self) -> None:
        if self.card is None:
            return
        self.way.setVisible(not self._shows("decision"))
        self._show_tab()


def first_tab(card: TripCard) -> str:
    """Say which tab whoever opens a file wants to see."""
    if card.seats:
        return "decision"
    return "after" if card.row.state in _AFTER else "request"
