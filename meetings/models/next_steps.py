"""What will happen after a gathering: told to everybody, without a name."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


class NextStepQuerySet(models.QuerySet):
    def open(self):
        """Neither done nor given up."""
        return self.filter(done_on=None, could_not_because="")

    def overdue(self, *, today):
        return self.open().filter(due_on__lt=today)

    def soonest_first(self):
        """The first due first; those without a day last."""
        return self.order_by(models.F("due_on").asc(nulls_last=True), "pk")


@tracked()
class NextStep(models.Model):
    """Something that will happen, by when; whoever answers for it is known inside only."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="next_steps")
    theme = models.CharField("about", max_length=80, blank=True)
    words = models.CharField("what will happen", max_length=300)
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    could_not_because = models.CharField("why it could not be", max_length=300, blank=True, default="", db_default="")
    noted_at = models.DateTimeField(null=True, blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_was_done_is_not_what_could_not_be", condition=Q(done_on=None) | Q(could_not_because="")
            )
        ]

    def __str__(self):
        return self.words

    @property
    def is_open(self):
        return self.done_on is None and not self.could_not_because

    def word(self, *, today) -> tuple[str, str]:
        """How it stands, for its tag, and the colour of that."""
        if self.done_on:
            return "We did it", "leaf"
        if self.could_not_because:
            return "We couldn’t, because", "clay"
        return ("Later than we said", "clay") if self.due_on and self.due_on < today else ("To come", "sun")
