"""Rules of what is decided about gifts that were received, and of what became of them.

Who received a gift does not decide on it. What leaves the office has been decided on first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.gifts.drafts import DecisionDraft, FateDraft
from app.domains.gifts.register_rules import LONGEST_LINE, LONGEST_TEXT, check_later, check_money, is_called, says_something
from app.domains.gifts.vocabulary import GONE, Acceptance, Decision, Direction, Fate, Ownership, Threshold
from app.kernel.errors import Finding, Severity
from app.kernel.money import Money
from app.kernel.translated import Lazy, lazy


@dataclass(frozen=True, slots=True)
class Decided:
    """A gift as a decision finds it: who received it, what its value comes to, and when it came."""

    day: date
    direction: Direction
    acceptance: Acceptance
    recipient: str | None
    recipient_said: str
    threshold: Threshold
    limit: Decimal | None = None


def check_decision(draft: DecisionDraft, gift: Decided, today: date | None = None) -> list[Finding]:
    """Only what was received and accepted is decided on, with a reason."""
    found: list[Finding] = []
    if gift.direction is Direction.GIVEN or gift.acceptance is Acceptance.DECLINED:
        message = lazy("Only a gift that was received is decided on: this one was given, or declined when it was offered.")
        return [Finding("", message, rule="decision-of-what-was-given")]
    if draft.decision is Decision.OPEN:
        found.append(Finding("decision", lazy("Say what is decided."), rule="decision-missing"))
    if draft.day is None:
        found.append(Finding("day", lazy("Enter the day of the decision."), rule="decision-without-day"))
    found += check_later("day", draft.day, gift.day, today)
    keeps = draft.decision is Decision.KEEP and gift.threshold is Threshold.HAND_OVER
    if keeps:
        found.append(Finding("decision", _above(gift.limit), Severity.WARNS, rule="kept-above-threshold", limit=gift.limit))
    if not says_something(draft.reason):
        why = lazy("Say why it is kept although its value is one from which gifts are handed over.") if keeps else None
        found.append(Finding("reason", why or lazy("A decision has a reason."), rule="decision-without-reason"))
    if len(draft.reason) > LONGEST_TEXT:
        message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TEXT)
        found.append(Finding("reason", message, rule="text-too-long", limit=LONGEST_TEXT))
    return found


def _above(limit: Decimal | None) -> Lazy:
    if limit is None:
        return lazy("Its value is one from which gifts are handed over.")
    return lazy("Gifts are handed over from {limit}: the reason says why this one is kept.", limit=Money(limit))


def decides_on_own(person: str | None, name: str, recipient: str | None, recipient_name: str) -> bool:
    """Tell whether somebody would decide on what they received themselves; where one of the two is only known by a name, by the name."""
    if person and recipient:
        return person == recipient
    return is_called(name, (recipient_name,))


def own_decision(path: str = "") -> Finding:
    """Refuse a decision of the one who received the gift."""
    return Finding(path, lazy("Who received a gift does not decide on it: let somebody else decide."), rule="decides-on-own")


def ownership_after(decision: Decision, wanted: Ownership) -> Ownership:
    """Tell whose a gift is after a decision, unless it is said."""
    match decision:
        case Decision.REFUSE | Decision.RETURN:
            return Ownership.GIVER
        case Decision.KEEP:
            return wanted if wanted is not Ownership.OPEN else Ownership.PERSON
        case Decision.HAND_OVER:
            return wanted if wanted is not Ownership.OPEN else Ownership.REGION
        case Decision.OPEN:
            return Ownership.OPEN


def check_fate(draft: FateDraft, gift: Decided, decision: Decision, last: date | None, today: date | None = None) -> list[Finding]:
    """What became of a gift follows the last thing that was known of it; what leaves the office has been decided on."""
    if gift.direction is Direction.GIVEN or gift.acceptance is Acceptance.DECLINED:
        message = lazy("Only a gift that was received has a fate: this one was given, or declined when it was offered.")
        return [Finding("", message, rule="fate-of-what-was-given")]
    found: list[Finding] = []
    if draft.fate is Fate.OPEN:
        found.append(Finding("fate", lazy("Say what became of it."), rule="fate-missing"))
    if draft.fate is Fate.LENT:
        message = lazy("Lend it with a loan, so that the borrower and the day on which it is due back are kept.")
        found.append(Finding("fate", message, rule="fate-lent"))
    if draft.fate in GONE - {Fate.LOST} and decision is Decision.OPEN:
        message = lazy("Decide first what becomes of it: nothing leaves the office without a decision.")
        found.append(Finding("fate", message, rule="fate-before-decision"))
    if draft.day is None:
        found.append(Finding("day", lazy("Enter the day."), rule="fate-without-day"))
    found += check_later("day", draft.day, gift.day, today)
    if last is not None and draft.day is not None and draft.day < last:
        message = lazy("This day is before the last thing that is known of it ({day}).", day=last)
        found.append(Finding("day", message, rule="fate-before-last", value=draft.day, limit=last))
    if draft.proceeds is not None and draft.fate is not Fate.SOLD:
        found.append(Finding("proceeds", lazy("Only a sale has proceeds."), rule="proceeds-without-sale"))
    found += check_money(draft.proceeds, draft.day, "proceeds")
    for path in ("to_whom", "place", "custodian_said", "remark"):
        limit = LONGEST_TEXT if path == "remark" else LONGEST_LINE
        if len(getattr(draft, path)) > limit:
            message = lazy("This text is too long: at most {limit} characters.", limit=limit)
            found.append(Finding(path, message, rule="text-too-long", limit=limit))
    return found
