"""Makers of gifts, through the commands of the program; each returns the id of what it made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.application import Application
from app.domains.gifts.bank_commands import AddGiftItem, NoteGiftMovement
from app.domains.gifts.deciding_commands import DecideGift
from app.domains.gifts.drafts import DecisionDraft, GiftDraft, ItemDraft, MovementDraft, ReservationDraft
from app.domains.gifts.register_commands import EnterInRegister, NoteGift
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.vocabulary import Decision, Direction, Level, MovementKind
from app.kernel.money import Money
from app.kernel.translated import Multilingual

RECEIVED_ON = date(2021, 8, 20)


def euro(amount: str) -> Money:
    """Give an amount in euro."""
    return Money(Decimal(amount))


def gift(application: Application, name: str = "Vase", *, entered: bool = False, **fields: Any) -> str:
    """Note a vase that an embassy gave on 20 August 2021; with *entered*, under its number."""
    other = {"giver_said": "Embassy of Examplia"} if not fields.keys() & {"giver_person_id", "giver_organisation_id"} else {}
    usual = {"day": RECEIVED_ON, "description": Multilingual(name, name, name), **other}
    id = application.execute(NoteGift(GiftDraft(**(usual | fields)))).result
    if entered:
        application.execute(EnterInRegister((id,)))
    return id


def given(application: Application, name: str = "Book", *, entered: bool = False, **fields: Any) -> str:
    """Note a book that was given to an embassy on 20 August 2021."""
    other = {"recipient_said": "Embassy of Examplia"} if not fields.keys() & {"recipient_person_id", "recipient_organisation_id"} else {}
    return gift(application, name, entered=entered, **({"direction": Direction.GIVEN, "giver_said": "", **other} | fields))


def decided(application: Application, gift: str, decision: Decision = Decision.HAND_OVER, reason: str = "as usual", **fields: Any) -> None:
    """Decide on a gift."""
    application.execute(DecideGift(gift, DecisionDraft(decision, reason=reason, **fields)))


def item(application: Application, name: str = "Tin soldier", number: int = 2, *, bought: date = date(2021, 8, 1), **fields: Any) -> str:
    """Enter an object in the bank, and buy *number* pieces of it on 1 August 2021."""
    usual = {"name": Multilingual(name, name, name), "unit_cost": euro("40.00"), "level": Level.B}
    id = application.execute(AddGiftItem(ItemDraft(**(usual | fields)))).result
    if number:
        application.execute(NoteGiftMovement(id, MovementDraft(MovementKind.PURCHASE, bought, number)))
    return id


def reservation(application: Application, item: str, number: int = 1, **fields: Any) -> str:
    """Keep pieces of an object for somebody who is named in words, on a reception."""
    usual = {"occasion": "reception"} if "mission_id" not in fields else {}
    other = {} if {"person_id", "organisation_id"} & set(fields) else {"recipient_said": "Envoy of Examplia"}
    return application.execute(ReserveGift(ReservationDraft(item, number, **(usual | other | fields)))).result
