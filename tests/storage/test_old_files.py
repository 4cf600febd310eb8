"""A file that an earlier version wrote: brought up to date, it is whole, and its history can still be relied on."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect

from app.adapters.storage import schema
from app.adapters.storage.engine import APPLICATION_ID, sqlite_engine
from app.adapters.storage.journal import digest_of
from app.domains.checklists.queries import tasks
from app.domains.gifts.bank_queries import item_ids
from app.domains.gifts.register_queries import gift_ids, gift_rows
from app.domains.people.commands import AddPerson
from app.domains.people.queries import person_ids
from app.domains.people.rules import PersonDraft
from tests.makers import checklists as lists
from tests.makers import gifts, missions
from tests.makers.access import head

BEFORE_ACCOUNTS = "0004"
BEFORE_GIFTS = "0010"


def older(new: Path, old: Path, revision: str) -> None:
    """Write to *old* what stands in *new*, as the version of *revision* kept it."""
    engine = sqlite_engine(old)
    with schema._migrating(engine) as connection:
        command.upgrade(schema._config(connection), revision)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={int(revision)}")
    tables = {name: [column["name"] for column in inspect(engine).get_columns(name)] for name in inspect(engine).get_table_names()}
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        raw.execute("ATTACH DATABASE ? AS new", (str(new),))
        raw.execute("PRAGMA foreign_keys=OFF")
        for table, columns in tables.items():
            if not table.startswith(("search_words", "alembic")):
                names = ", ".join(f'"{name}"' for name in columns)
                raw.execute(f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM new."{table}"')
        raw.execute("DETACH DATABASE new")
    engine.dispose()


@pytest.fixture
def old_file(tmp_path, desk, file) -> Path:
    """An office in which three persons were added and one was taken back, before there were accounts."""
    today = desk()
    for name in ("Ada", "Bo", "Cy"):
        today.execute(AddPerson(PersonDraft(name, "Example")))
    today.undo()
    today.close()
    older(file, tmp_path / "old.db", BEFORE_ACCOUNTS)
    return tmp_path / "old.db"


def test_a_step_from_before_accounts_keeps_its_digest():
    step = {
        "action": "a1",
        "stamp": 1630490400000000000,
        "user": "officer",
        "command": "AddPerson",
        "move": "do",
        "label": {"message": "Add person {name}", "values": {"name": "Ada Example"}, "plural": "", "number": 0},
        "result": "p1",
        "undoable": True,
        "reverts": None,
        "at": datetime(2021, 9, 1, 10, 0, tzinfo=UTC),
        "account": None,
        "seals": None,
    }
    rows = [{"record": "person", "row": "p1", "before": None, "after": '{"family_name": "Example"}'}]
    assert digest_of("", 1, step, rows) == "fb92b00a2a8c96cb7f2dc956fbb96c6c4b4b73f7d3c4ee82e933053f8c41666f"
    assert digest_of("", 1, {**step, "account": "somebody"}, rows) != digest_of("", 1, step, rows)


def test_an_old_file_is_whole_and_goes_on(old_file, desk):
    assert schema.look_at(old_file).version == int(BEFORE_ACCOUNTS)
    now = desk(path=old_file)
    assert (now.check(), now.user.rights, len(now.ask(person_ids()))) == ([], None, 2)
    now.redo()
    now.execute(AddPerson(PersonDraft("Di", "Example")))
    now.undo()
    assert (now.check(), len(now.ask(person_ids()))) == ([], 3)
    assert len(list(old_file.parent.glob("old.before-*"))) == 1


def test_an_old_file_takes_users(old_file, desk):
    now = desk(path=old_file)
    head(now)
    now.execute(AddPerson(PersonDraft("Di", "Example")))
    assert [(step.user, step.move) for step in now.history()] == [
        ("Head", "do"),
        ("officer", "do"),
        ("officer", "undo"),
        ("officer", "do"),
        ("officer", "do"),
        ("officer", "do"),
    ]
    now.undo()
    assert (now.next_undo(), now.check()) == (None, [])


def test_a_file_from_before_gifts_takes_them(tmp_path, desk, file):
    today = desk()
    mission = missions.mission(today)
    lists.checklist(today, mission, "CL6")
    told = [(row.key, row.part) for row in today.ask(tasks(lists.of(mission)))]
    today.close()
    older(file, tmp_path / "old.db", BEFORE_GIFTS)
    assert schema.look_at(tmp_path / "old.db").version == int(BEFORE_GIFTS)

    now = desk(path=tmp_path / "old.db")
    assert (now.check(), now.ask(gift_ids()), now.ask(item_ids())) == ([], [], [])
    assert [(row.key, row.part) for row in now.ask(tasks(lists.of(mission)))] == told

    gifts.reservation(now, gifts.item(now), mission_id=mission)
    received = gifts.gift(now, mission_id=mission, entered=True)
    assert [row.number for row in now.ask(gift_rows([received]))] == ["G2021/001"]
    assert now.check() == []
    with sqlite3.connect(tmp_path / "old.db") as behind, pytest.raises(sqlite3.IntegrityError, match="stays there"):
        behind.execute("DELETE FROM gift")
    assert len(list(tmp_path.glob("old.before-*"))) == 1
