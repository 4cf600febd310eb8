"""How missions are taken in from a file in the form of the office's year report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import select

from app.domains.missions import rules
from app.domains.missions.commands.mission import next_number
from app.domains.missions.drafts import HOME_ZONE
from app.domains.missions.events import MissionScheduled
from app.domains.missions.records import ItemCounterpart, Mission, Participant, Party, ProgrammeItem, Schedule
from app.domains.missions.vocabulary import Ceremony, Direction, MissionKind, MissionState, ParticipantRole, PartyRole
from app.domains.missions.zones import zone_of
from app.domains.people.intake import ORGANISATIONS_KEY, PERSONS_KEY, multilingual_faults
from app.kernel.document import Audience
from app.kernel.errors import Finding
from app.kernel.feature import ImportSection, Intake
from app.kernel.ids import new_id
from app.kernel.intake import checked_items, country_faults, date_faults, multilingual, partial_date
from app.kernel.names import clean
from app.kernel.translated import Lazy, Multilingual, lazy
from app.kernel.work import Work

MISSIONS_KEY = "missions"

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TEXT, _NOTHING = str, type(None)
_SHAPE = {
    "id": _TEXT,
    "direction": _TEXT,
    "kind": _TEXT,
    "title": dict,
    "country": (_TEXT, _NOTHING),
    "city": (_TEXT, _NOTHING),
    "venue": (_TEXT, _NOTHING),
    "starts": (_TEXT, _NOTHING),
    "ends": (_TEXT, _NOTHING),
    "state": _TEXT,
    "organisers": list,
    "head": (_TEXT, _NOTHING),
    "participants": list,
    "counterparts": list,
    "hosts": list,
    "guests": list,
    "programme": list,
    "history": list,
    "notes": (_TEXT, _NOTHING),
}
_ITEM_SHAPE = {"title": (_TEXT, dict), "with": list, "date": (_TEXT, _NOTHING), "time": (_TEXT, _NOTHING), "ceremony": (_TEXT, _NOTHING)}
_CHANGE_SHAPE = {"change": _TEXT, "starts": (_TEXT, _NOTHING), "ends": (_TEXT, _NOTHING), "when": (_TEXT, _NOTHING)}
_PARTIES = (
    ("organisers", PartyRole.ORGANISER),
    ("hosts", PartyRole.HOST),
    ("counterparts", PartyRole.COUNTERPART),
    ("guests", PartyRole.GUEST),
)
_CODES: Mapping[str, frozenset[str]] = {"direction": frozenset(Direction), "kind": frozenset(MissionKind), "state": frozenset(MissionState)}
_SENTENCES: Mapping[str, Lazy] = {
    "direction": lazy("This direction is not known: {value}."),
    "kind": lazy("This kind of mission is not known: {value}."),
    "state": lazy("This state is not known: {value}."),
}


def check_missions(items: Sequence[Any], path: str, intake: Intake) -> Sequence[Finding]:
    """Every mission has an id, a title, a direction and a kind; its dates are dates, and whom it names is known."""
    return list(_faults(items, path, intake))


def _faults(items: Sequence[Any], path: str, intake: Intake) -> Iterator[Finding]:
    for place, item in checked_items(items, path, _SHAPE, required=("id", "title", "direction", "kind")):
        if isinstance(item, Finding):
            yield item
            continue
        yield from multilingual_faults(item["title"], f"{place}.title")
        yield from _unknown_values(item, place)
        yield from country_faults(item.get("country"), f"{place}.country")
        yield from _period_faults(item, place)
        yield from _people_faults(item, place, intake)
        yield from _programme_faults(item.get("programme", []), f"{place}.programme", intake)
        yield from _history_faults(item.get("history", []), f"{place}.history")


def _unknown_values(item: Mapping[str, Any], place: str) -> Iterator[Finding]:
    for key, sentence in _SENTENCES.items():
        if key in item and item[key] not in _CODES[key]:
            yield Finding(f"{place}.{key}", Lazy(sentence.message, {"value": item[key][:60]}), rule="unknown-value")


def _period_faults(item: Mapping[str, Any], place: str) -> Iterator[Finding]:
    faults = [fault for key in ("starts", "ends") for fault in date_faults(item.get(key), f"{place}.{key}")]
    if faults:
        yield from faults
        return
    for finding in rules.check_dates(partial_date(item.get("starts")), partial_date(item.get("ends"))):
        yield Finding(f"{place}.{finding.path}", finding.message, rule=finding.rule)


def _people_faults(item: Mapping[str, Any], place: str, intake: Intake) -> Iterator[Finding]:
    if (head := item.get("head")) and not intake.knows(PERSONS_KEY, head):
        yield _dangling(f"{place}.head", head)
    yield from _reference_faults(item.get("participants", []), f"{place}.participants", intake, (PERSONS_KEY,))
    for key, _ in _PARTIES:
        yield from _reference_faults(item.get(key, []), f"{place}.{key}", intake, (PERSONS_KEY, ORGANISATIONS_KEY))


def _reference_faults(ids: Sequence[Any], place: str, intake: Intake, sections: Sequence[str]) -> Iterator[Finding]:
    seen: set[str] = set()
    for number, id in enumerate(ids):
        here = f"{place}[{number}]"
        if not isinstance(id, str):
            yield Finding(here, lazy("This value is not of the kind that is needed here."), rule="wrong-type")
        elif id in seen:
            yield Finding(here, lazy("“{id}” stands twice in this list.", id=id), rule="duplicate-reference")
        elif not any(intake.knows(section, id) for section in sections):
            yield _dangling(here, id)
        else:
            seen.add(id)


def _dangling(place: str, id: str) -> Finding:
    return Finding(place, lazy("There is no person or organisation “{id}” for this place.", id=id[:60]), rule="dangling-reference")


def _programme_faults(items: Sequence[Any], path: str, intake: Intake) -> Iterator[Finding]:
    for place, item in checked_items(items, path, _ITEM_SHAPE, required=("title",)):
        if isinstance(item, Finding):
            yield item
            continue
        if isinstance(item["title"], dict):
            yield from multilingual_faults(item["title"], f"{place}.title")
        elif not clean(item["title"]):
            yield Finding(f"{place}.title", lazy("A text in one language at least is needed here."), rule="empty-value")
        yield from _reference_faults(item.get("with", []), f"{place}.with", intake, (PERSONS_KEY, ORGANISATIONS_KEY))
        yield from _moment_faults(item, place)
        if (ceremony := item.get("ceremony") or "") not in frozenset(Ceremony):
            yield Finding(f"{place}.ceremony", lazy("This ceremony is not known: {value}.", value=ceremony[:60]), rule="unknown-value")


def _moment_faults(item: Mapping[str, Any], place: str) -> Iterator[Finding]:
    day, at = item.get("date"), item.get("time")
    faults = list(date_faults(day, f"{place}.date"))
    yield from faults
    if not faults and (known := partial_date(day)) and known.exact is None:
        yield Finding(f"{place}.date", lazy("A line of the programme needs a whole day, such as 2021-10-05, or none."), rule="wrong-date")
    if at is not None and _time(at) is None:
        yield Finding(f"{place}.time", lazy("“{value}” is not a time: write 09:30.", value=at[:60]), rule="wrong-time")
    elif at and not day:
        yield Finding(f"{place}.time", lazy("There is a time but no day."), rule="item-time-without-day")


def _history_faults(changes: Sequence[Any], path: str) -> Iterator[Finding]:
    for place, change in checked_items(changes, path, _CHANGE_SHAPE, required=("change",)):
        if isinstance(change, Finding):
            yield change
            continue
        if change["change"] not in frozenset(MissionState):
            yield Finding(f"{place}.change", Lazy(_SENTENCES["state"].message, {"value": change["change"][:60]}), rule="unknown-value")
        yield from _period_faults(change, place)


def take_in_mission(work: Work, item: Mapping[str, Any], intake: Intake) -> str:
    """Make the mission of one item, with its people, its programme and its history of dates."""
    starts, ends = partial_date(item.get("starts")), partial_date(item.get("ends"))
    direction = Direction(item["direction"])
    country, city = item.get("country") or "", clean(item.get("city") or "")
    mission = Mission(
        number=next_number(work, starts),
        title=multilingual(item["title"]),
        direction=direction,
        mission_kind=MissionKind(item["kind"]),
        state=MissionState(item.get("state") or MissionState.PLANNED),
        country=country,
        city=city,
        venue=clean(item.get("venue") or ""),
        # Those who come, and those who meet on a screen, follow the clock of the office.
        zone=zone_of(country, city) if direction is Direction.OUTGOING else HOME_ZONE,
        starts=starts,
        ends=ends,
        purpose=Multilingual(),
        level=Audience.DELEGATION,
        notes=clean(item.get("notes") or ""),
        import_id=item["id"],
    )
    work.add(mission)
    _take_in_people(work, mission, item, intake)
    _take_in_programme(work, mission, item.get("programme", []), intake)
    _take_in_history(work, mission, item.get("history", []))
    work.announce(MissionScheduled(mission.id, (None, None), (starts, ends)))
    return mission.id


def _take_in_people(work: Work, mission: Mission, item: Mapping[str, Any], intake: Intake) -> None:
    head = item.get("head")
    named = item.get("participants", [])
    for position, id in enumerate(named if not head or head in named else [head, *named]):
        person = intake.id_of(PERSONS_KEY, id)
        work.add(Participant(mission_id=mission.id, person_id=person, position=position, role=ParticipantRole.MEMBER, head=id == head))
    parties = [(role, id) for key, role in _PARTIES for id in item.get(key, [])]
    for position, (role, id) in enumerate(parties):
        work.add(Party(mission_id=mission.id, position=position, role=role, **_who(id, intake)))


def _take_in_programme(work: Work, mission: Mission, items: Sequence[Mapping[str, Any]], intake: Intake) -> None:
    for position, line in enumerate(items):
        title: str | dict[str, Any] = line["title"]
        day = partial_date(line.get("date"))
        item = ProgrammeItem(
            mission_id=mission.id,
            position=position,
            uid=new_id(),
            sequence=0,
            changed_at=work.now,
            # The report is written in Dutch: a text without a language is.
            title=multilingual(title) if isinstance(title, dict) else Multilingual(nl=clean(title)),
            day=day.exact if day else None,
            begins=_time(line.get("time")),
            ceremony=Ceremony(line.get("ceremony") or ""),
            level=Audience.DELEGATION,
        )
        item.counterparts = [
            ItemCounterpart(mission_id=mission.id, position=place, **_who(id, intake)) for place, id in enumerate(line.get("with", []))
        ]
        work.add(item)


def _take_in_history(work: Work, mission: Mission, changes: Sequence[Mapping[str, Any]]) -> None:
    for position, change in enumerate(changes or _history_of(mission)):
        when = clean(change.get("when") or "")
        decided = _day(when)
        work.add(
            Schedule(
                mission_id=mission.id,
                position=position,
                state=MissionState(change["change"]),
                starts=partial_date(change.get("starts")),
                ends=partial_date(change.get("ends")),
                decided_on=decided,
                remark="" if decided else when,
            )
        )


def _history_of(mission: Mission) -> list[Mapping[str, Any]]:
    # What the state and the dates themselves tell, where the file has no history.
    dates = {"starts": str(mission.starts) if mission.starts else None, "ends": str(mission.ends) if mission.ends else None}
    changes: list[Mapping[str, Any]] = []
    if mission.starts and mission.state is not MissionState.POSTPONED:
        changes.append({"change": MissionState.PLANNED, **dates})
    if mission.state is MissionState.POSTPONED:
        changes.append({"change": MissionState.POSTPONED, **dates})
    if mission.state is MissionState.CANCELLED:
        changes.append({"change": MissionState.CANCELLED})
    return changes


def _who(id: str, intake: Intake) -> dict[str, str]:
    # One id names a person or an organisation; where it could be both, a person.
    if intake.knows(PERSONS_KEY, id):
        return {"person_id": intake.id_of(PERSONS_KEY, id)}
    return {"organisation_id": intake.id_of(ORGANISATIONS_KEY, id)}


def _time(value: str | None) -> time | None:
    if value is None or _CLOCK.fullmatch(value) is None:
        return None
    return time.fromisoformat(value)


def _day(value: str) -> date | None:
    try:
        known = partial_date(value) if value else None
    except ValueError:
        return None
    return known.exact if known else None


def known_missions(work: Work) -> Mapping[str, str]:
    """Give the missions that came from a file before, by the id they had there."""
    return {row.import_id: row.id for row in work.rows(select(Mission.import_id, Mission.id).where(Mission.import_id.is_not(None)))}


SECTIONS = (ImportSection(MISSIONS_KEY, 30, check_missions, known_missions, take_in_mission),)
