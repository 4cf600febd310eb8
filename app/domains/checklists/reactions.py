"""What becomes of checklists when something happens to their subject: dates follow, parts come and go, what fell away is closed.

What another domain cannot let follow by itself (a consequence by hand) becomes a task here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.domains.checklists import keeping
from app.domains.checklists import stored_queries as stored
from app.domains.checklists.keeping import ASIDE, close, count, is_open, reopen, untouched
from app.domains.checklists.queries import title_of_task
from app.domains.checklists.records import ChecklistUse, Task
from app.domains.checklists.rules import PERSON
from app.domains.checklists.subjects import Standing, standing_of
from app.domains.checklists.templates import TemplateLine
from app.domains.checklists.vocabulary import NO_PART, TaskState
from app.kernel.consequences import Consequence, ConsequencesTold, Effect
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.readiness import (
    Part,
    RecordsMerged,
    SubjectChanged,
    SubjectCloned,
    SubjectEnded,
    SubjectMoved,
    SubjectRemoved,
)
from app.kernel.translated import Multilingual, lazy, lazy_count
from app.kernel.work import Work

AREA = lazy("Checklist")
ENDED = lazy("It does not take place.")
PART_GONE = lazy("It is no longer part of this.")
OVERTAKEN = lazy("The dates have moved again, and this is no longer needed.")


def follow(event: SubjectChanged, work: Work) -> None:
    """Do what each kind of fact asks for; what no checklist is kept of costs one cheap look."""
    if isinstance(event, SubjectCloned):
        if stored.anything_kept(work, event.after):
            _clone(event.after, event.subject, work)
        return
    if not stored.anything_kept(work, event.subject):
        return
    tasks = stored.tasks_of(work, event.subject)
    if isinstance(event, SubjectRemoved):
        _remove(event.subject, tasks, work)
    elif isinstance(event, SubjectEnded):
        _end(event.subject, tasks, work)
    else:
        _follow(event.subject, tasks, work, moved=isinstance(event, SubjectMoved))


# ------------------------------------------------------------------------------------------------ dates and parts


def _follow(subject: Ref, tasks: list[Task], work: Work, *, moved: bool) -> None:
    standing = standing_of(work, subject)
    if standing.subject.off:
        return  # nothing of it is to be done any more
    for task in tasks:
        if task.because == ENDED:
            reopen(task, standing)
    tasks = _follow_parts(standing, tasks, work)
    dated = [(task, task.due_on) for task in tasks if is_open(task)]
    followed = [task for task, _ in dated if count(task, standing)]
    lost = [task for task in followed if task.anchor_lost]
    shifted = [task for task, before in dated if task.due_on != before]
    _tell_of_dates(subject, shifted, lost, work)
    if moved:
        _put_aside(tasks)
        _tell_what_stays([task for task, _ in dated if task.due_on and (task.fixed or not task.anchor)], subject, work)


def _tell_of_dates(subject: Ref, shifted: Sequence[Task], lost: Sequence[Task], work: Work) -> None:
    dated = [task for task in shifted if task.due_on]
    if dated:
        text = lazy_count("{number} task moves along.", "{number} tasks move along.", len(dated))
        work.announce(Consequence(subject, AREA, Effect.FOLLOWS, text))
    if late := sum(task.due_on < work.today for task in dated if task.due_on):
        text = lazy_count("{number} task is late with the new date.", "{number} tasks are late with the new dates.", late)
        work.announce(Consequence(subject, AREA, Effect.WARNS, text))
    if undated := len(shifted) - len(dated):
        text = lazy_count("{number} task waits for a new date.", "{number} tasks wait for a new date.", undated)
        work.announce(Consequence(subject, AREA, Effect.FOLLOWS, text))
    for task in lost:
        text = lazy("“{task}” keeps its day: what it was counted from is no longer there.", task=title_of_task(task))
        work.announce(Consequence(subject, AREA, Effect.WARNS, text, task.ref))


def _tell_what_stays(tasks: Iterable[Task], subject: Ref, work: Work) -> None:
    for task in tasks:
        if task.said is not None:
            continue  # what an earlier move has brought is renewed by whoever brought it
        text = lazy("“{task}” stays on {day}: the day was fixed by hand.", task=title_of_task(task), day=task.due_on)
        work.announce(Consequence(subject, AREA, Effect.WARNS, text, task.ref))


def _put_aside(tasks: Iterable[Task]) -> None:
    """Close what an earlier move brought and nobody has begun: if it still holds, this move brings it again."""
    for task in tasks:
        if task.said is not None and not task.lasts and untouched(task):
            close(task, ASIDE)


def settle(event: ConsequencesTold, work: Work) -> None:
    """Say why those stay closed that the move has not brought again.

    What others still believe is kept in mind while the day is not known: nobody can tell yet whether it will hold.
    """
    if not stored.anything_kept(work, event.subject):
        return
    aside = stored.tasks_closed_because(work, event.subject, ASIDE)
    starts = standing_of(work, event.subject).subject.period[0] if aside else None
    dated = starts is not None and starts.exact is not None
    overtaken = [task for task in aside if dated or not task.outside]
    for task in aside:
        if task in overtaken:
            task.because = OVERTAKEN
        else:
            reopen(task, None)
    if overtaken:
        text = lazy_count(
            "{number} task that earlier dates brought is no longer needed.",
            "{number} tasks that earlier dates brought are no longer needed.",
            len(overtaken),
        )
        work.announce(Consequence(event.subject, AREA, Effect.ENDS, text))


def _follow_parts(standing: Standing, tasks: list[Task], work: Work) -> list[Task]:
    """Give new parts their tasks, and clear away those of parts that are gone; give the tasks that are left."""
    uses = [use for use in stored.uses_of(work, standing.subject.ref) if use.scope in standing.parts]
    kept = keeping.by_part(tasks)
    made: list[Task] = []
    for use in uses:
        whole = {task.key for task in kept.get((use.id, ""), ())}
        for part, lines in keeping.places(standing, replace(use.content, scope=use.scope), whole):
            if part is None:
                continue  # what is kept for the whole is there from the beginning
            own = kept.get((use.id, part.ref.id), [])
            if not own:
                made += keeping.make_tasks(work, use, standing, part, lines)
            elif any(task.because == PART_GONE or not _is_meant(task, use, part) for task in own):
                made += _come_back(use, own, standing, part, lines, work)
    gone = _tasks_of_parts_that_left(uses, tasks, standing)
    removed = [task for task in gone if untouched(task)]
    for task in gone:
        if untouched(task):
            work.remove(task)
        elif is_open(task):
            close(task, PART_GONE)
    if gone:
        left = lazy_count(
            "{number} task falls away: what it was for is no longer there.",
            "{number} tasks fall away: what they were for is no longer there.",
            len(gone),
        )
        work.announce(Consequence(standing.subject.ref, AREA, Effect.ENDS, left))
    cleared = {task.id for task in removed}
    return [task for task in (*tasks, *made) if task.id not in cleared]


def _tasks_of_parts_that_left(uses: Sequence[ChecklistUse], tasks: Iterable[Task], standing: Standing) -> list[Task]:
    there = {part.ref.id for parts in standing.parts.values() for part in parts}
    of_use = {use.id: use for use in uses}
    in_parts = {use.id: {part.ref.id: part for part in standing.parts_for(use.scope) if part} for use in uses}

    def left(task: Task) -> bool:
        use = of_use.get(task.use_id or "")
        if use is None:
            return task.part_id not in there
        part = in_parts[use.id].get(task.part_id)
        return part is None or not _is_meant(task, use, part)

    return [task for task in tasks if task.part_id and is_open(task) and left(task)]


def _is_meant(task: Task, use: ChecklistUse, part: Part) -> bool:
    """Tell whether a task is for parts such as this one: a gift that was noted as given may turn out to be one that was received."""
    line = use.content.line(task.key)
    return line is None or line.part == NO_PART or keeping.meant_for(line, part)


def _come_back(
    use: ChecklistUse, own: Sequence[Task], standing: Standing, part: Part, lines: Sequence[tuple[int, TemplateLine]], work: Work
) -> list[Task]:
    for task in own:
        if task.because == PART_GONE and _is_meant(task, use, part):
            reopen(task, standing)
    keys = {task.key for task in own}
    return keeping.make_tasks(work, use, standing, part, [(place, line) for place, line in lines if line.key not in keys])


# ------------------------------------------------------------------------------------------------ the end, the pattern, the removal


def _end(subject: Ref, tasks: Iterable[Task], work: Work) -> None:
    open_ones = [task for task in tasks if is_open(task)]
    for task in open_ones:
        close(task, ENDED)
    if open_ones:
        text = lazy_count("{number} task is no longer needed.", "{number} tasks are no longer needed.", len(open_ones))
        work.announce(Consequence(subject, AREA, Effect.ENDS, text))


def _remove(subject: Ref, tasks: Iterable[Task], work: Work) -> None:
    for task in tasks:
        work.remove(task)
    work.flush()  # they point at their checklists
    for use in stored.uses_of(work, subject):
        work.remove(use)


def _clone(pattern: Ref, subject: Ref, work: Work) -> None:
    """Begin the same checklists, all open: what was done, decided and proven of the pattern is its own."""
    standing, old = standing_of(work, subject), stored.tasks_of(work, pattern)
    for use in stored.uses_of(work, pattern):
        copy = keeping.begin_use(work, subject, use.content)
        left = {task.key for task in old if task.use_id == use.id}
        whole = {task.key for task in old if task.use_id == use.id and not task.part_id}
        for part, lines in keeping.places(standing, replace(use.content, scope=use.scope), whole):
            keeping.make_tasks(work, copy, standing, part, [(place, line) for place, line in lines if not left or line.key in left])
    for task in old:
        if task.use_id is None and task.said is None and not task.part_id:
            _copy_own(task, standing, work)


def _copy_own(task: Task, standing: Standing, work: Work) -> None:
    copy = Task(
        subject_kind=standing.subject.ref.kind,
        subject_id=standing.subject.ref.id,
        use_id=None,
        position=task.position,
        title=task.title,
        section=task.section,
        duties=task.duties,
        anchor=task.anchor,
        offset=task.offset,
        fixed=False,
        anchor_lost=False,
        roughly=False,
        state=TaskState.OPEN,
    )
    count(copy, standing)
    work.add(copy)


# ------------------------------------------------------------------------------------------------ what must be done by hand


def take_down(event: Consequence, work: Work) -> None:
    """Make a task of what cannot follow by itself; the same thing again renews its task."""
    if event.effect is not Effect.BY_HAND:
        return
    key = event.key or (str(event.ref) if event.ref else event.text.message)
    task = stored.task_of_consequence(work, event.subject, key)
    if task is None:
        task = Task(
            subject_kind=event.subject.kind,
            subject_id=event.subject.id,
            use_id=None,
            position=0,
            title=Multilingual(),
            section=Multilingual(),
            consequence_key=key,
            fixed=False,
            anchor_lost=False,
            roughly=False,
        )
        work.add(task)
    elif task.because == ASIDE:
        reopen(task, None)
    elif not is_open(task):
        reopen(task, None)
        task.outside = ""
    task.state = TaskState.OPEN
    task.outside, task.lasts = task.outside or event.was, event.lasts
    task.said, task.area, task.title = event.text, event.area, Multilingual()
    task.duties = (event.duty,) if event.duty else ()
    task.about_kind, task.about_id = (event.ref.kind, event.ref.id) if event.ref else ("", "")
    task.due_on, task.due_at = event.due or work.today, None


# ------------------------------------------------------------------------------------------------ two that were one


def merge(event: RecordsMerged, work: Work) -> None:
    """Let tasks and duties of the one that goes be those of the one that stays."""
    gone, stays = event.merged
    for task in stored.tasks_naming(work, gone.id):
        if task.part == gone:
            _merge_part(task, stays, work)
        if gone.kind == PERSON and task.owner_id == gone.id:
            task.owner_id = stays.id
        if task.about == gone:
            task.about_id = stays.id
    if gone.kind == PERSON:
        for row in stored.duties_held_by(work, gone.id):
            row.person_id = stays.id


def _merge_part(task: Task, stays: Ref, work: Work) -> None:
    twin = stored.twin_of(work, task, stays)
    if twin is None or not untouched(task):
        task.part_kind, task.part_id = stays.kind, stays.id
        if twin is not None and untouched(twin):
            work.remove(twin)  # what somebody has begun counts
    else:
        work.remove(task)


REACTIONS: tuple[Reaction[SubjectChanged] | Reaction[Consequence] | Reaction[ConsequencesTold] | Reaction[RecordsMerged], ...] = (
    Reaction(SubjectChanged, follow),
    Reaction(Consequence, take_down),
    Reaction(ConsequencesTold, settle),
    Reaction(RecordsMerged, merge),
)
