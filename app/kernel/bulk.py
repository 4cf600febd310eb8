"""Making very many values at once: a year's list is half a million of them, all of which are needed."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def all_of_use() -> Generator[None]:
    """Put off the search for what is of no more use; it would look at all that has been made again and again, and find nothing.

    A quarter of the time goes into it otherwise. For a second or so, not for a session.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
