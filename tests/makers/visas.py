"""Makers of journeys abroad with their travellers, passports and visas, and of visits of guests, through the commands of the program."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.application import Application
from app.domains.missions.vocabulary import Direction
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.visas.card_commands import AddCard
from app.domains.visas.passport_commands import AddPassport
from app.domains.visas.passport_rules import PassportDraft
from app.domains.visas.terms import PassportKind
from app.domains.visas.visa_commands import EditInvitation, EditVisa
from app.domains.visas.visa_drafts import CardDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_terms import Need
from tests.makers import missions

ABROAD = "US"


def journey(application: Application, title: str = "Mission to New York", country: str = ABROAD, **fields: Any) -> str:
    """Make a planned mission abroad from 6 to 10 December 2021: 96 days after the day on which tests begin."""
    place = {"starts": "2021-12-06", "ends": "2021-12-10", "country": country, "city": "New York", "zone": "America/New_York"}
    return missions.mission(application, title, **(place | fields))


def visit(application: Application, title: str = "Visit of guests", **fields: Any) -> str:
    """Make a planned visit to Brussels from 6 to 10 December 2021."""
    place = {"starts": "2021-12-06", "ends": "2021-12-10", "direction": Direction.INCOMING, "country": "BE", "city": "Brussels"}
    return missions.mission(application, title, **(place | {"zone": "Europe/Brussels"} | fields))


def traveller(application: Application, mission: str, name: str = "Example", nationality: str = "BE", **fields: Any) -> str:
    """Take a new person into a delegation; return the person."""
    person = application.execute(AddPerson(PersonDraft("Ada", name, nationality=nationality))).result
    missions.participant(application, mission, person, **fields)
    return person


def passport(application: Application, person: str, kind: PassportKind = PassportKind.ORDINARY, **fields: Any) -> str:
    """Enter a passport that is valid until 2025 with twenty blank pages."""
    usual = {"country": "BE", "issued_on": date(2020, 1, 15), "expires_on": date(2025, 1, 14), "blank_pages": 20}
    draft = PassportDraft(person_id=person, passport_kind=kind, **(usual | fields))
    return application.execute(AddPassport(draft)).result


def card(application: Application, country: str = ABROAD, **fields: Any) -> str:
    """Fill a country card, invented for the test: a visa for ordinary passports, none for service passports."""
    usual = {"ordinary": Need.VISA, "service": Need.NOT_NEEDED, "source": "the test", "checked_on": date(2021, 8, 1)}
    return application.execute(AddCard(CardDraft(country=country, **(usual | fields)))).result


def visa(application: Application, mission: str, person: str, country: str = ABROAD, **fields: Any) -> str:
    """Keep a visa of which nothing was kept yet."""
    return application.execute(EditVisa(mission, person, country, VisaDraft(), VisaDraft(**fields))).result


def invitation(application: Application, mission: str, person: str, **fields: Any) -> str:
    """Keep an invitation of which nothing was kept yet."""
    return application.execute(EditInvitation(mission, person, InvitationDraft(), InvitationDraft(**fields))).result
