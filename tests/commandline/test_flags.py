"""Flags on the command line: a plan needs no office, is told and drawn, and whatever is wrong in it has its place."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from app.commandline import main
from tests.commandline.office import Office, Run, rules


def planned(*words: str | Path, json: bool = True) -> Run:
    """Run `attache flags plan WORDS` without an office."""
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = main(["flags", "plan", *map(str, words), "--lang", "en", *(["--json"] if json else [])])
        except SystemExit as end:  # wrong usage
            code = int(end.code or 0)
    return Run(code, out.getvalue(), err.getvalue())


def blocking(run: Run) -> list[tuple[str, str]]:
    return [(one["rule"], one["path"]) for one in run.json["findings"] if one["severity"] == "blocks"]


def warned(run: Run) -> list[str]:
    return [one["rule"] for one in run.json["findings"] if one["severity"] == "warns"]


def codes(run: Run) -> list[str]:
    return [one["code"] for one in run.json["positions"]]


def test_four_flags_on_four_masts_without_an_office(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    run = planned("--flags", "BE,BRU,EU,FR", "--masts", "4")
    assert (run.code, run.err) == (0, "")
    assert [(one["number"], one["code"], one["rank"], one["honour"]) for one in run.json["positions"]] == [
        (1, "EU", 3, False),
        (2, "BE", 1, True),
        (3, "BE-BRU", 2, False),
        (4, "FR", 4, False),
    ]
    assert run.json["positions"][1]["reason"].endswith("it has the place of honour, left of the middle as the spectator sees it.")
    assert (run.json["order"], run.json["order_mark"], run.json["seen_from"]) == ("brussels-a", "proposal", "front")
    assert not (tmp_path / "nowhere").exists()


def test_without_json_each_place_is_a_line():
    run = planned("--flags", "BE,FR", "--support", "stands", json=False)
    lines = run.out.splitlines()
    assert run.code == 0
    assert [line.split()[:3] for line in lines] == [["No.", "Code", "Flag"], ["1", "FR", "France"], ["2", "BE", "Belgium"]]


def test_from_behind_the_places_are_read_the_other_way_round_and_keep_their_numbers():
    run = planned("--flags", "BE,EU,FR", "--behind")
    assert [(one["number"], one["code"]) for one in run.json["positions"]] == [(3, "FR"), (2, "BE"), (1, "EU")]
    assert run.json["seen_from"] == "behind"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--profile", "BRUSSELS_B", "--straight"), ["BE", "EU", "BE-BRU", "FR"]),
        (("--profile", "international", "--straight"), ["EU", "BE", "FR", "BE-BRU"]),
        (("--straight", "--host", "FR"), ["FR", "BE", "BE-BRU", "EU"]),
    ],
)
def test_the_order_is_chosen(words: tuple[str, ...], expected: list[str]):
    assert codes(planned("--flags", "BE,BRU,EU,FR", *words)) == expected


def test_of_two_flags_the_host_can_keep_the_place_of_honour():
    assert codes(planned("--flags", "BE,FR", "--support", "table")) == ["FR", "BE"]
    assert codes(planned("--flags", "BE,FR", "--support", "table", "--host-left")) == ["BE", "FR"]


def test_guests_stand_by_the_alphabet_that_is_named():
    assert codes(planned("--flags", "NL,ES", "--alphabet", "en", "--straight")) == ["NL", "ES"]
    assert codes(planned("--flags", "NL,ES", "--alphabet", "own", "--straight")) == ["ES", "NL"]


@pytest.mark.parametrize(("name", "begins"), [("plan.svg", b"<"), ("plan.png", b"\x89PNG"), ("Plan.PDF", b"%PDF-")])
@pytest.mark.parametrize("behind", [(), ("--behind",)])
def test_the_plan_is_drawn_to_a_file(tmp_path: Path, name: str, begins: bytes, behind: tuple[str, ...]):
    run = planned("--flags", "BE,BRU,EU,FR", "-o", tmp_path / name, *behind)
    assert (run.code, run.json["drawing"]) == (0, str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_from_behind_another_drawing_is_written(tmp_path: Path):
    planned("--flags", "BE,EU,FR", "-o", tmp_path / "front.svg")
    planned("--flags", "BE,EU,FR", "--behind", "-o", tmp_path / "behind.svg")
    front, behind = ((tmp_path / name).read_text() for name in ("front.svg", "behind.svg"))
    assert ("Seen by the spectator" in front, "Seen from behind the flags" in front) == (True, False)
    assert ("Seen by the spectator" in behind, "Seen from behind the flags" in behind) == (False, True)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--flags", "BE,FR", "--masts", "0"), [("no-places", "places")]),
        (("--flags", "BE,FR", "--masts", "-4"), [("no-places", "places")]),
        (("--flags", "BE,FR", "--masts", "60"), [("too-many-for-a-plan", "places")]),
        (("--flags", "BE,FR", "--masts", "9" * 30), [("too-many-for-a-plan", "places")]),
        (("--flags", "BE,FR,EU", "--masts", "2"), [("too-few-places", "places")]),
        (("--flags", "BE,QQ,XYZZY"), [("unknown-code", "flags[1]"), ("unknown-code", "flags[2]")]),
        (("--flags", "BE,\udcff,<b>"), [("unknown-code", "flags[1]"), ("unknown-code", "flags[2]")]),
        (("--flags", ""), [("no-flags", "flags")]),
        (("--flags", ", ,,"), [("no-flags", "flags")]),
        (("--flags", "BE", "--profile", "napoleon"), [("unknown-order", "order")]),
        (("--flags", "BE,FR,EU", "--support", "crossed"), [("two-are-crossed", "flags")]),
        (("--flags", "BE,FR,EU", "--support", "car"), [("too-many-pennants", "flags")]),
    ],
)
def test_a_plan_that_cannot_be_is_refused_and_not_drawn(tmp_path: Path, words: tuple[str, ...], found: list[Any]):
    place = tmp_path / "plan.svg"
    run = planned(*words, "-o", place)
    assert (run.code, run.err, run.json["drawing"]) == (1, "", None)
    assert blocking(run) == found
    assert not place.exists()


def test_a_refusal_is_told_in_a_sentence():
    run = planned("--flags", "BE,FR,EU", "--masts", "2", json=False)
    assert run.code == 1
    assert run.err == "places: There are 2 places for 3 flags: nowhere to stand for France. Leave flags out, or find more places.\n"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--flags", "BE,FR,be"), ["flag-twice"]),
        (("--flags", "BE,TW"), ["not-recognised"]),
        (("--flags", "BE,FR", "--masts", "5"), ["too-many-places"]),
        (("--flags", "BE,FR", "--size", "BE=150x225", "--size", "fr=100x150"), ["unequal-sizes"]),
    ],
)
def test_a_doubtful_plan_is_told_and_drawn(tmp_path: Path, words: tuple[str, ...], found: list[str]):
    run = planned(*words, "-o", tmp_path / "plan.svg")
    assert (run.code, warned(run)) == (0, found)
    assert (tmp_path / "plan.svg").exists()


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("--flags", "BE", "-o", "plan.doc"), "unknown-kind"),
        (("--flags", "BE", "-o", "plan"), "unknown-kind"),
        (("--flags", "BE", "--support", "balloon"), "unknown-choice"),
        (("--flags", "BE", "--alphabet", "klingon"), "unknown-choice"),
    ],
)
def test_what_is_not_known_is_refused(words: tuple[str, ...], rule: str):
    run = planned(*words)
    assert (run.code, rules(run)) == (1, [rule])


@pytest.mark.parametrize("words", [(), ("--flags", "BE", "--masts", "many"), ("--flags", "BE", "--colour", "red")])
def test_wrong_usage_is_told_by_its_code(words: tuple[str, ...]):
    assert planned(*words).code == 2


def test_a_folder_that_is_not_there_is_not_available(tmp_path: Path):
    run = planned("--flags", "BE", "-o", tmp_path / "nowhere" / "plan.svg")
    assert (run.code, (tmp_path / "nowhere").exists()) == (3, False)


def test_with_an_office_its_own_rules_count(office: Office):
    run = office.run("flags", "plan", "--flags", "BE,TW", "--json")
    assert (run.code, warned(run)) == (0, ["not-recognised"])
