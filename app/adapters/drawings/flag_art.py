"""Reads the drawing of a flag, and keeps of it nothing but lines, areas and colours.

A file in the office's own folder comes from anywhere. What is drawn, on every sheet and screen, is what this module leaves: no
scripts, no addresses of other files, no shape that repeats itself without end. What it cannot keep true (photographs, letters that
need a typeface) it refuses: a flag without its lettering would be another flag.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

from app.adapters.files.writing import write_whole
from app.adapters.flags import file_name, flag_file, own_folder
from app.kernel.errors import Finding, Refused, Unavailable
from app.kernel.translated import Lazy, lazy

logger = logging.getLogger(__name__)

LARGEST_FILE = 2_000_000  # bytes; the most intricate coat of arms among the flags of the world takes a tenth of it
LONGEST_NUMBER, LARGEST_NUMBER = 40, 1e7  # letters, units
MOST_SHAPES = 20_000  # with every repetition counted
DEEPEST = 60
NARROWEST, WIDEST = 0.3, 4.0  # width as a share of the height: from hanging banners to the longest flags that fly
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_HREF = f"{{{_XLINK}}}href"

_GROUPS = frozenset({"svg", "g", "a", "switch"})  # become plain groups
_DRAWN = frozenset({
    "defs", "symbol", "use", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "clipPath", "mask", "linearGradient", "radialGradient", "stop", "pattern", "marker",
})  # fmt: skip
_CORNERED = frozenset({"path", "line", "polyline", "polygon"})
_MARKS = ("marker-start", "marker-mid", "marker-end")
_UNTRUE = frozenset({"image", "text", "textPath", "tref"})
_WRITTEN_AS = dict.fromkeys((*_GROUPS, "marker"), "g")
_ALIKE = frozenset({"linearGradient", "radialGradient"})  # may be made after another of its kind
_LOOKS = frozenset({
    "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit",
    "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity", "clip-path", "clip-rule", "mask", "color", "display",
    "visibility", "stop-color", "stop-opacity", "marker-start", "marker-mid", "marker-end", "marker",
})  # fmt: skip
_MEASURES = frozenset({
    "d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "x1", "y1", "x2", "y2", "fx", "fy", "points", "transform", "viewBox",
    "preserveAspectRatio", "gradientUnits", "gradientTransform", "spreadMethod", "offset", "patternUnits", "patternContentUnits",
    "patternTransform", "clipPathUnits", "maskUnits", "maskContentUnits",
})  # fmt: skip
_WIDTHS = frozenset(
    {"stroke-width", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "fill-opacity", "stroke-opacity"}
)
_NUMBER = re.compile(r"\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?")
_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_POINTS_AT = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(?:px|pt|mm|cm|in)?\s*\Z", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FlagArt:
    """A flag as it is drawn: what is in its frame, in the frame's own units.

    `inside` are its shapes without the file around them; every name in them begins with `prefix`, so that several flags can stand
    in one file. `shades` are the names of colours that pass into one another, each with the one in its middle.
    """

    left: float
    top: float
    width: float
    height: float
    inside: str
    prefix: str
    shades: tuple[tuple[str, str], ...] = ()

    @property
    def content(self) -> bytes:
        """Give the drawing as a file of its own."""
        return self._file(self.inside)

    @property
    def plain(self) -> bytes:
        """Give the drawing as a file without shades of colour, for who would paint them black: each is the colour in its middle."""
        inside = self.inside
        for name, colour in self.shades:
            inside = inside.replace(f"url(#{name})", colour)
        return self._file(inside)

    def _file(self, inside: str) -> bytes:
        frame = f"{self.left:g} {self.top:g} {self.width:g} {self.height:g}"
        return (
            f'<svg xmlns="{_SVG}" xmlns:xlink="{_XLINK}" width="{self.width:g}" height="{self.height:g}" viewBox="{frame}">{inside}</svg>'
        ).encode()


def flag_art(code: str) -> FlagArt | None:
    """Give the drawing of a flag by its code; nothing when there is none, or none that can be drawn safely."""
    path = flag_file(code)
    if path is None:
        return None
    try:
        state = path.stat()
    except OSError:
        return None
    return _art_of(path, (state.st_size, state.st_mtime_ns))


@lru_cache(maxsize=300)
def _art_of(path: Path, state: tuple[int, int]) -> FlagArt | None:
    try:
        return read_flag(path.read_bytes() if state[0] <= LARGEST_FILE else b"", path.stem)
    except (OSError, Refused) as error:
        logger.warning("The flag %s cannot be drawn: %s", path.name, error)
        return None


def keep_flag(code: str, content: bytes) -> None:
    """Keep a drawing of the flag *code* in the office's own folder, as it was read; raise `Refused` or `Unavailable`."""
    name = file_name(code)
    if not name:
        raise _refuse("flag-code", lazy("No drawing can be kept for this flag: it has neither a code nor a name in Latin letters."))
    art = read_flag(content, code)
    folder = own_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(lazy("The drawing could not be kept. Check that there is room on the disk.")) from error
    write_whole(folder / name, art.content)


