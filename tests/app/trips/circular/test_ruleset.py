import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domains.trips.circular.case import DECIDED
from app.domains.trips.circular.ruleset import (
    Applied,
    Parameter,
    Rule,
    RuleChange,
    RuleSet,
    as_plain,
    changed,
    check_rule_set,
    check_sets,
    difference,
    from_plain,
    in_force,
    placeholders,
    read_rule_set,
    shipped,
)
from app.kernel.errors import Refused, Severity
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers.circular import RULES

TITLE = Multilingual("Titel", "Titre", "Title")

_SECTION_6 = (
    "R01 R02 R03 R04 R05 R06 R10 R11 R12 R13 R14 R15 R16 R17 R20 R21 R22 R23 R24 R25 R26 R27 R28 R29 R30 R31 R32 R40 R41 R42 "
    "R50 R51 R52 R53 R54 R55 R56 R57 R58 R59 R60 R61 R70 R71 R72 R73 R74 R75 R76 R77 R80 R81 R82 R83 R84 R85 R90 R91 R92 R95 R96"
)
SECTION_6 = _SECTION_6.split()


def dated(code, begins, ends=None):
    return RuleSet(code, TITLE, begins and date.fromisoformat(begins), ends and date.fromisoformat(ends))


def told(found):
    return [(finding.rule, finding.path) for finding in found]


def faults(rules):
    return [one for one in told(check_rule_set(rules)) if one[0] != "not-confirmed"]


def with_rule(rule):
    return replace(RULES, rules=tuple(rule if one.id == rule.id else one for one in RULES.rules))


def with_parameter(rule_id, parameter):
    rule = RULES.rule(rule_id)
    return with_rule(replace(rule, parameters=tuple(parameter if one.name == parameter.name else one for one in rule.parameters)))


def place(rule_id, name=None):
    number = [rule.id for rule in RULES.rules].index(rule_id)
    if name is None:
        return f"rules[{number}]"
    return f"rules[{number}].parameters[{[one.name for one in RULES.rule(rule_id).parameters].index(name)}]"


# ---- what ships


def test_the_shipped_set_has_every_rule():
    assert [rule.id for rule in RULES.rules] == SECTION_6


def test_the_shipped_set_says_that_it_is_not_the_circular():
    assert (RULES.confirmed, RULES.in_force_from, RULES.in_force_until) == (False, date(2021, 9, 1), None)
    assert told(check_rule_set(RULES)) == [("not-confirmed", "confirmed")]


def test_every_rule_that_a_request_decides_has_a_function_and_no_other():
    assert sorted(DECIDED) == [rule.id for rule in RULES.rules if rule.applied is Applied.REQUEST]


def test_every_rule_speaks_three_languages_and_says_where_it_comes_from():
    silent = [rule.id for rule in RULES.rules if not rule.source or any(text.missing() for text in (rule.title, rule.message, rule.advice))]
    assert silent == []


def test_the_placeholders_of_a_rule_are_the_same_in_each_language():
    for rule in RULES.rules:
        for text in (rule.message, rule.advice):
            per_language = {placeholders_in(text.in_language(code)) for code in LANGUAGES}
            assert len(per_language) == 1, rule.id


def placeholders_in(text):
    return frozenset(part.split("}")[0] for part in text.split("{")[1:])


@pytest.mark.parametrize(
    ("rule", "severity", "on"),
    [
        ("R14", Severity.DEROGATION, True),
        ("R20", Severity.DEROGATION, True),
        ("R21", Severity.WARNS, True),
        ("R25", Severity.BLOCKS, True),
        ("R27", Severity.BLOCKS, True),
        ("R41", Severity.WARNS, True),
        ("R55", Severity.BLOCKS, True),
        ("R81", Severity.BLOCKS, True),
        ("R91", Severity.WARNS, False),
        ("R92", Severity.WARNS, False),
    ],
)
def test_a_rule_weighs_what_the_default_says(rule, severity, on):
    assert (RULES.rule(rule).severity, RULES.rule(rule).on) == (severity, on)


@pytest.mark.parametrize(
    ("rule", "name", "value"),
    [
        ("R13", "share_percent", 75),
        ("R14", "days_eu", 5),
        ("R14", "days_elsewhere", 8),
        ("R20", "distance_km", 500),
        ("R20", "rail_hours", 6),
        ("R21", "distance_km", 800),
        ("R21", "rail_hours", 8),
        ("R28", "cheaper_by", 350),
        ("R42", "times", 5),
        ("R54", "dinner_percent", 45),
        ("R58", "total", 5000),
        ("R70", "days_elsewhere", 42),
        ("R73", "reminder_days", 2),
        ("R73", "escalation_days", 4),
        ("R74", "days", 15),
        ("R75", "days", 30),
        ("R76", "last_days", 60),
    ],
)
def test_a_figure_is_read_by_rule_and_name(rule, name, value):
    assert (RULES.number(rule, name), RULES.whole(rule, name)) == (Decimal(value), value)


