"""Queries: reading without writing.

`@query(PERMISSION)` turns a function `(reader, ...) -> rows` into a noun: called with the criteria it gives a `Query`
to hand to `Application.ask`; `.of(reader, ...)` runs it inside another query or a handler.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

if TYPE_CHECKING:
    from app.kernel.permissions import Permission
    from app.kernel.work import Reader


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Query(Generic[T]):
    """A question with its criteria, ready to be asked."""

    function: Callable[..., T]
    permission: Permission
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict[str, Any])

    def run(self, reader: Reader) -> T:
        """Answer the question from *reader*."""
        return self.function(reader, *self.args, **self.kwargs)


class QueryFunction(Generic[P, T]):
    """A query before its criteria are known."""

    def __init__(self, function: Callable[Concatenate[Reader, P], T], permission: Permission) -> None:
        self.of = function
        self.permission = permission
        self.__doc__ = function.__doc__
        self.__name__ = getattr(function, "__name__", "query")
        self.__module__ = function.__module__
        self.__wrapped__ = function

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Query[T]:
        """Take the criteria."""
        return Query(self.of, self.permission, args, kwargs)


def query(permission: Permission) -> Callable[[Callable[Concatenate[Reader, P], T]], QueryFunction[P, T]]:
    """Make a query of a function that reads."""

    def make(function: Callable[Concatenate[Reader, P], T]) -> QueryFunction[P, T]:
        return QueryFunction(function, permission)

    return make
