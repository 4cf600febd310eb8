"""The decision sheet: one page on which a trip is decided, also with a pen.

Why somebody goes, the ways to go side by side, what breaks a rule and why, what it costs, who else goes there, what became of the
last report, and who decides. When a file has more to say than a page holds, its texts are shortened, never the exceptions left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.domains.trips.alternatives import HOURS, KG, PRICE, Way
from app.domains.trips.decision import AskedDerogation, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import label_of
from app.domains.trips.papers.parts import SIGNATURE, by_for, destination, facts, listed, meta, period, said, signed
from app.domains.trips.request import Purpose, Traveller
from app.domains.trips.showing import NOT_KNOWN, amount, joined, rounded_number, rule_id, tell, title
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
    """How much a page has room for: the longest text in characters, how many lines of each list, and whether there is air between."""

    longest: int
    lines: int
    airy: bool = True

    def text(self, text: str) -> str:
        """Shorten a text at a blank, and show that it goes on."""
        plain = " ".join(text.split())
        if len(plain) <= self.longest:
            return plain
        cut = plain[: self.longest].rpartition(" ")[0] or plain[: self.longest]
        return f"{cut.rstrip(' ,;.')} …"

    def reason(self, text: str) -> str:
        """Shorten the reason for a derogation, less than anything else: it is what is decided on."""
        return replace(self, longest=self.longest * 4).text(text)


ROOMS = (Room(1200, 12), Room(320, 6), Room(160, 4), Room(160, 3, airy=False), Room(80, 2, airy=False))
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
    if room.airy:
        yield Heading(wording.say("The ways to go"), 3)
    yield ways_table(sheet.ways, wording, remarks=room.airy)
    yield from _exceptions(sheet, wording, room)
    yield from _changes(sheet, wording, room)
    yield _cost(sheet, wording)
    yield _around(sheet, wording, room)
    if room.airy:
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
        (lazy("Expected results"), "\n".join(results) if room.airy else "  ".join(results)),
        (lazy("Link with policy"), room.text(purpose.policy_link)),
        (lazy("Videoconference"), room.text(_videoconference(purpose, wording))),
        (lazy("Consequence of not going"), room.text(purpose.consequence)),
        (lazy("Number of travellers"), room.text(purpose.why_this_number)),
        (lazy("Representation there"), room.text(purpose.could_be_represented)),
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


def ways_table(ways: Sequence[Way], wording: Wording, *, remarks: bool = True) -> Table:
    """Set the ways side by side; an estimate of ours bears the sign ≈, and the chosen way says that it is."""
    columns = (
        TableColumn(wording.say("Way"), 2),
        TableColumn(wording.say("Hours, there and back"), 2, Align.RIGHT),
        TableColumn(wording.say("Price"), 1.2, Align.RIGHT),
        TableColumn(wording.say("kg CO₂e"), 1.2, Align.RIGHT),
        TableColumn(wording.say("Remark"), 2.4),
    )
    return Table.filled(columns, tuple(_way(way, wording, remarks=remarks) for way in ways))


def _way(way: Way, wording: Wording, *, remarks: bool) -> tuple[str, ...]:
    mode = wording.text(title(way.mode))
    return (
        wording.say("{way} (chosen)", way=mode) if way.chosen else mode,
        _figure(rounded_number(way.hours, wording), HOURS in way.estimated),
        _figure(_price(way.price, wording), PRICE in way.estimated),
        _figure(rounded_number(way.kg, wording), KG in way.estimated),
        wording.text(way.remark) if way.remark and remarks else "",
    )


def _figure(text: str, estimated: bool) -> str:  # noqa: FBT001 - beside the figure it is about
    return f"≈ {text}" if estimated else text


def _price(price: Money | None, wording: Wording) -> str:
    return wording.formats.money(price) if price else wording.text(NOT_KNOWN)


def _exceptions(sheet: DecisionSheet, wording: Wording, room: Room) -> Iterator[Block]:
    yield Heading(wording.say("Exceptions to the rules"), 3)
    told = [_exception(found, sheet, wording, room) for found in _by_rule(sheet.exceptions)]
    if not told and not sheet.warnings:
        yield Paragraph(wording.say("None: the request follows every rule."))
    yield from (Notice(text, alarm=True) for text in (told if room.airy else filter(None, ["\n".join(told)])))
    if sheet.warnings and room.airy:
        yield Paragraph(_told(sheet.warnings, wording, room))
    elif sheet.warnings:
        yield Paragraph(wording.say("Attention: {rules}; see the file.", rules=_named(sheet.warnings, wording)))
    if sheet.rules_title and not sheet.confirmed:
        yield Paragraph(wording.say("Limits from “{rules}”: a default, not the text of the circular.", rules=sheet.rules_title), quiet=True)


def _named(warnings: Sequence[Finding], wording: Wording) -> str:
    """Name the rules that warn; what bears no number is named after its place."""
    return ", ".join(dict.fromkeys(rule_id(one.rule) or wording.text(label_of(one.path)) for one in warnings))


def _by_rule(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Set what one rule says in several places together, in the order in which the rules speak first."""
    found: dict[tuple[str, Severity], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.rule, finding.severity), []).append(finding)
    return list(found.values())


