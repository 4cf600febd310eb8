"""What the program brings: every line of the start list, the federal and the Flemish list, and a catalogue that they agree with."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from app.domains.people.precedence import editing, shipped
from app.domains.people.precedence.profiles import Level, Mark, Rank, Tie, check_profile
from app.kernel.translated import LANGUAGES, Multilingual

START_NUMBERS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130, 140, 150, 160, 170, 180, 181, 182, *range(190, 460, 10)]


def rank(code: str, number: int) -> Rank:
    return next(one for one in shipped.profiles()[code].ranks if one.number == number)


def test_four_lists_are_brought_the_start_list_first():
    assert {code: (one.level, one.dated, len(one.ranks)) for code, one in shipped.profiles().items()} == {
        "BRU-START": (Level.HOST, date(2026, 11, 23), 47),
        "BE": (Level.BELGIAN, date(2010, 2, 4), 12),
        "FED-1-22": (Level.INTERNATIONAL, date(2010, 2, 4), 23),
        "VL-2010": (Level.HOST, date(2010, 10, 12), 24),
    }
    assert next(iter(shipped.profiles())) == shipped.START


def test_the_start_list_has_every_number_once_and_is_confirmed_to_the_brussels_state_secretaries():
    ranks = shipped.profiles()["BRU-START"].ranks
    assert [one.number for one in ranks] == START_NUMBERS
    assert [one.number for one in ranks if one.mark is Mark.CONFIRMED] == [number for number in START_NUMBERS if number <= 240]


def test_lines_of_the_start_list_are_told_as_the_source_tells_them():
    assert rank("BRU-START", 110).title == Multilingual(
        "Minister van Buitenlandse Zaken (bij aanwezigheid van diplomaten)",
        "Ministre des Affaires étrangères (si diplomates)",
        "Minister of Foreign Affairs (if diplomats present)",
    )
    assert rank("BRU-START", 240) == Rank(
        240,
        Multilingual("Brusselse staatssecretarissen", "Secrétaires d'État bruxellois", "Brussels state secretaries"),
        ("brussels-state-secretary",),
        Tie.SENIORITY,
        mark=Mark.CONFIRMED,
        source="De Standaard 4.2.2010, nr./n° 22",
        note=rank("BRU-START", 220).note,
    )
    assert rank("BRU-START", 310).title == Multilingual(
        "Voorzitters colleges/commissies (COCOF, VGC, GGC)",
        "Présidents des collèges COCOF, VGC, COCOM",
        "Heads of community commissions",
    )
    assert rank("BRU-START", 450).title == Multilingual(
        "Genodigden, partners, pers", "Invités, partenaires, presse", "Guests, partners, press"
    )


@pytest.mark.parametrize(
    ("number", "federal"),
    [(30, "1"), (60, "4"), (120, "10"), (180, "16a"), (181, "16b"), (182, "16c"), (190, "17"), (210, "19"), (240, "22")],
)
def test_the_federal_number_of_a_start_rank_stands_in_its_source(number, federal):
    assert rank("BRU-START", number).source.rpartition(" ")[2] == federal


def test_only_foreign_affairs_waits_for_diplomats():
    found = [(code, one.number) for code, profile in shipped.profiles().items() for one in profile.ranks if one.with_diplomats]
    assert found == [("BRU-START", 110), ("FED-1-22", 9), ("VL-2010", 15)]


def test_the_federal_list_is_numbered_to_22_with_the_crown_above_it():
    one = shipped.profiles()["FED-1-22"]
    assert [line.number for line in one.ranks] == list(range(23))
    assert {line.mark for line in one.ranks} == {Mark.CONFIRMED}
    assert rank("FED-1-22", 10).offices == ("european-commission-president", "nato-assembly-president", "nato-secretary-general")
    assert [rank("FED-1-22", number).tie for number in (4, 10)] == [Tie.AGREEMENT, Tie.AGREEMENT]


def test_the_belgian_list_is_a_proposal_without_diplomats_union_and_alliance():
    one = shipped.profiles()["BE"]
    assert [line.number for line in one.ranks] == [0, 1, 4, 6, 7, 12, 16, 17, 19, 20, 21, 22]
    assert {line.mark for line in one.ranks} == {Mark.PROPOSAL}
    catalogue = shipped.offices()
    assert [code for line in one.ranks for code in line.offices if catalogue[code].abroad] == []


def test_the_flemish_list_moves_its_own_up_and_lets_two_bodies_take_turns():
    one = shipped.profiles()["VL-2010"]
    assert [line.number for line in one.ranks] == list(range(1, 25))
    assert [line.offices for line in one.ranks if line.number in (5, 9, 10)] == [
        ("flemish-parliament-president",),
        ("flemish-minister-president",),
        ("prime-minister",),
    ]
    assert [(line.number, line.offices, line.turn) for line in one.ranks if line.tie is Tie.TURNS] == [
        (6, ("chamber-president", "senate-president"), "10-tue-2"),
        (22, ("constitutional-court-president-nl", "constitutional-court-president-fr"), "09-01"),
    ]
    assert [line.number for line in one.ranks if line.tie is Tie.AGE] == [7, 11]


@pytest.mark.parametrize("code", ["BRU-START", "BE", "FED-1-22", "VL-2010"])
def test_a_list_that_is_brought_breaks_no_rule_and_names_its_source(code):
    one, catalogue = shipped.profiles()[code], shipped.offices()
    findings = editing.check_header(editing.header_of(one))
    for line in one.ranks:
        findings += editing.check_place(editing.without(one, line), line, catalogue)
    assert findings + check_profile(one, catalogue) == []
    assert [line.number for line in one.ranks if not line.source or not line.offices] == []
    assert [line.number for line in one.ranks if line.note and line.note.missing()] == []


def test_every_office_is_written_in_three_languages_and_equal_to_one_that_a_list_can_rank():
    catalogue = shipped.offices()
    assert len(catalogue) == 115
    assert [code for code, one in catalogue.items() if editing.check_office(one, catalogue)] == []
    ranked = {code for line in shipped.profiles()["BRU-START"].ranks for code in line.offices}
    assert [code for code in catalogue if code not in ranked and catalogue[code].equal_to not in ranked] == ["european-parliament-member"]


def test_no_two_offices_have_one_title():
    for language in LANGUAGES:
        titles = Counter(one.title.in_language(language) for one in shipped.offices().values())
        assert [title for title, number in titles.items() if number > 1] == []
