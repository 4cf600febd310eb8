"""The rules of visas that are in force in this office: its own version, or those that the program brings."""

from __future__ import annotations

from app.domains.visas import rules_of_visas
from app.domains.visas.rules_of_visas import VisaRules
from app.domains.visas.terms import SEE_VISAS
from app.domains.visas.visa_records import VisaRulesRow
from app.kernel.queries import query
from app.kernel.work import Reader

OWN = "rules"  # the id of the single row


@query(SEE_VISAS)
def visa_rules(reader: Reader) -> VisaRules:
    """Give the rules in force."""
    own = reader.find(VisaRulesRow, OWN)
    return rules_of_visas.complete(own.content) if own else rules_of_visas.shipped()


@query(SEE_VISAS)
def rules_are_own(reader: Reader) -> bool:
    """Tell whether the office has a version of its own."""
    return reader.find(VisaRulesRow, OWN) is not None
