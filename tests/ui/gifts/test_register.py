"""The register of gifts on the screen: what it shows, what is done with an entry, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from app.application import PHOTOGRAPH, Application
from app.domains.access.vocabulary import RoleCode
from app.domains.gifts.deciding_commands import SetFate, SetValue, ThankFor
from app.domains.gifts.drafts import DecisionDraft, FateDraft, Photo
from app.domains.gifts.register_commands import StrikeGift
from app.domains.gifts.register_fields import GIFTS
from app.domains.gifts.register_queries import GiftCard, gift_card
from app.domains.gifts.vocabulary import Acceptance, Decision, Fate, Ownership, Standing, ValueMethod
from app.kernel.ids import Ref
from app.kernel.money import Money
from app.kernel.translated import LANGUAGES
from tests.makers import Make
from tests.makers import gifts as make_of
from tests.makers.access import act_as
from ui.gifts.lines import due_badge, due_told, gift_told, number_told
from ui.gifts.register import GiftRegister
from ui.kit.a11y import nameless
from ui.kit.controls import ElidedButton
from ui.kit.desk import Desk
from ui.kit.dialogs import FormDialog, Question
from ui.kit.language import spoken
from ui.kit.theme import LIGHT_ALWAYS, theme

Settled = Callable[[], None]
Show = Callable[[QWidget], QWidget]
Statements = Callable[[], AbstractContextManager[list[str]]]
TODAY = date(2021, 9, 1)


@pytest.fixture
def giver(make: Make) -> str:
    return make.person("Ada", "Giver", nationality="FR")


@pytest.fixture
def vase(application: Application, giver: str) -> str:
    """A vase of 80 euro that waits for its number."""
    return make_of.gift(application, "Vase", giver_person_id=giver, recipient_said="Minister", value=make_of.euro("80.00"))


@pytest.fixture
def open_register(desk: Desk, show: Show) -> Callable[[], GiftRegister]:
    def make_it() -> GiftRegister:
        page = GiftRegister(desk, GIFTS)
        page.resize(1080, 760)
        return cast("GiftRegister", show(page))

    return make_it


@pytest.fixture
def register(vase: str, open_register: Callable[[], GiftRegister]) -> GiftRegister:
    return open_register()


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Answers every question with yes, and gives what was asked."""
    asked: list[str] = []

    def yes(_parent: object, _title: object, sentence: object, _verb: object) -> bool:
        asked.append(str(sentence))
        return True

    monkeypatch.setattr(Question, "ask", yes)
    return asked


def a_picture(shade: int = 90) -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 40), (shade, 90, 120)).save(file, "PNG")
    return file.getvalue()


def card_of(page: GiftRegister, id: str) -> GiftCard:
    return page.desk.application.ask(gift_card(id))


def dialog_of(page: QWidget) -> FormDialog:
    return page.findChildren(FormDialog)[-1]


def fill(dialog: FormDialog, **values: object) -> None:
    for key, value in values.items():
        dialog.form.editors[key].show_value(value)


def said(dialog: FormDialog, key: str) -> list[str]:
    return [spoken.wording.say(finding.message) for finding in dialog.form._findings[key].shown]


def answer(page: GiftRegister, value: object) -> None:
    assert page.line.editor is not None
    page.line.editor.show_value(value)
    page.line.give()


def badges(page: GiftRegister) -> list[str]:
    return [spoken.wording.say(badge.title) for badge in page.pane.badges.shown]


def pairs(pane: Any) -> dict[str, str]:
    texts = [label.text() for label in pane._labels]
    return dict(zip(texts[::2], texts[1::2], strict=True))


def cell(page: GiftRegister, id: str, key: str) -> str:
    number, column = page.table.number_of(id), [c.key for c in page.register.columns].index(key)
    assert number is not None
    return str(page.table.data(page.table.index(number, column)))


# ------------------------------------------------------------------------------------------------ what it shows


def test_the_first_entry_is_shown_with_what_is_to_be_done(register: GiftRegister, vase: str):
    assert register.chosen_id() == vase
    assert (register.pane.heading.text(), register.pane.line.text()) == ("Vase", "20 August 2021  ·  another object")
    assert badges(register) == ["not yet in the register", "received", "to be declared", "to be decided"]
    assert [step for step, _day in card_of(register, vase).steps] == ["enter", "decide", "thank"]
    assert pairs(register.pane.who) == {"Giver": "Ada Giver  ·  France", "Recipient": "Minister"}


