"""Random work, all of it taken back and done again: the office is what it was, to the letter."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, precondition, rule
from sqlalchemy import select, text

from app.adapters.storage.tables import SearchEntry
from app.application import Application
from app.bootstrap import Config, start
from app.domains.people import commands, queries
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind, Gender
from app.kernel.errors import Gone, Refused
from app.kernel.ids import Ref
from app.kernel.names import words
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

names = st.sampled_from(["", "Ada", "Łódź", "Đorđević", "İstanbul", "北京", "Zoë-Lou"])
given_names = st.sampled_from(["Ada", "Štefan", "Αθηνά", "Jean Michel"])
texts = st.builds(Multilingual, names, names, given_names)
days = st.none() | st.builds(PartialDate, st.integers(1990, 2030), st.none() | st.integers(1, 12))
someone = st.builds(
    PersonDraft,
    given_names,
    names,
    gender=st.sampled_from(Gender),
    nationality=st.sampled_from(["", "BE", "FR"]),
    languages=st.lists(st.sampled_from(["nl", "fr", "ar"]), unique=True).map(tuple),
    diet=st.sampled_from(["", "no fish"]),
    notes=st.sampled_from(["", "first line\nsecond line"]),
)
post = st.builds(PostDraft, texts, since=days)
point = st.builds(
    ContactPointDraft, st.just(ContactKind.EMAIL), st.sampled_from(["a@example.org", "B@example.org"]), preferred=st.booleans()
)

FRAME = {"step", "change", "touch", "search_entry", "stored_file", "alembic_version"}


def everything(application: Application) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every record, without its version."""
    with application._store.engine.connect() as connection:
        tables = connection.scalars(text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")).all()
        kept = [name for name in tables if name not in FRAME and not name.startswith(("sqlite_", "search_"))]
        return {name: {_plain(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()} for name in kept}


def _plain(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, value) for name, value in row.items() if name != "version")


ENTRY = ("number", "kind", "row", "title", "subtitle", "texts")


def indexed(application: Application) -> tuple[set[tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """The entries of search, and the words behind each, in order."""
    with application._store.engine.connect() as connection:
        entries = connection.execute(select(*(SearchEntry.__table__.c[name] for name in ENTRY))).all()
        connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.spoken USING fts5vocab(main, search_words, instance)"))
        found: dict[int, list[str]] = {}
        for term, number in connection.execute(text('SELECT term, doc FROM temp.spoken ORDER BY doc, "offset"')):
            found.setdefault(number, []).append(term)
        connection.rollback()
    assert set(found) <= {entry.number for entry in entries}
    return {tuple(entry[1:]) for entry in entries}, {(entry.kind, entry.row): tuple(found.get(entry.number, ())) for entry in entries}


def indexed_from_scratch(application: Application) -> tuple[set[tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """What search should hold, asked of the domains."""
    entries: set[tuple[str, ...]] = set()
    spoken: dict[tuple[str, str], tuple[str, ...]] = {}
    records = application._store._records
    with application._store._reading() as session:
        reader = application._store._work(session, application.user)
        for source in application._store._searchables:
            [table] = [table for table, record in records.items() if record.kind == source.kind]
            ids = session.connection().scalars(text(f'SELECT id FROM "{table}"')).all()
            for found in source.texts(reader, ids):
                entries.add((source.kind, found.id, found.title, found.subtitle, "\x1f".join(found.texts)))
                told = " ".join((*found.title.all(), *found.subtitle.all(), *found.texts))
                spoken[source.kind, found.id] = tuple(dict.fromkeys(words(told)))
    return entries, spoken


class Office(RuleBasedStateMachine):
    """An officer at work, who takes back and does again, and now and then starts the program anew."""

    persons = Bundle("persons")
    organisations = Bundle("organisations")
    posts = Bundle("posts")
    points = Bundle("points")

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.application = start(Config(self.folder / "office.db", user="officer"))
        self.past = [everything(self.application)]
        self.future: list[dict[str, set[tuple[Any, ...]]]] = []

    def teardown(self) -> None:
        if hasattr(self, "application"):
            self.undo_everything()
            self.redo_everything()
            self.application.close()
            shutil.rmtree(self.folder)

    def do(self, command: Any) -> Any:
        """Carry out *command*; what was removed or is still referred to is refused, and then nothing has changed."""
        try:
            outcome = self.application.execute(command)
        except (Refused, Gone):
            assert everything(self.application) == self.past[-1]
            return None
        if not outcome.repeated:
            self.past.append(everything(self.application))
            self.future.clear()
            repeat = self.application.execute(command)
            assert (repeat.result, repeat.repeated) == (outcome.result, True)
        return outcome.result

    def made(self, result: Any) -> Any:
        return multiple() if result is None else result

    @rule(target=persons, draft=someone)
    def add_person(self, draft):
        return self.made(self.do(commands.AddPerson(draft)))

    @rule(target=persons, draft=someone, secretariat=persons)
    def add_person_with_secretariat(self, draft, secretariat):

        return self.made(self.do(commands.AddPerson(replace(draft, secretariat_id=secretariat))))

    @rule(person=persons, draft=someone)
    def edit_person(self, person, draft):
        try:
            before = self.application.ask(queries.person_draft(person))
        except Gone:
            return
        self.do(commands.EditPerson(person, before, draft))

    @rule(person=consumes(persons))
    def remove_person(self, person):
        self.do(commands.RemovePerson(person))

    @rule(kept=persons, dissolved=consumes(persons))
    def merge(self, kept, dissolved):
        self.do(commands.MergePersons(kept, dissolved))

    @rule(target=organisations, name=texts)
    def add_organisation(self, name):
        return self.made(self.do(commands.AddOrganisation(OrganisationDraft(name))))

    @rule(organisation=organisations, name=texts)
    def rename_organisation(self, organisation, name):
        try:
            before = self.application.ask(queries.organisation_draft(organisation))
        except Gone:
            return
        self.do(commands.EditOrganisation(organisation, before, OrganisationDraft(name)))

    @rule(organisation=consumes(organisations))
    def remove_organisation(self, organisation):
        self.do(commands.RemoveOrganisation(organisation))

    @rule(target=posts, person=persons, draft=post, organisation=st.none() | organisations)
    def add_post(self, person, draft, organisation):

        return self.made(self.do(commands.AddPost(person, replace(draft, organisation_id=organisation))))

    @rule(held=consumes(posts))
    def remove_post(self, held):
        self.do(commands.RemovePost(held))

    @rule(target=points, person=persons, draft=point)
    def add_contact_point(self, person, draft):
        return self.made(self.do(commands.AddContactPoint(person, draft)))

    @rule(reached=consumes(points))
    def remove_contact_point(self, reached):
        self.do(commands.RemoveContactPoint(reached))

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self):
        label = self.application.next_undo().label
        assert self.application.undo().changes.label == label
        self.future.append(self.past.pop())
        assert everything(self.application) == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.application.redo()
        self.past.append(self.future.pop())
        assert everything(self.application) == self.past[-1]

    @rule()
    def undo_everything(self):
        while len(self.past) > 1:
            self.undo()
        assert self.application.next_undo() is None

    @rule()
    def redo_everything(self):
        while self.future:
            self.redo()
        assert self.application.next_redo() is None

    @rule()
    def start_anew(self):
        self.application.close()
        self.application = start(Config(self.folder / "office.db", user="officer"))

    @invariant()
    def file_and_journal_are_whole(self):
        assert self.application.check() == []

    @invariant()
    def search_is_as_built_from_scratch(self):
        assert indexed(self.application) == indexed_from_scratch(self.application)

    @invariant()
    def titles_are_known(self):
        for kind, row, title, *_ in indexed(self.application)[0]:
            assert self.application.title_of(Ref(kind, row)) == title


Office.TestCase.settings = settings(
    max_examples=int(os.environ.get("ATTACHE_HISTORIES", "12")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestOffice = Office.TestCase
