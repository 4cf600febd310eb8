"""Makers of people who hold an office, and what tests ask of an order."""

from __future__ import annotations

from app.application import Application
from app.domains.missions.protocol.queries import PlaceRow, RankedMission, ranking_of
from app.domains.missions.protocol.vocabulary import Who
from tests.makers import Make, missions
from tests.makers.missions import days

START = "2019-07-18"


def holder(application: Application, name: str, office: str = "", since: str | None = START, title: str = "", **post: object) -> str:
    """Make somebody who holds an office of the catalogue (none without a code); return the id of the person."""
    make = Make(application)
    person = make.person("Ada", name)
    if office or title:
        make.post(person, title or office.replace("-", " "), office=office, since=days(since), **post)
    return person


def delegation(application: Application, *people: str, head: str = "", **fields: object) -> str:
    """Make a mission with a delegation of persons, in this order of entry."""
    mission = missions.mission(application, **fields)  # type: ignore[arg-type]
    for person in people:
        missions.participant(application, mission, person, head=person == head)
    return mission


def names(ranked: RankedMission) -> list[str]:
    """Give the family names in the order in which they stand."""
    return [row.name.removeprefix("Ada ") for row in ranked.rows]


def order(application: Application, mission: str, who: Who = Who.DELEGATION, profile: str = "") -> list[str]:
    """Give the family names of a mission in order of precedence."""
    return names(application.ask(ranking_of(mission, who, profile)))


def place(application: Application, mission: str, person: str, who: Who = Who.DELEGATION) -> PlaceRow:
    """Give the place of a person."""
    return next(row for row in application.ask(ranking_of(mission, who)).rows if row.person_id == person)
