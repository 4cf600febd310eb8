"""`attache trips …`: check a request, send it, decide on it, write its papers, and the lists that law and parliament ask for."""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.missions.queries import mission_by
from app.domains.trips import fields
from app.domains.trips.circular.checking import check, missing_reasons
from app.domains.trips.circular.facts import Facts
from app.domains.trips.circular.ruleset import in_force, shipped
from app.domains.trips.commands.deciding import DecideTrip, Grant, Verdict
from app.domains.trips.commands.drafting import BeginTrip
from app.domains.trips.commands.following import CancelTripsOfMission, ConfirmDates
from app.domains.trips.commands.sending import SubmitTrip
from app.domains.trips.emissions import DEFAULT_FACTORS, Emissions, emissions, factor_set
from app.domains.trips.papers import producing
from app.domains.trips.papers.request_form import form_of, request_from
from app.domains.trips.queries.files import TripCard, judged_request, trip_by, trip_card, trip_ids, trips
from app.domains.trips.queries.lists import parliament, transparency
from app.domains.trips.queries.proposing import linked
from app.domains.trips.queries.yearly import year_figures
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import CancelReason, Outcome
from app.domains.trips.yearly import YearFigures
from app.domains.trips.yearly_tables import TITLES, cell_text, heading, parts_of, year_sheet
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.feature import Listing, Printed, Verb, Verbs
from app.kernel.fields import Criteria
from app.kernel.money import euro
from app.kernel.reading import read_bytes, read_json
from app.kernel.shapes import from_plain, to_plain
from app.kernel.sheets import Sheet, SheetKind
from app.kernel.translated import Wording, lazy

if TYPE_CHECKING:
    from app.application import Application

_WORDS = {"approve": Outcome.APPROVE, "return": Outcome.RETURN, "refuse": Outcome.REFUSE}


def _one_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _one_trip(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="N", help="the number of the trip: T2026/014, or 2026/014")


def _check(application: Application, arguments: argparse.Namespace) -> Printed:
    request, faults = from_plain(Request, read_json(arguments.file))
    findings = _each_once((*faults, *_findings(application, request, of_office=arguments.db is not None)))
    told = _emissions(request, faults)
    blocks = any(finding.blocks for finding in findings)
    if not arguments.json:
        return Printed({"emissions": _in_words(told)} if told else None, tuple(findings), refused=blocks)
    plain = None if told is None else {"chosen_kg": told.chosen_kg, "alternative_kg": told.alternative_kg, "by_leg": told.by_leg}
    return Printed({"findings": findings, "emissions": plain}, refused=blocks)


def _each_once(findings: Iterable[Finding]) -> list[Finding]:
    # What is missing in the file is missing for the rules too; one sentence about a place is enough.
    seen: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.rule, finding.path), finding)
    return list(seen.values())


def _findings(application: Application, request: Request, *, of_office: bool) -> tuple[Finding, ...]:
    if of_office:
        return application.ask(judged_request(request)).findings
    # Without an office there is the shipped rule set, and nothing is known beside the file.
    day = request.departure_day or application.clock.today()
    try:
        rules = in_force(shipped(), day)
    except Refused as refused:
        return refused.findings
    found = check(request, rules, Facts(today=request.submitted_on or application.clock.today()))
    return (*found, *missing_reasons(request, found))


def _emissions(request: Request, _faults: object) -> Emissions | None:
    return emissions(request, factor_set(DEFAULT_FACTORS)) if request.legs else None


def _in_words(told: Emissions) -> object:
    if told.alternative_kg is None:
        return lazy("{chosen} kg CO2e", chosen=told.chosen_kg)
    return lazy("{chosen} kg CO2e; the best other way {other} kg", chosen=told.chosen_kg, other=told.alternative_kg)


def _submit_arguments(parser: argparse.ArgumentParser) -> None:
    _one_file(parser)
    parser.add_argument("--reason", default="", help="why, when the journey has been made without approval")
    parser.add_argument("--draft", action="store_true", help="only make the draft")


