"""What the rules say beside the fields: how much it weighs, which rule it is, what it found and allows, and the reason asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domains.trips.circular.ruleset import DEFAULT
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Label, plain_tooltip
from ui.kit.icons import iconed
from ui.kit.language import _, shown, spoken, worded
from ui.kit.theme import theme
from ui.trips.fields import NoteArea

if TYPE_CHECKING:
    from app.domains.trips.allowance import AllowanceSheet
    from app.domains.trips.alternatives import Way
    from app.domains.trips.emissions import Emissions

TONES = {Severity.BLOCKS: Tone.BAD, Severity.DEROGATION: Tone.BUSY, Severity.WARNS: Tone.WARNING, Severity.NOTES: Tone.NEUTRAL}
ICONS = {Severity.BLOCKS: "fault", Severity.DEROGATION: "derogation", Severity.WARNS: "warning", Severity.NOTES: "note"}
WORDS = {
    Severity.BLOCKS: lazy("Blocks"),
    Severity.DEROGATION: lazy("Needs a derogation"),
    Severity.WARNS: lazy("Attention"),
    Severity.NOTES: lazy("Note"),
}
OPEN = (Severity.BLOCKS, Severity.DEROGATION, Severity.WARNS)  # a note is no open point
WEIGHT = (*OPEN, Severity.NOTES)
NOT_NEEDED = "reason-not-needed"
_RULE = re.compile(r"R\d+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules and the sums make of a request as it stands.

    `total` is the estimate in euro, None when an amount cannot be turned into euro. `confirmed` tells whether the figures of the
    rule set are those of the circular; else every limit that is shown is marked as a default.
    """

    findings: tuple[Finding, ...] = ()
    emissions: Emissions | None = None
    ways: tuple[Way, ...] = ()
    allowance: AllowanceSheet | None = None
    total: Decimal | None = None
    confirmed: bool = False


