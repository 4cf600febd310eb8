"""How far places lie apart: the great circle between their airports.

A place is found by its airport code, else by its city and country. A city with several airports has one main airport, which
stands for it: the one named in the list below, else the one called international, else the first code of the alphabet. A code
or a city that is not known has no distance: it is never guessed from another field.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from app.domains.trips.request import Leg, Place
from app.kernel.names import fold

if TYPE_CHECKING:
    from airportsdata import Airport as Row

EARTH_RADIUS_KM = 6371.0

EU_COUNTRIES = frozenset(
    {"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"}
    | {"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"}
)
NEIGHBOURS = frozenset({"DE", "FR", "LU", "NL"})  # of Belgium, over land

# Positions that are not taken from the table of airports. For Belgium and Luxembourg it writes degrees, minutes and seconds as if
# they were decimals (github.com/mborsetti/airportsdata, issue 62: 50°54'05" N became 50.5405). The others are published positions
# some hundred metres away from those of the table, with which the worked values of the office come out to the kilometre.
_POSITIONS = {
    "ANR": (51.1894, 4.4603),
    "BER": (52.3667, 13.5033),
    "BRU": (50.9014, 4.4844),
    "CDG": (49.0097, 2.5478),
    "CRL": (50.4600, 4.4528),
    "FRA": (50.0302, 8.5611),
    "HND": (35.5494, 139.7798),
    "KJK": (50.8186, 3.2092),
    "LGG": (50.6364, 5.4428),
    "LIS": (38.7742, -9.1342),
    "LUX": (49.6233, 6.2044),
    "MAD": (40.4719, -3.5626),
    "OST": (51.1989, 2.8622),
}

# Country, airport, and the names of the city it stands for, as an office in Brussels writes them in English, Dutch and French,
# with | between different cities. A city of the table that is not named here is found by its own name.
_MAIN_AIRPORTS = """
AE DXB dubai
AE AUH abu dhabi; abou dabi
AL TIA tirana
AM EVN yerevan; jerevan; erevan
AR EZE buenos aires
AT VIE vienna; wenen; vienne; wien
AU SYD sydney
AZ GYD baku; bakoe; bakou
BE ANR antwerp; antwerpen; anvers
BE BRU brussels; brussel; bruxelles; bruxelles-capitale; brussels airport; zaventem
BE CRL charleroi
BE LGG liege; luik; luttich
BE OST ostend; oostende; ostende
BG SOF sofia
BR GIG rio de janeiro; rio
BR GRU sao paulo
CA YQB quebec; quebec city; quebec-stad
CA YOW ottawa
CA YUL montreal; dorval
CH BRN bern; berne
CH BSL basel; bazel; bale
CH GVA geneva; geneve; genf
CH ZRH zurich
CM NSI yaounde
CN PEK beijing; peking; pekin
CN PVG shanghai
CU HAV havana; la havane; la habana
CY LCA nicosia; nicosie | larnaca
CZ PRG prague; praag; praha
DE BER berlin; berlijn
DE CGN cologne; keulen; koln | bonn
DE DUS dusseldorf
DE FRA frankfurt; frankfurt am main; francfort
DE HAM hamburg; hambourg
DE LEJ leipzig
DE MUC munich; munchen
DE STR stuttgart
DK CPH copenhagen; kopenhagen; copenhague; kobenhavn
DZ ALG algiers; algier; alger
EG CAI cairo; le caire
ES BCN barcelona; barcelone
ES MAD madrid
ES SVQ seville; sevilla
ES VLC valencia; valence
FI HEL helsinki
FR BIQ biarritz
FR BOD bordeaux
FR CDG paris; parijs
FR LIL lille; rijsel
FR LYS lyon
FR MRS marseille
FR NCE nice | cannes
FR NTE nantes
FR SXB strasbourg; straatsburg; strassburg
FR TLS toulouse
GB EDI edinburgh; edimbourg
GB GLA glasgow
GB LHR london; londen; londres
GE TBS tbilisi; tbilissi
GR ATH athens; athene; athenes
GR SKG thessaloniki; thessalonique
HR ZAG zagreb
HU BUD budapest; boedapest
ID CGK jakarta
IE DUB dublin
IL TLV tel aviv; tel-aviv | jerusalem; jeruzalem
IN DEL new delhi; delhi
IN BOM mumbai; bombay
IR IKA tehran; teheran
IS KEF reykjavik
IT BLQ bologna; bologne
IT FCO rome; roma
IT FLR florence; firenze
IT MXP milan; milaan; milano
IT NAP naples; napels; napoli
IT TRN turin; turijn; torino
IT VCE venice; venetie; venise; venezia
JO AMM amman
JP HND tokyo; tokio
JP KIX osaka | kyoto
KE NBO nairobi
KR ICN seoul
KW KWI kuwait; kuwait city; koeweit; koweit
LB BEY beirut; beiroet; beyrouth
LT VNO vilnius
LU LUX luxembourg; luxemburg; luxemburg-stad
LV RIX riga
MA CMN casablanca
MA RBA rabat
MA RAK marrakech; marrakesh
MD RMO chisinau; kishinev
ML BKO bamako
MT MLA valletta; la valette; malta
MX MEX mexico city; mexico-stad; mexico
NL AMS amsterdam; schiphol
NL EIN eindhoven
NL MST maastricht
NL RTM rotterdam | the hague; den haag; 's-gravenhage; la haye
NO OSL oslo
PL KRK krakow; krakau; cracovie
PL WAW warsaw; warschau; varsovie; warszawa
PT LIS lisbon; lissabon; lisbonne; lisboa
PT OPO porto
QA DOH doha
RO OTP bucharest; boekarest; bucarest
RS BEG belgrade; belgrado; beograd
RU SVO moscow; moskou; moscou
SA RUH riyadh; riyad; riad
SE ARN stockholm
SE GOT gothenburg; goteborg
TH BKK bangkok
TN TUN tunis
TR ESB ankara
TR IST istanbul; istanboel; arnavutkoy
UA KBP kyiv; kiev
US IAD washington; washington dc; washington d.c.; washington, d.c.; washington, dc
US JFK new york; new york city; new-york
US LAX los angeles
US ORD chicago
XK PRN pristina; prishtina
ZA CPT cape town; kaapstad; le cap
ZA JNB johannesburg | pretoria
"""

_NOT_CIVIL = re.compile(r"\b(air base|air force|airfield|afb|army|heliport|naval|raf|seaplane|station)\b")
_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Airport:
    """An airport: its IATA code, its name as the table has it, where it lies in degrees, and its clock (IANA)."""

    iata: str
    name: str
    city: str
    country: str
    latitude: float
    longitude: float
    zone: str


def between(origin: Place, to: Place) -> float | None:
    """Give the great circle between two places in kilometres; None when one of them is not known."""
    return _between(origin.iata, origin.city, origin.country, to.iata, to.city, to.country)


def leg_km(leg: Leg) -> float | None:
    """Give the length of a leg in kilometres: as it was typed, else the great circle; None when neither is known.

    A typed length of nought or less is no length: a rule says so, and the great circle stands in its place.
    """
    return float(leg.distance_km) if leg.distance_km is not None and leg.distance_km > 0 else between(leg.origin, leg.to)


@cache
def airport(iata: str) -> Airport | None:
    """Find an airport by its code, in small or capital letters; None when there is none."""
    row = _table().get(iata.strip().upper())
    if row is None:
        return None
    latitude, longitude = _POSITIONS.get(row["iata"], (row["lat"], row["lon"]))
    return Airport(row["iata"], row["name"], row["city"], row["country"], latitude, longitude, row["tz"])


def airport_of(place: Place) -> Airport | None:
    """Find the airport that stands for a place: by its code, else the main airport of its city; None when it is not known."""
    return _airport_of(place.iata, place.city, place.country)


def city_key(country: str, city: str) -> tuple[str, str]:
    """Reduce a city to what tells it from others: Londres and Londen are London. For comparing, not for showing."""
    key = (country.strip().upper(), _plain_city(city))
    return key[0], _usual_names().get(key, key[1])


def zone_of(place: Place) -> str | None:
    """Give the clock of a place (IANA): that of its airport; None when it is not known."""
    found = airport_of(place)
    return found.zone or None if found else None


def find_airports(text: str, limit: int = 20) -> list[Airport]:
    """Find airports by code, city or name, for a chooser: a code first, then main airports, then cities, then names."""
    sought = fold(text).strip()
    if not sought or limit < 1:
        return []
    named = {code for (_, city), code in _main_airports().items() if city.startswith(sought)}

    def nearness(code: str, city: str, words: str) -> int:
        if code.casefold() == sought:
            return 0
        if code in named:
            return 1
        return 2 if city.startswith(sought) else 3 if f" {sought}" in words else 4

    ranked = [(nearness(code, city, words), code) for code, city, words in _searched() if sought in words or code in named]
    return [found for _, code in sorted(ranked)[:limit] if (found := airport(code))]


@lru_cache(maxsize=16_384)
def _between(*ends: str) -> float | None:
    start, end = _airport_of(*ends[:3]), _airport_of(*ends[3:])
    return None if start is None or end is None else great_circle(start.latitude, start.longitude, end.latitude, end.longitude)


def great_circle(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Work out the great circle between two positions in degrees (haversine), in kilometres."""
    south, west, north, east = (radians(one) for one in (latitude, longitude, to_latitude, to_longitude))
    square = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))


