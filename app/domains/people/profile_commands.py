"""What the office does with lists of precedence and the catalogue of offices.

What the program brings stays as it is: a change is kept in the office's file, and putting it back forgets the change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import select

from app.domains.people import profile_queries as queries
from app.domains.people.precedence import editing, shipped
from app.domains.people.precedence.editing import ProfileDraft
from app.domains.people.precedence.profiles import Mark, Office, Profile, Rank
from app.domains.people.records import OfficeEntry, Post, PrecedenceList, UsualList
from app.domains.people.vocabulary import EDIT_PEOPLE, EDIT_PRECEDENCE, OFFICE, PRECEDENCE_LIST
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, differing, tidied
from app.kernel.errors import Changed, Finding, Gone, Refused, refuse
from app.kernel.ids import Ref
from app.kernel.translated import Multilingual, lazy, lazy_count
from app.kernel.work import Work

# ------------------------------------------------------------------------------------------------ lists


@dataclass(frozen=True, slots=True)
class AddProfile(Command[str]):
    """Begin an empty list of precedence."""

    permission = EDIT_PRECEDENCE
    label = lazy("Add list of precedence")

    draft: ProfileDraft


@handles(AddProfile)
def add_profile(command: AddProfile, work: Work) -> str:
    """Store the list; return its code."""
    draft = accepted(command.draft, editing.check_header)
    _begin(work, editing.with_header(Profile(draft.code, draft.name, draft.level, ()), draft))
    work.describe(lazy("Add list of precedence {code}", code=draft.code))
    return draft.code


@dataclass(frozen=True, slots=True)
class CopyProfile(Command[str]):
    """Begin a list from another one."""

    permission = EDIT_PRECEDENCE
    label = lazy("Copy list of precedence")

    code: str
    new_code: str
    name: Multilingual


@handles(CopyProfile)
def copy_profile(command: CopyProfile, work: Work) -> str:
    """Store the copy, which nobody has compared with a source yet; return its code."""
    source = queries.profile.of(work, command.code)
    draft = replace(editing.header_of(source), code=command.new_code, name=command.name, checked=None)
    copy = editing.with_header(source, accepted(draft, editing.check_header))
    _begin(work, copy)
    work.describe(lazy("Copy {code} to {copy}", code=source.code, copy=copy.code))
    return copy.code


def _begin(work: Work, fresh: Profile) -> None:
    if fresh.code in queries.lists_in_office(work):
        message = lazy("There is a list with the code “{code}” already.", code=fresh.code)
        raise Refused(Finding("code", message, rule="code-twice", value=fresh.code))
    work.add(PrecedenceList(id=fresh.code, content=fresh))


@dataclass(frozen=True, slots=True)
class EditProfile(Command[str]):
    """Change what a list is beside its ranks."""

    permission = EDIT_PRECEDENCE
    label = lazy("Change list of precedence")

    code: str
    before: ProfileDraft
    after: ProfileDraft


@handles(EditProfile)
def edit_profile(command: EditProfile, work: Work) -> str:
    """Write the fields that differ; `Changed` when somebody else wrote them first. The code of a list stays."""
    after, one = accepted(command.after, editing.check_header), queries.profile.of(work, command.code)
    if after.code != one.code:
        raise Refused(Finding("code", lazy("The code of a list stays: missions and explanations name it."), rule="code-stays"))
    there, names = editing.header_of(one), differing(command.before, after)
    if overtaken := tuple(n for n in names if getattr(there, n) not in (getattr(command.before, n), getattr(after, n))):
        raise Changed(Ref(PRECEDENCE_LIST, one.code), overtaken)
    _keep(work, editing.with_header(one, replace(there, **{name: getattr(after, name) for name in names})))
    work.describe(lazy("Change list of precedence {code}", code=one.code))
    return one.code


@dataclass(frozen=True, slots=True)
class InsertRank(Command[str]):
    """Put a rank into a list, at its number."""

    permission = EDIT_PRECEDENCE
    label = lazy("Insert rank")

    code: str
    rank: Rank


@handles(InsertRank)
def insert_rank(command: InsertRank, work: Work) -> str:
    """Store the rank; refused when its number is taken, or an office has a rank in this list already."""
    one, rank = queries.profile.of(work, command.code), tidied(command.rank)
    refuse(editing.check_place(one, rank, queries.offices.of(work)))
    _keep(work, editing.with_rank(one, rank))
    work.describe(lazy("Insert rank {number} “{title}” into {code}", number=rank.number, title=rank.title, code=one.code))
    return one.code


@dataclass(frozen=True, slots=True)
class EditRank(Command[str]):
    """Change a rank: its number, title, offices, how those of one rank are put in order, mark and source."""

    permission = EDIT_PRECEDENCE
    label = lazy("Change rank")

    code: str
    before: Rank
    after: Rank


@handles(EditRank)
def edit_rank(command: EditRank, work: Work) -> str:
    """Store the rank as it is wanted; `Changed` when it is no longer as it was read."""
    one, after = queries.profile.of(work, command.code), tidied(command.after)
    before = _as_read(one, command.before)
    rest = editing.without(one, before)
    refuse(editing.check_place(rest, after, queries.offices.of(work)))
    _keep(work, editing.with_rank(rest, after))
    work.describe(lazy("Change rank {number} “{title}” of {code}", number=after.number, title=after.title, code=one.code))
    return one.code


def _as_read(one: Profile, rank: Rank) -> Rank:
    if (found := next((other for other in one.ranks if other == rank), None)) is not None:
        return found
    there = editing.rank_at(one, rank.number)
    raise Changed(Ref(PRECEDENCE_LIST, one.code), differing(rank, there) if there is not None else ("ranks",))


@dataclass(frozen=True, slots=True)
class MoveRank(Command[str]):
    """Put a rank directly before another one of its list, or last (`before` None). Its number follows its place."""

    permission = EDIT_PRECEDENCE
    label = lazy("Move rank")

    code: str
    number: int
    before: int | None = None


@handles(MoveRank)
def move_rank(command: MoveRank, work: Work) -> str:
    """Store the list in its new order; refused when nothing moves."""
    one = queries.profile.of(work, command.code)
    rank = _rank(one, command.number)
    before = None if command.before is None else _rank(one, command.before)
    follows = one.ranks[one.ranks.index(rank) + 1 :]
    if before is rank or before is (follows[0] if follows else None):
        raise Refused(Finding("before", lazy("The rank stands there already."), rule="nothing-moves"))
    after = editing.moved(one, rank, before)
    _keep(work, after)
    number = next(other.number for other in after.ranks if other == replace(rank, number=other.number))
    work.describe(lazy("Move rank “{title}” of {code} to {number}", title=rank.title, code=one.code, number=number))
    return one.code


@dataclass(frozen=True, slots=True)
class RemoveRank(Command[str]):
    """Take a rank out of a list; who holds its offices has no rank in it any more."""

    permission = EDIT_PRECEDENCE
    label = lazy("Remove rank")

    code: str
    number: int


@handles(RemoveRank)
def remove_rank(command: RemoveRank, work: Work) -> str:
    """Store the list without the rank."""
    one = queries.profile.of(work, command.code)
    rank = _rank(one, command.number)
    _keep(work, editing.without(one, rank))
    work.describe(lazy("Remove rank {number} “{title}” from {code}", number=rank.number, title=rank.title, code=one.code))
    return one.code


def _rank(one: Profile, number: int) -> Rank:
    rank = editing.rank_at(one, number)
    if rank is None:
        raise Changed(Ref(PRECEDENCE_LIST, one.code), ("ranks",))
    return rank


def _keep(work: Work, one: Profile) -> None:
    row = work.find(PrecedenceList, one.code)
    if shipped.profiles().get(one.code) == one:  # nothing is left to say of it
        if row is not None:
            work.remove(row)
    elif row is None:
        work.add(PrecedenceList(id=one.code, content=one))
    else:
        row.content = one


@dataclass(frozen=True, slots=True)
class ConfirmRanks(Command[str]):
    """Mark ranks of a list as confirmed, with the source that was read."""

    permission = EDIT_PRECEDENCE
    label = lazy("Confirm ranks")

    code: str
    numbers: tuple[int, ...]
    source: str


@handles(ConfirmRanks)
def confirm_ranks(command: ConfirmRanks, work: Work) -> str:
    """Store marks and source; refused without a source."""
    source = command.source.strip()
    if not source:
        raise Refused(Finding("source", lazy("Name the source that confirms these ranks."), rule="confirmed-by-nothing"))
    one = queries.profile.of(work, command.code)
    chosen = [_rank(one, number) for number in command.numbers]
    ranks = (replace(rank, mark=Mark.CONFIRMED, source=source) if rank in chosen else rank for rank in one.ranks)
    _keep(work, replace(one, ranks=tuple(ranks)))
    work.describe(lazy_count("Confirm {number} rank of {code}", "Confirm {number} ranks of {code}", len(chosen), code=one.code))
    return one.code


@dataclass(frozen=True, slots=True)
class PutBackProfile(Command[None]):
    """Take a list as the program brings it; what the office has changed of it is forgotten."""

    permission = EDIT_PRECEDENCE
    label = lazy("Put list of precedence back")

    code: str


@handles(PutBackProfile)
def put_back_profile(command: PutBackProfile, work: Work) -> None:
    """Forget the office's own version."""
    row = work.find(PrecedenceList, command.code)
    if command.code not in shipped.profiles():
        raise Refused(Finding("code", lazy("This list does not come with the program."), rule="list-own"))
    if row is None:
        raise Refused(Finding("code", lazy("This list is as the program brings it."), rule="list-shipped"))
    work.describe(lazy("Put list of precedence {code} back as it comes with the program", code=command.code))
    work.remove(row)


