"""Who acts, and what they may do: asked anew at each step and question, for every way in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.domains.access import commands, queries
from app.domains.access.rules import GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.people.commands import AddPerson
from app.domains.people.queries import person_ids
from app.domains.people.rules import PersonDraft
from app.kernel.errors import NotAllowed, Refused
from app.kernel.ids import Ref
from app.kernel.permissions import Role
from app.kernel.translated import Multilingual, lazy
from tests.makers.access import HEAD, account, act_as, head

PASSWORD = "nobody guesses this"


def sign_in_refused(application: Application, login: str, password: str = "") -> list[tuple[str, str]]:
    with pytest.raises(Refused) as raised:
        application.sign_in(login, password)
    return [(finding.path, finding.rule) for finding in raised.value.findings]


def barred(act: Callable[[], object]) -> str:
    """The right that is missing."""
    with pytest.raises(NotAllowed) as raised:
        act()
    return raised.value.permission.code


def test_a_desk_without_accounts_may_do_everything_under_the_name_on_the_machine(application):
    assert (application.user.name, application.user.rights, application.user.id, application.entrants()) == ("officer", None, "", [])
    assert sign_in_refused(application, "officer") == [("login", "account-unknown")]


def test_from_the_first_account_on_one_signs_in(application):
    account(application, HEAD, "head_of_cell")

    assert (application.user.name, application.user.rights, application.signed_in) == ("officer", frozenset(), False)
    assert barred(lambda: application.execute(AddPerson(PersonDraft("Ada", "Example")))) == "people.edit"
    assert barred(lambda: application.ask(person_ids())) == "people.see"
    application.sign_in(HEAD)
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    assert [(step.user, str(step.label)) for step in application.history()] == [
        ("Head", "Add person Ada Example"),
        ("officer", "Add user Head"),
    ]


def test_the_desk_does_not_take_back_the_first_account(application):
    account(application, HEAD, "head_of_cell")
    assert application.next_undo() is None
    assert barred(application.undo) == "access.edit"
    application.sign_in(HEAD)
    assert application.next_undo() is None


def test_a_default_account_works_without_signing_in(application):
    head(application)
    id = account(application, "ada", "reader", is_default=True)
    application.sign_out()
    assert (application.user.id, application.user.name, application.signed_in) == (id, "Ada", False)
    assert application.user.roles == (Role("reader"),)
    assert application.ask(person_ids()) == []


def test_a_user_is_told_by_name_person_and_roles(application, make):
    ada = make.person()
    head(application)
    id = account(application, "ada", "minister", "line_manager@Talent", person_id=ada)
    user = application.sign_in("ADA")
    assert (user.id, user.name, user.person, user.roles) == (id, "Ada", ada, (Role("line_manager", "Talent"), Role("minister")))
    assert (application.user, application.signed_in) == (user, True)


def test_who_is_disabled_has_no_right_at_once(application, clock):
    head(application)
    id = account(application, "ada", "cell_officer")
    elsewhere = application._caller
    application.sign_in("ada")
    signed_in, application._caller = application._caller, elsewhere
    seen = application.ask(queries.account_draft(id))
    application.execute(commands.EditAccount(id, seen, replace(seen, enabled=False)))

    application._caller = signed_in
    assert barred(lambda: application.execute(AddPerson(PersonDraft("Ada", "Example")))) == "people.edit"
    assert (application.user.name, application.user.rights, application.user.roles) == ("Ada", frozenset(), ())
    assert sign_in_refused(application, "ada") == [("login", "account-disabled")]


def test_who_was_removed_has_no_right_at_once(application):
    id = act_as(application, "ada", "cell_officer")
    signed_in = application._caller
    application.sign_in(HEAD)
    application.execute(commands.RemoveAccount(id))
    application._caller = signed_in
    assert barred(lambda: application.ask(person_ids())) == "people.see"


def test_a_role_counts_on_its_days_only(application, clock):
    head(application)
    id = account(application, "ada")
    today = clock.today()
    application.execute(commands.GrantRole(id, GrantDraft(RoleCode.READER, since=today + timedelta(1), until=today + timedelta(2))))
    application.sign_in("ada")
    told = []
    for _day in range(4):
        told.append("people.see" in application.user.rights)
        clock.moment += timedelta(1)
    assert told == [False, True, True, False]
    assert barred(lambda: application.ask(person_ids())) == "people.see"


def test_a_role_taken_away_by_other_means_is_gone_at_once(application):
    from sqlalchemy import text

    act_as(application, "ada", "reader")
    application.ask(person_ids())
    with application._store.engine.connect() as connection:
        connection.execute(text("UPDATE role_grant SET until = '2020-01-01' WHERE role = 'reader'"))
        connection.commit()
    assert barred(lambda: application.ask(person_ids())) == "people.see"
    with application._store.engine.connect() as connection:
        connection.execute(text("UPDATE role_grant SET until = NULL WHERE role = 'reader'"))
        connection.commit()


def test_a_password_opens_and_nothing_else_does(application):
    head(application)
    id = account(application, "ada", "reader")
    application.execute(commands.SetPassword(id, PASSWORD))
    assert sign_in_refused(application, "ada") == [("password", "password")]
    assert sign_in_refused(application, "ada", PASSWORD + " ") == [("password", "password")]
    assert sign_in_refused(application, "nobody", PASSWORD) == [("login", "account-unknown")]
    assert application.user.name == "Head"
    assert application.sign_in("ada", PASSWORD).name == "Ada"


def test_a_password_kept_in_an_older_way_is_kept_anew(application):
    from argon2 import PasswordHasher
    from sqlalchemy import text

    head(application)
    id = account(application, "ada", "reader")
    application.execute(commands.SetPassword(id, PASSWORD))
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    def kept() -> str:
        with application._store.engine.connect() as connection:
            return connection.scalar(text("SELECT hash FROM account_secret"))

    with application._store.engine.connect() as connection:
        connection.execute(text("UPDATE account_secret SET hash = :hash"), {"hash": weak})
        connection.commit()
    before = len(application.history())
    application.sign_in("ada", PASSWORD)
    assert (kept() != weak, PasswordHasher().check_needs_rehash(kept()), PasswordHasher().verify(kept(), PASSWORD)) == (True, False, True)
    assert application.sign_in("ada", PASSWORD).id == id
    application.sign_in(HEAD)
    assert len(application.history()) == before


def test_who_can_sign_in_is_listed_with_roles(application):
    head(application)
    id = account(application, "ada", "minister", "finance@Talent")
    gone = account(application, "zoe", "reader")
    application.execute(commands.EditAccount(gone, seen := application.ask(queries.account_draft(gone)), replace(seen, enabled=False)))
    application.execute(commands.SetPassword(id, PASSWORD))
    application.sign_out()
    assert [(one.login, [str(role) for role in one.roles], one.has_password) for one in application.entrants()] == [
        ("ada", ["minister", "finance (Talent)"], True),
        (HEAD, ["head of the cell"], False),
    ]


def test_the_windows_are_told_that_somebody_else_acts(application):
    told: list[bool] = []
    head(application)
    application.subscribe(lambda changes: told.append(changes.everything))
    application.sign_in(HEAD)
    application.sign_out()
    assert told == [True, True]


# --- what the frame itself guards ------------------------------------------------------------------------------------


def test_the_frame_asks_for_its_own_rights(application, tmp_path):
    act_as(application, "ada", "requester")
    target = str(tmp_path / "copy.attache")
    assert [
        barred(application.history),
        barred(lambda: application.step_fields(1)),
        barred(lambda: application.backup(target)),
        barred(lambda: application.restore(target)),
        barred(application.check),
    ] == ["history.see", "history.see", "office.keep", "office.keep", "office.keep"]
    assert application.file("0" * 64) is None


def test_pictures_are_kept_by_who_may(application):
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    act_as(application, "ada", "reader")
    assert barred(lambda: application.keep_picture(content.getvalue())) == "files.keep"
    application.sign_in(HEAD)
    digest = application.keep_picture(content.getvalue())
    application.sign_in("ada")
    assert application.file(digest) is not None
    application.sign_out()
    assert barred(lambda: application.file(digest)) == "files.see"


def test_search_and_titles_tell_what_the_user_may_see(application, make):
    ada = make.person("Ada", "Example")
    act_as(application, "reader", "requester")
    user = Ref("account", application.user.id)
    assert [hit.ref.kind for hit in application.find("ada")] == ["person"]
    assert (application.find("head"), application.find("ada", kinds=("mission",)), application.title_of(user)) == ([], [], Multilingual())
    assert application.title_of(Ref("person", ada)) == Multilingual.same("Ada Example")
    application.sign_out()
    assert (application.find("ada"), application.title_of(Ref("person", ada))) == ([], Multilingual())


def test_undo_is_of_the_account_whatever_it_is_called(application):
    head(application)
    id = account(application, "ada", "cell_officer")
    application.sign_in("ada")
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    application.sign_in(HEAD)
    seen = application.ask(queries.account_draft(id))
    application.execute(commands.EditAccount(id, seen, replace(seen, name="Head")))
    application.undo()
    application.redo()
    assert len(application.ask(person_ids())) == 1
    application.sign_in("ada")
    assert str(application.next_undo().label) == "Add person Ada Example"
    application.undo()
    assert application.ask(person_ids()) == []


def test_undo_and_redo_need_the_right_of_what_was_done(application):
    head(application)
    id = account(application, "ada", "cell_officer")
    application.sign_in("ada")
    application.execute(AddPerson(PersonDraft("Ada", "Example")))
    application.together(lazy("Two"), lambda do: [do(AddPerson(PersonDraft(name))) for name in ("Bo", "Cy")])
    application.undo()
    ada = application._caller
    application.sign_in(HEAD)
    (grant,) = application.ask(queries.grants_of(id))
    application.execute(commands.WithdrawRole(grant.id))
    application.execute(commands.GrantRole(id, GrantDraft(RoleCode.READER)))
    application._caller = ada

    assert (application.next_undo(), application.next_redo()) == (None, None)
    assert [barred(application.undo), barred(application.redo)] == ["people.edit", "people.edit"]
    assert len(application.ask(person_ids())) == 1


def test_a_command_named_in_a_step_that_nobody_knows_is_left_to_who_keeps_the_office(application):
    act_as(application, "ada", "reader")
    assert [permission.code for permission in application._store._needed_for("AddPerson Forgotten")] == ["people.edit", "office.keep"]


def test_a_command_that_cannot_be_undone_keeps_its_company(application):
    head(application)
    id = account(application, "ada", "reader")
    application.together(lazy("Both"), lambda do: [do(AddPerson(PersonDraft("Ada"))), do(commands.SetPassword(id, PASSWORD))])
    assert [step.undoable for step in application.history(limit=1)] == [False]


def test_rights_are_told_with_one_statement_and_not_asked_again(application, statements):
    act_as(application, "ada", "reader")
    application.ask(person_ids())
    with statements() as sent:
        application.ask(person_ids())
    assert [statement.split()[0] for statement in sent] == ["BEGIN", "SELECT"]


def test_another_desk_learns_at_once(tmp_path, clock):
    file = tmp_path / "office.attache"
    one, other = (start(Config(file, user=name, clock=clock)) for name in ("morning", "evening"))
    head(one)
    id = account(one, "ada", "cell_officer")
    assert other.user.rights == frozenset()
    other.sign_in("ada")
    other.execute(AddPerson(PersonDraft("Ada", "Example")))
    (grant,) = one.ask(queries.grants_of(id))
    one.execute(commands.EditGrant(grant.id, GrantDraft(RoleCode.CELL_OFFICER), GrantDraft(RoleCode.CELL_OFFICER, until=date(2021, 8, 31))))
    assert barred(lambda: other.execute(AddPerson(PersonDraft("Bo", "Example")))) == "people.edit"
    assert [one.check(), one.close(), other.close()] == [[], None, None]
