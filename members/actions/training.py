"""Recording who was trained in what, and until when it holds (SUP-01)."""

import calendar
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import files
from members.models import Course, Training
from members.permissions import Permission, require
from members.rules import Refused

CERTIFICATE_TYPES, MOST_BYTES = ("pdf", "png", "jpg", "jpeg"), 5_000_000


def months_later(day: date, months: int) -> date:
    """The same day so many months later; the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@transaction.atomic
def record(*, person, course, status, on_day, actor, now, certificate="", file=None) -> Training:
    """Booked, or done: then it holds as long as the course says. The same course on the same day is written once."""
    require(actor, Permission.KEEP_TRAINING, within=person)
    status = Training.Status(status)
    _check_day(status, on_day, now=now)
    done = status == Training.Status.DONE
    training = Training(
        person=person, course=course, status=status, on_day=on_day, certificate=certificate.strip(),
        expires_on=months_later(on_day, course.months) if done and course.months else None, recorded_by=actor.person,
    )  # fmt: skip
    if file:
        training.certificate_file = files.keep(
            file, name=file.name, types=CERTIFICATE_TYPES, most_bytes=MOST_BYTES, now=now, about_person=person
        )
    try:
        with transaction.atomic():
            training.save(force_insert=True)
    except IntegrityError:
        raise Refused("That training is written down already, for that day.", field="on_day") from None
    return training


@transaction.atomic
def done(*, training, actor, now) -> Training:
    """What was booked has taken place."""
    require(actor, Permission.KEEP_TRAINING, within=training)
    _check_day(Training.Status.DONE, training.on_day, now=now)
    training.status = Training.Status.DONE
    months = training.course.months
    training.expires_on = months_later(training.on_day, months) if months else None
    training.save(update_fields=["status", "expires_on"])
    return training


@transaction.atomic
def remove(*, training, actor, now) -> None:
    """Written down by mistake; history keeps that it was."""
    require(actor, Permission.KEEP_TRAINING, within=training)
    training.delete()


@transaction.atomic
def keep_course(*, course, name, about, months, is_active, is_coproduction=False, actor, now) -> Course:
    """A new course (`course` is None), or a change; what is recorded already keeps the day it runs out."""
    require(actor, Permission.CHANGE_SETTINGS)
    course = course or Course()
    if Course.objects.filter(name__iexact=name).exclude(pk=course.pk).exists():
        raise Refused("There is a course of that name already.", field="name")
    course.name, course.about, course.months, course.is_active = name, about, months, is_active
    course.is_coproduction = is_coproduction
    course.save()
    return course


def _check_day(status, on_day, *, now):
    if status == Training.Status.DONE and on_day > timezone.localdate(now):
        raise Refused("That day is still to come. Choose “Booked”, or another day.", field="on_day")
