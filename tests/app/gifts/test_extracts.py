"""The extract of the register: what each reader may see of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.adapters.i18n import wording_for
from app.domains.gifts.papers.extracts import Entry, RegisterExtract, blacked_out, extract_paper, extract_sheet, outcome_of, said_of
from app.domains.gifts.papers.parts import Party
from app.domains.gifts.vocabulary import Acceptance, Category, Decision, Direction, Extract, Fate, Ownership
from app.kernel.document import Facts, Paragraph, Table
from app.kernel.money import Money
from app.kernel.translated import Multilingual

EN = wording_for("en")
MAYOR = Party("Ada Éxample", Multilingual.same("Mayor"), Multilingual.same("City of Exampletown"), "AT")
DIRECTOR = Party("Jan Janssens", Multilingual.same("Director"), Multilingual.same("Brussels International"), "BE")
NEIGHBOUR = Party("Bob Builder")
VASE = Entry(
    "G2021/001",
    date(2021, 3, 4),
    description=Multilingual.same("Vase, signed by Ada Example"),
    category=Category.ART,
    giver=MAYOR,
    recipient=DIRECTOR,
    occasion=Multilingual.same("Brussels Days (2021/003)"),
    circumstances="Ada Example insisted.",
    value=Money(Decimal(220), "USD", Decimal("1.1"), date(2021, 3, 4)),
    cents=20000,
    decision=Decision.HAND_OVER,
    decided_by="Piet Peeters",
    decision_reason="as usual",
    ownership=Ownership.REGION,
    fate=Fate.DISPLAYED,
    place="Reception",
)
STRUCK = replace(VASE, number="G2021/002", struck_on=date(2021, 5, 5), struck_why="Entered twice by Jan Janssens")
SWEETS = replace(
    VASE,
    number="G2021/003",
    giver=NEIGHBOUR,
    value=None,
    cents=None,
    pieces=4,
    description=Multilingual.same("Sweets"),
    circumstances="Mr Builder brought them.",
    decision=Decision.OPEN,
    fate=Fate.OPEN,
)
ENTRIES = (VASE, STRUCK, SWEETS)


def extract(kind: Extract, *entries: Entry) -> RegisterExtract:
    return RegisterExtract(2021, kind, entries or ENTRIES, date(2022, 1, 5))


def rows(kind: Extract) -> dict[str, dict[str, object]]:
    sheet = extract_sheet(extract(kind), EN)
    titles = [column.title for column in sheet.columns]
    return {str(row[0]): dict(zip(titles, row, strict=True)) for row in sheet.rows}


@pytest.mark.parametrize("kind", Extract)
def test_every_number_of_the_year_stands_in_every_extract(kind: Extract):
    (table,) = (block for block in extract_paper(extract(kind), EN).blocks if isinstance(block, Table))

    assert [row[0].split("\n")[0] for row in table.rows] == ["G2021/001", "G2021/002", "G2021/003"]
    assert list(rows(kind)) == ["G2021/001", "G2021/002", "G2021/003"]


def test_the_full_extract_says_everything():
    found = rows(Extract.FULL)

    assert (found["G2021/001"]["Giver"], found["G2021/001"]["Decided by"]) == (
        "Ada Éxample, Mayor, City of Exampletown, Austria",
        "Piet Peeters",
    )
    assert found["G2021/001"]["Value (EUR)"] == Decimal(200)
    assert found["G2021/002"]["Why it was struck out"] == "Entered twice by Jan Janssens"
    assert found["G2021/003"]["Giver"] == "Bob Builder"


def test_the_public_extract_names_those_in_an_office_and_nobody_else():
    found = rows(Extract.PUBLIC)

    assert found["G2021/001"]["Giver"] == "Ada Éxample, Mayor, City of Exampletown, Austria"
    assert found["G2021/003"]["Giver"] == "private person"
    assert found["G2021/003"]["Circumstances"] == "Mr ▇▇▇ brought them."
    assert {"Decided by", "Reason of the decision", "Place", "Kept by", "Remark"} & set(found["G2021/001"]) == set()
    assert "Bob" not in str(found)


def test_what_was_struck_out_is_told_to_others_by_its_number_alone():
    for kind in (Extract.PUBLIC, Extract.ANONYMISED):
        told = {title: value for title, value in rows(kind)["G2021/002"].items() if value is not None}
        assert told == {
            "No.": "G2021/002",
            "Day": date(2021, 3, 4),
            "Given or received": "received",
            "Outcome": "Struck out: not a gift of this register",
            "Struck out on": date(2021, 5, 5),
        }


def test_no_name_of_a_person_stands_in_the_anonymised_extract():
    for texts in (list(extract_paper(extract(Extract.ANONYMISED), EN).texts()), [str(extract_sheet(extract(Extract.ANONYMISED), EN))]):
        told = " ".join(texts)
        assert [name for name in ("Ada", "xample", "Jan ", "Janssens", "Bob", "Builder", "Piet") if name in told] == []
    found = rows(Extract.ANONYMISED)
    assert (found["G2021/001"]["Giver"], found["G2021/001"]["Recipient"]) == ("Mayor, Austria", "Director, Belgium")
    assert found["G2021/001"]["Gift"] == "Vase, signed by ▇▇▇ ▇▇▇"
    assert {"Occasion", "Circumstances"} & set(found["G2021/001"]) == set()


@pytest.mark.parametrize(
    ("party", "kind", "said"),
    [
        (MAYOR, Extract.ANONYMISED, "Mayor, Austria"),
        (Party(organisation=Multilingual.same("Embassy"), country="JP"), Extract.ANONYMISED, "Embassy, Japan"),
        (Party("Ada", organisation=Multilingual.same("Embassy"), country="JP"), Extract.ANONYMISED, "a representative, Japan"),
        (Party(said="the driver"), Extract.ANONYMISED, "not named"),
        (Party(said="the driver"), Extract.PUBLIC, "not named"),
        (Party(said="Taro Example", country="JP"), Extract.PUBLIC, "not named, Japan"),
        (Party("Taro Example", country="JP"), Extract.PUBLIC, "private person, Japan"),
        (Party("Taro Example", country="JP"), Extract.ANONYMISED, "private person, Japan"),
        (Party(country="JP"), Extract.PUBLIC, "Japan"),
        (Party(said="the driver", ours=True), Extract.PUBLIC, "the driver"),
        (Party("Jan Janssens", ours=True), Extract.ANONYMISED, "a representative"),
        (Party(), Extract.PUBLIC, ""),
        (NEIGHBOUR, Extract.FULL, "Bob Builder"),
    ],
)
def test_who_stands_at_a_side(party: Party, kind: Extract, said: str):
    assert said_of(party, kind, EN) == said


def test_a_country_does_not_make_a_citizen_public():
    citizen = replace(SWEETS, giver=replace(NEIGHBOUR, country="FR"), description=Multilingual.same("Sweets of Bob’s bakery"))
    sheet = str(extract_sheet(extract(Extract.PUBLIC, citizen), EN))

    assert [name for name in ("Bob", "Builder") if name in sheet] == []
    assert "Sweets of ▇▇▇’s bakery" in sheet


def test_amounts_in_euro_have_their_cents():
    assert str(VASE.euro) == "200.00"


@pytest.mark.parametrize(
    ("entry", "outcome"),
    [
        (VASE, "goes to the Region\ndisplayed, Reception"),
        (SWEETS, "to be decided\nReception"),
        (replace(VASE, direction=Direction.GIVEN), ""),
        (replace(VASE, acceptance=Acceptance.DECLINED), "Offered and declined"),
        (STRUCK, "Struck out: not a gift of this register"),
    ],
)
def test_what_became_of_a_gift(entry: Entry, outcome: str):
    assert outcome_of(entry, Extract.FULL, EN) == outcome


def test_the_place_of_an_object_is_for_the_office_alone():
    assert outcome_of(VASE, Extract.PUBLIC, EN) == "goes to the Region\ndisplayed"


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        ("A portrait of Ada", ("Ada Example",), "A portrait of ▇▇▇"),
        ("EXAMPLE’s book, exampled", ("Ada Éxample",), "▇▇▇’s book, exampled"),
        ("Vase", (), "Vase"),
        ("A to Z", ("A Z",), "A to Z"),
    ],
)
def test_names_are_blacked_out_whatever_their_accents(text: str, names: tuple[str, ...], left: str):
    assert blacked_out(text, names) == left


def test_an_empty_year_is_a_nil_return():
    empty = RegisterExtract(2020, Extract.PUBLIC, ())

    said = "Nil return: no gift stands in the register of 2020."
    assert said in [block.text for block in extract_paper(empty, EN).blocks if isinstance(block, Paragraph)]
    (row,) = extract_sheet(empty, EN).rows
    assert [cell for cell in row if cell] == [said]
    assert len(row) == len(extract_sheet(empty, EN).columns)


def test_the_numbers_of_the_year_count_what_was_struck_out_apart():
    declined = replace(VASE, number="G2021/004", acceptance=Acceptance.DECLINED)
    given = replace(VASE, number="G2021/005", direction=Direction.GIVEN)
    paper = extract_paper(extract(Extract.FULL, *ENTRIES, declined, given), EN)

    (numbers,) = (block for block in paper.blocks if isinstance(block, Facts))
    assert numbers.pairs == (("Gifts received", "2"), ("Gifts given", "1"), ("Offered and declined", "1"), ("Struck out", "1"))


def test_the_classification_follows_the_reader():
    assert [extract_paper(extract(kind), EN).meta.classification for kind in Extract] == ["Internal", "Public", "Public"]
