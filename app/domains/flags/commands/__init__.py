"""What the office does with flags: with flag days and instructions, with the stock, with the flags of missions."""

from __future__ import annotations

from app.domains.flags.commands import days, missions, stock
from app.kernel.commands import handlers_in

HANDLERS = tuple(handler for part in (days, stock, missions) for handler in handlers_in(part))