def _submit(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    request, faults = from_plain(Request, read_json(arguments.file))
    if faults:
        raise Refused(faults)
    request = application.ask(linked(request))
    if arguments.draft:
        trip = application.execute(BeginTrip(request)).result
    else:

        def begin_and_send(do: Any) -> str:
            id = do(BeginTrip(request))
            do(SubmitTrip(id, arguments.reason))
            return id

        trip = application.together(lazy("Send request for approval"), begin_and_send).result
    return _in_short(application.ask(trip_card(trip)))


def _in_short(card: TripCard) -> dict[str, Any]:
    return {
        "number": card.row.number,
        "title": card.row.title,
        "state": card.row.state,
        "with": card.row.with_whom,
        "since": card.row.since,
        "next": card.row.next,
    }


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, help="of departure")
    parser.add_argument("--find", metavar="WORDS", default="", help="only what search finds")


def _year(text: str) -> int:
    year = int(text)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(text)
    return year


def _list(application: Application, arguments: argparse.Namespace) -> Any:
    application.catch_up()
    filters = (("year", str(arguments.year)),) if arguments.year else ()
    ids = application.ask(trip_ids(Criteria(text=arguments.find, filters=filters)))
    rows = [row for start in range(0, len(ids), 500) for row in application.ask(trips(ids[start : start + 500]))]
    if arguments.json:
        return rows
    return Listing(rows, fields.TRIPS.register.columns)


def _show(application: Application, arguments: argparse.Namespace) -> Any:
    application.catch_up()
    card = application.ask(trip_card(application.ask(trip_by(arguments.number))))
    short = _in_short(card)
    if not arguments.json:
        told = tuple(finding for finding in card.findings if finding.severity is not Severity.NOTES)
        return Printed(short | {"travellers": card.row.travellers, "missing": card.row.missing}, told)
    return short | {
        "edition": card.edition,
        "approved_edition": card.approved_edition,
        "request": to_plain(card.request),
        "findings": card.findings,
        "total": None if card.estimate.total is None else euro(card.estimate.total),
        "emissions": {
            "chosen_kg": card.emissions.chosen_kg,
            "alternative_kg": card.emissions.alternative_kg,
            "by_leg": card.emissions.by_leg,
        },
        "steps": [
            {"role": step.role, "open": step.is_open, "candidates": step.candidates, "decision": step.decision} for step in card.steps
        ],
        "derogations": card.derogations,
        "decisions": card.decisions,
        "moves": card.moves,
        "missing": card.row.missing,
    }


def _decide_arguments(parser: argparse.ArgumentParser) -> None:
    _one_trip(parser)
    parser.add_argument("outcome", choices=tuple(_WORDS))
    parser.add_argument("--reason", default="", help="needed to return or to refuse")
    parser.add_argument("--mark", action="append", default=[], metavar="PART", help="a part that must be changed, for a return: stays")
    parser.add_argument("--grant", action="append", default=[], metavar="RULE[=VALUE]", help="grant the derogation from a rule")
    parser.add_argument("--deny", action="append", default=[], metavar="RULE", help="deny the derogation from a rule")


