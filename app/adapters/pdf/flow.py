"""Strips, and how they are put on pages.

A strip that is glued to the next stays on its page, unless what is glued together is taller than a page: then it breaks
between any two strips. Space at the top of a page vanishes. A strip may name what is repeated above it on a new page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.adapters.pdf.pen import Pen

Draw = Callable[["Pen", float], None]
"""Draws a strip whose upper edge is at this height of the page."""


@dataclass(slots=True)
class Strip:
    """A piece of a page that cannot be cut: its height, and how it is drawn."""

    height: float
    draw: Draw | None = None
    glued: bool = False
    vanishes: bool = False
    new_page: bool = False
    repeat: tuple[Strip, ...] = ()
    anchor: str = ""
    cover: bool = False


@dataclass(slots=True)
class Page:
    """What stands on a page: strips with the height of their upper edge."""

    strips: list[tuple[Strip, float]] = field(default_factory=list[tuple[Strip, float]])
    cover: bool = False


def glue(strips: Sequence[Strip], *, whole: int = 8) -> None:
    """Keep *strips* together when they are at most *whole*; else the first two and the last two."""
    last = len(strips) - 1
    for position, strip in enumerate(strips[:-1]):
        if last < whole or position == 0 or position == last - 1:
            strip.glued = True


def pages_of(strips: Sequence[Strip], top: float, bottom: float) -> list[Page]:
    """Put *strips* on pages between the heights *top* and *bottom*; at least one page."""
    flow = _Flow(top, bottom)
    for group in _groups(strips):
        flow.put(group)
    return flow.pages


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.glued:
            yield group
            group = []
    if group:
        yield group


class _Flow:
    def __init__(self, top: float, bottom: float) -> None:
        self.top, self.bottom = top, bottom
        self.pages = [Page()]
        self.y = top

    def put(self, group: list[Strip]) -> None:
        first = group[0]
        if first.new_page:
            if self.pages[-1].strips or self.pages[-1].cover:
                self._turn()
            self.pages[-1].cover = first.cover
        height = sum([strip.height for strip in group])
        room = self.top - self.bottom - sum([strip.height for strip in first.repeat])
        if height > self.y - self.bottom and height <= room:
            self._turn(first)
        for strip in group:
            if strip.height > self.y - self.bottom and not strip.vanishes:
                self._turn(strip)
            self._place(strip)

    def _turn(self, strip: Strip | None = None) -> None:
        if self.pages[-1].strips or self.pages[-1].cover:
            self.pages.append(Page())
            self.y = self.top
            for repeated in strip.repeat if strip is not None else ():
                self._place(repeated)

    def _place(self, strip: Strip) -> None:
        if strip.vanishes and (not self.pages[-1].strips or strip.height > self.y - self.bottom):
            return
        if strip.height or strip.draw or strip.anchor:
            self.pages[-1].strips.append((strip, self.y))
            self.y -= strip.height
