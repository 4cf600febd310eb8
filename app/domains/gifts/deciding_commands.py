"""What is decided about gifts that were received, and what becomes of them: value, declaration, decision, fate, thanks.

Each decision is kept, with its reason and who took it; a later one takes its place, and none is ever written over. Who received a gift
does not decide on it, neither in person nor for somebody else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from app.domains.gifts import deciding_rules as deciding
from app.domains.gifts import register_rules as rules
from app.domains.gifts.deciding_rules import Decided
from app.domains.gifts.drafts import DecisionDraft, FateDraft
from app.domains.gifts.gift_rows_queries import recipient_called
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import ThresholdSet
from app.domains.gifts.records import Gift, GiftDecision, GiftFate
from app.domains.gifts.register_commands import given_reason, name_of, named_gifts, standing_gift, tell, tell_all
from app.domains.gifts.thresholds import thresholds_on
from app.domains.gifts.vocabulary import DECIDE_GIFTS, EDIT_GIFTS, GONE, Acceptance, Decision, Direction, Fate, Ownership, ValueMethod
from app.domains.people.records import Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.money import Money
from app.kernel.names import clean
from app.kernel.translated import lazy, lazy_count
from app.kernel.work import Reader, Work


@dataclass(frozen=True, slots=True)
class SetValue(Command[None]):
    """Set what a gift is worth as a whole: how it was found, by whom and when; None takes the value away."""

    permission = EDIT_GIFTS
    label = lazy("Set value of gift")

    gift: str
    value: Money | None
    method: ValueMethod = ValueMethod.UNKNOWN
    appraiser: str = ""
    day: date | None = None


@handles(SetValue)
def set_value(command: SetValue, work: Work) -> None:
    """Write the value, and what it comes to in euro."""
    gift, appraiser = standing_gift(work, command.gift), clean(command.appraiser)
    refuse(rules.check_money(command.value, gift.day, "value"))
    if command.day is not None and command.day > work.today:
        raise Refused(Finding("day", lazy("This day lies ahead."), rule="day-ahead", value=command.day))
    if len(appraiser) > rules.LONGEST_LINE:
        message = lazy("This text is too long: at most {limit} characters.", limit=rules.LONGEST_LINE)
        raise Refused(Finding("appraiser", message, rule="text-too-long", limit=rules.LONGEST_LINE))
    gift.value, gift.cents = command.value, rules.cents_of(command.value)
    gift.value_method = command.method if command.value is not None else ValueMethod.UNKNOWN
    gift.appraiser = appraiser if command.value is not None else ""
    gift.valued_on = (command.day or work.today) if command.value is not None else None
    gift.published_on = None
    work.describe(lazy("Set value of gift {gift}", gift=name_of(gift)))
    tell(work, gift)


@dataclass(frozen=True, slots=True)
class DeclareGift(Command[None]):
    """Note the day on which the recipient declared a gift to the cell."""

    permission = EDIT_GIFTS
    label = lazy("Declare gift")

    gift: str
    day: date


@handles(DeclareGift)
def declare_gift(command: DeclareGift, work: Work) -> None:
    """Write the day."""
    gift = _received(work, command.gift)
    refuse(rules.check_later("declared_on", command.day, gift.day, work.today))
    gift.declared_on = command.day
    work.describe(lazy("Declare gift {gift}", gift=name_of(gift)))
    tell(work, gift)


# ------------------------------------------------------------------------------------------------ decisions


@dataclass(frozen=True, slots=True)
class DecideGift(Command[None]):
    """Decide what becomes of a gift that was received. A second decision takes the place of the first, which is kept."""

    permission = DECIDE_GIFTS
    label = lazy("Decide on gift")

    gift: str
    draft: DecisionDraft


@handles(DecideGift)
def decide_gift(command: DecideGift, work: Work) -> None:
    """Note the decision under the name of who takes it: whoever is signed in, unless somebody else is named."""
    gift = standing_gift(work, command.gift)
    draft = replace(command.draft, day=command.draft.day or work.today)
    draft = accepted(draft, lambda one: deciding.check_decision(one, decided(work, gift), work.today))
    _decide(work, gift, draft)
    work.describe(lazy("Decide on gift {gift}", gift=name_of(gift)))


@dataclass(frozen=True, slots=True)
class WithdrawDecision(Command[None]):
    """Take a decision back, with the reason: the gift is to be decided on again."""

    permission = DECIDE_GIFTS
    label = lazy("Withdraw decision on gift")

    gift: str
    reason: str


@handles(WithdrawDecision)
def withdraw_decision(command: WithdrawDecision, work: Work) -> None:
    """Keep the decision that was taken, and that it was withdrawn; refused when the gift has left the office because of it."""
    gift, reason = standing_gift(work, command.gift), given_reason(command.reason)
    if gift.decision is Decision.OPEN:
        raise Refused(Finding("", lazy("Nothing has been decided on this gift yet."), rule="not-decided", ref=gift.ref))
    if gift.fate in GONE - {Fate.LOST}:
        message = lazy("This gift has left the office because of the decision: note first that it is back.")
        raise Refused(Finding("", message, rule="gift-gone", ref=gift.ref))
    _decide(work, gift, DecisionDraft(Decision.OPEN, work.today, None, reason))
    work.describe(lazy("Withdraw decision on gift {gift}", gift=name_of(gift)))


def _decide(work: Work, gift: Gift, draft: DecisionDraft) -> None:
    person = work.get(Person, draft.person_id) if draft.person_id else None
    person_id = person.id if person else work.user.person
    name = person.name if person else work.user.name
    recipient = recipient_called(work, gift.recipient_person_id, gift.recipient_said)
    for somebody, called in ((person_id, name), (work.user.person, work.user.name)):
        if deciding.decides_on_own(somebody, called, gift.recipient_person_id, recipient):
            raise Refused(deciding.own_decision("person_id"))
    assert draft.day is not None
    ownership = deciding.ownership_after(draft.decision, draft.ownership)
    row = GiftDecision(
        position=max((one.position for one in gift.decisions), default=0) + 1,
        decision=draft.decision,
        ownership=ownership,
        day=draft.day,
        decided_by=name,
        person_id=person_id,
        account="" if person else work.user.id,
        reason=draft.reason,
        noted_by=work.user.name,
    )
    gift.decisions.append(row)
    _stand(gift, row if draft.decision is not Decision.OPEN else None, ownership)
    tell(work, gift)


def _stand(gift: Gift, row: GiftDecision | None, ownership: Ownership) -> None:
    """Let the last decision stand on the gift itself; None when there is none any more."""
    gift.decision = row.decision if row else Decision.OPEN
    gift.decided_on = row.day if row else None
    gift.decided_by = row.decided_by if row else ""
    gift.decided_person_id = row.person_id if row else None
    gift.decided_account = row.account if row else ""
    gift.decision_reason = row.reason if row else ""
    gift.ownership, gift.published_on = ownership, None


# ------------------------------------------------------------------------------------------------ what became of it


@dataclass(frozen=True, slots=True)
class SetFate(Command[None]):
    """Note what became of a gift: where it is kept or shown, to whom it went, what its sale brought."""

    permission = EDIT_GIFTS
    label = lazy("Note what became of a gift")

    gift: str
    draft: FateDraft


@handles(SetFate)
def set_fate(command: SetFate, work: Work) -> None:
    """Add it behind what was known before; refused while the gift is lent out."""
    gift = standing_gift(work, command.gift)
    if any(loan.back_on is None for loan in gift.loans):
        raise Refused(Finding("", lazy("It is lent out: take it back first."), rule="gift-lent", ref=gift.ref))
    draft = replace(command.draft, day=command.draft.day or work.today)
    last = max((row.day for row in gift.fates), default=None)
    draft = accepted(draft, lambda one: deciding.check_fate(one, decided(work, gift), gift.decision, last, work.today))
    if draft.custodian_id:
        work.get(Person, draft.custodian_id)
    add_fate(work, gift, draft)
    work.describe(lazy("Note what became of gift {gift}", gift=name_of(gift)))


def add_fate(work: Work, gift: Gift, draft: FateDraft) -> None:
    """Write what became of a gift, on the gift too. For loans and stock-takings as well, which have rules of their own."""
    assert draft.day is not None
    gift.fates.append(
        GiftFate(
            position=max((row.position for row in gift.fates), default=0) + 1,
            fate=draft.fate,
            day=draft.day,
            to_whom=draft.to_whom,
            place=draft.place,
            custodian_id=draft.custodian_id,
            custodian_said=draft.custodian_said,
            proceeds=draft.proceeds,
            remark=draft.remark,
            noted_by=work.user.name,
        )
    )
    gift.fate, gift.fate_on, gift.published_on = draft.fate, draft.day, None
    gift.place, gift.custodian_id, gift.custodian_said = draft.place, draft.custodian_id, draft.custodian_said
    tell(work, gift)


# ------------------------------------------------------------------------------------------------ thanks


@dataclass(frozen=True, slots=True)
class ThankFor(Command[None]):
    """Note the day on which the thank-you letters for gifts went."""

    permission = EDIT_GIFTS
    label = lazy("Note thank-you letters")

    gifts: tuple[str, ...]
    day: date


@handles(ThankFor)
def thank_for(command: ThankFor, work: Work) -> None:
    """Write the day on each of them."""
    gifts = [_received(work, id, accepted_only=False) for id in named_gifts(command.gifts)]
    for gift in gifts:
        refuse(replace(one, ref=gift.ref) for one in rules.check_later("thanked_on", command.day, gift.day, work.today))
        gift.thanked_on, gift.thanks_needed = command.day, True
    work.describe(lazy_count("Note thank-you letter for {number} gift", "Note thank-you letters for {number} gifts", len(gifts)))
    tell_all(work, gifts)


@dataclass(frozen=True, slots=True)
class ThanksNotNeeded(Command[None]):
    """Note that no thank-you letter is sent for a gift, and why."""

    permission = EDIT_GIFTS
    label = lazy("No thank-you letter needed")

    gift: str
    reason: str


@handles(ThanksNotNeeded)
def thanks_not_needed(command: ThanksNotNeeded, work: Work) -> None:
    """The reason stands among the remarks of the gift."""
    gift, reason = _received(work, command.gift, accepted_only=False), given_reason(command.reason)
    if gift.thanked_on is not None:
        message = lazy("The thank-you letter went on {day}.", day=gift.thanked_on)
        raise Refused(Finding("", message, rule="gift-thanked", ref=gift.ref))
    gift.thanks_needed = False
    gift.remark = f"{gift.remark}\n{reason}".strip()
    work.describe(lazy("No thank-you letter for gift {gift}", gift=name_of(gift)))
    tell(work, gift)


# ------------------------------------------------------------------------------------------------ for others


def decided(reader: Reader, gift: Gift) -> Decided:
    """Give a gift as a decision finds it: with what the thresholds in force on its day say of its value."""
    thresholds = in_force(reader, gift)
    reached = rules.threshold(gift.cents, thresholds)
    limit = rules.limit_in_euro(thresholds.hand_over_from, thresholds) if thresholds else None
    return Decided(gift.day, gift.direction, gift.acceptance, gift.recipient_person_id, gift.recipient_said, reached, _whole(limit))


def in_force(reader: Reader, gift: Gift) -> ThresholdSet | None:
    """Give the thresholds that counted for a gift on its day."""
    return thresholds_on(gift_rules.of(reader), gift.regime, gift.day)


def _whole(limit: Decimal | None) -> Decimal | None:
    return limit.quantize(Decimal("0.01")) if limit is not None else None


def _received(work: Work, id: str, *, accepted_only: bool = True) -> Gift:
    gift = standing_gift(work, id)
    if gift.direction is Direction.GIVEN:
        message = lazy("This is for gifts that were received; this one was given.")
        raise Refused(Finding("", message, rule="gift-given", ref=gift.ref))
    if accepted_only and gift.acceptance is Acceptance.DECLINED:
        message = lazy("This is for gifts that were accepted; this one was declined.")
        raise Refused(Finding("", message, rule="gift-declined", ref=gift.ref))
    return gift
