"""A decision: the question, who has a voice, and what came of it; it is also a line of the register (DEC-01, DEC-09)."""

from django.db import models
from django.db.models import F, Q

from members.models import Body
from members.models.history import tracked
from members.permissions import Role
from projects.models.agreement import OPEN_WITHIN
from projects.models.methods import METHODS, Way
from projects.models.project import Stage


class Result(models.TextChoices):
    AGREED = "agreed", "Agreed"
    DISSENT = "dissent", "Agreed, with dissent written down"
    NOT_AGREED = "not_agreed", "Not agreed"
    LATER = "later", "Put off"


class LivedExperience(models.TextChoices):
    DECIDED = "decided", "People with lived experience decided with the others"
    ASKED = "asked", "People with lived experience were asked before it was decided"
    TOLD = "told", "People with lived experience were told afterwards"
    NONE = "none", "Without people with lived experience"


WITH_INPUT = (LivedExperience.DECIDED, LivedExperience.ASKED)


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Open within the charity; partners see those of the Network. What is not asked yet is its facilitators' alone."""
        if actor.role in (Role.COORDINATOR, Role.STAFF):
            return self
        if actor.role in OPEN_WITHIN:
            return self.exclude(opened_at=None, decided_on=None)
        if actor.role == Role.PARTNER:
            return self.exclude(opened_at=None, decided_on=None).filter(body__sort=Body.Sort.NETWORK)
        return self.none()

    def running(self, *, now):
        return self.filter(opened_at__isnull=False, closed_at=None, closes_at__gt=now)

    def register(self):
        """What was decided, the latest first; what is still asked stands before it."""
        return self.order_by(F("decided_on").desc(nulls_first=True), "-pk")


@tracked()
class Decision(models.Model):
    """`way` is the method; with what is enough it is frozen once a voice was heard. Times are instants, days London's."""

    Outcome = Result
    LivedExperience = LivedExperience
    question = models.CharField(max_length=300)
    why = models.TextField("why it is asked", max_length=1000, blank=True)
    agreement = models.ForeignKey(
        "projects.Agreement", null=True, blank=True, on_delete=models.CASCADE, related_name="decisions"
    )
    project = models.ForeignKey(
        "projects.Project", null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions"
    )
    body = models.ForeignKey("members.Body", on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(max_length=10, choices=Way, default=Way.CONSENT)
    quorum = models.PositiveSmallIntegerField("how many must have answered", default=1)
    enough_percent = models.PositiveSmallIntegerField("percent that is enough", default=100)
    private_first = models.BooleanField("each answers alone first", default=True)
    names_shown = models.BooleanField("others read who said what", default=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Result, blank=True)
    outcome_words = models.TextField("in plain words", max_length=2000, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField("what comes later changes no count", null=True, blank=True)
    decided_version = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lived_experience = models.CharField(
        "lived-experience input", max_length=8, choices=LivedExperience, blank=True
    )  # fmt: skip
    stage = models.PositiveSmallIntegerField("from which stage", choices=Stage, null=True, blank=True)
    review_on = models.DateField("we look at it again on", null=True, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["review_on"], name="decisions_to_look_at_again")]
        constraints = [
            models.CheckConstraint(
                name="a_decision_has_an_outcome_and_a_day_or_neither",
                condition=Q(outcome="", decided_on=None) | ~Q(outcome="") & Q(decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_decided_on_a_text_has_a_text", condition=Q(way="noted") | Q(agreement__isnull=False)
            ),
            models.CheckConstraint(
                name="a_decision_that_was_opened_has_its_end", condition=Q(opened_at=None) | Q(closes_at__isnull=False)
            ),
            models.CheckConstraint(name="enough_is_a_percentage", condition=Q(enough_percent__range=(1, 100))),
        ]

    def __str__(self):
        return self.question

    @property
    def method(self):
        return METHODS[Way(self.way)]

    @property
    def team_id(self):
        """Of the text it is about, or of its project."""
        return self.agreement.team_id if self.agreement_id else self.project.team_id if self.project_id else None

    @property
    def lead_id(self):
        return self.owner_id

    @property
    def about_word(self):
        """How letters name it."""
        return f"decision:{self.pk}"
