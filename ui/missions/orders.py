"""The orders of the day that follow from precedence, one click each: entry, arrival, speaking, signing, photograph, cars; and as a paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Self

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.adapters.files.writing import write_whole
from app.adapters.i18n import wording_for
from app.domains.dossiers.vocabulary import PRODUCE_PAPERS
from app.domains.missions import queries
from app.domains.missions.protocol import papers
from app.domains.missions.protocol.queries import order_sheet, salutation_sheet
from app.domains.missions.protocol.vocabulary import WHO, Who
from app.domains.missions.vocabulary import MISSION
from app.domains.people.precedence.orders import ORDERS, OrderKind, OrderOptions
from app.kernel.changes import Changes
from app.kernel.document import Audience
from app.kernel.fields import Tone
from app.kernel.translated import LANGUAGES, Lazy, lazy
from ui.kit.controls import Label, tool_button
from ui.kit.delegates import row_height
from ui.kit.desk import Desk
from ui.kit.dialogs import Dialog
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.printing import show_file, temporary_file
from ui.kit.progress import Reporter
from ui.kit.theme import theme
from ui.missions.order_bar import ORDER_RESTS_ON, SALUTATION, SALUTATION_TITLE
from ui.missions.orders_sheets import OrderSheet, Salutation, SalutationPart
from ui.missions.papers import file_stem

_PER_ROW = tuple(range(4, 13))
_SEATS = (2, 3, 4)
_SIZE = 1040, 700  # pixels at the usual text size


class OrdersDialog(Dialog):
    """The orders in a window: their names at the left, the chosen one at the right."""

    def __init__(self, desk: Desk, mission: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Orders of the day"), lazy("Open as PDF"), parent)
        self._desk = desk
        self._mission = mission
        self._kinds = [*(str(choice.code) for choice in ORDERS), SALUTATION]
        self._titles: list[Lazy] = [*(choice.title for choice in ORDERS), SALUTATION_TITLE]
        self._options = OrderOptions()
        self._who_chosen: Who | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._build()
        self._connect()
        self.resize(theme.scaled(_SIZE[0]), theme.scaled(_SIZE[1]))
        self.retranslate()
        self.kinds.setCurrentRow(self._kinds.index(kind))
        self.kinds.setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def show_for(cls, parent: QWidget, desk: Desk, mission: str, kind: str) -> Self:
        """Show the order *kind* of a mission in front of its window."""
        dialog = cls(desk, mission, kind, parent)
        dialog.open()
        return dialog

    def kind(self) -> str:
        """Give the order that is shown."""
        return self._kinds[max(self.kinds.currentRow(), 0)]

    def who(self) -> Who:
        """Give who stands in it: until somebody chooses, the delegation in its list, and everybody in every other order."""
        return self._who_chosen or (Who.DELEGATION if self.kind() == OrderKind.LIST else Who.EVERYBODY)

    @Slot()
    def read(self) -> None:
        """Read the order that is chosen, and show it."""
        kind = self.kind()
        self.heading.show_text(self._titles[self._kinds.index(kind)])
        self._show_options(kind)
        for button in self._who.buttons():
            button.setChecked(button.property("who") == self.who())
        if kind == SALUTATION:
            self._read_salutation()
            return
        answer = self._desk.operations.ask_now(order_sheet(self._mission, OrderKind(kind), self.who(), options=self._options))
        self._pages.setCurrentIndex(0)
        if answer is not None:
            self.sheet.show_order(answer, self._titles[self._kinds.index(kind)])
            self._offer_signers(answer.names)

    def speaker(self) -> str:
        """Give the person who speaks and is not greeted; empty for somebody else."""
        return str(self.speakers.currentData() or "")

    def _read_salutation(self) -> None:
        self._pages.setCurrentIndex(1)
        found = self._desk.operations.ask_now(salutation_sheet(self._mission, self.who(), speaker=self.speaker()))
        if found is None:
            return
        self._offer_speakers([(row.person_id, row.name) for row in found.ranked.rows])
        self.salutations.show_salutations([Salutation(code, speech.text, speech.missing) for code, speech in found.spoken.items()])

    def _offer_speakers(self, people: Sequence[tuple[str, str]]) -> None:
        chosen = self.speaker()
        blocked = self.speakers.blockSignals(True)
        self.speakers.clear()
        self.speakers.addItem(_("Somebody else speaks"), "")
        for id, name in people:
            self.speakers.addItem(_("{name} speaks", name=name), id)
        self.speakers.setCurrentIndex(max(self.speakers.findData(chosen), 0))
        self.speakers.blockSignals(blocked)

    def _offer_signers(self, names: Mapping[str, str]) -> None:
        self._signers.clear()
        for id, name in names.items():
            action = self._signers.addAction(name)
            action.setCheckable(True)
            action.setChecked(id in self._options.signatories)
            action.setData(id)
            action.toggled.connect(self._on_signers)

    @Slot()
    def accept(self) -> None:
        """Lay the order out as a paper and show it in the program that the machine has for it; the window stays."""
        self._produce(self._on_produced)

    @Slot()
    def save_as(self) -> None:
        """Ask where the paper is to be kept."""
        name, _kind = QFileDialog.getSaveFileName(self, _("Save as PDF"), f"{self.stem()}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Keep the paper at *path*."""
        self._target = path
        self._produce(self._on_produced_to_keep)

    def stem(self) -> str:
        """Give the name of the paper as a file: the number of the mission and the order."""
        card = self._desk.operations.ask_now(queries.mission_card(self._mission))
        language = self.paper_language()
        title = wording_for(language).say(self._titles[self._kinds.index(self.kind())])
        return file_stem(card.number if card is not None else "", title, language)

    def paper_language(self) -> str:
        """Give the language that was chosen for the paper."""
        return str(self.language.currentData())

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.kinds = QListWidget()
        worded(self.kinds, accessibleName=lazy("Orders of the day"))
        for _code in self._kinds:
            QListWidgetItem("", self.kinds).setSizeHint(QSize(0, row_height()))
        self.kinds.setFixedWidth(theme.scaled(220))
        self.heading = Label("", "heading")
        self.sheet, self.salutations = OrderSheet(), SalutationPart()
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self.sheet))
        self._pages.addWidget(scrolled(self.salutations))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.scaled(20), 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        column.addWidget(self.heading)
        column.addLayout(self._build_options())
        column.addWidget(self._pages, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.kinds)
        row.addWidget(right, 1)
        self.body.addLayout(row, 1)
        worded(self.cancel_button, text=lazy("Close"))
        self.save_button = self.add_button(lazy("Save as PDF…"))
        self.language = QComboBox()
        worded(self.language, accessibleName=lazy("Language of the paper"), toolTip=lazy("Language of the paper"))
        for code in LANGUAGES:
            self.language.addItem(NATIVE_NAMES[code], code)
        self.language.setCurrentIndex(max(self.language.findData(spoken.wording.language), 0))
        self.reasons = QCheckBox()
        worded(self.reasons, text=lazy("With the reasons"), toolTip=lazy("The reasons are for the office: leave them out for others"))
        self.reasons.setChecked(True)
        self.buttons.insertWidget(0, self.reasons)
        self.buttons.insertWidget(0, self.language)
        may = self._desk.application.user.may(PRODUCE_PAPERS)
        for button in (self.accept_button, self.save_button):
            button.setEnabled(may)

    def _build_options(self) -> FlowLayout:
        flow = FlowLayout(spacing=theme.scaled(8))
        self._who = QButtonGroup(self)
        for choice in WHO:
            button = QPushButton()
            button.setProperty("quiet", True)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setProperty("who", str(choice.code))
            worded(button, text=choice.title)
            self._who.addButton(button)
            flow.addWidget(button)
        self.host_welcomes, self.guest_right = QCheckBox(), QCheckBox()
        worded(self.host_welcomes, text=lazy("The host welcomes first"))
        worded(self.guest_right, text=lazy("The guest stands at the right of the host"))
        self.host_welcomes.setChecked(self._options.host_welcomes)
        self.guest_right.setChecked(self._options.guest_right)
        self.per_row, self.seats = QComboBox(), QComboBox()
        for box, numbers, usual in ((self.per_row, _PER_ROW, self._options.per_row), (self.seats, _SEATS, self._options.seats)):
            for number in numbers:
                box.addItem("", number)
            box.setCurrentIndex(max(box.findData(usual), 0))
        worded(self.per_row, accessibleName=lazy("People in a row of the photograph"))
        worded(self.seats, accessibleName=lazy("Guests in a car"))
        self.speakers = QComboBox()
        worded(self.speakers, accessibleName=lazy("Who speaks"), toolTip=lazy("Who speaks is not greeted"))
        self.signers_button = tool_button(lazy("Who signs"), "edit", beside=True)
        self.signers_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._signers = QMenu(self.signers_button)
        self.signers_button.setMenu(self._signers)
        self._shown_for: dict[QWidget, frozenset[str]] = {
            self.host_welcomes: frozenset({OrderKind.SPEAKING}),
            self.guest_right: frozenset({OrderKind.PHOTOGRAPH, OrderKind.SIGNING}),
            self.per_row: frozenset({OrderKind.PHOTOGRAPH}),
            self.seats: frozenset({OrderKind.CARS}),
            self.speakers: frozenset({SALUTATION}),
            self.signers_button: frozenset({OrderKind.SIGNING}),
        }
        for widget in self._shown_for:
            flow.addWidget(widget)
        return flow

    def _connect(self) -> None:
        self.kinds.currentRowChanged.connect(self._on_kind)
        self._who.buttonClicked.connect(self._on_who)
        for box in (self.host_welcomes, self.guest_right):
            box.clicked.connect(self._on_options)
        for choice in (self.per_row, self.seats):
            choice.activated.connect(self._on_options)
        self.speakers.activated.connect(self.read)
        self.save_button.clicked.connect(self.save_as)
        self._desk.hub.changed.connect(self._on_changed)
        spoken.changed.connect(self.retranslate)

    def _show_options(self, kind: str) -> None:
        for widget, kinds in self._shown_for.items():
            widget.setVisible(kind in kinds)
        self.reasons.setVisible(kind != SALUTATION)

    def _produce(self, then: object) -> None:
        application, mission, kind, who = self._desk.application, self._mission, self.kind(), self.who()
        audience = Audience.INTERNAL if self.reasons.isChecked() else Audience.DELEGATION
        wording, options, name, speaker = wording_for(self.paper_language()), self._options, f"{self.stem()}.pdf", self.speaker()

        def work(report: Reporter) -> Path:
            if kind == SALUTATION:
                return temporary_file(name, papers.produce_salutation(application, mission, wording, who, speaker=speaker, progress=report))
            content = papers.produce_order(
                application, mission, OrderKind(kind), wording, who, audience=audience, options=options, progress=report
            )
            return temporary_file(name, content)

        self._desk.operations.run(work, lazy("Laying out the pages")).then(then)  # type: ignore[arg-type]

    # --- the rest --------------------------------------------------------------------------------------------------

    @Slot()
    def retranslate(self) -> None:
        """Name the orders, and read the one that is shown again."""
        for number, title in enumerate(self._titles):
            self.kinds.item(number).setText(_(title))
        for number in range(self.per_row.count()):
            self.per_row.setItemText(number, _("{number} in a row", number=self.per_row.itemData(number)))
        for number in range(self.seats.count()):
            self.seats.setItemText(number, _("{number} guests in a car", number=self.seats.itemData(number)))
        if self.kinds.currentRow() >= 0:
            self.read()

    @Slot()
    def _on_kind(self) -> None:
        self.read()

    @Slot()
    def _on_who(self) -> None:
        checked = self._who.checkedButton()
        self._who_chosen = Who(str(checked.property("who"))) if checked is not None else None
        self.read()

    @Slot()
    def _on_options(self) -> None:
        self._options = replace(
            self._options,
            host_welcomes=self.host_welcomes.isChecked(),
            guest_right=self.guest_right.isChecked(),
            per_row=int(self.per_row.currentData()),
            seats=int(self.seats.currentData()),
        )
        self.read()

    @Slot()
    def _on_signers(self) -> None:
        chosen = tuple(str(action.data()) for action in self._signers.actions() if action.isChecked())
        self._options = replace(self._options, signatories=chosen)
        # The menu is made again by what is read: not while one of its lines is still telling.
        QTimer.singleShot(0, self, self.read)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.touch(MISSION, self._mission) or changes.touch_any(ORDER_RESTS_ON):
            self.read()

    @Slot(object)
    def _on_produced(self, path: object) -> None:
        if not show_file(Path(str(path))):
            self._desk.operations.tell(lazy("The paper is in {file}; no program on this machine opens it.", file=str(path)), Tone.WARNING)

    @Slot(object)
    def _on_produced_to_keep(self, path: object) -> None:
        source, target = Path(str(path)), self._target

        def work(_report: Reporter) -> Path:
            write_whole(target, source.read_bytes())
            return target

        self._desk.operations.run(work, lazy("Saving the paper")).then(self._on_saved)

    @Slot(object)
    def _on_saved(self, path: object) -> None:
        self._desk.operations.tell(lazy("Saved as {file}", file=Path(str(path)).name), Tone.GOOD)
