"""What the office does with checklists and tasks of a subject."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from app.domains.checklists import keeping
from app.domains.checklists import stored_queries as stored
from app.domains.checklists.drafts import TaskDraft, check_task
from app.domains.checklists.queries import task_draft_of, title_of_task
from app.domains.checklists.records import ChecklistUse, DutyHolder, Task
from app.domains.checklists.subjects import Standing, person_there, standing_of, subject_of
from app.domains.checklists.template_queries import proposed_for, template
from app.domains.checklists.templates import Template, TemplateLine, changes
from app.domains.checklists.vocabulary import EDIT_CHECKLISTS, NO_PART, OPEN_STATES, TASK_STATES, TaskState, duty_titles
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, differing
from app.kernel.errors import Changed, Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.names import clean
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Work

MOST_TASKS = 2000  # at once: more is a slip


@dataclass(frozen=True, slots=True)
class AddChecklist(Command[str]):
    """Begin a checklist for a subject after a template; the result is its id."""

    permission = EDIT_CHECKLISTS
    label = lazy("Add a checklist")

    subject: Ref
    template: str


@handles(AddChecklist)
def add_checklist(command: AddChecklist, work: Work) -> str:
    """Make its tasks: once, or for each part of the subject that the template is for. Refused when it is there already."""
    standing, wanted = standing_of(work, command.subject), template.of(work, command.template)
    if any(use.template == wanted.code for use in stored.uses_of(work, command.subject)):
        message = lazy("“{list}” is in use here already.", list=wanted.name)
        raise Refused(Finding("template", message, rule="checklist-twice", ref=command.subject, value=wanted.code))
    work.describe(lazy("Add the checklist “{list}” to {subject}", list=wanted.name, subject=standing.subject.title))
    return _begin(work, standing, wanted).id


def _begin(work: Work, standing: Standing, wanted: Template) -> ChecklistUse:
    use = keeping.begin_use(work, standing.subject.ref, wanted)
    for part, lines in keeping.places(standing, wanted):
        keeping.make_tasks(work, use, standing, part, lines)
    return use


@dataclass(frozen=True, slots=True)
class AddProposedChecklists(Command[tuple[str, ...]]):
    """Begin every checklist that is usual for a subject of this kind and not there yet; the result are their ids."""

    permission = EDIT_CHECKLISTS
    label = lazy("Add the usual checklists")

    subject: Ref


@handles(AddProposedChecklists)
def add_proposed_checklists(command: AddProposedChecklists, work: Work) -> tuple[str, ...]:
    """Make the tasks of all of them; refused when there is none left to add."""
    standing = standing_of(work, command.subject)
    there = {use.template for use in stored.uses_of(work, command.subject)}
    usual = proposed_for.of(work, standing.subject.type, standing.subject.direction)
    wanted = [one for one in usual if one.code not in there]
    if not wanted:
        said = lazy("Every checklist that is usual here is in use.") if usual else lazy("No checklist is usual here. Choose one.")
        raise Refused(Finding("template", said, rule="nothing-proposed", ref=command.subject))
    work.describe(lazy("Add the usual checklists to {subject}", subject=standing.subject.title))
    return tuple(_begin(work, standing, one).id for one in wanted)


@dataclass(frozen=True, slots=True)
class RemoveChecklist(Command[None]):
    """Take a checklist away with all its tasks."""

    permission = EDIT_CHECKLISTS
    label = lazy("Remove a checklist")

    use: str


@handles(RemoveChecklist)
def remove_checklist(command: RemoveChecklist, work: Work) -> None:
    """Remove its tasks, then the checklist."""
    use = work.get(ChecklistUse, command.use)
    subject = subject_of(work, use.subject)
    remove_use(work, use, [task for task in stored.tasks_of(work, use.subject) if task.use_id == use.id])
    work.describe(lazy("Remove the checklist “{list}” from {subject}", list=use.content.name, subject=subject.title))


def remove_use(work: Work, use: ChecklistUse, tasks: Iterable[Task]) -> None:
    """Remove a checklist with its tasks."""
    for task in tasks:
        work.remove(task)
    work.flush()  # they point at it
    work.remove(use)


@dataclass(frozen=True, slots=True)
class UpdateChecklist(Command[int]):
    """Take over what a newer version of its template says; the result is how many tasks were added, changed or taken away.

    What somebody has changed, fixed or begun stays as it is.
    """

    permission = EDIT_CHECKLISTS
    label = lazy("Bring a checklist up to date")

    use: str


@handles(UpdateChecklist)
def update_checklist(command: UpdateChecklist, work: Work) -> int:
    """Add new lines, change those that nobody has changed, take away those that are gone and that nobody has begun."""
    use = work.get(ChecklistUse, command.use)
    wanted = template.of(work, use.template)
    if wanted.version == use.template_version:
        raise Refused(Finding("use", lazy("This checklist is up to date."), rule="checklist-up-to-date", ref=use.ref))
    standing = standing_of(work, use.subject)
    tasks = [task for task in stored.tasks_of(work, use.subject) if task.use_id == use.id]
    number = _take_over(work, use, wanted, standing, tasks)
    use.content, use.template_version = wanted, wanted.version
    work.describe(
        lazy("Bring the checklist “{list}” of {subject} up to date", list=wanted.name, subject=standing.subject.title),
    )
    return number


def _take_over(work: Work, use: ChecklistUse, wanted: Template, standing: Standing, tasks: Sequence[Task]) -> int:
    places = {line.key: place for place, line in enumerate(wanted.lines)}
    number = 0
    kept = list(tasks)
    placed: set[str] = set()  # the lines that are new, or that are for other parts now
    for change in changes(use.content, wanted):
        concerned = [task for task in tasks if task.key == change.key]
        if change.after is None:
            gone = [task for task in concerned if keeping.untouched(task)]
        elif change.before is None or change.before.part != change.after.part:
            gone = [task for task in concerned if keeping.untouched(task) and not _in_place(task, change.after, use, standing)]
            placed.add(change.key)
        else:
            gone = []
        for task in gone:
            work.remove(task)
            kept.remove(task)
        number += len(gone)
        if change.before is not None and change.after is not None:
            number += sum(_rewrite(task, change.before, change.after, standing) for task in concerned if task not in gone)
    number += _fill(work, use, wanted, standing, kept, placed)
    for task in kept:
        task.position = places.get(task.key, len(places))  # what is left of a line that is gone stands last
    return number


def _in_place(task: Task, line: TemplateLine, use: ChecklistUse, standing: Standing) -> bool:
    """Tell whether a task stands where its line says now: for the whole, or for a part."""
    if use.scope not in standing.parts:
        return not task.part_id
    part = standing.part_of(task.part_id) if task.part_id else None
    return line.part == NO_PART if part is None else keeping.meant_for(line, part)


def _fill(work: Work, use: ChecklistUse, wanted: Template, standing: Standing, kept: Sequence[Task], placed: Collection[str]) -> int:
    """Make the tasks of the lines *placed* wherever they are not there yet."""
    there = {(task.key, task.part_id) for task in kept}
    whole = {task.key for task in kept if not task.part_id}
    number = 0
    for part, lines in keeping.places(standing, replace(wanted, scope=use.scope), whole):
        id = part.ref.id if part else ""
        missing = [(place, line) for place, line in lines if line.key in placed and (line.key, id) not in there]
        number += len(keeping.make_tasks(work, use, standing, part, missing))
    return number


def _rewrite(task: Task, before: TemplateLine, after: TemplateLine, standing: Standing) -> bool:
    """Let a task say what its line says now, in each point that nobody has changed by hand."""
    if not keeping.is_open(task):
        return False
    points = (("title", "title"), ("section", "group"), ("duties", "duty"), ("anchor", "anchor"), ("offset", "offset"))
    changed = False
    for column, point in points:
        old, new = getattr(before, point), getattr(after, point)
        if old != new and getattr(task, column) == old:
            setattr(task, column, new)
            changed = True
    keeping.count(task, standing)
    return changed


# ------------------------------------------------------------------------------------------------ single tasks


@dataclass(frozen=True, slots=True)
class AddTask(Command[str]):
    """Add a task of one's own to a subject."""

    permission = EDIT_CHECKLISTS
    label = lazy("Add a task")

    subject: Ref
    draft: TaskDraft


