"""What flags put on the Today page: the order of the day, what is to be compared with its source, and stock that does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from app.domains.flags.days import OrderOfDay, sentence
from app.domains.flags.house import flag_rules
from app.domains.flags.queries.days import orders_of_days, to_be_checked
from app.domains.flags.queries.stock import stock_findings
from app.domains.flags.terms import FLAG_DAY, INSTRUCTION, SEE_FLAGS
from app.kernel.errors import Severity
from app.kernel.fields import TodayGroup, TodayLine, Tone
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

NEXT = timedelta(7)
SOON = timedelta(14)


@query(SEE_FLAGS)
def flags_of_the_day(reader: Reader) -> Sequence[TodayLine]:
    """Give the flag order of today: which flags fly, at which height, why, and what does not go together; then the next day on which flags fly."""
    order, *coming = orders_of_days(reader, [reader.today + timedelta(number) for number in range(NEXT.days + 1)])
    lines = _lines(reader, order)
    if following := next((one for one in coming if one.occasions), None):
        lines += _lines(reader, following)
    return lines


def _lines(reader: Reader, order: OrderOfDay) -> list[TodayLine]:
    day, rules = PartialDate.of(order.day), flag_rules.of(reader)
    if not order.occasions:
        return []
    names = {code: rules.title_of(code) for code in order.flags}
    first = order.occasions[0]
    tone = Tone.WARNING if order.half_mast else Tone.GOOD if order.day == reader.today else Tone.NEUTRAL
    lines = [TodayLine(_opened(first.ref), sentence(order, names), day, tone, _why(order))]
    lines += [TodayLine(_opened(finding.ref or first.ref), finding.message, day, Tone.WARNING) for finding in order.findings]
    return lines


def _opened(ref: Ref) -> Ref:
    # An instruction has no page of its own: it stands on that of the flag days.
    return Ref(FLAG_DAY, "") if ref.kind == INSTRUCTION else ref


def _why(order: OrderOfDay) -> Lazy:
    titles = tuple(one.title for one in order.occasions)
    if len(titles) == 1:
        return lazy("{occasion}", occasion=titles[0])
    if len(titles) == 2:  # noqa: PLR2004 - two are named
        return lazy("{first}; {second}", first=titles[0], second=titles[1])
    return lazy("{first}; {second}; and {number} more", first=titles[0], second=titles[1], number=len(titles) - 2)


@query(SEE_FLAGS)
def flag_days_to_check(reader: Reader) -> Sequence[TodayLine]:
    """Give the flag days that are to be compared with their source before they come: once a year."""
    return [
        TodayLine(
            Ref(FLAG_DAY, day.code),
            lazy("Does “{occasion}” still stand in the list of flag days?", occasion=day.occasion),
            PartialDate.of(comes),
            Tone.WARNING if comes - reader.today <= SOON else Tone.NEUTRAL,
            lazy("Compare it with its source: {source}", source=day.source),
        )
        for day, comes in to_be_checked.of(reader)
    ]


@query(SEE_FLAGS)
def stock_in_doubt(reader: Reader) -> Sequence[TodayLine]:
    """Give what does not add up in the stock: flags not brought back, loans that ran out, more promised than there is."""
    return [
        TodayLine(
            finding.ref, finding.message, PartialDate.of(reader.today), Tone.BAD if finding.severity is Severity.WARNS else Tone.NEUTRAL
        )
        for finding in stock_findings.of(reader)
        if finding.ref
    ]


GROUPS = (
    TodayGroup(lazy("Flag order of the day"), 15, flags_of_the_day, empty=lazy("No flag has to fly today or in the next week.")),
    TodayGroup(lazy("Flag days to compare with their source"), 61, flag_days_to_check),
    TodayGroup(lazy("Flags of the stock"), 62, stock_in_doubt),
)
