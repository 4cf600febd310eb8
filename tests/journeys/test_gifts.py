"""The gifts of one visit: chosen, warned about, reserved, issued, handed over, entered; one received in return, decided on, shown, counted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.application import Application
from app.domains.gifts.counting_commands import CloseCount, CountFound, StartCount
from app.domains.gifts.counting_queries import count_sheet
from app.domains.gifts.deciding_commands import DecideGift, SetFate, SetValue, ThankFor
from app.domains.gifts.drafts import CountDraft, DecisionDraft, FateDraft, GiftDraft, ReservationDraft
from app.domains.gifts.extract_queries import register_extract
from app.domains.gifts.handing_commands import HandOver, IssueReservation
from app.domains.gifts.history_queries import gifts_between
from app.domains.gifts.register_commands import EnterInRegister, NoteGift
from app.domains.gifts.register_queries import decisions_due, gift_card, gift_rows
from app.domains.gifts.reserving_commands import ReserveGift
from app.domains.gifts.suggest_queries import suggestions
from app.domains.gifts.vocabulary import Decision, Direction, Fate, Level, Step, Tag, Tally, Trait, ValueMethod
from app.domains.missions.vocabulary import Direction as Way
from app.kernel.clock import FixedClock
from app.kernel.errors import OfficeError, Refused
from app.kernel.money import euro
from app.kernel.translated import Multilingual
from tests.journeys.conftest import Open
from tests.makers import Make, gifts, missions


def on(clock: FixedClock, day: date) -> None:
    clock.moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def test_one_visit_from_the_choice_of_a_gift_to_the_extract_of_the_register(open_office: Open, clock: FixedClock) -> None:
    office = open_office()
    make = Make(office)
    guest = make.person("Łucja", "Przykład", nationality="MY")
    minister = make.person("Ada", "Voorbeeld")
    visit = missions.mission(office, "Courtesy visit", direction=Way.INCOMING, starts="2021-09-20", ends="2021-09-21", country="MY")
    missions.participant(office, visit, guest, head=True)
    wine = gifts.item(office, "Gueuze", 6, level=Level.C, unit_cost=euro(16), traits=(Trait.ALCOHOL.value,), place="cellar")
    lace = gifts.item(office, "Lace", 2, level=Level.C, unit_cost=euro(60), tags=(Tag.BRUSSELS_MADE.value,), place="cupboard")

    # What suits: lace before wine, which etiquette literature advises against for a guest from Malaysia.
    best = office.ask(suggestions(person_id=guest, mission_id=visit, budget=Decimal(100), level=Level.C.value))
    assert [row.item_id for row in best] == [lace, wine]
    assert [warning.code for warning in best[1].warnings if warning.code.startswith("taboo/")] != []
    with pytest.raises(Refused):
        office.execute(ReserveGift(ReservationDraft(wine, 1, visit, person_id=guest)))
    kept = office.execute(ReserveGift(ReservationDraft(lace, 1, visit, person_id=guest, answers=(("level", "the usual one"),)))).result

    # It is taken out on the eve, handed over on the day, and entered under the first number of the year.
    on(clock, date(2021, 9, 19))
    office.execute(IssueReservation((kept,), date(2021, 9, 19)))
    on(clock, date(2021, 9, 20))
    [given] = office.execute(HandOver((kept,), date(2021, 9, 20))).result
    received = office.execute(NoteGift(tray(visit, guest, minister))).result
    office.execute(EnterInRegister((given,)))
    assert office.execute(EnterInRegister((received,))).result == ("G2021/002",)
    with pytest.raises(OfficeError):
        office.undo()  # the register keeps what it has
    office.close()

    # The program is closed and opened: what is due is still due.
    office = open_office()
    [due] = [row for row in office.ask(decisions_due()) if row.id == received]
    assert due.step is Step.VALUE
    office.execute(SetValue(received, euro(180), ValueMethod.APPRAISAL, "invented appraiser", date(2021, 9, 20)))
    with pytest.raises(Refused):  # whoever received it does not decide
        office.execute(DecideGift(received, DecisionDraft(Decision.KEEP, person_id=minister, reason="I like it")))
    office.execute(DecideGift(received, DecisionDraft(Decision.HAND_OVER, reason="above the threshold")))
    office.execute(ThankFor((received,), date(2021, 9, 20)))
    office.execute(SetFate(received, FateDraft(Fate.DISPLAYED, place="hall")))
    card = office.ask(gift_card(received))
    assert (card.row.step, card.row.fate, card.row.decision) == (Step.DONE, Fate.DISPLAYED, Decision.HAND_OVER)

    # Next time, somebody asks what was given: the same lace is no longer the first choice without a word.
    again = {row.item_id: row for row in office.ask(suggestions(person_id=guest, mission_id=visit, level=Level.C.value))}
    assert "repeat/person" in [warning.code for warning in again[lace].warnings]
    assert sorted(row.direction for row in office.ask(gifts_between(person_id=guest)).gifts) == [Direction.GIVEN, Direction.RECEIVED]

    _count_and_publish(office, clock, received, {name: again[id].code for name, id in (("lace", lace), ("wine", wine))})
    office.close()


def _count_and_publish(office: Application, clock: FixedClock, received: str, codes: dict[str, str]) -> None:
    # The count finds the tray in another place, and one bottle fewer; closing books it.
    on(clock, date(2021, 12, 30))
    count = office.execute(StartCount(CountDraft(date(2021, 12, 30)))).result
    office.execute(CountFound(count, codes["lace"], "cupboard"))
    office.execute(CountFound(count, codes["wine"], "cellar", number=5))
    office.execute(CountFound(count, "G2021/002", "attic"))
    assert {row.number: row.tally for row in office.ask(count_sheet(count))} == {
        codes["lace"]: Tally.FOUND,
        codes["wine"]: Tally.FEWER,
        "G2021/002": Tally.MISPLACED,
    }
    office.execute(CloseCount(count))
    assert office.ask(gift_rows([received]))[0].place == "attic"

    # What the public reads: two numbers in order, with what became of them.
    entries = office.ask(register_extract(2021)).entries
    assert [(entry.number, entry.direction, entry.fate) for entry in entries] == [
        ("G2021/001", Direction.GIVEN, Fate.OPEN),
        ("G2021/002", Direction.RECEIVED, Fate.DISPLAYED),
    ]


def tray(visit: str, guest: str, minister: str) -> GiftDraft:
    """Give what the guest brought."""
    return GiftDraft(
        Direction.RECEIVED,
        day=date(2021, 9, 20),
        description=Multilingual("Dienblad", "Plateau", "Tray"),
        mission_id=visit,
        giver_person_id=guest,
        recipient_person_id=minister,
    )
