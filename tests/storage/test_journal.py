"""The journal: it cannot be altered unseen, it survives the program, and it never takes an action twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domains.people import commands, queries
from app.domains.people.rules import ContactPointDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind
from app.kernel.errors import Changed, Refused
from app.kernel.translated import Multilingual

ADA = PersonDraft("Ada", "Example")


def rules(application) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in application.check()]


@pytest.fixture
def worked(desk):
    """An office after four steps: a person added and changed, another added, a post added."""
    application = desk()
    ada = application.execute(commands.AddPerson(ADA)).result
    application.execute(commands.EditPerson(ada, ADA, replace(ADA, diet="no fish")))
    application.execute(commands.AddPerson(PersonDraft("Bo", "Example")))
    application.execute(commands.AddPost(ada, PostDraft(Multilingual(en="adviser"))))
    assert application.check() == []
    return application


@pytest.mark.parametrize(
    ("sql", "step"),
    [
        ("UPDATE step SET user = 'somebody' WHERE seq = 2", 2),
        ("UPDATE step SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 1", 1),
        ('UPDATE step SET label = \'{"message": "x", "number": 0, "plural": "", "values": {}}\' WHERE seq = 3', 3),
        ("UPDATE step SET result = '\"other\"' WHERE seq = 1", 1),
        ("UPDATE step SET undoable = 0 WHERE seq = 4", 4),
        ("UPDATE step SET reverted_by = 2 WHERE seq = 1", 1),
        ("UPDATE step SET digest = 'f' WHERE seq = 4", 4),
        ("UPDATE change SET before = replace(before, 'Ada', 'Eve') WHERE step = 2", 2),
        ("DELETE FROM change WHERE step = 2", 2),
        ("INSERT INTO change (step, record, row, before, after) VALUES (4, 'person', 'x', NULL, NULL)", 4),
        ("INSERT INTO change (step, record, row, before, after) SELECT 3, record, row, before, after FROM change WHERE step = 1", 3),
    ],
)
def test_an_altered_step_is_found(worked, behind, sql, step):
    behind(sql)
    assert ("journal-chain", f"journal[{step}]") in rules(worked)


def test_steps_that_change_places_are_found(worked, behind):
    behind("UPDATE step SET seq = -1 WHERE seq = 2")
    behind("UPDATE step SET seq = 2 WHERE seq = 3")
    behind("UPDATE step SET seq = 3 WHERE seq = -1")
    assert {("journal-chain", "journal[2]"), ("journal-chain", "journal[3]")} <= set(rules(worked))


def test_a_step_taken_out_is_found(worked, behind):
    behind("DELETE FROM change WHERE step = 3")
    behind("DELETE FROM touch WHERE step = 3")
    behind("DELETE FROM step WHERE seq = 3")
    assert ("journal-chain", "journal[4]") in rules(worked)


def test_a_step_put_in_is_found(worked, behind):
    columns = "action, at, stamp, user, command, move, label, result, undoable, reverts, reverted_by, digest"
    behind(f"INSERT INTO step (seq, {columns}) SELECT 5, 'x' || {columns} FROM step WHERE seq = 4")
    assert ("journal-chain", "journal[5]") in rules(worked)


def test_the_last_step_taken_out_shows_in_the_records(worked, behind):
    behind("DELETE FROM change WHERE step = 4")
    behind("DELETE FROM touch WHERE step = 4")
    behind("DELETE FROM step WHERE seq = 4")
    assert [rule for rule, _ in rules(worked)] == ["journal-state"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE person SET notes = 'by hand' WHERE given_names = 'Ada'",
        "DELETE FROM post",
        "INSERT INTO contact_point (id, version, person_id, contact_kind, value, label, preferred) SELECT 'x', 1, id, 'email', 'a@b.eu', '', 0 FROM person LIMIT 1",
    ],
)
def test_an_edit_outside_the_program_is_found(worked, behind, sql):
    behind(sql)
    assert [rule for rule, _ in rules(worked)] == ["journal-state"]


def test_a_reference_that_leads_nowhere_is_found(worked, behind):
    behind("PRAGMA foreign_keys=OFF")
    behind("UPDATE post SET person_id = 'nobody'")
    assert [rule for rule, _ in rules(worked)] == ["foreign-key", "journal-state"]


def test_a_kept_file_that_was_exchanged_is_found(worked, behind):
    behind("INSERT INTO stored_file VALUES ('0123', 'image/jpeg', 3, x'ffd8ff')")
    assert rules(worked) == [("kept-file", "file[0123]")]


def test_undo_survives_the_program(worked, desk):
    worked.close()
    again = desk()
    assert [again.undo().changes.label.message for _ in range(4)] == [
        "Add post",
        "Add person {name}",
        "Change person {name}",
        "Add person {name}",
    ]
    again.close()
    once_more = desk()
    assert once_more.next_undo() is None
    for _ in range(4):
        once_more.redo()
    assert [once_more.next_redo(), once_more.check()] == [None, []]


def test_a_repeat_after_a_restart_is_not_a_second_action(desk):
    command = commands.AddPerson(ADA)
    first = desk()
    result = first.execute(command).result
    first.close()
    second = desk()
    outcome = second.execute(command)
    assert (outcome.result, outcome.repeated, len(second.history())) == (result, True, 1)


def test_a_repeated_undo_is_not_a_second_undo(worked, desk):
    worked.undo("action-1")
    worked.close()
    again = desk()
    assert again.undo("action-1").repeated is True
    assert len(again.history()) == 5


def test_an_overtaken_undo_names_the_fields_and_writes_nothing(desk):
    officer, colleague = desk(), desk("colleague")
    ada = officer.execute(commands.AddPerson(ADA)).result
    officer.execute(commands.EditPerson(ada, ADA, replace(ADA, diet="no fish", notes="first")))
    now = colleague.ask(queries.person_draft(ada))
    colleague.execute(commands.EditPerson(ada, now, replace(now, diet="vegetarian")))

    with pytest.raises(Changed) as raised:
        officer.undo()

    assert (raised.value.ref.id, raised.value.fields) == (ada, ("diet",))
    assert officer.ask(queries.person_draft(ada)) == replace(ADA, diet="vegetarian", notes="first")
    assert [len(officer.history()), officer.next_undo().seq, officer.check()] == [3, 2, []]


def test_a_colleagues_edit_of_another_field_does_not_stand_in_the_way(desk):
    officer, colleague = desk(), desk("colleague")
    ada = officer.execute(commands.AddPerson(ADA)).result
    officer.execute(commands.EditPerson(ada, ADA, replace(ADA, diet="no fish")))
    now = colleague.ask(queries.person_draft(ada))
    colleague.execute(commands.EditPerson(ada, now, replace(now, notes="of the colleague")))
    officer.undo()
    assert officer.ask(queries.person_draft(ada)) == replace(ADA, notes="of the colleague")


def test_undo_of_an_entry_that_others_refer_to_is_refused(desk):
    officer, colleague = desk(), desk("colleague")
    ada = officer.execute(commands.AddPerson(ADA)).result
    colleague.execute(commands.AddContactPoint(ada, ContactPointDraft(ContactKind.EMAIL, "ada@example.org")))
    with pytest.raises(Refused) as raised:
        officer.undo()
    assert [finding.rule for finding in raised.value.findings] == ["referred-to"]
    assert officer.check() == []


def test_everybody_takes_back_their_own_steps(desk):
    officer, colleague = desk(), desk("colleague")
    officer.execute(commands.AddPerson(ADA))
    colleague.execute(commands.AddPerson(PersonDraft("Bo", "Example")))
    assert officer.undo().result == 1
    assert colleague.undo().result == 2


def test_a_command_that_changes_nothing_leaves_no_step(worked):
    [ada] = list(worked.find("ada"))
    draft = worked.ask(queries.person_draft(ada.ref.id))
    assert worked.execute(commands.EditPerson(ada.ref.id, draft, draft)).changes.touched == {}
    assert len(worked.history()) == 4


def test_the_history_of_a_record_has_its_parts(worked):
    [ada] = list(worked.find("ada"))
    assert [step.seq for step in worked.history(kind="person", id=ada.ref.id)] == [4, 2, 1]


def test_a_step_tells_its_fields_with_names_in_place_of_ids(worked):
    fields = {(f.record, f.field): (f.before, f.after) for f in worked.step_fields(4)}
    assert fields == {
        ("post", "person_id"): (None, Multilingual.same("Ada Example")),
        ("post", "title"): (None, Multilingual(en="adviser")),
    }
    assert [(f.field, f.before, f.after) for f in worked.step_fields(2)] == [("diet", "", "no fish")]
