"""The words of gifts: rights, kinds of records, and the codes of the register and of the bank."""

from __future__ import annotations

from enum import StrEnum

from app.kernel.fields import Badge, Choice, Tone
from app.kernel.permissions import Permission
from app.kernel.translated import lazy

SEE_GIFTS = Permission("gifts.see", lazy("see the gift register and the gift bank"))
EDIT_GIFTS = Permission("gifts.edit", lazy("enter gifts, keep the gift bank and count it"))
DECIDE_GIFTS = Permission("gifts.decide", lazy("decide what becomes of gifts that were received"))
GIFT_RULES = Permission("gifts.rules", lazy("change the thresholds, periods and customs of gifts"))

GIFT, GIFT_DECISION, GIFT_FATE, GIFT_PHOTO, GIFT_LOAN = "gift", "gift decision", "gift fate", "gift photograph", "gift loan"
GIFT_ITEM, GIFT_MOVEMENT, GIFT_RESERVATION = "gift item", "gift movement", "gift reservation"
GIFT_COUNT, GIFT_COUNT_LINE = "gift count", "gift count line"
RULES, TABOO, REGIME_OF = "gift rules", "gift taboo", "gift regime of"


class Direction(StrEnum):
    """Which way a gift goes, seen from the Region."""

    RECEIVED = "received"
    GIVEN = "given"


class Acceptance(StrEnum):
    """Whether a gift that was offered was taken."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


class Category(StrEnum):
    """What kind of object it is."""

    ART = "art"
    CRAFT = "craft"
    BOOK = "book"
    COMIC = "comic"
    TEXTILE = "textile"
    FOOD = "food"
    DRINK = "drink"
    JEWELLERY = "jewellery"
    TABLEWARE = "tableware"
    MEDAL = "medal"
    DEVICE = "device"
    FLOWERS = "flowers"
    HOSPITALITY = "hospitality"
    OTHER = "other"


class Trait(StrEnum):
    """What an object is, holds or shows, as far as customs, airlines, laws or etiquette ask after it."""

    ALCOHOL = "alcohol"
    FOOD = "food"
    BLADE = "blade"
    CITES = "cites"  # of a protected species (Washington Convention of 1973)
    LEATHER = "leather"
    LIQUID = "liquid"
    GLASS = "glass"
    BATTERY = "battery"
    PLANT = "plant"
    BEEF = "beef"
    PORK = "pork"
    PIGSKIN = "pigskin"
    GELATINE = "gelatine"
    CLOCK = "clock"
    UMBRELLA = "umbrella"
    SHOES = "shoes"
    HANDKERCHIEF = "handkerchief"
    HAT = "hat"
    FLOWERS = "flowers"
    FOUR = "four"  # a set of four pieces
    WHITE = "white"
    BLACK = "black"
    GREEN = "green"
    BLUE = "blue"
    RED = "red"
    PERSONS = "persons"  # pictures of people
    DOG = "dog"
    FOX = "fox"
    PERSONAL = "personal"
    PERFUME = "perfume"
    CLOTHING = "clothing"
    CASH = "cash"
    VOUCHER = "voucher"
    BRAND = "brand"
    RELIGIOUS = "religious"
    POLITICAL = "political"
    PORTRAIT = "portrait"  # of one's own head of State


class Tag(StrEnum):
    """What speaks for an object."""

    BRUSSELS_MADE = "brussels-made"
    SUSTAINABLE = "sustainable"
    HANDMADE = "handmade"
    UNIQUE = "unique"
    NO_ALCOHOL = "no-alcohol"
    VEGAN = "vegan"
    VEGETARIAN = "vegetarian"
    HALAL = "halal"
    KOSHER = "kosher"
    CHILDREN = "children"


class Level(StrEnum):
    """For whom an object of the bank is meant (domain facts of protocol, 4.4)."""

    A = "A"  # head of State or of government
    B = "B"  # minister, mayor, governor
    C = "C"  # senior official
    D = "D"  # member of a delegation, driver


class CabinBag(StrEnum):
    """Whether an object may travel in the cabin."""

    UNKNOWN = ""
    YES = "yes"
    LIMITED = "limited"
    NO = "no"


class ValueMethod(StrEnum):
    """How a value was found."""

    UNKNOWN = ""
    INVOICE = "invoice"
    APPRAISAL = "appraisal"
    MARKET = "market"


class Decision(StrEnum):
    """What was decided about a gift that was received; empty while nobody has."""

    OPEN = ""
    KEEP = "keep"
    HAND_OVER = "hand over"
    REFUSE = "refuse"
    RETURN = "return"


class Ownership(StrEnum):
    """Whose it is."""

    OPEN = ""
    REGION = "region"
    PERSON = "person"
    GIVER = "giver"  # it was refused, or went back
    OTHER = "other"


class Fate(StrEnum):
    """What became of an object."""

    OPEN = ""
    KEPT = "kept"
    DISPLAYED = "displayed"
    USED = "used"
    LENT = "lent"
    DONATED = "donated"
    RETURNED = "returned"
    SOLD = "sold"
    DESTROYED = "destroyed"
    LOST = "lost"


GONE = frozenset({Fate.DONATED, Fate.RETURNED, Fate.SOLD, Fate.DESTROYED, Fate.LOST})
"""What is no longer in the hands of the office."""


class Standing(StrEnum):
    """How far an entry of the register is."""

    NOTED = "noted"  # known, without a number yet
    ENTERED = "entered"
    STRUCK = "struck"  # entered by mistake: it keeps its number, and says why


class Threshold(StrEnum):
    """What the threshold in force on the day of receipt says of a value."""

    UNKNOWN = ""  # no value yet, or none that can be compared
    BELOW = "below"
    DECLARE = "declare"
    HAND_OVER = "hand over"


class Step(StrEnum):
    """What is to be done next about a gift; `DONE` when nothing is."""

    ENTER = "enter"
    VALUE = "value"
    DECIDE = "decide"
    THANK = "thank"
    PLACE = "place"
    DONE = "done"


class Urgency(StrEnum):
    """How near the day is by which something is to be done."""

    NONE = ""
    SOON = "soon"
    LATE = "late"


class MovementKind(StrEnum):
    """Why the stock of an object changed. A movement's number is signed: what comes is above zero, what goes below."""

    PURCHASE = "purchase"
    ISSUE = "issue"
    RETURN = "return"
    LOSS = "loss"
    LOAN = "loan"
    LOAN_BACK = "loan back"
    COUNT = "count"


