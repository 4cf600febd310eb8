"""Pictures as they come from telephones, cameras, scanners and the web: what is kept of them, and what is refused with which sentence."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageCms

from app.adapters.files.pictures import LARGEST_FILE, LARGEST_KEPT, bounded
from app.application import PHOTOGRAPH, Application
from app.kernel.errors import Refused

RED, BLUE, WHITE = (200, 30, 30), (30, 30, 200), (255, 255, 255)
GPS = 0x8825


def file_of(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def read(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def plain(width: int = 400, height: int = 300, colour: tuple[int, ...] = RED, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (width, height), colour)


def refusal(content: bytes, longest: int = PHOTOGRAPH) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        bounded(content, longest)
    (finding,) = refused.value.findings
    return str(finding.rule), str(finding.message)


def close_to(pixel: Any, colour: tuple[int, ...], by: int = 12) -> bool:
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=True))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*chunks: bytes, width: int = 4, height: int = 4, depth: int = 8, kind: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


# ------------------------------------------------------------------------------------------------ what is kept


def test_the_longest_side_is_bounded():
    kept = read(bounded(file_of(plain(4000, 1000)), PHOTOGRAPH))

    assert (kept.format, kept.size, kept.mode) == ("JPEG", (1600, 400), "RGB")


def test_a_small_picture_is_not_made_larger():
    assert read(bounded(file_of(plain(3, 2), "PNG"), PHOTOGRAPH)).size == (3, 2)


def test_a_very_long_strip_keeps_a_pixel_of_its_width():
    assert read(bounded(file_of(plain(9000, 2), "PNG"), PHOTOGRAPH)).size == (1600, 1)


def test_a_photograph_full_of_detail_is_kept_small():
    noise = Image.frombytes("RGB", (2400, 2400), random.Random(1).randbytes(2400 * 2400 * 3))

    assert len(bounded(file_of(noise, quality=95), PHOTOGRAPH)) < 3 * LARGEST_KEPT


def test_the_position_and_the_camera_are_gone():
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Maker", "Camera 5"
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (50.0, 50.0, 46.0)
    sent = file_of(plain(), exif=exif, comment=b"taken by somebody", xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    assert (dict(read(sent).getexif().get_ifd(GPS)) != {}, b"secret" in sent) == (True, True)

    content = bounded(sent, PHOTOGRAPH)

    kept = read(content)
    assert (dict(kept.getexif()), sorted(kept.info)) == ({}, ["jfif", "jfif_density", "jfif_unit", "jfif_version"])
    assert [word in content for word in (b"Camera", b"somebody", b"secret", b"Exif")] == [False] * 4


def test_the_texts_of_a_png_are_gone():
    from PIL.PngImagePlugin import PngInfo

    texts = PngInfo()
    texts.add_text("Comment", "secret")

    assert b"secret" not in bounded(file_of(plain(), "PNG", pnginfo=texts), PHOTOGRAPH)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_way_of_holding_a_telephone_is_turned_upright(orientation: int):
    # An upright picture with a red corner at the top left, stored as a telephone held in another way would.
    upright = Image.new("RGB", (400, 200), WHITE)
    upright.paste(RED, (0, 0, 100, 100))
    way = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }.get(orientation)
    stored = upright.transpose(way) if way is not None else upright
    exif = Image.Exif()
    exif[0x0112] = orientation

    kept = read(bounded(file_of(stored, exif=exif), PHOTOGRAPH))

    assert (kept.size, close_to(kept.getpixel((20, 20)), RED), close_to(kept.getpixel((380, 180)), WHITE)) == ((400, 200), True, True)


@pytest.mark.parametrize(
    ("mode", "kind"), [("RGBA", "PNG"), ("LA", "PNG"), ("RGBA", "WEBP"), ("PA", "PNG")], ids=["rgba", "grey", "webp", "palette"]
)
def test_what_is_transparent_becomes_white(mode: str, kind: str):
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    sent = clear.convert(mode) if mode != "PA" else clear.quantize(4)

    assert close_to(read(bounded(file_of(sent, kind), PHOTOGRAPH)).getpixel((20, 20)), WHITE)


def test_a_colour_that_stands_for_nothing_becomes_white():
    sent = Image.new("RGB", (40, 40), RED)

    assert close_to(read(bounded(file_of(sent, "PNG", transparency=RED), PHOTOGRAPH)).getpixel((20, 20)), WHITE)


def test_a_picture_for_a_printing_press_gets_the_colours_of_a_screen():
    cyan = plain(colour=(255, 0, 0, 0), mode="CMYK")
    red, green, blue = read(bounded(file_of(cyan), PHOTOGRAPH)).getpixel((10, 10))

    assert (red < 60, green > 120, blue > 160) == (True, True, True)


def test_a_profile_of_colours_is_applied_and_not_kept():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    kept = read(bounded(file_of(plain(), icc_profile=profile), PHOTOGRAPH))

    assert ("icc_profile" in kept.info, close_to(kept.getpixel((10, 10)), RED)) == (False, True)


@pytest.mark.parametrize("profile", [b"no profile at all", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_means_nothing_does_not_matter(profile: bytes):
    assert close_to(read(bounded(file_of(plain(), icc_profile=profile), PHOTOGRAPH)).getpixel((10, 10)), RED)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bits_of_grey_become_eight(kind: str):
    half = Image.new("I;16", (40, 40), 0x8000)

    assert close_to(read(bounded(file_of(half, kind), PHOTOGRAPH)).getpixel((20, 20)), (128, 128, 128), 2)


def test_sixteen_bits_of_each_colour_become_eight():
    line = b"\0" + struct.pack(">HHH", 0xC800, 0x1E00, 0x1E00) * 4
    sent = png(chunk(b"IDAT", zlib.compress(line * 4)), depth=16)

    assert close_to(read(bounded(sent, PHOTOGRAPH)).getpixel((1, 1)), RED)


@pytest.mark.parametrize("mode", ["I", "F"])
def test_measured_values_are_spread_over_the_greys(mode: str):
    sent = Image.new(mode, (40, 40), 500)
    sent.paste(1500, (20, 0, 40, 40))
    kept = read(bounded(file_of(sent, "TIFF"), PHOTOGRAPH))

    assert (close_to(kept.getpixel((5, 20)), (0, 0, 0)), close_to(kept.getpixel((35, 20)), WHITE)) == (True, True)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "TIFF", "WEBP"])
def test_usual_kinds_of_pictures_are_taken(kind: str):
    assert close_to(read(bounded(file_of(plain(), kind), PHOTOGRAPH)).getpixel((50, 50)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "P"])
def test_pictures_of_few_colours_are_taken(mode: str):
    assert close_to(read(bounded(file_of(plain(colour=WHITE).convert(mode), "PNG"), PHOTOGRAPH)).getpixel((50, 50)), WHITE)


def test_a_camera_that_puts_a_preview_behind_the_photograph_is_taken():
    sent = file_of(plain(), "MPO", save_all=True, append_images=[plain(80, 60, BLUE)])
    assert read(sent).format == "MPO"

    assert close_to(read(bounded(sent, PHOTOGRAPH)).getpixel((50, 50)), RED)


def test_the_same_photograph_is_kept_once(application: Application):
    sent = file_of(plain())

    assert application.keep_picture(sent, largest=PHOTOGRAPH) == application.keep_picture(sent, largest=PHOTOGRAPH)


def test_a_photograph_of_an_object_is_kept_larger_than_a_portrait(application: Application):
    sent = file_of(plain(3000, 1500))
    portrait, photograph = (
        application.file(digest) for digest in (application.keep_picture(sent), application.keep_picture(sent, largest=1600))
    )
    assert portrait is not None
    assert photograph is not None

    assert (read(portrait).size, read(photograph).size) == ((1200, 600), (1600, 800))


# ------------------------------------------------------------------------------------------------ what is refused


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_a_picture_that_moves_is_refused(kind: str):
    sent = file_of(plain(), kind, save_all=True, append_images=[plain(colour=BLUE)], duration=100)

    assert refusal(sent) == ("picture-moves", "This picture moves, or holds several pictures. Choose one that stands still.")


def test_a_scan_of_several_pages_is_refused():
    sent = file_of(plain(), "TIFF", save_all=True, append_images=[plain(colour=BLUE)])

    assert refusal(sent)[0] == "picture-moves"


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ" + bytes(400), "Een brief".encode("utf-16")],
    ids=["empty", "pdf", "svg", "program", "text"],
)
def test_what_is_no_picture_is_refused(content: bytes):
    assert refusal(content) == ("not-a-picture", "This is not a picture that can be read. Choose a JPEG or PNG file.")


def test_the_format_of_telephones_is_called_by_its_name():
    assert refusal(struct.pack(">I", 24) + b"ftypheic" + bytes(60)) == (
        "not-a-picture",
        "This photograph is in the format of some telephones (HEIC or AVIF). Save it as JPEG and choose that file.",
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF"])
def test_a_picture_that_ends_too_early_is_refused(kind: str):
    noise = Image.frombytes("RGB", (200, 200), random.Random(2).randbytes(200 * 200 * 3))
    sent = file_of(noise, kind)

    assert refusal(sent[: len(sent) // 2])[0] == "picture-broken"


def test_a_file_that_is_too_large_is_refused():
    assert refusal(file_of(plain()) + bytes(LARGEST_FILE)) == (
        "picture-too-large",
        "The picture is larger than 25 MB. Choose a smaller one.",
    )


@pytest.mark.parametrize(("width", "height"), [(9000, 9000), (12_000, 12_000), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_small_file_that_claims_many_pixels_is_refused_before_it_is_unpacked(width: int, height: int):
    sent = png(chunk(b"IDAT", zlib.compress(bytes(2000))), width=width, height=height)

    assert refusal(sent) == ("picture-too-large", "The picture has too many pixels. Choose a smaller one.")


def test_a_text_that_would_fill_the_memory_is_refused():
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(80_000_000)))

    assert refusal(png(bomb, chunk(b"IDAT", zlib.compress(bytes(13 * 4)))))[0] in ("picture-broken", "not-a-picture")


def test_whatever_is_broken_in_a_file_there_is_an_answer():
    """Turn bytes of good files at random: each is kept or refused, none fails in another way."""
    dice = random.Random(6)
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    noise = Image.frombytes("RGB", (60, 40), dice.randbytes(60 * 40 * 3))
    files = [file_of(noise, kind, exif=exif) for kind in ("JPEG", "PNG", "WEBP", "TIFF")] + [
        file_of(noise, kind) for kind in ("GIF", "BMP")
    ]
    answers = set[str]()
    for _round in range(60):
        for good in files:
            broken = bytearray(good)
            for _byte in range(dice.randint(1, 12)):
                broken[dice.randrange(min(len(broken), 400))] = dice.randrange(256)
            try:
                bounded(bytes(broken), 50)
                answers.add("kept")
            except Refused as error:
                answers.add(str(error.findings[0].rule))

    assert answers >= {"kept", "picture-broken", "not-a-picture"}
