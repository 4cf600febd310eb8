"""Reads the fields of one PDF file in a process of its own: `python -m app.adapters.files.pdf_worker < FILE`.

A PDF file comes from anybody and may be made to harm. Here it can take no more than some seconds of the processor and some memory,
write no file, and take nothing down with it. Nothing that stands in it is ever run. What is found goes to standard output, a pipe, as one
JSON object: `{"fault": …}`, or `{"code", "version", "values", "remarks"}`.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypedDict, cast

from app.kernel.names import clean
from app.kernel.paperforms import CODE_FIELD, TICKED, VERSION_FIELD, is_mark

CALLED = "--read-pdf-form"
"""The hidden argument by which a packaged program runs this instead of itself."""

SECONDS = 8  # of the processor
MEMORY = 512 * 1024 * 1024
MOST_FIELDS = 2_000
MOST_NODES = 20_000
DEEPEST = 32
LONGEST_VALUE = 20_000  # letters, as of every text of ours
LONGEST_NAME = 200
MOST_LETTERS = 1_000_000
MOST_PAGES = 100  # that are looked at for scripts

ACTIVE = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/RichMediaExecute"})
PUSH_BUTTON, RADIO = 1 << 16, 1 << 15


class Found(TypedDict):
    """What was read: the marks of our form, the values by name, and remarks as (rule, name of the field or nothing)."""

    code: str
    version: str
    values: dict[str, str]
    remarks: list[tuple[str, str]]


class Fault(Exception):
    """Why nothing was read: one of the codes that `pdf_reading` has sentences for."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def main() -> int:
    """Read standard input; write what was found to standard output."""
    _limit_ourselves()
    logging.disable(logging.CRITICAL)
    json.dump(answer(sys.stdin.buffer.read()), sys.stdout)
    return 0


def answer(content: bytes) -> Found | dict[str, str]:
    """Read *content*, whatever it is."""
    from pypdf.errors import DependencyError, LimitReachedError  # slow import

    try:
        return _read(content)
    except Fault as fault:
        return {"fault": fault.code}
    except DependencyError:
        raise  # a part of the program is missing: our fault, and not that of the file
    except (MemoryError, LimitReachedError):
        return {"fault": "too-heavy"}
    except Exception:  # noqa: BLE001 - a damaged file breaks the library in ways that nobody has listed
        return {"fault": "damaged"}


