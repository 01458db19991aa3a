"""The yearly look at ourselves (FW-06): each scores alone, then a meeting agrees on one score with a sentence why."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.permissions import Role
from projects.models.ladder import Side

SCORES = [
    (1, "We have not begun"),
    (2, "A start is made"),
    (3, "Some of it works"),
    (4, "Much of it works well"),
    (5, "It works well everywhere"),
]
A_SCORE = [value for value, _ in SCORES]
INSIDE = (Role.COORDINATOR, Role.STAFF, Role.MEMBER, Role.TRUSTEE, Role.BOARD)


class AssessmentRules(models.Model):
    """The one row of how often the charity looks at itself, by which standards, and when the next time is."""

    is_on = models.BooleanField("we look at ourselves", default=True)
    framework = models.CharField("by which standards", max_length=40, default="4pi")
    every_months = models.PositiveSmallIntegerField("every so many months", default=12)
    weeks = models.PositiveSmallIntegerField("weeks in which each scores alone", default=3)
    next_on = models.DateField("the next time", null=True, blank=True)

    class Meta:
        verbose_name_plural = "assessment rules"
        constraints = [
            models.CheckConstraint(name="one_row_of_assessment_rules", condition=Q(pk=1)),
            models.CheckConstraint(
                name="a_look_comes_round_within_three_years", condition=Q(every_months__gte=3, every_months__lte=36)
            ),
        ]

    def __str__(self):
        return "When the charity looks at itself"

    @classmethod
    def current(cls):
        """The row, or what holds before anybody wrote one."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class AssessmentQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Everybody within the charity; own scores are another question (`queries.assessing`)."""
        return self if actor.role in INSIDE else self.none()

    def open(self, *, today):
        """Each may score alone."""
        return self.filter(opens_on__lte=today, closes_on__gte=today, finished_at=None)

    def to_share(self, *, today):
        """The own scores are in, and a meeting has not ended its part."""
        return self.filter(closes_on__lt=today, finished_at=None)

    def newest(self):
        return self.order_by("-opens_on", "-pk")


@tracked()
class Assessment(models.Model):
    """One look at ourselves by one framework. While it is open nobody sees what anybody scored, not even counted."""

    framework = models.ForeignKey("projects.Framework", on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField("for the year")
    opens_on = models.DateField("from which day each scores alone")
    closes_on = models.DateField("until which day")
    meeting = models.ForeignKey(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="the meeting that scores together",
    )  # fmt: skip
    began_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField("scored together", null=True, blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "year"], name="one_look_at_ourselves_per_framework_and_year"),
            models.CheckConstraint(name="a_look_closes_after_it_opens", condition=Q(closes_on__gte=F("opens_on"))),
        ]

    def __str__(self):
        return f"How are we doing? {self.year}"

    def is_open(self, *, today) -> bool:
        return self.finished_at is None and self.opens_on <= today <= self.closes_on

    def is_over(self, *, today) -> bool:
        """No own score is taken any more; from now on they may be shown, where they are enough."""
        return self.finished_at is not None or self.closes_on < today


@tracked(exclude=["score"])
class OwnScore(models.Model):
    """What one person scores one standard, for themselves alone. History keeps that they did, not what they said."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="own_scores")
    item = models.ForeignKey("projects.FrameworkItem", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="own_scores")
    side = models.CharField(max_length=6, choices=Side)
    score = models.PositiveSmallIntegerField(choices=SCORES)
    on_paper = models.BooleanField("on paper or by telephone", default=False)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["assessment", "item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "item", "person"], name="one_score_per_person_standard_and_look"
            ),
            models.CheckConstraint(name="an_own_score_is_one_of_five", condition=Q(score__in=A_SCORE)),
        ]

    def __str__(self):
        return f"Look {self.assessment_id}: an own score"


@tracked()
class SharedScore(models.Model):
    """What a meeting agreed on: the score, a sentence why, and one thing to do next. Its words name nobody."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="shared_scores")
    item = models.ForeignKey("projects.FrameworkItem", on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField("what we agreed on", choices=SCORES)
    why = models.CharField("why", max_length=300)
    next_step = models.CharField("one thing to do next", max_length=200)
    goal = models.ForeignKey(
        "projects.PlanGoal", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name="what became of it in the plan",
    )  # fmt: skip
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["assessment", "item", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "item"], name="one_shared_score_per_standard_and_look"),
            models.CheckConstraint(name="a_shared_score_is_one_of_five", condition=Q(score__in=A_SCORE)),
            models.CheckConstraint(
                name="a_shared_score_says_why_and_what_next", condition=~Q(why="") & ~Q(next_step="")
            ),
        ]

    def __str__(self):
        return f"{self.item_id}: {self.score}"
