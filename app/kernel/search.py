"""What search finds, and how a domain offers its records to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.kernel.ids import Ref
from app.kernel.permissions import Permission
from app.kernel.translated import Multilingual

if TYPE_CHECKING:
    from app.kernel.work import Reader


SHOWN_WHEN_FILTERED = 500  # more hits than anybody reads: a list asks for another letter instead


@dataclass(frozen=True, slots=True)
class SearchText:
    """A record as search knows it: what is shown of it, and every text it is found by."""

    id: str
    title: Multilingual
    subtitle: Multilingual
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; `matched` is the text in which the words stand."""

    ref: Ref
    title: Multilingual
    subtitle: Multilingual
    matched: str

    @property
    def id(self) -> str:
        """The identity of the line in a list."""
        return str(self.ref)


@dataclass(frozen=True, slots=True)
class Searchable:
    """A kind of record offered to search.

    `touched_by` names the tables whose rows change the text of a record, with the column that holds the record's id.
    `held_by` names the tables whose rows are mentioned in the texts of other records (an organisation in those of its people),
    with the function that gives the ids of the records that mention these rows.
    `texts` gives the present texts of the records with these ids; ids that are gone are left out.
    `permission` is the right to find them; it may be left out for a kind that has a `Screen`, whose right counts.
    """

    kind: str
    touched_by: Mapping[str, str]
    texts: Callable[[Reader, Sequence[str]], Iterable[SearchText]]
    held_by: Mapping[str, Callable[[Reader, Sequence[str]], Iterable[str]]] = field(default_factory=dict[str, Callable[..., Iterable[str]]])
    permission: Permission | None = None
