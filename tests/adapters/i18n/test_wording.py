"""Sentences in the language of the reader."""

from __future__ import annotations

import gettext
import os
import subprocess
import sys
from datetime import date
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.adapters.i18n import wording_for
from app.adapters.i18n.catalogue import catalogue_path, compiled_catalogue, load_catalogue
from app.adapters.i18n.wording import CatalogueWording
from app.kernel.translated import Multilingual, lazy, lazy_count

DUTCH = {
    "Gift": "Geschenk",
    "Received from {giver}.": "Ontvangen van {giver}.",
    "{title}, {name}": "{name} ({title})",
    "Seen on {day}.": "Gezien.",
    "Sent to {name}.": "Gestuurd naar {naam}.",
    "Opened by {name}.": "Geopend door {name.",
    ("{number} guest", "{number} guests"): ("{number} gast", "{number} gasten"),
}


@pytest.fixture
def dutch() -> CatalogueWording:
    catalogue = Catalog(locale="nl")
    for message, translation in DUTCH.items():
        catalogue.add(message, translation)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return CatalogueWording("nl", gettext.GNUTranslations(compiled))


def test_a_sentence_is_translated_and_filled(dutch):
    assert dutch.say("Received from {giver}.", giver="the mayor") == "Ontvangen van the mayor."
    assert dutch.say(lazy("{title}, {name}", title=lazy("Gift"), name=Multilingual(nl="Atlas", en="Atlas of the city"))) == (
        "Atlas (Geschenk)"
    )


def test_a_sentence_without_translation_stays_english(dutch):
    assert dutch.say("Unknown {thing}", thing=12345) == "Unknown 12.345"


def test_values_are_written_in_the_language(dutch):
    assert dutch.say("{day}: {names}", day=date(2021, 9, 1), names=("Ada", "Bo", lazy("Gift"))) == "1 september 2021: Ada, Bo en Geschenk"


@pytest.mark.parametrize(("number", "text"), [(0, "0 gasten"), (1, "1 gast"), (2, "2 gasten"), (12000, "12.000 gasten")])
def test_a_count_takes_its_plural(dutch, number, text):
    assert dutch.say(lazy_count("{number} guest", "{number} guests", number)) == text


def test_english_counts_without_a_catalogue():
    counts = [wording_for("en").say(lazy_count("{number} guest", "{number} guests", number)) for number in (0, 1, 2)]

    assert counts == ["0 guests", "1 guest", "2 guests"]


def test_values_given_at_the_call_go_before_those_of_the_sentence(dutch):
    assert dutch.say(lazy("Received from {giver}.", giver="Ada"), giver="Bo") == "Ontvangen van Bo."


def test_a_translation_may_leave_a_placeholder_out(dutch):
    assert dutch.say("Seen on {day}.", day=date(2021, 9, 1)) == "Gezien."


def test_a_translation_with_an_unknown_placeholder_falls_back_on_english(dutch):
    assert dutch.say("Sent to {name}.", name="Ada") == "Sent to Ada."


def test_a_translation_with_a_broken_brace_falls_back_on_english(dutch):
    assert dutch.say("Opened by {name}.", name="Ada") == "Opened by Ada."


def test_a_value_that_was_not_given_leaves_its_placeholder(dutch):
    assert dutch.say("Received from {giver} on {day}.", day="Monday") == "Received from {giver} on Monday."


def test_braces_in_a_sentence_without_values_and_in_values_are_text(dutch):
    assert dutch.say("Write {name} here") == "Write {name} here"
    assert dutch.say("Received from {giver}.", giver="{x}") == "Ontvangen van {x}."


def test_the_header_of_the_catalogue_is_never_said(dutch):
    assert dutch.say("") == ""
    assert dutch.say(lazy("")) == ""


def test_any_text_is_given_in_the_language(dutch):
    assert dutch.text("plain") == "plain"
    assert dutch.text(lazy("Gift")) == "Geschenk"
    assert dutch.text(Multilingual(fr="Cadeau")) == "Cadeau"


def test_a_wording_is_made_once_and_knows_its_language():
    assert wording_for("fr") is wording_for("fr")
    assert [wording_for(language).language for language in ("nl", "fr", "en")] == ["nl", "fr", "en"]


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="'de'"):
        wording_for("de")


def test_a_catalogue_without_compiled_file_is_compiled_in_memory(tmp_path):
    source = write_source(tmp_path, "Ja")

    assert load_catalogue("nl", tmp_path).gettext("yes") == "Ja"
    assert list(source.parent.iterdir()) == [source]


def test_a_compiled_file_older_than_its_source_is_not_used(tmp_path):
    source = write_source(tmp_path, "Ja")
    compiled = catalogue_path("nl", "mo", tmp_path)
    compiled.write_bytes(compiled_catalogue(source, "nl"))
    write_source(tmp_path, "Jawel")
    written = source.stat().st_mtime_ns

    os.utime(compiled, ns=(written, written - 1))
    assert load_catalogue("nl", tmp_path).gettext("yes") == "Jawel"
    os.utime(compiled, ns=(written, written))
    assert load_catalogue("nl", tmp_path).gettext("yes") == "Ja"


def test_a_compiled_file_alone_is_enough(tmp_path):
    source = write_source(tmp_path, "Ja")
    catalogue_path("nl", "mo", tmp_path).write_bytes(compiled_catalogue(source, "nl"))
    source.unlink()

    assert load_catalogue("nl", tmp_path).gettext("yes") == "Ja"


def test_a_language_without_catalogue_stays_english(tmp_path):
    assert load_catalogue("nl", tmp_path).gettext("yes") == "yes"


def test_importing_the_wording_does_not_import_babel():
    code = "import sys; from app.adapters.i18n import wording_for; wording_for('en').say('yes'); print('babel' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def write_source(folder, yes):
    source = catalogue_path("nl", "po", folder)
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f'msgid "yes"\nmsgstr "{yes}"\n', "utf-8")
    return source
