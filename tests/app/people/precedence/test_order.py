"""What holds for every company: the order is total and explains itself for every pair, whatever is missing or wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.people.precedence.guests import Capacity, Guest, HeldPost, Move
from app.domains.people.precedence.profiles import Alphabet, Beside, Level, Office, Profile, Rank, Tie
from app.domains.people.precedence.ranking import Certainty, rank
from app.kernel.periods import PartialDate
from tests.app.people.precedence.company import DAY, LIST, OFFICES, moment, texts

CODES = (*OFFICES, "", "unheard of")
days = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(2018, 2021)),
    st.builds(PartialDate, st.integers(2018, 2021), st.integers(1, 3)),
    st.builds(PartialDate, st.integers(2018, 2021), st.integers(1, 2), st.integers(1, 3)),
)
posts = st.lists(
    st.builds(
        HeldPost,
        st.sampled_from("abcd"),
        st.just(texts("A post")),
        st.sampled_from(CODES),
        country=st.sampled_from(("", "BE", "GR", "FR", "??")),
        since=days,
        until=st.one_of(st.none(), st.none(), st.none(), days),
        seniority=st.one_of(st.none(), days),
        credentials=st.sampled_from((None, moment("2020-01-01T10:00"), moment("2020-01-01T10:00").replace(tzinfo=None))),
        order=st.sampled_from((None, None, 1, 2)),
        founded=days,
    ),
    max_size=2,
).map(tuple)
persons = st.builds(
    Guest,
    st.sampled_from("0123456789"),
    st.sampled_from(("An", "Bo", "Cas")),
    st.sampled_from(("an", "bo", "")),
    posts,
    born=days,
    chosen_post=st.sampled_from(("", "", "a", "z")),
    host=st.sampled_from((False, False, False, True)),
    guest_of_honour=st.sampled_from((False, False, True)),
    entered=st.sampled_from((None, None, 0, 1)),
)
guests = st.builds(
    lambda guest, capacity, other: replace(guest, capacity=capacity, other=other),
    persons,
    st.sampled_from(Capacity),
    st.one_of(st.none(), persons),
)
companies = st.lists(guests, max_size=8, unique_by=lambda guest: guest.id)
lists = st.builds(
    replace,
    st.just(LIST),
    names_decide=st.booleans(),
    host_first=st.booleans(),
    beside=st.sampled_from(Beside),
    alphabet=st.sampled_from(Alphabet),
    ranks=st.one_of(st.just(LIST.ranks), st.lists(st.builds(Rank, st.integers(0, 3), st.just(texts("A rank")), st.lists(st.sampled_from(CODES), max_size=4).map(tuple), st.sampled_from(Tie), st.sampled_from(("", "09-01", "?"))), max_size=6).map(tuple)),
)  # fmt: skip
moves = st.lists(
    st.builds(Move, st.text("xyz", min_size=1, max_size=3), st.sampled_from("0123456789"), st.sampled_from(("", *"0123456789")), st.just("Asked for."), st.just("Noor"), st.integers(0, 5).map(lambda n: moment("2026-01-01T10:00") + timedelta(n))),
    max_size=4, unique_by=lambda one: one.id,
)  # fmt: skip
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
thorough = settings(max_examples=60, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def ranking_of(company, profile, by_hand=(), *, cedes=False):
    return rank(company, profile, OFFICES, DAY, moves=by_hand, host_cedes=cedes)


@thorough
@given(companies, lists, moves, st.booleans(), st.randoms())
def test_the_order_in_which_guests_are_told_changes_nothing(company, profile, by_hand, cedes, chance):
    first = ranking_of(company, profile, by_hand, cedes=cedes)
    company, by_hand = list(company), list(by_hand)
    chance.shuffle(company)
    chance.shuffle(by_hand)

    again = ranking_of(company, profile, by_hand, cedes=cedes)

    assert again.places == first.places
    assert {str(finding) for finding in again.findings} == {str(finding) for finding in first.findings}


@thorough
@given(companies, lists, moves, st.booleans())
def test_everybody_has_one_place_and_numbers_go_up(company, profile, by_hand, cedes):
    ranking = ranking_of(company, profile, by_hand, cedes=cedes)

    assert sorted(ranking.order) == sorted(guest.id for guest in company)
    assert all(place.number <= n + 1 for n, place in enumerate(ranking.places))
    for earlier, later in pairwise(ranking.places):
        shared = later.guest.id in earlier.alike  # with a partner between them: nobody else's place is sure either
        assert later.number == earlier.number if shared else later.number > earlier.number


@thorough
@given(companies, lists, moves, st.booleans())
def test_every_place_and_every_pair_is_explained(company, profile, by_hand, cedes):
    ranking = ranking_of(company, profile, by_hand, cedes=cedes)
    say = wording_for("en").say

    for place in ranking.places:
        sentence = say(ranking.sentence(place.guest.id))
        assert sentence.startswith(f"Place {place.number}")
        assert "{" not in sentence
    for first, second in combinations(ranking.places, 2):
        told = ranking.explain(first.guest.id, second.guest.id)
        assert told == ranking.explain(second.guest.id, first.guest.id)
        assert "{" not in say(told)
        if second.guest.id in first.undecided_with:
            assert say(told).startswith("Nothing separates")
        else:
            assert (told.values["first"], told.values["second"]) == (first.guest.name, second.guest.name)
            assert not say(told).startswith("Nothing separates")


@thorough
@given(companies, lists, moves, st.booleans())
def test_being_undecided_goes_both_ways_and_is_never_sure(company, profile, by_hand, cedes):
    ranking = ranking_of(company, profile, by_hand, cedes=cedes)

    for place in ranking.places:
        for other in place.undecided_with:
            assert place.guest.id in ranking.place_of(other).undecided_with
        assert not (place.undecided_with and place.certainty in (Certainty.SURE, Certainty.PROVISIONAL))
        assert place.move is None or (place.certainty is Certainty.SURE and not place.undecided_with)


@thorough
@given(companies, lists)
def test_two_keep_their_order_when_a_third_stays_away(company, profile):
    """Of those who come in their own name; a partner's place hangs on who is there, and a diplomat changes the rank of Foreign Affairs."""
    company = [replace(guest, capacity=Capacity.OWN, other=None) for guest in company]
    order = ranking_of(company, profile).order

    for absent in company:
        if any(OFFICES[post.office].abroad for post in absent.posts if post.office in OFFICES):
            continue
        rest = [guest for guest in company if guest is not absent]
        assert ranking_of(rest, profile).order == tuple(one for one in order if one != absent.id)


