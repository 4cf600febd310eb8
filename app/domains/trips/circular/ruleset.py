"""A rule set: the figures, severities and words of one circular, with its day of effect.

The set in force on the day of departure counts, never that of today. What ships is a default of ours, because the text of the
circular of 2021 is not public: `confirmed` says so, and whoever shows a set shows that too.
"""

from __future__ import annotations

import dataclasses
import json
import string
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise
from typing import Any, TypeVar

from app.kernel.errors import Finding, Refused, Severity
from app.kernel.shapes import as_key, to_plain
from app.kernel.shapes import from_plain as read_shape
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy, told

V = TypeVar("V", Decimal, bool, str)

DEFAULT = lazy("default, not the text of the circular")
RAIL_RULES = ("R23", "R24")  # what they ask of a train, no rule asks of a plane
WEIGHT = {Severity.NOTES: 0, Severity.WARNS: 1, Severity.DEROGATION: 2, Severity.BLOCKS: 3}


class Applied(StrEnum):
    """Where a rule is decided: on the request alone, on the way of the file, or nowhere: other rules read it."""

    REQUEST = "request"
    FILE = "file"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure, a yes or no, or a choice of a rule: exactly one of `number`, `yes_no` and `choice` is there.

    `unit` is a code: km, h, days, working_days, months, EUR, percent, times, persons, legs, results, kg, km_h, EUR_t.
    """

    name: str = as_key(default="", needed=True)
    title: Multilingual = Multilingual()
    number: Decimal | None = None
    yes_no: bool | None = None
    choice: str | None = None
    options: tuple[str, ...] = ()
    unit: str = ""

    @property
    def value(self) -> Decimal | bool | str | None:
        """Whatever it holds; None when it is empty."""
        return next((one for one in (self.number, self.yes_no, self.choice) if one is not None), None)


# The two below keep what they have worked out beside their fields, so that a check in a long run works nothing out twice:
# that needs a __dict__, hence no slots.
@dataclass(frozen=True)
class Rule:
    """One rule: whether it counts, how much it weighs, its figures, where it comes from, and what it says to people.

    In `message` and `advice` stand the placeholders {value} and {limit}, and those that the shipped text of the rule has.
    `tag` tells how sure the source is: a Brussels, b elsewhere, c a default of ours.
    """

    id: str = as_key(default="", needed=True)
    on: bool = True
    severity: Severity = as_key(default=Severity.WARNS, needed=True)
    applied: Applied = Applied.REQUEST
    parameters: tuple[Parameter, ...] = ()
    source: str = ""
    tag: str = "c"
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    message: Multilingual = as_key(default=Multilingual(), needed=True)
    advice: Multilingual = as_key(default=Multilingual())

    @cached_property
    def sentence(self) -> Multilingual:
        """What the rule says, with what to do about it."""
        return Multilingual(*(f"{self.message.best(code)} {self.advice.best(code)}".strip() for code in LANGUAGES))

    @cached_property
    def named(self) -> Mapping[str, Parameter]:
        """The parameters by name."""
        return {parameter.name: parameter for parameter in self.parameters}

    def number(self, name: str) -> Decimal:
        """Give a figure; `Refused` when the rule has none of that name."""
        return self._needed(name, self.named[name].number if name in self.named else None)

    def whole(self, name: str) -> int:
        """Give a figure as a whole number of days, persons and the like."""
        return int(self.number(name))

    def yes(self, name: str) -> bool:
        """Give a yes or no; `Refused` when the rule has none of that name."""
        return self._needed(name, self.named[name].yes_no if name in self.named else None)

    def choice(self, name: str) -> str:
        """Give a choice; `Refused` when the rule has none of that name."""
        return self._needed(name, self.named[name].choice if name in self.named else None)

    def _needed(self, name: str, value: V | None) -> V:
        if value is None:
            raise Refused(_no_parameter(self.id, name))
        return value

    def broken(self, path: str, *, value: object, limit: object = None, severity: Severity | None = None, **more: object) -> Finding:
        """Say at *path* that the rule is broken, in its own words."""
        message = told(self.sentence, value=value, limit=limit, **more)
        return Finding(path, message, severity or self.severity, self.id, value=value, limit=limit, source=self.source)

    def undecided(self, path: str, reason: Lazy, severity: Severity = Severity.NOTES) -> Finding:
        """Note that the rule could not be judged, and why: silence would look like approval."""
        return Finding(path, reason, severity, self.id, source=self.source)


@dataclass(frozen=True)
class RuleSet:
    """The rules in force between two days; without a last day until the next set begins."""

    code: str = as_key(default="", needed=True)
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    in_force_from: date | None = as_key(default=None, needed=True)
    in_force_until: date | None = None
    source: str = ""
    confirmed: bool = False
    rules: tuple[Rule, ...] = as_key(default=(), needed=True)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their id."""
        return {rule.id: rule for rule in self.rules}

    def rule(self, rule_id: str) -> Rule:
        """Give a rule; `Refused` when the set does not have it."""
        if (found := self.by_id.get(rule_id)) is None:
            message = lazy("The rule set “{code}” has no rule {rule}.", code=self.code, rule=rule_id)
            raise Refused(Finding("rules", message, rule="rule-missing"))
        return found

    def is_on(self, rule_id: str) -> bool:
        """Tell whether the set has the rule, switched on."""
        found = self.by_id.get(rule_id)
        return found is not None and found.on

    def number(self, rule_id: str, name: str) -> Decimal:
        """Give a figure of a rule, on or off: `rules.number("R73", "reminder_days")`."""
        return self.rule(rule_id).number(name)

    def whole(self, rule_id: str, name: str) -> int:
        """Give a figure of a rule as a whole number."""
        return self.rule(rule_id).whole(name)

    def yes(self, rule_id: str, name: str) -> bool:
        """Give a yes or no of a rule."""
        return self.rule(rule_id).yes(name)

    def choice(self, rule_id: str, name: str) -> str:
        """Give a choice of a rule."""
        return self.rule(rule_id).choice(name)


