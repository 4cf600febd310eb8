"""What must hold whatever way a change comes in: a passport is handed out once at a time, and no text holds a national register number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from app.domains.visas.looking import KEEP_LOOKS
from app.domains.visas.passport_queries import handed_out_twice
from app.domains.visas.scans import GUARD as KEEP_PURPOSES
from app.domains.visas.terms import CUSTODY, PASSPORT
from app.kernel import nationalnumber
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import EVERY_KIND, Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader
from app.mapping.base import Record, written_columns


def handed_out_once(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """A passport is with one person at a time."""
    ids = {change.after["passport_id"] for change in changes if change.after is not None and change.after["returned_on"] is None}
    message = lazy("This passport is handed out already: take it back first.")
    return [Finding("", message, rule="passport-out", ref=Ref(PASSPORT, id)) for id in handed_out_twice(reader, ids)]


def no_national_numbers(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """No text that a step writes holds a national register number; what it does not touch is not looked at."""
    records: dict[str, type[Record]] = {record.__tablename__: record for feature in reader.features for record in feature.records}
    found = [(change, places) for change in changes if (places := _written_numbers(change, records[change.table], reader.today))]
    if not found:
        return []
    titles = {key: title for feature in reader.features for key, title in (feature.titles or {}).items()}
    return [finding for change, places in found for finding in _refusals(Ref(records[change.table].kind, change.id), places, titles)]


def _written_numbers(change: Change, record: type[Record], today: date) -> list[tuple[str, str]]:
    """Give the columns that hold one, each with the place within its value."""
    if change.after is None:
        return []
    written = ((column, change.after[column]) for column in sorted(change.fields & written_columns(record)))
    return [(column, place) for column, value in written if value for place in nationalnumber.places(value, column, today)]


def _refusals(ref: Ref, places: Sequence[tuple[str, str]], titles: Mapping[str, Lazy]) -> Iterator[Finding]:
    entered = [(titles[name], place) for column, place in places if (name := f"{ref.kind}.{column}") in titles]
    for field, place in entered:
        message = lazy(
            "“{field}” holds what reads as a national register number. Leave it out: the office may not keep it without an authorisation. "
            "A telephone number is written with + in front.",
            field=field,
        )
        yield Finding(place, message, rule=nationalnumber.RULE, ref=ref)
    if not entered:  # what follows from other fields has no name of its own
        yield Finding(places[0][1], nationalnumber.HOLDS_ONE, rule=nationalnumber.RULE, ref=ref)


GUARDS = (Guard(frozenset({CUSTODY}), handed_out_once), KEEP_LOOKS, KEEP_PURPOSES, Guard(EVERY_KIND, no_national_numbers))
