"""What checklists put on the Today page: what is in my hands, late first, and the way to the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.domains.checklists.board import my_tasks
from app.domains.checklists.fields import READINESS
from app.domains.checklists.queries import TaskRow
from app.domains.checklists.vocabulary import SEE_CHECKLISTS, TASK, URGENCIES
from app.kernel.errors import Finding, Severity
from app.kernel.fields import TodayGroup, TodayLine
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.readiness import Subject
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Reader

MOST = 15  # more lines than anybody reads: the board shows the rest


@query(SEE_CHECKLISTS)
def tasks_of_mine(reader: Reader) -> Sequence[TodayLine]:
    """Give the tasks that are mine: those I own, and those of a duty I have that nobody owns; what is late in red, soon in amber."""
    mine = my_tasks(reader, MOST)
    pages = {screen.kind for feature in reader.features for screen in feature.screens}
    lines = [_line(row, mine.subjects[row.subject], pages) for row in mine.rows]
    if (rest := mine.total - len(mine.rows)) > 0:
        text = lazy_count("{number} more task stands on the readiness board.", "{number} more tasks stand on the readiness board.", rest)
        lines.append(TodayLine(Ref(READINESS, ""), text, None))
    return lines


def _line(row: TaskRow, subject: Subject, pages: Collection[str]) -> TodayLine:
    day = PartialDate.of(row.due_on) if row.due_on else None
    ref = row.about if row.about and row.about.kind in pages else subject.ref  # what has no page of its own is shown with its subject
    place = None if ref == row.about else Finding("", lazy("Task"), Severity.NOTES, ref=Ref(TASK, row.id))
    return TodayLine(ref, _said(row, subject), day, URGENCIES[row.urgency].tone, _hint(row, subject), place)


def _said(row: TaskRow, subject: Subject) -> Lazy:
    return lazy("{task} · {about}", task=row.title, about=row.part_title or subject.title)


def _hint(row: TaskRow, subject: Subject) -> Lazy:
    urgency = URGENCIES[row.urgency].title
    return lazy("{mission} · {urgency}", mission=subject.title, urgency=urgency) if row.part_title else urgency


GROUPS = (TodayGroup(lazy("My tasks"), 12, tasks_of_mine, empty=lazy("No task is in your hands.")),)
