"""The forms of address on the card of a person: chosen by language, copied, written by the office, and led to what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.domains.people.address.commands import SetAddress
from app.domains.people.address.forms import AddressDraft
from app.domains.people.address.queries import address_draft
from app.domains.people.commands import AddOrganisation, EditPost
from app.domains.people.fields import PERSONS
from app.domains.people.queries import post_draft
from app.domains.people.rules import OrganisationDraft, PersonDraft, PostDraft
from app.domains.people.vocabulary import ORGANISATION, Gender
from app.kernel.ids import Ref
from app.kernel.translated import LANGUAGES, Multilingual
from tests.makers import Make
from ui.kit.a11y import nameless
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.parts import Badge, FindingButton
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.people.address import FormLine
from ui.people.card import PersonPane
from ui.people.page import PeoplePage

Opened = Callable[[str], PeoplePage]


@pytest.fixture
def card(desk: Desk, show: Callable[[QWidget], QWidget], settled: Callable[[], None]) -> Opened:
    """Opens the register of persons at one of them."""

    def opened(person: str) -> PeoplePage:
        page = PeoplePage(desk, PERSONS)
        page.resize(1080, 740)
        show(page)
        page.reveal(person)
        settled()
        return page

    return opened


@pytest.fixture
def minister(make: Make) -> str:
    """A minister who prefers French."""
    person = make.person("Noor", "Voorbeeld", gender=Gender.FEMALE, preferred_language="fr")
    make.post(person, "ministre", office="brussels-minister", organisation_id=make.organisation("Gouvernement", country="BE"))
    return person


def texts(page: PeoplePage) -> dict[str, str]:
    return {line.key: line.text for line in page.card.address.lines.widgets() if isinstance(line, FormLine)}


def findings(page: PeoplePage) -> dict[str, FindingButton]:
    return {button.finding.rule: button for button in page.card.address.missing.widgets() if isinstance(button, FindingButton)}


def language(page: PeoplePage, code: str) -> QPushButton:
    return next(button for button in page.card.address.languages.buttons() if button.objectName() == code)  # type: ignore[return-value]


def line(page: PeoplePage, key: str) -> FormLine:
    return next(one for one in page.card.address.lines.widgets() if isinstance(one, FormLine) and one.key == key)


def dialog(page: PeoplePage) -> FormDialog:
    return page.findChildren(FormDialog)[-1]


def test_the_forms_are_shown_in_the_language_the_person_prefers(card: Opened, minister: str):
    page = card(minister)
    assert language(page, "fr").isChecked()
    assert texts(page) == {
        "envelope": "Madame Noor Voorbeeld\nministre\nGouvernement",
        "salutation": "Madame la Ministre",
        "closing": "Je vous prie d'agréer, Madame la Ministre, l'assurance de ma haute considération.",
        "spoken": "Madame la Ministre",
        "place_card": "Madame la Ministre Voorbeeld",
        "badge": "Noor Voorbeeld\nministre\nGouvernement",
    }
    assert findings(page) == {}


def test_another_language_is_one_press_away_also_german(card: Opened, minister: str):
    page = card(minister)
    for code, salutation in (("nl", "Geachte mevrouw de minister"), ("en", "Dear Minister"), ("de", "Sehr geehrte Frau Ministerin")):
        language(page, code).click()
        assert texts(page)["salutation"] == salutation


def test_a_language_chosen_for_one_person_is_not_that_of_the_next(card: Opened, make: Make, minister: str, settled: Callable[[], None]):
    other = make.person("Bo", "Ander", gender=Gender.MALE, preferred_language="nl")
    page = card(minister)
    language(page, "de").click()
    page.reveal(other)
    settled()
    assert (language(page, "nl").isChecked(), texts(page)["salutation"]) == (True, "Geachte heer Ander")


def test_a_form_is_copied_with_its_lines(card: Opened, minister: str, qtbot: QtBot):
    page = card(minister)
    line(page, "envelope").copy_button.click()
    assert QGuiApplication.clipboard().text() == "Madame Noor Voorbeeld\nministre\nGouvernement"


def test_the_office_writes_its_own_over_what_is_worked_out(
    card: Opened, minister: str, application: Application, settled: Callable[[], None]
):
    page = card(minister)
    page.card.address.edit_button.click()
    form = dialog(page).form
    shown = {key: editor.inputs()[0] for key, editor in form.editors.items()}
    assert {key: entry.placeholderText() for key, entry in shown.items() if isinstance(entry, QLineEdit | QPlainTextEdit)}[
        "salutation"
    ] == ("Madame la Ministre")
    entry = shown["salutation"]
    assert isinstance(entry, QLineEdit)
    entry.insert("Chère Noor")
    dialog(page).accept()
    settled()
    assert application.ask(address_draft(minister, "fr")) == AddressDraft(salutation="Chère Noor")
    assert texts(page)["salutation"] == "Chère Noor"
    assert texts(page)["closing"].startswith("Je vous prie d'agréer, Chère Noor, ")
    assert [mark.text() for mark in line(page, "salutation").findChildren(Badge)] == ["own wording"]
    assert line(page, "spoken").findChildren(Badge) == []


def test_an_own_form_entered_elsewhere_appears(card: Opened, minister: str, desk: Desk, settled: Callable[[], None]):
    page = card(minister)
    desk.operations.perform(SetAddress(minister, "fr", AddressDraft(), AddressDraft(badge="Noor")))
    settled()
    assert texts(page)["badge"] == "Noor"


def test_an_unknown_gender_leads_to_the_form_of_the_person(card: Opened, make: Make):
    page = card(make.person("Noor", "Voorbeeld", preferred_language="nl"))
    assert sorted(findings(page)) == ["address-gender", "address-post"]
    findings(page)["address-gender"].click()
    assert isinstance(dialog(page).form.before, PersonDraft)
    dialog(page).reject()


def test_a_missing_post_is_entered_from_there(card: Opened, make: Make):
    page = card(make.person(gender=Gender.FEMALE))
    findings(page)["address-post"].click()
    assert dialog(page).form.before == PostDraft()
    dialog(page).reject()


def test_a_post_without_an_office_and_a_title_not_written_lead_to_the_post(card: Opened, make: Make):
    person = make.person(gender=Gender.FEMALE, preferred_language="fr")
    post = make.post(person, "adviser")
    draft = make.application.ask(post_draft(post))
    make.application.execute(EditPost(post, draft, replace(draft, title=Multilingual(nl="adviseur"))))
    page = card(person)
    assert sorted(findings(page)) == ["address-office", "address-title-language"]
    for rule in ("address-office", "address-title-language"):
        findings(page)[rule].click()
        assert dialog(page).form.before.title == Multilingual(nl="adviseur")
        dialog(page).reject()


def test_an_organisation_not_named_in_the_language_is_opened(card: Opened, make: Make, desk: Desk, settled: Callable[[], None]):
    organisation = make.application.execute(AddOrganisation(OrganisationDraft(Multilingual(nl="Stad Gent")))).result
    person = make.person(gender=Gender.FEMALE, preferred_language="fr")
    make.post(person, "échevine", office="alderman", organisation_id=organisation)
    page = card(person)
    opened: list[object] = []
    desk.open_requested.connect(opened.append)
    findings(page)["address-organisation-language"].click()
    assert opened == [Ref(ORGANISATION, organisation)]
    language(page, "de").click()
    settled()
    findings(page)["address-organisation-language"].click()
    assert dialog(page).form.before == AddressDraft()  # no organisation has a German name here
    dialog(page).reject()


def test_who_may_not_edit_sees_the_forms_only(desk: Desk, show: Callable[[QWidget], QWidget], minister: str):
    pane = PersonPane(desk.application, may_edit=False)
    show(pane)
    assert pane.address.edit_button.isHidden()


def test_every_control_has_a_name_in_every_language_and_theme(card: Opened, minister: str, settled: Callable[[], None]):
    page = card(minister)
    for code in LANGUAGES:
        spoken.speak(code)
        settled()
        assert nameless(page) == []
    for look in (DARK_ALWAYS, LIGHT_ALWAYS):
        theme.dress(look)
        settled()
        assert texts(page)["spoken"] == "Madame la Ministre"
