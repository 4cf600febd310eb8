"""Doing and asking: results come back in the main thread, errors are told apart in one place."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QThread

from app import discovery
from app.application import Application
from app.bootstrap import Config, start
from app.domains.people import commands, queries
from app.domains.people.records import Person
from app.domains.people.rules import PersonDraft
from app.domains.people.vocabulary import EDIT_PEOPLE
from app.kernel.changes import Changes
from app.kernel.clock import FixedClock
from app.kernel.commands import Command, Handler
from app.kernel.errors import Changed, Finding, Gone, NotAllowed, Refused, Unavailable
from app.kernel.feature import Feature
from app.kernel.fields import Tone
from app.kernel.ids import Ref
from app.kernel.permissions import Permission
from app.kernel.queries import Query
from app.kernel.translated import Multilingual, lazy
from app.kernel.work import Work
from ui.kit.desk import Desk
from ui.kit.language import spoken
from ui.kit.notices import Notice
from ui.kit.progress import Reporter

ANYBODY = Permission("anybody", lazy("Anybody"))
ADA = PersonDraft(given_names="Ada", family_name="Example")


class Listener(QObject):
    """Notes what it is told, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[QThread] = set()

    def hear(self, what: object) -> None:
        self.heard.append(what)
        self.threads.add(QThread.currentThread())


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def notices(desk: Desk, listener: Listener) -> list[object]:
    desk.operations.notice.connect(listener.hear)
    return listener.heard


def raising(error: Exception) -> Query[None]:
    def fail(_reader: object) -> None:
        raise error

    return Query(fail, ANYBODY)


def test_a_command_has_its_result_before_the_next_line(desk: Desk, listener: Listener):
    desk.operations.perform(commands.AddPerson(ADA)).then(listener.hear)
    assert desk.application.title_of(Ref("person", str(listener.heard[0]))) == Multilingual.same("Ada Example")


def test_pages_have_heard_of_the_change_before_the_result_comes(desk: Desk):
    order: list[str] = []

    class Page(QObject):
        def changed(self, changes: Changes) -> None:
            order.append("changed")

        def done(self, _result: object) -> None:
            order.append("done")

    page = Page()
    desk.hub.changed.connect(page.changed)
    desk.operations.perform(commands.AddPerson(ADA)).then(page.done)
    assert order == ["changed", "done"]


def test_a_command_runs_in_the_thread_of_the_writer(desk: Desk):
    threads: list[str] = []
    desk.application.subscribe(lambda _changes: threads.append(threading.current_thread().name))
    desk.operations.perform(commands.AddPerson(ADA))
    assert threads == ["writer_0"]


