"""Flag plans: the order of flags, their places as a spectator sees them, and what is said about a plan that cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.flags.entities import FlagRules, NotRecognised, RecognitionList, shipped_rules
from app.domains.flags.plans import FlagPlan, FlagRequest, from_the_left, plan
from app.domains.flags.vocabulary import MOST_PLACES, Order, Support
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.errors import Severity

INDOORS = (Support.STANDS, Support.TABLE, Support.DESK, Support.SIGNING, Support.CROSSED)
ROWS = (Support.MASTS, Support.STANDS, Support.TABLE, Support.DESK, Support.SIGNING)


def made(*flags: str, **asked: Any) -> FlagPlan:
    return plan(FlagRequest(flags, **asked), drawn=lambda _code: True)


def seen(*flags: str, **asked: Any) -> list[str]:
    """The codes from the spectator's left; empty places are empty."""
    return [one.code for one in made(*flags, **asked).positions]


def rules(found: FlagPlan) -> list[tuple[str, Severity]]:
    return [(one.rule, one.severity) for one in found.findings]


# ------------------------------------------------------------------------------------------------ places


@pytest.mark.parametrize(
    ("count", "ranks"),
    [
        (0, ()),
        (1, (1,)),
        (2, (1, 2)),
        (3, (2, 1, 3)),
        (4, (3, 1, 2, 4)),
        (5, (4, 2, 1, 3, 5)),
        (6, (5, 3, 1, 2, 4, 6)),
        (7, (6, 4, 2, 1, 3, 5, 7)),
        (8, (7, 5, 3, 1, 2, 4, 6, 8)),
        (9, (8, 6, 4, 2, 1, 3, 5, 7, 9)),
    ],
)
def test_the_ranks_as_a_spectator_sees_them(count: int, ranks: tuple[int, ...]):
    assert from_the_left(count) == ranks


@pytest.mark.parametrize(("count", "numbers"), [(5, (5, 3, 1, 2, 4)), (6, (6, 4, 2, 1, 3, 5))])
def test_with_the_back_to_the_building_they_are_the_numbers_of_the_flemish_order(count: int, numbers: tuple[int, ...]):
    assert from_the_left(count)[::-1] == numbers


def test_in_one_line_the_first_stands_at_the_spectators_left():
    assert from_the_left(4, straight=True) == (1, 2, 3, 4)


def test_the_plan_of_the_command_line():
    assert seen("BE", "BRU", "EU", "FR", places=4) == ["EU", "BE", "BE-BRU", "FR"]


def test_of_three_flags_the_highest_is_in_the_centre():
    assert seen("EU", "BRU", "BE") == ["BE-BRU", "BE", "EU"]


def test_the_numbers_count_from_the_spectators_left_and_stay_from_behind():
    found = made("BE", "BRU", "EU", "FR")
    assert [one.number for one in found.positions] == [1, 2, 3, 4]
    assert [(one.number, one.code) for one in found.from_behind()] == [(4, "FR"), (3, "BE-BRU"), (2, "BE"), (1, "EU")]


# ------------------------------------------------------------------------------------------------ orders


@pytest.mark.parametrize(
    ("order", "ranked"),
    [
        (Order.BRUSSELS_A, ["BE", "BE-BRU", "EU", "BE-VLG", "BE-FWB", "BE-DG", "commune:Ixelles", "DE", "FR"]),
        (Order.BRUSSELS_B, ["BE", "EU", "BE-BRU", "BE-VLG", "BE-FWB", "BE-DG", "commune:Ixelles", "DE", "FR"]),
        (Order.FEDERAL, ["BE", "EU", "BE-BRU", "BE-VLG", "BE-FWB", "BE-DG", "commune:Ixelles", "DE", "FR"]),
        (Order.FLANDERS, ["BE", "BE-VLG", "EU", "commune:Ixelles", "BE-BRU", "BE-FWB", "BE-DG", "DE", "FR"]),
        (Order.INTERNATIONAL, ["EU", "BE", "FR", "DE", "BE-BRU", "BE-VLG", "BE-FWB", "BE-DG", "commune:Ixelles"]),
        (Order.EU, ["EU", "BE", "DE", "FR", "BE-BRU", "BE-VLG", "BE-FWB", "BE-DG", "commune:Ixelles"]),
    ],
)
def test_each_order_has_its_own_succession(order: Order, ranked: Sequence[str]):
    flags = ("FR", "commune:Ixelles", "BE-DG", "EU", "FWB", "DE", "VLG", "BE", "BRU")
    assert list(made(*flags, order=order).ranked) == ranked


