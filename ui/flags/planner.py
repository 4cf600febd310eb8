"""A plan of flags that belongs to no mission: which flags, on what, in which order; drawn while it is written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.adapters.i18n import wording_for
from app.domains.flags.days import split_flags
from app.domains.flags.drawing import draw
from app.domains.flags.entities import FlagRules, shipped_rules
from app.domains.flags.house import flag_rules
from app.domains.flags.plans import FlagPlan, FlagRequest, plan
from app.domains.flags.slip import SlipDetails, slip
from app.domains.flags.terms import EDIT_FLAGS, HOUSE
from app.domains.flags.vocabulary import ALPHABETS, ORDERS, SUPPORTS, Order, Support
from app.domains.people.precedence.profiles import Alphabet
from app.kernel.changes import Changes
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.translated import LANGUAGES, lazy
from ui.flags.words import flag_names, title_of
from ui.kit.controls import Label, beside_text
from ui.kit.desk import Desk
from ui.kit.drawings import DrawingPane, DrawingTaker, Reason, Reasons
from ui.kit.flow import FlowLayout
from ui.kit.forms import FormWidget, scrolled
from ui.kit.icons import iconed
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.nameline import NameLine
from ui.kit.pages import MARGIN, Page
from ui.kit.parts import SideBySide
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.remarks import Remarks
from ui.kit.theme import theme

PAUSE = 120  # milliseconds without a letter
KEPT = "flags/plan"
ENOUGH = 880  # pixels at 100 % from which the drawing stands beside the form


@dataclass(frozen=True, slots=True)
class PlanForm:
    """A plan as it is written: flags are codes or names on one line, `host` is the country where they stand."""

    flags: str = "BE, EU, BE-BRU"
    place: str = ""
    support: Support = Support.MASTS
    places: int | None = None
    flag_order: Order = Order.BRUSSELS_A
    alphabet: str = ""
    guest_left: bool = True
    straight: bool = False
    half_mast: bool = False
    host: str = "BE"

    def request(self) -> FlagRequest:
        """Give what is asked of the plan."""
        return FlagRequest(
            flags=split_flags(self.flags),
            support=self.support,
            places=self.places,
            order=self.flag_order,
            alphabet=Alphabet(self.alphabet) if self.alphabet else None,
            guest_left=self.guest_left,
            half_mast=self.half_mast,
            straight=self.straight,
            host=self.host or "BE",
        )


_ORDER = lazy("Order")
PLAN_FORM = Form(
    PlanForm,
    (
        Field("flags", lazy("Flags"), FieldKind.LONG_TEXT, help=lazy("Codes separated by commas: BE, EU, BE-BRU, commune:Ixelles.")),
        Field("place", lazy("Place"), limit=200),
        Field("support", lazy("Flags on"), FieldKind.CHOICE, choices=SUPPORTS),
        Field("places", lazy("Number of places"), FieldKind.NUMBER, help=lazy("Empty: as many as there are flags.")),
        Field("flag_order", lazy("Order of the flags"), FieldKind.CHOICE, choices=ORDERS, group=_ORDER),
        Field(
            "alphabet",
            lazy("Alphabet of the States"),
            FieldKind.CHOICE,
            choices=(Choice("", lazy("that of the order")), *ALPHABETS),
            group=_ORDER,
        ),
        Field("host", lazy("Country where they stand"), FieldKind.COUNTRY, group=_ORDER),
        Field("guest_left", lazy("Of two flags, the guest's first"), FieldKind.YES_NO, group=_ORDER),
        Field("straight", lazy("In one line from the left"), FieldKind.YES_NO, group=_ORDER),
        Field("half_mast", lazy("Half-mast"), FieldKind.YES_NO, group=_ORDER),
    ),
    lambda _draft: (),
)


class PlannerPage(Page):
    """The form at the left; at the right the drawing, what is wrong, and each place with its reason."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._rules: FlagRules = shipped_rules()
        self.plan: FlagPlan = plan(FlagRequest())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.replan)
        self._build()
        self._connect()

    def title(self) -> str:
        """Name the part."""
        return _("Plan flags")

    def concerns(self, changes: Changes) -> bool:
        """Tell whether what the office knows of flags was changed."""
        return changes.touch_any((HOUSE,))

    def read(self) -> None:
        """Read what the office knows of flags."""
        self._rules = self.ask_now(flag_rules()) or shipped_rules()
        self.replan()

    def retranslate(self) -> None:
        """Draw and write in the language of the screen."""
        if not self.stale:
            self.replan()

    def take_focus(self) -> None:
        """Let the user type which flags."""
        self.form.focus_first()

    @Slot()
    def replan(self) -> None:
        """Plan and draw what stands in the form."""
        draft: PlanForm = self.form.draft()
        self.plan = found = plan(draft.request(), self._rules)
        wording, rules = spoken.wording, self._rules
        front, behind = draw(found, wording, rules=rules), draw(found, wording, behind=True, rules=rules)
        stem = _("flags {place}", place=draft.place or title_of(SUPPORTS, draft.support)).replace("/", "-")
        self.drawing.show_drawings(((lazy("Seen by the spectator"), front), (lazy("Seen from behind"), behind)), stem)
        self.remarks.show_findings(found.findings)
        self.remarks.setVisible(bool(found.findings))
        places = [
            Reason(
                one.code,
                str(one.number),
                rules.name_of(one.code, wording) if one.code else _("empty"),
                wording.text(one.reason),
                strong=one.honour,
            )
            for one in found.positions
        ]
        over = [Reason(code, "–", rules.name_of(code, wording), _("There is no place for it.")) for code in found.left_over]
        self.reasons.put([*places, *over])
        bare = [str(finding.value) for finding in found.findings if finding.rule == "no-drawing"]
        self.taker.offer([(code, rules.name_of(code, wording)) for code in bare] if self.desk.application.user.may(EDIT_FLAGS) else ())

    @Slot(str)
    def add_flag(self, code: str) -> None:
        """Write a further flag into the form."""
        draft: PlanForm = self.form.draft()
        self.form.editors["flags"].take_plain(", ".join([*split_flags(draft.flags), code]))
        self.replan()

    def print_slip(self, language: str) -> None:
        """Lay out the set-up slip in a language, and open it."""
        found, rules, wording, application = self.plan, self._rules, wording_for(language), self.desk.application
        draft: PlanForm = self.form.draft()
        details = SlipDetails(place=draft.place, stamp=wording.formats.moment(application.clock.now()))

        def lay_out(report: Reporter) -> Any:
            content = application.outside.renderer().render(slip(found, wording, details, rules), wording, report)
            return temporary_file(f"flags-{language}.pdf", content)

        self.desk.operations.run(lay_out, lazy("Laying out the pages")).then(self._on_printed)

    def _build(self) -> None:
        self.form = FormWidget(PLAN_FORM, PlanForm(), self.desk.application)
        self.form.keep_in(self.desk.drafts, KEPT)
        self.line = NameLine(lazy("Add a flag: name or code"), self._names)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, theme.scaled(16), 0)
        column.setSpacing(theme.scaled(12))
        column.addWidget(self.line)
        column.addWidget(self.form)
        column.addStretch(1)
        right = QWidget()
        shown = QVBoxLayout(right)
        shown.setContentsMargins(theme.scaled(8), 0, theme.scaled(12), theme.scaled(12))
        shown.setSpacing(theme.scaled(10))
        self.drawing = DrawingPane(self.desk)
        self.remarks = Remarks(lazy("What does not fit together in the plan"), most=4)
        self.reasons = Reasons()
        self.slip_button = QToolButton()
        self.slip_button.setAutoRaise(True)
        self.slip_button.setIconSize(beside_text())
        iconed(self.slip_button, "print")
        self.slip_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.slip_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        worded(self.slip_button, text=lazy("Set-up slip"), accessibleName=lazy("Set-up slip"))
        menu = QMenu(self.slip_button)
        for language in LANGUAGES:
            menu.addAction(NATIVE_NAMES[language], partial(self.print_slip, language))
        self.slip_button.setMenu(menu)
        self.taker = DrawingTaker(self.desk)
        bar = FlowLayout(spacing=4)
        bar.addWidget(self.slip_button)
        bar.addWidget(self.taker)
        shown.addLayout(bar)
        shown.addWidget(self.drawing)
        shown.addWidget(self.remarks)
        shown.addWidget(Label(lazy("Place by place"), "heading"))
        shown.addWidget(self.reasons)
        shown.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 18, MARGIN, 0)
        layout.addWidget(scrolled(SideBySide(left, right, (5, 7), ENOUGH, 0)))

    def _connect(self) -> None:
        self.form.edited.connect(self._pause.start)
        self.line.named.connect(self.add_flag)
        self.taker.taken.connect(self.read)

    def _names(self) -> list[tuple[str, str]]:
        return flag_names(self._rules)

    @Slot(object)
    def _on_printed(self, path: Any) -> None:
        if not show_file(path):
            self.desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)))
