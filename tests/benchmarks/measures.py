"""What is measured on an open office: one group of measures in a process of its own, `python -m tests.benchmarks.measures GROUP SIZES…`."""

from __future__ import annotations

import gc
import json
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from app.application import Application
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.offices import DELEGATION, add_mission, office_of, open_office

WORDS = ("oster", "łuna", "damber", "noor quin", "director", "elise fran", "wicz", "saar pi")
RUNS = 7
SHOWN = 40  # rows of a list that stand on a screen


def timed(act: Callable[[], object], runs: int = RUNS) -> tuple[float, ...]:
    """Run *act* and give the milliseconds of each run; the first, which fills caches, is left out."""
    act()
    found = []
    for _ in range(runs):
        gc.collect()
        began = perf_counter()
        act()
        found.append((perf_counter() - began) * 1000)
    return tuple(found)


def peak() -> float:
    """The peak of this process's memory so far, in megabytes."""
    with Path("/proc/self/status").open() as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


@contextmanager
def working_copy(people: int) -> Iterator[Application]:
    """An office that may be written to."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.attache"
        shutil.copyfile(office_of(people), place)  # nobody has it open: a plain copy is whole
        application = open_office(place)
        yield application
        application.close()


class Windows:
    """Windows on an office, drawn into memory."""

    def __init__(self, application: Application) -> None:
        from ui.kit.language import spoken
        from ui.kit.theme import LIGHT_ALWAYS, USUAL, theme
        from ui.main import qt_application

        self.app = qt_application()
        spoken.speak("nl")
        theme.dress(LIGHT_ALWAYS, USUAL)
        self.application = application
        self.folder = tempfile.mkdtemp()

    def open(self) -> Any:
        from ui.kit.desk import Desk
        from ui.shell.window import MainWindow

        window = MainWindow(Desk(self.application, Path(self.folder)))
        window.resize(1280, 800)
        window.show()
        self.settle()
        return window

    def settle(self) -> None:
        for _ in range(4):
            self.app.sendPostedEvents()
            self.app.processEvents()


def people(size: int) -> list[Figure]:
    """The register of persons: first look, each keystroke of a filter, finding anywhere, memory."""
    with working_copy(size) as application:
        windows = Windows(application)
        window = windows.open()
        before = peak()
        began = perf_counter()
        window.go("person")
        windows.settle()
        first = (perf_counter() - began) * 1000
        page = window.page()
        table, view, line = page.table, page.list_pane.view, page.list_pane.filter_bar.line
        model, whole, bare = [], [], []
        for word in WORDS * 3:
            for end in range(1, len(word) + 1):
                criteria = Criteria(word[:end])
                model.append(_once(lambda c=criteria: (table.look_for(c), table.row_at(0))))
            table.look_for(Criteria())
            line.clear()
            windows.settle()
            for end in range(1, len(word) + 1):
                whole.append(_once(lambda text=word[:end]: (line.setText(text), windows.settle())))
                bare.append(_once(lambda: view.viewport().repaint()))
            line.clear()
            windows.settle()
        jumps = []
        chance = random.Random(1)
        for _ in range(30):
            bar = view.verticalScrollBar()
            bar.setValue(chance.randrange(bar.maximum() + 1))
            windows.settle()
            jumps.append(_once(lambda: view.viewport().repaint()))
        window.close()
        ratio = statistics.median(whole) / statistics.median(bare)
        return [
            Figure(f"list of {size:,} persons, first look", "ms", (first,), more={"memory MB": peak(), "of it before": before}),
            _keys(f"keystroke, query and model, {size:,}", model, aim="p95 < 8 ms"),
            replace(_keys(f"keystroke with repaint, {size:,}", whole, aim="< 1.2 × bare repaint"), more={**_tail(whole), "bare p50": statistics.median(bare), "bare p95": percentile(bare, 95), "ratio": ratio, "after a jump p50": statistics.median(jumps)}, beside="p50 32, p95 45; bare 31 (stack.md)"),
            Figure(f"find anywhere, {size:,}", "ms", timed(lambda: application.find("noor oster"), 30), beside="p99 0.2–2 (stack.md)"),
        ]  # fmt: skip


def _keys(name: str, values: Sequence[float], aim: str) -> Figure:
    return Figure(name, "ms", tuple(values), aim=aim, more=_tail(values))


def _tail(values: Sequence[float]) -> dict[str, float]:
    return {"p95": percentile(values, 95), "p99": percentile(values, 99)}


def _once(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def mission(lines: int) -> list[Figure]:
    """Opening a mission of sixty people and so many lines in the window, each of its tabs, and the queries alone."""
    from app.domains.missions import queries

    with working_copy(1000) as application:
        made = add_mission(application, DELEGATION, lines)
        windows = Windows(application)
        window = windows.open()
        window.go("mission")
        windows.settle()

        def asked() -> None:
            for question in (
                queries.mission_card,
                queries.delegation,
                queries.programme,
                queries.transports,
                queries.stays,
                queries.findings,
            ):
                application.ask(question(made))

        first = _once(lambda: (window.open(Ref("mission", made)), windows.settle()))
        tabs = window.page().tabs if hasattr(window.page(), "tabs") else None
        more = {"memory MB": peak()}
        if tabs is not None:
            for number in range(tabs.count()):
                more[tabs.tabText(number)] = _once(lambda n=number: (tabs.setCurrentIndex(n), windows.settle()))
        runs = []
        for _ in range(5):
            other = windows.open()
            runs.append(_once(lambda w=other: (w.open(Ref("mission", made)), windows.settle())))
            other.close()
            other.deleteLater()
        return [
            Figure(f"open a mission, {DELEGATION} people, {lines} lines", "ms", tuple(runs), more={"first": first, **more}),
            Figure(f"its questions alone, {lines} lines", "ms", timed(asked)),
        ]


def papers(lines: int) -> list[Figure]:
    """The dossier of a mission of sixty people and so many lines; it holds each person's own programme too."""
    from pypdf import PdfReader

    from app.adapters.i18n import wording_for
    from app.domains.missions.papers import produce_dossier

    with working_copy(1000) as application:
        made = add_mission(application, DELEGATION, lines)
        wording, draws = wording_for("nl"), application.outside.renderer()
        first = _once(lambda: produce_dossier(application, draws, made, wording))
        pages = len(PdfReader(BytesIO(produce_dossier(application, draws, made, wording))).pages)
        dossier = timed(lambda: produce_dossier(application, draws, made, wording), 3)
        seconds = statistics.median(dossier) / 1000
        more = {"pages": pages, "pages/s": pages / seconds, "50 pages s": 50 * seconds / pages, "first ms": first, "memory MB": peak()}
        name = f"dossier, {DELEGATION} people, {lines} lines"
        return [Figure(name, "ms", dossier, aim="50 pages < 2 s", beside="83–192 pages/s platypus, 267 canvas (stack.md)", more=more)]