@handles(AddTask)
def add_task(command: AddTask, work: Work) -> str:
    """Store it, with the day that follows from its anchor."""
    draft, standing = accepted(command.draft, check_task), standing_of(work, command.subject)
    task = Task(
        subject_kind=command.subject.kind,
        subject_id=command.subject.id,
        use_id=None,
        position=_next_place(work, command.subject),
        section=Multilingual(),
        duties=(),
        state=TaskState.OPEN,
        fixed=False,
        anchor_lost=False,
        roughly=False,
    )
    _write(task, draft, standing, work)
    work.add(task)
    work.describe(lazy("Add the task “{task}” to {subject}", task=draft.title, subject=standing.subject.title))
    return task.id


def _next_place(work: Work, subject: Ref) -> int:
    own = (Task.subject_kind == subject.kind, Task.subject_id == subject.id, Task.use_id.is_(None))
    last = work.scalar(select(func.max(Task.position)).where(*own))
    return 0 if last is None else last + 1


@dataclass(frozen=True, slots=True)
class EditTask(Command[str]):
    """Change a task."""

    permission = EDIT_CHECKLISTS
    label = lazy("Change a task")

    task: str
    before: TaskDraft
    after: TaskDraft


@handles(EditTask)
def edit_task(command: EditTask, work: Work) -> str:
    """Write the fields that differ; the date follows its anchor unless the form fixes it."""
    task = work.get(Task, command.task)
    now = task_draft_of(task)
    after = accepted(command.after, check_task)
    names = differing(command.before, after)
    if overtaken := tuple(name for name in names if getattr(now, name) not in (getattr(command.before, name), getattr(after, name))):
        raise Changed(task.ref, overtaken)
    if names:
        _write(task, replace(now, **{name: getattr(after, name) for name in names}), standing_of(work, task.subject), work)
    work.describe(lazy("Change the task “{task}”", task=title_of_task(task)))
    return task.id


