"""What stands on the papers of gifts, gathered from the records: plain facts, in as many statements for one line as for a thousand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app.domains.gifts.lending_queries import loan, loan_photos
from app.domains.gifts.papers.cards import CardFacts
from app.domains.gifts.papers.labels import LabelFacts
from app.domains.gifts.papers.lists import MissionLists, PackedGift
from app.domains.gifts.papers.loans import LoanFacts
from app.domains.gifts.papers.parts import Party
from app.domains.gifts.papers.receipts import Receipt, ReceiptKind, ReceiptObject
from app.domains.gifts.party_queries import (
    OURS,
    kept,
    occasion_of,
    parties_of,
    people_named,
    photographs_of,
    pictures_of,
)
from app.domains.gifts.records import Gift, GiftItem, GiftLoan, GiftPhoto, GiftReservation
from app.domains.gifts.reserving_queries import reservations, reservations_of
from app.domains.gifts.vocabulary import (
    GIFT,
    GIFT_LOAN,
    GIFT_RESERVATION,
    SEE_GIFTS,
    Decision,
    Direction,
    ReservationState,
)
from app.domains.missions.records import Mission
from app.kernel.ids import Ref
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader

_NOTHING = Multilingual()


# ------------------------------------------------------------------------------------------------ labels and cards


@query(SEE_GIFTS)
def labels_of(reader: Reader, items: Sequence[str] = (), gifts: Sequence[str] = ()) -> Sequence[LabelFacts]:
    """Give what stands on the labels of objects of the bank and of the register, in the order of *items*, then of *gifts*.

    An entry that has no number yet has no label.
    """
    found = {
        row.id: LabelFacts(row.code, row.name)
        for row in reader.rows(select(GiftItem.id, GiftItem.code, GiftItem.name).where(GiftItem.id.in_(items)))
    }
    numbered = select(Gift.id, Gift.number, Gift.description).where(Gift.id.in_(gifts), Gift.number.is_not(None))
    found |= {row.id: LabelFacts(row.number or "", row.description) for row in reader.rows(numbered)}
    return [found[id] for id in (*items, *gifts) if id in found]


@query(SEE_GIFTS)
def all_labels(reader: Reader) -> Sequence[LabelFacts]:
    """Give the labels of everything that stands on a shelf: what the bank offers, and the entries of the register that are the Region's."""
    items = select(GiftItem.code, GiftItem.name).where(GiftItem.retired_on.is_(None)).order_by(func.length(GiftItem.code), GiftItem.code)
    gifts = select(Gift.number, Gift.description).where(*kept()).order_by(func.length(Gift.number), Gift.number)
    return [LabelFacts(number or "", name) for statement in (items, gifts) for number, name in reader.rows(statement)]


@query(SEE_GIFTS)
def cards_of(reader: Reader, ids: Sequence[str]) -> Sequence[CardFacts]:
    """Give what stands on the cards of gifts that were chosen (reservations), in that order."""
    rows = reservations.of(reader, ids)
    items = {item.id: item for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_({row.item_id for row in rows})))}
    people = people_named(reader, (id for row in rows for id in (row.giver_id, row.person_id)), ())
    cards: list[CardFacts] = []
    for row in rows:
        item, giver = items[row.item_id], people.party(row.giver_id, None, "", "", row.day or reader.today)
        cards.append(
            CardFacts(
                name=item.name,
                story=item.story,
                maker=item.maker,
                giver=giver.name,
                function=giver.function,
                to=Multilingual.same(people.addressed(row.person_id)) or row.recipient,
                occasion=row.mission or Multilingual.same(row.occasion),
                day=row.day,
                text=row.card_text,
                language=row.card_language,
            )
        )
    return cards


@query(SEE_GIFTS)
def card_of_item(reader: Reader, id: str) -> CardFacts:
    """Give what stands on a card of an object of the bank that is for nobody in particular."""
    item = reader.get(GiftItem, id)
    return CardFacts(item.name, item.story, item.maker)


