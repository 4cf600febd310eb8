"""The field of photographs: dropped, pasted, chosen; in order, named, taken away; what is refused says why and spoils nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.application import Application
from app.kernel.fields import Column, ColumnKind, Field, FieldKind
from app.kernel.translated import lazy
from ui.kit.a11y import nameless
from ui.kit.fields import make_editor
from ui.kit.language import spoken
from ui.kit.photo_views import PhotoDialog, PhotoStrip
from ui.kit.photographs import MOST, PhotosEditor
from ui.kit.printing import table_as_csv
from ui.kit.tables import RecordTable
from ui.kit.views import TableView

FIELD = Field("photos", lazy("Photographs"), FieldKind.PICTURES)


@dataclass(frozen=True, slots=True)
class Shot:
    digest: str
    caption: str = ""


@dataclass(frozen=True)
class Draft:
    photos: tuple[Shot, ...] = ()


@dataclass(frozen=True)
class Line:
    id: str
    photo: str
    name: str


def picture(shade: int, kind: str = "PNG", size: tuple[int, int] = (60, 40)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, (shade, 90, 120)).save(file, kind)
    return file.getvalue()


@pytest.fixture
def editor(application: Application, show: Callable[[QWidget], QWidget]) -> PhotosEditor:
    made = make_editor(FIELD, Draft, application)
    assert isinstance(made, PhotosEditor)
    made.name(FIELD.title)
    made.resize(520, 240)
    show(made)
    return made


@pytest.fixture
def full(editor: PhotosEditor, settled: Callable[[], None]) -> PhotosEditor:
    for shade in (10, 110, 210):
        editor.take(picture(shade))
    settled()
    return editor


def digests(editor: PhotosEditor) -> list[str]:
    return [photo.digest for photo in editor.value()]


def told(editor: PhotosEditor) -> str:
    return editor._told.text() if not editor._told.isHidden() else ""


def drop(target: QWidget, mime: QMimeData) -> None:
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target.dropEvent(event)


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_several_files_are_dropped_at_once(editor: PhotosEditor, tmp_path: Path, settled: Callable[[], None]):
    paths = [tmp_path / f"{shade}.png" for shade in (1, 80, 160)]
    for shade, path in zip((1, 80, 160), paths, strict=True):
        path.write_bytes(picture(shade))

    drop(editor, files(*paths))
    waiting = editor.fault()
    settled()

    assert (str(waiting), editor.fault()) == ("The photographs are still being taken in.", None)
    assert [type(photo) for photo in editor.value()] == [Shot, Shot, Shot]
    assert (len(set(digests(editor))), told(editor)) == (3, "")


def test_a_file_that_is_refused_is_named_and_the_others_are_kept(editor: PhotosEditor, tmp_path: Path, settled: Callable[[], None]):
    good, bad, gone = tmp_path / "cup.png", tmp_path / "letter.pdf", tmp_path / "gone.jpg"
    good.write_bytes(picture(1))
    bad.write_bytes(b"%PDF-1.4 no picture")

    drop(editor.tiles, files(bad, good, gone))
    settled()

    assert len(editor.value()) == 1
    assert told(editor).splitlines() == [
        "letter.pdf: This is not a picture that can be read. Choose a JPEG or PNG file.",
        "gone.jpg: This file cannot be read.",
    ]
    assert editor.fault() is None


def test_the_reasons_follow_the_language(editor: PhotosEditor, settled: Callable[[], None]):
    editor.take(b"nothing", "a.txt")
    settled()
    spoken.speak("nl")

    assert told(editor).startswith("a.txt: ")
    assert editor.value() == ()


def test_a_picture_is_pasted_from_the_clipboard(editor: PhotosEditor, settled: Callable[[], None]):
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(image)

    QTest.keyClick(editor.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()
    QTest.keyClick(editor.tiles, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()

    assert (len(editor.value()), told(editor)) == (1, "This photograph is there already.")


def test_a_file_is_pasted_from_the_clipboard(editor: PhotosEditor, tmp_path: Path, settled: Callable[[], None]):
    path = tmp_path / "cup.jpg"
    path.write_bytes(picture(1, "JPEG"))
    QGuiApplication.clipboard().setMimeData(files(path))

    QTest.keyClick(editor.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settled()

    assert len(editor.value()) == 1


def test_photographs_are_put_in_order_by_keyboard(full: PhotosEditor):
    first, second, third = digests(full)
    full.tiles.setCurrentRow(2)

    QTest.keyClick(full.tiles, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    once = digests(full)
    QTest.keyClick(full.tiles, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(full.tiles, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    front = digests(full)
    QTest.keyClick(full.tiles, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert (once, front, digests(full)) == ([first, third, second], [third, first, second], [first, third, second])
    assert full.tiles.currentRow() == 1


@pytest.mark.parametrize(
    ("number", "to", "order"), [(0, 3, "120"), (0, 2, "102"), (2, 0, "201"), (1, 1, "012"), (1, 2, "012"), (7, 0, "012")]
)
def test_a_photograph_is_put_before_a_place(full: PhotosEditor, number: int, to: int, order: str):
    before = digests(full)

    full.put(number, to)

    assert digests(full) == [before[int(one)] for one in order]


def test_where_a_photograph_falls_is_the_nearer_side(full: PhotosEditor):
    places = [full.tiles.visualItemRect(full.tiles.item(number)) for number in range(3)]

    assert [full.tiles.place_at(QPoint(rect.left() + 4, 10)) for rect in places] == [0, 1, 2]
    assert full.tiles.place_at(QPoint(places[2].right() - 4, 10)) == 3


def test_a_photograph_is_named_in_its_line(full: PhotosEditor):
    full.tiles.setCurrentRow(1)
    QTest.keyClicks(full.caption, "From the left")
    full.tiles.setCurrentRow(0)
    elsewhere = full.caption.text()
    full.tiles.setCurrentRow(1)

    assert [photo.caption for photo in full.value()] == ["", "From the left", ""]
    assert (elsewhere, full.caption.text()) == ("", "From the left")
    assert full.tiles.item(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Photograph 2 of 3: From the left"


def test_a_photograph_is_taken_away(full: PhotosEditor):
    first, _second, third = digests(full)
    full.tiles.setCurrentRow(1)

    QTest.keyClick(full.tiles, Qt.Key.Key_Delete)

    assert (digests(full), full.tiles.currentRow()) == ([first, third], 1)


def test_the_last_photograph_leaves_an_empty_field(full: PhotosEditor):
    for _time in range(3):
        full.remove()

    assert (full.value(), full.tiles.isVisible(), full.caption.isVisible(), full.add_button.isVisible()) == ((), False, False, True)


def test_what_was_kept_of_a_half_filled_form_comes_back(full: PhotosEditor):
    full.tiles.setCurrentRow(0)
    QTest.keyClicks(full.caption, "Lid open")
    plain, value = full.plain(), full.value()
    full.show_value(())
    full.take_plain(plain)

    assert full.value() == value


def test_more_photographs_than_are_kept_are_refused(editor: PhotosEditor, settled: Callable[[], None]):
    editor.show_value(tuple(Shot(f"{number:064}") for number in range(MOST)))

    editor.take(picture(9), "one-more.png")
    settled()

    assert (len(editor.value()), told(editor)) == (MOST, f"one-more.png: At most {MOST} photographs are kept of one record.")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_part_has_a_name_for_a_screen_reader(full: PhotosEditor, language: str):
    spoken.speak(language)

    assert nameless(full) == []


def test_enter_shows_a_photograph_large_and_arrows_go_on(full: PhotosEditor, settled: Callable[[], None]):
    full.tiles.setCurrentRow(2)
    QTest.keyClick(full.tiles, Qt.Key.Key_Return)
    dialog = next(child for child in full.window().findChildren(PhotoDialog))
    settled()
    seen = [dialog.number]
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(dialog.close_button, key)
        seen.append(dialog.number)
    faults = nameless(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    assert (seen, faults, dialog.isVisible()) == ([2, 0, 1, 0, 2], [], False)


def test_a_strip_shows_the_first_large_and_opens_the_one_that_is_clicked(
    application: Application, show: Callable[[QWidget], QWidget], settled: Callable[[], None]
):
    strip = PhotoStrip(application)
    strip.resize(500, 300)
    show(strip)
    strip.show_photos([Shot(application.keep_picture(picture(shade, size=(600, 300)))) for shade in (10, 110, 210)])
    settled()
    sizes = [(button.width(), button.height()) for button in strip.buttons]

    strip.buttons[2].click()
    dialog = next(child for child in strip.window().findChildren(PhotoDialog))
    number = dialog.number
    dialog.reject()

    assert (sizes, number, nameless(strip)) == ([(302, 152), (58, 58), (58, 58)], 2, [])


def test_a_strip_without_photographs_takes_no_room(application: Application, show: Callable[[QWidget], QWidget]):
    strip = PhotoStrip(application)
    show(strip)
    strip.show_photos([Shot("0" * 64)])
    strip.show_photos(())

    assert (strip.isVisible(), strip.buttons) == (False, [])


def test_a_column_of_photographs_shows_them_small_and_writes_nothing(
    application: Application, show: Callable[[QWidget], QWidget], settled: Callable[[], None]
):
    columns = (Column("photo", lazy("Photograph"), ColumnKind.PICTURE), Column("name", lazy("Name"), stretch=True))
    table = RecordTable(columns)
    rows = [Line("1", application.keep_picture(picture(250)), "Vase"), Line("2", "", "Book")]
    table.show(rows)
    view = TableView(lazy("Gifts"))
    view.show_table(table)
    view.show_photographs(application)
    view.resize(400, 200)
    show(view)
    view.viewport().grab()
    settled()
    painted = view.viewport().grab().toImage()
    rect = view.visualRect(table.index(0, 0)).center()

    empty = view.visualRect(table.index(1, 0)).center()
    assert (painted.pixelColor(rect).green() < 120, painted.pixelColor(empty).green() > 200) == (True, True)
    assert [table.data(table.index(0, number)) for number in (0, 1)] == ["", "Vase"]
    assert table_as_csv(columns, rows, spoken.wording).decode("utf-8-sig").split() == ["Name", "Vase", "Book"]
