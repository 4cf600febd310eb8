"""The colours of drawings on paper: those of our papers, and what is made of metal and wood."""

from __future__ import annotations

from app.kernel.figures import Ink

Colour = tuple[float, float, float]

PAPER: dict[Ink, Colour] = {
    Ink.INK: (0.09, 0.11, 0.15),
    Ink.QUIET: (0.34, 0.37, 0.43),
    Ink.LINE: (0.74, 0.77, 0.82),
    Ink.ACCENT: (0.0, 0.239, 0.647),
    Ink.TINT: (0.945, 0.955, 0.975),
    Ink.GROUND: (1.0, 1.0, 1.0),
    Ink.WARNING: (0.6, 0.38, 0.0),
    Ink.BAD: (0.64, 0.09, 0.09),
    Ink.METAL: (0.53, 0.56, 0.62),
    Ink.WOOD: (0.66, 0.52, 0.38),
}
"""Red, green and blue, each from 0 to 1."""


def hexadecimal(ink: Ink) -> str:
    """Write a colour as files of drawings do: #003da5."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in PAPER[ink])