def calendar(lines: int) -> list[Figure]:
    """The calendar of a mission of sixty people and so many lines: read from the file and written as iCalendar."""
    from app.adapters.i18n import wording_for
    from app.domains.missions.papers import mission_calendar

    with working_copy(1000) as application:
        made = add_mission(application, DELEGATION, lines)
        wording, codec = wording_for("nl"), application.outside.calendar_codec()
        whole = timed(lambda: codec.encode(mission_calendar(application, made, wording)))
        entries = mission_calendar(application, made, wording)
        written = timed(lambda: codec.encode(entries))
        more = {"writing alone": statistics.median(written), "lines/s written": lines / statistics.median(written) * 1000}
        beside = "own writer 44,000/s, icalendar 4,215/s (stack.md)"
        return [Figure(f"calendar of {lines} lines", "ms", whole, beside=beside, more=more)]


def command(size: int) -> list[Figure]:
    """One command, from a widget of one window until another window has painted it; beside it the same command without windows."""
    from app.domains.people import queries
    from app.domains.people.commands import EditPerson

    with working_copy(size) as application:
        windows = Windows(application)
        one, other = windows.open(), windows.open()
        for window in (one, other):
            window.go("person")
            windows.settle()
        id = one.page().table.id_at(0)
        seen, whole, alone = [], [], []

        def change(number: int) -> EditPerson:
            before = application.ask(queries.person_draft(id))
            return EditPerson(id, before, replace(before, prefix=f"Mx {number}"))

        for number in range(25):
            wish = change(number)
            began = perf_counter()
            one.page().perform(wish)
            while other.page().table.row_at(0).prefix != f"Mx {number}":
                windows.app.processEvents()
            seen.append((perf_counter() - began) * 1000)
            windows.settle()
            other.page().list_pane.view.viewport().repaint()
            whole.append((perf_counter() - began) * 1000)
        one.close()
        other.close()
        windows.settle()
        for number in range(100, 125):
            wish = change(number)
            alone.append(_once(lambda w=wish: application.execute(w)))
        return [
            Figure(f"one command, seen in another window, {size:,}", "ms", tuple(seen), aim="< 20 ms", more={"p95": percentile(seen, 95), "with both repainted": statistics.median(whole)}),
            Figure(f"the same command without windows, {size:,}", "ms", tuple(alone), more={"p95": percentile(alone, 95)}),
        ]  # fmt: skip


