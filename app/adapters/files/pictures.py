"""Portraits and photographs as they are kept: upright, small enough, and without the place and camera a telephone writes into them.

What is kept is a picture drawn anew, never the file that came: no position, no comment, no profile, no second picture hides in it.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any
from warnings import catch_warnings

from PIL import Image, ImageCms

from app.kernel.errors import Finding, Refused
from app.kernel.translated import Lazy, lazy

LARGEST_FILE = 25_000_000
LARGEST_PICTURE = 60_000_000  # pixels
LONGEST_KEPT = 1600  # pixels of a side, of any picture that is kept
LARGEST_KEPT = 700_000  # bytes that are aimed at; a picture that cannot do with them is kept all the same
FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")
TOO_LARGE = lazy("The picture is larger than {most} MB. Choose a smaller one.", most=LARGEST_FILE // 1_000_000)
TOO_MANY_PIXELS = lazy("The picture has too many pixels. Choose a smaller one.")
NOT_A_PICTURE = lazy("This is not a picture that can be read. Choose a JPEG or PNG file.")
NOT_THIS_KIND = lazy("This photograph is in the format of some telephones (HEIC or AVIF). Save it as JPEG and choose that file.")
BROKEN = lazy("The picture is broken or not complete. Copy it anew from the camera or the telephone.")
MOVES = lazy("This picture moves, or holds several pictures. Choose one that stands still.")
_QUALITIES = (86, 76, 62)
_ORIENTATION = 0x0112
_TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_TELEPHONE_BRANDS = (b"heic", b"heix", b"heim", b"hevc", b"mif1", b"msf1", b"avif", b"avis")
# What Pillow raises for files that begin well and go wrong: its formats do not agree on one.
_FAULTS = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    struct.error,
    zlib.error,
    OverflowError,
    MemoryError,
)


def bounded(content: bytes, longest: int) -> bytes:
    """Give *content* as a JPEG of at most *longest* pixels a side, upright, on white where it is transparent, without metadata.

    Raises `Refused` for what is too large, has too many pixels, is broken, moves, or is no picture at all.
    """
    if len(content) > LARGEST_FILE:
        raise _refused(TOO_LARGE, "picture-too-large")
    if content[4:8] == b"ftyp" and content[8:12] in _TELEPHONE_BRANDS:
        raise _refused(NOT_THIS_KIND, "not-a-picture")
    try:
        # Pillow warns of what is odd in a file and goes on; nobody reads that, for what counts is refused here.
        with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=FORMATS) as picture:
            _check(picture)
            return _written(_clean(picture, longest))
    except Image.DecompressionBombError as error:
        raise _refused(TOO_MANY_PIXELS, "picture-too-large") from error
    except Image.UnidentifiedImageError as error:
        raise _refused(NOT_A_PICTURE, "not-a-picture") from error
    except _FAULTS as error:
        raise _refused(BROKEN, "picture-broken") from error


def is_bounded(content: bytes) -> bool:
    """Tell whether *content* is a picture as `bounded` gives it: a JPEG that carries nothing but itself, and is not too large."""
    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=("JPEG",)) as picture:
            told = {name for name in map(str, picture.info) if not name.startswith("jfif") and name != "dpi"}
            return picture.format == "JPEG" and not told and max(picture.size) <= LONGEST_KEPT
    except (Image.DecompressionBombError, *_FAULTS):
        return False


def _refused(message: Lazy, rule: str) -> Refused:
    return Refused(Finding("picture", message, rule=rule))


def _check(picture: Image.Image) -> None:
    if picture.width * picture.height > LARGEST_PICTURE:
        raise _refused(TOO_MANY_PIXELS, "picture-too-large")
    # Cameras put a small preview behind the photograph (MPO): that is still one photograph.
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise _refused(MOVES, "picture-moves")


def _clean(picture: Image.Image, longest: int) -> Image.Image:
    """Draw the picture anew: small, upright, in the colours of a screen, on white."""
    turns = _turns(picture)
    profile = picture.info.get("icc_profile")
    picture.draft(None, (longest, longest))  # a JPEG is read at a part of its size where that will do
    picture.load()
    small = _in_eight_bits(picture)
    small.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    flat = _on_white(small) if small.mode == "RGBA" else _in_screen_colours(small, profile)
    for turn in turns:
        flat = flat.transpose(turn)
    drawn = Image.new("RGB", flat.size)  # without what a picture carries along: Pillow would write its comment again
    drawn.paste(flat)
    return drawn


def _turns(picture: Image.Image) -> tuple[Image.Transpose, ...]:
    try:
        return _TURNS.get(picture.getexif().get(_ORIENTATION, 1), ())
    except _FAULTS:  # what stands beside the picture is broken, not the picture
        return ()


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Give a picture that can be made smaller: RGB, CMYK, grey, or RGBA when something of it is transparent."""
    if "A" in picture.mode.upper().replace("LAB", "") or "transparency" in picture.info:
        return picture.convert("RGBA")
    scaled: Any = picture  # Pillow does not say of which type the function of a point is
    if picture.mode.startswith("I;16"):
        return scaled.point(_first_half).convert("L")
    if picture.mode in ("I", "F"):
        least, most = picture.getextrema()
        assert isinstance(least, int | float)
        assert isinstance(most, int | float)
        scale = 255 / (most - least) if most > least else 0
        scaled = picture.convert("F")

        def within_scale(depth: float) -> float:
            return depth * scale - least * scale

        return scaled.point(within_scale).convert("L")
    return picture.copy() if picture.mode in ("RGB", "CMYK", "L") else picture.convert("RGB")


def _first_half(depth: float) -> float:
    """Of sixteen bits, the eight that count."""
    return depth / 256


def _on_white(picture: Image.Image) -> Image.Image:
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _in_screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Turn the colours of the camera into those of a screen, for the profile that explains them is not kept."""
    if profile:
        try:
            turned = ImageCms.profileToProfile(picture, ImageCms.ImageCmsProfile(BytesIO(profile)), _screen(), outputMode="RGB")
        except (ImageCms.PyCMSError, *_FAULTS):  # a profile of other colours, or none that can be read
            return picture.convert("RGB")
        return turned if turned is not None else picture.convert("RGB")
    return picture.convert("RGB")


def _screen() -> ImageCms.ImageCmsProfile:
    colours: Any = ImageCms
    return ImageCms.ImageCmsProfile(colours.createProfile("sRGB"))


def _written(picture: Image.Image) -> bytes:
    content = b""
    for quality in _QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        content = file.getvalue()
        if len(content) <= LARGEST_KEPT:
            break
    return content
