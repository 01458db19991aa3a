"""Kinds of activity and meeting (LOG-08), each with the level it usually has (LOG-07)."""

from django.db import models

from members.models.history import tracked


class Level(models.TextChoices):
    STRATEGIC = "strategic", "Strategic"
    OPERATIONAL = "operational", "Operational"
    INDIVIDUAL = "individual", "Individual"


class KindQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_active=True).order_by("position", "name", "pk")

    def meetings(self):
        return self.in_use().filter(is_meeting=True)


@tracked()
class Kind(models.Model):
    """What was done. Changing `default_level` never rewrites what is already logged."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=80, unique=True)
    default_level = models.CharField(max_length=12, choices=Level, default=Level.OPERATIONAL)
    is_meeting = models.BooleanField("is a kind of meeting", default=False)
    is_heavy = models.BooleanField(
        "heavy work",
        default=False,
        db_default=False,
        help_text="Afterwards somebody asks each person how they are (SUP-07).",
    )
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=100)

    objects = KindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self):
        return self.name
