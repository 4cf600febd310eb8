"""What the domain of flags brings."""

from __future__ import annotations

from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(name="flags", title=lazy("Flags"), icon="flag", order=40)
