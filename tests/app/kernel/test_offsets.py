"""How an offset is written, in three languages, and told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.offsets import LARGEST, Offset, Unit

offsets = st.builds(Offset, st.integers(-LARGEST, LARGEST), st.sampled_from(Unit))


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("-45 days", -45, Unit.DAYS),
        ("+10 working days", 10, Unit.WORKING_DAYS),
        ("-2 h", -2, Unit.HOURS),
        ("-30 min", -30, Unit.MINUTES),
        ("0 days", 0, Unit.DAYS),
        ("+1 day", 1, Unit.DAYS),
        ("-3 weeks", -3, Unit.WEEKS),
        ("+6 months", 6, Unit.MONTHS),
        ("0 min", 0, Unit.MINUTES),
    ],
)
def test_what_is_written_by_the_rule_is_read_and_written_back_alike(text: str, number: int, unit: Unit):
    offset = Offset.parse(text)
    assert (offset.number, offset.unit, str(offset)) == (number, unit, text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("+1 days", "+1 day"),
        ("  -45   DAYS ", "-45 days"),
        ("\u22125 working   days", "-5 working days"),
        ("- 2 hours", "-2 h"),
        ("+90 minutes", "+90 min"),
        ("-0 days", "0 days"),
        ("+0 min", "0 min"),
        ("+2wd", "+2 working days"),
        ("-45 dagen", "-45 days"),
        ("+1 werkdag", "+1 working day"),
        ("-3 weken", "-3 weeks"),
        ("+2 maanden", "+2 months"),
        ("-2 uur", "-2 h"),
        ("-30 minuten", "-30 min"),
        ("-45 jours", "-45 days"),
        ("+10 jours ouvrables", "+10 working days"),
        ("-1 semaine", "-1 week"),
        ("+6 mois", "+6 months"),
        ("- 2 heures", "-2 h"),
        ("-45 j", "-45 days"),
    ],
)
def test_other_ways_of_writing_are_understood(text: str, written: str):
    assert str(Offset.parse(text)) == written


@pytest.mark.parametrize(
    "text", ["", "days", "45 days", "-45", "-45 Tage", "-4.5 days", "-10000 days", "--2 days", "-2 h 30 min", "٣ days", "-2 days later"]
)
def test_what_is_no_offset_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        Offset.parse(text)


@given(offsets)
def test_every_offset_reads_back_what_it_writes(offset: Offset):
    assert Offset.parse(str(offset)) == offset


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("-45 days", "45 days before"),
        ("-1 day", "1 day before"),
        ("0 days", "on the day"),
        ("+10 working days", "10 working days after"),
        ("+1 week", "1 week after"),
        ("-6 months", "6 months before"),
        ("-2 h", "2 hours before"),
        ("+30 min", "30 minutes after"),
        ("0 h", "at the moment itself"),
        ("0 working days", "on the day, or the next working day"),
        ("-0 working days", "on the day, or the working day before"),
    ],
)
def test_an_offset_is_told_in_words(text: str, told: str):
    assert str(Offset.parse(text).told()) == told
