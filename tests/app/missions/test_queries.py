from datetime import date, time, timedelta

import pytest

from app.domains.missions import commands, queries, today
from app.domains.missions.vocabulary import MissionState
from app.kernel.document import Audience
from app.kernel.errors import Refused
from app.kernel.fields import Criteria, Tone
from tests.makers import missions as made
from tests.makers.missions import FIRST_DAY, LAST_DAY, days


def numbers(application, **criteria):
    return [row.number for row in application.ask(queries.missions(application.ask(queries.mission_ids(Criteria(**criteria)))))]


@pytest.fixture
def three(application):
    """Three missions: 2021/001, 2022/001 cancelled, 2021/002 without dates."""
    first = made.mission(application, "Visit to Paris")
    second = made.mission(application, "Expo in Dubaï", "2022-01-31", "2022-02-04", city="Dubai")
    third = made.mission(application, "State visit", None, None)
    application.execute(commands.CancelMission(second, "budget"))
    return first, second, third


def test_missions_without_dates_come_first_then_the_latest(application, three):
    assert numbers(application) == ["2021/002", "2022/001", "2021/001"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ((("year", "2021"),), ["2021/002", "2021/001"]),
        ((("year", "2022"),), ["2022/001"]),
        ((("state", "cancelled"),), ["2022/001"]),
        ((("state", "planned"), ("year", "2022")), []),
        ((("direction", "incoming"),), []),
        ((("mission_kind", "working visit"), ("year", "2022")), ["2022/001"]),
    ],
)
def test_missions_are_narrowed(application, three, filters, expected):
    assert numbers(application, filters=filters) == expected


def test_missions_are_sorted(application, three):
    assert numbers(application, sort="number") == ["2021/001", "2021/002", "2022/001"]
    assert numbers(application, sort="number", descending=True) == ["2022/001", "2021/002", "2021/001"]


@pytest.mark.parametrize("words", ["dubai expo", "DUBAÏ", "2022/001"])
def test_missions_are_found_by_title_number_and_place(application, three, words):
    assert numbers(application, text=words) == ["2022/001"]


def test_a_mission_is_named_by_number_or_id(application, three):
    assert application.ask(queries.mission_by("2021/001")) == three[0]
    assert application.ask(queries.mission_by(f" {three[2]} ")) == three[2]
    with pytest.raises(Refused) as refusal:
        application.ask(queries.mission_by("2021/099"))
    assert str(refusal.value) == "There is no mission “2021/099”."


def test_a_row_names_the_head_and_counts_the_delegation(application):
    mission = made.whole(application, participants=3)
    row = application.ask(queries.missions([mission]))[0]
    assert (row.head, row.participants, row.period) == ("Ada Example 0", 3, (days("2021-09-22"), days("2021-09-24")))


def test_the_delegation_shows_the_post_held_when_the_mission_begins(application, make):
    person = make.person("Eva", "Minister")
    make.post(person, "alderman", until=days("2021-08"))
    make.post(person, "minister", since=days("2021-09"), until=days("2021-12"))
    make.post(person, "adviser", since=days("2022"))
    mission = made.mission(application)
    made.participant(application, mission, person)
    assert [str(row.function) for row in application.ask(queries.delegation(mission))] == ["minister"]


def test_the_programme_shows_both_clocks(application):
    mission = made.mission(application, zone="Asia/Dubai")
    made.item(application, mission, begins=time(9), minutes=90)
    row = application.ask(queries.programme(mission))[0]
    clocks = [moment.strftime("%H:%M") for moment in (row.starts, row.ends, row.home_starts, row.home_ends)]
    assert clocks == ["09:00", "10:30", "07:00", "08:30"]


def test_the_programme_is_in_the_order_of_time_with_what_has_none_last(application):
    mission = made.mission(application)
    made.item(application, mission, "later", None, None)
    made.item(application, mission, "second day", LAST_DAY)
    made.item(application, mission, "some time", FIRST_DAY, None)
    made.item(application, mission, "morning", FIRST_DAY, time(8))
    assert [str(row.title) for row in application.ask(queries.programme(mission))] == ["morning", "some time", "second day", "later"]


def test_a_paper_shows_what_its_audience_may_see(application):
    mission = made.mission(application)
    for level in Audience:
        made.item(application, mission, level.value, level=level)
    seen = [str(row.title) for row in application.ask(queries.programme(mission, Audience.DELEGATION))]
    assert seen == ["public", "delegation"]


def test_everybody_has_their_own_programme(application):
    mission = made.mission(application)
    early = made.participant(application, mission, name="Early", leaves=FIRST_DAY)
    late = made.participant(application, mission, name="Late")
    made.item(application, mission, "all", FIRST_DAY)
    made.item(application, mission, "early", attended_by=(early,))
    made.item(application, mission, "all on the last day", LAST_DAY)

    def seen(participant):
        return [str(row.title) for row in application.ask(queries.programme(mission, participant=participant))]

    assert seen(early) == ["all", "early"]
    assert seen(late) == ["all", "all on the last day"]


