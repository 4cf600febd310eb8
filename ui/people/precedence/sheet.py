"""A list of precedence at the right of the register: what it is, what there is to say against it, and its ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domains.people.precedence.profiles import Office, Profile
from app.domains.people.profile_fields import ALPHABETS, BESIDES, LEVELS
from app.kernel.errors import Finding
from app.kernel.fields import Badge, Choice
from app.kernel.translated import Lazy, lazy
from ui.kit.controls import Hairline, Label
from ui.kit.flow import FlowLayout
from ui.kit.forms import scrolled
from ui.kit.language import _, spoken
from ui.kit.parts import Badge as BadgeLabel
from ui.kit.remarks import Remarks
from ui.kit.theme import theme
from ui.people.precedence.ranks import RanksView, told_rank

_REMARKS_SEEN = 4


class AboutList(QWidget):
    """What the chosen list is: for which events, of when, from where, by which rules; below it what can be done with the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = Label("", "quiet", wrap=True)
        self.rules = Label("", "quiet", wrap=True)
        self.note = Label("", "small", wrap=True)
        self.buttons = FlowLayout(spacing=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(Hairline())
        texts = QWidget()
        inside = QVBoxLayout(texts)
        inside.setContentsMargins(0, 0, theme.scaled(6), 0)
        inside.setSpacing(theme.scaled(8))
        for label in (self.facts, self.rules, self.note):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            inside.addWidget(label)
        inside.addStretch(1)
        layout.addWidget(scrolled(texts), 1)
        layout.addLayout(self.buttons)

    def show_profile(self, profile: Profile | None) -> None:
        """Show a list in the language of the screen; nothing when none is chosen."""
        self.setVisible(profile is not None)
        if profile is None:
            return
        self.facts.setText(facts_of(profile))
        self.rules.setText(rules_of(profile))
        self.note.setText(spoken.wording.text(profile.note))
        self.note.setVisible(bool(profile.note))


class ProfileSheet(QWidget):
    """The chosen list: what there is to say against it, and its ranks.

    Signals:
        place_wanted: what a finding is about should be shown (`Finding`).
    """

    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offices: Mapping[str, Office] = {}
        self._build()
        self.remarks.chosen.connect(self.place_wanted)
        self.ranks.selected.connect(self._on_rank_chosen)

    def show_profile(
        self,
        profile: Profile | None,
        badges: Sequence[Badge],
        offices: Mapping[str, Office],
        findings: Sequence[Finding],
        *,
        may_edit: bool,
    ) -> None:
        """Show a list in the language of the screen; nothing when none is chosen."""
        self._offices = offices
        self._body.setVisible(profile is not None)
        self.ranks.show_profile(profile, offices, movable=may_edit)
        if profile is None:
            return
        self.heading.setText(spoken.wording.text(profile.name))
        self._show_badges(badges)
        self.remarks.show_findings(findings)
        self.remarks.setVisible(bool(findings))
        if self.ranks.current_id() is None:
            self.ranks.select_first()
        self._on_rank_chosen()

    def _build(self) -> None:
        self._body = QWidget()
        self.heading = Label("", "heading", wrap=True)
        self._badge_line = FlowLayout(spacing=6)
        self.buttons = FlowLayout(spacing=4)
        self.remarks = Remarks(lazy("What there is to say about the list"), _REMARKS_SEEN)
        self.ranks = RanksView()
        self.ranks.setMinimumHeight(theme.scaled(240))
        self.told = Label("", "small", wrap=True)
        self.told.setMinimumHeight(self.told.fontMetrics().lineSpacing() * 3)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(0, 0, theme.scaled(6), 0)
        layout.setSpacing(theme.scaled(8))
        layout.addWidget(self.heading)
        layout.addLayout(self._badge_line)
        layout.addWidget(self.remarks)
        layout.addLayout(self.buttons)
        layout.addWidget(self.ranks, 1)
        layout.addWidget(self.told)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._body, 1)
        self._body.hide()

    def _show_badges(self, badges: Sequence[Badge]) -> None:
        while (item := self._badge_line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for badge in badges:
            label = BadgeLabel()
            label.show_badge(badge.title, str(badge.tone))
            self._badge_line.addWidget(label)
        self._badge_line.invalidate()

    @Slot()
    def _on_rank_chosen(self) -> None:
        rank = self.ranks.rank()
        self.told.setText(told_rank(rank, self._offices) if rank is not None else "")


def facts_of(profile: Profile) -> str:
    """Write what a list is: its code, for which events, its day and its source."""
    formats = spoken.wording.formats
    parts = (
        profile.code,
        _for_events(profile),
        _("dated {day}", day=formats.day(profile.dated)) if profile.dated else _("without a date"),
        _("compared with its source on {day}", day=formats.day(profile.checked)) if profile.checked else "",
        profile.source,
    )
    return "  ·  ".join(part for part in parts if part)


def rules_of(profile: Profile) -> str:
    """Write the rules that go with a list, as sentences."""
    sentences: tuple[Lazy, ...] = (
        lazy("The host stands first.") if profile.host_first else lazy("The host stands by rank."),
        lazy("Foreign holders of an office stand {where}.", where=_title(BESIDES, profile.beside)),
        lazy("States go by the alphabet: {which}.", which=_title(ALPHABETS, profile.alphabet)),
        lazy("In the end names decide.") if profile.names_decide else lazy("Names do not decide: who is equal until then is undecided."),
    )
    return " ".join(_(sentence) for sentence in sentences)


def _for_events(profile: Profile) -> str:
    return _("for {events}", events=_title(LEVELS, profile.level))


def _title(choices: Sequence[Choice], code: str) -> Lazy:
    return next((choice.title for choice in choices if choice.code == code), lazy("{code}", code=str(code)))
