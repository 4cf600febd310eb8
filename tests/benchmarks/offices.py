"""Offices of any size, made of invented people by the program's own import and commands; the same size is always the same office."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from app.adapters.storage.schema import MIGRATIONS
from app.application import Application
from app.bootstrap import Config, start
from app.domains.checklists.commands import AddChecklist, AddTask
from app.domains.checklists.drafts import TaskDraft
from app.domains.checklists.template_commands import AddChecklistTemplate, AddTemplateLine
from app.domains.checklists.templates import TemplateDraft, TemplateLine
from app.domains.intake.commands import ImportRecords
from app.domains.missions import commands
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft
from app.domains.missions.queries import programme
from app.domains.missions.vocabulary import MISSION
from app.domains.people.queries import person_ids
from app.domains.trips.commands.drafting import BeginTrip
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import SEE_TRIPS
from app.kernel.clock import FixedClock
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate
from app.kernel.queries import Query
from app.kernel.readiness import END, START, Duty
from app.kernel.translated import Multilingual, lazy
from tests.makers import trips as made

AT_ONCE = 10_000  # persons in one import
FIRST_DAY = date(2026, 3, 2)
TODAY = datetime(2026, 3, 1, 9, tzinfo=UTC)
LINES_A_DAY = 20
DELEGATION = 60
TASKS = 50  # of a mission on the readiness board

_STARTS = (
    "Bel",
    "Cor",
    "Dam",
    "El",
    "Fran",
    "Ger",
    "Hof",
    "Ja",
    "Kor",
    "Lam",
    "Mar",
    "Nie",
    "Oster",
    "Pie",
    "Quin",
    "Ros",
    "Sme",
    "Ter",
    "Van",
    "Wil",
    "Łu",
    "Đo",
    "Şe",
    "É",
)
_MIDDLES = ("a", "be", "de", "el", "en", "er", "i", "la", "le", "me", "na", "o", "ri", "ta", "ve", "ć", "ń", "ü")
_ENDS = (
    "baert",
    "ckx",
    "dijk",
    "eau",
    "ema",
    "enko",
    "ens",
    "hof",
    "ières",
    "ini",
    "mans",
    "ović",
    "rs",
    "son",
    "stra",
    "veld",
    "wicz",
    "zijn",
    "ström",
    "pulos",
)
_GIVEN = (
    "Ada",
    "Bea",
    "Caro",
    "Dora",
    "Élise",
    "Fien",
    "Gita",
    "Hana",
    "Ines",
    "Jonas",
    "Kasper",
    "Lior",
    "Milo",
    "Noor",
    "Oskar",
    "Pia",
    "Rune",
    "Saar",
    "Timo",
    "Zoë",
)
_COUNTRIES = ("BE", "FR", "NL", "DE", "ES", "PL", "TR", "CN", "CA", "SN")
_OFFICES = ("adviser", "director", "secretary", "head of unit", "interpreter", "press officer", "counsellor", "desk officer")


def office_of(people: int) -> Path:
    """Give the file of an office with so many persons; made once, then kept in the temporary folder."""
    made_by = [Path(__file__), *sorted((MIGRATIONS / "versions").glob("*.py"))]
    mark = hashlib.sha256(b"".join(path.read_bytes() for path in made_by)).hexdigest()[:12]
    folder = Path(tempfile.gettempdir()) / "attache-benchmarks" / mark
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / f"people-{people}.attache"
    if place.exists():
        return place
    making = folder / f"people-{people}.making"
    making.unlink(missing_ok=True)
    application = open_office(making)
    for content in people_files(people):
        application.execute(ImportRecords(content, "invented people"))
    application.backup(str(place))
    application.close()
    for rest in folder.glob(making.name + "*"):
        rest.unlink()
    return place


def open_office(place: Path | str) -> Application:
    """Open an office on a day that stands still."""
    return start(Config(place, user="benchmark", clock=FixedClock(TODAY)))


def people_files(people: int) -> Iterator[dict[str, Any]]:
    """Give import files with invented persons, who hold posts in one organisation for every fifty of them."""
    chance = random.Random(2026)
    organisations = [
        {"id": f"o{n}", "name": dict.fromkeys(("nl", "fr", "en"), f"Institute {_word(chance)} {n}"), "kind": "agency"}
        for n in range(max(people // 50, 1))
    ]
    yield {"organisations": organisations}
    for first in range(0, people, AT_ONCE):
        yield {"persons": [_person(chance, n, len(organisations)) for n in range(first, min(first + AT_ONCE, people))]}


def add_trips(place: Path, trips: int) -> None:
    """Put so many closed trips of one year into an office's file that nobody has open: one made by the program, and copies of its rows.

    Each has three legs, an expense statement of three lines, a derogation and a report; every tenth is of a director-general.
    """
    application = open_office(place)
    first = application.execute(BeginTrip(trip_request())).result
    application.close()
    with closing(sqlite3.connect(place)) as file, file:
        file.execute("UPDATE trip SET state = 'closed', approved_edition = 1, approved_total = total WHERE id = ?", (first,))
        for number, kind in enumerate(("transport", "lodging", "local_transport")):
            money = '{"amount": "120.50", "currency": "EUR"}'
            _insert(file, "trip_expense", trip_id=first, position=number, traveller="", expense_kind=kind, money=money, by_office=1)
        _insert(file, "trip_derogation", trip_id=first, position=1, edition=1, rule="R20", granted=1)
        results = '[{"expected": "a common text", "reached": "yes", "remark": ""}]'
        _insert(file, "trip_report", trip_id=first, results=results, handed_in_on="2026-02-01", no_costs=0)
        for number in range(1, trips):
            _copy_trip(file, first, number)
    _index_trips(place)


def _index_trips(place: Path) -> None:
    """Give every trip a title of its own, and let search know it."""
    from app.adapters.storage import search_index
    from app.domains.trips.queries.files import trip_texts
    from app.domains.trips.vocabulary import TRIP

    chance = random.Random(3)
    application = open_office(place)
    store = application._store
    with store.engine.begin() as connection:
        numbers = connection.execute(text("SELECT id FROM trip ORDER BY number")).scalars().all()
        titles = [{"id": id, "title": f"{_word(chance)} {_word(chance)}"} for id in numbers]
        connection.execute(text("UPDATE trip SET title = :title WHERE id = :id"), titles)
    told = application.ask(
        Query(lambda reader: [list(trip_texts(reader, numbers[n : n + 500])) for n in range(0, len(numbers), 500)], SEE_TRIPS)
    )
    with store.engine.begin() as connection:
        for some in told:
            search_index._replace(connection, TRIP, [one.id for one in some], some)
    application.close()


def trip_request() -> Request:
    """Give the request that the trips of an office are copies of."""
    way = tuple(
        replace(leg, departs_at=leg.departs_at.replace(month=1), arrives_at=leg.arrives_at.replace(month=1))
        for leg in (made.leg(), made.leg_back(), made.flight_back())
        if leg.departs_at and leg.arrives_at
    )
    return made.request(legs=way, departs_at=way[0].departs_at, returns_at=way[-1].arrives_at)


def _copy_trip(file: sqlite3.Connection, first: str, number: int) -> None:
    copy, day = f"{number:032x}", f"{TODAY.year}-01-{number % 28 + 1:02}"
    of_trip = {"id": copy, "number": f"'T{TODAY.year}/{number + 1:05}'", "departs_on": f"'{day}'"}
    _copy(file, "trip", "id", first, of_trip)
    category = "director_general" if number % 10 == 0 else "agent"
    travellers = f"replace(replace(travellers, '\"agent\"', '\"{category}\"'), 'Mila', 'Mila-{number}')"  # nobody is in two places
    _copy(file, "trip_edition", "trip_id", first, {"travellers": travellers, "trip_id": copy})
    _copy(file, "trip_traveller", "trip_id", first, {"trip_id": copy, "name": f"'Mila-{number}'", "folded": f"'mila {number}'"})
    for table in ("trip_expense", "trip_derogation", "trip_report"):
        _copy(file, table, "trip_id", first, {"trip_id": copy})


def _copy(file: sqlite3.Connection, table: str, key: str, of: str, changes: dict[str, str]) -> None:
    columns = [row[1] for row in file.execute(f"PRAGMA table_info({table})")]
    values = {"id": "lower(hex(randomblob(16)))"} | {
        name: f"'{one}'" if name in ("id", "trip_id") else one for name, one in changes.items()
    }
    chosen = ", ".join(values.get(name, f'"{name}"') for name in columns)
    file.execute(f"INSERT INTO {table} SELECT {chosen} FROM {table} WHERE {key} = ?", (of,))


def _insert(file: sqlite3.Connection, table: str, **values: object) -> None:
    """Insert a row; a column that is not given is empty."""
    columns = [(row[1], row[3]) for row in file.execute(f"PRAGMA table_info({table})")]
    given = {"id": uuid4().hex, "version": 1, **values}
    row = [given.get(name, "" if needed else None) for name, needed in columns]
    file.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def _person(chance: random.Random, number: int, organisations: int) -> dict[str, Any]:
    return {
        "id": f"p{number}",
        "name": f"{chance.choice(_GIVEN)} {_word(chance)}",
        "office": {"en": chance.choice(_OFFICES)},
        "organisation": f"o{chance.randrange(organisations)}",
        "country": chance.choice(_COUNTRIES),
    }


def _word(chance: random.Random) -> str:
    return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)


def add_mission(application: Application, people: int, lines: int) -> str:
    """Make a mission with a delegation of *people* and a programme of *lines*, twenty a day."""
    days = max(1, -(-lines // LINES_A_DAY))
    last = PartialDate.of(FIRST_DAY + timedelta(days - 1))
    title = Multilingual(f"Zending met {lines} regels", f"Mission de {lines} lignes", f"Mission of {lines} lines")
    draft = MissionDraft(title, country="FR", city="Paris", zone="Europe/Paris", starts=PartialDate.of(FIRST_DAY), ends=last)
    mission = application.execute(commands.AddMission(draft)).result
    persons = application.ask(person_ids(Criteria()))[:people]
    members = [
        application.execute(commands.AddParticipant(mission, ParticipantDraft(person, head=n == 0))).result
        for n, person in enumerate(persons)
    ]
    for number in range(lines):
        application.execute(commands.AddItem(mission, _item(number, members, persons)))
    return mission


def days_of(lines: int, later: int = 0, shorter: int = 0) -> tuple[PartialDate, PartialDate]:
    """Give the first and last day of a mission of so many lines, *later* by so many days, and *shorter* by as many."""
    first = FIRST_DAY + timedelta(later)
    return PartialDate.of(first), PartialDate.of(first + timedelta(max(0, -(-lines // LINES_A_DAY) - 1 - shorter)))


def add_tasks(application: Application, mission: str, tasks: int) -> None:
    """Give a mission so many tasks: before it, after it, and counted from lines of its programme."""
    lines = [row.id for row in application.ask(programme(mission))]
    anchors = (START, END, f"item:{lines[0]}")
    for number in range(tasks):
        title = Multilingual(f"Taak {number}", f"Tâche {number}", f"Task {number}")
        draft = TaskDraft(
            title, anchor=anchors[number % 3], offset=f"-{number % 60 + 1} days" if number % 3 else f"-{number % 40 + 1} working days"
        )
        application.execute(AddTask(Ref(MISSION, mission), draft))


def add_missions_with_tasks(application: Application, missions: int) -> list[Ref]:
    """Make so many missions, a few days apart around today, with a checklist of `TASKS` lines each."""
    code = application.execute(AddChecklistTemplate(TemplateDraft("FIFTY", Multilingual("Vijftig", "Cinquante", "Fifty")))).result
    for number in range(TASKS):
        title = Multilingual(f"Taak {number}", f"Tâche {number}", f"Task {number}")
        offset = f"-{number * 2} days" if number % 5 else f"+{number} working days"
        line = TemplateLine(f"line-{number}", title, (tuple(Duty)[number % 10],), START if number % 5 else END, offset)
        application.execute(AddTemplateLine(code, line))
    made: list[str] = []
    while len(made) < missions:
        made += application.together(lazy("Missions"), partial(_some_missions, code, len(made), min(50, missions - len(made)))).result
    return [Ref(MISSION, id) for id in made]


def _some_missions(code: str, first: int, number: int, do: Callable[[Any], Any]) -> list[str]:
    made: list[str] = []
    for n in range(first, first + number):
        starts = FIRST_DAY + timedelta(n % 400)
        title = Multilingual(f"Zending {n}", f"Mission {n}", f"Mission {n}")
        draft = MissionDraft(title, starts=PartialDate.of(starts), ends=PartialDate.of(starts + timedelta(2)))
        made.append(do(commands.AddMission(draft)))
        do(AddChecklist(Ref(MISSION, made[-1]), code))
    return made


def _item(number: int, members: list[str], persons: list[str]) -> ItemDraft:
    minutes = 8 * 60 + (number % LINES_A_DAY) * 40
    return ItemDraft(
        title=Multilingual(
            f"Onderhoud {number} over grootstedelijk beleid",
            f"Entretien {number} sur la politique métropolitaine",
            f"Meeting {number} on metropolitan policy",
        ),
        day=FIRST_DAY + timedelta(number // LINES_A_DAY),
        begins=time(minutes // 60, minutes % 60),
        minutes=30,
        place=f"Room {number % 17}",
        address="Example Street 1, Paris",
        dress="lounge suit",
        notes="The file with the background notes is handed out on the way." if number % 3 == 0 else "",
        attended_by=tuple(members[number % 5 :: 5]) if number % 4 == 0 else (),
        with_persons=(persons[-1 - number % len(persons)],) if persons else (),
    )
