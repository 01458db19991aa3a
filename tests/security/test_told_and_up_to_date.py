"""Whoever finds a weakness knows whom to tell; what we stand on is of this month; and its licences are known."""

from datetime import UTC, datetime, timedelta

import django
import pytest

from coproduction import security_txt
from members.models import Charity

ADDRESS = "/.well-known/security.txt"
# The releases of Django 5.2 that mended something; a newer one is put in when it comes, within seven days.
NEWEST_DJANGO = (5, 2, 19)


def lines(response):
    return [line.split(": ", 1) for line in response.content.decode().splitlines()]


@pytest.mark.django_db
def test_security_txt_says_whom_to_write_to_and_until_when(client):
    answer = client.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    found = lines(answer)
    assert found[0][0] == "Contact"
    assert [name for name, _ in found].count("Expires") == 1
    expires = datetime.strptime(dict(found)["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert expires == security_txt.EXPIRES
    assert dict(found)["Canonical"].endswith(ADDRESS)


@pytest.mark.django_db
def test_the_address_is_the_charitys_own_once_it_is_written_down(client, settings, the_charity_is_as_usual):
    from members import charity

    settings.DEMO, settings.CHARITY_EMAIL = False, settings.NOT_SAID_YET["email"]
    charity.forget()
    assert not [value for _, value in lines(client.get(ADDRESS)) if value.startswith("mailto:")]
    Charity.objects.create(id=1, name="Harbour", phone="1", email="safe@harbour.example", address="Quay")
    charity.forget()
    assert ["Contact", "mailto:safe@harbour.example"] in lines(client.get(ADDRESS))
    charity.forget()


def test_security_txt_is_renewed_a_month_before_it_ends():
    left = security_txt.EXPIRES - datetime.now(UTC)
    assert left > timedelta(days=30), (
        "Look whether the contact is still right, then set EXPIRES to eleven months from now."
    )
    assert left < timedelta(days=365), "RFC 9116: less than a year."


def test_django_is_the_newest_release_of_its_line():
    assert django.VERSION[:3] >= NEWEST_DJANGO
    assert django.VERSION[:2] == (5, 2), "another line: write its newest release here"