def _exception(findings: Sequence[Finding], sheet: DecisionSheet, wording: Wording, room: Room) -> str:
    first = findings[0]
    places = dict.fromkeys(wording.text(label_of(one.path)) for one in findings if one.path)
    head = joined((rule_id(first.rule), wording.text(WEIGHTS[first.severity]), _compared(first, wording), ", ".join(places)))
    reason = sheet.reason_for(first)
    why = wording.say("Reason given: {reason}", reason=room.reason(reason)) if reason else wording.say("No reason was given.")
    asked = next((one for one in sheet.derogations if one.rule == first.rule and one.path == first.path), None)
    return listed((head, room.text(wording.text(first.message)), why, _granted(asked, wording)))


def _compared(finding: Finding, wording: Wording) -> str:
    if finding.value is None and finding.limit is None:
        return ""
    value, limit = (tell(one, wording) or wording.text(NOT_KNOWN) for one in (finding.value, finding.limit))
    if finding.limit is None:
        return wording.say("found: {value}", value=value)
    return wording.say("found: {value}, limit: {limit}", value=value, limit=limit)


def _granted(asked: AskedDerogation | None, wording: Wording) -> str:
    if asked is None or asked.granted is None:
        return ""
    if not asked.granted:
        return wording.say("Derogation refused by {name}.", name=asked.decided_by)
    if asked.allowed:
        return wording.say("Derogation granted by {name}: {allowed}.", name=asked.decided_by, allowed=asked.allowed)
    return wording.say("Derogation granted by {name}.", name=asked.decided_by)


def _told(findings: Sequence[Finding], wording: Wording, room: Room) -> str:
    rules = _by_rule(findings)
    kept = [_remark(found, wording, room) for found in rules[: room.lines]]
    return "\n".join((*kept, *_further(len(rules) - room.lines, wording)))


def _remark(findings: Sequence[Finding], wording: Wording, room: Room) -> str:
    """Say what a rule warns of, once; on how many places when it is more than one."""
    rule, text = rule_id(findings[0].rule), room.text(wording.text(findings[0].message))
    if not rule:
        return text
    if len(findings) == 1:
        return wording.say("{rule}: {text}", rule=rule, text=text)
    return wording.say("{rule}, {number} times: {text}", rule=rule, number=len(findings), text=text)


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
        (lazy("Last mission report"), listed(_reports(sheet.last_reports, wording))),
    )


def _other(other: SameWeek, wording: Wording) -> str:
    state = wording.text(STATES[other.state].title)
    return joined((other.number, other.travellers, period(other.departs_on, other.returns_on, wording), state))


def _reports(reports: Sequence[LastReport], wording: Wording) -> Iterator[str]:
    yield from (_report(one, wording) for one in reports if one.number)
    if first := [one.traveller for one in reports if not one.number]:
        yield wording.say("{travellers}: no earlier trip", travellers=wording.formats.join(first))


def _report(last: LastReport, wording: Wording) -> str:
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
    role = wording.text(step.title)
    if step.decided and not step.choosers:
        told = joined((said(step.decided, wording), room.text(step.decided.reason)), ": ")
        return role, signed(step.decided, wording), told, wording.text(title(step.decided.means))
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