@dataclass(frozen=True, slots=True)
class RemoveProfile(Command[None]):
    """Remove a list of the office itself."""

    permission = EDIT_PRECEDENCE
    label = lazy("Remove list of precedence")

    code: str


@handles(RemoveProfile)
def remove_profile(command: RemoveProfile, work: Work) -> None:
    """Refused for a list that comes with the program, and while a mission is put in order by it or it is the usual one."""
    one = queries.profile.of(work, command.code)
    if command.code in shipped.profiles():
        message = lazy("This list comes with the program and cannot be removed. It can be put back as it was.")
        raise Refused(Finding("code", message, rule="list-shipped"))
    if named := queries.named_by(work, PRECEDENCE_LIST, command.code):
        usual = lazy("This is the usual list: make another one the usual one first.")
        used = lazy("A mission is put in order by this list: choose another one there first.")
        message = usual if UsualList.__tablename__ in named else used
        raise Refused(Finding("code", message, rule="list-in-use", ref=Ref(PRECEDENCE_LIST, command.code)))
    work.describe(lazy("Remove list of precedence {code}", code=one.code))
    work.remove(work.get(PrecedenceList, command.code))


@dataclass(frozen=True, slots=True)
class MakeUsual(Command[str]):
    """Say which list counts where a mission says nothing."""

    permission = EDIT_PRECEDENCE
    label = lazy("Make this the usual list")

    code: str


