"""What somebody was typing, kept so that nothing is lost."""

from django.db import models

from members.models.sealed import SealedTextField


class Draft(models.Model):
    """The unsaved words of one form. `browser` binds the draft of a signed-out person to their browser (a hash)."""

    person = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    browser = models.CharField(max_length=64, blank=True)
    form = models.CharField(max_length=120)
    words = SealedTextField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "browser", "form"], nulls_distinct=False, name="one_draft_per_form"
            )
        ]

    def __str__(self):
        return f"draft of {self.form}"
