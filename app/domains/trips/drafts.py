"""Requests as they are written: tidied, and begun again from an earlier one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from app.domains.trips.request import Booking, Passport, Request, Security, Visa
from app.kernel.names import clean

T = TypeVar("T")


def cleaned(request: Request) -> Request:
    """Remove from every text the blanks at its ends and the characters that no field holds, and drop empty expected results."""
    tidy = _clean(request)
    purpose = replace(tidy.purpose, expected_results=tuple(one for one in tidy.purpose.expected_results if one))
    reasons = {rule: reason for rule, reason in tidy.justifications.items() if reason}
    return replace(tidy, purpose=purpose, justifications=reasons)


def _clean(value: T) -> T:
    found: Any = value
    if type(found) is str:
        return cast("T", clean(found))
    if isinstance(found, tuple):
        return cast("T", tuple(_clean(one) for one in cast("tuple[Any, ...]", found)))
    if isinstance(found, dict):
        return cast("T", {key: _clean(one) for key, one in cast("dict[Any, Any]", found).items()})
    if is_dataclass(found) and not isinstance(found, type):
        return replace(found, **{field.name: _clean(getattr(found, field.name)) for field in fields(found)})  # type: ignore[return-value]
    return value


def again(request: Request) -> Request:
    """Give the request without what belongs to one journey: its dates, its reasons, what was looked up and booked for it."""
    return replace(
        request,
        submitted_on=None,
        departs_at=None,
        returns_at=None,
        legs=tuple(replace(leg, departs_at=None, arrives_at=None, number="") for leg in request.legs),
        travellers=tuple(
            replace(
                one,
                visa=Visa(one.visa.needed) if one.visa else None,
                passport=one.passport and Passport(one.passport.kind, one.passport.expires_on),
            )
            for one in request.travellers
        ),
        justifications={},
        security=Security(),
        booking=Booking(request.booking.self_purchase),
        urgent_reason="",
        about="",
    )
