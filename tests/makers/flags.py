"""Makers of the stock of flags and of the flags of missions, through the commands of the program; each returns the id of what it made."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.application import Application
from app.domains.flags.commands.days import GiveInstruction, InstructionDraft
from app.domains.flags.commands.missions import AddMissionFlags
from app.domains.flags.commands.stock import AddFlagItem, ReserveFlags
from app.domains.flags.mission_flags import MissionFlagsDraft
from app.domains.flags.stock import ItemDraft, ReservationDraft
from app.domains.flags.terms import Make
from app.domains.missions.vocabulary import Direction
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from tests.makers import missions
from tests.makers.missions import FIRST_DAY, LAST_DAY, everywhere


def item(application: Application, code: str = "FR", number: int = 2, **fields: Any) -> str:
    """Enter indoor flags of 100 by 150."""
    draft = ItemDraft(code, number=number, **({"make": Make.INDOOR, "size": "100x150"} | fields))
    return application.execute(AddFlagItem(draft)).result


def reservation(
    application: Application, item: str, starts: date = FIRST_DAY, ends: date = LAST_DAY, number: int = 1, **fields: Any
) -> str:
    """Keep flags for a reception."""
    draft = ReservationDraft(item, number=number, starts=starts, ends=ends, **({"purpose": "reception"} | fields))
    return application.execute(ReserveFlags(draft)).result


def visit(application: Application, title: str = "Visit of guests", **fields: Any) -> str:
    """Make a planned visit to Brussels from 22 to 24 September 2021, of nobody yet."""
    place = {"direction": Direction.INCOMING, "country": "BE", "city": "Brussels", "zone": "Europe/Brussels"}
    return missions.mission(application, title, **(place | fields))


def guest(application: Application, mission: str, nationality: str, name: str = "Guest", **fields: Any) -> str:
    """Take somebody of a nationality into the delegation; return the participant."""
    person = application.execute(AddPerson(PersonDraft("Ada", name, nationality=nationality))).result
    return missions.participant(application, mission, person, **fields)


def row(application: Application, mission: str, **fields: Any) -> str:
    """Plan a row of flags on stands."""
    return application.execute(AddMissionFlags(mission, MissionFlagsDraft(**fields))).result


def mourning(application: Application, starts: date, ends: date | None = None, **fields: Any) -> str:
    """Give an order to fly at half-mast."""
    usual = {"occasion": everywhere("Mourning"), "half_mast": True, "reason": "a death", "flags": ("BE",)}
    return application.execute(GiveInstruction(InstructionDraft(starts, ends, **(usual | fields)))).result
