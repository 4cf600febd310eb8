"""The gifts of a mission as lines: what is planned for whom, and what stands in the register or waits for its number."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.reserving_queries import ReservationRow
from app.domains.gifts.vocabulary import (
    DECISION_BADGES,
    RESERVATION_BADGES,
    STANDING_BADGES,
    STEPS,
    URGENCY_BADGES,
    Acceptance,
    Decision,
    ReservationState,
    Standing,
    Step,
)
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import Multilingual, lazy, lazy_count
from ui.kit.language import _, spoken
from ui.missions.words import title_of, two_lines

HANDED_OVER, TO_HAND_OVER, TO_ENTER = "handed over", "to hand over", "to enter"
NOTHING, ANSWERED = "nothing", "answered"
_MOST_COUNTED = 20
_STATES: dict[str, Badge] = {
    **{str(state): badge for state, badge in RESERVATION_BADGES.items()},
    HANDED_OVER: Badge(lazy("handed over"), Tone.GOOD),
    TO_ENTER: Badge(lazy("to be entered"), Tone.WARNING),
}
_WARNINGS: dict[str, Badge] = {
    ANSWERED: Badge(lazy("answered"), Tone.NEUTRAL),
    **{str(n): Badge(lazy_count("{number} warning", "{number} warnings", n), Tone.WARNING) for n in range(1, _MOST_COUNTED + 1)},
}
DECLINED = "declined"
_DECISIONS: dict[str, Badge] = {
    **{str(decision): badge for decision, badge in DECISION_BADGES.items() if decision},
    DECLINED: Badge(lazy("declined"), Tone.FAINT),
    str(Standing.STRUCK): STANDING_BADGES[Standing.STRUCK],
}
_PHOTO = Column("photo", lazy("Photograph"), ColumnKind.PICTURE, width=4)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A gift that was chosen for somebody. `warnings` is how many are open, or that all were answered."""

    id: str
    photo: str
    gift: str
    recipient: str
    moment: str
    carrier: str
    card: str
    warnings: str
    state: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A gift of the register, or one that waits for its number."""

    id: str
    photo: str
    gift: str
    giver: str
    recipient: str
    value: str
    step: str
    due: str
    decision: str


PLANNED_COLUMNS = (
    _PHOTO,
    Column("gift", lazy("Gift"), stretch=True, width=28),
    Column("recipient", lazy("For whom"), stretch=True, width=24),
    Column("moment", lazy("When"), stretch=True, width=22),
    Column("carrier", lazy("Carried by"), width=15),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=_STATES, width=12),
    Column("warnings", lazy("Warnings"), ColumnKind.BADGE, badges=_WARNINGS, width=11),
    Column("card", lazy("Card in"), width=5),
)
_WHAT = Column("gift", lazy("Gift"), stretch=True, width=28)
_FROM = Column("giver", lazy("From"), stretch=True, width=20)
_TO = Column("recipient", lazy("For whom"), stretch=True, width=20)
_VALUE = Column("value", lazy("Value"), ColumnKind.NUMBER, width=10)
_STEP = Column("step", lazy("What is due"), stretch=True, width=18)
_URGENT = Column("due", lazy("Deadline"), ColumnKind.BADGE, badges=URGENCY_BADGES, width=8)
_DECISION = Column("decision", lazy("Outcome"), ColumnKind.BADGE, badges=_DECISIONS, width=15)
RECEIVED_COLUMNS = (_PHOTO, _WHAT, _FROM, _TO, _VALUE, _STEP, _URGENT, _DECISION)
GIVEN_COLUMNS = (_PHOTO, _WHAT, _TO, _VALUE, _STEP, _URGENT)


def planned_line(row: ReservationRow, to_enter: Container[str], open_warnings: Mapping[str, int]) -> PlannedLine:
    """Write a gift that was chosen; `to_enter` are the gifts that wait for their number, `open_warnings` those of each reservation."""
    wording = spoken.wording
    name = wording.text(row.item_name)
    counted = _("{number} × {name}", number=row.number, name=name) if row.number > 1 else name
    where = wording.text(row.organisation) if row.person_id else ""
    return PlannedLine(
        row.id,
        row.item_photo,
        two_lines(counted, row.item_code, row.gift_number),
        two_lines(wording.text(row.recipient), where),
        when_of(row),
        row.carrier,
        row.card_language.upper() if row.card_text or row.card_language else "",
        _warned(row, open_warnings.get(row.id, 0)),
        _state(row, to_enter),
    )


def when_of(row: ReservationRow) -> str:
    """Write when something is handed over, as far as it is known: the day above the hour and the line of the programme."""
    formats, moment = spoken.wording.formats, spoken.wording.text(row.moment)
    if row.day is None:
        return moment
    begins = formats.time(row.begins) if row.begins is not None else ""
    return two_lines(formats.day(row.day), begins, moment)


def register_line(row: GiftRow) -> RegisterLine:
    """Write a gift of the register."""
    wording = spoken.wording
    name = wording.text(row.description)
    counted = _("{number} × {name}", number=row.pieces, name=name) if row.pieces > 1 else name
    standing = row.number or _(STANDING_BADGES[Standing.NOTED].title)
    return RegisterLine(
        row.id,
        row.photo,
        two_lines(counted, standing, wording.formats.day(row.day)),
        two_lines(wording.text(row.giver), row.giver_body),
        two_lines(wording.text(row.recipient), row.recipient_body),
        wording.formats.money(row.value) if row.value is not None else "",
        _due_told(row.next_step, row.due),
        str(row.urgency),
        _outcome(row),
    )


def totals(rows: Sequence[ReservationRow]) -> str:
    """Say how many gifts were chosen, and how many of them are still to be handed over."""
    there = [row for row in rows if row.state in (ReservationState.RESERVED, ReservationState.ISSUED)]
    if not there:
        return ""
    open_ones = sum(row.open for row in there)
    told = [_(lazy_count("{number} gift chosen", "{number} gifts chosen", len(there)))]
    if open_ones:
        told.append(_(lazy_count("{number} to be handed over", "{number} to be handed over", open_ones)))
    return "  ·  ".join(told)


def open_warnings(findings: Sequence[Finding]) -> Mapping[str, int]:
    """Count what speaks against each of the chosen gifts and has not been answered, by its id."""
    counted: dict[str, int] = {}
    for finding in findings:
        if finding.ref is not None and finding.severity is not Severity.NOTES:
            counted[finding.ref.id] = counted.get(finding.ref.id, 0) + 1
    return counted


def _warned(row: ReservationRow, still_open: int) -> str:
    if still_open:
        return str(min(still_open, _MOST_COUNTED))
    return ANSWERED if row.answers else NOTHING


def _state(row: ReservationRow, to_enter: Container[str]) -> str:
    if row.state is ReservationState.ISSUED and row.gift_id is not None:
        return TO_ENTER if row.gift_id in to_enter else HANDED_OVER
    return str(row.state)


def _due_told(step: Step | None, due: date | None) -> str:
    if step is None:
        return ""
    told = title_of(STEPS, step)
    if due is None:
        return told
    return f"{told}\n{_('by {day}', day=due)}"


def _outcome(row: GiftRow) -> str:
    if row.standing is Standing.STRUCK:
        return str(Standing.STRUCK)
    if row.acceptance is Acceptance.DECLINED:
        return DECLINED
    return str(row.decision) if row.decision is not Decision.OPEN else ""


def names(texts: Sequence[Multilingual]) -> str:
    """Write several names in a row."""
    return spoken.wording.formats.join(spoken.wording.text(text) for text in texts)