def imports(size: int) -> list[Figure]:
    """Taking in persons from files, everything journalled and findable."""
    from app.domains.intake.commands import ImportRecords
    from tests.benchmarks.offices import people_files

    with tempfile.TemporaryDirectory() as folder:
        application = open_office(Path(folder) / "office.attache")
        spent = sum(_once(lambda c=content: application.execute(ImportRecords(c, "people"))) for content in people_files(size))
        application.close()
    return [Figure(f"import {size:,} persons", "ms", (spent,), more={"persons/s": size / spent * 1000, "memory MB": peak()})]


def sheets(rows: int) -> list[Figure]:
    """A list of 25 columns, texts, amounts and days, written for a spreadsheet."""
    from app.adapters.files.sheets import write_csv, write_xlsx
    from app.kernel.sheets import CellKind, Sheet, SheetColumn

    kinds = (CellKind.TEXT, CellKind.MONEY, CellKind.DATE, CellKind.TEXT, CellKind.NUMBER)
    cells = ("Łódź, vergadering {}", Decimal("1234.50"), date(2021, 9, 22), "=HYPERLINK({})", 12)
    columns = tuple(SheetColumn(f"Column {number}", kinds[number % 5]) for number in range(25))
    lines = tuple(
        tuple(cell.format(line * 25 + number) if isinstance(cell := cells[number % 5], str) else cell for number in range(25))
        for line in range(rows)
    )
    sheet = Sheet("Trips", columns, lines)
    xlsx = timed(lambda: write_xlsx(sheet), 5)
    return [
        Figure(f"list of {rows:,} rows × 25 columns as XLSX", "ms", xlsx, aim="5,000 rows < 2 s", more={"memory MB": peak()}),
        Figure(f"the same as CSV, {rows:,}", "ms", timed(lambda: write_csv(sheet), 5)),
    ]


def trips(size: int) -> list[Figure]:
    """The yearly lists of so many trips: read from the file, written for a spreadsheet."""
    from app.adapters.files.sheets import write_xlsx
    from app.adapters.i18n import wording_for
    from app.domains.trips.queries.lists import parliament, transparency
    from tests.benchmarks.offices import TODAY, add_trips

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.attache"
        open_office(place).close()
        add_trips(place, size)
        application, wording, year = open_office(place), wording_for("nl"), TODAY.year
        asked = parliament(date(year, 1, 1), date(year, 12, 31), wording)
        for_all = timed(lambda: write_xlsx(application.ask(asked)), 5)
        alone = timed(lambda: application.ask(asked), 5)
        by_law = timed(lambda: write_xlsx(application.ask(transparency(year, wording))), 5)
        rows = len(application.ask(asked).rows)
        application.close()
    return [
        Figure(
            f"parliament's list of {size:,} trips as XLSX", "ms", for_all, aim="5,000 trips < 2 s", more={"rows": rows, "memory MB": peak()}
        ),
        Figure(f"the question alone, {size:,}", "ms", alone),
        Figure(f"list of the ordinance out of {size:,} trips", "ms", by_law),
    ]


