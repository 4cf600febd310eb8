"""The passports and visas of the sample office: an invented mission whose travellers are as far as travellers are six weeks before.

Nothing is said about the rules of any country: the country cards stay empty, and every need is set by hand as invented. The numbers of the
passports say that they are examples.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.domains.missions import commands as missions
from app.domains.missions.drafts import MissionDraft, ParticipantDraft
from app.domains.missions.vocabulary import MissionKind, ParticipantRole
from app.domains.people import commands as people
from app.domains.people.rules import PersonDraft, PostDraft
from app.domains.visas.passport_commands import AddPassport, AddPassportRequest
from app.domains.visas.passport_rules import PassportDraft, RequestDraft
from app.domains.visas.terms import PassportKind
from app.domains.visas.visa_commands import AddMissionCountry, EditVisa, PrepareVisas, SetNeeds, StepVisas, TickDocuments
from app.domains.visas.visa_drafts import CountryDraft, VisaDraft
from app.domains.visas.visa_terms import Entries, Need, VisaCheck, VisaDocument, VisaStep
from app.kernel.commands import Command
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

Do = Callable[[Command[Any]], Any]

DAYS_AHEAD, DAYS_THERE = 42, 5
ABROAD, ON_THE_WAY = "IN", "AE"
WHY = "Invented for the sample office; it says nothing about the rules of any country."
_SAFE = "kluis (verzonnen) / coffre (inventé)"
EMBASSY = "ambassade in Brussel / ambassade à Bruxelles"


@dataclass(frozen=True, slots=True)
class _Traveller:
    """Somebody invented with a passport; `number` makes those of the passport plain examples, 0 is nobody's."""

    given_names: str
    family_name: str
    function: Multilingual
    role: ParticipantRole = ParticipantRole.MEMBER
    kind: PassportKind = PassportKind.ORDINARY
    number: int = 0
    months: int = 30
    pages: int | None = 18


_TRAVELLERS = (
    _Traveller(
        "Esra", "Örnek", Multilingual("adviseur (verzonnen)", "conseillère (inventée)", "adviser (invented)"),
        kind=PassportKind.SERVICE, number=1,
    ),
    _Traveller("Marek", "Příklad", Multilingual("attaché (verzonnen)", "attaché (inventé)", "attaché (invented)"), number=2),
    _Traveller(
        "Lina", "Esempio", Multilingual("woordvoerder (verzonnen)", "porte-parole (inventée)", "spokesperson (invented)"),
        ParticipantRole.SPOKESPERSON, number=3,
    ),
    _Traveller(
        "Pavlo", "Pryklad", Multilingual("fotograaf (verzonnen)", "photographe (inventé)", "photographer (invented)"),
        ParticipantRole.PRESS, number=4, months=4,
    ),
    _Traveller("Ilse", "Beispiel", Multilingual("protocolassistent (verzonnen)", "assistante du protocole (inventée)", "protocol assistant (invented)"), ParticipantRole.PROTOCOL),
    _Traveller(
        "Tomás", "Ejemplo", Multilingual("directeur (verzonnen)", "directeur (inventé)", "director (invented)"), number=5, pages=None,
    ),
)  # fmt: skip


