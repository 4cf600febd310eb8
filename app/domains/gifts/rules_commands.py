"""What the office does with its rules of gifts: thresholds, periods and budgets, customs of other cultures, and whom a regime binds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from app.domains.gifts import taboos as customs
from app.domains.gifts import thresholds
from app.domains.gifts.house import OWN, gift_rules
from app.domains.gifts.house_rules import GiftRules, Regime, Taboo
from app.domains.gifts.records import GiftRulesRow, RegimeOf, TabooRow
from app.domains.gifts.rules_checking import check_rules, check_taboo
from app.domains.gifts.rules_queries import taboo, taboos, uses_of_regimes
from app.domains.gifts.thresholds import regime_called
from app.domains.gifts.vocabulary import GIFT_RULES, RULES, TABOO
from app.domains.people.records import Organisation
from app.kernel.commands import Command, handles
from app.kernel.drafts import tidied
from app.kernel.errors import Changed, Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import lazy
from app.kernel.work import Work

# ------------------------------------------------------------------------------------------------ thresholds, periods, budgets


@dataclass(frozen=True, slots=True)
class EditGiftRules(Command[None]):
    """Change the thresholds, periods or budgets that the office uses."""

    permission = GIFT_RULES
    label = lazy("Change the rules of gifts")

    before: GiftRules
    after: GiftRules


@handles(EditGiftRules)
def edit_gift_rules(command: EditGiftRules, work: Work) -> None:
    """Keep the office's own version; refused when somebody else changed it since it was read, or when a regime in use would go."""
    after = _tidy(command.after)
    refuse([*check_rules(after), *_still_there(work, after)])
    now = gift_rules.of(work)
    if now not in (command.before, after):
        raise Changed(Ref(RULES, ""), ("content",))
    _keep(work, after)


@dataclass(frozen=True, slots=True)
class PutBackGiftRules(Command[None]):
    """Take the thresholds, periods and budgets that the program brings again."""

    permission = GIFT_RULES
    label = lazy("Put back the rules of gifts")


@handles(PutBackGiftRules)
def put_back_gift_rules(_command: PutBackGiftRules, work: Work) -> None:
    """Remove the office's own version; refused when there is none, or when a regime that only it knows is in use."""
    row = work.find(GiftRulesRow, OWN)
    if row is None:
        raise Refused(Finding("rules", lazy("These rules are as the program brings them."), rule="rules-as-they-came"))
    refuse(_still_there(work, thresholds.shipped()))
    work.remove(row)


@dataclass(frozen=True, slots=True)
class PutBackRegime(Command[None]):
    """Take the thresholds of one regime as the program brings them again."""

    permission = GIFT_RULES
    label = lazy("Put back the thresholds of a regime")

    code: str


@handles(PutBackRegime)
def put_back_regime(command: PutBackRegime, work: Work) -> None:
    """Write the regime as it came into the office's own version, where it stood or at the end; refused when it is as it came."""
    now, came = gift_rules.of(work), regime_called(thresholds.shipped(), command.code)
    if came is None:
        raise Refused(Finding("regimes", lazy("The program does not bring this regime."), rule="regime-not-shipped"))
    stands = regime_called(now, command.code)
    if stands == came:
        raise Refused(Finding("regimes", lazy("These thresholds are as the program brings them."), rule="rules-as-they-came"))
    regimes = tuple(came if one.code == came.code else one for one in now.regimes) if stands else (*now.regimes, came)
    work.describe(lazy("Put back the thresholds of {regime}", regime=came.name))
    _keep(work, replace(now, regimes=regimes))


def _keep(work: Work, rules: GiftRules) -> None:
    row = work.find(GiftRulesRow, OWN)
    if row is None:
        work.add(GiftRulesRow(id=OWN, content=rules))
    else:
        row.content = rules


def _tidy(rules: GiftRules) -> GiftRules:
    regimes = tuple(_tidy_regime(one) for one in rules.regimes)
    return replace(rules, regimes=regimes, periods=tuple(tidied(one) for one in rules.periods))


def _tidy_regime(regime: Regime) -> Regime:
    sets = sorted((tidied(one) for one in regime.sets), key=lambda one: one.since)
    return replace(tidied(regime), countries=tuple(dict.fromkeys(regime.countries)), sets=tuple(sets))


def _still_there(work: Work, rules: GiftRules) -> list[Finding]:
    """A regime that was said for an organisation or for a gift cannot go: what it says of them would be lost."""
    there = {one.code for one in rules.regimes}
    return [
        Finding(
            "regimes", lazy("The regime “{code}” is in use ({number} times): it stays.", code=code, number=number), rule="regime-in-use"
        )
        for code, number in sorted(uses_of_regimes(work).items())
        if code not in there
    ]


# ------------------------------------------------------------------------------------------------ customs of other cultures


@dataclass(frozen=True, slots=True)
class AddTaboo(Command[str]):
    """Add a culture of which the program knows nothing."""

    permission = GIFT_RULES
    label = lazy("Add customs of a culture")

    taboo: Taboo


