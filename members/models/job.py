"""Work that takes over a second: noted in a transaction, claimed by the worker, shown as done of total."""

from django.db import models
from django.db.models import Q


class JobState(models.TextChoices):
    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class Job(models.Model):
    """`facts` holds ids, numbers and times only. `key` keeps the same work from being noted twice while it waits."""

    State = JobState
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=160)
    facts = models.JSONField(default=dict, blank=True)
    asked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    lease_token = models.UUIDField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(state__in=["waiting", "running"]), name="one_open_job_per_key"
            )
        ]

    def __str__(self):
        return f"{self.kind}: {self.get_state_display()}"
