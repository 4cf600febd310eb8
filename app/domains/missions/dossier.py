"""The sections of the mission dossier, in the order in which a delegation needs them.

Each section sees only the lines that its audience may see; telephone numbers and rooms never stand on a public paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby

from app.domains.missions import queries, rules
from app.domains.missions.protocol.queries import PlaceRow, ranking_of
from app.domains.missions.queries import ItemRow, MissionCard, ParticipantRow, PartyRow, StayRow, TransportRow
from app.domains.missions.vocabulary import (
    CEREMONIES,
    DIRECTIONS,
    KINDS,
    LEVELS,
    MISSION,
    PARTICIPANT_ROLES,
    ROOM_KINDS,
    STATES,
    TRANSPORT_KINDS,
    Ceremony,
    Direction,
    MissionState,
    ParticipantRole,
    PartyRole,
)
from app.domains.people.queries import ContactRow, contacts_of, secretariats_of
from app.domains.people.vocabulary import ContactKind
from app.kernel.document import (
    Audience,
    Block,
    Bullets,
    Cover,
    Facts,
    Heading,
    Notice,
    PaperRequest,
    Paragraph,
    People,
    PersonCard,
    ProgrammeDay,
    ProgrammeLine,
    SectionSource,
    Table,
    TableColumn,
)
from app.kernel.errors import Severity
from app.kernel.fields import Choice
from app.kernel.translated import Lazy, Multilingual, Wording, lazy, lazy_count
from app.kernel.work import Reader

HOME_FLAG = "BE-BRU"
KEY_MOMENTS = 5


def _title(choices: Iterable[Choice], code: str) -> Lazy:
    return next(choice.title for choice in choices if choice.code == code)


def _filled(wording: Wording, pairs: Iterable[tuple[Lazy, str | Multilingual | Lazy]]) -> tuple[tuple[str, str], ...]:
    """Keep the pairs that say something, their labels translated."""
    return tuple((wording.text(label), text) for label, value in pairs if (text := wording.text(value)))


# --- cover and summary ---------------------------------------------------------------------------------------------------------


def cover(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The first page: flags, title, dates and place."""
    card, wording = queries.mission_card.of(reader, request.ref.id), request.wording
    return (
        Cover(
            title=wording.text(card.draft.title),
            kicker=_kicker(card, wording),
            subtitle=" · ".join(part for part in (_dates(card, wording), _place(card, wording)) if part),
            flags=_flags(card),
            facts=_filled(
                wording,
                (
                    (lazy("Mission"), card.number),
                    (lazy("Head of delegation"), card.head),
                    (lazy("Organisers"), _party_names(card, PartyRole.ORGANISER, wording)),
                    (lazy("Hosts"), _party_names(card, PartyRole.HOST, wording)),
                    (lazy("Status"), STATES[card.state].title),
                ),
            ),
        ),
    )


def _kicker(card: MissionCard, wording: Wording) -> str:
    kind, direction = _title(KINDS, card.draft.mission_kind), _title(DIRECTIONS, card.draft.direction)
    return f"{wording.text(kind)} · {wording.text(direction)}"


def _dates(card: MissionCard, wording: Wording) -> str:
    return wording.formats.period(card.draft.starts, card.draft.ends)


def _place(card: MissionCard, wording: Wording) -> str:
    country = wording.formats.country(card.draft.country) if card.draft.country else ""
    return ", ".join(part for part in (card.draft.venue, card.draft.city, country) if part)


def _flags(card: MissionCard) -> tuple[str, ...]:
    # The guests' flag stands first where Brussels receives; abroad the host's flag does.
    other = (
        card.draft.country
        if card.draft.country not in ("", "BE")
        else next((p.country for p in card.parties if p.country not in ("", "BE")), "")
    )
    codes = (HOME_FLAG, other) if card.draft.direction is Direction.VIRTUAL else (other, HOME_FLAG)
    return tuple(code for code in codes if code)


def _party_names(card: MissionCard, role: PartyRole, wording: Wording) -> str:
    return wording.formats.join(wording.text(party.name) for party in card.parties if party.role is role)


