"""What is shared is used: a contract that nobody needs is a guess, and a guess is removed."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from app import discovery, domains
from app.kernel.commands import Command
from app.kernel.queries import QueryFunction
from app.kernel.work import Reader, Work

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {path: path.read_text(encoding="utf-8") for tree in ("app", "ui") for path in (ROOT / tree).rglob("*.py")}
FOR_TESTS = {"FixedClock"}


def words(*folders: str) -> set[str]:
    places = [ROOT / folder for folder in folders]
    return {
        word for path, text in SOURCES.items() if any(path.is_relative_to(place) for place in places) for word in re.findall(r"\w+", text)
    }


def test_a_handler_is_offered_nothing_that_no_domain_uses():
    offered = {name for contract in (Reader, Work) for name in vars(contract) if not name.startswith("_")}
    assert offered - words("app/domains") == set()


def test_nothing_in_the_kernel_is_known_to_itself_alone():
    kernel = ROOT / "app" / "kernel"
    guessed = set()
    for path in kernel.glob("*.py"):
        others = {word for other, text in SOURCES.items() if other != path for word in re.findall(r"\w+", text)}
        own = re.findall(r"\w+", SOURCES[path])
        public = (node.name for node in ast.parse(SOURCES[path]).body if isinstance(node, ast.ClassDef | ast.FunctionDef))
        guessed |= {name for name in public if not name.startswith("_") and name not in others and own.count(name) == 1}
    assert guessed - FOR_TESTS == set()


def test_every_command_has_one_handler_that_its_domain_offers():
    handled = [handler.command.__qualname__ for feature in discovery.features() for handler in feature.commands]
    declared = {command.__qualname__ for command in Command.__subclasses__() if command.__module__.startswith("app.domains.")}
    assert sorted(handled) == sorted(declared)


def test_every_query_needs_a_right_that_a_domain_declares():
    declared = {permission for feature in discovery.features() for permission in feature.permissions}
    modules = [import_module(found.name) for found in walk_packages(domains.__path__, "app.domains.")]
    asked = {value for module in modules for value in vars(module).values() if isinstance(value, QueryFunction)}
    assert [query.__name__ for query in asked if query.permission not in declared] == []
    assert {"person_card", "mission_card", "agreements"} <= {query.__name__ for query in asked}
