"""What somebody agreed to one by one stands beside the consent for all, so that neither page says the other is not so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from projects.models import OwnStory

pytestmark = pytest.mark.django_db
MINE = "/members/me/consents/"


def test_whoever_signed_a_public_story_reads_it_beside_the_consent_they_never_gave(client, cast, as_user):
    rowan, today = as_user(client, cast.rowan, "member"), timezone.localdate()
    said = "You said yes one by one: your name stands in public in 1 place."
    story = OwnStory.objects.create(
        person=cast.rowan, title="I was asked first", words="I was there.", shown_as="first_name", state="approved",
        scope="public", approved_at=timezone.now(), approved_how="online", published_at=timezone.now(),
        expires_on=today + timedelta(days=90),
    )  # fmt: skip
    page = rowan.get(MINE).content.decode()
    beside = page[page.index('id="name_in_public"') :].partition("</li>")[0]
    assert said in beside
    assert ">Where I am named</a>" in beside
    assert page.count(said) == 1
    desk = as_user(client, cast.jo, "coordinator").get(f"/members/{cast.rowan.pk}/consents/").content.decode()
    assert "their name stands in public in 1 place." in desk
    OwnStory.objects.filter(pk=story.pk).update(shown_as="no_name")
    assert said not in as_user(client, cast.rowan, "member").get(MINE).content.decode()
