"""The registers of persons and of organisations, with the card of the chosen one beside the list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domains.people import profile_queries, queries
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
from app.domains.people.vocabulary import CONTACT_POINT, ORGANISATION, PERSON, POST
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.fields import Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.dialogs import SAVE, FormDialog
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.people.card import OrganisationPane, PersonPane
from ui.people.merge import DoublesDialog, MergeDialog


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
        return self.card

    def show_detail(self, id: str | None) -> None:
        """Show the card of *id*."""
        self.card.show_card(self.ask_now(queries.person_card(id)) if id is not None else None)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a person, or an organisation that stands on a card, was touched."""
        return super().concerns(changes) or changes.touch(ORGANISATION)

    def build_actions(self) -> None:
        """Offer what a card can take, and the search for doubles."""
        if not self._may_edit:
            return
        self.offer(lazy("Add post"), self.add_post, "plus")
        self.offer(lazy("Add contact point"), self.add_contact, "plus")
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
        return self.card

    def show_detail(self, id: str | None) -> None:
        """Show the card of *id* and who works there."""
        if id is None or (draft := self.ask_now(queries.organisation_draft(id))) is None:
            self.card.show_card(None)
            return
        self.card.show_card(draft, self.ask_now(queries.members(id), ()) or ())

    def concerns(self, changes: Changes) -> bool:
        """Tell whether an organisation, or a person who works in one, was touched."""
        return super().concerns(changes) or changes.touch(PERSON)

    @Slot(object)
    def _on_open_requested(self, ref: object) -> None:
        assert isinstance(ref, Ref)
        self.open(ref)


def _after(add: Any, person: str, _before: Any, after: Any) -> Command[Any]:
    return add(person, after)


PAGES = {PERSON: PeoplePage, ORGANISATION: OrganisationsPage}