def test_slow_work_is_received_in_the_main_thread(desk: Desk, listener: Listener, qtbot):
    operation = desk.operations.run(lambda _report: threading.current_thread().name, lazy("Counting")).then(listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == ["reader_0"]
    assert listener.threads == {listener.thread()}
    assert operation.result == "reader_0"


def test_a_question_is_answered_in_the_background(desk: Desk, make, listener: Listener, qtbot):
    id = make.person()
    desk.operations.ask(queries.persons((id,))).then(listener.hear)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert [row.id for row in listener.heard[0]] == [id]
    assert listener.threads == {listener.thread()}


def test_changes_of_another_thread_reach_pages_in_the_main_thread(desk: Desk, listener: Listener, qtbot):
    desk.hub.changed.connect(listener.hear)
    worker = threading.Thread(target=desk.application.execute, args=(commands.AddPerson(ADA),))
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.threads == {listener.thread()}


def test_findings_go_to_the_form_that_asked(desk: Desk, notices: list[object]):
    found: list[Finding] = []
    operation = desk.operations.perform(commands.AddPerson(PersonDraft()), refused=found.extend)
    assert operation.failed
    assert found[0].path == "family_name"
    assert notices == []


def test_findings_without_a_form_become_a_notice(desk: Desk, notices: list[object]):
    desk.operations.perform(commands.AddPerson(PersonDraft()))
    assert [notice.tone for notice in notices if isinstance(notice, Notice)] == [Tone.BAD]


@pytest.mark.parametrize(
    ("error", "tone", "offers"),
    [
        (NotAllowed(ANYBODY), Tone.WARNING, 0),
        (Gone(Ref("person", "x")), Tone.WARNING, 1),
        (Changed(Ref("person", "x"), ("name",)), Tone.WARNING, 1),
        (Unavailable(lazy("The disk is full.")), Tone.BAD, 0),
        (Refused(Finding("name", lazy("No."))), Tone.BAD, 0),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_error_of_the_office_is_answered_with_a_sentence(desk: Desk, notices: list[object], error, tone, offers):
    assert desk.operations.ask_now(raising(error), None) is None
    [notice] = notices
    assert isinstance(notice, Notice)
    assert (notice.text, notice.tone, len(notice.offers)) == (error.sentence, tone, offers)


def test_a_failure_of_ours_reaches_the_crash_report(desk: Desk, notices: list[object], monkeypatch):
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    desk.operations.ask_now(raising(ZeroDivisionError()))
    assert caught == [ZeroDivisionError]
    assert notices == []


def test_a_step_is_announced_with_undo_in_it(desk: Desk, notices: list[object]):
    desk.operations.perform(commands.AddPerson(ADA))
    [notice] = notices
    assert isinstance(notice, Notice)
    notice.offers[0].act()
    assert desk.application.next_undo() is None


def test_a_step_taken_back_or_overtaken_is_no_longer_offered(desk: Desk, listener: Listener, settled):
    desk.operations.outdated.connect(lambda: listener.hear("outdated"))
    desk.operations.perform(commands.AddPerson(ADA))
    settled()
    assert listener.heard == []
    desk.operations.undo()
    settled()
    assert listener.heard == ["outdated"]


def test_a_conflict_names_the_fields_as_the_screen_does(desk: Desk, notices: list[object]):
    desk.operations.ask_now(raising(Changed(Ref("person", "x"), ("family_name", "nationality"))))
    assert spoken.wording.text(notices[0].text) == (
        "Somebody else has changed this record in the meantime (Family name, Stands for). Reload it and enter your change again."
    )


def test_cancelled_work_says_so(desk: Desk, notices: list[object], qtbot):
    started = threading.Event()

    def work(report: Reporter) -> None:
        started.set()
        while True:
            report(1, 10)

    reporters: list[Reporter] = []
    desk.operations.working.connect(lambda _operation, reporter: reporters.append(reporter))
    desk.operations.run(work, lazy("Counting"))
    started.wait(5)
    reporters[0].cancel()
    qtbot.waitUntil(lambda: bool(notices))
    assert str(notices[0].text) == "Stopped. Nothing was changed."


def test_a_long_writer_does_not_freeze_the_window(desk: Desk, listener: Listener, qtbot):
    free = threading.Event()
    desk.operations.patience = 0.01
    desk.operations.run(lambda _report: free.wait(10), lazy("Importing"), writes=True)
    operation = desk.operations.perform(commands.AddPerson(ADA)).then(listener.hear)
    assert not operation.done
    free.set()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.threads == {listener.thread()}


def test_changes_of_another_process_are_looked_for(desk: Desk, application: Application, listener: Listener, monkeypatch):
    looked: list[int] = []
    monkeypatch.setattr(application, "look_elsewhere", lambda: looked.append(1))
    desk.hub.look_elsewhere()
    assert looked == [1]


@dataclass(frozen=True, slots=True)
class HandIn(Command[None]):
    """Something that closes what was done before."""

    permission = EDIT_PEOPLE
    label = lazy("Hand in")

    person: str


def hand_in(command: HandIn, work: Work) -> None:
    person = work.get(Person, command.person)
    person.notes = "handed in"
    work.seal(person.ref)


def test_a_step_that_was_closed_offers_no_undo_of_the_one_before(tmp_path: Path, clock: FixedClock, listener: Listener):
    sealing = Feature("sealing", lazy("Sealing"), commands=(Handler(HandIn, hand_in),))
    desk = Desk(start(Config(user="officer", clock=clock), (*discovery.features(), sealing)), tmp_path)
    desk.operations.notice.connect(listener.hear)
    person = desk.application.execute(commands.AddPerson(ADA)).result
    desk.application.execute(commands.AddPerson(PersonDraft(given_names="Bea")))

    desk.operations.perform(HandIn(person))

    [notice] = listener.heard
    assert (str(notice.text), notice.offers) == ("Hand in", ())
    desk.close()
    desk.application.close()


def test_a_preview_comes_in_the_background_and_writes_nothing(desk: Desk, listener: Listener, qtbot):
    steps = desk.application.history()
    refused: list[object] = []
    desk.operations.preview(commands.AddPerson(ADA), refused=refused.append).then(listener.hear)
    desk.operations.preview(commands.AddPerson(PersonDraft()), refused=refused.append).then(listener.hear)

    qtbot.waitUntil(lambda: desk.operations.busy == 0, timeout=20_000)

    assert [preview.undoable for preview in listener.heard] == [True]
    assert [[finding.rule for finding in findings] for findings in refused] == [["person-without-name"]]
    assert desk.application.history() == steps
