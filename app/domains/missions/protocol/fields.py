"""How what the office decides about an order is written in the history."""

from __future__ import annotations

from app.domains.missions.protocol.vocabulary import ALPHABETS, CAPACITIES, MISSION_ORDER, PLACE_MOVE, STANDING, WHO
from app.domains.people.vocabulary import PERSON
from app.kernel.fields import Field, FieldKind
from app.kernel.translated import lazy

FIELDS = {
    f"{MISSION_ORDER}.day": Field("day", lazy("Posts held on"), FieldKind.DATE),
    f"{MISSION_ORDER}.alphabet": Field("alphabet", lazy("Alphabet of the States"), FieldKind.CHOICE, choices=ALPHABETS),
    f"{MISSION_ORDER}.host_cedes": Field("host_cedes", lazy("The host gives the first place to the guest of honour"), FieldKind.YES_NO),
    f"{STANDING}.person_id": Field("person_id", lazy("Person"), FieldKind.RECORD, record=PERSON),
    f"{STANDING}.capacity": Field("capacity", lazy("Takes part"), FieldKind.CHOICE, choices=CAPACITIES),
    f"{STANDING}.other_person_id": Field("other_person_id", lazy("Of whom"), FieldKind.RECORD, record=PERSON),
    f"{PLACE_MOVE}.person_id": Field("person_id", lazy("Person"), FieldKind.RECORD, record=PERSON),
    f"{PLACE_MOVE}.before_id": Field("before_id", lazy("Before"), FieldKind.RECORD, record=PERSON),
    f"{PLACE_MOVE}.among": Field("among", lazy("In the order of"), FieldKind.CHOICE, choices=WHO),
}

TITLES = {
    MISSION_ORDER: lazy("Order of precedence"),
    STANDING: lazy("As what somebody takes part"),
    PLACE_MOVE: lazy("Place given by hand"),
    **{f"{kind}.mission_id": lazy("Mission") for kind in (MISSION_ORDER, STANDING, PLACE_MOVE)},
    f"{MISSION_ORDER}.profile": lazy("List of precedence"),
    f"{STANDING}.post_id": lazy("Post that counts here"),
    f"{STANDING}.remark": lazy("Remark"),
    f"{PLACE_MOVE}.reason": lazy("Reason"),
    f"{PLACE_MOVE}.by_name": lazy("By"),
    f"{PLACE_MOVE}.at": lazy("When"),
    **{name: field.title for name, field in FIELDS.items()},
}