def test_the_thresholds_say_that_they_are_a_default(register: GiftRegister):
    told = pairs(register.pane.worth)["Thresholds"].splitlines()

    assert told[0] == "to be declared from €50.00  ·  to be handed over from €150.00"
    assert told[2].startswith("default, not confirmed  ·  ")


def test_a_value_in_another_currency_is_shown_with_what_it_comes_to(application: Application, open_register: Callable[[], GiftRegister]):
    value = Money(Decimal("230.00"), "GBP", Decimal("0.8534"), date(2021, 8, 20))
    make_of.gift(application, "Tray", value=value, value_method=ValueMethod.APPRAISAL, appraiser="A house of sales")

    told = pairs(open_register().pane.worth)

    assert {key: told[key] for key in ("Value", "In euro", "Rate", "Found by")} == {
        "Value": "230.00\u00a0GBP",
        "In euro": "€269.51",
        "Rate": "€1 = 0.8534 GBP on 20 August 2021",
        "Found by": "appraisal  ·  A house of sales",
    }


def test_one_row_and_many_are_read_with_as_many_statements(
    application: Application, open_register: Callable[[], GiftRegister], statements: Statements, settled: Settled
):
    make_of.gift(application, "First", entered=True, giver_said="One giver")
    page = open_register()
    with statements() as one:
        page.read()
        settled()
    for name in ("Second", "Third"):
        make_of.gift(application, name, entered=True, giver_said=f"Giver of {name}")
    settled()
    with statements() as three:
        page.read()
        settled()

    assert len(three) == len(one)


def test_the_register_follows_what_is_done_elsewhere(register: GiftRegister, application: Application, vase: str, settled: Settled):
    application.execute(SetValue(vase, make_of.euro("200.00")))
    settled()
    dear = badges(register)[2]
    make_of.gift(application, "Book")
    settled()

    assert (dear, cell(register, vase, "euro"), register.table.rowCount()) == ("to be handed over", "200.00", 2)


def test_years_and_countries_are_offered_as_there_are_entries(register: GiftRegister, application: Application, settled: Settled):
    bar = register.list_pane.filter_bar

    def offered(key: str) -> list[str]:
        return [choice.code for f in bar._filters if f.key == key for choice in f.choices]

    before = offered("year"), offered("country")
    make_of.gift(application, "Rug", day=date(2019, 5, 5), giver_country="UZ")
    settled()

    assert (before, offered("year"), offered("country")) == ((["2021"], ["FR"]), ["2021", "2020", "2019"], ["FR", "UZ"])
    bar.put(chosen=(("country", "UZ"),))
    settled()
    assert register.table.rowCount() == 1


def test_countries_are_named_and_ordered_in_the_language_of_the_screen(register: GiftRegister, application: Application, settled: Settled):
    make_of.gift(application, "Rug", giver_country="DE")
    make_of.gift(application, "Cup", giver_country="AT")
    settled()
    spoken.speak("nl")
    settled()
    box = register.list_pane.filter_bar._choices[-1]

    assert [box.itemText(number) for number in range(1, box.count())] == ["Duitsland", "Frankrijk", "Oostenrijk"]


def test_every_way_to_stand_is_told_in_the_list(register: GiftRegister, application: Application, vase: str, settled: Settled):
    struck = make_of.gift(application, "Pen", entered=True)
    application.execute(StrikeGift(struck, "twice"))
    declined = make_of.gift(application, "Wine", acceptance=Acceptance.DECLINED, circumstances="as a rule")
    lace = make_of.given(application, "Lace")
    settled()
    rows = {row.id: row for row in register.table.rows_of((vase, struck, declined, lace))}

    assert {id: gift_told(row).splitlines()[1] for id, row in rows.items()} == {
        vase: "from Ada Giver",
        struck: "struck out: twice",
        declined: "offered by Embassy of Examplia, declined",
        lace: "to Embassy of Examplia",
    }
    assert [number_told(rows[id]).splitlines()[0] for id in (vase, struck)] == ["no number yet", "G2021/001"]
    assert (due_told(rows[vase]), str(due_badge(rows[vase]).title), due_badge(rows[struck])) == (
        "23 Aug 2021, late",
        "to be entered",
        None,
    )


