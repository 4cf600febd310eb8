"""What the source of the interface must not do."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import ui

ROOT = Path(ui.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
ONLY_IN_CONTROLS = {"QLabel"}
NOWHERE = {"QMessageBox", "QThread", "processEvents"}
ALLOWED = {("main.py", "processEvents"), ("shell/crash.py", "QThread")}


def called_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.id if isinstance(func, ast.Name) else func.attr for func in calls if isinstance(func, ast.Name | ast.Attribute)}


def imported_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_labels_are_ours_and_take_no_markup(path: Path):
    used = called_names(path) & ONLY_IN_CONTROLS
    assert used == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_freezes_or_stops_the_officer(path: Path):
    name = path.relative_to(ROOT).as_posix()
    used = (called_names(path) | imported_names(path)) & NOWHERE
    assert {word for word in used if (name, word) not in ALLOWED} == set()


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "kit"], ids=lambda path: path.name)
def test_the_kit_knows_no_domain(path: Path):
    assert "app.domains" not in path.read_text(encoding="utf-8")
