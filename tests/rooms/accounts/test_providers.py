"""Coming in by a company's own provider: only who was linked, by issuer and subject; a mail address proves nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpResponse
from django.test import Client, RequestFactory

from beistand.house.models import Agent
from beistand.lib.refusal import Refused
from beistand.site.providers import add_provider, link

pytestmark = pytest.mark.django_db
Come = Callable[..., Any]


@pytest.fixture
def come(rf: RequestFactory, settings: Any) -> Come:
    """Somebody comes back from the provider; gives the request and the answer."""
    app = add_provider("company", name="Company", issuer="https://id.example", client="desk", secret="s")
    add_provider("other", name="Other", issuer="https://other.example", client="desk", secret="s")

    def come(subject: str, mail: str = "", provider: str = "company", process: str = "login") -> Any:
        request = rf.get("/in/oidc/company/login/callback/")
        SessionMiddleware(lambda _r: HttpResponse()).process_request(request)
        MessageMiddleware(lambda _r: HttpResponse()).process_request(request)
        from django.contrib.auth.models import AnonymousUser

        request.user = AnonymousUser()
        with context.request_context(request):
            login = SocialLogin(
                user=Agent(email=mail),
                account=SocialAccount(provider=provider, uid=subject),
                email_addresses=[EmailAddress(email=mail, verified=True, primary=True)] if mail else [],
                provider=app.get_provider(request),
            )
            login.state = {"process": process}
            return request, complete_social_login(request, login)

    return come


def test_who_was_linked_comes_in(mara: Any, come: Come) -> None:
    link(mara.email, "company", "subject-7")
    request, answer = come("subject-7", "whatever@elsewhere.example")
    assert answer.status_code == 302
    assert request.user == mara


@pytest.mark.parametrize("loose", [False, True])
def test_the_same_mail_address_opens_nothing_and_links_nothing(
    mara: Any, come: Come, settings: Any, loose: bool
) -> None:
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = loose
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = loose
    with pytest.raises(Refused):
        come("subject-of-somebody", mara.email)
    assert not SocialAccount.objects.exists()


def test_the_same_subject_of_another_issuer_is_somebody_else(mara: Any, come: Come) -> None:
    link(mara.email, "company", "subject-7")
    with pytest.raises(Refused):
        come("subject-7", mara.email, provider="other")


def test_a_provider_cannot_attach_itself_to_an_account(mara: Any, come: Come) -> None:
    link(mara.email, "company", "subject-7")
    with pytest.raises(Refused):
        come("subject-7", process="connect")


def test_nobody_new_is_made(come: Come) -> None:
    before = Agent.objects.count()
    with pytest.raises(Refused):
        come("subject-9", "new@auenfeld.example")
    assert Agent.objects.count() == before


def test_whoever_is_switched_off_stays_outside(mara: Any, come: Come) -> None:
    link(mara.email, "company", "subject-7")
    Agent.objects.update(is_active=False)
    request, answer = come("subject-7")
    assert answer["Location"] == "/in/inactive/"
    assert not request.user.is_authenticated


def test_a_subject_belongs_to_one_person(mara: Any, auenfeld: Any, come: Come) -> None:
    link(mara.email, "company", "subject-7")
    with pytest.raises(Refused):
        link(auenfeld.jonas.email, "company", "subject-7")


def test_a_provider_needs_tls() -> None:
    with pytest.raises(Refused):
        add_provider("plain", name="Plain", issuer="http://id.example", client="desk", secret="s")


def test_the_sign_in_page_offers_the_provider(come: Come) -> None:
    assert "Company" in Client().get("/in/login/").content.decode()
