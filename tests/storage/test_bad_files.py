"""A file that cannot be used: one clear sentence, and the file as it was to the byte."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.adapters.storage import schema
from app.adapters.storage.engine import driver
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import OfficeError, Refused, Unavailable

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20


@pytest.fixture
def office(tmp_path) -> Path:
    """The file of an office with one person, closed."""
    path = tmp_path / "office.db"
    application = start(Config(path, user="officer"))
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    application.close()
    return path


def state_of(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.iterdir() if p.is_file()}


def refusal_of(path: Path) -> OfficeError:
    """Open *path*, see it refused and everything beside it untouched; give the refusal."""
    folder = path.parent
    before = state_of(folder)
    with pytest.raises(OfficeError) as raised:
        start(Config(path, user="officer"))
    assert state_of(folder) == before
    sentence = str(raised.value.sentence)
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return raised.value


def rules(error: OfficeError) -> list[str]:
    assert isinstance(error, Refused)
    return [finding.rule for finding in error.findings]


def test_a_text_file_is_foreign(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Dear colleague,\n" * 400)
    assert rules(refusal_of(path)) == ["foreign-file"]


def test_a_short_text_file_is_foreign(tmp_path):
    path = tmp_path / "letter.db"
    path.write_text("Hello")
    assert rules(refusal_of(path)) == ["foreign-file"]


def test_a_picture_is_foreign(tmp_path):
    path = tmp_path / "portrait.png"
    path.write_bytes(PNG)
    assert rules(refusal_of(path)) == ["foreign-file"]


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_another_program_is_foreign(tmp_path, mode):
    path = tmp_path / "other.db"
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode={mode}")
    other.execute("CREATE TABLE person (id TEXT)")
    other.commit()
    other.close()
    assert rules(refusal_of(path)) == ["foreign-file"]


def test_a_newer_file_is_refused(office):
    raw = driver().connect(str(office))
    raw.execute("PRAGMA user_version=999")
    raw.commit()
    raw.close()
    assert rules(refusal_of(office)) == ["newer-file"]


@pytest.mark.parametrize("size", [0, 100, 4096, "half"])
def test_a_file_that_is_cut_off_is_told(office, size):
    os.truncate(office, office.stat().st_size // 2 if size == "half" else size)
    assert isinstance(refusal_of(office), Unavailable)


def test_a_file_without_the_right_to_write_is_told(office):
    office.chmod(0o444)
    error = refusal_of(office)
    assert isinstance(error, Unavailable)
    assert str(error.sentence) == f"The file {office} is read-only. Give yourself the right to write to it, or choose another file."


def test_a_folder_is_told(tmp_path):
    (tmp_path / "office.db").mkdir()
    error = refusal_of(tmp_path / "office.db")
    assert str(error.sentence) == f"{tmp_path / 'office.db'} is a folder; a file is needed."


def test_a_missing_folder_is_made(tmp_path):
    start(Config(tmp_path / "deep" / "down" / "office.db")).close()
    assert [p.name for p in (tmp_path / "deep" / "down").iterdir()] == ["office.db"]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "folder").write_text("not a folder")
    with pytest.raises(Unavailable) as raised:
        start(Config(tmp_path / "folder" / "office.db"))
    assert str(raised.value.sentence).startswith(f"The folder {tmp_path / 'folder'} cannot be written to.")


def test_a_damaged_page_is_found_by_the_check(office):
    """The head is whole, so the file opens; what is broken inside is told by the check and by whoever reads it."""
    size = office.stat().st_size
    with office.open("r+b") as file:
        file.seek(8192)
        file.write(b"\0" * (size - 8192 - 4096))
    with pytest.raises(Unavailable) as raised:  # noqa: PT012 - which of the two stumbles first depends on the page
        application = start(Config(office))
        assert application.check() != []
        application.execute(AddPerson(PersonDraft("Bo", "Example")))
    assert str(raised.value.sentence) == f"The file {office} is damaged or cut off. Restore the last copy of it."


LOCKER = """
import sys
from sqlcipher3 import dbapi2
raw = dbapi2.connect(sys.argv[1], isolation_level=None)
raw.execute(sys.argv[2])
raw.execute("PRAGMA user_version").fetchone()
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def locked(office):
    """The office's file, while another process holds it for itself as the test asks."""
    holders = []

    def hold(statement: str) -> Path:
        holder = subprocess.Popen(
            [sys.executable, "-c", LOCKER, str(office), statement], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        holders.append(holder)
        assert holder.stdout.readline() == "locked\n"
        return office

    yield hold
    for holder in holders:
        holder.communicate("")


def test_a_locked_file_is_told_within_the_wait(locked):
    path = locked("BEGIN EXCLUSIVE")
    application = start(Config(path, user="officer"))
    began = time.monotonic()
    with pytest.raises(Unavailable) as raised:
        application.execute(AddPerson(PersonDraft("Bo", "Example")))
    assert str(raised.value.sentence) == f"The file {path} is locked by another program. Close that program and try again."
    assert 4 < time.monotonic() - began < 7
    application.close()


def test_a_file_that_is_held_alone_is_told_at_the_opening(locked, monkeypatch):
    monkeypatch.setattr(schema, "BUSY_MILLISECONDS", 200)
    path = locked("PRAGMA locking_mode=EXCLUSIVE")
    with pytest.raises(Unavailable) as raised:
        start(Config(path))
    assert str(raised.value.sentence) == f"The file {path} is locked by another program. Close that program and try again."


def test_a_full_disk_is_told_and_work_goes_on_after(office):
    application = start(Config(office, user="officer"))
    with application._store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count={pages}")
    draft = PersonDraft("Bo", "Example", notes="long " * 20_000)
    command = AddPerson(draft)
    with pytest.raises(Unavailable) as raised:
        application.execute(command)
    assert str(raised.value.sentence) == f"The disk with {office} is full; nothing was written. Free some space and try again."
    assert application.check() == []
    application._store.engine.dispose()

    assert application.execute(command).repeated is False
    assert application.check() == []
    application.close()


def test_a_file_removed_while_open_is_told(office, tmp_path):
    application = start(Config(office, user="officer"))
    application.close()
    office.rename(tmp_path / "elsewhere.db")
    (tmp_path / "office.db").mkdir()
    with pytest.raises(Unavailable):
        application.execute(AddPerson(PersonDraft("Bo", "Example")))