@handles(MakeUsual)
def make_usual(command: MakeUsual, work: Work) -> str:
    """Store the choice."""
    one = queries.profile.of(work, command.code)
    work.describe(lazy("Make {code} the usual list of precedence", code=one.code))
    row = work.scalar(select(UsualList))
    if row is None:
        work.add(UsualList(id="usual", profile=one.code))
    else:
        row.profile = one.code
    return one.code


# ------------------------------------------------------------------------------------------------ offices


@dataclass(frozen=True, slots=True)
class AddOffice(Command[str]):
    """Enter an office in the catalogue."""

    permission = EDIT_PRECEDENCE
    label = lazy("Add office")

    office: Office


@handles(AddOffice)
def add_office(command: AddOffice, work: Work) -> str:
    """Store the office; return its code."""
    office, catalogue = tidied(command.office), queries.offices.of(work)
    refuse(editing.check_office(office, catalogue))
    if office.code in catalogue:
        message = lazy("There is an office with the code “{code}” already.", code=office.code)
        raise Refused(Finding("code", message, rule="code-twice", value=office.code))
    work.add(OfficeEntry(id=office.code, content=office))
    work.describe(lazy("Add office “{title}”", title=office.title))
    return office.code


@dataclass(frozen=True, slots=True)
class EditOffice(Command[str]):
    """Change an office of the catalogue."""

    permission = EDIT_PRECEDENCE
    label = lazy("Change office")

    code: str
    before: Office
    after: Office


