"""`attache gifts`: the register, the bank, what suits whom, and every paper, on the command line."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from app.bootstrap import Config, start
from app.domains.gifts.drafts import LoanDraft
from app.domains.gifts.lending_commands import LendGift
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.vocabulary import Acceptance
from app.domains.missions.queries import mission_by
from tests.commandline.office import BRUSSELS_DAYS, Office, rules
from tests.makers import Make
from tests.makers import gifts as makers

STARTS = {".pdf": b"%PDF-", ".csv": b"\xef\xbb\xbf", ".xlsx": b"PK\x03\x04"}
ENDINGS = pytest.mark.parametrize("ending", STARTS)
FORMULA = '=HYPERLINK("http://example.org";"Vase")'


@pytest.fixture(scope="module")
def stocked_once(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("gifts") / "office.attache")
    assert Office(filled_once).run("backup", office.place).code == 0
    application = start(Config(str(office.place)))
    make = Make(application)
    envoy = make.person("Ada", "Envoyova")
    make.post(envoy, "mayor", organisation_id=make.organisation("City of Exampletown"))
    citizen = make.person("Bob", "Bouwmans")
    make.person("Bea", "Bouwmans")
    bell = makers.item(application, "Tram bell", 3, weight=450, place="Cupboard 1")
    makers.item(application, "Tin soldier", 2, level="D", minimum=5, unit_cost=makers.euro("12.50"))
    makers.gift(application, "Vase", entered=True, giver_person_id=envoy, giver_said="", value=makers.euro("220"))
    makers.gift(
        application, FORMULA, entered=True, giver_person_id=citizen, giver_country="FR", value=makers.euro("35.5"),
        circumstances="Bouwmans brought it along",
    )  # fmt: skip
    makers.gift(
        application,
        "Watch",
        entered=True,
        acceptance=Acceptance.DECLINED,
        giver_said="Somebody Ungenannt",
        giver_country="TR",
        circumstances="too dear",
    )
    struck = makers.gift(application, "Vase again", entered=True, giver_person_id=envoy, giver_said="")
    application.execute(StrikeGift(struck, "entered twice"))
    makers.given(application, "Book", entered=True, recipient_organisation_id=make.organisation("City of Exampletown again"))
    makers.gift(application, "Basket", day=date(2022, 1, 5))
    paris = application.ask(mission_by(BRUSSELS_DAYS))
    makers.reservation(application, bell, mission_id=paris, card_language="nl")
    lent = LoanDraft(item_id=bell, borrower_said="Museum", since=date(2021, 9, 1), due_back_on=date(2021, 10, 1), insured=makers.euro("40"))
    application.execute(LendGift(lent))
    application.close()
    return office.place


@pytest.fixture
def stocked(stocked_once: Path, tmp_path: Path) -> Office:
    """The sample office with a bank of two objects, five entries of 2021, one of them struck out, and one that waits for its number."""
    place = tmp_path / "office.attache"
    assert Office(stocked_once).run("backup", place).code == 0
    return Office(place)


@dataclass(frozen=True)
class Pages:
    """A PDF as it is read: the words of each page, and its size in points."""

    texts: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]

    @property
    def text(self) -> str:
        return "\n".join(self.texts)


def pages(file: Path) -> Pages:
    document = pypdfium2.PdfDocument(file)
    found = [document[number] for number in range(len(document))]
    texts = tuple(page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in found)
    return Pages(texts, tuple((round(page.get_width()), round(page.get_height())) for page in found))


def table(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=";"))


# ------------------------------------------------------------------------------------------------ lists


def test_the_register_is_listed_and_what_waits_for_its_number_too(stocked: Office) -> None:
    found = stocked.json("gifts", "list")
    assert [one["number"] for one in found] == ["G2021/001", "G2021/002", "G2021/003", "G2021/004", "G2021/005", ""]
    assert stocked.json("gifts") == found
    assert [one["number"] for one in stocked.json("gifts", "list", "--year", "2021")] == [f"G2021/00{number}" for number in range(1, 6)]
    assert [one["number"] for one in stocked.json("gifts", "list", "--find", "watch")] == ["G2021/003"]
    assert stocked.json("gifts", "list", "--year", "2019") == []


def test_the_list_says_what_was_declined_and_struck_out(stocked: Office) -> None:
    run = stocked.run("gifts", "list", "--year", "2021", "--lang", "en")
    lines = run.out.splitlines()
    assert lines[0].split() == [
        "No.",
        "Status",
        "Day",
        "Which",
        "way",
        "Accepted",
        "Gift",
        "From",
        "or",
        "to",
        "Country",
        "Value",
        "Decision",
        "By",
        "when",
    ]
    assert "offered and declined" in lines[3]
    assert lines[4].startswith("G2021/004  struck out")


@pytest.mark.parametrize(("language", "said"), [("nl", "ontvangen"), ("fr", "reçu"), ("en", "received")])
def test_the_list_speaks_the_language_that_is_asked_for(stocked: Office, language: str, said: str) -> None:
    assert said in stocked.run("gifts", "list", "--lang", language).out.splitlines()[1]


def test_the_bank_is_listed_with_what_is_here_reserved_and_free(stocked: Office) -> None:
    found = stocked.json("gifts", "stock")
    assert [(one["code"], one["stock"], one["reserved"], one["free"], one["lent"]) for one in found] == [
        ("B-001", 2, 1, 1, 1),
        ("B-002", 2, 0, 2, 0),
    ]
    assert [one["code"] for one in stocked.json("gifts", "stock", "--short")] == ["B-002"]
    assert [one["code"] for one in stocked.json("gifts", "stock", "--level", "D")] == ["B-002"]
    assert stocked.run("gifts", "stock", "--lang", "en").out.splitlines()[1].split()[:3] == ["B-001", "Tram", "bell"]


def test_an_office_without_gifts_has_empty_lists(filled: Office) -> None:
    assert [filled.json("gifts", word) for word in ("list", "stock", "balance")] == [[], [], []]


def test_the_balance_says_what_is_not_known(stocked: Office) -> None:
    run = stocked.run("gifts", "balance", "--lang", "en")
    rows = [line.split() for line in run.out.splitlines()[1:]]
    assert [row[0] for row in rows] == ["France", "not"]
    assert [one["key"] for one in stocked.json("gifts", "balance", "--since", "2021-01-01", "--until", "2021-12-31")] == ["FR", ""]
    turned = stocked.run("gifts", "balance", "--since", "2021-12-31", "--until", "2021-01-01", "--json")
    assert (turned.code, rules(turned)) == (1, ["ends-before-start"])


# ------------------------------------------------------------------------------------------------ suggestions


def test_what_suits_a_person_comes_best_first_and_says_why(stocked: Office) -> None:
    found = stocked.json("gifts", "suggest", "Ada Envoyova", "--mission", BRUSSELS_DAYS)
    assert [one["code"] for one in found] == ["B-001", "B-002"]
    assert found[0]["score"] > found[1]["score"]
    assert all(one["why"] for one in found)
    assert [warning["code"] for warning in found[1]["warnings"] if warning["code"] == "level"] == ["level"]
    listed = stocked.run("gifts", "suggest", "Envoyova Ada", "--most", "1", "--lang", "en")
    assert [line.split()[0] for line in listed.out.splitlines()] == ["No.", "B-001"]


def test_a_budget_and_a_weight_are_warned_of(stocked: Office) -> None:
    (bell,) = [
        one
        for one in stocked.json("gifts", "suggest", "Ada Envoyova", "--budget", "12,50", "--weight", "400", "--day", "2021-09-22")
        if one["code"] == "B-001"
    ]
    assert {"over-budget", "too-heavy"} <= {warning["code"] for warning in bell["warnings"]}


def test_somebody_unknown_and_somebody_of_several_are_told_apart(stocked: Office) -> None:
    nobody = stocked.run("gifts", "suggest", "Zaphod Nobody", "--lang", "en")
    assert (nobody.code, nobody.out, nobody.err) == (1, "", "person: There is nobody called “Zaphod Nobody”.\n")
    several = stocked.run("gifts", "suggest", "Bouwmans", "--lang", "en")
    assert several.code == 1
    assert [line.rpartition(":")[0] for line in several.err.splitlines()] == [
        "person: Several persons match; one is Bea Bouwmans",
        "person: Several persons match; one is Bob Bouwmans",
    ]
    assert stocked.run("gifts", "suggest", "Ada Envoyova", "--mission", "nowhere").code == 1


# ------------------------------------------------------------------------------------------------ extracts


@ENDINGS
@pytest.mark.parametrize("extract", [(), ("--public",), ("--anonymised",)])
def test_an_extract_is_written_as_its_file_is_named(stocked: Office, tmp_path: Path, ending: str, extract: tuple[str, ...]) -> None:
    file = tmp_path / f"register{ending}"
    assert stocked.json("gifts", "register", "--year", "2021", *extract, "-o", file) == {"register": str(file)}
    assert file.read_bytes().startswith(STARTS[ending])


def test_an_extract_has_the_columns_of_public_registers(stocked: Office, tmp_path: Path) -> None:
    stocked.run("gifts", "register", "--year", "2021", "--public", "-o", tmp_path / "public.csv", "--lang", "en")
    rows = table(tmp_path / "public.csv")
    assert list(rows[0]) == [
        "No.", "Day", "Gift", "Category", "Given or received", "Giver", "Recipient", "Value (EUR)", "Value as stated", "How it was valued",
        "Outcome", "Occasion", "Circumstances", "Ceremonial", "Struck out on",
    ]  # fmt: skip
    assert [(one["No."], one["Giver"], one["Recipient"], one["Value (EUR)"]) for one in rows] == [
        ("G2021/001", "Ada Envoyova, mayor, City of Exampletown", "Brussels International", "220,00"),
        ("G2021/002", "private person, France", "Brussels International", "35,50"),
        ("G2021/003", "not named, Türkiye", "Brussels International", ""),
        ("G2021/004", "", "", ""),
        ("G2021/005", "Brussels International", "City of Exampletown again", ""),
    ]


def test_names_stand_only_where_the_extract_may_say_them(stocked: Office, tmp_path: Path) -> None:
    names = ("Envoyova", "Bouwmans", "Ungenannt")
    found = {}
    for extract in ("--public", "--anonymised"):
        for ending in STARTS:
            stocked.run("gifts", "register", "--year", "2021", extract, "-o", tmp_path / f"register{ending}")
        with ZipFile(tmp_path / "register.xlsx") as book:
            cells = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
        texts = (pages(tmp_path / "register.pdf").text, (tmp_path / "register.csv").read_text("utf-8"), cells)
        found[extract] = [[name for name in names if name in text] for text in texts]
    assert found == {"--public": [["Envoyova"]] * 3, "--anonymised": [[]] * 3}


def test_a_description_is_no_formula_in_a_spreadsheet(stocked: Office, tmp_path: Path) -> None:
    for ending in (".csv", ".xlsx"):
        stocked.run("gifts", "register", "--year", "2021", "-o", tmp_path / f"register{ending}", "--lang", "en")
    assert table(tmp_path / "register.csv")[1]["Gift"] == "'" + FORMULA
    with ZipFile(tmp_path / "register.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<v>220" in sheet


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "Nihil: in het register van 2019 staat geen geschenk."),
        ("fr", "Déclaration « néant » : aucun cadeau ne figure au registre de 2019."),
        ("en", "Nil return: no gift stands in the register of 2019."),
    ],
)
def test_an_empty_year_is_a_nil_return(stocked: Office, tmp_path: Path, language: str, said: str) -> None:
    for ending in STARTS:
        assert stocked.run("gifts", "register", "--year", "2019", "-o", tmp_path / f"nil{ending}", "--lang", language).code == 0
    (row,) = table(tmp_path / "nil.csv")
    assert [cell.replace("\u00a0", " ") for cell in row.values() if cell] == [said]
    assert said in pages(tmp_path / "nil.pdf").text.replace("\u00a0", " ")


# ------------------------------------------------------------------------------------------------ labels and cards


def test_labels_are_of_everything_on_a_shelf_or_of_what_is_named(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    assert stocked.json("gifts", "labels", "-o", file) == {"labels": str(file), "number": 4}
    assert pages(file).sizes == ((595, 842),)
    assert stocked.json("gifts", "labels", "--item", "g2021/001", "--item", "B-002", "--copies", "12", "-o", file)["number"] == 24
    assert len(pages(file).texts) == 2
    assert stocked.json("gifts", "labels", "--item", "B-002", "--format", "5x13", "--from", "65", "--frames", "-o", file)["number"] == 1
    assert "B-002" in pages(file).text


def test_labels_that_cannot_be_are_refused_with_their_place(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "labels.pdf"
    cases = {
        ("--from", "22"): ["label-start"],
        ("--item", "B-404", "--item", "B-001", "--item", "G1999/001"): ["unknown-object", "unknown-object"],
        ("--copies", "9999999999"): ["too-many-labels"],
    }
    for words, broken in cases.items():
        run = stocked.run("gifts", "labels", *words, "-o", file, "--json")
        assert (run.code, rules(run)) == (1, broken)
    assert not file.exists()


def test_cards_are_of_the_gifts_of_a_mission_or_of_an_object(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "cards.pdf"
    assert stocked.json("gifts", "card", BRUSSELS_DAYS, "-o", file) == {"cards": str(file)}
    assert pages(file).sizes == ((298, 420), (298, 420))
    assert "Aangeboden door" in pages(file).text
    stocked.run("gifts", "card", "B-001", "--format", "folded", "--lang", "fr", "-o", file)
    assert pages(file).sizes == ((595, 420), (595, 420))
    assert "Offert par" in pages(file).text


def test_a_card_needs_something_to_tell_of(stocked: Office, tmp_path: Path) -> None:
    broken = {
        word: rules(stocked.run("gifts", "card", word, "-o", tmp_path / "card.pdf", "--json"))
        for word in ("G2021/001", "brussels-days-dubai", "B-404")
    }
    assert broken == {"G2021/001": ["no-card"], "brussels-days-dubai": ["no-gifts"], "B-404": ["unknown-object"]}


# ------------------------------------------------------------------------------------------------ receipts and loans


def test_a_receipt_names_every_object_once_on_one_page(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "receipt.pdf"
    words = ("G2021/001", "B-002", "--mission", BRUSSELS_DAYS, "--loan", "B-001", "--by", "Jan Janssens", "--to", "A courier")
    stocked.run("gifts", "receipt", *words, "--day", "2021-09-22", "--place", "Kunstlaan 9", "--values", "-o", file, "--lang", "en")
    (text,) = pages(file).texts
    assert [text.count(word) for word in ("G2021/001", "Tin soldier", "Jan Janssens", "22 September 2021", "€220.00")] == [1, 1, 2, 1, 1]
    assert "Number of pieces: 4" in text


def test_a_return_receipt_says_so(stocked: Office, tmp_path: Path) -> None:
    stocked.run("gifts", "receipt", "G2021/001", "--return", "-o", tmp_path / "back.pdf", "--lang", "nl")
    text = pages(tmp_path / "back.pdf").text
    assert ("Ontvangstbewijs van teruggave" in text, "220" in text) == (True, False)


def test_a_receipt_of_nothing_is_refused(stocked: Office, tmp_path: Path) -> None:
    run = stocked.run("gifts", "receipt", "-o", tmp_path / "receipt.pdf", "--json")
    assert (run.code, rules(run)) == (1, ["nothing-chosen"])


def test_a_loan_agreement_has_a_page_for_the_return(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "loan.pdf"
    assert stocked.json("gifts", "loan", "b-001", "-o", file, "--lang", "en") == {"loan": str(file)}
    agreement, back = pages(file).texts
    assert ["Museum" in agreement, "€40.00" in agreement, "1 October 2021" in back] == [True, True, True]
    run = stocked.run("gifts", "loan", "G2021/001", "-o", file, "--json")
    assert (run.code, rules(run)) == (1, ["no-loan"])


# ------------------------------------------------------------------------------------------------ lists of a mission, inventory, balance


@ENDINGS
@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("packing", BRUSSELS_DAYS), "packing"),
        (("customs", BRUSSELS_DAYS), "customs"),
        (("inventory",), "inventory"),
        (("balance", "--by", "organisation"), "balance"),
    ],
)
def test_lists_are_written_as_their_file_is_named(stocked: Office, tmp_path: Path, words: tuple[str, ...], name: str, ending: str) -> None:
    file = tmp_path / f"list{ending}"
    assert stocked.json("gifts", *words, "-o", file) == {name: str(file)}
    assert file.read_bytes().startswith(STARTS[ending])


def test_packing_tells_weights_and_customs_tells_values(stocked: Office, tmp_path: Path) -> None:
    for word in ("packing", "customs"):
        stocked.run("gifts", word, BRUSSELS_DAYS, "-o", tmp_path / f"{word}.csv", "--lang", "en")
    (packed,), (told,) = table(tmp_path / "packing.csv"), table(tmp_path / "customs.csv")
    assert (packed["Inventory number"], packed["Weight of all (g)"]) == ("B-001", "450")
    assert [column for column in packed if "Value" in column] == []
    assert (told["Inventory number"], told["Value of all (EUR)"]) == ("B-001", "40,00")


def test_the_inventory_counts_what_is_lent_out_and_can_be_of_one_place(stocked: Office, tmp_path: Path) -> None:
    file = tmp_path / "inventory.csv"
    stocked.run("gifts", "inventory", "-o", file, "--lang", "en")
    found = {one["Inventory number"]: (one["Pieces"], one["Value of all (EUR)"]) for one in table(file)}
    assert found == {"B-001": ("3", "120,00"), "B-002": ("2", "25,00"), "G2021/001": ("1", "220,00"), "G2021/002": ("1", "35,50")}
    stocked.run("gifts", "inventory", "--place", "cupboard 1", "-o", file, "--lang", "en")
    assert [one["Inventory number"] for one in table(file)] == ["B-001"]


# ------------------------------------------------------------------------------------------------ usage


OUTPUTS = [
    ("register", "--year", "2021"),
    ("labels",),
    ("card", BRUSSELS_DAYS),
    ("receipt", "G2021/001"),
    ("loan", "B-001"),
    ("packing", BRUSSELS_DAYS),
    ("customs", BRUSSELS_DAYS),
    ("inventory",),
    ("balance",),
]


@pytest.mark.parametrize("words", OUTPUTS, ids=lambda words: words[0])
def test_a_file_that_says_no_kind_and_a_folder_that_is_not_there_are_refused(
    stocked: Office, tmp_path: Path, words: tuple[str, ...]
) -> None:
    for name in ("file.odt", "file"):
        run = stocked.run("gifts", *words, "-o", tmp_path / name, "--json")
        assert (run.code, rules(run)) == (1, ["unknown-kind"])
    assert stocked.run("gifts", *words, "-o", tmp_path / "none" / "file.pdf").code == 3
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith("office.attache")] == []


def test_a_paper_that_is_only_a_pdf_says_so(stocked: Office, tmp_path: Path) -> None:
    run = stocked.run("gifts", "labels", "-o", tmp_path / "labels.csv", "--lang", "en")
    assert (run.code, run.err) == (1, "output: This paper is a PDF: name the file .pdf.\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--year", "0"), "argument --year: '0' is no year"),
        (("list", "--year", "last"), "argument --year: 'last' is no year"),
        (("suggest",), "the following arguments are required: PERSON"),
        (("suggest", "Ada", "--budget", "NaN"), "argument --budget: 'NaN' is no amount"),
        (("suggest", "Ada", "--budget", "-1"), "argument --budget: '-1' is no amount"),
        (("suggest", "Ada", "--weight", "0"), "argument --weight: '0' is no whole number from 1"),
        (("suggest", "Ada", "--day", "soon"), "argument --day: 'soon' is no day; write it as 2026-01-31"),
        (("register", "-o", "file.pdf"), "the following arguments are required: --year"),
        (("register", "--year", "2021"), "the following arguments are required: -o/--output"),
        (("labels", "--copies", "0", "-o", "file.pdf"), "argument --copies: '0' is no whole number from 1"),
    ],
)
def test_wrong_words_are_wrong_usage(stocked: Office, words: tuple[str, ...], said: str) -> None:
    run = stocked.run("gifts", *words)
    assert (run.code, run.err.splitlines()[-1].partition("error: ")[2]) == (2, said)


def test_an_extract_is_either_public_or_anonymised(stocked: Office) -> None:
    assert stocked.run("gifts", "register", "--year", "2021", "--public", "--anonymised", "-o", "file.pdf").code == 2


def test_reading_changes_nothing(stocked: Office, tmp_path: Path) -> None:
    before = stocked.steps()
    for words in OUTPUTS:
        stocked.run("gifts", *words, "-o", tmp_path / "file.pdf")
    assert stocked.steps() == before
