"""Passwords: kept as hashes only, and compared in the same time whether they are right, wrong or not there at all."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hashed(password: str) -> str:
    """Give what is kept of a password."""
    return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Tell whether *password* is the one of which *kept* is the hash; without one it takes as long and is never right."""
    from argon2.exceptions import InvalidHashError, VerificationError  # slow import

    try:
        right = _hasher().verify(kept or _hash_of_nothing(), password)
    except (VerificationError, InvalidHashError):
        return False
    return right and kept is not None


def outdated(kept: str) -> bool:
    """Tell whether a password should be hashed anew, because that is done more thoroughly now."""
    return _hasher().check_needs_rehash(kept)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher  # slow import

    return PasswordHasher()


@cache
def _hash_of_nothing() -> str:
    return _hasher().hash("nobody knows this one")
