"""The request for a service trip, on one page: what the circular asks is known while it is typed.

The form takes a `Request` and gives one back; whatever the page around it does with it is the page's affair. What was not touched is
given back exactly as it was, so that the digest of a request that was only looked at stays the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.domains.trips import distances
from app.domains.trips.circular.checking import derogations, reason_for
from app.domains.trips.request import Alternative, Cost, Leg, Request, Traveller
from app.kernel.errors import Finding, Severity
from app.kernel.fields import Tone
from app.kernel.shapes import from_plain, to_plain
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import Action, Label
from ui.kit.editors import Editor
from ui.kit.forms import KEEP_AFTER, REQUIRED, scrolled
from ui.kit.language import _, spoken
from ui.kit.theme import theme
from ui.trips import sections as parts
from ui.trips.costs import AlternativeBlock, CostBlock
from ui.trips.findings import NOT_NEEDED, FindingList, Judgement, Reasons, heaviest
from ui.trips.index import Index
from ui.trips.legs import LegBlock, days_of_legs, is_way_out, next_leg, way_back
from ui.trips.lines import Lines
from ui.trips.moments import HOME
from ui.trips.persons import traveller_known
from ui.trips.sections import Section, nearest
from ui.trips.stays import StayBlock, next_stay
from ui.trips.summary import Summary
from ui.trips.travellers import Profile, TravellerBlock
from ui.trips.ways import AllowanceNote, WaysTable

if TYPE_CHECKING:
    from app.application import Application
    from app.domains.trips.alternatives import Way
    from ui.kit.state import KeptDrafts

JUDGE_AFTER = 150  # milliseconds of silence before the rules are asked
WIDEST = 900  # pixels at 100 %: longer lines are hard to read
LATE, URGENT = "R70", "R71"
_MISSING = "missing-value"
RETURNED = lazy("The file was returned for this.")
Judge = Callable[[Request], Judgement]


class RequestForm(QWidget):
    """The form.

    Findings about a field appear once the user has been there, and all of them when the request was filled before it was shown or
    sending was tried. With `judge` the form asks the rules by itself; without one the page shows findings and ways.

    Signals:
        changed: something was changed.
        save_requested: the request should be kept as a draft.
        submit_requested: the request should be sent; nothing blocks.
    """

    changed = Signal()
    save_requested = Signal()
    submit_requested = Signal()

    def __init__(
        self,
        application: Application | None = None,
        judge: Judge | None = None,
        *,
        profile: Profile | None = None,
        today: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._judge = judge
        self._today = today
        self._profile = profile or (partial(traveller_known, application) if application is not None else None)
        self._request = Request()
        self._judgement = Judgement()
        self._marked: tuple[tuple[str, ...], str] = ((), "")
        self._visited: set[str] = set()
        self._all = False
        self._shown = False
        self._read_only = False
        self._kept: KeptDrafts | None = None
        self._kept_key = ""
        self.reasons = Reasons(self)
        self._build()
        self._lay_out()
        self._connect()
        self.show_request(Request())

    def show_request(self, request: Request) -> None:
        """Show *request* as it was read; one that stands there already, because it was saved, leaves the user in peace."""
        standing = self._shown and not self._unread() and _same(request, self.request())
        self._request = request
        self._marked = ((), "")
        self.band.hide()
        if not standing:
            self._shown = True
            self._visited.clear()
            self._all = bool(request.travellers or request.destination.city or request.legs)
            self._show(request)
            self.area.verticalScrollBar().setValue(0)
        self._judge_now()

    def request(self) -> Request:
        """Give the request as it stands in the form; what is not understood counts as empty and blocks."""
        found = self._request
        for section in self.sections:
            found = section.fields.read(found)
        return replace(
            found,
            travellers=self.travellers.values(),
            legs=self.legs.values(),
            stays=self.stays.values(),
            costs=self.costs.values(),
            alternatives=self.alternatives.values(),
            justifications=self.reasons.texts(),
        )

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was read."""
        return self.request() != self._request or bool(self._unread())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show *findings* beside their fields."""
        self._judgement = replace(self._judgement, findings=tuple(findings))
        self._show_judgement()

    def show_refusal(self, findings: Sequence[Finding]) -> None:
        """Show what the application had against the request; what was typed stays."""
        self._all = True
        self.show_findings(findings)
        self._go_to_first()

    def show_ways(self, ways: Sequence[Way]) -> None:
        """Show *ways* side by side."""
        self._judgement = replace(self._judgement, ways=tuple(ways))
        self.ways.show_ways(ways)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show all that the rules and the sums say."""
        self._judgement = judgement
        self._show_judgement()

    def mark_fields(self, paths: Iterable[str], remark: str) -> None:
        """Mark the fields for which the file was returned, and say why above the form."""
        self._marked = tuple(paths), remark
        self.band.show_text(lazy("Returned: {remark}", remark=remark))
        self.band.setVisible(bool(remark))
        self._show_judgement()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a state that is set or not
        """Let the form be read only, or be edited again."""
        self._read_only = read_only
        for lines in self._lists():
            lines.set_read_only(read_only)
        for button in (self.way.back, self.who.travels_too):
            button.setVisible(not read_only)
        self.summary.set_read_only(read_only)
        self._apply_read_only()

    def findings(self) -> tuple[Finding, ...]:
        """Give all that stands against the request: what is not understood, and what the rules say."""
        unread = self._unread()
        silent = {finding.path for finding in unread}
        return (*unread, *(finding for finding in self._told() if finding.path not in silent))

    def ready(self) -> bool:
        """Tell whether the request can be sent; show everything that stands against it and go to the first."""
        self._all = True
        self._judge_now()
        if self._blocking() is None:
            return True
        self._go_to_first()
        return False

    def keep_in(self, kept: KeptDrafts, key: str) -> bool:
        """Keep the half-typed request under *key* from now on; tell whether one was left behind and is shown now."""
        self._kept, self._kept_key = kept, key
        values = kept.kept(key)
        if values is None:
            return False
        standing, _faults = from_plain(Request, values.get("request"))
        self._show(standing)
        self._take_typed(values.get("typed"))
        self._all = True
        self._judge_now()
        return self.dirty

    def rebase(self, read: Request, standing: Request) -> None:
        """Count *read* as what was read from now on, and show *standing*; what is not understood stays as it was typed."""
        typed, same = self._typed(), standing == self.request()
        self._request = read
        if not same:  # else the user is left in peace, with the cursor where it is
            self._show(standing)
            self._take_typed(typed)
        self._judge_now()

    def let_go(self) -> None:
        """Forget the half-typed request: it was saved, or thrown away. What stands in the form counts as read from now on."""
        self._keeping.stop()
        self._request = self.request()
        if self._kept is not None:
            self._kept.drop(self._kept_key)

    def focus_first(self) -> None:
        """Let the user type in the first field that is empty."""
        if (editor := self.who.fields.editor("title")) is not None:
            editor.focus()

    def editor(self, path: str) -> Editor | None:
        """Give the editor at *path*, as a finding names it: `legs[0].mode`."""
        return next((editor for known, editor in self._editors() if known == path), None)

    def show_section(self, key: str) -> None:
        """Scroll to a section and let the user type in it."""
        section = next(section for section in self.sections if section.key == key)
        self.area.verticalScrollBar().setValue(section.pos().y())
        if (first := next(section.editors(), None)) is not None:
            first[1].focus()
        else:
            self._bring_near(section)
        self._show_current(key)

    def _build(self) -> None:
        self._build_lists()
        self.ways = WaysTable()
        self.allowance = AllowanceNote()
        self.who = parts.Who(self._application, self.travellers)
        self._where = parts.Where()
        self.way = parts.TheWay(self.legs)
        beside = Section(
            "ways",
            lazy("Side by side"),
            ("alternatives",),
            lazy("Hours there and back for one traveller; euro and kilograms for all of them."),
        )
        beside.add(self.ways)
        beside.add_list(self.alternatives)
        self._money = parts.Money(self.costs, self.allowance)
        self.sections: tuple[Section, ...] = (
            self.who,
            self._where,
            parts.Why(),
            parts.Need(),
            self.way,
            beside,
            parts.Sleeping(self.stays),
            self._money,
            parts.Safety(),
            parts.Remarks(),
        )
        self.summary = Summary()
        self.index = Index([(section.key, section.title) for section in self.sections])
        self.band = Label("", "finding", wrap=True)
        self.band.setProperty("tone", str(Tone.WARNING))
        self.band.setContentsMargins(0, 0, 0, theme.scaled(14))
        self.band.hide()
        self._general = FindingList()

    def _build_lists(self) -> None:
        self.travellers = Lines(
            "travellers",
            self._traveller_block,
            self._next_traveller,
            lazy("Add a traveller"),
            lazy("Nobody travels yet. Of those whom the office knows, everything but the name is filled in."),
        )
        self.legs = Lines(
            "legs",
            self._leg_block,
            self._next_leg,
            lazy("Add a leg"),
            lazy("The first leg goes from Brussels to the destination by train; the way back follows in one click."),
        )
        self.stays = Lines(
            "stays",
            StayBlock,
            self._next_stay,
            lazy("Add a stay"),
            lazy("No nights away yet. The city and the number of nights follow from the trip."),
        )
        self.costs = Lines(
            "costs", CostBlock, Cost, lazy("Add a cost"), lazy("Registration, visa, local transport: whatever does not stand above.")
        )
        self.alternatives = Lines(
            "alternatives",
            AlternativeBlock,
            Alternative,
            lazy("Add what somebody looked up"),
            lazy("What somebody has looked up goes before what is estimated."),
        )

    def _lay_out(self) -> None:
        # From the outside in: whatever changes its parent is dressed anew, with all that it holds.
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(theme.scaled(16))
        outer.addLayout(middle, 1)
        outer.addWidget(self.summary)
        page = QWidget()
        self.area: QScrollArea = scrolled(page)
        self._index_area = scrolled(self.index)
        middle.addWidget(self._index_area, 0)
        middle.addWidget(self.area, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.scaled(14), 0)
        column.setSpacing(0)
        column.addWidget(self.band)
        self._general.setContentsMargins(0, 0, 0, theme.scaled(14))
        column.addWidget(self._general)
        for section in self.sections:
            column.addWidget(section)
        column.addStretch(1)
        self.page = page
        self._size()

    def _connect(self) -> None:
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(JUDGE_AFTER)
        self._judging.timeout.connect(self._judge_now)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        for section in self.sections:
            section.edited.connect(self._on_edited)
            section.left.connect(self._on_left)
        for lines in self._lists():
            lines.rearranged.connect(self._on_rearranged)
        self.reasons.edited.connect(self._on_reason_edited)
        self.index.chosen.connect(self.show_section)
        self.way.back.clicked.connect(self._on_way_back)
        self.who.travels_too.clicked.connect(self._on_requester_travels)
        self.who.requester.chosen.connect(self._on_requester_chosen)
        self.summary.save_requested.connect(self._on_save)
        self.summary.submit_requested.connect(self._on_submit)
        self.summary.point_requested.connect(self._on_point_requested)
        self.area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_submit)
        for text, keys, act in (
            (lazy("Save draft"), "Ctrl+S", self._on_save),
            (lazy("Next section of the request"), "Ctrl+PgDown", self._on_next_section),
            (lazy("Section of the request before"), "Ctrl+PgUp", self._on_section_before),
        ):
            action = Action(text, shortcut=keys, parent=self)
            action.triggered.connect(act)
            self.addAction(action)
        spoken.changed.connect(self._on_language)
        theme.changed.connect(self._size)

    def _show(self, request: Request) -> None:
        self.reasons.show(request.justifications)
        self._where.departs.set_zone(_zone_of_start(request), typed=False)
        self._where.returns.set_zone(_zone_of_end(request), typed=False)
        self._expect(request)
        for section in self.sections:
            section.fields.show(request)
        for lines, values in zip(self._lists(), _lists_of(request), strict=True):
            lines.show_values(values)
        self._money.say()
        self._after_edit(request)
        self._order_tabs()

    def _lists(self) -> tuple[Lines, ...]:
        return self.travellers, self.legs, self.stays, self.costs, self.alternatives

    def _editors(self) -> Iterator[tuple[str, Editor]]:
        for section in self.sections:
            yield from section.editors()

    def _told(self) -> Iterator[Finding]:
        """Give what the rules say, as it is said to somebody who sees the fields: once for each of them."""
        editors = dict(self._editors())
        said: set[tuple[Editor, str]] = set()
        for finding in self._judgement.findings:
            if finding.rule != _MISSING:
                yield finding
                continue
            editor = nearest(editors, finding.path)
            if editor is None:
                yield finding
            elif (editor, finding.rule) not in said:  # a place lacks its city and its country: that is one field
                said.add((editor, finding.rule))
                yield replace(finding, message=REQUIRED)

    def _unread(self) -> tuple[Finding, ...]:
        return tuple(Finding(path, fault) for path, editor in self._editors() if (fault := editor.fault()) is not None)

    def _blocking(self) -> Lazy | None:
        """Say in words why the request cannot be sent; None when it can."""
        findings = self.findings()
        blocks = [finding for finding in findings if finding.severity is Severity.BLOCKS]
        if blocks:
            first = blocks[0]
            return lazy(
                "{points} First: {field}: {sentence}",
                points=lazy_count("{number} point blocks.", "{number} points block.", len(blocks)),
                field=self._title_of(first),
                sentence=first.message,
            )
        silent = self._without_reason(findings)
        if silent:
            return lazy("A derogation needs a reason: {rules}.", rules=", ".join(silent))
        return None

    def _title_of(self, finding: Finding) -> Lazy:
        editor = nearest(dict(self._editors()), finding.path)
        return editor.field.title if editor is not None else self._section_of(finding.path).title

    def _without_reason(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        request = self.request()
        return tuple(rule for rule in derogations(findings) if not reason_for(request, rule))

    def _section_of(self, path: str) -> Section:
        if path.startswith("justifications."):
            rule = path.partition(".")[2]
            path = next((f.path for f in self._judgement.findings if f.rule == rule and f.severity is Severity.DEROGATION), "")
        return max(self.sections, key=lambda section: section.owns(path))

    @Slot()
    def _judge_now(self) -> None:
        self._judging.stop()
        if self._judge is not None:
            self._judgement = self._judge(self.request())
        self._show_judgement()

    def _show_judgement(self) -> None:
        findings = self.findings()
        places: dict[FindingList, list[Finding]] = {place: [] for section in self.sections for place in section.finding_lists()}
        by_section: dict[str, list[Finding]] = {section.key: [] for section in self.sections}
        general: list[Finding] = []
        faulty: set[Editor] = set()
        for finding in (*self._marks(), *findings):
            self._put(finding, places, by_section, general, faulty)
        self._share(places, general)
        for _path, editor in self._editors():
            editor.mark(editor in faulty)
        for section in self.sections:
            seen = [f for place in section.finding_lists() for f in place.shown]
            self.index.lines[section.key].show_findings(by_section[section.key], quiet=not seen)
        self._where.ask_urgency(asked=any(f.rule in (LATE, URGENT) or f.path == "urgent_reason" for f in findings))
        judgement = self._judgement
        self.ways.show_ways(judgement.ways)
        self.allowance.show_sheet(judgement.allowance, [traveller.name for traveller in self.travellers.values()])
        self.summary.show_sums(judgement.total, judgement.emissions)
        self.summary.show_findings(findings, self._blocking(), quiet=not (self._all or self._visited))

    def _put(
        self,
        finding: Finding,
        places: Mapping[FindingList, list[Finding]],
        by_section: Mapping[str, list[Finding]],
        general: list[Finding],
        faulty: set[Editor],
    ) -> None:
        path = self._path_of(finding)
        section = self._section_of(path)
        if section.owns(path) < 0:
            general.append(finding)
            return
        place, editor = section.place_of(path)
        if finding.message is not RETURNED:
            by_section[section.key].append(finding)
        if not self._is_due(path, editor, section) and finding.message is not RETURNED:
            return
        places[place].append(finding)
        if editor is not None and finding.severity is Severity.BLOCKS:
            faulty.add(editor)

    def _path_of(self, finding: Finding) -> str:
        if not finding.path.startswith("justifications."):
            return finding.path
        rule = finding.path.partition(".")[2]
        return next((f.path for f in self._judgement.findings if f.rule == rule and f.severity is Severity.DEROGATION), finding.path)

    def _is_due(self, path: str, editor: Editor | None, section: Section) -> bool:
        """Tell whether a finding is shown: not before the user has been at its field, or in its section when it has none."""
        if self._all:
            return True
        if editor is not None:
            return any(path.startswith(visited) for visited in self._visited)
        return any(section.owns(visited) >= 0 and self._section_of(visited) is section for visited in self._visited)

    def _share(self, places: Mapping[FindingList, list[Finding]], general: Sequence[Finding]) -> None:
        asked = derogations(f for found in places.values() for f in found)

        def reasons(finding: Finding) -> Reasons | None:
            if finding.rule == URGENT and not self.reasons.text(URGENT):
                return None  # why it is urgent is asked in a field of its own
            return self.reasons if asked.get(finding.rule) is finding or finding.rule == NOT_NEEDED else None

        moved = [place.show_findings(found, reasons, confirmed=self._judgement.confirmed) for place, found in places.items()]
        for lines in self._lists():
            for block in lines.blocks:
                block.look_at(block.findings.shown)
        self._general.show_findings(general if self._all else (), reasons, confirmed=self._judgement.confirmed)
        if any(moved):
            self._apply_read_only()
            self._order_tabs()

    def _marks(self) -> Iterator[Finding]:
        paths, _remark = self._marked
        return (Finding(path, RETURNED, Severity.WARNS) for path in paths)

    def _go_to_first(self) -> None:
        findings = self.findings()
        worst = heaviest(findings)
        first = next((f for f in findings if f.severity is worst), None)
        if first is None or (worst is Severity.DEROGATION and self._go_to_reason()):
            return
        if first.rule == URGENT:
            self._where.urgent.focus()
            return
        path = self._path_of(first)
        section = self._section_of(path)
        place, editor = section.place_of(path)
        if editor is not None:
            editor.focus()
            self.area.ensureWidgetVisible(editor)
        else:
            self._bring_near(section)
        if place.isVisible():
            self.area.ensureWidgetVisible(place)

    def _go_to_reason(self) -> bool:
        silent = self._without_reason(self.findings())
        for section in self.sections:
            for place in section.finding_lists():
                for note in place.notes():
                    if note.reason is not None and note.finding.rule in silent:
                        note.reason.setFocus(Qt.FocusReason.OtherFocusReason)
                        self.area.ensureWidgetVisible(note)
                        return True
        return False

    def _bring_near(self, section: Section) -> None:
        buttons = [lines.add_button for lines in section.lists]
        if buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(section.heading)

    def _traveller_block(self, value: Traveller) -> TravellerBlock:
        return TravellerBlock(value, self._application, self._profile)

    def _leg_block(self, value: Leg) -> LegBlock:
        block = LegBlock(value)
        block.expect(self._where.departs.day.value() or self._today)
        return block

    def _next_traveller(self) -> Traveller:
        standing = self.travellers.values()
        if not standing:
            return Traveller(language=self.request().language)
        last = standing[-1]
        return Traveller(category=last.category, entity=last.entity, language=last.language, payer=last.payer, payer_stay=last.payer_stay)

    def _next_leg(self) -> Leg:
        return next_leg(self.request())

    def _next_stay(self) -> Any:
        return next_stay(self.request())

    def _expect(self, request: Request) -> None:
        self._where.departs.expect(self._today)
        begins = request.departure_day or self._today
        self._where.returns.expect(begins)
        days = days_of_legs(request)
        for block, day in zip(self.legs.blocks, days, strict=False):
            if isinstance(block, LegBlock):
                block.expect(begins)
                block.propose(day)

    def _after_edit(self, request: Request) -> None:
        """Say again what follows from the request as it stands."""
        self._where.departs.set_zone(_zone_of_start(request))
        self._where.returns.set_zone(_zone_of_end(request))
        self._expect(request)
        self.way.back.setEnabled(is_way_out(request.legs))
        name = request.requester.name.strip()
        self.who.travels_too.setEnabled(bool(name) and all(one.name != name for one in request.travellers))
        self._say(request)

    def _say(self, request: Request) -> None:
        formats = spoken.wording.formats
        airport = distances.airport_of(request.destination)
        country = formats.country(request.destination.country)
        known = [country, airport.name if airport else "", airport.zone.replace("_", " ") if airport else ""]
        self._where.where.setText("  ·  ".join(part for part in known if part) if request.destination.city else "")
        departs, returns = request.departs_at, request.returns_at
        text = ""
        if departs is not None and returns is not None and returns >= departs:
            days = (returns.date() - departs.date()).days + 1
            span = _("{first} to {last}", first=formats.day(departs.date(), weekday=True), last=formats.day(returns.date(), weekday=True))
            text = f"{span}  ·  {_(lazy_count('{number} day', '{number} days', days))}"
        self._where.length.setText(text)
        for label in (self._where.where, self._where.length):
            label.setVisible(bool(label.text()))

    def _typed(self) -> dict[str, Any]:
        return {path: editor.plain() for path, editor in self._editors() if editor.fault() is not None}

    def _take_typed(self, typed: Any) -> None:
        if not isinstance(typed, dict):
            return
        editors = dict(self._editors())
        for path, plain in typed.items():
            if path in editors:
                with suppress(TypeError, ValueError, AttributeError):  # the file is of another version of the form
                    editors[path].take_plain(plain)

    def _order_tabs(self) -> None:
        """Let Tab go through the form as it is read: lines that were added later stand in their place."""
        chain = [widget for widget in _in_reading_order(self) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _apply_read_only(self) -> None:
        for _path, editor in self._editors():
            for widget in editor.inputs():
                _lock(widget, locked=self._read_only)
        for section in self.sections:
            for place in section.finding_lists():
                for note in place.notes():
                    if note.reason is not None:
                        note.reason.setReadOnly(self._read_only)

    @Slot()
    def _size(self) -> None:
        self.page.setMaximumWidth(theme.scaled(WIDEST))
        self._index_area.setFixedWidth(self.index.minimumWidth() + theme.scaled(12))  # the scroll bar of a low window

    @Slot(str)
    def _on_edited(self, path: str) -> None:
        self._visited.add(path)
        self._after_edit(self.request())
        self._start()

    @Slot()
    def _on_reason_edited(self) -> None:
        self._start()

    def _start(self) -> None:
        self._judging.start()
        if self._kept is not None:
            self._keeping.start()
        self.changed.emit()

    @Slot(str)
    def _on_left(self, path: str) -> None:
        if path not in self._visited:
            self._visited.add(path)
            self._judging.start()

    @Slot()
    def _on_rearranged(self) -> None:
        self._order_tabs()

    @Slot()
    def _on_way_back(self) -> None:
        request = self.request()
        for leg in way_back(request.legs, request.returns_at):
            self.legs.add(leg)

    @Slot()
    def _on_requester_travels(self) -> None:
        requester = self.request().requester
        known = Traveller(name=requester.name, email=requester.email, language=self.request().language)
        block = self.travellers.add(known)
        person = self.who.requester.property("person")
        if isinstance(block, TravellerBlock) and person:
            block.take_profile(str(person))

    @Slot(str)
    def _on_requester_chosen(self, person: str) -> None:
        self.who.requester.setProperty("person", person)
        if self._profile is not None and not self.who.email.value():
            self.who.email.take_plain(self._profile(person).email)
        self._on_edited("requester.name")

    @Slot()
    def _on_submit(self) -> None:
        if not self._read_only and self.ready():
            self.submit_requested.emit()

    @Slot()
    def _on_save(self) -> None:
        if not self._read_only:
            self.save_requested.emit()

    @Slot()
    def _on_next_section(self) -> None:
        self._step(1)

    @Slot()
    def _on_section_before(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        typing = self.focusWidget()
        here = next((number for number, section in enumerate(self.sections) if typing is not None and section.isAncestorOf(typing)), -step)
        if 0 <= here + step < len(self.sections):
            self.show_section(self.sections[here + step].key)

    @Slot()
    def _on_point_requested(self) -> None:
        self._all = True
        self._show_judgement()
        self._go_to_first()

    @Slot()
    def _on_scrolled(self) -> None:
        top = self.area.verticalScrollBar().value() + theme.scaled(40)
        read = [section for section in self.sections if section.pos().y() <= top]
        self._show_current((read[-1] if read else self.sections[0]).key)

    def _show_current(self, key: str) -> None:
        self.index.show_current(key)
        self._index_area.ensureWidgetVisible(self.index.lines[key], 0, 0)

    @Slot()
    def _on_language(self) -> None:
        self._say(self.request())
        self._show_judgement()

    @Slot()
    def _keep(self) -> None:
        if self._kept is None:
            return
        if self.dirty:
            self._kept.keep(self._kept_key, {"request": to_plain(self.request()), "typed": self._typed()})
        else:
            self._kept.drop(self._kept_key)


def _same(one: Request, other: Request) -> bool:
    # Equal values may be written otherwise (a moment on another clock), and what is written may leave out what differs (a day without its rate).
    return one == other and to_plain(one) == to_plain(other)


def _lists_of(request: Request) -> tuple[Sequence[Any], ...]:
    return request.travellers, request.legs, request.stays, request.costs, request.alternatives


def _zone_of_start(request: Request) -> str:
    """Give the clock on which the trip begins: that of Brussels unless the first leg begins elsewhere."""
    return (distances.zone_of(request.legs[0].origin) if request.legs else None) or HOME


def _zone_of_end(request: Request) -> str:
    """Give the clock on which the trip ends: that of Brussels unless the way back ends elsewhere."""
    legs = request.legs
    return (distances.zone_of(legs[-1].to) if legs and not is_way_out(legs) else None) or HOME


def _in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Give the widgets below *widget* in the order of its layouts."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield inner
            yield from _in_reading_order(inner)
        return
    layout = widget.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: Any) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if (inner := item.widget()) is not None:
            yield inner
            yield from _in_reading_order(inner)
        elif (below := item.layout()) is not None:
            yield from _in_layout(below)


def _lock(widget: QWidget, *, locked: bool) -> None:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(locked)
    elif isinstance(widget, QComboBox | QAbstractButton):
        widget.setEnabled(not locked)


__all__ = ["Judge", "Judgement", "RequestForm"]
