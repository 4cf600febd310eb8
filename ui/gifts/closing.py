"""What closing a stock-taking would do, shown before it is done: pieces that are booked, places that are corrected, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domains.gifts.counting_rules import Closing, Counted
from app.kernel.fields import Badge, Column, ColumnKind, Tone
from app.kernel.translated import lazy, lazy_count
from ui.gifts.movements import signed
from ui.kit.controls import Label
from ui.kit.dialogs import Dialog
from ui.kit.language import _, spoken, worded
from ui.kit.parts import ShortTable
from ui.kit.theme import theme

BOOKED, MOVED, MISSING, UNEXPECTED = "booked", "moved", "missing", "unexpected"
EFFECT_BADGES = {
    BOOKED: Badge(lazy("booked"), Tone.BUSY),
    MOVED: Badge(lazy("place corrected"), Tone.WARNING),
    MISSING: Badge(lazy("not found"), Tone.BAD),
    UNEXPECTED: Badge(lazy("not expected"), Tone.WARNING),
}
_WIDTH, _HEIGHT = 640, 300  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class EffectLine:
    """One thing that closing does, or tells."""

    id: str
    what: str
    change: str
    effect: str


COLUMNS = (
    Column("what", lazy("Object"), stretch=True, width=40),
    Column("change", lazy("Pieces"), ColumnKind.NUMBER, width=7),
    Column("effect", lazy("What happens"), ColumnKind.BADGE, badges=EFFECT_BADGES, width=15),
)


class CloseDialog(Dialog):
    """The differences of a stock-taking, and whether what nobody has counted is taken for not there.

    `kept` is what closing does when that stays as it is believed to be, `gone` when it counts as not there.
    """

    def __init__(self, number: str, kept: Closing, gone: Closing, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Close stock-taking {number}", number=number), lazy("Close and book"), parent)
        self._kept, self._gone = kept, gone
        left = len(kept.not_counted)
        self.told = Label("", wrap=True)
        self.missing = QCheckBox()
        worded(
            self.missing,
            text=lazy_count(
                "The {number} object that nobody has counted is not there",
                "The {number} objects that nobody has counted are not there",
                left,
            ),
        )
        self.missing.setVisible(bool(left))
        self.missing.toggled.connect(self._show)
        self.table = ShortTable(lazy("What closing does"), COLUMNS)
        self.table.setMinimumSize(theme.scaled(_WIDTH), theme.scaled(_HEIGHT))
        warning = Label(
            lazy("This cannot be undone: what was counted is the truth from then on, and what came and went before it stays."),
            "finding",
            wrap=True,
        )
        warning.setProperty("tone", str(Tone.WARNING))
        for part in (self.told, self.missing):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(warning)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget | None, number: str, kept: Closing, gone: Closing) -> bool | None:
        """Ask whether to close; give whether what nobody has counted is missing, or nothing when it is left open."""
        dialog = cls(number, kept, gone, parent)
        return dialog.missing.isChecked() if dialog.run() else None

    @property
    def closing(self) -> Closing:
        """What would be done as it stands."""
        return self._gone if self.missing.isChecked() else self._kept

    @Slot()
    def _show(self) -> None:
        lines = effects(self.closing)
        self.table.put(lines)
        self.table.setVisible(bool(lines))
        told = (
            lazy_count("{number} difference:", "{number} differences:", len(lines))
            if lines
            else lazy("What was counted was found where it belongs.")
        )
        self.told.show_text(told)


def effects(closing: Closing) -> Sequence[EffectLine]:
    """Write what closing does, line by line, in the language of the screen."""
    return tuple(_lines(closing))


def _lines(closing: Closing) -> Iterator[EffectLine]:
    for one in closing.booked:
        below = _("{expected} expected, {found} found", expected=one.expected, found=one.found)
        yield EffectLine(f"{BOOKED}/{one.ref}", _object(one, below), signed(one.difference), BOOKED)
    for one in closing.missing:
        yield EffectLine(f"{MISSING}/{one.ref}", _object(one, one.place), "", MISSING)
    for one in closing.unexpected:
        yield EffectLine(f"{UNEXPECTED}/{one.ref}", _object(one, _("By the register it is not here.")), "", UNEXPECTED)
    for one in closing.moved:
        yield EffectLine(f"{MOVED}/{one.ref}", _object(one, f"{one.place or '–'} → {one.found_at}"), "", MOVED)


def _object(one: Counted, below: str) -> str:
    name = "  ·  ".join(part for part in (one.number, spoken.wording.text(one.name)) if part)
    return f"{name}\n{below}" if below else name
