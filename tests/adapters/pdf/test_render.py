"""Papers as they come out: what stands on which page, and what never happens to a text."""

from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf.generic import Destination

from app.adapters.i18n.wording import wording_for
from app.adapters.pdf.render import PdfRenderer
from app.kernel.document import (
    Align,
    Bullets,
    Contents,
    Cover,
    Document,
    DocumentMeta,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    People,
    PersonCard,
    ProgrammeDay,
    ProgrammeLine,
    Section,
    Table,
    TableColumn,
)
from app.kernel.errors import Refused
from app.kernel.jobs import Cancelled
from tests.adapters.pdf.conftest import META, letters_of, pages_of, reader_of

SENTENCE = "The delegation meets the Mayor in the Salon des Arcades before the walk to the quay. "


def portrait(side: int = 900) -> bytes:
    kept = BytesIO()
    Image.effect_noise((side, side), 60).convert("RGB").save(kept, "JPEG", quality=90)
    return kept.getvalue()


def outline_of(content: bytes) -> list[tuple[str, int, int]]:
    """Give (title, level, page) of every bookmark."""
    reader = reader_of(content)

    def walk(entries: list, level: int) -> list[tuple[str, int, int]]:
        found: list[tuple[str, int, int]] = []
        for entry in entries:
            if isinstance(entry, Destination):
                found.append((entry.title, level, reader.get_destination_page_number(entry) + 1))
            else:
                found += walk(entry, level + 1)
        return found

    return walk(reader.outline, 0)


def font_names(content: bytes) -> dict[str, bool]:
    """Give every font of the paper, and whether it is embedded."""
    fonts: dict[str, bool] = {}
    for page in reader_of(content).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            described = font.get_object()
            fonts[described["/BaseFont"]] = "/FontFile2" in described.get("/FontDescriptor", {})
    return fonts


def black_boxes(content: bytes) -> list[bytes]:
    """Give every piece of text that asks for the glyph of a missing letter, which has the code 0."""
    pieces: list[bytes] = []
    for page in reader_of(content).pages:
        pieces += re.findall(rb"\((?:[^()\\]|\\.)*\)", page.get_contents().get_data(), re.DOTALL)
    assert pieces
    return [piece for piece in pieces if rb"\000" in piece]


def test_an_empty_document_is_one_page_with_its_frame(render):
    assert pages_of(render()) == ["Brussels Days in Paris For the delegation only v4 · 12 March 2021, 18:05 · replaces v3 Page 1 of 1"]


def test_header_and_footer_stand_on_every_page(render):
    pages = pages_of(render(Paragraph(SENTENCE * 200)))
    total = len(pages)
    assert total > 2
    for number, text in enumerate(pages, 1):
        assert text.startswith("Brussels Days in Paris")
        assert text.count("For the delegation only") == 1
        assert text.count("v4 · 12 March 2021, 18:05 · replaces v3") == 1
        assert text.count(f"Page {number} of {total}") == 1


def test_the_cover_carries_the_classification_and_the_stamp(render):
    first = pages_of(
        render(Cover("State visit", "Dossier", "To Paris", ("BE", "FR"), (("Dates", "22 September 2021"),)), Paragraph("After"))
    )
    assert len(first) == 2
    assert "State visit" in first[0]
    assert "For the delegation only" in first[0]
    assert "Page 1 of 2" in first[0]
    assert "After" in first[1]


@pytest.mark.parametrize(
    "text",
    [
        "Łódź",
        "Đorđević",
        "İstanbul",
        "Ştefan",
        "Αθήνα",
        "Київ",
        "საქართველო",
        "北京",
        "こんにちは",
        "1\u202f234,50",
        "½ → ✓ ☎ ★",
        "ƛⱥꝏ",
        "Ünïcödé",
    ],
)
@pytest.mark.parametrize("block", [Paragraph, Heading], ids=["regular", "bold"])
def test_every_script_comes_back(render, text, block):
    content = render(block(text))
    assert "".join(text.split()) in letters_of(content)
    assert black_boxes(content) == []


def test_every_font_is_embedded_and_none_is_the_default(render):
    fonts = font_names(render(Cover("Łódź", flags=("BE", "ZZ")), Paragraph("北京 ✓"), Notice("Київ")))
    assert set(fonts.values()) == {True}
    assert {name.partition("+")[2].partition("-")[0] for name in fonts} == {"FiraGO", "AttacheSupplement"}


