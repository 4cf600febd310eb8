"""The same file under another clock: the way in which the sample tells what was done on other days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.domains.access.vocabulary import RoleCode
from app.domains.people.commands import AddPerson
from app.domains.people.queries import person_ids
from app.domains.people.rules import PersonDraft
from app.kernel.changes import Changes
from app.kernel.clock import FixedClock
from app.kernel.errors import NotAllowed
from tests.makers.access import account, head

CHRISTMAS = FixedClock(datetime(2020, 12, 25, 9, 0, tzinfo=UTC))


def test_what_is_done_there_stands_in_the_file_on_that_day(application: Application) -> None:
    other = application.on_another_day(CHRISTMAS)

    person = other.execute(AddPerson(PersonDraft("Ada"))).result

    assert application.ask(person_ids()) == [person]
    assert [step.at.date() for step in application.history()] == [date(2020, 12, 25)]


def test_each_keeps_its_own_clock(application: Application) -> None:
    other = application.on_another_day(CHRISTMAS)
    other.execute(AddPerson(PersonDraft("Ada")))
    application.execute(AddPerson(PersonDraft("Bo")))

    assert [step.at.date() for step in other.history()] == [application.clock.today(), date(2020, 12, 25)]


def test_each_has_its_own_user(application: Application) -> None:
    head(application)
    account(application, "lex", RoleCode.READER)
    other = application.on_another_day(CHRISTMAS)

    other.sign_in("lex")

    assert (application.user.name, other.user.name) == ("Head", "Lex")
    with pytest.raises(NotAllowed):
        other.execute(AddPerson(PersonDraft("Ada")))


def test_nobody_is_signed_in_there_at_first(application: Application) -> None:
    head(application)

    other = application.on_another_day(CHRISTMAS)

    assert (other.signed_in, other.user.rights) == (False, frozenset())


@pytest.mark.parametrize("place", [":memory:", "office.attache"])
def test_the_first_one_is_told_when_it_looks(tmp_path: Path, place: str) -> None:
    application = start(Config(tmp_path / place if place != ":memory:" else Path(place), user="officer"))
    told: list[Changes] = []
    application.subscribe(told.append)
    person = application.on_another_day(CHRISTMAS).execute(AddPerson(PersonDraft("Ada"))).result

    assert told == []
    application.look_elsewhere()

    assert [changes.touched["person"] for changes in told] == [{person}]
    application.close()
