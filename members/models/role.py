"""Who has been given which role, by whom, for what and for how long. A grant alone gives a role."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from members.models.history import tracked
from members.permissions import Role


class RoleGrantQuerySet(models.QuerySet):
    def on(self, day):
        """Grants in force on that day."""
        return self.filter(Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day))

    def not_ended(self):
        """Grants in force or still to begin, by the database's own day: for choices in a form, which knows no clock."""
        return self.filter(Q(ends=None) | Q(ends__gte=TruncDate(Now())))


@tracked()
class RoleGrant(models.Model):
    """One role for one person, for the whole site, one team or one organisation."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in Role])
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey("members.Organisation", null=True, blank=True, on_delete=models.PROTECT)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "team", "organisation"],
                condition=Q(ends=None),
                nulls_distinct=False,
                name="one_open_grant_per_person_role_and_place",
            )
        ]

    def __str__(self):
        return f"{self.person}: {self.get_role_display()}"
