"""The office's own thresholds, customs and regimes: changed, put back as they came, never changed under somebody's hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts.house import gift_rules, rules_are_own
from app.domains.gifts.house_rules import Avoided, GiftRules, Regime, Taboo, ThresholdSet
from app.domains.gifts.rules_commands import (
    AddTaboo,
    EditGiftRules,
    EditTaboo,
    PutBackGiftRules,
    PutBackRegime,
    PutBackTaboo,
    RemoveTaboo,
    SetRegimeOf,
)
from app.domains.gifts.rules_queries import Origin, regime_of, regimes_of, taboo, taboo_lines, taboos
from app.domains.gifts.taboos import shipped as shipped_taboos
from app.domains.gifts.thresholds import regime_called, shipped, thresholds_on
from app.kernel.commands import Command
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.translated import Multilingual
from tests.makers import Make

DAY = date(2022, 1, 1)
NAME = Multilingual("Naam", "Nom", "Name")
OWN = Regime("walloon", NAME, (), (ThresholdSet(DAY, Decimal(10), Decimal(20), source="Desk"),))
CUSTOMS = Taboo("testland", NAME, ("FR",), (Avoided("fox", NAME),), source="Desk")


def refused(application: Application, command: Command[object]) -> list[tuple[str, str]]:
    """Give place and rule of each finding by which a command is refused."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)
    return [(found.path, found.rule) for found in refusal.value.findings]


def with_house(rules: GiftRules, *sets: ThresholdSet) -> GiftRules:
    """Give rules in which the house has these thresholds."""
    return replace(rules, regimes=(replace(rules.regimes[0], sets=sets), *rules.regimes[1:]))


# ------------------------------------------------------------------------------------------------ thresholds


def test_the_rules_are_those_of_the_program_until_the_office_changes_them(application: Application) -> None:
    assert application.ask(gift_rules()) == shipped()
    assert not application.ask(rules_are_own())


def test_a_new_set_counts_from_its_day_on_and_the_old_one_before(application: Application) -> None:
    before = application.ask(gift_rules())
    new = ThresholdSet(DAY, Decimal(75), Decimal(200), source="Circular", confirmed=True)
    application.execute(EditGiftRules(before, with_house(before, new, *before.regimes[0].sets)))
    rules = application.ask(gift_rules())
    assert thresholds_on(rules, "", date(2021, 12, 31)) == before.regimes[0].sets[0]
    assert thresholds_on(rules, "", DAY) == new
    assert [one.since for one in rules.regimes[0].sets] == sorted(one.since for one in rules.regimes[0].sets)


def test_rules_are_undone_and_put_back(application: Application) -> None:
    before = application.ask(gift_rules())
    application.execute(EditGiftRules(before, replace(before, regimes=(*before.regimes, OWN))))
    application.undo()
    assert application.ask(gift_rules()) == shipped()
    application.execute(EditGiftRules(before, replace(before, regimes=(*before.regimes, OWN))))
    application.execute(PutBackGiftRules())
    assert application.ask(gift_rules()) == shipped()
    assert refused(application, PutBackGiftRules()) == [("rules", "rules-as-they-came")]


def test_two_who_change_the_rules_do_not_overwrite_each_other(application: Application) -> None:
    before = application.ask(gift_rules())
    application.execute(EditGiftRules(before, replace(before, regimes=(*before.regimes, OWN))))
    with pytest.raises(Changed):
        application.execute(EditGiftRules(before, with_house(before, ThresholdSet(DAY, source="S"))))


def test_faulty_rules_are_refused_with_their_place(application: Application) -> None:
    before = application.ask(gift_rules())
    faulty = with_house(before, ThresholdSet(DAY, Decimal(200), Decimal(100), source="S"))
    assert refused(application, EditGiftRules(before, faulty)) == [("regimes[0].sets[0].hand_over_from", "thresholds-order")]
    assert not application.ask(rules_are_own())


def test_one_regime_is_put_back_without_the_others(application: Application) -> None:
    before = application.ask(gift_rules())
    changed = replace(
        with_house(before, ThresholdSet(DAY, source="S")), regimes=(*with_house(before, ThresholdSet(DAY, source="S")).regimes, OWN)
    )
    application.execute(EditGiftRules(before, changed))
    application.execute(PutBackRegime("house"))
    rules = application.ask(gift_rules())
    assert regime_called(rules, "house") == regime_called(shipped(), "house")
    assert regime_called(rules, "walloon") == OWN
    assert refused(application, PutBackRegime("house")) == [("regimes", "rules-as-they-came")]
    assert refused(application, PutBackRegime("walloon")) == [("regimes", "regime-not-shipped")]


