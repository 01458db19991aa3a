"""The month's clock (domain 4.1): the steps around each meeting of a series, and how each stands for one meeting."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role


class DoneBy(models.TextChoices):
    SYSTEM = "system", "the site does it"
    PERSON = "person", "somebody does it"


@tracked()
class SeriesStep(models.Model):
    """So many days from the meeting (before it: a minus), or from the next one of the series, on a London clock.

    `slug` is what floors and rooms that know whether it has happened register under (`months.register_step`).
    """

    DoneBy = DoneBy
    series = models.ForeignKey("meetings.Series", on_delete=models.CASCADE, related_name="steps")
    slug = models.SlugField(max_length=40)
    words = models.CharField("what is to be done", max_length=200)
    days = models.SmallIntegerField("days from the meeting")
    of_next = models.BooleanField("counted from the next meeting", default=False)
    at = models.TimeField("at", default="10:00")
    done_by = models.CharField("who does it", max_length=6, choices=DoneBy, default=DoneBy.PERSON)
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_on = models.BooleanField("is part of this clock", default=True)

    class Meta:
        ordering = ["series", "of_next", "days", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "slug"], name="one_step_of_a_name_per_series"),
            models.CheckConstraint(name="a_step_is_near_its_meeting", condition=Q(days__gte=-180, days__lte=180)),
        ]

    def __str__(self):
        return self.words

    @property
    def days_words(self):
        """The number of days without its sign."""
        return abs(self.days)


class MonthTaskQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """As their series; and each step that is somebody's own."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            return self.filter(self._of_their_series(actor) | Q(step__owner_id__in=actor.looks_after))
        return self.none()

    @staticmethod
    def _of_their_series(actor):
        return Q(meeting__series__team_id__in=actor.team_ids) | Q(meeting__series__lead_id__in=actor.looks_after)

    def of_their_series(self, actor):
        """Those whose whole clock this actor may read."""
        return self if actor.role == Role.COORDINATOR else self.visible_to(actor).filter(self._of_their_series(actor))

    def one_by_one(self, actor):
        """Those this member of staff does for a series that is not theirs to read."""
        return self.visible_to(actor).exclude(pk__in=self.of_their_series(actor).order_by().values("pk"))

    def open(self):
        return self.filter(done_at=None, skipped_at=None, step__is_on=True)

    def late(self, *, now):
        return self.open().filter(due_at__lt=now)


@tracked()
class MonthTask(models.Model):
    """One step of one meeting. Without `due_at` it waits until the next meeting has a date.

    Done without `done_by`: the site knows by itself.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="month_tasks")
    step = models.ForeignKey(SeriesStep, on_delete=models.CASCADE, related_name="tasks")
    due_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    skipped_at = models.DateTimeField(null=True, blank=True)
    skipped_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    skipped_because = models.CharField("why not", max_length=200, blank=True)

    objects = MonthTaskQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(done_at=None, skipped_at=None), name="month_tasks_open_by_due")
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "step"], name="one_task_per_meeting_and_step"),
            models.CheckConstraint(
                name="a_step_is_done_or_skipped_not_both", condition=Q(done_at=None) | Q(skipped_at=None)
            ),
            models.CheckConstraint(
                name="a_skipped_step_says_why", condition=Q(skipped_at=None) | ~Q(skipped_because="")
            ),
        ]

    def __str__(self):
        return f"{self.step_id} of meeting {self.meeting_id}"

    # What `permissions.can` reads: whoever runs the meeting, and whoever sees to this one thing.
    @property
    def team_id(self):
        return self.meeting.team_id

    @property
    def lead_ids(self):
        return {self.meeting.lead_id, self.step.owner_id} - {None}
