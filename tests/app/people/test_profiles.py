"""Lists of precedence and the catalogue of offices, as the office changes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from app.domains.missions.protocol import commands as protocol
from app.domains.missions.protocol import queries as orders
from app.domains.people import commands as people
from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people import queries as persons
from app.domains.people.precedence import shipped
from app.domains.people.precedence.editing import ProfileDraft
from app.domains.people.precedence.guests import HeldPost
from app.domains.people.precedence.profiles import Alphabet, Mark, Office, Rank
from app.domains.people.profile_queries import Origin
from app.domains.people.vocabulary import SEE_PEOPLE
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.fields import Criteria
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader
from tests.makers import missions
from tests.makers.access import act_as

START = "BRU-START"


def everywhere(text: str) -> Multilingual:
    return Multilingual(text, text, text)


def refused(application, command) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as raised:
        application.execute(command)
    return [(finding.path, finding.rule) for finding in raised.value.findings]


def numbers(application, code: str = START) -> list[int]:
    return [rank.number for rank in application.ask(queries.profile(code)).ranks]


def rank_at(application, number: int, code: str = START) -> Rank:
    return next(rank for rank in application.ask(queries.profile(code)).ranks if rank.number == number)


def origins(application) -> dict[str, Origin]:
    return {row.code: row.origin for row in application.ask(queries.profiles(application.ask(queries.profile_ids())))}


@query(SEE_PEOPLE)
def held_posts(reader: Reader, ids: Sequence[str]) -> Mapping[str, tuple[HeldPost, ...]]:
    return queries.held_posts(reader, ids)


def last_label(application) -> str:
    return str(application.history()[0].label)


@pytest.fixture
def copy(application) -> str:
    """The office's own list, a copy of the Flemish one."""
    return application.execute(commands.CopyProfile("VL-2010", "BRU-2026", everywhere("Brussels 2026"))).result


# --- lists --------------------------------------------------------------------------------------------------------------------


def test_a_new_office_has_the_lists_of_the_program_and_uses_the_start_list(application):
    rows = application.ask(queries.profiles(application.ask(queries.profile_ids())))
    assert [(row.code, row.ranks, row.proposals, row.origin, row.usual) for row in rows] == [
        ("BRU-START", 47, 21, Origin.SHIPPED, True),
        ("BE", 12, 12, Origin.SHIPPED, False),
        ("FED-1-22", 23, 0, Origin.SHIPPED, False),
        ("VL-2010", 24, 0, Origin.SHIPPED, False),
    ]
    assert application.ask(queries.usual_profile()) == START


def test_a_list_that_is_not_there_is_gone(application):
    with pytest.raises(Gone):
        application.ask(queries.profile("NOWHERE"))


def test_lists_are_found_by_words_and_level(application):
    assert application.ask(queries.profile_ids(Criteria("liste fédérale"))) == ["FED-1-22"]
    assert application.ask(queries.profile_ids(Criteria(filters=(("level", "host-level"),), sort="name"))) == ["BRU-START", "VL-2010"]


def test_a_copy_is_a_list_of_the_office_that_nobody_has_compared_yet(application, copy):
    source, made = application.ask(queries.profile("VL-2010")), application.ask(queries.profile(copy))
    assert made == replace(source, code="BRU-2026", name=everywhere("Brussels 2026"), checked=None)
    assert [origins(application)[copy], last_label(application)] == [Origin.OWN, "Copy VL-2010 to BRU-2026"]


@pytest.mark.parametrize(("code", "rule"), [("VL-2010", "code-twice"), ("brussels", "list-code"), ("", "list-code")])
def test_a_copy_needs_a_code_of_its_own(application, code, rule):
    assert refused(application, commands.CopyProfile(START, code, everywhere("Copy"))) == [("code", rule)]


def test_an_empty_list_is_begun_and_filled(application):
    draft = ProfileDraft("DG-2026", everywhere("Ostbelgien"), dated=date(2026, 1, 1), alphabet=Alphabet.FR, note=Multilingual("x"))
    application.execute(commands.AddProfile(draft))
    application.execute(commands.InsertRank("DG-2026", Rank(10, everywhere("King"), ("king",))))
    one = application.ask(queries.profile("DG-2026"))
    assert (one.dated, one.alphabet, one.note, one.ranks) == (
        date(2026, 1, 1),
        Alphabet.FR,
        Multilingual("x"),
        (Rank(10, everywhere("King"), ("king",)),),
    )


