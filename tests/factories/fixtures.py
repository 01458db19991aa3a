"""Fixtures every test may ask for: the cast, and somebody at a browser."""

import pytest

from tests.factories.cast import Cast


@pytest.fixture
def cast(db):
    return Cast()


@pytest.fixture
def as_user(db):
    """`as_user(client, cast.rowan, "member")`: this client is now signed in as that person in that role."""

    def sign_in(client, person, role=None):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        role = role or person.grants.order_by("pk").values_list("role", flat=True).first()
        if role:
            session = client.session
            session["active_role"] = str(role)
            session.save()
        return client

    return sign_in
