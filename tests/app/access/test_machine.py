"""An office whose users come, go, and change their roles at random: the keys are never lost, and nobody has more than is granted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import text

from app import discovery
from app.bootstrap import Config, start
from app.domains.access import commands, queries, roles
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.people.queries import person_ids
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.permissions import User

NAMES = ("ada", "bo", "cy", "di")
CODES = roles.declared(discovery.features())
DAYS = st.none() | st.integers(-2, 3)
NUMBERS = st.integers(0, 11)


class Office(RuleBasedStateMachine):
    """One desk at which different people sit down."""

    @initialize()
    def first(self) -> None:
        self.clock = FixedClock(datetime(2021, 9, 1, 10, 0, tzinfo=UTC))
        self.application = start(Config(user="officer", clock=self.clock))
        self.application.execute(commands.AddAccount(AccountDraft("Head", "head"), (GrantDraft(RoleCode.HEAD_OF_CELL),)))
        self.application.sign_in("head")

    def teardown(self) -> None:
        if hasattr(self, "application"):
            assert self.application._store.faults() == []
            self.application.close()

    # --- what people try -----------------------------------------------------------------------------------------------

    @rule(login=st.sampled_from(NAMES), role=st.sampled_from(RoleCode), default=st.booleans())
    def add(self, login: str, role: RoleCode, default: bool) -> None:
        self.attempt(commands.AddAccount(AccountDraft(login.title(), login, is_default=default), (GrantDraft(role),)))

    @rule(login=st.sampled_from(("head", *NAMES)), role=st.sampled_from(RoleCode), since=DAYS, until=DAYS)
    def grant(self, login: str, role: RoleCode, since: int | None, until: int | None) -> None:
        if (id := self.id_of(login)) is not None:
            self.attempt(commands.GrantRole(id, GrantDraft(role, "", self.day(since), self.day(until))))

    @rule(number=NUMBERS)
    def withdraw(self, number: int) -> None:
        if (id := self.some_grant(number)) is not None:
            self.attempt(commands.WithdrawRole(id))

    @rule(number=NUMBERS, until=DAYS)
    def end(self, number: int, until: int | None) -> None:
        if (id := self.some_grant(number)) is not None:
            with suppress(NotAllowed, Gone):
                seen = self.application.ask(queries.grant_draft(id))
                self.attempt(commands.EditGrant(id, seen, replace(seen, until=self.day(until))))

    @rule(login=st.sampled_from(("head", *NAMES)), enabled=st.booleans(), default=st.booleans())
    def edit(self, login: str, enabled: bool, default: bool) -> None:
        if (id := self.id_of(login)) is not None:
            with suppress(NotAllowed):
                seen = self.application.ask(queries.account_draft(id))
                self.attempt(commands.EditAccount(id, seen, replace(seen, enabled=enabled, is_default=default)))

    @rule(login=st.sampled_from(("head", *NAMES)))
    def remove(self, login: str) -> None:
        if (id := self.id_of(login)) is not None:
            self.attempt(commands.RemoveAccount(id))

    @rule(back=st.booleans())
    def take_back(self, back: bool) -> None:
        with suppress(Refused, NotAllowed, Changed):
            (self.application.undo if back else self.application.redo)()

    @rule(login=st.sampled_from(("head", *NAMES)))
    def sit_down(self, login: str) -> None:
        with suppress(Refused):
            self.application.sign_in(login)

    @rule()
    def stand_up(self) -> None:
        self.application.sign_out()

    @rule()
    def sleep(self) -> None:
        self.clock.moment += timedelta(1)

    # --- what holds ----------------------------------------------------------------------------------------------------

    @invariant()
    def what_is_granted_is_what_may_be_done(self) -> None:
        if not hasattr(self, "application"):
            return
        expected = self.granted()
        assert self.application.user.rights == expected
        answered = False
        with suppress(NotAllowed):
            answered = self.application.ask(person_ids()) is not None
        assert answered is ("people.see" in expected)

    @invariant()
    def somebody_in_use_holds_the_keys(self) -> None:
        if hasattr(self, "application"):
            heads = self.sql(
                "SELECT a.login FROM account a JOIN role_grant g ON g.account_id = a.id"
                " WHERE a.enabled AND g.role = 'head_of_cell' AND g.scope = '' AND g.until IS NULL AND coalesce(g.since, '') <= :today"
            )
            assert heads != []

    @invariant()
    def one_at_most_works_without_signing_in(self) -> None:
        if hasattr(self, "application"):
            assert len(self.sql("SELECT id FROM account WHERE is_default")) <= 1

    # --- by other means than the program's -------------------------------------------------------------------------------

    def granted(self) -> frozenset[str]:
        account = self.application._caller.account or next(
            (row.id for row in self.sql("SELECT id FROM account WHERE is_default AND password_since IS NULL")), ""
        )
        if not self.sql("SELECT id FROM account WHERE id = :account AND enabled", account=account):
            return frozenset()
        rows = self.sql(
            "SELECT role FROM role_grant WHERE account_id = :account AND coalesce(since, '') <= :today AND coalesce(until, '9') >= :today",
            account=account,
        )
        return roles.rights(frozenset(row.role for row in rows), CODES)

    def id_of(self, login: str) -> str | None:
        return next((row.id for row in self.sql("SELECT id FROM account WHERE login = :login", login=login)), None)

    def some_grant(self, number: int) -> str | None:
        # Ids are random, so the order must not be that of the ids.
        order = "SELECT g.id FROM role_grant g JOIN account a ON a.id = g.account_id ORDER BY a.login, g.role, g.since, g.until"
        grants = self.sql(order)
        return grants[number % len(grants)].id if grants else None

    def sql(self, statement: str, **values: str):
        with self.application._store.engine.connect() as connection:
            found = connection.execute(text(statement), {"today": self.clock.today().isoformat(), **values}).all()
            connection.rollback()
        return found

    def day(self, distance: int | None) -> date | None:
        return None if distance is None else self.clock.today() + timedelta(distance)

    def attempt(self, command) -> None:
        before: User = self.application.user
        with suppress(Refused, NotAllowed, Gone, Changed):
            self.application.execute(command)
            assert before.may(command.permission)


Office.TestCase.settings = settings(
    max_examples=20, stateful_step_count=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
TestOffice = Office.TestCase
