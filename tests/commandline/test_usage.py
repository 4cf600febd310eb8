"""Exit codes, options before and after the word, languages, and arguments that nobody would type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import __version__
from app.adapters.i18n import wording_for
from app.kernel.translated import LANGUAGES
from tests.commandline.office import Office

NOWHERE = Office(Path(":memory:"))
LISTS = ("people", "organisations", "missions", "agreements")


def test_version_is_printed() -> None:
    run = NOWHERE.run("--version")

    assert (run.code, run.out) == (0, f"attache {__version__}\n")


def test_help_names_every_command_of_the_readme() -> None:
    run = NOWHERE.run("--help")

    words = {line.split()[0] for line in run.out.splitlines() if line.startswith("    ") and line[4] != " "}
    assert run.code == 0
    assert {"desk", "demo", "import", *LISTS, "dossier", "calendar", "check", "backup", "restore", "undo", "redo", "history"} <= words


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["people", "--no-such-option"],
        ["people", "extra"],
        ["import"],
        ["import", "a.json", "b.json"],
        ["backup"],
        ["restore"],
        ["dossier"],
        ["dossier", "2021/001"],
        ["calendar", "2021/001"],
        ["history", "--limit", "many"],
        ["--lang", "de", "people"],
        ["--db"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(words: list[str]) -> None:
    run = NOWHERE.run(*words)

    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[-1].startswith("attache")


@pytest.mark.parametrize("word", LISTS)
def test_an_empty_office_lists_nothing(word: str) -> None:
    assert NOWHERE.json(word) == []
    assert NOWHERE.run(word).out == ""


@pytest.mark.parametrize("order", ["before", "after"])
def test_options_stand_before_or_after_the_word(office: Office, order: str) -> None:
    options = ["--db", str(office.place), "--json", "--lang", "nl"]
    run = Office(Path(":memory:")).run(*(["undo", *options] if order == "after" else [*options, "undo"]))

    assert run.code == 1
    assert [f["rule"] for f in run.json["refused"]] == ["nothing-to-undo"]
    assert office.place.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_speak_the_language_asked_for(language: str) -> None:
    run = NOWHERE.run("--lang", language, "undo")

    assert (run.code, run.err) == (1, wording_for(language).say("There is nothing to undo.") + "\n")


def test_the_window_without_a_screen_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")

    for words in ([], ["desk"], ["desk", "--json"]):
        run = NOWHERE.run(*words)
        assert run.code == 3
        assert run.err.count("\n") == 1


def test_a_limit_beyond_every_number_lists_what_there_is() -> None:
    assert NOWHERE.run("history", "--limit", "9" * 40).code == 0
    assert NOWHERE.run("history", "--limit", "-5").code == 0


def test_a_stray_byte_in_the_words_is_only_not_found() -> None:
    assert NOWHERE.run("people", "--find", "\udcff\udcfe").code == 0
    assert NOWHERE.run("calendar", "\udcff", "-o", "x.ics").code == 1


WORDS = st.sampled_from(
    ["people", "missions", "agreements", "organisations", "dossier", "calendar", "import", "check", "backup", "restore", "undo", "redo", "history",
     "--json", "--lang", "nl", "fr", "--db", ":memory:", "-o", "--find", "--limit", "--fields", "2021/001", "--", "-1", "", ".", "/", "/dev/null", "/nowhere/x"]
)  # fmt: skip
TEXTS = st.text(st.characters(exclude_characters="\0"), max_size=20)


@given(st.lists(WORDS | TEXTS, max_size=6))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_list_of_words_ends_in_a_traceback(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.getbasetemp())
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp()))

        run = NOWHERE.run(*words)

    assert run.code in (0, 1, 2, 3)
    assert (run.code == 0) or run.err
    if run.code == 1 and "--json" in words and "--" not in words and run.out:
        json.loads(run.out)