def _decide(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    trip = application.ask(trip_by(arguments.number))
    card = application.ask(trip_card(trip))
    verdict = Verdict(
        card.digest,
        _WORDS[arguments.outcome],
        arguments.reason,
        marked=tuple(arguments.mark),
        derogations=_grants(card, arguments.grant, arguments.deny),
    )
    application.execute(DecideTrip(trip, verdict))
    return _in_short(application.ask(trip_card(trip)))


def _grants(card: TripCard, granted: list[str], denied: list[str]) -> Mapping[str, Grant]:
    asked = {one.rule: one.id for one in card.derogations if one.edition == card.edition}
    told = {rule: Grant(granted=True, allowed=value) for rule, _, value in (text.partition("=") for text in granted)}
    told |= {rule: Grant(granted=False) for rule in denied}
    if unknown := [rule for rule in told if rule not in asked]:
        raise Refused(Finding("derogations", lazy("No derogation from {rules} is asked here.", rules=unknown), rule="unknown-derogation"))
    return {asked[rule]: grant for rule, grant in told.items()}


def _output(parser: argparse.ArgumentParser, metavar: str) -> None:
    parser.add_argument("-o", "--output", metavar=metavar, type=Path, required=True)


def _form_arguments(parser: argparse.ArgumentParser) -> None:
    _output(parser, "FORM.pdf")
    parser.add_argument("--trip", metavar="N", help="fill in what this trip asks")


def _form(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    request = application.ask(trip_card(application.ask(trip_by(arguments.trip)))).request if arguments.trip else None
    wording = application.outside.wording(arguments.lang or (request.language if request else None))
    content = application.outside.paper_form(form_of(request, wording), wording)
    application.outside.write_whole(arguments.output, content)
    return {"form": str(arguments.output)}


def _read_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FORM.pdf", type=Path)
    parser.add_argument("--look", action="store_true", help="only show what was read; make no draft")


def _read(application: Application, arguments: argparse.Namespace) -> Printed:
    content = read_bytes(arguments.file)
    read = request_from(application.outside.read_paper_form(content))
    request = application.ask(linked(read.request))
    findings = (*read.findings, *application.ask(judged_request(request)).findings)
    # The same form read twice is one draft.
    draft = None if arguments.look else _draft_of(application, request, f"form:{hashlib.sha256(content).hexdigest()}")
    if arguments.json:
        return Printed({"read": to_plain(request), "missing": read.missing, "findings": findings, "draft": draft})
    words = {"title": request.title, "travellers": ", ".join(one.name for one in request.travellers), "missing": read.missing}
    return Printed(words | ({"draft": draft} if draft else {}), findings)


def _draft_of(application: Application, request: Request, import_id: str) -> str:
    try:
        trip = application.ask(trip_by(import_id))
    except Refused:
        trip = application.execute(BeginTrip(request, import_id=import_id)).result
    return application.ask(trip_card(trip)).row.number


def _order_arguments(parser: argparse.ArgumentParser) -> None:
    _one_trip(parser)
    _output(parser, "FILE.pdf")


def _order(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    trip = application.ask(trip_by(arguments.number))
    content = producing.produce_mission_order(application, trip, arguments.lang)
    application.outside.write_whole(arguments.output, content)
    return {"order": str(arguments.output)}


def _sheet_kind(path: Path) -> SheetKind:
    try:
        return SheetKind(path.suffix.lower().removeprefix("."))
    except ValueError:
        message = lazy("Name the file .csv or .xlsx: {file}", file=path.name)
        raise Refused(Finding("output", message, rule="unknown-kind")) from None


def _lines(sheet: Sheet) -> int:
    # The remark below the list has one cell.
    return sum(1 for row in sheet.rows if any(row[1:]))


def _transparency_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, required=True)
    _output(parser, "FILE.csv|.xlsx")


def _transparency(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    kind = _sheet_kind(arguments.output)
    application.catch_up()
    sheet = application.ask(transparency(arguments.year, application.outside.wording(arguments.lang)))
    application.outside.write_whole(arguments.output, application.outside.sheet(sheet, kind))
    return {"list": str(arguments.output), "lines": _lines(sheet)}


def _parliament_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="D", help="2026-01-01")
    parser.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="D")
    parser.add_argument("--minister", default="", help="only the trips of this minister's office")
    parser.add_argument("--entity", default="", help="only the trips of this administration")
    parser.add_argument("--anonymous", action="store_true", help="without names")
    _output(parser, "FILE.csv|.xlsx")


def _parliament(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    kind = _sheet_kind(arguments.output)
    if arguments.last < arguments.first:
        raise Refused(Finding("to", lazy("The last day is before the first."), rule="ends-before-start"))
    application.catch_up()
    wording = application.outside.wording(arguments.lang)
    question = parliament(
        arguments.first, arguments.last, wording, minister=arguments.minister, entity=arguments.entity, anonymous=arguments.anonymous
    )
    sheet = application.ask(question)
    application.outside.write_whole(arguments.output, application.outside.sheet(sheet, kind))
    return {"list": str(arguments.output), "lines": _lines(sheet)}


def _year_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, required=True, help="of departure")
    parser.add_argument("-o", "--output", metavar="FILE.csv|.xlsx", type=Path, help="write them to a file instead")


def _figures(application: Application, arguments: argparse.Namespace) -> Any:
    kind = _sheet_kind(arguments.output) if arguments.output else None
    application.catch_up()
    figures, wording = application.ask(year_figures(arguments.year)), application.outside.wording(arguments.lang)
    if kind is not None:
        sheet = year_sheet(figures, wording)
        application.outside.write_whole(arguments.output, application.outside.sheet(sheet, kind))
        return {"figures": str(arguments.output), "lines": _lines(sheet)}
    if arguments.json:
        return figures
    return {"figures": heading(figures, wording)} | _told(figures, wording)


def _told(figures: YearFigures, wording: Wording) -> dict[str, str]:
    """Tell every figure in a line of its own, by its part and by what it counts."""
    lines: dict[str, str] = {}
    for part in (one.shown() for one in parts_of(figures, wording)):
        for line in part.lines:
            told = (
                cell_text(part, line, n, wording) if part.is_list else f"{wording.text(TITLES[one])} {cell_text(part, line, n, wording)}"
                for n, one in enumerate(part.measures)
            )
            lines[f"{part.title} – {line.name}"] = ", ".join(told)
    return lines


def _confirm_dates(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    trip = application.ask(trip_by(arguments.number))
    application.execute(ConfirmDates(trip))
    return _in_short(application.ask(trip_card(trip)))


def _cancel_all_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="MISSION", help="the number (2021/003), id or import id of a mission that is cancelled")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="what happened")
    causes = [cause.value for cause in CancelReason]
    parser.add_argument("--because", choices=causes, default=CancelReason.OTHER.value, help="for the lists of the year")