def _no_parameter(rule_id: str, name: str) -> Finding:
    message = lazy("Rule {rule} has no value for “{name}”. Complete the rule set.", rule=rule_id, name=name)
    return Finding(f"rules.{rule_id}.{name}", message, rule="parameter-missing")


# ------------------------------------------------------------------------------------------------ files


@cache
def shipped() -> tuple[RuleSet, ...]:
    """Give the rule sets that come with the program, the oldest first."""
    from app.adapters.resources import resource  # where the file is depends on the installation

    found = [read_rule_set(path.read_text(encoding="utf-8")) for path in resource("trips").glob("circular-*.json")]
    return tuple(sorted(found, key=_first_day))


def read_rule_set(text: str) -> RuleSet:
    """Read a rule set from JSON; raise `Refused` with every fault at its path when it cannot be used."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(Finding("", lazy("This is no rule set: the file is not JSON."), rule="not-json")) from None
    rules, faults = from_plain(data)
    if faults:
        raise Refused(faults)
    return rules


def from_plain(data: Any) -> tuple[RuleSet, list[Finding]]:
    """Read a rule set from plain JSON values, with its faults; a key that is not known is refused at its path."""
    return read_shape(RuleSet, data)


def as_plain(rules: RuleSet) -> dict[str, Any]:
    """Write a rule set as plain JSON values; `from_plain` reads it back equal."""
    return to_plain(rules)


# ------------------------------------------------------------------------------------------------ which one counts


def in_force(sets: Iterable[RuleSet], day: date) -> RuleSet:
    """Give the rule set in force on *day*, the day of departure; raise `Refused` when there is none.

    Where two overlap, which `check_sets` refuses, the one that began last counts.
    """
    found = [rules for rules in sets if _first_day(rules) <= day <= _last_day(rules)]
    if not found:
        message = lazy("No rule set is in force on {day}. Enter one whose period holds this day.", day=day)
        raise Refused(Finding("departs_at", message, rule="no-rule-set", value=day))
    return max(found, key=_first_day)


def _first_day(rules: RuleSet) -> date:
    return rules.in_force_from or date.max


def _last_day(rules: RuleSet) -> date:
    return rules.in_force_until or date.max


def check_sets(sets: Iterable[RuleSet]) -> tuple[Finding, ...]:
    """Find days on which two rule sets are in force, or none between the first set and the last."""
    ordered = sorted(sets, key=_first_day)
    return tuple(_doubled(ordered)) + tuple(
        finding for earlier, later in pairwise(ordered) for finding in (_overlap(earlier, later), _hole(earlier, later)) if finding
    )


def _doubled(ordered: list[RuleSet]) -> Iterator[Finding]:
    seen: set[str] = set()
    for rules in ordered:
        if rules.code in seen:
            yield Finding("code", lazy("Two rule sets have the code “{code}”.", code=rules.code), rule="code-twice", value=rules.code)
        seen.add(rules.code)


def _overlap(earlier: RuleSet, later: RuleSet) -> Finding | None:
    begins = _first_day(later)
    if earlier.in_force_until is None and begins > _first_day(earlier):
        message = lazy("“{earlier}” has no last day, and “{later}” begins on {day}: say when the first one ends.", **_two(earlier, later))
    elif begins <= _last_day(earlier):
        message = lazy("“{earlier}” and “{later}” are both in force on {day}.", **_two(earlier, later))
    else:
        return None
    return Finding("in_force_from", message, rule="rule-sets-overlap", value=later.code)


def _two(earlier: RuleSet, later: RuleSet) -> dict[str, object]:
    return {"earlier": earlier.code, "later": later.code, "day": _first_day(later)}


def _hole(earlier: RuleSet, later: RuleSet) -> Finding | None:
    ends, begins = earlier.in_force_until, _first_day(later)
    if ends is None or (begins - ends).days <= 1:
        return None
    message = lazy("No rule set is in force from {first} to {last}.", first=ends + timedelta(1), last=begins - timedelta(1))
    return Finding("in_force_from", message, rule="rule-sets-hole", value=later.code)


# ------------------------------------------------------------------------------------------------ whether one can be used


def check_rule_set(rules: RuleSet) -> tuple[Finding, ...]:
    """Find what keeps a rule set from being used, measured by the shipped one: figures, choices, zones, texts."""
    return tuple(finding for check in _CHECKS for finding in check(rules))


def _head(rules: RuleSet) -> Iterator[Finding]:
    if not rules.code.strip():
        yield Finding("code", lazy("The rule set needs a code."), rule="code-missing")
    if rules.in_force_from is None:
        yield Finding("in_force_from", lazy("The rule set needs a first day."), rule="first-day-missing")
    elif rules.in_force_until and rules.in_force_until < rules.in_force_from:
        yield Finding("in_force_until", lazy("The last day is before the first."), rule="ends-before-start")
    yield from _untold("title", rules.title)
    if not rules.confirmed:
        yield Finding("confirmed", DEFAULT, Severity.NOTES, "not-confirmed")


def _rules_there(rules: RuleSet) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, rule in enumerate(rules.rules):
        if rule.id in seen:
            yield Finding(f"rules[{number}].id", lazy("Rule {rule} is there twice.", rule=rule.id), rule="rule-twice", value=rule.id)
        elif rule.id not in models():
            yield Finding(f"rules[{number}].id", lazy("Rule {rule} is not known.", rule=rule.id), rule="rule-unknown", value=rule.id)
        seen.add(rule.id)
    for rule_id in models():
        if rule_id not in seen:
            yield Finding("rules", lazy("Rule {rule} is missing: switch it off instead.", rule=rule_id), rule="rule-missing", value=rule_id)


def _parameters(rules: RuleSet) -> Iterator[Finding]:
    for number, rule in enumerate(rules.rules):
        model = models().get(rule.id)
        if model is None:
            continue
        at = f"rules[{number}].parameters"
        for wanted in model.parameters:
            found = next((n for n, parameter in enumerate(rule.parameters) if parameter.name == wanted.name), None)
            if found is None:
                message = lazy("Rule {rule} has no value for “{name}”. Complete the rule set.", rule=rule.id, name=wanted.name)
                yield Finding(at, message, rule="parameter-missing", value=wanted.name)
            else:
                yield from _parameter(f"{at}[{found}]", rule.parameters[found], wanted)
        for n, parameter in enumerate(rule.parameters):
            if parameter.name not in model.named:
                message = lazy("Rule {rule} does not read “{name}”.", rule=rule.id, name=parameter.name)
                yield Finding(f"{at}[{n}].name", message, rule="parameter-unknown", value=parameter.name)
            elif parameter is not rule.named[parameter.name]:
                message = lazy("“{name}” is there twice.", name=parameter.name)
                yield Finding(f"{at}[{n}].name", message, rule="parameter-twice", value=parameter.name)


def _parameter(path: str, parameter: Parameter, wanted: Parameter) -> Iterator[Finding]:
    kinds = {kind for kind in ("number", "yes_no", "choice") if getattr(parameter, kind) is not None}
    kind = next(kind for kind in ("number", "yes_no", "choice") if getattr(wanted, kind) is not None)
    if kinds != {kind}:
        message = lazy("“{name}” needs one value of the kind “{kind}”.", name=wanted.name, kind=kind)
        yield Finding(f"{path}.{kind}", message, rule="parameter-kind")
    elif parameter.number is not None:
        yield from _number(f"{path}.number", parameter.number, wanted)
    elif parameter.choice is not None and parameter.choice not in wanted.options:
        message = lazy("“{value}” is not known here: write one of {codes}.", value=parameter.choice, codes=", ".join(wanted.options))
        yield Finding(f"{path}.choice", message, rule="parameter-choice", value=parameter.choice)


def _number(path: str, number: Decimal, wanted: Parameter) -> Iterator[Finding]:
    if number < 0:
        yield Finding(path, lazy("A figure of a rule cannot be negative."), rule="parameter-negative", value=number, limit=0)
    elif wanted.unit in _WHOLE_UNITS and number != number.to_integral_value():
        yield Finding(path, lazy("A whole number is needed here."), rule="parameter-not-whole", value=number)


_WHOLE_UNITS = frozenset({"days", "working_days", "months", "persons", "legs", "results"})


def _zones(rules: RuleSet) -> Iterator[Finding]:
    """The zone where the train is preferred lies around the one where it is required."""
    for number, rule in enumerate(rules.rules):
        if rule.id != "R21" or "R20" not in rules.by_id:
            continue
        required = rules.by_id["R20"].named
        for n, preferred in enumerate(rule.parameters):
            inner = required.get(preferred.name)
            if preferred.number is not None and inner and inner.number is not None and preferred.number < inner.number:
                message = lazy(
                    "The zone where the train is preferred ({value}) is smaller than the one where it is required ({limit}).",
                    value=preferred.number,
                    limit=inner.number,
                )
                at = f"rules[{number}].parameters[{n}].number"
                yield Finding(at, message, rule="preferred-zone-smaller", value=preferred.number, limit=inner.number)


def _train_not_harder(rules: RuleSet) -> Iterator[Finding]:
    if not rules.is_on("R32"):
        return
    for number, rule in enumerate(rules.rules):
        if rule.id in RAIL_RULES and rule.on and WEIGHT[rule.severity] > WEIGHT[Severity.WARNS]:
            message = lazy("With R32, a rule for trains only may warn and no more: the train never needs more steps than the plane.")
            yield Finding(f"rules[{number}].severity", message, rule="train-harder-than-plane", value=rule.severity)


def _texts(rules: RuleSet) -> Iterator[Finding]:
    for number, rule in enumerate(rules.rules):
        for name in ("title", "message", "advice"):
            path, text = f"rules[{number}].{name}", getattr(rule, name)
            yield from _untold(path, text)
            yield from _placeholders(path, text, placeholders(rule.id))


def _untold(path: str, text: Multilingual) -> Iterator[Finding]:
    for code in text.missing():
        message = lazy("This text is missing in one language ({language}).", language=code)
        yield Finding(f"{path}.{code}", message, Severity.NOTES, "language-missing")


def _placeholders(path: str, text: Multilingual, known: Collection[str]) -> Iterator[Finding]:
    for code in LANGUAGES:
        try:
            named = {field for _, field, _, _ in string.Formatter().parse(text.in_language(code)) if field is not None}
        except ValueError:
            message = lazy("A brace stands alone in this text: write {{ or }} twice to have one.")
            yield Finding(f"{path}.{code}", message, rule="placeholder-broken")
            continue
        for field in sorted(named - set(known)):
            message = lazy("The placeholder “{name}” is not filled in by this rule: {known}.", name=field, known=", ".join(sorted(known)))
            yield Finding(f"{path}.{code}", message, rule="placeholder-unknown", value=field)


_CHECKS: tuple[Callable[[RuleSet], Iterator[Finding]], ...] = (
    _head,
    _rules_there,
    _parameters,
    _zones,
    _train_not_harder,
    _texts,
)


@cache
def models() -> Mapping[str, Rule]:
    """Give each rule the program knows, as it ships: which figures it reads, of which kind, and its placeholders."""
    return shipped()[-1].by_id


@cache
def placeholders(rule_id: str) -> frozenset[str]:
    """Give the placeholders that a rule fills in."""
    model = models().get(rule_id)
    texts = [text for part in (model.message, model.advice) for text in part.all()] if model else []
    named = {field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field}
    return frozenset({"value", "limit"} | named)


# ------------------------------------------------------------------------------------------------ what changed


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One thing in which two rule sets differ.

    `rule` is empty for the head of the set. `what` is the name of a field ("severity", "on", "message.fr"), of a parameter
    ("distance_km"), or "rule" for a rule that only one of them has.
    """

    rule: str
    what: str
    before: object
    after: object


