"""How service trips are listed, and what their parts are called in the history."""

from __future__ import annotations

from app.domains.access.vocabulary import ROLES
from app.domains.people.vocabulary import PERSON
from app.domains.trips import moves
from app.domains.trips import vocabulary as words
from app.domains.trips.aftercare import FollowUpDraft, check_follow_up
from app.domains.trips.commands import drafting
from app.domains.trips.queries import files
from app.domains.trips.vocabulary import STATES
from app.kernel.fields import Badge, Choice, Column, ColumnKind, Field, FieldKind, Filter, Form, Register, Screen
from app.kernel.translated import Lazy, lazy

# The filter offers years around those of the office's first trips under the circular and of what it plans.
YEARS = tuple(Choice(str(year), Lazy(str(year))) for year in range(2020, 2036))
VIEWS = (
    Choice("mine", lazy("my files")),
    Choice("waiting", lazy("waiting for me")),
    Choice("unreported", lazy("without a report")),
)
WAYS = (Choice("plane", lazy("by plane")), Choice("other", lazy("without a plane")))
_STATES = tuple(Choice(state, badge.title) for state, badge in STATES.items())

FOLLOW_UP_FORM = Form(
    FollowUpDraft,
    (
        Field("text", lazy("What is to be done"), FieldKind.LONG_TEXT, required=True),
        Field("owner_id", lazy("By whom"), FieldKind.RECORD, record=PERSON),
        Field("due_on", lazy("Until"), FieldKind.DATE),
        Field("done_on", lazy("Done on"), FieldKind.DATE, help=lazy("Empty while it is still to be done.")),
    ),
    check_follow_up,
)

TRIPS = Screen(
    kind=words.TRIP,
    command_name="trips",
    title=lazy("Service trips"),
    icon="trips",
    permission=words.SEE_TRIPS,
    empty=lazy("No service trip has been asked for yet. Begin a request, or import a form that somebody filled in."),
    touched_by=(words.REPORT, words.DECISION, words.STAND_IN, "account", "role grant"),
    register=Register(
        ids=files.trip_ids,
        rows=files.trips,
        columns=(
            Column("number", lazy("No."), sort_key="number", width=9),
            Column("title", lazy("Trip"), sort_key="title", stretch=True, width=24),
            Column("state", lazy("Status"), ColumnKind.BADGE, badges=STATES, sort_key="state", width=15),
            Column("line", lazy("Where it lies"), ColumnKind.LAZY, width=38),
            Column("period", lazy("Dates"), ColumnKind.PERIOD, sort_key="period", width=24),
            Column("travellers", lazy("Travellers"), sort_key="travellers", width=19),
            Column("city", lazy("Destination"), sort_key="city", width=12),
            Column("total", lazy("Estimate"), ColumnKind.NUMBER, width=12),
            Column("kilograms", lazy("kg CO₂e"), ColumnKind.NUMBER, width=8),
            Column("way", lazy("Way"), ColumnKind.LAZY, width=14),
            Column("country", lazy("Country"), ColumnKind.COUNTRY, sort_key="country"),
            Column(
                "category",
                lazy("Category"),
                ColumnKind.BADGE,
                badges={choice.code: Badge(choice.title) for choice in words.CATEGORIES},
                width=20,
            ),
        ),
        filters=(
            Filter("view", lazy("View"), VIEWS),
            Filter("state", lazy("Status"), _STATES),
            Filter("year", lazy("Year"), YEARS),
            Filter("category", lazy("Category"), words.CATEGORIES),
            Filter("way", lazy("Way"), WAYS),
        ),
        add=drafting.BeginTrip,
        add_title=lazy("New request"),
        edit_permission=words.REQUEST_TRIPS,
    ),
)


def _coded(kind: str, key: str, title: Lazy, choices: tuple[Choice, ...]) -> dict[str, Field]:
    return {f"{kind}.{key}": Field(key, title, FieldKind.CHOICE, choices=choices)}


