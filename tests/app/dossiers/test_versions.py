"""Versions of papers: the same content is the same version, other content the next one."""

from __future__ import annotations

from dataclasses import replace

from app.application import Application
from app.domains.dossiers.commands import NoteVersion
from app.domains.dossiers.queries import Draft, dossier, versions
from app.domains.missions.commands import EditMission
from app.domains.missions.queries import mission_draft
from app.kernel.document import Audience, PaperRequest
from app.kernel.ids import Ref
from tests.makers import missions


def compiled(application: Application, mission: str, audience: Audience = Audience.DELEGATION, language: str = "en") -> Draft:
    """Put the dossier together as it would be produced now."""
    return application.ask(dossier(PaperRequest(Ref("mission", mission), audience, application.outside.wording(language)), "Visit"))


def produce(application: Application, mission: str, audience: Audience = Audience.DELEGATION) -> int:
    """Note the version that would be produced now."""
    draft = compiled(application, mission, audience)
    note = NoteVersion(Ref("mission", mission), "Visit", "en", audience, draft.number, draft.digest)
    return application.execute(note).result if draft.is_new else draft.number


def rename(application: Application, mission: str, title: str) -> None:
    """Give the mission another title."""
    before = application.ask(mission_draft(mission))
    application.execute(EditMission(mission, before, replace(before, title=missions.everywhere(title))))


def test_the_same_content_is_the_same_version(application: Application) -> None:
    mission = missions.mission(application)

    assert (produce(application, mission), produce(application, mission)) == (1, 1)
    assert [row.number for row in application.ask(versions(Ref("mission", mission)))] == [1]


def test_other_content_is_the_next_version_and_supersedes_the_last(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)

    rename(application, mission, "Another title")
    produce(application, mission)

    assert [(row.number, row.superseded) for row in application.ask(versions(Ref("mission", mission)))] == [(2, False), (1, True)]
    assert compiled(application, mission).document.meta.stamp.endswith("replaces v1")


def test_each_audience_has_its_own_versions(application: Application) -> None:
    mission = missions.mission(application)

    assert (produce(application, mission), produce(application, mission, Audience.PUBLIC)) == (1, 1)


def test_a_printed_version_is_not_undone(application: Application) -> None:
    mission = missions.mission(application)
    produce(application, mission)

    step = application.next_undo()

    assert step is not None
    assert str(step.label).startswith("Add mission")
