"""Keys with which the charity's own programs read what trustees read: a spreadsheet that fetches its figures, say."""

import hashlib
from datetime import timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from members.models.history import tracked

LONGEST = timedelta(days=366)  # a key that nobody thinks of again ends by itself


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class Scope(models.TextChoices):
    """What one key opens."""

    FIGURES = "figures", "The dashboard’s figures"
    MEASURES = "measures", "All figures"
    REPORTS = "reports", "Approved reports to the Board"


class ReadingKeyQuerySet(models.QuerySet):
    def live(self, *, today):
        """Those that still open something: until the end of their last day, unless they were taken back."""
        return self.filter(revoked_at=None, expires_on__gte=today)

    def newest(self):
        return self.order_by("-made_at", "-pk")


@tracked(exclude=["digest", "last_used_at"])
class ReadingKey(models.Model):
    """Of the key itself only its SHA-256 is kept, so nobody can read it again, not in a copy of the database either."""

    Scope = Scope
    name = models.CharField("what it is for", max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name="what it opens")
    made_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    made_on = models.DateField()
    expires_on = models.DateField("its last day")
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="a_key_opens_something", condition=Q(scopes__len__gt=0)),
            models.CheckConstraint(
                name="a_key_ends_within_a_year",
                condition=Q(expires_on__gte=F("made_on"), expires_on__lte=F("made_on") + LONGEST),
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(revoked_at=None), name="one_key_of_a_name_at_a_time"
            ),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def opens(self):
        """In words, in the order of the list."""
        return [label for value, label in Scope.choices if value in self.scopes]

    def is_live(self, *, today) -> bool:
        """The same rule as `live`."""
        return self.revoked_at is None and self.expires_on >= today
