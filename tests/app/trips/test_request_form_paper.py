"""The request as a form: what stands on it, and what is read out of it again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.adapters.i18n import wording_for
from app.domains.trips.papers.request_form import CODE, VERSION, form_of, request_from, values_of
from app.domains.trips.request import (
    Alternative,
    Booking,
    Cost,
    Leg,
    Meals,
    Passport,
    Place,
    Purpose,
    Request,
    Requester,
    Security,
    Stay,
    ThirdParty,
    Traveller,
    Videoconference,
    Visa,
)
from app.domains.trips.vocabulary import Advice, Category, CostKind, Mode, PassportKind, Payer, PurposeKind, TravelClass
from app.kernel.money import Money, euro
from app.kernel.names import clean
from app.kernel.paperforms import TICKED, FormContent, FormField, FormFieldKind
from tests.makers.trips import LEIPZIG, moment, request, request_by_plane, traveller


def held(whole: Request) -> Request:
    """Leave out what no form holds: the ids of persons, the day of submission, the office's remark."""
    people = tuple(replace(one, person=None) for one in whole.travellers)
    return replace(whole, travellers=people, submitted_on=None, about="")


FULL = request(
    travellers=(
        traveller(payer_stay=Payer.HOST, email="mila@example.org", visa=Visa(True, date(2026, 2, 20))),
        traveller("Pers Persoon", category=Category.EXTERNAL, press=True, newsroom="De Krant", passport=None, visa=None, partner=True),
    ),
    costs=(
        Cost(CostKind.VISA, Decimal("40.00"), "GBP", Decimal("0.8652"), date(2026, 1, 20), "at the embassy"),
        Cost(CostKind.REGISTRATION, Decimal("0.00")),
    ),
    third_party_payer=ThirdParty("Eurocities", True, euro("150.00"), "the hotel"),
    security=Security(Advice.NON_ESSENTIAL, date(2026, 1, 3), travellers_online=True),
    justifications={"R20": "no seat on the train", "R61": "a foundation pays"},
    alternatives=(Alternative(Mode.TRAIN, Decimal("15.5"), euro("238.00"), Decimal("55.1"), direct=False, remark="two changes"),),
    booking=Booking(self_purchase=True, tickets_on=date(2026, 1, 9)),
    advance=euro("100.00"),
    urgent_reason="asked on Friday",
)


@pytest.mark.parametrize(
    "whole",
    [
        request(),
        request_by_plane(),
        FULL,
        request(departs_at=moment("2026-03-03T08:25:00+09:00")),
        request(stays=(Stay("New York", "US", 0, Money(Decimal("310.5"), "USD")),)),
        request(destination=Place("Washington, D.C.", "US", "IAD")),
    ],
)
def test_what_is_written_into_a_form_is_read_back(whole: Request) -> None:
    read = request_from(values_of(whole))

    assert (read.request, read.findings, read.missing) == (held(whole), (), ())


def test_a_form_has_more_lines_when_the_request_does() -> None:
    many = request(travellers=tuple(traveller(f"Reiziger {n}") for n in range(5)))

    names = [field.name for section in form_of(many, wording_for("nl")).sections for field in section.fields]

    assert [name for name in names if name.endswith("].name")] == [f"travellers[{n}].name" for n in range(5)]
    assert request_from(values_of(many)).request == held(many)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30).map(clean)
