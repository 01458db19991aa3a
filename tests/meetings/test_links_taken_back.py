"""A lost device or a letter gone wrong: registrations and speakers' pages have links of their own, and those go too."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from meetings.actions import speakers
from members.actions import private_links
from members.models import Breach, Link
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def conference(cast):
    return make.gathering(lead=cast.ash, team=cast.team)


@pytest.fixture
def ingrid(cast, conference, moment):
    who = {"actor": cast.actor("jo"), "now": moment}
    return speakers.add(gathering=conference, name="Ingrid Marsh", person=cast.rowan, **who)


def lost(cast, moment):
    return Breach.objects.create(sort="device", person=cast.rowan, noticed_at=moment, noted_at=moment, noted_by=cast.jo)


def opens(client, *addresses):
    return [client.get(address).status_code for address in addresses]


def test_taking_every_link_back_takes_registrations_and_speakers_pages_too(client, cast, as_user, conference, ingrid):
    mine = make.registration(conference, "Rowan Achebe")
    type(mine).objects.filter(pk=mine.pk).update(person=cast.rowan)
    as_a_guest = make.registration(make.gathering("Away day"), "R. Achebe", address="rowan@example.org")
    cast.rowan.channels.create(way="email", address="Rowan@example.org", rank=9)
    other = make.registration(conference, "Alex Doe")
    theirs = [f"/registration/{mine.token}/", f"/registration/{as_a_guest.token}/", f"/speaking/{ingrid.token}/"]
    others = f"/registration/{other.token}/"
    assert opens(client, *theirs, others) == [200, 200, 200, 200]
    jo, breach = as_user(type(client)(), cast.jo, "coordinator"), lost(cast, mine.registered_at)
    here = f"/members/settings/lost/{breach.pk}/"
    page = jo.get(here).text
    assert "3 links in letters" in page
    assert "Away day" in page
    said = jo.post(f"{here}shut/", {"what": "links"}, follow=True).text
    assert "3 links taken back" in said
    assert opens(client, *theirs, others) == [404, 404, 404, 200], "somebody else's still opens"
    for each in (mine, as_a_guest, ingrid):
        each.refresh_from_db()
    anew = [f"/registration/{mine.token}/", f"/registration/{as_a_guest.token}/", f"/speaking/{ingrid.token}/"]
    assert opens(client, *anew) == [200, 200, 200], "the next letter brings one that opens"
    assert "3 links in letters" not in said, "the new ones stand in no letter yet"


def test_a_page_open_when_the_link_is_taken_back_does_not_bring_the_old_link_back(cast, ingrid, moment):
    stale, old = speakers.find(ingrid.token, now=moment), ingrid.token
    private_links.take_back(person=cast.rowan, now=moment)
    with pytest.raises(PermissionDenied):
        speakers.claim(speaker=stale, token=old, bio="A stranger.", needs="", now=moment)
    assert speakers.find(old, now=moment) is None


def test_every_table_that_keeps_tokens_is_known_to_the_press_that_takes_them_back():
    keep = {model for model in apps.get_models() if "token_hash" in {f.name for f in model._meta.get_fields()}}
    assert keep == private_links.kept_by() | {Link}
