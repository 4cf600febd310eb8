"""Portraits as they are kept: upright, small enough, and without the place and camera a telephone writes into them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy

LARGEST_FILE = 25_000_000
LARGEST_PICTURE = 60_000_000  # pixels
KEPT_SIDE = 1200


def portrait(content: bytes) -> bytes:
    """Give *content* as a JPEG of at most 1,200 pixels a side, without metadata. Raises `Refused` for what is no picture."""
    if len(content) > LARGEST_FILE:
        raise Refused(Finding("portrait", lazy("The picture is larger than 25 MB. Choose a smaller one."), rule="picture-too-large"))
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise Refused(Finding("portrait", lazy("The picture has too many pixels. Choose a smaller one."), rule="picture-too-large"))
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused(
            Finding("portrait", lazy("This is not a picture that can be read. Choose a JPEG or PNG file."), rule="not-a-picture")
        ) from error
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
    kept = BytesIO()
    upright.save(kept, "JPEG", quality=88, optimize=True)
    return kept.getvalue()
