"""What the office does with persons, organisations and posts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.domains.people import profile_queries, queries, rules
from app.domains.people.address.commands import unite_forms
from app.domains.people.address.records import AddressForm
from app.domains.people.events import PersonsMerged
from app.domains.people.records import ContactPoint, Organisation, Person, Post
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import EDIT_PEOPLE, ContactKind
from app.kernel.commands import Command, handles
from app.kernel.drafts import accepted, apply, draft_of, fill
from app.kernel.errors import Finding, Refused
from app.kernel.names import fold
from app.kernel.translated import lazy
from app.kernel.work import Work


@dataclass(frozen=True, slots=True)
class AddPerson(Command[str]):
    """Enter a person."""

    permission = EDIT_PEOPLE
    label = lazy("Add person")

    draft: PersonDraft


@handles(AddPerson)
def add_person(command: AddPerson, work: Work) -> str:
    """Store a new person; refused without a name."""
    draft = accepted(command.draft, rules.check_person)
    person = Person(sort_name=rules.sort_name(draft.given_names, draft.family_name))
    _check_secretariat(work, person.id, draft)
    fill(person, draft)
    work.add(person)
    work.describe(lazy("Add person {name}", name=person.name))
    return person.id


@dataclass(frozen=True, slots=True)
class EditPerson(Command[str]):
    """Change a person: what differs between the draft that was read and the one that is wanted."""

    permission = EDIT_PEOPLE
    label = lazy("Change person")

    person: str
    before: PersonDraft
    after: PersonDraft


@handles(EditPerson)
def edit_person(command: EditPerson, work: Work) -> str:
    """Write the fields that differ; `Changed` when somebody else wrote them first."""
    after = accepted(command.after, rules.check_person)
    person = work.get(Person, command.person)
    _check_secretariat(work, person.id, after)
    apply(person.ref, person, command.before, after)
    person.sort_name = rules.sort_name(person.given_names, person.family_name)
    work.describe(lazy("Change person {name}", name=person.name))
    return person.id


def _check_secretariat(work: Work, person_id: str, draft: PersonDraft) -> None:
    if draft.secretariat_id == person_id:
        raise Refused(Finding("secretariat_id", lazy("A person cannot be their own secretariat."), rule="own-secretariat"))
    if draft.secretariat_id:
        work.get(Person, draft.secretariat_id)


@dataclass(frozen=True, slots=True)
class RemovePerson(Command[None]):
    """Remove a person with their posts and contact points."""

    permission = EDIT_PEOPLE
    label = lazy("Remove person")

    person: str


@handles(RemovePerson)
def remove_person(command: RemovePerson, work: Work) -> None:
    """Refused while missions or other records refer to the person."""
    person = work.get(Person, command.person)
    own = {Post.__tablename__, ContactPoint.__tablename__, AddressForm.__tablename__}
    for table, column in queries.references_to_persons():
        if table not in own and work.scalar(select(column).where(column == person.id)):  # type: ignore[call-overload]
            message = lazy(
                "{name} cannot be removed: other records still refer to this person. Merge the person with another, or remove those first.",
                name=person.name,
            )
            raise Refused(Finding("", message, rule="person-in-use", ref=person.ref))
    work.remove(person)


@dataclass(frozen=True, slots=True)
class MergePersons(Command[str]):
    """Make one person of two: the first is kept and takes over what only the second had."""

    permission = EDIT_PEOPLE
    label = lazy("Merge persons")

    kept: str
    dissolved: str


@handles(MergePersons)
def merge_persons(command: MergePersons, work: Work) -> str:
    """Fill the gaps of the kept person, move every reference of every domain over, remove the other."""
    if command.kept == command.dissolved:
        raise Refused(Finding("", lazy("A person cannot be merged with itself."), rule="merge-with-itself"))
    kept, dissolved = work.get(Person, command.kept), work.get(Person, command.dissolved)
    theirs = draft_of(dissolved, PersonDraft)
    import_id, dissolved.import_id = dissolved.import_id, None
    for name in PersonDraft.__dataclass_fields__:
        if not getattr(kept, name):
            setattr(kept, name, getattr(theirs, name))
    if kept.secretariat_id in (kept.id, dissolved.id):
        kept.secretariat_id = None
    kept.sort_name = rules.sort_name(kept.given_names, kept.family_name)
    unite_forms(work, kept.id, dissolved.id)
    _move_references(work, kept, dissolved)
    work.announce(PersonsMerged(kept.id, dissolved.id))
    work.flush()
    work.remove(dissolved)
    work.flush()
    kept.import_id = kept.import_id or import_id
    return kept.id


def _move_references(work: Work, kept: Person, dissolved: Person) -> None:
    for _, column in queries.references_to_persons():
        for record in work.scalars(select(column.class_).where(column == dissolved.id)):  # type: ignore[attr-defined]
            setattr(record, column.key, kept.id)  # type: ignore[attr-defined]
    # The collections were loaded before the move; emptied, they do not take the moved rows along when the person goes.
    dissolved.posts, dissolved.contact_points, dissolved.address_forms = [], [], []


@dataclass(frozen=True, slots=True)
class AddOrganisation(Command[str]):
    """Enter an organisation."""

    permission = EDIT_PEOPLE
    label = lazy("Add organisation")

    draft: OrganisationDraft


@handles(AddOrganisation)
def add_organisation(command: AddOrganisation, work: Work) -> str:
    """Store a new organisation; refused without a name."""
    draft = accepted(command.draft, rules.check_organisation)
    organisation = Organisation(sort_name=fold(str(draft.name)))
    fill(organisation, draft)
    work.describe(lazy("Add organisation {name}", name=organisation.name))
    work.add(organisation)
    return organisation.id


@dataclass(frozen=True, slots=True)
class EditOrganisation(Command[str]):
    """Change an organisation."""

    permission = EDIT_PEOPLE
    label = lazy("Change organisation")

    organisation: str
    before: OrganisationDraft
    after: OrganisationDraft


@handles(EditOrganisation)
def edit_organisation(command: EditOrganisation, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_organisation)
    organisation = work.get(Organisation, command.organisation)
    apply(organisation.ref, organisation, command.before, after)
    work.describe(lazy("Change organisation {name}", name=organisation.name))
    organisation.sort_name = fold(str(organisation.name))
    return organisation.id


@dataclass(frozen=True, slots=True)
class RemoveOrganisation(Command[None]):
    """Remove an organisation."""

    permission = EDIT_PEOPLE
    label = lazy("Remove organisation")

    organisation: str


@handles(RemoveOrganisation)
def remove_organisation(command: RemoveOrganisation, work: Work) -> None:
    """Refused (by the references of the file) while posts, missions or agreements name it."""
    work.remove(work.get(Organisation, command.organisation))


@dataclass(frozen=True, slots=True)
class AddPost(Command[str]):
    """Enter a post that a person holds or held."""

    permission = EDIT_PEOPLE
    label = lazy("Add post")

    person: str
    draft: PostDraft


@handles(AddPost)
def add_post(command: AddPost, work: Work) -> str:
    """Store a new post."""
    draft = accepted(command.draft, rules.check_post)
    person = work.get(Person, command.person)
    _check_references(work, draft)
    post = Post(person_id=person.id)
    fill(post, draft)
    work.add(post)
    return post.id


@dataclass(frozen=True, slots=True)
class EditPost(Command[str]):
    """Change a post."""

    permission = EDIT_PEOPLE
    label = lazy("Change post")

    post: str
    before: PostDraft
    after: PostDraft


@handles(EditPost)
def edit_post(command: EditPost, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_post)
    post = work.get(Post, command.post)
    _check_references(work, after)
    apply(post.ref, post, command.before, after)
    return post.id


def _check_references(work: Work, draft: PostDraft) -> None:
    if draft.organisation_id:
        work.get(Organisation, draft.organisation_id)
    if draft.office and draft.office not in profile_queries.offices.of(work):
        message = lazy("The catalogue has no office “{code}”.", code=draft.office)
        raise Refused(Finding("office", message, rule="office-unknown", value=draft.office))


@dataclass(frozen=True, slots=True)
class RemovePost(Command[None]):
    """Remove a post."""

    permission = EDIT_PEOPLE
    label = lazy("Remove post")

    post: str


@handles(RemovePost)
def remove_post(command: RemovePost, work: Work) -> None:
    """Remove the post."""
    work.remove(work.get(Post, command.post))


@dataclass(frozen=True, slots=True)
class AddContactPoint(Command[str]):
    """Enter a way to reach a person."""

    permission = EDIT_PEOPLE
    label = lazy("Add contact point")

    person: str
    draft: ContactPointDraft


@handles(AddContactPoint)
def add_contact_point(command: AddContactPoint, work: Work) -> str:
    """Store it; a preferred one takes the place of the preferred one of its kind."""
    draft = accepted(command.draft, rules.check_contact_point)
    person = work.get(Person, command.person)
    point = ContactPoint(person_id=person.id)
    fill(point, draft)
    work.add(point)
    _only_one_preferred(work, point)
    return point.id


@dataclass(frozen=True, slots=True)
class EditContactPoint(Command[str]):
    """Change a contact point."""

    permission = EDIT_PEOPLE
    label = lazy("Change contact point")

    point: str
    before: ContactPointDraft
    after: ContactPointDraft


@handles(EditContactPoint)
def edit_contact_point(command: EditContactPoint, work: Work) -> str:
    """Write the fields that differ."""
    after = accepted(command.after, rules.check_contact_point)
    point = work.get(ContactPoint, command.point)
    apply(point.ref, point, command.before, after)
    _only_one_preferred(work, point)
    return point.id


def _only_one_preferred(work: Work, point: ContactPoint) -> None:
    if not point.preferred:
        return
    kind: ContactKind = point.contact_kind
    others = select(ContactPoint).where(
        ContactPoint.person_id == point.person_id, ContactPoint.contact_kind == kind, ContactPoint.id != point.id
    )
    for other in work.scalars(others):
        other.preferred = False


@dataclass(frozen=True, slots=True)
class RemoveContactPoint(Command[None]):
    """Remove a contact point."""

    permission = EDIT_PEOPLE
    label = lazy("Remove contact point")

    point: str


@handles(RemoveContactPoint)
def remove_contact_point(command: RemoveContactPoint, work: Work) -> None:
    """Remove the contact point."""
    work.remove(work.get(ContactPoint, command.point))
