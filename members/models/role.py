"""Who has been given which role, by whom, for what and for how long. A grant alone gives a role."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from members.models.history import tracked
from members.permissions import Role


class RoleGrantQuerySet(models.QuerySet):
    def on(self, day):
        """Grants in force on that day; one that waits to be confirmed is not."""
        return self.filter(Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day), waits=False)

    def not_ended(self):
        """Grants in force or still to begin, by the database's own day: for choices in a form, which knows no clock."""
        return self.filter(Q(ends=None) | Q(ends__gte=TruncDate(Now())), waits=False)


@tracked()
class RoleGrant(models.Model):
    """One role for one person, for the whole site, one team or one organisation.

    A safeguarding lead `waits` until another lead or the Management Board said yes (`vouched_by`).
    """

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=[(r.value, r.label) for r in Role])
    team = models.ForeignKey("members.Team", null=True, blank=True, on_delete=models.PROTECT)
    organisation = models.ForeignKey("members.Organisation", null=True, blank=True, on_delete=models.PROTECT)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    granted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    waits = models.BooleanField("waits to be confirmed", default=False, db_default=False)
    vouched_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                name="only_a_safeguarding_lead_waits_to_be_confirmed", condition=Q(waits=False) | Q(role="safeguarding")
            ),
            models.UniqueConstraint(
                fields=["person", "role", "team", "organisation"],
                condition=Q(ends=None),
                nulls_distinct=False,
                name="one_open_grant_per_person_role_and_place",
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.get_role_display()}"
