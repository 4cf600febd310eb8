"""Forms of address on the command line: in four languages, of somebody named in whatever way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.office import Office, rules

PERSONS = [
    {
        "id": "noor",
        "name": "Noor Voorbeeld",
        "country": "FR",
        "gender": "f",
        "office": {"nl": "ambassadeur van Frankrijk", "fr": "Ambassadrice de France", "en": "Ambassador of France"},
        "office_code": "foreign-ambassador",
    },
    {"id": "one", "name": "Jan Peeters"},
    {"id": "two", "name": "Jan Peeters"},
]


@pytest.fixture
def embassy(office: Office, tmp_path: Path) -> Office:
    """An office that knows an ambassador, and two persons of one name."""
    assert office.take_in({"persons": PERSONS}, tmp_path).code == 0
    return office


def test_the_forms_of_an_ambassador_in_every_language(embassy):
    forms = {language: embassy.json("address", "noor", "--lang", language) for language in ("nl", "fr", "en", "de")}
    assert {language: one["salutation"] for language, one in forms.items()} == {
        "nl": "Excellentie",
        "fr": "Excellence",
        "en": "Your Excellency",
        "de": "Exzellenz",
    }
    assert forms["nl"] == {
        "person": forms["fr"]["person"],
        "language": "nl",
        "prefix": "H.E.",
        "envelope": "H.E. mevrouw Noor Voorbeeld\nambassadeur van Frankrijk",
        "salutation": "Excellentie",
        "closing": "Met de meeste hoogachting",
        "spoken": "Mevrouw de ambassadeur",
        "place_card": "Ambassadeur Voorbeeld",
        "badge": "Noor Voorbeeld\nambassadeur van Frankrijk",
        "overridden": [],
        "findings": [],
    }


def test_a_person_is_named_by_name_id_or_import_id(embassy):
    id = embassy.json("address", "noor", "--lang", "nl")["person"]
    for word in ("Noor Voorbeeld", "voorbeeld NOOR", id):
        assert embassy.json("address", word, "--lang", "nl")["person"] == id


def test_several_persons_of_one_name_are_listed_and_none_is_chosen(embassy):
    run = embassy.run("address", "Jan Peeters", "--lang", "nl", "--json")
    assert (run.code, rules(run)) == (1, ["several-persons", "several-persons"])
    told = embassy.run("address", "Jan Peeters", "--lang", "nl").err.splitlines()
    ids = {embassy.json("address", word, "--lang", "nl")["person"] for word in ("one", "two")}
    assert {line.rpartition(" ")[2].rstrip(".") for line in told} == ids


def test_nobody_of_that_name_is_told(embassy):
    run = embassy.run("address", "Nobody Known", "--lang", "nl", "--json")
    assert (run.code, rules(run)) == (1, ["unknown-person"])


def test_what_is_missing_is_said_beside_the_forms(embassy):
    found = embassy.json("address", "one", "--lang", "fr")
    assert (found["salutation"], [one["rule"] for one in found["findings"]]) == ("Madame, Monsieur", ["address-gender", "address-post"])
    run = embassy.run("address", "one", "--lang", "fr")
    assert (run.code, len(run.err.splitlines())) == (0, 2)


def test_the_lines_of_an_envelope_stand_below_each_other(embassy):
    lines = embassy.run("address", "noor", "--lang", "en").out.splitlines()
    assert lines[:4] == [
        "Form        Text",
        "Prefix      H.E.",
        "Envelope    H.E. Ms Noor Voorbeeld",
        "            Ambassador of France",
    ]


def test_the_day_decides_which_post_counts(embassy):
    assert embassy.run("address", "noor", "--lang", "en", "--on", "yesterday").code == 2
    assert embassy.json("address", "noor", "--lang", "en", "--on", "2015-01-01")["salutation"] == "Your Excellency"


def test_only_forms_of_address_are_in_german(embassy):
    run = embassy.run("people", "--lang", "de")
    assert (run.code, "invalid choice: 'de'" in run.err) == (2, True)
    assert embassy.run("address", "noor", "--lang", "it").code == 2