def test_earlier_offers_of_the_same_giver_stand_on_the_card(
    register: GiftRegister, application: Application, vase: str, giver: str, settled: Settled
):
    before = make_of.gift(application, "Book", giver_person_id=giver, day=date(2021, 3, 1), entered=True)
    settled()
    lines = [row.what.splitlines() for row in register.pane.earlier.rows.rows()]
    register.pane.earlier.opened.emit(before)
    settled()

    assert (lines, register.chosen_id()) == ([["Book", "1 March 2021  ·  G2021/001"]], before)


def test_a_card_leads_to_the_giver(register: GiftRegister, desk: Desk, giver: str):
    opened: list[Ref] = []
    desk.open_requested.connect(opened.append)

    next(button for button in register.pane.links.findChildren(ElidedButton) if button.text() == "Show the giver").click()

    assert opened == [Ref("person", giver)]


def test_photographs_are_shown_in_the_list_and_on_the_card(application: Application, open_register: Callable[[], GiftRegister]):
    digest = application.keep_picture(a_picture(), largest=PHOTOGRAPH)
    gift = make_of.gift(application, "Vase", photos=(Photo(digest, "From above"),))
    page = open_register()

    assert page.table.rows_of((gift,))[0].photo == digest
    assert [button.accessibleName() for button in page.pane.photographs.buttons] == ["Photograph 1 of 1: From above"]


def test_what_is_exported_says_what_the_cells_say(register: GiftRegister):
    assert [str(column.title) for column in register.written_columns() if column.key != "photo"][:7] == [
        *("Gift", "From or to", "Number", "Day", "To be done", "By", "Urgency"),
    ]