FIELDS = {
    **FOLLOW_UP_FORM.named(words.FOLLOW_UP),
    **_coded(words.TRIP, "state", lazy("Status"), _STATES),
    **_coded(words.TRIP, "category", lazy("Category"), words.CATEGORIES),
    **_coded(words.TRIP, "purpose_kind", lazy("Kind of trip"), words.PURPOSES),
    **_coded(words.TRIP, "cancel_reason", lazy("Cancelled because of"), words.CANCEL_REASONS),
    **_coded(words.TRAVELLER, "category", lazy("Category"), words.CATEGORIES),
    **_coded(words.MOVE, "step", lazy("Move"), moves.STEPS),
    **_coded(words.MOVE, "origin", lazy("From the state"), _STATES),
    **_coded(words.MOVE, "to", lazy("To the state"), _STATES),
    **_coded(words.DECISION, "role", lazy("Decides as"), ROLES),
    **_coded(words.DECISION, "outcome", lazy("Decision"), words.OUTCOMES),
    **_coded(words.DECISION, "means", lazy("Given"), words.MEANS),
    **_coded(words.EXPENSE, "expense_kind", lazy("Kind of cost"), words.COSTS),
    **_coded(words.CHAIN, "category", lazy("Category"), words.CATEGORIES),
}

_OF_TRIP = (
    words.VERSION,
    words.TRAVELLER,
    words.MOVE,
    words.DECISION,
    words.DEROGATION,
    words.REPORT,
    words.EXPENSE,
    words.ADVANCE,
    words.FOLLOW_UP,
)


def _titled(kind: str, **titles: Lazy) -> dict[str, Lazy]:
    return {f"{kind}.{key}": title for key, title in titles.items()}


_ASKED = {
    "title": lazy("Title"),
    "travellers": lazy("Travellers"),
    "budget_line": lazy("Budget line"),
    "advance": lazy("Advance"),
    "urgent_reason": lazy("Reason for the urgency"),
}

