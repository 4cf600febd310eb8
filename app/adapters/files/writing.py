"""Writing a file whole or not at all: what has a name is complete."""

from __future__ import annotations

import os
from pathlib import Path

from app.kernel.errors import Unavailable
from app.kernel.ids import new_id
from app.kernel.translated import lazy


def write_whole(path: Path, content: bytes) -> None:
    """Write *content* to *path*: beside it first, then renamed. Raises `Unavailable` and leaves what was there."""
    # The name of the part is short, so that it fits wherever the name of the file does.
    beside = path.parent / f".{new_id()}.part"
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Unavailable(
            lazy(
                "{file} cannot be written ({reason}). Check the folder, your rights and the space on the disk.",
                file=str(path),
                reason=reason,
            )
        ) from error
    finally:
        beside.unlink(missing_ok=True)
