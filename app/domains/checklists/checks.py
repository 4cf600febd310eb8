"""What checklists find missing in themselves: tasks whose day is counted from something that is no longer there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.domains.checklists import stored_queries as stored
from app.domains.checklists.queries import title_of_task
from app.domains.checklists.rules import MISSION
from app.kernel.errors import Finding, Severity
from app.kernel.readiness import Check, CheckSource, Duty
from app.kernel.translated import lazy
from app.kernel.work import Reader


def checks(reader: Reader, ids: Sequence[str]) -> Mapping[str, Sequence[Check]]:
    """Give the open tasks that have lost what they were counted from: they keep their day, and nobody would see that it no longer follows."""
    found: dict[str, list[Check]] = defaultdict(list)
    for task in stored.tasks_without_anchor(reader, MISSION, ids):
        message = lazy(
            "“{task}” keeps its day: what it was counted from is no longer there. Let it follow another day, or fix it.",
            task=title_of_task(task),
        )
        finding = Finding("anchor", message, Severity.WARNS, rule="anchor-lost", ref=task.ref)
        found[task.subject_id].append(Check(finding, next(iter(task.duties), Duty.PROT), task.due_on))
    return found


SOURCE = CheckSource(MISSION, lazy("Checklist"), 5, checks)
