"""The sample office: the year report 2021, an invented visit with its flags, an invented mission with its visas, invented gifts and service trips.

Nothing about the real persons of the report is made up. Whoever is not in the report exists nowhere; names, titles and addresses say so
(`example.org` and numbers of zeros belong to nobody). The trips come through the commands that everybody uses, each act by the one who
may do it and on its own day: there is no other way into the file.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from app.domains.intake.commands import ImportRecords
from app.domains.missions.queries import mission_ids, missions
from app.kernel.commands import Command
from app.kernel.reading import read_json
from app.kernel.translated import lazy
from app.sample import living, past
from app.sample.cast import WITHOUT_SIGN_IN, Company, engage
from app.sample.checklists import keep_checklists
from app.sample.flags import fill_stock
from app.sample.gifts import DECIDER, keep_gifts
from app.sample.scan import signed_paper
from app.sample.telling import tell
from app.sample.visas import Journey
from app.sample.visit import Visit

if TYPE_CHECKING:
    from app.application import Application

Report = Callable[[int, int], None]

DAYS_AHEAD = 3  # the visit begins soon, so that the Today page has something to say


def fill(application: Application, report: Report = lambda _done, _of: None) -> int:
    """Bring the sample into the office; return the number of records of the year report that were new.

    Run again, it changes nothing. The records and the visit are one step; an office that has no users yet gets those of the sample
    and their trips after that, of which *report* is told how many acts are done, of how many.
    """
    new, officer = _records(application)
    if officer:
        (visit,) = application.find("invented sample visit", kinds=("mission",))
        (journey,) = application.find("New Delhi invented", kinds=("mission",))
        keep_checklists(application, visit.ref, journey.ref, officer)
        known = {WITHOUT_SIGN_IN: officer, DECIDER: keep_gifts(application, visit.ref, journey.ref, officer)}
    else:
        known = {}
    if new and not application.entrants():
        _trips(application, _company(application, known), report)
    return new


def _records(application: Application) -> tuple[int, str]:
    from app.adapters.resources import resource  # where the file is depends on the installation

    content, first, there = (
        read_json(resource("sample", "office.json")),
        application.clock.today() + timedelta(DAYS_AHEAD),
        bool(application.find("invented sample visit", kinds=("mission",))),
    )

    def bring_in(do: Callable[[Command[Any]], Any]) -> tuple[int, str]:
        new = do(ImportRecords(content, "sample office"))
        if not new or there:
            return new, ""
        fill_stock(do, application.clock.today())
        Journey(do, application.clock.today()).make()
        return new, Visit(do, first).make()

    return application.together(lazy("Open the sample office"), bring_in).result


def _company(application: Application, known: dict[str, str]) -> Company:
    return Company(**application.together(lazy("Enter the users of the sample office"), lambda do: engage(do, known)).result)


def _trips(application: Application, company: Company, report: Report) -> None:
    rows = application.ask(missions(application.ask(mission_ids())))
    by_import_id = {row.import_id: row.id for row in rows if row.import_id}
    stories = [
        *past.stories(company, by_import_id, lambda card: signed_paper(application.outside, card)),
        *living.stories(company, application.clock.today()),
    ]
    tell(application, company, [*past.stand_ins(), *(act for story in stories for act in story.acts)], report)