def _limit_ourselves() -> None:
    try:
        import resource  # absent on Windows, where the time on the clock is the only limit
    except ImportError:
        return
    limits = {resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_AS: MEMORY, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for kind, most in limits.items():
        with suppress(ValueError, OSError):  # a system that knows no such limit, or has a lower one
            resource.setrlimit(kind, (most, most))


def _read(content: bytes) -> Found:
    from pypdf import PdfReader  # slow import

    try:
        reader = PdfReader(BytesIO(content), strict=False)
    except NotImplementedError as error:  # encrypted for the holders of certificates
        raise Fault("encrypted") from error
    if reader.is_encrypted:
        _decrypt(reader)
    root = _table(_at(reader.trailer, "/Root"))
    if root is None:
        raise Fault("damaged")
    form = _table(_at(root, "/AcroForm"))
    tree = _Tree()
    if form is not None:
        tree.gather(_array(_at(form, "/Fields")), _Node())
    if CODE_FIELD not in tree.values:
        is_xfa = form is not None and "/XFA" in form
        raise Fault("xfa" if is_xfa else "not-ours" if tree.values else "no-fields")
    remarks = [*tree.remarks]
    if tree.active or _is_active(root) or _has_active_page(reader):
        remarks.insert(0, ("scripts", ""))
    values = {name: value for name, value in tree.values.items() if not is_mark(name)}
    return Found(code=tree.values[CODE_FIELD], version=tree.values.get(VERSION_FIELD, ""), values=values, remarks=remarks)


def _decrypt(reader: Any) -> None:
    from pypdf.errors import DependencyError  # slow import

    try:
        opened = reader.decrypt("")
    except DependencyError:
        raise
    except Exception as error:
        raise Fault("encrypted") from error
    if not opened:
        raise Fault("encrypted")


def _at(holder: Any, key: str) -> Any:
    """Follow a key to what it stands for; None when there is nothing."""
    value = holder.raw_get(key) if key in holder else None
    return _solid(value)


def _solid(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _table(value: Any) -> Any:
    """Give what has keys; None for anything else."""
    return cast("Any", value) if isinstance(value, dict) else None


def _array(value: Any) -> list[Any]:
    """Give the items of an array, not yet followed; none for anything else."""
    return list(cast("list[Any]", value)) if isinstance(value, list) else []


@dataclass(frozen=True, slots=True)
class _Node:
    """Where in the tree of fields we are, and what the nodes above hand down."""

    name: str = ""
    depth: int = 0
    kind: str = ""
    flags: int = 0
    value: Any = None
    choices: Any = None


@dataclass(slots=True)
class _Tree:
    """The fields of a file: the tree walked once, each of its nodes at most once."""

    values: dict[str, str] = field(default_factory=dict[str, str])
    remarks: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    active: bool = False
    _seen: set[int] = field(default_factory=set[int])
    _nodes: int = 0
    _letters: int = 0

    def gather(self, kids: list[Any], above: _Node) -> None:
        """Walk the nodes of an array, and those below them."""
        if above.depth > DEEPEST:
            raise Fault("damaged")
        for kid in kids:
            number = getattr(kid, "idnum", None)
            if number is not None and number in self._seen:
                continue
            if number is not None:
                self._seen.add(number)
            self._nodes += 1
            if self._nodes > MOST_NODES:
                raise Fault("too-many-fields")
            if (node := _table(_solid(kid))) is not None:
                self._visit(node, above)

    def _visit(self, node: Any, above: _Node) -> None:
        self.active = self.active or _is_active(node)
        own = _written(_at(node, "/T")) if "/T" in node else ""
        flags = _at(node, "/Ff")
        here = _Node(
            name=".".join(part for part in (above.name, own) if part),
            depth=above.depth + 1,
            kind=str(_at(node, "/FT") or above.kind),
            flags=flags if isinstance(flags, int) else above.flags,
            value=_at(node, "/V") if "/V" in node else above.value,
            choices=_at(node, "/Opt") if "/Opt" in node else above.choices,
        )
        kids = _array(_at(node, "/Kids"))
        inner = [table for kid in kids[:MOST_NODES] if (table := _table(_solid(kid))) is not None]
        if any("/T" in table for table in inner):
            self.gather(kids, here)
        elif here.name and here.kind:
            self.active = self.active or any(_is_active(place) for place in inner)
            self._keep(here, inner or [node])

    def _keep(self, node: _Node, places: list[Any]) -> None:
        if len(node.name) > LONGEST_NAME or (node.kind == "/Btn" and node.flags & PUSH_BUTTON):
            return
        value = clean(_value(node, places))
        if len(value) > LONGEST_VALUE:
            self.remarks.append(("value-too-long", node.name))
            value = ""
        known = self.values.get(node.name, "")
        if known and value and known != value:
            self.remarks.append(("duplicate-field", node.name))
        self.values[node.name] = known or value
        self._letters += len(value)
        if len(self.values) > MOST_FIELDS:
            raise Fault("too-many-fields")
        if self._letters > MOST_LETTERS:
            raise Fault("too-heavy")


def _value(node: _Node, places: list[Any]) -> str:
    if node.kind == "/Btn":
        states = [node.value, *(_at(place, "/AS") for place in places)]
        state = next((str(one) for one in states if one is not None), "/Off")
        if node.flags & RADIO:
            return "" if state == "/Off" else state.removeprefix("/")
        return "" if state in ("/Off", "Off", "") else TICKED
    written = _written(node.value)
    return _code_of(written, _array(node.choices)) if node.kind == "/Ch" else written


def _code_of(written: str, choices: list[Any]) -> str:
    """Give the code of a choice: some programs write the words that are shown instead of it."""
    codes: dict[str, str] = {}
    for choice in map(_solid, choices[:MOST_FIELDS]):
        pair = [_written(_solid(one)) for one in _array(choice)[:2]] or [_written(choice)]
        codes.setdefault(pair[-1], pair[0])
    return written if written in codes.values() else codes.get(written, written)


def _written(value: Any) -> str:
    """Give a value as text: a string, a name, a number, a long text kept as a stream, or several of them."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bytes):
        return _decoded(value)
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_written(_solid(one)) for one in _array(value)[:MOST_FIELDS])))
    return _decoded(value.get_data()) if hasattr(value, "get_data") else ""


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _is_active(node: Any) -> bool:
    """Tell whether a node of the file asks for something to be done: a script, another program, a file sent somewhere."""
    if "/AA" in node:
        return True
    for key in ("/A", "/OpenAction"):
        action = _table(_at(node, key))
        if action is not None and str(_at(action, "/S")) in ACTIVE:
            return True
    names = _table(_at(node, "/Names"))
    return names is not None and "/JavaScript" in names


def _has_active_page(reader: Any) -> bool:
    with suppress(Exception):  # the fields are read already; broken pages are not our concern
        return any(_is_active(part) for part in _parts_of_pages(reader))
    return False


def _parts_of_pages(reader: Any) -> Iterator[Any]:
    for _, page in zip(range(MOST_PAGES), reader.pages, strict=False):
        yield page
        places = (_table(_solid(one)) for one in _array(_at(page, "/Annots"))[:MOST_FIELDS])
        yield from (place for place in places if place is not None)


if __name__ == "__main__":
    sys.exit(main())
