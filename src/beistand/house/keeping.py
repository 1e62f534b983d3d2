"""Keeping the house in order: brands, teams, people and ready texts are changed here. Every refusal is a sentence.

`by` is who did it, as in the journal. Rights are checked by the caller, against `house.rights`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from beistand.house import facts
from beistand.house.models import Agent, Brand, Membership, Snippet, Team
from beistand.journal.book import About, record
from beistand.lib.refusal import Refused

LONGEST_SNIPPET = 10_000


@dataclass(frozen=True)
class BrandWords:
    """What may be changed about a brand; its slug and its mail domains stay."""

    name: str
    sender_name: str
    sender_address: str
    locale: str
    timezone: str
    urgent_phone: str
    postal_address: str


def change_brand(brand: Brand, said: BrandWords, by: str) -> None:
    """Change what a brand is called and how it writes."""
    if not said.name.strip():
        raise Refused(_("A brand needs a name."), code="name")
    _check_mail(said.sender_address)
    if said.locale not in ("de", "en"):
        raise Refused(_("There is no such language here."), code="locale")
    try:
        ZoneInfo(said.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Refused(
            _("There is no time zone “%(zone)s”.") % {"zone": said.timezone}, code="timezone"
        ) from None
    with transaction.atomic():
        row = Brand.objects.select_for_update().get(id=brand.id)
        changed = [name for name, value in vars(said).items() if getattr(row, name) != value.strip()]
        if not changed:
            return
        for name in changed:
            setattr(row, name, getattr(said, name).strip())
        row.save(update_fields=changed)
        record(facts.BrandChanged(fields=", ".join(changed)), About(brand=row.id, by=by))


def rename_team(team: Team, name: str) -> None:
    """Give a team another name."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A team needs a name."), code="name")
    if Team.objects.filter(brand=team.brand_id, name=name).exclude(id=team.id).exists():
        raise Refused(_("There is a team of that name already."), status=409, code="exists")
    Team.objects.filter(id=team.id).update(name=name)


def make_first(team: Team) -> None:
    """New matters of the brand go to this team from now on."""
    with transaction.atomic():
        Team.objects.filter(brand=team.brand_id, is_first=True).update(is_first=False)
        Team.objects.filter(id=team.id).update(is_first=True)


def change_person(
    agent: Agent, *, name: str, role: str, teams: Sequence[Team], is_active: bool, by: str
) -> None:
    """Change somebody's name, role, teams and whether they may come in. The last admin stays one."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("A person needs a name."), code="name")
    if role not in Agent.ROLES:
        raise Refused(_("There is no such role."), code="role")
    with transaction.atomic():
        admins = list(Agent.objects.select_for_update().filter(role="admin", is_active=True).order_by("id"))
        stays = role == "admin" and is_active
        if not stays and [a.id for a in admins] == [agent.id]:
            raise Refused(
                _("This is the last admin."), _("Make somebody else an admin first."), status=409, code="last"
            )
        row = Agent.objects.select_for_update().get(id=agent.id)
        row.name, row.role, row.is_active = name, role, is_active
        row.save(update_fields=["name", "role", "is_active"])
        wanted = {team.id for team in teams}
        Membership.objects.filter(agent=row).exclude(team__in=wanted).delete()
        have = set(Membership.objects.filter(agent=row).values_list("team_id", flat=True))
        Membership.objects.bulk_create(Membership(agent=row, team_id=t) for t in wanted - have)
        fact = facts.PersonChanged(
            agent=row.id, role=role, is_active=is_active, teams=", ".join(sorted(t.name for t in teams))
        )
        record(fact, About(by=by))


def keep_snippet(
    brand: Brand, *, key: str, title: str, locale: str, text: str, snippet: UUID | None = None
) -> Snippet:
    """Add a ready text, or change one."""
    key, title, text = key.strip().lower(), " ".join(title.split()), text.strip()
    try:
        validate_slug(key)
    except ValidationError:
        raise Refused(_("The short name has only letters, digits and hyphens."), code="key") from None
    if not text:
        raise Refused(_("The text is empty."), code="text")
    if len(text) > LONGEST_SNIPPET:
        raise Refused(_("The text is too long."), code="text")
    if locale not in ("de", "en"):
        raise Refused(_("There is no such language here."), code="locale")
    twins = Snippet.objects.filter(brand=brand, key=key[:40], locale=locale)
    if (twins.exclude(id=snippet) if snippet else twins).exists():
        raise Refused(_("There is a text of that short name already."), status=409, code="exists")
    row = Snippet.objects.get(id=snippet, brand=brand) if snippet else Snippet(brand=brand)
    row.key, row.title, row.locale, row.text = key[:40], (title or key)[:120], locale, text
    row.save()
    return row


def _check_mail(address: str) -> None:
    try:
        validate_email(address.strip())
    except ValidationError:
        raise Refused(_("“%(mail)s” is not a mail address.") % {"mail": address}, code="mail") from None
