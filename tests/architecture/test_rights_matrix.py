"""Every address × every role × the object of another team: what is not yours is not there (404).

The addresses come from the resolver itself, so that a new one without a rule in `page_rights` fails here. And no
address changes anything when it is only looked at: all tables are summed up before and after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection, transaction
from django.test import Client
from page_rights import RULES, Page, Rule, pages

from beistand.desk import joining, replies
from beistand.desk.models import Conversation, Label, Message
from beistand.house import setting_up
from beistand.house.models import Membership, Snippet, Team
from beistand.lib import clock
from beistand.people import joining as people_joining
from beistand.people import proposals
from beistand.people.models import Customer, Identity, JoinProposal
from cast import Arrive, Auenfeld, mail

pytestmark = pytest.mark.django_db
REFUSED = {404, 405}
# Sessions note that somebody is alive; limits count who asks, HEAD included.
NOT_COUNTED = {"django_session", "usersessions_usersession", "lib_installation", "lib_cached", "lib_tries"}


@dataclass
class World:
    """A matter of Auenfeld's service team with everything that hangs on it, and people who may and may not see it."""

    objects: dict[str, Any]
    clients: dict[str, Client] = field(default_factory=dict)
    keys: dict[str, Client] = field(default_factory=dict)


@pytest.fixture
def world(auenfeld: Auenfeld, arrive: Arrive) -> Iterator[World]:
    world = World(_objects(auenfeld, arrive))
    other = setting_up.add_brand(
        "stadtstrom", name="Stadtstrom", domain="stadtstrom.example", sender="hilfe@stadtstrom.example"
    )
    Team.objects.create(brand=auenfeld.brand, name="Technik", created_at=clock.now())
    people = {
        "own": auenfeld.mara,
        "own lead": auenfeld.lea,
        "neighbour": _person("nora@auenfeld.example", "agent", "auenfeld/Technik"),
        "stranger": _person("sven@stadtstrom.example", "agent", "stadtstrom/Service"),
        "strange lead": _person("lars@stadtstrom.example", "lead", "stadtstrom/Service"),
        "admin": _person("ada@auenfeld.example", "admin", None),
    }
    for role, person in people.items():
        person.set_password("ein-passwort-fuer-die-matrix")
        person.save()
        world.clients[role] = Client()
        world.clients[role].force_login(person)
    world.clients["anonymous"] = Client()
    for name, brand in (("own key", "auenfeld"), ("strange key", other.slug)):
        _, text = setting_up.add_key(name, ["read", "write", "admin"], brand)
        world.keys[name] = Client(headers={"Authorization": f"Bearer {text}"})
    yield world
    assert Membership.objects.exists()


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    there = {page.key for page in pages()}
    assert there - set(RULES) == set(), "addresses without a rule: who may open them?"
    assert set(RULES) - there <= {"api/v1/^.*$"}, "rules for addresses that are gone"


