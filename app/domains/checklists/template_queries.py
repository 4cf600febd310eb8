"""What is read about the templates of checklists: those the office has, which are usual for what, and what may be written in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.domains.checklists import templates as pure
from app.domains.checklists.records import ChecklistUse, TemplateRow
from app.domains.checklists.templates import Template, TemplateDraft
from app.domains.checklists.vocabulary import ANCHORS, SCOPES, SEE_CHECKLISTS, TEMPLATE, Scope, TemplateOrigin
from app.kernel.errors import Finding, Gone, Severity
from app.kernel.fields import Choice, Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold, words
from app.kernel.queries import query
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Reader


@dataclass(frozen=True, slots=True)
class TemplateListed:
    """A template as it is listed; its id is its code. `certainty` is "default" until the office has confirmed its days."""

    id: str
    name: Multilingual
    scope: Scope
    lines: int
    version: int
    dated: date | None
    origin: TemplateOrigin
    certainty: str

    @property
    def code(self) -> str:
        """The code, as checklists name it."""
        return self.id


@dataclass(frozen=True, slots=True)
class TemplateSheet:
    """A template with what may be done with it.

    `shipped` is as the program brings it (None for one of the office's own), `newer` says that the program has brought another one since
    the office changed its own; `uses` is how many checklists were made of it, `behind` how many of them are of an earlier version.
    """

    template: Template
    origin: TemplateOrigin
    shipped: Template | None
    newer: bool
    findings: tuple[Finding, ...]
    uses: int
    behind: int


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What may be written in a template: kinds and directions of what is made ready, anchors, scopes; each with its words.

    `parts` are the kinds of parts that domains bring, by the scope they are of.
    """

    types: tuple[Choice, ...] = ()
    directions: tuple[Choice, ...] = ()
    anchors: tuple[Choice, ...] = ANCHORS
    scopes: tuple[Choice, ...] = SCOPES
    parts: tuple[tuple[str, tuple[Choice, ...]], ...] = ()

    def parts_of(self, scope: str) -> tuple[Choice, ...]:
        """Give the kinds that parts of *scope* are of."""
        return _once(choice for of, choices in self.parts if of == scope for choice in choices)


def templates_in_office(reader: Reader) -> Mapping[str, Template]:
    """Give every template by its code, as it is in this office: those that the program brings first, then the office's own by code."""
    own = {row.code: pure.kept(row.content) for row in reader.scalars(select(TemplateRow).order_by(TemplateRow.code))}
    return {**pure.shipped(), **own}


@query(SEE_CHECKLISTS)
def templates(reader: Reader) -> Sequence[Template]:
    """Give every template of the office: those that come with the program first, then its own by code."""
    return tuple(templates_in_office(reader).values())


@query(SEE_CHECKLISTS)
def template(reader: Reader, code: str) -> Template:
    """Give a template; raise `Gone` when there is none with this code."""
    row = reader.scalar(select(TemplateRow).where(TemplateRow.code == code))
    if row is not None:
        return pure.kept(row.content)
    if code not in pure.shipped():
        raise Gone(Ref(TEMPLATE, code))
    return pure.shipped()[code]


@query(SEE_CHECKLISTS)
def proposed_for(reader: Reader, type: str, direction: str) -> Sequence[Template]:
    """Give the templates that are usual for what is of this type and direction, those without a line left out."""
    return tuple(one for one in templates_in_office(reader).values() if one.lines and one.usual_for(type, direction))


@query(SEE_CHECKLISTS)
def template_words(reader: Reader) -> TemplateWords:
    """Give what may be written in a template: what every domain that makes something ready, or knows days of it, brings."""
    sources = [source for feature in reader.features for source in feature.subjects]
    return TemplateWords(
        types=_once(choice for source in sources for choice in source.types),
        directions=_once(choice for source in sources for choice in source.directions),
        anchors=_once((*ANCHORS, *(choice for feature in reader.features for one in feature.anchors for choice in one.anchors))),
        scopes=SCOPES,
        parts=tuple((one.scope, one.kinds) for feature in reader.features for one in feature.parts if one.kinds),
    )


def _once(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for choice in choices:
        found.setdefault(choice.code, choice)
    return tuple(found.values())


def known_anchors(reader: Reader) -> frozenset[str]:
    """Give the codes of the anchors that a template may count from."""
    return frozenset(choice.code for choice in template_words.of(reader).anchors)


def known_parts(reader: Reader, scope: str) -> frozenset[str] | None:
    """Give the codes of the kinds of parts that a line of a template of *scope* may be for; None where that does not matter."""
    if scope == Scope.WHOLE:
        return None
    return frozenset(choice.code for choice in template_words.of(reader).parts_of(scope))


def latest_in_use(reader: Reader, code: str) -> int:
    """Give the latest version of a template that a checklist was made of; 0 where there is none."""
    return reader.scalar(select(func.max(ChecklistUse.template_version)).where(ChecklistUse.template == code)) or 0


# ------------------------------------------------------------------------------------------------ the list of them


@query(SEE_CHECKLISTS)
def template_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the codes of the templates: those of the program first, unless another order is asked for. Filter: "certainty"."""
    there, wanted = templates_in_office(reader), words(criteria.text)
    found = [code for code, one in there.items() if _holds(wanted, (code, *one.name.all()))]
    if certainty := criteria.chosen("certainty"):
        found = [code for code in found if certainty_of(there[code]) == certainty]
    if criteria.sort == "name":
        found.sort(key=lambda code: (fold(str(there[code].name)), code))
    elif criteria.sort == "code":
        found.sort()
    return found[::-1] if criteria.descending else found


@query(SEE_CHECKLISTS)
def template_rows(reader: Reader, ids: Sequence[str]) -> Sequence[TemplateListed]:
    """Give the rows of the templates with the codes *ids*, in that order."""
    there, own = templates_in_office(reader), _changed(reader)
    return [
        TemplateListed(
            id=code,
            name=one.name,
            scope=one.scope,
            lines=len(one.lines),
            version=one.version,
            dated=one.dated,
            origin=_origin(code, own),
            certainty=certainty_of(one),
        )
        for code in ids
        if (one := there.get(code)) is not None
    ]


@query(SEE_CHECKLISTS)
def template_draft(reader: Reader, code: str) -> TemplateDraft:
    """Read what a template is beside its lines, for editing."""
    return pure.header_of(template.of(reader, code))


@query(SEE_CHECKLISTS)
def template_sheet(reader: Reader, code: str) -> TemplateSheet:
    """Give a template with what is to be said of it; raise `Gone` when there is none with this code."""
    one, brought = template.of(reader, code), pure.shipped().get(code)
    origin = _origin(code, _changed(reader))
    newer = origin is TemplateOrigin.CHANGED and brought is not None and one.base < brought.version
    versions = reader.rows(
        select(ChecklistUse.template_version, func.count().label("number"))
        .where(ChecklistUse.template == code)
        .group_by(ChecklistUse.template_version)
    )
    return TemplateSheet(
        template=one,
        origin=origin,
        shipped=brought,
        newer=newer,
        findings=(*_about_newer(newer), *pure.check_template(one, known_anchors(reader), known_parts(reader, one.scope))),
        uses=sum(row.number for row in versions),
        behind=sum(row.number for row in versions if row.template_version != one.version),
    )


def _about_newer(newer: bool) -> tuple[Finding, ...]:  # noqa: FBT001 - it is newer or not
    if not newer:
        return ()
    message = lazy("The program brings a newer version of this template than the one that the office has changed.")
    return (Finding("version", message, Severity.NOTES, rule="template-newer"),)


@query(SEE_CHECKLISTS)
def template_detail(reader: Reader, code: str) -> Sequence[tuple[Lazy, object]]:
    """Give what the command line says of a template."""
    one = template.of(reader, code)
    return [
        (lazy("Code"), one.code),
        (lazy("Version"), one.version),
        (lazy("Dated"), one.dated),
        (lazy("Source"), one.source),
        (lazy("Note"), one.note),
        *((lazy("{offset} ({duty})", offset=line.offset, duty=", ".join(line.duty)), line.title) for line in one.lines),
    ]


def certainty_of(one: Template) -> str:
    """Tell whether somebody of the office has confirmed the days of a template, as a code for a badge."""
    return "confirmed" if one.confirmed else "default"


def _changed(reader: Reader) -> frozenset[str]:
    return frozenset(row.code for row in reader.scalars(select(TemplateRow)) if not row.content.put_back)


def _origin(code: str, own: Collection[str]) -> TemplateOrigin:
    if code not in pure.shipped():
        return TemplateOrigin.OWN
    return TemplateOrigin.CHANGED if code in own else TemplateOrigin.SHIPPED


def _holds(wanted: Sequence[str], texts: Sequence[str]) -> bool:
    there = [word for text in texts for word in words(text)]
    return all(any(word.startswith(one) for word in there) for one in wanted)
