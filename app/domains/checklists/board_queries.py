"""Counting open tasks in the database: of whom, of which subjects, and which of them comes next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Text, and_, case, cast, func, literal, or_, select

from app.domains.checklists.queries import TaskRow, holders_of
from app.domains.checklists.records import Task
from app.domains.checklists.rules import PERSON, SOON, is_mine
from app.domains.checklists.vocabulary import OPEN_STATES, TaskState
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.work import Reader

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
            return literal(value=True)
        if self.wanted in tuple(Duty):
            return _has_duty(self.wanted)
        nobodys = Task.owner_id == ""
        if not self.person:
            return nobodys
        of_mine = or_(*(_has_duty(duty) for duty in sorted(self.held))) if self.held else literal(value=False)
        about_me = and_(Task.part_kind == PERSON, Task.part_id == self.person, _has_duty(Duty.PERS))
        return or_(Task.owner_id == self.person, and_(nobodys, or_(of_mine, about_me)))


def _has_duty(duty: str) -> ColumnElement[bool]:
    # The codes stand in one text with blanks between them.
    return (literal(" ") + cast(Task.duties, Text) + literal(" ")).contains(f" {duty} ")


def count_open(reader: Reader, owner: Owner) -> Mapping[Ref, Count]:
    """Count the open tasks of *owner*, of every subject that has one."""
    return _counts(reader, _open(), owner.condition())


def count_of(reader: Reader, ids: Sequence[str], owner: Owner) -> Mapping[Ref, Count]:
    """Count the tasks of *owner*, of some subjects, those that are done too."""
    return _counts(reader, Task.subject_id.in_(ids), owner.condition())


def first_tasks(reader: Reader, ids: Sequence[str], owner: Owner) -> Sequence[Task]:
    """Give the open task of *owner* that comes next, of each of some subjects."""
    order = (Task.due_on.is_(None), Task.due_on, Task.due_at, Task.position, Task.id)
    place = func.row_number().over(partition_by=(Task.subject_kind, Task.subject_id), order_by=order).label("place")
    ranked = select(Task.id, place).where(Task.subject_id.in_(ids), _open(), owner.condition()).subquery()
    return reader.scalars(select(Task).join(ranked, ranked.c.id == Task.id).where(ranked.c.place == 1))


def dated_tasks(reader: Reader, owner: Owner, most: int) -> tuple[Sequence[Task], int]:
    """Give the open tasks of *owner* that have a date, the first ones, at most *most*; and how many there are."""
    theirs = and_(_open(), Task.due_on.is_not(None), owner.condition())
    total = reader.scalar(select(func.count()).select_from(Task).where(theirs)) or 0
    return reader.scalars(select(Task).where(theirs).order_by(Task.due_on, Task.due_at, Task.position, Task.id).limit(most)), total


def _open() -> ColumnElement[bool]:
    return Task.state.in_(OPEN_STATES)


def _counts(reader: Reader, *conditions: ColumnElement[bool]) -> Mapping[Ref, Count]:
    """Count the tasks of each subject, late and soon among those that are open."""
    late = or_(Task.due_on < reader.today, and_(Task.due_at.is_not(None), Task.due_at < reader.now))
    soon = and_(~func.coalesce(late, literal(value=False)), Task.due_on <= reader.today + SOON)
    columns = select(
        Task.subject_kind,
        Task.subject_id,
        _how_many(and_(_open(), late)).label("late"),
        _how_many(and_(_open(), soon)).label("soon"),
        _how_many(_open()).label("open"),
        _how_many(Task.state == TaskState.DONE).label("done"),
        func.min(case((_open(), Task.due_on))).label("first"),
    )
    rows = reader.rows(columns.where(*conditions).group_by(Task.subject_kind, Task.subject_id))
    return {Ref(row.subject_kind, row.subject_id): Count(row.late, row.soon, row.open, row.done, row.first) for row in rows}


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
