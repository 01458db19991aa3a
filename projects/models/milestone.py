"""The group's story in milestones, from 1994 to today; who is named or pictured said yes to it, as far as they said."""

from django.db import models
from django.db.models import Q

from members.models.consent import How
from members.models.history import tracked
from members.permissions import Role


class KnownTo(models.TextChoices):
    """How well the day is known; nobody has to invent one."""

    YEAR = "year", "Only the year"
    MONTH = "month", "The month"
    DAY = "day", "The day"


class Scope(models.TextChoices):
    """How far somebody said yes."""

    NOBODY = "nobody", "Not shown"
    INSIDE = "inside", "On this site, to people who sign in"
    PUBLIC = "public", "In public too"


class ShownAs(models.TextChoices):
    NO_NAME = "no_name", "Without my name"
    FIRST_NAME = "first_name", "With my first name"
    FULL_NAME = "full_name", "With my whole name"


def named(person, shown_as) -> str:
    """The person's name as they want it, or nothing."""
    if shown_as == ShownAs.FULL_NAME:
        return person.name
    return person.first_name if shown_as == ShownAs.FIRST_NAME else ""


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Everybody within the charity; to others it is what stands in public."""
        if actor.role in (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD):
            return self
        return self.published()

    def published(self):
        return self.exclude(published_at=None)

    def in_order(self):
        return self.order_by("happened_on", "pk")


@tracked()
class Milestone(models.Model):
    """Something worth remembering. Its words name nobody; names are added by consent (Mention)."""

    happened_on = models.DateField("when it happened")
    known_to = models.CharField("how well the day is known", max_length=5, choices=KnownTo, default=KnownTo.DAY)
    title = models.CharField("what happened, in a line", max_length=120)
    words = models.TextField("the story of it, in plain words", max_length=1200, blank=True)
    picture = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    picture_words = models.CharField("what the picture shows", max_length=300, blank=True)
    shows_nobody = models.BooleanField("nobody can be recognised in the picture", default=False, db_default=False)
    published_at = models.DateTimeField("in public since", null=True, blank=True)
    written_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_picture_says_what_it_shows", condition=Q(picture=None) | ~Q(picture_words="")
            )
        ]

    def __str__(self):
        return self.title


class MentionQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("person__sort_name", "pk")

    def of(self, person):
        return self.filter(person=person)


@tracked()
class Mention(models.Model):
    """One person in one milestone: in its picture or only by name, how far they said yes, and until when.

    Nothing shows before they said yes. Somebody who is asked and says nothing is not shown.
    """

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="mentions")
    in_picture = models.BooleanField("in the picture", default=False)
    scope = models.CharField("where it may be shown", max_length=6, choices=Scope, default=Scope.NOBODY)
    shown_as = models.CharField("with which name", max_length=10, choices=ShownAs, default=ShownAs.NO_NAME)
    until = models.DateField("until", null=True, blank=True)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField("how they said it", max_length=8, choices=How, blank=True)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["milestone", "person__sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "person"], name="one_mention_per_person_and_milestone"),
            models.CheckConstraint(
                name="a_mention_shows_nobody_who_was_not_asked",
                condition=Q(scope="nobody") | Q(decided_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} in milestone {self.milestone_id}: {self.get_scope_display()}"

    def holds(self, *, public, today) -> bool:
        """Whether they may be shown there today."""
        if self.person.erased_at is not None or (self.until is not None and self.until < today):
            return False
        return self.scope == Scope.PUBLIC or (self.scope == Scope.INSIDE and not public)
