"""A note of a table at a conference or away day that became something to answer."""

from django.db import models

from members.models.history import tracked


@tracked()
class FromATable(models.Model):
    """One note, one contribution: so a note is never taken up twice. Neither of them says who said it."""

    note = models.OneToOneField("meetings.TableNote", on_delete=models.CASCADE, related_name="taken_up")
    contribution = models.OneToOneField("projects.Contribution", on_delete=models.CASCADE, related_name="from_a_table")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "pk"]
        verbose_name = "note of a table that was taken up"
        verbose_name_plural = "notes of tables that were taken up"

    def __str__(self):
        return f"note {self.note_id} became contribution {self.contribution_id}"
