"""The card that lies beside a gift: what it is, its story, who made it, and who offers it. Never what it cost, nor for which level it was meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domains.gifts.papers.parts import MM
from app.kernel.figures import Anchor, Figure, Ink, Label, Shape, Stroke
from app.kernel.translated import Lazy, Multilingual, Wording, lazy

A6_WIDTH, A6_HEIGHT = 105 * MM, 148 * MM
_EDGE = 13 * MM


class CardFormat(StrEnum):
    """How a card is printed: flat on both sides of a sheet of A6, or on both sides of a sheet of A5 that is folded to A6."""

    FLAT = "a6"
    FOLDED = "folded"


CARD_FORMATS: dict[CardFormat, Lazy] = {
    CardFormat.FLAT: lazy("A6, two sides"),
    CardFormat.FOLDED: lazy("A5, folded to A6"),
}


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card says. `text` is the office's own greeting; `language` that of the card, empty for that of whoever prints it.

    `giver` and `function` are in whose name it is offered, the Region when there is no giver; `to` is whom it is for.
    """

    name: Multilingual
    story: Multilingual = Multilingual()
    maker: str = ""
    giver: str = ""
    function: Multilingual = Multilingual()
    to: Multilingual = Multilingual()
    occasion: Multilingual = Multilingual()
    day: date | None = None
    text: str = ""
    language: str = ""


def card_pages(cards: Sequence[CardFacts], wording: Wording, paper: CardFormat = CardFormat.FLAT) -> tuple[Figure, ...]:
    """Draw the two sides of each card, one after the other, as a printer takes them that prints on both sides."""
    return tuple(page for one in cards for page in card(one, wording, paper))


def card(facts: CardFacts, wording: Wording, paper: CardFormat = CardFormat.FLAT) -> tuple[Figure, Figure]:
    """Draw the two sides of a card in the language of *wording*."""
    title = wording.say("Gift card: {name}", name=facts.name)
    if paper is CardFormat.FLAT:
        return (
            Figure(A6_WIDTH, A6_HEIGHT, (*_front(facts, wording), *_offered(facts, wording)), title),
            Figure(A6_WIDTH, A6_HEIGHT, _inside(facts, wording, greeting=True), title),
        )
    outside = (*_moved(_front(facts, wording), A6_WIDTH), *_moved(_offered(facts, wording), A6_WIDTH), *_back(wording))
    within = (*_greeting(facts), *_moved(_inside(facts, wording, greeting=False), A6_WIDTH))
    return Figure(2 * A6_WIDTH, A6_HEIGHT, outside, title), Figure(2 * A6_WIDTH, A6_HEIGHT, within, title)


_MIDDLE = A6_WIDTH / 2
_ROOM = A6_WIDTH - 2 * _EDGE
_REGION = lazy("Brussels-Capital Region")


def _front(facts: CardFacts, wording: Wording) -> tuple[Shape, ...]:
    return (
        *_frame(),
        Label(_MIDDLE, 50, wording.text(_REGION), 8.5, Anchor.MIDDLE, Ink.ACCENT, bold=True, width=_ROOM, least=6),
        Label(_MIDDLE, 142, wording.text(facts.name), 23, Anchor.MIDDLE, bold=True, width=_ROOM, lines=4, least=11),
        Stroke(((_MIDDLE - 18, 272), (_MIDDLE + 18, 272)), Ink.ACCENT, 1.2),
    )


def _frame() -> tuple[Shape, ...]:
    """Draw two fine lines around the front: one of them cut open at the corners."""
    out, inside = 6.5 * MM, 8 * MM
    right, foot = A6_WIDTH - out, A6_HEIGHT - out
    outer = Stroke(((out, out), (right, out), (right, foot), (out, foot), (out, out)), Ink.ACCENT, 0.8)
    cut = 5 * MM
    far, low = A6_WIDTH - inside, A6_HEIGHT - inside
    inner = (
        ((inside + cut, inside), (far - cut, inside)),
        ((far, inside + cut), (far, low - cut)),
        ((far - cut, low), (inside + cut, low)),
        ((inside, low - cut), (inside, inside + cut)),
    )
    return outer, *(Stroke(line, Ink.LINE, 0.5) for line in inner)


