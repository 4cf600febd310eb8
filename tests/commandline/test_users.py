"""Users on the command line: entered, listed, and acting with --as."""

from __future__ import annotations

import json
from io import StringIO

import pytest

from app.commandline import PASSWORD
from tests.commandline.office import Office, rules

SECRET = "nobody guesses this"


@pytest.fixture
def staffed(office: Office) -> Office:
    """An office with a head of the cell and a requester."""
    assert office.run("user-add", "Hélène Chef", "--login", "helene", "--role", "head_of_cell").code == 0
    assert office.run("user-add", "Bo", "--login", "Bo", "--role", "requester@Talent", "--role", "finance", "--as", "helene").code == 0
    return office


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    """What is handed to the program on standard input."""

    def give(*lines: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO("".join(f"{line}\n" for line in lines)))

    return give


def test_the_first_user_keeps_the_keys(office: Office):
    run = office.run("user-add", "Bo", "--login", "bo", "--role", "reader", "--json")
    assert (run.code, rules(run)) == (1, ["last-head-of-cell"])
    assert office.json("users") == []


def test_users_are_listed(staffed: Office):
    told = [(row["name"], row["login"], row["roles"], row["standing"]) for row in staffed.json("users", "--as", "helene")]
    assert told == [("Bo", "bo", "requester (Talent) and finance", "in use"), ("Hélène Chef", "helene", "head of the cell", "in use")]
    assert "password" not in json.dumps(staffed.json("users", "--as", "helene")).replace("password_since", "")


@pytest.mark.parametrize("words", [("--as", "helene", "people"), ("people", "--as", "helene"), ("people", "--as=HÉLÈNE")])
def test_who_acts_is_told_anywhere(staffed: Office, words):
    assert staffed.run(*words).code == 0


def test_nobody_signed_in_may_do_nothing_and_is_told_how(staffed: Office):
    run = staffed.run("people")
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        "You do not have the right to do this: see persons and organisations.",
        "Say who you are with --as LOGIN.",
    ]


def test_who_lacks_the_right_is_told(staffed: Office):
    run = staffed.run("history", "--as", "bo")
    assert (run.code, run.err) == (1, "You do not have the right to do this: see who changed what.\n")
    assert staffed.run("backup", staffed.place.with_name("copy.attache"), "--as", "bo").code == 1
    assert not staffed.place.with_name("copy.attache").exists()


def test_a_name_that_nobody_has_is_refused(staffed: Office):
    run = staffed.run("people", "--as", "nobody", "--json")
    assert (run.code, rules(run)) == (1, ["account-unknown"])
    assert "“nobody”" in run.err


def test_a_desk_without_users_knows_no_names(office: Office):
    assert office.run("people", "--as", "officer").code == 1
    assert office.run("people").code == 0


def test_the_history_names_who_acted(staffed: Office):
    told = [(step["user"], step["label"]) for step in staffed.json("history", "--limit", "1", "--as", "helene")]
    assert told == [("Hélène Chef", "Add user Bo")]


def test_undo_is_of_who_acts(staffed: Office):
    assert staffed.run("undo", "--as", "bo").code == 1
    assert staffed.run("undo", "--as", "helene").code == 0
    assert len(staffed.json("users", "--as", "helene")) == 1


def test_a_password_comes_from_standard_input_and_then_from_the_environment(staffed: Office, typed, monkeypatch):
    typed(SECRET)
    assert staffed.run("user-password", "bo", "--as", "helene").out == "password: set\n"
    typed()
    assert rules(staffed.run("people", "--as", "bo", "--json")) == ["password-needed"]
    monkeypatch.setenv(PASSWORD, "wrong one")
    assert rules(staffed.run("people", "--as", "bo", "--json")) == ["password"]
    monkeypatch.setenv(PASSWORD, SECRET)
    assert staffed.run("people", "--as", "bo").code == 0
    typed("wrong one", "another long one")
    assert rules(staffed.run("user-password", "bo", "--as", "bo", "--json")) == ["password"]
    typed(SECRET, "another long one")
    assert staffed.run("user-password", "bo", "--as", "bo").code == 0
    monkeypatch.setenv(PASSWORD, "another long one")
    assert staffed.run("people", "--as", "bo").code == 0
    monkeypatch.delenv(PASSWORD)
    assert staffed.run("user-password", "bo", "--clear", "--as", "helene").out == "password: cleared\n"
    assert staffed.run("people", "--as", "bo").code == 0


def test_no_password_stands_in_the_file_or_the_history(staffed: Office, typed):
    typed(SECRET)
    staffed.run("user-password", "bo", "--as", "helene")
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in staffed.place.parent.iterdir() if path.is_file())
    assert "argon2" not in staffed.run("history", "--fields", "--json", "--as", "helene").out
    assert staffed.run("check", "--as", "helene").out == "findings: none\n"


def test_roles_are_granted_and_withdrawn(staffed: Office):
    run = staffed.run("user-role", "bo", "--add", "minister", "--remove", "requester@talent", "--as", "helene", "--json")
    assert (run.code, run.json) == (0, {"roles": ["minister", "finance"]})
    run = staffed.run("user-role", "bo", "--remove", "reader", "--as", "helene", "--json")
    assert (run.code, rules(run)) == (1, ["role-not-held"])
    run = staffed.run("user-role", "helene", "--remove", "head_of_cell", "--as", "helene", "--json")
    assert (run.code, rules(run)) == (1, ["last-head-of-cell"])


def test_a_role_that_does_not_exist_is_wrong_usage(staffed: Office):
    run = staffed.run("user-add", "Cy", "--login", "cy", "--role", "king", "--as", "helene")
    assert (run.code, "'king' is no role" in run.err) == (2, True)


def test_a_default_user_acts_without_signing_in(staffed: Office):
    assert staffed.run("user-add", "Desk", "--login", "desk", "--role", "reader", "--default", "--as", "helene").code == 0
    assert staffed.run("people").code == 0
    assert staffed.run("undo").code == 1
