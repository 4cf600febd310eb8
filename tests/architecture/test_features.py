"""A domain is one new folder: put there, it appears everywhere; taken away, nothing misses it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app import discovery
from app.kernel.feature import Feature
from app.kernel.translated import lazy
from app.mapping.types import Code

ROOT = Path(__file__).resolve().parents[2]

DECORATIONS = {
    "__init__.py": '"""Decorations given and received."""\n',
    "feature.py": '''
"""What the domain of decorations brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from app.domains.people.events import PersonsMerged
from app.kernel.commands import Command, handles, handlers_in
from app.kernel.events import Reaction
from app.kernel.feature import Feature
from app.kernel.fields import Column, Criteria, Register, Screen
from app.kernel.permissions import Permission
from app.kernel.queries import query
from app.kernel.search import Searchable, SearchText
from app.kernel.translated import Multilingual, lazy
from app.mapping.base import Record

SEE = Permission("decorations.see", lazy("see decorations"))


class Decoration(Record):
    __tablename__ = "decoration"
    kind = "decoration"
    owners: ClassVar = {"person_id": "person"}
    name: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)


@dataclass(frozen=True, slots=True)
class Decorate(Command[str]):
    permission = SEE
    label = lazy("Decorate")
    person: str
    name: str


@handles(Decorate)
def decorate(command, work):
    decoration = Decoration(name=command.name, person_id=command.person)
    work.add(decoration)
    return decoration.id


@query(SEE)
def ids(reader, criteria=Criteria()):
    return reader.scalars(select(Decoration.id))


@query(SEE)
def rows(reader, ids):
    return reader.scalars(select(Decoration).where(Decoration.id.in_(ids)))


def texts(reader, ids):
    for one in reader.scalars(select(Decoration).where(Decoration.id.in_(ids))):
        yield SearchText(one.id, Multilingual.same(one.name), Multilingual(), ())


def award_anew(event, work):
    for one in work.scalars(select(Decoration).where(Decoration.person_id.in_([event.kept, event.dissolved]))):
        one.name = one.name + ", of two persons"


