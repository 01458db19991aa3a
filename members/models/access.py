"""The access passport: what somebody needs to take part, told once, theirs to change (AIS-01 to AIS-03, AIS-07)."""

from datetime import timedelta

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from members.models.consent import Consent, ConsentEvent
from members.models.history import tracked
from members.models.needs import NEEDS
from members.models.sealed import SealedTextField

A_YEAR = timedelta(days=366)  # a passport is looked at again within twelve months


class AccessNeedQuerySet(models.QuerySet):
    def open(self):
        """Those whose person agrees today that they are kept; the others are hidden until they are deleted (DP-05)."""
        last = ConsentEvent.objects.filter(person=OuterRef("person"), consent=Consent.LIVED_EXPERIENCE, about="")
        return self.annotate(may=Subquery(last.order_by("-pk").values("given")[:1])).filter(may=True)


@tracked(exclude=["detail"])
class AccessNeed(models.Model):
    """One need of one person. What they chose is a word; their own words about it are sealed and leave no history."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="access_needs")
    need = models.CharField(max_length=20)
    choice = models.CharField("which", max_length=40, blank=True)
    detail = SealedTextField("in their own words", null=True, blank=True)
    since = models.DateTimeField()

    objects = AccessNeedQuerySet.as_manager()

    class Meta:
        ordering = ["person", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "need"], name="one_row_per_person_and_need"),
            models.CheckConstraint(name="an_access_need_is_named", condition=~Q(need="")),
        ]

    def __str__(self):
        return self.flag

    @property
    def kind(self):
        return NEEDS[self.need]

    @property
    def flag(self):
        """What others read: a few words, never a colour alone (AIS-04)."""
        return self.kind.flagged(self.choice)


@tracked(exclude=["usual"])
class AccessPassport(models.Model):
    """That somebody was asked, when they last looked, and when to ask again; *nothing needed* is an answer too.

    `usual` are the details of a meeting they agreed to keep for next time: food, travel, who comes with them.
    """

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="access_passport")
    looked_on = models.DateField("last looked over")
    review_on = models.DateField("ask again by")
    usual = SealedTextField("the same as last time", null=True, blank=True)

    class Meta:
        ordering = ["review_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_passport_is_reviewed_within_a_year",
                condition=Q(review_on__lte=F("looked_on") + A_YEAR),
            )
        ]

    def __str__(self):
        return "access passport"
