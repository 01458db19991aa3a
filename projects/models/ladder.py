"""Frameworks with their steps as versioned data, and how much say people had: as staff say it, and as members felt it.

FW-01 to FW-03. A step that was chosen stays the one that was chosen: a changed wording is a new version, and no
step of one ladder is ever turned into one of another.
"""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


class FrameworkQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("-is_first_choice", "name", "-version", "pk")


class Framework(models.Model):
    """One version of one published framework, with where it comes from."""

    class Sort(models.TextChoices):
        LADDER = "ladder", "A ladder: how much say people had"
        STANDARDS = "standards", "Standards to look at the work by"

    slug = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    sort = models.CharField(max_length=10, choices=Sort)
    source_url = models.URLField(blank=True)
    is_active = models.BooleanField("in use", default=True)
    is_first_choice = models.BooleanField("shown first; the others stand behind another way", default=False)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["-is_first_choice", "name", "-version", "pk"]
        constraints = [models.UniqueConstraint(fields=["slug", "version"], name="one_framework_per_name_and_version")]

    def __str__(self):
        return f"{self.name} ({self.version})"


class FrameworkItem(models.Model):
    """One step of a ladder (1 is the lowest), or one standard."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    words = models.CharField("in plain words", max_length=300)
    band = models.CharField("roughly", max_length=40, blank=True)

    class Meta:
        ordering = ["framework", "-place", "pk"]
        constraints = [models.UniqueConstraint(fields=["framework", "place"], name="one_item_per_place_of_a_framework")]

    def __str__(self):
        return self.name


class Side(models.TextChoices):
    STAFF = "staff", "As staff see it"
    MEMBER = "member", "As a member felt it"


@tracked()
class Rating(models.Model):
    """How much say people had in one piece of work. One by the staff; one by each member who likes, for themselves alone."""

    activity = models.ForeignKey("projects.Activity", on_delete=models.CASCADE, related_name="ratings")
    side = models.CharField(max_length=6, choices=Side)
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="ratings"
    )
    step = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="ratings")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["activity", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(side="staff"), name="one_step_by_staff_per_piece_of_work"
            ),
            models.UniqueConstraint(
                fields=["activity", "person"], condition=Q(side="member"), name="one_step_per_member_and_piece_of_work"
            ),
            models.CheckConstraint(
                name="a_step_as_felt_is_somebodys_own", condition=Q(side="staff", person=None) | ~Q(side="staff")
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()}: {self.step_id}"


class ReadBy(models.TextChoices):
    ME = "me", "Only me"
    TEAM = "team", "The team that did the work, without my name"
    NAMED = "named", "The team, with my name"


@tracked()
class Reflection(models.Model):
    """Four questions afterwards, to both sides (LOG-22). A member says who may read theirs."""

    activity = models.ForeignKey("projects.Activity", on_delete=models.CASCADE, related_name="reflections")
    side = models.CharField(max_length=6, choices=Side)
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="reflections")
    went_well = models.TextField("what went well", max_length=1500, blank=True)
    did_not = models.TextField("what did not", max_length=1500, blank=True)
    would_change = models.TextField("what I would change", max_length=1500, blank=True)
    difference = models.TextField("the difference it made", max_length=1500, blank=True)
    read_by = models.CharField("who may read it", max_length=5, choices=ReadBy, default=ReadBy.ME)
    on_paper = models.BooleanField("written on paper first", default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["activity", "side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "person", "side"], name="one_reflection_per_person_side_and_piece_of_work"
            ),
            models.CheckConstraint(
                name="a_reflection_says_something",
                condition=~Q(went_well="", did_not="", would_change="", difference=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()}, piece of work {self.activity_id}"
