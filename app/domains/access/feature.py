"""What the domain of access brings."""

from __future__ import annotations

from app.domains.access import commands, fields, queries, watch
from app.domains.access.directory import DIRECTORY
from app.domains.access.records import Account, RoleGrant
from app.domains.access.verbs import VERBS
from app.domains.access.vocabulary import ACCOUNT, EDIT_ACCESS, SEE_ACCESS, SIGN_IN
from app.kernel.commands import handlers_in
from app.kernel.feature import Feature
from app.kernel.search import Searchable
from app.kernel.translated import lazy

FEATURE = Feature(
    name="access",
    title=lazy("Users"),
    icon="people",
    order=90,
    requires=("people",),
    records=(Account, RoleGrant),
    titles=fields.TITLES,
    fields=fields.FIELDS,
    commands=handlers_in(commands),
    permissions=(SEE_ACCESS, EDIT_ACCESS, SIGN_IN),
    screens=(fields.USERS,),
    search=(Searchable(ACCOUNT, {"account": "id"}, queries.account_texts),),
    verbs=VERBS,
    guards=(watch.GUARD,),
    directory=DIRECTORY,
)
