"""The passports of a person, as they stand on the card: masked, with what matters most about each; the register has the rest."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.visas.passport_queries import PassportRow
from app.domains.visas.passport_rules import kind_title
from app.domains.visas.terms import PASSPORT, STATE_BADGES
from app.kernel.ids import Ref
from ui.kit.language import _, spoken
from ui.people.card import Entry


def passport_entries(rows: Sequence[PassportRow]) -> list[Entry]:
    """Give a line for each passport: its kind and masked number, until when it is valid, who has it."""
    return [_entry(row) for row in rows]


def _entry(row: PassportRow) -> Entry:
    formats, kind = spoken.wording.formats, _(kind_title(row.passport_kind))
    told = [formats.country(row.country)]
    if row.cancelled_on is not None:
        told.append(_("cancelled on {day}", day=row.cancelled_on))
    elif row.expires_on is not None:
        told.append(_("valid until {day}", day=row.expires_on))
    if row.with_whom:
        told.append(_("with {whom}", whom=row.with_whom))
    elif row.kept_at:
        told.append(row.kept_at)
    text = _("{kind} {number}", kind=kind, number=row.number) if row.number else kind
    return Entry(row.id, text[:1].upper() + text[1:], "  ·  ".join(told), STATE_BADGES[row.state], Ref(PASSPORT, row.id))
