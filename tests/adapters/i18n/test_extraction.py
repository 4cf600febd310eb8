"""The translator's bench: which sentences are found, and what happens to translations."""

from __future__ import annotations

import shutil

import pytest
from babel.messages import extract

from app.adapters.i18n.__main__ import main
from app.adapters.i18n.catalogue import catalogue_path, load_catalogue
from app.adapters.i18n.extraction import KEYWORDS

SETTINGS = """
[tool.babel]
extractors = { sentences = "app.adapters.i18n.extraction:sentences_in" }
mappings = [{ method = "sentences", pattern = "app/**.py" }]
"""
DOT_PO = """# Sentences of Attaché.
msgid ""
msgstr ""
"Language: nl\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

msgid "Gift"
msgstr ""

#, python-brace-format
msgid "{number} guest"
msgid_plural "{number} guests"
msgstr[0] ""
msgstr[1] ""

"""
SOURCE = 'GIFT = lazy("Gift")\nGUESTS = lazy_count("{number} guest", "{number} guests", 2)\n'


def found_in(tmp_path, code):
    (tmp_path / "code.py").write_text(code, "utf-8")
    methods = [("**.py", "app.adapters.i18n.extraction:sentences_in")]
    return [
        (message, context) if context else message
        for _, _, message, _, context in extract.extract_from_dir(str(tmp_path), methods, keywords=dict(KEYWORDS))
    ]


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ('_("Save")', ["Save"]),
        ('lazy("Gift of {giver}", giver=giver)', ["Gift of {giver}"]),
        ('wording.say("Page {page}", page=1)', ["Page {page}"]),
        ('request.wording.say(\n    "One sentence "\n    "on two lines."\n)', ["One sentence on two lines."]),
        ('lazy("""Two\nlines""")', ["Two\nlines"]),
        ('lazy_count("{number} guest", "{number} guests", n)', [("{number} guest", "{number} guests")]),
        ('ngettext("{number} guest", "{number} guests", n)', [("{number} guest", "{number} guests")]),
        ('pgettext("of a table", "Head")', [("Head", "of a table")]),
        ('say("Until {when}", when=write(lazy("today"), wording))', ["Until {when}", "today"]),
        ('say(lazy("Gift"))', ["Gift"]),
        ('lazy("open" if x else "closed")', ["open", "closed"]),
        ("wording.say(sentence)", []),
        ('def say(message: str = "default") -> str: ...', []),
        ('log("Gift")', []),
    ],
)
def test_sentences_are_found(tmp_path, code, sentences):
    assert found_in(tmp_path, code) == sentences


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SyntaxError) as refusal:
        found_in(tmp_path, "lazy('Gift'")

    assert refusal.value.filename == str(tmp_path / "code.py")


@pytest.fixture
def project(tmp_path):
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / "app").mkdir()
    (tmp_path / "locales").mkdir()
    (tmp_path / "app" / "gifts.py").write_text(SOURCE, "utf-8")
    main(["update"], tmp_path)
    return tmp_path


def test_update_writes_a_catalogue_without_dates_and_lines(project):
    assert dutch_of(project).read_text("utf-8") == DOT_PO


def test_update_again_changes_nothing(project):
    before = dutch_of(project).read_bytes()

    main(["update"], project)

    assert dutch_of(project).read_bytes() == before


def test_update_keeps_translations_and_drops_what_is_gone(project):
    translate(project, 'msgid "Gift"\nmsgstr ""', 'msgid "Gift"\nmsgstr "Geschenk"')
    (project / "app" / "gifts.py").write_text('GIFT = lazy("Gift")\nNEW = lazy("Giver")\n', "utf-8")

    main(["update"], project)

    assert dutch_of(project).read_text("utf-8").split("\n\n")[1:] == ['msgid "Gift"\nmsgstr "Geschenk"', 'msgid "Giver"\nmsgstr ""', ""]


def test_compile_writes_what_the_program_reads(project):
    translate(project, 'msgid "Gift"\nmsgstr ""', 'msgid "Gift"\nmsgstr "Geschenk"')

    main(["compile"], project)
    dutch_of(project).unlink()

    assert load_catalogue("nl", project / "locales").gettext("Gift") == "Geschenk"


def test_extract_writes_the_template(project):
    main(["extract"], project)

    assert (project / "locales" / "attache.pot").read_text("utf-8") == (
        DOT_PO.replace('"Language: nl\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n', "")
    )


def test_check_names_what_is_missing(project, capsys):
    assert main(["check"], project) == 1
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "fr: not translated: 'Gift'",
        "fr: not translated: '{number} guest'",
        "nl: not translated: 'Gift'",
        "nl: not translated: '{number} guest'",
    ]


def test_check_is_content_when_all_is_translated(project, capsys):
    finish(project, "{number} gast", "{number} gasten")

    assert main(["check"], project) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("plural", ["{nummer} gasten", "gasten", "{number gasten"])
def test_check_finds_other_placeholders(project, capsys, plural):
    finish(project, "{number} gast", plural)

    assert main(["check"], project) == 1
    assert capsys.readouterr().out.splitlines()[0] == "nl: other placeholders: '{number} guest'"


def test_check_finds_fuzzy_entries(project, capsys):
    finish(project, "{number} gast", "{number} gasten")
    translate(project, 'msgid "Gift"', '#, fuzzy\nmsgid "Gift"')

    assert main(["check"], project) == 1
    assert capsys.readouterr().out == "nl: fuzzy: 'Gift'\n"


def test_check_finds_sentences_that_update_has_not_seen(project, capsys):
    finish(project, "{number} gast", "{number} gasten")
    (project / "app" / "more.py").write_text('lazy("Giver")', "utf-8")

    assert main(["check"], project) == 1
    assert capsys.readouterr().out.splitlines() == ["nl: not in the catalogue: 'Giver'", "fr: not in the catalogue: 'Giver'"]


def dutch_of(project):
    return catalogue_path("nl", "po", project / "locales")


def translate(project, old, new):
    text = dutch_of(project).read_text("utf-8")
    assert text.count(old) == 1
    dutch_of(project).write_text(text.replace(old, new), "utf-8")


def finish(project, singular, plural):
    translate(project, 'msgid "Gift"\nmsgstr ""', 'msgid "Gift"\nmsgstr "Geschenk"')
    translate(project, 'msgstr[0] ""\nmsgstr[1] ""', f'msgstr[0] "{singular}"\nmsgstr[1] "{plural}"')
    shutil.copy(dutch_of(project), catalogue_path("fr", "po", project / "locales"))
