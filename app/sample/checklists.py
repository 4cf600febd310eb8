"""The checklists of the invented visit, as they stand three days before it: most is done, one thing is late, one was fixed by hand.

The invented mission has one too: all is done in time but its visas, as its matrix of documents shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.domains.checklists.commands import AddChecklist, AddTask, FixDue, GiveTasks, SetDutyHolder, SetTaskState
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.queries import TaskRow, tasks
from app.domains.checklists.vocabulary import TaskState
from app.kernel.commands import Command
from app.kernel.readiness import START, Duty
from app.kernel.translated import Multilingual, lazy

if TYPE_CHECKING:
    from app.application import Application
    from app.kernel.ids import Ref

Do = Callable[[Command[Any]], Any]

LISTS = ("CL1", "CL8")
ABROAD = "CL2"
LATE_ABROAD = "visas-filed"
LATE = "diet-access-language-needs"
NOT_NEEDED = "note-verbale-p2-information"
IN_HAND = "dossier-printed-sent"
FIXED = "site-visit-with-host"


def keep_checklists(application: Application, visit: Ref, journey: Ref, officer: str) -> None:
    """Begin the checklists of a visit that comes in three days and of a mission in some weeks, and say how far they are.

    *officer* has the duty of protocol.
    """
    label = lazy("Keep the checklists of the sample visit")

    def begin(do: Do) -> None:
        _begin(do, visit, officer)
        do(AddChecklist(journey, ABROAD))

    application.together(label, begin)
    here, abroad, today = application.ask(tasks(visit)), application.ask(tasks(journey)), application.clock.today()

    def come_along(do: Do) -> None:
        _come_along(do, here, officer, today)
        do(SetTaskState(_passed(abroad, today, (LATE_ABROAD,)), TaskState.DONE))

    application.together(label, come_along)


def _passed(rows: Sequence[TaskRow], today: date, open_yet: Sequence[str]) -> tuple[str, ...]:
    return tuple(row.id for row in rows if row.due_on and row.due_on < today and row.key not in open_yet)


def _begin(do: Do, subject: Ref, officer: str) -> None:
    for code in LISTS:
        do(AddChecklist(subject, code))
    do(SetDutyHolder(Duty.PROT, officer))
    title = Multilingual(
        "Paraplu's klaarleggen als het regent", "Préparer des parapluies en cas de pluie", "Lay out umbrellas in case of rain"
    )
    do(AddTask(subject, TaskDraft(title, Duty.PROT, anchor=START, offset="-2 h")))


def _come_along(do: Do, rows: Sequence[TaskRow], officer: str, today: date) -> None:
    by_key = {row.key: row.id for row in rows}
    open_yet = (LATE, NOT_NEEDED, IN_HAND, FIXED)
    do(SetTaskState(_passed(rows, today, open_yet), TaskState.DONE))
    do(SetTaskState((by_key[IN_HAND],), TaskState.DOING))
    do(SetTaskState((by_key[NOT_NEEDED],), TaskState.NOT_NEEDED, "De gasten komen met de trein; er is geen vip-salon nodig."))
    do(FixDue(by_key[FIXED], today + timedelta(1)))
    do(GiveTasks((by_key[IN_HAND], by_key[FIXED]), officer))
