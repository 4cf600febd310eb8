"""What the words do on an office: lists, papers, copies, the journal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from tests.commandline.office import BRUSSELS_DAYS, SAMPLE, Office, Run, rules


def names_of_mission(office: Office) -> list[str]:
    row = next(row for row in office.json("missions") if row["title"]["en"].startswith("Brussels Days in Paris"))
    return [row["number"], row["id"], BRUSSELS_DAYS]


def test_lists_have_the_columns_a_machine_needs(filled: Office) -> None:
    mission = next(row for row in filled.json("missions") if row["title"]["en"].startswith("Brussels Days in Paris"))
    person = next(row for row in filled.json("people") if row["name"] == "Rudi Vervoort")

    assert mission["title"] == {
        "nl": "Brussels Days in Parijs (15e editie)",
        "fr": "Brussels Days à Paris (15e édition)",
        "en": "Brussels Days in Paris (15th edition)",
    }
    assert {key: mission[key] for key in ("state", "direction", "country", "city", "starts", "ends", "head", "participants")} == {
        "state": "held",
        "direction": "outgoing",
        "country": "FR",
        "city": "Paris",
        "starts": "2021-09-22",
        "ends": "2021-09-24",
        "head": "Rudi Vervoort",
        "participants": 6,
    }
    assert person["organisation"]["en"] == "Government of the Brussels-Capital Region"


def test_a_list_for_a_reader_has_a_line_for_each_record_below_its_titles(filled: Office) -> None:
    for word in ("missions", "people", "organisations", "agreements"):
        run = filled.run(word)
        assert (run.code, run.err) == (0, "")
        assert len(run.out.splitlines()) == len(filled.json(word)) + 1


@pytest.mark.parametrize(("language", "country"), [("nl", "Frankrijk"), ("fr", "France"), ("en", "France")])
def test_a_list_speaks_the_language_asked_for(filled: Office, language: str, country: str) -> None:
    run = filled.run("missions", "--lang", language)

    assert country in next(line for line in run.out.splitlines() if "Brussels Days" in line and "Par" in line)


@pytest.mark.parametrize("words", ["kerchove", "KERCHOVE francois", "françois de kerch"])
def test_find_ignores_accents_capitals_and_order(filled: Office, words: str) -> None:
    assert [row["name"] for row in filled.json("people", "--find", words)] == ["François de Kerchove d'Exaerde"]


def test_a_mission_is_named_by_number_id_or_import_id(filled: Office, tmp_path: Path) -> None:
    made = []
    for n, name in enumerate(names_of_mission(filled)):
        file = tmp_path / f"{n}.ics"
        assert filled.run("calendar", name, "-o", file, "--lang", "nl").code == 0
        made.append(file.read_bytes())

    assert made[0] == made[1] == made[2]
    assert Calendar.from_ical(made[0])["VERSION"] == "2.0"


@pytest.mark.parametrize("word", ["dossier", "calendar"])
@pytest.mark.parametrize("name", ["2021/999", "", " ", "no-such", "'; DROP TABLE mission;--", "\udcff"])
def test_an_unknown_mission_is_refused_and_nothing_is_written(filled: Office, tmp_path: Path, word: str, name: str) -> None:
    file = tmp_path / "out"

    run = filled.run(word, name, "-o", file, "--json")

    assert (run.code, rules(run), file.exists()) == (1, ["unknown-mission"], False)


@pytest.mark.parametrize(
    ("language", "title"), [("nl", "Brussels Days in Parijs"), ("fr", "Brussels Days à Paris"), ("en", "Brussels Days in Paris")]
)
def test_the_dossier_is_written_in_the_language_asked_for(filled: Office, tmp_path: Path, language: str, title: str) -> None:
    file = tmp_path / "dossier.pdf"

    run = filled.run("dossier", BRUSSELS_DAYS, "-o", file, "--lang", language, "--json")

    reader = PdfReader(file)
    assert (run.code, run.json) == (0, {"dossier": str(file)})
    assert title in " ".join(reader.pages[0].extract_text().split())
    assert reader.trailer["/Root"]["/Lang"][:2] == language


@pytest.mark.parametrize("word", ["dossier", "calendar"])
def test_a_paper_that_cannot_be_written_leaves_nothing_behind(filled: Office, tmp_path: Path, word: str) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "taken").mkdir()

    for file in (folder / "missing" / "x", folder / "taken", folder, "", "/", ".", "/proc/x", folder / ("x" * 300)):
        run = filled.run(word, BRUSSELS_DAYS, "-o", file, "--json")
        assert (run.code, list(run.json), run.err.count("\n")) == (3, ["unavailable"], 1)

    assert [path.name for path in folder.iterdir()] == ["taken"]


def test_a_paper_takes_the_place_of_the_one_before(filled: Office, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    file.write_bytes(b"an older one " * 100_000)

    assert filled.run("calendar", BRUSSELS_DAYS, "-o", file).code == 0

    assert file.read_bytes().endswith(b"END:VCALENDAR\r\n")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_check_finds_nothing_in_a_sound_file(filled: Office) -> None:
    assert filled.json("check") == {"findings": []}
    assert filled.run("check").code == 0


def test_check_tells_a_record_that_was_changed_outside_the_program(filled: Office) -> None:
    from sqlcipher3 import dbapi2  # the interpreter's own SQLite is not used on the office's file

    connection = dbapi2.connect(str(filled.place))
    connection.execute("UPDATE person SET family_name = 'Somebody' WHERE import_id = 'gatz'")
    connection.commit()
    connection.close()

    run = filled.run("check", "--json")

    assert run.code == 1
    assert [finding["rule"] for finding in run.json["findings"]] == ["journal-state"]
    assert filled.run("check").err.count("\n") == 1


def test_backup_and_restore_bring_back_every_record(filled: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.attache"
    before = filled.json("people")
    assert filled.json("backup", copy) == {"copy": str(copy)}
    filled.run("undo")
    assert filled.json("people") == []

    assert filled.json("restore", copy) == {"restored": str(copy)}

    assert filled.json("people") == before
    assert filled.json("check") == {"findings": []}
    kept = [path for path in tmp_path.iterdir() if ".before-restore-" in path.name]
    assert [Office(path).json("people") for path in kept] == [[]]


def test_a_copy_opens_as_an_office(filled: Office, tmp_path: Path) -> None:
    copy = tmp_path / "copy.attache"

    filled.run("backup", copy)

    assert Office(copy).json("missions") == filled.json("missions")
    assert Office(copy).steps() == filled.steps()


def test_a_copy_that_cannot_be_written_or_read_is_told(filled: Office, tmp_path: Path) -> None:
    for words in (
        ["backup", tmp_path / "no" / "folder"],
        ["backup", tmp_path],
        ["backup", ""],
        ["backup", "/"],
        ["backup", tmp_path / ("x" * 300)],
        ["restore", tmp_path / "missing"],
        ["restore", tmp_path],
    ):
        run = filled.run(*words)
        assert (run.code, run.err.count("\n")) == (3, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["office.attache"]


@pytest.mark.parametrize("content", [b"hello", SAMPLE.read_bytes(), b"SQLite format 3\0" + bytes(4096)], ids=["text", "JSON", "torn"])
def test_restore_refuses_what_is_no_copy(filled: Office, tmp_path: Path, content: bytes) -> None:
    before = filled.json("history")
    copy = tmp_path / "copy"
    copy.write_bytes(content)

    assert filled.run("restore", copy).code in (1, 3)

    assert filled.json("history") == before
    assert filled.json("check") == {"findings": []}


@pytest.mark.parametrize("word", ["backup", "restore"])
def test_the_office_is_not_its_own_copy(filled: Office, word: str) -> None:
    assert filled.run(word, filled.place).code == 1
    assert len(filled.json("missions")) == 16


def test_history_names_who_did_what_and_when(filled: Office) -> None:
    filled.run("undo")
    filled.run("redo")

    steps = filled.json("history")

    assert [(step["seq"], step["move"], step["label"]) for step in steps] == [
        (3, "redo", "Import office.json"),
        (2, "undo", "Import office.json"),
        (1, "do", "Import office.json"),
    ]
    assert all(step["user"] and step["at"].endswith("+00:00") for step in steps)
    assert [step["seq"] for step in filled.json("history", "--limit", "1")] == [3]


def test_history_with_fields_tells_what_each_step_changed(office: Office, tmp_path: Path) -> None:
    office.take_in({"persons": [{"id": "ada", "name": "Ada Example"}]}, tmp_path)

    [step] = office.json("history", "--fields")

    written = {field["field"]: (field["before"], field["after"]) for field in step["fields"]}
    assert (written["family_name"], written["given_names"]) == ((None, "Example"), (None, "Ada"))


def test_undo_and_redo_name_the_step(filled: Office) -> None:
    assert filled.json("undo") == {"undone": "Import office.json"}
    assert rules(filled.run("undo", "--json")) == ["nothing-to-undo"]
    assert filled.json("redo") == {"redone": "Import office.json"}
    assert rules(filled.run("redo", "--json")) == ["nothing-to-redo"]


def test_the_demo_makes_a_sample_office_and_its_papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    folder = tmp_path / "deep" / "demo"

    first = Office(Path(":memory:")).run("--db", folder / "office.attache", "demo", "--out", folder)

    assert (first.code, first.err) == (0, "")
    made = {path.name for path in folder.iterdir()}
    papers = {"brussels-days-paris-nl.pdf", "brussels-days-paris-fr.pdf", "brussels-days-paris.ics"}
    papers |= {"mission-order.pdf", "decision-sheet.pdf", "request-form.pdf", "transparency-2022.xlsx"}
    papers |= {"precedence.pdf", "readiness.pdf", "flags-1.pdf", "flags-2.pdf"}
    papers |= {"gift-cards.pdf", "gift-labels.pdf", "gift-packing-list.pdf", "gift-register-2021.xlsx"}
    assert {"office.attache"} | papers <= made
    assert json.loads(Office(folder / "office.attache").run("missions", "--json").out)


def test_a_second_demo_leaves_the_first_sample_office_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    runs: list[Run] = [_demo(tmp_path), _demo(tmp_path)]

    assert [run.code for run in runs] == [0, 0]
    assert sorted(path.name for path in tmp_path.glob("*.attache")) == ["sample-office-1.attache", "sample-office.attache"]


def _demo(folder: Path) -> Run:
    from contextlib import redirect_stderr, redirect_stdout
    from io import StringIO

    from app.commandline import main

    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["demo", "--out", str(folder)])
    return Run(code, out.getvalue(), err.getvalue())


def test_a_demo_into_a_file_is_not_available(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    assert Office(Path(":memory:")).run("demo", "--out", file).code == 3


def test_a_dossier_that_cannot_be_written_is_no_version(filled: Office, tmp_path: Path) -> None:
    before = filled.steps()

    refused = filled.run("dossier", BRUSSELS_DAYS, "-o", tmp_path / "missing" / "x.pdf")

    assert (refused.code, filled.steps()) == (3, before)
