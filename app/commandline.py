"""The command line: words on it are commands and queries like those of the window.

Exit codes: 0 done, 1 refused (each finding on a line of standard error, and as JSON with `--json`), 2 wrong usage, 3 not
available (disk, lock, network).
"""

from __future__ import annotations

import argparse
import getpass
import json
import logging
import os
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from enum import IntEnum
from pathlib import Path
from typing import Any, Protocol, cast

from app import __version__
from app.adapters.files import pdf_worker
from app.adapters.machine import has_screen, language_of_machine
from app.adapters.storage.engine import MEMORY
from app.application import Application
from app.bootstrap import Config, default_database, start
from app.discovery import features
from app.kernel.errors import Finding, NotAllowed, OfficeError, Refused, Unavailable
from app.kernel.feature import Listing, Printed, Verb, Verbs
from app.kernel.fields import Column, ColumnKind, Criteria, Screen
from app.kernel.money import Money
from app.kernel.names import fold
from app.kernel.periods import PartialDate
from app.kernel.shapes import to_plain
from app.kernel.showing import write
from app.kernel.translated import LANGUAGES, Lazy, Multilingual, Wording, lazy

PASSWORD = "ATTACHE_PASSWORD"  # noqa: S105 - the name of the variable that holds it


class Exit(IntEnum):
    """How a run ended."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    UNAVAILABLE = 3


class Window(Protocol):
    """The screen, as far as the command line needs it; handed in by `ui`, because nothing here may know Qt."""

    def show(self, application: Application, language: str | None) -> int:
        """Open the window on the office and return when it is closed."""
        ...

    def picture(self, application: Application, language: str | None, folder: Path) -> Sequence[Path]:
        """Draw the window without a screen; return the pictures written."""
        ...


def main(arguments: Sequence[str] | None = None, window: Window | None = None) -> int:
    """Run one command; return the exit code. Wrong usage and `--help` end by `SystemExit`, as argparse does."""
    if arguments is None and sys.argv[1:] == [pdf_worker.CALLED]:  # a packaged program that started itself to read a file
        return pdf_worker.main()
    _speak_utf8()
    given = _parsed(sys.argv[1:] if arguments is None else arguments)
    _make_texts(given)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    wording = _wording(given.lang)
    try:
        code = _answered(given, wording, window)
        _hand_over()
    except BrokenPipeError:
        # The reader of a list closed it early (`| head`); what follows would only complain about that.
        _write_nowhere()
        return Exit.DONE
    except OSError as error:
        reason = error.strerror or str(error)
        failure = Unavailable(lazy("The machine refuses: {reason}. Check the disk, the folder and your rights.", reason=reason))
        with suppress(OSError):  # it may be the output itself that refuses
            _tell_failure("unavailable", failure, wording, as_json=given.json)
        if not _hands_over():
            _write_nowhere()
        return Exit.UNAVAILABLE
    except KeyboardInterrupt:
        return Exit.REFUSED
    return code


def _answered(given: argparse.Namespace, wording: Wording, window: Window | None) -> int:
    try:
        return _run(given, wording, window)
    except Refused as refused:
        _tell_findings(refused.findings, wording, as_json=given.json)
        return Exit.REFUSED
    except Unavailable as unavailable:
        _tell_failure("unavailable", unavailable, wording, as_json=given.json)
        return Exit.UNAVAILABLE
    except OfficeError as error:
        _tell_failure(type(error).__name__.lower(), error, wording, as_json=given.json)
        if isinstance(error, NotAllowed) and not given.as_user:
            print(wording.say(lazy("Say who you are with --as LOGIN.")), file=sys.stderr)
        return Exit.REFUSED


def _run(given: argparse.Namespace, wording: Wording, window: Window | None) -> int:
    if given.command in (None, "desk"):
        return _desk(given, wording, window)
    if given.command == "demo":
        from app.demo import run_demo  # only this command needs it

        return run_demo(given.db, given.out, given.lang, wording, window)
    place = _database(given) if given.verb.needs_office or given.db is not None else MEMORY
    application = start(Config(place))
    try:
        _sign_in(application, given.as_user, wording)
        result = given.verb.run(application, given)
    finally:
        application.close()
    if not isinstance(result, Printed):
        _print(result, wording, as_json=given.json)
        return Exit.DONE
    if not given.json:
        _tell_findings(result.findings, wording, as_json=False)
    if result.result is not None:
        _print(result.result, wording, as_json=given.json)
    return Exit.REFUSED if result.refused else Exit.DONE


def _desk(given: argparse.Namespace, wording: Wording, window: Window | None) -> int:
    if window is None or not has_screen():
        raise Unavailable(lazy("There is no screen to open the window on. The other commands work without one; see attache --help."))
    application = start(Config(_database(given)))
    try:
        _sign_in(application, given.as_user, wording)
        return window.show(application, given.lang)
    finally:
        application.close()


def _sign_in(application: Application, login: str, wording: Wording) -> None:
    """Act as the user named by `--as`; a password comes from the environment or is asked for unseen."""
    if not login:
        return
    asked = any(entrant.has_password for entrant in application.entrants() if entrant.login == fold(login.strip()))
    application.sign_in(login, _password(wording) if asked else "")


def _password(wording: Wording) -> str:
    if (given := os.environ.get(PASSWORD)) is not None:
        return given
    if not sys.stdin.isatty():
        message = lazy("This user has a password. Put it in the environment as {name}.", name=PASSWORD)
        raise Refused(Finding("password", message, rule="password-needed"))
    return getpass.getpass(f"{wording.say(lazy('Password'))}: ")


def _database(given: argparse.Namespace) -> Path:
    return given.db if given.db is not None else default_database()


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; the common options may stand anywhere, also behind the words of a word."""
    common, rest = _common().parse_known_args(arguments, argparse.Namespace(db=None, lang=None, json=False, as_user=""))
    parser = _parser()
    given = parser.parse_args(rest, common)
    spoken = given.verb.languages if "verb" in given else LANGUAGES
    if given.lang is not None and given.lang not in spoken:
        parser.error(f"argument --lang: invalid choice: {given.lang!r} (choose from {', '.join(map(repr, spoken))})")
    return given


