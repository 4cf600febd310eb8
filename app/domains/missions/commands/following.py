"""What moves along with a mission in its own file: programme, journeys, hotels, days of presence, the day of its order, its calendar.

Everything moves by one distance. What then no longer fits stays where that puts it and is said, one sentence for each; so is a booking,
because carriers and hotels know nothing of new dates. What simply follows is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, time

from app.domains.checklists.keeping import asked as asked_of
from app.domains.checklists.keeping import believed
from app.domains.checklists.workdays import holiday_names
from app.domains.missions import rules
from app.domains.missions.commands.accepting import calendars_see
from app.domains.missions.moving import CALENDAR, DELEGATION, HOTELS, ORDER, PROGRAMME, TRANSPORTS, Fate, Move
from app.domains.missions.records import Mission, Participant, ProgrammeItem, Stay, Transport
from app.domains.missions.rules import ClockTrouble
from app.domains.missions.vocabulary import MissionState
from app.domains.people.records import Person
from app.kernel.consequences import Consequence, Effect
from app.kernel.ids import Ref
from app.kernel.readiness import Duty
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from app.kernel.work import Work


class Following:
    """Lets what *mission* holds follow it, and keeps in mind what is to be said of that."""

    def __init__(self, work: Work, mission: Mission) -> None:
        self._work = work
        self._mission = mission
        self._told: list[Consequence] = []
        self._asked: Mapping[str, Lazy] = {}  # what an earlier move asked of somebody, and nobody has done
        self._believed: Mapping[str, str] = {}  # which carriers and hotels have not been told of the last move

    def tell(self) -> None:
        """Say it, once the others have heard of the mission itself: tasks that they close must not be those that come of this."""
        for consequence in self._told:
            self._work.announce(consequence)

    def move(self, move: Move, chosen: Mapping[str, date | None], *, lines_follow: bool) -> None:
        """Move everything; *chosen* are the lines whose day was given by hand, and no other line moves unless *lines_follow*."""
        self._asked = asked_of(self._work, self._mission.ref)
        if self._asked and any(booking.reference for booking in (*self._mission.transports, *self._mission.stays)):
            self._believed = believed(self._work, self._mission.ref)
        seen = self._programme(move, chosen, lines_follow=lines_follow)
        journeys = sum([self._transport(transport, move) for transport in self._mission.transports])
        self._say_number(TRANSPORTS, lazy_count("{number} journey moves along.", "{number} journeys move along.", journeys))
        stays = sum([self._stay(stay, move) for stay in self._mission.stays])
        self._say_number(HOTELS, lazy_count("{number} stay in a hotel moves along.", "{number} stays in hotels move along.", stays))
        self._delegation(move)
        self._order(move)
        self._calendar(seen, in_calendars=move.in_calendars, ends=not move.day_is_known)

    def cancel(self, *, in_calendars: bool) -> None:
        """Tell the calendars, and say what has to be cancelled elsewhere; everything stays to be read."""
        lines = [item for item in self._mission.items if not item.cancelled]
        self._say_number(
            PROGRAMME,
            lazy_count(
                "{number} line of the programme does not take place.", "{number} lines of the programme do not take place.", len(lines)
            ),
            Effect.ENDS,
        )
        for transport in self._mission.transports:
            self._booked_transport(transport, transport.departs_on, Fate.CANCELLED)
        for stay in self._mission.stays:
            self._booked_stay(stay, stay.checks_out or stay.checks_in, Fate.CANCELLED)
        self._calendar(lines, in_calendars=in_calendars, ends=True)

    # ------------------------------------------------------------------------------------------------ programme

    def _programme(self, move: Move, chosen: Mapping[str, date | None], *, lines_follow: bool) -> Sequence[ProgrammeItem]:
        """Move the lines; give those that calendars must take over again. A cancelled line moves too: it may be taken up again."""
        keeps_state = MissionState.POSTPONED not in (move.state, move.becomes)
        moved, seen, left, told = list[ProgrammeItem](), list[ProgrammeItem](), list[ProgrammeItem](), set[str]()
        for item in self._mission.items:
            before = item.day
            if item.id in chosen:
                self._give_day(item, chosen[item.id])
            elif lines_follow:
                item.day = move.new_day(before)
            if item.day != before or not (keeps_state or item.cancelled):
                # In calendars the lines of a postponed mission are tentative, or cancelled where it no longer has their days.
                seen.append(item)
            if item.cancelled:
                continue
            if item.day != before:
                moved.append(item)
            elif item.id not in chosen:
                left.append(item)
            if self._needs_another_day(item, move, lost=lines_follow and item.id not in chosen and move.no_longer_fits(before)):
                told.add(item.id)
        counted = lazy_count("{number} line of the programme moves along.", "{number} lines of the programme move along.", len(moved))
        self._say_number(PROGRAMME, counted)
        alone = [item for item in self._mission.items if not (item.cancelled or item.id in told)]
        self._say_left(move, left if move.days is None or not lines_follow else alone if "programme" in self._asked else ())
        self._warn_of_days(moved)
        return seen

    def _needs_another_day(self, item: ProgrammeItem, move: Move, *, lost: bool) -> bool:
        """Say of a line that lies outside the new dates since this move, or still since an earlier one; tell whether it does."""
        text = lazy("“{title}” falls on {day}, outside the new dates. Give it another day.", title=item.title, day=item.day)
        still = self._still(f"item:{item.id}", text) and not move.surely_fits(item.day)
        if lost or still:
            self._by_hand(PROGRAMME, text, item.ref, f"item:{item.id}", Duty.PROT)
        return lost or still

    def _give_day(self, item: ProgrammeItem, day: date | None) -> None:
        item.day = day
        if day is None:
            item.begins = None

    def _say_left(self, move: Move, items: Sequence[ProgrammeItem]) -> None:
        dated = [item for item in items if item.day is not None]
        outside = [item for item in dated if move.after[0] is None or not move.fits(item.day)]
        if not move.day_is_known:
            counted = lazy_count(
                "{number} line of the programme keeps its day until the new dates are known.",
                "{number} lines of the programme keep their days until the new dates are known.",
                len(outside),
            )
            self._say_number(PROGRAMME, counted, Effect.WARNS)
            if asked := self._asked.get("programme"):
                self._by_hand(PROGRAMME, asked, self._mission.ref, "programme", Duty.PROT)
        elif outside:
            counted = lazy_count(
                "{number} line of the programme stays on a day outside the new dates. Give it another day.",
                "{number} lines of the programme stay on days outside the new dates. Give them other days.",
                len(outside),
            )
            self._by_hand(PROGRAMME, counted, self._mission.ref, "programme", Duty.PROT)

    def _warn_of_days(self, moved: Sequence[ProgrammeItem]) -> None:
        for item in moved:
            if trouble := _clock_trouble(item.title, item.day, item.begins, item.zone or self._mission.zone):
                self._say(PROGRAMME, Effect.WARNS, trouble, item.ref)
        for day, number in sorted(Counter(item.day for item in moved if item.day is not None).items()):
            if name := holiday_names(day, self._mission.country):
                text = lazy_count(
                    "{day} is a public holiday ({country}: {name}), with {number} line of the programme.",
                    "{day} is a public holiday ({country}: {name}), with {number} lines of the programme.",
                    number,
                    day=day,
                    country=self._mission.country,
                    name=name,
                )
                self._say(PROGRAMME, Effect.WARNS, text, self._mission.ref)

    # ------------------------------------------------------------------------------------------------ journeys and hotels

    def _transport(self, transport: Transport, move: Move) -> bool:
        """Move a journey; tell whether it simply follows."""
        before, booked = transport.departs_on or transport.arrives_on, _booked(transport)
        transport.departs_on, transport.arrives_on = move.new_day(transport.departs_on), move.new_day(transport.arrives_on)
        day = transport.departs_on or transport.arrives_on
        if day != before:
            self._warn_of_clocks(transport)
        agreed, now = self._agreed(f"transport:{transport.id}", booked), _booked(transport)
        if (fate := _fate(move, before, agreed, now)) and self._booked_transport(transport, day, fate, agreed):
            return False
        key = f"transport:{transport.id}"
        outside = lazy("{journey} is on {day}, outside the new dates. Choose another one.", journey=_journey(transport), day=day)
        early = lazy("{journey} is on {day}, and the mission now lasts longer.", journey=_journey(transport), day=day)
        if move.no_longer_fits(before) or (self._still(key, outside) and not move.surely_fits(day)):
            text = outside
        elif move.ends_too_early(before) or (self._still(key, early) and not move.surely_ends(day)):
            text = early
        else:
            return day != before
        self._by_hand(TRANSPORTS, text, transport.ref, key, Duty.TRAV)
        return False

    def _warn_of_clocks(self, transport: Transport) -> None:
        for day, at, zone in (
            (transport.departs_on, transport.departs_at, transport.departs_zone),
            (transport.arrives_on, transport.arrives_at, transport.arrives_zone),
        ):
            if trouble := _clock_trouble(_journey(transport), day, at, zone):
                self._say(TRANSPORTS, Effect.WARNS, trouble, transport.ref)

    def _booked_transport(self, transport: Transport, day: date | None, fate: Fate, agreed: str = "") -> bool:
        if not transport.reference or self._passed(day):
            return False
        told = {"reference": transport.reference, "journey": _journey(transport)}
        match fate:
            case Fate.MOVED:
                text = lazy("Change the booking {reference}: {journey}, now on {day}.", **told, day=day)
            case Fate.OPEN:
                text = lazy("Ask what becomes of the booking {reference}: {journey}.", **told)
            case Fate.CANCELLED:
                text = lazy("Cancel the booking {reference}: {journey}.", **told)
        self._by_hand(TRANSPORTS, text, transport.ref, f"transport:{transport.id}", Duty.TRAV, agreed)
        return True

    def _stay(self, stay: Stay, move: Move) -> bool:
        """Move a stay; tell whether it simply follows."""
        before, booked = stay.checks_out or stay.checks_in, _booked(stay)
        stay.checks_in, stay.checks_out = move.new_day(stay.checks_in), move.new_day(stay.checks_out)
        day = stay.checks_out or stay.checks_in
        agreed, now = self._agreed(f"stay:{stay.id}", booked), _booked(stay)
        if (fate := _fate(move, before, agreed, now)) and self._booked_stay(stay, day, fate, agreed):
            return False
        key = f"stay:{stay.id}"
        outside = lazy("The stay at {hotel} lasts until {day}, beyond the new dates.", hotel=stay.hotel, day=day)
        early = lazy("The stay at {hotel} lasts until {day}, and the mission now lasts longer.", hotel=stay.hotel, day=day)
        if move.no_longer_fits(before) or (self._still(key, outside) and not move.surely_fits(day)):
            text = outside
        elif move.ends_too_early(before) or (self._still(key, early) and not move.surely_ends(day)):
            text = early
        else:
            return day != before
        self._by_hand(HOTELS, text, stay.ref, key, Duty.TRAV)
        return False

    def _booked_stay(self, stay: Stay, day: date | None, fate: Fate, agreed: str = "") -> bool:
        if not stay.reference or self._passed(day):
            return False
        told = {"reference": stay.reference, "hotel": stay.hotel}
        match fate:
            case Fate.MOVED:
                days = {"first": stay.checks_in or day, "last": day}
                text = lazy("Change the booking {reference} at {hotel}: now {first} to {last}.", **told, **days)
            case Fate.OPEN:
                text = lazy("Ask what becomes of the booking {reference} at {hotel}.", **told)
            case Fate.CANCELLED:
                text = lazy("Cancel the booking {reference} at {hotel}.", **told)
        self._by_hand(HOTELS, text, stay.ref, f"stay:{stay.id}", Duty.TRAV, agreed)
        return True

    def _still(self, key: str, text: Lazy) -> bool:
        """Tell whether an earlier move has asked the same of somebody, who has not done it."""
        asked = self._asked.get(key)
        return asked is not None and asked.message == text.message

    def _agreed(self, key: str, booked: str) -> str:
        """Give the days for which something is booked: those before the first move of which nobody has told, else those it had."""
        return self._believed.get(key, booked)

    def _passed(self, day: date | None) -> bool:
        # Somebody writes down what happened: nothing is left to be changed.
        return day is not None and day < self._work.today

    # ------------------------------------------------------------------------------------------------ people and their order

    def _delegation(self, move: Move) -> None:
        moved = 0
        for participant in self._mission.participants:
            joins, leaves = participant.joins, participant.leaves
            participant.joins, participant.leaves = move.new_day(joins), move.new_day(leaves)
            moved += (joins, leaves) != (participant.joins, participant.leaves)
            key = f"participant:{participant.id}"
            if move.no_longer_fits(joins) or (key in self._asked and not move.surely_fits(participant.joins)):
                text = lazy("{name} joins on {day}, outside the new dates.", name=self._name(participant), day=participant.joins)
                self._by_hand(DELEGATION, text, participant.ref, key, Duty.PROT)
            elif move.no_longer_fits(leaves):
                text = lazy("{name} leaves on {day}, outside the new dates.", name=self._name(participant), day=participant.leaves)
                self._say(DELEGATION, Effect.WARNS, text, participant.ref)
        counted = lazy_count(
            "The days of {number} member of the delegation move along.", "The days of {number} members of the delegation move along.", moved
        )
        self._say_number(DELEGATION, counted)

    def _name(self, participant: Participant) -> str:
        return self._work.get(Person, participant.person_id).name

    def _order(self, move: Move) -> None:
        order = self._mission.order
        if order is None or order.day is None:
            return
        before, order.day = order.day, move.new_day(order.day)
        if order.day != before:
            self._say(ORDER, Effect.FOLLOWS, lazy("The order looks at the posts held on {day}.", day=order.day))
        elif not move.fits(before):
            self._say(ORDER, Effect.WARNS, lazy("The order still looks at the posts held on {day}.", day=before))

    # ------------------------------------------------------------------------------------------------ calendar

    def _calendar(self, lines: Sequence[ProgrammeItem], *, in_calendars: bool, ends: bool) -> None:
        for item in lines:
            calendars_see(self._work, item, moved=True)
        number = in_calendars + sum(item.day is not None for item in lines)
        if ends:
            counted = lazy_count(
                "{number} entry of the calendar becomes cancelled: hand the calendar out again.",
                "{number} entries of the calendar become cancelled: hand the calendar out again.",
                number,
            )
            self._say_number(CALENDAR, counted, Effect.ENDS)
        else:
            counted = lazy_count(
                "{number} entry of the calendar changes: hand the calendar out again.",
                "{number} entries of the calendar change: hand the calendar out again.",
                number,
            )
            self._say_number(CALENDAR, counted)

    # ------------------------------------------------------------------------------------------------ how it is said

    def _say_number(self, area: Lazy, counted: Lazy, effect: Effect = Effect.FOLLOWS) -> None:
        if counted.number:
            self._say(area, effect, counted)

    def _say(self, area: Lazy, effect: Effect, text: Lazy, ref: Ref | None = None) -> None:
        self._told.append(Consequence(self._mission.ref, area, effect, text, ref))

    def _by_hand(self, area: Lazy, text: Lazy, ref: Ref, key: str, duty: Duty, was: str = "") -> None:
        self._told.append(Consequence(self._mission.ref, area, Effect.BY_HAND, text, ref, key, duty, was=was))


def _fate(move: Move, before: date | None, agreed: str, now: str) -> Fate | None:
    """Say what becomes of a booking: nothing when it is found again on the days for which it was made."""
    if move.days is None:
        return move.fate(before)
    return Fate.MOVED if now != agreed else None


def _booked(booking: Transport | Stay) -> str:
    days = (booking.checks_in, booking.checks_out) if isinstance(booking, Stay) else (booking.departs_on, booking.arrives_on)
    return f"{booking.reference} {days[0]}/{days[1]}"


def _journey(transport: Transport) -> str:
    named = " ".join(part for part in (transport.carrier, transport.number) if part)
    way = f"{transport.from_place} – {transport.to_place}"
    return f"{named}, {way}" if named else way


def _clock_trouble(what: Multilingual | str, day: date | None, at: time | None, zone: str) -> Lazy | None:
    if day is None or at is None or not rules.zone_exists(zone) or rules.clock_trouble(day, at, zone) is not ClockTrouble.GAP:
        return None
    return lazy("{what}: {time} does not exist on {day}, when the clocks go forward ({zone}).", what=what, time=at, day=day, zone=zone)
