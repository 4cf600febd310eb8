"""The objects of the gift bank of the sample office, and small drawings in the place of their photographs.

All of them are invented, makers, stories and prices alike; nothing here is an object that can be bought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from app.domains.gifts.drafts import ItemDraft
from app.domains.gifts.vocabulary import CabinBag, Category, Level, Tag, Trait
from app.kernel.figures import Anchor, Area, Box, Disc, Figure, Ink, Label, Shape, Stroke
from app.kernel.money import Money
from app.kernel.translated import Multilingual

WIDTH, HEIGHT = 240.0, 180.0
SHELF, VITRINE = "kast 1 / armoire 1", "vitrine / vitrine"
_MADE = (Tag.BRUSSELS_MADE, Tag.HANDMADE)


@dataclass(frozen=True, slots=True)
class Sample:
    """An object of the bank: how it is entered, how many were bought, and what its drawing shows."""

    draft: ItemDraft
    number: int
    picture: str
    perishes: bool = False


def _object(
    name: Multilingual, maker: str, story: Multilingual, level: Level, cost: str, number: int, picture: str, **fields: object
) -> Sample:
    draft = ItemDraft(
        name=name,
        maker=f"{maker} (sample)",
        supplier="Voorbeeldwinkel / Boutique Exemple (sample)",
        story=story,
        level=level,
        unit_cost=Money(Decimal(cost)),
        origin="BE",
        place=SHELF,
        remark="Invented for the sample office.",
        **fields,  # type: ignore[arg-type]
    )
    return Sample(draft, number, picture, perishes=draft.shelf_days is not None)


OBJECTS = {
    "lace": _object(
        Multilingual("Ingelijste kloskant (verzonnen)", "Dentelle aux fuseaux encadrée (inventée)", "Framed bobbin lace (invented)"),
        "Kantatelier Voorbeeld",
        Multilingual(
            "Een irisbloem in kloskant, in een lijst van gerecycleerd eikenhout. Dit verhaal is verzonnen.",
            "Un iris en dentelle aux fuseaux, dans un cadre de chêne récupéré. Cette histoire est inventée.",
            "An iris in bobbin lace, in a frame of reclaimed oak. This story is invented.",
        ),
        Level.A, "320", 2, "frame",
        category=Category.TEXTILE, minimum=1, weight=900, size="30 × 40 cm", cabin=CabinBag.YES,
        traits=(Trait.GLASS,), tags=(*_MADE, Tag.SUSTAINABLE),
    ),
    "drawing": _object(
        Multilingual("Striptekening “De verzonnen tram”", "Planche « Le tram inventé »", "Comic drawing “The invented tram”"),
        "Studio Exemple",
        Multilingual(
            "Een zeefdruk van twintig exemplaren, genummerd. Dit verhaal is verzonnen.",
            "Une sérigraphie à vingt exemplaires, numérotée. Cette histoire est inventée.",
            "A screen print of twenty copies, numbered. This story is invented.",
        ),
        Level.B, "140", 4, "print",
        category=Category.COMIC, minimum=2, weight=300, size="50 × 35 cm", cabin=CabinBag.YES, tags=_MADE,
    ),
    "vase": _object(
        Multilingual("Glazen vaas “Iris” (verzonnen)", "Vase en verre « Iris » (inventé)", "Glass vase “Iris” (invented)"),
        "Glasblazerij Voorbeeld",
        Multilingual(
            "Met de mond geblazen, in het blauw van de irissen. Dit verhaal is verzonnen.",
            "Soufflé à la bouche, du bleu des iris. Cette histoire est inventée.",
            "Blown by mouth, in the blue of irises. This story is invented.",
        ),
        Level.B, "95", 3, "vase",
        category=Category.TABLEWARE, minimum=1, weight=1400, size="24 cm", cabin=CabinBag.LIMITED,
        cabin_note="breekbaar / fragile", traits=(Trait.GLASS,), tags=_MADE,
    ),
    "book": _object(
        Multilingual("Fotoboek “Verzonnen gevels”", "Livre de photos « Façades inventées »", "Book of photographs “Invented façades”"),
        "Uitgeverij Voorbeeld – Éditions Exemple",
        Multilingual(
            "Honderd gevels in drie talen. Dit verhaal is verzonnen.",
            "Cent façades en trois langues. Cette histoire est inventée.",
            "A hundred façades in three languages. This story is invented.",
        ),
        Level.C, "38", 12, "book",
        category=Category.BOOK, minimum=4, weight=950, size="24 × 28 cm", cabin=CabinBag.YES, tags=(Tag.BRUSSELS_MADE, Tag.SUSTAINABLE),
    ),
    "bell": _object(
        Multilingual("Trambelletje van messing (verzonnen)", "Timbre de tram en laiton (inventé)", "Brass tram bell (invented)"),
        "Atelier Exemple",
        Multilingual(
            "Gegoten naar een model dat nooit heeft gereden. Dit verhaal is verzonnen.",
            "Fondu d’après un modèle qui n’a jamais roulé. Cette histoire est inventée.",
            "Cast after a model that never ran. This story is invented.",
        ),
        Level.C, "42", 6, "bell",
        category=Category.CRAFT, minimum=2, weight=450, size="9 cm", cabin=CabinBag.YES, tags=_MADE,
    ),
    "pralines": _object(
        Multilingual("Doos pralines (verzonnen)", "Ballotin de pralines (inventé)", "Box of chocolates (invented)"),
        "Chocolaterie Exemple",
        Multilingual(
            "Zonder alcohol en zonder gelatine. Dit verhaal is verzonnen.",
            "Sans alcool ni gélatine. Cette histoire est inventée.",
            "Without alcohol and without gelatine. This story is invented.",
        ),
        Level.D, "24", 8, "box",
        category=Category.FOOD, minimum=5, shelf_days=60, weight=500, size="20 × 20 cm", cabin=CabinBag.YES,
        traits=(Trait.FOOD,), tags=(Tag.BRUSSELS_MADE, Tag.NO_ALCOHOL, Tag.VEGETARIAN),
    ),
    "biscuits": _object(
        Multilingual("Blik speculaas (verzonnen)", "Boîte de spéculoos (inventée)", "Tin of speculoos biscuits (invented)"),
        "Bakkerij Voorbeeld",
        Multilingual(
            "In een blik met een kaart van een stad die niet bestaat. Dit verhaal is verzonnen.",
            "Dans une boîte ornée du plan d’une ville qui n’existe pas. Cette histoire est inventée.",
            "In a tin with the map of a town that does not exist. This story is invented.",
        ),
        Level.D, "14", 10, "tin",
        category=Category.FOOD, minimum=6, shelf_days=180, weight=600, size="Ø 18 cm", cabin=CabinBag.YES,
        traits=(Trait.FOOD,), tags=(Tag.BRUSSELS_MADE, Tag.VEGAN, Tag.NO_ALCOHOL),
    ),
    "umbrella": _object(
        Multilingual("Opvouwbare paraplu (verzonnen)", "Parapluie pliant (inventé)", "Folding umbrella (invented)"),
        "Regenwinkel Voorbeeld",
        Multilingual(
            "Van gerecycleerd textiel, met stripwolken. Dit verhaal is verzonnen.",
            "En textile recyclé, à nuages de bande dessinée. Cette histoire est inventée.",
            "Of recycled cloth, with clouds from a comic. This story is invented.",
        ),
        Level.D, "18", 3, "umbrella",
        category=Category.TEXTILE, minimum=6, weight=350, size="28 cm", cabin=CabinBag.YES,
        traits=(Trait.UMBRELLA,), tags=(Tag.SUSTAINABLE,),
    ),
    "beer": _object(
        Multilingual("Fles geuze (verzonnen)", "Bouteille de gueuze (inventée)", "Bottle of gueuze (invented)"),
        "Brouwerij Voorbeeld",
        Multilingual(
            "Van spontane gisting; de brouwerij bestaat niet. Dit verhaal is verzonnen.",
            "De fermentation spontanée ; la brasserie n’existe pas. Cette histoire est inventée.",
            "Of spontaneous fermentation; the brewery does not exist. This story is invented.",
        ),
        Level.D, "16", 6, "bottle",
        category=Category.DRINK, minimum=2, weight=1500, size="75 cl", cabin=CabinBag.NO, cabin_note="vloeistof / liquide",
        customs_note="alcohol: accijnzen / accises", traits=(Trait.ALCOHOL, Trait.LIQUID, Trait.GLASS), tags=(Tag.BRUSSELS_MADE,),
    ),
}  # fmt: skip

# ------------------------------------------------------------------------------------------------ drawings


def drawing(picture: str, name: Multilingual) -> Figure:
    """Draw an object on a table, with the word that says that it is no photograph."""
    ground: tuple[Shape, ...] = (
        Box(0, 0, WIDTH, HEIGHT, Ink.TINT),
        Box(0, 138, WIDTH, HEIGHT - 138, Ink.WOOD),
    )
    word = Label(WIDTH / 2, 168, "voorbeeld · exemple · sample", 10, Anchor.MIDDLE, Ink.GROUND)
    return Figure(WIDTH, HEIGHT, (*ground, *_PICTURES[picture](), word), name.best("en"))


def _frame() -> tuple[Shape, ...]:
    petals = tuple(Disc(120 + x, 76 + y, 13, Ink.GROUND, Ink.ACCENT, 1.5) for x, y in ((0, -18), (-17, 6), (17, 6), (0, 20)))
    return Box(72, 22, 96, 116, Ink.WOOD, Ink.INK), Box(82, 32, 76, 96, Ink.ACCENT), *petals, Disc(120, 80, 6, Ink.WARNING)


def _print() -> tuple[Shape, ...]:
    wheels = tuple(Disc(x, 112, 7, Ink.INK) for x in (88, 152))
    windows = tuple(Box(x, 72, 18, 16, Ink.TINT) for x in (76, 100, 124, 148))
    return Box(50, 40, 140, 90, Ink.GROUND, Ink.INK), Box(66, 62, 108, 46, Ink.WARNING, Ink.INK, radius=6), *windows, *wheels


def _vase() -> tuple[Shape, ...]:
    outline = ((104, 40), (136, 40), (130, 66), (150, 104), (140, 138), (100, 138), (90, 104), (110, 66))
    return Area(outline, Ink.ACCENT, Ink.INK), Stroke(((120, 40), (112, 16)), Ink.LINE, 2), Disc(112, 16, 9, Ink.WARNING)


def _book() -> tuple[Shape, ...]:
    lines = tuple(Stroke(((98, y), (146, y)), Ink.GROUND, 2) for y in (62, 72))
    return Box(80, 34, 84, 104, Ink.METAL, Ink.INK), Box(88, 42, 68, 44, Ink.ACCENT), *lines, Box(88, 96, 68, 32, Ink.WOOD)


def _bell() -> tuple[Shape, ...]:
    dome = ((76, 124), (82, 90), (100, 68), (120, 62), (140, 68), (158, 90), (164, 124))
    return Area(dome, Ink.WARNING, Ink.INK), Box(70, 122, 100, 14, Ink.METAL, Ink.INK, radius=4), Disc(120, 56, 8, Ink.METAL, Ink.INK)


def _box() -> tuple[Shape, ...]:
    return (
        Box(66, 70, 108, 68, Ink.BAD, Ink.INK, radius=4),
        Box(112, 70, 16, 68, Ink.WARNING),
        Area(((120, 70), (92, 46), (104, 70)), Ink.WARNING, Ink.INK),
        Area(((120, 70), (148, 46), (136, 70)), Ink.WARNING, Ink.INK),
    )


def _tin() -> tuple[Shape, ...]:
    return (
        Box(76, 66, 88, 72, Ink.METAL, Ink.INK, radius=10),
        Box(76, 60, 88, 16, Ink.QUIET, Ink.INK, radius=6),
        Disc(120, 106, 20, Ink.TINT),
    )


def _umbrella() -> tuple[Shape, ...]:
    cloth = ((56, 92), (72, 56), (100, 36), (120, 32), (140, 36), (168, 56), (184, 92), (152, 84), (120, 92), (88, 84))
    return Area(cloth, Ink.ACCENT, Ink.INK), Stroke(((120, 92), (120, 138)), Ink.INK, 3), Stroke(((120, 138), (132, 138)), Ink.INK, 3)


def _bottle() -> tuple[Shape, ...]:
    outline = ((112, 22), (128, 22), (128, 56), (144, 76), (144, 138), (96, 138), (96, 76), (112, 56))
    return Area(outline, Ink.QUIET, Ink.INK), Box(100, 88, 40, 30, Ink.GROUND, Ink.INK), Box(111, 16, 18, 10, Ink.WARNING)


def _bowl() -> tuple[Shape, ...]:
    return Area(((64, 84), (176, 84), (150, 132), (90, 132)), Ink.METAL, Ink.INK), Stroke(((72, 96), (168, 96)), Ink.ACCENT, 3)


_PICTURES: dict[str, Callable[[], tuple[Shape, ...]]] = {
    "frame": _frame,
    "print": _print,
    "vase": _vase,
    "book": _book,
    "bell": _bell,
    "box": _box,
    "tin": _tin,
    "umbrella": _umbrella,
    "bottle": _bottle,
    "bowl": _bowl,
}
