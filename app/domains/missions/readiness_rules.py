"""What an office wants to know of a mission weeks before it begins: who cannot understand whom, which days are no working days, what is empty.

Pure rules on plain facts. All terms are proposals of the domain facts of protocol (sections 8 and 9.3), counted in days before the first day,
until the office confirms its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domains.missions import rules
from app.domains.missions.conflicts import WITHOUT_BED, WITHOUT_SEAT
from app.domains.missions.vocabulary import ITEM, TRANSPORT, Ceremony, Direction, MissionState
from app.kernel.errors import Finding, Severity
from app.kernel.ids import Ref
from app.kernel.names import words
from app.kernel.periods import PartialDate
from app.kernel.readiness import Check, Duty
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count

OVERVIEW, DELEGATION, PROGRAMME, LOGISTICS = lazy("Overview"), lazy("Delegation"), lazy("Programme"), lazy("Logistics")
HOME = "BE"
_NAMES_SHOWN = 3
_MEAL_WORDS = frozenset(
    {"lunch", "dejeuner", "diner", "maaltijd", "middagmaal", "avondmaal", "meal", "repas", "dinner", "buffet", "pauze", "pause", "break"}
)


@dataclass(frozen=True, slots=True)
class ReadinessSettings:
    """The terms, in days before the first day (`thanks_days`: after the last), `by_default` while the office has not confirmed them.

    `spoken` are the languages for which the office has interpreters of its own.
    """

    spoken: frozenset[str] = frozenset({"nl", "fr", "en", "de"})
    confirmed_days: int = 14
    people_days: int = 40
    interpreter_days: int = 30
    booked_days: int = 30
    programme_days: int = 28
    timed_days: int = 14
    detail_days: int = 7
    dossier_days: int = 5
    thanks_days: int = 7
    full_day: timedelta = timedelta(hours=8)
    pause: timedelta = timedelta(minutes=45)
    by_default: bool = True


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who takes part, and the languages that are known of them: none are, for many people."""

    name: str
    languages: frozenset[str]
    interprets: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the programme that stands, as these rules see it; `for_all` when the whole delegation takes part."""

    id: str
    title: Multilingual
    day: date | None
    begins: time | None
    minutes: int | None
    zone: str
    ceremony: Ceremony
    for_all: bool
    in_charge: bool
    interpreter: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mission as these rules see it. `empty` are the sections of its dossier in which nothing would stand."""

    ref: Ref
    state: MissionState
    direction: Direction
    country: str
    starts: PartialDate | None
    ends: PartialDate | None
    delegation: tuple[Speaker, ...]
    others: tuple[Speaker, ...]
    lines: tuple[PlannedLine, ...]
    empty: tuple[Lazy, ...] = ()

    def before(self, days: int) -> date | None:
        """Give the day so many days before the first one; None while that is not known."""
        return _days_from(self.starts.first, -days) if self.starts else None


