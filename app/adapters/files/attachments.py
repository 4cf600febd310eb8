"""Files that are attached as they are: the scan of a decision, a receipt, a report.

What a file is, is told by its beginning and not by its name: what is opened later is what was looked at here.
"""

from __future__ import annotations

from app.kernel.errors import Finding, Refused
from app.kernel.translated import lazy

LARGEST = 20_000_000  # bytes
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "tif": "image/tiff",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "msg": "application/vnd.ms-outlook",
    "eml": "message/rfc822",
    "txt": "text/plain",
}
_BEGINNINGS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "msg"),
)
_MAIL_HEADS = (b"from:", b"received:", b"return-path:", b"date:", b"subject:", b"message-id:", b"mime-version:", b"delivered-to:", b"to:")
_LOOKED_AT = 4096


def ending_of(content: bytes) -> str:
    """Tell the usual ending of the name of a file with this content; empty for what is none of the kinds that are kept."""
    for beginning, ending in _BEGINNINGS:
        if content.startswith(beginning):
            return ending
    if content.startswith(b"PK\x03\x04"):
        head = content[:_LOOKED_AT]
        return "odt" if b"opendocument.text" in head else "docx" if b"word/" in content and b"vbaProject" not in content else ""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    if not text.isprintable() and any(not (sign.isprintable() or sign.isspace()) for sign in text):
        return ""
    return "eml" if content[:_LOOKED_AT].lstrip().lower().startswith(_MAIL_HEADS) else "txt"


def accepted(content: bytes) -> str:
    """Give the media type of a file that may be attached; raise `Refused` for an empty one, a huge one, or one of another kind."""
    if not content:
        raise Refused(Finding("file", lazy("This file is empty."), rule="attachment"))
    if len(content) > LARGEST:
        most = LARGEST // 1_000_000
        raise Refused(Finding("file", lazy("This file is too large: at most {most} MB are kept.", most=most), rule="attachment"))
    ending = ending_of(content)
    if not ending:
        message = lazy("Attach a PDF, a picture (PNG, JPEG, TIFF), a text (DOCX, ODT, TXT) or a message (EML, MSG).")
        raise Refused(Finding("file", message, rule="attachment"))
    return MEDIA_TYPES[ending]