def test_flemish_buildings_fly_belgium_flanders_europe_province_and_commune():
    flags = ("commune:Halle", "EU", "province:Vlaams-Brabant", "BE", "VLG")
    assert list(made(*flags, order=Order.FLANDERS).ranked) == ["BE", "BE-VLG", "EU", "province:Vlaams-Brabant", "commune:Halle"]


def test_the_european_union_orders_states_by_their_own_names():
    members = [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
    ]
    found = made(*members, order=Order.EU, straight=True)
    expected = [
        "BE",
        "BG",
        "CZ",
        "DK",
        "DE",
        "EE",
        "IE",
        "GR",
        "ES",
        "FR",
        "HR",
        "IT",
        "CY",
        "LV",
        "LT",
        "LU",
        "HU",
        "MT",
        "NL",
        "AT",
        "PL",
        "PT",
        "RO",
        "SI",
        "SK",
        "FI",
        "SE",
    ]
    assert [one.code for one in found.positions] == expected


@pytest.mark.parametrize(
    ("alphabet", "ranked"),
    [
        (None, ["BE", "DE", "ES", "NL"]),  # Deutschland, España, Nederland
        (Alphabet.EN, ["BE", "DE", "NL", "ES"]),  # Germany, Netherlands, Spain
        (Alphabet.FR, ["BE", "DE", "ES", "NL"]),  # Allemagne, Espagne, Pays-Bas
        (Alphabet.NL, ["BE", "DE", "NL", "ES"]),  # Duitsland, Nederland, Spanje
    ],
)
def test_guests_stand_by_the_agreed_alphabet(alphabet: Alphabet | None, ranked: Sequence[str]):
    assert list(made("NL", "ES", "DE", "BE", alphabet=alphabet).ranked) == ranked


def test_organisations_stand_by_their_founding():
    assert list(made("NATO", "UN", "BE", "EU", order=Order.INTERNATIONAL).ranked) == ["UN", "NATO", "EU", "BE"]


def test_abroad_the_host_is_the_state_where_the_flags_stand():
    assert list(made("BE", "ES", "FR", order=Order.INTERNATIONAL, host="es").ranked) == ["ES", "BE", "FR"]


def test_a_guest_region_stands_beside_ours_and_its_state_beside_belgium():
    found = made("ES-CT", "BRU", "ES", "BE", "EU", "FR")
    assert list(found.ranked) == ["BE", "ES", "BE-BRU", "ES-CT", "EU", "FR"]
    told = {one.code: str(one.reason) for one in found.positions}
    assert "beside the flag of Belgium" in told["ES"]
    assert "as an equal beside the flag of Brussels-Capital Region" in told["ES-CT"]


def test_a_guest_city_is_received_like_a_guest_region():
    assert list(made("commune:FR:Lyon", "FR", "BE", "BRU").ranked) == ["BE", "FR", "BE-BRU", "commune:FR:Lyon"]


def test_a_guest_region_without_its_state_is_noted():
    found = made("BE", "BRU", "ES-CT")
    assert rules(found) == [("guest-state-missing", Severity.NOTES)]
    assert str(found.findings[0].message).startswith("Catalonia is a guest without the flag of its State (Spain)")


# ------------------------------------------------------------------------------------------------ two flags


@pytest.mark.parametrize("support", INDOORS)
def test_indoors_the_guest_of_two_has_the_place_of_honour(support: Support):
    found = made("BE", "FR", support=support)
    assert [(one.code, one.rank, one.honour) for one in found.positions] == [("FR", 2, True), ("BE", 1, False)]


@pytest.mark.parametrize("support", INDOORS)
def test_the_other_school_leaves_it_to_the_host(support: Support):
    found = made("FR", "BE", support=support, guest_left=False)
    assert [(one.code, one.honour) for one in found.positions] == [("BE", True), ("FR", False)]


def test_on_masts_the_order_stays():
    assert seen("FR", "BE") == ["BE", "FR"]


@pytest.mark.parametrize("home", ["BRU", "EU"])
def test_of_two_flags_of_our_own_the_higher_stands_left(home: str):
    assert seen(home, "BE", support=Support.STANDS)[0] == "BE"