def _common() -> argparse.ArgumentParser:
    # No defaults here: the parser of a word, which has these for its help, must not overwrite what was read before.
    common = argparse.ArgumentParser(prog="attache", add_help=False, allow_abbrev=False)
    common.add_argument(
        "--db", metavar="PATH", type=Path, default=argparse.SUPPRESS, help="the office's file (default: in your data folder)"
    )
    common.add_argument("--lang", metavar="{nl,fr,en}", default=argparse.SUPPRESS, help="the language of lists, messages and papers")
    common.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON")
    common.add_argument("--as", metavar="LOGIN", dest="as_user", default=argparse.SUPPRESS, help=f"who acts (password: {PASSWORD})")
    return common


def _parser() -> argparse.ArgumentParser:
    common = _common()
    parser = argparse.ArgumentParser(
        prog="attache", description="Attaché: missions, delegations and papers of a protocol office.", parents=[common]
    )
    parser.add_argument("--version", action="version", version=f"attache {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("desk", help="open the window (also without a command)", parents=[common])
    demo = commands.add_parser("demo", help="make a sample office, its papers, and open the window", parents=[common])
    demo.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("attache-demo"), help="the folder for the sample office and its papers"
    )
    for verb in _verbs():
        sub = commands.add_parser(verb.name, help=verb.help, parents=[common])
        if isinstance(verb, Verbs):
            words = sub.add_subparsers(dest="word", metavar="WORD", required=not verb.usual)
            for one in verb.verbs:
                _configure(words.add_parser(one.name, help=one.help, parents=[common]), one)
                if one.name == verb.usual:
                    _configure(sub, one)
        else:
            _configure(sub, verb)
    return parser


def _configure(parser: argparse.ArgumentParser, verb: Verb) -> None:
    verb.configure(parser)
    parser.set_defaults(verb=verb)


