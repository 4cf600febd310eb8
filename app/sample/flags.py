"""The flags of the sample office: a stock, and the flags of the invented visit, of which one is still to be found.

The Example Region exists nowhere, and nobody has drawn its flag: a blank with its name stands for it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from app.domains.flags.commands.missions import AddMissionFlags, ReserveMissionFlags
from app.domains.flags.commands.stock import AddFlagItem, NoteMovement
from app.domains.flags.mission_flags import MissionFlagsDraft
from app.domains.flags.stock import ItemDraft, MovementDraft
from app.domains.flags.terms import Condition, Make
from app.domains.flags.vocabulary import Support
from app.kernel.commands import Command

Do = Callable[[Command[Any]], Any]

REGION = "other:Example Region"  # as the program writes the flag of a region without a State
_CELLAR, _CUPBOARD, _DRAWER = "kelder / cave", "kast 2 / armoire 2", "lade 4 / tiroir 4"
_GUESTS = "Voorbeeldregio / Région Exemple"
_STOCK = (
    *(ItemDraft(code, Make.MAST, "150x225", 4, location=_CELLAR) for code in ("BE", "BE-BRU", "EU")),
    ItemDraft("UN", Make.MAST, "150x225", 1, location=_CELLAR),
    *(ItemDraft(code, Make.INDOOR, "100x150", 3, location=_CUPBOARD) for code in ("BE", "BE-BRU", "EU")),
    *(ItemDraft(code, Make.INDOOR, "100x150", 1, location=_CUPBOARD) for code in ("DE", "FR", "GB", "LU", "NL")),
    *(ItemDraft(code, Make.TABLE, "10x15", 6, location=_DRAWER) for code in ("BE", "BE-BRU", "EU")),
    ItemDraft("BE-BRU", Make.PENNANT, "30x45", 2, location=_DRAWER),
)


def fill_stock(do: Do, today: date) -> None:
    """Enter the stock of the office, with a flag that is to be mended."""
    items = {(draft.code, draft.make): do(AddFlagItem(draft)) for draft in _STOCK}
    torn = MovementDraft(today, 1, Condition.GOOD, Condition.DAMAGED, "losse zoom / ourlet décousu")
    do(NoteMovement(items["EU", Make.INDOOR], torn))


def plan_flags(do: Do, mission: str, first: date, last: date) -> None:
    """Plan the flags of the visit before the house and on the signing table; the mast flag of the guests is lent, the table flag is missing."""
    do(
        AddFlagItem(
            ItemDraft(
                REGION, Make.MAST, "150x225", 1, owner=_GUESTS, borrowed_from=_GUESTS, since=first - timedelta(2), until=last + timedelta(3)
            )
        )
    )
    masts = MissionFlagsDraft(
        place="gevel van het kabinet / façade du cabinet",
        support=Support.MASTS,
        places=4,
        size="150x225",
        hoisted_at=time(8, 0),
        lowered_at=time(20, 0),
        responsible="Sascha Muster",
    )
    table = MissionFlagsDraft(
        place="tafel van de ondertekening / table de la signature",
        support=Support.SIGNING,
        size="10x15",
        left_out=("BE", "EU"),
        responsible="Sascha Muster",
    )
    for draft in (masts, table):
        do(AddMissionFlags(mission, draft))
    do(ReserveMissionFlags(mission))
