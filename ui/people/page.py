"""The registers of persons and of organisations, with the card of the chosen one beside the list; and the page of precedence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.domains.gifts.history_queries import Between, gifts_between
from app.domains.gifts.vocabulary import GIFT, GIFT_RESERVATION, SEE_GIFTS
from app.domains.people import profile_queries, queries
from app.domains.people.address.commands import SetAddress
from app.domains.people.address.fields import ADDRESS_FIELDS, FORM_TITLES
from app.domains.people.address.queries import address_card
from app.domains.people.address.vocabulary import ADDRESS_FORM, LANGUAGE_CHOICES
from app.domains.people.commands import (
    AddContactPoint,
    AddPost,
    EditContactPoint,
    EditPost,
    RemoveContactPoint,
    RemovePost,
)
from app.domains.people.fields import CONTACT_FORM, POST_FORM, post_form
from app.domains.people.rules import ContactPointDraft, Double, PostDraft
from app.domains.people.vocabulary import CONTACT_POINT, OFFICE, ORGANISATION, PERSON, POST, PRECEDENCE_LIST, USUAL_LIST
from app.domains.visas.passport_commands import AddPassport, EditPassport, RemovePassport
from app.domains.visas.passport_fields import PASSPORT_FORM
from app.domains.visas.passport_queries import passport_draft, passports_of_person
from app.domains.visas.passport_rules import PassportDraft
from app.domains.visas.terms import CUSTODY, PASSPORT, SEE_VISAS
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Lazy, lazy
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.lending import borrowed
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.people.card import OrganisationPane, PersonPane
from ui.people.gifts import gift_entries, sums_told
from ui.people.merge import DoublesDialog, MergeDialog
from ui.people.passports import passport_entries
from ui.people.precedence.page import PrecedencePage

_LANGUAGES = {choice.code: choice.title for choice in LANGUAGE_CHOICES}


class PeoplePage(RegisterPage):
    """The persons whom the office knows."""

    def make_detail(self) -> QWidget:
        """Make the card."""
        self.card = PersonPane(self.desk.application, may_edit=self._may_edit)
        self.card.open_requested.connect(self._on_open_requested)
        self.card.posts.add_requested.connect(self.add_post)
        self.card.posts.edit_requested.connect(self.edit_post)
        self.card.posts.remove_requested.connect(self.remove_post)
        self.card.contacts.add_requested.connect(self.add_contact)
        self.card.contacts.edit_requested.connect(self.edit_contact)
        self.card.contacts.remove_requested.connect(self.remove_contact)
        self.card.passports.add_requested.connect(self.add_passport)
        self.card.passports.edit_requested.connect(self.edit_passport)
        self.card.passports.remove_requested.connect(self.remove_passport)
        self.card.gifts.add_requested.connect(self.choose_gift)
        self.card.address.language_chosen.connect(self._show_address)
        self.card.address.edit_requested.connect(self.edit_address)
        self.card.address.finding_chosen.connect(self._on_finding_chosen)
        self.card.address.copied.connect(self._on_copied)
        return self.card

    def show_detail(self, id: str | None) -> None:
        """Show the card of *id*."""
        card = self.ask_now(queries.person_card(id)) if id is not None else None
        self.card.show_card(card)
        if card is not None:
            self.card.address.turn_to(card.id, card.draft.preferred_language)
            self._show_address()
            if self.desk.application.user.may(SEE_VISAS):
                self.card.passports.show_entries(passport_entries(self.ask_now(passports_of_person(card.id), ()) or ()))
            self._show_gifts(card.id)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a person, an organisation that stands on a card, or what decides on forms of address was touched."""
        others = (ORGANISATION, OFFICE, PRECEDENCE_LIST, USUAL_LIST, PASSPORT, CUSTODY, GIFT, GIFT_RESERVATION)
        return super().concerns(changes) or any(changes.touch(kind) for kind in others)

    def build_actions(self) -> None:
        """Offer what a card can take, and the search for doubles."""
        if not self._may_edit:
            return
        self.offer(lazy("Add post"), self.add_post, "plus")
        self.offer(lazy("Add contact point"), self.add_contact, "plus")
        self.offer(lazy("Change the forms of address"), self.edit_address, "mail")
        self.merge_action = self.offer(lazy("Merge the two selected persons…"), self.merge_selected, "people")
        self.doubles_action = self.offer(lazy("Find doubles"), self.find_doubles, "search", needs_record=False, in_bar=True)

    @Slot()
    def add_post(self) -> None:
        """Ask for a post of the chosen person."""
        if (person := self.chosen_id()) is not None:
            self._ask(
                self._post_form(), PostDraft(), lazy("Add post"), partial(_after, AddPost, person), f"{POST}/new/{person}", lazy("Add post")
            )

    @Slot(str)
    def edit_post(self, id: str) -> None:
        """Change a post."""
        if (draft := self.ask_now(queries.post_draft(id))) is not None:
            self._ask(self._post_form(), draft, lazy("Change post"), partial(EditPost, id), f"{POST}/{id}")

    def _post_form(self) -> Form[PostDraft]:
        offices = self.ask_now(profile_queries.offices())
        return post_form(offices.values()) if offices is not None else POST_FORM

    @Slot(str)
    def remove_post(self, id: str) -> None:
        """Remove a post; Undo brings it back."""
        self.perform(RemovePost(id))

    @Slot()
    def add_contact(self) -> None:
        """Ask for a way to reach the chosen person."""
        if (person := self.chosen_id()) is not None:
            command = partial(_after, AddContactPoint, person)
            self._ask(
                CONTACT_FORM,
                ContactPointDraft(),
                lazy("Add contact point"),
                command,
                f"{CONTACT_POINT}/new/{person}",
                lazy("Add contact point"),
            )

    @Slot(str)
    def edit_contact(self, id: str) -> None:
        """Change a contact point."""
        if (draft := self.ask_now(queries.contact_draft(id))) is not None:
            self._ask(CONTACT_FORM, draft, lazy("Change contact point"), partial(EditContactPoint, id), f"{CONTACT_POINT}/{id}")

    @Slot(str)
    def remove_contact(self, id: str) -> None:
        """Remove a contact point; Undo brings it back."""
        self.perform(RemoveContactPoint(id))

    @Slot()
    def add_passport(self) -> None:
        """Ask for a passport of the chosen person."""
        if (person := self.chosen_id()) is not None:
            draft, title = PassportDraft(person_id=person), lazy("Add passport")
            self._ask(PASSPORT_FORM, draft, title, _add_passport, f"{PASSPORT}/new/{person}", title)

    @Slot(str)
    def edit_passport(self, id: str) -> None:
        """Change a passport; an empty number leaves the number as it is."""
        if (draft := self.ask_now(passport_draft(id))) is not None:
            self._ask(PASSPORT_FORM, draft, lazy("Change passport"), partial(EditPassport, id), f"{PASSPORT}/{id}")

    @Slot(str)
    def remove_passport(self, id: str) -> None:
        """Remove a passport that was entered by mistake; Undo brings it back."""
        self.perform(RemovePassport(id))

    @Slot()
    def choose_gift(self) -> None:
        """Choose a gift of the bank for the chosen person."""
        if (person := self.chosen_id()) is not None:
            borrowed("gifts.suggest")(self, self.desk, person_id=person)

    @Slot()
    def edit_address(self) -> None:
        """Enter the office's own forms of address of the chosen person in the language that is shown; empty ones stay worked out."""
        pane = self.card.address
        if self.chosen_id() is None or (card := pane.card) is None:
            return
        language = card.forms.language
        dialog = FormDialog.show_for(
            self,
            self.desk,
            ADDRESS_FIELDS,
            card.draft,
            lazy("Forms of address of {name} in {language}", name=card.name, language=_LANGUAGES[language]),
            partial(SetAddress, card.person, language),
            key=f"{ADDRESS_FORM}/{card.person}/{language}",
        )
        for key, editor in dialog.form.editors.items():
            for entry in editor.inputs():
                if isinstance(entry, QLineEdit | QPlainTextEdit):
                    entry.setPlaceholderText(card.derived.form(key))
        dialog.fit()

    @Slot()
    def find_doubles(self) -> None:
        """Look for persons who may have been entered twice, and list them."""
        application = self.desk.application

        def look(_report: Reporter) -> Sequence[Double]:
            return application.ask(queries.possible_doubles())

        self.desk.operations.run(look, lazy("Looking for doubles")).then(self._on_doubles)

    @Slot()
    def merge_selected(self) -> None:
        """Compare the two persons who are selected, to make one of them."""
        chosen = self.list_pane.view.selected_ids()
        if len(chosen) != 2:  # noqa: PLR2004 - a merge is of two
            self.desk.operations.tell(lazy("Select two persons in the list first: Ctrl and click, or Shift and the arrows."))
            return
        self.compare(*chosen)

    def compare(self, kept: str, dissolved: str) -> MergeDialog:
        """Show what merging the second person into the first would give."""
        dialog = MergeDialog.show_for(self, self.desk, kept, dissolved)
        dialog.merged.connect(self._on_merged)
        return dialog

    def _ask(self, form: Form[Any], draft: Any, title: Lazy, command: Any, key: str, verb: Lazy = SAVE) -> None:
        FormDialog.show_for(self, self.desk, form, draft, title, command, key=key, verb=verb)

    @Slot(object)
    def _on_doubles(self, found: object) -> None:
        assert isinstance(found, Sequence)
        doubles: Sequence[Double] = found
        if not doubles:
            self.desk.operations.tell(
                lazy("No doubles were found: nobody has the same name or e-mail address as somebody else."), Tone.GOOD
            )
            return
        dialog = DoublesDialog.show_for(self, self.desk, doubles)
        dialog.merged.connect(self._on_merged)

    @Slot(object)
    def _on_merged(self, kept: object) -> None:
        self.reveal(str(kept))

    def _show_gifts(self, person: str) -> None:
        if self.desk.application.user.may(SEE_GIFTS):
            between = self.ask_now(gifts_between(person_id=person)) or Between()
            self.card.gifts.show_entries(gift_entries(between), sums_told(between))

    @Slot()
    def _show_address(self) -> None:
        pane = self.card.address
        pane.show_card(self.ask_now(address_card(pane.person, pane.language)))

    @Slot(str)
    def _on_copied(self, key: str) -> None:
        self.desk.operations.tell(lazy("Copied: {form}", form=FORM_TITLES[key]))

    @Slot(object)
    def _on_finding_chosen(self, finding: object) -> None:
        assert isinstance(finding, Finding)
        # What a post or an organisation is called in German stands in no field of theirs.
        in_german = finding.path in ("title", "organisation") and self.card.address.language not in LANGUAGES
        if finding.rule in ("address-no-form", "address-style") or in_german:
            self.edit_address()
        elif finding.path == "post":
            self.add_post()
        elif finding.path == "organisation" and (organisation := self._organisation_of(finding)):
            self.open(Ref(ORGANISATION, organisation))
        elif finding.ref is not None and finding.ref.kind == POST:
            self.edit_post(finding.ref.id)
        else:
            self.edit()

    def _organisation_of(self, finding: Finding) -> str:
        post = finding.ref.id if finding.ref is not None else ""
        return next((entry.leads_to.id for entry in self.card.posts.shown if entry.id == post and entry.leads_to is not None), "")

    @Slot(object)
    def _on_open_requested(self, ref: object) -> None:
        assert isinstance(ref, Ref)
        if ref.kind == PERSON:
            self.reveal(ref.id)
        else:
            self.open(ref)


