"""Country cards: entered with their source, checked again after a year, taken from a file whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.application import Application
from app.domains.visas.card_commands import AddCard, CheckCard, EditCard, ImportCards, RemoveCard
from app.domains.visas.card_import import COLUMNS, CardFate, blank_sheet, read_cards
from app.domains.visas.card_queries import card_detail, card_draft, card_ids, card_of, cards, preview_import, sheet_of_cards
from app.domains.visas.terms import CARD
from app.domains.visas.visa_drafts import CardDraft
from app.domains.visas.visa_terms import Answer, CardAge, Need
from app.domains.visas.visa_today import cards_to_check
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import Changed, Refused
from app.kernel.fields import Criteria
from app.kernel.sheets import SheetKind
from tests.makers import visas as make

HEAD = "country;ordinary;service;note_verbale;normal_days;source;checked_on"


def file(*lines: str, head: str = HEAD) -> bytes:
    """Make a file of cards."""
    return "\r\n".join((head, *lines, "")).encode("utf-8-sig")


def faults(content: bytes) -> list[tuple[str, str]]:
    """Give place and rule of every fault in a file."""
    return [(found.path, found.rule) for found in read_cards(content).findings]


def refused(application: Application, command: Command[object]) -> list[tuple[str, str]]:
    """Give place and rule of each finding by which a command is refused."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)
    return [(found.path, found.rule) for found in refusal.value.findings]


def known(application: Application) -> list[str]:
    """Give the countries that have a card."""
    return [row.country for row in application.ask(cards(application.ask(card_ids())))]


# ------------------------------------------------------------------------------------------------ by hand


def test_there_is_no_card_until_the_office_fills_one(application: Application) -> None:
    assert known(application) == []
    id = make.card(application)
    assert application.ask(card_of("US")) == (id, application.ask(card_draft(id)))
    assert application.ask(card_of("CA")) is None


def test_a_country_has_one_card(application: Application) -> None:
    make.card(application)
    assert refused(application, AddCard(CardDraft("US"))) == [("country", "card-twice")]
    assert refused(application, AddCard(CardDraft("ZZ"))) == [("country", "country-unknown")]
    assert refused(application, AddCard(CardDraft("EU"))) == [("country", "country-unknown")]


def test_what_a_card_says_has_a_source_and_was_not_checked_tomorrow(application: Application) -> None:
    assert refused(application, AddCard(CardDraft("US", Need.VISA))) == [
        ("source", "card-without-source"),
        ("checked_on", "card-without-date"),
    ]
    tomorrow = CardDraft("US", Need.VISA, source="the embassy", checked_on=date(2021, 9, 2))
    assert refused(application, AddCard(tomorrow)) == [("checked_on", "day-to-come")]


def test_a_card_is_changed_by_one_at_a_time_and_stays_that_of_its_country(application: Application) -> None:
    id = make.card(application)
    before = application.ask(card_draft(id))
    application.execute(EditCard(id, before, replace(before, normal_days=10)))
    with pytest.raises(Changed):
        application.execute(EditCard(id, before, replace(before, normal_days=12)))
    assert refused(application, EditCard(id, before, replace(before, country="CA"))) == [("country", "card-of-another")]


def test_a_card_grows_old_and_is_checked_again(application: Application, clock: FixedClock) -> None:
    id = make.card(application)
    assert [row.age for row in application.ask(cards([id]))] == [CardAge.CURRENT]
    assert application.ask(cards_to_check()) == []
    clock.moment = datetime(2022, 8, 1, 10, tzinfo=UTC)
    assert [row.age for row in application.ask(cards([id]))] == [CardAge.OLD]
    (line,) = application.ask(cards_to_check())
    assert (line.ref.kind, line.ref.id, str(line.text)) == (CARD, id, "Check the country card of United States.")
    application.execute(CheckCard(id, date(2022, 8, 1)))
    assert application.ask(card_draft(id)).source == "the test"
    assert application.ask(cards_to_check()) == []
    application.execute(CheckCard(id, date(2022, 8, 1), "the embassy"))
    assert application.ask(card_draft(id)).source == "the embassy"


