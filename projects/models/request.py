"""Staff ask for involvement (OPP-20, OPP-21), and how much notice people need."""

import hashlib

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role
from projects.models.opportunity import WorkSort
from projects.models.project import Stage


class RequestState(models.TextChoices):
    WAITING = "waiting", "Waits for the coordinator"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Not this time"


class RequestQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: their teams', and those they asked or look after. Nobody else."""
        if actor.role == Role.COORDINATOR:
            return self
        if actor.role == Role.STAFF and actor.person_id:
            return self.filter(Q(team_id__in=actor.team_ids) | Q(asked_by_id__in=actor.looks_after))
        return self.none()

    def waiting(self):
        return self.filter(state=RequestState.WAITING)

    def newest(self):
        return self.order_by("-asked_at", "-pk")


@tracked(exclude=["form_token"])
class InvolvementRequest(models.Model):
    """`notice_days` and `notice_needed` are kept as they were when it was asked, and so is the estimate (MET-22)."""

    State = RequestState
    WORDS = (
        "title", "sort", "purpose", "difference", "stage", "wanted_on", "decision_on", "when_words", "people", "hours", "rate",
        "budget", "fixed", "open_to_change",
    )  # fmt: skip
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    team = models.ForeignKey("members.Team", on_delete=models.PROTECT, related_name="+")
    title = models.CharField("what is it about?", max_length=120)
    sort = models.CharField("what sort of work", max_length=14, choices=WorkSort, default=WorkSort.OTHER)
    purpose = models.TextField("what it is for", max_length=1000, blank=True)
    difference = models.TextField("what should be different", max_length=1000, blank=True)
    stage = models.PositiveSmallIntegerField("how far along it is", choices=Stage, null=True, blank=True)
    wanted_on = models.DateField("when people are needed", null=True, blank=True)
    decision_on = models.DateField("decided on", null=True, blank=True)
    when_words = models.CharField("time and length, in words", max_length=200, blank=True)
    people = models.PositiveSmallIntegerField("how many people", null=True, blank=True)
    hours = models.DecimalField("hours for each", max_digits=5, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField("pounds an hour", max_digits=6, decimal_places=2, null=True, blank=True)
    budget = models.DecimalField("pounds there are for it", max_digits=8, decimal_places=2, null=True, blank=True)
    estimate = models.DecimalField("what it may cost", max_digits=10, decimal_places=2, null=True, blank=True)
    fixed = models.TextField("what is fixed", max_length=1000, blank=True)
    open_to_change = models.TextField("what is open to change", max_length=1000, blank=True)
    is_spotted = models.BooleanField("somebody saw that people could be involved", default=False)
    notice_days = models.IntegerField(null=True, blank=True)
    notice_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=RequestState)
    asked_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField("because", max_length=500, blank=True)
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 — unique where given: a form posted twice asks once

    objects = RequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["asked_at", "team"], name="requests_by_day")]
        constraints = [
            models.CheckConstraint(
                name="a_decision_on_a_request_has_its_reason",
                condition=Q(decided_at=None) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="a_request_that_waits_is_not_decided", condition=~Q(state="waiting") | Q(decided_at=None)
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def lead_id(self):
        return self.asked_by_id

    @property
    def about_word(self):
        return f"request:{self.pk}"

    @property
    def stamp(self) -> str:
        """Another one with every change of its words: by it a page that was opened before is told."""
        said = [self.team_id, self.project_id, *(getattr(self, name) for name in self.WORDS)]
        return hashlib.sha256("\n".join(map(repr, said)).encode()).hexdigest()[:32]

    @property
    def is_short(self):
        """Less notice than people need."""
        return self.notice_days is not None and self.notice_days < (self.notice_needed or 0)


class NoticeRule(models.Model):
    """How many days of notice people need for a sort of work; without a row, the usual number holds."""

    USUAL = {
        WorkSort.REVIEW: 14,
        WorkSort.GROUP: 21,
        WorkSort.PANEL: 14,
        WorkSort.COMMISSIONING: 14,
        WorkSort.OTHER: 14,
    }
    sort = models.CharField(max_length=14, choices=WorkSort, unique=True)
    days = models.PositiveSmallIntegerField("days of notice")
    changed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["sort", "pk"]

    def __str__(self):
        return f"{self.get_sort_display()}: {self.days} days"
