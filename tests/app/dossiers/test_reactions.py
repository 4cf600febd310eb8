"""A record moves or is cancelled: the papers that were produced of it say that they no longer hold."""

from __future__ import annotations

from app.application import Application
from app.domains.dossiers.commands import NoteVersion
from app.domains.dossiers.queries import dossier, versions
from app.domains.dossiers.vocabulary import Overtaken
from app.domains.missions.commands import CancelMission, MoveMission
from app.kernel.consequences import Effect
from app.kernel.document import Audience, PaperRequest
from app.kernel.ids import Ref
from tests.makers import missions
from tests.makers.missions import days


def produce(application: Application, mission: str, audience: Audience = Audience.DELEGATION) -> int:
    """Note the version that would be produced now."""
    request = PaperRequest(Ref("mission", mission), audience, application.outside.wording("en"))
    draft = application.ask(dossier(request, "Visit"))
    note = NoteVersion(Ref("mission", mission), "Visit", "en", audience, draft.number, draft.digest)
    return application.execute(note).result if draft.is_new else draft.number


def move(application: Application, mission: str, starts: str, ends: str, reason: str = "strike"):
    """Move the mission; give what follows in its papers."""
    outcome = application.execute(MoveMission(mission, days(starts), days(ends), reason))
    return [(one.effect, str(one.text)) for one in outcome.consequences if str(one.area) == "Papers"]


def listed(application: Application, mission: str) -> list[tuple[int, Overtaken, str]]:
    """Give the versions of the delegation's dossier, newest first, with what has become of them."""
    rows = application.ask(versions(Ref("mission", mission)))
    return [(row.number, row.overtaken, row.overtaken_why) for row in rows if row.audience is Audience.DELEGATION]


def test_the_last_version_for_each_audience_is_superseded(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)
    missions.item(application, mission)
    produce(application, mission)
    produce(application, mission, Audience.PUBLIC)

    assert move(application, mission, "2021-10-05", "2021-10-07") == [
        (Effect.ENDS, "2 dossiers that were produced are marked as superseded.")
    ]
    assert listed(application, mission) == [(2, Overtaken.MOVED, "strike"), (1, Overtaken.NOT, "")]


def test_what_is_superseded_already_is_told_once_and_keeps_the_last_reason(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)
    move(application, mission, "2021-10-05", "2021-10-07")
    assert move(application, mission, "2021-10-12", "2021-10-14", "flood") == []
    assert listed(application, mission) == [(1, Overtaken.MOVED, "flood")]


def test_a_new_version_holds_again(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)
    move(application, mission, "2021-10-05", "2021-10-07")

    assert produce(application, mission) == 2
    assert listed(application, mission) == [(2, Overtaken.NOT, ""), (1, Overtaken.MOVED, "strike")]


def test_a_mission_back_on_its_dates_has_a_version_of_its_own(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)
    move(application, mission, "2021-10-05", "2021-10-07")
    move(application, mission, "2021-09-22", "2021-09-24")

    assert produce(application, mission) == 2


def test_papers_of_what_does_not_take_place_are_superseded(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)

    application.execute(CancelMission(mission, "war"))
    assert listed(application, mission) == [(1, Overtaken.CANCELLED, "war")]
    application.undo()
    assert listed(application, mission) == [(1, Overtaken.NOT, "")]


def test_without_papers_there_is_nothing_to_say(application: Application) -> None:
    assert move(application, missions.mission(application), "2021-10-05", "2021-10-07") == []