@handles(AddTaboo)
def add_taboo(command: AddTaboo, work: Work) -> str:
    """Store it under its code; refused when the code is taken."""
    content = _accepted(command.taboo)
    if content.code in customs.shipped() or _row(work, content.code) is not None:
        message = lazy("There are customs with the code “{code}” already.", code=content.code)
        raise Refused(Finding("code", message, rule="taboo-twice", ref=Ref(TABOO, content.code)))
    work.add(TabooRow(id=content.code, content=content))
    work.describe(lazy("Add the customs of {culture}", culture=content.name))
    return content.code


@dataclass(frozen=True, slots=True)
class EditTaboo(Command[None]):
    """Change what is said of a culture; a badge tells whether the office has confirmed it."""

    permission = GIFT_RULES
    label = lazy("Change customs of a culture")

    code: str
    before: Taboo
    after: Taboo


@handles(EditTaboo)
def edit_taboo(command: EditTaboo, work: Work) -> None:
    """Keep the office's own version; a culture keeps its code, because answers to warnings name it."""
    now, after = taboo.of(work, command.code), _accepted(command.after)
    if after.code != command.code:
        raise Refused(Finding("code", lazy("A culture keeps its code: answers to warnings name it."), rule="code-fixed"))
    if now not in (command.before, after):
        raise Changed(Ref(TABOO, command.code), ("content",))
    row = _row(work, command.code)
    if row is None:
        work.add(TabooRow(id=command.code, content=after))
    else:
        row.content = after
    work.describe(lazy("Change the customs of {culture}", culture=after.name))


@dataclass(frozen=True, slots=True)
class RemoveTaboo(Command[None]):
    """Leave a culture out: what the program brings can be put back, what the office has added goes."""

    permission = GIFT_RULES
    label = lazy("Leave out customs of a culture")

    code: str


@handles(RemoveTaboo)
def remove_taboo(command: RemoveTaboo, work: Work) -> None:
    """Mark it as left out, or remove it when it was the office's own."""
    now, row = taboo.of(work, command.code), _row(work, command.code)
    work.describe(lazy("Leave out the customs of {culture}", culture=now.name))
    if command.code not in customs.shipped():
        assert row is not None
        work.remove(row)
    elif row is None:
        work.add(TabooRow(id=command.code, gone=True))
    else:
        row.content, row.gone = None, True


@dataclass(frozen=True, slots=True)
class PutBackTaboo(Command[None]):
    """Take what the program says of a culture again."""

    permission = GIFT_RULES
    label = lazy("Put back customs of a culture")

    code: str


@handles(PutBackTaboo)
def put_back_taboo(command: PutBackTaboo, work: Work) -> None:
    """Remove the office's own version; refused when there is none, or when the program does not bring it."""
    came, row = customs.shipped().get(command.code), _row(work, command.code)
    if came is None:
        if not any(one.code == command.code for one in taboos.of(work)):
            raise Gone(Ref(TABOO, command.code))
        raise Refused(Finding("code", lazy("The program does not bring this culture: it is the office's own."), rule="taboo-not-shipped"))
    if row is None:
        raise Refused(Finding("code", lazy("These customs are as the program brings them."), rule="rules-as-they-came"))
    work.remove(row)
    work.describe(lazy("Put back the customs of {culture}", culture=came.name))


def _accepted(content: Taboo) -> Taboo:
    avoid = tuple(tidied(one) for one in content.avoid)
    tidy = replace(tidied(content), avoid=avoid, countries=tuple(dict.fromkeys(content.countries)))
    refuse(check_taboo(tidy))
    return tidy


def _row(work: Work, code: str) -> TabooRow | None:
    return work.find(TabooRow, code)


# ------------------------------------------------------------------------------------------------ whom a regime binds


@dataclass(frozen=True, slots=True)
class SetRegimeOf(Command[None]):
    """Say whose rules bind an organisation and those who stand for it; an empty code says that the office does not know (any more)."""

    permission = GIFT_RULES
    label = lazy("Say whose rules of gifts bind an organisation")

    organisation: str
    regime: str


@handles(SetRegimeOf)
def set_regime_of(command: SetRegimeOf, work: Work) -> None:
    """Write the regime; refused when there is none with this code."""
    organisation = work.get(Organisation, command.organisation)
    row = next(iter(work.scalars(select(RegimeOf).where(RegimeOf.organisation_id == organisation.id))), None)
    if not command.regime:
        if row is not None:
            work.remove(row)
        work.describe(lazy("Take away the regime of gifts of {organisation}", organisation=organisation.name))
        return
    regime = regime_called(gift_rules.of(work), command.regime)
    if regime is None:
        message = lazy("There is no regime with the code “{code}”.", code=command.regime[:60])
        raise Refused(Finding("regime", message, rule="regime-unknown", value=command.regime))
    if row is None:
        work.add(RegimeOf(organisation_id=organisation.id, regime=regime.code))
    else:
        row.regime = regime.code
    work.describe(lazy("{organisation}: gifts by the rules of {regime}", organisation=organisation.name, regime=regime.name))