def test_cards_stand_by_the_names_of_their_countries_and_are_found_by_them(application: Application) -> None:
    for country in ("ZA", "AT", "DE"):
        make.card(application, country)
    make.card(application, "CH", checked_on=date(2020, 1, 1))
    application.execute(AddCard(CardDraft("BR")))
    assert known(application) == ["AT", "BR", "DE", "ZA", "CH"]

    def listed(criteria: Criteria) -> list[str]:
        return [row.country for row in application.ask(cards(application.ask(card_ids(criteria))))]

    assert listed(Criteria(text="zwits")) == ["CH"]
    assert listed(Criteria(filters=(("age", "old"),))) == ["CH"]
    assert listed(Criteria(filters=(("age", "empty"),))) == ["BR"]
    assert listed(Criteria(sort="checked_on")) == ["BR", "CH", "AT", "DE", "ZA"]


def test_a_card_is_removed_and_put_back(application: Application) -> None:
    id = make.card(application)
    application.execute(RemoveCard(id))
    assert known(application) == []
    application.undo()
    assert known(application) == ["US"]


def test_the_pane_beside_the_list_says_what_the_card_says(application: Application) -> None:
    told = {str(label): str(value) for label, value in application.ask(card_detail(make.card(application, normal_days=10)))}
    assert told["Ordinary passport"] == "visa needed"
    assert told["Normal working days"] == "10"
    assert "Health" not in told


# ------------------------------------------------------------------------------------------------ from a file


def test_a_file_is_shown_before_it_is_taken_in(application: Application) -> None:
    make.card(application)
    content = file(
        "US;visa;not needed;;;the test;2021-08-01", "CA;electronic;;no;5;embassy;20/8/2021", "Japon;not needed;;;;embassy;2021-08-20"
    )
    preview = application.ask(preview_import(content))
    assert [(one.line, one.country, one.fate, one.fields) for one in preview.changes] == [
        (2, "US", CardFate.SAME, ()),
        (3, "CA", CardFate.NEW, ()),
        (4, "JP", CardFate.NEW, ()),
    ]
    assert (preview.findings, preview.possible) == ((), True)
    assert known(application) == ["US"]


def test_a_file_changes_what_is_there_and_adds_what_is_new_in_one_step(application: Application) -> None:
    id = make.card(application, health="none")
    content = file("US;visa;visa;yes;10;embassy;2021-08-20", "CA;electronic;;no;5;embassy;2021-08-20")
    done = application.execute(ImportCards(content)).result
    assert [(one.country, one.fate, one.fields) for one in done] == [
        ("US", CardFate.CHANGED, ("service", "normal_days", "note_verbale", "source", "checked_on")),
        ("CA", CardFate.NEW, ()),
    ]
    card = application.ask(card_draft(id))
    assert (card.service, card.note_verbale, card.normal_days, card.health) == (Need.VISA, Answer.YES, 10, "none")
    application.undo()
    assert known(application) == ["US"]
    assert application.ask(card_draft(id)).service is Need.NOT_NEEDED


def test_one_fault_keeps_the_whole_file_out(application: Application) -> None:
    content = file("CA;electronic;;no;5;embassy;2021-08-20", "Narnia;visa;;;;embassy;2021-08-20", "JP;perhaps;;maybe;x;;31/2/2021")
    assert refused(application, ImportCards(content)) == [
        ("3, country", "country-unknown"),
        ("4, ordinary", "unknown-value"),
        ("4, note_verbale", "unknown-value"),
        ("4, normal_days", "wrong-number"),
        ("4, checked_on", "wrong-date"),
    ]
    assert known(application) == []


