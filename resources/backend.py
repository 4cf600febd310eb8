"""How pip builds Attaché: setuptools, after the catalogues are compiled and the flags are fetched.

Where npm is not installed and the flags are not there yet, a wheel that brings npm is asked for as one more build requirement,
on the platforms that have such a wheel.
"""

from __future__ import annotations

import platform
import shutil
import sys
from typing import Any

import gather
from setuptools import build_meta

Settings = dict[str, Any] | None

prepare_metadata_for_build_wheel = build_meta.prepare_metadata_for_build_wheel
prepare_metadata_for_build_editable = build_meta.prepare_metadata_for_build_editable
get_requires_for_build_editable = build_meta.get_requires_for_build_editable


def get_requires_for_build_wheel(settings: Settings = None) -> list[str]:
    """Ask for npm when it is needed and not there."""
    return [*build_meta.get_requires_for_build_wheel(settings), *_npm()]


def get_requires_for_build_sdist(settings: Settings = None) -> list[str]:
    """Ask for npm when it is needed and not there."""
    return [*build_meta.get_requires_for_build_sdist(settings), *_npm()]


def build_wheel(folder: str, settings: Settings = None, metadata: str | None = None) -> str:
    """Gather, then build the wheel."""
    gather.gather()
    # What an earlier build left there would be packed too, and a domain that is gone would be found again.
    shutil.rmtree(gather.RESOURCES.parent / "build" / "lib", ignore_errors=True)
    return build_meta.build_wheel(folder, settings, metadata)


def build_sdist(folder: str, settings: Settings = None) -> str:
    """Gather, then pack the source."""
    gather.gather()
    return build_meta.build_sdist(folder, settings)


def build_editable(folder: str, settings: Settings = None, metadata: str | None = None) -> str:
    """Compile the catalogues; the set-up script has fetched the flags, or has said why not."""
    gather.compile_catalogues()
    return build_meta.build_editable(folder, settings, metadata)


def _npm() -> list[str]:
    if shutil.which("npm") or gather.flags_are_there() or not _has_npm_wheel():
        return []
    return [gather.NPM_WHEEL]


def _has_npm_wheel() -> bool:
    machine = platform.machine().lower()
    if sys.platform == "linux":
        return platform.libc_ver()[0] == "glibc" and machine in {"x86_64", "aarch64"}
    return sys.platform in {"win32", "darwin"} and machine in {"amd64", "x86_64", "arm64"}
