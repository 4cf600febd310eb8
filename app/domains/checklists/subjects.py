"""What the other domains say of a subject: what it is, from which days one counts, which parts it has, and what is missing.

Nothing here knows a mission: everything comes from the contributions of all domains (`kernel/readiness.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from app.domains.checklists import rules
from app.domains.checklists.offsets import Due, due
from app.domains.checklists.rules import PERSON
from app.kernel.errors import Gone
from app.kernel.fields import Choice
from app.kernel.ids import Ref
from app.kernel.offsets import Offset
from app.kernel.readiness import Anchor, Check, Part, Subject, SubjectSource
from app.kernel.translated import Lazy, Multilingual
from app.kernel.work import Reader

AFTER_CARE = timedelta(60)  # how long after its last day what is missing of a subject is still told


@dataclass(frozen=True, slots=True)
class Standing:
    """A subject with the days and the parts it has at this moment; `parts` are those of each scope that a domain brings."""

    subject: Subject
    anchors: Mapping[str, Anchor]
    parts: Mapping[str, Sequence[Part]] = field(default_factory=dict[str, "Sequence[Part]"])

    def part_of(self, id: str) -> Part | None:
        """Give the part that has this id, while it is there."""
        return next((part for parts in self.parts.values() for part in parts if part.ref.id == id), None)

    def parts_for(self, scope: str) -> Sequence[Part | None]:
        """Give the parts that have a checklist of *scope* each; the whole, once, where no domain brings such parts."""
        return self.parts.get(scope, (None,))

    def anchor(self, code: str, part_id: str = "") -> Anchor | None:
        """Give the anchor that counts for *code*, of a part where it has one of its own."""
        part = self.part_of(part_id) if part_id else None
        keys = rules.anchor_keys(code, part_id, part.anchor if part else "")
        return next((self.anchors[key] for key in keys if key in self.anchors), None)

    def day_of(self, code: str, offset: str, part_id: str = "") -> Counted:
        """Count when something is due; nothing while the day of the anchor is not known, `lost` when the anchor is no more."""
        anchor = self.anchor(code, part_id)
        if anchor is None:
            return Counted(None, lost=rules.is_single(code))
        if anchor.when is None:
            return Counted(None)
        found = due(Offset.parse(offset), anchor.when, country=self.subject.country, zone=self.subject.zone)
        return Counted(found, roughly=anchor.roughly)


@dataclass(frozen=True, slots=True)
class Counted:
    """When something is due, as far as that can be said."""

    due: Due | None
    roughly: bool = False
    lost: bool = False


def sources(reader: Reader) -> Mapping[str, SubjectSource]:
    """Give what can be made ready, by kind."""
    return {source.kind: source for feature in reader.features for source in feature.subjects}


def subjects_of(reader: Reader, refs: Iterable[Ref]) -> Mapping[Ref, Subject]:
    """Describe the subjects of *refs*, without those that are gone."""
    known = sources(reader)
    found: dict[Ref, Subject] = {}
    for kind, ids in _by_kind(refs).items():
        if kind in known:
            found |= {Ref(kind, id): subject for id, subject in known[kind].describe(reader, ids).items()}
    return found


def subject_of(reader: Reader, ref: Ref) -> Subject:
    """Describe one subject; raise `Gone` when it is not there."""
    found = subjects_of(reader, [ref]).get(ref)
    if found is None:
        raise Gone(ref)
    return found


def require_sight(reader: Reader, ref: Ref) -> None:
    """Raise `NotAllowed` unless the user may see records of this kind."""
    if (source := sources(reader).get(ref.kind)) is not None:
        reader.user.require(source.permission)


def anchors_of(reader: Reader, kind: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Anchor]]:
    """Give the anchors of several subjects of one kind, by id and key, from all domains that know any."""
    found: dict[str, dict[str, Anchor]] = defaultdict(dict)
    for feature in reader.features:
        for source in feature.anchors:
            if source.kind == kind:
                for id, anchors in source.values(reader, ids).items():
                    found[id] |= anchors
    return found


def parts_of(reader: Reader, kind: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Sequence[Part]]]:
    """Give the parts of several subjects of one kind, by id and scope; a scope that a domain brings is there without parts too."""
    found: dict[str, dict[str, Sequence[Part]]] = {id: {} for id in ids}
    for feature in reader.features:
        for source in feature.parts:
            if source.kind == kind:
                there = source.parts(reader, ids)
                for id in ids:
                    found[id][source.scope] = (*found[id].get(source.scope, ()), *there.get(id, ()))
    return found


def standing_of(reader: Reader, ref: Ref) -> Standing:
    """Describe one subject with its days and parts; raise `Gone` when it is not there."""
    subject = subject_of(reader, ref)
    anchors, parts = anchors_of(reader, ref.kind, [ref.id]), parts_of(reader, ref.kind, [ref.id])
    return Standing(subject, anchors.get(ref.id, {}), parts[ref.id])


def usual_anchors(reader: Reader, kind: str) -> Mapping[str, Lazy]:
    """Name the anchors that domains always know of subjects of *kind*, by code."""
    return {choice.code: choice.title for choice in _choices(reader, kind)}


def _choices(reader: Reader, kind: str) -> Iterator[Choice]:
    for feature in reader.features:
        for source in feature.anchors:
            if source.kind == kind:
                yield from source.anchors


@dataclass(frozen=True, slots=True)
class FoundMissing:
    """A check with the heading of the domain that found it."""

    subject: Ref
    area: Lazy
    order: int
    check: Check


def checks_of(reader: Reader, refs: Sequence[Ref]) -> Sequence[FoundMissing]:
    """Give what all domains find missing in the subjects, by the order of their headings."""
    found: list[FoundMissing] = []
    by_kind = _by_kind(refs)
    for feature in reader.features:
        for source in feature.checks:
            if ids := by_kind.get(source.kind):
                for id, checks in source.checks(reader, ids).items():
                    found += [FoundMissing(Ref(source.kind, id), check.area or source.area, source.order, check) for check in checks]
    return sorted(found, key=lambda one: one.order)


def to_come(reader: Reader) -> Sequence[Ref]:
    """Give the subjects that are to come or under way, by their first day; only those that the user may see."""
    return [Ref(kind, id) for kind, source in _seen(reader).items() for id in source.current(reader)]


def recently_over(reader: Reader) -> Sequence[Ref]:
    """Give the subjects that are over of late, the latest first; only those that the user may see."""
    since = reader.today - AFTER_CARE
    return [Ref(kind, id) for kind, source in _seen(reader).items() for id in source.recent(reader, since)]


def _seen(reader: Reader) -> Mapping[str, SubjectSource]:
    return {kind: source for kind, source in sources(reader).items() if reader.user.may(source.permission)}


def titles_of(reader: Reader, refs: Iterable[Ref]) -> Mapping[Ref, Multilingual]:
    """Name records of any kind as search knows them; those that are gone, or that search does not know, are left out."""
    searchables = {source.kind: source for feature in reader.features for source in feature.search}
    found: dict[Ref, Multilingual] = {}
    for kind, ids in _by_kind(refs).items():
        if kind in searchables:
            found |= {Ref(kind, text.id): text.title for text in searchables[kind].texts(reader, ids)}
    return found


def person_there(reader: Reader, id: str) -> Multilingual:
    """Name a person; raise `Gone` for one who is not there."""
    ref = Ref(PERSON, id)
    if (title := titles_of(reader, [ref]).get(ref)) is None:
        raise Gone(ref)
    return title


def _by_kind(refs: Iterable[Ref]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for ref in dict.fromkeys(refs):
        if ref.id:
            found[ref.kind].append(ref.id)
    return found
