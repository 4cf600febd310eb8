"""The form of address that an office has can be chosen on the screen, whichever it is."""

from __future__ import annotations

from app.domains.people.precedence import shipped
from ui.people.precedence.words import STYLES


def test_every_style_of_the_catalogue_can_be_chosen():
    assert {office.style for office in shipped.offices().values()} - {choice.code for choice in STYLES} == set()
