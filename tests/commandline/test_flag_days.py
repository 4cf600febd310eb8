"""Flag days and the flag order of a day on the command line."""

from __future__ import annotations

from pathlib import Path

import icalendar

from tests.commandline.office import Office, rules


def test_a_year_is_listed_as_json(office: Office):
    year = office.json("flags", "days", "2026")
    assert len(year) == 20
    assert year[0] == {
        "id": "queen-mathilde",
        "day": "2026-01-20",
        "until": "2026-01-20",
        "occasion": {
            "nl": "Verjaardag van koningin Mathilde",
            "fr": "Anniversaire de la reine Mathilde",
            "en": "Birthday of Queen Mathilde",
        },
        "flags": ["BE", "EU"],
        "also": ["BE-BRU"],
        "half_mast": False,
        "flies": True,
        "level": "federal",
        "why": "day",
        "mark": "confirmed",
        "source": "royal decree of 5 July 1974 (F2-F4)",
        "unchecked": False,
    }
    assert [line["day"] for line in year] == sorted(line["day"] for line in year)


def test_a_year_is_listed_for_a_reader(office: Office):
    run = office.run("flags", "days", "2026", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    (line,) = [line for line in run.out.splitlines() if "Remembrance of the dead" in line]
    assert "BE EU" in line
    assert "half-mast" in line


def test_a_year_is_written_as_a_calendar_and_as_a_paper(office: Office, tmp_path: Path):
    place = tmp_path / "days.ics"
    assert office.json("flags", "days", "2026", "-o", place) == {"days": str(place), "lines": 20}
    events = icalendar.Calendar.from_ical(place.read_bytes()).events
    assert {str(event["UID"]) for event in events} == {
        f"flag-day-{line['id']}-2026@attache" for line in office.json("flags", "days", "2026")
    }
    assert office.run("flags", "days", "2026", "-o", tmp_path / "days.pdf").code == 0
    assert (tmp_path / "days.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_of_another_kind_is_refused(office: Office, tmp_path: Path):
    run = office.run("flags", "days", "2026", "-o", tmp_path / "days.docx", "--json")
    assert (run.code, rules(run), list(tmp_path.glob("days*"))) == (1, ["unknown-kind"], [])


def test_a_year_that_no_calendar_has_is_refused(office: Office):
    for year in ("0", "10000", "-3"):
        run = office.run("flags", "days", "--json", "--", year)
        assert (run.code, rules(run)) == (1, ["wrong-year"])
    assert office.run("flags", "days", "soon").code == 2


def test_the_order_of_a_day(office: Office):
    order = office.json("flags", "today", "--on", "2026-05-08")
    assert (order["day"], order["flags"], order["also"], order["half_mast"]) == ("2026-05-08", ["BE", "BE-BRU"], ["EU"], False)
    assert ([one["id"] for one in order["occasions"]], order["told"], order["findings"]) == (["victory-day", "iris-day"], [], [])


def test_the_order_of_a_day_for_a_reader(office: Office):
    run = office.run("flags", "today", "--on", "2026-02-17", "--lang", "en")
    assert (run.code, run.err) == (0, "")
    assert "At half-mast: Belgium and European Union" in run.out
    assert "No flag has to fly." in office.run("flags", "today", "--on", "2026-02-18", "--lang", "en").out


def test_today_is_the_day_when_none_is_named(office: Office):
    assert sorted(office.json("flags", "today")) == ["also", "day", "findings", "flags", "half_mast", "occasions", "told"]
    assert office.run("flags", "today", "--on", "soon").code == 2


def test_the_table_and_the_stock_are_lists_of_their_own(office: Office):
    assert len(office.json("flag-days")) == 23
    assert office.json("flag-stock") == []
