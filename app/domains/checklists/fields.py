"""How tasks are entered, how the readiness board lists subjects, and what all of it is called in the history."""

from __future__ import annotations

from collections.abc import Sequence

from app.domains.checklists import board
from app.domains.checklists import vocabulary as words
from app.domains.checklists.drafts import LONGEST_REMARK, LONGEST_TITLE, TaskDraft, check_task
from app.domains.checklists.queries import OfferedAnchor, OfferedPart
from app.domains.checklists.rules import MISSION, PERSON
from app.domains.checklists.vocabulary import ANCHORS, DUTIES, SCOPES, SEE_CHECKLISTS, TASK_STATES, URGENCIES, Urgency
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen, Tone
from app.kernel.translated import Lazy, Multilingual, lazy

READINESS = "readiness"  # the name of the page and the word on the command line

_WHO, _WHEN = lazy("In whose hands"), lazy("By when")

OWNERS = (Choice(board.MINE, lazy("mine")), *DUTIES)
SHOWN = (
    Choice(board.LATE, lazy("what is late")),
    Choice(board.SOON, lazy("what is late or due within three days")),
    Choice(board.ALL, lazy("everything")),
)
STANDINGS = {
    Urgency.LATE: URGENCIES[Urgency.LATE],
    Urgency.SOON: URGENCIES[Urgency.SOON],
    Urgency.LATER: URGENCIES[Urgency.LATER],
    board.TO_MEND: Badge(lazy("something to mend"), Tone.WARNING),
    board.NO_CHECKLIST: Badge(lazy("no checklist"), Tone.FAINT),
    board.READY: Badge(lazy("ready"), Tone.GOOD),
}


def task_form(anchors: Sequence[OfferedAnchor] = (), parts: Sequence[OfferedPart] = ()) -> Form[TaskDraft]:
    """Make the form of a task of a subject that has these days to count from, and these parts."""
    return Form(
        TaskDraft,
        (
            Field("title", lazy("What is to be done"), FieldKind.MULTILINGUAL, required=True, limit=LONGEST_TITLE),
            Field("duty", lazy("Who does it"), FieldKind.CHOICE, choices=DUTIES, group=_WHO),
            Field("with_duty", lazy("Who helps"), FieldKind.CHOICE, choices=DUTIES, group=_WHO),
            Field(
                "owner_id",
                lazy("Given to"),
                FieldKind.RECORD,
                record=PERSON,
                help=lazy("Without a name it is in the hands of whoever has the duty."),
                group=_WHO,
            ),
            Field(
                "anchor",
                lazy("Counted from"),
                FieldKind.CHOICE,
                choices=tuple(Choice(one.code, _as_lazy(one.title)) for one in anchors),
                help=lazy("The task then follows when that day moves."),
                group=_WHEN,
            ),
            Field(
                "offset",
                lazy("How long before or after"),
                FieldKind.OFFSET,
                help=lazy("Working days leave out weekends, and the holidays of Belgium and of the partner country."),
                group=_WHEN,
            ),
            Field(
                "due_on",
                lazy("Day"),
                FieldKind.DATE,
                help=lazy("Fixed by hand: the task stays on this day whatever moves. Leave it empty to let it follow."),
                group=_WHEN,
            ),
            *_about(parts),
            Field("remark", lazy("Remark"), FieldKind.LONG_TEXT, limit=LONGEST_REMARK),
        ),
        check_task,
    )


def _about(parts: Sequence[OfferedPart]) -> tuple[Field, ...]:
    if not parts:
        return ()
    choices = tuple(Choice(part.id, _as_lazy(part.title)) for part in parts)
    return (Field("part", lazy("About"), FieldKind.CHOICE, choices=choices, help=lazy("Empty: about the whole.")),)


def _as_lazy(text: Lazy | Multilingual) -> Lazy:
    return lazy("{text}", text=text) if isinstance(text, Multilingual) else text


BOARD = Screen(
    kind=READINESS,
    command_name=READINESS,
    title=lazy("Readiness"),
    icon="readiness",
    permission=SEE_CHECKLISTS,
    empty=lazy("No mission is to come. What is missing of missions, by whom and by when, will stand here."),
    touched_by=(words.TASK, words.USE, words.HOLDER, words.TEMPLATE, MISSION, PERSON),
    register=Register(
        ids=board.board_ids,
        rows=board.board_rows,
        columns=(
            Column("number", lazy("No."), sort_key="number", width=9),
            Column("title", lazy("Mission"), ColumnKind.MULTILINGUAL, sort_key="title", stretch=True, width=26),
            Column("period", lazy("Dates"), ColumnKind.PERIOD, sort_key="period", width=24),
            Column("readiness", lazy("Readiness"), ColumnKind.BADGE, badges={**STANDINGS}, width=20),
            Column("late", lazy("Late"), ColumnKind.NUMBER, sort_key="late", width=6),
            Column("soon", lazy("Soon"), ColumnKind.NUMBER, sort_key="soon", width=6),
            Column("open", lazy("Still open"), ColumnKind.NUMBER, sort_key="open", width=6),
            Column("done", lazy("Done"), ColumnKind.NUMBER, width=6),
            Column("checks", lazy("To mend"), ColumnKind.NUMBER, width=8),
            Column("next", lazy("Next"), ColumnKind.LAZY, width=30),
            Column("next_due", _WHEN, ColumnKind.DATE, sort_key="next_due", width=16),
            Column("next_who", _WHO, ColumnKind.LAZY, width=20),
        ),
        filters=(Filter("owner", _WHO, OWNERS), Filter("show", lazy("Show"), SHOWN)),
        at_once=16,  # a screen full: what every domain finds missing is worked out for each of them
    ),
)

