"""How checklists are kept: tasks made of the lines of a template, counted from their anchors, closed and opened again.

Commands and reactions both do it with these; nothing here decides what is wanted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.domains.checklists import rules
from app.domains.checklists.records import ChecklistUse, Task
from app.domains.checklists.stored_queries import anything_kept, next_use, tasks_of, tasks_with_outside
from app.domains.checklists.subjects import Standing
from app.domains.checklists.templates import Template, TemplateLine
from app.domains.checklists.vocabulary import EACH_PART, NO_PART, OPEN_STATES, TaskState
from app.kernel.ids import Ref
from app.kernel.readiness import Part
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader, Work

ASIDE = lazy("The dates have moved.")  # within a step alone: until all that a move brings has been said


def begin_use(work: Work, subject: Ref, template: Template) -> ChecklistUse:
    """Store that a template is in use for a subject, behind the others."""
    use = ChecklistUse(
        subject_kind=subject.kind,
        subject_id=subject.id,
        template=template.code,
        template_version=template.version,
        content=template,
        scope=template.scope,
        position=next_use(work, subject),
    )
    work.add(use)
    work.flush()  # its tasks point at it
    return use


def make_tasks(
    work: Work, use: ChecklistUse, standing: Standing, part: Part | None, lines: Iterable[tuple[int, TemplateLine]]
) -> list[Task]:
    """Store a task for each of *lines* (with its place in the list), for one part of the subject or for the whole."""
    return [_make(work, use, standing, part, place, line) for place, line in lines]


def _make(work: Work, use: ChecklistUse, standing: Standing, part: Part | None, place: int, line: TemplateLine) -> Task:
    task = Task(
        subject_kind=use.subject_kind,
        subject_id=use.subject_id,
        use_id=use.id,
        key=line.key,
        position=place,
        part_kind=part.ref.kind if part else "",
        part_id=part.ref.id if part else "",
        title=line.title,
        section=line.group,
        duties=line.duty,
        anchor=line.anchor,
        offset=line.offset,
        fixed=False,
        anchor_lost=False,
        roughly=False,
        state=TaskState.OPEN,
    )
    count(task, standing)
    work.add(task)
    return task


def places(standing: Standing, template: Template, whole: Collection[str] = ()) -> list[tuple[Part | None, list[tuple[int, TemplateLine]]]]:
    """Say where the lines of a template are kept, with their places in the list: for the whole of a subject (None), and for its parts.

    *whole* are the keys of lines that are kept for the whole already: a list that began before there were such parts goes on as it was.
    """
    lines = list(enumerate(template.lines))
    parts = standing.parts.get(template.scope)
    if parts is None:
        return [(None, lines)]  # nobody brings such parts
    once = [(place, line) for place, line in lines if line.part == NO_PART or line.key in whole]
    left = [(place, line) for place, line in lines if line.part != NO_PART and line.key not in whole]
    return [(None, once), *((part, [(place, line) for place, line in left if meant_for(line, part)]) for part in parts)]


def meant_for(line: TemplateLine, part: Part) -> bool:
    """Tell whether a line is for a part: for every part, or for those of its kind."""
    return line.part in (EACH_PART, part.kind)


def count(task: Task, standing: Standing) -> bool:
    """Let the date of a task follow its anchor; tell whether that made a difference.

    A fixed one stays, and so does one whose anchor is no more: it keeps its date and says so.
    """
    if not task.anchor or task.fixed:
        return False
    found = standing.day_of(task.anchor, task.offset, task.part_id)
    if found.lost:
        changed = not task.anchor_lost
        task.anchor_lost = True
        return changed
    day, at = (found.due.day, found.due.at) if found.due else (None, None)
    changed = (task.due_on, task.due_at, task.roughly, task.anchor_lost) != (day, at, found.roughly, False)
    if changed:
        task.due_on, task.due_at, task.roughly, task.anchor_lost = day, at, found.roughly, False
    return changed


def close(task: Task, because: Lazy) -> None:
    """Say of a task that it is not needed, for a reason of the program."""
    task.state, task.because, task.reason = TaskState.NOT_NEEDED, because, ""
    task.done_at, task.done_by = None, ""


def reopen(task: Task, standing: Standing | None) -> None:
    """Open a task again; its date follows from now on."""
    task.state, task.because, task.reason = TaskState.OPEN, None, ""
    task.done_at, task.done_by = None, ""
    if standing is not None:
        count(task, standing)


def untouched(task: Task) -> bool:
    """Tell whether nobody has done, decided or noted anything about a task."""
    return rules.untouched(task.state, owner=task.owner_id, fixed=task.fixed, remark=task.remark, proof=task.proof)


def believed(reader: Reader, subject: Ref) -> Mapping[str, str]:
    """Give what others still believe, by the key of the consequence that says so, where nobody has begun to tell them."""
    tasks = tasks_with_outside(reader, subject)
    return {task.consequence_key: task.outside for task in tasks if untouched(task) or task.because == ASIDE}


def asked(reader: Reader, subject: Ref) -> Mapping[str, Lazy]:
    """Give what consequences still ask of somebody: the sentence, by the key of the consequence."""
    if not anything_kept(reader, subject):
        return {}
    tasks = [task for task in tasks_of(reader, subject) if is_open(task) or task.because == ASIDE]
    return {task.consequence_key: task.said for task in tasks if task.said is not None}


def is_open(task: Task) -> bool:
    """Tell whether a task is still to be done."""
    return task.state in OPEN_STATES


def by_part(tasks: Iterable[Task]) -> Mapping[tuple[str, str], list[Task]]:
    """Give the tasks of checklists by their checklist and part."""
    found: dict[tuple[str, str], list[Task]] = {}
    for task in tasks:
        if task.use_id:
            found.setdefault((task.use_id, task.part_id), []).append(task)
    return found