# ------------------------------------------------------------------------------------------------ receipts and loans


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """What is asked before a receipt is made; names that are left empty are those that the records know, or written by hand."""

    kind: ReceiptKind = ReceiptKind.HAND_OVER
    day: date | None = None
    place: str = ""
    handed_by: str = ""
    received_by: str = ""
    with_values: bool = False
    with_photographs: bool = True
    remark: str = ""
    language: str = ""


@query(SEE_GIFTS)
def receipt_of(reader: Reader, refs: Sequence[Ref], draft: ReceiptDraft = ReceiptDraft()) -> Receipt:
    """Give what stands on the receipt of gifts that were chosen, entries of the register and loans, all on one paper.

    What is given by the office goes to who carries it, or to the borrower; an entry that was received comes from who received it, and goes
    back to its giver.
    """
    lines = [line for ref in refs for line in _receipt_lines(reader, ref, pictures=draft.with_photographs)]
    occasions = {line.occasion for line in lines}
    ours, theirs = OURS, _one_party(line.theirs for line in lines)
    from_us = [line.from_us is (draft.kind is ReceiptKind.HAND_OVER) for line in lines]
    handed, received = (ours, theirs) if all(from_us) else (theirs, ours)
    return Receipt(
        kind=draft.kind,
        objects=tuple(line.thing for line in lines),
        handed_by=Party(said=draft.handed_by) if draft.handed_by else handed,
        received_by=Party(said=draft.received_by) if draft.received_by else received,
        day=draft.day,
        place=draft.place,
        occasion=occasions.pop() if len(occasions) == 1 else _NOTHING,
        remark=draft.remark,
        made_on=reader.today,
        with_values=draft.with_values,
    )


@dataclass(frozen=True, slots=True)
class _ReceiptLine:
    thing: ReceiptObject
    theirs: Party
    occasion: Multilingual = _NOTHING
    from_us: bool = True  # it is ours that hand it over; it comes back to us


def _one_party(parties: Iterable[Party]) -> Party:
    found = list(dict.fromkeys(party for party in parties if party))
    return found[0] if len(found) == 1 else Party()


def _receipt_lines(reader: Reader, ref: Ref, *, pictures: bool) -> Iterable[_ReceiptLine]:
    match ref.kind:
        case kind if kind == GIFT_RESERVATION:
            yield _of_reservation(reader, ref.id, pictures=pictures)
        case kind if kind == GIFT_LOAN:
            yield _of_loan(reader, ref.id, pictures=pictures)
        case kind if kind == GIFT:
            yield _of_gift(reader, ref.id, pictures=pictures)
        case _:
            item = reader.get(GiftItem, ref.id)
            shown = photographs_of(reader, GiftPhoto.item_id, [item.id]).get(item.id, ()) if pictures else ()
            yield _ReceiptLine(ReceiptObject(item.code, item.name, 1, item.maker, "", item.unit_cost, shown), Party())


def _of_reservation(reader: Reader, id: str, *, pictures: bool) -> _ReceiptLine:
    row = reader.get(GiftReservation, id)
    item, mission = reader.get(GiftItem, row.item_id), reader.find(Mission, row.mission_id)
    people = people_named(reader, [row.carrier_id], [])
    carrier = people.party(row.carrier_id, None, "", "", row.day or reader.today)
    occasion = occasion_of(mission.title if mission else None, mission.number if mission else "", row.occasion)
    value = item.unit_cost.times(row.number) if item.unit_cost else None
    shown = photographs_of(reader, GiftPhoto.item_id, [item.id]).get(item.id, ())[:1] if pictures else ()
    return _ReceiptLine(ReceiptObject(item.code, item.name, row.number, item.maker, "", value, shown), carrier, occasion)


def _of_loan(reader: Reader, id: str, *, pictures: bool) -> _ReceiptLine:
    facts = loan_facts.of(reader, id)
    shown = facts.pictures if pictures else ()
    condition = facts.condition_after or facts.condition_before
    thing = ReceiptObject(facts.number, facts.name, facts.pieces, "", condition, facts.insured, shown)
    return _ReceiptLine(thing, facts.borrower, Multilingual.same(facts.purpose))


