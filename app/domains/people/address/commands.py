"""What the office does with forms of address: writes its own, and makes one of two when two persons are one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.domains.people.address.forms import FORMS, AddressDraft, check_address
from app.domains.people.address.records import AddressForm
from app.domains.people.address.vocabulary import LANGUAGE_CHOICES
from app.domains.people.records import Person
from app.domains.people.vocabulary import EDIT_PEOPLE
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, fill
from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy
from app.kernel.work import Work

_TITLES = {choice.code: choice.title for choice in LANGUAGE_CHOICES}


@dataclass(frozen=True, slots=True)
class SetAddress(Command[None]):
    """Write the office's own forms of address of a person in one language; what is left empty is worked out again."""

    permission = EDIT_PEOPLE
    label = lazy("Change form of address")

    person: str
    language: str
    before: AddressDraft
    after: AddressDraft


@handles(SetAddress)
def set_address(command: SetAddress, work: Work) -> None:
    """Write the fields that differ; forget the row when nothing of the office's own is left."""
    if command.language not in _TITLES:
        message = lazy("There are no forms of address in this language: {language}.", language=command.language)
        raise Refused(Finding("language", message, rule="address-language"))
    after = accepted(command.after, check_address)
    person = work.get(Person, command.person)
    statement = select(AddressForm).where(AddressForm.person_id == person.id, AddressForm.language == command.language)
    kept = work.scalar(statement)
    form = kept or _blank(person.id, command.language)
    apply(person.ref, form, command.before, after)
    is_empty = not any(getattr(form, key) for key in FORMS)
    if kept is None and not is_empty:
        work.add(form)
    elif kept is not None and is_empty:
        work.remove(kept)
    work.describe(lazy("Change the form of address of {name} in {language}", name=person.name, language=_TITLES[command.language]))


def _blank(person: str, language: str) -> AddressForm:
    form = AddressForm(person_id=person, language=language)
    fill(form, AddressDraft())
    return form


def unite_forms(work: Work, kept: str, dissolved: str) -> None:
    """Before two persons are made one, leave one form in each language: that of who is kept, its gaps filled from the other's."""
    ours, theirs = (
        {form.language: form for form in work.scalars(select(AddressForm).where(AddressForm.person_id == person))}
        for person in (kept, dissolved)
    )
    for language in theirs.keys() & ours.keys():
        for key in FORMS:
            setattr(ours[language], key, getattr(ours[language], key) or getattr(theirs[language], key))
        work.remove(theirs[language])
