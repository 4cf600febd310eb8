"""`attache`: the window, and everything else that can be done without one."""

from __future__ import annotations

import sys

from app.commandline import main

if __name__ == "__main__":
    sys.exit(main())
