"""Forms: what is typed is never lost, and every fault stands beside its field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.kernel.errors import Finding, Severity
from app.kernel.fields import Choice, Field, FieldKind, Form
from app.kernel.money import Money
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual, lazy
from ui.kit.a11y import nameless
from ui.kit.choosers import ChoiceEditor, NamedCodeEditor, RecordEditor
from ui.kit.controls import Label
from ui.kit.dialogs import FormDialog
from ui.kit.editors import LineEditor
from ui.kit.fields import make_editor
from ui.kit.forms import FormWidget
from ui.kit.language import spoken
from ui.kit.state import KeptDrafts


class Kind(StrEnum):
    VISIT = "visit"
    SIGNING = "signing"


@dataclass(frozen=True)
class Shot:
    digest: str
    caption: str = ""


@dataclass(frozen=True)
class Draft:
    name: str = ""
    remark: str = ""
    title: Multilingual = Multilingual()
    notes: Multilingual = Multilingual()
    around: PartialDate | None = None
    day: date | None = None
    at: time | None = None
    lasts: int | None = None
    guests: int | None = None
    public: bool = False
    kind: Kind = Kind.VISIT
    level: Kind | None = None
    country: str = ""
    speaks: str = ""
    languages: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    due: str = ""
    zone: str = ""
    person: str | None = None
    portrait: str = ""
    price: Money | None = None
    photos: tuple[Shot, ...] = ()


CHOICES = (Choice("visit", lazy("Visit")), Choice("signing", lazy("Signing")))
FIELDS = (
    Field("name", lazy("Name"), required=True, group=lazy("Main")),
    Field("remark", lazy("Remark"), FieldKind.LONG_TEXT, group=lazy("Main"), help=lazy("A sentence or two.")),
    Field("title", lazy("Title"), FieldKind.MULTILINGUAL),
    Field("notes", lazy("Notes"), FieldKind.MULTILINGUAL_LONG),
    Field("around", lazy("Around"), FieldKind.PARTIAL_DATE),
    Field("day", lazy("Day"), FieldKind.DATE),
    Field("at", lazy("At"), FieldKind.TIME),
    Field("lasts", lazy("Lasts"), FieldKind.MINUTES),
    Field("guests", lazy("Guests"), FieldKind.NUMBER),
    Field("public", lazy("Public"), FieldKind.YES_NO),
    Field("kind", lazy("Kind"), FieldKind.CHOICE, required=True, choices=CHOICES),
    Field("level", lazy("Level"), FieldKind.CHOICE, choices=CHOICES),
    Field("country", lazy("Country"), FieldKind.COUNTRY),
    Field("speaks", lazy("Speaks"), FieldKind.LANGUAGE),
    Field("languages", lazy("Languages"), FieldKind.LANGUAGES),
    Field("papers", lazy("Papers"), FieldKind.CHOICES, choices=(*CHOICES, Choice("dinner", lazy("Dinner")))),
    Field("due", lazy("Due"), FieldKind.OFFSET),
    Field("zone", lazy("Zone"), FieldKind.ZONE),
    Field("person", lazy("Person"), FieldKind.RECORD, record="person"),
    Field("portrait", lazy("Portrait"), FieldKind.PICTURE),
    Field("price", lazy("Price"), FieldKind.MONEY),
    Field("photos", lazy("Photographs"), FieldKind.PICTURES),
)
FULL = Draft(
    name="Paris", remark="Two\nlines", title=Multilingual(nl="Parijs", fr="Paris"), notes=Multilingual(en="Three\nlines"),
    around=PartialDate(2021, 9), day=date(2021, 9, 22), at=time(9, 30), lasts=90, guests=12, public=True, kind=Kind.SIGNING,
    level=Kind.VISIT, country="FR", speaks="nl", languages=("fr", "de"), papers=("visit", "dinner"), zone="Europe/Paris",
    price=Money(Decimal("12.50"), "GBP", Decimal("0.86"), date(2021, 9, 22)), photos=(Shot("0" * 64, "From the left"), Shot("1" * 64)),
)  # fmt: skip


def check(draft: Draft) -> Sequence[Finding]:
    found = []
    if draft.around is not None and draft.around.year < 2000:
        found.append(Finding("around", lazy("That is long ago."), Severity.WARNS))
    if draft.guests is not None and draft.guests > 100:
        found.append(Finding("guests", lazy("The room holds 100.")))
    return found


FORM: Form[Draft] = Form(Draft, FIELDS, check)


@pytest.fixture
def form(application, show) -> FormWidget:
    return show(FormWidget(FORM, Draft(), application))


def type_in(form: FormWidget, key: str, text: str) -> None:
    line = form.editors[key].inputs()[0]
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, text)


def said(form: FormWidget, key: str) -> list[str]:
    return [spoken.wording.say(finding.message) for finding in form._findings[key].shown]


def test_a_draft_that_was_shown_is_given_back_unchanged(form: FormWidget, make):
    draft = Draft(**{**FULL.__dict__, "person": make.person("Ada", "Example")})
    form.show_draft(draft)
    assert form.draft() == draft
    assert not form.dirty
    assert form.editors["person"].inputs()[0].text() == "Ada Example"


def test_a_half_typed_form_comes_back(application, show, tmp_path: Path, make):
    kept = KeptDrafts(tmp_path / "drafts")
    first: FormWidget = show(FormWidget(FORM, Draft(), application))
    assert not first.keep_in(kept, "visit/new")
    draft = Draft(**{**FULL.__dict__, "person": make.person()})
    for key, editor in first.editors.items():
        editor.show_value(getattr(draft, key))
    type_in(first, "name", "Brussels Days")
    first._keep()

    again: FormWidget = show(FormWidget(FORM, Draft(), application))
    assert again.keep_in(kept, "visit/new")
    assert again.draft() == Draft(**{**draft.__dict__, "name": "Brussels Days"})
    again.let_go()
    assert kept.kept("visit/new") is None


def test_a_kept_form_of_another_version_is_taken_as_far_as_it_fits(form: FormWidget, tmp_path: Path):
    kept = KeptDrafts(tmp_path)
    kept.keep("key", {"name": "Paris", "title": 7, "languages": None, "gone": "x", "kind": "unknown"})
    assert form.keep_in(kept, "key")
    assert form.draft() == Draft(name="Paris")


def test_what_is_private_is_not_kept_on_the_machine(application, show, tmp_path: Path):
    fields = (Field("name", lazy("Name")), Field("remark", lazy("Number"), private=True))
    kept = KeptDrafts(tmp_path)
    form: FormWidget = show(FormWidget(Form(Draft, fields, check), Draft(), application))
    form.keep_in(kept, "key")
    type_in(form, "name", "Ada")
    type_in(form, "remark", "EX000001")
    form._keep()

    assert kept.kept("key") == {"name": "Ada"}


def test_a_fault_is_said_beside_its_field_once_the_user_has_been_there(form: FormWidget):
    type_in(form, "day", "soon")
    assert said(form, "day") == []
    form.editors["name"].inputs()[0].setFocus()
    form.editors["day"].left.emit()
    assert said(form, "day") == ["This is not a day. Write 22/9/2021."]


def test_what_is_not_understood_stays_typed(form: FormWidget):
    type_in(form, "around", "next autumn")
    assert not form.ready()
    assert form.editors["around"].inputs()[0].text() == "next autumn"
    assert form.dirty


def test_what_was_understood_is_shown(form: FormWidget):
    type_in(form, "around", "22 sept 2021")
    editor = form.editors["around"]
    assert editor._understood.text() == "Wednesday 22 September 2021"
    assert editor._understood.isVisible()
    assert form.draft().around == PartialDate(2021, 9, 22)


def test_a_warning_is_said_at_once_and_does_not_block(form: FormWidget):
    form.show_draft(FULL)
    type_in(form, "around", "1999")
    assert said(form, "around") == ["That is long ago."]
    assert form.ready()


def test_what_is_missing_is_said_when_saving_is_tried(form: FormWidget):
    assert said(form, "name") == []
    assert not form.ready()
    assert said(form, "name") == ["Fill this in."]
    assert form.editors["name"].inputs()[0].property("fault") is True


def test_a_refusal_stands_at_its_field_until_it_is_edited(form: FormWidget):
    form.show_draft(FULL)
    form.show_refusal((Finding("name", lazy("This name is taken.")), Finding("elsewhere", lazy("The year is closed."))))
    assert said(form, "name") == ["This name is taken."]
    assert [str(finding.message) for finding in form._general.shown] == ["The year is closed."]
    assert form.draft() == FULL
    type_in(form, "name", "Lyon")
    assert said(form, "name") == []


def test_findings_are_said_in_the_language_of_the_screen(form: FormWidget):
    form.ready()
    spoken.speak("fr")
    labels = [label.text() for label in form._findings["name"].findChildren(Label) if label.property("role") == "finding"]
    assert labels == [spoken.wording.say("Fill this in.")]


def test_a_choice_is_a_member_of_the_enum_of_the_draft(form: FormWidget):
    editor = form.editors["kind"]
    assert isinstance(editor, ChoiceEditor)
    editor.box.setCurrentIndex(1)
    assert form.draft().kind is Kind.SIGNING
    assert form.draft().level is None


def test_nothing_chosen_is_nothing_though_a_member_is_called_so(show):
    class Answer(StrEnum):
        UNKNOWN = ""
        YES = "yes"

    choices = (Choice("", lazy("not known")), Choice("yes", lazy("yes")))
    optional = show(ChoiceEditor(Field("by_hand", lazy("By hand"), FieldKind.CHOICE, choices=choices), Answer, may_be_none=True))
    plain = show(ChoiceEditor(Field("answer", lazy("Answer"), FieldKind.CHOICE, choices=choices), Answer))

    for editor in (optional, plain):
        editor.show_value(None)

    assert (optional.value(), plain.value()) == (None, Answer.UNKNOWN)


def test_a_country_is_found_by_part_of_its_name_without_accents(form: FormWidget):
    editor = form.editors["country"]
    assert isinstance(editor, NamedCodeEditor)
    spoken.speak("fr")
    type_in(form, "country", "belgi")
    assert editor._list.stringList() == ["Belgique"]
    editor.line.editingFinished.emit()
    assert form.draft().country == "BE"
    spoken.speak("nl")
    assert editor.line.text() == "België"


def test_a_person_is_found_while_typing(form: FormWidget, make, settled):
    id = make.person("Élodie", "Peeters")
    type_in(form, "person", "peet elo")
    settled()
    editor = form.editors["person"]
    assert isinstance(editor, RecordEditor)
    assert list(editor._hits.values()) == [id]
    editor.line.editingFinished.emit()
    assert form.draft().person == id


def test_a_name_that_is_nobody_is_a_fault_not_a_loss(form: FormWidget, settled):
    type_in(form, "person", "nobody at all")
    settled()
    assert not form.ready()
    assert form.editors["person"].inputs()[0].text() == "nobody at all"


def test_languages_are_added_one_after_the_other(form: FormWidget):
    line = form.editors["languages"].inputs()[0]
    for name in ("French", "German"):
        type_in(form, "languages", name)
        QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    assert form.draft().languages == ("fr", "de")


def test_a_refused_picture_says_why_and_keeps_the_old_one(form: FormWidget):
    editor: Any = form.editors["portrait"]
    editor.take(b"this is no picture")
    assert form.draft().portrait == ""
    assert editor.fault() is not None


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_field_has_a_name_for_a_screen_reader(form: FormWidget, language: str):
    spoken.speak(language)
    assert nameless(form) == []


def test_every_kind_of_field_has_an_editor(form: FormWidget):
    assert {field.kind for field in FIELDS} | {FieldKind.TEXT} == set(FieldKind)
    assert set(form.editors) == {field.key for field in FIELDS}


def test_tab_goes_through_the_fields_in_order(form: FormWidget):
    form.activateWindow()
    form.focus_first()
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert form.focusWidget() is form.editors["remark"].inputs()[0]
    QTest.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    assert form.focusWidget() is form.editors["title"].inputs()[0]


def test_a_dialog_gives_what_was_read_and_what_is_wanted(application, show):
    dialog = FormDialog(FORM, Draft(name="Paris"), application, lazy("Change visit"))
    show(dialog)
    editor = dialog.form.editors["name"]
    assert isinstance(editor, LineEditor)
    editor.line.setText("Lyon")
    dialog.accept()
    assert (dialog.form.before, dialog.form.draft()) == (Draft(name="Paris"), Draft(name="Lyon"))
    assert dialog.result() == FormDialog.DialogCode.Accepted


def test_a_dialog_with_a_fault_stays_open(application, show):
    dialog = show(FormDialog(FORM, Draft(), application, lazy("Add visit")))
    dialog.accept()
    assert dialog.isVisible()


def test_a_time_zone_is_found_by_its_key_too(qtbot):
    editor = make_editor(Field("zone", lazy("Time zone"), FieldKind.ZONE), object, None)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor.line, "Asia/Seo")
    editor.line.editingFinished.emit()
    assert editor.value() == "Asia/Seoul"


def test_three_languages_of_a_long_text_leave_room_for_the_next_field(qtbot):
    editor = make_editor(Field("purpose", lazy("Purpose"), FieldKind.MULTILINGUAL_LONG), object, None)
    qtbot.addWidget(editor)
    area = editor.inputs()[0]
    assert area.sizeHint().height() == area.minimumHeight()


def test_fields_that_are_left_out_keep_what_stands_in_them(application, show):
    form = show(FormWidget(FORM, FULL, application))
    form.leave_out({"name", "guests"})
    hidden = {key for key, editor in form.editors.items() if editor.isHidden()}
    form.leave_out(())

    assert (hidden, form.draft().name, form.editors["name"].isVisible()) == ({"name", "guests"}, "Paris", True)


def test_a_form_that_gives_way_to_another_is_kept_at_once(application, show, tmp_path: Path):
    kept = KeptDrafts(tmp_path / "drafts")
    form: FormWidget = show(FormWidget(FORM, Draft(), application))
    form.keep_in(kept, "visit/new")
    type_in(form, "name", "Lyon")
    before = kept.kept("visit/new")
    form.put_away()
    after = kept.kept("visit/new")

    assert (before, after and after["name"]) == (None, "Lyon")


def test_the_titles_of_a_stacked_form_stand_above_its_fields(application, show):
    form = show(FormWidget(FORM, Draft(), application, stacked=True))
    title = next(label for label in form.findChildren(Label) if label.text() == "Day")
    line = form.editors["day"].inputs()[0]

    assert title.mapTo(form, title.rect().bottomLeft()).y() < line.mapTo(form, line.rect().topLeft()).y()
    assert title.buddy() is line
