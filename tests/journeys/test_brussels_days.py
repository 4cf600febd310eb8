"""From the year report to what lies on the table: the papers of the Brussels Days in Paris, in Dutch and in French."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from pypdf import PdfReader

from app.adapters.i18n import wording_for
from app.application import Application
from app.domains.intake.commands import ImportRecords
from app.domains.missions import queries
from app.domains.missions.commands import EditItem
from app.domains.missions.papers import mission_calendar, produce_dossier
from app.kernel.clock import FixedClock
from app.kernel.document import Audience
from app.kernel.reading import read_json
from tests.commandline.office import BRUSSELS_DAYS, SAMPLE
from tests.journeys.conftest import Open

PARIS = ZoneInfo("Europe/Paris")
PEOPLE = ["Rudi Vervoort", "Sven Gatz", "Pascal Smet", "Philippe Geluck", "Yves Mattagne", "Mallory Gabsi"]
TITLES = {"nl": "Brussels Days in Parijs (15e editie)", "fr": "Brussels Days à Paris (15e édition)"}
SIGNING = {
    "nl": "Ondertekening van de vernieuwde samenwerkingsovereenkomst",
    "fr": "Signature de l'accord de coopération",
}
DATES = {"nl": "22–24 september 2021", "fr": "22–24 septembre 2021"}


@pytest.fixture
def application(open_office: Open) -> Application:
    opened = open_office()
    opened.execute(ImportRecords(read_json(SAMPLE), "office.json"))
    return opened


def dossier_text(application: Application, language: str, audience: Audience = Audience.DELEGATION) -> str:
    mission = application.ask(queries.mission_by(BRUSSELS_DAYS))
    content = produce_dossier(application, application.outside.renderer(), mission, wording_for(language), audience)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def calendar_of(application: Application, language: str = "nl") -> Calendar:
    mission = application.ask(queries.mission_by(BRUSSELS_DAYS))
    return Calendar.from_ical(application.outside.calendar_codec().encode(mission_calendar(application, mission, wording_for(language))))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_dossier_tells_what_the_report_tells(application: Application, language: str) -> None:
    text = dossier_text(application, language).replace("’", "'").replace(" – ", "–")

    told = [TITLES[language], SIGNING[language], DATES[language], *PEOPLE, "Valérie Pécresse", "François de Kerchove d'Exaerde"]
    assert [fact for fact in told if fact not in text] == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_the_delegation_stands_in_its_order_the_head_first(application: Application, language: str) -> None:
    mission = application.ask(queries.mission_by(BRUSSELS_DAYS))

    rows = application.ask(queries.delegation(mission))

    assert [(row.name, row.head) for row in rows] == [(name, name == "Rudi Vervoort") for name in PEOPLE]
    text = dossier_text(application, language)
    first = [text.index(name, text.index("Sven Gatz") - 400) for name in PEOPLE]
    assert first == sorted(first)


def test_a_dossier_that_did_not_change_is_the_same_version(application: Application) -> None:
    before = dossier_text(application, "nl")

    assert dossier_text(application, "nl") == before


def test_what_is_filled_in_appears_in_both_languages_and_in_the_calendar(application: Application, clock: FixedClock) -> None:
    mission = application.ask(queries.mission_by(BRUSSELS_DAYS))
    [signing] = [item for item in application.ask(queries.programme(mission)) if item.title.nl.startswith("Ondertekening")]
    draft = application.ask(queries.item_draft(signing.id))
    wanted = replace(draft, day=date(2021, 9, 24), begins=time(15), minutes=45, place="Hémicycle")
    clock.moment += timedelta(hours=1)

    application.execute(EditItem(signing.id, draft, wanted))

    for language in ("nl", "fr"):
        assert "Hémicycle" in dossier_text(application, language)
        assert "15:00" in dossier_text(application, language).replace("15 h 00", "15:00").replace("15.00", "15:00")
    [entry] = [e for e in calendar_of(application).walk("VEVENT") if "Ondertekening" in e["SUMMARY"]]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt - entry["DTSTART"].dt) == (
        datetime(2021, 9, 24, 15, tzinfo=PARIS),
        timedelta(minutes=45),
    )
    assert entry["DTSTART"].dt.astimezone(UTC) == datetime(2021, 9, 24, 13, tzinfo=UTC)
    assert entry["SEQUENCE"] == 1


def test_the_public_dossier_leaves_out_what_is_internal(application: Application) -> None:
    mission = application.ask(queries.mission_by(BRUSSELS_DAYS))
    item = application.ask(queries.programme(mission))[0]
    draft = application.ask(queries.item_draft(item.id))
    hidden = replace(draft, level=Audience.SECURITY, place="Secret entrance")
    application.execute(EditItem(item.id, draft, hidden))

    assert "Secret entrance" not in dossier_text(application, "fr", Audience.PUBLIC)
    assert "Secret entrance" not in dossier_text(application, "fr", Audience.DELEGATION)
    assert "Secret entrance" in dossier_text(application, "fr", Audience.SECURITY)
