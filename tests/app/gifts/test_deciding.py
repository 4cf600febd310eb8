"""Values, decisions, fates and thanks of gifts that were received; who may not decide."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts import deciding_rules as rules
from app.domains.gifts.deciding_commands import (
    DecideGift,
    DeclareGift,
    SetFate,
    SetValue,
    ThankFor,
    ThanksNotNeeded,
    WithdrawDecision,
)
from app.domains.gifts.deciding_rules import Decided
from app.domains.gifts.drafts import DecisionDraft, FateDraft
from app.domains.gifts.register_commands import EditGift, StrikeGift
from app.domains.gifts.register_queries import gift_card, gift_draft
from app.domains.gifts.vocabulary import (
    Acceptance,
    Decision,
    Direction,
    Fate,
    Ownership,
    Step,
    Threshold,
    ValueMethod,
)
from app.kernel.commands import Command
from app.kernel.errors import NotAllowed, Refused, Severity
from app.kernel.money import Money
from tests.makers import Make, access
from tests.makers import gifts as make

TODAY = date(2021, 9, 1)
KEEP, HAND_OVER = DecisionDraft(Decision.KEEP, reason="a trifle"), DecisionDraft(Decision.HAND_OVER, reason="as usual")


def refused(application: Application, command: Command[object]) -> list[tuple[str, str]]:
    """Give the places and the rules by which a command is refused."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)
    return [(found.path, found.rule) for found in refusal.value.findings]


# ------------------------------------------------------------------------------------------------ values


def test_a_value_is_compared_with_the_thresholds_of_the_day_of_receipt(application: Application) -> None:
    gift = make.gift(application)

    def reached(amount: str) -> Threshold | None:
        application.execute(SetValue(gift, make.euro(amount), ValueMethod.MARKET))
        return application.ask(gift_card(gift)).row.threshold

    assert [reached(amount) for amount in ("49.99", "50", "149.99", "150")] == [
        Threshold.BELOW,
        Threshold.DECLARE,
        Threshold.DECLARE,
        Threshold.HAND_OVER,
    ]
    card = application.ask(gift_card(gift))
    assert (card.draft.valued_on, card.draft.value_method, card.row.euro) == (TODAY, ValueMethod.MARKET, Decimal(150))


def test_a_foreign_value_needs_the_rate_of_the_day(application: Application) -> None:
    gift = make.gift(application)
    dollars = Money(Decimal(100), "USD")
    assert refused(application, SetValue(gift, dollars)) == [("value.rate", "amount-without-rate")]
    late = replace(dollars, rate=Decimal("1.25"), rate_on=TODAY)
    assert refused(application, SetValue(gift, late)) == [("value.rate_on", "rate-of-another-day")]
    assert refused(application, SetValue(gift, replace(late, currency=""))) == [("value.currency", "amount-without-currency")]
    assert refused(application, SetValue(gift, None, day=date(2021, 9, 2))) == [("day", "day-ahead")]
    application.execute(SetValue(gift, replace(late, rate_on=make.RECEIVED_ON), ValueMethod.APPRAISAL, " Ada ", date(2021, 8, 25)))
    card = application.ask(gift_card(gift))
    assert (card.row.euro, card.draft.appraiser, card.draft.valued_on) == (Decimal(80), "Ada", date(2021, 8, 25))
    application.execute(SetValue(gift, None, ValueMethod.APPRAISAL, "Ada"))
    draft = application.ask(gift_draft(gift))
    assert (draft.value, draft.value_method, draft.appraiser, draft.valued_on) == (None, ValueMethod.UNKNOWN, "", None)


def test_a_gift_that_was_given_has_thresholds_only_when_a_regime_is_named(application: Application) -> None:
    plain = make.given(application, value=make.euro("200"))
    assert application.ask(gift_card(plain)).row.threshold is None
    commission = make.given(application, value=make.euro("200"), regime="eu-commission")
    assert application.ask(gift_card(commission)).row.threshold is Threshold.HAND_OVER


def test_a_gift_is_declared_on_a_day_between_its_own_and_today(application: Application) -> None:
    gift = make.gift(application)
    assert refused(application, DeclareGift(gift, date(2021, 8, 19))) == [("declared_on", "day-before-gift")]
    assert refused(application, DeclareGift(gift, date(2021, 9, 2))) == [("declared_on", "day-ahead")]
    application.execute(DeclareGift(gift, date(2021, 8, 22)))
    assert application.ask(gift_draft(gift)).declared_on == date(2021, 8, 22)
    assert refused(application, DeclareGift(make.given(application), TODAY)) == [("", "gift-given")]


# ------------------------------------------------------------------------------------------------ decisions


def test_a_decision_has_a_reason_and_the_name_of_who_took_it(application: Application) -> None:
    gift = make.gift(application)
    assert refused(application, DecideGift(gift, DecisionDraft())) == [
        ("decision", "decision-missing"),
        ("reason", "decision-without-reason"),
    ]
    assert refused(application, DecideGift(gift, replace(KEEP, day=date(2021, 9, 2)))) == [("day", "day-ahead")]
    assert refused(application, DecideGift(make.given(application), KEEP)) == [("", "decision-of-what-was-given")]
    application.execute(DecideGift(gift, KEEP))
    card = application.ask(gift_card(gift))
    assert (card.row.decision, card.row.ownership) == (Decision.KEEP, Ownership.PERSON)
    assert (card.decided_by, card.decided_on, card.decision_reason) == ("officer", TODAY, "a trifle")


