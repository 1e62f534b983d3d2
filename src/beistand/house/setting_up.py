"""Setting up the house: brands, teams, people and keys. Every refusal is a sentence."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from beistand.house.models import Agent, ApiKey, Brand, BrandDomain, BrandHost, Membership, Team
from beistand.lib import clock
from beistand.lib.refusal import Refused
from beistand.lib.tokens import digest

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")
DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
FIRST_TEAM = "Service"


def add_brand(
    slug: str,
    *,
    name: str,
    domain: str,
    sender: str,
    locale: str = "de",
    timezone: str = "Europe/Berlin",
) -> Brand:
    """Add a brand that answers for a mail domain, with a first team, so that nothing that comes in is homeless."""
    domain = domain.strip().lower()
    if not SLUG.fullmatch(slug):
        raise Refused(_("A brand's short name has only small letters, digits and hyphens."), code="slug")
    if not DOMAIN.fullmatch(domain):
        raise Refused(_("“%(domain)s” is not a mail domain.") % {"domain": domain}, code="domain")
    _check_mail(sender)
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(_("There is no time zone “%(zone)s”.") % {"zone": timezone}, code="timezone") from None
    if Brand.objects.filter(slug=slug).exists():
        raise Refused(_("There is a brand “%(slug)s” already.") % {"slug": slug}, status=409, code="exists")
    if BrandDomain.objects.filter(domain=domain).exists():
        raise Refused(
            _("Another brand answers for “%(domain)s” already.") % {"domain": domain},
            status=409,
            code="exists",
        )
    with transaction.atomic():
        at = clock.now()
        brand = Brand.objects.create(
            slug=slug,
            name=name,
            family=slug,
            sender_name=name,
            sender_address=sender,
            locale=locale,
            timezone=timezone,
            created_at=at,
        )
        BrandDomain.objects.create(domain=domain, brand=brand)
        Team.objects.create(brand=brand, name=FIRST_TEAM, is_first=True, created_at=at)
    return brand


def add_host(slug: str, host: str) -> None:
    """Serve a brand's public pages under a host name of its own."""
    host = host.strip().lower()
    if not DOMAIN.fullmatch(host):
        raise Refused(_("“%(host)s” is not a host name.") % {"host": host}, code="host")
    other = BrandHost.objects.filter(host=host).exclude(brand__slug=slug).first()
    if other is not None:
        raise Refused(_("That host name belongs to another brand."), status=409, code="exists")
    BrandHost.objects.get_or_create(host=host, defaults={"brand": find_brand(slug)})


def find_brand(slug: str) -> Brand:
    """The brand of a slug. Raises `Refused` with the slugs there are."""
    brand = Brand.objects.filter(slug=slug).first()
    if brand is None:
        there = ", ".join(Brand.objects.order_by("slug").values_list("slug", flat=True)) or "–"
        raise Refused(
            _("There is no brand “%(slug)s”. There are: %(there)s.") % {"slug": slug, "there": there},
            status=404,
            code="no-brand",
        )
    return brand


def add_team(slug: str, name: str) -> Team:
    """Add a team to a brand. The first one added by hand takes the place of the empty first team."""
    brand = find_brand(slug)
    if Team.objects.filter(brand=brand, name=name).exists():
        raise Refused(_("There is a team of that name already."), status=409, code="exists")
    return Team.objects.create(
        brand=brand, name=name, is_first=not brand.teams.exists(), created_at=clock.now()
    )


def find_team(words: str) -> Team:
    """A team by "name" (when only one has it) or "brand/name"."""
    slug, _slash, name = words.rpartition("/")
    teams = Team.objects.filter(name=name, **({"brand__slug": slug} if slug else {}))
    found = list(teams[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            _("More than one brand has a team “%(name)s”. Say it as brand/team.") % {"name": name},
            code="team",
        )
    raise Refused(_("There is no team “%(name)s”.") % {"name": words}, status=404, code="no-team")


def add_person(
    mail: str,
    *,
    role: str = "agent",
    teams: Sequence[str] = (),
    password: str | None = None,
    name: str = "",
    locale: str = "de",
) -> Agent:
    """Add somebody who helps. Without a password they can only come in by a link or another provider."""
    _check_mail(mail)
    if Agent.objects.filter(email=mail.lower()).exists():
        raise Refused(_("Somebody with that mail address is here already."), status=409, code="exists")
    found = [find_team(team) for team in teams]
    with transaction.atomic():
        agent = Agent.objects.create_user(
            mail,
            password,
            name=name or mail.partition("@")[0].replace(".", " ").title(),
            role=role,
            locale=locale,
            created_at=clock.now(),
        )
        Membership.objects.bulk_create(Membership(agent=agent, team=team) for team in found)
    return agent


def add_key(name: str, scopes: Sequence[str], brand: str | None = None) -> tuple[ApiKey, str]:
    """A key for a machine, and its text, which can't be read again later."""
    unknown = [s for s in scopes if s not in ApiKey.SCOPES]
    if unknown or not scopes:
        raise Refused(
            _("There is no right “%(right)s”. There are: read, write, admin.")
            % {"right": ", ".join(unknown)},
            code="scope",
        )
    text = f"bst_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        name=name,
        hash=digest(text),
        scopes=list(scopes),
        brand=find_brand(brand) if brand else None,
        made_at=clock.now(),
    )
    return key, text


def _check_mail(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Refused(_("“%(mail)s” is not a mail address.") % {"mail": address}, code="mail") from None
