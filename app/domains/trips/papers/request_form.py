"""The request as a form that is filled in on a screen and sent back: what stands on it, and how it is read again.

Each field is named for its place in the plain form of a request. What somebody types is read generously: days and times as in Belgium,
amounts with a comma, a place as “Leipzig, DE”. What cannot be read is told at its place, with what was typed; it is never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.domains.trips import vocabulary as words
from app.domains.trips.differences import LABELS, label_of
from app.domains.trips.papers import typed
from app.domains.trips.papers.typed import NotReadableError
from app.domains.trips.request import Cost, Leg, Request, Stay, Traveller
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice
from app.kernel.paperforms import FormContent, FormField, FormFieldKind, FormSection, PaperForm
from app.kernel.shapes import from_plain
from app.kernel.showing import NO, YES
from app.kernel.translated import LANGUAGES, Lazy, Wording, lazy

CODE, VERSION = "trip-request", "1"
TRAVELLERS, LEGS, STAYS, COSTS, RESULTS, WAYS = 3, 6, 3, 5, 5, 2
REASONS: Mapping[str, Lazy] = {
    "R20": lazy("Plane where the train is required: why"),
    "R25": lazy("Business class on a short flight: why"),
    "R26": lazy("Business class on a long flight: why"),
    "R30": lazy("Own car: why"),
    "R40": lazy("Hotel above the ceiling: why"),
    "R14": lazy("Longer than the longest stay: why"),
}
"""The derogations that are asked most, in words: whoever fills in the form knows no numbers of rules."""

_K = FormFieldKind
_YES_NO = (Choice("yes", YES), Choice("no", NO))
_LANGUAGES = (Choice("nl", lazy("Dutch")), Choice("fr", lazy("French")), Choice("en", lazy("English")))
_MODES = tuple(one for one in words.MODES if one.code != words.Mode.VIDEOCONFERENCE)
_DAY, _MOMENT = lazy("dd/mm/yyyy"), lazy("dd/mm/yyyy hh:mm, local time")
_MONEY = lazy("1234,50; another currency: 40,00 GBP; rate; day")
_PLACE = lazy("city, country in two letters: Leipzig, DE")


@dataclass(frozen=True, slots=True)
class _Part:
    """A field before it has a value: its place in the request, how it is read and written, and how it is shown."""

    name: str
    codec: typed.Codec
    share: float = 1.0
    kind: FormFieldKind = FormFieldKind.TEXT
    choices: tuple[Choice, ...] = ()
    help: Lazy | None = None
    required: bool = False
    lines: int = 2
    label: Lazy | None = None


def _text(name: str, share: float = 1.0, *, required: bool = False) -> _Part:
    return _Part(name, typed.TEXT, share, required=required)


def _long(name: str, lines: int = 2, label: Lazy | None = None, *, required: bool = False) -> _Part:
    return _Part(name, typed.TEXT, kind=_K.LONG_TEXT, lines=lines, label=label, required=required)


def _choice(name: str, choices: Sequence[Choice], share: float, *, required: bool = False) -> _Part:
    return _Part(name, typed.TEXT, share, _K.CHOICE, tuple(one for one in choices if one.code), required=required)


def _yes_no(name: str, share: float) -> _Part:
    return _Part(name, typed.YES_NO, share, _K.CHOICE, _YES_NO)


def _tick(name: str, share: float) -> _Part:
    return _Part(name, typed.TICK, share, _K.CHECK)


def _day(name: str, share: float) -> _Part:
    return _Part(name, typed.DAY, share, _K.DATE, help=_DAY)


def _moment(name: str, share: float) -> _Part:
    return _Part(name, typed.MOMENT, share, help=_MOMENT, required=True)


def _money(name: str, share: float, *, required: bool = False) -> _Part:
    return _Part(name, typed.MONEY, share, help=_MONEY, required=required)


def _number(name: str, share: float, *, whole: bool = True, required: bool = False) -> _Part:
    return _Part(name, typed.WHOLE if whole else typed.NUMBER, share, required=required)


def _place(name: str, share: float, *, required: bool = True) -> _Part:
    return _Part(name, typed.PLACE, share, help=_PLACE, required=required)


# --- what stands on it ---------------------------------------------------------------------------------------------------------

_TRIP = (
    _text("title", 0.75, required=True),
    _choice("language", _LANGUAGES, 0.25, required=True),
    _text("requester.name", 0.5, required=True),
    _text("requester.email", 0.5),
    _place("destination", 0.4),
    _moment("departs_at", 0.3),
    _moment("returns_at", 0.3),
)
_PURPOSE = (
    _choice("purpose.kind", words.PURPOSES, 0.3, required=True),
    _text("purpose.host", 0.45),
    _tick("purpose.invited", 0.25),
    _long("purpose.description", 3),
    _text("purpose.policy_link", required=True),
)
_DAYS = (
    _number("purpose.work_days", 0.25),
    _number("purpose.private_days", 0.25),
    _tick("purpose.partner_at_public_cost", 0.5),
)
_NECESSITY = (
    _yes_no("purpose.videoconference.considered", 0.3),
    _text("purpose.videoconference.why_not", 0.7),
    _long("purpose.consequence"),
    _long("purpose.why_this_number"),
    _long("purpose.could_be_represented"),
)
_TRAVELLER = (
    _text("name", 0.4, required=True),
    _text("function", 0.3),
    _text("entity", 0.3),
    _choice("category", words.CATEGORIES, 0.3, required=True),
    _choice("payer", words.PAYERS, 0.25, required=True),
    _choice("payer_stay", words.PAYERS, 0.25),
    _choice("language", _LANGUAGES, 0.2),
    _text("email", 0.4),
    _choice("passport.kind", words.PASSPORTS, 0.3),
    _day("passport.expires_on", 0.3),
    _yes_no("visa.needed", 0.25),
    _day("visa.ready_on", 0.25),
    _tick("press", 0.2),
    _text("newsroom", 0.3),
    _tick("partner", 0.5),
)
_LEG = (
    _place("from", 0.5),
    _place("to", 0.5),
    _moment("departs_at", 0.28),
    _moment("arrives_at", 0.28),
    _choice("mode", _MODES, 0.22, required=True),
    _choice("class", words.CLASSES, 0.22),
    _money("price", 0.34),
    _text("operator", 0.33),
    _text("number", 0.33),
    _number("rail_hours", 0.33, whole=False),
    _number("distance_km", 0.33, whole=False),
    _yes_no("direct", 0.34),
)
_STAY = (
    _place("city", 0.4),
    _number("nights", 0.15, required=True),
    _money("price_per_night", 0.45),
    _text("hotel", 0.4),
    _text("room", 0.25),
    _number("rooms", 0.15),
    _tick("breakfast", 0.2),
    _number("meals_offered.breakfast", 0.25),
    _number("meals_offered.lunch", 0.25),
    _number("meals_offered.dinner", 0.25),
    _number("meals_offered.small_costs", 0.25),
)
_COST = (
    _choice("kind", words.COSTS, 0.3, required=True),
    _money("amount", 0.35, required=True),
    _text("remark", 0.35),
)
_BUDGET = (
    _text("budget_line", 0.5),
    _money("advance", 0.5),
    _text("third_party_payer.name", 0.5),
    _yes_no("third_party_payer.public", 0.25),
    _text("third_party_payer.pays", 0.25),
    _money("third_party_payer.amount", 0.5),
)
_SECURITY = (
    _choice("security.advice", words.ADVICES, 0.4),
    _day("security.checked_on", 0.3),
    _tick("security.travellers_online", 0.3),
    _tick("booking.self_purchase", 0.4),
    _day("booking.tickets_on", 0.3),
)
_WAY = (
    _choice("mode", words.MODES, 0.25, required=True),
    _number("hours", 0.2, whole=False),
    _money("price", 0.35),
    _number("kg", 0.2, whole=False),
    _text("remark", 0.7),
    _yes_no("direct", 0.3),
)
_GROUPS: Mapping[str, tuple[_Part, ...]] = {
    "travellers": _TRAVELLER,
    "legs": _LEG,
    "stays": _STAY,
    "costs": _COST,
    "alternatives": _WAY,
}


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many lines of each group a form has: the usual number, more when the request has more."""

    travellers: int = TRAVELLERS
    legs: int = LEGS
    stays: int = STAYS
    costs: int = COSTS
    results: int = RESULTS
    ways: int = WAYS

    @classmethod
    def of(cls, request: Request) -> _Counts:
        return cls(
            max(TRAVELLERS, len(request.travellers)),
            max(LEGS, len(request.legs)),
            max(STAYS, len(request.stays)),
            max(COSTS, len(request.costs)),
            max(RESULTS, len(request.purpose.expected_results)),
            max(WAYS, len(request.alternatives)),
        )


