"""Copies: made while the file is in use, put back whole, and never over something that is in use."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from app.adapters.storage import schema
from app.adapters.storage.engine import driver
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Refused, Unavailable

WRITER = """
import sys
from pathlib import Path
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
application = start(Config(Path(sys.argv[1]), user="colleague"))
for number in range(100_000):
    application.execute(AddPerson(PersonDraft(f"Number {number}", "Example")))
    print(number, flush=True)
"""


def add(application, name: str) -> str:
    return application.execute(AddPerson(PersonDraft(name, "Example"))).result


def names(application) -> list[str]:
    return [str(hit.title) for hit in application.find("example", limit=1000)]


@pytest.fixture
def office(desk):
    application = desk()
    add(application, "Ada")
    return application


def test_a_copy_holds_what_was_there(office, desk, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    copy = desk(path=tmp_path / "copy.db")
    assert [names(copy), copy.check()] == [["Ada Example"], []]


def test_a_copy_takes_the_place_of_an_older_one(office, desk, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    office.backup(str(tmp_path / "copy.db"))
    assert names(desk(path=tmp_path / "copy.db")) == ["Ada Example", "Bo Example"]


def test_copies_are_whole_while_another_process_writes(office, desk, file, tmp_path):
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True)
    try:
        writer.stdout.readline()
        for number in range(5):
            writer.stdout.readline()
            office.backup(str(tmp_path / f"copy-{number}.db"))
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    kept = [desk(path=tmp_path / f"copy-{number}.db") for number in range(5)]
    assert [copy.check() for copy in kept] == [[]] * 5
    counts = [len(names(copy)) for copy in kept]
    assert counts == sorted(counts)
    assert counts[0] > 1


@pytest.mark.parametrize("name", ["office.db", "other.db"])
def test_a_copy_is_not_written_over_a_file_in_use(office, desk, tmp_path, name):
    if name == "other.db":
        add(desk(path=tmp_path / "other.db"), "Bo")
    with pytest.raises(Refused) as raised:
        office.backup(str(tmp_path / name))
    assert [finding.rule for finding in raised.value.findings] == ["file-in-use"]


def test_a_copy_into_a_folder_that_is_not_there_is_told(office, tmp_path):
    with pytest.raises(Unavailable):
        office.backup(str(tmp_path / "nowhere" / "copy.db"))
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("office")) == []


def test_a_copy_over_a_folder_is_told_and_leaves_nothing(office, tmp_path):
    (tmp_path / "copy.db").mkdir()
    with pytest.raises(Unavailable):
        office.backup(str(tmp_path / "copy.db"))
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("office")) == ["copy.db"]


def test_what_a_crash_left_goes_with_a_later_copy(office, tmp_path):
    old, young = tmp_path / ".copy.db.1.part", tmp_path / ".copy.db.2.part"
    old.write_bytes(b"half")
    young.write_bytes(b"half, of somebody who is at it")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    office.backup(str(tmp_path / "copy.db"))
    assert (old.exists(), young.exists()) == (False, True)


def test_a_restore_brings_back_and_keeps_what_was_there(office, desk, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    told = []
    office.subscribe(told.append)

    office.restore(str(tmp_path / "copy.db"))

    assert [names(office), office.check()] == [["Ada Example"], []]
    assert [(changes.everything, changes.touch("person", "anybody")) for changes in told] == [(True, True)]
    [kept] = tmp_path.glob("office.before-restore-*")
    assert names(desk(path=kept)) == ["Ada Example", "Bo Example"]
    add(office, "Cleo")
    assert office.check() == []


def test_two_restores_in_one_second_keep_two_copies(office, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    office.restore(str(tmp_path / "copy.db"))
    office.restore(str(tmp_path / "copy.db"))
    assert len(list(tmp_path.glob("office.before-restore-*"))) == 2


def test_other_desks_are_told_of_a_restore(office, desk, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    other = desk("colleague")
    office.restore(str(tmp_path / "copy.db"))
    assert other.look_elsewhere().everything is True
    assert other.look_elsewhere() is None
    assert names(other) == ["Ada Example"]


def test_other_desks_are_told_of_a_restore_even_when_work_went_on_after(office, desk, tmp_path):
    """The journal may be as long again as it was: its last steps are others, though."""
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    other = desk("colleague")
    office.restore(str(tmp_path / "copy.db"))
    add(office, "Cleo")
    add(office, "Dirk")
    assert other.look_elsewhere().everything is True


def test_a_restore_of_itself_is_refused(office, file):
    with pytest.raises(Refused):
        office.restore(str(file))
    assert office.check() == []


def damaged(path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as copy:
        copy.seek(4096 * 3)
        copy.write(b"\xff" * (size - 4096 * 5))


def foreign(path) -> None:
    path.write_text("Dear colleague")


def cut_off(path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def newer(path) -> None:
    raw = driver().connect(str(path), isolation_level=None)
    raw.execute("PRAGMA user_version=999")
    raw.close()


@pytest.mark.parametrize("spoil", [damaged, foreign, cut_off, newer, os.unlink])
def test_a_copy_that_is_no_good_is_refused_with_nothing_changed(office, tmp_path, spoil):
    copy = tmp_path / "copy.db"
    office.backup(str(copy))
    spoil(copy)
    add(office, "Bo")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(Refused if spoil in (foreign, newer) else Unavailable) as raised:
        office.restore(str(copy))
    assert str(copy) in str(raised.value.sentence)
    assert [names(office), office.check()] == [["Ada Example", "Bo Example"], []]
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_an_older_copy_is_brought_up_to_date_before_it_is_put_back(office, tmp_path, monkeypatch):
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (versions.parent / name).write_bytes((schema.MIGRATIONS / name).read_bytes())
    for path in sorted((schema.MIGRATIONS / "versions").glob("*.py"))[:1]:
        (versions / path.name).write_bytes(path.read_bytes())
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", versions.parent)
        schema.open_engine(tmp_path / "old.db", office.clock.now()).dispose()

    office.restore(str(tmp_path / "old.db"))

    assert [names(office), office.check()] == [[], []]
    assert schema.look_at(tmp_path / "old.db").version == 1
    add(office, "Bo")
    assert office.check() == []


def test_a_restore_waits_for_a_lock_and_then_gives_up(office, file, tmp_path):
    office.backup(str(tmp_path / "copy.db"))
    add(office, "Bo")
    other = driver().connect(str(file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        began = time.monotonic()
        with pytest.raises(Unavailable) as raised:
            office.restore(str(tmp_path / "copy.db"))
        assert time.monotonic() - began < 12
    finally:
        other.close()
    assert "locked" in str(raised.value.sentence)
    assert [names(office), office.check()] == [["Ada Example", "Bo Example"], []]
