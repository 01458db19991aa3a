"""A meeting: when, where, how to take part, and how far along it is."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.permissions import Role


class Mode(models.TextChoices):
    ROOM = "room", "in the room"
    ONLINE = "online", "online"
    PHONE = "phone", "by phone"


class MeetingState(models.TextChoices):
    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    CANCELLED = "cancelled", "Cancelled"


def usual_reminders():
    """Days before the meeting (domain 4.1: seven and three)."""
    return [7, 3]


def new_uid():
    """What calendars know the meeting by, for as long as it lives."""
    return f"{uuid.uuid4()}@{settings.MAIL_DOMAIN}"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: published ones, and drafts of their team. Others: those they are asked to."""
        if actor.role == Role.COORDINATOR:
            return self
        asked = Q(
            pk__in=self.model.objects.filter(rsvps__person_id=actor.person_id, rsvps__removed_at=None).values("pk")
        )
        published = Q(state=MeetingState.PUBLISHED) | Q(state=MeetingState.CANCELLED, published_at__isnull=False)
        if actor.role == Role.STAFF:
            return self.filter(published | Q(team_id__in=actor.team_ids) | Q(lead_id__in=actor.looks_after))
        if actor.role == Role.PARTNER:
            return self.filter(published & (Q(body__sort="network") | asked))
        if actor.role in (Role.MEMBER, Role.TRUSTEE, Role.BOARD, Role.FINANCE, Role.SAFEGUARDING):
            return self.filter(published & asked)
        return self.none()

    def published(self):
        return self.filter(state=MeetingState.PUBLISHED)

    def upcoming(self, *, now):
        return self.published().filter(ends_at__gte=now).order_by("starts_at", "pk")

    def over_or_off(self, *, now):
        """Past ones and cancelled ones, latest first."""
        gone = Q(ends_at__lt=now) | Q(state=MeetingState.CANCELLED)
        return self.exclude(state=MeetingState.DRAFT).filter(gone).order_by("-starts_at", "-pk")

    def past(self, *, now):
        return self.exclude(state=MeetingState.DRAFT).filter(ends_at__lt=now).order_by("-starts_at", "-pk")


@tracked()
class Meeting(models.Model):
    """Times are instants; pages show them in Europe/London. Places: a number, or empty for no limit.

    `sequence` rises with each change that people are told about (it is the calendar file's SEQUENCE).
    """

    State, Mode = MeetingState, Mode
    kind = models.ForeignKey("meetings.Kind", on_delete=models.PROTECT, related_name="meetings")
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    series = models.ForeignKey(
        "meetings.Series", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    series_on = models.DateField("the date its series gives", null=True, blank=True)
    title = models.CharField(max_length=120)
    about = models.TextField("what it is about", max_length=2000, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answer_by = models.DateField("please answer by", null=True, blank=True)

    venue = models.ForeignKey(
        "meetings.Venue", null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    place = models.CharField("where", max_length=200, blank=True)
    access = models.TextField("access provided", max_length=1000, blank=True)
    room_offered = models.BooleanField("in the room", default=True)
    room_places = models.PositiveIntegerField(null=True, blank=True)
    online_offered = models.BooleanField("online", default=False)
    online_places = models.PositiveIntegerField(null=True, blank=True)
    join_link = models.URLField("link to join online", max_length=500, blank=True)
    phone_offered = models.BooleanField("by phone", default=False)
    phone_places = models.PositiveIntegerField(null=True, blank=True)
    dial_in = models.CharField("number to ring to take part", max_length=120, blank=True)
    remote_host = models.CharField("who looks after people not in the room", max_length=120, blank=True)
    content_note = models.CharField("what may be hard to hear", max_length=300, blank=True, default="", db_default="")
    wellbeing_person = models.CharField(
        "who is there for anybody who needs a moment", max_length=120, blank=True, default="", db_default=""
    )

    reminder_days = ArrayField(models.PositiveSmallIntegerField(), default=usual_reminders, blank=True)
    reminder_time = models.TimeField("reminders leave at", default="10:00")
    reminder_note = models.TextField("a paragraph of your own in the reminders", max_length=1000, blank=True)

    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True, help_text="answers older than this were for another time")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    uid = models.CharField(max_length=120, unique=True, default=new_uid, editable=False)

    others = models.PositiveIntegerField("others who came, not named", default=0)
    others_le = models.PositiveIntegerField("of them with lived experience", default=0)
    register_closed_at = models.DateTimeField(null=True, blank=True)
    register_closed_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["state", "starts_at", "id"], name="meeting_by_state_and_start")]
        constraints = [
            models.CheckConstraint(name="a_meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="heads_with_lived_experience_are_among_the_heads", condition=Q(others_le__lte=F("others"))
            ),
            models.CheckConstraint(
                name="a_meeting_can_be_taken_part_in",
                condition=Q(room_offered=True) | Q(online_offered=True) | Q(phone_offered=True),
            ),
            models.UniqueConstraint(
                fields=["series", "series_on"],
                condition=~Q(state="cancelled"),
                name="one_meeting_per_date_of_a_series",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def modes(self):
        """The ways to take part that are offered, room first."""
        return [m for m in Mode if getattr(self, f"{m.value}_offered")]

    def places(self, mode):
        """How many places that mode has; None for no limit."""
        return getattr(self, f"{mode}_places")

    @property
    def about_word(self):
        """How letters, links and tasks name this meeting."""
        return f"meeting:{self.pk}"


class CalendarFile(models.Model):
    """One .ics, built once per meeting and sequence and kept (full time zone rules take 6 ms to write)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calendar_files")
    sequence = models.PositiveIntegerField()
    method = models.CharField(max_length=10, default="PUBLISH")
    body = models.TextField()

    class Meta:
        ordering = ["meeting", "sequence", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "sequence", "method"], name="one_calendar_file_per_sequence")
        ]

    def __str__(self):
        return f"calendar file {self.sequence} of meeting {self.meeting_id}"
