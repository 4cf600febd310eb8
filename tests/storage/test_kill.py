"""Killed at any moment: what was answered is there, nothing is half-done, and the next start is at once.

`ATTACHE_KILLS` says how often (20 unless told).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.adapters.storage import schema
from app.adapters.storage.backup import faults_of
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft

KILLS = int(os.environ.get("ATTACHE_KILLS", "20"))
SLOWEST_START = 2.0  # seconds, with the recovery of the log

# Each worker tells an action once it was answered. Actions are named beforehand, so that one stored but not answered is known, too.
WORKER = """
import random, sys
from dataclasses import replace
from pathlib import Path
from app.bootstrap import Config, start
from app.domains.intake.commands import ImportRecords
from app.domains.people import commands, queries
from app.domains.people.rules import PersonDraft, PostDraft
from app.kernel.translated import Multilingual
chance = random.Random(int(sys.argv[2]))
application = start(Config(Path(sys.argv[1]), user="officer"))
print("ready", flush=True)
persons = []
number = 0
while True:
    number += 1
    draft = PersonDraft(f"Number {number}", "Example")
    match chance.choice(["add", "add", "edit", "post", "import", "undo"]):
        case "edit" if persons:
            person = chance.choice(persons)
            try:
                before = application.ask(queries.person_draft(person))
            except Exception:
                continue  # taken back
            action = application.execute(command := commands.EditPerson(person, before, replace(before, notes=f"note {number}"))) and command.action
        case "post" if persons:
            try:
                action = application.execute(command := commands.AddPost(persons[-1], PostDraft(Multilingual(en="adviser")))) and command.action
            except Exception:
                continue
        case "import":
            tag = f"{sys.argv[2]}-{number}"
            content = {
                "organisations": [{"id": f"o{tag}-{n}", "name": {"en": f"Office {n}"}, "kind": "other"} for n in range(5)],
                "persons": [{"id": f"p{tag}-{n}", "name": f"Person {n}", "organisation": f"o{tag}-{n % 5}", "office": {"en": "x"}} for n in range(40)],
            }
            application.execute(command := ImportRecords(content, "file.json"))
            action = command.action
        case "undo" if number > 3 and application.next_undo():
            action = f"undo-{sys.argv[2]}-{number}"
            application.undo(action)
        case _:
            command = commands.AddPerson(draft)
            persons.append(application.execute(command).result)
            action = command.action
    print(action, flush=True)
"""


def killed_while(script: str, *arguments: str, after: float, ready: bool = True) -> list[str]:
    """Run *script*, kill it *after* so many seconds from when it is ready; give the lines it had told whole."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    if ready:
        assert process.stdout.readline() == b"ready\n"
    timer = threading.Timer(after, process.send_signal, [signal.SIGKILL])
    timer.start()
    told, failed = process.communicate()
    timer.join()
    assert failed == b""
    return [line.decode() for line in told.split(b"\n")[:-1]]


@pytest.mark.slow
def test_what_was_answered_is_there_after_a_kill(file, behind):
    chance = random.Random(20210922)
    start(Config(file)).close()
    slowest, answered = 0.0, 0
    for number in range(KILLS):
        acknowledged = killed_while(WORKER, str(file), str(number), after=chance.uniform(0.01, 0.6))
        answered += len(acknowledged)

        began = time.monotonic()
        application = start(Config(file, user="officer"))
        slowest = max(slowest, time.monotonic() - began)

        kept = {action for (action,) in behind("SELECT action FROM step")}
        assert set(acknowledged) - kept == set()
        assert application.check() == []
        halves = behind("SELECT count(*) FROM person WHERE import_id IS NOT NULL")[0][0] % 40
        assert halves == 0
        application.close()
    print(f"{KILLS} kills, {answered} acknowledged actions, 0 lost, slowest start {slowest * 1000:.0f} ms")
    assert answered > 0
    assert slowest < SLOWEST_START


BEGINNER = """
import sys
from pathlib import Path
from app import discovery
from app.bootstrap import Config, start
discovery.features()
import alembic.command
print("ready", flush=True)
start(Config(Path(sys.argv[1]))).close()
print("made", flush=True)
"""


@pytest.mark.slow
def test_a_kill_while_a_file_is_made_leaves_a_whole_one_or_none(tmp_path):
    chance = random.Random(1)
    made = 0
    for number in range(max(KILLS // 2, 5)):
        folder = tmp_path / str(number)
        folder.mkdir()
        file = folder / "office.db"
        killed_while(BEGINNER, str(file), after=chance.uniform(0.0, 0.35))
        if file.exists():
            made += 1
            assert schema.look_at(file).version == schema.head()
        application = start(Config(file, user="officer"))
        application.execute(AddPerson(PersonDraft("Ada", "Example")))
        assert application.check() == []
        application.close()
    print(f"{made} of {max(KILLS // 2, 5)} files were there after the kill, all whole")


COPIER = """
import sys
from pathlib import Path
from app.bootstrap import Config, start
application = start(Config(Path(sys.argv[1]), user="officer"))
print("ready", flush=True)
for number in range(100_000):
    getattr(application, sys.argv[2])(sys.argv[3 + number % len(sys.argv[3:])])
    print("done", flush=True)
"""


@pytest.fixture
def large(file) -> Path:
    """An office of some megabytes, so that a copy takes a while."""
    application = start(Config(file, user="officer"))
    for number in range(40):
        application.execute(AddPerson(PersonDraft(f"Number {number}", "Example", notes="long " * 10_000)))
    application.close()
    return file


@pytest.mark.slow
def test_a_kill_during_a_copy_leaves_no_invalid_copy(large, tmp_path):
    chance = random.Random(2)
    copy = tmp_path / "copy.db"
    for _ in range(max(KILLS // 4, 5)):
        killed_while(COPIER, str(large), "backup", str(copy), after=chance.uniform(0.0, 0.3))
        if copy.exists():
            assert faults_of(copy) == []
            assert schema.look_at(copy).version == schema.head()
    application = start(Config(large))
    application.backup(str(copy))
    assert application.check() == []
    application.close()
    assert faults_of(copy) == []


@pytest.mark.slow
def test_a_kill_during_a_restore_leaves_the_old_or_the_new(large, tmp_path, behind):
    chance = random.Random(3)
    many, few = tmp_path / "many.db", tmp_path / "few.db"
    application = start(Config(large, user="officer"))
    application.backup(str(many))
    for _ in range(30):
        application.undo()
    application.backup(str(few))
    application.close()
    seen = set()
    for _ in range(max(KILLS // 4, 5)):
        killed_while(COPIER, str(large), "restore", str(few), str(many), after=chance.uniform(0.0, 0.5))
        application = start(Config(large, user="officer"))
        assert application.check() == []
        application.close()
        seen.add(behind("SELECT count(*) FROM person")[0][0])
    assert seen <= {10, 40}
