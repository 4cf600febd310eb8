"""What can go wrong, told apart by whose fault it is.

Every text is a sentence for the officer. A failure of ours is none of these classes: it reaches the crash report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.ids import Ref
from app.kernel.translated import Lazy, lazy

if TYPE_CHECKING:
    from app.kernel.permissions import Permission


class Severity(StrEnum):
    """How much a finding weighs: only a blocking one refuses a command; one may need a derogation, decided by name."""

    BLOCKS = "blocks"
    DEROGATION = "derogation"
    WARNS = "warns"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say about an input.

    `path` is the place of the fault as the reader knows it: a field ("ends"), or a place in a file
    ("missions[3].starts"). `rule` is the stable code of the rule. `ref` points at the record concerned. A rule that compares
    says what it found (`value`), what it allows (`limit`), and whose rule it is (`source`).
    """

    path: str
    message: Lazy
    severity: Severity = Severity.BLOCKS
    rule: str = ""
    ref: Ref | None = None
    value: object = None
    limit: object = None
    source: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the command is refused because of it."""
        return self.severity is Severity.BLOCKS


def refuse(findings: Iterable[Finding]) -> None:
    """Raise `Refused` when one of *findings* blocks."""
    if blocking := [finding for finding in findings if finding.blocks]:
        raise Refused(blocking)


class OfficeError(Exception):
    """Anything that is answered with a sentence instead of a crash report."""

    @property
    def sentence(self) -> Lazy:
        """Tell the officer what happened and what to do."""
        raise AssertionError(f"{type(self).__name__} has no sentence")

    def __str__(self) -> str:
        return str(self.sentence)


@dataclass(eq=False)
class Refused(OfficeError):
    """The input breaks a rule; nothing was written."""

    findings: tuple[Finding, ...]

    def __init__(self, findings: Iterable[Finding] | Finding) -> None:
        self.findings = (findings,) if isinstance(findings, Finding) else tuple(findings)
        super().__init__(*self.findings)

    @property
    def sentence(self) -> Lazy:
        """Give the first finding."""
        return self.findings[0].message if self.findings else lazy("The input was refused.")


@dataclass(eq=False)
class NotAllowed(OfficeError):
    """The user lacks the right."""

    permission: Permission

    @property
    def sentence(self) -> Lazy:
        """Name the right that is missing."""
        return lazy("You do not have the right to do this: {right}.", right=self.permission.title)


@dataclass(eq=False)
class Gone(OfficeError):
    """The record is no longer there."""

    ref: Ref

    @property
    def sentence(self) -> Lazy:
        """Say that it was removed."""
        return lazy("This record no longer exists: it was removed.")


@dataclass(eq=False)
class Changed(OfficeError):
    """Somebody else changed the same fields first; nothing was written."""

    ref: Ref
    fields: tuple[str, ...] = field(default=())

    @property
    def sentence(self) -> Lazy:
        """Name the fields."""
        return lazy(
            "Somebody else has changed this record in the meantime ({fields}). Reload it and enter your change again.",
            fields=", ".join(self.fields),
        )


@dataclass(eq=False)
class Unavailable(OfficeError):
    """The disk, the network or a server does not do its part."""

    reason: Lazy

    @property
    def sentence(self) -> Lazy:
        """Say what to check."""
        return self.reason
