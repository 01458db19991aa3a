"""What people gave: one activity, and each person's part in it (LOG-07 to 15)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from meetings.models import Level
from members.models import Seat
from members.models.body import LIVED_EXPERIENCE_HATS
from members.models.history import tracked
from members.permissions import Role
from projects.models.project import Stage


class ActivityState(models.TextChoices):
    HELD = "held", "Held"
    DRAFT = "draft", "Draft"
    CANCELLED = "cancelled", "Cancelled"
    REMOVED = "removed", "Taken back"


class ActivityQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: their team's, those they led and those they logged. Member: those they took part in."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF:
            theirs = Q(lead_id__in=actor.looks_after) | Q(logged_by_id__in=actor.looks_after)
            return self.filter(theirs | Q(team_id__in=actor.team_ids))
        if actor.role == Role.MEMBER:
            return self.filter(pk__in=self.model.objects.filter(participations__person_id=actor.person_id).values("pk"))
        return self.none()

    def held(self):
        """What counts in figures: held, not cancelled, not draft, not taken back (domain 3.1)."""
        return self.filter(state=ActivityState.HELD)

    def newest(self):
        return self.order_by("-ended_on", "-pk")

    def with_lived_experience(self):
        """At least one participation in a lived-experience hat, or an anonymous head said to have it (LOG-06, 13)."""
        named = Participation.objects.filter(activity=OuterRef("pk"), is_lived_experience=True)
        return self.filter(Q(others_le__gt=0) | Exists(named))


@tracked(exclude=["form_token"])
class Activity(models.Model):
    """It counts in the period of its end (`ended_on`). `level` and `stage` are kept as they were at that time."""

    State = ActivityState
    meeting = models.OneToOneField(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="activity"
    )
    gathering = models.OneToOneField(
        "meetings.Gathering", null=True, blank=True, on_delete=models.SET_NULL, related_name="activity"
    )
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="activities"
    )
    kind = models.ForeignKey("meetings.Kind", on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=160)
    summary = models.TextField(max_length=4000, blank=True)
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    mode = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("in_person", "In person"),
            ("online", "Online"),
            ("hybrid", "Some in the room, some not"),
            ("phone", "By phone"),
            ("post", "By post"),
            ("own_pace", "At their own pace"),
        ],
    )
    method = models.CharField(
        max_length=10,
        blank=True,
        choices=[
            ("meeting", "Meeting"),
            ("one_to_one", "One to one"),
            ("workshop", "Workshop"),
            ("written", "In writing"),
            ("survey", "Survey"),
            ("panel", "Panel"),
            ("walk", "Walk-round"),
            ("other", "Other"),
        ],
    )
    level = models.CharField(max_length=12, choices=Level)
    stage = models.PositiveSmallIntegerField(choices=Stage, null=True, blank=True)
    minutes = models.PositiveIntegerField("minutes each person gave", null=True, blank=True)
    others = models.PositiveIntegerField("others, not named", default=0)
    others_le = models.PositiveIntegerField("of them with lived experience", default=0)
    state = models.CharField(max_length=10, choices=ActivityState, default=ActivityState.HELD)
    needs_detail = models.BooleanField(default=False)
    edited_by_hand = models.BooleanField(default=False, help_text="changed after its register was closed")
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 — unique where given: a form posted twice logs once
    logged_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    logged_at = models.DateTimeField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-ended_on", "-pk"]
        verbose_name_plural = "activities"
        indexes = [
            models.Index(fields=["ended_on", "team"], condition=Q(state="held"), name="held_activity_by_end"),
            models.Index(fields=["project", "started_on"], condition=Q(state="held"), name="held_activity_by_project"),
            models.Index(
                fields=["ended_on", "id"], condition=Q(state="held", needs_detail=True), name="held_activity_in_a_hurry"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="an_activity_ends_after_it_starts", condition=Q(ended_on__gte=F("started_on"))),
            models.CheckConstraint(
                name="named_heads_with_lived_experience_are_among_the_heads", condition=Q(others_le__lte=F("others"))
            ),
        ]

    def __str__(self):
        return self.title


@tracked(exclude=["is_lived_experience"])
class Participation(models.Model):
    """One person's part in one activity, with every hat they wore. Empty minutes mean *not known*, not nought."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="participations")
    hats = ArrayField(models.CharField(max_length=20, choices=Seat.Hat))
    is_lived_experience = models.GeneratedField(
        expression=Q(hats__overlap=[h.value for h in LIVED_EXPERIENCE_HATS]),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    contact_minutes = models.PositiveIntegerField(null=True, blank=True)
    prep_minutes = models.PositiveIntegerField(null=True, blank=True)
    travel_minutes = models.PositiveIntegerField(null=True, blank=True)
    from_register = models.BooleanField(default=False)
    edited_by_hand = models.BooleanField(default=False)

    class Meta:
        ordering = ["activity", "person__sort_name", "pk"]
        indexes = [models.Index(fields=["person", "activity"], name="participation_by_person")]
        constraints = [
            models.UniqueConstraint(fields=["activity", "person"], name="one_participation_per_person_and_activity"),
            models.CheckConstraint(name="a_participation_has_a_hat", condition=~Q(hats=[])),
        ]

    def __str__(self):
        return f"{self.person_id} in activity {self.activity_id}"

    @property
    def hat_words(self):
        return ", ".join(Seat.Hat(hat).label for hat in self.hats)


@tracked()
class QualityTask(models.Model):
    """Something about the log that a person should look at, such as a hand-made edit a register would undo."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="quality_tasks")
    person = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=300)
    noted_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["noted_at", "pk"]

    def __str__(self):
        return self.what
