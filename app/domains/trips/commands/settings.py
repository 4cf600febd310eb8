"""What the office sets for service trips: rule sets, approval chains, the table of allowances, stand-ins.

A rule set that a trip has fixed is never changed again, except for its last day: an old file keeps the measure it was judged by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import select

from app.domains.trips import settings_rules as rules
from app.domains.trips.allowance import AllowanceRow, check_rows
from app.domains.trips.chains import Chain, ChainStep, check_chain
from app.domains.trips.chains import shipped as shipped_chains
from app.domains.trips.circular import ruleset
from app.domains.trips.circular.ruleset import RuleSet
from app.domains.trips.distances import city_key
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.approving import people_with_accounts
from app.domains.trips.queries.judging import rule_sets_in_office
from app.domains.trips.queries.settings import Origin, RuleSetSheet
from app.domains.trips.records import AllowanceRowRecord, ChainRow, RuleSetRow, StandInRow
from app.domains.trips.settings_rules import Period, RuleSetDraft, StandInDraft
from app.domains.trips.vocabulary import CATEGORIES, CHAIN, HANDLE_TRIPS, RULE_SET, SEE_TRIPS, SET_TRIP_RULES, Category
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, tidied
from app.kernel.errors import Changed, Finding, Gone, NotAllowed, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from app.kernel.work import Work

_A_DAY = timedelta(1)

# ------------------------------------------------------------------------------------------------ rule sets


@dataclass(frozen=True, slots=True)
class CopyRuleSet(Command[str]):
    """Begin a new rule set from another one. The set in force on the day before ends there."""

    permission = SET_TRIP_RULES
    label = lazy("Copy rule set")

    source: str
    code: str
    title: Multilingual
    in_force_from: date | None


@handles(CopyRuleSet)
def copy_rule_set(command: CopyRuleSet, work: Work) -> str:
    """Store the copy, which nobody has compared with a circular yet; return its code."""
    draft = accepted(RuleSetDraft(command.code, command.title, command.in_force_from), rules.check_copy)
    source = queries.rule_set.of(work, command.source).rules
    fresh = replace(source, code=draft.code, title=draft.title, in_force_from=draft.in_force_from, in_force_until=None, confirmed=False)
    return _begin(work, fresh)


@dataclass(frozen=True, slots=True)
class AddRuleSet(Command[str]):
    """Take in a rule set that was written to a file. The set in force on the day before it begins ends there."""

    permission = SET_TRIP_RULES
    label = lazy("Import rule set")

    rules: RuleSet


@handles(AddRuleSet)
def add_rule_set(command: AddRuleSet, work: Work) -> str:
    """Store the set; return its code."""
    refuse(rules.check_code(command.rules.code))
    return _begin(work, command.rules)


def _begin(work: Work, fresh: RuleSet) -> str:
    sets = rule_sets_in_office(work)
    if any(one.code == fresh.code for one in sets):
        message = lazy("There is a rule set with the code “{code}” already.", code=fresh.code)
        raise Refused(Finding("code", message, rule="code-twice", value=fresh.code))
    _write(work, sets, rules.placed(sets, fresh))
    work.describe(lazy("Begin rule set “{title}”", title=fresh.title))
    return fresh.code


@dataclass(frozen=True, slots=True)
class SaveRuleSet(Command[str]):
    """Change a rule set. When its first day moves, the last day of the set before it follows."""

    permission = SET_TRIP_RULES
    label = lazy("Change rule set")

    code: str
    before: RuleSet
    after: RuleSet


@handles(SaveRuleSet)
def save_rule_set(command: SaveRuleSet, work: Work) -> str:
    """Store the set as it is wanted; of one that ships, or that a trip has, only the last day."""
    sheet, before, after = queries.rule_set.of(work, command.code), command.before, command.after
    if sheet.rules != before:
        raise Changed(Ref(RULE_SET, command.code), _names(before, sheet.rules))
    if after.code != before.code:
        raise Refused(Finding("code", lazy("The code of a rule set stays: files name it."), rule="code-stays"))
    if not rules.differs_only_in_end(before, after):
        _require_free(sheet)
    sets = rule_sets_in_office(work)
    _write(work, sets, rules.moved(sets, before, after))
    work.describe(lazy("Change rule set “{title}”", title=after.title))
    return after.code


def _names(before: RuleSet, after: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(change.rule or change.what for change in ruleset.difference(before, after)))


@dataclass(frozen=True, slots=True)
class RemoveRuleSet(Command[None]):
    """Remove a rule set that no trip has; the set before it goes on in its place."""

    permission = SET_TRIP_RULES
    label = lazy("Remove rule set")

    code: str


@handles(RemoveRuleSet)
def remove_rule_set(command: RemoveRuleSet, work: Work) -> None:
    """Remove the set."""
    sheet = queries.rule_set.of(work, command.code)
    _require_free(sheet)
    sets = [one for one in rule_sets_in_office(work) if one.code != command.code]
    work.remove(_row(work, command.code))
    _write(work, sets, rules.closed_up(sets, sheet.rules))
    work.describe(lazy("Remove rule set “{title}”", title=sheet.rules.title))


def _require_free(sheet: RuleSetSheet) -> None:
    if sheet.origin is Origin.SHIPPED:
        message = lazy("This rule set comes with the program: copy it and change the copy. Only its last day can be set.")
        raise Refused(Finding("code", message, rule="rule-set-shipped"))
    if sheet.trips:
        message = lazy_count(
            "{number} trip was judged by this rule set, which stays as it is: copy it and change the copy.",
            "{number} trips were judged by this rule set, which stays as it is: copy it and change the copy.",
            sheet.trips,
        )
        raise Refused(Finding("code", message, rule="rule-set-fixed"))


def _write(work: Work, sets: Sequence[RuleSet], changed: Iterable[RuleSet]) -> None:
    fresh = {one.code: one for one in changed}
    for one in fresh.values():
        refuse(ruleset.check_rule_set(one))
    together = {**{one.code: one for one in sets}, **fresh}
    refuse(ruleset.check_sets(together.values()))
    for one in fresh.values():
        _keep(work, one)


def _keep(work: Work, one: RuleSet) -> None:
    row = work.scalar(select(RuleSetRow).where(RuleSetRow.code == one.code))
    if one in ruleset.shipped():  # nothing is left to say of it
        if row is not None:
            work.remove(row)
        return
    assert one.in_force_from is not None
    if row is None:
        row = RuleSetRow(code=one.code)
        work.add(row)
    row.in_force_from, row.in_force_until, row.content = one.in_force_from, one.in_force_until, ruleset.as_plain(one)


def _row(work: Work, code: str) -> RuleSetRow:
    row = work.scalar(select(RuleSetRow).where(RuleSetRow.code == code))
    if row is None:
        raise Gone(Ref(RULE_SET, code))
    return row


# ------------------------------------------------------------------------------------------------ chains


@dataclass(frozen=True, slots=True)
class SaveChain(Command[str]):
    """Change the approval chain of a category. Files that have been submitted keep the steps they were given."""

    permission = SET_TRIP_RULES
    label = lazy("Change approval chain")

    category: Category
    before: tuple[ChainStep, ...]
    after: tuple[ChainStep, ...]


@handles(SaveChain)
def save_chain(command: SaveChain, work: Work) -> str:
    """Store the chain; as it ships, nothing is kept of it."""
    shipped = _shipped_chain(command.category)
    row = _chain(work, command.category)
    there = row.steps if row is not None else shipped
    if there != command.before:
        raise Changed(Ref(CHAIN, row.id if row else command.category), ("steps",))
    refuse(check_chain(Chain(command.category, command.after), rules.CHAIN_ROLES))
    work.describe(lazy("Change the approval chain: {category}", category=_title(command.category)))
    if command.after == shipped:
        if row is not None:
            work.remove(row)
    elif row is None:
        work.add(ChainRow(category=command.category, steps=command.after))
    else:
        row.steps = command.after
    return command.category.value


@dataclass(frozen=True, slots=True)
class ResetChain(Command[None]):
    """Take the chain that the program brings."""

    permission = SET_TRIP_RULES
    label = lazy("Put the approval chain back")

    category: Category


@handles(ResetChain)
def reset_chain(command: ResetChain, work: Work) -> None:
    """Forget the office's own chain of the category."""
    _shipped_chain(command.category)
    if (row := _chain(work, command.category)) is None:
        raise Refused(Finding("category", lazy("This chain is as the program brings it."), rule="chain-shipped"))
    work.describe(lazy("Put the approval chain back: {category}", category=_title(command.category)))
    work.remove(row)


