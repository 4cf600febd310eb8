"""Reading a JSON file that somebody else wrote: whatever is in it, the answer is records or a sentence with a place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from app.kernel.errors import Finding, Refused, Unavailable
from app.kernel.translated import lazy

LARGEST = 20_000_000  # bytes; the year report has 15,000


def read_bytes(path: Path) -> bytes:
    """Read the file at *path*. Raises `Unavailable` when it cannot be opened, `Refused` when it is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise Unavailable(lazy("There is no file {file}.", file=as_text(path))) from error
    except OSError as error:
        raise Unavailable(lazy("The file {file} cannot be read. Check your rights and the disk.", file=as_text(path))) from error
    if len(content) > LARGEST:
        message = lazy(
            "The file {file} is larger than {limit} MB. Split it and import the parts.", file=as_text(path.name), limit=LARGEST // 1_000_000
        )
        raise Refused(Finding(as_text(path), message, rule="file-too-large"))
    return content


def read_json(path: Path) -> Any:
    """Read the file at *path*. Raises `Unavailable` when it cannot be opened, `Refused` when it is not JSON or too large."""
    content = read_bytes(path)
    try:
        return json.loads(content.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_no_double_keys)
    except UnicodeDecodeError as error:
        raise _not_json(path, lazy("{file} is not a text in UTF-8 (byte {place}).", file=as_text(path.name), place=error.start)) from error
    except json.JSONDecodeError as error:
        raise _not_json(
            path, lazy("{file} is not JSON: line {line}, column {column}.", file=as_text(path.name), line=error.lineno, column=error.colno)
        ) from error
    except RecursionError as error:
        raise _not_json(path, lazy("{file} is nested too deeply.", file=as_text(path.name))) from error
    except ValueError as error:
        raise _not_json(
            path, lazy("{file} holds a value that is not JSON: {value}.", file=as_text(path.name), value=str(error)[:80])
        ) from error


def as_text(name: Path | str) -> str:
    """Give the name of a file as text; bytes in it that are no text become a mark."""
    return os.fsencode(name).decode("utf-8", "replace")


def _not_json(path: Path, message: Any) -> Refused:
    return Refused(Finding(as_text(path), message, rule="not-json"))


def _no_number(constant: str) -> Any:
    raise ValueError(constant)


def _no_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    # The last one would win in silence.
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key} (twice)")
        found[key] = value
    return found
