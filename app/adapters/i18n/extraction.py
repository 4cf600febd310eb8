"""Finds the sentences of ours in the source, for babel.

Babel's own reader of Python follows words and brackets and loses a sentence that stands inside another call inside a
sentence (`say("…{when}", when=write(lazy("today"), wording))`); this one reads the syntax tree. A sentence chosen on the
spot (`lazy("open" if x else "closed")`) gives both.
"""

from __future__ import annotations

import ast
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

# Function or method, and which arguments are sentences; (n, "c") marks a context.
KEYWORDS: Mapping[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "lazy": None,
    "say": None,
    "lazy_count": (1, 2),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

Found = tuple[int, str, str | tuple[str | None, ...], list[str]]


def sentences_in(
    file: IO[bytes],
    keywords: Collection[str],
    comment_tags: Collection[str],  # noqa: ARG001 - babel hands it over
    options: Mapping[str, object],  # noqa: ARG001 - the same
) -> Iterator[Found]:
    """Give (line, function, sentences, comments) for each call of one of *keywords*, as babel asks of an extractor."""
    tree = ast.parse(file.read(), filename=file.name)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) in keywords]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = _called(call)
        takes_several = KEYWORDS.get(name) is not None
        if takes_several:
            yield call.lineno, name, tuple(next(_texts(argument), None) for argument in call.args), []
        elif call.args:
            for text in _texts(call.args[0]):
                yield call.lineno, name, text, []


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
