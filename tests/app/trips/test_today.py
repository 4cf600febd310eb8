"""What trips put on the Today page, for whom, and in which tone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.domains.trips import today
from app.domains.trips.aftercare import FollowUpDraft
from app.domains.trips.commands.deciding import RecordDecision, Verdict
from app.domains.trips.commands.running import LetTimePass
from app.domains.trips.commands.settling import AddFollowUp, HandIn, PayAdvance, WriteReport
from app.domains.trips.queries.files import trip_card
from app.domains.trips.vocabulary import Means, Outcome, Reached
from app.kernel.fields import Tone
from tests.makers.trips import request


def told(office, login, group):
    with office.as_(login) as application:
        return [(str(line.text), line.tone) for line in application.ask(group())]


def move(clock, *moment):
    clock.moment = datetime(*moment, 10, 0, tzinfo=UTC)


@pytest.fixture
def sent(office):
    return office.sent(request())


def test_a_request_waits_for_whoever_can_decide_and_for_nobody_else(office, sent):
    wanted = [("T2026/001 waits for you: Working group on clean air", Tone.NEUTRAL)]
    assert told(office, "lena", today.waiting) == wanted
    assert told(office, "dirk", today.waiting) == []
    assert told(office, "mila", today.waiting) == []


def test_what_was_handed_in_waits_for_finance(office, sent, clock):
    office.approve(sent, "lena", "dirk", "bea")
    for day in (3, 9):
        move(clock, 2026, 3, day)
        office.application.execute(LetTimePass())
    with office.as_("mila") as application:
        before = application.ask(trip_card(sent)).report
        reached = tuple(replace(one, reached=Reached.YES) for one in before.results)
        application.execute(WriteReport(sent, before, replace(before, results=reached, text="All is agreed.", no_costs=True)))
        application.execute(HandIn(sent))
    wanted = [("T2026/001 waits for you: Working group on clean air", Tone.NEUTRAL)]
    assert [told(office, login, today.waiting) for login in ("fien", "mila", "lena")] == [wanted, [], []]


@pytest.mark.parametrize(("day", "tone"), [(28, Tone.NEUTRAL), (29, Tone.WARNING), (30, Tone.WARNING)])
def test_it_turns_amber_after_two_working_days(office, sent, clock, day, tone):
    move(clock, 2026, 1, day)
    assert [line[1] for line in told(office, "lena", today.waiting)] == [tone]


def test_after_four_working_days_it_is_red_and_the_cell_is_told(office, sent, clock):
    move(clock, 2026, 1, 30)
    assert told(office, "cell", today.stuck) == []
    move(clock, 2026, 2, 2)
    assert [line[1] for line in told(office, "lena", today.waiting)] == [Tone.BAD]
    assert told(office, "cell", today.stuck) == [("T2026/001 has not been decided: Working group on clean air", Tone.BAD)]
    assert told(office, "mila", today.stuck) == []


def test_what_came_back_is_told_to_whoever_asked(office, sent):
    office.decide(sent, "lena", Outcome.RETURN, "the hotel is dear")
    assert told(office, "mila", today.returned) == [("T2026/001 was returned to you: Working group on clean air", Tone.WARNING)]
    assert told(office, "rik", today.returned) == []


@pytest.fixture
def back(office, sent, clock):
    """A trip that is over, with an advance that was paid."""
    office.approve(sent, "lena", "bea", "dirk")
    with office.as_("fien") as application:
        application.execute(PayAdvance(sent, "Mila Voorbeeld", Decimal(100), date(2026, 1, 26)))
    move(clock, 2026, 3, 3)
    office.application.execute(LetTimePass())
    move(clock, 2026, 3, 6)
    office.application.execute(LetTimePass())
    return sent


@pytest.mark.parametrize(("day", "mila", "cell"), [(6, [Tone.NEUTRAL], []), (18, [Tone.WARNING], []), (21, [Tone.BAD], [Tone.BAD])])
def test_a_missing_report_is_chased(office, back, clock, day, mila, cell):
    move(clock, 2026, 3, day)
    assert [tone for _text, tone in told(office, "mila", today.unreported)] == mila
    assert [tone for _text, tone in told(office, "cell", today.unreported)] == cell


def test_an_advance_that_nobody_justified_is_told_after_sixty_days(office, back, clock):
    move(clock, 2026, 3, 27)
    assert told(office, "fien", today.open_advances) == []
    move(clock, 2026, 3, 28)
    assert told(office, "fien", today.open_advances) == [("Advance of Mila Voorbeeld is not settled: T2026/001", Tone.BAD)]
    assert told(office, "lena", today.open_advances) == []


def test_a_consent_by_telephone_is_to_be_confirmed_by_whoever_gave_it(office, sent):
    verdict = Verdict(office.card(sent).digest, Outcome.APPROVE)
    with office.as_("cell") as application:
        application.execute(RecordDecision(sent, verdict, office.accounts["lena"], Means.TELEPHONE, date(2026, 1, 26)))
    assert told(office, "lena", today.consents) == [("Confirm the consent that you gave by telephone: T2026/001", Tone.WARNING)]
    assert told(office, "cell", today.consents) == [("Lena Lijn has to confirm a consent given by telephone: T2026/001", Tone.WARNING)]
    assert told(office, "dirk", today.consents) == []


def test_what_follows_is_told_to_its_owner_and_when_late_to_the_cell(office, back, clock):
    with office.as_("mila") as application:
        draft = FollowUpDraft("Send the text to the cabinet", office.persons["rik"], date(2026, 3, 20))
        application.execute(AddFollowUp(back, draft))
    assert told(office, "rik", today.to_be_done) == [("Send the text to the cabinet", Tone.NEUTRAL)]
    assert told(office, "cell", today.to_be_done) == []
    move(clock, 2026, 3, 21)
    assert told(office, "cell", today.to_be_done) == [("Send the text to the cabinet", Tone.BAD)]


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        ((2027, 4, 30), []),
        ((2027, 5, 1), [("Publish the transparency list of 2026", Tone.NEUTRAL)]),
        ((2027, 6, 28), [("Publish the transparency list of 2026", Tone.WARNING)]),
        ((2027, 7, 1), [("Publish the transparency list of 2026", Tone.BAD)]),
        ((2027, 8, 15), []),
    ],
)
def test_the_list_of_the_year_is_remembered(office, sent, clock, moment, lines):
    move(clock, *moment)
    assert told(office, "cell", today.yearly_list) == lines
    assert told(office, "mila", today.yearly_list) == []
