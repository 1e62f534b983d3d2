"""`beistand mailbox …`, `beistand smarthost …`, `beistand dkim …`."""

from __future__ import annotations

import argparse
import sys
import time
from typing import Any

from django.conf import settings as django_settings
from django.utils.translation import gettext as _

from beistand.channels.email import dkim_keys, mailboxes, oauth, oauth_grants
from beistand.channels.email.mailboxes import Wanted
from beistand.channels.email.models import DkimKey, Mailbox, OAuthGrant, Smarthost
from beistand.channels.email.oauth import Client, NoTokens
from beistand.channels.email.providers import PROVIDERS
from beistand.channels.email.trouble import Trouble, sentence
from beistand.house.setting_up import find_brand
from beistand.lib.refusal import Refused
from beistand.site.settings import Settings


def mailbox_add(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Fetch mail from a mailbox by IMAP; the sign-in is tried first."""
    wanted = _wanted(args, password=_line() if args.password_stdin else "")
    return _told(mailboxes.add_mailbox(find_brand(args.brand), wanted))


def mailbox_oauth(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Fetch mail from a mailbox that is signed in to at a provider."""
    wanted = _wanted(args, client=_client(args, "imap"))
    return _let_in(mailboxes.add_mailbox(find_brand(args.brand), wanted), args)


def mailbox_list(settings: Settings, args: argparse.Namespace) -> list[dict[str, Any]]:
    """All mailboxes and how they are."""
    return [_told(m) for m in Mailbox.objects.select_related("brand").order_by("brand__slug", "host", "user")]


def mailbox_remove(settings: Settings, args: argparse.Namespace) -> dict[str, str]:
    """Fetch from a mailbox no more."""
    row = mailboxes.remove_mailbox(find_brand(args.brand), args.address)
    return {"said": _("%(user)s is fetched no more; what came from it stays.") % {"user": row.user}}


def smarthost_set(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Send a brand's mail through a server; the sign-in is tried first."""
    wanted = _wanted(args, password=_line() if args.password_stdin else "")
    return _told(mailboxes.set_smarthost(find_brand(args.brand), wanted))


def smarthost_oauth(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Send a brand's mail through a server that is signed in to at a provider."""
    wanted = _wanted(args, client=_client(args, "smtp"))
    return _let_in(mailboxes.set_smarthost(find_brand(args.brand), wanted), args)


def dkim_new(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Make a key and print the record that belongs into DNS."""
    return _key(dkim_keys.make(find_brand(args.brand), args.domain))


def dkim_on(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Sign what we send from this domain."""
    return _key(dkim_keys.use(args.domain, args.selector or ""))


def dkim_off(settings: Settings, args: argparse.Namespace) -> dict[str, Any]:
    """Sign no more."""
    return _key(dkim_keys.use(args.domain, args.selector or "", is_on=False))


def _line() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _wanted(args: argparse.Namespace, *, password: str = "", client: Client | None = None) -> Wanted:
    return Wanted(
        address=args.address,
        password=password,
        tls=args.tls,
        client=client,
        provider=getattr(args, "provider", ""),
        is_checked=not args.no_check,
        allows_insecure=args.insecure,
        allows_loopback=getattr(args, "allow_loopback", False),
        authserv_id=getattr(args, "trust_authserv", ""),
        marks_seen=not getattr(args, "leave_unseen", False),
        moves_to=getattr(args, "move_to", ""),
    )


def _client(args: argparse.Namespace, protocol: str) -> Client:
    preset = PROVIDERS.get(args.provider)
    scope = args.scope or ((preset.imap_scope if protocol == "imap" else preset.smtp_scope) if preset else "")
    authorize = args.authorize_url or (preset.authorize_url if preset else "")
    token = args.token_url or (preset.token_url if preset else "")
    device = args.device_url or (preset.device_url if preset else "")
    if not token or not (authorize or device):
        raise Refused(_("A provider of your own needs --token-url, and --authorize-url or --device-url."))
    if args.device and not device:
        raise Refused(
            _("This provider offers no sign-in by device for mail."),
            _("Leave --device out and sign in on the page that is printed."),
        )
    return Client(
        client_id=args.client_id,
        client_secret=_line() if args.client_secret_stdin else "",
        authorize_url=authorize.replace("{tenant}", args.tenant),
        token_url=token.replace("{tenant}", args.tenant),
        device_url=device.replace("{tenant}", args.tenant),
        scope=scope,
        allows_loopback=args.allow_loopback,
    )


def _let_in(owner: Mailbox | Smarthost, args: argparse.Namespace) -> dict[str, Any]:
    """Sign in by device right here, or tell where to sign in."""
    grant = OAuthGrant.objects.get(id=oauth_grants.grant_of(owner))
    page = f"{django_settings.BEISTAND_PAGES}/settings/mail/oauth/{grant.id}/"
    if not args.device:
        return {**_told(owner), "sign_in_at": page}
    try:
        _by_device(grant)
        oauth_grants.access_token(grant.id)
    except NoTokens as problem:
        raise mailboxes.refused(Trouble("grant-ended", problem.words)) from problem
    except Trouble as trouble:
        raise mailboxes.refused(trouble) from trouble
    return _told(owner)


def _by_device(grant: OAuthGrant) -> None:
    """Show the code, then ask as often as the provider wants to be asked. Raises `NoTokens`."""
    client = oauth_grants.client_of(grant)
    device = oauth.begin_device(client)
    words = _("Open %(page)s and type %(code)s.") % {"page": device.page, "code": device.user_code}
    print(words, file=sys.stderr, flush=True)
    pause, until = device.interval, time.monotonic() + device.lasts
    while True:
        time.sleep(pause)
        try:
            oauth_grants.keep(grant.id, oauth.ask_device(client, device))
        except NoTokens as problem:
            if problem.code == "slow_down":
                pause += 5
            if not (problem.is_pending or problem.code == "unreachable") or time.monotonic() > until:
                raise
        else:
            return


def _told(row: Mailbox | Smarthost) -> dict[str, Any]:
    said, way_on = sentence(row.state, row.state_words)
    told: dict[str, Any] = {
        "brand": row.brand.slug,
        "host": row.host,
        "port": row.port,
        "user": row.user,
        "tls": row.tls,
        "sign_in": row.sign_in,
        "state": row.state,
        "words": f"{said} {way_on}".strip(),
    }
    if isinstance(row, Mailbox):
        told = {"id": str(row.id), "folder": row.folder, **told}
    return told


def _key(key: DkimKey) -> dict[str, Any]:
    return {
        "name": f"{key.selector}._domainkey.{key.domain}",
        "type": "TXT",
        "value": key.public_record,
        "signs": key.is_on,
    }