def _write(task: Task, draft: TaskDraft, standing: Standing, work: Work) -> None:
    if task.said is None or draft.title != Multilingual():
        task.title = draft.title
    first = tuple(code for code in (draft.duty, draft.with_duty) if code)
    if task.duties[:2] != first:
        task.duties = (*dict.fromkeys(first), *task.duties[2:])
    _place(task, draft.part, standing)
    if draft.owner_id:
        person_there(work, draft.owner_id)
    task.owner_id, task.remark = draft.owner_id or "", draft.remark
    if draft.anchor and draft.anchor != task.anchor:
        _check_anchor(draft.anchor, standing)
    task.anchor, task.offset = draft.anchor, draft.offset if draft.anchor else ""
    task.fixed = bool(draft.anchor and draft.due_on)
    if task.fixed or not draft.anchor:
        _set_day(task, draft.due_on)
    else:
        keeping.count(task, standing)


def _place(task: Task, part_id: str, standing: Standing) -> None:
    if part_id == (task.part_id or ""):
        return
    part = standing.part_of(part_id) if part_id else None
    if part_id and part is None:
        raise Refused(Finding("part", lazy("This part is no longer there. Choose another one."), rule="part-gone", value=part_id))
    task.part_kind, task.part_id = (part.ref.kind, part.ref.id) if part else ("", "")


def _check_anchor(anchor: str, standing: Standing) -> None:
    if anchor not in standing.anchors and standing.anchor(anchor) is None:
        message = lazy("There is no such day here to count from. Choose another one.")
        raise Refused(Finding("anchor", message, rule="anchor-unknown", ref=standing.subject.ref, value=anchor))


def _set_day(task: Task, day: date | None) -> None:
    task.due_on, task.due_at, task.roughly, task.anchor_lost = day, None, False, False


