"""The pages that look after the site, in a real browser: axe-core, sideways scrolling, and a test letter that follows itself."""

import pytest
from django.utils import timezone

from members import charity
from members.actions import charity as actions
from members.models import Breach, Letter, Trouble, WordingReport
from members.post import delivery
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def lost(cast, settings):
    settings.DELIVERY_BACKEND = "tests.members.quiet.QuietBackend"
    now = timezone.now()
    _ = cast.sam, cast.robin
    Letter.objects.create(
        key="f", kind="news", person=cast.rowan, state="failed", due_at=now, reason="The mail server refuses it."
    )
    Trouble.objects.create(sort="disk", words="4 % of the disk is free.", began_at=now, seen_at=now, told_at=now)
    WordingReport.objects.create(page="rsvp", words="“Provision” is a hard word", person=cast.rowan, reported_at=now)
    charity.kept.forget()
    actions.begin_trial(actor=cast.actor("jo"), now=now)
    yield Breach.objects.create(sort="device", person=cast.ash, noticed_at=now, noted_at=now, words="On a train.")
    charity.kept.forget()


def test_every_page_that_looks_after_the_site_reads_well(chromium, live_server, client, cast, lost, as_user):
    session = as_user(client, cast.jo).cookies["sessionid"].value
    for scheme, width in (("light", 360), ("dark", 1280)):
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme
        )
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        jo = Visitor(context, live_server.url, javascript=True)
        jo.open("/").see("Something is wrong with the site")
        assert "only trying this site out" in jo.page.locator("aside").all_inner_texts()[-1]
        jo.open("/members/settings/").see("A lost device", "Wordings that are not right")
        jo.open("/members/settings/trial/").see("End the trial")
        jo.open("/members/settings/wordings/").see("hard word")
        jo.open("/members/settings/lost/").see("A lost device")
        jo.open(f"/members/settings/lost/of/{cast.rowan.pk}/").see("What happened?")
        jo.open(f"/members/settings/lost/{lost.pk}/").see("hours left", "Leave no message.")
        jo.open("/wording/?page=home").see("This wording isn’t right")
        jo.open("/members/settings/test-letter/")
        if width == 360:
            jo.press("Send a test letter").see("Waiting")
            delivery.deliver_due(now=timezone.now())
            jo.page.get_by_text("The mail server took it on").wait_for(timeout=10_000)
        assert jo.complaints == []
        context.close()
