"""Microsoft 365 or Google for people who were invited: tried against a service of our own that speaks the real protocol."""

import pytest
from allauth.account.models import EmailAddress

from members.models import Person
from tests.members.oidc_provider import CLIENT, SECRET, Provider

LOGIN = "/accounts/oidc/work/login/?process=login"


@pytest.fixture
def work(settings):
    with Provider() as provider:
        app = {
            "provider_id": "work", "name": "Microsoft 365", "client_id": CLIENT, "secret": SECRET,
            "settings": {"server_url": provider.address},
        }  # fmt: skip
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield provider


def sign_in(client, provider):
    """All the way: the button, the service's page, and back."""
    there = client.post(LOGIN)
    assert there.status_code == 302, there.content.decode()[:500]
    return client.get(provider.allow(there["Location"]).replace("http://testserver", ""), follow=True)


def who(email, **claims):
    return {"sub": f"id of {email}", "email": email, "email_verified": True, "name": "Somebody", **claims}


def test_the_sign_in_page_offers_it(client, db, work):
    assert "Sign in with Microsoft 365" in client.get("/accounts/login/").content.decode()


def test_without_a_service_the_page_says_nothing_of_it(client, db):
    assert "At work?" not in client.get("/accounts/login/").content.decode()


@pytest.mark.parametrize("name", ["ash", "tal", "kim", "bo"])
def test_staff_trustees_board_and_partners_come_in_by_the_address_they_were_invited_at(client, cast, work, name):
    person = getattr(cast, name)
    work.claims = who(f"{name}@example.org")
    sign_in(client, work)
    assert client.get("/members/kept/").status_code == 200
    client.logout()
    work.claims = who("another.address@example.org", sub=f"id of {name}@example.org")
    sign_in(client, work)
    assert int(client.session["_auth_user_id"]) == person.pk, "known by the service's own number from then on"


def test_a_coordinator_comes_in_and_still_needs_the_second_step(client, cast, work):
    _ = cast.jo
    work.claims = who("jo@example.org")
    sign_in(client, work)
    assert client.get("/members/")["Location"].startswith("/members/second-step/")


@pytest.mark.parametrize("email", ["stranger@example.org", "rowan@example.org"])
def test_a_stranger_and_somebody_who_is_only_a_member_do_not(client, cast, work, email):
    _ = cast.rowan
    before = Person.objects.count(), EmailAddress.objects.count()
    work.claims = who(email)
    answer = sign_in(client, work)
    assert "We do not know this work account" in answer.content.decode()
    assert client.get("/members/kept/").status_code == 302
    assert (Person.objects.count(), EmailAddress.objects.count()) == before


def test_an_address_the_service_did_not_verify_opens_nothing(client, cast, work):
    _ = cast.ash
    work.claims = who("ash@example.org", email_verified=False)
    sign_in(client, work)
    assert client.get("/members/kept/").status_code == 302


def test_a_tenant_of_ones_own_may_be_believed(client, cast, work, settings):
    """Microsoft says nothing about verified addresses; OIDC_TRUSTS_ADDRESSES is for a tenant of the charity's own."""
    _ = cast.ash
    settings.OIDC_TRUSTS_ADDRESSES = True
    claims = who("ash@example.org")
    del claims["email_verified"]
    work.claims = claims
    sign_in(client, work)
    assert client.get("/members/kept/").status_code == 200


def test_an_answer_with_another_state_is_refused(client, cast, work):
    _ = cast.ash
    work.claims = who("ash@example.org")
    back = work.allow(client.post(LOGIN)["Location"]).replace("http://testserver", "").replace("state=", "state=x")
    page = client.get(back, follow=True).content.decode()
    assert "did not answer" in page
    assert client.get("/members/kept/").status_code == 302
