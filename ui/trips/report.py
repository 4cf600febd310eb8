"""The mission report as it is written: what became of each expected result, the text, to whom it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domains.trips.aftercare import ReportDraft, Result
from app.domains.trips.commands.settling import WriteReport
from app.domains.trips.queries.files import TripCard
from app.domains.trips.vocabulary import REACHED, Reached
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.attaching import FileEditor
from ui.kit.choosers import ChoiceEditor
from ui.kit.controls import Label, push_button
from ui.kit.editors import Editor, LineEditor
from ui.kit.flow import FlowLayout
from ui.kit.forms import KEEP_AFTER, Findings
from ui.kit.language import _, shown, worded
from ui.kit.operations import Operation
from ui.kit.pages import Page
from ui.kit.parts import Section
from ui.kit.theme import theme
from ui.trips.fields import NoteEditor

_NO_COSTS = "no_costs"  # as it is kept through a crash


class ResultRow(QWidget):
    """One expected result: what was expected, whether it was reached, and a remark."""

    def __init__(self, number: int, result: Result, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._expected = result.expected
        self.reached = ChoiceEditor(Field(f"results[{number}].reached", lazy("Reached"), FieldKind.CHOICE, choices=REACHED), Reached)
        self.remark = LineEditor(Field(f"results[{number}].remark", lazy("Remark"), limit=500))
        self.findings = Findings()
        worded(self.reached.box, accessibleName=lazy("Result {number}: was it reached?", number=number + 1))
        worded(self.remark.line, accessibleName=lazy("Result {number}: remark", number=number + 1))
        worded(self.remark.line, placeholderText=lazy("Remark: what is missing, or why"))
        expected = Label("", wrap=True)
        expected.setText(f"{number + 1}. {result.expected}")
        holder = QWidget()
        line = FlowLayout(holder, spacing=8)
        line.addWidget(self.reached)
        line.addWidget(self.remark)
        self.remark.setMinimumWidth(theme.scaled(220))
        policy = self.remark.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.remark.setSizePolicy(policy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.scaled(4))
        layout.setSpacing(2)
        for widget in (expected, holder, self.findings):
            layout.addWidget(widget)
        self.show_result(result)

    def show_result(self, result: Result) -> None:
        """Show what was written of it."""
        self.reached.show_value(result.reached)
        self.remark.show_value(result.remark)

    def result(self) -> Result:
        """Give what stands here."""
        return Result(self._expected, self.reached.value() or Reached.UNKNOWN, self.remark.value())

    def set_writable(self, writable: bool) -> None:  # noqa: FBT001 - a state that is set or not
        """Let it be written in, or only read."""
        self.reached.box.setEnabled(writable)
        self.remark.line.setReadOnly(not writable)


class ReportPart(Section):
    """The report."""

    def __init__(self, page: Page) -> None:
        super().__init__(lazy("Mission report"))
        self._page = page
        self._card: TripCard | None = None
        self._before = ReportDraft()
        self.rows: list[ResultRow] = []
        application = page.desk.application
        self.results = QWidget()
        self._results = QVBoxLayout(self.results)
        self._results.setContentsMargins(0, 0, 0, 0)
        self._results.setSpacing(2)
        self.text = NoteEditor(Field("text", lazy("Mission report"), FieldKind.LONG_TEXT), lines=5)
        self.circulated = LineEditor(Field("circulated_to", lazy("Sent to"), limit=500))
        self.document = FileEditor(Field("document", lazy("Document")), application)
        self.no_costs = QCheckBox()
        worded(self.no_costs, text=lazy("There were no costs to settle"))
        self.findings = Findings()
        self.told = Label("", "quiet")
        self.save_button = push_button(lazy("Save report"), "save")
        for part in (self.told, self.results):
            self.add(part)
        for caption, editor in ((lazy("What happened"), self.text), (lazy("Sent to"), self.circulated), (lazy("Document"), self.document)):
            self.add(Label(caption, "small"))
            self.add(editor)
            editor.name(caption)
        for part in (self.no_costs, self.findings):
            self.add(part)
        bar = QWidget()
        FlowLayout(bar).addWidget(self.save_button)
        self.add(bar)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        for editor in (self.text, self.circulated, self.document):
            editor.edited.connect(self._on_edited)
        self.no_costs.toggled.connect(self._on_edited)
        self.save_button.clicked.connect(self._on_save)

    def show_report(self, card: TripCard, *, writable: bool) -> None:
        """Show the report of a file; what somebody is writing stays."""
        before, self._card = self._card, card
        if before is None or before.report != card.report:
            typed = self.draft() if before is not None and self.draft() != self._before else None
            self._show(card.report)
            if before is None:
                self._take_kept()
            elif typed is not None and writable:
                self._write(typed)
        for row in self.rows:
            row.set_writable(writable)
        self.text.area.setReadOnly(not writable)
        self.circulated.line.setReadOnly(not writable)
        for button in (self.document.attach_button, self.document.remove_button):
            button.setEnabled(writable)
        self.no_costs.setEnabled(writable)
        self.save_button.setVisible(writable)
        self.told.setText(_("Handed in on {day}", day=shown(card.report_handed_in)) if card.report_handed_in else "")
        self.told.setVisible(bool(card.report_handed_in))

    def draft(self) -> ReportDraft:
        """Give the report as it stands."""
        return ReportDraft(
            results=tuple(row.result() for row in self.rows),
            text=self.text.value(),
            circulated_to=self.circulated.value(),
            document=self.document.value(),
            no_costs=self.no_costs.isChecked(),
        )

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """Show what is missing, at the result it is about or below."""
        below: list[Finding] = []
        for row in self.rows:
            row.findings.show_findings([])
        for finding in findings:
            number = finding.path.partition("results[")[2].partition("]")[0]
            if number.isdigit() and int(number) < len(self.rows):
                self.rows[int(number)].findings.show_findings([finding])
            else:
                below.append(finding)
        self.findings.show_findings(below)

    @property
    def dirty(self) -> bool:
        """Whether anything was written that is not stored."""
        return self._card is not None and self.draft() != self._before

    @Slot()
    def _on_save(self) -> None:
        if self._card is not None:
            self.save()

    def save(self) -> Operation:
        """Store the report."""
        assert self._card is not None
        command = WriteReport(self._card.id, self._before, self.draft())
        return self._page.perform(command, refused=self.show_refusal).then(self._on_saved)

    @property
    def _key(self) -> str:
        return f"trip/{self._card.id if self._card else ''}/report"

    def _show(self, report: ReportDraft) -> None:
        self._before = report
        while (item := self._results.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = [ResultRow(number, result) for number, result in enumerate(report.results)]
        for row in self.rows:
            self._results.addWidget(row)
            row.reached.edited.connect(self._on_edited)
            row.remark.edited.connect(self._on_edited)
        self._write(report)

    def _write(self, report: ReportDraft) -> None:
        for row, result in zip(self.rows, report.results, strict=False):
            row.show_result(result)
        self.text.show_value(report.text)
        self.circulated.show_value(report.circulated_to)
        self.document.show_value(report.document)
        blocked = self.no_costs.blockSignals(True)
        self.no_costs.setChecked(report.no_costs)
        self.no_costs.blockSignals(blocked)

    def _editors(self) -> list[tuple[str, Editor]]:
        rows = [(editor.field.key, editor) for row in self.rows for editor in (row.reached, row.remark)]
        return [*rows, ("text", self.text), ("circulated_to", self.circulated), ("document", self.document)]

    def _take_kept(self) -> None:
        kept = self._page.desk.drafts.kept(self._key) or {}
        for key, editor in self._editors():
            if isinstance(plain := kept.get(key), str):
                editor.take_plain(plain)
        if isinstance(none := kept.get(_NO_COSTS), bool):
            self.no_costs.setChecked(none)

    @Slot()
    def _keep(self) -> None:
        if self.draft() != self._before:
            typed = {key: editor.plain() for key, editor in self._editors()}
            self._page.desk.drafts.keep(self._key, {**typed, _NO_COSTS: self.no_costs.isChecked()})
        else:
            self._page.desk.drafts.drop(self._key)

    @Slot()
    def _on_edited(self) -> None:
        self.findings.show_findings([])
        for row in self.rows:
            row.findings.show_findings([])
        self._keeping.start()

    @Slot(object)
    def _on_saved(self, _result: Any) -> None:
        self._keeping.stop()
        self._page.desk.drafts.drop(self._key)
