"""Fixtures every test may ask for: the cast, and somebody at a browser."""

import time

import pytest

from tests.factories.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def as_user(db):
    """`as_user(client, cast.rowan, "member")`: this client is now signed in as that person in that role, second step taken."""

    def sign_in(client, person, role=None, *, second_step=True):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        role = role or person.grants.order_by("pk").values_list("role", flat=True).first()
        session, now = client.session, time.time()
        if role:
            session["active_role"] = str(role)
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": now}] * second_step
        session["account_authentication_methods_user"] = str(person.pk)
        session["seen"] = session["began"] = now
        session.save()
        return client

    return sign_in