def form_of(request: Request | None, wording: Wording) -> PaperForm:
    """Make the form in the language of *wording*: blank, or filled in with a request."""
    values = {"language": wording.language} if request is None else values_of(request)
    counts = _Counts() if request is None else _Counts.of(request)
    rules = tuple(dict.fromkeys((*REASONS, *(request.justifications if request else ()))))
    return PaperForm(
        code=CODE,
        version=VERSION,
        title=wording.say("Request for a service trip abroad"),
        language=wording.language,
        sections=tuple(_sections(values, counts, rules, wording)),
        intro=wording.say(
            "Fill in the form on the screen, save it, and send it to the protocol and travel cell. What does not apply stays empty."
        ),
        footer=wording.say("Brussels International · request for a service trip · form {version}", version=VERSION),
    )


def _sections(values: Mapping[str, str], counts: _Counts, rules: Sequence[str], wording: Wording) -> Iterator[FormSection]:
    def section(title: Lazy, *parts: _Part, remark: Lazy | None = None) -> FormSection:
        return FormSection(
            wording.text(title), tuple(_field(one, values, wording) for one in parts), wording.text(remark) if remark else ""
        )

    results = tuple(_text(f"purpose.expected_results[{n}]", required=n == 0) for n in range(counts.results))
    yield section(lazy("The trip"), *_TRIP)
    for n in range(counts.travellers):
        yield section(lazy("Traveller {number}", number=n + 1), *_lined("travellers", n, required=n == 0))
    yield section(lazy("Purpose and expected results"), *_PURPOSE, *results, *_DAYS)
    yield section(lazy("Necessity"), *_NECESSITY)
    for n in range(counts.legs):
        yield section(lazy("Leg {number}", number=n + 1), *_lined("legs", n, required=n < 2))  # noqa: PLR2004 - out and back
    for n in range(counts.stays):
        yield section(lazy("Stay {number}", number=n + 1), *_lined("stays", n, required=False))
    costs = tuple(part for n in range(counts.costs) for part in _lined("costs", n, required=False))
    yield section(lazy("Further costs"), *costs, remark=lazy("Tickets and nights stand above; the daily allowance is worked out."))
    yield section(lazy("Budget and third parties"), *_BUDGET)
    for n in range(counts.ways):
        yield section(lazy("Other way {number}", number=n + 1), *_lined("alternatives", n, required=False))
    yield section(lazy("Safety and tickets"), *_SECURITY)
    reasons = tuple(_long(f"justifications.{rule}", 2, REASONS.get(rule)) for rule in rules)
    yield section(lazy("Reasons for derogations and urgency"), *reasons, _long("urgent_reason"))


