"""How names are compared, found and ordered, whatever their script or accents."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart, and the plain letters a Dutch or French keyboard gives for them.
_PLAIN = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ı": "i", "ĸ": "k", "ŋ": "n", "ſ": "s",
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ŉ": "n", "’": "'", "ʼ": "'", "ə": "e",
    }
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Reduce *text* to what people type when they look for it: no accents, no capitals."""
    # İ lowers to i and a combining dot; taking it apart first lets the dot go with the other accents.
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().translate(_PLAIN)


def words(text: str) -> tuple[str, ...]:
    """Give the folded words of *text*, in order."""
    return tuple(_WORD.findall(fold(text)))


def clean(text: str) -> str:
    """Remove what no field of ours can hold: control characters, stray surrogates, blanks at the ends.

    Line ends and tabs stay; text direction marks stay too, because Arabic and Hebrew names need them.
    """
    kept = (c for c in text.replace("\r\n", "\n").replace("\r", "\n") if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()
