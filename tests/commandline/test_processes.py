"""What only a process of its own shows: exit codes, encodings, working folders, pipes, locks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from tests.commandline.office import BRUSSELS_DAYS, SAMPLE, Office, environment, program, rules, spawn

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def test_the_codes_of_the_readme_reach_the_shell(office: Office, tmp_path: Path) -> None:
    assert office.spawn("people").code == 0
    assert office.spawn("undo").code == 1
    assert office.spawn("fly").code == 2
    assert office.spawn("restore", tmp_path / "missing").code == 3


def test_both_modules_run_the_same_command_line(office: Office) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "--db", office.place, "history", "--json"], env=environment(), capture_output=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, b"[]\n", b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp850", "utf-16"])
def test_names_are_written_in_utf_8_whatever_the_console_speaks(office: Office, tmp_path: Path, encoding: str) -> None:
    office.take_in({"persons": [{"id": "1", "name": "Łucja Ελένη 王"}]}, tmp_path)

    run = office.spawn("people", env={"PYTHONIOENCODING": encoding, "LC_ALL": "C", "PYTHONUTF8": "0"})

    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[1] == "Łucja Ελένη 王"


def test_the_language_of_the_machine_is_taken_when_none_is_asked_for(office: Office) -> None:
    dutch = office.spawn("history", "--help", env={"LANG": "nl_BE.UTF-8"})
    run = office.spawn("undo", env={"LANG": "nl_BE.UTF-8"})

    assert dutch.code == 0
    assert run.err == office.run("undo", "--lang", "nl").err


def test_relative_names_count_from_the_working_folder(tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / "records.json")

    assert spawn("--db", "office.attache", "import", "records.json", cwd=tmp_path).code == 0
    assert spawn("--db", "office.attache", "calendar", BRUSSELS_DAYS, "-o", "out.ics", cwd=tmp_path).code == 0
    assert spawn("--db", "office.attache", "backup", "copy.attache", cwd=tmp_path).code == 0

    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.attache", "office.attache", "out.ics", "records.json"]


def test_without_a_name_the_office_is_in_the_users_folder(tmp_path: Path) -> None:
    run = spawn("history", "--json", env={"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}, cwd=tmp_path)

    assert (run.code, run.out, run.err) == (0, "[]\n", "")
    assert [path.name for path in (tmp_path / "data" / "attache").iterdir()] == ["office.attache"]


def test_a_working_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"import os, sys; os.rmdir({str(gone)!r}); from ui.__main__ import main; sys.exit(main())"

    done = subprocess.run(
        [sys.executable, "-c", script, "--db", "x.attache", "people"], cwd=gone, env=environment(), capture_output=True, check=False
    )

    assert (done.returncode, done.stderr.count(b"\n"), b"Traceback" in done.stderr) == (3, 1, False)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_stops_reading_is_no_failure(filled: Office, unbuffered: str) -> None:
    with subprocess.Popen(
        program("--db", filled.place, "missions", "--json"),
        env=environment({"PYTHONUNBUFFERED": unbuffered}),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.close()
        err = process.stderr.read()

    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk at hand")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [["missions", "--json"], ["check"], ["undo", "--json"]])
def test_a_full_disk_under_the_output_is_told(filled: Office, words: list[str], unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            program("--db", filled.place, *words),
            env=environment({"PYTHONUNBUFFERED": unbuffered}),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)


def test_closed_outputs_do_no_harm(filled: Office) -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        words = " ".join(f"'{word}'" for word in program("--db", filled.place, "missions"))
        assert subprocess.run(["sh", "-c", f"{words} {closed}"], env=environment(), capture_output=True, check=False).returncode == 0


def test_a_file_that_another_program_keeps_locked_is_not_available(filled: Office, tmp_path: Path) -> None:
    from sqlcipher3 import dbapi2

    file = tmp_path / "one.json"
    file.write_text('{"persons": [{"id": "one", "name": "One Person"}]}')
    other = dbapi2.connect(str(filled.place), isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    try:
        assert len(filled.json("missions")) == 16
        run = filled.spawn("import", file, "--json")
    finally:
        other.execute("ROLLBACK")
        other.close()

    assert (run.code, list(run.json), run.err.count("\n")) == (3, ["unavailable"], 1)
    assert filled.spawn("import", file).code == 0


def test_a_copy_made_while_another_process_writes_is_whole(office: Office, tmp_path: Path) -> None:
    application = start(Config(office.place))
    enough = threading.Event()

    def write() -> None:
        number = 0
        while not enough.is_set():
            application.execute(AddPerson(PersonDraft("Writer", f"Number {number}")))
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        runs = [office.spawn("backup", tmp_path / f"{n}.copy") for n in range(4)]
    finally:
        enough.set()
        writer.join()
        application.close()

    counts = [len(Office(tmp_path / f"{n}.copy").json("people")) for n in range(4)]
    assert [run.code for run in runs] == [0, 0, 0, 0]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0]
    assert [Office(tmp_path / f"{n}.copy").json("check") for n in range(4)] == [{"findings": []}] * 4


def test_two_processes_that_import_the_same_file_take_it_in_once(office: Office) -> None:
    office.run("people")
    racing = [
        subprocess.Popen(
            program("--db", office.place, "import", SAMPLE, "--json"), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for process in racing:
        process.communicate(timeout=120)

    assert [process.returncode for process in racing] == [0, 0, 0]
    assert office.steps() == ["Import office.json"]
    assert office.json("check") == {"findings": []}


def test_processes_that_open_a_new_office_at_once_all_succeed(office: Office) -> None:
    racing = [
        subprocess.Popen(program("--db", office.place, "people"), env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    outcomes = [(process.communicate(timeout=120), process.returncode) for process in racing]

    assert outcomes == [((b"", b""), 0)] * 4
    assert [path.name for path in office.place.parent.iterdir()] == ["office.attache"]


@pytest.mark.skipif(AS_ROOT, reason="root may write everywhere")
def test_a_folder_without_rights_is_not_available(filled: Office, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    for words in (["backup", closed / "copy"], ["calendar", BRUSSELS_DAYS, "-o", closed / "x.ics"]):
        assert filled.run(*words).code == 3


@pytest.mark.parametrize("words", [["people"], ["check"], ["import", SAMPLE], ["backup", "x"], ["undo"]])
def test_a_file_of_another_program_is_refused_untouched(tmp_path: Path, words: list[str | Path]) -> None:
    place = tmp_path / "letter.txt"
    place.write_text("Dear colleague,\n" * 500)

    run = Office(place).run(*words, "--json")

    assert (run.code, rules(run)) == (1, ["foreign-file"])
    assert place.read_text() == "Dear colleague,\n" * 500
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]
