"""What the office does with the templates of checklists.

What the program brings stays as it is: a change is kept in the office's file, and putting a template back forgets the change. Every change
raises the version, so that checklists which were made of an earlier one can be brought up to date; none of them changes by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.domains.checklists import template_queries as queries
from app.domains.checklists import templates
from app.domains.checklists.records import TemplateRow
from app.domains.checklists.templates import Template, TemplateDraft, TemplateLine
from app.domains.checklists.vocabulary import EDIT_TEMPLATES, TEMPLATE
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, differing, tidied
from app.kernel.errors import Changed, Finding, Refused, refuse
from app.kernel.fields import Choice
from app.kernel.ids import Ref, new_id
from app.kernel.offsets import Offset
from app.kernel.translated import Multilingual, lazy, lazy_count
from app.kernel.work import Work

# ------------------------------------------------------------------------------------------------ templates


@dataclass(frozen=True, slots=True)
class AddChecklistTemplate(Command[str]):
    """Begin a template without lines."""

    permission = EDIT_TEMPLATES
    label = lazy("Add checklist template")

    draft: TemplateDraft


@handles(AddChecklistTemplate)
def add_template(command: AddChecklistTemplate, work: Work) -> str:
    """Store the template; return its code."""
    draft = _accepted(command.draft, work)
    _begin(work, templates.with_header(Template(draft.code, draft.name), draft))
    work.describe(lazy("Add checklist template {code}", code=draft.code))
    return draft.code


@dataclass(frozen=True, slots=True)
class CopyChecklistTemplate(Command[str]):
    """Begin a template from another one."""

    permission = EDIT_TEMPLATES
    label = lazy("Copy checklist template")

    code: str
    new_code: str
    name: Multilingual


@handles(CopyChecklistTemplate)
def copy_template(command: CopyChecklistTemplate, work: Work) -> str:
    """Store the copy, whose days nobody has confirmed yet and which is not usual for anything; return its code."""
    source = queries.template.of(work, command.code)
    draft = replace(templates.header_of(source), code=command.new_code, name=command.name, types=(), directions=(), confirmed=False)
    copy = templates.with_header(source, _accepted(draft, work))
    _begin(work, replace(copy, version=1, base=1))
    work.describe(lazy("Copy checklist template {code} to {copy}", code=source.code, copy=copy.code))
    return copy.code


def _begin(work: Work, fresh: Template) -> None:
    if fresh.code in queries.templates_in_office(work):
        message = lazy("There is a template with the code “{code}” already.", code=fresh.code)
        raise Refused(Finding("code", message, rule="code-twice", value=fresh.code))
    work.add(TemplateRow(id=fresh.code, code=fresh.code, content=fresh))


@dataclass(frozen=True, slots=True)
class EditChecklistTemplate(Command[str]):
    """Change what a template is beside its lines: its name, for what it is usual, how sure its days are."""

    permission = EDIT_TEMPLATES
    label = lazy("Change checklist template")

    code: str
    before: TemplateDraft
    after: TemplateDraft


@handles(EditChecklistTemplate)
def edit_template(command: EditChecklistTemplate, work: Work) -> str:
    """Write the fields that differ; `Changed` when somebody else wrote them first. The code of a template stays."""
    after, one = _accepted(command.after, work), queries.template.of(work, command.code)
    if after.code != one.code:
        raise Refused(Finding("code", lazy("The code of a template stays: checklists name it."), rule="code-stays"))
    there, names = templates.header_of(one), differing(command.before, after)
    if overtaken := tuple(n for n in names if getattr(there, n) not in (getattr(command.before, n), getattr(after, n))):
        raise Changed(Ref(TEMPLATE, one.code), overtaken)
    _keep(work, one, templates.with_header(one, replace(there, **{name: getattr(after, name) for name in names})))
    work.describe(lazy("Change checklist template {code}", code=one.code))
    return one.code


def _accepted(draft: TemplateDraft, work: Work) -> TemplateDraft:
    known = queries.template_words.of(work)
    tidy = accepted(draft, templates.check_header)
    refuse([*_strange("types", tidy.types, known.types), *_strange("directions", tidy.directions, known.directions)])
    return replace(tidy, types=tuple(map(str, tidy.types)), directions=tuple(map(str, tidy.directions)))


def _strange(path: str, codes: Collection[str], known: Collection[Choice]) -> list[Finding]:
    there = {choice.code for choice in known}
    return [
        Finding(path, lazy("“{code}” is not known here.", code=code), rule="unknown-code", value=code)
        for code in codes
        if code not in there
    ]


@dataclass(frozen=True, slots=True)
class PutBackChecklistTemplate(Command[None]):
    """Take a template as the program brings it; what the office has changed of it is forgotten."""

    permission = EDIT_TEMPLATES
    label = lazy("Put checklist template back")

    code: str


@handles(PutBackChecklistTemplate)
def put_back_template(command: PutBackChecklistTemplate, work: Work) -> None:
    """Forget the office's own version."""
    one, brought = queries.template.of(work, command.code), templates.shipped().get(command.code)
    if brought is None:
        raise Refused(Finding("code", lazy("This template does not come with the program."), rule="template-own"))
    if templates.same(one, brought):
        raise Refused(Finding("code", lazy("This template is as the program brings it."), rule="template-shipped"))
    work.describe(lazy("Put checklist template {code} back as it comes with the program", code=command.code))
    _keep(work, one, brought)


