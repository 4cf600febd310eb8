"""What becomes of visas when a mission moves or ends, when somebody joins or leaves, and when two entries turn out to be one person.

Nothing that lies at an embassy is changed from afar: what no longer suffices is said, with the day by which somebody must act.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from app.domains.checklists.keeping import believed
from app.domains.missions.events import Dates, DelegationChanged, MissionCancelled, MissionCloned, MissionMoved, MissionRemoved
from app.domains.missions.records import Participant
from app.domains.missions.vocabulary import MISSION, Direction
from app.domains.people.events import PersonsMerged
from app.domains.people.records import Person
from app.domains.visas.country_cards import country_name
from app.domains.visas.facts_queries import visas_of
from app.domains.visas.matrix import guest_passport_findings, journey_findings, visa_standings
from app.domains.visas.passport_rules import PassportFacts, kind_title
from app.domains.visas.readiness import AREA
from app.domains.visas.terms import INVITATION, VISA
from app.domains.visas.visa_drafts import CountryDraft, InvitationDraft, VisaDraft
from app.domains.visas.visa_facts import MissionVisas, TravellerFacts
from app.domains.visas.visa_records import Invitation, MissionCountry, VisaCase
from app.domains.visas.visa_rules import (
    begun,
    deadlines,
    filed_for_other_days,
    guest_needs_visa,
    is_open,
    schengen_dates,
    what_does_not_suffice,
)
from app.domains.visas.visa_terms import Answer
from app.kernel.consequences import Consequence, Effect
from app.kernel.drafts import draft_of
from app.kernel.errors import Severity
from app.kernel.events import Reaction
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Work

_UNTOUCHED = InvitationDraft()


# ------------------------------------------------------------------------------------------------ a mission moves


def follow_move(event: MissionMoved, work: Work) -> None:
    """The days in its countries move along; visas and passports are looked at again, and what no longer suffices is said."""
    before = visas_of(work, [event.mission]).get(event.mission)
    if before is None or before.direction is Direction.VIRTUAL:
        return
    _shift_countries(event, work)
    work.flush()
    facts = visas_of(work, [event.mission])[event.mission]
    if facts.starts is None or facts.starts.exact is None:
        _without_days(facts, work)
    elif facts.incoming:
        _guests_after_move(facts, event, work)
    else:
        _travellers_after_move(facts, work)


def _shift_countries(event: MissionMoved, work: Work) -> None:
    rows = work.scalars(select(MissionCountry).where(MissionCountry.mission_id == event.mission))
    dated = [row for row in rows if row.enters_on or row.leaves_on]
    if not dated or not event.days:
        return
    for row in dated:
        row.enters_on, row.leaves_on = _shifted(row.enters_on, event.days), _shifted(row.leaves_on, event.days)
    text = lazy_count("The days in one country move along.", "The days in {number} countries move along.", len(dated))
    work.announce(Consequence(Ref(MISSION, event.mission), AREA, Effect.FOLLOWS, text))


def _shifted(day: date | None, days: int) -> date | None:
    if day is None:
        return None
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def _without_days(facts: MissionVisas, work: Work) -> None:
    """Put off without new days: nobody can tell what still suffices, but those whose application lies at an embassy are told."""
    lying = [visa for one in facts.travellers for visa in one.visas.values() if is_open(visa.visa)]
    if lying:
        text = lazy_count(
            "One visa application is at an embassy for the old days: tell the embassy.",
            "{number} visa applications are at embassies for the old days: tell the embassies.",
            len(lying),
        )
        _announce(work, facts, Effect.BY_HAND, text, "visas:postponed")


def _travellers_after_move(facts: MissionVisas, work: Work) -> None:
    good = 0
    for one in facts.travellers:
        if facts.over:
            continue
        good += _visas_after_move(facts, one, work)
        _passport_after_move(facts, one, work)
    if good:
        text = lazy_count("One visa still suffices.", "{number} visas still suffice.", good)
        _announce(work, facts, Effect.FOLLOWS, text)


def _visas_after_move(facts: MissionVisas, one: TravellerFacts, work: Work) -> int:
    """Say what of a traveller's visas no longer suffices; give how many still do."""
    good = 0
    for country in facts.countries:
        kept = one.visas.get(country.country)
        if kept is None or kept.visa.withdrawn_on or kept.visa.refused_on:
            continue
        stay, visa = facts.stay(one, country), kept.visa
        due = deadlines(stay, facts.card(country.country), facts.rules).file
        if visa.valid_until and (wrong := next(what_does_not_suffice(visa, stay), None)):
            text = lazy(
                "Ask for a new visa for {country} for {name}: {reason}", country=country_name(country.country), name=one.name, reason=wrong
            )
            _announce(work, facts, Effect.BY_HAND, text, f"visa:{kept.id}", Ref(VISA, kept.id), due)
        elif is_open(visa) and (other := filed_for_other_days(visa, stay)):
            text = lazy(
                "Tell the embassy of the new days, {country}, {name}: {reason}",
                country=country_name(country.country),
                name=one.name,
                reason=other,
            )
            _announce(work, facts, Effect.BY_HAND, text, f"visa:{kept.id}", Ref(VISA, kept.id), due)
        elif visa.valid_until or is_open(visa):
            good += 1
    return good


