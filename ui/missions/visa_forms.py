"""The forms behind the matrix of documents: the visa of one traveller for one country, and the invitation of one guest.

Above the fields stands what is known already: whether a visa is needed and who says so, how far it is, and by when what is due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from app.domains.visas.passport_rules import PassportFacts, kind_title
from app.domains.visas.visa_commands import EditInvitation, EditVisa
from app.domains.visas.visa_drafts import InvitationDraft, VisaDraft
from app.domains.visas.visa_fields import INVITATION_FORM, VISA_FORM
from app.domains.visas.visa_queries import GuestCard, VisaCard
from app.domains.visas.visa_terms import CELL_BADGES, NEED_BADGES, Answer
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Choice, FieldKind, Form
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.forms import FindingLine
from ui.kit.language import _, spoken
from ui.kit.pages import Page
from ui.kit.theme import theme


class AboutDialog(FormDialog):
    """A form with sentences above it."""

    def tell(self, sentences: Sequence[str], findings: Sequence[Finding]) -> None:
        """Write *sentences* above the form, and what the rules say."""
        layout = self._holder.layout()
        assert isinstance(layout, QVBoxLayout)
        place = 0
        for sentence in sentences:
            layout.insertWidget(place, Label(sentence, "quiet", wrap=True))
            place += 1
        for finding in findings:
            layout.insertWidget(place, FindingLine(finding))
            place += 1
        layout.insertSpacing(place, theme.scaled(6))
        self.fit()


def show_visa(parent: Page, desk: Desk, card: VisaCard) -> FormDialog:
    """Show the visa of a traveller for a country; it is kept once it is saved."""

    def command(before: VisaDraft, after: VisaDraft) -> Command[str]:
        return EditVisa(card.mission, card.person_id, card.country, before, after)

    title = lazy("Visa of {name} for {country}", name=card.name, country=spoken.wording.formats.country(card.country))
    form = with_passports(VISA_FORM, card.passports, card.passport)
    dialog = AboutDialog.show_for(
        parent, desk, form, card.draft, title, command, key=f"visa/{card.mission}/{card.person_id}/{card.country}"
    )
    dialog.tell(_about_visa(card), card.findings)
    return dialog


def show_guest(parent: Page, desk: Desk, card: GuestCard) -> FormDialog:
    """Show the invitation of a guest; it is kept once it is saved."""

    def command(before: InvitationDraft, after: InvitationDraft) -> Command[str]:
        return EditInvitation(card.mission, card.person_id, before, after)

    form = with_passports(INVITATION_FORM, card.passports, card.passport)
    title = lazy("Invitation of {name}", name=card.name)
    dialog = AboutDialog.show_for(parent, desk, form, card.draft, title, command, key=f"invitation/{card.mission}/{card.person_id}")
    dialog.tell(_about_guest(card), card.findings)
    return dialog


def with_passports(form: Form[Any], passports: Sequence[PassportFacts], used: PassportFacts | None) -> Form[Any]:
    """Offer the passports of a traveller by kind, masked number and last day; while none is chosen, *used* is."""
    unsaid = lazy("not chosen: the {passport}", passport=_named(used)) if used is not None else lazy("none is entered")
    choices = (Choice("", unsaid), *(Choice(one.id, passport_told(one)) for one in passports))
    fields = tuple(
        replace(field, kind=FieldKind.CHOICE, choices=choices, record="") if field.key == "passport_id" else field for field in form.fields
    )
    return Form(form.draft, fields, form.check)


def passport_told(one: PassportFacts) -> Lazy:
    """Name a passport without its number."""
    if one.expires_on is None:
        return _named(one)
    return lazy("{kind} {number}, until {day}", kind=kind_title(one.kind), number=one.masked or "…", day=one.expires_on)


def _named(one: PassportFacts) -> Lazy:
    return lazy("{kind} {number}", kind=kind_title(one.kind), number=one.masked or "…")


def _about_visa(card: VisaCard) -> list[str]:
    formats = spoken.wording.formats
    told = [
        _("{need}. {why}", need=_capital(_(NEED_BADGES[card.need.need].title)), why=_(card.need.reason)),
        _("{state}: {why}", state=_capital(_(CELL_BADGES[card.standing.state].title)), why=_(card.standing.reason)),
    ]
    if card.need.asks and card.deadlines.file and card.deadlines.back:
        told.append(_("To be filed by {file}; the passport is to be back by {back}.", file=card.deadlines.file, back=card.deadlines.back))
    if card.stay.enters and card.stay.leaves:
        told.append(_("In the country from {first} to {last}.", first=formats.day(card.stay.enters), last=formats.day(card.stay.leaves)))
    if card.card is not None and card.card.file_at:
        told.append(_("Filed at: {place}.", place=card.card.file_at))
    return told


def _about_guest(card: GuestCard) -> list[str]:
    told = [_(card.why)]
    if card.needs is not Answer.NO and card.letter_by and card.file_from and card.file_by:
        told.append(
            _(
                "The letter is to be sent by {letter}; the visa is filed from {first}, and by {last} at the latest.",
                letter=card.letter_by,
                first=card.file_from,
                last=card.file_by,
            )
        )
    return told


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
