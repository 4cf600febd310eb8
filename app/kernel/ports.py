"""Contracts of the outside world, fulfilled by `app/adapters`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from app.kernel.translated import Wording

if TYPE_CHECKING:
    from app.kernel.calendar import Calendar
    from app.kernel.document import Document, DocumentMeta
    from app.kernel.figures import Figure
    from app.kernel.paperforms import FormContent, PaperForm
    from app.kernel.permissions import User
    from app.kernel.sheets import Sheet, SheetKind
    from app.kernel.translated import Lazy
    from app.kernel.work import Reader, Work


DrawingKind = Literal["svg", "png", "pdf"]


class FileStore(Protocol):
    """Keeps the content of files by their digest; the same content is kept once."""

    def store(self, content: bytes, media_type: str) -> str:
        """Keep *content*; return its SHA-256 digest in hexadecimal."""
        ...

    def read(self, digest: str) -> bytes | None:
        """Return the content, or nothing when it is not kept."""
        ...

    def read_many(self, digests: Sequence[str]) -> Mapping[str, bytes]:
        """Return the contents that are kept, by digest."""
        ...

    def forget(self, digest: str) -> bool:
        """Destroy the content for good, unless a record still names it; tell whether it was destroyed. No undo brings it back."""
        ...


@dataclass(frozen=True, slots=True)
class Entrant:
    """Somebody who can sign in: the account, the name it is shown under, its roles in words, whether a password is asked for.

    `language` is the one this user wants to read, empty for that of the machine.
    """

    id: str
    name: str
    login: str
    roles: tuple[Lazy, ...]
    has_password: bool
    language: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """An account that was let in; `secret` is its password kept in today's way, when it was kept in an older one."""

    account: str
    secret: str = ""


class Directory(Protocol):
    """Knows who works here and what they may do."""

    def user(self, reader: Reader, account: str, login_name: str) -> User:
        """Give who acts now: the one signed in to *account*, or whoever works without signing in (*account* is empty).

        Asked inside the transaction of every step and query, so that what was withdrawn is gone at once.
        """
        ...

    def entrants(self, reader: Reader) -> Sequence[Entrant]:
        """Give those who can sign in, by name; nobody where users are not told apart."""
        ...

    def admit(self, reader: Reader, login: str, password: str) -> Admission:
        """Let somebody in; raise `Refused` for a name that is not known or a password that is not right."""
        ...

    def keep_secret(self, work: Work, admission: Admission) -> None:
        """Keep the password of *admission* in today's way."""
        ...


class Renderer(Protocol):
    """Turns a document into a PDF."""

    def render(self, document: Document, wording: Wording, progress: Callable[[int, int], None] | None = None) -> bytes:
        """Lay out *document*; raise `Refused` with the place of what cannot be laid out.

        `progress` is told pages done and pages expected; it may raise `Cancelled`.
        """
        ...


class CalendarCodec(Protocol):
    """Turns calendar entries into an iCalendar file."""

    def encode(self, calendar: Calendar) -> bytes:
        """Write *calendar* as RFC 5545."""
        ...


class Outside(Protocol):
    """The world outside as a command on the command line or a page reaches it; each part is made when it is first needed."""

    def wording(self, language: str | None = None) -> Wording:
        """Give a language; the machine's when none is named."""
        ...

    def renderer(self) -> Renderer:
        """Give what turns documents into PDF."""
        ...

    def calendar_codec(self) -> CalendarCodec:
        """Give what turns calendars into iCalendar files."""
        ...

    def write_whole(self, path: Path, content: bytes) -> None:
        """Write a file whole or not at all; raise `Unavailable`."""
        ...

    def sheet(self, sheet: Sheet, kind: SheetKind) -> bytes:
        """Write a list as a file for a spreadsheet, in which no text becomes a formula; raise `Refused` when it is too large for one."""
        ...

    def drawing(self, figure: Figure, kind: DrawingKind) -> bytes:
        """Write a drawing as a file of its own: SVG and PNG hold the drawing alone, PDF a page of A4 under its title.

        Raise `Refused` for one without a size. A flag that has no drawing is a blank with its name.
        """
        ...

    def pages(self, figures: Sequence[Figure], meta: DocumentMeta) -> bytes:
        """Write drawings as one PDF, each on a page of exactly its own size with nothing around it: labels, cards.

        Raise `Refused` for none, or for one without a size.
        """
        ...

    def keep_flag(self, code: str, content: bytes) -> None:
        """Keep an SVG drawing of a flag for the office on this machine; raise `Refused` with what is wrong with it, or `Unavailable`."""
        ...

    def paper_form(self, form: PaperForm, wording: Wording) -> bytes:
        """Write a form as a fillable PDF; *wording* is of the form's language. Raise `Refused` for what cannot be laid out."""
        ...

    def read_paper_form(self, content: bytes) -> FormContent:
        """Read back a form that somebody has filled in; raise `Refused` with a sentence for any other file, `Unavailable` when it cannot be tried.

        Takes half a second, at most ten: a window does it as a job. Whose form it is, and whether what was filled in is right, is for the caller.
        """
        ...
