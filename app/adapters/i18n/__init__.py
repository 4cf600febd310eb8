"""What the office reads, in its three languages: sentences, dates, numbers, names of countries and languages.

`wording_for` is the one way in. The language of a paper is not the language of the screen, so nothing here is global.
"""

from __future__ import annotations

from app.adapters.i18n.wording import wording_for

__all__ = ["wording_for"]
