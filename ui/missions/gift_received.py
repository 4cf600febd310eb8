"""The quick entry of what a mission receives, is offered, or has given by hand: what it is, from whom and for whom, when, with its photographs.

The rest (measures, materials, value and who found it, decision, place) is filled in on the page of gifts, by whoever keeps the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.register_rules import check_gift
from app.domains.gifts.vocabulary import ACCEPTANCES, Direction
from app.domains.missions.queries import MissionCard
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.translated import lazy
from ui.missions.gift_sides import Side

_FIELDS = (
    Field("description", lazy("What it is"), FieldKind.MULTILINGUAL, required=True),
    Field("acceptance", lazy("Accepted"), FieldKind.CHOICE, required=True, choices=ACCEPTANCES),
    Field("day", lazy("Day"), FieldKind.DATE, required=True),
    Field("pieces", lazy("Pieces"), FieldKind.NUMBER, required=True),
    Field("photos", lazy("Photographs"), FieldKind.PICTURES),
    Field("giver_person_id", lazy("From"), FieldKind.RECORD, record=PERSON),
    Field("giver_organisation_id", lazy("From the organisation"), FieldKind.RECORD, record=ORGANISATION),
    Field("giver_said", lazy("From somebody else"), limit=200, help=lazy("In words, when they are not in the files.")),
    Field("recipient_person_id", lazy("For"), FieldKind.RECORD, record=PERSON),
    Field("recipient_organisation_id", lazy("For the organisation"), FieldKind.RECORD, record=ORGANISATION),
    Field("recipient_said", lazy("For somebody else"), limit=200, help=lazy("In words, when they are not in the files.")),
    Field("circumstances", lazy("Circumstances"), FieldKind.LONG_TEXT, help=lazy("Why it was accepted, or declined.")),
    Field("value", lazy("Value"), FieldKind.MONEY, help=lazy("As far as it is known already.")),
    Field("place", lazy("Where it is now"), limit=200),
)
_NOT_RECEIVED = ("recipient_organisation_id",)
_NOT_GIVEN = ("acceptance", "giver_organisation_id", "giver_said", "place")


def quick_form(direction: Direction, today: date) -> Form[GiftDraft]:
    """Give the fields that are known on the spot, in the order in which one asks for them."""
    without = _NOT_RECEIVED if direction is Direction.RECEIVED else _NOT_GIVEN

    def check(draft: GiftDraft) -> Sequence[Finding]:
        return check_gift(draft, today)

    return Form(GiftDraft, tuple(field for field in _FIELDS if field.key not in without), check)


def quick_draft(direction: Direction, card: MissionCard, theirs: Sequence[Side], ours: Sequence[Side], today: date) -> GiftDraft:
    """Begin an entry: between the heads of both sides, on the last day of the mission that has come."""
    first = card.draft.starts.first if card.draft.starts is not None else None
    last = card.draft.ends.last if card.draft.ends is not None else first
    day = today if first is None or last is None else max(first, min(last, today))
    draft = GiftDraft(direction=direction, day=min(day, today), mission_id=card.id)
    them = theirs[0] if theirs else None
    us = next((side for side in ours if side.person_id), None)
    if direction is Direction.RECEIVED:
        return replace(
            draft,
            giver_person_id=them.person_id if them is not None else None,
            giver_organisation_id=them.organisation_id if them is not None else None,
            recipient_person_id=us.person_id if us is not None else None,
        )
    return replace(
        draft,
        recipient_person_id=them.person_id if them is not None else None,
        recipient_organisation_id=them.organisation_id if them is not None else None,
        giver_person_id=us.person_id if us is not None else None,
    )
