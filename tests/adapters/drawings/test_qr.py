"""QR codes and photographs in drawings: what a scanner and an eye find on paper, in a file and in a picture."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from PIL import Image

from app.adapters.drawings.qr import LONGEST, QUIET_ZONE, qr_bars
from app.bootstrap import OUTSIDE
from app.kernel.document import Document, DocumentMeta, Drawing
from app.kernel.errors import Refused
from app.kernel.figures import Figure, Photograph, QrCode, Shape

SVG = "{http://www.w3.org/2000/svg}"
# Read back as G2021/003 by two programs that have nothing to do with this one.
READ_BY_OTHERS = """
#######.#.##..#######
#.....#.......#.....#
#.###.#.#.#.#.#.###.#
#.###.#.#..#..#.###.#
#.###.#..#..#.#.###.#
#.....#.#..#..#.....#
#######.#.#.#.#######
........###..........
.#.#.####.##.###.##.#
#..#.#..#.###.##.#.##
.######.###..#....###
###..#.#...#...#....#
#.#..###.##...#.#.##.
........#.###..#....#
#######.###.##.####.#
#.....#.##.#.#.#.#.#.
#.###.#..####.#..##.#
#.###.#.##.#...#.#.##
#.###.#.....#...#...#
#.....#.#.#..#####..#
#######..#.##...###..
"""


def dark(text: str) -> list[str]:
    """Draw a code in letters, its quiet zone cut away."""
    bars, count = qr_bars(text)
    rows = [["."] * count for _ in range(count)]
    for row, column, length in bars:
        rows[row][column : column + length] = ["#"] * length
    return ["".join(row[QUIET_ZONE:-QUIET_ZONE]) for row in rows[QUIET_ZONE:-QUIET_ZONE]]


def figure(*shapes: Shape) -> Figure:
    return Figure(100, 60, shapes, "Labels")


def picture(*shapes: Shape) -> Image.Image:
    return Image.open(BytesIO(OUTSIDE.drawing(figure(*shapes), "png"))).convert("L")


def photograph(colour: tuple[int, int, int] = (200, 30, 30), size: tuple[int, int] = (400, 200)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG")
    return file.getvalue()


def test_a_number_of_the_register_is_the_code_that_others_read():
    assert dark("G2021/003") == READ_BY_OTHERS.split()


@pytest.mark.parametrize("number", ["B-001", "G2021/003", "C2026/01"])
def test_a_number_fits_the_smallest_code(number: str):
    assert len(dark(number)) == 21


def test_the_edge_of_a_code_stays_empty():
    bars, count = qr_bars("B-001")

    assert {row for row, _, _ in bars} <= set(range(QUIET_ZONE, count - QUIET_ZONE))
    assert min(column for _, column, _ in bars) == QUIET_ZONE
    assert max(column + length for _, column, length in bars) == count - QUIET_ZONE


def test_runs_of_a_row_never_touch():
    bars, _ = qr_bars("Tin of biscuits, large")

    ends: dict[int, int] = {}
    for row, column, length in bars:
        assert column > ends.get(row, -1)
        ends[row] = column + length


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1)])
def test_a_text_that_no_label_holds_is_refused(text: str):
    with pytest.raises(Refused) as refused:
        qr_bars(text)
    assert refused.value.findings[0].rule == "qr-length"


@pytest.mark.parametrize("kind", ["pdf", "png"])
def test_a_drawing_shows_the_modules_where_they_belong(kind: str):
    assert kind in ("pdf", "png")
    if kind == "png":
        seen, scale = picture(QrCode(10, 10, 40, "B-001")), 2.5
    else:
        paper = pypdfium2.PdfDocument(OUTSIDE.pages((figure(QrCode(10, 10, 40, "B-001")),), DocumentMeta("Labels", "en")))
        scale = 5.0
        seen = paper[0].render(scale=scale).to_pil().convert("L")
        paper.close()
    rows, module = dark("B-001"), 40 / 29

    def at(row: int, column: int) -> str:
        x, y = (10 + (part + QUIET_ZONE + 0.5) * module for part in (column, row))
        return "#" if seen.getpixel((round(x * scale - 0.5), round(y * scale - 0.5))) < 128 else "."  # type: ignore[operator]

    assert ["".join(at(row, column) for column in range(21)) for row in range(21)] == rows


def test_a_code_in_an_svg_is_one_path_on_white():
    root = ET.fromstring(OUTSIDE.drawing(figure(QrCode(10, 10, 40, "B-001")), "svg").decode())

    (path,) = root.iter(f"{SVG}path")
    bars, _ = qr_bars("B-001")
    runs = [tuple(map(int, run)) for run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path.attrib["d"])]
    assert runs == [(column, row, length) for row, column, length in bars]


def test_a_code_keeps_signs_that_no_type_prints():
    text = "B\u00ad001"
    document = Document(DocumentMeta("Labels", "en"), (Drawing(figure(QrCode(0, 0, 40, text))),))

    assert "B\u00ad001" in tuple(document.texts())
    assert OUTSIDE.pages((figure(QrCode(0, 0, 40, text)),), DocumentMeta("Labels", "en")) != OUTSIDE.pages(
        (figure(QrCode(0, 0, 40, "B001")),), DocumentMeta("Labels", "en")
    )


def test_a_photograph_is_shown_whole_in_the_middle_of_its_box():
    seen = picture(Photograph(10, 0, 40, 60, photograph()))

    # 40 wide, so 20 high: from 20 to 40.
    assert [round(seen.getpixel((75, y)) / 255, 1) for y in (40, 55, 75, 95, 105)] == [1.0, 0.3, 0.3, 0.3, 1.0]  # type: ignore[operator]


def test_a_photograph_that_cannot_be_read_is_a_blank_that_says_its_name():
    paper = pypdfium2.PdfDocument(OUTSIDE.pages((figure(Photograph(10, 10, 60, 40, b"no picture", "Vase")),), DocumentMeta("Labels", "en")))
    try:
        assert paper[0].get_textpage().get_text_bounded().strip() == "Vase"
    finally:
        paper.close()


def test_pages_are_as_large_as_their_drawings():
    small = Figure(105, 148, (), "Card")
    paper = pypdfium2.PdfDocument(OUTSIDE.pages((figure(), small), DocumentMeta("Cards", "nl")))
    try:
        assert [page.get_size() for page in paper] == [(100, 60), (105, 148)]
    finally:
        paper.close()


def test_no_pages_are_refused():
    with pytest.raises(Refused):
        OUTSIDE.pages((), DocumentMeta("Cards", "nl"))
