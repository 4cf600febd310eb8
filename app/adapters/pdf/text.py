"""Breaking a text into lines, in time that grows with its length and no faster.

Lines break at spaces and between Chinese or Japanese signs. A name with a hyphen is not broken; only a word that is wider
than the whole line is, after a sign of punctuation when there is one near the end of the line.
"""

from __future__ import annotations

import re

from app.adapters.pdf.fonts import Typeface
from app.adapters.pdf.styles import Style

_WIDE_SIGNS = "\u2e80-\u303e\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_PIECE = re.compile(f"([ \u2000-\u200a\u3000]*)([{_WIDE_SIGNS}]|[^ \u2000-\u200a\u3000{_WIDE_SIGNS}]+)")
_BREAKS_AFTER = frozenset("-/\\@.,:;_&=?!)]}|–—")


def lines_of(text: str, face: Typeface, style: Style, width: float) -> list[str]:
    """Break *text* into lines of at most *width* points; at least one line, and no letter is lost."""
    room = width * 1000 / style.size
    lines: list[str] = []
    for paragraph in text.split("\n"):
        _break(paragraph, face, room, lines)
    return lines


def longest_word(text: str, face: Typeface, style: Style) -> float:
    """Measure the widest part of *text* that is not broken while it fits on a line, in points."""
    words = [found[2] for paragraph in text.split("\n") for found in _PIECE.finditer(paragraph)]
    return max([face.width(word) for word in words], default=0.0) * style.size / 1000


def _break(paragraph: str, face: Typeface, room: float, lines: list[str]) -> None:
    space = face.widths[" "]
    line: list[str] = []
    used = 0.0
    for found in _PIECE.finditer(paragraph):
        gap, word = found[1], found[2]
        wide = face.width(word)
        before = space * len(gap) if line or gap else 0.0
        if used + before + wide <= room:
            line.append(gap + word)
            used += before + wide
            continue
        if line:
            lines.append("".join(line))
        if wide > room:
            *full, word = _cut(word, face, room)
            lines.extend(full)
            wide = face.width(word)
        line, used = [word], wide
    lines.append("".join(line))


def _cut(word: str, face: Typeface, room: float) -> list[str]:
    """Cut a word that is wider than the line; one letter stands on a line even where it does not fit."""
    widths = face.widths
    pieces: list[str] = []
    start, used, good = 0, 0.0, 0
    for position, letter in enumerate(word):
        wide = widths[letter]
        if used + wide > room and position > start:
            end = good if good - start > (position - start) * 0.6 else position
            pieces.append(word[start:end])
            used = sum([widths[carried] for carried in word[end:position]])
            start = end
        used += wide
        if letter in _BREAKS_AFTER:
            good = position + 1
    pieces.append(word[start:])
    return pieces
