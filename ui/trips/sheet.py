"""What a decision is taken on, on one screen: why, the other ways, the exceptions with their reasons, the cost, what else goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.domains.trips.commands.deciding import Grant
from app.domains.trips.decision import AskedDerogation, DecisionSheet, LastReport, SameWeek, SheetStep
from app.domains.trips.differences import Difference, label_of
from app.domains.trips.moves import EDITABLE
from app.domains.trips.request import Purpose
from app.domains.trips.showing import amount, joined, rule_id, tell, title
from app.domains.trips.vocabulary import Means, Outcome, State
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.money import euro
from app.kernel.periods import PartialDate
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label
from ui.kit.flow import FlowLayout
from ui.kit.icons import iconed
from ui.kit.language import _, shown, spoken, worded
from ui.kit.parts import LineButton, Lines
from ui.kit.theme import figures_font, theme
from ui.trips.findings import ICONS, TONES, WORDS
from ui.trips.ways import WaysTable

_ENOUGH = 860  # pixels at 100 % for three columns
_PENDING = (*EDITABLE, State.SUBMITTED, State.IN_APPROVAL, State.REGULARISATION)  # something is still to be decided


class Block(QWidget):
    """A small heading, a hairline, and lines below."""

    def __init__(self, heading: Lazy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.scaled(10))
        layout.setSpacing(theme.scaled(4))
        layout.addWidget(Label(heading, "strong"))
        layout.addWidget(Hairline())
        self.lines = Lines(theme.scaled(3))
        layout.addWidget(self.lines)
        self.body = layout


class Columns(QWidget):
    """Three columns, or one below the other where there is no room."""

    def __init__(self, parts: Sequence[QWidget], shares: Sequence[int]) -> None:
        super().__init__()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, theme.scaled(8), 0)
        self._row.setSpacing(theme.scaled(28))
        self._row.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        for part, share in zip(parts, shares, strict=True):
            self._row.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the columns into one, or back."""
        wide = event.size().width() >= theme.scaled(_ENOUGH)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)
            self.updateGeometry()
        super().resizeEvent(event)


