"""The form of a line of the programme, with those who take part and those whom they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domains.missions import rules
from app.domains.missions.drafts import ItemDraft
from app.domains.missions.fields import ITEM_FORM
from app.domains.missions.queries import ParticipantRow
from app.domains.people.vocabulary import ORGANISATION, PERSON
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy
from ui.kit.choosers import RecordEditor
from ui.kit.controls import ElidedLabel, tool_button
from ui.kit.dialogs import FormDialog
from ui.kit.editors import Editor
from ui.kit.forms import FormWidget
from ui.kit.language import shown
from ui.kit.theme import theme
from ui.missions.chooser import Candidate, PeopleEditor

if TYPE_CHECKING:
    from app.application import Application

ATTENDED, PERSONS_MET, ORGANISATIONS_MET = "attended_by", "with_persons", "with_organisations"
_MET = {PERSONS_MET: PERSON, ORGANISATIONS_MET: ORGANISATION}
_LAST_OF_ITS_GROUP = "responsible_id"


@dataclass(frozen=True, slots=True)
class LineForm(Form[ItemDraft]):
    """The form of a line in one mission: who can take part is known."""

    delegation: tuple[ParticipantRow, ...] = ()


def line_form(delegation: Sequence[ParticipantRow], zone: str) -> LineForm:
    """Make the form of a line of a mission with this delegation, whose clock is *zone*."""
    group = next(field.group for field in ITEM_FORM.fields if field.key == _LAST_OF_ITS_GROUP)
    people = (
        Field(ATTENDED, lazy("Takes part"), group=group, help=lazy("Nobody ticked: the whole delegation takes part.")),
        Field(PERSONS_MET, lazy("Persons met"), FieldKind.RECORD, record=PERSON, group=group),
        Field(ORGANISATIONS_MET, lazy("Organisations met"), FieldKind.RECORD, record=ORGANISATION, group=group),
    )
    fields: list[Field] = []
    for field in ITEM_FORM.fields:
        fields += [field, *people] if field.key == _LAST_OF_ITS_GROUP else [field]
    return LineForm(ItemDraft, tuple(fields), partial(rules.check_item, zone=zone), tuple(delegation))


class LineFormWidget(FormWidget):
    """The form on the screen."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Give lists to the fields that hold several people."""
        assert isinstance(self.form, LineForm)
        if field.key == ATTENDED:
            return PeopleEditor(field, [Candidate(member.id, member.name) for member in self.form.delegation])
        if field.key in _MET:
            assert application is not None
            return RecordsEditor(field, application)
        return super().make_editor(field, application)


class LineDialog(FormDialog):
    """A line of the programme in a window."""

    form_class = LineFormWidget


class RecordsEditor(Editor):
    """Several records of one kind: typed and chosen one after the other, taken out with a button. The value is a tuple of ids."""

    def __init__(self, field: Field, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._ids: list[str] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._rows.addLayout(self._list)
        self._adder = RecordEditor(field, application)
        self._adder.edited.connect(self._on_named)
        self._adder.left.connect(self.left)
        self._rows.addWidget(self._adder)

    def value(self) -> Any:
        """Give the ids in order."""
        return tuple(self._ids)

    def fault(self) -> Lazy | None:
        """Say that nobody was chosen for what was typed."""
        return self._adder.fault()

    def show_value(self, value: Any) -> None:
        """Show these records."""
        self._ids = list(value or ())
        self._adder.show_value(None)
        self._show()

    def plain(self) -> Any:
        """Give the ids."""
        return list(self._ids)

    def take_plain(self, plain: Any) -> None:
        """Take up the ids."""
        self.show_value([str(id) for id in plain])
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line in which a name is typed."""
        return self._adder.inputs()

    def retranslate(self) -> None:
        """Name the records in the language of the screen."""
        self._show()

    def _show(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for id in self._ids:
            self._list.addWidget(self._line(id))

    def _line(self, id: str) -> QWidget:
        name = shown(self._application.title_of(Ref(self.field.record, id))) or id
        holder = QWidget()
        layout = QHBoxLayout(holder)
        layout.setContentsMargins(theme.scaled(8), 0, 0, 0)
        layout.addWidget(ElidedLabel(name), 1)
        button = tool_button(lazy("Take out {name}", name=name), "close")
        button.setProperty("record", id)
        button.clicked.connect(self._on_taken_out)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        return holder

    @Slot()
    def _on_named(self) -> None:
        if (id := self._adder.value()) is not None:
            if id not in self._ids:
                self._ids.append(id)
            self._adder.show_value(None)
            self._show()
        self.edited.emit()

    @Slot()
    def _on_taken_out(self) -> None:
        sender = self.sender()
        if sender is not None and (id := sender.property("record")) in self._ids:
            self._ids.remove(id)
            self._show()
            self.edited.emit()
