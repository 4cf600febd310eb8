"""Which visa a journey needs, how far it is, and whether it still suffices: pure functions that can be read to a colleague.

A need comes, in this order, from a hand with its reason, from the country's card (for Belgian passports, of which the cards speak), and
from free movement. Where none of them says anything it is not known, and never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domains.checklists.workdays import working_days_after
from app.domains.visas.rules_of_visas import RuleCode, VisaRules
from app.domains.visas.terms import PassportKind
from app.domains.visas.visa_drafts import CardDraft, VisaDraft
from app.domains.visas.visa_terms import DOCUMENTS, Answer, CellState, Entries, Need, VisaCheck, VisaDocument, title_of
from app.kernel.periods import months_later
from app.kernel.translated import Lazy, lazy, lazy_count

BELGIUM = "BE"
HAND_OVER_DAYS = 2  # before the journey: the passport is in the hands of the traveller


@dataclass(frozen=True, slots=True)
class CountryStay:
    """The days of one traveller in one country; `journey` is the day on which the whole journey begins, from which deadlines count back."""

    country: str
    transit: bool = False
    enters: date | None = None
    leaves: date | None = None
    times: int = 1
    journey: date | None = None
    returns: date | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """Whether a visa is needed, and who says so. `of_card` tells that the country's card said it, or would if it were filled."""

    need: Need
    reason: Lazy
    of_card: bool = False

    @property
    def asks(self) -> bool:
        """Whether something has to be asked for before the journey."""
        return self.need in (Need.VISA, Need.ELECTRONIC)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """By when a visa is begun, filed, and back; each None while the day of the journey is not known."""

    begin: date | None
    file: date | None
    back: date | None
    hand_over: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far something is, why, and by when its next step is due."""

    state: CellState
    reason: Lazy
    due: date | None = None


# ------------------------------------------------------------------------------------------------ the need


def need_on_card(card: CardDraft | None, kind: PassportKind | None) -> Need:
    """Give what a card says for a passport of *kind*; for a passport that is not known, only what is the same for all three kinds."""
    if card is None:
        return Need.UNKNOWN
    match kind:
        case PassportKind.SERVICE:
            return card.service
        case PassportKind.DIPLOMATIC:
            return card.diplomatic
        case PassportKind.ORDINARY | PassportKind.SECOND_ORDINARY:
            return card.ordinary
        case None:
            needs = {card.ordinary, card.service, card.diplomatic}
            return needs.pop() if len(needs) == 1 else Need.UNKNOWN


def needed(
    country: str,
    card: CardDraft | None,
    rules: VisaRules,
    *,
    kind: PassportKind | None = None,
    passport_country: str = "",
    nationality: str = "",
    by_hand: Need | None = None,
    why_by_hand: str = "",
) -> Needed:
    """Tell whether a traveller needs a visa for *country*. `nationality` counts while no passport is entered."""
    if by_hand:
        return Needed(by_hand, lazy("Set by hand: {reason}", reason=why_by_hand))
    citizen = passport_country or nationality
    if citizen == country:
        return Needed(Need.NOT_NEEDED, lazy("It is the traveller's own country."))
    if citizen in (BELGIUM, "") and (told := need_on_card(card, kind)):
        assert card is not None
        return Needed(told, lazy("Country card: {source}, checked on {day}.", source=card.source, day=card.checked_on or ""), of_card=True)
    if rules.moves_freely(citizen, country):
        return Needed(Need.NOT_NEEDED, lazy("Free movement between States of Europe."))
    return Needed(Need.UNKNOWN, _why_unknown(card, kind, citizen), of_card=citizen == BELGIUM)


def _why_unknown(card: CardDraft | None, kind: PassportKind | None, citizen: str) -> Lazy:
    if not citizen:
        return lazy("Neither a passport nor a nationality of the traveller is known.")
    if citizen != BELGIUM:
        return lazy("Country cards speak of Belgian passports: ask the embassy, and enter the need by hand.")
    if card is None:
        return lazy("There is no country card for this country yet.")
    if kind is None and any((card.ordinary, card.service, card.diplomatic)):
        return lazy("It depends on the kind of passport, and none is entered for the traveller.")
    return lazy("The country card does not say it for this kind of passport.")


# ------------------------------------------------------------------------------------------------ how far it is


def deadlines(stay: CountryStay, card: CardDraft | None, rules: VisaRules) -> Deadlines:
    """Count back from the first day of the journey; a country that takes longer than usual is filed at earlier."""
    if stay.journey is None:
        return Deadlines(None, None, None, None)
    numbers = (rules.number(RuleCode.OPEN_DAYS), rules.number(RuleCode.FILE_DAYS), rules.number(RuleCode.BACK_DAYS))
    return _deadlines(stay.journey, stay.country, (card.normal_days if card else None) or 0, *numbers)


@lru_cache(4096)  # a delegation travels on the same days
def _deadlines(journey: date, country: str, normal_days: int, begin_days: int, file_days: int, back_days: int) -> Deadlines:
    back, file = _before(journey, back_days), _before(journey, file_days)
    if normal_days:
        try:
            file = min(file, working_days_after(back, -normal_days, country))
        except OverflowError:
            file = date.min
    return Deadlines(min(_before(journey, begin_days), file), file, back, _before(journey, HAND_OVER_DAYS))


def _before(day: date, days: int) -> date:
    return date.fromordinal(max(1, day.toordinal() - days))


def standing_of(visa: VisaDraft | None, need: Needed, stay: CountryStay, card: CardDraft | None, rules: VisaRules, today: date) -> Standing:
    """Tell how far the visa of a traveller is on a day: ready, in progress, late, and why."""
    dates = deadlines(stay, card, rules)
    if need.need is Need.NOT_NEEDED:
        return Standing(CellState.NOT_NEEDED, need.reason)
    if need.need is Need.ON_ARRIVAL:
        return Standing(CellState.READY, lazy("It is given on arrival."))
    if need.need is Need.UNKNOWN:
        return Standing(CellState.UNKNOWN, need.reason, dates.begin)
    if visa is None or not begun(visa):
        begin = lazy("A visa is needed; nothing has been done yet.")
        if need.need is Need.ELECTRONIC:
            begin = lazy("An electronic authorisation is needed; nothing has been done yet.")
        return _pressing(CellState.TO_DO, begin, dates.begin, stay, today)
    return _begun(visa, need, stay, card, dates, today)


def _begun(visa: VisaDraft, need: Needed, stay: CountryStay, card: CardDraft | None, dates: Deadlines, today: date) -> Standing:
    if visa.withdrawn_on:
        message = lazy("The application was withdrawn on {day}, and a visa is still needed.", day=visa.withdrawn_on)
        return _pressing(CellState.TO_DO, message, dates.file, stay, today)
    if visa.refused_on:
        return Standing(CellState.LATE, lazy("It was refused on {day}.", day=visa.refused_on), dates.file)
    if visa.back_on or visa.valid_until:
        return _back(visa, stay, dates, today)
    if visa.filed_on is None:
        return _pressing(CellState.IN_PROGRESS, _preparing(visa, card), dates.file, stay, today)
    if (other := filed_for_other_days(visa, stay)) is not None:
        return Standing(CellState.LATE, other, dates.file)
    if need.need is Need.ELECTRONIC:
        filed = lazy("Asked for on {day}; no answer yet.", day=visa.filed_on)
    elif visa.filed_at:
        filed = lazy("Filed on {day} at {place}.", day=visa.filed_on, place=visa.filed_at)
    else:
        filed = lazy("Filed on {day}.", day=visa.filed_on)
    return _pressing(CellState.IN_PROGRESS, filed, dates.back, stay, today)


def _preparing(visa: VisaDraft, card: CardDraft | None) -> Lazy:
    if missing := missing_documents(visa, card):
        names = tuple(title_of(code, DOCUMENTS) for code in missing)
        return lazy("Still missing for the application: {documents}.", documents=names)
    if visa.appointment_on:
        return lazy("Ready to be filed; appointment on {day}.", day=visa.appointment_on)
    return lazy("Ready to be filed.")


def _back(visa: VisaDraft, stay: CountryStay, dates: Deadlines, today: date) -> Standing:
    if wrong := next(iter(what_does_not_suffice(visa, stay)), None):
        return Standing(CellState.LATE, wrong, dates.file)
    if visa.valid_until is None:
        return _pressing(CellState.IN_PROGRESS, lazy("Back; enter what stands on the visa."), dates.back, stay, today)
    if unchecked := [code for code in VisaCheck if code not in visa.checked]:
        message = lazy("Back, not yet looked over: {number} of 3 points.", number=len(unchecked))
        return _pressing(CellState.IN_PROGRESS, message, dates.back, stay, today)
    if visa.handed_on:
        return Standing(CellState.READY, lazy("Valid until {until}; handed over on {day}.", until=visa.valid_until, day=visa.handed_on))
    return Standing(CellState.READY, lazy("Valid until {until}; still to be handed over.", until=visa.valid_until), dates.hand_over)


def _pressing(state: CellState, reason: Lazy, due: date | None, stay: CountryStay, today: date) -> Standing:
    """What is not ready by its day is late, as long as the journey is not over."""
    over = stay.returns is not None and stay.returns < today
    late = due is not None and due < today and not over
    return Standing(CellState.LATE if late else state, reason, due)


def begun(visa: VisaDraft) -> bool:
    """Tell whether anybody has done anything for a visa; the choice of a passport and of the need is not yet that."""
    untouched = VisaDraft(passport_id=visa.passport_id, need_by_hand=visa.need_by_hand, need_reason=visa.need_reason, remark=visa.remark)
    return visa != untouched


def is_open(visa: VisaDraft) -> bool:
    """Tell whether an application lies at an embassy: it was filed, and neither decided nor withdrawn."""
    return visa.filed_on is not None and not (visa.back_on or visa.refused_on or visa.withdrawn_on or visa.valid_until)


def missing_documents(visa: VisaDraft, card: CardDraft | None) -> tuple[str, ...]:
    """Name the documents of an application that are not ticked; a proof of vaccination only where the card speaks of health."""
    health = card is not None and bool(card.health)
    asked = [code for code in VisaDocument if code is not VisaDocument.VACCINATION or health]
    return tuple(code for code in asked if code not in visa.documents)


def asks_note_verbale(visa: VisaDraft | None, card: CardDraft | None) -> Answer:
    """Tell whether a note verbale goes with an application: as the card says, and yes where one has been asked for."""
    if visa is not None and visa.note_verbale_asked_on:
        return Answer.YES
    return card.note_verbale if card is not None else Answer.UNKNOWN


# ------------------------------------------------------------------------------------------------ whether it suffices


def what_does_not_suffice(visa: VisaDraft, stay: CountryStay) -> Iterator[Lazy]:
    """Say what of a visa does not fit the days in the country; nothing where it suffices, or the days are not known."""
    if visa.valid_from and stay.enters and visa.valid_from > stay.enters:
        yield lazy("The visa is valid only from {valid}, and the country is entered on {day}.", valid=visa.valid_from, day=stay.enters)
    if visa.valid_until and stay.leaves and visa.valid_until < stay.leaves:
        yield lazy("The visa is valid until {valid}, and the country is left on {day}.", valid=visa.valid_until, day=stay.leaves)
    if visa.stay_days and stay.enters and stay.leaves and (days := (stay.leaves - stay.enters).days + 1) > visa.stay_days:
        yield lazy("The visa is for {allowed} days, and the stay is {days}.", allowed=visa.stay_days, days=days)
    most = {Entries.SINGLE: 1, Entries.DOUBLE: 2}.get(visa.entries)
    if most is not None and stay.times > most:
        yield lazy_count(
            "The visa lets its holder in once, and the country is entered {times} times.",
            "The visa lets its holder in {number} times, and the country is entered {times} times.",
            most,
            times=stay.times,
        )


def filed_for_other_days(visa: VisaDraft, stay: CountryStay) -> Lazy | None:
    """Say that an application names other days than those of the journey; nothing where it covers them."""
    early = visa.asked_from and stay.enters and stay.enters < visa.asked_from
    late = visa.asked_until and stay.leaves and stay.leaves > visa.asked_until
    if not early and not late:
        return None
    return lazy(
        "It was filed for {start} to {end}; the days are now {enters} to {leaves}.",
        start=visa.asked_from or "…",
        end=visa.asked_until or "…",
        enters=stay.enters or "…",
        leaves=stay.leaves or "…",
    )


def months_and_pages(cards: Sequence[CardDraft | None], rules: VisaRules) -> tuple[int, int]:
    """Give how many months after the journey a passport must be valid, and its blank pages: the strictest of the countries.

    A card's own figures come before the rules of the office, also when they are milder.
    """
    months = [rules.number(RuleCode.MONTHS_VALID) if card is None or card.months_valid is None else card.months_valid for card in cards]
    pages = [rules.number(RuleCode.BLANK_PAGES) if card is None or card.blank_pages is None else card.blank_pages for card in cards]
    return max(months, default=0), max(pages, default=0)


# ------------------------------------------------------------------------------------------------ cards


def card_is_old(card: CardDraft, rules: VisaRules, today: date) -> bool:
    """Tell whether a card asks to be checked again."""
    return card.checked_on is not None and months_later(card.checked_on, rules.number(RuleCode.CARD_MONTHS)) <= today


# ------------------------------------------------------------------------------------------------ guests


def schengen_dates(starts: date | None, rules: VisaRules) -> tuple[date | None, date | None, date | None]:
    """Give by when the invitation letter is sent, and the first and the last day on which a Schengen visa is filed."""
    if starts is None:
        return None, None, None
    letter = _before(starts, rules.number(RuleCode.LETTER_DAYS))
    last = _before(starts, rules.number(RuleCode.SCHENGEN_DAYS))
    first = months_later(starts, -rules.number(RuleCode.SCHENGEN_MONTHS))
    return letter, first, last


def guest_needs_visa(answer: Answer, nationality: str, rules: VisaRules, country: str = BELGIUM) -> tuple[Answer, Lazy]:
    """Tell whether a guest needs a Schengen visa, and who says so."""
    if answer is Answer.YES:
        return answer, lazy("A Schengen visa is needed.")
    if answer is Answer.NO:
        return answer, lazy("No visa is needed: entered by hand.")
    if rules.moves_freely(nationality, country):
        return Answer.NO, lazy("Free movement between States of Europe.")
    if not nationality:
        return Answer.UNKNOWN, lazy("The nationality of the guest is not known.")
    return Answer.UNKNOWN, lazy("Nobody has said yet whether this guest needs a visa.")