def _verbs() -> Iterable[Verb | Verbs]:
    for feature in features():
        own = {verb.name for verb in feature.verbs}
        yield from (_lister(screen) for screen in feature.screens if screen.command_name not in own)
        lists = {screen.command_name: screen for screen in feature.screens}
        yield from (_with_list(verb, lists.get(verb.name)) for verb in feature.verbs)
    yield from FRAME_VERBS


def _with_list(verb: Verb | Verbs, screen: Screen | None) -> Verb | Verbs:
    if not isinstance(verb, Verbs) or screen is None or verb.usual or any(one.name == "list" for one in verb.verbs):
        return verb
    return replace(verb, verbs=(replace(_lister(screen), name="list"), *verb.verbs), usual="list")


def _lister(screen: Screen) -> Verb:
    def rows(application: Application, arguments: argparse.Namespace) -> Listing:
        ids = application.ask(screen.register.ids(Criteria(text=arguments.find or "")))
        found = [row for start in range(0, len(ids), 500) for row in application.ask(screen.register.rows(ids[start : start + 500]))]
        return Listing(found, screen.register.columns)

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--find", metavar="WORDS", help="only what search finds")

    return Verb(screen.command_name, f"list: {str(screen.title).lower()}", configure, rows)


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    """Some commands have none."""


def _one_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)


def _check(application: Application, arguments: argparse.Namespace) -> Any:
    findings = application.check()
    found = {"findings": findings}
    return Printed(found if arguments.json or not findings else None, tuple(findings), refused=bool(findings))


