"""What the domain of flags brings."""

from __future__ import annotations

from app.domains.flags import calendar_source, commands, day_verbs, dossier, fields, guarding, readiness, today, verbs
from app.domains.flags.commands import missions
from app.domains.flags.queries import stock
from app.domains.flags.records import (
    FlagDayCheck,
    FlagDayRow,
    FlagHouse,
    FlagInstruction,
    FlagItem,
    FlagMovement,
    FlagReservation,
    MissionFlags,
)
from app.domains.flags.terms import EDIT_FLAGS, FLAG_ITEM, SEE_FLAGS
from app.kernel.feature import Feature, Verbs
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="flags",
    title=lazy("Flags"),
    icon="flag",
    order=50,
    requires=("people", "missions"),
    records=(FlagDayRow, FlagDayCheck, FlagInstruction, FlagHouse, FlagItem, FlagMovement, FlagReservation, MissionFlags),
    titles=fields.TITLES,
    fields=fields.FIELDS,
    commands=commands.HANDLERS,
    reactions=missions.REACTIONS,
    guards=(guarding.GUARD,),
    permissions=(SEE_FLAGS, EDIT_FLAGS),
    screens=(fields.FLAG_DAYS, fields.STOCK),
    search=(Searchable(FLAG_ITEM, {"flag_item": "id"}, stock.stock_texts),),
    today=today.GROUPS,
    checks=(readiness.CHECKS,),
    dossier=(dossier.SECTION,),
    calendar=(calendar_source.SOURCE,),
    verbs=(Verbs("flags", "plan flags; flag days", (*verbs.VERBS, *day_verbs.DAY_VERBS)),),
)