TITLES = {
    words.TRIP: lazy("Service trip"),
    words.VERSION: lazy("Edition of the request"),
    words.TRAVELLER: lazy("Traveller"),
    words.MOVE: lazy("Move of the file"),
    words.DECISION: lazy("Decision"),
    words.DEROGATION: lazy("Derogation"),
    words.REPORT: lazy("Mission report"),
    words.EXPENSE: lazy("Expense"),
    words.ADVANCE: lazy("Advance"),
    words.FOLLOW_UP: lazy("Follow-up action"),
    words.TEMPLATE: lazy("Template of a request"),
    words.STAND_IN: lazy("Stand-in"),
    words.CHAIN: lazy("Approval chain"),
    words.RULE_SET: lazy("Rule set"),
    words.ALLOWANCE: lazy("Daily allowance"),
    **{f"{kind}.trip_id": lazy("Service trip") for kind in _OF_TRIP},
    **_titled(
        words.TRIP,
        number=lazy("No."),
        edition=lazy("Edition in hand"),
        approved_edition=lazy("Edition that was approved"),
        creator=lazy("Begun by"),
        sender=lazy("Submitted by"),
        editor=lazy("Last written by"),
        mission_id=lazy("Mission"),
        submitted_at=lazy("Submitted on"),
        since=lazy("Since"),
        rule_set=lazy("Rule set"),
        factor_set=lazy("Emission factors"),
        urgent=lazy("Urgent"),
        regularised=lazy("Regularised afterwards"),
        waiting_for=lazy("Waits for"),
        marked=lazy("Marked to be changed"),
        title=_ASKED["title"],
        travellers=_ASKED["travellers"],
        entity=lazy("Administration or minister’s office"),
        country=lazy("Country"),
        city=lazy("City"),
        departs_on=lazy("Day of departure"),
        returns_on=lazy("Day of return"),
        total=lazy("Estimated total in euro"),
        approved_total=lazy("Approved total in euro"),
        kg=lazy("kg CO₂e"),
        alternative_kg=lazy("kg CO₂e of the best other way"),
        by_plane=lazy("By plane"),
        booked_on=lazy("Booked on"),
        booked_total=lazy("Booked for, in euro"),
        booking_note=lazy("Remark on the booking"),
        lost=lazy("Lost costs in euro"),
        vouchers=lazy("Credit vouchers"),
        overtaken_at=lazy("The mission has moved since"),
        behind=lazy("Days by which it has moved"),
        import_id=lazy("Name in the import file"),
    ),
    **_titled(
        words.VERSION,
        number=lazy("Edition"),
        digest=lazy("Fingerprint of the content"),
        steps=lazy("Approval steps"),
        frozen_at=lazy("Submitted on"),
        reason=lazy("Reason"),
        language=lazy("Language"),
        submitted_on=lazy("Day of submission"),
        requester=lazy("Requester"),
        destination=lazy("Destination"),
        departs_at=lazy("Departure"),
        returns_at=lazy("Return"),
        purpose=lazy("Purpose and necessity"),
        legs=lazy("Legs of the journey"),
        stays=lazy("Nights"),
        costs=lazy("Other costs"),
        third_party_payer=lazy("Third party that pays"),
        security=lazy("Travel advice"),
        justifications=lazy("Reasons for derogations"),
        alternatives=lazy("Other ways to go"),
        booking=lazy("How the tickets are bought"),
        about=lazy("Remark"),
        **_ASKED,
    ),
    **_titled(words.TRAVELLER, person_id=lazy("Person"), name=lazy("Name"), folded=lazy("Name without accents")),
    **_titled(
        words.MOVE,
        edition=lazy("Edition"),
        at=lazy("Moved on"),
        account=lazy("User"),
        name=lazy("By"),
        behalf_of=lazy("Signed for"),
        reason=lazy("Reason"),
    ),
    **_titled(
        words.DECISION,
        edition=lazy("Edition"),
        account=lazy("User"),
        identity=lazy("Person"),
        name=lazy("Decided by"),
        behalf_account=lazy("User who is represented"),
        behalf_of=lazy("Signed for"),
        recorder=lazy("User who recorded it"),
        recorder_name=lazy("Recorded by"),
        given_on=lazy("Given on"),
        at=lazy("Entered on"),
        reason=lazy("Reason"),
        digest=lazy("Fingerprint of the content"),
        part=lazy("Fingerprint of what the step looks at"),
        scan=lazy("Scan"),
        confirm_by=lazy("To be confirmed by"),
    ),
    **_titled(
        words.DEROGATION,
        edition=lazy("Edition"),
        rule=lazy("Rule"),
        path=lazy("Place in the request"),
        asked=lazy("Value asked"),
        limit=lazy("What the rule allows"),
        reason=lazy("Reason"),
        granted=lazy("Granted"),
        allowed=lazy("Value allowed"),
        decided_by=lazy("User who decided"),
        decided_name=lazy("Decided by"),
        decided_at=lazy("Decided on"),
    ),
    **_titled(
        words.REPORT,
        results=lazy("Results"),
        text=lazy("Mission report"),
        circulated_to=lazy("Sent to"),
        document=lazy("Document"),
        handed_in_on=lazy("Handed in on"),
        handed_in_by=lazy("Handed in by"),
        no_costs=lazy("There were no costs"),
    ),
    **_titled(
        words.EXPENSE,
        traveller=lazy("Paid by"),
        spent_on=lazy("Day"),
        money=lazy("Amount"),
        by_office=lazy("Paid by the office"),
        remark=lazy("Remark"),
        receipt=lazy("Receipt"),
    ),
    **_titled(
        words.ADVANCE,
        traveller=lazy("Traveller"),
        amount=lazy("Amount in euro"),
        paid_on=lazy("Paid on"),
        settled_on=lazy("Settled on"),
        settled_amount=lazy("Paid at the settlement, in euro"),
    ),
    **_titled(words.TEMPLATE, name=lazy("Name"), request=lazy("Request")),
    **_titled(
        words.STAND_IN,
        absent=lazy("Who is absent"),
        stand_in=lazy("Who signs instead"),
        since=lazy("From"),
        until=lazy("Until"),
        reason=lazy("Reason"),
    ),
    **_titled(words.CHAIN, steps=lazy("Approval steps")),
    **_titled(
        words.RULE_SET,
        code=lazy("Code"),
        in_force_from=lazy("In force from"),
        in_force_until=lazy("In force until"),
        content=lazy("Rules"),
    ),
    **_titled(
        words.ALLOWANCE,
        country=lazy("Country"),
        city=lazy("City"),
        category=lazy("Category"),
        daily=lazy("Daily allowance"),
        lodging=lazy("Lodging ceiling"),
        currency=lazy("Currency"),
        valid_from=lazy("Valid from"),
        valid_to=lazy("Valid until"),
        source=lazy("Source"),
    ),
    **{name: field.title for name, field in FIELDS.items()},
}
