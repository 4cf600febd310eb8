"""An office with people who ask, decide and settle; all of them invented. One account for each role, signed in by name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from app.application import Application
from app.domains.access.commands import AddAccount
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.domains.trips.commands.deciding import DecideTrip, Grant, Verdict
from app.domains.trips.commands.drafting import BeginTrip
from app.domains.trips.commands.sending import SubmitTrip
from app.domains.trips.queries.files import TripCard, trip_card
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import Outcome

ENTITY = "Brussels International"
PEOPLE = {
    "head": ("Hanne Voorzitter", RoleCode.HEAD_OF_CELL, ""),
    "cell": ("Cas Protocol", RoleCode.CELL_OFFICER, ""),
    "mila": ("Mila Voorbeeld", RoleCode.REQUESTER, ""),
    "rik": ("Rik Aanvrager", RoleCode.REQUESTER, ""),
    "lena": ("Lena Lijn", RoleCode.LINE_MANAGER, ENTITY),
    "dirk": ("Dirk Generaal", RoleCode.DIRECTOR_GENERAL, ""),
    "bea": ("Bea Begroting", RoleCode.BUDGET_OFFICER, ""),
    "max": ("Max Minister", RoleCode.MINISTER, ""),
    "fien": ("Fien Financiën", RoleCode.FINANCE, ""),
    "lex": ("Lex Lezer", RoleCode.READER, ""),
}


class TripsOffice:
    """The office, and who works in it: `accounts` and `persons` by login."""

    def __init__(self, application: Application, people: dict[str, tuple[str, RoleCode, str]] | None = None) -> None:
        self.application = application
        self.accounts: dict[str, str] = {}
        self.persons: dict[str, str] = {}
        for login, (name, role, scope) in (people or PEOPLE).items():
            given, _, family = name.partition(" ")
            if not self.accounts:
                self._enter(login, name, given, family, role, scope)
                application.sign_in(login)
            else:
                self._enter(login, name, given, family, role, scope)

    def _enter(self, login: str, name: str, given: str, family: str, role: RoleCode, scope: str) -> None:
        self.persons[login] = self.application.execute(AddPerson(PersonDraft(given, family))).result
        draft = AccountDraft(name, login, self.persons[login], f"{login}@example.org")
        self.accounts[login] = self.application.execute(AddAccount(draft, (GrantDraft(role, scope),))).result

    @contextmanager
    def as_(self, login: str) -> Iterator[Application]:
        """Work as somebody; whoever worked before goes on afterwards."""
        before = self.application.user.id
        self.application.sign_in(login)
        try:
            yield self.application
        finally:
            self.application.sign_in(next(key for key, id in self.accounts.items() if id == before))

    def begin(self, request: Request, by: str = "mila", **more: Any) -> str:
        """Begin a request."""
        with self.as_(by) as application:
            return application.execute(BeginTrip(request, **more)).result

    def submit(self, trip: str, by: str = "mila", reason: str = "") -> str:
        """Send it for approval."""
        with self.as_(by) as application:
            return application.execute(SubmitTrip(trip, reason)).result

    def sent(self, request: Request, by: str = "mila") -> str:
        """Begin a request and send it."""
        return self.submit(self.begin(request, by), by)

    def decide(self, trip: str, by: str, outcome: Outcome = Outcome.APPROVE, reason: str = "", **more: Any) -> None:
        """Decide on it; every derogation that is open is granted with the approval of whoever is last."""
        with self.as_(by) as application:
            card = application.ask(trip_card(trip))
            application.execute(DecideTrip(trip, Verdict(card.digest, outcome, reason, **more)))

    def approve(self, trip: str, *by: str) -> None:
        """Let several approve, one after the other; the last one grants the derogations."""
        for login in by:
            grants = {}
            if login == by[-1]:
                grants = {one.id: Grant(granted=True) for one in self.card(trip).derogations if one.granted is None}
            self.decide(trip, login, derogations=grants)

    def card(self, trip: str, by: str = "head") -> TripCard:
        """Read a file."""
        with self.as_(by) as application:
            return application.ask(trip_card(trip))
