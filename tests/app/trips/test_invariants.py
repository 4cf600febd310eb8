"""Anybody does anything at any moment with a few files; after each step the invariants hold, or the step was refused."""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from app.application import Application
from app.bootstrap import Config, start
from app.discovery import features
from app.domains.access import commands as access
from app.domains.access.queries import account_draft, grants_of
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.missions.commands import AddMission, CancelMission, MoveMission, PostponeMission
from app.domains.missions.drafts import MissionDraft
from app.domains.people.commands import AddPerson, MergePersons
from app.domains.people.rules import PersonDraft
from app.domains.trips.commands import deciding, drafting, following, running, sending, settling
from app.domains.trips.commands import settings as office_settings
from app.domains.trips.commands.deciding import Grant, Verdict
from app.domains.trips.commands.settings import StandInDraft
from app.domains.trips.queries.files import TripCard, trip_card
from app.domains.trips.request import Place, Request, Requester
from app.domains.trips.vocabulary import CancelReason, Category, Means, Outcome, Reached, State
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.money import euro
from app.kernel.periods import PartialDate
from app.kernel.shapes import to_plain
from app.kernel.translated import Multilingual, lazy
from tests.app.trips.hostile import DEEDS, FEATURE, Tamper
from tests.app.trips.oracle import Oracle, look
from tests.makers.trips import flight, flight_back, leg, leg_back, moment, request, stay, traveller

SIZE = int(os.environ.get("ATTACHE_APPROVALS", "8"))
STEPS = int(os.environ.get("ATTACHE_APPROVAL_STEPS", "40"))
MORNING = datetime(2026, 1, 26, 10, 0, tzinfo=UTC)
DEPARTURE = date(2026, 3, 3)

ENTITY, OTHER = "Brussels International", "Brussels Environment"
# login: name of the account, person, roles with their entity and their last day
STAFF: dict[str, tuple[str, str, tuple[tuple[RoleCode, str, date | None], ...]]] = {
    "head": ("Hanne Voorzitter", "hanne", ((RoleCode.HEAD_OF_CELL, "", None),)),
    "cell": ("Cas Protocol", "cas", ((RoleCode.CELL_OFFICER, "", None),)),
    "carla": ("Carla Cel", "carla", ((RoleCode.CELL_OFFICER, "", None), (RoleCode.DIRECTOR_GENERAL, "", None))),
    "mila": ("Mila Voorbeeld", "mila", ((RoleCode.REQUESTER, "", None),)),
    "rik": ("Rik Aanvrager", "rik", ((RoleCode.REQUESTER, "", None), (RoleCode.LINE_MANAGER, OTHER, None))),
    "lena": ("Lena Lijn", "lena", ((RoleCode.LINE_MANAGER, ENTITY, None), (RoleCode.REQUESTER, "", None))),
    "lena2": ("L. Lijn (DG)", "lena", ((RoleCode.DIRECTOR_GENERAL, "", None),)),
    "luc": ("Luc Lijn", "luc", ((RoleCode.LINE_MANAGER, ENTITY, date(2026, 2, 10)),)),
    "dirk": ("Dirk Generaal", "dirk", ((RoleCode.DIRECTOR_GENERAL, "", None), (RoleCode.LINE_MANAGER, "", None))),
    "bea": ("Bea Begroting", "bea", ((RoleCode.BUDGET_OFFICER, "", None),)),
    "max": ("Max Minister", "max", ((RoleCode.MINISTER, "", None), (RoleCode.BUDGET_OFFICER, "", None))),
    "mona": ("Mona Minister", "", ((RoleCode.MINISTER, "", None),)),
    "hugo": ("Hugo Kabinet", "hugo", ((RoleCode.HEAD_OF_CABINET, "", None),)),
    "fien": ("Fien Financiën", "fien", ((RoleCode.FINANCE, "", None), (RoleCode.REQUESTER, "", None))),
    "double": ("Mila VOORBEELD", "", ((RoleCode.LINE_MANAGER, ENTITY, None),)),
    "lex": ("Lex Lezer", "lex", ((RoleCode.READER, "", None),)),
    "gone": ("Gone Weg", "gone", ((RoleCode.MINISTER, "", None), (RoleCode.LINE_MANAGER, ENTITY, None))),
}
LOGINS = tuple(STAFF)
PERSONS = tuple(dict.fromkeys(person for _, person, _ in STAFF.values() if person))
CLERKS = ("head", "cell", "carla")
REFUSALS = (Refused, NotAllowed, Gone, Changed)
PARIS, LONDON = Place("Paris", "FR", "CDG"), Place("London", "GB", "LHR")

