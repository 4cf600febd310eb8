"""Every colour of the screen, light and dark, with the contrast that makes it readable.

One accent: the iris blue of Brussels, and a lighter one of the same hue on dark ground.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.kernel.fields import Tone


@dataclass(frozen=True, slots=True)
class TonePair:
    """The ink and the ground of a badge."""

    ink: str
    ground: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, by what they are for."""

    name: str
    page: str  # where the work stands
    side: str  # sidebar, bars, headers
    raised: str  # menus, dialogs, popups
    ink: str  # text
    quiet: str  # secondary text
    hairline: str
    edge: str  # the border of a field; 3:1 on the page
    hover: str
    selected: str  # ground of a selected row
    accent: str
    accent_hover: str
    on_accent: str
    tones: dict[Tone, TonePair] = field(default_factory=dict[Tone, TonePair])


LIGHT = Palette(
    name="light",
    page="#ffffff",
    side="#f6f7fa",
    raised="#ffffff",
    ink="#191d26",
    quiet="#596170",
    hairline="#e2e5eb",
    edge="#8b93a3",
    hover="#eceff5",
    selected="#dde7f8",
    accent="#003da5",
    accent_hover="#0b4fc4",
    on_accent="#ffffff",
    tones={
        Tone.NEUTRAL: TonePair("#3d4554", "#e9ecf2"),
        Tone.GOOD: TonePair("#17603a", "#dff2e6"),
        Tone.BUSY: TonePair("#003da5", "#e2ebfa"),
        Tone.WARNING: TonePair("#7a4a00", "#fdeecf"),
        Tone.BAD: TonePair("#a3211b", "#fbe4e2"),
        Tone.FAINT: TonePair("#596170", "#f3f4f7"),
    },
)

DARK = Palette(
    name="dark",
    page="#15181e",
    side="#1b1f27",
    raised="#222731",
    ink="#e7eaf0",
    quiet="#a4adbc",
    hairline="#2d333e",
    edge="#6f798a",
    hover="#272d38",
    selected="#25375c",
    accent="#8fb4ff",
    accent_hover="#aac6ff",
    on_accent="#0c1a36",
    tones={
        Tone.NEUTRAL: TonePair("#cfd5df", "#30363f"),
        Tone.GOOD: TonePair("#8fd8ac", "#173524"),
        Tone.BUSY: TonePair("#a9c5ff", "#1d3054"),
        Tone.WARNING: TonePair("#f0c270", "#3d2f12"),
        Tone.BAD: TonePair("#ffa9a1", "#46201e"),
        Tone.FAINT: TonePair("#a4adbc", "#232831"),
    },
)


def contrast(one: str, other: str) -> float:
    """Give the contrast of two colours as WCAG 2.1 counts it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[n : n + 2], 16) / 255) for n in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - constants of the standard
