"""Random work of two officers on one register, taking back included: numbers stay, nobody decides on their own, nothing is half-written.

What was issued is kept apart from the program, as plain values.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from app.application import Application
from app.bootstrap import Config, start
from app.domains.gifts.deciding_commands import DecideGift, SetFate, SetValue, ThankFor, WithdrawDecision
from app.domains.gifts.drafts import DecisionDraft, FateDraft, GiftDraft
from app.domains.gifts.register_commands import EditGift, EnterInRegister, MarkPublished, NoteGift, RemoveGift, StrikeGift
from app.domains.gifts.register_queries import WAITING, gift_card, gift_draft, gift_ids
from app.domains.gifts.vocabulary import Acceptance, Decision, Direction, Fate, Standing, Step
from app.domains.people.commands import AddPerson, MergePersons
from app.domains.people.rules import PersonDraft
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import Gone, OfficeError
from app.kernel.fields import Criteria
from app.kernel.translated import Multilingual
from tests.makers import gifts as make
from tests.storage.test_undo_machine import everything

NOW = datetime(2021, 9, 1, 8, tzinfo=UTC)
TODAY = NOW.date()

officers = st.integers(0, 1)
persons = st.integers(0, 3)
days = st.sampled_from([date(2020, 12, 31), date(2021, 1, 1), date(2021, 8, 20), date(2021, 9, 1)])
directions = st.sampled_from(list(Direction))
acceptances = st.sampled_from([Acceptance.ACCEPTED, Acceptance.ACCEPTED, Acceptance.DECLINED])
decisions = st.sampled_from(list(Decision))
fates = st.sampled_from(list(Fate))
amounts = st.sampled_from([None, "10", "60", "500"])


@cache
def _empty_office() -> Path:
    path = Path(tempfile.mkdtemp()) / "office.db"
    start(Config(path, user="officer")).close()
    return path


def two_desks(folder: Path, clock: FixedClock) -> list[Application]:
    shutil.copy(_empty_office(), folder / "office.db")
    return [start(Config(folder / "office.db", user=name, clock=clock)) for name in ("one", "two")]


class Register(RuleBasedStateMachine):
    """Two officers, four persons, a register, and the numbers that were issued."""

    gifts = Bundle("gifts")

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = FixedClock(NOW)
        self.desks = two_desks(self.folder, self.clock)
        self.persons = [self.desks[0].execute(AddPerson(PersonDraft("Ada", f"Person {n}"))).result for n in range(4)]
        self.issued: dict[str, str] = {}
        self.stale: dict[str, GiftDraft] = {}

    def teardown(self) -> None:
        assert self.desks[0].check() == []
        for desk in self.desks:
            desk.close()
        shutil.rmtree(self.folder)

    def do(self, officer: int, command: Command[Any]) -> Any:
        """Carry a command out; None when it is refused, which leaves no trace."""
        self.clock.moment += timedelta(seconds=1)
        desk = self.desks[officer]
        before = everything(desk)
        try:
            return desk.execute(command).result
        except OfficeError:
            assert everything(desk) == before
            return None

    @rule(target=gifts, officer=officers, direction=directions, acceptance=acceptances, day=days, giver=persons, recipient=persons)
    def note(self, officer, direction, acceptance, day, giver, recipient):
        draft = GiftDraft(
            direction=direction,
            acceptance=acceptance,
            circumstances="so it was",
            day=day,
            description=Multilingual(en="Vase"),
            giver_person_id=self.persons[giver],
            recipient_person_id=self.persons[recipient],
        )
        made = self.do(officer, NoteGift(draft))
        assert (made is None) == (self.persons[giver] == self.persons[recipient] or draft.giver_person_id not in self.known())
        if made is None:
            return multiple()
        self.stale[made] = self.desks[officer].ask(gift_draft(made))
        return made

    def known(self) -> set[str]:
        return set(self.persons)

    @rule(officer=officers, some=st.lists(gifts, min_size=1, max_size=3))
    def enter(self, officer, some):
        numbers = self.do(officer, EnterInRegister(tuple(some)))
        if numbers is not None:
            assert not self.issued.keys() & set(some)
            self.issued |= dict(zip(dict.fromkeys(some), numbers, strict=True))

    @rule(officer=officers, gift=gifts, day=days, recipient=persons, direction=directions, fresh=st.booleans())
    def edit(self, officer, gift, day, recipient, direction, fresh):
        try:
            before = self.desks[officer].ask(gift_draft(gift)) if fresh else self.stale[gift]
        except Gone:
            return
        after = replace(before, day=day, recipient_person_id=self.persons[recipient], direction=direction)
        self.do(officer, EditGift(gift, before, after))

    @rule(officer=officers, gift=gifts, decision=decisions, decider=persons)
    def decide(self, officer, gift, decision, decider):
        self.do(officer, DecideGift(gift, DecisionDraft(decision, TODAY, self.persons[decider], "because")))

    @rule(officer=officers, gift=gifts)
    def withdraw(self, officer, gift):
        self.do(officer, WithdrawDecision(gift, "because"))

    @rule(officer=officers, gift=gifts, amount=amounts)
    def value(self, officer, gift, amount):
        self.do(officer, SetValue(gift, make.euro(amount) if amount else None))

    @rule(officer=officers, gift=gifts, fate=fates, place=st.sampled_from(["", "Hall"]))
    def become(self, officer, gift, fate, place):
        self.do(officer, SetFate(gift, FateDraft(fate, TODAY, place=place)))

    @rule(officer=officers, some=st.lists(gifts, min_size=1, max_size=3))
    def thank(self, officer, some):
        self.do(officer, ThankFor(tuple(some), TODAY))

    @rule(officer=officers, some=st.lists(gifts, min_size=1, max_size=3))
    def publish(self, officer, some):
        self.do(officer, MarkPublished(tuple(some), TODAY))

    @rule(officer=officers, gift=gifts)
    def strike(self, officer, gift):
        self.do(officer, StrikeGift(gift, "by mistake"))

    @rule(officer=officers, gift=gifts)
    def remove(self, officer, gift):
        self.do(officer, RemoveGift(gift))

    @rule(officer=officers, kept=persons, dissolved=persons)
    def merge(self, officer, kept, dissolved):
        stays, goes = self.persons[kept], self.persons[dissolved]
        if self.do(officer, MergePersons(stays, goes)) is not None:
            self.persons = [stays if one == goes else one for one in self.persons]

    @rule(officer=officers, again=st.booleans(), times=st.integers(1, 4))
    def take_back(self, officer, again, times):
        for _ in range(times):
            self.clock.moment += timedelta(seconds=1)
            desk = self.desks[officer]
            before = everything(desk)
            try:
                _ = desk.redo() if again else desk.undo()
            except OfficeError:
                assert everything(desk) == before
        self.persons = self._persons_there()

    def _persons_there(self) -> list[str]:
        """Whoever a merge, or its undo, left; at least one is always there."""
        with self.desks[0]._store.engine.connect() as connection:
            there = [row[0] for row in connection.exec_driver_sql("SELECT id FROM person ORDER BY sort_name")]
        return [there[number % len(there)] for number in range(4)] if there else self.persons

    # -------------------------------------------------------------------------------------------- what always holds

    @invariant()
    def numbers_stay_and_follow_each_other(self):
        desk = self.desks[0]
        by_year: defaultdict[str, list[int]] = defaultdict(list)
        for gift, number in self.issued.items():
            row = desk.ask(gift_card(gift)).row
            assert (row.number, f"G{row.day.year}") == (number, number[:5])
            by_year[number[:5]].append(int(number[6:]))
        assert all(sorted(counts) == list(range(1, len(counts) + 1)) for counts in by_year.values())
        entered = {id for standing in (Standing.ENTERED, Standing.STRUCK) for id in self.listed(standing=standing)}
        assert entered == set(self.issued)

    @invariant()
    def nobody_decides_on_their_own_or_gives_to_themselves(self):
        for gift in self.listed():
            card = self.desks[1].ask(gift_card(gift))
            assert card.row.giver_person_id != card.row.recipient_person_id
            assert card.row.decision is Decision.OPEN or card.decided_person_id != card.row.recipient_person_id
            assert (card.decisions[-1].decision if card.decisions else Decision.OPEN) is card.row.decision
            assert (card.fates[-1].fate if card.fates else Fate.OPEN) is card.row.fate

    @invariant()
    def what_waits_is_what_the_rules_say(self):
        steps = {gift: self.desks[1].ask(gift_card(gift)).row.step for gift in self.listed()}
        for step in Step:
            assert set(self.listed(step=step)) == {gift for gift, own in steps.items() if own is step}
        assert set(self.listed(step=WAITING)) == {gift for gift, own in steps.items() if own is not Step.DONE}

    def listed(self, **filters: str) -> list[str]:
        return list(self.desks[1].ask(gift_ids(Criteria(filters=tuple(filters.items())))))


Register.TestCase.settings = settings(
    max_examples=int(os.environ.get("ATTACHE_STOCK_EXAMPLES", "6")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestRegister = Register.TestCase


def test_two_officers_enter_gifts_at_once_and_each_gets_a_number_of_its_own(tmp_path: Path) -> None:
    desks = two_desks(tmp_path, FixedClock(NOW))
    gifts = [[make.gift(desk) for _ in range(5)] for desk in desks]
    ready, numbers = Barrier(2), list[str]()

    def enter(desk: Application, own: list[str]) -> None:
        ready.wait()
        for gift in own:
            numbers.extend(desk.execute(EnterInRegister((gift,))).result)

    threads = [Thread(target=enter, args=pair) for pair in zip(desks, gifts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for desk in desks:
        desk.close()
    assert sorted(numbers) == [f"G2021/{count:03}" for count in range(1, 11)]
