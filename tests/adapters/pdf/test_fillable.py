"""Forms that are filled in on a screen: every value comes back, every letter is printed, and other people's readers can use them."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject

from app.adapters.files.pdf_worker import answer
from app.adapters.i18n.wording import wording_for
from app.adapters.pdf.fillable import write_form
from app.adapters.pdf.fonts import printable
from app.kernel.names import clean
from app.kernel.paperforms import TICKED, FormField, FormFieldKind, FormSection, PaperForm
from tests.adapters.pdf.conftest import letters_of, pages_of, reader_of
from tests.adapters.pdf.forms import Browser, filled_by_pypdf, flattened, sample, written

NAMES = ("Zażółć Gęślą-Jaźń", "Đorđević Ştefan", "Ωμέγα Ελληνικά", "Иванов", "O'Neill (Sr) \\ 50 %", "ẞ œ ĳ – “x”", "10 000 €")


def values_of(content: bytes) -> dict[str, str]:
    found = answer(content)
    assert "fault" not in found
    return found["values"]


def widgets(content: bytes) -> list[DictionaryObject]:
    return [reference.get_object() for page in reader_of(content).pages for reference in page["/Annots"]]


def of_texts(texts: list[str], kind: FormFieldKind = FormFieldKind.TEXT) -> PaperForm:
    fields = tuple(FormField(f"field{number}", "Veld", kind, text) for number, text in enumerate(texts))
    return PaperForm("sample-form", "1", "Formulier", "nl", (FormSection("Deel", fields),))


def test_a_blank_form_reads_back_blank():
    assert values_of(written()) == {
        "purpose": "",
        "starts": "",
        "mode": "",
        "cost": "",
        **{f"traveller{number}.{name}": "" for number in (1, 2, 3) for name in ("name", "advance")},
    }


def test_what_stands_in_it_beforehand_reads_back():
    values = {
        "purpose": "Een.\nTwee.",
        "starts": "22/09/2021",
        "mode": "car",
        "cost": "1234,50",
        "traveller1__name": NAMES[0],
        "traveller3__advance": TICKED,
    }
    read = values_of(written(sample(**values)))
    assert {name: value for name, value in read.items() if value} == {name.replace("__", "."): value for name, value in values.items()}


@given(st.lists(st.text(max_size=80), min_size=10, max_size=10))
@settings(max_examples=50, deadline=None)
def test_any_text_reads_back_as_it_was(texts):
    read = values_of(write_form(of_texts(texts, FormFieldKind.LONG_TEXT), wording_for("nl")))
    assert list(read.values()) == [clean(text) for text in texts]


@given(st.lists(st.text(max_size=80), min_size=10, max_size=10))
@example([*[""] * 9, "a\u2028b"])
@settings(max_examples=15, deadline=None)
def test_any_line_reads_back_on_one_line(texts):
    read = values_of(write_form(of_texts(texts), wording_for("nl")))
    assert list(read.values()) == [clean(text).replace("\n", " ").replace("\t", " ") for text in texts]


LETTERS = st.characters(categories=("Lu", "Ll", "Nd"), max_codepoint=0x52F)


@given(st.lists(st.text(st.one_of(LETTERS, st.sampled_from("()\\'\" -<>&%/")), max_size=30), min_size=12, max_size=12))
@settings(max_examples=25, deadline=None)
def test_every_letter_of_a_value_is_printed(texts):
    bare = "".join(letters_of(write_form(of_texts([""] * 12), wording_for("nl"))))
    printed = letters_of(flattened(write_form(of_texts(texts), wording_for("nl"))))
    wanted = [printable(clean(text)) for text in texts]
    assert sorted(printed) == sorted(bare + "".join("".join(text.split()) for text in wanted))


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_drawn_with_the_embedded_typeface(name):
    content = written(sample(traveller1__name=name))
    look = next(field for field in widgets(content) if field["/TU"] == "Reiziger 1 – Naam")["/AP"]["/N"]
    fonts = [font.get_object() for font in look["/Resources"]["/Font"].values()]
    assert [font["/BaseFont"] for font in fonts if "/FontFile2" not in font["/FontDescriptor"]] == []
    assert letters_of(flattened(content)).count("".join(name.split())) == 1


def test_a_long_text_makes_its_box_higher_and_none_of_it_is_hidden():
    text = " ".join(f"woord{number}" for number in range(180))
    printed = " ".join(pages_of(flattened(written(sample(purpose=text)))))
    assert [word for word in text.split() if word not in printed.split()] == []


def test_names_for_those_who_hear_the_form():
    fields = reader_of(written()).get_fields()
    spoken = {name: field["/TU"] for name, field in fields.items() if name in ("purpose", "traveller1.name")}
    assert spoken == {"purpose": "De reis – Doel – Waarom deze reis nodig is.", "traveller1.name": "Reiziger 1 – Naam"}


def test_the_file_says_its_title_its_language_and_its_order():
    reader = reader_of(written())
    root = reader.trailer["/Root"]
    told = (reader.metadata.title, root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"], {page["/Tabs"] for page in reader.pages})
    assert told == ("Aanvraag van een dienstreis", "nl-BE", True, {"/R"})


def test_no_field_has_an_action_and_no_reader_must_draw_anew():
    reader = reader_of(written())
    fields = widgets(written())
    assert [field["/T"] for field in fields if {"/A", "/AA"} & set(field)] == []
    assert [field["/T"] for field in fields if "/AP" not in field] == ["form", "version"]
    assert "/NeedAppearances" not in reader.trailer["/Root"]["/AcroForm"]


def test_what_must_be_filled_in_is_marked_for_the_eye_and_for_the_reader():
    content = written()
    required = [name for name, field in reader_of(content).get_fields().items() if field.get("/Ff", 0) & 2]
    assert required == ["purpose", "traveller1.name"]
    assert "Doel *" in pages_of(content)[0]


def test_a_choice_offers_its_words_and_keeps_its_code():
    field = reader_of(written(sample(mode="plane"))).get_fields()["mode"]
    assert (field["/V"], [[str(part) for part in pair] for pair in field["/Opt"]]) == (
        "plane",
        [["", " "], ["train", "trein"], ["plane", "vliegtuig"], ["car", "auto Ž"]],
    )


def test_a_value_that_is_none_of_the_choices_is_kept():
    assert values_of(written(sample(mode="ferry")))["mode"] == "ferry"


def test_a_value_longer_than_its_field_is_kept_whole():
    content = written(sample(cost="123456789012345"))
    longest = next(field["/MaxLen"] for field in widgets(content) if field["/T"] == "cost")
    assert (values_of(content)["cost"], longest) == ("123456789012345", 15)


def test_the_same_form_is_the_same_file():
    assert written() == written()


def test_the_language_of_the_pages_is_that_of_the_form():
    french = replace(sample(), language="fr")
    assert "Page 1 sur 1" in pages_of(write_form(french, wording_for("fr")))[0]


def test_a_form_of_many_pages_holds_all_its_fields():
    legs = [FormSection(f"Rit {n}", tuple(FormField(f"leg{n}.{part}", part, share=0.5) for part in ("van", "naar"))) for n in range(60)]
    content = written(replace(sample(), sections=tuple(legs)))
    assert len(reader_of(content).pages) == 7
    assert len(values_of(content)) == 120


@pytest.mark.parametrize(
    "names", [("a", "a"), ("a", "a.b"), ("",), ("a.",), (".a",), ("a..b",), ("attache.form",)], ids=lambda names: "+".join(names) or "none"
)
def test_names_that_cannot_be_told_apart_are_an_error_of_ours(names):
    form = replace(sample(), sections=(FormSection("Deel", tuple(FormField(name, "Veld") for name in names)),))
    with pytest.raises(ValueError, match="cannot be told apart"):
        written(form)


def test_a_form_without_fields_is_a_paper():
    assert answer(written(replace(sample(), sections=()))) == {"fault": "no-fields"}


def test_what_a_browser_types_ticks_and_chooses_reads_back():
    browser = Browser(written(sample(traveller1__advance=TICKED, starts="22/09/2021")))
    browser.type("traveller2.name", "Łukasz Żółw (Ωμέγα)")
    browser.type("purpose", "Vergadering\rin Łódź")
    browser.click("traveller2.advance")
    browser.click("traveller1.advance")
    browser.choose("mode", 2)
    read = values_of(browser.saved())
    assert {name: value for name, value in read.items() if value} == {
        "traveller2.name": "Łukasz Żółw (Ωμέγα)",
        "purpose": "Vergadering\nin Łódź",
        "traveller2.advance": TICKED,
        "mode": "plane",
        "starts": "22/09/2021",
    }


def test_a_browser_stops_typing_at_the_longest():
    browser = Browser(written())
    browser.type("cost", "1234567890123456")
    assert values_of(browser.saved())["cost"] == "123456789012"


def test_what_another_library_fills_in_reads_back():
    values = {"traveller1.name": "Łódź (Πάτρα)", "purpose": "Een.\nTwee.", "traveller1.advance": "/Yes", "mode": "train"}
    read = values_of(filled_by_pypdf(written(), values))
    assert {name: value for name, value in read.items() if value} == {**values, "traveller1.advance": TICKED}


def test_a_value_is_drawn_by_its_field_and_by_nothing_else():
    paper = pypdfium2.PdfDocument(written(sample(purpose="Łódź", traveller1__advance=TICKED, mode="car")))
    bare = pypdfium2.PdfDocument(written())
    for one in (paper, bare):
        one.init_forms()

    def ink(one: pypdfium2.PdfDocument, *, forms: bool) -> int:
        page = one[0]
        dark = sum(page.render(may_draw_forms=forms).to_pil().convert("L").histogram()[:128])
        page.close()
        return dark

    with_fields, without = ink(paper, forms=True), ink(paper, forms=False)
    assert without == ink(bare, forms=False) == ink(bare, forms=True)
    assert with_fields > without
    paper.close()
    bare.close()
