"""A project: the decision or thing being made, with the stages it goes through (LOG-01 to 06)."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.permissions import Role


class Stage(models.IntegerChoices):
    """Working Together's aspects (domain 1.6); None is *not known*."""

    IDEA = 1, "First idea"
    PLAN = 2, "Planning"
    DECIDE = 3, "Deciding"
    DELIVER = 4, "Doing"
    SHARE = 5, "Sharing"
    REVIEW = 6, "Looking back"


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Projects are open within the charity (domain 5.2); partners see none of them yet."""
        if actor.role in (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD):
            return self
        return self.none()

    def running(self):
        return self.filter(ended_on=None)


@tracked()
class Project(models.Model):
    """`first_stage` is the override of LOG-06: only a coordinator sets it, with a reason."""

    title = models.CharField(max_length=120)
    summary = models.TextField("in plain words", max_length=2000, blank=True)
    team = models.ForeignKey("members.Team", on_delete=models.PROTECT, related_name="projects")
    lead = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField("what it is for", max_length=2000, blank=True)
    intended_difference = models.TextField("what should be different", max_length=2000, blank=True)
    decision_maker = models.CharField("who decides", max_length=200, blank=True)
    decision_on = models.DateField("decided by", null=True, blank=True)
    fixed = models.TextField("what is fixed", max_length=2000, blank=True)
    open_to_change = models.TextField("what is open to change", max_length=2000, blank=True)
    stage = models.PositiveSmallIntegerField(choices=Stage, null=True, blank=True, default=Stage.IDEA)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    first_stage = models.PositiveSmallIntegerField(choices=Stage, null=True, blank=True)
    first_stage_reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["started_on", "team"], name="project_by_start")]
        constraints = [
            models.CheckConstraint(
                name="a_project_ends_after_it_starts", condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on"))
            ),
            models.CheckConstraint(
                name="a_corrected_first_stage_has_a_reason",
                condition=Q(first_stage=None) | ~Q(first_stage_reason=""),
            ),
        ]

    def __str__(self):
        return self.title


@tracked()
class StageChange(models.Model):
    """When a project moved on, and who said so."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stage_changes")
    stage = models.PositiveSmallIntegerField(choices=Stage, null=True, blank=True)
    changed_on = models.DateField()
    changed_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["project", "changed_on", "pk"]

    def __str__(self):
        return f"{self.get_stage_display() or 'Not known'} from {self.changed_on}"


class ProjectMeeting(models.Model):
    """A meeting at which a project was worked on; the link points down, so meetings know nothing of projects."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="project_meetings")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["project", "meeting", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "meeting"], name="one_link_per_project_and_meeting")]

    def __str__(self):
        return f"project {self.project_id} at meeting {self.meeting_id}"
