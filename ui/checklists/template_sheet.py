"""A template at the right of the list: what it is and for what it is usual, what there is to say against it, and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QVBoxLayout, QWidget

from app.domains.checklists.template_queries import TemplateSheet as SheetOfTemplate
from app.domains.checklists.template_queries import TemplateWords, certainty_of
from app.domains.checklists.templates import Template, TemplateLine
from app.domains.checklists.vocabulary import CERTAINTIES, ORIGINS, PARTS, SCOPES, duty_titles
from app.kernel.fields import Badge, Choice, Column
from app.kernel.offsets import Offset
from app.kernel.translated import LANGUAGES, Lazy, lazy, lazy_count
from ui.kit.controls import Label
from ui.kit.flow import FlowLayout
from ui.kit.language import LANGUAGE_NAMES, _, spoken
from ui.kit.ordered import OrderedTable, OrderedView
from ui.kit.parts import Badge as BadgeLabel
from ui.kit.remarks import Remarks
from ui.kit.theme import theme

_REMARKS_SEEN = 3


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as it stands in the table; its id is its key."""

    id: str
    when: str
    anchor: str
    what: str
    who: str


COLUMNS = (
    Column("when", lazy("When"), width=19),
    Column("anchor", lazy("Counted from"), width=17),
    Column("what", lazy("What is to be done"), stretch=True, width=32),
    Column("who", lazy("In whose hands"), width=21),
)
# On paper nothing is cut.
PAPER_COLUMNS = tuple(replace(column, width=20) for column in COLUMNS)


