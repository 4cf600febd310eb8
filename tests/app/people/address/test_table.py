"""The table of forms of address as it is shipped: whole in four languages, with its sources."""

from __future__ import annotations

import re

import pytest

from app.domains.people.address.forms import FORMS
from app.domains.people.address.table import Gendered, address_table, plain_letters
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.precedence.shipped import offices
from app.domains.people.vocabulary import Gender

KNOWN = {"name", "surname", "academic", "title", "Title", "function", "organisation", "prefix", "courtesy", "call", "salutation"}
STYLES = sorted(address_table().styles.values(), key=lambda style: (style.code, style.abroad))


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.code}{' abroad' * style.abroad}")
def test_every_style_has_words_and_a_source_in_every_language(style):
    for language in ADDRESS_LANGUAGES:
        words = style.words(language)
        assert words.source in ("C", "V")
        assert words.salutation
        assert all(getattr(words, key) or key not in ("spoken", "salutation") or style.code == "excellency" for key in FORMS)


def test_only_what_is_known_is_filled_in():
    texts = [
        text
        for style in STYLES
        for language in ADDRESS_LANGUAGES
        for key in ("title", "plural", *FORMS)
        for text in getattr(style.words(language), key).all()
    ]
    texts += [
        text
        for frame in address_table().frames.values()
        for key in ("envelope", "salutation", "plain", "high", "highest", "spoken", "place_card", "badge")
        for text in getattr(frame, key).all()
    ]
    assert {name for text in texts for name in re.findall(r"\{(\w+)", text)} <= KNOWN
    assert {text for text in texts if text != text.strip() or "  " in text} == set()


def test_a_frame_is_there_for_every_language():
    assert sorted(address_table().frames) == sorted(ADDRESS_LANGUAGES)


def test_every_style_of_the_catalogue_is_in_the_table():
    known = {code for code, _ in address_table().styles}
    assert {office.style for office in offices().values()} - known == {""}
    assert set(address_table().offices) - set(offices()) == set()


def test_what_is_known_of_nobody_is_never_that_of_a_man():
    assert Gendered("a", "b").of(Gender.UNKNOWN) == ""
    assert Gendered("a", "b", "c").of(Gender.OTHER) == "c"
    assert Gendered("a", "b", "c", "d").of(Gender.OTHER) == "d"


def test_the_way_of_writing_an_honour_does_not_count():
    assert {plain_letters(text) for text in ("Z.E.", "z. e.", "ZE")} == {"ze"}
