"""Putting a dossier together out of the sections that the domains contribute."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.kernel.document import Block, Contents, Cover, Document, DocumentMeta, PaperRequest, Section, SectionSource
from app.kernel.feature import Feature
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader


def compile_blocks(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """Collect the sections about the record in their order; a table of contents follows the cover."""
    sources = sorted((s for s in _sources(reader.features) if s.kind == request.ref.kind), key=lambda source: source.order)
    blocks: list[Block] = []
    for source in sources:
        if request.sections and source.code not in request.sections:
            continue
        built = source.build(reader, request)
        if any(isinstance(block, Cover) for block in built):
            blocks += [*built, Contents(request.wording.say("Contents"))]
        elif built:
            blocks.append(Section(request.wording.text(source.title), built))
    return tuple(blocks)


def _sources(features: Sequence[Feature]) -> list[SectionSource]:
    return [source for feature in features for source in feature.dossier]


def digest_of(blocks: tuple[Block, ...]) -> str:
    """Give the digest by which a version is told from the next: of the content alone, not of the moment."""
    return hashlib.sha256(repr(blocks).encode("utf-8", "surrogatepass")).hexdigest()


def stamped(blocks: tuple[Block, ...], request: PaperRequest, title: str, number: int, produced_at: datetime) -> Document:
    """Make the document of a version: its stamp and its classification stand on every page."""
    wording = request.wording
    meta = DocumentMeta(
        title=title,
        language=wording.language,
        classification=wording.text(CLASSIFICATIONS[request.audience]),
        stamp=stamp(wording, number, produced_at),
        author="Brussels International",
        subject=wording.say("Mission dossier"),
    )
    return Document(meta, blocks)


def stamp(wording: Wording, number: int, produced_at: datetime) -> str:
    """Write the stamp of a version: v4 · 12 March 2021, 18:05 · replaces v3."""
    moment = wording.formats.moment(produced_at)
    if number == 1:
        return wording.text(lazy("v{number} · {moment}", number=str(number), moment=moment))
    return wording.text(lazy("v{number} · {moment} · replaces v{earlier}", number=str(number), moment=moment, earlier=str(number - 1)))
