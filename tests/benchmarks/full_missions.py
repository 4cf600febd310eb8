"""Missions with all that an office knows of them: one is made by the program, and the others get copies of its rows, on days of their own.

Nobody is in two delegations of the same days, as far as there are people enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Connection, text

from app.application import Application
from app.domains.flags.commands.missions import AddMissionFlags
from app.domains.flags.mission_flags import MissionFlagsDraft
from app.domains.missions import commands
from app.domains.missions.drafts import PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.queries import delegation
from app.domains.missions.vocabulary import PartyRole
from app.domains.people.queries import person_ids
from app.domains.visas.visa_commands import PrepareVisas
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from tests.benchmarks.offices import FIRST_DAY, add_mission

PEOPLE, LINES = 10, 20
_ZONE = "Europe/Paris"
# What a mission consists of, each table after those it points at.
_TABLES = (
    "participant",
    "mission_party",
    "programme_item",
    "attendance",
    "item_counterpart",
    "transport",
    "passenger",
    "stay",
    "room",
    "occupant",
    "visa_case",
    "mission_flags",
)
_OF_MISSION = ("country", "city", "zone", "venue", "mission_kind", "direction", "purpose")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def fill(application: Application, missions: Sequence[Ref]) -> None:
    """Give each of *missions* ten people, twenty lines, two journeys, a hotel, visas to ask for and a row of flags."""
    pattern = _pattern(application)
    persons = list(application.ask(person_ids(Criteria())))
    with application._store.engine.begin() as connection:
        own = connection.execute(text(f"SELECT {', '.join(_OF_MISSION)} FROM mission WHERE id = :id"), {"id": pattern}).mappings().one()
        connection.execute(
            text(f"UPDATE mission SET {', '.join(f'{name} = :{name}' for name in _OF_MISSION)} WHERE id = :mission"),
            [{**own, "mission": mission.id} for mission in missions],
        )
        starts = dict(connection.execute(text("SELECT id, starts FROM mission")).tuples().all())
        for table in _TABLES:
            rows = connection.execute(text(f"SELECT * FROM {table} WHERE mission_id = :id"), {"id": pattern}).mappings().all()
            assert rows, table
            copies = [
                _copy(dict(row), mission.id, number, date.fromisoformat(starts[mission.id]) - FIRST_DAY, persons)
                for number, mission in enumerate(missions, 1)
                for row in rows
            ]
            _insert(connection, table, copies)


def _pattern(application: Application) -> str:
    """Make the mission that the others are copies of."""
    mission = add_mission(application, PEOPLE, LINES)
    members = tuple(row.id for row in application.ask(delegation(mission)))
    persons = application.ask(person_ids(Criteria()))
    for person in persons[-3:]:
        application.execute(commands.AddParty(mission, PartyDraft(PartyRole.COUNTERPART, person)))
    for number in range(2):
        day = FIRST_DAY + timedelta(number)
        way = TransportDraft(
            carrier="Example Rail",
            number=f"EX {number}",
            from_place="Brussels",
            to_place="Paris",
            departs_on=day,
            departs_at=time(6),
            arrives_on=day,
            arrives_at=time(7, 30),
            arrives_zone=_ZONE,
            passengers=members,
        )
        application.execute(commands.AddTransport(mission, way))
    nights = StayDraft("Hotel Example", checks_in=FIRST_DAY, checks_out=FIRST_DAY + timedelta(1))
    stay = application.execute(commands.AddStay(mission, nights)).result
    for number, pair in enumerate(zip(members[::2], members[1::2], strict=True)):
        application.execute(commands.AddRoom(stay, RoomDraft(str(number), occupants=pair)))
    application.execute(PrepareVisas(mission))
    application.execute(AddMissionFlags(mission, MissionFlagsDraft(added=("EU", "FR"))))
    return mission


def _copy(row: dict[str, Any], mission: str, number: int, later: timedelta, persons: Sequence[str]) -> dict[str, Any]:
    for name, value in row.items():
        if name == "mission_id":
            row[name] = mission
        elif name.endswith("person_id") and value:
            row[name] = persons[(persons.index(value) + PEOPLE * number) % len(persons)]
        elif (name in ("id", "uid") or name.endswith("_id")) and value and name not in ("organisation_id", "responsible_id"):
            row[name] = f"{number:06x}{value[6:]}"
        elif isinstance(value, str) and _DAY.fullmatch(value):
            row[name] = str(date.fromisoformat(value) + later)
    return row


def _insert(connection: Connection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    names = rows[0].keys()
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
    connection.execute(text(statement), list(rows))
