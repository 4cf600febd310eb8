"""`attache dossier` and `attache calendar`: the papers of a mission from the command line."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domains.missions.papers import mission_calendar, produce_dossier
from app.domains.missions.queries import mission_by
from app.kernel.document import Audience
from app.kernel.feature import Verb

if TYPE_CHECKING:
    from app.application import Application


def _configure(parser: argparse.ArgumentParser, suffix: str) -> None:
    parser.add_argument("mission", metavar="MISSION", help="its number (2021/003), id or import id")
    parser.add_argument("-o", "--output", metavar=f"FILE{suffix}", type=Path, required=True)
    parser.add_argument("--audience", choices=[a.value for a in Audience], default=Audience.DELEGATION.value, help="who it is for")


def _configure_dossier(parser: argparse.ArgumentParser) -> None:
    _configure(parser, ".pdf")


def _configure_calendar(parser: argparse.ArgumentParser) -> None:
    _configure(parser, ".ics")


def _dossier(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    mission = application.ask(mission_by(arguments.mission))
    outside = application.outside
    deliver = partial(outside.write_whole, arguments.output)
    wording, audience = outside.wording(arguments.lang), Audience(arguments.audience)
    produce_dossier(application, outside.renderer(), mission, wording, audience, deliver=deliver)
    return {"dossier": str(arguments.output)}


def _calendar(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    mission = application.ask(mission_by(arguments.mission))
    outside = application.outside
    calendar = mission_calendar(application, mission, outside.wording(arguments.lang), Audience(arguments.audience))
    outside.write_whole(arguments.output, outside.calendar_codec().encode(calendar))
    return {"calendar": str(arguments.output)}


VERBS = (
    Verb("dossier", "write the mission dossier as PDF", _configure_dossier, _dossier),
    Verb("calendar", "write the programme as an iCalendar file", _configure_calendar, _calendar),
)
