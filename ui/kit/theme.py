"""How everything looks, in one place: colours, type and lines, as a palette of Qt and a style sheet.

Light and dark follow the system unless the user has chosen; the text is 90 to 200 % of its usual size.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module

from PySide6.QtCore import QByteArray, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.adapters.resources import resource
from app.kernel.fields import Tone
from ui.kit.palette import DARK, LIGHT, Palette

SYSTEM, LIGHT_ALWAYS, DARK_ALWAYS = "system", "light", "dark"
SMALLEST, USUAL, LARGEST = 90, 100, 200  # text size in percent
_POINTS = 10.0


class Theme(QObject):
    """The theme in use.

    Signals:
        changed: colours or sizes are others now; what is painted by hand has to be painted again.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.palette: Palette = LIGHT
        self.choice = SYSTEM
        self.percent = USUAL

    def dress(self, choice: str = SYSTEM, percent: int = USUAL) -> None:
        """Dress the application; call again to change."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.choice = choice if choice in (SYSTEM, LIGHT_ALWAYS, DARK_ALWAYS) else SYSTEM
        self.percent = min(max(percent, SMALLEST), LARGEST)
        self.palette = _palette_for(self.choice)
        if app.style().objectName() != "fusion":
            app.setStyle("Fusion")
        app.setFont(interface_font(self.percent))
        app.setPalette(_qt_palette(self.palette))
        app.setStyleSheet(style_sheet(self.palette, self.percent))
        self.changed.emit()

    def follow_system(self) -> None:
        """Change with the system from now on."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def scaled(self, pixels: float) -> int:
        """Give a length in pixels at the text size that was chosen."""
        return round(pixels * self.percent / USUAL)

    @Slot()
    def _on_system_changed(self) -> None:
        if self.choice == SYSTEM:
            self.dress(SYSTEM, self.percent)


theme = Theme()


def colour(name: str) -> QColor:
    """Give a colour of the theme: a field of `Palette`, or `tone:bad` for the ink of a tone."""
    if name.startswith("tone:"):
        return QColor(theme.palette.tones[Tone(name.removeprefix("tone:"))].ink)
    return QColor(getattr(theme.palette, name))


def _palette_for(choice: str) -> Palette:
    if choice == SYSTEM:
        return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
    return DARK if choice == DARK_ALWAYS else LIGHT


@cache
def _family() -> str:
    """Give the typeface: the machine's own where it has a good one, else the one that comes along."""
    if sys.platform in ("win32", "darwin"):
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    families: list[str] = []
    for name in ("FiraGO_Regular", "FiraGO_Bold"):
        content: bytes = import_module(f"pymupdf_fonts.{name}").fontbuffer  # slow import
        families += QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(QByteArray(content)))
    return families[0] if families else QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()


def interface_font(percent: int = USUAL) -> QFont:
    """Give the typeface of the screen at a text size."""
    font = QFont(_family())
    font.setPointSizeF(_POINTS * percent / USUAL)
    return font


def figures_font(font: QFont) -> QFont:
    """Give *font* with figures of one width, for columns of numbers."""
    tabular = QFont(font)
    tabular.setFeature(QFont.Tag("tnum"), 1)
    return tabular


def _qt_palette(p: Palette) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: p.page, role.WindowText: p.ink, role.Base: p.page, role.AlternateBase: p.side, role.Text: p.ink,
        role.Button: p.page, role.ButtonText: p.ink, role.ToolTipBase: p.raised, role.ToolTipText: p.ink,
        role.PlaceholderText: p.quiet, role.BrightText: p.ink, role.Highlight: p.selected, role.HighlightedText: p.ink,
        role.Link: p.accent, role.LinkVisited: p.accent, role.Accent: p.accent, role.Light: p.hover,
        role.Midlight: p.hover, role.Mid: p.hairline, role.Dark: p.edge, role.Shadow: p.edge,
    }  # fmt: skip
    for which, value in pairs.items():
        palette.setColor(which, QColor(value))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(p.quiet))
    return palette


