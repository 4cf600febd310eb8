"""Places as people type them: a city, a city with its country, an airport by its code; chosen from the airports of the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domains.trips import distances
from app.domains.trips.request import Place
from app.kernel.fields import Field
from app.kernel.names import fold
from app.kernel.translated import Lazy, lazy
from ui.kit.choosers import country_names
from ui.kit.editors import Editor
from ui.kit.language import spoken, worded

_WITH_CODE = re.compile(r"(.*?)\s*\((\w{3})\)\s*(?:,.*)?")
_BARE_CODE = re.compile(r"[A-Z]{3}")
_SHOWN = 10
_ECHO = 60  # characters of what was typed that are said again


def written_place(place: Place) -> str:
    """Write a place as it can be typed: Leipzig (LEJ), or Ghent, Belgium."""
    if place.iata:
        return f"{place.city} ({place.iata})" if place.city else f"({place.iata})"
    return ", ".join(part for part in (place.city, spoken.wording.formats.country(place.country)) if part)


def read_place(text: str) -> Place:
    """Read a place; what has no country yet is only a city."""
    plain = " ".join(text.split())
    if match := _WITH_CODE.fullmatch(plain):
        city, code = match.groups()
        found = distances.airport(code)
        return Place(city or (found.city if found else ""), found.country if found else "", code.upper())
    if _BARE_CODE.fullmatch(plain) and (found := distances.airport(plain)) is not None:
        return Place(found.city, found.country, found.iata)
    city, comma, country = plain.rpartition(",")
    if comma and (code := country_code(country)):
        return _with_airport(Place(city.strip(), code))
    return Place(plain)


def completed(place: Place) -> Place:
    """Give a city without a country the country of its main airport, where the name leaves no doubt."""
    if not place.city or place.country or place.iata:
        return place
    wanted = fold(place.city)
    named = [found for found in distances.find_airports(place.city, _SHOWN) if _stands_for(place.city, found) or fold(found.city) == wanted]
    if not named:
        return place
    same = fold(named[0].city) == wanted
    return Place(named[0].city if same else _capital(place.city), named[0].country, named[0].iata)


def country_code(name: str) -> str:
    """Find the code of a country by its name in the language of the screen, or by the code itself; empty when it is not known."""
    wanted = fold(name).strip()
    return next((code for code, known in country_names() if wanted in (fold(known), code.casefold())), "") if wanted else ""


def _capital(city: str) -> str:
    return city[:1].upper() + city[1:]


def _with_airport(place: Place) -> Place:
    found = distances.airport_of(place)
    return Place(place.city, place.country, found.iata) if found else place


def _stands_for(city: str, airport: distances.Airport) -> bool:
    main = distances.airport_of(Place(city, airport.country))
    return main is not None and main.iata == airport.iata


class PlaceEditor(Editor):
    """A place: type a city or an airport and choose it, or write the city and its country."""

    def __init__(self, field: Field, *, airports: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._airports = airports
        self._place = Place()
        self._hits: dict[str, Place] = {}
        self.line = QLineEdit()
        self.line.setMaxLength(field.limit)
        worded(self.line, placeholderText=lazy("city or airport") if airports else lazy("city, country"))
        self.line.textEdited.connect(self._on_text_edited)
        self.line.editingFinished.connect(self._on_finished)
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_SHOWN)
        completer.activated.connect(self._on_activated)
        if (popup := completer.popup()) is not None:
            popup.setObjectName("completions")
        self.line.setCompleter(completer)
        self._rows.addWidget(self.line)
        self._watch()

    def value(self) -> Any:
        """Give the place."""
        return self._place

    def show_value(self, value: Any) -> None:
        """Show the place."""
        self._place = value
        self.line.setText(self._written(value))
        self.line.setCursorPosition(0)

    def fault(self) -> Lazy | None:
        """Say that the country is missing, or that there is no such airport."""
        if self._place.iata and distances.airport(self._place.iata) is None:
            return lazy("No airport has the code {code}. Write the city instead.", code=self._place.iata[:_ECHO])
        if self._place.city and not self._place.country:
            return lazy("Which country? Write it after a comma: {city}, Belgium.", city=self._place.city[:_ECHO])
        return None

    def plain(self) -> Any:
        """Give what was typed."""
        return self.line.text()

    def take_plain(self, plain: Any) -> None:
        """Take up what was typed."""
        self.line.setText(str(plain))
        self._on_text_edited(str(plain))

    def inputs(self) -> Sequence[QWidget]:
        """Give the line."""
        return (self.line,)

    def retranslate(self) -> None:
        """Name the country in the language of the screen."""
        if self.fault() is None:
            self.line.setText(self._written(self._place))

    def _written(self, place: Place) -> str:
        return written_place(place if self._airports else Place(place.city, place.country))

    def _own(self, place: Place) -> Place:
        return place if self._airports else Place(place.city, place.country)

    @Slot(str)
    def _on_text_edited(self, text: str) -> None:
        self._place = self._own(read_place(text))
        self._hits = {}
        for found in distances.find_airports(text, _SHOWN) if len(text.strip()) > 1 else ():
            named = _stands_for(text.strip(), found) and fold(found.city) != fold(text.strip())
            place = Place(_capital(text.strip()) if named else found.city, found.country, found.iata)
            title = f"{place.city} ({place.iata}), {spoken.wording.formats.country(place.country)}  ·  {found.name}"
            self._hits[title] = self._own(place)
        self._list.setStringList(list(self._hits))
        self.edited.emit()

    @Slot(str)
    def _on_activated(self, title: str) -> None:
        if (place := self._hits.get(title)) is not None:
            self.show_value(place)
            # The completer writes its own line once more after it has told us.
            QTimer.singleShot(0, self, self._rewrite)
            self.edited.emit()

    @Slot()
    def _rewrite(self) -> None:
        self.line.setText(self._written(self._place))

    @Slot()
    def _on_finished(self) -> None:
        if self.line.text() in self._hits:  # chosen with Enter
            self._on_activated(self.line.text())
            return
        whole = self._own(completed(self._place))
        if whole != self._place:
            self._place = whole
            self.edited.emit()
        if self.fault() is None:
            self.line.setText(self._written(self._place))
