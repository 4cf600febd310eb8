"""An object of the bank beside its list: photographs, numbers, story, facts, its ledger, for whom it is kept, to whom it is lent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.gifts.bank_queries import ItemCard, ItemRow
from app.domains.gifts.vocabulary import CABIN_BAGS, CATEGORIES, LEVELS, TAGS, TRAITS
from app.kernel.fields import Badge as BadgeWords
from app.kernel.fields import Choice, Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.lending import LoansSection
from ui.gifts.movements import LedgerSection
from ui.gifts.numbers import Figure, Numbers
from ui.gifts.reserved import ReservationsSection
from ui.gifts.story import StoryView
from ui.kit.asking import AskLine
from ui.kit.controls import Label
from ui.kit.flow import FlowLayout
from ui.kit.language import _, spoken
from ui.kit.pages import DetailPane, Page
from ui.kit.parts import Badge, Section
from ui.kit.photo_views import PhotoStrip
from ui.kit.theme import theme

ITEM_BADGES = {
    "free": BadgeWords(lazy("free"), Tone.GOOD),
    "none free": BadgeWords(lazy("none free"), Tone.FAINT),
    "short": BadgeWords(lazy("too few"), Tone.WARNING),
    "expired": BadgeWords(lazy("past its day"), Tone.BAD),
    "retired": BadgeWords(lazy("no longer offered"), Tone.FAINT),
}


class ItemPane(QWidget):
    """The chosen object."""

    def __init__(self, page: Page, line: AskLine) -> None:
        super().__init__()
        self.photographs = PhotoStrip(page.desk.application)
        self.heading = Label("", "heading", wrap=True)
        self.line = Label("", "quiet", wrap=True)
        self.level, self.state = Badge(), Badge()
        self.numbers = Numbers()
        self.story = StoryView()
        self.facts = DetailPane()
        self.facts.heading.hide()
        self.reservations = ReservationsSection(page, line)
        self.loans = LoansSection(page)
        self.ledger = LedgerSection(page)
        self._build()

    def show_card(self, card: ItemCard | None) -> None:
        """Show an object; nothing when none is chosen."""
        for part in self._parts:
            part.setVisible(card is not None)
        self.heading.setText("")
        if card is None:
            self.photographs.show_photos(())
            self.reservations.show_reservations(())
            self.loans.show_loans(())
            return
        row, draft, wording = card.row, card.draft, spoken.wording
        self.photographs.show_photos(card.photos)
        self.heading.setText(wording.text(row.name))
        self.line.setText("  ·  ".join(part for part in (row.code, row.maker, _title(CATEGORIES, row.category)) if part))
        self.level.show_badge(_title(LEVELS, row.level), Tone.NEUTRAL)
        state = ITEM_BADGES[row.state]
        self.state.show_badge(state.title, state.tone)
        self.numbers.put(figures_of(row))
        self._story_section.setVisible(bool(draft.story))
        self.story.show_story(draft.story)
        self.facts.show_pairs("", facts_of(card))
        self.reservations.show_reservations(card.reservations)
        self.loans.show_loans(card.loans)
        self.ledger.show_ledger(card.ledger)

    def _build(self) -> None:
        badges = QWidget()
        row = FlowLayout(badges, spacing=6)
        row.addWidget(self.level)
        row.addWidget(self.state)
        self._story_section = Section(lazy("Story"))
        self._story_section.add(self.story)
        facts = Section(lazy("The object"))
        facts.add(self.facts)
        self._parts: Sequence[QWidget] = (self.line, badges, self.numbers, self._story_section, facts, self.ledger)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(12))
        head = QVBoxLayout()
        head.setSpacing(theme.scaled(3))
        for part in (self.heading, self.line):
            head.addWidget(part)
        layout.addLayout(head)
        for part in (badges, self.photographs, self.numbers, self.reservations, self.loans, self._story_section, facts, self.ledger):
            layout.addWidget(part)
        layout.addStretch(1)


def figures_of(row: ItemRow) -> tuple[Figure, ...]:
    """Give the numbers of an object: what is here, what is kept for somebody, what can still be promised."""
    tone = Tone.BAD if row.free < 0 else Tone.NEUTRAL
    figures = [
        Figure(lazy("in stock"), row.stock, Tone.WARNING if row.short else Tone.NEUTRAL),
        Figure(lazy("pieces reserved"), row.reserved),
        Figure(lazy("free"), row.free, tone),
    ]
    if row.lent:
        figures.append(Figure(lazy("lent out"), row.lent))
    if row.minimum:
        figures.append(Figure(lazy("minimum"), row.minimum))
    if row.expired:
        figures.append(Figure(lazy("past their day"), row.expired, Tone.BAD))
    return tuple(figures)


def facts_of(card: ItemCard) -> tuple[tuple[Lazy, object], ...]:
    """Give what is known of an object beside its numbers, as pairs of a label and a value."""
    draft = card.draft
    return (
        (lazy("Maker"), draft.maker),
        (lazy("Supplier"), draft.supplier),
        (lazy("A piece costs"), draft.unit_cost),
        (lazy("What is here has cost"), card.row.value),
        (lazy("Place"), draft.place),
        (lazy("Speaks for it"), _titles(TAGS, draft.tags)),
        (lazy("Made of, or showing"), _titles(TRAITS, draft.traits)),
        (lazy("Weight"), lazy("{number} g", number=draft.weight) if draft.weight else ""),
        (lazy("Size"), draft.size),
        (lazy("Cabin bag"), _with_note(CABIN_BAGS, draft.cabin, draft.cabin_note)),
        (lazy("Customs"), "  ·  ".join(part for part in (draft.customs_code, draft.customs_note) if part)),
        (lazy("Made in"), spoken.wording.formats.country(draft.origin) if draft.origin else ""),
        (lazy("Keeps"), lazy_count("{number} day", "{number} days", draft.shelf_days) if draft.shelf_days else ""),
        (lazy("Best before"), tuple(_lot(lot.number, lot.best_before) for lot in card.lots if lot.best_before)),
        (lazy("No longer offered since"), draft.retired_on),
        (lazy("Remark"), draft.remark),
    )


def _lot(number: int, day: Any) -> Lazy:
    return lazy("{number} × {day}", number=number, day=day)


def _with_note(choices: Sequence[Choice], code: str, note: str) -> str:
    return "  ·  ".join(part for part in (_title(choices, code) if code else "", note) if part)


def _title(choices: Sequence[Choice], code: str) -> str:
    return next((_(choice.title) for choice in choices if choice.code == code), str(code))


def _titles(choices: Sequence[Choice], codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(_title(choices, code) for code in codes)
