"""The form of a line of a template, with an editor for those who have it in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.application import Application
from app.domains.checklists.vocabulary import DUTIES
from app.kernel.fields import Field
from app.kernel.translated import Lazy, lazy
from ui.kit.dialogs import FormDialog
from ui.kit.editors import Editor
from ui.kit.forms import FormWidget
from ui.kit.language import _, worded
from ui.kit.theme import theme

DUTY = "duty"


class DutiesEditor(Editor):
    """Those who have something in hand, one list below the other; a further one appears when the last is chosen.

    The value is the tuple of codes, the first of which does it.
    """

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._title: Lazy = field.title
        self.boxes: list[QComboBox] = []
        self._lists = QVBoxLayout()
        self._lists.setSpacing(theme.scaled(4))
        self._rows.addLayout(self._lists)
        self._show(())

    def value(self) -> Any:
        """Give the codes in order, each once."""
        chosen = (box.currentIndex() for box in self.boxes)
        return tuple(dict.fromkeys(str(DUTIES[index - 1].code) for index in chosen if index > 0))

    def show_value(self, value: Any) -> None:
        """Show these duties."""
        self._show(tuple(str(code) for code in value or ()))

    def plain(self) -> Any:
        """Give the codes."""
        return list(self.value())

    def take_plain(self, plain: Any) -> None:
        """Take up the codes."""
        self.show_value(plain)
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the lists."""
        return tuple(self.boxes)

    def name(self, title: Lazy) -> None:
        """Say which place each list is for."""
        self._title = title
        for number, box in enumerate(self.boxes):
            place = lazy("{field}: who does it", field=title) if number == 0 else lazy("{field}: who helps, {n}", field=title, n=number)
            worded(box, accessibleName=place)

    def retranslate(self) -> None:
        """Say the duties in the language of the screen."""
        for number, box in enumerate(self.boxes):
            self._word(number, box)

    def _show(self, codes: Sequence[str]) -> None:
        known = [str(choice.code) for choice in DUTIES]
        places = [known.index(code) + 1 for code in codes if code in known]
        wanted = min(len(places) + 1, len(known))
        while len(self.boxes) > wanted:
            box = self.boxes.pop()
            box.currentIndexChanged.disconnect(self._on_chosen)
            self._lists.removeWidget(box)
            box.hide()
            box.deleteLater()
        while len(self.boxes) < wanted:
            self._add_box()
        for box, place in zip(self.boxes, [*places, *([0] * (wanted - len(places)))], strict=True):
            box.blockSignals(True)
            box.setCurrentIndex(place)
            box.blockSignals(False)
        self.name(self._title)

    def _add_box(self) -> None:
        box = QComboBox()
        box.setMaximumWidth(theme.scaled(360))
        box.addItems([""] * (len(DUTIES) + 1))
        self._word(len(self.boxes), box)
        box.currentIndexChanged.connect(self._on_chosen)
        box.installEventFilter(self)
        self._lists.addWidget(box)
        self.boxes.append(box)

    def _word(self, number: int, box: QComboBox) -> None:
        box.setItemText(0, _("nobody yet") if number == 0 else _("nobody else"))
        for place, choice in enumerate(DUTIES, 1):
            box.setItemText(place, _(choice.title))

    @Slot()
    def _on_chosen(self) -> None:
        self._show(self.value())
        self.edited.emit()


class LineFormWidget(FormWidget):
    """The form of a line on the screen."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Give the duties their lists."""
        if field.key == DUTY:
            return DutiesEditor(field)
        return super().make_editor(field, application)


class LineDialog(FormDialog):
    """A line of a template in a window."""

    form_class = LineFormWidget
