"""What somebody may try with the bank: numbers that cannot be, texts without end, answers of nothing, files that are no photographs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from app.application import PHOTOGRAPH, Application
from app.domains.gifts.bank_commands import NoteGiftMovement
from app.domains.gifts.drafts import ItemDraft, LoanDraft, MovementDraft, Photo, ReservationDraft
from app.domains.gifts.reserving_commands import ReleaseReservation, ReserveGift
from app.domains.gifts.stock_rules import check_item, check_loan, check_movement, check_reservation
from app.domains.gifts.vocabulary import MovementKind
from app.domains.people.commands import AddPerson
from app.domains.people.rules import PersonDraft
from app.kernel.errors import Finding, Refused
from app.kernel.translated import Multilingual
from tests.makers import gifts as make

ITEM = ItemDraft(name=Multilingual("Doos", "Boîte", "Box"))


def rules(found: list[Finding] | tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.path, one.rule) for one in found if one.blocks]


def jpeg(size: tuple[int, int] = (40, 30), **extra: object) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, "red").save(file, "JPEG", **extra)
    return file.getvalue()


def test_what_keeps_for_ever_has_no_number_of_days(application: Application) -> None:
    assert rules(check_item(replace(ITEM, shelf_days=36_501))) == [("shelf_days", "number-too-large")]
    item = make.item(application, "Wine", 1, shelf_days=36_500)
    assert make.reservation(application, item, day=date(2021, 9, 2))


def test_texts_of_the_bank_have_a_length() -> None:
    long, longer = "x" * 501, "x" * 20_001
    assert rules(check_item(replace(ITEM, name=Multilingual(long, "a", "b"), maker=long, remark=long))) == [
        ("name", "text-too-long"),
        ("maker", "text-too-long"),
    ]
    assert rules(check_item(replace(ITEM, story=Multilingual(en=longer)))) == [("story", "text-too-long")]
    assert rules(check_movement(MovementDraft(day=date(2021, 9, 1), supplier=long))) == [("supplier", "text-too-long")]
    lent = LoanDraft(item_id="i", borrower_said=long, since=date(2021, 9, 1))
    assert rules(check_loan(lent)) == [("borrower_said", "text-too-long")]
    chosen = ReservationDraft("i", occasion="dinner", recipient_said="Envoy", answers=(("level", longer),))
    assert rules(check_reservation(chosen)) == [("answers", "text-too-long")]


@pytest.mark.parametrize("remark", ["", "\u200b", "…"])
def test_a_loss_says_in_words_what_happened(application: Application, remark: str) -> None:
    item = make.item(application)
    with pytest.raises(Refused) as refused:
        application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, date(2021, 9, 1), 1, remark=remark)))
    assert rules(refused.value.findings) == [("remark", "loss-without-remark")]


@pytest.mark.parametrize("reason", ["", " ", "\u200b", "\u2060\ufeff", "\u00ad", "-"])
def test_a_warning_is_not_answered_with_blanks(application: Application, reason: str) -> None:
    ada = application.execute(AddPerson(PersonDraft("Ada", "Example"))).result
    item = make.item(application)
    make.given(application, recipient_person_id=ada, item_id=item)
    draft = ReservationDraft(item, occasion="dinner", person_id=ada, answers=(("repeat/person", reason),))
    with pytest.raises(Refused) as refused:
        application.execute(ReserveGift(draft))
    assert [(one.rule, one.value) for one in refused.value.findings] == [("warning-unanswered", "repeat/person")]
    assert application.execute(ReserveGift(replace(draft, answers=(("repeat/person", "She asked for it."),)))).result


def test_why_a_gift_is_released_has_a_length(application: Application) -> None:
    reservation = make.reservation(application, make.item(application))
    with pytest.raises(Refused) as refused:
        application.execute(ReleaseReservation((reservation,), "x" * 20_001))
    assert rules(refused.value.findings) == [("reason", "text-too-long")]


def test_an_attached_file_is_no_photograph(application: Application) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (50.0, 51.0, 0.0)}  # where it was taken
    attached = [application.keep_file(content) for content in (b"%PDF-1.4\n%%EOF", jpeg(exif=exif), jpeg((2000, 10)))]
    for digest in attached:
        with pytest.raises(Refused) as refused:
            make.gift(application, photos=(Photo(digest),))
        assert rules(refused.value.findings) == [("photos[0]", "photo-not-a-picture")]
    kept = application.keep_picture(jpeg((2000, 10), exif=exif), largest=PHOTOGRAPH)
    assert make.gift(application, photos=(Photo(kept),))
