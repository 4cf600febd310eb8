"""The trips that are under way on the day on which the sample is opened: nothing of them follows the year report.

Their days are counted from that day, and fall on working days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.request import Booking, Meals, Request, Videoconference
from app.domains.trips.vocabulary import CostKind, Mode, Outcome, PurposeKind, Reached
from app.kernel.money import euro
from app.sample.cast import CAST, Company
from app.sample.requests import (
    AMSTERDAM,
    BARCELONA,
    BRUSSELS,
    COPENHAGEN,
    GENEVA,
    LYON,
    PARIS,
    ROTTERDAM,
    STRASBOURG,
    VIENNA,
    Way,
    nights,
    purpose,
    request,
    there_and_back,
    traveller,
)
from app.sample.telling import Story

_NL = "Verzonnen reis van het voorbeeldkantoor."
_FR = "Voyage inventé du bureau d’exemple."
_SATURDAY = 5
_CIRCULAR = date(2021, 9, 1)  # trips depart from this day on
_LONGEST = 50  # days since the first act of these trips


def stories(company: Company, today: date) -> Iterator[Story]:
    """Give what has become of each trip up to today; nothing while the circular is too young for a trip that is over."""
    if today < _CIRCULAR + timedelta(_LONGEST):
        return
    yield _draft(company, today)
    yield _returned(company, today)
    yield _with_line_manager(company, today)
    yield _with_minister(company, today)
    yield _with_cell(company, today)
    yield _with_head_of_cabinet(company, today)
    yield _booked(company, today)
    yield _on_trip(company, today)
    yield _just_back(company, today)
    yield _in_check(company, today)


def ago(today: date, number: int) -> date:
    """Give the working day on, or last before, so many days ago."""
    day = today - timedelta(number)
    return day - timedelta(max(0, day.weekday() - _SATURDAY + 1))


def ahead(today: date, number: int) -> date:
    """Give the working day on, or next after, the day in so many days."""
    day = today + timedelta(number)
    return day + timedelta(7 - day.weekday() if day.weekday() >= _SATURDAY else 0)


def _draft(company: Company, today: date) -> Story:
    out = ahead(today, 60)
    back = out + timedelta(2)
    asked = request(
        "Werkgroep van Metropolis in Barcelona",
        "mila",
        (traveller("mila", company.persons["mila"]),),
        BARCELONA,
        purpose(PurposeKind.NETWORK, "Metropolis", (), "", "", 3, description="Nog aan te vullen: verwachte resultaten en kosten."),
        there_and_back(BARCELONA, Mode.TRAIN, (out, "08:13", "17:45"), (back, "10:20", "20:40"), "149.00", rail_hours="9.9"),
        (nights(BARCELONA, 2, "118.00"),),
        "130.00",
        about=_NL,
        budget_line="",
    )
    return Story("sample-trip-draft", "mila").asked(ago(today, 2), _unanswered(asked))


def _unanswered(asked: Request) -> Request:
    return replace(asked, purpose=replace(asked.purpose, videoconference=Videoconference()))


def _returned(company: Company, today: date) -> Story:
    out = ahead(today, 45)
    back = out + timedelta(1)
    asked = request(
        "Réunion d’experts sur l’eau à Lyon",
        "remy",
        (traveller("remy", company.persons["remy"]),),
        LYON,
        purpose(
            PurposeKind.NETWORK,
            "Réseau de villes (inventé)",
            ("une fiche commune sur la gestion des eaux de pluie",),
            "Plan Eau",
            "les visites de chantier se font sur place",
            2,
        ),
        there_and_back(LYON, Mode.PLANE, (out, "07:10", "08:35"), (back, "18:20", "19:50"), "168.00", rail_hours="6.5"),
        (nights(LYON, 1, "109.00"),),
        "80.00",
        about=_FR,
        checked_on=ago(today, 7),
    )
    story = Story("sample-trip-returned", "remy").asked(ago(today, 7), asked).sent(ago(today, 7)).admitted(ago(today, 6))
    return story.decided(
        ago(today, 4), "lena", Outcome.RETURN, "Un train direct existe : reprenez la demande avec le train.", ("legs", "costs")
    )


def _with_line_manager(company: Company, today: date) -> Story:
    out = ahead(today, 32)
    back = out + timedelta(1)
    asked = request(
        "Semaine européenne des régions : atelier à Strasbourg",
        "ines",
        (traveller("ines", company.persons["ines"]),),
        STRASBOURG,
        purpose(
            PurposeKind.CONFERENCE,
            "Réseau de régions (inventé)",
            ("un atelier commun sur le logement est inscrit au programme",),
            "Réseaux européens de régions",
            "l’atelier n’est pas diffusé",
            2,
        ),
        there_and_back(STRASBOURG, Mode.TRAIN, (out, "07:33", "11:20"), (back, "16:40", "20:30"), "72.00", rail_hours="3.8"),
        (nights(STRASBOURG, 1, "98.00"),),
        "75.00",
        about=_FR,
        checked_on=ago(today, 3),
    )
    return Story("sample-trip-with-line-manager", "ines").asked(ago(today, 3), asked).sent(ago(today, 3))


def _with_minister(company: Company, today: date) -> Story:
    out = ahead(today, 40)
    back = out + timedelta(2)
    asked = request(
        "Conferentie over stedelijke diplomatie in Genève",
        "elif",
        (traveller("elif", company.persons["elif"]),),
        GENEVA,
        purpose(
            PurposeKind.CONFERENCE,
            "Vereniging van steden (verzonnen)",
            ("Brussel spreekt op het slotpanel", "een afspraak over de volgende editie"),
            "Internationale netwerken van steden",
            "het slotpanel is niet op afstand te volgen",
            3,
        ),
        there_and_back(GENEVA, Mode.PLANE, (out, "07:05", "08:20"), (back, "19:40", "20:55"), "139.00", rail_hours="5.9"),
        (nights(GENEVA, 2, "176.00"),),
        "170.00",
        about=_NL,
        checked_on=ago(today, 9),
        justifications={"R20": "Op die dag is er een aangekondigde werkonderbreking op het spoor (verzonnen reden)."},
    )
    story = Story("sample-trip-with-minister", "elif").asked(ago(today, 9), asked).sent(ago(today, 9)).admitted(ago(today, 8))
    return story.approved((ago(today, 7), "lena"), (ago(today, 6), "bea"), (ago(today, 5), "dirk"))


def _with_cell(company: Company, today: date) -> Story:
    out = ahead(today, 17)
    arrives, back = out + timedelta(1), out + timedelta(3)
    home = back + timedelta(1)
    ways = (
        Way(BRUSSELS, VIENNA, Mode.NIGHT_TRAIN, (out, "19:30"), (arrives, "09:10"), "129.00", rail_hours="13.7"),
        Way(VIENNA, BRUSSELS, Mode.NIGHT_TRAIN, (back, "20:10"), (home, "09:55"), "129.00", rail_hours="13.7"),
    )
    asked = request(
        "Studiebezoek tramnet Wenen",
        "tarek",
        (traveller("tarek", company.persons["tarek"]),),
        VIENNA,
        purpose(
            PurposeKind.STUDY_VISIT,
            "Vervoerbedrijf (verzonnen)",
            ("een nota over vrije trambanen in de binnenstad",),
            "Good Move",
            "het gaat om bezoeken op het terrein",
            3,
        ),
        ways,
        (nights(VIENNA, 2, "112.00"),),
        "150.00",
        about=_NL + " De nachttrein is verzonnen.",
        checked_on=ago(today, 1),
        booking=Booking(tickets_on=ago(today, 1)),
    )
    return Story("sample-trip-with-cell", "tarek").asked(ago(today, 1), asked).sent(ago(today, 1))


def _with_head_of_cabinet(company: Company, today: date) -> Story:
    out = ahead(today, 26)
    back = out + timedelta(1)
    asked = request(
        "Entretiens préparatoires à Paris",
        "camille",
        (traveller("camille", company.persons["camille"]),),
        PARIS,
        purpose(
            PurposeKind.NEGOTIATION,
            "Région partenaire",
            ("un calendrier commun pour l’année prochaine",),
            "Accord de coopération avec la région Île-de-France",
            "la négociation demande une rencontre",
            2,
        ),
        there_and_back(PARIS, Mode.TRAIN, (out, "08:13", "09:35"), (back, "17:25", "18:47"), "61.00", rail_hours="1.4"),
        (nights(PARIS, 1, "149.00"),),
        "80.00",
        about=_FR,
        checked_on=ago(today, 2),
    )
    return Story("sample-trip-with-head-of-cabinet", "camille").asked(ago(today, 2), asked).sent(ago(today, 2))


def _booked(company: Company, today: date) -> Story:
    out = ahead(today, 15)
    back = out + timedelta(2)
    asked = request(
        "Uitwisseling over gastheerschap voor instellingen in Kopenhagen",
        "mila",
        (traveller("mila", company.persons["mila"]),),
        COPENHAGEN,
        purpose(
            PurposeKind.STUDY_VISIT,
            "Stad Kopenhagen",
            ("een vergelijking van het onthaal van internationale instellingen",),
            "Zetelbeleid van het Gewest",
            "het onthaal wordt ter plaatse getoond",
            3,
        ),
        there_and_back(COPENHAGEN, Mode.TRAIN, (out, "06:25", "19:10"), (back, "09:30", "22:20"), "118.00", rail_hours="12.8"),
        (nights(COPENHAGEN, 2, "164.00"),),
        "165.00",
        about=_NL,
        checked_on=ago(today, 21),
    )
    story = Story("sample-trip-booked", "mila").asked(ago(today, 21), asked).sent(ago(today, 21))
    story.approved((ago(today, 18), "lena"), (ago(today, 17), "bea"), (ago(today, 16), "dirk"))
    return story.booked(ago(today, 14), "571.00", "Reisbureau (verzonnen), dossier 0031")


def _on_trip(company: Company, today: date) -> Story:
    out, back = today - timedelta(1), today + timedelta(1)
    asked = request(
        "Visite d’étude : accueil des délégations à Amsterdam",
        "remy",
        (traveller("remy", company.persons["remy"]),),
        AMSTERDAM,
        purpose(
            PurposeKind.STUDY_VISIT,
            "Ville d’Amsterdam",
            ("une note sur l’accueil des délégations officielles",),
            "Guide du protocole",
            "l’accueil est montré sur place",
            3,
        ),
        there_and_back(AMSTERDAM, Mode.TRAIN, (out, "08:16", "10:08"), (back, "17:52", "19:44"), "46.00", rail_hours="1.9"),
        (nights(AMSTERDAM, 2, "158.00"),),
        "120.00",
        about=_FR,
        checked_on=ago(today, 30),
    )
    story = Story("sample-trip-on-trip", "remy").asked(ago(today, 30), asked).sent(ago(today, 30))
    story.approved((ago(today, 28), "lena"), (ago(today, 27), "bea"), (ago(today, 25), "dirk"))
    return story.booked(ago(today, 23), "405.00", "Agence de voyages (inventée), dossier 0029").travelled(out, back)


def _just_back(company: Company, today: date) -> Story:
    out, back = ago(today, 6), ago(today, 6) + timedelta(1)
    asked = request(
        "Overleg over havensteden in Rotterdam",
        "elif",
        (traveller("elif", company.persons["elif"]),),
        ROTTERDAM,
        purpose(
            PurposeKind.BILATERAL_VISIT,
            "Stad Rotterdam",
            ("een gezamenlijke fiche over stadsdistributie over water",),
            "Good Move",
            "de bezoeken gebeuren op het terrein",
            2,
        ),
        there_and_back(ROTTERDAM, Mode.TRAIN, (out, "08:45", "09:55"), (back, "16:58", "18:10"), "34.00", rail_hours="1.2"),
        (nights(ROTTERDAM, 1, "121.00", meals=Meals(lunch=1)),),
        "80.00",
        about=_NL,
        checked_on=ago(today, 33),
    )
    story = Story("sample-trip-just-back", "elif").asked(ago(today, 33), asked).sent(ago(today, 33))
    story.approved((ago(today, 31), "lena"), (ago(today, 31), "bea"), (ago(today, 29), "dirk"))
    return story.booked(ago(today, 26), "187.00", "Reisbureau (verzonnen), dossier 0028").travelled(out, back)


def _in_check(company: Company, today: date) -> Story:
    out = ago(today, 16)
    asked = request(
        "Réunion d’un jour sur les zones de basses émissions à Paris",
        "ines",
        (traveller("ines", company.persons["ines"]),),
        PARIS,
        purpose(
            PurposeKind.NETWORK,
            "Réseau de villes (inventé)",
            ("un relevé commun des dérogations accordées",),
            "Good Move",
            "le relevé se fait sur les dossiers papier des partenaires",
            1,
        ),
        there_and_back(PARIS, Mode.TRAIN, (out, "07:13", "08:35"), (out, "18:25", "19:47"), "64.00", rail_hours="1.4"),
        (),
        "40.00",
        about=_FR,
        checked_on=ago(today, 44),
    )
    story = Story("sample-trip-in-check", "ines").asked(ago(today, 44), asked).sent(ago(today, 44))
    story.approved((ago(today, 42), "lena"), (ago(today, 41), "bea"), (ago(today, 40), "dirk"))
    story.booked(ago(today, 38), "128.00", "Agence de voyages (inventée), dossier 0026").travelled(out, out)
    story.spent(
        ago(today, 9),
        ExpenseDraft("", CostKind.TRANSPORT, ago(today, 38), euro("128.00"), by_office=True, remark="billets, sur facture"),
        ExpenseDraft(CAST["ines"].name, CostKind.LOCAL_TRANSPORT, out, euro("8.60"), remark="métro"),
    )
    story.reported(
        ago(today, 8),
        "Le relevé commun est terminé ; il manque les chiffres d’une ville, annoncés pour la fin du mois.",
        ((Reached.YES, ""),),
        "Brussels International",
    )
    return story.to_be_followed(ago(today, 8), "Demander les chiffres manquants à la ville partenaire", "ines", ahead(today, 9))
