"""How long each kind of record is kept, as data; and each time old records were looked for and cleared away."""

from django.db import models

from members.models.history import tracked


@tracked()
class RetentionRule(models.Model):
    """`slug` names the sweep that knows where such records are (members/sweeps.py). No law sets these periods."""

    slug = models.SlugField(unique=True)
    words = models.CharField("what is kept", max_length=160)
    days = models.PositiveIntegerField("how many days after")
    trigger = models.CharField("counted from", max_length=120)
    owner = models.CharField("who answers for it", max_length=120)
    reason = models.CharField("why so long", max_length=300)
    is_on = models.BooleanField("in use", default=True)
    reviewed_on = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(name="a_rule_says_why", condition=~models.Q(reason=""))]

    def __str__(self):
        return self.words


class RetentionRun(models.Model):
    """A look for what is old enough (nothing goes), and once a coordinator has confirmed it, what went."""

    class State(models.TextChoices):
        LOOKED = "looked", "Looked; nothing has gone"
        CONFIRMED = "confirmed", "Confirmed; being cleared"
        DONE = "done", "Cleared"
        REPLACED = "replaced", "A newer look took its place"

    state = models.CharField(max_length=10, choices=State, default=State.LOOKED)
    looked_at = models.DateTimeField()
    found = models.JSONField("by rule: how many, a few numbers as examples, the day before which", default=dict)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    cleared = models.JSONField("by rule: how many went", default=dict)

    class Meta:
        ordering = ["-looked_at", "-pk"]

    def __str__(self):
        return f"{self.get_state_display()}: {self.looked_at:%d %B %Y}"

    @property
    def total(self):
        return sum(row["count"] for row in self.found.values())