def test_two_officers_change_different_settings_of_a_list(application):
    seen = application.ask(queries.profile_draft(START))
    application.execute(commands.EditProfile(START, seen, replace(seen, checked=date(2021, 9, 1))))
    application.execute(commands.EditProfile(START, seen, replace(seen, names_decide=False)))
    assert application.ask(queries.profile_draft(START)) == replace(seen, checked=date(2021, 9, 1), names_decide=False)
    with pytest.raises(Changed) as raised:
        application.execute(commands.EditProfile(START, seen, replace(seen, checked=date(2021, 8, 1))))
    assert raised.value.fields == ("checked",)


def test_the_code_of_a_list_stays(application):
    seen = application.ask(queries.profile_draft(START))
    assert refused(application, commands.EditProfile(START, seen, replace(seen, code="OTHER"))) == [("code", "code-stays")]


def test_a_list_that_the_office_changed_is_put_back_as_it_was_brought(application):
    application.execute(commands.RemoveRank(START, 450))
    assert [origins(application)[START], numbers(application)[-1]] == [Origin.CHANGED, 440]

    application.execute(commands.PutBackProfile(START))

    assert [origins(application)[START], application.ask(queries.profile(START))] == [Origin.SHIPPED, shipped.profiles()[START]]
    assert refused(application, commands.PutBackProfile(START)) == [("code", "list-shipped")]


def test_a_change_taken_back_by_hand_leaves_nothing_in_the_file(application):
    seen = rank_at(application, 450)
    application.execute(commands.EditRank(START, seen, replace(seen, source="read")))
    application.execute(commands.EditRank(START, replace(seen, source="read"), seen))
    assert origins(application)[START] is Origin.SHIPPED


def test_what_comes_with_the_program_is_not_removed_and_what_does_not_is_not_put_back(application, copy):
    assert refused(application, commands.RemoveProfile(START)) == [("code", "list-shipped")]
    assert refused(application, commands.PutBackProfile(copy)) == [("code", "list-own")]
    application.execute(commands.RemoveProfile(copy))
    assert application.ask(queries.profile_ids()) == ["BRU-START", "BE", "FED-1-22", "VL-2010"]


def test_the_usual_list_is_not_removed(application, copy):
    application.execute(commands.MakeUsual(copy))
    assert application.ask(queries.profile_ids())[0] == copy
    assert refused(application, commands.RemoveProfile(copy)) == [("code", "list-in-use")]
    application.execute(commands.MakeUsual(START))
    application.execute(commands.RemoveProfile(copy))


def test_a_usual_list_whose_making_is_undone_gives_way_to_the_start_list(application, copy):
    application.execute(commands.MakeUsual(copy))
    application.undo()
    application.undo()
    assert [application.ask(queries.usual_profile()), application.ask(queries.profile_ids())[0]] == [START, START]
    application.redo()
    application.redo()
    assert application.ask(queries.usual_profile()) == copy


# --- ranks --------------------------------------------------------------------------------------------------------------------


def test_a_rank_is_put_in_where_its_number_says(application):
    rank = Rank(235, everywhere("Members of the European Parliament"), ("european-parliament-member",), source="agreed")
    application.execute(commands.InsertRank(START, rank))
    assert numbers(application)[24:27] == [230, 235, 240]
    assert [rank_at(application, 235), last_label(application)] == [
        rank,
        "Insert rank 235 “Members of the European Parliament” into BRU-START",
    ]
    application.undo()
    assert [origins(application)[START], 235 in numbers(application)] == [Origin.SHIPPED, False]