def test_findings_point_at_their_records(application):
    mission = made.mission(application)
    made.participant(application, mission, head=True)
    made.item(application, mission, "a")
    clash = made.item(application, mission, "b", begins=time(9, 30))
    found = application.ask(queries.findings(mission))
    assert [(finding.ref.id, finding.path, finding.rule) for finding in found] == [(clash, "begins", "items-overlap")]


def test_removing_a_line_of_a_confirmed_mission_is_warned_about(application):
    mission = made.mission(application)
    line = made.item(application, mission)
    assert application.ask(queries.removal_findings(line)) == []
    application.execute(commands.ConfirmMission(mission))
    assert [finding.rule for finding in application.ask(queries.removal_findings(line))] == ["item-removed-late"]


def test_two_who_turned_out_to_be_one_are_told(application, make):
    from app.domains.people.commands import MergePersons

    first, second = make.person("Ada", "One"), make.person("Ada", "Two")
    mission = made.mission(application)
    made.participant(application, mission, first, head=True)
    again = made.participant(application, mission, second)
    application.execute(MergePersons(first, second))
    assert [(finding.ref.id, finding.rule) for finding in application.ask(queries.findings(mission))] == [(again, "participant-twice")]


PARTS = (queries.mission_card, queries.delegation, queries.parties, queries.programme, queries.transports, queries.stays, queries.findings)


def _double(application, mission):
    person = made.participant(application, mission, name="More")
    host = application.ask(queries.parties(mission))[0].person_id
    for _ in range(2):
        made.party(application, mission, person_id=host)
        made.item(application, mission, "More", begins=time(15), attended_by=(person,), with_persons=(host,), responsible_id=host)
        made.transport(application, mission, passengers=(person,))
        made.room(application, made.stay(application, mission), occupants=(person,))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_one_line_or_three_take_as_many_statements(application, statements, part):
    mission = made.whole(application, participants=1)
    with statements() as one:
        application.ask(part(mission))
    _double(application, mission)
    with statements() as three:
        application.ask(part(mission))
    assert len(one) == len(three)


def test_one_mission_or_three_take_as_many_statements(application, statements):
    ids = [made.whole(application) for _ in range(3)]
    with statements() as one:
        application.ask(queries.missions(ids[:1]))
    with statements() as three:
        application.ask(queries.missions(ids))
    assert len(one) == len(three)


def lines(application, query):
    return [(str(line.text), line.tone, str(line.hint or "")) for line in application.ask(query())]


def test_today_tells_who_leaves_soon_and_what_is_open(application, clock):
    clock.moment += timedelta(10)  # 11 September
    made.mission(application, "Visit")
    made.mission(application, "Far", "2021-10-22", None)
    made.mission(application, "Vague", "2021-09", "2021-09")
    assert lines(application, today.current_missions) == [("Visit leaves in 11 days.", Tone.NEUTRAL, "")]
    clock.moment += timedelta(9)
    mission = application.ask(queries.mission_by("2021/001"))
    made.participant(application, mission)
    assert lines(application, today.current_missions)[0] == ("Visit leaves in 2 days.", Tone.WARNING, "1 open point")
    application.execute(commands.ConfirmMission(mission))
    clock.moment += timedelta(3)
    assert lines(application, today.current_missions) == [("Visit is under way.", Tone.GOOD, "1 open point")]


def test_today_takes_as_many_statements_for_three_missions(application, statements, clock):
    clock.moment += timedelta(20)
    made.whole(application)
    with statements() as one:
        application.ask(today.current_missions())
    made.whole(application)
    made.whole(application)
    with statements() as three:
        application.ask(today.current_missions())
    assert (len(one), len(application.ask(today.current_missions()))) == (len(three), 3)


def test_today_asks_about_what_is_undecided(application, clock):
    past = made.mission(application, "Past", "2021-08-01", "2021-08-02")
    postponed = made.mission(application, "Put off")
    application.execute(commands.PostponeMission(postponed, None, None, "budget"))
    made.mission(application, "Dateless", None, None)
    assert lines(application, today.undecided_missions) == [
        ("Past is over: has it been held?", Tone.BAD, ""),
        ("Put off is postponed without a new date.", Tone.NEUTRAL, ""),
        ("Dateless has no dates yet.", Tone.NEUTRAL, ""),
    ]
    application.execute(commands.ConfirmMission(past))
    application.execute(commands.HoldMission(past))
    assert application.ask(queries.mission_card(past)).state is MissionState.HELD
    assert len(lines(application, today.undecided_missions)) == 2


def test_a_day_of_the_last_month_of_a_mission_is_still_under_way(application, clock):
    clock.moment += timedelta(10)
    made.mission(application, "Long", "2021-09-01", "2021-09")
    assert lines(application, today.current_missions) == [("Long is under way.", Tone.BAD, "")]
    assert date(2021, 9, 11) == clock.today()
