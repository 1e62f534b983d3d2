"""Who may open which address: one line for every route. A route without a line fails the build.

who: everybody · agent (signed in) · lead · admin · key (a machine). wall: what keeps strangers out of the object in
the address: "team" (only those who see its team), "brand" (everybody of its brand), "own" (only oneself), "" none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True)
class Rule:
    """Who may come in, what wall stands around the object, and with which verbs it is asked."""

    who: str
    wall: str = ""


@dataclass(frozen=True)
class Page:
    """One route: its name (or path), and the names of the objects in it."""

    key: str
    route: str
    objects: tuple[str, ...]


PUBLIC, AGENT, LEAD, ADMIN, KEY = (Rule(who) for who in ("everybody", "agent", "lead", "admin", "key"))
TEAM, BRAND, OWN = Rule("agent", "team"), Rule("agent", "brand"), Rule("agent", "own")

RULES: dict[str, Rule] = {
    # the door
    "account_door": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_inactive": PUBLIC,
    "account_reset_password": PUBLIC,
    "account_reset_password_done": PUBLIC,
    "account_reset_password_from_key": PUBLIC,
    "account_reset_password_from_key_done": PUBLIC,
    "mfa_authenticate": PUBLIC,
    "mfa_login_webauthn": PUBLIC,
    "socialaccount_login_cancelled": PUBLIC,
    "socialaccount_login_error": PUBLIC,
    "openid_connect_login": PUBLIC,
    "openid_connect_callback": PUBLIC,
    "site:invitation": PUBLIC,
    "site:start": PUBLIC,
    "account_reauthenticate": AGENT,
    "account_change_password": AGENT,
    "account_set_password": AGENT,
    "usersessions_list": AGENT,
    "mfa_index": AGENT,
    "mfa_reauthenticate": AGENT,
    "mfa_activate_totp": AGENT,
    "mfa_deactivate_totp": AGENT,
    "mfa_view_recovery_codes": AGENT,
    "mfa_generate_recovery_codes": AGENT,
    "mfa_download_recovery_codes": AGENT,
    "mfa_list_webauthn": AGENT,
    "mfa_add_webauthn": AGENT,
    "mfa_reauthenticate_webauthn": AGENT,
    "mfa_remove_webauthn": OWN,
    "mfa_edit_webauthn": OWN,
    # one's own settings, and those of the house
    "site:settings": AGENT,
    "site:status": AGENT,
    "site:parts": AGENT,
    "site:look": AGENT,
    "site:me": AGENT,
    "site:leave": AGENT,
    "site:presence": AGENT,
    "site:brands": ADMIN,
    "site:brand": ADMIN,
    "site:teams": LEAD,
    "site:team": Rule("lead", "brand"),
    "site:people": LEAD,
    "site:person": Rule("lead", "brand"),
    "site:invite": Rule("lead", "brand"),
    "site:snippets": AGENT,
    "site:snippet": BRAND,
    "site:labels": AGENT,
    "site:label": BRAND,
    "site:mail": LEAD,
    "site:provider-sign-in": ADMIN,
    "site:provider-back": ADMIN,
    # the desk
    "desk:home": AGENT,
    "desk:list": AGENT,
    "desk:bulk": AGENT,
    "desk:talk": TEAM,
    "desk:reply": TEAM,
    "desk:draft": TEAM,
    "desk:upload": TEAM,
    "desk:seen": TEAM,
    "desk:unread": TEAM,
    "desk:close": TEAM,
    "desk:reopen": TEAM,
    "desk:assign": TEAM,
    "desk:mine": TEAM,
    "desk:snooze": TEAM,
    "desk:wake": TEAM,
    "desk:label": TEAM,
    "desk:undo": TEAM,
    "desk:hold": TEAM,
    "desk:join": TEAM,
    "desk:part": TEAM,
    "desk:raw": TEAM,
    "desk:original": TEAM,
    "desk:customers": AGENT,
    "desk:customer": BRAND,
    "desk:about": BRAND,
    "desk:describe": BRAND,
    "desk:write_to": BRAND,
    "desk:add_address": BRAND,
    "desk:remove_address": BRAND,
    "desk:join_customers": BRAND,
    "desk:part_customers": BRAND,
    "desk:accept_proposal": BRAND,
    "desk:decline_proposal": BRAND,
    "desk:outbox": AGENT,
    "desk:outbox_again": TEAM,
    "desk:outbox_drop": TEAM,
    "desk:counter": AGENT,
    "desk:letter": AGENT,
    "desk:candidates": AGENT,
    "desk:quarantine": AGENT,
    "desk:snippets": AGENT,
    "desk:retry": BRAND,
    # open to the street
    "brands:front": PUBLIC,
    r"brands:^(?P<slug>[-\w]+)/(?P<language>de|en)/help/$": PUBLIC,
    r"brands:^(?P<slug>[-\w]+)/(?P<language>de|en)/write/$": PUBLIC,
    r"brands:^(?P<slug>[-\w]+)/(?P<language>de|en)/write/kept/$": PUBLIC,
    r"brands:^(?P<language>de|en)/help/$": PUBLIC,
    r"brands:^(?P<language>de|en)/write/$": PUBLIC,
    r"brands:^(?P<language>de|en)/write/kept/$": PUBLIC,
    # for machines
    "metrics": PUBLIC,
    "api/v1/openapi.json": PUBLIC,
    "api/v1/": KEY,
    "api/v1/^.*$": KEY,
    "api/v1/arrivals/<arrival>": Rule("key", "brand"),
    "api/v1/messages": KEY,
    "api/v1/messages/<message>": Rule("key", "brand"),
    "api/v1/messages/<message>/raw": Rule("key", "brand"),
    "api/v1/messages/<message>/attachments/<sha256>": Rule("key", "brand"),
    "api/v1/messages/<message>/retry": Rule("key", "brand"),
    "api/v1/conversations": KEY,
    "api/v1/conversations/<conversation>": Rule("key", "brand"),
    "api/v1/conversations/<conversation>/reply": Rule("key", "brand"),
    "api/v1/conversations/<conversation>/note": Rule("key", "brand"),
    "api/v1/conversations/<conversation>/closure": Rule("key", "brand"),
    "api/v1/conversations/<conversation>/assignment": Rule("key", "brand"),
    "api/v1/conversations/<conversation>/snooze": Rule("key", "brand"),
    "api/v1/customers": KEY,
    "api/v1/customers/<customer>": Rule("key", "brand"),
    "api/v1/touchpoints": KEY,
    "api/v1/outbox": KEY,
    "api/v1/outbox/<parcel>/release": Rule("key", "brand"),
    "api/v1/entries": KEY,
    "api/v1/brands": KEY,
    "api/v1/teams": KEY,
    "api/v1/agents": KEY,
    "api/v1/webhooks": KEY,
    "api/v1/webhooks/<webhook>": Rule("key", "brand"),
    "api/v1/webhooks/<webhook>/replay": Rule("key", "brand"),
}


def pages() -> list[Page]:
    """Every route that the house answers, each once."""
    return list({page.key: page for page in _walk(get_resolver(), "", "")}.values())


def _walk(resolver: Any, namespace: str, before: str) -> Iterator[Page]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = ":".join(part for part in (namespace, pattern.namespace) if part)
            yield from _walk(pattern, inner, route)
            continue
        names = tuple(pattern.pattern.regex.groupindex) + tuple(_inherited(before))
        yield Page(_key(namespace, pattern.name, route), route, names)


def _key(namespace: str, name: str | None, route: str) -> str:
    if name and not route.startswith("api/"):
        return f"{namespace}:{name}" if namespace else name
    plain = route.replace("<uuidstr:", "<")
    return f"{namespace}:{plain}" if namespace and not plain.startswith("api/") else plain


def _inherited(before: str) -> list[str]:
    return ["pk"] if "<int:pk>" in before else ["provider_id"] if "provider_id" in before else []
