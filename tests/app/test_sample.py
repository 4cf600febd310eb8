"""The sample office: what is in it, that it comes once, and that it was made as everything else is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from app import sample
from app.application import Application
from app.bootstrap import Config, start
from app.domains.access.vocabulary import RoleCode
from app.domains.checklists.queries import progress, tasks
from app.domains.checklists.vocabulary import Urgency
from app.domains.gifts.bank_queries import item_ids, item_rows
from app.domains.gifts.counting_queries import counts
from app.domains.gifts.gift_rows_queries import GiftRow
from app.domains.gifts.lending_queries import loans
from app.domains.gifts.register_queries import gift_card, gift_ids, gift_rows
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.vocabulary import Acceptance, Decision, Direction, Fate, ReservationState, Standing, Step
from app.domains.missions.queries import mission_by
from app.domains.people.queries import person_ids
from app.domains.trips.queries.files import TripCard, trip_by, trip_card, trip_ids, trips, trips_of_mission
from app.domains.trips.queries.lists import transparency
from app.domains.trips.vocabulary import CancelReason, Means, Outcome, Reached, State
from app.kernel.clock import FixedClock
from app.kernel.errors import Severity
from app.kernel.fields import Criteria
from app.kernel.jobs import Cancelled
from app.sample.cast import CAST

A_MONDAY = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
BEFORE_THE_TRIPS = 6  # steps
FAMILY_NAMES = {"Voorbeeld", "Exemple", "Muster", "Exemplo", "Örnek", "Esempio", "Sample"}  # "example" in some language


@pytest.fixture(scope="module")
def office() -> Iterator[Application]:
    """The sample office on a Monday in March 2026, as it opens: nobody has signed in. For reading only."""
    opened = start(Config(user="officer", clock=FixedClock(A_MONDAY)))
    sample.fill(opened)
    yield opened
    assert opened._store.faults() == []
    opened.close()


def card(office: Application, key: str) -> TripCard:
    return office.ask(trip_card(office.ask(trip_by(f"sample-trip-{key}"))))


@pytest.fixture(scope="module")
def cards(office: Application) -> list[TripCard]:
    """Every file, read once."""
    return [office.ask(trip_card(id)) for id in office.ask(trip_ids())]


def test_the_year_report_comes_as_one_step_then_the_users_then_what_was_done_with_the_trips(application: Application) -> None:
    assert sample.fill(application) > 0

    application.sign_in("hanne")
    steps = application.history()[::-1]
    assert [str(step.label) for step in steps[:BEFORE_THE_TRIPS]] == [
        "Open the sample office",
        "Keep the checklists of the sample visit",
        "Keep the checklists of the sample visit",
        "Enter the gifts of the sample office",
        "Enter the gifts of the sample office",
        "Enter the users of the sample office",
    ]
    assert {step.user for step in steps[:BEFORE_THE_TRIPS]} == {"officer"}
    assert steps[BEFORE_THE_TRIPS].at < steps[0].at


def test_it_comes_once(application: Application) -> None:
    sample.fill(application)
    application.sign_in("hanne")
    before = application.history()

    assert (sample.fill(application), application.history()) == (0, before)


def test_whoever_has_had_enough_keeps_what_was_told_until_then(application: Application) -> None:
    def three_acts(done: int, _of: int) -> None:
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.fill(application, three_acts)

    application.sign_in("hanne")
    assert (len(application.history()), sample.fill(application)) == (BEFORE_THE_TRIPS + 3, 0)


def test_the_visit_has_checklists_of_which_most_is_done_and_something_is_late(office: Application) -> None:
    (visit,) = office.find("invented sample visit", kinds=("mission",))
    counted = office.ask(progress(visit.ref))
    (fixed,) = [row for row in office.ask(tasks(visit.ref)) if row.fixed]
    (late,) = [row for row in office.ask(tasks(visit.ref)) if row.urgency is Urgency.LATE]
    assert (counted.late, counted.not_needed, counted.done > counted.open) == (1, 1, True)
    assert (str(late.title), str(fixed.title)) == ("Diet, access, language needs", "Site visit with host and security")


def test_an_office_with_users_of_its_own_gets_the_records_and_no_invented_users(application: Application) -> None:
    from tests.makers.access import head

    head(application)

    assert sample.fill(application) > 0
    assert ([entrant.name for entrant in application.entrants()], application.ask(trip_ids())) == (["Head"], [])


def test_what_lies_after_the_day_of_the_sample_has_not_happened(application: Application) -> None:
    assert application.clock.today() == date(2021, 9, 1)

    sample.fill(application)

    application.sign_in("hanne")
    assert {step.at <= application.clock.now() for step in application.history()} == {True}
    assert card(application, "paris-mila").row.state is State.IN_APPROVAL


def test_the_trips_stand_in_every_state_in_which_a_file_can_rest(office: Application) -> None:
    rows = office.ask(trips(office.ask(trip_ids())))

    assert Counter(row.state for row in rows) == {
        State.CLOSED: 11,
        State.CANCELLED: 2,
        State.REFUSED: 1,
        State.TO_SETTLE: 2,
        State.IN_CHECK: 1,
        State.ON_TRIP: 1,
        State.BOOKED: 1,
        State.IN_APPROVAL: 3,
        State.SUBMITTED: 1,
        State.RETURNED: 1,
        State.DRAFT: 1,
    }


def test_every_role_is_held_and_whoever_opens_the_sample_works_without_signing_in(office: Application) -> None:
    assert {player.role for player in CAST.values()} == set(RoleCode)
    assert len(office.entrants()) == len(CAST)
    assert [entrant.name for entrant in office.entrants() if entrant.has_password] == []
    assert (office.user.name, office.signed_in, office.user.roles[0].code) == ("Sascha Muster", False, RoleCode.CELL_OFFICER)


def test_everybody_has_acted_whose_role_is_to_act(cards: list[TripCard]) -> None:
    acted = {move.name for one in cards for move in one.moves} | {made.name for one in cards for made in one.decisions}

    deciding = {"Lena Voorbeeld", "Louis Exemple", "Dirk Voorbeeld", "Simone Esempio", "Karim Exemple", "Max Voorbeeld", "Bea Voorbeeld"}
    others = {"Sascha Muster", "Cléo Exemple", "Fien Voorbeeld"}
    asking = {CAST[login].name for login in ("mila", "remy", "ines", "jonas", "elif", "tarek", "camille")}
    assert acted == deciding | others | asking


def test_travellers_are_invented_and_known_to_the_office(office: Application, cards: list[TripCard]) -> None:
    travellers = [one for file in cards for one in file.request.travellers]

    assert {one.name.rpartition(" ")[2] for one in travellers} <= FAMILY_NAMES
    assert {player.family_name for player in CAST.values()} == FAMILY_NAMES
    assert {one.email.partition("@")[2] for one in travellers} == {"example.org"}
    assert {one.person for one in travellers} <= set(office.ask(person_ids()))


def test_nobody_of_the_year_report_travels_on_a_trip(cards: list[TripCard]) -> None:
    people = {player.name for player in CAST.values()}
    names = {one.name for file in cards for one in file.request.travellers} | {one.request.requester.name for one in cards}

    assert names - people == set()


def test_no_trip_departs_before_the_circular(cards: list[TripCard]) -> None:
    assert min(one.request.departure_day for one in cards if one.request.departure_day) > date(2021, 9, 1)


def test_nothing_that_was_approved_has_a_finding_that_blocks(office: Application, cards: list[TripCard]) -> None:
    blocked = {one.row.number for one in cards if any(finding.severity is Severity.BLOCKS for finding in one.findings)}

    assert blocked == {card(office, "draft").row.number}


def test_every_total_and_every_kilogram_can_be_told(office: Application, cards: list[TripCard]) -> None:
    assert [one.row.number for one in cards if one.row.total is None or one.row.kg is None] == []
    by_train, by_plane = card(office, "paris-mila").row, card(office, "havana-dirk").row
    assert (by_train.kg, by_plane.by_plane) == (Decimal("2.6"), True)
    assert Decimal(4000) < (by_plane.kg or 0) < Decimal(7000)


def test_amounts_for_the_allowance_say_that_they_are_invented(cards: list[TripCard]) -> None:
    remarks = {cost.remark for one in cards for cost in one.request.costs if cost.kind == "daily_allowance"}

    assert remarks == {"Verzonnen bedrag voor het voorbeeldkantoor.", "Montant inventé pour le bureau d’exemple."}


def test_trips_stand_with_their_missions(office: Application) -> None:
    of_paris = office.ask(trips_of_mission(office.ask(mission_by("brussels-days-paris"))))
    missions = {row.mission_id for row in office.ask(trips(office.ask(trip_ids())))}

    assert {row.number for row in of_paris} == {card(office, f"paris-{login}").row.number for login in ("mila", "remy", "jonas", "camille")}
    assert (len(of_paris), len(missions - {None})) == (4, 9)


def test_a_plane_to_paris_was_refused_under_the_rule(office: Application) -> None:
    one = card(office, "paris-jonas")
    assert (one.row.state, [(d.rule, d.granted) for d in one.derogations]) == (State.REFUSED, [("R20", None)])
    assert (one.decisions[-1].outcome, one.decisions[-1].name) == (Outcome.REFUSE, "Dirk Voorbeeld")


def test_the_minister_granted_business_class_to_havana(office: Application) -> None:
    (derogation,) = card(office, "havana-dirk").derogations
    assert (derogation.rule, derogation.granted, derogation.decided_name) == ("R26", True, "Max Voorbeeld")


def test_a_decision_on_paper_has_its_scan(office: Application) -> None:
    (recorded,) = [one for one in card(office, "paris-camille").decisions if one.means is Means.PAPER]
    content = office.file(recorded.scan)
    assert (recorded.name, content[:5] if content else b"") == ("Max Voorbeeld", b"%PDF-")


def test_one_signed_for_another(cards: list[TripCard]) -> None:
    signed = [(made.name, made.behalf_of) for one in cards for made in one.decisions if made.behalf_of]
    assert signed == [("Louis Exemple", "Lena Voorbeeld")]


def test_seoul_was_returned_changed_approved_and_amended(office: Application) -> None:
    one = card(office, "seoul-remy")
    assert (one.edition, one.approved_edition, one.row.state) == (3, 3, State.CLOSED)
    assert [str(move.step) for move in one.moves if move.step in ("return", "amend")] == ["return", "amend"]


def test_the_postponed_state_visit_lost_money_and_the_advance_came_back(office: Application) -> None:
    one = card(office, "lithuania-mila")
    (advance,) = one.advances
    assert (one.cancel_reason, one.lost, bool(one.vouchers)) == (CancelReason.HOST, Decimal("104.00"), True)
    assert advance.settled_amount == -advance.amount.amount


def test_a_journey_without_approval_stays_visible(office: Application, cards: list[TripCard]) -> None:
    assert [one.row.number for one in cards if one.row.regularised] == [card(office, "dubai-tarek").row.number]


def test_a_report_is_missing_and_late(office: Application) -> None:
    unreported = office.ask(trip_ids(Criteria(filters=(("view", "unreported"),))))
    assert card(office, "porto-jonas").id in unreported
    assert card(office, "porto-jonas").report_handed_in is None


def test_expenses_in_another_currency_have_their_rate(cards: list[TripCard]) -> None:
    foreign = [line.draft.money for one in cards for line in one.expenses if line.draft.money.currency != "EUR"]
    assert sorted((money.currency, money.in_euro) for money in foreign) == [("AED", Decimal("23.13")), ("GBP", Decimal("25.88"))]


def test_results_and_what_follows_are_told(office: Application) -> None:
    one = card(office, "leipzig-tarek")
    assert [result.reached for result in one.report.results] == [Reached.YES, Reached.PARTLY]
    (action,) = one.follow_ups
    assert (action.owner, action.draft.due_on, action.draft.done_on) == ("Tarek Voorbeeld", date(2021, 12, 15), date(2021, 12, 10))


def test_reports_are_found(office: Application) -> None:
    assert [hit.ref.id for hit in office.find("lage-emissiezones standpunt", kinds=("trip",))] == [card(office, "leipzig-tarek").id]


def test_the_director_general_stands_on_the_lists_of_the_ordinance(office: Application) -> None:
    wording = office.outside.wording("nl")
    lines = [row[:2] for year in (2021, 2022, 2023) for row in office.ask(transparency(year, wording)).rows if row[1]]
    assert lines == [(card(office, f"{city}-dirk").row.number, "Dirk Voorbeeld") for city in ("havana", "dubai")]


@pytest.mark.parametrize(
    ("login", "keys"), [("lena", ["with-line-manager"]), ("max", ["with-minister"]), ("sascha", ["with-cell", "in-check"])]
)
def test_somebody_has_something_to_decide(office: Application, login: str, keys: list[str]) -> None:
    office.sign_in(login)
    try:
        waiting = office.ask(trip_ids(Criteria(filters=(("view", "waiting"),))))
    finally:
        office.sign_out()
    assert list(waiting) == [card(office, key).id for key in keys]


def test_it_is_whole_in_a_file_too(tmp_path: Path) -> None:
    opened = start(Config(tmp_path / "office.attache", user="officer", clock=FixedClock(datetime(2021, 9, 3, 11, 0, tzinfo=UTC))))
    sample.fill(opened)
    opened.sign_in("hanne")
    assert opened.check() == []
    opened.close()


def test_it_opens_on_the_sunday_on_which_the_clock_is_put_forward() -> None:
    opened = start(Config(user="officer", clock=FixedClock(datetime(2026, 3, 29, 6, 30, tzinfo=UTC))))
    sample.fill(opened)
    assert len(opened.ask(trip_ids())) == 25
    opened.close()


# ------------------------------------------------------------------------------------------------ gifts


@pytest.fixture(scope="module")
def entries(office: Application) -> list[GiftRow]:
    """Every entry of the gift register and what waits for its number, read once."""
    return list(office.ask(gift_rows(office.ask(gift_ids()))))


def test_the_register_of_gifts_goes_on_without_a_gap(entries: list[GiftRow]) -> None:
    numbered = sorted((row for row in entries if row.number), key=lambda row: row.number)
    of_2021 = [row for row in numbered if row.day.year == 2021]
    assert [row.number for row in of_2021] == [f"G2021/{n:03}" for n in range(1, len(of_2021) + 1)]
    assert [row.day for row in of_2021] == sorted(row.day for row in of_2021)
    assert len(of_2021) == 11


def test_gifts_stand_in_every_state(entries: list[GiftRow]) -> None:
    assert {row.standing for row in entries} == set(Standing)
    assert {row.direction for row in entries} == set(Direction)
    assert {row.acceptance for row in entries} == set(Acceptance)
    assert {row.decision for row in entries} == {Decision.OPEN, Decision.KEEP, Decision.HAND_OVER, Decision.RETURN}
    assert {Fate.DISPLAYED, Fate.KEPT, Fate.USED, Fate.RETURNED, Fate.LENT} <= {row.fate for row in entries}
    assert {Step.ENTER, Step.VALUE, Step.DECIDE, Step.DONE} == {row.step for row in entries}


def test_no_real_person_gives_gets_or_decides_on_a_gift(office: Application, entries: list[GiftRow]) -> None:
    named = {id for row in entries for id in (row.giver_person_id, row.recipient_person_id) if id}
    assert named == set()
    deciders = {office.ask(gift_card(row.id)).decided_by for row in entries if row.decision is not Decision.OPEN}
    assert deciders == {CAST["hanne"].name}


def test_every_object_says_that_it_is_invented_and_shows_a_drawing(office: Application, entries: list[GiftRow]) -> None:
    items = office.ask(item_rows(office.ask(item_ids())))
    assert {item.maker.endswith("(sample)") for item in items} == {True}
    digests = [item.photo for item in items] + [row.photo for row in entries]
    assert {office.file(digest) is not None for digest in digests if digest} == {True}
    assert sum(1 for digest in digests if not digest) == 0


def test_the_bank_has_something_short_and_something_that_perishes(office: Application) -> None:
    items = office.ask(item_rows(office.ask(item_ids())))
    assert [str(item.name) for item in items if item.short] == ["Folding umbrella (invented)"]
    assert len([item for item in items if item.next_expiry]) == 2
    assert [item.free >= 0 for item in items] == [True] * len(items)


def test_the_visit_has_a_gift_on_its_way_and_one_on_the_shelf(office: Application) -> None:
    (visit,) = office.find("invented sample visit", kinds=("mission",))
    rows = office.ask(reservations_of(mission=visit.ref.id))
    assert [(row.state, str(row.moment)) for row in rows] == [
        (ReservationState.ISSUED, "Dinner given by the government"),
        (ReservationState.RESERVED, "Dinner given by the government"),
    ]


def test_a_picture_is_lent_out_and_the_shelf_was_counted(office: Application) -> None:
    assert [(str(loan.name), loan.late) for loan in office.ask(loans())] == [("Watercolour of a harbour (invented)", False)]
    (count,) = office.ask(counts())
    assert count.closed_on is not None