def _shipped_chain(category: Category) -> tuple[ChainStep, ...]:
    chain = shipped_chains().get(category)
    if chain is None:
        message = lazy("External members travel with the inviting service: its chain counts, they have none of their own.")
        raise Refused(Finding("category", message, rule="chain"))
    return chain.steps


def _chain(work: Work, category: Category) -> ChainRow | None:
    return work.scalar(select(ChainRow).where(ChainRow.category == category))


def _title(category: Category) -> Lazy:
    return next(choice.title for choice in CATEGORIES if choice.code == category)


# ------------------------------------------------------------------------------------------------ allowances


@dataclass(frozen=True, slots=True)
class ImportAllowances(Command[dict[str, int]]):
    """Take in amounts of a file. `replace`: they take the place of the whole table. `source` says where they come from.

    The result counts the amounts that were added, changed, ended on the eve of a new one, and removed.
    """

    permission = SET_TRIP_RULES
    label = lazy("Import daily allowances")

    rows: tuple[AllowanceRow, ...]
    replace: bool = False
    source: str = ""


@handles(ImportAllowances)
def import_allowances(command: ImportAllowances, work: Work) -> dict[str, int]:
    """Store the amounts; one that still ran ends on the eve of its successor. Nothing is taken in when two count on one day."""
    if not command.rows:
        raise Refused(Finding("rows", lazy("The file holds no amounts."), rule="allowance-none"))
    refuse(check_rows(command.rows))
    work.describe(lazy_count("Import {number} daily allowance", "Import {number} daily allowances", len(command.rows)))
    there = list(work.scalars(select(AllowanceRowRecord)))
    removed = 0
    if command.replace:
        for row in there:
            work.remove(row)
        removed, there = len(there), []
    by_place: defaultdict[tuple[object, ...], list[AllowanceRowRecord]] = defaultdict(list)
    for row in there:
        by_place[*city_key(row.country, row.city), row.category].append(row)
    taken = _Taking(work, command.source.strip())
    for number, amount in enumerate(sorted(command.rows, key=lambda one: one.valid_from), start=1):
        taken.take(number, amount, by_place[*city_key(amount.country, amount.city), amount.category])
    refuse(taken.findings)
    return {"added": taken.added, "changed": taken.changed, "ended": taken.ended, "removed": removed}


