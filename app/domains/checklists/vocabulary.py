"""The words of checklists: rights, kinds of records, how far a task is, how it presses, and in whose hands it can be."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from app.kernel import readiness
from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, Multilingual, lazy, told

SEE_CHECKLISTS = Permission("checklists.see", lazy("see checklists and what is still to be done"))
EDIT_CHECKLISTS = Permission("checklists.edit", lazy("keep checklists and their tasks"))
EDIT_TEMPLATES = Permission("checklists.templates", lazy("change the templates of checklists"))

TASK, USE, TEMPLATE, HOLDER = "task", "checklist", "checklist template", "duty holder"

SOON_DAYS = 3  # a task that is due within so many days presses


class TaskState(StrEnum):
    """How far a task is."""

    OPEN = "open"
    DOING = "doing"
    DONE = "done"
    NOT_NEEDED = "not needed"


class Urgency(StrEnum):
    """How a task presses; see `rules.urgency`. Always shown with its word, never by its colour alone."""

    LATE = "late"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"
    CLOSED = "closed"


class Scope(StrEnum):
    """What a checklist is kept for: the whole of a subject, or each of its parts of one sort (`readiness.PartSource.scope`)."""

    WHOLE = ""
    TRAVELLER = "traveller"
    CEREMONY = "ceremony"
    SIGNING = "signing"
    GIFT = "gift"


class TemplateOrigin(StrEnum):
    """Where a template comes from."""

    SHIPPED = "shipped"
    CHANGED = "changed"  # it comes with the program and the office has changed it
    OWN = "own"


TASK_STATES = {
    TaskState.OPEN: Badge(lazy("open"), Tone.NEUTRAL),
    TaskState.DOING: Badge(lazy("in hand"), Tone.BUSY),
    TaskState.DONE: Badge(lazy("done"), Tone.GOOD),
    TaskState.NOT_NEEDED: Badge(lazy("not needed"), Tone.FAINT),
}
URGENCIES = {
    Urgency.LATE: Badge(lazy("late"), Tone.BAD),
    Urgency.SOON: Badge(lazy("due within three days"), Tone.WARNING),
    Urgency.LATER: Badge(lazy("later"), Tone.NEUTRAL),
    Urgency.UNDATED: Badge(lazy("no date yet"), Tone.FAINT),
    Urgency.CLOSED: Badge(lazy("closed"), Tone.FAINT),
}
ORIGINS = {
    TemplateOrigin.SHIPPED: Badge(lazy("comes with the program"), Tone.NEUTRAL),
    TemplateOrigin.CHANGED: Badge(lazy("changed by the office"), Tone.BUSY),
    TemplateOrigin.OWN: Badge(lazy("set by the office"), Tone.BUSY),
}
# Days that nobody of the office has confirmed are said to be what they are.
CERTAINTIES = {"default": Badge(lazy("default"), Tone.WARNING), "confirmed": Badge(lazy("confirmed"), Tone.GOOD)}
OPEN_STATES = (TaskState.OPEN, TaskState.DOING)

DUTIES = (
    Choice(Duty.HEAD, lazy("Head of the cell")),
    Choice(Duty.PROT, lazy("Protocol officer")),
    Choice(Duty.TRAV, lazy("Travel officer")),
    Choice(Duty.DESK, lazy("Country or theme desk")),
    Choice(Duty.CAB, lazy("Cabinet")),
    Choice(Duty.COMM, lazy("Communication")),
    Choice(Duty.FIN, lazy("Budget")),
    Choice(Duty.GIFT, lazy("Gift custodian")),
    Choice(Duty.SECU, lazy("Security liaison")),
    Choice(Duty.IT, lazy("Technician")),
    Choice(Duty.PERS, lazy("Traveller")),
    Choice(Duty.EMB, lazy("Embassy or post abroad")),
    Choice(Duty.HOST, lazy("Host of the venue")),
)
SCOPES = (
    Choice(Scope.WHOLE, lazy("the whole mission")),
    Choice(Scope.TRAVELLER, lazy("each traveller")),
    Choice(Scope.CEREMONY, lazy("each ceremony")),
    Choice(Scope.SIGNING, lazy("each signing")),
    Choice(Scope.GIFT, lazy("each gift")),
)

# For which parts of a subject a line is: each of them, or those of a kind that a domain names (`readiness.PartSource.kinds`), or none of them.
EACH_PART, NO_PART = "", "whole"
PARTS = (
    Choice(EACH_PART, lazy("each of them")),
    Choice(NO_PART, lazy("once, for the whole mission")),
)

RECEIPT, SUBMISSION = "receipt", "submission"  # anchors that a gift, or the visa of a traveller, brings with it
ANCHORS = (
    Choice(readiness.START, lazy("First day")),
    Choice(readiness.END, lazy("Last day")),
    Choice(readiness.ARRIVAL, lazy("Arrival")),
    Choice(readiness.DEPARTURE, lazy("Departure")),
    Choice(RECEIPT, lazy("Gift received")),
    Choice(SUBMISSION, lazy("Visa filed")),
    Choice(readiness.YEAR_END, lazy("End of the year")),
)
_DUTY_TITLES = {choice.code: choice.title for choice in DUTIES}
_ANCHOR_TITLES = {choice.code: choice.title for choice in ANCHORS}


def duty_titles(codes: Iterable[str]) -> tuple[Lazy, ...]:
    """Name the roles of *codes*, in their order; a code that nobody knows is shown as it is."""
    return tuple(_DUTY_TITLES.get(code) or told(Multilingual.same(code)) for code in codes)


def anchor_title(code: str) -> Lazy | None:
    """Name one of the usual anchors; None for an anchor of a single thing ("item:<id>"), whose domain names it."""
    return _ANCHOR_TITLES.get(code)
