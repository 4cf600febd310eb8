"""What is kept of checklists, as it is stored: for the other files of this domain, which know no database."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, literal, or_, select, union_all

from app.domains.checklists.records import ChecklistUse, DutyHolder, Task
from app.domains.checklists.vocabulary import OPEN_STATES, TaskState
from app.kernel.ids import Ref
from app.kernel.translated import Lazy
from app.kernel.work import Reader


def tasks_of(reader: Reader, subject: Ref) -> list[Task]:
    """Give the tasks of a subject, in the order in which they stand in their lists."""
    statement = select(Task).where(Task.subject_kind == subject.kind, Task.subject_id == subject.id)
    return list(reader.scalars(statement.order_by(Task.position, Task.id)))


def uses_of(reader: Reader, subject: Ref) -> list[ChecklistUse]:
    """Give the checklists of a subject, in their order."""
    statement = select(ChecklistUse).where(ChecklistUse.subject_kind == subject.kind, ChecklistUse.subject_id == subject.id)
    return list(reader.scalars(statement.order_by(ChecklistUse.position, ChecklistUse.id)))


def anything_kept(reader: Reader, subject: Ref) -> bool:
    """Tell whether anything at all is kept for a subject; one cheap statement."""
    task = select(literal(1)).where(Task.subject_kind == subject.kind, Task.subject_id == subject.id).limit(1)
    use = select(literal(1)).where(ChecklistUse.subject_kind == subject.kind, ChecklistUse.subject_id == subject.id).limit(1)
    return bool(reader.rows(union_all(task.subquery().select(), use.subquery().select())))


def next_use(reader: Reader, subject: Ref) -> int:
    """Give the place of the next checklist of a subject."""
    of_subject = (ChecklistUse.subject_kind == subject.kind, ChecklistUse.subject_id == subject.id)
    last = reader.scalar(select(func.max(ChecklistUse.position)).where(*of_subject))
    return 0 if last is None else last + 1


def task_of_consequence(reader: Reader, subject: Ref, key: str) -> Task | None:
    """Give the task that a consequence with this key has brought to a subject."""
    of_subject = (Task.subject_kind == subject.kind, Task.subject_id == subject.id)
    return reader.scalar(select(Task).where(*of_subject, Task.consequence_key == key))


def tasks_closed_because(reader: Reader, subject: Ref, because: Lazy) -> Sequence[Task]:
    """Give the tasks that consequences have brought to a subject, and that are closed for a reason of the program."""
    of_subject = (Task.subject_kind == subject.kind, Task.subject_id == subject.id)
    statement = select(Task).where(*of_subject, Task.consequence_key != "", Task.state == TaskState.NOT_NEEDED)
    return [task for task in reader.scalars(statement.order_by(Task.id)) if task.because == because]


def tasks_with_outside(reader: Reader, subject: Ref) -> Sequence[Task]:
    """Give the tasks of a subject in which something is agreed with others."""
    return reader.scalars(select(Task).where(Task.subject_kind == subject.kind, Task.subject_id == subject.id, Task.outside != ""))


def tasks_naming(reader: Reader, id: str) -> Sequence[Task]:
    """Give the tasks that are about a record, point at it, or are in its hands."""
    return list(reader.scalars(select(Task).where(or_(Task.part_id == id, Task.owner_id == id, Task.about_id == id))))


def twin_of(reader: Reader, task: Task, part: Ref) -> Task | None:
    """Give the task of the same line for another part of the same subject."""
    if not task.use_id:
        return None
    return reader.scalar(select(Task).where(Task.use_id == task.use_id, Task.key == task.key, Task.part_id == part.id))


def duties_held_by(reader: Reader, person: str) -> Sequence[DutyHolder]:
    """Give the duties that a person has."""
    return list(reader.scalars(select(DutyHolder).where(DutyHolder.person_id == person)))


def tasks_without_anchor(reader: Reader, kind: str, ids: Sequence[str]) -> Sequence[Task]:
    """Give the open tasks of some subjects whose anchor is no longer there."""
    of_subjects = (Task.subject_kind == kind, Task.subject_id.in_(ids), Task.state.in_(OPEN_STATES))
    return reader.scalars(
        select(Task).where(*of_subjects, Task.anchor_lost.is_(True), Task.fixed.is_(False)).order_by(Task.due_on, Task.id)
    )
