"""`python -m app.adapters.storage.migrations revision NAME`: writes the migration from the newest one to the records as they
are declared now. Read it before you keep it: a renamed column looks like one removed and one added.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app import discovery
from app.adapters.storage.schema import write_revision


def main(arguments: list[str] | None = None) -> int:
    """Write a migration; return 1 when there is nothing to migrate."""
    parser = argparse.ArgumentParser(prog="python -m app.adapters.storage.migrations", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    revision = words.add_parser("revision", help="write the migration that is missing")
    revision.add_argument("name", help="what it does, in a few words; its file is named after it")
    given = parser.parse_args(arguments)
    discovery.features()  # declares every domain's records
    written: Path | None = write_revision(given.name)
    sys.stdout.write(f"{written}\n" if written else "The newest migration already makes what the records declare.\n")
    return 0 if written else 1


if __name__ == "__main__":
    sys.exit(main())
