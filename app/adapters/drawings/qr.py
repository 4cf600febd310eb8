"""The modules of a QR code: which squares of its grid are dark, the same for paper, screen and picture.

Nothing but the text stands in a code. Figures and capitals are written in their own, denser way: a number of the register fits the
smallest grid there is.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy

QUIET_ZONE = 4  # modules that stay empty on each side: without them a scanner does not find the code
LONGEST = 300  # bytes; a code of more is too fine for a label
QR_DARK, QR_LIGHT = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)

Bars = tuple[tuple[int, int, int], ...]
"""Dark runs: the row, the column where it begins, how many modules it has. Rows and columns count the quiet zone."""


@lru_cache(maxsize=1024)
def qr_bars(text: str) -> tuple[Bars, int]:
    """Give the dark runs of the code of *text*, and the modules of its side with the quiet zone; raise `Refused` for none or too much of it.

    A quarter of the code may be damaged and it is still read (level Q), for a text of more than a line a seventh (level M).
    """
    size = len(text.encode())
    if not text or size > LONGEST:
        message = lazy("A QR code holds from 1 to {most} characters; this text has {count}.", most=LONGEST, count=size)
        raise Refused(Finding("text", message, rule="qr-length", value=size, limit=LONGEST))
    grid = _modules(text, fine=size > _SHORT)
    bars: list[tuple[int, int, int]] = []
    for row, modules in enumerate(grid, QUIET_ZONE):
        start = 0
        for column in range(len(modules) + 1):
            dark = column < len(modules) and modules[column]
            if not dark:
                if column > start:
                    bars.append((row, start + QUIET_ZONE, column - start))
                start = column + 1
    return tuple(bars), len(grid) + 2 * QUIET_ZONE


_SHORT = 24


def _modules(text: str, *, fine: bool) -> list[list[bool]]:
    from reportlab.graphics.barcode import qrencoder  # slow import

    encoder: Any = qrencoder  # reportlab gives no types
    levels = encoder.QRErrorCorrectLevel
    code = encoder.QRCode(None, levels.M if fine else levels.Q)
    kinds = (encoder.QRNumber, encoder.QRAlphaNum)
    # The letters of other scripts as bytes: the denser way of Japanese is read by few scanners.
    code.addData(next((kind(text) for kind in kinds if kind.valid(text)), None) or encoder.QR8bitByte(text))
    code.make()
    return [[bool(module) for module in row] for row in code.modules]
