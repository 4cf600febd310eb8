"""`attache gifts`: the register, the bank, suggestions and every paper on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.domains.gifts.drafts import LoanDraft
from app.domains.gifts.lending_commands import LendGift
from app.kernel.clock import FixedClock
from tests.commandline.office import Office, rules
from tests.makers import Make, missions
from tests.makers import gifts as makers


@pytest.fixture(scope="module")
def bank_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a small bank, a mission with two gifts, two entries of 2021 and one of 2020."""
    place = tmp_path_factory.mktemp("bank") / "office.attache"
    application = start(Config(place, user="officer", clock=FixedClock(datetime(2021, 9, 1, 10, tzinfo=UTC))))
    _fill(application)
    application.close()
    return place


def _fill(application: Application) -> None:
    make = Make(application)
    shawl = makers.item(application, "Shawl", 4, weight=340)
    makers.item(application, "Book", 1, minimum=5)
    mission = missions.mission(application)
    mayor = make.person("Ada", "Example")
    makers.reservation(application, shawl, 2, mission_id=mission, person_id=mayor)
    makers.reservation(application, shawl, mission_id=mission, carrier_id=make.person("Eve", "Carrier"))
    makers.gift(application, "Vase", entered=True, value=makers.euro("20"), giver_country="AT", giver_said="", giver_person_id=mayor)
    makers.gift(application, "Cup", day=date(2020, 5, 1), entered=True)
    makers.gift(application, "Not entered")
    application.execute(LendGift(LoanDraft(item_id=shawl, borrower_said="Museum", since=date(2021, 8, 20))))


@pytest.fixture
def bank(bank_once: Path, tmp_path: Path) -> Office:
    place = tmp_path / "office.attache"
    assert Office(bank_once).run("backup", place).code == 0
    return Office(place)


def pages(path: Path) -> list[str]:
    paper = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in paper]
    finally:
        paper.close()


def test_the_register_is_listed_by_year(bank: Office):
    assert [row["number"] for row in bank.json("gifts", "list")] == ["G2020/001", "G2021/001", ""]
    (row,) = bank.json("gifts", "list", "--year", "2020")
    assert (row["number"], row["standing"], row["day"], row["description"]["en"]) == ("G2020/001", "entered", "2020-05-01", "Cup")
    assert bank.json("gifts") == bank.json("gifts", "list")
    run = bank.run("gifts", "list", "--year", "2020", "--lang", "en")
    assert (run.code, run.out.splitlines()[1].split()[:3]) == (0, ["G2020/001", "in", "the"])


def test_the_stock_is_the_sum_of_what_came_and_went(bank: Office):
    rows = {row["code"]: row for row in bank.json("gifts", "stock")}

    assert {code: (row["stock"], row["reserved"], row["free"], row["lent"]) for code, row in rows.items()} == {
        "B-001": (3, 3, 0, 1),
        "B-002": (1, 0, 1, 0),
    }
    assert [row["code"] for row in bank.json("gifts", "stock", "--short")] == ["B-002"]


def test_a_suggestion_says_why_and_what_speaks_against_it(bank: Office):
    rows = bank.json("gifts", "suggest", "Ada Example", "--mission", "2021/001", "--budget", "50")

    assert {row["code"] for row in rows} >= {"B-002"}
    assert all(row["why"] for row in rows if row["code"] == "B-002")
    assert [set(warning) for row in rows for warning in row["warnings"]] == [
        {"code", "message", "severity", "source"} for row in rows for _ in row["warnings"]
    ]
    assert bank.run("gifts", "suggest", "Ada Example", "--lang", "en").code == 0
    assert rules(bank.run("gifts", "suggest", "Nobody Here", "--json")) == ["unknown-person"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("register", "--year", "2021"), "register"),
        (("register", "--year", "2021", "--public"), "register"),
        (("register", "--year", "2021", "--anonymised"), "register"),
        (("packing", "2021/001"), "packing"),
        (("customs", "2021/001"), "customs"),
        (("inventory",), "inventory"),
        (("balance", "--by", "country"), "balance"),
    ],
)
def test_lists_are_written_as_paper_and_for_a_spreadsheet(bank: Office, tmp_path: Path, words: tuple[str, ...], kind: str):
    for ending, begins in ((".pdf", b"%PDF"), (".csv", b"\xef\xbb\xbf"), (".xlsx", b"PK")):
        path = tmp_path / f"list{ending}"
        assert bank.json("gifts", *words, "-o", str(path)) == {kind: str(path)}
        assert path.read_bytes().startswith(begins)


