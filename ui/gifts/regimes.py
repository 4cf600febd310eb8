"""The thresholds of gifts: whose rules there are, and below them the dated sets of the chosen one, each with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domains.gifts.house_rules import OWN_REGIME, Regime, ThresholdSet
from app.domains.gifts.rules_commands import EditGiftRules, PutBackRegime
from app.domains.gifts.rules_fields import (
    REGIME_FORM,
    THRESHOLDS_FORM,
    RegimeDraft,
    ThresholdsDraft,
    regime_draft,
    regime_of_draft,
    thresholds_draft,
    thresholds_of,
)
from app.domains.gifts.rules_queries import regimes_of
from app.domains.gifts.vocabulary import REGIME_OF, RULES
from app.kernel.changes import Changes
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Form
from app.kernel.money import EURO
from app.kernel.translated import Lazy, Multilingual, lazy
from ui.gifts.rule_lines import (
    REGIME_COLUMNS,
    SET_COLUMNS,
    can_go_back,
    left_out_shown,
    rate_told,
    regime_shown,
    regimes_left_out,
    set_id,
    set_shown,
    with_regime,
)
from ui.gifts.rule_parts import PUT_BACK, RulesPart, source_label, tell_source
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.parts import Section
from ui.kit.tables import RecordTable
from ui.kit.theme import theme
from ui.kit.views import TableView

_SEEN = 4  # sets of a regime that are seen at once; more of them are scrolled to
_LEAST = 150  # pixels of the list of regimes at the usual size of text


@dataclass(frozen=True, slots=True)
class NewRegimeDraft:
    """A regime as it is typed, with its first thresholds: without any it would say nothing."""

    code: str = ""
    name: Multilingual = Multilingual()
    countries: str = ""
    since: date | None = None
    declare_from: str = ""
    hand_over_from: str = ""
    currency: str = EURO
    rate: str = ""
    rate_on: date | None = None
    source: str = ""
    confirmed: bool = False


class ThresholdsPart(RulesPart):
    """From which value on a gift is declared, or handed over; by whose rules, and since when."""

    name = lazy("Thresholds")
    explained = lazy(
        "What counts is the set in force on the day of receipt, never today's. No amount is confirmed as the rule of the Brussels-Capital "
        "Region: what says “default” has to be compared with its source."
    )

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._gone: tuple[Regime, ...] = ()
        self._wanted = ""  # the regime that is to be chosen when the rules have been read again
        self.table, self.sets = RecordTable(REGIME_COLUMNS), RecordTable(SET_COLUMNS)
        self.view, self.sets_view = TableView(lazy("Whose rules")), TableView(lazy("Thresholds of this regime"))
        self.view.show_table(self.table)
        self.sets_view.show_table(self.sets)
        self.view.setMinimumHeight(theme.scaled(_LEAST))
        self.add_action = self.action(lazy("Add regime"), "plus", self.add, "Ins")
        self.edit_action = self.action(lazy("Change…"), "edit", self.edit, "F2")
        self.remove_action = self.action(lazy("Remove"), "remove", self.remove, "Del")
        self.back_action = self.action(PUT_BACK, "history", self.put_back)
        self.add_set_action = self.action(lazy("Add thresholds"), "plus", self.add_set, "Ins")
        self.edit_set_action = self.action(lazy("Change thresholds…"), "edit", self.edit_set, "F2")
        self.remove_set_action = self.action(lazy("Remove thresholds"), "remove", self.remove_set, "Del")
        whose = Section(lazy("Whose rules"))
        self.table_with(self.view, whose, self.add_action, self.edit_action, self.remove_action, self.back_action)
        whose.add(self.view, 1)
        self.section = Section(lazy("Thresholds"))
        self.table_with(self.sets_view, self.section, self.add_set_action, self.edit_set_action, self.remove_set_action)
        self.section.add(self.sets_view)
        self.told = source_label()
        self.section.add(self.told)
        self.body.addWidget(whose, 1)
        self.body.addWidget(self.section)
        self.view.selected.connect(self._show_sets)
        self.view.opened.connect(self._on_opened)
        self.sets_view.selected.connect(self.settle)
        self.sets_view.opened.connect(self.edit_set)

    def concerns(self, changes: Changes) -> bool:
        """Tell whether the rules, or whom they bind, were touched."""
        return changes.touch_any((RULES, REGIME_OF))

    def read(self) -> None:
        """Read the rules in force."""
        rules, today = self.read_rules(), self.desk.application.clock.today()
        self._gone = tuple(regimes_left_out(rules))
        bound = Counter(line.regime for line in self.ask_now(regimes_of(), ()) or ())
        self.table.show([*(regime_shown(one, rules, bound, today) for one in rules.regimes), *(left_out_shown(one) for one in self._gone)])
        if self._wanted and self.view.select(self._wanted):
            self._wanted = ""
        if self.view.current_id() is None:
            self.view.select_first()
        self._show_sets()

    def retranslate(self) -> None:
        """Say again what is composed here."""
        if not self.stale:
            self.read()

    def take_focus(self) -> None:
        """Give the keyboard to the table of regimes."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def regime(self) -> Regime | None:
        """Give the regime that is chosen, also one that was left out."""
        id = self.view.current_id()
        return next((one for one in (*self.rules.regimes, *self._gone) if one.code == id), None)

    def chosen_set(self) -> ThresholdSet | None:
        """Give the set of thresholds that is chosen."""
        one, id = self.regime(), self.sets_view.current_id()
        return next((found for found in one.sets if set_id(found) == id), None) if one is not None else None

    # --- what is done with a regime --------------------------------------------------------------------------------

    @Slot()
    def add(self) -> None:
        """Ask for a regime and for its first thresholds."""
        before = self.rules

        def command(_before: NewRegimeDraft, after: NewRegimeDraft) -> Command[None]:
            self._wanted = after.code.strip()
            fresh = regime_of_draft(_regime_part(after), Regime(sets=(thresholds_of(_thresholds_part(after)),)))
            return EditGiftRules(before, with_regime(before, "", fresh))

        title, form = lazy("Add regime"), _form_of_new([one.code for one in (*before.regimes, *self._gone)])
        draft = NewRegimeDraft(since=self.desk.application.clock.today())
        FormDialog.show_for(self, self.desk, form, draft, title, command, key=f"{RULES}/regime/new", verb=title)

    @Slot()
    def edit(self) -> None:
        """Change the name of the chosen regime, or the countries that it binds."""
        one, before = self.regime(), self.rules
        if one is None or one in self._gone or not self.may:
            return

        def command(_before: RegimeDraft, after: RegimeDraft) -> Command[None]:
            return EditGiftRules(before, with_regime(before, one.code, regime_of_draft(after, one)))

        form = replace(REGIME_FORM, fields=tuple(field for field in REGIME_FORM.fields if field.key != "code"))
        FormDialog.show_for(self, self.desk, form, regime_draft(one), lazy("Change regime"), command, key=f"{RULES}/regime/{one.code}")

    @Slot()
    def remove(self) -> None:
        """Leave the chosen regime out; what the program brings can be put back."""
        if (one := self.regime()) is not None and self.remove_action.isEnabled():
            self.edit_rules(with_regime(self.rules, one.code, None))

    @Slot()
    def put_back(self) -> None:
        """Take the chosen regime as the program brings it."""
        if (one := self.regime()) is not None:
            self.perform(PutBackRegime(one.code))

    # --- what is done with thresholds ------------------------------------------------------------------------------

    @Slot()
    def add_set(self) -> None:
        """Ask for thresholds that count from a day on."""
        one = self.regime()
        if one is None or one in self._gone or not self.may:
            return
        last = one.sets[-1] if one.sets else ThresholdSet()
        draft = replace(thresholds_draft(last), since=self.desk.application.clock.today(), source="", confirmed=False)
        self._ask_set(one, None, draft, lazy("Add thresholds"), "new")

    @Slot()
    def edit_set(self) -> None:
        """Change the chosen thresholds."""
        one, chosen = self.regime(), self.chosen_set()
        if one is not None and one not in self._gone and chosen is not None and self.may:
            self._ask_set(one, chosen, thresholds_draft(chosen), lazy("Change thresholds"), set_id(chosen))

    @Slot()
    def remove_set(self) -> None:
        """Take the chosen thresholds away; those before them count on."""
        one, chosen = self.regime(), self.chosen_set()
        if one is not None and chosen is not None and self.remove_set_action.isEnabled():
            left = replace(one, sets=tuple(found for found in one.sets if found != chosen))
            self.edit_rules(with_regime(self.rules, one.code, left))

    @Slot()
    def settle(self) -> None:
        """Offer what can be done with what is chosen, and say where its source is found."""
        one, chosen = self.regime(), self.chosen_set()
        there = one is not None and one not in self._gone
        self.edit_action.setEnabled(there)
        self.remove_action.setEnabled(there and one is not None and one.code != OWN_REGIME)
        self.back_action.setEnabled(one is not None and (one in self._gone or can_go_back(one)))
        self.add_set_action.setEnabled(there)
        self.edit_set_action.setEnabled(there and chosen is not None)
        self.remove_set_action.setEnabled(there and chosen is not None and one is not None and len(one.sets) > 1)
        tell_source(self.told, chosen.source if chosen is not None else "", also=rate_told(chosen) if chosen is not None else "")

    def _ask_set(self, one: Regime, chosen: ThresholdSet | None, draft: ThresholdsDraft, title: Lazy, key: str) -> None:
        before, others = self.rules, tuple(found for found in one.sets if found != chosen)

        def command(_before: ThresholdsDraft, after: ThresholdsDraft) -> Command[None]:
            fresh = replace(one, sets=tuple(sorted((*others, thresholds_of(after)), key=lambda found: found.since)))
            return EditGiftRules(before, with_regime(before, one.code, fresh))

        FormDialog.show_for(
            self,
            self.desk,
            _form_of_set(others),
            draft,
            lazy("{title}: {regime}", title=title, regime=one.name),
            command,
            key=f"{RULES}/regime/{one.code}/{key}",
        )

    @Slot()
    def _show_sets(self) -> None:
        one = self.regime()
        self.section.setVisible(one is not None)
        self.sets.show([set_shown(one, found) for found in one.sets] if one is not None else ())
        if one is not None:
            self.section.heading.setText(spoken.wording.text(one.name))
        rows = min(max(self.sets.rowCount(), 1), _SEEN)
        self.sets_view.setFixedHeight(self.sets_view.horizontalHeader().sizeHint().height() + rows * self.sets_view.height_of_rows() + 2)
        if self.sets_view.current_id() is None:
            self.sets_view.select_first()
        self.settle()

    @Slot()
    def _on_opened(self) -> None:
        self.sets_view.setFocus(Qt.FocusReason.OtherFocusReason)