def _lined(group: str, number: int, *, required: bool) -> Iterator[_Part]:
    for part in _GROUPS[group]:
        yield replace(part, name=f"{group}[{number}].{part.name}", required=part.required and required)


def _field(part: _Part, values: Mapping[str, str], wording: Wording) -> FormField:
    return FormField(
        name=part.name,
        label=wording.text(part.label or _label(part.name)),
        kind=part.kind,
        value=values.get(part.name, ""),
        choices=tuple((one.code, wording.text(one.title)) for one in part.choices),
        help=wording.text(part.help) if part.help else "",
        required=part.required,
        lines=part.lines,
        share=part.share,
    )


def _label(name: str) -> Lazy:
    """Say what a field is called; in a line its number stands in the title above it."""
    bare = _INDEX.sub("", name)
    return LABELS[bare] if bare in LABELS and not bare.startswith("justifications") else label_of(name)


# --- a request as values -------------------------------------------------------------------------------------------------------


def values_of(request: Request) -> dict[str, str]:
    """Write a request as the values of the fields; what no field holds (the office's own remarks) is left out."""
    places = typed.Places.of(request)
    parts = [*_TRIP, *_PURPOSE, *_DAYS, *_NECESSITY, *_BUDGET, *_SECURITY, _long("urgent_reason")]
    found = {part.name: part.codec.write(_value(request, part.name), part.name, places) for part in parts}
    for group, lines in _groups(request).items():
        for number, line in enumerate(lines):
            for part in _GROUPS[group]:
                name = f"{group}[{number}].{part.name}"
                found[name] = part.codec.write(_of_line(line, part), name, places)
    found |= {f"purpose.expected_results[{n}]": text for n, text in enumerate(request.purpose.expected_results)}
    found |= {f"justifications.{rule}": text for rule, text in request.justifications.items()}
    return {name: value for name, value in found.items() if value}


def _groups(request: Request) -> Mapping[str, Sequence[Any]]:
    return {
        "travellers": request.travellers,
        "legs": request.legs,
        "stays": request.stays,
        "costs": request.costs,
        "alternatives": request.alternatives,
    }


_ATTRIBUTES = {"from": "origin", "class": "travel_class"}


def _value(whole: Any, name: str) -> Any:
    for key in name.split("."):
        whole = None if whole is None else getattr(whole, _ATTRIBUTES.get(key, key))
    return whole


def _of_line(line: Traveller | Leg | Stay | Cost | Any, part: _Part) -> Any:
    if isinstance(line, Stay) and part.name == "city":
        return typed.place_of_stay(line)
    if isinstance(line, Cost) and part.name == "amount":
        return line.money
    if isinstance(line, Stay) and part.name == "nights":
        return typed.Shown(line.nights)  # none is a number of nights too
    return _value(line, part.name)


# --- values as a request -------------------------------------------------------------------------------------------------------

