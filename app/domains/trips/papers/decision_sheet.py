"""The decision sheet: one page on which a trip is decided, also with a pen.

Why somebody goes, the ways to go side by side, what breaks a rule and why, what it costs, who else goes there, what became of the
last report, and who decides. When a file has more to say than a page holds, its texts are shortened, never the exceptions left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domains.trips.alternatives import HOURS, KG, PRICE, Way
from app.domains.trips.decision import AskedDerogation, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import label_of
from app.domains.trips.papers.parts import SIGNATURE, by_for, day, destination, facts, meta, period, said, signed
from app.domains.trips.request import Purpose, Traveller
from app.domains.trips.showing import NOT_KNOWN, amount, joined, rounded_number, tell, title
from app.domains.trips.vocabulary import STATES
from app.kernel.document import Align, Audience, Block, Document, Facts, Heading, Notice, Paragraph, Table, TableColumn
from app.kernel.errors import Finding, Severity
from app.kernel.money import Money
from app.kernel.translated import Lazy, Wording, lazy, lazy_count

WEIGHTS: dict[Severity, Lazy] = {
    Severity.BLOCKS: lazy("Not allowed"),
    Severity.DEROGATION: lazy("Needs a derogation"),
    Severity.WARNS: lazy("Attention"),
    Severity.NOTES: lazy("Note"),
}
BOX = "☐"


@dataclass(frozen=True, slots=True)
class Room:
    """How much a page has room for: the longest text in characters, and how many lines of each list."""

    longest: int
    lines: int
    notes: bool = True

    def text(self, text: str) -> str:
        """Shorten a text at a blank, and show that it goes on."""
        plain = " ".join(text.split())
        if len(plain) <= self.longest:
            return plain
        cut = plain[: self.longest].rpartition(" ")[0] or plain[: self.longest]
        return f"{cut.rstrip(' ,;.')} …"


ROOMS = (Room(1200, 12), Room(320, 6), Room(160, 4, notes=False), Room(90, 2, notes=False))
"""From a page with room for everything to one with none to spare; the first that fits on one page is taken."""


def decision_sheet(sheet: DecisionSheet, wording: Wording, room: Room = ROOMS[0]) -> Document:
    """Put the page together."""
    name = wording.say("Decision sheet {number}", number=sheet.number)
    around = meta(wording, name, sheet.title, sheet.edition, sheet.submitted_at, Audience.INTERNAL)
    return Document(around, tuple(_blocks(sheet, wording, room)))


def _blocks(sheet: DecisionSheet, wording: Wording, room: Room) -> Iterator[Block]:
    yield Heading(sheet.title or sheet.number, 1)
    yield Paragraph(_standing(sheet, wording), quiet=True)
    if mark := _mark(sheet, wording):
        yield Notice(room.text(mark))
    yield _why(sheet, wording, room)
    yield Heading(wording.say("The ways to go"), 3)
    yield ways_table(sheet.ways, wording)
    yield from _exceptions(sheet, wording, room)
    yield from _changes(sheet, wording, room)
    yield Heading(wording.say("Cost"), 3)
    yield _cost(sheet, wording)
    yield _around(sheet, wording, room)
    yield Heading(wording.say("Decision"), 3)
    yield _steps(sheet.steps, wording, room)
    yield Paragraph(_content(sheet, wording), quiet=True)


def _standing(sheet: DecisionSheet, wording: Wording) -> str:
    edition = wording.say("edition {number}", number=sheet.edition)
    return joined((sheet.number, edition, wording.text(STATES[sheet.state].title), sheet.entity))


def _mark(sheet: DecisionSheet, wording: Wording) -> str:
    if sheet.regularised:
        return wording.say("Regularisation: the journey began without approval. {reason}", reason=sheet.reason).strip()
    if sheet.urgent:
        return wording.say("Urgent. {reason}", reason=sheet.request.urgent_reason).strip()
    return ""


def _why(sheet: DecisionSheet, wording: Wording, room: Room) -> Facts:
    request, purpose = sheet.request, sheet.request.purpose
    where = joined((destination(request, wording), period(request.departure_day, request.return_day, wording)))
    results = tuple(f"{number}. {room.text(one)}" for number, one in enumerate(purpose.expected_results[: room.lines], 1))
    return facts(
        wording,
        (lazy("Who"), "; ".join(_who(one, wording) for one in request.travellers)),
        (lazy("Where and when"), where),
        (lazy("Purpose"), room.text(_purpose(purpose, wording))),
        (lazy("Expected results"), "\n".join(results) if room.notes else "  ".join(results)),
        (lazy("Link with policy"), room.text(purpose.policy_link)),
        (lazy("Videoconference"), room.text(_videoconference(purpose, wording))),
        (lazy("Consequence of not going"), room.text(purpose.consequence)),
        (lazy("Why this number of travellers"), room.text(purpose.why_this_number)),
        (lazy("Could somebody there represent the Region"), room.text(purpose.could_be_represented)),
    )


def _who(traveller: Traveller, wording: Wording) -> str:
    extra = wording.say("comes along privately") if traveller.partner else ""
    return joined((traveller.name, traveller.function, extra), ", ")


def _purpose(purpose: Purpose, wording: Wording) -> str:
    host = wording.say("invited by {host}" if purpose.invited else "at {host}", host=purpose.host) if purpose.host else ""
    return joined((wording.text(title(purpose.kind)), host, purpose.description))


def _videoconference(purpose: Purpose, wording: Wording) -> str:
    match purpose.videoconference.considered:
        case None:
            return wording.say("This question was not answered.")
        case True if purpose.videoconference.why_not:
            return wording.say("considered, but: {reason}", reason=purpose.videoconference.why_not)
        case True:
            return wording.say("considered")
        case _:
            return wording.say("not considered")


def ways_table(ways: Sequence[Way], wording: Wording) -> Table:
    """Set the ways side by side; an estimate of ours bears the sign ≈, and the chosen way says that it is."""
    columns = (
        TableColumn(wording.say("Way"), 2),
        TableColumn(wording.say("Hours, there and back"), 1.2, Align.RIGHT),
        TableColumn(wording.say("Price"), 1.2, Align.RIGHT),
        TableColumn(wording.say("kg CO₂e"), 1.2, Align.RIGHT),
        TableColumn(wording.say("Remark"), 2.4),
    )
    return Table.filled(columns, tuple(_way(way, wording) for way in ways))


def _way(way: Way, wording: Wording) -> tuple[str, ...]:
    mode = wording.text(title(way.mode))
    return (
        wording.say("{way} (chosen)", way=mode) if way.chosen else mode,
        _figure(rounded_number(way.hours, wording), HOURS in way.estimated),
        _figure(_price(way.price, wording), PRICE in way.estimated),
        _figure(rounded_number(way.kg, wording), KG in way.estimated),
        wording.text(way.remark) if way.remark else "",
    )


def _figure(text: str, estimated: bool) -> str:  # noqa: FBT001 - beside the figure it is about
    return f"≈ {text}" if estimated else text


def _price(price: Money | None, wording: Wording) -> str:
    return wording.formats.money(price) if price else wording.text(NOT_KNOWN)


def _exceptions(sheet: DecisionSheet, wording: Wording, room: Room) -> Iterator[Block]:
    yield Heading(wording.say("Exceptions to the rules"), 3)
    if not sheet.exceptions:
        yield Paragraph(wording.say("None: the request follows every rule."))
    for finding in sheet.exceptions:
        yield Notice(_exception(finding, sheet, wording, room))
    if sheet.warnings and room.notes:
        yield Paragraph(_told(sheet.warnings, wording, room))
    elif sheet.warnings:
        number = len(sheet.warnings)
        yield Paragraph(
            wording.text(
                lazy_count("{number} remark of the rules stands in the file.", "{number} remarks of the rules stand in the file.", number)
            ),
            quiet=True,
        )
    if sheet.rules_title and not sheet.confirmed:
        yield Paragraph(wording.say("Limits from “{rules}”: a default, not the text of the circular.", rules=sheet.rules_title), quiet=True)


def _exception(finding: Finding, sheet: DecisionSheet, wording: Wording, room: Room) -> str:
    head = wording.say(
        "{rule} · {weight} · {place}",
        rule=finding.rule,
        weight=WEIGHTS[finding.severity],
        place=label_of(finding.path) if finding.path else "",
    )
    reason = sheet.reason_for(finding)
    why = wording.say("Reason given: {reason}", reason=room.text(reason)) if reason else wording.say("No reason was given.")
    asked = next((one for one in sheet.derogations if one.rule == finding.rule and one.path == finding.path), None)
    found = _compared(finding, wording)
    return "\n".join(
        text for text in (head.rstrip(" ·"), room.text(wording.text(finding.message)), found, why, _granted(asked, wording)) if text
    )


def _compared(finding: Finding, wording: Wording) -> str:
    if finding.value is None and finding.limit is None:
        return ""
    value, limit = (tell(one, wording) or wording.text(NOT_KNOWN) for one in (finding.value, finding.limit))
    if finding.limit is None:
        return wording.say("Found: {value}", value=value)
    return wording.say("Found: {value}. Limit: {limit}.", value=value, limit=limit)


def _granted(asked: AskedDerogation | None, wording: Wording) -> str:
    if asked is None or asked.granted is None:
        return ""
    if not asked.granted:
        return wording.say("Derogation refused by {name}.", name=asked.decided_by)
    if asked.allowed:
        return wording.say("Derogation granted by {name}: {allowed}.", name=asked.decided_by, allowed=asked.allowed)
    return wording.say("Derogation granted by {name}.", name=asked.decided_by)


def _told(findings: Sequence[Finding], wording: Wording, room: Room) -> str:
    kept = [f"{finding.rule}  {room.text(wording.text(finding.message))}" for finding in findings[: room.lines]]
    return "\n".join((*kept, *_further(len(findings) - room.lines, wording)))


def _further(number: int, wording: Wording) -> Iterator[str]:
    if number > 0:
        yield wording.text(lazy_count("and {number} more in the file", "and {number} more in the file", number))


def _changes(sheet: DecisionSheet, wording: Wording, room: Room) -> Iterator[Block]:
    if not sheet.differences:
        return
    yield Heading(wording.say("What the amendment changes"), 3)
    if sheet.reason and not sheet.regularised:
        yield Paragraph(room.text(sheet.reason))
    columns = (TableColumn(wording.say("What"), 1.4), TableColumn(wording.say("Approved"), 2), TableColumn(wording.say("Asked now"), 2))
    rows = [
        (wording.text(one.label), room.text(tell(one.before, wording)) or "–", room.text(tell(one.after, wording)) or "–")
        for one in sheet.differences[: room.lines]
    ]
    rows += [(text, "", "") for text in _further(len(sheet.differences) - room.lines, wording)]
    yield Table(columns, tuple(rows))


def _cost(sheet: DecisionSheet, wording: Wording) -> Table:
    parts = sheet.estimate
    titles = (lazy("Transport"), lazy("Lodging"), lazy("Daily allowance"), lazy("Other"), lazy("Total"), lazy("Budget line"))
    columns = tuple(TableColumn(wording.text(one), 1, Align.RIGHT) for one in titles[:-1])
    said = (*parts.parts, parts.total)
    line = sheet.budget_line or wording.say("not filled in")
    return Table((*columns, TableColumn(wording.text(titles[-1]), 1.3)), ((*(amount(one, wording) for one in said), line),))


def _around(sheet: DecisionSheet, wording: Wording, room: Room) -> Facts:
    others = [_other(one, wording) for one in sheet.same_week[: room.lines]]
    others += _further(len(sheet.same_week) - room.lines, wording)
    payer = sheet.request.third_party_payer
    return facts(
        wording,
        (lazy("Paid by a third party"), joined((payer.name, payer.pays, tell(payer.amount, wording)), ", ") if payer else ""),
        (lazy("Advance"), tell(sheet.request.advance, wording)),
        (lazy("Also there that week"), "\n".join(others) or wording.say("nobody else")),
        (lazy("Last mission report"), "\n".join(_report(one, wording) for one in sheet.last_reports)),
    )


def _other(other: SameWeek, wording: Wording) -> str:
    state = wording.text(STATES[other.state].title)
    return joined((other.number, other.travellers, period(other.departs_on, other.returns_on, wording), state))


def _report(last: LastReport, wording: Wording) -> str:
    if not last.number:
        return wording.say("{traveller}: no earlier trip", traveller=last.traveller)
    if last.handed_in_on:
        return wording.say("{traveller}: {number}, handed in on {day}", traveller=last.traveller, number=last.number, day=last.handed_in_on)
    if last.overdue:
        return wording.say(
            "{traveller}: {number}, not handed in, was due on {day}", traveller=last.traveller, number=last.number, day=last.due_on
        )
    return wording.say("{traveller}: {number}, due on {day}", traveller=last.traveller, number=last.number, day=last.due_on)


def _steps(steps: Sequence[SheetStep], wording: Wording, room: Room) -> Table:
    columns = (
        TableColumn(wording.say("Step"), 1.3),
        TableColumn(wording.say("Who decides"), 1.6),
        TableColumn(wording.say("Decision"), 2.6),
        TableColumn(wording.text(SIGNATURE), 1.4),
    )
    return Table(columns, tuple(_step(step, wording, room) for step in steps))


def _step(step: SheetStep, wording: Wording, room: Room) -> tuple[str, ...]:
    name = wording.text(step.title)
    role = wording.say("{role} (opinion)", role=name) if step.opinion else name
    if step.decided and not step.choosers:
        reason = room.text(step.decided.reason)
        return role, signed(step.decided, wording), joined((said(step.decided, wording), reason), ": "), day(step.decided.given_on, wording)
    names = [by_for(one.name, one.behalf_of, wording) for one in step.choosers[: room.lines]]
    who = wording.formats.join(names) or wording.say("nobody can decide here")
    return role, who, _boxes(step, wording), ""


def _boxes(step: SheetStep, wording: Wording) -> str:
    if step.opinion:
        return wording.say("{box} favourable  {box} unfavourable", box=BOX)
    return wording.say("{box} approve  {box} return  {box} refuse", box=BOX)


def _content(sheet: DecisionSheet, wording: Wording) -> str:
    reason = wording.say("Reason when returned or refused, and which derogations are not granted: {room}", room="…" * 60)
    return f"{reason}\n" + wording.say(
        "This decision is of the content {digest} of edition {number}.", digest=sheet.digest[:16], number=sheet.edition
    )
