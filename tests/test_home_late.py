"""On a coordinator's Monday what is late stands first, before what is only urgent; and what has no day is folded when long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import factories as make

pytestmark = pytest.mark.django_db


def monday(client, cast, as_user):
    return " ".join(as_user(client, cast.jo).get("/").content.decode().split())


@pytest.mark.parametrize(("days", "is_first"), [(-1, True), (1, False)])
def test_what_is_late_stands_before_the_calls_and_what_is_not_after_them(client, cast, as_user, days, is_first):
    today = timezone.localdate()
    noor = make.person("Noor Haddad", phone="01632 960 777")
    make.membership(noor, state="enquiry", since=today, due_on=today + timedelta(days=days))
    page = monday(client, cast, as_user)
    assert page.count("Coming and going") == 1
    assert (page.index("Coming and going") < page.index("Calls to make")) is is_first


@pytest.mark.parametrize(("number", "folds"), [(3, False), (4, True)])
def test_more_than_three_things_without_a_day_are_folded(client, cast, as_user, number, folds):
    for each in range(number):
        make.activity(f"Talk {each}", team=cast.team, needs_detail=True)
    page = monday(client, cast, as_user)
    assert ("The others</summary>" in page) is folds
    assert page.count("Some details are missing.") == number
