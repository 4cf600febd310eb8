from __future__ import annotations

from pathlib import Path

import pytest

from tests.commandline.office import SAMPLE, Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office on a file that does not exist yet."""
    return Office(tmp_path / "office.attache")


@pytest.fixture(scope="session")
def filled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = Office(tmp_path_factory.mktemp("filled") / "office.attache")
    assert office.run("import", SAMPLE).code == 0
    return office.place


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Office:
    """The sample office."""
    place = tmp_path / "office.attache"
    assert Office(filled_once).run("backup", place).code == 0
    return Office(place)
