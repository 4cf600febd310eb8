"""`attache missions move` and `attache missions cancel`: what a window shows before it moves a mission, on the command line."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.domains.missions import moving
from app.domains.missions.commands import CancelMission, MoveMission
from app.domains.missions.events import Dates
from app.domains.missions.moving_fields import EFFECTS
from app.domains.missions.moving_queries import MoveFacts, move_facts
from app.domains.missions.queries import mission_by
from app.kernel.commands import Command
from app.kernel.consequences import Consequence
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Verb, Verbs
from app.kernel.intake import date_faults
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, Multilingual, Wording, lazy

if TYPE_CHECKING:
    from app.application import Application


@dataclass(frozen=True, slots=True)
class Followed:
    """A consequence as it is printed: under which heading, what became of what, in whose hands it is and by when."""

    area: Lazy
    effect: str
    text: Lazy
    kind: str | None
    id: str | None
    duty: str | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a step did to a mission, or would do: `days` is how far everything moves, None when that is not known or nothing does."""

    mission: str
    title: Multilingual
    preview: bool
    undoable: bool
    before: Mapping[str, PartialDate | None]
    after: Mapping[str, PartialDate | None]
    days: int | None
    consequences: Sequence[Followed]


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="MISSION", help="its number (2021/003), id or import id")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why; it stays in the history of the mission")
    parser.add_argument("--decided-on", metavar="DATE", help="the day of the decision")
    parser.add_argument("--preview", action="store_true", help="say what would follow, and write nothing")


def _move_arguments(parser: argparse.ArgumentParser) -> None:
    _common(parser)
    parser.add_argument("--starts", metavar="DATE", help="the new first day: 2021-12-01, or 2021-12 while only the month is known")
    parser.add_argument("--ends", metavar="DATE", help="the new last day (otherwise the mission stays as long as it was)")
    parser.add_argument(
        "--postpone", action="store_true", help="put it off, to be confirmed anew; without --starts, to a day not yet known"
    )
    parser.add_argument(
        "--line", metavar="ID=DATE", action="append", default=[], help="give a line of the programme a day of its own, or none (ID=)"
    )


def _move(application: Application, arguments: argparse.Namespace) -> Told | str:
    mission = application.ask(mission_by(arguments.mission))
    starts, ends = _partial(arguments.starts, "--starts"), _partial(arguments.ends, "--ends")
    before = application.ask(move_facts(mission))
    if starts is not None and ends is None:
        ends = moving.same_length(before.had, starts)
    facts = application.ask(move_facts(mission, (starts, ends)))
    lines = tuple(_line(text) for text in arguments.line)
    decided = _day(arguments.decided_on, "--decided-on")
    command = MoveMission(mission, starts, ends, arguments.reason, decided, arguments.postpone, lines)
    return _done(application, arguments, command, facts, (starts, ends))


def _cancel(application: Application, arguments: argparse.Namespace) -> Told | str:
    mission = application.ask(mission_by(arguments.mission))
    command = CancelMission(mission, arguments.reason, _day(arguments.decided_on, "--decided-on"))
    return _done(application, arguments, command, application.ask(move_facts(mission)), moving.NO_DATES)


def _done(application: Application, arguments: argparse.Namespace, command: Command[None], facts: MoveFacts, after: Dates) -> Told | str:
    if arguments.preview:
        seen = application.preview(command)
        consequences, undoable = seen.consequences, seen.undoable
    else:
        outcome, last = application.execute(command), application.next_undo()
        consequences, undoable = outcome.consequences, last is not None and last.seq == outcome.changes.step
    told = Told(
        facts.number,
        facts.title,
        arguments.preview,
        undoable,
        dict(zip(("starts", "ends"), facts.period, strict=True)),
        dict(zip(("starts", "ends"), after, strict=True)),
        facts.days,
        [_followed(one) for _area, some in moving.by_area(consequences) for one in some],
    )
    if arguments.json:
        return told
    wording = application.outside.wording(arguments.lang)
    return "\n".join(
        [wording.say(_first_line(facts, after, wording, cancelled=isinstance(command, CancelMission))), *_in_words(told, wording)]
    )


def _followed(one: Consequence) -> Followed:
    ref = one.ref or one.subject
    return Followed(one.area, one.effect.value, one.text, ref.kind, ref.id, one.duty or None, one.due)


def _in_words(told: Told, wording: Wording) -> list[str]:
    lines = list[str]()
    if told.days is not None:
        lines.append(wording.say(moving.said_distance(told.days)))
    effects = {effect.value: wording.text(badge.title) for effect, badge in EFFECTS.items()}
    lines += [f"{wording.text(one.area)} – {effects[one.effect]}: {wording.text(one.text)}" for one in told.consequences]
    if told.preview:
        lines.append(wording.say("This is a preview: nothing has been written."))
    if not told.undoable:
        lines.append(wording.say("It cannot be undone."))
    return lines


def _first_line(facts: MoveFacts, after: Dates, wording: Wording, *, cancelled: bool) -> Lazy:
    title, period = facts.title, wording.formats.period
    old, new = (period(*moving.in_a_sentence(dates)) for dates in (facts.period, after))
    if cancelled:
        return lazy("{title} will not take place.", title=title)
    if not new:
        return lazy("{title} is put off until its dates are known.", title=title)
    if not old:
        return lazy("{title} is put off to {new}.", title=title, new=new)
    return lazy("{title} moves from {old} to {new}.", title=title, old=old, new=new)


def _partial(text: str | None, place: str) -> PartialDate | None:
    if text is None:
        return None
    if faults := list(date_faults(text, place)):
        raise Refused(faults)
    return PartialDate.parse(text)


def _day(text: str | None, place: str) -> date | None:
    found = _partial(text, place)
    if found is not None and found.exact is None:
        raise Refused(Finding(place, lazy("Give the day itself: 2021-10-05."), rule="wrong-date"))
    return found.exact if found else None


def _line(text: str) -> tuple[str, date | None]:
    line, equals, day = text.rpartition("=")
    if not (line and equals):
        message = lazy("Write a line and its day as ID=2021-10-05; “{text}” is not that.", text=text[:60])
        raise Refused(Finding("--line", message, rule="wrong-line"))
    return line, _day(day, "--line") if day else None


MISSIONS = Verbs(
    "missions",
    "list missions; move, put off or cancel one",
    (
        Verb("move", "give a mission other dates, with everything in it", _move_arguments, _move),
        Verb("cancel", "note that a mission will not take place", _common, _cancel),
    ),
)
