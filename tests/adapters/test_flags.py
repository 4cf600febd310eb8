"""Finding the drawings of flags."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.adapters import flags
from app.adapters.flags import file_name, flag_file


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "be.svg").write_text("<svg/>")
    (tmp_path / "be-bru.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("no flag")
    (tmp_path / "xx.svg").write_text("<svg/>")  # what the collection shows for a flag that it does not know
    monkeypatch.setattr(flags, "resource", lambda *parts: tmp_path.joinpath(*parts[1:]))
    return tmp_path


@pytest.mark.parametrize(("code", "name"), [("BE", "be.svg"), ("be", "be.svg"), (" Be ", "be.svg"), ("BE-BRU", "be-bru.svg")])
def test_a_flag_is_found_by_its_code(folder, code, name):
    assert flag_file(code) == folder / name


@pytest.mark.parametrize("code", ["", "FR", "XX", "b", "be-vlg", "../be", "be/../be", "be.svg", "secret.txt", "北京", "be-bru-x"])
def test_a_flag_that_is_missing_is_missing(folder, code):
    assert flag_file(code) is None


def test_a_drawing_of_the_office_drawing_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    own = tmp_path / "attache" / "flags" / "be-bru.svg"
    own.parent.mkdir(parents=True)
    own.write_text("<svg/>", encoding="utf-8")

    assert flag_file("BE-BRU") == own


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("commune:Ixelles", "commune.ixelles.svg"),
        (" COMMUNE:FR:Saint-Étienne", "commune.fr-saint-etienne.svg"),
        ("other:../../be", "other.be.svg"),
        ("commune:北京", ""),
        ("be:x", ""),
        ("BE-BRU", "be-bru.svg"),
    ],
)
def test_what_has_no_code_goes_by_its_kind_and_name(code, name):
    assert file_name(code) == name


def test_the_flag_of_a_town_is_never_one_that_comes_along(folder):
    assert [flag_file(code) for code in ("other:be", "commune:be", "commune:bru")] == [None, None, None]
