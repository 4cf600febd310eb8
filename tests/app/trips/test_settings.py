"""Rule sets, chains, allowances and stand-ins: what is accepted, what is refused and why, and that undo takes it back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.access.commands import EditAccount
from app.domains.access.queries import account_draft
from app.domains.trips import chains
from app.domains.trips.allowance import AllowanceRow
from app.domains.trips.chains import MONEY, WHAT, WHOLE, ChainStep, Condition
from app.domains.trips.circular import ruleset
from app.domains.trips.commands.settings import (
    AddRuleSet,
    AddStandIn,
    CopyRuleSet,
    EditStandIn,
    EndStandIn,
    ImportAllowances,
    RemoveAllowance,
    RemoveRuleSet,
    RemoveStandIn,
    ResetChain,
    SaveChain,
    SaveRuleSet,
)
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.settings import Origin
from app.domains.trips.settings_rules import (
    CHAIN_ROLES,
    StandInDraft,
    Standing,
    chain_in_words,
    concern_in_words,
)
from app.domains.trips.vocabulary import Category
from app.kernel.clock import FixedClock
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.fields import Criteria
from app.kernel.money import Money, euro
from app.kernel.translated import Multilingual
from tests.makers.trips import request
from tests.makers.trips_office import TripsOffice

SHIPPED = "circular-2021-09-01"
TITLE = Multilingual("Omzendbrief 2027", "Circulaire 2027", "Circular 2027")
NEXT = date(2027, 1, 1)
TODAY = date(2026, 1, 26)


def copied(application: Application, begins: date = NEXT, code: str = "circular-2027", source: str = SHIPPED) -> str:
    return application.execute(CopyRuleSet(source, code, TITLE, begins)).result


def periods(application: Application) -> list[tuple[str, date | None, date | None]]:
    lines = application.ask(queries.rule_sets(application.ask(queries.rule_set_ids())))
    return [(line.id, line.in_force_from, line.in_force_until) for line in lines]


def rules_of(application: Application, code: str) -> ruleset.RuleSet:
    return application.ask(queries.rule_set(code)).rules


def refusal(application: Application, command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        application.execute(command)
    return [(finding.path, finding.rule) for finding in refused.value.findings]


# ------------------------------------------------------------------------------------------------ rule sets


def test_a_copy_begins_where_the_set_before_it_ends_and_undo_opens_that_again(application):
    copied(application)
    assert periods(application) == [("circular-2027", NEXT, None), (SHIPPED, date(2021, 9, 1), date(2026, 12, 31))]
    copy, source = rules_of(application, "circular-2027"), rules_of(application, SHIPPED)
    assert (copy.rules, copy.title, copy.confirmed) == (source.rules, TITLE, False)

    application.undo()
    assert periods(application) == [(SHIPPED, date(2021, 9, 1), None)]


def test_a_copy_in_the_middle_takes_over_the_last_days(application):
    copied(application)
    copied(application, date(2026, 7, 1), "circular-2026")
    assert periods(application) == [
        ("circular-2027", NEXT, None),
        ("circular-2026", date(2026, 7, 1), date(2026, 12, 31)),
        (SHIPPED, date(2021, 9, 1), date(2026, 6, 30)),
    ]


def test_a_copy_from_before_the_first_set_ends_on_its_eve(application):
    copied(application, date(2020, 1, 1), "circular-2020")
    assert periods(application)[-1] == ("circular-2020", date(2020, 1, 1), date(2021, 8, 31))


def test_two_sets_do_not_begin_on_one_day(application):
    assert refusal(application, CopyRuleSet(SHIPPED, "other", TITLE, date(2021, 9, 1))) == [("in_force_from", "rule-sets-overlap")]


@pytest.mark.parametrize(
    ("code", "title", "begins", "expected"),
    [
        (SHIPPED, TITLE, NEXT, [("code", "code-twice")]),
        ("Circular 2027", TITLE, NEXT, [("code", "code-form")]),
        ("", Multilingual(), None, [("code", "code-form"), ("title", "title-missing"), ("in_force_from", "first-day-missing")]),
    ],
)
def test_a_copy_needs_a_code_of_its_own_a_title_and_a_first_day(application, code, title, begins, expected):
    assert refusal(application, CopyRuleSet(SHIPPED, code, title, begins)) == expected
    assert periods(application) == [(SHIPPED, date(2021, 9, 1), None)]


def test_figures_of_a_copy_are_changed_and_undo_takes_them_back(application):
    before = rules_of(application, copied(application))
    after = ruleset.changed(before, "R20", distance_km=700, logic="and")
    application.execute(SaveRuleSet("circular-2027", before, after))
    assert rules_of(application, "circular-2027") == after

    application.undo()
    assert rules_of(application, "circular-2027") == before


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(application):
    before = rules_of(application, copied(application))
    application.execute(SaveRuleSet("circular-2027", before, ruleset.changed(before, "R20", distance_km=700)))
    with pytest.raises(Changed) as changed:
        application.execute(SaveRuleSet("circular-2027", before, ruleset.changed(before, "R21", rail_hours=9)))
    assert changed.value.fields == ("R20",)


def test_a_set_that_cannot_be_used_is_refused_with_its_place(application):
    before = rules_of(application, copied(application))
    place = [rule.id for rule in before.rules].index("R21")
    assert refusal(application, SaveRuleSet("circular-2027", before, ruleset.changed(before, "R21", distance_km=100))) == [
        (f"rules[{place}].parameters[0].number", "preferred-zone-smaller")
    ]


def test_the_shipped_set_is_copied_not_changed(application):
    before = rules_of(application, SHIPPED)
    assert refusal(application, SaveRuleSet(SHIPPED, before, ruleset.changed(before, "R20", distance_km=700))) == [
        ("code", "rule-set-shipped")
    ]
    assert refusal(application, RemoveRuleSet(SHIPPED)) == [("code", "rule-set-shipped")]


def test_the_shipped_set_is_ended_by_a_day_and_goes_on_again(application):
    before = rules_of(application, SHIPPED)
    ended = replace(before, in_force_until=date(2026, 12, 31))
    application.execute(SaveRuleSet(SHIPPED, before, ended))
    assert application.ask(queries.rule_set(SHIPPED)).origin is Origin.SHIPPED
    assert rules_of(application, SHIPPED) == ended

    application.execute(SaveRuleSet(SHIPPED, ended, before))
    assert rules_of(application, SHIPPED) == before


def test_when_a_first_day_moves_the_last_day_of_the_set_before_follows(application):
    before = rules_of(application, copied(application))
    application.execute(SaveRuleSet("circular-2027", before, replace(before, in_force_from=date(2027, 3, 1))))
    assert periods(application) == [("circular-2027", date(2027, 3, 1), None), (SHIPPED, date(2021, 9, 1), date(2027, 2, 28))]


def test_holes_between_sets_are_refused(application):
    copied(application)
    before = rules_of(application, SHIPPED)
    assert refusal(application, SaveRuleSet(SHIPPED, before, replace(before, in_force_until=date(2026, 6, 30)))) == [
        ("in_force_from", "rule-sets-hole")
    ]


def test_a_set_that_is_removed_leaves_its_days_to_the_set_before(application):
    copied(application)
    application.execute(RemoveRuleSet("circular-2027"))
    assert periods(application) == [(SHIPPED, date(2021, 9, 1), None)]
    with pytest.raises(Gone):
        application.ask(queries.rule_set("circular-2027"))

    application.undo()
    assert [code for code, _, _ in periods(application)] == ["circular-2027", SHIPPED]


def test_a_set_by_which_a_trip_was_judged_stays_as_it_is(office: TripsOffice):
    application = office.application
    before = rules_of(application, copied(application, date(2026, 2, 1), "circular-2026"))
    office.sent(request())  # leaves on 3 March 2026
    assert (application.ask(queries.rule_set("circular-2026")).trips, application.ask(queries.rule_set("circular-2026")).latest) == (
        1,
        date(2026, 3, 3),
    )
    assert refusal(application, SaveRuleSet("circular-2026", before, ruleset.changed(before, "R20", distance_km=700))) == [
        ("code", "rule-set-fixed")
    ]
    assert refusal(application, RemoveRuleSet("circular-2026")) == [("code", "rule-set-fixed")]


def test_a_new_circular_leaves_a_trip_the_rules_it_was_sent_under(office: TripsOffice):
    application = office.application
    trip = office.sent(request())  # leaves on 3 March 2026
    copied(application, date(2026, 2, 1), "circular-2026")
    assert periods(application) == [("circular-2026", date(2026, 2, 1), None), (SHIPPED, date(2021, 9, 1), date(2026, 1, 31))]
    rules = office.card(trip).rules
    assert rules is not None
    assert rules.code == SHIPPED


def test_undo_does_not_take_away_the_rules_of_a_trip(office: TripsOffice):
    application = office.application
    copied(application, date(2026, 2, 1), "circular-2026")
    office.sent(request())
    with pytest.raises(Refused) as refused:
        application.undo()
    assert [finding.rule for finding in refused.value.findings] == ["rule-set-fixed"]
    assert rules_of(application, "circular-2026").in_force_from == date(2026, 2, 1)


def test_undo_of_figures_is_refused_once_a_trip_was_judged_by_them(office: TripsOffice):
    application = office.application
    before = rules_of(application, copied(application, date(2026, 2, 1), "circular-2026"))
    after = ruleset.changed(before, "R20", distance_km=700)
    application.execute(SaveRuleSet("circular-2026", before, after))
    office.sent(request())
    with pytest.raises(Refused):
        application.undo()
    assert rules_of(application, "circular-2026") == after


def test_a_rule_set_goes_out_as_a_file_and_comes_in_again(application):
    copied(application)
    text = json.dumps(ruleset.as_plain(rules_of(application, "circular-2027")))
    application.execute(RemoveRuleSet("circular-2027"))
    came = ruleset.read_rule_set(text)
    assert application.execute(AddRuleSet(came)).result == "circular-2027"
    assert rules_of(application, "circular-2027") == came
    assert refusal(application, AddRuleSet(came)) == [("code", "code-twice")]


def test_the_set_before_is_the_first_to_compare_with(application):
    copied(application)
    copied(application, date(2026, 7, 1), "circular-2026")
    assert [one.code for one in application.ask(queries.rule_sets_to_compare("circular-2027"))] == ["circular-2026", SHIPPED]
    assert [one.code for one in application.ask(queries.rule_sets_to_compare("circular-2026"))] == [SHIPPED, "circular-2027"]


def test_sets_tell_where_they_stand(application):
    copied(application)
    lines = application.ask(queries.rule_sets(["circular-2027", SHIPPED]))
    assert [(line.standing, line.origin, line.confirmed) for line in lines] == [
        (Standing.TO_COME, Origin.OWN, False),
        (Standing.NOW, Origin.SHIPPED, False),
    ]


def test_only_who_sets_the_rules_may(office: TripsOffice):
    with office.as_("cell") as application, pytest.raises(NotAllowed):
        copied(application)
    with office.as_("lex") as application:
        assert periods(application) == [(SHIPPED, date(2021, 9, 1), None)]


# ------------------------------------------------------------------------------------------------ chains


def steps_of(application: Application, category: Category = Category.CABINET_MEMBER) -> tuple[ChainStep, ...]:
    (line,) = application.ask(queries.chains_of_office([category.value]))
    return line.steps


def test_a_chain_is_changed_put_back_and_undone(application):
    before = steps_of(application)
    after = (*before, ChainStep("budget_officer", 1, opinion=True, concern=MONEY))
    application.execute(SaveChain(Category.CABINET_MEMBER, before, after))
    assert steps_of(application) == after
    application.execute(ResetChain(Category.CABINET_MEMBER))
    assert steps_of(application) == before
    application.undo()
    assert steps_of(application) == after


def test_a_chain_saved_as_it_ships_counts_as_shipped(application):
    before = steps_of(application)
    after = before[:1]
    application.execute(SaveChain(Category.CABINET_MEMBER, before, after))
    application.execute(SaveChain(Category.CABINET_MEMBER, after, before))
    (line,) = application.ask(queries.chains_of_office(["cabinet_member"]))
    assert line.origin is Origin.SHIPPED
    assert refusal(application, ResetChain(Category.CABINET_MEMBER)) == [("category", "chain-shipped")]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ((), [("steps", "chain")]),
        ((ChainStep("minister", 1, opinion=True),), [("steps", "chain")]),
        ((ChainStep("minister", 1), ChainStep("minister", 2)), [("steps[1].role", "chain")]),
        ((ChainStep("reader", 1),), [("steps[0].role", "chain")]),
        (
            (ChainStep("cell_officer", 0, concern=()),),
            [("steps[0].role", "chain"), ("steps[0].rank", "chain"), ("steps[0].concern", "chain")],
        ),
    ],
)
def test_a_chain_that_does_not_decide_is_refused(application, after, expected):
    assert refusal(application, SaveChain(Category.CABINET_MEMBER, steps_of(application), after)) == expected


def test_a_chain_changed_meanwhile_is_not_overwritten(application):
    before = steps_of(application)
    application.execute(SaveChain(Category.CABINET_MEMBER, before, before[:1]))
    with pytest.raises(Changed):
        application.execute(SaveChain(Category.CABINET_MEMBER, before, before[1:]))


def test_externals_have_no_chain_of_their_own(application):
    assert refusal(application, SaveChain(Category.EXTERNAL, (), (ChainStep("minister", 1),))) == [("category", "chain")]
    assert application.ask(queries.chain_ids()) == ["agent", "director_general", "leading_official", "cabinet_member", "minister"]


def test_every_shipped_step_has_a_role_that_may_stand_in_a_chain():
    assert {step.role for chain in chains.shipped().values() for step in chain.steps} <= set(CHAIN_ROLES)


def test_a_chain_in_plain_words():
    said = str(chain_in_words(chains.shipped()[Category.AGENT].steps, euro(5000)))
    assert said.startswith("line manager, then ")
    assert said.endswith(", then minister if outside the European Union, over " + str(euro(5000)) + " or with a derogation")
    assert str(chain_in_words(())) == "nobody"
    two = (ChainStep("minister", 1, when=(Condition.OUTSIDE_EU, Condition.DEROGATION)),)
    assert str(chain_in_words(two)) == "minister if outside the European Union or with a derogation"


def test_a_chain_in_words_of_the_screen(application):
    (line,) = application.ask(queries.chains_of_office(["agent"]))
    assert application.outside.wording("en").say(line.in_words) == (
        "line manager, then director-general and budget officer (opinion) together, "
        "then minister if outside the European Union, over €5,000.00 or with a derogation"
    )


@pytest.mark.parametrize(
    ("fields", "said"), [(WHOLE, "the journey and its costs"), (WHAT, "the journey and its purpose"), (MONEY[::-1], "the money")]
)
def test_the_usual_parts_have_a_name(fields, said):
    assert str(concern_in_words(fields)) == said


# ------------------------------------------------------------------------------------------------ allowances


def amount(
    country: str = "DE", city: str = "", daily: str = "60", since: date = date(2026, 1, 1), until: date | None = None
) -> AllowanceRow:
    return AllowanceRow(country, city, 1, Decimal(daily), Decimal(150), "EUR", since, until)


def taken(**counted: int) -> dict[str, int]:
    return {"added": 0, "changed": 0, "ended": 0, "removed": 0, **counted}


def table(application: Application, **chosen: str) -> list[tuple[str, str, Money, date, date | None]]:
    ids = application.ask(queries.allowance_ids(Criteria(filters=tuple(chosen.items()))))
    return [(line.country, line.city, line.daily, line.valid_from, line.valid_to) for line in application.ask(queries.allowances(ids))]


def test_a_table_is_taken_in_as_one_step(application):
    result = application.execute(ImportAllowances((amount(), amount("FR")), source="table of 2026")).result
    assert result == taken(added=2)
    assert [line[0] for line in table(application)] == ["DE", "FR"]
    assert {line.source for line in application.ask(queries.allowances(application.ask(queries.allowance_ids())))} == {"table of 2026"}

    application.undo()
    assert table(application) == []


def test_a_new_amount_ends_the_one_that_ran_on(application):
    application.execute(ImportAllowances((amount(),)))
    result = application.execute(ImportAllowances((amount(daily="65", since=NEXT),))).result
    assert result == taken(added=1, ended=1)
    assert table(application) == [
        ("DE", "", euro(60), date(2026, 1, 1), date(2026, 12, 31)),
        ("DE", "", euro(65), NEXT, None),
    ]
    assert table(application, day="2026-12-31") == [("DE", "", euro(60), date(2026, 1, 1), date(2026, 12, 31))]
    assert [line[2] for line in table(application, day="2027-01-01", country="DE")] == [euro(65)]
    assert table(application, country="FR") == []


def test_an_amount_of_the_same_day_is_corrected(application):
    application.execute(ImportAllowances((amount(),)))
    assert application.execute(ImportAllowances((amount(daily="61"), amount("FR")))).result == taken(added=1, changed=1)
    assert [line[2] for line in table(application)] == [euro(61), euro(60)]


def test_two_amounts_of_one_day_are_refused_and_nothing_is_taken_in(application):
    application.execute(ImportAllowances((amount(since=date(2026, 6, 1)),)))
    assert refusal(application, ImportAllowances((amount("FR"), amount(since=date(2026, 1, 1))))) == [("rows[2]", "allowance-twice")]
    assert refusal(application, ImportAllowances((amount("NL"), amount("NL", since=NEXT)))) == [("rows[1]", "overlapping-periods")]
    assert [line[0] for line in table(application)] == ["DE"]


def test_a_city_goes_by_any_of_its_names(application):
    application.execute(ImportAllowances((amount("GB", "London"),)))
    assert application.execute(ImportAllowances((amount("GB", "Londen", "99", NEXT),))).result == taken(added=1, ended=1)


def test_the_whole_table_is_replaced(application):
    application.execute(ImportAllowances((amount(), amount("FR"))))
    assert application.execute(ImportAllowances((amount("NL"),), replace=True)).result == taken(added=1, removed=2)
    assert [line[0] for line in table(application)] == ["NL"]


def test_amounts_are_removed(application):
    application.execute(ImportAllowances((amount(), amount("FR"))))
    application.execute(RemoveAllowance(tuple(application.ask(queries.allowance_ids())[:1])))
    assert [line[0] for line in table(application)] == ["FR"]


def test_a_file_without_amounts_is_refused(application):
    assert refusal(application, ImportAllowances(())) == [("rows", "allowance-none")]


# ------------------------------------------------------------------------------------------------ stand-ins


def draft(office: TripsOffice, absent: str = "dirk", stand_in: str = "lena", since: int = 0, days: int = 5, **more) -> StandInDraft:
    first = TODAY + timedelta(since)
    return StandInDraft(office.accounts[absent], office.accounts[stand_in], first, first + timedelta(days - 1), **more)


def add(office: TripsOffice, by: str = "cell", **more) -> str:
    with office.as_(by) as application:
        return application.execute(AddStandIn(draft(office, **more))).result


def listed(office: TripsOffice) -> list[tuple[str, str, Standing]]:
    application = office.application
    lines = application.ask(queries.stand_in_lines(application.ask(queries.stand_in_ids())))
    return [(line.absent, line.stand_in, line.standing) for line in lines]


def test_the_cell_enters_a_stand_in_and_undo_takes_it_back(office):
    with office.as_("cell") as application:
        application.execute(AddStandIn(draft(office, reason="leave")))
        assert listed(office) == [("Dirk Generaal", "Lena Lijn", Standing.NOW)]
        application.undo()
        assert listed(office) == []


def test_an_approver_enters_one_for_himself_and_for_nobody_else(office):
    add(office, by="dirk")
    with pytest.raises(NotAllowed):
        add(office, by="dirk", absent="max", since=20)
    with pytest.raises(NotAllowed):
        add(office, by="mila", absent="mila", since=20)


def test_an_approver_does_not_pass_his_absence_to_somebody_else(office):
    id = add(office, by="dirk", since=3)
    before = draft(office, since=3)
    with office.as_("dirk") as application, pytest.raises(NotAllowed):
        application.execute(EditStandIn(id, before, replace(before, absent=office.accounts["max"])))
    with office.as_("max") as application, pytest.raises(NotAllowed):
        application.execute(EndStandIn(id, TODAY + timedelta(4)))
    with office.as_("max") as application, pytest.raises(NotAllowed):
        application.execute(RemoveStandIn(id))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"absent": ""}, [("absent", "stand-in-absent")]),
        ({"stand_in": ""}, [("stand_in", "stand-in-who")]),
        ({"until": None}, [("until", "stand-in-last-day")]),
        ({"since": None}, [("since", "stand-in-first-day")]),
        ({"until": TODAY - timedelta(1)}, [("until", "ends-before-start")]),
        ({"stand_in": "nobody"}, [("stand_in", "stand-in-account")]),
        ({"since": TODAY - timedelta(1)}, [("since", "past")]),
    ],
)
def test_a_stand_in_has_two_persons_and_two_days(office, changes, expected):
    assert refusal(office.application, AddStandIn(replace(draft(office), **changes))) == expected


def test_nobody_stands_in_for_themselves_even_with_a_second_account(office):
    assert refusal(office.application, AddStandIn(draft(office, stand_in="dirk"))) == [("stand_in", "stand-in-oneself")]
    application = office.application
    lena = application.ask(account_draft(office.accounts["lena"]))
    application.execute(EditAccount(office.accounts["lena"], lena, replace(lena, person_id=office.persons["dirk"])))
    assert refusal(application, AddStandIn(draft(office))) == [("stand_in", "stand-in-oneself")]


def test_a_user_who_may_not_sign_in_does_not_stand_in(office):
    application = office.application
    lena = application.ask(account_draft(office.accounts["lena"]))
    application.execute(EditAccount(office.accounts["lena"], lena, replace(lena, enabled=False)))
    assert refusal(application, AddStandIn(draft(office))) == [("stand_in", "stand-in-account")]


def test_a_stand_in_has_the_right_to_decide_or_the_file_would_stop_there(office):
    for login in ("rik", "fien", "lex"):
        assert refusal(office.application, AddStandIn(draft(office, stand_in=login))) == [("stand_in", "stand-in-right")]


def test_there_are_no_chains_of_stand_ins_and_no_two_at_a_time(office):
    add(office)  # Lena signs for Dirk on five days
    application = office.application
    assert refusal(application, AddStandIn(draft(office, stand_in="max", since=4))) == [("since", "stand-in-twice")]
    assert refusal(application, AddStandIn(draft(office, absent="lena", stand_in="max", since=4))) == [("absent", "stand-in-chain")]
    assert refusal(application, AddStandIn(draft(office, absent="max", stand_in="dirk", since=4))) == [("stand_in", "stand-in-chain")]
    add(office, absent="lena", stand_in="dirk", since=5)  # once Dirk is back
    add(office, absent="max", stand_in="lena")  # one may sign for two


def test_days_that_are_past_stay_as_they_were(office, clock: FixedClock):
    id = add(office)
    before = draft(office)
    clock.moment += timedelta(2)
    application = office.application
    assert refusal(application, RemoveStandIn(id)) == [("since", "stand-in-begun")]
    assert refusal(application, EditStandIn(id, before, replace(before, stand_in=office.accounts["max"]))) == [
        ("stand_in", "stand-in-begun")
    ]
    assert refusal(application, EditStandIn(id, before, replace(before, until=TODAY))) == [("until", "past")]
    assert refusal(application, EndStandIn(id, TODAY)) == [("until", "past")]
    assert refusal(application, EndStandIn(id, TODAY + timedelta(30))) == [("until", "stand-in-longer")]

    application.execute(EditStandIn(id, before, replace(before, until=TODAY + timedelta(9), reason="longer")))
    application.execute(EndStandIn(id, TODAY + timedelta(1)))  # yesterday: he is back
    assert listed(office) == [("Dirk Generaal", "Lena Lijn", Standing.OVER)]
    application.undo()
    assert listed(office) == [("Dirk Generaal", "Lena Lijn", Standing.NOW)]


def test_undo_makes_no_two_stand_ins_of_one_person(office):
    id = add(office, by="cell")
    with office.as_("cell") as application:
        application.execute(EndStandIn(id, TODAY))
    add(office, by="dirk", stand_in="max", since=1)
    with office.as_("cell") as application, pytest.raises(Refused) as refused:
        application.undo()
    assert {finding.rule for finding in refused.value.findings} == {"stand-in-twice"}
    assert min(listed(office)) == ("Dirk Generaal", "Lena Lijn", Standing.NOW)


def test_a_stand_in_under_which_somebody_signed_stays(office):
    add(office, by="cell", absent="bea", stand_in="max", days=3)
    trip = office.sent(request())
    office.decide(trip, "lena")
    office.decide(trip, "max")
    assert [(one.name, one.behalf_of) for one in office.card(trip).decisions][1] == ("Max Minister", "Bea Begroting")
    with office.as_("cell") as application, pytest.raises(Refused) as refused:
        application.undo()
    assert [finding.rule for finding in refused.value.findings] == ["stand-in-signed"]


def test_one_that_has_not_begun_is_removed(office):
    id = add(office, since=3)
    office.application.execute(RemoveStandIn(id))
    assert listed(office) == []


def test_those_of_today_come_first_and_words_find_them(office, clock: FixedClock):
    add(office, absent="max", stand_in="bea", since=10)
    add(office)
    application = office.application
    assert [line[0] for line in listed(office)] == ["Dirk Generaal", "Max Minister"]
    assert len(application.ask(queries.stand_in_ids(Criteria("minis")))) == 1
    assert len(application.ask(queries.stand_in_ids(Criteria(filters=(("standing", Standing.NOW),))))) == 1
    clock.moment += timedelta(6)
    assert [(line[0], line[2]) for line in listed(office)] == [("Max Minister", Standing.TO_COME), ("Dirk Generaal", Standing.OVER)]


def test_an_approver_is_offered_himself_and_the_cell_everybody(office):
    with office.as_("dirk") as application:
        choices = application.ask(queries.stand_in_choices())
        assert [name for _, name in choices.absent] == ["Dirk Generaal"]
        names = [name for _, name in choices.stand_in]
        assert names == ["Bea Begroting", "Cas Protocol", "Dirk Generaal", "Hanne Voorzitter", "Lena Lijn", "Max Minister"]
    with office.as_("cell") as application:
        assert application.ask(queries.stand_in_choices()).absent[0][1] == "Cas Protocol"
