"""Entries of the register: noted, changed, entered under their numbers, struck out, published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts.bank_queries import item_rows
from app.domains.gifts.deciding_commands import SetValue
from app.domains.gifts.drafts import GiftDraft, Photo
from app.domains.gifts.handing_commands import HandOver, IssueReservation
from app.domains.gifts.register_commands import (
    EditGift,
    EnterInRegister,
    MarkPublished,
    NoteGift,
    RemoveGift,
    StrikeGift,
    Unpublish,
)
from app.domains.gifts.register_queries import gift_card, gift_draft
from app.domains.gifts.vocabulary import Decision, Direction, Standing, ValueMethod
from app.domains.people.commands import MergePersons
from app.kernel.commands import Command
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.translated import Multilingual
from tests.makers import Make, missions
from tests.makers import gifts as make

DAY = make.RECEIVED_ON
TODAY = date(2021, 9, 1)


def refused(application: Application, command: Command[object]) -> list[tuple[str, str]]:
    """Give the places and the rules by which a command is refused."""
    with pytest.raises(Refused) as refusal:
        application.execute(command)
    return [(found.path, found.rule) for found in refusal.value.findings]


def number(application: Application, gift: str) -> str:
    return application.ask(gift_card(gift)).row.number


def edit(application: Application, gift: str, **fields: object) -> EditGift:
    before = application.ask(gift_draft(gift))
    return EditGift(gift, before, replace(before, **fields))


def picture(application: Application, colour: str) -> str:
    from io import BytesIO

    from PIL import Image

    content = BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "PNG")
    return application.keep_picture(content.getvalue())


# ------------------------------------------------------------------------------------------------ noted


def test_a_gift_is_noted_without_a_number_and_that_can_be_undone(application: Application) -> None:
    gift = make.gift(application, value=make.euro("120.50"))
    card = application.ask(gift_card(gift))
    assert (card.row.number, card.row.standing, card.row.euro) == ("", Standing.NOTED, Decimal("120.50"))
    application.undo()
    with pytest.raises(Gone):
        application.ask(gift_card(gift))


def test_what_is_wrong_is_refused_whole(application: Application) -> None:
    assert refused(application, NoteGift(GiftDraft())) == [
        ("description", "gift-without-description"),
        ("day", "gift-without-day"),
        ("giver_person_id", "gift-without-giver"),
    ]
    draft = GiftDraft(day=date(2021, 9, 2), description=Multilingual(en="Vase"), giver_said="Embassy")
    assert refused(application, NoteGift(draft)) == [("day", "gift-day-ahead")]
    draft = replace(draft, day=DAY, value=Money(Decimal(10), "USD"))
    assert refused(application, NoteGift(draft)) == [("value.rate", "amount-without-rate")]
    draft = replace(draft, value=None, regime="nobody's")
    assert refused(application, NoteGift(draft)) == [("regime", "regime-unknown")]
    draft = replace(draft, regime="", photos=(Photo("a" * 64),))
    assert refused(application, NoteGift(draft)) == [("photos[0]", "photo-missing")]


def test_a_moment_is_one_of_the_mission(application: Application) -> None:
    first, other = missions.mission(application, starts="2021-08-19", ends="2021-08-21"), missions.mission(application)
    moment = missions.item(application, first, day=DAY)
    make.gift(application, mission_id=first, moment_id=moment)
    draft = GiftDraft(day=DAY, description=Multilingual(en="Vase"), giver_said="Embassy", mission_id=other, moment_id=moment)
    assert refused(application, NoteGift(draft)) == [("moment_id", "moment-of-another-mission")]


def test_the_country_follows_from_the_other_side_unless_it_is_said(application: Application, make_: Make) -> None:
    giver = make_.person(nationality="JP")
    body = make_.organisation(country="KR")
    assert application.ask(gift_card(make.gift(application, giver_person_id=giver))).row.country == "JP"
    both = make.gift(application, giver_person_id=giver, giver_organisation_id=body)
    assert application.ask(gift_card(both)).row.country == "KR"
    said = make.gift(application, giver_person_id=giver, giver_country="CN")
    assert application.ask(gift_card(said)).row.country == "CN"
    recipient = make_.person("Bea", "Official", nationality="FR")
    assert application.ask(gift_draft(make.gift(application, recipient_person_id=recipient))).recipient_country == ""


@pytest.fixture(name="make_")
def _make(application: Application) -> Make:
    return Make(application)


def test_photographs_keep_their_order_and_their_captions(application: Application) -> None:
    red, blue = picture(application, "red"), picture(application, "blue")
    gift = make.gift(application, photos=(Photo(red, "front"), Photo(blue)))
    assert application.ask(gift_draft(gift)).photos == (Photo(red, "front"), Photo(blue))
    application.execute(edit(application, gift, photos=(Photo(blue, "back"), Photo(red, "front"))))
    assert application.ask(gift_card(gift)).photos == (Photo(blue, "back"), Photo(red, "front"))
    assert application.ask(gift_card(gift)).row.photo == blue
    application.execute(edit(application, gift, photos=()))
    assert application.ask(gift_card(gift)).photos == ()
    application.undo()
    assert application.ask(gift_card(gift)).photos == (Photo(blue, "back"), Photo(red, "front"))


def test_two_people_who_change_the_photographs_do_not_overwrite_each_other(application: Application) -> None:
    red, blue = picture(application, "red"), picture(application, "blue")
    gift = make.gift(application)
    mine = edit(application, gift, photos=(Photo(red),))
    application.execute(edit(application, gift, photos=(Photo(blue),)))
    with pytest.raises(Changed) as overtaken:
        application.execute(mine)
    assert overtaken.value.fields == ("photos",)


def test_a_gift_without_a_number_is_removed(application: Application) -> None:
    gift = make.gift(application, photos=(Photo(picture(application, "red")),))
    application.execute(RemoveGift(gift))
    with pytest.raises(Gone):
        application.ask(gift_card(gift))


# ------------------------------------------------------------------------------------------------ entered


def test_numbers_are_issued_in_the_order_of_the_days_and_given_in_the_order_asked(application: Application) -> None:
    late, early = make.gift(application, day=date(2021, 8, 25)), make.gift(application, day=date(2021, 8, 2))
    before = make.gift(application, day=date(2020, 12, 30))
    assert application.execute(EnterInRegister((late, before, early))).result == ("G2021/002", "G2020/001", "G2021/001")
    assert number(application, make.gift(application, entered=True)) == "G2021/003"


def test_a_number_is_never_issued_again(application: Application) -> None:
    gift = make.gift(application, entered=True)
    application.execute(StrikeGift(gift, "entered twice"))
    assert refused(application, RemoveGift(gift)) == [("", "gift-entered")]
    assert number(application, make.gift(application, entered=True)) == "G2021/002"
    assert refused(application, EnterInRegister((gift,))) == [("", "gift-struck")]
    assert refused(application, EnterInRegister(())) == [("gifts", "gift-not-chosen")]


def test_entering_closes_what_was_done_before(application: Application) -> None:
    gift = make.gift(application)
    application.execute(edit(application, gift, place="Safe"))
    application.execute(EnterInRegister((gift,)))
    assert refused(application, EnterInRegister((gift,))) == [("number", "gift-entered")]
    assert application.next_undo() is None
    application.execute(edit(application, gift, place="Showcase"))
    application.undo()
    assert application.ask(gift_draft(gift)).place == "Safe"
    assert application.next_undo() is None


def test_a_gift_that_was_received_is_declared_when_it_is_entered_at_the_latest(application: Application) -> None:
    assert application.ask(gift_draft(make.gift(application, entered=True))).declared_on == TODAY
    earlier = make.gift(application, declared_on=date(2021, 8, 22), entered=True)
    assert application.ask(gift_draft(earlier)).declared_on == date(2021, 8, 22)
    assert application.ask(gift_draft(make.given(application, entered=True))).declared_on is None


def test_an_entry_keeps_its_year_and_its_direction_and_may_be_corrected_otherwise(application: Application) -> None:
    gift = make.gift(application, entered=True)
    assert refused(application, edit(application, gift, day=date(2020, 12, 31))) == [("day", "gift-year-fixed")]
    given = edit(application, gift, direction=Direction.GIVEN, recipient_said="Embassy", giver_said="Region")
    assert refused(application, given) == [("direction", "gift-direction-fixed")]
    application.execute(edit(application, gift, day=date(2021, 1, 1), occasion="New Year"))
    card = application.ask(gift_card(gift))
    assert (card.row.number, card.row.day, card.row.occasion) == ("G2021/001", date(2021, 1, 1), "New Year")


def test_a_strike_out_has_a_reason_and_keeps_the_row(application: Application) -> None:
    gift = make.gift(application)
    assert refused(application, StrikeGift(gift, "by mistake")) == [("", "gift-not-entered")]
    application.execute(EnterInRegister((gift,)))
    assert refused(application, StrikeGift(gift, "  ")) == [("reason", "reason-missing")]
    application.execute(StrikeGift(gift, "entered twice"))
    card = application.ask(gift_card(gift))
    assert (card.row.number, card.row.standing, card.struck_why) == ("G2021/001", Standing.STRUCK, "entered twice")
    assert refused(application, edit(application, gift, place="Safe")) == [("", "gift-struck")]
    application.undo()
    assert application.ask(gift_card(gift)).row.standing is Standing.ENTERED


def test_two_edits_of_one_field_are_told_apart(application: Application) -> None:
    gift = make.gift(application)
    mine = edit(application, gift, place="Safe")
    application.execute(edit(application, gift, place="Showcase"))
    with pytest.raises(Changed) as overtaken:
        application.execute(mine)
    assert overtaken.value.fields == ("place",)


# ------------------------------------------------------------------------------------------------ published


def test_what_was_published_and_changes_is_to_be_published_anew(application: Application) -> None:
    gift = make.gift(application, entered=True)
    published = MarkPublished((gift,), TODAY)

    def day() -> date | None:
        return application.ask(gift_card(gift)).published_on

    application.execute(published)
    assert day() == TODAY
    application.execute(edit(application, gift, remark="for us"))
    assert day() == TODAY
    application.execute(edit(application, gift, occasion="Visit"))
    assert day() is None
    application.execute(MarkPublished((gift,), TODAY))
    application.execute(SetValue(gift, make.euro("20"), ValueMethod.MARKET))
    assert day() is None
    application.execute(MarkPublished((gift,), TODAY))
    application.execute(Unpublish((gift,)))
    assert day() is None


def test_only_what_stands_in_the_register_is_published(application: Application) -> None:
    gift = make.gift(application)
    assert refused(application, MarkPublished((gift,), TODAY)) == [("gifts", "gift-not-entered")]
    application.execute(EnterInRegister((gift,)))
    assert refused(application, MarkPublished((gift,), date(2021, 9, 2))) == [("day", "day-ahead")]


# ------------------------------------------------------------------------------------------------ below the interface


def test_a_merge_that_would_make_a_gift_to_oneself_is_refused(application: Application, make_: Make) -> None:
    ada, bea = make_.person("Ada", "Giver"), make_.person("Bea", "Recipient")
    make.gift(application, giver_person_id=ada, recipient_person_id=bea)
    assert refused(application, MergePersons(ada, bea)) == [("", "gift-to-oneself")]
    draft = GiftDraft(day=DAY, description=Multilingual(en="Vase"), giver_person_id=ada, recipient_person_id=ada)
    assert refused(application, NoteGift(draft)) == [("giver_person_id", "gift-to-oneself")]


def test_a_merge_that_would_make_the_recipient_decide_is_refused(application: Application, make_: Make) -> None:
    ada, bea = make_.person("Ada", "Decider"), make_.person("Bea", "Recipient")
    gift = make.gift(application, recipient_person_id=bea, entered=True)
    make.decided(application, gift, person_id=ada)
    assert refused(application, MergePersons(ada, bea)) == [("", "decides-on-own")]
    assert refused(application, edit(application, gift, recipient_person_id=ada)) == [("recipient_person_id", "decides-on-own")]


def test_a_decided_gift_does_not_become_one_that_was_given(application: Application) -> None:
    gift = make.gift(application)
    make.decided(application, gift)
    given = edit(application, gift, direction=Direction.GIVEN, recipient_said="Embassy", giver_said="Region")
    assert refused(application, given) == [("direction", "gift-decided")]
    assert application.ask(gift_card(gift)).row.decision is Decision.HAND_OVER


def test_the_missions_of_a_gift_are_told_before_and_after(application: Application) -> None:
    first, second = missions.mission(application, "First"), missions.mission(application, "Second")
    gift = make.gift(application, mission_id=first)
    outcome = application.execute(edit(application, gift, mission_id=second))
    assert outcome.changes.touch("mission", first)
    assert outcome.changes.touch("mission", second)
    assert Ref("gift", gift).id in outcome.changes.touched["gift"]


def test_entering_what_came_from_the_bank_closes_its_issue_too(application: Application) -> None:
    item = make.item(application, number=1)
    reservation = make.reservation(application, item, recipient_said="Embassy of Examplia", answers=())
    application.execute(IssueReservation((reservation,), TODAY))
    (gift,) = application.execute(HandOver((reservation,), TODAY)).result
    application.undo()
    assert application.ask(item_rows([item]))[0].stock == 0
    (gift,) = application.execute(HandOver((reservation,), TODAY)).result
    application.execute(EnterInRegister((gift,)))
    card = application.ask(gift_card(gift))
    assert (card.row.number, card.row.direction, card.row.item_id) == ("G2021/001", Direction.GIVEN, item)
    assert refused(application, edit(application, gift, pieces=2)) == [("pieces", "gift-as-issued")]
    assert refused(application, edit(application, gift, day=DAY)) == [("day", "handed-over-before-issue")]
    step = application.next_undo()
    assert step is not None
    assert str(step.label) == "Buy 1 of Tin soldier"