@dataclass(frozen=True, slots=True)
class SetTaskState(Command[int]):
    """Say of tasks how far they are; what is not needed needs a reason. The result is how many were changed."""

    permission = EDIT_CHECKLISTS
    label = lazy("Set the state of tasks")

    tasks: tuple[str, ...]
    state: TaskState
    reason: str = ""


@handles(SetTaskState)
def set_task_state(command: SetTaskState, work: Work) -> int:
    """Write the state, who did it and when; a task that is opened again follows its anchor from there."""
    reason = clean(command.reason)
    if command.state is TaskState.NOT_NEEDED and not reason:
        raise Refused(Finding("reason", lazy("Say why it is not needed."), rule="reason-missing"))
    tasks = [task for task in _tasks(work, command.tasks) if task.state is not command.state or task.reason != reason]
    standings: dict[Ref, Standing] = {}
    for task in tasks:
        was_open = keeping.is_open(task)
        task.state, task.because = command.state, None
        task.reason = reason if command.state is TaskState.NOT_NEEDED else ""
        done = command.state is TaskState.DONE
        task.done_at, task.done_by = (work.now, work.user.name) if done else (None, "")
        if command.state in OPEN_STATES and not was_open and task.anchor:
            if task.subject not in standings:
                standings[task.subject] = standing_of(work, task.subject)
            keeping.count(task, standings[task.subject])
    if tasks:
        work.describe(_state_label(tasks, command.state))
    return len(tasks)


def _state_label(tasks: Sequence[Task], state: TaskState) -> Lazy:
    title = TASK_STATES[state].title
    if len(tasks) == 1:
        return lazy("Task “{task}”: {state}", task=title_of_task(tasks[0]), state=title)
    return lazy("{number} tasks: {state}", number=len(tasks), state=title)


def _tasks(work: Work, ids: Sequence[str]) -> list[Task]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise Refused(Finding("tasks", lazy("Choose at least one task."), rule="nothing-chosen"))
    if len(wanted) > MOST_TASKS:
        message = lazy("These are too many tasks at once: {limit} at most.", limit=MOST_TASKS)
        raise Refused(Finding("tasks", message, rule="too-many", limit=MOST_TASKS))
    found = {task.id: task for task in work.scalars(select(Task).where(Task.id.in_(wanted)))}
    if missing := [id for id in wanted if id not in found]:
        raise Gone(Ref(Task.kind, missing[0]))
    return [found[id] for id in wanted]


@dataclass(frozen=True, slots=True)
class GiveTasks(Command[int]):
    """Give tasks to a person, or to nobody (`owner` empty); the result is how many changed hands."""

    permission = EDIT_CHECKLISTS
    label = lazy("Give tasks to somebody")

    tasks: tuple[str, ...]
    owner: str = ""


@handles(GiveTasks)
def give_tasks(command: GiveTasks, work: Work) -> int:
    """Write the owner."""
    name = person_there(work, command.owner) if command.owner else None
    tasks = [task for task in _tasks(work, command.tasks) if task.owner_id != command.owner]
    for task in tasks:
        task.owner_id = command.owner
    if tasks:
        work.describe(_gift_label(tasks, name))
    return len(tasks)


def _gift_label(tasks: Sequence[Task], name: Multilingual | None) -> Lazy:
    if len(tasks) == 1:
        title = title_of_task(tasks[0])
        if name is None:
            return lazy("Task “{task}” is nobody's own", task=title)
        return lazy("Give the task “{task}” to {person}", task=title, person=name)
    if name is None:
        return lazy("{number} tasks are nobody's own", number=len(tasks))
    return lazy("Give {number} tasks to {person}", number=len(tasks), person=name)


@dataclass(frozen=True, slots=True)
class FixDue(Command[None]):
    """Fix the day of a task by hand: it stays there whatever happens to its anchor."""

    permission = EDIT_CHECKLISTS
    label = lazy("Fix the day of a task")

    task: str
    day: date


