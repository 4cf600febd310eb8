"""The rules of gifts in words and lines: each with its status, so that a default says that it is one, and with its source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domains.gifts import taboos as customs
from app.domains.gifts import thresholds
from app.domains.gifts.house_rules import OWN_REGIME, Avoided, Budget, GiftRules, Period, Regime, Taboo, ThresholdSet
from app.domains.gifts.rules_queries import Origin, RegimeLine, TabooLine
from app.domains.gifts.taboos import CONFIRMED_BADGE, LITERATURE_BADGE
from app.domains.gifts.thresholds import PERIOD_TITLES, thresholds_on
from app.domains.gifts.vocabulary import LEVELS, TAGS, TRAITS
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.money import EURO, Money
from app.kernel.translated import Lazy, lazy
from ui.kit.language import _, spoken

DEFAULT, CHANGED, CONFIRMED, LATER, GONE = "default", "changed", "confirmed", "later", "gone"
UNSAID, SAID = "unsaid", "said"
STANDINGS = {
    DEFAULT: Badge(lazy("default"), Tone.WARNING),
    CHANGED: Badge(lazy("changed here"), Tone.BUSY),
    CONFIRMED: Badge(lazy("confirmed"), Tone.GOOD),
    LATER: Badge(lazy("not yet in force"), Tone.FAINT),
    GONE: Badge(lazy("left out"), Tone.FAINT),
}
BUDGET_STANDINGS = {UNSAID: Badge(lazy("not said yet"), Tone.WARNING), SAID: Badge(lazy("said by the office"), Tone.GOOD)}
LITERATURE, UNSURE = "literature", "unsure"
SURENESS = {LITERATURE: LITERATURE_BADGE, CONFIRMED: CONFIRMED_BADGE, GONE: Badge(lazy("left out"), Tone.FAINT)}
AVOIDED_BADGES = {UNSURE: Badge(lazy("not sure even there"), Tone.WARNING)}
ORIGINS = {
    Origin.SHIPPED: Badge(lazy("as it came"), Tone.NEUTRAL),
    Origin.CHANGED: Badge(lazy("changed here"), Tone.BUSY),
    Origin.OWN: Badge(lazy("the office's own"), Tone.GOOD),
    Origin.GONE: Badge(lazy("left out"), Tone.FAINT),
}
_NAMED = re.compile(r"\b([A-Z]{1,3})(\d+)(?:\s*[-–]\s*[A-Z]{1,3}(\d+))?\b")
_MANY = 3  # countries that are written out in a line

REGIME_COLUMNS = (
    Column("name", lazy("Whose rules"), stretch=True, width=34),
    Column("declare", lazy("Declared from"), width=12),
    Column("hand_over", lazy("Handed over from"), width=12),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=12),
    Column("binds", lazy("Binds"), width=22),
)
SET_COLUMNS = (
    Column("since", lazy("Counts from"), ColumnKind.DATE, width=16),
    Column("declare", lazy("Declared from"), width=13),
    Column("hand_over", lazy("Handed over from"), width=16),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=13),
    Column("source", lazy("Source"), stretch=True, width=34),
)
PERIOD_COLUMNS = (
    Column("title", lazy("What"), ColumnKind.LAZY, stretch=True, width=44),
    Column("number", lazy("Value"), ColumnKind.NUMBER, width=8),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, width=13),
    Column("source", lazy("Source"), stretch=True, width=34),
)
BUDGET_COLUMNS = (
    Column("title", lazy("Level"), ColumnKind.LAZY, stretch=True, width=34),
    Column("least", lazy("At least"), width=13),
    Column("most", lazy("At most"), width=13),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=BUDGET_STANDINGS, width=18),
)
TABOO_COLUMNS = (
    Column("name", lazy("Country or culture"), stretch=True, width=18),
    Column("sureness", lazy("Status"), ColumnKind.BADGE, badges=SURENESS, width=31),
    Column("origin", lazy("Version"), ColumnKind.BADGE, badges=ORIGINS, width=13),
    Column("avoided", lazy("What is avoided"), width=40),
    Column("countries", lazy("Countries"), width=18),
)
AVOIDED_COLUMNS = (
    Column("told", lazy("What is avoided"), stretch=True, width=20),
    Column("sureness", lazy("Status"), ColumnKind.BADGE, badges=AVOIDED_BADGES, width=17),
)
BOUND_COLUMNS = (
    Column("organisation", lazy("Organisation"), stretch=True, width=34),
    Column("country", lazy("Country"), ColumnKind.COUNTRY, width=16),
    Column("regime", lazy("By the rules of"), width=34),
)


@dataclass(frozen=True, slots=True)
class RegimeShown:
    """A regime with what it says today; its id is its code."""

    id: str
    name: str
    declare: str
    hand_over: str
    standing: str
    binds: str


@dataclass(frozen=True, slots=True)
class SetShown:
    """A set of thresholds of a regime; its id is its first day."""

    id: str
    since: date
    declare: str
    hand_over: str
    standing: str
    source: str


@dataclass(frozen=True, slots=True)
class PeriodShown:
    """A period; its id is its code."""

    id: str
    title: Lazy
    number: int
    standing: str
    source: str


@dataclass(frozen=True, slots=True)
class BudgetShown:
    """What a gift of a level may cost; its id is the level."""

    id: str
    title: Lazy
    least: str
    most: str
    standing: str


@dataclass(frozen=True, slots=True)
class TabooShown:
    """The customs of a culture; its id is its code."""

    id: str
    name: str
    sureness: str
    origin: str
    avoided: str
    countries: str


@dataclass(frozen=True, slots=True)
class AvoidedShown:
    """One thing that is avoided, above the objects that are meant; its id is its place."""

    id: str
    told: str
    sureness: str


@dataclass(frozen=True, slots=True)
class BoundShown:
    """An organisation and whose rules bind it; its id is that of the organisation."""

    id: str
    organisation: str
    country: str
    regime: str


# ------------------------------------------------------------------------------------------------ thresholds


def regime_shown(regime: Regime, rules: GiftRules, bound: Mapping[str, int], today: date) -> RegimeShown:
    """Write a regime with what it says today; *bound* counts the organisations of which the office has said that it binds them."""
    one = thresholds_on(rules, regime.code, today)
    return RegimeShown(
        regime.code,
        spoken.wording.text(regime.name),
        amount_told(one, of="declare_from") if one else "",
        amount_told(one, of="hand_over_from") if one else "",
        _standing_of(regime, one),
        binds_told(regime, bound.get(regime.code, 0)),
    )


def left_out_shown(regime: Regime) -> RegimeShown:
    """Write a regime that the office has left out."""
    return RegimeShown(regime.code, spoken.wording.text(regime.name), "", "", GONE, "")


def set_shown(regime: Regime, one: ThresholdSet) -> SetShown:
    """Write a set of thresholds."""
    declare, hand_over = amount_told(one, of="declare_from"), amount_told(one, of="hand_over_from")
    return SetShown(set_id(one), one.since, declare, hand_over, _standing_of(regime, one), one.source)


def set_id(one: ThresholdSet) -> str:
    """Give what tells a set from the others of its regime."""
    return one.since.isoformat()


def amount_told(one: ThresholdSet, *, of: str) -> str:
    """Write an amount of a set; a dash where there is none."""
    amount = one.hand_over_from if of == "hand_over_from" else one.declare_from
    return spoken.wording.formats.money(Money(amount, one.currency)) if amount is not None else "–"


def rate_told(one: ThresholdSet) -> str:
    """Say by which rate amounts in another currency are compared, or that none is known."""
    if one.currency == EURO:
        return ""
    if one.rate is None or one.rate_on is None:
        return _("No rate is known for {currency}: the program cannot compare with it until the office enters one.", currency=one.currency)
    return _("{rate} {currency} for one euro, on {day}", rate=one.rate, currency=one.currency, day=one.rate_on)


def binds_told(regime: Regime, bound: int) -> str:
    """Say whom a regime binds."""
    formats = spoken.wording.formats
    countries = formats.join(formats.country(code) for code in regime.countries)
    if regime.code == OWN_REGIME:
        return _("what the Region receives")
    organisations = _("organisations: {number}", number=bound) if bound else ""
    return "  ·  ".join(part for part in (countries, organisations) if part)


def can_go_back(regime: Regime) -> bool:
    """Tell whether the program brings this regime, in another form than it stands."""
    came = thresholds.regime_called(thresholds.shipped(), regime.code)
    return came is not None and came != regime


def regimes_left_out(rules: GiftRules) -> Sequence[Regime]:
    """Give the regimes that the program brings and the office has removed."""
    there = {one.code for one in rules.regimes}
    return [one for one in thresholds.shipped().regimes if one.code not in there]


def _standing_of(regime: Regime, one: ThresholdSet | None) -> str:
    if one is None:
        return LATER
    if one.confirmed:
        return CONFIRMED
    came = thresholds.regime_called(thresholds.shipped(), regime.code)
    return DEFAULT if came is not None and one in came.sets else CHANGED


# ------------------------------------------------------------------------------------------------ periods and budgets


def period_shown(one: Period) -> PeriodShown:
    """Write a period."""
    standing = CONFIRMED if one.confirmed else DEFAULT if one == shipped_period(one) else CHANGED
    return PeriodShown(one.code.value, PERIOD_TITLES[one.code], one.number, standing, one.source)


def shipped_period(one: Period) -> Period:
    """Give a period as the program brings it."""
    return thresholds.period_of(thresholds.shipped(), one.code)


def budget_shown(one: Budget) -> BudgetShown:
    """Write what a gift of a level may cost."""
    amounts = [spoken.wording.formats.money(Money(amount)) if amount is not None else "–" for amount in (one.least, one.most)]
    standing = UNSAID if one.least is None and one.most is None else SAID
    return BudgetShown(one.level, level_title(one.level), amounts[0], amounts[1], standing)


def level_title(level: str) -> Lazy:
    """Name a level."""
    return next((choice.title for choice in LEVELS if choice.code == level), Lazy(level))


def with_period(rules: GiftRules, fresh: Period) -> GiftRules:
    """Give *rules* with this period in the place of the one of its code."""
    return replace(rules, periods=tuple(fresh if one.code is fresh.code else one for one in rules.periods))


def with_budget(rules: GiftRules, fresh: Budget) -> GiftRules:
    """Give *rules* with this budget in the place of the one of its level."""
    return replace(rules, budgets=tuple(fresh if one.level == fresh.level else one for one in rules.budgets))


def with_regime(rules: GiftRules, code: str, fresh: Regime | None) -> GiftRules:
    """Give *rules* with this regime in the place of *code*, at the end when there is none, without it when it is None."""
    if fresh is not None and all(one.code != code for one in rules.regimes):
        return replace(rules, regimes=(*rules.regimes, fresh))
    regimes = (fresh if one.code == code else one for one in rules.regimes)
    return replace(rules, regimes=tuple(one for one in regimes if one is not None))


# ------------------------------------------------------------------------------------------------ customs


def taboo_shown(line: TabooLine) -> TabooShown:
    """Write the customs of a culture."""
    taboo, formats, text = line.taboo, spoken.wording.formats, spoken.wording.text
    return TabooShown(
        taboo.code,
        text(taboo.name),
        GONE if line.origin is Origin.GONE else CONFIRMED if taboo.confirmed else LITERATURE,
        line.origin.value,
        formats.join(text(one.words) for one in taboo.avoid),
        countries_told(taboo),
    )


def countries_told(taboo: Taboo, most: int = _MANY) -> str:
    """Write where customs count; beyond *most* countries their number alone."""
    formats = spoken.wording.formats
    if not taboo.countries:
        return _("everywhere")
    if len(taboo.countries) > most:
        return _("{number} countries", number=len(taboo.countries))
    return formats.join(formats.country(code) for code in taboo.countries)


def avoided_shown(place: int, one: Avoided) -> AvoidedShown:
    """Write one thing that is avoided."""
    trait = next((choice.title for choice in TRAITS if choice.code == one.trait), None)
    unless = next((choice.title for choice in TAGS if choice.code == one.unless), None)
    if trait is None:
        objects = _("no object that the bank knows of")
    elif unless is not None:
        objects = _("{trait}, but not {exception}", trait=trait, exception=unless)
    else:
        objects = _(trait)
    return AvoidedShown(str(place), f"{spoken.wording.text(one.words)}\n{objects}", UNSURE if one.to_verify else "")


def bound_shown(line: RegimeLine) -> BoundShown:
    """Write whose rules bind an organisation."""
    text = spoken.wording.text
    return BoundShown(line.id, text(line.organisation), line.country, text(line.name) if line.name else line.regime)


# ------------------------------------------------------------------------------------------------ sources


def places_of(source: str, *, literature: bool = False) -> list[tuple[str, str]]:
    """Give where the sources that a text names by a letter and a number are found: “G20–G24” names five."""
    known = customs.sources() if literature else thresholds.sources()
    named: list[str] = []
    for letter, first, last in _NAMED.findall(source):
        named += [f"{letter}{number}" for number in range(int(first), int(last or first) + 1)]
    return [(code, known[code]) for code in dict.fromkeys(named) if code in known]


def places_told(source: str, *, literature: bool = False) -> str:
    """Write where the sources that a text names are found, one below the other."""
    return "\n".join(f"{code}: {place}" for code, place in places_of(source, literature=literature))