def test_what_is_shown_is_written_to_a_file(register: GiftRegister, tmp_path: Path, qtbot: Any):
    target = tmp_path / "gifts.csv"
    register.export_to(target)
    qtbot.waitUntil(lambda: not register.desk.operations.busy)

    lines = target.read_text("utf-8-sig").splitlines()
    assert lines[1].split(";")[:4] == ["Vase", "Ada Giver", "", "20 August 2021"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_a_name_for_a_screen_reader(register: GiftRegister, language: str):
    spoken.speak(language)

    assert nameless(register) == []


def test_large_text_keeps_everything_in_its_place(register: GiftRegister, settled: Settled):
    theme.dress(LIGHT_ALWAYS, 200)
    settled()
    try:
        assert register.pane.heading.text() == "Vase"
    finally:
        theme.dress(LIGHT_ALWAYS)


# ------------------------------------------------------------------------------------------------ what is done


def test_entering_says_before_that_it_stays(register: GiftRegister, vase: str, answers: list[str], settled: Settled):
    register.steps.enter()
    settled()

    assert ("cannot be undone" in answers[0], card_of(register, vase).row.number) == (True, "G2021/001")
    assert (register.steps.enter_action.isEnabled(), register.remove_action.isEnabled()) == (False, False)  # type: ignore[union-attr]


def test_a_question_that_is_answered_with_no_enters_nothing(register: GiftRegister, vase: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Question, "ask", lambda *_asked: False)

    register.steps.enter()

    assert card_of(register, vase).row.number == ""


def test_several_entries_get_their_numbers_in_one_step(
    register: GiftRegister, application: Application, vase: str, answers: list[str], settled: Settled
):
    book = make_of.gift(application, "Book", day=date(2021, 8, 25))
    settled()
    register.list_pane.view.selectAll()

    register.steps.enter()
    settled()

    assert answers[0].startswith("2 gifts get the next numbers")
    assert [card_of(register, id).row.number for id in (vase, book)] == ["G2021/001", "G2021/002"]


def test_a_decision_has_a_reason(register: GiftRegister, vase: str, settled: Settled):
    register.steps.decide()
    dialog = dialog_of(register)
    fill(dialog, decision=Decision.HAND_OVER)
    dialog.accept()
    missing = said(dialog, "reason")
    fill(dialog, reason="It stands in the hall.")
    dialog.accept()
    settled()

    card = card_of(register, vase)
    assert missing == ["A decision has a reason."]
    assert (card.row.decision, card.row.ownership, card.decision_reason) == (Decision.HAND_OVER, Ownership.REGION, "It stands in the hall.")
    assert pairs(register.pane.decisions) == {
        "1 September 2021": "goes to the Region  ·  by officer  ·  the Region\nIt stands in the hall."
    }


def test_no_decision_is_taken_by_leaving_the_form_as_it_is(register: GiftRegister, vase: str):
    register.steps.decide()
    dialog = dialog_of(register)
    fill(dialog, reason="because")
    dialog.accept()

    assert (said(dialog, "decision"), card_of(register, vase).row.decision) == (["Say what is decided."], Decision.OPEN)
    dialog.reject()


def test_keeping_something_dear_warns(register: GiftRegister, application: Application, vase: str, settled: Settled):
    application.execute(SetValue(vase, make_of.euro("150.00")))
    settled()
    register.steps.decide()
    dialog = dialog_of(register)
    fill(dialog, decision=Decision.KEEP)
    dialog.form._check()

    assert said(dialog, "decision") == ["Gifts are handed over from €150.00: the reason says why this one is kept."]
    dialog.reject()


def test_who_received_it_does_not_decide(register: GiftRegister, application: Application, make: Make, settled: Settled):
    minister = make.person("Mina", "Minister")
    gift = make_of.gift(application, "Cup", recipient_person_id=minister)
    settled()
    register.reveal(gift)
    register.steps.decide()
    dialog = dialog_of(register)
    fill(dialog, decision=Decision.KEEP, reason="nice", person_id=minister)
    dialog.accept()

    assert said(dialog, "person_id") == ["Who received a gift does not decide on it: let somebody else decide."]
    assert card_of(register, gift).row.decision is Decision.OPEN
    dialog.reject()


def test_a_decision_is_withdrawn_with_a_reason(register: GiftRegister, application: Application, vase: str, settled: Settled):
    make_of.decided(application, vase, Decision.KEEP)
    settled()
    register.steps.withdraw()
    answer(register, "")
    nothing = card_of(register, vase).row.decision
    answer(register, "new facts")
    settled()

    assert (nothing, card_of(register, vase).row.decision) == (Decision.KEEP, Decision.OPEN)
    assert [label.text() for label in register.pane.decisions._labels][1::2] == [
        "withdrawn  ·  by officer\nnew facts",
        "kept by the recipient  ·  by officer  ·  the recipient\nas usual",
    ]


def test_a_value_without_a_rate_keeps_the_form_open(register: GiftRegister, vase: str, settled: Settled):
    register.steps.value()
    dialog = dialog_of(register)
    fill(dialog, value=Money(Decimal(90), "USD"), method=ValueMethod.MARKET)
    dialog.accept()
    refused = said(dialog, "value")
    fill(dialog, value=Money(Decimal(90), "USD", Decimal("1.17"), date(2021, 8, 20)))
    dialog.accept()
    settled()

    assert refused == ["Enter the rate: how many USD one euro was on the day of the gift."]
    assert card_of(register, vase).row.euro == Decimal("76.92")


def test_several_letters_are_noted_at_once(register: GiftRegister, application: Application, vase: str, settled: Settled):
    book = make_of.gift(application, "Book")
    settled()
    register.list_pane.view.selectAll()
    register.steps.thank()
    told = register.line.told.text()
    answer(register, date(2021, 8, 30))
    settled()

    assert (told, [card_of(register, id).row.thanked_on for id in (vase, book)]) == (
        "The thank-you letters for 2 gifts went on:",
        [date(2021, 8, 30)] * 2,
    )


def test_a_letter_before_the_gift_is_refused_in_its_line(register: GiftRegister, vase: str):
    register.steps.thank()
    answer(register, date(2021, 8, 1))

    assert [str(finding.message) for finding in register.line.findings.shown] == ["This day is before the day of the gift."]
    assert (register.line.asking, card_of(register, vase).row.thanked_on) == (True, None)


def test_no_letter_is_noted_with_its_reason(register: GiftRegister, vase: str, settled: Settled):
    register.steps.no_thanks()
    answer(register, "Thanked in person.")
    settled()

    assert pairs(register.pane.object)["Thank-you letter"] == "not needed"
    assert (card_of(register, vase).draft.remark, register.steps.no_thanks_action.isEnabled()) == ("Thanked in person.", False)


def test_what_became_of_it_stands_in_order(register: GiftRegister, application: Application, vase: str, settled: Settled):
    application.execute(SetFate(vase, FateDraft(Fate.DISPLAYED, date(2021, 8, 25), place="Hall")))
    settled()
    register.steps.fate()
    dialog = dialog_of(register)
    begun = dialog.form.draft()
    fill(dialog, fate=Fate.USED, day=date(2021, 8, 20))
    dialog.accept()
    refused = said(dialog, "day")
    fill(dialog, day=TODAY)
    dialog.accept()
    settled()

    assert (begun.place, refused) == ("Hall", ["This day is before the last thing that is known of it (25 August 2021)."])
    assert pairs(register.pane.fates) == {"1 September 2021": "used  ·  Hall", "25 August 2021": "displayed  ·  Hall"}


def test_striking_out_needs_a_number_and_a_reason(register: GiftRegister, vase: str, answers: list[str], settled: Settled):
    before = register.steps.strike_action.isEnabled()
    register.steps.enter()
    settled()
    register.steps.strike()
    answer(register, "Entered twice.")
    settled()

    assert (before, card_of(register, vase).row.standing, badges(register)) == (False, Standing.STRUCK, ["struck out", "received"])
    assert register.pane.struck.text() == "Struck out on 1 September 2021: Entered twice."
    enabled = [action.isEnabled() for action, _suits in register.steps._rules]
    assert (enabled.count(True), register.steps.publish_action.isEnabled()) == (1, True)
    assert register.edit_action is not None
    assert not register.edit_action.isEnabled()


def test_entries_are_published_and_taken_back(register: GiftRegister, vase: str, answers: list[str], settled: Settled):
    register.steps.enter()
    settled()
    register.steps.publish()
    answer(register, TODAY)
    settled()
    published = pairs(register.pane.register)["Published on"]
    register.steps.unpublish()
    settled()

    assert (published, card_of(register, vase).row.published_on) == ("1 September 2021", None)


def test_a_declaration_is_dated(register: GiftRegister, vase: str, settled: Settled):
    register.steps.declare()
    told = register.line.told.text()
    answer(register, date(2021, 8, 22))
    settled()

    assert (told, card_of(register, vase).draft.declared_on) == ("“Vase” was declared by who received it on:", date(2021, 8, 22))


def test_an_object_of_the_register_is_lent(register: GiftRegister, vase: str, answers: list[str], settled: Settled):
    before = register.steps.lend_action.isEnabled()
    register.steps.enter()
    settled()
    register.steps.lend()
    dialog = dialog_of(register)
    fill(dialog, borrower_said="City museum", due_back_on=date(2021, 12, 1))
    dialog.accept()
    settled()

    assert (before, [str(row.borrower) for row in card_of(register, vase).loans]) == (False, ["City museum"])
    assert register.pane.loans.isVisibleTo(register)


def test_an_entry_without_a_number_is_removed_and_comes_back(register: GiftRegister, desk: Desk, settled: Settled):
    register.remove()
    settled()
    gone = register.table.rowCount()
    desk.operations.undo()
    settled()

    assert (gone, register.table.rowCount()) == (0, 1)


def test_what_was_given_is_not_decided_on(register: GiftRegister, application: Application, settled: Settled):
    lace = make_of.given(application, "Lace", entered=True)
    settled()
    register.reveal(lace)
    steps = register.steps

    offered = [action.isEnabled() for action in (steps.decide_action, steps.fate_action, steps.thank_action, steps.declare_action)]
    assert (offered, steps.value_action.isEnabled()) == ([False] * 4, True)
    assert badges(register) == ["in the register", "given"]


def test_who_only_sees_changes_nothing(application: Application, vase: str, open_register: Callable[[], GiftRegister]):
    act_as(application, "fin", RoleCode.FINANCE)
    page = open_register()

    assert [action.isVisible() for action, _suits in page.steps._rules] == [False] * 12
    assert (page.add_action, page.edit_action, page.remove_action) == (None, None, None)
    page.edit()
    assert page.findChildren(FormDialog) == []


def test_who_decides_is_offered_decisions_alone(application: Application, vase: str, open_register: Callable[[], GiftRegister]):
    act_as(application, "director", RoleCode.DIRECTOR_GENERAL)
    page = open_register()

    visible = [str(action.text()) for action, _suits in page.steps._rules if action.isVisible()]
    assert visible == ["Decide…", "Withdraw the decision…"]


def test_the_papers_of_the_selection_are_offered(register: GiftRegister):
    register.papers_menu.aboutToShow.emit()

    assert [action.text() for action in register.papers_menu.actions() if action.text()] == [
        *("Labels…", "Hand-over receipt…", "Return receipt…", "Extract of the register…", "Inventory…"),
    ]


def test_nothing_yet_teaches(open_register: Callable[[], GiftRegister]):
    page = open_register()

    assert (page.list_pane.empty.isVisible(), page.side.isVisible()) == (True, False)


def test_a_thanked_gift_is_thanked_again_on_another_day(register: GiftRegister, application: Application, vase: str, settled: Settled):
    application.execute(ThankFor((vase,), date(2021, 8, 25)))
    settled()
    register.steps.thank()
    answer(register, date(2021, 8, 26))
    settled()

    assert pairs(register.pane.object)["Thank-you letter"] == "26 August 2021"


def test_half_a_decision_is_there_again(register: GiftRegister, desk: Desk, vase: str):
    register.steps.decide()
    dialog = dialog_of(register)
    fill(dialog, decision=Decision.KEEP, reason="half")
    dialog.form._keep()  # the pause after the last letter
    kept = desk.drafts.kept(f"gift/{vase}/decide")
    dialog.reject()

    assert kept is not None
    assert (kept["reason"], desk.drafts.kept(f"gift/{vase}/decide"), DecisionDraft().decision) == ("half", None, Decision.OPEN)


# ------------------------------------------------------------------------------------------------ photographs on the card


def let_fall(page: GiftRegister, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place = page.pane.rect().center().toPointF()
    page.pane.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier))