@handles(EditOffice)
def edit_office(command: EditOffice, work: Work) -> str:
    """Write the fields that differ; `Changed` when somebody else wrote them first. The code of an office stays."""
    after, there = tidied(command.after), queries.office.of(work, command.code)
    if after.code != there.code:
        raise Refused(Finding("code", lazy("The code of an office stays: posts and lists name it."), rule="code-stays"))
    names = differing(command.before, after)
    if overtaken := tuple(n for n in names if getattr(there, n) not in (getattr(command.before, n), getattr(after, n))):
        raise Changed(Ref(OFFICE, there.code), overtaken)
    office = replace(there, **{name: getattr(after, name) for name in names})
    refuse(editing.check_office(office, queries.offices.of(work)))
    _keep_office(work, office)
    work.describe(lazy("Change office “{title}”", title=office.title))
    return office.code


def _keep_office(work: Work, office: Office) -> None:
    row = work.find(OfficeEntry, office.code)
    if shipped.offices().get(office.code) == office:
        if row is not None:
            work.remove(row)
    elif row is None:
        work.add(OfficeEntry(id=office.code, content=office))
    else:
        row.content = office


@dataclass(frozen=True, slots=True)
class PutBackOffice(Command[None]):
    """Take an office as the program brings it."""

    permission = EDIT_PRECEDENCE
    label = lazy("Put office back")

    code: str


@handles(PutBackOffice)
def put_back_office(command: PutBackOffice, work: Work) -> None:
    """Forget the office's own version."""
    row = work.find(OfficeEntry, command.code)
    if command.code not in shipped.offices() or row is None:
        raise Refused(Finding("code", lazy("There is nothing to put back: this office is as it was entered."), rule="office-unchanged"))
    work.describe(lazy("Put office “{title}” back as it comes with the program", title=row.content.title))
    work.remove(row)


@dataclass(frozen=True, slots=True)
class RemoveOffice(Command[None]):
    """Remove an office that the office itself has entered."""

    permission = EDIT_PRECEDENCE
    label = lazy("Remove office")

    code: str


@handles(RemoveOffice)
def remove_office(command: RemoveOffice, work: Work) -> None:
    """Refused for one that comes with the program, and while a post, a list or another office names it."""
    found = queries.office.of(work, command.code)
    if command.code in shipped.offices():
        message = lazy("This office comes with the program and cannot be removed. It can be put back as it was.")
        raise Refused(Finding("code", message, rule="office-shipped"))
    refuse(_in_use(work, found))
    work.describe(lazy("Remove office “{title}”", title=found.title))
    work.remove(work.get(OfficeEntry, command.code))


def _in_use(work: Work, office: Office) -> Iterable[Finding]:
    ref = Ref(OFFICE, office.code)
    if queries.named_by(work, OFFICE, office.code):
        yield Finding("code", lazy("Somebody holds this office: give their post another one first."), rule="office-in-use", ref=ref)
    for one in queries.lists_in_office(work).values():
        if rank := next((rank for rank in one.ranks if office.code in rank.offices), None):
            message = lazy("This office has rank {number} in {code}: take it out there first.", number=rank.number, code=one.code)
            yield Finding("code", message, rule="office-in-use", ref=ref)
    for other in queries.offices.of(work).values():
        if other.equal_to == office.code:
            message = lazy("“{office}” ranks as this office: change that first.", office=other.title)
            yield Finding("code", message, rule="office-in-use", ref=ref)


@dataclass(frozen=True, slots=True)
class GiveOffices(Command[int]):
    """Say of posts which office each is: pairs of a post and the code of an office, empty to take it away."""

    permission = EDIT_PEOPLE
    label = lazy("Say which offices posts are")

    pairs: tuple[tuple[str, str], ...]


@handles(GiveOffices)
def give_offices(command: GiveOffices, work: Work) -> int:
    """Write the offices; return how many posts have another one than before."""
    catalogue = queries.offices.of(work)
    if unknown := next((code for _, code in command.pairs if code and code not in catalogue), ""):
        raise Gone(Ref(OFFICE, unknown))
    changed = 0
    for id, code in command.pairs:
        post = work.get(Post, id)
        changed += post.office != code
        post.office = code
    work.describe(lazy_count("Say of {number} post which office it is", "Say of {number} posts which office they are", changed))
    return changed
