"""Signing in with OAuth 2 at Dovecot and at a smarthost: granted, renewed early, turned, withdrawn."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from cast import mail, signed_in
from channels.email_imap.conftest import until
from channels.email_imap.dovecot import Dovecot
from channels.email_imap.test_a_mailbox_is_fetched import arrived, state_of
from channels.email_imap.test_mailboxes_in_trouble import set_clock
from channels.email_imap.token_endpoint import Endpoint, Provider

pytestmark = pytest.mark.django_db(transaction=True)
USER = "hilfe@auenfeld.example"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    one = Endpoint(Provider(USER))
    yield one
    one.close()


@pytest.fixture(scope="module")
def dovecot(endpoint: Endpoint) -> Iterator[Dovecot]:
    at = Path(tempfile.mkdtemp(prefix="beistand-dovecot-"))
    at.chmod(0o711)
    server = Dovecot(at / "d", introspection=f"{endpoint.url}/introspect")
    yield server
    server.stop()
    shutil.rmtree(at, ignore_errors=True)


@pytest.fixture
def provider(endpoint: Endpoint) -> Provider:
    fresh = Provider(USER)
    endpoint.provider.__dict__.update(fresh.__dict__)
    return endpoint.provider


@pytest.fixture
def mailbox(add: Callable[..., Any], endpoint: Endpoint, provider: Provider) -> Any:
    """A mailbox at which nobody has signed in yet."""
    return add(USER, password="", client=endpoint.client(), provider="custom")


def grant(mailbox: Any) -> Any:
    from beistand.channels.email.models import OAuthGrant

    return OAuthGrant.objects.get(mailbox=mailbox)


def let_in(mailbox: Any, provider: Provider) -> None:
    from beistand.channels.email import oauth_grants
    from beistand.channels.email.oauth import Tokens

    told = provider.give()
    tokens = Tokens(access=told["access_token"], refresh=told["refresh_token"], lasts=told["expires_in"])
    oauth_grants.keep(grant(mailbox).id, tokens)


def test_a_mailbox_is_fetched_with_an_access_token(
    dovecot: Dovecot, mailbox: Any, provider: Provider, watch: Any
) -> None:
    watch.look()
    until(lambda: state_of(mailbox) == "not-granted")
    dovecot.lay(USER, mail())
    let_in(mailbox, provider)
    watch.look()
    until(arrived)
    assert state_of(mailbox) == "well"


def test_a_token_is_renewed_before_it_ends_and_the_turned_refresh_token_is_kept(
    mailbox: Any, provider: Provider
) -> None:
    from beistand.channels.email.oauth_grants import access_token

    let_in(mailbox, provider)
    first = access_token(grant(mailbox).id)
    assert access_token(grant(mailbox).id) == first
    set_clock(timedelta(minutes=56))
    second = access_token(grant(mailbox).id)
    assert second != first
    set_clock(timedelta(hours=3))
    assert access_token(grant(mailbox).id) not in (first, second)
    assert len(provider.asked) == 2


def test_a_token_that_the_server_no_longer_takes_is_replaced_at_once(
    dovecot: Dovecot, mailbox: Any, provider: Provider, watch: Any
) -> None:
    dovecot.lay(USER, mail())
    let_in(mailbox, provider)
    provider.good.clear()
    watch.look()
    until(arrived)
    assert [asked["grant_type"] for asked in provider.asked] == ["refresh_token"]


def test_a_withdrawn_grant_is_told_with_the_way_on(mailbox: Any, provider: Provider, watch: Any) -> None:
    from beistand.channels.email.trouble import sentence

    let_in(mailbox, provider)
    provider.good.clear()
    provider.is_revoked = True
    watch.look()
    until(lambda: state_of(mailbox) == "grant-ended")
    said, way_on = sentence(mailbox.state, mailbox.state_words)
    assert "Token has been revoked." in said + mailbox.state_words
    assert way_on
    assert grant(mailbox).ended_at is not None


def test_a_provider_that_is_down_ends_no_grant(mailbox: Any, provider: Provider) -> None:
    from beistand.channels.email.oauth_grants import access_token
    from beistand.channels.email.trouble import Trouble

    let_in(mailbox, provider)
    first = access_token(grant(mailbox).id)
    provider.is_down = True
    set_clock(timedelta(minutes=57))
    assert access_token(grant(mailbox).id) == first
    set_clock(timedelta(hours=2))
    with pytest.raises(Trouble) as trouble:
        access_token(grant(mailbox).id)
    assert trouble.value.code == "token-unreachable"
    provider.is_down = False
    assert access_token(grant(mailbox).id) != first


def test_device_flow_waits_until_somebody_has_typed_the_code(
    mailbox: Any, endpoint: Endpoint, provider: Provider, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from beistand.site.cli import mail as command

    pauses: list[float] = []
    monkeypatch.setattr(command.time, "sleep", pauses.append)
    provider.pending = ["authorization_pending", "slow_down", "authorization_pending"]
    command._by_device(grant(mailbox))
    assert "https://id.example/device" in (said := capsys.readouterr().err) and "WXYZ-1234" in said
    assert pauses == [1, 1, 6, 6]
    assert grant(mailbox).refresh_token


def test_device_flow_ends_when_it_is_denied(
    mailbox: Any, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    from beistand.channels.email.oauth import NoTokens
    from beistand.site.cli import mail as command

    monkeypatch.setattr(command.time, "sleep", lambda _seconds: None)
    provider.pending = ["authorization_pending", "access_denied"]
    with pytest.raises(NoTokens) as no:
        command._by_device(grant(mailbox))
    assert no.value.is_over


def admin(auenfeld: Any) -> Any:
    from beistand.house import setting_up

    return setting_up.add_person("chefin@auenfeld.example", role="admin", name="Ines Auer")


def _link(page: str) -> str:
    from html import unescape

    return next(unescape(p.split('"')[0]) for p in page.split('href="') if "/authorize?" in p)


def test_an_admin_signs_in_at_the_provider_and_comes_back(
    auenfeld: Any, mailbox: Any, provider: Provider
) -> None:
    browser = signed_in(admin(auenfeld))
    page = browser.get(f"/settings/mail/oauth/{grant(mailbox).id}/").content.decode()
    asked = dict(parse_qsl(urlsplit(_link(page)).query))
    assert asked["code_challenge_method"] == "S256"
    back = urlsplit(provider.authorize(asked))
    done = browser.get(f"{back.path}?{back.query}")
    assert done.status_code == 302
    assert grant(mailbox).granted_at is not None
    again = browser.get(f"{back.path}?{back.query}")
    assert again.status_code == 409


def test_a_code_that_we_did_not_ask_for_is_refused(auenfeld: Any, mailbox: Any, provider: Provider) -> None:
    browser = signed_in(admin(auenfeld))
    browser.get(f"/settings/mail/oauth/{grant(mailbox).id}/")
    refused = browser.get("/settings/mail/oauth/back/?code=x&state=guessed")
    assert refused.status_code == 409
    assert grant(mailbox).granted_at is None
    assert provider.asked == []


def test_only_admins_may_sign_in_for_the_house(auenfeld: Any, mailbox: Any) -> None:
    for agent in (auenfeld.mara, auenfeld.lea):
        assert signed_in(agent).get(f"/settings/mail/oauth/{grant(mailbox).id}/").status_code == 404
    assert signed_in().get(f"/settings/mail/oauth/{grant(mailbox).id}/").status_code == 302


def test_no_token_lies_in_a_column_in_the_clear(mailbox: Any, provider: Provider) -> None:
    let_in(mailbox, provider)
    row = grant(mailbox)
    for token in (*provider.good, provider.refresh, "secret-1"):
        assert token.encode() not in bytes(row.access_token) + bytes(row.refresh_token) + bytes(
            row.client_secret
        )


def test_a_smarthost_takes_the_token_too(auenfeld: Any, endpoint: Endpoint, provider: Provider) -> None:
    from beistand.channels.email import oauth_grants, smarthosts_line
    from beistand.channels.email.mailboxes import Wanted, set_smarthost
    from beistand.channels.email.models import OAuthGrant
    from beistand.channels.email.oauth import Tokens
    from beistand.channels.email.trouble import Trouble
    from channels.email_out.sink import Script, Sink

    sink = Sink(Script(password="-", token=lambda token: token in provider.good))
    wanted = Wanted(
        address=f"smtp://{USER.replace('@', '%40')}@127.0.0.1:{sink.port}",
        tls="none",
        client=endpoint.client(),
        provider="custom",
        allows_loopback=True,
    )
    smarthost = set_smarthost(auenfeld.brand, wanted)
    told = provider.give()
    tokens = Tokens(access="stale", refresh=told["refresh_token"], lasts=3600)
    oauth_grants.keep(OAuthGrant.objects.get(smarthost=smarthost).id, tokens)
    with smarthosts_line.greeted(smarthost) as line:
        assert line.noop()[0] in (250, 502)
    provider.is_revoked = True
    provider.good.clear()
    with pytest.raises(Trouble) as trouble, smarthosts_line.greeted(smarthost):
        pass
    assert trouble.value.code == "grant-ended"
    sink.close()
