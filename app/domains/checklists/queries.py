"""What is read about checklists of a subject: its tasks with all that a list shows of them, the lists in use, and what a form offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select

from app.domains.checklists import stored_queries as stored
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.records import ChecklistUse, DutyHolder, Task
from app.domains.checklists.rules import PERSON, pressing_first, urgency
from app.domains.checklists.subjects import Standing, require_sight, standing_of, titles_of, usual_anchors
from app.domains.checklists.template_queries import templates
from app.domains.checklists.vocabulary import DUTIES, OPEN_STATES, SEE_CHECKLISTS, TaskState, Urgency, anchor_title, duty_titles
from app.kernel.ids import Ref
from app.kernel.offsets import Offset
from app.kernel.queries import query
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader

OWN_TASKS = lazy("Own tasks")
BROUGHT_TASKS = lazy("What a change has brought")


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as lists show it.

    `heading` names the list it stands in (its checklist, the area of a consequence, or "Own tasks"), `section` the group within it, `part`
    the traveller or ceremony it is about. `owner` is the name of who was given it; where nobody was, `holder` is the name of whoever has
    its duty in the office, and `who` is the best of what is known. `due` is a moment or a day; `counted` says from what it is counted.
    `about` is where a consequence is put right.
    """

    id: str
    subject: Ref
    use: str
    key: str
    title: Lazy | Multilingual
    heading: Lazy | Multilingual
    section: Multilingual
    part: Ref | None
    part_title: Multilingual
    duties: tuple[str, ...]
    duty: tuple[Lazy, ...]
    owner_id: str
    owner: Multilingual
    holder: Multilingual
    who: Lazy | Multilingual
    due: date | datetime | None
    due_on: date | None
    roughly: bool
    fixed: bool
    anchor_lost: bool
    counted: Lazy | None
    state: TaskState
    urgency: Urgency
    reason: Lazy | Multilingual
    remark: str
    hint: Multilingual
    proof: str
    proof_name: str
    about: Ref | None
    done_at: datetime | None
    done_by: str

    @property
    def closed(self) -> bool:
        """Whether nothing is left to do."""
        return self.state not in OPEN_STATES


