"""What the domain of agreements brings."""

from __future__ import annotations

from app.domains.agreements import commands, dossier, fields, intake, queries, today
from app.domains.agreements.records import Agreement, Renewal
from app.domains.agreements.vocabulary import AGREEMENT, EDIT_AGREEMENTS, SEE_AGREEMENTS
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="agreements",
    title=lazy("Agreements"),
    icon="agreement",
    order=40,
    requires=("people", "missions"),
    records=(Agreement, Renewal),
    titles=fields.TITLES,
    fields=fields.FIELDS,
    commands=handlers_in(commands),
    permissions=(SEE_AGREEMENTS, EDIT_AGREEMENTS),
    screens=(fields.AGREEMENTS,),
    search=(Searchable(AGREEMENT, {"agreement": "id"}, queries.agreement_texts, {"organisation": queries.agreements_with}),),
    today=(today.ENDING,),
    dossier=(dossier.SECTION,),
    imports=(intake.SECTION,),
)
