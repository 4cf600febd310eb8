"""The matrix of a mission: travellers down, documents across; each cell says how far a document is, why, and by when the next step is due.

For a mission abroad the documents are passports, visas and what goes with them; for a visit to Brussels they are what a guest needs for
a Schengen visa. Nothing here is kept: it follows from what is entered, and clears itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.domains.missions.vocabulary import Direction
from app.domains.visas.country_cards import country_name
from app.domains.visas.facts_queries import visas_of
from app.domains.visas.passport_rules import PassportFacts, kind_title, overdue, suits, valid_for
from app.domains.visas.rules_of_visas import RuleCode
from app.domains.visas.terms import CARD, INVITATION, MISSION_COUNTRY, OFFICIAL, REQUEST, SEE_VISAS, VISA, PassportKind, RequestState
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft
from app.domains.visas.visa_facts import MissionVisas, RequestFacts, TravellerFacts
from app.domains.visas.visa_rules import (
    CountryStay,
    Needed,
    Standing,
    asks_note_verbale,
    card_is_old,
    deadlines,
    guest_needs_visa,
    missing_documents,
    months_and_pages,
    schengen_dates,
    standing_of,
)
from app.domains.visas.visa_terms import DOCUMENTS, PAYERS, Answer, CellState, Need, Payer, title_of
from app.kernel.errors import Finding, Gone, Severity
from app.kernel.ids import Ref
from app.kernel.periods import PartialDate, months_later
from app.kernel.queries import query
from app.kernel.translated import Lazy, lazy
from app.kernel.work import Reader

PASSPORT_COLUMN, SERVICE_COLUMN, NOTE_COLUMN, DOCUMENTS_COLUMN = "passport", "service", "note", "documents"
LETTER_COLUMN, AUTHORITY_COLUMN, PAYER_COLUMN, SCHENGEN_COLUMN, INSURANCE_COLUMN = "letter", "authority", "payer", "schengen", "insurance"

_Pressing = Callable[[CellState, Lazy, date | None], "Cell"]


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A document: its key ("passport", "visa:US", "letter"), its title, and the country of a visa."""

    key: str
    title: Lazy
    country: str = ""
    transit: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """How far a document of a traveller is; `ref` is the record it is about, None where there is none yet. `due` is the day of the next step."""

    state: CellState
    reason: Lazy
    due: date | None = None
    ref: Ref | None = None


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A traveller with a cell for each column, in their order; `late` counts those that are late."""

    person_id: str
    participant_id: str
    name: str
    nationality: str
    cells: tuple[Cell, ...]

    @property
    def id(self) -> str:
        """The member of the delegation, as lists ask for it."""
        return self.participant_id

    @property
    def late(self) -> int:
        """How many of its documents are late."""
        return sum(cell.state is CellState.LATE for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CountryOfMission:
    """A country of a mission as it is shown: `own` is the mission's; `card` the id of its card, empty while there is none.

    `row` tells that days or times of it are entered. `old` says that its card asks to be checked; `begin`, `file` and `back` are its deadlines.
    """

    country: str
    own: bool
    draft: CountryDraft
    row: bool
    card: str
    checked_on: date | None
    old: bool
    begin: date | None
    file: date | None
    back: date | None

    @property
    def id(self) -> str:
        """The country, as lists ask for it."""
        return self.country


@dataclass(frozen=True, slots=True)
class Matrix:
    """The documents of a mission; `findings` are notes about the whole of it: a card that is missing or old, days that are not known."""

    mission: str
    direction: Direction
    period: tuple[PartialDate | None, PartialDate | None]
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    countries: tuple[CountryOfMission, ...]
    findings: tuple[Finding, ...]

    @property
    def incoming(self) -> bool:
        """Whether guests come to Brussels."""
        return self.direction is Direction.INCOMING

    def cell(self, person: str, column: str) -> Cell:
        """Give one of its cells; raise KeyError for what is not in it."""
        place = next((n for n, one in enumerate(self.columns) if one.key == column), None)
        row = next((one for one in self.rows if one.person_id == person), None)
        if place is None or row is None:
            raise KeyError((person, column))
        return row.cells[place]


@query(SEE_VISAS)
def matrix(reader: Reader, mission: str) -> Matrix:
    """Give the documents of a mission's travellers."""
    facts = visas_of(reader, [mission]).get(mission)
    if facts is None:
        raise Gone(Ref("mission", mission))
    return matrix_of(facts, reader.today)


