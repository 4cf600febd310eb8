"""Guests and a short list of precedence for the stories of this folder."""

from __future__ import annotations

from datetime import UTC, date, datetime

from app.adapters.i18n import wording_for
from app.domains.people.precedence.guests import Guest, HeldPost, Move
from app.domains.people.precedence.profiles import Level, Office, Profile, Rank, Tie
from app.domains.people.precedence.ranking import rank
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.translated import Multilingual

DAY = date(2026, 3, 2)


def texts(english):
    return Multilingual(nl=f"{english} (nl)", fr=f"{english} (fr)", en=english)


OFFICES = {
    office.code: office
    for office in (
        Office("king", texts("King"), "king"),
        Office("nuncio", texts("Apostolic nuncio"), "nuncio", abroad=True),
        Office("chamber-speaker", texts("President of the Chamber"), "speaker"),
        Office("senate-speaker", texts("President of the Senate"), "speaker"),
        Office("prime-minister", texts("Prime minister"), "prime-minister"),
        Office("foreign-affairs", texts("Minister of Foreign Affairs"), "minister", equal_to="federal-minister"),
        Office("commission-president", texts("President of the European Commission"), "president"),
        Office("nato-secretary-general", texts("Secretary General of NATO"), "secretary-general"),
        Office("federal-minister", texts("Federal minister"), "minister"),
        Office("foreign-minister", texts("Minister of another State"), "foreign-minister", equal_to="federal-minister", abroad=True),
        Office("ambassador", texts("Ambassador"), "ambassador", abroad=True),
        Office("belgian-ambassador", texts("Ambassador of Belgium"), "ambassador"),
        Office("head-of-state-delegation", texts("Head of delegation of a State")),
        Office("minister-president", texts("Minister-president"), "minister-president"),
        Office("brussels-minister", texts("Minister of the Brussels-Capital Region"), "minister"),
        Office("brussels-state-secretary", texts("State Secretary of the Brussels-Capital Region"), "state-secretary"),
        Office("agency-head", texts("Head of an international organisation")),
        Office("mayor", texts("Mayor"), "mayor"),
        Office("foreign-mayor", texts("Mayor of a city abroad"), "mayor", equal_to="mayor", abroad=True),
        Office("adviser", texts("Adviser")),
        Office("beekeeper", texts("Beekeeper")),
    )
}

LIST = Profile(
    "TEST",
    texts("A short list"),
    Level.HOST,
    (
        Rank(10, texts("King"), ("king",)),
        Rank(40, texts("Nuncio"), ("nuncio",), Tie.CREDENTIALS),
        Rank(60, texts("Presidents of Chamber and Senate"), ("chamber-speaker", "senate-speaker"), Tie.TURNS, "10-tue-2"),
        Rank(80, texts("Prime minister"), ("prime-minister",)),
        Rank(110, texts("Foreign Affairs"), ("foreign-affairs",), with_diplomats=True),
        Rank(120, texts("Commission and NATO"), ("commission-president", "nato-secretary-general"), Tie.AGREEMENT),
        Rank(140, texts("Federal ministers"), ("federal-minister",)),
        Rank(150, texts("Ambassadors"), ("ambassador",), Tie.CREDENTIALS),
        Rank(160, texts("Delegations of States"), ("head-of-state-delegation",), Tie.STATES),
        Rank(210, texts("Ministers-president"), ("minister-president",), Tie.AGE),
        Rank(220, texts("Members of the governments"), ("brussels-minister",)),
        Rank(240, texts("Brussels state secretaries"), ("brussels-state-secretary",)),
        Rank(270, texts("International organisations"), ("agency-head",), Tie.FOUNDING),
        Rank(330, texts("Mayors and advisers"), ("mayor", "adviser"), Tie.LISTED),
    ),
    dated=date(2025, 1, 1),
)


def day(text):
    return PartialDate.parse(text) if text else None


def post(office, since="", **more):
    more = {key: day(value) if key in ("until", "seniority", "founded") else value for key, value in more.items()}
    title = OFFICES[office].title if office in OFFICES else texts(office or "A post")
    return HeldPost(more.pop("id", f"{office}-{since}"), title, office, since=day(since), **more)


def guest(name, *posts, born="", **more):
    """A guest who is called by one name, which is the id as well."""
    return Guest(name, name, fold(name), posts, born=day(born), **more)


def moment(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def move(who, before, reason="Asked by the minister-president.", by="Noor Claes", at="2026-02-10T09:00", **more):
    return Move(more.get("id", f"{who}-{at}"), who, before, reason, by, moment(at))


def ranked(*guests, profile=LIST, on=DAY, **more):
    return rank(guests, profile, OFFICES, on, **more)


def told(ranking):
    """The findings of a ranking by their codes, without what concerns the host."""
    return [(finding.rule, finding.ref.id if finding.ref else "") for finding in ranking.findings if finding.rule != "no-host"]


def say(sentence, language="en"):
    return wording_for(language).say(sentence)
