"""A file made by the migrations is the file that the records declare."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from app.adapters.storage import schema
from app.adapters.storage.engine import APPLICATION_ID, MEMORY, sqlite_engine
from app.bootstrap import Config, start
from app.discovery import features
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.mapping.base import Base

NOW = datetime(2021, 9, 1, 10, 0, tzinfo=UTC)


@pytest.fixture
def upgraded() -> Engine:
    features()
    engine = sqlite_engine(MEMORY)
    schema.upgrade(engine)
    return engine


def shape_of(engine: Engine) -> dict[str, tuple[str, frozenset[str]]]:
    """Each table and index by name: what it stands on, and the parts of its definition in no order."""
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    return {name: (table, normalised(sql)) for name, table, sql in rows if not name.startswith("alembic_version")}


def normalised(sql: str) -> frozenset[str]:
    """The members of a definition: their order is that of the mapper and of no consequence."""
    plain = re.sub(r"\s+", " ", sql.replace('"', "")).strip()
    head, _, body = plain.partition("(")
    members, tail = body.rsplit(")", 1)
    return frozenset({f"head {head.strip()}", f"tail {tail.strip()}", *(m.strip() for m in re.split(r",(?![^(]*\))", members))})


def is_trigger(shape: tuple[str, frozenset[str]]) -> bool:
    return any(part.startswith("head CREATE TRIGGER") for part in shape[1])


def without_triggers(engine: Engine) -> dict[str, tuple[str, frozenset[str]]]:
    return {name: shape for name, shape in shape_of(engine).items() if not is_trigger(shape)}


def test_the_newest_migration_makes_what_the_records_declare(upgraded):
    with upgraded.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": schema.is_ours, "compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_tables_indexes_and_full_text_are_the_same_to_the_letter(upgraded):
    declared = sqlite_engine(MEMORY)
    Base.metadata.create_all(declared)
    assert shape_of(upgraded) == shape_of(declared)


def test_every_table_is_strict(upgraded):
    with upgraded.connect() as connection:
        rows = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    loose = {row["name"] for row in rows if row["type"] == "table" and not row["strict"] and row["schema"] == "main"}
    assert loose == {"alembic_version", "sqlite_schema"}


def test_every_constraint_has_a_name(upgraded):
    with upgraded.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT'").all()
    nameless = [
        name
        for name, sql in tables
        if re.search(r"(?<!_)\b(PRIMARY KEY|FOREIGN KEY|UNIQUE|CHECK) ?\(", re.sub(r"CONSTRAINT \w+ [A-Z ]+", "", sql))
    ]
    assert nameless == []


def test_every_reference_is_indexed(upgraded):
    """Removing a record looks for those that point at it; without an index that is a walk through the whole table."""
    frame = {"step", "change", "touch"}
    bare = [
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in frame
        for key in table.foreign_keys
        if not any(index.columns[0] is key.parent for index in table.indexes)
    ]
    assert bare == []


def test_nothing_to_migrate_writes_no_file():
    features()
    before = sorted((schema.MIGRATIONS / "versions").glob("*.py"))
    assert schema.write_revision("nothing") is None
    assert sorted((schema.MIGRATIONS / "versions").glob("*.py")) == before


def test_a_migration_is_written_from_what_the_records_declare(tmp_path, monkeypatch):
    """The newest migration taken away and written anew says what it said."""
    features()
    copy = tmp_path / "migrations"
    (copy / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (copy / name).write_bytes((schema.MIGRATIONS / name).read_bytes())
    kept = sorted((schema.MIGRATIONS / "versions").glob("*.py"))
    for path in kept[:-1]:
        (copy / "versions" / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(schema, "MIGRATIONS", copy)

    written = schema.write_revision(kept[-1].stem.partition("_")[2])

    assert written is not None
    assert written.name == kept[-1].name
    engine = sqlite_engine(MEMORY)
    schema.upgrade(engine)
    declared = sqlite_engine(MEMORY)
    Base.metadata.create_all(declared)
    # Triggers are no part of what a migration is written from; they are added to it by hand, and the test above misses one.
    assert without_triggers(engine) == without_triggers(declared)


def old_file(path: Path, last: int, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A file as an earlier version of the program left it, and a program that knows the migrations up to *last* only until undone."""
    features()
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_bytes((schema.MIGRATIONS / name).read_bytes())
    for source in sorted((schema.MIGRATIONS / "versions").glob("*.py"))[:last]:
        (versions / source.name).write_bytes(source.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", folder)
        schema.open_engine(path, NOW).dispose()
    return path


def facts(path: Path) -> schema.FileFacts:
    return schema.look_at(path)


def test_every_older_version_is_brought_up_to_date_after_a_copy(tmp_path, monkeypatch):
    for version in range(1, schema.head()):
        folder = tmp_path / str(version)
        folder.mkdir()
        path = old_file(folder / "office.db", version, monkeypatch, folder / "migrations")
        assert facts(path) == schema.FileFacts(APPLICATION_ID, version)

        application = start(Config(path, user="officer"))

        assert facts(path).version == schema.head()
        [copy] = folder.glob("*.before-*")
        assert facts(copy) == schema.FileFacts(APPLICATION_ID, version)
        application.execute(AddPerson(PersonDraft("Ada", "Example")))
        assert application.check() == []
        application.close()


BROKEN = '''"""Breaks after its first table."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{this:04}", "{last:04}", None, None

def upgrade() -> None:
    op.create_table("half", sa.Column("id", sa.Text(), primary_key=True), sqlite_strict=True)
    op.execute("DELETE FROM stored_file")
    {breaks}
'''


@pytest.mark.parametrize("breaks", ["raise KeyError('in the middle')", "op.execute('INSERT INTO nowhere VALUES (1)')"])
def test_a_migration_that_fails_leaves_the_old_file_and_a_copy(tmp_path, monkeypatch, breaks):
    path = old_file(tmp_path / "office.db", schema.head(), monkeypatch, tmp_path / "migrations")
    application = start(Config(path, user="officer"))
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    application.close()
    before = shape_of(sqlite_engine(path))
    head = schema.head()
    (tmp_path / "migrations" / "versions" / f"{head + 1:04}_broken.py").write_text(BROKEN.format(this=head + 1, last=head, breaks=breaks))
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", tmp_path / "migrations")
        with pytest.raises(Exception, match=r"in the middle|nowhere"):
            start(Config(path, user="officer"))

    assert facts(path).version == head
    assert shape_of(sqlite_engine(path)) == before
    [copy] = tmp_path.glob("*.before-*")
    for file in (path, copy):
        reopened = start(Config(file, user="officer"))
        assert [reopened.next_undo().label.message, reopened.check()] == ["Add person {name}", []]
        reopened.close()
