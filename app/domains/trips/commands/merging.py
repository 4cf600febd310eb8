"""What trips do when two entries turn out to be one person: what is still being written follows, what was submitted stays as it was."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from app.domains.people.events import PersonsMerged
from app.domains.trips.records import TripEdition, TripTraveller
from app.kernel.events import Reaction
from app.kernel.work import Work


def follow(event: PersonsMerged, work: Work) -> None:
    """Name the person that is kept in the editions that are being written."""
    trips = select(TripTraveller.trip_id).where(TripTraveller.person_id == event.kept)
    for edition in work.scalars(select(TripEdition).where(TripEdition.trip_id.in_(trips), TripEdition.digest == "")):
        edition.travellers = tuple(
            replace(traveller, person=event.kept) if traveller.person == event.dissolved else traveller for traveller in edition.travellers
        )


REACTIONS = (Reaction(PersonsMerged, follow),)
