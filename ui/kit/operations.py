"""Doing and asking: where every command and question of the window passes, and the one place where errors are answered.

A command runs in the writer's thread. The window waits for it a tenth of a second, which is ten times what one takes: the
result is there before the next line, and yet a busy disk or a long import never freezes the desk. A question for a list or
a detail pane takes a few milliseconds and is answered at once (`ask_now`); slow ones are read in the background (`ask`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as StillRunning
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.kernel.consequences import Effect
from app.kernel.errors import Changed, Gone, NotAllowed, Refused, Unavailable
from app.kernel.fields import Tone
from app.kernel.jobs import Cancelled
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.language import _
from ui.kit.notices import Notice, Offer
from ui.kit.progress import Reporter

if TYPE_CHECKING:
    from app.application import Application, Outcome
    from app.kernel.commands import Command
    from app.kernel.errors import Finding, OfficeError
    from app.kernel.queries import Query
    from ui.kit.hub import ChangeHub
    from ui.kit.runner import Runner

T = TypeVar("T")
PATIENCE = 0.1  # seconds for which the window waits before it goes on without the result

Receive = Callable[[Any], None]
ShowFindings = Callable[[tuple["Finding", ...]], None]


class Operation(QObject):
    """Something that is being done; `then` is told its result, in the main thread.

    Signals:
        settled: it ended, well or not.
    """

    settled = Signal()

    def __init__(self, parent: QObject, refused: ShowFindings | None, again: Callable[[], None] | None) -> None:
        super().__init__(parent)
        self.refused = refused
        self.again = again
        self.done = False
        self.failed = False
        self.result: Any = None
        self.outcome: Outcome[Any] | None = None  # of a step: what it changed and what followed from it
        self._receivers: list[Receive] = []

    def then(self, receive: Receive) -> Operation:
        """Hand the result to *receive*, a bound method, when it is there; at once when it is there already."""
        if not self.done:
            self._receivers.append(receive)
        elif not self.failed:
            receive(self.result)
        return self

    def succeed(self, result: Any) -> None:
        """End well."""
        self.done, self.result = True, result
        for receive in self._receivers:
            receive(result)
        self._end()

    def fail(self) -> None:
        """End without a result."""
        self.done = self.failed = True
        self._end()

    def _end(self) -> None:
        self._receivers.clear()
        self.settled.emit()
        self.deleteLater()


class Operations(QObject):
    """Carries out commands and answers questions.

    Signals:
        notice: a sentence for the bar at the bottom (`Notice`).
        saved: a step was stored (`Outcome`).
        working: a slow operation has begun (`Operation`, its `Reporter`).
        outdated: another step came after the one that was announced; its Undo would take back that other step.
    """

    notice = Signal(object)
    saved = Signal(object)
    working = Signal(object, object)
    outdated = Signal()

    def __init__(self, application: Application, hub: ChangeHub, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._hub = hub
        self._runner = runner
        self.patience = PATIENCE
        self._open: dict[Future[Any], Operation] = {}
        self._announced: int | None = None
        hub.changed.connect(self._on_changed)
        # Queued even in this thread: work may have ended before its operation is noted down.
        runner.finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def perform(self, command: Command[T], *, refused: ShowFindings | None = None, announce: bool = True, slow: bool = False) -> Operation:
        """Carry out *command*; `then` receives its result.

        *refused* is told what the rules had against it (the form that asked); without it the sentence becomes a notice.
        With *announce* a notice names the step and offers to take it back. *slow* ones are not waited for.
        """
        operation = Operation(self, refused, self._repeater(command, refused, announce=announce, slow=slow))

        def work() -> Any:
            return self._application.execute(command)

        future = self._runner.write(work)
        self._follow(future, operation, wait=not slow)
        if operation.done and not operation.failed:
            self._after_step(operation, announce, undoable=command.undoable)
        elif not operation.done and announce:
            operation.then(_Announcer(self, command.undoable, operation).announce)
        return operation

    def step(self, work: Callable[[], Outcome[Any]]) -> Operation:
        """Undo or redo: a step that is no command of its own."""
        operation = Operation(self, None, None)
        self._follow(self._runner.write(work), operation, wait=True)
        return operation

    def ask(self, query: Query[T]) -> Operation:
        """Answer *query* in the background; `then` receives the answer."""
        operation = Operation(self, None, None)

        def work() -> Any:
            return self._application.ask(query)

        self._follow(self._runner.read(work), operation, wait=False)
        return operation

    def preview(self, command: Command[T], *, refused: ShowFindings) -> Operation:
        """See in the background what *command* would bring about; `then` receives the `Preview`, *refused* what speaks against it."""
        operation = Operation(self, refused, None)

        def work() -> Any:
            return self._application.preview(command)

        self._follow(self._runner.read(work), operation, wait=False)
        return operation

    def ask_now(self, query: Query[T], otherwise: T | None = None) -> T | None:
        """Answer a quick *query* at once; *otherwise* when it failed and the reason was shown."""
        try:
            return self._application.ask(query)
        except Exception as error:  # noqa: BLE001 - the one place: told apart in `_answer`
            self._answer(error, None)
            return otherwise

    def run(self, work: Callable[[Reporter], T], title: Lazy, *, writes: bool = False, refused: ShowFindings | None = None) -> Operation:
        """Do something long (a paper, an import, a copy), with progress after 0.4 s and a way to stop it."""
        operation = Operation(self, refused, None)
        reporter = Reporter(title, operation)

        def job() -> T:
            return work(reporter)

        self.working.emit(operation, reporter)
        self._follow(self._runner.write(job) if writes else self._runner.read(job), operation, wait=False)
        return operation

    def tell(self, text: Lazy, tone: Tone = Tone.NEUTRAL, *offers: Offer) -> None:
        """Show a notice."""
        self.notice.emit(Notice(text, tone, offers))

    def undo(self) -> Operation:
        """Take back the last step."""
        return self.step(self._application.undo)

    def redo(self) -> Operation:
        """Do again the step that was taken back."""
        return self.step(self._application.redo)

    @property
    def busy(self) -> int:
        """How many operations have not ended."""
        return len(self._open)

    def _follow(self, future: Future[Any], operation: Operation, *, wait: bool) -> None:
        self._open[future] = operation
        if not wait:
            return
        try:
            future.exception(self.patience)
        except (StillRunning, CancelledError):
            return  # its result comes by `finished`
        self._settle(future)

    @Slot(object)
    def _on_finished(self, future: Future[Any]) -> None:
        self._settle(future)

    def _settle(self, future: Future[Any]) -> None:
        operation = self._open.pop(future, None)
        if operation is None:
            return  # it was waited for
        self._hub.deliver()
        if future.cancelled():
            operation.fail()
            return
        error = future.exception()
        if error is None:
            operation.succeed(self._unpack(future.result(), operation))
            return
        operation.fail()
        self._answer(error, operation)

    def _unpack(self, result: Any, operation: Operation) -> Any:
        from app.application import Outcome  # imported for its class alone; the annotation does not need it at start

        if isinstance(result, Outcome):
            operation.outcome = result
            self.saved.emit(result)
            return result.result
        return result

    def _after_step(self, operation: Operation, announce: bool, *, undoable: bool) -> None:  # noqa: FBT001
        if not announce:
            return
        step, outcome = self._application.next_undo() if undoable else None, operation.outcome
        if undoable and outcome is not None and outcome.changes.step and (step is None or step.seq != outcome.changes.step):
            self.tell(_with_tasks(outcome.changes.label, outcome))  # something in it closed it for good
        elif step is not None:
            self._announced = step.seq
            self.tell(_with_tasks(step.label, outcome), Tone.NEUTRAL, Offer(lazy("Undo"), self._on_undo_wanted))

    @Slot()
    def _on_changed(self) -> None:
        if self._announced is None:
            return
        step = self._application.next_undo()
        if step is None or step.seq != self._announced:
            self._announced = None
            self.outdated.emit()

    def _on_undo_wanted(self) -> None:
        self.undo()

    def _repeater(self, command: Command[Any], refused: ShowFindings | None, *, announce: bool, slow: bool) -> Callable[[], None]:
        def again() -> None:
            self.perform(command, refused=refused, announce=announce, slow=slow)

        return again

    def _answer(self, error: BaseException, operation: Operation | None) -> None:
        """Answer an error: the only place where they are told apart."""
        match error:
            case Refused() if operation is not None and operation.refused is not None:
                operation.refused(error.findings)
            case Refused():
                self.tell(_all_sentences(error), Tone.BAD)
            case NotAllowed():
                self.tell(error.sentence, Tone.WARNING)
            case Gone():
                self._reload(error)
            case Changed():
                self._reload(error, self._naming_fields(error))
            case Unavailable():
                retry = (Offer(lazy("Try again"), operation.again),) if operation is not None and operation.again else ()
                self.tell(error.sentence, Tone.BAD, *retry)
            case Cancelled():
                self.tell(lazy("Stopped. Nothing was changed."))
            case _:
                sys.excepthook(type(error), error, error.__traceback__)

    def _naming_fields(self, error: Changed) -> Lazy:
        titles = {name: title for feature in self._application.features for name, title in (feature.titles or {}).items()}
        names = (_(titles.get(f"{error.ref.kind}.{field}", field)) for field in error.fields)
        return replace(error.sentence, values={"fields": ", ".join(names)})

    def _reload(self, error: OfficeError, sentence: Lazy | None = None) -> None:
        self._hub.look_elsewhere()
        self.tell(sentence or error.sentence, Tone.WARNING, Offer(lazy("Reload"), self._hub.reload))


class _Announcer(QObject):
    """Names a step that ended late, as it would have been named at once."""

    def __init__(self, operations: Operations, undoable: bool, parent: QObject) -> None:  # noqa: FBT001
        super().__init__(parent)
        self._operations = operations
        self._undoable = undoable

    def announce(self, _result: object) -> None:
        operation = self.parent()
        assert isinstance(operation, Operation)
        self._operations._after_step(operation, True, undoable=self._undoable)  # noqa: SLF001 - its own helper


def _with_tasks(label: Lazy, outcome: Outcome[Any] | None) -> Lazy:
    """Name a step, and say how much of what follows from it a person has to do: it stands in a checklist."""
    by_hand = sum(one.effect is Effect.BY_HAND for one in outcome.consequences) if outcome is not None else 0
    if not by_hand:
        return label
    return lazy_count("{step} – {number} task was added", "{step} – {number} tasks were added", by_hand, step=label)


def _all_sentences(error: Refused) -> Lazy:
    texts = tuple(finding.message for finding in error.findings) or (error.sentence,)
    if len(texts) == 1:
        return texts[0]
    return lazy("{first} (and {number} more)", first=texts[0], number=len(texts) - 1)
