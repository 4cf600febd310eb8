"""The typeface of our papers, and what stands in for the letters it does not have.

FiraGO prints Latin, Greek, Cyrillic, Georgian, Thai, Hebrew and Arabic letters. A letter that it lacks is taken from the
supplements (symbols, Chinese and Japanese): their outlines are gathered, for each paper, into one small font that holds no
more than what the paper needs. A letter that no font has is printed as its number, "[U+1F600]": visible, and never a black
box. Hebrew and Arabic are put in the order in which they are read; Arabic letters are joined where the typeface has the forms.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from io import BytesIO
from itertools import pairwise
from typing import Any, Protocol

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont as FontFile
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.adapters.pdf.kerning import Kerning

UNITS = 1000
NARROW_SPACE, THIN_SPACE = 0x202F, 0x2009
LAST_LETTER = 0xFFFF
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_FIRST_OF_RIGHT_TO_LEFT = 0x590
_lock = threading.RLock()
_registry: Any = pdfmetrics  # reportlab gives no types


@dataclass(frozen=True, slots=True)
class FontLicence:
    """A typeface that our papers carry: its name, who made it, its licence, and the package that brings it."""

    name: str
    makers: str
    licence: str
    package: str


_OFL = "SIL Open Font License 1.1"
LICENCES = (
    FontLicence("FiraGO", "Carrois Corporate, HERE Europe, The Mozilla Foundation, Telefónica, bBox Type", _OFL, "pymupdf-fonts"),
    FontLicence("Noto Sans, Noto Sans Symbols, Noto Sans Symbols 2, Noto Sans Math", "Google", _OFL, "pymupdf-fonts"),
    FontLicence("Noto Sans SC", "Adobe, Google", _OFL, "pylopdf-fonts-zh-cn"),
)
"""For the About box."""


class _Outlines(Protocol):
    """A glyph that draws itself on a pen."""

    width: float

    def draw(self, pen: object) -> None: ...


class _Supplement:
    """A font that letters are borrowed from; read when the first letter is looked for."""

    def __init__(self, package: str, name: str) -> None:
        source = _font_of_mupdf(name) if package == "pymupdf_fonts" else files(package).joinpath(name).read_bytes()
        font = FontFile(BytesIO(source), lazy=True)
        self._letters: Mapping[int, str] = font.getBestCmap() or {}
        self._glyphs: Mapping[str, _Outlines] = font.getGlyphSet()
        self._scale = UNITS / int(getattr(font["head"], "unitsPerEm"))  # noqa: B009 - the table has no types

    def __contains__(self, letter: int) -> bool:
        return letter in self._letters

    def outline(self, letter: int) -> tuple[Any, int]:
        """Give the outline of a letter as quadratic curves, and its width."""
        glyph = self._glyphs[self._letters[letter]]
        pen = TTGlyphPen(None)
        curves = Cu2QuPen(pen, max_err=1.0, reverse_direction=True)
        drawn: Any = DecomposingRecordingPen(self._glyphs)  # a letter may be put together of others
        glyph.draw(drawn)
        drawn.replay(TransformPen(curves, (self._scale, 0, 0, self._scale, 0, 0)))
        return pen.glyph(), round(glyph.width * self._scale)


FIGURES = tuple(f"{name}.tf" for name in ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"))
"""The glyphs of figures of equal width."""

_SUPPLEMENTS = (
    ("pymupdf_fonts", "NotoSans_Regular"),
    ("pymupdf_fonts", "NotoSansSymbols_Regular"),
    ("pymupdf_fonts", "NotoSansSymbols2_Regular"),
    ("pymupdf_fonts", "NotoSansMath_Regular"),
    ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"),
)


def _font_of_mupdf(name: str) -> bytes:
    return import_module(f"pymupdf_fonts.{name}").fontbuffer


@cache
def _supplement(package: str, name: str) -> _Supplement | None:
    try:
        return _Supplement(package, name)
    except (ImportError, OSError):
        return None


@cache
def _borrowed(letter: int) -> tuple[Any, int] | None:
    """Give the outline of a letter from the first supplement that has it.

    Letters above U+FFFF are left out: the table by which a reader copies text has no room for them.
    """
    if letter > LAST_LETTER:
        return None
    with _lock:
        for source in _SUPPLEMENTS:
            supplement = _supplement(*source)
            if supplement is not None and letter in supplement:
                return supplement.outline(letter)
    return None


@cache
def _house_font(name: str) -> TTFont:
    """Load a font of the house, with figures of equal width and a narrow space that does not break."""
    with _lock:
        content = _font_of_mupdf(name)
        font = TTFont(name, BytesIO(content), shapable=False)
        letters: dict[int, int] = font.face.charToGlyph
        widths: dict[int, float] = font.face.charWidths
        source = FontFile(BytesIO(content), lazy=True)
        measures: Any = source["hmtx"]
        for digit, tabular in enumerate(FIGURES):
            letters[ord("0") + digit] = source.getGlyphID(tabular)
            widths[ord("0") + digit] = round(measures[tabular][0] * UNITS / int(getattr(source["head"], "unitsPerEm")))  # noqa: B009
        if NARROW_SPACE not in letters and THIN_SPACE in letters:
            letters[NARROW_SPACE], widths[NARROW_SPACE] = letters[THIN_SPACE], widths[THIN_SPACE]
        _register(font)
        return font


@cache
def _kerning(name: str) -> Kerning:
    source: Any = FontFile(BytesIO(_font_of_mupdf(name)), lazy=True)
    glyphs = {chr(code): glyph for code, glyph in source.getBestCmap().items()}
    glyphs |= {str(digit): glyph for digit, glyph in enumerate(FIGURES)}
    return Kerning(source, glyphs, UNITS / source["head"].unitsPerEm)


class Typeface:
    """One weight of the house's typeface, with the letters borrowed for one paper.

    `widths` gives the width of every letter that may be printed, in thousandths of the size.
    """

    def __init__(self, name: str, borrowed: Mapping[int, int], supplement: str) -> None:
        own = _house_font(name).face
        self.name = name
        self.supplement = supplement
        self._borrowed = borrowed
        self.widths: dict[str, float] = {chr(code): width for code, width in own.charWidths.items() if code in own.charToGlyph}
        self.widths |= {chr(letter): width for letter, width in borrowed.items()}
        self._kerning = _kerning(name)
        self._words: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Measure *text*, in thousandths of the size."""
        known = self._words.get(text)
        if known is None:
            widths = self.widths
            known = sum([widths[letter] for letter in text]) + sum([self._kerning[left + right] for left, right in pairwise(text)])
            if len(text) < 40:  # noqa: PLR2004 - words come back, sentences do not
                self._words[text] = known
        return known

    def kerns(self, text: str) -> list[tuple[int, float]]:
        """Give the corrections in *text*: after how many letters, and how far in thousandths of the size."""
        kerning = self._kerning
        return [(after, kern) for after, (left, right) in enumerate(pairwise(text), 1) if (kern := kerning[left + right])]

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Part *text* into stretches of one font: (name of the font, stretch)."""
        if text.isascii() or not self._borrowed:
            return [(self.name, text)]
        runs: list[tuple[str, str]] = []
        for letter in text:
            font = self.supplement if ord(letter) in self._borrowed else self.name
            if runs and runs[-1][0] == font:
                runs[-1] = (font, runs[-1][1] + letter)
            else:
                runs.append((font, letter))
        return runs


class Typefaces:
    """The fonts of one paper: `regular` and `bold`; call `release` when the paper is written."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = _house_font("FiraGO_Regular").face.charToGlyph
        also_bold = _house_font("FiraGO_Bold").face.charToGlyph
        letters: set[str] = set()
        for text in texts:
            if not text.isascii():
                letters.update(text)
        foreign = sorted(code for code in map(ord, letters) if code not in known or code not in also_bold)
        outlines = {code: outline for code in foreign if (outline := _borrowed(code)) is not None}
        # Reportlab remembers a font by the name in its file beyond its release: a name must always be the same letters.
        self._supplement = f"AttacheSupplement-{sha256(repr(foreign).encode()).hexdigest()[:16]}" if outlines else ""
        if outlines:
            with _lock:
                _register(TTFont(self._supplement, BytesIO(_gathered(outlines, self._supplement)), shapable=False))
        widths = {code: width for code, (_, width) in outlines.items()}
        self.regular = Typeface("FiraGO_Regular", widths, self._supplement)
        self.bold = Typeface("FiraGO_Bold", widths, self._supplement)

    def release(self) -> None:
        """Forget the font that was made for this paper."""
        if self._supplement:
            with _lock:
                font = _registry._fonts.pop(self._supplement)  # noqa: SLF001 - there is no public way
                _registry._dynFaceNames.pop(font.face.name, None)  # noqa: SLF001 - there is no public way


