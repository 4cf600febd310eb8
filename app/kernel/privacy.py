"""What is shown of something that nobody sees without a right and a purpose."""

from __future__ import annotations

_SHOWN = 3
_SHORTEST = 7  # of fewer signs the last three would say too much
_DOTS = "•••••"


def mask(text: str) -> str:
    """Give dots and the last three signs of *text*, dots alone of a short one; nothing of nothing. The dots do not tell how long it is."""
    if not text:
        return ""
    return f"{_DOTS}{text[-_SHOWN:]}" if len(text) >= _SHORTEST else _DOTS
