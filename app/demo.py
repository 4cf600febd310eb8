"""`attache demo`: a fresh sample office, the papers of two of its missions, of its gifts and of some of its trips, and the window on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from app import sample
from app.adapters.machine import has_screen
from app.bootstrap import Config, start
from app.domains.checklists.papers import produce_readiness
from app.domains.flags.papers import produce_slip
from app.domains.flags.queries.missions import mission_flags
from app.domains.gifts.papers.producing import (
    FileKind,
    ListKind,
    labels_file,
    labels_wanted,
    produce_cards,
    produce_extract,
    produce_mission_list,
)
from app.domains.gifts.reserving_queries import reservations_of
from app.domains.gifts.vocabulary import Extract
from app.domains.missions.papers import mission_calendar, produce_dossier
from app.domains.missions.protocol.papers import produce_order
from app.domains.missions.queries import mission_by
from app.domains.missions.vocabulary import MISSION
from app.domains.people.precedence.orders import OrderKind
from app.domains.trips.papers.producing import produce_decision_sheet, produce_mission_order
from app.domains.trips.papers.request_form import form_of
from app.domains.trips.queries.files import trip_by, trip_card
from app.domains.trips.queries.lists import transparency
from app.kernel.errors import Refused, Unavailable
from app.kernel.sheets import SheetKind
from app.kernel.translated import Wording, lazy

if TYPE_CHECKING:
    from app.application import Application
    from app.commandline import Window

SHOWN_MISSION = "brussels-days-paris"
SHOWN_VISIT, PACKED_MISSION = "invented sample visit", "New Delhi invented"
PAPER_LANGUAGES = ("nl", "fr")
ORDERED_TRIP, JUDGED_TRIP, ASKED_TRIP = "sample-trip-havana-dirk", "sample-trip-with-minister", "sample-trip-leipzig-tarek"
LISTED_YEAR = 2022
REGISTER_YEAR = 2021
PATIENCE = 2.0  # seconds without a word


def run_demo(database: Path | None, folder: Path, language: str | None, wording: Wording, window: Window | None) -> int:
    """Make the sample office and its papers in *folder*, then open the window, or draw it when there is no screen."""
    _make_folder(folder)
    place = database or _free_name(folder)
    application = start(Config(place))
    try:
        sample.fill(application, _Telling(wording))
        made = [place, *_papers(application, folder), *_visit_papers(application, folder), *_gift_papers(application, folder)]
        made += _trip_papers(application, folder)
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


class _Telling:
    """Says how far the sample is, whenever it takes long."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording
        self._last = monotonic()

    def __call__(self, done: int, of: int) -> None:
        if monotonic() - self._last < PATIENCE:
            return
        self._last = monotonic()
        words = lazy("The trips of the sample office: {done} of {number} steps.", done=done, number=of)
        print(self._wording.say(words), flush=True)


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


def _visit_papers(application: Application, folder: Path) -> list[Path]:
    words = application.outside.wording("nl")
    visit = next(iter(application.find(SHOWN_VISIT, kinds=(MISSION,))), None)
    if visit is None:  # a sample office that was there before, without the visit
        return []
    rows = application.ask(mission_flags(visit.ref.id)).cards
    papers = {
        "precedence.pdf": produce_order(application, visit.ref.id, OrderKind.ENTRY, words),
        "readiness.pdf": produce_readiness(application, visit.ref, words),
        **{f"flags-{number}.pdf": produce_slip(application, row.id, words) for number, row in enumerate(rows, 1)},
    }
    for name, content in papers.items():
        application.outside.write_whole(folder / name, content)
    return [folder / name for name in papers]


def _gift_papers(application: Application, folder: Path) -> list[Path]:
    outside, words = application.outside, application.outside.wording("nl")
    shown = [hits[0].ref.id for name in (SHOWN_VISIT, PACKED_MISSION) if (hits := application.find(name, kinds=(MISSION,)))]
    chosen = [row.id for mission in shown[:1] for row in application.ask(reservations_of(mission=mission))]
    if not chosen:  # a sample office that was there before, without gifts
        return []
    papers = {
        "gift-cards.pdf": produce_cards(application, chosen),
        "gift-labels.pdf": labels_file(application, words, labels_wanted(application)),
        "gift-packing-list.pdf": produce_mission_list(application, shown[-1], ListKind.PACKING, FileKind.PDF, words),
        f"gift-register-{REGISTER_YEAR}.xlsx": produce_extract(application, REGISTER_YEAR, Extract.PUBLIC, FileKind.XLSX, words),
    }
    for name, content in papers.items():
        outside.write_whole(folder / name, content)
    return [folder / name for name in papers]


def _trip_papers(application: Application, folder: Path) -> list[Path]:
    outside, words = application.outside, application.outside.wording("nl")
    try:
        ordered, judged, asked = (application.ask(trip_by(key)) for key in (ORDERED_TRIP, JUDGED_TRIP, ASKED_TRIP))
    except Refused:  # an office with users of its own got no invented trips
        return []
    form = form_of(application.ask(trip_card(asked)).request, words)
    listed = application.ask(transparency(LISTED_YEAR, words))
    papers = {
        "mission-order.pdf": produce_mission_order(application, ordered),
        "decision-sheet.pdf": produce_decision_sheet(application, judged, words),
        "request-form.pdf": outside.paper_form(form, words),
        f"transparency-{LISTED_YEAR}.xlsx": outside.sheet(listed, SheetKind.XLSX),
    }
    for name, content in papers.items():
        outside.write_whole(folder / name, content)
    return [folder / name for name in papers]
