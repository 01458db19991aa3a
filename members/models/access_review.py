"""That somebody looked at who has access, and said it is still right."""

from django.db import models


class AccessReview(models.Model):
    """One grant, confirmed once. Rows are only added; the last one for a grant is the one that counts."""

    grant = models.ForeignKey("members.RoleGrant", on_delete=models.CASCADE, related_name="reviews")
    confirmed_by = models.ForeignKey("members.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        indexes = [models.Index(fields=["grant", "-confirmed_at"], name="review_by_grant")]

    def __str__(self):
        return f"still right on {self.confirmed_at:%Y-%m-%d}"
