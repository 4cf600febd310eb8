"""Makers of missions and their parts, through the commands of the program; each returns the id of what it made."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from app.application import Application
from app.domains.missions import commands
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

FIRST_DAY, LAST_DAY = date(2021, 9, 22), date(2021, 9, 24)


def everywhere(text: str) -> Multilingual:
    """Give a text that is the same in all languages."""
    return Multilingual(text, text, text)


def days(text: str | None) -> PartialDate | None:
    """Read a date as far as it is known."""
    return PartialDate.parse(text) if text else None


def mission(
    application: Application,
    title: str = "Visit to Paris",
    starts: str | None = "2021-09-22",
    ends: str | None = "2021-09-24",
    **fields: Any,
) -> str:
    """Make a planned mission to Paris."""
    place = {"country": "FR", "city": "Paris", "zone": "Europe/Paris"}
    draft = MissionDraft(everywhere(title), starts=days(starts), ends=days(ends), **(place | fields))
    return application.execute(commands.AddMission(draft)).result


def participant(application: Application, mission: str, person: str | None = None, name: str = "Example", **fields: Any) -> str:
    """Take a person, a new one unless given, into the delegation."""
    person = person or application.execute(AddPerson(PersonDraft("Ada", name))).result
    return application.execute(commands.AddParticipant(mission, ParticipantDraft(person, **fields))).result


def party(application: Application, mission: str, **fields: Any) -> str:
    """Make an organiser, host, counterpart or guest."""
    return application.execute(commands.AddParty(mission, PartyDraft(**fields))).result


def item(
    application: Application,
    mission: str,
    title: str = "Meeting",
    day: date | None = FIRST_DAY,
    begins: time | None = time(9),
    **fields: Any,
) -> str:
    """Make a line of the programme, of an hour unless told."""
    draft = ItemDraft(everywhere(title), day=day, begins=begins, **({"minutes": 60} | fields))
    return application.execute(commands.AddItem(mission, draft)).result


def transport(application: Application, mission: str, **fields: Any) -> str:
    """Make a train from Brussels to Paris on the morning of the first day."""
    usual = {
        "from_place": "Brussels",
        "to_place": "Paris",
        "departs_on": FIRST_DAY,
        "departs_at": time(6),
        "arrives_on": FIRST_DAY,
        "arrives_at": time(7, 30),
    }
    return application.execute(commands.AddTransport(mission, TransportDraft(**(usual | {"arrives_zone": "Europe/Paris"} | fields)))).result


def stay(application: Application, mission: str, hotel: str = "Hotel Example", **fields: Any) -> str:
    """Make a hotel."""
    return application.execute(commands.AddStay(mission, StayDraft(hotel, checks_in=FIRST_DAY, checks_out=LAST_DAY, **fields))).result


def room(application: Application, stay: str, **fields: Any) -> str:
    """Make a room."""
    return application.execute(commands.AddRoom(stay, RoomDraft(**fields))).result


def whole(application: Application, participants: int = 2) -> str:
    """Make a mission that has something of everything."""
    made = mission(application)
    people = [participant(application, made, name=f"Example {number}", head=number == 0) for number in range(participants)]
    host = application.execute(AddPerson(PersonDraft("Bea", "Host"))).result
    party(application, made, person_id=host)
    item(application, made, "Opening", attended_by=tuple(people[:1]), with_persons=(host,), responsible_id=host)
    item(application, made, "Lunch", begins=time(12), zone="Europe/London")
    transport(application, made, passengers=tuple(people))
    room(application, stay(application, made), occupants=tuple(people[:1]))
    return made
