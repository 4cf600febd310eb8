"""The orders of a day, each as protocol.md 5.1 and 1.5 have it, and their drawings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.people.precedence.guests import Capacity
from app.domains.people.precedence.layouts import figure_of
from app.domains.people.precedence.orders import ORDERS, OrderKind, OrderOptions, arrange
from app.kernel.figures import Label
from tests.app.people.precedence.company import guest, post, ranked, say
from tests.app.people.precedence.test_order import companies, lists, ranking_of, thorough

HOST = guest("Host", post("mayor", "2020-01-01"), host=True)
HONOURED = guest("Honoured", post("foreign-minister", "2022-01-01"), guest_of_honour=True)
HIS, HERS = (guest(f"Partner of {one.name}", capacity=Capacity.PARTNER, other=one) for one in (HOST, HONOURED))
KING = guest("King", post("king", "2013-07-21"))
ADVISERS = tuple(guest(f"Adviser {n}", post("adviser", f"200{n}-01-01")) for n in range(1, 8))


def arranged(kind, *guests, host_cedes=False, **options):
    return arrange(kind, ranked(*guests, host_cedes=host_cedes), OrderOptions(**options))


def rows(arrangement):
    return [[spot.guest for spot in group.spots] for group in arrangement.groups]


def wheres(arrangement, group=0):
    return {spot.guest: say(spot.where) for spot in arrangement.groups[group].spots}


def reasons(arrangement, group=0):
    return {spot.guest: say(spot.reason) for spot in arrangement.groups[group].spots}


def findings(arrangement):
    return [finding.rule for finding in arrangement.findings]


def test_every_order_has_a_title():
    assert {choice.code for choice in ORDERS} == set(OrderKind)


def test_the_order_of_entry_is_that_of_precedence_with_its_reasons():
    ranking = ranked(ADVISERS[0], KING)
    arrangement = arrange(OrderKind.ENTRY, ranking)

    assert rows(arrangement) == [["King", "Adviser 1"]]
    assert [spot.reason for spot in arrangement.groups[0].spots] == [ranking.sentence("King"), ranking.sentence("Adviser 1")]


def test_the_list_is_that_of_precedence():
    assert rows(arranged(OrderKind.LIST, ADVISERS[0], KING)) == [["King", "Adviser 1"]]


def test_two_who_are_undecided_keep_their_shared_number_at_the_entry():
    twins = (guest("NATO", post("nato-secretary-general")), guest("Commission", post("commission-president")))

    assert [spot.number for spot in arranged(OrderKind.ENTRY, *twins).groups[0].spots] == [1, 1]


# -- arrival


def test_the_receiving_line_is_the_host_the_guest_of_honour_and_the_partner_of_the_host():
    arrangement = arranged(OrderKind.ARRIVAL, HOST, HIS, HONOURED, HERS, KING, ADVISERS[0])

    assert rows(arrangement) == [["Host", "Honoured", "Partner of Host", "Partner of Honoured"], ["King", "Adviser 1"]]
    assert reasons(arrangement)["Partner of Host"] == "The partner of the host receives as well."


def test_without_a_host_nobody_receives_and_it_is_told():
    arrangement = arranged(OrderKind.ARRIVAL, KING, HONOURED)

    assert rows(arrangement) == [["King", "Honoured"]]
    assert findings(arrangement) == ["no-host"]


# -- speaking


def test_speeches_go_up_after_the_welcome_of_the_host():
    arrangement = arranged(OrderKind.SPEAKING, HOST, KING, HONOURED, ADVISERS[0])

    assert rows(arrangement) == [["Host", "Adviser 1", "Honoured", "King"]]
    assert [spot.number for spot in arrangement.groups[0].spots] == [1, 2, 3, 4]
    assert reasons(arrangement)["King"] == "Place 2 in the order of precedence: the highest speaks last."


def test_a_host_who_does_not_welcome_speaks_last():
    arrangement = arranged(OrderKind.SPEAKING, HOST, KING, host_welcomes=False)

    assert rows(arrangement) == [["King", "Host"]]
    assert reasons(arrangement)["Host"] == "The host has the first place in the order of precedence, and so the last word."


def test_partners_do_not_speak_and_it_is_said():
    arrangement = arranged(OrderKind.SPEAKING, HOST, HIS, HONOURED)

    assert rows(arrangement) == [["Host", "Honoured"]]
    assert "Partners without an office of their own are not among the speakers." in map(say, arrangement.notes)


# -- signing


def test_the_guest_sits_at_the_right_of_the_host_and_each_signs_first_the_own_copy():
    arrangement = arranged(OrderKind.SIGNING, HOST, HONOURED, ADVISERS[0])

    assert rows(arrangement) == [["Honoured", "Host"], ["Host", "Honoured"], ["Honoured", "Host"]]
    assert [say(group.title) for group in arrangement.groups] == [
        "At the table, seen from the room",
        "Copy that Host keeps",
        "Copy that Honoured keeps",
    ]
    assert wheres(arrangement)["Honoured"] == "place 1 from the left, seen from the room"


def test_the_guest_may_sit_at_the_other_side():
    assert rows(arranged(OrderKind.SIGNING, HOST, HONOURED, guest_right=False))[0] == ["Host", "Honoured"]


def test_the_side_of_the_host_has_the_first_of_the_delegation_sign_when_there_is_no_host():
    arrangement = arranged(OrderKind.SIGNING, KING, *ADVISERS[:2], hosts=frozenset({"Adviser 1", "Adviser 2"}))

    assert rows(arrangement)[0] == ["King", "Adviser 1"]


def test_three_parties_sit_around_the_host_and_there_are_three_copies():
    signing = ("Host", "Honoured", "Adviser 1")
    arrangement = arranged(OrderKind.SIGNING, HOST, HONOURED, *ADVISERS, signatories=signing)

    assert rows(arrangement) == [
        ["Honoured", "Host", "Adviser 1"],
        ["Host", "Honoured", "Adviser 1"],
        ["Honoured", "Host", "Adviser 1"],
        ["Adviser 1", "Host", "Honoured"],
    ]


def test_one_party_cannot_sign_alone_and_who_is_gone_cannot_sign():
    alone = arranged(OrderKind.SIGNING, *ADVISERS)
    assert (rows(alone), findings(alone)) == ([], ["one-party"])
    gone = arranged(OrderKind.SIGNING, HOST, HONOURED, signatories=("Host", "Nobody"))
    assert (rows(gone), findings(gone)) == ([], ["signatory-gone", "one-party"])


# -- photograph


def test_in_a_photograph_of_two_the_guest_stands_left():
    arrangement = arranged(OrderKind.PHOTOGRAPH, HOST, HONOURED)

    assert rows(arrangement) == [["Honoured", "Host"]]
    assert wheres(arrangement) == {"Honoured": "left in the picture", "Host": "right in the picture"}


def test_the_host_stands_in_the_centre_the_first_guest_at_the_right_the_second_at_the_left():
    arrangement = arranged(OrderKind.PHOTOGRAPH, HOST, KING, HONOURED)

    assert rows(arrangement) == [["King", "Host", "Honoured"]]
    assert wheres(arrangement)["King"] == "right of the centre, place 1 (left in the picture)"
    assert rows(arranged(OrderKind.PHOTOGRAPH, HOST, KING, HONOURED, guest_right=False)) == [["Honoured", "Host", "King"]]


def test_people_of_the_host_stand_between_the_guests_and_at_both_ends():
    own = [f"Adviser {n}" for n in (1, 2, 3, 4)]
    guests = tuple(guest(f"Guest {n}", post("federal-minister", f"200{n}-01-01")) for n in (1, 2, 3, 4))
    arrangement = arranged(OrderKind.PHOTOGRAPH, HOST, *guests, *ADVISERS[:4], per_row=9, hosts=frozenset(own))

    assert rows(arrangement) == [["Adviser 3", "Guest 3", "Adviser 1", "Guest 1", "Host", "Guest 2", "Adviser 2", "Guest 4", "Adviser 4"]]


def test_the_next_row_begins_when_the_first_is_full_and_has_no_middle_when_it_is_even():
    arrangement = arranged(OrderKind.PHOTOGRAPH, HOST, *ADVISERS, per_row=4)

    assert rows(arrangement) == [["Adviser 3", "Adviser 1", "Host", "Adviser 2"], ["Adviser 6", "Adviser 4", "Adviser 5", "Adviser 7"]]
    assert wheres(arrangement, 1)["Adviser 4"] == "right of the centre, place 1 (left in the picture)"
    assert wheres(arrangement, 1)["Adviser 5"] == "left of the centre, place 1 (right in the picture)"


def test_an_odd_row_behind_has_its_first_in_the_centre():
    assert rows(arranged(OrderKind.PHOTOGRAPH, HOST, *ADVISERS[:5], per_row=3))[1] == ["Adviser 4", "Adviser 3", "Adviser 5"]


def test_without_a_host_the_first_stands_in_the_centre_and_it_is_told():
    arrangement = arranged(OrderKind.PHOTOGRAPH, KING, *ADVISERS[:2])

    assert rows(arrangement) == [["Adviser 1", "King", "Adviser 2"]]
    assert findings(arrangement) == ["no-host"]


# -- cars


def test_seats_of_a_car_are_rear_right_rear_left_and_front_right():
    arrangement = arranged(OrderKind.CARS, KING, *ADVISERS[:4])

    assert rows(arrangement) == [["King", "Adviser 1", "Adviser 2"], ["Adviser 3", "Adviser 4"]]
    assert wheres(arrangement) == {"King": "rear right", "Adviser 1": "rear left", "Adviser 2": "front right"}


def test_partners_ride_in_one_car():
    hers = guest("Partner", capacity=Capacity.PARTNER, other=ADVISERS[1])
    arrangement = arranged(OrderKind.CARS, KING, ADVISERS[0], ADVISERS[1], hers)

    assert rows(arrangement) == [["King", "Adviser 1"], ["Adviser 2", "Partner"]]
    assert reasons(arrangement, 1)["Partner"] == "In one car with Adviser 2, as partner."


def test_the_host_leaves_the_first_seat_to_the_guest_of_honour():
    arrangement = arranged(OrderKind.CARS, HOST, HONOURED, KING)

    assert rows(arrangement) == [["Honoured", "Host", "King"]]
    assert reasons(arrangement)["Host"] == "The host accompanies the guest of honour, who has the first seat."


@pytest.mark.parametrize(("seats", "cars"), [(2, [2, 2, 1]), (4, [4, 1]), (0, [1, 1, 1, 1, 1]), (9, [4, 1])])
def test_a_car_has_one_to_four_guests(seats, cars):
    assert [len(row) for row in rows(arranged(OrderKind.CARS, *ADVISERS[:5], seats=seats))] == cars


# -- what holds for every order


@thorough
@given(companies, lists, st.sampled_from(OrderKind), st.integers(-1, 9), st.booleans())
def test_nobody_is_lost_and_nobody_stands_twice(company, profile, kind, number, yes):
    ranking = ranking_of(company, profile)
    arrangement = arrange(kind, ranking, OrderOptions(yes, number, number, guest_right=yes, hosts=frozenset(ranking.order[::3])))
    seen = [spot.guest for group in arrangement.groups for spot in group.spots]

    if kind is OrderKind.SIGNING:
        assert set(seen) <= set(ranking.order)
    elif kind is OrderKind.SPEAKING:
        assert sorted(seen) == sorted(one for one in ranking.order if ranking.basis_of(one) is not Capacity.PARTNER)
    else:
        assert sorted(seen) == sorted(ranking.order)
    assert all(group.spots for group in arrangement.groups)
    for group in arrangement.groups:
        assert all(say(spot.reason) for spot in group.spots)


@thorough
@given(companies, lists, st.sampled_from(OrderKind), st.sampled_from(("nl", "fr", "en")))
def test_a_drawing_names_everybody_and_stays_on_its_sheet(company, profile, kind, language):
    company = [replace(guest, name=f"Guest {guest.id}") for guest in company]
    ranking = ranking_of(company, profile)
    arrangement = arrange(kind, ranking)
    figure = figure_of(arrangement, {guest.id: guest.name for guest in company}, wording_for(language))

    if kind not in (OrderKind.PHOTOGRAPH, OrderKind.CARS, OrderKind.SIGNING) or not arrangement.groups:
        assert figure is None
        return
    drawn = arrangement.groups[:1] if kind is OrderKind.SIGNING else arrangement.groups
    labels = [shape for shape in figure.shapes if isinstance(shape, Label)]
    for spot in (spot for group in drawn for spot in group.spots):
        assert f"Guest {spot.guest}" in [label.text for label in labels]
        assert f"Guest {spot.guest}" in figure.description
    assert all(0 <= label.x <= figure.width and 0 <= label.y <= figure.height for label in labels)


def test_an_order_of_nobody_has_no_groups():
    assert {arranged(kind).groups for kind in OrderKind} == {()}