def test_a_choice_and_a_yes_or_no_are_read_by_rule_and_name():
    assert (RULES.choice("R20", "logic"), RULES.choice("R22", "basis"), RULES.yes("R24", "allowed")) == ("or", "great_circle", True)


@pytest.mark.parametrize(
    ("read", "rule"),
    [
        (lambda: RULES.number("R99", "days"), "rule-missing"),
        (lambda: RULES.number("R20", "miles"), "parameter-missing"),
        (lambda: RULES.number("R20", "logic"), "parameter-missing"),
        (lambda: RULES.yes("R20", "distance_km"), "parameter-missing"),
    ],
)
def test_what_a_set_does_not_have_is_refused(read, rule):
    with pytest.raises(Refused) as refusal:
        read()
    assert [finding.rule for finding in refusal.value.findings] == [rule]


def test_what_is_shipped_is_read_once():
    assert shipped() is shipped()


# ---- files


def test_a_set_comes_back_equal_from_json():
    assert from_plain(json.loads(json.dumps(as_plain(RULES)))) == (RULES, [])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"rulez": []}, [("unknown-key", "rulez")]),
        ({"rules": [{"id": "R20", "severity": "warns", "tittle": {}}]}, [("unknown-key", "rules[0].tittle")]),
        ({"rules": [{"id": "R20", "severity": "kills"}]}, [("unknown-value", "rules[0].severity")]),
        ({"rules": [{"id": "R20", "severity": "warns", "title": {"de": "Zug"}}]}, [("unknown-key", "rules[0].title.de")]),
        ({"rules": [{"id": "R20", "severity": "warns", "title": "Zug"}]}, [("wrong-type", "rules[0].title")]),
        (
            {"rules": [{"id": "R20", "severity": "warns", "parameters": [{"name": "distance_km", "number": "far"}]}]},
            [("wrong-number", "rules[0].parameters[0].number")],
        ),
        (
            {"rules": [{"id": "R20", "severity": "warns", "parameters": [{"name": "distance_km", "unit": "km", "miles": 3}]}]},
            [("unknown-key", "rules[0].parameters[0].miles")],
        ),
        ({"in_force_from": "2021-09-31"}, [("wrong-date", "in_force_from")]),
    ],
)
def test_a_fault_of_a_file_is_told_at_its_path(data, expected):
    found = [one for one in told(from_plain(data)[1]) if one[0] != "missing-value"]
    assert found == expected


@pytest.mark.parametrize(("text", "rule"), [("{", "not-json"), ("[]", "wrong-type"), ("[" * 100_000, "not-json")])
def test_what_is_no_rule_set_is_refused(text, rule):
    with pytest.raises(Refused) as refusal:
        read_rule_set(text)
    assert refusal.value.findings[0].rule == rule


# ---- which one counts


OLD, NEW = dated("old", "2021-09-01", "2025-12-31"), dated("new", "2026-01-01")


@pytest.mark.parametrize(("day", "code"), [("2021-09-01", "old"), ("2025-12-31", "old"), ("2026-01-01", "new"), ("2099-01-01", "new")])
def test_the_set_in_force_on_the_day_of_departure_counts(day, code):
    assert in_force((NEW, OLD), date.fromisoformat(day)).code == code


@pytest.mark.parametrize("day", ["2021-08-31", "2024-06-15"])
def test_a_day_before_the_first_set_or_in_a_hole_is_refused(day):
    sets = (dated("a", "2021-09-01", "2023-12-31"), dated("b", "2025-01-01"))
    with pytest.raises(Refused) as refusal:
        in_force(sets, date.fromisoformat(day))
    assert told(refusal.value.findings) == [("no-rule-set", "departs_at")]


def test_without_sets_every_day_is_refused():
    with pytest.raises(Refused):
        in_force((), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ((OLD, NEW), []),
        ((NEW, OLD), []),
        ((), []),
        ((OLD, dated("late", "2026-01-02")), ["rule-sets-hole"]),
        ((OLD, dated("early", "2025-12-31")), ["rule-sets-overlap"]),
        ((dated("endless", "2021-09-01"), NEW), ["rule-sets-overlap"]),
        ((dated("same", "2021-09-01"), dated("same", "2021-09-01")), ["code-twice", "rule-sets-overlap"]),
    ],
)
def test_holes_and_overlaps_are_found(sets, expected):
    assert [finding.rule for finding in check_sets(sets)] == expected


def test_a_hole_names_its_days():
    (finding,) = check_sets((OLD, dated("late", "2026-03-01")))
    assert str(finding.message) == "No rule set is in force from 2026-01-01 to 2026-02-28."


# ---- whether one can be used


