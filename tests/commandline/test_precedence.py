"""`attache precedence`: the order of a mission with its reasons, as text, as JSON and as a paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.office import BRUSSELS_DAYS, Office

MINISTERS = ["Rudi Vervoort", "Sven Gatz", "Pascal Smet"]


def test_the_order_of_the_sample_is_told_with_its_reasons(filled: Office) -> None:
    told = filled.json("precedence", BRUSSELS_DAYS)

    assert (told["profile"], told["day"]) == ("BRU-START", "2021-09-22")
    first = [(one["number"], one["name"], one["rank"], one["certainty"]) for one in told["places"][:3]]
    assert first == [(1, MINISTERS[0], 210, "sure"), (2, MINISTERS[1], 220, "sure"), (3, MINISTERS[2], 240, "sure")]
    assert told["places"][2]["reason"] == "Place 3: State secretary of the Brussels-Capital Region (BRU-START 240)"
    assert told["places"][2]["moved"] is None


def test_a_reader_gets_lines(filled: Office) -> None:
    run = filled.run("precedence", BRUSSELS_DAYS)

    assert run.code == 0
    assert run.out.splitlines()[0].split() == ["No.", "Name", "Function", "Why", "this", "place"]
    assert [line.split("  ")[0] for line in run.out.splitlines()[1:4]] == ["1", "2", "3"]
    assert "BRU-START 240" in run.out.splitlines()[3]


def test_another_list_may_be_named(filled: Office) -> None:
    told = filled.json("precedence", BRUSSELS_DAYS, "--profile", "FED-1-22")

    assert told["profile"] == "FED-1-22"
    assert [(one["name"], one["rank"]) for one in told["places"][:3]] == list(zip(MINISTERS, (19, 20, 22), strict=True))


def test_a_list_that_there_is_not_is_refused(filled: Office) -> None:
    run = filled.run("precedence", BRUSSELS_DAYS, "--profile", "XX", "--json")

    assert run.code == 1
    assert [(one["rule"], one["path"]) for one in run.json["refused"]] == [("unknown-profile", "profile")]


def test_a_mission_that_there_is_not_is_refused(filled: Office) -> None:
    run = filled.run("precedence", "2021/999")

    assert (run.code, run.err) == (1, "mission: There is no mission “2021/999”.\n")


@pytest.mark.parametrize("order", ["entry", "arrival", "speaking", "signing", "photo", "cars"])
def test_every_order_of_the_day_is_told(filled: Office, order: str) -> None:
    told = filled.json("precedence", BRUSSELS_DAYS, "--order", order)

    assert told["order"] == order
    assert {spot["name"] for spot in told["spots"]} >= {MINISTERS[0]}
    assert all(spot["reason"] for spot in told["spots"])


def test_who_is_highest_speaks_last(filled: Office) -> None:
    told = filled.json("precedence", BRUSSELS_DAYS, "--order", "speaking", "--who", "delegation")

    assert [spot["name"] for spot in told["spots"]][-3:] == MINISTERS[::-1]


def test_the_salutation_is_told_in_four_languages(filled: Office) -> None:
    told = filled.json("precedence", BRUSSELS_DAYS, "--order", "salutation")

    assert sorted(told["salutation"]) == ["de", "en", "fr", "nl"]
    assert told["salutation"]["en"].endswith(", ladies and gentlemen")


@pytest.mark.parametrize("order", [(), ("--order", "cars"), ("--order", "salutation")])
def test_a_paper_is_written(filled: Office, tmp_path: Path, order: tuple[str, ...]) -> None:
    target = tmp_path / "order.pdf"

    told = filled.json("precedence", BRUSSELS_DAYS, *order, "--lang", "fr", "--audience", "delegation", "-o", target)

    assert told == {"paper": str(target)}
    assert target.read_bytes().startswith(b"%PDF-")


def test_an_order_that_there_is_not_is_wrong_usage(filled: Office) -> None:
    assert filled.run("precedence", BRUSSELS_DAYS, "--order", "table").code == 2
