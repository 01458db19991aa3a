"""What was offered for taking part, and what each person would like instead of or besides it (PAY-03 to 07, LOG-19).

Nobody sees what somebody chose but the coordinator, finance and that person.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Permission, Via, can
from members.words import thousands


class Nature(models.TextChoices):
    FEE = "fee", "A fee"
    VOUCHER = "voucher", "A voucher"
    EXPENSES = "expenses", "Expenses only"
    LEARNING = "learning", "Something to learn"
    THANKS = "thanks", "Our thanks, and a reference if you like"


PAID = (Nature.FEE, Nature.VOUCHER)  # a voucher is payment too (PAY-06)


class Wish(models.TextChoices):
    FEE = "fee", "A fee, please"
    VOUCHER = "voucher", "A voucher, please"
    EXPENSES = "expenses", "Only what it costs me"
    CHARITY = "charity", "Give it to a charity"
    NOTHING = "nothing", "I prefer not to be paid"


PAID_WISHES = (Wish.FEE, Wish.VOUCHER)


class _Everybodys:
    """A place that is nobody's own: whoever may see it sees everybody's."""

    person_id = 0


EVERYBODYS = _Everybodys()


class OwnQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator and finance: all. Everybody else: their own, in whatever role."""
        if can(actor, Permission.SEE_RECOGNITION, within=EVERYBODYS):
            return self
        return self.filter(person_id=actor.person_id) if actor.person_id else self.none()


@tracked()
class RecognitionOffer(models.Model):
    """The offer for one piece of work, made before anybody answers: nature, duration, frequency, amount, which expenses.

    The rate is copied: what was offered stays, whatever the table of rates says later.
    """

    Nature = Nature
    opportunity = models.OneToOneField(
        "projects.Opportunity", null=True, blank=True, on_delete=models.CASCADE, related_name="recognition"
    )
    activity = models.OneToOneField(
        "projects.Activity", null=True, blank=True, on_delete=models.CASCADE, related_name="recognition"
    )
    nature = models.CharField("what we offer", max_length=8, choices=Nature)
    duration = models.CharField("how long", max_length=120)
    frequency = models.CharField("how often", max_length=120, blank=True)
    rate_words = models.CharField("the rate it follows", max_length=200, blank=True)
    amount = models.DecimalField("how much", max_digits=8, decimal_places=2, default=0)
    prep_amount = models.DecimalField("and for preparing", max_digits=8, decimal_places=2, default=0)
    hours = models.DecimalField("hours, preparing included", max_digits=5, decimal_places=1, null=True, blank=True)
    on_day = models.DateField("the day it happens", null=True, blank=True)
    expenses = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    over_because = models.CharField("why above a limit", max_length=300, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-noted_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="an_offer_is_for_one_thing",
                condition=Q(opportunity__isnull=False, activity=None) | Q(opportunity=None, activity__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_paid_has_an_amount",
                condition=Q(nature__in=PAID, amount__gt=0) | (~Q(nature__in=PAID) & Q(amount=0, prep_amount=0)),
            ),
            models.CheckConstraint(name="preparing_costs_nobody", condition=Q(prep_amount__gte=0)),
        ]

    def __str__(self):
        return f"{self.get_nature_display()} for {self.of}"

    @property
    def of(self):
        return self.opportunity if self.opportunity_id else self.activity

    @property
    def is_paid(self):
        return self.nature in PAID

    @property
    def total(self):
        return self.amount + self.prep_amount

    @property
    def sentence(self):
        """The whole offer in a few words, for pages and letters."""
        said = [self.get_nature_display()]
        if self.is_paid:
            said[0] += f" of £{thousands(self.amount)}"
            if self.prep_amount:
                said[0] += f", and £{thousands(self.prep_amount)} for preparing"
        said.append(f"for {self.duration[:1].lower()}{self.duration[1:]}")
        if self.frequency:
            said.append(self.frequency[:1].lower() + self.frequency[1:])
        costs = f" We also pay back: {', '.join(self.expenses).lower()}." if self.expenses else ""
        return f"{', '.join(said)}.{costs}"


@tracked()
class RecognitionProfile(models.Model):
    """What one person would like, usually; their limits; and whether finance has what it needs. No bank details, no benefit."""

    person = models.OneToOneField("members.Person", on_delete=models.CASCADE, related_name="recognition")
    wish = models.CharField("usually", max_length=8, choices=Wish, blank=True)
    charity_name = models.CharField("which charity", max_length=120, blank=True)
    chosen_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ask_on = models.DateField("ask again on", null=True, blank=True)
    cautioned_at = models.DateTimeField("has read that money may change benefits", null=True, blank=True)
    finance_has_details = models.BooleanField("finance has what it needs to pay them", default=False)
    weekly_count = models.PositiveSmallIntegerField("paid things in a week", null=True, blank=True)
    weekly_amount = models.DecimalField("pounds in a week", max_digits=8, decimal_places=2, null=True, blank=True)
    monthly_amount = models.DecimalField("pounds in a month", max_digits=8, decimal_places=2, null=True, blank=True)
    monthly_hours = models.DecimalField("hours in a month", max_digits=5, decimal_places=1, null=True, blank=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["ask_on", "id"], name="recognition_to_ask_again")]

    def __str__(self):
        return f"what person {self.person_id} would like"


@tracked()
class RecognitionChoice(models.Model):
    """What one person would like for one offer; it takes the place of what they usually like. What was offered is kept."""

    offer = models.ForeignKey(RecognitionOffer, on_delete=models.CASCADE, related_name="choices")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="recognition_choices")
    wish = models.CharField(max_length=8, choices=Wish)
    charity_name = models.CharField("which charity", max_length=120, blank=True)
    offered = models.DecimalField("what was offered", max_digits=8, decimal_places=2, default=0)
    accepted = models.DecimalField("what they take of it", max_digits=8, decimal_places=2, default=0)
    chosen_at = models.DateTimeField()
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    recorded_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["offer", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "person"], name="one_choice_per_person_and_offer"),
            models.CheckConstraint(
                name="nobody_takes_more_than_was_offered",
                condition=Q(accepted__gte=0) & Q(accepted__lte=models.F("offered")),
            ),
        ]

    def __str__(self):
        return f"{self.person_id}, offer {self.offer_id}"


@tracked()
class JobcentreLetter(models.Model):
    """That somebody was given the letter for the Jobcentre, and when; nothing about what they receive."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="jobcentre_letters")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = OwnQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]

    def __str__(self):
        return f"letter to person {self.person_id}, {self.given_at:%d %B %Y}"