def checks(requests: int) -> list[Figure]:
    """Requests under the circular, one after the other, by train and by plane."""
    from app.domains.trips.circular.checking import check
    from app.domains.trips.circular.facts import Facts
    from app.domains.trips.circular.ruleset import shipped
    from tests.makers.trips import request, request_by_plane

    (rules,), facts, asked = shipped(), Facts(today=date(2026, 2, 2)), (request(), request_by_plane())
    for one in asked:
        check(one, rules, facts)
    spent = _once(lambda: [check(asked[number % 2], rules, facts) for number in range(requests)])
    return [Figure(f"check of {requests:,} requests", "ms", (spent,), aim="each < 2 ms", more={"each ms": spent / requests})]


def trip_list(size: int) -> list[Figure]:
    """The register of trips: first look, each keystroke of a filter, a filter chosen."""
    from app.domains.trips.queries.files import trip_ids
    from tests.benchmarks.offices import add_trips

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.attache"
        open_office(place).close()
        add_trips(place, size)
        application = open_office(place)
        windows = Windows(application)
        window = windows.open()
        began = perf_counter()
        window.go("trip")
        windows.settle()
        first = (perf_counter() - began) * 1000
        page = window.page()
        table, line = page.table, page.list_pane.filter_bar.line
        model, whole = [], []
        for word in WORDS:
            typed = [word[:end] for end in range(1, len(word) + 1)]
            model += [_once(lambda c=Criteria(some): (table.look_for(c), table.row_at(0))) for some in typed]
            table.look_for(Criteria())
            windows.settle()
            whole += [_once(lambda some=some: (line.setText(some), windows.settle())) for some in typed]
            line.clear()
            windows.settle()
        chosen = timed(lambda: application.ask(trip_ids(Criteria(filters=(("state", "closed"),)))), 9)
        window.close()
        application.close()
    return [
        Figure(f"list of {size:,} trips, first look", "ms", (first,), more={"memory MB": peak()}),
        _keys(f"keystroke among trips, query and model, {size:,}", model, aim="p95 < 8 ms"),
        _keys(f"keystroke among trips with repaint, {size:,}", whole, aim=""),
        Figure(f"trips of one status, {size:,}", "ms", chosen),
    ]


def figures(flags: int) -> list[Figure]:
    """A row of so many flags drawn: on the screen, as SVG, on a page and as a picture; the first time and again."""
    from app.bootstrap import OUTSIDE
    from app.kernel import figures as drawn

    codes = ["be", "eu", "fr", "de", "es", "it", "nl", "lu", "gb", "us", "pt", "gr", "ch", "mx", "jp"]
    shapes: list[drawn.Shape] = []
    for number in range(flags):
        x, code = 20 + number * 60, codes[number % len(codes)]
        shapes += [
            drawn.Stroke(((x, 190), (x, 40)), drawn.Ink.METAL, 2.5),
            drawn.FlagPicture(x + 1, 42, 48, 32, code, code.upper()),
            drawn.Label(x + 24, 205, f"Position {number + 1}", 8, drawn.Anchor.MIDDLE, width=56, lines=2),
        ]
    row = drawn.Figure(40 + flags * 60, 220, tuple(shapes), "Flags")
    told: list[Figure] = []
    for kind in ("svg", "pdf", "png"):
        first = _once(lambda kind=kind: OUTSIDE.drawing(row, kind))
        again = timed(lambda kind=kind: OUTSIDE.drawing(row, kind))
        told.append(
            Figure(f"{flags:,} flags as {kind.upper()}", "ms", again, aim="15 flags < 100 ms", more={"first, with the libraries": first})
        )
    told.append(_shown(row, flags))
    return told


