"""A file that somebody brought or that was made for somebody: what it is, whom it is about, until when it is kept."""

import secrets

from django.db import models


def new_stored_name() -> str:
    """A name nobody can guess; it says nothing about what is inside."""
    return secrets.token_hex(20)


class KeptFileQuerySet(models.QuerySet):
    def standing(self, *, now):
        """Files that may still be opened."""
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now))

    def expired(self, *, now):
        return self.filter(expires_at__lte=now).order_by("expires_at", "pk")


class KeptFile(models.Model):
    """`stored` is its name below the uploads folder; `name` what it is called when somebody takes it home."""

    name = models.CharField(max_length=120)
    stored = models.CharField(max_length=40, unique=True, default=new_stored_name, editable=False)
    extension = models.CharField(max_length=8)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    about_person = models.ForeignKey(
        "members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="files_about"
    )
    owner = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)

    objects = KeptFileQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]

    def __str__(self):
        return f"file {self.pk} ({self.extension})"
