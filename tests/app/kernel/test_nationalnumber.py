"""National register numbers are found however they are written, and telephone numbers are not taken for them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from app.kernel import nationalnumber
from app.kernel.translated import Multilingual

TODAY = date(2026, 3, 2)

# Year, month, day, serial, check: how a number is written on cards, in letters and in lists.
WAYS = (
    "{}{}{}{}{}",
    "{}.{}.{}-{}.{}",
    "{}.{}.{}.{}.{}",
    "{}.{}.{}-{}-{}",
    "{}.{}.{} {}.{}",
    "{}.{}.{} - {}.{}",
    "{}{}{}-{}-{}",
    "{}{}{}-{}.{}",
    "{}{}{}-{}{}",
    "{}{}{} {} {}",
    "{}{}{} {}{}",
    "{}{}{}.{}.{}",
    "{}{}{}/{}/{}",
    "{} {} {} {} {}",
    "{} {} {} {}-{}",
    "{}-{}-{}-{}-{}",
    "{}-{}-{} {}-{}",
    "{}/{}/{}-{}/{}",
    "{}/{}/{} {} {}",
    "{}\u00a0{}\u00a0{}\u00a0{}\u00a0{}",
    "{}.{}.{}\u2013{}.{}",
)
AROUND = ("{}", "RRN {}", "NISS: {}", "n° {}.", "Born in Ghent ({}), speaks Dutch", "rijksregisternummer{}", "line one\n{}\nline three")

# Figures for figures; the hash stands for any of them.
TELEPHONES = (
    "+32 4## ## ## ##",
    "+324########",
    "04##/##.##.##",
    "04## ## ## ##",
    "00324########",
    "0032 4## ## ## ##",
    "324########",
    "32 4## ## ## ##",
    "+32 2 ### ## ##",
    "02/###.##.##",
    "+32 (0)2 ### ## ##",
    "+33 1 ## ## ## ##",
    "+331########",
    "+1 ###-###-####",
    "1-###-###-####",
    "+44 20 #### ####",
    "020 #### ####",
    "+49 30 ########",
    "030 ########",
    "030########",
    "+352 ### ###",
    "+65 #### ####",
    "+86 1## #### ####",
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Valid numbers and telephone numbers, the same ones each time."""

    chance: random.Random

    def valid(self) -> tuple[str, ...]:
        born = date(1920, 1, 1) + timedelta(self.chance.randrange(38_000))  # until early 2024
        month = born.month + self.chance.choice((0, 0, 0, 20, 40))
        day = f"{born.year % 100:02}", f"{month:02}", f"{born.day:02}"
        if self.chance.random() < 0.02:
            day = day[0], "00", "00"  # a day of birth that is not known
        serial = f"{self.chance.randrange(1, 999):03}"
        whole = int("".join((*day, serial))) + (2_000_000_000 if born.year >= 2000 else 0)
        return *day, serial, f"{97 - whole % 97:02}"

    def telephone(self) -> str:
        pattern = self.chance.choice(TELEPHONES)
        return "".join(self.chance.choice("0123456789") if sign == "#" else sign for sign in pattern)


def test_of_thousand_valid_numbers_in_all_ways_of_writing_hardly_any_is_missed() -> None:
    numbers, chance = Numbers(random.Random(8)), random.Random(9)
    texts = [chance.choice(AROUND).format(chance.choice(WAYS).format(*numbers.valid())) for _ in range(1000)]
    missed = [text for text in texts if nationalnumber.find(text, TODAY) is None]
    assert len(missed) <= 10, missed
    assert missed == []


@pytest.mark.parametrize("way", WAYS)
def test_each_way_of_writing_is_known(way: str) -> None:
    numbers = Numbers(random.Random(way))
    assert all(nationalnumber.find(way.format(*numbers.valid()), TODAY) == 0 for _ in range(50))


def test_of_thousand_telephone_numbers_hardly_any_is_taken_for_one() -> None:
    numbers = Numbers(random.Random(10))
    for _ in range(10):
        alarms = sum(nationalnumber.find(f"Call {numbers.telephone()} in the morning", TODAY) is not None for _ in range(1000))
        assert alarms <= 10


@pytest.mark.parametrize("pattern", TELEPHONES)
def test_no_way_of_writing_telephone_numbers_gives_false_alarms(pattern: str) -> None:
    chance = random.Random(pattern)
    texts = ["".join(chance.choice("0123456789") if sign == "#" else sign for sign in pattern) for _ in range(2000)]
    assert sum(nationalnumber.find(text, TODAY) is not None for text in texts) <= 20


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("85073003329", "the check is wrong"),
        ("85133003328", "there is no month 13"),
        ("85023100153", "there is no 31 February"),
        ("85073000088", "nobody has the serial number 0"),
        ("+85073003328", "a telephone number"),
        ("+85 07 30 033 28", "a telephone number"),
        ("0.85073003328", "a decimal number"),
        ("BE68 5390 0754 7034", "an account number"),
        ("+++090/9337/55493+++", "a structured communication"),
        ("0123.456.789", "a number of an enterprise"),
        ("2021-09-22 09:30 until 2021-09-24 18:15", "days and times"),
        ("2021/003, 2021/004, 2021/005", "numbers of missions"),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "a digest"),
        ("550e8400-e29b-41d4-a716-446655440000", "an identifier"),
        ("", "nothing"),
    ],
)
def test_what_is_something_else_is_left_alone(text: str, why: str) -> None:
    assert nationalnumber.find(text, TODAY) is None, why


def test_nobody_is_born_tomorrow() -> None:
    whole = 2_000_000_000 + 260_303_001
    number = f"260303001{97 - whole % 97:02}"
    assert nationalnumber.find(number) == 0
    assert nationalnumber.find(number, date(2026, 3, 3)) == 0
    assert nationalnumber.find(number, date(2026, 3, 2)) is None


def test_figures_in_the_middle_of_a_digest_of_figures_and_letters_are_not_read() -> None:
    assert nationalnumber.find("a85073003328b") == 1
    assert nationalnumber.find("deadbeefa85073003328bdeadbeef") is None


@dataclass(frozen=True, slots=True)
class Leg:
    """Something that is kept as one value."""

    notes: str = ""
    places: tuple[str, ...] = ()


def test_every_text_of_a_value_is_looked_at_and_its_place_is_told() -> None:
    number = "85.07.30-033.28"
    value = {
        "persons": [{"name": "Ada"}, {"name": "Bo", "notes": f"NISS {number}", "born": 1985}],
        "title": Multilingual(nl="Bezoek", fr=number),
        "legs": (Leg(), Leg("by train", ("Paris", number))),
        "nothing": None,
        "scan": number.encode(),
    }
    found = nationalnumber.findings(value, today=TODAY)
    assert [finding.path for finding in found] == ["persons[1].notes", "title.fr", "legs[1].places[1]"]
    assert all(number not in str(finding.message) for finding in found)


def test_a_value_deeper_than_the_stack_is_looked_through() -> None:
    deep: list[object] = ["85073003328"]
    for _ in range(5000):
        deep = [deep]
    assert len(list(nationalnumber.places(deep))) == 1
