"""What the pages of flags share: names of flags, and a small drawing of some of them."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.flags.entities import FlagRules
from app.kernel.fields import Choice
from app.kernel.figures import Figure, FlagPicture
from ui.kit.choosers import country_names
from ui.kit.language import _, spoken

WIDE, HIGH, GAP = 60.0, 40.0, 12.0  # points of a flag, and between two
IN_A_ROW = 4


def flag_names(rules: FlagRules) -> list[tuple[str, str]]:
    """Give the codes and names of all flags that are known, in the language of the screen."""
    return [*((one.code, spoken.wording.text(one.name)) for one in rules.entities if one.name), *country_names()]


def flags_side_by_side(codes: Sequence[str], rules: FlagRules, title: str) -> Figure:
    """Draw some flags beside each other."""
    named = [(rules.code_of(code), rules.name_of(rules.code_of(code), spoken.wording)) for code in codes]
    columns = min(max(len(named), 1), IN_A_ROW)
    rows = -(-len(named) // IN_A_ROW)
    shapes = tuple(
        FlagPicture(1 + (n % IN_A_ROW) * (WIDE + GAP), 1 + (n // IN_A_ROW) * (HIGH + GAP), WIDE, HIGH, code, name)
        for n, (code, name) in enumerate(named)
    )
    told = spoken.wording.formats.join([name for _code, name in named])
    return Figure(columns * (WIDE + GAP) - GAP + 2, max(rows * (HIGH + GAP) - GAP + 2, 4), shapes, title, told)


def title_of(choices: Sequence[Choice], code: object) -> str:
    """Say a choice in the language of the screen."""
    return next((_(choice.title) for choice in choices if choice.code == code), str(code))