def matrix_of(facts: MissionVisas, today: date) -> Matrix:
    """Work the matrix out of what is known of a mission."""
    columns = columns_of(facts)
    rows = tuple(
        MatrixRow(one.person_id, one.participant_id, one.name, one.nationality, cells_of(facts, one, today)) for one in facts.travellers
    )
    return Matrix(
        mission=facts.id,
        direction=facts.direction,
        period=(facts.starts, facts.ends),
        columns=columns,
        rows=rows if columns else (),
        countries=tuple(_country(facts, one, today) for one in _countries_shown(facts)),
        findings=tuple(findings_of(facts, today)),
    )


def columns_of(facts: MissionVisas) -> tuple[MatrixColumn, ...]:
    """Give the documents that travellers of a mission need: none on a screen."""
    if facts.direction is Direction.VIRTUAL:
        return ()
    passport = MatrixColumn(PASSPORT_COLUMN, lazy("Passport"))
    if facts.incoming:
        return (
            passport,
            MatrixColumn(PAYER_COLUMN, lazy("Who pays")),
            MatrixColumn(LETTER_COLUMN, lazy("Invitation letter")),
            MatrixColumn(AUTHORITY_COLUMN, lazy("Letter of the authority")),
            MatrixColumn(INSURANCE_COLUMN, lazy("Insurance")),
            MatrixColumn(SCHENGEN_COLUMN, lazy("Schengen visa")),
        )
    return (
        passport,
        MatrixColumn(SERVICE_COLUMN, lazy("Service passport")),
        *(MatrixColumn(f"visa:{one.country}", _visa_title(one), one.country, one.transit) for one in facts.countries),
        MatrixColumn(NOTE_COLUMN, lazy("Note verbale")),
        MatrixColumn(DOCUMENTS_COLUMN, lazy("Application documents")),
    )


def _visa_title(country: CountryDraft) -> Lazy:
    return lazy("Transit visa") if country.transit else lazy("Visa")


def cells_of(facts: MissionVisas, one: TravellerFacts, today: date) -> tuple[Cell, ...]:
    """Give the cells of a traveller, in the order of the columns."""
    if facts.direction is Direction.VIRTUAL:
        return ()
    if facts.incoming:
        return tuple(_guest_cells(facts, one, today))
    return tuple(_traveller_cells(facts, one, today))


# ------------------------------------------------------------------------------------------------ abroad


@dataclass(frozen=True, slots=True)
class VisaStanding:
    """The visa of a traveller for a country: the need of it, how far it is, and the days it is for."""

    country: CountryDraft
    stay: CountryStay
    need: Needed
    standing: Standing
    visa_id: str


def visa_standings(facts: MissionVisas, one: TravellerFacts, today: date) -> tuple[VisaStanding, ...]:
    """Give how far each visa of a traveller is."""
    return tuple(_visa_standing(facts, one, country, today) for country in facts.countries)


def _visa_standing(facts: MissionVisas, one: TravellerFacts, country: CountryDraft, today: date) -> VisaStanding:
    kept, stay, need = one.visas.get(country.country), facts.stay(one, country), facts.need(one, country.country)
    card, visa = facts.card(country.country), kept.visa if kept else None
    return VisaStanding(country, stay, need, standing_of(visa, need, stay, card, facts.rules, today), kept.id if kept else "")


def _traveller_cells(facts: MissionVisas, one: TravellerFacts, today: date) -> Iterator[Cell]:
    visas = visa_standings(facts, one, today)
    yield from main_cells(facts, one, visas, today)
    asked = [visa for visa in visas if visa.need.asks]
    yield _note_cell(facts, one, asked, today)
    yield _documents_cell(facts, one, asked, today)