def test_photographs_are_let_fall_on_an_entry(register: GiftRegister, desk: Desk, vase: str, tmp_path: Path, qtbot: Any, settled: Settled):
    notices: list[str] = []
    desk.operations.notice.connect(lambda notice: notices.append(spoken.wording.say(notice.text)))
    paths = [tmp_path / name for name in ("front.png", "back.png", "scan.pdf", "gone.png")]
    for shade, path in zip((10, 200), paths, strict=False):
        path.write_bytes(a_picture(shade))
    paths[2].write_bytes(b"%PDF-1.4")
    let_fall(register, *paths)
    qtbot.waitUntil(lambda: not desk.operations.busy)
    settled()

    assert len(card_of(register, vase).photos) == 2
    assert len(register.pane.photographs.buttons) == 2
    assert notices[-1] == (
        "scan.pdf: This is not a picture that can be read. Choose a JPEG or PNG file. 1 other file was not taken either."
    )


def test_a_photograph_is_pasted_once(register: GiftRegister, desk: Desk, vase: str, qtbot: Any, settled: Settled):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(image)
    for _time in range(2):
        register.paste_action.trigger()
        qtbot.waitUntil(lambda: not desk.operations.busy)
        settled()

    assert len(card_of(register, vase).photos) == 1


def test_an_empty_clipboard_is_told(register: GiftRegister, desk: Desk):
    notices: list[str] = []
    desk.operations.notice.connect(lambda notice: notices.append(str(notice.text)))
    QGuiApplication.clipboard().setText("no picture")
    register.paste_action.trigger()

    assert notices == ["There is no picture on the clipboard."]


def test_nothing_falls_on_what_was_struck_out(register: GiftRegister, application: Application, vase: str, settled: Settled):
    before = register.pane.acceptDrops()
    pen = make_of.gift(application, "Pen", entered=True)
    application.execute(StrikeGift(pen, "twice"))
    settled()
    register.reveal(pen)

    assert (before, register.pane.acceptDrops(), register.photos_action.isEnabled()) == (True, False, False)


def test_the_tab_key_reaches_the_buttons_of_the_title_as_they_stand(register: GiftRegister):
    buttons = [register.title_line.buttons.itemAt(n).widget() for n in range(register.title_line.buttons.count())]
    chain, widget = [], buttons[0]
    while len(chain) < len(buttons):
        if widget in buttons:
            chain.append(widget)
        widget = widget.nextInFocusChain()

    assert (buttons[0], chain) == (register.papers_button, buttons)
