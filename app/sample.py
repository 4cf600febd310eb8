"""The sample office: the facts of the year report 2021, and one invented visit that shows what the program can do.

Nothing about the real persons of the report is made up. The people, drivers and hotels of the invented visit exist nowhere;
their titles say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domains.intake.commands import ImportRecords
from app.domains.intake.reading import read_json

if TYPE_CHECKING:
    from app.application import Application


def fill(application: Application) -> int:
    """Bring the sample into the office, in one step; return the number of records that were new."""
    from app.adapters.resources import resource

    return application.execute(ImportRecords(read_json(resource("sample", "office.json")), "sample office")).result
