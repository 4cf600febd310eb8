"""`attache readiness` and `attache checklist`: what is missing of one mission or of all, and the tasks of one."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.commandline.office import Office, places, rules

LITHUANIA = "state-visit-lithuania"


def test_a_checklist_is_begun_and_shown(filled: Office) -> None:
    told = filled.json("checklist", LITHUANIA, "--add", "cl3")
    assert [(one["template"], one["open"], one["closed"]) for one in told["checklists"]] == [("CL3", 19, 0)]
    assert told["progress"]["open"] == len(told["tasks"]) == 19
    first = told["tasks"][0]
    assert (first["title"]["en"], first["duties"], first["state"]) == ("Date known, level of Brussels part", ["HEAD"], "open")
    assert filled.json("checklist", LITHUANIA) == told


def test_the_usual_checklists_are_begun_at_once(filled: Office) -> None:
    told = filled.json("checklist", LITHUANIA, "--add", "proposed")
    assert "CL3" in [one["template"] for one in told["checklists"]]


def test_tasks_are_lines_for_a_reader(filled: Office) -> None:
    run = filled.run("checklist", LITHUANIA, "--add", "CL3", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[0].split()[:2] == ["Status", "Urgency"]
    assert [line.split("  ")[0] for line in run.out.splitlines()[1:]] == ["open"] * 19


@pytest.mark.parametrize(
    ("words", "place", "rule"),
    [
        (("checklist", "nowhere"), "mission", "unknown-mission"),
        (("checklist", LITHUANIA, "--add", "CL99"), "--add", "template-unknown"),
        (("readiness", "nowhere"), "mission", "unknown-mission"),
        (("readiness", "--owner", "KING"), "--owner", "duty-unknown"),
    ],
)
def test_what_is_not_there_is_refused_with_its_place(filled: Office, words: tuple[str, ...], place: str, rule: str) -> None:
    run = filled.run(*words, "--json")
    assert (run.code, places(run), rules(run)) == (1, [place], [rule])


def test_the_board_shows_the_missions_of_which_something_is_open(filled: Office) -> None:
    assert filled.json("readiness", "--show", "late") == []
    filled.run("checklist", LITHUANIA, "--add", "CL3")
    (row,) = [row for row in filled.json("readiness", "--owner", "CAB") if row["open"]]
    assert (row["open"], row["done"], row["next"]["en"]) == (1, 0, "Who represents the Government")


def test_what_is_missing_of_a_mission_is_told_by_whom_and_by_when(filled: Office) -> None:
    filled.run("checklist", LITHUANIA, "--add", "CL3")
    rows = filled.json("readiness", LITHUANIA)
    tasks = [row for row in rows if not row["is_check"]]
    assert len(tasks) == 19
    assert sorted(rows, key=lambda row: ("late", "soon", "later", "undated").index(row["urgency"])) == rows
    assert {row["text"]["en"] for row in filled.json("readiness", LITHUANIA, "--owner", "cab") if not row["is_check"]} == {
        "Who represents the Government"
    }


def test_readiness_is_written_as_one_page(filled: Office, tmp_path: Path) -> None:
    filled.run("checklist", LITHUANIA, "--add", "CL3")
    for words in ((LITHUANIA,), ()):
        target = tmp_path / f"readiness-{len(words)}.pdf"
        assert filled.json("readiness", *words, "-o", target) == {"readiness": str(target)}
        assert len(pypdfium2.PdfDocument(target.read_bytes())) == 1
