"""The main window: a frame, a stack of pages, a status line. It knows no domain; pages are made when they are first shown."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMainWindow, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.application import Outcome
from app.kernel.clock import BRUSSELS
from app.kernel.errors import Finding
from app.kernel.fields import Screen
from app.kernel.ids import Ref
from app.kernel.permissions import SEE_HISTORY
from app.kernel.translated import LANGUAGES, Lazy, lazy
from ui.kit.controls import Action, ElidedButton, ElidedLabel, Label, Text, plain_tooltip, tool_button
from ui.kit.desk import Desk
from ui.kit.icons import iconed
from ui.kit.language import NATIVE_NAMES, _, spoken, worded
from ui.kit.navigation import Navigation, Place
from ui.kit.notices import NoticeBar
from ui.kit.pages import Page, RecordPage
from ui.kit.parting import part_with
from ui.kit.progress import ProgressBar
from ui.kit.theme import DARK_ALWAYS, LARGEST, LIGHT_ALWAYS, SMALLEST, USUAL, theme
from ui.kit.undo import UndoActions
from ui.shell.command_palette import CommandPalette
from ui.shell.home import TODAY, TodayPage
from ui.shell.pages import record_page, register_page
from ui.shell.sidebar import Sidebar
from ui.shell.user_button import UserButton

TODAY_PAGE, HISTORY_PAGE, SETTINGS_PAGE = "today", "history", "settings"
HISTORY_TITLE, SETTINGS_TITLE = lazy("History"), lazy("Settings")
KEPT_RECORD_PAGES = 8
NUMBER_KEYS = 9
STATE_KEY = "window"


class MainWindow(QMainWindow):
    """The desk."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.navigation = Navigation(self)
        self._user = desk.application.user
        desk.seat(self._user.id)
        self._screens = self._screens_allowed()
        self._pages: dict[str, Page] = {}
        self._records: OrderedDict[Ref, RecordPage] = OrderedDict()
        self._saved = ""
        self.setWindowTitle("Attaché")
        self.setMinimumSize(900, 560)
        self._build()
        self._build_actions()
        self._connect()
        if not desk.state.restore_geometry(STATE_KEY, self):
            self.resize(1280, 800)

    # --- going places ----------------------------------------------------------------------------------------------

    def go(self, name: str) -> None:
        """Show the page *name*: "today", "history", "settings", or the kind of a register."""
        self.navigation.go(Place(name))

    @Slot(object)
    def open(self, ref: Ref) -> None:
        """Show a record: on its own page, or chosen in its register."""
        self.palette_box.remember(ref)
        self.navigation.go(Place(ref.kind, ref))

    def page(self) -> Page | None:
        """Give the page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def page_named(self, name: str) -> Page:
        """Give the page *name*, made when it is first asked for."""
        if name not in self._pages:
            page = self._make(name)
            page.title_changed.connect(self._show_path)
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    def names(self) -> tuple[str, ...]:
        """Give the names of all pages, as they stand in the sidebar."""
        return self.sidebar.names()

    # --- what Qt calls ---------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window was, and let what runs come to its end."""
        self.desk.state.remember_geometry(STATE_KEY, self)
        self.desk.close()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the palette from the search field at the top; go back and forward with the buttons of the mouse."""
        if watched is self.search and event.type() == QEvent.Type.MouseButtonPress:
            self.open_palette()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go back and forward with the buttons of the mouse."""
        if event.button() == Qt.MouseButton.BackButton:
            self.navigation.back()
        elif event.button() == Qt.MouseButton.ForwardButton:
            self.navigation.forward()
        else:
            super().mousePressEvent(event)

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.sidebar = Sidebar()
        self._fill_sidebar()
        self.stack = QStackedWidget()
        self.notices = NoticeBar()
        self.progress = ProgressBar()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._top_bar())
        column.addWidget(self.stack, 1)
        column.addWidget(self.progress)
        column.addWidget(self.notices)
        column.addWidget(self._status_line())
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.sidebar)
        row.addWidget(right, 1)
        self.setCentralWidget(whole)
        self.palette_box = CommandPalette(self.desk, self)

    def _screens_allowed(self) -> dict[str, Screen]:
        return {
            screen.kind: screen
            for feature in sorted(self.desk.application.features, key=lambda feature: feature.order)
            for screen in feature.screens
            if self._user.may(screen.permission)
        }

    def _fill_sidebar(self) -> None:
        self.sidebar.add(TODAY_PAGE, TODAY, "today")
        for screen in self._screens.values():
            if not screen.in_settings and not screen.within:
                self.sidebar.add(screen.kind, screen.title, screen.icon)
        if self._user.may(SEE_HISTORY):
            self.sidebar.add(HISTORY_PAGE, HISTORY_TITLE, "history", below=True)
        self.sidebar.add(SETTINGS_PAGE, SETTINGS_TITLE, "settings", below=True)

    def _top_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topbar")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(14, 8, 24, 8)
        layout.setSpacing(4)
        self.back_button = tool_button(lazy("Back"), "back")
        self.forward_button = tool_button(lazy("Forward"), "forward")
        self.path = ElidedLabel("", "body")
        self.search = QLineEdit()
        self.search.setObjectName("search")
        self.search.setMinimumWidth(140)
        self.search.setMaximumWidth(theme.scaled(300))
        self.search.setReadOnly(True)
        worded(self.search, placeholderText=lazy("Search or command   Ctrl+K"), accessibleName=lazy("Search or command"))
        magnifier = QAction(self.search)
        iconed(magnifier, "search", "quiet")
        self.search.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        self.search.installEventFilter(self)
        layout.addWidget(self.back_button)
        layout.addWidget(self.forward_button)
        layout.addSpacing(8)
        layout.addWidget(self.path, 1)
        layout.addWidget(self.search, 1)
        return bar

    def _status_line(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("statusline")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(24, 3, 18, 3)
        layout.setSpacing(8)
        self.saved_label = Label("", "small")
        self.undo_button = ElidedButton(lazy("Undo"))
        layout.addWidget(self.saved_label)
        layout.addWidget(self.undo_button)
        layout.addStretch(1)
        self.user_button = UserButton(self.desk, self)
        layout.addWidget(self.user_button)
        self._languages = QButtonGroup(self)
        self._languages.setExclusive(True)
        for code in LANGUAGES:
            button = QPushButton(code.upper())
            button.setProperty("quiet", True)
            button.setCheckable(True)
            button.setObjectName(code)
            button.setAccessibleName(NATIVE_NAMES[code])
            button.setToolTip(NATIVE_NAMES[code])
            button.clicked.connect(self._on_language_chosen)
            self._languages.addButton(button)
            layout.addWidget(button)
        self._mark_language()
        return bar

    def _build_actions(self) -> None:
        self.undo = UndoActions(self.desk, self)
        self.back = self._action(lazy("Back"), "back", "Alt+Left", self.navigation.back)
        self.forward = self._action(lazy("Forward"), "forward", "Alt+Right", self.navigation.forward)
        self._action(lazy("Search or command"), "search", "Ctrl+K", self.open_palette)
        self._action(lazy("Keyboard shortcuts"), "keyboard", "Ctrl+/", self.show_shortcuts)
        self._action(lazy("Reload"), "reload", "F5", self.desk.hub.reload)
        self._action(lazy("Larger text"), "plus", "Ctrl++", self._on_larger)
        self._action(lazy("Smaller text"), "settings", "Ctrl+-", self._on_smaller)
        self._action(lazy("Text of the usual size"), "settings", "Ctrl+0", self._on_usual_size)
        self._action(lazy("Light or dark"), "theme", "", self._on_other_theme)
        self._action(lazy("About Attaché"), "about", "", self.show_about)
        self._action(lazy("Quit"), "close", "Ctrl+Q", self.close)
        self.addActions(self.user_button.offered())
        self._places: list[QAction] = []
        self._add_places()
        self.addActions([self.undo.undo, self.undo.redo])

    def _add_places(self) -> None:
        for action in self._places:
            self.removeAction(action)
            action.deleteLater()
        self._places = []
        in_settings = (screen.kind for screen in self._screens.values() if screen.in_settings)
        for number, name in enumerate((*self.sidebar.names(), *in_settings), 1):
            keys = f"Ctrl+{number}" if number <= NUMBER_KEYS else ""
            action = self._action(lazy("Go to {page}", page=self._title_of(name)), self._icon_of(name), keys, self._on_place_wanted)
            action.setData(name)
            self._places.append(action)
        # On Linux and Windows the second usual shortcut for redo.
        again = QShortcut(QKeySequence("Ctrl+Y"), self)
        again.activated.connect(self.undo.redo.trigger)

    def _connect(self) -> None:
        self.desk.hub.changed.connect(self._on_changed)
        self.sidebar.chosen.connect(self.go)
        self.navigation.moved.connect(self._on_moved)
        self.back_button.clicked.connect(self.navigation.back)
        self.forward_button.clicked.connect(self.navigation.forward)
        self.desk.open_requested.connect(self.open)
        self.desk.place_requested.connect(self._on_place_within)
        self.desk.operations.notice.connect(self.notices.show_notice)
        self.desk.operations.outdated.connect(self.notices.withdraw)
        self.desk.operations.saved.connect(self._on_saved)
        self.desk.operations.working.connect(self.progress.follow)
        self.palette_box.record_chosen.connect(self.open)
        self.palette_box.action_chosen.connect(self._on_action_chosen)
        self.undo.undo.changed.connect(self._show_undo)
        self.undo_button.clicked.connect(self.undo.undo.trigger)
        spoken.changed.connect(self.retranslate)
        self.desk.hub.start()
        self._show_undo()

    def _action(self, text: Lazy, icon: str, shortcut: str, act: object) -> Action:
        action = Action(text, icon, shortcut, self)
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(act)
        self.addAction(action)
        return action

    def _make(self, name: str) -> Page:
        if name == TODAY_PAGE:
            return TodayPage(self.desk)
        if name == HISTORY_PAGE:
            from ui.shell.history import HistoryPage  # slow import

            return HistoryPage(self.desk)
        if name == SETTINGS_PAGE:
            from ui.shell.settings import SettingsPage  # slow import

            page = SettingsPage(self.desk, [screen for screen in self._screens.values() if screen.in_settings])
            page.page_requested.connect(self.go)
            return page
        return register_page(self.desk, self._screens[name])

    def _title_of(self, name: str) -> Lazy:
        fixed = {TODAY_PAGE: TODAY, HISTORY_PAGE: HISTORY_TITLE, SETTINGS_PAGE: SETTINGS_TITLE}
        return fixed[name] if name in fixed else self._screens[name].title

    def _icon_of(self, name: str) -> str:
        fixed = {TODAY_PAGE: "today", HISTORY_PAGE: "history", SETTINGS_PAGE: "settings"}
        return fixed[name] if name in fixed else self._screens[name].icon

    def _record_page(self, ref: Ref) -> RecordPage | None:
        known = self._records.get(ref)
        if known is not None:
            self._records.move_to_end(ref)
            return known
        page = record_page(self.desk, ref)
        if page is None:
            return None
        page.title_changed.connect(self._show_path)
        self._records[ref] = page
        self.stack.addWidget(page)
        while len(self._records) > KEPT_RECORD_PAGES:
            _oldest, gone = self._records.popitem(last=False)
            self.stack.removeWidget(gone)
            part_with(gone)
        return page

    # --- what the reader does --------------------------------------------------------------------------------------

    @Slot()
    def open_palette(self) -> None:
        """Open the box that finds records and commands."""
        page = self.page()
        offered = list(page.actions_offered()) if page is not None else []
        mine = [action for action in self.actions() if action.isVisible()]
        self.palette_box.open_with([*offered, *mine])

    @Slot()
    def show_shortcuts(self) -> None:
        """Show every shortcut in one list."""
        from ui.shell.shortcut_list import ShortcutDialog  # slow import

        ShortcutDialog(self).open()

    @Slot()
    def show_about(self) -> None:
        """Say what this program is and what it is made with."""
        from ui.shell.about import AboutDialog  # slow import

        AboutDialog(self).open()

    @Slot()
    def welcome(self) -> None:
        """Greet whoever opens an office without records: the sample, or an empty desk."""
        from ui.shell.first_run import FirstRun, is_untouched  # slow import

        if not self.user_button.ask_who() and is_untouched(self.desk.application):
            FirstRun(self.desk, self).open()

    def retranslate(self) -> None:
        """Say again what the frame composes."""
        self._mark_language()
        self._show_path()
        self._show_undo()

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        page: Page | None = self._record_page(place.ref) if place.ref is not None else None
        entry = self._entry_of(place.page)
        if page is None and (entry in self.sidebar.names() or entry in self._screens):
            page = self.page_named(entry)
            page.show_part(place.page)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        if place.ref is not None:
            page.show_record(place.ref)
        page.take_focus()
        self.sidebar.show_chosen(SETTINGS_PAGE if self._stands_in_settings(place.page) else entry)
        self._show_path()

    def _entry_of(self, name: str) -> str:
        """Give the page that shows the screen *name*: its own, or that of the screen it is a part of."""
        within = self._screens[name].within if name in self._screens else ""
        return within if within in self._screens else name

    def _stands_in_settings(self, name: str) -> bool:
        return name in self._screens and self._screens[name].in_settings

    @Slot()
    def _on_changed(self) -> None:
        """Seat whoever acts now: somebody else, or the same one with other rights. Comes before the pages hear of the change."""
        user = self.desk.application.user
        before, self._user = self._user, user
        self.user_button.show_user(user)
        if (user.id, user.rights) == (before.id, before.rights):
            return
        self.desk.seat(user.id)
        if before.id and user.id != before.id:
            self.notices.dismiss()  # what somebody else has done is not for the next one at this desk
        place = self.navigation.place
        for page in (*self._pages.values(), *self._records.values()):
            self.stack.removeWidget(page)
            part_with(page)
        self._pages.clear()
        self._records.clear()
        self._screens = self._screens_allowed()
        self.sidebar.clear()
        self._fill_sidebar()
        self._add_places()
        self.navigation.forget()
        self.go(TODAY_PAGE)
        if place is not None and place.page in (*self.sidebar.names(), *self._screens):
            self.navigation.go(place)
        QTimer.singleShot(0, self.user_button, self.user_button.ask_who)

    @Slot()
    def _show_path(self) -> None:
        place, page = self.navigation.place, self.page()
        if place is None or page is None:
            return
        title = page.title()
        if isinstance(page, RecordPage) and place.page in self._screens:
            title = f"{_(self._title_of(place.page))}  ›  {title}"
        if self._stands_in_settings(place.page):
            title = f"{_(SETTINGS_TITLE)}  ›  {title}"
        self.path.setText(title)
        self.setWindowTitle(f"{page.title()} – Attaché")
        for button, action, may in (
            (self.back_button, self.back, self.navigation.may_go_back),
            (self.forward_button, self.forward, self.navigation.may_go_forward),
        ):
            button.setEnabled(may)
            action.setEnabled(may)

    @Slot(object)
    def _on_saved(self, outcome: Outcome[object]) -> None:
        if not outcome.repeated:
            self._saved = f"{datetime.now(BRUSSELS):%H:%M}"
            self._show_undo()

    @Slot()
    def _show_undo(self) -> None:
        self.saved_label.setText(_("Saved {time}", time=self._saved) if self._saved else _("Everything is saved"))
        self.undo_button.setText(self.undo.undo.text())
        self.undo_button.setToolTip(plain_tooltip(self.undo.undo.text()))
        self.undo_button.setVisible(self.undo.undo.isEnabled())

    @Slot(object)
    def _on_action_chosen(self, action: QAction) -> None:
        action.trigger()

    @Slot(object, object, object)
    def _on_place_within(self, ref: Ref, place: Finding, area: Text | None) -> None:
        if (page := self._records.get(ref)) is not None:
            page.show_place(place, area)

    @Slot()
    def _on_place_wanted(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.go(str(sender.data()))

    @Slot()
    def _on_language_chosen(self) -> None:
        sender = self.sender()
        if sender is not None:
            spoken.speak(sender.objectName())
            self.desk.state.remember("language", sender.objectName())

    def _mark_language(self) -> None:
        for button in self._languages.buttons():
            button.setChecked(button.objectName() == spoken.wording.language)

    def _dress(self, choice: str, percent: int) -> None:
        theme.dress(choice, percent)
        self.desk.state.remember("theme", theme.choice)
        self.desk.state.remember("text size", theme.percent)

    @Slot()
    def _on_larger(self) -> None:
        self._dress(theme.choice, min(theme.percent + 10, LARGEST))

    @Slot()
    def _on_smaller(self) -> None:
        self._dress(theme.choice, max(theme.percent - 10, SMALLEST))

    @Slot()
    def _on_usual_size(self) -> None:
        self._dress(theme.choice, USUAL)

    @Slot()
    def _on_other_theme(self) -> None:
        self._dress(LIGHT_ALWAYS if theme.palette.name == "dark" else DARK_ALWAYS, theme.percent)
