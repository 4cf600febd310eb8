"""The rules of gifts and the customs of other cultures that are in force in this office: its own versions, or those that the program brings."""

from __future__ import annotations

from app.domains.gifts import thresholds
from app.domains.gifts.house_rules import GiftRules
from app.domains.gifts.records import GiftRulesRow
from app.domains.gifts.vocabulary import SEE_GIFTS
from app.kernel.queries import query
from app.kernel.work import Reader

OWN = "rules"  # the id of the single row


@query(SEE_GIFTS)
def gift_rules(reader: Reader) -> GiftRules:
    """Give the rules in force."""
    own = reader.find(GiftRulesRow, OWN)
    return thresholds.complete(own.content) if own else thresholds.shipped()


@query(SEE_GIFTS)
def rules_are_own(reader: Reader) -> bool:
    """Tell whether the office has a version of its own."""
    return reader.find(GiftRulesRow, OWN) is not None
