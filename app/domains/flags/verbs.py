"""`attache flags plan`: a flag plan on the command line, told and drawn. The other words on flags stand beside it in `feature`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from app.domains.flags.drawing import draw
from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.house import flag_rules
from app.domains.flags.plans import FlagPlan, FlagRequest, plan
from app.domains.flags.slip import SlipDetails, slip
from app.domains.flags.vocabulary import ALPHABETS, ORDERS, SUPPORTS, Order, Support
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Listing, Printed, Verb
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import Lazy, Wording, lazy

if TYPE_CHECKING:
    from app.application import Application

Ending = Literal[".svg", ".png", ".pdf"]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A place of the plan as it is printed."""

    number: int
    code: str
    flag: str
    rank: int
    honour: bool
    half_mast: bool
    reason: Lazy


_COLUMNS = (
    Column("number", lazy("No."), ColumnKind.NUMBER),
    Column("code", lazy("Code")),
    Column("flag", lazy("Flag")),
    Column("reason", lazy("Why"), ColumnKind.LAZY),
)


def _codes(choices: Any) -> str:
    return ", ".join(choice.code for choice in choices)


def _plan_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--flags", metavar="CODES", required=True, help="BE,BRU,EU,FR; a flag without a code by kind and name: commune:Ixelles"
    )
    parser.add_argument("--masts", "--places", dest="places", metavar="N", type=int, help="how many masts or other places there are")
    parser.add_argument("--profile", metavar="P", default=Order.BRUSSELS_A.value, help=f"the order of flags: {_codes(ORDERS)}")
    parser.add_argument("--support", metavar="S", default=Support.MASTS.value, help=f"what the flags stand on: {_codes(SUPPORTS)}")
    parser.add_argument("--alphabet", metavar="A", default="", help=f"of the States: {_codes(ALPHABETS)}")
    parser.add_argument("--host", metavar="CODE", default="BE", help="the State where the flags stand")
    parser.add_argument("--host-left", action="store_true", help="of two flags indoors, the host's has the place of honour")
    parser.add_argument("--straight", action="store_true", help="one line from the spectator's left, not the highest in the middle")
    parser.add_argument("--half-mast", action="store_true", help="all flags at half-mast")
    parser.add_argument("--size", action="append", default=[], metavar="CODE=SIZE", help="the size of a flag: FR=150x225")
    parser.add_argument("--behind", action="store_true", help="as somebody behind the flags sees it")
    parser.add_argument("-o", "--output", metavar="FILE.svg|.png|.pdf", type=Path, help="draw it; a PDF is the whole set-up slip")


def _plan(application: Application, arguments: argparse.Namespace) -> Printed:
    ending = _ending(arguments.output) if arguments.output else None
    # With an office, its own list of what is not recognised counts.
    rules = application.ask(flag_rules()) if arguments.db is not None else shipped_rules()
    wording = application.outside.wording(arguments.lang)
    made = plan(_request(arguments), rules)
    if ending is not None and not made.blocked:
        content = _drawn(application, made, rules, wording, ending, behind=arguments.behind)
        application.outside.write_whole(arguments.output, content)
    rows = _rows(made, rules, wording, behind=arguments.behind)
    if not arguments.json:
        return Printed(Listing(rows, _COLUMNS) if rows else None, made.findings, refused=made.blocked)
    order = rules.order(made.request.order)
    result = {
        "support": made.request.support,
        "order": made.request.order,
        "order_name": order.name if order else None,
        "order_mark": order.mark if order else None,
        "seen_from": "behind" if arguments.behind else "front",
        "positions": rows,
        "left_over": made.left_over,
        "findings": made.findings,
        "drawing": str(arguments.output) if ending is not None and not made.blocked else None,
    }
    return Printed(result, made.findings, refused=made.blocked)


def _request(arguments: argparse.Namespace) -> FlagRequest:
    alphabet = arguments.alphabet.strip().lower()
    return FlagRequest(
        flags=tuple(arguments.flags.split(",")),
        support=Support(_one_of(arguments.support, [choice.code for choice in SUPPORTS], "support")),
        places=arguments.places,
        order=arguments.profile.strip().lower().replace("_", "-"),
        alphabet=Alphabet(_one_of(alphabet, [choice.code for choice in ALPHABETS], "alphabet")) if alphabet else None,
        guest_left=not arguments.host_left,
        half_mast=arguments.half_mast,
        straight=arguments.straight,
        host=arguments.host,
        sizes={code: size for code, _, size in (text.partition("=") for text in arguments.size)},
    )


def _one_of(text: str, codes: list[str], path: str) -> str:
    if (code := text.strip().lower()) in codes:
        return code
    message = lazy("“{value}” is not known here: write one of {codes}.", value=text, codes=", ".join(codes))
    raise Refused(Finding(path, message, rule="unknown-choice", value=text))


def _ending(path: Path) -> Ending:
    match path.suffix.lower():
        case ".svg":
            return ".svg"
        case ".png":
            return ".png"
        case ".pdf":
            return ".pdf"
        case _:
            raise Refused(Finding("output", lazy("Name the file .svg, .png or .pdf: {file}", file=path.name), rule="unknown-kind"))


def _drawn(application: Application, made: FlagPlan, rules: FlagRules, wording: Wording, ending: Ending, *, behind: bool) -> bytes:
    outside = application.outside
    if ending == ".pdf":
        return outside.renderer().render(slip(made, wording, SlipDetails(), rules), wording)
    return outside.drawing(draw(made, wording, behind=behind, rules=rules), "svg" if ending == ".svg" else "png")


def _rows(made: FlagPlan, rules: FlagRules, wording: Wording, *, behind: bool) -> list[PlanRow]:
    return [
        PlanRow(
            one.number,
            one.code,
            rules.name_of(one.code, wording) if one.code else "",
            one.rank,
            one.honour,
            one.half_mast,
            one.reason,
        )
        for one in (made.from_behind() if behind else made.positions)
    ]


VERBS = (Verb("plan", "place flags, say why, and draw them; needs no office", _plan_arguments, _plan, needs_office=False),)
