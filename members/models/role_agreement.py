"""What a member and the charity agree on before she begins (MEM-04): versions of the text, and who agreed how."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class RoleAgreement(models.Model):
    """One version of the text; the newest counts for whoever agrees from now on."""

    version = models.PositiveSmallIntegerField(unique=True)
    words = models.TextField(max_length=6000)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]

    def __str__(self):
        return f"role agreement, version {self.version}"


class Side(models.TextChoices):
    PERSON = "person", "The person"
    CHARITY = "charity", "The charity"


class HowAgreed(models.TextChoices):
    TICK = "tick", "Ticked"
    SPOKEN = "spoken", "By word of mouth"
    PAPER = "paper", "Signed on paper"


@tracked()
class Agreed(models.Model):
    """One side has agreed. By word of mouth it needs a witness beside whoever wrote it down."""

    Side, How = Side, HowAgreed
    membership = models.ForeignKey("members.Membership", on_delete=models.CASCADE, related_name="agreed")
    agreement = models.ForeignKey(RoleAgreement, on_delete=models.PROTECT, related_name="agreed")
    side = models.CharField(max_length=8, choices=Side)
    how = models.CharField(max_length=8, choices=HowAgreed, default=HowAgreed.TICK)
    agreed_at = models.DateTimeField()
    recorded_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    witness = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    witness_name = models.CharField("a witness who is not known here", max_length=120, blank=True)

    class Meta:
        ordering = ["agreed_at", "pk"]
        verbose_name_plural = "agreed"
        constraints = [
            models.UniqueConstraint(fields=["membership", "side"], name="each_side_agrees_once_a_membership"),
            models.CheckConstraint(name="the_charity_ticks", condition=Q(side="person") | Q(how="tick")),
        ]

    def __str__(self):
        return f"{self.get_side_display()} agreed, {self.get_how_display().lower()}"
