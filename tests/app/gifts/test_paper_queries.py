"""What the papers of gifts gather from the office, and the files that are made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.gifts.balance_queries import By
from app.domains.gifts.counting_commands import CloseCount, CountFound, StartCount
from app.domains.gifts.deciding_commands import SetFate
from app.domains.gifts.drafts import CountDraft, FateDraft, LoanDraft, Photo
from app.domains.gifts.extract_queries import inventory_of, register_extract
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.lending_commands import LendGift, TakeBackLoan
from app.domains.gifts.naming_queries import loan_by, object_by, objects_by
from app.domains.gifts.paper_queries import (
    ReceiptDraft,
    all_labels,
    cards_of,
    labels_of,
    lists_of_mission,
    loan_facts,
    receipt_of,
    travelling,
)
from app.domains.gifts.papers import producing
from app.domains.gifts.papers.cards import CardFormat
from app.domains.gifts.papers.extracts import said_of
from app.domains.gifts.papers.parts import Party
from app.domains.gifts.papers.producing import FileKind, ListKind
from app.domains.gifts.papers.receipts import ReceiptKind
from app.domains.gifts.party_queries import OURS
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.vocabulary import GIFT, GIFT_ITEM, GIFT_LOAN, GIFT_RESERVATION, Decision, Extract, Fate, Ownership
from app.kernel.errors import Refused
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from tests.makers import Make, missions
from tests.makers import gifts as makers

EN = wording_for("en")
TODAY = date(2021, 9, 1)


def same(text: str) -> Multilingual:
    return Multilingual(text, text, text)


def photograph(application: Application) -> str:
    file = BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(file, "JPEG")
    return application.keep_picture(file.getvalue())


def pages(content: bytes) -> list[str]:
    paper = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in paper]
    finally:
        paper.close()


@pytest.fixture
def mayor(make: Make) -> tuple[str, str]:
    """A mayor since 2020, with the city."""
    person, city = make.person("Ada", "Example", prefix="H.E."), make.organisation("City of Exampletown")
    make.post(person, "alderman", organisation_id=city, until=PartialDate.parse("2019-12-31"))
    make.post(person, "mayor", organisation_id=city, since=PartialDate.parse("2020-01-01"))
    make.post(person, "president of a chess club", since=PartialDate.parse("2021-01-01"))
    return person, city


# ------------------------------------------------------------------------------------------------ labels and cards


def test_labels_hold_the_inventory_numbers(application: Application):
    soldier, book = makers.item(application), makers.item(application, "Book")
    noted, entered = makers.gift(application), makers.gift(application, "Bowl", entered=True)

    found = application.ask(labels_of((book, soldier), (noted, entered)))
    assert [(one.number, one.name.en) for one in found] == [("B-002", "Book"), ("B-001", "Tin soldier"), ("G2021/001", "Bowl")]


def test_everything_on_the_shelves_has_a_label_and_what_is_gone_has_none(application: Application):
    makers.item(application)
    gone = makers.gift(application, "Bowl", entered=True)
    makers.decided(application, gone, Decision.HAND_OVER, ownership=Ownership.REGION)
    application.execute(SetFate(gone, FateDraft(Fate.DONATED, TODAY, "Museum")))
    struck = makers.gift(application, "Cup", entered=True)
    application.execute(StrikeGift(struck, "twice"))
    makers.given(application, entered=True)
    makers.gift(application, "Vase", entered=True)

    assert [one.number for one in application.ask(all_labels())] == ["B-001", "G2021/004"]


def test_a_card_tells_who_gives_in_the_language_of_the_card(application: Application, make: Make, mayor: tuple[str, str]):
    giver = make.person("Jan", "Janssens")
    make.post(giver, "director")
    mission = missions.mission(application)
    moment = missions.item(application, mission, "Courtesy call")
    item = makers.item(application, "Shawl", story=Multilingual("Kant", "Dentelle", "Lace"), maker="Atelier")
    chosen = makers.reservation(
        application, item, mission_id=mission, person_id=mayor[0], giver_id=giver, moment_id=moment, card_language="fr", card_text="Merci"
    )

    (card,) = application.ask(cards_of((chosen,)))
    assert (card.to.en, card.giver, card.function.en, card.day, card.language) == ("", "Jan Janssens", "director", missions.FIRST_DAY, "fr")
    assert card.to.best("en") == "H.E. Ada Example"
    front, back = pages(producing.produce_cards(application, (chosen,)))
    assert "à H.E. Ada Example" in front.replace("to H.E.", "à H.E.")
    assert "Dentelle" in back
    assert "Lace" in pages(producing.produce_cards(application, (chosen,), "en", CardFormat.FOLDED))[1]


def test_neither_level_nor_cost_stands_on_a_card(application: Application):
    item = makers.item(application, "Shawl")

    told = " ".join(pages(producing.produce_card_of_item(application, item, "en")))
    assert "Shawl" in told
    assert [word for word in ("40", "EUR", "€", "minister") if word in told] == []


def test_no_cards_without_a_choice(application: Application):
    with pytest.raises(Refused) as refused:
        producing.produce_cards(application, ())
    assert refused.value.findings[0].rule == "nothing-chosen"


# ------------------------------------------------------------------------------------------------ receipts and loans


def test_what_the_bank_gives_out_goes_to_who_carries_it_and_back(application: Application, make: Make):
    carrier = make.person("Eve", "Carrier")
    mission = missions.mission(application)
    ids = [
        makers.reservation(application, makers.item(application, name), mission_id=mission, carrier_id=carrier) for name in ("Cup", "Hat")
    ]
    refs = tuple(Ref(GIFT_RESERVATION, id) for id in ids)

    out = application.ask(receipt_of(refs, ReceiptDraft(day=TODAY)))
    back = application.ask(receipt_of(refs, ReceiptDraft(ReceiptKind.RETURN)))
    assert ([one.number for one in out.objects], out.handed_by, out.received_by.name) == (["B-001", "B-002"], OURS, "Eve Carrier")
    assert (back.handed_by.name, back.received_by) == ("Eve Carrier", OURS)
    assert out.occasion.en == "Visit to Paris (2021/001)"


def test_two_carriers_leave_the_name_to_be_written(application: Application, make: Make):
    item = makers.item(application)
    refs = tuple(
        Ref(GIFT_RESERVATION, makers.reservation(application, item, carrier_id=make.person("Eve", name))) for name in ("One", "Other")
    )

    assert application.ask(receipt_of(refs)).received_by == Party()


def test_who_received_a_gift_hands_it_over_to_the_office(application: Application, make: Make, mayor: tuple[str, str]):
    minister = make.person("Jan", "Janssens")
    gift = makers.gift(
        application,
        giver_person_id=mayor[0],
        giver_organisation_id=mayor[1],
        recipient_person_id=minister,
        value=makers.euro("20"),
        photos=(Photo(photograph(application), "front"),),
    )

    receipt = application.ask(receipt_of((Ref(GIFT, gift),), ReceiptDraft(place="Kunstlaan 9", with_values=True)))
    assert (receipt.handed_by.name, receipt.received_by, receipt.place) == ("Jan Janssens", OURS, "Kunstlaan 9")
    assert [(one.value, [picture.caption for picture in one.pictures]) for one in receipt.objects] == [(makers.euro("20"), ["front"])]
    typed = application.ask(receipt_of((Ref(GIFT, gift),), ReceiptDraft(received_by="The archivist", with_photographs=False)))
    assert (typed.received_by, typed.objects[0].pictures) == (Party(said="The archivist"), ())


def test_what_is_refused_goes_back_to_its_giver(application: Application, mayor: tuple[str, str]):
    gift = makers.gift(application, giver_person_id=mayor[0], giver_organisation_id=mayor[1], entered=True)
    makers.decided(application, gift, Decision.RETURN)

    receipt = application.ask(receipt_of((Ref(GIFT, gift),)))
    assert (receipt.handed_by, receipt.received_by.function.en) == (OURS, "mayor")


def test_a_loan_agreement_with_the_condition_and_its_photographs(application: Application, make: Make):
    museum = make.organisation("Museum of Examples")
    item = makers.item(application, "Statue", size="30 cm")
    draft = LoanDraft(
        item_id=item,
        organisation_id=museum,
        purpose="Exhibition",
        since=TODAY,
        due_back_on=date(2021, 12, 31),
        insured=makers.euro("500"),
        condition_before="good",
        photos=(Photo(photograph(application), "before"),),
    )
    loan = application.execute(LendGift(draft)).result

    facts = application.ask(loan_facts(loan))
    assert (facts.number, facts.borrower.organisation.en, facts.insured, facts.size) == (
        "B-001",
        "Museum of Examples",
        makers.euro("500"),
        "30 cm",
    )
    assert [picture.caption for picture in facts.pictures] == ["before"]
    told = pages(producing.produce_loan_agreement(application, loan, EN))
    assert ("Museum of Examples" in told[0], "Return of the loan" in told[1]) == (True, True)
    assert application.ask(loan_by("B-001")) == loan
    assert application.ask(receipt_of((Ref(GIFT_LOAN, loan),))).received_by.organisation.en == "Museum of Examples"


def test_the_loan_that_is_out_is_meant_before_one_that_is_back(application: Application):
    item = makers.item(application)
    first = application.execute(LendGift(LoanDraft(item_id=item, borrower_said="A", since=date(2021, 8, 10)))).result
    application.execute(TakeBackLoan(first, date(2021, 8, 12)))
    assert application.ask(loan_by("b-001")) == first
    second = application.execute(LendGift(LoanDraft(item_id=item, borrower_said="B", since=date(2021, 8, 11)))).result

    assert (application.ask(loan_by("B-001")), application.ask(loan_by(first))) == (second, first)


def test_an_object_is_found_by_its_number_its_id_and_nothing_else(application: Application):
    item, gift = makers.item(application), makers.gift(application, entered=True)

    assert application.ask(objects_by(("B-001", "G2021/001", gift))) == [Ref(GIFT_ITEM, item), Ref(GIFT, gift), Ref(GIFT, gift)]
    with pytest.raises(Refused) as refused:
        application.ask(objects_by(("B-001", "B-999", "nothing")))
    assert [finding.value for finding in refused.value.findings] == ["B-999", "nothing"]
    with pytest.raises(Refused):
        application.ask(loan_by("B-001"))
    assert application.ask(object_by(" B-001 ")) == Ref(GIFT_ITEM, item)


# ------------------------------------------------------------------------------------------------ lists of a mission


def test_what_travels_with_a_mission(application: Application, make: Make, mayor: tuple[str, str]):
    mission = missions.mission(application)
    moment = missions.item(application, mission, "Dinner", begins=time(19, 30))
    item = makers.item(application, "Shawl", 4, weight=340, customs_code="5804 30", origin="BE")
    issued = makers.reservation(application, item, 2, mission_id=mission, person_id=mayor[0], moment_id=moment)
    application.execute(IssueReservation((issued,), TODAY))
    makers.reservation(application, item, 1, mission_id=mission, carrier_id=make.person("Eve", "Carrier"))

    lists = application.ask(lists_of_mission(mission))
    assert (lists.number, lists.country, lists.starts) == ("2021/001", "FR", missions.FIRST_DAY)
    assert [(one.carrier, one.pieces, one.all_grams, one.begins) for one in lists.gifts] == [
        ("Eve Carrier", 1, 340, None),
        ("", 2, 680, time(19, 30)),
    ]
    assert len(application.ask(travelling(mission))) == 2
    (paper,) = pages(producing.produce_mission_list(application, mission, ListKind.CUSTOMS, FileKind.PDF, EN))
    assert ("Customs value list" in paper, "120.00" in paper) == (True, True)
    csv = producing.produce_mission_list(application, mission, ListKind.PACKING, FileKind.CSV, EN).decode("utf-8-sig")
    assert len(csv.splitlines()) == 3


# ------------------------------------------------------------------------------------------------ extract, inventory, balance


def test_the_extract_names_the_function_of_the_day_of_the_gift(application: Application, mayor: tuple[str, str]):
    giver = {"giver_person_id": mayor[0], "giver_organisation_id": mayor[1], "giver_country": "AT"}
    makers.gift(application, day=date(2019, 5, 1), entered=True, **giver)
    makers.gift(application, day=date(2021, 5, 1), entered=True, **giver)

    said = [one.giver.told(EN) for year in (2019, 2021) for one in application.ask(register_extract(year)).entries]
    assert said == ["Ada Example, alderman, City of Exampletown, Austria", "Ada Example, mayor, City of Exampletown, Austria"]


def test_an_extract_has_the_numbers_of_its_year_in_their_order_and_what_waits_has_none(application: Application):
    for day in (date(2020, 12, 31), date(2021, 1, 1), date(2021, 3, 1)):
        makers.gift(application, day=day, entered=True)
    makers.gift(application, day=date(2021, 4, 1))
    struck = makers.gift(application, entered=True)
    application.execute(StrikeGift(struck, "a mistake"))

    found = application.ask(register_extract(2021, Extract.PUBLIC))
    assert [(one.number, one.struck_on) for one in found.entries] == [("G2021/001", None), ("G2021/002", None), ("G2021/003", TODAY)]
    assert (found.made_on, application.ask(register_extract(2018)).entries) == (TODAY, ())


def test_who_is_not_named_on_our_side_is_the_office(application: Application):
    makers.gift(application, entered=True)
    makers.given(application, entered=True)

    received, given = application.ask(register_extract(2021)).entries
    assert (received.recipient, given.giver) == (OURS, OURS)
    assert (received.giver.ours, given.recipient.ours) == (False, False)


def test_who_had_left_a_post_gave_for_themselves(application: Application, make: Make):
    person = make.person("Ada", "Formerly")
    make.post(person, "mayor", until=PartialDate(2019))
    makers.gift(application, entered=True, giver_person_id=person)

    (entry,) = application.ask(register_extract(2021, Extract.PUBLIC)).entries
    assert (entry.giver.function, said_of(entry.giver, Extract.PUBLIC, EN)) == (Multilingual(), "private person")


def test_an_extract_of_many_is_read_in_as_many_statements_as_of_one(
    application: Application, make: Make, statements: Callable[..., list[str]]
):
    for number in range(6):
        person = make.person("Eve", f"Number{number}")
        makers.gift(application, entered=True, giver_person_id=person, giver_organisation_id=make.organisation(f"Body {number}"))
    makers.gift(
        application,
        day=date(2020, 1, 1),
        entered=True,
        giver_person_id=make.person("Eve", "Alone"),
        giver_organisation_id=make.organisation("B"),
    )

    counts = []
    for year in (2020, 2021):
        with statements() as sent:
            application.ask(register_extract(year))
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_extract_is_written_as_what_is_asked_for(application: Application):
    makers.gift(application, entered=True)

    starts = [producing.produce_extract(application, 2021, Extract.PUBLIC, kind, EN)[:4] for kind in FileKind]
    assert starts == [b"%PDF", b'\xef\xbb\xbf"', b"PK\x03\x04"]
    with pytest.raises(Refused):
        producing.file_kind(".docx")


def test_the_inventory_counts_what_is_lent_out_and_leaves_out_what_is_not_ours(application: Application):
    item = makers.item(application, "Statue", 3, place="Cupboard 3")
    application.execute(LendGift(LoanDraft(item_id=item, borrower_said="Museum", since=TODAY)))
    makers.item(application, "Sold out", 0)
    kept = makers.gift(application, "Vase", entered=True, place="Reception", value=makers.euro("20"), pieces=2)
    private = makers.gift(application, "Pen", entered=True)
    makers.decided(application, private, Decision.KEEP, ownership=Ownership.PERSON)
    makers.gift(application, "Not entered")

    found = application.ask(inventory_of())
    assert [(one.number, one.pieces, one.place, one.cents) for one in found.lines] == [
        ("B-001", 3, "Cupboard 3", 12000),
        ("G2021/001", 2, "Reception", 2000),
    ]
    assert str(found.lines[0].condition) == "1 lent out"
    assert [one.number for one in application.ask(inventory_of("reception ")).lines] == ["G2021/001"]
    assert kept


def test_the_inventory_says_when_an_object_was_counted_last(application: Application):
    makers.item(application, "Statue", 2, place="Cupboard 3")
    for day in (date(2021, 8, 20), date(2021, 8, 30)):
        count = application.execute(StartCount(CountDraft(day))).result
        application.execute(CountFound(count, "B-001", "Cupboard 3", 2))
        application.execute(CloseCount(count))

    assert [one.counted_on for one in application.ask(inventory_of()).lines] == [date(2021, 8, 30)]


def test_the_balance_is_written_by_country(application: Application):
    makers.gift(application, entered=True, giver_country="AT", value=makers.euro("20"))
    makers.given(application, entered=True, recipient_country="AT", value=Money(makers.euro("50").amount))

    csv = producing.produce_balance(application, By.COUNTRY, FileKind.CSV, EN).decode("utf-8-sig").splitlines()
    assert csv[1].split(";")[:3] == ['"Austria"', '"1"', '"50"']
    assert "Austria" in pages(producing.produce_balance(application, By.COUNTRY, FileKind.PDF, EN, date(2021, 1, 1)))[0]
