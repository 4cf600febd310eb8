"""How lists of precedence are told: what their codes mean, and the looks of their marks."""

from __future__ import annotations

from collections.abc import Mapping

from app.domains.people.precedence.profiles import Mark, Office, Rank, Tie
from app.kernel.fields import Badge, Choice, Tone
from app.kernel.names import fold
from app.kernel.translated import Lazy, lazy
from ui.kit.language import _, spoken

TIES = (
    Choice(Tie.SENIORITY, lazy("by seniority")),
    Choice(Tie.LISTED, lazy("as listed")),
    Choice(Tie.TURNS, lazy("taking turns each year")),
    Choice(Tie.CREDENTIALS, lazy("by credentials")),
    Choice(Tie.AGE, lazy("by age")),
    Choice(Tie.STATES, lazy("by alphabet of the States")),
    Choice(Tie.FOUNDING, lazy("by founding date")),
    Choice(Tie.AGREEMENT, lazy("by agreement")),
)
MARKS = (
    Choice(Mark.CONFIRMED, lazy("confirmed")),
    Choice(Mark.PROPOSAL, lazy("proposal")),
)
MARK_BADGES = {
    Mark.CONFIRMED: Badge(lazy("confirmed"), Tone.GOOD),
    Mark.PROPOSAL: Badge(lazy("proposal"), Tone.WARNING),
}
STYLES = (
    Choice("", lazy("no form of its own")),
    Choice("king", lazy("King")),
    Choice("queen", lazy("Queen")),
    Choice("royal", lazy("member of a royal family")),
    Choice("head-of-state", lazy("head of State")),
    Choice("cardinal", lazy("cardinal")),
    Choice("nuncio", lazy("nuncio")),
    Choice("ambassador", lazy("ambassador")),
    Choice("charge", lazy("chargé d'affaires")),
    Choice("prime-minister", lazy("prime minister")),
    Choice("minister-president", lazy("minister-president")),
    Choice("minister", lazy("minister")),
    Choice("foreign-minister", lazy("minister of another State")),
    Choice("state-secretary", lazy("state secretary")),
    Choice("speaker", lazy("speaker of a parliament")),
    Choice("president", lazy("president of an institution")),
    Choice("commissioner", lazy("European commissioner")),
    Choice("judge", lazy("judge")),
    Choice("governor", lazy("governor")),
    Choice("mayor", lazy("mayor")),
    Choice("alderman", lazy("alderman")),
    Choice("secretary-general", lazy("secretary-general")),
    Choice("director-general", lazy("director-general")),
    Choice("parliament-member", lazy("member of a parliament")),
)
_TIE_TITLES: Mapping[str, Lazy] = {choice.code: choice.title for choice in TIES}


def tie_text(rank: Rank) -> str:
    """Say how those of one rank are put in order; with the day on which a turn passes."""
    title = _TIE_TITLES[rank.tie]
    if rank.tie is Tie.TURNS and rank.turn:
        title = lazy("{rule} ({day})", rule=title, day=rank.turn)
    return _(lazy("{rule}; only with foreign diplomats", rule=title) if rank.with_diplomats else title)


def office_text(code: str, offices: Mapping[str, Office]) -> str:
    """Name an office; one that the catalogue does not know by its code."""
    office = offices.get(code)
    return spoken.wording.text(office.title) if office is not None else _("unknown: {code}", code=code)


def office_names(offices: Mapping[str, Office]) -> list[tuple[str, str]]:
    """Give codes and names of the offices, in the order of the language of the screen."""
    named = ((code, spoken.wording.text(office.title) or code) for code, office in offices.items())
    return sorted(named, key=lambda pair: (fold(pair[1]), pair[0]))
