"""The texts by which search finds entries of the register."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select

from app.domains.gifts.records import Gift
from app.domains.gifts.reserving_queries import organisation_names, person_names
from app.domains.missions.records import Mission
from app.kernel.search import SearchText
from app.kernel.translated import Multilingual
from app.kernel.work import Reader


def gift_texts(reader: Reader, ids: Sequence[str]) -> Iterable[SearchText]:
    """Give the texts by which search finds entries: number, description, giver and recipient, occasion, mission, place."""
    gifts = reader.scalars(select(Gift).where(Gift.id.in_(ids)))
    persons = person_names(reader, (id for gift in gifts for id in (gift.giver_person_id, gift.recipient_person_id)))
    bodies = organisation_names(reader, (id for gift in gifts for id in (gift.giver_organisation_id, gift.recipient_organisation_id)))
    missions = {
        row.id: row for row in reader.rows(select(Mission.id, Mission.number, Mission.title).where(Mission.id.in_(_missions_of(gifts))))
    }
    for gift in gifts:
        mission = missions.get(gift.mission_id or "")
        names = [persons.get(id or "", "") for id in (gift.giver_person_id, gift.recipient_person_id)]
        of_bodies = [bodies.get(id or "", Multilingual()).all() for id in (gift.giver_organisation_id, gift.recipient_organisation_id)]
        yield SearchText(
            gift.id,
            gift.description,
            Multilingual.same(gift.number or ""),
            (
                *(gift.number or "", *gift.description.all(), *names),
                *(text for body in of_bodies for text in body),
                *(gift.giver_said, gift.recipient_said, gift.occasion, gift.place),
                *((mission.number, *mission.title.all()) if mission else ()),
            ),
        )


def _missions_of(gifts: Iterable[Gift]) -> set[str]:
    return {gift.mission_id for gift in gifts if gift.mission_id}


def gifts_of_persons(reader: Reader, persons: Sequence[str]) -> Iterable[str]:
    """Give the entries in whose texts these persons stand."""
    return reader.scalars(select(Gift.id).where(or_(Gift.giver_person_id.in_(persons), Gift.recipient_person_id.in_(persons))))


def gifts_of_organisations(reader: Reader, organisations: Sequence[str]) -> Iterable[str]:
    """Give the entries in whose texts these organisations stand."""
    theirs = or_(Gift.giver_organisation_id.in_(organisations), Gift.recipient_organisation_id.in_(organisations))
    return reader.scalars(select(Gift.id).where(theirs))


def gifts_of_missions(reader: Reader, missions: Sequence[str]) -> Iterable[str]:
    """Give the entries in whose texts these missions stand."""
    return reader.scalars(select(Gift.id).where(Gift.mission_id.in_(missions)))
