"""An objection and what became of it (DEC-05)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from projects.models.comment import Came
from projects.models.position import Voice


@tracked()
class Objection(models.Model):
    """An objection of one voice to one version, with its reason; it gets an answer. Only who raised it takes it back."""

    class State(models.TextChoices):
        OPEN = "open", "Waits for an answer"
        INTEGRATED = "integrated", "Worked into the text"
        NOT = "not", "Not worked in, because"
        WITHDRAWN = "withdrawn", "Taken back by who raised it"

    voice = models.ForeignKey(Voice, on_delete=models.CASCADE, related_name="objections")
    version = models.ForeignKey("projects.TextVersion", on_delete=models.PROTECT, related_name="objections")
    reason = models.TextField(max_length=1000)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("what we say to it", max_length=1000, blank=True)
    worked_into = models.ForeignKey(
        "projects.TextVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="works_in"
    )
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_by_way = models.CharField(max_length=5, choices=Came, blank=True)

    class Meta:
        ordering = ["version", "raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["voice", "version"], name="one_objection_per_voice_and_version"),
            models.CheckConstraint(name="an_objection_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="an_objection_that_was_answered_has_words", condition=~Q(state__in=["integrated", "not"]) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="an_objection_worked_in_says_into_which_version",
                condition=~Q(state="integrated") | Q(worked_into__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.reason if len(self.reason) <= 80 else self.reason[:77] + "…"