def main_cells(facts: MissionVisas, one: TravellerFacts, visas: Sequence[VisaStanding], today: date) -> Iterator[Cell]:
    """Give the first cells of a traveller abroad: the passports, and the visas of the countries."""
    yield passport_cell(facts, one, visas, today)
    yield service_cell(facts, one, visas, today)
    for visa in visas:
        ref = Ref(VISA, visa.visa_id) if visa.visa_id else None
        yield Cell(visa.standing.state, visa.standing.reason, visa.standing.due, ref)


def journey_findings(facts: MissionVisas, one: TravellerFacts, visas: Sequence[VisaStanding]) -> tuple[PassportFacts | None, list[Finding]]:
    """Give the passport that a traveller uses, and what keeps it from serving for the journey.

    Within the area of free movement it need only be valid; elsewhere what the countries ask counts, the strictest of them.
    """
    abroad = [visa for visa in visas if not facts.rules.moves_freely(_citizenship(one, visa), visa.country.country)]
    passport = next((chosen for visa in visas if (chosen := one.passport(visa.country.country))), None) or one.passport()
    returns = one.leaves or facts.last
    if passport is None or returns is None:
        return passport, []
    months, pages = months_and_pages([facts.card(visa.country.country) for visa in abroad], facts.rules)
    found = valid_for(passport, returns, months, pages)
    begins = one.joins or facts.first
    if passport.out and passport.out_for != facts.id and passport.due_back and begins and passport.due_back >= begins:
        message = lazy(
            "The {kind} of {name} is handed out until {day}.", kind=kind_title(passport.kind), name=one.name, day=passport.due_back
        )
        found.append(Finding("passport", message, Severity.WARNS, rule="passport-elsewhere", ref=passport.ref, value=passport.due_back))
    return passport, found


def _citizenship(one: TravellerFacts, visa: VisaStanding) -> str:
    passport = one.passport(visa.country.country)
    return passport.country if passport else one.nationality


def passport_cell(facts: MissionVisas, one: TravellerFacts, visas: Sequence[VisaStanding], today: date) -> Cell:
    """Say whether the passport serves for the journey."""
    begin, passed = _begin(facts, one), _over(facts, one, today)
    passport, findings = journey_findings(facts, one, visas)
    if passport is None:
        if visas and all(facts.rules.moves_freely(one.nationality, visa.country.country) for visa in visas):
            return Cell(CellState.NOT_NEEDED, lazy("An identity card suffices."))
        if running := _running(one):
            return _asked_for(running, begin)
        late = begin is not None and begin < today and not passed
        return Cell(CellState.LATE if late else CellState.TO_DO, lazy("No passport is entered."), begin)
    if serious := next((finding for finding in findings if finding.severity is not Severity.NOTES), None):
        late = begin is not None and begin < today and not passed
        return Cell(CellState.LATE if late else CellState.TO_DO, serious.message, begin, passport.ref)
    if findings:
        return Cell(CellState.UNKNOWN, findings[0].message, begin, passport.ref)
    if facts.last is None:
        return Cell(CellState.UNKNOWN, lazy("The days of the mission are not known yet."), None, passport.ref)
    kind = kind_title(passport.kind)
    told = lazy("{kind}, valid until {day}", kind=kind, day=passport.expires_on)
    if passport.masked:
        told = lazy("{kind} {number}, valid until {day}", kind=kind, number=passport.masked, day=passport.expires_on)
    return Cell(CellState.READY, told, None, passport.ref)


def service_cell(facts: MissionVisas, one: TravellerFacts, visas: Sequence[VisaStanding], today: date) -> Cell:
    """Say how it stands with the passport of a function: there, asked for, handed out, given back."""
    mine = [passport for passport in one.passports if passport.out and passport.out_for == facts.id and passport.kind in OFFICIAL]
    if mine:
        return _handed_out(mine[0], today)
    begin = _begin(facts, one)
    there = [found for kind in (PassportKind.DIPLOMATIC, PassportKind.SERVICE) for found in suits(one.passports, kind, facts.last or today)]
    if there:
        chosen = there[0]
        return Cell(
            CellState.READY, lazy("{kind}, valid until {day}", kind=kind_title(chosen.kind), day=chosen.expires_on), None, chosen.ref
        )
    if running := _running(one):
        return _asked_for(running, begin)
    if any(_spares(facts, visa) for visa in visas):
        return Cell(CellState.TO_DO, lazy("With a service passport no visa would be needed."), begin)
    return Cell(CellState.NOT_NEEDED, lazy("None is asked for."))


