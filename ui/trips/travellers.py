"""Those who travel: who they are to the office, who pays, and with which papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.trips.request import Passport, Traveller, Visa
from app.domains.trips.vocabulary import CATEGORIES, PASSPORTS, PAYERS, Category, PassportKind, Payer
from app.kernel.fields import Choice, Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.choosers import ChoiceEditor
from ui.kit.days import DayEditor
from ui.kit.editors import LineEditor, YesNoEditor
from ui.kit.language import LANGUAGE_NAMES
from ui.trips.fields import NO, YES, Captioned, choice_field
from ui.trips.lines import Block
from ui.trips.persons import NameEditor

if TYPE_CHECKING:
    from app.application import Application

Profile = Callable[[str], Traveller]
FILE_LANGUAGES = tuple(Choice(code, title) for code, title in LANGUAGE_NAMES.items())
_VISA = (Choice(NO, lazy("no visa needed")), Choice(YES, lazy("visa needed")))


class TravellerBlock(Block):
    """One traveller. Choosing somebody whom the office knows fills in what is known."""

    noun = lazy("Traveller")

    def __init__(self, value: Traveller, application: Application | None, profile: Profile | None) -> None:
        super().__init__(value)
        self._profile = profile
        self._build(application)

    def value(self) -> Traveller:
        """Give the traveller; another name than that of the person who was chosen is another person."""
        found: Traveller = super().value()
        known = self._value.person if found.name == self._value.name else None
        return replace(found, person=known)

    def say(self) -> None:
        """Show the fields of visas and journalists where they are asked for."""
        self._visa_day.setVisible(self.visa.value() == YES)
        self._external.setVisible(self.category.value() is Category.EXTERNAL or self._value.press or self._value.partner)
        self._newsroom.setVisible(bool(self.press.value()) or bool(self._value.newsroom))

    def take_profile(self, person: str) -> None:
        """Fill in what is known of *person*, and leave what the form already holds about the papers."""
        if self._profile is None:
            return
        known = self._profile(person)
        standing = self.value()
        self.show_value(
            replace(
                known,
                category=known.category if known.category is not Category.AGENT else standing.category,
                payer=known.payer or standing.payer,
                payer_stay=known.payer_stay or standing.payer_stay,
                passport=known.passport or standing.passport,
                visa=known.visa or standing.visa,
            )
        )
        self.edited.emit("name")

    def _build(self, application: Application | None) -> None:
        bind = self.fields.bind
        name = NameEditor(Field("name", lazy("Name"), limit=200), application)
        name.chosen.connect(self._on_chosen)
        bind(name)
        function = bind(LineEditor(Field("function", lazy("Function on the day of the trip"), limit=300)))
        entity = bind(LineEditor(Field("entity", lazy("Administration or minister’s office"), limit=300)))
        self.category = bind(ChoiceEditor(choice_field("category", lazy("Category"), CATEGORIES, required=True), Category))
        language = bind(ChoiceEditor(choice_field("language", lazy("Language"), FILE_LANGUAGES)))
        payer = bind(ChoiceEditor(choice_field("payer", lazy("Paid by"), PAYERS), Payer, may_be_none=True))
        stay = bind(ChoiceEditor(choice_field("payer_stay", lazy("Stay paid by, if another"), PAYERS), Payer, may_be_none=True))
        kind = bind(
            ChoiceEditor(choice_field("passport.kind", lazy("Travels with"), PASSPORTS), PassportKind, may_be_none=True),
            get=_kind,
            put=_with_kind,
        )
        expires = bind(DayEditor(Field("passport.expires_on", lazy("Valid until"), FieldKind.DATE)), get=_expiry, put=_with_expiry)
        self.visa = bind(ChoiceEditor(choice_field("visa.needed", lazy("Visa"), _VISA)), get=_visa_code, put=_with_visa)
        ready = bind(DayEditor(Field("visa.ready_on", lazy("Visa there on"), FieldKind.DATE)), get=_visa_day, put=_with_visa_day)
        email = bind(LineEditor(Field("email", lazy("E-mail"), limit=300)))
        self.press = bind(YesNoEditor(Field("press", lazy("Journalist"), FieldKind.YES_NO)))
        partner = bind(YesNoEditor(Field("partner", lazy("Comes along privately"), FieldKind.YES_NO)))
        newsroom = bind(LineEditor(Field("newsroom", lazy("Newsroom"), limit=300)))
        self._visa_day = Captioned(ready, 130)
        self._newsroom = Captioned(newsroom, 220)
        self.row(Captioned(name, 200, stretch=True), Captioned(function, 220), Captioned(entity, 250))
        self.row(Captioned(self.category, 200), Captioned(language, 120), Captioned(payer, 160), Captioned(stay, 180))
        self.row(Captioned(kind, 200), Captioned(expires, 130), Captioned(self.visa, 160), self._visa_day, Captioned(email, 230))
        self._external: QWidget = self.row(Captioned(self.press, 0, titled=False), Captioned(partner, 0, titled=False), self._newsroom)

    @Slot(str)
    def _on_chosen(self, person: str) -> None:
        self.take_profile(person)


def _kind(traveller: Traveller) -> PassportKind | None:
    return traveller.passport.kind if traveller.passport else None


def _with_kind(traveller: Traveller, kind: PassportKind | None) -> Traveller:
    return replace(traveller, passport=replace(traveller.passport or Passport(), kind=kind) if kind else None)


def _expiry(traveller: Traveller) -> date | None:
    return traveller.passport.expires_on if traveller.passport else None


def _with_expiry(traveller: Traveller, day: date | None) -> Traveller:
    if traveller.passport is None and day is None:
        return traveller
    return replace(traveller, passport=replace(traveller.passport or Passport(), expires_on=day))


def _visa_code(traveller: Traveller) -> str:
    return "" if traveller.visa is None else YES if traveller.visa.needed else NO


def _with_visa(traveller: Traveller, code: Any) -> Traveller:
    return replace(traveller, visa=replace(traveller.visa or Visa(), needed=code == YES) if code else None)


def _visa_day(traveller: Traveller) -> date | None:
    return traveller.visa.ready_on if traveller.visa else None


def _with_visa_day(traveller: Traveller, day: date | None) -> Traveller:
    return replace(traveller, visa=replace(traveller.visa, ready_on=day)) if traveller.visa else traveller
