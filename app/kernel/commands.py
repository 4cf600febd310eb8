"""Commands: the only way in which anything is written.

A command is a frozen dataclass that carries its own identifier (`action`), made where the user acted. Executing the
same command again, after a crash that swallowed the answer, returns the first outcome and does nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from app.kernel.ids import new_id
from app.kernel.translated import Lazy

if TYPE_CHECKING:
    from app.kernel.permissions import Permission
    from app.kernel.work import Work

Result = TypeVar("Result")
C = TypeVar("C", bound="Command[Any]")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[Result]):
    """One wish of a user.

    Subclasses state `permission` (who may), `label` (the name of the undo step and of the line in the history, unless the
    handler knows a better one: `Work.describe`) and, when it has left the building, `undoable = False`. A result that is told to its
    user alone is not kept with the step (`keeps_result = False`): the same command again then gives None.
    """

    permission: ClassVar[Permission]
    label: ClassVar[Lazy]
    undoable: ClassVar[bool] = True
    keeps_result: ClassVar[bool] = True

    action: str = field(default_factory=new_id, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Together(Command[Any]):
    """Several commands as one step; each of them needs its own right. See `Application.together`."""

    label = Lazy("Several changes")


@dataclass(frozen=True, slots=True)
class Handler:
    """A command class and the function that carries it out."""

    command: type[Command[Any]]
    function: Callable[[Any, Work], Any]


def handles(command: type[C]) -> Callable[[Callable[[C, Work], R]], Callable[[C, Work], R]]:
    """Mark a function as the handler of *command*; `handlers_in` collects the marked ones."""

    def mark(function: Callable[[C, Work], R]) -> Callable[[C, Work], R]:
        function.__handles__ = command  # type: ignore[attr-defined]
        return function

    return mark


def handlers_in(module: object) -> tuple[Handler, ...]:
    """Collect the handlers that *module* defines, in the order in which they stand there."""
    functions = (value for value in vars(module).values() if hasattr(value, "__handles__"))
    return tuple(Handler(function.__handles__, function) for function in functions)
