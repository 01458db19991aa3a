"""What is gone through together before somebody begins (MEM-03): the list is data, and both sides tick."""

from django.db import models
from django.db.models.functions import Lower

from members.models.history import tracked


class InductionItemQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("position", "pk")


@tracked()
class InductionItem(models.Model):
    """One line of the checklist, for whoever is inducted from now on."""

    words = models.CharField("what is gone through", max_length=160)
    explained = models.CharField("in a sentence, for the person", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField("in use", default=True)

    objects = InductionItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(Lower("words"), name="one_induction_item_of_a_name")]

    def __str__(self):
        return self.words


@tracked()
class InductionTick(models.Model):
    """Where one person is with one line: ticked by them, by the charity, or by both."""

    membership = models.ForeignKey("members.Membership", on_delete=models.CASCADE, related_name="ticks")
    item = models.ForeignKey(InductionItem, on_delete=models.PROTECT, related_name="ticks")
    by_person_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="who ticked for the person, by word of mouth",
    )  # fmt: skip
    by_charity_at = models.DateTimeField(null=True, blank=True)
    charity_person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["item__position", "pk"]
        constraints = [models.UniqueConstraint(fields=["membership", "item"], name="one_tick_per_membership_and_item")]

    def __str__(self):
        return f"{self.item_id} for membership {self.membership_id}"