def _handed_out(passport: PassportFacts, today: date) -> Cell:
    if overdue(passport, today):
        return Cell(
            CellState.LATE, lazy("It should have been given back by {day}.", day=passport.due_back), passport.due_back, passport.ref
        )
    return Cell(CellState.READY, lazy("Handed out for this mission."), passport.due_back, passport.ref)


def _running(one: TravellerFacts) -> RequestFacts | None:
    under_way = (RequestState.TO_SEND, RequestState.RUNNING, RequestState.LATE)
    return next((request for request in one.requests if request.state in under_way), None)


def _asked_for(request: RequestFacts, begin: date | None) -> Cell:
    due, late = request.needed_by or begin, request.state is RequestState.LATE
    if request.asked_on is None:
        return Cell(CellState.LATE if late else CellState.TO_DO, lazy("It is still to be asked for."), due, Ref(REQUEST, request.id))
    return Cell(
        CellState.LATE if late else CellState.IN_PROGRESS, lazy("Asked for on {day}.", day=request.asked_on), due, Ref(REQUEST, request.id)
    )


def _spares(facts: MissionVisas, visa: VisaStanding) -> bool:
    card = facts.card(visa.country.country)
    begun = visa.standing.state not in (CellState.TO_DO, CellState.LATE)
    return not begun and visa.need.need is Need.VISA and card is not None and card.ordinary is Need.VISA and card.service is Need.NOT_NEEDED


def _note_cell(facts: MissionVisas, one: TravellerFacts, asked: Sequence[VisaStanding], today: date) -> Cell:
    """The least advanced of the countries that want one counts."""
    cells = [cell for visa in asked if (cell := _note_for(facts, one, visa, today)) is not None]
    if not asked:
        return Cell(CellState.NOT_NEEDED, lazy("No visa is asked for."))
    return min(cells, key=lambda cell: _LEAST.index(cell.state), default=Cell(CellState.NOT_NEEDED, lazy("No country asks for one.")))


def _note_for(facts: MissionVisas, one: TravellerFacts, visa: VisaStanding, today: date) -> Cell | None:
    kept, card = one.visas.get(visa.country.country), facts.card(visa.country.country)
    asks, due = asks_note_verbale(kept.visa if kept else None, card), deadlines(visa.stay, card, facts.rules).file
    if asks is Answer.NO:
        return None
    ref = Ref(VISA, kept.id) if kept else None
    if kept is not None and kept.visa.note_verbale_received_on:
        return Cell(CellState.READY, lazy("Received on {day}.", day=kept.visa.note_verbale_received_on), None, ref)
    if _decided(visa):
        return Cell(CellState.READY, lazy("The visa is there."), None, ref)
    if kept is not None and kept.visa.filed_on and not kept.visa.note_verbale_asked_on:
        return Cell(CellState.NOT_NEEDED, lazy("The application was filed without one."), None, ref)
    if asks is Answer.UNKNOWN:
        return Cell(CellState.UNKNOWN, lazy("The country card does not say whether a note verbale is needed."), due, ref)
    late = due is not None and due < today and not _over(facts, one, today)
    if kept is not None and kept.visa.note_verbale_asked_on:
        message = lazy("Asked for at Foreign Affairs on {day}.", day=kept.visa.note_verbale_asked_on)
        return Cell(CellState.LATE if late else CellState.IN_PROGRESS, message, due, ref)
    return Cell(CellState.LATE if late else CellState.TO_DO, lazy("It is still to be asked for at Foreign Affairs."), due, ref)


