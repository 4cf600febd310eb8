"""What the domain of checklists brings."""

from __future__ import annotations

from app.domains.checklists import commands, reactions, template_commands
from app.domains.checklists.records import ChecklistUse, DutyHolder, Task, TemplateRow
from app.domains.checklists.vocabulary import EDIT_CHECKLISTS, EDIT_TEMPLATES, SEE_CHECKLISTS
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="checklists",
    title=lazy("Readiness"),
    icon="check",
    order=15,
    records=(TemplateRow, ChecklistUse, Task, DutyHolder),
    commands=(*handlers_in(template_commands), *handlers_in(commands)),
    reactions=reactions.REACTIONS,
    permissions=(SEE_CHECKLISTS, EDIT_CHECKLISTS, EDIT_TEMPLATES),
)
