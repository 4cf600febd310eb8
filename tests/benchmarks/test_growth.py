"""No cost grows faster than the number of records: counted in statements, rows and signals, never in seconds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.gifts.bank_queries import item_ids, item_rows
from app.domains.gifts.extract_queries import register_extract
from app.domains.gifts.history_queries import gifts_between
from app.domains.gifts.readiness import open_points
from app.domains.gifts.register_queries import decisions_due, gift_ids, gift_rows, gifts_of_mission
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.suggest_queries import suggestions
from app.domains.gifts.today import GROUPS, bank_to_see_to, steps_due
from app.domains.intake.commands import ImportRecords
from app.domains.missions import queries as missions
from app.domains.missions.commands import MoveMission
from app.domains.missions.papers import mission_calendar
from app.domains.missions.vocabulary import ITEM, PARTICIPANT
from app.domains.people import queries as people
from app.domains.people.commands import EditPerson, RemovePerson
from app.domains.people.fields import PERSONS
from app.kernel.fields import Criteria
from tests.benchmarks.offices import TODAY, add_mission, add_tasks, days_of, open_office, people_files
from tests.makers import gifts as make_gifts
from tests.makers import gifts as makers
from ui.kit.tables import LONG, PAGE, RegisterTable

Statements = Callable[[], AbstractContextManager[list[str]]]
SIZES = (100, 400)


@pytest.fixture
def application() -> Iterator[Application]:
    opened = open_office(":memory:")
    yield opened
    opened.close()


def enter(application: Application, persons: int) -> None:
    for content in people_files(persons):
        application.execute(ImportRecords(content, "people"))


def sent_by(statements: Statements, act: Callable[[], Any]) -> int:
    with statements() as sent:
        act()
    return len(sent)


def test_a_page_of_persons_takes_as_many_statements_in_any_office(application: Application, statements: Statements) -> None:
    counts = []
    for size in SIZES:
        enter(application, size)
        counts.append(
            sent_by(statements, lambda: application.ask(people.persons(list(application.ask(people.person_ids(Criteria("a"))))[:PAGE])))
        )

    assert counts[0] == counts[1]


def test_opening_a_mission_takes_as_many_statements_for_ten_lines_as_for_forty(application: Application, statements: Statements) -> None:
    enter(application, 30)
    asked = (missions.mission_card, missions.delegation, missions.programme, missions.transports, missions.stays, missions.findings)
    made = [add_mission(application, 5, 10), add_mission(application, 20, 40)]

    counts = [[sent_by(statements, lambda q=question, m=mission: application.ask(q(m))) for question in asked] for mission in made]

    assert counts[0] == counts[1]


def test_a_calendar_takes_as_many_statements_for_ten_lines_as_for_forty(application: Application, statements: Statements) -> None:
    enter(application, 30)
    made = [add_mission(application, 5, 10), add_mission(application, 20, 40)]

    counts = [sent_by(statements, lambda m=mission: mission_calendar(application, m, wording_for("nl"))) for mission in made]

    assert counts[0] == counts[1]


def test_today_takes_as_many_statements_with_one_mission_as_with_five(application: Application, statements: Statements) -> None:
    enter(application, 10)
    groups = [group for feature in application.features for group in feature.today]
    counts = []
    for more in (1, 4):
        for _ in range(more):
            add_mission(application, 5, 10)
        counts.append(sent_by(statements, lambda: [application.ask(group.lines()) for group in groups]))

    assert counts[0] == counts[1]


def test_gifts_take_as_many_statements_in_a_large_register_as_in_a_small_one(application: Application, statements: Statements) -> None:
    counts = []
    for number in (3, 12):
        received = [make_gifts.gift(application, f"Vase {number}-{n}") for n in range(number)]
        given = [make_gifts.given(application, f"Book {number}-{n}") for n in range(number)]
        bought = [make_gifts.item(application, f"Bell {number}-{n}", shelf_days=3000) for n in range(number)]
        for item in bought:
            make_gifts.reservation(application, item)
        asked = (gift_rows(received + given), item_rows(bought), reservations_of(), suggestions(text="Bell"), steps_due(), bank_to_see_to())
        counts.append([sent_by(statements, lambda q=question: application.ask(q)) for question in asked])

    assert counts[0] == counts[1]


def enter_gifts(application: Application, number: int) -> tuple[str, str]:
    """Give a person so many gifts on a mission and have as many from them, and keep as many for them; give the mission and the person."""
    person, mission = application.ask(people.person_ids(Criteria()))[0], add_mission(application, 5, 10)
    for count in range(number):
        makers.gift(application, f"Vase {mission} {count}", day=makers.RECEIVED_ON, giver_person_id=person, mission_id=mission)
        item = makers.item(application, f"Box {mission} {count}")
        makers.reservation(application, item, mission_id=mission, day=TODAY.date(), recipient_said=f"Envoy {mission} {count}")
        makers.given(application, item_id=item, day=makers.RECEIVED_ON, recipient_person_id=person, entered=True)
    return mission, person


def test_gifts_take_as_many_statements_in_any_register(application: Application, statements: Statements) -> None:
    enter(application, 10)
    counts = []
    for number in (2, 12):
        mission, person = enter_gifts(application, number)
        asked: dict[str, Callable[[], Any]] = {
            "a page of the register": lambda: application.ask(gift_rows(application.ask(gift_ids(Criteria("vase")))[:PAGE])),
            "decisions due": lambda: application.ask(decisions_due()),
            "the bank": lambda: application.ask(item_rows(application.ask(item_ids(Criteria("box"))))),
            "a suggestion": lambda p=person, m=mission: application.ask(suggestions(p, mission_id=m)),
            "who gets what": lambda m=mission: application.ask(reservations_of(mission=m)),
            "what was received": lambda m=mission: application.ask(gifts_of_mission(m)),
            "what is missing": lambda m=mission: application.ask(open_points(m)),
            "between us and a person": lambda p=person: application.ask(gifts_between(p)),
            "today": lambda: [application.ask(group.lines()) for group in GROUPS],
            "an extract": lambda: application.ask(register_extract(makers.RECEIVED_ON.year)),
        }
        counts.append({name: sent_by(statements, ask) for name, ask in asked.items()})

    assert counts[0] == counts[1]


def test_a_command_takes_as_many_statements_in_any_office(application: Application, statements: Statements) -> None:
    counts = []
    for size in SIZES:
        enter(application, size)
        id = application.ask(people.person_ids(Criteria()))[0]
        before = application.ask(people.person_draft(id))
        wish = EditPerson(id, before, type(before)(given_names="Ada", family_name=f"Changed {size}"))
        counts.append(sent_by(statements, lambda w=wish: application.execute(w)))

    assert counts[0] == counts[1]


def test_a_move_asks_as_many_questions_for_ten_lines_as_for_forty(application: Application, statements: Statements) -> None:
    enter(application, 30)
    asked: list[int] = []
    written: list[int] = []
    for people_there, lines in ((5, 10), (20, 40)):
        mission = add_mission(application, people_there, lines)
        add_tasks(application, mission, 2 * lines)
        with statements() as sent:
            application.execute(MoveMission(mission, *days_of(lines, 7), "The host asked for it."))
        changes = sum(statement.startswith("UPDATE") for statement in sent)
        asked.append(len(sent) - changes)
        written.append(changes)

    assert asked[0] == asked[1]
    assert written[1] <= written[0] * 4


def test_an_import_takes_at_most_as_many_statements_for_each_person_in_a_larger_file(
    application: Application, statements: Statements
) -> None:
    counts = [sent_by(statements, lambda s=size: _import(application, s)) for size in (500, 2_000)]

    assert counts[1] <= counts[0] * 4


def _import(application: Application, size: int) -> None:
    persons = [{"id": f"{size}-{n}", "name": f"Person Number {n}", "office": {"en": "adviser"}} for n in range(size)]
    application.execute(ImportRecords({"persons": persons}, "people"))


def test_a_tight_programme_has_at_most_one_finding_for_each_line_and_each_person(application: Application) -> None:
    enter(application, 10)
    made = [add_mission(application, 5, 10), add_mission(application, 5, 40)]

    counts = [Counter(finding.ref and finding.ref.kind for finding in application.ask(missions.findings(mission))) for mission in made]
    assert [set(count) <= {ITEM, PARTICIPANT} for count in counts] == [True, True]
    assert [count[ITEM] <= lines for count, lines in zip(counts, (10, 40), strict=True)] == [True, True]
    assert [count[PARTICIPANT] <= 5 for count in counts] == [True, True]


class Told(QObject):
    """Counts what a table tells its views."""

    def __init__(self, table: RegisterTable) -> None:
        super().__init__(table)
        self.count = 0
        for signal in (table.dataChanged, table.rowsInserted, table.rowsRemoved, table.modelReset, table.layoutChanged):
            signal.connect(self._on_told)

    def _on_told(self, *_args: object) -> None:
        self.count += 1


class Asked:
    """Asks the application and counts the rows that come back."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self.rows = 0

    def __call__(self, query: Any) -> Any:
        answer = self._application.ask(query)
        self.rows += len(answer) if query.function is people.persons.of else 0
        return answer


