"""Which kind of work a project is, and what of its list is looked after by whom (domain 4.3); the lists are `kinds.toml`."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class ProjectKind(models.Model):
    """The kind of one project, with the version of the list it was chosen from."""

    project = models.OneToOneField("projects.Project", on_delete=models.CASCADE, related_name="kind_of_work")
    kind = models.CharField("what kind of work it is", max_length=20)
    version = models.CharField(max_length=8)
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["project", "pk"]
        constraints = [models.CheckConstraint(name="a_kind_of_work_is_named", condition=~Q(kind=""))]

    def __str__(self):
        return f"{self.kind}: project {self.project_id}"


class PointQuerySet(models.QuerySet):
    def due(self, *, until):
        """Still to do, by that day, in a project that runs."""
        return self.filter(done_at=None, due_on__lte=until, project__ended_on=None)


@tracked()
class ProjectPoint(models.Model):
    """One point of the list, once somebody looks after it or it is done."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="points")
    point = models.CharField(max_length=20)
    name = models.CharField("what it is called", max_length=80)
    looked_after_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField("by when", null=True, blank=True)
    note = models.CharField("what was agreed, or done", max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PointQuerySet.as_manager()

    class Meta:
        ordering = ["project", "pk"]
        indexes = [models.Index(fields=["due_on", "id"], condition=Q(done_at=None), name="points_that_are_not_done")]
        constraints = [
            models.UniqueConstraint(fields=["project", "point"], name="each_point_once_per_project"),
            models.CheckConstraint(
                name="whoever_looks_after_a_point_has_a_day",
                condition=Q(looked_after_by=None) | Q(due_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name

    # What `permissions.can` reads: whoever runs the project, and whoever sees to this one thing.
    @property
    def team_id(self):
        return self.project.team_id

    @property
    def lead_ids(self):
        return {self.project.lead_id, self.looked_after_by_id} - {None}
