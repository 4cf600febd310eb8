"""The papers of flags: the flag days of a year as a list, as PDF and as a calendar, and the set-up slip of a row of a mission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.domains.flags.calendar_source import flag_calendar
from app.domains.flags.days import Occasion
from app.domains.flags.entities import FlagRules
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.days import flag_year
from app.domains.flags.queries.missions import MissionFlagsCard, MissionFlagsSheet, mission_flags
from app.domains.flags.queries.stock import stock
from app.domains.flags.records import MissionFlags
from app.domains.flags.slip import SlipDetails, slip
from app.domains.flags.terms import LEVELS, SEE_FLAGS, DayMark, ReservationState, Why
from app.domains.missions.records import Mission
from app.kernel.document import Block, Document, DocumentMeta, Heading, Paragraph, Table, TableColumn
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Wording
from app.kernel.work import Reader

if TYPE_CHECKING:
    from app.application import Application

AUTHOR = "Brussels International"
_LEVELS = {choice.code: choice.title for choice in LEVELS}


@query(SEE_FLAGS)
def year_paper(reader: Reader, year: int, wording: Wording) -> Document:
    """Write the flag days of a year as a list."""
    occasions, rules = flag_year.of(reader, year), flag_rules.of(reader)
    title = wording.say("Flag days {year}", year=str(year))
    stamp = wording.say("As on {day}", day=wording.formats.day(reader.today))
    blocks: list[Block] = [Heading(title, 1), _table(occasions, wording, rules)]
    if any(one.unchecked for one in occasions):
        blocks.append(Paragraph(wording.say("* Not yet compared with its source this year."), quiet=True))
    if any(_in_doubt(one) for one in occasions):
        blocks.append(Paragraph(wording.say("** Not confirmed yet."), quiet=True))
    blocks.append(
        Paragraph(
            wording.say("Flags in brackets may fly too. Instructions for a day, such as half-mast after a death, go before this list."),
            quiet=True,
        )
    )
    return Document(DocumentMeta(title, wording.language, stamp=stamp, author=AUTHOR, subject=title), tuple(blocks))


def _table(occasions: Sequence[Occasion], wording: Wording, rules: FlagRules) -> Table:
    columns = (
        TableColumn(wording.say("Day"), 1.9),
        TableColumn(wording.say("Occasion"), 2.7),
        TableColumn(wording.say("Flags"), 2.6),
        TableColumn(wording.say("Who asks for it"), 1.4),
    )
    return Table(columns, tuple(_cells(one, wording, rules) for one in occasions))


def _in_doubt(one: Occasion) -> bool:
    return one.flies and (one.planned or one.mark is DayMark.PROPOSAL)


def _cells(one: Occasion, wording: Wording, rules: FlagRules) -> tuple[str, ...]:
    formats = wording.formats
    several = formats.period(PartialDate.of(one.starts), PartialDate.of(one.ends))
    day = formats.day(one.starts, weekday=True) if one.ends == one.starts else several
    mark = " *" if one.unchecked else " **" if _in_doubt(one) else ""
    level = wording.say("visit") if one.why is Why.VISIT else wording.text(_LEVELS[one.level])
    return day, f"{wording.text(one.title)}{mark}", _flags(one, wording, rules), level


def _flags(one: Occasion, wording: Wording, rules: FlagRules) -> str:
    if not one.flies:
        return wording.say("none on our own buildings")
    flags, also = (wording.formats.join(rules.name_of(rules.code_of(flag), wording) for flag in codes) for codes in (one.flags, one.also))
    if also:
        flags = f"{flags} ({also})"
    return wording.say("Half-mast: {flags}", flags=flags) if one.half_mast else flags


@query(SEE_FLAGS)
def mission_slip(reader: Reader, id: str, wording: Wording) -> Document:
    """Write the set-up slip of a row of flags of a mission."""
    row = reader.get(MissionFlags, id)
    sheet = mission_flags.of(reader, row.mission_id)
    card = next(one for one in sheet.cards if one.id == id)
    return slip(card.plan, wording, details_of(reader, sheet, card, wording), flag_rules.of(reader))


def details_of(reader: Reader, sheet: MissionFlagsSheet, card: MissionFlagsCard, wording: Wording) -> SlipDetails:
    """Give what stands on a slip beside the plan of a row of a mission."""
    record, draft = reader.get(Mission, sheet.mission), card.draft
    return SlipDetails(
        occasion=wording.text(record.title),
        place=draft.place,
        day=record.starts.exact if record.starts else None,
        hoisting=draft.hoisted_at,
        lowering=draft.lowered_at,
        who=draft.responsible,
        remark=draft.remark,
        sources=_sources(reader, sheet, card, wording),
        author=AUTHOR,
    )


def _sources(reader: Reader, sheet: MissionFlagsSheet, card: MissionFlagsCard, wording: Wording) -> dict[str, str]:
    """Say where the flags of a row come from: the place in the stock, or the body they are borrowed from."""
    held = {row.id: row.item_id for row in sheet.reservations if row.state is not ReservationState.RETURNED}
    items = {row.id: row for row in stock.of(reader, list(dict.fromkeys(held.values())))}
    told: dict[str, str] = {}
    for kept in card.kept:
        item = items[held[kept.reservation]]
        if item.borrowed_from:
            told[kept.code] = wording.say("borrowed from {owner}", owner=item.borrowed_from)
        else:
            told[kept.code] = wording.say("stock: {place}", place=item.location) if item.location else wording.say("stock")
    return told


def produce_year(application: Application, year: int, wording: Wording) -> bytes:
    """Lay out the flag days of a year as PDF."""
    return application.outside.renderer().render(application.ask(year_paper(year, wording)), wording)


def produce_calendar(application: Application, year: int, wording: Wording) -> bytes:
    """Write the flag days of a year as an iCalendar file."""
    return application.outside.calendar_codec().encode(application.ask(flag_calendar(year, wording)))


def produce_slip(application: Application, id: str, wording: Wording) -> bytes:
    """Lay out the set-up slip of a row of flags of a mission as PDF."""
    return application.outside.renderer().render(application.ask(mission_slip(id, wording)), wording)
