"""Forms from their description: editors, what the rules say beside each field, and a draft that is never lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.kernel.errors import Finding, Severity
from app.kernel.fields import Field, FieldKind, Form, Tone
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Label
from ui.kit.editors import Editor
from ui.kit.fields import make_editor
from ui.kit.icons import iconed
from ui.kit.language import spoken, worded
from ui.kit.theme import theme

if TYPE_CHECKING:
    from app.application import Application
    from ui.kit.state import KeptDrafts

KEEP_AFTER = 700  # milliseconds of silence before a half-typed form is kept
REQUIRED = lazy("Fill this in.")
_TONES = {Severity.BLOCKS: Tone.BAD, Severity.DEROGATION: Tone.BUSY, Severity.WARNS: Tone.WARNING, Severity.NOTES: Tone.NEUTRAL}
_ICONS = {Severity.BLOCKS: "fault", Severity.DEROGATION: "derogation", Severity.WARNS: "warning", Severity.NOTES: "note"}
_WORDS = {
    Severity.BLOCKS: lazy("Error"),
    Severity.DEROGATION: lazy("Needs a derogation"),
    Severity.WARNS: lazy("Attention"),
    Severity.NOTES: lazy("Note"),
}


class FindingLine(QWidget):
    """What a rule says: an icon, and the sentence in the colour of its weight."""

    def __init__(self, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        tone = _TONES[finding.severity]
        icon = Label()
        iconed(icon, _ICONS[finding.severity], f"tone:{tone}")
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = Label("", "finding", wrap=True)
        text.setProperty("tone", str(tone))
        text.show_text(finding.message)
        worded(text, accessibleName=lazy("{severity}: {sentence}", severity=_WORDS[finding.severity], sentence=finding.message))
        layout.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1)


class Findings(QWidget):
    """The sentences about one field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: tuple[Finding, ...] = ()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 2, 0, 0)
        self._layout.setSpacing(2)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these sentences in place of those before."""
        fresh = tuple(dict.fromkeys(findings))
        if fresh == self.shown:
            return
        self.shown = fresh
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in fresh:
            self._layout.addWidget(FindingLine(finding))
        self.setVisible(bool(fresh))


class FormWidget(QWidget):
    """A form on the screen.

    Findings of `form.check` appear beside a field once the user has been there, and all of them once Save was tried; those
    that the application had (`show_refusal`) stay until the field is edited. In a *stacked* form the titles stand above their fields,
    for a narrow place.

    Signals:
        edited: something was changed.
        submitted: the user asks to save from within the form (Ctrl+Enter).
    """

    edited = Signal()
    submitted = Signal()

    def __init__(
        self,
        form: Form[Any],
        draft: Any,
        application: Application | None = None,
        parent: QWidget | None = None,
        *,
        stacked: bool = False,
    ) -> None:
        super().__init__(parent)
        self.form = form
        self._stacked = stacked
        self.before = draft
        self.editors: dict[str, Editor] = {}
        self._findings: dict[str, Findings] = {}
        self._parts: dict[str, list[QWidget]] = {}  # of each field, besides its findings
        self._general = Findings()
        self._refused: dict[str, tuple[Finding, ...]] = {}
        self._visited: set[str] = set()
        self._tried = False
        self._kept: KeptDrafts | None = None
        self._kept_key = ""
        self._build(application)
        self._connect()
        self.show_draft(draft)

    def show_draft(self, draft: Any) -> None:
        """Show *draft*, as it was read."""
        self.before = draft
        self._refused.clear()
        self._visited.clear()
        self._tried = False
        for key, editor in self.editors.items():
            editor.show_value(getattr(draft, key))
        self._check()

    def draft(self) -> Any:
        """Give what stands in the form; what was not understood counts as empty (see `faults`)."""
        return replace(self.before, **{key: editor.value() for key, editor in self.editors.items()})

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what was read."""
        return self.draft() != self.before or any(editor.fault() for editor in self.editors.values())

    def findings(self) -> tuple[Finding, ...]:
        """Give everything that the rules and the editors have against the form as it stands."""
        unread = tuple(Finding(key, fault) for key, editor in self.editors.items() if (fault := editor.fault()) is not None)
        silent = {finding.path for finding in unread}
        checked = tuple(f for f in self.form.check(self.draft()) if f.path not in silent)
        said = silent | {finding.path for finding in checked if finding.blocks}
        missing = tuple(
            Finding(field.key, REQUIRED)
            for field in self.form.fields
            if field.required and field.key not in said and _is_empty(self.editors[field.key].value())
        )
        place = {field.key: number for number, field in enumerate(self.form.fields)}
        return tuple(sorted(unread + missing + checked, key=lambda finding: place.get(self._key_of(finding), len(place))))

    def ready(self) -> bool:
        """Tell whether nothing blocks; show everything that does and go to the first."""
        self._tried = True
        blocking = [finding for finding in self.findings() if finding.blocks]
        self._check()
        if blocking:
            self._go_to(blocking[0])
        return not blocking

    @Slot(object)
    def show_refusal(self, findings: tuple[Finding, ...]) -> None:
        """Show what the application had against the form; what was typed stays."""
        self._refused = {}
        for finding in findings:
            key = self._key_of(finding)
            self._refused[key] = (*self._refused.get(key, ()), finding)
        self._tried = True
        self._check()
        if findings:
            self._go_to(findings[0])

    def keep_in(self, kept: KeptDrafts, key: str) -> bool:
        """Keep the half-typed form under *key* from now on; tell whether one was left behind and is shown now."""
        self._kept, self._kept_key = kept, key
        values = kept.kept(key)
        if values is None:
            return False
        for name, plain in values.items():
            if name in self.editors:
                self._take_plain(self.editors[name], plain)
        self._check()
        return self.dirty

    def put_away(self) -> None:
        """Keep what is half-typed at once: another form takes the place of this one."""
        if self._keeping.isActive():
            self._keeping.stop()
            self._keep()

    def let_go(self) -> None:
        """Forget the half-typed form: it was saved, or thrown away."""
        self._keeping.stop()
        if self._kept is not None:
            self._kept.drop(self._kept_key)

    def add_editor(self, editor: Editor) -> None:
        """Put an editor that a page made below the others; the key of its field is an attribute of the draft."""
        editor.name(editor.field.title)
        self._place(self._grid, editor)
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        editor.show_value(getattr(self.before, editor.field.key))
        self._check()

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Make the editor of *field*; a form with editors of its own gives them here."""
        return make_editor(field, self.form.draft, application)

    def leave_out(self, keys: Collection[str]) -> None:
        """Show all fields but these; what stands in one of them is not lost."""
        for key, parts in self._parts.items():
            for part in parts:
                part.setHidden(key in keys)
            self._findings[key].setHidden(key in keys or not self._findings[key].shown)

    def focus_first(self) -> None:
        """Let the user type in the first field."""
        if self.editors:
            next(iter(self.editors.values())).focus()

    def _build(self, application: Application | None) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._general.setContentsMargins(0, 0, 0, theme.scaled(10))
        outer.addWidget(self._general)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.scaled(16))
        grid.setVerticalSpacing(theme.scaled(10))
        grid.setColumnStretch(1, 1)
        outer.addLayout(grid)
        outer.addStretch(1)
        self._grid = grid
        group: Lazy | None = None
        for field in self.form.fields:
            if field.group is not None and field.group != group:
                group = field.group
                heading = Label(group, "heading")
                heading.setContentsMargins(0, theme.scaled(10) if grid.rowCount() > 1 else 0, 0, 0)
                grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            editor = self.make_editor(field, application)
            editor.name(field.title)
            self._place(grid, editor)

    def _place(self, grid: QGridLayout, editor: Editor) -> None:
        row, field = grid.rowCount(), editor.field
        cell = QVBoxLayout()
        cell.setSpacing(2)
        cell.addWidget(editor)
        parts: list[QWidget] = [editor]
        if field.help is not None:
            parts.append(Label(field.help, "small", wrap=True))
            cell.addWidget(parts[-1])
        findings = Findings()
        cell.addWidget(findings)
        if field.kind is not FieldKind.YES_NO:
            title = Label("", "quiet", wrap=True)
            title.show_text(lazy("{field} *", field=field.title) if field.required else field.title)
            title.setBuddy(editor.inputs()[0])
            parts.append(title)
            if self._stacked:
                cell.insertWidget(0, title)
            else:
                title.setFixedWidth(theme.scaled(150))
                title.setContentsMargins(0, theme.scaled(6), 0, 0)
                title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
                grid.addWidget(title, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(cell, row, 0 if self._stacked else 1, 1, 2 if self._stacked else 1)
        self.editors[field.key] = editor
        self._parts[field.key] = parts
        self._findings[field.key] = findings

    def _connect(self) -> None:
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(KEEP_AFTER)
        self._keeping.timeout.connect(self._keep)
        for editor in self.editors.values():
            editor.edited.connect(self._on_edited)
            editor.left.connect(self._on_left)
        spoken.changed.connect(self._check)

    def _take_plain(self, editor: Editor, plain: Any) -> None:
        try:
            editor.take_plain(plain)
        except (TypeError, ValueError, AttributeError, KeyError):
            editor.show_value(getattr(self.before, editor.field.key))  # the file is of another version of the form

    def _key_of(self, finding: Finding) -> str:
        key = finding.path.split(".")[0].split("[")[0]
        return key if key in self.editors else ""

    def _go_to(self, finding: Finding) -> None:
        if (editor := self.editors.get(self._key_of(finding))) is not None:
            editor.focus()
            self._bring_into_view(editor)

    def _bring_into_view(self, widget: QWidget) -> None:
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)

    @Slot()
    def _check(self) -> None:
        by_key: dict[str, list[Finding]] = {}
        for finding in self.findings():
            by_key.setdefault(self._key_of(finding), []).append(finding)
        for key, refused in self._refused.items():
            by_key.setdefault(key, []).extend(refused)
        for key, line in self._findings.items():
            seen = self._tried or key in self._visited
            found = [f for f in by_key.get(key, ()) if seen or not f.blocks]
            line.show_findings(found)
            self.editors[key].mark(any(finding.blocks for finding in found))
        self._general.show_findings(by_key.get("", []) if self._tried else ())

    @Slot()
    def _on_edited(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self._refused.pop(sender.field.key, None)
        self._refused.pop("", None)
        self._check()
        if self._kept is not None:
            self._keeping.start()
        self.edited.emit()

    @Slot()
    def _on_left(self) -> None:
        sender = self.sender()
        if isinstance(sender, Editor):
            self._visited.add(sender.field.key)
            self._check()

    @Slot()
    def _keep(self) -> None:
        if self._kept is None:
            return
        if self.dirty:
            self._kept.keep(self._kept_key, {key: editor.plain() for key, editor in self.editors.items() if not editor.field.private})
        else:
            self._kept.drop(self._kept_key)


def scrolled(widget: QWidget) -> QScrollArea:
    """Put *widget* in an area that scrolls upright."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def _is_empty(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | int | time) and not value)
