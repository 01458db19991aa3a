"""Passwords, codes, the second step, and what a visit is (ASVS 5.0, chapters 6 and 7)."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import global_settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from tests.members.test_at_the_door import code_sent, password, words

ASK, CONFIRM = "/accounts/login/code/", "/accounts/login/code/confirm/"
WITHIN = "/members/kept/"  # a page for everybody who is signed in


def is_in(client):
    return client.get(WITHIN).status_code == 200


def ask_for_a_code(client, address="rowan@example.org"):
    client.post(ASK, {"email": address})
    return code_sent(client)


@pytest.mark.parametrize("known", ["password12", "1234567890", "qwertyuiop", "iloveyou123"])
def test_asvs_6_2_12_a_password_that_everybody_knows_is_refused(client, cast, as_user, known):
    password(cast.rowan, "rowan.a", "three plain words")
    rowan = as_user(client, cast.rowan)
    form = {"oldpassword": "three plain words", "password1": known, "password2": known}
    assert rowan.post(reverse("account_change_password"), form).status_code == 200
    cast.rowan.refresh_from_db()
    assert cast.rowan.check_password("three plain words")


def test_asvs_11_4_2_the_site_keeps_passwords_as_slowly_as_django_does():
    """Tests alone hash in one round (tests/quick_hashing.py); the site's settings say nothing, so Django's own count holds."""
    assert not hasattr(import_module("coproduction.settings"), "PASSWORD_HASHERS")
    assert import_string(global_settings.PASSWORD_HASHERS[0])().iterations >= 600_000


@pytest.mark.parametrize("name", ["jo", "rowan", "tal"])
def test_asvs_6_3_4_the_technical_pages_have_no_door_of_their_own(client, cast, name):
    """Nobody gets past the second step by Django's own sign-in form: it is not there."""
    person = getattr(cast, name)
    person.is_technical = True
    password(person, f"{name}.x", "three plain words")
    answer = client.post("/admin/login/", {"username": f"{name}.x", "password": "three plain words", "next": "/admin/"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
    assert not is_in(client)


def test_asvs_6_4_3_a_new_password_does_not_skip_the_second_step(client, cast):
    TOTP.activate(cast.jo, "JBSWY3DPEHPK3PXP")
    password(cast.jo, "jo.h", "three plain words")
    client.post(reverse("account_reset_password"), {"email": "jo@example.org"})
    link = re.search(r"/accounts/password/reset/key/\S+/", mail.outbox[-1].body)[0]
    page = client.get(link, follow=True)
    done = client.post(
        page.request["PATH_INFO"], {"password1": "four other plain words", "password2": "four other plain words"}
    )
    assert done.status_code == 302
    assert not is_in(client), "a new password alone signs nobody in"
    client.post("/accounts/login/", {"login": "jo.h", "password": "four other plain words"})
    assert not is_in(client)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert Authenticator.objects.filter(user=cast.jo, type="totp").exists()


def test_asvs_6_5_1_a_code_works_once(client, cast):
    _ = cast.rowan
    code = ask_for_a_code(client)
    client.post(CONFIRM, {"code": code})
    assert is_in(client)
    client.post("/accounts/logout/")
    assert not is_in(client)
    client.post(CONFIRM, {"code": code})
    assert not is_in(client)


def test_asvs_6_5_5_a_code_is_over_after_three_minutes(client, cast):
    _ = cast.rowan
    with time_machine.travel(timezone.now(), tick=False) as clock:
        code = ask_for_a_code(client)
        clock.shift(timedelta(seconds=181))
        client.post(CONFIRM, {"code": code})
        assert not is_in(client)


def test_asvs_6_6_2_a_code_opens_only_the_browser_that_asked_for_it(client, cast):
    _ = cast.rowan, cast.robin
    code, other = ask_for_a_code(client), Client()
    other.post(CONFIRM, {"code": code})
    assert not is_in(other)
    ask_for_a_code(other, "robin@example.org")
    other.post(CONFIRM, {"code": code})
    assert not is_in(other)


def test_asvs_7_2_4_whoever_signs_in_gets_a_new_session_and_the_old_one_is_over(client, cast):
    _ = cast.rowan
    code = ask_for_a_code(client)
    before = client.cookies["sessionid"].value
    client.post(CONFIRM, {"code": code})
    after = client.cookies["sessionid"].value
    assert after != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert not is_in(thief)
    assert is_in(client)


def test_asvs_7_4_1_signing_out_ends_the_visit_on_the_server_too(client, cast, as_user):
    as_user(client, cast.rowan)
    assert is_in(client)
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    client.post("/accounts/logout/")
    again = Client()
    for name, value in kept.items():
        again.cookies[name] = value
    assert not is_in(again)


def test_asvs_7_4_3_a_new_password_ends_every_other_visit(client, cast, as_user):
    password(cast.rowan, "rowan.a", "three plain words")
    here, elsewhere = as_user(client, cast.rowan), Client()
    elsewhere.post("/accounts/login/", {"login": "rowan.a", "password": "three plain words"})
    assert is_in(elsewhere)
    new = "four other plain words"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": "three plain words", "password1": new, "password2": new}
    )
    assert answer.status_code == 302, words(answer)
    assert not is_in(elsewhere)
    assert is_in(here)