def test_a_letter_that_no_font_has_is_printed_as_its_number(render):
    assert "smile[U+1F600]or[U+0007]or[U+D800]" in letters_of(render(Paragraph("smile 😀 or \x07 or \ud800")))


def test_hebrew_is_drawn_from_right_to_left(render):
    assert "".join(reversed("שלום")) in letters_of(render(Paragraph("שלום"))) or "שלום" in letters_of(render(Paragraph("שלום")))


@pytest.mark.parametrize(
    "markup",
    [
        "<b>bold</b>",
        "<img src='/etc/hostname'/>",
        "<unknown>text</unknown>",
        "&amp; &lt; &#65;",
        '<a href="javascript:alert(1)">x</a>',
        "<font color='[[[getattr(pow, Word)]]]'>",
        "]]> <!-- -->",
        "{braces} %s %(name)s \\n",
        "(parentheses \\) (",
    ],
)
def test_markup_is_printed_as_it_is_written(render, markup):
    blocks = (
        Heading(markup), Paragraph(markup), Bullets((markup,)), Notice(markup), Facts(((markup, markup),)),
        Table((TableColumn(markup),), ((markup,),)), People((PersonCard(markup, markup, lines=(markup,)),)),
        ProgrammeDay(markup, (ProgrammeLine("", markup, place=markup, details=((markup, markup),)),), markup),
    )  # fmt: skip
    assert letters_of(render(*blocks)).count("".join(markup.split())) >= 12


def test_line_ends_of_a_text_are_kept(render):
    text = pypdfium_lines(render(Paragraph("first\nsecond\r\nthird")))
    assert [line for line in text if line in ("first", "second", "third")] == ["first", "second", "third"]


def pypdfium_lines(content: bytes) -> list[str]:
    import pypdfium2

    paper = pypdfium2.PdfDocument(content)
    lines = [line for page in paper for line in page.get_textpage().get_text_bounded().splitlines()]
    paper.close()
    return lines


def test_bookmarks_name_sections_headings_and_days(render):
    content = render(
        Cover("Visit"),
        Section("Delegation", (Heading("Contacts"), Paragraph("Text"))),
        Section("Programme", (ProgrammeDay("Wednesday", (ProgrammeLine("09:30", "Welcome"),)),)),
    )
    assert outline_of(content) == [("Delegation", 0, 2), ("Contacts", 1, 2), ("Programme", 0, 3), ("Wednesday", 1, 3)]


def test_contents_give_the_page_of_each_section(render):
    content = render(
        Contents("Contents"),
        Section("Delegation", (Paragraph(SENTENCE * 120),)),
        Section("Programme", (PageBreak(), Paragraph("Text"))),
        Section("Notes", (Section("Annex", ()),), new_page=False),
    )
    pages = {title: page for title, _, page in outline_of(content)}
    assert pages["Programme"] > pages["Delegation"] + 1
    expected = "Contents " + " ".join(f"{title} {pages[title]}" for title in ("Delegation", "Programme", "Notes", "Annex"))
    assert expected in pages_of(content)[0]


def test_the_same_paper_gives_the_same_bytes(render):
    blocks = (Cover("Łódź", flags=("BE",)), Section("北京", (People((PersonCard("Ana", portrait=portrait()),)),)))
    assert render(*blocks) == render(*blocks)


def test_metadata_language_and_version(render):
    content = render(Paragraph("x"), meta=DocumentMeta("Titre", "fr", author="Protocole", subject="Dossier"))
    reader = reader_of(content)
    assert content.startswith(b"%PDF-1.7")
    assert (reader.metadata.title, reader.metadata.author, reader.metadata.subject) == ("Titre", "Protocole", "Dossier")
    assert reader.root_object["/Lang"] == "fr-BE"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean


def test_a_word_of_forty_thousand_letters_is_broken(render):
    content = render(Paragraph("x" * 40_000), Table((TableColumn("A"), TableColumn("B")), (("y" * 40_000, "z"),)))
    letters = letters_of(content)
    assert letters.count("x") == 40_000
    assert letters.replace("Days", "").replace("delegationonly", "").count("y") == 40_000


