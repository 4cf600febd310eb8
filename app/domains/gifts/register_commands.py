"""What the office does with entries of the register: note, change, enter under a number, strike out, publish.

An entry is noted first, and everything about it can be undone. Once it has its number it stays: what comes then is a correction, or a
strike-out with its reason. What was published and changes afterwards is to be published anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from app.domains.gifts import register_rules as rules
from app.domains.gifts.deciding_rules import decides_on_own, own_decision
from app.domains.gifts.drafts import GiftDraft
from app.domains.gifts.events import GiftsChanged
from app.domains.gifts.gift_rows_queries import goes_to_oneself, recipient_called
from app.domains.gifts.house import gift_rules
from app.domains.gifts.photos_commands import edit_photos, photos_of, put_photos
from app.domains.gifts.records import Gift, GiftCountLine, GiftItem, GiftLoan, GiftReservation
from app.domains.gifts.thresholds import regime_called
from app.domains.gifts.vocabulary import EDIT_GIFTS, Acceptance, Decision, Direction, Fate
from app.domains.missions.records import Mission, ProgrammeItem
from app.domains.people.records import Organisation, Person
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Refused, refuse
from app.kernel.names import clean
from app.kernel.translated import Lazy, lazy, lazy_count
from app.kernel.work import Work

# What stands in an extract of the register: an entry that was published and changes in one of these is to be published anew.
PUBLISHED = frozenset(
    {
        *("direction", "acceptance", "day", "pieces", "description", "category", "occasion", "mission_id", "relation", "circumstances"),
        *("giver_person_id", "giver_organisation_id", "giver_country", "giver_said", "ceremonial", "value", "value_method"),
        *("recipient_person_id", "recipient_organisation_id", "recipient_country", "recipient_said", "place"),
    }
)


@dataclass(frozen=True, slots=True)
class NoteGift(Command[str]):
    """Note a gift that was received, given or offered; it gets its number when it is entered in the register."""

    permission = EDIT_GIFTS
    label = lazy("Note gift")

    draft: GiftDraft


@handles(NoteGift)
def note_gift(command: NoteGift, work: Work) -> str:
    """Store the entry without a number."""
    gift = make_gift(work, command.draft)
    work.describe(lazy("Note gift: {gift}", gift=gift.description))
    return gift.id


def make_gift(work: Work, draft: GiftDraft) -> Gift:
    """Store an entry without a number; refused with what is wrong with it. For whatever hands a gift over, too."""
    tidy = accepted(draft, lambda one: rules.check_gift(one, work.today))
    _check_references(work, tidy)
    gift = Gift()
    fill(gift, tidy, without=("photos",))
    _follow(work, gift)
    work.add(gift)
    put_photos(work, gift, tidy.photos)
    work.flush()
    tell(work, gift)
    return gift


@dataclass(frozen=True, slots=True)
class EditGift(Command[str]):
    """Change an entry: what differs between the draft that was read and the one that is wanted."""

    permission = EDIT_GIFTS
    label = lazy("Change gift")

    gift: str
    before: GiftDraft
    after: GiftDraft


@handles(EditGift)
def edit_gift(command: EditGift, work: Work) -> str:
    """Write the fields that differ; an entry that has its number keeps its year and its direction."""
    gift, before = standing_gift(work, command.gift), command.before
    after = accepted(command.after, lambda one: rules.check_gift(one, work.today))
    _check_references(work, after)
    refuse([*_kept(work, gift, after), *_as_issued(work, gift, after)])
    mission = gift.mission_id
    pictured = edit_photos(work, gift, before.photos, after.photos)
    names = apply(gift.ref, gift, replace(before, photos=()), replace(after, photos=()))
    _follow(work, gift)
    if pictured or PUBLISHED.intersection(names):
        gift.published_on = None
    work.describe(lazy("Change gift {gift}", gift=name_of(gift)))
    tell(work, gift, mission)
    return gift.id


def _kept(work: Work, gift: Gift, after: GiftDraft) -> Iterable[Finding]:
    assert after.day is not None
    if gift.number is not None and after.direction is not gift.direction:
        message = lazy("An entry of the register stays what it is: received or given. Strike it out, and enter the other one.")
        yield Finding("direction", message, rule="gift-direction-fixed", ref=gift.ref)
    if gift.number is not None and after.day.year != rules.year_of(gift.number):
        message = lazy("The number {number} is one of the year {year}: the day stays within it.", number=gift.number, year=gift.day.year)
        yield Finding("day", message, rule="gift-year-fixed", ref=gift.ref, value=after.day)
    yield from _before_what_came(gift, after.day)
    decided = gift.decision is not Decision.OPEN or gift.fate is not Fate.OPEN
    if decided and (after.direction is Direction.GIVEN or after.acceptance is Acceptance.DECLINED):
        message = lazy("It has been decided what becomes of this gift: withdraw the decision first.")
        path = "direction" if after.direction is Direction.GIVEN else "acceptance"
        yield Finding(path, message, rule="gift-decided", ref=gift.ref)
    recipient = recipient_called(work, after.recipient_person_id, after.recipient_said)
    if gift.decision is not Decision.OPEN and decides_on_own(gift.decided_person_id, gift.decided_by, after.recipient_person_id, recipient):
        yield own_decision("recipient_person_id")


def _before_what_came(gift: Gift, day: date) -> Iterable[Finding]:
    """A gift does not come after what was decided about it, became of it, or was published of it."""
    known = (gift.decided_on, gift.published_on, *(row.day for row in (*gift.decisions, *gift.fates)), *(loan.since for loan in gift.loans))
    first = min((one for one in known if one is not None), default=None)
    if first is not None and gift.day != day and day > first:
        message = lazy("Something was decided or noted about this gift on {day}: it cannot have come after.", day=first)
        yield Finding("day", message, rule="gift-after-what-came", ref=gift.ref, value=day, limit=first)


def _as_issued(work: Work, gift: Gift, after: GiftDraft) -> Iterable[Finding]:
    """What came from the bank is as it left the bank: which object, how many pieces, not before it was issued."""
    issued = work.scalar(select(GiftReservation).where(GiftReservation.gift_id == gift.id))
    if issued is None:
        return
    for path in ("item_id", "pieces", "direction"):
        if getattr(after, path) != getattr(gift, path):
            message = lazy("This gift came from the bank: which object it is, and how many, follows from what was issued.")
            yield Finding(path, message, rule="gift-as-issued", ref=gift.ref)
    if issued.issued_on is not None and after.day is not None and after.day < issued.issued_on:
        message = lazy("It left the bank on {day}: it cannot be handed over before.", day=issued.issued_on)
        yield Finding("day", message, rule="handed-over-before-issue", ref=gift.ref, value=after.day, limit=issued.issued_on)


@dataclass(frozen=True, slots=True)
class EnterInRegister(Command[tuple[str, ...]]):
    """Give gifts the next numbers of the register of their years. This cannot be undone, nor what was done with them before."""

    permission = EDIT_GIFTS
    label = lazy("Enter gifts in the register")
    undoable = False

    gifts: tuple[str, ...]


@handles(EnterInRegister)
def enter_in_register(command: EnterInRegister, work: Work) -> tuple[str, ...]:
    """Issue the numbers in the order of the days; give them in the order in which the gifts were named."""
    gifts = [standing_gift(work, id) for id in named_gifts(command.gifts)]
    for gift in gifts:
        _check_entry(work, gift)
    last: dict[int, str | None] = {}
    for gift in sorted(gifts, key=lambda one: (one.day, one.id)):
        year = gift.day.year
        last[year] = gift.number = rules.number_after(year, last[year] if year in last else _last_number(work, year))
        gift.entered_at, gift.entered_by = work.now, work.user.name
        if gift.direction is Direction.RECEIVED and gift.acceptance is Acceptance.ACCEPTED and gift.declared_on is None:
            gift.declared_on = work.today
    _seal(work, gifts)
    numbers = tuple(gift.number for gift in gifts if gift.number is not None)
    if len(gifts) == 1:
        work.describe(lazy("Enter gift {number} in the register: {gift}", number=numbers[0], gift=gifts[0].description))
    else:
        work.describe(lazy("Enter gifts in the register: {numbers}", numbers=sorted(numbers)))
    tell_all(work, gifts)
    return numbers


def _check_entry(work: Work, gift: Gift) -> None:
    if gift.number is not None:
        message = lazy("This gift stands in the register already: {number}.", number=gift.number)
        raise Refused(Finding("number", message, rule="gift-entered", ref=gift.ref))
    refuse(replace(finding, ref=gift.ref) for finding in rules.check_gift(gift_draft_of(gift), work.today))


def _last_number(work: Work, year: int) -> str | None:
    of_year = select(Gift.number).where(Gift.number >= f"G{year:04}/", Gift.number < f"G{year:04}0")
    return work.scalar(of_year.order_by(func.length(Gift.number).desc(), Gift.number.desc()))


def _seal(work: Work, gifts: Iterable[Gift]) -> None:
    """Close what was done with the gifts before, and with what was taken out of the bank for them."""
    ids: list[str] = []
    for gift in gifts:
        work.seal(gift.ref)
        ids.append(gift.id)
    for reservation in work.scalars(select(GiftReservation).where(GiftReservation.gift_id.in_(ids))):
        work.seal(reservation.ref)


@dataclass(frozen=True, slots=True)
class StrikeGift(Command[None]):
    """Strike out an entry that was a mistake: it keeps its number and its place, and says why."""

    permission = EDIT_GIFTS
    label = lazy("Strike gift out of the register")

    gift: str
    reason: str


@handles(StrikeGift)
def strike_gift(command: StrikeGift, work: Work) -> None:
    """Note the day and the reason; a gift without a number is removed instead."""
    gift, reason = standing_gift(work, command.gift), given_reason(command.reason)
    if gift.number is None:
        message = lazy("This gift has no number yet: remove it, there is nothing to strike out.")
        raise Refused(Finding("", message, rule="gift-not-entered", ref=gift.ref))
    _refuse_lent(work, gift)
    gift.struck_on, gift.struck_why, gift.published_on = work.today, reason, None
    work.describe(lazy("Strike out {number}", number=gift.number))
    tell(work, gift)


@dataclass(frozen=True, slots=True)
class RemoveGift(Command[None]):
    """Remove a gift that was noted and has no number yet."""

    permission = EDIT_GIFTS
    label = lazy("Remove gift")

    gift: str


@handles(RemoveGift)
def remove_gift(command: RemoveGift, work: Work) -> None:
    """Refused for an entry of the register, and for what was lent or counted; what came from the bank is issued again, not handed over."""
    gift = work.get(Gift, command.gift)
    if gift.number is not None:
        message = lazy("{number} stands in the register and stays there: strike it out with a reason.", number=gift.number)
        raise Refused(Finding("", message, rule="gift-entered", ref=gift.ref))
    for record in (GiftLoan, GiftCountLine):
        if work.scalar(select(record.id).where(record.gift_id == gift.id)):
            message = lazy("This gift has been lent or counted: enter it in the register, and strike it out.")
            raise Refused(Finding("", message, rule="gift-in-use", ref=gift.ref))
    for reservation in work.scalars(select(GiftReservation).where(GiftReservation.gift_id == gift.id)):
        reservation.gift_id = None
    work.flush()
    work.describe(lazy("Remove gift: {gift}", gift=gift.description))
    work.remove(gift)
    tell(work, gift)


# ------------------------------------------------------------------------------------------------ publishing


@dataclass(frozen=True, slots=True)
class MarkPublished(Command[None]):
    """Note that entries have been published on a day."""

    permission = EDIT_GIFTS
    label = lazy("Mark gifts as published")

    gifts: tuple[str, ...]
    day: date


@handles(MarkPublished)
def mark_published(command: MarkPublished, work: Work) -> None:
    """Write the day; struck-out entries too, for an extract says that they are."""
    gifts = [work.get(Gift, id) for id in named_gifts(command.gifts)]
    for gift in gifts:
        if gift.number is None:
            message = lazy("Only what stands in the register is published: “{gift}” has no number yet.", gift=gift.description)
            raise Refused(Finding("gifts", message, rule="gift-not-entered", ref=gift.ref))
        refuse(rules.check_later("day", command.day, gift.day, work.today))
        gift.published_on = command.day
    work.describe(lazy_count("Mark {number} gift as published", "Mark {number} gifts as published", len(gifts)))
    tell_all(work, gifts)


@dataclass(frozen=True, slots=True)
class Unpublish(Command[None]):
    """Note that entries are not published, or are to be published anew."""

    permission = EDIT_GIFTS
    label = lazy("Mark gifts as not published")

    gifts: tuple[str, ...]


@handles(Unpublish)
def unpublish(command: Unpublish, work: Work) -> None:
    """Take the day away."""
    gifts = [work.get(Gift, id) for id in named_gifts(command.gifts)]
    for gift in gifts:
        gift.published_on = None
    work.describe(lazy_count("Mark {number} gift as not published", "Mark {number} gifts as not published", len(gifts)))
    tell_all(work, gifts)


# ------------------------------------------------------------------------------------------------ for other commands of gifts


def gift_draft_of(gift: Gift) -> GiftDraft:
    """Give what a form shows of an entry."""
    return replace(draft_of(gift, GiftDraft), photos=photos_of(gift))


def name_of(gift: Gift) -> Lazy:
    """Name a gift as labels do: by its number, else by what it is."""
    return lazy("{number}: {gift}", number=gift.number, gift=gift.description) if gift.number else lazy("“{gift}”", gift=gift.description)


def standing_gift(work: Work, id: str) -> Gift:
    """Fetch a gift that can be changed; refused for one that was struck out."""
    gift = work.get(Gift, id)
    if gift.struck_on is not None:
        message = lazy("{number} was struck out: it stays as it is.", number=gift.number)
        raise Refused(Finding("", message, rule="gift-struck", ref=gift.ref))
    return gift


def tell(work: Work, gift: Gift, before: str | None = None) -> None:
    """Tell the mission of a gift, and the one that it had *before*, that its gifts changed."""
    for mission in dict.fromkeys((before, gift.mission_id)):
        if mission:
            work.flush()
            work.announce(GiftsChanged(mission))


def tell_all(work: Work, gifts: Iterable[Gift]) -> None:
    """Tell each of the missions of several gifts once."""
    by_mission: defaultdict[str, list[Gift]] = defaultdict(list)
    for gift in gifts:
        if gift.mission_id:
            by_mission[gift.mission_id].append(gift)
    work.flush()
    for mission in by_mission:
        work.announce(GiftsChanged(mission))


def named_gifts(ids: tuple[str, ...]) -> tuple[str, ...]:
    """Give the ids that a command names, each once; refused when it names none."""
    if not ids:
        raise Refused(Finding("gifts", lazy("Choose a gift."), rule="gift-not-chosen"))
    return tuple(dict.fromkeys(ids))


def given_reason(text: str) -> str:
    """Give a reason without blanks at its ends; refused when there is none."""
    tidy = clean(text)
    if not rules.says_something(tidy):
        raise Refused(Finding("reason", lazy("Give the reason."), rule="reason-missing"))
    if len(tidy) > rules.LONGEST_TEXT:
        message = lazy("This text is too long: at most {limit} characters.", limit=rules.LONGEST_TEXT)
        raise Refused(Finding("reason", message, rule="text-too-long", limit=rules.LONGEST_TEXT))
    return tidy


def _refuse_lent(work: Work, gift: Gift) -> None:
    if work.scalar(select(GiftLoan.id).where(GiftLoan.gift_id == gift.id, GiftLoan.back_on.is_(None))):
        raise Refused(Finding("", lazy("It is lent out: take it back first."), rule="gift-lent", ref=gift.ref))


# ------------------------------------------------------------------------------------------------ what an entry points at


def _check_references(work: Work, draft: GiftDraft) -> None:
    for record, id in (
        *((Person, id) for id in (draft.giver_person_id, draft.recipient_person_id, draft.custodian_id)),
        *((Organisation, id) for id in (draft.giver_organisation_id, draft.recipient_organisation_id)),
        (Mission, draft.mission_id),
        (GiftItem, draft.item_id),
    ):
        if id:
            work.get(record, id)
    giver = rules.Party(draft.giver_person_id, draft.giver_organisation_id, draft.giver_said)
    if goes_to_oneself(work, giver, rules.Party(draft.recipient_person_id, draft.recipient_organisation_id, draft.recipient_said)):
        raise Refused(rules.to_oneself("giver_said" if draft.direction is Direction.RECEIVED else "recipient_said"))
    if draft.moment_id and work.get(ProgrammeItem, draft.moment_id).mission_id != draft.mission_id:
        message = lazy("This line of the programme is not one of the mission.")
        raise Refused(Finding("moment_id", message, rule="moment-of-another-mission"))
    if draft.regime and regime_called(gift_rules.of(work), draft.regime) is None:
        message = lazy("The rules of gifts know no regime “{code}”.", code=draft.regime)
        raise Refused(Finding("regime", message, rule="regime-unknown", value=draft.regime))


def _follow(work: Work, gift: Gift) -> None:
    """Write what follows from an entry: its value in cents, and the countries that giver and recipient stand for."""
    gift.cents = rules.cents_of(gift.value)
    ours_received = gift.direction is Direction.RECEIVED
    gift.giver_country = gift.giver_country or _country(work, gift.giver_organisation_id, gift.giver_person_id if ours_received else None)
    gift.recipient_country = gift.recipient_country or _country(
        work, gift.recipient_organisation_id, None if ours_received else gift.recipient_person_id
    )


def _country(work: Work, organisation: str | None, person: str | None) -> str:
    # Of our own side the nationality says nothing: it is the Region for which somebody gives or receives.
    body, somebody = work.find(Organisation, organisation), work.find(Person, person)
    return (body.country if body else "") or (somebody.nationality if somebody else "")
