"""Photographs that are let fall on a record, or pasted while it is shown: kept in the background, then handed over with their digests.

What is refused is told with its reason; the rest is taken all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.application import PHOTOGRAPH
from app.kernel.errors import OfficeError
from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.language import _
from ui.kit.pages import Page
from ui.kit.photographs import ENDINGS, Sent, pictures_in, read_picture
from ui.kit.pictures import UNREADABLE
from ui.kit.progress import Reporter


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of photographs that were sent: the digests of those that are kept, and why others are not."""

    digests: tuple[str, ...]
    refusals: tuple[Lazy, ...]


class PhotoTaker(QObject):
    """Takes photographs in for the record that a page shows; *receive* is handed their digests."""

    def __init__(self, page: Page, receive: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__(page)
        self._page, self._receive = page, receive

    @Slot(object)
    def take_mime(self, mime: QMimeData) -> None:
        """Take what was let fall or pasted."""
        self.take(pictures_in(mime))

    @Slot()
    def paste(self) -> None:
        """Take what is on the clipboard."""
        sent = pictures_in(QGuiApplication.clipboard().mimeData())
        if not sent:
            self._page.desk.operations.tell(lazy("There is no picture on the clipboard."))
        self.take(sent)

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        chosen, _kind = QFileDialog.getOpenFileNames(self._page, _("Add photographs"), "", f"{_('Pictures')} ({ENDINGS})")
        self.take([(Path(name).name, Path(name)) for name in chosen])

    def take(self, sent: Sequence[Sent]) -> None:
        """Keep these one after the other, away from the window."""
        if not sent:
            return
        application, wanted = self._page.desk.application, tuple(sent)

        def keep(report: Reporter) -> Taken:
            digests: list[str] = []
            refusals: list[Lazy] = []
            for number, (name, content) in enumerate(wanted):
                report(number, len(wanted))
                try:
                    read = read_picture(content) if isinstance(content, Path) else content
                    digests.append(application.keep_picture(read, largest=PHOTOGRAPH))
                except OSError:
                    refusals.append(_with_name(name, UNREADABLE))
                except OfficeError as error:
                    refusals.append(_with_name(name, error.sentence))
            return Taken(tuple(dict.fromkeys(digests)), tuple(refusals))

        self._page.desk.operations.run(keep, lazy("Taking photographs in"), writes=True).then(self._on_kept)

    @Slot(object)
    def _on_kept(self, taken: object) -> None:
        assert isinstance(taken, Taken)
        if taken.digests:
            self._receive(taken.digests)
        if taken.refusals:
            others = len(taken.refusals) - 1
            told = lazy("{reason}", reason=taken.refusals[0])
            if others:
                told = lazy_count(
                    "{reason} {number} other file was not taken either.",
                    "{reason} {number} other files were not taken either.",
                    others,
                    reason=taken.refusals[0],
                )
            self._page.desk.operations.tell(told, Tone.BAD)


def _with_name(name: str, reason: Lazy) -> Lazy:
    return lazy("{file}: {reason}", file=name, reason=reason) if name else reason