def _days_from(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


# ------------------------------------------------------------------------------------------------ what does not fit together


_TERMS: dict[str, Callable[[ReadinessSettings], int]] = {
    "delegation-without-head": lambda terms: terms.people_days,
    "delegation-two-heads": lambda terms: terms.people_days,
    "delegation-empty": lambda terms: terms.people_days,
    WITHOUT_SEAT: lambda terms: terms.booked_days,
    WITHOUT_BED: lambda terms: terms.booked_days,
    "item-without-day": lambda terms: terms.programme_days,
    "item-without-time": lambda terms: terms.timed_days,
}
_IN_LOGISTICS = frozenset({WITHOUT_SEAT, WITHOUT_BED})
_COUNTED = ("item-without-day", "item-without-time")


def checks_of(mission: Prepared, points: Sequence[Finding], settings: ReadinessSettings) -> Iterator[Check]:
    """Give what the other rules of missions found, each with its term; lines that still lack something are counted, not listed."""
    for finding in points:
        if finding.rule in _COUNTED or (finding.severity is Severity.NOTES and finding.rule not in _TERMS):
            continue
        term = _TERMS.get(finding.rule, lambda terms: terms.detail_days)(settings)
        yield Check(finding, Duty.PROT, mission.before(term), _area(finding))
    for rule in _COUNTED:
        if number := sum(finding.rule == rule for finding in points):
            found = Finding("lines", _lacking(rule, number), Severity.WARNS, rule, mission.ref)
            yield Check(found, Duty.PROT, mission.before(_TERMS[rule](settings)), PROGRAMME)


def _area(finding: Finding) -> Lazy:
    kind = finding.ref.kind if finding.ref else ""
    if kind == ITEM:
        return PROGRAMME
    if kind == TRANSPORT or finding.rule in _IN_LOGISTICS:
        return LOGISTICS
    return DELEGATION


def _lacking(rule: str, number: int) -> Lazy:
    if rule == "item-without-day":
        return lazy_count("{number} line of the programme has no day yet.", "{number} lines of the programme have no day yet.", number)
    return lazy_count("{number} line of the programme has no time yet.", "{number} lines of the programme have no time yet.", number)


# ------------------------------------------------------------------------------------------------ what is missing


def missing(mission: Prepared, holiday: Callable[[date, str], Multilingual], settings: ReadinessSettings) -> Iterator[Check]:
    """Give what is missing of a mission that is to come; *holiday* names the public holidays of a country on a day."""
    yield from _unconfirmed(mission, settings)
    yield from _interpreters(mission, settings)
    yield from _holidays(mission, holiday, settings)
    yield from _nobody_in_charge(mission, settings)
    yield from _without_pause(mission, settings)
    yield from _empty_sections(mission, settings)


def _unconfirmed(mission: Prepared, settings: ReadinessSettings) -> Iterator[Check]:
    if mission.state is not MissionState.CONFIRMED and mission.starts is not None:
        found = Finding("state", lazy("The mission is not confirmed yet."), Severity.WARNS, "mission-not-confirmed", mission.ref)
        yield Check(found, Duty.HEAD, mission.before(settings.confirmed_days), OVERVIEW)


def _interpreters(mission: Prepared, settings: ReadinessSettings) -> Iterator[Check]:
    """Name those whose languages nobody shares: not the office, not the head of its delegation, and no interpreter of the mission."""
    if any(line.interpreter for line in mission.lines):
        return
    incoming = mission.direction is Direction.INCOMING
    ours, theirs = (mission.others, mission.delegation) if incoming else (mission.delegation, mission.others)
    interpreters = [one for one in (*ours, *theirs) if one.interprets]
    if any(not one.languages for one in interpreters):
        return  # somebody interprets, and it is not written from which language
    spoken = settings.spoken.union(*(one.languages for one in interpreters), *(one.languages for one in ours if one.head))
    unheard = [one for one in theirs if one.languages and not one.interprets and not one.languages & spoken]
    if not unheard:
        return
    languages = ", ".join(sorted({code.upper() for one in unheard for code in one.languages}))
    message = lazy("No interpreter is named for {names} ({languages}).", names=_names(unheard), languages=languages)
    yield Check(
        Finding("languages", message, Severity.WARNS, "interpreter-missing", mission.ref),
        Duty.PROT,
        mission.before(settings.interpreter_days),
        DELEGATION,
    )


def _names(people: Sequence[Speaker]) -> str | Lazy:
    names = list(dict.fromkeys(one.name for one in people))
    if len(names) <= _NAMES_SHOWN:
        return ", ".join(names)
    shown = ", ".join(names[: _NAMES_SHOWN - 1])
    return lazy_count("{names} and {number} other", "{names} and {number} others", len(names) - _NAMES_SHOWN + 1, names=shown)


def _holidays(mission: Prepared, holiday: Callable[[date, str], Multilingual], settings: ReadinessSettings) -> Iterator[Check]:
    for day, lines in sorted(_by_day(mission.lines).items()):
        for country in _at_work(mission):
            if name := holiday(day, country):
                message = _on_a_holiday(mission, country, day, name, len(lines))
                found = Finding("day", message, Severity.WARNS, "line-on-holiday", Ref(ITEM, lines[0].id), value=day)
                yield Check(found, Duty.PROT, mission.before(settings.programme_days), PROGRAMME)


def _at_work(mission: Prepared) -> tuple[str, ...]:
    """Give the countries in which somebody must work: the partner's, and ours where guests or calls come to us."""
    ours = () if mission.direction is Direction.OUTGOING else (HOME,)
    return tuple(dict.fromkeys(country for country in (mission.country, *ours) if country))


def _on_a_holiday(mission: Prepared, country: str, day: date, name: Multilingual, number: int) -> Lazy:
    told = {"day": day, "name": name}
    if country == HOME:
        return lazy_count(
            "{day} is a public holiday in Belgium ({name}), with {number} line of the programme.",
            "{day} is a public holiday in Belgium ({name}), with {number} lines of the programme.",
            number,
            **told,
        )
    if mission.direction is Direction.INCOMING:
        return lazy_count(
            "{day} is a public holiday at home for the guests ({name}), with {number} line of the programme.",
            "{day} is a public holiday at home for the guests ({name}), with {number} lines of the programme.",
            number,
            **told,
        )
    return lazy_count(
        "{day} is a public holiday there ({name}), with {number} line of the programme.",
        "{day} is a public holiday there ({name}), with {number} lines of the programme.",
        number,
        **told,
    )


def _by_day(lines: Sequence[PlannedLine]) -> dict[date, list[PlannedLine]]:
    found: defaultdict[date, list[PlannedLine]] = defaultdict(list)
    for line in lines:
        if line.day is not None:
            found[line.day].append(line)
    return found


def _nobody_in_charge(mission: Prepared, settings: ReadinessSettings) -> Iterator[Check]:
    if number := sum(line.day is not None and not line.in_charge for line in mission.lines):
        message = lazy_count(
            "{number} line of the programme has nobody in charge.", "{number} lines of the programme have nobody in charge.", number
        )
        found = Finding("responsible_id", message, Severity.WARNS, "line-without-charge", mission.ref)
        yield Check(found, Duty.PROT, mission.before(settings.detail_days), PROGRAMME)


def _without_pause(mission: Prepared, settings: ReadinessSettings) -> Iterator[Check]:
    """Tell on which full days everybody goes from one line to the next, without a meal among them and without a pause."""
    for day, lines in sorted(_by_day(mission.lines).items()):
        if _is_full(lines, settings) and not any(_is_meal(line) for line in lines):
            minutes = int(settings.pause.total_seconds()) // 60
            message = lazy("On {day} there is neither a meal nor a pause of {minutes} minutes.", day=day, minutes=minutes)
            found = Finding("begins", message, Severity.WARNS, "day-without-pause", Ref(ITEM, lines[0].id), value=day)
            yield Check(found, Duty.PROT, mission.before(settings.detail_days), PROGRAMME)


def _is_full(lines: Sequence[PlannedLine], settings: ReadinessSettings) -> bool:
    times = sorted(_times(line) for line in lines if line.for_all and line.begins is not None)
    if not times:
        return False
    first, last = times[0]
    pause = timedelta(0)
    for starts, ends in times[1:]:
        pause, last = max(pause, starts - last), max(last, ends)
    return last - first >= settings.full_day and pause < settings.pause


def _times(line: PlannedLine) -> tuple[datetime, datetime]:
    starts = rules.moment(line.day, line.begins, line.zone)
    assert starts is not None
    return starts, rules.end_of(starts, line.minutes) or starts


def _is_meal(line: PlannedLine) -> bool:
    told = {word for text in line.title.all() for word in words(text)}
    return line.ceremony in (Ceremony.MEAL, Ceremony.RECEPTION) or bool(told & _MEAL_WORDS)


def _empty_sections(mission: Prepared, settings: ReadinessSettings) -> Iterator[Check]:
    if mission.empty:
        message = lazy("The dossier has nothing yet under: {sections}.", sections=mission.empty)
        found = Finding("dossier", message, Severity.WARNS, "dossier-section-empty", mission.ref)
        yield Check(found, Duty.PROT, mission.before(settings.dossier_days), OVERVIEW)


# ------------------------------------------------------------------------------------------------ afterwards


def afterwards(
    ref: Ref, state: MissionState, last: date, today: date, *, thanks_owed: bool, settings: ReadinessSettings
) -> Iterator[Check]:
    """Give what is open after a mission: whether it was held, and the letters of thanks, when no checklist asks for them."""
    if state is not MissionState.HELD:
        found = Finding("state", lazy("The mission is over: has it been held?"), Severity.WARNS, "mission-not-closed", ref)
        yield Check(found, Duty.HEAD, _days_from(last, 1), OVERVIEW)
    due = _days_from(last, settings.thanks_days)
    if thanks_owed and due is not None and due <= today:
        message = lazy("No letter of thanks is noted, and no checklist asks for one.")
        yield Check(Finding("thanks", message, Severity.WARNS, "thanks-open", ref), Duty.PROT, due, OVERVIEW)