def test_the_flag_of_europe_is_no_guest_but_that_of_the_united_nations_is():
    assert seen("BRU", "EU", support=Support.STANDS) == ["BE-BRU", "EU"]
    assert seen("BRU", "UN", support=Support.STANDS) == ["UN", "BE-BRU"]


def test_two_guests_stand_in_their_order():
    assert seen("FR", "DE", support=Support.STANDS) == ["DE", "FR"]


def test_the_staff_of_the_higher_crossed_flag_is_in_front():
    left, right = made("BE", "BRU", support=Support.CROSSED).positions
    assert (left.code, right.code) == ("BE", "BE-BRU")
    assert str(left.reason).endswith("at the spectator’s left, its staff in front.")
    assert str(right.reason).endswith("at the spectator’s right, its staff behind the other one.")


def test_on_a_car_the_guest_is_on_the_front_right():
    left, right = made("BE", "FR", support=Support.CAR, guest_left=False).positions
    assert (left.code, right.code) == ("FR", "BE")
    assert str(left.reason).endswith("on the front right of the car, on the left of whoever sees it come.")


def test_a_single_pennant_is_on_the_front_right():
    (only,) = made("FR", support=Support.CAR).positions
    assert (only.code, only.number, only.honour) == ("FR", 1, True)


def test_each_of_two_signatories_sits_before_the_own_flag():
    assert str(made("BE", "FR", support=Support.SIGNING).positions[0].reason).endswith("at the spectator’s left, behind its own signatory.")


# ------------------------------------------------------------------------------------------------ reasons


def test_each_place_says_why():
    reasons = [str(one.reason) for one in made("BE", "BRU", "EU", "FR", "DE").positions]
    assert reasons == [
        "Number 4 of 5, a guest State in the order “Brussels (a)”, by alphabet of each State’s name in its own language: it stands 2 places from the place of honour, on the spectator’s left.",
        "Number 2 of 5, the Brussels Region in the order “Brussels (a)”: it stands next to the place of honour, on the spectator’s left.",
        "Number 1 of 5, the State of the host in the order “Brussels (a)”: it has the place of honour, in the middle.",
        "Number 3 of 5, Europe in the order “Brussels (a)”: it stands next to the place of honour, on the spectator’s right.",
        "Number 5 of 5, a guest State in the order “Brussels (a)”, by alphabet of each State’s name in its own language: it stands 2 places from the place of honour, on the spectator’s right.",
    ]


def test_the_courtesy_is_told_on_both_sides():
    guest, host = (str(one.reason) for one in made("BE", "FR", support=Support.STANDS).positions)
    assert guest.endswith("as the guest’s flag it has the place of honour, at the spectator’s left.")
    assert "it leaves the place of honour to the guest" in host


# ------------------------------------------------------------------------------------------------ findings


def test_a_plan_that_is_right_has_nothing_to_say():
    assert rules(made("BE", "BRU", "EU", "FR", places=4)) == []


def test_too_few_masts_refuse_and_name_who_has_no_place():
    found = made("BE", "BRU", "EU", "FR", "DE", places=3)
    assert rules(found) == [("too-few-places", Severity.BLOCKS)]
    assert [one.code for one in found.positions] == ["BE-BRU", "BE", "EU"]
    assert found.left_over == ("DE", "FR")
    assert "nowhere to stand for Germany, France." in str(found.findings[0].message)


def test_too_many_masts_leave_the_outer_ones_empty():
    found = made("BE", "BRU", "EU", places=5)
    assert [one.code for one in found.positions] == ["", "BE-BRU", "BE", "EU", ""]
    assert rules(found) == [("too-many-places", Severity.WARNS)]
    assert [one.rank for one in found.positions] == [0, 2, 1, 3, 0]


@pytest.mark.parametrize(
    ("places", "rule"), [(0, "no-places"), (-3, "no-places"), (60, "too-many-for-a-plan"), (10**12, "too-many-for-a-plan")]
)
def test_no_mast_or_sixty_are_refused(places: int, rule: str):
    found = made("BE", "FR", places=places)
    assert rules(found) == [(rule, Severity.BLOCKS)]
    assert len(found.positions) == min(max(places, 0), MOST_PLACES)


