"""Courses, trainings and plans."""

from datetime import timedelta

from django.utils import timezone

from members.models import CheckIn, Concern, Course, SupportPlan, Training


def course(name="Sitting on an interview panel", **fields):
    return Course.objects.get_or_create(name=name, defaults=fields)[0]


def training(person, *, course=None, days_ago=30, **fields):
    """Done so many days ago; it holds for good unless `expires_on` is given."""
    fields.setdefault("on_day", timezone.localdate() - timedelta(days=days_ago))
    return Training.objects.create(person=person, course=course or globals()["course"](), **fields)


def support_plan(person, **words):
    return SupportPlan.objects.create(
        person=person, changed_at=timezone.now(), **{"helps": "A seat near the door", **words}
    )


def check_in(person, *, about="activity:1", assigned_to=None, **fields):
    now = timezone.now()
    fields = {"what": "Interview panel", "due_at": now, "created_at": now, **fields}
    return CheckIn.objects.create(person=person, about=about, assigned_to=assigned_to, **fields)


def concern(reporter, **fields):
    fields = {"what": "Somebody was pushed.", "reported_at": timezone.now(), **fields}
    return Concern.objects.create(reporter=reporter, **fields)
