"""The rules of gifts: thresholds, periods, budgets, customs and whom a regime binds; changed, added, put back as they came."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import Budget, PeriodCode
from app.domains.gifts.rules_queries import Origin, regime_of, taboo, taboos
from app.domains.gifts.thresholds import period, regime_called, shipped, thresholds_on
from app.domains.gifts.vocabulary import TABOO, Trait
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make
from tests.makers.access import act_as
from ui.gifts.customs import CustomsPart
from ui.gifts.regimes import ThresholdsPart
from ui.gifts.rule_lines import CHANGED, CONFIRMED, DEFAULT, GONE, LITERATURE, SAID, UNSAID, places_of
from ui.gifts.rule_parts import BoundPart, BudgetsPart, PeriodsPart, RulesPart
from ui.gifts.rules import BOUND, BUDGETS, CUSTOMS, PERIODS, THRESHOLDS, RulesPage
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken

Settled = Callable[[], None]
Open = Callable[[], RulesPage]


@pytest.fixture
def open_rules(desk: Desk, show: Callable[[QWidget], QWidget]) -> Open:
    def make_it() -> RulesPage:
        page = RulesPage(desk)
        page.resize(1080, 740)
        return cast("RulesPage", show(page))

    return make_it


@pytest.fixture
def rules(open_rules: Open) -> RulesPage:
    return open_rules()


def part(page: RulesPage, name: str, settled: Settled) -> Any:
    page.show_part(name)
    settled()
    return page.shown()


@pytest.fixture
def thresholds(rules: RulesPage, settled: Settled) -> ThresholdsPart:
    return part(rules, THRESHOLDS, settled)


@pytest.fixture
def periods(rules: RulesPage, settled: Settled) -> PeriodsPart:
    return part(rules, PERIODS, settled)


@pytest.fixture
def budgets(rules: RulesPage, settled: Settled) -> BudgetsPart:
    return part(rules, BUDGETS, settled)


@pytest.fixture
def customs(rules: RulesPage, settled: Settled) -> CustomsPart:
    return part(rules, CUSTOMS, settled)


@pytest.fixture
def bound(rules: RulesPage, settled: Settled) -> BoundPart:
    return part(rules, BOUND, settled)


def answer(shown: RulesPart, ask: Callable[[], None], settled: Settled, **values: object) -> FormDialog:
    ask()
    settled()
    dialog = shown.findChildren(FormDialog)[-1]
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)
        dialog.form.editors[key].edited.emit()
    dialog.accept()
    settled()
    return dialog


def faults(dialog: FormDialog, key: str) -> list[str]:
    return [spoken.wording.say(finding.message) for finding in dialog.form._findings[key].shown]


def standings(shown: Any) -> dict[str, str]:
    return {line.id: line.standing for line in shown.table.rows()}


# ------------------------------------------------------------------------------------------------ thresholds


def test_every_default_says_so_with_its_source(thresholds: ThresholdsPart, settled: Settled):
    found: list[tuple[str, bool]] = []
    for regime in shipped().regimes:
        thresholds.view.select(regime.code)
        settled()
        found += [(line.standing, bool(line.source)) for line in thresholds.sets.rows()]

    wanted = [(CONFIRMED if one.confirmed else DEFAULT, True) for regime in shipped().regimes for one in regime.sets]
    assert found == wanted
    assert standings(thresholds)["house"] == DEFAULT


def test_the_source_of_thresholds_is_written_out(thresholds: ThresholdsPart, settled: Settled):
    thresholds.view.select("eu-commission-staff")
    settled()

    assert [code for code, _place in places_of("permission presumed (G1-G3)")] == ["G1", "G2", "G3"]
    assert thresholds.told.text().startswith("Guidelines SEC(2012) 167")
    assert "\nG3: https://" in thresholds.told.text()


def test_an_amount_in_another_currency_without_a_rate_says_so(thresholds: ThresholdsPart, settled: Settled):
    thresholds.view.select("uk")
    settled()

    assert thresholds.told.text().endswith("No rate is known for GBP: the program cannot compare with it until the office enters one.")


def test_thresholds_are_added_from_a_day_on(application: Application, thresholds: ThresholdsPart, settled: Settled):
    answer(
        thresholds, thresholds.add_set, settled,
        since=date(2021, 6, 1), declare_from="60", hand_over_from="200", source="Note of the office", confirmed=True,
    )  # fmt: skip
    now = application.ask(gift_rules())
    before, after = (thresholds_on(now, "", day) for day in (date(2021, 5, 31), date(2021, 6, 1)))

    assert before is not None
    assert after is not None
    assert (before.hand_over_from, after.hand_over_from, after.confirmed) == (Decimal(150), Decimal(200), True)
    assert [line.standing for line in thresholds.sets.rows()] == [DEFAULT, CONFIRMED]


def test_two_sets_from_one_day_are_refused_at_their_day(application: Application, thresholds: ThresholdsPart, settled: Settled):
    dialog = answer(thresholds, thresholds.add_set, settled, since=date(2000, 1, 1), source="Note")

    assert faults(dialog, "since") == ["There are two sets of thresholds from 1 January 2000 on: only one of them can count."]
    assert application.ask(gift_rules()) == shipped()
    dialog.reject()


def test_amounts_that_cannot_be_are_refused_at_their_place(application: Application, thresholds: ThresholdsPart, settled: Settled):
    dialog = answer(thresholds, thresholds.edit_set, settled, declare_from="much")

    assert faults(dialog, "declare_from") == ["Enter an amount of zero or more, or none where there is none."]
    assert application.ask(gift_rules()) == shipped()
    dialog.reject()


def test_a_regime_is_changed_and_put_back_alone(
    application: Application, thresholds: ThresholdsPart, periods: PeriodsPart, settled: Settled
):
    answer(periods, periods.edit, settled, number=4)
    periods.window().show_part(THRESHOLDS)  # type: ignore[attr-defined]
    settled()
    answer(thresholds, thresholds.edit_set, settled, declare_from="55,50")
    changed = (standings(thresholds)["house"], thresholds.back_action.isEnabled())
    thresholds.put_back()
    settled()

    assert (changed, standings(thresholds)["house"], thresholds.back_action.isEnabled()) == ((CHANGED, True), DEFAULT, False)
    assert period(application.ask(gift_rules()), PeriodCode.DECLARE) == 4


def test_a_regime_is_added_with_its_first_thresholds(application: Application, thresholds: ThresholdsPart, settled: Settled):
    name = Multilingual("Examplië", "Examplie", "Examplia")
    answer(thresholds, thresholds.add, settled, code="examplia", name=name, countries="fr, de", hand_over_from="75", source="Its embassy")
    made = regime_called(application.ask(gift_rules()), "examplia")

    assert made is not None
    assert (made.countries, [one.hand_over_from for one in made.sets]) == (("FR", "DE"), [Decimal(75)])
    assert thresholds.view.current_id() == "examplia"


def test_a_code_that_is_taken_is_refused_at_its_place(thresholds: ThresholdsPart, settled: Settled):
    dialog = answer(thresholds, thresholds.add, settled, code="uk", name=Multilingual("a", "b", "c"), source="x")

    assert faults(dialog, "code") == ["There are two regimes with the code uk."]
    dialog.reject()


def test_a_regime_that_was_left_out_stays_in_sight_and_comes_back(application: Application, thresholds: ThresholdsPart, settled: Settled):
    thresholds.view.select("uk")
    thresholds.remove_action.trigger()
    settled()
    thresholds.view.select("uk")
    gone = (standings(thresholds)["uk"], regime_called(application.ask(gift_rules()), "uk"), thresholds.edit_action.isEnabled())
    thresholds.put_back()
    settled()

    assert (gone, regime_called(application.ask(gift_rules()), "uk")) == ((GONE, None, False), regime_called(shipped(), "uk"))


def test_the_rule_of_the_region_stays(thresholds: ThresholdsPart):
    assert (thresholds.view.current_id(), thresholds.remove_action.isEnabled()) == ("house", False)


# ------------------------------------------------------------------------------------------------ periods and budgets


def test_all_periods_are_defaults_with_their_source_at_first(rules: RulesPage, periods: PeriodsPart):
    assert set(standings(periods).values()) == {DEFAULT}
    assert [line.id for line in periods.table.rows() if not line.source] == []
    assert rules.back_action.isVisible() is False


def test_a_period_is_changed_confirmed_and_put_back(application: Application, periods: PeriodsPart, settled: Settled):
    periods.view.select(PeriodCode.THANK)
    answer(periods, periods.edit, settled, number=21)
    changed = (standings(periods)[PeriodCode.THANK], period(application.ask(gift_rules()), PeriodCode.THANK))
    answer(periods, periods.edit, settled, confirmed=True)
    confirmed = standings(periods)[PeriodCode.THANK]
    periods.put_back()
    settled()

    assert (changed, confirmed, standings(periods)[PeriodCode.THANK]) == ((CHANGED, 21), CONFIRMED, DEFAULT)
    assert application.ask(gift_rules()) == shipped()


def test_a_number_that_cannot_be_is_refused_in_the_form(periods: PeriodsPart, settled: Settled):
    dialog = answer(periods, periods.edit, settled, number=731)

    assert faults(dialog, "number") == ["Enter a number from 0 to 730."]
    dialog.reject()


def test_all_are_put_back_at_once_and_undo_brings_them_again(
    application: Application, rules: RulesPage, periods: PeriodsPart, desk: Desk, settled: Settled
):
    answer(periods, periods.edit, settled, number=9)
    shown = rules.back_action.isVisible()
    rules.put_back()
    settled()
    back = (application.ask(gift_rules()) == shipped(), rules.back_action.isVisible())
    desk.operations.undo()
    settled()

    assert (shown, back, period(application.ask(gift_rules()), PeriodCode.DECLARE)) == (True, (True, False), 9)


def test_a_budget_is_said_and_taken_away(application: Application, budgets: BudgetsPart, settled: Settled):
    first = standings(budgets)
    answer(budgets, budgets.edit, settled, least="100", most="250,50")
    said = (standings(budgets)["A"], application.ask(gift_rules()).budgets[0])
    budgets.clear_action.trigger()
    settled()

    assert (set(first.values()), said) == ({UNSAID}, (SAID, Budget("A", Decimal(100), Decimal("250.50"))))
    assert application.ask(gift_rules()).budgets[0] == Budget("A")


# ------------------------------------------------------------------------------------------------ customs


def test_what_nobody_confirmed_says_that_it_is_literature(customs: CustomsPart):
    assert {line.sureness for line in customs.table.rows()} == {LITERATURE}
    assert [line.id for line in customs._lines.values() if not line.taboo.source] == []
    assert (customs.sureness.text(), customs.told.text().count("\nG2")) == ("etiquette literature, to be verified", 5)


def test_what_even_the_literature_is_not_sure_of_says_so(customs: CustomsPart):
    unsure = [line.told.split("\n")[0] for line in customs.avoided_view.rows.rows() if line.sureness]
    assert (customs.view.current_id(), unsure) == ("china", ["green hats"])


def test_customs_are_confirmed_and_put_back(application: Application, customs: CustomsPart, settled: Settled):
    answer(customs, customs.edit, settled, confirmed=True, source="The embassy, 1 September 2021")
    confirmed = (customs.sureness.text(), customs.origin.text(), application.ask(taboo("china")).confirmed)
    customs.put_back()
    settled()

    assert confirmed == ("confirmed by the office", "changed here", True)
    assert (customs.sureness.text(), customs.origin.text()) == ("etiquette literature, to be verified", "as it came")


def test_a_culture_is_added_with_what_is_avoided(application: Application, customs: CustomsPart, settled: Settled):
    words = Multilingual("Examplië", "Examplie", "Examplia")
    answer(customs, customs.add, settled, code="examplia", name=words, countries="PT", source="Its embassy")
    answer(customs, customs.add_avoided, settled, words=Multilingual("glas", "verre", "glass"), trait=Trait.GLASS.value)
    made = application.ask(taboo("examplia"))

    assert (made.countries, [(one.words.en, one.trait) for one in made.avoid]) == (("PT",), [("glass", "glass")])
    assert (customs.view.current_id(), customs.line().origin) == ("examplia", Origin.OWN)  # type: ignore[union-attr]


def test_one_thing_that_is_avoided_is_changed_and_removed(application: Application, customs: CustomsPart, settled: Settled):
    customs.avoided_view.select("1")
    answer(customs, customs.edit_avoided, settled, to_verify=True)
    changed = application.ask(taboo("china")).avoid[1]
    customs.avoided_view.select("0")
    customs.remove_avoided_action.trigger()
    settled()

    assert (changed.trait, changed.to_verify) == (Trait.UMBRELLA, True)
    assert [one.trait for one in application.ask(taboo("china")).avoid][:2] == [Trait.UMBRELLA, Trait.SHOES]


def test_a_culture_that_was_left_out_stays_in_sight_and_comes_back(application: Application, customs: CustomsPart, settled: Settled):
    customs.view.select("thailand")
    customs.remove_action.trigger()
    settled()
    customs.view.select("thailand")
    gone = (customs.origin.text(), customs.edit_action.isEnabled(), "thailand" in {one.code for one in application.ask(taboos())})
    customs.put_back()
    settled()

    assert gone == ("left out", False, False)
    assert (customs.origin.text(), customs.edit_action.isEnabled()) == ("as it came", True)


def test_a_custom_is_shown_from_elsewhere(rules: RulesPage, settled: Settled):
    rules.show_record(Ref(TABOO, "japan"))
    settled()

    shown = rules.shown()
    assert isinstance(shown, CustomsPart)
    assert shown.heading.text() == "Japan"


# ------------------------------------------------------------------------------------------------ whom a regime binds


def test_an_organisation_is_bound_changed_and_freed(application: Application, bound: BoundPart, settled: Settled):
    organisation = Make(application).organisation("Delegation of Examplia")
    answer(bound, bound.add, settled, organisation_id=organisation, regime="eu-commission-staff")
    first = (application.ask(regime_of(organisation)), [line.regime for line in bound.table.rows()])
    answer(bound, bound.edit, settled, regime="eu-parliament")
    second = application.ask(regime_of(organisation))
    bound.remove_action.trigger()
    settled()

    assert (first, second) == (("eu-commission-staff", ["European Commission: staff"]), "eu-parliament")
    assert (application.ask(regime_of(organisation)), bound.table.rows()) == ("", [])


def test_without_an_organisation_the_form_says_so(bound: BoundPart, settled: Settled):
    dialog = answer(bound, bound.add, settled, regime="us")

    assert dialog.isVisible()
    assert faults(dialog, "organisation_id")[:1] != []
    dialog.reject()


# ------------------------------------------------------------------------------------------------ all of them


def test_the_list_says_how_far_each_part_is_confirmed(rules: RulesPage):
    sets = [one for regime in shipped().regimes for one in regime.sets]
    told = [line.told.split("\n")[1] for line in rules.list.rows.rows()]

    assert told == [
        f"{sum(one.confirmed for one in sets)} of {len(sets)} confirmed",
        "0 of 9 confirmed",
        "0 of 4 said",
        "0 of 10 confirmed",
        "organisations: 0",
    ]


def test_who_may_not_change_the_rules_reads_them(application: Application, open_rules: Open, settled: Settled):
    act_as(application, "officer", RoleCode.CELL_OFFICER)
    page = open_rules()
    shown: list[tuple[int, list[str]]] = []
    for name in (THRESHOLDS, PERIODS, BUDGETS, CUSTOMS):
        one = part(page, name, settled)
        one.edit()
        settled()
        visible = [action.text() for action in one.actions_offered()]
        shown.append((one.table.rowCount() > 0, [*visible, *(dialog.windowTitle() for dialog in one.findChildren(FormDialog))]))

    assert shown == [(True, [])] * 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_they_speak_every_language_and_everything_has_a_name(rules: RulesPage, settled: Settled, language: str):
    found: list[object] = []
    spoken.speak(language)
    for name in (THRESHOLDS, PERIODS, BUDGETS, CUSTOMS, BOUND):
        found += nameless(part(rules, name, settled))

    assert found == []
