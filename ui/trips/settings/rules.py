"""One rule of a rule set on the screen: whether it counts, how much it weighs, its figures with their units, and its texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.domains.trips.circular.ruleset import Parameter, Rule
from app.domains.trips.settings_words import SEVERITIES, option_in_words, unit_in_words
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Field, FieldKind
from app.kernel.names import fold
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.kit.amounts import DecimalEditor, DoubtfulError, read_amount
from ui.kit.controls import Label, tool_button
from ui.kit.editors import Editor, MultilingualEditor
from ui.kit.forms import Findings
from ui.kit.language import _, spoken, worded
from ui.kit.theme import theme
from ui.trips.settings.sheets import CutLabel, flowing

NOT_A_FIGURE = lazy("This is not a figure. Write 500, 7.5 or 7,5.")
_TEXTS = (
    ("title", lazy("Title"), FieldKind.MULTILINGUAL),
    ("message", lazy("What it says; {value} and {limit} are filled in"), FieldKind.MULTILINGUAL_LONG),
    ("advice", lazy("What to do"), FieldKind.MULTILINGUAL_LONG),
)


class FigureEditor(DecimalEditor):
    """The figure of a rule, never empty; what could be thousands as well as a fraction is asked about."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        theme.changed.connect(self._size)
        self._size()

    def read(self, text: str) -> Any:
        """Read the figure."""
        self.not_understood = NOT_A_FIGURE
        try:
            figure = read_amount(text, spoken.wording.language)
        except DoubtfulError as doubt:
            self.not_understood = doubt.question
            raise
        if figure is None:
            raise ValueError(text)
        return _plain(figure)

    @Slot()
    def _size(self) -> None:
        self.line.setFixedWidth(theme.scaled(76))


def _plain(figure: Decimal) -> Decimal:
    whole = figure.to_integral_value()
    return whole if whole == figure else figure.normalize()