words = texts.filter(bool)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
amounts = st.decimals(0, 100_000, places=2)
moneys = st.builds(Money, amounts) | st.builds(Money, amounts, st.just("GBP"), st.decimals("0.1", 9, places=4), days)
moments = st.datetimes(moment("2026-01-01T00:00").replace(tzinfo=None), moment("2027-01-01T00:00").replace(tzinfo=None)).map(
    lambda at: moment(at.replace(second=0, microsecond=0).isoformat() + "+02:00")
)
places = st.sampled_from((LEIPZIG, Place("Brussels", "BE"), Place("Tokyo", "JP", "HND"), Place("Gent", "BE"), Place("Rabat", "MA")))
travellers = st.builds(
    Traveller, words, st.sampled_from(Category), texts, texts, st.sampled_from(("nl", "fr", "")), st.sampled_from(Payer),
    st.none() | st.sampled_from(Payer), st.none() | st.builds(Passport, st.sampled_from(PassportKind), st.none() | days),
    st.none() | st.builds(Visa, st.booleans(), st.none() | days), st.none(), texts, st.booleans(), texts, st.booleans(),
)  # fmt: skip
legs = st.builds(
    Leg, places, places, st.sampled_from((Mode.TRAIN, Mode.PLANE)), st.none() | st.sampled_from(TravelClass), moments, moments,
    st.none() | amounts, st.none() | amounts, st.none() | moneys, texts, texts, st.booleans(),
)  # fmt: skip
numbers = st.integers(0, 9)
stays = st.builds(
    Stay, st.sampled_from(("Leipzig", "Rabat")), st.sampled_from(("DE", "MA")), numbers, st.none() | moneys, st.booleans(),
    st.builds(Meals, numbers, numbers, numbers, numbers), texts, texts, st.none() | st.integers(1, 9),
)  # fmt: skip
costs = st.builds(Cost, st.sampled_from(CostKind), amounts, remark=texts)
purposes = st.builds(
    Purpose, st.sampled_from(PurposeKind), texts, st.booleans(), st.lists(words, max_size=6).map(tuple), texts,
    st.builds(Videoconference, st.none() | st.booleans(), texts), texts, texts, texts, st.none() | st.integers(1, 9), numbers, st.booleans(), texts,
)  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> Request:
    """Make any request that a form can hold."""
    return Request(
        title=draw(words),
        language=draw(st.sampled_from(("nl", "fr", "en"))),
        requester=draw(st.builds(Requester, words, texts)),
        travellers=draw(st.lists(travellers, max_size=4).map(tuple)),
        destination=draw(places),
        departs_at=draw(moments),
        returns_at=draw(moments),
        purpose=draw(purposes),
        legs=draw(st.lists(legs, max_size=4).map(tuple)),
        stays=draw(st.lists(stays, max_size=3).map(tuple)),
        costs=draw(st.lists(costs, max_size=3).map(tuple)),
        budget_line=draw(texts),
        third_party_payer=draw(st.none() | st.builds(ThirdParty, words, st.booleans(), st.none() | moneys, texts)),
        security=draw(st.builds(Security, st.sampled_from(Advice), st.none() | days, st.booleans())),
        justifications=draw(st.dictionaries(st.sampled_from(("R20", "R26", "R61")), words)),
        advance=draw(st.none() | moneys),
        urgent_reason=draw(texts),
    )


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(requests())
def test_any_request_comes_back_as_it_was(whole: Request) -> None:
    read = request_from(values_of(whole))

    assert (read.request, read.findings) == (whole, ())


BLANK = {
    "title": "Werkgroep lucht", "language": "nl", "requester.name": "Mila Voorbeeld", "destination": "Leipzig, DE",
    "departs_at": "3/3/2026 8u25", "returns_at": "05.03.2026 19:40", "purpose.kind": "network", "purpose.policy_link": "Good Move",
    "purpose.expected_results[2]": "een tekst", "travellers[1].name": "Mila Voorbeeld", "travellers[1].category": "agent",
    "travellers[1].payer": "region", "legs[0].from": "Bruxelles", "legs[0].to": "Leipzig", "legs[0].mode": "train",
    "legs[0].departs_at": "03/03/2026 08:25", "legs[0].arrives_at": "2026-03-03 16h05", "legs[0].price": "€ 1.119,50",
    "stays[0].city": "Leipzig", "stays[0].nights": "2", "costs[4].kind": "visa", "costs[4].amount": "40 GBP; 0,8652; 4/3/2026",
}  # fmt: skip


