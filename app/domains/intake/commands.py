"""Taking in a file of records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from typing import Any, cast

from app.kernel import nationalnumber
from app.kernel.commands import Command, handles
from app.kernel.errors import Finding, Refused
from app.kernel.feature import ImportSection
from app.kernel.permissions import Permission
from app.kernel.translated import lazy
from app.kernel.work import Work

IMPORT_FILES = Permission("intake.import", lazy("import files"))

# What a file may say about itself beside the records; it is read by people, not by us.
REMARKS = frozenset({"about", "rules_of_thumb"})
MOST_FINDINGS = 100
_UNKEEPABLE = re.compile("[\\x00\\ud800-\\udfff]")


@dataclass(frozen=True, slots=True)
class ImportRecords(Command[int]):
    """Take in the records of a file: `content` is its JSON as read, `name` the file's name for the history."""

    permission = IMPORT_FILES
    label = lazy("Import a file")

    content: Any
    name: str = ""


class Register:
    """Fulfils `Intake`: which records the file and the office hold, by section and import id."""

    def __init__(self, in_file: Mapping[str, frozenset[str]], in_office: Mapping[str, Mapping[str, str]]) -> None:
        self._in_file = in_file
        self._ids = {key: dict(known) for key, known in in_office.items()}

    def knows(self, key: str, import_id: str) -> bool:
        """Tell whether the record stands in the file or in the office."""
        return import_id in self._in_file.get(key, frozenset()) or import_id in self._ids.get(key, {})

    def id_of(self, key: str, import_id: str) -> str:
        """Return the id of a record that is in the office by now."""
        return self._ids[key][import_id]

    def register(self, key: str, import_id: str, id: str) -> None:
        """Remember the record that has been made."""
        self._ids.setdefault(key, {})[import_id] = id


@handles(ImportRecords)
def import_records(command: ImportRecords, work: Work) -> int:
    """Check every section, then take in what the office does not have; return how many records were new.

    Raises `Refused` with the place of every fault (the first hundred), and then nothing is written.
    """
    if faults := list(islice(unkeepable(command.content), MOST_FINDINGS)):
        raise Refused(faults)
    if numbers := list(islice(_national_numbers(command, work), MOST_FINDINGS)):
        raise Refused(numbers)
    sections = sorted((s for feature in work.features for s in feature.imports), key=lambda section: section.order)
    content = _items_by_section(command.content, sections)
    register = Register({key: _ids(items) for key, items in content.items()}, {s.key: s.known(work) for s in sections})
    if findings := [
        finding for section in sections for finding in section.check(content[section.key], section.key, register) if finding.blocks
    ]:
        raise Refused(findings[:MOST_FINDINGS])
    if command.name:
        work.describe(lazy("Import {name}", name=command.name))
    return sum(_take_in(section, content[section.key], work, register) for section in sections)


def _national_numbers(command: ImportRecords, work: Work) -> Iterator[Finding]:
    """Faults of texts that hold a national register number, wherever they stand, the name of the file included."""
    for place in nationalnumber.places(command.name, "name", work.today):
        message = lazy("The name of this file holds what reads as a national register number: give the file another name.")
        yield Finding(place, message, rule=nationalnumber.RULE)
    for place in nationalnumber.places(command.content, "", work.today):
        yield Finding(place, nationalnumber.HOLDS_ONE, rule=nationalnumber.RULE)


def unkeepable(content: Any) -> Iterator[Finding]:
    """Faults of texts that no file can keep, wherever they stand: a NUL, half of a character, an endless number."""
    waiting: list[tuple[str, Any]] = [("", content)]  # a list of our own, because a file can be deeper than Python's stack
    while waiting:
        place, value = waiting.pop()
        match value:
            case str() if _UNKEEPABLE.search(value):
                yield Finding(place or "$", lazy("This text holds a character that cannot be kept."), rule="bad-character")
            case float() if not isfinite(value):
                yield Finding(place or "$", lazy("This number is too large."), rule="bad-number")
            case dict() | list():
                members = _members(value)
                if any(isinstance(key, str) and _UNKEEPABLE.search(key) for key, _ in members):
                    yield Finding(place or "$", lazy("A key here holds a character that cannot be kept."), rule="bad-character")
                waiting.extend((_way(place, key), member) for key, member in reversed(members))
            case _:
                pass


def _members(value: Any) -> Sequence[tuple[str | int, Any]]:
    return tuple(cast("dict[str, Any]", value).items()) if isinstance(value, dict) else tuple(enumerate(cast("list[Any]", value)))


def _way(place: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{place}[{key}]"
    return f"{place}.{key}" if place else key


def _items_by_section(content: Any, sections: Sequence[ImportSection]) -> dict[str, Sequence[Any]]:
    if not isinstance(content, dict):
        raise Refused(Finding("$", lazy("The file must hold an object with lists of records."), rule="wrong-type"))
    lists = cast("dict[str, Any]", content)
    faults = list(_faults_at_the_top(lists, {section.key for section in sections}))
    if faults:
        raise Refused(faults[:MOST_FINDINGS])
    return {section.key: lists.get(section.key, []) for section in sections}


def _faults_at_the_top(content: Mapping[str, Any], known: set[str]) -> Iterator[Finding]:
    for key, value in content.items():
        if key in REMARKS:
            continue
        if key not in known:
            yield Finding(str(key) or "$", lazy("This key is not known: {key}.", key=str(key)), rule="unknown-key")
        elif not isinstance(value, list):
            yield Finding(key, lazy("A list of records is needed here."), rule="wrong-type")
    if not known & content.keys():
        yield Finding(
            "$",
            lazy("The file holds no list of records that Attaché knows: {keys}.", keys=", ".join(sorted(known))),
            rule="nothing-to-import",
        )


def _ids(items: Sequence[Any]) -> frozenset[str]:
    objects = [cast("dict[str, Any]", item) for item in items if isinstance(item, dict)]
    return frozenset(item["id"] for item in objects if isinstance(item.get("id"), str))


def _take_in(section: ImportSection, items: Sequence[Mapping[str, Any]], work: Work, register: Register) -> int:
    known = section.known(work)
    fresh = [item for item in items if item["id"] not in known]
    for item in fresh:
        register.register(section.key, item["id"], section.take_in(work, item, register))
    work.flush()
    return len(fresh)