@lru_cache(maxsize=16_384)
def _airport_of(iata: str, city: str, country: str) -> Airport | None:
    if iata.strip():
        return airport(iata)
    key = (country.strip().upper(), _plain_city(city))
    code = _main_airports().get(key) or _first_of_city().get(key)
    return airport(code) if code else None


def _plain_city(city: str) -> str:
    return " ".join(fold(city).split())


@cache
def _table() -> Mapping[str, Row]:
    from airportsdata import load  # slow import: a table of thousands of lines

    return {code: row for code, row in load("IATA").items() if _CODE.fullmatch(code)}


@cache
def _main_airports() -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in _MAIN_AIRPORTS.strip().splitlines():
        country, code, cities = line.split(" ", 2)
        found |= {(country, _plain_city(city)): code for city in cities.replace("|", ";").split(";")}
    return found


@cache
def _usual_names() -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for line in _MAIN_AIRPORTS.strip().splitlines():
        country, _, cities = line.split(" ", 2)
        for names in cities.split("|"):
            usual, *others = (_plain_city(name) for name in names.split(";"))
            found |= {(country, name): usual for name in (usual, *others)}
    return found


@cache
def _first_of_city() -> Mapping[tuple[str, str], str]:
    """For each city the airport that comes first: a civil one, one called international, then by its code."""
    found: defaultdict[tuple[str, str], list[tuple[bool, bool, str]]] = defaultdict(list)
    for code, row in _table().items():
        name = fold(row["name"])
        for city in {row["city"], row["city"].partition("/")[0]}:  # the table writes Lille/Lesquin
            if city.strip():
                found[row["country"], _plain_city(city)].append((_NOT_CIVIL.search(name) is not None, "international" not in name, code))
    return {key: min(airports)[2] for key, airports in found.items()}


@cache
def _searched() -> tuple[tuple[str, str, str], ...]:
    return tuple((code, _plain_city(row["city"]), fold(f" {code} {row['city']} {row['name']}")) for code, row in _table().items())
