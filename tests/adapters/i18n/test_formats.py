"""How the three languages write dates, numbers, lists and names."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from app.adapters.i18n.formats import BabelFormats
from app.adapters.i18n.places import PROTOCOL_NAMES
from app.kernel.periods import PartialDate
from app.kernel.translated import LANGUAGES

NL, FR, EN = BabelFormats("nl"), BabelFormats("fr"), BabelFormats("en")


def known(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@pytest.mark.parametrize(
    ("formats", "plain", "with_weekday"),
    [
        (NL, "22 september 2021", "woensdag 22 september 2021"),
        (FR, "22 septembre 2021", "mercredi 22 septembre 2021"),
        (EN, "22 September 2021", "Wednesday 22 September 2021"),
    ],
)
def test_a_day_is_written_in_full(formats, plain, with_weekday):
    assert formats.day(date(2021, 9, 22)) == plain
    assert formats.day(date(2021, 9, 22), weekday=True) == with_weekday


def test_the_first_of_the_month_is_an_ordinal_in_french_only():
    first = date(2021, 9, 1)

    assert [formats.day(first) for formats in (NL, FR, EN)] == ["1 september 2021", "1er septembre 2021", "1 September 2021"]


def test_a_day_is_written_briefly_where_there_is_little_room():
    written = [[formats.brief_day(day) for formats in (NL, FR, EN)] for day in (date(2021, 9, 1), date(2021, 3, 22))]

    assert written == [["1 sep 2021", "1er sept. 2021", "1 Sept 2021"], ["22 mrt 2021", "22 mars 2021", "22 Mar 2021"]]


def test_a_partial_date_is_written_as_far_as_it_is_known():
    texts = [FR.partial(PartialDate.parse(text)) for text in ("2021", "2021-10", "2021-10-01")]

    assert texts == ["2021", "octobre 2021", "1er octobre 2021"]


@pytest.mark.parametrize(
    ("starts", "ends", "dutch", "french"),
    [
        ("", "", "", ""),
        ("2021-09-22", "2021-09-22", "22 september 2021", "22 septembre 2021"),
        ("2021-09-22", "2021-09-24", "22–24 september 2021", "22–24 septembre 2021"),
        ("2021-09-01", "2021-09-03", "1–3 september 2021", "1er–3 septembre 2021"),
        ("2022-01-31", "2022-02-04", "31 januari – 4 februari 2022", "31 janvier – 4 février 2022"),
        ("2021-12-30", "2022-01-01", "30 december 2021 – 1 januari 2022", "30 décembre 2021 – 1er janvier 2022"),
        ("2021-10", "2021-10", "oktober 2021", "octobre 2021"),
        ("2021-10", "2021-12", "oktober – december 2021", "octobre – décembre 2021"),
        ("2021-12", "2022-01", "december 2021 – januari 2022", "décembre 2021 – janvier 2022"),
        ("2021", "2021", "2021", "2021"),
        ("2021", "2023", "2021–2023", "2021–2023"),
        ("2021-10", "2021-10-05", "oktober 2021 – 5 oktober 2021", "octobre 2021 – 5 octobre 2021"),
        ("2021", "2021-10-05", "2021 – 5 oktober 2021", "2021 – 5 octobre 2021"),
        ("2021-09-22", "", "vanaf 22 september 2021", "à partir du 22 septembre 2021"),
        ("2021-09", "", "vanaf september 2021", "à partir de septembre 2021"),
        ("2021-08", "", "vanaf augustus 2021", "à partir d’août 2021"),
        ("2021", "", "vanaf 2021", "à partir de 2021"),
        ("", "2021-09-01", "tot en met 1 september 2021", "jusqu’au 1er septembre 2021"),
        ("", "2021-09", "tot en met september 2021", "jusqu’en septembre 2021"),
    ],
)
def test_a_period_is_as_brief_as_the_language_allows(starts, ends, dutch, french):
    assert NL.period(known(starts), known(ends)) == dutch
    assert FR.period(known(starts), known(ends)) == french


def test_an_open_period_in_english():
    assert EN.period(known("2021-09-22"), None) == "from 22 September 2021"
    assert EN.period(None, known("2021-09-22")) == "until 22 September 2021"


def test_time_is_on_twenty_four_hours():
    assert [formats.time(time(9, 5)) for formats in (NL, FR, EN)] == ["09:05"] * 3


def test_a_moment_is_told_in_brussels_time():
    assert NL.moment(datetime(2021, 3, 12, 17, 5, tzinfo=UTC)) == "12 maart 2021, 18:05"
    assert EN.moment(datetime(2021, 6, 30, 22, 30, tzinfo=UTC)) == "1 July 2021, 00:30"


def test_a_moment_without_zone_is_one_of_brussels():
    assert EN.moment(datetime(2021, 3, 12, 18, 5)) == "12 March 2021, 18:05"  # noqa: DTZ001 - the case


@pytest.mark.parametrize(
    ("minutes", "dutch", "french"),
    [
        (0, "0 min", "0 min"),
        (45, "45 min", "45 min"),
        (60, "1 u", "1 h"),
        (90, "1 u 30", "1 h 30"),
        (65, "1 u 05", "1 h 05"),
        (1560, "26 u", "26 h"),
        (-90, "−1 u 30", "−1 h 30"),
    ],
)
def test_a_duration_is_told_in_hours_and_minutes(minutes, dutch, french):
    assert NL.duration(timedelta(minutes=minutes)) == dutch
    assert FR.duration(timedelta(minutes=minutes)) == french


@pytest.mark.parametrize(
    ("value", "dutch", "french", "english"),
    [
        (0, "0", "0", "0"),
        (2021, "2021", "2021", "2021"),
        (12345, "12.345", "12\u00a0345", "12,345"),
        (-1234567, "-1.234.567", "-1\u00a0234\u00a0567", "-1,234,567"),
        (Decimal("1234.50"), "1.234,50", "1\u00a0234,50", "1,234.50"),
        (Decimal("1E+5"), "100.000", "100\u00a0000", "100,000"),
        (Decimal("NaN"), "NaN", "NaN", "NaN"),
    ],
)
def test_a_number_has_the_separators_of_the_language(value, dutch, french, english):
    assert [formats.number(value) for formats in (NL, FR, EN)] == [dutch, french, english]


@pytest.mark.parametrize(
    ("items", "dutch", "french", "english"),
    [
        ((), "", "", ""),
        (("a",), "a", "a", "a"),
        (("a", "b"), "a en b", "a et b", "a and b"),
        (("a", "", "{0}", "c"), "a, {0} en c", "a, {0} et c", "a, {0} and c"),
    ],
)
def test_a_list_ends_with_the_word_of_the_language(items, dutch, french, english):
    assert [formats.join(items) for formats in (NL, FR, EN)] == [dutch, french, english]


@pytest.mark.parametrize(
    ("code", "dutch", "french", "english"),
    [
        ("BE", "België", "Belgique", "Belgium"),
        ("be", "België", "Belgique", "Belgium"),
        ("BA", "Bosnië en Herzegovina", "Bosnie-Herzégovine", "Bosnia and Herzegovina"),
        ("TR", "Türkiye", "Türkiye", "Türkiye"),
        ("EU", "Europese Unie", "Union européenne", "European Union"),
        ("UN", "Verenigde Naties", "Nations unies", "United Nations"),
        ("BE-BRU", "Brussels Hoofdstedelijk Gewest", "Région de Bruxelles-Capitale", "Brussels-Capital Region"),
        ("BE-VLG", "Vlaams Gewest", "Région flamande", "Flemish Region"),
        ("BE-WAL", "Waals Gewest", "Région wallonne", "Walloon Region"),
        ("QQQ", "QQQ", "QQQ", "QQQ"),
        ("", "", "", ""),
    ],
)
def test_a_country_is_named(code, dutch, french, english):
    assert [formats.country(code) for formats in (NL, FR, EN)] == [dutch, french, english]


def test_every_protocol_name_is_given_once_in_each_language_with_its_reason():
    assert len({entry.code for entry in PROTOCOL_NAMES}) == len(PROTOCOL_NAMES)
    assert [entry.code for entry in PROTOCOL_NAMES if entry.name.missing() or not entry.reason] == []


def test_a_language_is_named():
    assert [formats.language_name("fr") for formats in (NL, FR, EN)] == ["Frans", "français", "French"]
    assert [EN.language_name(code) for code in ("zh-Hant", "NL", "qqq", "")] == ["Traditional Chinese", "Dutch", "qqq", ""]


def test_another_language_is_refused():
    with pytest.raises(ValueError, match="'de'"):
        BabelFormats("de")


def test_every_day_of_a_year_has_its_month_in_every_language():
    days = [date(2024, 1, 1) + timedelta(n) for n in range(366)]

    assert [len({BabelFormats(language).day(day) for day in days}) for language in LANGUAGES] == [366, 366, 366]
