"""Words of the forms of address."""

from __future__ import annotations

from app.kernel.fields import Choice
from app.kernel.translated import lazy

ADDRESS_FORM = "address form"

# German is a language of letters and speeches in Brussels, though no screen is in it.
ADDRESS_LANGUAGES = ("nl", "fr", "en", "de")
LANGUAGE_CHOICES = (
    Choice("nl", lazy("Dutch")),
    Choice("fr", lazy("French")),
    Choice("en", lazy("English")),
    Choice("de", lazy("German")),
)
