"""Visas on the command line: `attache visas MISSION`, `attache countries list`, `attache countries import FILE.csv`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.missions.queries import mission_by
from app.domains.visas.card_commands import ImportCards
from app.domains.visas.card_import import CardChange, CardFate, blank_sheet
from app.domains.visas.card_queries import preview_import, sheet_of_cards
from app.domains.visas.matrix import Matrix, MatrixColumn, matrix
from app.domains.visas.visa_terms import CELL_BADGES, CellState
from app.kernel.feature import Listing, Printed, Verb, Verbs
from app.kernel.fields import Badge, Column, ColumnKind
from app.kernel.reading import read_bytes
from app.kernel.sheets import SheetKind
from app.kernel.translated import Lazy, lazy

if TYPE_CHECKING:
    from datetime import date

    from app.application import Application


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell of the matrix as it is printed."""

    traveller: str
    document: Lazy
    country: str
    state: CellState
    reason: Lazy
    due: date | None


_CELLS = (
    Column("traveller", lazy("Traveller"), width=24),
    Column("document", lazy("Document"), ColumnKind.LAZY, width=20),
    Column("country", lazy("Country"), ColumnKind.COUNTRY, width=14),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=CELL_BADGES, width=12),
    Column("due", lazy("By when"), ColumnKind.DATE, width=12),
    Column("reason", lazy("Why"), ColumnKind.LAZY, stretch=True, width=40),
)

FATES = {
    CardFate.NEW: Badge(lazy("new")),
    CardFate.CHANGED: Badge(lazy("changed")),
    CardFate.SAME: Badge(lazy("the same")),
}
_CHANGES = (
    Column("line", lazy("Line"), ColumnKind.NUMBER),
    Column("country", lazy("Country"), ColumnKind.COUNTRY),
    Column("fate", lazy("Card"), ColumnKind.BADGE, badges=FATES),
)


# ------------------------------------------------------------------------------------------------ attache visas


def _visas_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="MISSION", help="its number (2021/003), or words that search finds it by")


def _visas(application: Application, arguments: argparse.Namespace) -> Printed:
    found = application.ask(matrix(application.ask(mission_by(arguments.mission))))
    rows = _rows(found)
    if not arguments.json:
        return Printed(Listing(rows, _CELLS), found.findings)
    result: dict[str, Any] = {
        "mission": found.mission,
        "direction": found.direction,
        "period": found.period,
        "countries": [
            {
                "country": one.country,
                "own": one.own,
                "transit": one.draft.transit,
                "enters_on": one.draft.enters_on,
                "leaves_on": one.draft.leaves_on,
                "card": bool(one.card),
                "checked_on": one.checked_on,
                "begin": one.begin,
                "file": one.file,
                "back": one.back,
            }
            for one in found.countries
        ],
        "travellers": [
            {
                "person": row.person_id,
                "name": row.name,
                "documents": [_plain(column, cell) for column, cell in zip(found.columns, row.cells, strict=True)],
            }
            for row in found.rows
        ],
        "findings": found.findings,
    }
    return Printed(result, found.findings)


def _plain(column: MatrixColumn, cell: Any) -> dict[str, Any]:
    return {"document": column.key, "state": cell.state, "reason": cell.reason, "due": cell.due}


def _rows(found: Matrix) -> list[CellRow]:
    return [
        CellRow(row.name, column.title, column.country, cell.state, cell.reason, cell.due)
        for row in found.rows
        for column, cell in zip(found.columns, row.cells, strict=True)
    ]


# ------------------------------------------------------------------------------------------------ attache countries


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.csv", type=Path)
    parser.add_argument("--preview", action="store_true", help="only say what would be taken in")


def _import(application: Application, arguments: argparse.Namespace) -> Printed:
    content = read_bytes(arguments.file)
    if arguments.preview:
        preview = application.ask(preview_import(content))
        refused = any(finding.blocks for finding in preview.findings)
        return Printed(_told(preview.changes, as_json=arguments.json), preview.findings, refused=refused)
    changes = application.execute(ImportCards(content)).result
    return Printed(_told(changes, as_json=arguments.json))


def _told(changes: tuple[CardChange, ...], *, as_json: bool) -> Any:
    if not as_json:
        return Listing(changes, _CHANGES)
    return {"cards": [{"line": one.line, "country": one.country, "fate": one.fate, "fields": list(one.fields)} for one in changes]}


def _export_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.csv", type=Path)
    parser.add_argument("--blank", action="store_true", help="the columns alone, to be filled in")


def _export(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    sheet = blank_sheet() if arguments.blank else application.ask(sheet_of_cards())
    application.outside.write_whole(arguments.file, application.outside.sheet(sheet, SheetKind.CSV))
    return {"written": str(arguments.file)}


VERBS = (
    Verb("visas", "the documents of a mission's travellers: ready, in progress, late, and why", _visas_arguments, _visas),
    Verbs(
        "countries",
        "country cards: list them, take them from a file, write them to one",
        (
            Verb("import", "take country cards from a CSV file, all or none", _import_arguments, _import),
            Verb("export", "write the country cards as CSV, to be imported again", _export_arguments, _export),
        ),
    ),
)
