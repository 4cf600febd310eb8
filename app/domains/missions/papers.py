"""Producing the papers of a mission: its dossier as PDF, its programme as a calendar. Used by window and command line alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domains.dossiers.commands import NoteVersion
from app.domains.dossiers.queries import dossier
from app.domains.missions.calendar import calendar_of
from app.domains.missions.queries import mission_card
from app.domains.missions.vocabulary import MISSION
from app.kernel.calendar import Calendar
from app.kernel.document import Audience, PaperRequest
from app.kernel.ids import Ref
from app.kernel.ports import Renderer
from app.kernel.translated import Wording

if TYPE_CHECKING:
    from app.application import Application


def produce_dossier(
    application: Application,
    renderer: Renderer,
    mission: str,
    wording: Wording,
    audience: Audience = Audience.DELEGATION,
    progress: Callable[[int, int], None] | None = None,
    deliver: Callable[[bytes], None] | None = None,
) -> bytes:
    """Lay out the dossier for an audience, hand it to *deliver*, and note its version when it differs from the last one.

    Raises `Refused` with the place of a text that cannot be laid out, `Cancelled` when *progress* does, and whatever *deliver*
    does; then no version is noted: a paper that nobody holds is none.
    """
    title = mission_card_title(application, mission, wording)
    request = PaperRequest(Ref(MISSION, mission), audience, wording)
    while True:
        draft = application.ask(dossier(request, title))
        content = renderer.render(draft.document, wording, progress)
        if deliver is not None:
            deliver(content)
        if not draft.is_new:
            return content
        noted = application.execute(NoteVersion(request.ref, title, wording.language, audience, draft.number, draft.digest))
        if noted.result == draft.number and not noted.repeated:
            return content
        # Another desk produced a version in between: the stamp must say so.


def mission_card_title(application: Application, mission: str, wording: Wording) -> str:
    """Give the title of a mission in the language of the paper."""
    return wording.text(application.ask(mission_card(mission)).draft.title)


def mission_calendar(
    application: Application, mission: str, wording: Wording, audience: Audience = Audience.DELEGATION, participant: str | None = None
) -> Calendar:
    """Give the programme as a calendar: what an audience may see, and only the lines of one participant when given."""
    return application.ask(calendar_of(mission, wording, audience, participant))
