"""The Dutch and the French of the program: nothing is missing, nothing is left over, and it is set as print sets it."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from app.adapters.i18n.__main__ import TRANSLATED, faults, template, updated
from app.adapters.i18n.catalogue import catalogue_path
from app.kernel.translated import LANGUAGES

HOME = Path(__file__).resolve().parents[3]
IN_LANGUAGE = pytest.mark.parametrize("language", TRANSLATED)
NO_BREAK = "\u00a0"
ENDS = ".…:?!"


@cache
def sentences():
    return template(HOME)


def source(language):
    return catalogue_path(language, "po", HOME / "locales").read_bytes()


def translations(language):
    """Pairs of an English sentence and what stands for it; a countable one gives a pair for each form."""
    pairs = []
    for message in read_po(BytesIO(source(language)), locale=language):
        if isinstance(message.id, str):
            pairs.append((message.id, message.string))
        else:
            pairs.extend((message.id[number > 0], text) for number, text in enumerate(message.string))
    return [(english, text) for english, text in pairs if english]


def wrong(language, pattern):
    """The translations in which *pattern* is found."""
    return [text for _, text in translations(language) if re.search(pattern, text)]


@IN_LANGUAGE
def test_every_sentence_is_translated_with_its_placeholders(language):
    assert list(faults(source(language), language, sentences())) == []


@IN_LANGUAGE
def test_the_catalogue_holds_the_sentences_of_the_program_and_no_others(language):
    assert source(language).decode() == updated(source(language), language, sentences()).decode()


@IN_LANGUAGE
def test_a_translation_begins_and_ends_as_the_sentence_does(language):
    def edges(text):
        # One word may be an abbreviation (No., N°) and ends as it likes.
        return text[-1] if text[-1] in ENDS and " " in text else "", text[0].isspace(), text[-1].isspace()

    assert [(english, text) for english, text in translations(language) if edges(english) != edges(text)] == []


@IN_LANGUAGE
def test_apostrophes_and_quotes_are_those_of_print(language):
    assert wrong(language, "['\"`´‘]") == []


@IN_LANGUAGE
def test_spaces_stand_once_and_are_in_every_typeface(language):
    assert wrong(language, "[\u2009\u202f]") == []
    assert [text for english, text in translations(language) if "  " in text and "  " not in english] == []


def test_dutch_puts_no_space_before_a_mark_and_closes_its_quotes():
    assert wrong("nl", r"\s[,.;:!?”]|“\s|[«»]") == []
    assert [text for _, text in translations("nl") if text.count("“") != text.count("”")] == []


def test_french_keeps_a_mark_on_the_line_of_its_word():
    # A colon inside a word is part of a time or of a code (commune:Ixelles).
    assert wrong("fr", rf"(?<!{NO_BREAK})[;!?»]|(?<!{NO_BREAK}):(?!\w)|«(?!{NO_BREAK})") == []


def test_french_quotes_are_guillemets_that_close():
    assert wrong("fr", "[“”„]") == []
    assert [text for _, text in translations("fr") if text.count("«") != text.count("»")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_changelog_is_set_as_the_catalogue_is(language):
    text = (HOME / "resources" / "help" / language / "changelog.md").read_text(encoding="utf-8")
    marks = rf"(?<!{NO_BREAK})[;!?]|(?<!{NO_BREAK}):(?!\d)" if language == "fr" else r"\s[,;:!?]"

    assert re.findall(marks, text) == []
    assert re.findall("['\"]", text) == []
