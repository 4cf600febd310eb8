"""The register of passports: entered, handed out and taken back, cancelled, asked for, and never shown whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime

import pytest

from app.application import Application
from app.domains.missions import commands as missions
from app.domains.people.commands import MergePersons, RemovePerson
from app.domains.visas import passport_queries as queries
from app.domains.visas.passport_commands import (
    AddPassport,
    CancelPassport,
    EditCustody,
    EditPassport,
    EditPassportRequest,
    EndPassportRequest,
    HandOut,
    HandOutMany,
    IssuePassport,
    RemovePassport,
    RemovePassportRequest,
    RevivePassport,
    TakeBack,
)
from app.domains.visas.passport_queries import PassportRow
from app.domains.visas.passport_rules import CancelDraft, CustodyDraft, EndDraft, PassportDraft, ReturnDraft
from app.domains.visas.passport_today import passports_not_back, passports_that_expire, requests_to_follow
from app.domains.visas.terms import PassportKind, PassportState, RequestState
from app.kernel.clock import FixedClock
from app.kernel.commands import Command
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.fields import Criteria, Tone
from app.kernel.queries import query
from app.kernel.work import Reader
from tests.makers import Make, passports
from tests.makers import missions as made
from tests.makers.access import act_as

TODAY = date(2021, 9, 1)
FIRST_DAY, LAST_DAY = made.FIRST_DAY, made.LAST_DAY  # 22 to 24 September 2021
LOST = CancelDraft(TODAY, "lost in the train")


def row(application: Application, passport: str) -> PassportRow:
    return application.ask(queries.passports([passport]))[0]


def refusal(application: Application, command: Command[object]) -> list[str]:
    with pytest.raises(Refused) as refused:
        application.execute(command)
    return [finding.rule for finding in refused.value.findings]


def labels(application: Application) -> list[str]:
    return [str(step.label) for step in application.history()]


@pytest.fixture
def ada(make: Make) -> str:
    return make.person("Ada", "Example")


@pytest.fixture
def passport(application: Application, ada: str) -> str:
    return passports.passport(application, ada, number="EX0001234")


@pytest.fixture
def mission(application: Application) -> str:
    return made.mission(application)


# ------------------------------------------------------------------------------------------------ the register


def test_a_passport_is_shown_with_its_number_masked(application: Application, ada: str) -> None:
    passport = application.execute(AddPassport(PassportDraft(ada, number="ex 000-1234", expires_on=date(2025, 6, 30)))).result

    assert (row(application, passport).name, row(application, passport).number) == ("Ada Example", "•••••234")
    assert row(application, passport).state is PassportState.VALID
    assert application.ask(queries.passport_draft(passport)).number == ""
    assert labels(application)[0] == "Add the service passport of Ada Example"


def everything_told(application: Application, ada: str, passport: str) -> str:
    """All that lists, panes, search and the history say of a passport."""
    steps = application.history()
    told = [
        [asdict(one) for one in application.ask(queries.passports([passport]))],
        application.ask(queries.passport_detail(passport)),
        application.ask(queries.passport_draft(passport)),
        application.ask(queries.passports_of_person(ada)),
        [application.step_fields(step.seq) for step in steps],
        steps,
        application.find("EX0001234"),
        application.find("Ada"),
        application.title_of(application.ask(facts(passport)).ref),
        application.ask(facts(passport)),
    ]
    return "\n".join(map(str, told))


@query(queries.SEE_VISAS)
def facts(reader: Reader, passport: str) -> queries.PassportFacts:
    """What other parts of the program know of a passport."""
    return queries.facts_of(reader, [passport])[passport]


def test_a_number_stands_in_no_list_no_search_and_no_history(application: Application, ada: str, passport: str) -> None:
    before = application.ask(queries.passport_draft(passport))
    application.execute(EditPassport(passport, before, replace(before, number="EX0009876", remark="a new booklet")))
    application.execute(RemovePassport(passport))
    application.undo()

    told = everything_told(application, ada, passport)
    assert "Ada Example" in told
    assert "•••••876" in told
    assert [number for number in ("EX0001234", "EX0009876") if number in told] == []


def test_the_history_says_that_a_number_changed_and_masks_both(application: Application, passport: str) -> None:
    before = application.ask(queries.passport_draft(passport))
    application.execute(EditPassport(passport, before, replace(before, number="EX0009876")))

    changed = application.step_fields(application.history()[0].seq)
    assert [(one.field, one.before, one.after) for one in changed] == [("number", "•••••234", "•••••876")]


def test_an_empty_number_leaves_it_as_it_is(application: Application, passport: str) -> None:
    before = application.ask(queries.passport_draft(passport))
    application.execute(EditPassport(passport, before, replace(before, kept_at="vault")))
    assert (row(application, passport).number, row(application, passport).kept_at) == ("•••••234", "vault")


def test_two_edits_of_one_field_are_told(application: Application, passport: str) -> None:
    before = application.ask(queries.passport_draft(passport))
    application.execute(EditPassport(passport, before, replace(before, blank_pages=4)))
    with pytest.raises(Changed):
        application.execute(EditPassport(passport, before, replace(before, blank_pages=5)))


def test_a_number_is_entered_once_and_the_refusal_does_not_repeat_it(application: Application, ada: str, passport: str) -> None:
    with pytest.raises(Refused) as refused:
        application.execute(AddPassport(PassportDraft(ada, number="EX 0001234", expires_on=date(2025, 1, 1))))
    (finding,) = refused.value.findings
    assert (finding.rule, finding.ref) == ("passport-twice", application.ask(facts(passport)).ref)
    assert str(finding.message) == "This number is that of the service passport of Ada Example, which is entered already."
    application.execute(AddPassport(PassportDraft(ada, number="EX0001234", country="FR", expires_on=date(2025, 1, 1))))  # another State's


def test_a_passport_was_not_issued_tomorrow(application: Application, ada: str) -> None:
    draft = PassportDraft(ada, issued_on=date(2021, 9, 2), expires_on=date(2025, 1, 1))
    assert refusal(application, AddPassport(draft)) == ["day-to-come"]
    assert application.ask(queries.passport_ids()) == []


def test_the_holder_must_be_there(application: Application) -> None:
    with pytest.raises(Gone):
        application.execute(AddPassport(PassportDraft("nobody", expires_on=date(2025, 1, 1))))


def test_passports_are_listed_filtered_and_found(application: Application, make: Make) -> None:
    cy, bo = make.person("Cy", "Zeta"), make.person("Bo", "Alpha")
    of_cy = passports.passport(application, cy, expires_on=date(2021, 12, 1))
    of_bo = passports.passport(application, bo, passport_kind=PassportKind.ORDINARY, expires_on=date(2030, 1, 1))
    gone = passports.passport(application, bo, passport_kind=PassportKind.DIPLOMATIC)
    application.execute(CancelPassport(gone, LOST))

    def ids(**criteria: object) -> list[str]:
        return list(application.ask(queries.passport_ids(Criteria(**criteria))))  # type: ignore[arg-type]

    assert ids() == [gone, of_bo, of_cy]  # diplomatic before ordinary
    assert ids(sort="expires_on") == [of_cy, gone, of_bo]
    assert ids(sort="expires_on", descending=True) == [of_bo, gone, of_cy]
    assert ids(filters=(("state", "expiring"),)) == [of_cy]
    assert ids(filters=(("state", "cancelled"),)) == [gone]
    assert ids(filters=(("kind", "ordinary"),)) == [of_bo]
    assert ids(filters=(("person", cy),)) == [of_cy]
    assert ids(text="alpha") == [gone, of_bo]
    assert [str(hit.subtitle) for hit in application.find("zeta", kinds=("passport",))] == ["service passport"]
    assert [one.id for one in application.ask(queries.passports_of_person(bo))] == [of_bo, gone]


def test_a_register_of_many_takes_as_many_statements_as_one_of_few(
    application: Application, make: Make, statements: Callable[..., object], mission: str
) -> None:
    def told() -> int:
        ids = application.ask(queries.passport_ids())
        with statements() as sent:  # type: ignore[attr-defined]
            application.ask(queries.passports(ids))
        return len(sent)

    passports.passport(application)
    few = told()
    for number in range(6):
        passports.handed_out(application, passports.passport(application, name=f"N{number}"), TODAY, mission_id=mission)
    assert told() == few


def test_a_passport_entered_by_mistake_goes_and_comes_back(application: Application, passport: str) -> None:
    application.execute(RemovePassport(passport))
    assert application.ask(queries.passport_ids()) == []
    application.undo()
    assert application.ask(queries.passport_ids()) == [passport]


def test_persons_made_one_have_the_passports_of_both(application: Application, make: Make, ada: str, passport: str, mission: str) -> None:
    double = make.person("Ada", "Exemple")
    other = passports.passport(application, double, passport_kind=PassportKind.ORDINARY, expires_on=date(2030, 1, 1))
    asked = passports.request(application, double, passport_kind=PassportKind.DIPLOMATIC)
    passports.handed_out(application, other, TODAY, mission_id=mission)

    application.execute(MergePersons(ada, double))

    assert [one.id for one in application.ask(queries.passports_of_person(ada))] == [other, passport]
    assert application.ask(queries.requests([asked]))[0].name == "Ada Example"
    application.undo()
    assert [one.id for one in application.ask(queries.passports_of_person(double))] == [other]


def test_who_has_a_passport_is_not_removed(application: Application, ada: str, passport: str) -> None:
    assert refusal(application, RemovePerson(ada)) == ["person-in-use"]


# ------------------------------------------------------------------------------------------------ who has it


def test_a_passport_is_handed_out_once_and_comes_back(application: Application, passport: str, mission: str) -> None:
    passports.handed_out(application, passport, TODAY, mission_id=mission, signed=True)

    there = row(application, passport)
    assert (there.state, there.with_whom, there.mission_id, there.due_back) == (
        PassportState.OUT,
        "Ada Example",
        mission,
        date(2021, 10, 1),
    )
    assert refusal(application, HandOut(passport, CustodyDraft(TODAY, "Bo"))) == ["passport-out"]

    application.execute(TakeBack(passport, ReturnDraft(TODAY, "drawer", 7)))
    there = row(application, passport)
    assert (there.state, there.with_whom, there.kept_at, there.blank_pages) == (PassportState.VALID, "", "drawer", 7)
    assert refusal(application, TakeBack(passport, ReturnDraft(TODAY))) == ["passport-in"]
    (custody,) = application.ask(queries.custodies(passport))
    assert (custody.handed_on, custody.returned_on, custody.signed, custody.mission_id) == (TODAY, TODAY, True, mission)
    assert labels(application)[:2] == [
        "Take back the service passport of Ada Example",
        "Hand out the service passport of Ada Example to Ada Example",
    ]


def test_by_when_it_is_back_follows_the_mission_unless_a_day_was_said(application: Application, passport: str, mission: str) -> None:
    custody = passports.handed_out(application, passport, TODAY, mission_id=mission)
    application.execute(missions.MoveMission(mission, made.days("2021-12-01"), made.days("2021-12-03"), "strike"))
    assert row(application, passport).due_back == date(2021, 12, 10)

    before = application.ask(queries.custody_draft(custody))
    application.execute(EditCustody(custody, before, replace(before, due_back_on=date(2021, 12, 6))))
    assert row(application, passport).due_back == date(2021, 12, 6)


@pytest.mark.parametrize(
    ("draft", "rules"),
    [
        (CustodyDraft(), ["custody-day", "custody-whom"]),
        (CustodyDraft(date(2021, 9, 2), "Ada"), ["day-to-come"]),
        (CustodyDraft(TODAY, "Ada", due_back_on=date(2021, 8, 31)), ["custody-dates"]),
    ],
)
def test_what_cannot_be_is_refused(application: Application, passport: str, draft: CustodyDraft, rules: list[str]) -> None:
    assert refusal(application, HandOut(passport, draft)) == rules
    assert row(application, passport).state is PassportState.VALID


def test_an_expired_or_cancelled_passport_is_not_handed_out(application: Application, ada: str) -> None:
    expired = passports.passport(application, ada, expires_on=date(2021, 8, 31))
    assert refusal(application, HandOut(expired, CustodyDraft(TODAY, "Ada"))) == ["passport-expired"]
    passports.handed_out(application, expired, date(2021, 8, 31))  # the day before it was still good
    lost = passports.passport(application, ada)
    application.execute(CancelPassport(lost, LOST))
    assert refusal(application, HandOut(lost, CustodyDraft(TODAY, "Ada"))) == ["passport-cancelled"]


def test_it_does_not_come_back_before_it_went_nor_go_again_before_it_came(application: Application, passport: str) -> None:
    passports.handed_out(application, passport, date(2021, 8, 20))
    assert refusal(application, TakeBack(passport, ReturnDraft(date(2021, 8, 19)))) == ["custody-dates"]
    application.execute(TakeBack(passport, ReturnDraft(date(2021, 8, 25))))
    assert refusal(application, HandOut(passport, CustodyDraft(date(2021, 8, 24), "Bo"))) == ["custody-dates"]


def test_nobody_else_has_it_after_an_undo(application: Application, passport: str, clock: FixedClock) -> None:
    """Taken back and handed out to another: undoing the first in the name of a colleague would hand it out twice."""
    passports.handed_out(application, passport, date(2021, 8, 20))
    colleague = application.on_another_day(clock)
    colleague._caller = replace(colleague._caller, login_name="colleague")
    colleague.execute(TakeBack(passport, ReturnDraft(date(2021, 8, 25))))
    passports.handed_out(application, passport, date(2021, 8, 26), handed_to="Bo")

    with pytest.raises(Refused) as refused:
        colleague.undo()
    assert [finding.rule for finding in refused.value.findings] == ["passport-out"]


def test_several_are_handed_out_in_one_step_or_none(application: Application, mission: str) -> None:
    several = [passports.passport(application, name=name) for name in ("Alpha", "Beta")]
    application.execute(HandOutMany(tuple(several), CustodyDraft(TODAY, mission_id=mission)))
    assert sorted(one.handed_to for one in application.ask(queries.custodies_of_mission(mission))) == ["Ada Alpha", "Ada Beta"]
    assert labels(application)[0] == "Hand out 2 passports"
    application.undo()
    assert [row(application, one).state for one in several] == [PassportState.VALID, PassportState.VALID]

    passports.handed_out(application, several[1], TODAY)
    assert refusal(application, HandOutMany(tuple(several), CustodyDraft(TODAY))) == ["passport-out"]
    assert row(application, several[0]).state is PassportState.VALID


def test_a_lost_passport_is_cancelled_while_it_is_out(application: Application, passport: str, mission: str) -> None:
    passports.handed_out(application, passport, TODAY, mission_id=mission)
    application.execute(CancelPassport(passport, LOST))
    assert (row(application, passport).state, row(application, passport).with_whom) == (PassportState.CANCELLED, "Ada Example")
    assert refusal(application, CancelPassport(passport, LOST)) == ["cancelled-before"]
    application.execute(RevivePassport(passport))
    assert row(application, passport).state is PassportState.OUT


def test_what_was_handed_out_stays_in_the_register(application: Application, passport: str) -> None:
    passports.handed_out(application, passport, TODAY)
    application.execute(TakeBack(passport, ReturnDraft(TODAY)))
    assert refusal(application, RemovePassport(passport)) == ["passport-in-use"]


def test_a_mission_that_goes_leaves_the_day_by_which_its_passports_are_back(application: Application, passport: str, mission: str) -> None:
    passports.handed_out(application, passport, TODAY, mission_id=mission)
    asked = passports.request(application, name="Other", mission_id=mission)

    application.execute(missions.RemoveMission(mission))

    assert (row(application, passport).due_back, row(application, passport).mission_id) == (date(2021, 10, 1), None)
    assert application.ask(queries.requests([asked]))[0].mission_id is None
    application.undo()
    assert row(application, passport).mission_id == mission


# ------------------------------------------------------------------------------------------------ requests


def test_a_request_goes_its_way_to_a_passport(application: Application, ada: str, clock: FixedClock) -> None:
    asked = passports.request(application, ada, needed_by=date(2021, 11, 1))

    def now() -> tuple[RequestState, str]:
        (one,) = application.ask(queries.requests([asked]))
        return one.state, str(one.next or "")

    def step(**days: date) -> None:
        before = application.ask(queries.request_draft(asked))
        application.execute(EditPassportRequest(asked, before, replace(before, **days)))

    assert now() == (RequestState.TO_SEND, "Have the memo signed")
    step(memo_signed_on=TODAY)
    assert now() == (RequestState.TO_SEND, "Ask for the passport")
    step(asked_on=TODAY)
    assert now() == (RequestState.RUNNING, "Deliver two photographs")
    assert application.ask(queries.requests([asked]))[0].expected == date(2021, 10, 1)
    step(photos_on=TODAY)
    assert now() == (RequestState.RUNNING, "Have the biometric data taken, in person")
    clock.moment = datetime(2021, 10, 4, 8, tzinfo=UTC)
    step(biometrics_on=date(2021, 9, 20))
    assert now() == (RequestState.LATE, "Fetch the passport")

    made_out = PassportDraft(number="EX0000077", expires_on=date(2026, 10, 1), kept_at="safe")
    passport = application.execute(IssuePassport(asked, date(2021, 10, 2), made_out)).result
    assert now() == (RequestState.ISSUED, "")
    assert (row(application, passport).name, row(application, passport).issued_on) == ("Ada Example", date(2021, 10, 2))
    assert application.ask(queries.requests([asked]))[0].passport_id == passport
    assert refusal(application, IssuePassport(asked, date(2021, 10, 2), made_out)) == ["request-ended"]
    application.undo()
    assert (now()[0], application.ask(queries.passport_ids())) == (RequestState.LATE, [])


def test_one_request_for_a_kind_is_under_way_at_a_time(application: Application, ada: str) -> None:
    asked = passports.request(application, ada)
    with pytest.raises(Refused) as refused:
        passports.request(application, ada)
    assert [finding.rule for finding in refused.value.findings] == ["request-twice"]
    application.execute(EndPassportRequest(asked, EndDraft(TODAY, refused=True, why="not entitled")))
    assert application.ask(queries.requests([asked]))[0].state is RequestState.REFUSED
    assert refusal(application, EndPassportRequest(asked, EndDraft(TODAY, why="again"))) == ["request-ended"]
    again = passports.request(application, ada)
    application.execute(EndPassportRequest(again, EndDraft(TODAY, why="the journey is off")))
    assert application.ask(queries.request_ids()) == sorted((asked, again))
    application.execute(RemovePassportRequest(again))
    assert application.ask(queries.request_ids()) == [asked]


def test_a_step_was_not_done_tomorrow(application: Application, ada: str) -> None:
    asked = passports.request(application, ada)
    before = application.ask(queries.request_draft(asked))
    assert refusal(application, EditPassportRequest(asked, before, replace(before, photos_on=date(2021, 9, 2)))) == ["day-to-come"]


# ------------------------------------------------------------------------------------------------ Today


def test_today_tells_what_is_not_back(application: Application, mission: str, clock: FixedClock) -> None:
    out = passports.passport(application, name="Out")
    passports.handed_out(application, out, TODAY, mission_id=mission)
    passports.handed_out(
        application, passports.passport(application, name="Own", passport_kind=PassportKind.ORDINARY), TODAY, mission_id=mission
    )

    def told() -> list[tuple[str, Tone]]:
        return [(str(line.text), line.tone) for line in application.ask(passports_not_back())]

    clock.moment = datetime(2021, 9, 27, 8, tzinfo=UTC)
    assert told() == []
    clock.moment = datetime(2021, 9, 28, 8, tzinfo=UTC)
    assert told() == [("The service passport of Ada Out is to be back on 2021-10-01.", Tone.WARNING)]
    clock.moment = datetime(2021, 10, 2, 8, tzinfo=UTC)
    assert told() == [("The service passport of Ada Out was to be back on 2021-10-01.", Tone.BAD)]
    application.execute(TakeBack(out, ReturnDraft(date(2021, 10, 2))))
    assert told() == []


def test_today_tells_what_expires(application: Application) -> None:
    for name, expires in (
        ("Far", date(2022, 3, 1)),
        ("Soon", date(2022, 2, 28)),
        ("Now", date(2021, 9, 3)),
        ("Gone", date(2021, 8, 31)),
        ("Long", date(2021, 7, 31)),
    ):
        passports.passport(application, name=name, expires_on=expires)
    assert [(str(line.text), line.tone) for line in application.ask(passports_that_expire())] == [
        ("The service passport of Ada Gone has expired.", Tone.BAD),
        ("The service passport of Ada Now expires.", Tone.WARNING),
        ("The service passport of Ada Soon expires.", Tone.NEUTRAL),
    ]


def test_today_tells_which_requests_are_late(application: Application) -> None:
    passports.request(application, name="Late", needed_by=date(2021, 9, 20))
    passports.request(application, name="Time", needed_by=date(2021, 12, 1))
    passports.request(application, name="Near", asked_on=date(2021, 8, 4), memo_signed_on=date(2021, 8, 1))
    assert [(str(line.text), line.tone) for line in application.ask(requests_to_follow())] == [
        ("Have the memo signed: service passport of Ada Late", Tone.BAD),
        ("Deliver two photographs: service passport of Ada Near", Tone.WARNING),
    ]


# ------------------------------------------------------------------------------------------------ rights


def test_a_reader_sees_the_register_and_changes_nothing(application: Application, passport: str) -> None:
    act_as(application, "reader", "reader")
    assert row(application, passport).number == "•••••234"
    with pytest.raises(NotAllowed):
        application.execute(HandOut(passport, CustodyDraft(TODAY, "me")))


def test_who_has_nothing_to_do_with_passports_does_not_see_them(application: Application, passport: str) -> None:
    act_as(application, "requester", "requester")
    with pytest.raises(NotAllowed):
        application.ask(queries.passport_ids())
    assert application.find("Ada", kinds=("passport",)) == []


def test_a_list_as_json_holds_no_number(application: Application, passport: str) -> None:
    rows = [asdict(one) for one in application.ask(queries.passports([passport]))]
    assert "EX0001234" not in json.dumps(rows, default=str)
