"""What the domain of checklists brings."""

from __future__ import annotations

from app.domains.checklists import checks, commands, dossier, fields, reactions, template_commands, template_fields, today, verbs
from app.domains.checklists.records import ChecklistUse, DutyHolder, Task, TemplateRow
from app.domains.checklists.vocabulary import EDIT_CHECKLISTS, EDIT_TEMPLATES, SEE_CHECKLISTS
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="checklists",
    title=lazy("Readiness"),
    icon="readiness",
    order=15,
    records=(TemplateRow, ChecklistUse, Task, DutyHolder),
    titles={**template_fields.TITLES, **fields.TITLES},
    fields={**template_fields.FIELDS, **fields.FIELDS},
    commands=(*handlers_in(template_commands), *handlers_in(commands)),
    reactions=reactions.REACTIONS,
    permissions=(SEE_CHECKLISTS, EDIT_CHECKLISTS, EDIT_TEMPLATES),
    screens=(fields.BOARD, template_fields.TEMPLATES),
    today=today.GROUPS,
    dossier=(dossier.SECTION,),
    verbs=verbs.VERBS,
    checks=(checks.SOURCE,),
)
