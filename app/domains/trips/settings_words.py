"""Rules as people read them: their groups, units and severities in words, and what differs between two rule sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.trips.circular.ruleset import Parameter, Rule, RuleChange, RuleSet, difference
from app.kernel.errors import Severity
from app.kernel.fields import Choice
from app.kernel.showing import NO, YES
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, lazy

GROUPS: tuple[tuple[str, Lazy], ...] = (
    ("R0", lazy("Scope and file")),
    ("R1", lazy("Need and people")),
    ("R2", lazy("Train and plane")),
    ("R3", lazy("Other transport")),
    ("R4", lazy("Lodging and unusual amounts")),
    ("R5", lazy("Allowance, advance and budget")),
    ("R6", lazy("What was approved, and who pays")),
    ("R7", lazy("Deadlines and reports")),
    ("R8", lazy("Safety and papers")),
    ("R9", lazy("Climate and openness")),
)
SEVERITIES = (
    Choice(Severity.BLOCKS, lazy("blocks")),
    Choice(Severity.DEROGATION, lazy("needs a derogation")),
    Choice(Severity.WARNS, lazy("warns")),
    Choice(Severity.NOTES, lazy("is noted")),
)
UNITS: Mapping[str, Lazy] = {
    "km": lazy("km"),
    "h": lazy("hours"),
    "days": lazy("days"),
    "working_days": lazy("working days"),
    "months": lazy("months"),
    "EUR": lazy("euro"),
    "percent": lazy("%"),
    "times": lazy("times"),
    "persons": lazy("persons"),
    "legs": lazy("legs"),
    "results": lazy("results"),
    "kg": lazy("kg"),
    "km_h": lazy("km an hour"),
    "EUR_t": lazy("euro a tonne"),
}
_OPTIONS: Mapping[str, Lazy] = {
    "or": lazy("or: one of the two is enough"),
    "and": lazy("and: both together"),
    "great_circle": lazy("great circle between cities"),
    "stations": lazy("station to station"),
    "night_before": lazy("that of the night before"),
    "night_after": lazy("that of the night after"),
    "submission": lazy("when the request is sent"),
    "approval": lazy("when it is approved"),
}
_HEAD: Mapping[str, Lazy] = {
    "code": lazy("code"),
    "in_force_from": lazy("first departures"),
    "in_force_until": lazy("last departures"),
    "source": lazy("source"),
    "confirmed": lazy("compared with the text of the circular"),
    "on": lazy("counts"),
    "severity": lazy("weight"),
    "applied": lazy("where it is decided"),
    "tag": lazy("how sure the source is"),
    "rule": lazy("rule"),
    "title": lazy("title"),
    "message": lazy("text"),
    "advice": lazy("advice"),
}
_THE_SET = lazy("The set itself")
_NOTHING = lazy("—")


def option_in_words(option: str) -> Lazy:
    """Say a choice of a rule; a code that is not known is shown as it is."""
    return _OPTIONS.get(option, lazy("{code}", code=option))


def unit_in_words(unit: str) -> Lazy | None:
    """Say a unit; nothing for a figure without one."""
    return UNITS.get(unit, lazy("{code}", code=unit)) if unit else None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing in which two rule sets differ, as it is listed. `rule` is empty for the set itself."""

    id: str
    rule: str
    title: Lazy
    what: Lazy
    before: Lazy
    after: Lazy


def changes_in_words(before: RuleSet, after: RuleSet) -> Sequence[ChangeLine]:
    """Tell rule by rule what differs between two rule sets, the old beside the new."""
    return [_line(number, change, before, after) for number, change in enumerate(difference(before, after))]


def _line(number: int, change: RuleChange, before: RuleSet, after: RuleSet) -> ChangeLine:
    rules = [found for found in (after.by_id.get(change.rule), before.by_id.get(change.rule)) if found]
    parameter = next((rule.named[change.what] for rule in rules if change.what in rule.named), None)
    title = lazy("{title}", title=rules[0].title) if rules else _THE_SET
    return ChangeLine(
        f"{number}/{change.rule}/{change.what}",
        change.rule,
        title,
        _what(change.what, rules, parameter),
        _said(change.before, parameter),
        _said(change.after, parameter),
    )


def _what(what: str, rules: Sequence[Rule], parameter: Parameter | None) -> Lazy:
    if parameter is not None:
        return lazy("{title}", title=parameter.title if parameter.title or not rules else parameter.name)
    name, _, language = what.partition(".")
    title = _HEAD.get(name, lazy("{code}", code=name))
    return lazy("{part} ({language})", part=title, language=language.upper()) if language in LANGUAGES else title


def _said(value: object, parameter: Parameter | None) -> Lazy:
    match value:
        case None | "":
            return _NOTHING
        case bool():
            return YES if value else NO
        case Severity():
            return next(choice.title for choice in SEVERITIES if choice.code == value)
        case Decimal():
            unit = unit_in_words(parameter.unit) if parameter else None
            return lazy("{value} {unit}", value=value, unit=unit) if unit else lazy("{value}", value=value)
        case Multilingual() | date():
            return lazy("{value}", value=value)
        case str() if parameter is not None:
            return option_in_words(value)
        case _:
            return lazy("{value}", value=str(value))


# The headings of an empty table of allowances, as `allowance.read_csv` knows them.
ALLOWANCE_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "nl": ("land", "stad", "categorie", "dagbedrag", "plafond logies", "munt", "geldig vanaf", "geldig tot en met"),
    "fr": ("pays", "ville", "catégorie", "montant journalier", "plafond logement", "devise", "valable du", "valable jusqu’au"),
    "en": ("country", "city", "category", "daily amount", "lodging ceiling", "currency", "valid from", "valid to"),
}


def allowance_template(language: str) -> bytes:
    """Write the headings as a CSV file that a spreadsheet opens: there is no amount in it to be taken for a real one."""
    return (";".join(ALLOWANCE_HEADINGS[language]) + "\r\n").encode("utf-8-sig")
