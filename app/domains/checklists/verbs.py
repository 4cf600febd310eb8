"""`attache readiness` and `attache checklist`: what is missing, by whom and by when; the tasks of a mission."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.checklists.board import ALL, LATE, MINE, SOON, board_ids, board_rows, missing
from app.domains.checklists.commands import AddChecklist, AddProposedChecklists
from app.domains.checklists.fields import BOARD, MISSING_COLUMNS, TASK_COLUMNS
from app.domains.checklists.papers import produce_board, produce_readiness
from app.domains.checklists.queries import progress, tasks, uses
from app.domains.checklists.template_queries import templates
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Listing, Verb
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import lazy

if TYPE_CHECKING:
    from app.application import Application

_SHOWN = 500  # missions: more are not printed at once
_PROPOSED = "proposed"


def _readiness_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="MISSION", nargs="?", help="its number (2021/003), id or import id; without one, all missions")
    parser.add_argument("--owner", metavar="WHO", default="", help=f"{MINE}, or a duty: {', '.join(duty.value for duty in Duty)}")
    parser.add_argument("--show", choices=(LATE, SOON, ALL), default="", help="only missions with something late, or due within three days")
    parser.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, help="write it as a list on one page")


def _readiness(application: Application, arguments: argparse.Namespace) -> Any:
    owner = _owner(arguments.owner)
    outside = application.outside
    wording = outside.wording(arguments.lang)
    if arguments.subject:
        subject = _subject(application, arguments.subject)
        if arguments.output:
            outside.write_whole(arguments.output, produce_readiness(application, subject, wording, owner))
            return {"readiness": str(arguments.output)}
        return Listing(application.ask(missing(subject, owner)), MISSING_COLUMNS)
    criteria = Criteria(filters=(("owner", owner), ("show", arguments.show)))
    if arguments.output:
        outside.write_whole(arguments.output, produce_board(application, criteria, wording))
        return {"readiness": str(arguments.output)}
    ids = application.ask(board_ids(criteria))[:_SHOWN]
    return Listing(application.ask(board_rows(ids, owner)), BOARD.register.columns)


def _owner(text: str) -> str:
    wanted = text.strip()
    if wanted in ("", MINE):
        return wanted
    if wanted.upper() not in tuple(Duty):
        message = lazy("There is no duty {code}. Say mine, or one of: {codes}.", code=wanted, codes=", ".join(Duty))
        raise Refused(Finding("--owner", message, rule="duty-unknown", value=wanted))
    return wanted.upper()


def _subject(application: Application, word: str) -> Ref:
    """Find what is made ready by what was typed; the first kind that knows it."""
    sources = [source for feature in application.features for source in feature.subjects]
    for source in sources[:-1]:
        try:
            return Ref(source.kind, application.ask(source.find(word)))
        except Refused:
            continue
    return Ref(sources[-1].kind, application.ask(sources[-1].find(word)))


def _checklist_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("subject", metavar="MISSION", help="its number (2021/003), id or import id")
    parser.add_argument("--add", metavar="CODE", default="", help=f"begin a checklist first: CL1 to CL8, one of your own, or {_PROPOSED}")


def _checklist(application: Application, arguments: argparse.Namespace) -> Any:
    subject = _subject(application, arguments.subject)
    if arguments.add == _PROPOSED:
        application.execute(AddProposedChecklists(subject))
    elif arguments.add:
        application.execute(AddChecklist(subject, _code(application, arguments.add)))
    rows = application.ask(tasks(subject))
    if not arguments.json:
        return Listing(rows, TASK_COLUMNS)
    return {"progress": application.ask(progress(subject)), "checklists": application.ask(uses(subject)), "tasks": rows}


def _code(application: Application, word: str) -> str:
    codes = [one.code for one in application.ask(templates())]
    found = next((code for code in codes if code.upper() == word.strip().upper()), None)
    if found is None:
        message = lazy("There is no checklist {code}. There are: {codes}.", code=word, codes=", ".join(codes))
        raise Refused(Finding("--add", message, rule="template-unknown", value=word))
    return found


VERBS = (
    Verb("readiness", "what is missing, by whom and by when: of a mission, or of all", _readiness_arguments, _readiness),
    Verb("checklist", "the tasks of a mission; begin a checklist", _checklist_arguments, _checklist),
)
