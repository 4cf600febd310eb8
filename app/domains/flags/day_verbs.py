"""`attache flags days` and `attache flags today`: the flag days of a year, and the flag order of a day."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.flags.days import Occasion, OrderOfDay, sentence
from app.domains.flags.house import flag_titles
from app.domains.flags.papers import produce_calendar, produce_year
from app.domains.flags.queries.days import flag_year, order_of_day
from app.domains.flags.terms import LEVELS, DayLevel
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Listing, Printed, Verb
from app.kernel.fields import Badge, Column, ColumnKind
from app.kernel.translated import Multilingual, lazy

if TYPE_CHECKING:
    from app.application import Application


@dataclass(frozen=True, slots=True)
class DayRow:
    """A flag day of a year as it is printed."""

    id: str
    day: date
    until: date
    occasion: Multilingual
    flags: tuple[str, ...]
    also: tuple[str, ...]
    half_mast: bool
    flies: bool
    level: DayLevel
    why: str
    mark: str
    source: str
    unchecked: bool

    @property
    def shown_flags(self) -> str:
        """The codes of the flags that fly; those that may fly too in brackets."""
        return " ".join((*self.flags, *(f"({flag})" for flag in self.also))) if self.flies else "-"

    @property
    def shown_height(self) -> object:
        """A word for half-mast."""
        return lazy("half-mast") if self.half_mast else ""


_COLUMNS = (
    Column("day", lazy("Day"), ColumnKind.DATE),
    Column("shown_flags", lazy("Flags")),
    Column("shown_height", lazy("Height"), ColumnKind.LAZY),
    Column("occasion", lazy("Occasion"), ColumnKind.MULTILINGUAL),
    Column("level", lazy("Who asks for it"), ColumnKind.BADGE, badges={choice.code: Badge(choice.title) for choice in LEVELS}),
)


def _days_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("year", metavar="YEAR", type=int)
    parser.add_argument("-o", "--output", metavar="FILE.ics|.pdf", type=Path, help="write the year to a file instead")


def _days(application: Application, arguments: argparse.Namespace) -> Any:
    if arguments.output is not None:
        return _written(application, arguments)
    return Listing(_rows(application.ask(flag_year(arguments.year))), _COLUMNS)


def _rows(occasions: Sequence[Occasion]) -> list[DayRow]:
    return [
        DayRow(
            id=one.id,
            day=one.starts,
            until=one.ends,
            occasion=one.title,
            flags=one.flags,
            also=one.also,
            half_mast=one.half_mast,
            flies=one.flies,
            level=one.level,
            why=one.why,
            mark=one.mark,
            source=one.source,
            unchecked=one.unchecked,
        )
        for one in occasions
    ]


def _written(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    wording = application.outside.wording(arguments.lang)
    match arguments.output.suffix.lower():
        case ".ics":
            content = produce_calendar(application, arguments.year, wording)
        case ".pdf":
            content = produce_year(application, arguments.year, wording)
        case _:
            message = lazy("Name the file .ics or .pdf: {file}", file=arguments.output.name)
            raise Refused(Finding("output", message, rule="unknown-kind"))
    application.outside.write_whole(arguments.output, content)
    return {"days": str(arguments.output), "lines": len(application.ask(flag_year(arguments.year)))}


def _today_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="2026-07-21; today when none is given")


def _today(application: Application, arguments: argparse.Namespace) -> Printed:
    order = application.ask(order_of_day(arguments.on))
    if arguments.json:
        return Printed(_plain(order), order.findings)
    named = application.ask(flag_titles((*order.flags, *order.also)))
    told: dict[str, object] = {"day": order.day, "order": sentence(order, named)}
    if order.also:
        told["may fly too"] = tuple(named[flag] for flag in order.also)
    if order.occasions:
        told["why"] = tuple(one.title for one in order.occasions)
    if order.told:
        told["told only"] = tuple(one.title for one in order.told)
    return Printed(told, order.findings)


def _plain(order: OrderOfDay) -> dict[str, Any]:
    return {
        "day": order.day,
        "flags": order.flags,
        "also": order.also,
        "half_mast": order.half_mast,
        "occasions": _rows(order.occasions),
        "told": _rows(order.told),
        "findings": order.findings,
    }


DAY_VERBS = (
    Verb("days", "list the flag days of a year, or write them as calendar or PDF", _days_arguments, _days),
    Verb("today", "tell the flag order of a day", _today_arguments, _today),
)
