from __future__ import annotations

from dataclasses import replace

import pytest

from app.domains.people import commands, queries
from app.domains.people.rules import ContactPointDraft, OrganisationDraft, PersonDraft
from app.domains.people.vocabulary import ContactKind
from app.kernel.errors import Changed, Gone, NotAllowed, Refused
from app.kernel.translated import Multilingual
from tests.makers.access import act_as


def rules(raised) -> list[str]:
    return [finding.rule for finding in raised.value.findings]


def contact(application, person: str, value: str, *, preferred: bool = False, kind: ContactKind = ContactKind.EMAIL) -> str:
    return application.execute(commands.AddContactPoint(person, ContactPointDraft(kind, value, preferred=preferred))).result


def test_a_person_is_kept_tidied(application, make):
    ada = make.person(" Ada\x00 ", "Example\u0007 ", notes="a\r\nb")
    assert application.ask(queries.person_draft(ada)) == PersonDraft("Ada", "Example", notes="a\nb")


def test_a_person_without_a_name_is_refused(application):
    with pytest.raises(Refused) as raised:
        application.execute(commands.AddPerson(PersonDraft()))
    assert [rules(raised), application.history()] == [["person-without-name"], []]


def test_who_lacks_the_right_is_told(application):
    act_as(application, "guest", "requester")
    with pytest.raises(NotAllowed):
        application.execute(commands.AddPerson(PersonDraft("Ada", "Example")))


def test_an_edit_writes_what_differs_only(application, make):
    ada = make.person()
    seen = application.ask(queries.person_draft(ada))
    application.execute(commands.EditPerson(ada, seen, replace(seen, diet="no fish")))
    application.execute(commands.EditPerson(ada, seen, replace(seen, notes="late reader")))
    assert application.ask(queries.person_draft(ada)) == replace(seen, diet="no fish", notes="late reader")


def test_an_edit_of_what_somebody_else_changed_names_the_field(application, make):
    ada = make.person()
    seen = application.ask(queries.person_draft(ada))
    application.execute(commands.EditPerson(ada, seen, replace(seen, diet="no fish")))
    with pytest.raises(Changed) as raised:
        application.execute(commands.EditPerson(ada, seen, replace(seen, diet="no meat", notes="x")))
    assert raised.value.fields == ("diet",)
    assert application.ask(queries.person_draft(ada)) == replace(seen, diet="no fish")


def test_nobody_is_their_own_secretariat(application, make):
    ada = make.person()
    seen = application.ask(queries.person_draft(ada))
    with pytest.raises(Refused) as raised:
        application.execute(commands.EditPerson(ada, seen, replace(seen, secretariat_id=ada)))
    assert rules(raised) == ["own-secretariat"]


def test_a_secretariat_that_is_gone_is_told(application):
    with pytest.raises(Gone):
        application.execute(commands.AddPerson(PersonDraft("Ada", "Example", secretariat_id="nobody")))


def test_a_person_goes_with_posts_and_contact_points_and_comes_back_with_them(application, make):
    ada = make.person()
    make.post(ada)
    contact(application, ada, "ada@example.org")
    card = application.ask(queries.person_card(ada))
    application.execute(commands.RemovePerson(ada))
    with pytest.raises(Gone):
        application.ask(queries.person_card(ada))
    assert application.find("ada") == []
    application.undo()
    assert application.ask(queries.person_card(ada)) == card


def test_a_secretariat_is_not_removed(application, make):
    bo = make.person("Bo")
    make.person("Ada", secretariat_id=bo)
    with pytest.raises(Refused) as raised:
        application.execute(commands.RemovePerson(bo))
    assert rules(raised) == ["person-in-use"]


def test_an_organisation_with_people_is_not_removed(application, make):
    city = make.organisation()
    make.post(make.person(), organisation_id=city)
    with pytest.raises(Refused) as raised:
        application.execute(commands.RemoveOrganisation(city))
    assert rules(raised) == ["referred-to"]


def test_one_contact_point_of_a_kind_is_preferred(application, make):
    ada = make.person()
    contact(application, ada, "a@example.org", preferred=True)
    contact(application, ada, "+32 2 123 45 67", preferred=True, kind=ContactKind.PHONE)
    contact(application, ada, "b@example.org", preferred=True)
    assert [c.value for c in application.ask(queries.person_card(ada)).contacts if c.preferred] == ["b@example.org", "+32 2 123 45 67"]


def test_a_merge_fills_gaps_and_moves_everything(application, make):
    kept = make.person("Ada", "Example", notes="ours")
    other = make.person("A.", "Example", diet="no fish", notes="theirs")
    make.post(other)
    contact(application, other, "ada@example.org")
    led = make.person("Bo", secretariat_id=other)
    preview = application.ask(queries.merge_preview(kept, other))

    application.execute(commands.MergePersons(kept, other))

    card = application.ask(queries.person_card(kept))
    assert card.draft == PersonDraft("Ada", "Example", diet="no fish", notes="ours")
    assert [len(card.posts), len(card.contacts)] == [1, 1]
    assert application.ask(queries.person_draft(led)).secretariat_id == kept
    assert {(f.field, f.result) for f in preview.fields} == {("given_names", "Ada"), ("diet", "no fish"), ("notes", "ours")}
    assert preview.moved == {"person": 1, "post": 1, "contact_point": 1}
    application.undo()
    assert application.ask(queries.person_card(other)).draft.diet == "no fish"
    assert application.ask(queries.person_draft(led)).secretariat_id == other


def test_a_person_is_not_merged_with_itself(application, make):
    ada = make.person()
    with pytest.raises(Refused) as raised:
        application.execute(commands.MergePersons(ada, ada))
    assert rules(raised) == ["merge-with-itself"]


def test_a_secretariat_merged_with_its_principal_is_nobodys(application, make):
    bo = make.person("Bo")
    ada = make.person("Ada", secretariat_id=bo)
    application.execute(commands.MergePersons(ada, bo))
    assert application.ask(queries.person_draft(ada)).secretariat_id is None


def test_a_new_name_of_an_organisation_is_found_at_its_people(application, make):
    city = make.organisation("Old Name")
    ada = make.person()
    make.post(ada, organisation_id=city)
    before = application.ask(queries.organisation_draft(city))
    application.execute(commands.EditOrganisation(city, before, OrganisationDraft(Multilingual(en="Fresh Name"))))
    assert [hit.ref.id for hit in application.find("fresh", kinds=["person"])] == [ada]
    assert application.find("old") == []