@dataclass(frozen=True, slots=True)
class UseRow:
    """A checklist in use: how far it is, and whether its template says something newer."""

    id: str
    template: str
    title: Multilingual
    scope: str
    version: int
    newest: int | None
    confirmed: bool
    open: int
    closed: int

    @property
    def outdated(self) -> bool:
        """Whether a newer version of its template can be taken over."""
        return self.newest is not None and self.newest != self.version


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a subject is: numbers of tasks."""

    late: int
    soon: int
    open: int
    done: int
    not_needed: int

    @property
    def total(self) -> int:
        """All tasks that are needed."""
        return self.open + self.done


@dataclass(frozen=True, slots=True)
class OfferedAnchor:
    """A day from which a task of this subject can be counted, with the day it is now."""

    code: str
    title: Lazy | Multilingual
    when: date | datetime | None
    roughly: bool


@dataclass(frozen=True, slots=True)
class OfferedPart:
    """A part of this subject that a task can be about."""

    id: str
    title: Multilingual
    scope: str


@dataclass(frozen=True, slots=True)
class HolderRow:
    """A duty of the office, and who has it."""

    duty: str
    title: Lazy
    person_id: str
    person: Multilingual

    @property
    def id(self) -> str:
        """The duty, as tables ask for it."""
        return self.duty


@query(SEE_CHECKLISTS)
def tasks(reader: Reader, subject: Ref) -> Sequence[TaskRow]:
    """Give the tasks of a subject in the order of its lists: by list, part and place; own tasks and those of consequences first."""
    require_sight(reader, subject)
    standing = standing_of(reader, subject)
    uses = {use.id: use for use in stored.uses_of(reader, subject)}
    rows = stored.tasks_of(reader, subject)
    shown = Showing(reader, rows, {subject: standing}, uses)
    places = {part.ref.id: place for place, part in enumerate(part for parts in standing.parts.values() for part in parts)}

    def place(task: Task) -> tuple[int, int, int, str]:
        use = uses.get(task.use_id or "")
        return (-1 if use is None else use.position, places.get(task.part_id, len(places)) if task.part_id else -1, task.position, task.id)

    return [shown.row(task) for task in sorted(rows, key=place)]


@query(SEE_CHECKLISTS)
def pressing_tasks(reader: Reader, subject: Ref) -> Sequence[TaskRow]:
    """Give the open tasks of a subject, what presses most first."""
    found = [row for row in tasks.of(reader, subject) if not row.closed]
    return sorted(found, key=lambda row: pressing_first(row.urgency, row.due_on))


@query(SEE_CHECKLISTS)
def task_draft(reader: Reader, id: str) -> TaskDraft:
    """Read what a form shows of a task."""
    return task_draft_of(reader.get(Task, id))


@query(SEE_CHECKLISTS)
def uses(reader: Reader, subject: Ref) -> Sequence[UseRow]:
    """Give the checklists in use for a subject, in their order."""
    newest = {one.code: one for one in templates.of(reader)}
    counts: dict[str, tuple[int, int]] = {}
    for row in reader.rows(select(Task.use_id, Task.state).where(Task.subject_kind == subject.kind, Task.subject_id == subject.id)):
        open_ones, closed_ones = counts.get(row.use_id, (0, 0))
        counts[row.use_id] = (open_ones + 1, closed_ones) if row.state in OPEN_STATES else (open_ones, closed_ones + 1)
    return [_use_row(use, newest.get(use.template), counts.get(use.id, (0, 0))) for use in stored.uses_of(reader, subject)]


def _use_row(use: ChecklistUse, newest: object, counts: tuple[int, int]) -> UseRow:
    return UseRow(
        id=use.id,
        template=use.template,
        title=use.content.name,
        scope=use.scope,
        version=use.template_version,
        newest=getattr(newest, "version", None),
        confirmed=use.content.confirmed,
        open=counts[0],
        closed=counts[1],
    )


@query(SEE_CHECKLISTS)
def progress(reader: Reader, subject: Ref) -> Progress:
    """Count the tasks of a subject."""
    columns = select(Task.state, Task.due_on, Task.due_at).where(Task.subject_kind == subject.kind, Task.subject_id == subject.id)
    found = reader.rows(columns)
    pressing = [urgency(row.due_on, row.due_at, row.state, reader.now, reader.today) for row in found]
    states = [row.state for row in found]
    return Progress(
        late=pressing.count(Urgency.LATE),
        soon=pressing.count(Urgency.SOON),
        open=sum(state in OPEN_STATES for state in states),
        done=states.count(TaskState.DONE),
        not_needed=states.count(TaskState.NOT_NEEDED),
    )


@query(SEE_CHECKLISTS)
def offered_anchors(reader: Reader, subject: Ref) -> Sequence[OfferedAnchor]:
    """Give the days from which a task of a subject can be counted: the usual ones first, then single things by their day."""
    standing = standing_of(reader, subject)
    usual = usual_anchors(reader, subject.kind)
    codes = [code for code in standing.anchors if "/" not in code]
    order = {code: place for place, code in enumerate(usual)}
    offered = [OfferedAnchor(code, one.title, one.when, one.roughly) for code in codes for one in (standing.anchors[code],)]
    return sorted(offered, key=lambda one: (order.get(one.code, len(order)), _day_of(one.when) or date.max))


def _day_of(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when


@query(SEE_CHECKLISTS)
def offered_parts(reader: Reader, subject: Ref) -> Sequence[OfferedPart]:
    """Give the parts of a subject that a task can be about, each once."""
    standing = standing_of(reader, subject)
    found = {part.ref.id: OfferedPart(part.ref.id, part.title, scope) for scope, parts in standing.parts.items() for part in parts}
    return list(found.values())


@query(SEE_CHECKLISTS)
def duty_holders(reader: Reader) -> Sequence[HolderRow]:
    """Give every duty of the office with the person who has it."""
    held = holders_of(reader)
    names = titles_of(reader, (Ref(PERSON, id) for id in held.values()))
    return [
        HolderRow(choice.code, choice.title, id, names.get(Ref(PERSON, id), Multilingual()))
        for choice in DUTIES
        for id in (held.get(choice.code, ""),)
    ]


# ------------------------------------------------------------------------------------------------ for the other files of this domain


def holders_of(reader: Reader) -> Mapping[str, str]:
    """Give the person who has each duty, by its code."""
    return {row.duty: row.person_id for row in reader.rows(select(DutyHolder.duty, DutyHolder.person_id))}


def title_of_task(task: Task) -> Lazy | Multilingual:
    """Give what is to be done: the office's own words, or the sentence of the consequence that brought it."""
    return task.title if task.title or task.said is None else task.said


