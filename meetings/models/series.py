"""A series: the rule by which a group meets, and what its meetings have in common (MTG-01)."""

from django.db import models
from django.db.models import F, Q

from meetings.models.pattern import Pattern
from members.models.history import tracked
from members.permissions import Role


class Unit(models.TextChoices):
    WEEK = "week", "weeks"
    MONTH = "month", "months"


class OnThe(models.IntegerChoices):
    """Which such weekday of the month; BY_DATE is a day of the month instead."""

    BY_DATE = 0, "a day of the month"
    FIRST = 1, "first"
    SECOND = 2, "second"
    THIRD = 3, "third"
    FOURTH = 4, "fourth"
    LAST = -1, "last"


class Weekday(models.IntegerChoices):
    MONDAY = 0, "Monday"
    TUESDAY = 1, "Tuesday"
    WEDNESDAY = 2, "Wednesday"
    THURSDAY = 3, "Thursday"
    FRIDAY = 4, "Friday"
    SATURDAY = 5, "Saturday"
    SUNDAY = 6, "Sunday"


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those of their team or led by them. Nobody else plans."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            return self.filter(Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
        return self.none()

    def running(self, *, today):
        """Those with dates still to come."""
        return self.filter(Q(last_on=None) | Q(last_on__gte=today))

    def in_order(self):
        return self.order_by("title", "pk")


@tracked()
class Series(Pattern):
    """Dates and wall clock are London's; each meeting's instant is worked out when it is made.

    `first_on` is where the rule begins to count (the week or month it lies in is the first of every second, third …);
    `last_on` is the last day it may give. `dates_ahead` of the coming dates are kept as meetings, drafts at first.
    """

    Unit, OnThe, Weekday = Unit, OnThe, Weekday
    kind = models.ForeignKey("meetings.Kind", on_delete=models.PROTECT, related_name="series")
    unit = models.CharField("every so many", max_length=5, choices=Unit, default=Unit.MONTH)
    every = models.PositiveSmallIntegerField("how many of them", default=1)
    on_the = models.SmallIntegerField("which of the month", choices=OnThe, default=OnThe.SECOND)
    weekday = models.PositiveSmallIntegerField(choices=Weekday, default=Weekday.TUESDAY)
    month_day = models.PositiveSmallIntegerField("day of the month", default=1)
    starts = models.TimeField("starts at")
    ends = models.TimeField("ends at")
    first_on = models.DateField("from")
    last_on = models.DateField("until", null=True, blank=True)
    ended_because = models.CharField("why it ended", max_length=300, blank=True)
    dates_ahead = models.PositiveSmallIntegerField("dates kept ahead", default=3)
    publishes_itself = models.BooleanField("invitations leave by themselves", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(name="each_meeting_of_a_series_ends_after_it_starts", condition=Q(ends__gt=F("starts"))),
            models.CheckConstraint(name="a_series_comes_round", condition=Q(every__gte=1, every__lte=52)),
            models.CheckConstraint(name="a_month_has_such_a_day", condition=Q(month_day__gte=1, month_day__lte=31)),
            models.CheckConstraint(
                name="a_series_can_be_taken_part_in",
                condition=Q(room_offered=True) | Q(online_offered=True) | Q(phone_offered=True),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.title


@tracked()
class Skip(models.Model):
    """One date of the rule on which the group does not meet, and why; people read the reason where there was a meeting."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="skips")
    on = models.DateField("the date")
    because = models.CharField("why", max_length=300)
    skipped_at = models.DateTimeField()
    skipped_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["series", "on", "pk"]
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="one_skip_per_date_of_a_series")]

    def __str__(self):
        return f"{self.on} of series {self.series_id}"


@tracked()
class Template(Pattern):
    """What a meeting or series of one kind usually starts with; one for each kind, saved by a coordinator."""

    kind = models.OneToOneField("meetings.Kind", on_delete=models.CASCADE, related_name="template")
    starts = models.TimeField("usually starts at", null=True, blank=True)
    ends = models.TimeField("usually ends at", null=True, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["kind__position", "kind__name", "pk"]

    def __str__(self):
        return f"template of {self.kind_id}"
