"""Who has a voice in a decision, where each stands on which version, and what became of an objection (DEC-04 to DEC-08)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from projects.models.comment import Came
from projects.models.decision import Decision
from projects.models.methods import TAKE_BACK


class VoiceQuerySet(models.QuerySet):
    def of(self, actor):
        """The voices this actor may answer for: their own, and that of the organisation they speak for."""
        if actor.person_id is None:
            return self.none()
        return self.filter(Q(person_id=actor.person_id) | Q(organisation_id__in=actor.organisation_ids))

    def in_order(self):
        """Lived experience first, then by name."""
        return self.order_by("-lived_experience", "name", "person__sort_name", "pk")


@tracked()
class Voice(models.Model):
    """One voice of one decision: an organisation's, or a person's. A lived-experience voice beside an organisation is its
    own line (`beside`) and is not counted among the organisations."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="voices")
    organisation = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="voices"
    )
    person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="voices"
    )
    beside = models.ForeignKey(
        "members.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="voices_beside"
    )
    body = models.ForeignKey("members.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("how others read it, where it is not a person's own name", max_length=160, blank=True)
    lived_experience = models.BooleanField(default=False)
    is_beside = models.BooleanField("its own line, beside those who are counted", default=False)

    objects = VoiceQuerySet.as_manager()

    class Meta:
        ordering = ["decision", "-lived_experience", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "organisation"], name="one_voice_per_organisation_and_decision"
            ),
            models.UniqueConstraint(fields=["decision", "person"], name="one_voice_per_person_and_decision"),
            models.CheckConstraint(
                name="a_voice_is_an_organisation_or_a_person", condition=Q(organisation=None) | Q(person=None)
            ),
        ]

    def __str__(self):
        return self.name or (self.person.name if self.person else "Somebody")

    @property
    def about_word(self):
        """How a link names it."""
        return f"voice:{self.pk}"


@tracked()
class Position(models.Model):
    """Where one voice stands on one version. `option` is one of the method's, or that it must be taken back."""

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="positions")
    version = models.ForeignKey("projects.TextVersion", on_delete=models.PROTECT, related_name="positions")
    option = models.CharField(max_length=16)
    words = models.TextField("in your own words", max_length=1000, blank=True)
    back_by = models.DateField("back by", null=True, blank=True)
    moved_because = models.TextField("what made you move", max_length=500, blank=True)
    may_be_named = models.BooleanField("you may say that it was us", default=False)
    came_by = models.CharField(max_length=5, choices=Came, default=Came.HERE)
    given_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    entered_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["voice", "version"]
        constraints = [
            models.UniqueConstraint(fields=["voice", "version"], name="one_position_per_voice_and_version"),
            models.CheckConstraint(
                name="what_is_taken_back_has_a_day", condition=~Q(option=TAKE_BACK) | Q(back_by__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.voice}: {self.option}"

    @property
    def is_taken_back(self):
        return self.option == TAKE_BACK


@tracked()
class Weight(models.Model):
    """How much one theme matters to one voice, where priorities are weighed."""

    position = models.ForeignKey(Position, on_delete=models.CASCADE, related_name="weights")
    clause = models.ForeignKey("projects.Clause", on_delete=models.PROTECT, related_name="weights")
    weight = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "clause"]
        constraints = [
            models.UniqueConstraint(fields=["position", "clause"], name="one_weight_per_position_and_theme"),
            models.CheckConstraint(name="a_weight_is_one_to_three", condition=Q(weight__range=(1, 3))),
        ]

    def __str__(self):
        return f"{self.clause_id}: {self.weight}"