COMES = frozenset({MovementKind.PURCHASE, MovementKind.RETURN, MovementKind.LOAN_BACK})
GOES = frozenset({MovementKind.ISSUE, MovementKind.LOSS, MovementKind.LOAN})


class ReservationState(StrEnum):
    """How far a gift that was chosen is."""

    RESERVED = "reserved"
    ISSUED = "issued"
    RETURNED = "returned"  # taken out and brought back
    RELEASED = "released"


class CountState(StrEnum):
    """How far a stock-taking is."""

    OPEN = "open"
    CLOSED = "closed"


class Tally(StrEnum):
    """What a stock-taking found of an object."""

    NOT_COUNTED = "not counted"
    FOUND = "found"
    FEWER = "fewer"
    MISSING = "missing"
    MORE = "more"
    MISPLACED = "misplaced"


class Extract(StrEnum):
    """For whom an extract of the register is."""

    FULL = "full"
    PUBLIC = "public"
    ANONYMISED = "anonymised"


DIRECTIONS = (Choice(Direction.RECEIVED, lazy("received")), Choice(Direction.GIVEN, lazy("given")))
DIRECTION_BADGES = {Direction.RECEIVED: Badge(lazy("received"), Tone.BUSY), Direction.GIVEN: Badge(lazy("given"), Tone.NEUTRAL)}
ACCEPTANCES = (Choice(Acceptance.ACCEPTED, lazy("accepted")), Choice(Acceptance.DECLINED, lazy("offered and declined")))
CATEGORIES = (
    Choice(Category.ART, lazy("work of art")),
    Choice(Category.CRAFT, lazy("craft and design")),
    Choice(Category.BOOK, lazy("book")),
    Choice(Category.COMIC, lazy("comic strip")),
    Choice(Category.TEXTILE, lazy("lace and textile")),
    Choice(Category.FOOD, lazy("food and sweets")),
    Choice(Category.DRINK, lazy("drink")),
    Choice(Category.JEWELLERY, lazy("jewellery and watches")),
    Choice(Category.TABLEWARE, lazy("tableware")),
    Choice(Category.MEDAL, lazy("medal, plaque or pennant")),
    Choice(Category.DEVICE, lazy("device")),
    Choice(Category.FLOWERS, lazy("flowers and plants")),
    Choice(Category.HOSPITALITY, lazy("hospitality and tickets")),
    Choice(Category.OTHER, lazy("another object")),
)
TRAITS = (
    Choice(Trait.ALCOHOL, lazy("alcohol")),
    Choice(Trait.FOOD, lazy("food")),
    Choice(Trait.BLADE, lazy("blade")),
    Choice(Trait.CITES, lazy("protected species (CITES)")),
    Choice(Trait.LEATHER, lazy("leather")),
    Choice(Trait.LIQUID, lazy("liquid")),
    Choice(Trait.GLASS, lazy("glass or fragile")),
    Choice(Trait.BATTERY, lazy("battery")),
    Choice(Trait.PLANT, lazy("plant or wood")),
    Choice(Trait.BEEF, lazy("beef")),
    Choice(Trait.PORK, lazy("pork")),
    Choice(Trait.PIGSKIN, lazy("pigskin")),
    Choice(Trait.GELATINE, lazy("gelatine")),
    Choice(Trait.CLOCK, lazy("clock or watch")),
    Choice(Trait.UMBRELLA, lazy("umbrella")),
    Choice(Trait.SHOES, lazy("shoes")),
    Choice(Trait.HANDKERCHIEF, lazy("handkerchief")),
    Choice(Trait.HAT, lazy("hat")),
    Choice(Trait.FLOWERS, lazy("flowers")),
    Choice(Trait.FOUR, lazy("set of four")),
    Choice(Trait.WHITE, lazy("white")),
    Choice(Trait.BLACK, lazy("black")),
    Choice(Trait.GREEN, lazy("green")),
    Choice(Trait.BLUE, lazy("blue")),
    Choice(Trait.RED, lazy("red")),
    Choice(Trait.PERSONS, lazy("pictures of people")),
    Choice(Trait.DOG, lazy("picture of a dog")),
    Choice(Trait.FOX, lazy("picture of a fox")),
    Choice(Trait.PERSONAL, lazy("very personal object")),
    Choice(Trait.PERFUME, lazy("perfume")),
    Choice(Trait.CLOTHING, lazy("clothing")),
    Choice(Trait.CASH, lazy("cash")),
    Choice(Trait.VOUCHER, lazy("gift voucher")),
    Choice(Trait.BRAND, lazy("advertising of a brand")),
    Choice(Trait.RELIGIOUS, lazy("religious symbol")),
    Choice(Trait.POLITICAL, lazy("political symbol")),
    Choice(Trait.PORTRAIT, lazy("portrait of a head of State")),
)
MATERIALS = TRAITS[:9]
"""Those that the register asks after; the rest is for the bank, where customs of other cultures are looked at."""
TAGS = (
    Choice(Tag.BRUSSELS_MADE, lazy("made in Brussels")),
    Choice(Tag.SUSTAINABLE, lazy("sustainable")),
    Choice(Tag.HANDMADE, lazy("made by hand")),
    Choice(Tag.UNIQUE, lazy("one of its kind")),
    Choice(Tag.NO_ALCOHOL, lazy("without alcohol")),
    Choice(Tag.VEGAN, lazy("vegan")),
    Choice(Tag.VEGETARIAN, lazy("vegetarian")),
    Choice(Tag.HALAL, lazy("halal")),
    Choice(Tag.KOSHER, lazy("kosher")),
    Choice(Tag.CHILDREN, lazy("for children")),
)
LEVELS = (
    Choice(Level.A, lazy("A: head of State or of government")),
    Choice(Level.B, lazy("B: minister, mayor, governor")),
    Choice(Level.C, lazy("C: senior official")),
    Choice(Level.D, lazy("D: member of a delegation, driver")),
)
CABIN_BAGS = (
    Choice(CabinBag.UNKNOWN, lazy("not known")),
    Choice(CabinBag.YES, lazy("may be carried in the cabin")),
    Choice(CabinBag.LIMITED, lazy("in the cabin within limits")),
    Choice(CabinBag.NO, lazy("hold luggage only")),
)
VALUE_METHODS = (
    Choice(ValueMethod.UNKNOWN, lazy("not known")),
    Choice(ValueMethod.INVOICE, lazy("invoice")),
    Choice(ValueMethod.APPRAISAL, lazy("appraisal")),
    Choice(ValueMethod.MARKET, lazy("market price")),
)
DECISIONS = (
    Choice(Decision.KEEP, lazy("the recipient keeps it")),
    Choice(Decision.HAND_OVER, lazy("it is handed over to the Region")),
    Choice(Decision.REFUSE, lazy("it is refused")),
    Choice(Decision.RETURN, lazy("it goes back to the giver")),
)
DECISION_BADGES = {
    Decision.OPEN: Badge(lazy("to be decided"), Tone.WARNING),
    Decision.KEEP: Badge(lazy("kept by the recipient"), Tone.GOOD),
    Decision.HAND_OVER: Badge(lazy("goes to the Region"), Tone.GOOD),
    Decision.REFUSE: Badge(lazy("refused"), Tone.FAINT),
    Decision.RETURN: Badge(lazy("goes back"), Tone.FAINT),
}
OWNERSHIPS = (
    Choice(Ownership.OPEN, lazy("not decided")),
    Choice(Ownership.REGION, lazy("the Region")),
    Choice(Ownership.PERSON, lazy("the recipient")),
    Choice(Ownership.GIVER, lazy("the giver")),
    Choice(Ownership.OTHER, lazy("somebody else")),
)
FATES = (
    Choice(Fate.KEPT, lazy("kept")),
    Choice(Fate.DISPLAYED, lazy("displayed")),
    Choice(Fate.USED, lazy("used")),
    Choice(Fate.LENT, lazy("lent out")),
    Choice(Fate.DONATED, lazy("donated")),
    Choice(Fate.RETURNED, lazy("given back")),
    Choice(Fate.SOLD, lazy("sold")),
    Choice(Fate.DESTROYED, lazy("destroyed")),
    Choice(Fate.LOST, lazy("not found any more")),
)
FATE_BADGES = {
    Fate.OPEN: Badge(lazy("open"), Tone.FAINT),
    Fate.KEPT: Badge(lazy("kept"), Tone.GOOD),
    Fate.DISPLAYED: Badge(lazy("displayed"), Tone.GOOD),
    Fate.USED: Badge(lazy("used"), Tone.GOOD),
    Fate.LENT: Badge(lazy("lent out"), Tone.BUSY),
    Fate.DONATED: Badge(lazy("donated"), Tone.FAINT),
    Fate.RETURNED: Badge(lazy("given back"), Tone.FAINT),
    Fate.SOLD: Badge(lazy("sold"), Tone.FAINT),
    Fate.DESTROYED: Badge(lazy("destroyed"), Tone.FAINT),
    Fate.LOST: Badge(lazy("not found any more"), Tone.BAD),
}
STANDING_BADGES = {
    Standing.NOTED: Badge(lazy("not yet in the register"), Tone.WARNING),
    Standing.ENTERED: Badge(lazy("in the register"), Tone.GOOD),
    Standing.STRUCK: Badge(lazy("struck out"), Tone.FAINT),
}
THRESHOLD_BADGES = {
    Threshold.UNKNOWN: Badge(lazy("no value to compare"), Tone.WARNING),
    Threshold.BELOW: Badge(lazy("below the thresholds"), Tone.NEUTRAL),
    Threshold.DECLARE: Badge(lazy("to be declared"), Tone.BUSY),
    Threshold.HAND_OVER: Badge(lazy("to be handed over"), Tone.WARNING),
}
STEPS = (
    Choice(Step.ENTER, lazy("to be entered")),
    Choice(Step.VALUE, lazy("value to be set")),
    Choice(Step.DECIDE, lazy("to be decided")),
    Choice(Step.THANK, lazy("to be thanked for")),
    Choice(Step.PLACE, lazy("to be given its place")),
    Choice(Step.DONE, lazy("nothing more to do")),
)
URGENCY_BADGES = {Urgency.SOON: Badge(lazy("soon"), Tone.WARNING), Urgency.LATE: Badge(lazy("late"), Tone.BAD)}
MOVEMENT_KINDS = (
    Choice(MovementKind.PURCHASE, lazy("purchase")),
    Choice(MovementKind.ISSUE, lazy("issue")),
    Choice(MovementKind.RETURN, lazy("return")),
    Choice(MovementKind.LOSS, lazy("loss")),
    Choice(MovementKind.LOAN, lazy("loan")),
    Choice(MovementKind.LOAN_BACK, lazy("back from loan")),
    Choice(MovementKind.COUNT, lazy("stock-taking")),
)
RESERVATION_STATES = (
    Choice(ReservationState.RESERVED, lazy("reserved")),
    Choice(ReservationState.ISSUED, lazy("issued")),
    Choice(ReservationState.RETURNED, lazy("brought back")),
    Choice(ReservationState.RELEASED, lazy("released")),
)
RESERVATION_BADGES = {
    ReservationState.RESERVED: Badge(lazy("reserved"), Tone.BUSY),
    ReservationState.ISSUED: Badge(lazy("issued"), Tone.GOOD),
    ReservationState.RETURNED: Badge(lazy("brought back"), Tone.FAINT),
    ReservationState.RELEASED: Badge(lazy("released"), Tone.FAINT),
}
COUNT_BADGES = {
    CountState.OPEN: Badge(lazy("going on"), Tone.BUSY),
    CountState.CLOSED: Badge(lazy("closed"), Tone.GOOD),
}
TALLY_BADGES = {
    Tally.NOT_COUNTED: Badge(lazy("not counted yet"), Tone.NEUTRAL),
    Tally.FOUND: Badge(lazy("found"), Tone.GOOD),
    Tally.FEWER: Badge(lazy("fewer than expected"), Tone.BAD),
    Tally.MISSING: Badge(lazy("missing"), Tone.BAD),
    Tally.MORE: Badge(lazy("more than expected"), Tone.WARNING),
    Tally.MISPLACED: Badge(lazy("in another place"), Tone.WARNING),
}
EXTRACTS = (
    Choice(Extract.FULL, lazy("full")),
    Choice(Extract.PUBLIC, lazy("public")),
    Choice(Extract.ANONYMISED, lazy("anonymised")),
)