def _documents_cell(facts: MissionVisas, one: TravellerFacts, asked: Sequence[VisaStanding], today: date) -> Cell:
    if not asked:
        return Cell(CellState.NOT_NEEDED, lazy("No visa is asked for."))
    return min((_documents_for(facts, one, visa, today) for visa in asked), key=lambda cell: _LEAST.index(cell.state))


def _documents_for(facts: MissionVisas, one: TravellerFacts, visa: VisaStanding, today: date) -> Cell:
    kept, card = one.visas.get(visa.country.country), facts.card(visa.country.country)
    due = deadlines(visa.stay, card, facts.rules).file
    ref = Ref(VISA, kept.id) if kept else None
    if kept is not None and (kept.visa.filed_on or _decided(visa)):
        return Cell(CellState.READY, lazy("Handed in with the application."), None, ref)
    late = due is not None and due < today and not _over(facts, one, today)
    if kept is None or not kept.visa.documents:
        return Cell(CellState.LATE if late else CellState.TO_DO, lazy("None of the documents is there yet."), due, ref)
    if missing := missing_documents(kept.visa, card):
        names = tuple(title_of(code, DOCUMENTS) for code in missing)
        return Cell(CellState.LATE if late else CellState.IN_PROGRESS, lazy("Still missing: {documents}.", documents=names), due, ref)
    return Cell(CellState.READY, lazy("All documents are there."), None, ref)


def _decided(visa: VisaStanding) -> bool:
    return visa.standing.state is CellState.READY


_LEAST = (CellState.LATE, CellState.TO_DO, CellState.UNKNOWN, CellState.IN_PROGRESS, CellState.READY, CellState.NOT_NEEDED)


def _begin(facts: MissionVisas, one: TravellerFacts) -> date | None:
    begins = one.joins or facts.first
    return None if begins is None else date.fromordinal(max(1, begins.toordinal() - facts.rules.number(RuleCode.OPEN_DAYS)))


def _over(facts: MissionVisas, one: TravellerFacts, today: date) -> bool:
    last = one.leaves or facts.last
    return facts.over or (last is not None and last < today)


# ------------------------------------------------------------------------------------------------ guests


def _guest_cells(facts: MissionVisas, one: TravellerFacts, today: date) -> Iterator[Cell]:
    told, begins = one.invitation or InvitationDraft(), one.joins or facts.first
    letter, first, last = schengen_dates(begins, facts.rules)
    needs, why = guest_needs_visa(told.needs_visa, one.nationality, facts.rules)
    ref, passed = Ref(INVITATION, one.invitation_id) if one.invitation_id else None, _over(facts, one, today)

    def pressing(state: CellState, reason: Lazy, due: date | None) -> Cell:
        late = due is not None and due < today and not passed
        return Cell(CellState.LATE if late else state, reason, due, ref)

    yield _guest_passport(facts, one, needs, letter, today)
    yield _payers(told, needs, why, letter, ref, pressing)
    if needs is Answer.NO:
        yield from (Cell(CellState.NOT_NEEDED, why, None, ref) for _ in range(4))
        return
    if told.sent_on:
        yield Cell(CellState.READY, lazy("Sent on {day}.", day=told.sent_on), None, ref)
    elif needs is Answer.UNKNOWN:
        yield Cell(CellState.UNKNOWN, why, letter, ref)
    else:
        yield pressing(CellState.TO_DO, lazy("The invitation letter is still to be sent."), letter)
    if needs is Answer.UNKNOWN:
        yield from (Cell(CellState.UNKNOWN, why, last, ref) for _ in range(3))
        return
    if told.authority_letter_on:
        yield Cell(CellState.READY, lazy("Dated {day}.", day=told.authority_letter_on), None, ref)
    else:
        yield pressing(CellState.TO_DO, lazy("The letter that confirms the membership of the delegation is missing."), last)
    yield _insurance(facts, told, ref, pressing, last)
    yield _schengen(told, first, last, today, ref, pressing, begins)


