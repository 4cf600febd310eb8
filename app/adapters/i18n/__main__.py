"""The translator's bench: `python -m app.adapters.i18n extract|update|compile|check`, in the source tree.

extract   writes the sentences of the program to `locales/attache.pot`, for a new language
update    takes new sentences into each `.po` and drops those that are gone
compile   writes each `.mo`
check     names what is not translated, or translated with other placeholders; ends with 1 if there is any

Files are sorted and hold neither dates nor line numbers, so that a change shows what was changed and nothing else.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Any

from babel.messages import extract
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from app.adapters.i18n.catalogue import DOMAIN, SOURCE_LANGUAGE, catalogue_path, compiled_catalogue
from app.adapters.i18n.extraction import KEYWORDS
from app.kernel.translated import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TRANSLATED = tuple(language for language in LANGUAGES if language != SOURCE_LANGUAGE)
# Headers that change with the day, the translator or the tool.
_UNSTEADY = re.compile(
    rb'^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):.*\n',
    re.MULTILINE,
)


def template(project: Path) -> Catalog:
    """Collect the sentences of the program under *project*, as its `pyproject.toml` says where they are."""
    settings: dict[str, Any] = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    extractors: dict[str, str] = settings["extractors"]
    methods = [(pattern, extractors[mapping["method"]]) for mapping in settings["mappings"] for pattern in _patterns(mapping["pattern"])]
    catalogue = _empty()
    found = extract.extract_from_dir(str(project), methods, keywords=dict(KEYWORDS), strip_comment_tags=True)
    for _name, _line, message, _comments, context in found:
        catalogue.add(message, context=context)
    return catalogue


def updated(source: bytes, language: str, sentences: Catalog) -> bytes:
    """Return the `.po` file *source* with exactly *sentences*; translations of those that stay are kept."""
    known = read_po(BytesIO(source), locale=language, domain=DOMAIN) if source else _empty(language)
    catalogue = _empty(language)
    for message in sentences:
        if not message.id:
            continue
        old = known.get(_key(message), message.context)
        kept = old is not None and isinstance(old.id, str) == isinstance(message.id, str)
        # A sentence that has become countable, or is so no longer, is translated anew.
        catalogue.add(
            message.id,
            old.string if old and kept else None,
            flags=old.flags if old and kept else (),
            user_comments=old.user_comments if old and kept else (),
            context=message.context,
        )
    return written(catalogue)


def written(catalogue: Catalog) -> bytes:
    """Write a catalogue sorted, without dates and line numbers."""
    target = BytesIO()
    write_po(target, catalogue, width=120, no_location=True, sort_output=True, ignore_obsolete=True)
    return _UNSTEADY.sub(b"", target.getvalue())


def faults(source: bytes, language: str, sentences: Catalog) -> Iterator[str]:
    """Name what keeps the translation *source* from being complete, one line each."""
    known = read_po(BytesIO(source), locale=language, domain=DOMAIN)
    for message in sentences:
        if not message.id:
            continue
        translated = known.get(_key(message), message.context)
        fault = _fault(message, translated)
        if fault:
            yield f"{language}: {fault}: {_key(message)!r}"


def main(arguments: Sequence[str] | None = None, project: Path | None = None) -> int:
    """Do what the command line asks; return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.adapters.i18n", description="The translator's bench.")
    parser.add_argument("task", choices=("extract", "update", "compile", "check"))
    task = parser.parse_args(arguments).task
    home = project or Path(__file__).resolve().parents[3]
    folder = home / "locales"
    if task == "extract":
        (folder / f"{DOMAIN}.pot").write_bytes(written(template(home)))
    elif task == "update":
        _update(template(home), folder)
    elif task == "compile":
        _compile(folder)
    else:
        return _check(template(home), folder)
    return 0


def _update(sentences: Catalog, folder: Path) -> None:
    for language in TRANSLATED:
        path = catalogue_path(language, "po", folder)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(path.read_bytes() if path.exists() else b"", language, sentences))


def _compile(folder: Path) -> None:
    for language in TRANSLATED:
        compiled = compiled_catalogue(catalogue_path(language, "po", folder), language)
        catalogue_path(language, "mo", folder).write_bytes(compiled)


def _check(sentences: Catalog, folder: Path) -> int:
    found = [fault for language in TRANSLATED for fault in faults(catalogue_path(language, "po", folder).read_bytes(), language, sentences)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


def _patterns(pattern: str | list[str]) -> list[str]:
    return [pattern] if isinstance(pattern, str) else pattern


def _empty(language: str | None = None) -> Catalog:
    return Catalog(locale=language, domain=DOMAIN, header_comment="# Sentences of Attaché.", fuzzy=False)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _fault(message: Message, translated: Message | None) -> str:
    if translated is None or isinstance(translated.id, str) != isinstance(message.id, str):
        return "not in the catalogue"
    if translated.fuzzy:
        return "fuzzy"
    strings = [translated.string] if isinstance(translated.string, str) else list(translated.string or ())
    if not strings or not all(strings):
        return "not translated"
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = [_placeholders(text) for text in sources]
    # A singular may leave its number out ("one guest"), so a form fits when it fits either sentence.
    if any(_placeholders(text) not in wanted for text in strings):
        return "other placeholders"
    return ""


def _placeholders(text: str) -> frozenset[str] | None:
    try:
        return frozenset(name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None)
    except ValueError:
        return None


if __name__ == "__main__":
    sys.exit(main())
