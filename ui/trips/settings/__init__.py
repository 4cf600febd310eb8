"""The settings of service trips: rule sets, approval chains, the table of allowances, stand-ins."""

from __future__ import annotations

from app.domains.trips.vocabulary import ALLOWANCE, CHAIN, RULE_SET, STAND_IN
from ui.trips.settings.allowances import AllowancesPage
from ui.trips.settings.chains import ChainsPage
from ui.trips.settings.rule_sets import RuleSetsPage
from ui.trips.settings.stand_ins import StandInsPage

PAGES = {RULE_SET: RuleSetsPage, CHAIN: ChainsPage, ALLOWANCE: AllowancesPage, STAND_IN: StandInsPage}
