"""The rules of precedence, each by its name (`domain/protocol.md` 1.5), and what every place says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.profiles import Alphabet, Beside, Rank, Tie
from app.domains.people.precedence.ranking import Certainty
from app.kernel.errors import Severity
from app.kernel.ids import Ref
from tests.app.people.precedence.company import DAY, LIST, guest, moment, move, post, ranked, say, texts, told

SURE, PROVISIONAL, UNDECIDED, UNRANKED = Certainty


def certainties(ranking):
    return {place.guest.id: place.certainty for place in ranking.places}


# -- the list


def test_the_list_puts_offices_in_order():
    ranking = ranked(guest("An", post("mayor")), guest("Bo", post("king")), guest("Cas", post("brussels-minister", "2024-01-01")))

    assert ranking.order == ("Bo", "Cas", "An")
    assert [place.number for place in ranking.places] == [1, 2, 3]
    assert [place.rank.number for place in ranking.places] == [10, 220, 330]
    assert set(certainties(ranking).values()) == {SURE}


def test_the_number_decides_not_the_line_it_was_written_on():
    shuffled = replace(LIST, ranks=LIST.ranks[::-1])

    assert ranked(guest("An", post("mayor")), guest("Bo", post("king")), profile=shuffled).order == ("Bo", "An")


def test_a_place_tells_its_office_and_where_the_list_has_it():
    ranking = ranked(guest("An", post("mayor")), guest("Bo", post("king")))

    assert say(ranking.sentence("An")) == "Place 2: Mayor (TEST 330)"


# -- the host


def test_the_host_goes_first_whatever_the_rank():
    ranking = ranked(guest("Koen", post("king")), guest("Hilde", post("mayor"), host=True))

    assert ranking.order == ("Hilde", "Koen")
    assert say(ranking.sentence("Hilde")) == "Place 1: host, who goes first whatever their own rank; Mayor (TEST 330)"
    assert say(ranking.explain("Koen", "Hilde")) == "Hilde goes before Koen: Hilde is the host."


def test_the_host_may_cede_the_first_place_to_the_guest_of_honour():
    people = (guest("Koen", post("king")), guest("Hilde", post("mayor"), host=True), guest("Gust", post("adviser"), guest_of_honour=True))

    assert ranked(*people).order == ("Hilde", "Koen", "Gust")
    ceded = ranked(*people, host_cedes=True)
    assert ceded.order == ("Gust", "Hilde", "Koen")
    assert say(ceded.sentence("Gust")) == "Place 1: guest of honour, to whom the host cedes the first place"
    assert say(ceded.sentence("Hilde")) == "Place 2: host, who cedes the first place to the guest of honour"


def test_without_a_guest_of_honour_there_is_nobody_to_cede_to():
    ranking = ranked(guest("Koen", post("king")), guest("Hilde", post("mayor"), host=True), host_cedes=True)

    assert ranking.order == ("Hilde", "Koen")
    assert told(ranking) == [("nobody-to-cede-to", "Hilde")]


def test_a_list_may_leave_the_host_at_the_own_rank():
    ranking = ranked(guest("Koen", post("king")), guest("Hilde", post("mayor"), host=True), profile=replace(LIST, host_first=False))

    assert ranking.order == ("Koen", "Hilde")


def test_a_host_without_any_office_goes_first_all_the_same():
    ranking = ranked(guest("Koen", post("king")), guest("Hilde", host=True))

    assert ranking.order == ("Hilde", "Koen")
    assert certainties(ranking) == {"Hilde": SURE, "Koen": SURE}


def test_two_hosts_and_no_host_are_told():
    two = ranked(guest("An", post("mayor"), host=True), guest("Bo", post("king"), host=True))

    assert two.order == ("Bo", "An")
    assert told(two) == [("several-hosts", "An")]
    assert [finding.rule for finding in ranked(guest("An", post("king"))).findings] == ["no-host"]


# -- the post that counts


def test_the_highest_of_several_posts_counts():
    ranking = ranked(
        guest("An", post("mayor"), post("brussels-minister", "2024-01-01")), guest("Bo", post("brussels-state-secretary", "2020-01-01"))
    )

    assert ranking.order == ("An", "Bo")
    assert ranking.place_of("An").post.office == "brussels-minister"


def test_the_chosen_post_counts_instead_of_the_highest():
    mayor = guest("An", post("mayor", id="town"), post("brussels-minister", "2024-01-01"), chosen_post="town")
    ranking = ranked(mayor, guest("Bo", post("brussels-state-secretary", "2020-01-01")))

    assert ranking.order == ("Bo", "An")
    assert told(ranking) == []


def test_a_chosen_post_that_is_not_held_that_day_does_not_count():
    late = guest("An", post("mayor", "2027-01-01", id="town"), post("brussels-minister", "2024-01-01"), chosen_post="town")
    ranking = ranked(late)

    assert ranking.place_of("An").rank.number == 220
    assert [(finding.rule, finding.ref) for finding in ranking.findings if finding.path == "chosen_post"] == [
        ("chosen-post-not-held", Ref("post", "town"))
    ]
    assert told(ranked(replace(late, chosen_post="gone"))) == [("chosen-post-gone", "An")]


def test_posts_count_on_the_day_of_the_event():
    an = guest("An", post("mayor", "2010", until="2025-12-31"), post("prime-minister", "2026-01-01"))

    assert ranked(an, on=date(2025, 6, 1)).place_of("An").rank.number == 330
    assert ranked(an, on=date(2026, 1, 1)).place_of("An").rank.number == 80


def test_former_holders_come_right_after_those_who_serve():
    ranking = ranked(
        guest("Ans", post("brussels-state-secretary", "2001-01-01")),
        guest("Former", post("brussels-minister", "1999-01-01", until="2014-06-01")),
        guest("Serving", post("brussels-minister", "2024-01-01")),
    )

    assert ranking.order == ("Serving", "Former", "Ans")
    assert say(ranking.sentence("Former")) == (
        "Place 2: formerly Minister of the Brussels-Capital Region, after those who hold the office (TEST 220)"
    )
    assert say(ranking.sentence("Serving")) == (
        "Place 1: Minister of the Brussels-Capital Region (TEST 220); before Former, who no longer holds the office"
    )


def test_in_a_rank_of_offices_one_after_the_other_former_holders_follow_their_own_office():
    ranking = ranked(
        guest("Adviser", post("adviser", "2001-01-01")),
        guest("Former mayor", post("mayor", "1990-01-01", until="2018-01-01")),
        guest("Mayor", post("mayor", "2019-01-01")),
    )

    assert ranking.order == ("Mayor", "Former mayor", "Adviser")


def test_a_former_office_does_not_count_beside_one_that_is_held():
    ranking = ranked(guest("An", post("prime-minister", "1999", until="2003"), post("mayor", "2019-01-01")))

    assert ranking.place_of("An").rank.number == 330


# -- in whose name


def test_a_representative_does_not_take_the_rank_of_who_is_represented():
    minister = guest("Minister", post("brussels-minister", "2019-01-01"))
    ranking = ranked(
        guest("Junior", post("brussels-minister", "2025-01-01")),
        guest("Former", post("brussels-minister", "2000-01-01", until="2004-01-01")),
        guest("Envoy", post("adviser"), capacity=Capacity.REPRESENTATIVE, other=minister),
        guest("Secretary", post("brussels-state-secretary", "2024-01-01")),
    )

    assert ranking.order == ("Junior", "Former", "Envoy", "Secretary")
    assert (
        say(ranking.sentence("Envoy"))
        == "Place 3: for Minister, Minister of the Brussels-Capital Region, after those of that rank (TEST 220)"
    )
    assert say(ranking.explain("Junior", "Envoy")) == (
        "Junior goes before Envoy: both stand at TEST 220, and the order is by presence in person."
    )


def test_a_representative_whose_own_rank_is_higher_keeps_it():
    minister = guest("Minister", post("brussels-minister", "2019-01-01"))
    ranking = ranked(guest("Prime", post("prime-minister", "2020-01-01"), capacity=Capacity.REPRESENTATIVE, other=minister))

    assert ranking.place_of("Prime").rank.number == 80
    assert ranking.basis_of("Prime") is Capacity.OWN


def test_representatives_stand_in_the_order_of_those_they_represent():
    senior, junior = guest("S", post("brussels-minister", "2014-01-01")), guest("J", post("brussels-minister", "2024-01-01"))
    ranking = ranked(
        guest("For junior", post("mayor"), capacity=Capacity.REPRESENTATIVE, other=junior),
        guest("For senior", post("adviser"), capacity=Capacity.REPRESENTATIVE, other=senior),
    )

    assert ranking.order == ("For senior", "For junior")


def test_a_full_mandate_takes_the_rank_itself():
    king = guest("King", post("king", "2013-07-21"))
    ranking = ranked(
        guest("Prime", post("prime-minister", "2020-01-01")), guest("Envoy", post("adviser"), capacity=Capacity.MANDATE, other=king)
    )

    assert ranking.order == ("Envoy", "Prime")
    assert say(ranking.sentence("Envoy")) == "Place 1: in the name of King, with the full rank of King (TEST 10)"


def test_who_is_represented_and_comes_all_the_same_goes_first_and_is_told():
    king = guest("King", post("king", "2013-07-21"))
    ranking = ranked(guest("Envoy", post("adviser"), capacity=Capacity.MANDATE, other=king), king)

    assert ranking.order == ("King", "Envoy")
    assert told(ranking) == [("represented-present", "Envoy")]
    assert say(ranking.explain("King", "Envoy")) == "King goes before Envoy: both stand at TEST 10, and the order is by presence in person."


def test_a_partner_stands_right_after_whom_they_accompany():
    an = guest("An", post("brussels-minister", "2019-01-01"))
    ranking = ranked(
        guest("Partner", capacity=Capacity.PARTNER, other=an),
        guest("Bo", post("brussels-minister", "2024-01-01")),
        guest("Cas", post("king")),
        an,
    )

    assert ranking.order == ("Cas", "An", "Partner", "Bo")
    assert [place.number for place in ranking.places] == [1, 2, 3, 4]
    assert told(ranking) == []
    assert say(ranking.sentence("Partner")) == "Place 3: as partner of An, Minister of the Brussels-Capital Region (TEST 220)"
    assert say(ranking.explain("Partner", "An")) == "An goes before Partner, who stands beside An as partner."
    assert say(ranking.explain("Bo", "Partner")) == (
        "Partner, as partner of An, goes before Bo: both stand at TEST 220, and the order is by seniority (An: 1 January 2019; Bo: 1 January 2024)."
    )


def test_the_partner_of_the_host_stands_right_after_the_host():
    host = guest("Host", post("mayor"), host=True)

    assert ranked(guest("Koen", post("king")), guest("Partner", capacity=Capacity.PARTNER, other=host), host).order == (
        "Host",
        "Partner",
        "Koen",
    )


def test_the_partner_of_somebody_who_stays_away_takes_their_rank():
    absent = guest("An", post("brussels-minister", "2019-01-01"))
    ranking = ranked(guest("Partner", capacity=Capacity.PARTNER, other=absent), guest("Bo", post("brussels-state-secretary", "2010-01-01")))

    assert ranking.order == ("Partner", "Bo")


def test_a_partner_with_an_office_has_the_own_rank():
    an = guest("An", post("brussels-minister", "2019-01-01"))
    ranking = ranked(
        an, guest("Bo", post("mayor", "2020-01-01")), guest("Cas", post("adviser", "2024-01-01"), capacity=Capacity.PARTNER, other=an)
    )

    assert ranking.order == ("An", "Bo", "Cas")


def test_two_who_are_told_as_partners_of_each_other_stand_on_their_own():
    an, bo = guest("An"), guest("Bo")
    ranking = ranked(replace(an, capacity=Capacity.PARTNER, other=bo), replace(bo, capacity=Capacity.PARTNER, other=an))

    assert ranking.order == ("An", "Bo")
    assert [finding.rule for finding in ranking.findings if finding.path == "other"] == ["partner-of-a-partner"] * 2


@pytest.mark.parametrize("capacity", [Capacity.REPRESENTATIVE, Capacity.MANDATE, Capacity.PARTNER])
def test_it_must_be_said_for_whom_somebody_comes(capacity):
    an = guest("An", post("mayor", "2019-01-01"), capacity=capacity)

    assert told(ranked(an)) == [("nobody-named", "An")]
    assert told(ranked(replace(an, other=an))) == [("nobody-named", "An")]


# -- within a rank


def test_seniority_decides_and_the_sentence_says_since_when():
    ranking = ranked(
        guest("Ans Willems", post("brussels-state-secretary", "2024-02-01")),
        guest("Bea Thys", post("brussels-state-secretary", "2019-07-18")),
    )

    assert say(ranking.sentence("Bea Thys")) == (
        "Place 1: State Secretary of the Brussels-Capital Region (TEST 240); before Ans Willems by seniority, in office since 18 July 2019"
    )
    assert say(ranking.sentence("Ans Willems")) == (
        "Place 2: State Secretary of the Brussels-Capital Region (TEST 240); after Bea Thys by seniority, in office since 1 February 2024"
    )


def test_seniority_that_was_granted_counts_instead_of_the_first_day_in_office():
    ranking = ranked(
        guest("An", post("federal-minister", "2019-01-01")), guest("Bo", post("federal-minister", "2024-01-01", seniority="2014-01-01"))
    )

    assert ranking.order == ("Bo", "An")


def test_a_place_that_the_body_has_decided_goes_before_seniority():
    ranking = ranked(
        guest("An", post("federal-minister", "2009-01-01", order=2)), guest("Bo", post("federal-minister", "2024-01-01", order=1))
    )

    assert ranking.order == ("Bo", "An")
    assert "by the order that their body has decided, place 1" in say(ranking.sentence("Bo"))


def test_ambassadors_stand_by_their_credentials_to_the_minute():
    ranking = ranked(
        guest("Late", post("ambassador", "2001-01-01", credentials=moment("2024-09-12T10:30"))),
        guest("Early", post("ambassador", "2020-01-01", credentials=moment("2024-09-12T10:00"))),
    )

    assert ranking.order == ("Early", "Late")
    assert set(certainties(ranking).values()) == {SURE}
    assert say(ranking.sentence("Early")) == (
        "Place 1: Ambassador (TEST 150); before Late by the date of credentials, presented on 12 September 2024, 12:00"
    )
    assert say(ranking.explain("Late", "Early")) == (
        "Early goes before Late: both stand at TEST 150, and the order is by the date of credentials "
        "(Early: 12 September 2024, 12:00; Late: 12 September 2024, 12:30)."
    )


def test_heads_of_other_regions_stand_by_age_and_their_birth_is_not_told():
    ranking = ranked(
        guest("An", post("minister-president", "2014-01-01"), born="1970-05-01"),
        guest("Bo", post("minister-president", "2024-01-01"), born="1955"),
    )

    assert ranking.order == ("Bo", "An")
    assert say(ranking.sentence("Bo")) == "Place 1: Minister-president (TEST 210); before An by age"


def test_states_stand_in_the_agreed_alphabet():
    people = [guest(code, post("head-of-state-delegation", country=code)) for code in ("ES", "GR", "DE")]

    assert ranked(*people).order == ("DE", "GR", "ES")  # Deutschland, Ελλάδα, España
    assert ranked(*people, alphabet=Alphabet.EN).order == ("DE", "GR", "ES")  # Germany, Greece, Spain
    assert ranked(*people, alphabet=Alphabet.FR).order == ("DE", "ES", "GR")  # Allemagne, Espagne, Grèce
    assert "by the alphabet of the States, Allemagne before Espagne" in say(ranked(*people, alphabet=Alphabet.FR).sentence("DE"))


def test_organisations_stand_by_their_founding():
    ranking = ranked(guest("Young", post("agency-head", founded="1994")), guest("Old", post("agency-head", founded="1948-04-07")))

    assert ranking.order == ("Old", "Young")


def test_offices_of_a_rank_go_as_listed():
    ranking = ranked(guest("An", post("adviser", "1990-01-01")), guest("Bo", post("mayor", "2024-01-01")))

    assert ranking.order == ("Bo", "An")
    assert (
        say(ranking.explain("An", "Bo"))
        == "Bo goes before An: both stand at TEST 330, and the order is by the order of the offices within the rank."
    )


@pytest.mark.parametrize(
    ("on", "first"),
    [
        (date(2026, 10, 12), "Senate"),  # the turn of 2025, an odd year
        (date(2026, 10, 13), "Chamber"),  # the second Tuesday of October of an even year
        (date(2027, 10, 11), "Chamber"),
        (date(2027, 10, 12), "Senate"),
    ],
)
def test_chamber_and_senate_take_turns_on_the_second_tuesday_of_october(on, first):
    ranking = ranked(guest("Chamber", post("chamber-speaker", "2020-01-01")), guest("Senate", post("senate-speaker", "2020-01-01")), on=on)

    assert ranking.order[0] == first
    assert "by the yearly turn of the offices" in say(ranking.sentence(first))


def test_a_turn_whose_day_cannot_be_read_is_told():
    ranks = tuple(replace(one, turn="some Tuesday") if one.tie is Tie.TURNS else one for one in LIST.ranks)
    ranking = ranked(
        guest("Chamber", post("chamber-speaker", "2020-01-01")),
        guest("Senate", post("senate-speaker", "2019-01-01")),
        profile=replace(LIST, ranks=ranks),
    )

    assert set(certainties(ranking).values()) == {PROVISIONAL}
    assert told(ranking) == [("turn-unreadable", "")]


def test_what_is_left_to_an_agreement_is_undecided_until_somebody_decides():
    people = (guest("NATO", post("nato-secretary-general", "2024-10-01")), guest("Commission", post("commission-president", "2019-12-01")))
    ranking = ranked(*people)

    assert [(place.number, place.certainty, place.undecided_with) for place in ranking.places] == [
        (1, UNDECIDED, ("NATO",)),
        (1, UNDECIDED, ("Commission",)),
    ]
    assert told(ranking) == [("undecided", "Commission")]
    assert say(ranking.explain("NATO", "Commission")) == "Nothing separates Commission and NATO, both at TEST 120: decide by hand."

    decided = ranked(*people, moves=[move("NATO", "Commission", reason="Agreed with both cabinets.")])
    assert [(place.guest.id, place.number, place.certainty) for place in decided.places] == [("NATO", 1, SURE), ("Commission", 2, SURE)]
    assert told(decided) == []


def test_names_decide_last_and_only_where_the_list_says_so():
    people = [guest(name, post("federal-minister", "2020-10-01"), born="1970-01-01") for name in ("Özdemir", "Ons", "Peeters")]

    assert ranked(*people).order == ("Ons", "Özdemir", "Peeters")
    assert set(certainties(ranked(*people)).values()) == {SURE}
    without = ranked(*people, profile=replace(LIST, names_decide=False))
    assert [(place.number, place.certainty) for place in without.places] == [(1, UNDECIDED)] * 3


def test_namesakes_whom_nothing_separates_share_a_place():
    twins = [replace(guest("Jan Peeters", post("mayor", "2020-10-01"), born="1970-01-01"), id=id) for id in ("2", "1")]
    ranking = ranked(*twins, guest("Last", post("adviser", "2000-01-01")))

    assert [(place.guest.id, place.number) for place in ranking.places] == [("1", 1), ("2", 1), ("Last", 3)]
    assert say(ranking.sentence("1")) == "Place 1: Mayor (TEST 330); nothing separates it from the place of Jan Peeters"


def test_partners_share_the_open_place_of_whom_they_accompany():
    profile = replace(LIST, names_decide=False)
    an, bo = (guest(name, post("federal-minister", "2020-10-01"), born="1970-01-01") for name in ("An", "Bo"))
    ranking = ranked(an, bo, guest("Partner", capacity=Capacity.PARTNER, other=an), guest("Last", post("mayor")), profile=profile)

    assert [(place.guest.id, place.number, place.undecided_with) for place in ranking.places] == [
        ("An", 1, ("Bo",)),
        ("Partner", 1, ("Bo",)),
        ("Bo", 1, ("An", "Partner")),
        ("Last", 4, ()),
    ]
    assert say(ranking.explain("Partner", "An")) == "An goes before Partner, who stands beside An as partner."
    assert say(ranking.explain("Partner", "Bo")) == "Nothing separates Partner and Bo, both at TEST 140: decide by hand."


# -- guests from abroad


@pytest.mark.parametrize(
    ("beside", "order"),
    [(Beside.BEFORE, ("Abroad", "Old", "New")), (Beside.AFTER, ("Old", "New", "Abroad")), (Beside.AMONG, ("Old", "Abroad", "New"))],
)
def test_holders_from_abroad_stand_beside_their_belgian_equals(beside, order):
    ranking = ranked(
        guest("New", post("federal-minister", "2024-01-01")),
        guest("Abroad", post("foreign-minister", "2020-01-01", country="FR")),
        guest("Old", post("federal-minister", "2019-01-01")),
        profile=replace(LIST, beside=beside),
    )

    assert ranking.order == order
    assert {place.rank.number for place in ranking.places} == {140}


def test_a_holder_from_abroad_says_whose_rank_it_is():
    ranking = ranked(guest("Abroad", post("foreign-minister", "2020-01-01")), guest("Old", post("federal-minister", "2019-01-01")))

    assert say(ranking.sentence("Abroad")) == (
        "Place 1: Minister of another State, with the rank of Federal minister (TEST 140); "
        "before Old by the rule that holders from abroad stand before their Belgian equals"
    )


def test_an_office_that_the_list_names_itself_needs_no_equal():
    named = replace(LIST, ranks=(*LIST.ranks, Rank(130, texts("Foreign ministers"), ("foreign-minister",))))

    assert ranked(guest("Abroad", post("foreign-minister")), profile=named).place_of("Abroad").rank.number == 130


def test_the_minister_of_foreign_affairs_has_a_rank_of_their_own_only_among_diplomats():
    minister, other = guest("Affairs", post("foreign-affairs", "2025-02-03")), guest("Federal", post("federal-minister", "2020-10-01"))
    ambassador = guest("Ambassador", post("ambassador", credentials=moment("2024-09-12T10:00")))

    assert ranked(minister, other).order == ("Federal", "Affairs")
    assert ranked(minister, other, ambassador).order == ("Affairs", "Federal", "Ambassador")
    assert ranked(minister, other, guest("Own", post("belgian-ambassador"))).order[:2] == ("Federal", "Affairs")
    left = guest("Left", post("ambassador", "2010", until="2015"))
    assert ranked(minister, other, left).order[:2] == ("Federal", "Affairs")


# -- what is missing


def test_a_missing_first_day_makes_the_places_of_the_rank_provisional_and_asks_for_it():
    ranking = ranked(
        guest("Unknown", post("federal-minister", id="mystery")),
        guest("Known", post("federal-minister", "2024-01-01")),
        guest("King", post("king", "2013-07-21")),
    )

    assert ranking.order == ("King", "Known", "Unknown")
    assert certainties(ranking) == {"King": SURE, "Known": PROVISIONAL, "Unknown": PROVISIONAL}
    (asked,) = [finding for finding in ranking.findings if finding.rule == "missing-since"]
    assert (asked.ref, asked.severity) == (Ref("post", "mystery"), Severity.WARNS)
    assert say(ranking.sentence("Unknown")) == (
        "Place 3: Federal minister (TEST 140); after Known by seniority, because the first day in office of Unknown is not known"
    )


def test_dates_that_may_be_the_other_way_round_do_not_make_a_place_sure():
    ranking = ranked(
        guest("Year", post("federal-minister", "2019", id="year")),
        guest("Month", post("federal-minister", "2019-07", id="month")),
        guest("Day", post("federal-minister", "2020-01-05", id="day")),
    )

    assert ranking.order == ("Year", "Month", "Day")
    assert certainties(ranking) == {"Year": PROVISIONAL, "Month": PROVISIONAL, "Day": SURE}
    assert told(ranking) == [("imprecise-since", "year"), ("imprecise-since", "month")]


def test_one_year_that_touches_two_days_leaves_all_three_open():
    ranking = ranked(*[guest(since, post("federal-minister", since)) for since in ("2019-03-01", "2019", "2019-11-01")])

    assert set(certainties(ranking).values()) == {PROVISIONAL}


def test_a_datum_that_decides_nothing_is_not_asked_for():
    ranking = ranked(guest("An", post("federal-minister")), guest("Bo", post("brussels-minister")))

    assert told(ranking) == []
    assert set(certainties(ranking).values()) == {SURE}


def test_ministers_sworn_in_on_one_day_are_told_apart_by_age_when_it_is_known():
    young, old = (
        guest("An", post("federal-minister", "2025-02-03"), born="1980"),
        guest("Bo", post("federal-minister", "2025-02-03"), born="1961"),
    )
    assert ranked(young, old).order == ("Bo", "An")

    unknown = ranked(replace(young, born=None), replace(old, born=None))
    assert unknown.order == ("An", "Bo")
    assert set(certainties(unknown).values()) == {PROVISIONAL}
    assert told(unknown) == [("missing-born", "An"), ("missing-born", "Bo")]
    assert {finding.severity for finding in unknown.findings} == {Severity.NOTES}


def test_whoever_has_no_office_on_the_list_stands_last_and_is_told_why():
    ranking = ranked(
        guest("No post"),
        guest("No office", post("", id="bare")),
        guest("No such office", post("emperor", id="strange")),
        guest("Not listed", post("beekeeper", id="bees")),
        guest("Not yet", post("mayor", "2030-01-01")),
        guest("Mayor", post("mayor")),
    )

    assert ranking.order[0] == "Mayor"
    assert {id: certainty for id, certainty in certainties(ranking).items() if certainty is UNRANKED}.keys() == set(ranking.order[1:])
    assert sorted(told(ranking)) == [
        ("no-post", "No post"),
        ("no-post-held", "Not yet"),
        ("office-not-listed", "bees"),
        ("office-unknown", "strange"),
        ("post-without-office", "bare"),
    ]
    after = "after all whom the list TEST knows"
    assert {id: say(ranking.sentence(id)) for id in ranking.order[1:]} == {
        "No office": f"Place 2, {after}: nobody has said which office the post is",
        "No post": f"Place 3, {after}: no post is known",
        "No such office": f"Place 4, {after}: it names no office of theirs",
        "Not listed": f"Place 5, {after}: it names no office of theirs",
        "Not yet": f"Place 6, {after}: no post is held on the day",
    }
    assert (
        say(ranking.explain("No post", "Mayor"))
        == "Mayor goes before No post: Mayor is at TEST 330, and the list names no office of No post."
    )


def test_a_second_post_without_an_office_is_a_remark_only():
    ranking = ranked(guest("An", post("mayor"), post("", id="bare")))

    assert [(finding.rule, finding.severity) for finding in ranking.findings if finding.ref] == [("post-without-office", Severity.NOTES)]


def test_among_those_whom_the_list_does_not_know_the_order_of_entry_decides_before_names():
    people = (guest("Zoë", entered=0), guest("An", entered=1), guest("Bo"), guest("Abe"))

    assert ranked(*people).order == ("Zoë", "An", "Abe", "Bo")
    assert say(ranked(*people).explain("An", "Zoë")).endswith("this is the order in which they were entered.")


def test_a_guest_who_is_told_twice_has_one_place():
    ranking = ranked(guest("An", post("mayor")), guest("An", post("king")))

    assert ranking.order == ("An",)
    assert told(ranking) == [("guest-twice", "An")]


@pytest.mark.parametrize(
    ("dated", "checked", "rules"),
    [
        (None, None, ["list-undated"]),
        (date(2024, 3, 2), None, []),
        (date(2024, 3, 1), None, ["list-old"]),
        (date(2010, 10, 12), date(2026, 1, 5), []),
    ],
)
def test_a_list_that_nobody_looked_at_for_two_years_is_told(dated, checked, rules):
    ranking = ranked(guest("An", post("mayor"), host=True), profile=replace(LIST, dated=dated, checked=checked))

    assert [finding.rule for finding in ranking.findings] == rules


def test_nobody_at_all_is_an_order_too():
    assert (ranked().places, ranked().findings) == ((), ())


# -- moves by hand


def three():
    return tuple(
        guest(name, post("federal-minister", since)) for name, since in (("An", "2010-01-01"), ("Bo", "2015-01-01"), ("Cas", "2020-01-01"))
    )


def test_a_move_by_hand_tells_who_when_and_why():
    ranking = ranked(*three(), moves=[move("Cas", "An")])

    assert ranking.order == ("Cas", "An", "Bo")
    assert [place.number for place in ranking.places] == [1, 2, 3]
    assert ranking.place_of("Cas").move == move("Cas", "An")
    assert say(ranking.sentence("Cas")) == (
        "Place 1, given by Noor Claes on 10 February 2026, 10:00: “Asked by the minister-president”. The list has Federal minister at TEST 140."
    )
    assert say(ranking.explain("An", "Cas")) == (
        "Cas goes before An: so decided by Noor Claes on 10 February 2026, 10:00, “Asked by the minister-president”."
    )
    assert (
        say(ranking.explain("An", "Bo"))
        == "An goes before Bo: both stand at TEST 140, and the order is by seniority (An: 1 January 2010; Bo: 1 January 2015)."
    )
    assert "before Bo by seniority" in say(ranking.sentence("An"))


def test_a_move_without_an_anchor_puts_somebody_last():
    assert ranked(*three(), moves=[move("An", "")]).order == ("Bo", "Cas", "An")


def test_moves_apply_in_the_order_of_time_not_of_telling():
    first, second = move("Cas", "An", at="2026-02-10T09:00"), move("Bo", "Cas", at="2026-02-11T09:00")

    assert ranked(*three(), moves=[second, first]).order == ranked(*three(), moves=[first, second]).order == ("Bo", "Cas", "An")


def test_a_partner_goes_along_with_a_move():
    an, bo, cas = three()
    partner = guest("Partner", capacity=Capacity.PARTNER, other=cas)
    ranking = ranked(an, bo, cas, partner, moves=[move("Cas", "An")])

    assert ranking.order == ("Cas", "Partner", "An", "Bo")
    assert ranking.place_of("Partner").move is None
    assert say(ranking.explain("Partner", "Bo")).startswith("Partner goes before Bo: so decided by Noor Claes")


def test_a_partner_who_was_placed_by_hand_stays_there():
    an, bo, cas = three()
    partner = guest("Partner", capacity=Capacity.PARTNER, other=cas)
    moves = [move("Partner", "", at="2026-02-10T09:00"), move("Cas", "An", at="2026-02-11T09:00")]

    assert ranked(an, bo, cas, partner, moves=moves).order == ("Cas", "An", "Bo", "Partner")


def test_a_move_of_or_before_somebody_who_is_gone_is_told_and_passed_over():
    ranking = ranked(*three(), moves=[move("Dirk", "An"), move("Cas", "Dirk"), move("Bo", "Bo")])

    assert ranking.order == ("An", "Bo", "Cas")
    assert sorted(told(ranking)) == [("moved-before-gone", "Cas"), ("moved-before-oneself", "Bo"), ("moved-guest-gone", "Dirk")]


def test_two_equals_on_either_side_of_somebody_placed_by_hand_are_no_longer_undecided():
    profile = replace(LIST, names_decide=False)
    people = [guest(name, post("federal-minister", "2020-10-01"), born="1970-01-01") for name in ("An", "Bo")]
    ranking = ranked(*people, guest("King", post("king")), profile=profile, moves=[move("King", "Bo")])

    assert [(place.guest.id, place.number, place.certainty) for place in ranking.places] == [
        ("An", 1, SURE),
        ("King", 2, SURE),
        ("Bo", 3, SURE),
    ]
    assert say(ranking.explain("An", "Bo")) == "An goes before Bo: the place given by hand to King is between them."


def test_a_move_that_leaves_all_as_it_is_says_something_only_about_the_undecided():
    sure = ranked(*three())
    assert (sure.changes("An", "Bo"), sure.changes("Cas", ""), sure.changes("Cas", "Bo"), sure.changes("An", "An")) == (
        False,
        False,
        True,
        False,
    )

    profile = replace(LIST, names_decide=False)
    open_ = ranked(*[guest(name, post("federal-minister", "2020-10-01"), born="1970-01-01") for name in ("An", "Bo")], profile=profile)
    assert open_.changes("An", "Bo")


def test_the_day_of_the_order_stands_in_it():
    assert (ranked(on=DAY).day, ranked().profile.code) == (DAY, "TEST")
