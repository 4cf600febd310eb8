"""The ways in which other systems let an approval through that was none, each tried here."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.bootstrap import Config, start
from app.discovery import features
from app.domains.access.commands import AddAccount, EditAccount, GrantRole, WithdrawRole
from app.domains.access.queries import account_draft, grants_of
from app.domains.access.rules import AccountDraft, GrantDraft
from app.domains.access.vocabulary import RoleCode
from app.domains.people.commands import AddPerson, MergePersons
from app.domains.people.rules import PersonDraft
from app.domains.trips.chains import ChainStep, shipped
from app.domains.trips.commands.deciding import ConfirmConsent, DecideTrip, RecordDecision, Verdict
from app.domains.trips.commands.drafting import BeginTrip, EditTrip, RemoveDraft
from app.domains.trips.commands.running import LetTimePass
from app.domains.trips.commands.sending import AdmitTrip, AmendTrip, SubmitTrip, WithdrawTrip
from app.domains.trips.commands.settings import AddStandIn, SaveChain, StandInDraft
from app.domains.trips.drafts import cleaned
from app.domains.trips.queries.files import trip_card, trip_ids
from app.domains.trips.request import Requester, digest
from app.domains.trips.vocabulary import Category, Means, Outcome, State
from app.kernel.errors import NotAllowed, Refused
from app.kernel.fields import Criteria
from app.kernel.translated import lazy
from tests.app.trips.hostile import DEEDS, FEATURE, Tamper
from tests.makers.trips import request, traveller
from tests.makers.trips_office import ENTITY, TripsOffice

TODAY = date(2026, 1, 26)


def refused(act, *arguments, **more):
    """The rules by which something is refused; every refusal has words."""
    with pytest.raises(Refused) as caught:
        act(*arguments, **more)
    assert all(str(one.message).strip() for one in caught.value.findings)
    return [one.rule for one in caught.value.findings]


def state(office, trip):
    return office.card(trip).row.state


def add_account(office, login, name, role, person=None, scope=""):
    draft = AccountDraft(name, login, person, f"{login}@example.org")
    office.accounts[login] = office.application.execute(AddAccount(draft, (GrantDraft(role, scope),))).result


def change_account(office, login, **changes):
    before = office.application.ask(account_draft(office.accounts[login]))
    office.application.execute(EditAccount(office.accounts[login], before, replace(before, **changes)))


def give(office, login, role, scope=""):
    return office.application.execute(GrantRole(office.accounts[login], GrantDraft(role, scope))).result


def withdraw(office, login):
    for grant in office.application.ask(grants_of(office.accounts[login])):
        office.application.execute(WithdrawRole(grant.id))


def stand_in(office, absent, other, days=9):
    draft = StandInDraft(office.accounts[absent], office.accounts[other], TODAY, TODAY + timedelta(days))
    return office.application.execute(AddStandIn(draft)).result


def change(office, trip, by="mila", **changes):
    with office.as_(by) as application:
        card = application.ask(trip_card(trip))
        application.execute(EditTrip(trip, card.request, replace(card.request, **changes)))


# ---------------------------------------------------------------------------------------------- an approval is of one content


def test_an_approval_does_not_survive_an_edit_of_what_it_was_of(office):
    trip = office.sent(request())
    office.decide(trip, "lena")
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
    change(office, trip, title="Another journey")
    office.submit(trip)
    assert [(step.role, step.decision) for step in office.card(trip).steps if step.is_open] == [("line_manager", None)]


def test_a_decision_on_what_was_read_before_the_edit_is_refused(office):
    trip = office.sent(request())
    stale = office.card(trip).digest
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
    change(office, trip, title="Another journey")
    office.submit(trip)
    with office.as_("lena") as application:
        assert refused(application.execute, DecideTrip(trip, Verdict(stale, Outcome.APPROVE))) == ["other-content"]


def test_what_is_in_approval_cannot_be_edited_even_by_the_cell(office):
    trip = office.sent(request())
    assert refused(change, office, trip, "cell", title="x") == ["not-editable"]


def test_who_approved_and_then_wrote_in_it_has_approved_nothing(office):
    give(office, "lena", RoleCode.CELL_OFFICER)
    trip = office.sent(request())
    office.decide(trip, "lena")
    office.decide(trip, "dirk", Outcome.RETURN, "the hotel is dear")
    change(office, trip, "lena", budget_line="22.222.22.22.22.22")  # no part that the line manager looks at
    office.submit(trip)
    assert next((step.role, step.is_open, step.candidates) for step in office.card(trip).steps) == ("line_manager", True, ())


# ---------------------------------------------------------------------------------------------- nobody in any disguise


@pytest.mark.parametrize("quality", ["creator", "sender", "editor", "requester", "traveller", "traveller by mail"])
def test_nobody_in_the_file_decides_on_it(office, quality):
    give(office, "lena", RoleCode.CELL_OFFICER)
    asked = {
        "requester": request(requester=Requester("Lena Lijn")),
        "traveller": request(travellers=(traveller(), traveller("Lena Lijn"))),
        "traveller by mail": request(travellers=(traveller(), traveller("L. Lijn", email="lena@example.org"))),
    }.get(quality, request())
    trip = office.begin(asked, by="lena" if quality == "creator" else "mila")
    if quality == "editor":
        change(office, trip, "lena", title="Working group on air")
    office.submit(trip, by="lena" if quality == "sender" else "cell" if quality == "creator" else "mila")
    assert state(office, trip) is State.IN_APPROVAL
    assert refused(office.decide, trip, "lena") == ["self-approval"]
    assert [step.candidates for step in office.card(trip).steps if step.is_open] == [()]


@pytest.mark.parametrize("enabled", [True, False])
def test_the_other_account_of_the_same_person_does_not_decide(office, enabled):
    add_account(office, "lena2", "L. Lijn", RoleCode.REQUESTER, office.persons["lena"])
    trip = office.sent(request(requester=Requester("Somebody Else")), by="lena2")
    change_account(office, "lena2", enabled=enabled)
    assert refused(office.decide, trip, "lena") == ["self-approval"]


@pytest.mark.parametrize("name", ["Lena Lijn", "LIJN, Lena", "léna lijn", "Lena  Lijn"])
def test_a_name_typed_without_a_link_is_still_that_person(office, name):
    change_account(office, "lena", name="The line manager")
    trip = office.sent(request(travellers=(traveller(), traveller(name))))
    assert refused(office.decide, trip, "lena") == ["self-approval"]


def test_merging_two_entries_unmasks_the_traveller(office):
    twin = office.application.execute(AddPerson(PersonDraft("Lena", "Lijn-Bis"))).result
    trip = office.sent(request(travellers=(traveller(), traveller("Lena Lijn-Bis", person=twin))))
    office.application.execute(MergePersons(office.persons["lena"], twin))
    assert refused(office.decide, trip, "lena") == ["self-approval"]


def test_one_person_with_two_roles_counts_once(office):
    give(office, "lena", RoleCode.DIRECTOR_GENERAL)
    trip = office.sent(request())
    office.approve(trip, "lena", "bea")
    assert refused(office.decide, trip, "lena") == ["one-person-once"]
    office.decide(trip, "dirk")
    assert state(office, trip) is State.APPROVED


def test_two_accounts_of_one_person_count_once_also_when_the_first_is_disabled(office):
    add_account(office, "lena2", "L. Lijn", RoleCode.DIRECTOR_GENERAL, office.persons["lena"])
    trip = office.sent(request())
    office.decide(trip, "lena")
    change_account(office, "lena", enabled=False)
    assert refused(office.decide, trip, "lena2") == ["one-person-once"]


def test_two_who_turn_out_to_be_one_have_approved_once(office):
    twin = office.application.execute(AddPerson(PersonDraft("Lena", "Lijn-Bis"))).result
    add_account(office, "twin", "Lena Lijn-Bis", RoleCode.DIRECTOR_GENERAL, twin)
    trip = office.sent(request())
    office.approve(trip, "lena", "twin")
    office.application.execute(MergePersons(office.persons["lena"], twin))
    office.decide(trip, "bea")
    assert state(office, trip) is State.IN_APPROVAL
    assert [step.role for step in office.card(trip).steps if step.is_open] == ["director_general"]


# ---------------------------------------------------------------------------------------------- stand-ins


def test_a_stand_in_that_leads_back_to_the_submitter_does_not(office):
    give(office, "mila", RoleCode.BUDGET_OFFICER)
    stand_in(office, "lena", "mila")
    trip = office.sent(request())
    assert refused(office.decide, trip, "mila") == ["self-approval"]


def test_nobody_signs_for_somebody_in_the_file(office):
    give(office, "lena", RoleCode.REQUESTER)
    stand_in(office, "lena", "dirk")
    trip = office.sent(request(requester=Requester("Lena Lijn")), by="lena")
    assert refused(office.decide, trip, "dirk") == ["no-approver"]


def test_a_stand_in_of_a_stand_in_does_not_sign(office):
    stand_in(office, "lena", "bea")
    assert refused(stand_in, office, "bea", "max") == ["stand-in-chain"]
    assert refused(stand_in, office, "max", "lena") == ["stand-in-chain"]


def test_a_stand_in_signs_for_the_absent_and_lends_no_second_voice(office):
    give(office, "lena", RoleCode.DIRECTOR_GENERAL)
    stand_in(office, "lena", "max")
    trip = office.sent(request())
    office.decide(trip, "max")
    card = office.card(trip)
    assert [(one.name, one.behalf_of) for one in card.decisions] == [("Max Minister", "Lena Lijn")]
    assert [(move.name, move.behalf_of) for move in card.moves][-1] == ("Max Minister", "Lena Lijn")
    assert refused(office.decide, trip, "lena") == ["one-person-once"]


def test_a_stand_in_signs_until_the_last_day_and_not_after(office, clock):
    stand_in(office, "lena", "max", days=1)
    trip = office.sent(request())
    clock.moment = datetime(2026, 1, 28, 10, 0, tzinfo=UTC)
    assert refused(office.decide, trip, "max") == ["not-your-move"]
    clock.moment = datetime(2026, 1, 27, 10, 0, tzinfo=UTC)
    office.decide(trip, "max")
    assert [one.behalf_of for one in office.card(trip).decisions] == ["Lena Lijn"]


# ---------------------------------------------------------------------------------------------- every path, every item


def test_several_commands_at_once_are_checked_one_by_one(office):
    give(office, "lena", RoleCode.REQUESTER)

    def act(do):
        trip = do(BeginTrip(request()))
        do(SubmitTrip(trip))
        do(DecideTrip(trip, Verdict(digest(cleaned(request())), Outcome.APPROVE)))

    with office.as_("lena") as application:
        assert "self-approval" in refused(application.together, lazy("All at once"), act)
    assert list(office.application.ask(trip_ids(Criteria()))) == []


def test_deciding_on_several_files_decides_on_each(office):
    own = office.sent(request(requester=Requester("Lena Lijn")))
    other = office.sent(request(title="Another", travellers=(traveller("Rik Aanvrager"),)), by="rik")
    verdicts = {trip: Verdict(office.card(trip).digest, Outcome.APPROVE) for trip in (other, own)}
    with office.as_("lena") as application:
        assert refused(application.together, lazy("Approve all"), lambda do: [do(DecideTrip(*one)) for one in verdicts.items()]) == [
            "self-approval"
        ]
    assert [office.card(trip).decisions for trip in verdicts] == [(), ()]


def test_without_an_approver_a_file_stops(office):
    withdraw(office, "lena")
    trip = office.sent(request())
    for login in ("dirk", "bea", "max", "head"):
        assert refused(office.decide, trip, login) == ["no-approver"]
    assert (state(office, trip), office.card(trip).decisions) == (State.IN_APPROVAL, ())


def test_a_chain_without_anybody_who_decides_is_refused(office):
    before = shipped()[Category.AGENT].steps
    assert "chain" in refused(office.application.execute, SaveChain(Category.AGENT, before, ()))
    opinion = (ChainStep("budget_officer", opinion=True),)
    assert "chain" in refused(office.application.execute, SaveChain(Category.AGENT, before, opinion))


def test_whoever_keeps_the_office_approves_nothing_without_the_role(office):
    trip = office.sent(request())
    for login in ("head", "cell"):
        assert refused(office.decide, trip, login) == ["not-your-move"]


def test_the_right_is_that_of_the_moment(office):
    trip = office.sent(request())
    digest = office.card(trip).digest
    with office.as_("head"):
        withdraw(office, "lena")
    with office.as_("lena") as application, pytest.raises(NotAllowed):
        application.execute(DecideTrip(trip, Verdict(digest, Outcome.APPROVE)))
    office.application.sign_in("head")


def test_somebody_who_is_disabled_while_at_work_decides_nothing(tmp_path, clock):
    here, there = (start(Config(tmp_path / "office.db", user="officer", clock=clock)) for _ in range(2))
    office = TripsOffice(here)
    trip = office.sent(request())
    verdict = Verdict(office.card(trip).digest, Outcome.APPROVE)
    there.sign_in("lena")
    change_account(office, "lena", enabled=False)
    with pytest.raises(NotAllowed):
        there.execute(DecideTrip(trip, verdict))
    record = RecordDecision(trip, verdict, office.accounts["lena"], Means.TELEPHONE, TODAY)
    assert refused(here.execute, record) == ["no-account"]
    here.close()
    there.close()


# ---------------------------------------------------------------------------------------------- the log


def test_the_log_names_who_decided_and_not_who_should_have(office):
    add_account(office, "luc", "Luc Lijn", RoleCode.LINE_MANAGER, scope=ENTITY)
    trip = office.sent(request())
    office.decide(trip, "luc")
    card = office.card(trip)
    assert ([one.name for one in card.decisions], card.moves[-1].name) == (["Luc Lijn"], "Luc Lijn")
    assert office.application.history(kind="trip", id=trip)[0].user == "Luc Lijn"


def test_undo_and_redo_do_not_reach_through_an_approval(office):
    trip = office.begin(request())
    change(office, trip, title="Another")
    with office.as_("mila") as application:
        application.undo()
        assert application.next_redo() is not None
        application.execute(SubmitTrip(trip))
        assert (application.next_undo(), application.next_redo()) == (None, None)
    office.decide(trip, "lena")
    with office.as_("lena") as application:
        assert refused(application.undo) == ["nothing-to-undo"]
        assert refused(application.redo) == ["nothing-to-redo"]


def test_a_draft_that_was_sent_once_is_kept(office):
    trip = office.sent(request())
    with office.as_("mila") as application:
        application.execute(WithdrawTrip(trip))
        assert refused(application.execute, RemoveDraft(trip)) == ["kept"]


# ---------------------------------------------------------------------------------------------- old files keep their measure


def test_a_new_chain_neither_opens_nor_changes_old_files(office):
    approved, waiting = office.sent(request()), office.sent(request(title="Later", travellers=(traveller("Rik Aanvrager"),)), by="rik")
    office.approve(approved, "lena", "bea", "dirk")
    before = [[(step.role, step.rank, step.is_open) for step in office.card(trip).steps] for trip in (approved, waiting)]
    office.application.execute(SaveChain(Category.AGENT, shipped()[Category.AGENT].steps, (ChainStep("minister"),)))
    assert [[(step.role, step.rank, step.is_open) for step in office.card(trip).steps] for trip in (approved, waiting)] == before
    assert (state(office, approved), state(office, waiting)) == (State.APPROVED, State.IN_APPROVAL)


# ---------------------------------------------------------------------------------------------- at once, twice, and late


def test_the_same_click_twice_is_one_approval(office):
    trip = office.sent(request())
    with office.as_("lena") as application:
        click = DecideTrip(trip, Verdict(application.ask(trip_card(trip)).digest, Outcome.APPROVE))
        assert [application.execute(click).repeated for _ in range(3)] == [False, True, True]
        assert refused(application.execute, DecideTrip(trip, click.verdict)) == ["one-person-once"]
    assert len(office.card(trip).decisions) == 1


def test_approve_and_refuse_at_the_same_moment_one_wins_and_the_other_is_told(tmp_path, clock):
    path = tmp_path / "office.db"
    desks = [start(Config(path, user="officer", clock=clock)) for _ in range(2)]
    office = TripsOffice(desks[0])
    add_account(office, "luc", "Luc Lijn", RoleCode.LINE_MANAGER, scope=ENTITY)
    for number in range(3):
        asked = request(title=f"Journey {number}", travellers=(traveller(f"Traveller {number}"),))
        trip = office.sent(asked)
        digest = office.card(trip).digest
        told: list[list[str]] = []
        gate = threading.Barrier(2)

        def act(desk, login, outcome, trip=trip, digest=digest, told=told, gate=gate):
            desk.sign_in(login)
            gate.wait()
            try:
                desk.execute(DecideTrip(trip, Verdict(digest, outcome, "because")))
            except Refused as refusal:
                told.append([one.rule for one in refusal.findings])

        threads = [
            threading.Thread(target=act, args=(desks[0], "lena", Outcome.APPROVE)),
            threading.Thread(target=act, args=(desks[1], "luc", Outcome.REFUSE)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        desks[0].sign_in("head")
        decisions = office.card(trip).decisions
        assert (len(decisions), len(told)) == (1, 1)
        assert told[0] in (["decided-already"], ["not-your-move"])
        assert state(office, trip) is (State.REFUSED if decisions[0].outcome is Outcome.REFUSE else State.IN_APPROVAL)
    for desk in desks:
        assert desk._store.faults() == []
        desk.close()


def test_a_clock_that_goes_back_changes_no_order(office, clock):
    trip = office.sent(request())
    clock.moment = datetime(2025, 6, 1, 10, 0, tzinfo=UTC)
    office.decide(trip, "lena")
    office.decide(trip, "bea")
    office.decide(trip, "dirk")
    clock.moment = datetime(2024, 6, 1, 10, 0, tzinfo=UTC)
    with office.as_("lex") as application:
        application.execute(LetTimePass())
    card = office.card(trip)
    assert [move.to for move in card.moves] == [
        State.DRAFT,
        State.SUBMITTED,
        State.IN_APPROVAL,
        State.IN_APPROVAL,
        State.IN_APPROVAL,
        State.APPROVED,
    ]
    assert card.moves[2].at > card.moves[-1].at


# ---------------------------------------------------------------------------------------------- given on paper


def keep(office, content=b"%PDF-1.4 signed"):
    return office.application._store.keep(office.application._caller, content, "application/pdf")


def test_a_traveller_does_not_record_the_decision_on_the_own_trip(office):
    trip = office.sent(request(travellers=(traveller(), traveller("Cas Protocol"))))
    verdict = Verdict(office.card(trip).digest, Outcome.APPROVE)
    record = RecordDecision(trip, verdict, office.accounts["lena"], Means.PAPER, TODAY, keep(office))
    with office.as_("cell") as application:
        assert refused(application.execute, record) == ["self-approval"]
    with office.as_("head") as application:
        application.execute(replace(record, action="another"))
    assert [(one.name, one.recorder, one.means) for one in office.card(trip).decisions] == [("Lena Lijn", "Hanne Voorzitter", Means.PAPER)]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"scan": ""}, "scan-missing"),
        ({"scan": "0" * 64}, "scan-missing"),
        ({"means": Means.PROGRAM}, "means"),
        ({"given_on": TODAY + timedelta(1)}, "given-on"),
        ({"given_on": TODAY - timedelta(1)}, "given-on"),  # it had not been sent yet
        ({"account": "nobody"}, "no-account"),
    ],
)
def test_a_recorded_decision_has_its_proof_and_its_day(office, changes, rule):
    trip = office.sent(request())
    record = RecordDecision(
        trip, Verdict(office.card(trip).digest, Outcome.APPROVE), office.accounts["lena"], Means.PAPER, TODAY, keep(office)
    )
    assert refused(office.application.execute, replace(record, **changes)) == [rule]


def test_a_consent_by_telephone_is_confirmed_by_the_one_who_gave_it(office):
    trip = office.sent(request())
    verdict = Verdict(office.card(trip).digest, Outcome.APPROVE)
    office.application.execute(RecordDecision(trip, verdict, office.accounts["lena"], Means.TELEPHONE, TODAY))
    (decision,) = office.card(trip).decisions
    assert decision.confirm_by == date(2026, 1, 28)
    with office.as_("dirk") as application:
        assert refused(application.execute, ConfirmConsent(decision.id)) == ["not-your-move"]
    with office.as_("lena") as application:
        application.execute(ConfirmConsent(decision.id))
        assert refused(application.execute, ConfirmConsent(decision.id)) == ["nothing-to-confirm"]
    assert [one.confirm_by for one in office.card(trip).decisions] == [None]


# ---------------------------------------------------------------------------------------------- a copy put back


def test_a_copy_put_back_is_held_to_the_same(tmp_path, clock):
    application = start(Config(tmp_path / "office.db", user="officer", clock=clock))
    office = TripsOffice(application)
    trip = office.sent(request())
    office.decide(trip, "lena")
    click = DecideTrip(trip, Verdict(office.card(trip).digest, Outcome.APPROVE))
    application.backup(str(tmp_path / "copy.db"))
    office.approve(trip, "bea", "dirk")
    application.restore(str(tmp_path / "copy.db"))
    assert (state(office, trip), [one.name for one in office.card(trip).decisions]) == (State.IN_APPROVAL, ["Lena Lijn"])
    with office.as_("lena") as desk:
        assert refused(desk.execute, click) == ["one-person-once"]
    with office.as_("mila") as desk:
        assert refused(desk.undo) == ["nothing-to-undo"]
    application.close()


# ---------------------------------------------------------------------------------------------- past every command


@pytest.fixture
def hostile(clock):
    application = start(Config(user="officer", clock=clock), (*features(), FEATURE))
    yield TripsOffice(application)
    assert application._store.faults() == []
    application.close()


@pytest.mark.parametrize("login", ["lex", "mila", "lena", "cell", "head"])
def test_the_rows_themselves_are_guarded(hostile, login):
    trip = hostile.sent(request())
    hostile.decide(trip, "lena")
    rows = "SELECT * FROM trip_edition", "SELECT * FROM trip_decision", "SELECT * FROM trip_move", "SELECT * FROM trip"

    def look():
        with hostile.application._store.engine.connect() as connection:
            return [connection.exec_driver_sql(statement).all() for statement in rows]

    before = look()
    passed = []
    for deed in DEEDS:
        if deed == "cancelled" and login in ("mila", "lena", "cell", "head"):
            continue  # they may, under their own name
        with hostile.as_(login) as application, suppress(Refused):
            application.execute(Tamper(trip, deed, hostile.accounts["dirk"]))
        if look() != before:
            passed.append(deed)
            break
    assert passed == []


def test_the_minister_does_not_decide_past_the_order(hostile):
    trip = hostile.sent(request())
    for deed in ("as_minister", "alone", "all_of_them", "listed"):
        with hostile.as_("max") as application:
            assert refused(application.execute, Tamper(trip, deed, hostile.accounts["lena"]))[0][0] == "I"
    assert state(hostile, trip) is State.IN_APPROVAL


def test_an_amendment_is_not_slipped_under_an_approval(hostile):
    trip = hostile.sent(request())
    hostile.approve(trip, "lena", "bea", "dirk")
    with hostile.as_("mila") as application:
        application.execute(AmendTrip(trip))
    change(hostile, trip, title="Somewhere else")
    for deed in ("approved_edition", "state", "listed", "closed"):
        with hostile.as_("mila") as application:
            assert refused(application.execute, Tamper(trip, deed))[0][0] == "I"
    assert (hostile.card(trip).approved_edition, state(hostile, trip)) == (1, State.AMENDING)


def test_only_what_was_found_admissible_is_decided(office):
    trip = office.sent(request(travellers=tuple(traveller(f"Traveller {n}") for n in range(6))))  # a large delegation: a warning
    assert state(office, trip) is State.SUBMITTED
    assert refused(office.decide, trip, "lena") == ["decided-already"]
    with office.as_("cell") as application:
        application.execute(AdmitTrip(trip))
    office.decide(trip, "lena")
