"""A question written once gives the rows that Django itself would give, at any hour and on both sides of a clock change."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from meetings.models import Rsvp
from members.models import CheckIn, Training
from members.queries.often import Often
from tests import factories as make

pytestmark = pytest.mark.django_db
HOURS = [
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 7, 1, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 59, tzinfo=UTC),
]


def due(person, now):
    """By a moment, by an hour of its day, by its day and some days later."""
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(now), time(23, 59)))
    asked = CheckIn.objects.filter(person_id=person, due_at__lte=tonight, due_at__gt=now - timedelta(days=2))
    soon = timezone.localdate(now) + timedelta(days=30)
    training = Training.objects.filter(person_id=person, expires_on__lte=soon, on_day__lt=timezone.localdate(now))
    return asked.order_by().values_list("pk", "person_id").union(training.order_by().values_list("pk", "person_id"))


@pytest.mark.parametrize("now", HOURS, ids=["spring", "summer", "autumn"])
def test_what_is_counted_from_a_moment_is_counted_anew_each_time(now, django_assert_num_queries):
    person = make.person("Rowan Ashby")
    tonight = timezone.make_aware(datetime.combine(timezone.localdate(now), time(23, 59)))
    moments = (tonight, tonight + timedelta(seconds=1), now - timedelta(days=2), now - timedelta(hours=47))
    for number, at in enumerate(moments):
        make.check_in(person, about=f"activity:{number}", due_at=at)
    often = Often(due)
    often.rows(person.pk, now + timedelta(days=200))  # written for another day
    with django_assert_num_queries(1):
        found = often.rows(person.pk, now)
    assert sorted(row.pk for row in found) == sorted(pk for pk, _ in due(person.pk, now))
    assert len(found) == 2


def test_what_cannot_be_told_from_what_is_asked_about_is_refused():
    often = Often(lambda now: CheckIn.objects.filter(due_at__year=now.year).values_list("pk"))
    with pytest.raises(TypeError, match="cannot tell"):
        often.rows(HOURS[0])


def test_sealed_words_are_opened_as_django_opens_them():
    rsvp = make.rsvp(make.meeting(), make.person("Rowan Ashby"), different="I bring my sister")
    often = Often(lambda pk: Rsvp.objects.filter(pk=pk).order_by().values_list("pk", "different", "answered_at"))
    assert [tuple(row) for row in often.rows(rsvp.pk)] == [(rsvp.pk, "I bring my sister", rsvp.answered_at)]
