"""`attache missions`: the list, and a mission that is moved, put off and cancelled, with what would follow said before."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commandline.office import Office

DUBAI = "brussels-days-dubai"
LITHUANIA = "state-visit-lithuania"


def row(office: Office, named: str = "Brussels Days at Expo") -> dict[str, Any]:
    return next(row for row in office.json("missions") if row["title"]["en"].startswith(named))


def test_missions_are_listed_with_and_without_the_word(filled: Office) -> None:
    assert filled.json("missions", "list") == filled.json("missions")
    found = [row["number"] for row in filled.json("missions", "list", "--find", "dubai")]
    assert found == [row["number"] for row in filled.json("missions", "--find", "dubai")] == ["2022/001"]


def test_a_preview_tells_what_follows_and_writes_nothing(filled: Office) -> None:
    before, steps = row(filled), filled.json("history")

    told = filled.json("missions", "move", DUBAI, "--starts", "2032-02-01", "--reason", "No travel this year", "--preview")

    assert (told["mission"], told["preview"], told["undoable"], told["days"]) == ("2022/001", True, True, 3653)
    assert told["before"] == {"starts": "2022-01-31", "ends": "2022-02-04"}
    assert told["after"] == {"starts": "2032-02-01", "ends": "2032-02-05"}
    assert [(one["area"], one["effect"]) for one in told["consequences"] if one["area"] == "Calendar"] == [("Calendar", "follows")]
    assert (row(filled), filled.json("history")) == (before, steps)


def test_a_mission_is_put_off_found_again_and_cancelled(filled: Office) -> None:
    run = filled.run("missions", "move", DUBAI, "--postpone", "--reason", "Too many infections", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert run.out.splitlines()[0] == "Brussels Days at Expo 2020 Dubai is put off until its dates are known."
    assert (row(filled)["state"], row(filled)["starts"]) == ("postponed", None)

    run = filled.run(
        "missions", "move", DUBAI, "--starts", "2032-02-01", "--ends", "2032-02-02", "--reason", "Two days are left", "--lang", "en"
    )
    assert run.out.splitlines()[:2] == [
        "Brussels Days at Expo 2020 Dubai is put off to 1–2 February 2032.",
        "Everything moves 3653 days later.",
    ]

    told = filled.json("missions", "cancel", DUBAI, "--reason", "The hall burnt down", "--decided-on", "2026-01-05")
    assert (told["preview"], told["undoable"]) == (False, True)
    assert row(filled)["state"] == "cancelled"
    filled.run("undo")
    assert (row(filled)["state"], row(filled)["starts"], row(filled)["ends"]) == ("postponed", "2032-02-01", "2032-02-02")


def test_a_first_day_alone_is_said_as_a_day(filled: Office) -> None:
    run = filled.run("missions", "move", DUBAI, "--starts", "2032-02", "--postpone", "--reason", "No hall", "--preview", "--lang", "en")
    assert run.out.splitlines()[0] == "Brussels Days at Expo 2020 Dubai moves from 31 January – 4 February 2022 to February 2032."


@pytest.mark.parametrize(
    ("words", "place", "rule"),
    [
        (("move", LITHUANIA, "--starts", "2032-13-01", "--reason", "x"), "--starts", "wrong-date"),
        (("move", LITHUANIA, "--starts", "2032-10-01", "--decided-on", "2032", "--reason", "x"), "--decided-on", "wrong-date"),
        (("move", LITHUANIA, "--starts", "2032-10-01", "--line", "no day", "--reason", "x"), "--line", "wrong-line"),
        (("move", LITHUANIA, "--starts", "2032-10-01", "--line", "none=2032-10-01", "--reason", "x"), "days_of", "not-in-programme"),
        (("move", LITHUANIA, "--starts", "2001-10-01", "--reason", "x"), "starts", "move-before-today"),
        (("move", LITHUANIA, "--starts", "2032-10-02", "--ends", "2032-10-01", "--reason", "x"), "ends", "mission-ends-before-start"),
        (("move", LITHUANIA, "--reason", "x"), "starts", "move-without-dates"),
        (("move", LITHUANIA, "--postpone", "--reason", "x"), "starts", "move-nowhere"),
        (("move", LITHUANIA, "--starts", "2032-10-01", "--reason", " "), "reason", "move-without-reason"),
        (("move", "state-visit-italy", "--starts", "2032-10-01", "--reason", "x"), "", "mission-state"),
        (("cancel", "state-visit-italy", "--reason", "x"), "", "mission-state"),
        (("cancel", LITHUANIA, "--reason", ""), "reason", "move-without-reason"),
        (("cancel", "nowhere", "--reason", "x"), "mission", "unknown-mission"),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(filled: Office, words: tuple[str, ...], place: str, rule: str) -> None:
    before = filled.json("history")

    run = filled.run("missions", *words, "--json")

    assert (run.code, [(one["path"], one["rule"]) for one in run.json["refused"]]) == (1, [(place, rule)])
    assert filled.json("history") == before


@pytest.mark.parametrize("words", [("move", DUBAI), ("cancel", DUBAI), ("shelve", DUBAI)])
def test_a_reason_and_a_word_that_there_is_are_needed(filled: Office, words: tuple[str, ...]) -> None:
    assert filled.run("missions", *words).code == 2
