"""What went wrong is said once on a page: the summary is drawn with the form."""

import pytest
from django.urls import reverse

from members.post import clock
from projects.models import Opportunity
from tests import factories as make
from tests.projects.test_answering import page_of

pytestmark = pytest.mark.django_db
SUMMARY = "Something needs another look"


def summaries(answer):
    assert answer.status_code == 422, "it was sent with a mistake in it"
    return answer.content.decode().count(SUMMARY)


@pytest.mark.parametrize("name", ["request_new", "spot", "notice", "work_new"])
def test_a_form_sent_empty_has_one_summary(client, cast, as_user, name):
    project = make.project(team=cast.team, lead=cast.jo)
    where = reverse(f"projects:{name}", args=[project.pk] if name == "work_new" else [])
    assert summaries(as_user(client, cast.jo).post(where, {"others": "x" * 900, "topics": "x" * 900})) == 1


def test_what_somebody_would_like_to_do_has_one_summary(client, cast, as_user):
    rowan = as_user(client, cast.rowan, "member")
    assert summaries(rowan.post(reverse("projects:my_interests"), {"most_miles": "far"})) == 1


def test_too_close_to_it_has_one_summary_signed_in_and_by_link(client, cast, as_user, asked, now):
    Opportunity.objects.update(sort="panel")
    clock.tick(now=now)
    sent = {"words": "My neighbour applies"}
    assert summaries(client.post(f"{page_of(cast.rowan, asked)}too-close/", sent)) == 1
    own = asked.invitations.get(person=cast.rowan)
    assert (
        summaries(as_user(client, cast.rowan, "member").post(reverse("projects:closeness", args=[own.pk]), sent)) == 1
    )
