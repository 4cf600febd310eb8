"""A task as its form shows it, and what may be written there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding
from app.kernel.offsets import LARGEST, Offset
from app.kernel.readiness import Duty
from app.kernel.translated import Multilingual, lazy

LONGEST_TITLE = 300
LONGEST_REMARK = 2000


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """What a form shows of a task. `duty` is who does it first, `with_duty` who helps; both are codes of `readiness.Duty` or empty.

    With an `anchor` the task follows it by `offset`, and `due_on` is the day on which somebody has fixed it (None: it follows). Without one
    `due_on` is its day. `part` is the id of the traveller or ceremony it is about, empty for the whole.
    """

    title: Multilingual = Multilingual()
    duty: str = Duty.PROT
    with_duty: str = ""
    owner_id: str | None = None
    anchor: str = ""
    offset: str = ""
    due_on: date | None = None
    part: str = ""
    remark: str = ""


def check_task(draft: TaskDraft) -> list[Finding]:
    """Find what keeps a task from being entered, and the languages in which its title is missing."""
    findings = [*_check_title(draft.title), *missing_languages("title", draft.title), *_check_offset(draft)]
    for path, code in (("duty", draft.duty), ("with_duty", draft.with_duty)):
        if code and code not in tuple(Duty):
            findings.append(Finding(path, lazy("There is no such duty."), rule="duty-unknown", value=code))
    if len(draft.remark) > LONGEST_REMARK:
        message = lazy("The remark is too long: {limit} characters at most.", limit=LONGEST_REMARK)
        findings.append(Finding("remark", message, rule="text-too-long", limit=LONGEST_REMARK))
    return findings


def _check_title(title: Multilingual) -> list[Finding]:
    if not title:
        return [Finding("title", lazy("Say what is to be done."), rule="title-missing")]
    if max(map(len, title.all())) > LONGEST_TITLE:
        message = lazy("The title is too long: {limit} characters at most.", limit=LONGEST_TITLE)
        return [Finding("title", message, rule="text-too-long", limit=LONGEST_TITLE)]
    return []


def _check_offset(draft: TaskDraft) -> list[Finding]:
    if not draft.anchor:
        return []
    try:
        Offset.parse(draft.offset)
    except ValueError:
        if not draft.offset.strip():
            return [Finding("offset", lazy("Write a whole number, from 0 to {most}.", most=LARGEST), rule="offset-missing")]
        message = lazy("Write how long before or after: -45 days, +10 working days, -2 h, 0 days.")
        return [Finding("offset", message, rule="offset-not-understood", value=draft.offset)]
    return []
