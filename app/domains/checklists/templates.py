"""Templates of checklists: what the office does every time, in whose hands it is and how long before or after.

What the program brings (`resources/checklists/CL1.json` and so on) is a proposal with a date and a source; the office changes it, and
its own version is kept in its file. Every change raises `version`, so that a checklist knows of which version it was made.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache

from app.domains.checklists.vocabulary import ANCHORS, DUTIES, EACH_PART, NO_PART, Scope
from app.kernel.drafts import missing_languages
from app.kernel.errors import Finding, Severity
from app.kernel.offsets import Offset
from app.kernel.readiness import START
from app.kernel.shapes import as_key, from_plain
from app.kernel.translated import Lazy, Multilingual, lazy

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
    `anchor`, a code such as "start". `group` is a heading inside the list. In a template that is for parts of a subject, `part` says for
    which of them the line is: each (empty), those of one kind ("given"), or none of them but the whole, once ("whole").
    """

    key: str = as_key(default="", needed=True)
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    duty: tuple[str, ...] = ()
    anchor: str = START
    offset: str = "0 days"
    group: Multilingual = Multilingual()
    remark: Multilingual = Multilingual()
    part: str = EACH_PART

    @property
    def id(self) -> str:
        """The key, as tables ask for it."""
        return self.key

    def told(self) -> Lazy:
        """Say what is to be done, when, and in whose hands it is by its codes."""
        duty, part = ", ".join(self.duty), self.part
        if part:
            return lazy(
                "{title} ({offset}, {anchor}; {duty}; {part})",
                title=self.title,
                offset=self.offset,
                anchor=self.anchor,
                duty=duty,
                part=part,
            )
        return lazy("{title} ({offset}, {anchor}; {duty})", title=self.title, offset=self.offset, anchor=self.anchor, duty=duty)


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

    def told(self) -> Lazy:
        """Say which template it is."""
        return lazy("{name} ({code})", name=self.name, code=self.code)

    def line(self, key: str) -> TemplateLine | None:
        """Give the line with *key*."""
        return next((line for line in self.lines if line.key == key), None)

    def usual_for(self, type: str, direction: str) -> bool:
        """Tell whether it is proposed for a subject of this type and direction."""
        if not self.types and not self.directions:
            return False
        return (not self.types or type in self.types) and (not self.directions or direction in self.directions)


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """What a template is beside its lines; see `Template`."""

    code: str = ""
    name: Multilingual = Multilingual()
    scope: Scope = Scope.WHOLE
    types: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    note: Multilingual = Multilingual()
    dated: date | None = None
    source: str = ""
    confirmed: bool = False


def header_of(template: Template) -> TemplateDraft:
    """Read what a template is beside its lines."""
    return TemplateDraft(**{field.name: getattr(template, field.name) for field in fields(TemplateDraft)})


def with_header(template: Template, draft: TemplateDraft) -> Template:
    """Give a template another header."""
    return replace(template, **{field.name: getattr(draft, field.name) for field in fields(TemplateDraft)})


def with_line(template: Template, line: TemplateLine, before: TemplateLine | None) -> Template:
    """Put a line directly before another one of the template, or last; it is taken out of where it stood."""
    lines = [other for other in template.lines if other.key != line.key]
    place = len(lines) if before is None else next(number for number, other in enumerate(lines) if other.key == before.key)
    return replace(template, lines=(*lines[:place], line, *lines[place:]))


def with_changed(template: Template, line: TemplateLine) -> Template:
    """Put a line in the place of the one with its key."""
    return replace(template, lines=tuple(line if other.key == line.key else other for other in template.lines))


def without(template: Template, keys: Iterable[str]) -> Template:
    """Take lines out of a template."""
    gone = frozenset(keys)
    return replace(template, lines=tuple(line for line in template.lines if line.key not in gone))


def same(one: Template, other: Template) -> bool:
    """Tell whether two templates say the same, whatever the numbers of their versions."""
    return replace(one, version=other.version, base=other.base, put_back=other.put_back) == other


