"""What the papers of gifts share: who gives and who gets, what stands around the pages, room to sign, photographs in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domains.dossiers.vocabulary import CLASSIFICATIONS
from app.kernel.document import Audience, DocumentMeta, Drawing, Facts
from app.kernel.figures import Anchor, Box, Figure, Ink, Label, Photograph, Shape, Stroke
from app.kernel.money import EURO, Money
from app.kernel.showing import write
from app.kernel.translated import Lazy, Multilingual, Wording

OFFICE = "Brussels International"
MM = 72 / 25.4
"""A millimetre in points."""

TEXT_WIDTH = 471.0  # of our pages, in points
GRAMS_IN_A_KILO = 1000
_NOTHING = Multilingual()


@dataclass(frozen=True, slots=True)
class Party:
    """Who stands at one side of a gift: a person with the function held on that day, an organisation, both, or somebody in words.

    `said` is a name that was typed because it is not in the files. `country` is where they come from. `ours` is the side of the Region:
    whoever gives or receives for it does so as part of their work.
    """

    name: str = ""
    function: Multilingual = _NOTHING
    organisation: Multilingual = _NOTHING
    country: str = ""
    said: str = ""
    ours: bool = False

    def __bool__(self) -> bool:
        return bool(self.name or self.organisation or self.said or self.country)

    @property
    def in_office(self) -> bool:
        """Whether somebody is known to stand here for a body, and not for themselves alone; a country says nothing of that."""
        return self.ours or bool(self.function or self.organisation)

    def told(self, wording: Wording, *, country: bool = True) -> str:
        """Write the name, the function, the organisation and the country in one line."""
        return ", ".join(self.lines(wording, country=country))

    def lines(self, wording: Wording, *, country: bool = True) -> tuple[str, ...]:
        """Write the same one below the other."""
        body = wording.text(self.organisation)
        where = wording.formats.country(self.country) if country and self.country else ""
        parts = (self.name or self.said, wording.text(self.function), body, "" if where and where in body else where)
        return tuple(dict.fromkeys(part for part in parts if part))


def meta(wording: Wording, title: str, subject: str, stamp: str, audience: Audience | None = Audience.INTERNAL) -> DocumentMeta:
    """Make what stands around the pages; a paper that others sign has no classification."""
    return DocumentMeta(
        title=title,
        language=wording.language,
        classification=wording.text(CLASSIFICATIONS[audience]) if audience is not None else "",
        stamp=stamp,
        author=OFFICE,
        subject=subject,
    )


def as_on(day: date, wording: Wording) -> str:
    """Write of which day a paper is."""
    return wording.say("As on {day}", day=wording.formats.day(day))


def facts(wording: Wording, *pairs: tuple[Lazy, object]) -> Facts:
    """Set labels beside what they say, without those that say nothing."""
    told = ((wording.text(label), write(value, wording)) for label, value in pairs)
    return Facts(tuple((label, said) for label, said in told if said))


def below(*texts: str) -> str:
    """Write texts one below the other, without those that say nothing."""
    return "\n".join(text for text in texts if text)


def euro_cell(amount: Decimal | None, wording: Wording) -> str:
    """Write an amount in euro without its currency, for a column that names it; empty for none."""
    return "" if amount is None else wording.formats.money(Money(amount)).replace(EURO, "").replace("€", "").strip()


def day_cell(day: date | None) -> str:
    """Write a day in figures, for a narrow column: 22/09/2021."""
    return f"{day:%d/%m/%Y}" if day else ""


def weight(grams: int | None, wording: Wording) -> str:
    """Write a weight: in grams below a kilogram, else in kilograms."""
    if grams is None:
        return ""
    if grams < GRAMS_IN_A_KILO:
        return wording.say("{number} g", number=wording.formats.number(grams))
    return wording.say(
        "{number} kg", number=wording.formats.number((Decimal(grams) / GRAMS_IN_A_KILO).quantize(Decimal("0.01")).normalize())
    )


def total_weight(weights: Iterable[int | None]) -> tuple[int, int]:
    """Add up grams; give the sum and how many are not known."""
    known = list(weights)
    return sum(one for one in known if one is not None), sum(1 for one in known if one is None)


# ------------------------------------------------------------------------------------------------ signatures, photographs

_BOX_HEIGHT, _BETWEEN, _EDGE = 112.0, 16.0, 9.0


@dataclass(frozen=True, slots=True)
class Signer:
    """A box to sign in: what it is for, and the name when it is known; else there is a line to write it on. A box for a `stamp` is empty."""

    role: Lazy
    name: str = ""
    stamp: bool = False


def signatures(signers: Sequence[Signer], wording: Wording) -> Drawing:
    """Draw boxes side by side, each with room for name, function, date and signature."""
    wide = (TEXT_WIDTH - _BETWEEN * (len(signers) - 1)) / len(signers)
    shapes = [shape for number, one in enumerate(signers) for shape in _signature(number * (wide + _BETWEEN), wide, one, wording)]
    names = wording.formats.join(wording.text(one.role) for one in signers)
    return Drawing(Figure(TEXT_WIDTH, _BOX_HEIGHT, tuple(shapes), wording.say("Room for signatures: {names}", names=names)))


def _signature(left: float, wide: float, one: Signer, wording: Wording) -> Iterable[Shape]:
    inner = wide - 2 * _EDGE
    yield Box(left, 0, wide, _BOX_HEIGHT, line=Ink.LINE, radius=3)
    yield Label(left + _EDGE, 15, wording.text(one.role), 8.5, bold=True, width=inner, least=6)
    if one.stamp:
        return
    lines = ((wording.say("Name"), 35.0, one.name), (wording.say("Function"), 53.0, ""), (wording.say("Date"), 71.0, ""))
    for label, y, known in lines:
        yield Label(left + _EDGE, y, label, 7, ink=Ink.QUIET)
        if known:
            yield Label(left + _EDGE + 44, y, known, 8.5, width=inner - 44, least=5.5)
        else:
            yield Stroke(((left + _EDGE + 44, y + 1.5), (left + wide - _EDGE, y + 1.5)), Ink.LINE, 0.5)
    yield Label(left + _EDGE, 87, wording.say("Signature"), 7, ink=Ink.QUIET)


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph with what it shows."""

    content: bytes
    caption: str = ""


_IN_A_ROW, _TALL, _CAPTION = 3, 118.0, 26.0


def photographs(pictures: Sequence[Picture], title: str) -> tuple[Drawing, ...]:
    """Set photographs in rows of three with their captions."""
    rows = [pictures[start : start + _IN_A_ROW] for start in range(0, len(pictures), _IN_A_ROW)]
    return tuple(Drawing(_row(row, title)) for row in rows)


def _row(pictures: Sequence[Picture], title: str) -> Figure:
    wide = (TEXT_WIDTH - 12 * (_IN_A_ROW - 1)) / _IN_A_ROW
    shapes: list[Shape] = []
    for number, one in enumerate(pictures):
        left = number * (wide + 12)
        shapes.append(Photograph(left, 0, wide, _TALL, one.content, one.caption))
        if one.caption:
            shapes.append(Label(left + wide / 2, _TALL + 11, one.caption, 7.5, Anchor.MIDDLE, Ink.QUIET, width=wide, lines=2))
    tall = _TALL + (_CAPTION if any(one.caption for one in pictures) else 0)
    return Figure(TEXT_WIDTH, tall, tuple(shapes), title)
