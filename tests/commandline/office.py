"""An office on a file, and the program run on it: in this process, or in one of its own where the process matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from app.commandline import main

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "resources" / "sample" / "office.json"
BRUSSELS_DAYS = "brussels-days-paris"


@dataclass(frozen=True)
class Run:
    """How a run ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Office:
    """The office's file at `place` (":memory:" for none)."""

    place: Path

    def run(self, *words: str | Path) -> Run:
        """Run `attache --db PLACE WORDS` in this process."""
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(["--db", str(self.place), *map(str, words)])
            except SystemExit as end:  # wrong usage and --help
                code = int(end.code or 0)
        return Run(code, out.getvalue(), err.getvalue())

    def spawn(self, *words: str | Path, **options: Any) -> Run:
        """Run it in a process of its own."""
        return spawn("--db", self.place, *words, **options)

    def json(self, *words: str | Path) -> Any:
        """Run a command that must succeed and read the JSON it prints."""
        run = self.run(*words, "--json")
        assert (run.code, run.err) == (0, "")
        return run.json

    def steps(self) -> list[str]:
        """The names of the steps, newest first."""
        return [step["label"] for step in self.json("history")]

    def take_in(self, content: object, folder: Path) -> Run:
        """Import *content* from a file in *folder*, with findings as JSON."""
        file = folder / "records.json"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return self.run("import", file, "--json")


def program(*words: str | Path) -> list[str]:
    return [sys.executable, "-m", "ui", *map(os.fspath, words)]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONUNBUFFERED", "LANG", "LC_ALL", "LC_MESSAGES")
    }
    return {**kept, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", **(extra or {})}


def spawn(*words: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None, **options: Any) -> Run:
    done = subprocess.run(program(*words), env=environment(env), cwd=cwd, capture_output=True, timeout=120, check=False, **options)
    return Run(done.returncode, done.stdout.decode(), done.stderr.decode())


def places(run: Run) -> list[str]:
    """The places of the findings of a refusal."""
    return [finding["path"] for finding in run.json["refused"]]


def rules(run: Run) -> list[str]:
    """The rules of the findings of a refusal."""
    return [finding["rule"] for finding in run.json["refused"]]


def rows_in(value: Any) -> Iterator[tuple[Sequence[str | int], Any]]:
    """Every value inside a document, with the way to it."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        way, here = waiting.pop()
        yield way, here
        members = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        waiting += [((*way, key), member) for key, member in members]
