"""The figures of a year as tables: the same ones on the screen, on paper and in a file for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.domains.trips.papers.parts import OFFICE
from app.domains.trips.showing import NOT_KNOWN, joined, rounded_number, rule_id, title
from app.domains.trips.vocabulary import Category, Mode, PurposeKind, State
from app.domains.trips.yearly import Cost, Share, Weight, YearFigures
from app.kernel.document import Align, Audience, Block, Document, DocumentMeta, Heading, Paragraph, Table, TableColumn
from app.kernel.money import rounded
from app.kernel.sheets import Cell, CellKind, Sheet, SheetColumn
from app.kernel.translated import Lazy, Wording, lazy, lazy_count


class Measure(StrEnum):
    """What a column of figures counts."""

    FIGURE = "figure"  # what the line says
    FILES = "files"
    TRIPS = "trips"
    PERCENT = "percent"
    TRAVELLERS = "travellers"
    ESTIMATED = "estimated"
    NOT_ESTIMATED = "not estimated"
    SPENT = "spent"
    NOT_SPENT = "not spent"
    KG = "kg"
    NOT_WEIGHED = "not weighed"
    ASKED = "asked"
    GRANTED = "granted"
    DENIED = "denied"
    UNDECIDED = "undecided"


TITLES: dict[Measure, Lazy] = {
    Measure.FIGURE: lazy("Figure"),
    Measure.FILES: lazy("Files"),
    Measure.TRIPS: lazy("Trips"),
    Measure.PERCENT: lazy("Share (%)"),
    Measure.TRAVELLERS: lazy("Travellers"),
    Measure.ESTIMATED: lazy("Estimated (EUR)"),
    Measure.NOT_ESTIMATED: lazy("Trips with no known estimate"),
    Measure.SPENT: lazy("Spent (EUR)"),
    Measure.NOT_SPENT: lazy("Trips with no known amount spent"),
    Measure.KG: lazy("kg CO₂e"),
    Measure.NOT_WEIGHED: lazy("Trips with no known emissions"),
    Measure.ASKED: lazy("Asked"),
    Measure.GRANTED: lazy("Granted"),
    Measure.DENIED: lazy("Refused"),
    Measure.UNDECIDED: lazy("Not decided"),
}
# Figures that are there to say what is missing: nobody needs a column of zeros on a screen.
_MISSING = frozenset({Measure.NOT_ESTIMATED, Measure.NOT_SPENT, Measure.NOT_WEIGHED, Measure.UNDECIDED})
_EUROS = frozenset({Measure.ESTIMATED, Measure.SPENT})
_OF_SHARE = (
    *(Measure.TRIPS, Measure.PERCENT, Measure.TRAVELLERS, Measure.ESTIMATED),
    *(Measure.NOT_ESTIMATED, Measure.KG, Measure.NOT_WEIGHED),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of figures, in the order of the measures of its part. `kind` is that of a line with a single figure."""

    name: str
    cells: tuple[Cell, ...]
    kind: CellKind = CellKind.NUMBER


@dataclass(frozen=True, slots=True)
class Part:
    """A table of figures: its title, what its lines are, its measures, and what a reader should know of it."""

    title: str
    of: str
    measures: tuple[Measure, ...]
    lines: tuple[Line, ...]
    remark: str = ""

    @property
    def is_list(self) -> bool:
        """Whether each line says for itself what its one figure is."""
        return self.measures == (Measure.FIGURE,)

    def shown(self) -> Part:
        """Leave out the columns that only say that nothing is missing."""
        kept = [n for n, one in enumerate(self.measures) if one not in _MISSING or any(line.cells[n] for line in self.lines)]
        lines = tuple(Line(line.name, tuple(line.cells[n] for n in kept), line.kind) for line in self.lines)
        return Part(self.title, self.of, tuple(self.measures[n] for n in kept), lines, self.remark)


def cell_text(part: Part, line: Line, number: int, wording: Wording) -> str:
    """Write a figure: an amount to the cent, anything else to a tenth at most."""
    cell = line.cells[number]
    if isinstance(cell, Decimal):
        euros = line.kind is CellKind.MONEY if part.is_list else part.measures[number] in _EUROS
        return wording.formats.number(rounded(cell)) if euros else rounded_number(cell, wording)
    return wording.formats.number(cell) if isinstance(cell, int) else str(cell or "")


# --- the parts -----------------------------------------------------------------------------------------------------------------


def heading(figures: YearFigures, wording: Wording) -> str:
    """Name the year."""
    return wording.say("Figures of the service trips of {year}", year=str(figures.year))


def source(figures: YearFigures, wording: Wording) -> str:
    """Say what is counted, and when."""
    return wording.say(
        "Trips that departed or depart in {year}, as the files stood on {moment}. Requests that were never submitted are not counted. "
        "Trips are the files that were approved, or made without approval, and not cancelled.",
        year=str(figures.year),
        moment=figures.as_of,
    )