def test_a_later_decision_takes_the_place_of_the_first_which_is_kept(application: Application) -> None:
    gift = make.gift(application)
    application.execute(DecideGift(gift, KEEP))
    application.execute(DecideGift(gift, HAND_OVER))
    application.execute(WithdrawDecision(gift, "a new appraisal"))
    card = application.ask(gift_card(gift))
    assert [(one.decision, one.ownership, one.reason) for one in card.decisions] == [
        (Decision.KEEP, Ownership.PERSON, "a trifle"),
        (Decision.HAND_OVER, Ownership.REGION, "as usual"),
        (Decision.OPEN, Ownership.OPEN, "a new appraisal"),
    ]
    assert (card.row.decision, card.row.ownership, card.decided_by, card.decision_reason) == (Decision.OPEN, Ownership.OPEN, "", "")
    assert refused(application, WithdrawDecision(gift, "again")) == [("", "not-decided")]
    application.undo()
    assert application.ask(gift_card(gift)).row.decision is Decision.HAND_OVER
    assert refused(application, WithdrawDecision(gift, " ")) == [("reason", "reason-missing")]


@pytest.mark.parametrize(
    ("decision", "wanted", "ownership"),
    [
        (Decision.KEEP, Ownership.OPEN, Ownership.PERSON),
        (Decision.KEEP, Ownership.REGION, Ownership.REGION),
        (Decision.HAND_OVER, Ownership.OPEN, Ownership.REGION),
        (Decision.HAND_OVER, Ownership.OTHER, Ownership.OTHER),
        (Decision.REFUSE, Ownership.REGION, Ownership.GIVER),
        (Decision.RETURN, Ownership.OPEN, Ownership.GIVER),
        (Decision.OPEN, Ownership.REGION, Ownership.OPEN),
    ],
)
def test_whose_it_is_follows_from_the_decision(decision: Decision, wanted: Ownership, ownership: Ownership) -> None:
    assert rules.ownership_after(decision, wanted) is ownership


def test_keeping_what_should_be_handed_over_warns_and_needs_a_reason_for_it() -> None:
    gift = Decided(make.RECEIVED_ON, Direction.RECEIVED, Acceptance.ACCEPTED, None, "", Threshold.HAND_OVER, Decimal(150))
    draft = DecisionDraft(Decision.KEEP, TODAY)
    found = rules.check_decision(draft, gift, TODAY)
    assert [(one.path, one.rule, one.severity) for one in found] == [
        ("decision", "kept-above-threshold", Severity.WARNS),
        ("reason", "decision-without-reason", Severity.BLOCKS),
    ]
    assert "although its value" in str(found[1].message)
    assert [one.rule for one in rules.check_decision(replace(draft, reason="an heirloom"), gift, TODAY)] == ["kept-above-threshold"]
    assert rules.check_decision(replace(draft, reason="x"), replace(gift, threshold=Threshold.DECLARE), TODAY) == []


# ------------------------------------------------------------------------------------------------ who may not decide


def test_the_recipient_does_not_decide_under_their_own_account(application: Application, make_: Make) -> None:
    ada = make_.person("Ada", "Minister")
    gift = make.gift(application, recipient_person_id=ada)
    access.head(application)
    access.account(application, "ada", "head_of_cell", person_id=ada)
    bea = make_.person("Bea", "Colleague")
    application.sign_in("ada")
    assert refused(application, DecideGift(gift, KEEP)) == [("person_id", "decides-on-own")]
    assert refused(application, DecideGift(gift, replace(KEEP, person_id=bea))) == [("person_id", "decides-on-own")]
    application.sign_in("head")
    assert refused(application, DecideGift(gift, replace(KEEP, person_id=ada))) == [("person_id", "decides-on-own")]
    application.execute(DecideGift(gift, KEEP))
    application.sign_in("ada")
    assert refused(application, WithdrawDecision(gift, "mine")) == [("person_id", "decides-on-own")]


def test_the_recipient_does_not_decide_by_a_detour(application: Application, make_: Make) -> None:
    """Who was not the recipient when deciding does not become it, neither by an edit nor by taking an edit back."""
    ada, bea = make_.person("Ada", "Minister"), make_.person("Bea", "Colleague")
    access.head(application)
    access.account(application, "second", "head_of_cell")
    gift = make.gift(application, recipient_person_id=ada)
    before = application.ask(gift_draft(gift))
    application.execute(EditGift(gift, before, replace(before, recipient_person_id=bea)))
    application.sign_in("second")
    make.decided(application, gift, person_id=ada)
    application.sign_in("head")
    with pytest.raises(Refused) as refusal:
        application.undo()
    assert [found.rule for found in refusal.value.findings] == ["decides-on-own"]
    assert application.ask(gift_draft(gift)).recipient_person_id == bea


