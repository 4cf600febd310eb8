"""How templates, checklists and tasks are kept.

A task belongs to a record of whatever kind (its subject) and, within it, to a part at most (a traveller, a ceremony): both are a kind
and an id, because this domain knows no other. A template that ships has no row until the office makes it its own.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.checklists import vocabulary as words
from app.domains.checklists.rules import PERSON
from app.domains.checklists.templates import Template
from app.domains.checklists.vocabulary import Scope, TaskState
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, Multilingual
from app.mapping.base import NAMES, STRICT, Record
from app.mapping.types import Code, Sentence, Shape

_OF_SUBJECT = (("subject_kind", "subject_id"),)


class TemplateRow(Record):
    """The office's own version of a template, or a template of its own; the code names it."""

    __tablename__ = "checklist_template"
    kind = words.TEMPLATE

    code: Mapped[str] = mapped_column(unique=True)
    content: Mapped[Template] = mapped_column(Shape(Template))


class ChecklistUse(Record):
    """A template in use for a subject: `content` is what it said when its tasks were made, or last brought up to date."""

    __tablename__ = "checklist_use"
    kind = words.USE
    holders: ClassVar = _OF_SUBJECT

    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    template: Mapped[str]
    template_version: Mapped[int] = mapped_column(Integer)
    content: Mapped[Template] = mapped_column(Shape(Template))
    scope: Mapped[Scope] = mapped_column(Code(Scope))
    position: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("uq_checklist_use_subject", "subject_kind", "subject_id", "template", unique=True), STRICT)

    @property
    def subject(self) -> Ref:
        """What it is kept for."""
        return Ref(self.subject_kind, self.subject_id)


class Task(Record):
    """Something to be done, by a day, in somebody's hands.

    `key` is the line of the template it came from; a task that a consequence brought has `said` (its sentence), `area` and
    `consequence_key` instead, and points at what it is about; `outside` is what others still believe until it is done, and what `lasts`
    is not overtaken by other dates. `due_on` is the day in the place of the subject, `due_at` the moment
    where one is known; both are counted from `anchor` by `offset` unless the task is `fixed`. `roughly` says that the anchor is known
    by its month or year alone, `anchor_lost` that it is no more. Why it is not needed is the `reason` that a person gave, or the sentence
    `because` of the program.
    """

    __tablename__ = "task"
    kind = words.TASK
    holders: ClassVar = _OF_SUBJECT

    subject_kind: Mapped[str]
    subject_id: Mapped[str]
    use_id: Mapped[str | None] = mapped_column(ForeignKey("checklist_use.id"), index=True)
    key: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(Integer)
    part_kind: Mapped[str] = mapped_column(default="")
    part_id: Mapped[str] = mapped_column(default="", index=True)
    title: Mapped[Multilingual]
    section: Mapped[Multilingual]
    said: Mapped[Lazy | None] = mapped_column(Sentence())
    area: Mapped[Lazy | None] = mapped_column(Sentence())
    about_kind: Mapped[str] = mapped_column(default="")
    about_id: Mapped[str] = mapped_column(default="")
    consequence_key: Mapped[str] = mapped_column(default="")
    outside: Mapped[str] = mapped_column(default="")
    lasts: Mapped[bool] = mapped_column(default=False)
    duties: Mapped[tuple[str, ...]]
    owner_id: Mapped[str] = mapped_column(default="", index=True, info={NAMES: PERSON})
    anchor: Mapped[str] = mapped_column(default="")
    offset: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    roughly: Mapped[bool] = mapped_column(default=False)
    fixed: Mapped[bool] = mapped_column(default=False)
    anchor_lost: Mapped[bool] = mapped_column(default=False)
    state: Mapped[TaskState] = mapped_column(Code(TaskState), default=TaskState.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    because: Mapped[Lazy | None] = mapped_column(Sentence())
    remark: Mapped[str] = mapped_column(default="")
    proof: Mapped[str] = mapped_column(default="")
    proof_name: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[str] = mapped_column(default="")

    __table_args__ = (
        Index("ix_task_subject", "subject_kind", "subject_id", "position"),
        # What the board counts stands in the index: twenty-five thousand tasks are counted without being looked up.
        Index("ix_task_open", "state", "subject_kind", "subject_id", "due_on", "owner_id", "duties"),
        STRICT,
    )

    @property
    def subject(self) -> Ref:
        """What it belongs to."""
        return Ref(self.subject_kind, self.subject_id)

    @property
    def part(self) -> Ref | None:
        """The part of the subject that it is about, if it is about one."""
        return Ref(self.part_kind, self.part_id) if self.part_id else None

    @property
    def about(self) -> Ref | None:
        """What a consequence pointed at."""
        return Ref(self.about_kind, self.about_id) if self.about_kind else None


class DutyHolder(Record):
    """Who has a duty in the office: tasks of that duty which nobody owns are theirs."""

    __tablename__ = "duty_holder"
    kind = words.HOLDER

    duty: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[str] = mapped_column(info={NAMES: PERSON})