def _of_gift(reader: Reader, id: str, *, pictures: bool) -> _ReceiptLine:
    gift = reader.get(Gift, id)
    mission = reader.find(Mission, gift.mission_id)
    people = people_named(
        reader, [gift.giver_person_id, gift.recipient_person_id], [gift.giver_organisation_id, gift.recipient_organisation_id]
    )
    giver, recipient = parties_of(gift, people)
    shown = photographs_of(reader, GiftPhoto.gift_id, [id]).get(id, ()) if pictures else ()
    thing = ReceiptObject(gift.number or "", gift.description, gift.pieces, "", "", gift.value, shown)
    occasion = occasion_of(mission.title if mission else None, mission.number if mission else "", gift.occasion)
    if gift.direction is Direction.GIVEN:
        return _ReceiptLine(thing, recipient, occasion)
    back = gift.decision in (Decision.RETURN, Decision.REFUSE)
    # Who received it hands it over to the office; what is refused goes back from the office to its giver.
    return _ReceiptLine(thing, giver if back else recipient, occasion, from_us=back)


@query(SEE_GIFTS)
def loan_facts(reader: Reader, id: str) -> LoanFacts:
    """Give what stands on the agreement of a loan, with the photographs of its condition, else those of the object."""
    row, record = loan.of(reader, id), reader.get(GiftLoan, id)
    people = people_named(reader, [record.person_id], [record.organisation_id])
    photos = [(photo.digest, photo.caption) for photo in loan_photos.of(reader, id)]
    thing = reader.find(Gift, record.gift_id) or reader.get(GiftItem, record.item_id or "")
    photos = photos or [(photo.digest, photo.caption) for photo in thing.photos][:1]
    return LoanFacts(
        number=row.code,
        name=row.name,
        pieces=record.number,
        borrower=people.party(record.person_id, record.organisation_id, "", record.borrower_said, record.since),
        purpose=record.purpose,
        place=record.place,
        since=record.since,
        due_back_on=record.due_back_on,
        insured=record.insured,
        condition_before=record.condition_before,
        remark=record.remark,
        size=thing.size,
        pictures=pictures_of(reader, photos),
        back_on=record.back_on,
        condition_after=record.condition_after,
        made_on=reader.today,
    )


# ------------------------------------------------------------------------------------------------ lists of a mission


@query(SEE_GIFTS)
def travelling(reader: Reader, mission: str) -> tuple[str, ...]:
    """Give the gifts (reservations) of a mission that were not released, and are not back, by the moment of their hand-over."""
    rows = reservations_of.of(reader, mission=mission, states=(ReservationState.RESERVED, ReservationState.ISSUED))
    return tuple(row.id for row in rows)


@query(SEE_GIFTS)
def lists_of_mission(reader: Reader, mission: str) -> MissionLists:
    """Give what travels with a mission: gifts that are reserved or issued for it and are not back, by carrier and moment."""
    record = reader.get(Mission, mission)
    rows = reservations_of.of(reader, mission=mission, states=(ReservationState.RESERVED, ReservationState.ISSUED))
    items = {item.id: item for item in reader.scalars(select(GiftItem).where(GiftItem.id.in_({row.item_id for row in rows})))}
    gifts = tuple(
        PackedGift(
            number=row.item_code,
            name=row.item_name,
            pieces=row.number,
            recipient=row.recipient,
            moment=row.moment,
            day=row.day,
            begins=row.begins,
            carrier=row.carrier,
            weight=items[row.item_id].weight,
            cabin=items[row.item_id].cabin,
            cabin_note=items[row.item_id].cabin_note,
            customs_note=items[row.item_id].customs_note,
            customs_code=items[row.item_id].customs_code,
            origin=items[row.item_id].origin,
            unit_value=items[row.item_id].unit_cost,
            state=row.state,
        )
        for row in rows
    )
    return MissionLists(
        number=record.number,
        title=record.title,
        gifts=tuple(sorted(gifts, key=lambda one: (not one.carrier, one.carrier))),
        starts=record.starts.exact if record.starts else None,
        city=record.city,
        country=record.country,
        made_on=reader.today,
    )
