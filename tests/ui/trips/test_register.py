"""The register of service trips: what is shown to whom, and how a request comes in and goes out."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from app.domains.trips.commands.drafting import BeginTrip, CopyTrip, SaveTemplate
from app.domains.trips.queries.files import templates, trip_ids, trips
from app.domains.trips.queries.lists import parliament
from app.domains.trips.queries.proposing import blank_request
from app.domains.trips.vocabulary import State
from app.kernel.clock import FixedClock
from app.kernel.errors import Refused
from app.kernel.shapes import to_plain
from app.kernel.translated import LANGUAGES
from tests.makers.trips import request
from ui.kit.a11y import nameless
from ui.kit.language import spoken
from ui.trips import page as register_page
from ui.trips.begin import BeginDialog, Beginnings, beginnings, command_for
from ui.trips.importing import ImportDialog, read_request_file
from ui.trips.lists import write_list


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at eleven in the morning of Monday 26 January 2026 in Brussels."""
    return FixedClock(datetime(2026, 1, 26, 10, 0, tzinfo=UTC))


def shown(page) -> list[str]:
    return [page.table.row_at(number).title for number in range(page.table.rowCount())]


def test_an_empty_register_teaches_and_has_a_button(register):
    page = register("mila")
    assert page.list_pane.empty._text.text() == (
        "No service trip has been asked for yet. Begin a request, or import a form that somebody filled in."
    )
    assert page.add_action is not None
    assert page.add_action.text() == "New request"


def test_a_new_request_opens_as_a_draft(office, register, window, settled):
    page = register("mila")
    page.add()  # nothing to choose from: it is blank
    settled()
    file = window.page()
    assert (file.card.row.state, file.card.row.travellers) == (State.DRAFT, "Mila Voorbeeld")
    assert file.title_line.heading.text() == "Request without a title"


def test_whoever_decides_sees_first_what_waits(office, register, settled):
    office.sent(request())
    office.begin(request(title="Only a draft"))
    assert shown(register("lena")) == ["Working group on clean air"]


def test_the_views_narrow_the_list(office, register, settled):
    office.sent(request())
    office.begin(request(title="Somebody else's", travellers=()), by="rik")
    page = register("mila")
    assert sorted(shown(page)) == ["Somebody else's", "Working group on clean air"]
    for view, titles in (("mine", ["Working group on clean air"]), ("waiting", []), ("unreported", [])):
        page.list_pane.filter_bar.put(chosen=(("view", view),))
        settled()
        assert shown(page) == titles


def test_the_summary_says_where_a_file_lies(office, register, settled):
    office.sent(request())
    page = register("mila")
    texts = [label.text() for label in page._summary.detail._labels]
    told = dict(zip(texts[::2], texts[1::2], strict=True))
    assert (told["Lies"], told["Next"]) == ("with Lena Lijn since 26 January 2026", "a decision")


def test_it_begins_from_an_earlier_trip_a_template_or_nothing(office, register, monkeypatch, settled):
    trip = office.begin(request())
    page = register("mila")
    page.desk.application.execute(SaveTemplate("Leipzig by train", request()))
    found = beginnings(page)
    ((template, name, kept),) = page.desk.application.ask(templates())
    assert ([row.id for row in found.recent], [one[1] for one in found.templates]) == ([trip], [name])
    blank = page.desk.application.ask(blank_request())
    assert command_for(f"trip/{trip}", found, blank) == CopyTrip(trip)
    begun = command_for(f"template/{template}", found, blank)
    assert isinstance(begun, BeginTrip)
    assert (begun.request.title, begun.request.travellers) == (kept.title, blank.travellers)
    assert command_for("blank", found, blank) == BeginTrip(blank)


def test_the_chooser_is_narrowed_by_typing(office, register, qtbot):
    office.begin(request())
    office.begin(request(title="Fair in Porto"))
    dialog = BeginDialog(beginnings(register("mila")))
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.line, "porto")
    dialog.accept()
    (id,) = [row.id for row in beginnings(register("mila")).recent if row.title == "Fair in Porto"]
    assert dialog.code == f"trip/{id}"


