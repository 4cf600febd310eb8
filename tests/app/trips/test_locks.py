"""What was submitted, moved and decided stays written in the file itself, for whoever opens it with another program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from app.bootstrap import Config, start
from app.domains.trips.commands.drafting import BeginTrip, EditTrip, RemoveDraft
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, GiveUpAmendment
from app.domains.trips.queries.files import trip_card
from app.domains.trips.request import Place
from app.domains.trips.vocabulary import Outcome
from tests.makers.trips import flight, flight_back, moment, request, stay
from tests.makers.trips_office import TripsOffice

PARIS = Place("Paris", "FR", "CDG")


def write(office, statement):
    """Send a statement to the file, past everything; it is not kept, for the journal would tell of it."""
    with office.application._store.engine.connect() as connection:
        found = connection.exec_driver_sql(statement).rowcount
        connection.rollback()
    return found


@pytest.fixture
def approved(office):
    """A trip with a derogation, approved."""
    return approve(office)


def approve(office):
    """Let a trip by plane be asked for and approved."""
    legs = (flight(to=PARIS, arrives_at=moment("2026-03-03T09:40:00+01:00")), flight_back(origin=PARIS))
    stays = (stay(city="Paris", country="FR"),)
    trip = office.sent(request(destination=PARIS, legs=legs, stays=stays, justifications={"R20": "strike on the railways"}))
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    office.approve(trip, "lena", "dirk", "bea", "max")
    return trip


STATEMENTS = (
    "DELETE FROM trip",
    "UPDATE trip SET creator = 'somebody'",
    "UPDATE trip SET submitted_at = NULL",
    "DELETE FROM trip_edition",
    "UPDATE trip_edition SET title = 'Another'",
    "UPDATE trip_edition SET costs = '[]'",
    "UPDATE trip_edition SET digest = ''",
    "UPDATE trip_edition SET steps = '[]'",
    "INSERT OR REPLACE INTO trip_edition SELECT * FROM trip_edition",
    "DELETE FROM trip_move",
    "UPDATE trip_move SET name = 'Somebody Else'",
    "UPDATE trip_move SET position = position + 100",
    "INSERT OR REPLACE INTO trip_move SELECT * FROM trip_move",
    "DELETE FROM trip_decision",
    "UPDATE trip_decision SET name = 'Somebody Else'",
    "UPDATE trip_decision SET outcome = 'approve'",
    "UPDATE trip_decision SET confirm_by = '2027-01-01'",
    "INSERT OR REPLACE INTO trip_decision SELECT * FROM trip_decision",
    "DELETE FROM trip_derogation",
    "UPDATE trip_derogation SET granted = 0",
)


def test_a_plain_statement_changes_nothing_of_it(office, approved):
    passed = []
    for statement in STATEMENTS:
        try:
            write(office, statement)
        except IntegrityError as error:
            if "stays written" not in str(error):
                passed.append(str(error))
        else:
            passed.append(statement)
    assert passed == []


def test_what_is_to_change_changes(office, approved):
    assert write(office, "UPDATE trip_decision SET confirm_by = NULL") == 4
    assert write(office, "UPDATE trip SET booking_note = 'agency'") == 1


def test_a_draft_that_was_never_sent_goes_and_comes_back(office):
    trip = office.begin(request())
    with office.as_("mila") as application:
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, title="Another")))
        application.undo()
        application.redo()
        application.execute(RemoveDraft(trip))
        application.undo()
        assert application.ask(trip_card(trip)).row.title == "Another"
        other = application.execute(BeginTrip(request())).result
        application.undo()
        application.redo()
        assert application.ask(trip_card(other)).row.title == "Working group on clean air"


def test_an_edition_that_is_being_written_is_free_beside_one_that_was_sent(office):
    trip = office.sent(request())
    office.decide(trip, "lena", Outcome.RETURN, "dear")
    with office.as_("mila") as application:
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, title="Another")))
        application.undo()
        assert application.ask(trip_card(trip)).edition == 1
        application.redo()
        assert application.ask(trip_card(trip)).edition == 2


def test_a_copy_is_put_back_over_it(tmp_path, clock):
    application = start(Config(tmp_path / "office.db", user="officer", clock=clock))
    office = TripsOffice(application)
    approve(office)
    application.backup(str(tmp_path / "copy.db"))
    application.restore(str(tmp_path / "copy.db"))
    with pytest.raises(IntegrityError, match="stays written"):
        write(office, "DELETE FROM trip_decision")
    application.close()


BEGUN = "DELETE FROM trip_move WHERE step = 'amend'"
BACK = "UPDATE trip SET state = 'approved' WHERE state = 'amending'"


def both(office, first, second):
    """Send two statements to the file, one after the other; neither is kept."""
    with office.application._store.engine.connect() as connection:
        connection.exec_driver_sql(first)
        try:
            return connection.exec_driver_sql(second).rowcount
        finally:
            connection.rollback()


def test_the_beginning_of_an_amendment_goes_only_when_the_file_is_back_where_it_was(office, approved):
    with office.as_("mila") as application:
        application.execute(AmendTrip(approved))
    with pytest.raises(IntegrityError, match="stays written"):
        write(office, BEGUN)
    assert both(office, BACK, BEGUN) == 1


def test_an_amendment_that_was_gone_on_with_stays_written(office, approved):
    with office.as_("mila") as application:
        application.execute(AmendTrip(approved))
        application.execute(GiveUpAmendment(approved))
    with pytest.raises(IntegrityError, match="stays written"):
        write(office, BEGUN)