class Pairs(QWidget):
    """Labels at the left, what they stand for at the right; figures are flush right."""

    def __init__(self, *, figures: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.scaled(14))
        self._grid.setVerticalSpacing(theme.scaled(3))
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Iterable[tuple[str, str]], strong: str = "") -> None:
        """Show the pairs that have a text; the one called *strong* stands out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, text) in enumerate((name, text) for name, text in pairs if text):
            caption, value = Label("", "quiet"), Label("", "strong" if name == strong else "body", wrap=not self._figures)
            caption.setText(name)
            value.setText(text)
            value.setAccessibleName(f"{name}: {text}")
            if self._figures:
                value.setFont(figures_font(value.font()))
            side = Qt.AlignmentFlag.AlignRight if self._figures else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop | (side if self._figures else Qt.AlignmentFlag(0)))


class ExceptionCard(QFrame):
    """An exception: icon and word, what it found, the reason that was written, and whether it is granted.

    Signals:
        decided: it was granted or denied.
    """

    decided = Signal()

    def __init__(
        self, findings: Sequence[Finding], asked: AskedDerogation | None, reason: str, *, deciding: bool, pending: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.asked = asked
        finding = findings[0] if findings else None
        severity = finding.severity if finding else Severity.DEROGATION
        tone = Tone.BAD if severity in (Severity.BLOCKS, Severity.DEROGATION) else TONES[severity]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.scaled(10), theme.scaled(7), theme.scaled(10), theme.scaled(8))
        layout.setSpacing(theme.scaled(3))
        head = QHBoxLayout()
        head.setSpacing(6)
        icon = Label()
        iconed(icon, ICONS[severity], f"tone:{tone}")
        word = Label("", "finding", wrap=True)
        word.setProperty("tone", str(tone))
        rule = asked.rule if asked else finding.rule if finding else ""
        word.setText(joined((_(WORDS[severity]), rule_id(rule), _places(findings, asked))))
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(word, 1)
        layout.addLayout(head)
        sentence = Label("", wrap=True)
        sentence.setText(_(finding.message) if finding else shown(asked.title) if asked else "")
        layout.addWidget(sentence)
        if compared := _compared(finding, asked):
            line = Label("", "small", wrap=True)
            line.setText(compared)
            layout.addWidget(line)
        self.reason = Label("", wrap=True)
        self.reason.setText(_("Reason given: {reason}", reason=reason) if reason else _("No reason was given."))
        layout.addWidget(self.reason)
        self.reason.setVisible(bool(reason) or severity is Severity.DEROGATION)
        self.grant = self.deny = self.allowed = None
        if asked is not None and deciding:
            self._add_choice(layout, asked)
        elif asked is not None and (pending or asked.granted is not None):
            told = Label("", "small", wrap=True)
            told.setText(_granted(asked))
            layout.addWidget(told)

    def verdict(self) -> Grant | None:
        """Give what was decided here; nothing yet when neither was chosen."""
        if self.grant is None or self.deny is None or self.allowed is None:
            return None
        if self.grant.isChecked():
            return Grant(granted=True, allowed=self.allowed.text().strip())
        return Grant(granted=False) if self.deny.isChecked() else None

    def grant_it(self) -> None:
        """Grant what is asked."""
        if self.grant is not None:
            self.grant.setChecked(True)

    def _add_choice(self, layout: QVBoxLayout, asked: AskedDerogation) -> None:
        holder = QWidget()
        row = FlowLayout(holder, spacing=10)
        self.grant, self.deny = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        for button, verb, spoken_as in (
            (self.grant, lazy("Grant"), lazy("Grant the derogation from {rule}", rule=asked.rule)),
            (self.deny, lazy("Deny"), lazy("Deny the derogation from {rule}", rule=asked.rule)),
        ):
            worded(button, text=verb, accessibleName=spoken_as)
            self._group.addButton(button)
            row.addWidget(button)
            button.toggled.connect(self._on_toggled)
        self.allowed = QLineEdit()
        self.allowed.setMaximumWidth(theme.scaled(130))
        self.allowed.setPlaceholderText(asked.asked or _("as asked"))
        worded(
            self.allowed,
            accessibleName=lazy("Value allowed for {rule}", rule=asked.rule),
            toolTip=lazy("Allow another value than was asked"),
        )
        row.addWidget(self.allowed)
        layout.addWidget(holder)
        if asked.granted is not None:
            (self.grant if asked.granted else self.deny).setChecked(True)
            self.allowed.setText(asked.allowed if asked.allowed != asked.asked else "")

    @Slot()
    def _on_toggled(self) -> None:
        assert self.deny is not None
        assert self.allowed is not None
        self.allowed.setEnabled(not self.deny.isChecked())
        self.decided.emit()


class SheetView(QWidget):
    """The sheet.

    Signals:
        decided: a derogation was granted or denied.
        opened: another file should be opened (its id).
    """

    decided = Signal()
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[ExceptionCard] = []
        self._why, self._need = Block(lazy("Why")), Block(lazy("Necessity"))
        self._afterwards, self._changes = Block(lazy("Regularised")), Block(lazy("What the amendment changes"))
        self._ways, self._cost = Block(lazy("Side by side")), Block(lazy("Cost"))
        self._around, self._reports = Block(lazy("Also there that week")), Block(lazy("Last mission report"))
        self._exceptions, self._steps = Block(lazy("Exceptions to the rules")), Block(lazy("Steps so far"))
        self._why_pairs, self._need_pairs, self._cost_pairs = Pairs(), Pairs(), Pairs(figures=True)
        self.ways = WaysTable()
        self._why.body.addWidget(self._why_pairs)
        self._need.body.addWidget(self._need_pairs)
        self._ways.body.addWidget(self.ways)
        self._cost.body.addWidget(self._cost_pairs)
        columns = (
            _column(self._afterwards, self._changes, self._why, self._need),
            _column(self._ways, self._cost, self._around, self._reports),
            _column(self._exceptions, self._steps),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Columns(columns, (10, 11, 11)))
        layout.addStretch(1)

    def show_sheet(self, sheet: DecisionSheet, *, deciding: bool) -> None:
        """Show *sheet*; with *deciding* the derogations can be granted and denied."""
        self._show_why(sheet)
        self.ways.show_ways(sheet.ways)
        self._show_cost(sheet)
        self._around.lines.put([self._other(one) for one in sheet.same_week] or [_line(_("Nobody else."), "quiet")])
        self._reports.lines.put([_report(one) for one in sheet.last_reports])
        self._show_exceptions(sheet, deciding=deciding)
        pending = sheet.state in _PENDING
        self._steps.lines.put([_step(step) for step in sheet.steps if pending or step.decided is not None])
        self._show_changes(sheet)

    def verdicts(self) -> dict[str, Grant]:
        """Give what was decided on each derogation, by its id."""
        found = {card.asked.id: card.verdict() for card in self.cards if card.asked is not None}
        return {id: verdict for id, verdict in found.items() if verdict is not None}

    def undecided(self) -> int:
        """Count the derogations on which nothing was chosen yet."""
        return sum(1 for card in self.cards if card.asked is not None and card.verdict() is None)

    def denied(self) -> bool:
        """Tell whether one was denied."""
        return any((verdict := card.verdict()) is not None and not verdict.granted for card in self.cards)

    def grant_all(self) -> None:
        """Grant everything that is asked."""
        for card in self.cards:
            if card.verdict() is None:
                card.grant_it()

    def _show_why(self, sheet: DecisionSheet) -> None:
        request, purpose = sheet.request, sheet.request.purpose
        people = "\n".join(joined((one.name, one.function), ", ") for one in request.travellers)
        host = purpose.host and (_("invited by {host}", host=purpose.host) if purpose.invited else purpose.host)
        results = "\n".join(f"{number}. {text}" for number, text in enumerate(purpose.expected_results, 1))
        self._why_pairs.show_pairs(
            (
                (_("Who"), people),
                (_("What"), joined((_(title(purpose.kind)), host))),
                (_("Purpose"), purpose.description),
                (_("Results"), results),
                (_("Policy"), purpose.policy_link),
                (_("Urgent"), request.urgent_reason),
            )
        )
        self._need_pairs.show_pairs(
            (
                (_("A call"), _videoconference(purpose)),
                (_("Not going"), purpose.consequence),
                (_("How many"), purpose.why_this_number),
                (_("Others there"), purpose.could_be_represented),
            )
        )

    def _show_changes(self, sheet: DecisionSheet) -> None:
        told = [_line(sheet.reason)] if sheet.reason else []
        self._afterwards.setVisible(sheet.regularised and bool(told))
        self._afterwards.lines.put(told if sheet.regularised else [])
        reason = [] if sheet.regularised else told
        self._changes.setVisible(bool(sheet.differences or reason))
        self._changes.lines.put([*reason, *(_difference(one) for one in sheet.differences)])

    def _show_cost(self, sheet: DecisionSheet) -> None:
        wording, parts = spoken.wording, sheet.estimate
        payer = sheet.request.third_party_payer
        whole = _("Total")
        self._cost_pairs.show_pairs(
            (
                (_("Transport"), amount(parts.transport, wording)),
                (_("Lodging"), amount(parts.lodging, wording)),
                (_("Daily allowance"), amount(parts.allowance, wording)),
                (_("Other"), amount(parts.other, wording)),
                (whole, amount(parts.total, wording) if parts.total is not None else _("at least {amount}", amount=euro(parts.known))),
                (_("Budget line"), sheet.budget_line or _("not filled in")),
                (_("Advance"), tell(sheet.request.advance, wording)),
                (_("Paid by a third party"), joined((payer.name, tell(payer.amount, wording)), ", ") if payer else ""),
            ),
            strong=whole,
        )

    def _show_exceptions(self, sheet: DecisionSheet, *, deciding: bool) -> None:
        chosen = {card.asked.id: card.verdict() for card in self.cards if card.asked is not None}
        self.cards = []
        findings = list(sheet.exceptions)
        for asked in sheet.derogations:
            # What one rule says of several legs stands on one card.
            same = [one for one in findings if one.rule == asked.rule]
            others = {one.path for one in sheet.derogations if one.rule == asked.rule and one.id != asked.id}
            mine = [one for one in same if one.path not in others]
            findings = [one for one in findings if one not in mine]
            self.cards.append(ExceptionCard(mine, asked, asked.reason, deciding=deciding, pending=sheet.state in _PENDING))
        for rule in dict.fromkeys((one.rule, one.severity) for one in findings):
            same = [one for one in findings if (one.rule, one.severity) == rule]
            self.cards.append(ExceptionCard(same, None, sheet.reason_for(same[0]), deciding=False))
        for card in self.cards:
            verdict = chosen.get(card.asked.id) if card.asked is not None else None
            if verdict is not None and card.grant is not None and card.deny is not None:
                (card.grant if verdict.granted else card.deny).setChecked(True)
            card.decided.connect(self.decided)
        widgets: list[QWidget] = [*self.cards, *(_finding(one) for one in sheet.warnings)]
        if not widgets:
            widgets.append(_line(_("None: the request follows every rule."), "quiet"))
        if not sheet.confirmed and sheet.rules_title and (self.cards or sheet.warnings):
            widgets.append(_line(_("The limits are a default, not the text of the circular."), "small"))
        self._exceptions.lines.put(widgets)

    def _other(self, other: SameWeek) -> QWidget:
        button = LineButton()
        row = QVBoxLayout(button)
        row.setContentsMargins(4, 2, 4, 2)
        period = spoken.wording.formats.period(PartialDate.of(other.departs_on), PartialDate.of(other.returns_on))
        text = joined((other.number, other.travellers, period))
        label = Label("", wrap=True)
        label.setText(text)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(label)
        button.setAccessibleName(text)
        button.setProperty("trip", other.trip)
        button.clicked.connect(self._on_other)
        return button

    @Slot()
    def _on_other(self) -> None:
        if (sender := self.sender()) is not None:
            self.opened.emit(str(sender.property("trip")))


def _column(*blocks: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.scaled(4))
    for block in blocks:
        layout.addWidget(block)
    layout.addStretch(1)
    return column


def _line(text: str, role: str = "body", tone: str = "") -> Label:
    label = Label("", role, wrap=True)
    if tone:
        label.setProperty("tone", tone)
    label.setText(text)
    return label


def _with_icon(icon_name: str, tone: str, text: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    icon = Label()
    iconed(icon, icon_name, f"tone:{tone}")
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_line(text, "finding", tone), 1)
    return holder


def _finding(finding: Finding) -> QWidget:
    text = joined((_(WORDS[finding.severity]), rule_id(finding.rule), _(finding.message)))
    return _with_icon(ICONS[finding.severity], str(TONES[finding.severity]), text)


def _places(findings: Sequence[Finding], asked: AskedDerogation | None) -> str:
    paths = [one.path for one in findings] or [asked.path if asked else ""]
    return ", ".join(dict.fromkeys(_(label_of(path)) for path in paths if path))


def _compared(finding: Finding | None, asked: AskedDerogation | None) -> str:
    wording = spoken.wording
    value = tell(finding.value, wording) if finding else asked.asked if asked else ""
    limit = tell(finding.limit, wording) if finding else asked.limit if asked else ""
    if finding is not None and value in _(finding.message) and limit in _(finding.message):
        return ""  # the sentence has said so
    found = _("found: {value}", value=value) if value else ""
    return joined((found, _("limit: {limit}", limit=limit) if limit else ""))


def _granted(asked: AskedDerogation) -> str:
    if asked.granted is None:
        return _("Not decided yet.")
    if not asked.granted:
        return _("Denied by {name}.", name=asked.decided_by)
    if asked.allowed and asked.allowed != asked.asked:
        return _("Granted by {name}: {allowed}.", name=asked.decided_by, allowed=asked.allowed)
    return _("Granted by {name}.", name=asked.decided_by)


def _videoconference(purpose: Purpose) -> str:
    match purpose.videoconference.considered:
        case None:
            return _("This question was not answered.")
        case True:
            reason = purpose.videoconference.why_not
            return _("considered, but: {reason}", reason=reason) if reason else _("considered")
        case False:
            return _("not considered")


def _report(last: LastReport) -> QWidget:
    if not last.number:
        return _line(_("{traveller}: no earlier trip", traveller=last.traveller), "quiet")
    if last.handed_in_on:
        return _with_icon(
            "done",
            Tone.GOOD,
            _("{traveller}: {number}, handed in on {day}", traveller=last.traveller, number=last.number, day=last.handed_in_on),
        )
    if last.overdue:
        text = _("{traveller}: {number}, not handed in, was due on {day}", traveller=last.traveller, number=last.number, day=last.due_on)
        return _with_icon("fault", Tone.BAD, text)
    return _line(_("{traveller}: {number}, due on {day}", traveller=last.traveller, number=last.number, day=last.due_on))


def _step(step: SheetStep) -> QWidget:
    decided = step.decided
    role = _(step.title)
    if decided is None:
        if not step.open:
            return _line(_("{role}: still to come", role=role), "quiet")
        who = spoken.wording.formats.join(dict.fromkeys(chooser.name for chooser in step.choosers))
        if not who:
            return _with_icon("fault", Tone.BAD, _("{role}: nobody can decide", role=role))
        return _line(_("{role}: waits for {people}", role=role, people=who))
    bad = decided.outcome in (Outcome.REFUSE, Outcome.RETURN, Outcome.UNFAVOURABLE)
    return _with_icon("fault" if bad else "done", Tone.BAD if bad else Tone.GOOD, "\n".join(_said(role, step)))


def _said(role: str, step: SheetStep) -> Iterator[str]:
    decided = step.decided
    assert decided is not None
    name = _("{name} for {absent}", name=decided.name, absent=decided.behalf_of) if decided.behalf_of else decided.name
    yield _("{role}: {outcome}, {name}, {day}", role=role, outcome=title(decided.outcome), name=name, day=decided.given_on)
    if decided.means is not Means.PROGRAM:
        yield _("given {means}, recorded by {name}", means=title(decided.means), name=decided.recorder)
    if decided.reason:
        yield f"“{decided.reason}”"


def _difference(one: Difference) -> QWidget:
    wording = spoken.wording
    before, after = tell(one.before, wording) or "–", tell(one.after, wording) or "–"
    return _line(_("{part}: {after} (was {before})", part=one.label, before=before, after=after))