somebody = st.sampled_from(LOGINS)
clerk = st.sampled_from(CLERKS)
which = st.integers(0, 3)
outcomes = st.sampled_from([Outcome.APPROVE] * 5 + [Outcome.RETURN, Outcome.REFUSE, Outcome.FAVOURABLE, Outcome.UNFAVOURABLE])


@cache
def template() -> tuple[Path, dict[str, str], dict[str, str]]:
    """Make the office once; give where it is, its accounts and its persons."""
    path = Path(tempfile.mkdtemp()) / "office.db"
    application = start(Config(path, user="officer", clock=FixedClock(MORNING)), ALL)
    persons, accounts = dict[str, str](), dict[str, str]()
    for name in PERSONS:
        display = next(name_ for name_, person, _ in STAFF.values() if person == name)
        given, _, family = display.partition(" ")
        persons[name] = application.execute(AddPerson(PersonDraft(given, family))).result
    persons["twin"] = application.execute(AddPerson(PersonDraft("Dirk", "Directeur"))).result
    for login, (name, person, roles) in STAFF.items():
        draft = AccountDraft(name, login, persons.get(person), f"{login}@example.org" if login != "double" else "")
        grants = tuple(GrantDraft(role, scope, None, until) for role, scope, until in roles)
        accounts[login] = application.execute(access.AddAccount(draft, grants)).result
        application.sign_in("head")
    application.close()
    return path, accounts, persons


ALL = (*features(), FEATURE)


def request_for(kind: str, names: tuple[str, ...], persons: dict[str, str], days: int, requester: str) -> Request:
    """Make a request: by train, by plane with a derogation, outside the Union; of some travellers, linked to the register or not."""
    travellers = tuple(
        traveller(
            STAFF[login][0] if login in STAFF else login,
            entity=OTHER if login == "rik" else ENTITY,
            person=persons.get(STAFF[login][1]) if login in STAFF and login not in ("mila", "double") else None,
            category=Category.CABINET_MEMBER if kind == "cabinet" else Category.AGENT,
        )
        for login in names
    )
    common: dict[str, Any] = {"travellers": travellers, "requester": Requester(requester, "")}
    if kind == "plane":
        legs = (flight(to=PARIS, arrives_at=moment("2026-03-03T09:40:00+01:00")), flight_back(origin=PARIS))
        made = request(
            destination=PARIS, legs=legs, stays=(stay(city="Paris", country="FR"),), justifications={"R20": "strike on the railways"}
        )
    elif kind == "far":
        made = request(
            destination=LONDON,
            legs=(leg(to=LONDON), leg_back(origin=LONDON)),
            stays=(stay(city="London", country="GB"),),
            urgent_reason="x",
        )
    else:
        made = request()
    return _later(replace(made, **common), days)


def _later(asked: Request, days: int) -> Request:
    by = timedelta(days)

    def moved(at: datetime | None) -> datetime | None:
        return at and at + by

    checked = asked.security.checked_on
    reasons = {"R71": "asked late", "R14": "long", "R75": "being written", "R81": "x", "R80": "x"}
    return replace(
        asked,
        departs_at=moved(asked.departs_at),
        returns_at=moved(asked.returns_at),
        legs=tuple(replace(one, departs_at=moved(one.departs_at), arrives_at=moved(one.arrives_at)) for one in asked.legs),
        security=replace(asked.security, checked_on=checked and checked + by),
        justifications={**asked.justifications, **reasons},
        urgent_reason="asked late",
    )


