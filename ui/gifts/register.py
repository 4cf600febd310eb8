"""The register of gifts: what was received, given, offered and declined; the chosen entry beside the list, with everything that is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QBoxLayout, QMenu, QToolButton, QWidget

from app.adapters.i18n import wording_for
from app.domains.gifts.drafts import Photo
from app.domains.gifts.register_commands import EditGift
from app.domains.gifts.register_queries import countries, gift_card, gift_draft, years
from app.domains.gifts.vocabulary import GIFT, GIFT_DECISION, GIFT_FATE, GIFT_LOAN, GIFT_PHOTO, RULES, Step
from app.domains.missions.vocabulary import MISSION
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.fields import Choice, Column, Filter, Screen
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy, told
from ui.gifts.entry import change_gift, note_gift
from ui.gifts.gift_card import GiftPane
from ui.gifts.lines import DueCells, dress, gift_told, number_told, with_said
from ui.gifts.papers import register_papers
from ui.gifts.steps import GiftSteps
from ui.kit.asking import AskLine
from ui.kit.controls import Action, tool_button
from ui.kit.desk import Desk
from ui.kit.groups import Composed
from ui.kit.language import spoken
from ui.kit.photo_taking import PhotoTaker
from ui.kit.registers import RegisterPage

TOUCHED_BY = (GIFT_FATE, GIFT_DECISION, GIFT_PHOTO, GIFT_LOAN, RULES, MISSION, PERSON, ORGANISATION)
_YEAR, _COUNTRY = "year", "country"
_FILTERS: dict[str, dict[str, Any]] = {
    _YEAR: {"choices": ()},
    "fate": {"title": lazy("Fate"), "rare": True},
    "published": {"rare": True},
    _COUNTRY: {"rare": True},
}
SIZES = 690, 410  # pixels of the list and of the pane, until the reader moves what stands between them
# Where there is no room the last columns are left out.
_FIRST = ("photo", "description", "number", "next_step", "euro", "outcome", "direction", "whereabouts")
_CHANGED: dict[str, dict[str, Any]] = {
    "description": {"width": 26},
    "number": {"width": 11},
    "next_step": {"width": 19, "sort_key": "due"},
    "euro": {"width": 8, "title": lazy("Value")},
    # They stand below the name and the number: as columns they come when there is room for all of them.
    "other": {"width": 48},
    "day": {"width": 24},
}
_SAID = {"description": ("other",), "number": ("day",), "next_step": ("due", "nearness")}
"""What cells of two lines say besides their own column."""


class GiftRegister(RegisterPage):
    """All entries; the chosen one beside the list."""

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        super().__init__(desk, arranged(screen), parent)
        # What can be chosen above the list is read when the list itself is there: it takes a look at all entries.
        self._choices_soon = QTimer(self)
        self._choices_soon.setSingleShot(True)
        self._choices_soon.setInterval(0)
        self._choices_soon.timeout.connect(self._offer_choices)

    def read(self) -> None:
        """Read the entries, and the years and countries that there are."""
        super().read()
        self._choices_soon.start()

    def take(self, changes: Changes) -> None:
        """Read again what a step touched."""
        before = self.table.rowCount()
        super().take(changes)
        if self.table.rowCount() != before:
            self._choices_soon.start()
        if self.chosen_id() is None:
            self.list_pane.view.select_first()

    def retranslate(self) -> None:
        """Name the page, and put the countries in the order of the language."""
        super().retranslate()
        if self._listed:
            self._choices_soon.start()

    def build_actions(self) -> None:
        """Offer what is done with an entry."""
        self.steps = GiftSteps(self, self.line)
        steps = self.steps
        self.photos_action = self.offer(lazy("Add photographs…"), self._taker.choose, "picture")
        self.paste_action = self.offer(lazy("Paste a photograph"), self._taker.paste, "picture", "Ctrl+V")
        more = (
            *(self.photos_action, self.paste_action),
            *(
                steps.enter_action,
                steps.value_action,
                steps.decide_action,
                steps.thank_action,
                steps.no_thanks_action,
                steps.fate_action,
                steps.lend_action,
                steps.declare_action,
            ),
            *(steps.withdraw_action, steps.publish_action, steps.unpublish_action, steps.strike_action),
        )
        self._side_bar.addWidget(steps.more_button(*more))
        self.papers_button = tool_button(lazy("Papers"), "paper", beside=True)
        self.papers_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.papers_menu = QMenu(self.papers_button)
        self.papers_menu.aboutToShow.connect(self._on_papers)
        self.papers_button.setMenu(self.papers_menu)
        self.title_line.lead(self.papers_button)
        lay_line(self, self.line)
        dress(self, {"description": Composed(gift_told), "number": Composed(number_told), "next_step": DueCells()})

    def written_columns(self) -> Sequence[Column]:
        """Give the columns that are shown, and what stands below them in their cells."""
        return with_said(super().written_columns(), self.register.columns, _SAID)

    def make_detail(self) -> QWidget:
        """Make the pane, and the line in which a day or a reason is asked."""
        self.line = AskLine(self.desk.application)
        self.pane = GiftPane(self, self._of_step)
        self.pane.open_requested.connect(self._on_open_requested)
        self._taker = PhotoTaker(self, self._on_photos)
        self.pane.dropped.connect(self._taker.take_mime)
        return self.pane

    def show_detail(self, id: str | None) -> None:
        """Show an entry."""
        card = self.ask_now(gift_card(id)) if id is not None else None
        self.steps.card = card
        self.steps.settle()
        self.pane.show_card(card)
        if self.remove_action is not None:
            self.remove_action.setEnabled(card is not None and not card.row.number)
        stands = card is not None and card.struck_on is None
        if self.edit_action is not None:
            self.edit_action.setEnabled(stands)
        for action in (self.photos_action, self.paste_action):
            action.setVisible(self._may_edit)
            action.setEnabled(stands)
        self.pane.setAcceptDrops(stands and self._may_edit)

    @Slot()
    def add(self) -> None:
        """Ask for a gift that was received, given or offered."""
        note_gift(self).saved.connect(self._on_added)

    @Slot()
    def edit(self) -> None:
        """Change the entry that is chosen."""
        if (id := self.chosen_id()) is not None and self._may_edit and self.steps.card is not None and self.steps.card.struck_on is None:
            change_gift(self, id)

    def _on_photos(self, digests: tuple[str, ...]) -> None:
        """Put photographs behind those of the entry that is chosen."""
        id = self.chosen_id()
        draft = self.ask_now(gift_draft(id)) if id is not None else None
        if id is None or draft is None:
            return
        there = {photo.digest for photo in draft.photos}
        fresh = tuple(Photo(digest) for digest in digests if digest not in there)
        if fresh:
            self.perform(EditGift(id, draft, replace(draft, photos=(*draft.photos, *fresh))))
        else:
            self.desk.operations.tell(lazy("This photograph is there already."))

    @Slot()
    def _offer_choices(self) -> None:
        bar, today = self.list_pane.filter_bar, self.desk.application.clock.today()
        bar.offer_choices(_YEAR, years_met(self.ask_now(years(), ()) or (), today))
        bar.offer_choices(_COUNTRY, countries_met(self.ask_now(countries(), ()) or ()))

    @Slot()
    def _on_papers(self) -> None:
        """Offer the papers of the entries that are selected, and the extract of the year that is looked at."""
        self.papers_menu.clear()
        year = self.list_pane.filter_bar.criteria().chosen(_YEAR)
        self.papers = register_papers(self, self.papers_menu, self.list_pane.view.selected_ids(), int(year) if year else None)

    def _of_step(self) -> dict[Step, Action]:
        return self.steps.of_step

    @Slot(object)
    def _on_open_requested(self, ref: object) -> None:
        assert isinstance(ref, Ref)
        if ref.kind == GIFT:
            self.reveal(ref.id)
        else:
            self.open(ref)


def lay_line(page: RegisterPage, line: AskLine, sizes: tuple[int, int] = SIZES) -> None:
    """Put the line in which something is asked between the title and the list of a page, and give the pane its room."""
    layout = page.layout()
    assert isinstance(layout, QBoxLayout)
    layout.insertWidget(1, line)
    line.closed.connect(page.take_focus)
    page.splitter.setSizes(list(sizes))
    page.desk.state.restore_parts(f"splitters/{page.screen_entry.kind}", page.splitter)


def arranged(screen: Screen) -> Screen:
    """Give the screen of the register as a part of its page: short words on buttons, the columns that matter most before the others."""
    by_key = {column.key: column for column in screen.register.columns}
    keys = (*(key for key in _FIRST if key in by_key), *(key for key in by_key if key not in _FIRST))
    columns = tuple(replace(by_key[key], **_CHANGED.get(key, {})) for key in keys)
    filters = tuple(replace(one, **_FILTERS.get(one.key, {})) for one in screen.register.filters)
    if not any(one.key == _COUNTRY for one in filters):
        filters = (*filters, Filter(_COUNTRY, lazy("Country"), (), rare=True))
    register = replace(screen.register, columns=columns, filters=filters, edit_title=lazy("Change"), remove_title=lazy("Remove"))
    touched_by = tuple(dict.fromkeys((*screen.touched_by, *TOUCHED_BY)))
    return replace(screen, title=lazy("Register"), touched_by=touched_by, register=register)


def years_met(found: Sequence[int], today: date) -> tuple[Choice, ...]:
    """Give the years of the entries, and this one, the latest first."""
    return tuple(Choice(str(year), Lazy(str(year))) for year in sorted({*found, today.year}, reverse=True))


def countries_met(codes: Sequence[str]) -> tuple[Choice, ...]:
    """Give the countries with which gifts were exchanged, by their names in the language of the screen."""
    names = {code: Multilingual(*(wording_for(language).formats.country(code) for language in LANGUAGES)) for code in codes}
    return tuple(Choice(code, told(names[code])) for code in sorted(codes, key=lambda code: fold(spoken.wording.text(names[code]))))
