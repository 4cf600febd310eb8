"""The papers of a mission: what is still missing, the dossier in three languages for four circles, its versions, its calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.adapters.files.writing import write_whole
from app.adapters.i18n import wording_for
from app.domains.dossiers.queries import VersionRow, versions
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS, VERSION, Overtaken
from app.domains.missions import papers, queries
from app.domains.missions.drafts import MissionDraft
from app.domains.missions.queries import ItemRow, ParticipantRow
from app.domains.missions.vocabulary import ITEM, LEVELS, MISSION, PARTICIPANT
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.changes import Changes
from app.kernel.document import Audience
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.translated import LANGUAGES, Lazy, lazy, lazy_count
from ui.kit.controls import Label, push_button
from ui.kit.desk import Desk
from ui.kit.forms import scrolled
from ui.kit.language import LANGUAGE_NAMES, NATIVE_NAMES, _, spoken, worded
from ui.kit.pages import Page
from ui.kit.parts import Section
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.remarks import Remarks
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView
from ui.missions.lines import place_in_time

_NAMES_SHOWN = 3
_NARROWEST, _WIDEST = 210, 300  # of the column at the left, in pixels at the usual text size
_IN_FORCE, _REPLACED = "in force", "replaced"
_STATES = {
    _IN_FORCE: Badge(lazy("in force"), Tone.GOOD),
    _REPLACED: Badge(lazy("replaced"), Tone.FAINT),
    Overtaken.MOVED: Badge(lazy("superseded"), Tone.WARNING),
    Overtaken.CANCELLED: Badge(lazy("superseded"), Tone.BAD),
}
_CIRCLES = {choice.code: Badge(choice.title, Tone.NEUTRAL) for choice in LEVELS}
_COLUMNS = (
    Column("version", lazy("Version"), width=9),
    Column("language", lazy("Language"), ColumnKind.LAZY, width=14),
    Column("audience", lazy("For"), ColumnKind.BADGE, badges=_CIRCLES, width=14),
    Column("produced_at", lazy("Produced"), ColumnKind.MOMENT, width=27, stretch=True),
    Column("produced_by", lazy("Produced by"), width=14),
    Column("state", lazy("Status"), ColumnKind.BADGE, badges=_STATES, width=14),
)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of the dossier as a line."""

    id: str
    version: str
    language: Lazy | str
    audience: str
    produced_at: datetime
    produced_by: str
    state: str


@dataclass(frozen=True, slots=True)
class Produced:
    """A paper that lies ready in a file of the user's own."""

    path: Path
    version: str


