"""The decision on a file: everything on one screen, and at the foot approve, return, refuse, and the next file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domains.trips.commands.deciding import ConfirmConsent, DecideTrip, Grant, RecordDecision, Verdict
from app.domains.trips.decision import Chooser, DecisionSheet, SheetStep
from app.domains.trips.queries.files import DecisionRow, Seat, TripCard, next_waiting
from app.domains.trips.queries.sheets import decision_sheet
from app.domains.trips.vocabulary import DECIDE_TRIPS, HANDLE_TRIPS, MEANS, TRIP, Means, Outcome, State
from app.kernel.clock import BRUSSELS
from app.kernel.commands import Command
from app.kernel.errors import Finding
from app.kernel.fields import Choice, Field, FieldKind, Form, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.attaching import open_kept
from ui.kit.controls import Hairline, Label, push_button
from ui.kit.desk import Desk
from ui.kit.flow import FlowLayout
from ui.kit.forms import Findings, scrolled
from ui.kit.language import _, worded
from ui.kit.pages import Page
from ui.kit.theme import theme
from ui.trips.offers import RETURN_FORM, ReasonDraft, ReturnDraft, nothing_to_check, reason_form
from ui.trips.panels import Panel
from ui.trips.sheet import SheetView

_OPEN = (State.IN_APPROVAL, State.REGULARISATION)
_RECORDED = tuple(choice for choice in MEANS if choice.code != Means.PROGRAM)


@dataclass(frozen=True, slots=True)
class RecordDraft:
    """A decision that was given outside the program."""

    seat: str = ""  # a step and an account
    outcome: Outcome = Outcome.APPROVE
    means: Means = Means.PAPER
    given_on: date | None = None
    reason: str = ""
    marked: tuple[str, ...] = ()
    scan: str = ""


_OUTCOMES = (
    Choice(Outcome.APPROVE, lazy("approves")),
    Choice(Outcome.RETURN, lazy("returns it")),
    Choice(Outcome.REFUSE, lazy("refuses")),
)


class DecisionTab(QWidget):
    """The sheet and its foot. Whoever has no decision to take reads it, and the cell records what was decided on paper."""

    def __init__(self, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.desk: Desk = page.desk
        self._card: TripCard | None = None
        self._sheet: DecisionSheet | None = None
        self._seat: Seat | None = None
        self.next_file: str | None = None
        self._build()
        self._connect()

    def show_card(self, card: TripCard) -> None:
        """Show the sheet of a file, and what the user can do about it."""
        fresh = self._card is None or self._card.digest != card.digest or self._card.row.state != card.row.state
        self._card = card
        sheet = self._page.ask_now(decision_sheet(card.id))
        if sheet is None:
            return
        self._sheet, self._seat = sheet, card.seats[0] if card.seats else None
        deciding = self._seat is not None and not self._seat.opinion
        self.view.show_sheet(sheet, deciding=deciding or self._records())
        if fresh:
            self.panel.give_up()
            self._refusal.show_findings(())
        self.next_file = self._page.ask_now(next_waiting(card.id)) if self.desk.application.user.may(DECIDE_TRIPS) else None
        self._show_proofs(card)
        self._say()

    def take_focus(self) -> None:
        """Let the keyboard begin at the first derogation that is open, else at what is to be done."""
        cards = (card.grant for card in self.view.cards if card.asked is not None and card.verdict() is None)
        verbs = (self.approve_button, self.consent_button, self.record_button, self.next_button)
        for widget in (*cards, *verbs):
            if widget is not None and widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    @Slot()
    def approve(self) -> None:
        """Ask once more in line; nothing of it can be taken back."""
        if self._seat is None or not self.approve_button.isEnabled():
            return
        self._confirming(asked=True)
        self.confirm_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def approve_now(self) -> None:
        """Approve what was read, with what was chosen of each derogation."""
        self._decide(Verdict(self._digest(), Outcome.APPROVE, role=self._role(), derogations=self._grants()))

    @Slot()
    def grant_all(self) -> None:
        """Grant every derogation, and go on to the approval."""
        self.view.grant_all()
        self.approve()

    @Slot()
    def give_back(self) -> None:
        """Ask for the reason and the parts to change."""
        self._asking(asked=True)
        self.panel.show_form(lazy("Give back"), RETURN_FORM, ReturnDraft(), self._verdict_of(Outcome.RETURN), then=self._on_decided)

    @Slot()
    def refuse(self) -> None:
        """Ask for the reason."""
        opinion = self._seat is not None and self._seat.opinion
        sentence = None if opinion else lazy("The file ends with a refusal. It can be copied as a new request.")
        verb = lazy("Unfavourable opinion") if opinion else lazy("Refuse")
        form = reason_form(required=not opinion)
        self._asking(asked=True)
        self.panel.show_form(verb, form, ReasonDraft(), self._verdict_of(Outcome.REFUSE), sentence=sentence, then=self._on_decided)

    @Slot()
    def record(self) -> None:
        """Ask who decided what, how and when, with the proof."""
        sheet, card = self._sheet, self._card
        if sheet is None or card is None:
            return
        seats = _seats_of(sheet)
        if not seats:
            self.desk.operations.tell(lazy("Nobody can decide on this request now: no other person holds the role."), Tone.WARNING)
            return
        draft = RecordDraft(seats[0].code, given_on=self._today())
        self._asking(asked=True)
        self.panel.show_form(
            lazy("Record decision"),
            record_form(seats),
            draft,
            self._record_command,
            sentence=lazy("It stands in the file under the name of whoever gave it, with yours as the one who recorded it."),
            then=self._on_decided,
        )

    @Slot()
    def open_next(self) -> None:
        """Go to the next file that waits."""
        if self.next_file is not None:
            self._page.open(Ref(TRIP, self.next_file))

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.banner = Label("", "finding", wrap=True)
        self.banner.setProperty("tone", str(Tone.BUSY))
        self.view = SheetView()
        self.panel = Panel(self._page)
        self.proofs = QWidget()
        self._proofs = FlowLayout(self.proofs, spacing=8)
        self._refusal = Findings()
        self.approve_button = push_button(lazy("Approve"), "check", primary=True, hint=lazy("Approve (Ctrl+Enter)"))
        self.grant_button = push_button(lazy("Grant all and approve"), "check")
        self.return_button = push_button(lazy("Give back"), "undo")
        self.refuse_button = push_button(lazy("Refuse"), "close")
        self.record_button = push_button(
            lazy("Record a decision"), "paper", hint=lazy("A decision given on paper, by e-mail or by telephone")
        )
        self.consent_button = push_button(lazy("Confirm consent given by telephone"), "phone", primary=True)
        self.next_button = push_button(lazy("Next file"), "forward")
        self.hint = Label("", "quiet")
        self._verbs = QWidget()
        verbs = FlowLayout(self._verbs, spacing=8)
        for widget in (
            self.approve_button,
            self.grant_button,
            self.return_button,
            self.refuse_button,
            self.record_button,
            self.consent_button,
        ):
            verbs.addWidget(widget)
        verbs.addWidget(self.hint)
        self._confirm = QWidget()
        ask = FlowLayout(self._confirm, spacing=8)
        self.question = Label("", "strong")
        self.confirm_button = push_button(lazy("Yes, approve"), "check", primary=True)
        self.back_button = push_button(lazy("Go back"))
        for widget in (self.question, self.confirm_button, self.back_button):
            ask.addWidget(widget)
        self._confirm.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._verbs, 1)
        foot.addWidget(self._confirm, 1)
        foot.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.scaled(8), 0, 0)
        layout.setSpacing(theme.scaled(6))
        layout.addWidget(self.banner)
        layout.addWidget(scrolled(self.view), 1)
        layout.addWidget(self.proofs)
        layout.addWidget(self.panel)
        layout.addWidget(Hairline())
        layout.addWidget(self._refusal)
        layout.addLayout(foot)

    def _connect(self) -> None:
        pairs: Sequence[tuple[QPushButton, Callable[[], None]]] = (
            (self.approve_button, self.approve),
            (self.confirm_button, self.approve_now),
            (self.back_button, self._on_back),
            (self.grant_button, self.grant_all),
            (self.return_button, self.give_back),
            (self.refuse_button, self.refuse),
            (self.record_button, self.record),
            (self.consent_button, self._on_consent),
            (self.next_button, self.open_next),
        )
        for button, act in pairs:
            button.setAutoDefault(True)  # Enter does what the button says, as the space bar does
            button.clicked.connect(act)
        self.panel.closed.connect(self._on_panel_closed)
        self.view.decided.connect(self._say)
        self.view.opened.connect(self._on_opened)
        self._keys = [QShortcut(QKeySequence(keys), self) for keys in ("Ctrl+Return", "Ctrl+Enter")]
        for shortcut in self._keys:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._on_ctrl_enter)

    def _show_proofs(self, card: TripCard) -> None:
        """Offer what proves the decisions that were given outside the program."""
        while (item := self._proofs.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        proven = [one for one in card.decisions if one.scan]
        for one in proven:
            button = push_button(lazy("Open the proof: {name}, {day}", name=one.name, day=one.given_on), "paper")
            button.setProperty("quiet", True)
            button.setProperty("digest", one.scan)
            button.setAutoDefault(False)
            button.clicked.connect(self._on_proof)
            self._proofs.addWidget(button)
        self.proofs.setVisible(bool(proven))

    # --- saying ----------------------------------------------------------------------------------------------------

    @Slot()
    def _say(self) -> None:
        card, seat = self._card, self._seat
        assert card is not None
        waits = card.row.state in _OPEN
        open_ones, denied = self.view.undecided(), self.view.denied()
        opinion = seat is not None and seat.opinion
        last = self._is_last()
        self.banner.setText(self._banner())
        self.banner.setVisible(bool(self.banner.text()))
        worded(self.approve_button, text=lazy("Favourable opinion") if opinion else lazy("Approve"))
        worded(self.refuse_button, text=lazy("Unfavourable opinion") if opinion else lazy("Refuse"))
        for button in (self.approve_button, self.return_button, self.refuse_button):
            button.setVisible(seat is not None)
        self.approve_button.setEnabled(opinion or not ((open_ones and last) or denied))
        self.grant_button.setVisible(seat is not None and not opinion and bool(open_ones) and not denied)
        self.record_button.setVisible(self._records())
        self.consent_button.setVisible(self._consent() is not None)
        self.next_button.setVisible(self.next_file is not None)
        self._confirming(asked=False)
        self.hint.setText(self._hint(open_ones, denied=denied, waits=waits))
        self.hint.setVisible(bool(self.hint.text()))

    def _banner(self) -> str:
        card, seat = self._card, self._seat
        assert card is not None
        if seat is not None and seat.behalf_of:
            return _("You sign for {name}, as {role}.", name=seat.behalf_of, role=seat.title)
        if seat is not None:
            return _("You give an opinion as {role}.", role=seat.title) if seat.opinion else _("You decide as {role}.", role=seat.title)
        return ""

    def _hint(self, open_ones: int, *, denied: bool, waits: bool) -> str:
        card, seat = self._card, self._seat
        assert card is not None
        if seat is None:
            return "" if waits and self._records() else _("{line}.", line=card.row.line)
        if denied:
            return _("A derogation is denied: return or refuse the request.")
        if open_ones and not seat.opinion:
            return _(lazy_count("{number} derogation is not decided yet.", "{number} derogations are not decided yet.", open_ones))
        return ""

    def _confirming(self, *, asked: bool) -> None:
        card, seat = self._card, self._seat
        if card is not None and seat is not None:
            ask = lazy("Give a favourable opinion on {number}?") if seat.opinion else lazy("Approve {number} as {role}?")
            self.question.setText(_(replace(ask, values={"number": card.row.number, "role": seat.title})))
            worded(self.confirm_button, text=lazy("Yes, give it") if seat.opinion else lazy("Yes, approve"))
        self._verbs.setVisible(not asked)
        self._confirm.setVisible(asked)

    def _asking(self, *, asked: bool) -> None:
        """Leave the foot and its keys to the form that is shown in its place."""
        self._verbs.setVisible(not asked)
        for shortcut in self._keys:
            shortcut.setEnabled(not asked)

    # --- deciding --------------------------------------------------------------------------------------------------

    def _digest(self) -> str:
        return self._sheet.digest if self._sheet is not None else ""

    def _role(self) -> str:
        return self._seat.role if self._seat is not None else ""

    def _grants(self) -> dict[str, Grant]:
        return {} if self._seat is not None and self._seat.opinion else self.view.verdicts()

    def _is_last(self) -> bool:
        """Tell whether no other step decides after this one: the last approval decides every derogation."""
        sheet, seat = self._sheet, self._seat
        if sheet is None or seat is None:
            return False
        if sheet.state is State.REGULARISATION:
            return True
        return not any(step.role != seat.role and step.decided is None for step in sheet.steps)

    def _records(self) -> bool:
        card = self._card
        return card is not None and card.row.state in _OPEN and self._seat is None and self.desk.application.user.may(HANDLE_TRIPS)

    def _consent(self) -> DecisionRow | None:
        card = self._card
        return next((one for one in card.decisions if one.mine and one.confirm_by is not None), None) if card is not None else None

    def _today(self) -> date:
        return self.desk.application.clock.now().astimezone(BRUSSELS).date()

    def _verdict_of(self, outcome: Outcome) -> Callable[[Any, Any], Command[Any]]:
        def command(_before: Any, after: Any) -> Command[Any]:
            assert self._card is not None
            grants = self._grants() if outcome is not Outcome.RETURN else {}
            verdict = Verdict(self._digest(), outcome, after.reason, self._role(), getattr(after, "marked", ()), grants)
            return DecideTrip(self._card.id, verdict)

        return command

    def _record_command(self, _before: Any, after: RecordDraft) -> Command[Any]:
        assert self._card is not None
        role, _dot, account = after.seat.partition("/")
        step = next((one for one in (self._sheet.steps if self._sheet else ()) if one.role == role), None)
        grants = self.view.verdicts() if after.outcome is Outcome.APPROVE and step is not None and not step.opinion else {}
        marked = after.marked if after.outcome is Outcome.RETURN else ()
        verdict = Verdict(self._digest(), after.outcome, after.reason, role, marked, grants)
        return RecordDecision(self._card.id, verdict, account, after.means, after.given_on or self._today(), after.scan)

    def _decide(self, verdict: Verdict) -> None:
        assert self._card is not None
        self._confirming(asked=False)
        self._page.perform(DecideTrip(self._card.id, verdict), refused=self._on_refused).then(self._on_decided)

    @Slot(object)
    def _on_refused(self, findings: tuple[Finding, ...]) -> None:
        self._refusal.show_findings(findings)

    @Slot(object)
    def _on_decided(self, _result: Any) -> None:
        card = self._card
        if card is not None:
            self.desk.operations.tell(lazy("{number}: {line}", number=card.row.number, line=card.row.line), Tone.GOOD)
        goal = self.next_button if self.next_button.isVisible() else self._page
        goal.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_back(self) -> None:
        self._confirming(asked=False)
        self.approve_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_ctrl_enter(self) -> None:
        if self._confirm.isVisible():
            self.approve_now()
        elif self._seat is None:
            self.open_next()
        else:
            self.approve()

    @Slot()
    def _on_panel_closed(self) -> None:
        self._asking(asked=False)

    @Slot()
    def _on_consent(self) -> None:
        if (decision := self._consent()) is not None:
            self._page.perform(ConfirmConsent(decision.id), refused=self._on_refused)

    @Slot()
    def _on_proof(self) -> None:
        sender = self.sender()
        if sender is not None and not open_kept(self.desk.application, str(sender.property("digest"))):
            self.desk.operations.tell(lazy("No program on this machine opens this file."), Tone.WARNING)

    @Slot(str)
    def _on_opened(self, trip: str) -> None:
        self._page.open(Ref(TRIP, trip))


@dataclass(frozen=True, slots=True)
class _OpenSeat:
    code: str
    title: Lazy


def _seats_of(sheet: DecisionSheet) -> list[_OpenSeat]:
    return [_OpenSeat(f"{step.role}/{one.account}", _named(step, one)) for step in sheet.waits_for for one in step.choosers]


def _named(step: SheetStep, one: Chooser) -> Lazy:
    if one.behalf_of:
        return lazy("{name} for {absent}, {role}", name=one.name, absent=one.behalf_of, role=step.title)
    return lazy("{name}, {role}", name=one.name, role=step.title)


def record_form(seats: Sequence[_OpenSeat]) -> Form[RecordDraft]:
    """Make the form of a decision given by one of those who can."""
    return Form(
        RecordDraft,
        (
            Field("seat", lazy("Who"), FieldKind.CHOICE, choices=tuple(Choice(one.code, one.title) for one in seats), required=True),
            Field("outcome", lazy("Decision"), FieldKind.CHOICE, choices=_OUTCOMES, required=True),
            Field("means", lazy("Given"), FieldKind.CHOICE, choices=_RECORDED, required=True),
            Field("given_on", lazy("On"), FieldKind.DATE, required=True),
            Field(
                "scan",
                lazy("Scan or message"),
                help=lazy("The proof; a consent by telephone has none and is to be confirmed within two working days."),
            ),
            Field("reason", lazy("Reason"), FieldKind.LONG_TEXT, help=lazy("Needed when it is returned or refused.")),
            Field("marked", lazy("Parts to change"), help=lazy("Only when it is returned.")),
        ),
        nothing_to_check,
    )
