"""The search index: kept in the same commit as what it finds.

Words are folded (no accents, no capitals) before they are stored and before they are looked for, so that the database
needs to know nothing about languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, text

from app.adapters.storage.tables import SearchEntry
from app.kernel.changes import Change
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.search import Hit, Searchable, SearchText

if TYPE_CHECKING:
    from app.kernel.work import Reader

_SEPARATOR = "\x1f"
_AT_ONCE = 500


def refresh(connection: Connection, reader: Reader, sources: Iterable[Searchable], changes: Sequence[Change]) -> None:
    """Bring the entries of every record that *changes* concern up to date."""
    for source in sources:
        ids = _concerned(source, changes)
        for some in _chunks(sorted(ids)):
            _replace(connection, source.kind, some, source.texts(reader, some))


def _concerned(source: Searchable, changes: Sequence[Change]) -> set[str]:
    ids: set[str] = set()
    for change in changes:
        if column := source.touched_by.get(change.table):
            states = (state for state in (change.before, change.after) if state)
            ids.update(state[column] for state in states if state[column])
    return ids


def _replace(connection: Connection, kind: str, ids: Sequence[str], texts: Iterable[SearchText]) -> None:
    old = connection.scalars(select(SearchEntry.number).where(SearchEntry.kind == kind, SearchEntry.row.in_(ids))).all()
    if old:
        connection.execute(text("DELETE FROM search_words WHERE rowid = :number"), [{"number": n} for n in old])
        connection.execute(delete(SearchEntry).where(SearchEntry.number.in_(old)))
    for found in texts:
        row = {"kind": kind, "row": found.id, "title": found.title, "subtitle": found.subtitle, "texts": _SEPARATOR.join(found.texts)}
        number = connection.execute(insert(SearchEntry), row).inserted_primary_key[0]  # type: ignore[index]
        folded = " ".join(words(" ".join((found.title, found.subtitle, *found.texts))))
        connection.execute(text("INSERT INTO search_words(rowid, folded) VALUES (:number, :folded)"), {"number": number, "folded": folded})


def _chunks(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))


def _match(looked_for: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in looked_for)


def matching(connection: Connection, kind: str, looked_for: str, limit: int) -> list[str]:
    """Give the ids of records of *kind* whose words begin with those looked for."""
    if not (tokens := words(looked_for)):
        return []
    statement = text(
        "SELECT e.row FROM search_words w JOIN search_entry e ON e.number = w.rowid"
        " WHERE search_words MATCH :match AND e.kind = :kind LIMIT :limit"
    )
    return list(connection.scalars(statement, {"match": _match(tokens), "kind": kind, "limit": limit}))


def find(connection: Connection, looked_for: str, kinds: Sequence[str], limit: int) -> list[Hit]:
    """Find records of *kinds* (all when empty); those whose title begins with the first word come first."""
    if not (tokens := words(looked_for)):
        return []
    places: dict[str, Any] = {f"kind{n}": kind for n, kind in enumerate(kinds)}
    only = f" AND e.kind IN ({', '.join(':' + name for name in places)})" if places else ""
    statement = text(
        "SELECT e.kind, e.row, e.title, e.subtitle, e.texts FROM search_words w JOIN search_entry e ON e.number = w.rowid"
        f" WHERE search_words MATCH :match{only} LIMIT :limit"
    )
    found = connection.execute(statement, {"match": _match(tokens), "limit": limit, **places}).all()
    hits = [Hit(Ref(row.kind, row.row), row.title, row.subtitle, _why(tokens, row.title, row.texts)) for row in found]
    return sorted(hits, key=lambda hit: (not any(w.startswith(tokens[0]) for w in words(hit.title)), fold(hit.title)))


def titles(connection: Connection, refs: Iterable[Ref]) -> dict[Ref, str]:
    """Give the titles under which search shows records; those it does not know are left out."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    result: dict[Ref, str] = {}
    for kind, ids in by_kind.items():
        rows = connection.execute(select(SearchEntry.row, SearchEntry.title).where(SearchEntry.kind == kind, SearchEntry.row.in_(ids)))
        result |= {Ref(kind, row.row): row.title for row in rows}
    return result


def _why(tokens: Sequence[str], title: str, texts: str) -> str:
    in_title = words(title)
    elsewhere = [token for token in tokens if not any(word.startswith(token) for word in in_title)]
    if not elsewhere:
        return ""
    for candidate in texts.split(_SEPARATOR):
        if any(word.startswith(token) for token in elsewhere for word in words(candidate)):
            return candidate
    return ""
