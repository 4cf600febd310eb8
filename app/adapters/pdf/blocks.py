"""Cuts the blocks of a document into strips, on the one grid of our papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from app.adapters.pdf import styles
from app.adapters.pdf.figures import check_size, draw_figure
from app.adapters.pdf.flow import Draw, Strip, glue
from app.adapters.pdf.fonts import Typeface, Typefaces
from app.adapters.pdf.pen import Pen, flag_width
from app.adapters.pdf.styles import ACCENT, BASELINE, GUTTER, INDENT, INK, LABELS, LEFT, LINE, TINT, WIDE, WIDTH, Style
from app.adapters.pdf.tables import table_strips
from app.adapters.pdf.text import lines_of, longest_word
from app.kernel.document import (
    Align,
    Block,
    Bullets,
    Contents,
    Cover,
    Drawing,
    Facts,
    Heading,
    Notice,
    PageBreak,
    Paragraph,
    People,
    PersonCard,
    ProgrammeDay,
    ProgrammeLine,
    Section,
    Table,
)

PORTRAIT_WIDTH, PORTRAIT_HEIGHT = 42.0, 52.0
CARD_FLAG_HEIGHT = 15.0
COVER_FLAG_HEIGHT = 44.0
FEW_FLAGS = 4  # more than these are drawn smaller
MOST_REPEATED = 160.0  # points; a taller title is not repeated on the next page
BULLET_INDENT = 12.0
TALLEST_DRAWING = 600.0  # points; with its caption it fits on a page


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, and of the outline."""

    anchor: str
    title: str
    level: int
    listed: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A line of text at its place: how far from the left margin, in which style."""

    x: float
    text: str
    style: Style
    struck: bool = False


@dataclass(slots=True)
class Builder:
    """Cuts blocks into strips. `continued` writes a title that is repeated on a next page."""

    faces: Typefaces
    continued: Callable[[str], str]
    entries: list[Entry] = field(default_factory=list[Entry])
    _depth: int = 0
    _last_level: int = -1
    _listed: tuple[Entry, ...] = ()

    def build(self, blocks: Sequence[Block]) -> Iterator[list[Strip]]:
        """Give the strips of each block in turn."""
        self._listed = tuple(_sections(blocks))
        for block in blocks:
            yield self.strips(block)

    def strips(self, block: Block) -> list[Strip]:  # noqa: C901, PLR0912 - one branch for each kind of block
        """Cut one block."""
        match block:
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._paragraph(block)
            case Bullets():
                return self._bullets(block)
            case Notice():
                return self._notice(block)
            case Facts():
                return self._facts(block.pairs, styles.LABEL, styles.BODY)
            case Table():
                return table_strips(block, self.faces)
            case People():
                return [_space(4), *(strip for card in block.cards for strip in self._card(card)), _space(10)]
            case ProgrammeDay():
                return self._day(block)
            case Drawing():
                return self._drawing(block)
            case Cover():
                return self._cover(block)
            case Contents():
                return self._contents(block)
            case PageBreak():
                return [Strip(0, new_page=True)]
            case Section():
                return self._section(block)
            case _:
                assert_never(block)

    def _face(self, style: Style) -> Typeface:
        return self.faces.bold if style.bold else self.faces.regular

    def _lines(self, text: str, style: Style, width: float) -> list[str]:
        return lines_of(text, self._face(style), style, width)

    def _text(self, text: str, style: Style, *, x: float = 0, width: float = WIDTH) -> list[Strip]:
        return [_strip(style.leading, [Span(x, line, style)]) for line in self._lines(text, style, width)]

    def _fitting(self, title: str, style: Style) -> Style:
        """Give a large style, made smaller (to no less than six tenths) so that the longest word of a title is not broken."""
        wide = longest_word(title, self._face(style), style)
        share = max(0.6, min(1.0, (WIDTH - 1) / wide)) if wide else 1.0
        return replace(style, size=style.size * share, leading=style.leading * share)

    def _mark(self, strip: Strip, title: str, level: int, *, listed: bool = False) -> None:
        level = max(0, min(level, self._last_level + 1))
        self._last_level = level
        anchor = f"place-{len(self.entries)}"
        self.entries.append(Entry(anchor, " ".join(title.split()), level, listed))
        strip.anchor = anchor

    def _section(self, section: Section) -> list[Strip]:
        title = self._text(section.title, self._fitting(section.title, styles.SECTION))
        self._mark(title[0], section.title, self._depth, listed=True)
        rule = Strip(14, lambda pen, top: pen.rule(LEFT, top - 5, LABELS, ACCENT, 1.4))
        strips = [*title, rule]
        glue(strips)
        rule.glued = True
        before = Strip(0, new_page=True) if section.new_page else _space(22)
        before.glued = True
        self._depth += 1
        for block in section.blocks:
            strips.extend(self.strips(block))
        self._depth -= 1
        return [before, *strips, _space(6)]

    def _heading(self, heading: Heading) -> list[Strip]:
        level = min(3, max(1, heading.level))
        strips = self._text(heading.text, styles.HEADINGS[level])
        self._mark(strips[0], heading.text, self._depth + max(0, level - 2))
        glue(strips)
        after = _space(4)
        after.glued = strips[-1].glued = True
        return [_space(14 if level < 3 else 10), *strips, after]  # noqa: PLR2004 - the lowest level

    def _paragraph(self, paragraph: Paragraph) -> list[Strip]:
        strips = self._text(paragraph.text, styles.SMALL if paragraph.quiet else styles.BODY)
        glue(strips, whole=3)
        return [*strips, _space(6)]

    def _bullets(self, bullets: Bullets) -> list[Strip]:
        strips: list[Strip] = []
        for item in bullets.items:
            lines = self._lines(item, styles.BODY, WIDTH - BULLET_INDENT)
            spans = [[Span(BULLET_INDENT, line, styles.BODY)] for line in lines]
            spans[0].insert(0, Span(0, "•", Style(9.5, 13.5, bold=True, colour=ACCENT)))
            of_item = [_strip(13.5, line) for line in spans]
            glue(of_item, whole=3)
            strips += [*of_item, _space(2)]
        return [*strips, _space(5)]

    def _notice(self, notice: Notice) -> list[Strip]:
        style = styles.ALARMED if notice.alarm else styles.STRONG
        inner = [[Span(14, line, style)] for line in self._lines(notice.text, style, WIDTH - 28)]
        strips = [_strip(7, []), *(_strip(13.5, spans) for spans in inner), _strip(7, [])]
        for strip in strips:
            strip.draw = _on_tint(strip.draw, strip.height, alarm=notice.alarm)
        glue(strips)
        return [_space(4), *strips, _space(10)]

    def _facts(self, pairs: Sequence[tuple[str, str]], label: Style, said: Style) -> list[Strip]:
        strips: list[Strip] = []
        for name, value in pairs:
            left, right = self._lines(name, label, LABELS), self._lines(value, said, WIDE)
            rows = [
                _strip(said.leading, [Span(0, _at(left, n), label), Span(INDENT, _at(right, n), said)])
                for n in range(max(len(left), len(right)))
            ]
            glue(rows)
            strips += [*rows, _space(2.5)]
        return [*strips, _space(7)]

    def _card(self, card: PersonCard) -> list[Strip]:
        flag = flag_width(card.flag, CARD_FLAG_HEIGHT) if card.flag.strip() else 0.0
        width = WIDE - (flag + GUTTER if flag else 0)
        rank = self._lines(card.rank, styles.NAME, LABELS - PORTRAIT_WIDTH - 8) if card.rank else []
        spans = [Span(INDENT, line, styles.NAME) for line in self._lines(card.name, styles.NAME, width)]
        if card.function:
            spans += [Span(INDENT, line, styles.BODY) for line in self._lines(card.function, styles.BODY, width)]
        for text in card.lines:
            spans += [Span(INDENT, line, styles.SMALL) for line in self._lines(text, styles.SMALL, width)]
        rows: list[Strip] = []
        for n in range(max(len(rank), len(spans))):
            both = ([Span(0, rank[n], _QUIET_NAME)] if n < len(rank) else []) + ([spans[n]] if n < len(spans) else [])
            rows.append(_strip(max(span.style.leading for span in both), both))
        tall = sum(row.height for row in rows)
        if tall < PORTRAIT_HEIGHT:
            rows.append(Strip(PORTRAIT_HEIGHT - tall))
        above, below = Strip(7, _card_ground(card, flag)), Strip(7)
        strips = [above, *rows, below]
        covered = 0.0
        for strip in strips[:-1]:
            strip.glued = len(strips) < 14 or covered < PORTRAIT_HEIGHT + 14  # noqa: PLR2004 - about a fifth of a page
            covered += strip.height
        strips[-2].glued = True
        if card.highlighted:
            for strip in strips:
                strip.draw = _beside_bar(strip.draw, strip.height)
        return strips

    def _day(self, day: ProgrammeDay) -> list[Strip]:
        title = self._text(day.title, styles.DAY)
        self._mark(title[0], day.title, self._depth)
        title.append(Strip(7, lambda pen, top: pen.rule(LEFT, top - 4, WIDTH, INK, 0.8)))
        for strip in title:
            strip.glued = True
        note = self._text(day.note, styles.SMALL, x=INDENT, width=WIDE) if day.note else []
        if note:
            note.append(_space(4))
            glue(note, whole=6)
            note[-1].glued = note[-2].glued = True
        strips = [*title, *note]
        again = [*self._text(self.continued(day.title), styles.DAY), title[-1]]
        repeat = tuple(again) if sum(strip.height for strip in again) <= MOST_REPEATED else ()
        for number, line in enumerate(day.lines):
            rows = self._programme_line(line, first=number == 0)
            for row in rows:
                row.repeat = repeat
            strips += rows
        for strip in note:
            strip.repeat = repeat
        strips[len(title) - 1].glued = len(strips) > len(title)
        return [_space(12), *strips, _space(8)]

    def _programme_line(self, line: ProgrammeLine, *, first: bool) -> list[Strip]:
        struck = line.struck
        clocks = [Span(0, text, styles.CLOCK, struck) for text in self._lines(line.time, styles.CLOCK, LABELS)] if line.time else []
        if line.home_time:
            clocks += [Span(0, text, styles.HOME_CLOCK, struck) for text in self._lines(line.home_time, styles.HOME_CLOCK, LABELS)]
        told: list[list[Span]] = [[Span(INDENT, text, _TITLE, struck)] for text in self._lines(line.title, _TITLE, WIDE)]
        if line.place:
            told += [[Span(INDENT, text, styles.BODY, struck)] for text in self._lines(line.place, styles.BODY, WIDE)]
        for name, value in line.details:
            told += self._detail(name, value, struck=struck)
        rows: list[Strip] = []
        for n in range(max(len(clocks), len(told))):
            spans = ([clocks[n]] if n < len(clocks) else []) + (told[n] if n < len(told) else [])
            rows.append(_strip(max(span.style.leading for span in spans), spans))
        badges = self._badges(line.marks)
        above = Strip(6) if first else Strip(6, lambda pen, top: pen.rule(LEFT, top, WIDTH))
        strips = [above, *rows, *badges, Strip(6)]
        glue(strips, whole=16)
        above.glued = True
        return strips

    def _detail(self, name: str, value: str, *, struck: bool) -> list[list[Span]]:
        label = self._lines(name, _DETAIL_LABEL, 84)
        said = self._lines(value, _DETAIL, WIDE - 92)
        return [
            [Span(INDENT, _at(label, n), _DETAIL_LABEL), Span(INDENT + 92, _at(said, n), _DETAIL, struck)]
            for n in range(max(len(label), len(said)))
        ]

    def _badges(self, marks: Sequence[str]) -> list[Strip]:
        rows: list[list[tuple[float, float, str]]] = []
        x = WIDE
        for mark in marks:
            for text in self._lines(mark, styles.MARK, WIDE - 10):
                wide = self._face(styles.MARK).width(text) * styles.MARK.size / 1000 + 10
                if x + wide > WIDE:
                    rows.append([])
                    x = 0
                rows[-1].append((LEFT + INDENT + x, wide, text))
                x += wide + 5
        return [Strip(styles.MARK.leading + 2.5, _draw_badges(row)) for row in rows]

    def _drawing(self, drawing: Drawing) -> list[Strip]:
        figure = drawing.figure
        check_size(figure)
        scale = min(1.0, WIDTH / figure.width, TALLEST_DRAWING / figure.height)
        left = LEFT + (WIDTH - figure.width * scale) / 2
        shown = Strip(figure.height * scale, lambda pen, top: draw_figure(pen, figure, left, top, scale))
        caption = [_space(5), *self._text(drawing.caption, styles.SMALL)] if drawing.caption else []
        strips = [shown, *caption]
        glue(strips)
        return [_space(6), *strips, _space(12)]

    def _cover(self, cover: Cover) -> list[Strip]:
        strips = [Strip(0, new_page=True, cover=True), Strip(96)]
        if cover.flags:
            strips += [*_flag_rows(cover.flags), Strip(34)]
        if cover.kicker:
            strips += [*self._text(cover.kicker, styles.KICKER), Strip(6)]
        strips += self._text(cover.title, self._fitting(cover.title, styles.COVER_TITLE))
        if cover.subtitle:
            strips += [Strip(8), *self._text(cover.subtitle, styles.COVER_SUBTITLE)]
        strips.append(Strip(44, lambda pen, top: pen.rule(LEFT, top - 22, LABELS, ACCENT, 1.8)))
        strips += self._facts(cover.facts, styles.COVER_LABEL, styles.COVER_FACT)
        return [*strips, Strip(0, new_page=True)]

    def _contents(self, contents: Contents) -> list[Strip]:
        strips = [*self._text(contents.title, styles.SECTION), Strip(14, lambda pen, top: pen.rule(LEFT, top - 5, LABELS, ACCENT, 1.4))]
        for strip in strips:
            strip.glued = True
        for number, entry in enumerate(self._listed):
            strips += self._contents_line(number, entry)
        return [*strips, _space(10)]

    def _contents_line(self, number: int, entry: Entry) -> list[Strip]:
        style = _TITLE if entry.level == 0 else styles.BODY
        indent = min(4, entry.level) * 14.0
        lines = self._lines(entry.title, style, WIDTH - indent - 50)
        rows = [Strip(style.leading + (5 if n == len(lines) - 1 else 0)) for n in range(len(lines))]
        for n, (row, text) in enumerate(zip(rows, lines, strict=True)):
            row.draw = _contents_draw(number, text, style, indent, last=n == len(lines) - 1)
        glue(rows, whole=4)
        return rows


_QUIET_NAME = Style(10.5, 14.5, bold=True, colour=ACCENT)
_TITLE = Style(10.0, 14.5, bold=True)
_DETAIL = Style(8.75, 12.5)
_DETAIL_LABEL = Style(8.0, 12.5, colour=styles.QUIET)


def _sections(blocks: Sequence[Block], level: int = 0) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Section):
            yield Entry("", block.title, level, listed=True)
            yield from _sections(block.blocks, level + 1)


def _at(lines: Sequence[str], number: int) -> str:
    return lines[number] if number < len(lines) else ""


def _space(height: float) -> Strip:
    return Strip(height, vanishes=True)


def _strip(height: float, spans: Sequence[Span]) -> Strip:
    def draw(pen: Pen, top: float) -> None:
        for span in spans:
            lower = BASELINE * (height - span.style.leading)
            pen.line(LEFT + span.x, top - lower, span.text, span.style, struck=span.struck)

    return Strip(height, draw if any(span.text for span in spans) else None)


def _on_tint(inner: Draw | None, height: float, *, alarm: bool) -> Draw:
    ground, bar = (styles.ALARM_TINT, styles.ALARM) if alarm else (TINT, ACCENT)

    def draw(pen: Pen, top: float) -> None:
        pen.fill(LEFT, top, WIDTH, height + 0.05, ground)
        pen.fill(LEFT, top, 2.5, height + 0.05, bar)
        if inner is not None:
            inner(pen, top)

    return draw


def _beside_bar(inner: Draw | None, height: float) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        pen.fill(LEFT - 10, top, 2.5, height + 0.05, ACCENT)
        if inner is not None:
            inner(pen, top)

    return draw


def _card_ground(card: PersonCard, flag: float) -> Draw:
    initials = _initials(card.name)

    def draw(pen: Pen, top: float) -> None:
        pen.rule(LEFT, top, WIDTH)
        pen.portrait(card.portrait, initials, LEFT + LABELS - PORTRAIT_WIDTH, top - 7, PORTRAIT_WIDTH, PORTRAIT_HEIGHT)
        if flag:
            pen.flag(card.flag, LEFT + WIDTH - flag, top - 8, CARD_FLAG_HEIGHT)

    return draw


def _initials(name: str) -> str:
    """Give the first letters of the first and the last word of a name that begin with one."""
    words = [word for word in name.split() if word[0].isalpha()]
    unabbreviated = [word for word in words if "." not in word]  # H.E. and Dr. are no part of the name
    capitals = [word for word in unabbreviated if word[0].isupper()]
    chosen = capitals if len(capitals) > 1 else unabbreviated or words
    return "".join(word[0] for word in (chosen[:1] + chosen[1:][-1:]))


def _draw_badges(row: Sequence[tuple[float, float, str]]) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        for x, wide, text in row:
            pen.badge(x, top - 2, text, styles.MARK, wide)

    return draw


def _flag_rows(codes: Sequence[str]) -> list[Strip]:
    height = COVER_FLAG_HEIGHT if len(codes) <= FEW_FLAGS else COVER_FLAG_HEIGHT * 0.75
    rows: list[list[tuple[float, str]]] = []
    x = WIDTH
    for code in codes:
        wide = flag_width(code, height)
        if x + wide > WIDTH:
            rows.append([])
            x = 0.0
        rows[-1].append((x, code))
        x += wide + GUTTER
    return [Strip(height + 8, _draw_flags(row, height)) for row in rows]


def _draw_flags(row: Sequence[tuple[float, str]], height: float) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        for x, code in row:
            pen.flag(code, LEFT + x, top, height)

    return draw


def _contents_draw(number: int, text: str, style: Style, indent: float, *, last: bool) -> Draw:
    def draw(pen: Pen, top: float) -> None:
        anchor, page = pen.listed[number]
        pen.line(LEFT + indent, top, text, style)
        pen.link(anchor, LEFT, top, WIDTH, style.leading)
        if last:
            pen.line(LEFT, top, page, styles.BODY, width=WIDTH, align=Align.RIGHT)
            pen.rule(LEFT, top - style.leading - 2.5, WIDTH, LINE)

    return draw
