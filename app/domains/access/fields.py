"""How users and their roles are entered and listed."""

from __future__ import annotations

from app.domains.access import commands, queries, rules
from app.domains.access.rules import AccountDraft, GrantDraft, NewAccountDraft
from app.domains.access.vocabulary import ACCOUNT, ACCOUNT_LANGUAGES, EDIT_ACCESS, GRANT, ROLES, SEE_ACCESS, STANDINGS
from app.domains.people.vocabulary import PERSON
from app.kernel.fields import Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import lazy

_WHO, _SIGN_IN, _ROLE = lazy("Who"), lazy("Signing in"), lazy("Role")

_ACCOUNT_FIELDS = (
    Field(
        "name",
        lazy("Name"),
        required=True,
        limit=rules.LIMIT,
        group=_WHO,
        help=lazy("It stands in the history beside what this user does."),
    ),
    Field(
        "person_id", lazy("Person"), FieldKind.RECORD, record=PERSON, group=_WHO, help=lazy("The same person in the register of people.")
    ),
    Field("email", lazy("E-mail"), limit=rules.LIMIT, group=_WHO),
    Field("language", lazy("Language"), FieldKind.CHOICE, choices=ACCOUNT_LANGUAGES, group=_WHO),
    Field(
        "login",
        lazy("Short name"),
        required=True,
        limit=60,
        group=_SIGN_IN,
        help=lazy("Typed to sign in: letters, digits, dots and hyphens."),
    ),
    Field("enabled", lazy("May sign in"), FieldKind.YES_NO, group=_SIGN_IN),
    Field(
        "is_default",
        lazy("Works without signing in"),
        FieldKind.YES_NO,
        group=_SIGN_IN,
        help=lazy("Whoever opens the program is this user until somebody signs in. Without a password only."),
    ),
)
_ROLE_FIELDS = (
    Field("role", lazy("Role"), FieldKind.CHOICE, choices=ROLES, group=_ROLE),
    Field("scope", lazy("Entity"), limit=rules.LIMIT, group=_ROLE, help=lazy("Empty for all entities.")),
)

ACCOUNT_FORM = Form(AccountDraft, _ACCOUNT_FIELDS, rules.check_account)
NEW_ACCOUNT_FORM = Form(NewAccountDraft, (*_ACCOUNT_FIELDS, *_ROLE_FIELDS), rules.check_new_account)
GRANT_FORM = Form(
    GrantDraft,
    (
        *_ROLE_FIELDS,
        Field("since", lazy("From"), FieldKind.DATE, help=lazy("Empty when it counts already.")),
        Field("until", lazy("Until"), FieldKind.DATE, help=lazy("The last day; empty while there is no end.")),
    ),
    rules.check_grant,
)

GRANT_COLUMNS = (
    Column("title", lazy("Role"), ColumnKind.LAZY, stretch=True, width=28),
    Column("since", lazy("From"), ColumnKind.DATE, width=16),
    Column("until", lazy("Until"), ColumnKind.DATE, width=16),
)

USERS = Screen(
    kind=ACCOUNT,
    command_name="users",
    title=lazy("Users"),
    icon="people",
    permission=SEE_ACCESS,
    empty=lazy("This desk has no users yet: everybody may do everything. Add the first one, who becomes head of the cell."),
    touched_by=(GRANT, PERSON),
    in_settings=True,
    register=Register(
        ids=queries.account_ids,
        rows=queries.accounts,
        columns=(
            Column("name", lazy("Name"), sort_key="name", width=24),
            Column("login", lazy("Short name"), sort_key="login", width=14),
            Column("roles", lazy("Roles"), ColumnKind.LAZY, stretch=True, width=36),
            Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDINGS, sort_key="standing", width=22),
        ),
        filters=(Filter("role", lazy("Role"), ROLES),),
        form=ACCOUNT_FORM,
        blank=AccountDraft,
        draft=queries.account_draft,
        add=commands.AddAccount,
        edit=commands.EditAccount,
        remove=commands.RemoveAccount,
        detail=queries.account_detail,
        add_title=lazy("Add user"),
        edit_title=lazy("Change user"),
        remove_title=lazy("Remove user"),
        edit_permission=EDIT_ACCESS,
    ),
)

FIELDS = {**ACCOUNT_FORM.named(ACCOUNT), **GRANT_FORM.named(GRANT)}

TITLES = {
    ACCOUNT: lazy("User"),
    GRANT: lazy("Role"),
    f"{ACCOUNT}.password_since": lazy("Password since"),
    f"{GRANT}.account_id": lazy("User"),
    **{name: field.title for name, field in FIELDS.items()},
}
