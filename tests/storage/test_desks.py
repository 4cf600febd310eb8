"""Several programs on one file: nothing is lost, nobody is turned away, and each follows the others."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from app.domains.people import commands, queries
from app.domains.people.rules import PersonDraft

PROCESSES, WRITES = 4, 25

COUNTER = """
import sys
from dataclasses import replace
from pathlib import Path
from app.bootstrap import Config, start
from app.domains.people import commands, queries
from app.kernel.errors import Changed
application = start(Config(Path(sys.argv[1]), user=sys.argv[3]))
overtaken = 0
for _ in range(int(sys.argv[4])):
    while True:
        before = application.ask(queries.person_draft(sys.argv[2]))
        try:
            done = application.execute(commands.EditPerson(sys.argv[2], before, replace(before, notes=str(int(before.notes) + 1))))
        except Changed:
            overtaken += 1
        else:
            # Two who want the same text are no conflict: the second changes nothing, and here it must count again.
            if done.changes.step:
                break
print(overtaken)
"""


def test_four_programs_count_together_and_lose_nothing(desk, file):
    application = desk()
    counter = application.execute(commands.AddPerson(PersonDraft("Ada", "Example", notes="0"))).result
    arguments = [sys.executable, "-c", COUNTER, str(file), counter]
    running = [
        subprocess.Popen([*arguments, f"officer {n}", str(WRITES)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for n in range(PROCESSES)
    ]
    ended = [(process.communicate()[1], process.returncode) for process in running]

    assert ended == [("", 0)] * PROCESSES
    assert application.ask(queries.person_draft(counter)).notes == str(PROCESSES * WRITES)
    assert [len(application.history()), application.check()] == [PROCESSES * WRITES + 1, []]


def test_two_desks_follow_each_other(desk):
    here, there = desk(), desk("colleague")
    ada = here.execute(commands.AddPerson(PersonDraft("Ada", "Example"))).result
    told = []
    there.subscribe(told.append)

    changes = there.look_elsewhere()

    assert changes is not None
    assert [changes.touched, changes.label.message, told] == [{"person": frozenset({ada})}, "Add person {name}", [changes]]
    assert there.look_elsewhere() is None
    before = there.ask(queries.person_draft(ada))
    there.execute(commands.EditPerson(ada, before, replace(before, notes="seen")))
    assert there.look_elsewhere() is None
    assert here.look_elsewhere().touch("person", ada)
    assert here.ask(queries.person_draft(ada)).notes == "seen"


def test_a_desk_is_not_told_of_its_own_work(desk):
    here = desk()
    here.execute(commands.AddPerson(PersonDraft("Ada", "Example")))
    here.undo()
    assert here.look_elsewhere() is None


def test_what_others_wrote_before_our_own_step_is_told(desk):
    here, there = desk(), desk("colleague")
    bo = there.execute(commands.AddPerson(PersonDraft("Bo", "Example"))).result
    here.execute(commands.AddPerson(PersonDraft("Ada", "Example")))
    assert here.look_elsewhere().touch("person", bo)
    assert here.look_elsewhere() is None


def test_a_refused_command_is_no_news_and_hides_none(desk):
    here, there = desk(), desk("colleague")
    bo = there.execute(commands.AddPerson(PersonDraft("Bo", "Example"))).result
    here.execute(commands.EditPerson(bo, PersonDraft("Bo", "Example"), PersonDraft("Bo", "Example")))
    assert here.look_elsewhere().touch("person", bo)


def test_an_undo_leaves_a_colleagues_other_field_and_a_whole_journal(desk):
    here, there = desk(), desk("colleague")
    ada = here.execute(commands.AddPerson(PersonDraft("Ada", "Example"))).result
    before = here.ask(queries.person_draft(ada))
    here.execute(commands.EditPerson(ada, before, replace(before, diet="no fish")))
    before = there.ask(queries.person_draft(ada))
    there.execute(commands.EditPerson(ada, before, replace(before, notes="seen")))

    here.undo()

    after = here.ask(queries.person_draft(ada))
    assert [after.diet, after.notes, here.check()] == ["", "seen", []]
