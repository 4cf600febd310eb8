"""What whoever decides on a service trip has before them: one page of facts, the same on the screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from app.domains.trips.circular.checking import reason_for
from app.domains.trips.differences import Difference
from app.domains.trips.figures import Estimate
from app.domains.trips.request import Request
from app.domains.trips.vocabulary import Means, Outcome, State
from app.kernel.errors import Finding, Severity
from app.kernel.translated import Lazy, Multilingual

if TYPE_CHECKING:
    from app.domains.trips.allowance import AllowanceSheet
    from app.domains.trips.alternatives import Way
    from app.domains.trips.emissions import Emissions


@dataclass(frozen=True, slots=True)
class SameWeek:
    """Another file that goes to the same city in the same week; `trip` is its id."""

    trip: str
    number: str
    title: str
    travellers: str
    departs_on: date
    returns_on: date
    state: State


@dataclass(frozen=True, slots=True)
class LastReport:
    """The last trip of a traveller and what became of its report; without a number there was no earlier trip."""

    traveller: str
    trip: str = ""
    number: str = ""
    title: str = ""
    returned_on: date | None = None
    due_on: date | None = None
    handed_in_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Chooser:
    """Somebody who can decide at a step; `behalf_of` is for whom a stand-in signs."""

    account: str
    name: str
    behalf_of: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided at a step: by whom, for whom, on which day, by which means, and who recorded it when it was not in the program."""

    outcome: Outcome
    name: str
    given_on: date
    behalf_of: str = ""
    means: Means = Means.PROGRAM
    recorder: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SheetStep:
    """A step of the chain: its role, whether it waits now, what was decided of this very content, and who can decide it otherwise."""

    role: str
    title: Lazy
    rank: int
    opinion: bool
    open: bool
    choosers: tuple[Chooser, ...] = ()
    decided: Decided | None = None


@dataclass(frozen=True, slots=True)
class AskedDerogation:
    """A derogation of this edition; `granted` None means that nobody has decided on it yet."""

    id: str
    rule: str
    title: Multilingual
    path: str
    asked: str
    limit: str
    reason: str
    granted: bool | None = None
    allowed: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """All that a decision is taken on, of one content of one file.

    `digest` names that content: a decision is of exactly it. `differences` are those to the edition that was approved last, none in a
    first edition. `rules_title` names the rule set, and `confirmed` tells whether it is the text of the circular or a default of ours.
    Sums are for all travellers; what cannot be told is None.
    """

    trip: str
    number: str
    state: State
    edition: int
    digest: str
    request: Request
    entity: str
    submitted_at: datetime | None = None
    urgent: bool = False
    regularised: bool = False
    reason: str = ""  # of the amendment, or of the regularisation
    mission: str | None = None
    rules_title: Multilingual = Multilingual()
    confirmed: bool = False
    findings: tuple[Finding, ...] = ()
    ways: tuple[Way, ...] = ()
    emissions: Emissions | None = None
    estimate: Estimate = Estimate()
    allowance: AllowanceSheet | None = None
    same_week: tuple[SameWeek, ...] = ()
    last_reports: tuple[LastReport, ...] = ()
    steps: tuple[SheetStep, ...] = ()
    derogations: tuple[AskedDerogation, ...] = ()
    differences: tuple[Difference, ...] = ()
    approved_edition: int | None = None

    @property
    def title(self) -> str:
        """The title of the trip."""
        return self.request.title

    @property
    def budget_line(self) -> str:
        """On which line of the budget it is paid."""
        return self.request.budget_line

    @property
    def exceptions(self) -> tuple[Finding, ...]:
        """What breaks a rule: refused unless somebody derogates, or refused altogether. The heaviest first."""
        return tuple(sorted(self._of(Severity.BLOCKS, Severity.DEROGATION), key=lambda finding: not finding.blocks))

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """What a rule warns of."""
        return self._of(Severity.WARNS)

    @property
    def notes(self) -> tuple[Finding, ...]:
        """What could not be judged, and the like."""
        return self._of(Severity.NOTES)

    def reason_for(self, finding: Finding) -> str:
        """The reason that was written for a derogation; empty when none was."""
        return reason_for(self.request, finding.rule)

    @property
    def waits_for(self) -> tuple[SheetStep, ...]:
        """The steps that are open now."""
        return tuple(step for step in self.steps if step.open)

    def _of(self, *severities: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity in severities)
