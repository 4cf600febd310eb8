"""What the history tells of a list of precedence: what is not as it was, not the list as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people.precedence.profiles import Level
from ui.kit.desk import Desk
from ui.kit.history import HistoryPane

START = "BRU-START"


@pytest.fixture
def told(desk: Desk, show: Callable[[QWidget], QWidget], settled) -> Callable[[], list[tuple[str, str, str]]]:
    """What the newest step changed, as it is shown: the field, before and after."""

    def read() -> list[tuple[str, str, str]]:
        pane = HistoryPane(desk)
        show(pane)
        settled()
        return [(str(row.field), row.before, row.after) for row in pane.fields._rows]

    return read


def test_of_a_list_that_the_office_changed_before_the_rank_that_moved_is_told(application: Application, told):
    application.execute(commands.RemoveRank(START, 450))
    application.execute(commands.MoveRank(START, 330, before=250))
    assert told() == [
        (
            "Ranks",
            "330 Mayor of the City of Brussels (brussels-city-mayor; Protocolgids – Guide du protocole 22.7.2021 (?))",
            "245 Mayor of the City of Brussels (brussels-city-mayor; Protocolgids – Guide du protocole 22.7.2021 (?))",
        )
    ]


def test_the_settings_of_a_list_are_told_in_words(application: Application, told):
    application.execute(commands.RemoveRank(START, 450))
    seen = application.ask(queries.profile_draft(START))
    application.execute(commands.EditProfile(START, seen, replace(seen, level=Level.BELGIAN, names_decide=False)))
    assert told() == [
        ("Meant for", "events of the Region or Community itself", "Belgian events"),
        ("The alphabet of family names decides last", "yes", "no"),
    ]


def test_a_first_change_of_a_list_that_was_brought_names_the_list(application: Application, told):
    application.execute(commands.RemoveRank(START, 450))
    assert told() == [("Ranks and settings", "", "Brussels, start list (BRU-START)")]
