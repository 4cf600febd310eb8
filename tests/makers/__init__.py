"""Makers: real records with sensible defaults, made through the commands of the program."""

from __future__ import annotations

from typing import Any

from app.application import Application
from app.domains.people import commands as people
from app.domains.people.rules import OrganisationDraft, PersonDraft, PostDraft
from app.kernel.translated import Multilingual


class Make:
    """Makes persons, organisations, missions … and returns their ids. One method for each kind of record."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def person(self, given_names: str = "Ada", family_name: str = "Example", **fields: Any) -> str:
        """Make a person."""
        return self.application.execute(people.AddPerson(PersonDraft(given_names, family_name, **fields))).result

    def organisation(self, name: str = "Example Institute", **fields: Any) -> str:
        """Make an organisation with one name in all languages."""
        draft = OrganisationDraft(Multilingual(name, name, name), **fields)
        return self.application.execute(people.AddOrganisation(draft)).result

    def post(self, person: str, title: str = "adviser", **fields: Any) -> str:
        """Make a post of a person."""
        return self.application.execute(people.AddPost(person, PostDraft(Multilingual(title, title, title), **fields))).result
