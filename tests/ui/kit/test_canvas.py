"""A drawing on the screen: as wide as its room, in the colours of the theme, told in words, copied as a picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from app.kernel.figures import Box, Figure, FlagPicture, Ink, Label, Photograph, QrCode
from ui.kit.a11y import nameless
from ui.kit.canvas import ON_PAPER, FigureView, inks_of, picture_of
from ui.kit.palette import DARK, LIGHT, contrast
from ui.kit.theme import DARK_ALWAYS, theme

SHAPES = (
    Box(0, 0, 200, 100, fill=Ink.TINT),
    FlagPicture(20, 20, 60, 40, "BE", "Belgium"),
    FlagPicture(120, 20, 60, 40, "BE", "Belgium from behind", mirrored=True),
    FlagPicture(20, 65, 30, 20, "xx-none", "Nowhere"),
    Label(100, 90, "Seen by the spectator"),
)
FIGURE = Figure(200, 100, SHAPES, "Two flags", "Belgium at the left, Belgium at the right")


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    """A figure at one pixel to the point."""
    made = FigureView()
    qtbot.addWidget(made)
    made.show_figure(FIGURE)
    made.resize(200, 100)
    return made


def seen(view: FigureView, *places: tuple[int, int]) -> list[str]:
    image = view.grab().toImage()
    return [image.pixelColor(x, y).name() for x, y in places]


def test_a_figure_is_drawn_in_its_colours(view: FigureView):
    assert seen(view, (5, 95), (25, 40), (50, 40), (75, 40)) == [LIGHT.side, "#000001", "#ffd90c", "#f31830"]


def test_a_flag_from_behind_is_mirrored(view: FigureView):
    assert seen(view, (125, 40), (175, 40)) == ["#f31830", "#000001"]


def test_a_figure_follows_the_theme(view: FigureView):
    theme.dress(DARK_ALWAYS)

    assert seen(view, (5, 95), (25, 40)) == [DARK.side, "#000001"]


def test_a_figure_is_scaled_to_its_width_but_not_beyond_twice_its_size(view: FigureView):
    assert [view.heightForWidth(width) for width in (100, 200, 400, 4000)] == [50, 100, 200, 200]
    assert (view.sizeHint().width(), view.sizeHint().height()) == (400, 200)


def test_a_figure_is_told_in_words(view: FigureView):
    assert (view.accessibleName(), view.accessibleDescription()) == ("Two flags", "Belgium at the left, Belgium at the right")
    assert nameless(view) == []


def test_the_flag_under_the_mouse_is_known(view: FigureView):
    names = [
        flag.name if flag else "" for x, y in ((25, 25), (175, 55), (30, 70), (100, 40)) if (flag := view.flag_at(QPointF(x, y))) or True
    ]

    assert names == ["Belgium", "Belgium from behind", "Nowhere", ""]


def test_nothing_is_shown_where_there_is_nothing(view: FigureView):
    view.show_figure(None)

    assert (view.accessibleName(), view.heightForWidth(200), seen(view, (25, 40))) == ("", 0, seen(view, (75, 40)))


def test_a_figure_is_copied_as_a_picture_on_white_whatever_the_theme(view: FigureView):
    theme.dress(DARK_ALWAYS)

    view.copy_action.trigger()

    copied = QGuiApplication.clipboard().image()
    assert (copied.width(), copied.height(), copied.pixelColor(10, 280).name()) == (600, 300, ON_PAPER[Ink.TINT])


def test_a_drawing_that_cannot_be_shown_is_a_blank(view: FigureView):
    assert picture_of(FIGURE, 1.0).pixelColor(22, 67).name() == "#ffffff"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_of_a_drawing_can_be_read(palette):
    inks = inks_of(palette)

    assert [ink for ink in (Ink.INK, Ink.QUIET, Ink.ACCENT, Ink.WARNING, Ink.BAD) if contrast(inks[ink], inks[Ink.TINT]) < 4.5] == []


def test_a_qr_code_is_dark_on_white_in_the_dark_too(view: FigureView):
    theme.dress(DARK_ALWAYS)
    view.show_figure(Figure(200, 100, (QrCode(10, 10, 58, "B-001"),), "Label"))

    # Modules of two pixels: the empty edge, the frame of the first corner, the ring within it, its heart.
    assert seen(view, (12, 12), (19, 19), (21, 21), (25, 25)) == ["#ffffff", "#000000", "#ffffff", "#000000"]


def test_a_photograph_is_shown_whole_and_a_broken_one_as_a_blank(view: FigureView):
    picture = QImage(40, 20, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c81e1e"))
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    shapes = (Photograph(0, 0, 80, 80, content.data(), "Vase"), Photograph(100, 0, 80, 80, b"broken", "Vase"))
    view.show_figure(Figure(200, 100, shapes, "Photographs"))

    assert seen(view, (40, 10), (40, 40), (110, 10)) == [LIGHT.page, "#c81e1e", LIGHT.side]


def test_a_long_label_is_made_smaller_to_fit(view: FigureView):
    view.show_figure(Figure(200, 100, (Label(5, 20, "A word after a word, " * 12, 14, width=190, lines=4, least=3),), "Card"))
    low = view.grab().toImage()

    assert [low.pixelColor(x, y).name() for x in range(0, 200, 3) for y in range(78, 100)].count(LIGHT.page) == 67 * 22
