"""The table of allowances on the screen: taught when empty, imported, refused line by line, looked up for a day."""

from __future__ import annotations

from datetime import date

import pytest

from app.domains.trips.allowance import read_csv
from app.domains.trips.queries import settings as queries
from app.domains.trips.settings_words import ALLOWANCE_HEADINGS, allowance_template
from app.domains.trips.vocabulary import ALLOWANCE
from app.kernel.errors import Refused
from app.kernel.money import euro
from app.kernel.translated import LANGUAGES
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.trips.settings.faults import FaultsDialog

HEAD = "country;city;category;daily amount;lodging ceiling;currency;valid from;valid to\n"
TABLE = HEAD + "DE;;1;60,00;150,00;EUR;2026-01-01;\nDE;Berlin;1;72,00;;EUR;2026-01-01;\nFR;;1;61,50;;EUR;2026-01-01;\n"


@pytest.fixture
def page(opened):
    """The page of an empty table."""
    return opened(ALLOWANCE)


@pytest.fixture
def take_in(page, tmp_path, settled):
    """Imports a table."""

    def taken(text: str = TABLE, *, replace: bool = False) -> None:
        path = tmp_path / "table of 2026.csv"
        path.write_text(text, encoding="utf-8")
        dialog = page.read_from(path)
        dialog.replace.setChecked(replace)
        dialog.accept()
        settled()

    return taken


def listed(page):
    return [(row.country, row.city, row.daily) for row in page.table.rows_of(page.table.ids())]


def test_an_empty_table_teaches_its_columns(page):
    assert page.list_pane.empty.isVisible()
    sentence = str(page.screen_entry.empty)
    assert [heading for heading in ALLOWANCE_HEADINGS["en"] if heading not in sentence] == []
    assert page.add_action.text() == "Import table…"


def test_a_table_is_imported_as_one_step_and_undone(page, take_in, office, settled):
    take_in()
    assert listed(page) == [("DE", "", euro(60)), ("DE", "Berlin", euro(72)), ("FR", "", euro("61.50"))]
    lines = office.application.ask(queries.allowances(page.table.ids()))
    assert {line.source for line in lines} == {"table of 2026.csv"}
    office.application.undo()
    settled()
    assert listed(page) == []


def test_faults_are_listed_line_by_line_and_nothing_is_taken_in(page, tmp_path, settled):
    path = tmp_path / "bad.csv"
    path.write_text(HEAD + "DE;;1;60;;EUR;2026-01-01;\nFR;;1;much;;EUR;2026-01-01;\nNL;;1;50;;EUR;;\n", encoding="utf-8")
    assert page.read_from(path) is None
    dialog = page.findChild(FaultsDialog)
    assert [row.place for row in dialog.table.rows()] == ["line 3", "line 4"]
    dialog.accept()
    settled()
    assert listed(page) == []


def test_an_amount_that_counts_twice_is_refused_with_its_place(page, take_in, settled):
    take_in(HEAD + "DE;;1;60;;EUR;2026-06-01;\n")
    take_in(HEAD + "DE;;1;50;;EUR;2026-01-01;\n")
    dialog = page.findChild(FaultsDialog)
    assert [str(row.message) for row in dialog.table.rows()] == ["DE , category 1: two amounts count on 2026-06-01."]
    dialog.accept()
    settled()
    assert listed(page) == [("DE", "", euro(60))]


def test_a_table_takes_the_place_of_another(page, take_in):
    take_in()
    take_in(HEAD + "NL;;1;50;;EUR;2026-01-01;\n", replace=True)
    assert listed(page) == [("NL", "", euro(50))]


def test_what_counts_for_a_country_on_a_day(page, take_in, settled):
    take_in()
    take_in(HEAD + "DE;;1;65;;EUR;2027-01-01;\n")
    page.day.take_plain("31/12/2026")
    settled()
    assert listed(page) == [("DE", "", euro(60)), ("DE", "Berlin", euro(72)), ("FR", "", euro("61.50"))]
    page.country.show_value("DE")
    page.country.edited.emit()
    page.day.take_plain("1/1/2027")
    settled()
    assert listed(page) == [("DE", "", euro(65)), ("DE", "Berlin", euro(72))]
    page.country.show_value("IT")
    page.country.edited.emit()
    settled()
    assert listed(page) == []
    assert page.list_pane.empty.isVisible()


def test_several_amounts_are_removed_as_one_step(page, take_in, office, settled):
    take_in()
    page.list_pane.view.select_first()
    page.list_pane.view.selectAll()
    page.remove_action.trigger()
    settled()
    assert listed(page) == []
    assert str(office.application.next_undo().label) == "Remove 3 daily allowances"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_empty_table_to_fill_in_is_one_that_can_be_imported(language):
    empty = allowance_template(language)
    with pytest.raises(Refused) as refused:
        read_csv(empty)
    assert [str(finding.message) for finding in refused.value.findings] == ["There is no amount under the headings."]
    (row,) = read_csv(empty + b"DE;Berlin;2;60,50;150;EUR;2026-01-01;2026-12-31\r\n")
    assert (row.country, row.city, row.category, row.valid_from, row.valid_to) == ("DE", "Berlin", 2, date(2026, 1, 1), date(2026, 12, 31))


def test_the_empty_table_is_saved(page, tmp_path, qtbot):
    path = tmp_path / "empty.csv"
    spoken.speak("nl")
    page.save_template_to(path)
    qtbot.waitUntil(path.exists)
    assert path.read_bytes() == allowance_template("nl")


def test_who_may_not_set_amounts_only_reads(office, opened, settled):
    with office.as_("lena"):
        made = opened(ALLOWANCE)
        assert (made.add_action, made.remove_action) == (None, None)
        settled()


def test_every_language_and_every_control_has_a_name(page, take_in, settled):
    take_in()
    for language in LANGUAGES:
        spoken.speak(language)
        settled()
    assert nameless(page) == []
