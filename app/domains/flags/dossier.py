"""Flags in the dossier of a mission: each row with its drawing, which flag stands where and why, and the flag order of its days."""

from __future__ import annotations

from app.domains.flags.house import flag_rules
from app.domains.flags.papers import details_of
from app.domains.flags.queries.missions import mission_flags
from app.domains.flags.slip import slip_blocks
from app.domains.flags.vocabulary import SUPPORTS
from app.domains.missions.vocabulary import MISSION
from app.kernel.document import Audience, Block, Heading, Notice, PaperRequest, SectionSource, Table, TableColumn
from app.kernel.errors import Severity
from app.kernel.translated import lazy
from app.kernel.work import Reader

_SUPPORTS = {choice.code: choice.title for choice in SUPPORTS}


def flags(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The rows of flags of a mission; what is still open about them stands on internal papers."""
    if request.audience is Audience.PUBLIC:
        return ()
    sheet, wording, rules = mission_flags.of(reader, request.ref.id), request.wording, flag_rules.of(reader)
    if not sheet.cards:
        return ()
    blocks: list[Block] = []
    if request.audience.sees(Audience.INTERNAL):
        blocks += [Notice(wording.text(one.message)) for one in sheet.findings if one.severity is not Severity.NOTES]
    for card in sheet.cards:
        support = wording.text(_SUPPORTS[card.draft.support])
        title = wording.say("{place}: {support}", place=card.draft.place, support=support) if card.draft.place else support
        blocks += [Heading(title), *slip_blocks(card.plan, wording, details_of(reader, sheet, card, wording), rules)]
    if sheet.orders:
        columns = (TableColumn(wording.say("Day"), 1.4), TableColumn(wording.say("Flags"), 2.4), TableColumn(wording.say("Occasion"), 2.4))
        rows = tuple(
            (
                wording.formats.day(order.day, weekday=True),
                ", ".join(rules.name_of(rules.code_of(flag), wording) for flag in order.flags)
                + (f" ({wording.say('half-mast')})" if order.half_mast else ""),
                "; ".join(wording.text(one.title) for one in order.occasions),
            )
            for order in sheet.orders
        )
        blocks += [Heading(wording.say("Flag order of the days")), Table(columns, rows)]
    return tuple(blocks)


SECTION = SectionSource(MISSION, "flags", lazy("Flags"), 62, flags)
