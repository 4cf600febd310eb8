"""The clock of a place, as far as the tables of the time zone data tell it.

A country with one clock has it; where a country has several, the name of the city decides, else the clock that the tables call
that of the mainland or of most of the country. Where nothing decides, nothing is guessed: the mission is entered on the clock of
Brussels, and the office chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

from app.domains.missions.drafts import HOME_ZONE
from app.domains.missions.rules import zone_exists
from app.kernel.names import fold, words


def zone_of(country: str, city: str) -> str:
    """Give the IANA name of the clock at a place; Brussels where it is not clear."""
    zones = _zones_by_country().get(country, {})
    if len(zones) == 1:
        return next(iter(zones))
    sought = set(words(city))
    named = [zone for zone in zones if set(words(_city_of(zone))) <= sought]
    main = [zone for zone, remark in zones.items() if remark.startswith("most of ") or remark.endswith("(mainland)")]
    return next((found[0] for found in (named, main) if len(found) == 1), HOME_ZONE)


def _city_of(zone: str) -> str:
    return fold(zone.rpartition("/")[2].replace("_", " "))


@cache
def _zones_by_country() -> Mapping[str, Mapping[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    try:
        table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    except (ModuleNotFoundError, FileNotFoundError):  # data without tables: every mission is entered on the clock of Brussels
        return {}
    for line in table.splitlines():
        if line and not line.startswith("#"):
            country, _, zone, *remarks = line.split("\t")
            if zone_exists(zone):
                found[country][zone] = "".join(remarks)
    return found
