"""`attache import FILE.json`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.domains.intake.commands import ImportRecords
from app.kernel.feature import Verb
from app.kernel.reading import as_text, read_json

if TYPE_CHECKING:
    from app.application import Application


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.json", type=Path)


def _run(application: Application, arguments: argparse.Namespace) -> dict[str, int]:
    outcome = application.execute(ImportRecords(read_json(arguments.file), as_text(arguments.file.name)))
    return {"imported": outcome.result}


IMPORT = Verb("import", "take in missions, persons, organisations and agreements from a JSON file", _configure, _run)
