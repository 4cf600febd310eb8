"""The storeys and their one direction, read from the source: every import of the tree, where it stands and what it names."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from app.discovery import features

ROOT = Path(__file__).resolve().parents[2]
SLOW = ("reportlab", "icalendar", "babel", "alembic", "PIL", "svglib", "fontTools", "openpyxl", "xlsxwriter", "pypdf", "pypdfium2")
# Modules that are themselves imported only where they are needed may name their slow library at the top.
HOMES_OF_SLOW = ("app.adapters.pdf", "app.adapters.ics", "app.adapters.i18n", "app.adapters.files", "app.adapters.storage.migrations")


@dataclass(frozen=True, slots=True)
class Import:
    """`module` imports `name`, at its top (`load`), inside a function, or for the type checker only (`typing`)."""

    module: str
    name: str
    line: int
    when: str
    remark: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line} imports {self.name}"


@cache
def sources() -> dict[str, tuple[Path, ast.Module, list[str]]]:
    found = {}
    for path in sorted([*ROOT.glob("app/**/*.py"), *ROOT.glob("ui/**/*.py")]):
        if "versions" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        text = path.read_text(encoding="utf-8")
        found[name] = (path, ast.parse(text), text.splitlines())
    return found


@cache
def imports() -> tuple[Import, ...]:
    return tuple(found for module, (_, tree, lines) in sources().items() for found in _in(module, tree, lines, "load"))


def _in(module: str, node: ast.AST, lines: list[str], when: str) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        inside = when
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            inside = "function"
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            inside = "typing"
        remark = lines[child.lineno - 1].partition("#")[2].strip() if isinstance(child, ast.Import | ast.ImportFrom) else ""
        if isinstance(child, ast.Import):
            yield from (Import(module, alias.name, child.lineno, when, remark) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(module, _named(child.module or "", alias.name), child.lineno, when, remark) for alias in child.names)
        yield from _in(module, child, lines, inside)


def _named(module: str, name: str) -> str:
    return f"{module}.{name}" if f"{module}.{name}" in sources() else module


def under(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def told(found: Iterator[Import]) -> list[str]:
    return [str(one) for one in found]


def domain_of(name: str) -> str:
    return name.split(".")[2] if name.startswith("app.domains.") else ""


def test_there_is_something_to_look_at():
    assert {"app.application", "app.kernel.work", "app.domains.people.commands", "app.adapters.storage.store"} <= set(sources())
    assert len(imports()) > 500


def test_nothing_below_the_line_knows_qt_or_the_interface():
    assert told(one for one in imports() if under(one.module, "app") and under(one.name, "PySide6", "ui")) == []


def test_sqlalchemy_stays_where_records_are():
    # The last four are commands and queries of their own kind.
    allowed = ("records", "queries", "commands", "intake", "today", "readiness", "reactions")

    def wrong(one: Import) -> bool:
        if not under(one.name, "sqlalchemy") or one.when == "typing":
            return False
        if under(one.module, "app.domains"):
            # A part of a domain may be a folder with its own, or stand before the word: `profile_queries`.
            return not {part.rpartition("_")[2] for part in one.module.split(".")[3:]} & set(allowed)
        return under(one.module, "ui", "app.kernel")

    assert told(one for one in imports() if wrong(one)) == []


def test_the_interface_sees_no_records():
    assert (
        told(one for one in imports() if under(one.module, "ui") and under(one.name, "app.domains") and one.name.endswith(".records")) == []
    )


def test_adapters_and_domains_meet_in_the_kernel():
    from_above = [one for one in imports() if under(one.module, "app.domains") and under(one.name, "app.adapters") and one.when == "load"]
    from_below = [
        one
        for one in imports()
        if under(one.module, "app.adapters") and under(one.name, "app.domains") and not one.module.endswith("__main__")
    ]
    assert told(iter(from_above + from_below)) == []


def test_the_kernel_needs_the_standard_library_only():
    foreign = (one for one in imports() if under(one.module, "app.kernel") and one.when != "typing")
    assert told(one for one in foreign if not under(one.name, "app.kernel") and one.name.split(".")[0] not in sys.stdlib_module_names) == []


def test_the_mapping_needs_the_kernel_and_sqlalchemy_only():
    foreign = (one for one in imports() if under(one.module, "app.mapping"))
    allowed = ("app.kernel", "app.mapping", "sqlalchemy")
    assert told(one for one in foreign if not under(one.name, *allowed) and one.name.split(".")[0] not in sys.stdlib_module_names) == []


def test_a_domain_imports_only_what_it_requires():
    direct = {feature.name: set(feature.requires) for feature in features()}

    def reached(name: str) -> set[str]:
        return {name, *(far for near in direct[name] for far in reached(near))}

    between = [one for one in imports() if domain_of(one.module) and domain_of(one.name)]
    assert told(one for one in between if domain_of(one.name) not in reached(domain_of(one.module))) == []


def test_pages_do_not_know_each_other():
    common = {"kit", "shell", "main", ""}

    def page(name: str) -> str:
        return [*name.split("."), ""][1] if under(name, "ui") else ""

    between = (one for one in imports() if page(one.module) not in common and page(one.name) not in common)
    assert told(one for one in between if page(one.module) != page(one.name)) == []


def test_transactions_begin_and_end_in_the_storage_only():
    def words(tree: ast.Module) -> set[str]:
        called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
        return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in called}

    wrong = {module: found for module, (_, tree, _) in sources().items() if (found := words(tree) & {"commit", "rollback", "Session"})}
    assert {module: found for module, found in wrong.items() if not under(module, "app.adapters.storage")} == {}


def test_dialogs_and_threads_are_made_in_the_kit_and_the_shell_only():
    def names(tree: ast.Module) -> set[str]:
        return {getattr(node, "id", getattr(node, "attr", "")) for node in ast.walk(tree)} & {"QMessageBox", "QThread", "processEvents"}

    found = {module: names(tree) for module, (_, tree, _) in sources().items()}
    assert {module: names for module, names in found.items() if names and not under(module, "ui.kit", "ui.shell", "ui.main")} == {}


def test_slow_libraries_are_imported_where_they_are_needed():
    at_the_top = (one for one in imports() if one.when == "load" and under(one.name, *SLOW))
    assert told(one for one in at_the_top if not under(one.module, *HOMES_OF_SLOW)) == []


def test_an_import_inside_a_function_has_a_reason():
    assert told(one for one in imports() if one.when == "function" and len(one.remark) < len("slow import")) == []


def test_no_circle_at_load():
    graph: dict[str, set[str]] = {module: set() for module in sources()}
    for one in imports():
        if one.when == "load" and one.name in graph and one.name != one.module:
            graph[one.module].add(one.name)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise AssertionError(" -> ".join(circle.args[1])) from None


def test_the_start_loads_no_slow_library():
    script = f"import sys, app.bootstrap, app.discovery; app.discovery.features(); print(sorted(set({SLOW!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_opening_a_file_loads_no_slow_library(tmp_path):
    script = (
        "import sys; from pathlib import Path; from app.bootstrap import Config, start;"
        f"start(Config(Path({str(tmp_path / 'office.db')!r}))).close(); print(sorted(set({SLOW!r}) & set(sys.modules)))"
    )
    run = [sys.executable, "-c", script]
    subprocess.run(run, capture_output=True, check=True, cwd=ROOT)
    assert subprocess.run(run, capture_output=True, text=True, check=True, cwd=ROOT).stdout == "[]\n"
