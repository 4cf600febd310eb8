"""What the domain of dossiers brings."""

from __future__ import annotations

from app.domains.dossiers import commands
from app.domains.dossiers.records import DossierVersion
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS, VERSION
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="dossiers",
    title=lazy("Papers"),
    icon="paper",
    order=5,
    records=(DossierVersion,),
    titles={VERSION: lazy("Version of the dossier")},
    commands=handlers_in(commands),
    permissions=(PRODUCE_PAPERS,),
)
