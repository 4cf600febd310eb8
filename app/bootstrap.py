"""Puts the program together: the only place where parts meet."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app import discovery
from app.adapters.files.writing import write_whole
from app.adapters.storage.engine import MEMORY
from app.adapters.storage.store import Store
from app.application import Application
from app.kernel.clock import Clock, SystemClock
from app.kernel.commands import Command, Handler
from app.kernel.document import DocumentMeta
from app.kernel.errors import Finding, Refused
from app.kernel.feature import Feature
from app.kernel.figures import Figure
from app.kernel.paperforms import FormContent, PaperForm
from app.kernel.permissions import User
from app.kernel.ports import Admission, CalendarCodec, Directory, DrawingKind, Entrant, Outside, Renderer
from app.kernel.sheets import Sheet, SheetKind
from app.kernel.translated import Wording, lazy
from app.kernel.work import Reader, Work


@dataclass(frozen=True, slots=True)
class Config:
    """Where the office's file is (`:memory:` for none), who works, and by which clock."""

    database: Path | str = MEMORY
    user: str = ""
    clock: Clock | None = None


def start(config: Config, features: Sequence[Feature] | None = None) -> Application:
    """Open the office's file and give the application; a file that is not there is made.

    Raises `Unavailable` with a clear sentence for a file that cannot be used; such a file stays untouched.
    """
    found = tuple(features) if features is not None else discovery.features()
    clock = config.clock or SystemClock()
    directory = next((feature.directory for feature in found if feature.directory is not None), EVERYBODY)
    store = Store.open(config.database, found, clock, directory)
    return Application(store, found, _handlers(found), clock, config.user or login_name(), OUTSIDE)


def default_database() -> Path:
    """Give the place of the office's file when none is named."""
    from app.adapters.machine import data_folder  # slow import: platformdirs

    return data_folder() / "office.attache"


class Everybody:
    """Fulfils `Directory` where no domain tells users apart: whoever sits here may do everything, under the name on the machine."""

    def user(self, reader: Reader, account: str, login_name: str) -> User:
        """Give the one user."""
        return User(login_name)

    def entrants(self, reader: Reader) -> Sequence[Entrant]:
        """Give nobody."""
        return ()

    def admit(self, reader: Reader, login: str, password: str) -> Admission:
        """Refuse: there is nothing to sign in to."""
        raise Refused(Finding("", lazy("This office has no users; everybody works without signing in."), rule="no-accounts"))

    def keep_secret(self, work: Work, admission: Admission) -> None:
        """Keep nothing."""


EVERYBODY: Directory = Everybody()


class ThisMachine:
    """Fulfils `Outside` with the adapters; each is imported when it is first asked for, because they are slow to load."""

    def wording(self, language: str | None = None) -> Wording:
        """Give a language; the machine's when none is named."""
        from app.adapters.i18n import wording_for  # slow import
        from app.adapters.machine import language_of_machine  # slow import: platformdirs

        return wording_for(language or language_of_machine())

    def renderer(self) -> Renderer:
        """Give what turns documents into PDF."""
        from app.adapters.pdf.render import PdfRenderer  # slow import

        return PdfRenderer()

    def calendar_codec(self) -> CalendarCodec:
        """Give what turns calendars into iCalendar files."""
        from app.adapters.ics.codec import IcsCodec  # slow import

        return IcsCodec()

    def write_whole(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all; raise `Unavailable`."""
        write_whole(path, content)

    def sheet(self, sheet: Sheet, kind: SheetKind) -> bytes:
        """Write a list as a file for a spreadsheet."""
        from app.adapters.files.sheets import write_sheet  # slow import: XlsxWriter comes with it

        return write_sheet(sheet, kind)

    def drawing(self, figure: Figure, kind: DrawingKind) -> bytes:
        """Write a drawing as a file of its own."""
        from app.adapters.drawings.writing import write_figure  # slow import

        return write_figure(figure, kind)

    def pages(self, figures: Sequence[Figure], meta: DocumentMeta) -> bytes:
        """Write drawings as one PDF, each on a page of exactly its own size."""
        from app.adapters.pdf.single import figure_pages  # slow import

        return figure_pages(figures, meta)

    def keep_flag(self, code: str, content: bytes) -> None:
        """Keep an SVG drawing of a flag for the office on this machine."""
        from app.adapters.drawings.flag_art import keep_flag  # only this needs it

        keep_flag(code, content)

    def paper_form(self, form: PaperForm, wording: Wording) -> bytes:
        """Write a form as a fillable PDF."""
        from app.adapters.pdf.fillable import write_form  # slow import

        return write_form(form, wording)

    def read_paper_form(self, content: bytes) -> FormContent:
        """Read back a form that somebody has filled in."""
        from app.adapters.files.pdf_reading import read_form  # only this needs it

        return read_form(content)


OUTSIDE: Outside = ThisMachine()


def login_name() -> str:
    """Give the name under which the user is signed in to the machine."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no entry for the user, as in a bare container
        return "desk"


def _handlers(features: Sequence[Feature]) -> dict[type[Command[Any]], Handler]:
    return {handler.command: handler for feature in features for handler in feature.commands}
