"""The salutation of a speech: the highest first, those of one style together, everybody last."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.people.address.forms import AddressDraft, Subject
from app.domains.people.address.speech import speech
from app.domains.people.address.table import address_table
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.precedence.shipped import offices
from app.domains.people.vocabulary import Gender

MAN, WOMAN, UNKNOWN = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN


def holder(office: str, gender: Gender = MAN, **fields: Any) -> Subject:
    return Subject(**({"name": "Noor Voorbeeld", "family_name": "Voorbeeld", "gender": gender, "office": offices().get(office)} | fields))


def said(*subjects: Subject, **options: Any) -> tuple[str, ...]:
    return tuple(speech(subjects, language, **options).text for language in ADDRESS_LANGUAGES)


def test_a_minister_president_and_ambassadors_are_greeted_before_everybody():
    company = (holder("brussels-minister-president"), holder("foreign-ambassador"), holder("foreign-ambassador", WOMAN), holder("adviser"))
    assert said(*company) == (
        "Mijnheer de minister-president, Excellenties, dames en heren",
        "Monsieur le Ministre-Président, Excellences, Mesdames, Messieurs",
        "Minister-President, Excellencies, ladies and gentlemen",
        "Herr Ministerpräsident, Exzellenzen, meine Damen und Herren",
    )


def test_excellencies_of_several_styles_are_greeted_together():
    company = (holder("foreign-minister"), holder("foreign-ambassador"), holder("brussels-state-secretary", WOMAN))
    assert said(*company)[0] == "Excellenties, Mevrouw de staatssecretaris, dames en heren"


def test_one_ambassador_is_greeted_by_title():
    assert said(holder("foreign-ambassador", WOMAN))[:2] == (
        "Mevrouw de ambassadeur, dames en heren",
        "Madame l'Ambassadrice, Mesdames, Messieurs",
    )


def test_several_of_one_style_agree_with_who_they_are():
    men, women = (holder("brussels-minister"), holder("federal-minister")), (holder("brussels-minister", WOMAN),) * 2
    assert said(*men)[:2] == ("Heren ministers, dames en heren", "Messieurs les Ministres, Mesdames, Messieurs")
    assert said(*women)[1] == "Mesdames les Ministres, Mesdames, Messieurs"
    assert said(men[0], women[0]) == (
        "Dames en heren ministers, dames en heren",
        "Mesdames et Messieurs les Ministres, Mesdames, Messieurs",
        "Ministers, ladies and gentlemen",
        "Sehr geehrte Ministerinnen und Minister, meine Damen und Herren",
    )


def test_a_company_of_which_somebody_is_not_known_is_greeted_as_a_mixed_one():
    made = speech((holder("brussels-minister"), holder("brussels-minister", UNKNOWN)), "fr")
    assert made.text == "Mesdames et Messieurs les Ministres, Mesdames, Messieurs"


def test_the_king_and_the_queen_come_first():
    assert said(holder("king"), holder("queen", WOMAN), holder("royal-family-member", WOMAN)) == (
        "Sire, Mevrouw, dames en heren",
        "Sire, Madame, Mesdames, Messieurs",
        "Your Majesties, Your Royal Highness, ladies and gentlemen",
        "Majestäten, Königliche Hoheit, meine Damen und Herren",
    )


def test_who_cannot_be_named_without_guessing_is_told():
    made = speech((holder("brussels-minister", UNKNOWN, id="noor"),), "fr")
    assert (made.text, [(f.rule, f.ref and f.ref.id) for f in made.missing]) == ("Mesdames, Messieurs", [("address-gender", "noor")])


def test_at_most_so_many_parts_are_named():
    company = tuple(holder(code) for code in ("brussels-minister-president", "brussels-minister", "brussels-state-secretary", "mayor"))
    assert said(*company, named=2)[0] == "Mijnheer de minister-president, Mijnheer de minister, dames en heren"
    assert said(*company, named=0)[0] == "Dames en heren"


def test_a_spoken_form_of_the_office_itself_is_kept_apart():
    company = (holder("brussels-minister", id="one"), holder("brussels-minister", id="two"))
    own = {"one": AddressDraft(spoken="Beste collega")}
    assert said(*company, own=own)[0] == "Beste collega, Mijnheer de minister, dames en heren"


def test_an_empty_room_is_greeted_too():
    assert said() == ("Dames en heren", "Mesdames, Messieurs", "Ladies and gentlemen", "Meine Damen und Herren")


def test_another_language_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="it"):
        speech((), "it")


guests = st.builds(holder, st.sampled_from(sorted(offices())), st.sampled_from(list(Gender)), country=st.sampled_from(["BE", "FR"]))


@given(st.lists(guests, max_size=12), st.sampled_from(ADDRESS_LANGUAGES), st.integers(0, 8))
def test_a_salutation_ends_with_everybody_and_has_no_gaps(company, language, named):
    made = speech(company, language, named)
    parts = made.text.split(", ")
    everybody = address_table().frames[language].everybody
    assert made.text.lower().endswith(everybody.lower())
    assert len(parts) <= named + len(everybody.split(", "))
    assert all(part.strip() == part and part for part in parts)
    assert made.text[0].isupper()
    assert "{" not in made.text
