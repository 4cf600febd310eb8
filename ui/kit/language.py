"""The language of the screen, switched without a restart.

`_()` says a sentence at the moment of display. `worded(widget, text=lazy(...))` says it now and again at every switch, so a
page need only look after what it composes itself.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from app.adapters.i18n import wording_for
from app.kernel.showing import write
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, Wording, lazy
from ui.kit.following import Following

NATIVE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
LANGUAGE_NAMES = {"nl": lazy("Dutch"), "fr": lazy("French"), "en": lazy("English")}
_LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}


class Language(QObject):
    """The language that is spoken now.

    Signals:
        changed: another language is spoken; every text has to be said again.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wording: Wording = wording_for("en")
        self._texts = Following(_say_to)
        self._qt = QTranslator(self)

    @property
    def wording(self) -> Wording:
        """The wording of the language that is spoken."""
        return self._wording

    def speak(self, code: str) -> None:
        """Speak Dutch, French or English ("nl", "fr", "en") from now on."""
        if code == self._wording.language:
            return
        self._wording = wording_for(code)
        QLocale.setDefault(QLocale(_LOCALES[code]))
        self._teach_qt(code)
        self._texts.apply_all()
        self.changed.emit()

    def keep(self, thing: QObject, name: str, text: str | Lazy | Multilingual) -> None:
        """Set a text of a widget now and at every switch."""
        self._texts.put(thing, name, text)

    def _teach_qt(self, code: str) -> None:
        QCoreApplication.removeTranslator(self._qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._qt.load(f"qtbase_{code}", folder):
            QCoreApplication.installTranslator(self._qt)


def _say_to(thing: QObject, name: str, text: str | Lazy | Multilingual) -> None:
    getattr(thing, f"set{name[0].upper()}{name[1:]}")(spoken.wording.text(text))


spoken = Language()


def wording() -> Wording:
    """Give the wording of the screen."""
    return spoken.wording


def _(message: str | Lazy, /, **values: object) -> str:
    """Say a sentence in the language of the screen."""
    return spoken.wording.say(message, **values)


def shown(value: object) -> str:
    """Write any value in the language of the screen."""
    return write(value, spoken.wording)


def worded(thing: QObject, /, **texts: str | Lazy | Multilingual) -> None:
    """Give *thing* texts by the names of its properties (`text`, `toolTip`, `accessibleName` …), in every language."""
    for name, text in texts.items():
        spoken.keep(thing, name, text)


def best_language(preferred: str | None = None) -> str:
    """Choose the language to start in: the one asked for, else that of the machine, else Dutch."""
    candidates = [preferred or "", *(name[:2] for name in QLocale.system().uiLanguages())]
    return next((code for code in candidates if code in LANGUAGES), LANGUAGES[0])
