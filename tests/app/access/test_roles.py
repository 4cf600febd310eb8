from __future__ import annotations

from fnmatch import fnmatchcase

from app import discovery
from app.domains.access import roles
from app.domains.access.vocabulary import ROLES, RoleCode
from app.kernel.feature import Feature
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

CODES = roles.declared(discovery.features())


def rights(*held: str) -> frozenset[str]:
    return roles.rights(frozenset(held), CODES)


def test_every_role_has_words_and_patterns():
    assert {choice.code for choice in ROLES} == set(RoleCode)
    assert set(roles.patterns()) == {roles.EVERYONE, *RoleCode}


def test_every_pattern_names_a_right_that_is_declared():
    wanted = {pattern.removeprefix("-") for patterns in roles.patterns().values() for pattern in patterns}
    assert [pattern for pattern in sorted(wanted) if not any(fnmatchcase(code, pattern) for code in CODES)] == []


def test_who_holds_no_role_can_sign_in_and_nothing_else():
    assert rights() == {"access.sign", "files.see"}


def test_the_head_of_the_cell_has_every_right():
    assert rights(RoleCode.HEAD_OF_CELL) == CODES


def test_an_officer_of_the_cell_has_all_but_the_keys_and_the_rules_and_decides_on_no_gift():
    assert CODES - rights(RoleCode.CELL_OFFICER) == {"access.edit", "trips.rules", "gifts.decide", "gifts.rules"}


def test_a_reader_sees_everything_and_changes_nothing():
    assert rights(RoleCode.READER) == {code for code in CODES if code.endswith(".see")} | {"access.sign"}


def test_a_requester_asks_for_trips():
    assert rights(RoleCode.REQUESTER) == {"access.sign", "files.see", "files.keep", "people.see", "trips.see", "trips.request"}


def test_who_decides_does_not_settle():
    for role in ("line_manager", "director_general", "secretary_general", "head_of_cabinet", "minister", "budget_officer"):
        assert ("trips.decide" in rights(role), "trips.settle" in rights(role)) == (True, False)
    assert ("trips.decide" in rights("finance"), "trips.settle" in rights("finance")) == (False, True)


def test_who_decides_on_gifts_does_not_keep_their_register():
    deciding = ("director_general", "secretary_general", "head_of_cabinet")
    seeing = ("minister", "budget_officer", "finance", "reader")
    gifts = {role: {code for code in rights(role) if code.startswith("gifts.")} for role in (*deciding, *seeing, "requester")}
    assert gifts == {
        **{role: {"gifts.see", "gifts.decide"} for role in deciding},
        **{role: {"gifts.see"} for role in seeing},
        "requester": set(),
    }


def test_two_roles_give_the_rights_of_both():
    assert rights("finance", "requester") == rights("finance") | rights("requester")


def test_what_one_role_takes_away_another_gives():
    assert rights("cell_officer", "head_of_cell") == CODES


def test_a_new_domain_is_covered_without_a_change_of_the_file():
    wine = Feature("wine", lazy("Wine"), permissions=(Permission("wine.see", lazy("see wine")), Permission("wine.edit", lazy("x"))))
    codes = roles.declared((*discovery.features(), wine))
    given = {role: {code for code in roles.rights(frozenset({role}), codes) if code.startswith("wine.")} for role in RoleCode}
    assert {role: codes for role, codes in given.items() if codes} == {
        RoleCode.CELL_OFFICER: {"wine.see", "wine.edit"},
        RoleCode.HEAD_OF_CELL: {"wine.see", "wine.edit"},
        RoleCode.READER: {"wine.see"},
    }
