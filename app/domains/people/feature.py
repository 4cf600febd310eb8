"""What the domain of people brings."""

from __future__ import annotations

from app.domains.people import commands, fields, intake, profile_commands, profile_fields, queries
from app.domains.people.address import commands as address_commands
from app.domains.people.address import fields as address_fields
from app.domains.people.address.records import AddressForm
from app.domains.people.address.verbs import ADDRESS
from app.domains.people.records import ContactPoint, OfficeEntry, Organisation, Person, Post, PrecedenceList, UsualList
from app.domains.people.vocabulary import EDIT_PEOPLE, EDIT_PRECEDENCE, ORGANISATION, PERSON, SEE_PEOPLE
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="people",
    title=lazy("People"),
    icon="people",
    order=20,
    records=(Organisation, Person, Post, ContactPoint, PrecedenceList, OfficeEntry, UsualList, AddressForm),
    titles={**fields.TITLES, **profile_fields.TITLES, **address_fields.TITLES},
    fields={**fields.FIELDS, **profile_fields.FIELDS, **address_fields.FIELDS},
    commands=(*handlers_in(commands), *handlers_in(profile_commands), *handlers_in(address_commands)),
    permissions=(SEE_PEOPLE, EDIT_PEOPLE, EDIT_PRECEDENCE),
    screens=(fields.PERSONS, fields.ORGANISATIONS, profile_fields.PRECEDENCE_LISTS),
    search=(
        Searchable(
            PERSON,
            {"person": "id", "post": "person_id", "contact_point": "person_id"},
            queries.person_texts,
            {"organisation": queries.persons_in},
        ),
        Searchable(ORGANISATION, {"organisation": "id"}, queries.organisation_texts),
    ),
    imports=intake.SECTIONS,
    verbs=(ADDRESS,),
)