class Reasons(QObject):
    """The reasons given for derogations, by the id of the rule.

    Signals:
        edited: the user changed one.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, str] = {}
        self._was: Mapping[str, str] = {}

    def show(self, texts: Mapping[str, str]) -> None:
        """Take over the reasons of a request."""
        self._was = texts
        self._texts = dict(texts)

    def texts(self) -> Mapping[str, str]:
        """Give the reasons; what was not touched is given back as it was."""
        given = {rule: text for rule, text in self._texts.items() if text.strip() or rule in self._was}
        return self._was if given == dict(self._was) else given

    def text(self, rule: str) -> str:
        """Give the reason for a derogation from *rule*."""
        return self._texts.get(rule, "")

    def write(self, rule: str, text: str) -> None:
        """Change the reason for *rule*."""
        self._texts[rule] = text
        self.edited.emit()


class FindingNote(QWidget):
    """One finding: its weight as icon, word and colour; the rule, what it says, what it found and allows; a field for the reason."""

    def __init__(self, finding: Finding, reasons: Reasons | None, note: Lazy | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self._reasons = reasons
        self._note = note
        self.reason: NoteArea | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(theme.scaled(6))
        grid.setVerticalSpacing(1)
        grid.setColumnStretch(1, 1)
        tone = TONES[finding.severity]
        icon = Label()
        iconed(icon, ICONS[finding.severity], f"tone:{tone}")
        self.text = Label("", "finding", wrap=True)
        self.text.setProperty("tone", str(tone))
        self.details = Label("", "small", wrap=True)
        grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.text, 0, 1)
        grid.addWidget(self.details, 1, 1)
        if reasons is not None:
            self._add_reason(grid)
        spoken.changed.connect(self.retranslate)
        self.retranslate()

    def take(self, finding: Finding, note: Lazy | None) -> None:
        """Say *finding* in place of the one before; the field for the reason stays as it is."""
        self.finding, self._note = finding, note
        self.retranslate()

    @Slot()
    def retranslate(self) -> None:
        """Say it in the language of the screen."""
        finding = self.finding
        head = [_(WORDS[finding.severity])]
        if _RULE.fullmatch(finding.rule):
            head.append(finding.rule)
        self.text.setText(f"{'  ·  '.join(head)}  ·  {_(finding.message)}")
        self.text.setAccessibleName(self.text.text())
        self.text.setToolTip(plain_tooltip(_("Source: {source}", source=finding.source)) if finding.source else "")
        details = self._details()
        self.details.setText(details)
        self.details.setVisible(bool(details))

    def _details(self) -> str:
        finding = self.finding
        if not _RULE.fullmatch(finding.rule):
            return ""
        sentence, value, limit = _(finding.message), _measure(finding.value), _measure(finding.limit)
        parts: list[str] = []
        if value and value not in sentence:
            parts.append(_("found: {value}", value=value))
        if limit and limit not in sentence:
            parts.append(_("limit: {limit}", limit=limit))
        if limit and self._note is not None:
            parts.append(_(self._note))
        return "  ·  ".join(parts)

    def _add_reason(self, grid: QGridLayout) -> None:
        assert self._reasons is not None
        caption = Label(lazy("Reason for the derogation"), "small")
        caption.setContentsMargins(0, theme.scaled(4), 0, 0)
        self.reason = NoteArea()
        self.reason.setPlainText(self._reasons.text(rule_of(self.finding)))
        worded(self.reason, accessibleName=lazy("Reason for the derogation from {rule}", rule=rule_of(self.finding)))
        worded(self.reason, placeholderText=lazy("Why this trip cannot follow the rule, for whoever decides"))
        caption.setBuddy(self.reason)
        self.reason.textChanged.connect(self._on_reason_edited)
        grid.addWidget(caption, 2, 1)
        grid.addWidget(self.reason, 3, 1)

    @Slot()
    def _on_reason_edited(self) -> None:
        if self._reasons is not None and self.reason is not None:
            self._reasons.write(rule_of(self.finding), self.reason.toPlainText())


class FindingList(QWidget):
    """The findings about one place of the form. A note that stays is left alone, so that nobody loses the reason being typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notes: dict[tuple[object, ...], FindingNote] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 2, 0, 2)
        self._rows.setSpacing(2)
        self.hide()

    @property
    def shown(self) -> tuple[Finding, ...]:
        """What is said here."""
        return tuple(note.finding for note in self._notes.values())

    def notes(self) -> tuple[FindingNote, ...]:
        """Give the notes in order."""
        return tuple(self._notes.values())

    def show_findings(self, findings: Sequence[Finding], reasons: Callable[[Finding], Reasons | None], *, confirmed: bool = False) -> bool:
        """Show *findings*, with a field for the reason where *reasons* gives one; tell whether notes came or went."""
        wanted: dict[tuple[object, ...], Finding] = {}
        for finding in findings:
            key = (finding.rule or str(finding.message), finding.path, finding.severity, reasons(finding) is not None)
            wanted.setdefault(key, finding)
        gone = [key for key in self._notes if key not in wanted]
        for key in gone:
            note = self._notes.pop(key)
            self._rows.removeWidget(note)
            note.hide()
            note.deleteLater()
        fresh: dict[tuple[object, ...], FindingNote] = {}
        for number, (key, finding) in enumerate(wanted.items()):
            limit_note = None if confirmed else DEFAULT
            note = self._notes.get(key)
            if note is None:
                note = FindingNote(finding, reasons(finding), limit_note)
            elif note.finding != finding:
                note.take(finding, limit_note)
            if (item := self._rows.itemAt(number)) is None or item.widget() is not note:
                self._rows.insertWidget(number, note)
            fresh[key] = note
        changed = bool(gone) or set(fresh) != set(self._notes)
        self._notes = fresh
        self.setVisible(bool(fresh))
        return changed


def heaviest(findings: Iterable[Finding]) -> Severity | None:
    """Give the gravest severity among *findings*."""
    present = {finding.severity for finding in findings}
    return next((severity for severity in WEIGHT if severity in present), None)


def counted(severity: Severity, number: int) -> Lazy:
    """Say how many findings have a severity."""
    match severity:
        case Severity.BLOCKS:
            return lazy("{number} blocking", number=number)
        case Severity.DEROGATION:
            return lazy_count("{number} derogation", "{number} derogations", number)
        case Severity.WARNS:
            return lazy_count("{number} warning", "{number} warnings", number)
        case Severity.NOTES:
            return lazy_count("{number} remark", "{number} remarks", number)


def rule_of(finding: Finding) -> str:
    """Give the rule from which a derogation is asked: that of the finding, or the one for which a reason is not needed."""
    return str(finding.value) if finding.rule == NOT_NEEDED else finding.rule


def _measure(value: object) -> str:
    """Write what a rule found or allows; nothing for yes and no, which only repeat the sentence."""
    if value is None or isinstance(value, bool):
        return ""
    return spoken.wording.formats.number(Decimal(str(value))) if isinstance(value, float) else shown(value)