def parts_of(figures: YearFigures, wording: Wording) -> tuple[Part, ...]:
    """Make the tables of a year, without those that have no line."""
    found = (_in_short(figures, wording), _states(figures, wording), *_shares(figures, wording), _costs(figures, wording))
    rest = (_emitted(figures, wording), _derogations(figures, wording), _afterwards(figures, wording))
    return tuple(part for part in (*found, *rest) if part.lines)


def _list(name: Lazy, lines: Iterable[tuple[Lazy, Cell | Cost | Weight]], wording: Wording, remark: str = "") -> Part:
    told = tuple(
        Line(
            wording.text(what), (_cell(value, wording),), kind=CellKind.MONEY if isinstance(value, Cost) else CellKind.NUMBER
        )
        for what, value in lines
    )  # fmt: skip
    return Part(wording.text(name), wording.say("What is counted"), (Measure.FIGURE,), told, remark)


def _cell(value: Cell | Cost | Weight, wording: Wording) -> Cell:
    match value:
        case Cost():
            return wording.text(NOT_KNOWN) if value.amount is None else value.amount.amount
        case Weight():
            return wording.text(NOT_KNOWN) if value.kg is None else value.kg
        case _:
            return value


def _in_short(figures: YearFigures, wording: Wording) -> Part:
    total = figures.costs[-1]
    lines: list[tuple[Lazy, Cell | Cost | Weight]] = [
        (lazy("Requests submitted"), figures.files),
        (lazy("Trips"), figures.trips),
        (lazy("Travellers on these trips"), figures.travellers),
        (lazy("Requests refused"), figures.refused),
        (lazy("Requests cancelled"), figures.cancelled),
        (lazy("Lost by cancelling (EUR)"), figures.lost),
        (lazy("Cancelled, with no known amount lost"), figures.lost.unknown),
        (lazy("Made without approval and regularised"), figures.regularised),
        (lazy("Urgent requests"), figures.urgent),
        (lazy("Trips by train (%)"), _or_unknown(figures.by_rail, wording)),
        (lazy("Estimated for all trips (EUR)"), total.estimated),
        (lazy("Spent on the trips with costs (EUR)"), total.spent),
        (lazy("Trips without costs yet"), figures.unsettled),
        (lazy("kg CO₂e of all trips"), figures.emitted),
    ]
    return _list(lazy("The year in short"), lines, wording)


def _or_unknown(value: Decimal | None, wording: Wording) -> Cell:
    return wording.text(NOT_KNOWN) if value is None else value


def _states(figures: YearFigures, wording: Wording) -> Part:
    # A draft that was submitted once is one that was withdrawn since.
    names = {state: title(state) for state in State} | {State.DRAFT: lazy("withdrawn, a draft again")}
    lines = tuple(Line(wording.text(names[one.state]), (one.files,)) for one in figures.states)
    return Part(wording.say("By state of the file"), wording.say("State of the file"), (Measure.FILES,), lines)


def _shares(figures: YearFigures, wording: Wording) -> Iterator[Part]:
    def named(of: type[StrEnum]) -> Callable[[str], str]:
        return lambda code: wording.text(title(of(code)))

    lead = wording.say("A trip of several travellers counts under the one of the highest rank.")
    means = wording.say("A trip counts as one by plane as soon as there is a flight in it, else by train as soon as there is a train.")
    for name, of, shares, told, remark in (
        (lazy("By country"), lazy("Country"), figures.countries, wording.formats.country, ""),
        (lazy("By kind of trip"), lazy("Kind of trip"), figures.purposes, named(PurposeKind), ""),
        (lazy("By category of traveller"), lazy("Category"), figures.categories, named(Category), lead),
        (lazy("By administration"), lazy("Administration or minister’s office"), figures.entities, str, lead),
        (lazy("By means of transport"), lazy("Means of transport"), figures.means, named(Mode), means),
    ):
        lines = tuple(_share_line(one, told, wording) for one in shares)
        yield Part(wording.text(name), wording.text(of), _OF_SHARE, lines, remark)


def _share_line(share: Share, told: Callable[[str], str], wording: Wording) -> Line:
    cells = (share.estimated, share.estimated.unknown, share.emitted, share.emitted.unknown)
    name = told(share.code) if share.code else wording.text(NOT_KNOWN)
    return Line(name, (share.trips, share.percent, share.travellers, *(_cell(one, wording) for one in cells)))


_COSTS = {
    "transport": lazy("Transport"),
    "lodging": lazy("Lodging"),
    "allowance": lazy("Meals and daily allowance"),
    "other": lazy("Other costs"),
    "total": lazy("Total of the trips of which all is known"),
}


