"""What may be paid: rates and kinds of costs as dated data, and the charity's own limits (PAY-01, PAY-02, PAY-09, PAY-12)."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.words import thousands


class RateQuerySet(models.QuerySet):
    def on(self, day):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def in_order(self):
        return self.order_by("scheme", "amount", "band", "-valid_from", "pk")


@tracked()
class Rate(models.Model):
    """One amount of one scheme, from a day on; a new amount ends the one before and changes nothing that was offered."""

    scheme = models.CharField("whose rates", max_length=80)
    band = models.CharField("for what", max_length=80)
    amount = models.DecimalField(max_digits=8, decimal_places=2)
    valid_from = models.DateField("from")
    valid_to = models.DateField("until", null=True, blank=True)

    objects = RateQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "amount", "band", "-valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "band", "valid_from"], name="one_rate_per_band_and_first_day"),
            models.CheckConstraint(name="a_rate_is_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="a_rate_ends_after_it_begins", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.band}, £{thousands(self.amount)}"


@tracked()
class ExpenseType(models.Model):
    """One kind of cost: whether it is agreed on before, whether it needs a receipt, and how much is paid at most."""

    name = models.CharField("what it is called", max_length=60, unique=True)
    needs_agreement = models.BooleanField("has to be agreed on before", default=False)
    needs_receipt = models.BooleanField("needs a receipt", default=True)
    cap = models.DecimalField("at most, each time", max_digits=8, decimal_places=2, null=True, blank=True)
    unit = models.CharField("paid by the", max_length=20, blank=True)
    unit_amount = models.DecimalField("for each", max_digits=6, decimal_places=2, null=True, blank=True)
    is_active = models.BooleanField("offered", default=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="what_is_paid_by_the_unit_has_both",
                condition=Q(unit="", unit_amount=None) | (~Q(unit="") & Q(unit_amount__gt=0)),
            ),
            models.CheckConstraint(name="a_cap_is_money", condition=Q(cap=None) | Q(cap__gt=0)),
        ]

    def __str__(self):
        return self.name

    @property
    def rule_words(self):
        """What somebody has to know before they spend money."""
        said = []
        if self.unit:
            said.append(f"£{thousands(self.unit_amount)} for each {self.unit}")
        if self.cap:
            said.append(f"at most £{thousands(self.cap)}")
        if self.needs_agreement:
            said.append("please agree on it with us first")
        said.append("with a receipt" if self.needs_receipt else "no receipt needed")
        return ", ".join(said)


@tracked()
class RecognitionRules(models.Model):
    """The one row of what this charity decided; an empty limit is none. A person may have limits of their own."""

    pay_within = models.PositiveSmallIntegerField("working days until a claim is paid", default=10)
    late_hours = models.PositiveSmallIntegerField("hours before, in which calling off is late", default=48)
    pays_when_late = models.BooleanField("paid all the same when we call it off late", default=True)
    pays_preparation = models.BooleanField("time to prepare is paid", default=True)
    weekly_count = models.PositiveSmallIntegerField("paid things in a week", null=True, blank=True)
    weekly_amount = models.DecimalField("pounds in a week", max_digits=8, decimal_places=2, null=True, blank=True)
    monthly_amount = models.DecimalField("pounds in a month", max_digits=8, decimal_places=2, null=True, blank=True)
    monthly_hours = models.DecimalField("hours in a month", max_digits=5, decimal_places=1, null=True, blank=True)
    advice = models.TextField("where people get advice about benefits", max_length=1000, blank=True)

    class Meta:
        verbose_name_plural = "recognition rules"
        constraints = [models.CheckConstraint(name="one_row_of_recognition_rules", condition=Q(pk=1))]

    def __str__(self):
        return "What this charity decided about money"

    @classmethod
    def current(cls):
        """The row, or what holds before anybody wrote one."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


LIMITS = ("weekly_count", "weekly_amount", "monthly_amount", "monthly_hours")
NOTHING = Decimal(0)
