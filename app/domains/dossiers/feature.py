"""What the domain of dossiers brings."""

from __future__ import annotations

from app.domains.dossiers import commands, reactions
from app.domains.dossiers.records import DossierVersion
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS, VERSION, Overtaken
from app.kernel.commands import handlers_in
from app.kernel.document import Audience
from app.kernel.feature import Feature
from app.kernel.fields import Choice, Field, FieldKind
from app.kernel.translated import lazy

TITLES = {
    VERSION: lazy("Version of the dossier"),
    f"{VERSION}.subject_kind": lazy("About a record of this kind"),
    f"{VERSION}.subject_id": lazy("About"),
    f"{VERSION}.language": lazy("Language"),
    f"{VERSION}.audience": lazy("For"),
    f"{VERSION}.number": lazy("Version"),
    f"{VERSION}.digest": lazy("Digest of the content"),
    f"{VERSION}.produced_at": lazy("Produced on"),
    f"{VERSION}.produced_by": lazy("Produced by"),
    f"{VERSION}.overtaken": lazy("What became of its subject since"),
    f"{VERSION}.overtaken_at": lazy("Superseded on"),
    f"{VERSION}.overtaken_why": lazy("Reason"),
}
_AUDIENCES = (
    Choice(Audience.PUBLIC, lazy("public")),
    Choice(Audience.DELEGATION, lazy("delegation")),
    Choice(Audience.INTERNAL, lazy("internal")),
    Choice(Audience.SECURITY, lazy("security")),
)
_OVERTAKEN = (
    Choice(Overtaken.NOT, lazy("in force")),
    Choice(Overtaken.MOVED, lazy("has moved")),
    Choice(Overtaken.CANCELLED, lazy("was cancelled")),
)
FIELDS = {
    f"{VERSION}.language": Field("language", lazy("Language"), FieldKind.LANGUAGE),
    f"{VERSION}.audience": Field("audience", lazy("For"), FieldKind.CHOICE, choices=_AUDIENCES),
    f"{VERSION}.overtaken": Field("overtaken", lazy("What became of its subject since"), FieldKind.CHOICE, choices=_OVERTAKEN),
}

FEATURE = Feature(
    name="dossiers",
    title=lazy("Papers"),
    icon="paper",
    order=5,
    records=(DossierVersion,),
    titles=TITLES,
    fields=FIELDS,
    commands=handlers_in(commands),
    reactions=reactions.REACTIONS,
    permissions=(PRODUCE_PAPERS,),
)