def _backup(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    application.backup(str(arguments.file))
    return {"copy": str(arguments.file)}


def _restore(application: Application, arguments: argparse.Namespace) -> dict[str, str]:
    application.restore(str(arguments.file))
    return {"restored": str(arguments.file)}


def _undo(application: Application, _arguments: argparse.Namespace) -> dict[str, Lazy]:
    return {"undone": application.undo().changes.label}


def _redo(application: Application, _arguments: argparse.Namespace) -> dict[str, Lazy]:
    return {"redone": application.redo().changes.label}


def _history_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--limit", metavar="N", type=int, default=500, help="at most N steps, the newest first")
    parser.add_argument("--fields", action="store_true", help="with what each step changed, field by field")


def _history(application: Application, arguments: argparse.Namespace) -> Any:
    steps = application.history(limit=min(max(arguments.limit, 0), sys.maxsize))
    if arguments.fields:
        return [{**_members(step), "fields": application.step_fields(step.seq)} for step in steps]
    return Listing(steps, _STEP_COLUMNS)


_STEP_COLUMNS = (
    Column("seq", lazy("No."), ColumnKind.NUMBER),
    Column("at", lazy("When"), ColumnKind.MOMENT),
    Column("user", lazy("Who")),
    Column("move", lazy("Move")),
    Column("label", lazy("What"), ColumnKind.LAZY),
)

FRAME_VERBS = (
    Verb("check", "check the file, its references and its journal", _no_arguments, _check),
    Verb("backup", "write a checked copy, also while the file is in use", _one_file, _backup),
    Verb("restore", "put a copy back; what was there is kept beside it", _one_file, _restore),
    Verb("undo", "take back the last step", _no_arguments, _undo),
    Verb("redo", "do again what was taken back", _no_arguments, _redo),
    Verb("history", "list what was done, newest first", _history_arguments, _history),
)


def _print(result: Any, wording: Wording, *, as_json: bool) -> None:
    if as_json:
        rows = result.rows if isinstance(result, Listing) else result
        print(json.dumps(plain(rows, wording), ensure_ascii=False, indent=2))
    elif isinstance(result, Listing):
        _print_table(result, wording)
    elif isinstance(result, Mapping):
        for key, value in cast("Mapping[str, Any]", result).items():
            print(f"{key}: {write(value, wording) if value != [] else 'none'}")
    elif isinstance(result, list):
        for value in cast("list[Any]", result):
            print(json.dumps(plain(value, wording), ensure_ascii=False))
    elif result is not None:
        print(write(result, wording))


def _print_table(listing: Listing, wording: Wording) -> None:
    cells = [[_cell(column, row, wording) for column in listing.columns] for row in listing.rows]
    titles = [wording.text(column.title) for column in listing.columns]
    widths = [min(max(map(len, (title, *(line[n] for line in cells)))), 60) for n, title in enumerate(titles)]
    for line in ([titles] if cells else []) + cells:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def _cell(column: Column, row: Any, wording: Wording) -> str:
    value = getattr(row, column.key)
    match column.kind:
        case ColumnKind.COUNTRY:
            return wording.formats.country(value) if value else ""
        case ColumnKind.PERIOD:
            return wording.formats.period(*value)
        case ColumnKind.BADGE:
            return wording.text(column.badges[value].title) if value in column.badges else str(value or "")
        case _:
            return _one_line(write(value, wording))


def plain(value: Any, wording: Wording) -> Any:
    """Turn any value into what JSON holds: texts in several languages by language, dates as ISO 8601."""
    match value:
        case None | str() | int() | float():
            return value
        case Lazy():
            return wording.text(value)
        case Multilingual():
            return {code: value.in_language(code) or None for code in LANGUAGES}
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():  # kilograms, hours, kilometres: numbers; an amount of money is `Money`, which keeps its figures as text
            return int(value) if value == value.to_integral_value() else float(value)
        case Money():
            return to_plain(value)
        case Finding():
            return {
                "rule": value.rule,
                "severity": value.severity.value,
                "path": value.path,
                "message": wording.text(value.message),
                "value": plain(value.value, wording),
                "limit": plain(value.limit, wording),
                "source": value.source or None,
            }
        case bytes():
            return f"{len(value)} bytes"
        case PartialDate():
            return str(value)
        case _:
            return _plain_members(value, wording)


def _plain_members(value: Any, wording: Wording) -> Any:
    if is_dataclass(value):
        return {name: plain(member, wording) for name, member in _members(value).items()}
    if isinstance(value, Mapping):
        return {str(key): plain(member, wording) for key, member in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, Iterable):
        return [plain(member, wording) for member in cast("Iterable[Any]", value)]
    return str(value)


def _members(row: Any) -> dict[str, Any]:
    # A record's own kind is called by its domain inside the program; outside it is the kind, as in import files.
    members = {"kind" if field.name.endswith("_kind") else field.name: getattr(row, field.name) for field in fields(row)}
    if isinstance(period := members.get("period"), tuple):
        del members["period"]
        members["starts"], members["ends"] = period
    return members


def _tell_findings(findings: Sequence[Finding], wording: Wording, *, as_json: bool) -> None:
    for finding in findings:
        place = f"{finding.path}: " if finding.path else ""
        print(_one_line(f"{place}{wording.text(finding.message)}"), file=sys.stderr)
    if as_json:
        print(json.dumps({"refused": plain(findings, wording)}, ensure_ascii=False, indent=2))


def _tell_failure(kind: str, error: OfficeError, wording: Wording, *, as_json: bool) -> None:
    sentence = wording.text(error.sentence)
    print(_one_line(sentence), file=sys.stderr)
    if as_json:
        print(json.dumps({kind: sentence}, ensure_ascii=False))


def _wording(language: str | None) -> Wording:
    from app.adapters.i18n import wording_for  # slow import

    return wording_for(language if language in LANGUAGES else language_of_machine())  # a paper may be in one more


def _speak_utf8() -> None:
    # A console in another encoding would stop at the first Polish name.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]


def _one_line(text: str) -> str:
    # What somebody typed must neither break a line nor tell the terminal to do something.
    return "".join(c if c.isprintable() or unicodedata.category(c) == "Cs" else " " for c in text)


def _make_texts(given: argparse.Namespace) -> None:
    # Bytes that are no text reach us as lone surrogates, which the office's file cannot hold; names of files keep theirs.
    for name, value in vars(given).items():
        if isinstance(value, str):
            setattr(given, name, value.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _hand_over() -> None:
    if sys.stdout is not None:  # pyright: ignore[reportUnnecessaryComparison] - it was closed before we began
        sys.stdout.flush()


def _hands_over() -> bool:
    try:
        _hand_over()
    except OSError:
        return False
    return True


def _write_nowhere() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
