"""The invented visit of the sample office: an incoming delegation that shows what the program can do with one.

The people, drivers and hotel exist nowhere; names, titles and addresses say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from app.domains.missions import commands as missions
from app.domains.missions.drafts import ItemDraft, MissionDraft, ParticipantDraft, PartyDraft, RoomDraft, StayDraft, TransportDraft
from app.domains.missions.vocabulary import Ceremony, Direction, MissionKind, ParticipantRole, PartyRole, RoomKind, TransportKind
from app.domains.people import commands as people
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ContactKind, Gender, OrganisationKind
from app.kernel.commands import Command
from app.kernel.document import Audience
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from app.sample.flags import plan_flags

Do = Callable[[Command[Any]], Any]


@dataclass(frozen=True, slots=True)
class _Guest:
    given_names: str
    family_name: str
    title: Multilingual
    role: ParticipantRole
    language: str
    office: str
    since: PartialDate
    gender: Gender = Gender.UNKNOWN
    diet: str = ""


_GUESTS = (
    _Guest(
        "Noa",
        "Exemple",
        Multilingual("voorzitter van de Voorbeeldregio", "présidente de la Région Exemple", "President of the Example Region"),
        ParticipantRole.MEMBER,
        "fr",
        "foreign-regional-head",
        PartialDate(2019, 7, 5),
        Gender.FEMALE,
    ),
    _Guest(
        "Robin",
        "Voorbeeld",
        Multilingual("minister van Mobiliteit", "ministre de la Mobilité", "Minister for Mobility"),
        ParticipantRole.MEMBER,
        "nl",
        "foreign-regional-minister",
        PartialDate(2019, 7),
        Gender.MALE,
        "vegetarisch / végétarien",
    ),
    _Guest(
        "Łucja",
        "Przykład",
        Multilingual("kabinetschef", "cheffe de cabinet", "head of cabinet"),
        ParticipantRole.CABINET,
        "en",
        "chief-of-cabinet",
        PartialDate(2020, 1, 15),
        Gender.FEMALE,
    ),
    _Guest(
        "Αλέξης",
        "Παράδειγμα",
        Multilingual("adviseur", "conseiller", "adviser"),
        ParticipantRole.ADVISER,
        "en",
        "adviser",
        PartialDate(2018),
        Gender.MALE,
        "geen noten / sans noix",
    ),
    _Guest(
        "Kim",
        "Sample",
        Multilingual("tolk", "interprète", "interpreter"),
        ParticipantRole.INTERPRETER,
        "en",
        "staff-member",
        PartialDate(2017, 9),
    ),
)
_REGION = OrganisationDraft(
    Multilingual("Voorbeeldregio", "Région Exemple", "Example Region"),
    organisation_kind=OrganisationKind.REGION,
    notes="Invented for the sample office.",
)
_OFFICER = PersonDraft("Sascha", "Muster", preferred_language="nl", languages=("fr", "en", "de"), notes="Invented for the sample office.")


class Visit:
    """An incoming delegation of two days with everything filled in."""

    def __init__(self, do: Do, first: date) -> None:
        self._do = do
        self._first = first
        self._second = first + timedelta(1)

    def make(self) -> str:
        """Enter the whole visit; return the person who is responsible for it."""
        do = self._do
        draft = MissionDraft(
            title=Multilingual(
                "Bezoek van de Voorbeeldregio (verzonnen)",
                "Visite de la Région Exemple (inventée)",
                "Visit of the Example Region (invented sample visit)",
            ),
            direction=Direction.INCOMING,
            mission_kind=MissionKind.OFFICIAL_VISIT,
            country="BE",
            city="Brussel – Bruxelles",
            starts=PartialDate.of(self._first),
            ends=PartialDate.of(self._second),
            purpose=Multilingual(
                "Kennismaking met het Brusselse mobiliteitsbeleid en ondertekening van een intentieverklaring.",
                "Découverte de la politique bruxelloise de mobilité et signature d'une déclaration d'intention.",
                "See the mobility policy of Brussels at work, and sign a declaration of intent.",
            ),
        )
        mission = do(missions.AddMission(draft))
        officer = self._officer()
        region = do(people.AddOrganisation(_REGION))
        guests = [self._guest(mission, guest, region, head=n == 0) for n, guest in enumerate(_GUESTS)]
        do(missions.AddParty(mission, PartyDraft(PartyRole.HOST, person_id=officer)))
        self._programme(mission, officer, guests)
        self._logistics(mission, guests)
        do(missions.ConfirmMission(mission))
        plan_flags(do, mission, self._first, self._second)
        return officer

    def _officer(self) -> str:
        do = self._do
        officer = do(people.AddPerson(_OFFICER))
        title = Multilingual("protocolverantwoordelijke (verzonnen)", "responsable du protocole (inventée)", "protocol officer (invented)")
        do(people.AddPost(officer, PostDraft(title, since=PartialDate(2018, 9), office="head-of-service")))
        do(people.AddContactPoint(officer, ContactPointDraft(ContactKind.MOBILE, "+00 000 00 00 01", "on duty", preferred=True)))
        do(people.AddContactPoint(officer, ContactPointDraft(ContactKind.EMAIL, "protocol@example.org")))
        return officer

    def _guest(self, mission: str, guest: _Guest, region: str, *, head: bool) -> str:
        do = self._do
        draft = PersonDraft(
            guest.given_names,
            guest.family_name,
            gender=guest.gender,
            preferred_language=guest.language,
            diet=guest.diet,
            notes="Invented for the sample office.",
        )
        person = do(people.AddPerson(draft))
        do(people.AddPost(person, PostDraft(guest.title, organisation_id=region, since=guest.since, office=guest.office)))
        return do(missions.AddParticipant(mission, ParticipantDraft(person, guest.role, head=head)))

    def _programme(self, mission: str, officer: str, guests: list[str]) -> None:
        lines = (
            self._item(
                self._first,
                time(9, 10),
                40,
                "Aankomst in het station Brussel-Zuid",
                "Arrivée à la gare de Bruxelles-Midi",
                "Arrival at Brussels-South station",
                "Brussel-Zuid / Bruxelles-Midi",
                level=Audience.INTERNAL,
            ),
            self._item(
                self._first,
                time(10, 30),
                75,
                "Gesprek op het kabinet",
                "Entretien au cabinet",
                "Talks at the cabinet",
                "kabinet / cabinet",
                dress="stadskledij / tenue de ville",
                interpreter="Kim Sample",
            ),
            self._item(
                self._first,
                time(12, 15),
                105,
                "Werklunch",
                "Déjeuner de travail",
                "Working lunch",
                "restaurant (verzonnen / inventé)",
                ceremony=Ceremony.MEAL,
                dress="stadskledij / tenue de ville",
            ),
            self._item(
                self._first,
                time(14, 30),
                90,
                "Bezoek aan een tramstelplaats",
                "Visite d'un dépôt de tram",
                "Visit to a tram depot",
                "tramstelplaats / dépôt de tram",
                dress="platte schoenen / chaussures plates",
                transport="autocar",
                plan_b="bij regen: vergaderzaal / en cas de pluie : salle de réunion",
            ),
            self._item(
                self._first,
                time(16, 15),
                45,
                "Gesprek met de diensten Mobiliteit",
                "Rencontre avec les services Mobilité",
                "Meeting with the mobility services",
                "administratie / administration",
                attended_by=tuple(guests[1:4]),
            ),
            self._item(
                self._first,
                time(19, 30),
                120,
                "Diner aangeboden door de regering",
                "Dîner offert par le gouvernement",
                "Dinner given by the government",
                "stadhuis / hôtel de ville",
                ceremony=Ceremony.MEAL,
                dress="donker pak / costume foncé",
            ),
            self._item(
                self._second,
                time(9, 0),
                60,
                "Ondertekening van de intentieverklaring",
                "Signature de la déclaration d'intention",
                "Signing of the declaration of intent",
                "kabinet / cabinet",
                ceremony=Ceremony.SIGNING,
                dress="donker pak / costume foncé",
                level=Audience.PUBLIC,
            ),
            self._item(
                self._second,
                time(10, 5),
                20,
                "Groepsfoto",
                "Photo de famille",
                "Group photograph",
                "kabinet / cabinet",
                ceremony=Ceremony.PHOTOGRAPH,
                level=Audience.PUBLIC,
            ),
            self._item(
                self._second,
                time(11, 0),
                60,
                "Persontmoeting",
                "Rencontre avec la presse",
                "Meeting with the press",
                "perszaal / salle de presse",
                level=Audience.PUBLIC,
            ),
            self._item(
                self._second, time(15, 0), 30, "Vertrek", "Départ", "Departure", "Brussel-Zuid / Bruxelles-Midi", level=Audience.INTERNAL
            ),
        )
        for line in lines:
            self._do(missions.AddItem(mission, replace(line, responsible_id=officer)))

    def _item(self, day: date, begins: time, minutes: int, nl: str, fr: str, en: str, place: str, **more: object) -> ItemDraft:
        return ItemDraft(title=Multilingual(nl, fr, en), day=day, begins=begins, minutes=minutes, place=place, **more)  # type: ignore[arg-type]

    def _logistics(self, mission: str, guests: list[str]) -> None:
        do = self._do
        train = TransportDraft(
            TransportKind.TRAIN,
            carrier="Sample Rail",
            number="0001",
            from_place="Example Central",
            to_place="Brussel-Zuid / Bruxelles-Midi",
            departs_on=self._first,
            departs_at=time(7, 5),
            arrives_on=self._first,
            arrives_at=time(9, 5),
            passengers=tuple(guests),
        )
        do(missions.AddTransport(mission, train))
        stay = StayDraft(
            "Hotel Sample (verzonnen / inventé)",
            "Voorbeeldstraat 1 / rue de l’Exemple 1",
            "+00 000 00 00 02",
            self._first,
            self._second,
            "SAMPLE-1",
        )
        hotel = do(missions.AddStay(mission, stay))
        for number, guest in enumerate(guests):
            kind = RoomKind.SINGLE if number else RoomKind.SUITE
            do(missions.AddRoom(hotel, RoomDraft(str(101 + number), kind, (guest,))))
