"""What somebody would like to do, can do, would like to learn, and how much of it (OPP-22): theirs to say, and to change."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.models.sealed import SealedTextField


class DayPart(models.TextChoices):
    MORNING = "morning", "Weekday mornings"
    AFTERNOON = "afternoon", "Weekday afternoons"
    EVENING = "evening", "Evenings"
    WEEKEND = "weekend", "Weekends"


def words(verbose):
    return ArrayField(models.CharField(max_length=40), verbose_name=verbose, default=list, blank=True)


@tracked(exclude=["rather_not"])
class Interests(models.Model):
    """One row a person who said something; nobody needs one. Nothing here is about health, and nothing excludes anybody."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="interests")
    kinds = words("kinds of work they like")
    topics = words("what interests them")
    skills = words("what they can do")
    learn = words("what they would like to learn")
    avoid_kinds = words("kinds of work they would rather not be asked to")
    rather_not = SealedTextField("topics they would rather avoid, in their words", null=True, blank=True)
    day_parts = ArrayField(models.CharField(max_length=12, choices=DayPart), default=list, blank=True)
    most_miles = models.PositiveSmallIntegerField("how many miles they travel", null=True, blank=True)
    only_from_home = models.BooleanField("only from home", default=False)
    most_a_month = models.PositiveSmallIntegerField(
        "how often a month they want to be asked at most", null=True, blank=True
    )
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "interests"
        ordering = ["person__sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_limit_leaves_room_for_one", condition=Q(most_a_month=None) | Q(most_a_month__gte=1)
            )
        ]

    def __str__(self):
        return f"interests of person {self.person_id}"
