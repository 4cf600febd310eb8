"""The engine: the settings of every connection, the library behind it, and that nothing else touches the file."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest
from sqlcipher3 import dbapi2

from app.adapters.storage.engine import NEEDED, sqlite_engine
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Unavailable

PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "busy_timeout": 5000,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "secure_delete": 1,
}


def test_every_connection_has_the_settings(tmp_path):
    engine = sqlite_engine(tmp_path / "office.db")
    told = []

    def ask() -> None:
        with engine.connect() as connection:
            told.append({name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS})

    with engine.connect(), engine.connect():
        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    ask()
    engine.dispose()
    assert told == [PRAGMAS] * 4


def test_the_library_is_free_of_the_fault_of_the_log():
    assert dbapi2.sqlite_version_info >= NEEDED == (3, 51, 3)


def test_an_older_library_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(Unavailable) as raised:
        start(Config(tmp_path / "office.db"))
    assert str(raised.value.sentence) == "The database library on this machine is too old (3.40.1); version 3.51.3 or later is needed."
    assert list(tmp_path.iterdir()) == []


def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path):
    engine = sqlite_engine(tmp_path / "office.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE a (id INTEGER PRIMARY KEY, other INTEGER REFERENCES a DEFERRABLE INITIALLY DEFERRED)")
    with pytest.raises(Exception, match="FOREIGN KEY"), engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO a VALUES (1, 2)")
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM a").scalar() == 0
    engine.dispose()


WATCHED = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from pathlib import Path
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
path = Path(sys.argv[1])
for _ in range(2):
    application = start(Config(path, user="officer"))
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    application.undo()
    application.redo()
    application.backup(str(path.with_name("copy.db")))
    application.restore(str(path.with_name("copy.db")))
    assert application.check() == []
    application.close()
print([name for name in opened if Path(name).name in ("office.db", "office.db-wal", "office.db-shm")])
print([name for name in sys.modules if name in ("sqlite3", "_sqlite3") or "QtSql" in name])
"""


def test_nobody_opens_the_file_but_the_database(tmp_path):
    """Closing any other handle of the file in this process would drop the locks of our connections."""
    done = subprocess.run([sys.executable, "-c", WATCHED, str(tmp_path / "office.db")], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n[]\n", "")


def test_one_command_one_transaction(tmp_path):
    application = start(Config(tmp_path / "office.db", user="officer"))
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    with application._store.engine.connect() as connection:
        assert connection.connection.driver_connection.in_transaction is False
    application.close()
