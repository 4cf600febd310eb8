"""Words of this domain: codes, titles, rights."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_TRIPS = Permission("trips.see", lazy("see service trips"))
REQUEST_TRIPS = Permission("trips.request", lazy("request service trips"))
DECIDE_TRIPS = Permission("trips.decide", lazy("decide on service trips"))
HANDLE_TRIPS = Permission("trips.handle", lazy("handle service trips for others: admissibility, bookings, decisions given on paper"))
SETTLE_TRIPS = Permission("trips.settle", lazy("check and settle service trips"))
SET_TRIP_RULES = Permission("trips.rules", lazy("change rule sets, approval chains and allowances"))

TRIP, VERSION, DECISION, DEROGATION, MOVE = "trip", "trip version", "trip decision", "trip derogation", "trip move"
TRAVELLER, TEMPLATE, STAND_IN, RULE_SET = "trip traveller", "trip template", "stand-in", "rule set"
CHAIN, ALLOWANCE, REPORT, EXPENSE, FOLLOW_UP, ADVANCE = (
    "approval chain",
    "daily allowance",
    "mission report",
    "trip expense",
    "follow-up action",
    "trip advance",
)


class Category(StrEnum):
    """What a traveller is to the office; the approval chain follows from it."""

    AGENT = "agent"
    DIRECTOR_GENERAL = "director_general"
    LEADING_OFFICIAL = "leading_official"
    CABINET_MEMBER = "cabinet_member"
    MINISTER = "minister"
    EXTERNAL = "external"


class Payer(StrEnum):
    """Who pays for somebody."""

    REGION = "region"
    CABINET = "cabinet"
    ADMINISTRATION = "administration"
    HOST = "host"
    OWN = "own"


class PurposeKind(StrEnum):
    """What kind of trip it is."""

    CONFERENCE = "conference"
    BILATERAL_VISIT = "bilateral_visit"
    NETWORK = "network"
    STATE_VISIT = "state_visit"
    PRINCELY_MISSION = "princely_mission"
    NEGOTIATION = "negotiation"
    TRAINING = "training"
    STUDY_VISIT = "study_visit"
    FAIR = "fair"
    OTHER = "other"


class Mode(StrEnum):
    """A means of transport."""

    TRAIN = "train"
    NIGHT_TRAIN = "night_train"
    PLANE = "plane"
    CAR = "car"
    OWN_CAR = "own_car"
    COACH = "coach"
    BOAT = "boat"
    VIDEOCONFERENCE = "videoconference"  # only as an alternative


class TravelClass(StrEnum):
    """The class of a ticket: first and second on rails, the others in the air (first on both)."""

    SECOND = "second"
    FIRST = "first"
    ECONOMY = "economy"
    PREMIUM_ECONOMY = "premium_economy"
    BUSINESS = "business"


class CostKind(StrEnum):
    """A line of the budget."""

    TRANSPORT = "transport"
    LODGING = "lodging"
    DAILY_ALLOWANCE = "daily_allowance"
    LOCAL_TRANSPORT = "local_transport"
    REGISTRATION = "registration"
    VISA = "visa"
    REPRESENTATION = "representation"
    INSURANCE = "insurance"
    OTHER = "other"


class Advice(StrEnum):
    """The travel advice of the FPS Foreign Affairs; no official numbered scale is known."""

    UNKNOWN = ""
    NONE = "none"
    NON_ESSENTIAL = "non_essential"
    ALL = "all"


class PassportKind(StrEnum):
    """With which paper somebody travels."""

    ORDINARY = "ordinary"
    SERVICE = "service"
    DIPLOMATIC = "diplomatic"
    IDENTITY_CARD = "identity_card"


class State(StrEnum):
    """Where a file stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_APPROVAL = "in approval"
    RETURNED = "returned"
    APPROVED = "approved"
    BOOKED = "booked"
    ON_TRIP = "on trip"
    TO_SETTLE = "to settle"
    IN_CHECK = "in check"
    CLOSED = "closed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    AMENDING = "amending"
    REGULARISATION = "regularisation"


class Means(StrEnum):
    """How a decision was given."""

    PROGRAM = "program"
    PAPER = "paper"
    MAIL = "mail"
    TELEPHONE = "telephone"


class Outcome(StrEnum):
    """What somebody decided at a step."""

    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    FAVOURABLE = "favourable"  # an opinion, not a decision
    UNFAVOURABLE = "unfavourable"


class CancelReason(StrEnum):
    """Why a trip does not take place."""

    HEALTH = "health"
    SECURITY = "security"
    HOST = "host"
    AGENDA = "agenda"
    BUDGET = "budget"
    OTHER = "other"


class Reached(StrEnum):
    """What became of an expected result."""

    UNKNOWN = ""
    YES = "yes"
    PARTLY = "partly"
    NO = "no"