CHANGES: dict[str, Callable[[Request], Request]] = {
    "title": lambda asked: replace(asked, title=f"{asked.title}!"),
    "hotel": lambda asked: replace(asked, stays=tuple(replace(one, price_per_night=euro("99.00")) for one in asked.stays)),
    "budget": lambda asked: replace(asked, budget_line=f"{asked.budget_line}1"),
    "remark": lambda asked: replace(asked, about="seat by the window"),
    "lena joins": lambda asked: replace(asked, travellers=(*asked.travellers[:1], traveller("Lena Lijn"))),
    "typed the other way round": lambda asked: replace(asked, travellers=(*asked.travellers[:1], traveller("GENERAAL, Dirk"))),
    "one traveller": lambda asked: replace(asked, travellers=asked.travellers[:1]),
    "costs": lambda asked: replace(asked, costs=tuple(replace(one, amount=one.amount + 900) for one in asked.costs)),
    "a week later": lambda asked: _later(asked, 7),
    "nothing": lambda asked: asked,
}


class Office(RuleBasedStateMachine):
    """A few files, many people with overlapping roles, and a clock that jumps."""

    def __init__(self) -> None:
        super().__init__()
        path, self.accounts, self.persons = template()
        self.clock = FixedClock(MORNING)
        self.application: Application = start(Config(user="officer", clock=self.clock), ALL)
        self.application.restore(str(path))
        self.names = {account: login for login, account in self.accounts.items()}
        self.trips: list[str] = []
        self.stand_ins: list[str] = []
        self.actor = "head"
        self.undoing = False
        self.oracle = Oracle(self.look())
        self.disable("head", "gone", enabled=False)
        first, last = PartialDate.of(DEPARTURE), PartialDate.of(DEPARTURE + timedelta(12))
        self.mission = self.do("head", AddMission(MissionDraft(Multilingual.same("Clean air"), starts=first, ends=last, country="DE")))
        for kind, days in (("train", 0), ("plane", 10)):
            asked = request_for(kind, ("mila",), self.persons, days, "Mila Voorbeeld")
            trip = self.do("mila", drafting.BeginTrip(asked, self.mission))
            self.trips.append(trip)
            self.do("mila", sending.SubmitTrip(trip))

    @initialize(far=st.integers(0, 3))
    def begin_somewhere_on_the_way(self, far):
        if far >= 1:
            for login in ("luc", "bea", "dirk"):
                self.decide_rightly(self.trips[0], 0, Outcome.APPROVE, by=login)
        if far == 2:
            self.do("mila", sending.AmendTrip(self.trips[0]))
            card = self.card(self.trips[0])
            self.do("mila", drafting.EditTrip(self.trips[0], card.request, CHANGES["hotel"](card.request)))
            self.do("mila", sending.SubmitTrip(self.trips[0]))
        if far == 3:
            self.carry_out(0)

    def teardown(self) -> None:
        assert self.application._store.faults() == []
        self.application.close()

    def look(self) -> Any:
        with self.application._store.engine.connect() as connection:
            found = look(connection, self.clock.today())
            connection.rollback()
        return found

    def as_(self, login: str) -> Application | None:
        """Sign in; nobody when the account is disabled."""
        try:
            self.application.sign_in(login)
        except Refused:
            return None
        self.actor = login
        return self.application

    def attempt(self, login: str, act: Callable[[Application], Any], *, honest: bool = True) -> Any:
        """Let somebody do something; a refusal has words and leaves everything as it was."""
        application = self.as_(login)
        if application is None:
            return None
        try:
            result = act(application)
        except REFUSALS as refused:
            self.refused(refused, honest=honest)
            return None
        self.judge()
        return result

    def refused(self, refusal: Exception, *, honest: bool) -> None:
        """See that it has words, that nothing was written, and that a command of ours said it and not the guard below."""
        assert str(refusal).strip()
        assert self.look().rows == self.oracle.before.rows
        rules = [one.rule for one in refusal.findings] if isinstance(refusal, Refused) else []
        assert not honest or not any(rule[:1] == "I" and rule[1:].isdigit() for rule in rules), str(refusal)

    def judge(self) -> None:
        faults = self.oracle.check(self.look(), self.accounts[self.actor], undone=self.undoing)
        assert not faults, "\n".join(faults)

    def do(self, login: str, command: Any, *, honest: bool = True) -> Any:
        """Let somebody do something, and at once again: the same click does nothing more."""

        def twice(application: Application) -> Any:
            outcome = application.execute(command)
            again = application.execute(command)
            assert outcome.repeated or (again.result, again.repeated) == (outcome.result, True)
            return outcome.result

        return self.attempt(login, twice, honest=honest)

    def card(self, trip: str) -> TripCard:
        self.application.sign_in("head")
        return self.application.ask(trip_card(trip))

    def pick(self, number: int) -> str | None:
        known = self.oracle.before.rows["trip"]
        there = [trip for trip in self.trips if trip in known]
        return there[number % len(there)] if there else None

    # ------------------------------------------------------------------------------------------------ written and sent

    @rule(
        actor=st.sampled_from(["mila", "rik", "lena", "cell", "carla", "head", "fien", "lex"]),
        kind=st.sampled_from(["train", "plane", "far", "cabinet"]),
        names=st.lists(
            st.sampled_from(["mila", "lena", "dirk", "carla", "rik", "max", "Somebody Unknown"]), min_size=1, max_size=2, unique=True
        ),
        days=st.integers(-40, 60),
        requester=st.sampled_from(["Mila Voorbeeld", "Lena Lijn", "Bea Begroting", "Somebody Unknown"]),
        send=st.booleans(),
    )
    def begin(self, actor, kind, names, days, requester, send):
        asked = request_for(kind, tuple(names), self.persons, days, requester)
        mission = self.mission if days % 2 else None
        trip = self.do(actor, drafting.BeginTrip(asked, mission)) if len(self.trips) < 5 else None
        if trip is not None:
            self.trips.append(trip)
            if send:
                self.do(actor, sending.SubmitTrip(trip, "it was made in haste"))

    @rule(
        actor=st.sampled_from(["mila", "carla", "lena", "lex"]),
        number=which,
        kind=st.sampled_from(["train", "plane"]),
        days=st.integers(-5, 60),
    )
    def come_in_through_the_command_line(self, actor, number, kind, days):
        asked = request_for(kind, ("mila", "lena")[: 1 + number % 2], self.persons, days, "Mila Voorbeeld")
        if len(self.trips) >= 5:
            return
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "request.json"
            path.write_text(json.dumps(to_plain(asked)), encoding="utf-8")
            arguments = argparse.Namespace(file=path, reason="made in haste", draft=number == 1, json=True, db=None)
            if self.attempt(actor, lambda application: word("submit")(application, arguments)) is not None:
                self.trips += [id for id in self.oracle.before.rows["trip"] if id not in self.trips]

    @rule(actor=somebody, number=which, change=st.sampled_from(sorted(CHANGES)))
    def edit(self, actor, number, change):
        if trip := self.pick(number):
            card = self.card(trip)
            self.do(actor, drafting.EditTrip(trip, card.request, CHANGES[change](card.request)))

    @rule(actor=st.sampled_from(["mila", "carla", "lena", "rik"]), number=which, change=st.sampled_from(sorted(CHANGES)))
    def change_and_send_again(self, actor, number, change):
        if trip := self.pick(number):
            card = self.card(trip)
            if card.row.state in (State.DRAFT, State.RETURNED, State.AMENDING):
                self.do(actor, drafting.EditTrip(trip, card.request, CHANGES[change](card.request)))
                self.do(actor, sending.SubmitTrip(trip, "it was made in haste"))

    @rule(actor=somebody, number=which, reason=st.sampled_from(["", "it was made in haste"]))
    def submit(self, actor, number, reason):
        if trip := self.pick(number):
            self.do(actor, sending.SubmitTrip(trip, reason))

    @rule(actor=somebody, number=which)
    def copy_or_remove(self, actor, number):
        if trip := self.pick(number):
            if len(self.trips) < 5 and (copy := self.do(actor, drafting.CopyTrip(trip))):
                self.trips.append(copy)
            else:
                self.do(actor, drafting.RemoveDraft(trip))

    @rule(actor=somebody, number=which)
    def admit(self, actor, number):
        if trip := self.pick(number):
            self.do(actor, sending.AdmitTrip(trip))

    @rule(actor=clerk)
    def admit_all(self, actor):
        for trip in list(self.trips):
            if trip in self.oracle.before.rows["trip"]:
                self.do(actor, sending.AdmitTrip(trip))

    @rule(actor=somebody, number=which, what=st.sampled_from(["withdraw", "return", "amend", "give up"]))
    def take_back(self, actor, number, what):
        if trip := self.pick(number):
            made = {
                "withdraw": sending.WithdrawTrip(trip, "not now"),
                "return": deciding.ReturnTrip(trip, "the hotel is dear", ("stays",)),
                "amend": sending.AmendTrip(trip),
                "give up": sending.GiveUpAmendment(trip),
            }
            self.do(actor, made[what])

    # ------------------------------------------------------------------------------------------------ decided

    @rule(
        actor=somebody,
        number=which,
        outcome=outcomes,
        reason=st.sampled_from(["", "no"]),
        role=st.sampled_from(["", "minister"]),
        stale=st.booleans(),
    )
    def decide(self, actor, number, outcome, reason, role, stale):
        if trip := self.pick(number):
            card = self.card(trip)
            digest = card.editions[0].digest if stale else card.digest
            self.do(actor, deciding.DecideTrip(trip, Verdict(digest, outcome, reason, role, ("stays",), self.grants(card))))

    def grants(self, card: TripCard, *, granted: bool = True) -> dict[str, Grant]:
        return {one.id: Grant(granted) for one in card.derogations if one.edition == card.edition and one.granted is None}

    def seated(self, card: TripCard) -> list[str]:
        """Who the file says may decide now, by login."""
        names = {name for step in card.steps if step.is_open for name in step.candidates}
        return [login for login, account in self.accounts.items() if self.oracle.before.rows["account"][account]["name"] in names]

    @rule(number=which, chosen=which, outcome=outcomes, granted=st.sampled_from([True, True, True, False]))
    def decide_as_one_who_may(self, number, chosen, outcome, granted):
        if trip := self.pick(number):
            self.decide_rightly(trip, chosen, outcome, granted=granted)

    def decide_rightly(self, trip: str, chosen: int, outcome: Outcome, *, granted: bool = True, by: str = "") -> None:
        card = self.card(trip)
        if seated := self.seated(card):
            actor = by or seated[chosen % len(seated)]
            top = card.steps and card.steps[-1].role
            last = any(step.is_open and step.role == top for step in card.steps)
            verdict = Verdict(card.digest, outcome, "because", derogations=self.grants(card, granted=granted) if last else {})
            if self.do(actor, deciding.DecideTrip(trip, verdict)) is None:
                self.do(actor, deciding.DecideTrip(trip, replace(verdict, derogations={})))

    @rule(chosen=which)
    def let_each_wait_one_less(self, chosen):
        for number in range(len(self.trips)):
            if trip := self.pick(number):
                self.decide_rightly(trip, chosen, Outcome.APPROVE)

    @rule(number=which, chosen=which)
    def let_it_be_approved(self, number, chosen):
        if trip := self.pick(number):
            self.do("cell", sending.AdmitTrip(trip))
            for turn in range(5):
                self.decide_rightly(trip, chosen + turn, Outcome.APPROVE)

    @rule(number=which, one=somebody, other=somebody)
    def approve_and_refuse_at_once(self, number, one, other):
        if trip := self.pick(number):
            digest = self.card(trip).digest
            for actor, outcome in ((one, Outcome.APPROVE), (other, Outcome.REFUSE), (one, Outcome.APPROVE)):
                self.do(actor, deciding.DecideTrip(trip, Verdict(digest, outcome, "because")))

    @rule(
        actor=clerk,
        number=which,
        account=somebody,
        means=st.sampled_from([Means.PAPER, Means.MAIL, Means.TELEPHONE, Means.PROGRAM]),
        outcome=outcomes,
        days=st.integers(0, 3),
        scan=st.sampled_from([True, True, False]),
    )
    def record(self, actor, number, account, means, outcome, days, scan):
        if trip := self.pick(number):
            card = self.card(trip)
            seated = self.seated(card)
            account = seated[0] if seated and days == 0 else account
            digest = self.scan() if scan else ""
            verdict = Verdict(card.digest, outcome, "because", derogations=self.grants(card))
            day = self.clock.today() - timedelta(days)
            self.do(actor, deciding.RecordDecision(trip, verdict, self.accounts[account], means, day, digest))

    def scan(self) -> str:
        self.application.sign_in("head")
        return self.application._store.keep(self.application._caller, b"%PDF-1.4 signed", "application/pdf")

    @rule(actor=somebody, number=which)
    def confirm(self, actor, number):
        if trip := self.pick(number):
            for one in self.card(trip).decisions:
                self.do(actor, deciding.ConfirmConsent(one.id))

    # ------------------------------------------------------------------------------------------------ the mission moves

    @rule(actor=st.sampled_from(["head", "cell", "carla", "lena"]), days=st.sampled_from([-20, -7, 1, 7, 35]), longer=st.integers(0, 2))
    def move_the_mission(self, actor, days, longer):
        starts = DEPARTURE + timedelta(days)
        after = PartialDate.of(starts), PartialDate.of(starts + timedelta(12 + longer))
        self.do(actor, MoveMission(self.mission, *after, "strike"))

    @rule(
        actor=st.sampled_from(["head", "cell", "carla"]), days=st.sampled_from([1, 7, 35]), regret=st.sampled_from(["", "", "undo", "redo"])
    )
    def move_the_mission_and_think_again(self, actor, days, regret):
        self.move_the_mission(actor, days, 0)
        if regret:
            self.undo_as(actor)
        if regret == "redo":
            self.redo(actor)

    @rule(actor=st.sampled_from(["head", "cell"]), rare=st.integers(0, 3))
    def put_the_mission_off(self, actor, rare):
        if rare == 0:
            self.do(actor, PostponeMission(self.mission, None, None, "flood"))

    @rule(actor=somebody, number=which)
    def confirm_the_dates(self, actor, number):
        if trip := self.pick(number):
            self.do(actor, following.ConfirmDates(trip))

    @rule(actor=st.sampled_from(["cell", "mila"]), rare=st.integers(0, 7), trips=st.booleans())
    def cancel_the_mission(self, actor, rare, trips):
        if rare == 0:
            self.do(actor, CancelMission(self.mission, "war"))
            if trips:
                self.do(actor, following.CancelTripsOfMission(self.mission, CancelReason.SECURITY, "war"))

    # ------------------------------------------------------------------------------------------------ carried out

    @rule(days=st.sampled_from([-60, -3, -1, 1, 2, 7, 20, 40]), actor=somebody)
    def time_passes(self, days, actor):
        self.clock.moment += timedelta(days)
        self.oracle.before = self.look()
        self.do(actor, running.LetTimePass())

    @rule(actor=somebody, number=which, total=st.sampled_from(["0", "600.00", "99000"]))
    def book(self, actor, number, total):
        if trip := self.pick(number):
            self.do(actor, running.BookTrip(trip, Decimal(total)))

    @rule(actor=somebody, number=which, cause=st.sampled_from(CancelReason), rare=st.integers(0, 4))
    def cancel(self, actor, number, cause, rare):
        if rare == 0 and (trip := self.pick(number)):
            self.do(actor, running.CancelTrip(trip, cause, "it is off", Decimal("12.00")))

    @rule(actor=somebody, number=which, full=st.booleans())
    def report(self, actor, number, full):
        if trip := self.pick(number):
            self.hand_in(actor, trip, full=full)

    def hand_in(self, actor: str, trip: str, *, full: bool = True) -> None:
        card = self.card(trip)
        results = tuple(replace(one, reached=Reached.YES) for one in card.report.results)
        self.do(actor, settling.WriteReport(trip, card.report, replace(card.report, results=results, text="well", no_costs=full)))
        self.do(actor, settling.HandIn(trip))

    @rule(actor=somebody, number=which, what=st.sampled_from(["back", "close", "reopen"]))
    def settle(self, actor, number, what):
        if trip := self.pick(number):
            made = {
                "back": settling.SendBackSettlement(trip, "a receipt"),
                "close": settling.CloseTrip(trip),
                "reopen": settling.ReopenTrip(trip, "one more"),
            }
            self.do(actor, made[what])

    @rule(number=which)
    def go_and_come_back(self, number):
        self.carry_out(number)

    def carry_out(self, number: int) -> None:
        """Let a file that is approved go to its end."""
        if trip := self.pick(number):
            card = self.card(trip)
            if card.row.state in (State.APPROVED, State.BOOKED) and card.request.return_day:
                self.clock.moment = datetime(
                    card.request.return_day.year, card.request.return_day.month, card.request.return_day.day, 12, tzinfo=UTC
                )
                self.clock.moment += timedelta(2)
                self.oracle.before = self.look()
                self.do("lex", running.LetTimePass())
                self.hand_in("cell", trip)

    # ------------------------------------------------------------------------------------------------ who is who

    @rule(
        actor=st.sampled_from(["head", "cell", "carla", "max"]),
        account=somebody,
        role=st.sampled_from(RoleCode),
        scope=st.sampled_from(["", ENTITY]),
    )
    def grant(self, actor, account, role, scope):
        if role is not RoleCode.HEAD_OF_CELL:
            self.do(actor, access.GrantRole(self.accounts[account], GrantDraft(role, scope)))

    @rule(actor=st.sampled_from(["head", "cell"]), account=somebody, number=which)
    def withdraw_role(self, actor, account, number):
        self.application.sign_in("head")
        if held := self.application.ask(grants_of(self.accounts[account])):
            self.do(actor, access.WithdrawRole(held[number % len(held)].id))

    @rule(account=somebody, enabled=st.booleans())
    def switch(self, account, enabled):
        if account != "head":
            self.disable("head", account, enabled=enabled)

    def disable(self, actor: str, account: str, *, enabled: bool) -> None:
        self.application.sign_in("head")
        draft = self.application.ask(account_draft(self.accounts[account]))
        self.do(actor, access.EditAccount(self.accounts[account], draft, replace(draft, enabled=enabled)))

    @rule(account=st.sampled_from(["mona", "double", "dirk", "lena2"]), person=st.sampled_from(["", "lena", "dirk", "mila", "twin"]))
    def turn_out_to_be(self, account, person):
        self.application.sign_in("head")
        draft = self.application.ask(account_draft(self.accounts[account]))
        self.do("head", access.EditAccount(self.accounts[account], draft, replace(draft, person_id=self.persons.get(person))))

    @rule(kept=st.sampled_from(["dirk", "lena", "mila", "twin", "max"]), dissolved=st.sampled_from(["twin", "luc", "dirk"]))
    def merge(self, kept, dissolved):
        self.attempt(
            "head", lambda application: application.execute(MergePersons(self.persons[kept], self.persons[dissolved])), honest=False
        )

    @rule(actor=somebody, absent=somebody, other=somebody, begins=st.integers(0, 3), lasts=st.integers(0, 30))
    def stand_in(self, actor, absent, other, begins, lasts):
        since = self.clock.today() + timedelta(begins)
        draft = StandInDraft(self.accounts[absent], self.accounts[other], since, since + timedelta(lasts))
        if (made := self.do(actor, office_settings.AddStandIn(draft))) is not None:
            self.stand_ins.append(made)

    @rule(other=somebody, absent=st.sampled_from(["lena", "dirk", "bea", "max", "lena2"]))
    def stand_in_for_an_approver(self, other, absent):
        self.stand_in_now(absent, other)

    def stand_in_now(self, absent: str, other: str) -> None:
        draft = StandInDraft(self.accounts[absent], self.accounts[other], self.clock.today(), self.clock.today() + timedelta(9))
        if (made := self.do("head", office_settings.AddStandIn(draft))) is not None:
            self.stand_ins.append(made)

    @precondition(lambda self: self.stand_ins)
    @rule(actor=st.sampled_from(["head", "cell", "lena"]), number=which)
    def end_stand_in(self, actor, number):
        self.do(actor, office_settings.EndStandIn(self.stand_ins[number % len(self.stand_ins)], self.clock.today() - timedelta(1)))

    # ------------------------------------------------------------------------------------------------ by other ways

    @rule(actor=somebody)
    def undo(self, actor):
        self.undo_as(actor)

    def undo_as(self, actor: str) -> None:
        self.undoing = True
        self.attempt(actor, lambda application: application.undo(), honest=False)
        self.undoing = False

    @rule(actor=somebody)
    def redo(self, actor):
        self.attempt(actor, lambda application: application.redo(), honest=False)

    @rule(
        actor=st.sampled_from(["mila", "lena", "carla", "cell", "dirk", "max", "head"]),
        number=which,
        parts=st.lists(
            st.sampled_from(["withdraw", "edit", "submit", "admit", "decide", "decide", "amend", "return"]), min_size=2, max_size=4
        ),
    )
    def together(self, actor, number, parts):
        if trip := self.pick(number):
            card = self.card(trip)

            def act(do: Callable[[Any], Any]) -> None:
                commands: dict[str, Callable[[], Any]] = {
                    "withdraw": lambda: sending.WithdrawTrip(trip),
                    "edit": lambda: drafting.EditTrip(trip, card.request, CHANGES["title"](card.request)),
                    "submit": lambda: sending.SubmitTrip(trip, "in haste"),
                    "admit": lambda: sending.AdmitTrip(trip),
                    "decide": lambda: deciding.DecideTrip(trip, Verdict(card.digest, Outcome.APPROVE)),
                    "amend": lambda: sending.AmendTrip(trip),
                    "return": lambda: deciding.ReturnTrip(trip, "dear"),
                }
                for one in parts:
                    do(commands[one]())

            self.attempt(actor, lambda application: application.together(lazy("Several"), act))

    @rule(actor=somebody, number=which, deed=st.sampled_from(sorted(DEEDS)), other=somebody)
    def tamper(self, actor, number, deed, other):
        if trip := self.pick(number):
            self.do(actor, Tamper(trip, deed, self.accounts[other]), honest=False)


def word(name: str) -> Callable[[Application, argparse.Namespace], Any]:
    """What the command line does for a word of `attache trips`."""
    from app.domains.trips.verbs import TRIPS

    return next(verb.run for verb in TRIPS.verbs if verb.name == name)


Office.TestCase.settings = settings(
    max_examples=SIZE, stateful_step_count=STEPS, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False
)
TestOffice = Office.TestCase