class PapersTab(Page):
    """What is printed and what goes into calendars.

    Signals:
        place_wanted: what a finding is about should be shown (`Finding`).
    """

    place_wanted = Signal(object)

    def __init__(self, desk: Desk, mission_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._mission = mission_id
        self._draft = MissionDraft()
        self._number = ""
        self.produced: Produced | None = None
        self._may_produce = desk.application.user.may(PRODUCE_PAPERS)
        self._build()
        self._connect()
        self.retranslate()

    def title(self) -> str:
        """Name the part."""
        return _("Papers")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the mission, somebody in it, or its papers were touched."""
        return changes.touch(MISSION, self._mission) or changes.touch_any((PERSON, ORGANISATION, VERSION))

    def read(self) -> None:
        """Read what is missing and what has been produced."""
        card = self.ask_now(queries.mission_card(self._mission))
        if card is None:
            return  # the mission is gone, and the notice says so
        self._draft, self._number = card.draft, card.number
        self._show_delegation()
        self._show_missing()
        if self._may_produce:
            rows = self.ask_now(versions(Ref(MISSION, self._mission)), ()) or ()
            self._versions.show(_version_line(row) for row in rows)
            told = _overtaken(rows)
            if told is not None:
                self.overtaken.show_text(told)
            self.overtaken.setVisible(told is not None)
        self._no_version.setVisible(not self._versions.rowCount())
        self.versions_view.setVisible(bool(self._versions.rowCount()))

    def retranslate(self) -> None:
        """Say the choices in the language of the screen."""
        for box in (self.audience, self.calendar_audience):
            for number, choice in enumerate(LEVELS):
                box.setItemText(number, _(choice.title))
        self.person.setItemText(0, _("Whole delegation"))

    def wanted_language(self) -> str:
        """Give the language chosen for the paper."""
        return str(self.language.currentData())

    def wanted_audience(self) -> Audience:
        """Give the circle chosen for the paper."""
        return Audience(self.audience.currentData())

    def produced_lines(self) -> list[VersionLine]:
        """Give the versions as they are listed, newest first."""
        return self._versions.rows()

    @Slot()
    def produce(self) -> None:
        """Lay out the dossier; then it can be opened, saved and printed."""
        application, mission = self.desk.application, self._mission
        wording, audience = wording_for(self.wanted_language()), self.wanted_audience()
        ref = Ref(MISSION, mission)
        stem = file_stem(self._number, self._draft.title.best(wording.language), wording.language)

        def work(report: Reporter) -> Produced:
            content = papers.produce_dossier(application, application.outside.renderer(), mission, wording, audience, progress=report)
            rows = application.ask(versions(ref))
            number = next((row.number for row in rows if (row.language, row.audience) == (wording.language, audience)), 1)
            return Produced(temporary_file(f"{stem}-v{number}.pdf", content), str(number))

        self.produce_button.setEnabled(False)
        operation = self.desk.operations.run(work, lazy("Laying out the dossier"))
        operation.settled.connect(self._on_settled)
        operation.then(self._on_produced)

    @Slot()
    def open_paper(self) -> None:
        """Show the dossier in the program that the machine has for it."""
        if self.produced is not None and not show_file(self.produced.path):
            self._tell_where(self.produced.path)

    @Slot()
    def show_in_folder(self) -> None:
        """Show the folder in which the dossier lies."""
        if self.produced is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.produced.path.parent))):
            self._tell_where(self.produced.path)

    @Slot()
    def save_as(self) -> None:
        """Ask where the dossier is to be kept."""
        if self.produced is None:
            return
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the dossier"), self.produced.path.name, "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Keep the dossier at *path*."""
        if self.produced is None:
            return
        source = self.produced.path

        def work(_report: Reporter) -> Path:
            write_whole(path, source.read_bytes())
            return path

        self.desk.operations.run(work, lazy("Saving the dossier")).then(self._on_saved)

    @Slot()
    def print_paper(self) -> None:
        """Open the dossier in the program that the machine has for it, which knows the printers."""
        if self.produced is None:
            return
        if show_file(self.produced.path):
            self.desk.operations.tell(lazy("The dossier is open: print it from there."))
        else:
            self._tell_where(self.produced.path)

    @Slot()
    def export_calendar(self) -> None:
        """Ask where the calendar is to be kept."""
        language = self.wanted_language()
        proposal = f"{file_stem(self._number, self._draft.title.best(language), language)}.ics"
        name, _kind = QFileDialog.getSaveFileName(self, _("Export the calendar"), proposal, "iCalendar (*.ics)")
        if name:
            self.export_calendar_to(Path(name))

    def export_calendar_to(self, path: Path) -> None:
        """Write the programme as a calendar to *path*."""
        application, mission, wording = self.desk.application, self._mission, wording_for(self.wanted_language())
        audience, person = Audience(self.calendar_audience.currentData()), self.person.currentData()

        def work(_report: Reporter) -> Path:
            calendar = papers.mission_calendar(application, mission, wording, audience=audience, participant=person)
            application.outside.write_whole(path, application.outside.calendar_codec().encode(calendar))
            return path

        self.desk.operations.run(work, lazy("Writing the calendar")).then(self._on_saved)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, theme.scaled(24), 0)
        column.setSpacing(theme.scaled(22))
        column.addWidget(self._build_dossier())
        column.addWidget(self._build_calendar())
        column.addStretch(1)
        side = scrolled(inner)
        side.setMinimumWidth(theme.scaled(_NARROWEST))
        side.setMaximumWidth(theme.scaled(_WIDEST))
        main = QWidget()
        right = QVBoxLayout(main)
        right.setContentsMargins(theme.scaled(24), 0, 0, 0)
        right.setSpacing(theme.scaled(18))
        self._missing_section = Section(lazy("Before it is printed"))
        self._complete = Label(lazy("Nothing is missing."), "quiet")
        self.missing = Remarks(lazy("Before it is printed"))
        self._missing_section.add(self._complete)
        self._missing_section.add(self.missing, 1)
        right.addWidget(self._missing_section, 1)
        right.addWidget(self._build_versions(), 1)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedWidth(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(12), 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side, 1)
        layout.addWidget(line)
        layout.addWidget(main, 2)

    def _build_dossier(self) -> QWidget:
        section = Section(lazy("Dossier"))
        self.language = QComboBox()
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        self.language.setCurrentIndex(max(self.language.findData(spoken.wording.language), 0))
        self.audience = _circles()
        section.add(_rows((lazy("Language of the paper"), self.language), (lazy("For"), self.audience)))
        self.produce_button = push_button(lazy("Produce dossier"), "document", primary=True)
        self.produce_button.setEnabled(self._may_produce)
        section.add(self.produce_button)
        self._ready = QWidget()
        ready = QVBoxLayout(self._ready)
        ready.setContentsMargins(0, theme.scaled(8), 0, 0)
        ready.setSpacing(theme.scaled(6))
        self._ready_text = Label("", "strong", wrap=True)
        ready.addWidget(self._ready_text)
        grid = QGridLayout()
        grid.setSpacing(theme.scaled(6))
        self._paper_buttons: dict[str, QPushButton] = {}
        for number, (key, verb) in enumerate(
            (("open", lazy("Open")), ("folder", lazy("Show in folder")), ("save", lazy("Save as…")), ("print", lazy("Print…")))
        ):
            button = push_button(verb)
            self._paper_buttons[key] = button
            grid.addWidget(button, number // 2, number % 2)
        ready.addLayout(grid)
        self._ready.hide()
        section.add(self._ready)
        return section

    def _build_calendar(self) -> QWidget:
        section = Section(lazy("Calendar"))
        self.calendar_audience = _circles()
        self.person = QComboBox()
        self.person.addItem("", None)
        self.person.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        section.add(_rows((lazy("For"), self.calendar_audience), (lazy("Whose programme"), self.person)))
        self.calendar_button = push_button(lazy("Export calendar…"), "calendar")
        section.add(self.calendar_button)
        section.add(
            Label(lazy("The file can be opened in any calendar program; the times follow the clock of the place."), "small", wrap=True)
        )
        return section

    def _build_versions(self) -> QWidget:
        section = Section(lazy("Versions produced"))
        self._versions = RecordTable(_COLUMNS, self)
        self.versions_view = TableView(lazy("Versions produced"))
        self.versions_view.show_table(self._versions)
        self._no_version = Label(lazy("No paper has been produced yet."), "quiet")
        self.overtaken = Label("", "finding", wrap=True)
        self.overtaken.setProperty("tone", str(Tone.WARNING))
        self.overtaken.hide()
        section.add(self._no_version)
        section.add(self.overtaken)
        section.add(self.versions_view, 1)
        section.body.addStretch(0)
        return section

    def _connect(self) -> None:
        self.produce_button.clicked.connect(self.produce)
        self.calendar_button.clicked.connect(self.export_calendar)
        self.language.currentIndexChanged.connect(self._on_request_changed)
        self.audience.currentIndexChanged.connect(self._on_request_changed)
        self.missing.chosen.connect(self.place_wanted)
        for key, act in (("open", self.open_paper), ("folder", self.show_in_folder), ("save", self.save_as), ("print", self.print_paper)):
            self._paper_buttons[key].clicked.connect(act)

    # --- reading ---------------------------------------------------------------------------------------------------

    def _show_delegation(self) -> None:
        members = self.ask_now(queries.delegation(self._mission), ()) or ()
        chosen = self.person.currentData()
        while self.person.count() > 1:
            self.person.removeItem(1)
        for member in members:
            self.person.addItem(member.name, member.id)
        self.person.setCurrentIndex(max(self.person.findData(chosen), 0) if chosen else 0)
        self._members = tuple(members)

    def _show_missing(self) -> None:
        rows = self.ask_now(queries.programme(self._mission, self.wanted_audience()), ()) or ()
        said = self.ask_now(queries.findings(self._mission), []) or []
        found = missing_before_printing(self._draft, rows, self._members, said, self.wanted_language(), self._mission)
        self.missing.show_findings(found, {row.id: place_in_time(row) for row in rows})
        self.missing.setVisible(bool(found))
        self._complete.setVisible(not found)

    def _tell_where(self, path: Path) -> None:
        self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)), Tone.WARNING)

    @Slot()
    def _on_request_changed(self) -> None:
        if not self.stale:
            self._show_missing()

    @Slot()
    def _on_settled(self) -> None:
        self.produce_button.setEnabled(self._may_produce)

    @Slot(object)
    def _on_produced(self, produced: object) -> None:
        assert isinstance(produced, Produced)
        self.produced = produced
        self._ready_text.show_text(lazy("Version {number} is ready: {file}", number=produced.version, file=produced.path.name))
        self._ready.show()
        self._paper_buttons["open"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.desk.operations.tell(lazy("The dossier is ready: version {number}.", number=produced.version), Tone.GOOD)

    @Slot(object)
    def _on_saved(self, path: object) -> None:
        self.desk.operations.tell(lazy("Saved as {file}", file=Path(str(path)).name), Tone.GOOD)


def missing_before_printing(
    draft: MissionDraft,
    rows: Sequence[ItemRow],
    members: Sequence[ParticipantRow],
    findings: Sequence[Finding],
    language: str,
    mission: str,
) -> list[Finding]:
    """Give what a reader of the paper would miss, the gravest first: dates, what does not fit, languages, portraits.

    *rows* are the lines that the circle sees; what is said of other lines is left out.
    """
    ref, seen = Ref(MISSION, mission), {row.id for row in rows}
    own = [f for f in findings if f.rule != "language-missing" and (f.ref is None or f.ref.kind != ITEM or f.ref.id in seen)]
    found = [finding for finding in own if finding.severity is not Severity.NOTES]
    if draft.starts is None:
        found.append(Finding("starts", lazy("The mission has no dates yet."), Severity.WARNS, rule="paper-without-dates", ref=ref))
    named = LANGUAGE_NAMES[language]
    for key, text, message in (
        ("title", draft.title, lazy("The title of the mission is not written in this language: {language}.", language=named)),
        ("purpose", draft.purpose, lazy("The purpose of the mission is not written in this language: {language}.", language=named)),
    ):
        if text and not text.in_language(language):
            found.append(Finding(key, message, Severity.NOTES, rule="paper-language", ref=ref))
    found += [_unwritten(row, named) for row in rows if not row.cancelled and not row.title.in_language(language)]
    found += [finding for finding in own if finding.severity is Severity.NOTES]
    if without := [member for member in members if not member.portrait]:
        found.append(
            Finding("portrait", _without_portrait(without), Severity.NOTES, rule="paper-portrait", ref=Ref(PARTICIPANT, without[0].id))
        )
    return found


def _unwritten(row: ItemRow, language: Lazy) -> Finding:
    message = lazy("“{title}” is not written in this language: {language}.", title=row.title, language=language)
    return Finding("title", message, Severity.NOTES, rule="paper-language", ref=Ref(ITEM, row.id))


def _without_portrait(members: Sequence[ParticipantRow]) -> Lazy:
    names = ", ".join(member.name for member in members[:_NAMES_SHOWN])
    more = len(members) - _NAMES_SHOWN
    if more <= 0:
        return lazy("Without a portrait: {names}.", names=names)
    return lazy_count(
        "Without a portrait: {names} and {number} other.", "Without a portrait: {names} and {number} others.", more, names=names
    )


def file_stem(number: str, title: str, language: str) -> str:
    """Make the beginning of a file name out of the number and the title of a mission: letters, figures and hyphens."""
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(f"{number} {title}"))
    return "-".join([*plain.split()[:10], language])


