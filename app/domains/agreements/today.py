"""What agreements have to say on the Today page: those that end."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.agreements.queries import ending
from app.domains.agreements.vocabulary import AGREEMENT, SEE_AGREEMENTS, Standing
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import lazy
from app.kernel.work import Reader


@query(SEE_AGREEMENTS)
def lines(reader: Reader) -> Sequence[TodayLine]:
    """Give a line for each agreement that has ended or is about to."""
    return [
        TodayLine(
            Ref(AGREEMENT, row.id),
            lazy("Agreement with {partner}", partner=row.partner),
            row.expires,
            Tone.BAD if row.standing is Standing.EXPIRED else Tone.WARNING,
            lazy("ended on {day}", day=row.expires) if row.standing is Standing.EXPIRED else lazy("ends on {day}", day=row.expires),
        )
        for row in ending.of(reader)
    ]


ENDING = TodayGroup(lazy("Agreements that end"), 60, lines)
