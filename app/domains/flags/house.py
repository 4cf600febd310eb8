"""The habits of the house, and what it knows of flags: read from the office's file, with what ships where nothing else was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from app.domains.flags.days import check_flags
from app.domains.flags.entities import FlagRules, RecognitionList, shipped_rules
from app.domains.flags.plans import FlagRequest, plan
from app.domains.flags.records import FlagHouse
from app.domains.flags.terms import SEE_FLAGS
from app.domains.flags.vocabulary import Order, Support
from app.kernel.errors import Finding, Severity
from app.kernel.queries import query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Reader

THE_ROW = "flags"
HOME = ("BE", "BE-BRU", "EU")


@dataclass(frozen=True, slots=True)
class HouseDraft:
    """The habits of the house: the order of its flags, those that stand with every visit, and the hours of hoisting and lowering."""

    flag_order: Order = Order.BRUSSELS_A
    home: tuple[str, ...] = HOME
    hoisted_at: time | None = None
    lowered_at: time | None = None


@dataclass(frozen=True, slots=True)
class Recognition:
    """The list of the entities that Belgium does not recognise, and whether it is the office's own."""

    entries: RecognitionList
    own: bool


def check_house(draft: HouseDraft) -> list[Finding]:
    """The house has at least one flag of its own; it goes up before it comes down."""
    findings = check_flags("home", draft.home, needed=True)
    if draft.hoisted_at and draft.lowered_at and draft.lowered_at <= draft.hoisted_at:
        findings.append(Finding("lowered_at", lazy("Flags come down after they have gone up."), rule="lowered-before-hoisted"))
    return findings


def check_recognition(entries: RecognitionList, today: date) -> list[Finding]:
    """The list is dated, not in the future, and names each entity once, by its code."""
    findings = check_flags("entries", tuple(one.code for one in entries.entries))
    if entries.dated is None:
        findings.append(Finding("dated", lazy("Say of which day the list is."), rule="list-without-date"))
    elif entries.dated > today:
        findings.append(Finding("dated", lazy("The list cannot be of a day to come."), Severity.WARNS, rule="list-of-the-future"))
    return findings


@query(SEE_FLAGS)
def house(reader: Reader) -> HouseDraft:
    """Give the habits of the house."""
    row = reader.find(FlagHouse, THE_ROW)
    return HouseDraft(row.flag_order, row.home, row.hoisted_at, row.lowered_at) if row else HouseDraft()


@query(SEE_FLAGS)
def flag_rules(reader: Reader) -> FlagRules:
    """Give what the office knows of flags: what ships, with its own list of what is not recognised."""
    row = reader.find(FlagHouse, THE_ROW)
    return replace(shipped_rules(), unrecognised=row.unrecognised) if row and row.unrecognised else shipped_rules()


@query(SEE_FLAGS)
def recognition(reader: Reader) -> Recognition:
    """Give the list of the entities that Belgium does not recognise."""
    row = reader.find(FlagHouse, THE_ROW)
    own = bool(row and row.unrecognised)
    return Recognition(flag_rules.of(reader).unrecognised, own)


@query(SEE_FLAGS)
def flag_titles(reader: Reader, codes: tuple[str, ...]) -> Mapping[str, Multilingual]:
    """Give the names of flags in every language, by code."""
    rules = flag_rules.of(reader)
    return {code: rules.title_of(rules.code_of(code)) for code in codes}


def ranked(codes: Iterable[str], order: Order, rules: FlagRules) -> tuple[str, ...]:
    """Give flags in the order in which they stand on masts, the highest first."""
    return plan(FlagRequest(tuple(codes), Support.MASTS, order=order), rules).ranked
