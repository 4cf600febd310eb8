"""What an entry of the register must hold, what its value means, and what is due when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domains.gifts import register_rules as rules
from app.domains.gifts.drafts import GiftDraft, Photo
from app.domains.gifts.house_rules import PeriodCode, ThresholdSet
from app.domains.gifts.register_rules import GiftFacts, Party
from app.domains.gifts.vocabulary import Acceptance, Decision, Direction, Fate, Ownership, Standing, Step, Threshold, Trait, Urgency
from app.kernel.errors import Severity
from app.kernel.money import Money
from app.kernel.translated import Multilingual

DAY = date(2021, 8, 20)
TODAY = date(2021, 9, 1)
GOOD = GiftDraft(day=DAY, description=Multilingual("vaas", "vase", "vase"), giver_said="Embassy")
PERIODS = {
    PeriodCode.DECLARE: 3,
    PeriodCode.VALUE: 7,
    PeriodCode.DECIDE: 10,
    PeriodCode.THANK: 14,
    PeriodCode.PLACE: 30,
    PeriodCode.ENTER_GIVEN: 3,
}


def found(draft: GiftDraft) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in rules.check_gift(draft, TODAY)]


def dollars(rate: str | None, rate_on: date | None) -> Money:
    return Money(Decimal(100), "USD", Decimal(rate) if rate else None, rate_on)


# ------------------------------------------------------------------------------------------------ what an entry holds


def test_an_entry_with_a_day_a_description_and_a_giver_is_accepted() -> None:
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("change", "path", "rule"),
    [
        ({"day": None}, "day", "gift-without-day"),
        ({"day": date(2021, 9, 2)}, "day", "gift-day-ahead"),
        ({"day": date(1899, 12, 31)}, "day", "gift-day"),
        ({"description": Multilingual()}, "description", "gift-without-description"),
        ({"giver_said": ""}, "giver_person_id", "gift-without-giver"),
        ({"pieces": None}, "pieces", "gift-pieces"),
        ({"pieces": 0}, "pieces", "gift-pieces"),
        ({"weight": 0}, "weight", "gift-weight"),
        ({"materials": ("unobtainium",)}, "materials", "gift-material"),
        ({"materials": (Trait.CITES.value,)}, "cites_note", "gift-cites"),
        ({"acceptance": Acceptance.DECLINED}, "circumstances", "gift-declined-why"),
        ({"giver_country": "Belgium"}, "giver_country", "country-code"),
        ({"declared_on": date(2021, 8, 19)}, "declared_on", "day-before-gift"),
        ({"thanked_on": date(2021, 9, 2)}, "thanked_on", "day-ahead"),
        ({"valued_on": date(2021, 9, 2)}, "valued_on", "day-ahead"),
        ({"remark": "x" * 20_001}, "remark", "text-too-long"),
        ({"place": "x" * 501}, "place", "text-too-long"),
        ({"photos": (Photo("nowhere"),)}, "photos[0]", "photo-missing"),
        ({"photos": (Photo("a" * 64), Photo("a" * 64))}, "photos[1]", "photo-twice"),
        ({"value": Money(Decimal(5), "")}, "value.currency", "amount-without-currency"),
        ({"value": Money(Decimal(-5))}, "value", "amount"),
        ({"value": Money(Decimal("NaN"))}, "value", "amount"),
        ({"value": dollars(None, None)}, "value.rate", "amount-without-rate"),
        ({"value": dollars("0", DAY)}, "value.rate", "amount-without-rate"),
        ({"value": dollars("1.17", None)}, "value.rate_on", "rate-without-day"),
        ({"value": dollars("1.17", date(2021, 8, 21))}, "value.rate_on", "rate-of-another-day"),
        ({"value": dollars("1.17", date(2021, 8, 14))}, "value.rate_on", "rate-of-another-day"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(change: dict[str, object], path: str, rule: str) -> None:
    assert found(replace(GOOD, **change)) == [(path, rule)]


def test_a_rate_may_be_some_days_older_because_none_is_published_at_weekends() -> None:
    assert found(replace(GOOD, value=dollars("1.17", date(2021, 8, 15)))) == []
    assert found(replace(GOOD, value=dollars("1.17", DAY))) == []


def test_a_gift_that_was_given_needs_a_recipient_and_no_giver() -> None:
    given = replace(GOOD, direction=Direction.GIVEN, giver_said="")
    assert found(given) == [("recipient_person_id", "gift-without-recipient")]
    assert found(replace(given, recipient_organisation_id="x")) == []


def test_a_missing_language_and_missing_papers_refuse_nothing() -> None:
    draft = replace(GOOD, description=Multilingual(en="vase"), materials=(Trait.CITES.value,))
    assert [finding.severity for finding in rules.check_gift(draft, TODAY)] == [Severity.WARNS, Severity.NOTES]


@pytest.mark.parametrize(
    ("giver", "recipient", "same"),
    [
        (Party("ada"), Party("ada"), True),
        (Party("ada", "x"), Party("ada", "y"), True),
        (Party("ada", "x"), Party("bea", "x"), False),
        (Party("ada", "x"), Party(None, "x"), False),
        (Party(None, "x"), Party(None, "x"), True),
        (Party(None, "x"), Party(None, "y"), False),
        (Party(None, "x", "press office"), Party(None, "x", "legal office"), False),
        (Party(said="Région"), Party(said="region"), True),
        (Party(), Party(), False),
    ],
)
def test_nobody_gives_a_gift_to_themselves(giver: Party, recipient: Party, *, same: bool) -> None:
    assert rules.is_same(giver, recipient) is same


# ------------------------------------------------------------------------------------------------ values and thresholds

HOUSE = ThresholdSet(declare_from=Decimal(50), hand_over_from=Decimal(150))


@pytest.mark.parametrize(
    ("cents", "reached"),
    [
        (None, Threshold.UNKNOWN),
        (0, Threshold.BELOW),
        (4_999, Threshold.BELOW),
        (5_000, Threshold.DECLARE),
        (14_999, Threshold.DECLARE),
        (15_000, Threshold.HAND_OVER),
    ],
)
def test_a_value_of_exactly_a_threshold_has_reached_it(cents: int | None, reached: Threshold) -> None:
    assert rules.threshold(cents, HOUSE) is reached


def test_a_threshold_in_another_currency_is_compared_at_its_rate_or_not_at_all() -> None:
    american = ThresholdSet(hand_over_from=Decimal(480), currency="USD", rate=Decimal("1.20"), rate_on=DAY)
    assert rules.threshold(39_999, american) is Threshold.BELOW
    assert rules.threshold(40_000, american) is Threshold.HAND_OVER
    assert rules.threshold(40_000, replace(american, rate=None)) is Threshold.UNKNOWN


def test_without_amounts_or_without_a_set_nothing_is_compared() -> None:
    assert rules.threshold(5_000, ThresholdSet()) is Threshold.UNKNOWN
    assert rules.threshold(5_000, None) is Threshold.UNKNOWN
    assert rules.threshold(9_999_900, replace(HOUSE, hand_over_from=None)) is Threshold.DECLARE


def test_a_value_is_turned_into_euro_at_its_rate() -> None:
    assert rules.cents_of(None) is None
    assert rules.cents_of(Money(Decimal("12.345"))) == 1_235
    assert rules.cents_of(dollars("1.25", DAY)) == 8_000
    assert rules.cents_of(dollars(None, None)) is None
    assert rules.euro_of(1_235) == Decimal("12.35")


# ------------------------------------------------------------------------------------------------ numbers and steps


def test_numbers_go_on_within_their_year() -> None:
    assert rules.number_after(2021, None) == "G2021/001"
    assert rules.number_after(2021, "G2021/009") == "G2021/010"
    assert rules.number_after(2021, "G2021/999") == "G2021/1000"
    assert rules.year_of("G2021/1000") == 2021


def test_an_entry_is_noted_then_entered_then_perhaps_struck_out() -> None:
    assert rules.standing(None, None) is Standing.NOTED
    assert rules.standing("G2021/001", None) is Standing.ENTERED
    assert rules.standing("G2021/001", DAY) is Standing.STRUCK


def test_the_steps_of_a_gift_that_was_received_follow_each_other() -> None:
    facts = GiftFacts(DAY)
    assert rules.open_steps(facts, PERIODS) == (
        (Step.ENTER, date(2021, 8, 23)),
        (Step.VALUE, date(2021, 8, 27)),
        (Step.DECIDE, date(2021, 8, 30)),
        (Step.THANK, date(2021, 9, 3)),
    )
    facts = replace(facts, standing=Standing.ENTERED, valued=True)
    assert (rules.step_due(facts, PERIODS), rules.due(facts, PERIODS)) == (Step.DECIDE, date(2021, 8, 30))
    facts = replace(facts, decision=Decision.HAND_OVER, ownership=Ownership.REGION)
    assert rules.step_due(facts, PERIODS) is Step.THANK
    facts = replace(facts, thanked=True)
    assert rules.open_steps(facts, PERIODS) == ((Step.PLACE, date(2021, 9, 19)),)
    facts = replace(facts, place="Showcase 2")
    assert (rules.step_due(facts, PERIODS), rules.due(facts, PERIODS)) == (Step.DONE, None)


def test_what_is_due_first_comes_first_when_the_office_changes_its_periods() -> None:
    facts = GiftFacts(DAY, standing=Standing.ENTERED, valued=True)
    assert rules.step_due(facts, PERIODS | {PeriodCode.THANK: 5}) is Step.THANK


def test_what_goes_back_has_to_go_and_what_the_recipient_keeps_needs_no_place() -> None:
    done = GiftFacts(DAY, standing=Standing.ENTERED, valued=True, thanked=True)
    assert rules.step_due(replace(done, decision=Decision.RETURN, ownership=Ownership.GIVER), PERIODS) is Step.PLACE
    assert rules.step_due(replace(done, decision=Decision.RETURN, ownership=Ownership.GIVER, fate=Fate.RETURNED), PERIODS) is Step.DONE
    assert rules.step_due(replace(done, decision=Decision.KEEP, ownership=Ownership.PERSON), PERIODS) is Step.DONE
    assert rules.step_due(replace(done, decision=Decision.REFUSE, ownership=Ownership.GIVER), PERIODS) is Step.DONE


def test_a_gift_that_was_given_or_declined_is_only_entered() -> None:
    given = GiftFacts(DAY, Direction.GIVEN)
    assert rules.open_steps(given, PERIODS) == ((Step.ENTER, date(2021, 8, 23)),)
    assert rules.step_due(replace(given, standing=Standing.ENTERED), PERIODS) is Step.DONE
    declined = GiftFacts(DAY, acceptance=Acceptance.DECLINED, standing=Standing.ENTERED)
    assert rules.step_due(declined, PERIODS) is Step.DONE
    assert rules.step_due(GiftFacts(DAY, standing=Standing.STRUCK), PERIODS) is Step.DONE


def test_a_step_is_soon_three_days_before_and_late_the_day_after() -> None:
    days = [date(2021, 8, 31), TODAY, date(2021, 9, 4), date(2021, 9, 5)]
    assert [rules.urgency(day, TODAY) for day in days] == [Urgency.LATE, Urgency.SOON, Urgency.SOON, Urgency.NONE]
    assert rules.urgency(None, TODAY) is Urgency.NONE


def test_the_last_day_of_the_calendar_is_late_enough() -> None:
    assert rules.due(GiftFacts(date.max), PERIODS) == date.max
