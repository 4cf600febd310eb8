"""Open points in the dossier: what is still to be done before it begins, for the office's own eyes.

It says by when and by whom, never how it presses: the paper is the same tomorrow unless something has been done.
"""

from __future__ import annotations

from app.domains.checklists.queries import TaskRow, pressing_tasks
from app.domains.checklists.rules import MISSION
from app.domains.checklists.subjects import subject_of
from app.kernel.document import Audience, Block, PaperRequest, Paragraph, SectionSource, Table, TableColumn
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader

MOST = 20  # lines: whoever wants all of it prints the list


def open_points(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """A table of the open tasks that are due by the first day."""
    if not request.audience.sees(Audience.INTERNAL):
        return ()
    starts, wording = subject_of(reader, request.ref).period[0], request.wording
    rows = [row for row in pressing_tasks.of(reader, request.ref) if starts is None or row.due_on is None or row.due_on <= starts.last]
    rows.sort(key=lambda row: (row.due_on is None, str(row.due_on), row.id))
    if not rows:
        return ()
    columns = (
        TableColumn(wording.say("By when"), 1.4),
        TableColumn(wording.say("What is to be done"), 3.4),
        TableColumn(wording.say("About"), 1.6),
        TableColumn(wording.say("In whose hands"), 1.8),
    )
    table = Table.filled(columns, tuple(_cells(row, wording) for row in rows[:MOST]))
    rest = len(rows) - MOST
    return (table, Paragraph(wording.say("and {number} more", number=rest), quiet=True)) if rest > 0 else (table,)


def _cells(row: TaskRow, wording: Wording) -> tuple[str, ...]:
    day = wording.formats.day(row.due_on) if row.due_on else ""
    return day, wording.text(row.title), wording.text(row.part_title), wording.text(row.who)


SECTION = SectionSource(MISSION, "open-points", lazy("Open points"), 90, open_points)
