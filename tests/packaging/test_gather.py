"""The gathering of flags, with an npm of our own that hands over what a test has put there."""

from __future__ import annotations

import base64
import hashlib
import os
import sys
import tarfile
from io import BytesIO

import pytest

from resources import gather

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the npm of these tests is a shell script")

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
PACKED = {
    "package/LICENSE": b"Permission is granted",
    "package/package.json": b"{}",
    "package/flags/1x1/be.svg": b"square",
    "package/flags/4x3/be.svg": DRAWING,
    "package/flags/4x3/gb-sct.svg": DRAWING,
    "package/flags/4x3/xx.svg": b"unknown",
    "package/flags/4x3/../../../escaped.svg": b"elsewhere",
}


def npm(folder, monkeypatch, script):
    """Put an npm in front of the machine's own."""
    program = folder / "npm"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "archive"
    with tarfile.open(path, "w:gz") as package:
        for name, content in PACKED.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            package.addfile(member, BytesIO(content))
    return path


@pytest.fixture
def flags(tmp_path):
    folder = tmp_path / "resources" / "flags"
    folder.mkdir(parents=True)
    (folder / "old.svg").write_bytes(b"of an earlier version")
    return folder


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_flags_arrive_with_their_licence_and_nothing_else(tmp_path, monkeypatch, archive, flags):
    npm(tmp_path, monkeypatch, f'for last; do :; done; cp "{archive}" "$last/flags.tgz"')
    monkeypatch.setattr(gather, "INTEGRITY", "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode())

    gather.fetch_flags(flags)

    assert names(flags) == ["LICENSE.txt", "VERSION", "be.svg", "gb-sct.svg"]
    assert (flags / "be.svg").read_bytes() == DRAWING
    assert gather.flags_are_there(flags)
    assert not (tmp_path / "escaped.svg").exists()


def test_another_file_than_the_pinned_one_is_refused_and_what_was_there_stays(tmp_path, monkeypatch, archive, flags):
    npm(tmp_path, monkeypatch, f'for last; do :; done; cp "{archive}" "$last/flags.tgz"')

    with pytest.raises(gather.NotGathered, match="is not the file that was pinned"):
        gather.fetch_flags(flags)

    assert names(flags) == ["old.svg"]
    assert not gather.flags_are_there(flags)


def test_without_a_network_the_first_line_of_npm_is_told(tmp_path, monkeypatch, flags):
    npm(tmp_path, monkeypatch, "echo 'npm error network is unreachable' >&2; exit 1")

    with pytest.raises(gather.NotGathered) as told:
        gather.fetch_flags(flags)

    assert str(told.value) == "npm error network is unreachable"


def test_a_build_without_flags_goes_on_with_a_warning(tmp_path, monkeypatch, flags, capsys):
    npm(tmp_path, monkeypatch, "exit 1")

    gather.gather(flags)

    assert capsys.readouterr().err == (
        "warning: the flags could not be fetched, blanks with the country's name take their place: npm ended with 1\n"
    )


def test_a_catalogue_is_compiled_once_and_again_when_it_has_changed(tmp_path):
    source = tmp_path / "nl" / "LC_MESSAGES" / "attache.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Mission"\nmsgstr "Zending"\n', encoding="utf-8"
    )
    compiled = source.with_suffix(".mo")

    assert gather.compile_catalogues(tmp_path) == [compiled]
    assert b"Zending" in compiled.read_bytes()
    assert gather.compile_catalogues(tmp_path) == []

    later = compiled.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert gather.compile_catalogues(tmp_path) == [compiled]
