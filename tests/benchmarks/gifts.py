"""A register of gifts and a gift bank of any size: the speed of the register and of a suggestion, and what a photographed entry takes.

The register that is timed holds one entry made by the program and copies of its rows; how much room an entry takes is measured on entries
that all came through the commands, with their steps in the journal and a photograph of their own.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from time import perf_counter

from app.application import Application
from app.domains.gifts.bank_commands import AddGiftItem, NoteGiftMovement
from app.domains.gifts.drafts import GiftDraft, ItemDraft, MovementDraft, Photo
from app.domains.gifts.register_commands import EnterInRegister, NoteGift
from app.domains.gifts.register_queries import gift_ids, gift_rows
from app.domains.gifts.suggest_queries import suggestions
from app.domains.gifts.vocabulary import GIFT, SEE_GIFTS, Direction, Level, MovementKind, Trait, ValueMethod
from app.domains.people.queries import organisation_ids, person_ids
from app.kernel.fields import Criteria
from app.kernel.money import euro
from app.kernel.queries import Query
from app.kernel.translated import Multilingual
from tests.benchmarks.figures import Figure
from tests.benchmarks.offices import TODAY, _copy, _word, open_office

PEOPLE = 2_000
OBJECTS = 60  # of the bank
BY_COMMANDS = 400  # entries of which the room is measured; each takes the same
COUNTRIES = ("FR", "DE", "IT", "CN", "JP", "KR", "TR", "SN", "US", "CA")
_FIRST = date(2010, 1, 1)


def make_register(place: Path, gifts: int, people: int = PEOPLE) -> None:
    """Write an office with so many entries, a bank, and people of whom each got or gave some of the entries."""
    from tests.benchmarks.offices import office_of

    place.write_bytes(office_of(people).read_bytes())  # nobody has it open: a plain copy is whole
    application = open_office(place)
    fill_bank(application)
    first = application.execute(NoteGift(entry(application, 0, photograph(0)))).result
    application.close()
    with closing(sqlite3.connect(place)) as file, file:
        persons = [row[0] for row in file.execute("SELECT id FROM person ORDER BY id")]
        bodies = [row[0] for row in file.execute("SELECT id FROM organisation ORDER BY id")]
        items = [row[0] for row in file.execute("SELECT id FROM gift_item ORDER BY id")]
        for number in range(1, gifts):
            _copy_gift(file, first, number, persons, bodies, items)
        file.execute("ANALYZE")
    _index(place)


def _copy_gift(file: sqlite3.Connection, first: str, number: int, persons: list[str], bodies: list[str], items: list[str]) -> None:
    chance = random.Random(number)
    copy, day = f"{number:032x}", _FIRST + timedelta(number % 5800)
    given = number % 2 == 0
    other, ours = ("recipient", "giver") if given else ("giver", "recipient")
    changes = {
        "id": f"'{copy}'",
        "number": f"'G{day.year}/{number:05}'",
        "direction": f"'{'given' if given else 'received'}'",
        "day": f"'{day}'",
        "description": f"""'{{"nl": "{_word(chance)} {_word(chance)}"}}'""",
        f"{other}_person_id": f"'{persons[number % len(persons)]}'",
        f"{other}_organisation_id": f"'{bodies[number % len(bodies)]}'",
        f"{other}_country": f"'{COUNTRIES[number % len(COUNTRIES)]}'",
        f"{ours}_person_id": "NULL",
        f"{ours}_organisation_id": "NULL",
        f"{ours}_country": "'BE'",
        "item_id": f"'{items[number % len(items)]}'" if given else "NULL",
        "entered_at": f"'{day}T09:00:00.000000+00:00'",
    }
    columns = [row[1] for row in file.execute("PRAGMA table_info(gift)")]
    chosen = ", ".join(changes.get(name, f'"{name}"') for name in columns)
    file.execute(f"INSERT INTO gift SELECT {chosen} FROM gift WHERE id = ?", (first,))
    _copy(file, "gift_photo", "gift_id", first, {"gift_id": f"'{copy}'"})


def _index(place: Path) -> None:
    """Let search know every entry."""
    from app.adapters.storage import search_index
    from app.domains.gifts.register_search_queries import gift_texts

    application = open_office(place)
    ids = application.ask(gift_ids())
    told = application.ask(Query(lambda reader: [list(gift_texts(reader, ids[n : n + 500])) for n in range(0, len(ids), 500)], SEE_GIFTS))
    with application._store.engine.begin() as connection:
        for some in told:
            search_index._replace(connection, GIFT, [one.id for one in some], some)
    application.close()


def fill_bank(application: Application) -> None:
    """Enter the objects of the bank, each bought several times, some of them not for ever."""
    for number in range(OBJECTS):
        name = f"Object {number}"
        level = tuple(Level)[number % len(Level)]
        traits = (Trait.FOOD.value,) if number % 5 == 0 else (Trait.GLASS.value,)
        draft = ItemDraft(name=Multilingual(name, name, name), level=level, unit_cost=euro(20 + number), weight=300, traits=traits)
        item = application.execute(AddGiftItem(draft)).result
        for month in range(1, 9):
            keeps = date(2027, month, 1) if number % 5 == 0 else None
            movement = MovementDraft(MovementKind.PURCHASE, date(2025, month, 1), 5, best_before=keeps)
            application.execute(NoteGiftMovement(item, movement))


def entry(application: Application, number: int, picture: bytes) -> GiftDraft:
    """Give an entry as an officer would type it, with a photograph of its own."""
    chance = random.Random(number)
    name = f"{_word(chance)} {_word(chance)}"
    person = application.ask(person_ids())[0] if number == 0 else None  # the pattern of all copies; the others are named in words
    return GiftDraft(
        direction=Direction.RECEIVED,
        day=date(2026, 1, 5),
        description=Multilingual(name, name, name),
        occasion="Courtesy visit",
        giver_person_id=person,
        giver_said="" if person else f"Envoy {name}",
        giver_country=COUNTRIES[number % len(COUNTRIES)],
        circumstances="Declining would have been discourteous.",
        size="20 x 30 cm",
        weight=800,
        value=euro(Decimal(40 + number % 200)),
        value_method=ValueMethod.MARKET,
        place="cupboard 1",
        photos=(Photo(application.keep_picture(picture)),),
    )


@lru_cache(maxsize=1)
def _ground() -> bytes:
    return random.Random(5).randbytes(150 * 100 * 3)


def photograph(number: int) -> bytes:
    """Draw a picture that compresses about as a photograph does, another one for every number."""
    from PIL import Image, ImageDraw

    ground = Image.frombytes("RGB", (150, 100), _ground()).resize((1500, 1000), Image.Resampling.BICUBIC)
    ImageDraw.Draw(ground).text((40, 40), f"{number}", fill=(number % 256, 90, 40), font_size=120)
    written = BytesIO()
    ground.save(written, "JPEG", quality=80)
    return written.getvalue()


def room(gifts: int) -> Figure:
    """Note and enter so many gifts, and compare the file with the photographs in it."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.attache"
        application = open_office(place)
        before = _size(application, place)
        began = perf_counter()
        noted = [application.execute(NoteGift(entry(application, number, photograph(number)))).result for number in range(1, gifts + 1)]
        for start in range(0, gifts, 50):
            application.execute(EnterInRegister(tuple(noted[start : start + 50])))
        spent = perf_counter() - began
        grown = _size(application, place) - before
        with application._store.engine.connect() as connection:
            pictures = connection.exec_driver_sql("SELECT sum(length(content)) FROM stored_file").scalar() or 0
        application.close()
    more = {
        "photographs MB": pictures / 1e6,
        "kB each": pictures / gifts / 1e3,
        "over them kB each": (grown - pictures) / gifts / 1e3,
        "ms each": spent / gifts * 1e3,
    }
    return Figure(f"file of {gifts:,} photographed gifts, beside its photographs", "×", (grown / pictures,), aim="<= 1.1", more=more)  # fmt: skip


def _size(application: Application, place: Path) -> int:
    with application._store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return place.stat().st_size


def criteria_of_filters() -> dict[str, Criteria]:
    """Give the filters that an officer chooses, by their name."""
    return {
        "year": Criteria(filters=(("year", "2020"),)),
        "direction": Criteria(filters=(("direction", "received"),)),
        "to be decided": Criteria(filters=(("step", "decide"),)),
        "country": Criteria(filters=(("country", "JP"),)),
        "value": Criteria(sort="value", descending=True),
    }


def questions(application: Application) -> dict[str, object]:
    """Give what is asked of a suggestion: a person and a body who got and gave most, with budget."""
    person = application.ask(person_ids())[0]
    body = application.ask(organisation_ids())[0]
    return {
        "a person": suggestions(person_id=person, budget=Decimal(100), day=TODAY.date()),
        "an institution": suggestions(organisation_id=body, budget=Decimal(100), day=TODAY.date()),
    }


def first_screen(application: Application, criteria: Criteria, shown: int) -> int:
    """Read what a register shows at first: the order of all, and the rows of a screen."""
    return len(application.ask(gift_rows(application.ask(gift_ids(criteria))[:shown])))
