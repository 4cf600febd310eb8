"""Templates of checklists: what the office does every time, in whose hands it is and how long before or after.

What the program brings (`resources/checklists/CL1.json` and so on) is a proposal with a date and a source; the office changes it, and
its own version is kept in its file. Every change raises `version`, so that a checklist knows of which version it was made.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from app.domains.checklists.offsets import Offset
from app.domains.checklists.vocabulary import ANCHORS, DUTIES, Scope
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.readiness import START
from app.kernel.shapes import as_key, from_plain
from app.kernel.translated import Multilingual, lazy

MOST_LINES = 200  # of one template: more is several lists
LONGEST_TITLE = 300

_CODES = ("CL1", "CL2", "CL3", "CL4", "CL5", "CL6", "CL7", "CL8")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,29}")
_ANCHORS = frozenset(choice.code for choice in ANCHORS)
_DUTIES = frozenset(choice.code for choice in DUTIES)


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line of a template; `key` tells it from the others of its template, for good.

    `duty` are codes of `readiness.Duty`, the one who does it first; `offset` is written as `Offset.parse` reads it and is counted from
    `anchor`, a code such as "start". `group` is a heading inside the list.
    """

    key: str = as_key(default="", needed=True)
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    duty: tuple[str, ...] = ()
    anchor: str = START
    offset: str = "0 days"
    group: Multilingual = Multilingual()
    remark: Multilingual = Multilingual()

    @property
    def id(self) -> str:
        """The key, as tables ask for it."""
        return self.key


@dataclass(frozen=True, slots=True)
class Template:
    """A template. `scope` says whether a subject has it once, or each of its parts of a sort.

    It is usual for subjects of one of its `types` and `directions`; where one of the two is empty, it does not matter; where both are, the
    template is offered and never proposed. `dated`, `source` and `confirmed` say how sure its days are: until somebody of the office has
    confirmed them they are defaults. `base` is the shipped version that the office's own one was made from; `put_back` says that nothing of
    the office's own is left but the number of the version.
    """

    code: str = as_key(default="", needed=True)
    name: Multilingual = as_key(default=Multilingual(), needed=True)
    version: int = 1
    scope: Scope = Scope.WHOLE
    types: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    lines: tuple[TemplateLine, ...] = ()
    dated: date | None = None
    source: str = ""
    confirmed: bool = False
    note: Multilingual = Multilingual()
    base: int = 1
    put_back: bool = False

    def line(self, key: str) -> TemplateLine | None:
        """Give the line with *key*."""
        return next((line for line in self.lines if line.key == key), None)

    def usual_for(self, type: str, direction: str) -> bool:
        """Tell whether it is proposed for a subject of this type and direction."""
        if not self.types and not self.directions:
            return False
        return (not self.types or type in self.types) and (not self.directions or direction in self.directions)


@dataclass(frozen=True, slots=True)
class LineChange:
    """What became of a line between two versions of a template: `before` None is new, `after` None is gone."""

    key: str
    before: TemplateLine | None
    after: TemplateLine | None


def changes(old: Template, new: Template) -> tuple[LineChange, ...]:
    """Say what has to be taken over to get from one version to another: lines in the order of the new one, then those that are gone."""
    before, after = ({line.key: line for line in one.lines} for one in (old, new))
    kept = [LineChange(key, before.get(key), line) for key, line in after.items() if before.get(key) != line]
    return (*kept, *(LineChange(key, line, None) for key, line in before.items() if key not in after))


# ------------------------------------------------------------------------------------------------ what is wrong with one


def check_template(template: Template) -> list[Finding]:
    """Find what is wrong with a template, and note what is missing in a language; the path of a finding is its line ("lines[3].offset")."""
    findings = check_header(template.code, template.name)
    if not template.lines:
        findings.append(Finding("lines", lazy("This template has no lines yet."), Severity.WARNS, rule="template-empty"))
    if len(template.lines) > MOST_LINES:
        message = lazy("A template has at most {limit} lines: make two of it.", limit=MOST_LINES)
        findings.append(Finding("lines", message, rule="too-many-lines", value=len(template.lines), limit=MOST_LINES))
    times = Counter(line.key for line in template.lines)
    for number, line in enumerate(template.lines):
        path = f"lines[{number}]"
        findings += check_line(line, path)
        if times[line.key] > 1:
            message = lazy("There are two lines with the key “{key}”.", key=line.key)
            findings.append(Finding(f"{path}.key", message, rule="key-twice", value=line.key))
    return findings


def check_header(code: str, name: Multilingual) -> list[Finding]:
    """A template has a code that can be typed, and a name."""
    findings: list[Finding] = []
    if not _CODE.fullmatch(code):
        message = lazy("Write a short code of capital letters, figures, points and hyphens, such as CL9.")
        findings.append(Finding("code", message, rule="template-code"))
    if not name:
        findings.append(Finding("name", lazy("Enter the name in one language at least."), rule="template-without-name"))
    return findings + missing_languages("name", name)


def check_line(line: TemplateLine, path: str = "") -> list[Finding]:
    """A line says what is to be done, and when: an offset that can be read, from an anchor that is known, in known hands."""
    at = f"{path}." if path else ""
    return [*_about_text(line, at), *_about_time(line, at), *_about_duty(line, at)]


def _about_text(line: TemplateLine, at: str) -> Iterator[Finding]:
    if not line.title:
        yield Finding(f"{at}title", lazy("Say what is to be done, in one language at least."), rule="line-without-title")
    if any(len(text) > LONGEST_TITLE for text in line.title.all()):
        message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TITLE)
        yield Finding(f"{at}title", message, rule="text-too-long", limit=LONGEST_TITLE)
    yield from missing_languages(f"{at}title", line.title)


def _about_time(line: TemplateLine, at: str) -> Iterator[Finding]:
    if line.anchor not in _ANCHORS:
        message = lazy("Dates cannot be counted from “{anchor}”: a template does not know it.", anchor=line.anchor)
        yield Finding(f"{at}anchor", message, rule="anchor-unknown", value=line.anchor)
    try:
        Offset.parse(line.offset)
    except ValueError:
        message = lazy("“{offset}” is not a distance in time: write -45 days, +10 working days, -2 h or 0 days.", offset=line.offset)
        yield Finding(f"{at}offset", message, rule="offset", value=line.offset)


def _about_duty(line: TemplateLine, at: str) -> Iterator[Finding]:
    for code in line.duty:
        if code not in _DUTIES:
            message = lazy("Nobody has the duty “{code}”: write one of {codes}.", code=code, codes=", ".join(sorted(_DUTIES)))
            yield Finding(f"{at}duty", message, rule="duty-unknown", value=code)
    if not line.duty:
        yield Finding(f"{at}duty", lazy("Nobody has this line in hand."), Severity.WARNS, rule="line-without-duty")


# ------------------------------------------------------------------------------------------------ those that come with the program


@cache
def shipped() -> Mapping[str, Template]:
    """Give the templates that the program brings, by their codes and in their order."""
    from app.adapters.resources import resource  # where the files are depends on the installation

    found: dict[str, Template] = {}
    for code in _CODES:
        content = json.loads(resource("checklists", f"{code}.json").read_text(encoding="utf-8"))
        found[code], faults = from_plain(Template, content)
        assert not faults, faults
    return found