def _offered(facts: CardFacts, wording: Wording) -> tuple[Shape, ...]:
    """Say at the foot of the front by whom, to whom and on which occasion."""
    by = facts.giver or wording.text(_REGION)
    function = wording.text(facts.function) if facts.giver else ""
    lines: list[Shape] = [
        Label(_MIDDLE, 299, wording.say("Offered by"), 8, Anchor.MIDDLE, Ink.QUIET),
        Label(_MIDDLE, 314, by, 11, Anchor.MIDDLE, bold=True, width=_ROOM, least=7),
    ]
    y = 314.0
    if function:
        y += 12
        lines.append(Label(_MIDDLE, y, function, 8, Anchor.MIDDLE, Ink.QUIET, width=_ROOM, lines=2, least=6))
    if facts.to:
        lines.append(Label(_MIDDLE, 350, wording.say("to {name}", name=facts.to), 9.5, Anchor.MIDDLE, width=_ROOM, lines=2, least=6.5))
    if told := _occasion(facts, wording):
        lines.append(Label(_MIDDLE, 376, told, 7.5, Anchor.MIDDLE, Ink.QUIET, width=_ROOM, lines=3, least=6))
    return tuple(lines)


def _occasion(facts: CardFacts, wording: Wording) -> str:
    day = wording.formats.day(facts.day) if facts.day else ""
    return "\n".join(part for part in (wording.text(facts.occasion), day) if part)


def _inside(facts: CardFacts, wording: Wording, *, greeting: bool) -> tuple[Shape, ...]:
    """Tell the story of the object, and who made it; on a flat card the greeting stands above it."""
    shapes: list[Shape] = []
    y = 52.0
    if greeting and facts.text:
        lines = min(6, 2 + facts.text.count("\n") + len(facts.text) // 42)
        tall = lines * 11 * 1.22
        shapes += [
            Label(_MIDDLE, y, facts.text, 11, Anchor.MIDDLE, width=_ROOM, lines=lines, least=7),
            Stroke(((_MIDDLE - 12, y + tall), (_MIDDLE + 12, y + tall)), Ink.LINE, 0.8),
        ]
        y += tall + 30
    foot = A6_HEIGHT - 58
    shapes.append(Label(_EDGE, y, wording.text(facts.name), 10.5, ink=Ink.ACCENT, bold=True, width=_ROOM, lines=2, least=7.5))
    y += 24
    if story := wording.text(facts.story):
        size = 10.5
        shapes.append(Label(_EDGE, y, story, size, width=_ROOM, lines=max(1, int((foot - y) / (size * 1.22))), least=5.5))
    if facts.maker:
        shapes += [
            Stroke(((_EDGE, foot + 8), (_EDGE + 24, foot + 8)), Ink.LINE, 0.8),
            Label(_EDGE, foot + 22, wording.say("Made by {maker}", maker=facts.maker), 8.5, ink=Ink.QUIET, width=_ROOM, lines=2, least=6),
        ]
    return tuple(shapes)


def _greeting(facts: CardFacts) -> tuple[Shape, ...]:
    """Write the office's own words on the left page of a folded card; it stays white for a pen when there are none."""
    if not facts.text:
        return ()
    return (Label(_MIDDLE, 150, facts.text, 13, Anchor.MIDDLE, width=_ROOM, lines=9, least=7),)


def _back(wording: Wording) -> tuple[Shape, ...]:
    return (Label(_MIDDLE, A6_HEIGHT - 30, wording.text(_REGION), 7.5, Anchor.MIDDLE, Ink.QUIET),)


def _moved(shapes: Sequence[Shape], right: float) -> tuple[Shape, ...]:
    moved: list[Shape] = []
    for shape in shapes:
        match shape:
            case Stroke():
                moved.append(replace(shape, points=tuple((x + right, y) for x, y in shape.points)))
            case Label():
                moved.append(replace(shape, x=shape.x + right))
            case _:
                raise AssertionError(shape)
    return tuple(moved)
