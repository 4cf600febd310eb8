"""What must hold of the settings below the interface, whatever way a change comes in: window, command line, undo.

A rule set by which a trip was judged stays; the sets follow each other without a hole; there are no chains of stand-ins; and the
stand-in under which somebody has signed is not taken away afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.domains.trips.chains import Somebody
from app.domains.trips.circular import ruleset
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.judging import rule_sets_in_office
from app.domains.trips.records import RuleSetRow, StandInRow
from app.domains.trips.settings_rules import Period, meeting
from app.domains.trips.vocabulary import RULE_SET, STAND_IN
from app.kernel.changes import Change
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.kernel.work import Reader

_END = "in_force_until"


def check(reader: Reader, changes: Sequence[Change], _step: StepFacts) -> Sequence[Finding]:
    """Look at the changes of one step; give what may not be."""
    sets = [change for change in changes if change.table == RuleSetRow.__tablename__]
    stand_ins = [change for change in changes if change.table == StandInRow.__tablename__]
    return [*_rule_sets(reader, sets), *_stand_ins(reader, stand_ins)]


def _rule_sets(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    if not changes:
        return
    shipped = {one.code: ruleset.as_plain(one) for one in ruleset.shipped()}
    in_office = rule_sets_in_office(reader)
    for change in changes:
        code = str((change.before or change.after or {})["code"])
        ref = Ref(RULE_SET, change.id)
        measure = shipped.get(code) or (change.before["content"] if change.before else None)
        kept = change.after["content"] if change.after else shipped.get(code)
        if measure is not None and _rules(measure) != _rules(kept) and (code in shipped or queries.is_used(reader, code)):
            message = lazy("Trips were judged by the rule set “{code}”: it stays as it is, except for its last day.", code=code)
            yield Finding("", message, rule="rule-set-fixed", ref=ref)
    yield from ruleset.check_sets(in_office)


def _rules(content: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if content is None else {key: value for key, value in content.items() if key != _END}


def _stand_ins(reader: Reader, changes: Sequence[Change]) -> Iterator[Finding]:
    if not changes:
        return
    rows, people = queries.stand_in_periods(reader), queries.everybody(reader)
    for change in changes:
        own = rows.get(change.id)
        yield from _signed(reader, change)
        if own is not None:
            yield from _chained(own, (other for id, other in rows.items() if id != change.id), people)


def _chained(own: Period, others: Iterable[Period], people: Mapping[str, Somebody]) -> Iterator[Finding]:
    absent, stand_in = (people.get(account, Somebody(account)) for account in (own.absent, own.stand_in))
    for other in others:
        if other.meets(own.since, own.until):
            yield from meeting(other, absent, stand_in, people)


def _signed(reader: Reader, change: Change) -> Iterator[Finding]:
    before, after = change.before, change.after
    if before is None:
        return
    same = after is not None and (after["absent"], after["stand_in"]) == (before["absent"], before["stand_in"])
    for at in queries.signed_for(reader, before["stand_in"], before["absent"]):
        day = at.astimezone(BRUSSELS).date()
        if before["since"] <= day <= before["until"] and not (same and after is not None and after["since"] <= day <= after["until"]):
            message = lazy("Somebody signed on {day} under this stand-in, which stays written for that day.", day=day)
            yield Finding("", message, rule="stand-in-signed", ref=Ref(STAND_IN, change.id))
            return


GUARD = Guard(frozenset({RULE_SET, STAND_IN}), check)