_INDEX = re.compile(r"\[(\d{1,3})\]")
_NAME = re.compile(r"(travellers|legs|stays|costs|alternatives)\[(\d{1,3})\]\.([a-z_.]+)")
_RESULT = re.compile(r"purpose\.expected_results\[(\d{1,3})\]")
_REASON = re.compile(r"justifications\.([A-Z]\d{1,3}[a-z]?)")


@dataclass(frozen=True, slots=True)
class ReadForm:
    """A form that was read: the request as far as it was filled in, what could not be read, and what is missing, in words."""

    request: Request
    findings: tuple[Finding, ...] = ()
    missing: tuple[Lazy, ...] = ()


def request_from(content: FormContent | Mapping[str, str]) -> ReadForm:
    """Read a request out of what somebody filled in. A value that cannot be read stands in a finding at its place, and is left out."""
    remarks = content.remarks if isinstance(content, FormContent) else ()
    values = content.values if isinstance(content, FormContent) else content
    filled = _closed_up({name: value.strip() for name, value in values.items() if value.strip()})
    reading = typed.Reading(filled)
    plain: dict[str, Any] = {}
    findings = list(remarks)
    for name, value in reading.in_order():
        part = _part(name)
        if part is None:
            findings.append(_at(name, lazy("This field is not one of the form: {name}.", name=name), "unknown-field"))
            continue
        try:
            _put(plain, name, part.codec.read(value, name, reading))
        except NotReadableError as fault:
            findings.append(_at(name, fault.message, fault.rule))
    findings += reading.remarks
    if plain.get("language") not in LANGUAGES:
        plain.pop("language", None)
    request, faults = from_plain(Request, plain)
    missing = [fault.path for fault in faults if fault.rule == "missing-value"]
    unread = {finding.path for finding in findings}
    findings += [replace(fault, severity=Severity.WARNS) for fault in faults if fault.rule != "missing-value" and fault.path not in unread]
    return ReadForm(request, tuple(findings), tuple(dict.fromkeys(label_of(path) for path in missing if path not in unread)))


def _at(path: str, message: Lazy, rule: str) -> Finding:
    return Finding(path, message, Severity.WARNS, rule=rule)


_SINGLE = {part.name: part for part in (*_TRIP, *_PURPOSE, *_DAYS, *_NECESSITY, *_BUDGET, *_SECURITY, _long("urgent_reason"))}
_IN_LINES = {group: {part.name: part for part in parts} for group, parts in _GROUPS.items()}


def _part(name: str) -> _Part | None:
    if found := _NAME.fullmatch(name):
        return _IN_LINES[found[1]].get(found[3])
    if _RESULT.fullmatch(name) or _REASON.fullmatch(name):
        return _text(name)
    return _SINGLE.get(name)


def _closed_up(values: Mapping[str, str]) -> dict[str, str]:
    """Number the lines anew where some were left empty, so that a finding has its place in the request that comes of it."""
    used: dict[str, list[int]] = {}
    for name in values:
        if found := _NAME.fullmatch(name):
            used.setdefault(found[1], []).append(int(found[2]))
        elif found := _RESULT.fullmatch(name):
            used.setdefault("purpose.expected_results", []).append(int(found[1]))
    numbers = {group: {old: new for new, old in enumerate(sorted(set(those)))} for group, those in used.items()}

    def renamed(name: str) -> str:
        group = name.partition("[")[0]
        if group not in numbers or not (_NAME.fullmatch(name) or _RESULT.fullmatch(name)):
            return name
        return _INDEX.sub(lambda found: f"[{numbers[group][int(found[1])]}]", name, count=1)

    return {renamed(name): value for name, value in values.items()}


def _put(plain: dict[str, Any], name: str, value: Any) -> None:
    """Set a value at its place; an amount of a cost fills the keys of its line, a place of a stay its city and country."""
    *steps, last = _steps(name)
    here: Any = plain
    for number, step in enumerate(steps):
        below: Any = [] if isinstance((*steps, last)[number + 1], int) else {}
        here = _entered(here, step, below)
    if name.startswith("costs[") and last == "amount":
        here.update(value)
    elif name.startswith("stays[") and last == "city":
        here.update({key: value[key] for key in ("city", "country") if value[key]})
    else:
        _entered(here, last, value)


def _entered(here: Any, step: str | int, value: Any) -> Any:
    if isinstance(step, int):
        while len(here) <= step:
            here.append({} if isinstance(value, dict) else "")
        if not here[step]:
            here[step] = value
        return here[step]
    return here.setdefault(step, value)


def _steps(name: str) -> list[str | int]:
    found: list[str | int] = []
    for part in name.split("."):
        key, bracket, number = part.partition("[")
        found.append(key)
        if bracket:
            found.append(int(number.rstrip("]")))
    return found