def test_nothing_is_begun_when_the_chooser_is_given_up(office, register, monkeypatch):
    office.begin(request())
    page = register("mila")
    monkeypatch.setattr(BeginDialog, "ask", lambda *_asked: None)
    page.add()
    assert len(office.application.ask(trip_ids())) == 1
    assert Beginnings() == Beginnings((), ())


def test_a_request_comes_in_as_json(office, register, window, monkeypatch, tmp_path, qtbot, settled):
    file = tmp_path / "request.json"
    file.write_text(json.dumps(to_plain(request(title="From a file"))), encoding="utf-8")
    page = register("mila")
    monkeypatch.setattr(ImportDialog, "ask", lambda *_asked: True)
    page.import_from(file)
    qtbot.waitUntil(lambda: not page.desk.operations.busy)
    settled()
    assert window.page().card.row.title == "From a file"


def test_a_file_that_is_no_request_is_told(office, register, qtbot, tmp_path):
    file = tmp_path / "request.json"
    file.write_text("{not json", encoding="utf-8")
    page = register("mila")
    with qtbot.waitSignal(page.desk.operations.notice) as told:
        page.import_from(file)
    assert str(told.args[0].text) == "This is not a file that can be read as a request."


@pytest.mark.parametrize("content", ["", '{"title": 5}', '{"titel": "x"}'])
def test_a_bad_file_is_refused(office, tmp_path, content):
    file = tmp_path / "request.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(Refused):
        read_request_file(office.application, file)


def test_what_was_read_is_shown_before_it_is_taken(office, tmp_path, qtbot):
    file = tmp_path / "request.json"
    file.write_text(json.dumps(to_plain(request())), encoding="utf-8")
    dialog = ImportDialog(read_request_file(office.application, file))
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


def test_the_list_goes_out_as_a_workbook(office, register, qtbot, tmp_path):
    office.begin(request())
    page = register("mila")
    page.export_workbook_to(tmp_path / "trips.xlsx")
    qtbot.waitUntil(lambda: not page.desk.operations.busy)
    with zipfile.ZipFile(tmp_path / "trips.xlsx") as book:
        assert b"Working group on clean air" in book.read("xl/sharedStrings.xml")


def test_the_list_for_parliament_is_written(office, register, qtbot, tmp_path):
    page = register("cell")
    write_list(page, parliament(date(2026, 1, 1), date(2026, 12, 31), spoken.wording), tmp_path / "list.csv")
    qtbot.waitUntil(lambda: not page.desk.operations.busy)
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_dropped_file_must_be_one_that_can_hold_a_request(tmp_path):
    from PySide6.QtCore import QUrl

    dropped = register_page._dropped
    assert dropped([QUrl.fromLocalFile(str(tmp_path / "form.PDF"))]) is not None
    assert dropped([QUrl.fromLocalFile(str(tmp_path / "form.docx"))]) is None
    assert dropped([QUrl("https://example.org/form.pdf")]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(office, register, language, settled):
    office.sent(request())
    page = register("cell")
    spoken.speak(language)
    settled()
    assert nameless(page) == []


def test_a_reader_begins_nothing(office, register):
    page = register("lex")
    assert page.add_action is None
    assert not page.import_action.isVisible()


def test_typing_filters_and_enter_opens(office, register, window, qtbot, settled):
    office.sent(request())
    office.begin(request(title="Fair in Porto"))
    page = register("cell")
    page.list_pane.filter_bar.put(text="porto")
    settled()
    assert shown(page) == ["Fair in Porto"]
    page.list_pane.view.select_first()
    qtbot.keyClick(page.list_pane.view, Qt.Key.Key_Return)
    settled()
    assert window.page().card.row.title == "Fair in Porto"
    ids = office.application.ask(trip_ids())
    assert [row.title for row in office.application.ask(trips(ids))] == ["Fair in Porto", "Working group on clean air"]