def difference(before: RuleSet, after: RuleSet) -> tuple[RuleChange, ...]:
    """Tell what changed between two rule sets, rule by rule and parameter by parameter; titles of parameters do not count."""
    head = [
        change
        for name in ("code", "in_force_from", "in_force_until", "source", "confirmed")
        for change in _changed("", name, before, after)
    ]
    head += _texts_changed("", "title", before.title, after.title)
    ids = list(dict.fromkeys((*before.by_id, *after.by_id)))
    return tuple(head) + tuple(change for rule_id in ids for change in _rule_changes(before.by_id.get(rule_id), after.by_id.get(rule_id)))


def _rule_changes(before: Rule | None, after: Rule | None) -> Iterator[RuleChange]:
    if before is None or after is None:
        there = before or after
        assert there is not None
        yield RuleChange(there.id, "rule", before and there.title, after and there.title)
        return
    for name in ("on", "severity", "applied", "source", "tag"):
        yield from _changed(before.id, name, before, after)
    for name in dict.fromkeys((*before.named, *after.named)):
        old, new = (rule.named[name].value if name in rule.named else None for rule in (before, after))
        if old != new or type(old) is not type(new):
            yield RuleChange(before.id, name, old, new)
    for name in ("title", "message", "advice"):
        yield from _texts_changed(before.id, name, getattr(before, name), getattr(after, name))


