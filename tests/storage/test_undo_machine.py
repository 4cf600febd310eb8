"""Random work, all of it taken back and done again: the office is what it was, to the letter."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, precondition, rule
from sqlalchemy import select, text

from app.adapters.storage.tables import SearchEntry
from app.application import Application
from app.bootstrap import Config, start
from app.domains.agreements import commands as agreement_commands
from app.domains.agreements import queries as agreement_queries
from app.domains.agreements.rules import AgreementDraft, RenewalDraft
from app.domains.agreements.vocabulary import AgreementKind
from app.domains.gifts import bank_commands, handing_commands, register_commands, register_queries, reserving_commands
from app.domains.gifts.drafts import GiftDraft, MovementDraft, ReservationDraft
from app.domains.gifts.drafts import ItemDraft as PieceDraft
from app.domains.gifts.vocabulary import Direction as Way
from app.domains.gifts.vocabulary import MovementKind
from app.domains.missions import commands as mission_commands
from app.domains.missions import queries as mission_queries
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.vocabulary import Ceremony, Direction, ParticipantRole, PartyRole, RoomKind, TransportKind
from app.domains.people import commands as people_commands
from app.domains.people import profile_commands, profile_queries
from app.domains.people import queries as people_queries
from app.domains.people.precedence.profiles import Office as HeldOffice
from app.domains.people.precedence.profiles import Rank
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind, Gender
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.ids import Ref
from app.kernel.names import words
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.mapping.base import ONWARD, Base

names = st.sampled_from(["", "Ada", "Łódź", "Đorđević", "İstanbul", "北京", "Zoë-Lou"])
given_names = st.sampled_from(["Ada", "Štefan", "Αθηνά", "Jean Michel"])
texts = st.builds(Multilingual, names, names, given_names)
days = st.none() | st.builds(PartialDate, st.integers(1990, 2030), st.none() | st.integers(1, 12))
someone = st.builds(
    PersonDraft,
    given_names,
    names,
    gender=st.sampled_from(Gender),
    nationality=st.sampled_from(["", "BE", "FR"]),
    languages=st.lists(st.sampled_from(["nl", "fr", "ar"]), unique=True).map(tuple),
    diet=st.sampled_from(["", "no fish"]),
    notes=st.sampled_from(["", "first line\nsecond line"]),
)
post = st.builds(PostDraft, texts, since=days)
point = st.builds(
    ContactPointDraft, st.just(ContactKind.EMAIL), st.sampled_from(["a@example.org", "B@example.org"]), preferred=st.booleans()
)

titles = st.builds(Multilingual, nl=st.sampled_from(["Werkbezoek", "Ontvangst"]), fr=names)
dates = st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 9))
times = st.none() | st.sampled_from([time(9), time(23, 30)])
some_mission = st.builds(
    MissionDraft,
    titles,
    direction=st.sampled_from(Direction),
    city=st.just("Paris"),
    zone=st.sampled_from(["Europe/Brussels", "Asia/Tokyo"]),
    starts=dates.map(lambda day: day and PartialDate.of(day)),
)
some_item = st.builds(
    ItemDraft, titles, day=st.dates(date(2026, 3, 1), date(2026, 3, 9)), begins=times, ceremony=st.sampled_from(Ceremony), notes=names
)
some_transport = st.builds(
    TransportDraft,
    st.sampled_from(TransportKind),
    from_place=st.just("Brussels"),
    to_place=st.just("Paris"),
    departs_on=dates,
    remark=names,
)
some_stay = st.builds(StayDraft, st.sampled_from(["Hôtel de la Gare", "Hotel Rex"]), checks_in=dates)
some_room = st.builds(RoomDraft, st.sampled_from(["", "12", "14"]), st.sampled_from(RoomKind))
some_agreement = st.builds(
    AgreementDraft, st.sampled_from(AgreementKind), subject=titles, signed=days, months=st.none() | st.integers(1, 60)
)
some_gift = st.builds(
    GiftDraft,
    st.sampled_from(Way),
    day=st.dates(date(2021, 3, 1), date(2021, 3, 9)),
    description=titles,
    giver_said=st.just("Envoy"),
    recipient_said=st.just("cabinet"),
    remark=names,
)
LISTS = ("BRU-START", "VL-2010", "BRU-2026")  # two that the program brings, and one of the office's own
OFFICES = ("belgian-ambassador", "adviser", "envoy")
rank_numbers = st.sampled_from([10, 20, 21, 60, 420, 999])

FRAME = {"step", "change", "touch", "search_entry", "stored_file", "alembic_version"}


NEVER_BACK = {"version"} | {column.name for table in Base.metadata.tables.values() for column in table.c if column.info.get(ONWARD)}


def everything(application: Application) -> dict[str, set[tuple[Any, ...]]]:
    """Every row of every record, without its version and without what only goes onward (the revisions that calendars count)."""
    with application._store.engine.connect() as connection:
        tables = connection.scalars(text("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")).all()
        kept = [name for name in tables if name not in FRAME and not name.startswith(("sqlite_", "search_"))]
        return {name: {_plain(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()} for name in kept}


def _plain(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple((name, value) for name, value in row.items() if name not in NEVER_BACK)


ENTRY = ("number", "kind", "row", "title", "subtitle", "texts")


def indexed(application: Application) -> tuple[set[tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """The entries of search, and the words behind each, in order."""
    with application._store.engine.connect() as connection:
        entries = connection.execute(select(*(SearchEntry.__table__.c[name] for name in ENTRY))).all()
        connection.execute(text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.spoken USING fts5vocab(main, search_words, instance)"))
        found: dict[int, list[str]] = {}
        for term, number in connection.execute(text('SELECT term, doc FROM temp.spoken ORDER BY doc, "offset"')):
            found.setdefault(number, []).append(term)
        connection.rollback()
    assert set(found) <= {entry.number for entry in entries}
    return {tuple(entry[1:]) for entry in entries}, {(entry.kind, entry.row): tuple(found.get(entry.number, ())) for entry in entries}


def indexed_from_scratch(application: Application) -> tuple[set[tuple[str, ...]], dict[tuple[str, str], tuple[str, ...]]]:
    """What search should hold, asked of the domains."""
    entries: set[tuple[str, ...]] = set()
    spoken: dict[tuple[str, str], tuple[str, ...]] = {}
    records = application._store._records
    with application._store._reading() as session:
        reader = application._store._work(session, application.user)
        for source in application._store._searchables:
            [table] = [table for table, record in records.items() if record.kind == source.kind]
            ids = session.connection().scalars(text(f'SELECT id FROM "{table}"')).all()
            for found in source.texts(reader, ids):
                entries.add((source.kind, found.id, found.title, found.subtitle, "\x1f".join(found.texts)))
                told = " ".join((*found.title.all(), *found.subtitle.all(), *found.texts))
                spoken[source.kind, found.id] = tuple(dict.fromkeys(words(told)))
    return entries, spoken


class Office(RuleBasedStateMachine):
    """An officer at work, who takes back and does again, and now and then starts the program anew."""

    persons = Bundle("persons")
    organisations = Bundle("organisations")
    posts = Bundle("posts")
    points = Bundle("points")
    missions = Bundle("missions")
    participants = Bundle("participants")
    parties = Bundle("parties")
    items = Bundle("items")
    transports = Bundle("transports")
    stays = Bundle("stays")
    rooms = Bundle("rooms")
    agreements = Bundle("agreements")
    renewals = Bundle("renewals")
    gifts = Bundle("gifts")
    pieces = Bundle("pieces")
    promises = Bundle("promises")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.application = start(Config(self.folder / "office.db", user="officer"))
        self.past = [everything(self.application)]
        self.future: list[dict[str, set[tuple[Any, ...]]]] = []
        self.begin()

    def begin(self) -> None:
        """Enter one of everything, so that short histories reach far."""
        self.person = self.do(people_commands.AddPerson(PersonDraft("Ada", "Example")))
        self.organisation = self.do(people_commands.AddOrganisation(OrganisationDraft(Multilingual("Voorbeeldstad"))))
        draft = MissionDraft(Multilingual("Werkbezoek"), city="Paris", starts=PartialDate(2026, 3, 2))
        self.mission = self.do(mission_commands.AddMission(draft))
        self.participant = self.do(mission_commands.AddParticipant(self.mission, ParticipantDraft(self.person)))
        own, day = (self.participant,), date(2026, 3, 2)
        self.item = self.do(mission_commands.AddItem(self.mission, ItemDraft(Multilingual("Ontvangst"), day, attended_by=own)))
        self.transport = self.do(mission_commands.AddTransport(self.mission, TransportDraft(from_place="A", to_place="B", passengers=own)))
        self.stay = self.do(mission_commands.AddStay(self.mission, StayDraft("Hotel Rex")))
        self.room = self.do(mission_commands.AddRoom(self.stay, RoomDraft(occupants=own)))
        agreement = AgreementDraft(partner_id=self.organisation, signed=PartialDate(2020, 5), mission_id=self.mission)
        self.agreement = self.do(agreement_commands.AddAgreement(agreement))
        self.piece = self.do(bank_commands.AddGiftItem(PieceDraft(name=Multilingual("Glas"))))
        self.do(bank_commands.NoteGiftMovement(self.piece, MovementDraft(MovementKind.PURCHASE, date(2021, 3, 1), 3)))

    first_person = initialize(target=persons)(lambda self: self.person)
    first_organisation = initialize(target=organisations)(lambda self: self.organisation)
    first_mission = initialize(target=missions)(lambda self: self.mission)
    first_participant = initialize(target=participants)(lambda self: self.participant)
    first_item = initialize(target=items)(lambda self: self.item)
    first_transport = initialize(target=transports)(lambda self: self.transport)
    first_stay = initialize(target=stays)(lambda self: self.stay)
    first_room = initialize(target=rooms)(lambda self: self.room)
    first_piece = initialize(target=pieces)(lambda self: self.piece)
    first_agreement = initialize(target=agreements)(lambda self: self.agreement)

    def teardown(self) -> None:
        self.undo_everything()
        self.redo_everything()
        self.application.close()
        shutil.rmtree(self.folder)

    def do(self, command: Any) -> Any:
        """Carry out *command*; what was removed, has changed or is still referred to is refused, and then nothing has changed."""
        try:
            outcome = self.application.execute(command)
        except (Refused, Gone, Changed):
            assert everything(self.application) == self.past[-1]
            return None
        if not outcome.repeated:
            self.past.append(everything(self.application))
            self.future.clear()
            repeat = self.application.execute(command)
            assert (repeat.result, repeat.repeated) == (outcome.result, True)
        return outcome.result

    def made(self, result: Any) -> Any:
        return multiple() if result is None else result

    def read(self, query: Any) -> Any:
        """The answer to *query*; None when what it asks about is gone."""
        try:
            return self.application.ask(query)
        except Gone:
            return None

    def edit(self, command: Any, id: str, draft: Any, after: Any) -> None:
        """Carry out an edit of what *draft* reads, unless it is gone."""
        if (before := self.read(draft(id))) is not None:
            self.do(command(id, before, after))

    def of(self, mission: str, member: str | None) -> tuple[str, ...]:
        """The member as one to take along, when it is of the delegation of this mission."""
        return tuple(row.id for row in self.read(mission_queries.delegation(mission)) or () if row.id == member)

    @rule(target=persons, draft=someone)
    def add_person(self, draft):
        return self.made(self.do(people_commands.AddPerson(draft)))

    @rule(target=persons, draft=someone, secretariat=persons)
    def add_person_with_secretariat(self, draft, secretariat):
        return self.made(self.do(people_commands.AddPerson(replace(draft, secretariat_id=secretariat))))

    @rule(person=persons, draft=someone)
    def edit_person(self, person, draft):
        self.edit(people_commands.EditPerson, person, people_queries.person_draft, draft)

    @rule(person=consumes(persons))
    def remove_person(self, person):
        self.do(people_commands.RemovePerson(person))

    @rule(kept=persons, dissolved=consumes(persons))
    def merge(self, kept, dissolved):
        self.do(people_commands.MergePersons(kept, dissolved))

    @rule(target=organisations, name=texts)
    def add_organisation(self, name):
        return self.made(self.do(people_commands.AddOrganisation(OrganisationDraft(name))))

    @rule(organisation=organisations, name=texts)
    def rename_organisation(self, organisation, name):
        self.edit(people_commands.EditOrganisation, organisation, people_queries.organisation_draft, OrganisationDraft(name))

    @rule(organisation=consumes(organisations))
    def remove_organisation(self, organisation):
        self.do(people_commands.RemoveOrganisation(organisation))

    @rule(code=st.sampled_from(LISTS), copy=st.sampled_from(LISTS))
    def copy_list(self, code, copy):
        self.do(profile_commands.CopyProfile(code, copy, Multilingual(copy)))

    @rule(code=st.sampled_from(LISTS))
    def remove_list(self, code):
        self.do(profile_commands.RemoveProfile(code))

    @rule(code=st.sampled_from(LISTS))
    def put_back_list(self, code):
        self.do(profile_commands.PutBackProfile(code))

    @rule(code=st.sampled_from(LISTS))
    def make_usual(self, code):
        self.do(profile_commands.MakeUsual(code))
        assert self.application.ask(profile_queries.profile_ids())[0] == self.application.ask(profile_queries.usual_profile())

    @rule(code=st.sampled_from(LISTS), number=rank_numbers, office=st.sampled_from(OFFICES))
    def insert_rank(self, code, number, office):
        self.do(profile_commands.InsertRank(code, Rank(number, Multilingual(office), (office,))))

    @rule(code=st.sampled_from(LISTS), number=rank_numbers, before=st.none() | rank_numbers)
    def move_rank(self, code, number, before):
        self.do(profile_commands.MoveRank(code, number, before))

    @rule(code=st.sampled_from(LISTS), number=rank_numbers)
    def remove_rank(self, code, number):
        self.do(profile_commands.RemoveRank(code, number))

    @rule(code=st.sampled_from(OFFICES), title=texts)
    def add_office(self, code, title):
        self.do(profile_commands.AddOffice(HeldOffice(code, title)))

    @rule(code=st.sampled_from(OFFICES), title=texts)
    def edit_office(self, code, title):
        if (before := self.read(profile_queries.office(code))) is not None:
            self.do(profile_commands.EditOffice(code, before, replace(before, title=title)))

    @rule(code=st.sampled_from(OFFICES))
    def remove_office(self, code):
        self.do(profile_commands.RemoveOffice(code))

    @rule(post=posts, code=st.sampled_from(OFFICES))
    def give_office(self, post, code):
        self.do(profile_commands.GiveOffices(((post, code),)))

    @rule(target=posts, person=persons, draft=post, organisation=st.none() | organisations)
    def add_post(self, person, draft, organisation):
        return self.made(self.do(people_commands.AddPost(person, replace(draft, organisation_id=organisation))))

    @rule(held=consumes(posts))
    def remove_post(self, held):
        self.do(people_commands.RemovePost(held))

    @rule(target=points, person=persons, draft=point)
    def add_contact_point(self, person, draft):
        return self.made(self.do(people_commands.AddContactPoint(person, draft)))

    @rule(reached=consumes(points))
    def remove_contact_point(self, reached):
        self.do(people_commands.RemoveContactPoint(reached))

    @rule(target=gifts, draft=some_gift, person=st.none() | persons, mission=st.none() | missions)
    def note_gift(self, draft, person, mission):
        side = "giver_person_id" if draft.direction is Way.RECEIVED else "recipient_person_id"
        return self.made(self.do(register_commands.NoteGift(replace(draft, mission_id=mission, **{side: person}))))

    @rule(gift=gifts, draft=some_gift)
    def edit_gift(self, gift, draft):
        self.edit(register_commands.EditGift, gift, register_queries.gift_draft, draft)

    @rule(gift=consumes(gifts))
    def remove_gift(self, gift):
        self.do(register_commands.RemoveGift(gift))

    @rule(target=pieces, name=titles)
    def add_piece(self, name):
        piece = self.do(bank_commands.AddGiftItem(PieceDraft(name=name)))
        if piece is not None:
            self.do(bank_commands.NoteGiftMovement(piece, MovementDraft(MovementKind.PURCHASE, date(2021, 3, 1), 3)))
        return self.made(piece)

    @rule(piece=pieces, kind=st.sampled_from((MovementKind.PURCHASE, MovementKind.LOSS)), number=st.integers(1, 3))
    def move_pieces(self, piece, kind, number):
        self.do(bank_commands.NoteGiftMovement(piece, MovementDraft(kind, date(2021, 3, 5), number)))

    @rule(target=promises, piece=pieces, mission=missions, person=persons)
    def promise(self, piece, mission, person):
        answers = tuple((code, "on purpose") for code in ("repeat/person", "repeat/head", "repeat/institution"))
        draft = ReservationDraft(piece, 1, mission, person_id=person, answers=answers)
        return self.made(self.do(reserving_commands.ReserveGift(draft)))

    @rule(promise=promises)
    def issue(self, promise):
        self.do(handing_commands.IssueReservation((promise,), date(2021, 3, 6)))

    @rule(promise=promises, into=st.sampled_from((handing_commands.HandOver, None)))
    def hand_over_or_bring_back(self, promise, into):
        day = date(2021, 3, 7)
        self.do(handing_commands.HandOver((promise,), day) if into else handing_commands.ReturnReservation(promise, day))

    @rule(promise=promises)
    def release(self, promise):
        self.do(reserving_commands.ReleaseReservation((promise,), "the visit is shorter"))

    @rule(target=missions, draft=some_mission)
    def add_mission(self, draft):
        return self.made(self.do(mission_commands.AddMission(draft)))

    @rule(mission=missions, draft=some_mission)
    def edit_mission(self, mission, draft):
        self.edit(mission_commands.EditMission, mission, mission_queries.mission_draft, draft)

    @rule(mission=missions, command=st.sampled_from([mission_commands.ConfirmMission, mission_commands.HoldMission]))
    def settle_mission(self, mission, command):
        self.do(command(mission))

    @rule(mission=missions, day=dates, reason=names)
    def postpone_mission(self, mission, day, reason):
        self.do(mission_commands.PostponeMission(mission, day and PartialDate.of(day), None, reason, date(2026, 2, 1)))

    @rule(mission=missions, day=st.dates(date(2026, 3, 1), date(2026, 9, 9)), reason=names, postponed=st.booleans())
    def move_mission(self, mission, day, reason, postponed):
        self.do(mission_commands.MoveMission(mission, PartialDate.of(day), None, reason, postponed=postponed))

    @rule(mission=missions, reason=names)
    def cancel_mission(self, mission, reason):
        self.do(mission_commands.CancelMission(mission, reason))

    @rule(target=missions, mission=missions, starts=st.dates(date(2026, 9, 1), date(2026, 9, 9)), parts=st.tuples(*[st.booleans()] * 3))
    def clone_mission(self, mission, starts, parts):
        return self.made(self.do(mission_commands.CloneMission(mission, starts, *parts)))

    @rule(mission=consumes(missions))
    def remove_mission(self, mission):
        self.do(mission_commands.RemoveMission(mission))

    @rule(target=participants, mission=missions, person=persons, head=st.booleans(), joins=dates)
    def add_participant(self, mission, person, head, joins):
        return self.made(self.do(mission_commands.AddParticipant(mission, ParticipantDraft(person, head=head, joins=joins))))

    @rule(participant=participants, role=st.sampled_from(ParticipantRole), head=st.booleans(), remark=names)
    def edit_participant(self, participant, role, head, remark):
        if (before := self.read(mission_queries.participant_draft(participant))) is not None:
            after = replace(before, role=role, head=head, remark=remark)
            self.do(mission_commands.EditParticipant(participant, before, after))

    @rule(participant=participants, position=st.integers(0, 3))
    def move_participant(self, participant, position):
        self.do(mission_commands.MoveParticipant(participant, position))

    @rule(participant=participants)
    def make_head(self, participant):
        self.do(mission_commands.MakeHead(participant))

    @rule(participant=consumes(participants))
    def remove_participant(self, participant):
        self.do(mission_commands.RemoveParticipant(participant))

    @rule(target=parties, mission=missions, role=st.sampled_from(PartyRole), person=persons)
    def add_party(self, mission, role, person):
        return self.made(self.do(mission_commands.AddParty(mission, PartyDraft(role, person_id=person))))

    @rule(party=parties, role=st.sampled_from(PartyRole), organisation=organisations)
    def edit_party(self, party, role, organisation):
        self.edit(mission_commands.EditParty, party, mission_queries.party_draft, PartyDraft(role, organisation_id=organisation))

    @rule(party=consumes(parties))
    def remove_party(self, party):
        self.do(mission_commands.RemoveParty(party))

    @rule(target=items, mission=missions, draft=some_item, member=st.none() | participants, met=st.none() | persons)
    def add_item(self, mission, draft, member, met):
        whole = replace(draft, attended_by=self.of(mission, member), with_persons=(met,) if met else ())
        return self.made(self.do(mission_commands.AddItem(mission, whole)))

    @rule(item=items, draft=some_item, members=st.lists(participants, max_size=2), met=st.none() | organisations)
    def edit_item(self, item, draft, members, met):
        after = replace(draft, attended_by=tuple(dict.fromkeys(members)), with_organisations=(met,) if met else ())
        self.edit(mission_commands.EditItem, item, mission_queries.item_draft, after)

    @rule(item=items, day=dates, begins=times)
    def move_item(self, item, day, begins):
        self.do(mission_commands.MoveItem(item, day, begins))

    @rule(item=items, command=st.sampled_from([mission_commands.CancelItem, mission_commands.RestoreItem]))
    def cancel_or_restore_item(self, item, command):
        self.do(command(item))

    @rule(item=consumes(items))
    def remove_item(self, item):
        self.do(mission_commands.RemoveItem(item))

    @rule(target=transports, mission=missions, draft=some_transport, member=st.none() | participants)
    def add_transport(self, mission, draft, member):
        return self.made(self.do(mission_commands.AddTransport(mission, replace(draft, passengers=self.of(mission, member)))))

    @rule(transport=transports, draft=some_transport, members=st.lists(participants, max_size=2))
    def edit_transport(self, transport, draft, members):
        after = replace(draft, passengers=tuple(dict.fromkeys(members)))
        self.edit(mission_commands.EditTransport, transport, mission_queries.transport_draft, after)

    @rule(transport=consumes(transports))
    def remove_transport(self, transport):
        self.do(mission_commands.RemoveTransport(transport))

    @rule(target=stays, mission=missions, draft=some_stay)
    def add_stay(self, mission, draft):
        return self.made(self.do(mission_commands.AddStay(mission, draft)))

    @rule(stay=stays, draft=some_stay)
    def edit_stay(self, stay, draft):
        self.edit(mission_commands.EditStay, stay, mission_queries.stay_draft, draft)

    @rule(stay=consumes(stays))
    def remove_stay(self, stay):
        self.do(mission_commands.RemoveStay(stay))

    @rule(target=rooms, stay=stays, draft=some_room, members=st.lists(participants, max_size=1))
    def add_room(self, stay, draft, members):
        return self.made(self.do(mission_commands.AddRoom(stay, replace(draft, occupants=tuple(members)))))

    @rule(room=rooms, draft=some_room, members=st.lists(participants, max_size=2))
    def edit_room(self, room, draft, members):
        after = replace(draft, occupants=tuple(dict.fromkeys(members)))
        self.edit(mission_commands.EditRoom, room, mission_queries.room_draft, after)

    @rule(room=consumes(rooms))
    def remove_room(self, room):
        self.do(mission_commands.RemoveRoom(room))

    @rule(target=agreements, draft=some_agreement, partner=organisations, mission=st.none() | missions)
    def add_agreement(self, draft, partner, mission):
        return self.made(self.do(agreement_commands.AddAgreement(replace(draft, partner_id=partner, mission_id=mission))))

    @rule(agreement=agreements, draft=some_agreement, partner=organisations)
    def edit_agreement(self, agreement, draft, partner):
        self.edit(agreement_commands.EditAgreement, agreement, agreement_queries.agreement_draft, replace(draft, partner_id=partner))

    @rule(agreement=consumes(agreements))
    def remove_agreement(self, agreement):
        self.do(agreement_commands.RemoveAgreement(agreement))

    @rule(target=renewals, agreement=agreements, renewed=days, months=st.integers(1, 24))
    def renew_agreement(self, agreement, renewed, months):
        return self.made(self.do(agreement_commands.RenewAgreement(agreement, RenewalDraft(renewed, months))))

    @rule(renewal=consumes(renewals))
    def remove_renewal(self, renewal):
        self.do(agreement_commands.RemoveRenewal(renewal))

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self):
        label = self.application.next_undo().label
        assert self.application.undo().changes.label == label
        self.future.append(self.past.pop())
        assert everything(self.application) == self.past[-1]

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        self.application.redo()
        self.past.append(self.future.pop())
        assert everything(self.application) == self.past[-1]

    @rule()
    def undo_everything(self):
        while len(self.past) > 1:
            self.undo()
        assert self.application.next_undo() is None

    @rule()
    def redo_everything(self):
        while self.future:
            self.redo()
        assert self.application.next_redo() is None

    @rule()
    def start_anew(self):
        self.application.close()
        self.application = start(Config(self.folder / "office.db", user="officer"))

    @invariant()
    def file_and_journal_are_whole(self):
        assert self.application.check() == []

    @invariant()
    def search_is_as_built_from_scratch(self):
        assert indexed(self.application) == indexed_from_scratch(self.application)

    @invariant()
    def titles_are_known(self):
        for kind, row, title, *_ in indexed(self.application)[0]:
            assert self.application.title_of(Ref(kind, row)) == title


Office.TestCase.settings = settings(
    max_examples=int(os.environ.get("ATTACHE_HISTORIES", "12")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestOffice = Office.TestCase