def test_where_the_recipient_is_only_named_the_name_counts(application: Application) -> None:
    gift = make.gift(application, recipient_said="OFFICER")
    assert refused(application, DecideGift(gift, KEEP)) == [("person_id", "decides-on-own")]


def test_an_account_that_nobody_has_tied_to_a_person_is_known_by_its_name(application: Application, make_: Make) -> None:
    gift = make.gift(application, recipient_person_id=make_.person("Ada", "Minister"))
    access.head(application)
    access.account(application, "ada", "head_of_cell", name="Ada Minister")
    application.sign_in("ada")
    assert refused(application, DecideGift(gift, KEEP)) == [("person_id", "decides-on-own")]


def test_deciding_needs_its_own_right(application: Application) -> None:
    gift = make.gift(application)
    access.act_as(application, "desk", "budget_officer")
    with pytest.raises(NotAllowed):
        application.execute(DecideGift(gift, KEEP))


# ------------------------------------------------------------------------------------------------ what became of it


def test_what_becomes_of_a_gift_is_noted_one_thing_after_the_other(application: Application) -> None:
    gift = make.gift(application)
    make.decided(application, gift)
    application.execute(SetFate(gift, FateDraft(Fate.DISPLAYED, date(2021, 8, 28), place="Showcase 2")))
    earlier = FateDraft(Fate.KEPT, date(2021, 8, 27))
    assert refused(application, SetFate(gift, earlier)) == [("day", "fate-before-last")]
    application.execute(SetFate(gift, FateDraft(Fate.DONATED, to_whom="Museum of Examplia")))
    card = application.ask(gift_card(gift))
    assert [(one.fate, one.day, one.place, one.to_whom) for one in card.fates] == [
        (Fate.DISPLAYED, date(2021, 8, 28), "Showcase 2", ""),
        (Fate.DONATED, TODAY, "", "Museum of Examplia"),
    ]
    assert (card.row.fate, card.fate_on, card.row.place) == (Fate.DONATED, TODAY, "")
    assert refused(application, WithdrawDecision(gift, "no")) == [("", "gift-gone")]


@pytest.mark.parametrize(
    ("draft", "found"),
    [
        (FateDraft(Fate.OPEN), ("fate", "fate-missing")),
        (FateDraft(Fate.LENT), ("fate", "fate-lent")),
        (FateDraft(Fate.SOLD), ("fate", "fate-before-decision")),
        (FateDraft(Fate.KEPT, date(2021, 8, 19)), ("day", "day-before-gift")),
        (FateDraft(Fate.KEPT, proceeds=make.euro("5")), ("proceeds", "proceeds-without-sale")),
        (FateDraft(Fate.KEPT, place="x" * 501), ("place", "text-too-long")),
    ],
)
def test_what_cannot_have_become_of_it_is_refused(application: Application, draft: FateDraft, found: tuple[str, str]) -> None:
    assert refused(application, SetFate(make.gift(application), draft)) == [found]


def test_only_what_was_received_has_a_fate(application: Application) -> None:
    declined = make.gift(application, acceptance=Acceptance.DECLINED, circumstances="too dear")
    for gift in (make.given(application), declined):
        assert refused(application, SetFate(gift, FateDraft())) == [("", "fate-of-what-was-given")]


# ------------------------------------------------------------------------------------------------ thanks


def test_thanks_are_noted_for_several_gifts_in_one_step(application: Application) -> None:
    gifts = tuple(make.gift(application, name) for name in ("Vase", "Bowl"))
    application.execute(ThankFor(gifts, TODAY))
    assert [application.ask(gift_draft(gift)).thanked_on for gift in gifts] == [TODAY, TODAY]
    assert refused(application, ThanksNotNeeded(gifts[0], "said so")) == [("", "gift-thanked")]
    application.undo()
    assert [application.ask(gift_draft(gift)).thanked_on for gift in gifts] == [None, None]
    assert refused(application, ThankFor(gifts, date(2021, 8, 19))) == [("thanked_on", "day-before-gift")]


def test_no_thanks_need_a_reason_which_is_kept(application: Application) -> None:
    gift = make.gift(application, remark="fragile", entered=True, value=make.euro("10"))
    make.decided(application, gift, Decision.KEEP)
    assert application.ask(gift_card(gift)).row.step is Step.THANK
    assert refused(application, ThanksNotNeeded(gift, "")) == [("reason", "reason-missing")]
    application.execute(ThanksNotNeeded(gift, "thanked on the spot"))
    card = application.ask(gift_card(gift))
    assert (card.draft.thanks_needed, card.draft.remark, card.row.step) == (False, "fragile\nthanked on the spot", Step.DONE)


def test_what_was_struck_out_is_left_alone(application: Application) -> None:
    gift = make.gift(application, entered=True)
    application.execute(StrikeGift(gift, "twice"))
    for command in (SetValue(gift, None), DecideGift(gift, KEEP), SetFate(gift, FateDraft()), ThankFor((gift,), TODAY)):
        assert refused(application, command) == [("", "gift-struck")]


@pytest.fixture(name="make_")
def _make(application: Application) -> Make:
    return Make(application)
