"""A link in a letter: one purpose, one person, one thing. Only its hash can be looked up."""

import hashlib
import secrets

from django.db import models

from members.models.sealed import SealedTextField


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class LinkQuerySet(models.QuerySet):
    def live(self, *, now):
        """Links that still open their page at `now`."""
        return self.filter(revoked_at=None, expires_at__gt=now)


class Link(models.Model):
    """`about` is a word and an id ("meeting:42"); the token itself lies sealed so that later letters repeat it."""

    purpose = models.CharField(max_length=20)
    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="links")
    about = models.CharField(max_length=60)
    token_hash = models.CharField(max_length=64)
    token = SealedTextField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["token_hash"], name="one_link_per_token"),
            models.UniqueConstraint(
                fields=["purpose", "about", "person"],
                condition=models.Q(revoked_at=None),
                name="one_live_link_per_person_and_thing",
            ),
        ]

    def __str__(self):
        return f"{self.purpose} link about {self.about}"

    def is_live(self, *, now) -> bool:
        """Whether it still opens its page at `now`; the same rule as `LinkQuerySet.live`."""
        return self.revoked_at is None and self.expires_at > now

    @staticmethod
    def new_token() -> str:
        """128 bits, safe in an address."""
        return secrets.token_urlsafe(16)
