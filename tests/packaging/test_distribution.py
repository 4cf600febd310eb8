"""What is said in several places about one distribution says the same."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from app import __version__
from app.kernel.translated import LANGUAGES
from resources import gather

HOME = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9.-]+)==([^ ;\\]+)", re.MULTILINE)


def pins(name):
    return dict(PIN.findall((HOME / name).read_text(encoding="utf-8")))


def plain(requirement):
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_changelog_begins_with_this_version(language):
    text = (HOME / "resources" / "help" / language / "changelog.md").read_text(encoding="utf-8")

    assert re.findall(r"^## (.+)$", text, re.MULTILINE)[0] == __version__


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-npm.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name):
    text = (HOME / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())

    assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
    assert re.findall(r"\w+://|--index|--extra|--find|--trusted", text) == []


def test_what_the_program_needs_is_pinned():
    assert {plain(requirement) for requirement in PROJECT["project"]["dependencies"]} - set(pins("requirements.txt")) == set()


def test_tests_run_with_the_versions_that_the_program_runs_with():
    assert pins("requirements.txt").items() - pins("requirements-dev.txt").items() == set()


def test_the_wheel_that_brings_npm_is_the_pinned_one():
    assert PROJECT["dependency-groups"]["npm"] == [gather.NPM_WHEEL]
    assert pins("requirements-npm.txt") == dict([gather.NPM_WHEEL.split("==")])
