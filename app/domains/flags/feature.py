"""What the domain of flags brings."""

from __future__ import annotations

from app.domains.flags import (
    calendar_source,
    day_commands,
    day_verbs,
    dossier,
    fields,
    guarding,
    mission_commands,
    stock_commands,
    stock_queries,
    today,
    verbs,
)
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
from app.kernel.commands import handlers_in
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
    commands=tuple(handler for part in (day_commands, stock_commands, mission_commands) for handler in handlers_in(part)),
    reactions=mission_commands.REACTIONS,
    guards=(guarding.GUARD,),
    permissions=(SEE_FLAGS, EDIT_FLAGS),
    screens=(fields.FLAG_DAYS, fields.STOCK),
    search=(Searchable(FLAG_ITEM, {"flag_item": "id"}, stock_queries.stock_texts),),
    today=today.GROUPS,
    dossier=(dossier.SECTION,),
    calendar=(calendar_source.SOURCE,),
    verbs=(Verbs("flags", "plan flags; flag days", (*verbs.VERBS, *day_verbs.DAY_VERBS)),),
)