def _version_line(row: VersionRow) -> VersionLine:
    language = LANGUAGE_NAMES.get(row.language, row.language)
    state = _REPLACED if row.superseded else row.overtaken or _IN_FORCE
    return VersionLine(row.id, f"v{row.number}", language, row.audience.value, row.produced_at, row.produced_by, state)


def _overtaken(rows: Sequence[VersionRow]) -> Lazy | None:
    """Say why what was handed out no longer holds; nothing while it does."""
    row = next((row for row in rows if row.overtaken and not row.superseded), None)
    if row is None:
        return None
    reason = row.overtaken_why
    if row.overtaken is Overtaken.CANCELLED:
        if not reason:
            return lazy("Superseded: the mission is cancelled. Tell those who hold a copy.")
        return lazy("Superseded: the mission is cancelled ({reason}). Tell those who hold a copy.", reason=reason)
    if not reason:
        return lazy("Superseded: the dates have moved. Produce the dossier again for those who hold a copy.")
    return lazy("Superseded: the dates have moved ({reason}). Produce the dossier again for those who hold a copy.", reason=reason)


def _circles() -> QComboBox:
    box = QComboBox()
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for choice in LEVELS:
        box.addItem("", choice.code)
    box.setCurrentIndex(box.findData(Audience.DELEGATION.value))
    return box


def _rows(*pairs: tuple[Lazy, QWidget]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, theme.scaled(6), 0, theme.scaled(8))
    column.setSpacing(theme.scaled(3))
    for number, (title, widget) in enumerate(pairs):
        if number:
            column.addSpacing(theme.scaled(6))
        label = Label(title, "quiet", wrap=True)
        label.setBuddy(widget)
        worded(widget, accessibleName=title)
        column.addWidget(label)
        column.addWidget(widget)
    return holder