class _Taking:
    """Amounts on their way into the table."""

    def __init__(self, work: Work, source: str) -> None:
        self._work = work
        self._source = source
        self.findings: list[Finding] = []
        self.added = self.changed = self.ended = 0

    def take(self, number: int, amount: AllowanceRow, same_place: list[AllowanceRowRecord]) -> None:
        """Take in one amount beside those of its place and category."""
        known = next((row for row in same_place if row.valid_from == amount.valid_from), None)
        for row in same_place:
            if row is not known and _meet(row, amount) and not self._end(row, amount):
                message = lazy(
                    "{country} {city}, category {category}: two amounts count on {day}.",
                    country=amount.country,
                    city=amount.city,
                    category=amount.category,
                    day=max(row.valid_from, amount.valid_from),
                )
                self.findings.append(Finding(f"rows[{number}]", message, rule="allowance-twice"))
                return
        if known is None:
            known = AllowanceRowRecord(country=amount.country, city=amount.city, category=amount.category, valid_from=amount.valid_from)
            self._work.add(known)
            same_place.append(known)
            self.added += 1
        elif (known.daily, known.lodging, known.currency, known.valid_to) != (
            amount.daily,
            amount.lodging,
            amount.currency,
            amount.valid_to,
        ):
            self.changed += 1
        known.daily, known.lodging, known.currency, known.valid_to = amount.daily, amount.lodging, amount.currency, amount.valid_to
        known.source = self._source

    def _end(self, row: AllowanceRowRecord, amount: AllowanceRow) -> bool:
        """End an amount on the eve of its successor, when it has no end of its own and began before."""
        if row.valid_to is not None or row.valid_from >= amount.valid_from:
            return False
        row.valid_to = amount.valid_from - _A_DAY
        self.ended += 1
        return True


def _meet(row: AllowanceRowRecord, amount: AllowanceRow) -> bool:
    return row.valid_from <= (amount.valid_to or date.max) and amount.valid_from <= (row.valid_to or date.max)


@dataclass(frozen=True, slots=True)
class RemoveAllowance(Command[None]):
    """Remove amounts from the table."""

    permission = SET_TRIP_RULES
    label = lazy("Remove daily allowance")

    ids: tuple[str, ...]


@handles(RemoveAllowance)
def remove_allowance(command: RemoveAllowance, work: Work) -> None:
    """Remove the amounts; trips that were approved keep their sums."""
    work.describe(lazy_count("Remove {number} daily allowance", "Remove {number} daily allowances", len(command.ids)))
    for id in command.ids:
        work.remove(work.get(AllowanceRowRecord, id))


# ------------------------------------------------------------------------------------------------ stand-ins


