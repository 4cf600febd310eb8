"""Further lines of the estimate, and ways that somebody has looked up for comparison."""

from __future__ import annotations

from dataclasses import replace

from app.domains.trips.request import Alternative, Cost
from app.domains.trips.vocabulary import COSTS, MODES, CostKind, Mode
from app.kernel.fields import Field
from app.kernel.money import Money
from app.kernel.translated import lazy
from ui.kit.amounts import DecimalEditor, HoursEditor, MoneyEditor
from ui.kit.choosers import ChoiceEditor
from ui.kit.editors import LineEditor
from ui.trips.fields import Captioned, choice_field
from ui.trips.lines import Block


class CostBlock(Block):
    """One cost."""

    noun = lazy("Cost")
    slim = True

    def __init__(self, value: Cost) -> None:
        super().__init__(value)
        bind = self.fields.bind
        kind = bind(ChoiceEditor(choice_field("kind", lazy("Kind of cost"), COSTS, required=True), CostKind))
        amount = bind(MoneyEditor(Field("amount", lazy("Amount"))), get=_money, put=_with_money)
        remark = bind(LineEditor(Field("remark", lazy("What for"), limit=500)))
        self.row(Captioned(kind, 200), Captioned(amount, 0), Captioned(remark, 180, stretch=True))


class AlternativeBlock(Block):
    """A way that somebody has looked up."""

    noun = lazy("Way")
    slim = True

    def __init__(self, value: Alternative) -> None:
        super().__init__(value)
        bind = self.fields.bind
        mode = bind(ChoiceEditor(choice_field("mode", lazy("Way"), MODES), Mode, may_be_none=True))
        hours = bind(HoursEditor(Field("hours", lazy("Hours, there and back"))))
        price = bind(MoneyEditor(Field("price", lazy("Price, one traveller"))))
        kg = bind(DecimalEditor(Field("kg", lazy("kg CO₂e, if known"))))
        remark = bind(LineEditor(Field("remark", lazy("Remark"), limit=500)))
        self.row(Captioned(mode, 150), Captioned(hours, 130), Captioned(price, 0), Captioned(kg, 110), Captioned(remark, 120, stretch=True))


def _money(cost: Cost) -> Money | None:
    # A line that was just added has no amount yet; one for which 0.00 was written has.
    return None if cost.amount == 0 and cost.amount.as_tuple().exponent == 0 else cost.money


def _with_money(cost: Cost, money: Money | None) -> Cost:
    if money is None and _money(cost) is None:
        return cost
    if money is None:
        return replace(cost, amount=Cost().amount, currency=Cost().currency, rate=None, rate_on=None)
    return replace(cost, amount=money.amount, currency=money.currency, rate=money.rate, rate_on=money.rate_on)
