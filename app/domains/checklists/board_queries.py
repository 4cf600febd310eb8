"""Counting open tasks in the database: of whom, of which subjects, and which of them comes next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Text, and_, cast, false, func, literal, or_, select, true

from app.domains.checklists.queries import TaskRow, holders_of
from app.domains.checklists.records import Task
from app.domains.checklists.rules import PERSON, SOON, is_mine
from app.domains.checklists.vocabulary import OPEN_STATES, TaskState
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.work import Reader

_LONGEST_DAY = timedelta(2)  # a day that has not passed here began at most so long ago somewhere

MINE = "mine"  # whose tasks: mine, those of a duty, or those of a person by its id


@dataclass(frozen=True, slots=True)
class Count:
    """The open tasks of a subject, counted."""

    late: int = 0
    soon: int = 0
    open: int = 0
    done: int = 0
    first: date | None = None


class Owner:
    """Whose tasks are wanted: mine, those of a duty, or those of a person."""

    def __init__(self, reader: Reader, owner: str) -> None:
        self.wanted = owner
        self.person = (reader.user.person or "") if owner == MINE else "" if owner in tuple(Duty) else owner
        self.held = frozenset(duty for duty, person in holders_of(reader).items() if self.person and person == self.person)

    def has_task(self, row: TaskRow) -> bool:
        """Tell whether an open task is among them."""
        if not self.wanted:
            return True
        if self.wanted in tuple(Duty):
            return self.wanted in row.duties
        if not row.owner_id and self.person and row.part == Ref(PERSON, self.person) and Duty.PERS in row.duties:
            return True
        return is_mine(row.owner_id, row.duties, self.person, self.held)

    def has_check(self, duty: str) -> bool:
        """Tell whether a shortcoming that is in the hands of *duty* is among them."""
        if not self.wanted:
            return True
        return duty == self.wanted if self.wanted in tuple(Duty) else not self.person or duty in self.held

    def condition(self) -> ColumnElement[bool]:
        """Say the same of tasks in the database."""
        if not self.wanted:
            return true()
        if self.wanted in tuple(Duty):
            return _has_duty(self.wanted)
        nobodys = Task.owner_id == ""
        if not self.person:
            return nobodys
        of_mine = or_(*(_has_duty(duty) for duty in sorted(self.held))) if self.held else false()
        about_me = and_(Task.part_kind == PERSON, Task.part_id == self.person, _has_duty(Duty.PERS))
        return or_(Task.owner_id == self.person, and_(nobodys, or_(of_mine, about_me)))


def _has_duty(duty: str) -> ColumnElement[bool]:
    # The codes stand in one text with blanks between them.
    return (literal(" ") + cast(Task.duties, Text) + literal(" ")).contains(f" {duty} ")


def count_open(reader: Reader, owner: Owner) -> Mapping[Ref, Count]:
    """Count the open tasks of *owner*, of every subject that has one."""
    return _counted(reader, owner.condition(), OPEN_STATES)


def count_of(reader: Reader, refs: Sequence[Ref], owner: Owner) -> Mapping[Ref, Count]:
    """Count the tasks of *owner*, of some subjects, those that are done too."""
    return _counted(reader, and_(_of(refs), owner.condition()), (*OPEN_STATES, TaskState.DONE))


def _of(refs: Sequence[Ref]) -> ColumnElement[bool]:
    # Named by their kind too: the indexes begin with it.
    return and_(Task.subject_kind.in_(sorted({ref.kind for ref in refs})), Task.subject_id.in_([ref.id for ref in refs]))


def _counted(reader: Reader, condition: ColumnElement[bool], states: Collection[TaskState]) -> Mapping[Ref, Count]:
    """Count tasks by subject: the open ones, those late by their day or their moment, those due soon, and those done."""
    # Every column that is read stands in the index of open tasks, and in its order: the tasks themselves are never looked up, nor sorted.
    columns = select(
        Task.state,
        Task.subject_kind,
        Task.subject_id,
        func.count().label("number"),
        func.count().filter(Task.due_on < reader.today).label("late"),
        func.count().filter(Task.due_on <= reader.today + SOON).label("pressing"),
        func.min(Task.due_on).label("first"),
    )
    rows = reader.rows(columns.where(Task.state.in_(states), condition).group_by(Task.state, Task.subject_kind, Task.subject_id))
    passed = _passed_today(reader, condition)
    found: defaultdict[Ref, Count] = defaultdict(Count)
    for row in rows:
        ref = Ref(row.subject_kind, row.subject_id)
        one = found[ref]
        if row.state in OPEN_STATES:
            soon = row.pressing - row.late
            first = min((day for day in (one.first, row.first) if day is not None), default=None)
            found[ref] = replace(one, late=one.late + row.late, soon=one.soon + soon, open=one.open + row.number, first=first)
        else:
            found[ref] = replace(one, done=row.number)
    for ref, more in passed.items():
        found[ref] = replace(found[ref], late=found[ref].late + more, soon=found[ref].soon - more)
    return found


def _passed_today(reader: Reader, condition: ColumnElement[bool]) -> Mapping[Ref, int]:
    """Count the open tasks whose day has not passed, but whose moment has: those of the last hours, by whatever clock."""
    # By their moments alone first, which is nearly nobody: asked for all at once, the database would go through every open task.
    ids = reader.scalars(select(Task.id).where(Task.due_at < reader.now, Task.due_at > reader.now - _LONGEST_DAY))
    if not ids:
        return {}
    passed = (Task.id.in_(ids), Task.due_on >= reader.today, _open(), condition)
    return Counter(Ref(row.subject_kind, row.subject_id) for row in reader.rows(select(Task.subject_kind, Task.subject_id).where(*passed)))


def first_tasks(reader: Reader, refs: Sequence[Ref], owner: Owner) -> Sequence[Task]:
    """Give the open task of *owner* that comes next, of each of some subjects."""
    order = (Task.due_on.is_(None), Task.due_on, Task.due_at, Task.position, Task.id)
    place = func.row_number().over(partition_by=(Task.subject_kind, Task.subject_id), order_by=order).label("place")
    ranked = select(Task.id, place).where(_of(refs), _open(), owner.condition()).subquery()
    return reader.scalars(select(Task).join(ranked, ranked.c.id == Task.id).where(ranked.c.place == 1))


def open_tasks(reader: Reader, subject: Ref, owner: Owner) -> frozenset[str]:
    """Give the ids of the open tasks of *owner*, of one subject."""
    return frozenset(reader.scalars(select(Task.id).where(_of([subject]), _open(), owner.condition())))


def dated_tasks(reader: Reader, owner: Owner, most: int) -> tuple[Sequence[Task], int]:
    """Give the open tasks of *owner* that have a date, the first ones, at most *most*; and how many there are."""
    theirs = and_(_open(), Task.due_on.is_not(None), owner.condition())
    total = reader.scalar(select(func.count()).select_from(Task).where(theirs)) or 0
    return reader.scalars(select(Task).where(theirs).order_by(Task.due_on, Task.due_at, Task.position, Task.id).limit(most)), total


def _open() -> ColumnElement[bool]:
    return Task.state.in_(OPEN_STATES)
