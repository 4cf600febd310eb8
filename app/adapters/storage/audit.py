"""Checks that the file is whole: its pages, its references, the chain of its journal, its kept files, and every record.

A record must be as the journal says it was left: an edit made outside the program shows here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from app.adapters.storage.journal import HIDDEN, digest_of, encode
from app.adapters.storage.tables import ChangeRow, StepRow, StoredFile, TouchRow
from app.kernel.errors import Finding
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.mapping.base import Record


def check(connection: Connection, records: Mapping[str, type[Record]]) -> list[Finding]:
    """Give every fault of the file; none when all is well."""
    findings = [
        Finding("file", lazy("The file is damaged: {fault}", fault=row[0]), rule="integrity")
        for row in connection.exec_driver_sql("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    findings += [
        Finding(
            f"{row[0]}[{row[1]}]",
            lazy("A row of {table} points at a row of {target} that is not there.", table=row[0], target=row[2]),
            rule="foreign-key",
        )
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [*findings, *_chain(connection), *_states(connection, records), *_files(connection)]


def _chain(connection: Connection) -> list[Finding]:
    changes: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in connection.execute(select(ChangeRow.__table__).order_by(ChangeRow.id)).mappings():
        changes[row["step"]].append(dict(row))
    steps: list[dict[str, Any]] = [dict(row) for row in connection.execute(select(StepRow.__table__).order_by(StepRow.seq)).mappings()]
    reverted_by = {step["reverts"]: step["seq"] for step in steps}
    sealed_by = _sealed(connection, steps)
    findings: list[Finding] = []
    previous, expected = "", 1
    for step in steps:
        seq: int = step["seq"]
        told = digest_of(previous, seq, step, changes[seq])
        noted_later = step["reverted_by"] == reverted_by.get(seq) and step["sealed_by"] == sealed_by.get(seq)
        if seq != expected or told != step["digest"] or not noted_later:
            findings.append(
                Finding(f"journal[{seq}]", lazy("Step {number} of the journal is not as it was written.", number=seq), rule="journal-chain")
            )
        previous, expected = step["digest"], seq + 1
    return findings


def _sealed(connection: Connection, steps: Sequence[Mapping[str, Any]]) -> dict[int, int]:
    """Work out, from what the steps say they seal, which step each earlier one was sealed by first."""
    sealed: dict[int, int] = {}
    for step in steps:
        for kind, row in step["seals"] or ():
            earlier = select(TouchRow.step).where(TouchRow.kind == kind, TouchRow.row == row, TouchRow.step < step["seq"])
            for seq in connection.scalars(earlier):
                sealed.setdefault(seq, step["seq"])
    return sealed


def _states(connection: Connection, records: Mapping[str, type[Record]]) -> list[Finding]:
    left: dict[tuple[str, str], str] = {}
    for row in connection.execute(select(ChangeRow.record, ChangeRow.row, ChangeRow.after).order_by(ChangeRow.id)):
        if row.after is None:
            left.pop((row.record, row.row), None)
        else:
            left[row.record, row.row] = row.after
    findings: list[Finding] = []
    for table, record in records.items():
        for values in connection.execute(select(record.__table__)).mappings():
            present = encode(record.__table__, {name: value for name, value in values.items() if name != HIDDEN})  # type: ignore[arg-type]
            if left.pop((table, values["id"]), None) != present:
                findings.append(_differs(record.kind, values["id"]))
    return findings + [_differs(records[table].kind, row) for table, row in left if table in records]


def _files(connection: Connection) -> list[Finding]:
    message = lazy("A kept file is not what it was when it was kept.")
    return [
        Finding(f"file[{row.digest}]", message, rule="kept-file")
        for row in connection.execute(select(StoredFile.digest, StoredFile.content))
        if hashlib.sha256(row.content).hexdigest() != row.digest
    ]


def _differs(kind: str, id: str) -> Finding:
    message = lazy("A record was changed outside the program: it is not as the journal left it.")
    return Finding(f"{kind}[{id}]", message, rule="journal-state", ref=Ref(kind, id))
