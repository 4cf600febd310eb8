"""`attache demo`: a fresh sample office, the papers of one of its missions, and the window on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import sample
from app.adapters.machine import has_screen
from app.bootstrap import Config, start
from app.domains.missions.papers import mission_calendar, produce_dossier
from app.domains.missions.queries import mission_by
from app.kernel.errors import Unavailable
from app.kernel.translated import Wording, lazy

if TYPE_CHECKING:
    from app.application import Application
    from app.commandline import Window

SHOWN_MISSION = "brussels-days-paris"
PAPER_LANGUAGES = ("nl", "fr")


def run_demo(database: Path | None, folder: Path, language: str | None, wording: Wording, window: Window | None) -> int:
    """Make the sample office and its papers in *folder*, then open the window, or draw it when there is no screen."""
    _make_folder(folder)
    place = database or _free_name(folder)
    application = start(Config(place))
    try:
        sample.fill(application)
        made = [place, *_papers(application, folder)]
        for path in made:
            print(wording.say(lazy("Made {file}", file=str(path))))
        if window is None:
            return 0
        if has_screen():
            return window.show(application, language)
        pictures = window.picture(application, language, folder)
        print(wording.say(lazy("There is no screen here: the window was drawn to {files}.", files=", ".join(str(p) for p in pictures))))
        return 0
    finally:
        application.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            lazy("The folder {folder} cannot be made. Check your rights and the space on the disk.", folder=str(folder))
        ) from error


def _free_name(folder: Path) -> Path:
    # A sample office that somebody has worked in is kept; the fresh one stands beside it.
    names = (folder / (f"sample-office-{n}.attache" if n else "sample-office.attache") for n in range(10_000))
    return next(path for path in names if not path.exists())


def _papers(application: Application, folder: Path) -> list[Path]:
    outside = application.outside
    mission = application.ask(mission_by(SHOWN_MISSION))
    made = [folder / f"brussels-days-paris-{language}.pdf" for language in PAPER_LANGUAGES]
    for path, language in zip(made, PAPER_LANGUAGES, strict=True):
        produce_dossier(application, outside.renderer(), mission, outside.wording(language), deliver=partial(outside.write_whole, path))
    calendar = folder / "brussels-days-paris.ics"
    outside.write_whole(calendar, outside.calendar_codec().encode(mission_calendar(application, mission, outside.wording("nl"))))
    return [*made, calendar]