@pytest.mark.parametrize(
    ("rank", "expected"),
    [
        (Rank(240, everywhere("Twice")), [("number", "rank-number-twice")]),
        (Rank(-1, everywhere("Below")), [("number", "rank-number")]),
        (Rank(245, Multilingual()), [("title", "rank-without-title")]),
        (Rank(245, everywhere("King again"), ("king",)), [("offices", "office-twice")]),
        (Rank(245, everywhere("Double"), ("belgian-ambassador", "belgian-ambassador")), [("offices", "office-twice")]),
        (Rank(245, everywhere("Nobody"), ("nobody",)), [("offices", "office-unknown")]),
    ],
)
def test_a_rank_that_a_list_cannot_hold_is_refused(application, rank, expected):
    assert refused(application, commands.InsertRank(START, rank)) == expected


def test_a_rank_is_changed_and_goes_where_its_new_number_says(application):
    seen = rank_at(application, 280)
    application.execute(commands.EditRank(START, seen, replace(seen, number=245, mark=Mark.CONFIRMED, source="letter of 1 September")))
    assert numbers(application)[25:28] == [240, 245, 250]
    assert rank_at(application, 245) == replace(seen, number=245, mark=Mark.CONFIRMED, source="letter of 1 September")


def test_a_rank_that_somebody_else_changed_is_not_overwritten(application):
    seen = rank_at(application, 280)
    application.execute(commands.EditRank(START, seen, replace(seen, source="first")))
    with pytest.raises(Changed) as raised:
        application.execute(commands.EditRank(START, seen, replace(seen, note=Multilingual("second"))))
    assert raised.value.fields == ("source",)


def test_a_rank_is_moved_between_two_others(application):
    title = rank_at(application, 330).title
    application.execute(commands.MoveRank(START, 330, before=250))
    assert numbers(application)[25:28] == [240, 245, 250]
    assert [rank_at(application, 245).title, last_label(application)] == [
        title,
        "Move rank “Mayor of the City of Brussels” of BRU-START to 245",
    ]


def test_a_rank_is_moved_to_the_end_and_to_the_beginning(application):
    application.execute(commands.MoveRank(START, 330))
    application.execute(commands.MoveRank(START, 340, before=10))
    assert [numbers(application)[0], numbers(application)[-2:]] == [4, [450, 460]]


def test_ranks_make_room_where_no_number_is_left(application):
    application.execute(commands.MoveRank("FED-1-22", 22, before=1))
    titles = [rank.title.en for rank in application.ask(queries.profile("FED-1-22")).ranks]
    assert [numbers(application, "FED-1-22"), titles[1], titles[2]] == [
        list(range(23)),
        "Secretaries of state of the Brussels-Capital Region",
        "Cardinals",
    ]


@pytest.mark.parametrize(("number", "before"), [(330, 330), (330, 340), (450, None)])
def test_a_rank_that_stands_there_already_does_not_move(application, number, before):
    assert refused(application, commands.MoveRank(START, number, before)) == [("before", "nothing-moves")]


def test_a_rank_that_is_no_longer_there_is_told(application):
    application.execute(commands.RemoveRank(START, 330))
    for command in (commands.RemoveRank(START, 330), commands.MoveRank(START, 330), commands.MoveRank(START, 340, before=330)):
        with pytest.raises(Changed):
            application.execute(command)


def test_proposals_are_confirmed_with_the_source_that_was_read(application):
    assert refused(application, commands.ConfirmRanks(START, (250, 260), " ")) == [("source", "confirmed-by-nothing")]
    application.execute(commands.ConfirmRanks(START, (250, 260), "Protocol Guide, page 12"))
    assert [(rank.number, rank.source) for rank in application.ask(queries.profile(START)).ranks if rank.source.endswith("page 12")] == [
        (250, "Protocol Guide, page 12"),
        (260, "Protocol Guide, page 12"),
    ]
    assert application.ask(queries.profiles([START]))[0].proposals == 19


def test_who_may_enter_people_only_does_not_change_lists(application):
    act_as(application, "guest", "requester")
    with pytest.raises(NotAllowed):
        application.execute(commands.RemoveRank(START, 450))


def test_what_is_to_be_said_against_a_list_is_told_with_its_line(application):
    assert application.ask(queries.profile_findings(START)) == []
    application.execute(commands.InsertRank(START, Rank(245, everywhere("Nobody yet"))))
    assert [(finding.path, finding.rule) for finding in application.ask(queries.profile_findings(START))] == [
        ("ranks[26].offices", "rank-without-office")
    ]


