"""Readiness: what domains say of a record, so that checklists can be kept for it without knowing what it is.

A domain that keeps something to be made ready (a mission) describes it (`SubjectSource`). Any domain gives the days from which due
dates are counted (`AnchorSource`), the parts that need a checklist each (`PartSource`: travellers, ceremonies, gifts), and what it finds
missing (`CheckSource`). All of them answer for many records at once: the number of statements must not grow with theirs.

Facts of this storey are the base classes of the events of the domains: a domain's own event says which it is, and whoever reacts to
the base hears of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Finding
from app.kernel.events import Event
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.permissions import Permission
from app.kernel.queries import Query
from app.kernel.translated import Lazy, Multilingual

if TYPE_CHECKING:
    from app.kernel.work import Reader


class Duty(StrEnum):
    """In whose hands a task is; the roles of the office's checklists (domain facts of protocol, 9.3)."""

    HEAD = "HEAD"  # head of the cell
    PROT = "PROT"  # protocol officer
    TRAV = "TRAV"  # travel officer
    DESK = "DESK"  # geographic or thematic desk
    CAB = "CAB"  # cabinet of the minister or state secretary
    COMM = "COMM"  # communication
    FIN = "FIN"  # budget
    GIFT = "GIFT"  # gift custodian
    SECU = "SECU"  # security liaison
    IT = "IT"  # technician
    PERS = "PERS"  # the traveller
    EMB = "EMB"  # embassy, or the post of hub.brussels
    HOST = "HOST"  # host of the venue


# The usual anchors. An item of the programme is "item:<id>"; a domain names its own likewise ("visa:<id>").
START, END, ARRIVAL, DEPARTURE, YEAR_END = "start", "end", "arrival", "departure", "year end"


@dataclass(frozen=True, slots=True)
class Subject:
    """A record that is made ready, as its domain describes it.

    `type` and `direction` are codes by which usual checklists are proposed; `country` is that of the partner, for its holidays; `zone`
    the clock of the place. `over` says that it has taken place, `off` that it will not (cancelled).
    """

    ref: Ref
    title: Multilingual
    number: str
    type: str
    direction: str
    country: str
    zone: str
    period: tuple[PartialDate | None, PartialDate | None]
    over: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class SubjectSource:
    """How records of one kind are described to checklists.

    `describe(reader, ids)` gives them by id, without those that are gone. `current(reader)` gives the ids of those still to come or under
    way, by their first day, those without one last. `recent(reader, since)` gives those that are over since that day (after-care).
    `find(word)` finds one by what is typed on the command line. `types` and `directions` are offered in the editor of templates.
    """

    kind: str
    permission: Permission
    describe: Callable[[Reader, Sequence[str]], Mapping[str, Subject]]
    current: Callable[[Reader], Sequence[str]]
    recent: Callable[[Reader, date], Sequence[str]]
    find: Callable[[str], Query[str]]
    types: tuple[Choice, ...] = ()
    directions: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day, or an aware moment, from which due dates are counted, and what it is called.

    `when` None: it is there, but its day is not known yet. `roughly`: only its month or year is known, and this is the first day it can be.
    """

    title: Lazy | Multilingual
    when: date | datetime | None
    roughly: bool = False


@dataclass(frozen=True, slots=True)
class AnchorSource:
    """Days that a domain knows of records of one kind: `anchors` are those it always names, for the editor of templates.

    `values(reader, ids)` gives, for each id, the anchors by their key, those of single things ("item:<id>") included. An anchor for one
    part alone (the filing of one traveller's visa) has the key "<code>/<id of the part>": a task about that part takes it before "<code>".
    """

    kind: str
    anchors: tuple[Choice, ...]
    values: Callable[[Reader, Sequence[str]], Mapping[str, Mapping[str, Anchor]]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a subject that has a checklist of its own; `anchor` is what stands in the place of "start" for it (a ceremony's item).

    `kind` says which of the kinds of its source it is of (a gift that is given, or received); empty where they are all alike.
    """

    ref: Ref
    title: Multilingual
    anchor: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class PartSource:
    """The parts of records of one kind under one scope ("traveller", "ceremony", "gift"), by the id of the record.

    `kinds` are those that a part can be of, for the editor of templates: a line may be for parts of one kind alone.
    """

    kind: str
    scope: str
    title: Lazy
    parts: Callable[[Reader, Sequence[str]], Mapping[str, Sequence[Part]]]
    kinds: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """What a domain finds missing in a subject: it clears itself when it is mended.

    The finding's `ref` says what it is about, its `rule` is stable. `duty` is in whose hands it is, `due` by when it must be mended.
    `area` is the tab where it is mended, when that is another one than its source says.
    """

    finding: Finding
    duty: str = Duty.PROT
    due: date | None = None
    area: Lazy | None = None


@dataclass(frozen=True, slots=True)
class CheckSource:
    """What a domain checks of records of one kind, under a heading; `area` is the same word as the tab where it is mended."""

    kind: str
    area: Lazy
    order: int
    checks: Callable[[Reader, Sequence[str]], Mapping[str, Sequence[Check]]]


# ------------------------------------------------------------------------------------------------ facts


class SubjectChanged(Event):
    """Anchors or parts of a subject may be others than before. Each kind of it says which record is meant."""

    __slots__ = ()

    @property
    def subject(self) -> Ref:
        """The record that is made ready."""
        raise AssertionError(f"{type(self).__name__} does not say what it is about")


class SubjectMoved(SubjectChanged):
    """Its dates are others: what was produced of it, and handed out, no longer holds."""

    __slots__ = ()

    @property
    def why(self) -> str:
        """The reason in the words of the office; empty when nobody gave one."""
        return ""


class SubjectEnded(SubjectChanged):
    """It will not take place: what was produced of it no longer holds, and what was to be done need not be."""

    __slots__ = ()

    @property
    def why(self) -> str:
        """The reason in the words of the office; empty when nobody gave one."""
        return ""


class SubjectCloned(SubjectChanged):
    """It was made after the pattern of another one."""

    __slots__ = ()

    @property
    def after(self) -> Ref:
        """The pattern."""
        raise AssertionError(f"{type(self).__name__} does not say after what")


class SubjectRemoved(SubjectChanged):
    """It is about to be removed; it is still there while this is announced."""

    __slots__ = ()


class RecordsMerged(Event):
    """Two records turned out to be one: whoever points at the one that goes must point at the one that stays."""

    __slots__ = ()

    @property
    def merged(self) -> tuple[Ref, Ref]:
        """The one that goes, and the one that stays."""
        raise AssertionError(f"{type(self).__name__} does not say which")
