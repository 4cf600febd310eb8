"""Makers of checklists and tasks, through the commands of the program."""

from __future__ import annotations

from typing import Any

from app.application import Application
from app.domains.checklists.commands import AddChecklist, AddTask
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import TaskRow, tasks
from app.domains.missions.vocabulary import MISSION
from app.kernel.ids import Ref
from app.kernel.translated import Multilingual


def everywhere(text: str) -> Multilingual:
    """Give a text that is the same in all languages."""
    return Multilingual(text, text, text)


def of(mission: str) -> Ref:
    """Point at a mission."""
    return Ref(MISSION, mission)


def task(application: Application, mission: str, title: str = "Book the hall", **fields: Any) -> str:
    """Add a task of one's own, ten days before the first day unless told."""
    draft = TaskDraft(everywhere(title), **({"anchor": "start", "offset": "-10 days"} | fields))
    return application.execute(AddTask(of(mission), draft)).result


def checklist(application: Application, mission: str, template: str = "CL2") -> str:
    """Begin a checklist."""
    return application.execute(AddChecklist(of(mission), template)).result


def by_title(application: Application, mission: str) -> dict[str, TaskRow]:
    """Give the tasks of a mission by their English title (with the part, where there is one)."""
    rows = application.ask(tasks(of(mission)))
    return {f"{row.title} {row.part_title}".strip(): row for row in rows}
