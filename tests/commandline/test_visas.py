"""`attache visas` and `attache countries`: the documents of travellers, and country cards from a file, on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.office import BRUSSELS_DAYS, Office

CARDS = "country;ordinary;service;source;checked_on\nAE;visa;not needed;invented for the test;2021-08-20\nCanada;electronic;;invented for the test;20/8/2021\n"


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    file = tmp_path / "cards.csv"
    file.write_text(CARDS, encoding="utf-8")
    return file


def test_within_europe_nobody_of_a_known_nationality_needs_anything(filled: Office) -> None:
    found = filled.json("visas", BRUSSELS_DAYS)
    assert [one["country"] for one in found["countries"]] == ["FR"]
    assert found["direction"] == "outgoing"
    states = {document["state"] for one in found["travellers"] for document in one["documents"] if document["document"] == "visa:FR"}
    assert states <= {"not needed", "unknown"}


def test_documents_are_listed_with_their_reasons(filled: Office) -> None:
    run = filled.run("visas", "brussels-days-dubai", "--lang", "en")
    assert (run.code, run.out, run.err.splitlines()[0]) == (0, "", "delegation: Nobody is in the delegation yet.")
    run = filled.run("visas", BRUSSELS_DAYS, "--lang", "en")
    assert run.code == 0
    assert run.out.splitlines()[0].split() == ["Traveller", "Document", "Country", "Status", "By", "when", "Why"]


def test_a_mission_that_is_not_there_is_said(filled: Office) -> None:
    run = filled.run("visas", "nowhere", "--lang", "en")
    assert (run.code, run.out) == (1, "")


def test_cards_are_shown_then_taken_in_then_listed_and_taken_back(filled: Office, cards: Path) -> None:
    assert (filled.json("countries"), filled.json("countries", "list")) == ([], [])
    preview = filled.json("countries", "import", cards, "--preview")
    assert [(one["line"], one["country"], one["fate"]) for one in preview["cards"]] == [(2, "AE", "new"), (3, "CA", "new")]
    assert filled.json("countries") == []
    filled.run("countries", "import", cards)
    assert [(row["country"], row["ordinary"], row["age"]) for row in filled.json("countries", "list")] == [
        ("CA", "electronic", "old"),
        ("AE", "visa", "old"),
    ]
    filled.run("undo")
    assert filled.json("countries") == []


def test_what_was_written_out_is_taken_in_again_as_the_same(filled: Office, cards: Path, tmp_path: Path) -> None:
    filled.run("countries", "import", cards)
    assert filled.run("countries", "export", tmp_path / "out.csv").code == 0
    again = filled.json("countries", "import", tmp_path / "out.csv")
    assert [one["fate"] for one in again["cards"]] == ["same", "same"]


def test_unknown_countries_keep_the_whole_file_out_each_with_its_line(filled: Office, tmp_path: Path) -> None:
    file = tmp_path / "cards.csv"
    file.write_text(CARDS + "Narnia;visa;;book;2021-08-20\nZZ;;;;\n", encoding="utf-8")
    run = filled.run("countries", "import", file, "--lang", "en")
    assert run.code == 1
    assert [line.partition(":")[0] for line in run.err.splitlines()] == ["4, country", "5, country"]
    assert filled.json("countries") == []
    assert filled.run("countries", "import", file, "--preview").code == 1


def test_a_blank_file_is_written_to_be_filled(filled: Office, tmp_path: Path) -> None:
    filled.run("countries", "export", "--blank", tmp_path / "blank.csv")
    assert (tmp_path / "blank.csv").read_text(encoding="utf-8-sig").startswith('"country";"ordinary"')


def test_a_file_that_is_not_there_is_not_available(filled: Office, tmp_path: Path) -> None:
    assert filled.run("countries", "import", tmp_path / "none.csv").code == 3