def test_a_row_taller_than_a_page_flows_over_pages_under_its_titles(render):
    words = [f"w{number}w" for number in range(3000)]
    pages = pages_of(render(Table((TableColumn("Number"), TableColumn("Remark")), (("1", " ".join(words)),))))
    assert len(pages) > 3
    assert [page.count("Number Remark") for page in pages] == [1] * len(pages)
    text = " ".join(pages)
    assert [word for word in words if word not in text] == []


def test_a_programme_line_taller_than_a_page_flows_under_the_title_of_its_day(render):
    words = [f"w{number}w" for number in range(4000)]
    line = ProgrammeLine("09:30", "Visit", details=(("Remark", " ".join(words)),))
    pages = pages_of(render(ProgrammeDay("Wednesday", (line,))))
    assert len(pages) > 3
    assert [page.count("Wednesday (continued)") for page in pages] == [0] + [1] * (len(pages) - 1)
    text = " ".join(pages)
    assert [word for word in words if word not in text] == []


def test_a_heading_is_never_the_last_on_its_page(render):
    for lines in range(40, 60):
        pages = pages_of(render(Bullets(("x",) * lines), Heading("Title of what follows"), Paragraph("What follows.")))
        assert ["Title of what follows What follows." in page for page in pages].count(True) == 1


def test_a_title_is_not_left_alone_above_a_table_on_the_next_page(render):
    table = Table((TableColumn("Country"), TableColumn("Trips", align=Align.RIGHT)), (("First line", "1"), ("Second line", "2")))
    for lines in range(34, 48):
        pages = pages_of(render(Bullets(("x",) * lines), Heading("Title of what follows"), table))
        (page,) = (text for text in pages if "Title of what follows" in text)
        assert "First line" in page


def test_a_title_of_a_day_stays_with_its_first_line(render):
    for lines in range(30, 52):
        day = ProgrammeDay("Wednesday", (ProgrammeLine("", "Welcome"),), "A note.")
        pages = pages_of(render(Bullets(("x",) * lines), day))
        assert ["Wednesday A note. Welcome" in page for page in pages].count(True) == 1


def test_a_paragraph_leaves_no_single_line_behind(render):
    for lines in range(36, 52):
        pages = pages_of(render(Bullets(("x",) * lines), Paragraph("\n".join(f"line{number}" for number in range(6)))))
        assert [page.count("line") for page in pages if page.count("line") == 1] == []


def test_three_hundred_people(render):
    people = People(tuple(PersonCard(f"Person{number:03}", "Counsellor", str(number), flag="BE") for number in range(300)))
    text = " ".join(pages_of(render(people)))
    assert [number for number in range(300) if text.count(f"Person{number:03}") != 1] == []