FEATURE = Feature(
    name="decorations",
    reactions=(Reaction(PersonsMerged, award_anew),),
    title=lazy("Decorations"),
    requires=("people",),
    records=(Decoration,),
    titles={"decoration": lazy("Decoration"), "decoration.name": lazy("Name")},
    commands=handlers_in(__import__("sys").modules[__name__]),
    permissions=(SEE,),
    search=(Searchable("decoration", {"decoration": "id"}, texts),),
    screens=(Screen("decoration", "decorations", lazy("Decorations"), "medal", Register(ids, rows, (Column("name", lazy("Name")),)), SEE, lazy("None yet.")),),
)
''',
}

APPEARS = """
import contextlib, io, json, sys
from pathlib import Path
from app import discovery, domains
domains.__path__.append(sys.argv[1])
from app.adapters.storage.tables import StepRow
from app.bootstrap import Config, start
from app.commandline import main
from app.domains.decorations.feature import Decorate
from app.domains.people.commands import AddPerson, MergePersons, RemovePerson
from app.domains.people.queries import merge_preview
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Refused

application = start(Config(user="officer"))
ada = application.execute(AddPerson(PersonDraft("Ada", "Example"))).result
bo = application.execute(AddPerson(PersonDraft("Bo", "Example"))).result
outcome = application.execute(Decorate(bo, "Order of the Iris"))
told = {
    "features": [f.name for f in application.features if f.name in ("people", "decorations")],
    "touched": sorted(outcome.changes.touched),
    "found": [str(hit.title) for hit in application.find("iris")],
    "history": [step.label.message for step in application.history(kind="person", id=bo)][:1],
    "fields": [(f.field, f.before, str(f.after)) for f in application.step_fields(outcome.changes.step)],
    "screens": [s.command_name for f in application.features for s in f.screens if s.kind == "decoration"],
    "titles": [str(f.titles["decoration.name"]) for f in application.features if f.titles and "decoration.name" in f.titles],
    "preview": dict(application.ask(merge_preview(ada, bo)).moved),
}
try:
    application.execute(RemovePerson(bo))
except Refused as refused:
    told["in use"] = [finding.rule for finding in refused.findings]
told["merged"] = application.execute(MergePersons(ada, bo)).result == ada
told["reacted"] = [str(hit.title) for hit in application.find("iris")]
application.undo(); application.undo()
told["undone"] = [str(hit.title) for hit in application.find("iris")]
application.redo(); application.redo()
told["check"] = application.check()
help = io.StringIO()
with contextlib.redirect_stdout(help), contextlib.suppress(SystemExit):
    main(["--help"])
told["command line"] = "decorations" in help.getvalue()
print(json.dumps(told))
"""


def test_a_folder_is_all_it_takes(tmp_path):
    folder = tmp_path / "decorations"
    folder.mkdir()
    for name, content in DECORATIONS.items():
        (folder / name).write_text(content)

    done = subprocess.run([sys.executable, "-c", APPEARS, str(tmp_path)], capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.stderr == ""

    assert json.loads(done.stdout) == {
        "features": ["people", "decorations"],
        "touched": ["decoration", "person"],
        "found": ["Order of the Iris"],
        "history": ["Decorate"],
        "fields": [["name", None, "Order of the Iris"], ["person_id", None, "Bo Example"]],
        "screens": ["decorations"],
        "titles": ["Name"],
        "preview": {"decoration": 1},
        "in use": ["person-in-use"],
        "merged": True,
        "reacted": ["Order of the Iris, of two persons"],
        "undone": [],
        "check": [],
        "command line": True,
    }


def named(name: str, *requires: str, order: int = 100) -> Feature:
    return Feature(name, lazy("x"), requires=requires, order=order)


def test_a_domain_stands_after_those_it_requires():
    found = discovery.arranged([named("a", "b", order=1), named("b", order=9), named("c", order=5)])
    assert [feature.name for feature in found] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([named("a"), named("a")], "two domains have one name"),
        ([named("a", "b")], "domains that are required are not there"),
        ([named("a", "b"), named("b", "a")], "in a circle"),
    ],
)
def test_domains_that_do_not_fit_together_are_told(found, sentence):
    with pytest.raises(ValueError, match=sentence):
        discovery.arranged(found)


def every(attribute: str) -> list[tuple[Feature, object]]:
    return [(feature, one) for feature in discovery.features() for one in getattr(feature, attribute)]


def test_every_command_names_its_right_and_itself():
    nameless = [
        handler.command.__name__ for _, handler in every("commands") if not (handler.command.permission.code and str(handler.command.label))
    ]
    assert nameless == []


def test_every_right_is_declared_by_its_domain():
    declared = {permission for feature in discovery.features() for permission in feature.permissions}
    assert {handler.command.permission for _, handler in every("commands")} - declared == set()
    assert {screen.permission for _, screen in every("screens")} - declared == set()


def test_every_record_has_its_own_kind_and_table():
    kinds = [record.kind for _, record in every("records")]
    assert [kind for kind in kinds if not kind or kinds.count(kind) > 1] == []


def test_every_owner_is_a_kind_that_exists():
    kinds = {record.kind for _, record in every("records")}
    assert {kind for _, record in every("records") for kind in record.owners.values()} - kinds == set()


def test_every_holder_of_a_record_is_named_by_two_of_its_columns():
    named = {(record.kind, *pair) for _, record in every("records") for pair in record.holders}
    columns = {(record.kind, column.name) for _, record in every("records") for column in record.__table__.columns}
    assert named
    assert {(kind, name) for kind, *pair in named for name in pair} - columns == set()


def test_every_field_of_a_record_has_words_in_the_history():
    titles = {name for feature in discovery.features() for name in feature.titles or {}}
    shown = {
        f"{record.kind}.{column.name}"
        for _, record in every("records")
        for column in record.__table__.columns
        if column.name not in ("id", "version", "sort_name", "import_id", "position", "uid", "sequence", "changed_at")
    }
    assert sorted(shown - titles) == []


def test_every_code_of_a_record_has_words_in_the_history():
    told = {name: {choice.code for choice in field.choices} for f in discovery.features() for name, field in (f.fields or {}).items()}
    coded = {
        f"{record.kind}.{column.name}": {member.value for member in column.type.kind if member.value}
        for _, record in every("records")
        for column in record.__table__.columns
        if isinstance(column.type, Code)
    }
    assert {name: codes - told.get(name, set()) for name, codes in coded.items() if codes - told.get(name, set())} == {}