def test_what_a_card_needs_is_asked_of_each_line(application: Application) -> None:
    assert refused(application, ImportCards(file("CA;visa;;;;;"))) == [
        ("2, source", "card-without-source"),
        ("2, checked_on", "card-without-date"),
    ]
    assert refused(application, ImportCards(file("CA;visa;;;;embassy;2022-01-01"))) == [("2, checked_on", "day-to-come")]
    assert refused(application, ImportCards(file("BE;visa;;;;embassy;2021-01-01"))) == [("2, country", "card-of-belgium")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", [("1", "empty-file")]),
        (b"\xff\xfe\x00", [("1", "not-utf-8")]),
        (file("US;visa", "\xe9", head="country;ordinary").decode("utf-8-sig").encode("latin-1"), [("3", "not-utf-8")]),
        (file(head="land;ordinary"), [("1", "column-missing"), ("1, 1", "column-unknown")]),
        (file(head="country;ordinary;visum"), [("1, 3", "column-unknown")]),
        (file(head="country;ordinary;ordinary"), [("1, 3", "column-twice")]),
        (file("US;visa;x", head="country;ordinary"), [("2", "too-many-values")]),
        (file('US;"visa', head="country;ordinary"), [("2", "not-csv")]),
        (file("US;visa", ";;", "CA;", "Verenigde Staten;", head="country;ordinary"), [("5, country", "card-twice")]),
        (file(";visa", head="country;ordinary"), [("2, country", "missing-value")]),
        (file('"US', 'A";visa', "ZZ;", head="country;ordinary"), [("2, country", "country-unknown"), ("4, country", "country-unknown")]),
    ],
)
def test_each_fault_of_a_file_has_its_place(content: bytes, expected: list[tuple[str, str]]) -> None:
    assert faults(content) == expected


def test_a_file_without_a_card_is_none(application: Application) -> None:
    assert refused(application, ImportCards(file())) == [("1", "empty-file")]


def test_a_column_that_the_file_does_not_have_leaves_the_cards_as_they_are(application: Application) -> None:
    id = make.card(application, normal_days=10)
    application.execute(ImportCards(file("US;visa", head="country,service".replace(",", ";"))))
    card = application.ask(card_draft(id))
    assert (card.service, card.ordinary, card.normal_days) == (Need.VISA, Need.VISA, 10)


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_files_of_any_spreadsheet_are_read(sign: str) -> None:
    content = f"Country{sign}Ordinary{sign}Note verbale\nfr{sign}NOT_NEEDED{sign}Ja\n".encode()
    (line,) = read_cards(content).lines
    assert (line.country, line.values) == ("FR", {"ordinary": Need.NOT_NEEDED, "note_verbale": Answer.YES})


def test_what_is_written_out_is_read_back_the_same(application: Application) -> None:
    make.card(application, file_at='Embassy; Avenue "Louise" 1,\nBrussels', photo="+35 x 45", health="=none", months_valid=3, blank_pages=0)
    make.card(application, "CA", note_verbale=Answer.NO, diplomatic=Need.ON_ARRIVAL, normal_days=15)
    content = application.outside.sheet(application.ask(sheet_of_cards()), SheetKind.CSV)
    preview = application.ask(preview_import(content))
    assert [(one.country, one.fate) for one in preview.changes] == [("CA", CardFate.SAME), ("US", CardFate.SAME)]
    assert (preview.findings, preview.possible) == ((), False)


def test_a_blank_file_has_the_columns_of_a_card(application: Application) -> None:
    read = read_cards(application.outside.sheet(blank_sheet(), SheetKind.CSV))
    assert (read.lines, read.findings, tuple(column.title for column in blank_sheet().columns)) == ((), (), COLUMNS)


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_whatever_is_in_a_file_the_answer_is_lines_and_places(content: bytes) -> None:
    read = read_cards(content)
    assert all(found.path.partition(",")[0].isdigit() for found in read.findings)
    assert all(line.country for line in read.lines)