@dataclass(frozen=True, slots=True)
class RemoveChecklistTemplate(Command[None]):
    """Remove a template of the office's own; the checklists that were made of it stay."""

    permission = EDIT_TEMPLATES
    label = lazy("Remove checklist template")

    code: str


@handles(RemoveChecklistTemplate)
def remove_template(command: RemoveChecklistTemplate, work: Work) -> None:
    """Refused for a template that comes with the program: it can be put back, or be usual for nothing."""
    one = queries.template.of(work, command.code)
    if command.code in templates.shipped():
        message = lazy("This template comes with the program and cannot be removed. It can be made usual for nothing.")
        raise Refused(Finding("code", message, rule="template-shipped"))
    work.describe(lazy("Remove checklist template {code}", code=one.code))
    work.remove(work.get(TemplateRow, command.code))


# ------------------------------------------------------------------------------------------------ lines


@dataclass(frozen=True, slots=True)
class AddTemplateLine(Command[str]):
    """Put a line into a template, directly before another one (`before`, a key), or last."""

    permission = EDIT_TEMPLATES
    label = lazy("Add line to checklist template")

    code: str
    line: TemplateLine
    before: str = ""


@handles(AddTemplateLine)
def add_line(command: AddTemplateLine, work: Work) -> str:
    """Store the line under a key of its own; return the key."""
    one = queries.template.of(work, command.code)
    # A key is never used again: tasks of a line that has gone must not become those of another one.
    line = _accepted_line(replace(command.line, key=command.line.key or f"own-{new_id()[:12]}"), one, work)
    before = _line(one, command.before) if command.before else None
    if one.line(line.key) is not None:
        message = lazy("There are two lines with the key “{key}”.", key=line.key)
        raise Refused(Finding("key", message, rule="key-twice", value=line.key))
    after = templates.with_line(one, line, before)
    refuse(templates.check_template(after, queries.known_anchors(work)))
    _keep(work, one, after)
    work.describe(lazy("Add “{title}” to checklist template {code}", title=line.title, code=one.code))
    return line.key


@dataclass(frozen=True, slots=True)
class EditTemplateLine(Command[str]):
    """Change a line: what is to be done, when, in whose hands."""

    permission = EDIT_TEMPLATES
    label = lazy("Change line of checklist template")

    code: str
    before: TemplateLine
    after: TemplateLine


