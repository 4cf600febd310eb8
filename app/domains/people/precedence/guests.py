"""What is known of those who are put in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual


class Capacity(StrEnum):
    """As what somebody takes part (`domain/protocol.md` 1.5)."""

    OWN = ""  # for themselves, with their own post
    REPRESENTATIVE = "representative"  # for somebody else: after the holders of that rank, or at their own rank
    MANDATE = "mandate"  # with the full rank of who is represented: the King's representative, a full head-of-delegation mandate
    PARTNER = "partner"  # spouse or partner: beside the partner, unless they hold an office of their own


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as precedence sees it; `office` is the code of the catalogue, empty while nobody has said which office it is.

    `since` and `until` bound it; `seniority` counts instead of `since` when it is given. `credentials` is the moment of presenting
    credentials. `order` is the place that the body itself has decided among its members (1 first). `founded` and `country` are of the organisation;
    `country` is the person's when the organisation has none.
    """

    id: str
    title: Multilingual
    office: str = ""
    organisation: Multilingual = Multilingual()
    country: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None
    seniority: PartialDate | None = None
    credentials: datetime | None = None
    order: int | None = None
    founded: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody to be put in order. `id` is the person's; `sort_name` the folded family name and given names.

    `chosen_post` is the post that counts here when somebody said so; without it the highest one held on the day. `other` is who is represented
    or accompanied (a person known to the office, present or not); it is not followed any further. `entered` is the place in the list in which the
    office entered them, the head of a delegation first: it decides, before names do, among those whom the list of precedence does not name.
    """

    id: str
    name: str
    sort_name: str
    posts: tuple[HeldPost, ...] = ()
    born: PartialDate | None = None
    chosen_post: str = ""
    host: bool = False
    guest_of_honour: bool = False
    capacity: Capacity = Capacity.OWN
    other: Guest | None = None
    entered: int | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A place given by hand: *guest* directly before *before*, or last when that is empty; with the reason, who said so and when."""

    id: str
    guest: str
    before: str
    reason: str
    by: str
    at: datetime
