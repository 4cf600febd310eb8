"""The photographs of an object: rows of their own, in their order, written by whatever edits the object.

The pictures themselves are kept beforehand (bounded, without metadata: `Application.keep_picture`); here they are named by their digest.
"""

from __future__ import annotations

from app.domains.gifts.drafts import Photo
from app.domains.gifts.records import Gift, GiftItem, GiftLoan, GiftPhoto
from app.kernel.errors import Changed, Finding, refuse
from app.kernel.translated import lazy
from app.kernel.work import Work

Pictured = Gift | GiftItem | GiftLoan


def photos_of(record: Pictured) -> tuple[Photo, ...]:
    """Give the photographs of an object in their order."""
    return tuple(Photo(row.digest, row.caption, row.taken_on) for row in sorted(record.photos, key=lambda row: row.position))


def put_photos(work: Work, record: Pictured, photos: tuple[Photo, ...]) -> None:
    """Let an object have these photographs, in this order; refused when one is not among the kept files."""
    rows = {row.digest: row for row in record.photos}
    for number, photo in enumerate(photos):
        if photo.digest not in rows:
            refuse(_as_kept(work, photo, f"photos[{number}]"))
    for position, photo in enumerate(photos):
        if (row := rows.pop(photo.digest, None)) is None:
            row = GiftPhoto(digest=photo.digest)
            record.photos.append(row)
        row.position, row.caption, row.taken_on = position, photo.caption, photo.taken_on
    for row in rows.values():
        record.photos.remove(row)


def _as_kept(work: Work, photo: Photo, path: str) -> list[Finding]:
    """An attached file is no photograph: it may be anything, of any size, and tell where it was taken."""
    from app.adapters.files.pictures import is_bounded  # slow import

    if (content := work.files.read(photo.digest)) is None:
        return [Finding(path, lazy("This photograph is not among the kept files."), rule="photo-missing")]
    if not is_bounded(content):
        return [Finding(path, lazy("This file was not kept as a photograph: add it as one."), rule="photo-not-a-picture")]
    return []


def edit_photos(work: Work, record: Pictured, before: tuple[Photo, ...], after: tuple[Photo, ...]) -> bool:
    """Write photographs that an edit changes, and tell whether it does; `Changed` when somebody else wrote others since."""
    if before == after:
        return False
    if photos_of(record) not in (before, after):
        raise Changed(record.ref, ("photos",))
    put_photos(work, record, after)
    return True
