"""The card of a person and that of an organisation, as they stand beside the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domains.gifts.vocabulary import EDIT_GIFTS, SEE_GIFTS
from app.domains.people.fields import ORGANISATION_FORM, PERSON_FORM
from app.domains.people.queries import ContactRow, PersonCard, PersonRow, PostRow
from app.domains.people.rules import OrganisationDraft, held_on
from app.domains.people.vocabulary import CONTACT_KINDS, ORGANISATION, PERSON
from app.domains.visas.terms import EDIT_VISAS, SEE_VISAS
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy, lazy_count
from ui.kit.controls import ElidedLabel, Hairline, Label, push_button, tool_button
from ui.kit.icons import pixmap
from ui.kit.language import _, spoken, worded
from ui.kit.pages import DetailPane
from ui.kit.pictures import thumbnail
from ui.kit.tables import RecordTable
from ui.kit.telling import told
from ui.kit.theme import theme
from ui.kit.views import TableView
from ui.people.address import AddressPane
from ui.people.values import all_languages, in_office

if TYPE_CHECKING:
    from app.application import Application

PORTRAIT = 84  # pixels
MOST_GIFTS = 6  # lines that stand on a card before one asks for the rest
_BUTTONS_BESIDE = 130  # percent of text size beyond which buttons stand below their line
_KINDS = {choice.code: choice.title for choice in CONTACT_KINDS}
_SHOWN_ABOVE = frozenset({"given_names", "family_name", "prefix", "card_name", "pronunciation", "portrait", "secretariat_id"})
_MEMBER_COLUMNS = (
    Column("name", lazy("Name"), width=20, stretch=True),
    Column("function", lazy("Function"), ColumnKind.MULTILINGUAL, width=20, stretch=True),
)
HELD = Badge(lazy("held now"), Tone.GOOD)
PREFERRED = Badge(lazy("preferred"), Tone.BUSY)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a card: its text, what stands small below it, a mark, and the record it leads to."""

    id: str
    text: str
    below: str = ""
    mark: Badge | None = None
    leads_to: Ref | None = None


