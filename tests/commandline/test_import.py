"""`attache import`: whole or not at all, once, one step; and every bad file refused with its place."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.application import Application
from app.bootstrap import Config, start
from app.domains.intake.commands import ImportRecords
from app.kernel.errors import Refused
from app.kernel.fields import Criteria
from app.kernel.reading import LARGEST
from tests.commandline.office import SAMPLE, Office, places, rows_in, rules

LISTS = ("organisations", "persons", "missions", "agreements")
WORD_OF = {"organisations": "organisations", "persons": "people", "missions": "missions", "agreements": "agreements"}

NOTHING: dict[str, list[Any]] = {word: [] for word in WORD_OF.values()}


@cache
def sample() -> dict[str, Any]:
    return json.loads(SAMPLE.read_bytes())


def small(**sections: Any) -> dict[str, Any]:
    """A file with one person in one organisation, changed as asked."""
    body = {
        "organisations": [
            {"id": "institute", "name": {"nl": "Instituut", "fr": "Institut", "en": "Institute"}, "kind": "agency", "country": "BE"}
        ],
        "persons": [{"id": "ada", "name": "Ada Example", "office": {"en": "adviser"}, "organisation": "institute", "country": "BE"}],
    }
    return {**body, **sections}


def person(**fields: Any) -> dict[str, Any]:
    return {"id": "ada", "name": "Ada Example", **fields}


def mission(**fields: Any) -> dict[str, Any]:
    return {"id": "m", "direction": "outgoing", "kind": "working visit", "title": {"en": "Visit"}, **fields}


def assert_untouched(office: Office) -> None:
    assert office.json("history") == []
    assert {word: office.json(word) for word in WORD_OF.values()} == NOTHING


def test_the_year_report_comes_in_whole_and_as_one_step(office: Office) -> None:
    run = office.run("import", SAMPLE, "--json")

    assert run.code == 0
    assert run.json == {"imported": sum(len(sample()[key]) for key in LISTS)}
    assert {key: len(office.json(word)) for key, word in WORD_OF.items()} == {key: len(sample()[key]) for key in LISTS}
    assert office.steps() == ["Import office.json"]


def test_a_second_run_changes_nothing(filled: Office) -> None:
    before = {word: filled.json(word) for word in WORD_OF.values()}

    run = filled.run("import", SAMPLE, "--json")

    assert (run.code, run.json) == (0, {"imported": 0})
    assert {word: filled.json(word) for word in WORD_OF.values()} == before
    assert filled.steps() == ["Import office.json"]


def test_undo_takes_the_whole_import_back_and_redo_restores_it(filled: Office) -> None:
    before = {word: filled.json(word) for word in WORD_OF.values()}

    assert filled.run("undo").code == 0
    assert {word: filled.json(word) for word in WORD_OF.values()} == NOTHING
    assert filled.run("redo").code == 0

    assert {word: filled.json(word) for word in WORD_OF.values()} == before
    assert filled.json("check") == {"findings": []}


def test_a_second_file_may_point_at_records_of_the_first(office: Office, tmp_path: Path) -> None:
    assert office.take_in(small(), tmp_path).json == {"imported": 2}

    run = office.take_in({"persons": [person(id="second", organisation="institute")]}, tmp_path)

    assert run.json == {"imported": 1}
    assert len(office.steps()) == 2


def test_what_the_office_changed_since_is_left_alone(office: Office, tmp_path: Path) -> None:
    office.take_in(small(), tmp_path)

    office.take_in(small(persons=[person(name="Another Name"), person(id="new", name="New Person")]), tmp_path)

    assert sorted(row["name"] for row in office.json("people")) == ["Ada Example", "New Person"]


def test_texts_stay_as_they_are_written(office: Office, tmp_path: Path) -> None:
    names = [
        "Łucja Świątek-Żak",
        "Đorđe Đorđević",
        "İpek Işık",
        "Ελένη Παππά",
        "Оксана Київська",
        "王小明",
        "<b>Bold</b> & Co",
        "=1+1",
        "O'Brien; DROP TABLE person;--",
    ]

    office.take_in({"persons": [person(id=str(n), name=name) for n, name in enumerate(names)]}, tmp_path)

    assert sorted(row["name"] for row in office.json("people")) == sorted(names)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param([], [("$", "wrong-type")], id="a list"),
        pytest.param(None, [("$", "wrong-type")], id="nothing"),
        pytest.param({}, [("$", "nothing-to-import")], id="an empty object"),
        pytest.param({"about": "x"}, [("$", "nothing-to-import")], id="only remarks"),
        pytest.param(small(people=[]), [("people", "unknown-key")], id="unknown section"),
        pytest.param({"persons": {}}, [("persons", "wrong-type")], id="section is no list"),
        pytest.param({"persons": [1]}, [("persons[0]", "wrong-type")], id="item is no object"),
        pytest.param({"persons": [person(shoe_size=44)]}, [("persons[0].shoe_size", "unknown-key")], id="unknown key"),
        pytest.param({"persons": [{"name": "x"}]}, [("persons[0].id", "missing-value")], id="no id"),
        pytest.param({"persons": [{"id": "x"}]}, [("persons[0].name", "missing-value")], id="no name"),
        pytest.param({"persons": [person(name="  ")]}, [("persons[0].name", "empty-value")], id="blank name"),
        pytest.param({"persons": [person(id=7)]}, [("persons[0].id", "wrong-type")], id="number for id"),
        pytest.param({"persons": [person(id=True)]}, [("persons[0].id", "wrong-type")], id="yes for id"),
        pytest.param({"persons": [person(), person(name="Other")]}, [("persons[1].id", "duplicate-id")], id="the same id twice"),
        pytest.param({"persons": [person(organisation="none")]}, [("persons[0].organisation", "dangling-reference")], id="dangling reference"),
        pytest.param({"persons": [person(office={"de": "x"})]}, [("persons[0].office.de", "unknown-key"), ("persons[0].office", "empty-value")], id="unknown language"),
        pytest.param({"persons": [person(office={"nl": 1, "en": "x"})]}, [("persons[0].office.nl", "wrong-type")], id="number for text"),
        pytest.param({"persons": [person(name="x\ud800")]}, [("persons[0].name", "bad-character")], id="half a character"),
        pytest.param({"persons": [person(id="x\0")]}, [("persons[0].id", "bad-character")], id="NUL"),
        pytest.param({"persons": [person(name="x" * 200_000)]}, [("persons[0].name", "text-too-long")], id="text without end"),
        pytest.param(small(organisations=[{"id": "institute", "name": {"en": "x"}, "kind": "circus"}]), [("organisations[0].kind", "unknown-value")], id="unknown kind"),
        pytest.param({"missions": [mission(starts="2021-13")]}, [("missions[0].starts", "wrong-date")], id="month 13"),
        pytest.param({"missions": [mission(starts="2021-02-30")]}, [("missions[0].starts", "wrong-date")], id="30 February"),
        pytest.param({"missions": [mission(head="none")]}, [("missions[0].head", "dangling-reference")], id="dangling head"),
        pytest.param({"missions": [mission(participants=["none"])]}, [("missions[0].participants[0]", "dangling-reference")], id="dangling participant"),
        pytest.param({"missions": [mission(starts="2021-10-05", ends="2021-10-04")]}, [("missions[0].ends", "mission-ends-before-start")], id="ends before start"),
        pytest.param({"missions": [mission(programme=[{"title": "x", "time": "25:00"}])]}, [("missions[0].programme[0].time", "wrong-time")], id="25 o'clock"),
        pytest.param({"missions": [mission(kind="picnic")]}, [("missions[0].kind", "unknown-value")], id="unknown kind of mission"),
        pytest.param({"missions": [mission(organisers=[["x"]])]}, [("missions[0].organisers[0]", "wrong-type")], id="a list in a list of ids"),
        pytest.param({"agreements": [{"id": "a", "partner": "none", "kind": "MoU", "signed": "2021-01-13"}]}, [("agreements[0].partner", "dangling-reference")], id="dangling partner"),
        pytest.param(small(agreements=[{"id": "a", "partner": "institute", "kind": "MoU", "signed": "yesterday"}]), [("agreements[0].signed", "wrong-date")], id="wrong day of signing"),
    ],
)  # fmt: skip
def test_a_bad_document_is_refused_with_the_place(office: Office, tmp_path: Path, content: Any, expected: list[tuple[str, str]]) -> None:
    run = office.take_in(content, tmp_path)

    assert run.code == 1
    assert list(zip(places(run), rules(run), strict=True)) == expected
    assert len(run.err.splitlines()) == len(expected)
    assert_untouched(office)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"hello", id="not JSON"),
        pytest.param(b'{"persons": [', id="cut off"),
        pytest.param(b'{"persons": [], "persons": []}', id="a key twice"),
        pytest.param(b'{"persons": [{"id": "a", "name": NaN}]}', id="NaN"),
        pytest.param(b'{"persons": [{"id": "a", "name": ' + b"9" * 5000 + b"}]}", id="a number of 5,000 digits"),
        pytest.param(b"[" * 200_000 + b"]" * 200_000, id="nested 200,000 deep"),
        pytest.param(b'{"persons": ' * 100_000, id="nested objects, never closed"),
        pytest.param(json.dumps(small()).encode("utf-16"), id="UTF-16"),
        pytest.param('{"persons": [{"id": "a", "name": "Désirée"}]}'.encode("cp1252"), id="Latin-1"),
        pytest.param(b"\x00" * 1000, id="zeros"),
        pytest.param(b"PK\x03\x04" + bytes(range(256)), id="an archive"),
        pytest.param(b"SQLite format 3\x00" + bytes(100), id="a database"),
    ],
)
def test_a_file_that_is_not_json_is_refused_with_its_name(office: Office, tmp_path: Path, content: bytes) -> None:
    run = office.take_in(content, tmp_path)

    assert run.code == 1
    assert (places(run), rules(run)) == ([str(tmp_path / "records.json")], ["not-json"])
    assert_untouched(office)


def test_a_mark_at_the_beginning_of_the_file_does_no_harm(office: Office, tmp_path: Path) -> None:
    assert office.take_in(b"\xef\xbb\xbf" + json.dumps(small()).encode(), tmp_path).json == {"imported": 2}


def test_a_file_of_50_megabytes_is_refused_by_its_size(office: Office, tmp_path: Path) -> None:
    run = office.take_in(b'{"persons": []' + b" " * 50_000_000 + b"}", tmp_path)

    assert (run.code, rules(run)) == (1, ["file-too-large"])
    assert_untouched(office)


def test_a_file_of_the_largest_size_is_read(office: Office, tmp_path: Path) -> None:
    body = json.dumps(small()).encode()

    assert office.take_in(body + b" " * (LARGEST - len(body)), tmp_path).json == {"imported": 2}


def test_an_endless_file_is_refused(office: Office) -> None:
    run = office.run("import", "/dev/zero", "--json")

    assert (run.code, rules(run)) == (1, ["file-too-large"])


def test_a_folder_and_a_missing_file_are_not_available(office: Office, tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "missing.json", tmp_path / "no" / "folder.json", tmp_path / ("x" * 3000)):
        run = office.run("import", file, "--json")
        assert (run.code, run.err.count("\n")) == (3, 1)
        assert list(run.json) == ["unavailable"]
    assert_untouched(office)


def test_a_hundred_faults_are_told_and_not_a_million(office: Office, tmp_path: Path) -> None:
    run = office.take_in({"persons": [person(id=1) for _ in range(20_000)]}, tmp_path)

    assert len(run.json["refused"]) == 100
    assert_untouched(office)


def test_one_fault_at_the_end_keeps_everything_out(office: Office, tmp_path: Path) -> None:
    content = copy.deepcopy(sample())
    content["agreements"][-1]["partner"] = "nobody"

    run = office.take_in(content, tmp_path)

    assert (run.code, places(run)) == (1, [f"agreements[{len(content['agreements']) - 1}].partner"])
    assert_untouched(office)


STRANGE = st.sampled_from(
    [None, True, False, 0, -1, 2**70, 1.5, float("nan"), float("inf"), "", " ", "\0", "\ud800", "x" * 150_000, "2021-02-30", "0000", "2021-00", "9999-12-31",
     "’; --", "\u202e", [], {}, [[]], [None], {"": ""}, {"nl": None}, {"en": "x"}, ["vervoort"], "vervoort", "paris"]
)  # fmt: skip
PLACES = tuple(way for way, _ in rows_in(sample()))


@st.composite
def spoiled(draw: st.DrawFn) -> Any:
    """The sample file with one to three values exchanged, doubled, removed or renamed."""
    content = copy.deepcopy(sample())
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from(PLACES))
        where: Any = content
        try:
            for step in way[:-1]:
                where = where[step]
            if not way:
                return draw(STRANGE)
            _spoil(draw, where, way[-1])
        except (KeyError, IndexError, TypeError):
            continue  # a mutation before took this place away
    return content


def _spoil(draw: st.DrawFn, where: Any, key: str | int) -> None:
    match draw(st.sampled_from(["exchange", "remove", "double", "rename"])):
        case "exchange":
            where[key] = draw(STRANGE)
        case "remove":
            del where[key]
        case "double" if isinstance(where, list):
            where.append(copy.deepcopy(where[key]))
        case _ if isinstance(where, dict):
            where[draw(st.sampled_from(["", "unknown", "Title", "\ud800", "id"]))] = where.pop(key)
        case _:
            where[key] = draw(STRANGE)


@pytest.fixture(scope="module")
def shared() -> Application:
    """One office for all examples: each leaves it as it was."""
    return start(Config(user="officer"))


@given(content=spoiled())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_a_spoiled_file_is_refused_with_places_or_taken_in_and_undone(shared: Application, content: Any) -> None:
    before = listed(shared)
    try:
        outcome = shared.execute(ImportRecords(content, "spoiled.json"))
        findings = ()
    except Refused as refused:
        findings = refused.findings
    else:
        if not outcome.repeated:
            shared.undo()

    assert [finding for finding in findings if not finding.path or not str(finding.message)] == []
    assert shared.next_undo() is None
    assert listed(shared) == before


def listed(application: Application) -> dict[str, list[str]]:
    return {
        screen.kind: list(application.ask(screen.register.ids(Criteria())))
        for feature in application.features
        for screen in feature.screens
    }
