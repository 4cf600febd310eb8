"""The trips of 2021 and 2022 that follow the missions of the year report, with invented travellers.

The report tells the missions and some of their days; who travelled with them, how, and what it cost is invented here, and so are the days
that the report does not tell: the remark of each request says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.domains.trips.aftercare import ExpenseDraft
from app.domains.trips.queries.files import TripCard
from app.domains.trips.request import Booking, Cost, Meals, Request, Visa
from app.domains.trips.vocabulary import CancelReason, CostKind, Means, Mode, Outcome, PurposeKind, Reached, TravelClass
from app.kernel.money import Money, euro
from app.sample.cast import CAST, Company
from app.sample.requests import (
    ANKARA,
    BRUSSELS,
    DUBAI,
    HAVANA,
    ISTANBUL,
    LEIPZIG,
    MADRID,
    NEW_YORK,
    PARIS,
    PORTO,
    SEOUL,
    VILNIUS,
    Way,
    local_transport,
    nights,
    purpose,
    request,
    there_and_back,
    traveller,
)
from app.sample.telling import Act, Story, stand_in

Missions = Mapping[str, str]
Scan = Callable[[TripCard], bytes]

_NL = "Verzonnen reis van een verzonnen reiziger, bij een zending uit het jaarverslag 2021. Bedragen, treinen en vluchten zijn verzonnen."
_NL_DAYS = _NL + " Ook de data zijn verzonnen: het jaarverslag geeft ze niet."
_FR = "Voyage inventé d’un voyageur inventé, pour une mission du rapport annuel 2021. Les montants, trains et vols sont inventés."
_FR_DAYS = _FR + " Les dates sont inventées aussi : le rapport annuel ne les donne pas."


def stories(company: Company, missions: Missions, scan: Scan) -> Iterator[Story]:
    """Give what became of each trip; *missions* are ids by import id, *scan* makes the proof of a decision given on paper."""
    yield from _paris(company, missions, scan)
    yield from _leipzig(company, missions)
    yield from _porto(company, missions)
    yield _turkey(company, missions)
    yield _havana(company, missions)
    yield _seoul(company, missions)
    yield _lithuania(company, missions)
    yield _united_states(company, missions)
    yield from _dubai(company, missions)


def stand_ins() -> Iterator[Act]:
    """Give the absences in which somebody signs for somebody else."""
    yield stand_in(date(2021, 10, 1), "lena", "louis", date(2021, 10, 4), date(2021, 10, 15), "verlof")


def _said(day: date, login: str, amount: str, kind: CostKind, remark: str = "") -> ExpenseDraft:
    return ExpenseDraft(CAST[login].name, kind, day, euro(amount), remark=remark)


def _invoiced(day: date, tickets: str, nights: str, language: str = "nl") -> tuple[ExpenseDraft, ExpenseDraft]:
    """Give what the office itself paid: the tickets and the nights on the bill of the agency."""
    words = {"nl": ("tickets, op factuur", "hotel, op factuur"), "fr": ("billets, sur facture", "hôtel, sur facture")}[language]
    return (
        ExpenseDraft("", CostKind.TRANSPORT, day, euro(tickets), by_office=True, remark=words[0]),
        ExpenseDraft("", CostKind.LODGING, day, euro(nights), by_office=True, remark=words[1]),
    )


# ------------------------------------------------------------------------------------------------ Paris

_PARIS_OUT, _PARIS_BACK = (date(2021, 9, 22), "08:13", "09:35"), (date(2021, 9, 24), "18:25", "19:47")


def _paris(company: Company, missions: Missions, scan: Scan) -> Iterator[Story]:
    mission = missions.get("brussels-days-paris")
    yield _paris_mila(company, mission)
    yield _paris_remy(company, mission)
    yield _paris_refused(company, mission)
    yield _paris_cabinet(company, mission, scan)


def _paris_mila(company: Company, mission: str | None) -> Story:
    asked = request(
        "Brussels Days in Parijs: voorbereiding van de ondertekening",
        "mila",
        (traveller("mila", company.persons["mila"]),),
        PARIS,
        purpose(
            PurposeKind.BILATERAL_VISIT,
            "Île-de-France",
            ("de vernieuwde samenwerkingsovereenkomst is ondertekend", "een gezamenlijk werkprogramma voor 2022"),
            "Samenwerking met de regio Île-de-France",
            "de ondertekening vindt ter plaatse plaats",
            3,
        ),
        there_and_back(PARIS, Mode.TRAIN, _PARIS_OUT, _PARIS_BACK, "58.00", rail_hours="1.4"),
        (nights(PARIS, 2, "142.00", meals=Meals(dinner=1)),),
        "120.00",
        costs=(local_transport("24.00"),),
        about=_NL,
        checked_on=date(2021, 8, 30),
    )
    story = Story("sample-trip-paris-mila", "mila").asked(date(2021, 8, 30), asked, mission).sent(date(2021, 8, 30))
    story.approved((date(2021, 8, 31), "lena"), (date(2021, 9, 1), "bea"), (date(2021, 9, 2), "dirk"))
    story.booked(date(2021, 9, 3), "398.00", "Reisbureau (verzonnen), dossier 0001").travelled(_PARIS_OUT[0], _PARIS_BACK[0])
    story.spent(
        date(2021, 9, 27),
        *_invoiced(date(2021, 9, 3), "116.00", "282.00"),
        _said(date(2021, 9, 23), "mila", "18.40", CostKind.LOCAL_TRANSPORT, "metro"),
    )
    story.reported(
        date(2021, 9, 28),
        "De overeenkomst werd ondertekend in het halfrond van de Regionale Raad. Het werkprogramma voor 2022 is besproken en "
        "wordt in november schriftelijk afgerond.",
        ((Reached.YES, ""), (Reached.PARTLY, "de tekst ligt er, de kalender nog niet")),
        "Brussels International; hub.brussels",
    )
    return story.closed(date(2021, 10, 6))


def _paris_remy(company: Company, mission: str | None) -> Story:
    asked = request(
        "Brussels Days à Paris : visites de terrain",
        "remy",
        (traveller("remy", company.persons["remy"]),),
        PARIS,
        purpose(
            PurposeKind.STUDY_VISIT,
            "Métropole du Grand Paris",
            ("trois fiches sur les projets visités : quartier durable, métro, école de la deuxième chance",),
            "Échange de bonnes pratiques entre métropoles",
            "il s’agit de visites de terrain",
            3,
        ),
        there_and_back(PARIS, Mode.TRAIN, _PARIS_OUT, _PARIS_BACK, "58.00", rail_hours="1.4"),
        (nights(PARIS, 2, "142.00", meals=Meals(dinner=1)),),
        "120.00",
        about=_FR,
        checked_on=date(2021, 8, 31),
    )
    story = Story("sample-trip-paris-remy", "remy").asked(date(2021, 8, 31), asked, mission).sent(date(2021, 8, 31))
    story.approved((date(2021, 9, 1), "lena"), (date(2021, 9, 1), "bea"), (date(2021, 9, 2), "dirk"))
    story.booked(date(2021, 9, 3), "396.00", "Agence de voyages (inventée), dossier 0002").travelled(_PARIS_OUT[0], _PARIS_BACK[0])
    story.reported(
        date(2021, 9, 30),
        "Les trois visites ont eu lieu. Les fiches sont jointes au dossier de la mission ; l’école de la deuxième chance propose un échange.",
        ((Reached.YES, ""),),
        "Brussels International",
        no_costs=True,
    )
    return story.closed(date(2021, 10, 7))


def _paris_refused(company: Company, mission: str | None) -> Story:
    asked = request(
        "Brussels Days in Parijs: netwerkavond",
        "jonas",
        (traveller("jonas", company.persons["jonas"]),),
        PARIS,
        purpose(
            PurposeKind.NETWORK,
            "visit.brussels",
            ("tien contacten met Parijse organisatoren",),
            "Imago van Brussel",
            "een netwerkavond kan niet op afstand",
            2,
        ),
        there_and_back(
            PARIS,
            Mode.PLANE,
            (date(2021, 9, 23), "09:40", "10:40"),
            (date(2021, 9, 24), "20:10", "21:05"),
            "165.00",
            rail_hours="1.4",
        ),
        (nights(PARIS, 1, "142.00"),),
        "80.00",
        about=_NL,
        checked_on=date(2021, 8, 30),
        justifications={"R20": "De vlucht sluit beter aan bij een afspraak in Zaventem diezelfde ochtend."},
    )
    story = Story("sample-trip-paris-jonas", "jonas").asked(date(2021, 8, 30), asked, mission).sent(date(2021, 8, 30))
    story.admitted(date(2021, 8, 31)).approved((date(2021, 9, 1), "lena"))
    return story.decided(
        date(2021, 9, 2),
        "dirk",
        Outcome.REFUSE,
        "R20: met de trein duurt de reis minder dan anderhalf uur. De aangevoerde reden volstaat niet voor een afwijking; vraag de trein aan.",
    )


def _paris_cabinet(company: Company, mission: str | None, scan: Scan) -> Story:
    asked = request(
        "Brussels Days à Paris : accompagnement de la délégation",
        "camille",
        (traveller("camille", company.persons["camille"]),),
        PARIS,
        purpose(
            PurposeKind.BILATERAL_VISIT,
            "Île-de-France",
            ("les entretiens politiques sont préparés et leur suivi est noté",),
            "Accord de coopération avec la région Île-de-France",
            "les entretiens ont lieu en personne",
            3,
        ),
        there_and_back(PARIS, Mode.TRAIN, _PARIS_OUT, _PARIS_BACK, "58.00", rail_hours="1.4"),
        (nights(PARIS, 2, "142.00"),),
        "120.00",
        about=_FR,
        checked_on=date(2021, 8, 30),
    )
    story = Story("sample-trip-paris-camille", "camille").asked(date(2021, 8, 30), asked, mission).sent(date(2021, 8, 30))
    story.approved((date(2021, 8, 31), "karim"))
    story.recorded(date(2021, 9, 3), "cleo", "max", Means.PAPER, date(2021, 9, 2), scan)
    story.booked(date(2021, 9, 3), "400.00", "Agence de voyages (inventée), dossier 0003").travelled(_PARIS_OUT[0], _PARIS_BACK[0])
    story.reported(
        date(2021, 10, 1),
        "Tous les entretiens prévus ont eu lieu ; la note de suivi a été remise au cabinet.",
        ((Reached.YES, ""),),
        "Cabinet",
        no_costs=True,
    )
    return story.closed(date(2021, 10, 8))


# ------------------------------------------------------------------------------------------------ Leipzig


def _leipzig(company: Company, missions: Missions) -> Iterator[Story]:
    mission = missions.get("eurocities-leipzig")
    yield _leipzig_by_day(company, mission)
    yield _leipzig_by_night(company, mission)


def _leipzig_by_day(company: Company, mission: str | None) -> Story:
    out, back = date(2021, 11, 3), date(2021, 11, 5)
    asked = request(
        "Algemene Vergadering van Eurocities: werkgroep mobiliteit",
        "tarek",
        (traveller("tarek", company.persons["tarek"]),),
        LEIPZIG,
        purpose(
            PurposeKind.CONFERENCE,
            "Eurocities",
            ("Brusselse tekst over lage-emissiezones in het gezamenlijke standpunt", "twee partnersteden voor een Europees project"),
            "Good Move",
            "de tekst wordt in kleine groepen opgesteld en niet uitgezonden",
            3,
        ),
        there_and_back(LEIPZIG, Mode.TRAIN, (out, "06:25", "13:40"), (back, "13:10", "20:35"), "119.00", rail_hours="7.4"),
        (nights(LEIPZIG, 2, "109.00", meals=Meals(lunch=2, dinner=1)),),
        "110.00",
        costs=(local_transport("12.00"),),
        about=_NL,
        checked_on=date(2021, 10, 4),
    )
    story = Story("sample-trip-leipzig-tarek", "tarek").asked(date(2021, 10, 4), asked, mission).sent(date(2021, 10, 5))
    story.approved((date(2021, 10, 6), "louis"), (date(2021, 10, 7), "bea"), (date(2021, 10, 8), "dirk"))
    story.booked(date(2021, 10, 11), "451.00", "Reisbureau (verzonnen), dossier 0011").travelled(out, back)
    story.spent(
        date(2021, 11, 9),
        *_invoiced(date(2021, 10, 11), "238.00", "213.00"),
        _said(date(2021, 11, 4), "tarek", "11.20", CostKind.LOCAL_TRANSPORT, "tram"),
    )
    story.reported(
        date(2021, 11, 10),
        "Het Brusselse voorstel staat in het gezamenlijke standpunt over lage-emissiezones. Van de twee gezochte partnersteden zegde er een toe.",
        ((Reached.YES, ""), (Reached.PARTLY, "een stad zegde toe, met een tweede volgt een gesprek")),
        "Brussels International; mobiliteit",
    )
    story.to_be_followed(date(2021, 11, 10), "Gesprek met de tweede partnerstad over het Europese project", "tarek", date(2021, 12, 15))
    return story.closed(date(2021, 11, 18)).followed(date(2021, 12, 10))


def _leipzig_by_night(company: Company, mission: str | None) -> Story:
    out, back = date(2021, 11, 2), date(2021, 11, 5)
    ways = (
        Way(BRUSSELS, LEIPZIG, Mode.NIGHT_TRAIN, (out, "20:10"), (date(2021, 11, 3), "07:50"), "139.00", rail_hours="11.7"),
        Way(LEIPZIG, BRUSSELS, Mode.TRAIN, (back, "14:10"), (back, "21:35"), "129.00", rail_hours="7.4"),
    )
    asked = request(
        "Algemene Vergadering van Eurocities: forum cultuur",
        "jonas",
        (traveller("jonas", company.persons["jonas"]),),
        LEIPZIG,
        purpose(
            PurposeKind.CONFERENCE,
            "Eurocities",
            ("Brussel brengt zijn aanpak van publieke ruimte en cultuur in het forum",),
            "Internationale netwerken van steden",
            "het forum wordt niet uitgezonden",
            3,
        ),
        ways,
        (nights(LEIPZIG, 2, "109.00", meals=Meals(lunch=2)),),
        "130.00",
        about=_NL + " De nachttrein is verzonnen.",
        booking=Booking(tickets_on=date(2021, 10, 22)),
        checked_on=date(2021, 10, 19),
    )
    story = Story("sample-trip-leipzig-jonas", "jonas").asked(date(2021, 10, 19), asked, mission).sent(date(2021, 10, 19))
    story.admitted(date(2021, 10, 20)).approved((date(2021, 10, 20), "lena"), (date(2021, 10, 21), "bea"), (date(2021, 10, 21), "dirk"))
    story.booked(date(2021, 10, 22), "486.00", "Reisbureau (verzonnen), dossier 0014").travelled(out, back)
    story.reported(
        date(2021, 11, 16),
        "De Brusselse bijdrage stond op het programma van de tweede dag. De nachttrein kwam op tijd aan.",
        ((Reached.YES, ""),),
        no_costs=True,
    )
    return story.closed(date(2021, 11, 25))


# ------------------------------------------------------------------------------------------------ Porto


def _porto(company: Company, missions: Missions) -> Iterator[Story]:
    mission = missions.get("ema-porto")
    yield _porto_ines(company, mission)
    yield _porto_jonas(company, mission)


_PORTO_OUT, _PORTO_BACK = (date(2021, 11, 10), "17:05", "18:45"), (date(2021, 11, 12), "19:30", "23:00")


def _porto_ines(company: Company, mission: str | None) -> Story:
    asked = request(
        "Réunion annuelle des Autorités métropolitaines européennes",
        "ines",
        (traveller("ines", company.persons["ines"]),),
        PORTO,
        purpose(
            PurposeKind.NETWORK,
            "EMA",
            ("la Région coordonne un groupe de travail", "la déclaration finale reprend la communauté métropolitaine"),
            "Réseaux européens de métropoles",
            "les groupes de travail se réunissent sur place",
            3,
        ),
        there_and_back(PORTO, Mode.PLANE, _PORTO_OUT, _PORTO_BACK, "148.00", rail_hours="24"),
        (nights(PORTO, 2, "96.00", meals=Meals(lunch=2, dinner=1)),),
        "110.00",
        costs=(Cost(CostKind.REGISTRATION, Decimal("50.00")),),
        about=_FR,
        checked_on=date(2021, 10, 11),
    )
    story = Story("sample-trip-porto-ines", "ines").asked(date(2021, 10, 11), asked, mission).sent(date(2021, 10, 11))
    # Of these days the head of unit is absent: the one of mobility signs for her.
    story.approved((date(2021, 10, 12), "louis"), (date(2021, 10, 13), "bea"), (date(2021, 10, 14), "dirk"))
    story.booked(date(2021, 10, 15), "486.00", "Agence de voyages (inventée), dossier 0012").travelled(_PORTO_OUT[0], _PORTO_BACK[0])
    baggage = Money(Decimal("22.00"), "GBP", Decimal("0.85"), date(2021, 11, 10))
    story.spent(
        date(2021, 11, 17),
        *_invoiced(date(2021, 10, 15), "296.00", "190.00", "fr"),
        _said(date(2021, 11, 10), "ines", "50.00", CostKind.REGISTRATION, "inscription"),
        _said(date(2021, 11, 11), "ines", "14.60", CostKind.LOCAL_TRANSPORT, "tram et métro"),
        ExpenseDraft(CAST["ines"].name, CostKind.TRANSPORT, date(2021, 11, 10), baggage, remark="bagage, payé en livres ; taux inventé"),
    )
    story.reported(
        date(2021, 11, 18),
        "La Région coordonnera le groupe de travail sur la gouvernance métropolitaine. La déclaration finale cite la communauté métropolitaine.",
        ((Reached.YES, ""), (Reached.YES, "")),
        "Brussels International; perspective",
    )
    return story.closed(date(2021, 12, 1))


def _porto_jonas(company: Company, mission: str | None) -> Story:
    asked = request(
        "Jaarlijkse vergadering van de Europese Grootstedelijke Autoriteiten: technische werkgroep",
        "jonas",
        (traveller("jonas", company.persons["jonas"]),),
        PORTO,
        purpose(
            PurposeKind.NETWORK,
            "EMA",
            ("een vergelijkende tabel van de bevoegdheden van zes grootsteden",),
            "Europese netwerken van grootsteden",
            "de tabel wordt ter plaatse opgesteld",
            3,
        ),
        there_and_back(PORTO, Mode.PLANE, _PORTO_OUT, _PORTO_BACK, "148.00", rail_hours="24"),
        (nights(PORTO, 2, "96.00", meals=Meals(lunch=2, dinner=1)),),
        "110.00",
        about=_NL,
        checked_on=date(2021, 10, 18),
    )
    story = Story("sample-trip-porto-jonas", "jonas").asked(date(2021, 10, 18), asked, mission).sent(date(2021, 10, 18))
    story.approved((date(2021, 10, 19), "lena"), (date(2021, 10, 20), "bea"), (date(2021, 10, 20), "dirk"))
    # Nobody has seen a report since.
    return story.booked(date(2021, 10, 21), "482.00", "Reisbureau (verzonnen), dossier 0013").travelled(_PORTO_OUT[0], _PORTO_BACK[0])


# ------------------------------------------------------------------------------------------------ outside the European Union


def _turkey(company: Company, missions: Missions) -> Story:
    days = date(2021, 10, 24), date(2021, 10, 26), date(2021, 10, 27)
    ways = (
        Way(BRUSSELS, ISTANBUL, Mode.PLANE, (days[0], "11:15"), (days[0], "15:55"), "210.00"),
        Way(ISTANBUL, ANKARA, Mode.PLANE, (days[1], "07:30"), (days[1], "08:50"), "62.00", rail_hours="4.6"),
        Way(ANKARA, BRUSSELS, Mode.PLANE, (days[2], "13:20"), (days[2], "15:25"), "228.00"),
    )
    asked = request(
        "Ministeriële zending naar Istanboel en Ankara",
        "elif",
        (traveller("elif", company.persons["elif"]),),
        ISTANBUL,
        purpose(
            PurposeKind.NEGOTIATION,
            "Stad Ankara",
            ("het memorandum van overeenstemming met Ankara is ondertekend", "een programma voor de uitwisseling met Istanboel"),
            "Twintig jaar Brussels handelskantoor in Istanboel",
            "een ondertekening en bezoeken aan bedrijven vragen aanwezigheid",
            4,
        ),
        ways,
        (nights(ISTANBUL, 2, "88.00"), nights(ANKARA, 1, "79.00")),
        "190.00",
        about=_NL_DAYS + " Het memorandum met Ankara is van 26 oktober 2021.",
        checked_on=date(2021, 9, 9),
        justifications={"R20": "De ondertekening in Ankara begint om 10 uur; de eerste trein komt te laat aan."},
    )
    story = Story("sample-trip-turkey-elif", "elif").asked(date(2021, 9, 9), asked, missions.get("turkey-2021")).sent(date(2021, 9, 9))
    story.admitted(date(2021, 9, 10))
    story.approved(
        (date(2021, 9, 13), "lena"), (date(2021, 9, 14), "bea"), (date(2021, 9, 15), "dirk"), (date(2021, 9, 17), "max"), grants=True
    )
    story.booked(date(2021, 9, 20), "748.00", "Reisbureau (verzonnen), dossier 0007").travelled(days[0], days[-1])
    story.spent(
        date(2021, 11, 3),
        *_invoiced(date(2021, 9, 20), "500.00", "248.00"),
        _said(date(2021, 10, 25), "elif", "31.00", CostKind.LOCAL_TRANSPORT, "taxi naar het handelskantoor"),
    )
    story.reported(
        date(2021, 11, 4),
        "Het memorandum met Ankara werd op 26 oktober ondertekend. Met Istanboel is een programma voor uitwisseling afgesproken.",
        ((Reached.YES, ""), (Reached.YES, "")),
        "Brussels International; hub.brussels",
    )
    return story.closed(date(2021, 11, 12))


def _havana(company: Company, missions: Missions) -> Story:
    out, back, home = date(2021, 11, 22), date(2021, 11, 27), date(2021, 11, 28)
    ways = (
        Way(BRUSSELS, MADRID, Mode.PLANE, (out, "10:30"), (out, "12:55"), "160.00"),
        Way(MADRID, HAVANA, Mode.PLANE, (out, "15:20"), (out, "19:25"), "1480.00", TravelClass.BUSINESS),
        Way(HAVANA, MADRID, Mode.PLANE, (back, "21:30"), (home, "12:10"), "1480.00", TravelClass.BUSINESS),
        Way(MADRID, BRUSSELS, Mode.PLANE, (home, "14:50"), (home, "17:15"), "160.00"),
    )
    asked = request(
        "Ministeriële zending tijdens de Belgische Week in Havana",
        "mila",
        (traveller("dirk", company.persons["dirk"], visa=Visa(needed=True, ready_on=date(2021, 10, 29))),),
        HAVANA,
        purpose(
            PurposeKind.BILATERAL_VISIT,
            "Belgische ambassade in Havana",
            ("een samenwerkingsprogramma voor erfgoed en cultuur",),
            "Bilaterale betrekkingen van het Gewest",
            "de afspraken met de overheden in Havana gebeuren ter plaatse",
            6,
        ),
        ways,
        (nights(HAVANA, 5, "128.00"),),
        "310.00",
        costs=(Cost(CostKind.VISA, Decimal("25.00")),),
        about=_NL_DAYS,
        checked_on=date(2021, 10, 4),
        justifications={"R26": "Nachtvlucht van meer dan negen uur, onmiddellijk gevolgd door een werkdag met de Regering."},
    )
    story = Story("sample-trip-havana-dirk", "mila").asked(date(2021, 10, 4), asked, missions.get("havana-2021")).sent(date(2021, 10, 4))
    story.admitted(date(2021, 10, 5))
    story.approved((date(2021, 10, 6), "simone"), (date(2021, 10, 7), "bea"), (date(2021, 10, 11), "max"), grants=True)
    story.booked(date(2021, 10, 12), "3920.00", "Reisbureau (verzonnen), dossier 0009").travelled(out, home)
    story.spent(
        date(2021, 12, 3),
        *_invoiced(date(2021, 10, 12), "3280.00", "640.00"),
        _said(date(2021, 10, 27), "dirk", "25.00", CostKind.VISA, "toeristenkaart"),
    )
    story.reported(
        date(2021, 12, 6),
        "Het programma voor erfgoed is met de Stad Havana besproken. De ondertekening volgt wanneer de begroting vastligt.",
        ((Reached.PARTLY, "besproken, nog niet ondertekend"),),
        "Brussels International",
    )
    return story.closed(date(2021, 12, 14))


def _seoul(company: Company, missions: Missions) -> Story:
    out, landed, sooner, back = date(2021, 10, 10), date(2021, 10, 11), date(2021, 10, 15), date(2021, 10, 16)
    gone = Way(BRUSSELS, SEOUL, Mode.PLANE, (out, "13:20"), (landed, "08:30"), "495.00")
    asked = request(
        "Belgian Festival à Séoul : exposition Road to Korea",
        "remy",
        (traveller("remy", company.persons["remy"]),),
        SEOUL,
        purpose(
            PurposeKind.FAIR,
            "Ambassade de Belgique à Séoul",
            ("l’exposition est ouverte et suivie par la presse locale",),
            "Image de Bruxelles",
            "le montage de l’exposition se fait sur place",
            6,
        ),
        (gone, Way(SEOUL, BRUSSELS, Mode.PLANE, (back, "10:20"), (back, "16:05"), "495.00")),
        (nights(SEOUL, 5, "420.00"),),
        "280.00",
        about=_FR_DAYS,
        checked_on=date(2021, 8, 23),
    )
    story = Story("sample-trip-seoul-remy", "remy").asked(date(2021, 8, 23), asked, missions.get("seoul-2021")).sent(date(2021, 8, 23))
    story.returned_by_cell(
        date(2021, 8, 24), "Le prix de l’hôtel dépasse de loin l’usage, et le suivi n’est pas décrit.", ("stays", "purpose")
    )
    story.changed(date(2021, 8, 25), _cheaper_in_seoul).sent(date(2021, 8, 25))
    story.approved((date(2021, 8, 26), "lena"), (date(2021, 8, 27), "bea"), (date(2021, 8, 27), "dirk"), (date(2021, 8, 30), "max"))
    story.booked(date(2021, 9, 1), "1580.00", "Agence de voyages (inventée), dossier 0005")
    story.amended(
        date(2021, 9, 13),
        lambda one: _back_sooner(one, Way(SEOUL, BRUSSELS, Mode.PLANE, (sooner, "10:20"), (sooner, "16:05"), "495.00")),
        "La clôture a été avancée d’un jour par l’ambassade.",
    )
    story.approved((date(2021, 9, 14), "lena"), (date(2021, 9, 14), "bea"), (date(2021, 9, 15), "dirk"), (date(2021, 9, 16), "max"))
    story.booked(date(2021, 9, 17), "1462.00", "Agence de voyages (inventée), dossier 0005, nouveau billet de retour").travelled(
        out, sooner
    )
    story.reported(
        date(2021, 10, 25),
        "L’exposition Road to Korea a ouvert comme prévu ; quatre journaux en ont parlé. Deux partenaires ont été trouvés pour une tournée.",
        ((Reached.YES, ""), (Reached.YES, "")),
        "Brussels International; visit.brussels",
        no_costs=True,
    )
    return story.closed(date(2021, 11, 2))


def _cheaper_in_seoul(asked: Request) -> Request:
    results = (*asked.purpose.expected_results, "deux partenaires culturels pour une tournée en 2022")
    return replace(asked, stays=(nights(SEOUL, 5, "118.00"),), purpose=replace(asked.purpose, expected_results=results))


def _back_sooner(asked: Request, back: Way) -> Request:
    return replace(
        asked,
        legs=(asked.legs[0], back.leg),
        returns_at=back.leg.arrives_at,
        stays=(nights(SEOUL, 4, "118.00"),),
        purpose=replace(asked.purpose, work_days=5),
    )


# ------------------------------------------------------------------------------------------------ what did not take place


def _lithuania(company: Company, missions: Missions) -> Story:
    out, back = date(2021, 11, 24), date(2021, 11, 26)
    asked = request(
        "Staatsbezoek aan Litouwen",
        "mila",
        (traveller("mila", company.persons["mila"]),),
        VILNIUS,
        purpose(
            PurposeKind.STATE_VISIT,
            "FOD Buitenlandse Zaken",
            ("het Brusselse deel van het programma is afgestemd met de gastheer",),
            "Deelname van het Gewest aan staatsbezoeken",
            "protocol gebeurt ter plaatse",
            3,
        ),
        there_and_back(VILNIUS, Mode.PLANE, (out, "09:50", "13:25"), (back, "14:10", "15:50"), "142.00", rail_hours="30"),
        (nights(VILNIUS, 2, "104.00"),),
        "100.00",
        about=_NL_DAYS,
        checked_on=date(2021, 10, 18),
    )
    mission = missions.get("state-visit-lithuania")
    story = Story("sample-trip-lithuania-mila", "mila").asked(date(2021, 10, 18), asked, mission).sent(date(2021, 10, 18))
    story.approved((date(2021, 10, 19), "lena"), (date(2021, 10, 20), "bea"), (date(2021, 10, 21), "dirk"))
    story.booked(date(2021, 10, 22), "492.00", "Reisbureau (verzonnen), dossier 0015").advanced(
        date(2021, 11, 3), CAST["mila"].name, "60.00"
    )
    story.cancelled(
        date(2021, 11, 9),
        CancelReason.HOST,
        "Het staatsbezoek is uitgesteld tot het najaar van 2022.",
        "104.00",
        "Tegoedbon van de luchtvaartmaatschappij (verzonnen) van € 284,00, geldig tot 9 november 2022",
        login="cleo",
    )
    return story.advances_settled(date(2021, 11, 16))


def _united_states(company: Company, missions: Missions) -> Story:
    out, landed, back, home = date(2022, 6, 4), date(2022, 6, 4), date(2022, 6, 10), date(2022, 6, 11)
    ways = (
        Way(BRUSSELS, NEW_YORK, Mode.PLANE, (out, "10:25"), (landed, "12:45"), "410.00"),
        Way(NEW_YORK, BRUSSELS, Mode.PLANE, (back, "18:30"), (home, "08:05"), "410.00"),
    )
    asked = request(
        "Mission princière aux États-Unis : préparation du volet bruxellois",
        "ines",
        (traveller("ines", company.persons["ines"]),),
        NEW_YORK,
        purpose(
            PurposeKind.PRINCELY_MISSION,
            "Agence pour le Commerce extérieur",
            ("le volet bruxellois du programme est confirmé par les partenaires",),
            "Participation de la Région aux missions princières",
            "les repérages se font sur place",
            6,
        ),
        ways,
        (nights(NEW_YORK, 6, "189.00"),),
        "420.00",
        about=_FR_DAYS,
        checked_on=date(2022, 3, 1),
    )
    mission = missions.get("princely-mission-us")
    story = Story("sample-trip-united-states-ines", "ines").asked(date(2022, 3, 1), asked, mission).sent(date(2022, 3, 1))
    story.approved((date(2022, 3, 2), "lena"), (date(2022, 3, 3), "bea"), (date(2022, 3, 4), "dirk"), (date(2022, 3, 8), "max"))
    return story.cancelled(date(2022, 3, 15), CancelReason.AGENDA, "La mission est reportée ; rien n’avait été réservé.", "0.00")


# ------------------------------------------------------------------------------------------------ Dubai


def _dubai(company: Company, missions: Missions) -> Iterator[Story]:
    mission = missions.get("brussels-days-dubai")
    yield _dubai_dirk(company, mission)
    yield _dubai_tarek(company, mission)


def _dubai_dirk(company: Company, mission: str | None) -> Story:
    out, landed, back = date(2022, 1, 30), date(2022, 1, 31), date(2022, 2, 5)
    ways = (
        Way(BRUSSELS, DUBAI, Mode.PLANE, (out, "14:50"), (landed, "00:05"), "345.00"),
        Way(DUBAI, BRUSSELS, Mode.PLANE, (back, "08:15"), (back, "12:55"), "345.00"),
    )
    asked = request(
        "Brussels Days op de Wereldtentoonstelling in Dubai",
        "mila",
        (traveller("dirk", company.persons["dirk"]),),
        DUBAI,
        purpose(
            PurposeKind.FAIR,
            "Belgisch paviljoen",
            ("de Brussels Days zijn geopend met de partners van het Gewest", "vijf gesprekken over economische samenwerking"),
            "Brussel op de Wereldtentoonstelling",
            "de Wereldtentoonstelling is een ontmoetingsplaats",
            7,
        ),
        ways,
        (nights(DUBAI, 6, "155.00"),),
        "390.00",
        about=_NL,
        checked_on=date(2021, 12, 13),
    )
    story = Story("sample-trip-dubai-dirk", "mila").asked(date(2021, 12, 13), asked, mission).sent(date(2021, 12, 13))
    story.approved((date(2021, 12, 14), "simone"), (date(2021, 12, 14), "bea"), (date(2021, 12, 17), "max"))
    story.booked(date(2021, 12, 20), "1618.00", "Reisbureau (verzonnen), dossier 0019").travelled(out, back)
    story.spent(
        date(2022, 2, 14),
        *_invoiced(date(2021, 12, 20), "690.00", "928.00"),
        ExpenseDraft(
            CAST["dirk"].name,
            CostKind.LOCAL_TRANSPORT,
            date(2022, 2, 2),
            Money(Decimal("96.00"), "AED", Decimal("4.15"), date(2022, 2, 2)),
            remark="metro en taxi; koers verzonnen",
        ),
    )
    story.reported(
        date(2022, 2, 15),
        "De Brussels Days openden zonder het deel in Abu Dhabi. Er waren vier van de vijf geplande gesprekken.",
        ((Reached.YES, ""), (Reached.PARTLY, "vier gesprekken, het vijfde volgt op afstand")),
        "Brussels International; hub.brussels; visit.brussels",
    )
    return story.closed(date(2022, 2, 24))


def _dubai_tarek(company: Company, mission: str | None) -> Story:
    out, landed, back = date(2022, 2, 1), date(2022, 2, 2), date(2022, 2, 5)
    ways = (
        Way(BRUSSELS, DUBAI, Mode.PLANE, (out, "14:50"), (landed, "00:05"), "520.00"),
        Way(DUBAI, BRUSSELS, Mode.PLANE, (back, "08:15"), (back, "12:55"), "520.00"),
    )
    asked = request(
        "Brussels Days in Dubai: vervanging van een zieke collega",
        "tarek",
        (traveller("tarek", company.persons["tarek"]),),
        DUBAI,
        purpose(
            PurposeKind.FAIR,
            "Belgisch paviljoen",
            ("het mobiliteitsdeel van de Brussels Days gaat door",),
            "Brussel op de Wereldtentoonstelling",
            "het mobiliteitsdeel is een stand",
            4,
        ),
        ways,
        (nights(DUBAI, 3, "155.00"),),
        "210.00",
        about=_NL,
        checked_on=date(2022, 2, 1),
        urgent_reason="De collega die was aangewezen werd op 31 januari ziek.",
    )
    story = Story("sample-trip-dubai-tarek", "tarek").asked(date(2022, 2, 8), asked, mission)
    story.sent(date(2022, 2, 8), "Vertrokken op mondelinge vraag, de dag nadat een collega ziek werd; er was geen tijd voor een aanvraag.")
    story.decided(date(2022, 2, 11), "max", Outcome.APPROVE, "Achteraf aanvaard; een mondelinge vraag is geen goedkeuring.", grants=True)
    story.travelled(date(2022, 2, 11), date(2022, 2, 11))
    story.spent(date(2022, 2, 15), *_invoiced(date(2022, 2, 1), "1040.00", "465.00"))
    story.reported(date(2022, 2, 15), "De stand over mobiliteit was alle dagen open.", ((Reached.YES, ""),), "mobiliteit")
    return story.closed(date(2022, 2, 28))