def style_sheet(p: Palette, percent: int) -> str:
    """Write the style sheet for a palette and a text size."""

    def px(value: float) -> str:
        return f"{round(value * percent / USUAL)}px"

    def pt(value: float) -> str:
        return f"{value * percent / USUAL:.1f}pt"

    # Style sheets want forward slashes on every system.
    down, check = (resource("icons", f"{name}-{p.name}.svg").as_posix() for name in ("chevron", "tick"))
    tones = "\n".join(
        f'QLabel[role="badge"][tone="{tone}"] {{ color: {pair.ink}; background: {pair.ground}; }}\n'
        f'QLabel[role="finding"][tone="{tone}"], QLabel[role="title"][tone="{tone}"] {{ color: {pair.ink}; }}\n'
        f'QFrame#notice[tone="{tone}"] {{ background: {pair.ground}; }}\n'
        f'QFrame#notice[tone="{tone}"] QLabel {{ color: {pair.ink}; }}'
        for tone, pair in p.tones.items()
    )
    return f"""
* {{ outline: none; }}
QWidget {{ color: {p.ink}; }}
QMainWindow, QDialog {{ background: {p.page}; }}
QWidget#sidebar {{ background: {p.side}; border-right: 1px solid {p.hairline}; }}
QWidget#topbar {{ background: {p.page}; border-bottom: 1px solid {p.hairline}; }}
QWidget#statusline {{ background: {p.side}; border-top: 1px solid {p.hairline}; }}
QFrame#hairline {{ background: {p.hairline}; border: none; }}
QFrame#progress {{ background: {p.side}; border-top: 1px solid {p.hairline}; }}
QFrame#notice {{ background: {p.tones[Tone.BUSY].ground}; border-top: 1px solid {p.hairline}; }}
QFrame#card {{ background: {p.page}; border: 1px solid {p.hairline}; border-radius: 6px; }}
QFrame#popup {{ background: {p.raised}; border: 1px solid {p.edge}; border-radius: 8px; }}

QLabel {{ background: transparent; }}
QLabel[role="title"] {{ font-size: {pt(17)}; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {pt(11.5)}; font-weight: 600; }}
QLabel[role="quiet"], QLabel[role="small"] {{ color: {p.quiet}; }}
QLabel[role="small"] {{ font-size: {pt(9)}; }}
QLabel[role="finding"] {{ font-size: {pt(9.5)}; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="picture"] {{ border: 1px solid {p.hairline}; border-radius: 6px; background: {p.side}; }}
QLabel[role="badge"] {{ padding: 1px {px(7)}; border-radius: {px(7)}; font-size: {pt(9)}; font-weight: 600; }}
{tones}

QToolTip {{ background: {p.raised}; color: {p.ink}; border: 1px solid {p.edge}; padding: 4px 6px; }}

QPushButton {{ background: {p.page}; border: 1px solid {p.edge}; border-radius: 5px; padding: {px(5)} {px(13)}; }}
QPushButton:hover {{ background: {p.hover}; }}
QPushButton:pressed {{ background: {p.selected}; }}
QPushButton:focus {{ border: 2px solid {p.accent}; padding: {px(4)} {px(12)}; }}
QPushButton:disabled {{ color: {p.quiet}; border-color: {p.hairline}; }}
QPushButton[primary="true"] {{ background: {p.accent}; color: {p.on_accent}; border: 1px solid {p.accent}; font-weight: 600; }}
QPushButton[primary="true"]:hover {{ background: {p.accent_hover}; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {p.ink}; }}
QPushButton[primary="true"]:disabled {{ background: {p.hairline}; color: {p.quiet}; border-color: {p.hairline}; }}
QPushButton[quiet="true"] {{ border: 1px solid transparent; background: transparent; color: {p.accent}; padding: 2px 6px; }}
QPushButton[quiet="true"]:hover {{ background: {p.hover}; }}
QPushButton[quiet="true"]:focus {{ border: 1px solid {p.accent}; }}
QPushButton[quiet="true"]:checked {{ font-weight: 600; text-decoration: underline; }}
QPushButton[line="true"] {{ border: 1px solid transparent; border-radius: 4px; text-align: left; padding: 0; background: transparent; }}
QPushButton[line="true"]:hover {{ background: {p.hover}; }}
QPushButton[line="true"]:focus {{ border: 1px solid {p.accent}; }}

QToolButton {{ border: 1px solid transparent; border-radius: 5px; padding: {px(4)} {px(7)}; background: transparent; }}
QToolButton:hover {{ background: {p.hover}; }}
QToolButton:focus {{ border: 1px solid {p.accent}; }}
QToolButton:checked {{ background: {p.selected}; }}
QToolButton:disabled {{ color: {p.quiet}; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[nav="true"] {{ text-align: left; padding: {px(7)} {px(10)}; border-radius: 6px; }}
QToolButton[nav="true"]:checked {{ background: {p.selected}; color: {p.accent}; font-weight: 600; }}

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox, QDateEdit, QTimeEdit {{
    background: {p.page}; border: 1px solid {p.edge}; border-radius: 5px; padding: {px(4)} {px(8)};
    selection-background-color: {p.accent}; selection-color: {p.on_accent};
}}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {{
    border: 2px solid {p.accent}; padding: {px(3)} {px(7)};
}}
QLineEdit[fault="true"], QPlainTextEdit[fault="true"], QComboBox[fault="true"] {{ border-color: {p.tones[Tone.BAD].ink}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ color: {p.quiet}; background: {p.side}; }}
QLineEdit#search {{ background: {p.side}; border-color: {p.hairline}; }}
QLineEdit#search:hover {{ border-color: {p.edge}; }}
QLineEdit#search:focus {{ border-color: {p.accent}; background: {p.page}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView::item {{ min-height: {px(24)}; padding: 0 {px(6)}; }}
QComboBox::drop-down {{ border: none; width: {px(24)}; }}
QComboBox::down-arrow {{ image: url("{down}"); width: {px(14)}; height: {px(14)}; }}
QAbstractItemView {{ background: {p.page}; border: none; selection-background-color: {p.selected}; selection-color: {p.ink}; }}
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus, QAbstractItemView#completions {{ background: {p.raised}; border: 1px solid {p.edge}; }}
QCheckBox {{ spacing: {px(8)}; }}
QCheckBox::indicator, QTreeView::indicator, QListView::indicator {{ width: {px(16)}; height: {px(16)}; border: 1px solid {p.edge}; border-radius: 4px; background: {p.page}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {{ background: {p.accent}; border-color: {p.accent}; image: url("{check}"); }}
QCheckBox:focus {{ color: {p.accent}; }}
QCheckBox::indicator:focus {{ border: 2px solid {p.accent}; }}
QRadioButton {{ spacing: {px(8)}; }}
QRadioButton::indicator {{ width: {px(14)}; height: {px(14)}; border: 1px solid {p.edge}; border-radius: {px(8)}; background: {p.page}; }}
QRadioButton::indicator:checked {{ width: {px(6)}; height: {px(6)}; border: {px(5)} solid {p.accent}; background: {p.on_accent}; }}
QRadioButton:focus {{ color: {p.accent}; }}
QRadioButton::indicator:focus {{ border-color: {p.accent}; }}

QTableView, QTreeView, QListView {{ background: {p.page}; border: none; gridline-color: {p.hairline}; alternate-background-color: {p.page}; }}
QTableView:focus, QListView:focus {{ border: none; }}
QHeaderView {{ background: {p.page}; }}
QHeaderView::section {{
    background: {p.page}; color: {p.quiet}; border: none; border-bottom: 1px solid {p.hairline};
    padding: {px(6)} {px(10)}; font-weight: 400;
}}
QHeaderView::section:hover {{ color: {p.ink}; background: {p.hover}; }}
QTableCornerButton::section {{ background: {p.page}; border: none; }}

QTabWidget::pane {{ border: none; border-top: 1px solid {p.hairline}; }}
QTabBar {{ qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; color: {p.quiet}; border: none; border-bottom: 2px solid transparent;
    padding: {px(7)} {px(4)}; margin-right: {px(16)}; }}
QTabBar::tab:hover {{ color: {p.ink}; }}
QTabBar::tab:selected {{ color: {p.accent}; border-bottom: 2px solid {p.accent}; font-weight: 600; }}
QTabBar::tab:focus {{ color: {p.accent}; background: {p.hover}; }}

QMenu {{ background: {p.raised}; border: 1px solid {p.edge}; padding: 4px; }}
QMenu::item {{ padding: {px(5)} {px(24)} {px(5)} {px(10)}; border-radius: 4px; }}
QMenu::item:selected {{ background: {p.selected}; }}
QMenu::item:disabled {{ color: {p.quiet}; }}
QMenu::separator {{ height: 1px; background: {p.hairline}; margin: 4px 6px; }}
QMenu::icon {{ padding-left: {px(6)}; }}

QScrollArea {{ background: transparent; border: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {p.edge}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 28px; }}
QScrollBar::handle:horizontal {{ min-width: 28px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {p.hairline}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QProgressBar {{ border: none; border-radius: 3px; background: {p.hairline}; text-align: center; }}
QProgressBar::chunk {{ background: {p.tones[Tone.BUSY].ground}; border-radius: 3px; }}
QProgressBar#done::chunk {{ background: {p.accent}; }}
QGroupBox {{ border: none; margin: 0; padding: 0; }}
QCalendarWidget QWidget {{ alternate-background-color: {p.side}; }}
"""