def summary(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The one page for somebody with one minute."""
    card, wording, mission = queries.mission_card.of(reader, request.ref.id), request.wording, request.ref.id
    items = [item for item in queries.programme.of(reader, mission, request.audience) if not item.cancelled]
    people = queries.delegation.of(reader, mission)
    blocks: list[Block] = [*_warnings(card, wording)]
    if purpose := wording.text(card.draft.purpose):
        blocks += [Heading(wording.say("Purpose")), Paragraph(purpose)]
    facts = _filled(
        wording,
        (
            (lazy("Dates"), _dates(card, wording)),
            (lazy("Place"), _place(card, wording)),
            (lazy("Head of delegation"), card.head),
            (lazy("Delegation"), _size(len(people), wording)),
            (lazy("Organisers"), _party_names(card, PartyRole.ORGANISER, wording)),
            (lazy("Hosts"), _party_names(card, PartyRole.HOST, wording)),
            (lazy("Counterparts"), _party_names(card, PartyRole.COUNTERPART, wording)),
            (lazy("Guests"), _party_names(card, PartyRole.GUEST, wording)),
        ),
    )
    blocks.append(Facts(facts))
    if moments := _key_moments(items, wording):
        blocks += [Heading(wording.say("Key moments")), Table.filled(_moment_columns(wording), moments)]
    if request.audience is not Audience.PUBLIC:
        blocks += _key_telephones(reader, people, items, wording)
    if request.audience.sees(Audience.INTERNAL):
        blocks += _open_points(reader, mission, wording)
        if card.draft.notes:
            blocks += [Heading(wording.say("Notes")), Paragraph(card.draft.notes)]
    return tuple(blocks)


def _warnings(card: MissionCard, wording: Wording) -> Iterator[Block]:
    last = card.schedules[-1] if card.schedules else None
    reason = " ".join(text for text in (last.reason, last.remark) if text) if last else ""
    if card.state is MissionState.CANCELLED:
        yield Notice(wording.say("This mission is cancelled. {reason}", reason=reason).strip())
    elif card.state is MissionState.POSTPONED and card.draft.starts is None:
        yield Notice(wording.say("This mission is postponed; its new dates are not known yet. {reason}", reason=reason).strip())
    elif card.state is MissionState.POSTPONED:
        yield Notice(wording.say("This mission is postponed to {dates}. {reason}", dates=_dates(card, wording), reason=reason).strip())
    if len(card.schedules) > 1:
        columns = (TableColumn(wording.say("Decision"), 1), TableColumn(wording.say("Dates"), 1.4), TableColumn(wording.say("Reason"), 2))
        rows = tuple(
            (
                wording.text(STATES[schedule.state].title),
                wording.formats.period(*schedule.period),
                " · ".join(text for text in (_day(schedule.decided_on, wording), schedule.reason, schedule.remark) if text),
            )
            for schedule in card.schedules
        )
        yield Table.filled(columns, rows)


def _day(day: date | None, wording: Wording, *, weekday: bool = False) -> str:
    return wording.formats.day(day, weekday=weekday) if day else ""


def _size(number: int, wording: Wording) -> str:
    return wording.text(lazy_count("{number} person", "{number} persons", number)) if number else ""


def _moment_columns(wording: Wording) -> tuple[TableColumn, ...]:
    return (TableColumn(wording.say("When"), 1.3), TableColumn(wording.say("What"), 3), TableColumn(wording.say("Where"), 1.6))


def _key_moments(items: Sequence[ItemRow], wording: Wording) -> tuple[tuple[str, ...], ...]:
    dated = [item for item in items if item.day]
    weighty = sorted(dated, key=lambda item: item.ceremony is Ceremony.NONE)[:KEY_MOMENTS]
    in_order = [item for item in dated if item in weighty]
    return tuple((_when(item, wording), wording.text(item.title), item.place) for item in in_order)


def _when(item: ItemRow, wording: Wording) -> str:
    day = _day(item.day, wording)
    return f"{day}, {wording.formats.time(item.begins)}" if item.begins else day


def _key_telephones(reader: Reader, people: Sequence[ParticipantRow], items: Sequence[ItemRow], wording: Wording) -> list[Block]:
    staff = {p.person_id: p.name for p in people if p.role in (ParticipantRole.PROTOCOL, ParticipantRole.SECURITY, ParticipantRole.STAFF)}
    in_charge = {item.responsible_id: item.responsible for item in items if item.responsible_id}
    names = {**in_charge, **staff}
    contacts = contacts_of.of(reader, sorted(names))
    rows = tuple((name, number) for id, name in names.items() if (number := _telephone(contacts.get(id, ()))))
    if not rows:
        return []
    columns = (TableColumn(wording.say("Name"), 2), TableColumn(wording.say("Telephone"), 1))
    return [Heading(wording.say("Key telephone numbers")), Table(columns, rows)]


def _telephone(contacts: Sequence[ContactRow]) -> str:
    return next((c.value for c in contacts if c.contact_kind in (ContactKind.MOBILE, ContactKind.PHONE)), "")


def _open_points(reader: Reader, mission: str, wording: Wording) -> list[Block]:
    points = tuple(wording.text(f.message) for f in queries.findings.of(reader, mission) if f.severity is not Severity.NOTES)
    return [Heading(wording.say("Open points")), Bullets(points)] if points else []


# --- people --------------------------------------------------------------------------------------------------------------------


def delegation(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The delegation in order of precedence, with portraits; the office's own paper says why each stands where."""
    people = _in_order(reader, request.ref.id)
    portraits = reader.files.read_many([person.portrait for person, _ in people if person.portrait])
    cards = tuple(_member(person, place, portraits, request) for person, place in people)
    return (People(cards),) if cards else ()


def _in_order(reader: Reader, mission: str) -> list[tuple[ParticipantRow, PlaceRow]]:
    # Somebody who stands twice in the delegation has one place in its order.
    people = {person.id: person for person in queries.delegation.of(reader, mission)}
    places = ranking_of.of(reader, mission).rows if people else ()
    return [(people[place.participant_id], place) for place in places if place.participant_id]


def _member(person: ParticipantRow, place: PlaceRow, portraits: Mapping[str, bytes], request: PaperRequest) -> PersonCard:
    wording = request.wording
    lines = [
        wording.say("Head of delegation") if person.head else wording.text(_title(PARTICIPANT_ROLES, person.role)),
        _presence(person, wording),
        _spoken(person, wording),
    ]
    if request.audience is not Audience.PUBLIC and person.pronunciation:
        lines.append(wording.say("Pronounced {pronunciation}", pronunciation=person.pronunciation))
    if request.audience is not Audience.PUBLIC:
        lines.append(person.remark)
    if request.audience.sees(Audience.INTERNAL):
        lines.append(wording.text(place.sentence))
    return PersonCard(
        name=_with_prefix(person.prefix, person.name),
        function=_function(place.function, place.organisation, wording),
        rank=str(place.number),
        lines=tuple(line for line in lines if line),
        portrait=portraits.get(person.portrait),
        flag=person.nationality,
        highlighted=person.head,
    )


def _with_prefix(prefix: str, name: str) -> str:
    return f"{prefix} {name}" if prefix else name


def _function(function: Multilingual, organisation: Multilingual, wording: Wording) -> str:
    return " · ".join(text for text in (wording.text(function), wording.text(organisation)) if text)


def _presence(person: ParticipantRow, wording: Wording) -> str:
    if person.joins and person.leaves:
        return wording.say("Present from {first} until {last}", first=_day(person.joins, wording), last=_day(person.leaves, wording))
    if person.joins:
        return wording.say("Present from {first}", first=_day(person.joins, wording))
    if person.leaves:
        return wording.say("Present until {last}", last=_day(person.leaves, wording))
    return ""


def _spoken(person: ParticipantRow, wording: Wording) -> str:
    codes = dict.fromkeys(code for code in (person.preferred_language, *person.languages) if code)
    return wording.say("Speaks {languages}", languages=wording.formats.join(map(wording.formats.language_name, codes))) if codes else ""


def counterparts(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """Whom the delegation meets: hosts, counterparts and guests, persons with portraits, then organisations."""
    wording = request.wording
    parties = [p for p in queries.parties.of(reader, request.ref.id) if p.role is not PartyRole.ORGANISER]
    blocks: list[Block] = []
    for role, title in (
        (PartyRole.HOST, lazy("Hosts")),
        (PartyRole.COUNTERPART, lazy("Counterparts")),
        (PartyRole.GUEST, lazy("Guests")),
    ):
        there = [party for party in parties if party.role is role]
        if there:
            blocks += [Heading(wording.text(title)), People(_party_cards(reader, there, wording))]
    return tuple(blocks)


def _party_cards(reader: Reader, parties: Sequence[PartyRow], wording: Wording) -> tuple[PersonCard, ...]:
    portraits = reader.files.read_many([p.portrait for p in parties if p.portrait])
    return tuple(
        PersonCard(
            name=_with_prefix(party.prefix, wording.text(party.name)),
            function=_function(party.function, party.organisation, wording),
            lines=tuple(
                line
                for line in (
                    wording.say("Pronounced {pronunciation}", pronunciation=party.pronunciation) if party.pronunciation else "",
                    party.remark,
                )
                if line
            ),
            portrait=portraits.get(party.portrait),
            flag=party.country,
        )
        for party in parties
    )


# --- programme -----------------------------------------------------------------------------------------------------------------


def programme(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """The programme, hour by hour."""
    items = queries.programme.of(reader, request.ref.id, request.audience)
    return tuple(_days(items, request))


def _days(items: Sequence[ItemRow], request: PaperRequest) -> Iterator[ProgrammeDay]:
    wording = request.wording
    for day, lines in groupby(items, key=lambda item: item.day):
        there = tuple(lines)
        title = _day(day, wording, weekday=True) if day else wording.say("Day not known yet")
        yield ProgrammeDay(title[:1].upper() + title[1:], tuple(_line(item, request) for item in there), _clocks(there, wording))


def _clocks(items: Sequence[ItemRow], wording: Wording) -> str:
    return wording.say("Large: local time; small: Brussels time.") if any(map(_two_clocks, items)) else ""


def _two_clocks(item: ItemRow) -> bool:
    return item.starts is not None and item.home_starts is not None and item.starts.utcoffset() != item.home_starts.utcoffset()


def _line(item: ItemRow, request: PaperRequest) -> ProgrammeLine:
    wording = request.wording
    return ProgrammeLine(
        time=_span(item.starts, item.ends, wording),
        title=wording.text(item.title),
        home_time=_span(item.home_starts, item.home_ends, wording) if _two_clocks(item) else "",
        place=", ".join(part for part in (item.place, item.address) if part),
        details=_details(item, request),
        marks=tuple(_marks(item, wording)),
        struck=item.cancelled,
    )


def _span(starts: datetime | None, ends: datetime | None, wording: Wording) -> str:
    if starts is None:
        return ""
    first = wording.formats.time(starts.time())
    return f"{first}–{wording.formats.time(ends.time())}" if ends else first


def _details(item: ItemRow, request: PaperRequest) -> tuple[tuple[str, str], ...]:
    wording = request.wording
    inside = request.audience is not Audience.PUBLIC
    kept = request.audience.sees(Audience.INTERNAL)
    return _filled(
        wording,
        (
            (lazy("With"), wording.formats.join(wording.text(met.name) for met in item.counterparts)),
            (lazy("Takes part"), wording.formats.join(item.attendees) if inside else ""),
            (lazy("Host"), item.host),
            (lazy("Dress"), item.dress),
            (lazy("Interpreter"), item.interpreter if inside else ""),
            (lazy("Transport"), item.transport if inside else ""),
            (lazy("In charge"), item.responsible if inside else ""),
            (lazy("Plan B"), item.plan_b if kept else ""),
            (lazy("Notes"), item.notes if kept else ""),
        ),
    )


def _marks(item: ItemRow, wording: Wording) -> Iterator[str]:
    if item.cancelled:
        yield wording.say("cancelled")
    if item.ceremony is not Ceremony.NONE:
        yield wording.text(_title(CEREMONIES, item.ceremony))
    if item.level in (Audience.INTERNAL, Audience.SECURITY):
        yield wording.text(_title(LEVELS, item.level))


def own_programmes(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """Each person's own programme: the lines in which they take part."""
    if request.audience is Audience.PUBLIC:
        return ()
    wording = request.wording
    items = [i for i in queries.programme.of(reader, request.ref.id, request.audience) if not i.cancelled and i.day]
    columns = _moment_columns(wording)
    blocks: list[Block] = []
    for person, _place in _in_order(reader, request.ref.id) if items else ():
        own = [item for item in items if rules.takes_part(person.id, person.joins, person.leaves, item.day, item.attended_by)]
        if own:
            rows = tuple((_when(item, wording), wording.text(item.title), item.place) for item in own)
            blocks += [Heading(person.name), Table.filled(columns, rows)]
    return tuple(blocks)


# --- logistics and contacts ----------------------------------------------------------------------------------------------------


def logistics(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """How the delegation travels and where it sleeps."""
    if request.audience is Audience.PUBLIC:
        return ()
    transports, stays = queries.transports.of(reader, request.ref.id), queries.stays.of(reader, request.ref.id)
    return (*_transports(transports, request.wording), *(block for stay in stays for block in _stay(stay, request.wording)))


def _transports(transports: Sequence[TransportRow], wording: Wording) -> Iterator[Block]:
    if not transports:
        return
    yield Heading(wording.say("Transport"))
    columns = (
        TableColumn(wording.say("Departure"), 1.5),
        TableColumn(wording.say("Arrival"), 1.5),
        TableColumn(wording.say("By"), 1.4),
        TableColumn(wording.say("Who"), 2),
    )
    yield Table.filled(columns, tuple(_journey(transport, wording) for transport in transports))


def _journey(transport: TransportRow, wording: Wording) -> tuple[str, ...]:
    means = " ".join(
        part for part in (wording.text(_title(TRANSPORT_KINDS, transport.transport_kind)), transport.carrier, transport.number) if part
    )
    rest = (
        wording.say("Reference {reference}", reference=transport.reference) if transport.reference else "",
        wording.say("Driver {driver}", driver=transport.driver) if transport.driver else "",
        transport.remark,
    )
    return (
        _stop(transport.from_place, transport.departs, transport.departs_on, wording),
        _stop(transport.to_place, transport.arrives, transport.arrives_on, wording),
        "\n".join(part for part in (means, *rest) if part),
        wording.formats.join(transport.passenger_names) or wording.say("whole delegation"),
    )


def _stop(place: str, moment: datetime | None, day: date | None, wording: Wording) -> str:
    when = f"{_day(day, wording)}, {wording.formats.time(moment.time())}" if moment else _day(day, wording)
    return "\n".join(part for part in (place, when) if part)


def _stay(stay: StayRow, wording: Wording) -> Iterator[Block]:
    yield Heading(stay.hotel)
    yield Facts(
        _filled(
            wording,
            (
                (lazy("Address"), stay.address),
                (lazy("Telephone"), stay.phone),
                (lazy("Arrival"), _day(stay.checks_in, wording)),
                (lazy("Departure"), _day(stay.checks_out, wording)),
                (lazy("Booking reference"), stay.reference),
                (lazy("Remark"), stay.remark),
            ),
        )
    )
    if stay.rooms:
        columns = (TableColumn(wording.say("Room"), 0.6), TableColumn(wording.say("Kind"), 1), TableColumn(wording.say("Who"), 3))
        rows = tuple(
            (
                room.number,
                wording.text(_title(ROOM_KINDS, room.room_kind)),
                "\n".join(part for part in (wording.formats.join(room.occupant_names), room.remark) if part),
            )
            for room in stay.rooms
        )
        yield Table.filled(columns, rows)


def contacts(reader: Reader, request: PaperRequest) -> tuple[Block, ...]:
    """How the members of the delegation are reached; mail goes to the secretariat of those who have one."""
    if request.audience is Audience.PUBLIC:
        return ()
    wording = request.wording
    people = [person for person, _place in _in_order(reader, request.ref.id)]
    ids = [person.person_id for person in people]
    secretariats = secretariats_of.of(reader, ids)
    reached = contacts_of.of(reader, [*ids, *(id for id, _ in secretariats.values())])
    rows = tuple(row for person in people if (row := _contact(person, secretariats, reached, wording)))
    columns = (TableColumn(wording.say("Name"), 1.6), TableColumn(wording.say("Telephone"), 1.2), TableColumn(wording.say("Mail to"), 2))
    return (Table.filled(columns, rows),) if rows else ()


def _contact(
    person: ParticipantRow, secretariats: Mapping[str, tuple[str, str]], reached: Mapping[str, Sequence[ContactRow]], wording: Wording
) -> tuple[str, ...] | None:
    own = reached.get(person.person_id, ())
    telephones = "\n".join(c.value for c in own if c.contact_kind in (ContactKind.MOBILE, ContactKind.PHONE))
    mail = _mail(own)
    if secretariat := secretariats.get(person.person_id):
        address = _mail(reached.get(secretariat[0], ())) or mail
        mail = wording.say("{name} (secretariat)", name=secretariat[1]) + (f"\n{address}" if address else "")
    return (person.name, telephones, mail) if telephones or mail else None


def _mail(contacts: Sequence[ContactRow]) -> str:
    return next((c.value for c in contacts if c.contact_kind is ContactKind.EMAIL), "")


SECTIONS = (
    SectionSource(MISSION, "cover", lazy("Cover"), 10, cover),
    SectionSource(MISSION, "summary", lazy("Summary"), 20, summary),
    SectionSource(MISSION, "delegation", lazy("Delegation"), 30, delegation),
    SectionSource(MISSION, "counterparts", lazy("Hosts, counterparts and guests"), 40, counterparts),
    SectionSource(MISSION, "programme", lazy("Programme"), 50, programme),
    SectionSource(MISSION, "own-programmes", lazy("Each person's own programme"), 60, own_programmes),
    SectionSource(MISSION, "logistics", lazy("Travel and accommodation"), 70, logistics),
    SectionSource(MISSION, "contacts", lazy("Contacts"), 80, contacts),
)
