"""What is on the screen, on paper or in a file of tables, as it stands: the columns shown, in the order shown."""

from __future__ import annotations

import atexit
import csv
import io
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.kernel.document import Align, Document, DocumentMeta, Section, Table, TableColumn
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Wording
from ui.kit.tables import cell_text

_passing: list[Path] = []
# A spreadsheet takes text that begins so for a formula, and would run it.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(text: str) -> str:
    """Make *text* harmless for a spreadsheet."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def table_as_csv(columns: Sequence[Column], rows: Sequence[Any], wording: Wording) -> bytes:
    """Write rows as they are shown: UTF-8 with a mark, semicolons, as a spreadsheet in Belgium opens it."""
    columns = _written(columns)
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(wording.say(column.title)) for column in columns])
    writer.writerows([[safe_cell(cell_text(column, row, wording)) for column in columns] for row in rows])
    return target.getvalue().encode("utf-8-sig")


def table_as_document(title: str, columns: Sequence[Column], rows: Sequence[Any], wording: Wording, stamp: str) -> Document:
    """Make a paper of rows as they are shown."""
    columns = _written(columns)
    heads = tuple(
        TableColumn(
            wording.say(column.title),
            float(column.width * (2 if column.stretch else 1)),
            Align.RIGHT if column.kind is ColumnKind.NUMBER else Align.LEFT,
        )
        for column in columns
    )
    cells = tuple(tuple(cell_text(column, row, wording) for column in columns) for row in rows)
    meta = DocumentMeta(title=title, language=wording.language, stamp=stamp)
    return Document(meta, (Section(title, (Table(heads, cells),), new_page=False),))


def _written(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.kind is not ColumnKind.PICTURE]


def temporary_file(name: str, content: bytes) -> Path:
    """Write *content* to a file of the user's own that the system clears away."""
    folder = Path(tempfile.mkdtemp(prefix="attache-"))
    path = folder / name
    path.write_bytes(content)
    return path


def passing_file(name: str, content: bytes) -> Path:
    """Write a file that is shown and must not lie about afterwards: it goes with `sweep`, at the latest when the program ends."""
    path = temporary_file(name, content)
    _passing.append(path)
    return path


def sweep(paths: Sequence[Path] | None = None) -> None:
    """Delete these of the files that were only to be shown, or all of them; one that another program holds open goes the next time."""
    for path in tuple(_passing if paths is None else paths):
        with suppress(OSError, ValueError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()
            _passing.remove(path)


atexit.register(sweep)


def show_file(path: Path) -> bool:
    """Open a file in the program that the machine has for it; tell whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
