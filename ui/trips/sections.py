"""The sections of the request, each a heading with its fields: what they are called, where they stand, what they bind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domains.trips.request import Request, ThirdParty
from app.domains.trips.vocabulary import ADVICES, PURPOSES, Advice, PurposeKind
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import Lazy, lazy
from ui.kit.amounts import MoneyEditor
from ui.kit.choosers import ChoiceEditor
from ui.kit.controls import Hairline, Label, push_button
from ui.kit.days import DayEditor
from ui.kit.editors import Editor, LineEditor, YesNoEditor
from ui.kit.flow import FlowLayout
from ui.kit.language import worded
from ui.kit.theme import theme
from ui.trips.fields import NO, YES, YES_OR_NO, Captioned, CountEditor, Fields, NoteEditor, choice_field, level, side_title
from ui.trips.findings import FindingList
from ui.trips.lines import Lines
from ui.trips.moments import MomentEditor
from ui.trips.persons import NameEditor
from ui.trips.places import PlaceEditor
from ui.trips.travellers import FILE_LANGUAGES

if TYPE_CHECKING:
    from app.application import Application

MOST_RESULTS = 5
# Pixels at 100 %: the column of titles, the width from which they stand beside their fields, and the least one that is of use.
_TITLES, _ENOUGH, _LEAST = 150, 560, 300
_ANY = 16777215  # Qt's word for no limit


class Section(QWidget):
    """A part of the request.

    Signals:
        edited: something was changed; its path in the request.
        left: the user went on from a field; its path.
    """

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, key: str, title: Lazy, roots: Sequence[str], hint: Lazy | None = None) -> None:
        super().__init__()
        self.key = key
        self.title = title
        self.roots = tuple(roots)
        self.fields = Fields(self)
        self.lists: list[Lines] = []
        self.findings = FindingList()
        self._by_path: dict[str, FindingList] = {}
        self._rows: list[tuple[QWidget | None, QWidget]] = []
        self._grids: list[tuple[QGridLayout, int]] = []
        self._narrow: bool | None = None
        self.fields.edited.connect(self.edited)
        self.fields.left.connect(self.left)
        theme.changed.connect(self._arrange_afresh)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, theme.scaled(22))
        self._body.setSpacing(theme.scaled(6))
        self.heading = Label(title, "heading")
        self._body.addWidget(self.heading)
        if hint is not None:
            self._body.addWidget(Label(hint, "small", wrap=True))
        self._body.addWidget(Hairline())
        self._grid: QGridLayout | None = None
        self._foot = QVBoxLayout()
        self._body.addLayout(self._foot)
        self._foot.addWidget(self.findings)

    def owns(self, path: str) -> int:
        """Tell how closely *path* belongs here: the length of the root it starts with, -1 when it does not."""
        fits = [len(root) for root in self.roots if path == root or path.startswith((f"{root}.", f"{root}["))]
        return max(fits, default=-1)

    def line(self, title: Lazy | None, *parts: Editor | Captioned | QWidget, help: Lazy | None = None) -> None:
        """Put a title at the left and the parts beside each other at the right; what the rules say of them stands below."""
        editors = [part.editor if isinstance(part, Captioned) else part for part in parts if isinstance(part, Editor | Captioned)]
        holder = QWidget()
        cell = QVBoxLayout(holder)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.setSpacing(2)
        if len(parts) == 1:
            cell.addWidget(parts[0], 0, Qt.AlignmentFlag.AlignLeft if isinstance(parts[0], Captioned) else Qt.AlignmentFlag(0))
        else:
            cell.addWidget(_beside(parts))
        if help is not None:
            cell.addWidget(Label(help, "small", wrap=True))
        findings = FindingList()
        cell.addWidget(findings)
        for editor in editors:
            level(editor)
            self._by_path[editor.field.key] = findings
        label = None
        if title is not None:
            label = side_title(title, editors[0], captioned=any(isinstance(part, Captioned) and not part.bare for part in parts))
        self._add_row(label, holder)

    def note(self, label: Label) -> None:
        """Put what was understood below the last line."""
        self._add_row(None, label)

    def add(self, widget: QWidget) -> None:
        """Put a part below what is there, as wide as the section."""
        self._grid = None
        self._body.insertWidget(self._body.count() - 1, widget)

    def add_list(self, lines: Lines) -> Lines:
        """Put lines that repeat below what is there."""
        self.lists.append(lines)
        lines.edited.connect(self.edited)
        lines.left.connect(self.left)
        self.add(lines)
        return lines

    def editors(self) -> Iterator[tuple[str, Editor]]:
        """Give all editors with their paths."""
        yield from self.fields.editors()
        for lines in self.lists:
            yield from lines.editors()

    def place_of(self, path: str) -> tuple[FindingList, Editor | None]:
        """Give where a finding about *path* stands, and the editor that it is about when there is one."""
        editors = dict(self.editors())
        wanted = path
        while wanted:
            if (findings := self._list_at(wanted)) is not None:
                return findings, nearest(editors, path)
            wanted = _shorter(wanted)
        return self.findings, nearest(editors, path)

    def finding_lists(self) -> Iterator[FindingList]:
        """Give every place where findings stand."""
        yield self.findings
        yield from dict.fromkeys(self._by_path.values())
        for lines in self.lists:
            yield lines.findings
            for block in lines.blocks:
                yield block.findings

    def _list_at(self, path: str) -> FindingList | None:
        if (known := self._by_path.get(path)) is not None:
            return known
        for lines in self.lists:
            if path == lines.path:
                return lines.findings
            for number, block in enumerate(lines.blocks):
                if path == f"{lines.path}[{number}]":
                    return block.findings
        return None

    def minimumSizeHint(self) -> QSize:
        """Be content with little: titles go above their fields where there is no room beside them."""
        return QSize(theme.scaled(_LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the titles beside their fields, or above them."""
        super().resizeEvent(event)
        self._arrange(narrow=event.size().width() < theme.scaled(_ENOUGH))

    def _add_row(self, label: QWidget | None, cell: QWidget) -> None:
        if self._grid is None:
            holder = QWidget()
            self._grid = QGridLayout(holder)
            self._grid.setContentsMargins(0, theme.scaled(2), 0, 0)
            self._grid.setHorizontalSpacing(theme.scaled(16))
            self._grid.setVerticalSpacing(0)
            self._grid.setColumnStretch(1, 1)
            self._body.insertWidget(self._body.count() - 1, holder)
        self._rows.append((label, cell))
        self._grids.append((self._grid, 2 * sum(grid is self._grid for grid, _row in self._grids)))
        self._narrow = None
        self._arrange(narrow=False)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        gap = theme.scaled(8)
        for (label, cell), (grid, row) in zip(self._rows, self._grids, strict=True):
            for part in (label, cell):
                if part is not None:
                    grid.removeWidget(part)
            cell.setContentsMargins(0, 0, 0, gap)
            if label is None:
                grid.addWidget(cell, row, 0 if narrow else 1, 1, 2 if narrow else 1)
                continue
            margins = label.contentsMargins()
            label.setContentsMargins(0, margins.top(), 0, 0 if narrow else gap)
            label.setMinimumWidth(0 if narrow else theme.scaled(_TITLES))
            label.setMaximumWidth(_ANY if narrow else theme.scaled(_TITLES))
            grid.addWidget(label, row, 0, 1, 2 if narrow else 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(cell, row + (1 if narrow else 0), 0 if narrow else 1, 1, 2 if narrow else 1)

    @Slot()
    def _arrange_afresh(self) -> None:
        self._narrow = None
        self._arrange(narrow=self.width() < theme.scaled(_ENOUGH))


class ResultsEditor(Editor):
    """Expected results, one to a line: each is ticked off after the trip. Enter goes on to the next line."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._title: Lazy = field.title
        self._lines: list[QLineEdit] = []
        self._holders: list[QWidget] = []
        self._room_for(1)

    def value(self) -> Any:
        """Give the results that are written."""
        return tuple(line.text() for line in self._lines if line.text().strip())

    def show_value(self, value: Any) -> None:
        """Show the results, and an empty line for a further one."""
        texts = list(value or ())
        self._room_for(max(len(texts), min(len(texts) + 1, MOST_RESULTS)))
        for number, line in enumerate(self._lines):
            line.setText(texts[number] if number < len(texts) else "")
            line.setCursorPosition(0)

    def plain(self) -> Any:
        """Give the results."""
        return list(self.value())

    def take_plain(self, plain: Any) -> None:
        """Take up the results."""
        self.show_value([str(one) for one in plain])
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the lines."""
        return tuple(self._lines)

    def name(self, title: Lazy) -> None:
        """Name and number the lines."""
        self._title = title
        for number, line in enumerate(self._lines):
            worded(line, accessibleName=lazy("{field} {number}", field=title, number=number + 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on to the next line with Enter."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and watched in self._lines
        ):
            number = self._lines.index(watched)  # type: ignore[arg-type]
            if number + 1 < len(self._lines):
                self._lines[number + 1].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _room_for(self, number: int) -> None:
        while len(self._lines) > number:
            self._lines.pop()
            holder = self._holders.pop()
            holder.hide()
            holder.deleteLater()
        while len(self._lines) < number:
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            mark = Label("", "quiet")
            mark.setText(str(len(self._lines) + 1))
            mark.setFixedWidth(theme.scaled(16))
            line = QLineEdit()
            line.setMaxLength(self.field.limit)
            line.textEdited.connect(self._on_edited)
            line.installEventFilter(self)
            row.addWidget(mark)
            row.addWidget(line)
            self._rows.addWidget(holder)
            if self._lines:
                QWidget.setTabOrder(self._lines[-1], line)
            self._lines.append(line)
            self._holders.append(holder)
        self.name(self._title)

    @Slot()
    def _on_edited(self) -> None:
        if len(self._lines) < MOST_RESULTS and all(line.text().strip() for line in self._lines):
            self._room_for(len(self._lines) + 1)
        self.edited.emit()


class Who(Section):
    """Who asks, who travels."""

    def __init__(self, application: Application | None, travellers: Lines) -> None:
        super().__init__("who", lazy("Who"), ("title", "language", "requester", "travellers"))
        bind = self.fields.bind
        self.line(lazy("Title of the trip"), bind(LineEditor(Field("title", lazy("Title of the trip"), limit=300))))
        self.requester = NameEditor(Field("requester.name", lazy("Requester"), limit=200), application)
        email = LineEditor(Field("requester.email", lazy("E-mail of the requester"), limit=300))
        worded(email.line, placeholderText=lazy("e-mail"))
        bind(self.requester)
        bind(email)
        self.email = email
        self.line(lazy("Requester"), Captioned(self.requester, 220, stretch=True, bare=True), Captioned(email, 230, bare=True))
        language = bind(ChoiceEditor(choice_field("language", lazy("Language of the papers"), FILE_LANGUAGES, required=True)))
        self.line(lazy("Language of the papers"), Captioned(language, 140, bare=True))
        self.add_list(travellers)
        self.travels_too = push_button(lazy("The requester travels"), "person")
        travellers.add_beside(self.travels_too)


class Where(Section):
    """Where to, from when to when."""

    def __init__(self) -> None:
        roots = ("destination", "departs_at", "returns_at", "urgent_reason", "submitted_on", "purpose.work_days", "purpose.private_days")
        super().__init__("where", lazy("Where and when"), roots)
        bind = self.fields.bind
        self.destination = PlaceEditor(Field("destination", lazy("Destination"), limit=200))
        bind(self.destination)
        self.line(lazy("Destination"), self.destination)
        self.where = Label("", "small", wrap=True)
        self.note(self.where)
        self.departs = MomentEditor(Field("departs_at", lazy("Departure")))
        self.returns = MomentEditor(Field("returns_at", lazy("Return")))
        bind(self.departs)
        bind(self.returns)
        self.line(lazy("Departure"), self.departs)
        self.line(lazy("Return"), self.returns)
        self.length = Label("", "small", wrap=True)
        self.note(self.length)
        work = bind(CountEditor(Field("purpose.work_days", lazy("Days of work")), may_be_none=True))
        private = bind(CountEditor(Field("purpose.private_days", lazy("Private days"))))
        self.line(lazy("Of these days"), Captioned(work, 120), Captioned(private, 120))
        self.urgent = bind(NoteEditor(Field("urgent_reason", lazy("Why it is urgent"))))
        self.line(lazy("Why it is urgent"), self.urgent)
        self._urgent_row = [part for part in self._rows[-1] if part is not None]

    def ask_urgency(self, *, asked: bool) -> None:
        """Show the field for the reason of a late request when it is *asked*, or when a reason is given."""
        wanted = asked or bool(self.urgent.value())
        for part in self._urgent_row:
            part.setVisible(wanted)


class Why(Section):
    """What the trip is for."""

    def __init__(self) -> None:
        super().__init__("why", lazy("Why"), ("purpose",))
        bind = self.fields.bind
        kind = bind(ChoiceEditor(choice_field("purpose.kind", lazy("Kind of trip"), PURPOSES, required=True), PurposeKind))
        self.line(lazy("Kind of trip"), Captioned(kind, 240, bare=True))
        host = bind(LineEditor(Field("purpose.host", lazy("Host or organiser"), limit=300)))
        invited = bind(YesNoEditor(Field("purpose.invited", lazy("invited by the host"), FieldKind.YES_NO)))
        self.line(lazy("Host or organiser"), Captioned(host, 240, stretch=True, bare=True), Captioned(invited, 0, bare=True))
        results = bind(ResultsEditor(Field("purpose.expected_results", lazy("Expected result"), limit=500)))
        self.line(lazy("Expected results"), results, help=lazy("One to five, so concrete that they can be ticked off after the trip."))
        self.line(lazy("Link with policy"), bind(LineEditor(Field("purpose.policy_link", lazy("Link with policy"), limit=500))))
        self.line(lazy("Description"), bind(NoteEditor(Field("purpose.description", lazy("Description")), lines=3)))


class Need(Section):
    """Whether somebody has to go."""

    def __init__(self) -> None:
        roots = ("purpose.videoconference", "purpose.consequence", "purpose.why_this_number", "purpose.could_be_represented")
        super().__init__("need", lazy("Is it needed"), roots)
        bind = self.fields.bind
        considered = ChoiceEditor(choice_field("purpose.videoconference.considered", lazy("Videoconference considered"), YES_OR_NO))
        bind(considered, get=_considered, put=_with_considered)
        self.line(lazy("Videoconference considered"), Captioned(considered, 120, bare=True))
        for key, title in (
            ("purpose.videoconference.why_not", lazy("Why a call will not do")),
            ("purpose.consequence", lazy("What happens if nobody goes")),
            ("purpose.why_this_number", lazy("Why this number of people")),
            ("purpose.could_be_represented", lazy("Could the Brussels delegation or an embassy go instead")),
        ):
            self.line(title, bind(NoteEditor(Field(key, title))))


class TheWay(Section):
    """How they travel."""

    def __init__(self, legs: Lines) -> None:
        super().__init__("way", lazy("The way"), ("legs", "booking"), lazy("Train first: it never needs more steps than the plane."))
        bind = self.fields.bind
        self.add_list(legs)
        self.back = push_button(lazy("Add the way back"), "back")
        legs.add_beside(self.back)
        on = bind(DayEditor(Field("booking.tickets_on", lazy("Tickets are bought on"), FieldKind.DATE)))
        own = bind(YesNoEditor(Field("booking.self_purchase", lazy("bought by the traveller, not by the agency"), FieldKind.YES_NO)))
        self.line(lazy("Tickets are bought on"), Captioned(on, 150, bare=True), Captioned(own, 0, bare=True))


class Sleeping(Section):
    """Where they sleep."""

    def __init__(self, stays: Lines) -> None:
        super().__init__("stay", lazy("Stay"), ("stays",))
        self.add_list(stays)


class Money(Section):
    """What it costs, and who pays."""

    def __init__(self, costs: Lines, allowance: QWidget) -> None:
        roots = ("costs", "budget_line", "advance", "third_party_payer", "purpose.partner_at_public_cost", "allowance", "total")
        super().__init__("costs", lazy("Costs"), roots, lazy("Tickets and nights stand above; the daily allowance is worked out."))
        bind = self.fields.bind
        self.add(allowance)
        self.add_list(costs)
        self.line(lazy("Budget line"), bind(LineEditor(Field("budget_line", lazy("Budget line"), limit=100))))
        self.line(lazy("Advance asked"), bind(MoneyEditor(Field("advance", lazy("Advance asked")))))
        self.third = YesNoEditor(Field("third_party_payer", lazy("somebody else pays, wholly or in part"), FieldKind.YES_NO))
        bind(self.third, get=_third, put=_with_third)
        self.line(lazy("Third party"), self.third)
        self._third_row = self._third_fields()
        partner = YesNoEditor(Field("purpose.partner_at_public_cost", lazy("at public cost"), FieldKind.YES_NO))
        bind(partner)
        self.line(lazy("A partner comes along"), partner)
        self.third.edited.connect(self.say)

    @Slot()
    def say(self) -> None:
        """Show the fields of a third party where there is one."""
        self._third_row.setVisible(bool(self.third.value()))

    def _third_fields(self) -> QWidget:
        name = LineEditor(Field("third_party_payer.name", lazy("Who pays"), limit=300))
        public = YesNoEditor(Field("third_party_payer.public", lazy("a public body"), FieldKind.YES_NO))
        amount = MoneyEditor(Field("third_party_payer.amount", lazy("How much")))
        pays = LineEditor(Field("third_party_payer.pays", lazy("For what"), limit=300))
        for editor in (name, public, amount, pays):
            part = editor.field.key.partition(".")[2]
            self.fields.bind(editor, get=_ThirdPart(part).get, put=_ThirdPart(part).put)
            self._by_path[editor.field.key] = self._by_path["third_party_payer"]
        row = _beside((Captioned(name, 180, stretch=True), Captioned(amount, 0), Captioned(pays, 160), Captioned(public, 0, titled=False)))
        self._add_row(None, row)
        return row


class Safety(Section):
    """What the FPS Foreign Affairs advises."""

    def __init__(self) -> None:
        super().__init__("safety", lazy("Safety"), ("security",))
        bind = self.fields.bind
        advice = bind(ChoiceEditor(choice_field("security.advice", lazy("Travel advice of the FPS Foreign Affairs"), ADVICES), Advice))
        self.line(lazy("Travel advice"), Captioned(advice, 320, bare=True), help=lazy("That of the FPS Foreign Affairs."))
        checked = bind(DayEditor(Field("security.checked_on", lazy("Looked up on"), FieldKind.DATE)))
        self.line(lazy("Looked up on"), Captioned(checked, 150, bare=True))
        registered = YesNoEditor(Field("security.travellers_online", lazy("registered on TravellersOnline"), FieldKind.YES_NO))
        bind(registered)
        self.line(lazy("The travellers are"), registered)


class Remarks(Section):
    """What else there is to say."""

    def __init__(self) -> None:
        super().__init__("remarks", lazy("Remarks"), ("about",))
        self.line(lazy("Remarks"), self.fields.bind(NoteEditor(Field("about", lazy("Remarks")), lines=3)))


class _ThirdPart:
    """An attribute of the third party who pays, when there is one."""

    def __init__(self, key: str) -> None:
        self._key = key

    def get(self, request: Request) -> Any:
        return getattr(request.third_party_payer or ThirdParty(), self._key)

    def put(self, request: Request, part: Any) -> Request:
        payer = request.third_party_payer
        return replace(request, third_party_payer=replace(payer, **{self._key: part})) if payer is not None else request


def _third(request: Request) -> bool:
    return request.third_party_payer is not None


def _with_third(request: Request, pays: Any) -> Request:
    return replace(request, third_party_payer=(request.third_party_payer or ThirdParty()) if pays else None)


def _considered(request: Request) -> str:
    considered = request.purpose.videoconference.considered
    return "" if considered is None else YES if considered else NO


def _with_considered(request: Request, code: Any) -> Request:
    call = replace(request.purpose.videoconference, considered=code == YES if code else None)
    return replace(request, purpose=replace(request.purpose, videoconference=call))


def _beside(parts: Sequence[QWidget]) -> QWidget:
    holder = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    flow = FlowLayout(holder, theme.scaled(10), top=any(isinstance(part, Captioned) and not part.bare for part in parts))
    for part in parts:
        flow.addWidget(part)
    return holder


def nearest(editors: dict[str, Editor], path: str) -> Editor | None:
    """Give the editor at *path*, else the one above it: an amount is one editor, whichever of its keys is at fault."""
    wanted = path
    while wanted:
        if wanted in editors:
            return editors[wanted]
        wanted = _shorter(wanted)
    return None


def _shorter(path: str) -> str:
    """Cut the last step off a path: legs[0].price.rate, legs[0].price, legs[0], legs."""
    cut = max(path.rfind("."), path.rfind("["))
    return path[:cut] if cut > 0 else ""
