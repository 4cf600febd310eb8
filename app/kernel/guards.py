"""Guards: what must hold below the interface, whatever way a change comes in.

A command checks its own input; a guard looks at what a step has really changed (a command, several together, an import, an undo, a
redo) before it is kept. What it finds blocking takes the whole step back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Finding

if TYPE_CHECKING:
    from app.kernel.changes import Change
    from app.kernel.permissions import User
    from app.kernel.work import Reader

EVERY_KIND = frozenset({"*"})  # a guard with these kinds is asked about every change of every record


@dataclass(frozen=True, slots=True)
class StepFacts:
    """The step that is about to be kept: `move` is do, undo or redo; `commands` are the names of the commands it carries out.

    `user` is who acts, as known when the step began: what the step changes of accounts does not show in it.
    """

    move: str
    commands: tuple[str, ...]
    user: User


@dataclass(frozen=True, slots=True)
class Guard:
    """What a domain forbids about records of `kinds` (`EVERY_KIND` for all there are).

    `check` is run inside the transaction of every step that changed a row of one of `kinds`, with the changes of those rows (before and
    after values by column) and a reader of the new state. A finding that blocks refuses the step as a whole.
    """

    kinds: frozenset[str]
    check: Callable[[Reader, Sequence[Change], StepFacts], Sequence[Finding]]