CATEGORIES = (
    Choice(Category.AGENT, lazy("staff member")),
    Choice(Category.DIRECTOR_GENERAL, lazy("director-general")),
    Choice(Category.LEADING_OFFICIAL, lazy("leading official")),
    Choice(Category.CABINET_MEMBER, lazy("cabinet member")),
    Choice(Category.MINISTER, lazy("minister or state secretary")),
    Choice(Category.EXTERNAL, lazy("external member of the delegation")),
)
PAYERS = (
    Choice(Payer.REGION, lazy("the Region")),
    Choice(Payer.CABINET, lazy("the minister's office")),
    Choice(Payer.ADMINISTRATION, lazy("the administration")),
    Choice(Payer.HOST, lazy("the host")),
    Choice(Payer.OWN, lazy("the traveller")),
)
PURPOSES = (
    Choice(PurposeKind.CONFERENCE, lazy("conference")),
    Choice(PurposeKind.BILATERAL_VISIT, lazy("bilateral visit")),
    Choice(PurposeKind.NETWORK, lazy("meeting of a network")),
    Choice(PurposeKind.STATE_VISIT, lazy("state visit")),
    Choice(PurposeKind.PRINCELY_MISSION, lazy("princely mission")),
    Choice(PurposeKind.NEGOTIATION, lazy("negotiation")),
    Choice(PurposeKind.TRAINING, lazy("training")),
    Choice(PurposeKind.STUDY_VISIT, lazy("study visit")),
    Choice(PurposeKind.FAIR, lazy("fair or exhibition")),
    Choice(PurposeKind.OTHER, lazy("other")),
)
MODES = (
    Choice(Mode.TRAIN, lazy("train")),
    Choice(Mode.NIGHT_TRAIN, lazy("night train")),
    Choice(Mode.PLANE, lazy("plane")),
    Choice(Mode.CAR, lazy("car")),
    Choice(Mode.OWN_CAR, lazy("own car")),
    Choice(Mode.COACH, lazy("coach")),
    Choice(Mode.BOAT, lazy("boat")),
    Choice(Mode.VIDEOCONFERENCE, lazy("videoconference")),
)
CLASSES = (
    Choice(TravelClass.SECOND, lazy("second class")),
    Choice(TravelClass.FIRST, lazy("first class")),
    Choice(TravelClass.ECONOMY, lazy("economy class")),
    Choice(TravelClass.PREMIUM_ECONOMY, lazy("premium economy class")),
    Choice(TravelClass.BUSINESS, lazy("business class")),
)
COSTS = (
    Choice(CostKind.TRANSPORT, lazy("transport")),
    Choice(CostKind.LODGING, lazy("lodging")),
    Choice(CostKind.DAILY_ALLOWANCE, lazy("daily allowance")),
    Choice(CostKind.LOCAL_TRANSPORT, lazy("local transport")),
    Choice(CostKind.REGISTRATION, lazy("registration fee")),
    Choice(CostKind.VISA, lazy("visa")),
    Choice(CostKind.REPRESENTATION, lazy("representation and gifts")),
    Choice(CostKind.INSURANCE, lazy("insurance")),
    Choice(CostKind.OTHER, lazy("other costs")),
)
ADVICES = (
    Choice(Advice.UNKNOWN, lazy("not looked up yet")),
    Choice(Advice.NONE, lazy("nothing against travelling")),
    Choice(Advice.NON_ESSENTIAL, lazy("non-essential travel advised against")),
    Choice(Advice.ALL, lazy("all travel advised against")),
)
PASSPORTS = (
    Choice(PassportKind.ORDINARY, lazy("ordinary passport")),
    Choice(PassportKind.SERVICE, lazy("service passport")),
    Choice(PassportKind.DIPLOMATIC, lazy("diplomatic passport")),
    Choice(PassportKind.IDENTITY_CARD, lazy("identity card")),
)
MEANS = (
    Choice(Means.PROGRAM, lazy("in the program")),
    Choice(Means.PAPER, lazy("on paper")),
    Choice(Means.MAIL, lazy("by e-mail")),
    Choice(Means.TELEPHONE, lazy("by telephone")),
)
OUTCOMES = (
    Choice(Outcome.APPROVE, lazy("approved")),
    Choice(Outcome.RETURN, lazy("returned")),
    Choice(Outcome.REFUSE, lazy("refused")),
    Choice(Outcome.FAVOURABLE, lazy("favourable opinion")),
    Choice(Outcome.UNFAVOURABLE, lazy("unfavourable opinion")),
)
CANCEL_REASONS = (
    Choice(CancelReason.HEALTH, lazy("health")),
    Choice(CancelReason.SECURITY, lazy("security")),
    Choice(CancelReason.HOST, lazy("the host")),
    Choice(CancelReason.AGENDA, lazy("the agenda")),
    Choice(CancelReason.BUDGET, lazy("the budget")),
    Choice(CancelReason.OTHER, lazy("another reason")),
)
REACHED = (
    Choice(Reached.UNKNOWN, lazy("not told yet")),
    Choice(Reached.YES, lazy("reached")),
    Choice(Reached.PARTLY, lazy("partly reached")),
    Choice(Reached.NO, lazy("not reached")),
)
STATES = {
    State.DRAFT: Badge(lazy("draft"), Tone.FAINT),
    State.SUBMITTED: Badge(lazy("submitted"), Tone.BUSY),
    State.IN_APPROVAL: Badge(lazy("in approval"), Tone.BUSY),
    State.RETURNED: Badge(lazy("returned"), Tone.WARNING),
    State.APPROVED: Badge(lazy("approved"), Tone.GOOD),
    State.BOOKED: Badge(lazy("booked"), Tone.GOOD),
    State.ON_TRIP: Badge(lazy("on trip"), Tone.GOOD),
    State.TO_SETTLE: Badge(lazy("to settle"), Tone.WARNING),
    State.IN_CHECK: Badge(lazy("in check"), Tone.BUSY),
    State.CLOSED: Badge(lazy("closed"), Tone.NEUTRAL),
    State.REFUSED: Badge(lazy("refused"), Tone.BAD),
    State.CANCELLED: Badge(lazy("cancelled"), Tone.FAINT),
    State.AMENDING: Badge(lazy("being amended"), Tone.WARNING),
    State.REGULARISATION: Badge(lazy("to be regularised"), Tone.BAD),
}