def _guest_passport(facts: MissionVisas, one: TravellerFacts, needs: Answer, due: date | None, today: date) -> Cell:
    chosen = one.invitation.passport_id if one.invitation else None
    passport = next((found for found in one.passports if found.id == chosen), None) or one.passport()
    if passport is None:
        if needs is Answer.NO:
            return Cell(CellState.NOT_NEEDED, lazy("No visa is needed."))
        if needs is Answer.UNKNOWN:
            return Cell(CellState.UNKNOWN, lazy("No passport is entered."), due)
        late = due is not None and due < today and not _over(facts, one, today)
        return Cell(CellState.LATE if late else CellState.TO_DO, lazy("No passport is entered."), due)
    if found := next(iter(guest_passport_findings(facts, one, passport, needs)), None):
        late = due is not None and due < today and not _over(facts, one, today)
        return Cell(CellState.LATE if late else CellState.TO_DO, found.message, due, passport.ref)
    return Cell(CellState.READY, lazy("Valid until {day}", day=passport.expires_on or ""), None, passport.ref)


def guest_passport_findings(facts: MissionVisas, one: TravellerFacts, passport: PassportFacts, needs: Answer) -> Iterator[Finding]:
    """Say what keeps the passport of a guest from serving: for a Schengen visa it is valid some months after leaving, and not too old."""
    leaves, schengen = one.leaves or facts.last, needs is not Answer.NO
    if leaves is None:
        return
    months = facts.rules.number(RuleCode.SCHENGEN_VALID) if schengen else 0
    pages = facts.rules.number(RuleCode.BLANK_PAGES) if schengen and passport.blank_pages is not None else 0
    yield from valid_for(passport, leaves, months, pages)
    years = facts.rules.number(RuleCode.SCHENGEN_YEARS)
    begins = one.joins or facts.first
    if schengen and passport.issued_on and begins and months_later(passport.issued_on, 12 * years) <= begins:
        message = lazy("The passport of {name} was issued {years} years ago or more.", name=one.name, years=years)
        yield Finding("passport", message, Severity.WARNS, rule="passport-too-old", ref=passport.ref, value=passport.issued_on)


def _payers(told: InvitationDraft, needs: Answer, why: Lazy, due: date | None, ref: Ref | None, pressing: _Pressing) -> Cell:
    if Payer.UNKNOWN not in (told.pays_travel, told.pays_stay):
        travel, stay = title_of(told.pays_travel, PAYERS), title_of(told.pays_stay, PAYERS)
        return Cell(CellState.READY, lazy("Travel: {travel}; stay: {stay}", travel=travel, stay=stay), None, ref)
    message = lazy("It is not known who pays travel and stay.")
    if needs is Answer.YES:
        return pressing(CellState.TO_DO, message, due)
    return Cell(CellState.NOT_NEEDED if needs is Answer.NO else CellState.UNKNOWN, why if needs is Answer.NO else message, None, ref)


def _insurance(facts: MissionVisas, told: InvitationDraft, ref: Ref | None, pressing: _Pressing, due: date | None) -> Cell:
    if told.insured_on:
        return Cell(CellState.READY, lazy("Proof seen on {day}.", day=told.insured_on), None, ref)
    euro = facts.rules.number(RuleCode.SCHENGEN_INSURANCE)
    return pressing(CellState.TO_DO, lazy("Proof of an insurance of {euro} EUR is missing.", euro=euro), due)


def _schengen(
    told: InvitationDraft, first: date | None, last: date | None, today: date, ref: Ref | None, pressing: _Pressing, begins: date | None
) -> Cell:
    if told.granted is Answer.YES:
        return Cell(CellState.READY, lazy("Granted on {day}.", day=told.decided_on or ""), None, ref)
    if told.granted is Answer.NO:
        return Cell(CellState.LATE, lazy("Refused on {day}.", day=told.decided_on or ""), None, ref)
    if told.filed_on is None:
        if first is not None and today < first:
            return Cell(CellState.TO_DO, lazy("It can be filed from {day}.", day=first), last, ref)
        return pressing(CellState.TO_DO, lazy("It is to be filed by {day} at the latest.", day=last or "…"), last)
    if last is not None and told.filed_on > last:
        message = lazy("Filed on {day}, less than the days that a consulate may take before the visit.", day=told.filed_on)
        return Cell(CellState.LATE, message, begins, ref)
    return pressing(CellState.IN_PROGRESS, lazy("Filed on {day}.", day=told.filed_on), begins)


