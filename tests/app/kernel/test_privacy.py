"""What is shown of something private."""

from __future__ import annotations

import pytest

from app.kernel.privacy import mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [("EX0001234", "•••••234"), ("EX00012", "•••••012"), ("AB1234", "•••••"), ("x", "•••••"), ("", ""), ("A" * 300 + "789", "•••••789")],
)
def test_at_most_three_signs_are_shown_and_never_how_many_there_are(text: str, shown: str) -> None:
    assert mask(text) == shown
