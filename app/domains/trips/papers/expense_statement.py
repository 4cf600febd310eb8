"""The expense statement: what a trip was to cost and what it cost, what is due to a traveller, and how the advance is settled.

An amount that cannot be turned into euro, or a day without an allowance, leaves no sum standing that looks whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from app.domains.trips.aftercare import SETTLEMENTS, ExpenseDraft, due_to, settle
from app.domains.trips.allowance import AllowanceDay, AllowanceSheet, Reduction
from app.domains.trips.figures import Estimate
from app.domains.trips.papers.parts import SIGNATURE, destination, facts, listed, meta, period
from app.domains.trips.request import Request, Traveller
from app.domains.trips.showing import NOT_KNOWN, amount, city, joined, title
from app.domains.trips.vocabulary import STATES, CostKind, State
from app.kernel.document import Align, Audience, Block, Document, Heading, Notice, Paragraph, Table, TableColumn
from app.kernel.money import EURO, Money, rounded, total
from app.kernel.showing import write
from app.kernel.translated import Lazy, Wording, lazy

MEALS: dict[str, Lazy] = {
    "breakfast": lazy("breakfast"),
    "lunch": lazy("lunch"),
    "dinner": lazy("dinner"),
    "small_costs": lazy("small costs"),
}
_PARTS: tuple[tuple[Lazy, tuple[CostKind, ...]], ...] = (
    (lazy("Transport"), (CostKind.TRANSPORT, CostKind.LOCAL_TRANSPORT)),
    (lazy("Lodging"), (CostKind.LODGING,)),
    (lazy("Daily allowance"), (CostKind.DAILY_ALLOWANCE,)),
    (lazy("Other"), (CostKind.REGISTRATION, CostKind.VISA, CostKind.REPRESENTATION, CostKind.INSURANCE, CostKind.OTHER)),
)


@dataclass(frozen=True, slots=True)
class PaidAdvance:
    """Money that a traveller was given before the trip, in euro; `settled_amount` above zero was paid out, below was paid back."""

    traveller: str
    amount: Decimal
    paid_on: date
    settled_on: date | None = None
    settled_amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ExpenseStatement:
    """What the statements of a file are made of; sums are for all travellers, `as_of` is the moment at which it was read."""

    trip: str
    number: str
    edition: int
    state: State
    request: Request
    as_of: datetime
    estimate: Estimate = Estimate()
    allowance: AllowanceSheet = field(default_factory=AllowanceSheet)
    expenses: tuple[ExpenseDraft, ...] = ()
    advances: tuple[PaidAdvance, ...] = ()

    @property
    def actual(self) -> Estimate:
        """What the trip has cost by parts; a part in which an amount cannot be told is None."""
        spent = [total(one.money for one in self.expenses if one.expense_kind in kinds) for _, kinds in _PARTS]
        known = total(self.budgeted) if self.budgeted else self.allowance.total
        allowance = None if spent[2] is None or known is None else spent[2] + known
        return Estimate(spent[0], spent[1], allowance, spent[3])

    @property
    def budgeted(self) -> tuple[Money, ...]:
        """The daily allowance as a line of the budget: it goes before what is worked out, unless nobody travelled."""
        if self.state is State.CANCELLED:
            return ()
        return tuple(cost.money for cost in self.request.costs if cost.kind is CostKind.DAILY_ALLOWANCE)

    def allowance_of(self, traveller: int) -> Decimal | None:
        """The daily allowance of one traveller: the budget in equal parts, else what is worked out; None while it cannot be told."""
        if not self.budgeted:
            return self.allowance.total_of(traveller)
        whole = total(self.budgeted)
        return None if whole is None else rounded(whole / max(len(self.request.travellers), 1))


def own_lines(statement: ExpenseStatement, traveller: str) -> tuple[ExpenseDraft, ...]:
    """Give the lines of a traveller; those that name nobody, which the office paid, stand with the first one."""
    first = statement.request.travellers[0].name if statement.request.travellers else ""
    return tuple(one for one in statement.expenses if (one.traveller or first) == traveller)


def expense_statement(statement: ExpenseStatement, traveller: int, wording: Wording) -> Document:
    """Write the statement of one traveller, by the place in the request."""
    name = wording.say("Expense statement {number}", number=statement.number)
    around = meta(wording, name, statement.request.title, statement.edition, statement.as_of, Audience.INTERNAL)
    return Document(around, tuple(_blocks(statement, traveller, wording)))


def _blocks(statement: ExpenseStatement, number: int, wording: Wording) -> Iterator[Block]:
    request = statement.request
    traveller = request.travellers[number] if number < len(request.travellers) else Traveller()
    lines, days = own_lines(statement, traveller.name), () if statement.budgeted else statement.allowance.of(number)
    yield Heading(wording.say("Expense statement"), 1)
    yield Paragraph(joined((statement.number, request.title, wording.text(STATES[statement.state].title))), quiet=True)
    yield facts(
        wording,
        (lazy("Name"), traveller.name),
        (lazy("Function"), joined((traveller.function, traveller.entity), ", ")),
        (lazy("Where and when"), joined((destination(request, wording), period(request.departure_day, request.return_day, wording)))),
        (lazy("Budget line"), request.budget_line),
    )
    yield from _notices(lines, days, wording)
    yield Heading(_compared_title(statement, wording), 3)
    yield _compared(statement, wording)
    yield Heading(wording.say("Expenses"), 3)
    yield _expenses(lines, wording) if lines else Paragraph(wording.say("No expenses were entered."))
    yield Heading(wording.say("Daily allowance"), 3)
    yield _allowance_part(statement, number, wording)
    yield Heading(wording.say("Settlement"), 3)
    yield from _settlement(statement, number, traveller.name, wording)
    yield _signatures(traveller, wording)


def _notices(lines: Iterable[ExpenseDraft], days: Iterable[AllowanceDay], wording: Wording) -> Iterator[Block]:
    if without := sorted({one.money.currency for one in lines if one.money.in_euro is None}):
        yield Notice(wording.say("Without a rate for {currencies} this statement cannot be settled.", currencies=tuple(without)))
    if missing := dict.fromkeys(city(one.city, one.country, wording) for one in days if one.amount is None):
        yield Notice(
            wording.say("The table of daily allowances has no amount for {places}: the allowance cannot be paid.", places=tuple(missing))
        )


def _compared_title(statement: ExpenseStatement, wording: Wording) -> str:
    many = len(statement.request.travellers) > 1
    return wording.say("Estimate and actual cost, all travellers") if many else wording.say("Estimate and actual cost")


def _compared(statement: ExpenseStatement, wording: Wording) -> Table:
    estimate, actual = statement.estimate, statement.actual
    columns = (
        TableColumn(wording.say("Kind of cost"), 2),
        TableColumn(wording.say("Estimate"), 1, Align.RIGHT),
        TableColumn(wording.say("Actual"), 1, Align.RIGHT),
        TableColumn(wording.say("Difference"), 1, Align.RIGHT),
    )
    names = (*(name for name, _ in _PARTS), lazy("Total"))
    pairs = zip((*estimate.parts, estimate.total), (*actual.parts, actual.total), strict=True)
    rows = tuple(
        (wording.text(name), amount(planned, wording), amount(spent, wording), _difference(planned, spent, wording))
        for name, (planned, spent) in zip(names, pairs, strict=True)
    )
    return Table(columns, rows)


def _difference(planned: Decimal | None, spent: Decimal | None, wording: Wording) -> str:
    if planned is None or spent is None:
        return ""
    sign = "+" if spent > planned else "−" if spent < planned else ""
    return sign + amount(abs(spent - planned), wording)


def _expenses(lines: Sequence[ExpenseDraft], wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("Day"), 1.3),
        TableColumn(wording.say("What"), 2.2),
        TableColumn(wording.say("Paid by"), 1.2),
        TableColumn(wording.say("Amount"), 1.2, Align.RIGHT),
        TableColumn(wording.say("Rate"), 1.3, Align.RIGHT),
        TableColumn(wording.say("In euro"), 1.1, Align.RIGHT),
    )
    rows = [_expense(one, wording) for one in sorted(lines, key=lambda one: one.spent_on or date.max)]
    own, office = ([one.money for one in lines if one.by_office is by_office] for by_office in (False, True))
    sums = ((lazy("Total, paid by the traveller"), own), (lazy("Total, paid by the office"), office))
    rows += [("", wording.text(name), "", "", "", amount(total(those), wording)) for name, those in sums if those]
    return Table.filled(columns, tuple(rows))


def _expense(one: ExpenseDraft, wording: Wording) -> tuple[str, ...]:
    return (
        write(one.spent_on, wording),
        joined((wording.text(title(one.expense_kind)), one.remark)),
        wording.say("the office") if one.by_office else one.traveller,
        wording.formats.money(one.money),
        _rate(one.money, wording),
        amount(one.money.in_euro, wording),
    )


def _rate(money: Money, wording: Wording) -> str:
    if money.currency == EURO:
        return ""
    if money.rate is None:
        return wording.text(NOT_KNOWN)
    return listed((wording.say("€1 = {rate}", rate=money.rate), write(money.rate_on, wording)))


def _allowance_part(statement: ExpenseStatement, number: int, wording: Wording) -> Block:
    known = statement.allowance_of(number)
    if statement.budgeted:
        return Paragraph(wording.say("As in the budget: {amount}.", amount=amount(known, wording)))
    days = statement.allowance.of(number)
    return _allowance(days, known, wording) if days else Paragraph(wording.say("No daily allowance is due."))


def _allowance(days: Sequence[AllowanceDay], whole: Decimal | None, wording: Wording) -> Table:
    columns = (
        TableColumn(wording.say("Day"), 1.5),
        TableColumn(wording.say("Place"), 1.7),
        TableColumn(wording.say("Whole day"), 1, Align.RIGHT),
        TableColumn(wording.say("Counted"), 1, Align.RIGHT),
        TableColumn(wording.say("Reductions"), 1.8),
        TableColumn(wording.say("Amount"), 1, Align.RIGHT),
    )
    rows = tuple(_day(one, wording) for one in days)
    return Table(columns, (*rows, (wording.say("Total"), "", "", "", "", amount(whole, wording))))


def _day(one: AllowanceDay, wording: Wording) -> tuple[str, ...]:
    return (
        write(one.day, wording),
        city(one.city, one.country, wording),
        _money(one.base, wording),
        wording.say("{number} %", number=_percent(one.share * 100)),
        listed(_reduction(reduction, wording) for reduction in one.reductions),
        _money(one.amount, wording),
    )


def _money(money: Money | None, wording: Wording) -> str:
    return wording.formats.money(money) if money else wording.text(NOT_KNOWN)


def _reduction(reduction: Reduction, wording: Wording) -> str:
    return wording.say("{meal} −{number} %", meal=MEALS[reduction.kind], number=_percent(reduction.percent))


def _percent(number: Decimal) -> Decimal | int:
    return int(number) if number == int(number) else number.normalize()


def _settlement(statement: ExpenseStatement, number: int, name: str, wording: Wording) -> Iterator[Block]:
    allowance = statement.allowance_of(number)
    own = total(one.money for one in statement.expenses if one.traveller == name and not one.by_office)
    due = None if allowance is None or own is None else due_to(name, statement.expenses, allowance)
    given = [one for one in statement.advances if one.traveller == name]
    yield facts(
        wording,
        (lazy("Daily allowance"), amount(allowance, wording)),
        (lazy("Own expenses"), amount(own, wording)),
        (lazy("Due"), amount(due, wording)),
        (lazy("Advance"), listed(_advance(one, wording) for one in given) or wording.say("none")),
        (lazy("Result"), _result(due, given, wording)),
        (lazy("Settled"), listed(_settled(one, wording) for one in given)),
    )


def _advance(one: PaidAdvance, wording: Wording) -> str:
    return wording.say("{amount}, paid on {day}", amount=amount(one.amount, wording), day=one.paid_on)


def _result(due: Decimal | None, given: Sequence[PaidAdvance], wording: Wording) -> str:
    if due is None:
        return wording.say("cannot be told yet")
    case, rest = settle(due, sum((one.amount for one in given), Decimal(0)))
    words = next(choice.title for choice in SETTLEMENTS if choice.code == case)
    if not given:
        words = lazy("the office pays what is due")
    return wording.say("{case}: {amount}", case=words, amount=amount(rest, wording)) if rest else wording.text(words)


def _settled(one: PaidAdvance, wording: Wording) -> str:
    if one.settled_on is None:
        return wording.say("not settled yet")
    return wording.say("on {day}", day=one.settled_on)


def _signatures(traveller: Traveller, wording: Wording) -> Table:
    """Leave room for the traveller, who declares it, and for whoever checks it."""
    columns = (TableColumn(wording.say("Declared true by the traveller"), 1), TableColumn(wording.say("Checked by"), 1))
    line = wording.text(SIGNATURE)
    return Table(columns, ((joined((traveller.name, line), "\n") + "\n\n", f"{line}\n\n"),))