# --- two lists side by side -----------------------------------------------------------------------------------------------


def test_two_lists_stand_side_by_side_by_their_offices(application):
    found = {line.office: line for line in application.ask(queries.compare("FED-1-22", "VL-2010"))}
    places = {code: (found[code].first_place, found[code].second_place, found[code].differs) for code in ("prime-minister", "cardinal")}
    assert places == {"prime-minister": (7, 10, False), "cardinal": (2, 2, False)}
    # Flanders moves its own up; those whom they pass stay in their order.
    assert [code for code in ("flemish-parliament-president", "flemish-minister-president") if found[code].displaced] == [
        "flemish-parliament-president",
        "flemish-minister-president",
    ]
    assert [found["brussels-minister"].first.number, found["brussels-minister"].second] == [20, None]
    assert [found["flemish-parliament-president"].first.number, found["flemish-parliament-president"].second.number] == [17, 5]


def test_a_list_beside_itself_differs_nowhere(application):
    lines = application.ask(queries.compare(START, START))
    assert [line.office for line in lines if line.differs] == []
    assert [line.office for line in lines] == [code for rank in application.ask(queries.profile(START)).ranks for code in rank.offices]


# --- offices ------------------------------------------------------------------------------------------------------------------


def test_an_office_is_entered_and_given_a_rank(application):
    office = Office("benelux-secretary-general", everywhere("Secretary General of the Benelux Union"), "secretary-general")
    application.execute(commands.AddOffice(office))
    application.execute(commands.InsertRank(START, Rank(275, office.title, (office.code,))))
    assert application.ask(queries.office(office.code)) == office
    assert list(application.ask(queries.offices()))[-1] == office.code
    assert refused(application, commands.RemoveOffice(office.code)) == [("code", "office-in-use")]
    application.execute(commands.RemoveRank(START, 275))
    application.execute(commands.RemoveOffice(office.code))
    with pytest.raises(Gone):
        application.ask(queries.office(office.code))


@pytest.mark.parametrize(
    ("office", "expected"),
    [
        (Office("king", everywhere("King")), [("code", "code-twice")]),
        (Office("King's", everywhere("King")), [("code", "office-code")]),
        (Office("envoy", Multilingual()), [("title", "office-without-title")]),
        (Office("envoy", everywhere("Envoy"), equal_to="nobody"), [("equal_to", "office-unknown")]),
        (Office("envoy", everywhere("Envoy"), equal_to="envoy"), [("equal_to", "office-loop")]),
    ],
)
def test_an_office_that_the_catalogue_cannot_hold_is_refused(application, office, expected):
    assert refused(application, commands.AddOffice(office)) == expected


def test_offices_are_not_made_equal_to_each_other_in_a_circle(application):
    seen = application.ask(queries.office("federal-minister"))
    command = commands.EditOffice("federal-minister", seen, replace(seen, equal_to="foreign-minister"))
    assert refused(application, command) == [("equal_to", "office-loop")]


def test_an_office_that_the_office_changed_is_put_back(application):
    seen = application.ask(queries.office("belgian-ambassador"))
    application.execute(commands.EditOffice(seen.code, seen, replace(seen, equal_to="")))
    application.execute(commands.EditOffice(seen.code, seen, replace(seen, words=("ambassadeur",))))
    assert application.ask(queries.office(seen.code)) == replace(seen, equal_to="", words=("ambassadeur",))
    [row] = application.ask(queries.office_rows([seen.code]))
    assert (row.origin, row.equal_to, row.holders) == (Origin.CHANGED, Multilingual(), 0)

    application.execute(commands.PutBackOffice(seen.code))

    assert application.ask(queries.office(seen.code)) == seen
    assert refused(application, commands.PutBackOffice(seen.code)) == [("code", "office-unchanged")]
    assert refused(application, commands.RemoveOffice(seen.code)) == [("code", "office-shipped")]


def test_offices_are_found_by_words_of_any_language(application):
    assert application.ask(queries.office_ids(Criteria("hofmaarschalk"))) == ["marshal-of-the-court"]
    assert len(application.ask(queries.office_ids())) == 115


# --- posts --------------------------------------------------------------------------------------------------------------------


