"""One action instead of forty: the visits of the sample office move, are put off and cancelled, and one undo brings everything back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from app.application import Application
from app.bootstrap import Config, start
from app.domains.checklists.queries import tasks
from app.domains.missions import queries
from app.domains.missions.commands import CancelMission, MoveMission, PostponeMission
from app.domains.missions.vocabulary import MISSION
from app.kernel.changes import Changes
from app.kernel.clock import FixedClock
from app.kernel.consequences import Consequence, Effect
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.mapping.base import ONWARD
from app.sample import fill

VISIT, INDIA = "sample visit", "New Delhi"


@pytest.fixture(scope="module")
def office() -> Iterator[Application]:
    """The sample office on 2 March 2026, with an officer of the cell at the desk; every test leaves it as it was."""
    application = start(Config(user="officer", clock=FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC))))
    fill(application)
    application.sign_in("cleo")
    yield application
    assert application._store.faults() == []
    application.close()


def mission(office: Application, words: str) -> str:
    [found] = office.find(words, kinds=(MISSION,))
    return found.ref.id


def moved(id: str, starts: date, ends: date) -> MoveMission:
    dates = PartialDate.of(starts), PartialDate.of(ends)
    return MoveMission(id, *dates, "The partner asked for it.", date(2026, 3, 1))


def everything(office: Application) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every record, without its stamp and what only goes onward: the revisions that calendars count."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with office._store.engine.connect() as connection:
        for name, record in office._store._records.items():
            columns = [c.name for c in record.__table__.columns if c.name != "version" and ONWARD not in c.info]
            quoted = ", ".join(f'"{column}"' for column in columns)
            found[name] = sorted(map(tuple, connection.execute(text(f'SELECT {quoted} FROM "{name}"'))), key=repr)
    return found


def told(consequences: tuple[Consequence, ...]) -> dict[str, set[Effect]]:
    areas: dict[str, set[Effect]] = {}
    for one in consequences:
        areas.setdefault(str(one.area), set()).add(one.effect)
    return areas


def test_every_domain_follows_a_visit_that_moves_and_comes_back_with_one_undo(office: Application) -> None:
    visit = mission(office, VISIT)
    before, steps = everything(office), len(office.history())
    heard: list[Changes] = []
    stop = office.subscribe(heard.append)
    command = moved(visit, date(2026, 5, 4), date(2026, 5, 4))
    seen = office.preview(command)
    assert (everything(office), heard) == (before, [])

    outcome = office.execute(command)

    assert [(str(one.text), one.effect) for one in outcome.consequences] == [(str(one.text), one.effect) for one in seen.consequences]
    assert told(outcome.consequences) == {
        "Programme": {Effect.BY_HAND, Effect.FOLLOWS},
        "Transports": {Effect.FOLLOWS},
        "Hotels": {Effect.BY_HAND},
        "Calendar": {Effect.FOLLOWS},
        "Checklist": {Effect.FOLLOWS, Effect.WARNS},
        "Flags": {Effect.BY_HAND, Effect.FOLLOWS},
    }
    assert (len(office.history()), len(heard)) == (steps + 1, 1)
    by_hand = {str(one.text) for one in outcome.consequences if one.effect is Effect.BY_HAND}
    assert by_hand <= {str(row.title) for row in office.ask(tasks(Ref(MISSION, visit)))}
    after = everything(office)

    office.undo()
    assert everything(office) == before
    office.redo()
    assert everything(office) == after
    office.undo()
    stop()


def test_visas_that_no_longer_suffice_are_tasks_and_those_that_do_are_left(office: Application) -> None:
    india = mission(office, INDIA)
    before = everything(office)

    outcome = office.execute(moved(india, date(2026, 6, 12), date(2026, 6, 15)))

    visas = [one for one in outcome.consequences if str(one.area) == "Visas"]
    assert {one.effect for one in visas} == {Effect.BY_HAND}
    assert all(one.key and one.duty for one in visas)
    office.undo()
    assert everything(office) == before


@pytest.mark.parametrize("words", [VISIT, INDIA])
def test_a_mission_is_put_off_found_again_on_its_old_days_and_cancelled_and_each_step_is_taken_back(
    office: Application, words: str
) -> None:
    id = mission(office, words)
    card = office.ask(queries.mission_card(id)).draft
    states = [everything(office)]
    for command in (
        PostponeMission(id, None, None, "Nobody knows when."),
        PostponeMission(id, card.starts, card.ends, "It takes place after all."),
        CancelMission(id, "It does not."),
    ):
        office.execute(command)
        states.append(everything(office))
    lines = [row for row in states[0]["programme_item"] if id in row]
    assert lines == [row for row in states[2]["programme_item"] if id in row]

    for before in reversed(states[:-1]):
        office.undo()
        assert everything(office) == before