def test_a_flag_named_twice_is_placed_once():
    found = made("BE", "FR", "be", "EU")
    assert [one.code for one in found.positions] == ["EU", "BE", "FR"]
    assert [(one.rule, one.path, one.severity) for one in found.findings] == [("flag-twice", "flags[2]", Severity.WARNS)]


def test_an_unknown_code_is_refused_at_its_place_and_comes_last():
    found = plan(FlagRequest(("BE", "QQ")))
    assert [(one.rule, one.path) for one in found.findings if one.blocks] == [("unknown-code", "flags[1]")]
    assert found.ranked == ("BE", "QQ")


def test_no_flags_are_refused():
    assert rules(made()) == [("no-flags", Severity.BLOCKS)]
    assert rules(made("", " ")) == [("no-flags", Severity.BLOCKS)]


def test_an_order_that_is_not_known_is_refused_and_another_one_shown():
    found = made("BE", "EU", "BRU", order="napoleon")
    assert rules(found) == [("unknown-order", Severity.BLOCKS)]
    assert found.ranked == ("BE", "BE-BRU", "EU")


def test_an_order_that_leaves_a_flag_out_puts_it_last():
    found = made("BE", "other:Port of Brussels", "FR")
    assert found.ranked == ("BE", "FR", "other:Port of Brussels")
    assert rules(found) == [("not-in-order", Severity.NOTES)]


def test_what_belgium_does_not_recognise_is_data():
    assert rules(made("BE", "TW")) == [("not-recognised", Severity.WARNS)]
    empty = replace(shipped_rules(), unrecognised=RecognitionList())
    assert plan(FlagRequest(("BE", "TW")), empty, drawn=lambda _code: True).findings == ()
    own = replace(shipped_rules(), unrecognised=RecognitionList(entries=(NotRecognised("FR"),)))
    assert rules(plan(FlagRequest(("BE", "FR")), own, drawn=lambda _code: True)) == [("not-recognised", Severity.WARNS)]


def test_a_flag_without_a_drawing_is_noted():
    found = plan(FlagRequest(("BE", "FR")), drawn=lambda code: code != "FR")
    assert [(one.rule, one.path, one.severity) for one in found.findings] == [("no-drawing", "flags[1]", Severity.NOTES)]


def test_flags_of_unequal_size_are_told():
    found = made("BE", "FR", sizes={"be": "150x225", "FR": "100x150"})
    assert rules(found) == [("unequal-sizes", Severity.WARNS)]
    assert str(found.findings[0].message).startswith("The flags are not of one size: Belgium 150x225, France 100x150.")


def test_sizes_written_in_two_ways_are_one():
    assert rules(made("BE", "FR", sizes={"BE": "150x225", "FR": "150 × 225", "DE": "10x15"})) == []


def test_half_mast_is_for_masts():
    assert rules(made("BE", half_mast=True)) == []
    assert rules(made("BE", support=Support.STANDS, half_mast=True)) == [("half-mast-indoors", Severity.NOTES)]


@pytest.mark.parametrize("flags", [(), ("BE",), ("BE", "FR", "DE")])
def test_only_two_flags_are_crossed(flags: tuple[str, ...]):
    assert ("two-are-crossed", Severity.BLOCKS) in rules(made(*flags, support=Support.CROSSED))


def test_a_third_pennant_is_refused():
    found = made("BE", "FR", "DE", support=Support.CAR)
    assert ("too-many-pennants", Severity.BLOCKS) in rules(found)
    assert found.left_over == ("FR",)


def test_the_pennant_of_a_region_must_be_agreed():
    assert rules(made("BRU", support=Support.CAR)) == [("pennant-to-be-agreed", Severity.WARNS)]


# ------------------------------------------------------------------------------------------------ whatever is asked

