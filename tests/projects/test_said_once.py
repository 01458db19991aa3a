"""What went wrong is said once on a page: the summary is drawn with the form."""

import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["request_new", "spot", "notice", "my_interests", "work_new"])
def test_a_form_sent_empty_has_one_summary(client, cast, as_user, name):
    project = make.project(team=cast.team, lead=cast.jo)
    where = reverse(f"projects:{name}", args=[project.pk] if name == "work_new" else [])
    page = as_user(client, cast.jo).post(where, {"others": "x" * 900, "topics": "x" * 900}).content.decode()
    assert page.count("Something needs another look") <= 1
    assert name == "my_interests" or "Something needs another look" in page
