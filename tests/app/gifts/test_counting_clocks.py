"""What is counted and what leaves are told apart by their order, also where the clocks of two desks differ or stand still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.application import Application
from app.domains.gifts.bank_queries import item_rows
from app.domains.gifts.counting_commands import CloseCount, CountFound, StartCount
from app.domains.gifts.drafts import CountDraft
from app.domains.gifts.handing_commands import IssueReservation
from app.kernel.clock import FixedClock
from tests.makers import gifts as make

NOON = datetime(2021, 9, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize("later", [0, -2, 2])
def test_what_leaves_after_it_was_counted_was_there(application: Application, later: int) -> None:
    item = make.item(application, number=5, place="Shelf")
    reserved = make.reservation(application, item, 2)
    count = application.execute(StartCount(CountDraft())).result
    application.execute(CountFound(count, "B-001", "Shelf", 5))
    other = application.on_another_day(FixedClock(NOON + timedelta(minutes=later)))
    other.execute(IssueReservation((reserved,), date(2021, 9, 1)))
    application.execute(CloseCount(count))
    assert [row.stock for row in application.ask(item_rows([item]))] == [3]


@pytest.mark.parametrize("later", [0, -2, 2])
def test_what_left_before_it_was_counted_was_gone(application: Application, later: int) -> None:
    item = make.item(application, number=5, place="Shelf")
    count = application.execute(StartCount(CountDraft())).result
    application.execute(IssueReservation((make.reservation(application, item, 2),), date(2021, 9, 1)))
    other = application.on_another_day(FixedClock(NOON + timedelta(minutes=later)))
    other.execute(CountFound(count, "B-001", "Shelf", 3))
    application.execute(CloseCount(count))
    assert [row.stock for row in application.ask(item_rows([item]))] == [3]