class ParameterEditor(QWidget):
    """A parameter of a rule: its title, its value in place, its unit.

    Signals:
        edited: the user changed it.
    """

    edited = Signal()

    def __init__(self, rule: str, model: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.figure: FigureEditor | None = None
        self.box: QComboBox | None = None
        self.tick: QCheckBox | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(14), 0)
        layout.setSpacing(theme.scaled(6))
        name = lazy("{rule}: {title}", rule=rule, title=model.title)
        if model.yes_no is not None:
            self.tick = QCheckBox()
            worded(self.tick, accessibleName=name)
            self.tick.toggled.connect(self.edited)
            layout.addWidget(self.tick)
            layout.addWidget(CutLabel(model.title, "body"))
        else:
            caption = CutLabel(model.title)
            layout.addWidget(caption)
            layout.addWidget(self._valued(name, caption))
            if (unit := unit_in_words(model.unit)) is not None:
                layout.addWidget(Label(unit, "quiet"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _valued(self, name: Lazy, caption: Label) -> QWidget:
        if self.model.choice is None:
            self.figure = FigureEditor(Field(self.model.name, name))
            self.figure.name(name)
            self.figure.edited.connect(self.edited)
            caption.setBuddy(self.figure.line)
            return self.figure
        self.box = QComboBox()
        for option in self.model.options:
            self.box.addItem("", option)
        worded(self.box, accessibleName=name)
        self.box.setMinimumWidth(theme.scaled(90))  # narrower than its longest line, where there is no room
        caption.setBuddy(self.box)
        self.box.activated.connect(self.edited)
        spoken.changed.connect(self._say_options)
        self._say_options()
        return self.box

    def show_parameter(self, parameter: Parameter) -> None:
        """Show its value."""
        if self.figure is not None:
            self.figure.show_value(parameter.number)
            self.figure.mark(faulty=False)
        elif self.box is not None:
            self.box.setCurrentIndex(max(self.box.findData(parameter.choice), 0))
        elif self.tick is not None:
            blocked = self.tick.blockSignals(True)
            self.tick.setChecked(bool(parameter.yes_no))
            self.tick.blockSignals(blocked)

    def with_value(self, parameter: Parameter) -> Parameter:
        """Give *parameter* with the value that stands here."""
        if self.figure is not None:
            value = self.figure.value()
            return parameter if value is None or value == parameter.number else replace(parameter, number=value)
        if self.box is not None:
            return replace(parameter, choice=str(self.box.currentData()))
        return replace(parameter, yes_no=self.tick is not None and self.tick.isChecked())

    def fault(self) -> Lazy | None:
        """Say what is not understood."""
        return self.figure.fault() if self.figure is not None else None

    def mark(self, *, faulty: bool) -> None:
        """Show by the border whether something is wrong here."""
        if self.figure is not None:
            self.figure.mark(faulty)

    def set_enabled(self, *, enabled: bool) -> None:
        """Let the value be changed, or only read."""
        for widget in (self.figure, self.box, self.tick):
            if widget is not None:
                widget.setEnabled(enabled)

    @Slot()
    def _say_options(self) -> None:
        if self.box is not None:
            for number, option in enumerate(self.model.options):
                self.box.setItemText(number, _(option_in_words(option)))


class RuleRow(QWidget):
    """A rule.

    Signals:
        edited: the user changed something of it.
    """

    edited = Signal()

    def __init__(self, model: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule = model
        self._enabled = True
        self.parameters = {one.name: ParameterEditor(model.id, one) for one in model.parameters}
        self.texts: dict[str, Editor] = {}
        self.on = QCheckBox()
        worded(self.on, accessibleName=lazy("{rule} counts", rule=model.id), toolTip=lazy("Whether this rule counts"))
        self.title = Label("", "strong", wrap=True)
        self.severity = QComboBox()
        for choice in SEVERITIES:
            self.severity.addItem("", choice.code)
        worded(self.severity, accessibleName=lazy("Weight of {rule}", rule=model.id))
        self.texts_button = tool_button(lazy("Texts"), "globe")
        self.texts_button.setCheckable(True)
        worded(self.texts_button, accessibleName=lazy("Texts of {rule}", rule=model.id), toolTip=lazy("Texts in Dutch, French and English"))
        self.source = Label("", "small", wrap=True)
        self.findings = Findings()
        self._texts_place = QVBoxLayout()
        self._lay_out(model)
        self.on.toggled.connect(self.edited)
        self.severity.activated.connect(self.edited)
        self.texts_button.toggled.connect(self._on_texts)
        for editor in self.parameters.values():
            editor.edited.connect(self.edited)
        spoken.changed.connect(self.retranslate)
        self.retranslate()

    def show_rule(self, rule: Rule, *, enabled: bool) -> None:
        """Show *rule*, to be changed or only to be read."""
        self._rule, self._enabled = rule, enabled
        blocked = self.on.blockSignals(True)
        self.on.setChecked(rule.on)
        self.on.blockSignals(blocked)
        self.severity.setCurrentIndex(max(self.severity.findData(rule.severity), 0))
        for name, editor in self.parameters.items():
            if name in rule.named:
                editor.show_parameter(rule.named[name])
            editor.set_enabled(enabled=enabled)
        for name, editor in self.texts.items():
            editor.show_value(getattr(rule, name))
            editor.setEnabled(enabled)
        self.on.setEnabled(enabled)
        self.severity.setEnabled(enabled)
        self.show_findings(())
        self.retranslate()

    def rule(self) -> Rule:
        """Give the rule as it stands here."""
        parameters = tuple(
            self.parameters[one.name].with_value(one) if one.name in self.parameters else one for one in self._rule.parameters
        )
        texts = {name: editor.value() for name, editor in self.texts.items()}
        fresh = replace(self._rule, on=self.on.isChecked(), severity=Severity(self.severity.currentData()), parameters=parameters, **texts)
        return self._rule if fresh == self._rule else fresh

    def faults(self) -> tuple[Finding, ...]:
        """Say what is not understood of the figures."""
        return tuple(
            Finding(name, fault, rule="not-a-figure") for name, editor in self.parameters.items() if (fault := editor.fault()) is not None
        )

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Say what is wrong with the rule; the figures concerned are marked."""
        self.findings.show_findings(findings)
        names = [one.name for one in self._rule.parameters]
        for number, name in enumerate(names):
            if name in self.parameters:
                paths = (f".parameters[{number}]", name)
                self.parameters[name].mark(faulty=any(finding.blocks and _is_at(finding.path, paths) for finding in findings))

    def faulty(self) -> QWidget:
        """Give the first figure that is marked, else the box whether the rule counts."""
        found = (one.figure.line for one in self.parameters.values() if one.figure is not None and one.figure.line.property("fault"))
        return next(found, self.on)

    def matches(self, wanted: Sequence[str]) -> bool:
        """Tell whether every word stands in the rule."""
        rule = self._rule
        texts = [rule.id, rule.source, *rule.title.all(), *rule.message.all(), *rule.advice.all()]
        texts += [text for parameter in rule.parameters for text in parameter.title.all()]
        there = fold(" ".join(texts))
        return all(word in there for word in wanted)

    @Slot()
    def retranslate(self) -> None:
        """Say the rule in the language of the screen."""
        title: Multilingual = self._rule.title
        self.title.setText(f"{self._rule.id}   {title.best(spoken.wording.language)}")
        self.source.setText(_("Source: {source}", source=self._rule.source) if self._rule.source else "")
        self.source.setVisible(bool(self._rule.source))
        for number, choice in enumerate(SEVERITIES):
            self.severity.setItemText(number, _(choice.title))

    def _lay_out(self, model: Rule) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.scaled(9), theme.scaled(6), theme.scaled(9))
        grid.setHorizontalSpacing(theme.scaled(6))
        grid.setVerticalSpacing(theme.scaled(4))
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.on, 0, 0)
        grid.addWidget(self.title, 0, 1)
        grid.addWidget(self.severity, 0, 2)
        grid.addWidget(self.texts_button, 0, 3)
        if model.parameters:
            holder = flowing(*self.parameters.values(), spacing=6)
            grid.addWidget(holder, 1, 1, 1, 3)
        grid.addWidget(self.source, 2, 1, 1, 3)
        grid.addWidget(self.findings, 3, 1, 1, 3)
        grid.addLayout(self._texts_place, 4, 1, 1, 3)

    @Slot(bool)
    def _on_texts(self, shown: bool) -> None:  # noqa: FBT001 - a slot of Qt
        if shown and not self.texts:
            self._make_texts()
        for number in range(self._texts_place.count()):
            item = self._texts_place.itemAt(number)
            if item is not None and (widget := item.widget()) is not None:
                widget.setVisible(shown)

    def _make_texts(self) -> None:
        for name, title, kind in _TEXTS:
            editor = MultilingualEditor(Field(name, title, kind))
            editor.name(lazy("{rule}: {title}", rule=self._rule.id, title=title))
            editor.show_value(getattr(self._rule, name))
            editor.setEnabled(self._enabled)
            editor.edited.connect(self.edited)
            caption = Label(lazy("{title}", title=title), "small")
            caption.setContentsMargins(0, theme.scaled(6), 0, 0)
            self._texts_place.addWidget(caption)
            self._texts_place.addWidget(editor)
            self.texts[name] = editor


def _is_at(path: str, places: Sequence[str]) -> bool:
    inside, name = places
    return path == name or inside in path
