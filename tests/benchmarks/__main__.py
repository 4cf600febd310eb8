"""The figures, as a table and as JSON. Each group of measures runs in a process of its own, so that one does not warm up another."""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, growth, number, table
from tests.benchmarks.offices import office_of

ROOT = Path(__file__).parents[2]
PEOPLE, LINES, PAPERS = (1_000, 10_000, 100_000), (20, 200, 2_000), (20, 60, 200)
ROWS = (1_250, 5_000, 20_000)
GIFTS = (50_000,)
FLAGS = (5, 15, 60)
PLANS = (5, 15, 50)
GUESTS = (20, 200, 2_000)
MOVED_LINES = (50, 200, 800)
BOARD = (100, 500, 2_000)
FEW_PEOPLE, FEW_LINES = (200, 1_000), (10, 40)
STARTS = 5


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the figures to FILE as well")
    parser.add_argument("--small", action="store_true", help="small offices and few runs: that it works, not how fast it is")
    parser.add_argument(
        "--only",
        metavar="GROUP",
        choices=(
            "start",
            "people",
            "mission",
            "papers",
            "calendar",
            "command",
            "import",
            "sheets",
            "trips",
            "checks",
            "trip list",
            "figures",
            "flag plans",
            "precedence",
            "moves",
            "readiness",
            "gifts",
        ),
        help="one group of measures",
    )
    given = parser.parse_args()
    people, lines, papers = (FEW_PEOPLE, FEW_LINES, FEW_LINES) if given.small else (PEOPLE, LINES, PAPERS)
    groups: dict[str, Callable[[], list[Figure]]] = {
        "start": lambda: [*starts(people, 2 if given.small else STARTS)],
        "people": lambda: measured("people", people),
        "command": lambda: measured("command", people),
        "import": lambda: measured("import", people[:-1] if not given.small else people),
        "mission": lambda: measured("mission", lines),
        "papers": lambda: measured("papers", papers),
        "calendar": lambda: measured("calendar", lines),
        "sheets": lambda: measured("sheets", FEW_PEOPLE if given.small else ROWS),
        "trips": lambda: measured("trips", FEW_PEOPLE if given.small else ROWS[:2]),
        "checks": lambda: measured("checks", FEW_PEOPLE if given.small else PEOPLE),
        "trip list": lambda: measured("trip list", FEW_PEOPLE if given.small else ROWS[1:]),
        "figures": lambda: measured("figures", FLAGS),
        "flag plans": lambda: measured("flag plans", PLANS),
        "precedence": lambda: measured("precedence", GUESTS),
        "moves": lambda: measured("moves", FEW_LINES if given.small else MOVED_LINES),
        "readiness": lambda: measured("readiness", FEW_LINES if given.small else BOARD),
        "gifts": lambda: measured("gifts", FEW_PEOPLE if given.small else ROWS[:1] + GIFTS),
    }
    figures: list[Figure] = []
    missing: list[str] = []
    for name, group in groups.items():
        if given.only in (None, name):
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            try:
                figures += group()
            except Failed as failed:
                missing.append(name)
                print(failed, file=sys.stderr)
    print(table(figures))
    print(f"\nload of the machine while measuring: {number(os.getloadavg()[0])} on {os.cpu_count()} cores")
    told = json.dumps([figure.as_json() for figure in figures], ensure_ascii=False, indent=1)
    if given.json:
        given.json.write_text(told, encoding="utf-8")
    else:
        print(told)
    if missing:
        sys.exit(f"not measured: {', '.join(missing)}")


class Failed(Exception):
    """A process that measures ended badly; the other figures are told all the same."""


def measured(group: str, sizes: Sequence[int]) -> list[Figure]:
    """Run a group at each size; add how its first figures grow from size to size."""
    by_size: list[list[Figure]] = []
    for size in sizes:
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.measures", group, str(size)],
            cwd=ROOT,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{group} {size}: {done.stderr}")
        by_size.append([Figure(**{**raw, "runs": tuple(raw["runs"])}) for raw in json.loads(done.stdout.splitlines()[-1])])
    figures = [figure for figures in by_size for figure in figures]
    for rows in zip(*by_size, strict=True):
        power = growth(sizes, [row.median for row in rows])
        figures.append(Figure(f"grows: {_without_size(rows[0].name)}", "", (power,), aim="≤ 1", beside="0 stays, 1 as the records do"))
    return figures


def _without_size(name: str) -> str:
    return re.sub(r"(?<!\w)\d[\d,]*", "n", name)


def starts(people: Sequence[int], runs: int) -> Iterator[Figure]:
    """The start of the program beside the starts of what it is made of, each in a fresh process."""
    neighbours = {what: _fresh(what, runs) for what in ("interpreter", "empty window", "imports")}
    beside = {"interpreter": "11 ms (stack.md)", "empty window": "128–166 ms (stack.md)", "imports": "417 ms (stack.md)"}
    for what, found in neighbours.items():
        last = "began" if what == "interpreter" else "usable"
        more = {"memory MB": _median(found, "memory", last)}
        yield Figure(f"start: {what}", "ms", tuple(run["marks"][last] * 1000 for run in found), beside=beside[what], more=more)
    medians: list[float] = []
    for size in people:
        found = _fresh("attache", runs, office_of(size))
        usable = tuple(run["marks"]["usable"] * 1000 for run in found)
        medians.append(statistics.median(usable))
        more = {name: _median(found, "marks", name) * 1000 for name in ("began", "Qt", "command line", "shown")}
        more["memory MB"] = _median(found, "memory", "usable")
        yield Figure(f"start: window usable, {size:,} persons", "ms", usable, aim="< 1,000 ms", more=more)
    yield Figure("grows: start", "", (growth(people, medians),), aim="≤ 1", beside="0 stays, 1 as the records do")


def _median(runs: Sequence[dict[str, dict[str, float]]], kind: str, name: str) -> float:
    return statistics.median(run[kind][name] for run in runs)


def _fresh(what: str, runs: int, database: Path | None = None) -> list[dict[str, dict[str, float]]]:
    found = []
    with tempfile.TemporaryDirectory() as folder:
        extra = {"XDG_CONFIG_HOME": folder, "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "attache-benchmarks" / "compiled")}
        env = {**environment(), **extra}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        for _ in range(runs + 1):
            words = [
                sys.executable,
                str(Path(__file__).with_name("fresh.py")),
                what,
                repr(time.monotonic()),
                *([str(database)] if database else []),
            ]
            done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
            if done.returncode:
                raise Failed(f"{what}: {done.stderr}")
            found.append(json.loads(done.stdout.splitlines()[-1]))
    return found[1:]  # the first compiles


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
