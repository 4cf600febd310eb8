"""Which visa a journey needs, how far it is and whether it suffices: the rules read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.visas import rules_of_visas
from app.domains.visas.rules_of_visas import RuleCode, RuleNumber, VisaRules, check_rules, complete, shipped
from app.domains.visas.terms import PassportKind
from app.domains.visas.visa_drafts import (
    CardDraft,
    CountryDraft,
    InvitationDraft,
    VisaDraft,
    check_card,
    check_country,
    check_invitation,
    check_visa,
)
from app.domains.visas.visa_rules import (
    CountryStay,
    Needed,
    begun,
    card_is_old,
    deadlines,
    filed_for_other_days,
    guest_needs_visa,
    is_open,
    missing_documents,
    months_and_pages,
    need_on_card,
    needed,
    schengen_dates,
    standing_of,
    what_does_not_suffice,
)
from app.domains.visas.visa_terms import Answer, CellState, Entries, Need, Payer, VisaDocument
from app.kernel.shapes import from_plain, to_plain
from app.kernel.translated import Multilingual, lazy

TODAY = date(2021, 9, 1)
STAY = CountryStay("US", False, date(2021, 12, 6), date(2021, 12, 10), 1, date(2021, 12, 6), date(2021, 12, 10))
CARD = CardDraft("US", Need.VISA, Need.NOT_NEEDED, Need.ON_ARRIVAL, source="the embassy", checked_on=date(2021, 8, 1))
ASKS = Needed(Need.VISA, lazy("card"))


def state(visa: VisaDraft | None, need: Needed = ASKS, stay: CountryStay = STAY, today: date = TODAY) -> tuple[CellState, str, date | None]:
    standing = standing_of(visa, need, stay, None, shipped(), today)
    return standing.state, standing.reason.message, standing.due


# ------------------------------------------------------------------------------------------------ the need


@pytest.mark.parametrize(
    ("kind", "need"),
    [
        (PassportKind.ORDINARY, Need.VISA),
        (PassportKind.SECOND_ORDINARY, Need.VISA),
        (PassportKind.SERVICE, Need.NOT_NEEDED),
        (PassportKind.DIPLOMATIC, Need.ON_ARRIVAL),
        (None, Need.UNKNOWN),
    ],
)
def test_a_card_says_it_for_each_kind_of_passport(kind: PassportKind | None, need: Need) -> None:
    assert need_on_card(CARD, kind) is need


def test_without_a_passport_a_card_says_only_what_is_the_same_for_all_kinds() -> None:
    assert need_on_card(replace(CARD, service=Need.VISA, diplomatic=Need.VISA), None) is Need.VISA


def test_a_hand_with_its_reason_comes_before_the_card() -> None:
    found = needed(
        "US", CARD, shipped(), kind=PassportKind.ORDINARY, passport_country="BE", by_hand=Need.ELECTRONIC, why_by_hand="told by the embassy"
    )
    assert (found.need, str(found.reason)) == (Need.ELECTRONIC, "Set by hand: told by the embassy")


def test_a_card_says_nothing_of_passports_of_other_countries() -> None:
    found = needed("US", CARD, shipped(), kind=PassportKind.ORDINARY, passport_country="JP")
    assert found == Needed(Need.UNKNOWN, lazy("Country cards speak of Belgian passports: ask the embassy, and enter the need by hand."))


def test_within_europe_nobody_of_europe_needs_a_visa() -> None:
    assert needed("FR", None, shipped(), nationality="BE").need is Need.NOT_NEEDED
    assert needed("CH", None, shipped(), kind=PassportKind.SERVICE, passport_country="IT").need is Need.NOT_NEEDED
    assert needed("FR", None, shipped(), nationality="JP").need is Need.UNKNOWN


def test_nobody_needs_a_visa_for_the_own_country() -> None:
    assert needed("JP", None, shipped(), passport_country="JP").need is Need.NOT_NEEDED


@pytest.mark.parametrize(
    ("card", "kind", "nationality", "why"),
    [
        (None, None, "", "Neither a passport nor a nationality of the traveller is known."),
        (None, PassportKind.SERVICE, "BE", "There is no country card for this country yet."),
        (CARD, None, "BE", "It depends on the kind of passport, and none is entered for the traveller."),
        (replace(CARD, ordinary=Need.UNKNOWN), PassportKind.ORDINARY, "BE", "The country card does not say it for this kind of passport."),
    ],
)
def test_what_is_not_known_is_said_and_never_guessed(card: CardDraft | None, kind: PassportKind | None, nationality: str, why: str) -> None:
    found = needed("US", card, shipped(), kind=kind, nationality=nationality)
    assert (found.need, str(found.reason)) == (Need.UNKNOWN, why)


# ------------------------------------------------------------------------------------------------ deadlines


def test_days_count_back_from_the_journey_by_the_rules_of_the_office() -> None:
    found = deadlines(STAY, None, shipped())
    assert (found.begin, found.file, found.back, found.hand_over) == (
        date(2021, 9, 22),
        date(2021, 10, 22),
        date(2021, 11, 26),
        date(2021, 12, 4),
    )


def test_an_embassy_that_takes_long_is_filed_at_earlier_counted_in_working_days() -> None:
    # 40 working days before Friday 26 November without All Saints (Belgium), 11 November (both), Columbus Day and Thanksgiving.
    found = deadlines(STAY, replace(CARD, normal_days=40), shipped())
    assert found.file == date(2021, 9, 27)
    assert deadlines(STAY, replace(CARD, normal_days=5), shipped()).file == date(2021, 10, 22)


def test_without_days_nothing_is_due() -> None:
    found = deadlines(replace(STAY, journey=None), CARD, shipped())
    assert (found.begin, found.file, found.back) == (None, None, None)


@given(st.dates(), st.integers(0, 365))
def test_deadlines_stay_in_their_order_and_in_the_calendar(journey: date, normal_days: int) -> None:
    found = deadlines(replace(STAY, country="BE", journey=journey), replace(CARD, normal_days=normal_days), shipped())
    days = [found.begin, found.file, found.back, journey]
    assert days == sorted(day for day in days if day is not None)


# ------------------------------------------------------------------------------------------------ how far a visa is


def test_a_visa_that_nobody_has_begun_is_to_do_and_then_late() -> None:
    nothing = "A visa is needed; nothing has been done yet."
    assert state(None) == (CellState.TO_DO, nothing, date(2021, 9, 22))
    assert state(VisaDraft(), today=date(2021, 9, 22))[0] is CellState.TO_DO
    assert state(VisaDraft(), today=date(2021, 9, 23)) == (CellState.LATE, nothing, date(2021, 9, 22))


def test_after_the_journey_nothing_is_late_any_more() -> None:
    assert state(None, today=date(2021, 12, 11))[0] is CellState.TO_DO


def test_documents_are_gathered_and_then_it_is_filed() -> None:
    some = VisaDraft(documents=(VisaDocument.FORM,))
    assert state(some) == (CellState.IN_PROGRESS, "Still missing for the application: {documents}.", date(2021, 10, 22))
    assert state(some, today=date(2021, 10, 23))[0] is CellState.LATE
    filed = VisaDraft(filed_on=date(2021, 9, 1), filed_at="the embassy")
    assert state(filed) == (CellState.IN_PROGRESS, "Filed on {day} at {place}.", date(2021, 11, 26))
    assert state(filed, today=date(2021, 11, 27))[0] is CellState.LATE


def test_a_visa_that_is_back_is_looked_over_before_it_is_ready() -> None:
    back = VisaDraft(filed_on=date(2021, 9, 1), back_on=date(2021, 9, 20))
    assert state(back)[:2] == (CellState.IN_PROGRESS, "Back; enter what stands on the visa.")
    read = replace(back, valid_from=date(2021, 12, 1), valid_until=date(2021, 12, 31), checked=("name",))
    assert state(read)[:2] == (CellState.IN_PROGRESS, "Back, not yet looked over: {number} of 3 points.")
    good = replace(read, checked=("name", "dates", "entries"))
    assert state(good) == (CellState.READY, "Valid until {until}; still to be handed over.", date(2021, 12, 4))
    handed = replace(good, handed_on=date(2021, 12, 3), signed_by="A. Example")
    assert state(handed) == (CellState.READY, "Valid until {until}; handed over on {day}.", None)


def test_a_refusal_and_a_withdrawal_are_said() -> None:
    filed = VisaDraft(filed_on=date(2021, 9, 1))
    assert state(replace(filed, refused_on=date(2021, 9, 20)))[:2] == (CellState.LATE, "It was refused on {day}.")
    withdrawn = replace(filed, withdrawn_on=date(2021, 9, 20))
    assert state(withdrawn)[:2] == (CellState.TO_DO, "The application was withdrawn on {day}, and a visa is still needed.")


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (Need.NOT_NEEDED, CellState.NOT_NEEDED),
        (Need.ON_ARRIVAL, CellState.READY),
        (Need.UNKNOWN, CellState.UNKNOWN),
        (Need.ELECTRONIC, CellState.TO_DO),
    ],
)
def test_what_is_not_asked_for_is_no_task(need: Need, expected: CellState) -> None:
    assert state(None, Needed(need, lazy("why")))[0] is expected


def test_a_choice_of_passport_or_need_is_not_yet_a_begun_application() -> None:
    assert not begun(VisaDraft(passport_id="1", need_by_hand=Need.VISA, need_reason="told", remark="later"))
    assert begun(VisaDraft(appointment_on=date(2021, 10, 1)))


def test_an_application_lies_at_the_embassy_until_it_is_decided_or_withdrawn() -> None:
    filed = VisaDraft(filed_on=TODAY)
    assert is_open(filed)
    ends = (
        replace(filed, back_on=TODAY),
        replace(filed, refused_on=TODAY),
        replace(filed, withdrawn_on=TODAY),
        replace(filed, valid_until=TODAY),
    )
    assert not any(map(is_open, (VisaDraft(), *ends)))


def test_a_proof_of_vaccination_is_asked_for_only_where_the_card_speaks_of_health() -> None:
    ticked = VisaDraft(documents=tuple(code for code in VisaDocument if code is not VisaDocument.VACCINATION))
    assert missing_documents(ticked, CARD) == ()
    assert missing_documents(ticked, replace(CARD, health="yellow fever")) == (VisaDocument.VACCINATION,)


# ------------------------------------------------------------------------------------------------ whether it suffices


@pytest.mark.parametrize(
    "visa",
    [
        VisaDraft(),
        VisaDraft(valid_from=date(2021, 12, 6), valid_until=date(2021, 12, 10), entries=Entries.SINGLE, stay_days=5),
        VisaDraft(valid_until=date(2022, 12, 10), entries=Entries.MULTIPLE),
    ],
)
def test_a_visa_that_covers_the_days_suffices(visa: VisaDraft) -> None:
    assert list(what_does_not_suffice(visa, STAY)) == []


@pytest.mark.parametrize(
    ("visa", "times", "why"),
    [
        (VisaDraft(valid_from=date(2021, 12, 7)), 1, "The visa is valid only from 2021-12-07, and the country is entered on 2021-12-06."),
        (VisaDraft(valid_until=date(2021, 12, 9)), 1, "The visa is valid until 2021-12-09, and the country is left on 2021-12-10."),
        (VisaDraft(stay_days=4), 1, "The visa is for 4 days, and the stay is 5."),
        (VisaDraft(entries=Entries.SINGLE), 2, "The visa lets its holder in once, and the country is entered 2 times."),
        (VisaDraft(entries=Entries.DOUBLE), 3, "The visa lets its holder in 2 times, and the country is entered 3 times."),
    ],
)
def test_a_visa_that_does_not_suffice_says_why(visa: VisaDraft, times: int, why: str) -> None:
    assert [str(found) for found in what_does_not_suffice(visa, replace(STAY, times=times))] == [why]


@given(st.dates(date(2021, 1, 1), date(2022, 12, 31)), st.integers(0, 60), st.integers(-90, 90))
def test_a_visa_suffices_exactly_on_the_days_it_covers(start: date, length: int, shift: int) -> None:
    visa = VisaDraft(valid_from=start, valid_until=start + timedelta(length))
    enters = start + timedelta(shift)
    inside = shift >= 0 and shift + 2 <= length
    assert (list(what_does_not_suffice(visa, replace(STAY, enters=enters, leaves=enters + timedelta(2)))) == []) is inside


def test_an_application_for_other_days_is_told() -> None:
    asked = VisaDraft(filed_on=TODAY, asked_from=date(2021, 12, 6), asked_until=date(2021, 12, 10))
    assert filed_for_other_days(asked, STAY) is None
    later = replace(STAY, enters=date(2022, 1, 6), leaves=date(2022, 1, 10))
    assert (
        str(filed_for_other_days(asked, later)) == "It was filed for 2021-12-06 to 2021-12-10; the days are now 2022-01-06 to 2022-01-10."
    )
    assert standing_of(asked, ASKS, later, None, shipped(), TODAY).state is CellState.LATE


def test_the_strictest_country_counts_and_a_card_comes_before_the_rules_of_the_office() -> None:
    assert months_and_pages([None, CARD], shipped()) == (6, 2)
    assert months_and_pages([replace(CARD, months_valid=3, blank_pages=1)], shipped()) == (3, 1)
    assert months_and_pages([replace(CARD, months_valid=3, blank_pages=4), None], shipped()) == (6, 4)
    assert months_and_pages([], shipped()) == (0, 0)


# ------------------------------------------------------------------------------------------------ guests


def test_a_guest_files_at_the_latest_fifteen_days_before() -> None:
    assert schengen_dates(date(2021, 12, 6), shipped()) == (date(2021, 10, 7), date(2021, 6, 6), date(2021, 11, 21))
    assert schengen_dates(None, shipped()) == (None, None, None)


@pytest.mark.parametrize(
    ("answer", "nationality", "expected"),
    [
        (Answer.UNKNOWN, "FR", Answer.NO),
        (Answer.UNKNOWN, "JP", Answer.UNKNOWN),
        (Answer.UNKNOWN, "", Answer.UNKNOWN),
        (Answer.YES, "FR", Answer.YES),
        (Answer.NO, "JP", Answer.NO),
    ],
)
def test_whether_a_guest_needs_a_visa_is_said_by_a_hand_or_by_free_movement(answer: Answer, nationality: str, expected: Answer) -> None:
    assert guest_needs_visa(answer, nationality, shipped())[0] is expected


# ------------------------------------------------------------------------------------------------ cards, drafts, rules


def test_a_card_asks_to_be_checked_after_a_year() -> None:
    assert not card_is_old(CARD, shipped(), date(2022, 7, 31))
    assert card_is_old(CARD, shipped(), date(2022, 8, 1))


def test_a_card_that_says_something_has_a_source_and_a_day() -> None:
    assert check_card(CardDraft("US")) == []
    assert check_card(CARD) == []
    assert [found.path for found in check_card(replace(CARD, source="", checked_on=None))] == ["source", "checked_on"]
    assert [found.rule for found in check_card(CardDraft())] == ["card-without-country"]
    assert [found.rule for found in check_card(CardDraft("BE"))] == ["card-of-belgium"]
    assert [found.path for found in check_card(replace(CARD, normal_days=-1, months_valid=999))] == ["normal_days", "months_valid"]


@pytest.mark.parametrize(
    ("draft", "paths"),
    [
        (VisaDraft(need_by_hand=Need.VISA), ["need_reason"]),
        (VisaDraft(filed_on=date(2021, 9, 2), back_on=TODAY), ["back_on"]),
        (VisaDraft(valid_from=date(2021, 9, 2), valid_until=TODAY), ["valid_until"]),
        (VisaDraft(stay_days=0), ["stay_days"]),
        (VisaDraft(documents=("passport",), checked=("photo",)), ["documents", "checked"]),
        (VisaDraft(handed_on=TODAY), ["signed_by"]),
        (VisaDraft(refused_on=TODAY, back_on=TODAY, valid_until=TODAY), ["refused_on"]),
        (VisaDraft(appointment_on=date(2021, 10, 1), appointment_at=time(9, 30)), []),
    ],
)
def test_each_step_of_a_visa_follows_the_one_before(draft: VisaDraft, paths: list[str]) -> None:
    assert [found.path for found in check_visa(draft)] == paths


def test_a_country_of_a_mission_is_left_after_it_is_entered() -> None:
    assert check_country(CountryDraft("US")) == []
    wrong = CountryDraft("", enters_on=date(2021, 9, 2), leaves_on=TODAY, times=0)
    assert [found.path for found in check_country(wrong)] == ["country", "leaves_on", "times"]


@pytest.mark.parametrize(
    ("draft", "paths"),
    [
        (InvitationDraft(language="de"), ["language"]),
        (InvitationDraft(pays_stay=Payer.OTHER), ["other_payer"]),
        (InvitationDraft(asked_on=date(2021, 9, 2), sent_on=TODAY), ["sent_on"]),
        (InvitationDraft(granted=Answer.YES), ["decided_on"]),
        (InvitationDraft(language="fr", signatory_function=Multilingual("a", "b", "c")), []),
    ],
)
def test_an_invitation_is_checked_while_it_is_typed(draft: InvitationDraft, paths: list[str]) -> None:
    assert [found.path for found in check_invitation(draft)] == paths


def test_the_rules_that_ship_are_whole_dated_and_not_yet_confirmed() -> None:
    rules = shipped()
    assert check_rules(rules) == []
    assert [one.code for one in rules.numbers] == list(RuleCode)
    assert not any(one.confirmed for one in rules.numbers)
    assert all(one.source for one in rules.numbers)
    assert set(rules_of_visas.TITLES) == set(RuleCode)


def test_rules_that_cannot_be_are_refused() -> None:
    rules = shipped()

    def with_number(code: RuleCode, number: int) -> VisaRules:
        return replace(rules, numbers=tuple(replace(one, number=number) if one.code is code else one for one in rules.numbers))

    assert [found.path for found in check_rules(with_number(RuleCode.FILE_DAYS, 90))] == ["file_days"]
    assert [found.path for found in check_rules(with_number(RuleCode.BLANK_PAGES, -1))] == ["blank_pages"]
    assert [found.path for found in check_rules(replace(rules, free_movement=("be",)))] == ["free_movement"]
    assert [found.path for found in check_rules(replace(rules, numbers=rules.numbers[1:]))] == ["months_valid"]


def test_rules_kept_by_an_older_program_get_the_numbers_that_have_come_since() -> None:
    own = replace(shipped(), numbers=(RuleNumber(RuleCode.FILE_DAYS, 50, "ours", confirmed=True),))
    rules = complete(own)
    assert (rules.number(RuleCode.FILE_DAYS), rules.number(RuleCode.BACK_DAYS)) == (50, 10)
    assert from_plain(VisaRules, to_plain(rules)) == (rules, [])
