"""What the office fills in about the order of a mission."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domains.people.precedence.guests import Capacity


@dataclass(frozen=True, slots=True)
class OrderDraft:
    """By which list a mission is put in order; every field empty is the usual list on the first day of the mission.

    `profile` is the code of a list, `day` the day on which posts are looked at, `alphabet` that of the States (empty as in the list);
    `host_cedes` gives the first place to the guest of honour, the host is second.
    """

    profile: str = ""
    day: date | None = None
    alphabet: str = ""
    host_cedes: bool = False


@dataclass(frozen=True, slots=True)
class StandingDraft:
    """As what a person takes part. `post_id` is the post that counts here (the highest one held when empty).

    `other_person_id` is who is represented or accompanied; it goes with every capacity but the own one.
    """

    post_id: str | None = None
    capacity: Capacity = Capacity.OWN
    other_person_id: str | None = None
    remark: str = ""
