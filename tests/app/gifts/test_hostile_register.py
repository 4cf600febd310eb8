"""What somebody may try with the register on purpose or by haste: gifts to oneself in disguise, reasons of nothing, days that cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts.deciding_commands import SetFate, WithdrawDecision
from app.domains.gifts.drafts import FateDraft, GiftDraft
from app.domains.gifts.house_rules import ThresholdSet
from app.domains.gifts.records import Gift
from app.domains.gifts.register_commands import EditGift, StrikeGift, gift_draft_of
from app.domains.gifts.register_queries import gift_card
from app.domains.gifts.rules_checking import check_thresholds
from app.domains.gifts.vocabulary import SEE_GIFTS, Acceptance, Fate
from app.domains.people.commands import AddOrganisation, AddPerson
from app.domains.people.rules import OrganisationDraft, PersonDraft
from app.kernel.errors import Refused
from app.kernel.money import Money
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader
from tests.makers import access
from tests.makers import gifts as make

UNSEEN = "\u200b\u2060"  # blanks that nobody sees


@query(SEE_GIFTS)
def draft(reader: Reader, id: str) -> GiftDraft:
    return gift_draft_of(reader.get(Gift, id))


def rules(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(one.path, one.rule) for one in refused.value.findings]


@pytest.fixture
def ada(application: Application) -> str:
    return application.execute(AddPerson(PersonDraft("Ada", "Example"))).result


@pytest.fixture
def city(application: Application) -> str:
    name = Multilingual("Stad Examplia", "Ville d’Examplia", "City of Examplia")
    return application.execute(AddOrganisation(OrganisationDraft(name))).result


@pytest.mark.parametrize("said", ["Ada Example", "ADA  EXAMPLE", "Example, Ada", "Àda Example "])
def test_nobody_gives_to_themselves_under_their_name_in_words(application: Application, ada: str, said: str) -> None:
    with pytest.raises(Refused) as received:
        make.gift(application, giver_person_id=ada, recipient_said=said)
    with pytest.raises(Refused) as taken:
        make.gift(application, giver_said=said, recipient_person_id=ada)
    assert [rules(received), rules(taken)] == [[("giver_said", "gift-to-oneself")]] * 2


def test_no_body_gives_to_itself_under_its_name_in_words(application: Application, city: str) -> None:
    with pytest.raises(Refused) as refused:
        make.given(application, giver_organisation_id=city, recipient_said="ville d'Examplia")
    assert rules(refused) == [("recipient_said", "gift-to-oneself")]
    assert make.given(application, giver_organisation_id=city, recipient_said="Ville d’Autria")


def test_a_person_may_give_to_the_body_it_works_for(application: Application, ada: str, city: str) -> None:
    assert make.gift(application, giver_person_id=ada, recipient_organisation_id=city)


def test_blanks_between_the_words_make_no_other_giver(application: Application) -> None:
    with pytest.raises(Refused) as refused:
        make.gift(application, giver_said="Embassy  of Examplia", recipient_said="embassy of examplia")
    assert rules(refused) == [("giver_person_id", "gift-to-oneself")]


@pytest.mark.parametrize("rate", ["1E-30", "1E-999999", "0", "-1", "1E+999999"])
def test_a_rate_that_cannot_be_is_refused_at_its_place(application: Application, rate: str) -> None:
    value = Money(Decimal(10), "USD", Decimal(rate), make.RECEIVED_ON)
    with pytest.raises(Refused) as refused:
        make.gift(application, value=value)
    assert rules(refused) == [("value.rate", "amount-without-rate")]


@pytest.mark.parametrize("reason", ["", "  ", UNSEEN, "\u00a0", ".", "—"])
def test_a_reason_without_a_word_is_none(application: Application, reason: str) -> None:
    gift = make.gift(application, entered=True)
    with pytest.raises(Refused) as decision:
        make.decided(application, gift, reason=reason)
    with pytest.raises(Refused) as strike:
        application.execute(StrikeGift(gift, reason))
    with pytest.raises(Refused) as declined:
        make.gift(application, acceptance=Acceptance.DECLINED, circumstances=reason)
    make.decided(application, gift)
    with pytest.raises(Refused) as withdrawal:
        application.execute(WithdrawDecision(gift, reason))
    found = [rules(one) for one in (decision, strike, declined, withdrawal)]
    assert found == [
        [("reason", "decision-without-reason")],
        [("reason", "reason-missing")],
        [("circumstances", "gift-declined-why")],
        [("reason", "reason-missing")],
    ]


def test_a_reason_has_a_length(application: Application) -> None:
    gift = make.gift(application, entered=True)
    with pytest.raises(Refused) as refused:
        application.execute(StrikeGift(gift, "x" * 20_001))
    assert rules(refused) == [("reason", "text-too-long")]


def test_what_was_struck_out_stays_as_it_is_when_an_earlier_step_is_taken_back(application: Application) -> None:
    access.head(application)
    access.account(application, "second", "head_of_cell")
    gift = make.gift(application, entered=True)
    before = application.ask(draft(gift))
    application.execute(EditGift(gift, before, replace(before, size="3 cm")))
    application.sign_in("second")
    application.execute(StrikeGift(gift, "It was entered twice."))
    application.sign_in("head")
    with pytest.raises(Refused) as refused:
        application.undo()
    assert rules(refused) == [("", "gift-struck")]
    assert application.ask(draft(gift)).size == "3 cm"


def test_a_gift_does_not_come_after_what_was_decided_about_it(application: Application) -> None:
    gift = make.gift(application, day=date(2021, 8, 10), entered=True)
    make.decided(application, gift, day=date(2021, 8, 12))
    application.execute(SetFate(gift, FateDraft(Fate.DISPLAYED, date(2021, 8, 20), place="Hall")))
    before = application.ask(draft(gift))
    with pytest.raises(Refused) as refused:
        application.execute(EditGift(gift, before, replace(before, day=date(2021, 8, 13))))
    assert rules(refused) == [("day", "gift-after-what-came")]
    application.execute(EditGift(gift, before, replace(before, day=date(2021, 8, 12))))
    assert application.ask(gift_card(gift)).row.day == date(2021, 8, 12)


@pytest.mark.parametrize("rate", ["1E-30", "1E-999999", "0", "NaN", "1E+999999"])
def test_thresholds_have_no_rate_that_cannot_be(rate: str) -> None:
    one = ThresholdSet(declare_from=Decimal(50), currency="USD", rate=Decimal(rate), rate_on=make.RECEIVED_ON, source="circular")
    assert [(found.path, found.rule) for found in check_thresholds(one)] == [("rate", "rate-form")]
