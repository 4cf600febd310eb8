"""How the order of a mission is kept: what the office has decided, never the order itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.missions.protocol import vocabulary as words
from app.domains.missions.protocol.vocabulary import Who
from app.domains.missions.vocabulary import MISSION
from app.domains.people.precedence.guests import Capacity
from app.domains.people.vocabulary import PRECEDENCE_LIST
from app.mapping.base import NAMES, STRICT, Record
from app.mapping.types import Code

_OF_MISSION = {"mission_id": MISSION}


class MissionOrder(Record):
    """By which list a mission is put in order. A mission without a row follows the usual list on its first day.

    `profile` is the code of the list, empty for the usual one; `day` the day on which posts are looked at, empty for the first
    day of the mission; `alphabet` that of the States, empty for the list's own; `host_cedes` gives the first place to the guest of honour.
    """

    __tablename__ = "mission_order"
    kind = words.MISSION_ORDER
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), unique=True, index=True)
    profile: Mapped[str] = mapped_column(default="", info={NAMES: PRECEDENCE_LIST})
    day: Mapped[date | None]
    alphabet: Mapped[str] = mapped_column(default="")
    host_cedes: Mapped[bool] = mapped_column(default=False)


class Standing(Record):
    """As what a person takes part in a mission, and the post that counts there; one for a person in a mission.

    `other_person_id` is who is represented or accompanied. Two entries of one person may each have had one, so that the file itself
    does not forbid a second one: merging them keeps the first.
    """

    __tablename__ = "standing"
    kind = words.STANDING
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    post_id: Mapped[str | None] = mapped_column(ForeignKey("post.id"), index=True)
    capacity: Mapped[Capacity] = mapped_column(Code(Capacity), default=Capacity.OWN)
    other_person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    remark: Mapped[str] = mapped_column(default="")

    __table_args__ = (Index("ix_standing_mission_id", "mission_id", "person_id"), STRICT)


class PlaceMove(Record):
    """A place given by hand, with its reason: directly before another person, or last when there is none.

    `among` is the order in which it was given: last of the delegation is not last of everybody. `by_name` is the name of the user at
    that moment, kept as it was.
    """

    __tablename__ = "place_move"
    kind = words.PLACE_MOVE
    owners: ClassVar = _OF_MISSION

    mission_id: Mapped[str] = mapped_column(ForeignKey("mission.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    before_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"), index=True)
    among: Mapped[Who] = mapped_column(Code(Who), default=Who.DELEGATION)
    reason: Mapped[str]
    by_name: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