def test_a_broken_portrait_gives_initials(render):
    broken = (b"no picture", portrait()[:500], b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    text = pages_of(render(People(tuple(PersonCard("Ana Öztürk", portrait=content) for content in broken))))[0]
    assert text.count("AÖ") == 3


def test_a_portrait_is_kept_at_the_size_of_its_print(render):
    assert len(render(People((PersonCard("Ana", portrait=portrait(3000)),)))) < 120_000


def test_a_missing_flag_is_a_blank_with_its_code(render):
    assert "ZQ" in pages_of(render(Cover("Visit", flags=("zq",))))[0]


def test_a_flag_code_of_two_lines_is_written_on_one(render):
    assert "Z Q" in pages_of(render(Cover("Visit", flags=("z\r\nq",))))[0]


def test_struck_lines_and_marks_keep_their_words(render):
    line = ProgrammeLine("12:30", "Lunch on the Seine", "11:30 Brussels", "Quai", marks=("Cancelled", "Level 1"), struck=True)
    text = pages_of(render(ProgrammeDay("Wednesday", (line,))))[0]
    assert [word for word in ("12:30", "11:30 Brussels", "Lunch on the Seine", "Quai", "Cancelled", "Level 1") if word not in text] == []


def test_rows_longer_than_the_titles_keep_their_cells(render):
    text = pages_of(render(Table((TableColumn("One"),), (("a1", "b2", "c3"),)), Table((), (("d4",),)), Table((), ())))[0]
    assert [cell for cell in ("a1", "b2", "c3", "d4") if cell not in text] == []


@pytest.mark.parametrize(
    ("block", "path"),
    [
        (Paragraph("x" * 1_000_001), "blocks[1].text"),
        (Table((TableColumn("A"), TableColumn("B")), (("1", "2"), ("3", "x " * 600_000))), "blocks[1].rows[1][1]"),
        (Section("Inner", (Facts((("a", "\n" * 60_000),)),)), "blocks[1].blocks[0].pairs[0][1]"),
        (Table((TableColumn("A"),) * 200, ()), "blocks[1].columns"),
        (Table((), (("a",) * 200,)), "blocks[1].rows[0]"),
    ],
)
def test_absurd_sizes_are_refused_with_their_place(render, block, path):
    with pytest.raises(Refused) as refused:
        render(Paragraph("before"), block)
    assert [finding.path for finding in refused.value.findings] == [path]


def test_the_refusal_names_the_section(render):
    with pytest.raises(Refused) as refused:
        render(Section("Delegation", (Paragraph("x" * 1_000_001),)))
    assert str(refused.value) == "A text in “Delegation” has 1000001 characters; a paper takes at most 1000000. Shorten it."


def test_a_title_that_cannot_stand_on_every_page_is_refused(render):
    with pytest.raises(Refused) as refused:
        render(meta=DocumentMeta("long title " * 200, "en"))
    assert [finding.path for finding in refused.value.findings] == ["meta.title"]


def test_progress_is_told_each_page():
    told: list[tuple[int, int]] = []
    PdfRenderer().render(
        Document(META, (PageBreak(), Paragraph("a"), PageBreak(), Paragraph("b"))), wording_for("en"), lambda d, t: told.append((d, t))
    )
    assert told == [(0, 0)] * 4 + [(1, 2), (2, 2)]


def test_cancelling_passes_through():
    def cancel(done: int, total: int) -> None:
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        PdfRenderer().render(Document(META, (Paragraph("a"),)), wording_for("en"), cancel)


def test_the_package_is_light_to_import():
    program = "import sys, app.adapters.pdf; sys.exit('reportlab' in sys.modules or 'fontTools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


any_text = st.text(st.characters(), max_size=60) | st.text("abc <&>\n北✓שم\u202f\ud800", max_size=400)
texts = st.lists(any_text, max_size=3).map(tuple)
pairs = st.lists(st.tuples(any_text, any_text), max_size=3).map(tuple)
any_bytes = st.none() | st.binary(max_size=60)
plain_blocks = st.one_of(
    st.builds(Heading, any_text, st.integers(-1, 9)),
    st.builds(Paragraph, any_text, st.booleans()),
    st.builds(Bullets, texts),
    st.builds(Notice, any_text),
    st.builds(Facts, pairs),
    st.builds(
        Table,
        st.lists(st.builds(TableColumn, any_text, st.floats(), st.sampled_from(Align)), max_size=5).map(tuple),
        st.lists(texts, max_size=3).map(tuple),
    ),
    st.builds(
        People,
        st.lists(st.builds(PersonCard, any_text, any_text, any_text, texts, any_bytes, any_text, st.booleans()), max_size=2).map(tuple),
    ),
    st.builds(
        ProgrammeDay,
        any_text,
        st.lists(st.builds(ProgrammeLine, any_text, any_text, any_text, any_text, pairs, texts, st.booleans()), max_size=2).map(tuple),
        any_text,
    ),
    st.builds(Cover, any_text, any_text, any_text, texts, pairs),
    st.builds(Contents, any_text),
    st.just(PageBreak()),
)
blocks = st.recursive(
    plain_blocks, lambda inner: st.builds(Section, any_text, st.lists(inner, max_size=3).map(tuple), st.booleans()), max_leaves=6
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.builds(
        Document,
        st.builds(DocumentMeta, any_text, st.sampled_from(("nl", "fr", "en")), any_text, any_text, any_text, any_text),
        st.lists(blocks, max_size=4).map(tuple),
    )
)
def test_any_document_is_a_paper_or_refused(document):
    try:
        content = PdfRenderer().render(document, wording_for("nl"))
    except Refused as refused:
        places = [finding.path.partition(".")[0].partition("[")[0] for finding in refused.findings]
        event(f"refused for {places}")
        return
    assert len(pages_of(content)) > 0
    assert black_boxes(content) == []