class OrganisationsPage(RegisterPage):
    """The organisations whom the office knows."""

    def make_detail(self) -> QWidget:
        """Make the card."""
        self.card = OrganisationPane(self.desk.application)
        self.card.open_requested.connect(self._on_open_requested)
        self.card.gifts.add_requested.connect(self.choose_gift)
        return self.card

    def show_detail(self, id: str | None) -> None:
        """Show the card of *id* and who works there."""
        if id is None or (draft := self.ask_now(queries.organisation_draft(id))) is None:
            self.card.show_card(None)
            return
        self.card.show_card(draft, self.ask_now(queries.members(id), ()) or ())
        if self.desk.application.user.may(SEE_GIFTS):
            between = self.ask_now(gifts_between(organisation_id=id)) or Between()
            self.card.gifts.show_entries(gift_entries(between, named=True), sums_told(between))

    def concerns(self, changes: Changes) -> bool:
        """Tell whether an organisation, a person who works in one, or a gift was touched."""
        return super().concerns(changes) or changes.touch_any((PERSON, GIFT, GIFT_RESERVATION))

    @Slot()
    def choose_gift(self) -> None:
        """Choose a gift of the bank for the chosen organisation."""
        if (organisation := self.chosen_id()) is not None:
            borrowed("gifts.suggest")(self, self.desk, organisation_id=organisation)

    @Slot(object)
    def _on_open_requested(self, ref: object) -> None:
        assert isinstance(ref, Ref)
        self.open(ref)


def _add_passport(_before: PassportDraft, after: PassportDraft) -> Command[str]:
    return AddPassport(after)


def _after(add: Any, person: str, _before: Any, after: Any) -> Command[Any]:
    return add(person, after)


PAGES = {PERSON: PeoplePage, ORGANISATION: OrganisationsPage, PRECEDENCE_LIST: PrecedencePage}
