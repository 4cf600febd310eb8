"""The orders of a mission on paper: each with its drawing and the reason of every place, the delegation list, the salutation of a speech.

A paper says by which list and on which day the order was made; the same order gives the same paper. Reasons are for the office: the
delegation list for others goes without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.domains.missions.protocol.queries import OrderSheet, PlaceRow, RankedMission, SalutationSheet, order_sheet, salutation_sheet
from app.domains.missions.protocol.vocabulary import Who
from app.domains.people.address.vocabulary import LANGUAGE_CHOICES
from app.domains.people.precedence.layouts import figure_of
from app.domains.people.precedence.orders import ORDERS, Group, OrderKind, OrderOptions
from app.kernel.document import (
    Audience,
    Block,
    Bullets,
    Document,
    DocumentMeta,
    Drawing,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Table,
    TableColumn,
)
from app.kernel.errors import Finding, Severity
from app.kernel.showing import write
from app.kernel.translated import Lazy, Multilingual, Wording

if TYPE_CHECKING:
    from app.application import Application

OFFICE = "Brussels International"
Progress = Callable[[int, int], None]
_MUST_BE_SEEN = frozenset({"undecided", "profile-gone", "one-party", "signatory-gone"})


def order_paper(sheet: OrderSheet, wording: Wording, audience: Audience = Audience.INTERNAL) -> Document:
    """Write an order; with the reasons for those who may see what is internal."""
    everybody = sheet.arrangement.kind is OrderKind.LIST and sheet.who is Who.EVERYBODY
    title = wording.say("List of all who take part") if everybody else wording.text(title_of(sheet.arrangement.kind))
    blocks: list[Block] = [Heading(title, 1), _frame(sheet.number, sheet.title, sheet.ranked, wording)]
    notices, open_points = _told_apart((*sheet.arrangement.findings, *sheet.ranked.findings), wording)
    if _inside(audience):
        blocks += notices
    if sheet.arrangement.kind is OrderKind.LIST:
        blocks.append(_list(sheet, wording, audience))
    else:
        blocks += _arranged(sheet, wording, audience)
    if _inside(audience):
        blocks += open_points
    return Document(_meta(title, wording.text(sheet.title), sheet.number, sheet.at, wording, audience), tuple(blocks))


def salutation_paper(sheet: SalutationSheet, wording: Wording) -> Document:
    """Write how a speech begins, in every language in which it may be given; what kept somebody from being named stands below."""
    title = wording.say("Salutation of a speech")
    blocks: list[Block] = [Heading(title, 1), _frame(sheet.number, sheet.title, sheet.ranked, wording)]
    if sheet.speaker:
        blocks.append(Paragraph(wording.say("{name} speaks, and is not greeted.", name=sheet.speaker)))
    for choice in LANGUAGE_CHOICES:
        blocks += [Heading(wording.text(choice.title)), Paragraph(sheet.spoken[choice.code].text)]
    blocks.append(Paragraph(wording.say("Those whose office has no form of its own are greeted with everybody."), quiet=True))
    missing = (finding for spoken in sheet.spoken.values() for finding in spoken.missing)
    undecided = (finding for finding in sheet.ranked.findings if finding.rule in _MUST_BE_SEEN)
    notices, open_points = _told_apart((*undecided, *missing), wording)
    blocks[2:2] = notices
    blocks += open_points
    return Document(_meta(title, wording.text(sheet.title), sheet.number, sheet.at, wording, Audience.INTERNAL), tuple(blocks))


def title_of(kind: OrderKind) -> Lazy:
    """Give the name of an order."""
    return next(choice.title for choice in ORDERS if choice.code == kind)


def _meta(title: str, subject: str, number: str, at: datetime, wording: Wording, audience: Audience) -> DocumentMeta:
    return DocumentMeta(
        title=title,
        language=wording.language,
        classification=wording.text(CLASSIFICATIONS[audience]),
        stamp=wording.say("{number} · {moment}", number=number, moment=at),
        author=OFFICE,
        subject=subject,
    )


def _frame(number: str, title: Multilingual, ranked: RankedMission, wording: Wording) -> Facts:
    profile = ranked.profile
    followed = wording.say("{name} ({code})", name=profile.name, code=profile.code)
    if profile.dated:
        followed = wording.say("{list}, of {day}", list=followed, day=profile.dated)
    return Facts(
        (
            (wording.say("Mission"), wording.say("{title} ({number})", title=title, number=number)),
            (wording.say("Order of precedence"), followed),
            (wording.say("Posts held on"), write(ranked.day, wording)),
        )
    )


def _told_apart(findings: Iterable[Finding], wording: Wording) -> tuple[Sequence[Block], Sequence[Block]]:
    """Give what must be seen before the order is used, and what is still to be found out; each sentence once."""
    seen: dict[str, Finding] = {wording.text(one.message): one for one in findings if one.severity is not Severity.NOTES}
    notices = [Notice(sentence) for sentence, one in seen.items() if one.rule in _MUST_BE_SEEN]
    rest = tuple(sentence for sentence, one in seen.items() if one.rule not in _MUST_BE_SEEN)
    return notices, [Heading(wording.say("Still to be found out"), 3), Bullets(rest)] if rest else []


def _list(sheet: OrderSheet, wording: Wording, audience: Audience) -> Table:
    inside = _inside(audience)
    columns = (
        TableColumn(wording.say("No."), 0.35),
        TableColumn(wording.say("Name"), 1.5),
        TableColumn(wording.say("Function"), 2.1),
        *((TableColumn(wording.say("Why this place"), 2.6),) if inside else ()),
    )
    return Table(columns, tuple(_listed(row, wording, inside=inside) for row in sheet.ranked.rows))


def _inside(audience: Audience) -> bool:
    return audience in (Audience.INTERNAL, Audience.SECURITY)


def _listed(row: PlaceRow, wording: Wording, *, inside: bool) -> tuple[str, ...]:
    name = f"{row.prefix} {row.name}" if row.prefix else row.name
    head = wording.say("Head of delegation") if row.head else ""
    function = "\n".join(text for text in (wording.text(row.function), wording.text(row.organisation), head) if text)
    return (str(row.number), name, function, *((wording.text(row.sentence),) if inside else ()))


def _arranged(sheet: OrderSheet, wording: Wording, audience: Audience) -> Iterator[Block]:
    figure = figure_of(sheet.arrangement, sheet.names, wording)
    if figure is not None:
        yield Drawing(figure)
    for group in sheet.arrangement.groups:
        if title := wording.text(group.title):
            yield Heading(title, 3)
        yield _spots(group, sheet, wording, inside=_inside(audience))
    if sheet.arrangement.notes:
        yield Heading(wording.say("What this follows"), 3)
        yield Bullets(tuple(wording.text(note) for note in sheet.arrangement.notes))


def _spots(group: Group, sheet: OrderSheet, wording: Wording, *, inside: bool) -> Table:
    columns = (
        TableColumn(wording.say("No."), 0.35),
        TableColumn(wording.say("Name"), 1.5),
        TableColumn(wording.say("Function"), 1.8),
        TableColumn(wording.say("Where"), 1.4),
        *((TableColumn(wording.say("Why"), 2.2),) if inside else ()),
    )
    functions = {row.person_id: wording.text(row.function) for row in sheet.ranked.rows}
    return Table.filled(
        columns,
        tuple(
            (
                str(spot.number),
                sheet.names.get(spot.guest, ""),
                functions.get(spot.guest, ""),
                wording.text(spot.where),
                *((wording.text(spot.reason),) if inside else ()),
            )
            for spot in group.spots
        ),
    )


def produce_order(
    application: Application,
    mission: str,
    kind: OrderKind,
    wording: Wording,
    who: Who | None = None,
    profile: str = "",
    audience: Audience = Audience.INTERNAL,
    options: OrderOptions | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Lay out an order of a mission as PDF; without *who* the delegation list is of the delegation, and every other order of everybody."""
    wanted = who or (Who.DELEGATION if kind is OrderKind.LIST else Who.EVERYBODY)
    sheet = application.ask(order_sheet(mission, kind, wanted, profile, options))
    return application.outside.renderer().render(order_paper(sheet, wording, audience), wording, progress)


def produce_salutation(
    application: Application,
    mission: str,
    wording: Wording,
    who: Who = Who.EVERYBODY,
    profile: str = "",
    speaker: str = "",
    progress: Progress | None = None,
) -> bytes:
    """Lay out the salutation of a speech in every language as PDF."""
    sheet = application.ask(salutation_sheet(mission, who, profile, speaker))
    return application.outside.renderer().render(salutation_paper(sheet, wording), wording, progress)
