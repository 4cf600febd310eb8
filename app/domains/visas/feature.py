"""What the domain of passports and visas brings."""

from __future__ import annotations

from app.domains.visas.terms import EDIT_VISAS, SEE_NUMBERS, SEE_VISAS
from app.kernel.feature import Feature
from app.kernel.translated import lazy

FEATURE = Feature(
    name="visas",
    title=lazy("Passports and visas"),
    icon="visa",
    order=25,
    requires=("people", "missions"),
    permissions=(SEE_VISAS, EDIT_VISAS, SEE_NUMBERS),
)
