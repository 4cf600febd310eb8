"""The way of a file: its states and the nineteen moves between them, as data, with who may make each.

Source: section 7 of the domain facts of service trips (checked there against UNICEF eTools). Moves 11 and 19 have several arms, and
what is done to an amendment (returned, withdrawn, refused, given up) leads back to the approval that still stands, never into
nothing: the office's approval of the edition before stays valid until the new one is decided.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domains.trips.vocabulary import State
from app.kernel.fields import Choice
from app.kernel.translated import Lazy, lazy


class Actor(StrEnum):
    """In which quality somebody moves a file."""

    REQUESTER = "requester"  # who made, sent or asks for it, and its travellers
    CELL = "cell"  # the protocol and travel cell
    APPROVER = "approver"  # of a step that is open now, or a stand-in
    HIGHEST = "highest"  # the highest level of the chain
    LINE_MANAGER = "line manager"
    FINANCE = "finance"
    HEAD_OF_CELL = "head of cell"
    CLOCK = "clock"  # the day has come; noticed when the program is used


class Step(StrEnum):
    """The name of a move."""

    BEGIN = "begin"
    SUBMIT = "submit"
    ADMIT = "admit"
    RETURN = "return"
    SUBMIT_AGAIN = "submit again"
    PASS = "pass"  # noqa: S105 - to the next step of the chain
    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    BOOK = "book"
    AMEND = "amend"
    SUBMIT_AMENDMENT = "submit amendment"
    GIVE_UP_AMENDMENT = "give up amendment"
    DEPART = "depart"
    COME_BACK = "come back"
    HAND_IN = "hand in"
    SEND_BACK = "send back"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"
    REGULARISE = "regularise"


@dataclass(frozen=True, slots=True)
class Transition:
    """One move: its number in the list of the nineteen, its name, from where to where, who may, and whether it needs a reason."""

    number: int
    step: Step
    origin: State | None
    to: State
    actors: tuple[Actor, ...]
    reason: bool = False


_S = State
_OURS = (Actor.REQUESTER, Actor.CELL)
_STOPPABLE = (
    _S.DRAFT,
    _S.SUBMITTED,
    _S.IN_APPROVAL,
    _S.RETURNED,
    _S.APPROVED,
    _S.BOOKED,
    _S.ON_TRIP,
    _S.TO_SETTLE,
    _S.AMENDING,
    _S.REGULARISATION,
)

TRANSITIONS = (
    Transition(1, Step.BEGIN, None, _S.DRAFT, _OURS),
    Transition(2, Step.SUBMIT, _S.DRAFT, _S.SUBMITTED, _OURS),
    Transition(3, Step.ADMIT, _S.SUBMITTED, _S.IN_APPROVAL, (Actor.CELL, Actor.CLOCK)),
    Transition(4, Step.RETURN, _S.SUBMITTED, _S.RETURNED, (Actor.CELL,), reason=True),
    Transition(4, Step.RETURN, _S.IN_APPROVAL, _S.RETURNED, (Actor.CELL, Actor.APPROVER), reason=True),
    Transition(4, Step.RETURN, _S.IN_APPROVAL, _S.AMENDING, (Actor.CELL, Actor.APPROVER), reason=True),
    Transition(5, Step.SUBMIT_AGAIN, _S.RETURNED, _S.SUBMITTED, _OURS),
    Transition(6, Step.PASS, _S.IN_APPROVAL, _S.IN_APPROVAL, (Actor.APPROVER,)),
    Transition(7, Step.APPROVE, _S.IN_APPROVAL, _S.APPROVED, (Actor.APPROVER, Actor.CLOCK)),
    Transition(8, Step.REFUSE, _S.IN_APPROVAL, _S.REFUSED, (Actor.APPROVER,), reason=True),
    Transition(8, Step.REFUSE, _S.IN_APPROVAL, _S.APPROVED, (Actor.APPROVER,), reason=True),
    Transition(8, Step.REFUSE, _S.IN_APPROVAL, _S.BOOKED, (Actor.APPROVER,), reason=True),
    Transition(9, Step.WITHDRAW, _S.SUBMITTED, _S.DRAFT, _OURS),
    Transition(9, Step.WITHDRAW, _S.IN_APPROVAL, _S.DRAFT, _OURS),
    Transition(9, Step.WITHDRAW, _S.IN_APPROVAL, _S.AMENDING, _OURS),
    Transition(9, Step.WITHDRAW, _S.REGULARISATION, _S.DRAFT, _OURS),
    Transition(10, Step.BOOK, _S.APPROVED, _S.BOOKED, (Actor.CELL,)),
    Transition(11, Step.AMEND, _S.APPROVED, _S.AMENDING, _OURS),
    Transition(11, Step.AMEND, _S.BOOKED, _S.AMENDING, _OURS),
    Transition(11, Step.SUBMIT_AMENDMENT, _S.AMENDING, _S.IN_APPROVAL, _OURS),
    Transition(11, Step.GIVE_UP_AMENDMENT, _S.AMENDING, _S.APPROVED, _OURS),
    Transition(11, Step.GIVE_UP_AMENDMENT, _S.AMENDING, _S.BOOKED, _OURS),
    Transition(12, Step.DEPART, _S.APPROVED, _S.ON_TRIP, (Actor.CLOCK,)),
    Transition(12, Step.DEPART, _S.BOOKED, _S.ON_TRIP, (Actor.CLOCK,)),
    Transition(13, Step.COME_BACK, _S.ON_TRIP, _S.TO_SETTLE, (Actor.CLOCK,)),
    Transition(14, Step.HAND_IN, _S.TO_SETTLE, _S.IN_CHECK, _OURS),
    Transition(15, Step.SEND_BACK, _S.IN_CHECK, _S.TO_SETTLE, (Actor.CELL, Actor.FINANCE), reason=True),
    Transition(16, Step.CLOSE, _S.IN_CHECK, _S.CLOSED, (Actor.CELL, Actor.FINANCE)),
    *(
        Transition(17, Step.CANCEL, state, _S.CANCELLED, (Actor.REQUESTER, Actor.LINE_MANAGER, Actor.CELL, Actor.APPROVER), reason=True)
        for state in _STOPPABLE
    ),
    Transition(18, Step.REOPEN, _S.CLOSED, _S.IN_CHECK, (Actor.HEAD_OF_CELL,), reason=True),
    Transition(19, Step.REGULARISE, _S.DRAFT, _S.REGULARISATION, _OURS, reason=True),
    Transition(19, Step.RETURN, _S.REGULARISATION, _S.RETURNED, (Actor.CELL, Actor.HIGHEST), reason=True),
    Transition(19, Step.REGULARISE, _S.RETURNED, _S.REGULARISATION, _OURS, reason=True),
    Transition(19, Step.APPROVE, _S.REGULARISATION, _S.APPROVED, (Actor.HIGHEST,)),
    Transition(19, Step.REFUSE, _S.REGULARISATION, _S.REFUSED, (Actor.HIGHEST,), reason=True),
)

END_STATES = frozenset({_S.REFUSED, _S.CANCELLED})
EDITABLE = frozenset({_S.DRAFT, _S.RETURNED, _S.AMENDING})
APPROVED_STATES = frozenset({_S.APPROVED, _S.BOOKED, _S.ON_TRIP, _S.TO_SETTLE, _S.IN_CHECK, _S.CLOSED})
LIVE = frozenset(State) - END_STATES - {_S.DRAFT}  # files that stand for a journey: they count for overlaps and lists

STEPS = (
    Choice(Step.BEGIN, lazy("began the request")),
    Choice(Step.SUBMIT, lazy("submitted")),
    Choice(Step.ADMIT, lazy("found admissible")),
    Choice(Step.RETURN, lazy("returned")),
    Choice(Step.SUBMIT_AGAIN, lazy("submitted again")),
    Choice(Step.PASS, lazy("passed on")),
    Choice(Step.APPROVE, lazy("approved")),
    Choice(Step.REFUSE, lazy("refused")),
    Choice(Step.WITHDRAW, lazy("withdrawn")),
    Choice(Step.BOOK, lazy("booked")),
    Choice(Step.AMEND, lazy("began an amendment")),
    Choice(Step.SUBMIT_AMENDMENT, lazy("submitted the amendment")),
    Choice(Step.GIVE_UP_AMENDMENT, lazy("gave up the amendment")),
    Choice(Step.DEPART, lazy("departed")),
    Choice(Step.COME_BACK, lazy("came back")),
    Choice(Step.HAND_IN, lazy("handed in report and expenses")),
    Choice(Step.SEND_BACK, lazy("sent back for a missing piece")),
    Choice(Step.CLOSE, lazy("closed")),
    Choice(Step.CANCEL, lazy("cancelled")),
    Choice(Step.REOPEN, lazy("reopened")),
    Choice(Step.REGULARISE, lazy("submitted for regularisation")),
)


def transition(step: Step, origin: State | None, to: State | None = None) -> Transition | None:
    """Find the move *step* from a state (to a state, when it leads to several); None when the list has none."""
    return next((t for t in TRANSITIONS if t.step is step and t.origin is origin and to in (None, t.to)), None)


def possible(origin: State) -> tuple[Transition, ...]:
    """Give the moves that the list knows from a state."""
    return tuple(t for t in TRANSITIONS if t.origin is origin)


def title_of(step: Step) -> Lazy:
    """Give the words of a move, as a fact."""
    return next(choice.title for choice in STEPS if choice.code == step)
