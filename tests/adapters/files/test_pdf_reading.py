"""Forms that come back: ours are read, and every other file is answered with a sentence, within the limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from app.adapters.files import pdf_reading, pdf_worker
from app.adapters.files.pdf_reading import FAULTS, LARGEST_FILE, command, read_form
from app.kernel.errors import Refused, Severity
from app.kernel.paperforms import TICKED, FormContent
from tests.adapters.pdf.forms import filled_by_pypdf, flattened, sample, written

ROOT = Path(__file__).resolve().parents[3]
OURS = written(sample(purpose="Łódź", starts="22/09/2021", traveller1__name="Ωμέγα", traveller1__advance=TICKED))
VALUES = {"purpose": "Łódź", "starts": "22/09/2021", "traveller1.name": "Ωμέγα", "traveller1.advance": TICKED}


def filled(content: FormContent) -> dict[str, str]:
    return {name: value for name, value in content.values.items() if value}


def rule_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_form(content)
    return refused.value.findings[0].rule


def changed(change: Callable[[PdfWriter], None], content: bytes = OURS) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    change(writer)
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def form_of(writer: PdfWriter) -> DictionaryObject:
    return writer.root_object["/AcroForm"].get_object()


def field_of(writer: PdfWriter, name: str) -> DictionaryObject:
    fields = (reference.get_object() for page in writer.pages for reference in page["/Annots"])
    return next(field for field in fields if field["/T"] == name)


def raw(*objects: str | bytes, root: int = 1) -> bytes:
    """Write a file of these objects, numbered from 1, as somebody does by hand who means harm."""
    file = bytearray(b"%PDF-1.7\n")
    starts = []
    for number, content in enumerate(objects, 1):
        starts.append(len(file))
        file += b"%d 0 obj\n" % number + (content if isinstance(content, bytes) else content.encode("latin-1")) + b"\nendobj\n"
    table = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % start for start in starts)
    file += b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)
    return bytes(file)


MARKS = "<< /FT /Tx /T (attache) /Kids [<< /T (form) /V (sample-form) >> << /T (version) /V (3) >>] >>"
PAGES = "<< /Type /Pages /Kids [] /Count 0 >>"


def with_fields(fields: str, *more: str | bytes) -> bytes:
    return raw(f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{MARKS} {fields}] >> >>", PAGES, *more)


def script(writer: PdfWriter) -> None:
    names = DictionaryObject({NameObject("/JavaScript"): DictionaryObject({NameObject("/Names"): ArrayObject()})})
    writer.root_object[NameObject("/Names")] = names


def opens_script(writer: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


def launches(writer: PdfWriter) -> None:
    action = {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("calc.exe")}
    field_of(writer, "starts")[NameObject("/A")] = DictionaryObject(action)


def formats(writer: PdfWriter) -> None:
    field_of(writer, "starts")[NameObject("/AA")] = DictionaryObject()


def page_script(writer: PdfWriter) -> None:
    writer.pages[0][NameObject("/AA")] = DictionaryObject()


def test_a_form_of_ours_is_read():
    read = read_form(OURS)
    assert (read.code, read.version, filled(read), read.remarks) == ("sample-form", "3", VALUES, ())


def test_a_field_left_empty_is_there_and_empty():
    assert read_form(OURS).values["traveller2.name"] == ""


def test_a_form_filled_by_another_program_is_read():
    content = filled_by_pypdf(OURS, {"traveller2.name": "Đorđević", "mode": "plane"})
    assert filled(read_form(content)) == {**VALUES, "traveller2.name": "Đorđević", "mode": "plane"}


def test_a_form_that_only_its_owner_may_change_is_read():
    content = changed(lambda writer: writer.encrypt("", "owner", algorithm="AES-256"))
    assert filled(read_form(content)) == VALUES


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"])
def test_a_form_with_a_password_is_refused(algorithm):
    assert rule_of(changed(lambda writer: writer.encrypt("secret", algorithm=algorithm))) == "pdf-encrypted"


@pytest.mark.parametrize("change", [script, opens_script, launches, formats, page_script])
def test_a_form_with_scripts_is_read_and_says_so(change):
    read = read_form(changed(change))
    assert (filled(read), [(one.path, one.rule, one.severity) for one in read.remarks]) == (VALUES, [("", "pdf-scripts", Severity.WARNS)])


def test_a_flattened_form_has_no_fields():
    assert rule_of(flattened(OURS)) == "pdf-no-fields"


def test_a_form_without_our_marks_is_not_ours():
    def strip(writer: PdfWriter) -> None:
        form = form_of(writer)
        kept = [field for field in form["/Fields"] if field.get_object()["/T"] != "attache"]
        form[NameObject("/Fields")] = ArrayObject(kept)

    assert rule_of(changed(strip)) == "pdf-not-ours"


def test_a_form_of_the_other_kind_is_named():
    assert rule_of(raw("<< /Type /Catalog /Pages 2 0 R /AcroForm << /XFA (x) /Fields [] >> >>", PAGES)) == "pdf-xfa"


def put(name: str, **entries: object) -> bytes:
    def change(writer: PdfWriter) -> None:
        for key, value in entries.items():
            field_of(writer, name)[NameObject(f"/{key}")] = value

    return changed(change)


LONG = DecodedStreamObject()
LONG.set_data("Lang verhaal uit Łódź".encode("utf-16"))


@pytest.mark.parametrize(
    ("content", "name", "value"),
    [
        (put("starts", V=ByteStringObject("día 23".encode("cp1252"))), "starts", "día 23"),
        (put("starts", V=TextStringObject("  23/09\r\n")), "starts", "23/09"),
        (put("starts", V=NumberObject(23)), "starts", "23"),
        (put("purpose", V=TextStringObject("een\rtwee\r\ndrie")), "purpose", "een\ntwee\ndrie"),
        (put("purpose", V=LONG), "purpose", "Lang verhaal uit Łódź"),
        (put("mode", V=TextStringObject("vliegtuig")), "mode", "plane"),
        (put("mode", V=TextStringObject("fiets")), "mode", "fiets"),
        (put("mode", V=ArrayObject([TextStringObject("train")])), "mode", "train"),
        (put("advance", V=NameObject("/On")), "traveller1.advance", TICKED),
        (put("advance", V=NameObject("/Off")), "traveller1.advance", ""),
    ],
    ids=["bytes", "blanks", "number", "line ends", "stream", "words for code", "unknown choice", "several", "ticked otherwise", "unticked"],
)
def test_values_are_read_however_a_program_writes_them(content, name, value):
    assert read_form(content).values[name] == value


def test_a_field_that_stands_there_twice_with_two_values_is_told():
    read = read_form(
        with_fields(
            "<< /FT /Tx /T (city) /V (Paris) >> << /FT /Tx /T (city) /V (Porto) >> << /FT /Tx /T (a) /V (x) >> << /FT /Tx /T (a) /V (x) >>"
        )
    )
    assert (dict(read.values), [(one.path, one.rule) for one in read.remarks]) == (
        {"city": "Paris", "a": "x"},
        [("city", "pdf-duplicate-field")],
    )
    assert str(read.remarks[0].message).startswith("The field city stands")


def test_a_value_that_no_field_of_ours_holds_is_left_out_and_told():
    read = read_form(with_fields(f"<< /FT /Tx /T (city) /V ({'x' * 20_001}) >> << /FT /Tx /T (to) /V ({'x' * 20_000}) >>"))
    assert (read.values, [(one.path, one.rule) for one in read.remarks]) == (
        {"city": "", "to": "x" * 20_000},
        [("city", "pdf-value-too-long")],
    )


def test_a_value_handed_down_and_places_without_a_name():
    fields = "<< /FT /Tx /V (Paris) /T (legs[0]) /Kids [<< /T (from) >> << /T (to) /V (Porto) >>] >> << /FT /Tx /T (day) /V (22) /Kids [<< /Rect [0 0 1 1] >> << >>] >>"
    assert read_form(with_fields(fields)).values == {"legs[0].from": "Paris", "legs[0].to": "Porto", "day": "22"}


def bomb(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed) + packed + b"\nendstream"


def nested(depth: int) -> bytes:
    kids = [f"<< /T (n{n}) /Kids [{n + 1} 0 R] >>" for n in range(3, depth + 3)]
    return with_fields("3 0 R", *kids, "<< /FT /Tx /T (end) /V (x) >>")


HOSTILE = {
    "nothing": (b"", "not-a-pdf"),
    "text": (b"Beste collega, in bijlage het formulier.", "not-a-pdf"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(2000), "not-a-pdf"),
    "header only": (b"%PDF-1.7\n", "damaged"),
    "cut in half": (OURS[: len(OURS) // 2], "damaged"),
    "zeros": (b"%PDF-1.7\n" + bytes(5_000), "damaged"),
    "no root": (raw("<< >>", root=9), "damaged"),
    "root is a number": (raw("5"), "damaged"),
    "fields are a number": (raw("<< /Type /Catalog /AcroForm << /Fields 5 >> >>"), "no-fields"),
    "kids in a circle": (raw("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>", PAGES, "<< /T (a) /Kids [3 0 R] >>"), "no-fields"),
    "two fields in a circle": (raw("<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [3 0 R] >> >>", PAGES, "<< /T (a) /Kids [4 0 R] >>", "<< /T (b) /Kids [3 0 R] >>"), "no-fields"),
    "an object that is itself": (raw("<< /Type /Catalog /AcroForm 2 0 R >>", "2 0 R"), "damaged"),
    "too deep": (nested(200), "damaged"),
    "far too deep": (nested(3_000), "damaged"),
    "too many fields": (with_fields(" ".join(f"<< /FT /Tx /T (f{n}) /V (x) >>" for n in range(3_000))), "too-many-fields"),
    "too many nodes": (with_fields(" ".join("<< >>" for _ in range(30_000))), "too-many-fields"),
    "too many letters": (with_fields(" ".join(f"<< /FT /Tx /T (f{n}) /V ({'x' * 19_000}) >>" for n in range(60))), "too-heavy"),
    "a value of 200 MB": (with_fields("<< /FT /Tx /T (city) /V 3 0 R >>", bomb(bytes(200_000_000))), "too-heavy"),
    "too large": (b"%PDF-1.7\n" + bytes(LARGEST_FILE), "too-large"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "fault"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_answered_with_a_sentence(content, fault):
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_form(content)
    assert [(finding.rule, finding.message) for finding in refused.value.findings] == [(f"pdf-{fault}", FAULTS[fault])]
    assert time.monotonic() - began < pdf_reading.SECONDS + 1


def outcome(content: bytes) -> str:
    """Read a file: "read", or the rule by which it is refused. Whatever else is raised fails the test."""
    try:
        read_form(content)
    except Refused as refused:
        return refused.findings[0].rule
    return "read"


@pytest.mark.parametrize("part", range(1, 6))
def test_a_form_with_a_hole_in_it_is_read_or_refused(part):
    place = len(OURS) * part // 6
    content = OURS[:place] + bytes(400) + OURS[place + 400 :]
    assert outcome(content) in ("read", "pdf-damaged", "pdf-no-fields", "pdf-not-ours")


@given(st.lists(st.tuples(st.integers(0, len(OURS) - 1), st.binary(min_size=1, max_size=6)), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_whatever_is_changed_in_a_form_there_is_an_answer(changes):
    content = bytearray(OURS)
    for place, other in changes:
        content[place : place + len(other)] = other
    found = pdf_worker.answer(bytes(content))
    assert ("fault" in found and found["fault"] in FAULTS) or {type(value) for value in found["values"].values()} == {str}


def test_a_file_that_takes_too_long_is_left(monkeypatch):
    monkeypatch.setattr(pdf_reading, "SECONDS", 0.01)
    assert rule_of(OURS) == "pdf-too-slow"


def limited(code: str) -> subprocess.CompletedProcess[str]:
    script = f"from app.adapters.files.pdf_worker import _limit_ourselves; _limit_ourselves()\n{code}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the clock is the only one")
def test_the_process_has_limits():
    asked = "import resource as r; print([r.getrlimit(k)[0] for k in (r.RLIMIT_CPU, r.RLIMIT_AS, r.RLIMIT_FSIZE, r.RLIMIT_CORE)])"
    assert limited(asked).stdout == f"[{pdf_worker.SECONDS}, {pdf_worker.MEMORY}, 0, 0]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the clock is the only one")
def test_the_process_gets_no_more_memory_than_its_limit():
    done = limited("try: bytearray(600_000_000)\nexcept MemoryError: print('no')")
    assert (done.stdout, done.returncode) == ("no\n", 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits; the clock is the only one")
def test_the_process_writes_no_file(tmp_path):
    done = limited(f"try: open({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x')\nexcept OSError: print('no')")
    assert (done.stdout, (tmp_path / "x").read_text()) == ("no\n", "")


def test_a_library_in_the_folder_one_works_in_is_not_taken_for_ours(tmp_path, monkeypatch):
    (tmp_path / "pypdf.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert filled(read_form(OURS)) == VALUES


def test_a_packaged_program_starts_itself_to_read():
    assert command(packaged=True)[1:] == [pdf_worker.CALLED]
    done = subprocess.run([sys.executable, "-m", "ui", *command(packaged=True)[1:]], input=OURS, capture_output=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout)["code"] == "sample-form"


def corpus() -> list[Path]:
    folder = os.environ.get("ATTACHE_CORPUS")
    return sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []


@pytest.mark.skipif(not corpus(), reason="ATTACHE_CORPUS names no folder of PDF files")
@pytest.mark.slow
def test_every_file_of_a_corpus_is_read_or_refused_in_time():
    known, late = {"read", *(f"pdf-{fault}" for fault in FAULTS)}, []
    for path in corpus():
        began = time.monotonic()
        assert outcome(path.read_bytes()) in known, path.name
        if time.monotonic() - began > pdf_reading.SECONDS:
            late.append(path.name)
    assert late == []