@thorough
@given(companies, lists)
def test_what_is_sure_holds_whatever_the_missing_days_turn_out_to_be(company, profile):
    """Two sure places of one rank never change their order when a year or a month becomes a day."""
    company = [replace(guest, capacity=Capacity.OWN, other=None) for guest in company]
    before = ranking_of(company, profile)
    for exact in (_first_day, _last_day):
        after = ranking_of([_made_exact(guest, exact) for guest in company], profile)
        for one, other in combinations(before.order, 2):
            if {before.place_of(one).certainty, before.place_of(other).certainty} == {Certainty.SURE} and _same_post(
                before, after, one, other
            ):
                assert after.order.index(one) < after.order.index(other)


def _same_post(before, after, *ids):
    return all(
        before.place_of(one).post and after.place_of(one).post and before.place_of(one).post.office == after.place_of(one).post.office
        for one in ids
    ) and [_held(before, one) for one in ids] == [_held(after, one) for one in ids]


def _held(ranking, one):
    post = ranking.place_of(one).post
    return post is not None and (post.since is None or post.since.first <= DAY) and (post.until is None or post.until.last >= DAY)


def _made_exact(guest, exact):
    return replace(
        guest,
        born=exact(guest.born),
        posts=tuple(
            replace(post, since=exact(post.since), seniority=exact(post.seniority), founded=exact(post.founded)) for post in guest.posts
        ),
    )


def _first_day(day):
    return PartialDate.of(day.first) if day else None


def _last_day(day):
    return PartialDate.of(day.last) if day else None


@thorough
@given(companies, lists, moves)
def test_a_move_by_hand_puts_somebody_right_before_another_and_moves_nobody_else(company, profile, by_hand):
    before = ranking_of(company, profile, by_hand[:-1] if by_hand else ())
    last = replace(by_hand[-1], at=moment("2027-01-01T10:00")) if by_hand else None
    if last is None or last.guest not in before.order or last.before == last.guest or (last.before and last.before not in before.order):
        return
    after = ranking_of(company, profile, [*by_hand[:-1], last])
    company_of = [one for one in after.order if one == last.guest or _goes_along(after, one, last)]

    assert [one for one in after.order if one not in company_of] == [one for one in before.order if one not in company_of]
    behind = after.order[after.order.index(last.guest) :]
    rest = [one for one in behind if one not in company_of]
    assert rest[:1] == ([last.before] if last.before and last.before not in company_of else rest[:1] if last.before else [])
    assert after.place_of(last.guest).move == last
    assert before.changes(last.guest, last.before) == (after.order != before.order or bool(before.place_of(last.guest).undecided_with))


def _goes_along(ranking, one, last):
    guest = ranking.place_of(one).guest
    return guest.capacity is Capacity.PARTNER and guest.other is not None and guest.other.id == last.guest


garbage = st.builds(
    Profile,
    st.text(max_size=5),
    st.just(texts("")),
    st.sampled_from(Level),
    st.lists(st.builds(Rank, st.integers(), st.just(texts("")), st.lists(st.text(max_size=2)).map(tuple), st.sampled_from(Tie), st.text(max_size=12), with_diplomats=st.booleans()), max_size=5).map(tuple),
    dated=st.one_of(st.none(), st.dates()),
    checked=st.one_of(st.none(), st.dates()),
)  # fmt: skip
catalogues = st.dictionaries(
    st.text(max_size=2), st.builds(Office, st.text(max_size=2), st.just(texts("")), equal_to=st.text(max_size=2), abroad=st.booleans())
)


@thorough
@given(garbage, catalogues, st.lists(st.text(max_size=2), max_size=5), st.dates(date(1, 1, 2), date.max))
def test_no_list_and_no_catalogue_breaks_the_order(profile, offices, codes, day):
    company = [Guest(str(n), "An", "an", (HeldPost(str(n), texts("A post"), code),)) for n, code in enumerate(codes)]
    ranking = rank(company, profile, offices, day)

    assert sorted(ranking.order) == sorted(guest.id for guest in company)
    for place in ranking.places:
        assert wording_for("fr").say(ranking.sentence(place.guest.id))
