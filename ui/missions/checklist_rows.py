"""The tasks and checks of a mission as lines: under the list they stand in, or under how they press."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domains.checklists.board import MissingRow
from app.domains.checklists.queries import TaskRow
from app.domains.checklists.rules import pressing_first
from app.domains.checklists.vocabulary import TASK_STATES, URGENCIES, TaskState, Urgency
from app.kernel.errors import Severity
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.language import _, shown, spoken
from ui.missions.words import two_lines

CHECKS = lazy("Checks: they clear themselves when mended")
PRESSING: dict[Urgency, Lazy] = {
    Urgency.LATE: lazy("Late"),
    Urgency.SOON: lazy("Due within three days"),
    Urgency.LATER: lazy("Later"),
    Urgency.UNDATED: lazy("No date yet"),
    Urgency.CLOSED: lazy("Done or not needed"),
}
_CHECK = lazy("check")
_STATES: dict[str, Badge] = {
    **{str(code): URGENCIES[code] for code in (Urgency.LATE, Urgency.UNDATED)},
    str(Urgency.SOON): Badge(lazy("soon"), URGENCIES[Urgency.SOON].tone),  # beside it stands the day
    **{str(code): TASK_STATES[code] for code in (TaskState.DOING, TaskState.DONE, TaskState.NOT_NEEDED)},
    f"check {Severity.BLOCKS}": Badge(_CHECK, Tone.BAD),
    f"check {Severity.DEROGATION}": Badge(_CHECK, Tone.BUSY),
    f"check {Severity.WARNS}": Badge(_CHECK, Tone.WARNING),
    f"check {Severity.NOTES}": Badge(_CHECK, Tone.NEUTRAL),
}
COLUMNS = (
    Column("what", lazy("What"), stretch=True, width=40),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=_STATES, width=16),
    Column("when", lazy("By when"), width=25),
    Column("who", lazy("Who"), width=22),
    Column("proof", lazy("Proof"), width=11),
)


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """A line of the checklist: a task, a check, or a heading over them."""

    id: str
    what: str
    who: str = ""
    when: str = ""
    state: str = ""
    proof: str = ""
    heading: bool = False


def by_list(tasks: Sequence[TaskRow], checks: Sequence[MissingRow], every: Iterable[TaskRow]) -> list[ChecklistLine]:
    """Write the checks first, then the tasks under their lists: one heading for each part and each group within a list.

    A heading says how much is done of *every* task under it, those that are not shown included.
    """
    lines: list[ChecklistLine] = []
    done = _done_by_group(every)
    if checks:
        lines += [_heading("checks", _(CHECKS)), *(_check_line(check) for check in checks)]
    last = ""
    for task in tasks:
        key = _group_key(task)
        if key != last:
            lines.append(_heading(key, _told(task.heading, task.part_title, task.section, done[key])))
            last = key
        lines.append(_task_line(task, where=False))
    return lines


def by_date(tasks: Sequence[TaskRow], checks: Sequence[MissingRow]) -> list[ChecklistLine]:
    """Write tasks and checks together, what presses most first."""
    placed = [(pressing_first(task.urgency, task.due_on), task.urgency, _task_line(task, where=True)) for task in tasks]
    placed += [(pressing_first(check.urgency, check.due_on), check.urgency, _check_line(check)) for check in checks]
    placed.sort(key=lambda one: one[0])
    lines: list[ChecklistLine] = []
    for urgency, title in PRESSING.items():
        under = [line for _place, press, line in placed if press is urgency]
        if under:
            lines += [_heading(str(urgency), _(title)), *under]
    return lines


def due_text(due: date | datetime | None, *, roughly: bool = False) -> str:
    """Write when something is due; of a day that is only roughly known, say so."""
    if due is None:
        return ""
    return _("around {day}", day=due) if roughly else shown(due)


def _heading(key: str, text: str) -> ChecklistLine:
    return ChecklistLine(f"# {key}", text, heading=True)


def _done_by_group(tasks: Iterable[TaskRow]) -> dict[str, Lazy]:
    groups: dict[str, list[TaskRow]] = {}
    for task in tasks:
        groups.setdefault(_group_key(task), []).append(task)
    counts = {key: counted_states(inside) for key, inside in groups.items()}
    return {key: lazy("{done} of {number} done", done=count["done"], number=count["done"] + count["open"]) for key, count in counts.items()}


def _group_key(task: TaskRow) -> str:
    return "/".join((task.use, str(task.heading), str(task.part or ""), task.section.best("en")))


def _task_line(task: TaskRow, *, where: bool) -> ChecklistLine:
    text = spoken.wording.text
    below = [
        *((text(task.heading), text(task.part_title)) if where else ()),
        _(TASK_STATES[task.state].title) if task.state is TaskState.DOING and _pressing(task.urgency) else "",
        text(task.reason) if task.state is TaskState.NOT_NEEDED else "",
        _("what it was counted from is no longer there") if task.anchor_lost else "",
        task.remark,
    ]
    return ChecklistLine(
        task.id,
        two_lines(text(task.title), *below),
        two_lines(text(task.who), _hands(task)),
        two_lines(due_text(task.due, roughly=task.roughly) or _("no date yet"), _counted(task)),
        _state(task),
        task.proof_name or (_("attached") if task.proof else ""),
    )


def _check_line(check: MissingRow) -> ChecklistLine:
    pressing = _pressing(check.urgency)
    return ChecklistLine(
        check.id,
        two_lines(shown(check.text), _(lazy("check: {area}", area=check.area)) if pressing else shown(check.area)),
        shown(check.who),
        due_text(check.due),
        str(check.urgency) if pressing else f"check {check.severity}",
    )


def _pressing(urgency: Urgency) -> bool:
    return urgency in (Urgency.LATE, Urgency.SOON)


def _state(task: TaskRow) -> str:
    if task.closed or (task.state is TaskState.DOING and not _pressing(task.urgency)):
        return str(task.state)
    return str(task.urgency)


def _hands(task: TaskRow) -> str:
    """Say whose duty it is, below the name of a person; below a duty, who helps."""
    named = bool(task.owner or task.holder)
    titles = [_(title) for title in (task.duty if named else task.duty[1:])]
    if not titles:
        return ""
    return spoken.wording.formats.join(titles) if named else _("with {others}", others=spoken.wording.formats.join(titles))


def _counted(task: TaskRow) -> str:
    if task.fixed:
        return _("fixed by hand")
    return _(task.counted) if task.counted is not None else ""


def _told(*texts: object) -> str:
    return "  ·  ".join(part for text in texts if (part := shown(text)))


def counted_states(tasks: Iterable[TaskRow]) -> dict[str, int]:
    """Count tasks: how many are late, due soon, open and done; what is not needed does not count."""
    rows = list(tasks)
    return {
        "late": sum(row.urgency is Urgency.LATE for row in rows),
        "soon": sum(row.urgency is Urgency.SOON for row in rows),
        "open": sum(not row.closed for row in rows),
        "done": sum(row.state is TaskState.DONE for row in rows),
    }
