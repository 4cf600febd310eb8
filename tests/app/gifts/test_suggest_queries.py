"""Suggestions out of an office: who somebody is, what they got before, what they gave us, and what the bank has."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.application import Application
from app.bootstrap import Config, start
from app.domains.gifts.bank_commands import NoteGiftMovement
from app.domains.gifts.bank_queries import shelves
from app.domains.gifts.drafts import MovementDraft, ReservationDraft
from app.domains.gifts.handing_commands import IssueReservation
from app.domains.gifts.house import gift_rules
from app.domains.gifts.house_rules import Budget
from app.domains.gifts.keeping_queries import Shelved, exactly, keeping
from app.domains.gifts.reserving_commands import EditGiftReservation, ReleaseReservation
from app.domains.gifts.reserving_queries import reservation_draft
from app.domains.gifts.rules_commands import EditGiftRules, SetRegimeOf
from app.domains.gifts.suggest_queries import SuggestionRow, recipient_card, suggestions, warnings_against, warnings_for
from app.domains.gifts.vocabulary import SEE_GIFTS, Level, MovementKind
from app.domains.missions.vocabulary import Direction, PartyRole
from app.kernel.clock import FixedClock
from app.kernel.errors import Gone, Refused, Severity
from app.kernel.queries import query
from tests.makers import Make, gifts, missions


@pytest.fixture
def town(make: Make) -> str:
    """A town in France."""
    return make.organisation("Town of Examplia", country="FR", organisation_kind="city")


@pytest.fixture
def mayor(make: Make, town: str) -> str:
    """The mayor of the town."""
    person = make.person("Anna", "Sample", nationality="FR", preferred_language="fr")
    make.post(person, "Mayor of Examplia", organisation_id=town, office="foreign-mayor")
    return person


def rows(application: Application, person: str = "", **asked: object) -> dict[str, SuggestionRow]:
    """Give what is suggested by the English name of the object, in order."""
    return {row.name.en: row for row in application.ask(suggestions(person, **asked))}  # type: ignore[arg-type]


def codes(application: Application, item: str, person: str = "", **rest: object) -> list[str]:
    """Give the codes of all that speaks against an object."""
    draft = ReservationDraft(item, person_id=person or None, **rest)  # type: ignore[arg-type]
    return [one.code for one in application.ask(warnings_against(draft))]


# ------------------------------------------------------------------------------------------------ who somebody is


def test_the_level_is_that_of_the_office(application: Application, make: Make, mayor: str) -> None:
    gifts.item(application, "Lace", level=Level.B)
    gifts.item(application, "Pen", level=Level.D)
    assert list(rows(application, mayor)) == ["Lace", "Pen"]
    assert [one.code for one in rows(application, mayor)["Pen"].warnings] == ["level"]


def test_a_title_in_words_is_recognised_and_said_to_be_a_guess(application: Application, make: Make, town: str) -> None:
    person = make.person()
    make.post(person, "burgemeester", organisation_id=town)
    meant = application.ask(recipient_card(person)).recipient.meant
    assert meant is not None
    assert (meant.level, meant.why.message) == (Level.B, "level {level} by the words of the title: {post}")


def test_a_post_that_is_over_does_not_count(application: Application, make: Make, town: str) -> None:
    person = make.person(nationality="NL")
    make.post(person, "Mayor", organisation_id=town, office="foreign-mayor", until=missions.days("2020"))
    found = application.ask(recipient_card(person)).recipient
    assert (found.meant, found.countries) == (None, ("NL",))


def test_a_level_that_is_said_goes_before_that_of_the_office(application: Application, mayor: str) -> None:
    gifts.item(application, "Lace", level=Level.B)
    gifts.item(application, "Pen", level=Level.D)
    assert list(rows(application, mayor, level="D")) == ["Pen", "Lace"]


def test_a_member_of_a_delegation_without_an_office_is_of_the_last_level(application: Application, make: Make) -> None:
    mission = missions.mission(application, direction=Direction.INCOMING)
    person = make.person("Dora", "Driver")
    missions.participant(application, mission, person)
    meant = application.ask(recipient_card(person, mission_id=mission)).recipient.meant
    assert meant is not None
    assert meant.level is Level.D


def test_countries_are_those_stood_for_and_of_the_nationality(application: Application, make: Make, town: str) -> None:
    person = make.person(nationality="CN")
    make.post(person, organisation_id=town)
    card = application.ask(recipient_card(person))
    assert card.recipient.countries == ("FR", "CN")
    assert [one.code for one in card.taboos] == ["china", "everywhere"]


def test_of_an_unknown_recipient_the_country_of_the_mission_counts(application: Application) -> None:
    abroad = missions.mission(application, country="JP")
    at_home = missions.mission(application, "Visit at home", country="BE")
    assert application.ask(recipient_card(mission_id=abroad)).recipient.countries == ("JP",)
    assert application.ask(recipient_card(mission_id=at_home)).recipient.countries == ()


# ------------------------------------------------------------------------------------------------ whose rules bind them


@pytest.mark.parametrize(
    ("country", "kind", "regime"),
    [("US", "government", "us"), ("US", "embassy", "us"), ("US", "city", None), ("GB", "parliament", "uk"), ("FR", "government", None)],
)
def test_a_rule_of_a_state_binds_those_who_stand_for_it(
    application: Application, make: Make, country: str, kind: str, regime: str | None
) -> None:
    person = make.person()
    make.post(person, organisation_id=make.organisation("Ministry", country=country, organisation_kind=kind))
    found = application.ask(recipient_card(person, day=date(2024, 5, 1))).recipient.regime
    assert (found.code if found else None) == regime


def test_what_the_office_has_said_of_an_organisation_goes_first(application: Application, make: Make, mayor: str, town: str) -> None:
    application.execute(SetRegimeOf(town, "eu-parliament"))
    found = application.ask(recipient_card(mayor)).recipient
    assert found.regime is not None
    assert found.thresholds is not None
    assert (found.regime.code, found.thresholds.hand_over_from) == ("eu-parliament", Decimal("150.01"))
    item = gifts.item(application, unit_cost=gifts.euro("150.01"))
    assert codes(application, item, mayor) == ["threshold/hand over"]


def test_the_rule_of_the_day_of_the_gift_counts(application: Application, make: Make) -> None:
    person = make.person()
    make.post(person, organisation_id=make.organisation("Department", country="US", organisation_kind="government"))
    for day, amount in ((date(2025, 12, 31), "480.01"), (date(2026, 1, 1), "525.01")):
        found = application.ask(recipient_card(person, day=day)).recipient.thresholds
        assert found is not None
        assert found.hand_over_from == Decimal(amount)


# ------------------------------------------------------------------------------------------------ what they got before


def test_what_somebody_got_is_warned_of(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 3)
    gifts.given(application, "Lace", entered=True, item_id=item, recipient_person_id=mayor)
    (found,) = rows(application, mayor)["Lace"].warnings
    assert (found.code, str(found.message)) == ("repeat/person", "Anna Sample got the same on 2021-08-20 (G2021/001).")


def test_what_another_person_of_the_institution_got_is_warned_of(application: Application, make: Make, mayor: str, town: str) -> None:
    item, predecessor = gifts.item(application, "Lace", 3), make.person("Bob", "Before")
    gifts.given(application, "Lace", item_id=item, recipient_person_id=predecessor, recipient_organisation_id=town)
    (found,) = rows(application, mayor)["Lace"].warnings
    assert (found.code, str(found.message)) == (
        "repeat/institution",
        "Town of Examplia got the same on 2021-08-20 (not yet in the register).",
    )


def test_what_an_institution_got_long_ago_is_forgotten(application: Application, mayor: str, town: str) -> None:
    item = gifts.item(application, "Lace", 3)
    gifts.given(application, "Lace", item_id=item, recipient_organisation_id=town, day=date(2011, 1, 1))
    assert codes(application, item, mayor) == []


def test_what_the_head_of_the_delegation_got_is_warned_of_for_its_members(application: Application, make: Make, mayor: str) -> None:
    mission = missions.mission(application, direction=Direction.INCOMING)
    missions.participant(application, mission, mayor, head=True)
    member = make.person("Mia", "Member")
    missions.participant(application, mission, member)
    item = gifts.item(application, "Lace", 3, level=Level.D)
    gifts.given(application, "Lace", item_id=item, recipient_person_id=mayor)
    assert codes(application, item, member, mission_id=mission) == ["repeat/head"]
    assert codes(application, item, member) == []


def test_on_a_mission_abroad_the_head_of_the_other_side_is_the_host(application: Application, make: Make, mayor: str) -> None:
    mission = missions.mission(application)
    missions.party(application, mission, role=PartyRole.HOST, person_id=mayor)
    item = gifts.item(application, "Lace", 3)
    gifts.given(application, "Lace", item_id=item, recipient_person_id=mayor)
    assert codes(application, item, make.person("Mia", "Member"), mission_id=mission) == ["repeat/head"]


def test_all_members_of_a_delegation_may_get_the_same_on_one_mission(application: Application, make: Make, mayor: str, town: str) -> None:
    mission = missions.mission(application, direction=Direction.INCOMING)
    missions.participant(application, mission, mayor, head=True)
    item = gifts.item(application, "Lace", 3)
    gifts.reservation(application, item, person_id=mayor, organisation_id=town, mission_id=mission)
    colleague = make.person("Cora", "Colleague")
    missions.participant(application, mission, colleague)
    assert codes(application, item, colleague, organisation_id=town, mission_id=mission) == ["level"]


def test_what_is_struck_out_or_released_is_no_repeat(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 3)
    reservation = gifts.reservation(application, item, person_id=mayor)
    assert codes(application, item, mayor) == ["repeat/person"]
    application.execute(ReleaseReservation((reservation,), "another choice"))
    assert codes(application, item, mayor) == []


def test_an_organisation_alone_gets_nothing_twice(application: Application, town: str) -> None:
    item = gifts.item(application, "Lace", 3)
    gifts.given(application, "Lace", item_id=item, recipient_organisation_id=town)
    assert codes(application, item, organisation_id=town) == ["repeat/institution"]


# ------------------------------------------------------------------------------------------------ what they gave us


def test_the_last_thing_they_gave_us_is_answered(application: Application, mayor: str, town: str) -> None:
    gifts.gift(application, "Vase", giver_organisation_id=town, value=gifts.euro("50"))
    gifts.gift(application, "Plate", giver_organisation_id=town, value=gifts.euro("900"), day=date(2020, 1, 1))
    gifts.item(application, "Lace", unit_cost=gifts.euro("40"))
    reasons = [one.message for one in rows(application, mayor)["Lace"].why]
    assert "Close to what they last gave us: {value} on {day}." in reasons
    gifts.gift(application, "Crown", giver_person_id=mayor, value=gifts.euro("900"))
    assert [one.code for one in rows(application, mayor)["Lace"].warnings] == ["reciprocity"]


# ------------------------------------------------------------------------------------------------ what there is


def test_what_is_reserved_for_others_is_not_free(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 1)
    assert (rows(application, mayor)["Lace"].free, codes(application, item, mayor)) == (1, [])
    gifts.reservation(application, item)
    row = rows(application, mayor)["Lace"]
    assert (row.free, row.stock, row.barred) == (0, 1, True)


def test_a_reservation_does_not_speak_against_itself(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 1)
    reservation = gifts.reservation(application, item, person_id=mayor)
    draft = application.ask(reservation_draft(reservation))
    assert application.ask(warnings_against(draft, without=reservation)) == ()
    application.execute(IssueReservation((reservation,), date(2021, 9, 1)))
    assert application.ask(warnings_against(draft, without=reservation)) == ()


def test_a_reservation_can_be_changed_without_answering_to_itself(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 2)
    reservation = gifts.reservation(application, item, person_id=mayor)
    before = application.ask(reservation_draft(reservation))
    application.execute(EditGiftReservation(reservation, before, replace(before, day=date(2021, 9, 9), number=2)))
    assert application.ask(reservation_draft(reservation)).number == 2


def test_what_is_past_its_best_on_the_day_is_warned_of(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Pralines", 0)
    for number, until in ((2, date(2021, 9, 10)), (1, date(2021, 12, 1))):
        application.execute(NoteGiftMovement(item, MovementDraft(MovementKind.PURCHASE, date(2021, 8, 1), number, best_before=until)))
    assert codes(application, item, mayor, day=date(2021, 9, 10), number=3) == []
    assert codes(application, item, mayor, day=date(2021, 9, 11), number=1) == []
    assert codes(application, item, mayor, day=date(2021, 9, 11), number=2) == ["past-its-best"]


def test_the_budget_of_the_level_counts_until_another_is_said(application: Application, mayor: str) -> None:
    rules = application.ask(gift_rules())
    budgets = tuple(Budget(one.level, None, Decimal(30) if one.level == "B" else None) for one in rules.budgets)
    application.execute(EditGiftRules(rules, replace(rules, budgets=budgets)))
    gifts.item(application, "Lace", unit_cost=gifts.euro("40"))
    assert [one.code for one in rows(application, mayor)["Lace"].warnings] == ["over-budget"]
    assert rows(application, mayor, budget=Decimal(40))["Lace"].warnings == ()


def test_words_narrow_what_is_suggested(application: Application, mayor: str) -> None:
    gifts.item(application, "Comic strip", maker="Atelier Sample", tags=("brussels-made",))
    gifts.item(application, "Lace")
    assert list(rows(application, mayor, text="com")) == list(rows(application, mayor, text="ATELIER brussels")) == ["Comic strip"]
    assert list(rows(application, mayor, text="ship")) == []


def test_without_a_recipient_the_bank_is_shown_as_it_is(application: Application) -> None:
    gifts.item(application, "Lace")
    assert rows(application)["Lace"].warnings == ()


# ------------------------------------------------------------------------------------------------ what is asked of a reservation


def test_a_warning_must_be_answered_before_it_is_reserved(application: Application, make: Make) -> None:
    guest = make.person(nationality="CN")
    item = gifts.item(application, "Clock", traits=("clock",))
    with pytest.raises(Refused) as refusal:
        gifts.reservation(application, item, person_id=guest)
    assert [(one.path, one.rule, one.value) for one in refusal.value.findings] == [("answers", "warning-unanswered", "taboo/china/clock")]
    id = gifts.reservation(application, item, person_id=guest, answers=(("taboo/china/clock", "asked for by the guest"),))
    assert application.ask(reservation_draft(id)).answers == (("taboo/china/clock", "asked for by the guest"),)


def test_notes_need_no_answer(application: Application, mayor: str) -> None:
    item = gifts.item(application, "Lace", 1, minimum=1)
    draft = ReservationDraft(item, person_id=mayor, occasion="reception")
    assert [one.severity for one in application.ask(warnings_against(draft))] == [Severity.NOTES]
    assert application.ask(_asked(item, mayor)) == ()
    gifts.reservation(application, item, person_id=mayor)


@query(SEE_GIFTS)
def _asked(reader: object, item: str, person: str) -> object:
    return warnings_for(reader, item, person)  # type: ignore[arg-type]


def test_what_is_gone_is_said(application: Application, mayor: str) -> None:
    with pytest.raises(Gone):
        application.ask(suggestions("nobody"))
    with pytest.raises(Gone):
        application.ask(warnings_against(ReservationDraft("nothing", person_id=mayor)))
    assert application.ask(warnings_against(ReservationDraft(person_id=mayor))) == ()


# ------------------------------------------------------------------------------------------------ how much is asked of the database


def test_the_number_of_statements_does_not_grow(application: Application, mayor: str, statements: Callable[..., object]) -> None:
    def asked() -> int:
        with statements() as sent:  # type: ignore[attr-defined]
            application.ask(suggestions(mayor))
        return len(sent)

    for name in ("Lace", "Pen"):
        gifts.item(application, name)
    few = asked()
    for number in range(6):
        item = gifts.item(application, f"Object {number}", 3)
        gifts.given(application, item_id=item, recipient_person_id=mayor)
    assert asked() == few


# ------------------------------------------------------------------------------------------------ what keeps, quickly and exactly

MOVES = st.lists(
    st.tuples(
        st.sampled_from(("bought", "bought", "gone", "lost", "promised")),
        st.integers(0, 60),  # the day, from the first
        st.integers(1, 4),
        st.one_of(st.none(), st.integers(0, 80)),  # the best-before day, from the first
    ),
    max_size=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES, st.integers(0, 90), st.integers(1, 3))
def test_sums_say_the_same_as_going_through_every_movement(moves: list[tuple[str, int, int, int | None]], on: int, number: int) -> None:
    first = date(2021, 6, 1)
    opened = start(Config(user="officer", clock=FixedClock(datetime(2021, 9, 1, 10, 0, tzinfo=UTC))))
    try:
        item = gifts.item(opened, "Pralines", 0)
        for kind, day, pieces, keeps in sorted(moves, key=lambda move: (move[1], move[0])):
            with suppress(Refused):
                _move(opened, item, kind, first + timedelta(day), pieces, first + timedelta(keeps) if keeps is not None else None)
        one, exact = opened.ask(_keeping(item, first + timedelta(on), number))
        assert (one is None) is (exact is None or exact[1] < number)
        if one is not None and exact is not None:
            assert (one.good >= number) is (exact[0].good >= number)
            assert one.good <= exact[0].good
            assert one.expiry in (None, exact[0].expiry)
    finally:
        opened.close()


def _move(opened: Application, item: str, kind: str, day: date, pieces: int, keeps: date | None) -> None:
    match kind:
        case "bought":
            opened.execute(NoteGiftMovement(item, MovementDraft(MovementKind.PURCHASE, day, pieces, best_before=keeps)))
        case "lost":
            opened.execute(NoteGiftMovement(item, MovementDraft(MovementKind.LOSS, day, pieces)))
        case _:
            answers = (("past-its-best", "nothing else"),)
            reservation = gifts.reservation(opened, item, pieces, day=day, answers=answers)
            if kind == "gone":
                opened.execute(IssueReservation((reservation,), day))


@query(SEE_GIFTS)
def _keeping(reader: object, item: str, day: date, number: int) -> object:
    """Give what the sums say of an object, and what its movements say with its free pieces."""
    shelf = shelves(reader, [item])[item]  # type: ignore[arg-type]
    shelved = {item: Shelved(shelf.free, shelf.reserved)}
    exact = exactly(reader, shelved, day).get(item)  # type: ignore[arg-type]
    return keeping(reader, shelved, day, number).get(item), (exact, shelf.free) if exact else None  # type: ignore[arg-type]
