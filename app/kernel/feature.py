"""What a domain brings: its manifest, found by walking `app/domains/*/feature.py`.

A contribution is data or a function, never an import of whoever uses it. Consumers receive the contributions of all
domains from their unit of work.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from app.kernel.calendar import CalendarSource
from app.kernel.commands import Command, Handler
from app.kernel.document import SectionSource
from app.kernel.errors import Finding
from app.kernel.events import Reaction
from app.kernel.fields import Column, Field, Screen, TodayGroup
from app.kernel.guards import Guard
from app.kernel.permissions import Permission
from app.kernel.queries import Query
from app.kernel.readiness import AnchorSource, CheckSource, PartSource, SubjectSource
from app.kernel.search import Searchable
from app.kernel.translated import LANGUAGES, Lazy

if TYPE_CHECKING:
    from app.application import Application
    from app.kernel.ports import Directory
    from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class Verb:
    """A word on the command line. `configure` declares its arguments; `run` does it and returns what is printed.

    A list or dictionary of plain values is printed as JSON with `--json` and as lines without; a string as it is. A word that
    `needs_office` opens the office's file; another one works on an empty desk in memory unless a file is named with `--db`.
    `languages` are those that `--lang` may name: of its papers, beyond those of lists and messages.
    """

    name: str
    help: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Application, argparse.Namespace], Any]
    needs_office: bool = True
    languages: tuple[str, ...] = LANGUAGES


@dataclass(frozen=True, slots=True)
class Verbs:
    """Words under one word: `attache trips check`. `usual` is the one that is meant when none is said.

    Words under the name of a list have the list too, as `list`, and mean it when nothing else is said, unless they bring their own.
    """

    name: str
    help: str
    verbs: tuple[Verb, ...]
    usual: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows to print: as JSON objects, or as columns for a reader."""

    rows: Sequence[Any]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What a verb found, when it may end as a refusal: printed whole, `findings` on the error output too unless it is JSON."""

    result: Any
    findings: tuple[Finding, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Chore:
    """What time itself brings about: done when somebody opens the program, or the day changes, and `due` says that there is anything."""

    due: Callable[[], Query[bool]]
    command: Callable[[], Command[Any]]


class Intake(Protocol):
    """What an import section knows of the rest of the file and of the office."""

    def knows(self, key: str, import_id: str) -> bool:
        """Tell whether a record of section *key* stands in the file or is already in the office."""
        ...

    def id_of(self, key: str, import_id: str) -> str:
        """Return the id of a record that was taken in before this section (or earlier)."""
        ...

    def register(self, key: str, import_id: str, id: str) -> None:
        """Remember the record that has been made."""
        ...


@dataclass(frozen=True, slots=True)
class ImportSection:
    """A domain's part of an import file, under one key of its top level.

    `check(items, path, intake)` gives every fault, with its place; nothing is written before all sections pass.
    `known(work)` maps the import ids that the office already has to their records; those are left as they are.
    `take_in(work, item, intake)` makes the records of one item and returns the id of its main record.
    Sections run in the order of `order`.
    """

    key: str
    order: int
    check: Callable[[Sequence[Any], str, Intake], Sequence[Finding]]
    known: Callable[[Work], Mapping[str, str]]
    take_in: Callable[[Work, Mapping[str, Any], Intake], str]


@dataclass(frozen=True, slots=True)
class Feature:
    """The manifest of a domain.

    * `requires` names the domains it may import; `order` its place in the navigation among those of its storey.
    * `records` are its mapped classes; `titles` the words for tables and fields in the history ("person.family_name"),
      `fields` how the values of those that hold a code are written there.
    * `commands` are its handlers (`handlers_in(commands)`), `reactions` what it does when others announce something.
    * `guards` are what no step may break; `directory` is how users are known, brought by one domain at most.
    * `subjects` are what checklists are kept for, `anchors`, `parts` and `checks` what the domain knows of them (`kernel/readiness.py`).
    * The rest is what it offers to the consumers: see each type.
    """

    name: str
    title: Lazy
    icon: str = ""
    order: int = 100
    requires: tuple[str, ...] = ()
    records: tuple[type[Any], ...] = ()
    titles: Mapping[str, Lazy] | None = None
    fields: Mapping[str, Field] | None = None
    commands: tuple[Handler, ...] = ()
    reactions: tuple[Reaction[Any], ...] = ()
    permissions: tuple[Permission, ...] = ()
    screens: tuple[Screen, ...] = ()
    search: tuple[Searchable, ...] = ()
    today: tuple[TodayGroup, ...] = ()
    dossier: tuple[SectionSource, ...] = ()
    calendar: tuple[CalendarSource, ...] = ()
    imports: tuple[ImportSection, ...] = ()
    verbs: tuple[Verb | Verbs, ...] = ()
    chores: tuple[Chore, ...] = ()
    guards: tuple[Guard, ...] = ()
    subjects: tuple[SubjectSource, ...] = ()
    anchors: tuple[AnchorSource, ...] = ()
    parts: tuple[PartSource, ...] = ()
    checks: tuple[CheckSource, ...] = ()
    directory: Directory | None = None
