"""The search index: kept in the same commit as what it finds.

Words are folded (no accents, no capitals) before they are stored and before they are looked for, so that the database
needs to know nothing about languages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, column, func, insert, select, table, text

from app.adapters.storage.tables import SearchEntry
from app.kernel.changes import Change
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.search import Hit, Searchable, SearchText
from app.kernel.translated import Multilingual

if TYPE_CHECKING:
    from app.kernel.work import Reader

_SEPARATOR = "\x1f"
_AT_ONCE = 500


def refresh(connection: Connection, reader: Reader, sources: Iterable[Searchable], changes: Sequence[Change]) -> None:
    """Bring the entries of every record that *changes* concern up to date."""
    for source in sources:
        for some in _chunks(sorted(_concerned(source, reader, changes))):
            _replace(connection, source.kind, some, list(source.texts(reader, some)))


def _concerned(source: Searchable, reader: Reader, changes: Sequence[Change]) -> set[str]:
    ids: set[str] = set()
    rows: defaultdict[str, list[str]] = defaultdict(list)
    for change in changes:
        if column := source.touched_by.get(change.table):
            states = (state for state in (change.before, change.after) if state)
            ids.update(state[column] for state in states if state[column])
        if change.table in source.held_by:
            rows[change.table].append(change.id)
    for name, mentioned in rows.items():
        for some in _chunks(mentioned):
            ids.update(source.held_by[name](reader, some))
    return ids


def _replace(connection: Connection, kind: str, ids: Sequence[str], texts: Sequence[SearchText]) -> None:
    present = connection.execute(select(SearchEntry.__table__).where(SearchEntry.kind == kind, SearchEntry.row.in_(ids))).mappings()
    old = {row["row"]: dict(row) for row in present}
    wanted = [_entry(kind, found) for found in texts]
    kept = {entry["row"] for entry in wanted if old.get(entry["row"], {}).items() >= entry.items()}
    if gone := [{"number": row["number"]} for name, row in old.items() if name not in kept]:
        connection.execute(text("DELETE FROM search_words WHERE rowid = :number"), gone)
        connection.execute(text("DELETE FROM search_entry WHERE number = :number"), gone)
    if fresh := [entry for entry in wanted if entry["row"] not in kept]:
        last = connection.scalar(select(func.max(SearchEntry.number))) or 0
        numbered = [{**entry, "number": number} for number, entry in enumerate(fresh, last + 1)]
        connection.execute(insert(SearchEntry), numbered)
        connection.execute(
            text("INSERT INTO search_words(rowid, folded) VALUES (:number, :folded)"), [_folded(entry) for entry in numbered]
        )


def _entry(kind: str, found: SearchText) -> dict[str, Any]:
    return {"kind": kind, "row": found.id, "title": found.title, "subtitle": found.subtitle, "texts": _SEPARATOR.join(found.texts)}


def _folded(entry: Mapping[str, Any]) -> dict[str, Any]:
    told = " ".join((*entry["title"].all(), *entry["subtitle"].all(), entry["texts"]))
    return {"number": entry["number"], "folded": " ".join(dict.fromkeys(words(told)))}


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
    found_words = table("search_words", column("rowid"))
    statement = (
        select(SearchEntry.__table__)
        .join(found_words, found_words.c.rowid == SearchEntry.number)
        .where(text("search_words MATCH :match"))
        .limit(limit)
    )
    if kinds:
        statement = statement.where(SearchEntry.kind.in_(kinds))
    found = connection.execute(statement, {"match": _match(tokens)}).all()
    hits = [Hit(Ref(row.kind, row.row), row.title, row.subtitle, _why(tokens, row.title, row.texts)) for row in found]
    return sorted(hits, key=lambda hit: (not any(w.startswith(tokens[0]) for w in _words_of(hit.title)), fold(str(hit.title))))


def titles(connection: Connection, refs: Iterable[Ref]) -> dict[Ref, Multilingual]:
    """Give the titles under which search shows records; those it does not know are left out."""
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for ref in refs:
        by_kind[ref.kind].append(ref.id)
    result: dict[Ref, Multilingual] = {}
    for kind, ids in by_kind.items():
        rows = connection.execute(select(SearchEntry.row, SearchEntry.title).where(SearchEntry.kind == kind, SearchEntry.row.in_(ids)))
        result |= {Ref(kind, row.row): row.title for row in rows}
    return result


def _words_of(title: Multilingual) -> tuple[str, ...]:
    return tuple(word for text in title.all() for word in words(text))


def _why(tokens: Sequence[str], title: Multilingual, texts: str) -> str:
    in_title = _words_of(title)
    elsewhere = [token for token in tokens if not any(word.startswith(token) for word in in_title)]
    if not elsewhere:
        return ""
    for candidate in texts.split(_SEPARATOR):
        if any(word.startswith(token) for token in elsewhere for word in words(candidate)):
            return candidate
    return ""
