"""A stock-taking in words and lines: each object with what was expected and what was found, the numbers that sum it up, and what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from app.domains.gifts.counting_queries import CountRow, CountSheetRow
from app.domains.gifts.vocabulary import COUNT_BADGES, TALLY_BADGES, Tally
from app.kernel.fields import Choice, Column, ColumnKind, Filter, Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.gifts.numbers import Figure
from ui.kit.language import _, spoken

_TONES = {Tally.FOUND: Tone.GOOD, Tally.NOT_COUNTED: Tone.NEUTRAL, Tally.MORE: Tone.WARNING, Tally.MISPLACED: Tone.WARNING}


@dataclass(frozen=True, slots=True)
class SheetLine:
    """An object of a stock-taking as a line; `place` says both places of what stands elsewhere."""

    id: str
    photo: str
    number: str
    name: str
    place: str
    expected: int
    found: int | None
    tally: Tally


COLUMNS = (
    Column("photo", lazy("Photograph"), ColumnKind.PICTURE, width=5),
    Column("number", lazy("Number"), width=9),
    Column("name", lazy("Object"), stretch=True, width=22),
    Column("tally", lazy("Result"), ColumnKind.BADGE, badges=TALLY_BADGES, width=18),
    Column("expected", lazy("Expected"), ColumnKind.NUMBER, width=8),
    Column("found", lazy("Found"), ColumnKind.NUMBER, width=6),
    Column("place", lazy("Place"), width=17),
)
FILTERS = (Filter("tally", lazy("Result"), tuple(Choice(code, badge.title) for code, badge in TALLY_BADGES.items())),)


def sheet_line(row: CountSheetRow) -> SheetLine:
    """Write a line of the sheet in the language of the screen."""
    elsewhere = row.place_found if row.tally is Tally.MISPLACED or (row.place_found and not row.place) else ""
    place = f"{row.place or '–'} → {elsewhere}" if elsewhere else row.place
    return SheetLine(row.id, row.photo, row.number, spoken.wording.text(row.name), place, row.expected, row.found, row.tally)


def sums(rows: Sequence[CountSheetRow]) -> tuple[Figure, ...]:
    """Sum a sheet up: of how many objects what was found, and what is not as it should be where anything is not."""
    tallies = Counter(row.tally for row in rows)
    told = (
        Figure(lazy("missing or fewer"), tallies[Tally.FEWER] + tallies[Tally.MISSING], Tone.BAD),
        Figure(lazy("in another place"), tallies[Tally.MISPLACED], Tone.WARNING),
        Figure(lazy("more than expected"), tallies[Tally.MORE], Tone.WARNING),
    )
    return (
        Figure(lazy("objects"), len(rows)),
        Figure(lazy("found"), tallies[Tally.FOUND], Tone.GOOD if tallies[Tally.FOUND] else Tone.NEUTRAL),
        *(figure for figure in told if figure.number),
        Figure(lazy("not counted yet"), tallies[Tally.NOT_COUNTED]),
    )


def said(row: CountSheetRow) -> Lazy:
    """Say what was just counted, for the line below the scan."""
    values = {"number": row.number, "item": row.name, "found": row.found or 0, "expected": row.expected}
    match row.tally:
        case Tally.MISPLACED:
            return lazy("{number} {item}: found, but it belongs in “{place}”.", place=row.place, **values)
        case Tally.MORE if row.expected == 0:
            return lazy("{number} {item}: {found} found, none expected.", **values)
        case _:
            return lazy("{number} {item}: {found} of {expected} found.", **values)


def tone_of(row: CountSheetRow) -> Tone:
    """Give the tone in which it is said: fewer is no fault while the counting goes on."""
    return _TONES.get(row.tally, Tone.NEUTRAL)


@dataclass(frozen=True, slots=True)
class CountLine:
    """A stock-taking as a line."""

    id: str
    what: str
    state: str


COUNT_COLUMNS = (
    Column("what", lazy("Stock-taking"), stretch=True, width=18),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=COUNT_BADGES, width=10),
)


def count_line(row: CountRow) -> CountLine:
    """Write a stock-taking in the language of the screen."""
    return CountLine(row.id, f"{row.number}\n{row.place or _('everywhere')}", str(row.state))


def count_facts(count: CountRow) -> list[str]:
    """Say of what a stock-taking is, who began it, and how it ended."""
    formats = spoken.wording.formats
    facts = [formats.day(count.day), count.place or _("everywhere"), _("begun by {name}", name=count.begun_by) if count.begun_by else ""]
    if count.closed_on is not None:
        facts.append(_("closed on {day} by {name}", day=formats.day(count.closed_on), name=count.closed_by))
        facts.append(_(lazy_count("{number} difference", "{number} differences", count.differences)))
    facts.append(count.remark.replace("\n", " "))
    return [fact for fact in facts if fact]
