"""The readiness board: what is missing of one subject or of all, in whose hands it is, and by when.

Tasks are counted by the database; what the domains find (checks) is asked only for the subjects that are shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.domains.checklists.board_queries import MINE, Count, Owner, count_of, count_open, dated_tasks, first_tasks, open_tasks
from app.domains.checklists.queries import Showing, TaskRow, holders_of, pressing_tasks
from app.domains.checklists.rules import PERSON, pressing_first, urgency
from app.domains.checklists.subjects import (
    FoundMissing,
    checks_of,
    recently_over,
    require_sight,
    sources,
    subject_of,
    subjects_of,
    titles_of,
    to_come,
)
from app.domains.checklists.vocabulary import SEE_CHECKLISTS, TaskState, Urgency, duty_titles
from app.kernel.errors import Severity
from app.kernel.fields import Criteria
from app.kernel.ids import Ref
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.queries import query
from app.kernel.readiness import Duty, Subject
from app.kernel.translated import Lazy, Multilingual
from app.kernel.work import Reader

READY, TO_MEND, NO_CHECKLIST = "ready", "to mend", "no checklist"  # how a subject stands of which nothing presses
LATE, SOON, ALL = "late", "soon", "all"  # the filter "show"


@dataclass(frozen=True, slots=True)
class MissingRow:
    """Something that is missing of a subject: an open task, or what a domain finds (`is_check`).

    `ref` is where it is put right, `area` the heading it stands under, `part` the traveller or ceremony concerned. `task` is the id of the
    task, empty for a check, which goes by itself when it is mended; `hands` is the duty that has a check in hand.
    """

    id: str
    subject: Ref
    text: Lazy | Multilingual
    ref: Ref
    area: Lazy | Multilingual
    part: Multilingual
    duty: Lazy | Multilingual
    who: Lazy | Multilingual
    owner: Multilingual
    due: date | datetime | None
    due_on: date | None
    urgency: Urgency
    is_check: bool
    severity: Severity
    task: str = ""
    state: TaskState | None = None
    fixed: bool = False
    roughly: bool = False
    path: str = ""
    rule: str = ""
    hands: str = ""


@dataclass(frozen=True, slots=True)
class InHands:
    """What of a subject is in somebody's hands: its open tasks, by their ids, and the checks of these duties."""

    tasks: frozenset[str] = frozenset()
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A subject on the board: how many of its tasks are late, due within three days, open and done, what comes next, and the checks.

    `open` counts late and soon too. `checks` is how many shortcomings the domains find in it, notes left out.
    """

    id: str
    ref: Ref
    number: str
    title: Multilingual
    period: tuple[PartialDate | None, PartialDate | None]
    urgency: Urgency
    late: int
    soon: int
    open: int
    done: int
    next: Lazy | Multilingual
    next_due: date | None
    next_who: Lazy | Multilingual
    checks: int

    @property
    def readiness(self) -> str:
        """How it stands, in one code: `READY` when every task is closed and no domain finds anything missing."""
        if self.late or self.soon:
            return str(self.urgency)
        if not self.open + self.done:
            return NO_CHECKLIST
        return str(Urgency.LATER) if self.open else TO_MEND if self.checks else READY


# ------------------------------------------------------------------------------------------------ one subject


@query(SEE_CHECKLISTS)
def missing(reader: Reader, subject: Ref, owner: str = "") -> Sequence[MissingRow]:
    """Give what is missing of a subject, late before soon before later; `owner` is "mine", a duty or a person, empty for all."""
    described = subject_of(reader, subject)
    require_sight(reader, subject)
    wanted = Owner(reader, owner)
    rows = [_of_task(row) for row in pressing_tasks.of(reader, subject) if wanted.has_task(row)]
    rows += _of_checks(reader, described, _wanted_checks(reader, subject, wanted))
    return sorted(rows, key=lambda row: pressing_first(row.urgency, row.due_on))


@query(SEE_CHECKLISTS)
def shortcomings(reader: Reader, subject: Ref, owner: str = "") -> Sequence[MissingRow]:
    """Give what the domains find missing of a subject, without its tasks; otherwise as `missing` does."""
    described = subject_of(reader, subject)
    require_sight(reader, subject)
    rows = _of_checks(reader, described, _wanted_checks(reader, subject, Owner(reader, owner)))
    return sorted(rows, key=lambda row: pressing_first(row.urgency, row.due_on))


@query(SEE_CHECKLISTS)
def in_hands(reader: Reader, subject: Ref, owner: str) -> InHands:
    """Tell what of a subject is in the hands of "mine", a duty or a person; nothing has to be checked for it."""
    require_sight(reader, subject)
    wanted = Owner(reader, owner)
    return InHands(open_tasks(reader, subject, wanted), frozenset(duty for duty in ("", *Duty) if wanted.has_check(duty)))


def _wanted_checks(reader: Reader, subject: Ref, wanted: Owner) -> list[FoundMissing]:
    return [one for one in checks_of(reader, [subject]) if wanted.has_check(one.check.duty)]


def _of_task(row: TaskRow) -> MissingRow:
    return MissingRow(
        id=row.id,
        subject=row.subject,
        text=row.title,
        ref=row.about or row.subject,
        area=row.heading,
        part=row.part_title,
        duty=row.duty[0] if row.duty else Multilingual(),
        who=row.who,
        owner=row.owner,
        due=row.due,
        due_on=row.due_on,
        urgency=row.urgency,
        is_check=False,
        severity=Severity.WARNS,
        task=row.id,
        state=row.state,
        fixed=row.fixed,
        roughly=row.roughly,
    )


def _of_checks(reader: Reader, subject: Subject, found: Sequence[FoundMissing]) -> list[MissingRow]:
    held = holders_of(reader)
    names = titles_of(reader, (Ref(PERSON, held[one.check.duty]) for one in found if one.check.duty in held))
    rows = [_of_check(reader, subject, one, names.get(Ref(PERSON, held.get(one.check.duty, "")), Multilingual())) for one in found]
    return _each_with_its_id(rows)


def _each_with_its_id(rows: Sequence[MissingRow]) -> list[MissingRow]:
    """Number the checks of one rule about one place, so that a list can tell them apart."""
    seen: Counter[str] = Counter()
    told: list[MissingRow] = []
    for row in rows:
        seen[row.id] += 1
        told.append(row if seen[row.id] == 1 else replace(row, id=f"{row.id}:{seen[row.id]}"))
    return told


def _of_check(reader: Reader, subject: Subject, one: FoundMissing, holder: Multilingual) -> MissingRow:
    finding, due = one.check.finding, due_of_check(subject, one)
    duty = duty_titles([one.check.duty])[0] if one.check.duty else Multilingual()
    ref = finding.ref or one.subject
    return MissingRow(
        id=f"check:{finding.rule}:{ref}:{finding.path}",
        subject=one.subject,
        text=finding.message,
        ref=ref,
        area=one.area,
        part=Multilingual(),
        duty=duty,
        who=holder or duty,
        owner=Multilingual(),
        due=due,
        due_on=due,
        urgency=urgency(due, None, TaskState.OPEN, reader.now, reader.today),
        is_check=True,
        severity=finding.severity,
        path=finding.path,
        rule=finding.rule,
        hands=one.check.duty,
    )


def due_of_check(subject: Subject, one: FoundMissing) -> date | None:
    """Give by when a shortcoming must be mended: as its domain says, else by the first day; a mere note has no day."""
    if one.check.due is not None or one.check.finding.severity is Severity.NOTES:
        return one.check.due
    starts = subject.period[0]
    return starts.first if starts else None


# ------------------------------------------------------------------------------------------------ all of them


@query(SEE_CHECKLISTS)
def board_ids(reader: Reader, criteria: Criteria = Criteria()) -> Sequence[str]:
    """Give the ids of the subjects to be made ready, what is late first, then by the day of what comes next.

    Those to come or under way are there, and those over of which something is still open. Filters: "owner" ("mine", a duty, a person),
    "show" ("late", "soon": late or due within three days, "all").
    """
    owner = Owner(reader, criteria.chosen("owner"))
    counts = count_open(reader, owner)
    seen = [ref for ref in _watched(reader, counts) if _shows(criteria, counts.get(ref, Count()), owner)]
    if criteria.text.strip():
        found = {Ref(kind, id) for kind in {ref.kind for ref in seen} for id in reader.matching(kind, criteria.text)}
        seen = [ref for ref in seen if ref in found]
    return [ref.id for ref in _sorted(reader, seen, counts, criteria)]


def _watched(reader: Reader, counts: Mapping[Ref, Count]) -> Sequence[Ref]:
    coming, over = to_come(reader), recently_over(reader)
    there = dict.fromkeys((*coming, *(ref for ref in over if ref in counts)))
    kinds = {kind for kind, source in sources(reader).items() if reader.user.may(source.permission)}
    return [*there, *(ref for ref in counts if ref not in there and ref.kind in kinds)]


def _shows(criteria: Criteria, count: Count, owner: Owner) -> bool:
    match criteria.chosen("show"):
        case "late":
            return count.late > 0
        case "soon":
            return count.late + count.soon > 0
        case _:
            return not owner.wanted or count.open > 0


def _sorted(reader: Reader, refs: Sequence[Ref], counts: Mapping[Ref, Count], criteria: Criteria) -> Sequence[Ref]:
    def count(ref: Ref) -> Count:
        return counts.get(ref, Count())

    by_number: dict[str, Callable[[Ref], Any]] = {
        "late": lambda ref: count(ref).late,
        "soon": lambda ref: count(ref).soon,
        "open": lambda ref: count(ref).open,
    }
    if criteria.sort in by_number:
        return sorted(refs, key=by_number[criteria.sort], reverse=criteria.descending)
    if criteria.sort == "next_due":
        dated = sorted((ref for ref in refs if count(ref).first), key=lambda ref: count(ref).first or date.max, reverse=criteria.descending)
        return [*dated, *(ref for ref in refs if not count(ref).first)]
    if criteria.sort in ("number", "title", "period"):
        described = subjects_of(reader, refs)
        keys: dict[str, Callable[[Subject], Any]] = {
            "number": lambda one: one.number,
            "title": lambda one: fold(str(one.title)),
            "period": lambda one: str(one.period[0] or "9999"),
        }
        found = [ref for ref in refs if ref in described]
        return sorted(found, key=lambda ref: keys[criteria.sort](described[ref]), reverse=criteria.descending)
    return sorted(refs, key=lambda ref: (count(ref).late == 0, count(ref).first or date.max))


@query(SEE_CHECKLISTS)
def board_rows(reader: Reader, ids: Sequence[str], owner: str = "") -> Sequence[BoardRow]:
    """Give the rows of the subjects with *ids*, in that order; `owner` counts the tasks of "mine", a duty or a person alone."""
    wanted = Owner(reader, owner)
    found = {id: subject for kind in sources(reader) for id, subject in _described(reader, kind, ids).items()}
    refs = [found[id].ref for id in ids if id in found]
    counts = count_of(reader, refs, wanted)
    following = _following(reader, refs, wanted)
    checks = _numbers_of_checks(reader, refs, wanted)
    return [_board_row(found[ref.id], counts.get(ref, Count()), following.get(ref), checks.get(ref, 0)) for ref in refs]


def _described(reader: Reader, kind: str, ids: Sequence[str]) -> Mapping[str, Subject]:
    source = sources(reader)[kind]
    return source.describe(reader, ids) if reader.user.may(source.permission) else {}


def _board_row(subject: Subject, count: Count, following: TaskRow | None, checks: int) -> BoardRow:
    pressing = Urgency.LATE if count.late else Urgency.SOON if count.soon else Urgency.LATER if count.open else Urgency.CLOSED
    return BoardRow(
        id=subject.ref.id,
        ref=subject.ref,
        number=subject.number,
        title=subject.title,
        period=subject.period,
        urgency=pressing,
        late=count.late,
        soon=count.soon,
        open=count.open,
        done=count.done,
        next=following.title if following else Multilingual(),
        next_due=following.due_on if following else None,
        next_who=following.who if following else Multilingual(),
        checks=checks,
    )


def _numbers_of_checks(reader: Reader, refs: Sequence[Ref], owner: Owner) -> Mapping[Ref, int]:
    found: dict[Ref, int] = {}
    for one in checks_of(reader, refs):
        if one.check.finding.severity is not Severity.NOTES and owner.has_check(one.check.duty):
            found[one.subject] = found.get(one.subject, 0) + 1
    return found


def _following(reader: Reader, refs: Sequence[Ref], owner: Owner) -> Mapping[Ref, TaskRow]:
    """Give what comes next of each subject."""
    tasks = first_tasks(reader, refs, owner)
    shown = Showing(reader, tasks, {}, {})  # which list it stands in is not told here
    return {task.subject: shown.row(task) for task in tasks}


# ------------------------------------------------------------------------------------------------ mine


@dataclass(frozen=True, slots=True)
class MyTasks:
    """What is in my hands: the most pressing tasks with the title of their subject, and how many there are in all."""

    rows: tuple[TaskRow, ...] = ()
    subjects: Mapping[Ref, Subject] = field(default_factory=dict[Ref, Subject])
    total: int = 0


def my_tasks(reader: Reader, most: int) -> MyTasks:
    """Give the open tasks that are mine and have a date, the most pressing first, at most *most* of them."""
    tasks, total = dated_tasks(reader, Owner(reader, MINE), most)
    kinds = {kind for kind, source in sources(reader).items() if reader.user.may(source.permission)}
    subjects = subjects_of(reader, (task.subject for task in tasks if task.subject_kind in kinds))
    shown = Showing(reader, tasks, {}, {})  # which list it stands in is not told here
    return MyTasks(tuple(shown.row(task) for task in tasks if task.subject in subjects), subjects, total)
