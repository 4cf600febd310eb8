"""Long work: how far it is, and the wish to stop it."""

from __future__ import annotations

from dataclasses import dataclass

from app.kernel.translated import Lazy


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: `done` of `total` steps (0 when unknown), and what it is doing."""

    done: int
    total: int
    text: Lazy | None = None


class Cancelled(Exception):
    """The user stopped the job; nothing was written."""
