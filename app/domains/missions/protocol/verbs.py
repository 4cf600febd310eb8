"""`attache precedence`: the order of a mission with the reason for each place, the orders of the day, and their papers."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.missions.protocol.papers import produce_order, produce_salutation
from app.domains.missions.protocol.queries import (
    OrderSheet,
    PlaceRow,
    RankedMission,
    SalutationSheet,
    order_sheet,
    ranking_of,
    salutation_sheet,
)
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.queries import mission_by
from app.domains.people.precedence.orders import OrderKind
from app.kernel.document import Audience
from app.kernel.errors import Finding, Severity
from app.kernel.feature import Listing, Printed, Verb
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Lazy, Multilingual, lazy

if TYPE_CHECKING:
    from app.application import Application

_SALUTATION = "salutation"
_ORDERS = [*(kind.value for kind in OrderKind if kind is not OrderKind.LIST), _SALUTATION]


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="MISSION", help="its number (2021/003), id or import id")
    parser.add_argument(
        "--profile", metavar="P", default="", help="the code of a list of precedence; that of the mission when none is named"
    )
    parser.add_argument("--order", choices=_ORDERS, help="an order of the day that follows from precedence")
    parser.add_argument(
        "--who", choices=[who.value for who in Who], help="the delegation alone (usual), or with those it meets (usual for --order)"
    )
    parser.add_argument(
        "--audience",
        choices=[a.value for a in Audience],
        default=Audience.INTERNAL.value,
        help="who the paper is for; reasons are internal",
    )
    parser.add_argument("-o", "--output", metavar="FILE.pdf", type=Path, help="write it as a paper instead")


def _precedence(application: Application, arguments: argparse.Namespace) -> Any:
    mission = application.ask(mission_by(arguments.mission))
    who = Who(arguments.who) if arguments.who else Who.EVERYBODY if arguments.order else Who.DELEGATION
    if arguments.output:
        application.outside.write_whole(arguments.output, _paper(application, mission, who, arguments))
        return {"paper": str(arguments.output)}
    if arguments.order == _SALUTATION:
        return _salutation(application.ask(salutation_sheet(mission, who, arguments.profile)), as_json=arguments.json)
    if not arguments.order:
        return _order(application.ask(ranking_of(mission, who, arguments.profile)), as_json=arguments.json)
    return _arrangement(application.ask(order_sheet(mission, OrderKind(arguments.order), who, arguments.profile)), as_json=arguments.json)


def _paper(application: Application, mission: str, who: Who, arguments: argparse.Namespace) -> bytes:
    wording = application.outside.wording(arguments.lang)
    if arguments.order == _SALUTATION:
        return produce_salutation(application, mission, wording, who, arguments.profile)
    kind = OrderKind(arguments.order) if arguments.order else OrderKind.LIST
    return produce_order(application, mission, kind, wording, who, arguments.profile, Audience(arguments.audience))


def _salutation(sheet: SalutationSheet, *, as_json: bool) -> Printed:
    texts = {language: spoken.text for language, spoken in sheet.spoken.items()}
    findings = tuple({finding.message: finding for spoken in sheet.spoken.values() for finding in spoken.missing}.values())
    return Printed({**_head(sheet.ranked), "salutation": texts, "findings": findings} if as_json else texts, () if as_json else findings)


def _order(ranked: RankedMission, *, as_json: bool) -> Printed:
    if as_json:
        return Printed({**_head(ranked), "places": [_plain(row) for row in ranked.rows], "findings": ranked.findings})
    return Printed(Listing(ranked.rows, _PLACES), _weighty(ranked.findings))


def _weighty(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    # Notes are for whoever works on the order: in the window, and in JSON.
    return tuple(finding for finding in findings if finding.severity is not Severity.NOTES)


def _head(ranked: RankedMission) -> dict[str, Any]:
    return {"profile": ranked.profile.code, "day": ranked.day}


def _plain(row: PlaceRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "person": row.person_id,
        "name": row.name,
        "function": row.function,
        "organisation": row.organisation,
        "rank": row.rank_number,
        "certainty": row.certainty,
        "undecided_with": row.undecided_with,
        "reason": row.sentence,
        "moved": None if row.move is None else {"reason": row.move.reason, "by": row.move.by, "at": row.move.at},
    }


_PLACES = (
    Column("number", lazy("No."), ColumnKind.NUMBER),
    Column("name", lazy("Name")),
    Column("function", lazy("Function"), ColumnKind.MULTILINGUAL),
    Column("sentence", lazy("Why this place"), ColumnKind.LAZY),
)


@dataclass(frozen=True, slots=True)
class SpotLine:
    """A spot of an order as a line: in which group, its number, whose, where and why."""

    group: Lazy
    number: int
    person: str
    name: str
    function: Multilingual
    where: Lazy
    reason: Lazy


def _arrangement(sheet: OrderSheet, *, as_json: bool) -> Printed:
    functions = {row.person_id: row.function for row in sheet.ranked.rows}
    lines = [
        SpotLine(
            group.title,
            spot.number,
            spot.guest,
            sheet.names.get(spot.guest, ""),
            functions.get(spot.guest, Multilingual()),
            spot.where,
            spot.reason,
        )
        for group in sheet.arrangement.groups
        for spot in group.spots
    ]
    findings = (*sheet.arrangement.findings, *sheet.ranked.findings)
    if not as_json:
        return Printed(Listing(lines, _SPOTS), _weighty(findings))
    order, notes = sheet.arrangement.kind, sheet.arrangement.notes
    return Printed({**_head(sheet.ranked), "order": order, "spots": lines, "notes": notes, "findings": findings})


_SPOTS = (
    Column("group", lazy("Group"), ColumnKind.LAZY),
    Column("number", lazy("No."), ColumnKind.NUMBER),
    Column("name", lazy("Name")),
    Column("where", lazy("Where"), ColumnKind.LAZY),
    Column("reason", lazy("Why"), ColumnKind.LAZY),
)

VERBS = (Verb("precedence", "the order of precedence of a mission, with the reason for each place", _configure, _precedence),)
