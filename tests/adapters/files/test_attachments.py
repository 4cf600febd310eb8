"""What may be attached, told by what is in the file."""

from __future__ import annotations

import io
import zipfile

import pytest

from app.adapters.files import attachments
from app.adapters.files.attachments import accepted, ending_of
from app.kernel.errors import Refused


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (b"II*\x00....", "tif"),
        (b"From: max@example.org\r\nSubject: yes\r\n\r\nAgreed.", "eml"),
        ("Akkoord, Éric".encode(), "txt"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("word/document.xml", "word/vbaProject.bin"), ""),
        (zipped("run.sh"), ""),
        (b"MZ\x90\x00\x03\x00", ""),
        (b"text with a bell \x07", ""),
        (b"\xff\xfe\x00", ""),
    ],
)
def test_a_file_is_known_by_its_content(content, ending):
    assert ending_of(content) == ending


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty."),
        (b"MZ\x90\x00", "Attach a PDF, a picture (PNG, JPEG, TIFF), a text (DOCX, ODT, TXT) or a message (EML, MSG)."),
    ],
)
def test_anything_else_is_refused(content, sentence):
    with pytest.raises(Refused) as refused:
        accepted(content)
    assert [str(finding.message) for finding in refused.value.findings] == [sentence]


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(attachments, "LARGEST", 2_000_000)
    with pytest.raises(Refused) as refused:
        accepted(b"%PDF-" + b"0" * 2_000_000)
    assert [str(finding.message) for finding in refused.value.findings] == ["This file is too large: at most 2 MB are kept."]


def test_an_attached_file_is_given_back_as_it_was(application):
    digest = application.keep_file(b"%PDF-1.7\n")
    assert application.file(digest) == b"%PDF-1.7\n"
