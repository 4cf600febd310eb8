"""Renders papers with drawings."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.adapters.i18n.wording import wording_for
from app.adapters.pdf.render import PdfRenderer
from app.kernel.document import Block, Document, DocumentMeta


@pytest.fixture
def render() -> Callable[..., bytes]:
    """Render blocks as an English paper."""

    def render(*blocks: Block) -> bytes:
        return PdfRenderer().render(Document(DocumentMeta("Flags", "en"), blocks), wording_for("en"))

    return render
