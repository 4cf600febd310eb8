"""For which level of the bank somebody is, by the office they hold (domain facts of protocol, 4.4).

A is for heads of State and of government, B for ministers, mayors and governors, C for senior officials, D for members of a delegation and
drivers. Heads of the government of a region stand with ministers and governors: they are the peers of the house. Whoever chooses a gift may
say another level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domains.gifts.vocabulary import Level
from app.domains.people.precedence.profiles import Office
from app.kernel.translated import Lazy, Multilingual, lazy

ORDER = tuple(Level)
"""From the highest to the most modest."""

_BY_STYLE = {
    **dict.fromkeys(("king", "queen", "royal", "head-of-state", "prime-minister"), Level.A),
    **dict.fromkeys(
        (
            "cardinal", "nuncio", "ambassador", "speaker", "foreign-minister", "minister", "minister-president", "commissioner",
            "state-secretary", "governor", "mayor",
        ),
        Level.B,
    ),
    **dict.fromkeys(("charge", "president", "secretary-general", "judge", "director-general", "alderman", "parliament-member"), Level.C),
}  # fmt: skip
_BY_CODE = {
    "european-council-president": Level.A,
    "european-commission-president": Level.A,
    "nato-secretary-general": Level.B,
    "eu-council-president": Level.B,
    "international-organisation-head": Level.B,
    "minister-of-state": Level.B,
    "brussels-high-official": Level.B,
    **dict.fromkeys(
        (
            "consul-general", "consul", "honorary-consul", "government-commissioner", "king-chief-of-cabinet", "marshal-of-the-court",
            "chief-of-cabinet", "director", "head-of-service", "adviser", "rector",
        ),
        Level.C,
    ),
    **dict.fromkeys(("attache", "expert", "staff-member", "partner", "guest", "press-member"), Level.D),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as the level asks after it; `guessed` when its office was read from its title and nobody has confirmed it."""

    title: Multilingual
    office: str
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Meant:
    """For which level somebody is, and why."""

    level: Level
    why: Lazy


def level_of_office(code: str, offices: Mapping[str, Office]) -> Level | None:
    """Give the level of an office, of what it is equal to where it says nothing itself; None when nothing is known."""
    seen: set[str] = set()
    while code and code not in seen:
        seen.add(code)
        office = offices.get(code)
        if code in _BY_CODE:
            return _BY_CODE[code]
        if office is None:
            return None
        if office.style in _BY_STYLE:
            return _BY_STYLE[office.style]
        code = office.equal_to
    return None


def level_of(holdings: Iterable[Holding], offices: Mapping[str, Office], *, delegate: bool = False) -> Meant | None:
    """Give the highest level that the posts of somebody speak for; a delegate without one counts as a member of the delegation."""
    found: list[tuple[int, bool, Holding]] = []
    for one in holdings:
        level = level_of_office(one.office, offices)
        if level is not None:
            found.append((ORDER.index(level), one.guessed, one))
    if found:
        place, guessed, one = min(found, key=lambda entry: entry[:2])
        level = ORDER[place]
        if guessed:
            return Meant(level, lazy("level {level} by the words of the title: {post}", level=level.value, post=one.title))
        return Meant(level, lazy("level {level} by the office: {post}", level=level.value, post=one.title or offices[one.office].title))
    if delegate:
        return Meant(Level.D, lazy("level {level}: a member of the delegation whose office is not known", level=Level.D.value))
    return None


def apart(one: Level, other: Level) -> int:
    """Count the steps from *one* to *other*: above zero when *other* is more modest."""
    return ORDER.index(other) - ORDER.index(one)
