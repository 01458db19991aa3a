"""A real site on its first day: nobody has written down who the charity is, and no page makes it up."""

import re
from pathlib import Path

import pytest

from members import charity
from members.post.compose import compose

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def first_day(settings):
    settings.DEMO = False
    for name, neutral in settings.NOT_SAID_YET.items():
        setattr(settings, f"CHARITY_{name.upper()}", neutral)
    charity.kept.put(charity.usual(), seconds=600)
    yield settings
    charity.kept.put(None, seconds=-1)


def test_until_somebody_wrote_it_down_a_real_site_says_nothing_invented(client, cast, as_user, first_day):
    jo = as_user(client, cast.jo, "coordinator")
    pages = [jo.get("/members/settings/charity/"), jo.get("/nowhere/")]
    client.logout()
    addresses = ("/", "/accounts/login/", "/privacy/", "/accessibility/", "/join/", "/complain/")
    pages += [client.get(address) for address in addresses]
    letter = compose("members/email/sign_in_welcome", {"first_name": "Bea", "address": "https://y.example"})
    for page in (*map(words, pages), letter.text, letter.html):
        assert "our usual number" in page
        for made_up in set(first_day.MADE_UP.values()) - {first_day.MADE_UP["hours"]}:  # those help in the form
            assert made_up not in page
        for odd in ('mailto:"', 'href="tel:"', "no-reply@", ", .", "text ,"):
            assert odd not in page
    as_it_is = charity.row()
    as_it_is.hours = ""
    as_it_is.save()  # by switching a part of the site, say
    charity.forget()
    assert not charity.current().is_written_down, "so the list still asks for it first"
    assert charity.current().hours == "when the office is open", "a sentence has its end"


def test_whatever_names_the_email_address_reads_on_without_one():
    asks = re.compile(r"{% if charity\.email %}.*?{% (?:else|endif) %}|{{ charity\.email\|default", re.S)
    found = Path("templates").rglob("*.*")
    assert [str(each) for each in found if "charity.email" in asks.sub("", each.read_text(errors="ignore"))] == []
