"""Service trips on the command line: a file is checked without an office, sent, decided, and whatever is wrong in it has its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import Config, start
from app.commandline import main
from app.domains.missions.commands import AddMission
from app.domains.missions.drafts import MissionDraft
from app.domains.missions.queries import mission_card
from app.domains.trips.commands.drafting import LinkToMission
from app.domains.trips.queries.files import trip_by
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual
from tests.commandline.office import ROOT, Office, Run, rules

EXAMPLE = json.loads((ROOT / "resources" / "trips" / "request.example.json").read_text(encoding="utf-8"))


def without_office(*words: str | Path) -> Run:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main([str(word) for word in words])
    return Run(code, out.getvalue(), err.getvalue())


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Any], Path]:
    """Writes a request into a file."""

    def write(content: Any) -> Path:
        place = tmp_path / "request.json"
        place.write_text(json.dumps(content), encoding="utf-8")
        return place

    return write


def changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    content = deepcopy(EXAMPLE)
    change(content)
    return content


def test_the_example_is_checked_without_an_office(written, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    run = without_office("trips", "check", written(EXAMPLE), "--json")
    assert (run.code, run.err) == (0, "")
    assert sorted(run.json) == ["emissions", "findings"]
    assert sorted(run.json["emissions"]) == ["alternative_kg", "by_leg", "chosen_kg"]
    assert [sorted(one) for one in run.json["findings"]][:1] == [["limit", "message", "path", "rule", "severity", "source", "value"]]
    assert {one["severity"] for one in run.json["findings"]} == {"notes"}
    assert not (tmp_path / "nowhere").exists()


SPOILED: dict[str, tuple[Callable[[dict[str, Any]], object], tuple[str, str]]] = {
    "return before departure": (lambda r: r.update(returns_at="2026-03-01T10:00:00+01:00"), ("return-before-departure", "returns_at")),
    "one leg": (lambda r: r["legs"].pop(), ("R06", "legs")),
    "unknown airport": (lambda r: r["legs"][0]["to"].update(iata="QQQ"), ("unknown-airport", "legs[0].to.iata")),
    "negative amount": (lambda r: r["costs"][0].update(amount="-5"), ("negative-amount", "costs[0].amount")),
    "absurd amount": (lambda r: r["costs"][0].update(amount="1e400"), ("too-large", "costs[0].amount")),
    "person twice": (lambda r: r["travellers"].append(deepcopy(r["travellers"][0])), ("person-twice", "travellers[1].name")),
    "currency without a rate": (
        lambda r: r["costs"][0].update(currency="GBP"),
        ("currency-without-rate", "costs[0].rate"),
    ),
    "unknown key": (lambda r: r.update(colour="blue"), ("unknown-key", "colour")),
    "unknown key inside": (lambda r: r["legs"][1].update(seat="7A"), ("unknown-key", "legs[1].seat")),
    "missing title": (lambda r: r.pop("title"), ("missing-value", "title")),
    "a day that is none": (lambda r: r.update(departs_at="2026-02-30T08:00:00+01:00"), ("wrong-date", "departs_at")),
    "no offset": (lambda r: r.update(departs_at="2026-03-03T08:25:00"), ("no-offset", "departs_at")),
    "no rule set on that day": (
        lambda r: r.update(departs_at="2019-03-03T08:25:00+01:00"),
        ("no-rule-set", "departs_at"),
    ),
    "not an object": (lambda r: r["legs"].__setitem__(0, 7), ("wrong-type", "legs[0]")),
    "a hotel bill with a figure too many": (
        lambda r: r["stays"][0]["price_per_night"].update(amount="43939"),
        ("R42", "stays[0].price_per_night.amount"),
    ),
}


@pytest.mark.parametrize("case", SPOILED)
def test_what_is_wrong_has_its_rule_and_its_place(case, written):
    change, expected = SPOILED[case]
    run = without_office("trips", "check", written(changed(change)), "--json")
    assert (run.err, expected in [(one["rule"], one["path"]) for one in run.json["findings"]]) == ("", True), run.json["findings"]
    assert run.code == int(any(one["severity"] == "blocks" for one in run.json["findings"]))


@pytest.mark.parametrize("content", ["", "[", "[]", "null", '{"a": NaN}', '"x"', '{"title": "a", "title": "b"}', "[" * 5000])
def test_a_file_that_is_no_request_is_told_in_a_sentence(content, tmp_path):
    place = tmp_path / "request.json"
    place.write_text(content)
    run = without_office("trips", "check", place)
    assert (run.code, "Traceback" in run.err, bool(run.err.strip())) == (1, False, True)


def soon() -> dict[str, Any]:
    """The example, moved to a month from now."""
    begins = datetime.now(UTC).date() + timedelta(60)
    content = deepcopy(EXAMPLE)
    days = (begins - date(2026, 3, 3)).days
    text = json.dumps(content)
    for day in (3, 5):
        text = text.replace(f"2026-03-{day:02}", str(date(2026, 3, day) + timedelta(days)))
    content = json.loads(text)
    content["security"]["checked_on"] = str(datetime.now(UTC).date())
    content["submitted_on"] = None
    return content


@pytest.fixture
def staffed(office: Office) -> Office:
    """An office in which everybody who decides is known."""
    people = (
        ("Hanne", "hanne", "head_of_cell"),
        ("Lena", "lena", "line_manager@Brussels International"),
        ("Dirk", "dirk", "director_general"),
        ("Bea", "bea", "budget_officer"),
        ("Rik", "rik", "requester"),
    )
    for name, login, role in people:
        as_whom = ("--as", "hanne") if login != "hanne" else ()
        assert office.run("user-add", name, "--login", login, "--role", role, *as_whom).code == 0
    return office


def test_a_request_is_sent_decided_and_listed(staffed, written):
    sent = staffed.json("trips", "submit", written(soon()), "--as", "rik")
    number = sent["number"]
    shown = staffed.json("trips", "show", number, "--as", "rik")
    assert [(step["role"], step["open"], step["candidates"]) for step in shown["steps"]] == [
        ("line_manager", True, ["Lena"]),
        ("director_general", False, []),
        ("budget_officer", False, []),
    ]
    for login in ("lena", "bea", "dirk"):
        last = staffed.json("trips", "decide", number, "approve", "--as", login)
    assert last["state"] == "approved"
    assert [row["number"] for row in staffed.json("trips", "list", "--as", "rik")] == [number]
    assert staffed.json("trips", "list", "--year", "2020", "--as", "rik") == []


def test_nobody_decides_out_of_turn_or_on_their_own(staffed, written):
    number = staffed.json("trips", "submit", written(soon()), "--as", "lena")["number"]
    run = staffed.run("trips", "decide", number, "approve", "--as", "lena", "--json")
    assert (run.code, rules(run)) == (1, ["self-approval"])
    run = staffed.run("trips", "decide", number, "approve", "--as", "dirk", "--json")
    assert (run.code, rules(run)) == (1, ["no-approver"])
    run = staffed.run("trips", "decide", number, "approve", "--as", "rik", "--json")
    assert (run.code, "notallowed" in run.out) == (1, True)


def test_a_return_needs_its_reason(staffed, written):
    number = staffed.json("trips", "submit", written(soon()), "--as", "rik")["number"]
    run = staffed.run("trips", "decide", number, "return", "--as", "lena", "--json")
    assert (run.code, rules(run)) == (1, ["reason-missing"])
    assert staffed.json("trips", "decide", number, "return", "--reason", "dear", "--mark", "stays", "--as", "lena")["state"] == "returned"


def test_a_request_that_is_refused_leaves_nothing_behind(staffed, written):
    content = soon()
    content["legs"].pop()
    run = staffed.run("trips", "submit", written(content), "--as", "rik", "--json")
    assert (run.code, "R06" in rules(run)) == (1, True)
    assert staffed.json("trips", "list", "--as", "rik") == []


def test_a_journey_that_has_begun_asks_for_the_reason(staffed, written):
    run = staffed.run("trips", "submit", written(EXAMPLE), "--as", "rik", "--json")
    assert (run.code, "reason-missing" in rules(run)) == (1, True)


def test_the_form_goes_out_and_comes_back(staffed, written, tmp_path):
    number = staffed.json("trips", "submit", written(soon()), "--as", "rik")["number"]
    form = tmp_path / "form.pdf"
    staffed.json("trips", "form", "-o", form, "--trip", number, "--lang", "fr", "--as", "rik")
    read = staffed.json("trips", "read", form, "--as", "rik")
    assert staffed.json("trips", "show", read["draft"], "--as", "rik")["state"] == "draft"
    assert staffed.json("trips", "read", form, "--as", "rik")["draft"] == read["draft"]
    assert len(staffed.json("trips", "list", "--as", "rik")) == 2
    assert (read["read"]["title"], read["read"]["travellers"][0]["name"], read["missing"]) == (EXAMPLE["title"], "Mila Voorbeeld", [])
    blank = tmp_path / "blank.pdf"
    assert without_office("--db", staffed.place, "trips", "form", "-o", blank, "--lang", "nl", "--as", "rik").code == 0
    look = staffed.json("trips", "read", blank, "--look", "--as", "rik")
    assert (len(look["missing"]) > 5, look["draft"], len(staffed.json("trips", "list", "--as", "rik"))) == (True, None, 2)


def test_the_papers_and_lists_are_written(staffed, written, tmp_path):
    number = staffed.json("trips", "submit", written(soon()), "--as", "rik")["number"]
    staffed.json("trips", "order", number, "-o", tmp_path / "order.pdf", "--as", "rik")
    assert (tmp_path / "order.pdf").read_bytes()[:5] == b"%PDF-"
    year = datetime.now(UTC).year
    for kind in ("csv", "xlsx"):
        told = staffed.json("trips", "transparency", "--year", str(year), "-o", tmp_path / f"list.{kind}", "--as", "hanne")
        assert told["lines"] == 0
        asked = ("--from", f"{year}-01-01", "--to", f"{year + 1}-12-31", "-o", tmp_path / f"question.{kind}", "--as", "hanne")
        assert staffed.json("trips", "parliament", *asked)["lines"] == 0  # it has not been approved
    assert (tmp_path / "list.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    run = staffed.run("trips", "transparency", "--year", str(year), "-o", tmp_path / "list.txt", "--as", "hanne", "--json")
    assert (run.code, rules(run)) == (1, ["unknown-kind"])


def test_the_figures_of_a_year_are_printed_and_written(staffed, written, tmp_path):
    content = soon()
    year = content["departs_at"][:4]
    staffed.json("trips", "submit", written(content), "--as", "rik")
    figures = staffed.json("trips", "year", "--year", year, "--as", "hanne")
    assert (figures["year"], figures["files"], figures["trips"]) == (int(year), 1, 0)
    assert figures["states"] == [{"state": "in approval", "files": 1}]
    assert figures["lost"] == {"amount": {"amount": "0", "currency": "EUR"}, "known": 0, "unknown": 0}
    told = staffed.run("trips", "year", "--year", year, "--as", "hanne", "--lang", "en").out.splitlines()
    assert told[:3] == [
        f"figures: Figures of the service trips of {year}",
        "The year in short – Requests submitted: 1",
        "The year in short – Trips: 0",
    ]
    for kind, first in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        place = tmp_path / f"figures.{kind}"
        assert staffed.json("trips", "year", "--year", year, "-o", place, "--as", "hanne")["lines"] == 21
        assert place.read_bytes().startswith(first)
    run = staffed.run("trips", "year", "--year", year, "-o", tmp_path / "figures.txt", "--as", "hanne", "--json")
    assert (run.code, rules(run)) == (1, ["unknown-kind"])
    assert staffed.run("trips", "year", "--year", "ten", "--as", "hanne").code == 2


# ------------------------------------------------------------------------------------------------ the mission moves


@pytest.fixture
def of_mission(office, written):
    """A draft for a mission of its own days, on a desk without accounts: the numbers of both."""
    asked = soon()
    first, last = (PartialDate.parse(asked[key][:10]) for key in ("departs_at", "returns_at"))
    number = office.json("trips", "submit", written(asked), "--draft")["number"]
    application = start(Config(office.place, user="officer"))
    mission = application.execute(AddMission(MissionDraft(Multilingual.same("Clean air"), starts=first, ends=last, country="DE"))).result
    application.execute(LinkToMission(application.ask(trip_by(number)), mission))
    told = application.ask(mission_card(mission)).number
    application.close()
    return number, told


def test_somebody_says_that_the_dates_of_a_trip_stand(office, of_mission):
    number, mission = of_mission
    run = office.run("trips", "confirm-dates", number, "--json")
    assert (run.code, rules(run)) == (1, ["nothing-to-confirm"])
    office.json("missions", "move", mission, "--postpone", "--reason", "flood")
    assert "mission-moved" in [one["rule"] for one in office.json("trips", "show", number)["findings"]]
    assert office.json("trips", "confirm-dates", number)["state"] == "draft"
    assert "mission-moved" not in [one["rule"] for one in office.json("trips", "show", number)["findings"]]


def test_the_trips_of_a_cancelled_mission_are_cancelled_together(office, of_mission):
    number, mission = of_mission
    run = office.run("trips", "cancel-all", mission, "--reason", "war", "--json")
    assert (run.code, rules(run)) == (1, ["mission-not-cancelled"])
    office.json("missions", "cancel", mission, "--reason", "war")
    assert office.json("trips", "cancel-all", mission, "--reason", "war", "--because", "security") == {"cancelled": 1}
    assert office.json("trips", "show", number)["state"] == "cancelled"
