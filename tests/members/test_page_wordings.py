"""*This wording isn't right*, at the foot of every page: said by anybody, looked at by Jo, and whoever said it is told."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from members.models import Letter, WordingReport
from members.post import delivery
from tests import factories as make

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="(/wording/\?page=[^"]*)"')
LIST = "/members/settings/wordings/"


@pytest.fixture(autouse=True)
def nobody_wrote_before(settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    cache.clear()
    yield
    cache.clear()


def say(client, words="“Provision” is a hard word", page="/"):
    link = LINK.search(client.get(page).text)[1]
    form = client.get(link).text
    name = re.search(r'name="page" value="([^"]*)"', form)
    return client.post("/wording/", {"words": words, "page": name[1] if name else ""}, follow=True)


def test_rowan_says_it_jo_changes_it_and_rowan_is_told(client, cast, as_user):
    as_user(client, cast.rowan, "member")
    assert "You will hear what became of it" in say(client, page="/members/me/").text
    report = WordingReport.objects.get()
    assert (report.page, report.person) == ("members:me", cast.rowan)
    as_user(client, cast.jo, "coordinator")
    assert "hard word" in client.get("/").text
    assert "1 to look at" in client.get("/members/settings/").text
    assert "Rowan Ashdown" in client.get(LIST).text
    done = {"outcome": "changed", "answer": "Now it says: what people need."}
    assert "Done. They are told." in client.post(f"{LIST}{report.pk}/", done, follow=True).text
    assert "hard word" not in client.get("/").text
    delivery.deliver_due(now=timezone.now())
    letter = Letter.objects.get(kind="wording_looked_at")
    assert letter.person == cast.rowan
    assert "It is changed. Now it says: what people need." in letter.text
    assert client.post(f"{LIST}{report.pk}/", {"outcome": "stays"}).status_code == 409, "once is enough"


def test_of_what_jo_said_herself_nobody_is_told_and_nobody_is_owed_a_reason(client, cast, as_user):
    as_user(client, cast.jo, "coordinator")
    say(client)
    report = WordingReport.objects.get()
    assert "they are told" not in client.get(LIST).text
    page = client.post(f"{LIST}{report.pk}/", {"outcome": "stays"}, follow=True).text
    assert "Done." in page
    assert "They are told" not in page
    assert not Letter.objects.filter(kind="wording_looked_at").exists()


def test_whoever_prefers_the_telephone_is_rung(client, cast, as_user):
    as_user(client, cast.sam, "member")
    say(client)
    as_user(client, cast.jo, "coordinator")
    report = WordingReport.objects.get()
    assert client.post(f"{LIST}{report.pk}/", {"outcome": "stays"}).status_code == 409, "they are owed a reason"
    client.post(f"{LIST}{report.pk}/", {"outcome": "stays", "answer": "The funder asks for that word."})
    delivery.deliver_due(now=timezone.now())
    assert "The funder asks for that word." in cast.sam.contact_tasks.get().script


def test_nobody_need_sign_in_and_of_a_link_only_the_pages_name_is_kept(client, cast):
    meeting = make.meeting(days=9, people=[cast.rowan])
    from meetings.models import Rsvp
    from members.post import links

    rsvp = Rsvp.objects.get(meeting=meeting, person=cast.rowan)
    link = links.link_for(
        person=cast.rowan, purpose="rsvp", about=f"meeting:{meeting.pk}", expires_at=meeting.ends_at, now=timezone.now()
    )
    assert rsvp
    page = client.get(f"/rsvp/{link.token}/")
    assert page.status_code == 200
    assert link.token not in LINK.search(page.text)[1]
    said = say(client, page=f"/rsvp/{link.token}/")
    assert "cannot write to you" in said.text
    report = WordingReport.objects.get()
    assert (report.page, report.person) == ("rsvp", None)
    assert not Letter.objects.exists()


@pytest.mark.parametrize("page", ["no_such_page", "rsvp/abc123", "x:y", "<b>", "members:nothing", "a" * 300])
def test_what_is_no_page_of_ours_is_not_kept(client, page):
    client.post("/wording/", {"words": "hard", "page": page[:80]})
    assert WordingReport.objects.get().page == ""
    assert client.get("/wording/", {"page": page}).status_code == 200


def test_many_at_once_from_one_place_are_asked_to_wait_and_nothing_typed_is_lost(client):
    for _ in range(10):
        client.post("/wording/", {"words": "hard"})
    refused = client.post("/wording/", {"words": "the eleventh"})
    assert refused.status_code == 422
    assert "Please wait ten minutes" in refused.text
    assert "the eleventh" in refused.text
    assert WordingReport.objects.count() == 10


def test_an_empty_one_is_asked_for_again(client):
    assert client.post("/wording/", {"words": " "}).status_code == 422
    assert not WordingReport.objects.exists()