def _cancel_all(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    mission = application.ask(mission_by(arguments.mission))
    number = application.execute(CancelTripsOfMission(mission, CancelReason(arguments.because), arguments.reason)).result
    return {"cancelled": number}


TRIPS = Verbs(
    "trips",
    "service trips: check, send, decide, papers and lists",
    (
        Verb("check", "check a request under the circular; needs no office", _one_file, _check, needs_office=False),
        Verb("submit", "begin a request from a file and send it for approval", _submit_arguments, _submit),
        Verb("list", "list the trips", _list_arguments, _list),
        Verb("show", "show one file", _one_trip, _show),
        Verb("decide", "decide on a request that waits for you (--as LOGIN)", _decide_arguments, _decide),
        Verb("confirm-dates", "say that the dates of a trip stand, although its mission has moved", _one_trip, _confirm_dates),
        Verb("cancel-all", "cancel all trips of a cancelled mission; it cannot be undone", _cancel_all_arguments, _cancel_all),
        Verb("form", "write the fillable request form, blank or filled in", _form_arguments, _form),
        Verb("read", "read back a form that was filled in", _read_arguments, _read),
        Verb("order", "write the mission order", _order_arguments, _order),
        Verb("transparency", "the yearly list of the ordinance of 14 December 2017, art. 7", _transparency_arguments, _transparency),
        Verb("year", "the figures of a year: trips, cost, emissions, exceptions", _year_arguments, _figures),
        Verb("parliament", "the list that parliamentary questions ask for", _parliament_arguments, _parliament),
    ),
)