def _changed(rule_id: str, name: str, before: object, after: object) -> list[RuleChange]:
    old, new = getattr(before, name), getattr(after, name)
    return [RuleChange(rule_id, name, old, new)] if old != new else []


def _texts_changed(rule_id: str, name: str, before: Multilingual, after: Multilingual) -> list[RuleChange]:
    pairs = ((code, before.in_language(code), after.in_language(code)) for code in LANGUAGES)
    return [RuleChange(rule_id, f"{name}.{code}", old, new) for code, old, new in pairs if old != new]


def changed(rules: RuleSet, rule_id: str, *, on: bool | None = None, severity: Severity | None = None, **values: Any) -> RuleSet:
    """Give a copy of *rules* in which one rule has other figures; `changed(rules, "R20", logic="and")`.

    A value is a number, a yes or no, or a choice, as its parameter is; `Refused` for a parameter that the rule does not have.
    """
    rule = rules.rule(rule_id)
    for name in values:
        if name not in rule.named:
            raise Refused(_no_parameter(rule_id, name))
    parameters = tuple(_with_value(one, values[one.name]) if one.name in values else one for one in rule.parameters)
    fresh = dataclasses.replace(rule, parameters=parameters, on=rule.on if on is None else on, severity=severity or rule.severity)
    return dataclasses.replace(rules, rules=tuple(fresh if one.id == rule_id else one for one in rules.rules))


def _with_value(parameter: Parameter, value: Any) -> Parameter:
    kind = "yes_no" if isinstance(value, bool) else "choice" if isinstance(value, str) else "number"
    fresh = Decimal(value) if kind == "number" else value
    return dataclasses.replace(parameter, **{"number": None, "yes_no": None, "choice": None, kind: fresh})
