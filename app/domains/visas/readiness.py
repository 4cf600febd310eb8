"""What visas say to checklists: what is missing of the documents of a mission's travellers, and the days on which applications were filed.

A fault that several travellers share is said once, with their number. Nothing is said of a mission that is over but for the passports that
should be back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domains.missions.vocabulary import MISSION, Direction, MissionState
from app.domains.people.vocabulary import PERSON
from app.domains.visas.country_cards import country_name
from app.domains.visas.facts_queries import days_of_filing, visas_of
from app.domains.visas.matrix import (
    LETTER_COLUMN,
    PASSPORT_COLUMN,
    SCHENGEN_COLUMN,
    SERVICE_COLUMN,
    Cell,
    MatrixColumn,
    cells_of,
    columns_of,
    findings_of,
    main_cells,
    visa_standings,
)
from app.domains.visas.passport_rules import kind_title, overdue
from app.domains.visas.terms import OFFICIAL
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts
from app.domains.visas.visa_terms import CellState
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.readiness import Anchor, AnchorSource, Check, CheckSource, Duty
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Reader

SUBMISSION = "submission"
AREA = lazy("Visas")
_FILING = lazy("Filing of the visa")
_TOLD = (PASSPORT_COLUMN, SERVICE_COLUMN, LETTER_COLUMN, SCHENGEN_COLUMN)
_NAMED = 3  # travellers whose names stand in one sentence


@dataclass(frozen=True, slots=True)
class _Found:
    """A cell of the matrix with its place: somebody may have to do something about it."""

    column: MatrixColumn
    one: TravellerFacts
    cell: Cell


# ------------------------------------------------------------------------------------------------ what is missing


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give what is missing of the documents of each of several missions."""
    return {id: tuple(checks_of(facts, reader.today)) for id, facts in visas_of(reader, ids).items()}


def checks_of(facts: MissionVisas, today: date) -> Iterator[Check]:
    """Give what is missing of the documents of a mission."""
    yield from _not_given_back(facts, today)
    if facts.over or facts.state is MissionState.CANCELLED or facts.direction is Direction.VIRTUAL:
        return
    columns = columns_of(facts)
    cells = [
        _Found(column, one, cell) for one in facts.travellers for column, cell in zip(columns, _cells(facts, one, today), strict=False)
    ]
    yield from _about_countries(facts, min((found.cell.due for found in cells if found.cell.due), default=None), today)
    missing = [found for found in cells if _told(facts, found)]
    groups: defaultdict[tuple[str, Lazy, date | None], list[_Found]] = defaultdict(list)
    for found in missing:
        groups[found.column.key, found.cell.reason, found.cell.due].append(found)
    for together in groups.values():
        yield from _said(together)


def _cells(facts: MissionVisas, one: TravellerFacts, today: date) -> Iterable[Cell]:
    """Of a journey abroad, what goes with an application is part of its visa."""
    return cells_of(facts, one, today) if facts.incoming else main_cells(facts, one, visa_standings(facts, one, today), today)


def _told(facts: MissionVisas, found: _Found) -> bool:
    """What is late or not begun; what is not known, unless a card that is missing says it for all."""
    column, cell = found.column, found.cell
    if not column.country and column.key not in _TOLD:
        return False
    if cell.state is CellState.UNKNOWN:
        # A guest of whom nobody knows whether a visa is needed is told once, at the letter; a card that is missing is told for all.
        if not column.country:
            return column.key == LETTER_COLUMN
        return column.country in facts.cards or not facts.need(found.one, column.country).of_card
    return cell.state in (CellState.LATE, CellState.TO_DO)


def _said(together: Sequence[_Found]) -> Iterator[Check]:
    """One sentence for a fault that several share; what names its traveller already stands alone."""
    first = together[0]
    rule = f"visa-{first.column.key.partition(':')[0]}"
    if all("name" in found.cell.reason.values for found in together):
        for found in together:
            yield _check(found, found.cell.reason, rule)
    else:
        yield _check(first, _sentence(first, [found.one.name for found in together]), rule)


def _sentence(first: _Found, names: Sequence[str]) -> Lazy:
    reason = first.cell.reason
    if len(names) > _NAMED:
        told = lazy_count("{number} traveller", "{number} travellers", len(names))
    else:
        told = lazy("{names}", names=tuple(names))
    if first.column.country:
        country = country_name(first.column.country)
        return lazy("{document} for {country}, {who}: {reason}", document=first.column.title, country=country, who=told, reason=reason)
    return lazy("{document}, {who}: {reason}", document=first.column.title, who=told, reason=reason)


def _check(found: _Found, message: Lazy, rule: str) -> Check:
    ref = found.cell.ref or Ref(PERSON, found.one.person_id)
    return Check(Finding("visas", message, Severity.WARNS, rule=rule, ref=ref), Duty.TRAV, found.cell.due)


def _about_countries(facts: MissionVisas, due: date | None, today: date) -> Iterator[Check]:
    for finding in findings_of(facts, today):
        if finding.severity is Severity.WARNS:
            yield Check(finding, Duty.TRAV, due if finding.rule == "card-missing" else None)


def _not_given_back(facts: MissionVisas, today: date) -> Iterator[Check]:
    """A passport of a function is given back within some days of the mission (section 8, rule 2)."""
    for one in facts.travellers:
        for passport in one.passports:
            if passport.out and passport.out_for == facts.id and passport.kind in OFFICIAL and overdue(passport, today):
                message = lazy(
                    "The {kind} of {name} should have been given back by {day}.",
                    kind=kind_title(passport.kind),
                    name=one.name,
                    day=passport.due_back,
                )
                finding = Finding("passport", message, Severity.WARNS, rule="passport-not-back", ref=passport.ref, value=passport.due_back)
                yield Check(finding, Duty.PERS, passport.due_back)


CHECKS = CheckSource(kind=MISSION, area=AREA, order=40, checks=checks)

# ------------------------------------------------------------------------------------------------ from which days one counts


def anchors(reader: Reader, ids: Sequence[str]) -> Mapping[str, Mapping[str, Anchor]]:
    """Give the days on which the visas of each of several missions were filed: the first of all, and that of each traveller."""
    filed = days_of_filing(reader, ids)
    return {id: _anchors(filed.get(id, {})) for id in ids}


def _anchors(filed: Mapping[str, Iterable[date]]) -> Mapping[str, Anchor]:
    each = {person: min(days, default=None) for person, days in filed.items()}
    first = min((day for day in each.values() if day is not None), default=None)
    return {SUBMISSION: Anchor(_FILING, first)} | {f"{SUBMISSION}/{person}": Anchor(_FILING, day) for person, day in each.items()}


ANCHORS = AnchorSource(kind=MISSION, anchors=(Choice(SUBMISSION, _FILING),), values=anchors)