def kept(content: Template) -> Template:
    """Give the template that the office has, of what its file keeps.

    A template that was put back is the one that ships today; its version goes on where the office's own left off, and rises when the
    program brings another one: a checklist that was made of an earlier one is out of date either way.
    """
    brought = shipped().get(content.code)
    if not content.put_back or brought is None:
        return content
    return replace(brought, version=content.version + brought.version - content.base, base=brought.version)


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


def check_template(template: Template, anchors: Collection[str] = _ANCHORS, parts: Collection[str] | None = None) -> list[Finding]:
    """Find what is wrong with a template, and note what is missing in a language; the path of a finding is its line ("lines[3].offset").

    *anchors* and *parts* are those that the office knows; see `template_queries.template_words`. Without *parts* any kind of part will do.
    """
    findings = check_header(header_of(template))
    if not template.lines:
        findings.append(Finding("lines", lazy("This template has no lines yet."), Severity.WARNS, rule="template-empty"))
    if len(template.lines) > MOST_LINES:
        message = lazy("A template has at most {limit} lines: make two of it.", limit=MOST_LINES)
        findings.append(Finding("lines", message, rule="too-many-lines", value=len(template.lines), limit=MOST_LINES))
    times = Counter(line.key for line in template.lines)
    for number, line in enumerate(template.lines):
        path = f"lines[{number}]"
        findings += check_line(line, path, anchors, parts)
        if times[line.key] > 1:
            message = lazy("There are two lines with the key “{key}”.", key=line.key)
            findings.append(Finding(f"{path}.key", message, rule="key-twice", value=line.key))
    return findings


def check_header(draft: TemplateDraft) -> list[Finding]:
    """A template has a code that can be typed, and a name; who confirms its days says where they come from."""
    findings: list[Finding] = []
    if not _CODE.fullmatch(draft.code):
        message = lazy("Write a short code of capital letters, figures, points and hyphens, such as CL9.")
        findings.append(Finding("code", message, rule="template-code"))
    if not draft.name:
        findings.append(Finding("name", lazy("Enter the name in one language at least."), rule="template-without-name"))
    if draft.confirmed and not draft.source:
        message = lazy("Name the source that confirms these days.")
        findings.append(Finding("source", message, rule="confirmed-by-nothing"))
    return findings + missing_languages("name", draft.name)


def check_line(
    line: TemplateLine, path: str = "", anchors: Collection[str] = _ANCHORS, parts: Collection[str] | None = None
) -> list[Finding]:
    """A line says what is to be done, and when: an offset that can be read, from an anchor that is known, in known hands."""
    at = f"{path}." if path else ""
    return [*_about_text(line, at), *_about_time(line, at, anchors), *_about_duty(line, at), *_about_part(line, at, parts)]


def _about_part(line: TemplateLine, at: str, parts: Collection[str] | None) -> Iterator[Finding]:
    if parts is not None and line.part not in (EACH_PART, NO_PART) and line.part not in parts:
        message = lazy("“{part}” is not something that this template is kept for.", part=line.part)
        yield Finding(f"{at}part", message, rule="part-unknown", value=line.part)


def _about_text(line: TemplateLine, at: str) -> Iterator[Finding]:
    if not line.title:
        yield Finding(f"{at}title", lazy("Say what is to be done, in one language at least."), rule="line-without-title")
    if any(len(text) > LONGEST_TITLE for text in line.title.all()):
        message = lazy("This text is too long: at most {limit} characters.", limit=LONGEST_TITLE)
        yield Finding(f"{at}title", message, rule="text-too-long", limit=LONGEST_TITLE)
    yield from missing_languages(f"{at}title", line.title)


def _about_time(line: TemplateLine, at: str, anchors: Collection[str]) -> Iterator[Finding]:
    if line.anchor not in anchors:
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
        template, faults = from_plain(Template, content)
        assert not faults, faults
        found[code] = replace(template, base=template.version)
    return found
