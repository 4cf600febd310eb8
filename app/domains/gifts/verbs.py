"""Gifts on the command line: `attache gifts list`, `suggest`, `stock`, `register`, `labels`, and every paper of theirs."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domains.gifts.balance_queries import By, balance
from app.domains.gifts.bank_queries import item_ids, item_rows
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.naming_queries import loan_by, object_by, objects_by
from app.domains.gifts.paper_queries import ReceiptDraft
from app.domains.gifts.papers import producing
from app.domains.gifts.papers.cards import CardFormat
from app.domains.gifts.papers.labels import FORMATS
from app.domains.gifts.papers.producing import FileKind, ListKind, file_kind
from app.domains.gifts.papers.receipts import ReceiptKind
from app.domains.gifts.register_queries import gift_ids, gift_rows
from app.domains.gifts.reserving_queries import ReservationRow, reservations_of
from app.domains.gifts.suggest_queries import SuggestionRow, suggestions
from app.domains.gifts.vocabulary import (
    ACCEPTANCES,
    DECISION_BADGES,
    DIRECTION_BADGES,
    GIFT,
    GIFT_ITEM,
    GIFT_LOAN,
    GIFT_RESERVATION,
    LEVELS,
    STANDING_BADGES,
    Acceptance,
    Extract,
    Level,
    ReservationState,
)
from app.domains.missions.queries import mission_by
from app.domains.people.address.queries import person_by
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Listing, Verb, Verbs
from app.kernel.fields import Badge, Column, ColumnKind, Criteria
from app.kernel.ids import Ref
from app.kernel.translated import Multilingual, Wording, lazy

if TYPE_CHECKING:
    from app.application import Application

_AT_ONCE = 500
_ACCEPTANCE_BADGES = {Acceptance(choice.code): Badge(choice.title) for choice in ACCEPTANCES}
_LISTED = (
    Column("number", lazy("No."), width=10),
    Column("standing", lazy("Status"), ColumnKind.BADGE, badges=STANDING_BADGES),
    Column("day", lazy("Day"), ColumnKind.DATE),
    Column("direction", lazy("Which way"), ColumnKind.BADGE, badges=DIRECTION_BADGES),
    Column("acceptance", lazy("Accepted"), ColumnKind.BADGE, badges=_ACCEPTANCE_BADGES),
    Column("description", lazy("Gift"), ColumnKind.MULTILINGUAL, stretch=True),
    Column("other", lazy("From or to"), ColumnKind.MULTILINGUAL),
    Column("country", lazy("Country"), ColumnKind.COUNTRY),
    Column("value", lazy("Value")),
    Column("outcome", lazy("Decision"), ColumnKind.BADGE, badges=DECISION_BADGES),
    Column("due", lazy("By when"), ColumnKind.DATE),
)
_STOCK = (
    Column("code", lazy("No.")),
    Column("name", lazy("Object"), ColumnKind.MULTILINGUAL, stretch=True),
    Column("level", lazy("Level")),
    Column("stock", lazy("Here"), ColumnKind.NUMBER),
    Column("reserved", lazy("Reserved"), ColumnKind.NUMBER),
    Column("free", lazy("Free"), ColumnKind.NUMBER),
    Column("lent", lazy("Lent out"), ColumnKind.NUMBER),
    Column("minimum", lazy("Minimum"), ColumnKind.NUMBER),
    Column("next_expiry", lazy("Best before"), ColumnKind.DATE),
    Column("place", lazy("Place")),
)
_BALANCE = (
    Column("name", lazy("With"), ColumnKind.MULTILINGUAL, stretch=True),
    Column("given_number", lazy("Gifts given"), ColumnKind.NUMBER),
    Column("given_euro", lazy("Value (EUR)"), ColumnKind.NUMBER),
    Column("received_number", lazy("Gifts received"), ColumnKind.NUMBER),
    Column("received_euro", lazy("Value (EUR)"), ColumnKind.NUMBER),
    Column("difference", lazy("Difference (EUR)"), ColumnKind.NUMBER),
)
_SUGGESTED = (
    Column("code", lazy("No.")),
    Column("name", lazy("Object"), ColumnKind.MULTILINGUAL),
    Column("score", lazy("Score"), ColumnKind.NUMBER),
    Column("free", lazy("Free"), ColumnKind.NUMBER),
    Column("unit_cost", lazy("Cost")),
    Column("why", lazy("Why"), stretch=True),
    Column("warnings", lazy("Warnings"), stretch=True),
)


@dataclass(frozen=True, slots=True)
class SuggestedLine:
    """A suggestion as it is printed in columns."""

    code: str
    name: Multilingual
    score: int
    free: int
    unit_cost: object
    why: str
    warnings: str


# ------------------------------------------------------------------------------------------------ lists


def _year(text: str) -> int:
    if not (text.isdecimal() and date.min.year <= int(text) <= date.max.year):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-01-31") from None


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def _list_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, help="of the gift")
    parser.add_argument("--find", metavar="WORDS", default="", help="only what search finds")


def _list(application: Application, arguments: argparse.Namespace) -> Any:
    filters = (("year", str(arguments.year)),) if arguments.year else ()
    ids = application.ask(gift_ids(Criteria(text=arguments.find, filters=filters, sort="number")))
    rows: list[GiftRow] = [
        row for start in range(0, len(ids), _AT_ONCE) for row in application.ask(gift_rows(ids[start : start + _AT_ONCE]))
    ]
    return rows if arguments.json else Listing(rows, _LISTED)


def _stock_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--find", metavar="WORDS", default="", help="only what search finds")
    parser.add_argument("--level", choices=[level.value for level in Level], help="only objects of this level")
    parser.add_argument("--short", action="store_true", help="only those of which there are too few")


def _stock(application: Application, arguments: argparse.Namespace) -> Any:
    chosen = {"level": arguments.level, "state": "short" if arguments.short else ""}
    filters = tuple((key, code) for key, code in chosen.items() if code)
    rows = list(application.ask(item_rows(application.ask(item_ids(Criteria(text=arguments.find, filters=filters))))))
    return rows if arguments.json else Listing(rows, _STOCK)


def _suggest_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", metavar="PERSON", help="the name, the id or the import id of who gets it")
    parser.add_argument("--mission", metavar="M", help="number (2021/003), id or import id of the mission in which it is handed over")
    parser.add_argument("--level", choices=[choice.code for choice in LEVELS], default="", help="instead of that of the office held")
    parser.add_argument("--budget", type=_amount, metavar="EUR", help="the most it may cost")
    parser.add_argument("--weight", type=_count, metavar="GRAMS", help="the most it may weigh")
    parser.add_argument("--day", type=_day, metavar="D", help="of the hand-over: 2026-01-31")
    parser.add_argument("--most", type=_count, default=10, metavar="N", help="how many are listed in columns")


def _amount(text: str) -> Decimal:
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise argparse.ArgumentTypeError(f"{text!r} is no amount") from None
    if not (amount.is_finite() and amount >= 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no amount")
    return amount


def _suggest(application: Application, arguments: argparse.Namespace) -> Any:
    person = application.ask(person_by(arguments.person))
    mission = application.ask(mission_by(arguments.mission)) if arguments.mission else ""
    rows = application.ask(
        suggestions(
            person_id=person,
            mission_id=mission,
            level=arguments.level,
            budget=arguments.budget,
            weight=arguments.weight,
            day=arguments.day,
        )
    )
    if arguments.json:
        return list(rows)
    wording = application.outside.wording(arguments.lang)
    return Listing([_suggested(row, wording) for row in rows[: arguments.most]], _SUGGESTED)


def _suggested(row: SuggestionRow, wording: Wording) -> SuggestedLine:
    why = " ".join(wording.text(one) for one in row.why)
    return SuggestedLine(
        row.code, row.name, row.score, row.free, row.unit_cost, why, " ".join(wording.text(one.message) for one in row.warnings)
    )


# ------------------------------------------------------------------------------------------------ papers


def _output(parser: argparse.ArgumentParser, metavar: str) -> None:
    parser.add_argument("-o", "--output", metavar=metavar, type=Path, required=True)


def _written(application: Application, name: str, path: Path, content: bytes) -> dict[str, str]:
    application.outside.write_whole(path, content)
    return {name: str(path)}


def _pdf(path: Path) -> Path:
    if path.suffix.lower() != f".{FileKind.PDF}":
        raise Refused(Finding("output", lazy("This paper is a PDF: name the file .pdf."), rule="unknown-kind", value=path.suffix))
    return path


def _register_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--year", type=_year, required=True)
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--public", action="store_true", help="without who acted for themselves, and without what is internal")
    kinds.add_argument("--anonymised", action="store_true", help="without any name of a person")
    _output(parser, "FILE.csv|.xlsx|.pdf")


def _register(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    kind, wording = file_kind(arguments.output.suffix), application.outside.wording(arguments.lang)
    extract = Extract.PUBLIC if arguments.public else Extract.ANONYMISED if arguments.anonymised else Extract.FULL
    content = producing.produce_extract(application, arguments.year, extract, kind, wording)
    return _written(application, "register", arguments.output, content)


def _labels_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--item", action="append", default=[], metavar="NUMBER", help="an inventory number (B-001, G2021/003); may be repeated"
    )
    parser.add_argument("--all", action="store_true", help="everything that stands on a shelf; so it is too when no number is named")
    parser.add_argument(
        "--format", default=FORMATS[0].code, choices=[one.code for one in FORMATS], help="the sheet, by its labels across and down"
    )
    parser.add_argument("--from", dest="start", type=int, default=1, metavar="N", help="the first label of the sheet that is free")
    parser.add_argument("--copies", type=_count, default=1, metavar="N", help="how many of each")
    parser.add_argument("--frames", action="store_true", help="draw the edges too, to try a sheet on plain paper")
    _output(parser, "FILE.pdf")


def _labels(application: Application, arguments: argparse.Namespace) -> dict[str, Any]:
    path, wording = _pdf(arguments.output), application.outside.wording(arguments.lang)
    refs = application.ask(objects_by(tuple(arguments.item))) if not arguments.all else ()
    wanted = [[ref.id for ref in refs if ref.kind == kind] for kind in (GIFT_ITEM, GIFT)]
    found = producing.labels_wanted(application, *wanted)
    content = producing.labels_file(
        application, wording, found, sheet=arguments.format, start=arguments.start, copies=arguments.copies, frames=arguments.frames
    )
    return {**_written(application, "labels", path, content), "number": len(found) * arguments.copies}


def _card_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("word", metavar="MISSION|NUMBER", help="a mission, for all its gifts, or the inventory number of an object")
    parser.add_argument("--format", choices=[one.value for one in CardFormat], default=CardFormat.FLAT.value, help="flat, or folded")
    _output(parser, "FILE.pdf")


def _card(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    path, paper, language = _pdf(arguments.output), CardFormat(arguments.format), arguments.lang or ""
    try:
        mission = application.ask(mission_by(arguments.word))
    except Refused:
        ref = application.ask(object_by(arguments.word))
        if ref.kind != GIFT_ITEM:
            message = lazy("{number} is not of the bank: a card tells the story of what is given.", number=arguments.word)
            raise Refused(Finding("word", message, rule="no-card", value=arguments.word)) from None
        content = producing.produce_card_of_item(application, ref.id, language, paper)
    else:
        chosen = [row.id for row in _of_mission(application, mission)]
        content = producing.produce_cards(application, chosen, language, paper)
    return _written(application, "cards", path, content)


def _of_mission(application: Application, mission: str) -> list[ReservationRow]:
    states = (ReservationState.RESERVED, ReservationState.ISSUED)
    rows = list(application.ask(reservations_of(mission=mission, states=states)))
    if not rows:
        raise Refused(Finding("mission", lazy("No gift is reserved for this mission."), rule="no-gifts"))
    return rows


def _receipt_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("numbers", metavar="NUMBER", nargs="*", help="inventory numbers of what changes hands")
    parser.add_argument("--mission", metavar="M", help="all gifts reserved for this mission")
    parser.add_argument("--loan", metavar="NUMBER", action="append", default=[], help="what is lent out of the object with this number")
    parser.add_argument("--return", dest="back", action="store_true", help="the receipt for what comes back")
    parser.add_argument("--by", default="", metavar="NAME", help="who hands over")
    parser.add_argument("--to", default="", metavar="NAME", help="who receives")
    parser.add_argument("--day", type=_day, metavar="D", help="2026-01-31")
    parser.add_argument("--place", default="")
    parser.add_argument("--values", action="store_true", help="with the value of each object")
    _output(parser, "FILE.pdf")


def _receipt(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    path, wording = _pdf(arguments.output), application.outside.wording(arguments.lang)
    refs = list(application.ask(objects_by(tuple(arguments.numbers))))
    refs += [Ref(GIFT_LOAN, application.ask(loan_by(number))) for number in arguments.loan]
    if arguments.mission:
        refs += [Ref(GIFT_RESERVATION, row.id) for row in _of_mission(application, application.ask(mission_by(arguments.mission)))]
    draft = ReceiptDraft(
        kind=ReceiptKind.RETURN if arguments.back else ReceiptKind.HAND_OVER,
        day=arguments.day,
        place=arguments.place,
        handed_by=arguments.by,
        received_by=arguments.to,
        with_values=arguments.values,
    )
    return _written(application, "receipt", path, producing.produce_receipt(application, refs, draft, wording))


def _loan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER", help="the inventory number of what is lent, or the id of the loan")
    _output(parser, "FILE.pdf")


def _loan(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    path, wording = _pdf(arguments.output), application.outside.wording(arguments.lang)
    content = producing.produce_loan_agreement(application, application.ask(loan_by(arguments.number)), wording)
    return _written(application, "loan", path, content)


def _mission_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("mission", metavar="MISSION", help="its number (2021/003), id or import id")
    _output(parser, "FILE.csv|.xlsx|.pdf")


def _mission_list(what: ListKind) -> Any:
    def run(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
        kind, wording = file_kind(arguments.output.suffix), application.outside.wording(arguments.lang)
        mission = application.ask(mission_by(arguments.mission))
        content = producing.produce_mission_list(application, mission, what, kind, wording)
        return _written(application, what.value, arguments.output, content)

    return run


def _inventory_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--place", default="", help="only what is kept there")
    _output(parser, "FILE.csv|.xlsx|.pdf")


def _inventory(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    kind, wording = file_kind(arguments.output.suffix), application.outside.wording(arguments.lang)
    content = producing.produce_inventory(application, kind, wording, arguments.place)
    return _written(application, "inventory", arguments.output, content)


def _balance_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--by", choices=[one.value for one in By], default=By.COUNTRY.value, help="with whom")
    parser.add_argument("--since", type=_day, metavar="D", help="the first day: 2026-01-31")
    parser.add_argument("--until", type=_day, metavar="D", help="the last day")
    parser.add_argument("-o", "--output", metavar="FILE.csv|.xlsx|.pdf", type=Path, help="write it to a file instead")


def _balance(application: Application, arguments: argparse.Namespace) -> Any:
    if arguments.since and arguments.until and arguments.until < arguments.since:
        raise Refused(Finding("until", lazy("The last day is before the first."), rule="ends-before-start"))
    by = By(arguments.by)
    if arguments.output is None:
        rows = list(application.ask(balance(by, arguments.since, arguments.until)))
        unknown = Multilingual.same(application.outside.wording(arguments.lang).say("not known"))
        return rows if arguments.json else Listing([replace(row, name=row.name or unknown) for row in rows], _BALANCE)
    kind, wording = file_kind(arguments.output.suffix), application.outside.wording(arguments.lang)
    content = producing.produce_balance(application, by, kind, wording, arguments.since, arguments.until)
    return _written(application, "balance", arguments.output, content)


GIFTS = Verbs(
    "gifts",
    "gifts: the register, the bank, what suits whom, and every paper",
    (
        Verb("list", "list the entries of the register, and what waits for its number", _list_arguments, _list),
        Verb("suggest", "what of the bank suits a person, best first, and why", _suggest_arguments, _suggest),
        Verb("stock", "list the bank: here, reserved, free", _stock_arguments, _stock),
        Verb("register", "write the extract of a year: full, public or anonymised", _register_arguments, _register),
        Verb("labels", "print labels with the inventory number and its QR code", _labels_arguments, _labels),
        Verb("card", "print the cards that lie beside gifts", _card_arguments, _card),
        Verb("receipt", "write a hand-over receipt, or a return receipt, to be signed", _receipt_arguments, _receipt),
        Verb("loan", "write a loan agreement", _loan_arguments, _loan),
        Verb("packing", "write the packing list of a mission", _mission_arguments, _mission_list(ListKind.PACKING)),
        Verb("customs", "write the customs value list of a mission", _mission_arguments, _mission_list(ListKind.CUSTOMS)),
        Verb("balance", "what was given and received, by country, organisation or person", _balance_arguments, _balance),
        Verb("inventory", "write what the Region has, place by place", _inventory_arguments, _inventory),
    ),
    usual="list",
)
VERBS = (GIFTS,)
