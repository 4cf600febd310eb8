"""What must hold whatever way a change comes in: a passport is handed out once at a time, and no text holds a national register number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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


def handed_out_once(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """A passport is with one person at a time."""
    ids = {change.after["passport_id"] for change in changes if change.after is not None and change.after["returned_on"] is None}
    message = lazy("This passport is handed out already: take it back first.")
    return [Finding("", message, rule="passport-out", ref=Ref(PASSPORT, id)) for id in handed_out_twice(reader, ids)]


def no_national_numbers(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """No text that a step writes holds a national register number; what it does not touch is not looked at."""
    found = list(_written_numbers(reader, changes))
    if not found:
        return []
    kinds = {record.__tablename__: record.kind for feature in reader.features for record in feature.records}
    titles = {key: title for feature in reader.features for key, title in (feature.titles or {}).items()}
    return [_refusal(change, column, place, kinds[change.table], titles) for change, column, place in found]


def _written_numbers(reader: Reader, changes: Sequence[Change]) -> Iterator[tuple[Change, str, str]]:
    for change in changes:
        if change.after is not None:
            for column in change.fields:
                value = change.after[column]
                if value:  # a number, a day or a flag holds no text, and is passed over at once
                    yield from ((change, column, place) for place in nationalnumber.places(value, column, reader.today))


def _refusal(change: Change, column: str, place: str, kind: str, titles: Mapping[str, Lazy]) -> Finding:
    field = titles.get(f"{kind}.{column}")
    message = nationalnumber.HOLDS_ONE
    if field is not None:
        message = lazy(
            "“{field}” holds what reads as a national register number. Leave it out: the office may not keep it without an authorisation.",
            field=field,
        )
    return Finding(place, message, rule=nationalnumber.RULE, ref=Ref(kind, change.id))


GUARDS = (Guard(frozenset({CUSTODY}), handed_out_once), KEEP_LOOKS, KEEP_PURPOSES, Guard(EVERY_KIND, no_national_numbers))
