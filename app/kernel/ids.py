"""Identifiers: what a record is called by the program, and how one part points at another's record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4


def new_id() -> str:
    """Make an identifier that no other workstation will ever make."""
    return uuid4().hex


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A pointer at a record of any domain: its kind ("mission") and its identifier."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"
