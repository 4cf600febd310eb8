"""The rule sets: the list with their dates, the rules of the chosen one in groups, and the comparison with another one."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domains.trips.circular import ruleset
from app.domains.trips.circular.ruleset import DEFAULT, Rule, RuleSet, check_rule_set
from app.domains.trips.commands.settings import AddRuleSet, CopyRuleSet, RemoveRuleSet, SaveRuleSet
from app.domains.trips.queries import settings as queries
from app.domains.trips.queries.settings import Origin, RuleSetSheet
from app.domains.trips.settings_fields import COPY_FORM, ORIGINS, RULE_SET_STANDINGS
from app.domains.trips.settings_rules import RuleSetDraft, standing
from app.domains.trips.settings_words import GROUPS, changes_in_words
from app.kernel.clock import Clock
from app.kernel.commands import Command
from app.kernel.errors import Finding, Refused, Severity
from app.kernel.fields import Badge, Column, ColumnKind, Field, FieldKind, Tone
from app.kernel.names import fold
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from ui.kit.controls import Hairline, Label
from ui.kit.dialogs import Dialog, FormDialog
from ui.kit.editors import DateEditor, MultilingualEditor
from ui.kit.flow import FlowLayout
from ui.kit.forms import Findings
from ui.kit.icons import iconed
from ui.kit.language import _, shown, spoken, worded
from ui.kit.progress import Reporter
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView
from ui.trips.settings.faults import FaultsDialog
from ui.trips.settings.rules import RuleRow
from ui.trips.settings.sheets import NOT_SAVED, Badges, Sheet, SheetPage

NOT_CONFIRMED = Badge(DEFAULT, Tone.WARNING)
COPY = lazy("Copy rule set")
_COMPARED = lazy("The figures were compared with the text of the circular")
_PLACE = re.compile(r"rules\[(\d+)\](.*)")
_DIFFERENCE_COLUMNS = (
    Column("rule", lazy("Rule"), width=6),
    Column("title", lazy("Title"), ColumnKind.LAZY, width=24, stretch=True),
    Column("what", lazy("What"), ColumnKind.LAZY, width=20, stretch=True),
    Column("before", lazy("Before"), ColumnKind.LAZY, width=18, stretch=True),
    Column("after", lazy("Now"), ColumnKind.LAZY, width=18, stretch=True),
)


class _Group(QWidget):
    """The rules of a group below their heading."""

    def __init__(self, start: str, title: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = start
        self.rows: list[RuleRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.scaled(12), 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(Label(title, "heading"))
        self.hide()

    def add(self, model: Rule) -> RuleRow:
        """Add a rule."""
        row = RuleRow(model, self)
        self._column.addWidget(Hairline())
        self._column.addWidget(row)
        self.rows.append(row)
        return row


class RuleSetView(Sheet):
    """A rule set: when it counts, and its rules in groups."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._record: RuleSetSheet | None = None
        self._value: RuleSet | None = None
        self._dirty = False
        self.rows: dict[str, RuleRow] = {}
        self._free = False
        self.heading = Label("", "heading", wrap=True)
        self.badges = Badges()
        self.explained = Label("", "quiet", wrap=True)
        self.since = DateEditor(Field("in_force_from", lazy("Departures from"), FieldKind.DATE))
        self.until = DateEditor(Field("in_force_until", lazy("until"), FieldKind.DATE))
        self.titles = MultilingualEditor(Field("title", lazy("Title"), FieldKind.MULTILINGUAL, limit=200))
        self.source = QLineEdit()
        self.confirmed = QCheckBox()
        self.filter = QLineEdit()
        self.found = Label("", "quiet")
        self.findings = Findings()
        self._groups = [_Group(start, title) for start, title in GROUPS]
        self._building = QTimer(self)
        self._building.setInterval(0)
        self._lay_out()
        self._connect()

    def show_record(self, record: Any, value: Any, *, may_edit: bool) -> None:
        """Show a rule set; one that is fixed can only be read, except for its last day."""
        self._record, self._value = record, value
        self._free = free = may_edit and not record.fixed
        self.since.show_value(value.in_force_from)
        self.until.show_value(value.in_force_until)
        self.titles.show_value(value.title)
        self.source.setText(value.source)
        self.source.setCursorPosition(0)
        self.confirmed.setChecked(value.confirmed)
        for widget in (self.since, self.titles, self.source, self.confirmed):
            widget.setEnabled(free)
        self.until.setEnabled(may_edit)
        self._own.setVisible(free)
        for rule in value.rules:
            if rule.id in self.rows:
                self.rows[rule.id].show_rule(rule, enabled=free)
        self.findings.show_findings(())
        self.retranslate()
        self._check()
        if len(self.rows) < len(ruleset.models()):
            self._building.start()

    def finish(self) -> None:
        """Make the rows that are not there yet; they come group by group, so that the window is there at once."""
        while self._building.isActive():
            self._build_more()

    def value(self) -> Any:
        """Give the rule set as it stands here."""
        assert self._value is not None
        rules = tuple(self.rows[rule.id].rule() if rule.id in self.rows else rule for rule in self._value.rules)
        return replace(
            self._value,
            in_force_from=self.since.value(),
            in_force_until=self.until.value(),
            title=self.titles.value(),
            source=self.source.text().strip(),
            confirmed=self.confirmed.isChecked(),
            rules=rules,
        )

    def faults(self) -> tuple[Finding, ...]:
        """Give what is not understood, and what keeps the set from being used."""
        if self._value is None:
            return ()
        unread = [Finding(e.field.key, fault) for e in (self.since, self.until) if (fault := e.fault()) is not None]
        for number, rule in enumerate(self._value.rules):
            row = self.rows.get(rule.id)
            unread += [replace(one, path=f"rules[{number}].{one.path}") for one in (row.faults() if row else ())]
        return (*unread, *check_rule_set(self.value()))

    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Say what is wrong beside the rules concerned, and go to the first."""
        self.finish()
        self._show_findings(findings)
        for row in self.rows.values():
            if row.findings.shown:
                self.filter.clear()
                self.go_to(row.faulty())
                return

    def show_dirty(self, dirty: bool) -> None:  # noqa: FBT001 - a mark is set or not
        """Say whether something is not saved."""
        self._dirty = dirty
        self._show_badges()

    @Slot()
    def retranslate(self) -> None:
        """Say what is composed here."""
        if self._record is None or self._value is None:
            return
        self.heading.setText(shown(self._record.rules.title))
        self.explained.setText(_(self._explanation(self._record)))
        self._show_badges()
        self._on_filtered()

    def _explanation(self, record: RuleSetSheet) -> Lazy:
        if record.origin is Origin.SHIPPED:
            return lazy("This set comes with the program. Copy it to change its figures; here only its last day can be set.")
        if record.trips:
            return lazy_count(
                "{number} trip was judged by this set; it leaves on {day}. Copy the set to change it; here only its last day can be set.",
                "{number} trips were judged by this set; the last leaves on {day}. Copy the set to change it; "
                "here only its last day can be set.",
                record.trips,
                day=record.latest,
            )
        return lazy("No trip was judged by this set yet: its figures can be changed. It counts for departures from its first day on.")

    def _show_badges(self) -> None:
        record, value = self._record, self._value
        if record is None or value is None:
            return
        badges = [RULE_SET_STANDINGS[standing(value.in_force_from, value.in_force_until, self._clock.today())], ORIGINS[record.origin]]
        if not value.confirmed:
            badges.append(NOT_CONFIRMED)
        if self._dirty:
            badges.append(NOT_SAVED)
        self.badges.show_badges(badges)

    def _lay_out(self) -> None:
        worded(self.filter, placeholderText=lazy("Filter the rules by a word, or by R20"), accessibleName=lazy("Filter the rules"))
        self.filter.setClearButtonEnabled(True)
        glass = QAction(self.filter)
        iconed(glass, "search", "quiet")
        self.filter.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        worded(self.source, accessibleName=lazy("Source"))
        worded(self.confirmed, accessibleName=_COMPARED)
        for editor in (self.since, self.until, self.titles):
            editor.name(editor.field.title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(8), 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self.heading)
        layout.addWidget(self.badges)
        layout.addWidget(self.explained)
        layout.addWidget(self._dates())
        layout.addWidget(self._own_fields())
        layout.addWidget(self.findings)
        line = QHBoxLayout()
        line.addWidget(self.filter, 1)
        line.addWidget(self.found)
        layout.addSpacing(theme.scaled(6))
        layout.addLayout(line)
        for group in self._groups:
            layout.addWidget(group)
        layout.addStretch(1)

    def _dates(self) -> QWidget:
        dates = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        dates.setSizePolicy(policy)
        flow = FlowLayout(dates, theme.scaled(8), top=True)
        for editor in (self.since, self.until):
            caption = Label(editor.field.title, "quiet")
            caption.setBuddy(editor.inputs()[0])
            caption.setContentsMargins(0, theme.scaled(6), 0, 0)
            editor.setFixedWidth(theme.scaled(170))
            editor.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            flow.addWidget(caption)
            flow.addWidget(editor)
        return dates

    def _own_fields(self) -> QWidget:
        self._own = QWidget()
        grid = QGridLayout(self._own)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(12))
        grid.setColumnStretch(1, 1)
        for number, (title, widget) in enumerate(((lazy("Title"), self.titles), (lazy("Source"), self.source))):
            caption = Label(title, "quiet")
            caption.setContentsMargins(0, theme.scaled(6), 0, 0)
            grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(widget, number, 1)
        line = QHBoxLayout()
        line.setSpacing(theme.scaled(8))
        line.addWidget(self.confirmed, 0, Qt.AlignmentFlag.AlignTop)
        caption = Label(_COMPARED, wrap=True)
        caption.setBuddy(self.confirmed)
        line.addWidget(caption, 1)
        grid.addLayout(line, len((self.titles, self.source)), 1)
        return self._own

    @Slot()
    def _build_more(self) -> None:
        group = next((one for one in self._groups if not one.rows), None)
        if group is None:
            self._building.stop()
            self._check()
            return
        rules = self._value.by_id if self._value is not None else {}
        for id, model in ruleset.models().items():
            if id.startswith(group.start):
                row = group.add(model)
                row.show_rule(rules.get(id, model), enabled=self._free)
                row.edited.connect(self._on_edited)
                self.rows[id] = row
        self._on_filtered()

    def _connect(self) -> None:
        self._building.timeout.connect(self._build_more)
        for editor in (self.since, self.until, self.titles):
            editor.edited.connect(self._on_edited)
        self.source.textEdited.connect(self._on_edited)
        self.confirmed.clicked.connect(self._on_edited)
        self.filter.textChanged.connect(self._on_filtered)
        spoken.changed.connect(self.retranslate)

    @Slot()
    def _on_edited(self) -> None:
        self._check()
        self.edited.emit()

    @Slot()
    def _on_filtered(self) -> None:
        wanted, number = fold(self.filter.text()).split(), 0
        for group in self._groups:
            found = [row for row in group.rows if row.matches(wanted)]
            for row in group.rows:
                row.setVisible(row in found)
            group.setVisible(bool(found))
            number += len(found)
        self.found.setText(spoken.wording.text(lazy_count("{number} rule", "{number} rules", number)))

    def _check(self) -> None:
        notes = (Severity.NOTES,) if self._record is not None and not self._record.fixed else ()
        self._show_findings([one for one in self.faults() if one.blocks or (one.severity in notes and one.rule == "language-missing")])

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        by_rule: dict[str, list[Finding]] = {}
        rules = self._value.rules if self._value is not None else ()
        for finding in findings:
            match = _PLACE.fullmatch(finding.path)
            place = int(match[1]) if match else len(rules)
            inside = replace(finding, path=match[2].lstrip(".") if match and "parameters" not in match[2] else finding.path)
            by_rule.setdefault(rules[place].id if place < len(rules) else "", []).append(inside)
        for id, row in self.rows.items():
            row.show_findings(by_rule.get(id, ()))
        self.findings.show_findings(by_rule.get("", ()))
        for editor in (self.since, self.until):
            editor.mark(any(finding.blocks and finding.path == editor.field.key for finding in by_rule.get("", ())))


class CompareDialog(Dialog):
    """Two rule sets, rule by rule: the old figure beside the new one."""

    def __init__(self, rules: RuleSet, others: Sequence[RuleSet], parent: QWidget | None = None) -> None:
        super().__init__(lazy("Compare rule sets"), lazy("Close"), parent)
        self._rules = rules
        self._others = tuple(others)
        self.cancel_button.hide()
        self.box = QComboBox()
        worded(self.box, accessibleName=lazy("Compare with"))
        for other in self._others:
            self.box.addItem("", other.code)
        self.table = RecordTable(_DIFFERENCE_COLUMNS, self)
        self.view = TableView(lazy("Differences"))
        self.view.show_table(self.table)
        self.count = Label("", "quiet", wrap=True)
        self.before, self.after = Label("", wrap=True), Label("", wrap=True)
        self._lay_out()
        self.view.selected.connect(self._on_selected)
        self.box.currentIndexChanged.connect(self._show)
        spoken.changed.connect(self._show)
        self.resize(theme.scaled(900), theme.scaled(520))
        self._show()

    @classmethod
    def show_for(cls, parent: QWidget, rules: RuleSet, others: Sequence[RuleSet]) -> CompareDialog:
        """Show the differences in front of the window."""
        dialog = cls(rules, others, parent)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.scaled(8))
        caption = Label(lazy("Compare “{title}” with", title=self._rules.title), wrap=True)
        caption.setBuddy(self.box)
        line.addWidget(caption, 1)
        line.addWidget(self.box)
        self.body.addLayout(line)
        self.body.addWidget(self.view, 1)
        texts = QGridLayout()
        texts.setHorizontalSpacing(theme.scaled(12))
        texts.setColumnStretch(1, 1)
        for number, (title, text) in enumerate(((lazy("Before"), self.before), (lazy("Now"), self.after))):
            texts.addWidget(Label(title, "quiet"), number, 0, Qt.AlignmentFlag.AlignTop)
            texts.addWidget(text, number, 1)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addLayout(texts)
        self.body.addWidget(self.count)

    @Slot()
    def _show(self) -> None:
        blocked = self.box.blockSignals(True)
        for number, other in enumerate(self._others):
            self.box.setItemText(number, f"{shown(other.title)}  ·  {shown(other.in_force_from)}")
        self.box.blockSignals(blocked)
        other = self._others[max(self.box.currentIndex(), 0)]
        lines = changes_in_words(other, self._rules)
        self.table.show(lines)
        text = lazy_count("{number} difference", "{number} differences", len(lines)) if lines else lazy("The two sets say the same.")
        self.count.setText(spoken.wording.text(text))
        if self.view.current_id() is None:
            self.view.select_first()
        self._on_selected()

    @Slot()
    def _on_selected(self) -> None:
        line = self.view.current_row()
        for label, said in ((self.before, line.before if line else ""), (self.after, line.after if line else "")):
            label.setText(_(said) if said else "")


class RuleSetsPage(SheetPage):
    """The rule sets of the circular, the latest first."""

    def make_sheet(self) -> Sheet:
        """Make the sheet of a rule set."""
        self.rules = RuleSetView(self.desk.application.clock)
        return self.rules

    def build_actions(self) -> None:
        """Offer to copy, to compare, to read and write files; to save and to throw away."""
        super().build_actions()
        self.compare_action = self.offer(lazy("Compare with…"), self.compare, "columns", in_bar=True)
        self.write_action = self.offer(lazy("Write to a file…"), self.write, "export")
        if self._may_edit:
            self.copy_action = self.offer(lazy("Copy rule set…"), self.copy, "copy", in_bar=True)
            self.read_action = self.offer(lazy("Import rule set…"), self.read_in, "import", needs_record=False, in_bar=True)

    def read_record(self, id: str) -> Any | None:
        """Read a rule set with what may be done with it."""
        return self.ask_now(queries.rule_set(id))

    def value_of(self, record: Any) -> Any:
        """Give the rules."""
        return record.rules

    def save_command(self, record: Any, before: Any, after: Any) -> Command[Any]:
        """Save the set."""
        return SaveRuleSet(record.id, before, after)

    def plain(self, value: Any) -> Any:
        """Write a set as a file does."""
        return ruleset.as_plain(value)

    def from_plain(self, plain: Any) -> Any | None:
        """Read a set as from a file."""
        found, faults = ruleset.from_plain(plain)
        return None if faults else found

    def show_detail(self, id: str | None) -> None:
        """Show the rules; what ships or was used is not removed, one alone has nothing to compare with."""
        super().show_detail(id)
        record = self._shown.record if self._shown is not None else None
        if self.remove_action is not None:
            self.remove_action.setEnabled(record is not None and not record.fixed)
        self.compare_action.setEnabled(record is not None and self.table.rowCount() > 1)

    @Slot()
    def edit(self) -> None:
        """Go to the figures of the set that is chosen."""
        self.rules.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def remove(self) -> None:
        """Remove the set that is chosen; the one before goes on in its place."""
        if (id := self.chosen_id()) is not None:
            self.perform(RemoveRuleSet(id))

    @Slot()
    def copy(self) -> None:
        """Ask for the dates and the title of a copy."""
        if self._shown is None:
            return
        rules: RuleSet = self._shown.record.rules
        begins = self._next_day(rules)
        draft = RuleSetDraft(f"circular-{begins:%Y-%m-%d}", Multilingual(rules.title.nl, rules.title.fr, rules.title.en), begins)
        dialog = FormDialog.show_for(
            self,
            self.desk,
            COPY_FORM,
            draft,
            COPY,
            partial(_copied, rules.code),
            key=f"{self.screen_entry.kind}/copy/{rules.code}",
            verb=COPY,
        )
        dialog.saved.connect(self._on_added)

    def _next_day(self, rules: RuleSet) -> Any:
        today = self.desk.application.clock.today()
        if rules.in_force_until is not None and rules.in_force_until >= today:
            return rules.in_force_until + timedelta(1)
        return today.replace(year=today.year + 1, month=1, day=1)

    @Slot()
    def compare(self) -> CompareDialog | None:
        """Show what differs from the set before it."""
        if self._shown is None:
            return None
        others = self.ask_now(queries.rule_sets_to_compare(self._shown.id), ())
        typed = self._unsaved.get(self._shown.id)
        return CompareDialog.show_for(self, typed[1] if typed else self._shown.record.rules, others) if others else None

    @Slot()
    def write(self) -> None:
        """Ask for a file and write the set to it."""
        if self._shown is None:
            return
        name, _kind = QFileDialog.getSaveFileName(self, _("Write rule set"), f"{self._shown.id}.json", "JSON (*.json)")
        if name:
            self.write_to(Path(name))

    def write_to(self, path: Path) -> None:
        """Write the set that is chosen to *path*, as it is kept."""
        assert self._shown is not None
        text = json.dumps(ruleset.as_plain(self._shown.record.rules), ensure_ascii=False, indent=2) + "\n"
        outside = self.desk.application.outside

        def write(report: Reporter) -> str:
            report(0, 0)
            outside.write_whole(path, text.encode())
            return path.name

        self.desk.operations.run(write, lazy("Writing the rule set")).then(self._on_written)

    @Slot()
    def read_in(self) -> None:
        """Ask for a file with a rule set and take it in."""
        name, _kind = QFileDialog.getOpenFileName(self, _("Import rule set"), "", "JSON (*.json)")
        if name:
            self.read_from(Path(name))

    def read_from(self, path: Path) -> None:
        """Take in the rule set of *path*; every fault is listed, and then nothing is taken in."""
        try:
            rules = ruleset.read_rule_set(path.read_text(encoding="utf-8-sig"))
        except Refused as refused:
            self._tell_faults(refused.findings)
        except (OSError, UnicodeDecodeError):
            self._tell_faults((Finding("", lazy("{file} cannot be read.", file=path.name)),))
        else:
            self.perform(AddRuleSet(rules), refused=self._tell_faults).then(self._on_added)

    def _tell_faults(self, findings: tuple[Finding, ...]) -> None:
        FaultsDialog.show_for(self, lazy("This rule set was not taken in"), findings)

    @Slot(object)
    def _on_written(self, name: object) -> None:
        self.desk.operations.tell(lazy("The rule set is in {file}.", file=str(name)), Tone.GOOD)


def _copied(source: str, _before: Any, after: RuleSetDraft) -> Command[str]:
    return CopyRuleSet(source, after.code, after.title, after.in_force_from)