class Journey:
    """Enters the mission and its travellers, and then the steps of their visas; all days count from *today*."""

    def __init__(self, do: Do, today: date) -> None:
        self._do = do
        self._today = today
        self._first = today + timedelta(DAYS_AHEAD)
        self._last = self._first + timedelta(DAYS_THERE - 1)

    def make(self) -> str:
        """Enter the whole journey; return the mission."""
        do = self._do
        mission = do(missions.AddMission(self._draft()))
        persons = [self._traveller(mission, one, head=n == 0) for n, one in enumerate(_TRAVELLERS)]
        do(AddMissionCountry(mission, CountryDraft(ON_THE_WAY, transit=True, times=2)))
        do(SetNeeds(mission, tuple(persons), ON_THE_WAY, Need.NOT_NEEDED, WHY))
        do(PrepareVisas(mission))
        do(SetNeeds(mission, tuple(persons), ABROAD, Need.VISA, WHY))
        self._steps(mission, persons)
        return mission

    def _draft(self) -> MissionDraft:
        return MissionDraft(
            title=Multilingual(
                "Voorbeeldzending naar New Delhi (verzonnen)",
                "Mission exemple à New Delhi (inventée)",
                "Example mission to New Delhi (invented)",
            ),
            mission_kind=MissionKind.WORKING_VISIT,
            country=ABROAD,
            city="New Delhi",
            zone="Asia/Kolkata",
            starts=PartialDate.of(self._first),
            ends=PartialDate.of(self._last),
            purpose=Multilingual(
                "Verzonnen: tonen hoe visa en paspoorten worden opgevolgd.",
                "Inventé : montrer le suivi des visas et des passeports.",
                "Invented: show how visas and passports are followed.",
            ),
        )

    def _traveller(self, mission: str, one: _Traveller, *, head: bool) -> str:
        do = self._do
        person = do(
            people.AddPerson(PersonDraft(one.given_names, one.family_name, nationality="BE", notes="Invented for the sample office."))
        )
        do(people.AddPost(person, PostDraft(one.function)))
        do(missions.AddParticipant(mission, ParticipantDraft(person, one.role, head=head)))
        if one.number:
            do(AddPassport(self._passport(person, one)))
        else:
            do(AddPassportRequest(self._request(mission, person)))
        return person

    def _passport(self, person: str, one: _Traveller) -> PassportDraft:
        return PassportDraft(
            person_id=person,
            passport_kind=one.kind,
            number=f"EX{one.number:06}",
            country="BE",
            issued_on=self._today - timedelta(365),
            expires_on=self._last + timedelta(30 * one.months),
            blank_pages=one.pages,
            kept_at=_SAFE if one.kind is PassportKind.SERVICE else "",
            remark="Invented for the sample office.",
        )

    def _request(self, mission: str, person: str) -> RequestDraft:
        return RequestDraft(
            person_id=person,
            mission_id=mission,
            office="protocolassistent (verzonnen) / assistante du protocole (inventée)",
            countries="IN",
            reason="Voorbeeldzending / mission exemple",
            needed_by=self._first - timedelta(14),
            memo_signed_on=self._today - timedelta(12),
            asked_on=self._today - timedelta(10),
        )

    def _steps(self, mission: str, persons: list[str]) -> None:
        do, today = self._do, self._today
        ready, filed, gathering, _, _, short = persons
        everything = tuple(code for code in VisaDocument if code is not VisaDocument.VACCINATION)
        do(TickDocuments(mission, (ready, filed, short), ABROAD, everything))
        do(TickDocuments(mission, (gathering,), ABROAD, (VisaDocument.FORM, VisaDocument.PHOTOS)))
        do(StepVisas(mission, (ready, filed, short), ABROAD, VisaStep.NOTE_ASKED, today - timedelta(30)))
        do(StepVisas(mission, (ready, filed, short), ABROAD, VisaStep.NOTE_RECEIVED, today - timedelta(22)))
        do(StepVisas(mission, (ready, filed, short), ABROAD, VisaStep.FILED, today - timedelta(20), EMBASSY))
        do(StepVisas(mission, (ready, short), ABROAD, VisaStep.BACK, today - timedelta(4)))
        self._stamp(mission, ready, self._last + timedelta(30))
        self._stamp(mission, short, self._last - timedelta(2))

    def _stamp(self, mission: str, person: str, until: date) -> None:
        """Enter what stands on a visa that is back: what is the same before and after is left as it is."""
        told = VisaDraft(valid_from=self._first, valid_until=until, entries=Entries.DOUBLE, checked=tuple(VisaCheck))
        self._do(EditVisa(mission, person, ABROAD, VisaDraft(), told))