CODES = st.sampled_from(
    [
        "BE",
        "FR",
        "DE",
        "ES",
        "IT",
        "NL",
        "JP",
        "US",
        "CN",
        "BE-BRU",
        "BE-VLG",
        "BE-WAL",
        "BE-FWB",
        "BE-DG",
        "EU",
        "UN",
        "NATO",
        "ES-CT",
        "GB-SCT",
        "GL",
        "TW",
        "commune:Ixelles",
        "commune:FR:Lyon",
    ]
)
SOUND = st.lists(CODES, unique=True, min_size=1, max_size=20).map(tuple)
REQUESTS = st.builds(
    FlagRequest,
    flags=SOUND,
    support=st.sampled_from(ROWS),
    order=st.sampled_from(Order),
    alphabet=st.none() | st.sampled_from(Alphabet),
    guest_left=st.booleans(),
    half_mast=st.booleans(),
    straight=st.booleans(),
    host=st.sampled_from(("BE", "FR", "US")),
)
ANYTHING = st.builds(
    FlagRequest,
    flags=st.lists(CODES | st.text(max_size=12), max_size=70).map(tuple),
    support=st.sampled_from(Support),
    places=st.none() | st.integers() | st.integers(0, 70),
    order=st.sampled_from(Order) | st.text(max_size=8),
    alphabet=st.none() | st.sampled_from(Alphabet),
    guest_left=st.booleans(),
    half_mast=st.booleans(),
    straight=st.booleans(),
    host=st.sampled_from(("BE", "FR")) | st.text(max_size=4),
    sizes=st.dictionaries(CODES | st.text(max_size=4), st.text(max_size=8), max_size=4),
)
NONE = FlagRules()


@given(REQUESTS)
def test_the_places_are_a_permutation_of_the_flags(request: FlagRequest):
    found = plan(request)
    assert sorted(one.code for one in found.positions) == sorted(request.flags) == sorted(found.ranked)
    assert sorted(one.rank for one in found.positions) == list(range(1, len(request.flags) + 1))
    assert found.left_over == ()


@given(REQUESTS, st.randoms())
def test_the_order_does_not_depend_on_how_the_flags_were_named(request: FlagRequest, chance: Any):
    mixed = list(request.flags)
    chance.shuffle(mixed)
    assert plan(replace(request, flags=tuple(mixed))).positions == plan(request).positions


def test_the_order_of_five_does_not_depend_on_any_succession():
    flags = ("BE", "EU", "BE-BRU", "ES-CT", "ES")
    assert {made(*one).ranked for one in permutations(flags)} == {("BE", "ES", "BE-BRU", "ES-CT", "EU")}


@given(REQUESTS)
def test_the_highest_has_the_place_of_honour_or_leaves_it_to_the_guest_of_two(request: FlagRequest):
    found = plan(request)
    (honoured,) = [one for one in found.positions if one.honour]
    if honoured.rank != 1:
        assert (len(found.positions), request.guest_left, honoured.number, honoured.rank) == (2, True, 1, 2)
        assert request.support is not Support.MASTS
    elif request.straight or len(found.positions) == 2:
        assert honoured.number == 1
    else:
        assert honoured.number == (len(found.positions) + 1) // 2


@given(REQUESTS.filter(lambda one: not one.straight and len(one.flags) > 2))
def test_nobody_stands_nearer_to_the_middle_than_somebody_higher_on_the_same_side(request: FlagRequest):
    found = plan(request)
    honour = next(one.number for one in found.positions if one.honour)
    for side in (found.positions[: honour - 1][::-1], found.positions[honour:]):
        assert [one.rank for one in side] == sorted(one.rank for one in side)


@given(REQUESTS)
def test_from_behind_it_is_the_mirror_of_the_front(request: FlagRequest):
    found = plan(request)
    assert found.from_behind() == tuple(reversed(found.positions))
    assert replace(found, positions=found.from_behind()).from_behind() == found.positions


@given(ANYTHING)
def test_half_mast_is_for_all_or_for_none(request: FlagRequest):
    assert {one.half_mast for one in plan(request).positions if one.code} <= {request.half_mast}


@settings(max_examples=200)
@given(ANYTHING, st.sampled_from((shipped_rules(), NONE)))
def test_whatever_is_asked_is_answered_with_findings(request: FlagRequest, known: FlagRules):
    found = plan(request, known)
    placed = [one.code for one in found.positions if one.code]
    assert sorted((*placed, *found.left_over)) == sorted(found.ranked)
    assert len(set(found.ranked)) == len(found.ranked)
    assert [one.number for one in found.positions] == list(range(1, len(found.positions) + 1))
    assert len(found.positions) <= MOST_PLACES
    assert found.left_over == () or found.blocked
    for code in ("nl", "en"):
        wording = wording_for(code)
        assert all(wording.text(one.reason) for one in found.positions)
        assert all(wording.text(one.message) for one in found.findings)