@pytest.fixture
def long_table(application: Application, qtbot: QtBot) -> tuple[RegisterTable, Asked]:
    enter(application, LONG + 500)
    asked = Asked(application)
    table = RegisterTable(PERSONS.register.columns, PERSONS.register.ids, PERSONS.register.rows, asked)
    table.look_for(Criteria())
    for number in range(30):
        table.row_at(number)
    return table, asked


def test_a_long_register_fetches_only_the_rows_it_shows(long_table: tuple[RegisterTable, Asked]) -> None:
    table, asked = long_table

    assert (table.rowCount(), asked.rows) == (LONG + 500, PAGE)


def test_a_change_in_a_long_register_fetches_one_row_and_tells_once(
    application: Application, long_table: tuple[RegisterTable, Asked], qtbot: QtBot
) -> None:
    table, asked = long_table
    told, before = Told(table), asked.rows
    id = table.id_at(3)
    draft = application.ask(people.person_draft(id))
    application.execute(EditPerson(id, draft, type(draft)(given_names=draft.given_names, family_name=draft.family_name, prefix="Dr")))

    table.refresh([id])

    assert (table.row_at(3).prefix, asked.rows - before, told.count) == ("Dr", 1, 1)


def test_the_order_of_a_long_register_follows_its_rows(
    application: Application, long_table: tuple[RegisterTable, Asked], qtbot: QtBot
) -> None:
    table, _ = long_table
    id = table.id_at(3)
    draft = application.ask(people.person_draft(id))
    application.execute(EditPerson(id, draft, type(draft)(given_names="Zoë", family_name="Zzz")))

    with qtbot.waitSignal(table.listed):
        table.refresh([id])
        assert table.row_at(3).name == "Zoë Zzz"

    assert table.number_of(id) == LONG + 499


def test_a_person_removed_from_a_long_register_is_gone_at_once(application: Application, long_table: tuple[RegisterTable, Asked]) -> None:
    table, _ = long_table
    id = table.id_at(3)
    application.execute(RemovePerson(id))

    table.refresh([id])

    assert (table.rowCount(), table.number_of(id)) == (LONG + 499, None)
