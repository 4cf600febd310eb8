"""What must hold of the register whatever way a change comes in: window, command line, import, a merge of persons, undo.

An entry that has its number stays, with its number, its direction and its year. Nobody gives a gift to themselves, and nobody decides on
what they received.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.domains.gifts import register_rules as rules
from app.domains.gifts.deciding_rules import decides_on_own, own_decision
from app.domains.gifts.gift_rows_queries import goes_to_oneself, recipient_called
from app.domains.gifts.records import Gift, GiftDecision
from app.domains.gifts.register_rules import Party
from app.domains.gifts.vocabulary import GIFT, GIFT_DECISION, Decision, Direction
from app.kernel.changes import Change
from app.kernel.errors import Finding
from app.kernel.guards import Guard, StepFacts
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

_FIXED = ("number", "direction", "entered_at")
_SIDES = frozenset(
    {
        *("giver_person_id", "giver_organisation_id", "giver_said"),
        *("recipient_person_id", "recipient_organisation_id", "recipient_said"),
    }
)
_DECISION = frozenset({"decision", "decided_on", "decided_by", "decided_account", "decision_reason", "ownership"})
# What may still change of an entry that was struck out: a merge of persons or organisations, a mission that goes, what is published.
_OF_A_STRUCK_ONE = frozenset({*Gift.owners, "custodian_id", "decided_person_id", "moment_id", "occasion", "published_on"})
_DO = "do"

_Values = Mapping[str, Any]


def check(reader: Reader, changes: Sequence[Change], step: StepFacts) -> Sequence[Finding]:
    """Look at the entries and decisions that a step adds, changes or removes."""
    return list(_faults(reader, changes, step))


def _faults(reader: Reader, changes: Sequence[Change], step: StepFacts) -> Iterator[Finding]:
    for change in changes:
        if change.table == Gift.__tablename__:
            yield from _entry(change)
            if change.after is not None:
                yield from _parties(reader, change)
                yield from _decided(reader, change, step)
        elif step.move == _DO and change.table == GiftDecision.__tablename__:
            yield from _written(reader, change)


def _entry(change: Change) -> Iterator[Finding]:
    before, after = change.before, change.after
    if before is not None and before["number"] is not None:
        if after is None:
            yield _fault(change, lazy("{number} stands in the register and stays there.", number=before["number"]), "gift-entered")
            return
        if any(before[name] != after[name] for name in _FIXED):
            message = lazy("{number} keeps its number, and stays what it is: received or given.", number=before["number"])
            yield _fault(change, message, "gift-number-fixed")
    if after is not None and after["number"] is not None and rules.year_of(after["number"]) != after["day"].year:
        message = lazy("{number} would have a day of another year than its number.", number=after["number"])
        yield _fault(change, message, "gift-year-fixed")
    if before is not None and after is not None and before["struck_on"] and after["struck_on"] and change.fields - _OF_A_STRUCK_ONE:
        yield _fault(change, lazy("{number} was struck out: it stays as it is.", number=before["number"]), "gift-struck")
    if after is not None and after["cents"] != rules.cents_of(after["value"]):
        yield _fault(change, lazy("The value in euro would not be that of the amount and its rate."), "gift-cents")


def _parties(reader: Reader, change: Change) -> Iterator[Finding]:
    after = change.after or {}
    if not change.fields & _SIDES:
        return
    giver = Party(after["giver_person_id"], after["giver_organisation_id"], after["giver_said"])
    recipient = Party(after["recipient_person_id"], after["recipient_organisation_id"], after["recipient_said"])
    if goes_to_oneself(reader, giver, recipient):
        message = lazy("{gift}: giver and recipient would be the same. Nobody gives a gift to themselves.", gift=_name(after))
        yield _fault(change, message, rules.to_oneself().rule)


def _decided(reader: Reader, change: Change, step: StepFacts) -> Iterator[Finding]:
    after, before = change.after or {}, change.before
    if after["decision"] == Decision.OPEN and (before is None or before["decision"] == Decision.OPEN):
        return
    if after["direction"] == Direction.GIVEN:
        yield _fault(
            change, lazy("{gift} was given: only what was received is decided on.", gift=_name(after)), "decision-of-what-was-given"
        )
    person = after["recipient_person_id"]
    recipient = (person, recipient_called(reader, person, after["recipient_said"]))
    if (after["decision"] != Decision.OPEN and decides_on_own(after["decided_person_id"], after["decided_by"], *recipient)) or (
        (before is None or change.fields & _DECISION) and decides_on_own(step.user.person, step.user.name, *recipient)
    ):
        yield _own(change, after)


def _own(change: Change, values: _Values) -> Finding:
    message = lazy("{gift}: who received a gift does not decide on it. Let somebody else decide.", gift=_name(values))
    return _fault(change, message, own_decision().rule)


def _written(reader: Reader, change: Change) -> Iterator[Finding]:
    """A decision stays written as it was taken; only who is meant may be merged. It goes with a gift that is removed."""
    before = change.before
    if before is None:
        return
    if (change.after is None and reader.find(Gift, before["gift_id"]) is not None) or (change.after and change.fields - {"person_id"}):
        message = lazy("A decision stays written: take another one, with its reason.")
        yield Finding("", message, rule="decision-kept", ref=Ref(GIFT, before["gift_id"]))


def _name(values: _Values) -> str | Multilingual:
    return values["number"] or values["description"]


def _fault(change: Change, message: Lazy, rule: str) -> Finding:
    return Finding("", message, rule=rule, ref=Ref(GIFT, change.id))


GUARD = Guard(frozenset({GIFT, GIFT_DECISION}), check)