class Entries(QWidget):
    """A part of a card whose lines are added, changed and removed in their place.

    Signals:
        add_requested: a line should be added.
        edit_requested: a line should be changed; its id.
        remove_requested: a line should be removed; its id.
        open_requested: the record that a line leads to should be shown (`Ref`).
    """

    add_requested = Signal()
    edit_requested = Signal(str)
    remove_requested = Signal(str)
    open_requested = Signal(object)

    def __init__(
        self,
        title: Lazy,
        add: Lazy,
        nothing: Lazy,
        *,
        may_edit: bool,
        may_add: bool | None = None,
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.shown: tuple[Entry, ...] = ()
        self._may_edit = may_edit
        self._nothing = nothing
        self._most = most
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        top = QHBoxLayout()
        top.addWidget(Label(title, "heading"), 1)
        self.add_button = tool_button(add, "plus")
        self.add_button.clicked.connect(self.add_requested)
        self.add_button.setVisible(may_edit if may_add is None else may_add)
        top.addWidget(self.add_button)
        layout.addLayout(top)
        layout.addWidget(Hairline())
        self.summary = Label("", wrap=True)
        self.summary.setContentsMargins(0, theme.scaled(4), 0, 0)
        self.summary.hide()
        layout.addWidget(self.summary)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, theme.scaled(4), 0, 0)
        self._lines.setSpacing(theme.scaled(2))
        layout.addLayout(self._lines)

    def show_entries(self, entries: Sequence[Entry], summary: str = "", *, whole: bool = False) -> None:
        """Show these lines in place of those before, below a *summary*; of many only the first, until the rest is asked for (*whole*)."""
        self.shown = tuple(entries)
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        rest = len(self.shown) - self._most if self._most and not whole else 0
        for entry in self.shown[: self._most] if rest > 1 else self.shown:
            self._lines.addWidget(self._line(entry))
        if rest > 1:
            more = push_button(lazy_count("Show {number} more", "Show {number} more", rest))
            more.setProperty("quiet", True)
            more.clicked.connect(self._on_more)
            self._lines.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if not self.shown:
            self._lines.addWidget(Label(self._nothing, "quiet", wrap=True))

    def _line(self, entry: Entry) -> QWidget:
        holder = QWidget()
        below = theme.percent > _BUTTONS_BESIDE
        layout = QBoxLayout(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight, holder)
        layout.setContentsMargins(0, theme.scaled(3), 0, theme.scaled(3))
        layout.setSpacing(0)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        texts = QVBoxLayout()
        texts.setSpacing(theme.scaled(2))
        # One word that is longer than the card (an address) is cut; sentences go on in the next line.
        text = Label(entry.text, wrap=True) if " " in entry.text else ElidedLabel(entry.text)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        texts.addWidget(text)
        if entry.below:
            texts.addWidget(Label(entry.below, "small", wrap=True))
        if entry.mark is not None:
            mark = Label(entry.mark.title, "badge")
            mark.setProperty("tone", str(entry.mark.tone))
            texts.addWidget(mark, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(texts, 1)
        layout.addLayout(buttons)
        if entry.leads_to is not None:
            self._button(buttons, entry, lazy("Open {name}", name=entry.below or entry.text), "external", self._on_open)
        if self._may_edit:
            self._button(buttons, entry, lazy("Change “{name}”", name=entry.text), "edit", self._on_edit)
            self._button(buttons, entry, lazy("Remove “{name}”", name=entry.text), "remove", self._on_remove)
        if below:
            buttons.addStretch(1)
        return holder

    def _button(self, layout: QHBoxLayout, entry: Entry, text: Lazy, icon: str, act: object) -> None:
        button = tool_button(text, icon)
        button.setProperty("entry", entry.id)
        button.clicked.connect(act)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _pressed(self) -> Entry | None:
        sender = self.sender()
        id = sender.property("entry") if sender is not None else None
        return next((entry for entry in self.shown if entry.id == id), None)

    @Slot()
    def _on_more(self) -> None:
        self.show_entries(self.shown, self.summary.text(), whole=True)
        self.setFocus()

    @Slot()
    def _on_open(self) -> None:
        if (entry := self._pressed()) is not None and entry.leads_to is not None:
            self.open_requested.emit(entry.leads_to)

    @Slot()
    def _on_edit(self) -> None:
        if (entry := self._pressed()) is not None:
            self.edit_requested.emit(entry.id)

    @Slot()
    def _on_remove(self) -> None:
        if (entry := self._pressed()) is not None:
            self.remove_requested.emit(entry.id)


def gift_lines(application: Application) -> Entries:
    """Make the part of a card in which the gifts between us and somebody stand; `ui/people/gifts.py` fills it."""
    lines = Entries(
        lazy("Gifts between us"),
        lazy("Choose a gift"),
        lazy("Nothing went either way yet."),
        may_edit=False,
        may_add=application.user.may(EDIT_GIFTS),
        most=MOST_GIFTS,
    )
    lines.setVisible(application.user.may(SEE_GIFTS))
    return lines


class PersonPane(QWidget):
    """Everything about a person: portrait and name, posts, ways to reach and to address them, and what a host must know.

    Signals:
        open_requested: another record should be shown (`Ref`).
    """

    open_requested = Signal(object)

    def __init__(self, application: Application, *, may_edit: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._secretariat: str | None = None
        self._portrait = ""
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.scaled(14))
        self.portrait = Label()
        self.portrait.setAlignment(Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(theme.scaled(2))
        self._prefix = Label("", "quiet", wrap=True)
        self.heading = Label("", "heading", wrap=True)
        self._function = Label("", wrap=True)
        self._spoken = Label("", "quiet", wrap=True)
        for label in (self._prefix, self.heading, self._function, self._spoken):
            names.addWidget(label)
        names.addStretch(1)
        head.addWidget(self.portrait, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(names, 1)
        self.posts = Entries(lazy("Posts"), lazy("Add post"), lazy("No post has been entered."), may_edit=may_edit)
        self.contacts = Entries(
            lazy("To reach"), lazy("Add contact point"), lazy("No number or address has been entered."), may_edit=may_edit
        )
        self.passports = Entries(
            lazy("Passports"), lazy("Add passport"), lazy("No passport has been entered."), may_edit=application.user.may(EDIT_VISAS)
        )
        self.passports.setVisible(application.user.may(SEE_VISAS))
        self.gifts = gift_lines(application)
        self.address = AddressPane(may_edit=may_edit)
        self.details = DetailPane()
        self.details.heading.hide()
        self._mail = QWidget()
        mail = QHBoxLayout(self._mail)
        mail.setContentsMargins(0, 0, 0, 0)
        self._mail_text = ElidedLabel()
        self._mail_button = tool_button(lazy("Secretariat"), "external")
        mail.addWidget(self._mail_text, 1)
        mail.addWidget(self._mail_button)
        self._body = QWidget()
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, theme.scaled(6), 0)
        body.setSpacing(theme.scaled(18))
        for part in (self._head, self.posts, self.contacts, self.address, self.passports, self.gifts, self.details):
            body.addWidget(part)
        body.addWidget(self._mail)
        body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body)
        for lines in (self.posts, self.passports, self.gifts):
            lines.open_requested.connect(self.open_requested)
        self._mail_button.clicked.connect(self._on_secretariat)
        theme.changed.connect(self._show_portrait)
        self._body.hide()

    def show_card(self, card: PersonCard | None) -> None:
        """Show a person; nothing when none is chosen."""
        self._body.setVisible(card is not None)
        if card is None:
            return
        draft = card.draft
        self._portrait = draft.portrait
        self._show_portrait()
        today = self._application.clock.today()
        self._show(self._prefix, draft.prefix)
        self._show(self.heading, card.name)
        held = [post for post in card.posts if held_on(*post.period, today)]
        self._show(self._function, _function(held[0]) if held else "")
        self._show(self._spoken, _("Say: {pronunciation}", pronunciation=draft.pronunciation) if draft.pronunciation else "")
        self.posts.show_entries([_post_entry(post, held=post in held) for post in card.posts])
        self.contacts.show_entries([_contact_entry(contact) for contact in card.contacts])
        told_fields = [
            (f.title, told(f, getattr(draft, f.key), self._application)) for f in PERSON_FORM.fields if f.key not in _SHOWN_ABOVE
        ]
        self.details.show_pairs("", [(title, text) for title, text in told_fields if text])
        self._secretariat = draft.secretariat_id
        self._mail.setVisible(bool(draft.secretariat_id))
        self._mail_text.show_text(lazy("Mail goes to {name}", name=card.secretariat))
        opens = lazy("Open {name}", name=card.secretariat)
        worded(self._mail_button, accessibleName=opens, toolTip=opens)

    @Slot()
    def _show_portrait(self) -> None:
        picture = thumbnail(self._application.file(self._portrait), theme.scaled(PORTRAIT)) if self._portrait else None
        if picture is None or picture.isNull():
            self.portrait.setPixmap(pixmap("person", "quiet", theme.scaled(40), self.devicePixelRatioF()))
            worded(self.portrait, accessibleName=lazy("No portrait"))
        else:
            self.portrait.setPixmap(picture)
            worded(self.portrait, accessibleName=lazy("Portrait"))

    @staticmethod
    def _show(label: Label, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    @Slot()
    def _on_secretariat(self) -> None:
        if self._secretariat is not None:
            self.open_requested.emit(Ref(PERSON, self._secretariat))


class OrganisationPane(QWidget):
    """Everything about an organisation, and the persons who hold or held a post in it.

    Signals:
        open_requested: another record should be shown (`Ref`).
    """

    open_requested = Signal(object)

    def __init__(self, application: Application, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self.details = DetailPane()
        self.members = RecordTable(_MEMBER_COLUMNS, self)
        self.view = TableView(lazy("Persons"))
        self.view.show_table(self.members)
        self.view.opened.connect(self._on_member_opened)
        self._nobody = Label(lazy("Nobody holds a post here yet."), "quiet", wrap=True)
        self._people = QWidget()
        people = QVBoxLayout(self._people)
        people.setContentsMargins(0, 0, 0, 0)
        people.setSpacing(theme.scaled(4))
        people.addWidget(Label(lazy("Persons"), "heading"))
        people.addWidget(Hairline())
        people.addWidget(self._nobody)
        people.addWidget(self.view, 1)
        people.addStretch(0)  # takes the room of the list while nobody is in it
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, theme.scaled(6), 0)
        layout.setSpacing(theme.scaled(18))
        self.gifts = gift_lines(application)
        self.gifts.open_requested.connect(self.open_requested)
        layout.addWidget(self.details)
        layout.addWidget(self._people)
        layout.addWidget(self.gifts)
        layout.addStretch(1)
        self._column = layout
        self._people.hide()
        self.gifts.hide()

    def show_card(self, draft: OrganisationDraft | None, members: Sequence[PersonRow] = ()) -> None:
        """Show an organisation; nothing when none is chosen."""
        self._people.setVisible(draft is not None)
        self.gifts.setVisible(draft is not None and self._application.user.may(SEE_GIFTS))
        if draft is None:
            self.details.show_pairs("", ())
            return
        pairs = [
            (f.title, _organisation_text(f.key, draft) or told(f, getattr(draft, f.key), self._application))
            for f in ORGANISATION_FORM.fields
        ]
        self.details.show_pairs(spoken.wording.text(draft.name), [(title, text) for title, text in pairs if text])
        self.members.show(members)
        self.view.setVisible(bool(members))
        self._size_list(len(members))
        self._nobody.setVisible(not members)

    def _size_list(self, members: int) -> None:
        """Make the list as high as it is long; a long one takes the room that is left, and scrolls."""
        whole = self.view.horizontalHeader().sizeHint().height() + members * self.view.height_of_rows() + 4
        least = theme.scaled(220)
        self.view.setMinimumHeight(min(whole, least) if members else 0)
        self.view.setMaximumHeight(whole)
        self._column.setStretchFactor(self._people, int(whole > least))

    @Slot(str)
    def _on_member_opened(self, id: str) -> None:
        self.open_requested.emit(Ref(PERSON, id))


def _organisation_text(key: str, draft: OrganisationDraft) -> str:
    return all_languages(draft.name) if key == "name" and len(draft.name.all()) > 1 else ""


def _function(post: PostRow) -> str:
    wording = spoken.wording
    parts = (wording.text(post.title), wording.text(post.organisation))
    return ", ".join(part for part in parts if part)


def _post_entry(post: PostRow, *, held: bool) -> Entry:
    wording = spoken.wording
    parts = [wording.text(post.organisation), in_office(*post.period, wording), post.notes]
    leads_to = Ref(ORGANISATION, post.organisation_id) if post.organisation_id else None
    # Without dates nobody knows; the mark would claim it.
    mark = HELD if held and any(post.period) else None
    return Entry(post.id, wording.text(post.title), "  ·  ".join(part for part in parts if part), mark, leads_to)


def _contact_entry(contact: ContactRow) -> Entry:
    below = "  ·  ".join(part for part in (_(_KINDS[contact.contact_kind]), contact.label) if part)
    return Entry(contact.id, contact.value, below, PREFERRED if contact.preferred else None)
