"""How what follows from a step is shown: on a list of the command line, and in the preview of a window."""

from __future__ import annotations

from app.kernel.consequences import Effect
from app.kernel.fields import Badge, Tone
from app.kernel.translated import lazy

EFFECTS = {
    Effect.FOLLOWS: Badge(lazy("follows"), Tone.GOOD),
    Effect.ENDS: Badge(lazy("ends"), Tone.NEUTRAL),
    Effect.BY_HAND: Badge(lazy("by hand"), Tone.WARNING),
    Effect.WARNS: Badge(lazy("check"), Tone.BUSY),
}