def _passport_after_move(facts: MissionVisas, one: TravellerFacts, work: Work) -> None:
    passport, found = journey_findings(facts, one, visa_standings(facts, one, work.today))
    serious = next((finding for finding in found if finding.severity is not Severity.NOTES), None)
    if passport is not None and serious is not None:
        _announce(work, facts, Effect.BY_HAND, serious.message, f"passport:{passport.id}", passport.ref, _renewed_by(facts))


def _renewed_by(facts: MissionVisas) -> date | None:
    first = next(iter(facts.countries), CountryDraft())
    return deadlines(facts.stay(TravellerFacts("", "", "", "", None, None), first), None, facts.rules).begin


def _guests_after_move(facts: MissionVisas, event: MissionMoved, work: Work) -> None:
    if facts.over:
        return
    known = believed(work, event.subject)
    for one in facts.travellers:
        if (told := one.invitation) is None:
            continue
        letter, sent = f"letter:{one.invitation_id}", _on(told.sent_on, event.had)
        visa, filed = f"schengen:{one.invitation_id}", _on(told.filed_on, event.had)
        ref, due = Ref(INVITATION, one.invitation_id), schengen_dates(one.joins or facts.first, facts.rules)[2]
        if told.sent_on and known.get(letter, sent) != _on(told.sent_on, event.after):
            text = lazy("Send {name} a letter with the new days: the one of {day} names the old ones.", name=one.name, day=told.sent_on)
            _announce(work, facts, Effect.BY_HAND, text, letter, ref, due, sent)
        if told.filed_on and told.granted is not Answer.NO and known.get(visa, filed) != _on(told.filed_on, event.after):
            text = lazy(
                "Ask {name} whether the Schengen visa covers the new days: it was filed on {day}.", name=one.name, day=told.filed_on
            )
            _announce(work, facts, Effect.BY_HAND, text, visa, ref, due, filed)
        _guest_passport_after_move(facts, one, work)


def _on(day: date | None, dates: Dates) -> str:
    return f"{day} {dates[0]}/{dates[1]}"


def _guest_passport_after_move(facts: MissionVisas, one: TravellerFacts, work: Work) -> None:
    passport = one.passport()
    told = one.invitation or _UNTOUCHED
    if passport is None:
        return
    needs, _ = guest_needs_visa(told.needs_visa, one.nationality, facts.rules)
    if found := next(guest_passport_findings(facts, one, passport, needs), None):
        _announce(work, facts, Effect.BY_HAND, found.message, f"passport:{passport.id}", passport.ref)


# ------------------------------------------------------------------------------------------------ a mission ends


def follow_end(event: MissionCancelled, work: Work) -> None:
    """What lies at an embassy is withdrawn by hand, passports that were handed out come back, guests are told."""
    facts = visas_of(work, [event.mission]).get(event.mission)
    if facts is None:
        return
    for one in facts.travellers:
        for country, kept in one.visas.items():
            if is_open(kept.visa):
                text = lazy("Withdraw the visa application of {name} for {country}.", name=one.name, country=country_name(country))
                _announce(work, facts, Effect.BY_HAND, text, f"visa:{kept.id}", Ref(VISA, kept.id))
        for passport in _handed_out(facts, one):
            text = lazy("Take back the {kind} of {name}.", kind=kind_title(passport.kind), name=one.name)
            _announce(work, facts, Effect.BY_HAND, text, f"custody:{passport.id}", passport.ref)
    invited = [one for one in facts.travellers if one.invitation is not None and one.invitation.sent_on]
    if invited:
        text = lazy_count(
            "Tell the guest whose letter was sent, and the consulate.",
            "Tell the {number} guests whose letters were sent, and the consulates.",
            len(invited),
        )
        _announce(work, facts, Effect.BY_HAND, text, "letters:cancelled")


