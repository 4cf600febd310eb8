"""Forms of address on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from app.domains.people.address.fields import FORM_TITLES
from app.domains.people.address.forms import FORMS, AddressForms
from app.domains.people.address.queries import address_of, person_by
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.queries import person_draft
from app.kernel.feature import Listing, Printed, Verb
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Lazy, lazy

if TYPE_CHECKING:
    from app.application import Application


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a form; its title stands beside the first."""

    title: Lazy | str
    text: str


_COLUMNS = (Column("title", lazy("Form"), ColumnKind.LAZY), Column("text", lazy("Text")))


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="a name, an id, or the id of an import")
    parser.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="the day whose post counts (default: today)")


def _address(application: Application, arguments: argparse.Namespace) -> Printed:
    person = application.ask(person_by(arguments.person))
    preferred = application.ask(person_draft(person)).preferred_language
    language = arguments.lang or (preferred if preferred in ADDRESS_LANGUAGES else ADDRESS_LANGUAGES[0])
    forms = application.ask(address_of(person, language, arguments.on))
    if not arguments.json:
        return Printed(Listing(list(_lines(forms)), _COLUMNS), forms.missing)
    found: dict[str, Any] = {"person": person, "language": language}
    found |= {key: forms.form(key) for key in FORMS}
    return Printed(found | {"overridden": [key for key in FORMS if key in forms.overridden], "findings": forms.missing})


def _lines(forms: AddressForms) -> Iterator[_Line]:
    for key in FORMS:
        for number, text in enumerate(forms.form(key).split("\n") if forms.form(key) else ()):
            yield _Line("" if number else FORM_TITLES[key], text)


ADDRESS = Verb("address", "forms of address of a person, also in German (--lang de)", _arguments, _address, languages=ADDRESS_LANGUAGES)
