"""Makers of passports, through the commands of the program. Their numbers are obviously invented."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from app.application import Application
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.visas.passport_commands import AddPassport, AddPassportRequest, HandOut
from app.domains.visas.passport_rules import CustodyDraft, PassportDraft, RequestDraft

EXPIRES = date(2025, 6, 30)
_NUMBERS = count(1)


def number() -> str:
    """Give a number that no passport has, another one each time."""
    return f"EX{next(_NUMBERS):07}"


def passport(application: Application, person: str | None = None, name: str = "Example", **fields: Any) -> str:
    """Make a service passport, of a new person unless one is given."""
    person = person or application.execute(AddPerson(PersonDraft("Ada", name))).result
    usual: dict[str, Any] = {"number": number(), "expires_on": EXPIRES, "blank_pages": 12, "kept_at": "safe"}
    return application.execute(AddPassport(PassportDraft(person, **{**usual, **fields}))).result


def handed_out(application: Application, passport: str, handed_on: date, **fields: Any) -> str:
    """Hand a passport out."""
    return application.execute(HandOut(passport, CustodyDraft(handed_on, **{"handed_to": "Ada Example", **fields}))).result


def request(application: Application, person: str | None = None, name: str = "Example", **fields: Any) -> str:
    """Make a request for a service passport."""
    person = person or application.execute(AddPerson(PersonDraft("Ada", name))).result
    usual = {"office": "adviser", "reason": "talks in Singapore", "countries": "SG"}
    return application.execute(AddPassportRequest(RequestDraft(person, **{**usual, **fields}))).result