def test_a_post_of_an_office_that_the_catalogue_does_not_know_is_refused(application, make):
    with pytest.raises(Refused) as raised:
        make.post(make.person(), office="nobody")
    assert [(finding.path, finding.rule) for finding in raised.value.findings] == [("office", "office-unknown")]


def test_an_hour_of_credentials_needs_its_day_and_a_place_is_counted_from_one(application, make):
    with pytest.raises(Refused) as raised:
        make.post(make.person(), credentials_at=time(11), order_within=0)
    assert [finding.rule for finding in raised.value.findings] == ["credentials-without-day", "order-within"]


def test_offices_of_posts_are_proposed_and_written_when_they_are_confirmed(application, make):
    region = make.organisation("Brusselse Hoofdstedelijke Regering", country="BE")
    ada, bo = make.person("Ada", "Aa", nationality="BE"), make.person("Bo", "Bb", nationality="BE")
    post = make.post(ada, "staatssecretaris voor Internationale Betrekkingen", organisation_id=region)
    cook = make.post(bo, "kok")
    known = make.post(bo, "adviseur", office="adviser")

    found = application.ask(queries.proposed_offices())
    assert [(line.post, line.person, line.office) for line in found] == [(post, ada, "brussels-state-secretary"), (cook, bo, "")]
    assert [str(line.why) for line in found] == [
        "The title holds “staatssecretaris Brusselse”.",
        "No office of the catalogue has a title like this.",
    ]

    assert application.execute(commands.GiveOffices(((post, "brussels-state-secretary"), (known, "adviser")))).result == 1
    assert [line.post for line in application.ask(queries.proposed_offices())] == [cook]
    assert last_label(application) == "Say of 1 post which office it is"
    application.undo()
    assert [line.post for line in application.ask(queries.proposed_offices())] == [post, cook]


def test_an_office_that_is_not_there_is_given_to_nobody(application, make):
    post = make.post(make.person())
    with pytest.raises(Gone):
        application.execute(commands.GiveOffices(((post, "nobody"),)))


def test_posts_are_read_as_precedence_sees_them(application, make):
    body = make.organisation("Example Assembly", country="FR", founded=PartialDate(1958))
    ada = make.person(nationality="BE")
    post = make.post(
        ada,
        "ambassador",
        organisation_id=body,
        office="foreign-ambassador",
        since=PartialDate(2020, 9),
        seniority_since=PartialDate(2019),
        credentials_on=date(2020, 10, 1),
        credentials_at=time(11, 30),
        order_within=2,
    )
    make.post(make.person("Somebody", "Else"))
    held = application.ask(held_posts([ada]))
    assert held == {
        ada: (
            HeldPost(
                id=post,
                title=everywhere("ambassador"),
                office="foreign-ambassador",
                organisation=everywhere("Example Assembly"),
                country="FR",
                since=PartialDate(2020, 9),
                seniority=PartialDate(2019),
                credentials=datetime(2020, 10, 1, 9, 30, tzinfo=UTC),
                order=2,
                founded=PartialDate(1958),
            ),
        )
    }


def test_posts_of_many_are_read_in_one_statement(application, make, statements):
    everybody = [make.person("Ada", f"Example {number}") for number in range(3)]
    for person in everybody:
        make.post(person)
    with statements() as sent:
        held = application.ask(held_posts(everybody))
    assert [len(held), len([one for one in sent if one.startswith("SELECT post")])] == [3, 1]


def test_who_merges_two_persons_keeps_the_birth_that_only_one_has(application, make):
    kept, dissolved = make.person(), make.person(born=PartialDate(1960))
    application.execute(people.MergePersons(kept, dissolved))
    assert application.ask(persons.person_draft(kept)).born == PartialDate(1960)


# --- what a mission names -------------------------------------------------------------------------------------------------


def test_a_list_that_a_mission_is_ordered_by_is_not_removed(application, copy):
    mission = missions.mission(application)
    usual = application.ask(orders.order_draft(mission))
    application.execute(protocol.ChooseOrder(mission, usual, replace(usual, profile=copy)))
    assert refused(application, commands.RemoveProfile(copy)) == [("code", "list-in-use")]