@handles(EditTemplateLine)
def edit_line(command: EditTemplateLine, work: Work) -> str:
    """Write the fields that differ; `Changed` when somebody else wrote them first. The key of a line stays."""
    one = queries.template.of(work, command.code)
    after = _accepted_line(command.after, one, work)
    there, names = _line(one, command.before.key), differing(command.before, after)
    if after.key != there.key:
        raise Refused(Finding("key", lazy("The key of a line stays: tasks name it."), rule="key-stays"))
    if overtaken := tuple(n for n in names if getattr(there, n) not in (getattr(command.before, n), getattr(after, n))):
        raise Changed(Ref(TEMPLATE, one.code), overtaken)
    line = replace(there, **{name: getattr(after, name) for name in names})
    _keep(work, one, templates.with_changed(one, line))
    work.describe(lazy("Change “{title}” in checklist template {code}", title=line.title, code=one.code))
    return line.key


@dataclass(frozen=True, slots=True)
class MoveTemplateLine(Command[str]):
    """Put a line directly before another one of its template (`before`, a key), or last."""

    permission = EDIT_TEMPLATES
    label = lazy("Move line of checklist template")

    code: str
    key: str
    before: str = ""


@handles(MoveTemplateLine)
def move_line(command: MoveTemplateLine, work: Work) -> str:
    """Store the template in its new order; refused when nothing moves."""
    one = queries.template.of(work, command.code)
    line = _line(one, command.key)
    before = _line(one, command.before) if command.before else None
    after = one if before is line else templates.with_line(one, line, before)
    if after.lines == one.lines:
        raise Refused(Finding("before", lazy("The line stands there already."), rule="nothing-moves"))
    _keep(work, one, after)
    work.describe(lazy("Move “{title}” in checklist template {code}", title=line.title, code=one.code))
    return line.key


@dataclass(frozen=True, slots=True)
class RemoveTemplateLines(Command[None]):
    """Take lines out of a template."""

    permission = EDIT_TEMPLATES
    label = lazy("Remove lines of checklist template")

    code: str
    keys: tuple[str, ...]


@handles(RemoveTemplateLines)
def remove_lines(command: RemoveTemplateLines, work: Work) -> None:
    """Store the template without them; their tasks stay where checklists have them."""
    one = queries.template.of(work, command.code)
    gone = [_line(one, key) for key in dict.fromkeys(command.keys)]
    if not gone:
        raise Refused(Finding("keys", lazy("No line is chosen."), rule="nothing-chosen"))
    _keep(work, one, templates.without(one, command.keys))
    only = lazy("Remove “{title}” from checklist template {code}", title=gone[0].title, code=one.code)
    number = len(gone)
    work.describe(
        only
        if number == 1
        else lazy_count(
            "Remove {number} line from checklist template {code}",
            "Remove {number} lines from checklist template {code}",
            number,
            code=one.code,
        )
    )


def _accepted_line(line: TemplateLine, one: Template, work: Work) -> TemplateLine:
    tidy = tidied(line)
    refuse(templates.check_line(tidy, anchors=queries.known_anchors(work), parts=queries.known_parts(work, one.scope)))
    # One way of writing for all: what was typed as "+1 days" is kept as "+1 day".
    return replace(tidy, offset=str(Offset.parse(tidy.offset)), duty=tuple(dict.fromkeys(tidy.duty)))


def _line(one: Template, key: str) -> TemplateLine:
    line = one.line(key)
    if line is None:
        raise Changed(Ref(TEMPLATE, one.code), ("lines",))
    return line


def _keep(work: Work, before: Template, after: Template) -> None:
    """Keep a template that has changed, in its next version; of one that is as it ships only the number is kept."""
    if templates.same(before, after):
        return
    brought = templates.shipped().get(after.code)
    back = brought is not None and templates.same(after, brought)
    base = brought.version if back and brought is not None else before.base
    # Above every version in use: an undo takes the number back, but never the checklists that were made of it.
    version = max(before.version, queries.latest_in_use(work, after.code)) + 1
    content = replace(after, version=version, base=base, put_back=back)
    row = work.find(TemplateRow, after.code)
    if row is None:
        work.add(TemplateRow(id=after.code, code=after.code, content=content))
    else:
        row.content = content