def _costs(figures: YearFigures, wording: Wording) -> Part:
    lines = tuple(
        Line(
            wording.text(_COSTS[one.part]),
            tuple(_cell(cell, wording) for cell in (one.estimated, one.estimated.unknown, one.spent, one.spent.unknown)),
        )
        for one in figures.costs
    )
    measures = (Measure.ESTIMATED, Measure.NOT_ESTIMATED, Measure.SPENT, Measure.NOT_SPENT)
    remark = wording.text(
        lazy_count(
            "{number} trip has no costs yet: it is in what was estimated, not in what was spent.",
            "{number} trips have no costs yet: they are in what was estimated, not in what was spent.",
            figures.unsettled,
        )
    )
    name = wording.say("Cost by kind")
    return Part(name, wording.say("Kind of cost"), measures, lines if figures.trips else (), remark if figures.unsettled else "")


def _emitted(figures: YearFigures, wording: Wording) -> Part:
    compared = figures.compared
    lines: list[tuple[Lazy, Cell | Cost | Weight]] = [
        (lazy("kg CO₂e of all trips"), figures.emitted),
        (lazy("Trips with no known emissions"), figures.emitted.unknown),
        (lazy("Trips of which another way is known too"), compared.trips),
    ]
    if compared.trips:
        lines += [
            (lazy("kg CO₂e of these trips as they were chosen"), compared.chosen_kg),
            (lazy("kg CO₂e of these trips by the best other way"), compared.alternative_kg),
        ]
    return _list(lazy("Emissions"), lines if figures.trips else (), wording)


def _derogations(figures: YearFigures, wording: Wording) -> Part:
    lines = tuple(
        Line(joined((rule_id(one.rule), one.title.best(wording.language))) or one.rule, (one.asked, one.granted, one.denied, one.undecided))
        for one in figures.derogations
    )
    measures = (Measure.ASKED, Measure.GRANTED, Measure.DENIED, Measure.UNDECIDED)
    remark = wording.say(
        "A rule counts once for each file, with what was decided last. In a request that was refused as a whole it stays not decided."
    )
    return Part(wording.say("Derogations"), wording.say("Rule"), measures, lines, remark)


def _afterwards(figures: YearFigures, wording: Wording) -> Part:
    reports, decisions = figures.reports, figures.decisions
    lines: list[tuple[Lazy, Cell | Cost | Weight]] = [
        (lazy("Requests decided on"), decisions.files),
        (lazy("Days from submission to decision, median"), _or_unknown(decisions.median_days, wording)),
        (lazy("Mission reports handed in in time"), reports.in_time),
        (lazy("Mission reports handed in late"), reports.late),
        (lazy("Mission reports missing and late"), reports.missing),
        (lazy("Mission reports not due yet"), reports.not_due),
    ]
    return _list(lazy("Decisions and reports"), lines if figures.files else (), wording)


# --- to a file and to paper ----------------------------------------------------------------------------------------------------


def year_sheet(figures: YearFigures, wording: Wording) -> Sheet:
    """Write the figures below each other, with the part that each line belongs to: a spreadsheet sorts and filters by it."""
    measures = tuple(Measure)
    kinds = {one: CellKind.MONEY if one in _EUROS else CellKind.NUMBER for one in measures}
    columns = (
        SheetColumn(wording.say("Part"), CellKind.TEXT, 24),
        SheetColumn(wording.say("What is counted"), CellKind.TEXT, 44),
        *(SheetColumn(wording.text(TITLES[one]), kinds[one], 12) for one in measures),
    )
    rows = [_sheet_row(part, line, measures) for part in parts_of(figures, wording) for line in part.lines]
    empty: tuple[Cell, ...] = (None,) * (len(columns) - 1)
    return Sheet(heading(figures, wording), columns, (*rows, (None, *empty), (source(figures, wording), *empty)), figures.as_of)


def _sheet_row(part: Part, line: Line, measures: Sequence[Measure]) -> tuple[Cell, ...]:
    cells = dict(zip(part.measures, line.cells, strict=True))
    return part.title, line.name, *(cells.get(one) for one in measures)


def year_document(figures: YearFigures, wording: Wording) -> Document:
    """Set the figures on paper."""
    name = heading(figures, wording)
    meta = DocumentMeta(
        title=name,
        language=wording.language,
        classification=wording.text(CLASSIFICATIONS[Audience.INTERNAL]),
        stamp=wording.formats.moment(figures.as_of),
        author=OFFICE,
    )
    blocks = (block for part in parts_of(figures, wording) for block in _blocks(part.shown(), wording))
    return Document(meta, (Heading(name, 1), Paragraph(source(figures, wording), quiet=True), *blocks))


def _blocks(part: Part, wording: Wording) -> Iterator[Block]:
    yield Heading(part.title, 3)
    columns = (TableColumn(part.of, 3), *(TableColumn(wording.text(TITLES[one]), 1.2, Align.RIGHT) for one in part.measures))
    numbers = range(len(part.measures))
    yield Table(columns, tuple((line.name, *(cell_text(part, line, n, wording) for n in numbers)) for line in part.lines))
    if part.remark:
        yield Paragraph(part.remark, quiet=True)
