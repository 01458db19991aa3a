"""Who is away, until when, and who looks after their things meanwhile."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked


class AbsenceQuerySet(models.QuerySet):
    def on(self, day):
        """Absences that hold on that day."""
        return self.filter(starts__lte=day, ends__gte=day)

    def not_over(self, day):
        return self.filter(ends__gte=day)

    def visible_to(self, actor):
        """The coordinator: all; others: their own, and those in which they stand in for somebody."""
        if actor.knows_everybody:
            return self
        return self.filter(Q(person_id=actor.person_id) | Q(cover_id=actor.person_id))


@tracked()
class Absence(models.Model):
    """No reason is kept: leave, illness and a course look the same. Both days count."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="absences")
    starts = models.DateField("first day away")
    ends = models.DateField("last day away")
    cover = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="stands_in")
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "pk"]
        indexes = [models.Index(fields=["cover", "ends"], name="absence_by_cover")]
        constraints = [
            models.CheckConstraint(name="an_absence_ends_after_it_starts", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(name="nobody_covers_for_themselves", condition=~Q(person=F("cover"))),
        ]

    def __str__(self):
        return f"away {self.starts} to {self.ends}"
