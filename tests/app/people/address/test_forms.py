"""Forms of address: right in four languages, complete or said to be incomplete, and never guessed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domains.people.address.forms import FORMS, AddressDraft, Subject, address_forms, check_address, style_of
from app.domains.people.address.table import address_table
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.precedence.profiles import Office
from app.domains.people.precedence.shipped import offices
from app.domains.people.vocabulary import Gender
from app.kernel.ids import Ref
from app.kernel.translated import Multilingual

MAN, WOMAN, UNKNOWN, NEITHER = Gender.MALE, Gender.FEMALE, Gender.UNKNOWN, Gender.OTHER
FRANCE = Multilingual("ambassadeur van Frankrijk", "Ambassadrice de France", "Ambassador of France")
EMBASSY = Multilingual("Ambassade van Frankrijk", "Ambassade de France", "Embassy of France")
STYLES = sorted({code for code, _ in address_table().styles})


def subject(style: str = "", gender: Gender = WOMAN, **fields: Any) -> Subject:
    values: dict[str, Any] = {"name": "Noor Voorbeeld", "family_name": "Voorbeeld", "given_names": "Noor", "id": "noor"}
    return Subject(**(values | {"gender": gender, "style": style} | fields))


def holder(office: str, gender: Gender = WOMAN, **fields: Any) -> Subject:
    return subject("", gender, office=offices()[office], **fields)


def ambassador(gender: Gender = WOMAN, **fields: Any) -> Subject:
    return holder("foreign-ambassador", gender, title=FRANCE, organisation=EMBASSY, country="FR", **fields)


SALUTATIONS = [
    ("king", MAN, ("Sire", "Sire", "Your Majesty", "Majestät")),
    ("queen", WOMAN, ("Mevrouw", "Madame", "Your Majesty", "Majestät")),
    ("royal", MAN, ("Monseigneur", "Monseigneur", "Your Royal Highness", "Königliche Hoheit")),
    ("royal", WOMAN, ("Mevrouw", "Madame", "Your Royal Highness", "Königliche Hoheit")),
    ("nuncio", MAN, ("Excellentie", "Excellence", "Your Excellency", "Exzellenz")),
    ("cardinal", MAN, ("Eminentie", "Éminence", "Your Eminence", "Eminenz")),
    ("ambassador", WOMAN, ("Excellentie", "Excellence", "Your Excellency", "Exzellenz")),
]


@pytest.mark.parametrize(("style", "gender", "expected"), SALUTATIONS)
def test_the_salutation_of_a_letter_is_that_of_the_table(style, gender, expected):
    assert tuple(address_forms(subject(style, gender), language).salutation for language in ADDRESS_LANGUAGES) == expected


SPOKEN = [
    ("head-of-state", MAN, ("Mijnheer de president", "Monsieur le Président", "Mr President", "Herr Präsident")),
    ("ambassador", MAN, ("Mijnheer de ambassadeur", "Monsieur l'Ambassadeur", "Ambassador", "Herr Botschafter")),
    ("ambassador", WOMAN, ("Mevrouw de ambassadeur", "Madame l'Ambassadrice", "Ambassador", "Frau Botschafterin")),
    ("prime-minister", MAN, ("Mijnheer de eerste minister", "Monsieur le Premier Ministre", "Prime Minister", "Herr Premierminister")),
    ("minister", WOMAN, ("Mevrouw de minister", "Madame la Ministre", "Minister", "Frau Ministerin")),
    ("foreign-minister", MAN, ("Mijnheer de minister", "Monsieur le Ministre", "Minister", "Herr Minister")),
    ("minister-president", MAN, ("Mijnheer de minister-president", "Monsieur le Ministre-Président", "Minister-President", "Herr Ministerpräsident")),
    ("state-secretary", WOMAN, ("Mevrouw de staatssecretaris", "Madame la Secrétaire d'État", "State Secretary", "Frau Staatssekretärin")),
    ("speaker", MAN, ("Mijnheer de voorzitter", "Monsieur le Président", "Mr President", "Herr Präsident")),
    ("governor", MAN, ("Mijnheer de gouverneur", "Monsieur le Gouverneur", "Governor", "Herr Gouverneur")),
    ("mayor", MAN, ("Mijnheer de burgemeester", "Monsieur le Bourgmestre", "Mayor", "Herr Bürgermeister")),
    ("alderman", WOMAN, ("Mevrouw de schepen", "Madame l'Échevine", "Alderman", "Frau Schöffin")),
    ("secretary-general", WOMAN, ("Mevrouw de secretaris-generaal", "Madame la Secrétaire générale", "Secretary-General", "Frau Generalsekretärin")),
    ("director-general", WOMAN, ("Mevrouw de directeur-generaal", "Madame la Directrice générale", "Director-General", "Frau Generaldirektorin")),
]  # fmt: skip


@pytest.mark.parametrize(("style", "gender", "expected"), SPOKEN)
def test_the_spoken_form_is_that_of_the_table(style, gender, expected):
    assert tuple(address_forms(subject(style, gender), language).spoken for language in ADDRESS_LANGUAGES) == expected


def test_a_letter_in_dutch_names_the_office_of_a_man_without_an_article():
    assert address_forms(subject("minister", MAN), "nl").salutation == "Geachte heer minister"
    assert address_forms(subject("minister", WOMAN), "nl").salutation == "Geachte mevrouw de minister"


def test_an_ambassador_has_all_forms_in_every_language():
    dutch = address_forms(ambassador(MAN, name="Luc Voorbeeld"), "nl")
    assert (dutch.prefix, dutch.envelope.split("\n")) == (
        "Z.E.",
        ["Z.E. de heer Luc Voorbeeld", "ambassadeur van Frankrijk", "Ambassade van Frankrijk"],
    )
    assert (dutch.closing, dutch.place_card, dutch.missing) == ("Met de meeste hoogachting", "Ambassadeur Voorbeeld", ())
    french = address_forms(ambassador(), "fr")
    assert french.envelope.split("\n") == ["S.E. Madame Noor Voorbeeld", "Ambassadrice de France", "Ambassade de France"]
    assert french.closing == "Je prie Votre Excellence d'agréer les assurances de ma très haute considération."
    assert (french.place_card, french.missing) == ("Madame l'Ambassadrice Voorbeeld", ())
    english = address_forms(ambassador(), "en")
    assert (english.envelope.split("\n")[0], english.place_card) == ("H.E. Ms Noor Voorbeeld", "Ambassador Voorbeeld")
    assert english.closing == "Please accept, Your Excellency, the assurances of my highest consideration."
    german = address_forms(ambassador(), "de")
    assert german.envelope.split("\n")[:2] == ["I.E. Frau Noor Voorbeeld", "Botschafterin"]
    assert [finding.rule for finding in german.missing] == ["address-title-language", "address-organisation-language"]


def test_a_charge_d_affaires_is_no_excellency():
    forms = [address_forms(holder("charge-d-affaires", MAN), language) for language in ADDRESS_LANGUAGES]
    assert [one.prefix for one in forms] == ["", "", "", ""]
    assert forms[2].salutation == "Dear Mr Voorbeeld"


def test_the_king_is_written_to_as_the_table_says_in_whatever_language():
    envelopes = [address_forms(holder("king", MAN), language).envelope for language in ADDRESS_LANGUAGES]
    assert envelopes == [
        "Zijne Majesteit de Koning",
        "À Sa Majesté le Roi des Belges",
        "His Majesty the King of the Belgians",
        "Seine Majestät der König der Belgier",
    ]
    assert address_forms(holder("king", MAN), "fr").closing == "Daigne Votre Majesté agréer l'expression de mon profond respect."


def test_a_king_of_another_state_is_not_called_that_of_the_belgians():
    king = holder("foreign-head-of-state", MAN, prefix="Z.M.", country="ES", title=Multilingual("Koning van Spanje", "Roi d'Espagne"))
    assert address_forms(king, "fr").envelope == "À Sa Majesté\nRoi d'Espagne"
    assert address_forms(king, "fr").salutation == "Sire"
    president = holder("foreign-head-of-state", MAN, country="FR")
    assert address_forms(president, "fr").salutation == "Monsieur le Président"


def test_the_mayor_of_a_french_city_is_no_bourgmestre():
    assert address_forms(holder("foreign-mayor", WOMAN, country="FR"), "fr").spoken == "Madame la Maire"
    assert address_forms(holder("mayor", WOMAN, country="BE"), "fr").spoken == "Madame la Bourgmestre"


def test_the_head_of_a_foreign_government_is_an_excellency_and_the_belgian_one_is_not():
    abroad = address_forms(holder("foreign-prime-minister", WOMAN, country="NL"), "nl")
    home = address_forms(holder("prime-minister", WOMAN, country="BE"), "nl")
    assert (abroad.prefix, abroad.salutation) == ("H.E.", "Excellentie")
    assert (home.prefix, home.salutation) == ("", "Geachte mevrouw de eerste minister")


def test_the_office_decides_before_its_style():
    assert address_forms(holder("cassation-first-president", WOMAN), "fr").spoken == "Madame la Première Présidente"
    assert address_forms(holder("cassation-prosecutor-general", MAN), "nl").spoken == "Mijnheer de procureur-generaal"


def test_anybody_is_addressed_by_name():
    dutch, french, english, german = (address_forms(subject(gender=MAN), language) for language in ADDRESS_LANGUAGES)
    assert (dutch.envelope, dutch.salutation, dutch.closing) == ("De heer Noor Voorbeeld", "Geachte heer Voorbeeld", "Hoogachtend")
    assert (french.envelope, french.salutation, french.place_card) == ("Monsieur Noor Voorbeeld", "Monsieur", "Monsieur Voorbeeld")
    assert french.closing == "Je vous prie d'agréer, Monsieur, l'assurance de ma considération distinguée."
    assert (english.envelope, english.salutation, english.closing) == ("Mr Noor Voorbeeld", "Dear Mr Voorbeeld", "Yours sincerely")
    assert (german.envelope, german.salutation) == ("Herrn Noor Voorbeeld", "Sehr geehrter Herr Voorbeeld")
    assert german.closing == "Mit freundlichen Grüßen"


def test_an_academic_title_stands_where_the_language_puts_it():
    doctor = subject(gender=WOMAN, prefix="Dr.")
    assert [address_forms(doctor, language).envelope for language in ADDRESS_LANGUAGES] == [
        "Mevrouw Dr. Noor Voorbeeld",
        "Madame Dr. Noor Voorbeeld",
        "Dr. Noor Voorbeeld",
        "Frau Dr. Noor Voorbeeld",
    ]
    assert address_forms(doctor, "de").salutation == "Sehr geehrte Frau Dr. Voorbeeld"
    assert address_forms(doctor, "en").salutation == "Dear Dr. Voorbeeld"


@pytest.mark.parametrize("written", ["Z.E.", "z. e.", "S.E.", "Son Excellence", "H.E. Mr", "Excellency"])
def test_a_prefix_written_in_one_language_is_said_in_each(written):
    forms = [address_forms(subject(gender=MAN, prefix=written), language) for language in ADDRESS_LANGUAGES]
    assert [one.prefix for one in forms] == ["Z.E.", "S.E.", "H.E.", "S.E."]
    assert [one.salutation for one in forms] == ["Excellentie", "Excellence", "Your Excellency", "Exzellenz"]


def test_a_prefix_that_can_only_be_of_this_language_stands_though_the_gender_is_not_known():
    def prefixes(written):
        return [address_forms(subject(gender=UNKNOWN, prefix=written), language).prefix for language in ADDRESS_LANGUAGES]

    assert prefixes("Z.E.") == ["Z.E.", "S.E.", "H.E.", ""]
    assert prefixes("H.E.") == ["", "S.E.", "H.E.", ""]  # a woman's in Dutch, anybody's in English


def test_mr_before_a_name_says_nothing_of_the_gender():
    forms = address_forms(subject(gender=UNKNOWN, prefix="De heer"), "nl")
    assert (forms.envelope, forms.salutation) == ("Noor Voorbeeld", "Geachte Noor Voorbeeld")
    assert forms.missing[0].rule == "address-gender"


def test_an_unknown_gender_is_not_guessed():
    dutch, french, english, german = (
        address_forms(ambassador(UNKNOWN, name="Jean Dupont", family_name="Dupont"), language) for language in ADDRESS_LANGUAGES
    )
    assert (dutch.prefix, dutch.envelope.split("\n")[0], dutch.salutation) == ("", "Jean Dupont", "Excellentie")
    assert (french.prefix, french.envelope.split("\n")[0], french.spoken) == ("S.E.", "S.E. Jean Dupont", "Excellence")
    assert (english.envelope.split("\n")[0], english.salutation) == ("H.E. Jean Dupont", "Your Excellency")
    assert (german.prefix, german.salutation) == ("", "Exzellenz")
    finding = dutch.missing[0]
    assert (finding.rule, finding.path, finding.ref, finding.value) == (
        "address-gender",
        "gender",
        Ref("person", "noor"),
        ("prefix", "envelope", "spoken"),
    )


def test_who_is_neither_man_nor_woman_has_neutral_forms_and_no_question_about_it():
    dutch, french, english, german = (address_forms(subject(gender=NEITHER, title=FRANCE), language) for language in ADDRESS_LANGUAGES)
    assert dutch.salutation == "Geachte Noor Voorbeeld"
    assert (french.salutation, french.closing) == (
        "Bonjour Noor Voorbeeld",
        "Je vous prie d'agréer l'assurance de ma considération distinguée.",
    )
    assert (english.salutation, german.salutation) == ("Dear Noor Voorbeeld", "Guten Tag Noor Voorbeeld")
    assert {finding.rule for one in (dutch, french, english) for finding in one.missing} == {"address-office"}


def test_a_form_that_a_language_lacks_is_asked_for():
    forms = address_forms(ambassador(NEITHER), "nl")
    assert [(finding.rule, finding.value) for finding in forms.missing] == [("address-no-form", ("prefix",))]


def test_a_post_whose_office_is_not_known_is_told():
    forms = address_forms(subject(title=Multilingual("adviseur", "conseillère", "adviser")), "nl")
    assert [finding.rule for finding in forms.missing] == ["address-office"]
    assert forms.envelope == "Mevrouw Noor Voorbeeld\nadviseur"
    assert [finding.rule for finding in address_forms(subject(), "nl").missing] == ["address-post"]


def test_an_office_without_a_form_of_its_own_asks_for_nothing():
    forms = address_forms(holder("adviser", title=Multilingual("adviseur", "conseillère", "adviser")), "fr")
    assert (forms.salutation, forms.missing) == ("Madame", ())


def test_a_style_that_the_table_does_not_know_is_told():
    forms = address_forms(subject(office=Office("x", Multilingual("x"), "sultan")), "nl")
    assert (forms.salutation, [finding.rule for finding in forms.missing]) == ("Geachte mevrouw Voorbeeld", ["address-style"])


def test_what_the_office_wrote_stands_and_the_rest_follows_it():
    own = AddressDraft(salutation="Chère Madame la Ministre,", prefix="S.E.")
    forms = address_forms(subject("minister", title=Multilingual(fr="Ministre du Budget")), "fr", own)
    assert forms.salutation == "Chère Madame la Ministre,"
    assert forms.closing == "Je vous prie d'agréer, Chère Madame la Ministre, l'assurance de ma haute considération."
    assert forms.envelope == "S.E. Madame Noor Voorbeeld\nMinistre du Budget"
    assert forms.overridden == {"salutation", "prefix"}


def test_nothing_is_asked_for_what_the_office_wrote_itself():
    everything = AddressDraft(**dict.fromkeys(FORMS, "as agreed"))
    forms = address_forms(Subject(""), "fr", everything)
    assert (forms.missing, forms.overridden) == ((), frozenset(FORMS))
    some = AddressDraft(prefix="Z.E.", envelope="Z.E. Jean Dupont", spoken="Excellentie")
    assert address_forms(ambassador(UNKNOWN), "nl", some).missing == ()


def test_a_title_in_another_language_is_told():
    forms = address_forms(subject("minister", title=Multilingual(nl="minister van Begroting")), "fr")
    assert forms.envelope.split("\n")[1] == "Ministre"
    assert [finding.rule for finding in forms.missing] == ["address-title-language"]


def test_texts_of_the_office_have_their_bounds():
    assert check_address(AddressDraft()) == []
    assert [finding.path for finding in check_address(AddressDraft(envelope="x" * 1001, badge="x" * 301))] == ["envelope", "badge"]


def test_another_language_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="it"):
        address_forms(subject(), "it")


subjects = st.builds(
    subject,
    st.sampled_from(["", *STYLES]),
    st.sampled_from(list(Gender)),
    office=st.none() | st.sampled_from(list(offices().values())),
    prefix=st.sampled_from(["", "Z.E.", "H.R.H.", "prof. dr.", "Z.M.", "S.Em."]) | st.text(max_size=8),
    country=st.sampled_from(["", "BE", "FR", "??"]),
    title=st.sampled_from([Multilingual(), FRANCE, Multilingual(nl="minister")]),
    organisation=st.sampled_from([Multilingual(), EMBASSY]),
)


@given(subjects, st.sampled_from(ADDRESS_LANGUAGES))
def test_every_form_is_complete_or_said_to_be_missing(person, language):
    forms = address_forms(person, language)
    weakened = {key for finding in forms.missing for key in finding.value}  # type: ignore[attr-defined]
    of_man = address_forms(replace(person, gender=MAN), language)
    empty = {key for key in FORMS if not forms.form(key)}
    assert empty - {"prefix"} <= weakened
    assert "prefix" not in empty or not of_man.prefix or "prefix" in weakened


@given(subjects, st.sampled_from(ADDRESS_LANGUAGES))
def test_nothing_to_fill_in_is_ever_left_and_no_blank_too_many(person, language):
    person = replace(person, prefix=re.sub(r"[{}|]", "", person.prefix))
    forms = address_forms(person, language)
    for key in FORMS:
        text = forms.form(key)
        assert not re.search(r"[{}|]|\bNone\b| ,", text), text
        assert [line.strip() for line in text.split("\n")] == text.split("\n")
        assert "" not in text.split("\n") or not text


HOSTILE = [
    "{name}", "{surname?} {0} %s $x", "|", "x" * 5000, "محمد بن سلمان آل سعود", "יעל כהן", "\u202eevil\u202c", "<b>Bold</b> & Co",
    "O'Neill-d'Été", "李小龍", "a  b", "\\1 \\g<1>", "van den  Berg", "👩‍🚀",
]  # fmt: skip


@pytest.mark.parametrize("language", ADDRESS_LANGUAGES)
@given(name=st.sampled_from(HOSTILE) | st.text(min_size=1), style=st.sampled_from(["", *STYLES]), gender=st.sampled_from(list(Gender)))
def test_a_name_passes_through_unharmed(language, name, style, gender):
    forms = address_forms(subject(style, gender, name=name, family_name=name, title=Multilingual(name, name, name)), language)
    fixed = style in ("king", "queen")
    assert name in forms.badge or fixed
    assert name in forms.envelope or fixed
    plain = address_forms(subject(style, gender, name="N", family_name="N", title=Multilingual("N", "N", "N")), language)
    assert forms.envelope.replace(name, "N") == plain.envelope or name in plain.envelope or fixed


@given(st.sampled_from(list(offices().values())), st.sampled_from(ADDRESS_LANGUAGES), st.sampled_from([MAN, WOMAN]))
def test_every_office_that_names_a_style_finds_it(office, language, gender):
    person = subject("", gender, office=office)
    assert (style_of(person) is not None) == bool(office.style or office.code in address_table().offices)
    assert "address-style" not in {finding.rule for finding in address_forms(person, language).missing}


@given(st.sampled_from(STYLES), st.sampled_from(ADDRESS_LANGUAGES), st.booleans())
def test_the_forms_of_a_man_never_show_a_woman_nor_the_other_way_round(style, language, abroad):
    country = "FR" if abroad else "BE"
    words = {MAN: {"Mevrouw", "Madame", "Ms", "Frau", "mevrouw", "Dames"}, WOMAN: {"Mijnheer", "Monsieur", "Mr", "Herr", "heer", "Herrn"}}
    for gender, never in words.items():
        forms = address_forms(subject(style, gender, country=country), language)
        said = {word for key in FORMS for word in re.findall(r"\w+", forms.form(key))}
        if style not in ("queen", "king"):  # the word itself says it
            assert said & never == set()
    if style not in ("queen", "king"):
        forms = address_forms(subject(style, UNKNOWN, country=country), language)
        said = {word for key in FORMS for word in re.findall(r"\w+", forms.form(key))}
        assert said & ((words[MAN] | words[WOMAN]) - {"Madame", "Monsieur"}) == set()
        assert ("Madame" in said) == ("Monsieur" in said)
