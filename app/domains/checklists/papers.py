"""Readiness on one page: what is missing of a subject, or of all of them as the board shows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domains.checklists.board import MINE, BoardRow, MissingRow, board_ids, board_rows, missing
from app.domains.checklists.fields import STANDINGS
from app.domains.checklists.subjects import subject_of
from app.domains.checklists.vocabulary import SEE_CHECKLISTS, URGENCIES, duty_titles
from app.kernel.document import Align, Block, Document, DocumentMeta, Heading, Paragraph, Table, TableColumn
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.readiness import Duty
from app.kernel.showing import write
from app.kernel.translated import Wording
from app.kernel.work import Reader

if TYPE_CHECKING:
    from app.application import Application

AUTHOR = "Brussels International"
# How many lines are tried until all of it stands on one page; what presses least is left out first.
_ROOMS = (60, 45, 36, 30, 25, 20, 15, 10)

Progress = Callable[[int, int], None]


@query(SEE_CHECKLISTS)
def readiness_paper(reader: Reader, subject: Ref, wording: Wording, owner: str = "", most: int = _ROOMS[0]) -> Document:
    """Write what is missing of a subject, what presses most first, at most *most* lines of it."""
    described = subject_of(reader, subject)
    rows = missing.of(reader, subject, owner)
    name = wording.text(described.title)
    title = wording.say("Readiness of {mission}", mission=name)
    facts = wording.say("{number} · {dates}", number=described.number, dates=wording.formats.period(*described.period))
    blocks: list[Block] = [Heading(title, 1), Paragraph(facts, quiet=True), *_of_whom(reader, owner, wording)]
    if not rows:
        blocks.append(Paragraph(wording.say("Nothing is missing.")))
    table = _missing_table(rows, wording)  # of all, so that every part of it has the same columns
    for urgency, badge in URGENCIES.items():
        places = [place for place, row in enumerate(rows) if row.urgency is urgency]
        if shown := tuple(table.rows[place] for place in places if place < most):
            heading = wording.say("{urgency} ({number})", urgency=_capital(wording.say(badge.title)), number=len(places))
            blocks += [Heading(heading), replace(table, rows=shown)]
    blocks += _rest(len(rows) - most, wording)
    return _document(reader, title, blocks, wording)


@query(SEE_CHECKLISTS)
def board_paper(reader: Reader, criteria: Criteria, wording: Wording, most: int = _ROOMS[0]) -> Document:
    """Write the board as it is filtered, at most *most* lines of it."""
    ids, owner = board_ids.of(reader, criteria), criteria.chosen("owner")
    rows = board_rows.of(reader, ids[:most], owner)
    title = wording.say("Readiness board")
    blocks: list[Block] = [Heading(title, 1), *_of_whom(reader, owner, wording)]
    blocks += [_board_table(rows, wording), *_rest(len(ids) - most, wording)] if rows else [Paragraph(wording.say("Nothing is missing."))]
    return _document(reader, title, blocks, wording)


def _document(reader: Reader, title: str, blocks: Sequence[Block], wording: Wording) -> Document:
    stamp = wording.say("As on {day}", day=wording.formats.day(reader.today))
    return Document(DocumentMeta(title, wording.language, stamp=stamp, author=AUTHOR, subject=title), tuple(blocks))


def _of_whom(reader: Reader, owner: str, wording: Wording) -> tuple[Paragraph, ...]:
    if owner == MINE:
        return (Paragraph(wording.say("What is in the hands of {person}", person=reader.user.name), quiet=True),)
    if owner in tuple(Duty):
        duty = wording.text(duty_titles([owner])[0])
        return (Paragraph(wording.say("What is in the hands of: {duty}", duty=duty), quiet=True),)
    return ()


def _capital(word: str) -> str:
    # The word of a badge begins a line here; in the languages of the office that is a capital.
    return word[:1].upper() + word[1:]


def _missing_table(rows: Sequence[MissingRow], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("By when"), 1.7),
        TableColumn(wording.say("What is missing"), 3.6),
        TableColumn(wording.say("About"), 1.5),
        TableColumn(wording.say("In whose hands"), 1.8),
        TableColumn(wording.say("Where"), 1.6),
    )
    return Table.filled(columns, tuple(_missing_cells(row, wording) for row in rows))


def _missing_cells(row: MissingRow, wording: Wording) -> tuple[str, ...]:
    day = wording.formats.day(row.due_on) if row.due_on else ""
    if row.fixed:
        day = wording.say("{day} (fixed)", day=day)
    return day, wording.text(row.text), wording.text(row.part), wording.text(row.who), wording.text(row.area)


def _board_table(rows: Sequence[BoardRow], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("No."), 0.9),
        TableColumn(wording.say("Mission"), 2.6),
        TableColumn(wording.say("Dates"), 1.7),
        TableColumn(wording.say("Readiness"), 1.3),
        TableColumn(wording.say("Late"), 0.6, Align.RIGHT),
        TableColumn(wording.say("Still open"), 0.7, Align.RIGHT),
        TableColumn(wording.say("To mend"), 0.8, Align.RIGHT),
        TableColumn(wording.say("Next"), 2.6),
        TableColumn(wording.say("By when"), 1.4),
        TableColumn(wording.say("In whose hands"), 1.6),
    )
    return Table.filled(columns, tuple(_board_cells(row, wording) for row in rows))


def _board_cells(row: BoardRow, wording: Wording) -> tuple[str, ...]:
    def number(value: int) -> str:
        return write(value, wording) if value else ""

    return (
        row.number,
        wording.text(row.title),
        wording.formats.period(*row.period),
        wording.say(STANDINGS[row.readiness].title),
        number(row.late),
        number(row.open),
        number(row.checks),
        wording.text(row.next),
        wording.formats.day(row.next_due) if row.next_due else "",
        wording.text(row.next_who),
    )


def _rest(number: int, wording: Wording) -> tuple[Paragraph, ...]:
    if number <= 0:
        return ()
    return (Paragraph(wording.say("and {number} more, which press less", number=number), quiet=True),)


# ------------------------------------------------------------------------------------------------ as PDF


def produce_readiness(application: Application, subject: Ref, wording: Wording, owner: str = "", progress: Progress | None = None) -> bytes:
    """Lay out what is missing of a subject on one page."""
    return _one_page(application, lambda most: application.ask(readiness_paper(subject, wording, owner, most)), wording, progress)


def produce_board(application: Application, criteria: Criteria, wording: Wording, progress: Progress | None = None) -> bytes:
    """Lay out the board as it is filtered on one page."""
    return _one_page(application, lambda most: application.ask(board_paper(criteria, wording, most)), wording, progress)


def _one_page(application: Application, paper: Callable[[int], Document], wording: Wording, progress: Progress | None) -> bytes:
    content = b""
    for most in _ROOMS:
        content, pages = _laid_out(application, paper(most), wording, progress)
        if pages <= 1:
            break
    return content


def _laid_out(application: Application, document: Document, wording: Wording, progress: Progress | None) -> tuple[bytes, int]:
    pages = 0

    def count(done: int, expected: int) -> None:
        nonlocal pages
        pages = max(pages, expected)
        if progress is not None:
            progress(done, expected)

    return application.outside.renderer().render(document, wording, count), pages
