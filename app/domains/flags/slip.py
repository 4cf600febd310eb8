"""The set-up slip: the paper that a protocol officer hands to those who put up the flags.

It shows the plan from both sides, says place by place which flag stands there and why, and asks for what must be looked at before
anybody sees it (`domain/protocol.md` 2.5).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from app.domains.flags.drawing import draw
from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.plans import FlagPlan
from app.domains.flags.vocabulary import SUPPORTS, Support
from app.domains.people.precedence.profiles import Mark
from app.kernel.document import Align, Block, Document, DocumentMeta, Drawing, Facts, Heading, Notice, Paragraph, Table, TableColumn
from app.kernel.errors import Severity
from app.kernel.translated import Lazy, Wording, lazy

_TITLES = {choice.code: choice.title for choice in SUPPORTS}


@dataclass(frozen=True, slots=True)
class SlipDetails:
    """What stands on a slip beside the plan; what is empty is left out.

    `occasion` and `place` say what it is for and where. `hoisting` and `lowering` are hours of *day*; `who` sets up. `sources` says where
    the flag of a code comes from ("stock, cupboard 3", "borrowed from the embassy"). `stamp` is the version of the paper.
    """

    occasion: str = ""
    place: str = ""
    day: date | None = None
    hoisting: time | None = None
    lowering: time | None = None
    who: str = ""
    remark: str = ""
    sources: Mapping[str, str] = field(default_factory=dict[str, str])
    classification: str = ""
    stamp: str = ""
    author: str = ""


def slip(plan: FlagPlan, wording: Wording, details: SlipDetails | None = None, rules: FlagRules | None = None) -> Document:
    """Write the slip of *plan*."""
    told, known = details or SlipDetails(), rules or shipped_rules()
    title = wording.say("Flag plan")
    return Document(
        DocumentMeta(title, wording.language, told.classification, told.stamp, told.author, told.occasion or told.place),
        tuple(_blocks(plan, told, wording, known)),
    )


def slip_blocks(plan: FlagPlan, wording: Wording, details: SlipDetails | None = None, rules: FlagRules | None = None) -> tuple[Block, ...]:
    """Give what a dossier shows of a plan: the facts, the drawing as the spectator sees it, and the places with their reasons."""
    told, known = details or SlipDetails(), rules or shipped_rules()
    blocks = (_facts(plan, told, wording, known), Drawing(draw(plan, wording, rules=known)), positions_table(plan, wording, told, known))
    return tuple(block for block in blocks if block != Facts(()))


def _blocks(plan: FlagPlan, told: SlipDetails, wording: Wording, rules: FlagRules) -> Iterator[Block]:
    yield Heading(wording.say("Flag plan: {occasion}", occasion=told.occasion) if told.occasion else wording.say("Flag plan"), 1)
    for finding in plan.findings:
        if finding.severity is not Severity.NOTES:
            yield Notice(wording.text(finding.message), alarm=finding.blocks)
    yield _facts(plan, told, wording, rules)
    yield Drawing(draw(plan, wording, rules=rules), wording.say("The numbers count the places from the spectator’s left."))
    yield Drawing(draw(plan, wording, behind=True, rules=rules), wording.say("The same places with the same numbers, seen from behind."))
    yield Heading(wording.say("Place by place"))
    yield positions_table(plan, wording, told, rules)
    if told.remark:
        yield Paragraph(told.remark)
    yield Heading(wording.say("To be checked"))
    yield _checklist(plan, wording)
    yield from _doubts(plan, wording, rules)


def _facts(plan: FlagPlan, told: SlipDetails, wording: Wording, rules: FlagRules) -> Facts:
    request, formats = plan.request, wording.formats
    order = rules.order(request.order)
    count = sum(1 for one in plan.positions if one.code)
    sizes = dict.fromkeys(size for size in request.sizes.values() if size)
    pairs: tuple[tuple[Lazy, str], ...] = (
        (lazy("Where"), told.place),
        (lazy("Day"), formats.day(told.day, weekday=True) if told.day else ""),
        (lazy("Hoisting"), formats.time(told.hoisting) if told.hoisting else ""),
        (lazy("Lowering"), formats.time(told.lowering) if told.lowering else ""),
        (lazy("Set up by"), told.who),
        (lazy("Flags on"), wording.text(_TITLES[request.support])),
        (lazy("Number of flags"), wording.say("{count} on {places} places", count=count, places=len(plan.positions))),
        (lazy("Order"), wording.text(order.name) if order else ""),
        (lazy("Size of the flags"), formats.join(f"{size} cm" for size in sizes)),
        (lazy("Half-mast"), wording.say("All flags fly at half-mast.") if request.half_mast and request.support is Support.MASTS else ""),
    )
    return Facts(tuple((wording.text(label), said) for label, said in pairs if said))


def positions_table(plan: FlagPlan, wording: Wording, details: SlipDetails | None = None, rules: FlagRules | None = None) -> Table:
    """Set the places in a table: number, flag, size, where the flag comes from, and why it stands there."""
    told, known = details or SlipDetails(), rules or shipped_rules()
    sizes = {known.code_of(code): size for code, size in plan.request.sizes.items()}
    columns = (
        TableColumn(wording.say("No."), 0.5, Align.CENTRE),
        TableColumn(wording.say("Flag"), 1.7),
        TableColumn(wording.say("Size (cm)"), 0.9),
        TableColumn(wording.say("From"), 1.2),
        TableColumn(wording.say("Why"), 5.5),
    )
    rows = (
        (
            str(one.number),
            known.name_of(one.code, wording) if one.code else wording.say("empty"),
            sizes.get(one.code, ""),
            told.sources.get(one.code, ""),
            wording.text(one.reason),
        )
        for one in plan.positions
    )
    return Table.filled(columns, tuple(rows))


def checks(plan: FlagPlan) -> Iterator[Lazy]:
    """Give what is looked at before anybody sees the flags."""
    support, request = plan.request.support, plan.request
    yield lazy("Each flag is the current official one, the right way up and with its hoist at the staff.")
    yield lazy("The flags are clean, ironed and undamaged.")
    if len(plan.ranked) > 1:
        yield lazy("The flags are of one size and hang at one height, each on a staff of its own.")
    yield lazy("The instruction of the day has been looked up: flag day, half-mast.")
    if support is Support.MASTS:
        yield lazy("The lines run freely; no flag touches the ground.")
        yield lazy("The host’s flag goes up first and comes down last.")
        if request.half_mast:
            yield lazy(
                "Half-mast: each flag is hoisted to the top first, then lowered slowly to half; before it comes down it is hoisted to the top again."
            )
            yield lazy("No flag is tied up.")
    elif support is Support.CAR:
        yield lazy("The pennants are fixed on the car only when the person they are for is in it.")
    else:
        yield lazy("Feet, spears and ribbons are in place.")
    yield lazy("The places have been looked at from the spectator’s side.")
    yield lazy("A photograph has been taken.")
    yield lazy("Afterwards: the flags are back in stock, damage is noted.")


def _checklist(plan: FlagPlan, wording: Wording) -> Table:
    columns = (TableColumn(wording.say("Check"), 6), TableColumn(wording.say("Done"), 1, Align.CENTRE))
    return Table(columns, tuple((wording.text(one), "") for one in checks(plan)))


def _doubts(plan: FlagPlan, wording: Wording, rules: FlagRules) -> Iterator[Block]:
    """Say what is not sure: an order that is a proposal, a flag without a drawing."""
    order = rules.order(plan.request.order)
    if order is not None and order.mark is Mark.PROPOSAL:
        yield Paragraph(wording.say("The order “{order}” is a proposal that has not been confirmed.", order=order.name), quiet=True)
    for finding in plan.findings:
        if finding.severity is Severity.NOTES:
            yield Paragraph(wording.text(finding.message), quiet=True)