def _form_of_set(others: Sequence[ThresholdSet]) -> Form[ThresholdsDraft]:
    """Give the form of thresholds of a regime that has others already."""

    def check(draft: ThresholdsDraft) -> Sequence[Finding]:
        findings = list(THRESHOLDS_FORM.check(draft))
        if draft.since is not None and any(one.since == draft.since for one in others):
            message = lazy("There are two sets of thresholds from {day} on: only one of them can count.", day=draft.since)
            findings.append(Finding("since", message, rule="thresholds-twice", value=draft.since))
        return findings

    return replace(THRESHOLDS_FORM, check=check)


def _form_of_new(known: Sequence[str]) -> Form[NewRegimeDraft]:
    """Give the form of a regime with its first thresholds, when those with these codes are there already."""

    def check(draft: NewRegimeDraft) -> Sequence[Finding]:
        findings = [*REGIME_FORM.check(_regime_part(draft)), *THRESHOLDS_FORM.check(_thresholds_part(draft))]
        if draft.code.strip() in known:
            findings.append(Finding("code", lazy("There are two regimes with the code {code}.", code=draft.code), rule="regime-twice"))
        return findings

    return Form(NewRegimeDraft, (*REGIME_FORM.fields, *THRESHOLDS_FORM.fields), check)


def _regime_part(draft: NewRegimeDraft) -> RegimeDraft:
    return RegimeDraft(draft.code, draft.name, draft.countries)


def _thresholds_part(draft: NewRegimeDraft) -> ThresholdsDraft:
    return ThresholdsDraft(*(getattr(draft, one.name) for one in fields(ThresholdsDraft)))
