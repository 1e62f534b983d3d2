"""Adding, listing and removing what we fetch from and send through: every entry is tried before it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from beistand.channels.email import mailboxes_line, oauth_grants, smarthosts_line
from beistand.channels.email.addresses_given import Given, NotAnAddress, read_given
from beistand.channels.email.models import Mailbox, OAuthGrant, Smarthost
from beistand.channels.email.oauth import Client
from beistand.channels.email.secrets import sealed
from beistand.channels.email.trouble import Trouble, sentence
from beistand.house.models import Brand
from beistand.lib import live
from beistand.lib.ids import uuid7
from beistand.lib.refusal import Refused


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What an operator typed. `password` is empty with OAuth 2; `is_checked` tries to sign in before it is kept."""

    address: str
    password: str = ""
    tls: str = "tls"
    client: Client | None = None
    provider: str = ""
    is_checked: bool = True
    allows_insecure: bool = False
    allows_loopback: bool = False
    authserv_id: str = ""
    marks_seen: bool = True
    moves_to: str = ""


def add_mailbox(brand: Brand, wanted: Wanted) -> Mailbox:
    """Fetch from this mailbox from now on. Raises `Refused` with what the server said when it can't be opened."""
    given = _given(wanted, "imap")
    mailbox = Mailbox(
        id=uuid7(),
        brand=brand,
        host=given.host,
        port=given.port,
        folder=given.folder,
        user=given.user,
        tls=wanted.tls,
        sign_in="oauth2" if wanted.client else "password",
        authserv_id=wanted.authserv_id,
        marks_seen=wanted.marks_seen,
        moves_to=wanted.moves_to,
    )
    _refuse_double(mailbox)
    mailbox.secret = sealed(wanted.password, f"mailbox:{mailbox.id}")
    if wanted.is_checked and wanted.client is None:
        try:
            with mailboxes_line.opened(mailbox):
                pass
        except Trouble as trouble:
            raise refused(trouble) from trouble
    try:
        with transaction.atomic():
            mailbox.save(force_insert=True)
            if wanted.client is not None:
                oauth_grants.new_grant(mailbox, wanted.provider, wanted.client)
            live.wake(oauth_grants.TOPIC)
    except IntegrityError as problem:
        raise _double() from problem
    return mailbox


def set_smarthost(brand: Brand, wanted: Wanted) -> Smarthost:
    """Send this brand's mail through this server from now on. Raises `Refused` when it does not let us in."""
    given = _given(wanted, "smtp")
    smarthost = Smarthost(
        brand=brand,
        host=given.host,
        port=given.port,
        user=given.user,
        tls=wanted.tls,
        sign_in="oauth2" if wanted.client else "password",
        allows_loopback=wanted.allows_loopback,
        secret=sealed(wanted.password, f"smarthost:{brand.id}"),
    )
    if wanted.is_checked and wanted.client is None:
        try:
            with smarthosts_line.greeted(smarthost):
                pass
        except Trouble as trouble:
            raise refused(trouble) from trouble
    with transaction.atomic():
        OAuthGrant.objects.filter(smarthost__brand=brand).delete()
        Smarthost.objects.filter(brand=brand).delete()
        smarthost.save(force_insert=True)
        if wanted.client is not None:
            oauth_grants.new_grant(smarthost, wanted.provider, wanted.client)
    return smarthost


def remove_mailbox(brand: Brand, address: str) -> Mailbox:
    """Fetch from it no more; what was fetched stays, and so does what lies there. Raises `Refused`."""
    given = _given(Wanted(address=address, allows_insecure=True), "imap")
    row = Mailbox.objects.filter(brand=brand, host=given.host, user=given.user, folder=given.folder).first()
    if row is None:
        raise Refused(_("This brand has no such mailbox."), "beistand mailbox list", status=404)
    with transaction.atomic():
        Mailbox.objects.filter(id=row.id).delete()
        live.wake(oauth_grants.TOPIC)
    return row


def refused(trouble: Trouble) -> Refused:
    """A trouble as an answer to the person who typed it."""
    said, way_on = sentence(trouble.code, trouble.words)
    return Refused(said, way_on, status=409, code=trouble.code)


def _given(wanted: Wanted, scheme: str) -> Given:
    try:
        given = read_given(wanted.address, scheme, wanted.tls)
    except NotAnAddress as problem:
        raise Refused(_wrong(problem.what, scheme), _shape(scheme), code=problem.what) from problem
    if wanted.tls == "none" and not given.is_loopback and not wanted.allows_insecure:
        raise Refused(
            _("Without TLS everybody on the way could read the password and the mails."),
            _("Use --tls tls or --tls starttls; --insecure if the way is safe for another reason."),
            code="insecure",
        )
    return given


def _shape(scheme: str) -> str:
    if scheme == "imap":
        return _("It looks like imap://user@mail.example.com:993/INBOX.")
    return _("It looks like smtp://user@mail.example.com:587.")


def _wrong(what: str, scheme: str) -> str:
    return {
        "password": _("The password does not belong into the address; give it with --password-stdin."),
        "user": _("The address names no user."),
        "host": _("The address names no host."),
        "port": _("The port is no number between 1 and 65535."),
        "folder": _("The folder can't be called that."),
    }.get(what, _("The address must begin with %(scheme)s://.") % {"scheme": scheme})


def _refuse_double(mailbox: Mailbox) -> None:
    same = Mailbox.objects.filter(
        host=mailbox.host, port=mailbox.port, user=mailbox.user, folder=mailbox.folder
    )
    if same.exists():
        raise _double()


def _double() -> Refused:
    return Refused(
        _("This folder is fetched already."),
        _("beistand mailbox list shows it; remove it first to change it."),
        status=409,
        code="double",
    )
