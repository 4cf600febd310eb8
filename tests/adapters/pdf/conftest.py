"""Renders papers for the tests, and reads them back."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader

from app.adapters.i18n.wording import wording_for
from app.adapters.pdf.render import PdfRenderer
from app.kernel.document import Block, Document, DocumentMeta

META = DocumentMeta(
    "Brussels Days in Paris", "en", "For the delegation only", "v4 · 12 March 2021, 18:05 · replaces v3", "Protocol", "Dossier"
)


def pages_of(content: bytes) -> list[str]:
    """Read the text of each page as a reader would mark and copy it; the lines of a page are joined."""
    paper = pypdfium2.PdfDocument(content)
    try:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_bounded()) for page in paper]
    finally:
        paper.close()


def letters_of(content: bytes) -> str:
    """Read every letter of a paper, without spaces and line ends."""
    return re.sub(r"\s+", "", "".join(pages_of(content)))


def reader_of(content: bytes) -> PdfReader:
    """Open a paper for its outline, its fonts and its metadata."""
    return PdfReader(BytesIO(content))


@pytest.fixture
def render() -> Callable[..., bytes]:
    """Render blocks as an English paper."""

    def render(*blocks: Block, meta: DocumentMeta = META) -> bytes:
        return PdfRenderer().render(Document(meta, blocks), wording_for("en"))

    return render
