"""The office's own forms of address: written, changed, forgotten, and one when two persons turn out to be one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap import Config, start
from app.domains.people import commands as people
from app.domains.people.address.commands import SetAddress
from app.domains.people.address.forms import AddressDraft
from app.domains.people.address.queries import address_card, address_draft, address_of, addresses_of, person_by, speech_of
from app.domains.people.address.vocabulary import ADDRESS_LANGUAGES
from app.domains.people.queries import merge_preview
from app.domains.people.rules import PersonDraft
from app.domains.people.vocabulary import Gender
from app.kernel.errors import Changed, Gone, Refused
from app.kernel.periods import PartialDate

NOTHING = AddressDraft()
OWN = AddressDraft(salutation="Beste Ada", closing="Groeten")


def write(application, person, after, before=NOTHING, language="nl"):
    application.execute(SetAddress(person, language, before, after))


def rules(raised):
    return [finding.rule for finding in raised.value.findings]


def test_what_the_office_writes_is_used_and_the_rest_worked_out(application, make):
    ada = make.person(gender=Gender.FEMALE)
    write(application, ada, OWN)
    forms = application.ask(address_of(ada, "nl"))
    assert (forms.salutation, forms.envelope, forms.overridden) == ("Beste Ada", "Mevrouw Ada Example", {"salutation", "closing"})
    assert application.ask(address_of(ada, "fr")).salutation == "Madame"
    assert application.history()[0].label.values["name"] == "Ada Example"


def test_a_form_made_empty_is_worked_out_again_and_undone(application, make):
    ada = make.person()
    write(application, ada, OWN)
    write(application, ada, NOTHING, OWN)
    assert application.ask(address_draft(ada, "nl")) == NOTHING
    application.undo()
    assert application.ask(address_draft(ada, "nl")) == OWN
    application.undo()
    assert application.ask(address_draft(ada, "nl")) == NOTHING


def test_writing_nothing_leaves_no_trace(application, make):
    ada = make.person()
    steps = len(application.history())
    write(application, ada, NOTHING)
    assert (len(application.history()), application.ask(address_draft(ada, "nl"))) == (steps, NOTHING)


def test_two_who_write_the_same_form_are_told(application, make):
    ada = make.person()
    write(application, ada, OWN)
    write(application, ada, AddressDraft(badge="Ada"))
    assert application.ask(address_draft(ada, "nl")) == replace(OWN, badge="Ada")
    with pytest.raises(Changed) as raised:
        write(application, ada, AddressDraft(salutation="Dag Ada"))
    assert raised.value.fields == ("salutation",)


def test_a_text_that_is_too_long_and_a_language_without_forms_are_refused(application, make):
    ada = make.person()
    with pytest.raises(Refused) as raised:
        write(application, ada, AddressDraft(badge="x" * 301))
    assert rules(raised) == ["text-too-long"]
    with pytest.raises(Refused) as raised:
        write(application, ada, OWN, language="it")
    assert rules(raised) == ["address-language"]
    with pytest.raises(Gone):
        write(application, "nobody", OWN)


def test_forms_go_with_the_person_and_come_back_with_them(application, make):
    ada = make.person()
    write(application, ada, OWN)
    application.execute(people.RemovePerson(ada))
    application.undo()
    assert application.ask(address_draft(ada, "nl")) == OWN


def test_a_merge_keeps_one_form_in_each_language(application, make):
    kept, other = make.person(), make.person("Ada", "Exemple")
    write(application, kept, OWN)
    write(application, other, AddressDraft(salutation="Beste dubbele", badge="A. Example"))
    write(application, other, AddressDraft(salutation="Chère Ada"), language="fr")
    application.execute(people.MergePersons(kept, other))
    assert application.ask(address_draft(kept, "nl")) == replace(OWN, badge="A. Example")
    assert application.ask(address_draft(kept, "fr")) == AddressDraft(salutation="Chère Ada")
    application.undo()
    assert application.ask(address_draft(kept, "nl")) == OWN
    assert application.ask(address_draft(other, "nl")) == AddressDraft(salutation="Beste dubbele", badge="A. Example")
    assert application.ask(address_draft(other, "fr")) == AddressDraft(salutation="Chère Ada")


def test_the_post_held_on_the_day_counts(application, make):
    ada = make.person(gender=Gender.FEMALE)
    make.post(ada, "minister", office="brussels-minister", since=PartialDate(2014), until=PartialDate(2019))
    make.post(ada, "ambassadeur", office="foreign-ambassador", since=PartialDate(2020))
    assert application.ask(address_of(ada, "nl", date(2015, 5, 1))).salutation == "Geachte mevrouw de minister"
    assert application.ask(address_of(ada, "nl")).salutation == "Excellentie"
    before = application.ask(address_of(ada, "nl", date(2001, 5, 1)))
    assert (before.salutation, [finding.rule for finding in before.missing]) == ("Geachte mevrouw Example", ["address-post"])


def test_of_several_posts_the_highest_counts_unless_another_is_chosen(application, make):
    ada = make.person(gender=Gender.FEMALE)
    make.post(ada, "schepen", office="alderman", since=PartialDate(2020))
    make.post(ada, "minister", office="brussels-minister", since=PartialDate(2019))
    make.post(ada, "voorzitter", since=PartialDate(2021))
    alderman = make.post(make.person("Bo"), "schepen", office="alderman")
    assert application.ask(address_of(ada, "fr")).spoken == "Madame la Ministre"
    assert application.ask(address_of(ada, "fr", None, alderman)).spoken == "Madame la Ministre"
    other = make.post(ada, "burgemeester", office="mayor")
    assert application.ask(address_of(ada, "fr", None, other)).spoken == "Madame la Bourgmestre"


def test_the_country_of_the_organisation_decides_before_that_of_the_person(application, make):
    ada = make.person(gender=Gender.FEMALE, nationality="BE")
    make.post(ada, "maire", office="mayor", organisation_id=make.organisation("Ville de Lille", country="FR"))
    assert application.ask(address_of(ada, "fr")).spoken == "Madame la Maire"


def test_a_card_shows_what_would_be_without_the_office(application, make):
    ada = make.person(gender=Gender.FEMALE)
    write(application, ada, OWN)
    card = application.ask(address_card(ada, "nl"))
    assert (card.name, card.forms.salutation, card.derived.salutation, card.draft) == (
        "Ada Example",
        "Beste Ada",
        "Geachte mevrouw Example",
        OWN,
    )


def test_who_is_not_there_is_gone(application, make):
    for ask in (address_of("nobody", "nl"), address_card("nobody", "nl")):
        with pytest.raises(Gone):
            application.ask(ask)
    assert application.ask(addresses_of(("nobody",), "nl")) == {}


def test_many_persons_need_as_few_statements_as_two(application, make, statements):
    persons = []
    for number in range(12):
        person = make.person(f"Ada{number}", gender=Gender.FEMALE)
        make.post(person, "minister", office="brussels-minister")
        make.post(person, "schepen", office="alderman")
        persons.append(person)
    with statements() as few:
        application.ask(addresses_of(persons[:2], "nl"))
    with statements() as many:
        found = application.ask(addresses_of(persons, "nl"))
    assert (len(found), len(many)) == (12, len(few))


def test_a_speech_greets_persons_in_the_order_given(application, make):
    ada, bo, cas = make.person(gender=Gender.FEMALE), make.person("Bo", gender=Gender.MALE), make.person("Cas")
    make.post(ada, "staatssecretaris", office="brussels-state-secretary")
    make.post(bo, "minister", office="brussels-minister")
    assert application.ask(speech_of((bo, ada, cas), "nl")).text == "Mijnheer de minister, Mevrouw de staatssecretaris, dames en heren"
    write(application, cas, AddressDraft(spoken="Beste Cas"))
    assert application.ask(speech_of((cas, bo), "nl")).text == "Beste Cas, Mijnheer de minister, dames en heren"


def test_a_person_is_found_by_name_in_any_order_without_accents(application, make):
    person = make.person("Zoë", "De Vos")
    make.person("Zoë", "De Vos-Peeters")
    for word in ("Zoë De Vos", "de vos zoe", person, f" {person} "):
        assert application.ask(person_by(word)) == person


def test_several_matches_are_listed_and_none_is_chosen(application, make):
    persons = {make.person("Ada", "Example"), make.person("Ada", "Example")}
    with pytest.raises(Refused) as raised:
        application.ask(person_by("Ada Example"))
    assert {finding.ref.id for finding in raised.value.findings} == persons
    for word in ("Nobody Known", "", "?", "'; drop"):
        with pytest.raises(Refused) as raised:
            application.ask(person_by(word))
        assert rules(raised) == ["unknown-person"]


def test_the_preview_of_a_merge_names_the_forms_that_move_over(application, make):
    kept, other = make.person(), make.person("Ada", "Exemple")
    write(application, other, OWN)
    moved = application.ask(merge_preview(kept, other)).moved
    titles = next(feature.titles for feature in application.features if feature.name == "people")
    assert {str(titles[table.replace("_", " ")]): number for table, number in moved.items()} == {"Form of address": 1}


few_texts = st.sampled_from(["", "a", "b", "{name}"])
own_forms = st.dictionaries(
    st.sampled_from(ADDRESS_LANGUAGES), st.builds(AddressDraft, salutation=few_texts, envelope=few_texts, badge=few_texts)
)


@settings(max_examples=12, deadline=None)
@given(own_forms, own_forms)
def test_whatever_two_persons_have_is_united_taken_back_and_done_again(ours, theirs):
    application = start(Config(user="officer"))
    try:
        kept, other = (application.execute(people.AddPerson(PersonDraft("Ada", name))).result for name in ("Example", "Exemple"))
        for person, drafts in ((kept, ours), (other, theirs)):
            for language, draft in drafts.items():
                write(application, person, draft, language=language)

        def kept_of(person):
            return [application.ask(address_draft(person, language)) for language in ADDRESS_LANGUAGES]

        before = kept_of(kept), kept_of(other)
        application.execute(people.MergePersons(kept, other))
        united = [_filled_up(ours.get(language, NOTHING), theirs.get(language, NOTHING)) for language in ADDRESS_LANGUAGES]
        assert kept_of(kept) == united
        application.undo()
        assert (kept_of(kept), kept_of(other)) == before
        application.redo()
        assert kept_of(kept) == united
        assert application.check() == []
    finally:
        application.close()


def _filled_up(first, second):
    return AddressDraft(*(getattr(first, key) or getattr(second, key) for key in AddressDraft.__dataclass_fields__))
