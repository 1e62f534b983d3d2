"""The command line: `beistand …`. Exit 0 done, 1 refused with a sentence, 2 wrong use.

Only what a command needs is imported: the supervisor must stay small, and `--help` must be quick.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from beistand.lib.refusal import Refused
from beistand.site.cli.commands import COMMANDS, Command
from beistand.site.settings import Settings, WrongSetting, read_settings

DONE, REFUSED, WRONG_USE = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = _parser()
    args = parser.parse_args(argv)
    if not hasattr(args, "command"):
        parser.print_help()
        return WRONG_USE
    try:
        settings = _settings(args)
        return _run(args.command, settings, args)
    except WrongSetting as wrong:
        return _say_no(str(wrong), "", args)
    except Refused as refused:
        return _say_no(refused.sentence, refused.way_on, args)
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="beistand", description="Customer service, digital and personal.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="the data folder (default: data, or BEISTAND_DATA)")
    shared.add_argument("--json", action="store_true", help="answer in JSON")
    groups: dict[str, Any] = {"": parser.add_subparsers(metavar="COMMAND")}
    for command in COMMANDS:
        group, _, name = command.words.rpartition(" ")
        if group not in groups:
            inner = groups[""].add_parser(group, help=f"commands about {group}")
            groups[group] = inner.add_subparsers(metavar="WHAT", required=True)
        one = groups[group].add_parser(name, help=command.help, parents=[shared], description=command.help)
        command.options(one)
        one.set_defaults(command=command)
    return parser


def _settings(args: argparse.Namespace) -> Settings:
    for name in ("data", "port", "smtp_port"):
        given = getattr(args, name, None)
        if given is not None:
            os.environ[f"BEISTAND_{name.upper()}"] = str(given)
    return _as_running(read_settings())


def _as_running(settings: Settings) -> Settings:
    """A house that runs says itself on which port; so `beistand demo accounts` names the right address."""
    if "BEISTAND_PORT" in os.environ:
        return settings
    try:
        ports = json.loads((settings.data_folder / "run.json").read_text(encoding="utf-8"))["ports"]
        return replace(settings, port=int(ports["pages"]), smtp_port=int(ports["mail door"]))
    except (OSError, ValueError, KeyError, TypeError):
        return settings


def _run(command: Command, settings: Settings, args: argparse.Namespace) -> int:
    if not command.needs_house:
        return _answer(command.load()(settings, args), args)
    from beistand.site.reach import reached

    with reached(settings):
        open_house()
        return _answer(command.load()(settings, args), args)


def open_house() -> None:
    """Wake Django, once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beistand.site.django_settings")
    import django

    django.setup()


def _answer(result: Any, args: argparse.Namespace) -> int:
    if isinstance(result, int):
        return result
    if getattr(args, "json", False):
        print(json.dumps(result, ensure_ascii=False, indent=1, default=str))
    elif result is not None:
        print(result if isinstance(result, str) else _words(result))
    return DONE


def _words(result: Any) -> str:
    if isinstance(result, dict):
        if set(result) == {"said"}:
            return str(result["said"])
        return "\n".join(f"{key}: {value}" for key, value in result.items())
    return "\n".join(_words(one) + "\n" for one in result).rstrip("\n")


def _say_no(sentence: str, way_on: str, args: argparse.Namespace) -> int:
    if getattr(args, "json", False):
        print(json.dumps({"refused": sentence, "way_on": way_on}, ensure_ascii=False))
    print(f"{sentence} {way_on}".strip(), file=sys.stderr)
    return REFUSED


Verb = Callable[[Settings, argparse.Namespace], Any]
