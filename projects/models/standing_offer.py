"""What a member offers to do again and again, such as talking with new staff; and each day staff booked from it."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked
from members.permissions import Role
from projects.models.recognition import PAID, Nature


class StandingOfferQuerySet(models.QuerySet):
    def visible_to(self, actor):
        """Coordinator: all. Staff: those that can be booked. Everybody: their own."""
        if actor.role == Role.COORDINATOR:
            return self
        own = Q(person_id=actor.person_id)
        if actor.role == Role.STAFF:
            own |= Q(pk__in=self.model.objects.bookable().values("pk"))
        return self.filter(own) if actor.person_id else self.none()

    def standing(self):
        return self.filter(withdrawn_at=None, person__died_on=None, person__erased_at=None)

    def bookable(self):
        """Not taken back, and it is said what they get for it."""
        return self.standing().exclude(offer="")

    def to_be_said(self):
        """Nobody has said yet what they get for it."""
        return self.standing().filter(offer="")

    def newest(self):
        return self.order_by("-put_up_at", "-pk")


@tracked()
class StandingOffer(models.Model):
    """It promises nothing: to each day they say yes or no. What they get for it stands there before anybody books."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="standing_offers")
    title = models.CharField("what they offer", max_length=120)
    what = models.CharField("a little more about it", max_length=500, blank=True)
    when_words = models.CharField("when it usually suits them", max_length=200)
    place = models.CharField("where, or how", max_length=200)
    offer = models.CharField("what they get for it", max_length=300, blank=True)
    nature = models.CharField(max_length=8, choices=Nature, blank=True)
    amount = models.DecimalField("how much", max_digits=8, decimal_places=2, default=0)
    put_up_at = models.DateTimeField()
    put_up_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StandingOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-put_up_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_standing_offer_says_what_and_when", condition=~Q(title="") & ~Q(when_words="")
            ),
            models.CheckConstraint(
                name="what_a_standing_offer_pays_has_an_amount",
                condition=Q(nature__in=PAID, amount__gt=0) | (~Q(nature__in=PAID) & Q(amount=0)),
            ),
        ]

    def __str__(self):
        return self.title


@tracked()
class OfferBooking(models.Model):
    """One day that staff would like; the invitation to it is a real one, with everything that belongs to it."""

    standing_offer = models.ForeignKey(StandingOffer, on_delete=models.CASCADE, related_name="bookings")
    opportunity = models.OneToOneField("projects.Opportunity", on_delete=models.CASCADE, related_name="booked_from")
    on_day = models.DateField()
    booked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-on_day", "-pk"]

    def __str__(self):
        return f"offer {self.standing_offer_id} on {self.on_day}"