def read_flag(content: bytes, name: str = "flag") -> FlagArt:
    """Read an SVG drawing of a flag; raise `Refused` with a sentence for what cannot be kept true or safe."""
    root = _tree(content)
    reading = _Reading(root, f"f-{re.sub(r'[^a-z0-9]', '-', name.lower())}-")
    left, top, width, height = _frame(root)
    return FlagArt(left, top, width, height, reading.written(), reading.prefix, tuple(reading.shades()))


def _refuse(rule: str, message: Lazy) -> Refused:
    return Refused(Finding("flag", message, rule=rule))


UNREADABLE = lazy("This file is no SVG drawing that can be read.")


def _tree(content: bytes) -> ET.Element:
    if len(content) > LARGEST_FILE:
        raise _refuse("flag-too-large", lazy("This drawing is larger than two megabytes. Save it in a simpler form."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refuse("flag-unreadable", UNREADABLE) from None
    if "<!ENTITY" in text:
        raise _refuse("flag-entities", lazy("This drawing is put together of pieces of text. Save it as plain SVG."))
    try:
        # Without entities of its own, which are refused above, a file cannot grow while it is read.
        root = ET.fromstring(text)  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):
        raise _refuse("flag-unreadable", UNREADABLE) from None
    if _kind(root) != "svg":
        raise _refuse("flag-unreadable", UNREADABLE)
    return root


def _kind(element: ET.Element) -> str:
    """Name an element of SVG; nothing for those of drawing programs."""
    tag = str(element.tag)
    if tag.startswith(f"{{{_SVG}}}"):
        return tag.removeprefix(f"{{{_SVG}}}")
    return "" if tag.startswith("{") else tag


def _frame(root: ET.Element) -> tuple[float, float, float, float]:
    numbers = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        left, top, width, height = (float(number) for number in numbers)
    except ValueError:
        found = [_LENGTH.match(root.get(side, "")) for side in ("width", "height")]
        left = top = 0.0
        width, height = (float(side[1]) if side else 0.0 for side in found)
    shape = width / height if height > 0 else 0.0
    if not NARROWEST <= shape <= WIDEST or max(width, height, abs(left), abs(top)) > 1e6:  # noqa: PLR2004 - no unit is so small
        raise _refuse("flag-frame", lazy("This drawing does not say how wide and how high it is, or has not the shape of a flag."))
    return left, top, width, height


class _Reading:
    """What is kept of one drawing."""

    def __init__(self, root: ET.Element, prefix: str) -> None:
        self.root, self.prefix = root, prefix
        self.named: dict[str, ET.Element] = {}
        self._classes: dict[str, dict[str, str]] = {}
        self._sizes: dict[ET.Element, int] = {}
        for element in root.iter():
            if name := element.get("id"):
                self.named.setdefault(name, element)
            if _kind(element) == "style":
                self._take_rules(element.text or "")

    def written(self) -> str:
        """Write what is kept."""
        if self._size(self.root, ()) > MOST_SHAPES:
            raise _refuse("flag-too-intricate", lazy("This drawing has too many shapes for a flag. Save it in a simpler form."))
        parts: list[str] = []
        looks = self._looks(self.root, "svg")
        inside = "".join(self._element(child, 1) for child in self.root)
        parts.append(f"<g{_attributes(looks)}>{inside}</g>" if looks else inside)
        return "".join(parts)

    def shades(self) -> Iterator[tuple[str, str]]:
        """Give the colours that pass into one another, by name, and the colour in the middle of each."""
        for name, element in self.named.items():
            if _kind(element) in _ALIKE and _NAME.match(name):
                stops = self._stops(element)
                colours = [self._looks(stop, "stop").get("stop-color", "#000") for stop in stops]
                yield f"{self.prefix}{name}", _middle(colours)

    def _stops(self, element: ET.Element) -> list[ET.Element]:
        for _time in range(DEEPEST):
            stops = [child for child in element if _kind(child) == "stop"]
            other = self.named.get((element.get("href") or element.get(_HREF) or "").strip()[1:])
            if stops or other is None:
                return stops
            element = other
        return []

    def _take_rules(self, sheet: str) -> None:
        """Take the looks of classes: drawing programs write the colours of a flag that way."""
        for found in _RULE.finditer(_REMARK.sub("", sheet)):
            for selector in found[1].split(","):
                name = selector.strip()
                if name.startswith(".") and _NAME.match(name[1:]):
                    self._classes.setdefault(name[1:], {}).update(_declared(found[2]))

    def _size(self, element: ET.Element, way: tuple[ET.Element, ...]) -> int:
        """Count the shapes of an element with everything it repeats."""
        known = self._sizes.get(element)
        if known is not None:
            return known
        if element in way or len(way) > DEEPEST:
            raise _refuse("flag-endless", lazy("A part of this drawing repeats itself without end, or lies too deep in others."))
        way = (*way, element)
        size = 1 + sum(self._size(child, way) for child in element)
        size += sum(self._size(other, way) for other in self._pointed_at(element))
        size = self._sizes[element] = min(size, MOST_SHAPES + 1)
        return size

    def _pointed_at(self, element: ET.Element) -> Iterator[ET.Element]:
        target = (element.get("href") or element.get(_HREF) or "").strip()
        names = [target[1:]] if target.startswith("#") else []
        for value in self._looks(element, _kind(element)).values():
            names += _POINTS_AT.findall(value)
        yield from (self.named[name] for name in names if name in self.named)

    def _element(self, element: ET.Element, depth: int) -> str:
        kind = _kind(element)
        if kind in _UNTRUE:
            message = lazy(
                "This drawing holds a photograph or letters. A flag is drawn in lines and areas: turn its letters into outlines."
            )
            raise _refuse("flag-not-lines", message)
        if kind not in _DRAWN and kind not in _GROUPS:
            return ""
        name, looks = _WRITTEN_AS.get(kind, kind), self._looks(element, kind)
        attributes = self._named(element, self._measured(element, name, looks))
        target = (element.get("href") or element.get(_HREF) or "").strip()
        if kind == "use" or (kind in _ALIKE and target):
            if not target.startswith("#") or not _NAME.match(target[1:]):
                return ""
            attributes["xlink:href"] = f"#{self.prefix}{target[1:]}"
        inside = "".join(self._element(child, depth + 1) for child in element)
        if name == "g" and not attributes:
            return inside
        drawn = f"<{name}{_attributes(attributes)}>{inside}</{name}>" if inside else f"<{name}{_attributes(attributes)}/>"
        if kind == "marker":
            return f"<defs>{drawn}</defs>"
        return drawn + "".join(self._marks(element, looks)) if kind in _CORNERED else drawn

    def _measured(self, element: ET.Element, name: str, looks: Mapping[str, str]) -> dict[str, str]:
        """Give the measures and the looks of an element; a group has no measures."""
        kept = {"transform"} if name == "g" else _MEASURES
        attributes = {key: value for key, value in element.attrib.items() if key in kept and "url" not in value.lower()}
        attributes |= {key: value for key, value in looks.items() if not key.startswith("marker")}
        if any(len(number) > LONGEST_NUMBER or float(number) > LARGEST_NUMBER for number in _numbers(attributes)):
            raise _refuse("flag-numbers", lazy("This drawing holds measures that no flag has. Save it again in a drawing program."))
        return attributes

    def _named(self, element: ET.Element, attributes: Mapping[str, str]) -> dict[str, str]:
        """Make the names that an element has and points at those of this flag."""
        own = element.get("id", "")
        names = {"id": f"{self.prefix}{own}"} if _NAME.match(own) else {}
        return names | {key: _POINTS_AT.sub(lambda found: f"url(#{self.prefix}{found[1]})", value) for key, value in attributes.items()}

    def _marks(self, element: ET.Element, looks: Mapping[str, str]) -> Iterator[str]:
        """Draw what stands at the corners of a line, as the stars of a flag may do: few programs know how to."""
        if not any(key in looks for key in _MARKS):
            return
        corners = _corners(element.get("d") or f"M{element.get('points', '')}")
        scale = f" scale({looks['stroke-width']})" if _LENGTH.match(looks.get("stroke-width", "")) else ""
        within = f' transform="{_escaped(element.attrib["transform"])}"' if "transform" in element.attrib else ""
        for key, places in zip(_MARKS, (corners[:1], corners[1:-1], corners[-1:]), strict=True):
            for name in _POINTS_AT.findall(looks.get(key, "")):
                if name in self.named and _NAME.match(name):
                    for x, y in places:
                        moved = f"translate({x:.6g} {y:.6g}){scale}"
                        yield f'<g{within}><use xlink:href="#{self.prefix}{name}" transform="{moved}"/></g>'

    def _looks(self, element: ET.Element, kind: str) -> dict[str, str]:
        """Give how an element looks: what it says itself, what its classes say, what its style says, the last first."""
        looks = {name: value for name, value in element.attrib.items() if name in _LOOKS}
        for name in element.get("class", "").split():
            looks |= self._classes.get(name, {})
        looks |= _declared(element.get("style", ""))
        return {name: value for name, value in looks.items() if _is_safe(value)}


def _numbers(attributes: Mapping[str, str]) -> Iterator[str]:
    """Give the numbers of measures; codes of colours and names are none."""
    for key, value in attributes.items():
        if key in _MEASURES or key in _WIDTHS:
            yield from _NUMBER.findall(value)


def _declared(style: str) -> dict[str, str]:
    pairs = (part.partition(":") for part in _REMARK.sub("", style).split(";"))
    said = {name.strip().lower(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in said.items() if name in _LOOKS and value}


def _is_safe(value: str) -> bool:
    """Tell whether a colour or a measure points at nothing outside its file."""
    rest = _POINTS_AT.sub("", value).lower()
    return "url" not in rest and "\\" not in rest and "expression" not in rest


_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\Z", re.IGNORECASE)


def _middle(colours: Sequence[str]) -> str:
    """Mix colours; one that is not written in figures cannot be mixed, and stands for all."""
    named = [colour for colour in colours if not _HEX.match(colour.strip())]
    if named or not colours:
        return named[0] if named else "#000"
    figures = [colour.strip()[1:] for colour in colours]
    long = [each if len(each) == 6 else "".join(letter * 2 for letter in each) for each in figures]  # noqa: PLR2004 - two for each part
    parts = [sum(int(each[n : n + 2], 16) for each in long) // len(long) for n in (0, 2, 4)]
    return "#" + "".join(f"{part:02x}" for part in parts)


_STEP = re.compile(r"([MmLlHhVvZzCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}


def _corners(path: str) -> list[tuple[float, float]]:
    """Follow a path from corner to corner."""
    corners: list[tuple[float, float]] = []
    x = y = first_x = first_y = 0.0
    step, numbers = "", list[float]()
    for found in _STEP.finditer(path):
        if found[1]:
            step, numbers = found[1], []
            if step in "zZ":
                x, y = first_x, first_y
                corners.append((x, y))
            continue
        numbers.append(float(found[2]))
        if len(numbers) < _TAKES.get(step.lower(), 1):
            continue
        away = (x, y) if step.islower() else (0.0, 0.0)
        if step in "hH":
            x = away[0] + numbers[0]
        elif step in "vV":
            y = away[1] + numbers[0]
        elif step not in "zZ":
            x, y = away[0] + numbers[-2], away[1] + numbers[-1]
        if step in "mM":
            first_x, first_y = x, y
            step = "l" if step == "m" else "L"
        corners.append((x, y))
        numbers = []
        if len(corners) > MOST_SHAPES:
            break
    return corners


def _attributes(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