@dataclass(frozen=True, slots=True)
class AddStandIn(Command[str]):
    """Let somebody sign for an approver who is absent. The cell does that for everybody, an approver for himself."""

    permission = SEE_TRIPS
    label = lazy("Enter stand-in")

    draft: StandInDraft


@handles(AddStandIn)
def add_stand_in(command: AddStandIn, work: Work) -> str:
    """Store the stand-in."""
    draft = tidied(command.draft)
    _require_entry(work, draft.absent)
    refuse(rules.check_change(StandInDraft(), draft, work.today))
    _check(work, draft, without="")
    row = StandInRow()
    _fill(row, draft)
    work.add(row)
    work.describe(_said(work, lazy("Enter stand-in for {name}"), draft.absent))
    return row.id


@dataclass(frozen=True, slots=True)
class EditStandIn(Command[str]):
    """Change a stand-in; once it has begun, only its last day and its reason."""

    permission = SEE_TRIPS
    label = lazy("Change stand-in")

    stand_in: str
    before: StandInDraft
    after: StandInDraft


@handles(EditStandIn)
def edit_stand_in(command: EditStandIn, work: Work) -> str:
    """Write the fields that differ."""
    row, after = work.get(StandInRow, command.stand_in), tidied(command.after)
    for absent in (row.absent, after.absent):
        _require_entry(work, absent)
    refuse(rules.check_change(_draft(row), after, work.today))
    _check(work, after, without=row.id)
    apply(row.ref, row, command.before, after)
    work.describe(_said(work, lazy("Change stand-in for {name}"), row.absent))
    return row.id


@dataclass(frozen=True, slots=True)
class EndStandIn(Command[None]):
    """End a stand-in early: *day* is its last one, yesterday when the absent person is back today."""

    permission = SEE_TRIPS
    label = lazy("End stand-in")

    stand_in: str
    day: date


@handles(EndStandIn)
def end_stand_in(command: EndStandIn, work: Work) -> None:
    """Set the last day."""
    row = work.get(StandInRow, command.stand_in)
    _require_entry(work, row.absent)
    if command.day > row.until:
        raise Refused(Finding("until", lazy("It ends on {day} already.", day=row.until), rule="stand-in-longer"))
    if command.day < row.since:
        raise Refused(Finding("until", lazy("The last day is before the first."), rule="ends-before-start"))
    refuse(rules.check_change(_draft(row), replace(_draft(row), until=command.day), work.today))
    row.until = command.day
    work.describe(_said(work, lazy("End stand-in for {name}"), row.absent))


@dataclass(frozen=True, slots=True)
class RemoveStandIn(Command[None]):
    """Remove a stand-in that has not begun."""

    permission = SEE_TRIPS
    label = lazy("Remove stand-in")

    stand_in: str


@handles(RemoveStandIn)
def remove_stand_in(command: RemoveStandIn, work: Work) -> None:
    """Remove it; one that has begun stays, for somebody may have signed."""
    row = work.get(StandInRow, command.stand_in)
    _require_entry(work, row.absent)
    if row.since <= work.today:
        raise Refused(
            Finding("since", lazy("This stand-in has begun and stays in the list: end it instead."), rule="stand-in-begun", ref=row.ref)
        )
    work.describe(_said(work, lazy("Remove stand-in for {name}"), row.absent))
    work.remove(row)


def _require_entry(work: Work, absent: str) -> None:
    # The right of the command lets everybody in who sees trips; this is the right itself.
    if absent and not queries.may_enter(work, absent):
        raise NotAllowed(HANDLE_TRIPS)


def _check(work: Work, draft: StandInDraft, *, without: str) -> None:
    rows = work.scalars(select(StandInRow).where(StandInRow.id != without))
    others = [Period(row.absent, row.stand_in, row.since, row.until) for row in rows]
    deciders = queries.deciders(work, draft.since) if draft.since else frozenset[str]()
    refuse(rules.check_stand_in(draft, others, people_with_accounts(work), deciders))


def _draft(row: StandInRow) -> StandInDraft:
    return StandInDraft(row.absent, row.stand_in, row.since, row.until, row.reason)


def _fill(row: StandInRow, draft: StandInDraft) -> None:
    assert draft.since is not None and draft.until is not None  # noqa: PT018 - checked before
    row.absent, row.stand_in, row.since, row.until, row.reason = draft.absent, draft.stand_in, draft.since, draft.until, draft.reason


def _said(work: Work, sentence: Lazy, absent: str) -> Lazy:
    return replace(sentence, values={"name": queries.names_of_accounts(work).get(absent, absent)})