# ------------------------------------------------------------------------------------------------ the mission as a whole


def findings_of(facts: MissionVisas, today: date) -> Iterator[Finding]:
    """Say what concerns all travellers: days that are not known, cards that are missing or old, visas that officials of a Region do not get."""
    if facts.direction is Direction.VIRTUAL:
        return
    if not facts.travellers:
        yield Finding("delegation", lazy("Nobody is in the delegation yet."), Severity.NOTES, rule="nobody-travels")
    if facts.starts is None:
        yield Finding("starts", lazy("The days of the mission are not known yet: nothing can be due."), Severity.NOTES, rule="days-unknown")
    elif facts.roughly:
        message = lazy("The days of the mission are only roughly known: what is due is counted from the first day that it can be.")
        yield Finding("starts", message, Severity.NOTES, rule="days-roughly")
    if facts.incoming:
        return
    if not facts.country:
        yield Finding("country", lazy("The mission has no country yet."), Severity.WARNS, rule="mission-without-country")
    yield from _days_outside(facts)
    for country in _cards_wanted(facts):
        yield from card_findings(facts, country, today)
    if any(one.country in facts.rules.national_only for one in facts.countries):
        message = lazy(
            "United States: A-1 and A-2 visas are for those who travel for a national government. Those who travel for a Region use B-1 or "
            "B-2, or the waiver where they may; ask the embassy for a royal or State delegation."
        )
        yield Finding("country", message, Severity.NOTES, rule="national-only", source=facts.rules.national_only_source)


def _days_outside(facts: MissionVisas) -> Iterator[Finding]:
    """Days in a country that were entered before the mission got other ones by its form."""
    for country in facts.countries:
        early = country.leaves_on is not None and facts.first is not None and country.leaves_on < facts.first
        late = country.enters_on is not None and facts.last is not None and country.enters_on > facts.last
        if early or late:
            message = lazy("The days in {country} are not among those of the mission.", country=country_name(country.country))
            yield Finding("country", message, Severity.WARNS, rule="country-days", ref=Ref(MISSION_COUNTRY, country.country))


def _cards_wanted(facts: MissionVisas) -> Iterator[str]:
    """Only where somebody's need hangs on a card: not within Europe, and not where it is set by hand for all."""
    for country in facts.countries:
        if any(facts.need(one, country.country).of_card for one in facts.travellers):
            yield country.country


def card_findings(facts: MissionVisas, country: str, today: date) -> Iterator[Finding]:
    """Say that a card is missing, or asks to be checked."""
    kept = facts.cards.get(country)
    if kept is None:
        message = lazy("The card of this country is not filled yet: {country}.", country=country_name(country))
        yield Finding("country", message, Severity.WARNS, rule="card-missing", ref=Ref(CARD, country), value=country)
    elif card_is_old(kept.card, facts.rules, today):
        message = lazy(
            "The card of this country was last checked on {day}: {country}.", day=kept.card.checked_on, country=country_name(country)
        )
        yield Finding("country", message, Severity.WARNS, rule="card-old", ref=Ref(CARD, kept.id), value=kept.card.checked_on)


def _countries_shown(facts: MissionVisas) -> tuple[CountryDraft, ...]:
    return () if facts.incoming or facts.direction is Direction.VIRTUAL else facts.countries


def _country(facts: MissionVisas, draft: CountryDraft, today: date) -> CountryOfMission:
    kept = facts.cards.get(draft.country)
    stay = CountryStay(draft.country, draft.transit, journey=facts.first, returns=facts.last)
    dates = deadlines(stay, kept.card if kept else None, facts.rules)
    return CountryOfMission(
        country=draft.country,
        own=draft.country == facts.country,
        draft=draft,
        row=draft != CountryDraft(country=draft.country),
        card=kept.id if kept else "",
        checked_on=kept.card.checked_on if kept else None,
        old=kept is not None and card_is_old(kept.card, facts.rules, today),
        begin=dates.begin,
        file=dates.file,
        back=dates.back,
    )
