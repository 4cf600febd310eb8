"""The page of precedence: the lists at the left, the ranks of the chosen one at the right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.domains.people import profile_commands as commands
from app.domains.people import profile_queries as queries
from app.domains.people.precedence.editing import moved, next_number, without
from app.domains.people.precedence.profiles import Office, Profile, Rank
from app.domains.people.profile_fields import ORIGINS, USES
from app.domains.people.profile_queries import Origin, ProfileRow
from app.domains.people.vocabulary import EDIT_PEOPLE, OFFICE, USUAL_LIST
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Screen
from app.kernel.translated import Lazy, Multilingual, lazy, lazy_count
from ui.kit.controls import Action
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken, worded
from ui.kit.parts import ActionButton
from ui.kit.printing import table_as_csv, table_as_document, temporary_file
from ui.kit.progress import Reporter
from ui.kit.registers import RegisterPage
from ui.people.precedence.catalogue import CatalogueDialog
from ui.people.precedence.comparing import CompareDialog
from ui.people.precedence.list_forms import COPY_FORM, SOURCE_FORM, CopyDraft, SourceDraft
from ui.people.precedence.proposals import ProposalsDialog
from ui.people.precedence.rank_form import RankDialog, rank_form
from ui.people.precedence.ranks import COLUMNS, PAPER_COLUMNS
from ui.people.precedence.sheet import AboutList, ProfileSheet

_RANK = re.compile(r"ranks\[(\d+)\]")


class PrecedencePage(RegisterPage):
    """The lists of precedence."""

    wide = (340, 740)  # how lists and ranks share the width at first

    def __init__(self, desk: Desk, screen: Screen, parent: QWidget | None = None) -> None:
        # The lists are few: a filter and long words would only take their room.
        register = replace(
            screen.register,
            filters=(),
            add_title=lazy("Add list"),
            edit_title=lazy("Change list"),
            remove_title=lazy("Remove list"),
        )
        super().__init__(desk, replace(screen, register=register), parent)

    # --- building --------------------------------------------------------------------------------------------------

    def make_detail(self) -> QWidget:
        """Make the sheet of a list."""
        self._profile: Profile | None = None
        self._row: ProfileRow | None = None
        self._offices: Mapping[str, Office] = {}
        self._findings: tuple[Finding, ...] = ()
        self._wanted: int | None = None  # the rank that is to be chosen when the list has been read again
        self.sheet = ProfileSheet()
        return self.sheet

    def build_actions(self) -> None:
        """Offer what is done with a list, and beside it what is done with a rank."""
        self._build_list_actions()
        self._build_rank_actions()
        ranks = self.sheet.ranks
        ranks.moved.connect(self.move_before)
        ranks.opened.connect(self.edit_rank)
        ranks.selected.connect(self._enable)
        self.sheet.place_wanted.connect(self.show_place)

    def _build(self) -> None:
        super()._build()
        if not self.desk.state.restore_parts(f"splitters/{self.screen_entry.kind}", self.splitter):
            self.splitter.setSizes(list(self.wide))
        self.about = AboutList()
        left = self.splitter.widget(0)
        layout = left.layout() if left is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.setStretch(0, 2)
        layout.addWidget(self.about, 3)
        self._side_bar = self.about.buttons  # what is done with a list stands below what the list is

    def _build_list_actions(self) -> None:
        self.compare_action = self.offer(lazy("Compare with another list…"), self.compare, "columns")
        self.about.buttons.addWidget(ActionButton(self.compare_action))
        self.offices_action = self.offer(lazy("Offices"), self.show_catalogue, "organisation", needs_record=False)
        if self.desk.application.user.may(EDIT_PEOPLE):
            self.proposals_action = self.offer(lazy("Offices of posts"), self.show_proposals, "person", needs_record=False, in_bar=True)
        self.copy_action = self.offer(lazy("Copy"), self.copy_list, "copy")
        self.usual_action = self.offer(lazy("Make usual"), self.make_usual, "check")
        self.put_back_action = self.offer(lazy("Put back as it came"), self.put_back, "history")
        self.copy_action.setVisible(self._may_edit)
        self._take_out_button(self.remove_action)  # it is there for a list of the office's own alone
        for action in (self.copy_action, self.usual_action, self.put_back_action, self.remove_action):
            if action is not None:
                self.about.buttons.addWidget(ActionButton(action))
        worded(self.print_action, text=lazy("Print the ranks of this list"))
        worded(self.export_action, text=lazy("Export the ranks of this list…"))
        # In the table of ranks these keys mean a rank.
        for action in (self.edit_action, self.remove_action):
            if action is not None:
                self.removeAction(action)
                self.list_pane.view.addAction(action)

    def _take_out_button(self, action: QAction | None) -> None:
        bar = self.about.buttons
        for number in range(bar.count()):
            item = bar.itemAt(number)
            button = item.widget() if item is not None else None
            if isinstance(button, QToolButton) and button.defaultAction() is action:
                bar.takeAt(number)
                button.hide()
                button.deleteLater()
                return

    def _build_rank_actions(self) -> None:
        self.insert_action = self._rank_action(lazy("Insert rank"), "plus", self.insert_rank, "Ins")
        self.edit_rank_action = self._rank_action(lazy("Change rank"), "edit", self.edit_rank, "F2")
        self.up_action = self._rank_action(lazy("Move up"), "up", self.move_up, "Alt+Up")
        self.down_action = self._rank_action(lazy("Move down"), "down", self.move_down, "Alt+Down")
        self.remove_rank_action = self._rank_action(lazy("Remove rank"), "remove", self.remove_rank, "Del")
        self.confirm_action = self._rank_action(lazy("Confirm…"), "check", self.confirm_ranks, "")
        self._rank_actions = [
            self.insert_action,
            self.edit_rank_action,
            self.up_action,
            self.down_action,
            self.confirm_action,
            self.remove_rank_action,
        ]
        self.sheet.ranks.offer(self._rank_actions)
        for action in self._rank_actions:
            self.sheet.buttons.addWidget(ActionButton(action, text=action not in (self.up_action, self.down_action)))

    def _rank_action(self, text: Lazy, icon: str, act: object, shortcut: str) -> Action:
        action = Action(text, icon, shortcut, self)
        action.triggered.connect(act)
        action.setVisible(self._may_edit)
        self.sheet.ranks.addAction(action)
        return action

    # --- reading ---------------------------------------------------------------------------------------------------

    def concerns(self, changes: Changes) -> bool:
        """Tell whether a list, an office, or the choice of the usual list was touched."""
        return super().concerns(changes) or changes.touch_any((OFFICE, USUAL_LIST))

    def take(self, changes: Changes) -> None:
        """Read again: a list that comes with the program is in no table until the office changes it."""
        self.table.refresh(None)
        self._settle_selection()

    def show_detail(self, id: str | None) -> None:
        """Show the list *id* with its ranks."""
        self._profile = self.ask_now(queries.profile(id)) if id is not None else None
        self._row = next(iter(self.ask_now(queries.profiles((id,)), ()) or ()), None) if id is not None else None
        self._offices = self.ask_now(queries.offices(), {}) or {}
        self._findings = tuple(self.ask_now(queries.profile_findings(id), ()) or ()) if id is not None else ()
        self._show()

    def actions_offered(self) -> list[QAction]:
        """Give what can be done here, with a list and with a rank."""
        own = [action for action in (self.edit_action, self.remove_action, *self._rank_actions) if action is not None]
        return [*super().actions_offered(), *(action for action in own if action.isEnabled() and action.isVisible())]

    def rank(self) -> Rank | None:
        """Give the rank that is chosen."""
        return self.sheet.ranks.rank()

    def _show(self) -> None:
        row = self._row
        badges = () if row is None else (*((USES[row.use],) if row.use else ()), ORIGINS[row.origin])
        self.about.show_profile(self._profile)
        self.sheet.show_profile(self._profile, badges, self._offices, self._findings, may_edit=self._may_edit)
        if self._wanted is not None and self.sheet.ranks.choose(self._wanted):
            self._wanted = None
        self._enable()

    @Slot()
    def _enable(self) -> None:
        row, ranks = self._row, list(self.sheet.ranks.ranks().values())
        rank = self.rank()
        place = next((number for number, other in enumerate(ranks) if other is rank), -1)
        may, origin = self._may_edit, row.origin if row is not None else None
        for action, offered in (
            (self.usual_action, row is not None and not row.usual),
            (self.put_back_action, origin is Origin.CHANGED),
            (self.remove_action, origin is Origin.OWN),
        ):
            if action is not None:
                action.setEnabled(may and offered)
                action.setVisible(may and offered)
        self.insert_action.setEnabled(may and row is not None)
        for action in (self.edit_rank_action, self.remove_rank_action, self.confirm_action):
            action.setEnabled(may and rank is not None)
        self.up_action.setEnabled(may and place > 0)
        self.down_action.setEnabled(may and 0 <= place < len(ranks) - 1)

    # --- what is done with a list ----------------------------------------------------------------------------------

    @Slot()
    def copy_list(self) -> None:
        """Ask for the code and the name of a copy."""
        if self._profile is None:
            return
        code = self._profile.code

        def command(_before: CopyDraft, after: CopyDraft) -> Command[Any]:
            return commands.CopyProfile(code, after.code, after.name)

        draft = CopyDraft("", self._profile.name)
        title = lazy("Copy {code}", code=code)
        FormDialog.show_for(
            self, self.desk, COPY_FORM, draft, title, command, key=f"{self.screen_entry.kind}/copy/{code}", verb=lazy("Copy")
        ).saved.connect(self._on_added)

    @Slot()
    def make_usual(self) -> None:
        """Let this list count wherever a mission says nothing."""
        if self._profile is not None:
            self.perform(commands.MakeUsual(self._profile.code))

    @Slot()
    def put_back(self) -> None:
        """Take the list as the program brings it; Undo brings the office's own back."""
        if self._profile is not None:
            self.perform(commands.PutBackProfile(self._profile.code))

    @Slot()
    def compare(self) -> CompareDialog | None:
        """Show this list beside another one."""
        return CompareDialog.show_for(self, self.desk, self._profile.code) if self._profile is not None else None

    @Slot()
    def show_catalogue(self) -> CatalogueDialog:
        """Show the catalogue of offices."""
        return CatalogueDialog.show_for(self, self.desk)

    @Slot()
    def show_proposals(self) -> ProposalsDialog:
        """Show the posts of which nobody has said which office they are."""
        return ProposalsDialog.show_for(self, self.desk)

    @Slot()
    def print_out(self) -> None:
        """Make a paper of the ranks of this list and open it."""
        profile, wording, application = self._profile, spoken.wording, self.desk.application
        if profile is None:
            return
        rows, stamp = self.sheet.ranks.table.rows(), wording.formats.moment(application.clock.now())
        title = wording.say(lazy("{name} ({code})", name=profile.name, code=profile.code))
        document = table_as_document(title, PAPER_COLUMNS, rows, wording, stamp)

        def lay_out(report: Reporter) -> Path:
            return temporary_file(f"{profile.code}.pdf", application.outside.renderer().render(document, wording, report))

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    def export_to(self, path: Path) -> None:
        """Write the ranks of this list to *path*."""
        content = table_as_csv(COLUMNS, self.sheet.ranks.table.rows(), spoken.wording)
        outside = self.desk.application.outside

        def write(_report: Reporter) -> Path:
            outside.write_whole(path, content)
            return path

        self.desk.operations.run(write, lazy("Exporting")).then(self._on_exported)

    @Slot(object)
    def show_place(self, finding: Finding) -> None:
        """Go to the rank, the office or the field that a finding is about."""
        if finding.ref is not None and finding.ref.kind == OFFICE:
            self.show_catalogue().reveal(finding.ref.id)
        elif (number := _number_of(finding, self._profile)) is not None:
            self.sheet.ranks.choose(number)
            self.sheet.ranks.setFocus()
        else:
            self.edit()

    # --- what is done with a rank ----------------------------------------------------------------------------------

    @Slot()
    def insert_rank(self) -> None:
        """Ask for a rank that stands behind the chosen one."""
        profile = self._profile
        if profile is None:
            return

        def command(_before: Rank, after: Rank) -> Command[Any]:
            self._wanted = after.number
            return commands.InsertRank(profile.code, after)

        chosen = self.rank()
        blank = Rank(next_number(profile, chosen), Multilingual())
        self._ask_rank(profile, blank, lazy("Insert rank"), command, "new", lazy("Insert"))

    @Slot()
    def edit_rank(self) -> None:
        """Change the rank that is chosen."""
        profile, rank = self._profile, self.rank()
        if profile is None or rank is None or not self._may_edit:
            return

        def command(before: Rank, after: Rank) -> Command[Any]:
            self._wanted = after.number
            return commands.EditRank(profile.code, before, after)

        self._ask_rank(
            without(profile, rank), rank, lazy("Change rank {number}", number=rank.number), command, str(rank.number), lazy("Save")
        )

    @Slot()
    def remove_rank(self) -> None:
        """Take the chosen rank out of the list; Undo brings it back."""
        if self._profile is not None and (rank := self.rank()) is not None:
            self.perform(commands.RemoveRank(self._profile.code, rank.number))

    @Slot()
    def confirm_ranks(self) -> None:
        """Ask for the source that confirms the ranks that are selected."""
        profile, numbers = self._profile, tuple(rank.number for rank in self.sheet.ranks.chosen())
        if profile is None or not numbers:
            return

        def command(_before: SourceDraft, after: SourceDraft) -> Command[Any]:
            return commands.ConfirmRanks(profile.code, numbers, after.source)

        title = lazy_count("Confirm {number} rank", "Confirm {number} ranks", len(numbers))
        key = f"{self.screen_entry.kind}/{profile.code}/confirm"
        FormDialog.show_for(self, self.desk, SOURCE_FORM, SourceDraft(), title, command, key=key, verb=lazy("Confirm"))

    @Slot()
    def move_up(self) -> None:
        """Let the chosen rank go before the one above."""
        self._step(-1)

    @Slot()
    def move_down(self) -> None:
        """Let the chosen rank go after the one below."""
        self._step(2)

    @Slot(str, int)
    def move_before(self, id: str, row: int) -> None:
        """Let the rank of the line *id* stand before the line that is *row* now."""
        shown = self.sheet.ranks.ranks()
        if self._profile is None or not self._may_edit or id not in shown:
            return
        lines = list(shown)
        others = [one for one in lines if one != id]
        target = sum(one != id for one in lines[: max(row, 0)])
        if target == lines.index(id):
            return
        before = shown[others[target]] if target < len(others) else None
        self._wanted = _number_after(moved(self._profile, shown[id], before), shown[id])
        self.perform(commands.MoveRank(self._profile.code, shown[id].number, before.number if before is not None else None))

    def _step(self, step: int) -> None:
        if (id := self.sheet.ranks.current_id()) is not None:
            self.move_before(id, list(self.sheet.ranks.ranks()).index(id) + step)

    def _ask_rank(self, others: Profile, rank: Rank, title: Lazy, command: Any, key: str, verb: Lazy) -> None:
        RankDialog.show_for(
            self,
            self.desk,
            rank_form(others, self._offices),
            rank,
            title,
            command,
            key=f"{self.screen_entry.kind}/{others.code}/rank/{key}",
            verb=verb,
        )


def _number_after(profile: Profile, rank: Rank) -> int | None:
    """Give the number that *rank* has in a list in which it was moved."""
    return next((other.number for other in profile.ranks if other == replace(rank, number=other.number)), None)


def _number_of(finding: Finding, profile: Profile | None) -> int | None:
    """Give the number of the rank that a finding is about, as its path counts it: "ranks[3].offices"."""
    match = _RANK.match(finding.path)
    ranks = profile.ranks if profile is not None else ()
    return ranks[int(match[1])].number if match and int(match[1]) < len(ranks) else None
