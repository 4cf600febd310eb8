"""What taking in files brings."""

from __future__ import annotations

from app.domains.intake import commands, verbs
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="intake",
    title=lazy("Import"),
    order=900,
    commands=handlers_in(commands),
    permissions=(commands.IMPORT_FILES,),
    verbs=(verbs.IMPORT,),
)
