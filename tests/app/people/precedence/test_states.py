"""States by the alphabet of their own languages, or of one that was agreed."""

from __future__ import annotations

import pytest

from app.adapters.i18n import wording_for
from app.domains.people.precedence.profiles import Alphabet
from app.domains.people.precedence.states import known_states, name_of, state_key

# The order of the member States at the Union's own table (interinstitutional style guide).
UNION = [
    "BE",
    "BG",
    "CZ",
    "DK",
    "DE",
    "EE",
    "IE",
    "GR",
    "ES",
    "FR",
    "HR",
    "IT",
    "CY",
    "LV",
    "LT",
    "LU",
    "HU",
    "MT",
    "NL",
    "AT",
    "PL",
    "PT",
    "RO",
    "SI",
    "SK",
    "FI",
    "SE",
]


def ordered(codes, alphabet):
    return sorted(codes, key=lambda code: state_key(code, alphabet))


def test_the_union_sits_in_the_order_of_own_languages():
    assert ordered(reversed(UNION), Alphabet.OWN) == UNION


def test_names_in_greek_and_cyrillic_letters_stand_where_their_spelling_puts_them():
    assert [name_of(code, Alphabet.OWN) for code in ordered(["BG", "GR", "CY", "ES", "IE", "LV", "IT"], Alphabet.OWN)] == [
        "България",
        "Éire",
        "Ελλάδα",
        "España",
        "Italia",
        "Κύπρος",
        "Latvija",
    ]


@pytest.mark.parametrize(
    ("alphabet", "expected"),
    [
        (Alphabet.NL, ["BE", "DE", "FR", "NL"]),  # België, Duitsland, Frankrijk, Nederland
        (Alphabet.FR, ["DE", "BE", "FR", "NL"]),  # Allemagne, Belgique, France, Pays-Bas
        (Alphabet.EN, ["BE", "FR", "DE", "NL"]),  # Belgium, France, Germany, Netherlands
    ],
)
def test_another_language_gives_another_order(alphabet, expected):
    assert ordered(["NL", "DE", "FR", "BE"], alphabet) == expected


def test_accents_do_not_move_a_state():
    assert ordered(["EG", "EE", "EC"], Alphabet.FR) == ["EG", "EC", "EE"]  # Égypte, Équateur, Estonie


def test_a_code_that_nobody_knows_stands_as_written():
    assert name_of("QQ", Alphabet.OWN) == "QQ"
    assert state_key("QQ", Alphabet.EN) == "qq"


def test_small_letters_are_the_same_state():
    assert name_of("gr", Alphabet.OWN) == name_of("GR", Alphabet.OWN)
    assert state_key("gr", Alphabet.OWN) == state_key("GR", Alphabet.OWN)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_states_are_named_as_papers_name_them(language):
    formats = wording_for(language).formats
    named = {code: name_of(code, Alphabet(language)) for code in known_states()}

    assert named == {code: formats.country(code) for code in known_states()}


def test_every_key_is_in_latin_letters():
    assert [code for code in known_states() if any(ord(letter) > 0x24F for letter in state_key(code, Alphabet.OWN))] == []
