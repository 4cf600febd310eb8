"""What is done with an entry of the register, each in a form of its own: its value is set, it is decided on, it gets a place or leaves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from app.domains.gifts.deciding_commands import DecideGift, SetFate, SetValue
from app.domains.gifts.deciding_rules import Decided, check_decision, check_fate
from app.domains.gifts.drafts import DecisionDraft, FateDraft
from app.domains.gifts.register_queries import GiftCard
from app.domains.gifts.register_rules import check_money, limit_in_euro
from app.domains.gifts.vocabulary import DECISIONS, FATES, OWNERSHIPS, VALUE_METHODS, Decision, Fate, Step, Threshold, ValueMethod
from app.domains.people.vocabulary import PERSON
from app.kernel.commands import Command
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.money import Money
from app.kernel.translated import Lazy, lazy
from ui.kit.dialogs import FormDialog
from ui.kit.pages import Page


@dataclass(frozen=True, slots=True)
class ValueDraft:
    """What a gift is worth as a whole, how that was found, by whom and when."""

    value: Money | None = None
    method: ValueMethod = ValueMethod.UNKNOWN
    appraiser: str = ""
    day: date | None = None


_DECISION = (
    Field(
        "decision", lazy("Decision"), FieldKind.CHOICE, required=True, choices=(Choice(Decision.OPEN, lazy("not decided yet")), *DECISIONS)
    ),
    Field(
        "reason",
        lazy("Reason"),
        FieldKind.LONG_TEXT,
        required=True,
        limit=4000,
        help=lazy("It stands in the register, and is kept when the decision is changed."),
    ),
    Field("day", lazy("Decided on"), FieldKind.DATE, required=True),
    Field(
        "person_id",
        lazy("Decided by"),
        FieldKind.RECORD,
        record=PERSON,
        help=lazy("Empty: you. Who received the gift does not decide on it."),
    ),
    Field(
        "ownership",
        lazy("Whose it is then"),
        FieldKind.CHOICE,
        choices=OWNERSHIPS,
        help=lazy("“not decided”: as it follows from the decision."),
    ),
)
_VALUE = (
    Field(
        "value",
        lazy("Value as a whole"),
        FieldKind.MONEY,
        help=lazy("In another currency: with the rate of the day on which it was received."),
    ),
    Field("method", lazy("Found by"), FieldKind.CHOICE, choices=VALUE_METHODS),
    Field("appraiser", lazy("Valued by"), limit=200),
    Field("day", lazy("Valued on"), FieldKind.DATE),
)
_FATE = (
    Field("fate", lazy("What became of it"), FieldKind.CHOICE, required=True, choices=tuple(one for one in FATES if one.code != Fate.LENT)),
    Field("day", lazy("Day"), FieldKind.DATE, required=True),
    Field("place", lazy("Place"), limit=200, help=lazy("Room, cabinet, shelf: where the object is found.")),
    Field("custodian_id", lazy("Kept by"), FieldKind.RECORD, record=PERSON),
    Field("custodian_said", lazy("Kept by, in words"), limit=200),
    Field("to_whom", lazy("Went to"), limit=200, help=lazy("To whom it was donated, given back or sold.")),
    Field("proceeds", lazy("Proceeds of the sale"), FieldKind.MONEY),
    Field("remark", lazy("Remark"), FieldKind.LONG_TEXT),
)


def decision_form(card: GiftCard, today: date) -> Form[DecisionDraft]:
    """Give the form of a decision on this gift."""
    return Form(DecisionDraft, _DECISION, partial(check_decision, gift=_as_decided(card), today=today))


def fate_form(card: GiftCard, today: date) -> Form[FateDraft]:
    """Give the form of what became of this gift."""

    def check(draft: FateDraft) -> list[Finding]:
        return check_fate(draft, _as_decided(card), card.row.decision, max((row.day for row in card.fates), default=None), today)

    return Form(FateDraft, _FATE, check)


def value_form(card: GiftCard, today: date, *, needed: bool = False) -> Form[ValueDraft]:
    """Give the form of the value of this gift; where it is *needed* there is no taking it away."""

    def check(draft: ValueDraft) -> list[Finding]:
        found = list(check_money(draft.value, card.row.day, "value"))
        if draft.day is not None and draft.day > today:
            found.append(Finding("day", lazy("This day lies ahead."), rule="day-ahead"))
        if draft.value is not None and draft.method is ValueMethod.UNKNOWN:
            found.append(Finding("method", lazy("Say how the value was found: an extract of the register names it."), Severity.WARNS))
        return found

    fields = tuple(replace(field, required=needed) if field.key == "value" else field for field in _VALUE)
    return Form(ValueDraft, fields, check)


def decision_draft(card: GiftCard, today: date) -> DecisionDraft:
    """Give what the form of a decision begins with."""
    return DecisionDraft(card.row.decision, today)


def value_draft(card: GiftCard, today: date) -> ValueDraft:
    """Give what the form of a value begins with."""
    given = card.draft
    return ValueDraft(given.value, given.value_method, given.appraiser, given.valued_on or today)


def fate_draft(card: GiftCard, today: date) -> FateDraft:
    """Give what the form of what became of a gift begins with: what is likely after the decision, and where it is now."""
    given = card.draft
    likely = Fate.RETURNED if card.row.decision in (Decision.RETURN, Decision.REFUSE) else Fate.KEPT
    return FateDraft(likely, today, place=given.place, custodian_id=given.custodian_id, custodian_said=given.custodian_said)


def ask_decision(page: Page, card: GiftCard) -> FormDialog:
    """Ask for the decision on a gift; whoever is signed in decides, unless somebody else is named."""
    today = page.desk.application.clock.today()
    draft = decision_draft(card, today)

    def command(_before: DecisionDraft, after: DecisionDraft) -> Command[Any]:
        return DecideGift(card.row.id, after)

    return _show(
        page, decision_form(card, today), draft, lazy("Decide on {gift}", gift=gift_name(card)), command, lazy("Decide"), card, Step.DECIDE
    )


def ask_value(page: Page, card: GiftCard) -> FormDialog:
    """Ask for the value of a gift."""
    today = page.desk.application.clock.today()
    draft = value_draft(card, today)

    def command(_before: ValueDraft, after: ValueDraft) -> Command[Any]:
        return SetValue(card.row.id, after.value, after.method, after.appraiser, after.day)

    return _show(
        page, value_form(card, today), draft, lazy("Value of {gift}", gift=gift_name(card)), command, lazy("Set value"), card, Step.VALUE
    )


def ask_fate(page: Page, card: GiftCard) -> FormDialog:
    """Ask what became of a gift, where it is and who keeps it."""
    today = page.desk.application.clock.today()
    draft = fate_draft(card, today)

    def command(_before: FateDraft, after: FateDraft) -> Command[Any]:
        return SetFate(card.row.id, after)

    return _show(
        page,
        fate_form(card, today),
        draft,
        lazy("What became of {gift}", gift=gift_name(card)),
        command,
        lazy("Note this"),
        card,
        Step.PLACE,
    )


def gift_name(card: GiftCard) -> Lazy:
    """Name a gift by its number, else by what it is."""
    return lazy("{number}", number=card.row.number) if card.row.number else lazy("“{gift}”", gift=card.row.description)


def _as_decided(card: GiftCard) -> Decided:
    draft, thresholds = card.draft, card.thresholds
    limit = limit_in_euro(thresholds.hand_over_from, thresholds) if thresholds is not None else None
    reached = card.row.threshold or Threshold.UNKNOWN
    return Decided(card.row.day, draft.direction, draft.acceptance, draft.recipient_person_id, draft.recipient_said, reached, limit)


def _show(page: Page, form: Form[Any], draft: Any, title: Lazy, command: Any, verb: Lazy, card: GiftCard, what: Step) -> FormDialog:
    return FormDialog.show_for(page, page.desk, form, draft, title, command, key=f"gift/{card.row.id}/{what}", verb=verb)