def test_a_regime_in_use_stays(application: Application, make: Make) -> None:
    before = application.ask(gift_rules())
    with_own = replace(before, regimes=(*before.regimes, OWN))
    application.execute(EditGiftRules(before, with_own))
    body = make.organisation()
    application.execute(SetRegimeOf(body, "walloon"))
    assert refused(application, EditGiftRules(with_own, before)) == [("regimes", "regime-in-use")]
    assert refused(application, PutBackGiftRules()) == [("regimes", "regime-in-use")]
    application.execute(SetRegimeOf(body, ""))
    application.execute(PutBackGiftRules())
    assert not application.ask(rules_are_own())


# ------------------------------------------------------------------------------------------------ whom a regime binds


def test_the_office_says_whose_rules_bind_an_organisation(application: Application, make: Make) -> None:
    body = make.organisation("Directorate", country="BE")
    assert application.ask(regime_of(body)) == ""
    application.execute(SetRegimeOf(body, "eu-commission"))
    application.execute(SetRegimeOf(body, "eu-commission-staff"))
    (line,) = application.ask(regimes_of())
    assert (line.id, line.regime, line.name.en, line.country) == (body, "eu-commission-staff", "European Commission: staff", "BE")
    application.undo()
    assert application.ask(regime_of(body)) == "eu-commission"


def test_a_regime_that_is_not_there_is_refused(application: Application, make: Make) -> None:
    assert refused(application, SetRegimeOf(make.organisation(), "nowhere")) == [("regime", "regime-unknown")]
    with pytest.raises(Gone):
        application.execute(SetRegimeOf("nobody", "us"))


# ------------------------------------------------------------------------------------------------ customs


def test_customs_are_changed_left_out_and_put_back(application: Application) -> None:
    japan = application.ask(taboo("japan"))
    application.execute(EditTaboo("japan", japan, replace(japan, confirmed=True, source="Embassy of Japan, 2 March 2021")))
    assert application.ask(taboo("japan")).confirmed
    application.execute(RemoveTaboo("japan"))
    assert "japan" not in [one.code for one in application.ask(taboos())]
    origins = {line.id: line.origin for line in application.ask(taboo_lines())}
    assert (origins["japan"], origins["china"]) == (Origin.GONE, Origin.SHIPPED)
    application.execute(PutBackTaboo("japan"))
    assert application.ask(taboo("japan")) == shipped_taboos()["japan"]
    assert refused(application, PutBackTaboo("japan")) == [("code", "rules-as-they-came")]


def test_the_office_adds_a_culture_and_removes_it_again(application: Application) -> None:
    assert application.execute(AddTaboo(CUSTOMS)).result == "testland"
    assert application.ask(taboos())[-1] == CUSTOMS
    assert refused(application, AddTaboo(CUSTOMS)) == [("code", "taboo-twice")]
    assert refused(application, AddTaboo(replace(CUSTOMS, code="china"))) == [("code", "taboo-twice")]
    assert refused(application, PutBackTaboo("testland")) == [("code", "taboo-not-shipped")]
    application.execute(RemoveTaboo("testland"))
    with pytest.raises(Gone):
        application.ask(taboo("testland"))
    application.undo()
    assert application.ask(taboo("testland")) == CUSTOMS


def test_a_culture_keeps_its_code(application: Application) -> None:
    japan = application.ask(taboo("japan"))
    assert refused(application, EditTaboo("japan", japan, replace(japan, code="nippon"))) == [("code", "code-fixed")]


def test_two_who_change_the_same_customs_do_not_overwrite_each_other(application: Application) -> None:
    japan = application.ask(taboo("japan"))
    application.execute(EditTaboo("japan", japan, replace(japan, confirmed=True)))
    with pytest.raises(Changed):
        application.execute(EditTaboo("japan", japan, replace(japan, source="Desk")))


def test_what_is_not_there_cannot_be_changed(application: Application) -> None:
    for command in (EditTaboo("nowhere", CUSTOMS, CUSTOMS), RemoveTaboo("nowhere"), PutBackTaboo("nowhere")):
        with pytest.raises(Gone):
            application.execute(command)


def test_texts_are_tidied_before_they_are_kept(application: Application) -> None:
    application.execute(AddTaboo(replace(CUSTOMS, countries=("FR", "FR"), source="  Desk \x07")))
    assert (application.ask(taboo("testland")).countries, application.ask(taboo("testland")).source) == (("FR",), "Desk")
