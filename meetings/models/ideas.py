"""An away day's ideas on cards, grouped into themes, and the goals that come of them."""

import uuid

from django.db import models
from django.db.models import Q

from meetings.models.group_table import Written
from members.models.history import tracked


@tracked()
class IdeaTheme(models.Model):
    """What some cards have in common, in the group's own words."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="idea_themes")
    title = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["gathering", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["gathering", "title"], name="a_theme_stands_once_at_a_gathering")
        ]

    def __str__(self):
        return self.title


class IdeaCardQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def in_order(self):
        return self.order_by("position", "pk")


@tracked()
class IdeaCard(models.Model):
    """One idea. Nobody's name stands on it; `uid` is made by the phone, so that a card sent twice is one card."""

    Written = Written
    uid = models.UUIDField(unique=True, default=uuid.uuid4)
    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="idea_cards")
    theme = models.ForeignKey(IdeaTheme, null=True, blank=True, on_delete=models.SET_NULL, related_name="cards")
    words = models.CharField("the idea", max_length=300)
    written = models.CharField(max_length=5, choices=Written, default=Written.PHONE)
    position = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = IdeaCardQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "position", "pk"]

    def __str__(self):
        return self.words


class GoalQuerySet(models.QuerySet):
    def handed_over(self):
        """Frozen: what a plan is made of (projects read this)."""
        return self.filter(handed_over_at__isnull=False).order_by("gathering", "position", "pk")

    def in_order(self):
        return self.order_by("position", "pk")


@tracked()
class Goal(models.Model):
    """What will be different, who sees to it together (staff and member), by when, and how we'll know."""

    gathering = models.ForeignKey("meetings.Gathering", on_delete=models.CASCADE, related_name="goals")
    theme = models.ForeignKey(IdeaTheme, null=True, blank=True, on_delete=models.SET_NULL, related_name="goals")
    aim = models.CharField("what we want", max_length=200)
    action = models.CharField("what we will do", max_length=300, blank=True)
    staff_owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="who of the staff sees to it",
    )  # fmt: skip
    member_owner = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="which member sees to it with them",
    )  # fmt: skip
    due_on = models.DateField("by when", null=True, blank=True)
    how_we_know = models.CharField("how we'll know", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    handed_over_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["gathering", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_goal_handed_over_has_a_day_and_a_sign_that_it_worked",
                condition=Q(handed_over_at=None) | (Q(due_on__isnull=False) & ~Q(how_we_know="")),
            )
        ]

    def __str__(self):
        return self.aim
