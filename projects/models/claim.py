"""A claim: one fee, one voucher or one cost, from the phone of whoever claims to the day it is paid (PAY-08 to 13)."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Via
from members.words import thousands
from projects.models.recognition import OwnQuerySet


class ClaimKind(models.TextChoices):
    COST = "cost", "Something it cost me"
    FEE = "fee", "A fee"
    VOUCHER = "voucher", "A voucher"


class PaidHow(models.TextChoices):
    CLAIM = "claim", "To be paid back"
    BOOKED = "booked", "We booked and paid it"
    CASH = "cash", "Cash was given on the day"


class ClaimState(models.TextChoices):
    DRAFT = "draft", "Not sent yet"
    SUBMITTED = "submitted", "Waits to be agreed"
    QUERIED = "queried", "We have a question"
    APPROVED = "approved", "Agreed"
    SENT = "sent", "With finance"
    PAID = "paid", "Paid"
    DECLINED = "declined", "Not paid, because"


OPEN_CLAIMS = (ClaimState.SUBMITTED, ClaimState.QUERIED, ClaimState.APPROVED, ClaimState.SENT)
NOT_WITH_FINANCE = (ClaimState.DRAFT, ClaimState.SUBMITTED, ClaimState.QUERIED, ClaimState.APPROVED)


class ClaimQuerySet(OwnQuerySet):
    def visible_to(self, actor):
        """A draft is there for whose it is and for whoever wrote it down, alone."""
        theirs = Q(person_id=actor.person_id) | Q(entered_by_id=actor.person_id)
        return super().visible_to(actor).filter(~Q(state=ClaimState.DRAFT) | theirs)

    def open(self):
        return self.filter(state__in=OPEN_CLAIMS)

    def counts(self):
        """Whatever was or may be paid: sent, and not declined."""
        return self.exclude(state__in=(ClaimState.DRAFT, ClaimState.DECLINED))

    def oldest_first(self):
        return self.order_by(models.F("submitted_at").asc(nulls_last=True), "pk")

    def to_take_out(self):
        """Agreed, and still to be paid by finance: what was booked or given in cash is paid already."""
        return self.filter(state=ClaimState.APPROVED, how=PaidHow.CLAIM)

    def newest(self):
        return self.order_by("-created_at", "-pk")


@tracked(exclude=["form_token"])
class Claim(models.Model):
    """`entered_by` wrote it down, for themselves or for `person`; somebody else than both agrees to it."""

    Kind = ClaimKind
    State = ClaimState
    How = PaidHow
    person = models.ForeignKey("members.Person", on_delete=models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=8, choices=ClaimKind)
    type = models.ForeignKey(
        "projects.ExpenseType", null=True, blank=True, on_delete=models.PROTECT, related_name="claims"
    )
    offer = models.ForeignKey(
        "projects.RecognitionOffer", null=True, blank=True, on_delete=models.SET_NULL, related_name="claims"
    )
    what = models.CharField("what for", max_length=200)
    on_day = models.DateField("on which day")
    quantity = models.DecimalField("how many", max_digits=7, decimal_places=1, null=True, blank=True)
    hours = models.DecimalField("hours, preparing included", max_digits=5, decimal_places=1, null=True, blank=True)
    amount = models.DecimalField("how much", max_digits=8, decimal_places=2)
    how = models.CharField(max_length=8, choices=PaidHow, default=PaidHow.CLAIM)
    agreed = models.BooleanField("it was agreed on before", default=False)
    receipt = models.ForeignKey("members.KeptFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    no_receipt = models.CharField("why there is no receipt", max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ClaimState, default=ClaimState.DRAFT)
    query = models.CharField("our question", max_length=400, blank=True)
    reply = models.CharField("their answer", max_length=400, blank=True)
    declined_because = models.CharField("not paid, because", max_length=400, blank=True)
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    via = models.CharField(max_length=8, blank=True, choices=[(v.value, v.value) for v in Via])
    entered_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    form_token = models.CharField(max_length=60, null=True, blank=True, unique=True, editable=False)  # noqa: DJ001 — unique where given: a form posted twice claims once

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["submitted_at", "id"], condition=Q(state__in=OPEN_CLAIMS), name="claims_that_are_open"
            ),
            models.Index(fields=["person", "on_day"], name="claims_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(  # what finance has stays twice where two records of one person become one
                fields=["offer", "person"],
                condition=~Q(kind="cost") & Q(state__in=NOT_WITH_FINANCE),
                name="a_fee_is_claimed_once",
            ),
            models.CheckConstraint(name="a_claim_is_for_money", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="a_cost_has_its_kind",
                condition=(Q(kind="cost", type__isnull=False) | (~Q(kind="cost") & Q(type=None))),
            ),
            models.CheckConstraint(
                name="nobody_agrees_to_their_own_claim",
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("person")),
            ),
            models.CheckConstraint(
                name="what_is_paid_has_its_day", condition=~Q(state="paid") | Q(paid_on__isnull=False)
            ),
            models.CheckConstraint(
                name="what_is_not_paid_has_its_reason", condition=~Q(state="declined") | ~Q(declined_because="")
            ),
        ]

    def __str__(self):
        return f"£{thousands(self.amount)}, {self.get_state_display()}"

    @property
    def about_word(self):
        """How letters name it."""
        return f"claim:{self.pk}"

    @property
    def words(self):
        return self.type.name if self.type_id else self.get_kind_display()
