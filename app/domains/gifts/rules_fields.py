"""The forms in which the rules of gifts are changed, and the words for them in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from app.domains.gifts.house_rules import Avoided, Budget, Period, Regime, Taboo, ThresholdSet
from app.domains.gifts.rules_checking import check_avoided, check_budget, check_period, check_regime, check_taboo, check_thresholds
from app.domains.gifts.vocabulary import REGIME_OF, RULES, TABOO, TAGS, TRAITS
from app.domains.people.vocabulary import ORGANISATION
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.money import EURO
from app.kernel.translated import Lazy, Multilingual, lazy

CENTS = 2  # figures behind the comma
_AMOUNT = lazy("Write an amount as 150 or 150.01, or leave it empty where there is none.")
_RATE = lazy("So many units of the currency for one euro, as the European Central Bank publishes it.")
_WHOSE = lazy("Who says so: a circular, a code, a page, and when.")
_COMPARED = lazy("The office has compared this with its source")


@dataclass(frozen=True, slots=True)
class ThresholdsDraft:
    """A set of thresholds as it is typed: amounts are texts until they are accepted."""

    since: date | None = None
    declare_from: str = ""
    hand_over_from: str = ""
    currency: str = EURO
    rate: str = ""
    rate_on: date | None = None
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RegimeDraft:
    """A regime as it is typed; `countries` are separated by blanks or commas."""

    code: str = ""
    name: Multilingual = Multilingual()
    countries: str = ""


@dataclass(frozen=True, slots=True)
class PeriodDraft:
    """What may be changed of a period."""

    number: int | None = None
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class BudgetDraft:
    """What a gift of a level costs, as it is typed."""

    least: str = ""
    most: str = ""


@dataclass(frozen=True, slots=True)
class TabooDraft:
    """A culture as it is typed, but for what is avoided: that stands in lines of its own."""

    code: str = ""
    name: Multilingual = Multilingual()
    countries: str = ""
    manners: Multilingual = Multilingual()
    source: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class RegimeOfDraft:
    """Whose rules bind an organisation, as it is typed."""

    organisation_id: str | None = None
    regime: str = ""


# ------------------------------------------------------------------------------------------------ thresholds


def thresholds_draft(one: ThresholdSet) -> ThresholdsDraft:
    """Write a set of thresholds as a form shows it."""
    return ThresholdsDraft(
        one.since,
        _written(one.declare_from),
        _written(one.hand_over_from),
        one.currency,
        _written(one.rate),
        one.rate_on,
        one.source,
        one.confirmed,
    )


def thresholds_of(draft: ThresholdsDraft) -> ThresholdSet:
    """Read a form; what is no amount reads as one that no rule accepts."""
    return ThresholdSet(
        draft.since or date.min,
        _amount(draft.declare_from),
        _amount(draft.hand_over_from),
        draft.currency.strip().upper(),
        _number(draft.rate),
        draft.rate_on,
        draft.source.strip(),
        draft.confirmed,
    )


def _check_thresholds(draft: ThresholdsDraft) -> Sequence[Finding]:
    if draft.since is None:
        return (Finding("since", lazy("From which day on does it count?"), rule="day-missing"),)
    return check_thresholds(thresholds_of(draft))


THRESHOLDS_FORM = Form(
    ThresholdsDraft,
    (
        Field("since", lazy("Counts from"), FieldKind.DATE, required=True),
        Field("declare_from", lazy("Declared from"), help=_AMOUNT, limit=20),
        Field("hand_over_from", lazy("Handed over from"), help=lazy("Zero says that gifts are not accepted, in principle."), limit=20),
        Field("currency", lazy("Currency"), required=True, limit=3),
        Field("rate", lazy("Rate"), help=_RATE, limit=20),
        Field("rate_on", lazy("Rate of"), FieldKind.DATE),
        Field("source", lazy("Source"), FieldKind.LONG_TEXT, required=True, help=_WHOSE),
        Field("confirmed", _COMPARED, FieldKind.YES_NO),
    ),
    _check_thresholds,
)


def regime_draft(regime: Regime) -> RegimeDraft:
    """Write a regime as a form shows it."""
    return RegimeDraft(regime.code, regime.name, " ".join(regime.countries))


def regime_of_draft(draft: RegimeDraft, before: Regime) -> Regime:
    """Read a form; the thresholds stay as they were."""
    return replace(before, code=draft.code.strip(), name=draft.name, countries=_codes(draft.countries))


def _check_regime(draft: RegimeDraft) -> Sequence[Finding]:
    return [one for one in check_regime(regime_of_draft(draft, Regime())) if one.path != "sets"]


REGIME_FORM = Form(
    RegimeDraft,
    (
        Field("code", lazy("Code"), required=True, help=lazy("Small letters and hyphens; it stays as it is."), limit=40),
        Field("name", lazy("Name"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field(
            "countries",
            lazy("Countries whose representatives it binds"),
            help=lazy("Two letters each, as in GB. Without one it counts for the organisations of which the office has said so."),
            limit=500,
        ),
    ),
    _check_regime,
)

# ------------------------------------------------------------------------------------------------ periods and budgets


def period_form(code: Period) -> Form[PeriodDraft]:
    """Give the form of a period; how large its number may be depends on which it is."""

    def check(draft: PeriodDraft) -> Sequence[Finding]:
        number = -1 if draft.number is None else draft.number
        return check_period(replace(code, number=number, source=draft.source))

    return Form(PeriodDraft, _PERIOD_FIELDS, check)


_PERIOD_FIELDS = (
    Field("number", lazy("Value"), FieldKind.NUMBER, required=True),
    Field("source", lazy("Source"), help=_WHOSE),
    Field("confirmed", _COMPARED, FieldKind.YES_NO),
)


def budget_draft(one: Budget) -> BudgetDraft:
    """Write a budget as a form shows it."""
    return BudgetDraft(_written(one.least), _written(one.most))


def budget_of_draft(draft: BudgetDraft, level: str) -> Budget:
    """Read a form."""
    return Budget(level, _amount(draft.least), _amount(draft.most))


def _check_budget(draft: BudgetDraft) -> Sequence[Finding]:
    return check_budget(budget_of_draft(draft, ""))


BUDGET_FORM = Form(
    BudgetDraft,
    (
        Field("least", lazy("At least, in euro"), help=_AMOUNT, limit=20),
        Field("most", lazy("At most, in euro"), limit=20),
    ),
    _check_budget,
)

# ------------------------------------------------------------------------------------------------ customs


def taboo_draft(taboo: Taboo) -> TabooDraft:
    """Write a culture as a form shows it."""
    return TabooDraft(taboo.code, taboo.name, " ".join(taboo.countries), taboo.manners, taboo.source, taboo.confirmed)


def taboo_of_draft(draft: TabooDraft, before: Taboo) -> Taboo:
    """Read a form; what is avoided stays as it was."""
    return Taboo(
        draft.code.strip(), draft.name, _codes(draft.countries), before.avoid, draft.manners, draft.source.strip(), draft.confirmed
    )


def _check_taboo(draft: TabooDraft) -> Sequence[Finding]:
    return check_taboo(taboo_of_draft(draft, Taboo()))


TABOO_FORM = Form(
    TabooDraft,
    (
        Field("code", lazy("Code"), required=True, help=lazy("Small letters and hyphens; it stays as it is."), limit=40),
        Field("name", lazy("Country or culture"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field("countries", lazy("Countries"), help=lazy("Two letters each, as in JP. Without one it counts everywhere."), limit=500),
        Field("manners", lazy("What is polite"), FieldKind.MULTILINGUAL_LONG, limit=2000),
        Field("source", lazy("Source"), required=True, help=lazy("A book, a page, the embassy or the desk, and when.")),
        Field("confirmed", lazy("The embassy or the desk has confirmed it"), FieldKind.YES_NO),
    ),
    _check_taboo,
)

AVOIDED_FORM = Form(
    Avoided,
    (
        Field("words", lazy("What is avoided"), FieldKind.MULTILINGUAL, required=True, limit=200),
        Field(
            "trait",
            lazy("Objects that are"),
            FieldKind.CHOICE,
            choices=(Choice("", lazy("none that the bank knows of")), *TRAITS),
            help=lazy("Objects of the bank with this trait get a warning."),
        ),
        Field("unless", lazy("But not those that are"), FieldKind.CHOICE, choices=(Choice("", lazy("no exception")), *TAGS)),
        Field("to_verify", lazy("The literature itself is not sure"), FieldKind.YES_NO),
    ),
    check_avoided,
)

# ------------------------------------------------------------------------------------------------ whom a regime binds


def regime_of_form(regimes: Sequence[Choice]) -> Form[RegimeOfDraft]:
    """Give the form that says whose rules bind an organisation, with the regimes there are."""

    def check(draft: RegimeOfDraft) -> Sequence[Finding]:
        missing: list[Finding] = []
        if not draft.organisation_id:
            missing.append(Finding("organisation_id", lazy("Choose the organisation."), rule="organisation-missing"))
        if not draft.regime:
            missing.append(Finding("regime", lazy("Choose whose rules bind it."), rule="regime-missing"))
        return missing

    fields = (
        Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, required=True, record=ORGANISATION),
        Field("regime", lazy("By the rules of"), FieldKind.CHOICE, required=True, choices=tuple(regimes)),
    )
    return Form(RegimeOfDraft, fields, check)


# ------------------------------------------------------------------------------------------------ amounts and codes in words


def _written(amount: Decimal | None) -> str:
    return "" if amount is None else format(amount, "f")


def _amount(text: str) -> Decimal | None:
    """Read an amount in euros and cents; three figures behind a comma may be a thousand, so they are no amount."""
    return _number(text) if _figures_behind(text) <= CENTS else Decimal("NaN")


def _number(text: str) -> Decimal | None:
    plain = text.strip().replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace(",", ".")
    if not plain:
        return None
    try:
        return Decimal(plain)
    except InvalidOperation:
        return Decimal("NaN")  # the rules refuse it at its place


def _figures_behind(text: str) -> int:
    return len(text.strip().replace(",", ".").partition(".")[2])


def _codes(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.upper().replace(",", " ").replace(";", " ").split()))


TITLES: dict[str, Lazy] = {
    RULES: lazy("Rules of gifts"),
    f"{RULES}.content": lazy("Content"),
    TABOO: lazy("Customs of a culture"),
    f"{TABOO}.content": lazy("Content"),
    f"{TABOO}.gone": lazy("Left out"),
    REGIME_OF: lazy("Rules of gifts of an organisation"),
    f"{REGIME_OF}.organisation_id": lazy("Organisation"),
    f"{REGIME_OF}.regime": lazy("By the rules of"),
}
FIELDS: dict[str, Field] = {
    f"{TABOO}.gone": Field("gone", lazy("Left out"), FieldKind.YES_NO),
    f"{REGIME_OF}.organisation_id": Field("organisation_id", lazy("Organisation"), FieldKind.RECORD, record=ORGANISATION),
}
