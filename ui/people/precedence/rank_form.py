"""The form of a rank: its number and title, the offices that have it, and how those of one rank are put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.application import Application
from app.domains.people.precedence.editing import check_place, check_rank
from app.domains.people.precedence.profiles import Office, Profile, Rank
from app.kernel.errors import Finding
from app.kernel.fields import Field, FieldKind, Form
from app.kernel.translated import lazy
from ui.kit.dialogs import FormDialog
from ui.kit.editors import Editor
from ui.kit.forms import FormWidget
from ui.people.precedence.office_editors import OfficesEditor
from ui.people.precedence.words import MARKS, TIES

OFFICES = "offices"

FIELDS = (
    Field(
        "number",
        lazy("Number"),
        FieldKind.NUMBER,
        required=True,
        help=lazy("Ranks stand in the order of their numbers; tens leave room between them."),
    ),
    Field("title", lazy("Title"), FieldKind.MULTILINGUAL, required=True, limit=300),
    Field(OFFICES, lazy("Offices"), help=lazy("Who holds one of these offices has this rank; their order counts where they go as listed.")),
    Field("tie", lazy("Among equals"), FieldKind.CHOICE, required=True, choices=TIES),
    Field(
        "turn",
        lazy("The turn passes on"),
        limit=20,
        help=lazy("Only where two offices take turns: 09-01, or 10-tue-2 for the second Tuesday of October."),
    ),
    Field(
        "mark",
        lazy("Mark"),
        FieldKind.CHOICE,
        required=True,
        choices=MARKS,
        help=lazy("Confirmed by a source, or a proposal that still has to be checked."),
    ),
    Field("source", lazy("Source"), limit=300),
    Field(
        "with_diplomats",
        lazy("Counts only while foreign diplomats are present"),
        FieldKind.YES_NO,
        help=lazy("Without them its holders have the rank of the office that theirs is equal to."),
    ),
    Field("note", lazy("Note"), FieldKind.MULTILINGUAL, help=lazy("What the source leaves open.")),
)


@dataclass(frozen=True, slots=True)
class RankForm(Form[Rank]):
    """The form of a rank; the catalogue of offices is known."""

    catalogue: Mapping[str, Office] = field(default_factory=dict[str, Office])


def rank_form(others: Profile, offices: Mapping[str, Office]) -> RankForm:
    """Make the form of a rank that stands in a list beside the *others*."""

    def check(rank: Rank) -> Sequence[Finding]:
        found = check_rank(rank)
        return found if any(finding.blocks for finding in found) else check_place(others, rank, offices)

    return RankForm(Rank, FIELDS, check, offices)


class RankFormWidget(FormWidget):
    """The form on the screen."""

    def make_editor(self, field: Field, application: Application | None) -> Editor:
        """Give the offices a list."""
        assert isinstance(self.form, RankForm)
        if field.key == OFFICES:
            return OfficesEditor(field, self.form.catalogue)
        return super().make_editor(field, application)


class RankDialog(FormDialog):
    """A rank in a window."""

    form_class = RankFormWidget
