from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.application import Application
from app.domains.access import commands, queries
from app.domains.access.rules import AccountDraft, GrantDraft, NewAccountDraft
from app.domains.access.vocabulary import RoleCode, Standing
from app.domains.people.commands import MergePersons, RemovePerson
from app.kernel.errors import Gone, NotAllowed, Refused
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.permissions import Role
from app.kernel.translated import lazy
from tests.makers.access import HEAD, account, act_as, head

PASSWORD = "nobody guesses this"


def refused(application: Application, command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as raised:
        application.execute(command)
    return [(finding.path, finding.rule) for finding in raised.value.findings]


def row(application: Application, id: str):
    (found,) = application.ask(queries.accounts([id]))
    return found


def held(application: Application, id: str) -> list[tuple[RoleCode, str]]:
    return [(grant.role, grant.scope) for grant in application.ask(queries.grants_of(id))]


def test_the_first_user_keeps_the_keys(application):
    assert refused(application, commands.AddAccount(AccountDraft("Ada", "ada"))) == [("role", "last-head-of-cell")]
    assert refused(application, commands.AddAccount(AccountDraft("Ada", "ada"), (GrantDraft(RoleCode.READER),))) == [
        ("role", "last-head-of-cell")
    ]
    until = GrantDraft(RoleCode.HEAD_OF_CELL, until=date(2030, 1, 1))
    assert refused(application, commands.AddAccount(AccountDraft("Ada", "ada"), (until,))) == [("role", "last-head-of-cell")]
    disabled = AccountDraft("Ada", "ada", enabled=False)
    assert refused(application, commands.AddAccount(disabled, (GrantDraft(RoleCode.HEAD_OF_CELL),))) == [("role", "last-head-of-cell")]
    assert (application.history(), application.user.rights) == ([], None)


def test_a_user_is_kept_with_a_folded_short_name_and_its_roles(application):
    head(application)
    id = application.execute(
        commands.AddAccount(AccountDraft(" Hélène ", " HÉLÈNE "), (GrantDraft(RoleCode.MINISTER, " Cabinet "),))
    ).result
    found = row(application, id)
    assert (found.name, found.login, found.standing, held(application, id)) == (
        "Hélène",
        "helene",
        Standing.IN_USE,
        [(RoleCode.MINISTER, "Cabinet")],
    )


def test_a_new_user_of_the_form_holds_its_first_role(application):
    draft = NewAccountDraft("Ada", "ada", role=RoleCode.HEAD_OF_CELL)
    id = application.execute(commands.AddAccount(draft)).result
    application.sign_in("ada")
    assert held(application, id) == [(RoleCode.HEAD_OF_CELL, "")]


def test_a_short_name_is_taken_once(application):
    head(application)
    account(application, "ada")
    assert refused(application, commands.AddAccount(AccountDraft("Ada", "ADA"))) == [("login", "account-login-taken")]


def test_an_edit_writes_what_differs_only(application):
    head(application)
    id = account(application, "ada")
    seen = application.ask(queries.account_draft(id))
    application.execute(commands.EditAccount(id, seen, replace(seen, email="ada@example.brussels")))
    application.execute(commands.EditAccount(id, seen, replace(seen, language="nl")))
    assert application.ask(queries.account_draft(id)) == replace(seen, email="ada@example.brussels", language="nl")


def test_one_at_most_works_without_signing_in(application):
    head(application)
    one, other = account(application, "ada", is_default=True), account(application, "bo", is_default=True)
    assert [application.ask(queries.account_draft(id)).is_default for id in (one, other)] == [False, True]
    application.undo()
    assert [application.ask(queries.account_draft(one)).is_default, application.entrants()[0].login] == [True, "ada"]


def test_nobody_disables_or_removes_themselves(application):
    id = head(application)
    seen = application.ask(queries.account_draft(id))
    assert refused(application, commands.EditAccount(id, seen, replace(seen, enabled=False))) == [("enabled", "own-account")]
    assert refused(application, commands.RemoveAccount(id)) == [("", "own-account")]


def test_the_last_head_of_the_cell_keeps_the_role_in_every_way(application):
    id = head(application)
    (grant,) = application.ask(queries.grants_of(id))
    seen = application.ask(queries.grant_draft(grant.id))
    assert refused(application, commands.WithdrawRole(grant.id)) == [("role", "last-head-of-cell")]
    assert refused(application, commands.EditGrant(grant.id, seen, replace(seen, until=date(2030, 1, 1)))) == [
        ("role", "last-head-of-cell")
    ]
    assert refused(application, commands.EditGrant(grant.id, seen, replace(seen, role=RoleCode.READER))) == [("role", "last-head-of-cell")]
    with pytest.raises(Refused):
        application.together(
            lazy("Both"),
            lambda do: [do(commands.WithdrawRole(grant.id)), do(commands.GrantRole(id, replace(seen, until=date(2030, 1, 1))))],
        )
    assert held(application, id) == [(RoleCode.HEAD_OF_CELL, "")]


def test_an_undo_does_not_lose_the_keys(application):
    head(application)
    other = account(application, "ada")
    application.execute(commands.GrantRole(other, GrantDraft(RoleCode.HEAD_OF_CELL)))
    application.sign_in("ada")
    first = application.ask(queries.account_by(HEAD))
    (grant,) = application.ask(queries.grants_of(first))
    application.execute(commands.WithdrawRole(grant.id))

    application.sign_in(HEAD)
    assert application.user.rights == {"access.sign", "files.see"}
    assert application.next_undo() is None  # the grant was made by this account, whose right is gone
    with pytest.raises(NotAllowed):
        application.undo()
    application.sign_in("ada")
    assert held(application, other) == [(RoleCode.HEAD_OF_CELL, "")]


def test_roles_come_with_an_entity_and_go(application):
    head(application)
    id = account(application, "ada")
    grant = application.execute(commands.GrantRole(id, GrantDraft(RoleCode.LINE_MANAGER, "Talent"))).result
    seen = application.ask(queries.grant_draft(grant))
    application.execute(commands.EditGrant(grant, seen, replace(seen, until=date(2021, 8, 31))))
    assert row(application, id).standing is Standing.WITHOUT_ROLE
    application.execute(commands.WithdrawRole(grant))
    assert held(application, id) == []
    assert [str(step.label) for step in application.history(limit=3)] == [
        "Withdraw from Ada: line manager (Talent)",
        "Change role of Ada: line manager (Talent)",
        "Grant Ada: line manager (Talent)",
    ]


def test_a_role_is_held_once(application):
    head(application)
    id = account(application, "ada", "finance@Talent")
    assert refused(application, commands.GrantRole(id, GrantDraft(RoleCode.FINANCE, "talent"))) == [("role", "role-held")]
    application.execute(commands.GrantRole(id, GrantDraft(RoleCode.FINANCE)))
    twice = (GrantDraft(RoleCode.FINANCE), GrantDraft(RoleCode.FINANCE))
    assert refused(application, commands.AddAccount(AccountDraft("Bo", "bo"), twice)) == [("role", "role-held")]


def test_who_lacks_the_right_grants_nothing(application):
    id = act_as(application, "ada", "cell_officer")
    for command in (
        commands.GrantRole(id, GrantDraft(RoleCode.MINISTER)),
        commands.AddAccount(AccountDraft("Bo", "bo")),
        commands.RemoveAccount(id),
    ):
        with pytest.raises(NotAllowed):
            application.execute(command)


def test_nobody_changes_their_own_roles_even_with_the_right(application, monkeypatch):
    from app.domains.access import roles

    given = {**roles.patterns(), "cell_officer": ("*",)}
    monkeypatch.setattr(roles, "patterns", lambda: given)
    roles.rights.cache_clear()
    id = act_as(application, "ada", "cell_officer")
    assert refused(application, commands.GrantRole(id, GrantDraft(RoleCode.MINISTER))) == [("role", "own-roles")]
    other = account(application, "bo", "reader")
    assert held(application, other) == [(RoleCode.READER, "")]
    roles.rights.cache_clear()


def test_a_user_who_is_named_nowhere_is_removed_and_comes_back(application):
    head(application)
    id = account(application, "ada", "reader")
    application.execute(commands.RemoveAccount(id))
    with pytest.raises(Gone):
        application.ask(queries.account_detail(id))
    application.undo()
    assert held(application, id) == [(RoleCode.READER, "")]


def test_a_user_whose_password_went_with_them_comes_back_locked(application):
    head(application)
    id = account(application, "ada", "reader")
    application.execute(commands.SetPassword(id, PASSWORD))
    application.execute(commands.RemoveAccount(id))
    application.undo()
    for password in ("", PASSWORD):
        with pytest.raises(Refused):
            application.sign_in("ada", password)
    application.execute(commands.SetPassword(id, PASSWORD))
    assert application.sign_in("ada", PASSWORD).id == id


def test_a_person_behind_an_account_is_kept_and_merged(application, make):
    ada, double = make.person(), make.person()
    head(application)
    id = account(application, "ada", person_id=double)
    assert refused(application, RemovePerson(double)) == [("", "person-in-use")]
    application.execute(MergePersons(ada, double))
    assert application.ask(queries.account_draft(id)).person_id == ada


def test_a_password_is_set_and_cleared_and_never_written_down(application):
    head(application)
    id = account(application, "ada", "reader")
    command = commands.SetPassword(id, PASSWORD)
    application.execute(command)
    assert row(application, id).has_password
    application.execute(commands.ClearPassword(id))
    assert not row(application, id).has_password
    assert PASSWORD not in repr(command)
    told = repr([(step, application.step_fields(step.seq)) for step in application.history()])
    assert ["argon2" in told, PASSWORD in told, "Set the password of Ada" in told] == [False, False, False]
    assert [str(step.label) for step in application.history(limit=2)] == ["Clear the password of Ada", "Set the password of Ada"]
    assert [(step.undoable) for step in application.history(limit=2)] == [False, False]


def test_a_password_can_not_be_undone(application):
    head(application)
    id = account(application, "ada", "reader")
    application.execute(commands.SetPassword(id, PASSWORD))
    assert str(application.next_undo().label) == "Add user Ada"


def test_ones_own_password_is_changed_by_who_knows_it(application):
    id = act_as(application, "ada", "requester")
    application.execute(commands.SetPassword(id, PASSWORD))
    assert refused(application, commands.SetPassword(id, "another long one", "wrong")) == [("current", "password")]
    assert refused(application, commands.ClearPassword(id)) == [("current", "password")]
    application.execute(commands.SetPassword(id, "another long one", PASSWORD))
    application.sign_out()
    assert application.sign_in("ada", "another long one").id == id


def test_another_ones_password_is_set_by_who_grants_roles(application):
    act_as(application, "ada", "requester")
    with pytest.raises(NotAllowed):
        application.execute(commands.SetPassword(_head(application), PASSWORD))
    application.sign_in(HEAD)
    application.execute(commands.SetPassword(application.ask(queries.account_by("ada")), PASSWORD))
    assert application.sign_in("ada", PASSWORD).name == "Ada"


def _head(application: Application) -> str:
    return next(entrant.id for entrant in application.entrants() if entrant.login == HEAD)


def test_who_works_without_signing_in_has_no_password(application):
    head(application)
    id = account(application, "ada", "reader", is_default=True)
    assert refused(application, commands.SetPassword(id, PASSWORD)) == [("password", "default-with-password")]
    other = account(application, "bo", "reader")
    application.execute(commands.SetPassword(other, PASSWORD))
    seen = application.ask(queries.account_draft(other))
    assert refused(application, commands.EditAccount(other, seen, replace(seen, is_default=True))) == [
        ("is_default", "default-with-password")
    ]


def test_an_undo_gives_no_password_to_who_works_without_signing_in(application):
    head(application)
    id = account(application, "ada", "reader", is_default=True)
    seen = application.ask(queries.account_draft(id))
    application.execute(commands.EditAccount(id, seen, replace(seen, is_default=False)))
    application.execute(commands.SetPassword(id, PASSWORD))
    with pytest.raises(Refused) as raised:
        application.undo()
    assert [finding.rule for finding in raised.value.findings] == ["default-with-password"]


def test_users_are_listed_filtered_and_found(application):
    head(application)
    ada, bo = account(application, "ada", "minister"), account(application, "bo", "reader", "finance@Talent")
    assert application.ask(queries.account_ids(Criteria(filters=(("role", "finance"),)))) == [bo]
    assert application.ask(queries.account_ids(Criteria(text="ad"))) == [ada]
    assert [
        r.login for r in application.ask(queries.accounts(application.ask(queries.account_ids(Criteria(sort="login", descending=True)))))
    ] == [
        HEAD,
        "bo",
        "ada",
    ]
    assert [hit.ref for hit in application.find("bo")] == [Ref("account", bo)]
    assert row(application, bo).roles.values == {"roles": tuple(grant.title for grant in row(application, bo).grants)}


def test_holders_for_an_entity_go_before_holders_for_all(application, clock):
    head(application)
    everywhere, here = (
        account(application, "ada", "line_manager", email="ada@example.brussels"),
        account(application, "bo", "line_manager@Talent"),
    )
    gone = account(application, "cy", "line_manager@Talent")
    application.execute(commands.EditAccount(gone, seen := application.ask(queries.account_draft(gone)), replace(seen, enabled=False)))
    found = {
        entity: asked(application, lambda reader, e=entity: queries.holders(reader, "line_manager", e, clock.today()))
        for entity in ("TALENT", "Finance", "")
    }
    assert {entity: [(holder.account, holder.scope) for holder in those] for entity, those in found.items()} == {
        "TALENT": [(here, "Talent")],
        "Finance": [(everywhere, "")],
        "": [(everywhere, "")],
    }
    assert [found["Finance"][0].email, asked(application, lambda reader: queries.roles_of(reader, here, clock.today()))] == [
        "ada@example.brussels",
        (Role("line_manager", "Talent"),),
    ]
    assert asked(application, lambda reader: queries.account_row(reader, "nobody")) is None


def asked(application: Application, function):
    from app.domains.access.vocabulary import SEE_ACCESS
    from app.kernel.queries import Query

    return application.ask(Query(function, SEE_ACCESS))
