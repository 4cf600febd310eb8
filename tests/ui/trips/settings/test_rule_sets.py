"""Rule sets on the screen: read, copied, changed in place, compared, written to a file and read again."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from app.domains.trips.circular import ruleset
from app.domains.trips.commands.settings import CopyRuleSet, SaveRuleSet
from app.domains.trips.queries import settings as queries
from app.domains.trips.settings_words import changes_in_words
from app.domains.trips.vocabulary import RULE_SET
from app.kernel.errors import Severity
from app.kernel.translated import LANGUAGES, Multilingual
from ui.kit.a11y import nameless
from ui.kit.dialogs import FormDialog
from ui.kit.language import spoken
from ui.kit.theme import DARK_ALWAYS, LIGHT_ALWAYS, theme
from ui.trips.settings.faults import FaultsDialog

SHIPPED, OWN = "circular-2021-09-01", "circular-2027-01-01"
TITLE = Multilingual("Omzendbrief 2027", "Circulaire 2027", "Circular 2027")


@pytest.fixture
def page(office, opened):
    """The page, with an own set for 2027 that is chosen."""
    office.application.execute(CopyRuleSet(SHIPPED, OWN, TITLE, date(2027, 1, 1)))
    made = opened(RULE_SET)
    assert made.chosen_id() == OWN
    made.rules.finish()
    return made


def kept(office, code=OWN):
    return office.application.ask(queries.rule_set(code)).rules


def badges(page):
    return [str(badge.title) for badge in page.rules.badges.shown]


def test_the_shipped_set_is_read_and_says_what_it_is(page):
    page.reveal(SHIPPED)
    assert badges(page) == ["in force", "comes with the program", "default, not the text of the circular"]
    row = page.rules.rows["R20"]
    assert (row.on.isEnabled(), row.parameters["distance_km"].figure.isEnabled(), row.severity.isEnabled()) == (False, False, False)
    assert (page.rules.since.isEnabled(), page.rules.until.isEnabled(), page.remove_action.isEnabled()) == (False, True, False)


def test_rules_come_group_by_group_and_all_of_them(office, opened, qtbot):
    made = opened(RULE_SET)
    qtbot.waitUntil(lambda: len(made.rules.rows) == len(ruleset.models()))
    assert made.rules.found.text() == f"{len(ruleset.models())} rules"


def test_figures_are_changed_in_place_and_saved(page, office, settled):
    row = page.rules.rows["R20"]
    row.parameters["distance_km"].figure.take_plain("612,5")
    row.parameters["logic"].box.setCurrentIndex(1)
    row.parameters["logic"].box.activated.emit(1)
    row.severity.setCurrentIndex(row.severity.findData(Severity.WARNS))
    row.severity.activated.emit(0)
    page.rules.rows["R83"].on.setChecked(False)
    assert badges(page)[-1] == "not saved"

    page.save()
    settled()
    rule = kept(office).rule("R20")
    assert (rule.number("distance_km"), rule.choice("logic"), rule.severity) == (Decimal("612.5"), "and", Severity.WARNS)
    assert not kept(office).is_on("R83")
    assert badges(page) == ["to come", "set by the office", "default, not the text of the circular"]
    assert page.unsaved == ()

    office.application.undo()
    settled()
    assert row.parameters["distance_km"].figure.line.text() == "500"
    assert page.rules.rows["R83"].on.isChecked()


def test_what_is_not_a_figure_stays_and_is_not_saved(page, office):
    figure = page.rules.rows["R20"].parameters["distance_km"].figure
    for text, said in (
        ("far", "This is not a figure. Write 500, 7.5 or 7,5."),
        ("", "This is not a figure. Write 500, 7.5 or 7,5."),
        ("2.000", "Is this 2000 or 2.00? Write it without a separator, or with two figures for the cents."),
    ):
        figure.take_plain(text)
        assert [str(finding.message) for finding in page.rules.rows["R20"].findings.shown] == [said]
        page.save()
        assert figure.line.text() == text
    assert kept(office).number("R20", "distance_km") == 500
    page.discard()
    assert (figure.line.text(), page.rules.rows["R20"].findings.shown, page.unsaved) == ("500", (), ())


def test_a_rule_that_does_not_fit_is_said_beside_it(page, office, settled):
    page.rules.rows["R21"].parameters["distance_km"].figure.take_plain("100")
    page.rules.filter.setText("hotel")
    page.save()
    settled()
    row = page.rules.rows["R21"]
    assert [finding.rule for finding in row.findings.shown] == ["preferred-zone-smaller"]
    assert row.isVisible()
    assert row.parameters["distance_km"].figure.line.property("fault") is True
    assert kept(office).number("R21", "distance_km") == 800


def test_dates_that_leave_a_hole_are_refused_and_stay_as_typed(page, office, settled):
    page.reveal(SHIPPED)
    page.rules.until.take_plain("30/6/2026")
    page.save()
    settled()
    assert [finding.rule for finding in page.rules.findings.shown] == ["rule-sets-hole"]
    assert page.rules.until.line.text() == "30/6/2026"
    assert kept(office, SHIPPED).in_force_until == date(2026, 12, 31)


def test_what_is_not_saved_stays_with_its_set(page, office, settled):
    figure = page.rules.rows["R20"].parameters["distance_km"].figure
    figure.take_plain("700")
    page.reveal(SHIPPED)
    assert (figure.line.text(), badges(page)[-1]) == ("500", "default, not the text of the circular")
    page.reveal(OWN)
    assert (figure.line.text(), badges(page)[-1]) == ("700", "not saved")
    page.save()
    settled()
    assert kept(office).number("R20", "distance_km") == 700


def test_what_was_not_saved_comes_back_after_a_crash(page, opened, office):
    page.rules.rows["R20"].parameters["distance_km"].figure.take_plain("700")
    page._keep()  # what the clock does after a moment of silence
    again = opened(RULE_SET)
    again.rules.finish()
    assert again.rules.rows["R20"].parameters["distance_km"].figure.line.text() == "700"
    before = kept(office)
    office.application.execute(SaveRuleSet(OWN, before, ruleset.changed(before, "R20", distance_km=650)))
    assert opened(RULE_SET).unsaved == ()


def test_a_colleague_who_was_first_is_not_overwritten(page, office, settled):
    before = kept(office)
    figure = page.rules.rows["R20"].parameters["distance_km"].figure
    figure.take_plain("700")
    office.application.execute(SaveRuleSet(OWN, before, ruleset.changed(before, "R20", distance_km=650)))
    settled()
    assert figure.line.text() == "700"
    page.save()
    settled()
    assert kept(office).number("R20", "distance_km") == 650
    page.discard()
    assert figure.line.text() == "650"


def test_texts_are_written_in_three_languages(page, office, settled):
    row = page.rules.rows["R20"]
    assert row.texts == {}
    row.texts_button.setChecked(True)
    title = row.texts["title"]
    title.show_value(Multilingual("Trein eerst", "Le train d’abord", "Train first"))
    title.edited.emit()
    page.save()
    settled()
    assert kept(office).rule("R20").title == Multilingual("Trein eerst", "Le train d’abord", "Train first")


def test_a_word_finds_rules_in_any_language(page):
    visible = lambda: [id for id, row in page.rules.rows.items() if not row.isHidden()]  # noqa: E731 - asked several times
    page.rules.filter.setText("R20")
    assert visible() == ["R20"]
    page.rules.filter.setText("nachttrein")
    assert visible() == ["R24"]
    page.rules.filter.clear()
    assert visible() == list(ruleset.models())


def test_a_copy_is_made_with_the_next_day_proposed(page, office, settled):
    page.reveal(SHIPPED)
    page.copy()
    dialog = page.findChild(FormDialog)
    assert dialog.form.editors["in_force_from"].value() == date(2027, 1, 1)
    dialog.form.editors["in_force_from"].take_plain("1/7/2026")
    dialog.form.editors["code"].take_plain("circular-2026-07-01")
    dialog.accept()
    settled()
    assert page.chosen_id() == "circular-2026-07-01"
    assert kept(office, SHIPPED).in_force_until == date(2026, 6, 30)


def test_a_code_that_is_taken_stays_in_the_form(page, settled):
    page.copy()
    dialog = page.findChild(FormDialog)
    dialog.form.editors["code"].take_plain(SHIPPED)
    dialog.form.editors["in_force_from"].take_plain("1/1/2028")
    dialog.accept()
    assert [finding.rule for finding in dialog.form._findings["code"].shown] == ["code-twice"]
    dialog.reject()
    settled()


def test_a_set_is_removed_and_undo_brings_it_back(page, office, settled):
    page.remove_action.trigger()
    settled()
    assert page.table.ids() == [SHIPPED]
    office.application.undo()
    settled()
    assert page.table.ids() == [OWN, SHIPPED]


def test_two_sets_are_compared_rule_by_rule(page, office, settled):
    before = kept(office)
    office.application.execute(SaveRuleSet(OWN, before, ruleset.changed(before, "R20", on=False, distance_km=600, logic="and")))
    settled()
    dialog = page.compare()
    rows = [row for row in dialog.table.rows() if row.rule]
    assert [(row.rule, str(row.what), str(row.before), str(row.after)) for row in rows] == [
        ("R20", "counts", "yes", "no"),
        ("R20", "distance", "500 km", "600 km"),
        ("R20", "distance and rail time joined by", "or: one of the two is enough", "and: both together"),
    ]
    dialog.view.select(rows[1].id)
    assert (dialog.before.text(), dialog.after.text()) == ("500 km", "600 km")
    dialog.accept()
    settled()


def test_figures_that_are_not_saved_are_compared_as_they_stand(page, settled):
    page.rules.rows["R20"].parameters["distance_km"].figure.take_plain("700")
    dialog = page.compare()
    assert [str(row.after) for row in dialog.table.rows() if row.rule] == ["700 km"]
    dialog.accept()
    settled()


def test_a_set_goes_out_as_a_file_and_comes_in_again(page, office, settled, tmp_path, qtbot):
    path = tmp_path / "set.json"
    page.write_to(path)
    qtbot.waitUntil(path.exists)
    before = kept(office)
    assert ruleset.read_rule_set(path.read_text(encoding="utf-8")) == before
    page.remove_action.trigger()
    settled()
    page.read_from(path)
    settled()
    assert (page.chosen_id(), kept(office)) == (OWN, before)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda plain: plain.update(code="circular-2028") or plain["rules"][0].update(colour="red"), "rules[0].colour"),
        (lambda plain: plain.update(code="circular-2028", in_force_from="soon"), "in_force_from"),
        (lambda _plain: None, "code"),
    ],
)
def test_faults_of_a_file_are_listed_with_their_place(page, office, settled, tmp_path, change, place):
    plain = ruleset.as_plain(kept(office))
    change(plain)
    path = tmp_path / "set.json"
    path.write_text(json.dumps(plain), encoding="utf-8")
    page.read_from(path)
    settled()
    dialog = page.findChild(FaultsDialog)
    assert [row.place for row in dialog.table.rows()] == [place]
    dialog.accept()
    settled()
    assert page.table.ids() == [OWN, SHIPPED]


def test_who_may_not_set_rules_only_reads(office, opened, settled):
    with office.as_("lena"):
        made = opened(RULE_SET)
        assert made.chosen_id() == SHIPPED
        made.rules.finish()
        assert (made.rules.until.isEnabled(), made.rules.rows["R20"].on.isEnabled()) == (False, False)
        assert made.remove_action is None
        assert not hasattr(made, "copy_action")
        settled()


def test_every_language_and_colour_and_every_control_has_a_name(page, settled):
    for language in LANGUAGES:
        spoken.speak(language)
        settled()
    theme.dress(DARK_ALWAYS)
    settled()
    theme.dress(LIGHT_ALWAYS)
    page.rules.rows["R20"].texts_button.setChecked(True)
    settled()
    assert nameless(page) == []


def test_every_change_can_be_told(office):
    before = ruleset.shipped()[0]
    for rule in before.rules:
        after = ruleset.changed(before, rule.id, on=not rule.on, severity=Severity.NOTES)
        assert [line.rule for line in changes_in_words(before, after)] == [rule.id] * len(ruleset.difference(before, after))


def test_keys_go_through_the_sheet(page, qtbot, settled):
    figure = page.rules.rows["R20"].parameters["distance_km"].figure.line
    figure.setFocus()
    figure.selectAll()
    qtbot.keyClicks(figure, "700")
    qtbot.keyClick(figure, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled()
    assert page.unsaved == ()


def test_a_sheet_finds_room_in_large_text(page, settled):
    theme.dress(LIGHT_ALWAYS, 150)
    for language in LANGUAGES:
        spoken.speak(language)
        settled()
        assert page.rules.minimumSizeHint().width() <= page.rules.parentWidget().width()
    theme.dress(LIGHT_ALWAYS)
