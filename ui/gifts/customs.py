"""The customs of other cultures: what etiquette literature says is avoided and what is polite, each with its source and whether anybody confirmed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domains.gifts import taboos as customs
from app.domains.gifts.house_rules import Avoided, Taboo
from app.domains.gifts.rules_commands import AddTaboo, EditTaboo, PutBackTaboo, RemoveTaboo
from app.domains.gifts.rules_fields import AVOIDED_FORM, TABOO_FORM, TabooDraft, taboo_draft, taboo_of_draft
from app.domains.gifts.rules_queries import Origin, TabooLine, taboo_lines
from app.domains.gifts.taboos import CONFIRMED_BADGE, LITERATURE_BADGE
from app.domains.gifts.vocabulary import TABOO
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Form
from app.kernel.translated import Lazy, lazy
from ui.gifts.rule_lines import AVOIDED_COLUMNS, ORIGINS, TABOO_COLUMNS, avoided_shown, countries_told, taboo_shown
from ui.gifts.rule_parts import PUT_BACK, RulesPart, source_label, tell_source
from ui.kit.controls import Label
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.flow import FlowLayout
from ui.kit.language import spoken
from ui.kit.parts import Badge, Section, ShortTable
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView

_ALL = 400  # more countries than there are
_LEAST = 150  # pixels of each list at the usual size of text
_SIZES = 430, 400


class CustomsPart(RulesPart):
    """The cultures at the left; what is said of the chosen one at the right, changed line by line."""

    name = lazy("Customs of other cultures")
    explained = lazy(
        "Hints, never rules: what nobody of the office has confirmed is etiquette literature, to be verified with the embassy or the desk. "
        "An object that meets one gets a warning, which a reason answers."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._lines: dict[str, TabooLine] = {}
        self._wanted = ""  # the culture that is to be chosen when the customs have been read again
        self.table = RecordTable(TABOO_COLUMNS)
        self.view, self.avoided_view = TableView(lazy("Countries and cultures")), ShortTable(lazy("What is avoided"), AVOIDED_COLUMNS)
        self.view.show_table(self.table)
        self.view.setMinimumHeight(theme.scaled(_LEAST))
        self.avoided_view.setMinimumHeight(theme.scaled(_LEAST))
        self.add_action = self.action(lazy("Add culture"), "plus", self.add, "Ins")
        self.edit_action = self.action(lazy("Change…"), "edit", self.edit, "F2")
        self.remove_action = self.action(lazy("Leave out"), "remove", self.remove, "Del")
        self.back_action = self.action(PUT_BACK, "history", self.put_back)
        self.add_avoided_action = self.action(lazy("Add"), "plus", self.add_avoided, "Ins")
        self.edit_avoided_action = self.action(lazy("Change…"), "edit", self.edit_avoided, "F2")
        self.remove_avoided_action = self.action(lazy("Remove"), "remove", self.remove_avoided, "Del")
        self._build()
        self.view.selected.connect(self._show_chosen)
        self.view.opened.connect(self._on_opened)
        self.avoided_view.selected.connect(self.settle)
        self.avoided_view.opened.connect(self.edit_avoided)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether customs were touched."""
        return changes.touch_any((TABOO,))

    def read(self) -> None:
        """Read the customs as they count here, with what was left out."""
        self._lines = {line.id: line for line in self.ask_now(taboo_lines(), ()) or ()}
        self.table.show([taboo_shown(line) for line in self._lines.values()])
        if self._wanted and self.view.select(self._wanted):
            self._wanted = ""
        if self.view.current_id() is None:
            self.view.select_first()
        self._show_chosen()

    def retranslate(self) -> None:
        """Say again what is composed here."""
        if not self.stale:
            self.read()

    def take_focus(self) -> None:
        """Give the keyboard to the table of cultures."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, code: str) -> None:
        """Show the customs with *code*."""
        if not self.view.select(code):
            self._wanted = code
            self.refresh()

    def line(self) -> TabooLine | None:
        """Give the culture that is chosen."""
        return self._lines.get(self.view.current_id() or "")

    def chosen_avoided(self) -> Avoided | None:
        """Give what is chosen of that which is avoided."""
        line, id = self.line(), self.avoided_view.current_id()
        return line.taboo.avoid[int(id)] if line is not None and id is not None and int(id) < len(line.taboo.avoid) else None

    # --- what is done with a culture -------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Ask for a culture of which the program knows nothing."""
        if not self.may:
            return

        def command(_before: TabooDraft, after: TabooDraft) -> Command[str]:
            self._wanted = after.code.strip()
            return AddTaboo(taboo_of_draft(after, Taboo()))

        title, form = lazy("Add culture"), _form_of_new(tuple(self._lines))
        FormDialog.show_for(self, self.desk, form, TabooDraft(), title, command, key=f"{TABOO}/new", verb=title)

    @Slot()
    def edit(self) -> None:
        """Change what is said of the chosen culture, or note that it was confirmed."""
        line = self.line()
        if line is None or line.origin is Origin.GONE or not self.may:
            return
        one = line.taboo

        def command(_before: TabooDraft, after: TabooDraft) -> Command[None]:
            return EditTaboo(one.code, one, taboo_of_draft(after, one))

        form = replace(TABOO_FORM, fields=tuple(field for field in TABOO_FORM.fields if field.key != "code"))
        title = lazy("Change the customs of {culture}", culture=one.name)
        FormDialog.show_for(self, self.desk, form, taboo_draft(one), title, command, key=f"{TABOO}/{one.code}")

    @Slot()
    def remove(self) -> None:
        """Leave the chosen culture out; what the program brings can be put back."""
        if (line := self.line()) is not None and self.remove_action.isEnabled():
            self.perform(RemoveTaboo(line.id))

    @Slot()
    def put_back(self) -> None:
        """Take what the program says of the chosen culture again."""
        if (line := self.line()) is not None:
            self.perform(PutBackTaboo(line.id))

    # --- what is done with one thing that is avoided ---------------------------------------------------------------

    @Slot()
    def add_avoided(self) -> None:
        """Ask for one more thing that is avoided."""
        if (line := self.line()) is not None and line.origin is not Origin.GONE and self.may:
            self._ask_avoided(line.taboo, len(line.taboo.avoid), Avoided(), lazy("Add what is avoided"))

    @Slot()
    def edit_avoided(self) -> None:
        """Change the chosen thing that is avoided."""
        line, one = self.line(), self.chosen_avoided()
        if line is not None and one is not None and line.origin is not Origin.GONE and self.may:
            self._ask_avoided(line.taboo, int(self.avoided_view.current_id() or 0), one, lazy("Change what is avoided"))

    @Slot()
    def remove_avoided(self) -> None:
        """Take the chosen thing off the list; Undo brings it back."""
        line = self.line()
        if line is not None and self.chosen_avoided() is not None and self.remove_avoided_action.isEnabled():
            place = int(self.avoided_view.current_id() or 0)
            left = tuple(one for number, one in enumerate(line.taboo.avoid) if number != place)
            self.perform(EditTaboo(line.id, line.taboo, replace(line.taboo, avoid=left)))

    @Slot()
    def settle(self) -> None:
        """Offer what can be done with what is chosen."""
        line = self.line()
        there = line is not None and line.origin is not Origin.GONE
        self.edit_action.setEnabled(there)
        self.remove_action.setEnabled(there)
        self.back_action.setEnabled(line is not None and line.origin in (Origin.CHANGED, Origin.GONE))
        self.add_avoided_action.setEnabled(there)
        for action in (self.edit_avoided_action, self.remove_avoided_action):
            action.setEnabled(there and self.chosen_avoided() is not None)

    def _ask_avoided(self, taboo: Taboo, place: int, one: Avoided, title: Lazy) -> None:
        def command(_before: Avoided, after: Avoided) -> Command[None]:
            avoid = (*taboo.avoid[:place], after, *taboo.avoid[place + 1 :])
            return EditTaboo(taboo.code, taboo, replace(taboo, avoid=avoid))

        told = lazy("{title}: {culture}", title=title, culture=taboo.name)
        FormDialog.show_for(self, self.desk, AVOIDED_FORM, one, told, command, key=f"{TABOO}/{taboo.code}/avoided/{place}")

    # --- building and showing --------------------------------------------------------------------------------------

    def _build(self) -> None:
        left = Section(lazy("Countries and cultures"))
        self.table_with(self.view, left, self.add_action, self.edit_action, self.remove_action, self.back_action)
        left.body.setContentsMargins(0, theme.scaled(6), theme.scaled(16), 0)
        left.add(self.view, 1)
        self.told = source_label()
        left.add(self.told)
        self.pane = QWidget()
        column = QVBoxLayout(self.pane)
        column.setContentsMargins(theme.scaled(16), 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        self.heading = Label("", "heading", wrap=True)
        self.sureness, self.origin = Badge(), Badge()
        badges = FlowLayout(spacing=6)
        badges.addWidget(self.sureness)
        badges.addWidget(self.origin)
        self.countries = Label("", "quiet", wrap=True)
        self.manners = Label("", wrap=True)
        self.manners.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.heading)
        column.addLayout(badges)
        column.addWidget(self.countries)
        section = Section(lazy("What is avoided"))
        actions = (self.add_avoided_action, self.edit_avoided_action, self.remove_avoided_action)
        section.add(self.table_with(self.avoided_view, section, *actions), 1)
        column.addWidget(section, 1)
        self.polite = Section(lazy("What is polite"))
        self.polite.add(self.manners)
        column.addWidget(self.polite)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.pane)
        self.splitter.setSizes([theme.scaled(size) for size in _SIZES])
        self.body.addWidget(self.splitter, 1)

    @Slot()
    def _show_chosen(self) -> None:
        line = self.line()
        self.pane.setVisible(line is not None)
        if line is None:
            return
        one, text = line.taboo, spoken.wording.text
        badge = CONFIRMED_BADGE if one.confirmed else LITERATURE_BADGE
        self.heading.setText(text(one.name))
        self.sureness.show_badge(badge.title, badge.tone)
        self.origin.show_badge(ORIGINS[line.origin].title, ORIGINS[line.origin].tone)
        self.countries.show_text(lazy("Counts for: {countries}", countries=countries_told(one, _ALL)))
        self.manners.setText(text(one.manners))
        self.polite.setVisible(bool(one.manners))
        self.avoided_view.put([avoided_shown(place, avoided) for place, avoided in enumerate(one.avoid)])
        if self.avoided_view.current_id() is None:
            self.avoided_view.select_first()
        tell_source(self.told, one.source, literature=True)
        self.settle()

    @Slot()
    def _on_opened(self) -> None:
        self.avoided_view.setFocus(Qt.FocusReason.OtherFocusReason)


def _form_of_new(known: Sequence[str]) -> Form[TabooDraft]:
    """Give the form of a culture, when those with these codes are there already."""

    def check(draft: TabooDraft) -> Sequence[Finding]:
        findings = list(TABOO_FORM.check(draft))
        if draft.code.strip() in known or draft.code.strip() in customs.shipped():
            message = lazy("There are customs with the code “{code}” already.", code=draft.code)
            findings.append(Finding("code", message, rule="taboo-twice"))
        return findings

    return replace(TABOO_FORM, check=check)