def task_draft_of(task: Task) -> TaskDraft:
    """Read what a form shows of a task."""
    duty, with_duty = (*task.duties, "", "")[:2]
    own_day = task.fixed or not task.anchor
    return TaskDraft(
        title=task.title,
        duty=duty,
        with_duty=with_duty,
        owner_id=task.owner_id or None,
        anchor=task.anchor,
        offset=task.offset,
        due_on=task.due_on if own_day else None,
        part=task.part_id,
        remark=task.remark,
    )


class Showing:
    """Turns tasks into what lists show of them: names are asked for once, for all of them together."""

    def __init__(
        self, reader: Reader, rows: Sequence[Task], standings: Mapping[Ref, Standing], uses: Mapping[str, ChecklistUse] | None = None
    ) -> None:
        self._reader = reader
        self._standings = standings
        self._held = holders_of(reader)
        self._uses = _uses_of(reader, rows) if uses is None else uses
        self._titles = titles_of(reader, self._people(rows))
        self._parts = self._part_titles(rows)

    def row(self, task: Task) -> TaskRow:
        """Give a task as lists show it."""
        use = self._uses.get(task.use_id or "")
        owner, holder = self._name(task.owner_id), self._holder(task)
        line = use.content.line(task.key) if use else None
        return TaskRow(
            id=task.id,
            subject=task.subject,
            use=task.use_id or "",
            key=task.key,
            title=title_of_task(task),
            heading=use.content.name if use else (task.area or BROUGHT_TASKS) if task.said else OWN_TASKS,
            section=task.section,
            part=task.part,
            part_title=self._parts.get(task.part, Multilingual()) if task.part else Multilingual(),
            duties=task.duties,
            duty=duty_titles(task.duties),
            owner_id=task.owner_id,
            owner=owner,
            holder=holder,
            who=owner or holder or _first(task.duties),
            due=task.due_at or task.due_on,
            due_on=task.due_on,
            roughly=task.roughly,
            fixed=task.fixed,
            anchor_lost=task.anchor_lost,
            counted=self._counted(task),
            state=task.state,
            urgency=urgency(task.due_on, task.due_at, task.state, self._reader.now, self._reader.today),
            reason=task.because or Multilingual.same(task.reason),
            remark=task.remark,
            hint=line.remark if line else Multilingual(),
            proof=task.proof,
            proof_name=task.proof_name,
            about=task.about,
            done_at=task.done_at,
            done_by=task.done_by,
        )

    def _people(self, rows: Iterable[Task]) -> list[Ref]:
        ids = {task.owner_id for task in rows} | {self._held.get(duty, "") for task in rows for duty in task.duties[:1]}
        return [Ref(PERSON, id) for id in sorted(ids - {""})]

    def _part_titles(self, rows: Iterable[Task]) -> Mapping[Ref, Multilingual]:
        known = {part.ref: part.title for standing in self._standings.values() for parts in standing.parts.values() for part in parts}
        gone = {task.part for task in rows if task.part} - known.keys()
        return {**known, **titles_of(self._reader, sorted(gone))}

    def _name(self, id: str) -> Multilingual:
        return self._titles.get(Ref(PERSON, id), Multilingual())

    def _holder(self, task: Task) -> Multilingual:
        if Duty.PERS in task.duties[:1] and task.part_kind == PERSON and task.part:
            return self._parts.get(task.part, Multilingual())
        return self._name(self._held.get(task.duties[0], "")) if task.duties else Multilingual()

    def _counted(self, task: Task) -> Lazy | None:
        if not task.anchor:
            return None
        standing = self._standings.get(task.subject)
        anchor = standing.anchor(task.anchor, task.part_id) if standing else None
        title = anchor.title if anchor else anchor_title(task.anchor)
        if title is None:
            return lazy("{offset}: what it was counted from is no longer there", offset=_told(task.offset))
        return lazy("{offset}: {anchor}", offset=_told(task.offset), anchor=title)


def _first(duties: Sequence[str]) -> Lazy | Multilingual:
    return duty_titles(duties[:1])[0] if duties else Multilingual()


@lru_cache(maxsize=256)
def _told(offset: str) -> Lazy | str:
    try:
        return Offset.parse(offset).told()
    except ValueError:
        return offset


def _uses_of(reader: Reader, rows: Iterable[Task]) -> Mapping[str, ChecklistUse]:
    ids = sorted({task.use_id for task in rows if task.use_id})
    return {use.id: use for use in reader.scalars(select(ChecklistUse).where(ChecklistUse.id.in_(ids)))} if ids else {}