def _register(font: TTFont) -> None:
    _registry.registerFont(font)


def _gathered(outlines: Mapping[int, tuple[Any, int]], name: str) -> bytes:
    """Make a font of a few outlines."""
    empty = TTGlyphPen(None).glyph()
    names = {code: f"u{code:05X}" for code in outlines}
    builder: Any = FontBuilder(UNITS, isTTF=True)  # fontTools gives no types
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap(dict(names))
    builder.setupGlyf({".notdef": empty, **{names[code]: outline for code, (outline, _) in outlines.items()}})
    sides: Any = builder.font["glyf"]
    measures = {".notdef": (UNITS // 2, 0)}
    for code, (_, width) in outlines.items():
        measures[names[code]] = (width, getattr(sides[names[code]], "xMin", 0))
    builder.setupHorizontalMetrics(measures)
    builder.setupHorizontalHeader(ascent=935, descent=-265)
    builder.setupOS2(sTypoAscender=935, sTypoDescender=-265, usWinAscent=935, usWinDescent=265)
    builder.setupNameTable({"familyName": "Attache Supplement", "styleName": "Regular", "psName": name})
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    content = BytesIO()
    builder.save(content)
    return content.getvalue()


def printable(text: str) -> str:
    """Give *text* as it can be printed: composed letters, plain line ends, and the number of every letter that no font has."""
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", "    ")
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    unknown = {letter: f"[U+{ord(letter):04X}]" for letter in set(text) if letter != "\n" and not _can_be_printed(ord(letter))}
    return text.translate({ord(letter): number for letter, number in unknown.items()}) if unknown else text


@cache
def _can_be_printed(code: int) -> bool:
    if code < 0x20 or 0x7F <= code < 0xA0:  # noqa: PLR2004 - control characters
        return False
    own = _house_font("FiraGO_Regular").face.charToGlyph
    bold = _house_font("FiraGO_Bold").face.charToGlyph
    return (code in own and code in bold and code <= LAST_LETTER) or _borrowed(code) is not None


def in_reading_order(line: str) -> str:
    """Put the right-to-left stretches of a line in the order in which they are drawn, from left to right."""
    if line.isascii() or not any(ord(letter) >= _FIRST_OF_RIGHT_TO_LEFT and _is_right_to_left(letter) for letter in line):
        return line
    return _RIGHT_TO_LEFT.sub(lambda found: _turned(_joined(found[0])), line)


_STRONG = "\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_RIGHT_TO_LEFT = re.compile(f"[{_STRONG}](?:[^A-Za-z\u00c0-\u058f\u0900-\ud7ff]*[{_STRONG}])?")
_NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def _is_right_to_left(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in ("R", "AL")


def _turned(text: str) -> str:
    """Turn a stretch round; its figures keep their order, its accents stay behind their letters."""
    parts = re.findall(r"\d+(?:[.,:/]\d+)*|[^\d][\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]*", text)
    return "".join(part if _NUMBER.fullmatch(part) else part.translate(_MIRRORED) for part in reversed(parts))


_FORMS = ("isolated", "final", "initial", "medial")


@cache
def _arabic_forms() -> dict[str, dict[str, str]]:
    """Give, for each Arabic letter, its forms that the typeface has: isolated, final, initial, medial."""
    known = _house_font("FiraGO_Regular").face.charToGlyph.keys() & _house_font("FiraGO_Bold").face.charToGlyph.keys()
    forms: dict[str, dict[str, str]] = {}
    for code in range(0xFB50, 0xFEFD):
        kind, _, letter = unicodedata.decomposition(chr(code)).partition("> ")
        if code in known and kind[1:] in _FORMS and letter and " " not in letter:
            forms.setdefault(chr(int(letter, 16)), {})[kind[1:]] = chr(code)
    return forms


def _joined(text: str) -> str:
    """Give Arabic letters the form that their neighbours ask for, as far as the typeface has it."""
    forms = _arabic_forms()
    seen = [position for position, letter in enumerate(text) if not unicodedata.combining(letter)]
    joined = list(text)
    for place, position in enumerate(seen):
        own = forms.get(text[position])
        if own is None:
            continue
        before = place > 0 and "initial" in forms.get(text[seen[place - 1]], {})
        after = place + 1 < len(seen) and "final" in forms.get(text[seen[place + 1]], {}) and "initial" in own
        wanted = ("medial" if after else "final") if before else ("initial" if after else "isolated")
        joined[position] = own.get(wanted, text[position])
    return "".join(joined)