def _shown(row: Any, flags: int) -> Figure:
    from ui.kit.canvas import FigureView
    from ui.kit.theme import LIGHT_ALWAYS, USUAL, theme
    from ui.main import qt_application

    qt_application()
    theme.dress(LIGHT_ALWAYS, USUAL)
    view = FigureView()
    view.resize(1200, 400)
    view.show_figure(row)
    first = _once(view.grab)
    return Figure(f"{flags:,} flags on the screen", "ms", timed(view.grab), aim="15 flags < 100 ms", more={"first": first})


def flag_plans(flags: int) -> list[Figure]:
    """A plan of so many flags made, drawn as data, and drawn to SVG and PNG; the first time with all that must be read for it."""
    from app.bootstrap import OUTSIDE
    from app.domains.flags.drawing import draw
    from app.domains.flags.plans import FlagRequest, plan
    from app.domains.people.precedence.states import known_states

    codes = dict.fromkeys(("BE", "BE-BRU", "EU", "FR", "DE", *known_states()))
    asked, wording = FlagRequest(tuple(codes)[:flags]), OUTSIDE.wording("nl")
    first = _once(lambda: draw(plan(asked), wording))
    made = plan(asked)
    told = [
        Figure(f"plan of {flags} flags, made and drawn", "ms", timed(lambda: draw(plan(asked), wording)), aim="15 flags < 100 ms", more={"first, with what is read": first}),
        Figure(f"plan of {flags} flags, made", "ms", timed(lambda: plan(asked))),
        Figure(f"plan of {flags} flags, drawn", "ms", timed(lambda: draw(made, wording))),
    ]  # fmt: skip
    for kind in ("svg", "png"):
        first = _once(lambda kind=kind: OUTSIDE.drawing(draw(plan(asked), wording), kind))
        again = timed(lambda kind=kind: OUTSIDE.drawing(draw(plan(asked), wording), kind))
        told.append(Figure(f"plan of {flags} flags to {kind.upper()}", "ms", again, aim="15 flags < 100 ms", more={"first": first}))
    return told


def precedence(guests: int) -> list[Figure]:
    """An order of precedence of so many guests by the list of the Region, with and without what separates them; its sentences, and one move by hand."""
    from app.domains.people.precedence import shipped
    from app.domains.people.precedence.guests import Guest, Move
    from app.domains.people.precedence.ranking import rank

    offices, profile, on = shipped.offices(), shipped.profiles()["BRU-START"], date(2026, 3, 2)
    chance = random.Random(4)
    mixed = [_guest(number, chance, tuple(offices)) for number in range(guests)]
    alike = [Guest(str(number), "Jan Peeters", "peeters jan", (replace(mixed[0].posts[0], id=str(number)),)) for number in range(guests)]
    move = Move("1", "0", "", "Asked for by the host.", "Noor Claes", datetime(2026, 2, 1, 9, tzinfo=UTC))
    ranking = rank(mixed, profile, offices, on)
    order = ranking.order
    return [
        Figure(f"order of {guests:,} guests", "ms", timed(lambda: rank(mixed, profile, offices, on), 15), aim="2,000 guests < 50 ms", more={"findings": len(ranking.findings)}),
        Figure(f"order of {guests:,} guests whom nothing separates", "ms", timed(lambda: rank(alike, profile, offices, on), 15), aim="2,000 guests < 50 ms"),
        Figure(f"order of {guests:,} guests, one moved", "ms", timed(lambda: rank(mixed, profile, offices, on, moves=[move]), 15), aim="2,000 guests < 50 ms"),
        Figure(f"a sentence for each of {guests:,} places", "ms", timed(lambda: [ranking.sentence(one) for one in order])),
        Figure(f"why {guests:,} guests go before the last", "ms", timed(lambda: [ranking.explain(one, order[-1]) for one in order])),
    ]  # fmt: skip


