"""The ranks of a list in a table: moved, changed and removed in their place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domains.people.precedence.profiles import Office, Profile, Rank
from app.kernel.fields import Column, ColumnKind
from app.kernel.translated import lazy
from ui.kit.language import _, spoken
from ui.kit.ordered import OrderedTable, OrderedView
from ui.people.precedence.words import MARK_BADGES, office_text, tie_text


@dataclass(frozen=True, slots=True)
class RankLine:
    """A rank as it stands in the table; `id` tells apart even ranks with the same number."""

    id: str
    number: int
    title: str
    offices: str
    tie: str
    mark: str


COLUMNS = (
    Column("number", lazy("No."), ColumnKind.NUMBER, width=4),
    Column("title", lazy("Rank"), stretch=True, width=36),
    Column("tie", lazy("Among equals"), width=20),
    Column("mark", lazy("Mark"), ColumnKind.BADGE, badges=dict(MARK_BADGES), width=11),
    Column("offices", lazy("Offices"), width=20),
)
# On paper nothing is cut, so that the offices may take as much as the rank.
PAPER_COLUMNS = tuple(replace(column, width=24, stretch=True) if column.key in ("title", "offices") else column for column in COLUMNS)


class RanksView(OrderedView):
    """The table of the ranks of one list.

    Signals:
        moved: a rank should stand elsewhere; its id and the number of the row before which it goes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lazy("Ranks of the list"), parent)
        self.table = OrderedTable(COLUMNS, self)
        self._ranks: dict[str, Rank] = {}
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.show_table(self.table)

    def show_profile(self, profile: Profile | None, offices: Mapping[str, Office], *, movable: bool) -> None:
        """Show the ranks of *profile* in the language of the screen."""
        self._ranks = ranks_by_id(profile.ranks if profile is not None else ())
        self.table.movable = movable
        self.setDragEnabled(movable)
        self.table.show(_line(id, rank, offices) for id, rank in self._ranks.items())

    def rank(self) -> Rank | None:
        """Give the rank that is chosen."""
        return self._ranks.get(self.current_id() or "")

    def chosen(self) -> list[Rank]:
        """Give the ranks that are selected."""
        return [self._ranks[id] for id in self.selected_ids() if id in self._ranks]

    def ranks(self) -> Mapping[str, Rank]:
        """Give the ranks that are shown, by the ids of their rows, in order."""
        return self._ranks

    def choose(self, number: int) -> bool:
        """Choose the rank *number*; tell whether it is there."""
        return self.select(str(number))


def ranks_by_id(ranks: Sequence[Rank]) -> dict[str, Rank]:
    """Give ranks the ids of their rows: their numbers, and how often a number came before where it is used twice."""
    found: dict[str, Rank] = {}
    for rank in ranks:
        again = sum(other.number == rank.number for other in found.values())
        found[f"{rank.number}/{again}" if again else str(rank.number)] = rank
    return found


def told_rank(rank: Rank, offices: Mapping[str, Office]) -> str:
    """Tell in a line what the table has no room for: the offices, the source, and what the source leaves open."""
    named = "; ".join(office_text(code, offices) for code in rank.offices)
    parts = (
        _("Offices: {offices}", offices=named) if named else _("No office has this rank yet."),
        _("Source: {source}", source=rank.source) if rank.source else "",
        spoken.wording.text(rank.note),
    )
    return "  ·  ".join(part for part in parts if part)


def _line(id: str, rank: Rank, offices: Mapping[str, Office]) -> RankLine:
    return RankLine(
        id=id,
        number=rank.number,
        title=spoken.wording.text(rank.title),
        offices="; ".join(office_text(code, offices) for code in rank.offices),
        tie=tie_text(rank),
        mark=rank.mark,
    )