def _handed_out(facts: MissionVisas, one: TravellerFacts) -> Iterator[PassportFacts]:
    return (passport for passport in one.passports if passport.out and passport.out_for == facts.id)


def _announce(
    work: Work,
    facts: MissionVisas,
    effect: Effect,
    text: Lazy,
    key: str = "",
    ref: Ref | None = None,
    due: date | None = None,
    was: str = "",
) -> None:
    by_hand = effect is Effect.BY_HAND
    subject, duty = Ref(MISSION, facts.id), Duty.TRAV if by_hand else ""
    late = due is not None and due < work.today
    work.announce(Consequence(subject, AREA, effect, text, ref, key, duty, work.today if by_hand and late else due, was))


# ------------------------------------------------------------------------------------------------ people


def follow_delegation(event: DelegationChanged, work: Work) -> None:
    """The visas of those who left go when nobody has begun them; what lies at an embassy is to be withdrawn by hand."""
    there = set(work.scalars(select(Participant.person_id).where(Participant.mission_id == event.mission)))
    cases = work.scalars(select(VisaCase).where(VisaCase.mission_id == event.mission, VisaCase.person_id.not_in(there)))
    for case in cases:
        visa = draft_of(case, VisaDraft)
        if not begun(visa):
            work.remove(case)
        elif is_open(visa):
            name = work.get(Person, case.person_id).name
            text = lazy(
                "Withdraw the visa application of {name}, who no longer travels, for {country}.",
                name=name,
                country=country_name(case.country),
            )
            subject, ref = Ref(MISSION, event.mission), Ref(VISA, case.id)
            work.announce(Consequence(subject, AREA, Effect.BY_HAND, text, ref, f"visa:{case.id}", Duty.TRAV, lasts=True))
    gone = select(Invitation).where(Invitation.mission_id == event.mission, Invitation.person_id.not_in(there))
    for invitation in work.scalars(gone):
        if draft_of(invitation, InvitationDraft) == _UNTOUCHED:
            work.remove(invitation)


def follow_merge(event: PersonsMerged, work: Work) -> None:
    """Keep one visa for each mission and country, and one invitation for each mission: the one that is further."""
    work.flush()
    cases = work.scalars(select(VisaCase).where(VisaCase.person_id == event.kept).order_by(VisaCase.id))
    kept: dict[tuple[str, str], VisaCase] = {}
    for case in sorted(cases, key=_how_far, reverse=True):
        if kept.setdefault((case.mission_id, case.country), case) is not case:
            work.remove(case)
    invitations = work.scalars(select(Invitation).where(Invitation.person_id == event.kept).order_by(Invitation.id))
    first: dict[str, Invitation] = {}
    for one in sorted(invitations, key=lambda one: _filled(draft_of(one, InvitationDraft), _UNTOUCHED), reverse=True):
        if first.setdefault(one.mission_id, one) is not one:
            work.remove(one)


def _how_far(case: VisaCase) -> int:
    return _filled(draft_of(case, VisaDraft), VisaDraft())


def _filled(draft: object, blank: object) -> int:
    names: tuple[str, ...] = tuple(blank.__dataclass_fields__)  # type: ignore[attr-defined]
    return sum(getattr(draft, name) != getattr(blank, name) for name in names)


# ------------------------------------------------------------------------------------------------ missions


def follow_clone(event: MissionCloned, work: Work) -> None:
    """A mission made after another one goes to the same countries; nobody's visa goes with it."""
    for row in work.scalars(select(MissionCountry).where(MissionCountry.mission_id == event.pattern)):
        draft = replace(draft_of(row, CountryDraft), enters_on=None, leaves_on=None)
        work.add(
            MissionCountry(
                mission_id=event.mission, country=draft.country, transit=draft.transit, times=draft.times, enters_on=None, leaves_on=None
            )
        )


def follow_removal(event: MissionRemoved, work: Work) -> None:
    """What is kept of the visas of a mission goes with it."""
    for kind in (VisaCase, Invitation, MissionCountry):
        for row in work.scalars(select(kind).where(kind.mission_id == event.mission)):
            work.remove(row)
    work.flush()


REACTIONS = (
    Reaction(MissionMoved, follow_move),
    Reaction(MissionCancelled, follow_end),
    Reaction(DelegationChanged, follow_delegation),
    Reaction(PersonsMerged, follow_merge),
    Reaction(MissionCloned, follow_clone),
    Reaction(MissionRemoved, follow_removal),
)
