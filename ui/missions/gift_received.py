"""The quick entry of what a mission receives, is offered, or has given by hand: what it is, from whom and for whom, when, with its photographs.

The rest (measures, materials, value and who found it, decision, place) is filled in on the page of gifts, by whoever keeps the register.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.register_fields import GIFT_FORM
from app.domains.gifts.register_rules import check_gift
from app.domains.gifts.vocabulary import Direction
from app.domains.missions.queries import MissionCard
from app.kernel.errors import Finding
from app.kernel.fields import FieldKind, Form
from ui.missions.gift_sides import Side

_RECEIVED = (
    *("description", "acceptance", "day", "pieces", "photos", "giver_person_id", "giver_organisation_id", "giver_said"),
    *("recipient_person_id", "recipient_said", "circumstances", "value", "place"),
)
_GIVEN = (
    *("description", "day", "pieces", "photos", "recipient_person_id", "recipient_organisation_id", "recipient_said"),
    *("giver_person_id", "circumstances", "value"),
)


def quick_form(direction: Direction, today: date) -> Form[GiftDraft]:
    """Give the fields that are known on the spot, in the order in which one asks for them."""
    by_key = {field.key: field for field in GIFT_FORM.fields}
    by_key["description"] = replace(by_key["description"], kind=FieldKind.MULTILINGUAL)  # one line will do on the spot
    fields = tuple(replace(by_key[key], group=None) for key in (_RECEIVED if direction is Direction.RECEIVED else _GIVEN))

    def check(draft: GiftDraft) -> Sequence[Finding]:
        return check_gift(draft, today)

    return Form(GiftDraft, fields, check)


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