def test_who_is_not_signed_in_is_asked_to(world: World) -> None:
    wrong = []
    for page, _rule in _ruled(lambda rule: rule.who in ("agent", "lead", "admin")):
        for verb in ("GET", "POST", "PUT"):
            answer = _ask(world.clients["anonymous"], verb, page, world)
            to_the_door = answer.status_code == 302 and answer["Location"].startswith("/in/login/")
            if not to_the_door and answer.status_code != 405:
                wrong.append((page.key, verb, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", ["neighbour", "stranger", "strange lead"])
def test_what_belongs_to_others_is_not_there(world: World, role: str) -> None:
    wrong = []
    for page, rule in _ruled(lambda rule: rule.wall != "" and rule.who != "key"):
        if role == "neighbour" and rule.wall == "brand" and rule.who == "agent":
            continue  # a customer, a label, a ready text belong to the whole brand
        seen = {verb: _ask(world.clients[role], verb, page, world) for verb in ("GET", "POST", "PUT")}
        codes = {verb: answer.status_code for verb, answer in seen.items()}
        if rule.wall == "own" and all(_is_step_up(answer) for answer in seen.values()):
            continue  # asked for the password first; the queryset is tested below
        if not set(codes.values()) <= REFUSED or 404 not in codes.values():
            wrong.append((page.key, codes))
    assert wrong == []


def test_what_belongs_to_oneself_is_there(world: World) -> None:
    wrong = []
    for page, rule in _ruled(lambda rule: rule.who in ("agent", "lead", "admin") and rule.wall != "own"):
        role = {"agent": "own", "lead": "own lead", "admin": "admin"}[rule.who]
        answer = _ask(world.clients[role], "GET", page, world)
        if answer.status_code not in (200, 302, 405) and not _may_be_missing(page):
            wrong.append((page.key, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize(("who", "roles"), [("lead", ["own", "stranger"]), ("admin", ["own", "own lead"])])
def test_a_smaller_role_finds_nothing(world: World, who: str, roles: list[str]) -> None:
    wrong = []
    for page, _rule in _ruled(lambda rule: rule.who == who):
        for role in roles:
            for verb in ("GET", "POST"):
                code = _ask(world.clients[role], verb, page, world).status_code
                if code not in (403, 404, 405):
                    wrong.append((page.key, role, verb, code))
    assert wrong == []


def test_machines_need_a_key_and_a_session_is_none(world: World) -> None:
    wrong = []
    for page, _rule in _ruled(lambda rule: rule.who == "key"):
        for role in ("anonymous", "admin"):
            for verb in ("GET", "POST"):
                code = _ask(world.clients[role], verb, page, world).status_code
                if code not in (401, 404, 405):
                    wrong.append((page.key, role, verb, code))
    assert wrong == []


def test_a_key_of_another_brand_finds_nothing(world: World) -> None:
    wrong = []
    for page, _rule in _ruled(lambda rule: rule.who == "key" and rule.wall == "brand"):
        for verb in ("GET", "POST", "PUT", "DELETE"):
            answer = _ask(world.keys["strange key"], verb, page, world)
            if answer.status_code not in (404, 405, 422, 400):
                wrong.append((page.key, verb, answer.status_code))
    assert wrong == []


def test_a_passkey_of_another_is_not_there(world: World) -> None:
    client = world.clients["stranger"]
    client.post("/in/reauthenticate/", {"password": "ein-passwort-fuer-die-matrix"})
    for what in ("remove", "edit"):
        path = f"/in/2fa/webauthn/keys/{world.objects['pk']}/{what}/"
        assert client.get(path).status_code == 404
        assert client.post(path, {"name": "mine now"}).status_code == 404


@pytest.mark.parametrize("role", ["own", "admin", "anonymous"])
def test_looking_changes_nothing(world: World, role: str) -> None:
    before = _sums()
    for page in pages():
        for verb in ("GET", "HEAD"):
            _ask(world.clients[role], verb, page, world)
    assert _sums() == before or _culprits(world, role) == []


def test_a_key_that_only_looks_changes_nothing(world: World) -> None:
    client = world.keys["own key"]
    client.get("/api/v1/brands")  # notes when the key was last seen, once a minute
    before = _sums()
    for page, _rule in _ruled(lambda rule: rule.who == "key"):
        _ask(client, "GET", page, world)
    assert _sums() == before


def test_nothing_is_done_without_the_token_of_the_page(world: World, auenfeld: Auenfeld) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(auenfeld.mara)
    wrong = []
    for page, _rule in _ruled(lambda rule: rule.who in ("agent", "lead", "admin", "everybody")):
        for verb in ("POST", "PUT", "PATCH", "DELETE"):
            code = _ask(client, verb, page, world).status_code
            if code != 403:
                wrong.append((page.key, verb, code))
    assert wrong == []


def _ruled(wanted: Callable[[Rule], bool]) -> list[tuple[Page, Rule]]:
    return [(page, RULES[page.key]) for page in pages() if page.key in RULES and wanted(RULES[page.key])]


def _ask(client: Client, verb: str, page: Page, world: World) -> Any:
    """Ask and take back whatever the answer did."""
    path = path_of(page, world.objects)
    with transaction.atomic():
        mark = transaction.savepoint()
        answer = client.generic(verb, path, b"", "application/x-www-form-urlencoded")
        if verb in ("GET", "HEAD"):
            transaction.savepoint_commit(mark)
        else:
            transaction.savepoint_rollback(mark)
    return answer


def path_of(page: Page, objects: dict[str, Any]) -> str:
    """The address of a page with the objects of the world in it."""
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", page.route)
    route = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(objects[found.group(1)]), route)
    return "/" + route.replace("^", "").replace("$", "").replace(".*", "nothing")


def _is_step_up(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer["Location"].startswith("/in/reauthenticate/"))


def _may_be_missing(page: Page) -> bool:
    """Pages that are only there in another state of things."""
    return page.key in {
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_download_recovery_codes",
        "desk:raw",
        "desk:snippets",
        "site:provider-sign-in",
        "site:provider-back",
        "desk:original",
    }


def _sums() -> dict[str, tuple[int, int]]:
    """Rows and a sum over their content, for every table that is not only about sessions."""
    sums = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in NOT_COUNTED:
                continue
            cursor.execute(
                f'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0) FROM "{table}" t'  # names from the catalogue
            )
            sums[table] = cursor.fetchone()
    return sums


def _culprits(world: World, role: str) -> list[tuple[str, str, list[str]]]:
    """Which addresses change which tables: slow, so only asked when something did change."""
    found, before = [], _sums()
    for page in pages():
        for verb in ("GET", "HEAD"):
            _ask(world.clients[role], verb, page, world)
            after = _sums()
            if after != before:
                found.append((page.key, verb, sorted(t for t in after if after[t] != before.get(t))))
            before = after
    return found or [("an address", "GET", ["changed something once only"])]


def _person(address: str, role: str, team: str | None) -> Any:
    return setting_up.add_person(address, role=role, teams=[team] if team else [])


def _objects(auenfeld: Auenfeld, arrive: Arrive) -> dict[str, Any]:
    arrival = arrive(mail())
    arrive(mail(sender="Emre Y. <e.y@kunde.example>", id="<2@kunde.example>"))
    arrive(mail(sender="Dritte <dritte@kunde.example>", id="<3@kunde.example>"))
    heard = Message.objects.get(arrival=arrival)
    thread = heard.conversation
    assert thread is not None
    actor = auenfeld.actor()
    said = replies.reply(thread.id, actor, replies.Answer(text="Wir sehen nach.", hold=600))
    first, second, third = Customer.objects.order_by("first_at", "id")
    proposals.propose(first.id, second.id, [])
    joined = people_joining.join(first.id, third.id, f"agent:{auenfeld.mara.id}")
    label = Label.objects.create(brand=auenfeld.brand, name="Rechnung")
    snippet = Snippet.objects.create(brand=auenfeld.brand, key="gruss", title="Gruß", text="Guten Tag")
    passkey = Authenticator.objects.create(user=auenfeld.jonas, type="webauthn", data={"name": "Schlüssel"})
    others = Conversation.objects.exclude(id=thread.id)
    assert others.exists()
    assert joining.standing(thread.id) == []
    return {
        "thread": thread.id,
        "conversation": thread.id,
        "message": said.id,
        "arrival": arrival,
        "customer": first.id,
        "identity": Identity.objects.filter(customer=first).values_list("id", flat=True)[0],
        "joined": joined.id,
        "proposal": JoinProposal.objects.values_list("id", flat=True)[0],
        "parcel": said.parcel,
        "label": label.id,
        "snippet": snippet.id,
        "team": auenfeld.team.id,
        "person": auenfeld.mara.id,
        "slug": auenfeld.brand.slug,
        "language": "de",
        "token": "no-such-token",
        "pk": passkey.pk,
        "webhook": uuid4(),
        "sha256": "0" * 64,
        "grant": uuid4(),
        "provider_id": "nobody",
        "uidb36": "0",
        "key": "no-such-key",
    }
