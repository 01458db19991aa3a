"""A past project that shows what good looks like, because the coordinator said so and why."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class GoodExample(models.Model):
    """Shown wherever staff ask for people. Its sentence names nobody."""

    project = models.OneToOneField("projects.Project", on_delete=models.CASCADE, related_name="example")
    why = models.CharField("what was good about it, in a sentence", max_length=300)
    marked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        ordering = ["-marked_at", "-pk"]
        constraints = [models.CheckConstraint(name="a_good_example_says_why", condition=~Q(why=""))]

    def __str__(self):
        return self.why