def test_what_people_type_is_read_generously() -> None:
    read = request_from(BLANK)

    assert read.request == Request(
        title="Werkgroep lucht",
        requester=Requester("Mila Voorbeeld"),
        travellers=(Traveller("Mila Voorbeeld", Category.AGENT, payer=Payer.REGION),),
        destination=Place("Leipzig", "DE"),
        departs_at=moment("2026-03-03T08:25:00+01:00"),
        returns_at=moment("2026-03-05T19:40:00+01:00"),
        purpose=Purpose(PurposeKind.NETWORK, policy_link="Good Move", expected_results=("een tekst",)),
        legs=(
            Leg(
                Place("Bruxelles", "BE"), Place("Leipzig", "DE"), Mode.TRAIN, None,
                moment("2026-03-03T08:25:00+01:00"), moment("2026-03-03T16:05:00+01:00"), price=euro("1119.50"),
            ),
        ),
        stays=(Stay("Leipzig", "DE", 2),),
        costs=(Cost(CostKind.VISA, Decimal(40), "GBP", Decimal("0.8652"), date(2026, 3, 4)),),
    )  # fmt: skip
    assert (read.findings, read.missing) == ((), ())


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("departs_at", "morgen", "form-moment"),
        ("departs_at", "31/02/2026 08:00", "form-moment"),
        ("departs_at", "03/03/2026", "form-moment"),
        ("departs_at", "03/03/2026 25:00", "form-moment"),
        ("departs_at", "29/03/2026 02:30", "form-moment"),
        ("security.checked_on", "3 maart", "form-day"),
        ("advance", "veel", "form-amount"),
        ("advance", "1.234", "form-number"),
        ("advance", "40 £££; 2", "form-amount"),
        ("purpose.work_days", "twee", "form-number"),
        ("purpose.videoconference.considered", "misschien", "form-yes-no"),
        ("purpose.kind", "uitstap", "unknown-value"),
        ("justifications.<script>", "x", "unknown-field"),
        ("bonus", "x", "unknown-field"),
    ],
)
def test_what_cannot_be_read_stands_in_a_finding_at_its_place(name: str, value: str, rule: str) -> None:
    read = request_from(BLANK | {name: value})

    assert [(one.path, one.rule) for one in read.findings] == [(name, rule)]
    assert rule == "unknown-field" or value in str(read.findings[0].message)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"legs[0].departs_at": "25/10/2026 02:30"}, [("legs[0].departs_at", "form-twice", moment("2026-10-25T02:30:00+02:00"))]),
        ({"legs[0].from": "Nergenshuizen, DE"}, [("legs[0].departs_at", "form-clock", moment("2026-03-03T08:25:00+01:00"))]),
    ],
)
def test_a_time_that_is_not_certain_is_told(changes: dict[str, str], found: list[Any]) -> None:
    read = request_from({key: value for key, value in (BLANK | changes).items() if key != "departs_at"})

    assert [(one.path, one.rule, read.request.legs[0].departs_at) for one in read.findings] == found


def test_a_time_is_that_of_its_place() -> None:
    read = request_from(BLANK | {"destination": "Tokyo, JP", "legs[0].to": "Tokyo, JP", "stays[0].city": "Tokyo", "returns_at": ""})

    assert read.request.legs[0].arrives_at == moment("2026-03-03T16:05:00+09:00")
    assert read.request.stays[0].country == "JP"


def test_a_city_without_a_country_is_looked_up_or_asked_about() -> None:
    values = BLANK | {"legs[0].to": "Rabat", "stays[0].city": "Nergenshuizen"}
    read = request_from(values)

    assert [(one.path, one.rule) for one in read.findings] == [("legs[0].to", "form-country"), ("stays[0].city", "form-country")]
    assert (read.request.legs[0].to.country, read.request.stays[0].country) == ("MA", "")


def test_an_empty_form_says_what_is_missing() -> None:
    read = request_from(FormContent(CODE, VERSION, {"language": "fr"}))

    assert (read.request, read.findings) == (Request(language="fr"), ())
    assert [str(one) for one in read.missing] == [
        "Title",
        "Requester",
        "Travellers",
        "Destination",
        "Departure",
        "Return",
        "Purpose",
        "Itinerary",
    ]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_blank_form_holds_only_its_language(language: str) -> None:
    form = form_of(None, wording_for(language))
    fields = [field for section in form.sections for field in section.fields]

    assert (form.code, form.version, form.language) == (CODE, VERSION, language)
    assert {field.name: field.value for field in fields if field.value} == {"language": language}
    assert len({field.name for field in fields}) == len(fields)


def test_the_form_has_room_for_what_the_office_asks() -> None:
    names = {field.name for section in form_of(None, wording_for("nl")).sections for field in section.fields}

    assert {"travellers[2].name", "legs[5].from", "stays[2].city", "costs[4].amount", "purpose.expected_results[4]"} <= names
    assert not {"travellers[3].name", "legs[6].from", "stays[3].city", "costs[5].amount", "purpose.expected_results[5]"} & names


def test_a_box_is_ticked_and_a_choice_is_a_code() -> None:
    fields = {field.name: field for section in form_of(request(), wording_for("en")).sections for field in section.fields}

    invited, kind = fields["purpose.invited"], fields["legs[0].mode"]
    assert (invited.kind, invited.value) == (FormFieldKind.CHECK, TICKED)
    assert (kind.value, kind.choices[0]) == ("train", ("train", "train"))
    assert fields["legs[0].from"] == FormField(
        "legs[0].from",
        "From",
        value="Brussels (BRU), BE",
        help="city, country in two letters: Leipzig, DE",
        required=True,
        lines=2,
        share=0.5,
    )
