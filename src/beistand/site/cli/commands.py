"""All commands on one page: their words, their options and where their verb lives."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

Add = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """`words` as typed; `verb` is "module:function" below this package; `needs_house` wakes database and Django."""

    words: str
    help: str
    verb: str
    options: Add = lambda _: None
    needs_house: bool = True

    def load(self) -> Callable[..., Any]:
        """The function behind the words."""
        module, _, name = self.verb.partition(":")
        return cast(Callable[..., Any], getattr(importlib.import_module(f"beistand.site.cli.{module}"), name))


def _ports(p: argparse.ArgumentParser) -> None:
    p.add_argument("--port", type=int, help="pages on N, the edge on N+1, files on N+2 (default 8000)")
    p.add_argument("--smtp-port", type=int, help="the mail door (default 2525)")


def _up(p: argparse.ArgumentParser) -> None:
    _ports(p)
    p.add_argument("--demo", action="store_true", help="a new data folder gets the five demo brands")
    p.add_argument("--empty", action="store_true", help="a new data folder stays empty")
    p.add_argument("--test", action="store_true", help="a new data folder for tests: the clock may be set")


def _migrate(p: argparse.ArgumentParser) -> None:
    p.add_argument(
        "--kind", default="real", choices=["real", "demo", "test"], help="what a new folder becomes"
    )


def _token(p: argparse.ArgumentParser) -> None:
    p.add_argument("name")
    p.add_argument("--scopes", default="read", help="read,write,admin")
    p.add_argument("--brand", help="only for this brand")


def _brand_add(p: argparse.ArgumentParser) -> None:
    p.add_argument("slug")
    p.add_argument("--name", required=True)
    p.add_argument("--domain", required=True, help="mail to any address of it is accepted")
    p.add_argument("--from", dest="sender", required=True, help="address our mails come from")
    p.add_argument("--locale", default="de", choices=["de", "en"])
    p.add_argument("--timezone", default="Europe/Berlin")


def _brand_host(p: argparse.ArgumentParser) -> None:
    p.add_argument("slug")
    p.add_argument("name")


def _team_add(p: argparse.ArgumentParser) -> None:
    p.add_argument("brand")
    p.add_argument("name")


def _person_add(p: argparse.ArgumentParser) -> None:
    p.add_argument("mail")
    p.add_argument("--role", default="agent", choices=["agent", "lead", "admin"])
    p.add_argument("--team", action="append", default=[], help="name, or brand/name; may be given again")
    p.add_argument("--name")
    p.add_argument("--locale", default="de", choices=["de", "en"])
    p.add_argument("--password-stdin", action="store_true")


def _mailbox(p: argparse.ArgumentParser) -> None:
    p.add_argument("brand")
    p.add_argument("address", help="imap://user@host:port/FOLDER")
    p.add_argument("--tls", default="tls", choices=["none", "starttls", "tls"])
    p.add_argument("--insecure", action="store_true", help="allow --tls none to another machine")
    p.add_argument("--no-check", action="store_true", help="keep it without trying to sign in")
    p.add_argument("--trust-authserv", default="", metavar="ID", help="whose Authentication-Results count")
    p.add_argument("--leave-unseen", action="store_true", help="don't mark fetched mail as seen")
    p.add_argument("--move-to", default="", metavar="FOLDER", help="move fetched mail there")


def _mailbox_add(p: argparse.ArgumentParser) -> None:
    _mailbox(p)
    p.add_argument("--password-stdin", action="store_true")


def _mailbox_oauth(p: argparse.ArgumentParser) -> None:
    _mailbox(p)
    _oauth(p)
    p.add_argument("--allow-loopback", action="store_true", help="the provider may be on this machine")


def _mailbox_remove(p: argparse.ArgumentParser) -> None:
    p.add_argument("brand")
    p.add_argument("address", help="imap://user@host/FOLDER")


def _smarthost(p: argparse.ArgumentParser) -> None:
    p.add_argument("brand")
    p.add_argument("address", help="smtp://user@host:port")
    p.add_argument("--tls", default="starttls", choices=["none", "starttls", "tls"])
    p.add_argument("--insecure", action="store_true", help="allow --tls none to another machine")
    p.add_argument("--no-check", action="store_true", help="keep it without trying to sign in")
    p.add_argument("--allow-loopback", action="store_true", help="an own sink on this machine is allowed")


def _smarthost_set(p: argparse.ArgumentParser) -> None:
    _smarthost(p)
    p.add_argument("--password-stdin", action="store_true")


def _smarthost_oauth(p: argparse.ArgumentParser) -> None:
    _smarthost(p)
    _oauth(p)


def _oauth(p: argparse.ArgumentParser) -> None:
    p.add_argument("--provider", required=True, choices=["microsoft", "google", "custom"])
    p.add_argument("--client-id", required=True)
    p.add_argument("--client-secret-stdin", action="store_true")
    p.add_argument("--device", action="store_true", help="sign in with a code typed on another device")
    p.add_argument("--tenant", default="organizations", help="Microsoft: the directory's id or domain")
    for name in ("authorize-url", "token-url", "device-url", "scope"):
        p.add_argument(f"--{name}", default="", help="for --provider custom")


def _dkim_new(p: argparse.ArgumentParser) -> None:
    p.add_argument("brand")
    p.add_argument("domain")


def _dkim_use(p: argparse.ArgumentParser) -> None:
    p.add_argument("domain")
    p.add_argument("--selector", default="", help="which key; the newest when left out")


def _webhook_add(p: argparse.ArgumentParser) -> None:
    p.add_argument("url")
    p.add_argument("--facts", required=True, help="names of facts, comma separated")
    p.add_argument("--brand", help="only of this brand")
    p.add_argument("--allow-loopback", action="store_true", help="an own receiver on this machine is allowed")


def _customer_forget(p: argparse.ArgumentParser) -> None:
    p.add_argument("id", help="the customer's id, as in the API")


def _clock(p: argparse.ArgumentParser) -> None:
    how = p.add_mutually_exclusive_group()
    how.add_argument("--set", metavar="ISO", help="the time it shall be")
    how.add_argument("--speed", type=float, metavar="X", help="how many times as fast it runs")
    how.add_argument("--real", action="store_true", help="the machine's time again")


def _examine(p: argparse.ArgumentParser) -> None:
    p.add_argument("file", help="a mail, - for standard input")
    p.add_argument("--ip", help="the address it came from; without it SPF can't be judged")
    p.add_argument("--helo", default="")
    p.add_argument("--mail-from", help="the envelope's sender, <> for none")


def _config(p: argparse.ArgumentParser) -> None:
    p.add_argument("--explain", action="store_true", help="every setting with its meaning")


def _backup(p: argparse.ArgumentParser) -> None:
    p.add_argument("file")


def _restore(p: argparse.ArgumentParser) -> None:
    p.add_argument("file")
    p.add_argument(
        "--prove", action="store_true", help="restore into a fresh database and compare, change nothing"
    )


COMMANDS = [
    Command("up", "start everything in the foreground", "up:up", _up, needs_house=False),
    Command("web", "only the pages", "up:web", _ports),
    Command("edge", "only the live edge and the files", "up:edge", _ports),
    Command("work", "only filing, outbox and periodic rounds", "up:work"),
    Command("door", "only the mail door", "up:door", _ports),
    Command("migrate", "bring the database up to this version", "up:migrate", _migrate),
    Command("status", "what runs and what waits", "status:status"),
    Command("token", "make an API token", "people:token", _token),
    Command("brand add", "add a brand", "house:brand_add", _brand_add),
    Command("brand host", "serve a brand under its own host name", "house:brand_host", _brand_host),
    Command("team add", "add a team", "house:team_add", _team_add),
    Command("person add", "add somebody who helps", "people:person_add", _person_add),
    Command("mailbox add", "fetch mail from a mailbox by IMAP", "mail:mailbox_add", _mailbox_add),
    Command("mailbox oauth", "the same, signed in with OAuth 2", "mail:mailbox_oauth", _mailbox_oauth),
    Command("mailbox list", "all mailboxes and how they are", "mail:mailbox_list"),
    Command("mailbox remove", "fetch from a mailbox no more", "mail:mailbox_remove", _mailbox_remove),
    Command("smarthost set", "send a brand's mail through a server", "mail:smarthost_set", _smarthost_set),
    Command("smarthost oauth", "the same, signed in with OAuth 2", "mail:smarthost_oauth", _smarthost_oauth),
    Command("dkim new", "make a key that signs what we send", "mail:dkim_new", _dkim_new),
    Command("dkim on", "sign what we send from a domain", "mail:dkim_on", _dkim_use),
    Command("dkim off", "sign no more", "mail:dkim_off", _dkim_use),
    Command("webhook add", "tell somebody by webhook what happens", "webhook:webhook_add", _webhook_add),
    Command(
        "mail examine", "read one mail and store nothing", "examining:examine", _examine, needs_house=False
    ),
    Command("demo load", "load the five demo brands", "demo:load"),
    Command("demo remove", "remove everything that belongs to the demo", "demo:remove"),
    Command("demo reset", "remove and load it again", "demo:reset"),
    Command("demo accounts", "who may sign in to the demo", "demo:accounts"),
    Command("clock", "set or speed up the time of a demo or test folder", "clock:clock", _clock),
    Command("config", "the settings in force", "config:config", _config, needs_house=False),
    Command("backup", "write everything into one file", "backup:backup", _backup),
    Command("restore", "restore a backup", "backup:restore", _restore, needs_house=False),
    Command("verify", "check journal chain, files and arrivals", "backup:verify"),
]