class LinesView(OrderedView):
    """The table of the lines of one template."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Lines of the template"), parent)
        self.table = OrderedTable(COLUMNS, self)
        self._lines: dict[str, TemplateLine] = {}
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.show_table(self.table)

    def show_lines(self, lines: Iterable[TemplateLine], anchors: Mapping[str, Lazy], *, movable: bool) -> None:
        """Show these lines in the language of the screen."""
        self._lines = {line.key: line for line in lines}
        self.table.movable = movable
        self.setDragEnabled(movable)
        self.table.show(_shown(line, anchors) for line in self._lines.values())

    def line(self) -> TemplateLine | None:
        """Give the line that is chosen."""
        return self._lines.get(self.current_id() or "")

    def chosen(self) -> list[TemplateLine]:
        """Give the lines that are selected, in their order."""
        wanted = frozenset(self.selected_ids())
        return [line for key, line in self._lines.items() if key in wanted]

    def lines(self) -> Mapping[str, TemplateLine]:
        """Give the lines that are shown, by their keys, in order."""
        return self._lines


class TemplateSheet(QWidget):
    """The chosen template.

    Signals:
        place_wanted: what a finding is about should be shown (`Finding`).
    """

    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Choice] = PARTS
        self._build()
        self.remarks.chosen.connect(self.place_wanted)
        self.lines.selected.connect(self._on_line_chosen)

    def show_sheet(self, sheet: SheetOfTemplate | None, known: TemplateWords, *, may_edit: bool) -> None:
        """Show a template in the language of the screen; nothing when none is chosen."""
        self._body.setVisible(sheet is not None)
        anchors = {choice.code: choice.title for choice in known.anchors}
        self.lines.show_lines(sheet.template.lines if sheet is not None else (), anchors, movable=may_edit)
        if sheet is None:
            return
        one = sheet.template
        self._parts = (*PARTS, *known.parts_of(one.scope))
        self.heading.setText(spoken.wording.text(one.name))
        self._show_badges((CERTAINTIES[certainty_of(one)], ORIGINS[sheet.origin]))
        self.facts.setText(facts_of(sheet, known))
        self.note.setText(spoken.wording.text(one.note))
        self.note.setVisible(bool(one.note))
        self.remarks.show_findings(sheet.findings)
        self.remarks.setVisible(bool(sheet.findings))
        if self.lines.current_id() is None:
            self.lines.select_first()
        self._on_line_chosen()

    def _build(self) -> None:
        self._body = QWidget()
        self.heading = Label("", "heading", wrap=True)
        self._badge_line = FlowLayout(spacing=6)
        self.facts = Label("", "quiet", wrap=True)
        self.note = Label("", "small", wrap=True)
        self.remarks = Remarks(lazy("What there is to say about the template"), _REMARKS_SEEN)
        self.buttons = FlowLayout(spacing=4)
        self.lines = LinesView()
        self.lines.setMinimumHeight(theme.scaled(220))
        self.told = Label("", "small", wrap=True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * 4)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, theme.scaled(6), 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self.heading)
        layout.addLayout(self._badge_line)
        for label in (self.facts, self.note):
            layout.addWidget(label)
        layout.addWidget(self.remarks)
        layout.addLayout(self.buttons)
        layout.addWidget(self.lines, 1)
        layout.addWidget(self.told)
        for label in (self.facts, self.note, self.told):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body, 1)
        self._body.hide()

    def _show_badges(self, badges: Sequence[Badge]) -> None:
        while (item := self._badge_line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for badge in badges:
            label = BadgeLabel()
            label.show_badge(badge.title, str(badge.tone))
            self._badge_line.addWidget(label)
        self._badge_line.invalidate()

    @Slot()
    def _on_line_chosen(self) -> None:
        line = self.lines.line()
        self.told.setText(told_line(line, self._parts) if line is not None else "")


def facts_of(sheet: SheetOfTemplate, known: TemplateWords) -> str:
    """Write what a template is: its version and date, what it is kept for, what it is usual for, where it is in use."""
    one, formats = sheet.template, spoken.wording.formats
    parts = (
        _("{code}, version {version}", code=one.code, version=one.version),
        _("dated {day}", day=formats.day(one.dated)) if one.dated else "",
        _("for {scope}", scope=_titled(SCOPES, (one.scope,))),
        usual_of(one, known),
        _uses(sheet),
        one.source,
    )
    return "  ·  ".join(part for part in parts if part)


def usual_of(one: Template, known: TemplateWords) -> str:
    """Write for what a template is proposed."""
    types, directions = _titled(known.types, one.types), _titled(known.directions, one.directions)
    if types and directions:
        return _("usual for: {types}, when {directions}", types=types, directions=directions)
    if types or directions:
        return _("usual for: {kinds}", kinds=types or directions)
    return _("offered, never proposed")


def _uses(sheet: SheetOfTemplate) -> str:
    if not sheet.uses:
        return ""
    used = lazy_count("in use {number} time", "in use {number} times", sheet.uses)
    return _(lazy("{used}, {behind} of them in an earlier version", used=used, behind=sheet.behind) if sheet.behind else used)


def _titled(choices: Sequence[Choice], codes: Sequence[str]) -> tuple[Lazy | str, ...]:
    titles = {str(choice.code): choice.title for choice in choices}
    return tuple(titles.get(str(code), str(code)) for code in codes)


def told_line(line: TemplateLine, parts: Sequence[Choice] = ()) -> str:
    """Tell what the table has no room for: the whole line in every language, for which *parts* it is kept, and the remark."""
    here = spoken.wording.language
    languages = sorted(LANGUAGES, key=lambda code: code != here)
    told = [
        _("{language}: {text}", language=LANGUAGE_NAMES[code], text=line.title.in_language(code) or _("not written")) for code in languages
    ]
    kept = [_("Kept for: {part}", part=title) for title in _titled(parts, (line.part,))] if line.part else []
    return "\n".join([*told, *kept, *([spoken.wording.text(line.remark)] if line.remark else [])])


def told_when(line: TemplateLine) -> str:
    """Say how long before or after its anchor a line is due: "45 days before"."""
    try:
        return _(Offset.parse(line.offset).told())
    except ValueError:
        return line.offset


def _shown(line: TemplateLine, anchors: Mapping[str, Lazy]) -> LineShown:
    text = spoken.wording.text
    what = _("{heading}: {line}", heading=line.group, line=line.title) if line.group else text(line.title)
    who = ", ".join(text(title) for title in duty_titles(line.duty))
    return LineShown(line.key, told_when(line), text(anchors.get(line.anchor, line.anchor)), what, who)
