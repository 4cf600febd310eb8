"""Travellers and requesters by their names: typed, or chosen from the people whom the office knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStringListModel, QTimer, Signal, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domains.people import queries
from app.domains.people.vocabulary import PERSON, ContactKind
from app.domains.trips.request import Traveller
from app.kernel.fields import Field
from app.kernel.translated import LANGUAGES, lazy
from ui.kit.editors import Editor
from ui.kit.language import shown, worded

if TYPE_CHECKING:
    from app.application import Application

_SHOWN = 12


def traveller_known(application: Application, person: str) -> Traveller:
    """Give what the office knows of a person who is to travel: the function held now, the language, the address."""
    card = application.ask(queries.person_card(person))
    row = next(iter(application.ask(queries.persons([person]))), None)
    language = card.draft.preferred_language if card.draft.preferred_language in LANGUAGES else LANGUAGES[0]
    email = next((contact.value for contact in card.contacts if contact.contact_kind is ContactKind.EMAIL), "")
    return Traveller(
        name=card.name,
        function=row.function.best(language) if row else "",
        entity=row.organisation.best(language) if row else "",
        language=language,
        person=person,
        email=email,
    )


class NameEditor(Editor):
    """A name. Whoever is known to the office can be chosen; whoever is not is typed.

    Signals:
        chosen: a person of the office was chosen; the id.
    """

    chosen = Signal(str)

    def __init__(self, field: Field, application: Application | None, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._application = application
        self._hits: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self.line = QLineEdit()
        self.line.setMaxLength(field.limit)
        worded(self.line, placeholderText=lazy("Type a name"))
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_finished)
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SHOWN)
        completer.activated.connect(self._on_activated)
        if (popup := completer.popup()) is not None:
            popup.setObjectName("completions")
        self._completer = completer
        self.line.setCompleter(completer)
        self._rows.addWidget(self.line)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._search)
        self._watch()

    def value(self) -> Any:
        """Give the name."""
        return self._names.get(self.line.text(), self.line.text())

    def show_value(self, value: Any) -> None:
        """Show the name."""
        self.line.setText(value or "")
        self.line.setCursorPosition(0)

    def plain(self) -> Any:
        """Give the name."""
        return self.value()

    def take_plain(self, plain: Any) -> None:
        """Take up the name."""
        self.show_value(str(plain))
        self.edited.emit()

    def inputs(self) -> Sequence[QWidget]:
        """Give the line."""
        return (self.line,)

    @Slot(str)
    def _on_text_edited(self, _text: str) -> None:
        if self._application is not None:
            self._soon.start()
        self.edited.emit()

    @Slot()
    def _search(self) -> None:
        assert self._application is not None
        self._hits, self._names = {}, {}
        for hit in self._application.find(self.line.text(), kinds=(PERSON,), limit=_SHOWN) if self.line.text().strip() else ():
            name = shown(hit.title)
            title = "  ·  ".join(text for text in (name, shown(hit.subtitle)) if text)
            while title in self._hits:  # two people of one name and function
                title += " "
            self._hits[title], self._names[title] = hit.ref.id, name
        self._list.setStringList(list(self._hits))
        if self._hits and self.line.hasFocus():
            self._completer.complete()

    @Slot(str)
    def _on_activated(self, title: str) -> None:
        if (person := self._hits.get(title)) is not None:
            self.show_value(self._names[title])
            # The completer writes its own line once more after it has told us.
            QTimer.singleShot(0, self, self._on_finished)
            self._hits = {}
            self.chosen.emit(person)

    @Slot()
    def _on_finished(self) -> None:
        title = self.line.text()
        if title in self._hits:  # chosen with Enter
            self._on_activated(title)
        elif title in self._names:
            self.line.setText(self._names[title])
