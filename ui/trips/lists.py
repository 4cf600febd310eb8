"""The lists that law and parliament ask for: for which period, of whom, as which file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.adapters.i18n import wording_for
from app.domains.trips.queries.lists import parliament, transparency
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.queries import Query
from app.kernel.sheets import Sheet, SheetKind
from app.kernel.translated import Lazy, lazy
from ui.kit.dialogs import FormDialog
from ui.kit.language import NATIVE_NAMES, _, spoken
from ui.kit.pages import Page
from ui.kit.progress import Reporter

_LANGUAGES = tuple(Choice(code, Lazy(name)) for code, name in NATIVE_NAMES.items())
_LANGUAGE = Field("language", lazy("Language of the list"), FieldKind.CHOICE, choices=_LANGUAGES, required=True)


@dataclass(frozen=True, slots=True)
class TransparencyDraft:
    """Of which year, in which language."""

    year: int | None = None
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class ParliamentDraft:
    """The period, whose trips, and whether names are left out."""

    first: date | None = None
    last: date | None = None
    minister: str = ""
    entity: str = ""
    anonymous: bool = False
    language: str = "nl"


def _check_year(draft: TransparencyDraft) -> list[Finding]:
    if draft.year is not None and not 2000 <= draft.year <= 2100:  # noqa: PLR2004 - years an office has
        return [Finding("year", lazy("Enter a year of four figures."), rule="year")]
    return []


def _check_period(draft: ParliamentDraft) -> list[Finding]:
    if draft.first and draft.last and draft.last < draft.first:
        return [Finding("last", lazy("The last day is before the first."), rule="ends-before-start")]
    return []


TRANSPARENCY_FORM = Form(
    TransparencyDraft,
    (
        Field(
            "year", lazy("Year"), FieldKind.NUMBER, required=True,
            help=lazy("Trips of the leading official and the directors-general: joint ordinance of 14 December 2017, article 7."),
        ),
        _LANGUAGE,
    ),
    _check_year,
)  # fmt: skip
PARLIAMENT_FORM = Form(
    ParliamentDraft,
    (
        Field("first", lazy("First day"), FieldKind.DATE, required=True),
        Field("last", lazy("Last day"), FieldKind.DATE, required=True, help=lazy("Trips that depart between the two days.")),
        Field("minister", lazy("Minister’s office"), help=lazy("A part of its name; empty for all."), limit=200),
        Field("entity", lazy("Administration"), help=lazy("A part of its name; empty for all."), limit=200),
        Field("anonymous", lazy("Without names and free texts, to be published"), FieldKind.YES_NO),
        _LANGUAGE,
    ),
    _check_period,
)


def ask_transparency(page: Page, today: date) -> tuple[Query[Sheet], str] | None:
    """Ask for which year; give the question and the name of a file."""
    draft = TransparencyDraft(today.year - 1, spoken.wording.language)
    answer = FormDialog.ask(
        page, page.desk.application, TRANSPARENCY_FORM, draft, lazy("Yearly transparency list"), lazy("Choose the file…")
    )
    if answer is None:
        return None
    wanted: TransparencyDraft = answer[1]
    assert wanted.year is not None
    return transparency(wanted.year, wording_for(wanted.language)), f"{_('transparency')}-{wanted.year}"


def ask_parliament(page: Page, today: date) -> tuple[Query[Sheet], str] | None:
    """Ask for which period and of whom; give the question and the name of a file."""
    draft = ParliamentDraft(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31), language=spoken.wording.language)
    answer = FormDialog.ask(page, page.desk.application, PARLIAMENT_FORM, draft, lazy("List for parliament"), lazy("Choose the file…"))
    if answer is None:
        return None
    wanted: ParliamentDraft = answer[1]
    assert wanted.first is not None
    assert wanted.last is not None
    wording = wording_for(wanted.language)
    question = parliament(wanted.first, wanted.last, wording, wanted.minister, wanted.entity, anonymous=wanted.anonymous)
    return question, f"{_('parliament')}-{wanted.first}-{wanted.last}"


def ask_where(page: Page, stem: str) -> Path | None:
    """Ask where a list is kept; its ending says whether it is XLSX or CSV."""
    kinds = f"{_('Workbook')} (*.xlsx);;CSV (*.csv)"
    name, kind = QFileDialog.getSaveFileName(page, _("Save the list"), f"{stem}.xlsx", kinds)
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower().removeprefix(".") in tuple(SheetKind):
        return path
    return path.with_name(f"{path.name}.{SheetKind.CSV if 'csv' in kind else SheetKind.XLSX}")


def write_list(page: Page, question: Query[Sheet], path: Path) -> None:
    """Read the list and write it to *path*."""
    application = page.desk.application
    write_sheet(page, lambda: application.ask(question), path)


def write_sheet(page: Page, make: Callable[[], Sheet], path: Path) -> None:
    """Make a list in the background and write it to *path*."""
    outside = page.desk.application.outside

    def work(_report: Reporter) -> Path:
        outside.write_whole(path, outside.sheet(make(), SheetKind(path.suffix.lower().removeprefix("."))))
        return path

    page.desk.operations.run(work, lazy("Writing the list")).then(_Told(page).tell)


class _Told:
    """Says where a list was written."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def tell(self, path: Path) -> None:
        """Say it."""
        self._page.desk.operations.tell(lazy("Saved as {file}", file=path.name))
