"""Partner organisations of the Network, and who speaks for each."""

from django.db import models
from django.db.models import Q

from members.models.history import tracked


@tracked()
class Organisation(models.Model):
    """An organisation we work with; `is_placeholder` marks a demonstration entry that is not a real body."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=20, blank=True)
    sector = models.CharField(
        max_length=12, choices=[("statutory", "Statutory"), ("voluntary", "Voluntary")], default="voluntary"
    )
    joined_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    is_placeholder = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def organisation_id(self):
        """What `permissions.can` reads: whether this is somebody's own organisation."""
        return self.pk


class RepresentativeQuerySet(models.QuerySet):
    def on(self, day):
        """Those who speak for an organisation on that day."""
        return self.filter(Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day))


@tracked()
class Representative(models.Model):
    """Who speaks for an organisation in the Network, and since when; one holder a part at a time."""

    class Part(models.TextChoices):
        NAMED = "named", "Named representative"
        DEPUTY = "deputy", "Deputy"
        LIVED_EXPERIENCE = "lived_experience", "Lived-experience representative"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="representatives")
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="represents")
    part = models.CharField(max_length=20, choices=Part, default=Part.NAMED)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "part", "starts", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "part"],
                condition=Q(ends=None) & ~Q(part="lived_experience"),
                name="one_representative_and_one_deputy_per_organisation",
            )
        ]

    def __str__(self):
        return f"{self.person}, {self.get_part_display()} of {self.organisation}"
