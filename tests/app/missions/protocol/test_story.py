"""The Brussels Days of the year report: a delegation in order, a place given by hand for a reason, and what the history tells of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.application import Application
from app.bootstrap import Config, start
from app.domains.intake.commands import ImportRecords
from app.domains.missions import commands, queries
from app.domains.missions.protocol.commands import ChooseOrder, MovePlace, TakeBackMove
from app.domains.missions.protocol.drafts import OrderDraft
from app.domains.missions.protocol.queries import order_draft, ranking_of
from app.domains.people.profile_commands import CopyProfile
from app.kernel.clock import FixedClock
from app.kernel.reading import read_json
from app.kernel.translated import Multilingual
from tests.commandline.office import BRUSSELS_DAYS, SAMPLE
from tests.makers.missions import days
from tests.makers.orders import delegation, holder

GOVERNMENT = ["Rudi Vervoort", "Sven Gatz", "Pascal Smet"]


@pytest.fixture
def sample(application: Application) -> str:
    """The mission of the sample office."""
    application.execute(ImportRecords(read_json(SAMPLE), "sample"))
    return application.ask(queries.mission_by(BRUSSELS_DAYS))


def order(application: Application, mission: str) -> list[str]:
    """Give the first three names."""
    return [row.name for row in application.ask(ranking_of(mission)).rows[:3]]


def labels(application: Application, mission: str, limit: int) -> list[str]:
    """Give the last steps of a mission, the latest first."""
    return [str(step.label) for step in application.history(kind="mission", id=mission, limit=limit)]


def test_the_state_secretary_speaks_for_the_theme(application: Application, sample: str) -> None:
    assert order(application, sample) == GOVERNMENT
    people = {row.name: row.person_id for row in application.ask(ranking_of(sample)).rows}

    reason = "Signs the agreement with the Region of Île-de-France"
    move = application.execute(MovePlace(sample, people["Pascal Smet"], people["Sven Gatz"], f"{reason}.")).result

    rows = application.ask(ranking_of(sample)).rows
    assert [row.name for row in rows[:3]] == ["Rudi Vervoort", "Pascal Smet", "Sven Gatz"]
    assert application.outside.wording("en").text(rows[1].sentence) == (
        f"Place 2, given by officer on 1 September 2021, 12:00: “{reason}”."
        " The list has State secretary of the Brussels-Capital Region at BRU-START 240."
    )
    assert labels(application, sample, 1) == [f"Put Pascal Smet before Sven Gatz: {reason}."]

    application.execute(TakeBackMove(move))
    assert order(application, sample) == GOVERNMENT
    application.undo()
    assert order(application, sample) == ["Rudi Vervoort", "Pascal Smet", "Sven Gatz"]
    application.undo()
    assert order(application, sample) == GOVERNMENT


def test_the_day_of_the_order_moves_with_a_postponed_mission(application: Application, sample: str) -> None:
    mission = delegation(application, holder(application, "One", "brussels-minister"), holder(application, "Two", "director"))
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(day=date(2021, 9, 23))))

    application.execute(commands.PostponeMission(mission, days("2022-09-21"), days("2022-09-23"), "No travel this year."))

    assert application.ask(order_draft(mission)).day == date(2022, 9, 22)
    assert [f for f in application.ask(queries.findings(mission)) if f.rule == "order-day-outside"] == []


def test_a_day_that_a_postponed_mission_left_behind_is_told(application: Application, sample: str) -> None:
    mission = delegation(application, holder(application, "One", "brussels-minister"), holder(application, "Two", "director"))
    application.execute(ChooseOrder(mission, OrderDraft(), OrderDraft(day=date(2021, 9, 23))))

    application.execute(commands.PostponeMission(mission, days("2022-09"), days("2022-09"), "No travel this year."))

    assert [str(f.message) for f in application.ask(queries.findings(mission)) if f.rule == "order-day-outside"] == [
        "The order looks at the posts held on 2021-09-23, which is outside the dates of the mission."
    ]


def test_a_mission_whose_list_is_gone_follows_the_usual_one_and_says_so(tmp_path: Path, clock: FixedClock) -> None:
    office = tmp_path / "office.attache"
    officer, colleague = (start(Config(office, user=name, clock=clock)) for name in ("officer", "colleague"))
    officer.execute(CopyProfile("BRU-START", "OWN", Multilingual("Eigen lijst", "Liste propre", "List of our own")))
    mission = delegation(colleague, holder(colleague, "Minister", "brussels-minister"))
    colleague.execute(ChooseOrder(mission, OrderDraft(), OrderDraft("OWN")))
    assert colleague.ask(ranking_of(mission)).profile.code == "OWN"

    officer.undo()

    ranked = colleague.ask(ranking_of(mission))
    assert ranked.profile.code == "BRU-START"
    assert [str(f.message) for f in ranked.findings if f.rule == "profile-gone"] == [
        "The list of precedence “OWN” of this mission is gone; the usual one counts."
    ]
    officer.close()
    colleague.close()
