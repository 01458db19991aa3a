"""Who opened something sensitive about whom (DP-08): written when the page is drawn, shown to the person it is about."""

from django.db import models

from members.permissions import Role


class SensitiveRead(models.Model):
    """`reader` opened `what` of `person`; told once an hour, however often the page was drawn."""

    person = models.ForeignKey("members.Person", on_delete=models.CASCADE, related_name="sensitive_reads")
    reader = models.ForeignKey("members.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=20, choices=Role, blank=True)
    what = models.CharField(max_length=80, help_text="In the person's words: “your access needs”.")
    hour = models.DateTimeField(help_text="The hour it fell into; what keeps it to one row.")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-read_at", "-pk"]
        indexes = [models.Index(fields=["person", "-read_at", "-id"], name="who_looked_at_whom")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "reader", "what", "hour"], name="one_read_an_hour_per_reader_person_and_thing"
            )
        ]

    def __str__(self):
        return f"{self.what} of person {self.person_id}"
