"""What holds of the register below the interface: for other programs, for steps that are taken back, for whatever writes rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.application import Application
from app.domains.gifts import register_guarding
from app.domains.gifts.records import Gift
from app.domains.gifts.register_commands import EnterInRegister
from app.domains.gifts.register_queries import gift_card
from app.domains.gifts.vocabulary import SEE_GIFTS, Acceptance, Decision, Direction
from app.kernel.changes import Change
from app.kernel.errors import Refused
from app.kernel.guards import StepFacts
from app.kernel.permissions import User
from app.kernel.queries import Query
from app.kernel.translated import Multilingual
from app.kernel.work import Reader
from tests.makers import access
from tests.makers import gifts as make

OFFICER = User("officer", person="olga")
NOBODY: Reader = cast("Reader", None)  # what is looked at here needs no other rows
ENTRY: dict[str, Any] = {
    **{column.key: "" for column in Gift.__table__.columns},
    **dict.fromkeys(("giver_person_id", "giver_organisation_id", "recipient_person_id", "recipient_organisation_id", "value", "cents")),
    "decided_person_id": None,
    "number": "G2021/001",
    "direction": Direction.RECEIVED,
    "acceptance": Acceptance.ACCEPTED,
    "day": make.RECEIVED_ON,
    "giver_said": "Embassy",
    "description": Multilingual(en="Vase"),
    "decision": Decision.OPEN,
    "entered_at": "then",
    "struck_on": None,
}


def rules_broken(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None, user: User = OFFICER, reader: Reader = NOBODY
) -> list[str]:
    found = register_guarding.check(reader, [Change("gift", "g", before, after)], StepFacts("do", ("Anything",), user))
    return [finding.rule for finding in found]


def test_an_entry_that_only_changes_its_place_breaks_nothing() -> None:
    assert rules_broken(ENTRY, ENTRY | {"place": "Safe"}) == []
    assert rules_broken(None, ENTRY) == []
    assert rules_broken(ENTRY | {"number": None}, None) == []


@pytest.mark.parametrize(
    ("after", "rules"),
    [
        (None, ["gift-entered"]),
        ({"number": "G2021/002"}, ["gift-number-fixed"]),
        ({"number": None}, ["gift-number-fixed"]),
        ({"direction": Direction.GIVEN}, ["gift-number-fixed"]),
        ({"entered_at": None}, ["gift-number-fixed"]),
        ({"day": make.RECEIVED_ON.replace(year=2020)}, ["gift-year-fixed"]),
        ({"cents": 5}, ["gift-cents"]),
        ({"value": make.euro("5")}, ["gift-cents"]),
        ({"giver_person_id": "ada", "recipient_person_id": "ada"}, ["gift-to-oneself"]),
        ({"recipient_said": "EMBASSY"}, ["gift-to-oneself"]),
    ],
)
def test_what_an_entry_may_not_become(after: Mapping[str, Any] | None, rules: list[str]) -> None:
    assert rules_broken(ENTRY, None if after is None else ENTRY | after) == rules


def test_no_row_says_that_the_recipient_decided(application: Application) -> None:
    received = ENTRY | {"recipient_person_id": "ada"}
    decided = received | {"decision": Decision.KEEP, "decided_person_id": "bea", "decided_by": "Bea"}
    ada = User("Ada", person="ada")

    def broken(before: Mapping[str, Any], after: Mapping[str, Any], user: User = OFFICER) -> list[str]:
        return application.ask(Query(lambda reader: rules_broken(before, after, user, reader), SEE_GIFTS))

    assert broken(received, decided) == []
    assert broken(received, decided | {"decided_person_id": "ada"}) == ["decides-on-own"]
    assert broken(received, decided, ada) == ["decides-on-own"]
    assert broken(decided, received, ada) == ["decides-on-own"]
    assert broken(decided, decided | {"place": "Safe"}, ada) == []
    given = decided | {"direction": Direction.GIVEN, "number": None}
    assert broken(decided, given) == ["gift-number-fixed", "decision-of-what-was-given"]


def test_another_program_cannot_take_an_entry_out_of_the_register(application: Application) -> None:
    gift = make.gift(application, entered=True)
    noted = make.gift(application)
    engine = application._store.engine
    for statement in (
        "DELETE FROM gift WHERE id = :id",
        "UPDATE gift SET number = 'G2021/777' WHERE id = :id",
        "UPDATE gift SET number = NULL WHERE id = :id",
        "UPDATE gift SET direction = 'given' WHERE id = :id",
    ):
        with pytest.raises(IntegrityError, match="stays there"), engine.begin() as connection:
            connection.execute(text(statement), {"id": gift})
    with engine.connect() as connection:
        assert connection.execute(text("DELETE FROM gift WHERE id = :id"), {"id": noted}).rowcount == 1


def test_whoever_noted_a_gift_cannot_take_it_back_once_somebody_else_has_entered_it(application: Application) -> None:
    access.head(application)
    access.account(application, "second", "head_of_cell")
    gift = make.gift(application)
    application.sign_in("second")
    application.execute(EnterInRegister((gift,)))
    application.sign_in("head")
    step = application.next_undo()
    assert step is None or "gift" not in str(step.label).casefold()


def test_a_decision_stays_written(application: Application) -> None:
    gift = make.gift(application, entered=True)
    make.decided(application, gift)
    change = Change("gift_decision", "d", {"gift_id": gift, "reason": "as usual"}, {"gift_id": gift, "reason": "other"})
    facts = StepFacts("do", ("Anything",), User("officer"))
    assert [one.rule for one in register_guarding.check(NOBODY, [change], facts)] == ["decision-kept"]
    merged = Change("gift_decision", "d", {"gift_id": gift, "person_id": "a"}, {"gift_id": gift, "person_id": "b"})
    assert list(register_guarding.check(NOBODY, [merged], facts)) == []
    assert list(register_guarding.check(NOBODY, [change], StepFacts("undo", (), User("officer")))) == []


def test_a_refused_entry_leaves_no_number_behind(application: Application) -> None:
    good, other = make.gift(application), make.gift(application, entered=True)
    with pytest.raises(Refused):
        application.execute(EnterInRegister((good, other)))
    application.execute(EnterInRegister((good,)))
    assert application.ask(gift_card(good)).row.number == "G2021/002"