def _guest(number: int, chance: random.Random, offices: Sequence[str]) -> Any:
    """Somebody with a post or two, of whom one in five has no first day in office."""
    from app.domains.people.precedence.guests import Guest, HeldPost
    from app.kernel.periods import PartialDate
    from app.kernel.translated import Multilingual

    def post(n: int) -> HeldPost:
        since = PartialDate(chance.randint(1990, 2024), chance.randint(1, 12), chance.randint(1, 28)) if chance.random() > 0.2 else None
        return HeldPost(
            f"{number}-{n}", Multilingual.same("Post"), chance.choice(offices), country=chance.choice(("BE", "FR", "DE")), since=since
        )

    name = f"{chance.choice(WORDS)} {number}"
    return Guest(str(number), name, name, tuple(post(n) for n in range(chance.choice((1, 1, 2)))), host=number == 0)


def moves(lines: int) -> list[Figure]:
    """Moving a mission of sixty people, so many lines and twice as many tasks: what would follow, the move, a shorter one, the way back."""
    from app.domains.missions.commands import MoveMission
    from tests.benchmarks.offices import LINES_A_DAY, add_tasks, days_of

    with working_copy(1000) as application:
        made = add_mission(application, DELEGATION, lines)
        add_tasks(application, made, 2 * lines)
        weeks = iter(range(1, 1000))

        def wish(shorter: int = 0) -> MoveMission:
            return MoveMission(made, *days_of(lines, 7 * next(weeks), shorter), "The host asked for it.")

        seen = timed(lambda: application.preview(wish()))
        moved = timed(lambda: application.execute(wish()))
        more = {"things told": len(application.preview(wish()).consequences), "memory MB": peak()}
        half = timed(lambda: application.preview(wish(lines // LINES_A_DAY // 2)))
        application.execute(wish())
        back = timed(lambda: (application.undo(), application.redo()))
        name = f"{DELEGATION} people, {lines} lines, {2 * lines} tasks"
        return [
            Figure(f"move of a mission, {name}", "ms", moved, aim="200 lines < 300 ms", more=more),
            Figure(f"its preview, {name}", "ms", seen),
            Figure(f"preview of one of half the length, {name}", "ms", half),
            Figure(f"undone and done again, {name}", "ms", back),
        ]


def readiness(missions: int) -> list[Figure]:
    """The readiness board of so many missions with fifty tasks each: its order, its first rows, mine, what one mission misses.

    First of missions about which nothing else is known, then of the same ones with people, lines, journeys, visas and flags.
    """
    from app.domains.checklists.board import board_ids, board_rows, missing
    from app.domains.checklists.commands import SetTaskState
    from app.domains.checklists.fields import BOARD
    from app.domains.checklists.queries import tasks
    from app.domains.checklists.today import tasks_of_mine
    from app.domains.checklists.vocabulary import TaskState
    from tests.benchmarks import full_missions
    from tests.benchmarks.offices import TASKS, add_missions_with_tasks

    with working_copy(1000) as application:
        subjects = add_missions_with_tasks(application, missions)
        late = Criteria(filters=(("owner", "mine"), ("show", "late")))

        def board(rows: int = SHOWN) -> None:
            application.ask(board_rows(application.ask(board_ids())[:rows]))

        screen = BOARD.register.at_once
        few = tuple(row.id for row in application.ask(tasks(subjects[0]))[:20])
        states = iter([TaskState.DONE, TaskState.OPEN] * 100)
        name = f"{missions:,} missions with {TASKS} tasks"
        bare = [
            Figure(f"readiness board, order and first {SHOWN} rows, {name}", "ms", timed(board), aim="500 missions < 100 ms", more={"memory MB": peak()}),
            Figure(f"its order alone, {name}", "ms", timed(lambda: application.ask(board_ids()))),
            Figure(f"what is late and mine, {name}", "ms", timed(lambda: application.ask(board_ids(late)))),
            Figure(f"Today, mine, {name}", "ms", timed(lambda: application.ask(tasks_of_mine()))),
            Figure(f"what one mission misses, {name}", "ms", timed(lambda: application.ask(missing(subjects[0])))),
            Figure(f"twenty tasks done, {name}", "ms", timed(lambda: application.execute(SetTaskState(few, next(states))))),
        ]  # fmt: skip
        full_missions.fill(application, subjects)
        full = f"{name}, {full_missions.PEOPLE} people and {full_missions.LINES} lines"
        return [
            *bare,
            Figure(f"readiness board, order and a screen of {screen} rows, {full}", "ms", timed(lambda: board(screen)), aim="500 missions < 100 ms"),
            Figure(f"readiness board, order and first {SHOWN} rows, {full}", "ms", timed(board), aim="500 missions < 100 ms", more={"memory MB": peak()}),
            Figure(f"what one mission misses, {full}", "ms", timed(lambda: application.ask(missing(subjects[0])))),
        ]  # fmt: skip


def gifts(size: int) -> list[Figure]:
    """The register of gifts and the bank beside it: first look, each keystroke, filters, a suggestion; and the room that entries take."""
    from tests.benchmarks.gifts import BY_COMMANDS, criteria_of_filters, first_screen, make_register, questions, room

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "office.attache"
        make_register(place, size)
        application = open_office(place)
        windows = Windows(application)
        window = windows.open()
        began = perf_counter()
        window.go("gift")
        windows.settle()
        first = (perf_counter() - began) * 1000
        page = window.page().register
        table, line, view = page.table, page.list_pane.filter_bar.line, page.list_pane.view
        model, whole, bare = [], [], []
        for word in WORDS:
            typed = [word[:end] for end in range(1, len(word) + 1)]
            model += [_once(lambda c=Criteria(some): (table.look_for(c), table.row_at(0))) for some in typed]
            table.look_for(Criteria())
            windows.settle()
            for some in typed:
                whole.append(_once(lambda some=some: (line.setText(some), windows.settle())))
                bare.append(_once(lambda: view.viewport().repaint()))
            line.clear()
            windows.settle()
        ratio = statistics.median(whole) / statistics.median(bare)
        chosen = [
            Figure(
                f"gifts by {name}, order and first {SHOWN} rows, {size:,}",
                "ms",
                timed(lambda one=one: first_screen(application, one, SHOWN)),
            )
            for name, one in criteria_of_filters().items()
        ]
        suggested = [
            Figure(
                f"suggestion for {whom}, {size:,} gifts",
                "ms",
                timed(lambda asked=asked: application.ask(asked), 15),
                aim="50,000 gifts < 50 ms",
            )
            for whom, asked in questions(application).items()
        ]
        window.close()
        application.close()
    return [
        Figure(f"register of {size:,} gifts, first look", "ms", (first,), more={"memory MB": peak()}),
        _keys(f"keystroke among gifts, query and model, {size:,}", model, aim="p95 < 8 ms"),
        replace(_keys(f"keystroke among gifts with repaint, {size:,}", whole, aim=""), more={**_tail(whole), "bare p50": statistics.median(bare), "ratio": ratio}),
        *suggested,
        *chosen,
        room(min(size, BY_COMMANDS)),
    ]  # fmt: skip


GROUPS: dict[str, Callable[[int], list[Figure]]] = {
    "people": people,
    "mission": mission,
    "papers": papers,
    "calendar": calendar,
    "command": command,
    "import": imports,
    "sheets": sheets,
    "trips": trips,
    "checks": checks,
    "trip list": trip_list,
    "figures": figures,
    "flag plans": flag_plans,
    "precedence": precedence,
    "moves": moves,
    "readiness": readiness,
    "gifts": gifts,
}

if __name__ == "__main__":
    figures = GROUPS[sys.argv[1]](int(sys.argv[2]))
    print(json.dumps([asdict(figure) for figure in figures]))
    sys.stdout.flush()
