"""What is private is masked in the history, told once, and destroyed for good when it ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import discovery
from app.adapters.storage.tables import StoredFile
from app.adapters.storage.work import StoredFiles
from app.application import Application
from app.bootstrap import Config, start
from app.domains.people.commands import AddPerson, EditPerson
from app.domains.people.queries import person_draft, person_ids
from app.domains.people.rules import PersonDraft
from app.domains.visas.passport_records import Passport
from app.kernel.changes import Change
from app.kernel.clock import FixedClock
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Feature
from app.kernel.guards import EVERY_KIND, Guard, StepFacts
from app.kernel.translated import lazy
from app.kernel.work import Reader
from app.mapping.base import PRIVATE, Record
from tests.makers import Make, passports

CONTENT = b"%PDF-1.7 a file that nobody needs"
ASKED: list[list[str]] = []


@contextmanager
def files_of(application: Application) -> Iterator[StoredFiles]:
    with Session(application._store.engine) as session:
        yield StoredFiles(session)
        session.commit()


def kept(application: Application) -> list[str]:
    with application._store.engine.connect() as connection:
        return list(connection.scalars(select(StoredFile.digest)))


def test_the_number_and_the_scan_of_a_passport_are_private() -> None:
    discovery.features()
    marked = {f"{m.class_.kind}.{c.key}" for m in Record.registry.mappers for c in m.columns if c.info.get(PRIVATE)}
    assert marked == {"passport.number", "passport scan.digest"}


def test_the_history_masks_what_is_private_and_nothing_else(application: Application, make: Make) -> None:
    passports.passport(application, make.person(), number="EX0001234", expires_on=date(2025, 6, 30))
    fields = {change.field: change.after for change in application.step_fields(application.history()[0].seq)}
    assert (fields["number"], fields["expires_on"], fields["country"]) == ("•••••234", date(2025, 6, 30), "BE")


def test_undo_brings_back_the_whole_number(application: Application, make: Make) -> None:
    """The journal keeps what the step needs; it is the history that masks it."""
    passports.passport(application, make.person(), number="EX0001234")
    application.undo()
    application.redo()
    with application._store.engine.connect() as connection:
        assert list(connection.scalars(select(Passport.number))) == ["EX0001234"]


def test_a_file_that_no_record_names_is_destroyed(application: Application) -> None:
    with files_of(application) as files:
        digest = files.store(CONTENT, "application/pdf")
        assert files.forget(digest)
        assert (files.read(digest), files.forget(digest)) == (None, False)
    assert kept(application) == []


def test_a_file_that_a_record_names_stays(application: Application, make: Make) -> None:
    digest = application.keep_file(CONTENT)
    person = make.person(portrait=digest)
    with files_of(application) as files:
        assert not files.forget(digest)
    before = application.ask(person_draft(person))
    application.execute(EditPerson(person, before, PersonDraft("Ada", "Example", notes=f"see the file {digest} again")))
    with files_of(application) as files:
        assert not files.forget(digest)  # named within a longer text, as in a value that is kept whole
    assert kept(application) == [digest]


def test_what_is_destroyed_stands_in_no_page_of_the_file(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "office.attache"
    application = start(Config(path, "officer", clock))
    digest = application.keep_file(CONTENT)
    with files_of(application) as files:
        assert files.forget(digest)
    application.close()
    pages = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert pages.startswith(b"SQLite format 3")
    assert b"a file that nobody needs" not in pages


def nobody_is_called_nobody(_reader: Reader, changes: Sequence[Change], _step: StepFacts) -> list[Finding]:
    """A guard that is asked about everything."""
    ASKED.append(sorted(change.table for change in changes))
    named = [change for change in changes if change.after and "Nobody" in change.after.values()]
    return [Finding("", lazy("Nobody is called Nobody."), rule="guarded") for _ in named]


def test_a_guard_of_every_kind_is_asked_about_every_change(clock: FixedClock) -> None:
    ASKED.clear()
    watch = Feature("watch", lazy("Watch"), guards=(Guard(EVERY_KIND, nobody_is_called_nobody),))
    application = start(Config(user="officer", clock=clock), (*discovery.features(), watch))
    passports.passport(application)
    with pytest.raises(Refused):
        application.execute(AddPerson(PersonDraft("Ada", "Nobody")))
    with pytest.raises(Refused):
        application.preview(AddPerson(PersonDraft("Ada", "Nobody")))
    application.undo()
    assert ASKED == [["person"], ["passport"], ["person"], ["person"], ["passport"]]
    assert len(application.ask(person_ids())) == 1
    application.close()