@handles(FixDue)
def fix_due(command: FixDue, work: Work) -> None:
    """Write the day."""
    task = work.get(Task, command.task)
    _set_day(task, command.day)
    task.fixed = bool(task.anchor)
    work.describe(lazy("Fix the day of “{task}”", task=title_of_task(task)))


@dataclass(frozen=True, slots=True)
class FreeDue(Command[None]):
    """Let the day of a task follow its anchor again."""

    permission = EDIT_CHECKLISTS
    label = lazy("Let the day of a task follow again")

    task: str


@handles(FreeDue)
def free_due(command: FreeDue, work: Work) -> None:
    """Count it anew; refused for a task that has no anchor."""
    task = work.get(Task, command.task)
    if not task.anchor:
        message = lazy("This task is not counted from another day. Give it a day to count from first.")
        raise Refused(Finding("anchor", message, rule="anchor-missing", ref=task.ref))
    task.fixed = False
    keeping.count(task, standing_of(work, task.subject))
    work.describe(lazy("Let the day of “{task}” follow again", task=title_of_task(task)))


@dataclass(frozen=True, slots=True)
class AttachProof(Command[None]):
    """Attach a file that is kept (its digest) to a task, as the proof that it is done. `name` is what the file was called."""

    permission = EDIT_CHECKLISTS
    label = lazy("Attach a proof")

    task: str
    digest: str
    name: str = ""


@handles(AttachProof)
def attach_proof(command: AttachProof, work: Work) -> None:
    """Write the digest; refused for a file that is not kept."""
    task = work.get(Task, command.task)
    if not command.digest or work.files.read(command.digest) is None:
        raise Refused(Finding("proof", lazy("This file is not kept here. Attach it again."), rule="file-missing"))
    task.proof, task.proof_name = command.digest, clean(command.name)[:200]
    work.describe(lazy("Attach a proof to “{task}”", task=title_of_task(task)))


@dataclass(frozen=True, slots=True)
class RemoveProof(Command[None]):
    """Take the proof of a task away."""

    permission = EDIT_CHECKLISTS
    label = lazy("Remove a proof")

    task: str


@handles(RemoveProof)
def remove_proof(command: RemoveProof, work: Work) -> None:
    """Forget the digest."""
    task = work.get(Task, command.task)
    task.proof = task.proof_name = ""
    work.describe(lazy("Remove the proof of “{task}”", task=title_of_task(task)))


@dataclass(frozen=True, slots=True)
class RemoveTask(Command[None]):
    """Remove a task."""

    permission = EDIT_CHECKLISTS
    label = lazy("Remove a task")

    task: str


@handles(RemoveTask)
def remove_task(command: RemoveTask, work: Work) -> None:
    """Remove it."""
    task = work.get(Task, command.task)
    work.describe(lazy("Remove the task “{task}”", task=title_of_task(task)))
    work.remove(task)


# ------------------------------------------------------------------------------------------------ who does what


@dataclass(frozen=True, slots=True)
class SetDutyHolder(Command[None]):
    """Say who has a duty in the office: what nobody owns of it is theirs. Nobody has it when `person` is empty."""

    permission = EDIT_CHECKLISTS
    label = lazy("Say who does what")

    duty: str
    person: str = ""


@handles(SetDutyHolder)
def set_duty_holder(command: SetDutyHolder, work: Work) -> None:
    """Write, or remove, who holds it."""
    if command.duty not in tuple(Duty):
        refuse([Finding("duty", lazy("There is no such duty."), rule="duty-unknown", value=command.duty)])
    row = work.scalar(select(DutyHolder).where(DutyHolder.duty == command.duty))
    (title,) = duty_titles([command.duty])
    if not command.person:
        if row is not None:
            work.remove(row)
        work.describe(lazy("Nobody has the duty “{duty}”", duty=title))
        return
    name = person_there(work, command.person)
    if row is None:
        work.add(DutyHolder(duty=command.duty, person_id=command.person))
    else:
        row.person_id = command.person
    work.describe(lazy("The duty “{duty}” is in the hands of {person}", duty=title, person=name))