def test_the_anonymised_extract_names_nobody(bank: Office, tmp_path: Path):
    told: dict[str, Any] = {}
    for word in ("--public", "--anonymised"):
        path = tmp_path / f"{word}.csv"
        bank.json("gifts", "register", "--year", "2021", word, "-o", path, "--lang", "en")
        told[word] = path.read_text(encoding="utf-8-sig")
    assert ("Ada Example" in told["--public"], "Ada" in told["--anonymised"]) == (True, False)
    assert bank.run("gifts", "register", "--year", "2021", "--public", "--anonymised", "-o", tmp_path / "x.csv").code == 2


def test_labels_are_printed_of_all_or_of_what_is_named(bank: Office, tmp_path: Path):
    path = tmp_path / "labels.pdf"
    assert bank.json("gifts", "labels", "-o", path) == {"labels": str(path), "number": 4}
    assert (
        bank.json("gifts", "labels", "--item", "G2021/001", "--item", "B-002", "--copies", "3", "--from", "20", "-o", path)["number"] == 6
    )
    first, second = pages(path)
    assert (first.count("B-002"), second.count("B-002"), first.count("G2021/001")) == (2, 1, 0)


def test_labels_that_cannot_be_printed_leave_no_file(bank: Office, tmp_path: Path):
    path = tmp_path / "labels.pdf"
    refusals = [
        rules(bank.run("gifts", "labels", *words, "-o", path, "--json"))
        for words in (("--item", "B-999"), ("--from", "22"), ("--from", "0"))
    ]
    assert refusals == [["unknown-object"], ["label-start"], ["label-start"]]
    assert rules(bank.run("gifts", "labels", "-o", tmp_path / "labels.doc", "--json")) == ["unknown-kind"]
    assert list(tmp_path.glob("labels*")) == []


def test_cards_are_printed_for_a_mission_or_for_an_object(bank: Office, tmp_path: Path):
    path = tmp_path / "cards.pdf"
    bank.json("gifts", "card", "2021/001", "-o", path, "--lang", "en")
    assert len(pages(path)) == 4
    bank.json("gifts", "card", "B-002", "--format", "folded", "-o", path, "--lang", "en")
    assert len(pages(path)) == 2
    assert rules(bank.run("gifts", "card", "G2021/001", "-o", path, "--json")) == ["no-card"]
    assert rules(bank.run("gifts", "card", "nothing", "-o", path, "--json")) == ["unknown-object"]


def test_a_receipt_lists_objects_gifts_of_a_mission_and_loans(bank: Office, tmp_path: Path):
    path = tmp_path / "receipt.pdf"
    bank.json(
        "gifts", "receipt", "G2021/001", "--mission", "2021/001", "--loan", "B-001", "--return", "--to", "Eve", "-o", path, "--lang", "en"
    )
    told = " ".join(pages(path))
    assert [word in told for word in ("Return receipt", "G2021/001", "B-001", "Eve", "Number of pieces: 5")] == [True] * 5
    assert rules(bank.run("gifts", "receipt", "-o", path, "--json")) == ["nothing-chosen"]


def test_a_loan_agreement_is_found_by_what_was_lent(bank: Office, tmp_path: Path):
    path = tmp_path / "loan.pdf"
    bank.json("gifts", "loan", "B-001", "-o", path, "--lang", "en")
    assert "Museum" in pages(path)[0]
    assert rules(bank.run("gifts", "loan", "B-002", "-o", path, "--json")) == ["no-loan"]


def test_the_balance_is_listed(bank: Office):
    (row, *_) = [row for row in bank.json("gifts", "balance") if row["key"] == "AT"]
    assert (row["received"]["number"], row["given"]["number"]) == (1, 0)
    assert rules(bank.run("gifts", "balance", "--since", "2021-02-01", "--until", "2021-01-01", "--json")) == ["ends-before-start"]