MISSING_COLUMNS = (
    Column("urgency", lazy("Urgency"), ColumnKind.BADGE, badges={**URGENCIES}, width=20),
    Column("due_on", _WHEN, ColumnKind.DATE, width=16),
    Column("text", lazy("What is missing"), ColumnKind.LAZY, stretch=True, width=40),
    Column("part", lazy("About"), ColumnKind.MULTILINGUAL, width=20),
    Column("who", _WHO, ColumnKind.LAZY, width=24),
    Column("area", lazy("Where"), ColumnKind.LAZY, width=22),
)
TASK_COLUMNS = (
    Column("state", lazy("Status"), ColumnKind.BADGE, badges={**TASK_STATES}, width=12),
    Column("urgency", lazy("Urgency"), ColumnKind.BADGE, badges={**URGENCIES}, width=20),
    Column("due_on", _WHEN, ColumnKind.DATE, width=16),
    Column("title", lazy("What is to be done"), ColumnKind.LAZY, stretch=True, width=40),
    Column("part_title", lazy("About"), ColumnKind.MULTILINGUAL, width=20),
    Column("who", _WHO, ColumnKind.LAZY, width=24),
    Column("heading", lazy("List"), ColumnKind.LAZY, width=22),
)

_STATES = tuple(Choice(state, badge.title) for state, badge in TASK_STATES.items())
_KINDS = (Choice(MISSION, lazy("Mission")), Choice(PERSON, lazy("Person")))
_WITH_KINDS = ((words.TASK, "subject_kind"), (words.TASK, "part_kind"), (words.TASK, "about_kind"), (words.USE, "subject_kind"))
FIELDS = {
    f"{words.TASK}.state": Field("state", lazy("Status"), FieldKind.CHOICE, choices=_STATES),
    f"{words.TASK}.duties": Field("duties", lazy("Duties"), FieldKind.CHOICES, choices=DUTIES),
    f"{words.TASK}.offset": Field("offset", lazy("How long before or after"), FieldKind.OFFSET),
    f"{words.TASK}.anchor": Field("anchor", lazy("Counted from"), FieldKind.CHOICE, choices=ANCHORS),
    **{f"{kind}.{key}": Field(key, lazy("Kind of record"), FieldKind.CHOICE, choices=_KINDS) for kind, key in _WITH_KINDS},
    f"{words.USE}.scope": Field("scope", lazy("Kept for"), FieldKind.CHOICE, choices=SCOPES),
    f"{words.HOLDER}.duty": Field("duty", lazy("Duty"), FieldKind.CHOICE, choices=DUTIES),
}


def _titled(kind: str, **titles: Lazy) -> dict[str, Lazy]:
    return {f"{kind}.{key}": title for key, title in titles.items()}


_SUBJECT = {"subject_kind": lazy("Kind of record"), "subject_id": lazy("Record it belongs to")}

TITLES = {
    words.TASK: lazy("Task"),
    words.USE: lazy("Checklist"),
    words.HOLDER: lazy("Who does what"),
    **_titled(
        words.USE,
        **_SUBJECT,
        template=lazy("Template"),
        template_version=lazy("Version of the template"),
        content=lazy("What the template says"),
        scope=lazy("Kept for"),
    ),
    **_titled(
        words.TASK,
        **_SUBJECT,
        use_id=lazy("Checklist"),
        key=lazy("Line of the template"),
        part_kind=lazy("Kind of part"),
        part_id=lazy("About"),
        title=lazy("What is to be done"),
        section=lazy("Heading in the list"),
        said=lazy("What a change has brought"),
        area=lazy("Where it is put right"),
        about_kind=lazy("Kind of record concerned"),
        about_id=lazy("Record concerned"),
        consequence_key=lazy("Mark of the consequence"),
        outside=lazy("What was agreed before"),
        lasts=lazy("Whatever the dates are"),
        duties=lazy("Duties"),
        owner_id=lazy("Given to"),
        anchor=lazy("Counted from"),
        offset=lazy("How long before or after"),
        due_on=_WHEN,
        due_at=lazy("Moment"),
        roughly=lazy("Day known roughly"),
        fixed=lazy("Fixed by hand"),
        anchor_lost=lazy("What it was counted from is gone"),
        state=lazy("Status"),
        reason=lazy("Reason"),
        because=lazy("Why it is not needed"),
        remark=lazy("Remark"),
        proof=lazy("Proof"),
        proof_name=lazy("Name of the proof"),
        done_at=lazy("Done on"),
        done_by=lazy("Done by"),
    ),
    **_titled(words.HOLDER, duty=lazy("Duty"), person_id=lazy("Person")),
}
