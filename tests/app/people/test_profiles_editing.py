"""How ranks are moved in a list, whatever its numbers."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.domains.people.precedence import editing
from app.domains.people.precedence.profiles import Level, Profile, Rank
from app.kernel.translated import Multilingual


def listing(*numbers: int) -> Profile:
    ranks = tuple(Rank(number, Multilingual(str(n))) for n, number in enumerate(numbers))
    return Profile("TEST", Multilingual("test"), Level.HOST, ranks)


def titles(profile: Profile) -> list[str]:
    return [rank.title.nl for rank in profile.ranks]


lists = st.sets(st.integers(0, 60), min_size=1, max_size=12).map(lambda numbers: listing(*sorted(numbers)))


@given(lists, st.data())
def test_a_move_changes_the_place_of_one_rank_and_keeps_every_number_once(profile, data):
    rank = data.draw(st.sampled_from(profile.ranks))
    before = data.draw(st.sampled_from([None, *(other for other in profile.ranks if other is not rank)]))

    after = editing.moved(profile, rank, before)

    expected = [title for title in titles(profile) if title != rank.title.nl]
    expected.insert(len(expected) if before is None else expected.index(before.title.nl), rank.title.nl)
    assert titles(after) == expected
    numbers = [one.number for one in after.ranks]
    assert numbers == sorted(set(numbers))


@given(lists, st.data())
def test_a_rank_put_in_at_the_number_proposed_stands_behind_the_one_it_was_asked_for(profile, data):
    behind = data.draw(st.sampled_from(profile.ranks))
    number = editing.next_number(profile, behind)
    if number in [rank.number for rank in profile.ranks]:  # there is no room between the two
        assert number == behind.number + 1
        return
    after = editing.with_rank(profile, Rank(number, Multilingual("new")))
    assert titles(after).index("new") == titles(profile).index(behind.title.nl) + 1


def test_a_list_in_tens_goes_on_in_tens_and_leaves_room_between():
    profile = listing(10, 20, 30)
    assert [editing.next_number(profile, behind) for behind in (profile.ranks[0], profile.ranks[2], None)] == [15, 40, 40]
    assert editing.next_number(listing(), None) == 10


def test_ranks_that_stand_in_the_way_go_on_by_as_little_as_they_must():
    profile = listing(1, 2, 3, 9)
    after = editing.moved(profile, profile.ranks[3], profile.ranks[1])
    assert [(rank.title.nl, rank.number) for rank in after.ranks] == [("0", 1), ("3", 2), ("1", 3), ("2", 4)]


def test_a_header_is_read_and_written_without_loss():
    profile = listing(1, 2)
    draft = replace(editing.header_of(profile), source="read", names_decide=False)
    assert editing.header_of(editing.with_header(profile, draft)) == draft
    assert editing.with_header(profile, draft).ranks == profile.ranks
