"""Templates of checklists: what the office does every time, in whose hands it is and how long before or after.

What the program brings (`resources/checklists/CL1.json` and so on) is a proposal with a date and a source; the office changes it, and
its own version is kept in its file. Every change raises `version`, so that a checklist knows of which version it was made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domains.checklists.vocabulary import Scope
from app.kernel.readiness import START
from app.kernel.shapes import as_key
from app.kernel.translated import Multilingual


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A line of a template; `key` tells it from the others of its template, for good.

    `duty` are codes of `readiness.Duty`, the one who does it first; `offset` is written as `Offset.parse` reads it and is counted from
    `anchor`, a code such as "start". `group` is a heading inside the list.
    """

    key: str = as_key(default="", needed=True)
    title: Multilingual = as_key(default=Multilingual(), needed=True)
    duty: tuple[str, ...] = ()
    anchor: str = START
    offset: str = "0 days"
    group: Multilingual = Multilingual()
    remark: Multilingual = Multilingual()

    @property
    def id(self) -> str:
        """The key, as tables ask for it."""
        return self.key


@dataclass(frozen=True, slots=True)
class Template:
    """A template. `scope` says whether a subject has it once, or each of its parts of a sort.

    It is usual for subjects of one of its `types` and `directions`; where one of the two is empty, it does not matter; where both are, the
    template is offered and never proposed. `dated`, `source` and `confirmed` say how sure its days are: until somebody of the office has
    confirmed them they are defaults. `base` is the shipped version that the office's own one was made from; `put_back` says that nothing of
    the office's own is left but the number of the version.
    """

    code: str = as_key(default="", needed=True)
    name: Multilingual = as_key(default=Multilingual(), needed=True)
    version: int = 1
    scope: Scope = Scope.WHOLE
    types: tuple[str, ...] = ()
    directions: tuple[str, ...] = ()
    lines: tuple[TemplateLine, ...] = ()
    dated: date | None = None
    source: str = ""
    confirmed: bool = False
    note: Multilingual = Multilingual()
    base: int = 1
    put_back: bool = False

    def line(self, key: str) -> TemplateLine | None:
        """Give the line with *key*."""
        return next((line for line in self.lines if line.key == key), None)

    def usual_for(self, type: str, direction: str) -> bool:
        """Tell whether it is proposed for a subject of this type and direction."""
        if not self.types and not self.directions:
            return False
        return (not self.types or type in self.types) and (not self.directions or direction in self.directions)


@dataclass(frozen=True, slots=True)
class LineChange:
    """What became of a line between two versions of a template: `before` None is new, `after` None is gone."""

    key: str
    before: TemplateLine | None
    after: TemplateLine | None


def changes(old: Template, new: Template) -> tuple[LineChange, ...]:
    """Say what has to be taken over to get from one version to another: lines in the order of the new one, then those that are gone."""
    before, after = ({line.key: line for line in one.lines} for one in (old, new))
    kept = [LineChange(key, before.get(key), line) for key, line in after.items() if before.get(key) != line]
    return (*kept, *(LineChange(key, line, None) for key, line in before.items() if key not in after))
