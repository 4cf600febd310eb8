"""What is public is explained, and what is shown can be translated."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TREES = {
    path.relative_to(ROOT): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(ROOT.glob("app/**/*.py"))
    if "versions" not in path.parts
}


def public(node: ast.AST) -> list[ast.ClassDef | ast.FunctionDef]:
    own = (n for n in ast.iter_child_nodes(node) if isinstance(n, ast.ClassDef | ast.FunctionDef) and not n.name.startswith("_"))
    return [found for one in own for found in (one, *(public(one) if isinstance(one, ast.ClassDef) else ()))]


def test_every_module_says_what_it_is():
    assert [str(path) for path, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_everything_public_says_what_it_means():
    # The methods of a column type and of an abstract contract are explained by what they fulfil.
    fulfilled = {"process_bind_param", "process_result_value", "load_dialect_impl", "python_type"}
    bare = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in TREES.items()
        for node in public(tree)
        if not ast.get_docstring(node) and node.name not in fulfilled
    ]
    assert bare == []


def test_every_sentence_stands_as_one_text():
    """A sentence glued together at run time cannot be found by the translator."""
    glued = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in ("lazy", "lazy_count")
        and not isinstance(node.args[0], ast.Constant)
    ]
    assert glued == []


def test_every_finding_speaks_in_a_sentence_that_can_be_translated():
    plain = [
        f"{path}:{node.lineno}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Finding"
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant | ast.JoinedStr)
    ]
    assert plain == []