def test_a_copy_with_other_figures_can_be_used():
    assert faults(changed(RULES, "R20", distance_km=600, logic="and")) == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (replace(RULES, code=" "), [("code-missing", "code")]),
        (replace(RULES, in_force_from=None), [("first-day-missing", "in_force_from")]),
        (replace(RULES, in_force_until=date(2021, 8, 31)), [("ends-before-start", "in_force_until")]),
        (replace(RULES, title=Multilingual("Titel", "", "Title")), [("language-missing", "title.fr")]),
        (changed(RULES, "R14", days_eu=-1), [("parameter-negative", f"{place('R14', 'days_eu')}.number")]),
        (changed(RULES, "R14", days_eu=Decimal("2.5")), [("parameter-not-whole", f"{place('R14', 'days_eu')}.number")]),
        (changed(RULES, "R20", logic="xor"), [("parameter-choice", f"{place('R20', 'logic')}.choice")]),
        (changed(RULES, "R20", distance_km="far"), [("parameter-kind", f"{place('R20', 'distance_km')}.number")]),
        (changed(RULES, "R21", distance_km=400), [("preferred-zone-smaller", f"{place('R21', 'distance_km')}.number")]),
        (changed(RULES, "R21", rail_hours=5), [("preferred-zone-smaller", f"{place('R21', 'rail_hours')}.number")]),
        (changed(RULES, "R23", severity=Severity.DEROGATION), [("train-harder-than-plane", f"{place('R23')}.severity")]),
        (with_parameter("R29", Parameter("days")), [("parameter-kind", f"{place('R29', 'days')}.number")]),
        (with_parameter("R29", Parameter("days", number=Decimal(3), yes_no=True)), [("parameter-kind", f"{place('R29', 'days')}.number")]),
        (with_rule(replace(RULES.rule("R29"), parameters=())), [("parameter-missing", f"{place('R29')}.parameters")]),
        (
            with_rule(replace(RULES.rule("R31"), parameters=(Parameter("days", number=Decimal(1)),))),
            [("parameter-unknown", f"{place('R31')}.parameters[0].name")],
        ),
        (
            with_rule(replace(RULES.rule("R31"), message=Multilingual("{value}", "{valeur}", "{value"))),
            [("placeholder-unknown", f"{place('R31')}.message.fr"), ("placeholder-broken", f"{place('R31')}.message.en")],
        ),
        (replace(RULES, rules=RULES.rules[1:]), [("rule-missing", "rules")]),
        (replace(RULES, rules=(*RULES.rules, RULES.rules[0])), [("rule-twice", f"rules[{len(RULES.rules)}].id")]),
        (
            replace(RULES, rules=(*RULES.rules, Rule("R99", title=TITLE, message=TITLE, advice=TITLE))),
            [("rule-unknown", f"rules[{len(RULES.rules)}].id")],
        ),
    ],
)
def test_a_set_that_cannot_be_used_is_told_where(rules, expected):
    assert faults(rules) == expected


def test_without_r32_the_train_may_be_made_harder():
    rules = changed(changed(RULES, "R23", severity=Severity.DEROGATION), "R32", on=False)
    assert faults(rules) == []


def test_the_placeholders_of_a_rule_are_those_of_its_texts():
    assert placeholders("R40") == {"value", "limit", "city"}


# ---- what changed


def test_equal_sets_do_not_differ():
    assert difference(RULES, from_plain(as_plain(RULES))[0]) == ()


def test_what_changed_is_told_rule_by_rule():
    after = changed(changed(RULES, "R20", distance_km=600, logic="and"), "R23", on=False, severity=Severity.NOTES)
    after = replace(after, code="circular-2027", in_force_from=date(2027, 1, 1))
    assert difference(RULES, after) == (
        RuleChange("", "code", "circular-2021-09-01", "circular-2027"),
        RuleChange("", "in_force_from", date(2021, 9, 1), date(2027, 1, 1)),
        RuleChange("R20", "distance_km", Decimal(500), Decimal(600)),
        RuleChange("R20", "logic", "or", "and"),
        RuleChange("R23", "on", True, False),
        RuleChange("R23", "severity", Severity.WARNS, Severity.NOTES),
    )


def test_a_rule_that_came_or_went_and_a_text_are_changes():
    after = with_rule(replace(RULES.rule("R31"), message=replace(RULES.rule("R31").message, en="Ask first.")))
    after = replace(after, rules=after.rules[1:])
    assert difference(RULES, after) == (
        RuleChange("R01", "rule", RULES.rule("R01").title, None),
        RuleChange("R31", "message.en", RULES.rule("R31").message.en, "Ask first."),
    )


def test_a_parameter_that_a_rule_does_not_have_is_not_changed():
    with pytest.raises(Refused):
        changed(RULES, "R20", miles=3)
