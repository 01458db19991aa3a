"""Bodies that meet, and who sits in them. A team is not a body."""

from django.db import models
from django.db.models import F, Q

from members.models.history import tracked
from members.models.person import aware


class Hat(models.TextChoices):
    """The capacity somebody acts in. The lived-experience hats are never inferred from the others."""

    ADVISORY = "advisory_member", "Advisory Group member"
    CLIENT = "client", "Client"
    CARER = "carer", "Carer"
    STAFF = "staff", "Staff"
    TRUSTEE = "trustee", "Trustee"
    BOARD = "management_board", "Management Board"
    PARTNER = "partner", "Partner"
    SPEAKER = "speaker", "Speaker"


LIVED_EXPERIENCE_HATS = [Hat.ADVISORY, Hat.CLIENT, Hat.CARER]


class BodyQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("name", "pk")


@tracked()
class Body(models.Model):
    """A group that holds meetings: Advisory Group, Board of Trustees, Management Board, Network."""

    class Sort(models.TextChoices):
        ADVISORY = "advisory_group", "Advisory Group"
        TRUSTEES = "trustees", "Board of Trustees"
        MANAGEMENT = "management_board", "Management Board"
        NETWORK = "network", "Network"
        OTHER = "other", "Other"

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120, unique=True)
    sort = models.CharField(max_length=20, choices=Sort, default=Sort.OTHER)
    about = models.TextField(max_length=2000, blank=True)
    is_active = models.BooleanField("is offered", default=True, db_default=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "bodies"

    def __str__(self):
        return self.name

    @property
    def the(self) -> str:
        """The name within a sentence: "somebody of the Board of Trustees"."""
        return self.name if self.name.lower().startswith(("the ", "our ")) else f"the {self.name}"

    @property
    def body_sort(self):
        """What `permissions.can` reads: whether this is the body of somebody's role."""
        return self.sort


class SeatQuerySet(models.QuerySet):
    def on(self, day):
        """Seats held on that day."""
        return self.filter(Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day))

    def aware(self):
        """Seats of people who know that they are on our list."""
        return self.filter(aware(of="person__"))


@tracked()
class Seat(models.Model):
    """Somebody's place in a body, with the hat they wear there. It gives no rights."""

    Hat = Hat
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="seats")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="seats")
    hat = models.CharField(max_length=20, choices=Hat)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["body", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "body"], condition=Q(ends=None), name="one_open_seat_per_person_and_body"
            ),
            models.CheckConstraint(
                name="a_seat_ends_after_it_starts", condition=Q(ends=None) | Q(ends__gte=F("starts"))
            ),
        ]

    def __str__(self):
        return f"{self.get_hat_display()}, {self.body}"
