"""A client or member who leads a project together with the staff lead (domain 4.3, Let's Talk)."""

from django.db import models
from django.db.models import F, Q

from members.models import Seat
from members.models.body import LIVED_EXPERIENCE_HATS
from members.models.history import tracked


class CoLeadQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """One's own; nobody else looks one up by its number."""
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()

    def standing(self):
        return self.filter(ended_on=None)

    def in_order(self):
        return self.order_by("began_on", "pk")


@tracked()
class CoLead(models.Model):
    """As what they lead it is said by somebody, never taken from a seat or a role: staff have no lived experience by their post."""

    HATS = [(hat.value, hat.label) for hat in LIVED_EXPERIENCE_HATS]
    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="co_leads")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="leads_together")
    hat = models.CharField("as what they lead it", max_length=20, choices=HATS)
    began_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = CoLeadQuerySet.as_manager()

    class Meta:
        ordering = ["project", "began_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "person"], name="somebody_leads_a_project_together_once"),
            models.CheckConstraint(
                name="a_co_lead_speaks_from_lived_experience",
                condition=Q(hat__in=[h.value for h in LIVED_EXPERIENCE_HATS]),
            ),
            models.CheckConstraint(
                name="leading_together_ends_after_it_began", condition=Q(ended_on=None) | Q(ended_on__gte=F("began_on"))
            ),
        ]

    def __str__(self):
        return f"person {self.person_id} for project {self.project_id}"

    @property
    def hat_words(self):
        return Seat.Hat(self.hat).label
